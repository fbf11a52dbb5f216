//! There is no cart any more behind a checkout form: its session ended, or it became empty elsewhere. What was typed is
//! shown, and goes along through the log-in.

use domain::kernel::locale::Locale;
use domain::kernel::wilayah::Kelurahan;
use http::StatusCode;
use leptos::prelude::*;

use super::super::private::no_store;
use super::draft::is_kept;
use crate::i18n::t;
use crate::ui::{Alert, Card, Definitions, Field, FormActions, LinkButton, Mood, PageHead, SubmitButton, Text, Tone, hidden};
use crate::web::page::Section;
use crate::web::{Ctx, Form, Page, Reply, WebError};

/// More than this is no address that a browser would send back.
const MAX_KEPT: usize = 4_000;

pub async fn page(ctx: &Ctx, form: &Form) -> Reply {
    let l = ctx.locale();
    // A browser that forgot its cookie has lost its session as well: no checkout is shown without one.
    let lost = ctx.lost_session() || ctx.actor().session().is_none();
    let kept: Vec<(&str, &str)> =
        form.0.iter().filter(|(n, v)| is_kept(n) && !v.is_empty()).map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let query = serde_html_form::to_string(&kept).map_err(WebError::internal)?;
    let query = if query.len() > MAX_KEPT { String::new() } else { query };
    let typed = typed(l, form);
    let stranger = ctx.actor().person().is_none();
    let (title, text) = if lost {
        (t::buying::gone_lost_title(l), t::buying::gone_lost_text(l))
    } else {
        (t::buying::gone_empty_title(l), t::buying::gone_empty_text(l))
    };
    let page = Page::new(title, move || {
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=title />
                <Alert mood=Mood::Warn title=text live=true />
                {(lost && stranger).then(|| log_in(l, query))}
                {(!typed.is_empty())
                    .then(|| {
                        view! {
                            <Card title=t::buying::gone_typed(l)>
                                <Definitions rows=typed stacked=true />
                            </Card>
                        }
                    })}
                {lost.then(|| view! { <p class="muted">{t::buying::gone_guest(l)}</p> })}
                <div class="btn-row">
                    <LinkButton href=l.path("/kategori") label=t::buying::gone_shop_again(l) tone=Tone::Secondary />
                </div>
            </div>
        }
    });
    let page = page.status(StatusCode::UNPROCESSABLE_ENTITY).noindex().section(Section::Cart);
    Ok(no_store(ctx.page(page).await?))
}

fn typed(l: Locale, form: &Form) -> Vec<(Text, AnyView)> {
    let kelurahan = Kelurahan::parse(form.text("kelurahan").trim()).map_or("", Kelurahan::name);
    let mut rows: Vec<(Text, String)> = vec![
        (t::buying::checkout_name(l).into(), form.typed("name")),
        (t::buying::checkout_phone(l).into(), form.typed("phone")),
        (t::buying::checkout_email(l).into(), form.typed("email")),
        (t::buying::checkout_street(l).into(), form.typed("street")),
        (t::buying::checkout_kelurahan(l).into(), kelurahan.to_owned()),
    ];
    let notes = form.0.iter().filter(|(n, _)| n.starts_with("note-"));
    rows.extend(notes.map(|(_, v)| (t::buying::note(l).into(), v.clone())));
    rows.retain(|(_, v)| !v.trim().is_empty());
    rows.into_iter().map(|(n, v)| (n, v.into_any())).collect()
}

fn log_in(l: Locale, kept: String) -> AnyView {
    view! {
        <Card title=t::common::log_in(l)>
            <form class="form" method="post" action=l.path("/masuk")>
                {hidden(vec![("kembali", "/checkout".to_owned()), ("kept", kept)])}
                <Field name="login" label=t::buying::gone_login(l) autocomplete="username" required=true />
                <Field name="password" kind="password" label=t::buying::gone_password(l) autocomplete="current-password" required=true />
                <FormActions>
                    <SubmitButton label=t::buying::gone_log_in(l) wide=true />
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}
