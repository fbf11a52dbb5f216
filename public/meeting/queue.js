// What was done here and the house does not know yet. Each action has a name of its own, so that telling it twice is telling it once.
import { handed } from "./handed.js";
import { tell } from "./house.js";
import * as store from "./store.js";

const MOST = 100;
/** Read by the page that logs out: what is not sent would be lost with it. */
const COOKIE = "sentra_belum_terkirim";

/** Writes an action down. `about`: what the screen shows of it; `body`: what the house is told. */
export async function add(pack, about, body) {
  const nonce = crypto.randomUUID();
  const { departure, person, forget_at } = pack;
  await store.keepAction({ departure, person, forget_at, state: "waiting", nonce, ...about, handed: handed(pack, body), body: { nonce, at: Date.now(), ...body } });
  await note();
  return nonce;
}

export const waiting = async () => (await store.actions()).filter((a) => a.state === "waiting");

async function note() {
  const count = (await waiting()).length;
  document.cookie = `${COOKIE}=${count}; path=/; samesite=lax; max-age=${count ? 2_592_000 : 0}`;
}

/** Tells what waits of this person, in order; one screen at a time. How it went: ok, or the first trouble. */
export const send = (person) => navigator.locks.request("titik-kumpul", async () => {
  const all = await waiting();
  const own = all.filter((a) => a.person === person);
  let trouble = own.length < all.length ? "other_person" : "ok";
  for (const departure of new Set(own.map((a) => a.departure))) {
    const went = await sendOf(own.filter((a) => a.departure === departure));
    if (went !== "ok") trouble = went;
    if (went === "offline" || went === "log_in") break;
  }
  await note();
  return trouble;
});

async function sendOf(actions) {
  for (let at = 0; at < actions.length; at += MOST) {
    const went = await sendPart(actions.slice(at, at + MOST));
    if (went !== "ok") return went;
  }
  return "ok";
}

async function sendPart(actions) {
  const [{ departure, person }] = actions;
  const { kind, body } = await tell(departure, person, actions.map((a) => a.body));
  if (kind !== "ok") return kind;
  const answers = new Map(body.answers.map((a) => [a.nonce, a]));
  let all = "ok";
  for (const action of actions) {
    const { state, code, first, amount } = answers.get(action.nonce) ?? { state: "again" };
    if (state === "again") all = "failed";
    else await store.keepAction({ ...action, body: state === "done" ? store.bare(action.body) : action.body, state, code, first, amount, sent_at: Date.now() });
  }
  return all;
}
