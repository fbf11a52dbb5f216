//! What an officer proposes: a price from a day on, or that a material is not taken any more from a day on.

use backend::wastebank::propose_price::{ProposePriceError, propose_price};
use backend::wastebank::read_price_desk::PriceDesk;
use domain::kernel::clock::Timestamp;
use domain::kernel::money::Rupiah;
use domain::wastebank::material::{Material, MaterialCode};
use domain::wastebank::price::{MAX_RATE, ProposalError, Tier};
use leptos::prelude::*;

use super::super::words;
use super::prices::{PATH, page};
use crate::i18n::{Locale, t};
use crate::ui::{Answer, Card, Choice, Field, FormActions, FormGrid, RadioChips, Select, SubmitButton};
use crate::web::{Ctx, Errors, Form, Reply};

pub(super) async fn propose(ctx: &Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let material = form.parse("material", &mut errors, MaterialCode::parse, |_| t::wastebank::choose_material(l).into());
    let tier = form.parse("tier", &mut errors, |s| Tier::from_code(s).ok_or(()), |()| t::wastebank::tier_bad(l).into());
    let rate = if form.text("what") != "end" {
        form.parse("rate", &mut errors, Rupiah::parse_price, |_| t::wastebank::rate_bad(l, MAX_RATE).into()).map(Some)
    } else if form.text("rate").trim().is_empty() {
        Some(None)
    } else {
        errors.add("rate", t::wastebank::price_end_and_rate(l));
        None
    };
    let from = form.parse("from", &mut errors, |s| Timestamp::parse_wib_date(s).ok_or(()), |()| t::wastebank::day_bad(l).into());
    if let (Some(material), Some(tier), Some(rate), Some(from)) = (material, tier, rate, from) {
        match propose_price(ctx.deps(), ctx.actor(), material, tier, rate, from).await {
            Ok(_) => return Ok(ctx.see_other_saying(PATH, t::wastebank::price_proposed(l))),
            Err(ProposePriceError::Forbidden(e)) => return Err(e.into()),
            Err(ProposePriceError::Db(e)) => return Err(e.into()),
            Err(ProposePriceError::NoMaterial) => errors.add("material", t::wastebank::choose_material(l)),
            Err(ProposePriceError::NotTaken) => errors.add("material", t::wastebank::price_end_of_nothing(l)),
            Err(ProposePriceError::Proposal(ProposalError::Rate)) => errors.add("rate", t::wastebank::rate_bad(l, MAX_RATE)),
            Err(ProposePriceError::Proposal(ProposalError::Past)) => errors.add("from", t::wastebank::day_past(l)),
            Err(ProposePriceError::Proposal(ProposalError::EndsToday)) => errors.add("from", t::wastebank::price_end_today(l)),
            Err(ProposePriceError::Proposal(ProposalError::TooFar)) => errors.add("from", t::wastebank::day_far(l)),
        }
    }
    page(ctx, form, errors).await
}

pub(super) fn view(l: Locale, action: String, desk: &PriceDesk, form: Form, errors: Errors) -> AnyView {
    let label = |m: &Material| {
        let now = desk.prices.iter().find(|p| p.material == m.code && p.tier == Tier::Member);
        now.map_or_else(|| m.name(l).to_owned(), |p| format!("{} · {}", m.name(l), words::price(l, p.rate, m.measure)))
    };
    let choice = |m: &Material| Choice::new(m.code.to_string(), label(m)).in_group(words::kind(l, m.kind));
    let materials = desk.materials.iter().map(choice).collect::<Vec<_>>();
    let what = if form.text("what") == "end" { "end" } else { "price" };
    let whats = vec![Answer::new("price", t::wastebank::price_new(l)), Answer::new("end", t::wastebank::price_end(l))];
    let tiers = Tier::ALL.into_iter().map(|tier| Choice::new(tier.code(), words::tier(l, tier))).collect::<Vec<_>>();
    view! {
        <Card title=t::wastebank::propose(l)>
            <p class="muted">{t::wastebank::propose_lead(l)}</p>
            <form class="form" method="post" action=action novalidate>
                <RadioChips name="what" legend=t::wastebank::price_what(l) answers=whats value=what required=true />
                <FormGrid>
                    <Select
                        name="material"
                        label=t::wastebank::material(l)
                        prompt=t::wastebank::choose(l)
                        choices=materials
                        value=form.typed("material")
                        error=errors.of("material")
                        required=true
                    />
                    <Select name="tier" label=t::wastebank::tier(l) choices=tiers value=form.typed("tier") error=errors.of("tier") required=true />
                    <Field
                        name="rate"
                        label=t::wastebank::price_new(l)
                        hint=t::wastebank::price_end_hint(l)
                        prefix="Rp"
                        inputmode="numeric"
                        value=form.typed("rate")
                        error=errors.of("rate")
                    />
                    <Field name="from" kind="date" label=t::wastebank::valid_from(l) value=form.typed("from") error=errors.of("from") required=true />
                </FormGrid>
                <FormActions>
                    <SubmitButton label=t::wastebank::propose_go(l) name="go" value="propose" />
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}
