// What can be taken: an officer adds a material, and names it anew. It is taken from the day on that it has a price.
import { expect, logIn, test, tidy } from '../support/test.js';

test('a material is added, named, and waits for its price', async ({ page, newPage, picture }, info) => {
    const code = `ZQ-${info.repeatEachIndex % 10}${info.retry}`;
    await logIn(page, 'officer');
    await page.goto('/petugas/bank-sampah/bahan');
    const save = () => page.getByRole('main').getByRole('button', { name: 'Simpan', exact: true }).click();
    const fill = async (typed) => {
        await page.locator('input[name=material_code]').fill(typed);
        await page.locator('select[name=kind]').selectOption('plastic');
        await page.locator('select[name=measure]').selectOption('piece');
        await page.locator('input[name=name_id]').fill('Galon sekali pakai');
    };
    await fill('galon');
    await save();
    await expect(page.getByText(/^Tulis kode seperti PL-01/).first()).toBeVisible();
    await expect(page.locator('input[name=name_id]'), 'what was typed is kept').toHaveValue('Galon sekali pakai');
    await tidy(page, picture, 'material-wrong');
    await fill(code.toLowerCase());
    await save();
    await expect(page.getByText(/^Bahan tersimpan\./)).toBeVisible();
    await fill(code);
    await save();
    await expect(page.getByText(/^Kode ini sudah dipakai\./).first()).toBeVisible();

    await page.goto('/petugas/bank-sampah/bahan');
    await page.getByRole('link', { name: `Ubah ${code}` }).click();
    await expect(page.getByRole('heading', { name: `Nama bahan ${code}` })).toBeVisible();
    await expect(page.locator('select[name=measure]'), 'what was weighed is written down in it').toHaveCount(0);
    await page.locator('input[name=name_id]').fill(`Galon ${code} sekali pakai`);
    await page.locator('input[name=name_en]').fill(`Single-use ${code} gallon jug`);
    await save();
    await expect(page.getByText('Nama bahan tersimpan.')).toBeVisible();
    await tidy(page, picture, 'material-named');

    const visitor = await newPage();
    await visitor.goto(`/bank-sampah?cari=${code}`);
    await expect(visitor.getByText(`“${code}” tidak ada di daftar.`, { exact: false }), 'not without a price').toBeVisible();
    await page.goto('/petugas/bank-sampah');
    await page.locator('select[name=material]').selectOption(code);
});
