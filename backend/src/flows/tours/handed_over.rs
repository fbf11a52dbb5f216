//! What a device tells of the scale and the cash box, to be kept where the house does not accept it.

use domain::heritage::fare::FareCategory;
use domain::heritage::handed_over::{CameAlong, HandedLine, HandedOver};
use domain::heritage::party::TypedVisitor;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::money::Rupiah;
use domain::wastebank::deposit::MAX_LINES;
use domain::wastebank::material::Material;
use domain::wastebank::measure::Amount;
use domain::wastebank::member::CardNumber;

use super::hear_device::Told;
use super::settle::Brought;
use crate::wastebank::take_deposit::TypedLine;

/// Digits of what was typed instead of a card's number.
const MAX_CARD: usize = 20;

/// None: it had to do with neither. Names, reasons and phone numbers of a party stay out.
pub(super) fn handed_over(told: &Told, materials: &[Material]) -> Option<HandedOver> {
    let (waste, card, cash, along) = match told {
        Told::Redeem(_) | Told::Count(_) | Told::Note(_) => return None,
        Told::Settle { fare, card } => (fare.waste.as_ref(), card, fare.cash, None),
        Told::WalkIn { party, card } => {
            let along = CameAlong { persons: by_category(&party.visitors), fare: party.expected_fare };
            (party.waste.as_ref(), card, party.cash, Some(along))
        }
    };
    Some(HandedOver {
        lines: lines(waste, materials),
        worth: waste.map_or(Rupiah::ZERO, |w| w.worth),
        card: card.as_deref().and_then(number),
        cash,
        along,
    })
}

fn by_category(visitors: &[TypedVisitor]) -> Vec<(FareCategory, usize)> {
    let count = |c: FareCategory| (c, visitors.iter().filter(|v| v.category == Some(c)).count());
    FareCategory::ALL.into_iter().map(count).filter(|(_, n)| *n > 0).collect()
}

/// More than a slip may have makes no sense, and is not kept.
fn lines(waste: Option<&Brought>, materials: &[Material]) -> Vec<HandedLine> {
    waste.map(|w| w.lines.as_slice()).unwrap_or_default().iter().take(MAX_LINES).map(|typed| line(typed, materials)).collect()
}

fn line(typed: &TypedLine, materials: &[Material]) -> HandedLine {
    let known = materials.iter().find(|m| m.code == typed.material);
    HandedLine {
        material: typed.material.to_string(),
        name: known.map(|m| Bilingual::new(m.name_id.clone(), m.name_en.clone())).unwrap_or_default(),
        measure: known.map(|m| m.measure),
        gross: typed.gross,
        off: Amount(typed.tare.0.saturating_add(typed.deduction.0)),
    }
}

/// As it stands on a card, or the digits that were typed instead: they may tell whose it was meant to be. No words.
fn number(typed: &str) -> Option<String> {
    let digits = || typed.chars().filter(char::is_ascii_digit).take(MAX_CARD).collect::<String>();
    let number = CardNumber::parse(typed).map_or_else(|_| digits(), |card| card.to_string());
    (!number.is_empty()).then_some(number)
}
