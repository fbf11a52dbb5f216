//! `/admin/pengaturan/tamu`: how much guests may hold on tours without having paid.

use backend::settings::{ChangeSettingsError, change_booking_limits};
use domain::heritage::booking_limits::BookingLimits;
use leptos::prelude::*;

use super::settings::{filled, page};
use crate::i18n::{Locale, t};
use crate::ui::{Card, Field, FormActions, FormGrid, SubmitButton};
use crate::web::{Ctx, Errors, Form, Reply, WebError};

pub const PATH: &str = "/admin/pengaturan/tamu";
const MOST: i64 = 100_000;

struct Limit {
    name: &'static str,
    label: fn(Locale) -> &'static str,
    hint: fn(Locale) -> &'static str,
    of: fn(&mut BookingLimits) -> &mut i64,
}

static LIMITS: [Limit; 4] = [
    Limit { name: "open_per_contact", label: t::admin::limit_open, hint: t::admin::limit_open_hint, of: |x| &mut x.open_per_contact },
    Limit { name: "seats_per_contact", label: t::admin::limit_seats, hint: t::admin::limit_seats_hint, of: |x| &mut x.seats_per_contact },
    Limit { name: "daily_per_contact", label: t::admin::limit_daily, hint: t::admin::limit_daily_hint, of: |x| &mut x.daily_per_contact },
    Limit {
        name: "hourly_per_address",
        label: t::admin::limit_address,
        hint: t::admin::limit_address_hint,
        of: |x| &mut x.hourly_per_address,
    },
];

pub fn fill(form: &mut Form, mut limits: BookingLimits) {
    for x in &LIMITS {
        form.set(x.name, (x.of)(&mut limits).to_string());
    }
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let mut limits = BookingLimits::default();
    for x in &LIMITS {
        let read = |text: &str| text.trim().parse::<i64>().ok().filter(|n| (1..=MOST).contains(n)).ok_or(());
        if let Some(n) = form.parse(x.name, &mut errors, read, |()| t::admin::rule_bad(l, MOST).into()) {
            *(x.of)(&mut limits) = n;
        }
    }
    if !errors.is_empty() {
        let mut both = filled(&ctx).await?;
        for x in &LIMITS {
            both.set(x.name, form.typed(x.name));
        }
        return page(&ctx, both, errors).await;
    }
    match change_booking_limits(ctx.deps(), ctx.actor(), limits).await {
        Ok(()) => Ok(ctx.see_other_saying("/admin/pengaturan", t::admin::rules_saved(l))),
        Err(ChangeSettingsError::Forbidden(e)) => Err(e.into()),
        Err(e) => Err(WebError::internal(e)),
    }
}

pub fn card(l: Locale, action: String, form: &Form, errors: &Errors) -> AnyView {
    let field = |x: &Limit| {
        view! {
            <Field
                name=x.name
                label=(x.label)(l)
                hint=(x.hint)(l)
                value=form.typed(x.name)
                error=errors.of(x.name)
                inputmode="numeric"
                required=true
            />
        }
    };
    let fields = LIMITS.iter().map(field).collect::<Vec<_>>();
    view! {
        <Card title=t::admin::limits_title(l)>
            <p class="muted">{t::admin::limits_lead(l)}</p>
            <form class="form" method="post" action=action novalidate>
                <FormGrid>{fields}</FormGrid>
                <FormActions>
                    <SubmitButton label=t::common::save(l) />
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}
