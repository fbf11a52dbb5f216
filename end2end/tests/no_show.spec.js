// The bus leaves and a party has not come: its seats are freed, and given back when it comes after all.
import { mornings } from '../support/meeting.js';
import { expect, logIn, tidy } from '../support/test.js';

const test = mornings(true);
const MINUTE = 60_000;

test('the seats of who has not come are free at once, and back by a press', async ({ page, today, picture }) => {
    const point = `/meja-wisata/berangkat/${today.departure}/titik-kumpul`;
    const seats = () => page.locator('.card-flat .muted').first();
    await logIn(page, 'guide');
    await page.goto(point);
    await expect(page.getByText(today.waste.number)).toBeVisible();
    const before = await seats().textContent();
    await expect(page.getByRole('button', { name: 'Tidak datang, lepas kursinya' }), 'until the start everybody is waited for').toHaveCount(0);
    // Five minutes after the start. No page is open meanwhile: its scripts would ask a house that is closed.
    await page.goto('about:blank');
    await today.market.reopen({ SENTRA_CLOCK_AHEAD: String(today.ahead / MINUTE + 35) });
    await page.goto(`/meja-wisata/berangkat/${today.departure}`);
    await expect(page.getByRole('heading', { name: 'Belum datang' })).toBeVisible();
    await tidy(page, picture, 'no-show-guide');
    await page.getByRole('button', { name: 'Tidak datang, lepas kursinya' }).click();
    await expect(page.getByText(/^\d+ kursi sudah dilepas\.$/)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Dicatat tidak datang' })).toBeVisible();
    await expect(seats()).not.toHaveText(before);
    await tidy(page, picture, 'no-show-released');

    // It comes, and is told apart from a stranger.
    await page.locator('input[name=shown]').fill(today.waste.number);
    await page.getByRole('button', { name: 'Periksa dan izinkan masuk' }).click();
    await expect(page.getByRole('heading', { name: 'Sudah dicatat tidak datang' })).toBeVisible();
    await page.getByRole('button', { name: 'Datang juga, kembalikan kursinya' }).click();
    await expect(page.getByText(/rombongan ini ditunggu lagi/)).toBeVisible();
    await expect(seats()).toHaveText(before);

    await page.goto(`/en${point}`);
    await page.getByRole('button', { name: 'No-show: free the seats' }).click();
    await expect(page.getByRole('heading', { name: 'Marked as no-shows' })).toBeVisible();
    await tidy(page, picture, 'no-show-english');
    await page.getByRole('button', { name: 'They have arrived: give the seats back' }).click();
    await expect(page.getByRole('link', { name: 'Weigh and settle' })).toBeVisible();
    await page.goto(today.waste.page);
    await page.getByText('Riwayat pesanan').click();
    await expect(page.getByText('Ditunggu lagi', { exact: true })).toHaveCount(2);
});
