// What is being typed: kept with each key that is pressed, so that a phone that dies loses nothing of it.
import * as store from "./store.js";

const idOf = (departure, what) => `${departure} ${what}`;

export const keep = (form, departure, what) =>
  store.keepDraft({ id: idOf(departure, what), departure, what, at: Date.now(), values: [...new FormData(form)] });

export const drop = (departure, what) => store.dropDraft(idOf(departure, what));

/** Those of a departure, the newest first. */
export const of = async (departure) => (await store.drafts()).filter((d) => d.departure === departure).sort((a, b) => b.at - a.at);

/** The form holds again what was typed; its rows are there already. */
export function fill(form, { values }) {
  const left = new Map();
  for (const [name, value] of values) left.set(name, [...(left.get(name) ?? []), value]);
  for (const control of form.elements) {
    const typed = left.get(control.name);
    if (!typed?.length) continue;
    if (control.type === "radio" || control.type === "checkbox") control.checked = control.value === typed[0];
    else control.value = typed.shift();
  }
}
