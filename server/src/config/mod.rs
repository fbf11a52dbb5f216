//! Settings by file and environment, each checked; whatever is wrong is said at once, with what to do.

mod given;
pub mod keys;
mod notes;
mod values;

use std::fmt::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use backend::adapters::mail;
use domain::kernel::clock::MINUTE;
pub use given::{Given, Problem};
pub use values::Network;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Development,
    Production,
}

#[derive(Clone, PartialEq, Eq)]
pub enum MailRoute {
    Files,
    Smtp(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Clone)]
pub struct Config {
    pub mode: Mode,
    pub listen: SocketAddr,
    pub data_dir: PathBuf,
    pub database_url: String,
    pub base_url: String,
    pub mail: MailRoute,
    pub mail_from: String,
    pub worker_in_serve: bool,
    pub page_cache: bool,
    pub page_cache_mb: u64,
    pub sandbox_card: bool,
    /// In milliseconds.
    pub clock_ahead: i64,
    pub trusted_proxies: Vec<Network>,
    pub client_limit: usize,
    pub log_format: LogFormat,
    pub log_level: String,
}

/// Everything that is wrong with the settings.
#[derive(Debug)]
pub struct ConfigError(pub Vec<Problem>);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the settings are not right")?;
        for p in &self.0 {
            write!(f, "\n  {p}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads the file (a missing one matters only if it was named) and the environment.
    pub fn load(file: Option<&Path>) -> Result<(Self, Given), ConfigError> {
        let path = file.unwrap_or(Path::new("sentra.toml"));
        let text = match std::fs::read_to_string(path) {
            Ok(text) => Some(text),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && file.is_none() => None,
            Err(e) => {
                let remedy = "name another file with --config, or make this one readable".to_owned();
                return Err(ConfigError(vec![Problem { key: path.display().to_string(), why: e.to_string(), remedy }]));
            }
        };
        let (environment, mut problems) = given::readable(std::env::vars_os());
        let (given, more) = Given::collect(text.as_deref().map(|t| (path, t)), environment);
        problems.extend(more);
        Ok((Self::understand(&given, problems)?, given))
    }

    pub fn understand(given: &Given, problems: Vec<Problem>) -> Result<Self, ConfigError> {
        let mut r = Reading { given, problems };
        let mode = r.take("mode", |t| match t {
            "development" => Ok(Mode::Development),
            "production" => Ok(Mode::Production),
            _ => Err("development or production"),
        });
        let production = mode == Some(Mode::Production);
        let listen = r.take("listen", |t| t.parse::<SocketAddr>().map_err(|_| "an address and a port, as 127.0.0.1:3000"));
        let data_dir = r.take("data_dir", |t| if t.trim().is_empty() { Err("a folder") } else { Ok(PathBuf::from(t)) });
        let database_url = if given.text("database_url").is_some() {
            r.take("database_url", values::database_url)
        } else {
            data_dir.as_ref().map(|dir| format!("sqlite:{}", dir.join("sentra.db").display()))
        };
        let base_url = if given.text("base_url").is_some() {
            r.take("base_url", values::base_url)
        } else if production {
            r.wrong("base_url", "nothing is given, and production has no default", "the address that people type: https://sentra.example");
            None
        } else {
            listen.map(|l| format!("http://{l}"))
        };
        let mail = r.take("mail", |t| match t {
            "files" => Ok(MailRoute::Files),
            t if mail::check_smtp(t).is_ok() => Ok(MailRoute::Smtp(t.to_owned())),
            _ => Err("files, smtps://user:password@host:465 or smtp://host:587?tls=required"),
        });
        let mail_from = r.take("mail_from", |t| {
            let address = t.rsplit('<').next().unwrap_or_default().trim_end_matches('>').trim();
            let known = domain::identity::email::Email::parse(address).is_ok() || address.ends_with("@localhost");
            if known && mail::check_sender(t).is_ok() { Ok(t.to_owned()) } else { Err("a sender: Sentra <halo@sentra.example>") }
        });
        let worker_in_serve = r.take("worker_in_serve", values::switch);
        let page_cache = r.take("page_cache", values::switch);
        let page_cache_mb = r.take("page_cache_mb", |t| match t.parse::<u64>() {
            Ok(n @ 1..=65_536) => Ok(n),
            _ => Err("a number of MiB from 1 to 65536"),
        });
        let sandbox_card = if given.text("sandbox_card").is_some() { r.take("sandbox_card", values::switch) } else { Some(!production) };
        if production && sandbox_card == Some(true) {
            r.wrong("sandbox_card", "a card that moves no money would be offered to real shoppers", "remove it, or set it to false");
        }
        let clock_ahead = r.take("clock_ahead", |t| match t.parse::<i64>() {
            Ok(n @ 0..=1_000_000) => Ok(n * MINUTE),
            _ => Err("minutes from 0 to 1000000"),
        });
        if production && clock_ahead.is_some_and(|ahead| ahead != 0) {
            r.wrong("clock_ahead", "orders and fares would be dated in the future", "remove it");
        }
        let trusted_proxies = r.take("trusted_proxies", values::networks);
        let client_limit = r.take("client_limit", |t| match t.parse::<usize>() {
            Ok(n @ 1..=1_000_000) => Ok(n),
            _ => Err("a number from 1 to 1000000"),
        });
        let log_format = r.take("log_format", |t| match t {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err("text or json"),
        });
        let log_level = r.take("log_level", |t| match t.parse::<tracing_subscriber::filter::Targets>() {
            Ok(_) => Ok(t.to_owned()),
            Err(_) => Err("error, warn, info, debug, trace, or rules as info,server=debug"),
        });
        let problems = r.problems;
        let whole = || {
            Some(Self {
                mode: mode?,
                listen: listen?,
                data_dir: data_dir?,
                database_url: database_url?,
                base_url: base_url?,
                mail: mail?,
                mail_from: mail_from?,
                worker_in_serve: worker_in_serve?,
                page_cache: page_cache?,
                page_cache_mb: page_cache_mb?,
                sandbox_card: sandbox_card?,
                clock_ahead: clock_ahead?,
                trusted_proxies: trusted_proxies?,
                client_limit: client_limit?,
                log_format: log_format?,
                log_level: log_level?,
            })
        };
        match whole() {
            Some(config) if problems.is_empty() => Ok(config),
            _ => Err(ConfigError(problems)),
        }
    }

    pub fn development(&self) -> bool {
        self.mode == Mode::Development
    }

    /// Cookies travel over https only.
    pub fn https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// Each setting as it takes effect, with where it came from; passwords left out.
    pub fn show(&self, given: &Given) -> String {
        let mut out = String::new();
        for k in &keys::KEYS {
            let text = match k.name {
                "database_url" => values::without_password(&self.database_url),
                "base_url" => self.base_url.clone(),
                "sandbox_card" => self.sandbox_card.to_string(),
                name => {
                    let text = given.text(name).unwrap_or_default();
                    if k.secret { values::without_password(text) } else { text.to_owned() }
                }
            };
            let _ = writeln!(out, "{} = {text:?}   # {}", k.name, given.source(k.name));
        }
        out
    }
}

/// Reads keys and gathers what is wrong.
struct Reading<'a> {
    given: &'a Given,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn take<T>(&mut self, name: &'static str, parse: impl FnOnce(&str) -> Result<T, &'static str>) -> Option<T> {
        let text = self.given.text(name).unwrap_or_default();
        match parse(text) {
            Ok(value) => Some(value),
            Err(expected) => {
                let secret = keys::find(name).is_some_and(|k| k.secret);
                let value = if secret { "the value".to_owned() } else { format!("{text:?}") };
                let why = format!("{value} (from {}) can't be used", self.given.source(name));
                self.problems.push(Problem { key: name.to_owned(), why, remedy: format!("expected: {expected}") });
                None
            }
        }
    }

    fn wrong(&mut self, name: &str, why: &str, remedy: &str) {
        self.problems.push(Problem { key: name.to_owned(), why: why.to_owned(), remedy: remedy.to_owned() });
    }
}

#[cfg(test)]
mod tests;
