//! `/akun/bank-sampah`: one's own balance, card and slips.

use backend::wastebank::find_member::{OwnAccountError, own_account};
use backend::wastebank::read_counter::list_counters;
use domain::kernel::locale::Locale;
use domain::wastebank::member::Member;
use domain::wastebank::slip::Slip;
use leptos::prelude::*;

use super::words;
use crate::i18n::{date_time, t};
use crate::ui::{Badge, Empty, Icon, LinkButton, Mood, PageHead, Price, RowCard, SectionHead, Stat};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply, WebError};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let found = own_account(ctx.deps(), ctx.actor()).await.map_err(|e| match e {
        OwnAccountError::Forbidden(_) => WebError::LogIn,
        OwnAccountError::Db(e) => e.into(),
    })?;
    let stands = !list_counters(ctx.deps(), ctx.actor()).await.map_err(words::error)?.is_empty();
    let page = Page::new(t::wastebank::account_title(l), move || {
        let body = match found {
            Some((member, slips)) => account(l, &member, slips),
            None => view! {
                <Empty of=Icon::Wallet title=t::wastebank::no_account(l) text=t::wastebank::no_account_text(l)>
                    <LinkButton href=l.path("/bank-sampah") label=t::wastebank::to_places(l) />
                </Empty>
            }
            .into_any(),
        };
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::wastebank::account_title(l)>
                    {stands.then(|| view! { <LinkButton href=l.path("/loket") label=t::wastebank::to_counter(l) start=Icon::Store /> })}
                </PageHead>
                {body}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Account)).await
}

fn account(l: Locale, member: &Member, slips: Vec<Slip>) -> AnyView {
    let rows = slips.into_iter().map(|s| slip(l, &s)).collect::<Vec<_>>();
    view! {
        <div class="stats">
            <Stat label=t::wastebank::balance(l) value=member.balance.to_string() start=Icon::Wallet />
            <Stat label=t::wastebank::card(l) value=member.card.to_string() note=t::wastebank::card_note(l) />
        </div>
        <section class="stack">
            <SectionHead title=t::wastebank::slips(l) />
            {if rows.is_empty() {
                view! { <p class="muted">{t::wastebank::no_slips(l)}</p> }.into_any()
            } else {
                view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
            }}
        </section>
    }
    .into_any()
}

fn slip(l: Locale, s: &Slip) -> AnyView {
    let undone = s.reversed.is_some().then(|| view! { <Badge label=t::wastebank::undone(l) mood=Mood::Danger /> });
    let (title, meta, total) = (s.number.clone(), format!("{} · {}", date_time(l, s.at), s.unit_name), s.total.to_string());
    let href = l.path(&format!("/slip/{title}"));
    view! {
        <RowCard title=title href=href meta=meta>
            {undone}
            <Price amount=total />
        </RowCard>
    }
    .into_any()
}
