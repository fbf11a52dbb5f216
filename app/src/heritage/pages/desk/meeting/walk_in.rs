//! `…/datang`: somebody without a booking: who comes, what they pay with, and in. Without a script: fill in, count, save.

use axum::extract::Path;
use backend::flows::tours::board::BoardError;
use backend::flows::tours::settle::Brought;
use backend::flows::tours::walk_in::{WalkIn, WalkInError, walk_in};
use backend::heritage::read_calendar::read_departure;
use backend::wastebank::find_member::{FindMemberError, find_members};
use backend::wastebank::read_counter::taken_now;
use backend::wastebank::register_member::{MAX_NAME, RegisterMemberError, register_member};
use domain::heritage::boarding::{Settlement, Way};
use domain::heritage::departure::DeparturePage;
use domain::heritage::walk_in::{NoWalkIn, may_walk_in};
use domain::kernel::ids::WasteMemberId;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::wastebank::material::Material;
use http::StatusCode;

use super::super::super::super::words;
use super::super::super::book::draft::{Draft as Party, demands, visit};
use super::scale::{self, Counters, Said};
use super::{board_error, boarding, departure_of, path, walk_in_view};
use crate::i18n::{date_time, t, weight};
use crate::ui::Text;
use crate::wastebank::pages::counter::draft::{Draft, MOST, Row};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Form, Page, Reply, WebError};

pub struct Desk {
    pub of: DeparturePage,
    pub counters: Counters,
    pub taken: Vec<(Material, Rupiah)>,
    /// Why nobody comes along, whatever is typed.
    pub closed: Option<Text>,
}

/// What was typed: the party, the scale, and what both come to.
pub struct Typed {
    pub party: Party,
    pub draft: Draft,
    pub sums: Option<(Settlement, Rupiah)>,
}

impl Desk {
    async fn read(ctx: &Ctx, departure: &str, unit: &str) -> Result<Self, WebError> {
        let id = departure_of(departure)?;
        // Who may look at it is known here.
        let page = boarding(ctx, id).await?;
        let of = read_departure(ctx.deps(), id).await?.ok_or(WebError::NotFound)?;
        let left_at = page.counts.iter().find(|c| c.way == Way::Out).map(|c| c.at);
        let closed = may_walk_in(&of.tour, &of.departure, left_at, ctx.now()).err().map(|e| closed(ctx.locale(), e));
        let counters = Counters::read(ctx, of.tour.meeting.point, unit).await?;
        Ok(Self { of, counters, taken: taken_now(ctx.deps()).await?, closed })
    }

    fn typed(&self, l: Locale, form: Form) -> Typed {
        let draft = Draft::read(l, &form, &self.taken);
        Typed { party: Party::read(&self.of, form), draft, sums: None }
    }
}

fn closed(l: Locale, e: NoWalkIn) -> Text {
    match e {
        NoWalkIn::Withdrawn => t::meeting::walk_in_withdrawn(l).into(),
        NoWalkIn::NotYet => t::meeting::walk_in_early(l).into(),
        NoWalkIn::Left => t::meeting::walk_in_left(l).into(),
        NoWalkIn::NotBookable(why) => words::not_bookable(l, why).into(),
        NoWalkIn::ListClosed { site, until } => {
            t::meeting::walk_in_list_closed { site: site.pick(l), until: date_time(l, until) }.say(l).into()
        }
    }
}

pub async fn show(ctx: Ctx, Path(departure): Path<String>) -> Reply {
    let desk = Desk::read(&ctx, &departure, "").await?;
    let mut form = Form::default();
    form.set("nonce", ctx.deps().random.token());
    let mut typed = desk.typed(ctx.locale(), form);
    // Most who come along come alone.
    typed.party.rows.truncate(1);
    page(&ctx, desk, typed, Said::default()).await
}

pub async fn submit(ctx: Ctx, Path(departure): Path<String>, mut form: Form) -> Reply {
    let l = ctx.locale();
    let desk = Desk::read(&ctx, &departure, form.text("unit")).await?;
    if form.text("nonce").is_empty() {
        form.set("nonce", ctx.deps().random.token());
    }
    let mut typed = desk.typed(l, form);
    let mut said = Said { witness: typed.party.form.has("witness"), ..Said::default() };
    match typed.party.form.typed("go").as_str() {
        "more" => typed.party.add(desk.of.tour.terms.largest_party),
        "rows" => {
            if typed.draft.rows.len() < MOST {
                typed.draft.rows.push(Row::default());
            }
        }
        "card" => card(&ctx, &desk, &mut typed, &mut said).await?,
        go => {
            if let Some(row) = go.strip_prefix("drop-").and_then(|n| n.parse().ok()) {
                typed.party.remove(row);
            } else if let Some(input) = input(&ctx, &desk, &mut typed, &mut said).await? {
                if go == "save" {
                    return save(&ctx, desk, typed, said, input).await;
                }
                typed.party.form.set("cash", "");
                said.counted = true;
            }
        }
    }
    page(&ctx, desk, typed, said).await
}

