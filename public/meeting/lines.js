// What was counted, and what was done on this device, a line each.
import { clone, put, slot } from "./dom.js";
import { persons, say, time } from "./words.js";

export function headLines(pack, actions, parties) {
  const own = actions.filter((a) => a.body.kind === "count" && (a.state === "waiting" || a.sent_at > pack.asked_at)).map(({ body }) => body);
  const expected = parties.filter((p) => p.came).reduce((sum, p) => sum + p.persons, 0);
  return [...pack.counts, ...own.map((c) => ({ expected, ...c }))].map((c) => {
    const line = document.createElement("li");
    line.textContent = say("heads_line", { way: say(`heads_${c.way}`), time: time(c.at), counted: c.counted, persons: persons(c.expected) });
    return line;
  });
}

export function queueLine(action) {
  const line = clone("line");
  const { kind, way, at } = action.body;
  put(line, { what: `${time(at)} ${say(`did_${way ? `${kind}_${way}` : kind}`, { who: action.who })}` });
  const state = slot(line, "state");
  state.textContent = action.state === "done" ? say("queue_done", { time: time(action.sent_at) }) : say(`queue_${action.state}`);
  state.classList.add({ done: "badge-success", conflict: "badge-danger" }[action.state] ?? "badge-warn");
  return line;
}
