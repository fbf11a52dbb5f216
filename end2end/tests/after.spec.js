// A tour from the booking to the thanks, a closed day, and a waiting list that moves.
import { deposit } from '../support/counter.js';
import { axeClean, expect, fits, logIn, register, test } from '../support/test.js';
import { dayOn, departures, fillParty, hold, pledge } from '../support/touring.js';

const tidy = async (page, picture, name) => {
    await fits(page);
    await axeClean(page);
    await picture(page, name);
};
const last = (page) => new URL(page.url()).pathname.split('/').pop();
const agree = (page) => page.getByRole('button', { name: 'Setuju dan pesan' }).click();

/** What happens by itself shows up on a page some moments later. */
const comes = (page, look) =>
    expect(async () => {
        await page.reload();
        await expect(look()).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 20_000 });

test('a party books with balance, waste and cash, one is refused, it goes, is thanked and says what it thinks', async ({ page, newPage, picture }) => {
    test.slow();
    const phone = `0812-${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
    await register(page, { name: 'Neng Siti', login: phone, password: 'angin gunung sore hari' });
    const operator = await newPage();
    await logIn(operator, 'operator');
    await operator.goto('/loket');
    await operator.getByRole('main').getByRole('link', { name: 'Bank Sampah Baros Demo' }).click();
    await operator.locator('input[name=name]').fill('Neng Siti');
    await operator.locator('input[name=phone]').fill(phone);
    await operator.getByRole('button', { name: 'Daftarkan' }).click();
    await deposit(operator, [{ material: 'PL-01', gross: '2,5' }]);

    await page.goto((await departures(page)).at(-1));
    const departure = last(page);
    await fillParty(page);
    await hold(page);
    await page.locator('input[name=balance]').fill('10.000');
    await pledge(page, 'PL-01', '5');
    await expect(page.getByRole('heading', { name: 'Periksa dulu' })).toBeVisible();
    await tidy(page, picture, 'after-tender');
    await agree(page);
    await expect(page.getByText('Uang tunai Rp5.000')).toBeVisible(); // 35.000 less 10.000 less 5 × 4.000
    const home = page.url();
    const number = (await page.getByRole('heading', { level: 1 }).textContent()).trim().split(' ').pop();

    const base = await newPage();
    await logIn(base, 'base');
    await base.goto('/meja-wisata');
    await base.getByRole('main').getByRole('link', { name: 'Kawasan Pusdikpal' }).click();
    await base.locator(`main a[href$="${departure}"]`).click();
    const line = base.locator('.manifest-line', { hasText: number }).filter({ hasText: 'Anna de Vries' });
    await line.locator('summary').click();
    await line.locator('select[name=reason]').selectOption('identity_unclear');
    await line.getByRole('button', { name: 'Ya, tolak' }).click();
    await base.getByRole('button', { name: /^Setujui/ }).click();
    await expect(base.getByText(/orang disetujui/)).toBeVisible();
    await page.goto(home);
    await expect(page.getByText('Tidak bisa ikut')).toBeVisible();
    const early = await page.goto(`${home}/terima-kasih`);
    expect(early.status()).toBe(409);
    await tidy(page, picture, 'after-not-yet');

    const guide = await newPage();
    await logIn(guide, 'guide');
    await guide.goto(`/meja-wisata/berangkat/${departure}/timbang/${number}`);
    await expect(guide.getByText('Lebihnya untuk')).toBeVisible();
    await guide.locator('select[name=material]').first().selectOption('PL-01');
    await guide.locator('input[name=gross]').first().fill('3');
    await guide.getByRole('button', { name: 'Hitung' }).click();
    await expect(guide.getByRole('heading', { name: 'Periksa dulu' })).toBeVisible();
    await guide.getByRole('button', { name: 'Simpan pembayaran' }).click();
    await expect(guide.getByText('Pembayaran tersimpan.')).toBeVisible();
    await guide.getByRole('button', { name: 'Izinkan masuk' }).click();
    await expect(guide.getByRole('heading', { name: 'Silakan masuk' })).toBeVisible();
    for (const way of ['out', 'back']) {
        await guide.goto(`/meja-wisata/berangkat/${departure}/hitung`);
        await guide.locator(`input[name=way][value=${way}]`).check();
        await guide.locator('input[name=counted]').fill('1');
        await guide.getByRole('button', { name: 'Simpan hitungan' }).click();
        await expect(guide.getByText('Hitungan tersimpan.')).toBeVisible();
    }

    await page.goto(home);
    const open = () => page.getByRole('link', { name: 'Lihat jejak perjalanan' });
    await comes(page, open);
    await open().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Terima kasih, Neng Siti');
    await expect(page.getByText('3 kg').first()).toBeVisible();
    await expect(page.getByText(/faktor AS, perkiraan/).first()).toBeVisible();
    await expect(page.getByRole('heading', { name: /^Buatan warga sekitar/ })).toBeVisible();
    await tidy(page, picture, 'after-thanks');
    const thanks = new URL(page.url()).pathname;
    await page.getByRole('button', { name: 'Kirim ulasan' }).click();
    await expect(page.getByText('Pilih satu sampai lima bintang.').first()).toBeVisible();
    await axeClean(page);
    await page.locator('input[name=stars][value="5"]').check();
    await page.locator('textarea[name=text]').fill('Meriamnya tua, rasinya enak.');
    await page.getByRole('button', { name: 'Kirim ulasan' }).click();
    await expect(page.getByText('Terima kasih, ulasan Anda tersimpan.')).toBeVisible();
    await page.goto(`/en${thanks}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you, Neng Siti');
    await expect(page.getByText(/US factor, estimate/).first()).toBeVisible();
    await tidy(page, picture, 'after-thanks-en');
    await page.goto('/akun/kotak-masuk');
    await expect(page.getByText(/^Terima kasih sudah ikut/).first()).toBeVisible();

    await page.goto('/wisata/wisata-militer');
    await expect(page.getByText('Meriamnya tua, rasinya enak.')).toBeVisible();
    await tidy(page, picture, 'after-reviews');
    const planner = await newPage();
    await logIn(planner, 'planner');
    await planner.goto('/meja-wisata/tur/wisata-militer/ulasan');
    const review = planner.locator('li.card', { hasText: number });
    await review.locator('summary').click();
    await review.locator('input[name=reason]').fill('Hanya untuk mencoba');
    await review.getByRole('button', { name: 'Ya, sembunyikan' }).click();
    await expect(planner.getByText('Ulasan disembunyikan.')).toBeVisible();
    await tidy(planner, picture, 'after-desk-reviews');
    await page.goto(thanks);
    await expect(page.getByText('Alasan petugas: Hanya untuk mencoba')).toBeVisible();
});

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
    await planner.getByText('Kapasitas per bagian', { exact: true }).click();
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
