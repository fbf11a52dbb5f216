// A market of one's own: a data folder copied from a seeded one, and a server on a free port.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const BINARY = process.env.SENTRA_BIN;
export const RESULTS = new URL('../results/', import.meta.url).pathname;

/** The server's settings: nothing of the surroundings may leak into a test. */
export function settings(dataDir, more = {}) {
    const { PATH, HOME, RUST_BACKTRACE, RUST_LOG } = process.env;
    const kept = Object.fromEntries(Object.entries({ PATH, HOME, RUST_BACKTRACE, RUST_LOG }).filter(([, value]) => value));
    return { ...kept, SENTRA_DATA_DIR: dataDir, SENTRA_MODE: 'development', ...more };
}

/**
 * Starts a market. Its server ends with this process, even when that is killed: the shell around it waits for its
 * standard input to close.
 * @param {string} name of the log file in results/
 * @param {Record<string, string>} more settings, as SENTRA_… variables
 * @param {string} seed the folder that its data is copied from
 * @returns {Promise<{url: string, dataDir: string, reopen: (more: Record<string, string>) => Promise<void>, stop: (keep?: string) => Promise<void>}>}
 *   `reopen`: the same market at the same address, with other settings; `stop`: its data is gone, or in the folder `keep`
 */
export async function startMarket(name, more = {}, seed = process.env.SENTRA_E2E_SEED) {
    const home = mkdtempSync(join(tmpdir(), 'sentra-e2e-'));
    const dataDir = join(home, 'var');
    cpSync(seed, dataDir, { recursive: true });
    const listen = `127.0.0.1:${await freePort()}`;
    const url = `http://${listen}`;
    mkdirSync(join(RESULTS, 'servers'), { recursive: true });
    const logFile = join(RESULTS, 'servers', `${name}.log`);
    const log = openSync(logFile, 'w');
    let close;
    const stop = async (keep) => {
        await close();
        if (keep) renameSync(dataDir, keep);
        rmSync(home, { recursive: true, force: true });
    };
    const open = async (more) => {
        close = serve(settings(dataDir, { SENTRA_LISTEN: listen, SENTRA_BASE_URL: url, ...more }), home, log);
        try {
            await healthy(url);
        } catch (error) {
            await stop();
            throw new Error(`${error.message}; its log:\n${readFileSync(logFile, 'utf8')}`);
        }
    };
    await open(more);
    const reopen = async (more) => {
        await close();
        await open(more);
    };
    return { url, dataDir, reopen, stop };
}

/** Returns what ends it. */
function serve(env, cwd, log) {
    const server = spawn('sh', ['-c', '"$0" serve </dev/null & pid=$!; cat >/dev/null; kill $pid; wait $pid', BINARY], { env, cwd, stdio: ['pipe', log, log] });
    const ended = new Promise((resolve) => server.once('exit', resolve));
    return async () => {
        server.stdin.end();
        await ended;
    };
}

/** Waits until the server answers, at most 30 s. */
async function healthy(url) {
    for (let i = 0; i < 300; i += 1) {
        try {
            if ((await fetch(`${url}/healthz`)).ok) return;
        } catch {
            // not listening yet
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The server does not answer at ${url}/healthz`);
}

function freePort() {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.once('error', reject);
        probe.listen(0, '127.0.0.1', () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}
