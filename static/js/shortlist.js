/* shortlist.js · remembers picked listings in this browser; else addresses do. */
(() => {
  const basket = document.querySelector("[data-shortlist]");
  if (!basket) return;

  const KEY = `shortlist:${basket.dataset.shortlist}`;
  const MOST = 20;
  const MOST_COMPARED = 4;
  const isShortlistPage = location.pathname === basket.querySelector("a").pathname;
  let held = "[]"; // without storage: for this page

  function read() {
    try {
      held = localStorage.getItem(KEY) || "[]";
    } catch {
      // held here
    }
    try {
      return JSON.parse(held).filter((id) => /^\d{1,15}$/.test(id)).slice(0, MOST);
    } catch {
      return [];
    }
  }

  function write(ids) {
    held = JSON.stringify(ids.slice(0, MOST));
    try {
      localStorage.setItem(KEY, held);
    } catch {
      // held
    }
    draw();
  }

  function add(ids) {
    write([...new Set([...read(), ...ids])]);
  }

  function drop(ids) {
    write(read().filter((id) => !ids.includes(id)));
  }

  // ---- What the page shows of it ----
  function draw() {
    const ids = read();
    const tray = document.querySelector("[data-tray]");
    document.querySelectorAll("[data-pick]").forEach((box) => {
      box.checked = ids.includes(box.value);
    });
    document.querySelectorAll("[data-adopt]").forEach((button) => {
      button.hidden = button.dataset.adopt.split(" ").every((id) => ids.includes(id));
    });
    if (tray) drawTray(tray, ids.length);
    basket.querySelector("[data-count]").textContent = ids.length;
    basket.hidden = !ids.length || Boolean(tray) || isShortlistPage;
  }

  function drawTray(tray, count) {
    const full = count === MOST ? "，已满" : "";
    tray.classList.toggle("tray--on", count > 0);
    tray.querySelector("[data-tray-words]").textContent = count
      ? `清单里有 ${count} 处${full}`
      : "勾选“放入清单”，再对比或一起问专员。";
    tray.querySelector("[data-tray-compare]").hidden = count > MOST_COMPARED;
  }

  // ---- What the reader does ----
  function pick(event) {
    const { checked, value } = event.target;
    if (!event.target.matches("[data-pick]")) return;
    event.stopPropagation(); // picking is no change of the filters around it
    if (checked) write([...read(), value]);
    else drop([value]);
  }

  function click({ target }) {
    const button = target.closest("[data-drop], [data-adopt]");
    if (!button) return;
    if (button.dataset.drop) drop(button.dataset.drop.split(" "));
    if (button.dataset.adopt) add(button.dataset.adopt.split(" "));
  }

  // The form carries the boxes of this page; what is picked on other pages goes along.
  function sendAll({ target, formData }) {
    if (target.id !== "picked") return;
    formData.delete("listing");
    read().forEach((id) => formData.append("listing", id));
  }

  // The shortlist's own page without numbers in its address shows what is remembered.
  function openRemembered() {
    const ids = read().map((id) => `listing=${id}`);
    const { search } = location;
    if (!isShortlistPage || /listing=/.test(search) || !ids.length) return;
    location.replace(`?${ids.join("&")}${search.replace("?", "&")}`);
  }

  document.addEventListener("change", pick, true);
  document.addEventListener("click", click);
  document.addEventListener("formdata", sendAll);
  ["htmx:afterSwap", "pageshow", "storage"].forEach((name) => window.addEventListener(name, draw));
  draw();
  openRemembered();
})();
