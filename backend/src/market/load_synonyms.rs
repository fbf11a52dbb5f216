//! The synonyms that officers keep, given to the search of this process.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::index_products::IndexError;
use super::store::synonyms;
use crate::deps::Deps;

/// A change is in force everywhere within two seconds.
const POLL: Duration = Duration::from_secs(1);

pub async fn load_synonyms(deps: &Deps) -> Result<(), IndexError> {
    reload(deps, &mut None).await
}

/// Keeps this process's synonyms current until `stop`. They are some dozens of short rows: reading them all is cheaper
/// than to be wrong about which have changed, on whichever clock.
pub async fn follow_synonyms(deps: Arc<Deps>, stop: CancellationToken) {
    let mut known = None;
    while !stop.is_cancelled() {
        if let Err(error) = reload(&deps, &mut known).await {
            tracing::error!(%error, "synonyms could not be read");
        }
        stop.run_until_cancelled(tokio::time::sleep(POLL)).await;
    }
}

async fn reload(deps: &Deps, known: &mut Option<Vec<Vec<String>>>) -> Result<(), IndexError> {
    let groups: Vec<Vec<String>> = synonyms::all(&mut deps.db.reader()).await?.into_iter().map(|g| g.words).collect();
    if known.as_ref() != Some(&groups) {
        deps.search.set_synonyms(groups.clone()).await?;
        *known = Some(groups);
    }
    Ok(())
}
