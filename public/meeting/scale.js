// The scale: rows of what was brought, what they are worth, and the cash that is still due. The same rules as at the counter.
import { button, clone, part, put, slot, tell } from "./dom.js";
import * as draft from "./draft.js";
import { isCard, rupiah, weigh } from "./judge.js";
import { persons, say } from "./words.js";

const MOST = 20;
/** The name of the draft of a party's scale. */
export const draftOf = (party) => `scale ${party.number}`;

/** `typed`: what was typed before the phone was put down; `settle(fare)` gets what the house is told. */
export function scale(pack, party, typed, settle) {
  const form = clone("scale");
  const weighs = pack.counters.length > 0;
  put(form, { "due-waste": rupiah(party.due_in_waste), "due-cash": rupiah(party.due_in_cash), settle: say("settle", { persons: persons(party.persons) }) });
  slot(form, "due-waste").parentElement.hidden = party.due_in_waste === 0;
  slot(form, "due-cash").parentElement.hidden = party.due_in_cash === 0;
  tell(slot(form, "pledged"), party.pledge.length ? say("pledged", { lines: party.pledge.join(", ") }) : "");
  tell(slot(form, "no-counter"), weighs ? "" : say("no_counter"));
  button(form, "row").hidden = !weighs;
  form.elements.counter.replaceChildren(...pack.counters.map(({ id, name }) => new Option(name, id)));
  part(form, "counter").hidden = pack.counters.length < 2;
  const rows = typed?.values.filter(([name]) => name === "material").length ?? 1;
  if (weighs) for (let i = 0; i < rows; i += 1) addRow(form, pack);
  if (typed) draft.fill(form, typed);
  let latest;
  const count = async () => {
    const rows = readRows(form);
    const said = await weigh(pack, party, rows);
    latest = show(form, pack, party, rows, said);
  };
  button(form, "row").onclick = () => {
    addRow(form, pack);
    if (form.querySelectorAll(".weighing").length >= MOST) button(form, "row").hidden = true;
  };
  form.oninput = () => {
    draft.keep(form, pack.departure, draftOf(party));
    return count();
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    await count();
    if (!latest) return;
    const { lines, worth, in_cash } = latest;
    const card = part(form, "card").hidden ? null : form.elements.card.value;
    if (card !== null && lines.length > 0 && !(await isCard(card))) {
      tell(slot(form, "card-error"), say("card_wrong"));
      form.elements.card.setAttribute("aria-invalid", "true");
      form.elements.card.focus();
      return;
    }
    slot(form, "settle").disabled = true;
    const waste = lines.length > 0 ? { unit: form.elements.counter.value, lines, worth, card } : null;
    settle({ kind: "settle", number: party.number, cash: in_cash, waste });
  };
  count();
  return form;
}

function addRow(form, pack) {
  const rows = slot(form, "rows");
  const n = rows.children.length + 1;
  const row = clone("row");
  slot(row, "legend").textContent = n;
  const groups = new Map();
  for (const { material, name, kind, price } of pack.taken) {
    if (!groups.has(kind)) groups.set(kind, Object.assign(document.createElement("optgroup"), { label: kind }));
    groups.get(kind).append(new Option(`${name} · ${price}`, material));
  }
  const select = row.querySelector("select");
  select.append(...groups.values());
  for (const label of row.querySelectorAll("[data-for]")) {
    const control = row.querySelector(`[name="${label.dataset.for}"]`);
    control.id = `row-${n}-${label.dataset.for}`;
    control.setAttribute("aria-describedby", `row-${n}-error`);
    label.htmlFor = control.id;
  }
  slot(row, "error").id = `row-${n}-error`;
  rows.append(row);
}

const readRows = (form) => [...form.querySelectorAll(".weighing")].map((row) => {
  const typed = (name) => row.querySelector(`[name="${name}"]`).value;
  return { material: typed("material"), gross: typed("gross"), tare: typed("tare"), deduction: typed("deduction"), reason: typed("reason") };
});

/** What settles the fare; nothing as long as something is wrong. */
function show(form, pack, party, typed, { settles, wrong }) {
  for (const [i, row] of [...form.querySelectorAll(".weighing")].entries()) {
    // A row of which only the one half is there is still being typed.
    const half = (typed[i].material === "") !== (typed[i].gross.trim() === "");
    const words = wrong?.row === i ? say(`wrong_${wrong.code}`) : "";
    tell(slot(row, "error"), words);
    for (const control of row.querySelectorAll("select, input")) control.setAttribute("aria-invalid", String(Boolean(words) && !half));
  }
  part(form, "card").hidden = party.member || !(settles?.lines.length > 0 || wrong);
  const seen = Boolean(settles && settles.worth >= pack.witness_from);
  const short = Boolean(settles && settles.least > 0);
  tell(slot(form, "witness"), seen ? say("witness", { amount: rupiah(pack.witness_from) }) : short ? say("least", { amount: rupiah(settles.least) }) : "");
  const amount = (n) => (settles ? rupiah(n) : "–");
  put(form, { worth: amount(settles?.worth ?? 0), pays: amount(settles?.from_waste ?? 0), cash: amount(settles?.in_cash ?? 0), surplus: amount(settles?.surplus ?? 0) });
  const right = settles && !seen && !short;
  slot(form, "settle").disabled = !right;
  return right ? settles : undefined;
}
