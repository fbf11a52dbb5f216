// A session ends in the middle of the checkout: what was typed goes along through the log-in.
import { axeClean, expect, fits, logIn, newAddress, register, test } from '../support/test.js';
import { addToCart, chooseDelivery, choosePayment, fillContact, place, pressPlace } from '../support/shopping.js';

const PASSWORD = 'kebun teh di kabut pagi';
const SHOP = 'Saung Sampeu Demo';
const TYPED = { name: 'Bu Lilis', phone: '0813-5555-6666', kelurahan: 'Citeureup', street: 'Gg. Melati No. 3, pagar hijau' };
const NOTE = 'Titip di warung sebelah.';

/** How a session can end: on another device, or with the browser's own memory. */
const ENDS = {
    'on another device': async ({ newPage, who }) => {
        const other = await newPage();
        await logIn(other, who);
        await other.goto('/akun');
        await other.getByRole('main').getByRole('button', { name: 'Keluar dari semua perangkat' }).click();
        await expect(other).toHaveURL(/\/masuk/);
    },
    'with its cookie': async ({ page }) => page.context().clearCookies(),
};

for (const [how, end] of Object.entries(ENDS)) {
    test(`what was typed outlives a session that ended ${how}`, async ({ page, newPage, picture }, info) => {
        const who = { name: 'Lilis', login: newAddress(info, 'lilis'), password: PASSWORD };
        await register(page, who);
        await addToCart(page, 'rasi-beras-singkong-500-g', 2);
        await page.goto('/checkout');
        await fillContact(page, TYPED);
        await chooseDelivery(page, SHOP, 'flat_courier');
        await page.locator('textarea[name^=note-]').fill(NOTE);
        await choosePayment(page, 'card');
        await end({ page, newPage, who });

        expect(await pressPlace(page)).toBe(422);
        await expect(page.getByRole('heading', { name: 'Sesi Anda sudah berakhir' })).toBeVisible();
        for (const words of [...Object.values(TYPED), NOTE]) await expect(page.getByText(words)).toBeVisible();
        await fits(page);
        await axeClean(page);
        await picture(page, `session-${how.replaceAll(' ', '-')}`);

        await page.locator('input[name=login]').fill(who.login);
        await page.locator('input[name=password]').fill('bukan ini kata sandinya');
        await page.locator('input[name=password]').press('Enter');
        await expect(page.getByText('tidak cocok')).toBeVisible();
        await page.locator('input[name=password]').fill(PASSWORD);
        await page.locator('input[name=password]').press('Enter');

        await expect(page).toHaveURL(/\/checkout/);
        for (const field of ['name', 'phone', 'street']) await expect(page.locator(`[name=${field}]`), field).toHaveValue(TYPED[field]);
        await expect(page.locator('select[name=kelurahan] option:checked')).toHaveText(TYPED.kelurahan);
        await expect(page.locator('textarea[name^=note-]')).toHaveValue(NOTE);
        await expect(page.locator('input[type=radio][value=flat_courier]')).toBeChecked();
        await expect(page.locator('input[name=method][value=card]')).toBeChecked();
        await picture(page, `session-back-${how.replaceAll(' ', '-')}`);

        await choosePayment(page, 'cash');
        await place(page);
        await expect(page.getByText(TYPED.street)).toBeVisible();
    });
}
