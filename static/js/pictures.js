/* pictures.js · with the page come the pictures in sight. Browsers fetch lazy ones screens ahead; they
   may from the first scroll on. Without script they do so at once (layout.css). */
(() => {
  const root = document.documentElement;
  const pictures = document.querySelectorAll("img[loading=lazy]");

  function showSeen(entries) {
    entries.filter(({ isIntersecting }) => isIntersecting).forEach(({ target }) => {
      target.dataset.seen = "";
    });
  }

  function leaveToBrowser() {
    root.dataset.moved = "";
    if (watcher) watcher.disconnect();
  }

  const watcher =
    "IntersectionObserver" in window && new IntersectionObserver(showSeen, { threshold: 0.25 });
  if (!watcher) return leaveToBrowser();
  pictures.forEach((picture) => watcher.observe(picture.parentElement));
  const once = { capture: true, once: true, passive: true };
  document.addEventListener("scroll", leaveToBrowser, once); // also of a row of cards
  document.addEventListener("htmx:afterSwap", leaveToBrowser, once);
  window.addEventListener("beforeprint", leaveToBrowser, once);
})();
