// A tour from the booking to the thanks, in a market of its own: its clock goes on to the day.
import { deposit, linkCard, registerMember } from '../support/counter.js';
import { inEnglish } from '../support/english.js';
import { startMarket } from '../support/market.js';
import { onTheDay, phone, state, type, verdict } from '../support/meeting.js';
import { axeClean, comes, expect, logIn, register, test as base, tidy } from '../support/test.js';
import { departures, fillParty, hold, pledge } from '../support/touring.js';

const test = base.extend({
    market: [
        async ({}, use, worker) => {
            const market = await startMarket(`tour-${worker.project.name}-${worker.workerIndex}`);
            await use(market);
            await market.stop();
        },
        { scope: 'worker' },
    ],
});

const last = (page) => new URL(page.url()).pathname.split('/').pop();
const agree = (page) => page.getByRole('button', { name: 'Setuju dan pesan' }).click();

async function settleAtDesk(guide, departure, number) {
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
}

/** Weighed, let in and counted out and back on a phone without a network, which tells of it afterwards. */
async function settleOffline(browser, { market, ahead, number }, options) {
    const { context, page } = await phone(browser, { market, ahead }, 'guide', options);
    await context.setOffline(true);
    await type(page, number);
    await expect(verdict(page)).toContainText('Dijanjikan: 5 kg');
    await page.locator('select[name=material]').selectOption('PL-01');
    await page.locator('input[name=gross]').fill('3');
    await page.getByRole('button', { name: 'Lunas, masukkan 1 orang' }).click();
    await expect(verdict(page)).toContainText('Boleh masuk');
    for (const way of ['Berangkat', 'Pulang']) {
        await page.getByText(way, { exact: true }).click();
        await page.getByLabel('Jumlah orang').fill('1');
        await page.getByRole('button', { name: 'Catat' }).click();
        await expect(page.getByText(new RegExp(`^${way} .*: 1 dari 1 orang$`))).toBeVisible();
    }
    await context.setOffline(false);
    await expect(state(page)).toContainText('Semua terkirim');
    await context.close();
}

test('a party books with balance, waste and cash, one is refused, it goes, is thanked and says what it thinks', async ({ page, newPage, browser, market, js, picture }, info) => {
    test.slow();
    const phone = `0812-${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
    await register(page, { name: 'Neng Siti', login: phone, password: 'angin gunung sore hari' });
    const operator = await newPage();
    await logIn(operator, 'operator');
    await operator.goto('/loket');
    await operator.getByRole('main').getByRole('link', { name: 'Bank Sampah Baros Demo' }).click();
    await registerMember(operator, 'Neng Siti', phone);
    await linkCard(operator, page);
    await deposit(operator, [{ material: 'PL-01', gross: '2,5' }]);

    await page.goto((await departures(page))[0]);
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

    const officer = await newPage();
    await logIn(officer, 'base');
    await officer.goto('/meja-wisata');
    await officer.getByRole('main').getByRole('link', { name: 'Kawasan Pusdikpal' }).click();
    await officer.locator(`main a[href$="${departure}"]`).click();
    const line = officer.locator('.manifest-line', { hasText: number }).filter({ hasText: 'Anna de Vries' });
    await line.locator('summary').click();
    await line.locator('select[name=reason]').selectOption('identity_unclear');
    await line.getByRole('button', { name: 'Ya, tolak' }).click();
    await officer.getByRole('button', { name: /^Setujui/ }).click();
    await expect(officer.getByText(/orang disetujui/)).toBeVisible();
    await page.goto(home);
    await expect(page.getByText('Tidak bisa ikut')).toBeVisible();
    const early = await page.goto(`${home}/terima-kasih`);
    expect(early.status()).toBe(409);
    await tidy(page, picture, 'after-not-yet');

    const guide = await newPage();
    await logIn(guide, 'guide');
    const ahead = await onTheDay(guide, market, departure);
    // A phone that runs scripts works without a network; without them there are the forms of the desk.
    if (js) await settleOffline(browser, { market, ahead, number }, info.project.use);
    else await settleAtDesk(guide, departure, number);

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
    await inEnglish(page, picture, 'tour-thanks');
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
