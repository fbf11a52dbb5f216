// The one direction of dependencies: app/hydrate → app → domain, app (server side) → backend → domain, server → app, backend.
// Reads what cargo resolved, so a rule holds through any number of crates in between.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

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
    { crate: 'meeting', target: 'wasm32-unknown-unknown', never: ['leptos', 'app', 'backend', 'server'], because: 'the meeting point needs the rules and nothing else' },
];

/** The names of all crates in the tree of one. */
function tree({ crate, features, target }) {
    const args = ['tree', '-p', crate, '-e', 'normal', '--prefix', 'none', '--format', '{p}', '--locked'];
    if (features) args.push('--features', features);
    if (target) args.push('--target', target);
    const lines = execFileSync('cargo', args, { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n');
    return new Set(lines.slice(1).map((line) => line.split(' ')[0]));
}

/** Any crate of a forbidden family is as wrong as its head: `sqlx-core` and `leptos_meta` count as `sqlx` and `leptos`. */
const OURS = new Set(['app', 'backend', 'domain', 'server']);
const belongsTo = (family) => (name) => name === family || (!OURS.has(family) && new RegExp(`^${family}[-_]`).test(name));

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

// Between contexts there is no crate to hold the rule: none names the SQL of another. What crosses is a flow, or a function that
// the other context offers.
const BACKEND = 'backend/src';
const contexts = readdirSync(BACKEND).filter((folder) => existsSync(`${BACKEND}/${folder}/store`) || existsSync(`${BACKEND}/${folder}/store.rs`));
for (const context of contexts) {
    const others = contexts.filter((other) => other !== context);
    const named = new RegExp(`\\b(${others.join('|')})::(\\{[^;]*?\\b)?store\\b`);
    for (const file of readdirSync(`${BACKEND}/${context}`, { recursive: true }).filter((name) => name.endsWith('.rs'))) {
        const path = `${BACKEND}/${context}/${file}`;
        const found = readFileSync(path, 'utf8').match(named);
        if (!found) continue;
        broken += 1;
        console.error(`${path} names ${found[0].replace(/\s+/g, ' ')}: a context does not read another's tables by itself.`);
        console.error(`  Move the crossing to ${BACKEND}/flows, or let ${found[1]} offer a function for it.`);
    }
}

if (broken > 0) process.exit(1);
console.log(`${RULES.length} rules of crates hold, and the ${contexts.length} contexts keep to their own tables`);
