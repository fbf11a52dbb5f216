// The meeting point without a network: opened once, it lets in, weighs and counts alone, and tells the house when it can. In
// Indonesian on a phone and in English on a desk.
import { randomBytes } from 'node:crypto';
import { seeing } from '../support/camera.js';
import { inItsLanguage, inTurn, languageOf } from '../support/english.js';
import { mornings, phone, state, type, verdict } from '../support/meeting.js';
import { axeClean, expect, logIn } from '../support/test.js';

const test = mornings();

// The screen is a script: without one there is the tour desk.
test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'needs JavaScript');
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const WORDS = {
    id: {
        online: 'Daring',
        offline: 'Luring',
        unpaid: 'Belum lunas',
        settled: /^Lunas, masukkan/,
        admitted: 'Boleh masuk',
        forNow: 'Sementara',
        used: 'Sudah dipakai',
        promised: 'Dijanjikan: 5 kg',
        card: 'Nomor kartu bank sampah',
        noCard: 'Bukan nomor kartu',
        negative: 'Tidak boleh negatif.',
        note: 'Catatan, bila ada kejadian',
        takeOff: 'Wadah atau potongan',
        notListed: 'Tidak ada di daftar',
        unknown: 'Bukan tiket kami',
        persons: 'Jumlah orang',
        writeDown: 'Catat',
        noNumber: 'Tulis jumlahnya dengan angka.',
        leaving: /^Berangkat .*: 4 dari 4 orang$/,
        back: 'Pulang',
        unsent: (count) => `${count} belum terkirim`,
        allSent: 'Semua terkirim',
        sent: 'Terkirim',
        before: 'Lebih dulu: Ujang Pemandu',
        elsewhere: 'Sudah dilunasi di tempat lain',
        handed: 'Tunai diterima Rp35.000',
        taken: 'Tunai yang diterima',
        leftOver: 'Perlu diputuskan dari hari lalu',
        done: 'Sudah selesai',
        decide: 'Putuskan',
        decided: 'Keputusan tersimpan.',
        ended: 'Sesi berakhir',
        logIn: 'Masuk lagi',
        others: 'Milik petugas lain',
        leave: 'Masih ada yang belum terkirim',
        throwAway: 'Keluar dan buang',
        scan: 'Pindai tiket',
    },
    en: {
        online: 'Online',
        offline: 'Offline',
        unpaid: 'Not paid',
        settled: /^Settled, let/,
        admitted: 'Let in',
        forNow: 'For now',
        used: 'Already used',
        promised: 'Promised: 5 kg',
        card: 'Waste bank card number',
        noCard: 'Not a card number',
        negative: 'It cannot be negative.',
        note: 'A note, if something happened',
        takeOff: 'Container or deduction',
        notListed: 'Not on the list',
        unknown: 'Not our ticket',
        persons: 'Persons',
        writeDown: 'Write down',
        noNumber: 'Write the count as a number.',
        leaving: /^Leaving .*: 4 of 4 persons$/,
        back: 'Back',
        unsent: (count) => `${count} not sent`,
        allSent: 'All sent',
        sent: 'Sent',
        before: 'Before: Ujang Pemandu',
        elsewhere: 'Settled elsewhere already',
        handed: 'Cash taken Rp35.000',
        taken: 'Cash taken',
        leftOver: 'To be decided from days before',
        done: 'Done',
        decide: 'Decide',
        decided: 'The decision is saved.',
        ended: 'Your session has ended',
        logIn: 'Log in again',
        others: "Somebody else's work",
        leave: 'Some work is not sent yet',
        throwAway: 'Log out and throw it away',
        scan: 'Scan a ticket',
    },
};
const words = (page) => WORDS[languageOf(page)];
const settled = (page) => page.getByRole('button', { name: words(page).settled });
const line = (page, number) => page.locator('[data-slot=parties] > li', { hasText: number });

/** The night after: names are gone from the phone, and what is still to be decided can be seen and ticked off. */
async function forgetsTheDay(page, picture) {
    await page.addInitScript((later) => {
        const before = Date.now;
        Date.now = () => before() + later;
    }, 2 * 24 * 60 * 60_000);
    await page.goto(`${inTurn(page)}/titik-kumpul`);
    await page.reload();
    await expect(page.getByText(words(page).leftOver)).toBeVisible();
    const left = page.locator('[data-slot=left] > li');
    await expect(left).toHaveCount(1);
    await expect(left.getByRole('link', { name: words(page).decide })).toBeVisible();
    await expect(page.locator('[data-slot=kept] > li')).toHaveCount(0);
    await inItsLanguage(page, picture, 'meeting-left-over');
    const bodies = await page.evaluate(() => new Promise((done) => {
        const asked = indexedDB.open('titik-kumpul');
        asked.onsuccess = () => {
            const all = asked.result.transaction('actions').objectStore('actions').getAll();
            all.onsuccess = () => done(all.result.map((action) => Object.keys(action.body).filter((key) => action.body[key] !== undefined).sort()));
        };
    }));
    expect(bodies, 'no names').toEqual([['at', 'kind', 'nonce']]);
    await left.getByRole('button', { name: words(page).done }).click();
    await expect(left).toHaveCount(0);
}

