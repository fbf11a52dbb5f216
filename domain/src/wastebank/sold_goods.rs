//! Goods as heavy as what was sold shortly before: a sack that left the waste bank's custody may be on the scale again.
//! `alike.rs` says which weights tell something.

use std::collections::BTreeMap;

use super::alike::{Weighed, is_near, is_odd, odd, tell};
use super::asking::Asking;
use super::material::MaterialCode;
use super::measure::Amount;
use super::questions::{Question, Seen, numbers, operators};
use crate::kernel::clock::{DAY, Timestamp};

/// A sack that left the waste bank's custody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoldSack {
    /// The slip of its sale.
    pub sale: String,
    pub unit_name: String,
    pub at: Timestamp,
    pub material: MaterialCode,
    /// As it was filled, and as the weigh-bridge saw it.
    pub booked: Amount,
    pub bridge: Amount,
}

/// Goods as heavy as sacks that were sold shortly before; a question for each sale.
pub(super) fn after_a_sale(seen: &[&Seen], sold: &[SoldSack], asking: &Asking) -> Vec<Question> {
    let odd_goods: Vec<(&Seen, BTreeMap<MaterialCode, Weighed>)> = seen.iter().map(|s| (*s, odd(&s.goods, asking))).collect();
    let mut sales: BTreeMap<&str, Vec<&SoldSack>> = BTreeMap::new();
    for sack in sold {
        sales.entry(&sack.sale).or_default().push(sack);
    }
    let question = |(sale, sacks): (&str, Vec<&SoldSack>)| {
        let (at, unit) = (sacks[0].at, sacks[0].unit_name.clone());
        let came = |s: &Seen| s.at > at && s.at.since(at) <= asking.sold_days.saturating_mul(DAY);
        let is_sack = |w: &Weighed| {
            let weights = |sack: &&SoldSack| [sack.booked, sack.bridge];
            let of_it = sacks.iter().filter(|sack| sack.material == w.material).flat_map(weights);
            of_it.filter(|amount| is_odd(*amount, asking)).any(|amount| is_near(amount, w.amount, asking))
        };
        let (mut slips, mut goods) = (Vec::new(), BTreeMap::new());
        for (s, odd) in odd_goods.iter().filter(|(s, _)| came(s)) {
            let alike: Vec<Weighed> = odd.values().copied().filter(is_sack).collect();
            if tell(&alike, asking) {
                slips.push(*s);
                goods.extend(alike.into_iter().map(|w| (w.material, w)));
            }
        }
        slips.sort_by_key(|s| s.at);
        (!slips.is_empty()).then(|| {
            let (operator, goods) = (operators(&slips), goods.into_values().collect());
            Question::SoldGoods { operator, unit, sale: sale.to_owned(), day: at, slips: numbers(&slips), goods }
        })
    };
    sales.into_iter().filter_map(question).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clock::HOUR;
    use crate::wastebank::alike::testing::{MONDAY, code, slip};

    #[test]
    fn goods_as_heavy_as_a_sack_that_was_sold_are_asked_about() {
        let sack = |material: &str, booked, bridge| SoldSack {
            sale: "JL-1".to_owned(),
            unit_name: "Unit".to_owned(),
            at: MONDAY,
            material: code(material),
            booked: Amount(booked),
            bridge: Amount(bridge),
        };
        let asked = |seen: &[Seen], sold: &[SoldSack]| after_a_sale(&seen.iter().collect::<Vec<_>>(), sold, &Asking::default());
        let heavy = slip(1, &[("PL-01", 41_380)]);
        let one = asked(std::slice::from_ref(&heavy), &[sack("PL-01", 41_270, 41_000)]);
        assert!(matches!(&one[..], [Question::SoldGoods { sale, .. }] if sale == "JL-1"), "{one:?}");
        assert_eq!(asked(std::slice::from_ref(&heavy), &[sack("PL-01", 45_000, 41_390)]).len(), 1, "or as the bridge saw it");
        assert_eq!(asked(std::slice::from_ref(&heavy), &[sack("LG-01", 41_270, 41_000)]), [], "another material");
        assert_eq!(asked(&[slip(1, &[("PL-01", 40_000)])], &[sack("PL-01", 40_000, 40_000)]), [], "a round weight");
        let before = Seen { at: MONDAY.plus(-HOUR), ..heavy.clone() };
        let late = Seen { at: MONDAY.plus(8 * DAY), ..heavy };
        assert_eq!(asked(&[before, late], &[sack("PL-01", 41_270, 41_270)]), []);
        let small = slip(1, &[("PL-01", 9_130), ("KT-01", 8_270)]);
        let sold = [sack("PL-01", 9_130, 9_000), sack("KT-01", 8_270, 8_000)];
        assert_eq!(asked(std::slice::from_ref(&small), &sold[..1]), [], "one light sack is chance");
        assert_eq!(asked(&[small], &sold).len(), 1, "two are not");
    }
}
