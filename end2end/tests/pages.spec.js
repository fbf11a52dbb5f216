// Every page, for everybody who may see it: it is there, whole on a phone, and no rule of accessibility is broken.
import { readdirSync, readFileSync } from 'node:fs';
import { startMarket } from '../support/market.js';
import { prepared } from '../support/prepared.js';
import { axeClean, expect, fits, test as base } from '../support/test.js';
import { visitors } from '../support/visitors.js';

const test = base.extend({
    visited: [async ({ browser }, use) => use(await prepared('visitors', (market) => visitors(browser, market))), { scope: 'worker', timeout: 120_000 }],
    made: [async ({ visited }, use) => use(visited.made), { scope: 'worker' }],
    market: [
        async ({ visited }, use, worker) => {
            const market = await startMarket(`pages-${worker.project.name}-${worker.workerIndex}`, {}, visited.seed);
            await use(market);
            await market.stop();
        },
        { scope: 'worker' },
    ],
});

// So many short tests: a picture and the message say enough of a failure.
test.use({ trace: 'off' });

const PRODUCT = '/produk/rasi-beras-singkong-500-g';

/** By who visits. `{…}` is what support/visitors.js made. */
const PAGES = {
    anonymous: [
        '/', '/kategori', '/kategori/olahan-singkong', PRODUCT, '/toko/saung-sampeu', '/peta', '/peta?kelurahan=leuwigajah',
        '/cari', '/cari?q=singkong', '/cari?q=zzzzqqqq', '/bank-sampah', '/bank-sampah?cari=botol', '/bank-sampah?cari=zzzz', '/bank-sampah/dampak', '/en/bank-sampah/dampak', '/en/bank-sampah', '/wisata', '/wisata/wisata-militer', '/wisata/tempat/pusdik-armed', '/wisata/wisata-militer/tanggal', '/wisata/wisata-militer/pesan/{departure}', '/wisata/pesanan/{booking}', '/bukti/{held}', '/tentang', '/privasi', '/masuk', '/daftar', '/lupa-sandi', '/reset/{token}',
        '/keranjang', '/pesanan/{secret}', '/bayar/sandbox/{reference}', '/_ui', '/_mail',
        '/en', `/en${PRODUCT}`, '/en/toko/saung-sampeu', '/en/wisata', '/en/wisata/wisata-militer', '/en/wisata/tempat/kampung-adat-cireundeu', '/en/wisata/wisata-militer/tanggal', '/en/wisata/wisata-militer/pesan/{departure}', '/en/wisata/pesanan/{booking}', '/en/cari?q=cassava', '/en/pesanan/{secret}', '/en/bukti/{held}',
    ],
    guest: ['/keranjang', '/checkout', '/en/keranjang', '/en/checkout'],
    shopper: ['/', '/akun', '/akun/sandi', '/akun/pesanan', '/akun/kotak-masuk', '/akun/bank-sampah', '/pesanan/{secret}', '/keranjang', '/checkout', '/buka-toko', '/en/akun'],
    opener: [
        '/akun', '/buka-toko', '/buka-toko/cerita', '/buka-toko/alamat', '/buka-toko/jam-buka', '/buka-toko/pengiriman', '/buka-toko/rekening',
        '/buka-toko/periksa', '/en/buka-toko/pengiriman',
    ],
    merchant: [
        '/akun', '/akun/kotak-masuk', '/buka-toko', '/dagang', '/dagang/toko', '/dagang/toko/cerita', '/dagang/toko/alamat', '/dagang/toko/jam-buka',
        '/dagang/toko/pengiriman', '/dagang/toko/rekening', '/dagang/produk', '/dagang/produk?q=zzzz', '/dagang/produk/baru', '/dagang/produk/{product}',
        '/dagang/produk/{product}/varian', '/dagang/produk/{product}/foto', '/dagang/produk/{product}/izin', '/dagang/pesanan', '/dagang/pesanan?status=ended',
        '/dagang/pesanan/{number}', '/dagang/pesanan/{number}/slip', '/dagang/pesanan/{number}/faktur', '/en/dagang', '/en/dagang/pesanan/{number}',
    ],
    officer: [
        '/akun', '/petugas', '/petugas?keadaan=approved', '/petugas/toko/{shop}', '/petugas/pesanan', '/petugas/pesanan?lihat=dana',
        '/petugas/pesanan/{number}', '/petugas/izin', '/petugas/produk/{product}', '/petugas/kategori', '/petugas/sinonim', '/en/petugas',
        '/petugas/bank-sampah', '/petugas/bank-sampah/aturan', '/petugas/bank-sampah/emisi', '/en/petugas/bank-sampah/emisi', '/petugas/bank-sampah/bahan', '/petugas/bank-sampah/bahan?kode=PL-01', '/petugas/bank-sampah/unit', '/petugas/bank-sampah/unit/{unit}', '/en/petugas/bank-sampah/unit/{unit}', '/petugas/bank-sampah/kartu', '/petugas/bank-sampah/kartu?kartu=123456789', '/en/petugas/bank-sampah/kartu', '/petugas/bank-sampah/kas', '/petugas/bank-sampah/tutup', '/petugas/bank-sampah/tutup/{unit}/{today}', '/petugas/bank-sampah/buku', '/petugas/bank-sampah/pertanyaan', '/slip/{slip}', '/en/petugas/bank-sampah/aturan',
    ],
    operator: ['/loket', '/loket/{unit}', '/loket/{unit}?q=123456789', '/loket/{unit}/gudang', '/loket/{unit}/gudang/jual', '/loket/{unit}/gudang/hitung', '/loket/{unit}/{member}', '/loket/{unit}/{member}/tunai', '/loket/{unit}/{member}/kartu', '/loket/{unit}/{member}/akun',
        '/loket/{unit}/{member}/keluarga', '/slip/{slip}', '/en/loket/{unit}/{member}'],
    planner: ['/akun/wisata', '/meja-wisata', '/meja-wisata/urutan', '/en/meja-wisata/urutan', '/meja-wisata/hubungi', '/en/meja-wisata/hubungi', '/meja-wisata/tempat', '/meja-wisata/tempat/baru', '/en/meja-wisata/tempat/baru', '/meja-wisata/tempat/{base}/ubah', '/en/meja-wisata/tempat/{base}/ubah', '/meja-wisata/tempat/{base}/fakta', '/en/meja-wisata/tempat/{base}/fakta', '/meja-wisata/tempat/{square}/foto', '/en/meja-wisata/tempat/{square}/foto',
        '/meja-wisata/tur/wisata-militer', '/meja-wisata/tur/baru', '/en/meja-wisata/tur/baru', '/meja-wisata/tur/wisata-militer/ubah', '/meja-wisata/tur/wisata-militer/etape', '/meja-wisata/tur/wisata-militer/etape?etape=3', '/en/meja-wisata/tur/wisata-militer/etape', '/meja-wisata/tur/wisata-militer/terbit', '/meja-wisata/tur/wisata-militer/ongkos', '/meja-wisata/tur/wisata-militer/syarat', '/meja-wisata/tur/wisata-militer/armada', '/meja-wisata/tur/wisata-militer/dana', '/meja-wisata/tur/wisata-militer/ulasan', '/en/meja-wisata/tur/wisata-militer/ulasan', '/titik-kumpul', '/en/titik-kumpul', '/meja-wisata/laporan', '/meja-wisata/laporan?jangka=year', '/en/meja-wisata/laporan?jangka=quarter', '/en/meja-wisata/tur/wisata-militer/syarat', '/meja-wisata/berangkat/{departure}', '/en/meja-wisata/berangkat/{departure}'],
    guide: ['/meja-wisata', '/meja-wisata/berangkat/{departure}', '/meja-wisata/berangkat/{departure}/titik-kumpul', '/meja-wisata/berangkat/{departure}/timbang/{promised}', '/meja-wisata/berangkat/{departure}/datang',
        '/meja-wisata/berangkat/{departure}/hitung', '/meja-wisata/berangkat/{departure}/keputusan', '/en/meja-wisata/berangkat/{departure}/titik-kumpul', '/en/meja-wisata/berangkat/{departure}/timbang/{promised}', '/en/meja-wisata/berangkat/{departure}/datang'],
    base: ['/meja-wisata/tempat/{base}', '/meja-wisata/tempat/{base}/aturan', '/en/meja-wisata/tempat/{base}/aturan', '/meja-wisata/tempat/{base}/foto', '/en/meja-wisata/tempat/{base}/foto', '/meja-wisata/tempat/{base}/{departure}', '/en/meja-wisata/tempat/{base}/{departure}', '/meja-wisata/tempat/{base}/dilihat', '/en/meja-wisata/tempat/{base}/dilihat'],
    elder: ['/meja-wisata/tempat/{elder}', '/en/meja-wisata/tempat/{elder}'],
    admin: ['/akun', '/admin', '/admin/wisata', '/admin/pengaturan', '/admin/pekerjaan', '/admin/catatan', '/admin/catatan/identitas', '/en/admin/catatan/identitas', '/petugas', '/en/admin'],
};

