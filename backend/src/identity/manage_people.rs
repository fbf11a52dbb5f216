//! People and roles, as an admin keeps them.

use domain::identity::actor::{Actor, Forbidden};
use domain::identity::role::Role;
use domain::kernel::clock::Timestamp;
use domain::kernel::fold::fold;
use domain::kernel::ids::PersonId;
use domain::kernel::paging::{PageRequest, Paged};
use thiserror::Error;

use super::store::people;
use crate::audit;
use crate::db::{DbError, Run, dialect, sql};
use crate::deps::Deps;
use crate::flows::open_shops::has_open_shop;
use crate::flows::posts::with_posts;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    pub id: PersonId,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub roles: Vec<Role>,
    /// Works at a counter, for a tour or for a site.
    pub has_post: bool,
    pub created_at: Timestamp,
}

#[derive(Debug, Error)]
pub enum ManagePeopleError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such person")]
    NotFound,
    #[error("the last admin must stay one")]
    LastAdmin,
    /// Nobody could work through its orders any more.
    #[error("they keep an open shop")]
    OpenShop,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Found by a part of the name, address or number; the newest first.
pub async fn list_people(deps: &Deps, actor: &Actor, search: &str, page: PageRequest) -> Result<Paged<PersonRow>, ManagePeopleError> {
    actor.require(Role::Admin)?;
    let like = dialect::containing(&fold(search.trim()));
    let mut run = deps.db.reader();
    let filter =
        "name_folded LIKE $1 ESCAPE '\\' OR LOWER(COALESCE(email, '')) LIKE $1 ESCAPE '\\' OR COALESCE(phone, '') LIKE $1 ESCAPE '\\'";
    let total = run.fetch_one(sql(format!("SELECT COUNT(*) AS n FROM person WHERE {filter}")).bind(&like)).await?.get("n")?;
    let q = format!(
        "SELECT id, name, email, phone, created_at FROM person WHERE {filter} ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3"
    );
    let rows = run.fetch_all(sql(q).bind(&like).bind(page.limit()).bind(page.offset())).await?;
    let mut items = Vec::with_capacity(rows.len());
    for r in &rows {
        items.push(PersonRow {
            id: r.get("id")?,
            name: r.get("name")?,
            email: r.get("email")?,
            phone: r.get("phone")?,
            roles: Vec::new(),
            has_post: false,
            created_at: r.get("created_at")?,
        });
    }
    if !items.is_empty() {
        let q = format!("SELECT person_id, role FROM person_role WHERE person_id IN ({})", dialect::list(items.len(), 1));
        for r in run.fetch_all(sql(q).bind_all(items.iter().map(|p| p.id))).await? {
            let (id, role): (PersonId, Role) = (r.get("person_id")?, r.parse("role", Role::from_code)?);
            if let Some(p) = items.iter_mut().find(|p| p.id == id) {
                p.roles.push(role);
            }
        }
        let posted = with_posts(&mut run, &items.iter().map(|p| p.id).collect::<Vec<_>>()).await?;
        for p in &mut items {
            p.roles.sort_unstable();
            p.has_post = posted.contains(&p.id);
        }
    }
    Ok(Paged { items, total, request: page })
}

/// Gives or takes a role. The person's sessions see it at once: roles are read with the session.
pub async fn set_role(deps: &Deps, actor: &Actor, person: PersonId, role: Role, granted: bool) -> Result<(), ManagePeopleError> {
    actor.require(Role::Admin)?;
    let mut tx = deps.db.begin().await?;
    if people::find(&mut tx, person).await?.is_none() {
        return Err(ManagePeopleError::NotFound);
    }
    if !granted && role == Role::Merchant && has_open_shop(&mut tx, person).await? {
        return Err(ManagePeopleError::OpenShop);
    }
    let changed =
        if granted { people::grant(&mut tx, person, role, deps.now()).await? } else { people::revoke(&mut tx, person, role).await? };
    if !granted && role == Role::Admin {
        let q = format!("SELECT person_id FROM person_role WHERE role = 'admin'{}", dialect::for_update(tx.engine()));
        if tx.fetch_all(sql(q)).await?.is_empty() {
            return Err(ManagePeopleError::LastAdmin);
        }
    }
    if changed {
        let action = if granted { "role.grant" } else { "role.revoke" };
        audit::record(&mut tx, deps, actor, action, &format!("person:{person}"), role.code()).await?;
    }
    tx.commit().await?;
    Ok(())
}
