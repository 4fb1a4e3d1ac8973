/* campaign.js · takes the words of a campaign along to the pages of this site, in their addresses alone. */
(() => {
  const words = new URLSearchParams(location.search);
  const kept = new URLSearchParams();
  ["utm_source", "utm_medium", "utm_campaign"].forEach((name) => {
    if (words.get(name)) kept.set(name, words.get(name));
  });
  if (!kept.toString()) return;
  kept.set("utm_page", words.get("utm_page") || location.pathname);
  const site = location.pathname.split("/").slice(0, 2).join("/") + "/";
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.getAttribute("href")[0] === "#") return;
    if (link.origin !== location.origin || !link.pathname.startsWith(site)) return;
    const asked = new URLSearchParams(link.search);
    kept.forEach((value, name) => asked.set(name, value));
    link.search = asked;
  }, true);
})();
