// The page's pieces: copied from its templates, found by what they are for.
export const clone = (name) => document.getElementById(`t-${name}`).content.firstElementChild.cloneNode(true);
export const slot = (root, name) => root.querySelector(`[data-slot="${name}"]`);
export const part = (root, name) => root.querySelector(`[data-part="${name}"]`);
export const button = (root, name) => root.querySelector(`[data-do="${name}"]`);

export function put(root, words) {
  for (const [name, text] of Object.entries(words)) slot(root, name).textContent = text;
}

/** Shows words where there are any. */
export function tell(node, text) {
  node.textContent = text ?? "";
  node.hidden = !text;
}

export const list = (root, name, items) => slot(root, name).replaceChildren(...items);
