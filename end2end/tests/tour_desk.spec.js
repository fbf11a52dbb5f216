// An officer of the city opens a tour, arranges its legs, publishes it and hides it again.
import { axeClean, expect, fits, logIn, test } from '../support/test.js';

const today = () => new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Jakarta' });

async function addLeg(page, { kind, site, name, minutes }) {
    await page.locator('select[name=kind]').selectOption(kind);
    if (site) await page.locator('select[name=site]').selectOption({ label: site });
    await page.locator('input[name=name_id]').fill(name);
    await page.locator('input[name=minutes]').fill(minutes);
    await page.locator('input[name=capacity]').fill('20');
    await page.getByRole('button', { name: 'Tambahkan di akhir' }).click();
    await expect(page.getByText('Etape ditambahkan di akhir.')).toBeVisible();
}

test('a tour is opened as a draft, arranged, published and hidden', async ({ page, picture, isMobile }) => {
    const name = `Jalan Kota ${Date.now()}`;
    await logIn(page, 'officer');
    await page.goto('/meja-wisata');
    await page.getByRole('link', { name: 'Tambah tur' }).click();
    await page.locator('input[name=name_id]').fill(name);
    await page.getByRole('button', { name: 'Simpan sebagai draf' }).click();
    await expect(page.locator('#f-story_id-err')).toHaveText('Wajib diisi.');
    await expect(page.locator('input[name=name_id]'), 'what was typed is kept').toHaveValue(name);
    await fits(page);
    await axeClean(page);
    await picture(page, 'tour-new-wrong');

    const texts = { story_id: 'Keliling pusat kota.', access_id: 'Jalannya rata.', bring_id: 'Topi\nAir minum', conduct_id: 'Ikuti pemandu.' };
    for (const [field, text] of Object.entries(texts)) await page.locator(`textarea[name=${field}]`).fill(text);
    const lines = { place_id: 'Alun-alun', address: 'Jl. Amir Machmud', lat: '-6.8722', lon: '107.5423' };
    for (const [field, text] of Object.entries(lines)) await page.locator(`input[name=${field}]`).fill(text);
    await page.getByRole('button', { name: 'Simpan sebagai draf' }).click();
    await expect(page).toHaveURL(/\/meja-wisata\/tur\/jalan-kota-\d+\/etape$/);
    const desk = new URL(page.url()).pathname.replace(/\/etape$/, '');
    const shown = desk.replace('/meja-wisata/tur', '/wisata');

    await addLeg(page, { kind: 'bus', name: 'Naik bus', minutes: '30' });
    await addLeg(page, { kind: 'sight', site: 'Alun-alun Cimahi', name: 'Berkumpul', minutes: '15' });
    await page.getByRole('button', { name: 'Naikkan Berkumpul' }).click();
    await expect(page.getByText('Urutan diubah.')).toBeVisible();
    await expect(page.getByText('1. Berkumpul')).toBeVisible();
    await page.getByRole('link', { name: 'Ubah Naik bus' }).click();
    await page.locator('input[name=minutes]').fill('0');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await expect(page.locator('#f-minutes-err')).toHaveText('Isi angka dari 1 sampai 720.');
    await page.locator('input[name=minutes]').fill('45');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await expect(page.getByText('Etape diubah.')).toBeVisible();
    await fits(page);
    await axeClean(page);
    await picture(page, 'tour-legs');

    await page.getByRole('link', { name: 'Lihat apa yang masih kurang' }).click();
    await expect(page.getByText('Lengkapi dulu yang belum.')).toBeVisible();
    await fits(page);
    await axeClean(page);
    await picture(page, 'tour-draft');
    // On a phone one line says where one is, and opens the others.
    const tabs = page.getByRole('navigation', { name, exact: true });
    const fares = tabs.locator('a', { hasText: /^Ongkos$/ });
    if (isMobile) {
        await expect(fares).toBeHidden();
        await tabs.locator('summary', { hasText: 'Bagian: Terbit' }).press('Enter');
        await expect(fares).toBeVisible();
        await fits(page);
        await axeClean(page);
        await picture(page, 'tour-tabs');
    }
    await fares.click();
    await expect(page).toHaveURL(`${desk}/ongkos`);
    await page.locator('select[name=category]').selectOption('adult');
    await page.locator('input[name=amount]').fill('20.000');
    await page.locator('input[name=from]').fill(today());
    await page.getByRole('button', { name: 'Simpan' }).click();
    await expect(page.getByText(/Rp20\.000 mulai/)).toBeVisible();
    await page.goto(`${desk}/syarat`);
    await page.locator('input[name=from]').fill(today());
    await page.getByRole('button', { name: 'Simpan' }).click();
    await expect(page.getByText(/^Syarat baru berlaku mulai/)).toBeVisible();
    expect((await page.goto(shown)).status(), 'nobody else sees a draft').toBe(404);

    await page.goto(`${desk}/terbit`);
    await page.getByRole('button', { name: 'Terbitkan' }).click();
    await expect(page.getByText('Tur terbit.')).toBeVisible();
    await axeClean(page);
    await page.getByRole('link', { name: 'Lihat halamannya' }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await fits(page);
    await picture(page, 'tour-published');
    await page.goto(`${desk}/terbit`);
    await page.locator('details.confirm > summary').click();
    await page.getByRole('button', { name: 'Ya, sembunyikan' }).click();
    await expect(page.getByText('Tur disembunyikan.')).toBeVisible();
    expect((await page.goto(shown)).status()).toBe(404);
});
