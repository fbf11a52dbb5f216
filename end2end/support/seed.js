// Before all tests: the demo is filled in once; each worker's market starts from a copy of this folder (or of one that support/prepared.js puts beside it).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY, RESULTS, settings } from './market.js';

export default function seed() {
    if (!BINARY) throw new Error('SENTRA_BIN names no server: run ./dev e2e');
    rmSync(RESULTS, { recursive: true, force: true });
    const home = mkdtempSync(join(tmpdir(), 'sentra-e2e-seed-'));
    process.env.SENTRA_E2E_SEED = join(home, 'var'); // workers inherit it
    for (const command of ['migrate', 'seed']) {
        execFileSync(BINARY, [command], { env: settings(process.env.SENTRA_E2E_SEED), cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
    }
    return () => rmSync(home, { recursive: true, force: true });
}
