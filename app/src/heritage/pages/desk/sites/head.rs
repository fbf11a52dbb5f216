//! Above the pages of a site: what it is called, where one can go, what the last step said, and what it cannot do without.

use backend::heritage::read_site_desk::KeptSite;
use domain::heritage::site::SiteKind;
use domain::identity::role::Role;
use leptos::prelude::*;

use super::super::site_photos;
use super::{PATH, facts_path, profile_path};
use crate::heritage::words;
use crate::i18n::t;
use crate::ui::{Alert, Breadcrumb, Icon, LinkButton, Mood, PageHead, Size, Tab, Tabs, Tone};
use crate::web::{Ctx, Flash};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum At {
    Profile,
    Facts,
    /// Nobody's but its own people's once it has some.
    Photos,
}

pub fn head(ctx: &Ctx, kept: &KeptSite, at: At) -> AnyView {
    let (l, site) = (ctx.locale(), &kept.site);
    let name = site.name.pick(l).to_owned();
    let steps = vec![(t::heritage::desk(l).into(), l.path("/meja-wisata").into()), (t::site_desk::title(l).into(), l.path(PATH).into())];
    let tab = |to: At, label: &'static str, path: String, count: Option<u64>| Tab {
        label: label.into(),
        href: l.path(&path).into(),
        current: to == at,
        count,
    };
    let mut tabs = vec![
        tab(At::Facts, t::site_desk::tab_facts(l), facts_path(site.id), u64::try_from(kept.facts.len()).ok()),
        tab(At::Profile, t::site_desk::tab_profile(l), profile_path(site.id), None),
    ];
    if !kept.standing.has_speaker {
        tabs.push(tab(At::Photos, t::desk::photos(l), site_photos::path(site), None));
    }
    let public = l.path(&format!("/wisata/tempat/{}", site.slug));
    let (said, lacks) = (ctx.flash().cloned(), lacks(ctx, kept));
    view! {
        <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=name.clone() />
        <PageHead title=name.clone() lead=words::kind(l, site.kind)>
            <LinkButton href=public label=t::site_desk::public_page(l) tone=Tone::Ghost start=Icon::Eye />
        </PageHead>
        <Tabs label=name tabs=tabs />
        {said.map(Flash::alert)}
        {lacks}
    }
    .into_any()
}

/// A base or a village is nobody's to enter before somebody speaks for it and has said what it asks.
fn lacks(ctx: &Ctx, kept: &KeptSite) -> Option<AnyView> {
    let (l, standing) = (ctx.locale(), kept.standing);
    if !kept.site.kind.has_a_say() || (standing.has_speaker && standing.has_rules) {
        return None;
    }
    if standing.has_speaker {
        let alert = view! { <Alert mood=Mood::Warn title=t::site_desk::no_rules(l)><p>{t::site_desk::no_rules_text(l)}</p></Alert> };
        return Some(alert.into_any());
    }
    let why = if kept.site.kind == SiteKind::Village { t::site_desk::no_speaker_village(l) } else { t::site_desk::no_speaker_base(l) };
    // Whoever may appoint is led there.
    let appoint = ctx.actor().has(Role::Admin).then(|| {
        let href = ctx.href("/admin/wisata");
        view! { <LinkButton href=href label=t::site_desk::appoint(l) tone=Tone::Secondary size=Size::Small /> }.into_any()
    });
    Some(view! { <Alert mood=Mood::Warn title=t::site_desk::no_speaker(l)><p>{why}</p>{appoint}</Alert> }.into_any())
}
