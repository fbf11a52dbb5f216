//! Who works at a counter, for a tour or for a site: identity asks here before an admin may open the account.

use domain::kernel::ids::PersonId;

use crate::db::{DbError, Run, sql};

pub(crate) async fn has_post(run: &mut impl Run, person: PersonId) -> Result<bool, DbError> {
    let q = "SELECT o.person_id FROM waste_operator o WHERE o.person_id = $1 \
             UNION ALL SELECT t.person_id FROM tour_staff t WHERE t.person_id = $1 \
             UNION ALL SELECT s.person_id FROM site_officer s WHERE s.person_id = $1 LIMIT 1";
    Ok(run.fetch_optional(sql(q).bind(person)).await?.is_some())
}
