// Somebody else is quicker: the checkout says what ran short, keeps what was typed, and leads on.
import { axeClean, expect, fits, logIn, test } from '../support/test.js';
import { setStock } from '../support/selling.js';
import { addToCart, chooseDelivery, choosePayment, fillContact, partOf, place, pressPlace } from '../support/shopping.js';

const SHOP = 'Saung Sampeu Demo'; // PEOPLE.merchant's
const SHORT = { slug: 'rasi-beras-singkong-500-g', name: 'Rasi Beras Singkong 500 g' };
const GONE = { slug: 'rasi-beras-singkong-1-kg', name: 'Rasi Beras Singkong 1 kg' };
const TYPED = { name: 'Teh Rini', phone: '0813-3333-4444', email: 'rini@contoh.test', kelurahan: 'Cibeber', street: 'Jl. Ibu Ganirah No. 8' };
const NOTE = 'Tolong dibungkus kado.';

async function typedIsThere(page) {
    for (const field of ['name', 'phone', 'email', 'street']) await expect(page.locator(`[name=${field}]`), field).toHaveValue(TYPED[field]);
    await expect(page.locator('select[name=kelurahan] option:checked')).toHaveText(TYPED.kelurahan);
}

let merchant;

test.beforeEach(async ({ newPage }) => {
    merchant = await newPage();
    await logIn(merchant, 'merchant');
    await setStock(merchant, SHORT.name, 9);
    await setStock(merchant, GONE.name, 9);
});

test('some of the goods run short in the middle of the checkout', async ({ page, picture }) => {
    await addToCart(page, SHORT.slug, 3);
    await addToCart(page, GONE.slug, 1);
    await page.goto('/checkout');
    await fillContact(page, TYPED);
    await chooseDelivery(page, SHOP, 'flat_courier');
    await page.locator('textarea[name^=note-]').fill(NOTE);
    await choosePayment(page, 'cash');
    await setStock(merchant, SHORT.name, 1);
    await setStock(merchant, GONE.name, 0);

    expect(await pressPlace(page)).toBe(422);
    const alert = page.getByRole('alert').filter({ hasText: 'Sebagian barang keburu habis' });
    await expect(alert).toContainText(`${SHORT.name} (${SHOP}): tinggal 1`);
    await expect(alert).toContainText(`${GONE.name} (${SHOP}): habis`);
    await typedIsThere(page);
    await fits(page);
    await axeClean(page);
    await picture(page, 'sold-out');

    await alert.getByRole('button', { name: 'Sesuaikan keranjang' }).click();
    await expect(page.getByText('Keranjang sudah disesuaikan')).toBeVisible();
    await typedIsThere(page);
    await expect(page.locator('textarea[name^=note-]')).toHaveValue(NOTE);
    await expect(page.locator('input[type=radio][value=flat_courier]')).toBeChecked();
    await picture(page, 'sold-out-fixed');
    await place(page);
    await expect(partOf(page, SHOP).getByText('1 × Rp')).toBeVisible();
    await expect(partOf(page, SHOP)).not.toContainText(GONE.name);
});

test('everything is gone in the middle of the checkout', async ({ page, picture }) => {
    await addToCart(page, GONE.slug, 1);
    await page.goto('/checkout');
    await fillContact(page, TYPED);
    await setStock(merchant, GONE.name, 0);
    expect(await pressPlace(page)).toBe(422);
    await page.getByRole('button', { name: 'Sesuaikan keranjang' }).click();
    await expect(page.getByRole('heading', { name: 'Keranjangnya sudah kosong' })).toBeVisible();
    for (const words of Object.values(TYPED)) await expect(page.getByText(words)).toBeVisible();
    await fits(page);
    await axeClean(page);
    await picture(page, 'sold-out-empty');
});
