// Asking and telling the house. Each answer says how it went: ok, offline, log_in, other_person, gone, failed.
import { facts } from "./words.js";

const PATIENCE = 20_000;

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(`${facts.root}/perangkat${path}`, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options });
    if (response.ok) return { kind: "ok", body: await response.json() };
  } catch {
    return { kind: "offline" };
  }
  // Who is not logged in is led to the page for it.
  if (response.type === "opaqueredirect" || response.status === 401) return { kind: "log_in" };
  if (response.status === 409) return { kind: "other_person" };
  if (response.status === 404 || response.status === 403) return { kind: "gone" };
  return { kind: "failed" };
}

export const offers = () => ask("");
export const take = (departure) => ask(`/${departure}`);
export const tell = (departure, person, actions) =>
  ask(`/${departure}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ person, actions }) });
