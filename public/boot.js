// Wakes the islands of a page. Every page reads, searches and buys without this file; a page without an island
// fetches nothing more than these lines.
async function wake() {
  const app = await import("/pkg/sentra.js");
  await app.default({ module_or_path: "/pkg/sentra_bg.wasm" });
  app.hydrate();

  // Outer islands first, one after the other: an inner one inside an outer one's children must first let the outer
  // one's <leptos-children> restore its context (`$$on_hydrate`, set while the outer island wakes).
  const restore = [];
  async function walk(node) {
    const island = node.localName === "leptos-island";
    const children = node.localName === "leptos-children";
    if (island) {
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

if (document.querySelector("leptos-island")) (window.requestIdleCallback ?? ((f) => setTimeout(f, 1)))(() => wake(), { timeout: 2000 });
