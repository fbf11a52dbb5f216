// A site of the city's own, from its first day: opened, told with a source, corrected, and read by tourists.
import { expect, logIn, test, tidy } from '../support/test.js';

test('a planner opens a site and says what is known of it', async ({ page, newPage, picture, js }) => {
    const stamp = Date.now().toString(36);
    const [name, english] = [`Museum Rel ${stamp}`, `Rail museum ${stamp}`];
    await logIn(page, 'planner');
    await page.goto('/meja-wisata');
    const main = page.getByRole('main');
    await main.getByRole('link', { name: 'Tempat', exact: true }).click();
    await main.getByRole('link', { name: 'Tambah tempat' }).click();
    const open = () => main.getByRole('button', { name: 'Simpan tempat' }).click();
    await page.locator('input[name=name_id]').fill(name);
    await page.locator('input[name=name_en]').fill(english);
    await page.getByText('Letak dari sumber', { exact: true }).click();
    await open();
    await expect(page.locator('input[name=source]'), 'an exact place names its source').toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator('input[name=lat]'), 'and has its point').toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator('input[name=name_id]'), 'what was typed is kept').toHaveValue(name);
    await tidy(page, picture, 'site-desk-wrong');
    await page.locator('select[name=kind]').selectOption({ label: 'Gedung' });
    await page.locator('textarea[name=story_id]').fill('Gudang kereta yang menjadi museum.');
    await page.locator('textarea[name=story_en]').fill('A railway shed that became a museum.');
    await page.locator('input[name=address]').fill('Jl. Stasiun 3');
    await page.locator('select[name=kelurahan]').selectOption({ label: 'Baros' });
    await page.getByText('Letak kira-kira', { exact: true }).click();
    await page.locator('input[name=radius_m]').fill('150');
    await open();
    await expect(page.getByText(/^Tempat tersimpan\./)).toBeVisible();

    const add = main.locator('aside form');
    await add.locator('textarea[name=text_id]').fill('Dibangun 1886');
    await add.locator('textarea[name=text_en]').fill('Built in 1886');
    await add.locator('select[name=status]').selectOption('verified');
    await add.getByRole('button').click();
    await expect(add.locator('textarea[name=sources]'), 'verified by what?').toHaveAttribute('aria-invalid', 'true');
    await expect(add.locator('textarea[name=text_id]')).toHaveValue('Dibangun 1886');
    await add.locator('textarea[name=sources]').fill('Arsip kota');
    await add.getByRole('button').click();
    await expect(page.getByText('Fakta ditambahkan.')).toBeVisible();
    await tidy(page, picture, 'site-desk-facts');

    const fact = main.locator('li.card', { hasText: 'Dibangun 1886' });
    if (js) {
        // What is typed into one form is not lost by another without a word.
        const typed = add.locator('textarea[name=text_id]');
        await typed.fill('Belum selesai');
        const saveTheOther = async () => {
            const asked = page.waitForEvent('dialog').then(async (dialog) => {
                await dialog.dismiss();
                return dialog.message();
            });
            await fact.getByText('Ubah fakta ini').click();
            await fact.getByRole('button', { name: 'Simpan', exact: true }).click();
            expect(await asked).toContain('belum disimpan');
            await expect(typed).toHaveValue('Belum selesai');
        };
        await saveTheOther();
        // Nor is what was refused.
        await add.locator('select[name=status]').selectOption('verified');
        await add.getByRole('button').click();
        await expect(add.locator('textarea[name=sources]')).toHaveAttribute('aria-invalid', 'true');
        await saveTheOther();
        await page.goto(page.url());
    }
    await fact.getByText('Ubah fakta ini').click();
    await fact.locator('select[name=status]').selectOption('unverified');
    await fact.getByRole('button', { name: 'Simpan', exact: true }).click();
    await expect(page.getByText('Fakta diubah.')).toBeVisible();

    const tourist = await newPage();
    await expect(async () => {
        await tourist.goto('/en/wisata');
        await expect(tourist.getByRole('main')).toContainText(english, { timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
    await tourist.goto(`/en/wisata/tempat/museum-rel-${stamp}`);
    await expect(tourist.getByText('Built in 1886')).toBeVisible();
    await expect(tourist.getByText('Not verified', { exact: true })).toBeVisible();

    await main.getByRole('link', { name: 'Nama, cerita, letak' }).click();
    await page.locator('input[name=name_en]').fill(`${english} of Cimahi`);
    await main.getByRole('button', { name: 'Simpan', exact: true }).click();
    await expect(page.getByText('Perubahan tersimpan.')).toBeVisible();
    await expect(async () => {
        await tourist.goto(`/en/wisata/tempat/museum-rel-${stamp}`);
        await expect(tourist.getByRole('heading', { level: 1 })).toHaveText(`${english} of Cimahi`, { timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
});
