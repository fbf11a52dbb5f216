//! `/keluar`, and from every device at once.

use backend::identity::log_out::{LogOutError, log_out, log_out_everywhere};

use crate::i18n::t;
use crate::web::{Ctx, Reply, WebError};

pub async fn submit(ctx: Ctx) -> Reply {
    log_out(ctx.deps(), ctx.actor()).await.map_err(WebError::internal)?;
    Ok(ctx.without_session(ctx.see_other_saying("/", t::identity::logged_out(ctx.locale()))))
}

pub async fn everywhere(ctx: Ctx) -> Reply {
    match log_out_everywhere(ctx.deps(), ctx.actor()).await {
        Ok(_) => Ok(ctx.without_session(ctx.see_other_saying("/masuk", t::identity::logged_out_everywhere(ctx.locale())))),
        Err(LogOutError::Forbidden(e)) => Err(e.into()),
        Err(e) => Err(WebError::internal(e)),
    }
}