test('opened once, it works without a network and tells later', async ({ browser, today, picture }, info) => {
    const { context, page } = await phone(browser, today, 'guide', info.project.use, { turns: true });
    await expect(state(page)).toContainText(words(page).online);
    await inItsLanguage(page, picture, 'meeting-online');

    await context.setOffline(true);
    await page.reload();
    await expect(page.getByRole('heading', { level: 2, name: /Milit/ })).toBeVisible();
    await expect(state(page)).toContainText(words(page).offline);

    // By number: cash is still due, is taken, and the party is in, for now.
    await type(page, today.cash.number.toLowerCase());
    await expect(verdict(page)).toContainText(words(page).unpaid);
    await inItsLanguage(page, picture, 'meeting-unpaid');
    await settled(page).click();
    await expect(verdict(page)).toContainText(words(page).admitted);
    await expect(verdict(page)).toContainText(words(page).forNow);
    await inItsLanguage(page, picture, 'meeting-in');
    await type(page, today.cash.number);
    await expect(verdict(page), 'at once, on the same phone').toContainText(words(page).used);

    // What was promised is weighed.
    await line(page, today.waste.number).getByRole('button').click();
    const scale = verdict(page);
    await expect(scale).toContainText(words(page).promised);
    await page.getByLabel(words(page).card).waitFor({ state: 'hidden' });
    await page.locator('select[name=material]').selectOption('PL-01');
    await page.locator('input[name=gross]').fill('-3');
    await expect(scale).toContainText(words(page).negative);
    await page.getByLabel(words(page).note).fill('Menunggu hujan reda');
    await page.locator('input[name=gross]').fill('3,5');
    await page.getByText(words(page).takeOff).first().click();
    await page.locator('input[name=tare]').fill('0,5');
    await expect(scale.locator('[data-slot=worth]')).toHaveText('Rp12.000');
    await page.reload();
    await expect(page.locator('input[name=tare]'), 'nothing typed is lost').toHaveValue('0,5');
    await expect(page.getByLabel(words(page).note)).toHaveValue('Menunggu hujan reda');
    await expect(scale.locator('[data-slot=worth]')).toHaveText('Rp12.000');
    await expect(scale.locator('[data-slot=cash]')).toHaveText('Rp23.000');
    await settled(page).click();
    await expect(scale, 'waste is somebody’s').toContainText(words(page).noCard);
    await page.getByLabel(words(page).card).fill(today.card);
    await inItsLanguage(page, picture, 'meeting-scale');
    await settled(page).click();
    await expect(verdict(page)).toContainText(words(page).admitted);

    await type(page, 'TR-000000-0000000');
    await expect(verdict(page)).toContainText(words(page).notListed);
    await type(page, randomBytes(60).toString('hex').slice(0, 100));
    await expect(verdict(page)).toContainText(words(page).unknown);

    await page.getByLabel(words(page).persons, { exact: true }).fill('banyak');
    await page.getByRole('button', { name: words(page).writeDown }).click();
    await expect(page.getByText(words(page).noNumber)).toBeVisible();
    await page.getByLabel(words(page).persons, { exact: true }).fill('4');
    await page.getByRole('button', { name: words(page).writeDown }).click();
    await expect(page.getByText(words(page).leaving)).toBeVisible();
    await expect(state(page)).toContainText(words(page).unsent(5));
    await page.reload();
    await expect(state(page), 'nothing is lost').toContainText(words(page).unsent(5));
    await inItsLanguage(page, picture, 'meeting-offline');

    await context.setOffline(false);
    await expect(state(page)).toContainText(words(page).allSent);
    await expect(page.locator('[data-slot=queue] .badge-success')).toHaveCount(5);
    await expect(page.locator('[data-part=conflicts]')).toBeHidden();
    await expect(verdict(page), 'no scale is left').toHaveCount(0);

    // The house knows it, on pages that know nothing of this phone.
    const pack = await (await page.request.get(`/titik-kumpul/perangkat/${today.departure}`)).json();
    const came = (of) => pack.parties.find((p) => p.number === of.number).came;
    expect([came(today.cash), came(today.waste), came(today.more)]).toEqual([true, true, false]);
    expect(pack.counts.map(({ way, counted, expected }) => [way, counted, expected])).toEqual([['out', 4, 4]]);
    await page.goto(today.waste.page);
    await expect(page.getByText('Rp12.000').first()).toBeVisible();
    await context.close();
});

