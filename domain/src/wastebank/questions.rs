//! What somebody should ask about: questions, not verdicts. An answer may be a market day, a school's collection, a new
//! operator who is still learning.

use std::collections::{BTreeMap, BTreeSet};

use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{PersonId, WasteMemberId, WasteUnitId};
use crate::kernel::money::Rupiah;
use crate::wastebank::alike::Weighed;
use crate::wastebank::goods_again::under_another_card;
use crate::wastebank::material::MaterialCode;
use crate::wastebank::measure::{Amount, Measure};
use crate::wastebank::rules::WasteRules;
use crate::wastebank::sold_goods::{SoldSack, after_a_sale};

/// A line as it lay on the scale.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Goods {
    pub material: MaterialCode,
    pub measure: Measure,
    pub gross: Amount,
    pub tare: Amount,
}

/// A slip as the questions look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub slip: String,
    pub operator: PersonId,
    pub operator_name: String,
    pub member: WasteMemberId,
    pub unit: WasteUnitId,
    pub unit_name: String,
    pub at: Timestamp,
    pub total: Rupiah,
    /// Was the counter open then?
    pub open: bool,
    pub undone: bool,
    pub photo: bool,
    /// In one order, so that the same goods are equal.
    pub goods: Vec<Goods>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// An operator's slips are worth far more than those of the others.
    Average { operator: String, slips: usize, average: Rupiah, others: Rupiah },
    /// Weighed while the counter was closed.
    OutOfHours { operator: String, unit: String, slips: Vec<String> },
    /// A series on one day that stays just below where a second person must look.
    NearThreshold { operator: String, day: Timestamp, slips: Vec<String>, sum: Rupiah },
    /// The same goods by the gram, for the same member on the same day.
    SameGoods { operator: String, day: Timestamp, slips: Vec<String> },
    /// Nearly the same weights under another card or at another counter.
    GoodsAgain { operator: String, units: String, since: Timestamp, cards: usize, slips: Vec<String>, goods: Vec<Weighed> },
    /// As heavy as sacks that were sold shortly before.
    SoldGoods { operator: String, unit: String, sale: String, day: Timestamp, slips: Vec<String>, goods: Vec<Weighed> },
    /// Worth so much that the goods should have been photographed.
    NoPhoto { operator: String, slips: Vec<String> },
    /// Slips that were undone.
    Undone { operator: String, slips: Vec<String> },
}

/// Are there as many as a threshold asks for?
fn reaches(n: usize, least: i64) -> bool {
    i64::try_from(n).is_ok_and(|n| n >= least)
}

fn mean<'a>(totals: impl Iterator<Item = &'a Seen>) -> Option<(usize, Rupiah)> {
    let (mut n, mut sum) = (0_usize, 0_i64);
    for seen in totals {
        n += 1;
        sum = sum.saturating_add(seen.total.0);
    }
    let count = i64::try_from(n).ok().filter(|n| *n > 0)?;
    Some((n, Rupiah(sum / count)))
}

pub(super) fn numbers(seen: &[&Seen]) -> Vec<String> {
    seen.iter().map(|s| s.slip.clone()).collect()
}

/// Everybody who wrote one of them, by name.
pub(super) fn operators(seen: &[&Seen]) -> String {
    let names: BTreeSet<&str> = seen.iter().map(|s| s.operator_name.as_str()).collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// Groups in the order of their key, each with its slips as they came.
fn grouped<'a, K: Ord>(seen: impl Iterator<Item = &'a Seen>, key: impl Fn(&Seen) -> K) -> BTreeMap<K, Vec<&'a Seen>> {
    let mut groups: BTreeMap<K, Vec<&Seen>> = BTreeMap::new();
    for s in seen {
        groups.entry(key(s)).or_default().push(s);
    }
    groups
}

