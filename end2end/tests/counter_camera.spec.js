// Behind a counter the camera reads a member's card, so that nobody types nine digits.
import { seeing } from '../support/camera.js';
import { deposit, registerMember } from '../support/counter.js';
import { axeClean, expect, fits, logIn, test } from '../support/test.js';

const button = (page) => page.getByRole('button', { name: 'Pindai kartu' });
const inFront = (page, name, options) => expect(page.getByRole('heading', { level: 1 })).toHaveText(`Setoran ${name}`, options);

async function toCounter(page) {
    await logIn(page, 'operator');
    await page.goto('/loket');
    await page.getByRole('main').getByRole('link', { name: 'Bank Sampah Baros Demo' }).click();
}

/** A picture of the code on a page, as large as somebody holds it. */
async function codeOn(page) {
    const code = page.locator('svg.qr').first();
    await code.evaluate((svg) => (svg.style.width = '240px'));
    return code.screenshot();
}

/** The phone of an operator who looks at it with the camera, at the counter. */
async function lookingAt(code, { browser, market }, info) {
    const eyes = await seeing(browser, code, info);
    const context = await eyes.newContext({ ...info.project.use, baseURL: market.url, permissions: ['camera'] });
    const phone = await context.newPage();
    await toCounter(phone);
    await expect(button(phone)).toBeVisible();
    return { eyes, phone };
}

test('without a script there is no camera, and the number is typed', async ({ page, js }, info) => {
    test.skip(js, 'with a script there may be one');
    await toCounter(page);
    const counter = page.url();
    const name = `Bu Eti ${info.project.name}`;
    await registerMember(page, name);
    await page.goto(`${page.url()}/kartu`);
    const number = (await page.locator('.member-number').textContent()).trim();
    await page.goto(counter);
    await expect(button(page)).toBeHidden();
    await page.locator('#f-q').fill(number);
    await page.getByRole('main').getByRole('button', { name: 'Cari', exact: true }).click();
    await inFront(page, name);
});

test('the camera reads a card, and its member is in front of the scale', async ({ page, browser, market, js, picture }, info) => {
    test.skip(!js, 'the camera needs a script');
    await toCounter(page);
    const name = `Pak Oman ${info.project.name}`;
    await registerMember(page, name);
    await page.goto(`${page.url()}/kartu`);
    const { eyes, phone } = await lookingAt(await codeOn(page), { browser, market }, info);
    await fits(phone);
    await axeClean(phone);
    await picture(phone, 'counter-scan');
    await button(phone).click();
    await inFront(phone, name, { timeout: 20_000 });
    await eyes.close();
});

test('another code is not taken for a card', async ({ page, browser, market, js }, info) => {
    test.skip(!js, 'the camera needs a script');
    await toCounter(page);
    await registerMember(page, `Bu Imas ${info.project.name}`);
    await deposit(page, [{ material: 'PL-01', gross: '1' }]); // a slip has a code, too
    const { eyes, phone } = await lookingAt(await codeOn(page), { browser, market }, info);
    await button(phone).click();
    await expect(phone.getByText('Itu bukan kode kartu bank sampah.')).toBeVisible({ timeout: 20_000 });
    await expect(phone.locator('video'), 'it goes on looking').toBeVisible();
    await phone.getByRole('button', { name: 'Tutup kamera' }).click();
    await expect(phone.locator('video')).toBeHidden();
    await eyes.close();
});
