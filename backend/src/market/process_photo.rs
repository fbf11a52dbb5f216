use domain::kernel::ids::PhotoId;

use crate::db::DbError;
use crate::deps::Deps;

pub async fn process_photo(_deps: &Deps, _photo: PhotoId) -> Result<(), DbError> {
    Ok(())
}
