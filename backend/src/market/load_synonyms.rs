//! The synonyms that officers keep, given to the search index.

use super::index_products::IndexError;
use super::store::synonyms;
use crate::deps::Deps;

pub async fn load_synonyms(deps: &Deps) -> Result<(), IndexError> {
    let groups = synonyms::all(&mut deps.db.reader()).await?;
    deps.search.set_synonyms(groups.into_iter().map(|g| g.words).collect()).await?;
    Ok(())
}
