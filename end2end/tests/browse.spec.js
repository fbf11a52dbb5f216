// Find, narrow, look. That every page can be used at all is in pages.spec.js.
import { axeClean, expect, test } from '../support/test.js';

const PRODUCT = '/produk/rasi-beras-singkong-500-g';

test('a misspelt search finds what was meant', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('search').getByLabel('Cari produk atau toko').fill('kripk singkng');
    await page.getByRole('search').getByLabel('Cari produk atau toko').press('Enter');
    await expect(page).toHaveURL(/\/cari\?q=kripk/);
    await expect(page.locator('main mark').first()).toBeVisible();
    await page.locator('main article:not(.pcard-out) h3 a').first().click();
    await expect(page).toHaveURL(/\/produk\//);
    await expect(page.getByRole('button', { name: 'Masukkan keranjang' })).toBeVisible();
});

test('a search is narrowed and widened by plain links', async ({ page, isMobile }) => {
    await page.goto('/cari?q=singkong');
    const all = await page.locator('main article').count();
    if (isMobile) await page.getByText('Saring', { exact: true }).click();
    await page.locator('.facet a', { hasText: 'Olahan Singkong' }).first().click();
    await expect(page).toHaveURL(/kategori=olahan-singkong/);
    await expect.poll(() => page.locator('main article').count()).toBeLessThanOrEqual(all);
    await page.locator('.chip', { hasText: 'Termurah' }).click();
    await expect(page).toHaveURL(/urut=termurah/);
    await expect(page.locator('.chip[aria-current]', { hasText: 'Termurah' })).toBeVisible();
    await page.locator('.chips .chip', { hasText: 'Olahan Singkong' }).click();
    await expect(page).not.toHaveURL(/kategori=/);
});

test('a page changes its language and stays the same page', async ({ page }) => {
    await page.goto(PRODUCT);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rasi Beras Singkong 500 g');
    await page.locator('header a[hreflang=en]').click();
    await expect(page).toHaveURL(/\/en\/produk\/rasi-beras-singkong-500-g/);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rasi Cassava Rice 500 g');
});

test('shops are found on the map or in the list beside it', async ({ page }) => {
    await page.goto('/peta');
    await page.locator('.map-list a', { hasText: 'Leuwigajah' }).click();
    await expect(page).toHaveURL(/kelurahan=leuwigajah/);
    await page.locator('#toko .lines a').first().click();
    await expect(page).toHaveURL(/\/toko\//);
    await expect(page.getByRole('heading', { name: 'Jam buka' })).toBeVisible();
});

test('the box proposes while one types, and keys walk through', async ({ page, js }) => {
    test.skip(!js, 'an addition for browsers with scripts');
    await page.goto('/');
    await expect(page.locator('html[data-awake]')).toBeAttached();
    const box = page.locator('#q-head');
    await box.pressSequentially('kerip', { delay: 30 });
    const list = page.getByRole('listbox');
    await expect(list).toBeVisible();
    await expect(box).toHaveAttribute('aria-expanded', 'true');
    await axeClean(page);
    await box.press('ArrowDown');
    await expect(list.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
    await expect(box).toHaveAttribute('aria-activedescendant', 'saran-0');
    await box.press('Escape');
    await expect(list).toBeHidden();
    await expect(box).toHaveValue('kerip');
    await box.press('a');
    await expect(list).toBeVisible();
    await box.press('ArrowDown');
    await box.press('Enter');
    await expect(page).not.toHaveURL(/\/$/);
});
