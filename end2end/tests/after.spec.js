// A closed day, and a waiting list that moves.
import { axeClean, comes, expect, logIn, test, tidy } from '../support/test.js';
import { dayOn, departures, fillParty, hold, pledge } from '../support/touring.js';

const last = (page) => new URL(page.url()).pathname.split('/').pop();
const agree = (page) => page.getByRole('button', { name: 'Setuju dan pesan' }).click();

test('a base closes a day: one party moves in one step, another takes its money back', async ({ page, newPage, picture }) => {
    const other = await newPage();
    const form = (await departures(page)).at(-2);
    for (const party of [page, other]) {
        await party.goto(form);
        await fillParty(party);
        await hold(party);
        await pledge(party, 'PL-01', '5');
        await agree(party);
        await expect(party.getByText('Kursi Anda sudah pasti')).toBeVisible();
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
    await expect(page.getByText('Tanggal Anda ditutup')).toBeVisible();
    await expect(page.getByText('Latihan mendadak').first()).toBeVisible();
    await tidy(page, picture, 'after-offer');
    await page.getByRole('button', { name: 'Pindahkan' }).click();
    await expect(page.locator('select[name=to]')).toHaveAttribute('aria-invalid', 'true');
    await axeClean(page);
    await page.locator('select[name=to]').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Pindahkan' }).click();
    await expect(page.getByText('Kursi Anda sudah pasti')).toBeVisible();
    expect(await dayOn(page)).not.toBe(day);
    await tidy(page, picture, 'after-moved');

    await other.reload();
    await other.getByText('Kembalikan ongkosnya', { exact: true }).click();
    await other.getByRole('button', { name: 'Ya, batalkan' }).click();
    await expect(other.getByText('Pesanan ini dibatalkan')).toBeVisible();
    await axeClean(other);
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
        await party.goto(form);
        await fillParty(party);
    }
    await hold(first);
    await page.getByRole('button', { name: 'Tahan kursi' }).click();
    await expect(page.getByText(/Tinggal 0 kursi/).or(page.getByText(/penuh/i)).first()).toBeVisible();
    await tidy(page, picture, 'after-full');
    await page.locator('input[name=wait]').check();
    await page.getByRole('button', { name: /^(Daftar tunggu|Tahan kursi)$/ }).click();
    await expect(page.getByText('Anda di daftar tunggu').first()).toBeVisible();
    await tidy(page, picture, 'after-waiting');

    await pledge(first, 'PL-01', '5');
    await agree(first);
    await first.getByText('Batalkan pesanan', { exact: true }).click();
    await first.getByRole('button', { name: 'Ya, batalkan' }).click();
    await expect(first.getByText('Pesanan ini dibatalkan')).toBeVisible();
    await comes(page, () => page.getByText('Kursi ditahan', { exact: true }));
    await tidy(page, picture, 'after-moved-up');
    await pledge(page, 'PL-01', '5');
    await agree(page);
    await expect(page.getByText('Kursi Anda sudah pasti')).toBeVisible();
});
