// What shoppers do in more than one test. `lang` is '' or '/en'.
import { expect } from '@playwright/test';

const PLACE = 'button[name=go][value=place]';

/** From a product's page into the cart. */
export async function addToCart(page, slug, quantity = 1, lang = '') {
    await page.goto(`${lang}/produk/${slug}`);
    await page.locator('input[name=quantity]').fill(String(quantity));
    await page.locator('form[action$="/keranjang/tambah"] button[type=submit]').click();
    await expect(page).toHaveURL(/\/keranjang$/);
}

/** Who orders, and where to; what is left out stays as it is. */
export async function fillContact(page, { name, phone, email, kelurahan, street }) {
    if (name !== undefined) await page.locator('input[name=name]').fill(name);
    if (phone !== undefined) await page.locator('input[name=phone]').fill(phone);
    if (email !== undefined) await page.locator('input[name=email]').fill(email);
    if (kelurahan !== undefined) await page.locator('select[name=kelurahan]').selectOption({ label: kelurahan });
    if (street !== undefined) await page.locator('textarea[name=street]').fill(street);
}

/** @param {'pickup' | 'own_courier' | 'flat_courier'} kind */
export async function chooseDelivery(page, shop, kind) {
    await page.getByRole('group', { name: shop }).locator(`input[type=radio][value=${kind}]`).check();
}

export const choosePayment = (page, method) => page.locator(`input[name=method][value=${method}]`).check();

/**
 * Presses “place the order”.
 * @returns {Promise<number>} the status of the answer: 303 on to the order, 422 the same page with something to say
 */
export async function pressPlace(page) {
    const answer = page.waitForResponse((response) => response.request().method() === 'POST' && /\/checkout$/.test(response.url()));
    await page.locator(PLACE).last().click();
    const status = (await answer).status();
    await page.waitForLoadState();
    return status;
}

/**
 * Places the order; where the page first shows the whole sum, that is agreed to.
 * @returns {Promise<string>} the address of the order's page
 */
export async function place(page) {
    if ((await pressPlace(page)) === 422) await pressPlace(page);
    await expect(page).toHaveURL(/\/pesanan\//);
    return page.url();
}

/** The part of an order's page that is about one shop. */
export const partOf = (page, shop) => page.locator('section.card', { has: page.getByRole('heading', { name: shop }) });

/** The number of that part, as the shop knows it. */
export async function numberAt(page, shop) {
    return /SN-\d{6}-[0-9A-Z]{7}-[0-9A-Z]+/.exec(await partOf(page, shop).innerText())[0];
}
