// Wakes the islands of a page. Every page reads, searches and buys without this file; a page without an island
// fetches nothing more than these lines. The address's `?v=` is handed on, so that a release is never mixed with an older one.
const file = (name) => new URL(name + new URL(import.meta.url).search, import.meta.url).href;

async function wake() {
  const app = await import(file("./sentra.js"));
  await app.default({ module_or_path: file("./sentra_bg.wasm") });
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
