// What merchants do in more than one test.
import { expect } from '@playwright/test';

/** Corrects the stock of a product with one variant, in the list of the merchant's products. */
export async function setStock(page, name, stock) {
    await page.goto(`/dagang/produk?q=${encodeURIComponent(name)}`);
    const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
    await row.locator('input[name=stock]').fill(String(stock));
    await row.getByRole('button').click();
    await expect(page.getByText(`Stok ${name} tersimpan.`)).toBeVisible();
}

/** What is left of it, as its merchant sees it. */
export async function stockOf(page, name) {
    await page.goto(`/dagang/produk?q=${encodeURIComponent(name)}`);
    const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
    return Number(await row.locator('input[name=stock]').inputValue());
}

/** The big button of an order's page; `said` is what the next page answers. */
export async function takeStep(page, number, step, said) {
    await page.goto(`/dagang/pesanan/${number}`);
    await page.locator('form', { has: page.locator(`input[name=do][value=${step}]`) }).getByRole('button').click();
    await expect(page.getByRole('status').filter({ hasText: said })).toBeVisible();
}

export const accept = (page, number) => takeStep(page, number, 'accept', 'Pesanan diterima.');
export const pack = (page, number) => takeStep(page, number, 'pack', 'Sudah dikemas.');
