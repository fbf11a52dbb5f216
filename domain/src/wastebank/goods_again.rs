//! Goods that may be the same as goods that were weighed before, under another card or at another counter. `alike.rs` says which
//! weights tell something.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::{Weighed, is_near, odd, tell};
use super::asking::Asking;
use super::material::MaterialCode;
use super::questions::{Question, Seen, numbers, operators};
use crate::kernel::clock::DAY;
use crate::kernel::ids::WasteMemberId;

/// Within some days, under another card or at another counter. The same member's slips of one day with the same goods to the
/// gram are asked about by themselves.
fn is_elsewhere(one: &Seen, other: &Seen, asking: &Asking) -> bool {
    let apart = one.at.since(other.at).saturating_abs() <= asking.again_days.saturating_mul(DAY);
    let asked = one.member == other.member && one.at.start_of_wib_day() == other.at.start_of_wib_day() && one.goods == other.goods;
    apart && !asked && (one.member != other.member || one.unit != other.unit)
}

/// The slips that lie together with this one stand behind the same first one.
fn first_of(behind: &mut [usize], mut slip: usize) -> usize {
    while behind[slip] != slip {
        behind[slip] = behind[behind[slip]];
        slip = behind[slip];
    }
    slip
}

/// Pairs of slips with what agrees, each as its place in `seen`, the smaller one first.
fn pairs(seen: &[&Seen], asking: &Asking) -> BTreeMap<(usize, usize), Vec<Weighed>> {
    let mut by_material: BTreeMap<MaterialCode, Vec<(Weighed, usize)>> = BTreeMap::new();
    for (place, s) in seen.iter().enumerate() {
        for (material, weighed) in odd(&s.goods, asking) {
            by_material.entry(material).or_default().push((weighed, place));
        }
    }
    let mut pairs: BTreeMap<(usize, usize), Vec<Weighed>> = BTreeMap::new();
    for weights in by_material.values_mut() {
        weights.sort_by_key(|(weighed, place)| (weighed.amount, *place));
        for (n, (weighed, one)) in weights.iter().enumerate() {
            let as_heavy = weights[n + 1..].iter().take_while(|(other, _)| is_near(weighed.amount, other.amount, asking));
            for (_, other) in as_heavy.filter(|(_, other)| is_elsewhere(seen[*one], seen[*other], asking)) {
                pairs.entry((*one.min(other), *one.max(other))).or_default().push(*weighed);
            }
        }
    }
    pairs.retain(|_, alike| tell(alike, asking));
    pairs
}

/// Slips that agree with each other, and in what.
type Group = (BTreeSet<usize>, BTreeMap<MaterialCode, Weighed>);

