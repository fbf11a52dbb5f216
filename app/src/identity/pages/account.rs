//! `/akun`: one's own data.

use backend::heritage::staff::workplaces;
use backend::identity::change_profile::{ChangeProfile, ChangeProfileError, change_profile, read_profile};
use domain::identity::email::Email;
use domain::identity::role::Role;
use domain::kernel::locale::Locale;
use domain::kernel::phone::Phone;
use domain::kernel::text;
use leptos::prelude::*;

use super::words;
use crate::i18n::t;
use crate::ui::{Card, Choice, ErrorSummary, Field, FormActions, LinkButton, PageHead, PostButton, RowCard, Select, SubmitButton, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx) -> Reply {
    let (person, _) = read_profile(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let mut form = Form::default();
    form.set("name", person.name);
    form.set("email", person.email.map(|e| e.to_string()).unwrap_or_default());
    form.set("phone", person.phone.map(|p| p.local()).unwrap_or_default());
    form.set("locale", person.locale.tag());
    page(&ctx, form, Errors::default()).await
}

fn error(e: ChangeProfileError) -> WebError {
    match e {
        ChangeProfileError::Forbidden(e) => e.into(),
        e => WebError::internal(e),
    }
}

fn optional<T, E>(s: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Result<Option<T>, E> {
    if s.trim().is_empty() { Ok(None) } else { parse(s).map(Some) }
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let name = form.parse("name", &mut errors, |s| text::line(s, 80), |e| words::text(l, e));
    let email = form.parse("email", &mut errors, |s| optional(s, Email::parse), |_| t::common::field_not_email(l).into());
    let phone = form.parse("phone", &mut errors, |s| optional(s, Phone::parse), |_| t::common::field_not_phone(l).into());
    let locale = Locale::from_tag(form.text("locale")).unwrap_or(l);
    let (Some(name), Some(email), Some(phone)) = (name, email, phone) else { return page(&ctx, form, errors).await };
    let input = ChangeProfile { name, email, phone, locale, password: form.typed("current") };
    match change_profile(ctx.deps(), ctx.actor(), input).await {
        Ok(()) => return Ok(ctx.see_other_saying("/akun", t::identity::account_saved(l))),
        Err(ChangeProfileError::NoContact) => errors.add("email", t::identity::no_contact(l)),
        Err(ChangeProfileError::EmailTaken) => errors.add("email", t::identity::taken(l)),
        Err(ChangeProfileError::PhoneTaken) => errors.add("phone", t::identity::taken(l)),
        Err(ChangeProfileError::Confirm(e)) => words::confirm(l, e, t::identity::password_needed(l), &mut errors)?,
        Err(e) => return Err(error(e)),
    }
    page(&ctx, form, errors).await
}

/// Where this person can go from here: on a phone nothing else leads to the consoles.
fn places(ctx: &Ctx, tour_desk: bool) -> Vec<(&'static str, &'static str, String)> {
    let (l, actor) = (ctx.locale(), ctx.actor());
    let mut places = vec![
        (t::common::my_orders(l), t::common::my_orders_text(l), ctx.href("/akun/pesanan")),
        (t::common::inbox(l), t::common::inbox_text(l), ctx.href("/akun/kotak-masuk")),
        (t::heritage::mine(l), t::heritage::mine_text(l), ctx.href("/akun/wisata")),
        (t::wastebank::title(l), t::wastebank::place_text(l), ctx.href("/akun/bank-sampah")),
    ];
    places.push(if actor.has(Role::Merchant) {
        (t::common::selling(l), t::common::selling_text(l), ctx.href("/dagang"))
    } else {
        (t::common::open_shop(l), t::common::open_shop_text(l), ctx.href("/buka-toko"))
    });
    if tour_desk {
        places.push((t::heritage::desk(l), t::heritage::desk_text(l), ctx.href("/meja-wisata")));
    }
    if actor.require_officer().is_ok() {
        places.push((t::common::office(l), t::common::office_text(l), ctx.href("/petugas")));
    }
    if actor.has(Role::Admin) {
        places.push((t::common::admin(l), t::common::admin_text(l), ctx.href("/admin")));
    }
    places
}

async fn page(ctx: &Ctx, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let (_, sessions) = read_profile(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let said = ctx.flash().cloned();
    let tour_desk = !workplaces(ctx.deps(), ctx.actor()).await.map_err(WebError::internal)?.is_empty();
    let places = places(ctx, tour_desk);
    let (action, password, everywhere, log_out) =
        (ctx.href("/akun"), ctx.href("/akun/sandi"), ctx.href("/akun/keluar-semua"), ctx.href("/keluar"));
    let page = Page::new(t::identity::account_title(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::identity::account_title(l) />
                {said.map(Flash::alert)}
                <nav aria-label=t::identity::account_places(l)>
                    <ul class="row-list" role="list">
                        {places
                            .into_iter()
                            .map(|(title, meta, href)| view! { <RowCard title=title href=href meta=meta /> })
                            .collect::<Vec<_>>()}
                    </ul>
                </nav>
                <Card title=t::identity::account_data(l)>
                    <form class="form" method="post" action=action novalidate>
                        <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                        <Field name="name" label=t::identity::name(l) value=form.typed("name") error=errors.of("name") autocomplete="name" required=true />
                        <Field
                            name="email"
                            kind="email"
                            label=t::identity::email(l)
                            value=form.typed("email")
                            error=errors.of("email")
                            autocomplete="email"
                            optional=t::common::optional(l)
                        />
                        <Field
                            name="phone"
                            kind="tel"
                            label=t::identity::phone(l)
                            value=form.typed("phone")
                            error=errors.of("phone")
                            autocomplete="tel"
                            optional=t::common::optional(l)
                        />
                        <Field
                            name="current"
                            kind="password"
                            label=t::identity::password_current(l)
                            hint=t::identity::password_for_contact(l)
                            error=errors.of("current")
                            autocomplete="current-password"
                            optional=t::common::optional(l)
                        />
                        <Select
                            name="locale"
                            label=t::identity::language(l)
                            hint=t::identity::language_hint(l)
                            choices=Locale::ALL.map(|o| Choice::new(o.tag(), t::common::this_language(o))).to_vec()
                            value=form.typed("locale")
                        />
                        <FormActions>
                            <SubmitButton label=t::common::save(l) />
                        </FormActions>
                    </form>
                </Card>
                <Card title=t::identity::security(l)>
                    <p>{t::identity::devices(l, sessions)}</p>
                    <div class="btn-row">
                        <LinkButton href=password label=t::identity::password_change(l) tone=Tone::Secondary />
                        <PostButton action=log_out label=t::common::log_out(l) tone=Tone::Secondary values=vec![] />
                        <PostButton action=everywhere label=t::identity::everywhere(l) tone=Tone::Secondary values=vec![] />
                    </div>
                </Card>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}
