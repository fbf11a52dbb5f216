// Who comes to the meeting point without a booking, and without a network.
import { mornings, openBases, phone, state, verdict } from '../support/meeting.js';
import { axeClean, expect, fits } from '../support/test.js';

const test = mornings(true);

// The screen is a script: without one there is the tour desk.
test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'needs JavaScript');

test('somebody without a booking is written down without a network, and is a party of the house when it hears of it', async ({ browser, today, newPage, picture }, info) => {
    const { context, page } = await phone(browser, today, 'guide', info.project.use);
    await expect(page.getByText('Rombongan tanpa pesanan tidak bisa ditambah'), 'bases ask for papers').toBeVisible();
    await openBases(newPage);
    await page.reload();
    await expect(page.getByText(/^Tanpa pesanan · \d+ kursi$/)).toBeVisible();
    const seats = Number((await page.getByText(/^Tanpa pesanan · \d+ kursi$/).textContent()).match(/\d+/)[0]);
    await context.setOffline(true);
    await page.reload();
    await page.getByText(/^Tanpa pesanan · /).click();
    await page.getByRole('button', { name: 'Lanjut ke pembayaran' }).click();
    await expect(page.getByText('Tulis nama paling sedikit satu orang.')).toBeVisible();
    await page.getByLabel('Nama lengkap').fill('Pak Dede');
    await page.getByRole('button', { name: 'Tambah peserta' }).click();
    await page.getByLabel('Nama lengkap').nth(1).fill('Neng Dede');
    await page.locator('select[name=category]').nth(1).selectOption('student');
    await page.getByRole('button', { name: 'Lanjut ke pembayaran' }).click();
    await expect(page.getByText('Bacakan dan setujui tata tertibnya dulu.')).toBeVisible();
    await page.getByLabel('Kami setuju').check();
    await page.reload();
    await expect(page.getByLabel('Nama lengkap').nth(1), 'nothing typed is lost').toHaveValue('Neng Dede');
    await page.getByRole('button', { name: 'Lanjut ke pembayaran' }).click();
    await expect(verdict(page).locator('[data-slot=cash]')).toHaveText('Rp35.000');
    await expect(verdict(page).getByText('Dijanjikan dalam sampah'), 'nothing was promised').toBeHidden();
    await axeClean(page);
    await fits(page);
    await picture(page, 'meeting-walk-in');
    await page.getByRole('button', { name: 'Lunas, masukkan 2 orang' }).click();
    await expect(verdict(page)).toContainText('Boleh masuk');
    await expect(page.getByText(`Tanpa pesanan · ${seats - 2} kursi`)).toBeVisible();
    await context.setOffline(false);
    await expect(state(page)).toContainText('Semua terkirim');
    await expect(page.locator('[data-slot=parties] > li', { hasText: 'Pak Dede' }), 'with a number by now').toContainText(/TR-\d+/);
    await context.close();
});
