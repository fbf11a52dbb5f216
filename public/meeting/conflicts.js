// What the house does not accept: of this device, and what it has listed of all. A person decides.
import { button, clone, put, slot } from "./dom.js";
import { rupiah } from "./judge.js";
import * as store from "./store.js";
import { facts, knows, say, time } from "./words.js";

/** The house cannot tell these apart: they are decided here alone. */
const UNLISTED = ["key_used", "malformed"];

/** `redraw`: once something was ticked off. */
export function conflicts(pack, actions, redraw) {
  const own = actions.filter((a) => a.state === "conflict");
  // The house lists what it refused of this device, too: here it is shown once.
  const others = pack.conflicts.filter((c) => !c.decided && !own.some((a) => a.nonce === c.nonce));
  const title = (code) => say(knows(`verdict_${code}`) ? `verdict_${code}` : "queue_conflict");
  const reason = (code) => (knows(`code_${code}`) ? say(`code_${code}`) : say(`verdict_${code}_text`, { time: time(pack.asked_at) }));

  function toDecide(line, listed) {
    slot(line, "decide").hidden = !listed;
    slot(line, "decide").href = `${facts.desk}/${pack.departure}/keputusan`;
  }

  function ownLine({ seq, code, first, amount, who }) {
    const line = clone("conflict");
    const more = [first && say("settled_by", { by: first.by, time: time(first.at) }), amount !== undefined && say("amount_now", { amount: rupiah(amount) })];
    put(line, { title: `${who} · ${title(code)}`, text: reason(code), about: more.filter(Boolean).join(" · ") });
    const listed = !UNLISTED.includes(code);
    toDecide(line, listed);
    button(line, "dismiss").hidden = listed;
    button(line, "dismiss").onclick = async () => {
      await store.dropAction(seq);
      await redraw();
    };
    return line;
  }

  function houseLine({ code, about, by, at }) {
    const line = clone("conflict");
    put(line, { title: title(code), text: reason(code), about: say("conflict_line", { number: about || "–", by, time: time(at) }) });
    button(line, "dismiss").hidden = true;
    toDecide(line, true);
    return line;
  }

  return [...own.map(ownLine), ...others.map(houseLine)];
}
