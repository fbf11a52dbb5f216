// Bundles a style sheet and what it imports into one small file: node styles.mjs <entry> <output>
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { bundle, Features } from 'lightningcss';

const [entry, output] = process.argv.slice(2);
/** A version as lightningcss wants it. */
const version = (major, minor = 0) => (major << 16) | (minor << 8);

const { code, warnings } = bundle({
    filename: entry,
    minify: true,
    // Phones of the last five years; older ones get the plain page.
    targets: { chrome: version(99), android: version(99), firefox: version(97), safari: version(15, 4), ios_saf: version(15, 4), samsung: version(18) },
    // Themes are switched by the token files themselves; the emulation of light-dark() would double every colour.
    exclude: Features.LightDark,
    // Addresses of fonts and pictures are absolute, of the served site: nothing to resolve here.
});
for (const warning of warnings) console.warn(`${warning.loc?.filename ?? entry}: ${warning.message}`);
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, code);
console.log(`${entry} → ${code.length} bytes`);
