// The page's words and facts, numbers as the language writes them, and moments as the clocks of Cimahi show them.
export const facts = JSON.parse(document.getElementById("facts").textContent);

/** The words under a key, those for one where a `count` is one; `{name}` becomes what is given under that name. */
export function say(key, given = {}) {
  const words = (given.count === 1 && facts.words[`${key}_one`]) || (facts.words[key] ?? key);
  return words.replace(/\{(\w+)\}/g, (whole, name) => given[name] ?? whole);
}

export const knows = (key) => key in facts.words;
export const persons = (count) => say("persons", { count });

const zone = { timeZone: "Asia/Jakarta" };
const lang = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
const clock = new Intl.DateTimeFormat(lang, { ...zone, hour: "2-digit", minute: "2-digit" });
const calendar = new Intl.DateTimeFormat(lang, { ...zone, weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

const decimal = new Intl.NumberFormat(lang, { maximumFractionDigits: 3 });

export const number = (amount) => decimal.format(amount);
export const time = (at) => clock.format(at);
export const day = (at) => calendar.format(at);
