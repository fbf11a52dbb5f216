// The one direction of dependencies: app/hydrate → app → domain, app (server side) → backend → domain, server → app, backend.
// Reads what cargo resolved, so a rule holds through any number of crates in between.
import { execFileSync } from 'node:child_process';

/** What each of our crates must never reach, and for which target and features that is asked. */
const RULES = [
    { crate: 'domain', never: ['leptos', 'axum', 'sqlx', 'tokio', 'backend', 'app', 'server'], because: 'domain is pure: it knows rules, no machinery' },
    { crate: 'backend', never: ['leptos', 'axum', 'app', 'server'], because: 'use cases know no HTML and no HTTP' },
    { crate: 'app', features: 'ssr', never: ['server'], because: 'pages do not know who serves them' },
    {
        crate: 'hydrate',
        target: 'wasm32-unknown-unknown',
        never: ['backend', 'sqlx', 'tokio', 'axum', 'server'],
        because: 'a browser needs nothing of the server',
    },
];

/** The names of all crates in the tree of one. */
function tree({ crate, features, target }) {
    const args = ['tree', '-p', crate, '-e', 'normal', '--prefix', 'none', '--format', '{p}', '--locked'];
    if (features) args.push('--features', features);
    if (target) args.push('--target', target);
    const lines = execFileSync('cargo', args, { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n');
    return new Set(lines.slice(1).map((line) => line.split(' ')[0]));
}

/** A trait crate or macro of a forbidden family is as wrong as its head: `sqlx-core` counts as `sqlx`. */
const belongsTo = (family) => (name) => name === family || name.startsWith(`${family}-core`);

let broken = 0;
for (const rule of RULES) {
    const names = [...tree(rule)];
    for (const family of rule.never) {
        if (!names.some(belongsTo(family))) continue;
        broken += 1;
        const where = rule.target ? ` for ${rule.target}` : '';
        console.error(`${rule.crate} must not depend on ${family}${where}: ${rule.because}.`);
        console.error(`  cargo tree -p ${rule.crate} -i ${family} shows the way.`);
    }
}
if (broken > 0) process.exit(1);
console.log(`${RULES.length} rules hold`);
