// Who sells in English: an account, a shop, a product and an order, each page and each mail in the merchant's language.
import { axeClean, expect, fits, logIn, newAddress, test } from '../support/test.js';
import { addToCart, chooseDelivery, choosePayment, fillContact, numberAt, place } from '../support/shopping.js';

test('a merchant opens a shop and sells in English', async ({ page, newPage, mailbox, picture }, info) => {
    test.setTimeout(120_000);
    const stamp = Date.now().toString(36);
    const shop = { name: `Nana's Jam ${stamp}` };
    const email = newAddress(info, 'nana');
    const main = page.getByRole('main');
    const next = () => main.getByRole('button', { name: 'Save and go on' }).click();
    const inEnglish = async (name) => {
        await expect(page.locator('html')).toHaveAttribute('lang', 'en');
        expect(new URL(page.url()).pathname).toMatch(/^\/en\//);
        await fits(page);
        await picture(page, `merchant-english-${name}`);
    };

    await test.step('an account', async () => {
        await page.goto('/en/daftar');
        await page.locator('input[name=name]').fill('Nana Lestari');
        await page.locator('input[name=login]').fill(email);
        await page.locator('input[name=password]').fill('jam on a rainy hill');
        await page.getByRole('button', { name: 'Create account' }).click();
        await expect(page).toHaveURL(/\/en\/akun$/);
    });

    await test.step('a shop, step by step', async () => {
        await page.goto('/en/buka-toko/cerita');
        await page.locator('input[name=name]').fill(shop.name);
        await main.locator('summary', { hasText: 'In English' }).click();
        await page.locator('textarea[name=story_en]').fill('Small pots of jam, cooked in the morning.');
        await page.locator('textarea[name=story_id]').fill('Selai dalam botol kecil, dimasak pagi hari.');
        await page.locator('input[name=phone]').fill('0812 9999 1234');
        await inEnglish('about');
        await next();
        await expect(page).toHaveURL(/\/en\/buka-toko\/alamat$/);
        await page.locator('textarea[name=street]').fill('Jl. Cibeber No. 3');
        await page.locator('select[name=kelurahan]').selectOption({ label: 'Cibeber' });
        await next();
        await page.locator('input[name=mon_from]').fill('08:00');
        await page.locator('input[name=mon_to]').fill('17:00');
        await next();
        await page.locator('input[name=pickup]').check();
        await page.locator('input[name=pay_at_pickup]').check();
        await next();
        await page.locator('input[name=bank]').fill('bank bjb');
        await page.locator('input[name=number]').fill('0012345679');
        await page.locator('input[name=holder]').fill('Nana Lestari');
        await next();
        await expect(page).toHaveURL(/\/en\/buka-toko\/periksa$/);
        await inEnglish('review');
        await main.locator('form[method=post] button[type=submit]').last().click();
        await inEnglish('sent');
    });

    await test.step('an officer approves, and the mail is in English', async () => {
        const office = await newPage();
        await logIn(office, 'officer');
        await office.goto('/petugas');
        await office.getByRole('link', { name: shop.name }).click();
        await office.locator('button[name=go][value=approve]').click();
        const mail = await mailbox.wait(email, /is open/);
        expect(mail.text).toContain('/en/');
    });

    const product = `Snakefruit Jam ${stamp}`;
    let path;
    await test.step('a product', async () => {
        await page.goto('/en/dagang/produk/baru');
        await page.locator('input[name=name_id]').fill(`Selai Salak ${stamp}`);
        await main.locator('summary', { hasText: 'In English' }).click();
        await page.locator('input[name=name_en]').fill(product);
        await page.locator('select[name=category]').selectOption({ index: 1 });
        await page.locator('input[name=unit]').fill('botol');
        await page.locator('input[name=price]').fill('0');
        await page.locator('input[name=stock]').fill('4');
        await page.locator('input[name=weight]').fill('200');
        await page.getByRole('button', { name: 'Save as a draft' }).click();
        await expect(page.locator('input[name=price]')).toHaveAttribute('aria-invalid', 'true');
        await inEnglish('product-refused');
        await axeClean(page);
        await page.locator('input[name=price]').fill('24.000');
        await page.getByRole('button', { name: 'Save as a draft' }).click();
        await page.getByRole('button', { name: 'Publish' }).click();
        await expect(page.getByText('Published. Shoppers can find it now.')).toBeVisible();
        await inEnglish('published');
        path = await page.locator('main a[href*="/produk/"]').first().getAttribute('href');
    });

    await test.step('an order from first to last', async () => {
        const buyer = await newPage();
        await addToCart(buyer, path.split('/').pop(), 1, '/en');
        await buyer.goto('/en/checkout');
        await fillContact(buyer, { name: 'Tom Reed', phone: '0813-1111-0000' });
        await chooseDelivery(buyer, shop.name, 'pickup');
        await choosePayment(buyer, 'cash');
        await place(buyer);
        const number = await numberAt(buyer, shop.name);
        await mailbox.wait(email, new RegExp(`New order ${number}`));
        const step = async (what, said) => {
            await page.goto(`/en/dagang/pesanan/${number}`);
            await page.locator('form', { has: page.locator(`input[name=do][value=${what}]`) }).getByRole('button').click();
            await expect(page.getByRole('status').filter({ hasText: said })).toBeVisible();
        };
        await page.goto('/en/dagang');
        await inEnglish('dashboard');
        await step('accept', 'The order is accepted. Next: pack it.');
        await inEnglish('accepted');
        await step('pack', 'Packed.');
        await step('make_ready', 'ready');
        await step('hand_over', 'The order is handed over.');
        await inEnglish('handed-over');
        await axeClean(page);
        for (const paper of ['slip', 'faktur']) {
            await page.goto(`/en/dagang/pesanan/${number}/${paper}`);
            await expect(page.locator('html')).toHaveAttribute('lang', 'en');
            await picture(page, `merchant-english-${paper}`);
        }
    });
});
