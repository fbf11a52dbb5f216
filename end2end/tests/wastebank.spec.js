// The counter of the waste bank: a neighbour gets a card, brings waste, sees the sum, and keeps a slip.
import { deposit, fillScale, registerMember } from '../support/counter.js';
import { file, phonePhoto } from '../support/photo.js';
import { axeClean, expect, logIn, newAddress, PEOPLE, register, test, tidy } from '../support/test.js';

test.beforeEach(async ({ page }) => {
    await logIn(page, 'operator');
    await page.goto('/loket');
    await page.getByRole('main').getByRole('link', { name: 'Bank Sampah Baros Demo' }).click();
});

test('a neighbour becomes a member and is credited what was weighed', async ({ page, picture }, info) => {
    const name = `Bu Tati ${info.project.name}`;
    await registerMember(page, name);
    const scale = page.url();
    await fillScale(page, [{ material: 'PL-01', gross: '2,5' }, { material: 'KT-01', gross: 'satu' }]);
    await expect(page.getByText('Tulis angka, misalnya 2,5.')).toBeVisible();
    await expect(page.locator('input[name=gross]').first(), 'what was typed is kept').toHaveValue('2,5');
    await axeClean(page);
    await picture(page, 'counter-wrong');

    await deposit(page, [{ material: 'PL-01', gross: '2,5' }, { material: 'KT-01', gross: '3' }]);
    await expect(page.getByText('Rp13.900').first()).toBeVisible(); // 2,5 × 4.000 + 3 × 1.300
    await axeClean(page);
    await picture(page, 'counter-slip');
    const held = await page.getByRole('link', { name: 'Bagikan slip' }).getAttribute('href');
    await page.goto(scale);
    await expect(page.getByText('Rp13.900').first(), 'the balance').toBeVisible();

    // The neighbour has the paper and no account.
    await page.context().clearCookies();
    const response = await page.goto(held);
    expect(response.headers()['cache-control']).toBe('no-store');
    await expect(page.getByText('Rp13.900').first()).toBeVisible();
    await expect(page.getByText(name), 'whose it is stands on no paper').toHaveCount(0);
    await tidy(page, picture, 'slip-held');
});

test('a mistake is undone, and the slip says so', async ({ page }, info) => {
    await registerMember(page, `Pak Asep ${info.project.name}`);
    const scale = page.url();
    await deposit(page, [{ material: 'LG-04', gross: '1' }]);
    await page.getByText('Batalkan setoran', { exact: true }).click();
    await page.locator('input[name=reason]').fill('Timbangan belum nol');
    await page.getByRole('button', { name: 'Ya, batalkan' }).click();
    await expect(page.getByText('Timbangan belum nol').first()).toBeVisible();
    await page.goto(scale);
    await expect(page.getByText('Rp0').first(), 'the balance').toBeVisible();
});

test('cash comes out of a balance and a box, and a family shares what is left', async ({ page, picture }, info) => {
    const name = (of) => `${of} ${info.project.name}`;
    const counter = page.url();
    await registerMember(page, name('Neng Rina'));
    const card = (await page.getByText(/^\d{4} \d{4} \d$/).first().textContent()).trim();
    await page.goto(counter);
    await registerMember(page, name('Bu Tati'));
    const scale = page.url();
    await deposit(page, [{ material: 'PL-01', gross: '10' }]);
    await page.goto(scale);
    await page.getByRole('link', { name: 'Ambil tunai' }).click();
    await page.locator('input[name=amount]').fill('4.000');
    await page.getByRole('button', { name: 'Bayarkan' }).click();
    await expect(page.getByText('Paling sedikit Rp5.000.')).toBeVisible();
    await expect(page.locator('input[name=amount]'), 'what was typed is kept').toHaveValue('4.000');
    await axeClean(page);
    await page.locator('input[name=amount]').fill('15.000');
    await page.getByRole('button', { name: 'Bayarkan' }).click();
    await expect(page).toHaveURL(/\/slip\/BT-/);
    await expect(page.getByText('Rp15.000').first()).toBeVisible();
    await axeClean(page);
    await picture(page, 'counter-cash-slip');

    await page.goto(`${scale}/keluarga`);
    await page.locator('input[name=card]').fill(card);
    await page.getByRole('button', { name: 'Hubungkan' }).click();
    await expect(page.getByText('Tanyakan dulu kepada keduanya.').first()).toBeVisible();
    await page.locator('input[name=agreed]').check();
    await page.getByRole('button', { name: 'Hubungkan' }).click();
    await page.locator('input[name=amount]').fill('25.001');
    await page.getByRole('button', { name: 'Pindahkan' }).click();
    await expect(page.getByText('Saldonya Rp25.000.').last()).toBeVisible();
    await axeClean(page);
    await picture(page, 'counter-family');
    await page.locator('input[name=amount]').fill('25.000');
    await page.getByRole('button', { name: 'Pindahkan' }).click();
    await expect(page).toHaveURL(/\/slip\/BT-/);
    await page.goto(scale);
    await expect(page.getByText('Rp0').first(), 'the balance').toBeVisible();
});

