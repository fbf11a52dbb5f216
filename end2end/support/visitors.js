// Everybody who looks at the pages of pages.spec.js, and what has happened before they do: made once for all markets.
import { expect } from '@playwright/test';
import { waitForMail } from './mail.js';
import { logIn, PEOPLE, register } from './people.js';
import { deposit, registerMember } from './counter.js';
import { fillParty, hold, openBooking, pledge } from './touring.js';
import { addToCart, choosePayment, fillContact, numberAt, place } from './shopping.js';

const PRODUCT = 'eggroll-singkong-original';
const SHOP = 'Saung Sampeu Demo'; // PEOPLE.merchant's

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {{url: string, dataDir: string}} market
 * @returns {Promise<{cookies: Record<string, object[]>, ids: Record<string, string>}>} who one is, and what stands for {…} in an address
 */
export async function visitors(browser, market) {
    const cookies = { anonymous: [] };
    const ids = {};
    const as = async (role, act) => {
        const context = await browser.newContext({ baseURL: market.url });
        await act(await context.newPage());
        cookies[role] = await context.cookies();
        await context.close();
    };
    const order = async (page, method) => {
        await addToCart(page, PRODUCT);
        await page.goto('/checkout');
        await fillContact(page, { name: 'Rina', phone: '0813-4444-5555', email: PEOPLE.shopper.login });
        await choosePayment(page, method);
    };
    const last = (url) => new URL(url).pathname.split('/').pop();

    await as('guest', async (page) => {
        await addToCart(page, PRODUCT, 2);
        await addToCart(page, 'kopi-arabika-burangrang-200-g'); // of a second shop
    });
    await as('shopper', async (page) => {
        await logIn(page, 'shopper');
        await order(page, 'cash');
        ids.secret = last(await place(page));
        ids.number = await numberAt(page, SHOP);
        await order(page, 'card');
        await page.locator('button[name=go][value=place]').last().click();
        await expect(page).toHaveURL(/\/bayar\/sandbox\//);
        ids.reference = last(page.url());
        await addToCart(page, PRODUCT);
    });
    await as('forgetful', async (page) => {
        await page.goto('/lupa-sandi');
        await page.locator('input[name=email]').fill(PEOPLE.shopper.login);
        await page.getByRole('button', { name: 'Kirim tautan' }).click();
        const mail = await waitForMail(market.dataDir, PEOPLE.shopper.login, /sandi/i);
        ids.token = last(mail.links.find((link) => link.includes('/reset/')));
    });
    await as('opener', async (page) => {
        await register(page, { name: 'Bu Opik', login: `opik-${Date.now()}@contoh.test`, password: 'jembatan bambu di hulu' });
        await page.goto('/buka-toko/cerita');
        await page.locator('input[name=name]').fill('Warung Bu Opik');
        await page.locator('input[name=phone]').fill('0812-9876-5432');
        await page.locator('textarea[name=story_id]').fill('Nasi kuning dan gorengan setiap pagi.');
        await page.getByRole('button', { name: 'Simpan dan lanjut' }).click();
        await expect(page).toHaveURL(/\/alamat$/);
    });
    await as('merchant', async (page) => {
        await logIn(page, 'merchant');
        await page.goto('/dagang/produk');
        await page.getByRole('main').getByRole('link', { name: 'Eggroll Singkong Cokelat', exact: true }).click();
        ids.product = last(page.url());
        await page.goto(`/dagang/produk/${ids.product}/izin`);
        await page.locator('input[name=pirt_number]').fill('3063306010072-31');
        await page.locator('form', { has: page.locator('input[name=pirt_number]') }).getByRole('button').first().click();
        await expect(page.getByText('Terkirim ke petugas.')).toBeVisible();
    });
    await as('officer', async (page) => {
        await logIn(page, 'officer');
        await page.goto('/petugas?keadaan=approved');
        await page.getByRole('main').getByRole('link', { name: /Demo$/ }).first().click();
        ids.shop = last(page.url());
    });
    await as('admin', (page) => logIn(page, 'admin'));
    await as('operator', async (page) => {
        await logIn(page, 'operator');
        await page.goto('/loket');
        await page.getByRole('main').getByRole('link', { name: 'Bank Sampah Sampeu Demo' }).click();
        ids.unit = last(page.url());
        ids.today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Jakarta' });
        ids.member = await registerMember(page, 'Bu Tati');
        ids.slip = await deposit(page, [{ material: 'PL-01', gross: '2,5' }]);
        ids.held = (await page.locator('a[href*="/bukti/"]').getAttribute('href')).split('/').pop();
    });
    await as('planner', async (page) => {
        await logIn(page, 'planner');
        await page.goto('/meja-wisata/tempat');
        await page.getByRole('main').getByRole('link', { name: 'Alun-alun Cimahi', exact: true }).click();
        ids.square = new URL(page.url()).pathname.split('/')[3];
        await openBooking(page);
        ids.departure = last(page.url());
        await fillParty(page);
        ids.booking = await hold(page);
        // Another party, which has promised waste.
        await openBooking(page);
        await fillParty(page);
        await hold(page);
        await pledge(page, 'PL-01', '5');
        await page.getByRole('button', { name: 'Setuju dan pesan' }).click();
        ids.promised = (await page.getByRole('heading', { level: 1 }).textContent()).trim().split(' ').pop();
    });
    await as('guide', (page) => logIn(page, 'guide'));
    for (const who of ['base', 'elder']) {
        await as(who, async (page) => {
            await logIn(page, who);
            await page.goto('/meja-wisata');
            await page.locator('main a[href*="/meja-wisata/tempat/"]').first().click();
            ids[who] = last(page.url());
        });
    }
    return { cookies, ids };
}
