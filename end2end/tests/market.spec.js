// The market's whole story: a stall opens, is looked at, lists a product, is found, sells, and hands over.
import { axeClean, expect, fits, logIn, newAddress, ownerOf, register, test } from '../support/test.js';
import { file, phonePhoto } from '../support/photo.js';
import { accept, pack, takeStep } from '../support/selling.js';
import { addToCart, chooseDelivery, choosePayment, fillContact, numberAt, partOf, place } from '../support/shopping.js';

const PASSWORD = 'angklung di lereng hijau';
const SECOND = { slug: 'rasi-beras-singkong-500-g', name: 'Rasi Beras Singkong 500 g', shop: 'Saung Sampeu Demo' };

test('a stall opens, is found, sells and hands over', async ({ page, newPage, browser, js, mailbox, picture, problems }, info) => {
    test.setTimeout(240_000);
    const stamp = Date.now().toString(36);
    const shop = { name: `Dapur Mang Ucup ${stamp}`, path: `/toko/dapur-mang-ucup-${stamp}` };
    const product = { name: `Keripik Singkong Balado Ucup ${stamp}`, photo: '', path: '' };
    const owner = { name: 'Ucup Supriatna', login: newAddress(info, 'ucup'), password: PASSWORD };
    const guest = { name: 'Ceu Entin', phone: '0813-2222-1111', email: newAddress(info, 'entin') };
    const stranger = await newPage();
    const office = await newPage();
    const seller2 = await newPage();
    const next = () => page.getByRole('main').getByRole('button', { name: 'Simpan dan lanjut' }).click();
    const look = async (where, name) => {
        await fits(where);
        await picture(where, `market-${name}`);
    };

    await test.step('a new account begins a shop', async () => {
        await register(page, owner);
        await page.goto('/buka-toko');
        await look(page, '01-open');
        await page.getByRole('main').getByRole('link', { name: 'Mulai' }).click();
        await page.locator('input[name=name]').fill(shop.name);
        await page.locator('textarea[name=story_id]').fill('Keripik singkong pedas dari kebun sendiri.');
        await next();
        await expect(page.getByText('Nomor HP ini belum benar').first()).toBeVisible();
        await expect(page.locator('input[name=name]'), 'what was typed is kept').toHaveValue(shop.name);
        await look(page, '02-about-refused');
        await axeClean(page);
        await page.locator('input[name=phone]').fill('+62 812 3456 7890');
        await next();
        await expect(page).toHaveURL(/\/buka-toko\/alamat$/);
    });

    await test.step('left and taken up again on another device', async () => {
        const other = await newPage();
        await logIn(other, owner);
        await other.goto('/buka-toko');
        await expect(other.getByText('0812-3456-7890')).toBeVisible();
        await look(other, '03-draft');
        await other.getByRole('link', { name: /^Lanjut: Alamat/ }).click();
        await expect(other).toHaveURL(/\/buka-toko\/alamat$/);
    });

    await test.step('all steps', async () => {
        await page.locator('textarea[name=street]').fill('Jl. Baros No. 12, RT 03/RW 07');
        await page.locator('select[name=kelurahan]').selectOption({ label: 'Baros' });
        if (js) {
            await expect(page.locator('html[data-awake]')).toBeAttached();
            await page.locator('.point-picker svg').click();
            await expect(page.locator('input[name=lat]')).toHaveValue(/^-6\.8|^-6\.9/);
        }
        await look(page, '04-address');
        await next();

        await page.locator('input[name=mon_from]').fill('08:00');
        await page.locator('input[name=mon_to]').fill('17:00');
        await page.locator('button[name=copy]').click();
        await expect(page.locator('input[name=sun_to]')).toHaveValue('17:00');
        await look(page, '05-hours');
        await next();

        await page.locator('input[name=pickup]').check();
        await page.locator('input[name=own_courier]').check();
        await page.getByLabel('Baros').fill('3.000');
        await page.getByLabel('Cibeber').fill('5.000');
        await page.locator('input[name=cod]').check();
        await page.locator('input[name=pay_at_pickup]').check();
        await look(page, '06-delivery');
        await next();

        await page.locator('input[name=bank]').fill('bank bjb');
        await page.locator('input[name=number]').fill('0012345678');
        await page.locator('input[name=holder]').fill(owner.name);
        await next();

        await expect(page).toHaveURL(/\/buka-toko\/periksa$/);
        await look(page, '07-review');
        await page.getByRole('button', { name: 'Kirim ke petugas' }).click();
        await expect(page.getByText('Toko Anda sedang diperiksa')).toBeVisible();
        await look(page, '08-sent');
    });

    await test.step('nothing of it is public', async () => {
        expect((await stranger.goto(shop.path)).status()).toBe(404);
    });

    await test.step('the officer asks for a change, and says why', async () => {
        await logIn(office, 'officer');
        await office.goto('/petugas');
        await look(office, '09-desk');
        await office.getByRole('link', { name: shop.name }).click();
        await look(office, '10-shop-to-review');
        await office.locator('button[name=go][value=changes]').click();
        await expect(office.getByText('Tulis apa yang perlu diperbaiki').first()).toBeVisible();
        await axeClean(office);
        await office.locator('textarea[name=reason]').fill('Ceritakan sejak kapan Anda berjualan.');
        await office.locator('button[name=go][value=changes]').click();
        await expect(office.getByText('Permintaan perbaikan sudah dikirim.')).toBeVisible();
        const mail = await mailbox.wait(owner.login, /perlu diperbaiki/);
        expect(mail.text).toContain('sejak kapan Anda berjualan');
    });

    await test.step('changed and sent again', async () => {
        await page.goto('/buka-toko');
        await expect(page.getByText('Ceritakan sejak kapan Anda berjualan.')).toBeVisible();
        await look(page, '11-changes-asked');
        await page.goto('/buka-toko/cerita');
        await page.locator('textarea[name=story_id]').fill('Keripik singkong pedas dari kebun sendiri, sejak 2014.');
        await next();
        await page.goto('/buka-toko/periksa');
        await page.getByRole('button', { name: 'Kirim ke petugas' }).click();
        await expect(page.getByText('Toko Anda sedang diperiksa')).toBeVisible();
        expect((await stranger.goto(shop.path)).status()).toBe(404);
    });

    await test.step('approved', async () => {
        await office.goto('/petugas');
        await office.getByRole('link', { name: shop.name }).click();
        await expect(office.getByText('sejak 2014')).toBeVisible();
        await office.locator('button[name=go][value=approve]').click();
        await expect(office.getByText('Toko disetujui')).toBeVisible();
        await mailbox.wait(owner.login, /sudah dibuka/);
        await expect.poll(async () => (await stranger.goto(shop.path)).status()).toBe(200);
        await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(shop.name);
        await look(stranger, '12-new-shop');
    });

    await test.step('a product with a photo', async () => {
        await page.goto('/dagang');
        await look(page, '13-dashboard');
        await page.getByRole('link', { name: 'Produk baru' }).first().click();
        await page.locator('input[name=name_id]').fill(product.name);
        await page.locator('textarea[name=description_id]').fill('Pedas manis, 250 gram, tahan dua bulan.');
        await page.locator('select[name=category]').selectOption('olahan-singkong');
        await page.locator('input[name=unit]').fill('bungkus');
        await page.locator('input[name=price]').fill('17.500');
        await page.locator('input[name=stock]').fill('9');
        await page.locator('input[name=weight]').fill('0');
        await page.getByRole('button', { name: 'Simpan sebagai konsep' }).click();
        await expect(page.getByText('Isi berat dalam gram').first()).toBeVisible();
        await expect(page.locator('input[name=price]'), 'what was typed is kept').toHaveValue('17.500');
        await look(page, '14-product-refused');
        await page.locator('input[name=weight]').fill('250');
        await page.getByRole('button', { name: 'Simpan sebagai konsep' }).click();
        await expect(page).toHaveURL(/\/foto$/);
        await look(page, '15-photos');

        if (js) await expect(page.locator('html[data-awake]')).toBeAttached();
        await page.locator('input[type=file]').setInputFiles(file('IMG_0001.jpg', 'image/jpeg', await phonePhoto(browser)));
        await page.getByRole('button', { name: 'Kirim foto' }).click();
        await expect(page.getByText('1 foto terkirim.').first()).toBeVisible();
        await expect(async () => {
            if (!js) await page.reload();
            await expect(page.locator('#photos img')).toBeVisible({ timeout: 2_000 });
        }).toPass();
        const shown = page.locator('#photos img');
        expect(await shown.getAttribute('width'), 'turned upright').toBe('600');
        product.photo = await shown.getAttribute('src');
        await look(page, '16-photo-there');
        await axeClean(page);
    });

    await test.step('where and with what the photo was taken stays with the merchant', async () => {
        const bytes = await (await page.request.get(product.photo)).body();
        expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
        expect(bytes.includes('Exif')).toBe(false);
        expect(bytes.includes('SENTRAX')).toBe(false);
    });

    await test.step('published', async () => {
        await page.getByRole('button', { name: 'Terbitkan' }).click();
        await expect(page.getByText('Pembeli sekarang bisa menemukannya')).toBeVisible();
        product.path = await page.getByRole('link', { name: 'Lihat seperti pembeli' }).getAttribute('href');
        await look(page, '17-published');
    });

    const buyer = await newPage();
    await test.step('a guest finds it by a misspelt search', async () => {
        await expect(async () => {
            await buyer.goto('/');
            await buyer.getByRole('search').getByLabel('Cari produk atau toko').fill(`kripk singkng baldo ucup ${stamp}`);
            await buyer.getByRole('search').getByLabel('Cari produk atau toko').press('Enter');
            await expect(buyer.getByRole('main').getByRole('link', { name: product.name })).toBeVisible({ timeout: 1_000 });
        }).toPass();
        await look(buyer, '18-found');
        await buyer.getByRole('main').getByRole('link', { name: product.name }).click();
        await expect(buyer).toHaveURL(new RegExp(`${product.path}$`));
        await expect(buyer.locator('main img').first()).toBeVisible();
        await look(buyer, '19-product');
    });

    let order;
    await test.step('and buys it together with a product of a second shop', async () => {
        await addToCart(buyer, product.path.split('/').pop(), 2);
        await addToCart(buyer, SECOND.slug);
        await expect(buyer.getByRole('main').getByRole('link', { name: shop.name })).toBeVisible();
        await expect(buyer.getByRole('main').getByRole('link', { name: SECOND.shop })).toBeVisible();
        await look(buyer, '20-cart');
        await buyer.goto('/checkout');
        await look(buyer, '21-checkout');
        await fillContact(buyer, { ...guest, kelurahan: 'Baros', street: 'Jl. Sudirman No. 5' });
        await chooseDelivery(buyer, shop.name, 'own_courier');
        await chooseDelivery(buyer, SECOND.shop, 'pickup');
        await choosePayment(buyer, 'cash');
        order = await place(buyer);
        await expect(buyer.getByText('Pesanan Anda sudah masuk')).toBeVisible();
        await expect(partOf(buyer, shop.name).getByText('Rp38.000').first(), '2 × 17.500 and 3.000 for the courier').toBeVisible();
        await look(buyer, '22-order');
        await axeClean(buyer);
    });

    const first = await numberAt(buyer, shop.name);
    const second = await numberAt(buyer, SECOND.shop);
    expect(first.slice(0, -1)).toBe(second.slice(0, -1));

    await test.step('everybody is told', async () => {
        const mail = await mailbox.wait(guest.email, /sudah kami terima/);
        expect(mail.links).toContain(order);
        await mailbox.wait(owner.login, new RegExp(`Pesanan baru ${first}`));
        await mailbox.wait(ownerOf('saung-sampeu').login, new RegExp(`Pesanan baru ${second}`));
        const chat = await partOf(buyer, shop.name).getByRole('link', { name: /WhatsApp/ }).getAttribute('href');
        expect(decodeURIComponent(chat), 'the message names the real order').toContain(first);
    });

    await test.step('the merchant accepts, packs, sends it off and hands it over', async () => {
        await page.goto('/dagang');
        await look(page, '23-new-order');
        await page.getByRole('main').getByRole('link', { name: guest.name }).click();
        await expect(page).toHaveURL(new RegExp(`/dagang/pesanan/${first}$`));
        await expect(page.getByText('Jl. Sudirman No. 5').first()).toBeVisible();
        await look(page, '24-order-to-accept');
        await accept(page, first);
        await look(page, '25-accepted');
        await mailbox.wait(guest.email, new RegExp(`${shop.name} menerima pesanan`));
        await pack(page, first);
        await mailbox.wait(guest.email, new RegExp(`${first} sudah dikemas`));
        await takeStep(page, first, 'dispatch', 'Pesanan sedang diantar.');
        await mailbox.wait(guest.email, new RegExp(`${first} dalam perjalanan`));
        await buyer.reload();
        await expect(partOf(buyer, shop.name).getByText('Dalam perjalanan').first()).toBeVisible();
        await look(buyer, '26-on-its-way');
        await takeStep(page, first, 'hand_over', 'Pesanan diserahkan.');
        await mailbox.wait(guest.email, new RegExp(`${first} sudah diserahkan`));
    });

    await test.step('the second shop gets its part ready for pick-up', async () => {
        await logIn(seller2, ownerOf('saung-sampeu'));
        await accept(seller2, second);
        await pack(seller2, second);
        await takeStep(seller2, second, 'make_ready', 'siap diambil');
        await mailbox.wait(guest.email, new RegExp(`${second} siap diambil`));
        await takeStep(seller2, second, 'hand_over', 'Pesanan diserahkan.');
    });

    await test.step('the shopper says that it came', async () => {
        await buyer.goto(order);
        await look(buyer, '27-came');
        for (const at of [shop.name, SECOND.shop]) {
            await partOf(buyer, at).getByRole('button', { name: 'Barang sudah saya terima' }).click();
            await expect(buyer.getByText('Terima kasih! Pesanan selesai.')).toBeVisible();
        }
        await expect(buyer.getByRole('button', { name: 'Barang sudah saya terima' })).toHaveCount(0);
        await mailbox.wait(owner.login, new RegExp(`${first} selesai`));
        await look(buyer, '28-completed');
        await page.goto(`/dagang/pesanan/${first}`);
        await expect(page.getByText('Selesai').first()).toBeVisible();
        await look(page, '29-completed-shop');
        await axeClean(page);
        await page.goto('/dagang');
        await look(page, '30-dashboard');
    });
});
