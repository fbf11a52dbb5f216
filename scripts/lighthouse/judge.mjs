// Judges pages with Lighthouse as a phone would see them. Standard input: {"chromium", "runs", "pages": [{"name", "url",
// "cookie"}]}; standard output: {"versions", "pages": [{"name", "scores", "faults"}]}. Called by sentra-bench.
import { readFileSync, writeSync } from 'node:fs';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { FLAGS } from './flags.mjs';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

const { chromium, runs, pages } = JSON.parse(readFileSync(0, 'utf8'));
const judged = [];
let versions = '';
for (const page of pages) judged.push(await judge(page));
writeSync(1, JSON.stringify({ versions, pages: judged }));

/** A page that can't be judged does not keep the others from it. */
async function judge({ name, url, cookie }) {
    const reports = [];
    try {
        for (let run = 1; run <= runs; run += 1) {
            console.error(`  Lighthouse, ${name}, ${run} of ${runs}`);
            reports.push(await report(url, cookie));
        }
    } catch (error) {
        return { name, error: error.message };
    }
    const scores = CATEGORIES.map((category) => {
        const each = reports.map((r) => Math.round(r.categories[category].score * 100));
        const sorted = each.toSorted((a, b) => a - b);
        // Speed differs from run to run; what is wrong once is wrong.
        return { category, points: sorted[category === 'performance' ? Math.floor(runs / 2) : 0], runs: each };
    });
    return { name, scores, faults: faults(name, reports[0]) };
}

/** A new browser each time: nothing is in its cache. */
async function report(url, cookie) {
    const browser = await launch({ chromePath: chromium, chromeFlags: FLAGS, ignoreDefaultFlags: true, logLevel: 'error' });
    try {
        const extraHeaders = cookie ? { Cookie: cookie } : undefined;
        const result = await lighthouse(url, { port: browser.port, logLevel: 'error', output: 'json', onlyCategories: CATEGORIES, extraHeaders });
        const { lhr } = result;
        if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
        const there = new URL(lhr.finalDisplayedUrl).pathname;
        if (there !== new URL(url).pathname) throw new Error(`${url} leads to ${there}`);
        versions = `Lighthouse ${lhr.lighthouseVersion}, ${lhr.environment.hostUserAgent.match(/Chrome\/[\d.]+/)?.[0] ?? 'an unknown browser'}, as a phone`;
        return lhr;
    } finally {
        browser.kill();
    }
}

/** What costs points, in Lighthouse's own words. */
function faults(name, lhr) {
    return CATEGORIES.flatMap((category) =>
        lhr.categories[category].auditRefs
            .filter(({ weight }) => weight > 0)
            .map(({ id }) => lhr.audits[id])
            .filter((audit) => audit.score !== null && audit.score < 0.9)
            .map((audit) => `${name}, ${category}: ${audit.title}${audit.displayValue ? ` (${audit.displayValue})` : ''}`),
    );
}
