// The meeting point of a tour: a departure that is today, its parties, and phones that lose their network.
import { expect } from '@playwright/test';
import { registerMember } from './counter.js';
import { startMarket } from './market.js';
import { logIn } from './people.js';
import { fillParty, hold, openBooking, pledge } from './touring.js';

const MINUTE = 60_000;

/**
 * A market on the morning of a departure, half an hour before it. Its parties of two booked long ago; then the market was opened
 * again with its clock ahead.
 * @returns {Promise<{market: object, departure: string, ahead: number, card: string, cash: object, more: object, scanned: object, waste: object}>}
 *   three parties that owe cash, and one that has promised waste: each with its `number` and the address of its `page`;
 *   `card` of a member of the waste bank
 */
export async function morning(browser, name) {
    const market = await startMarket(name);
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
    const [cash, more, scanned, waste] = [await party(false), await party(false), await party(false), await party(true)];
    await logIn(page, 'guide');
    await page.goto('/loket');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Titik Setor Alun-alun Demo');
    await registerMember(page, 'Bu Tati');
    const card = (await page.locator('dd').first().textContent()).trim();
    const { starts_at } = await (await page.request.get(`/titik-kumpul/perangkat/${cash.departure}`)).json();
    await context.close();
    const ahead = Math.floor((starts_at - 30 * MINUTE - Date.now()) / MINUTE);
    await market.reopen({ SENTRA_CLOCK_AHEAD: String(ahead) });
    return { market, departure: cash.departure, ahead: ahead * MINUTE, card, cash, more, scanned, waste };
}

/** A phone of somebody who works there, its clock on that morning too. The screen is open, with the departure taken along. */
export async function phone(browser, today, who, options = {}) {
    const context = await browser.newContext({ baseURL: today.market.url, ...options });
    const page = await context.newPage();
    // Its clock alone: what it does after a while, it does in real time.
    await page.addInitScript((ahead) => {
        const real = Date.now;
        Date.now = () => real() + ahead;
    }, today.ahead);
    await logIn(page, who);
    await page.goto('/titik-kumpul');
    await page.getByRole('button', { name: 'Siapkan untuk luring' }).click();
    await expect(page.getByRole('heading', { level: 2, name: /Militer/ })).toBeVisible();
    await page.evaluate(() => navigator.serviceWorker.ready);
    return { context, page };
}

export async function type(page, text) {
    await page.getByLabel('Nomor pesanan atau isi tiket').fill(text);
    await page.getByRole('button', { name: 'Periksa', exact: true }).click();
}

export const verdict = (page) => page.locator('.mp-verdict');
export const state = (page) => page.locator('[data-slot=state]').first();
