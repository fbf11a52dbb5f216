// The screen of the meeting point: which of its two views is open, whether there is a network, and what waits to be sent.
import { departureView } from "./departure.js";
import { drawDepartures } from "./departures.js";
import { clone, part, put, slot } from "./dom.js";
import * as house from "./house.js";
import { ready } from "./judge.js";
import * as queue from "./queue.js";
import * as store from "./store.js";
import { facts, say, time } from "./words.js";

/** The browser does not always say that the network is back: so it is tried. */
const AGAIN = 5_000;
const views = Object.fromEntries([...document.querySelectorAll("[data-view]")].map((view) => [view.dataset.view, view]));
/** How the last word with the house went. */
let went = navigator.onLine ? "ok" : "offline";
let sent_at;
let offers;
let open;

async function drawState() {
  const count = (await queue.waiting()).length;
  const rest = count > 0 ? say("unsent", { count }) : sent_at ? say("all_sent", { time: time(sent_at) }) : say("nothing_yet");
  const state = slot(document, "state");
  state.textContent = `${say(went === "offline" ? "offline" : "online")} · ${rest}`;
  state.dataset.mood = went === "offline" || count > 0 ? "wait" : "good";
  drawTrouble();
}

function drawTrouble() {
  const place = slot(document, "trouble");
  const words = { log_in: ["log_in_title", "log_in_text"], other_person: ["other_person_title", "other_person_text"], gone: ["title", "gone"], failed: ["title", "failed"] }[went];
  if (!words) return place.replaceChildren();
  if (place.dataset.of === went && place.firstChild) return;
  const box = clone("trouble");
  place.dataset.of = went;
  put(box, { title: words[0] === "title" ? document.querySelector("h1").textContent : say(words[0]), text: say(words[1]) });
  part(box, "log-in").hidden = went !== "log_in";
  slot(box, "log-in").href = `${facts.logIn}?kembali=${encodeURIComponent(facts.root)}`;
  place.replaceChildren(box);
}

/** Asks for a departure with all that is needed of it. True: it is on the device as the house has it now. */
async function renew(departure) {
  const asked_at = Date.now();
  const { kind, body } = await house.take(departure);
  if (kind !== "ok") {
    went = kind;
    return false;
  }
  await store.keepPack({ ...body, asked_at });
  await store.dropDecided(body.conflicts.filter((c) => c.decided).map((c) => c.nonce));
  return true;
}

let talking;
let again;

/** One talk with the house at a time; what comes up meanwhile is talked about after it. */
function talk() {
  again = true;
  talking ??= (async () => {
    while (again) {
      again = false;
      await talkOnce();
    }
  })().finally(() => {
    talking = undefined;
  });
  return talking;
}

/** Asks who is logged in and what there is, tells what waits, and asks anew for what is open. */
async function talkOnce() {
  const [before, had] = [went, (await queue.waiting()).length > 0];
  const said = await house.offers();
  went = said.kind;
  if (went === "ok") {
    offers = said.body.departures;
    await store.forget(Date.now(), said.body.person);
    went = await queue.send(said.body.person);
    if (went === "ok" && had) sent_at = Date.now();
    if (went !== "offline" && open && (await store.pack(open.id))) await renew(open.id);
  }
  // Still nobody there: nothing is drawn anew below whoever is pressing something.
  if (went === "offline" && before === "offline") return drawState();
  await draw();
}

async function draw() {
  await store.forget(Date.now());
  await drawState();
  if (open) await open.view.draw();
  else await drawDepartures(views.departures, offers, take, draw);
}

async function take(departure) {
  await navigator.storage?.persist?.();
  if (await renew(departure)) location.hash = departure;
  else await draw();
}

/** As the house writes it, and as pages do. */
const idIn = (hash) => hash.slice(1).replaceAll("-", "").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

async function go() {
  const id = idIn(location.hash);
  open?.view.close();
  const kept = id && ((await store.pack(id)) || (await renew(id)));
  open = kept ? { id, view: departureView(views.departure, id, { renew: () => (went === "offline" ? Promise.resolve(false) : renew(id)), told: talk, gone: () => (location.hash = "") }) } : undefined;
  for (const [name, view] of Object.entries(views)) view.hidden = name !== (open ? "departure" : "departures");
  scrollTo(0, 0);
  await draw();
  await open?.view.resume();
}

async function begin() {
  await Promise.all([ready, store.packs()]);
  slot(views.departure, "back").href = "#";
  addEventListener("hashchange", go);
  addEventListener("online", talk);
  addEventListener("offline", () => {
    went = "offline";
    drawState();
  });
  document.addEventListener("visibilitychange", () => document.hidden || talk());
  setInterval(async () => (await queue.waiting()).length > 0 && talk(), AGAIN);
  await go();
  document.documentElement.dataset.awake = "";
  navigator.serviceWorker?.register("/meeting-sw.js", { scope: facts.root }).catch(() => {});
  await talk();
}

begin().catch((error) => {
  slot(document, "old").hidden = false;
  throw error;
});
