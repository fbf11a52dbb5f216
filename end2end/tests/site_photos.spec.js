// Photos of a site: whoever speaks for it uploads one and says what it shows and whose it is; then everybody sees it. Where nobody
// speaks for a site, its planners do.
import { file, phonePhoto } from '../support/photo.js';
import { expect, logIn, test, tidy } from '../support/test.js';

test('a base shows itself', async ({ page, newPage, browser, picture }) => {
    const stamp = Date.now().toString(36);
    const [caption, english] = [`Gerbang lama ${stamp}`, `The old gate ${stamp}`];
    await logIn(page, 'base');
    await page.goto('/meja-wisata');
    await page.getByRole('main').getByRole('link', { name: 'Kawasan Pusdikpal' }).click();
    await page.getByRole('link', { name: /^Foto: tambah/ }).click();
    const send = () => page.getByRole('button', { name: 'Unggah', exact: true }).click();
    await send();
    await expect(page.getByText('Pilih foto dulu.').first()).toBeVisible();
    await page.locator('input[type=file]').setInputFiles(file('gerbang.jpg', 'image/jpeg', Buffer.from('bukan gambar sama sekali')));
    await send();
    await expect(page.getByText(/^Foto ini tidak bisa dibaca/).first()).toBeVisible();
    await tidy(page, picture, 'site-photo-wrong');
    await page.locator('input[type=file]').setInputFiles(file('gerbang.jpg', 'image/jpeg', await phonePhoto(browser, stamp)));
    await send();
    await expect(page.getByText(/^Foto tersimpan\./)).toBeVisible();

    const hidden = page.locator('li.card', { hasText: 'Belum tampil' });
    await hidden.locator('input[name=caption_id]').fill(caption);
    await hidden.locator('input[name=credit]').fill('');
    await hidden.getByRole('button', { name: 'Simpan', exact: true }).click();
    await expect(hidden.locator('input[name=credit]'), 'nobody’s photo is shown').toHaveAttribute('aria-invalid', 'true');
    await expect(hidden.locator('input[name=caption_id]'), 'what was typed is kept').toHaveValue(caption);
    await hidden.locator('input[name=caption_en]').fill(english);
    await hidden.locator('input[name=credit]').fill('Foto: Petugas Pusdikpal');
    await hidden.getByRole('button', { name: 'Simpan', exact: true }).click();
    await expect(page.getByText('Keterangan tersimpan, fotonya tampil.')).toBeVisible();
    await tidy(page, picture, 'site-photo-described');

    const visitor = await newPage();
    const shown = (words) => visitor.locator('figure.site-photo', { hasText: words });
    const becomes = (path, look) =>
        expect(async () => {
            await visitor.goto(path);
            await look();
        }).toPass({ timeout: 20_000 });
    await becomes('/wisata/tempat/pusdikpal', () => expect(shown(caption)).toBeVisible({ timeout: 1_000 }));
    await expect(shown(caption)).toContainText('Foto: Petugas Pusdikpal');
    const image = shown(caption).getByRole('img', { name: caption });
    await image.scrollIntoViewIfNeeded();
    await expect.poll(() => image.evaluate((img) => img.naturalHeight > img.naturalWidth), 'there, and upright').toBe(true);
    await tidy(visitor, picture, 'site-photo-public');
    await becomes('/en/wisata/tempat/pusdikpal', () => expect(shown(english)).toBeVisible({ timeout: 1_000 }));

    const mine = page.locator('li.card', { has: page.locator(`input[value="${caption}"]`) });
    await mine.locator('summary', { hasText: 'Hapus foto' }).click();
    await mine.getByRole('button', { name: 'Ya, hapus' }).click();
    await expect(page.getByText('Foto dihapus.')).toBeVisible();
    await becomes('/wisata/tempat/pusdikpal', () => expect(shown(caption)).toHaveCount(0, { timeout: 1_000 }));
});

test('a planner shows a place that nobody speaks for', async ({ page, newPage, browser, picture }) => {
    const stamp = Date.now().toString(36);
    const [caption, english] = [`Alun-alun pagi ${stamp}`, `The square at dawn ${stamp}`];
    await logIn(page, 'planner');
    await page.goto('/meja-wisata/tempat');
    const main = page.getByRole('main');
    await main.getByRole('link', { name: 'Alun-alun Cimahi', exact: true }).click();
    await main.getByRole('link', { name: 'Foto', exact: true }).click();
    await page.locator('input[type=file]').setInputFiles(file('alun-alun.jpg', 'image/jpeg', await phonePhoto(browser, stamp)));
    await page.getByRole('button', { name: 'Unggah', exact: true }).click();
    await expect(page.getByText(/^Foto tersimpan\./)).toBeVisible();
    const hidden = page.locator('li.card', { hasText: 'Belum tampil' });
    await hidden.locator('input[name=caption_id]').fill(caption);
    await hidden.locator('input[name=caption_en]').fill(english);
    await hidden.locator('input[name=credit]').fill('Foto: dinas pariwisata');
    await hidden.getByRole('button', { name: 'Simpan', exact: true }).click();
    await expect(page.getByText('Keterangan tersimpan, fotonya tampil.')).toBeVisible();
    await tidy(page, picture, 'site-photo-planner');
    const tourist = await newPage();
    await expect(async () => {
        await tourist.goto('/en/wisata/tempat/alun-alun-cimahi');
        await expect(tourist.getByRole('img', { name: english })).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
    const mine = page.locator('li.card', { has: page.locator(`input[value="${caption}"]`) });
    await mine.locator('summary', { hasText: 'Hapus foto' }).click();
    await mine.getByRole('button', { name: 'Ya, hapus' }).click();
    await expect(page.getByText('Foto dihapus.')).toBeVisible();
});