/// A card for the waste of who has none; its number is filled in.
async fn card(ctx: &Ctx, desk: &Desk, typed: &mut Typed, said: &mut Said) -> Result<(), WebError> {
    let l = ctx.locale();
    let unit = desk.counters.unit.as_ref().ok_or(WebError::NotFound)?;
    let Ok(phone) = phone(l, &typed.party.form, said) else { return Ok(()) };
    let form = &mut typed.party.form;
    match register_member(ctx.deps(), ctx.actor(), unit.id, form.text("contact"), phone, form.text("nonce")).await {
        Ok(m) => {
            form.set("card", m.card.to_string());
            said.flash = Some(crate::web::Flash { mood: crate::ui::Mood::Success, words: t::wastebank::registered(l, m.card) });
        }
        Err(RegisterMemberError::Counter(e)) => return Err(scale::counter_error(e)),
        Err(RegisterMemberError::Nonce | RegisterMemberError::KeyUsed { .. }) => scale::stale(ctx, form, said),
        Err(RegisterMemberError::Name(_)) => said.errors.add("contact", t::wastebank::name_bad(l, MAX_NAME)),
        Err(e) => return Err(WebError::internal(e)),
    }
    Ok(())
}

/// `Err`: it is no number, and that is said.
fn phone(l: Locale, form: &Form, said: &mut Said) -> Result<Option<Phone>, ()> {
    if form.text("phone").trim().is_empty() {
        return Ok(None);
    }
    form.parse("phone", &mut said.errors, Phone::parse, |_| t::common::field_not_phone(l).into()).map(Some).ok_or(())
}

/// What the form says, with all sums; `None`: something is wrong, and said beside it.
async fn input(ctx: &Ctx, desk: &Desk, typed: &mut Typed, said: &mut Said) -> Result<Option<WalkIn>, WebError> {
    let (l, of) = (ctx.locale(), &desk.of);
    let phone = phone(l, &typed.party.form, said);
    let visitors = typed.party.visitors();
    let read = demands(&of.tour).read(&visitors, visit(of, ctx.now()));
    let fare = match read {
        Ok(party) => of.tariff.total(party.iter().map(|v| v.category)),
        Err(e) => {
            typed.party.wrong_party(l, &mut said.errors, e);
            None
        }
    };
    let form = &typed.party.form;
    if !form.has("conduct") {
        said.errors.add("conduct", t::heritage::book_conduct_needed(l));
    }
    if typed.draft.is_wrong() {
        said.wrong = Some(t::common::fix_these(l).into());
    }
    let cash = scale::cash(l, form, &mut said.errors);
    let waste = waste(ctx, desk, typed, said).await?;
    // Nobody stands for the party but one of it.
    let form = &typed.party.form;
    let name = if form.text("contact").trim().is_empty() { visitors.first().map_or("", |v| &v.name) } else { form.text("contact") };
    let (Some(fare), Ok(phone), Some(cash), Ok(waste), false) = (fare, phone, cash, waste, said.is_wrong()) else { return Ok(None) };
    let worth = typed.draft.total;
    typed.sums = Some((Settlement::of(Rupiah::ZERO, fare, worth), worth));
    let language = Locale::from_tag(form.text("language")).or_else(|| of.tour.languages.first().copied()).unwrap_or(l);
    Ok(Some(WalkIn {
        nonce: form.typed("nonce"),
        departure: of.departure.id,
        name: name.to_owned(),
        phone,
        locale: language,
        language,
        needs: form.typed("needs"),
        conduct: true,
        expected_fare: typed.party.shown_fare(&visitors),
        visitors,
        waste,
        cash,
        at: ctx.now(),
    }))
}

/// What lies on the scale, and whose it is; `Err`: that is not known, and said.
async fn waste(ctx: &Ctx, desk: &Desk, typed: &Typed, said: &mut Said) -> Result<Result<Option<Brought>, ()>, WebError> {
    let Some(unit) = desk.counters.unit.as_ref().filter(|_| !typed.draft.lines.is_empty()) else { return Ok(Ok(None)) };
    let Some(member) = member(ctx, desk, &typed.party.form, said).await? else { return Ok(Err(())) };
    let Ok(witness) = scale::witness(ctx, unit, &typed.party.form, said).await? else {
        return Ok(Err(()));
    };
    Ok(Ok(Some(Brought { unit: unit.id, member: Some(member), lines: typed.draft.lines.clone(), worth: typed.draft.total, witness })))
}

