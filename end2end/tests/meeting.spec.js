// The day of a departure on the guide's phone: the scale, the list, who comes along, heads. In Indonesian on a phone and in English on a desk.
import { inItsLanguage, inTurn, languageOf } from '../support/english.js';
import { mornings, openBases } from '../support/meeting.js';
import { axeClean, expect, logIn } from '../support/test.js';

const test = mornings(true);
// The second test counts the departure out.
test.describe.configure({ mode: 'serial' });

const WORDS = {
    id: {
        check: 'Periksa dan izinkan masuk',
        unpaid: 'Belum lunas',
        weigh: 'Timbang dan terima',
        register: 'Daftarkan',
        rest: 'Lebihnya untuk',
        count: 'Hitung',
        review: 'Periksa dulu',
        save: 'Simpan pembayaran',
        cashIs: 'Tunainya Rp23.000.',
        saved: 'Pembayaran tersimpan.',
        letIn: 'Izinkan masuk',
        welcome: 'Silakan masuk',
        used: 'Sudah dipakai',
        first: /^Pertama kali pukul .* oleh Ujang Pemandu\.$/,
        decisions: /^Keputusan/,
        decide: 'Putuskan',
        noNote: 'Tulis apa yang dilakukan.',
        decided: 'Keputusan tersimpan.',
        decidedBy: 'Diputuskan Ujang Pemandu',
        add: 'Tambah rombongan',
        required: 'Wajib diisi.',
        settle: 'Terima dan izinkan masuk',
        heads: 'Hitung orang',
        saveCount: 'Simpan hitungan',
        noNumber: 'Tulis jumlah orang dengan angka',
        counted: 'Hitungan tersimpan.',
        off: 'Tidak cocok',
        incident: 'Catat kejadian',
        written: 'Kejadian tercatat.',
    },
    en: {
        check: 'Check and let in',
        unpaid: 'Not paid yet',
        weigh: 'Weigh and settle',
        register: 'Register',
        rest: 'The rest goes to',
        count: 'Count',
        review: 'Please check',
        save: 'Save the payment',
        cashIs: 'In cash it is Rp23.000.',
        saved: 'The payment is saved.',
        letIn: 'Let in',
        welcome: 'Welcome aboard',
        used: 'Used already',
        first: /^First at .* by Ujang Pemandu\.$/,
        decisions: /^Decisions/,
        decide: 'Decide',
        noNote: 'Write what was done.',
        decided: 'The decision is saved.',
        decidedBy: 'Decided by Ujang Pemandu',
        add: 'Add a party',
        required: 'Please fill this in.',
        settle: 'Settle and let in',
        heads: 'Count heads',
        saveCount: 'Save the count',
        noNumber: 'Type the number of people in figures',
        counted: 'The count is saved.',
        off: 'Does not match',
        incident: 'Write it down',
        written: 'It is written down.',
    },
};
const words = (page) => WORDS[languageOf(page)];
const press = (page, what) => page.getByRole('button', { name: words(page)[what], exact: true }).click();
const follow = (page, what) => page.getByRole('link', { name: words(page)[what] }).click();
const says = (page, what) => expect(page.getByText(words(page)[what]).first()).toBeVisible();
const headed = (page, what) => expect(page.getByRole('heading', { name: words(page)[what] })).toBeVisible();

test('a party is weighed in, pays the rest in cash, and is let in once', async ({ page, today, picture }) => {
    const { departure, number } = today.waste;
    await logIn(page, 'guide');
    await page.goto(`${inTurn(page)}/meja-wisata`);
    await axeClean(page);
    await page.locator(`main a[href$="${departure}/titik-kumpul"]`).click();
    const point = page.url();
    await page.locator('input[name=shown]').first().fill(number.toLowerCase());
    await press(page, 'check');
    await headed(page, 'unpaid');
    await inItsLanguage(page, picture, 'meeting-unpaid');

    await page.getByRole('alert').getByRole('link', { name: words(page).weigh }).click();
    await press(page, 'register');
    await says(page, 'rest');
    await page.locator('select[name=material]').first().selectOption('PL-01');
    await page.locator('input[name=gross]').first().fill('3');
    await press(page, 'count');
    await headed(page, 'review');
    await expect(page.locator('#f-cash')).toHaveValue('23000'); // 35.000 less 3 × 4.000
    await page.locator('#f-cash').fill('20.000');
    await press(page, 'save');
    await says(page, 'cashIs');
    await expect(page.locator('#f-cash'), 'what was typed is kept').toHaveValue('20.000');
    await inItsLanguage(page, picture, 'meeting-scale-wrong');
    await page.locator('#f-cash').fill('23.000');
    await press(page, 'save');
    await says(page, 'saved');
    await inItsLanguage(page, picture, 'meeting-settled');

    await press(page, 'letIn');
    await headed(page, 'welcome');
    await inItsLanguage(page, picture, 'meeting-admitted');
    await page.goto(point);
    await page.locator('input[name=shown]').first().fill(number);
    await press(page, 'check');
    await headed(page, 'used');
    await says(page, 'first');
    await inItsLanguage(page, picture, 'meeting-used');

    await follow(page, 'decisions');
    const used = page.locator('.party-card', { hasText: number }).filter({ hasText: 'already_used' });
    await used.getByRole('button', { name: words(page).decide }).click();
    await says(page, 'noNote');
    await inItsLanguage(page, picture, 'meeting-decide');
    await used.locator('input[name=note]').fill('Rombongan yang sama');
    await used.getByRole('button', { name: words(page).decide }).click();
    await says(page, 'decided');
    await expect(used.getByText(words(page).decidedBy)).toBeVisible();
});

test('somebody comes along without a booking, and heads are counted', async ({ page, newPage, today, picture }) => {
    const { departure } = today;
    await openBases(newPage);
    await logIn(page, 'guide');
    await page.goto(`${inTurn(page)}/meja-wisata/berangkat/${departure}/titik-kumpul`);
    await follow(page, 'add');
    await press(page, 'count');
    await says(page, 'required');
    await inItsLanguage(page, picture, 'meeting-walk-in-wrong');
    await page.locator('input[name=name]').fill('Pak Dede');
    await expect(page.locator('input[name=document]'), 'no base asks for papers').toHaveCount(0);
    await page.locator('input[name=conduct]').check();
    await press(page, 'count');
    await expect(page.locator('#f-cash')).toHaveValue('20000');
    await inItsLanguage(page, picture, 'meeting-walk-in');
    await press(page, 'settle');
    await headed(page, 'welcome');
    await expect(page.getByText('Pak Dede').first()).toBeVisible();

    await follow(page, 'heads');
    await page.locator('input[name=counted]').fill('semua');
    await press(page, 'saveCount');
    await says(page, 'noNumber');
    await page.locator('input[name=counted]').fill('0');
    await page.locator('textarea[name=note]').fill('Pak Dede terlambat');
    await press(page, 'saveCount');
    await says(page, 'counted');
    await says(page, 'off');
    await expect(page.getByText('Pak Dede terlambat').first()).toBeVisible();
    await press(page, 'incident');
    await says(page, 'required');
    await page.locator('textarea[name=incident]').fill('Jalan ditutup, putar lewat Leuwigajah');
    await press(page, 'incident');
    await says(page, 'written');
    await expect(page.getByText('Jalan ditutup, putar lewat Leuwigajah')).toBeVisible();
    await inItsLanguage(page, picture, 'meeting-heads');
});
