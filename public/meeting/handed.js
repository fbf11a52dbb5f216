// What was weighed and taken, in one line: without names, so that it may stay after those are gone from the device.
import { rupiah } from "./judge.js";
import { number, persons, say } from "./words.js";

const UNITS = { kilogram: [1_000, " kg"], litre: [1_000, " l"], piece: [1, ""] };

/** `3 kg Botol PET`, by the price list of the pack. */
function weighed(pack, { material, gross, tare = 0, deduction = 0 }) {
  const known = pack.taken.find((taken) => taken.material === material);
  const [scale, unit] = UNITS[known?.measure] ?? [1, ""];
  return `${number((gross - tare - deduction) / scale)}${unit} ${known?.name ?? material}`;
}

/** `body`: what the house is told; nothing to say of one that has to do with neither scale nor cash. */
export function handed(pack, { cash, waste, visitors, fare }) {
  if (cash === undefined) return "";
  return [
    visitors && say("handed_party", { persons: persons(visitors.length), fare: rupiah(fare) }),
    waste && say("handed_waste", { lines: waste.lines.map((line) => weighed(pack, line)).join(", "), worth: rupiah(waste.worth) }),
    say("handed_cash", { amount: rupiah(cash) }),
  ].filter(Boolean).join(" · ");
}
