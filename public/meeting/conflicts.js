// What the house does not accept: of this device, and what it has listed of all. A person decides.
import { button, clone, put, slot, tell } from "./dom.js";
import { rupiah } from "./judge.js";
import * as store from "./store.js";
import { day, facts, knows, say, time } from "./words.js";

/** The house cannot tell these apart: they are decided here alone. */
const UNLISTED = ["key_used", "malformed"];

const title = (code) => say(knows(`verdict_${code}`) ? `verdict_${code}` : "queue_conflict");
const reason = (code, asked_at) => (knows(`code_${code}`) ? say(`code_${code}`) : say(`verdict_${code}_text`, { time: time(asked_at) }));

function toDecide(line, departure, listed) {
  slot(line, "decide").hidden = !listed;
  slot(line, "decide").href = `${facts.desk}/${departure}/keputusan`;
}

/** `dismissed`: once it was ticked off; nothing where the house alone can say that it is decided. */
function ownLine({ seq, departure, code, first, amount, who, handed, body }, { asked_at, when, dismissed }) {
  const line = clone("conflict");
  const more = [when, first && say("settled_by", { by: first.by, time: time(first.at) }), amount !== undefined && say("amount_now", { amount: rupiah(amount) })];
  put(line, { title: `${who} · ${title(code)}`, text: reason(code, asked_at), about: more.filter(Boolean).join(" · ") });
  const card = body.waste?.card;
  tell(slot(line, "handed"), [handed, card && say("handed_card", { card })].filter(Boolean).join(" · "));
  toDecide(line, departure, !UNLISTED.includes(code));
  button(line, "dismiss").hidden = !dismissed;
  button(line, "dismiss").onclick = async () => {
    await store.dropAction(seq);
    await dismissed();
  };
  return line;
}

function houseLine(pack, { code, about, by, at }) {
  const line = clone("conflict");
  put(line, { title: title(code), text: reason(code, pack.asked_at), about: say("conflict_line", { number: about || "–", by, time: time(at) }) });
  button(line, "dismiss").hidden = true;
  toDecide(line, pack.departure, true);
  return line;
}

/** Those of a departure. `redraw`: once something was ticked off. */
export function conflicts(pack, actions, redraw) {
  const own = actions.filter((a) => a.state === "conflict");
  // The house lists what it refused of this device, too: here it is shown once.
  const others = pack.conflicts.filter((c) => !c.decided && !own.some((a) => a.nonce === c.nonce));
  const dismissed = (code) => (UNLISTED.includes(code) ? redraw : undefined);
  return [
    ...own.map((a) => ownLine(a, { asked_at: pack.asked_at, dismissed: dismissed(a.code) })),
    ...others.map((c) => houseLine(pack, c)),
  ];
}

/** Those of departures that are not on the device any more: nothing tells this screen that they are decided. */
export const leftOver = (packs, actions, redraw) =>
  actions
    .filter((a) => a.state === "conflict" && !packs.some((pack) => pack.departure === a.departure))
    .map((a) => ownLine(a, { asked_at: a.sent_at, when: day(a.body.at), dismissed: redraw }));
