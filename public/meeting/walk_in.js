// Somebody without a booking: who comes, then the scale; booked, settled and let in by one action.
import { button, clone, list, slot, tell } from "./dom.js";
import { isPhone, rupiah } from "./judge.js";
import { say } from "./words.js";

/** The form of a departure. `left()`: seats; `comes(party)` gets who wants to come along, with the fare. */
export function walkIn(form, pack, left, comes) {
  const terms = pack.walk_in;
  const most = terms.largest_party;
  list(form, "conduct", terms.conduct.map((rule) => Object.assign(document.createElement("li"), { textContent: rule })));

  function addRow() {
    const rows = slot(form, "visitors");
    const n = rows.children.length + 1;
    const row = clone("visitor");
    slot(row, "legend").textContent = n;
    row.querySelector("select").append(...terms.fares.map(({ category, name, amount }) => new Option(`${name} · ${rupiah(amount)}`, category)));
    for (const label of row.querySelectorAll("[data-for]")) {
      const control = row.querySelector(`[name="${label.dataset.for}"]`);
      control.id = `visitor-${n}-${label.dataset.for}`;
      label.htmlFor = control.id;
    }
    rows.append(row);
    button(form, "visitor").hidden = rows.children.length >= most;
  }

  function read() {
    const visitors = [...slot(form, "visitors").children].map((row) => ({ name: row.querySelector("input").value.trim(), category: row.querySelector("select").value }));
    const named = visitors.filter((v) => v.name);
    const { contact, phone, needs, conduct } = form.elements;
    const wrong =
      named.length === 0 ? "walk_in_nobody"
      : named.length > left() ? "verdict_no_seat"
      : phone.value.trim() && !isPhone(phone.value) ? "walk_in_phone"
      : !conduct.checked ? "walk_in_conduct"
      : undefined;
    if (wrong) return { wrong };
    const fare = named.reduce((sum, v) => sum + terms.fares.find((f) => f.category === v.category).amount, 0);
    return { party: { name: contact.value.trim() || named[0].name, phone: phone.value, visitors: named, needs: needs.value, language: terms.language, conduct: true, fare } };
  }

  function reset(rows = 1) {
    form.reset();
    slot(form, "visitors").replaceChildren();
    for (let i = 0; i < Math.max(1, Math.min(rows, most)); i += 1) addRow();
    tell(slot(form, "walk-in-error"), "");
  }

  button(form, "visitor").onclick = addRow;
  form.onsubmit = (event) => {
    event.preventDefault();
    const { wrong, party } = read();
    tell(slot(form, "walk-in-error"), wrong && say(wrong));
    if (party) comes(party);
  };
  reset();
  return { reset };
}
