//! How `weigh.rs` looks.

use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::wastebank::material::Material;
use domain::wastebank::member::Member;
use domain::wastebank::unit::Unit;
use leptos::prelude::*;

use super::super::slip::photo::ACCEPT;
use super::draft::{Draft, MOST};
use super::rows::rows;
use super::weigh::Said;
use crate::i18n::t;
use crate::ui::{
    Alert, Card, Definitions, Field, Fieldset, FileInput, Icon, LinkButton, Mood, PageHead, Size, SubmitButton, Text, Tone, hidden,
};
use crate::web::Flash;

/// A photo that this sum needs.
pub struct Photo {
    /// It came with the form before.
    pub kept: bool,
    pub error: Option<Text>,
}

pub struct Scale {
    pub action: String,
    pub nonce: String,
    /// A photo came, whether or not the sum needs one now.
    pub pictured: bool,
    pub witness_login: String,
    pub unit: Unit,
    pub member: Member,
    pub taken: Vec<(Material, Rupiah)>,
    pub photo: Option<Photo>,
    /// An account asks for this member's card.
    pub asked: bool,
}

pub fn view(l: Locale, scale: Scale, draft: Draft, said: Said) -> AnyView {
    let can_grow = draft.rows.len() < MOST;
    let total = draft.total;
    let sum = said.counted.then(|| {
        view! {
            <div class="action-bar">
                <span><b>{t::wastebank::sum(l)}</b> " " <span class="price">{total.to_string()}</span></span>
                <SubmitButton label=t::wastebank::save(l, total) name="go" value="save" start=Icon::Check />
            </div>
        }
    });
    let witness = said.witness.then(|| {
        view! {
            <Fieldset legend=t::wastebank::witness(l) hint=t::wastebank::witness_hint(l)>
                <Field name="witness" label=t::wastebank::witness_login(l) value=scale.witness_login error=said.witness_error autocomplete="off" />
                <Field name="witness_password" kind="password" label=t::wastebank::witness_password(l) autocomplete="off" />
            </Fieldset>
        }
    });
    // A file needs a form of its own kind, and an address that takes as much.
    let (sent_to, kind) = match &scale.photo {
        Some(_) => (format!("{}/foto", scale.action), Some("multipart/form-data")),
        None => (scale.action.clone(), None),
    };
    let top = top(l, &scale.action, &scale.unit, &scale.member);
    let asked = scale.asked.then(|| asked(l, format!("{}/akun", scale.action)));
    let photo = scale.photo.map(|p| photo(l, p));
    view! {
        <div class="wrap wrap-narrow page">
            <PageHead title=t::wastebank::weigh_title(l, &scale.member.name) lead=t::wastebank::weigh_lead(l) />
            {said.flash.map(Flash::alert)}
            {said.wrong.map(|words| view! { <Alert mood=Mood::Danger title=words live=true /> })}
            {asked}
            {top}
            <form class="form" method="post" action=sent_to enctype=kind novalidate>
                {hidden(vec![("nonce", scale.nonce), ("total", total.0.to_string())])}
                {scale.pictured.then(|| hidden(vec![("pictured", "1".to_owned())]))}
                {rows(l, draft.rows, &scale.taken)}
                <div class="btn-row">
                    <SubmitButton label=t::wastebank::count(l) name="go" value="count" tone=if said.counted { Tone::Secondary } else { Tone::Primary } />
                    {can_grow.then(|| view! { <SubmitButton label=t::wastebank::add_row(l) name="go" value="more" tone=Tone::Ghost start=Icon::Plus /> })}
                </div>
                {photo}
                {witness}
                {sum}
            </form>
        </div>
    }
    .into_any()
}

fn top(l: Locale, action: &str, unit: &Unit, member: &Member) -> AnyView {
    let facts: Vec<(Text, AnyView)> = vec![
        (t::wastebank::card(l).into(), member.card.to_string().into_any()),
        (t::wastebank::balance(l).into(), member.balance.to_string().into_any()),
        (t::wastebank::counter(l).into(), unit.name.clone().into_any()),
    ];
    let (cash, family) = (format!("{action}/tunai"), format!("{action}/keluarga"));
    let card = format!("{action}/kartu");
    view! {
        <Card>
            <Definitions rows=facts />
            <div class="btn-row">
                <LinkButton href=cash label=t::wastebank::cash(l) tone=Tone::Secondary size=Size::Small start=Icon::Wallet />
                <LinkButton href=family label=t::wastebank::family(l) tone=Tone::Secondary size=Size::Small start=Icon::User />
                <LinkButton href=card label=t::wastebank::card_short(l) tone=Tone::Secondary size=Size::Small start=Icon::Printer />
            </div>
        </Card>
    }
    .into_any()
}

fn asked(l: Locale, href: String) -> AnyView {
    view! {
        <Alert mood=Mood::Info title=t::wastebank::link_asked(l)>
            <LinkButton href=href label=t::wastebank::link_open(l) tone=Tone::Secondary size=Size::Small start=Icon::User />
        </Alert>
    }
    .into_any()
}

fn photo(l: Locale, Photo { kept, error }: Photo) -> AnyView {
    let (label, hint) = if kept {
        (t::wastebank::photo_again(l), t::wastebank::photo_waits(l))
    } else {
        (t::wastebank::photo_take(l), t::wastebank::photo_hint(l))
    };
    let required = !kept;
    let there = kept.then(|| view! { <Alert mood=Mood::Success title=t::wastebank::photo_there(l) /> });
    view! {
        <Fieldset legend=t::wastebank::photo(l)>
            {there}
            <FileInput name="photo" label=label hint=hint accept=ACCEPT camera=true error=error required=required />
        </Fieldset>
    }
    .into_any()
}
