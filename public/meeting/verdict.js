// What is said of a ticket or a number: large, and never by colour alone.
import { button, clone, put, slot, tell } from "./dom.js";
import { knows, persons, say, time } from "./words.js";

const MOOD = { admitted: "good", ready: "good", unpaid: "wait", not_listed: "wait" };

/**
 * @param {{code: string, party?: object, pack: object, sent?: string}} said `sent`: whether the house knows it
 * @param {{label: string, act: () => void}=} next the button
 */
export function verdict({ code, party, pack, sent, used }, next) {
  const box = clone("verdict");
  box.classList.add(`mp-${MOOD[code] ?? "bad"}`);
  const text = knows(`verdict_${code}_text`) ? say(`verdict_${code}_text`, { time: time(pack.asked_at) }) : "";
  put(box, { word: say(`verdict_${code}`), text });
  tell(slot(box, "who"), party && `${party.name} · ${persons(party.persons)} · ${party.number}`);
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
