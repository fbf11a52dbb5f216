//! The budgets of this house, measured in one run on one machine: the server on core 0, whoever asks on core 1, and
//! beside each figure the barest thing that could do the same. What the rows mean: docs/benchmarks.md.
//!
//! `sentra-bench [section …]`: all of them without a word. One that fails does not keep the others from being measured.
#![allow(clippy::disallowed_methods)] // a benchmark's clock is the clock

mod bare;
mod browser;
mod carts;
mod client;
mod deposits;
mod desk;
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
#[path = "../../../../backend/src/testing/postgres.rs"]
mod postgres;
mod posts;
mod proof;
mod reconcile;
mod reference;
mod running;
mod search;
mod seats;
mod table;
mod ticket;
mod tours;
mod weights;

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use server::say::{complain, say};

use house::House;
use table::{Table, Verdict};

/// A house, and what is measured in it, one after the other. What writes much has a house of its own: its jobs would go on
/// beside what is measured next.
const HOUSES: [(Kind, &[&str]); 6] = [
    (Kind::Demo, &["pages", "tours", "weights", "lighthouse", "ticket"]),
    (Kind::Demo, &["orders"]),
    (Kind::Empty, &["seats"]),
    (Kind::Demo, &["deposits"]),
    (Kind::Empty, &["reconcile"]),
    (Kind::Large, &["search", "large", "memory"]),
];

#[derive(Clone, Copy)]
enum Kind {
    /// The section fills it.
    Empty,
    Demo,
    Large,
}

fn sections() -> impl Iterator<Item = &'static str> {
    HOUSES.into_iter().flat_map(|(_, sections)| sections.iter().copied())
}

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|a| a == "reference") {
        return reference_server(&args[1..]);
    }
    if let Some(unknown) = args.iter().find(|a| !sections().any(|s| s == a.as_str())) {
        let all: Vec<_> = sections().collect();
        complain(format_args!("there is nothing called {unknown} to measure; there are: {}", all.join(", ")));
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
        args = sections().map(str::to_owned).collect();
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
    for (kind, all) in HOUSES {
        let wanted: Vec<&str> = all.iter().copied().filter(|s| what.iter().any(|w| w == s)).collect();
        let Some(first) = wanted.first() else { continue };
        let house = scratch.sub(first).map(|folder| House { program: program.clone(), folder, postgres: None });
        match house.and_then(|house| fill(kind, house, table)) {
            Ok(house) => {
                for name in wanted {
                    let done = section(name, &house, table).await;
                    table.done(name, done);
                }
            }
            Err(why) => table.failed(&format!("a house for {}", wanted.join(", ")), &why),
        }
    }
}

fn fill(kind: Kind, house: House, table: &mut Table) -> Result<House, String> {
    match kind {
        Kind::Empty => Ok(house),
        Kind::Demo => demo(house),
        Kind::Large => large::prepare(&house, table).map(|()| house),
    }
}

async fn section(name: &str, house: &House, table: &mut Table) -> Result<(), String> {
    match name {
        "pages" => pages::measure(house, table).await,
        "tours" => tours::measure(house, table).await,
        "weights" => weights::measure(house, table).await,
        "lighthouse" => lighthouse::measure(house, table).await,
        "ticket" => ticket::measure(house, table).await,
        "orders" => orders::measure(house, table).await,
        "seats" => seats::measure(house, table).await,
        "deposits" => deposits::measure(house, table).await,
        "reconcile" => reconcile::measure(house, table).await,
        "search" => search::measure(house, table).await,
        "large" => large::measure(house, table).await,
        "memory" => memory::measure(house, table).await,
        other => Err(format!("nobody measures {other}")),
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
