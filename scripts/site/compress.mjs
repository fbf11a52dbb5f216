// Compresses the site's files as small as they get, once when they change: node compress.mjs TO FROM …
// Beside each x of the folders FROM there is TO/x.br and TO/x.gz afterwards; what has no x any more is gone.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TEXTS = /\.(css|js|mjs|wasm|svg|txt|json|webmanifest)$/;
/** Below this a compressed form is not worth its header. */
const SMALLEST = 256;

const [to, ...from] = process.argv.slice(2);
const filesOf = (folder) => (existsSync(folder) ? readdirSync(folder, { recursive: true }).filter((f) => statSync(join(folder, f)).isFile()) : []);

const wanted = new Set();
for (const folder of from) {
    for (const file of filesOf(folder).filter((f) => TEXTS.test(f))) {
        const source = join(folder, file);
        const plain = readFileSync(source);
        if (plain.length < SMALLEST) continue;
        write(`${file}.br`, source, () => brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }));
        write(`${file}.gz`, source, () => gzipSync(plain, { level: 9 }));
    }
}
for (const file of filesOf(to)) if (!wanted.has(file)) rmSync(join(to, file));

function write(file, source, compressed) {
    wanted.add(file);
    const target = join(to, file);
    if (existsSync(target) && statSync(target).mtimeMs >= statSync(source).mtimeMs) return;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, compressed());
}
