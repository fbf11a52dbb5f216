//! Who works at a counter, for a tour or for a site: identity asks here before an admin may open the account.

use std::collections::HashSet;

use domain::kernel::ids::PersonId;

use crate::db::{DbError, Run, dialect, sql};

pub(crate) async fn has_post(run: &mut impl Run, person: PersonId) -> Result<bool, DbError> {
    Ok(!with_posts(run, &[person]).await?.is_empty())
}

/// Those of some people who have a post.
pub(crate) async fn with_posts(run: &mut impl Run, people: &[PersonId]) -> Result<HashSet<PersonId>, DbError> {
    if people.is_empty() {
        return Ok(HashSet::new());
    }
    let of = dialect::list(people.len(), 1);
    let q = format!(
        "SELECT o.person_id FROM waste_operator o WHERE o.person_id IN ({of}) \
         UNION SELECT t.person_id FROM tour_staff t WHERE t.person_id IN ({of}) \
         UNION SELECT s.person_id FROM site_officer s WHERE s.person_id IN ({of})"
    );
    let rows = run.fetch_all(sql(q).bind_all(people.iter().copied())).await?;
    rows.iter().map(|r| r.get("person_id")).collect()
}
