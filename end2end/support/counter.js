// Behind a counter of the waste bank, in the language of its page.
import { expect } from '@playwright/test';
import { languageOf } from './english.js';

const WORDS = {
    id: { register: 'Daftarkan', deposit: (name) => `Setoran ${name}`, count: 'Hitung', save: /^Simpan Rp/, ask: 'Minta dihubungkan', check: 'Periksa kodenya', link: 'Hubungkan' },
    en: { register: 'Register', deposit: (name) => `Deposit of ${name}`, count: 'Count', save: /^Save Rp/, ask: 'Ask to link it', check: 'Check its code', link: 'Link' },
};
const words = (page) => WORDS[languageOf(page)];

const last = (page) => new URL(page.url()).pathname.split('/').pop();

/** On the page of a counter: a neighbour gets a card. Returns the member's id; the page is the scale. */
export async function registerMember(page, name, phone = '') {
    await page.locator('input[name=name]').fill(name);
    await page.locator('input[name=phone]').fill(phone);
    await page.getByRole('button', { name: words(page).register, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(page).deposit(name));
    return last(page);
}

/** On the page of the scale. @param {{material: string, gross: string}[]} lines at most three */
export async function fillScale(page, lines) {
    for (const [i, { material, gross }] of lines.entries()) {
        await page.locator('select[name=material]').nth(i).selectOption(material);
        await page.locator('input[name=gross]').nth(i).fill(gross);
    }
    await page.getByRole('button', { name: words(page).count, exact: true }).click();
}

/** Weighs, counts and saves. Returns the slip's number; the page is the slip. */
export async function deposit(page, lines) {
    await fillScale(page, lines);
    await page.getByRole('button', { name: words(page).save }).click();
    await expect(page).toHaveURL(/\/slip\//);
    return last(page);
}

/** The card of whose scale `operator` looks at comes to the account that is logged in on `own`. Both pages stay where they lead to:
 * the scale, and the balance. */
export async function linkCard(operator, own) {
    const scale = operator.url();
    const card = (await operator.getByText(/^\d{4} \d{4} \d$/).first().textContent()).trim();
    await own.goto(languageOf(own) === 'en' ? '/en/akun/bank-sampah' : '/akun/bank-sampah');
    await own.locator('input[name=kartu]').fill(card);
    await own.getByRole('button', { name: words(own).ask }).click();
    const code = (await own.getByText(/^\d{3} \d{3}$/).textContent()).trim();
    await operator.goto(scale);
    await operator.getByRole('link', { name: words(operator).check }).click();
    await operator.locator('input[name=kode]').fill(code);
    await operator.getByRole('button', { name: words(operator).link, exact: true }).click();
    await expect(operator.locator('input[name=kode]')).toHaveCount(0);
    await operator.goto(scale);
    await own.reload();
}
