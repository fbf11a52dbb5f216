// What a base asks of its visitors it asks from a day on. In a market of its own: its clock goes on to that day.
import { startMarket } from '../support/market.js';
import { expect, logIn, test as base, tidy } from '../support/test.js';
import { departures, fillParty, hold } from '../support/touring.js';

const test = base.extend({
    market: [
        async ({}, use, worker) => {
            const market = await startMarket(`rules-${worker.project.name}-${worker.workerIndex}`);
            await use(market);
            await market.stop();
        },
        { scope: 'worker' },
    ],
});

const DAY = 24 * 60; // minutes
const dayBefore = (day) => new Date(Date.parse(day) - DAY * 60_000).toISOString().slice(0, 10);

test('a base asks for birth dates no more, and again from a day on', async ({ page, newPage, market, picture }, info) => {
    const form = (await departures(page)).at(2);
    const births = page.locator('input[name=birth_date]');
    await page.goto(form);
    await expect(births.first()).toBeVisible();

    const officer = await newPage();
    await logIn(officer, 'base');
    await officer.goto('/meja-wisata');
    await officer.getByRole('main').getByRole('link', { name: 'Kawasan Pusdikpal' }).click();
    await officer.getByRole('link', { name: /^Aturan berkunjung/ }).click();
    const rules = officer.url();
    const ask = officer.locator('input[name=identity][value=birth_date]');
    const from = officer.locator('input[name=from]');
    const save = () => officer.getByRole('main').getByRole('button', { name: 'Simpan', exact: true }).click();
    const tomorrow = await from.inputValue(); // as the form proposes
    await ask.uncheck();
    await from.fill('2020-01-01');
    await save();
    await expect(officer.getByText('Pilih hari ini atau sesudahnya.').first()).toBeVisible();
    await expect(ask, 'what was typed is kept').not.toBeChecked();
    await tidy(officer, picture, 'rules-wrong');
    await from.fill(dayBefore(tomorrow));
    await save();
    await expect(officer.getByText(/^Aturan berlaku mulai/).first()).toBeVisible();
    await page.goto(form);
    await expect(page.locator('input[name=document]').first()).toBeVisible();
    await expect(births).toHaveCount(0);

    await officer.goto(rules);
    await ask.check();
    await from.fill(tomorrow);
    await save();
    await expect(officer.getByText(/^Aturan berlaku mulai/).first()).toBeVisible();
    await tidy(officer, picture, 'rules-dated');
    await page.goto(form);
    await expect(births, 'not before that day').toHaveCount(0);

    await market.reopen({ SENTRA_CLOCK_AHEAD: String((info.repeatEachIndex + 1) * DAY) });
    await page.goto(form);
    await fillParty(page);
    await births.first().fill('');
    await page.getByRole('button', { name: 'Tahan kursi' }).click();
    await expect(page.getByText('Isi tanggal lahir yang benar.').first()).toBeVisible();
    await births.first().fill('1990-08-17');
    await hold(page);
});
