// An order that is not wanted any more: cancelled at once, or after asking the shop. What was held comes back to the shelf.
import { axeClean, expect, fits, logIn, newAddress, PEOPLE, test } from '../support/test.js';
import { accept, pack, setStock, stockOf } from '../support/selling.js';
import { addToCart, choosePayment, fillContact, numberAt, partOf, place } from '../support/shopping.js';

const SHOP = 'Saung Sampeu Demo'; // PEOPLE.merchant's
const [ORIGINAL, CHOCOLATE, RICE] = [
    { slug: 'eggroll-singkong-original', name: 'Eggroll Singkong Original' },
    { slug: 'eggroll-singkong-cokelat', name: 'Eggroll Singkong Cokelat' },
    { slug: 'rasi-beras-singkong-1-kg', name: 'Rasi Beras Singkong 1 kg' },
];

/** A guest who fetches three of it: of five, two are left. */
async function order(page, merchant, product, info) {
    await logIn(merchant, 'merchant');
    await setStock(merchant, product.name, 5);
    await addToCart(page, product.slug, 3);
    await page.goto('/checkout');
    const email = newAddress(info, 'batal');
    await fillContact(page, { name: 'Kang Dadang', phone: '0813-1111-2222', email });
    await choosePayment(page, 'cash');
    await place(page);
    expect(await stockOf(merchant, product.name)).toBe(2);
    return { email, number: await numberAt(page, SHOP) };
}

/** The shopper asks, with a reason; without one the question is not put. */
async function ask(page, reason) {
    await page.reload();
    const part = partOf(page, SHOP);
    await part.locator('summary', { hasText: 'Minta pembatalan' }).click();
    await part.getByRole('button', { name: 'Kirim permintaan' }).click();
    await expect(page.getByText('Tulis alasannya, singkat saja.').first()).toBeVisible();
    await axeClean(page);
    await part.locator('textarea[name=reason]').fill(reason);
    await part.getByRole('button', { name: 'Kirim permintaan' }).click();
    await expect(page.getByText('Permintaan sudah dikirim.')).toBeVisible();
    await expect(part.getByText(reason).first()).toBeVisible();
}

test('a shopper cancels soon after the order', async ({ page, newPage, mailbox, picture }, info) => {
    const merchant = await newPage();
    const { number } = await order(page, merchant, ORIGINAL, info);
    const part = partOf(page, SHOP);
    await part.locator('summary', { hasText: 'Batalkan pesanan' }).click();
    await part.locator('textarea[name=reason]').fill('Salah pilih rasa.');
    await picture(page, 'cancel-question');
    await part.getByRole('button', { name: 'Ya, batalkan' }).click();
    await expect(page.getByText('Pesanan sudah dibatalkan.')).toBeVisible();
    await expect(part.getByText('Anda membatalkan pesanan ini.')).toBeVisible();
    await expect(part.getByRole('button')).toHaveCount(0);
    await fits(page);
    await axeClean(page);
    await picture(page, 'cancel-done');
    const mail = await mailbox.wait(PEOPLE.merchant.login, new RegExp(`${number} dibatalkan`));
    expect(mail.text, 'the shop learns why').toContain('Salah pilih rasa.');
    expect(await stockOf(merchant, ORIGINAL.name), 'back on the shelf, once').toBe(5);
});

test('the shop agrees to cancel', async ({ page, newPage, mailbox, picture }, info) => {
    const merchant = await newPage();
    const { email, number } = await order(page, merchant, CHOCOLATE, info);
    await accept(merchant, number);
    await pack(merchant, number);
    await ask(page, 'Acaranya diundur.');
    await picture(page, 'cancel-asked');

    await merchant.goto('/dagang');
    await expect(merchant.getByText('minta batal dan menunggu jawaban')).toBeVisible();
    await merchant.goto(`/dagang/pesanan/${number}`);
    await expect(merchant.getByText('Acaranya diundur.').first()).toBeVisible();
    await fits(merchant);
    await axeClean(merchant);
    await picture(merchant, 'cancel-asked-shop');
    await merchant.getByRole('button', { name: 'Setuju, batalkan' }).click();
    await expect(merchant.getByText('Pesanan dibatalkan.')).toBeVisible();

    await mailbox.wait(email, new RegExp(`${number} dibatalkan`));
    await page.reload();
    await expect(partOf(page, SHOP).getByText('Dibatalkan atas permintaan Anda.')).toBeVisible();
    expect(await stockOf(merchant, CHOCOLATE.name), 'back on the shelf, once').toBe(5);
});

test('the shop refuses to cancel', async ({ page, newPage, mailbox, picture }, info) => {
    const merchant = await newPage();
    const { email, number } = await order(page, merchant, RICE, info);
    await accept(merchant, number);
    await pack(merchant, number);
    await ask(page, 'Berubah pikiran.');

    await merchant.goto(`/dagang/pesanan/${number}`);
    await merchant.locator('summary', { hasText: 'Tidak setuju' }).click();
    await merchant.getByRole('button', { name: 'Tidak setuju' }).click();
    await expect(merchant.getByText('Wajib diisi.').first()).toBeVisible();
    await axeClean(merchant);
    await merchant.locator('#f-refuse').fill('Sudah kami kemas khusus untuk Anda.');
    await merchant.getByRole('button', { name: 'Tidak setuju' }).click();
    await expect(merchant.getByText('Pesanan jalan terus.')).toBeVisible();

    const mail = await mailbox.wait(email, new RegExp(`${number} tetap diproses`));
    expect(mail.text).toContain('Sudah kami kemas khusus');
    await page.reload();
    const part = partOf(page, SHOP);
    await expect(part.getByText('Sudah dikemas').first()).toBeVisible();
    await expect(part.getByText('Toko menolak pembatalan')).toBeVisible();
    await picture(page, 'cancel-refused');
    expect(await stockOf(merchant, RICE.name), 'still held for the order').toBe(2);
});
