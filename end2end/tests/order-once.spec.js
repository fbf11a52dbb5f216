// A form that is sent twice is one order.
import { expect, logIn, test } from '../support/test.js';
import { addToCart, choosePayment, fillContact } from '../support/shopping.js';

test('a double click on “place the order” makes one order', async ({ page, newPage }, info) => {
    const name = `Kang Dobel ${info.project.name} ${Date.now()}`;
    await addToCart(page, 'rasi-beras-singkong-500-g', 1);
    await page.goto('/checkout');
    await fillContact(page, { name, phone: '0813-9999-0000' });
    await choosePayment(page, 'cash');
    await page.locator('button[name=go][value=place]').last().dblclick({ noWaitAfter: true });
    await expect(page).toHaveURL(/\/pesanan\//);
    const order = page.url();

    await test.step('and so does going back and pressing it again', async () => {
        await page.goBack();
        if (/\/checkout/.test(page.url()) && (await page.locator('button[name=go][value=place]').count()) > 0) {
            await page.locator('button[name=go][value=place]').last().click();
            await expect(page).toHaveURL(order);
        }
    });

    const merchant = await newPage();
    await logIn(merchant, 'merchant');
    await merchant.goto(`/dagang/pesanan?q=${encodeURIComponent(name)}`);
    await expect(merchant.getByRole('main').getByRole('link', { name })).toHaveCount(1);
});
