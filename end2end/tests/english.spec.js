// The same market in English, from the first page to the mail.
import { axeClean, expect, fits, logIn, newAddress, ownerOf, test } from '../support/test.js';
import { accept, pack, takeStep } from '../support/selling.js';
import { addToCart, chooseDelivery, choosePayment, fillContact, numberAt, partOf, place } from '../support/shopping.js';

const SHOP = 'Saung Sampeu Demo';

test('a guest buys in English', async ({ page, newPage, mailbox, picture }, info) => {
    const email = newAddress(info, 'emma');
    const inEnglish = async (name) => {
        await expect(page.locator('html')).toHaveAttribute('lang', 'en');
        expect(new URL(page.url()).pathname).toMatch(/^\/en(\/|$)/);
        await fits(page);
        await picture(page, `english-${name}`);
    };
    await page.goto('/en');
    await page.getByRole('search').getByRole('searchbox').or(page.getByRole('search').getByRole('combobox')).first().fill('casava rice');
    await page.keyboard.press('Enter');
    await inEnglish('search');
    await page.getByRole('main').getByRole('link', { name: 'Rasi Cassava Rice 500 g' }).click();
    await inEnglish('product');
    await addToCart(page, 'rasi-beras-singkong-500-g', 2, '/en');
    await inEnglish('cart');
    await page.goto('/en/checkout');
    await page.locator('input[name=name]').fill('Emma Hughes');
    await page.locator('input[name=phone]').fill('12');
    await page.locator('button[name=go][value=place]').last().click();
    await expect(page.locator('input[name=phone]')).toHaveAttribute('aria-invalid', 'true');
    await inEnglish('checkout-refused');
    await axeClean(page);
    await fillContact(page, { phone: '+62 813 7777 8888', email, kelurahan: 'Melong', street: 'Jl. Melong Asih 10' });
    await chooseDelivery(page, SHOP, 'flat_courier');
    await choosePayment(page, 'card');
    await page.locator('button[name=go][value=update]').last().click();
    await page.locator('button[name=go][value=place]').last().click();

    await expect(page).toHaveURL(/\/en\/bayar\/sandbox\//);
    await inEnglish('card');
    await axeClean(page);
    await page.locator('main button').first().click();
    await page.goto(await mailbox.wait(email, /^Please pay for order/).then((mail) => mail.links.find((link) => link.includes('/pesanan/'))));
    await inEnglish('order');
    await expect(page.getByText('Paid', { exact: true }).first()).toBeVisible();

    const number = await numberAt(page, SHOP);
    await mailbox.wait(email, /is paid$/);
    const merchant = await newPage();
    await logIn(merchant, ownerOf('saung-sampeu'));
    await accept(merchant, number);
    await mailbox.wait(email, new RegExp(`${SHOP} has accepted order ${number}`));
    await pack(merchant, number);
    await takeStep(merchant, number, 'dispatch', 'Pesanan sedang diantar.');
    const mail = await mailbox.wait(email, new RegExp(`${number} is on its way`));
    expect(mail.text, 'the link leads to the English page').toMatch(/\/en\/pesanan\//);
    await takeStep(merchant, number, 'hand_over', 'Pesanan diserahkan.');
    await page.reload();
    await partOf(page, SHOP).locator('form:has(input[value=complete]) button').click();
    await expect(partOf(page, SHOP).getByText('Completed').first()).toBeVisible();
    await inEnglish('completed');
});
