// The people of the demo, as backend/src/seed/people.rs makes them.
import { expect } from '@playwright/test';

export const PEOPLE = {
    shopper: { login: 'pembeli@demo.sentra.id', password: 'cimahi-demo-2026' },
    merchant: { login: 'pedagang@demo.sentra.id', password: 'cimahi-demo-2026' },
    officer: { login: 'petugas@demo.sentra.id', password: 'cimahi-demo-2026' },
    admin: { login: 'admin@demo.sentra.id', password: 'cimahi-demo-2026' },
};

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
