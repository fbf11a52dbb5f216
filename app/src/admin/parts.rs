//! The row of tabs above every page of the administration.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::{PageHead, Tab, Tabs};
use crate::web::{Ctx, Flash};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    People,
    Settings,
    Tours,
    Jobs,
    Audit,
}

/// Title, tabs, and what the last step said.
pub fn head(ctx: &Ctx, at: Desk) -> impl IntoView + use<> {
    let l = ctx.locale();
    let tab = |desk: Desk, label: &'static str, path: &str| Tab {
        label: label.into(),
        href: ctx.href(path).into(),
        current: desk == at,
        count: None,
    };
    let tabs = vec![
        tab(Desk::People, t::admin::people(l), "/admin"),
        tab(Desk::Tours, t::admin::tours(l), "/admin/wisata"),
        tab(Desk::Settings, t::admin::settings(l), "/admin/pengaturan"),
        tab(Desk::Jobs, t::admin::jobs(l), "/admin/pekerjaan"),
        tab(Desk::Audit, t::admin::audit(l), "/admin/catatan"),
    ];
    let said = ctx.flash().cloned();
    view! {
        <PageHead title=t::common::admin(l) />
        <Tabs label=t::common::admin(l) tabs=tabs />
        {said.map(Flash::alert)}
    }
}
