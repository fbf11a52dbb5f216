// The meeting point without a network: opened once, it lets in, weighs and counts alone, and tells the house when it can.
import { randomBytes } from 'node:crypto';
import { seeing } from '../support/camera.js';
import { mornings, phone, state, type, verdict } from '../support/meeting.js';
import { axeClean, expect, fits, logIn } from '../support/test.js';

const test = mornings();

// The screen is a script: without one there is the tour desk.
test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'needs JavaScript');
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const settled = (page) => page.getByRole('button', { name: /^Lunas, masukkan/ });
const line = (page, number) => page.locator('[data-slot=parties] > li', { hasText: number });

test('opened once, it works without a network and tells later', async ({ browser, today, picture }, info) => {
    const { context, page } = await phone(browser, today, 'guide', info.project.use);
    await expect(state(page)).toContainText('Daring');
    await axeClean(page);
    await fits(page);
    await picture(page, 'meeting-online');

    await context.setOffline(true);
    await page.reload();
    await expect(page.getByRole('heading', { level: 2, name: /Militer/ })).toBeVisible();
    await expect(state(page)).toContainText('Luring');

    // By number: cash is still due, is taken, and the party is in, for now.
    await type(page, today.cash.number.toLowerCase());
    await expect(verdict(page)).toContainText('Belum lunas');
    await axeClean(page);
    await picture(page, 'meeting-unpaid');
    await settled(page).click();
    await expect(verdict(page)).toContainText('Boleh masuk');
    await expect(verdict(page)).toContainText('Sementara');
    await axeClean(page);
    await picture(page, 'meeting-in');
    await type(page, today.cash.number);
    await expect(verdict(page), 'at once, on the same phone').toContainText('Sudah dipakai');

    // What was promised is weighed.
    await line(page, today.waste.number).getByRole('button').click();
    const scale = verdict(page);
    await expect(scale).toContainText('Dijanjikan: 5 kg');
    await page.getByLabel('Nomor kartu bank sampah').waitFor({ state: 'hidden' });
    await page.locator('select[name=material]').selectOption('PL-01');
    await page.locator('input[name=gross]').fill('-3');
    await expect(scale).toContainText('Tidak boleh negatif.');
    await page.getByLabel('Catatan, bila ada kejadian').fill('Menunggu hujan reda');
    await page.locator('input[name=gross]').fill('3,5');
    await page.getByText('Wadah', { exact: false }).first().click();
    await page.locator('input[name=tare]').fill('0,5');
    await expect(scale.locator('[data-slot=worth]')).toHaveText('Rp12.000');
    await page.reload();
    await expect(page.locator('input[name=tare]'), 'nothing typed is lost').toHaveValue('0,5');
    await expect(page.getByLabel('Catatan, bila ada kejadian')).toHaveValue('Menunggu hujan reda');
    await expect(scale.locator('[data-slot=worth]')).toHaveText('Rp12.000');
    await expect(scale.locator('[data-slot=cash]')).toHaveText('Rp23.000');
    await settled(page).click();
    await expect(scale, 'waste is somebody’s').toContainText('Bukan nomor kartu');
    await page.getByLabel('Nomor kartu bank sampah').fill(today.card);
    await axeClean(page);
    await picture(page, 'meeting-scale');
    await settled(page).click();
    await expect(verdict(page)).toContainText('Boleh masuk');

    await type(page, 'TR-000000-0000000');
    await expect(verdict(page)).toContainText('Tidak ada di daftar');
    await type(page, randomBytes(60).toString('hex').slice(0, 100));
    await expect(verdict(page)).toContainText('Bukan tiket kami');

    await page.getByLabel('Jumlah orang').fill('banyak');
    await page.getByRole('button', { name: 'Catat' }).click();
    await expect(page.getByText('Tulis jumlahnya dengan angka.')).toBeVisible();
    await page.getByLabel('Jumlah orang').fill('4');
    await page.getByRole('button', { name: 'Catat' }).click();
    await expect(page.getByText(/^Berangkat .*: 4 dari 4 orang$/)).toBeVisible();
    await expect(state(page)).toContainText('5 belum terkirim');
    await page.reload();
    await expect(state(page), 'nothing is lost').toContainText('5 belum terkirim');
    await fits(page);
    await picture(page, 'meeting-offline');

    await context.setOffline(false);
    await expect(state(page)).toContainText('Semua terkirim');
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
    const [guide, planner] = [await phone(browser, today, 'guide', info.project.use), await phone(browser, today, 'planner', info.project.use)];
    for (const { context, page } of [guide, planner]) {
        await context.setOffline(true);
        await type(page, today.more.number);
        await settled(page).click();
        await expect(verdict(page)).toContainText('Boleh masuk');
    }
    await guide.context.setOffline(false);
    await expect(verdict(guide.page)).toContainText('Terkirim');
    await planner.context.setOffline(false);
    await expect(verdict(planner.page)).toContainText('Sudah dipakai');
    await expect(verdict(planner.page)).toContainText('Lebih dulu: Ujang Pemandu');
    const conflicts = planner.page.locator('[data-slot=conflicts] > li');
    await expect(conflicts).toHaveCount(2);
    await expect(conflicts.filter({ hasText: 'Sudah dilunasi di tempat lain' })).toHaveCount(1);
    await axeClean(planner.page);
    await fits(planner.page);
    await picture(planner.page, 'meeting-conflicts');
    // A person decides with the house: so it is decided for all.
    await conflicts.filter({ hasText: 'Sudah dilunasi' }).getByRole('link', { name: 'Putuskan' }).click();
    const paid = planner.page.locator('.party-card', { hasText: 'nothing_due' });
    await paid.locator('input[name=note]').fill('Uangnya dikembalikan');
    await paid.getByRole('button', { name: 'Putuskan' }).click();
    await expect(planner.page.getByText('Keputusan tersimpan.')).toBeVisible();
    await planner.page.goto('/titik-kumpul');
    await planner.page.goto(`/titik-kumpul#${today.departure}`);
    await expect(conflicts).toHaveCount(1);
    for (const { context } of [guide, planner]) await context.close();
});

