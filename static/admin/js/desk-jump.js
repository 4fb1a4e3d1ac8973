// `/` and Ctrl+K lead to the search, the key of an act to its form.
addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey, repeat } = event;
  const isChord = ctrlKey || metaKey;
  const isTyping = target.matches("[data-keys=off] *, input, textarea, select, [contenteditable]");
  if (repeat || altKey || (isChord ? key !== "k" : isTyping)) return;
  const place = document.querySelector(`[aria-keyshortcuts~="${isChord ? "/" : CSS.escape(key)}" i]`);
  if (!place) return;
  event.preventDefault();
  place.click();
  (place.labels?.[0]?.nextElementSibling?.querySelector("textarea, select") ?? place).focus();
});
