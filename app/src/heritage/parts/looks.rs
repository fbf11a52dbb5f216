//! Who looked at what identifies visitors, for whoever answers for it. Nothing here leads to a list: opening one is another look.

use domain::heritage::identity_look::IdentityLook;
use domain::kernel::paging::Paged;
use leptos::prelude::*;

use crate::i18n::{Locale, date_time, t};
use crate::ui::{Column, Empty, Icon, Table, pager};
use crate::web::Ctx;
use crate::web::pager::pager_text;

/// Of one page.
pub const LOOKS: u32 = 50;

/// `path`: of the page, without language. `of_bases`: they are of several.
pub fn list(ctx: &Ctx, path: &str, found: &Paged<IdentityLook>, of_bases: bool) -> AnyView {
    let l = ctx.locale();
    if found.total == 0 {
        return view! { <Empty of=Icon::Eye title=t::desk::looks_none(l) text=t::desk::looks_none_text(l) /> }.into_any();
    }
    let here = ctx.href(path);
    view! {
        <p class="small muted no-print">{t::desk::looks_print(l)}</p>
        {table(l, &found.items, of_bases)}
        <div class="no-print">{pager(pager_text(l), found.request.page, found.pages(), |n| format!("{here}?hal={n}"))}</div>
    }
    .into_any()
}

fn table(l: Locale, looks: &[IdentityLook], of_bases: bool) -> AnyView {
    let row = |x: &IdentityLook| {
        let mut cells = vec![date_time(l, x.at).into_any(), x.by_name.clone().into_any()];
        if of_bases {
            cells.push(x.site_name.pick(l).to_owned().into_any());
        }
        cells.push(x.starts_at.map_or_else(|| "–".to_owned(), |at| date_time(l, at)).into_any());
        cells.push(x.persons.to_string().into_any());
        cells
    };
    let mut columns = vec![Column::new(t::desk::looks_at(l)), Column::new(t::desk::looks_by(l))];
    if of_bases {
        columns.push(Column::new(t::desk::looks_site(l)));
    }
    columns.extend([Column::new(t::desk::looks_departure(l)), Column::number(t::desk::looks_persons(l))]);
    let rows = looks.iter().map(row).collect();
    view! { <Table caption=t::desk::looks(l) columns rows /> }.into_any()
}
