//! Every setting: its name, what it is when nobody says, and what it is for. The table in docs/operations.md is this one.

use std::fmt::Write;

/// A setting. `listen` here is `listen` in sentra.toml and `SENTRA_LISTEN` in the environment.
pub struct Key {
    pub name: &'static str,
    pub default: Preset,
    pub about: &'static str,
    /// May hold a password: shown without it.
    pub secret: bool,
}

#[derive(Clone, Copy)]
pub enum Preset {
    Is(&'static str),
    /// Follows from other settings; in words.
    Follows(&'static str),
}

const fn key(name: &'static str, default: Preset, about: &'static str) -> Key {
    Key { name, default, about, secret: false }
}

const fn secret(name: &'static str, default: Preset, about: &'static str) -> Key {
    Key { name, default, about, secret: true }
}

use Preset::{Follows, Is};

pub const KEYS: [Key; 16] = [
    key(
        "mode",
        Is("development"),
        "`development` or `production`. Development migrates by itself, shows mails and log-ins, and takes a sandbox card.",
    ),
    key("listen", Is("127.0.0.1:3000"), "Address and port to serve on."),
    key("data_dir", Is("./var"), "Folder of the database file, the search index, photos and mails. Made if missing."),
    secret(
        "database_url",
        Follows("sqlite:<data_dir>/sentra.db"),
        "`sqlite:/path/to/file` or `postgres://user:password@host/name`. `DATABASE_URL` works too.",
    ),
    key(
        "base_url",
        Follows("http://<listen>"),
        "Where people reach the site; links in mails begin with it. Production must say it; with https cookies are marked secure and HSTS is sent.",
    ),
    secret(
        "mail",
        Is("files"),
        "`files` (into data_dir/mail) or an SMTP address: `smtps://user:password@host:465`, `smtp://host:587?tls=required`.",
    ),
    key("mail_from", Is("Sentra <sentra@localhost>"), "The sender of mails."),
    key("worker_in_serve", Is("true"), "Run jobs and timers inside `sentra serve`; `false` when `sentra worker` runs apart."),
    key("page_cache", Is("true"), "Keep public pages for visitors without a session. A change is shown within two seconds either way."),
    key("page_cache_mb", Is("64"), "Memory for kept pages, in MiB, 1 to 65536."),
    key("sandbox_card", Follows("true in development"), "Offer a card payment that moves no money. Refused in production."),
    key("clock_ahead", Is("0"), "Minutes by which the clock runs ahead, to rehearse a day that is still to come. Refused in production."),
    key("trusted_proxies", Is(""), "Addresses or networks of proxies whose `X-Forwarded-For` is believed: `10.0.0.0/8, ::1`."),
    key("client_limit", Is("4096"), "Connections served at once; more wait."),
    key("log_format", Is("text"), "`text` or `json`, to the standard error."),
    key("log_level", Is("info"), "`error`, `warn`, `info`, `debug`, `trace`, or rules as `info,server=debug`."),
];

pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|k| k.name == name)
}

impl Key {
    pub fn variable(&self) -> String {
        format!("SENTRA_{}", self.name.to_uppercase())
    }
}

/// The known name that `unknown` probably means.
pub fn nearest(unknown: &str) -> Option<&'static str> {
    KEYS.iter().map(|k| (distance(k.name, unknown), k.name)).filter(|(d, _)| *d <= 2).min().map(|(_, name)| name)
}

/// How many letters differ (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

/// The table of docs/operations.md.
pub fn table() -> String {
    let mut out = String::from("| key in sentra.toml | variable | default | what it is |\n|---|---|---|---|\n");
    for k in &KEYS {
        let default = match k.default {
            Is("") => "none".to_owned(),
            Is(text) | Follows(text) => format!("`{text}`"),
        };
        let _ = writeln!(out, "| `{}` | `{}` | {default} | {} |", k.name, k.variable(), k.about);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_documented_table_is_this_one() {
        let docs = include_str!("../../../docs/operations.md");
        assert!(docs.contains(&super::table()), "docs/operations.md should contain:\n{}", super::table());
    }

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        assert_eq!(super::nearest("listn"), Some("listen"));
        assert_eq!(super::nearest("database"), None);
    }
}
