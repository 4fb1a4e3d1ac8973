/* suggest.js · names while typing in a search box: htmx brings the list, this keeps it in hand. */
document.querySelectorAll("[data-suggest]").forEach((box) => {
  const [input, list, status] = box.children;
  let searched = "";
  const close = () => { list.replaceChildren(); status.textContent = ""; };
  const guard = (event) => { if (!input.value.trim() || input.value === searched) { event.preventDefault(); close(); } };
  input.addEventListener("focus", () => {
    if (!document.querySelector(`script[src="${box.dataset.htmx}"]`)) document.head.append(Object.assign(document.createElement("script"), { src: box.dataset.htmx, onload: () => input.dispatchEvent(new Event("input")) }));
  });
  ["htmx:beforeRequest", "htmx:beforeSwap"].forEach((name) => box.addEventListener(name, guard));
  box.addEventListener("htmx:afterSwap", () => { status.textContent = list.children.length ? `${list.querySelectorAll("a").length} 条建议，按向下键选择` : ""; });
  box.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")], step = { ArrowDown: 1, ArrowUp: -1, Escape: 0 }[event.key];
    if (step === undefined || !links.length) return;
    event.preventDefault();
    (step && links[links.indexOf(document.activeElement) + step] || input).focus();
    if (!step) close();
  });
  input.form.addEventListener("submit", () => {
    const sheet = document.querySelector("#answers > .filters");
    if (sheet && sheet.hidePopover && sheet.matches(":popover-open")) sheet.hidePopover();
    searched = input.value;
    close();
  });
  ["pointerdown", "focusin"].forEach((name) => document.addEventListener(name, (event) => { if (!box.contains(event.target)) close(); }));
});
