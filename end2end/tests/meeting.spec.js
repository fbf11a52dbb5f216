// The day of a departure on the guide's phone: the scale, the list, who comes along, heads.
import { mornings, openBases } from '../support/meeting.js';
import { axeClean, expect, logIn, tidy } from '../support/test.js';

const test = mornings(true);
// The second test counts the departure out.
test.describe.configure({ mode: 'serial' });

test('a party is weighed in, pays the rest in cash, and is let in once', async ({ page, today, picture }) => {
    const { departure, number } = today.waste;
    await logIn(page, 'guide');
    await page.goto('/meja-wisata');
    await axeClean(page);
    await page.locator(`main a[href$="${departure}/titik-kumpul"]`).click();
    const point = page.url();
    await page.locator('input[name=shown]').first().fill(number.toLowerCase());
    await page.getByRole('button', { name: 'Periksa dan izinkan masuk' }).click();
    await expect(page.getByRole('heading', { name: 'Belum lunas' })).toBeVisible();
    await tidy(page, picture, 'meeting-unpaid');

    await page.getByRole('alert').getByRole('link', { name: 'Timbang dan terima' }).click();
    await page.getByRole('button', { name: 'Daftarkan' }).click();
    await expect(page.getByText('Lebihnya untuk')).toBeVisible();
    await page.locator('select[name=material]').first().selectOption('PL-01');
    await page.locator('input[name=gross]').first().fill('3');
    await page.getByRole('button', { name: 'Hitung' }).click();
    await expect(page.getByRole('heading', { name: 'Periksa dulu' })).toBeVisible();
    await expect(page.locator('#f-cash')).toHaveValue('23000'); // 35.000 less 3 × 4.000
    await page.locator('#f-cash').fill('20.000');
    await page.getByRole('button', { name: 'Simpan pembayaran' }).click();
    await expect(page.getByText('Tunainya Rp23.000.').first()).toBeVisible();
    await expect(page.locator('#f-cash'), 'what was typed is kept').toHaveValue('20.000');
    await tidy(page, picture, 'meeting-scale-wrong');
    await page.locator('#f-cash').fill('23.000');
    await page.getByRole('button', { name: 'Simpan pembayaran' }).click();
    await expect(page.getByText('Pembayaran tersimpan.')).toBeVisible();
    await tidy(page, picture, 'meeting-settled');

    await page.getByRole('button', { name: 'Izinkan masuk' }).click();
    await expect(page.getByRole('heading', { name: 'Silakan masuk' })).toBeVisible();
    await tidy(page, picture, 'meeting-admitted');
    await page.goto(point);
    await page.locator('input[name=shown]').first().fill(number);
    await page.getByRole('button', { name: 'Periksa dan izinkan masuk' }).click();
    await expect(page.getByRole('heading', { name: 'Sudah dipakai' })).toBeVisible();
    await expect(page.getByText(/^Pertama kali pukul .* oleh Ujang Pemandu\.$/)).toBeVisible();
    await tidy(page, picture, 'meeting-used');

    await page.getByRole('link', { name: /^Keputusan/ }).click();
    const used = page.locator('.party-card', { hasText: number }).filter({ hasText: 'already_used' });
    await used.getByRole('button', { name: 'Putuskan' }).click();
    await expect(page.getByText('Tulis apa yang dilakukan.').first()).toBeVisible();
    await tidy(page, picture, 'meeting-decide');
    await used.locator('input[name=note]').fill('Rombongan yang sama');
    await used.getByRole('button', { name: 'Putuskan' }).click();
    await expect(page.getByText('Keputusan tersimpan.')).toBeVisible();
    await expect(used.getByText('Diputuskan Ujang Pemandu')).toBeVisible();
});

test('somebody comes along without a booking, and heads are counted', async ({ page, newPage, today, picture }) => {
    const { departure } = today;
    await openBases(newPage);
    await logIn(page, 'guide');
    await page.goto(`/meja-wisata/berangkat/${departure}/titik-kumpul`);
    await page.getByRole('link', { name: 'Tambah rombongan' }).click();
    await page.getByRole('button', { name: 'Hitung' }).click();
    await expect(page.getByText('Wajib diisi.').first()).toBeVisible();
    await tidy(page, picture, 'meeting-walk-in-wrong');
    await page.locator('input[name=name]').fill('Pak Dede');
    await expect(page.locator('input[name=document]'), 'no base asks for papers').toHaveCount(0);
    await page.locator('input[name=conduct]').check();
    await page.getByRole('button', { name: 'Hitung' }).click();
    await expect(page.locator('#f-cash')).toHaveValue('20000');
    await tidy(page, picture, 'meeting-walk-in');
    await page.getByRole('button', { name: 'Terima dan izinkan masuk' }).click();
    await expect(page.getByRole('heading', { name: 'Silakan masuk' })).toBeVisible();
    await expect(page.getByText('Pak Dede').first()).toBeVisible();

    await page.getByRole('link', { name: 'Hitung orang' }).click();
    await page.locator('input[name=counted]').fill('semua');
    await page.getByRole('button', { name: 'Simpan hitungan' }).click();
    await expect(page.getByText('Tulis jumlah orang dengan angka').first()).toBeVisible();
    await page.locator('input[name=counted]').fill('0');
    await page.locator('textarea[name=note]').fill('Pak Dede terlambat');
    await page.getByRole('button', { name: 'Simpan hitungan' }).click();
    await expect(page.getByText('Hitungan tersimpan.')).toBeVisible();
    await expect(page.getByText('Tidak cocok').first()).toBeVisible();
    await expect(page.getByText('Pak Dede terlambat').first()).toBeVisible();
    await page.getByRole('button', { name: 'Catat kejadian' }).click();
    await expect(page.getByText('Wajib diisi.').first()).toBeVisible();
    await page.locator('textarea[name=incident]').fill('Jalan ditutup, putar lewat Leuwigajah');
    await page.getByRole('button', { name: 'Catat kejadian' }).click();
    await expect(page.getByText('Kejadian tercatat.')).toBeVisible();
    await expect(page.getByText('Jalan ditutup, putar lewat Leuwigajah')).toBeVisible();
    await tidy(page, picture, 'meeting-heads');
});
