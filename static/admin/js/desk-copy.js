// Nothing typed at the desk is lost: a copy in this browser, put back when its form comes back empty.
(() => {
  const { owner } = document.currentScript.dataset;
  const KEPT_MS = 24 * 60 * 60 * 1000;
  const QUIET_MS = 500;
  const TYPED = "textarea, select, input:not([type=hidden], [type=file], [type=password], [type=submit])";
  const SENT = "desk:sent"; // which copy the form that was sent last in this tab has
  let isSending = false;

  const editorOf = (field) => window.CKEDITOR?.instances[field.id];
  const nameOf = (field) => (field.type === "radio" ? `${field.name}=${field.value}` : field.name);
  const fieldsOf = (form) =>
    [...form.querySelectorAll(TYPED)].filter((field) => field.name && !field.name.includes("__prefix__"));

  function valueOf(field) {
    if (field.type === "checkbox" || field.type === "radio") return field.checked;
    if (field.multiple) return [...field.selectedOptions].map((option) => option.value);
    return editorOf(field)?.getData() ?? field.value;
  }

  // As the server drew it: somebody may have begun to type before the editor was ready.
  function drawnValueOf(field) {
    if (field.type === "checkbox" || field.type === "radio") return field.defaultChecked;
    if (editorOf(field)) return editorOf(field).getData();
    if (!field.options) return field.defaultValue;
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

  function note(form, words, label, act) {
    const box = document.createElement("p");
    box.className = "desk-note";
    box.setAttribute("role", "status");
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.addEventListener("click", () => {
      box.remove();
      act();
    });
    box.append(`${words} `, button);
    form.prepend(box);
  }

  function watch(form) {
    const key = `desk:${owner}:${location.pathname}:${form.getAttribute("action") ?? ""}${fieldsOf(form)[0].name}`;
    const seen = form.elements._seen?.value ?? "";
    const isRefused = Boolean(form.querySelector(".errornote, .errorlist"));
    const drawn = new Map(fieldsOf(form).map((field) => [nameOf(field), String(drawnValueOf(field))]));
    let waiting;
    let isUnwanted = false;

    function changes() {
      const now = fieldsOf(form).map((field) => [nameOf(field), valueOf(field)]);
      return now.filter(([name, value]) => String(value) !== (drawn.get(name) ?? ""));
    }

    function keep() {
      if (isUnwanted) return;
      const changed = changes();
      if (changed.length) localStorage.setItem(key, JSON.stringify({ at: Date.now(), seen, changed }));
      else if (!isRefused) localStorage.removeItem(key);
    }

    function putBack(changed) {
      const fields = new Map(fieldsOf(form).map((field) => [nameOf(field), field]));
      for (const [name, value] of changed) if (fields.has(name)) put(fields.get(name), value);
    }

    function offer() {
      const copy = JSON.parse(localStorage.getItem(key));
      if (!copy || isRefused) return;
      const time = new Date(copy.at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
      const forget = () => {
        localStorage.removeItem(key);
        isUnwanted = isSending = true;
        location.reload();
      };
      if (copy.seen === seen) {
        putBack(copy.changed);
        note(form, `已放回您 ${time} 写下、还没有保存的内容。`, "不要了", forget);
      } else {
        const back = () => putBack(copy.changed);
        note(form, `您 ${time} 写下的内容没有保存，之后这一条又有改动。`, "放回我写的", back);
      }
    }

    function later() {
      clearTimeout(waiting);
      waiting = setTimeout(keep, QUIET_MS);
    }

    form.addEventListener("submit", () => {
      keep();
      sessionStorage.setItem(SENT, key);
      isSending = true;
    });
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    for (const field of fieldsOf(form)) editorOf(field)?.on("change", later);
    addEventListener("pagehide", keep);
    offer();
    return changes;
  }

  function forgetWhatIsOld() {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith("desk:"))) {
      if (Date.now() - JSON.parse(localStorage.getItem(key)).at > KEPT_MS) localStorage.removeItem(key);
    }
  }

  function forgetWhatWasSaved() {
    const sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    if (sent && document.querySelector(".messagelist .success")) localStorage.removeItem(sent);
  }

  function start() {
    const areas = [...document.querySelectorAll("#content textarea[data-type=ckeditortype]")];
    const isDrawn = areas.every((area) => area.id.includes("__prefix__") || editorOf(area)?.status === "ready");
    if (!isDrawn) return setTimeout(start, 100);
    forgetWhatIsOld();
    forgetWhatWasSaved();
    const forms = document.querySelectorAll("#content form[method=post]:not(#changelist-form)");
    const watched = [...forms].filter((form) => fieldsOf(form).length).map(watch);
    addEventListener("beforeunload", (event) => {
      if (!isSending && watched.some((changes) => changes().length)) event.preventDefault();
    });
  }

  addEventListener("desk:left", () => (isSending = true));
  addEventListener("load", start);
})();
