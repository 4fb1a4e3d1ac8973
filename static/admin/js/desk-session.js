// The session's end is told before; the login is asked for inside the page.
(() => {
  const dialog = document.querySelector("#desk-login");
  const form = dialog.querySelector("form");
  const warning = document.querySelector("#desk-warning");
  const { owner, idleMinutes, warnMinutes } = dialog.dataset;
  const MINUTE = 6e4;
  let timer, isChecking;
  let freshAt; // when the time began anew
  let goOn; // waits for the login

  // The login leads on whoever is signed in.
  async function ifSignedIn(act) {
    const answer = await fetch(form.action, { redirect: "manual" }).catch(Response.error);
    if (!answer.ok) return act(); // in, or nobody answers
    if (dialog.open) return;
    goOn = act;
    dialog.showModal();
  }

  async function signIn(event) {
    event.preventDefault();
    const body = new FormData(form);
    form.reset(); // no password stays
    const answer = await fetch(form.action, { method: "POST", body }).catch(Response.error);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const desk = page.querySelector("#desk-login");
    if (!desk) {
      const reason = page.querySelector(".errornote, .u-lead") ?? page.body;
      form.querySelector("output").textContent = reason.textContent || "网站没有应答。";
      return;
    }
    dialog.close();
    if (desk.dataset.owner !== owner) {
      dispatchEvent(new Event("desk:left")); // the copy stays, for its author alone
      return location.reload();
    }
    const { value } = page.querySelector("[name=csrfmiddlewaretoken]");
    for (const mark of document.getElementsByName("csrfmiddlewaretoken")) mark.value = value;
    wait();
    goOn();
  }

  function wait() {
    freshAt = Date.now();
    warning.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(warn, (idleMinutes - warnMinutes) * MINUTE);
  }

  function warn() {
    warning.hidden = false;
    timer = setTimeout(ifSignedIn, warnMinutes * MINUTE, wait);
  }

  function stay() {
    wait();
    fetch(form.action);
  }

  async function check(event) {
    const { target, submitter } = event;
    if (target.method !== "post" || !target.closest("#content")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isChecking) return;
    isChecking = true;
    await ifSignedIn(() => {
      removeEventListener("submit", check, true);
      target.requestSubmit(submitter);
      addEventListener("submit", check, true);
    });
    isChecking = false;
  }

  form.onsubmit = signIn;
  warning.onclick = stay;
  addEventListener("submit", check, true);
  addEventListener("input", () => Date.now() - freshAt > warnMinutes * MINUTE && stay());
  wait();
})();
