// A party books a tour and pays with waste, cash or a card; the base refuses one of it. Who pays by card reads English on a desk and
// Indonesian on a phone; the staff, Indonesian.
import { inItsLanguage, inTurn, languageOf } from '../support/english.js';
import { axeClean, expect, fits, logIn, newAddress, PEOPLE, test, tidy } from '../support/test.js';
import { fillParty, hold, openBooking, pledge } from '../support/touring.js';

const WORDS = {
    id: {
        pay: /^Pesan dan bayar Rp27\.000/,
        certain: 'Kursi Anda sudah pasti',
        refused: /belum diizinkan$/,
        cannot: 'Anna de Vries tidak bisa ikut',
        goesBack: 'Rp7.000 kembali ke tempat asalnya',
        out: 'Tidak bisa ikut',
        back: 'kembali Rp7.000',
        paidBack: /^Rp7\.000 dari pesanan .* sudah dikembalikan$/,
    },
    en: {
        pay: /^Book and pay Rp27\.000/,
        certain: 'Your seats are certain',
        refused: /was not admitted$/,
        cannot: 'Anna de Vries cannot join',
        goesBack: 'Rp7.000 goes back to where it came from',
        out: 'Cannot come',
        back: 'Rp7.000 returned',
        paidBack: /^Rp7\.000 of booking .* has been paid back$/,
    },
};
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

test('a card pays the rest, a base refuses one person, and the party is told and paid back', async ({ page, newPage, mailbox, picture }, info) => {
    test.slow();
    const email = newAddress(info, 'siti');
    await openBooking(page, inTurn(page));
    const departure = page.url().split('/').pop();
    const words = WORDS[languageOf(page)];
    await fillParty(page);
    await page.locator('input[name=email]').fill(email);
    await hold(page);
    const home = page.url();
    const number = (await page.getByRole('heading', { level: 1 }).textContent()).trim().split(' ').pop();
    await page.locator('input[name=rest][value=card]').check();
    await pledge(page, 'PL-01', '2');
    await page.getByRole('button', { name: words.pay }).click(); // 35.000 less 2 × 4.000
    await expect(page).toHaveURL(new RegExp(`^http://[^/]+${inTurn(page)}/bayar/sandbox/`));
    await page.locator('button[name=go][value=pay]').click();
    await expect(page).toHaveURL(home);
    await expect(page.getByText(words.certain)).toBeVisible();

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

    // Of her 15.000 the promised waste is 8.000, which nobody brings any more; the card paid the others.
    const told = await mailbox.wait(email, words.refused);
    expect(told.text).toContain(words.cannot);
    expect(told.text).toContain(words.goesBack);
    expect(told.links, 'in the language of the booking').toContain(home);
    await page.goto(home);
    await expect(page.getByText(words.out)).toBeVisible();
    await expect(page.locator('.slip')).toContainText(words.back);
    await inItsLanguage(page, picture, 'tour-refused');

    const planner = await newPage();
    await logIn(planner, 'planner');
    await planner.goto('/meja-wisata/tur/wisata-militer/dana');
    const owed = planner.getByRole('main').locator('li.card', { hasText: number });
    await expect(owed).toContainText('Rp7.000');
    await owed.locator('summary').click();
    await owed.locator('input[name=proof]').fill('TRF-0099');
    await tidy(planner, picture, 'refund-owed');
    await owed.getByRole('button', { name: 'Sudah dikembalikan', exact: true }).click();
    await expect(planner.getByText('Dicatat: uang sudah dikembalikan.')).toBeVisible();
    await expect(owed).toHaveCount(0);
    const paid = await mailbox.wait(email, words.paidBack);
    expect(paid.text).toContain('TRF-0099');
});

test('the calendar speaks English, too', async ({ page }) => {
    await openBooking(page, '/en');
    await expect(page.getByRole('button', { name: 'Hold our seats' })).toBeVisible();
    await axeClean(page);
});
