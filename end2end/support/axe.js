// Accessibility: no page may break a rule of WCAG 2.2 AA that a machine can check.
import axe from 'axe-core/axe.min.js';
import { expect } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Every page keeps more rules than so many: fewer, and axe did not look at it. */
const LEAST = 5;

/** @param {import('@playwright/test').Page} page */
export async function axeClean(page) {
    const { breaches } = await judged(page);
    expect(breaches, `accessibility of ${page.url()}`).toEqual([]);
}

/**
 * What axe says of a page.
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<{breaches: string[], places: Record<string, number>}>} `breaches`: in words; `places`: in how many each rule is broken
 */
export async function judged(page) {
    const there = await page.evaluate(() => 'axe' in window);
    if (!there) await page.evaluate(axe.source); // by the debugger: no content security policy stands in its way
    const { kept, breaches, places } = await page.evaluate(judge, RULES);
    expect(kept + breaches.length, `rules by which axe judged ${page.url()}`).toBeGreaterThan(LEAST);
    return { breaches, places };
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
        const { passes, violations } = await window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
        const breaches = violations.map(({ id, help, nodes }) => `${id}: ${help}\n` + nodes.map((n) => `    ${n.target} ${n.failureSummary}`).join('\n'));
        return { kept: passes.length, breaches, places: Object.fromEntries(violations.map(({ id, nodes }) => [id, nodes.length])) };
    } finally {
        window.setTimeout = timer;
        for (const [noscript, seen] of swapped) {
            noscript.append(...seen.childNodes);
            seen.replaceWith(noscript);
        }
    }
}
