// The meeting point of a tour: a departure that is today, its parties, and phones that lose their network.
import { expect, test as base } from './test.js';
import { registerMember } from './counter.js';
import { inTurn, languageOf } from './english.js';
import { startMarket } from './market.js';
import { logIn } from './people.js';
import { prepared } from './prepared.js';
import { fillParty, hold, openBooking, pledge } from './touring.js';

const MINUTE = 60_000;

/**
 * A market on the morning of a departure, half an hour before it. Its parties of two booked long ago; then it was opened again
 * with its clock ahead.
 * @returns {Promise<{market: object, departure: string, ahead: number, card: string, cash: object, more: object, scanned: object, waste: object}>}
 *   a party that has promised waste, and three that owe cash (none of them where `alone`): each with its `number` and the address
 *   of its `page`; `card` of a member of the waste bank; `ahead`: by how many milliseconds its clock is ahead
 */
async function morning(browser, name, alone = false) {
    const { seed, made } = await prepared(alone ? 'party' : 'parties', (market) => parties(browser, market, alone));
    const ahead = minutesAhead(made.starts_at);
    const market = await startMarket(name, { SENTRA_CLOCK_AHEAD: String(ahead) }, seed);
    return { ...made, market, ahead: ahead * MINUTE };
}

/** They book, and the first departure's begin is looked up. */
async function parties(browser, market, alone) {
    const context = await browser.newContext({ baseURL: market.url, javaScriptEnabled: false });
    const page = await context.newPage();
    const party = async (pledged) => {
        const departure = (await openBooking(page)).split('/').pop();
        await fillParty(page);
        await hold(page);
        if (pledged) await pledge(page, 'PL-01', '5');
        else await page.getByRole('button', { name: 'Hitung' }).click();
        await page.getByRole('button', { name: 'Setuju dan pesan' }).click();
        await expect(page.getByText('Kursi Anda sudah pasti')).toBeVisible();
        const number = (await page.getByRole('heading', { level: 1 }).textContent()).trim().split(' ').pop();
        return { departure, number, page: new URL(page.url()).pathname };
    };
    const waste = await party(true);
    const [cash, more, scanned] = alone ? [] : [await party(false), await party(false), await party(false)];
    await logIn(page, 'guide');
    await page.goto('/loket');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Titik Setor Alun-alun Demo');
    await registerMember(page, 'Bu Tati');
    const card = (await page.locator('dd').first().textContent()).trim();
    const starts_at = await beginOf(page, waste.departure);
    await context.close();
    return { departure: waste.departure, starts_at, card, cash, more, scanned, waste };
}

/** When a departure begins. `page`: of its guide. */
const beginOf = async (page, departure) => (await (await page.request.get(`/titik-kumpul/perangkat/${departure}`)).json()).starts_at;

/** How far a clock is to be put on, so that it is half an hour before. */
const minutesAhead = (starts_at) => Math.floor((starts_at - 30 * MINUTE - Date.now()) / MINUTE);

/**
 * Opens the market again, half an hour before a departure. `page`: of its guide.
 * @returns {Promise<number>} by how many milliseconds its clock is ahead
 */
export async function onTheDay(page, market, departure) {
    const ahead = minutesAhead(await beginOf(page, departure));
    await market.reopen({ SENTRA_CLOCK_AHEAD: String(ahead) });
    return ahead * MINUTE;
}

/** Tests of a file whose market is one on a morning: `page` and `newPage()` see it, and `today` tells of it. */
export const mornings = (alone) =>
    base.extend({
        today: [
            async ({ browser }, use, worker) => {
                const today = await morning(browser, `morning-${worker.project.name}-${worker.workerIndex}`, alone);
                await use(today);
                await today.market.stop();
            },
            { scope: 'worker', timeout: 120_000 },
        ],
        market: [async ({ today }, use) => use(today.market), { scope: 'worker' }],
    });

/** From now on the bases ask nobody for papers, so that people may come along without a booking. */
export async function openBases(newPage) {
    for (const [who, site] of [['base', 'Kawasan Pusdikpal'], ['artillery', 'Pusdik Armed']]) {
        const page = await newPage();
        await logIn(page, who);
        await page.goto('/meja-wisata');
        await page.getByRole('main').getByRole('link', { name: site }).click();
        await page.getByRole('link', { name: 'Aturan berkunjung' }).click();
        await page.locator('input[name=lead_days]').fill('0');
        await page.locator('input[name=cutoff_hours]').fill('0');
        for (const box of await page.locator('input[name=identity], input[name=approves]').all()) await box.uncheck();
        await page.locator('input[name=from]').fill(await page.locator('input[name=from]').inputValue().then(dayBefore));
        await page.getByRole('button', { name: 'Simpan' }).click();
        await expect(page.getByText(/^Aturan berlaku mulai/)).toBeVisible();
        await page.close();
    }
}

/** The form proposes tomorrow, by the market's clock. */
const dayBefore = (day) => new Date(Date.parse(day) - 24 * 60 * MINUTE).toISOString().slice(0, 10);

/** What the screen without a network says. */
const SCREEN = {
    id: { take: 'Siapkan untuk luring', number: 'Nomor pesanan atau isi tiket', check: 'Periksa' },
    en: { take: 'Take along', number: 'Booking number or text of the ticket', check: 'Check' },
};
const screen = (page) => SCREEN[languageOf(page)];

/**
 * A phone of somebody who works there, its clock on that morning too. The screen is open, with the departure taken along: in
 * Indonesian, or in the languages in turn.
 */
export async function phone(browser, today, who, options = {}, { turns = false } = {}) {
    const context = await browser.newContext({ baseURL: today.market.url, ...options });
    const page = await context.newPage();
    // Its clock alone: what it does after a while, it does in real time.
    await page.addInitScript((ahead) => {
        const real = Date.now;
        Date.now = () => real() + ahead;
    }, today.ahead);
    await logIn(page, who);
    await page.goto(`${turns ? inTurn(page) : ''}/titik-kumpul`);
    await page.getByRole('button', { name: screen(page).take }).click();
    await expect(page.getByRole('heading', { level: 2, name: /Milit/ })).toBeVisible();
    await page.evaluate(() => navigator.serviceWorker.ready);
    return { context, page };
}

export async function type(page, text) {
    await page.getByLabel(screen(page).number).fill(text);
    await page.getByRole('button', { name: screen(page).check, exact: true }).click();
}

export const verdict = (page) => page.locator('.mp-verdict');
export const state = (page) => page.locator('[data-slot=state]').first();
