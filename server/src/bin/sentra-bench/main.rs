//! The budgets of this house, measured in one run on one machine: the server on core 0, whoever asks on core 1, and
//! beside each figure the barest thing that could do the same. What the rows mean: docs/benchmarks.md.
//!
//! `sentra-bench [pages] [weights] [lighthouse] [orders] [search] [large] [memory]`: all of them without a word. One that
//! fails does not keep the others from being measured.
#![allow(clippy::disallowed_methods)] // a benchmark's clock is the clock

mod bare;
mod carts;
mod client;
#[allow(dead_code)] // tests read more of a form than the bench
mod form;
mod house;
mod large;
mod lighthouse;
mod load;
mod log;
mod memory;
mod orders;
mod pages;
mod proof;
mod reference;
mod running;
mod search;
mod table;
mod weights;

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use server::say::{complain, say};

use house::House;
use table::{Table, Verdict};

/// Those of the demo's house, then those of the large one.
const SECTIONS: [&str; 7] = ["pages", "weights", "lighthouse", "orders", "search", "large", "memory"];

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|a| a == "reference") {
        return reference_server(&args[1..]);
    }
    if let Some(unknown) = args.iter().find(|a| !SECTIONS.contains(&a.as_str())) {
        complain(format_args!("there is nothing called {unknown} to measure; there are: {}", SECTIONS.join(", ")));
        return ExitCode::FAILURE;
    }
    // Start again on core 1, to leave core 0 to the one that is measured.
    if std::env::var_os("SENTRA_BENCH_PINNED").is_none()
        && house::unpinnable().is_none()
        && let Ok(me) = std::env::current_exe()
    {
        let error = house::pinned("1", &me).args(&args).env("SENTRA_BENCH_PINNED", "1").exec();
        complain(format_args!("the benchmark could not start itself on one core: {error}"));
        return ExitCode::FAILURE;
    }
    if args.is_empty() {
        args = SECTIONS.map(str::to_owned).to_vec();
    }
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(error);
            return ExitCode::FAILURE;
        }
    };
    let mut table = Table::default();
    if let Some(why) = house::unpinnable() {
        table.row("one core for the server, one for who asks", why.to_owned(), "", Verdict::Invalid);
    }
    runtime.block_on(measure(&args, &mut table));
    if table.print() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
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

async fn measure(what: &[String], table: &mut Table) {
    let (program, scratch) = match program().and_then(|p| Ok((p, Scratch::new()?))) {
        Ok(both) => both,
        Err(why) => return table.failed("all", &why),
    };
    let wants = |name: &str| what.iter().any(|w| w == name);
    let house = |name: &str| Ok::<_, String>(House { program: program.clone(), folder: scratch.sub(name)? });

    if wants("pages") || wants("weights") || wants("lighthouse") {
        match house("demo").and_then(demo) {
            Ok(house) => {
                if wants("pages") {
                    let done = pages::measure(&house, table).await;
                    table.done("pages", done);
                }
                if wants("weights") {
                    let done = weights::measure(&house, table).await;
                    table.done("weights", done);
                }
                if wants("lighthouse") {
                    let done = lighthouse::measure(&house, table).await;
                    table.done("lighthouse", done);
                }
            }
            Err(why) => table.failed("the demo of Cimahi", &why),
        }
    }
    if wants("orders") {
        // A house of its own: the jobs of some thousand orders would go on beside what is measured next.
        match house("orders").and_then(demo) {
            Ok(house) => {
                let done = orders::measure(&house, table).await;
                table.done("orders", done);
            }
            Err(why) => table.failed("orders", &why),
        }
    }
    if wants("search") || wants("large") || wants("memory") {
        match house("large").and_then(|house| large::prepare(&house, table).map(|()| house)) {
            Ok(house) => {
                if wants("search") {
                    let done = search::measure(&house, table).await;
                    table.done("search", done);
                }
                if wants("large") {
                    let done = large::measure(&house, table).await;
                    table.done("large", done);
                }
                if wants("memory") {
                    let done = memory::measure(&house, table).await;
                    table.done("memory", done);
                }
            }
            Err(why) => table.failed("a large market", &why),
        }
    }
}

fn demo(house: House) -> Result<House, String> {
    say("A house with the demo of Cimahi");
    house.run(&["migrate"])?;
    house.run(&["seed"])?;
    pages::fill_a_category(&house)?;
    Ok(house)
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
