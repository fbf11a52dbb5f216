// What happened on the way, where there is no network: a note that the desk reads afterwards.
import { mornings, phone, state } from '../support/meeting.js';
import { axeClean, expect, fits } from '../support/test.js';

const test = mornings(true);

// The screen is a script: without one there is the page of the heads.
test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'needs JavaScript');

test('an incident is written down without a network, and the desk reads it when there is one', async ({ browser, today }, info) => {
    const { context, page } = await phone(browser, today, 'guide', info.project.use);
    const [what, save] = [page.getByLabel('Apa yang terjadi'), page.getByRole('button', { name: 'Simpan kejadian' })];
    await context.setOffline(true);
    await page.reload();
    await save.click();
    await expect(page.getByText('Tulis apa yang terjadi.')).toBeVisible();
    await what.fill('Jalan ditutup, putar lewat Leuwigajah');
    await page.reload();
    await expect(what, 'nothing typed is lost').toHaveValue('Jalan ditutup, putar lewat Leuwigajah');
    await save.click();
    await expect(page.getByText('Kejadian tersimpan di perangkat ini')).toBeVisible();
    await expect(state(page)).toContainText('1 belum terkirim');
    await axeClean(page);
    await fits(page);
    await context.setOffline(false);
    await expect(state(page)).toContainText('Semua terkirim');
    await expect(page.locator('[data-slot=queue] > li', { hasText: 'Catatan kejadian' }).locator('.badge-success')).toBeVisible();
    await page.goto(`/meja-wisata/berangkat/${today.departure}/hitung`);
    await expect(page.getByText('Jalan ditutup, putar lewat Leuwigajah')).toHaveCount(1);
    await context.close();
});
