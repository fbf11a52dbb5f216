// The day of a departure on the guide's phone: the scale, the list, who comes along, heads.
import { axeClean, expect, fits, logIn, test } from '../support/test.js';
import { fillParty, hold, openBooking, pledge } from '../support/touring.js';

const tidy = async (page, picture, name) => {
    await fits(page);
    await axeClean(page);
    await picture(page, name);
};

/** A party of two that promised 5 kg of PET and pays the rest in cash. Returns the departure's id and the booking's number. */
async function promise(page) {
    await openBooking(page);
    const departure = page.url().split('/').pop();
    await fillParty(page);
    await hold(page);
    await pledge(page, 'PL-01', '5');
    await page.getByRole('button', { name: 'Setuju dan pesan' }).click();
    const number = (await page.getByRole('heading', { level: 1 }).textContent()).trim().split(' ').pop();
    return { departure, number };
}

test('a party is weighed in, pays the rest in cash, and is let in once', async ({ page, newPage, picture }) => {
    const { departure, number } = await promise(await newPage());
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

test('somebody comes along without a booking, and heads are counted', async ({ page, newPage, picture }) => {
    // A later departure than the others', so that counting out takes nobody's.
    const planner = await newPage();
    await openBooking(planner);
    await planner.goto('/wisata/wisata-militer');
    const departure = (await planner.locator('main a[href*="/pesan/"]').last().getAttribute('href')).split('/').pop();
    await logIn(page, 'guide');
    await page.goto(`/meja-wisata/berangkat/${departure}/titik-kumpul`);
    await page.getByRole('link', { name: 'Tambah rombongan' }).click();
    await page.getByRole('button', { name: 'Hitung' }).click();
    await expect(page.getByText('Wajib diisi.').first()).toBeVisible();
    await tidy(page, picture, 'meeting-walk-in-wrong');
    await page.locator('input[name=name]').fill('Pak Dede');
    await page.locator('input[name=document]').fill('3277015508900001');
    await page.locator('input[name=birth_date]').fill('1990-08-17');
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
    await tidy(page, picture, 'meeting-heads');
});
