// Wakes the islands of a page. Every page reads, searches and buys without this file; a page without an island
// fetches nothing more than these lines. This file's own address names the versions of the others, so that a browser
// may keep each for ever and never mixes two releases.
const here = new URL(import.meta.url);
const file = (name, version) => new URL(version ? `${name}?v=${version}` : name, here).href;

async function wake() {
  const app = await import(file("./sentra.js", here.searchParams.get("js")));
  await app.default({ module_or_path: file("./sentra_bg.wasm", here.searchParams.get("wasm")) });
  app.hydrate();

  // Outer islands first, one after the other: an inner one inside an outer one's children must first let the outer
  // one's <leptos-children> restore its context (`$$on_hydrate`, set while the outer island wakes).
  const restore = [];
  async function walk(node) {
    const children = node.localName === "leptos-children";
    if (node.localName === "leptos-island") {
      restore.at(-1)?.();
      await app[node.dataset.component]?.(node);
    }
    if (children) restore.push(node.$$on_hydrate);
    for (const child of [...node.children]) await walk(child);
    if (children) restore.pop();
  }
  await walk(document.body);
  document.documentElement.dataset.awake = "";
}

const idle = window.requestIdleCallback ?? ((run) => setTimeout(run, 1));
if (document.querySelector("leptos-island")) idle(wake, { timeout: 2000 });

// A long form is kept while it is typed. Without that it is kept by its own buttons.
if (document.querySelector("form[data-keep]")) import(file("./keep.js", here.searchParams.get("keep"))).catch(() => {});

// Menus are <details>: they open and close by themselves. A tap elsewhere or Escape closes them too.
const closeMenus = (keep) => document.querySelectorAll("details.menu[open]").forEach((menu) => menu.contains(keep) || (menu.open = false));
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.activeElement?.closest("details.menu[open]");
  if (open) open.querySelector("summary").focus();
  if (event.key === "Escape") closeMenus(null);
});

// Where a page has several forms, sending one loses what was typed into another: that is asked first, in the words of the other. What
// was typed before and refused stands in its form, as little saved as what is typed now.
const typed = new Set(document.querySelectorAll("form[data-unsent][data-typed]"));
document.addEventListener("input", ({ target }) => target.form?.dataset.unsent && typed.add(target.form));
document.addEventListener("submit", (event) => {
  const other = [...typed].find((form) => form !== event.target);
  if (other && !confirm(other.dataset.unsent)) event.preventDefault();
});

// A pressed button shows that something is on its way. It stays usable: the server counts a second press as the first.
document.addEventListener("submit", (event) => {
  const pressed = event.submitter ?? event.target.querySelector("button:not([type=button])");
  setTimeout(() => event.defaultPrevented || pressed?.setAttribute("aria-busy", "true"));
});
window.addEventListener("pageshow", () => document.querySelectorAll("button[aria-busy]").forEach((button) => button.removeAttribute("aria-busy")));
