/* consult-card.js · the consult card opens itself once: on a wide screen, after a while and half the
   page, never in 长辈版, never while somebody types, and not again for 30 days after it was seen. */
(() => {
  const MONTH = 30 * 24 * 3600 * 1000;
  const SEEN = "consult-seen";
  const root = document.documentElement;
  const card = document.querySelector("#consult[data-auto]");

  function wasSeenLately() {
    try {
      return Date.now() - (Number(localStorage.getItem(SEEN)) || 0) <= MONTH;
    } catch {
      return false;
    }
  }

  function rememberAsSeen() {
    try {
      localStorage.setItem(SEEN, Date.now());
    } catch {
      // private mode: the card asks again next time
    }
  }

  function mayOpen() {
    const isWide = window.matchMedia("(min-width: 60em)").matches;
    return isWide && root.dataset.mode !== "care" && !wasSeenLately();
  }

  function isBusy() {
    const isHalfRead = window.scrollY + window.innerHeight >= root.scrollHeight * 0.5;
    const focused = document.activeElement;
    const isTyping = focused && focused.matches("input, textarea, select");
    return !isHalfRead || isTyping || document.querySelector(":popover-open");
  }

  function offer() {
    if (isBusy()) return;
    stopOffering();
    if (wasSeenLately()) return; // in another tab, meanwhile
    rememberAsSeen();
    card.showPopover({ source: document.querySelector(".dock [popovertarget=consult]") });
  }

  function stopOffering() {
    window.removeEventListener("scroll", offer);
  }

  if (!card || !("popover" in HTMLElement.prototype) || !mayOpen()) return;
  card.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    rememberAsSeen();
    stopOffering();
  });
  setTimeout(() => {
    window.addEventListener("scroll", offer, { passive: true });
    offer();
  }, Number(card.dataset.delay || 40) * 1000);
})();
