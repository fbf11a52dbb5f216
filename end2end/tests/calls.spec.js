// A party left a number alone: when a base closes its day, a planner finds it on the list of those to call, and ticks it off.
import { expect, logIn, test, tidy } from '../support/test.js';
import { dayOn, departures, fillParty, hold, pledge } from '../support/touring.js';

test('a base closes a day, and who cannot be written to is called', async ({ page, newPage, picture }) => {
    const party = await newPage();
    await party.goto(`/en${(await departures(page)).at(-1)}`);
    await fillParty(party); // no e-mail address
    await hold(party);
    await pledge(party, 'PL-01', '5');
    await party.getByRole('button', { name: 'Agree and book' }).click();
    await expect(party.getByText('Your seats are certain')).toBeVisible();
    const number = (await party.getByRole('heading', { level: 1 }).textContent()).trim().split(' ').pop();
    const base = await newPage();
    await logIn(base, 'base');
    await base.goto('/meja-wisata');
    await base.getByRole('main').getByRole('link', { name: 'Kawasan Pusdikpal' }).click();
    await base.locator('input[name=day]').fill(await dayOn(party));
    await base.locator('input[name=reason]').fill('Latihan mendadak');
    await base.getByRole('button', { name: 'Tutup hari ini' }).click();
    await expect(base.getByText(/^Hari ditutup: 1 keberangkatan/)).toBeVisible();

    await logIn(page, 'planner');
    await page.goto('/meja-wisata');
    await page.getByRole('main').getByRole('link', { name: /\d+ rombongan perlu dihubungi/ }).click();
    await expect(page).toHaveURL(/\/meja-wisata\/hubungi$/);
    const main = page.getByRole('main');
    const call = main.locator('li.card', { hasText: number });
    const news = call.locator('[lang=en]');
    await expect(news, 'as the party is to be told').toContainText('cannot take place: Latihan mendadak.');
    await expect(call.getByRole('link', { name: /^Telepon 0812-/ })).toHaveAttribute('href', /^tel:\+62812\d+$/);
    await expect(call.getByRole('link', { name: 'Tulis di WhatsApp' })).toHaveAttribute('href', /^https:\/\/wa\.me\/62812\d+\?text=Hello%20Neng%20Siti/);
    await tidy(page, picture, 'calls-open');

    await call.getByRole('button', { name: 'Tandai sudah dikabari' }).click();
    await expect(page.getByText('Tercatat: Neng Siti sudah dikabari.')).toBeVisible();
    await expect(call).toHaveCount(0);
    const told = main.locator('tbody tr', { hasText: number });
    await expect(told).toContainText('Jadwal Wisata Pusaka Militer berubah');
    await expect(told).toContainText('Ratna Wisata');
    await tidy(page, picture, 'calls-told');
});
