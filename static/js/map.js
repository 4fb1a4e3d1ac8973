/* map.js · Leaflet in place of the drawn map, list and map in step. Without it drawing and list remain. */
(() => {
  const box = document.querySelector("[data-atlas]"), button = document.querySelector("[data-search]");
  if (!box || !window.L) return;
  const data = box.dataset, pins = new Map(), still = { interactive: false, keyboard: false };
  const results = () => document.getElementById("results"), numbers = (text) => text.split(",").map(Number);
  const bounds = (text) => { const [w, s, e, n] = numbers(text); return L.latLngBounds([s, w], [n, e]); };
  const frameOf = (b) => [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((x) => x.toFixed(5)).join();
  const query = (more) => { const all = new URLSearchParams(results().dataset.query); Object.entries(more).forEach((pair) => all.set(...pair)); return all; };
  const marker = (at, className, text, more, iconSize = null) => L.marker(at, { icon: L.divIcon({ className, html: Object.assign(document.createElement("span"), { textContent: text }), iconSize, iconAnchor: iconSize && [26, 38] }), ...more });
  box.hidden = !box.parentElement.classList.toggle("atlas--live", true);
  const map = L.map(box, { zoomControl: false, attributionControl: false, zoomSnap: 0.5, minZoom: 4.5, maxZoom: 16, maxBounds: bounds(data.limits), maxBoundsViscosity: 1 });
  [L.control.zoom({ zoomInTitle: "放大地图", zoomOutTitle: "缩小地图" }), L.control.scale({ imperial: false }), L.control.attribution({ prefix: false }).addAttribution(data.credit)].forEach((part) => part.addTo(map));
  if (data.tiles) ["vec", "cva"].forEach((layer) => L.tileLayer(data.tiles, { layer, subdomains: "01234567" }).addTo(map));
  const base = L.featureGroup().addTo(map), around = L.layerGroup().addTo(map);
  function drawBase({ own, around: neighbours }) { // lines are steps of a thousandth of a degree, east and north in turn
    const line = (steps, at = [0, 0]) => steps.flatMap((step, i) => { at[i % 2] += step / 1000; return i % 2 ? [[at[1], at[0]]] : []; });
    const style = (kind) => ({ className: `atlas__area atlas__area--${kind}`, interactive: false });
    neighbours.forEach((area) => L.polyline(area.lines.map((steps) => line(steps)), style("around")).addTo(base));
    own.forEach((area) => L.polygon(area.rings.map((ring) => [line(ring)]), style(area.code === data.here ? "here" : "own")).addTo(base));
    base.bringToBack();
  }
  async function refresh() { // the server counts for this frame: markers by cells, names, rings, boundaries
    const turn = data.asked = Number(data.asked || 0) + 1, zoom = map.getZoom();
    const sheet = await (await fetch(`${data.points}?${query({ frame: frameOf(map.getBounds().pad(0.15)), zoom })}`)).json();
    if (turn === Number(data.asked) && sheet.cells) draw(sheet, zoom);
  }
  function draw(sheet, zoom) {
    around.clearLayers();
    sheet.rings.forEach(({ at, km }) => L.circle(at, { radius: km * 1000, className: "atlas__ring", interactive: false }).addTo(around));
    L.geoJSON(sheet.boundaries, { interactive: false, style: { className: "atlas__boundary" } }).addTo(around);
    sheet.names.forEach(({ at, kind, text }) => marker(at, `atlas__name atlas__name--${kind}`, text, still).addTo(around));
    const cellOf = ({ dataset }) => map.project(numbers(dataset.at), zoom).divideBy(sheet.cell).floor(), listed = [...document.querySelectorAll("[data-at]")];
    const cells = sheet.cells.map((cell) => ({ ...cell, spots: listed.filter((spot) => cellOf(spot).equals([cell.x, cell.y])) }));
    cells.forEach((cell) => { cell.key = [zoom, cell.x, cell.y, cell.n, ...cell.spots.map((spot) => [spot.id, spot.dataset.number])].join(); });
    const first = ({ spots }) => (spots.length ? listed.indexOf(spots[0]) : listed.length), focused = document.activeElement;
    pins.forEach((pin, key) => { if (!cells.some((cell) => cell.key === key)) { pin.remove(); pins.delete(key); } });
    cells.sort((a, b) => first(a) - first(b)).forEach((cell) => {
      if (!pins.has(cell.key)) pins.set(cell.key, pinOf(cell));
      const pin = Object.assign(pins.get(cell.key), { spots: cell.spots }).getElement();
      if (!focused.closest(".pin")) pin.parentNode.append(pin); // Tab follows the list; moving a focused pin would blur it
    });
    if (!focused.isConnected) box.focus({ preventScroll: true });
    data.drawn = data.asked;
  }
  function pinOf({ at, n, title, frame, spots }) {
    const order = spots.map((spot) => spot.dataset.number).join("、"), inside = bounds(frame);
    const words = n > 1 ? `${n} 处空间${order && `，列表中的 ${order} 号`}` : `${order && `${order} 号：`}${title}`;
    const pin = marker(at, `pin${order ? "" : " pin--rest"}`, n > 1 ? `${n} 处` : order || "·", { title: words, riseOnHover: true }, [52, 38]).addTo(map);
    pin.getElement().setAttribute("aria-label", words);
    return pin.on("mouseover", () => light(pin.spots[0])).on("click keypress", ({ type, originalEvent: { key } }) => {
      if (type === "keypress" && key !== "Enter") return;
      if (n > 1 && map.getZoom() < 16 && inside.getNorthWest().distanceTo(inside.getSouthEast()) > 50) map.fitBounds(inside.pad(0.3), { maxZoom: 15 });
      else if (pin.spots.length < n) search(frameOf(inside.extend(inside.getCenter().toBounds(200))));
      else { light(pin.spots[0]); pin.spots[0].querySelector("h3 a").focus(); }
    });
  }
  function light(spot) {
    const pin = [...pins.values()].find(({ spots }) => spots.includes(spot));
    document.querySelectorAll(".is-lit").forEach((old) => old.classList.remove("is-lit"));
    if (pin) [pin.getElement(), ...pin.spots].forEach((lit) => lit.classList.add("is-lit"));
    return pin;
  }
  function search(bbox) {
    button.hidden = true;
    window.htmx.ajax("GET", `${location.pathname}?${query({ bbox })}`, { target: "#results", swap: "outerHTML" });
  }
  function show(spot) {
    map.setView(numbers(spot.dataset.at), Math.max(map.getZoom(), 11), { animate: false });
    refresh().then(() => light(spot)?.getElement().focus());
  }
  button.addEventListener("click", () => search(frameOf(map.getBounds())));
  map.on("moveend", refresh).on("dragend zoomend", () => { button.hidden = !data.drawn; });
  document.addEventListener("htmx:afterSettle", refresh);
  ["mouseover", "focusin"].forEach((kind) => document.addEventListener(kind, ({ target }) => target.closest("[data-at]") && light(target.closest("[data-at]"))));
  document.addEventListener("click", (event) => { if (event.target.closest("[data-show]")) { event.preventDefault(); show(event.target.closest("[data-at]")); } });
  box.addEventListener("keydown", ({ key }) => { if (key === "Escape") results().focus(); });
  if (data.outline) fetch(data.outline).then((answer) => answer.json()).then(drawBase);
  map.fitBounds(bounds(data.frame));
})();
