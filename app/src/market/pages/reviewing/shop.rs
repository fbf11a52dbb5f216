//! `/petugas/toko/{id}`: everything that a shop says of itself, and the officer's verdict.

use axum::extract::Path;
use backend::market::review_shop::{ReviewShopError, ShopUnderReview, ShopVerdict, read_shop_to_review, review_shop};
use backend::market::see_nib::{SeeNibError, see_nib};
use domain::kernel::ids::ShopId;
use domain::kernel::phone::Phone;
use domain::kernel::text::TextError;
use domain::market::delivery::DeliveryKind;
use domain::market::shop::{Nib, Shop, ShopState};
use leptos::prelude::*;

use super::desk::{Desk, head};
use super::shops::{error, mood, nib_error, state_name};
use crate::i18n::{Locale, span_text, t, weekday};
use crate::ui::{
    Alert, Badge, Card, Definitions, ErrorSummary, FormActions, Icon, Mood, PointMap, PostButton, SubmitButton, Text, TextArea, Tone,
};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

fn id(text: &str) -> Result<ShopId, WebError> {
    text.parse().map_err(|_| WebError::NotFound)
}

pub async fn show(ctx: Ctx, Path(shop): Path<String>) -> Reply {
    page(&ctx, id(&shop)?, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(shop): Path<String>, form: Form) -> Reply {
    let (l, shop) = (ctx.locale(), id(&shop)?);
    if form.text("go") == "nib" {
        return see(&ctx, shop, &form).await;
    }
    let reason = form.typed("reason");
    let (verdict, said) = match form.text("go") {
        "approve" => (ShopVerdict::Approve, t::reviewing::approved(l)),
        "changes" => (ShopVerdict::RequestChanges { reason }, t::reviewing::changes_requested(l)),
        "reject" => (ShopVerdict::Reject { reason }, t::reviewing::rejected(l)),
        _ => return Err(WebError::BadRequest),
    };
    let mut errors = Errors::default();
    match review_shop(ctx.deps(), ctx.actor(), shop, verdict).await {
        Ok(()) => return Ok(ctx.see_other_saying("/petugas", said)),
        Err(ReviewShopError::Reason(TextError::TooLong { max })) => errors.add("reason", t::common::field_too_long(l, max)),
        Err(ReviewShopError::Reason(TextError::BadCharacters)) => errors.add("reason", t::common::field_bad_characters(l)),
        Err(ReviewShopError::Reason(_)) => errors.add("reason", t::reviewing::reason_needed(l)),
        Err(ReviewShopError::OwnShop) => errors.add("", t::reviewing::own_shop(l)),
        Err(ReviewShopError::Transition(_)) => errors.add("", t::reviewing::already_decided(l)),
        Err(e) => return Err(error(e)),
    }
    page(&ctx, shop, form, errors).await
}

/// The business number as the officer has looked at it.
async fn see(ctx: &Ctx, id: ShopId, form: &Form) -> Reply {
    let l = ctx.locale();
    let nib = Nib::parse(form.text("nib")).map_err(|_| WebError::BadRequest)?;
    let mut errors = Errors::default();
    match see_nib(ctx.deps(), ctx.actor(), id, &nib).await {
        Ok(()) => return Ok(ctx.see_other_saying("/petugas", t::reviewing::nib_seen(l))),
        Err(SeeNibError::OwnShop) => errors.add("", t::reviewing::own_shop(l)),
        Err(SeeNibError::Changed) => errors.add("", t::reviewing::nib_changed(l)),
        Err(e) => return Err(nib_error(e)),
    }
    page(ctx, id, Form::default(), errors).await
}

async fn page(ctx: &Ctx, id: ShopId, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let found = read_shop_to_review(ctx.deps(), ctx.actor(), id).await.map_err(error)?;
    let status = errors.status();
    let top = head(ctx, Desk::Shops);
    let action = ctx.href(&format!("/petugas/toko/{id}"));
    let title = found.shop.name.clone();
    let state = found.shop.state;
    let own = ctx.actor().person() == Some(found.shop.owner);
    let (point, seen) = (found.shop.point, found.shop.nib_is_seen());
    let place = found.shop.name.clone();
    let rows = rows(l, &found);
    let waits = state == ShopState::Submitted;
    // In a shop that waits for its verdict the number is seen with everything else.
    let unseen = found.shop.nib.filter(|_| state == ShopState::Approved && !seen);
    let problems = errors.list();
    let problems =
        (!waits && !problems.is_empty()).then(|| view! { <ErrorSummary title=t::common::fix_these(l) errors=problems /> }.into_any());
    let page = Page::new(title.clone(), move || {
        let badge = view! { <Badge label=state_name(l, state) mood=mood(state) /> }.into_any();
        let map = point.map(|p| view! { <PointMap lat=p.lat lon=p.lon label=place /> });
        let to_see = unseen.as_ref().filter(|_| !own).map(|nib| nib_card(l, action.clone(), nib));
        let own = ((waits || unseen.is_some()) && own && errors.is_empty())
            .then(|| view! { <Alert mood=Mood::Info title=t::reviewing::own_shop(l) /> });
        let verdict = (waits && own.is_none()).then(|| {
            view! {
                <Card title=t::reviewing::verdict(l)>
                    <form class="form" method="post" action=action novalidate>
                        <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                        <TextArea
                            name="reason"
                            label=t::reviewing::reason(l)
                            hint=t::reviewing::reason_hint(l)
                            value=form.typed("reason")
                            error=errors.of("reason")
                            rows=4
                        />
                        <FormActions>
                            <SubmitButton label=t::reviewing::approve(l) name="go" value="approve" />
                            <SubmitButton label=t::reviewing::request_changes(l) name="go" value="changes" tone=Tone::Secondary />
                            <SubmitButton label=t::reviewing::reject(l) name="go" value="reject" tone=Tone::Danger />
                        </FormActions>
                    </form>
                </Card>
            }
        });
        view! {
            <div class="wrap page">
                {top}
                <Card title=title aside=badge>
                    <Definitions rows=rows />
                    {map}
                </Card>
                {problems}
                {own}
                {to_see}
                {verdict}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}

fn nib_card(l: Locale, action: String, nib: &Nib) -> AnyView {
    let values = vec![("go", "nib".to_owned()), ("nib", nib.to_string())];
    let text = t::reviewing::nib_to_see_text(l, nib);
    view! {
        <Card title=t::reviewing::nib_to_see(l)>
            <p>{text}</p>
            <PostButton action=action label=t::reviewing::nib_see(l) tone=Tone::Primary start=Icon::Check values />
        </Card>
    }
    .into_any()
}

fn rows(l: Locale, found: &ShopUnderReview) -> Vec<(Text, AnyView)> {
    let s = &found.shop;
    let none = || t::reviewing::nothing_said(l).to_owned();
    let or_none = |text: &str| if text.is_empty() { none() } else { text.to_owned() };
    let contact = [found.owner_email.clone(), found.owner_phone.as_deref().and_then(|n| Phone::parse(n).ok()).map(|n| n.local())];
    let address = s.kelurahan.map_or_else(none, |k| format!("{}, {} {}", s.street, k.name(), k.info().postal_code));
    let row = |label: &'static str, value: String| (Text::from(label), view! { <span class="pre-line">{value}</span> }.into_any());
    vec![
        row(t::reviewing::owner(l), found.owner_name.clone()),
        row(t::reviewing::owner_contact(l), contact.into_iter().flatten().collect::<Vec<_>>().join(" · ")),
        row(t::reviewing::shop_phone(l), s.phone.as_ref().map_or_else(none, Phone::local)),
        row(t::reviewing::address(l), address),
        row(t::reviewing::story(l), or_none(&s.story_id)),
        row(t::reviewing::story_en(l), or_none(&s.story_en)),
        row(t::reviewing::nib(l), s.nib.as_ref().map_or_else(none, ToString::to_string)),
        row(t::reviewing::hours(l), hours(l, s)),
        row(t::reviewing::delivery(l), delivery(l, s)),
        row(t::reviewing::bank(l), or_none([s.bank.bank.as_str(), s.bank.number.as_str(), s.bank.holder.as_str()].join(" ").trim())),
    ]
}

fn hours(l: Locale, s: &Shop) -> String {
    let day = |(i, span): (usize, &Option<domain::kernel::hours::Span>)| match span {
        Some(open) => format!("{} {}", weekday(l, i), span_text(l, *open)),
        None => format!("{} {}", weekday(l, i), t::reviewing::closed(l)),
    };
    s.hours.0.iter().enumerate().map(day).collect::<Vec<_>>().join("\n")
}

fn delivery(l: Locale, s: &Shop) -> String {
    let kind = |k: DeliveryKind| match k {
        DeliveryKind::Pickup => t::reviewing::pickup(l).to_owned(),
        DeliveryKind::OwnCourier => t::reviewing::own_courier(l, i64::try_from(s.delivery.zones.len()).unwrap_or(0)),
        DeliveryKind::FlatCourier => t::reviewing::flat_courier(l, s.delivery.flat_fee_per_kg),
    };
    let mut lines: Vec<String> = s.delivery.offered().into_iter().map(kind).collect();
    if s.delivery.cod {
        lines.push(t::reviewing::cod(l).to_owned());
    }
    if s.delivery.pay_at_pickup {
        lines.push(t::reviewing::pay_at_pickup(l).to_owned());
    }
    lines.join("\n")
}
