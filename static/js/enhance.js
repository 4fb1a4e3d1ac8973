/* enhance.js · a courtesy on top of pages that already work without script (docs/frontend.md). */
(() => {
  function focusErrorSummary() {
    const summary = document.querySelector("[data-errors]");
    if (summary) summary.focus();
  }

  async function copy(button) {
    const label = button.querySelector("span") || button;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      label.textContent = "已复制";
    } catch {
      label.textContent = button.dataset.failed || "请长按编号复制";
    }
  }

  // Browsers without popover show the panels in the flow; on a phone they start folded away.
  function foldPanels() {
    const isNarrow = window.matchMedia("(max-width: 59.99em)").matches;
    document.querySelectorAll("[popover]").forEach((panel) => {
      panel.hidden = isNarrow;
    });
    document.querySelectorAll("[popovertarget]").forEach((button) => {
      const panel = document.getElementById(button.getAttribute("popovertarget"));
      button.addEventListener("click", () => {
        if (panel) panel.hidden = !panel.hidden;
      });
    });
  }

  focusErrorSummary();
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.addEventListener("click", () => copy(button));
  });
  if (!("popover" in HTMLElement.prototype)) foldPanels();
})();
