// An account: made, left, entered again, its password forgotten.
import { axeClean, expect, newAddress, register, test } from '../support/test.js';

const PASSWORD = 'kolecer biru di lereng';

/** On the page of the log-in. */
async function enter(page, login, password) {
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[name=password]').fill(password);
    await page.locator('input[name=password]').press('Enter');
}

test('a person makes an account, leaves and comes back', async ({ page, picture }, info) => {
    await page.goto('/daftar');
    await axeClean(page);

    const email = newAddress(info, 'neneng');
    await page.locator('input[name=name]').fill('Neneng');
    await page.locator('input[name=login]').fill(email);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Buat akun' }).click();
    await expect(page).toHaveURL(/\/akun$/);
    await expect(page.getByText('Selamat datang di Sentra')).toBeVisible();
    await axeClean(page);
    await picture(page, 'account');

    await page.getByRole('main').getByRole('button', { name: 'Keluar', exact: true }).click();
    await page.goto('/akun');
    await expect(page).toHaveURL(/\/masuk/);

    await enter(page, email, 'bukan ini kata sandinya');
    await expect(page.getByText('tidak cocok')).toBeVisible();
    await expect(page.locator('input[name=login]'), 'what was typed is kept').toHaveValue(email);
    await axeClean(page);

    await enter(page, email, PASSWORD);
    await expect(page).toHaveURL(/\/akun$/);
});

test('a forgotten password is made anew by mail', async ({ page, newPage, mailbox }, info) => {
    const email = newAddress(info, 'ujang');
    await register(page, { name: 'Ujang', login: email, password: PASSWORD });

    const other = await newPage();
    await other.goto('/lupa-sandi');
    await axeClean(other);
    await other.locator('input[name=email]').fill(email);
    await other.getByRole('button', { name: 'Kirim tautan' }).click();
    await expect(other.getByRole('heading', { name: 'Periksa e-mail Anda' })).toBeVisible();

    const mail = await mailbox.wait(email, /sandi/i);
    await other.goto(mail.links.find((link) => link.includes('/reset/')));
    await axeClean(other);
    await other.locator('input[name=password]').fill('angklung tiga warna');
    await other.locator('input[name=password]').press('Enter');
    await expect(other).toHaveURL(/\/masuk/);
    await enter(other, email, 'angklung tiga warna');
    await expect(other).not.toHaveURL(/\/masuk/);

    await page.goto('/akun');
    await expect(page, 'the devices of before are logged out').toHaveURL(/\/masuk/);
    await other.goto(mail.links.find((link) => link.includes('/reset/')));
    await expect(other.getByRole('heading', { name: 'Tautan ini sudah tidak berlaku' })).toBeVisible();
});
