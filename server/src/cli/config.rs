//! `sentra config`: what is set, from where, and what is wrong with it.

use clap::Subcommand;

use super::{Failure, probe};
use crate::config::{Config, ConfigError, Given};
use crate::say::{complain, say};

#[derive(Subcommand)]
pub enum Action {
    /// Say what is wrong and what to do, trying the data folder and the database; nothing is changed.
    Check,
    /// Every setting as it takes effect and where it comes from, without passwords.
    Show,
}

pub async fn run(action: &Action, loaded: Result<(Config, Given), ConfigError>) -> Result<(), Failure> {
    let (config, given) = loaded?;
    match action {
        Action::Check => check(&config).await?,
        Action::Show => say(config.show(&given).trim_end()),
    }
    Ok(())
}

async fn check(config: &Config) -> Result<(), Failure> {
    for danger in config.dangers() {
        complain(format_args!("WARNING: {danger}"));
    }
    let tried = probe::all(config).await;
    for note in config.notes().into_iter().map(str::to_owned).chain(tried.notes) {
        say(format_args!("note: {note}"));
    }
    if !tried.problems.is_empty() {
        return Err(ConfigError(tried.problems).into());
    }
    say("The settings are right.");
    Ok(())
}
