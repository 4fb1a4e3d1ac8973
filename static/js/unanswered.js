/* unanswered.js · htmx puts no error page into a page: this says there that nothing came, and why. */
(() => {
  const REASONS = {
    0: "没有连上网站，请检查网络。",
    429: "查得太快了。",
    503: "网站现在太忙或正在维护。",
  };
  const REFUSED_FORM = 400; // swapped in, it says itself what is wrong

  function clear() {
    document.querySelectorAll("[data-unanswered]").forEach((note) => note.remove());
  }

  function link(address, words) {
    const anchor = document.createElement("a");
    anchor.href = address;
    anchor.textContent = words;
    return anchor;
  }

  // The site's own telephone, as the page names it anyway.
  function telephone() {
    const known = document.querySelector('a[href^="tel:"]');
    return known ? ["着急的话，请拨打 ", link(known.href, known.href.slice(4)), "。"] : [];
  }

  // `address` is the whole page with what was asked for: it works without htmx.
  function tell(place, { status, seconds, address }) {
    clear();
    const note = document.createElement("div");
    note.className = "note note--bad";
    note.dataset.unanswered = "";
    note.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.append(REASONS[status] || "网站出了错。", "这里没有更新，还是原来的内容。");
    words.append(seconds ? `请等 ${seconds} 秒，` : "请稍后", link(address, "再试一次"), "。");
    words.append(...telephone());
    note.append(words);
    place.prepend(note);
  }

  // On a phone the filters stand in a panel before the results.
  function placeFor(asker, target) {
    const panel = asker.closest("[popover]");
    return panel && panel.hidePopover && panel.matches(":popover-open") ? panel : target;
  }

  function hear(event) {
    const { elt, target, xhr, pathInfo } = event.detail;
    // Nobody misses names that were only to be suggested.
    if (!target || xhr.status === REFUSED_FORM || elt.closest("[data-suggest]")) return;
    const seconds = xhr.getResponseHeader("Retry-After");
    const address = pathInfo.finalRequestPath || pathInfo.requestPath;
    tell(placeFor(elt, target), { status: xhr.status, seconds, address });
  }

  document.addEventListener("htmx:beforeRequest", clear);
  document.addEventListener("htmx:responseError", hear);
  document.addEventListener("htmx:sendError", hear);
  document.addEventListener("unanswered", ({ target, detail }) => {
    tell(target, { ...detail, address: location.href });
  });
})();
