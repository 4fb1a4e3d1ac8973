/* map.js · Leaflet in place of the drawn map, in step with the list; without it both remain. */
(() => {
  const box = document.querySelector("[data-atlas]");
  const openButton = document.querySelector("[data-open]");
  const searchButton = document.querySelector("[data-search]");
  if (!box) return;

  // Zoom levels: the closest, of an opened cluster, of a place shown from the list.
  const CLOSEST = 16;
  const OPENED = 15;
  const NEARBY = 11;
  const STILL = { interactive: false, keyboard: false };
  const data = box.dataset;
  const pins = new Map(); // by what a pin shows: a redraw leaves what stays
  let asked = 0;
  let map, outlines, surroundings;

  // ---- What page and server tell ----
  const results = () => document.getElementById("results"); // htmx puts new ones there
  const listed = () => [...document.querySelectorAll("[data-at]")];
  const numbers = (text) => text.split(",").map(Number);

  function boundsOf(frame) {
    const [west, south, east, north] = numbers(frame);
    return L.latLngBounds([south, west], [north, east]);
  }

  function frameOf(bounds) {
    const edges = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    return edges.map((degrees) => degrees.toFixed(5)).join();
  }

  function queryWith(more) {
    const query = new URLSearchParams(results().dataset.query);
    Object.entries(more).forEach(([name, value]) => query.set(name, value));
    return query;
  }

  function marker(at, className, text, options, iconSize = null) {
    const html = document.createElement("span");
    html.textContent = text;
    const icon = L.divIcon({ className, html, iconSize, iconAnchor: iconSize && [26, 38] });
    return L.marker(at, { icon, ...options });
  }

  // ---- The map ----
  function createMap() {
    const created = L.map(box, {
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.5,
      minZoom: 4.5,
      maxZoom: CLOSEST,
      maxBounds: boundsOf(data.limits),
      maxBoundsViscosity: 1,
    });
    L.control.zoom({ zoomInTitle: "放大地图", zoomOutTitle: "缩小地图" }).addTo(created);
    L.control.scale({ imperial: false }).addTo(created);
    L.control.attribution({ prefix: false }).addAttribution(data.credit).addTo(created);
    if (data.tiles) {
      ["vec", "cva"].forEach((layer) => {
        L.tileLayer(data.tiles, { layer, subdomains: "01234567" }).addTo(created);
      });
    }
    return created;
  }

  // A line: steps of a thousandth of a degree, east and north in turn.
  function pointsOf(steps) {
    const points = [];
    let [east, north] = [0, 0];
    for (let i = 0; i + 1 < steps.length; i += 2) {
      east += steps[i] / 1000;
      north += steps[i + 1] / 1000;
      points.push([north, east]);
    }
    return points;
  }

  const drawn = (kind) => ({ className: `atlas__area atlas__area--${kind}`, ...STILL });

  function drawOutlines({ own, around, waters }) {
    const line = (lines, kind) => L.polyline(lines.map(pointsOf), drawn(kind)).addTo(outlines);
    around.forEach(({ lines }) => line(lines, "around"));
    own.forEach(({ rings, code }) => {
      const kind = code === data.here ? "here" : "own";
      L.polygon(rings.map((ring) => [pointsOf(ring)]), drawn(kind)).addTo(outlines);
    });
    L.polygon(waters.lakes.map(pointsOf), drawn("lake")).addTo(outlines);
    line(waters.rivers, "river");
    outlines.bringToBack();
  }

  // ---- Pins: the server counts for the frame, in cells; the list tells which spots lie in one ----
  async function refresh() {
    asked += 1;
    const turn = asked;
    const zoom = map.getZoom();
    const query = queryWith({ frame: frameOf(map.getBounds().pad(0.15)), zoom });
    const answer = await fetch(`${data.points}?${query}`).catch(Response.error);
    const isLatest = turn === asked;
    if (!answer.ok) {
      const detail = { status: answer.status, seconds: answer.headers.get("Retry-After") };
      if (isLatest) results().dispatchEvent(new CustomEvent("unanswered", { bubbles: true, detail }));
      return;
    }
    const sheet = await answer.json();
    if (isLatest && sheet.cells) draw(sheet, zoom);
  }

  function draw(sheet, zoom) {
    const focused = document.activeElement;
    drawSurroundings(sheet);
    const cells = cellsInListOrder(sheet, zoom);
    removePinsBut(cells);
    cells.forEach((cell) => placePin(cell, focused));
    if (!focused.isConnected) box.focus({ preventScroll: true });
    data.drawn = asked;
  }

  function drawSurroundings({ rings, features, names }) {
    surroundings.clearLayers();
    rings.forEach(({ at, km }) => {
      L.circle(at, { radius: km * 1000, className: "atlas__ring", ...STILL }).addTo(surroundings);
    });
    const style = (one) => drawn(one.properties.kind);
    L.geoJSON(features, { style, ...STILL }).addTo(surroundings);
    names.forEach(({ at, kind, text }) => {
      marker(at, `atlas__name atlas__name--${kind}`, text, STILL).addTo(surroundings);
    });
  }

  function cellsInListOrder(sheet, zoom) {
    const spots = listed();
    const cellOf = (spot) => map.project(numbers(spot.dataset.at), zoom).divideBy(sheet.cell).floor();
    const cells = sheet.cells.map((cell) => {
      const within = spots.filter((spot) => cellOf(spot).equals([cell.x, cell.y]));
      const shown = within.map((spot) => [spot.id, spot.dataset.number]);
      return { ...cell, spots: within, key: [zoom, cell.x, cell.y, cell.text, ...shown].join() };
    });
    const place = (cell) => (cell.spots.length ? spots.indexOf(cell.spots[0]) : spots.length);
    return cells.sort((a, b) => place(a) - place(b));
  }

  function removePinsBut(cells) {
    const keys = cells.map((cell) => cell.key);
    pins.forEach((pin, key) => {
      if (keys.includes(key)) return;
      pin.remove();
      pins.delete(key);
    });
  }

  function placePin(cell, focused) {
    if (!pins.has(cell.key)) pins.set(cell.key, createPin(cell));
    const pin = pins.get(cell.key);
    pin.spots = cell.spots;
    // Tab follows the list; moving a focused pin would blur it.
    const element = pin.getElement();
    if (!focused.closest(".pin")) element.parentNode.append(element);
  }

  function createPin(cell) {
    const { at, n, spots } = cell;
    const order = spots.map((spot) => spot.dataset.number).join("、");
    const title = wordsOf(cell, order) + cell.said;
    const className = `pin pin--${cell.tone}${order ? "" : " pin--rest"}`;
    const words = n > 1 ? cell.text : cell.text + order || "·";
    const pin = marker(at, className, words, { title, riseOnHover: true }, [52, 38]).addTo(map);
    pin.getElement().setAttribute("aria-label", title);
    pin.on("mouseover", () => light(pin.spots[0]));
    pin.on("click", () => open(pin, cell));
    pin.on("keypress", ({ originalEvent }) => {
      if (originalEvent.key === "Enter") open(pin, cell);
    });
    return pin;
  }

  function wordsOf({ n, title }, order) {
    if (n > 1) return order ? `${n} 处空间，列表中的 ${order} 号` : `${n} 处空间`;
    return order ? `${order} 号：${title}` : title;
  }

  // Several apart: closer. More than the list shows: list them. Else: to it.
  function open(pin, { n, frame }) {
    const inside = boundsOf(frame);
    const metresAcross = inside.getNorthWest().distanceTo(inside.getSouthEast());
    if (n > 1 && map.getZoom() < CLOSEST && metresAcross > 50) {
      map.fitBounds(inside.pad(0.3), { maxZoom: OPENED });
    } else if (pin.spots.length < n) {
      search(frameOf(inside.extend(inside.getCenter().toBounds(200))));
    } else {
      light(pin.spots[0]);
      pin.spots[0].querySelector("h3 a").focus();
    }
  }

  // ---- List and map in step ----
  function light(spot) {
    const pin = [...pins.values()].find(({ spots }) => spots.includes(spot));
    document.querySelectorAll(".is-lit").forEach((lit) => lit.classList.remove("is-lit"));
    if (pin) [pin.getElement(), ...pin.spots].forEach((lit) => lit.classList.add("is-lit"));
    return pin;
  }

  function search(bbox) {
    const address = `${location.pathname}?${queryWith({ bbox })}`;
    searchButton.hidden = true;
    window.htmx.ajax("GET", address, { target: "#results", swap: "outerHTML" });
  }

  async function show(spot) {
    const zoom = Math.max(map.getZoom(), NEARBY);
    map.setView(numbers(spot.dataset.at), zoom, { animate: false });
    await refresh();
    light(spot)?.getElement().focus();
  }

  function lightListed({ target }) {
    const spot = target.closest("[data-at]");
    if (spot) light(spot);
  }

  function showListed(event) {
    if (!event.target.closest("[data-show]")) return;
    event.preventDefault();
    show(event.target.closest("[data-at]"));
  }

  function listen() {
    searchButton.addEventListener("click", () => search(frameOf(map.getBounds())));
    map.on("moveend", refresh);
    map.on("dragend zoomend", () => {
      searchButton.hidden = !data.drawn;
    });
    document.addEventListener("htmx:afterSettle", refresh);
    document.addEventListener("mouseover", lightListed);
    document.addEventListener("focusin", lightListed);
    document.addEventListener("click", showListed);
    box.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") results().focus();
    });
  }

  function start() {
    box.hidden = false;
    box.parentElement.classList.add("atlas--live");
    map = createMap();
    outlines = L.featureGroup().addTo(map);
    surroundings = L.layerGroup().addTo(map);
    listen();
    if (data.outline) {
      fetch(data.outline)
        .then((answer) => answer.json())
        .then(drawOutlines);
    }
    map.fitBounds(boundsOf(data.frame));
  }

  // ---- Leaflet is fetched when the map is wanted; on a phone, when asked for ----
  function load(tag, attributes) {
    return new Promise((resolve, reject) => {
      const file = Object.assign(document.createElement(tag), attributes);
      file.onload = resolve;
      file.onerror = reject;
      document.head.prepend(file); // our rules are stronger than Leaflet's
    });
  }

  function openMap() {
    const sheet = load("link", { rel: "stylesheet", href: data.sheet });
    return Promise.all([sheet, load("script", { src: data.script })]).then(start);
  }

  async function openWhenAsked() {
    openButton.disabled = true;
    try {
      await openMap();
      openButton.hidden = true;
      box.focus({ preventScroll: true });
    } catch {
      openButton.disabled = false; // the drawing remains
    }
  }

  if (window.matchMedia("(min-width: 60em)").matches) {
    openMap().catch(() => {});
  } else {
    openButton.hidden = false;
    openButton.addEventListener("click", openWhenAsked);
  }
})();
