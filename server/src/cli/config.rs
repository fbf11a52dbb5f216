//! `sentra config`: what is set, from where, and what is wrong with it.

use clap::Subcommand;

use super::Failure;
use crate::config::{Config, ConfigError, Given};
use crate::say::say;

#[derive(Subcommand)]
pub enum Action {
    /// Say what is wrong and what to do; nothing is changed.
    Check,
    /// Every setting as it takes effect and where it comes from, without passwords.
    Show,
}

pub fn run(action: &Action, loaded: Result<(Config, Given), ConfigError>) -> Result<(), Failure> {
    let (config, given) = loaded?;
    match action {
        Action::Check => {
            for note in notes(&config) {
                say(format_args!("note: {note}"));
            }
            say("The settings are right.");
        }
        Action::Show => say(config.show(&given).trim_end()),
    }
    Ok(())
}

/// Allowed, but perhaps not meant.
fn notes(config: &Config) -> Vec<&'static str> {
    let mut notes = Vec::new();
    if !config.development() {
        if !config.https() {
            notes.push("base_url is not https: passwords and cookies travel readable");
        }
        if config.mail == crate::config::MailRoute::Files {
            notes.push("mail is written into files: nobody receives it; set mail to an SMTP address");
        }
        if config.mail_from.ends_with("@localhost>") {
            notes.push("mail_from is the default: other servers will refuse mail from it");
        }
    }
    if !config.worker_in_serve {
        notes.push("worker_in_serve is false: without a running `sentra worker` no mail is sent and no order expires");
    }
    notes
}
