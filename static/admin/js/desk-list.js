// J, K walk the rows, X ticks; the bar waits for a tick.
(() => {
  const all = (selector) => [...document.querySelectorAll(`#changelist ${selector}`)];
  const links = all("tbody th a");
  const [bar] = all(".list-acts");
  const show = () => bar?.classList.toggle("is-on", !(bar.hidden = !all("td :checked")[0]));
  addEventListener("click", show);
  addEventListener("pageshow", show);
  addEventListener("keydown", ({ key, target, ctrlKey, metaKey, altKey }) => {
    if (ctrlKey || metaKey || altKey) return;
    if (target.matches("[data-keys=off] *, input:not(.action-select), textarea, select")) return;
    const at = links.findIndex((link) => link.closest("tr").contains(target));
    links[at + { j: 1, k: -1 }[key]]?.focus();
    if (key === "x") links[at]?.closest("tr").querySelector("input")?.click();
  });
})();
