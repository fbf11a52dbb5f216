//! `/slip/{number}`: what was weighed or paid, for whoever holds it; its operators may undo it, officers only read it.

mod deposit;
pub mod held;
mod payment;
pub mod photo;
mod sale;

use axum::extract::Path;
use backend::wastebank::keep_slip_photo::wants_photo;
use backend::wastebank::read_counter::list_counters;
use backend::wastebank::read_held_slip::link_secret;
use backend::wastebank::read_slip::{AnySlip, is_own, read_slip};
use backend::wastebank::reverse_slip::{ReverseSlipError, reverse_slip};
use domain::identity::role::Role;
use domain::kernel::ids::WasteUnitId;
use domain::kernel::locale::Locale;
use domain::wastebank::slip::Reversal;
use leptos::prelude::*;

use super::words;
use crate::i18n::{date_time, t};
use crate::ui::{Alert, Confirm, Field, Icon, LinkButton, Mood, PageHead, QrCode, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx, Path(number): Path<String>) -> Reply {
    page(&ctx, &number, &Form::default(), Errors::default()).await
}

pub async fn undo(ctx: Ctx, Path(number): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    match reverse_slip(ctx.deps(), ctx.actor(), &number, form.text("reason")).await {
        Ok(()) => return Ok(ctx.see_other_saying(&format!("/slip/{number}"), t::wastebank::undo_done(l))),
        Err(ReverseSlipError::Counter(e)) => return Err(words::error(e)),
        Err(ReverseSlipError::Reason(_)) => errors.add("reason", t::wastebank::undo_reason_needed(l)),
        Err(ReverseSlipError::Already) => errors.add("", t::wastebank::undo_already(l)),
        Err(ReverseSlipError::Spent) => errors.add("", t::wastebank::undo_spent(l)),
        Err(ReverseSlipError::BoxShort) => errors.add("", t::wastebank::undo_box_short(l)),
        Err(ReverseSlipError::Gone) => errors.add("", t::wastebank::undo_gone(l)),
        Err(e) => return Err(WebError::internal(e)),
    }
    page(&ctx, &number, &form, errors).await
}

async fn page(ctx: &Ctx, number: &str, form: &Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let slip = read_slip(ctx.deps(), ctx.actor(), number).await.map_err(words::error)?;
    let operator = list_counters(ctx.deps(), ctx.actor()).await.map_err(words::error)?.iter().any(|u| u.id == slip.unit());
    let officer = !operator && ctx.actor().require_officer().is_ok();
    let reads_only = officer && !is_own(ctx.deps(), ctx.actor(), &slip).await.map_err(words::error)?;
    let admin = ctx.actor().require(Role::Admin).is_ok();
    let action = operator.then(|| ctx.href(&format!("/slip/{number}")));
    let reason = form.typed("reason");
    let photo = ctx.href(&format!("/slip/{number}/foto"));
    let wants = match &slip {
        AnySlip::Deposit(d) => operator && wants_photo(ctx.deps(), &d.slip).await?,
        AnySlip::Payment(_) | AnySlip::Sale(_) => false,
    };
    let title = t::wastebank::slip_title(l, number);
    let said = ctx.flash().cloned().map(Flash::alert);
    // Who scans the paper needs no account.
    let held = l.path(&held::path(&link_secret(ctx.deps(), &slip)));
    let address = format!("{}{held}", ctx.deps().base_url);
    let page = Page::new(title.clone(), move || {
        let there = matches!(&slip, AnySlip::Deposit(d) if d.slip.photo.is_some());
        let photo = photo::view(l, photo, there, wants, errors.of("photo"));
        let office = reads_only.then(|| office(l, slip.reversed().is_none(), admin));
        view(l, title, address, held, said, photo, office, &slip, action, reason, &errors)
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}

#[allow(clippy::too_many_arguments)] // a page is all of it
fn view(
    l: Locale,
    title: String,
    address: String,
    held: String,
    said: Option<AnyView>,
    photo: Option<AnyView>,
    office: Option<AnyView>,
    slip: &AnySlip,
    undo: Option<String>,
    reason: String,
    errors: &Errors,
) -> AnyView {
    let (reversed, body) = (slip.reversed(), body(l, slip, true));
    let undone = reversed.map(|r| undone(l, r));
    let open = errors.of("").is_some() || errors.of("reason").is_some();
    let wrong = errors.of("").map(|words| view! { <Alert mood=Mood::Warn title=words live=true /> });
    let next = undo.is_some().then(|| next(l, slip.unit()));
    let wrong_reason = errors.of("reason");
    let undo = undo.filter(|_| reversed.is_none()).map(|action| {
        view! {
            <Confirm label=t::wastebank::undo(l) question=t::wastebank::undo_question(l) yes=t::wastebank::undo_yes(l) action=action start=Icon::Ban open=open>
                <Field name="reason" label=t::wastebank::undo_reason(l) value=reason error=wrong_reason required=true />
            </Confirm>
        }
    });
    view! {
        <div class="wrap wrap-narrow page">
            <PageHead title=title />
            {said}
            {wrong}
            {undone}
            {body}
            {photo}
            <QrCode text=address label=t::wastebank::slip_code(l) />
            <div class="btn-row no-print">
                {next}
                <LinkButton href=held label=t::wastebank::slip_link(l) tone=Tone::Secondary />
                <LinkButton href=l.path("/bank-sampah") label=t::wastebank::to_prices(l) tone=Tone::Secondary />
            </div>
            {undo}
            {office}
        </div>
    }
    .into_any()
}

/// For who reads the books: whom to ask for a correction, and the way back. `counts`: it can still be undone. `admin`: whom the log of
/// decisions leads here, too.
fn office(l: Locale, counts: bool, admin: bool) -> AnyView {
    let ask = counts.then(|| view! { <p class="muted">{t::wastebank::office_reads(l)}</p> });
    let log = admin.then(|| view! { <LinkButton href=l.path("/admin/catatan") label=t::admin::audit(l) tone=Tone::Secondary /> });
    view! {
        <div class="stack no-print">
            {ask}
            <div class="btn-row">
                <LinkButton href=l.path("/petugas/bank-sampah/buku") label=t::wastebank::desk_books(l) tone=Tone::Secondary />
                <LinkButton href=l.path("/petugas/bank-sampah/pertanyaan") label=t::wastebank::desk_questions(l) tone=Tone::Secondary />
                {log}
            </div>
        </div>
    }
    .into_any()
}

/// `named`: with the names of members, for those who know them.
fn body(l: Locale, slip: &AnySlip, named: bool) -> AnyView {
    match slip {
        AnySlip::Deposit(d) => deposit::view(l, d),
        AnySlip::Payment(p) => payment::view(l, p, named),
        AnySlip::Sale(s) => sale::view(l, s),
    }
}

fn undone(l: Locale, r: &Reversal) -> AnyView {
    let words = t::wastebank::undone_at { reason: &r.reason, time: date_time(l, r.at) }.say(l);
    view! { <Alert mood=Mood::Danger title=t::wastebank::undone(l)><p>{words}</p></Alert> }.into_any()
}

fn next(l: Locale, unit: WasteUnitId) -> AnyView {
    view! { <LinkButton href=l.path(&format!("/loket/{unit}")) label=t::wastebank::next_member(l) start=Icon::ArrowRight /> }.into_any()
}
