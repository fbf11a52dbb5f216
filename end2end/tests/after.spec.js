// A closed day, and a waiting list that moves. Visitors read English on a desk and Indonesian on a phone; the staff, Indonesian.
import { inItsLanguage, inTurn, languageOf } from '../support/english.js';
import { axeClean, comes, expect, logIn, test } from '../support/test.js';
import { dayOn, departures, fillParty, hold, pledge } from '../support/touring.js';

const WORDS = {
    id: {
        agree: 'Setuju dan pesan',
        certain: 'Kursi Anda sudah pasti',
        closed: 'Tanggal Anda ditutup',
        move: 'Pindahkan',
        refund: 'Kembalikan ongkosnya',
        cancel: 'Batalkan pesanan',
        yes: 'Ya, batalkan',
        cancelled: 'Pesanan ini dibatalkan',
        hold: 'Tahan kursi',
        full: /^(Penuh$|Tinggal 0 kursi)/,
        wait: /^(Daftar tunggu|Tahan kursi)$/,
        waiting: 'Anda di daftar tunggu',
        held: 'Kursi ditahan',
    },
    en: {
        agree: 'Agree and book',
        certain: 'Your seats are certain',
        closed: 'Your date was closed',
        move: 'Move',
        refund: 'Return the fare',
        cancel: 'Cancel the booking',
        yes: 'Yes, cancel',
        cancelled: 'This booking is cancelled',
        hold: 'Hold our seats',
        full: /^(Full$|Only 0 seats are left)/,
        wait: /^(Waiting list|Hold our seats)$/,
        waiting: 'You are on the waiting list',
        held: 'Seats held',
    },
};
const words = (page) => WORDS[languageOf(page)];
const press = (page, what) => page.getByRole('button', { name: words(page)[what], exact: true }).click();
const open = (page, what) => page.getByText(words(page)[what], { exact: true }).click();
const says = (page, what) => expect(page.getByText(words(page)[what]).first()).toBeVisible();

test('a base closes a day: one party moves in one step, another takes its money back', async ({ page, newPage, picture }) => {
    const other = await newPage();
    const form = (await departures(page)).at(-2);
    for (const party of [page, other]) {
        await party.goto(inTurn(party) + form);
        await fillParty(party);
        await hold(party);
        await pledge(party, 'PL-01', '5');
        await press(party, 'agree');
        await says(party, 'certain');
    }
    const day = await dayOn(page);
    const base = await newPage();
    await logIn(base, 'base');
    await base.goto('/meja-wisata');
    await base.getByRole('main').getByRole('link', { name: 'Kawasan Pusdikpal' }).click();
    await base.locator('input[name=day]').fill(day);
    await base.locator('input[name=reason]').fill('Latihan mendadak');
    await base.getByRole('button', { name: 'Tutup hari ini' }).click();
    await expect(base.getByText(/^Hari ditutup: 1 keberangkatan, 2 rombongan ditawari pilihan/)).toBeVisible();
    await axeClean(base);

    await page.reload();
    await says(page, 'closed');
    const reason = page.getByText('Latihan mendadak').first();
    await expect(reason).toBeVisible();
    await expect(reason, 'quoted in the language of the base').toHaveAttribute('lang', 'id');
    await inItsLanguage(page, picture, 'after-offer');
    await press(page, 'move');
    await expect(page.locator('select[name=to]')).toHaveAttribute('aria-invalid', 'true');
    await inItsLanguage(page, picture, 'after-nowhere');
    await page.locator('select[name=to]').selectOption({ index: 1 });
    await press(page, 'move');
    await says(page, 'certain');
    expect(await dayOn(page)).not.toBe(day);
    await inItsLanguage(page, picture, 'after-moved');

    await other.reload();
    await open(other, 'refund');
    await press(other, 'yes');
    await says(other, 'cancelled');
    await inItsLanguage(other, picture, 'after-refund');
});

test('who waits gets the seats that come back', async ({ page, newPage, picture }) => {
    const form = (await departures(page)).at(-3);
    const planner = await newPage();
    await logIn(planner, 'planner');
    await planner.goto(`/meja-wisata/berangkat/${form.split('/').pop()}`);
    await planner.getByText('Kapasitas per etape', { exact: true }).click();
    for (const capacity of await planner.locator('input[name=capacity]').all()) await capacity.fill('2');
    await planner.getByRole('button', { name: 'Simpan' }).click();
    await expect(planner.getByText('Keberangkatan diubah.')).toBeVisible();

    const first = await newPage();
    for (const party of [first, page]) {
        await party.goto(inTurn(party) + form);
        await fillParty(party);
    }
    await hold(first);
    await press(page, 'hold');
    await says(page, 'full');
    await inItsLanguage(page, picture, 'after-full');
    await page.locator('input[name=wait]').check();
    await press(page, 'wait');
    await says(page, 'waiting');
    await inItsLanguage(page, picture, 'after-waiting');

    await pledge(first, 'PL-01', '5');
    await press(first, 'agree');
    await says(first, 'certain');
    await open(first, 'cancel');
    await press(first, 'yes');
    await says(first, 'cancelled');
    await comes(page, () => page.getByText(words(page).held, { exact: true }));
    await inItsLanguage(page, picture, 'after-moved-up');
    await pledge(page, 'PL-01', '5');
    await press(page, 'agree');
    await says(page, 'certain');
});
