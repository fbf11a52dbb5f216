//! The budgets of this house, measured in one run on one machine: the server on core 0, whoever asks on core 1, and
//! beside each figure the barest thing that could do the same.
//!
//! `sentra-bench [orders] [pages] [weights] [search]`: all of them without a word.
#![allow(clippy::disallowed_methods)] // a benchmark's clock is the clock

mod bare;
mod client;
mod form;
mod house;
mod load;
mod orders;
mod pages;
mod reference;
mod search;
mod table;
mod weights;

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use server::say::{complain, say};

use house::House;
use table::Table;

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|a| a == "reference") {
        return reference_server(&args[1..]);
    }
    // Start again on core 1, to leave core 0 to the one that is measured.
    if std::env::var_os("SENTRA_BENCH_PINNED").is_none()
        && let Ok(me) = std::env::current_exe()
    {
        let error = house::pinned("1", &me).args(&args).env("SENTRA_BENCH_PINNED", "1").exec();
        complain(format_args!("the benchmark could not start itself on one core: {error}"));
        return ExitCode::FAILURE;
    }
    if args.is_empty() {
        args = ["orders", "pages", "weights", "search"].map(str::to_owned).to_vec();
    }
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(error);
            return ExitCode::FAILURE;
        }
    };
    let mut table = Table::default();
    let result = runtime.block_on(measure(&args, &mut table));
    let met = table.print();
    match result {
        Ok(()) if met => ExitCode::SUCCESS,
        Ok(()) => ExitCode::FAILURE,
        Err(why) => {
            complain(format_args!("the benchmark ended early: {why}"));
            ExitCode::FAILURE
        }
    }
}

fn reference_server(args: &[String]) -> ExitCode {
    let (Some(address), Some(file)) = (args.first().and_then(|a| a.parse().ok()), args.get(1)) else { return ExitCode::FAILURE };
    let Ok(runtime) = tokio::runtime::Builder::new_multi_thread().enable_all().build() else { return ExitCode::FAILURE };
    match runtime.block_on(reference::serve(address, Path::new(file))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(error);
            ExitCode::FAILURE
        }
    }
}

async fn measure(what: &[String], table: &mut Table) -> Result<(), String> {
    let folder = Scratch::new()?;
    let program = program()?;
    let wants = |name: &str| what.iter().any(|w| w == name);
    if wants("pages") || wants("weights") || wants("orders") {
        let house = House { program: program.clone(), folder: folder.sub("demo")? };
        say("A house with the demo of Cimahi");
        house.run(&["migrate"], &[])?;
        house.run(&["seed"], &[])?;
        pages::fill_a_category(&house)?;
        if wants("orders") {
            orders::measure(&house, table).await?;
        }
        if wants("pages") {
            pages::measure(&house, table).await?;
        }
        if wants("weights") {
            weights::measure(&house, table).await?;
        }
    }
    if wants("search") {
        let house = House { program, folder: folder.sub("large")? };
        search::measure(&house, table).await?;
    }
    Ok(())
}

/// The release server: as the script says, or beside this program.
fn program() -> Result<PathBuf, String> {
    let beside = || std::env::current_exe().ok().map(|me| me.with_file_name("sentra"));
    let program = std::env::var_os("SENTRA_BIN").map(PathBuf::from).or_else(beside).filter(|p| p.exists());
    program.ok_or_else(|| "there is no release server: cargo build --release -p server".to_owned())
}

/// A folder that is gone afterwards. On the disk of the build folder: /tmp may be memory, which syncs for free.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self, String> {
        let me = std::env::current_exe().map_err(|e| e.to_string())?;
        let path = me.with_file_name(format!("bench-{}", std::process::id()));
        std::fs::create_dir_all(&path).map_err(|e| e.to_string())?;
        Ok(Self(path))
    }

    fn sub(&self, name: &str) -> Result<PathBuf, String> {
        let path = self.0.join(name);
        std::fs::create_dir_all(&path).map_err(|e| e.to_string())?;
        Ok(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
