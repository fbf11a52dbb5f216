// Each test runs four times: with JavaScript and without, on a phone and on a desk. Some need to run only twice.
//
// Files run in the order of their names, those with a market of their own after those that share one. The many short looks of
// pages.spec.js come last so: no worker is left alone with a long flow in the end.
import { defineConfig } from '@playwright/test';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * These run with scripts on a phone and without on a desk, so that each is seen once: what no visitor meets, what no script has a part
 * in, and pages.spec.js, which looks at each page in both widths.
 */
const TWICE = /\/(base_rules|calls|counter_camera|counter_speed|late_move|manifest_seal|meeting|meeting_note|merchant_english|no_show|pages|plan_departures|report|site_desk|site_photos|ticket_speed|tour_desk|waste_materials|waste_units|wastebank|wastebank_office)\.spec\.js$/;

const project = (javaScriptEnabled, width) => ({
    name: `${javaScriptEnabled ? 'js' : 'nojs'}-${width}`,
    testIgnore: javaScriptEnabled === width > 600 ? TWICE : undefined,
    use: {
        javaScriptEnabled,
        viewport: { width, height: width < 600 ? 740 : 900 },
        isMobile: width < 600,
        hasTouch: width < 600,
    },
});

export default defineConfig({
    testDir: 'tests',
    outputDir: 'results/failures',
    globalSetup: './support/seed.js',
    fullyParallel: true,
    workers: 3, // on two cores: a browser waits for its server, and a server for its browser
    timeout: 60_000,
    expect: { timeout: 10_000 },
    forbidOnly: !!process.env.CI,
    retries: process.env.CI ? 1 : 0, // a crowded machine may stall a browser once; the report lists it as flaky
    retryStrategy: 'isolated', // in the end, with the machine to itself
    reporter: [['list']],
    use: {
        launchOptions: { executablePath: process.env.SENTRA_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS },
        locale: 'id-ID',
        timezoneId: 'Asia/Jakarta',
        colorScheme: 'light',
        contextOptions: { reducedMotion: 'reduce' }, // else axe meets colours on their way from one theme to the other
        screenshot: 'only-on-failure',
        trace: 'on-first-retry', // a quarter of the time goes into it: ./dev e2e keeps one of each failure
    },
    projects: [project(true, 360), project(true, 1280), project(false, 360), project(false, 1280)],
});
