//! The books beside everything that is kept with them: what a treasurer reads in the morning.

use serde::{Deserialize, Serialize};

use super::ledger::{Account, Normal};
use super::measure::{Amount, Measure};
use super::price::{self, Tier};
use crate::kernel::clock::Timestamp;
use crate::kernel::money::Rupiah;

/// A sum that is kept, and the same sum as the books tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    pub name: String,
    pub kept: Rupiah,
    pub booked: Rupiah,
}

impl Compared {
    pub fn difference(&self) -> Rupiah {
        self.kept - self.booked
    }
}

/// One material: what came in, what went out, what is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mass {
    pub code: String,
    pub name_id: String,
    pub name_en: String,
    pub measure: Measure,
    /// Weighed at counters, less what was undone.
    pub taken: Amount,
    /// Filled into sacks that are sold; of it `shrinkage` never reached a weigh-bridge.
    pub sold: Amount,
    pub shrinkage: Amount,
    /// Found by stock counts, less what they missed.
    #[serde(default)]
    pub counted: Amount,
    pub on_pile: Amount,
    pub in_sacks: Amount,
    pub cost: Compared,
}

impl Mass {
    /// Zero: in − out = stock.
    pub fn difference(&self) -> Amount {
        Amount(self.taken.0 + self.counted.0 - self.sold.0 - self.on_pile.0 - self.in_sacks.0)
    }
}

/// What whoever takes fares tells of them, beside what the books say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub of: ToldOf,
    pub told: Rupiah,
    pub booked: Rupiah,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ToldOf {
    /// What is held of fares that were covered in this way.
    Fares { tender: String },
    /// Cash that somebody has taken on the way, whatever became of it.
    CashTaken { by: String },
    /// What goes back to parties in money.
    Refunds,
    /// What the village gets of the departures that may still change.
    VillageShare,
}

impl Told {
    pub fn difference(&self) -> Rupiah {
        self.told - self.booked
    }
}

/// What is wrong, by what it is found under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Finding {
    /// An entry whose debits are not its credits.
    Entry { id: String },
    /// A balance that is not the sum of its postings.
    Member { card: String, kept: Rupiah, booked: Rupiah },
    /// Postings of a member that is not there.
    Orphan { account: String },
    /// A slip whose lines are not its total.
    Slip { number: String },
    /// A sack that does not hold what was filled in.
    Batch { number: String },
    /// Everybody reads another weight of this material than its slips tell.
    Published { material: String, measure: Measure, kept: Amount, weighed: Amount },
    /// A booking of which another amount is held than the books say.
    Fare { number: String, tender: String, told: Rupiah, booked: Rupiah },
    /// A fare in the books that nobody tells of.
    UntoldFare { reference: String, booked: Rupiah },
}

/// A sack that was sold at another price than the list's: that is allowed, and a treasurer may ask why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffList {
    pub sale: String,
    pub at: Timestamp,
    pub buyer: String,
    pub tier: Tier,
    pub name_id: String,
    pub name_en: String,
    pub measure: Measure,
    pub net: Amount,
    pub rate: Rupiah,
    pub list: Rupiah,
}

impl OffList {
    /// What it brought more than by the list; below zero: less.
    pub fn difference(&self) -> Rupiah {
        let worth = |rate| price::value(self.net, self.measure, rate).unwrap_or_default();
        worth(self.rate) - worth(self.list)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub postings: i64,
    pub debits: Rupiah,
    pub credits: Rupiah,
    /// How many members there are, what they have together, and the control account.
    pub members: i64,
    pub balances: Rupiah,
    pub control: Rupiah,
    /// Accounts that are nobody's own, by the part of the chart: debits less credits.
    pub accounts: Vec<(String, Rupiah)>,
    pub boxes: Vec<Compared>,
    /// Cash on the way, by who has it.
    #[serde(default)]
    pub in_hand: Vec<Compared>,
    /// What parties and the village are owed, by the part of the chart.
    #[serde(default)]
    pub owed: Vec<Compared>,
    /// Fares paid less fares returned, beside ticket revenue.
    pub fares: Option<Compared>,
    #[serde(default)]
    pub told: Vec<Told>,
    pub masses: Vec<Mass>,
    /// The newest first; nothing is wrong with the books for them.
    #[serde(default)]
    pub off_list: Vec<OffList>,
    /// At most [`MOST_FINDINGS`].
    pub findings: Vec<Finding>,
}

/// More than these are looked for when these are settled.
pub const MOST_FINDINGS: u16 = 100;

impl Report {
    /// Of a part of the chart, in its own direction.
    pub fn balance(&self, account: Account) -> Rupiah {
        let debit = self.accounts.iter().find(|(group, _)| group == account.group()).map_or(Rupiah::ZERO, |(_, balance)| *balance);
        if account.normal() == Normal::Debit { debit } else { -debit }
    }

    /// How many more findings are listed.
    pub fn room(&self) -> usize {
        usize::from(MOST_FINDINGS).saturating_sub(self.findings.len())
    }

    pub fn is_sound(&self) -> bool {
        let compared =
            self.boxes.iter().chain(&self.in_hand).chain(&self.owed).chain(&self.fares).chain(self.masses.iter().map(|m| &m.cost));
        self.debits == self.credits
            && self.balances == self.control
            && compared.into_iter().all(|c| c.difference().is_zero())
            && self.told.iter().all(|t| t.difference().is_zero())
            && self.masses.iter().all(|m| m.difference() == Amount::ZERO)
            && self.findings.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_gram_or_one_rupiah_is_enough() {
        let cost = Compared { name: String::new(), kept: Rupiah(5), booked: Rupiah(5) };
        let mass = Mass {
            code: "PL-01".to_owned(),
            name_id: String::new(),
            name_en: String::new(),
            measure: Measure::Kilogram,
            taken: Amount(11),
            sold: Amount(4),
            shrinkage: Amount(1),
            counted: Amount(-1),
            on_pile: Amount(5),
            in_sacks: Amount(1),
            cost,
        };
        let sound = Report { masses: vec![mass], ..Report::default() };
        assert!(sound.is_sound());
        let mut gram = sound.clone();
        gram.masses[0].on_pile = Amount(6);
        let mut rupiah = sound.clone();
        rupiah.masses[0].cost.kept = Rupiah(6);
        let found = Report { findings: vec![Finding::Slip { number: "BS".to_owned() }], ..sound.clone() };
        let control = Report { control: Rupiah(1), ..sound.clone() };
        let told = Told { of: ToldOf::Refunds, told: Rupiah(1), booked: Rupiah::ZERO };
        let told = Report { told: vec![told], ..sound.clone() };
        assert!([gram, rupiah, found, control, told].iter().all(|r| !r.is_sound()));
        let cheap = OffList {
            sale: "JL".to_owned(),
            at: Timestamp(0),
            buyer: "Pak Ujang".to_owned(),
            tier: Tier::Collector,
            name_id: String::new(),
            name_en: String::new(),
            measure: Measure::Kilogram,
            net: Amount(2_500),
            rate: Rupiah(4_000),
            list: Rupiah(5_000),
        };
        assert_eq!(cheap.difference(), Rupiah(-2_500));
        let sound = Report { off_list: vec![cheap], ..sound };
        assert!(sound.is_sound(), "a question is no fault");
        let text = serde_json::to_string(&sound).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), sound);
    }
}
