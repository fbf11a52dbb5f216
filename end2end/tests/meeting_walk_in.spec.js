// Who comes to the meeting point without a booking, and without a network; in Indonesian on a phone and in English on a desk.
import { inItsLanguage, inTurn, languageOf } from '../support/english.js';
import { mornings, openBases, phone, state, verdict } from '../support/meeting.js';
import { expect } from '../support/test.js';

const test = mornings(true);

// The screen is a script: without one there is the tour desk.
test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'needs JavaScript');

const WORDS = {
    id: {
        nobody: 'Rombongan tanpa pesanan tidak bisa ditambah',
        seats: /^Tanpa pesanan · \d+ kursi$/,
        left: (count) => `Tanpa pesanan · ${count} kursi`,
        pay: 'Lanjut ke pembayaran',
        noName: 'Tulis nama paling sedikit satu orang.',
        name: 'Nama lengkap',
        add: 'Tambah peserta',
        noConduct: 'Bacakan dan setujui tata tertibnya dulu.',
        conduct: 'Kami setuju',
        promised: 'Dijanjikan dalam sampah',
        settle: 'Lunas, masukkan 2 orang',
        admitted: 'Boleh masuk',
        sent: 'Semua terkirim',
    },
    en: {
        nobody: 'Nobody can be added without a booking',
        seats: /^Without a booking · \d+ seats$/,
        left: (count) => `Without a booking · ${count} ${count === 1 ? 'seat' : 'seats'}`,
        pay: 'On to paying',
        noName: 'Write down at least one name.',
        name: 'Full name',
        add: 'Add a visitor',
        noConduct: 'Read out the rules and have them accepted first.',
        conduct: 'We accept these rules',
        promised: 'Promised in waste',
        settle: 'Settled, let 2 persons in',
        admitted: 'Let in',
        sent: 'All sent',
    },
};

test('somebody without a booking is written down without a network, and is a party of the house when it hears of it', async ({ browser, today, newPage, picture }, info) => {
    const { context, page } = await phone(browser, today, 'guide', info.project.use, { turns: true });
    const words = WORDS[languageOf(page)];
    expect(new URL(page.url()).pathname).toBe(`${inTurn(page)}/titik-kumpul`);
    await expect(page.getByText(words.nobody), 'bases ask for papers').toBeVisible();
    await openBases(newPage);
    await page.reload();
    await expect(page.getByText(words.seats)).toBeVisible();
    const seats = Number((await page.getByText(words.seats).textContent()).match(/\d+/)[0]);
    await context.setOffline(true);
    await page.reload();
    await page.getByText(words.seats).click();
    await page.getByRole('button', { name: words.pay }).click();
    await expect(page.getByText(words.noName)).toBeVisible();
    await page.getByLabel(words.name).fill('Pak Dede');
    await page.getByRole('button', { name: words.add }).click();
    await page.getByLabel(words.name).nth(1).fill('Neng Dede');
    await page.locator('select[name=category]').nth(1).selectOption('student');
    await page.getByRole('button', { name: words.pay }).click();
    await expect(page.getByText(words.noConduct)).toBeVisible();
    await page.getByLabel(words.conduct).check();
    await page.reload();
    await expect(page.getByLabel(words.name).nth(1), 'nothing typed is lost').toHaveValue('Neng Dede');
    await page.getByRole('button', { name: words.pay }).click();
    await expect(verdict(page).locator('[data-slot=cash]')).toHaveText('Rp35.000');
    await expect(verdict(page).getByText(words.promised), 'nothing was promised').toBeHidden();
    await inItsLanguage(page, picture, 'meeting-offline-walk-in');
    await page.getByRole('button', { name: words.settle }).click();
    await expect(verdict(page)).toContainText(words.admitted);
    await expect(page.getByText(words.left(seats - 2))).toBeVisible();
    await context.setOffline(false);
    await expect(state(page)).toContainText(words.sent);
    await expect(page.locator('[data-slot=parties] > li', { hasText: 'Pak Dede' }), 'with a number by now').toContainText(/TR-\d+/);
    await context.close();
});