test('two phones without a network let the same party in: the second one is told', async ({ browser, today, picture }, info) => {
    const [guide, planner] = [await phone(browser, today, 'guide', info.project.use, { turns: true }), await phone(browser, today, 'planner', info.project.use, { turns: true })];
    for (const { context, page } of [guide, planner]) {
        await context.setOffline(true);
        await type(page, today.more.number);
        await settled(page).click();
        await expect(verdict(page)).toContainText(words(page).admitted);
    }
    await guide.context.setOffline(false);
    await expect(verdict(guide.page)).toContainText(words(guide.page).sent);
    await planner.context.setOffline(false);
    await expect(verdict(planner.page)).toContainText(words(planner.page).used);
    await expect(verdict(planner.page)).toContainText(words(planner.page).before);
    const conflicts = planner.page.locator('[data-slot=conflicts] > li');
    await expect(conflicts).toHaveCount(2);
    await expect(conflicts.filter({ hasText: words(planner.page).elsewhere })).toHaveCount(1);
    await expect(conflicts.filter({ hasText: words(planner.page).elsewhere }), 'what was taken').toContainText(words(planner.page).handed);
    await inItsLanguage(planner.page, picture, 'meeting-conflicts');
    // A person decides with the house: so it is decided for all.
    await conflicts.filter({ hasText: words(planner.page).elsewhere }).getByRole('link', { name: words(planner.page).decide }).click();
    const paid = planner.page.locator('.party-card', { hasText: 'nothing_due' });
    await expect(paid.locator('dl')).toContainText(words(planner.page).taken);
    await expect(paid.locator('dl')).toContainText('Rp35.000');
    await paid.locator('input[name=note]').fill('Uangnya dikembalikan');
    await paid.getByRole('button', { name: words(planner.page).decide }).click();
    await expect(planner.page.getByText(words(planner.page).decided)).toBeVisible();
    await planner.page.goto(`${inTurn(planner.page)}/titik-kumpul`);
    await planner.page.goto(`${inTurn(planner.page)}/titik-kumpul#${today.departure}`);
    await expect(conflicts).toHaveCount(1);
    await forgetsTheDay(planner.page, picture);
    for (const { context } of [guide, planner]) await context.close();
});

test('a session that ends loses nothing, and leaving forgets the names', async ({ browser, today }, info) => {
    const { context, page } = await phone(browser, today, 'guide', info.project.use, { turns: true });
    await context.setOffline(true);
    await page.getByText(words(page).back, { exact: true }).click();
    await page.getByLabel(words(page).persons, { exact: true }).fill('4');
    await page.getByRole('button', { name: words(page).writeDown }).click();
    await expect(state(page)).toContainText(words(page).unsent(1));
    await context.clearCookies({ name: 'sentra_sid' });
    await context.setOffline(false);
    await expect(page.getByText(words(page).ended)).toBeVisible();
    await page.getByRole('link', { name: words(page).logIn }).click();
    await expect(page).toHaveURL(/\/masuk/);
    const somebody = page;
    await logIn(somebody, 'planner');
    await page.goto(`${inTurn(page)}/titik-kumpul`);
    await expect(page.getByText(words(page).others), 'not under another name').toBeVisible();
    await expect(state(page)).toContainText(words(page).unsent(1));
    await expect(page.locator('[data-slot=kept] > li'), 'nor are the names for them').toHaveCount(0);

    await page.goto(`${inTurn(page)}/akun`);
    const leave = () => page.locator('form[action$="/keluar"] button').first();
    await leave().evaluate((button) => button.form.requestSubmit(button));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(page).leave);
    await axeClean(page);
    await page.getByRole('button', { name: words(page).throwAway }).click();
    await expect(page).toHaveURL(/\/(en)?$/);
    const left = await page.evaluate(async () => [
        (await indexedDB.databases()).map((db) => db.name),
        (await navigator.serviceWorker.getRegistrations()).length,
        await caches.keys(),
    ]);
    expect(left).toEqual([[], 0, []]);
    await context.close();
});

test('the camera reads a ticket without a network', async ({ browser, today, picture }, info) => {
    const visitor = await browser.newContext({ baseURL: today.market.url });
    const ticket = await (await visitor.request.get(`${today.scanned.page}/tiket.png`)).body();
    await visitor.close();
    const eyes = await seeing(browser, ticket, info);
    const { context, page } = await phone(eyes, today, 'guide', { ...info.project.use, permissions: ['camera'] }, { turns: true });
    await context.setOffline(true);
    await page.getByRole('button', { name: words(page).scan }).click();
    await expect(verdict(page)).toContainText(words(page).unpaid, { timeout: 20_000 });
    await expect(verdict(page)).toContainText(today.scanned.number);
    await expect(page.locator('video'), 'the camera is closed').toBeHidden();
    await settled(page).click();
    await expect(verdict(page)).toContainText(words(page).admitted);
    await page.getByRole('button', { name: words(page).scan }).click();
    await expect(verdict(page)).toContainText(words(page).used, { timeout: 20_000 });
    await picture(page, 'meeting-scanned');
    await context.setOffline(false);
    await expect(state(page)).toContainText(words(page).allSent);
    await eyes.close();
});
