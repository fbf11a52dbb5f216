//! The two numbers in the frame of every page.

use domain::identity::actor::Actor;

use crate::db::{DbError, Run, sql};
use crate::deps::Deps;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Badges {
    /// Pieces in the cart.
    pub cart: i64,
    /// Unread notices.
    pub unread: i64,
}

/// One query: it runs on every page of somebody with a session.
pub async fn read_badges(deps: &Deps, actor: &Actor) -> Result<Badges, DbError> {
    let mut run = deps.db.reader();
    let row = match (actor.person(), actor.session()) {
        (Some(person), _) => {
            let q = "SELECT (SELECT CAST(COALESCE(SUM(l.quantity), 0) AS BIGINT) FROM cart c JOIN cart_line l ON l.cart_id = c.id WHERE c.person_id = $1) AS cart, \
                     (SELECT COUNT(*) FROM notice WHERE person_id = $1 AND read_at IS NULL) AS unread";
            run.fetch_one(sql(q).bind(person)).await?
        }
        (None, Some(session)) => {
            let q = "SELECT CAST(COALESCE(SUM(l.quantity), 0) AS BIGINT) AS cart, CAST(0 AS BIGINT) AS unread FROM cart c JOIN cart_line l ON l.cart_id = c.id WHERE c.session_id = $1";
            run.fetch_one(sql(q).bind(session)).await?
        }
        (None, None) => return Ok(Badges::default()),
    };
    Ok(Badges { cart: row.get("cart")?, unread: row.get("unread")? })
}
