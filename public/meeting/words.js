// The page's words and facts, and moments as the clocks of Cimahi show them.
export const facts = JSON.parse(document.getElementById("facts").textContent);

/** The words under a key; `{name}` becomes what is given under that name. */
export function say(key, given = {}) {
  return (facts.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => given[name] ?? whole);
}

export const knows = (key) => key in facts.words;
export const persons = (count) => (count === 1 ? say("persons_one") : say("persons", { count }));

const zone = { timeZone: "Asia/Jakarta" };
const lang = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
const clock = new Intl.DateTimeFormat(lang, { ...zone, hour: "2-digit", minute: "2-digit" });
const calendar = new Intl.DateTimeFormat(lang, { ...zone, weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

export const time = (at) => clock.format(at);
export const day = (at) => calendar.format(at);
