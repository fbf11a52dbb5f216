//! `/loket/{unit}/{member}/akun`: somebody holds the member's card and shows the code of their account.

use axum::extract::Path;
use backend::wastebank::confirm_card::{ConfirmCardError, confirm_card, count_who_ask};
use domain::kernel::ids::WasteMemberId;
use leptos::prelude::*;

use super::super::digits_form::DigitsForm;
use super::super::words;
use super::find::{at_counter, own_unit};
use crate::i18n::{clock, t};
use crate::ui::{Alert, Card, Definitions, Empty, ErrorSummary, Icon, LinkButton, Mood, PageHead, SubmitButton, Text, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx, Path((unit, member)): Path<(String, String)>) -> Reply {
    page(&ctx, &unit, &member, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path((unit, member)): Path<(String, String)>, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let unit_id = own_unit(&ctx, &unit).await?.id;
    let id: WasteMemberId = member.parse().map_err(|_| WebError::NotFound)?;
    match confirm_card(ctx.deps(), ctx.actor(), unit_id, id, form.text("kode")).await {
        Ok(name) => return Ok(ctx.see_other_saying(&format!("/loket/{unit_id}/{id}"), &t::wastebank::card_linked(l, name))),
        Err(ConfirmCardError::WrongCode) => errors.add("kode", t::wastebank::link_wrong_code(l)),
        Err(ConfirmCardError::Throttled { until }) => errors.add("kode", t::wastebank::link_throttled(l, clock(l, until))),
        Err(ConfirmCardError::Own) => errors.add("kode", t::wastebank::link_own(l)),
        Err(ConfirmCardError::AccountTaken) => errors.add("kode", t::wastebank::link_account_taken(l)),
        // Then the page has no form, and says the same.
        Err(ConfirmCardError::CardTaken) => errors.add("", t::wastebank::link_taken(l)),
        Err(ConfirmCardError::Counter(e)) => return Err(words::error(e)),
        Err(ConfirmCardError::Db(e)) => return Err(e.into()),
    }
    page(&ctx, &unit, &member, form, errors).await
}

async fn page(ctx: &Ctx, unit: &str, member: &str, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let (unit, member) = at_counter(ctx, unit, member).await?;
    let several = count_who_ask(ctx.deps(), ctx.actor(), unit.id, member.id).await.map_err(words::error)? > 1;
    let scale = ctx.href(&format!("/loket/{}/{}", unit.id, member.id));
    let (here, status) = (format!("{scale}/akun"), errors.status());
    let title = t::wastebank::link_title(l, &member.name);
    let page = Page::new(title.clone(), move || {
        let body = if member.person.is_some() {
            view! { <Empty of=Icon::User title=t::wastebank::link_taken(l) text=t::wastebank::link_taken_text(l) /> }.into_any()
        } else {
            let (code, error) = (form.typed("kode"), errors.of("kode"));
            let several = several.then(|| view! { <Alert mood=Mood::Warn title=t::wastebank::link_several(l) /> });
            let facts: Vec<(Text, AnyView)> = vec![
                (t::wastebank::name(l).into(), member.name.clone().into_any()),
                (t::wastebank::card(l).into(), member.card.to_string().into_any()),
            ];
            view! {
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                <Alert mood=Mood::Warn title=t::wastebank::link_look(l) />
                {several}
                <Card>
                    <Definitions rows=facts />
                    <DigitsForm
                        action=here
                        name="kode"
                        label=t::wastebank::link_code(l)
                        hint=t::wastebank::link_code_hint(l)
                        value=code
                        error=error
                    >
                        <SubmitButton label=t::wastebank::link_go(l) />
                    </DigitsForm>
                </Card>
            }
            .into_any()
        };
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=title lead=t::wastebank::link_lead(l)>
                    <LinkButton href=scale label=t::wastebank::to_scale(l) tone=Tone::Secondary />
                </PageHead>
                {body}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}
