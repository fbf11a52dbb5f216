// A market in which something has happened already: made by the first worker that asks for it, and copied by all.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startMarket } from './market.js';

/**
 * @template T
 * @param {string} what has happened
 * @param {(market: object) => Promise<T>} make does it in a new market; what it returns must bear to be written as JSON
 * @returns {Promise<{seed: string, made: T}>} `seed`: the folder to start markets from, see startMarket
 */
export async function prepared(what, make) {
    const home = join(dirname(process.env.SENTRA_E2E_SEED), what);
    const seed = join(home, 'var');
    const done = join(home, 'made.json'); // written last
    while (!claimed(home)) {
        if (existsSync(done)) return { seed, made: JSON.parse(readFileSync(done, 'utf8')) };
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    let market;
    try {
        market = await startMarket(`prepared-${what}`);
        const made = await make(market);
        await market.stop(seed);
        writeFileSync(`${done}.part`, JSON.stringify(made));
        renameSync(`${done}.part`, done);
        return { seed, made };
    } catch (error) {
        await market?.stop();
        rmSync(home, { recursive: true, force: true }); // the next one tries
        throw error;
    }
}

/** Whether it is ours to make. */
function claimed(home) {
    try {
        mkdirSync(home);
        return true;
    } catch (error) {
        if (error.code === 'EEXIST') return false;
        throw error;
    }
}
