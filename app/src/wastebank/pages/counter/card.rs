//! `/loket/{unit}/{member}/kartu`: the card that is printed for a member.

use axum::extract::Path;
use domain::wastebank::member::{CardNumber, Member};
use leptos::prelude::*;

use super::find::at_counter;
use crate::i18n::{Locale, t};
use crate::ui::{LinkButton, PageHead, QrCode, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply};

pub async fn show(ctx: Ctx, Path((unit, member)): Path<(String, String)>) -> Reply {
    let l = ctx.locale();
    let (unit, member) = at_counter(&ctx, &unit, &member).await?;
    let scale = ctx.href(&format!("/loket/{}/{}", unit.id, member.id));
    let address = address(&ctx, &member);
    let page = Page::new(t::wastebank::card_title(l, &member.name), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <div class="no-print stack">
                    <PageHead title=t::wastebank::card_title(l, &member.name) lead=t::wastebank::card_print(l)>
                        <LinkButton href=scale label=t::wastebank::to_scale(l) tone=Tone::Secondary />
                    </PageHead>
                </div>
                {card(l, &member, address)}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Account)).await
}

/// What the code on a card says: whoever scans it behind a counter, with the camera of any phone, has the member in front of them.
pub fn address(ctx: &Ctx, member: &Member) -> String {
    format!("{}/loket?{}{}", ctx.deps().base_url, CardNumber::SCANNED, member.card.digits())
}

/// Name, number, and its address as a code to scan.
pub fn card(l: Locale, member: &Member, address: String) -> AnyView {
    let label = t::wastebank::card_code(l, member.card);
    view! {
        <div class="member-card">
            <div>
                <span class="muted small">{t::wastebank::title(l)}</span>
                <b>{member.name.clone()}</b>
                <span class="member-number">{member.card.to_string()}</span>
            </div>
            <QrCode text=address label=label />
        </div>
    }
    .into_any()
}
