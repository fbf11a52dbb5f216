// One departure: who is let in, what is paid, how many there are. Everything is decided here first, and told when there is a network.
import { scanButton } from "../camera/button.js";
import { conflicts } from "./conflicts.js";
import { button, clone, list, part, put, slot, tell } from "./dom.js";
import * as draft from "./draft.js";
import { judge, rupiah, standing } from "./judge.js";
import { headLines, queueLine } from "./lines.js";
import * as queue from "./queue.js";
import { draftOf, scale } from "./scale.js";
import * as store from "./store.js";
import { verdict } from "./verdict.js";
import { walkIn } from "./walk_in.js";
import { day, facts, knows, persons, say, time } from "./words.js";

/** A ticket is much longer than a number. */
const LONGEST_NUMBER = 40;

/**
 * @param {HTMLElement} view
 * @param {string} departure
 * @param {{renew: () => Promise<boolean>, told: () => Promise<void>, gone: () => void}} house
 *   `renew`: asks for the pack anew, false when it could not; `told`: something is to be sent; `gone`: the pack is not here any more
 */
export function departureView(view, departure, house) {
  let pack;
  let actions = [];
  let parties = [];
  /** What the panel shows: of which action, once there is one. */
  let shown;

  async function load() {
    pack = await store.pack(departure);
    if (!pack) return false;
    actions = (await store.actions()).filter((a) => a.departure === departure);
    parties = standing(pack, actions);
    return true;
  }

  async function draw() {
    if (!(await load())) return house.gone();
    const came = parties.filter((p) => p.came).reduce((sum, p) => sum + p.persons, 0);
    const all = parties.reduce((sum, p) => sum + p.persons, 0);
    put(view, { tour: pack.tour, when: `${day(pack.starts_at)} · ${say("taken", { time: time(pack.asked_at), count: parties.length })}`, came, expected: all });
    list(view, "parties", parties.map(partyLine));
    part(view, "no-parties").hidden = parties.length > 0;
    list(view, "heads", headLines(pack, actions, parties));
    const seats = pack.walk_in ? seatsLeft() : 0;
    part(view, "walk-in").hidden = seats <= 0;
    part(view, "no-walk-in").hidden = seats > 0;
    if (seats > 0) {
      slot(view, "seats").textContent = say("seats", { count: seats });
      along ??= walkIn(walkForm, pack, seatsLeft, comeAlong);
    }
    list(view, "queue", actions.map(queueLine).reverse());
    part(view, "no-queue").hidden = actions.length > 0;
    button(view, "send").hidden = !actions.some((a) => a.state === "waiting");
    const open = conflicts(pack, actions, draw);
    list(view, "conflicts", open);
    part(view, "conflicts").hidden = open.length === 0;
    const action = shown?.nonce && actions.find((a) => a.nonce === shown.nonce);
    if (action && action.state !== shown.state) showAdmission(action);
  }

  function partyLine(party) {
    const line = clone("party");
    const due = party.due_in_waste + party.due_in_cash;
    const press = button(line, "show");
    press.textContent = party.name;
    press.onclick = () => ask({ number: party.number }, false);
    put(line, { about: [party.number, persons(party.persons), party.needs].filter(Boolean).join(" · ") });
    press.disabled = !party.number;
    const state = slot(line, "state");
    state.textContent = party.came ? say("state_came") : due > 0 ? rupiah(due) : say("state_ready");
    state.classList.add(party.came ? "badge-success" : due > 0 ? "badge-warn" : "badge-info");
    return line;
  }

  /** `quiet`: whoever has gone on to something else is not called back. */
  function panel(box, quiet = false) {
    const place = slot(view, "verdict");
    place.replaceChildren(box);
    if (quiet) return;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  }

  /** `sure`: a ticket in the hand lets in at once; a name that was tapped or typed is asked for first. */
  async function ask(held, sure) {
    await load();
    let said = await judge(pack, parties, held);
    if (said.outcome === null && (await house.renew())) {
      await load();
      said = await judge(pack, parties, held);
    }
    const party = parties.find((p) => p.booking === said.booking);
    const code = said.outcome ?? "not_listed";
    shown = {};
    if (code === "admitted" && sure) return letIn(held, party);
    if (code === "admitted") return panel(verdict({ code: "ready", party, pack }, { label: say("admit", { persons: persons(party.persons) }), act: () => letIn(held, party) }));
    if (code === "not_listed") return panel(verdict({ code, pack }, { label: button(view, "scan").dataset.anyway, act: () => letIn(held) }));
    const used = code === "already_used" && party.came_here ? say("used_here", { time: time(party.came_here) }) : "";
    const box = verdict({ code, party, pack, used });
    if (code === "unpaid") {
      const typed = (await draft.of(departure)).find((d) => d.what === draftOf(party));
      slot(box, "scale").replaceChildren(scale(pack, party, typed, (fare) => pay(held, party, fare)));
    }
    panel(box);
    if (code !== "unpaid") navigator.vibrate?.([80, 60, 80]);
  }

  async function letIn(held, party) {
    const about = { number: party?.number, who: party?.number ?? held.number ?? `…${held.ticket.slice(-6)}` };
    const nonce = await queue.add(pack, about, { kind: "redeem", ...held });
    navigator.vibrate?.(60);
    shown = { nonce, party };
    await draw();
    await house.told();
  }

  async function pay(held, party, fare) {
    await queue.add(pack, { number: party.number, who: party.number }, fare);
    await draft.drop(departure, draftOf(party));
    await letIn(held, party);
  }

  /** What the panel says of a party that was let in here: for now, for certain, or that the house has refused it. */
  function showAdmission(action) {
    const { party, state } = shown;
    shown.state = action.state;
    const code = action.state === "conflict" ? action.code : "admitted";
    const used = action.first ? say("settled_by", { by: action.first.by, time: time(action.first.at) }) : "";
    const sent = action.state === "waiting" ? say("provisional") : say("sent_at", { time: time(action.sent_at) });
    panel(verdict({ code, party, pack, used, sent }), state !== undefined && code === "admitted");
  }

  /** Who comes along has no number yet: a party of this device until the house has heard of it. */
  async function comeAlong(comes) {
    const { fare, visitors, name } = comes;
    const { least_waste_percent } = pack.walk_in;
    const party = { number: "", name, persons: visitors.length, needs: comes.needs, pledge: [], member: false, due_in_waste: 0, due_in_cash: fare, least_waste_percent };
    shown = {};
    const box = verdict({ code: "unpaid", party, pack });
    const typed = (await draft.of(departure)).find((d) => d.what === draftOf(party));
    slot(box, "scale").replaceChildren(scale(pack, party, typed, async ({ cash, waste }) => {
      const about = { who: say("walk_in"), persons: visitors.length };
      const nonce = await queue.add(pack, about, { kind: "walk_in", ...comes, cash, waste });
      for (const what of [draftOf(party), "walk-in"]) await draft.drop(departure, what);
      along.reset();
      part(view, "walk-in").open = false;
      shown = { nonce, party };
      await draw();
      await house.told();
    }));
    panel(box);
  }

  /** What this device knows of the seats: those of the list, less those that it gave away itself. */
  const seatsLeft = () => pack.walk_in.left - parties.filter((p) => !p.number).reduce((sum, p) => sum + p.persons, 0);
  const walkForm = view.querySelector('[data-form="walk-in"]');
  let along;

  const closeCamera = scanButton(view, { open: say("scan"), close: say("scan_stop"), denied: say("scan_denied") }, (ticket) => {
    ask({ ticket }, true);
    return true;
  });

  const number = view.querySelector('[data-form="number"]');
  number.onsubmit = (event) => {
    event.preventDefault();
    const text = number.elements.shown.value.trim();
    if (!text) return;
    number.reset();
    draft.drop(departure, "number");
    const ticket = text.length > LONGEST_NUMBER;
    ask(ticket ? { ticket: text } : { number: text }, ticket);
  };

  const headForm = view.querySelector('[data-form="heads"]');
  headForm.onsubmit = async (event) => {
    event.preventDefault();
    const { way, counted, note } = headForm.elements;
    slot(headForm, "heads-done").textContent = ""; // of the last one; and the same words twice are said twice
    const right = /^\d{1,4}$/.test(counted.value.trim());
    tell(slot(headForm, "heads-error"), right ? "" : say("heads_wrong"));
    counted.setAttribute("aria-invalid", String(!right));
    if (!right) return counted.focus();
    await queue.add(pack, { who: persons(Number(counted.value)) }, { kind: "count", way: way.value, counted: Number(counted.value), note: note.value });
    headForm.reset();
    await draft.drop(departure, "heads");
    slot(headForm, "heads-done").textContent = say("heads_done");
    await draw();
    await house.told();
  };

  const noteForm = view.querySelector('[data-form="incident"]');
  noteForm.onsubmit = async (event) => {
    event.preventDefault();
    const { incident } = noteForm.elements;
    slot(noteForm, "incident-done").textContent = "";
    const note = incident.value.trim();
    tell(slot(noteForm, "incident-error"), note ? "" : say("incident_empty"));
    incident.setAttribute("aria-invalid", String(!note));
    if (!note) return incident.focus();
    await queue.add(pack, { who: say("did_note") }, { kind: "note", note });
    noteForm.reset();
    await draft.drop(departure, "incident");
    slot(noteForm, "incident-done").textContent = say("incident_done");
    await draw();
    await house.told();
  };

  /** What is kept while it is typed, by the names of the drafts. */
  const typing = [["heads", headForm], ["number", number], ["incident", noteForm]];
  for (const [name, form] of [...typing, ["walk-in", walkForm]]) {
    form.reset();
    form.oninput = () => draft.keep(form, departure, name);
  }

  /** What was typed when the phone was put down. */
  async function resume() {
    const typed = await draft.of(departure);
    for (const [name, form] of typing) {
      const kept = typed.find((d) => d.what === name);
      if (kept) draft.fill(form, kept);
    }
    const kept = along && typed.find((d) => d.what === "walk-in");
    if (kept) {
      along.reset(kept.values.filter(([name]) => name === "visitor").length);
      draft.fill(walkForm, kept);
      part(view, "walk-in").open = true;
    }
    const due = (party) => !party.came && party.due_in_waste + party.due_in_cash > 0;
    const weighed = typed.map((d) => parties.find((party) => draftOf(party) === d.what)).find((party) => party && due(party));
    if (weighed) await ask({ number: weighed.number }, false);
  }

  button(view, "send").onclick = () => house.told();
  slot(view, "verdict").replaceChildren();
  slot(view, "plain").href = `${facts.desk}/${departure}/titik-kumpul`;
  return { draw, resume, close: closeCamera };
}
