//! What somebody should ask about: questions, not verdicts. An answer may be a market day, a school's collection, a new
//! operator who is still learning.

use std::collections::{BTreeMap, BTreeSet};

use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{PersonId, WasteMemberId, WasteUnitId};
use crate::kernel::money::Rupiah;
use crate::wastebank::rules::WasteRules;

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
    /// Every line's material and weights: the same goods give the same text.
    pub goods: String,
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
    /// Worth so much that the goods should have been photographed.
    NoPhoto { operator: String, slips: Vec<String> },
    /// Slips that were undone.
    Undone { operator: String, slips: Vec<String> },
}

/// Fewer slips than this say nothing about an average.
const ENOUGH: usize = 10;
/// An average is asked about from half as much again as that of the others.
const FAR: (i64, i64) = (3, 2);
/// Near a threshold: from four fifths of it.
const NEAR: (i64, i64) = (4, 5);
/// So many make a series, or a habit.
const SERIES: usize = 3;

fn mean<'a>(totals: impl Iterator<Item = &'a Seen>) -> Option<(usize, Rupiah)> {
    let (mut n, mut sum) = (0_usize, 0_i64);
    for seen in totals {
        n += 1;
        sum = sum.saturating_add(seen.total.0);
    }
    let count = i64::try_from(n).ok().filter(|n| *n > 0)?;
    Some((n, Rupiah(sum / count)))
}

fn numbers(seen: &[&Seen]) -> Vec<String> {
    seen.iter().map(|s| s.slip.clone()).collect()
}

/// Groups in the order of their key, each with its slips as they came.
fn grouped<'a, K: Ord>(seen: impl Iterator<Item = &'a Seen>, key: impl Fn(&Seen) -> K) -> BTreeMap<K, Vec<&'a Seen>> {
    let mut groups: BTreeMap<K, Vec<&Seen>> = BTreeMap::new();
    for s in seen {
        groups.entry(key(s)).or_default().push(s);
    }
    groups
}

/// What there is to ask about these slips.
pub fn ask(seen: &[Seen], rules: &WasteRules) -> Vec<Question> {
    let mut questions = Vec::new();
    let valid = || seen.iter().filter(|s| !s.undone);
    let day = |s: &Seen| s.at.start_of_wib_day();
    for (operator, own) in grouped(valid(), |s| s.operator) {
        let others = mean(valid().filter(|s| s.operator != operator)).filter(|(n, _)| *n >= ENOUGH);
        if let (Some((slips, average)), Some((_, others))) = (mean(own.iter().copied()), others)
            && slips >= ENOUGH
            && average.0.saturating_mul(FAR.1) >= others.0.saturating_mul(FAR.0)
        {
            questions.push(Question::Average { operator: own[0].operator_name.clone(), slips, average, others });
        }
    }
    for group in grouped(valid().filter(|s| !s.open), |s| (s.operator, s.unit)).into_values() {
        let (operator, unit) = (group[0].operator_name.clone(), group[0].unit_name.clone());
        questions.push(Question::OutOfHours { operator, unit, slips: numbers(&group) });
    }
    let witness_from = rules.witness_from;
    let near = |s: &&Seen| s.total < witness_from && s.total.0.saturating_mul(NEAR.1) >= witness_from.0.saturating_mul(NEAR.0);
    for ((_, day), group) in grouped(valid().filter(near), |s| (s.operator, day(s))) {
        if group.len() >= SERIES {
            let sum = group.iter().map(|s| s.total).sum();
            questions.push(Question::NearThreshold { operator: group[0].operator_name.clone(), day, slips: numbers(&group), sum });
        }
    }
    for ((day, ..), group) in grouped(valid(), |s| (day(s), s.member, s.goods.clone())) {
        if group.len() > 1 {
            let operators: BTreeSet<&str> = group.iter().map(|s| s.operator_name.as_str()).collect();
            let operator = operators.into_iter().collect::<Vec<_>>().join(", ");
            questions.push(Question::SameGoods { operator, day, slips: numbers(&group) });
        }
    }
    for group in grouped(valid().filter(|s| !s.photo && s.total >= rules.photo_from), |s| s.operator).into_values() {
        questions.push(Question::NoPhoto { operator: group[0].operator_name.clone(), slips: numbers(&group) });
    }
    for group in grouped(seen.iter().filter(|s| s.undone), |s| s.operator).into_values() {
        if group.len() >= SERIES {
            questions.push(Question::Undone { operator: group[0].operator_name.clone(), slips: numbers(&group) });
        }
    }
    questions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clock::{DAY, MINUTE};
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
            goods: n.to_string(),
        }
    }

    #[test]
    fn an_ordinary_month_asks_nothing() {
        let all: Vec<Seen> = (0..40).map(|n| seen(n, n % 2, 10_000 + i64::try_from(n).unwrap())).collect();
        assert_eq!(ask(&all, &WasteRules::default()), []);
    }

    #[test]
    fn averages_are_compared_with_the_others() {
        let all: Vec<Seen> = (0..20).map(|n| seen(n, n % 2, if n % 2 == 0 { 15_000 } else { 10_000 })).collect();
        let question = Question::Average { operator: "O0".to_owned(), slips: 10, average: Rupiah(15_000), others: Rupiah(10_000) };
        assert_eq!(ask(&all, &WasteRules::default()), [question]);
        assert_eq!(ask(&all[..19], &WasteRules::default()), [], "nine slips of the other say nothing");
    }

    #[test]
    fn series_and_closed_doors_are_asked_about() {
        let mut all: Vec<Seen> = (0..3).map(|n| seen(n, 1, 220_000)).collect();
        let asked = |all: &[Seen]| ask(all, &WasteRules::default());
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
        assert_eq!(ask(&all, &WasteRules::default()), [], "two neighbours may bring the same");
        all[1].member = all[0].member;
        assert!(matches!(&ask(&all, &WasteRules::default())[..], [Question::SameGoods { operator, .. }] if operator == "O0, O1"));
        all[0].undone = true;
        assert_eq!(ask(&all, &WasteRules::default()), [], "it was corrected");
    }

    #[test]
    fn many_undone_slips_are_asked_about() {
        let all: Vec<Seen> = (0..3).map(|n| Seen { undone: true, ..seen(n, 1, 9_000) }).collect();
        assert!(matches!(&ask(&all, &WasteRules::default())[..], [Question::Undone { slips, .. }] if slips.len() == 3));
        assert_eq!(ask(&all[..2], &WasteRules::default()), []);
    }
}
