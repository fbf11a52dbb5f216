// The waste bank for everybody, and for the officers who keep its prices, rules and cash.
import { axeClean, expect, logIn, test } from '../support/test.js';

test('the price list opens on what is asked for', async ({ page, picture }) => {
    await page.goto('/bank-sampah');
    const bottle = page.getByText('Botol PET bening bersih');
    await expect(bottle).toBeHidden();
    await page.locator('input[name=cari]').fill('botol');
    await page.locator('input[name=cari]').press('Enter');
    await expect(bottle).toBeVisible();
    await expect(page.getByText('Kardus bagus')).toHaveCount(0);
    await picture(page, 'waste-prices');
});

test('a price needs two officers', async ({ page, newPage, picture }) => {
    const tomorrow = new Date(Date.now() + 31 * 3600 * 1000).toISOString().slice(0, 10); // in Cimahi, seven hours ahead
    await logIn(page, 'officer');
    await page.goto('/petugas');
    await page.getByRole('main').getByRole('link', { name: 'Bank sampah' }).click();
    const propose = async (rate) => {
        await page.locator('select[name=material]').selectOption('KC-02');
        await page.locator('input[name=rate]').fill(rate);
        await page.locator('input[name=from]').fill(tomorrow);
        await page.getByRole('button', { name: 'Usulkan', exact: true }).click();
    };
    await propose('0');
    await expect(page.getByText(/^Harga antara Rp1 dan/).first()).toBeVisible();
    await expect(page.locator('select[name=material]'), 'what was chosen is kept').toHaveValue('KC-02');
    await axeClean(page);
    await propose('150');
    await page.getByRole('button', { name: 'Setujui' }).click();
    await expect(page.getByText('Usulan sendiri diputuskan oleh petugas lain.').first()).toBeVisible();
    await axeClean(page);
    await picture(page, 'waste-proposal');

    const second = await newPage();
    await logIn(second, 'admin');
    await second.goto('/petugas/bank-sampah');
    await second.getByRole('button', { name: 'Setujui' }).click();
    await expect(second.getByText('Usulan disetujui.')).toBeVisible();
    await expect(second.getByText(/^Disetujui, /)).toBeVisible();
    await axeClean(second);
    await picture(second, 'waste-price-history');
});

test('rules begin on a day, and a cash box is filled', async ({ page, picture }) => {
    await logIn(page, 'officer');
    await page.goto('/petugas/bank-sampah/aturan');
    await page.locator('input[name=cash_most]').fill('1');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await expect(page.getByText(/^Sekali ambil tidak boleh kurang/).first()).toBeVisible();
    await page.locator('input[name=cash_most]').fill('200.000');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await expect(page.getByText('Aturan tersimpan.')).toBeVisible();
    await axeClean(page);
    await picture(page, 'waste-rules');

    await page.goto('/petugas/bank-sampah/kas');
    await page.locator('select[name=unit]').selectOption({ label: 'Bank Sampah Cipageran Demo' });
    await page.locator('input[name=amount]').fill('100.000');
    await page.getByRole('button', { name: 'Catat', exact: true }).click();
    await expect(page.getByText('Tulis dari mana atau untuk apa uangnya.').first()).toBeVisible();
    await page.locator('input[name=note]').fill('Dari bendahara');
    await page.getByRole('button', { name: 'Catat', exact: true }).click();
    await expect(page.getByText('Rp600.000')).toBeVisible();
    await axeClean(page);
    await picture(page, 'waste-cash');
});

test('a treasurer reads and prints what the night found', async ({ page, picture }) => {
    await logIn(page, 'officer');
    await page.goto('/petugas/bank-sampah/buku');
    await page.getByRole('button', { name: 'Periksa sekarang' }).click();
    await expect(page.getByText('Buku sudah dicocokkan.')).toBeVisible();
    await expect(page.getByText('Cocok', { exact: true }).first()).toBeVisible();
    await expect(page.getByText('Tidak cocok')).toHaveCount(0);
    await axeClean(page);
    await picture(page, 'waste-books');
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('button', { name: 'Periksa sekarang' })).toBeHidden();
    await expect(page.getByText('Neraca saldo').first()).toBeVisible();
});
