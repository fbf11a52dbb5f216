// Keeps the screen of the meeting point, so that it opens without a network. Registered once for each language: its scope is
// that page's address and nothing else. The page names all files that it needs, with their versions: they are kept together,
// under a name that is made from that list, and what an older page needed is thrown away.
const SHELL = new URL(self.registration.scope).pathname;
const OURS = `meeting ${SHELL} `;
/** A network that does not answer for so long is none. */
const PATIENCE = 4000;

self.addEventListener("install", (event) => event.waitUntil(begin()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname === SHELL && request.mode === "navigate") event.respondWith(page(event));
  else if (!pathname.startsWith(`${SHELL}/`) && request.mode !== "navigate") event.respondWith(file(request));
});

async function begin() {
  if ((await fresh()).status !== 200) throw new Error("the page is not there for whoever asks");
  await self.skipWaiting();
}

/** From the house if it answers in time; else as it was kept. */
async function page(event) {
  const coming = fresh();
  event.waitUntil(coming.catch(() => {}));
  const kept = await find(SHELL);
  if (!kept) return coming;
  const late = new Promise((done) => setTimeout(done, PATIENCE, kept));
  const answer = await Promise.race([coming.catch(() => kept), late]);
  return answer.status >= 500 ? kept : answer;
}

async function file(request) {
  return (await find(new URL(request.url).pathname)) ?? fetch(request);
}

/** The page as the house has it now, kept with all its files. Another answer (log in first) is handed on as it is. */
async function fresh() {
  const answer = await fetch(SHELL, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
  if (answer.status !== 200) return answer;
  const facts = /<script type="application\/json" id="facts">(.*?)<\/script>/s.exec(await answer.clone().text());
  const { files } = JSON.parse(facts[1]);
  const name = OURS + (await digest(files.join("\n")));
  const cache = await caches.open(name);
  // The page comes last: where it is, its files are.
  if (!(await cache.match(SHELL))) await cache.addAll(files);
  await cache.put(SHELL, answer.clone());
  for (const old of await caches.keys()) if (old.startsWith(OURS) && old !== name) await caches.delete(old);
  return answer;
}

/** What is kept under an address, whatever its version. */
async function find(path) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(OURS)) continue;
    const cache = await caches.open(name);
    if (await cache.match(SHELL)) return cache.match(path, { ignoreSearch: true, ignoreVary: true });
  }
  return undefined;
}

async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes.slice(0, 8)].map((b) => b.toString(16).padStart(2, "0")).join("");
}
