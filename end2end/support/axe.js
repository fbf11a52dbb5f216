// Accessibility: no page may break a rule of WCAG 2.2 AA that a machine can check.
import axe from 'axe-core';
import { expect } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** @param {import('@playwright/test').Page} page */
export async function axeClean(page) {
    const scripts = await page.evaluate(() => matchMedia('(scripting: enabled)').matches);
    const violations = scripts ? await run(page) : await withCopy(page, run);
    expect(violations, `accessibility of ${page.url()}`).toEqual([]);
}

async function run(page) {
    await page.evaluate(axe.source); // by the debugger: no content security policy stands in its way
    return page.evaluate(async (values) => {
        const result = await window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
        return result.violations.map(({ id, help, nodes }) => `${id}: ${help}\n` + nodes.map((n) => `    ${n.target} ${n.failureSummary}`).join('\n'));
    }, RULES);
}

/**
 * axe waits for timers, which never fire in a browser without JavaScript. So it looks at a copy: the same document as it
 * stands, in a browser that has JavaScript but is told by the page's policy to run none of the page's own.
 */
async function withCopy(page, work) {
    const html = await page.content();
    const body = html.indexOf('<body');
    const shown = html.slice(0, body) + html.slice(body).replace(/<(\/?)noscript\b/g, '<$1div');
    const viewport = page.viewportSize();
    const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    const context = await page.context().browser().newContext({
        javaScriptEnabled: true,
        colorScheme: dark ? 'dark' : 'light',
        viewport,
        storageState: await page.context().storageState(),
    });
    try {
        const copy = await context.newPage();
        await copy.route(page.url(), (route) =>
            route.fulfill({ contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': "script-src 'none'" }, body: shown }),
        );
        await copy.goto(page.url());
        return await work(copy);
    } finally {
        await context.close();
    }
}
