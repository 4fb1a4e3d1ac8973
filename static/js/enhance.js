/* enhance.js · a courtesy on top of pages that already work without script (docs/frontend.md). */
(() => {
  const root = document.documentElement;
  const MONTH = 30 * 24 * 3600 * 1000;

  const remembered = {
    get(key) {
      try { return Number(localStorage.getItem(key)) || 0; } catch { return 0; }
    },
    set(key) {
      try { localStorage.setItem(key, Date.now()); } catch { /* private mode: ask again next time */ }
    },
  };

  /* A failed form: the reader starts at the list of what to correct. */
  const summary = document.querySelector("[data-errors]");
  if (summary) summary.focus();

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });

  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.addEventListener("click", async () => {
      const label = button.querySelector("span") || button;
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        label.textContent = "已复制";
      } catch {
        label.textContent = button.dataset.failed || "请长按编号复制";
      }
    });
  });

  /* Browsers without popover show the panels in the flow; on a phone they start folded away. */
  if (!("popover" in HTMLElement.prototype)) {
    const narrow = window.matchMedia("(max-width: 59.99em)").matches;
    document.querySelectorAll("[popover]").forEach((panel) => { panel.hidden = narrow; });
    document.querySelectorAll("[popovertarget]").forEach((button) => {
      const panel = document.getElementById(button.getAttribute("popovertarget"));
      button.addEventListener("click", () => { if (panel) panel.hidden = !panel.hidden; });
    });
    return;
  }

  /* The consult card opens itself once: wide screen, after a while and half the page, never in 长辈版,
     never while somebody types, and not again for 30 days after it was seen. */
  const card = document.querySelector("#consult[data-auto]");
  const allowed = card
    && root.dataset.mode !== "care"
    && window.matchMedia("(min-width: 60em)").matches
    && Date.now() - remembered.get("consult-seen") > MONTH;
  if (!allowed) return;

  const delay = Number(card.dataset.delay || 40) * 1000;
  const opener = document.querySelector(".dock [popovertarget=consult]");
  const typing = () => document.activeElement && document.activeElement.matches("input, textarea, select");
  const halfRead = () => window.scrollY + window.innerHeight >= root.scrollHeight * 0.5;

  function offer() {
    if (!halfRead() || typing() || document.querySelector(":popover-open")) return;
    window.removeEventListener("scroll", offer);
    if (Date.now() - remembered.get("consult-seen") <= MONTH) return;
    remembered.set("consult-seen");
    card.showPopover({ source: opener });
  }

  card.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    remembered.set("consult-seen");
    window.removeEventListener("scroll", offer);
  });
  setTimeout(() => {
    window.addEventListener("scroll", offer, { passive: true });
    offer();
  }, delay);
})();
