// Makes public/fonts from the npm package of Plus Jakarta Sans: the letters of Indonesian and English, one file for all weights.
// The result is committed; run this only to change it:  cd scripts/fonts && npm ci && node make.mjs
import { readFileSync, writeFileSync, mkdirSync, copyFileSync } from 'node:fs';
import subsetFont from 'subset-font';

const source = 'node_modules/@fontsource-variable/plus-jakarta-sans';
const target = '../../public/fonts';

const range = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
const letters =
    range(0x20, 0x7e) + // ASCII
    '\u00a0©«»°±²³·×÷½¼¾' +
    'ÀÁÂÄÇÈÉÊËÍÎÏÑÓÔÖÙÚÛÜàáâäçèéêëíîïñóôöùúûü' + // names and loan words
    '‐‑–—‘’“”„†•…′″‹›−€™↑↓';

mkdirSync(target, { recursive: true });
const font = await subsetFont(readFileSync(`${source}/files/plus-jakarta-sans-latin-wght-normal.woff2`), letters, {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 800 } }, // the weights the styles use
});
writeFileSync(`${target}/plus-jakarta-sans-latin.woff2`, font);
copyFileSync(`${source}/LICENSE`, `${target}/OFL.txt`);
console.log(`plus-jakarta-sans-latin.woff2: ${font.length} bytes`);
