// What was typed: a copy in this browser, put back when its form comes back empty.
(() => {
  const { owner } = document.currentScript.dataset;
  const KEPT_MS = 24 * 60 * 60 * 1000;
  const TYPED = "textarea, select, input:not([type=hidden], [type=file], [type=password], [type=submit])";
  const SENT = "desk:sent"; // the copy of the form sent last in this tab
  const MOST = 100; // rows, tabs
  const NOT_KEPT = "浏览器存不下您写的内容（空间已满，或是无痕窗口）：请随时保存。";
  let isSending;

  // Storage may be full.
  function quietly(act) {
    try {
      return act() ?? true;
    } catch {
      return false;
    }
  }

  function read(key) {
    let copy = null;
    quietly(() => (copy = JSON.parse(localStorage.getItem(key))));
    return copy;
  }

  const isRefused = (form) => form.querySelector(".errornote, .errorlist");
  const editorOf = (field) => window.CKEDITOR?.instances[field.id];
  const isTick = ({ type }) => /checkbox|radio/.test(type);
  const nameOf = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);
  const fieldsOf = (form) =>
    [...form.querySelectorAll(TYPED)].filter((field) => field.name && !field.name.includes("__prefix__"));

  function valueOf(field) {
    if (isTick(field)) return field.checked;
    if (field.multiple) return [...field.selectedOptions].map((option) => option.value);
    return editorOf(field)?.getData() ?? field.value;
  }

  // As drawn; the editor may not be ready.
  function drawnValueOf(field) {
    if (isTick(field)) return field.defaultChecked;
    if (!field.options) return editorOf(field)?.getData() ?? field.defaultValue;
    const chosen = [...field.options].filter((option) => option.defaultSelected);
    if (field.multiple) return chosen.map((option) => option.value);
    return (chosen.at(-1) ?? field.options[0])?.value ?? "";
  }

  function put(field, value) {
    if (typeof value === "boolean") field.checked = value;
    else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
    else if (editorOf(field)) editorOf(field).setData(value);
    else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function note(place, words, label, act) {
    const box = document.createElement("p");
    box.className = "desk-note";
    box.setAttribute("role", "status");
    box.textContent = `${words} `;
    place.prepend(box);
    if (!label) return;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.onclick = () => {
      box.remove();
      act();
    };
    box.append(button);
  }

  // A copy a tab: its lock falls when the page is left. Left ones first.
  async function copyOf(form) {
    const base = `desk:${owner}:${form.getAttribute("action") || location.pathname}:${fieldsOf(form)[0].name}`;
    if (!navigator.locks) return base;
    const keys = [];
    quietly(() => {
      const had = sessionStorage.getItem(base);
      if (had && (read(had) || isRefused(form))) keys.push(had);
      keys.push(...Object.keys(localStorage).filter((key) => key === base || key.startsWith(`${base}#`)));
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
      }).catch(() => resolve(true));
    });

  // Rows added by hand are gone in a form drawn anew.
  function addRows(form, names) {
    for (const name of names) {
      const [, rows, index] = name.match(/^(.+)-(\d+)-/) ?? [];
      const button = rows && document.querySelector(`#${rows}-group .add-row a`);
      const total = form.elements[`${rows}-TOTAL_FORMS`];
      for (let i = 0; button && i < MOST && Number(index) >= total.value; i += 1) button.click();
    }
  }

  async function watch(form) {
    const key = await copyOf(form);
    quietly(() => sessionStorage.setItem(key.split("#")[0], key));
    const seen = form.elements._seen?.value ?? "";
    const drawn = new Map(fieldsOf(form).map((field) => [nameOf(field), String(drawnValueOf(field))]));
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
      if (isKept || isTold || !changed.length) return;
      isTold = true;
      note(form, NOT_KEPT);
    }

    function putBack(changed) {
      addRows(form, changed.map(([name]) => name));
      const typed = new Map(changed);
      for (const field of fieldsOf(form)) if (typed.has(nameOf(field))) put(field, typed.get(nameOf(field)));
    }

    function offer() {
      const copy = read(key);
      if (!copy || isRefused(form)) return;
      const time = new Date(copy.at).toLocaleTimeString("zh-CN", { timeStyle: "short" });
      const forget = () => {
        localStorage.removeItem(key);
        isUnwanted = isSending = true;
        location.reload();
      };
      const back = () => putBack(copy.changed);
      if (copy.seen !== seen) return note(form, `您 ${time} 写下的内容没有保存，之后这一条又有改动。`, "放回我写的", back);
      back();
      note(form, `已放回您 ${time} 写下、还没有保存的内容。`, "不要了", forget);
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
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith("desk:")))
      if (Date.now() - read(key).at > KEPT_MS) localStorage.removeItem(key);
  }

  function settleWhatWasSent() {
    const sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    if (!sent) return;
    if (document.querySelector(".messagelist .success")) return localStorage.removeItem(sent);
    if (read(sent) && document.querySelector(".messagelist .warning")) offerAsNew(sent);
  }

  // The row was deleted meanwhile.
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
    const areas = [...document.querySelectorAll("#content textarea[data-type=ckeditortype]")];
    const isDrawn = areas.every((area) => /__prefix__/.test(area.id) || editorOf(area)?.status === "ready");
    if (!isDrawn) return setTimeout(start, 100);
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