test('a session that ends loses nothing, and leaving forgets the names', async ({ browser, today }, info) => {
    const { context, page } = await phone(browser, today, 'guide', info.project.use);
    await context.setOffline(true);
    await page.getByText('Pulang', { exact: true }).click();
    await page.getByLabel('Jumlah orang').fill('4');
    await page.getByRole('button', { name: 'Catat' }).click();
    await expect(state(page)).toContainText('1 belum terkirim');
    await context.clearCookies({ name: 'sentra_sid' });
    await context.setOffline(false);
    await expect(page.getByText('Sesi berakhir')).toBeVisible();
    await page.getByRole('link', { name: 'Masuk lagi' }).click();
    await expect(page).toHaveURL(/\/masuk/);
    const somebody = page;
    await logIn(somebody, 'planner');
    await page.goto('/titik-kumpul');
    await expect(page.getByText('Milik petugas lain'), 'not under another name').toBeVisible();
    await expect(state(page)).toContainText('1 belum terkirim');
    await expect(page.locator('[data-slot=kept] > li'), 'nor are the names for them').toHaveCount(0);

    await page.goto('/akun');
    const leave = () => page.locator('form[action="/keluar"] button').first();
    await leave().evaluate((button) => button.form.requestSubmit(button));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Masih ada yang belum terkirim');
    await axeClean(page);
    await page.getByRole('button', { name: 'Keluar dan buang' }).click();
    await expect(page).toHaveURL(/\/$/);
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
    const { context, page } = await phone(eyes, today, 'guide', { ...info.project.use, permissions: ['camera'] });
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Pindai tiket' }).click();
    await expect(verdict(page)).toContainText('Belum lunas', { timeout: 20_000 });
    await expect(verdict(page)).toContainText(today.scanned.number);
    await expect(page.locator('video'), 'the camera is closed').toBeHidden();
    await settled(page).click();
    await expect(verdict(page)).toContainText('Boleh masuk');
    await page.getByRole('button', { name: 'Pindai tiket' }).click();
    await expect(verdict(page)).toContainText('Sudah dipakai', { timeout: 20_000 });
    await picture(page, 'meeting-scanned');
    await context.setOffline(false);
    await expect(state(page)).toContainText('Semua terkirim');
    await eyes.close();
});
