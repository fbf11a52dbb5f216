// Behind a counter of the waste bank.
import { expect } from '@playwright/test';

const last = (page) => new URL(page.url()).pathname.split('/').pop();

/** On the page of a counter: a neighbour gets a card. Returns the member's id; the page is the scale. */
export async function registerMember(page, name) {
    await page.locator('input[name=name]').fill(name);
    await page.getByRole('button', { name: 'Daftarkan' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Setoran ${name}`);
    return last(page);
}

/** On the page of the scale. @param {{material: string, gross: string}[]} lines at most three */
export async function fillScale(page, lines) {
    for (const [i, { material, gross }] of lines.entries()) {
        await page.locator('select[name=material]').nth(i).selectOption(material);
        await page.locator('input[name=gross]').nth(i).fill(gross);
    }
    await page.getByRole('button', { name: 'Hitung' }).click();
}

/** Weighs, counts and saves. Returns the slip's number; the page is the slip. */
export async function deposit(page, lines) {
    await fillScale(page, lines);
    await page.getByRole('button', { name: /^Simpan Rp/ }).click();
    await expect(page).toHaveURL(/\/slip\//);
    return last(page);
}
