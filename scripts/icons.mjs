// Builds public/icons.svg from the names in app/src/ui/icon.rs and the drawings of the npm package lucide-static (ISC).
// Run: npm install --no-save lucide-static && node scripts/icons.mjs [path of lucide-static]
import { readFileSync, writeFileSync } from "node:fs";

const root = new URL("..", import.meta.url);
const lucide = process.argv[2] ?? new URL("node_modules/lucide-static", root).pathname;
const list = readFileSync(new URL("app/src/ui/icon.rs", root), "utf8").match(/\nicons! \{([\s\S]*?)\n\}/)[1];
const names = [...list.matchAll(/"([a-z0-9-]+)"/g)].map((m) => m[1]).sort();

const symbols = names.map((name) => {
  const body = readFileSync(`${lucide}/icons/${name}.svg`, "utf8").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].replace(/\s*\n\s*/g, "").replaceAll(" />", "/>");
  return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
});
const version = JSON.parse(readFileSync(`${lucide}/package.json`, "utf8")).version;
const note = `<!-- Lucide ${version}, ISC licence: see licenses/lucide.txt -->`;
writeFileSync(new URL("public/icons.svg", root), `<svg xmlns="http://www.w3.org/2000/svg">${note}\n${symbols.join("\n")}\n</svg>\n`);
writeFileSync(new URL("public/licenses/lucide.txt", root), readFileSync(`${lucide}/LICENSE`));
process.stdout.write(`public/icons.svg: ${names.length} icons\n`);
