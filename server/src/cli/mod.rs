//! The command line: one program, one word for what it shall do.

mod backup;
mod config;
mod failure;
mod migrate;
mod probe;
mod reindex;
mod seed;
mod serve;
mod signals;
mod ticket_keys;
mod user;
mod worker;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::Config;
use crate::logging;
use crate::say::complain;
pub use failure::Failure;

/// Sentra, the market of Cimahi.
#[derive(Parser)]
#[command(name = "sentra", version, about, propagate_version = true)]
struct Cli {
    /// The settings' file; without this, sentra.toml where you are, if it is there.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve pages, and work off jobs unless worker_in_serve is false.
    Serve(serve::Options),
    /// Work off jobs and timers only, beside servers that do not.
    Worker,
    /// Bring the database to the newest tables.
    Migrate,
    /// Fill in the demo of Cimahi.
    Seed(seed::Options),
    /// Build the search index anew beside the live one, then swap them.
    Reindex,
    /// Make accounts, give roles, set passwords.
    #[command(subcommand)]
    User(user::Action),
    /// Look at the keys that sign tickets, change them, take one back.
    #[command(subcommand)]
    TicketKeys(ticket_keys::Action),
    /// Look at the settings.
    #[command(subcommand)]
    Config(config::Action),
    /// Write database and photos into one tar file, consistent while the server runs.
    Backup(backup::Options),
}

pub fn run() -> ExitCode {
    // Two providers are linked through different crates; rustls wants one named before its first use.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let cli = Cli::parse();
    match act(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(format_args!("sentra: {failure}"));
            ExitCode::FAILURE
        }
    }
}

/// For searches, compression, passwords, files: nearly all of it computes, so that more threads than cores only hold more
/// memory; a few more, for what waits for a disk.
fn blocking_threads() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    (2 * cores).max(6)
}

fn act(cli: Cli) -> Result<(), Failure> {
    let loaded = Config::load(cli.config.as_deref());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(blocking_threads()).build()?;
    if let Command::Config(action) = &cli.command {
        return runtime.block_on(config::run(action, loaded));
    }
    let (config, _) = loaded?;
    logging::start(&config);
    let done = runtime.block_on(async {
        match cli.command {
            Command::Serve(options) => serve::run(&config, &options).await,
            Command::Worker => worker::run(&config).await,
            Command::Migrate => migrate::run(&config).await,
            Command::Seed(options) => seed::run(&config, &options).await,
            Command::Reindex => reindex::run(&config).await,
            Command::User(action) => user::run(&config, action).await,
            Command::TicketKeys(action) => ticket_keys::run(&config, action).await,
            Command::Config(_) => Ok(()),
            Command::Backup(options) => backup::run(&config, &options).await,
        }
    });
    // A thread that still compresses or hashes is not waited for.
    runtime.shutdown_background();
    done
}
