//! `/admin/pengaturan`: the timers and limits of orders, in hours.

use backend::settings::{ChangeSettingsError, change_order_rules};
use domain::kernel::clock::{DAY, HOUR};
use domain::market::order_rules::OrderRules;
use leptos::prelude::*;

use super::guest_limits;
use crate::admin::parts::{Desk, head};
use crate::i18n::{Locale, t};
use crate::ui::{Card, ErrorSummary, Field, FormActions, FormGrid, SubmitButton};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

/// A setting: its field, its words, one unit of it in milliseconds (1 for a plain number), the largest value.
struct Setting {
    name: &'static str,
    label: fn(Locale) -> &'static str,
    hint: fn(Locale) -> &'static str,
    unit: i64,
    max: i64,
    of: fn(&mut OrderRules) -> &mut i64,
}

const YEAR_HOURS: i64 = 365 * 24;

static SETTINGS: [Setting; 10] = [
    Setting {
        name: "payment_window",
        label: t::admin::rule_payment,
        hint: t::admin::rule_payment_hint,
        unit: HOUR,
        max: YEAR_HOURS,
        of: |r| &mut r.payment_window,
    },
    Setting {
        name: "accept_window",
        label: t::admin::rule_accept,
        hint: t::admin::rule_accept_hint,
        unit: HOUR,
        max: YEAR_HOURS,
        of: |r| &mut r.accept_window,
    },
    Setting {
        name: "dispatch_window",
        label: t::admin::rule_dispatch,
        hint: t::admin::rule_dispatch_hint,
        unit: HOUR,
        max: YEAR_HOURS,
        of: |r| &mut r.dispatch_window,
    },
    Setting {
        name: "delivery_window",
        label: t::admin::rule_delivery,
        hint: t::admin::rule_delivery_hint,
        unit: HOUR,
        max: YEAR_HOURS,
        of: |r| &mut r.delivery_window,
    },
    Setting {
        name: "pickup_window",
        label: t::admin::rule_pickup,
        hint: t::admin::rule_pickup_hint,
        unit: HOUR,
        max: YEAR_HOURS,
        of: |r| &mut r.pickup_window,
    },
    Setting {
        name: "completion_window",
        label: t::admin::rule_completion,
        hint: t::admin::rule_completion_hint,
        unit: HOUR,
        max: YEAR_HOURS,
        of: |r| &mut r.completion_window,
    },
    Setting {
        name: "free_cancel_window",
        label: t::admin::rule_free_cancel,
        hint: t::admin::rule_free_cancel_hint,
        unit: HOUR,
        max: YEAR_HOURS,
        of: |r| &mut r.free_cancel_window,
    },
    Setting {
        name: "cancel_answer_window",
        label: t::admin::rule_cancel_answer,
        hint: t::admin::rule_cancel_answer_hint,
        unit: HOUR,
        max: YEAR_HOURS,
        of: |r| &mut r.cancel_answer_window,
    },
    Setting {
        name: "cash_failures",
        label: t::admin::rule_cash_failures,
        hint: t::admin::rule_cash_failures_hint,
        unit: 1,
        max: 100,
        of: |r| &mut r.cash_failures,
    },
    Setting {
        name: "cash_failure_window",
        label: t::admin::rule_cash_window,
        hint: t::admin::rule_cash_window_hint,
        unit: DAY,
        max: 3650,
        of: |r| &mut r.cash_failure_window,
    },
];

pub async fn show(ctx: Ctx) -> Reply {
    let form = filled(&ctx).await?;
    page(&ctx, form, Errors::default()).await
}

/// Both forms, as things are.
pub(super) async fn filled(ctx: &Ctx) -> Result<Form, WebError> {
    let settings = ctx.deps().settings().await?;
    let (mut rules, mut form) = (settings.order_rules, Form::default());
    for s in &SETTINGS {
        form.set(s.name, (*(s.of)(&mut rules) / s.unit).to_string());
    }
    guest_limits::fill(&mut form, settings.booking_limits);
    Ok(form)
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let mut rules = OrderRules::default();
    for s in &SETTINGS {
        let read = |text: &str| text.trim().parse::<i64>().ok().filter(|n| (1..=s.max).contains(n)).ok_or(());
        if let Some(n) = form.parse(s.name, &mut errors, read, |()| t::admin::rule_bad(l, s.max).into()) {
            *(s.of)(&mut rules) = n * s.unit;
        }
    }
    if !errors.is_empty() {
        let mut form = form;
        guest_limits::fill(&mut form, ctx.deps().settings().await?.booking_limits);
        return page(&ctx, form, errors).await;
    }
    match change_order_rules(ctx.deps(), ctx.actor(), rules).await {
        Ok(()) => Ok(ctx.see_other_saying("/admin/pengaturan", t::admin::rules_saved(l))),
        Err(ChangeSettingsError::Forbidden(e)) => Err(e.into()),
        Err(e) => Err(WebError::internal(e)),
    }
}

pub(super) async fn page(ctx: &Ctx, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let top = head(ctx, Desk::Settings);
    let action = ctx.href("/admin/pengaturan");
    let guests = ctx.href(guest_limits::PATH);
    let page = Page::new(t::admin::settings(l), move || {
        let fields = SETTINGS
            .iter()
            .map(|s| {
                let suffix = match s.unit {
                    1 => t::admin::unit_times(l),
                    DAY => t::admin::unit_days(l),
                    _ => t::admin::unit_hours(l),
                };
                view! {
                    <Field
                        name=s.name
                        label=(s.label)(l)
                        hint=(s.hint)(l)
                        value=form.typed(s.name)
                        error=errors.of(s.name)
                        inputmode="numeric"
                        suffix=suffix
                        required=true
                    />
                }
            })
            .collect::<Vec<_>>();
        let guests = guest_limits::card(l, guests, &form, &errors);
        view! {
            <div class="wrap page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                <Card title=t::admin::rules_title(l)>
                    <p class="muted">{t::admin::rules_lead(l)}</p>
                    <form class="form" method="post" action=action novalidate>
                        <FormGrid>{fields}</FormGrid>
                        <FormActions>
                            <SubmitButton label=t::common::save(l) />
                        </FormActions>
                    </form>
                </Card>
                {guests}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Admin)).await
}
