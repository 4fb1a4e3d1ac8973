// `/` and Ctrl+K go to the search in the bar.
addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey } = event;
  const isTyping = target.matches("[data-keys=off] *, input, textarea, select, [contenteditable]");
  if (ctrlKey || metaKey ? key !== "k" : key !== "/" || isTyping) return;
  event.preventDefault();
  document.querySelector("#jump-q")?.focus();
});
