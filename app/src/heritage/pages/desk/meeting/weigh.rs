//! `…/timbang/{number}`: what a party promised is weighed and pays its fare; too much goes to a balance, too little is paid in cash.
//! Without a script: whose waste it is, fill in, count, look at the sums together, save.

use axum::extract::{Path, Query};
use backend::flows::tours::read_weigh_in::{WeighIn, read_weigh_in};
use backend::flows::tours::settle::{Brought, SettleFare, settle_fare};
use backend::heritage::read_calendar::read_departure;
use backend::wastebank::find_member::{FindMemberError, find_members, read_member};
use backend::wastebank::read_counter::taken_now;
use backend::wastebank::register_member::{MAX_NAME, RegisterMemberError, register_member};
use domain::heritage::booking::BookingState;
use domain::kernel::ids::{DepartureId, WasteMemberId};
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::wastebank::material::Material;
use domain::wastebank::member::{CardNumberError, Member};
use http::StatusCode;
use serde::Deserialize;

use super::scale::{self, Counters, Said};
use super::{board_error, departure_of, path, weigh_view};
use crate::i18n::t;
use crate::ui::Text;
use crate::wastebank::pages::counter::draft::{Draft, MOST, Row};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Form, Page, Reply, WebError};

#[derive(Deserialize)]
pub struct Asked {
    /// A card or a phone number to look for.
    #[serde(default)]
    q: String,
    #[serde(default)]
    anggota: String,
    #[serde(default)]
    unit: String,
    /// Somebody else than who booked.
    #[serde(default)]
    ganti: String,
}

pub struct Desk {
    pub departure: DepartureId,
    pub of: WeighIn,
    pub counters: Counters,
    pub taken: Vec<(Material, Rupiah)>,
    /// Whose balance the rest goes to.
    pub member: Option<Member>,
    /// Found by what was typed, where it is not one alone.
    pub found: Option<Vec<Member>>,
    pub asked: String,
}

impl Desk {
    async fn read(ctx: &Ctx, departure: &str, number: &str, unit: &str, member: &str) -> Result<Self, WebError> {
        let departure = departure_of(departure)?;
        let of = read_weigh_in(ctx.deps(), ctx.actor(), departure, number).await.map_err(board_error)?;
        let tour = read_departure(ctx.deps(), departure).await?.ok_or(WebError::NotFound)?.tour;
        let counters = Counters::read(ctx, tour.meeting.point, unit).await?;
        let member = match (&counters.unit, member.parse::<WasteMemberId>()) {
            (Some(unit), Ok(id)) => Some(read_member(ctx.deps(), ctx.actor(), unit.id, id).await.map_err(scale::counter_error)?),
            _ => of.member.clone(),
        };
        Ok(Self { departure, of, counters, taken: taken_now(ctx.deps()).await?, member, found: None, asked: String::new() })
    }

    /// Cancelled or given up, and nothing was weighed: there is nothing to look at.
    pub fn has_ended(&self) -> bool {
        !matches!(self.of.party.state, BookingState::Confirmed | BookingState::CheckedIn) && self.of.settled.is_none()
    }

    fn home(&self) -> String {
        path(self.departure, &format!("timbang/{}", self.of.party.number))
    }
}

pub async fn show(ctx: Ctx, Path((departure, number)): Path<(String, String)>, Query(asked): Query<Asked>) -> Reply {
    let l = ctx.locale();
    let mut desk = Desk::read(&ctx, &departure, &number, &asked.unit, &asked.anggota).await?;
    if desk.has_ended() {
        return Err(WebError::NotFound);
    }
    let mut said = Said { flash: ctx.flash().cloned(), ..Said::default() };
    if !asked.ganti.is_empty() {
        desk.member = None;
    }
    if let Some(unit) = desk.counters.unit.as_ref().filter(|_| !asked.q.trim().is_empty()) {
        match find_members(ctx.deps(), ctx.actor(), unit.id, &asked.q).await {
            Ok(found) if found.len() == 1 => {
                return Ok(ctx.see_other(&format!("{}?anggota={}&unit={}", desk.home(), found[0].id, unit.id)));
            }
            Ok(found) => desk.found = Some(found),
            Err(FindMemberError::NotANumber(CardNumberError::CheckDigit)) => said.errors.add("q", t::wastebank::card_misread(l)),
            Err(FindMemberError::NotANumber(_)) => said.errors.add("q", t::wastebank::not_a_number(l)),
            Err(FindMemberError::Counter(e)) => return Err(scale::counter_error(e)),
            Err(FindMemberError::Db(e)) => return Err(e.into()),
        }
        desk.member = None;
        asked.q.trim().clone_into(&mut desk.asked);
    }
    let mut form = Form::default();
    form.set("nonce", ctx.deps().random.token());
    let draft = Draft::read(l, &form, &desk.taken);
    page(&ctx, desk, form, draft, said).await
}

