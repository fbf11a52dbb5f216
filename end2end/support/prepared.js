// A market in which something has happened already: made by the first worker that asks for it, and copied by all.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startMarket } from './market.js';

/** Longer than any takes to make, and shorter than what waits for it may take: who gives up says why. */
const PATIENCE = 110_000;
/** What a claim says of a maker that did not get there. */
const FAILED = 'failed';

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
    mkdirSync(home, { recursive: true });
    const until = Date.now() + PATIENCE;
    let claim;
    for (;;) {
        claim = claimed(home);
        // Looked for after the claim: its maker may have made it and ended.
        if (existsSync(done)) return { seed, made: JSON.parse(readFileSync(done, 'utf8')) };
        if (claim) break;
        if (Date.now() > until) throw new Error(`Nobody has made ${home} within ${PATIENCE / 1000} s`);
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    let market;
    try {
        rmSync(seed, { recursive: true, force: true }); // of a maker that was killed
        market = await startMarket(`prepared-${what}`);
        const made = await make(market);
        await market.stop(seed);
        writeFileSync(`${done}.part`, JSON.stringify(made));
        renameSync(`${done}.part`, done);
        return { seed, made };
    } catch (error) {
        await market?.stop();
        writeFileSync(claim, FAILED); // the next one tries
        throw error;
    }
}

/**
 * The file by which it is ours to make; none: somebody else is at it. Whoever takes over from a maker that is gone makes the next
 * claim, and a file is made by one alone: two that see it gone do not both take over.
 */
function claimed(home) {
    for (let n = 1; ; n += 1) {
        const claim = join(home, `claim-${n}`);
        try {
            writeFileSync(claim, String(process.pid), { flag: 'wx' });
            return claim;
        } catch (error) {
            if (error.code !== 'EEXIST') throw error;
        }
        if (!gone(readFileSync(claim, 'utf8'))) return undefined;
    }
}

/** Whether the maker of a claim cannot end its work any more. */
function gone(maker) {
    if (maker === '') return false; // its number is being written
    if (maker === FAILED) return true;
    try {
        process.kill(Number(maker), 0); // asks only
        return false;
    } catch (error) {
        return error.code === 'ESRCH';
    }
}
