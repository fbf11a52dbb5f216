// The seal below a printed list of visitors: typed off the paper, it says whether the list is still that one.
import { mornings } from '../support/meeting.js';
import { expect, logIn, tidy } from '../support/test.js';

const test = mornings(true); // the lists are closed

test('a base holds the paper against the list', async ({ page, today, picture }) => {
    await logIn(page, 'base');
    await page.goto('/meja-wisata');
    await page.getByRole('main').getByRole('link', { name: 'Kawasan Pusdikpal' }).click();
    await page.locator(`main a[href$="${today.departure}"]`).click();
    const seal = (await page.locator('.seal').textContent()).trim().split(' ').pop();
    expect(seal).toMatch(/^[A-Z2-7]{103}$/);
    const field = page.locator('textarea[name=seal]');
    const check = async (typed) => {
        await field.fill(typed);
        await page.getByRole('button', { name: 'Periksa segel' }).click();
    };
    await check('ABC');
    await expect(page.getByText('Segel terdiri dari 103 huruf dan angka; yang diketik 3.').first()).toBeVisible();
    await expect(field, 'what was typed is kept').toHaveValue('ABC');
    await tidy(page, picture, 'seal-short');
    await check(seal.toLowerCase().match(/.{1,5}/g).join(' '));
    await expect(page.getByText(/^Segel cocok dengan daftar sekarang\./)).toBeVisible();
    await tidy(page, picture, 'seal-fits');
    await check((seal[0] === 'A' ? 'B' : 'A') + seal.slice(1));
    await expect(page.getByText(/^Segel tidak cocok/)).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    await expect(field, 'the paper has the seal alone').toBeHidden();
    await expect(page.locator('.seal')).toBeVisible();
});
