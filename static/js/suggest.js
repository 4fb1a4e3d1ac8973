/* suggest.js · names while typing, brought by htmx. */
(() => {
  // On the first focus, where the page did not load it.
  function loadHtmx(address, whenLoaded) {
    if (window.htmx || document.querySelector(`script[src="${address}"]`)) return;
    const script = document.createElement("script");
    script.src = address;
    script.onload = whenLoaded;
    document.head.append(script);
  }

  // On a phone they would hide the results.
  function closeFilters() {
    const panel = document.querySelector("#answers > .filters");
    if (panel && panel.hidePopover && panel.matches(":popover-open")) panel.hidePopover();
  }

  function enhance(box) {
    const [input, list, status] = box.children;
    let searched = "";

    const links = () => [...list.querySelectorAll("a")];

    function close() {
      list.replaceChildren();
      status.textContent = "";
    }

    // Not for an empty box or what was just searched, not under the focus.
    function refuse(event) {
      const isWalked = list.contains(document.activeElement);
      if (!isWalked && input.value.trim() && input.value !== searched) return;
      event.preventDefault();
      if (!isWalked) close();
    }

    function tellCount() {
      status.textContent = links().length ? `${links().length} 条建议，按向下键选择` : "";
    }

    // Past its ends the arrows lead back into the box.
    function walk(event) {
      if (event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1, Escape: 0 }[event.key];
      if (step === undefined || !links().length) return;
      event.preventDefault();
      if (step === 0) {
        input.focus();
        close();
        return;
      }
      const next = links()[links().indexOf(document.activeElement) + step];
      (next || input).focus();
    }

    function search() {
      closeFilters();
      searched = input.value;
      close();
    }

    input.addEventListener("focus", () => {
      loadHtmx(box.dataset.htmx, () => input.dispatchEvent(new Event("input")));
    });
    box.addEventListener("htmx:beforeRequest", refuse);
    box.addEventListener("htmx:beforeSwap", refuse);
    box.addEventListener("htmx:afterSwap", tellCount);
    box.addEventListener("keydown", walk);
    input.form.addEventListener("submit", search);
    ["pointerdown", "focusin"].forEach((name) => {
      document.addEventListener(name, (event) => {
        if (!box.contains(event.target)) close();
      });
    });
  }

  document.querySelectorAll("[data-suggest]").forEach(enhance);
})();
