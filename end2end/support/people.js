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
 * Somebody is logged in on this page's browser; the page stays where it is. account.spec.js logs in by the form.
 * @param {import('@playwright/test').Page} page
 * @param {keyof typeof PEOPLE | {login: string, password: string}} who
 */
export async function logIn(page, who) {
    const { login, password } = typeof who === 'string' ? PEOPLE[who] : who;
    await send(page, '/masuk', { login, password });
}

/**
 * A new account, logged in on this page's browser; the page stays where it is. account.spec.js makes one by the form.
 * @param {import('@playwright/test').Page} page
 * @param {{name: string, login: string, password: string}} who
 */
export const register = (page, { name, login, password }) => send(page, '/daftar', { name, login, password });

/** Sends a form as a page of the house would. */
async function send(page, address, form) {
    const answer = await page.request.post(address, { form, headers: { 'sec-fetch-site': 'same-origin' }, maxRedirects: 0 });
    expect(answer.status(), `${form.login} at ${address}`).toBe(303);
}
