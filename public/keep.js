// Keeps a form that is not sent yet while it is typed: after a pause, and when the page is left. It says nothing, whether
// it went well or not: whoever opens the form again finds it filled (app/src/heritage/parts/kept.rs).
const PAUSE = 1500;

function watch(form) {
  let timer;
  let changed = false;
  let sent = false;
  let sending = null;

  async function keep(leaving) {
    clearTimeout(timer);
    // One after the other: a guest's first answer brings the cookie that the next one needs.
    if (!changed || sent || (sending && !leaving)) return;
    changed = false;
    const now = (sending = new AbortController());
    const body = new URLSearchParams(new FormData(form));
    body.set("go", "keep");
    const options = { method: "POST", body, keepalive: leaving, signal: now.signal };
    const kept = await fetch(form.getAttribute("action"), options).then((answer) => answer.ok, () => false);
    if (sending === now) sending = null;
    if (!kept) changed = true; // told again with the next letter
    else if (changed) later();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => keep(false), PAUSE);
  }

  form.addEventListener("input", () => {
    changed = true;
    later();
  });
  // What is sent is the server's: nothing of before may come after it.
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
    sending?.abort();
  });
  window.addEventListener("pageshow", () => (sent = false));
  window.addEventListener("pagehide", () => keep(true));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep(true));
}

document.querySelectorAll("form[data-keep]").forEach(watch);