test('sacks are filled, sealed and sold as the weigh-bridge says', async ({ page, picture }, info) => {
    const counter = page.url();
    const seal = `A-${info.project.name.replace(/\D/g, '')}${info.repeatEachIndex}${info.retry}7`;
    await registerMember(page, `Pak Dede ${info.project.name}`);
    await deposit(page, [{ material: 'PL-07', gross: '10' }]);
    await page.goto(counter);
    await page.getByRole('link', { name: 'Gudang' }).click();
    await page.locator('select[name=into]').selectOption('PL-07');
    await page.locator('input[name=amount]').fill('1.000'); // as a scale shows it: one kilogram
    await page.getByRole('button', { name: 'Masukkan' }).click();
    await page.locator('select[name=into]').selectOption('PL-07');
    await page.locator('input[name=amount]').fill('999');
    await page.getByRole('button', { name: 'Masukkan' }).click();
    await expect(page.getByText('Di tumpukan tidak sebanyak itu.')).toBeVisible();
    await axeClean(page);
    await picture(page, 'store-wrong');
    await page.locator('input[name=amount]').fill('9');
    await page.getByRole('button', { name: 'Masukkan' }).click();
    await expect(page.getByText('Karung terisi.')).toBeVisible();
    await page.locator('input[name=seal]').first().fill('?');
    await page.getByRole('button', { name: 'Segel' }).first().click();
    await expect(page.getByText(/^Tulis nomor segel/)).toBeVisible();
    for (const n of [1, 2]) {
        await page.locator('input[name=seal]').first().fill(`${seal}-${n}`);
        await page.getByRole('button', { name: 'Segel' }).first().click();
        await expect(page.getByText(`Segel ${seal.toUpperCase()}-${n}`)).toBeVisible();
    }
    await page.getByRole('link', { name: 'Jual karung' }).click();
    await page.getByRole('button', { name: 'Hitung' }).click();
    await expect(page.getByText('Belum ada yang ditimbang.', { exact: false })).toBeVisible();
    await page.locator('input[name=collector]').fill('Pak Ujang');
    const sack = page.getByRole('group', { name: `${seal.toUpperCase()}-1` });
    await sack.locator('input[name=gross]').fill('1,25');
    await sack.locator('input[name=tare]').fill('0,5');
    await sack.locator('input[name=rate]').fill('3.000');
    await page.getByRole('button', { name: 'Hitung' }).click();
    await expect(page.getByText('Rp2.250').first()).toBeVisible();
    await axeClean(page);
    await picture(page, 'store-sell');
    await page.getByRole('button', { name: /^Jual Rp2.250/ }).click();
    await expect(page).toHaveURL(/\/slip\/JL-/);
    await expect(page.getByText('0,25 kg')).toBeVisible();
    await axeClean(page);
    await picture(page, 'store-sale-slip');
});

