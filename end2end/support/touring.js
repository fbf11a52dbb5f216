// What a party does: fill in who comes, choose how to pay; in the language of its page.
import { expect } from '@playwright/test';
import { languageOf } from './english.js';

const TOUR = '/wisata/wisata-militer';
const WORDS = {
    id: { hold: 'Tahan kursi', count: 'Hitung', summary: 'Ringkasan pesanan', months: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des'.split(' ') },
    en: { hold: 'Hold our seats', count: 'Work it out', summary: 'Booking in short', months: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ') },
};
const press = (page, what) => page.getByRole('button', { name: WORDS[languageOf(page)][what] }).click();

/** The first departure that can be booked; returns its address. The page is the form. */
export async function openBooking(page, prefix = '') {
    await page.goto(`${prefix}${TOUR}`);
    await page.locator(`main a[href*="/pesan/"]`).first().click();
    await expect(page).toHaveURL(/\/pesan\//);
    return page.url();
}

/** Two people with all that the bases ask, and somebody to reach. */
export async function fillParty(page) {
    const visitors = [
        { name: 'Neng Siti', category: 'adult', document: '3277015508900001', birth: '1990-08-17' },
        { name: 'Anna de Vries', category: 'student', document: 'NX1234567', birth: '2001-01-02', nationality: 'Belanda' },
    ];
    for (const [i, v] of visitors.entries()) {
        await page.locator('input[name=name]').nth(i).fill(v.name);
        await page.locator('select[name=category]').nth(i).selectOption(v.category);
        await page.locator('input[name=document]').nth(i).fill(v.document);
        await page.locator('input[name=birth_date]').nth(i).fill(v.birth);
        if (v.nationality) await page.locator('input[name=nationality]').nth(i).fill(v.nationality);
    }
    await page.locator('input[name=contact]').fill('Neng Siti');
    // Everybody can be reached elsewhere: what one contact holds is limited.
    await page.locator('input[name=phone]').fill(`0812-${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`);
    await page.locator('input[name=conduct]').check();
}

/** Seats are held; the page is the booking's. Returns its secret. */
export async function hold(page) {
    await press(page, 'hold');
    await expect(page).toHaveURL(/\/wisata\/pesanan\//);
    return new URL(page.url()).pathname.split('/').pop();
}

export async function pledge(page, material, weight) {
    await page.locator('select[name=material]').first().selectOption(material);
    await page.locator('input[name=weight]').first().fill(weight);
    await press(page, 'count');
}

/** Every departure that can be booked, in order: the addresses of their forms. Tests that change one take it from the end. */
export async function departures(page) {
    const all = [];
    const now = new Date();
    for (let ahead = 0; ahead < 4; ahead++) {
        const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString().slice(0, 7);
        const answer = await page.request.get(`${TOUR}/tanggal?bulan=${month}`);
        if (!answer.ok()) continue;
        all.push(...(await answer.text()).matchAll(/href="([^"]*\/pesan\/[0-9a-f]+)"/g));
    }
    return [...new Set(all.map((found) => found[1]))];
}

/** The day of a booking's page, as a date field takes it. */
export async function dayOn(page) {
    const { summary, months } = WORDS[languageOf(page)];
    const text = await page.getByRole('region', { name: summary }).textContent();
    const [, day, month, year] = text.match(new RegExp(`(\\d{1,2}) (${months.join('|')})\\w* (\\d{4})`));
    return `${year}-${String(months.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
