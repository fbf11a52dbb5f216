// How the browser is started that is measured with.

/** Nothing but the page moves: no updates, no sync, no first-run pages; a sandbox is not to be had by root. */
export const FLAGS = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];