test('a large deposit waits for a photo of the goods', async ({ page, browser, picture }, info) => {
    const photo = await phonePhoto(browser, 'Tembaga');
    await registerMember(page, `Pak Ujang ${info.project.name}`);
    const scale = page.url();
    await fillScale(page, [{ material: 'LG-07', gross: '2,5' }]);
    const camera = page.locator('input[name=photo]');
    await expect(camera, 'asked for with the sum').toHaveAttribute('capture', 'environment');
    await tidy(page, picture, 'counter-photo');
    const save = page.getByRole('button', { name: /^Simpan Rp187.500/ });
    await save.click();
    await expect(page.getByText('Pilih fotonya dulu.')).toBeVisible();
    await expect(page.locator('input[name=gross]').first(), 'what was typed is kept').toHaveValue('2,5');
    await axeClean(page);
    await camera.setInputFiles(file('catatan.jpg', 'image/jpeg', Buffer.from('bukan foto')));
    await save.click();
    await expect(page.getByText('Berkas ini bukan foto', { exact: false })).toBeVisible();
    await picture(page, 'counter-photo-wrong');
    // Whatever is pressed, a photo that came is kept.
    await camera.setInputFiles(file('timbangan.jpg', 'image/jpeg', photo));
    await page.getByRole('button', { name: 'Hitung' }).click();
    await expect(page.getByText('Foto sudah ada')).toBeVisible();
    await tidy(page, picture, 'counter-photo-there');
    await save.click();
    await expect(page).toHaveURL(/\/slip\//);
    const kept = page.getByRole('img', { name: 'Barang di timbangan' });
    await expect(kept).toBeVisible();
    await expect.poll(() => kept.evaluate((img) => img.naturalHeight > img.naturalWidth), 'its right side is up').toBe(true);
    await page.goto(scale);
    await expect(page.getByText('Rp187.500').first(), 'the balance').toBeVisible();
});

test('a large deposit waits for a second operator', async ({ page, browser }, info) => {
    const photo = await phonePhoto(browser, 'Tembaga');
    await registerMember(page, `Bu Cucu ${info.project.name}`);
    await fillScale(page, [{ material: 'LG-07', gross: '4' }]);
    await expect(page.getByRole('group', { name: 'Petugas kedua' })).toBeVisible();
    await page.locator('input[name=photo]').setInputFiles(file('timbangan.jpg', 'image/jpeg', photo));
    await page.getByRole('button', { name: /^Simpan Rp300.000/ }).click();
    await expect(page.getByText('Foto sudah ada')).toBeVisible();
    await axeClean(page);
    const sign = async ({ login, password }) => {
        await page.locator('input[name=witness]').fill(login);
        await page.locator('input[name=witness_password]').fill(password);
        await page.getByRole('button', { name: /^Simpan Rp300.000/ }).click();
    };
    await sign(PEOPLE.operator);
    await expect(page.getByText('Harus petugas lain')).toBeVisible();
    await sign(PEOPLE.witness);
    await expect(page).toHaveURL(/\/slip\//);
    await expect(page.getByRole('img', { name: 'Barang di timbangan' }), 'taken once').toBeVisible();
});

test('an account asks for the card from the drawer, and the counter confirms it', async ({ page, newPage, picture }, info) => {
    const name = `Bu Entin ${info.project.name}`;
    await registerMember(page, name);
    const scale = page.url();
    const card = (await page.getByText(/^\d{4} \d{4} \d$/).first().textContent()).trim();
    await deposit(page, [{ material: 'PL-01', gross: '2' }]);

    const own = await newPage();
    await register(own, { name: 'Entin', login: newAddress(info, 'entin'), password: 'layang layang di lembang' });
    await own.goto('/akun/bank-sampah');
    await own.locator('input[name=kartu]').fill(card.replace(/\d$/, (d) => String((Number(d) + 1) % 10)));
    await own.getByRole('button', { name: 'Minta dihubungkan' }).click();
    await expect(own.getByText('Ada angka kartu yang keliru.', { exact: false })).toBeVisible();
    await tidy(own, picture, 'card-ask-wrong');
    await own.locator('input[name=kartu]').fill(card);
    await own.getByRole('button', { name: 'Minta dihubungkan' }).click();
    const code = own.getByText(/^\d{3} \d{3}$/);
    await expect(code).toBeVisible();
    await tidy(own, picture, 'card-asked');

    await page.goto(scale);
    await page.getByRole('link', { name: 'Periksa kodenya' }).click();
    await page.locator('input[name=kode]').fill('12');
    await page.getByRole('button', { name: 'Hubungkan' }).click();
    await expect(page.getByText('Kode ini bukan untuk kartu ini.', { exact: false }).first()).toBeVisible();
    await tidy(page, picture, 'card-link-wrong');
    await page.locator('input[name=kode]').fill((await code.textContent()).trim());
    await page.getByRole('button', { name: 'Hubungkan' }).click();
    await expect(page.getByText('terhubung dengan akun Entin', { exact: false })).toBeVisible();
    await own.reload();
    await expect(own.getByText('Rp8.000').first(), 'the balance').toBeVisible();
    await axeClean(own);

    await page.context().clearCookies();
    await logIn(page, 'officer');
    await page.goto(`/petugas/bank-sampah/kartu?kartu=${card.replaceAll(' ', '')}`);
    await page.getByText('Lepaskan akun', { exact: true }).click();
    await tidy(page, picture, 'card-unlink');
    await page.locator('input[name=reason]').fill('Salah orang');
    await page.getByRole('button', { name: 'Ya, lepaskan' }).click();
    await expect(page.getByText('Akun dilepas dari kartu.')).toBeVisible();
    await own.reload();
    await expect(own.getByText('Belum jadi anggota')).toBeVisible();
});
