//! `/admin`: people and their roles.

use axum::extract::{Path, Query};
use backend::identity::manage_people::{ManagePeopleError, PersonRow, list_people, set_role};
use domain::identity::role::Role;
use domain::kernel::ids::PersonId;
use domain::kernel::paging::PageRequest;
use domain::kernel::phone::Phone;
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;

use crate::admin::parts::{Desk, head};
use crate::i18n::{Locale, date, t};
use crate::ui::{Alert, Column, Empty, Icon, Mood, PostButton, SearchBox, Size, Table, Text, Tone, pager};
use crate::web::page::Section;
use crate::web::pager::pager_text;
use crate::web::query::lenient;
use crate::web::{Ctx, Form, Page, Reply, WebError};

#[derive(Default, Deserialize)]
pub struct Search {
    q: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    hal: Option<u32>,
}

pub async fn show(ctx: Ctx, Query(search): Query<Search>) -> Reply {
    page(&ctx, search, None).await
}

/// The list, with why something was not done.
pub(super) async fn refuse(ctx: &Ctx, why: &'static str) -> Reply {
    page(ctx, Search::default(), Some(why)).await
}

async fn page(ctx: &Ctx, search: Search, refused: Option<&'static str>) -> Reply {
    let l = ctx.locale();
    let q = search.q.unwrap_or_default();
    let found = list_people(ctx.deps(), ctx.actor(), &q, PageRequest::new(search.hal, 20)).await.map_err(error)?;
    let top = head(ctx, Desk::People);
    let (here, words) = (ctx.href("/admin"), pager_text(l));
    let rows: Vec<Vec<AnyView>> = found.items.iter().map(|p| row(ctx, l, p)).collect();
    let (page_now, pages, total) = (found.request.page, found.pages(), found.total);
    let page = Page::new(t::admin::people(l), move || {
        let columns = vec![
            Column::new(t::admin::name(l)),
            Column::new(t::admin::contact(l)),
            Column::new(t::admin::since(l)),
            Column::new(t::admin::roles(l)),
        ];
        let encoded = percent_encoding::utf8_percent_encode(&q, percent_encoding::NON_ALPHANUMERIC).to_string();
        let page_href = here.clone();
        view! {
            <div class="wrap page">
                {top}
                {refused.map(|m| view! { <Alert mood=Mood::Danger title=m live=true /> })}
                <SearchBox action=here label=t::admin::search(l) placeholder=t::admin::search(l) submit=t::common::search_submit(l) value=Some(Text::from(q.clone())) />
                {if total == 0 {
                    view! { <Empty of=Icon::Users title=t::admin::nobody(l) text=t::admin::nobody_text(l) /> }.into_any()
                } else {
                    view! { <Table caption=t::admin::people(l) columns rows /> }.into_any()
                }}
                {pager(words, page_now, pages, move |n| format!("{page_href}?q={encoded}&hal={n}"))}
            </div>
        }
    });
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    ctx.page(page.status(status).noindex().section(Section::Admin)).await
}

fn row(ctx: &Ctx, l: Locale, p: &PersonRow) -> Vec<AnyView> {
    let phone = p.phone.as_deref().and_then(|n| Phone::parse(n).ok()).map(|n| n.local());
    let contact = [p.email.clone(), phone].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    // Whoever has an address gets the link by mail; of who acts for the house the server sets the password.
    let trusted = p.has_post || p.roles.contains(&Role::Admin) || p.roles.contains(&Role::Officer);
    let link = (p.email.is_none() && !trusted).then(|| {
        let action = ctx.href(&format!("/admin/orang/{}/sandi", p.id));
        view! { <PostButton action=action label=t::admin::reset_make(l) size=Size::Small tone=Tone::Ghost start=Icon::Key /> }
    });
    let action = ctx.href(&format!("/admin/orang/{}/peran", p.id));
    let roles = [Role::Merchant, Role::Officer, Role::Admin]
        .into_iter()
        .map(|role| {
            let has = p.roles.contains(&role);
            let label = if has { t::admin::take_role(l, role_name(l, role)) } else { t::admin::give_role(l, role_name(l, role)) };
            let values = vec![("role", role.code().to_owned()), ("give", if has { "0" } else { "1" }.to_owned())];
            let (tone, start) = if has { (Tone::Secondary, Icon::Check) } else { (Tone::Ghost, Icon::Plus) };
            view! { <PostButton action=action.clone() label=label values=values size=Size::Small tone=tone start=start /> }
        })
        .collect::<Vec<_>>();
    vec![
        p.name.clone().into_any(),
        view! { <span>{contact}</span> {link} }.into_any(),
        date(l, p.created_at).into_any(),
        view! { <div class="btn-row">{roles}</div> }.into_any(),
    ]
}

pub fn role_name(l: Locale, role: Role) -> &'static str {
    match role {
        Role::Shopper => t::admin::role_shopper(l),
        Role::Merchant => t::admin::role_merchant(l),
        Role::Officer => t::admin::role_officer(l),
        Role::Admin => t::admin::role_admin(l),
    }
}

fn error(e: ManagePeopleError) -> WebError {
    match e {
        ManagePeopleError::Forbidden(e) => e.into(),
        ManagePeopleError::NotFound => WebError::NotFound,
        e => WebError::internal(e),
    }
}

pub async fn set(ctx: Ctx, Path(id): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let id: PersonId = id.parse().map_err(|_| WebError::NotFound)?;
    let role = Role::from_code(form.text("role")).filter(|r| *r != Role::Shopper).ok_or(WebError::BadRequest)?;
    let give = form.text("give") == "1";
    let said = match set_role(ctx.deps(), ctx.actor(), id, role, give).await {
        Ok(()) if give => t::admin::role_given(l, role_name(l, role)),
        Ok(()) => t::admin::role_taken(l, role_name(l, role)),
        Err(ManagePeopleError::LastAdmin) => return refuse(&ctx, t::admin::last_admin(l)).await,
        Err(ManagePeopleError::OpenShop) => return refuse(&ctx, t::admin::merchant_sells(l)).await,
        Err(e) => return Err(error(e)),
    };
    Ok(ctx.see_other_saying("/admin", &said))
}
