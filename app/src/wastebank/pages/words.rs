//! Words that several of these pages share.

use backend::wastebank::read_counter::CounterError;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::text::TextError;
use domain::wastebank::material::MaterialKind;
use domain::wastebank::measure::Measure;
use domain::wastebank::member::CardNumberError;
use domain::wastebank::price::Tier;
use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::Text;
use crate::web::WebError;

pub fn kind(l: Locale, kind: MaterialKind) -> &'static str {
    match kind {
        MaterialKind::Paper => t::wastebank::kind_paper(l),
        MaterialKind::Plastic => t::wastebank::kind_plastic(l),
        MaterialKind::Metal => t::wastebank::kind_metal(l),
        MaterialKind::Glass => t::wastebank::kind_glass(l),
        MaterialKind::Other => t::wastebank::kind_other(l),
    }
}

pub fn measure(l: Locale, measure: Measure) -> &'static str {
    match measure {
        Measure::Kilogram => t::wastebank::measure_kg(l),
        Measure::Litre => t::wastebank::measure_litre(l),
        Measure::Piece => t::wastebank::measure_piece(l),
    }
}

pub fn tier(l: Locale, tier: Tier) -> &'static str {
    match tier {
        Tier::Member => t::wastebank::tier_member(l),
        Tier::Unit => t::wastebank::tier_unit(l),
        Tier::Induk => t::wastebank::tier_induk(l),
        Tier::Collector => t::wastebank::tier_collector(l),
    }
}

/// `Rp4.000/kg`
pub fn rate(l: Locale, rate: Rupiah, measure: Measure) -> String {
    match measure {
        Measure::Kilogram => t::wastebank::per_kg(l, rate),
        Measure::Litre => t::wastebank::per_litre(l, rate),
        Measure::Piece => t::wastebank::per_piece(l, rate),
    }
}

/// The same of a price of the list, which may be its end.
pub fn price(l: Locale, price: Option<Rupiah>, measure: Measure) -> String {
    price.map_or_else(|| t::wastebank::price_end(l).to_owned(), |r| rate(l, r, measure))
}

/// The page of a slip, for whoever may read it.
pub fn slip_path(l: Locale, number: &str) -> String {
    l.path(&format!("/slip/{number}"))
}

/// A slip's number, to open it by.
pub fn slip(l: Locale, number: &str) -> AnyView {
    view! { <a href=slip_path(l, number)>{number.to_owned()}</a> }.into_any()
}

/// Beside a field that takes a card's number and nothing else.
pub fn card_number(l: Locale, e: CardNumberError) -> &'static str {
    match e {
        CardNumberError::CheckDigit => t::wastebank::card_misread(l),
        CardNumberError::NotNineDigits => t::wastebank::card_nine(l),
    }
}

/// Beside a field.
pub fn text(l: Locale, e: TextError) -> Text {
    match e {
        TextError::Empty => t::common::field_required(l).into(),
        TextError::TooLong { max } => t::common::field_too_long(l, max).into(),
        TextError::BadCharacters => t::common::field_bad_characters(l).into(),
    }
}

pub fn error(e: CounterError) -> WebError {
    match e {
        CounterError::Forbidden(e) => e.into(),
        CounterError::NotFound => WebError::NotFound,
        CounterError::Db(e) => e.into(),
    }
}
