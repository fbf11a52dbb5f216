// The mails that the market sent: in tests they are files of the data folder.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{to: string, subject: string, text: string, links: string[]}} Mail */

/**
 * All mails to an address, newest first.
 * @returns {Mail[]}
 */
export function mailsTo(dataDir, address) {
    const folder = join(dataDir, 'mail');
    let names;
    try {
        names = readdirSync(folder).filter((name) => name.endsWith('.eml'));
    } catch {
        return []; // no mail yet
    }
    return names
        .map((name) => join(folder, name))
        .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
        .map((file) => parse(readFileSync(file, 'utf8')))
        .filter((mail) => mail.to.toLowerCase().includes(address.toLowerCase()));
}

/**
 * Waits for a mail: jobs send it a moment after the page answered.
 * @returns {Promise<Mail>}
 */
export async function waitForMail(dataDir, address, subject = /./) {
    for (let i = 0; i < 100; i += 1) {
        const mail = mailsTo(dataDir, address).find((candidate) => subject.test(candidate.subject));
        if (mail) return mail;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const there = mailsTo(dataDir, address).map((mail) => mail.subject);
    throw new Error(`No mail to ${address} with the subject ${subject} came in 10 s. There: ${JSON.stringify(there)}`);
}

/** @returns {Mail} */
function parse(source) {
    const { headers, body } = split(source);
    const text = plainText(headers, body);
    return {
        to: headers.get('to') ?? '',
        subject: decodeWords(headers.get('subject') ?? ''),
        text,
        links: text.match(/https?:\/\/[^\s<>"]+/g) ?? [],
    };
}

function split(source) {
    const [head, ...rest] = source.replace(/\r\n/g, '\n').split('\n\n');
    const headers = new Map();
    for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
        const colon = line.indexOf(':');
        if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    }
    return { headers, body: rest.join('\n\n') };
}

/** The text part, decoded; of several parts the first plain one. */
function plainText(headers, body) {
    const type = headers.get('content-type') ?? 'text/plain';
    const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
    if (boundary) {
        const parts = body.split(`--${boundary}`).slice(1, -1).map((part) => split(part.replace(/^\n/, '')));
        const plain = parts.find((part) => /text\/plain|multipart\//.test(part.headers.get('content-type') ?? 'text/plain'));
        return plain ? plainText(plain.headers, plain.body) : '';
    }
    switch ((headers.get('content-transfer-encoding') ?? '').toLowerCase()) {
        case 'base64':
            return Buffer.from(body, 'base64').toString('utf8');
        case 'quoted-printable':
            return quotedPrintable(body.replace(/=\n/g, ''));
        default:
            return body;
    }
}

function quotedPrintable(text) {
    const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** `=?utf-8?b?…?=` and `=?utf-8?q?…?=` in a header. */
function decodeWords(value) {
    return value
        .replace(/\?=\s+=\?/g, '?==?')
        .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind, text) =>
            kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : quotedPrintable(text.replaceAll('_', ' ')),
        );
}
