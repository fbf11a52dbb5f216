// The officer's report: pick a period, read it, take it away.
import { readFileSync } from 'node:fs';
import { axeClean, expect, fits, logIn, test } from '../support/test.js';
import { fillParty, hold, openBooking, pledge } from '../support/touring.js';

const FILES = [
    ['Unduh CSV', 'text/csv; charset=utf-8', 'csv', Buffer.from('\ufeffBerangkat;Jam;Tur;')],
    ['Unduh Excel (XLSX)', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx', Buffer.from('PK')],
];

test('an officer picks a period, reads it, and takes it away as CSV and as a workbook', async ({ page, newPage, picture }) => {
    const party = await newPage();
    await openBooking(party);
    await fillParty(party);
    await hold(party);
    await pledge(party, 'PL-01', '5');
    await party.getByRole('button', { name: 'Setuju dan pesan' }).click();
    await expect(party.getByRole('heading', { level: 1 })).toBeVisible();

    await logIn(page, 'planner');
    await page.goto('/meja-wisata');
    await page.getByRole('link', { name: 'Laporan tur' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Laporan tur' })).toBeVisible();

    await page.getByRole('radio', { name: 'Rentang tanggal' }).check();
    await page.locator('input[name=dari]').fill('2026-12-31');
    await page.locator('input[name=sampai]').fill('2026-01-01');
    await page.getByRole('button', { name: 'Tampilkan' }).click();
    await expect(page.getByText('Hari terakhir tidak boleh sebelum hari pertama.').first()).toBeVisible();
    await expect(page.locator('input[name=dari]'), 'what was typed is kept').toHaveValue('2026-12-31');
    await fits(page);
    await axeClean(page);

    // Wherever the next departure lies, it is in one of these two years.
    await page.getByRole('radio', { name: 'Tahun' }).check();
    await page.locator('input[name=dari]').fill(new Date().toISOString().slice(0, 10));
    await page.getByRole('button', { name: 'Tampilkan' }).click();
    const rows = page.getByRole('table', { name: 'Kursi dan orang' }).locator('tbody tr');
    if ((await rows.count()) === 0) await page.locator('a[rel=next]').click();
    await expect(rows.first()).toBeVisible();
    await expect(page.locator('tfoot').first()).toContainText('Jumlah');
    await expect(page.locator('svg.bars').first()).toBeVisible();
    await fits(page);
    await axeClean(page);
    await picture(page, 'report');

    for (const [label, kind, extension, start] of FILES) {
        const link = page.getByRole('link', { name: label });
        const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
        expect(file.suggestedFilename()).toMatch(new RegExp(`^laporan-tur-\\d{4}-01-01-\\d{4}-12-31\\.${extension}$`));
        const bytes = readFileSync(await file.path());
        expect(bytes.subarray(0, start.length).equals(start), label).toBe(true);
        expect(bytes.length).toBeGreaterThan(200);
        expect((await page.request.get(await link.getAttribute('href'))).headers()['content-type']).toBe(kind);
    }

    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('button', { name: 'Tampilkan' })).toBeHidden();
    await expect(page.getByRole('table', { name: 'Uang' })).toBeVisible();
    await picture(page, 'report-print');
});
