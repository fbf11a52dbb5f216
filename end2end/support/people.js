// The people of the demo, as backend/src/seed/people.rs makes them, and those whom a test makes.
import { expect } from '@playwright/test';

const demo = (login) => ({ login: `${login}@demo.sentra.id`, password: 'cimahi-demo-2026' });

export const PEOPLE = {
    shopper: demo('pembeli'),
    merchant: demo('pedagang'),
    officer: demo('petugas'),
    admin: demo('admin'),
    operator: demo('penimbang'),
    witness: demo('saksi'),
    planner: demo('wisata'),
    guide: demo('pemandu'),
    base: demo('pusdikpal'),
    artillery: demo('armed'),
    elder: demo('cireundeu'),
};

/** Who owns a shop of the demo; the shop Saung Sampeu belongs to PEOPLE.merchant. */
export const ownerOf = (shop) => (shop === 'saung-sampeu' ? PEOPLE.merchant : demo(`toko-${shop}`));

/** An address that nobody has used yet, in this run or in a repeated one. */
export const newAddress = (info, name) => `${name}-${info.project.name}-${info.workerIndex}-${Date.now()}@contoh.test`;

/**
 * @param {import('@playwright/test').Page} page
 * @param {keyof typeof PEOPLE | {login: string, password: string}} who
 */
export async function logIn(page, who) {
    const { login, password } = typeof who === 'string' ? PEOPLE[who] : who;
    await page.goto('/masuk');
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[name=password]').fill(password);
    await page.locator('input[name=password]').press('Enter');
    await expect(page).not.toHaveURL(/\/masuk/);
}

/**
 * A new account, logged in on this page.
 * @param {{name: string, login: string, password: string}} who
 */
export async function register(page, { name, login, password }) {
    await page.goto('/daftar');
    await page.locator('input[name=name]').fill(name);
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[name=password]').fill(password);
    await page.getByRole('button', { name: 'Buat akun' }).click();
    await expect(page).toHaveURL(/\/akun$/);
}
