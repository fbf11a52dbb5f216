//! `/dagang/produk/{id}/izin`: P-IRT and halal numbers. Shoppers see them once the officer has looked.

use axum::extract::Path;
use backend::market::read_own_products::OwnProduct;
use backend::market::save_licence::{SaveLicenceError, remove_licence, save_licence};
use domain::kernel::clock::Timestamp;
use domain::market::licence::{Licence, LicenceError, LicenceKind, LicenceState};
use leptos::prelude::*;

use super::head::{Above, Part, path};
use super::my_product;
use crate::i18n::{Locale, date, t};
use crate::ui::{Alert, Badge, Card, ErrorSummary, Field, FormActions, Mood, PostButton, Size, SubmitButton, Tone, hidden};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

struct Names {
    number: &'static str,
    expires: &'static str,
}

const fn names(kind: LicenceKind) -> Names {
    match kind {
        LicenceKind::Pirt => Names { number: "pirt_number", expires: "pirt_expires" },
        LicenceKind::Halal => Names { number: "halal_number", expires: "halal_expires" },
    }
}

fn title(l: Locale, kind: LicenceKind) -> &'static str {
    match kind {
        LicenceKind::Pirt => t::selling::pirt(l),
        LicenceKind::Halal => t::selling::halal(l),
    }
}

pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Reply {
    let own = my_product(&ctx, &id).await?;
    page(&ctx, own, None, Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(id): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let own = my_product(&ctx, &id).await?;
    let product = &own.product;
    let kind = LicenceKind::from_code(form.text("kind")).ok_or(WebError::BadRequest)?;
    let back = path(product, Part::Licences);
    if form.has("delete") {
        remove_licence(ctx.deps(), ctx.actor(), product.id, kind).await.map_err(error)?;
        return Ok(ctx.see_other_saying(&back, t::selling::licence_removed(l)));
    }
    let mut errors = Errors::default();
    let n = names(kind);
    let number = form.parse(
        n.number,
        &mut errors,
        |s| kind.parse_number(s),
        |e| match e {
            LicenceError::Pirt => t::selling::pirt_bad(l).into(),
            LicenceError::Halal => t::selling::halal_bad(l).into(),
        },
    );
    let now = ctx.now();
    let expires = form.parse(
        n.expires,
        &mut errors,
        |s| match s.trim() {
            "" => Ok(None),
            // Valid through that day.
            s => Timestamp::parse_wib_date(s).map(|t| t.plus(domain::kernel::clock::DAY)).filter(|t| *t > now).map(Some).ok_or(()),
        },
        |()| t::selling::expires_bad(l).into(),
    );
    let (Some(number), Some(expires)) = (number, expires) else { return page(&ctx, own, Some(form), errors).await };
    save_licence(ctx.deps(), ctx.actor(), product.id, kind, &number, expires).await.map_err(error)?;
    Ok(ctx.see_other_saying(&back, t::selling::licence_sent(l)))
}

fn error(e: SaveLicenceError) -> WebError {
    match e {
        SaveLicenceError::NotFound => WebError::NotFound,
        SaveLicenceError::Forbidden(e) => e.into(),
        SaveLicenceError::Db(e) => e.into(),
        e @ (SaveLicenceError::Number(_) | SaveLicenceError::Expired) => WebError::internal(e),
    }
}

fn state(l: Locale, licence: &Licence, now: Timestamp) -> AnyView {
    let expired = licence.expires_at.is_some_and(|t| t <= now);
    let (label, mood) = match licence.state {
        _ if expired => (t::selling::licence_expired(l), Mood::Danger),
        LicenceState::Submitted => (t::selling::licence_submitted(l), Mood::Info),
        LicenceState::Verified => (t::selling::licence_verified(l), Mood::Success),
        LicenceState::Rejected => (t::selling::licence_rejected(l), Mood::Danger),
    };
    view! { <Badge label=label mood=mood /> }.into_any()
}

fn card(
    l: Locale,
    kind: LicenceKind,
    licence: Option<&Licence>,
    typed: Option<&Form>,
    errors: &Errors,
    now: Timestamp,
    action: String,
) -> AnyView {
    let n = names(kind);
    let typed = typed.filter(|f| f.text("kind") == kind.code());
    let number = typed.map_or_else(|| licence.map(|x| x.number.clone()).unwrap_or_default(), |f| f.typed(n.number));
    let stored = || licence.and_then(|x| x.expires_at).map(|t| t.plus(-1).wib().date_input()).unwrap_or_default();
    let expires = typed.map_or_else(stored, |f| f.typed(n.expires));
    let hint = match kind {
        LicenceKind::Pirt => t::selling::pirt_hint(l),
        LicenceKind::Halal => t::selling::halal_hint(l),
    };
    let rejected = licence.filter(|x| x.state == LicenceState::Rejected).map(|x| x.reason.clone());
    let until = licence
        .filter(|x| x.state == LicenceState::Verified)
        .and_then(|x| x.expires_at)
        .map(|t| t::selling::licence_until(l, date(l, t.plus(-1))));
    let fields = view! {
        <Field name=n.number label=t::selling::licence_number(l) hint=hint value=number error=errors.of(n.number) autocomplete="off" required=true />
        <Field
            name=n.expires
            kind="date"
            label=t::selling::licence_expires(l)
            value=expires
            error=errors.of(n.expires)
            optional=t::common::optional(l)
        />
    };
    let known = licence.is_some();
    let aside = licence.map(|x| state(l, x, now)).into_any();
    view! {
        <Card title=title(l, kind) aside=aside>
            {rejected
                .map(|r| {
                    view! {
                        <Alert mood=Mood::Danger title=t::selling::licence_rejected(l)>
                            <p>{r}</p>
                        </Alert>
                    }
                })}
            {until.map(|u| view! { <p class="muted">{u}</p> })}
            <form class="form" method="post" action=action.clone() novalidate>
                {hidden(vec![("kind", kind.code().to_owned())])}
                {fields}
                <FormActions>
                    <SubmitButton label=t::selling::licence_send(l) />
                </FormActions>
            </form>
            {known
                .then(|| {
                    view! {
                        <PostButton
                            action=action
                            label=t::selling::licence_remove(l)
                            values=vec![("kind", kind.code().to_owned()), ("delete", "1".to_owned())]
                            tone=Tone::QuietDanger
                            size=Size::Small
                        />
                    }
                })}
        </Card>
    }
    .into_any()
}

async fn page(ctx: &Ctx, own: OwnProduct, typed: Option<Form>, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let now = ctx.now();
    let OwnProduct { product, licences, .. } = own;
    let above = Above::new(ctx, &product, Part::Licences);
    let action = ctx.href(&path(&product, Part::Licences));
    let page = Page::new(above.title(), move || {
        let one = |k| card(l, k, licences.iter().find(|x| x.kind == k), typed.as_ref(), &errors, now, action.clone());
        let cards = LicenceKind::ALL.into_iter().map(one).collect::<Vec<_>>();
        view! {
            <div class="wrap page">
                {above.view()}
                <p class="lead">{t::selling::licences_lead(l)}</p>
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                <div class="split split-half">{cards}</div>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Selling)).await
}