/** What is refused has a page as well. */
const REFUSED = [
    ['anonymous', '/tidak-ada', 404],
    ['anonymous', '/en/produk/not-there', 404],
    ['anonymous', '/pesanan/bukan-rahasia', 404],
    ['anonymous', '/bukti/bukan-tautan', 404],
    ['anonymous', '/reset/bukan-tautan', 410],
    ['shopper', '/dagang/produk', 403],
    ['shopper', '/petugas', 403],
    ['merchant', '/admin', 403],
    ['merchant', '/dagang/pesanan/SN-260101-0000000-A', 404],
    ['officer', '/en/admin', 403],
    ['merchant', '/loket/{unit}', 404],
    ['shopper', '/meja-wisata/tempat/{base}', 404],
    ['base', '/meja-wisata/tempat/{base}/fakta', 404],
    ['planner', '/meja-wisata/tempat/{base}/foto', 404],
    ['shopper', '/meja-wisata/tur/baru', 404],
    ['base', '/meja-wisata/urutan', 404],
    ['guide', '/meja-wisata/tur/wisata-militer/etape', 404],
    ['base', '/meja-wisata/laporan', 404],
    ['base', '/meja-wisata/berangkat/{departure}/titik-kumpul', 404],
    ['shopper', '/slip/{slip}', 404],
    ['shopper', '/petugas/bank-sampah', 403],
];

