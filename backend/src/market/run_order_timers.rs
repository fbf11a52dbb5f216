use crate::db::DbError;
use crate::deps::Deps;

pub async fn run_order_timers(_deps: &Deps) -> Result<(), DbError> {
    Ok(())
}
