import { axeClean, expect, test } from '../support/test.js';

for (const [address, language] of [
    ['/', 'id'],
    ['/en/', 'en'],
]) {
    test(`the home page greets in the language of its address: ${language}`, async ({ page, picture }) => {
        const response = await page.goto(address);
        expect(response.status()).toBe(200);
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        await axeClean(page);
        await picture(page, `home-${language}`);
    });
}