/** Looked at in the dark, too: each colour stands somewhere in these. */
const DARK = ['/', '/meja-wisata/tempat/{base}/aturan', '/meja-wisata/laporan?jangka=year', '/meja-wisata/berangkat/{departure}/titik-kumpul', '/meja-wisata/berangkat/{departure}/timbang/{promised}', '/wisata/wisata-militer/tanggal', '/wisata/pesanan/{booking}', '/meja-wisata/tempat/{base}/{departure}', '/bank-sampah', '/wisata', '/wisata/wisata-militer', '/wisata/tempat/pusdik-armed', '/loket/{unit}/{member}', '/_ui', PRODUCT, '/masuk', '/peta', '/checkout', '/keranjang', '/pesanan/{secret}', '/dagang', '/dagang/pesanan/{number}', '/dagang/toko/alamat', '/petugas', '/admin'];

/** No pages: files and fragments, what leads back to a list, and where the scale sends its form with a photo; and the ticket and the thanks of a booking that has come further than this one. */
const FILES = ['/admin/orang/{id}/sandi', '/wisata/pesanan/{booking}/terima-kasih', '/wisata/pesanan/{booking}/tiket', '/wisata/pesanan/{booking}/tiket.png', '/meja-wisata/laporan.csv', '/meja-wisata/laporan.xlsx', '/robots.txt', '/sitemap.xml', '/sitemap/pages.xml', '/cari/saran', '/media/{file}', '/slip/{slip}/foto', '/loket/{unit}/{member}/foto', '/wisata/foto/{site}/{file}', '/titik-kumpul/perangkat', '/titik-kumpul/perangkat/{departure}'];

