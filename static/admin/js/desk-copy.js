// What was typed is kept in this browser and put back.
(() => {
  const { owner } = document.currentScript.dataset;
  const TYPED = "textarea, select, input:not([type=hidden], [type=file], [type=password], [type=submit])";
  const SENT = "desk:sent"; // the copy of the form sent last in this tab
  const MOST = 100; // rows, tabs
  let isSending;

  function quietly(act) {
    try {
      return act();
    } catch {
      return false;
    }
  }

  const read = (key) => quietly(() => JSON.parse(localStorage.getItem(key)));

  const isRefused = (form) => form.querySelector(".errornote, .errorlist");
  const editorOf = (field) => window.CKEDITOR?.instances[field.id];
  const isTick = ({ type }) => /checkbox|radio/.test(type);
  const nameOf = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);
  const fieldsOf = (form) =>
    [...form.querySelectorAll(TYPED)].filter((field) => field.name && !field.name.includes("__prefix__"));

  // As typed, or as drawn.
  const DRAWN = ["defaultChecked", "defaultValue", "defaultSelected"];
  function valueOf(field, [checked, value, selected] = ["checked", "value", "selected"]) {
    if (isTick(field)) return field[checked];
    if (!field.options) return editorOf(field)?.getData() ?? field[value];
    const chosen = [...field.options].filter((option) => option[selected]).map((option) => option.value);
    return field.multiple ? chosen : chosen.at(-1) ?? field.options[0]?.value ?? "";
  }

  function put(field, value) {
    if (typeof value === "boolean") field.checked = value;
    else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
    else if (editorOf(field)) editorOf(field).setData(value);
    else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function note(place, words, label, act) {
    place.insertAdjacentHTML("afterbegin", '<p class="desk-note" role="status"></p>');
    const box = place.firstChild;
    box.textContent = `${words} `;
    if (!label) return;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.onclick = () => {
      box.remove();
      act();
    };
    box.append(button);
  }

  // A copy a tab, locked while it is open. Left ones first.
  async function copyOf(form) {
    const base = `desk:${owner}:${form.getAttribute("action") || location.pathname}:${fieldsOf(form)[0].name}`;
    if (!navigator.locks) return base;
    const keys = [];
    quietly(() => {
      const had = sessionStorage.getItem(base);
      if (had && (read(had) || isRefused(form))) keys.push(had);
      keys.push(...Object.keys(localStorage).filter((key) => key.split("#")[0] === base));
    });
    keys.push(base);
    for (let tab = 2; tab <= MOST; tab += 1) keys.push(`${base}#${tab}`);
    for (const key of keys) if (await isFree(key)) return key;
    return base;
  }

  const isFree = (key) =>
    new Promise((resolve) => {
      navigator.locks.request(key, { ifAvailable: true }, (lock) => {
        resolve(lock);
        return lock && new Promise(() => {});
      }).catch(resolve);
    });

  // Gone in a form drawn anew.
  function addRows(form, changed) {
    for (const [name] of changed) {
      const [, rows, index] = name.match(/^(.+)-(\d+)-/) ?? [];
      const button = document.querySelector(`#${rows}-group .add-row a`);
      const total = form.elements[`${rows}-TOTAL_FORMS`];
      for (let i = 0; button && i < MOST && +index >= total.value; i += 1) button.click();
    }
  }

  async function watch(form) {
    const key = await copyOf(form);
    quietly(() => sessionStorage.setItem(key.split("#")[0], key));
    const seen = form.elements._seen?.value ?? "";
    // Typed before: no first state.
    const firstOf = (field) => (editorOf(field)?.checkDirty() ? field.defaultValue : valueOf(field, DRAWN));
    const drawn = new Map(fieldsOf(form).map((field) => [nameOf(field), String(firstOf(field))]));
    let waiting, isUnwanted, isTold;

    function changes() {
      const now = fieldsOf(form).map((field) => [nameOf(field), valueOf(field)]);
      return now.filter(([name, value]) => String(value) !== (drawn.get(name) ?? ""));
    }

    function keep() {
      if (isUnwanted) return;
      const changed = changes();
      const isKept = quietly(() => {
        if (changed.length) localStorage.setItem(key, JSON.stringify({ at: Date.now(), seen, changed }));
        else if (!isRefused(form)) localStorage.removeItem(key);
      });
      if (isKept !== false || isTold || !changed.length) return;
      isTold = true;
      note(form, "浏览器存不下您写的内容（空间已满，或是无痕窗口）：请随时保存。");
    }

    function putBack(changed) {
      addRows(form, changed);
      const typed = new Map(changed);
      for (const field of fieldsOf(form)) if (typed.has(nameOf(field))) put(field, typed.get(nameOf(field)));
    }

    function offer() {
      const copy = read(key);
      if (!copy || isRefused(form)) return;
      const time = new Date(copy.at).toLocaleTimeString("zh-CN", { timeStyle: "short" });
      const back = () => putBack(copy.changed);
      if (copy.seen !== seen) return note(form, `您 ${time} 写下的内容没有保存，之后这一条又有改动。`, "放回我写的", back);
      back();
      note(form, `已放回您 ${time} 写下、还没有保存的内容。`, "不要了", () => {
        localStorage.removeItem(key);
        isUnwanted = isSending = true;
        location.reload();
      });
    }

    function later() {
      clearTimeout(waiting);
      waiting = setTimeout(keep, 500);
    }

    form.addEventListener("submit", ({ submitter }) => {
      keep();
      if (submitter?.formTarget) return;
      isSending = true;
      quietly(() => sessionStorage.setItem(SENT, key));
    });
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    for (const field of fieldsOf(form)) editorOf(field)?.on("change", later);
    addEventListener("pagehide", keep);
    offer();
    return changes;
  }

  function forgetWhatIsOld() {
    for (const key of Object.keys(localStorage))
      if (key.startsWith("desk:") && Date.now() - read(key).at > 864e5) localStorage.removeItem(key); // a day
  }

  function settleWhatWasSent() {
    const sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    if (!sent) return;
    if (document.querySelector(".messagelist .success")) return localStorage.removeItem(sent);
    if (read(sent) && document.querySelector(".messagelist .warning")) offerAsNew(sent);
  }

  function offerAsNew(sent) {
    const [, , path] = sent.split(":");
    const added = path.replace(/\/\d+\/change\/$/, "/add/");
    if (path === location.pathname || !added.endsWith("/add/")) return;
    note(document.querySelector("#content"), "您刚才写的内容没有保存，还留在这个浏览器里。", "放进新的一条", () => {
      localStorage.setItem(sent.replace(path, added), JSON.stringify({ ...read(sent), seen: "" }));
      localStorage.removeItem(sent);
      location.assign(added);
    });
  }

  async function start() {
    const areas = [...document.querySelectorAll("#content textarea[data-type=ckeditortype]:not([id*=__prefix__])")];
    if (areas.some((area) => editorOf(area)?.status !== "ready")) return setTimeout(start, 100);
    quietly(forgetWhatIsOld);
    quietly(settleWhatWasSent);
    const forms = document.querySelectorAll("#content form[method=post]:not(#changelist-form)");
    const watched = await Promise.all([...forms].filter((form) => fieldsOf(form).length).map(watch));
    addEventListener("beforeunload", (event) => {
      if (!isSending && watched.some((changes) => changes().length)) event.preventDefault();
    });
  }

  addEventListener("desk:left", () => (isSending = true));
  addEventListener("load", start);
})();
