// Pages for tourists: English, and nothing left in Indonesian.
import { expect } from '@playwright/test';
import { tidy } from './test.js';

/** In which language a page is by its address. */
export const languageOf = (page) => (/^\/en(\/|$)/.test(new URL(page.url()).pathname) ? 'en' : 'id');

/**
 * What stands before a visitor's addresses: English on a desk and Indonesian on a phone, each with scripts and without. A file that
 * runs only twice (`TWICE` in playwright.config.js) is so walked in Indonesian with scripts and in English without; what scripts do at
 * the meeting point is walked in English by meeting_point.spec.js, which runs four times.
 */
export const inTurn = (page) => (page.viewportSize().width < 600 ? '' : '/en');

/** What an interface says all the time in Indonesian, and neither English nor any name here does. */
const INDONESIAN = new Set(
    'simpan batal batalkan kirim orang dan yang untuk dengan tidak sudah belum atau dari pada pesan pesanan kursi anda kami bayar tunai setoran saldo lihat tambah hapus ubah wajib diisi pilih bisa boleh kembali tanggal jumlah harga hitung perkiraan seperti rombongan'.split(
        ' ',
    ),
);

/** Everything that a person reads or is read out of the page's main part, except what says that it is Indonesian. */
const said = (main) => {
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
        const around = walker.currentNode.parentElement;
        if (!around.closest('script, style, template, [lang="id"]') && around.checkVisibility()) texts.push(walker.currentNode.data);
    }
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
        for (const node of main.querySelectorAll(`[${name}]`)) if (!node.closest('[lang="id"]')) texts.push(node.getAttribute(name));
    }
    return texts.join('\n');
};

/** An English page as it should be, with a picture of it. */
export async function inEnglish(page, picture, name) {
    expect(languageOf(page), page.url()).toBe('en');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    const words = (await page.getByRole('main').evaluate(said)).toLowerCase().match(/\p{L}+/gu) ?? [];
    expect(words.length, 'something is said').toBeGreaterThan(5);
    expect([...new Set(words.filter((word) => INDONESIAN.has(word)))], `Indonesian on ${page.url()}`).toEqual([]);
    await tidy(page, picture, `english-${name}`);
}

/** A page as it should be in the language that it is in, with a picture of it. */
export const inItsLanguage = (page, picture, name) => (languageOf(page) === 'en' ? inEnglish : tidy)(page, picture, name);
