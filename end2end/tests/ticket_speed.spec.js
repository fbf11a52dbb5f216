// How long the meeting point's phone takes to tell whether a ticket is the house's. Nothing else runs meanwhile.
import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, logIn, test } from '../support/test.js';

test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'needs JavaScript');

/** A ticket as the house signs it, by keys of this test. */
function draw({ booking, departure, from, until }) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const payload = Buffer.alloc(46);
    payload.writeUInt8(1, 0);
    payload.writeUInt32BE(7, 1);
    Buffer.from(booking.replaceAll('-', ''), 'hex').copy(payload, 5);
    Buffer.from(departure.replaceAll('-', ''), 'hex').copy(payload, 21);
    payload.writeUInt8(2, 37);
    payload.writeUInt32BE(Math.floor(from / 1000), 38);
    payload.writeUInt32BE(Math.floor(until / 1000), 42);
    const bits = [...Buffer.concat([payload, sign(null, payload, privateKey)])].map((b) => b.toString(2).padStart(8, '0')).join('');
    const text = bits.match(/.{5}/g).map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five, 2)]).join('');
    const key = { id: 7, public: [...publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)] };
    return { text, key };
}

/** In the page, newly opened: how long each ticket takes, the first ones as told. */
async function series({ pack, parties, text }) {
    const { judge } = await import('/meeting/judge.js');
    const at = 1_797_050_000_000;
    const changed = text.slice(0, 90) + (text[90] === 'A' ? 'B' : 'A') + text.slice(91);
    const [times, codes] = [[], []];
    const timed = async (ticket) => {
        const begun = performance.now();
        const { outcome } = await judge(pack, parties, { ticket }, at);
        times.push(performance.now() - begun);
        return outcome;
    };
    for (const shown of [text, changed, text.slice(0, 100)]) codes.push(await timed(shown));
    for (let i = 0; i < 17; i += 1) await timed(text);
    return { times, codes };
}

test('a ticket is checked within 50 ms on a processor that is four times slower', { lock: '-exclusive-' }, async ({ page }) => {
    await logIn(page, 'guide');
    const booking = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';
    const departure = '0190a1b2c3d47e5f8a9b0c1d2e3f4a5b';
    const { text, key } = draw({ booking, departure, from: 1_797_000_000_000, until: 1_797_100_000_000 });
    const parties = Array.from({ length: 40 }, (_, i) => ({ booking: i === 39 ? booking : booking.replace(/..$/, String(i + 10)), number: `TR-${i}`, came: false, due_in_waste: 0, due_in_cash: 0 }));
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    // The slowest of a series counts. Of three series one may do: the machine may have been busy with something else.
    const slowest = [];
    while (slowest.length < 3 && !slowest.some((time) => time <= 50)) {
        await page.goto('/titik-kumpul');
        await expect(page.locator('html[data-awake]')).toBeAttached();
        const { times, codes } = await page.evaluate(series, { pack: { departure, starts_at: Date.now(), keys: [key], turned: [] }, parties, text });
        expect(codes).toEqual(['admitted', 'unknown', 'unknown']);
        const first = times[0].toFixed(1);
        times.sort((a, b) => a - b);
        console.log(`a ticket verified in the browser, CPU 4× slower: first ${first} ms, median ${times[10].toFixed(1)} ms, slowest ${times[19].toFixed(1)} ms (budget 50 ms)`);
        slowest.push(times[19]);
    }
    expect(Math.min(...slowest), `the slowest of each series: ${slowest}`).toBeLessThanOrEqual(50);
});
