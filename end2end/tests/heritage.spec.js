// A party books a tour and pays with waste; the base refuses one of it, and closes the day.
import { axeClean, expect, fits, logIn, PEOPLE, test } from '../support/test.js';
import { fillParty, hold, openBooking, pledge } from '../support/touring.js';

const book = (page) => page.getByRole('button', { name: 'Tahan kursi' });

test('a party is told what is missing, books, and pays with waste it promises and cash', async ({ page, picture }) => {
    await openBooking(page);
    await axeClean(page);
    await page.locator('input[name=name]').first().fill('Neng Siti');
    await book(page).click();
    await expect(page.getByText('Isi 16 angka KTP, atau nomor paspor.').first()).toBeVisible();
    await expect(page.locator('input[name=name]').first(), 'what was typed is kept').toHaveValue('Neng Siti');
    await fits(page);
    await axeClean(page);
    await picture(page, 'tour-party-wrong');

    await fillParty(page);
    await hold(page);
    await expect(page.getByText(/Kursi ditahan (19|20) menit lagi/)).toBeVisible();
    await axeClean(page);
    await pledge(page, 'PL-01', '1');
    await expect(page.getByText('Bawa sedikitnya 2 kg untuk rombongan Anda.').first()).toBeVisible();
    await axeClean(page);
    await pledge(page, 'PL-01', '5');
    await expect(page.getByRole('heading', { name: 'Periksa dulu' })).toBeVisible();
    await axeClean(page);
    await picture(page, 'tour-review');
    await page.getByRole('button', { name: 'Setuju dan pesan' }).click();
    await expect(page.getByText('Kursi Anda sudah pasti')).toBeVisible();
    await expect(page.getByText('Uang tunai Rp15.000')).toBeVisible();
    await fits(page);
    await axeClean(page);
    await picture(page, 'tour-confirmed');

    await page.getByRole('link', { name: 'Buka tiket' }).click();
    await expect(page.getByRole('img', { name: /Kode QR tiket TR-/ })).toBeVisible();
    await expect(page.getByText('Uang tunai Rp15.000')).toBeVisible();
    await fits(page);
    await axeClean(page);
    await picture(page, 'tour-ticket');
    const saved = await page.request.get(`${page.url()}.png`);
    expect([saved.status(), saved.headers()['content-type'], saved.headers()['content-disposition']]).toEqual([200, 'image/png', expect.stringMatching(/TR-.*\.png/)]);
    await page.getByRole('link', { name: 'Ke pesanan' }).click();

    await page.getByText('Batalkan pesanan', { exact: true }).click();
    await page.getByRole('button', { name: 'Ya, batalkan' }).click();
    await expect(page.getByText('Pesanan ini dibatalkan')).toBeVisible();
    const gone = await page.goto(`${page.url().split('#')[0].split('?')[0]}/tiket`);
    expect(gone.status()).toBe(409);
    await expect(page.getByText('Pesanan ini sudah berakhir')).toBeVisible();
    await axeClean(page);
});

test('the rest of a fare is paid by card', async ({ page }) => {
    await openBooking(page);
    await fillParty(page);
    await hold(page);
    await page.locator('input[name=rest][value=card]').check();
    await pledge(page, 'PL-01', '5');
    await page.getByRole('button', { name: /^Pesan dan bayar Rp15.000/ }).click();
    await expect(page).toHaveURL(/\/bayar\/sandbox\//);
    await page.locator('button[name=go][value=pay]').click();
    await expect(page).toHaveURL(/\/wisata\/pesanan\//);
    await expect(page.getByText('Kursi Anda sudah pasti')).toBeVisible();
});

test('a base refuses one person, and the party sees it', async ({ page, newPage, picture }) => {
    await openBooking(page);
    const departure = page.url().split('/').pop();
    await fillParty(page);
    await hold(page);
    const home = page.url();
    await page.getByRole('button', { name: 'Hitung' }).click();
    await page.getByRole('button', { name: 'Setuju dan pesan' }).click();
    const number = (await page.getByRole('heading', { level: 1 }).textContent()).trim().split(' ').pop();

    const officer = await newPage();
    await logIn(officer, PEOPLE.base);
    await officer.goto('/meja-wisata');
    await axeClean(officer);
    await officer.getByRole('main').getByRole('link', { name: 'Kawasan Pusdikpal' }).click();
    await officer.locator(`main a[href$="${departure}"]`).click();
    const line = officer.locator('.manifest-line', { hasText: number }).filter({ hasText: 'Anna de Vries' });
    await line.locator('summary').click();
    await line.locator('select[name=reason]').selectOption('security');
    await axeClean(officer);
    await line.getByRole('button', { name: 'Ya, tolak' }).click();
    await expect(officer.getByText('Ditolak. Ongkosnya dikembalikan')).toBeVisible();
    await officer.getByRole('button', { name: /^Setujui/ }).click();
    await fits(officer);
    await axeClean(officer);
    await picture(officer, 'manifest');
    await officer.emulateMedia({ media: 'print' });
    await expect(officer.locator('.no-print').first()).toBeHidden();

    await page.goto(home);
    await expect(page.getByText('Tidak bisa ikut')).toBeVisible();
});

test('the calendar speaks English, too', async ({ page }) => {
    await openBooking(page, '/en');
    await expect(page.getByRole('button', { name: 'Hold our seats' })).toBeVisible();
    await axeClean(page);
});
