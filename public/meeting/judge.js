// The rules of the house, the same that it uses itself, compiled for the browser.
import init, * as rules from "./rules.js";

const ready = init({ module_or_path: new URL("./rules_bg.wasm", import.meta.url) });

/** The parties of a pack with what was done on this device since it was asked for. */
export function standing(pack, actions) {
  const since = actions.filter((a) => a.departure === pack.departure && (a.state === "waiting" || (a.state === "done" && a.sent_at > pack.asked_at)));
  const along = since.filter((a) => a.body.kind === "walk_in").map((a) => ({ booking: a.nonce, number: "", name: a.who, persons: a.persons, needs: "", came: true, due_in_waste: 0, due_in_cash: 0 }));
  const booked = pack.parties.map((party) => {
    const done = (kind) => since.find((a) => a.body.kind === kind && a.number === party.number);
    const came = done("redeem");
    const due = done("settle") ? { due_in_waste: 0, due_in_cash: 0 } : {};
    return { ...party, ...due, came: party.came || Boolean(came), came_here: came?.body.at };
  });
  return [...booked, ...along];
}

/** `shown`: {ticket} or {number}. → {outcome, booking}; outcome null: not on the list. */
export async function judge(pack, parties, shown, at = Date.now()) {
  await ready;
  const listed = parties.filter((party) => party.number).map(({ booking, number, came, due_in_waste, due_in_cash }) => ({ booking, number, came, due: due_in_waste + due_in_cash }));
  const list = JSON.stringify({ departure: pack.departure, starts_at: pack.starts_at, keys: pack.keys, parties: listed, turned: pack.turned });
  const said = shown.ticket === undefined ? rules.judge_number(list, shown.number, BigInt(at)) : rules.judge_ticket(list, shown.ticket, BigInt(at));
  return JSON.parse(said);
}

/** What is on the scale is worth, and leaves to be paid: {settles: …} or {wrong: {row, code}}. */
export async function weigh(pack, party, rows) {
  await ready;
  const { due_in_waste, due_in_cash, least_waste_percent = 0 } = party;
  return JSON.parse(rules.weigh(JSON.stringify({ due_in_waste, due_in_cash, least_waste_percent, taken: pack.taken, rows })));
}

export async function isCard(typed) {
  await ready;
  return rules.is_card(typed);
}

export async function findCode(light, width) {
  await ready;
  return rules.find_code(light, width);
}

/** Only once the rules are ready, as the screen waits for at its start. */
export const isPhone = (typed) => rules.is_phone(typed);
export const rupiah = (amount) => rules.rupiah(BigInt(amount));
export { ready };