pub async fn submit(ctx: Ctx, Path((departure, number)): Path<(String, String)>, mut form: Form) -> Reply {
    let l = ctx.locale();
    let desk = Desk::read(&ctx, &departure, &number, form.text("unit"), form.text("member")).await?;
    if form.text("nonce").is_empty() {
        form.set("nonce", ctx.deps().random.token());
    }
    let mut draft = Draft::read(l, &form, &desk.taken);
    let mut said = Said { witness: form.has("witness"), ..Said::default() };
    match form.text("go") {
        "register" => return register(&ctx, desk, form, draft, said).await,
        "cash" => return settle(&ctx, desk, form, draft, said, false).await,
        "more" => {
            if draft.rows.len() < MOST {
                draft.rows.push(Row::default());
            }
        }
        _ if draft.is_wrong() => said.wrong = Some(t::common::fix_these(l).into()),
        _ if draft.lines.is_empty() => said.wrong = Some(t::wastebank::nothing_weighed(l).into()),
        "save" if form.text("total") == draft.total.0.to_string() => return settle(&ctx, desk, form, draft, said, true).await,
        // Saved with other figures than those that both have seen.
        "save" => {
            form.set("cash", "");
            said.counted = true;
            said.wrong = Some(t::meeting::look_again(l).into());
        }
        _ => {
            form.set("cash", "");
            said.counted = true;
        }
    }
    // Somebody gave the party up, or it cancelled, while the goods lay on the scale: what was typed stays.
    if desk.has_ended() && !said.is_wrong() {
        let given_up = desk.of.party.state == BookingState::NoShow;
        said.wrong = Some(if given_up { t::meeting::released_next(l) } else { t::meeting::nothing_due(l) }.into());
    }
    page(&ctx, desk, form, draft, said).await
}

async fn register(ctx: &Ctx, desk: Desk, mut form: Form, draft: Draft, mut said: Said) -> Reply {
    let l = ctx.locale();
    let unit = desk.counters.unit.clone().ok_or(WebError::NotFound)?;
    let phone = form.text("phone").trim();
    let phone = if phone.is_empty() { Ok(None) } else { Phone::parse(phone).map(Some) };
    match phone {
        Err(_) => said.errors.add("phone", t::common::field_not_phone(l)),
        Ok(phone) => match register_member(ctx.deps(), ctx.actor(), unit.id, form.text("name"), phone, form.text("nonce")).await {
            Ok(m) => {
                let to = format!("{}?anggota={}&unit={}", desk.home(), m.id, unit.id);
                return Ok(ctx.see_other_saying(&to, &t::wastebank::registered(l, m.card)));
            }
            Err(RegisterMemberError::Counter(e)) => return Err(scale::counter_error(e)),
            Err(RegisterMemberError::Name(_)) => said.errors.add("name", t::wastebank::name_bad(l, MAX_NAME)),
            Err(RegisterMemberError::Nonce | RegisterMemberError::KeyUsed { .. }) => scale::stale(ctx, &mut form, &mut said),
            Err(e) => return Err(WebError::internal(e)),
        },
    }
    page(ctx, Desk { member: None, ..desk }, form, draft, said).await
}

async fn settle(ctx: &Ctx, desk: Desk, mut form: Form, mut draft: Draft, mut said: Said, with_waste: bool) -> Reply {
    let l = ctx.locale();
    said.counted = with_waste;
    let Some(cash) = scale::cash(l, &form, &mut said.errors) else { return page(ctx, desk, form, draft, said).await };
    let waste = if with_waste {
        let unit = desk.counters.unit.as_ref().ok_or(WebError::NotFound)?;
        let Ok(witness) = scale::witness(ctx, unit, &form, &mut said).await? else { return page(ctx, desk, form, draft, said).await };
        let member = desk.member.as_ref().map(|m| m.id);
        Some(Brought { unit: unit.id, member, lines: draft.lines.clone(), worth: draft.total, witness })
    } else {
        None
    };
    let (nonce, number) = (form.typed("nonce"), desk.of.party.number.clone());
    let input = SettleFare { nonce, departure: desk.departure, number, waste, cash, at: ctx.now() };
    match settle_fare(ctx.deps(), ctx.actor(), &input).await {
        Ok(_) => return Ok(ctx.see_other_saying(&desk.home(), t::meeting::settled_done(l))),
        Err(e) => scale::refused(ctx, &mut form, &mut draft, &mut said, e)?,
    }
    page(ctx, desk, form, draft, said).await
}

async fn page(ctx: &Ctx, desk: Desk, form: Form, draft: Draft, said: Said) -> Reply {
    let l = ctx.locale();
    let status = if said.is_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    // A search that found nothing readable is no form that was refused.
    let status = if said.errors.of("q").is_some() { StatusCode::OK } else { status };
    let title: Text = t::meeting::weigh_title(l, &desk.of.party.name).into();
    let page = Page::new(title.into_owned(), move || weigh_view::view(l, &desk, &form, draft, said));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
