// A form that is not sent yet: it is there again after a log-in, a page that was left, and a phone that died.
import { axeClean, expect, fits, newAddress, register, test } from '../support/test.js';
import { fillParty, hold, openBooking } from '../support/touring.js';

const PASSWORD = 'kebun teh di kabut pagi';
const KEPT = /Isian Anda kami simpan sampai/;

const name = (page, row) => page.locator('input[name=name]').nth(row);
const logInFirst = (page) => page.getByRole('main').getByRole('button', { name: 'Masuk', exact: true }).first().click();

/** An account of its own, made elsewhere. */
async function account(newPage, info) {
    const who = { name: 'Neng', login: newAddress(info, 'neng'), password: PASSWORD };
    await register(await newPage(), who);
    return who;
}

async function enter(page, who) {
    await expect(page).toHaveURL(/\/masuk\?kembali=/);
    await page.locator('input[name=login]').fill(who.login);
    await page.locator('input[name=password]').fill(who.password);
    await page.locator('input[name=password]').press('Enter');
}

test('a party is there again after logging in, and gone once it is booked', async ({ page, newPage, picture }, info) => {
    const who = await account(newPage, info);
    const form = await openBooking(page);
    await expect(page.getByText(KEPT)).toBeHidden();
    await fillParty(page);
    await page.locator('textarea[name=needs]').fill('kursi roda');
    await logInFirst(page);
    await enter(page, who);
    await expect(page).toHaveURL(form);
    await expect(page.getByText(KEPT)).toBeVisible();
    await expect(name(page, 0)).toHaveValue('Neng Siti');
    await expect(name(page, 1)).toHaveValue('Anna de Vries');
    await expect(page.locator('select[name=category]').nth(1)).toHaveValue('student');
    await expect(page.locator('input[name=document]').first()).toHaveValue('3277015508900001');
    await expect(page.locator('textarea[name=needs]')).toHaveValue('kursi roda');
    await fits(page);
    await axeClean(page);
    await picture(page, 'tour-party-kept');

    await hold(page);
    await page.goto(form);
    await expect(page.getByText(KEPT)).toBeHidden();
    await expect(name(page, 0)).toHaveValue('');
});

test('a refused party is there again until it begins anew', async ({ page, newPage }) => {
    const form = await openBooking(page);
    await name(page, 0).fill('Neng Siti');
    await page.getByRole('button', { name: 'Tahan kursi' }).click();
    await expect(page.getByText('Isi 16 angka KTP, atau nomor paspor.').first()).toBeVisible();
    await page.goto('/wisata');
    await page.goto(form);
    await expect(name(page, 0)).toHaveValue('Neng Siti');
    const other = await newPage();
    await other.goto(form);
    await expect(name(other, 0), 'nobody else sees it').toHaveValue('');

    await page.getByRole('button', { name: 'Mulai dari awal' }).click();
    await expect(page).toHaveURL(form);
    await expect(page.getByText(KEPT)).toBeHidden();
    await expect(name(page, 0)).toHaveValue('');
});

test('how to pay is there again after logging in', async ({ page, newPage }, info) => {
    const who = await account(newPage, info);
    await openBooking(page);
    await fillParty(page);
    await hold(page);
    const home = page.url();
    await page.locator('select[name=material]').first().selectOption('PL-01');
    await page.locator('input[name=weight]').first().fill('7,5');
    await page.locator('input[name=rest][value=card]').check();
    await logInFirst(page);
    await enter(page, who);
    await expect(page).toHaveURL(home);
    await expect(page.getByText(KEPT)).toBeVisible();
    await expect(page.locator('select[name=material]').first()).toHaveValue('PL-01');
    await expect(page.locator('input[name=weight]').first()).toHaveValue('7,5');
    await expect(page.locator('input[name=rest][value=card]')).toBeChecked();
    await fits(page);
    await axeClean(page);
});

test('what is typed is kept while it is typed', async ({ page, js }) => {
    test.skip(!js, 'without scripts the buttons of the form keep it');
    const form = await openBooking(page);
    const kept = (words) => page.waitForResponse((answer) => answer.status() === 204 && (answer.request().postData() ?? '').includes(words));
    const first = kept('Neng');
    await name(page, 0).fill('Neng Siti');
    await first;
    const second = kept('kursi');
    await page.locator('select[name=category]').first().selectOption('student');
    await page.locator('textarea[name=needs]').fill('kursi roda');
    await second;
    await page.reload();
    await expect(page.getByText(KEPT)).toBeVisible();
    await expect(name(page, 0)).toHaveValue('Neng Siti');
    await expect(page.locator('select[name=category]').first()).toHaveValue('student');
    await expect(page.locator('textarea[name=needs]')).toHaveValue('kursi roda');

    // Left before the pause is over: told on the way out.
    await name(page, 0).fill('Siti Aminah');
    await page.goto('/wisata');
    await expect(async () => {
        await page.goto(form);
        await expect(name(page, 0)).toHaveValue('Siti Aminah', { timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
});
