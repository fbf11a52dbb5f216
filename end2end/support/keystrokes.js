// How long a practised person takes for what they do, by the keystroke-level model: S. K. Card, T. P. Moran, A. Newell, "The
// keystroke-level model for user performance time with interactive systems", Communications of the ACM 23 (1980), 396–410.

/** Seconds: a key of an average typist, pointing at something and pressing it, and making up one's mind. */
const SECONDS = { keys: 0.28, taps: 1.1, thoughts: 1.35 };

/**
 * A hand that does everything for real and counts it; what the page takes to answer is measured.
 * @param {import('@playwright/test').Page} page
 */
export function hand(page) {
    const did = { keys: 0, taps: 0, thoughts: 0, answers: 0, waited: 0 };
    return {
        did,
        think() {
            did.thoughts += 1;
        },
        async tap(target) {
            did.taps += 1;
            await target.click();
        },
        /** Into whatever has the focus. */
        async type(text) {
            did.keys += text.length;
            await page.keyboard.type(text);
        },
        async press(key) {
            did.keys += 1;
            await page.keyboard.press(key);
        },
        /** Does what asks the house for another page, and waits for all of it. */
        async ask(act, arrived) {
            await act();
            await arrived();
            await page.waitForLoadState('load');
            did.answers += 1;
            did.waited += (await page.evaluate(() => performance.getEntriesByType('navigation')[0].duration)) / 1000;
        },
        seconds: () => Object.entries(SECONDS).reduce((sum, [what, each]) => sum + did[what] * each, did.waited),
    };
}
