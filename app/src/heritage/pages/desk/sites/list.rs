//! `/meja-wisata/tempat`: all sites, with what each still lacks.

use backend::heritage::read_site_desk::{SiteRow, list_site_desk};
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::error;
use super::{facts_path, new_path};
use crate::heritage::words;
use crate::i18n::t;
use crate::ui::{Badge, Breadcrumb, Empty, Icon, LinkButton, Mood, PageHead, RowCard};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Page, Reply};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let sites = list_site_desk(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let page = Page::new(t::site_desk::title(l), move || {
        let steps = vec![(t::heritage::desk(l).into(), l.path("/meja-wisata").into())];
        let list = if sites.is_empty() {
            view! { <Empty of=Icon::Pin title=t::site_desk::none(l) text=t::site_desk::none_text(l) /> }.into_any()
        } else {
            let rows = sites.iter().map(|row| one(l, row)).collect::<Vec<_>>();
            view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
        };
        view! {
            <div class="wrap wrap-narrow page">
                <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=t::site_desk::title(l) />
                <PageHead title=t::site_desk::title(l) lead=t::site_desk::lead(l)>
                    <LinkButton href=l.path(&new_path()) label=t::site_desk::add(l) start=Icon::Plus />
                </PageHead>
                {list}
            </div>
        }
    });
    Ok(no_store(ctx.page(page.noindex().section(Section::Account)).await?))
}

fn one(l: Locale, SiteRow { site, standing }: &SiteRow) -> AnyView {
    let place = format!("{} · {}", words::kind(l, site.kind), site.place.kelurahan.name());
    let told = match (standing.facts, standing.unsure) {
        (0, _) => t::site_desk::facts_none(l).to_owned(),
        (facts, 0) => t::site_desk::facts_sure(l, facts),
        (facts, unsure) => t::site_desk::facts_row { facts, unsure }.say(l),
    };
    let meta = format!("{place} · {told}");
    let lacks = if site.kind.has_a_say() && !standing.has_speaker {
        Some(t::site_desk::no_speaker_short(l))
    } else if site.kind.has_a_say() && !standing.has_rules {
        Some(t::site_desk::no_rules(l))
    } else if site.name.en.is_empty() || site.story.en.is_empty() {
        Some(t::site_desk::no_english(l))
    } else {
        None
    };
    let (title, href) = (site.name.pick(l).to_owned(), l.path(&facts_path(site.id)));
    view! { <RowCard title=title href=href meta=meta>{lacks.map(|label| view! { <Badge label=label mood=Mood::Warn /> })}</RowCard> }
        .into_any()
}
