import { judged } from '../support/axe.js';
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

test('axe finds what is planted, where no script runs and in what is shown instead of one', async ({ page, js }) => {
    await page.goto('/');
    await page.evaluate(() => {
        const picture = () => Object.assign(document.createElement('img'), { src: '/favicon.svg', width: 32, height: 32 });
        const instead = document.createElement('noscript');
        instead.append(picture());
        document.querySelector('main').append(picture(), instead);
    });
    expect((await judged(page)).places).toEqual({ 'image-alt': js ? 1 : 2 });
});
