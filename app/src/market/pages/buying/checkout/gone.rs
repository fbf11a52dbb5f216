//! There is no cart any more behind a checkout form: its session ended, or it became empty elsewhere. What was typed is
//! shown, and goes along: through the log-in, and to the checkout of the next cart.

use std::collections::BTreeMap;

use backend::market::read_shop::shop_names;
use domain::kernel::ids::ShopId;
use domain::kernel::locale::Locale;
use domain::kernel::wilayah::Kelurahan;
use domain::market::payment::PaymentMethod;
use http::StatusCode;
use leptos::prelude::*;

use super::super::picks::{choices, notes};
use super::super::words;
use super::draft::is_kept;
use crate::i18n::t;
use crate::ui::{Alert, Card, Definitions, Field, FormActions, LinkButton, Mood, PageHead, SubmitButton, Text, Tone, hidden};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Form, Page, Reply};

/// More shops than a cart has lines are made up.
const MAX_SHOPS: usize = 100;

pub async fn page(ctx: &Ctx, form: &Form, status: StatusCode) -> Reply {
    let l = ctx.locale();
    // A browser that forgot its cookie has lost its session as well: no checkout is shown without one.
    let lost = ctx.lost_session() || ctx.actor().session().is_none();
    let kept = Form(form.0.iter().filter(|(n, v)| is_kept(n) && !v.is_empty()).cloned().collect()).query();
    let mut shops: Vec<ShopId> = choices(form).iter().map(|c| c.shop).chain(notes(form).map(|(shop, _)| shop)).collect();
    shops.truncate(MAX_SHOPS);
    let names = shop_names(ctx.deps(), &shops).await?;
    let typed = typed(l, form, &names);
    let stranger = ctx.actor().person().is_none();
    let (title, text) = if lost {
        (t::buying::gone_lost_title(l), t::buying::gone_lost_text(l))
    } else {
        (t::buying::gone_empty_title(l), t::buying::gone_empty_text(l))
    };
    let page = Page::new(title, move || {
        let back = (!kept.is_empty()).then(|| {
            view! { <LinkButton href=l.path(&format!("/checkout?{kept}")) label=t::buying::gone_back(l) tone=Tone::Ghost /> }
        });
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=title />
                <Alert mood=Mood::Warn title=text live=true />
                {(lost && stranger).then(|| log_in(l, kept.clone()))}
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
                    {back}
                </div>
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Cart)).await?))
}

fn typed(l: Locale, form: &Form, shops: &BTreeMap<ShopId, String>) -> Vec<(Text, AnyView)> {
    let kelurahan = Kelurahan::parse(form.text("kelurahan").trim()).map_or("", Kelurahan::name);
    let method = PaymentMethod::from_code(form.text("method")).map_or("", |m| words::method(l, m));
    let of = |shop: ShopId, what: &str| shops.get(&shop).map_or_else(|| what.to_owned(), |name| format!("{what}: {name}"));
    let mut rows: Vec<(Text, String)> = vec![
        (t::buying::checkout_name(l).into(), form.typed("name")),
        (t::buying::checkout_phone(l).into(), form.typed("phone")),
        (t::buying::checkout_email(l).into(), form.typed("email")),
        (t::buying::checkout_street(l).into(), form.typed("street")),
        (t::buying::checkout_kelurahan(l).into(), kelurahan.to_owned()),
    ];
    let sent = choices(form).into_iter().take(MAX_SHOPS);
    rows.extend(sent.map(|c| (of(c.shop, t::buying::order_delivery(l)).into(), words::delivery(l, c.delivery).to_owned())));
    rows.extend(notes(form).take(MAX_SHOPS).map(|(shop, note)| (of(shop, t::buying::note_short(l)).into(), note.to_owned())));
    rows.push((t::buying::pay_method(l).into(), method.to_owned()));
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
