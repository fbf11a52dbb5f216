// A tourist who reads English: from the counter of a waste bank to a tour, its ticket, another day, and the balance again.
import { deposit, linkCard, registerMember } from '../support/counter.js';
import { inEnglish } from '../support/english.js';
import { expect, logIn, test } from '../support/test.js';
import { fillParty, hold, pledge } from '../support/touring.js';

test('a tourist brings waste, books in English, moves and takes it back', async ({ page, newPage, picture }) => {
    test.slow();
    const name = 'Emma Hughes';
    const phone = `0812-${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
    const main = page.getByRole('main');
    const english = (what, of = page) => inEnglish(of, picture, `tour-${what}`);

    await test.step('waste becomes a balance', async () => {
        await page.goto('/en/daftar');
        await page.locator('input[name=name]').fill(name);
        await page.locator('input[name=login]').fill(phone);
        await page.locator('input[name=password]').fill('rain over the old barracks');
        await page.getByRole('button', { name: 'Create account' }).click();
        await expect(page).toHaveURL(/\/en\/akun$/);
        await page.goto('/en/akun/bank-sampah');
        await english('no-balance');

        const operator = await newPage();
        await logIn(operator, 'operator');
        await operator.goto('/en/loket');
        await english('counters', operator);
        await operator.getByRole('main').getByRole('link', { name: 'Bank Sampah Baros Demo' }).click();
        await english('counter', operator);
        await registerMember(operator, name, phone);
        await english('scale', operator);
        await linkCard(operator, page);
        await english('linked');
        await deposit(operator, [{ material: 'PL-01', gross: '2.5' }]);
        await english('slip', operator);

        await page.reload();
        await expect(main.getByText('Rp10.000').first()).toBeVisible(); // 2.5 × 4.000
        await english('balance');
    });

    await test.step('a day is found', async () => {
        await page.goto('/en/wisata');
        await english('tours');
        await main.locator('a[href$="/en/wisata/wisata-militer"]').first().click();
        await english('tour');
        await main.getByRole('link', { name: 'All dates' }).click();
        await english('calendar');
        await main.getByRole('region', { name: 'Dates' }).getByRole('link', { name: 'Book', exact: true }).first().click();
        await page.getByRole('button', { name: 'Hold our seats' }).click();
        await expect(page.getByText('The 16 digits of a KTP, or a passport number.').first()).toBeVisible();
        await english('party-wrong');
        await fillParty(page);
        await hold(page);
    });

    await test.step('balance, waste and cash pay for it', async () => {
        await english('pay');
        await page.locator('input[name=balance]').fill('10.000');
        await pledge(page, 'PL-01', '1');
        await expect(page.getByText('Bring at least 2 kg for your party.').first()).toBeVisible();
        await english('pay-wrong');
        await pledge(page, 'PL-01', '5');
        await expect(page.getByRole('heading', { name: 'Please check' })).toBeVisible();
        await english('review');
        await page.getByRole('button', { name: 'Agree and book' }).click();
        await expect(page.getByText('Your seats are certain')).toBeVisible();
        await expect(page.getByText('Rp5.000 in cash')).toBeVisible(); // 35.000 less 10.000 less 5 × 4.000
        await english('confirmed');
        await page.getByRole('link', { name: 'Open the ticket' }).click();
        await expect(page.getByRole('img', { name: /^QR code of ticket TR-/ })).toBeVisible();
        await english('ticket');
        await page.getByRole('link', { name: 'To the booking' }).click();
    });

    await test.step('another day, and then none', async () => {
        await page.getByRole('button', { name: 'Move', exact: true }).click();
        await expect(page.locator('select[name=to]')).toHaveAttribute('aria-invalid', 'true');
        await english('move-wrong');
        await page.locator('select[name=to]').selectOption({ index: 1 });
        await page.getByRole('button', { name: 'Move', exact: true }).click();
        await expect(page.getByText('Moved. The new date stands below.')).toBeVisible();
        await expect(page.getByText('Your seats are certain')).toBeVisible();
        await english('moved');
        await page.getByText('Cancel the booking', { exact: true }).click();
        await page.getByRole('button', { name: 'Yes, cancel' }).click();
        await expect(page.getByText('This booking is cancelled')).toBeVisible();
        await english('cancelled');
        await page.goto('/en/akun/bank-sampah');
        await expect(main.locator('.stats')).toContainText('Rp10.000');
        await english('returned');
    });
});
