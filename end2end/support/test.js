// What a browser test starts from:  import { test, expect } from '../support/test.js';
//
//   market      {url, dataDir}: this worker's own server. Tests of one worker share it: each makes its own accounts and shops.
//   page        a person's browser, as the project says (JavaScript or not, phone or desk)
//   newPage()   a browser of one more person; newPage({ js, width, locale }) another kind of one
//   mailbox     mailbox.all(address), await mailbox.wait(address, /subject/)
//   picture     await picture(page, 'name') into results/pictures, in ./dev e2e
//   problems    what went wrong unseen; must be empty at the end. problems.length = 0 forgets what a test provoked.
//
// Helpers to import besides: axeClean(page), fits(page), tidy(page, picture, name), comes(page, look), logIn(page, who), register(page, who), PEOPLE …
import { test as base, expect } from '@playwright/test';
import { join } from 'node:path';
import { axeClean } from './axe.js';
import { mailsTo, waitForMail } from './mail.js';
import { RESULTS, startMarket } from './market.js';
import { logIn, newAddress, ownerOf, PEOPLE, register } from './people.js';
import { watch } from './watch.js';

export { axeClean, expect, logIn, newAddress, ownerOf, PEOPLE, register };

/** Nothing sticks out to the side. */
export async function fits(page) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(over, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** A page as it should be: nothing sticks out, axe is content, and there is a picture of it. */
export async function tidy(page, picture, name) {
    await fits(page);
    await axeClean(page);
    await picture(page, name);
}

/** What happens by itself shows up on a page some moments later. */
export const comes = (page, look) =>
    expect(async () => {
        await page.reload();
        await expect(look()).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 20_000 });

export const test = base.extend({
    market: [
        async ({}, use, worker) => {
            const market = await startMarket(`${worker.project.name}-${worker.workerIndex}`);
            await use(market);
            await market.stop();
        },
        { scope: 'worker' },
    ],

    baseURL: async ({ market }, use) => use(market.url),

    /** Whether this project's browser runs scripts. */
    js: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled),

    problems: async ({}, use) => {
        const problems = [];
        await use(problems);
        expect(problems, 'nothing goes wrong unseen').toEqual([]);
    },

    context: async ({ context, market, problems }, use) => {
        watch(context, market.url, problems);
        await use(context);
    },

    newPage: async ({ browser, market, problems }, use) => {
        const contexts = [];
        await use(async ({ js, width, locale } = {}) => {
            const options = {}; // on top of the project's own
            if (js !== undefined) options.javaScriptEnabled = js;
            if (width !== undefined) Object.assign(options, { viewport: { width, height: 740 }, isMobile: width < 600, hasTouch: width < 600 });
            if (locale !== undefined) options.locale = locale;
            const context = await browser.newContext(options);
            contexts.push(context);
            watch(context, market.url, problems);
            return context.newPage();
        });
        for (const context of contexts) await context.close();
    },

    mailbox: async ({ market }, use) =>
        use({
            all: (address) => mailsTo(market.dataDir, address),
            wait: (address, subject) => waitForMail(market.dataDir, address, subject),
        }),

    // For people to look at, who ask for them: ./dev test draws those of failures only.
    picture: async ({}, use, info) =>
        use(async (page, name) => process.env.SENTRA_E2E_PICTURES && page.screenshot({ path: join(RESULTS, 'pictures', `${name}-${info.project.name}.png`), fullPage: true })),
});
