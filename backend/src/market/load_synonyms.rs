use crate::db::DbError;
use crate::deps::Deps;

pub async fn load_synonyms(_deps: &Deps) -> Result<(), DbError> {
    Ok(())
}
