//! `sentra reindex`

use backend::market::index_products::reindex;
use tokio::time::Instant;

use super::Failure;
use crate::config::Config;
use crate::open;
use crate::say::say;

pub async fn run(config: &Config) -> Result<(), Failure> {
    let deps = open::deps(config).await?;
    super::serve::ready_tables(config, &deps, false).await?;
    let began = Instant::now();
    let mut said = 0;
    let docs = reindex(&deps, |done, total| {
        // Every tenth of the way is enough to see that it goes on.
        if total > 1_000 && done * 10 / total > said {
            said = done * 10 / total;
            say(format_args!("  {done} of {total} products read"));
        }
    })
    .await?;
    say(format_args!("The search index holds {docs} products ({:.1} s).", began.elapsed().as_secs_f64()));
    deps.db.close().await;
    Ok(())
}