async fn member(ctx: &Ctx, desk: &Desk, form: &Form, said: &mut Said) -> Result<Option<WasteMemberId>, WebError> {
    let l = ctx.locale();
    let (Some(unit), typed) = (&desk.counters.unit, form.text("card").trim()) else { return Ok(None) };
    let words = match typed {
        "" => t::meeting::member_needed(l),
        typed => match find_members(ctx.deps(), ctx.actor(), unit.id, typed).await {
            Ok(found) if found.len() == 1 => return Ok(Some(found[0].id)),
            Ok(found) if found.is_empty() => t::meeting::member_unknown(l),
            Ok(_) => t::meeting::member_several(l),
            Err(FindMemberError::NotANumber(_)) => t::wastebank::not_a_number(l),
            Err(FindMemberError::Counter(e)) => return Err(scale::counter_error(e)),
            Err(FindMemberError::Db(e)) => return Err(e.into()),
        },
    };
    said.errors.add("card", words);
    Ok(None)
}

async fn save(ctx: &Ctx, desk: Desk, mut typed: Typed, mut said: Said, input: WalkIn) -> Reply {
    let l = ctx.locale();
    said.counted = true;
    // Saved with other figures than those that both have seen.
    if typed.party.form.text("total") != typed.draft.total.0.to_string() {
        typed.party.form.set("cash", "");
        said.wrong = Some(t::meeting::look_again(l).into());
        return page(ctx, desk, typed, said).await;
    }
    match walk_in(ctx.deps(), ctx.actor(), &input).await {
        Ok(_) => Ok(ctx.see_other(&format!("{}?aksi={}", path(input.departure, "titik-kumpul"), input.nonce))),
        Err(e) => {
            refused(ctx, &mut typed, &mut said, e)?;
            // What is there now: fares, seats, closed days.
            let desk = Desk::read(ctx, &desk.of.departure.id.to_string(), typed.party.form.text("unit")).await?;
            page(ctx, desk, typed, said).await
        }
    }
}

/// Why nobody was let in, each beside what it is about. What is not this person's to mend comes back.
fn refused(ctx: &Ctx, typed: &mut Typed, said: &mut Said, e: WalkInError) -> Result<(), WebError> {
    let l = ctx.locale();
    let form = &mut typed.party.form;
    match e {
        WalkInError::Board(BoardError::Nonce | BoardError::Used) => scale::stale(ctx, form, said),
        WalkInError::Board(e) => return Err(board_error(e)),
        WalkInError::NoWalkIn(e) => said.wrong = Some(closed(l, e)),
        WalkInError::TooFew { left } => said.wrong = Some(t::meeting::too_few(l, i64::from(left)).into()),
        WalkInError::Name(e) => said.errors.add("contact", words::text(l, e)),
        WalkInError::Party(e) => typed.party.wrong_party(l, &mut said.errors, e),
        WalkInError::Needs(e) => said.errors.add("needs", words::text(l, e)),
        WalkInError::Language => said.errors.add("language", t::heritage::book_language_bad(l)),
        WalkInError::Conduct => said.errors.add("conduct", t::heritage::book_conduct_needed(l)),
        WalkInError::NoFare { .. } => said.errors.add("", t::heritage::book_no_fare(l)),
        WalkInError::FareChanged { now } => {
            form.set("cash", "");
            said.wrong = Some(t::heritage::book_fare_changed(l, now).into());
        }
        WalkInError::TooLittleWaste { least } => said.wrong = Some(t::meeting::too_little_waste(l, least).into()),
        WalkInError::TooLight { least } => said.wrong = Some(t::meeting::too_light(l, weight(l, least)).into()),
        WalkInError::KeyUsed { number } => {
            form.set("nonce", ctx.deps().random.token());
            said.wrong = Some(t::meeting::walk_in_used(l, number).into());
        }
        WalkInError::Settle(e) => return scale::refused(ctx, form, &mut typed.draft, said, e),
        WalkInError::Db(e) => return Err(e.into()),
        e @ WalkInError::Vault(_) => return Err(WebError::internal(e)),
    }
    Ok(())
}

async fn page(ctx: &Ctx, desk: Desk, typed: Typed, said: Said) -> Reply {
    let l = ctx.locale();
    let status = if said.is_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Page::new(t::meeting::walk_in(l), move || walk_in_view::view(l, &desk, typed, said));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