/// Goods under another card or at another counter; slips that agree with each other are one question.
pub(super) fn under_another_card(seen: &[&Seen], asking: &Asking) -> Vec<Question> {
    let pairs = pairs(seen, asking);
    let mut behind: Vec<usize> = (0..seen.len()).collect();
    for (one, other) in pairs.keys() {
        let (one, other) = (first_of(&mut behind, *one), first_of(&mut behind, *other));
        behind[one.max(other)] = one.min(other);
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for ((one, other), alike) in pairs {
        let (slips, goods) = groups.entry(first_of(&mut behind, one)).or_default();
        slips.extend([one, other]);
        for weighed in alike {
            goods.entry(weighed.material).or_insert(weighed);
        }
    }
    let question = |(slips, goods): Group| {
        let mut slips: Vec<&Seen> = slips.into_iter().map(|place| seen[place]).collect();
        slips.sort_by_key(|s| s.at);
        let cards = slips.iter().map(|s| s.member).collect::<BTreeSet<WasteMemberId>>().len();
        let units = slips.iter().map(|s| s.unit_name.as_str()).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ");
        let goods = goods.into_values().collect();
        Question::GoodsAgain { operator: operators(&slips), units, since: slips[0].at, cards, slips: numbers(&slips), goods }
    };
    groups.into_values().map(question).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::WasteUnitId;
    use crate::wastebank::alike::testing::{MONDAY, code, slip};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn again(seen: &[Seen]) -> Vec<Question> {
        under_another_card(&seen.iter().collect::<Vec<_>>(), &Asking::default())
    }

    fn slips(question: &Question) -> &[String] {
        let Question::GoodsAgain { slips, .. } = question else { panic!("{question:?}") };
        slips
    }

    #[test]
    fn two_odd_weights_or_a_heavy_one_under_another_card_are_asked_about() {
        let two = [slip(1, &[("PL-01", 2_370), ("KT-01", 7_810), ("LG-01", 500)]), slip(2, &[("KT-01", 7_840), ("PL-01", 2_370)])];
        let asked = again(&two);
        let Question::GoodsAgain { cards, units, goods, since, .. } = &asked[0] else { panic!("{asked:?}") };
        assert_eq!((*cards, units.as_str(), *since, asked.len()), (2, "Unit", two[0].at, 1));
        assert_eq!(goods.iter().map(|g| (g.material, g.amount.0)).collect::<Vec<_>>(), [(code("KT-01"), 7_810), (code("PL-01"), 2_370)]);
        assert_eq!(slips(&asked[0]), ["BS-1", "BS-2"]);
        let heavy = [slip(1, &[("KT-01", 24_370)]), slip(2, &[("KT-01", 24_400)])];
        assert_eq!(again(&heavy).len(), 1);
        assert_eq!(again(&[heavy[0].clone(), slip(2, &[("KT-03", 24_370)])]), [], "another material");
        assert_eq!(again(&[heavy[0].clone(), slip(2, &[("KT-01", 24_550)])]), [], "another weight");
    }

    #[test]
    fn what_many_people_bring_is_not_asked_about() {
        let one = [slip(1, &[("PL-01", 2_370)]), slip(2, &[("PL-01", 2_370)])];
        assert_eq!(again(&one), [], "one light line is chance");
        let round = &[("PL-01", 1_000), ("KT-01", 5_000), ("KT-03", 25_000)];
        assert_eq!(again(&[slip(1, round), slip(2, round)]), []);
        let bottles = &[("KC-01", 13), ("KC-02", 27)];
        assert_eq!(again(&[slip(1, bottles), slip(2, bottles)]), []);
        let goods = &[("PL-01", 2_370), ("KT-01", 7_810)];
        let late = Seen { at: MONDAY.plus(4 * DAY), ..slip(2, goods) };
        assert_eq!(again(&[slip(1, goods), late]), [], "days later");
        let own = |unit: u128| Seen { member: slip(1, &[]).member, unit: WasteUnitId(Uuid::from_u128(unit)), ..slip(2, goods) };
        assert_eq!(again(&[slip(1, goods), own(0)]), [], "asked about otherwise");
        let next_day = Seen { at: MONDAY.plus(DAY), ..own(7) };
        assert_eq!(again(&[slip(1, goods), next_day]).len(), 1, "one card at two counters");
    }

    #[test]
    fn a_bag_that_goes_round_is_one_question() {
        let mut all: Vec<Seen> = (1..=4).map(|n| slip(n, &[("PL-01", 2_370), ("KT-01", 7_810)])).collect();
        all.push(slip(5, &[("PL-01", 3_130), ("KT-01", 6_110)]));
        let asked = again(&all);
        assert_eq!((asked.len(), slips(&asked[0]).len()), (1, 4));
        // Weighed in two parts, it is the same bag.
        all[1] = slip(2, &[("PL-01", 1_000), ("PL-01", 1_370), ("KT-01", 7_810)]);
        assert_eq!(slips(&again(&all)[0]).len(), 4);
    }

    proptest! {
        /// Whoever looks from the other end sees the same slips; and round weights are never asked about.
        #[test]
        fn the_order_of_slips_does_not_matter(weights in prop::collection::vec((0..4_i64, 0..4_i64), 0..12), grain in prop::sample::select(vec![10_i64, 500])) {
            let mut all: Vec<Seen> = (1..)
                .zip(&weights)
                .map(|(n, (pet, card))| slip(n, &[("PL-01", 2_000 + pet * grain), ("KT-01", 6_000 + card * grain)]))
                .collect();
            let told = |all: &[Seen]| again(all).iter().map(|q| slips(q).to_vec()).collect::<BTreeSet<_>>();
            let forwards = told(&all);
            all.reverse();
            prop_assert_eq!(&forwards, &told(&all));
            prop_assert!(grain == 10 || forwards.is_empty());
        }
    }
}
