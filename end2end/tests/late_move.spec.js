// A party moves when that is not free any more, in a market of its own: its clock goes on to two days before the tour. English on a
// desk and Indonesian on a phone; the guide who takes the money, Indonesian.
import { inItsLanguage, inTurn, languageOf } from '../support/english.js';
import { startMarket } from '../support/market.js';
import { expect, logIn, test as base } from '../support/test.js';
import { dayOn, departures, fillParty, hold } from '../support/touring.js';

const HOUR = 3_600_000;
const WORDS = {
    id: {
        count: 'Hitung',
        agree: 'Setuju dan pesan',
        certain: 'Kursi Anda sudah pasti',
        costs: 'Pindah sekarang dikenai biaya Rp3.500, dibayar tunai di titik kumpul.',
        move: 'Pindahkan, biaya Rp3.500',
        moved: 'Sudah dipindahkan. Tanggal barunya ada di bawah.',
        bring: 'Uang tunai Rp38.500',
        total: 'Jumlah, termasuk biaya pindah Rp3.500',
        due: 'belum dibayar',
        paid: 'sudah dibayar',
        history: 'Riwayat pesanan',
        step: 'Pindah tanggal',
        from: 'Semula',
        fee: 'Biaya pindah tanggal',
        settled: 'Ongkos dibayar di titik kumpul',
    },
    en: {
        count: 'Work it out',
        agree: 'Agree and book',
        certain: 'Your seats are certain',
        costs: 'Moving now costs Rp3.500, paid in cash at the meeting point.',
        move: 'Move for Rp3.500',
        moved: 'Moved. The new date stands below.',
        bring: 'Rp38.500 in cash',
        total: 'Total, including Rp3.500 for moving',
        due: 'still to pay',
        paid: 'paid',
        history: 'What happened so far',
        step: 'Moved to another date',
        from: 'Was on',
        fee: 'Fee for moving',
        settled: 'Fare paid at the meeting point',
    },
};

const test = base.extend({
    market: [
        async ({}, use, worker) => {
            const market = await startMarket(`late-move-${worker.project.name}-${worker.workerIndex}`);
            await use(market);
            await market.stop();
        },
        { scope: 'worker' },
    ],
});

test('a party moves two days before its tour, for a fee that it is told and pays in cash', async ({ page, newPage, market, picture }) => {
    await page.goto(inTurn(page) + (await departures(page))[0]);
    const words = WORDS[languageOf(page)];
    const press = (name) => page.getByRole('button', { name, exact: true }).click();
    await fillParty(page);
    await hold(page);
    const home = page.url();
    await press(words.count);
    await press(words.agree);
    await expect(page.getByText(words.certain)).toBeVisible();
    const number = (await page.getByRole('heading', { level: 1 }).textContent()).trim().split(' ').pop();
    const left = await dayOn(page);
    const leftSaid = (await page.locator('.slip-row b').first().textContent()).trim();
    // Tours leave at eight. Moving is free until 72 hours before, and possible until 24.
    const late = Date.parse(`${left}T08:00:00+07:00`) - 48 * HOUR;
    await market.reopen({ SENTRA_CLOCK_AHEAD: String(Math.floor((late - Date.now()) / 60_000)) });

    await page.goto(home);
    await expect(page.getByText(words.costs)).toBeVisible();
    await inItsLanguage(page, picture, 'late-move-costs');
    const to = page.locator('select[name=to]');
    await to.selectOption({ index: 1 });
    const departure = await to.inputValue();
    await press(words.move);
    await expect(page.getByText(words.moved)).toBeVisible();
    expect(await dayOn(page)).not.toBe(left);
    await expect(page.getByText(words.bring)).toBeVisible();
    const slip = page.locator('.slip');
    await expect(slip).toContainText(words.total);
    await expect(slip.locator('.fare-source')).toHaveText(words.due);
    await page.getByText(words.history, { exact: true }).click();
    const step = (title) => page.locator('.timeline > li').filter({ has: page.getByText(title, { exact: true }) });
    await expect(step(words.step)).toContainText(`${words.from} ${leftSaid}`);
    await expect(step(words.fee)).toContainText('Rp3.500');
    await inItsLanguage(page, picture, 'late-move-moved');

    const guide = await newPage();
    await logIn(guide, 'guide');
    await guide.goto(`/meja-wisata/berangkat/${departure}/timbang/${number}`);
    await guide.getByRole('button', { name: 'Terima tunai Rp38.500' }).click();
    await expect(guide.getByText('Pembayaran tersimpan.')).toBeVisible();
    await page.goto(home);
    await expect(slip.locator('.fare-source')).toHaveText(words.paid);
    await page.getByText(words.history, { exact: true }).click();
    await expect(step(words.settled)).toBeVisible();
});
