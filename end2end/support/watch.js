// Watches all pages of a browser context. What goes wrong there unseen fails the test at its end.

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} home the market's own address: nothing may be loaded from elsewhere
 * @param {string[]} problems gets a line for each
 */
export function watch(context, home, problems) {
    context.on('console', (message) => {
        if (message.type() !== 'error') return; // a breach of the content security policy is an error, too
        if (message.text().startsWith('Failed to load resource')) return; // told below, with its address
        problems.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => problems.push(`script: ${error.error().stack ?? error.error()}`));
    context.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol.startsWith('http') && origin !== home) problems.push(`foreign address: ${request.url()}`);
    });
    context.on('response', (response) => {
        // A page may well be “not found” or “not like that”: tests look at those. What it loads must be there.
        const worst = response.request().isNavigationRequest() ? 500 : 400;
        if (response.status() >= worst) problems.push(`${response.status()} ${response.request().method()} ${response.url()}`);
    });
}
