// All departures: those that are on the device, and those that can be taken along while there is a network.
import { leftOver } from "./conflicts.js";
import { button, clone, list, part, put, slot, tell } from "./dom.js";
import * as store from "./store.js";
import { day, say, time } from "./words.js";

/** `offers`: what the house has to offer; nothing as long as it has not answered. `redraw`: once something was ticked off. */
export async function drawDepartures(view, offers, take, redraw) {
  const [packs, actions] = [await store.packs(), await store.actions()];
  packs.sort((a, b) => a.starts_at - b.starts_at);
  list(view, "kept", packs.map((pack) => {
    const line = clone("kept");
    put(line, { open: pack.tour, when: day(pack.starts_at), taken: say("taken", { time: time(pack.asked_at), count: pack.parties.length }) });
    slot(line, "open").href = `#${pack.departure}`;
    const unsent = actions.filter((a) => a.departure === pack.departure && a.state === "waiting").length;
    tell(slot(line, "unsent"), unsent ? say("unsent", { count: unsent }) : "");
    return line;
  }));
  const left = leftOver(packs, actions, redraw);
  list(view, "left", left);
  part(view, "left").hidden = left.length === 0;
  const open = (offers ?? []).filter((offer) => !packs.some((pack) => pack.departure === offer.departure));
  list(view, "offers", open.map((offer) => {
    const line = clone("offer");
    put(line, { tour: offer.tour, when: day(offer.starts_at) });
    button(line, "take").onclick = ({ currentTarget }) => {
      currentTarget.setAttribute("aria-busy", "true");
      take(offer.departure);
    };
    return line;
  }));
  part(view, "kept").hidden = packs.length === 0;
  part(view, "offers").hidden = open.length === 0;
  part(view, "none").hidden = packs.length > 0 || open.length > 0;
}
