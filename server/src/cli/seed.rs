//! `sentra seed`

use backend::deps::Deps;
use backend::seed::{SeedError, seed_books, seed_demo, seed_scale};
use clap::Args;
use tokio::time::Instant;

use super::Failure;
use crate::config::Config;
use crate::open;
use crate::say::say;

#[derive(Args)]
pub struct Options {
    /// For load tests: beside the demo so many products, in shops of fifty, with orders.
    #[arg(long, value_name = "PRODUCTS")]
    scale: Option<usize>,
    /// For load tests: so many postings in the books of the demo's waste bank.
    #[arg(long, value_name = "POSTINGS")]
    books: Option<usize>,
}

pub async fn run(config: &Config, options: &Options) -> Result<(), Failure> {
    if !config.development() {
        return Err(Failure::new(
            "the demo is not for production: its people, an admin among them, share a password that everybody can read.\n  \
             To look at it, set mode = \"development\" and a data_dir of its own. \
             The first admin of a real market is made by `sentra user add … --role admin`",
        ));
    }
    let deps = open::deps(config).await?;
    super::serve::ready_tables(config, &deps, false).await?;
    match seed_demo(&deps).await? {
        Some(made) => {
            say(format_args!("The demo of Cimahi: {} products of {} shops in {} categories.", made.products, made.shops, made.categories));
        }
        None => say("There is something in this market already: the demo is not added."),
    }
    if let Some(products) = options.scale {
        scale(&deps, products).await?;
    }
    if let Some(postings) = options.books {
        books(&deps, postings).await?;
    }
    deps.db.close().await;
    Ok(())
}

async fn scale(deps: &Deps, products: usize) -> Result<(), SeedError> {
    let began = Instant::now();
    let made = seed_scale(deps, products, every_tenth("products")).await?;
    let took = began.elapsed().as_secs_f64();
    say(format_args!("{} products in {} shops, {} new orders ({took:.1} s).", made.products, made.shops, made.orders));
    Ok(())
}

async fn books(deps: &Deps, postings: usize) -> Result<(), SeedError> {
    let began = Instant::now();
    let there = seed_books(deps, postings, every_tenth("postings")).await?;
    say(format_args!("{there} postings in the books of the waste bank ({:.1} s).", began.elapsed().as_secs_f64()));
    Ok(())
}

/// Says how far it is, where that takes long.
fn every_tenth(what: &str) -> impl FnMut(usize, usize) + Send {
    let mut said = 0;
    move |done, total| {
        if total > 1_000 && done * 10 / total > said {
            said = done * 10 / total;
            say(format_args!("  {done} of {total} {what} made"));
        }
    }
}
