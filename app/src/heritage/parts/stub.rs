//! The ticket that says it all: what a seat costs, in rupiah and in what people throw away.

use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::wastebank::material::{Material, MaterialCode};
use domain::wastebank::measure::Measure;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use crate::i18n::{t, weight};
use crate::ui::Cloth;
use crate::ui::motif::{Dye, Family};

/// What most households have: clear bottles, drink cans, cardboard.
const FAMILIAR: [&str; 3] = ["PL-01", "LG-04", "KT-01"];

/// How much of a material is worth a fare, rounded up to what a kitchen scale shows.
fn worth(fare: Rupiah, rate: Rupiah) -> Option<Grams> {
    const STEP: i64 = 100;
    if rate <= Rupiah::ZERO || fare <= Rupiah::ZERO {
        return None;
    }
    let grams = (fare.0.checked_mul(1_000)? + rate.0 - 1) / rate.0;
    Some(Grams((grams + STEP - 1) / STEP * STEP))
}

/// `None` while nothing familiar has a price.
pub fn in_waste(l: Locale, fare: Rupiah, taken: &[(Material, Rupiah)]) -> Vec<(String, String)> {
    let priced = |code: &&str| {
        let code = MaterialCode::parse(code).ok()?;
        taken.iter().find(|(m, _)| m.code == code && m.measure == Measure::Kilogram)
    };
    let pair = |(m, rate): &(Material, Rupiah)| Some((weight(l, worth(fare, *rate)?), m.name(l).to_owned()));
    FAMILIAR.iter().filter_map(priced).filter_map(pair).collect()
}

pub fn stub(l: Locale, category: &'static str, fare: Rupiah, taken: &[(Material, Rupiah)]) -> AnyView {
    let lines = in_waste(l, fare, taken);
    let worth = (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|(much, what)| view! { <li><b>{much}</b> <span>{what}</span></li> }).collect::<Vec<_>>();
        view! {
            <p class="stub-or">{t::heritage::stub_or(l)}</p>
            <ul class="stub-waste" role="list">{lines}</ul>
            <p class="stub-note">{t::heritage::stub_note(l)}</p>
        }
    });
    view! {
        <aside class="stub" aria-label=t::heritage::stub_label(l)>
            <div class="stub-cloth">{InertElement::new(Cloth::new(Family::Kujang, Dye::Bata).markup(4))}</div>
            <div class="stub-body">
                <p class="stub-kind">{t::heritage::stub_kind(l, category)}</p>
                <p class="stub-price">{fare.to_string()}</p>
                {worth}
            </div>
        </aside>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fare_is_never_said_to_be_worth_less_waste_than_it_is() {
        assert_eq!(worth(Rupiah(20_000), Rupiah(4_000)), Some(Grams(5_000)));
        assert_eq!(worth(Rupiah(20_000), Rupiah(1_300)), Some(Grams(15_400)));
        assert_eq!(worth(Rupiah(20_000), Rupiah(0)), None);
        for rate in [50, 130, 999, 10_000, 75_000] {
            let grams = worth(Rupiah(20_000), Rupiah(rate)).unwrap();
            assert!(grams.0 * rate >= 20_000_000, "{rate}");
        }
    }
}
