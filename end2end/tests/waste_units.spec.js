// A unit of the waste bank from its first day: opened, somebody put behind its counter, and taken away again.
import { deposit, registerMember } from '../support/counter.js';
import { expect, logIn, newAddress, register, test, tidy } from '../support/test.js';

test('an officer opens a unit and says who weighs there', async ({ page, newPage, picture }, info) => {
    const stamp = Date.now().toString(36);
    const unit = `Bank Sampah Mawar ${stamp}`;
    await logIn(page, 'officer');
    await page.goto('/petugas/bank-sampah/unit');
    const main = page.getByRole('main');
    const open = () => main.getByRole('button', { name: 'Buka', exact: true }).click();
    await page.locator('input[name=name]').fill(unit);
    await open();
    await expect(page.getByText('Wajib diisi.').first()).toBeVisible();
    await expect(page.locator('input[name=name]'), 'what was typed is kept').toHaveValue(unit);
    await tidy(page, picture, 'unit-wrong');
    await page.locator('input[name=street]').fill('Gg. Mawar No. 2');
    await page.locator('select[name=kelurahan]').selectOption({ label: 'Cibeber' });
    await open();
    await expect(page.getByText(/^Tempat setor dibuka\./)).toBeVisible();
    const desk = page.url();

    await page.locator('input[name=mon_from]').fill('08:00');
    await page.locator('input[name=mon_to]').fill('12:00');
    await main.getByRole('button', { name: 'Simpan', exact: true }).click();
    await expect(page.getByText('Perubahan tersimpan.')).toBeVisible();
    const visitor = await newPage();
    await expect(async () => {
        await visitor.goto('/bank-sampah');
        await expect(visitor.locator('li.card', { hasText: unit })).toContainText('Senin', { timeout: 1_000 });
    }).toPass({ timeout: 20_000 });

    const weigher = await newPage();
    const login = newAddress(info, 'mawar');
    const name = `Neng Mawar ${stamp}`;
    await register(weigher, { name, login, password: 'mawar merah di pagar' });
    const appoint = async (who) => {
        await page.locator('input[name=who]').fill(who);
        await page.getByRole('button', { name: 'Tunjuk', exact: true }).click();
    };
    await appoint(`bukan-${login}`);
    await expect(page.getByText(/^Tidak ada akun dengan e-mail/).first()).toBeVisible();
    await appoint(login);
    await expect(page.getByText(`${name} sekarang bertugas di loket ini.`)).toBeVisible();
    await tidy(page, picture, 'unit-staff');

    await weigher.goto('/loket');
    await expect(weigher.getByRole('heading', { level: 1 }), 'straight to the only counter').toHaveText(unit);
    const counter = weigher.url();
    await registerMember(weigher, 'Pak Dudung');
    await deposit(weigher, [{ material: 'PL-01', gross: '2' }]);
    const slip = weigher.url();

    await page.goto(desk);
    await page.getByRole('button', { name: `Berhentikan ${name}` }).click();
    await expect(page.getByText(/^Tugasnya di loket ini berakhir\./)).toBeVisible();
    expect((await weigher.goto(counter)).status(), 'with the next request').toBe(404);
    expect((await weigher.goto(slip)).status()).toBe(404);
    await weigher.goto('/loket');
    await expect(weigher.getByText('Anda tidak bertugas di loket')).toBeVisible();
});
