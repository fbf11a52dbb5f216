// What is said of a ticket or a number: large, and never by colour alone.
import { button, clone, put, slot, tell } from "./dom.js";
import { knows, persons, say, time } from "./words.js";

const MOOD = { admitted: "good", ready: "good", unpaid: "wait", not_listed: "wait", released: "wait" };

/**
 * @param {{code: string, party?: object, pack: object, sent?: string}} said `sent`: whether the house knows it
 * @param {{label: string, act: () => void}=} next the button
 */
export function verdict({ code, party, pack, sent, used }, next) {
  const box = clone("verdict");
  box.classList.add(`mp-${MOOD[code] ?? "bad"}`);
  // What the house alone can find has a reason, and no large word of its own.
  const known = knows(`verdict_${code}`);
  put(box, { word: say(known ? `verdict_${code}` : "queue_conflict"), text: say(known ? `verdict_${code}_text` : `code_${code}`, { time: time(pack.asked_at) }) });
  tell(slot(box, "who"), party && [party.name, persons(party.persons), party.number].filter(Boolean).join(" · "));
  tell(slot(box, "needs"), party?.needs);
  tell(slot(box, "unapproved"), party?.unapproved ? say("unapproved", { persons: persons(party.unapproved) }) : "");
  tell(slot(box, "used"), used);
  tell(slot(box, "sent"), sent);
  if (next) {
    const press = button(box, "admit");
    press.hidden = false;
    press.textContent = next.label;
    press.onclick = () => {
      press.disabled = true;
      next.act();
    };
  }
  return box;
}
