// Accessibility: no page may break a rule of WCAG 2.2 AA that a machine can check.
import axe from 'axe-core/axe.min.js';
import { expect } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** @param {import('@playwright/test').Page} page */
export async function axeClean(page) {
    const there = await page.evaluate(() => 'axe' in window);
    if (!there) await page.evaluate(axe.source); // by the debugger: no content security policy stands in its way
    expect(await page.evaluate(judge, RULES), `accessibility of ${page.url()}`).toEqual([]);
}

/**
 * In the page, as it stands there. Without scripts a browser calls promises and never timers, and axe begins the end of each rule
 * by a timer of no time: a promise does. And axe takes what `noscript` holds for hidden, where it is what is seen.
 */
async function judge(values) {
    const timer = window.setTimeout;
    const swapped = [];
    if (!matchMedia('(scripting: enabled)').matches) {
        window.setTimeout = (work, wait = 0) => (wait > 0 ? 0 : void Promise.resolve().then(work));
        for (const noscript of document.body.querySelectorAll('noscript')) {
            const seen = document.createElement('div');
            seen.append(...noscript.childNodes);
            noscript.replaceWith(seen);
            swapped.push([noscript, seen]);
        }
    }
    try {
        const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
        return violations.map(({ id, help, nodes }) => `${id}: ${help}\n` + nodes.map((n) => `    ${n.target} ${n.failureSummary}`).join('\n'));
    } finally {
        window.setTimeout = timer;
        for (const [noscript, seen] of swapped) {
            noscript.append(...seen.childNodes);
            seen.replaceWith(noscript);
        }
    }
}
