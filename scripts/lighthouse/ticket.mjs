// How long the page of the meeting point takes to tell whether a ticket is the house's: a phone without a network, its processor slowed
// down. Standard input: {"chromium", "runs", "tickets", "slower", "house", "cookie": {"name", "value"}, "pack", "morning", "ticket"};
// standard output: {"browser", "runs": [{"parties", "outcomes", "millis"}]}. Called by sentra-bench.
import { readFileSync, writeSync } from 'node:fs';
import { launch } from 'chrome-launcher';
import puppeteer from 'puppeteer-core';
import { FLAGS } from './flags.mjs';

const PHONE = { width: 360, height: 740, isMobile: true, hasTouch: true };

const { chromium, runs, tickets, slower, house, cookie, pack, morning, ticket } = JSON.parse(readFileSync(0, 'utf8'));
const checked = [];
let version = '';
for (let run = 1; run <= runs; run += 1) {
    console.error(`  tickets, ${run} of ${runs}`);
    checked.push(await check());
}
writeSync(1, JSON.stringify({ browser: version, runs: checked }));

/** In a new browser, by somebody who is logged in and has opened the page. */
async function check() {
    const chrome = await launch({ chromePath: chromium, chromeFlags: FLAGS, ignoreDefaultFlags: true, logLevel: 'error' });
    try {
        const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${chrome.port}`, defaultViewport: PHONE });
        version = await browser.version();
        const page = await browser.newPage();
        await page.setCookie({ ...cookie, url: house });
        await page.emulateCPUThrottling(slower);
        await page.goto(`${house}/titik-kumpul`);
        await page.waitForSelector('html[data-awake]');
        const list = await page.evaluate(take, pack);
        await page.setOfflineMode(true);
        return await page.evaluate(show, { list, ticket, tickets, morning });
    } finally {
        chrome.kill();
    }
}

/** In the page: as it takes a departure along. Its rules are ready before it shows anything, and so they are here. */
async function take(path) {
    const { ready } = await import('/meeting/judge.js');
    await ready;
    return (await fetch(path)).json();
}

/** In the page: the ticket, a changed one, one that is cut off, and the ticket again and again. */
async function show({ list, ticket, tickets, morning }) {
    const { judge, standing } = await import('/meeting/judge.js');
    const parties = standing(list, []);
    const changed = ticket.slice(0, 90) + (ticket[90] === 'A' ? 'B' : 'A') + ticket.slice(91);
    const shown = [ticket, changed, ticket.slice(0, 100), ...Array(tickets - 3).fill(ticket)];
    const outcomes = [];
    const millis = [];
    for (const text of shown) {
        const begun = performance.now();
        const { outcome } = await judge(list, parties, { ticket: text }, list.starts_at - morning);
        millis.push(performance.now() - begun);
        outcomes.push(outcome);
    }
    return { parties: parties.length, outcomes, millis };
}
