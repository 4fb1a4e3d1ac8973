/* shortlist.js · remembers picked listings in this browser only; without it addresses carry them. */
(() => {
  const basket = document.querySelector("[data-shortlist]");
  if (!basket) return;
  const KEY = `shortlist:${basket.dataset.shortlist}`;
  const MOST = 20, MOST_COMPARED = 4;
  const isPage = location.pathname === basket.querySelector("a").pathname;
  let held = "[]"; /* where the browser refuses storage: for this page only */

  const read = () => {
    try { held = localStorage.getItem(KEY) || "[]"; } catch { /* held stands in */ }
    try { return JSON.parse(held).filter((id) => /^\d{1,15}$/.test(id)).slice(0, MOST); } catch { return []; }
  };
  const write = (ids) => {
    held = JSON.stringify(ids.slice(0, MOST));
    try { localStorage.setItem(KEY, held); } catch { /* held stands in */ }
    draw(read());
  };

  function draw(ids) {
    document.querySelectorAll("[data-pick]").forEach((box) => { box.checked = ids.includes(box.value); });
    document.querySelectorAll("[data-adopt]").forEach((button) => { button.hidden = button.dataset.adopt.split(" ").every((id) => ids.includes(id)); });
    const tray = document.querySelector("[data-tray]");
    if (tray) {
      tray.classList.toggle("tray--on", ids.length > 0);
      tray.querySelector("[data-tray-words]").textContent = ids.length ? `清单里有 ${ids.length} 处${ids.length === MOST ? "，已满" : ""}` : "勾选“放入清单”，再对比或一次咨询。";
      tray.querySelector("[data-tray-compare]").hidden = ids.length > MOST_COMPARED;
    }
    basket.querySelector("[data-count]").textContent = ids.length;
    basket.hidden = !ids.length || Boolean(tray) || isPage;
  }

  document.addEventListener("change", (event) => {
    const { checked, value } = event.target;
    if (!event.target.matches("[data-pick]")) return;
    event.stopPropagation(); /* picking is no change of the filters around it */
    write(checked ? [...read(), value] : read().filter((id) => id !== value));
  }, true);
  document.addEventListener("click", ({ target }) => {
    const { drop, adopt } = (target.closest("[data-drop], [data-adopt]") || { dataset: {} }).dataset;
    if (drop) write(read().filter((id) => !drop.split(" ").includes(id)));
    if (adopt) write([...new Set([...read(), ...adopt.split(" ")])]);
  });
  document.addEventListener("formdata", ({ target, formData }) => { /* what is picked on other pages goes along */
    if (target.id === "picked") { formData.delete("listing"); read().forEach((id) => formData.append("listing", id)); }
  });
  ["htmx:afterSwap", "pageshow", "storage"].forEach((name) => window.addEventListener(name, () => draw(read())));
  draw(read());
  if (isPage && !location.search && read().length) location.replace(`?${read().map((id) => `listing=${id}`).join("&")}`);
})();