/** What lies behind a log-in comes from the same server with and without scripts, and its flows are walked without: it is looked at with scripts. */
const seldom = (who) => !['anonymous', 'guest'].includes(who);
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
/** Pictures are for people to look at: on a phone is enough. */
const shoot = async (picture, page, name, { project }) => project.name === 'js-360' && picture(page, name.replace(/[^a-z0-9]+/gi, '-'));

const fill = (address, ids) => address.replace(/\{(\w+)\}/g, (_, name) => ids[name]);

async function visit(page, made, who, address) {
    await page.context().addCookies(made.cookies[who]);
    return page.goto(fill(address, made.ids));
}

/** Whole and without a breach. */
async function sound(page) {
    await fits(page);
    await axeClean(page);
}

/** And as wide as a desk where it was a phone, or the other way round: no page is loaded again for that. */
async function soundInTheOtherWidth(page) {
    await page.setViewportSize(page.viewportSize().width < 600 ? DESK : PHONE);
    await sound(page);
}

for (const [who, addresses] of Object.entries(PAGES)) {
    test.describe(() => {
        test.skip(({ javaScriptEnabled }) => seldom(who) && !javaScriptEnabled, 'looked at with scripts');
        for (const address of addresses) {
            test(`${who} at ${address}`, async ({ page, made, picture }, info) => {
                const response = await visit(page, made, who, address);
                expect(response.status()).toBe(200);
                expect(new URL(page.url()).pathname, 'not sent elsewhere').toBe(fill(address, made.ids).replace(/\?.*/, ''));
                if (address !== '/_ui') await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1); // the gallery shows heads of pages
                await sound(page);
                if (DARK.includes(address)) {
                    await page.emulateMedia({ colorScheme: 'dark' });
                    await axeClean(page);
                    await shoot(picture, page, `page-dark-${who}${address}`, info);
                    await page.emulateMedia({ colorScheme: 'light' });
                }
                await shoot(picture, page, `page-${who}${address}`, info);
                await soundInTheOtherWidth(page);
            });
        }
    });
}

for (const [who, address, status] of REFUSED) {
    test(`${who} at ${address} is told ${status}`, async ({ page, made, picture }, info) => {
        expect((await visit(page, made, who, address)).status()).toBe(status);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        await expect(page.getByRole('main').getByRole('link').first(), 'a way on').toBeVisible();
        await sound(page);
        await shoot(picture, page, `refused-${who}${address}`, info);
        await soundInTheOtherWidth(page);
    });
}

for (const address of ['/akun', '/akun/pesanan', '/dagang', '/petugas', '/admin']) {
    test(`anonymous at ${address} logs in first`, async ({ page }) => {
        await page.goto(address);
        await expect(page).toHaveURL(`/masuk?kembali=${encodeURIComponent(address)}`);
    });
}

for (const paper of ['slip', 'faktur']) {
    test(`the ${paper} is printed without its tools`, async ({ page, made, picture }) => {
        await visit(page, made, 'merchant', `/dagang/pesanan/{number}/${paper}`);
        await page.emulateMedia({ media: 'print' });
        await expect(page.locator('.no-print')).toBeHidden();
        await expect(page.getByText(made.ids.number).first()).toBeVisible();
        await picture(page, `print-${paper}`);
    });
}

test('no page is forgotten here', () => {
    const source = new URL('../../app/src/', import.meta.url);
    const files = readdirSync(source, { recursive: true }).filter((name) => name.endsWith('mod.rs'));
    const routes = files.flatMap((name) => [...readFileSync(new URL(name, source), 'utf8').matchAll(/\bget\(\s*"([^"]+)"/g)].map((found) => found[1]));
    expect(routes.length, 'the routes are where they were').toBeGreaterThan(40);
    const here = [...Object.values(PAGES).flat(), ...FILES].map((address) => address.replace(/\?.*/, ''));
    const shape = (route) => new RegExp(`^${route.replace(/\{\w+\}/g, '[^/]+')}$`);
    expect(routes.filter((route) => !here.some((address) => shape(route).test(address)))).toEqual([]);
});
