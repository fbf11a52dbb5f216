// What a base asks of its visitors it asks for visits from a day on. In a market of its own: other tests book there.
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

const days = (day, more) => new Date(Date.parse(day) + more * 86_400_000).toISOString().slice(0, 10);

test('a base asks for birth dates no more, and again from a day on', async ({ page, newPage, picture }) => {
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
    await from.fill(days(tomorrow, -1));
    await save();
    await expect(officer.getByText(/^Aturan berlaku mulai/).first()).toBeVisible();
    await page.goto(form);
    await expect(page.locator('input[name=document]').first()).toBeVisible();
    await expect(births).toHaveCount(0);

    // For visits of that day and later; these seats are for one before it.
    const begin = async (day) => {
        await officer.goto(rules);
        await ask.check();
        await from.fill(day);
        await save();
        await expect(officer.getByText(/^Aturan berlaku mulai/).first()).toBeVisible();
    };
    await begin(days(tomorrow, 90));
    await tidy(officer, picture, 'rules-dated');
    await page.goto(form);
    await expect(births, 'a visit before that day').toHaveCount(0);

    await begin(tomorrow);
    await page.goto(form);
    await fillParty(page);
    await births.first().fill('');
    await page.getByRole('button', { name: 'Tahan kursi' }).click();
    await expect(page.getByText('Isi tanggal lahir yang benar.').first()).toBeVisible();
    await births.first().fill('1990-08-17');
    await hold(page);
});