/// What there is to ask about these slips, and these sacks that were sold.
pub fn ask(seen: &[Seen], sold: &[SoldSack], rules: &WasteRules) -> Vec<Question> {
    let (mut questions, asking) = (Vec::new(), &rules.asking);
    let valid = || seen.iter().filter(|s| !s.undone);
    let day = |s: &Seen| s.at.start_of_wib_day();
    for (operator, own) in grouped(valid(), |s| s.operator) {
        let others = mean(valid().filter(|s| s.operator != operator)).filter(|(n, _)| reaches(*n, asking.average_slips));
        if let (Some((slips, average)), Some((_, others))) = (mean(own.iter().copied()), others)
            && reaches(slips, asking.average_slips)
            && average.0.saturating_mul(100) >= others.0.saturating_mul(asking.average_percent)
        {
            questions.push(Question::Average { operator: own[0].operator_name.clone(), slips, average, others });
        }
    }
    for group in grouped(valid().filter(|s| !s.open), |s| (s.operator, s.unit)).into_values() {
        let (operator, unit) = (group[0].operator_name.clone(), group[0].unit_name.clone());
        questions.push(Question::OutOfHours { operator, unit, slips: numbers(&group) });
    }
    let witness_from = rules.witness_from;
    let near_from = witness_from.0.saturating_mul(asking.near_percent);
    let near = |s: &&Seen| s.total < witness_from && s.total.0.saturating_mul(100) >= near_from;
    for ((_, day), group) in grouped(valid().filter(near), |s| (s.operator, day(s))) {
        if reaches(group.len(), asking.series) {
            let sum = group.iter().map(|s| s.total).sum();
            questions.push(Question::NearThreshold { operator: group[0].operator_name.clone(), day, slips: numbers(&group), sum });
        }
    }
    for ((day, ..), group) in grouped(valid(), |s| (day(s), s.member, s.goods.clone())) {
        if group.len() > 1 {
            questions.push(Question::SameGoods { operator: operators(&group), day, slips: numbers(&group) });
        }
    }
    let all: Vec<&Seen> = valid().collect();
    questions.extend(under_another_card(&all, asking));
    questions.extend(after_a_sale(&all, sold, asking));
    for group in grouped(valid().filter(|s| !s.photo && s.total >= rules.photo_from), |s| s.operator).into_values() {
        questions.push(Question::NoPhoto { operator: group[0].operator_name.clone(), slips: numbers(&group) });
    }
    for group in grouped(seen.iter().filter(|s| s.undone), |s| s.operator).into_values() {
        if reaches(group.len(), asking.series) {
            questions.push(Question::Undone { operator: group[0].operator_name.clone(), slips: numbers(&group) });
        }
    }
    questions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clock::{DAY, MINUTE};
    use crate::wastebank::asking::Asking;
    use uuid::Uuid;

    const MONDAY: Timestamp = Timestamp(1_795_402_800_000);

    fn seen(n: u128, operator: u128, total: i64) -> Seen {
        Seen {
            slip: format!("BS-{n}"),
            operator: PersonId(Uuid::from_u128(operator)),
            operator_name: format!("O{operator}"),
            member: WasteMemberId(Uuid::from_u128(n)),
            unit: WasteUnitId(Uuid::nil()),
            unit_name: "Unit".to_owned(),
            at: MONDAY.plus(i64::try_from(n).unwrap() * MINUTE),
            total: Rupiah(total),
            open: true,
            undone: false,
            photo: true,
            goods: vec![Goods {
                material: MaterialCode::parse("PL-01").unwrap(),
                measure: Measure::Kilogram,
                gross: Amount(1_000 + i64::try_from(n).unwrap()),
                tare: Amount::ZERO,
            }],
        }
    }

    /// The usual rules, with another threshold.
    fn with(change: impl Fn(&mut Asking)) -> WasteRules {
        let mut rules = WasteRules::default();
        change(&mut rules.asking);
        rules
    }

    #[test]
    fn an_ordinary_month_asks_nothing() {
        let all: Vec<Seen> = (0..40).map(|n| seen(n, n % 2, 10_000 + i64::try_from(n).unwrap())).collect();
        assert_eq!(ask(&all, &[], &WasteRules::default()), []);
    }

    #[test]
    fn averages_are_compared_with_the_others() {
        let all: Vec<Seen> = (0..20).map(|n| seen(n, n % 2, if n % 2 == 0 { 15_000 } else { 10_000 })).collect();
        let question = Question::Average { operator: "O0".to_owned(), slips: 10, average: Rupiah(15_000), others: Rupiah(10_000) };
        let usual = WasteRules::default();
        assert_eq!(ask(&all, &[], &usual), [question]);
        assert_eq!(ask(&all, &[], &with(|a| a.average_percent = 151)), []);
        assert_eq!(ask(&all[..19], &[], &with(|a| a.average_slips = 9)).len(), 1);
        assert_eq!(ask(&all[..19], &[], &usual), [], "nine slips of the other say nothing");
    }

    #[test]
    fn series_and_closed_doors_are_asked_about() {
        let mut all: Vec<Seen> = (0..3).map(|n| seen(n, 1, 220_000)).collect();
        let asked = |all: &[Seen]| ask(all, &[], &WasteRules::default());
        assert_eq!(ask(&all, &[], &with(|a| a.series = 4)), []);
        assert_eq!(ask(&all, &[], &with(|a| a.near_percent = 90)), []);
        let near = |slips: Vec<String>| Question::NearThreshold {
            operator: "O1".to_owned(),
            day: MONDAY.start_of_wib_day(),
            slips,
            sum: Rupiah(660_000),
        };
        assert_eq!(asked(&all), [near(vec!["BS-0".to_owned(), "BS-1".to_owned(), "BS-2".to_owned()])]);
        all[1].at = MONDAY.plus(DAY);
        assert_eq!(asked(&all), []);
        all[0].open = false;
        assert!(matches!(asked(&all)[..], [Question::OutOfHours { .. }]));
        all[0].photo = false;
        assert!(matches!(asked(&all)[..], [Question::OutOfHours { .. }, Question::NoPhoto { .. }]));
    }

    #[test]
    fn the_same_goods_for_the_same_member_are_asked_about() {
        let mut all: Vec<Seen> = (0..2).map(|n| seen(n, n, 9_000)).collect();
        all[1].goods = all[0].goods.clone();
        assert_eq!(ask(&all, &[], &WasteRules::default()), [], "two neighbours may bring the same");
        all[1].member = all[0].member;
        assert!(matches!(&ask(&all, &[], &WasteRules::default())[..], [Question::SameGoods { operator, .. }] if operator == "O0, O1"));
        all[0].undone = true;
        assert_eq!(ask(&all, &[], &WasteRules::default()), [], "it was corrected");
    }

    #[test]
    fn many_undone_slips_are_asked_about() {
        let all: Vec<Seen> = (0..3).map(|n| Seen { undone: true, ..seen(n, 1, 9_000) }).collect();
        assert!(matches!(&ask(&all, &[], &WasteRules::default())[..], [Question::Undone { slips, .. }] if slips.len() == 3));
        assert_eq!(ask(&all[..2], &[], &WasteRules::default()), []);
    }
}
