//! The actions of a device as it sends them, and what it is answered.

use backend::flows::tours::board::{CountHeads, Redeem, Shown};
use backend::flows::tours::hear_device::{Heard, Refusal, Told};
use backend::flows::tours::settle::{Brought, SettleFare};
use backend::flows::tours::walk_in::WalkIn;
use backend::heritage::note_incident::NoteIncident;
use backend::wastebank::take_deposit::TypedLine;
use domain::heritage::boarding::Way;
use domain::heritage::conflict::Reason;
use domain::heritage::fare::FareCategory;
use domain::heritage::party::TypedVisitor;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{DepartureId, PersonId, WasteUnitId};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::Amount;
use serde::{Deserialize, Serialize};

/// More are told in several parts.
const MOST: usize = 200;

#[derive(Deserialize)]
pub struct Batch {
    /// Whose actions they are.
    pub person: PersonId,
    actions: Vec<serde_json::Value>,
}

/// An action, or the name of one that makes no sense: it must not keep the others from being told.
pub enum Read {
    Told(Box<Told>),
    Malformed { nonce: String },
}

impl Read {
    pub fn told(&self) -> Option<Told> {
        match self {
            Self::Told(told) => Some(Told::clone(told)),
            Self::Malformed { .. } => None,
        }
    }
}

#[derive(Deserialize)]
struct Action {
    /// Made by the device, for ever the name of this action.
    nonce: String,
    /// When, by the device's clock.
    at: Timestamp,
    #[serde(flatten)]
    what: What,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum What {
    Redeem {
        #[serde(flatten)]
        shown: ShownAs,
    },
    Settle {
        number: String,
        cash: Rupiah,
        waste: Option<Waste>,
    },
    Count {
        way: Way,
        counted: u32,
        #[serde(default)]
        note: String,
    },
    /// Something that happened on the way.
    Note {
        note: String,
    },
    WalkIn(ComesAlong),
}

/// Names and fares; sites that ask for more are not told of by a device.
#[derive(Deserialize)]
struct ComesAlong {
    name: String,
    #[serde(default)]
    phone: String,
    visitors: Vec<Named>,
    language: Locale,
    #[serde(default)]
    needs: String,
    /// The rules of conduct were read out and accepted.
    conduct: bool,
    fare: Rupiah,
    cash: Rupiah,
    waste: Option<Waste>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    category: FareCategory,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ShownAs {
    Ticket(String),
    Number(String),
}

#[derive(Deserialize)]
struct Waste {
    unit: WasteUnitId,
    lines: Vec<Line>,
    /// The sum that was shown.
    worth: Rupiah,
    /// Of a member, where the party is none.
    card: Option<String>,
}

/// Amounts in the material's small unit.
#[derive(Deserialize)]
struct Line {
    material: MaterialCode,
    gross: Amount,
    #[serde(default)]
    tare: Amount,
    #[serde(default)]
    deduction: Amount,
    #[serde(default)]
    reason: String,
}

impl Batch {
    /// None: too many at once.
    pub fn read(self, departure: DepartureId) -> Option<Vec<Read>> {
        let read = |value: serde_json::Value| {
            let nonce = value.get("nonce").and_then(|n| n.as_str()).unwrap_or_default().to_owned();
            let told = serde_json::from_value::<Action>(value).ok().and_then(|action| action.told(departure));
            told.map_or(Read::Malformed { nonce }, |told| Read::Told(Box::new(told)))
        };
        (self.actions.len() <= MOST).then(|| self.actions.into_iter().map(read).collect())
    }
}

impl Action {
    fn told(self, departure: DepartureId) -> Option<Told> {
        let (nonce, at) = (self.nonce, self.at);
        Some(match self.what {
            What::Redeem { shown } => {
                let shown = match shown {
                    ShownAs::Ticket(text) => Shown::Ticket(text),
                    ShownAs::Number(number) => Shown::Number(number),
                };
                Told::Redeem(Redeem { nonce, departure, shown, at })
            }
            What::Count { way, counted, note } => Told::Count(CountHeads { nonce, departure, way, counted, note, at }),
            What::Note { note } => Told::Note(NoteIncident { nonce, departure, note, at }),
            What::Settle { number, cash, waste } => {
                let (waste, card) = whose(waste);
                Told::Settle { fare: SettleFare { nonce, departure, number, waste, cash, at }, card }
            }
            What::WalkIn(party) => party.told(nonce, departure, at)?,
        })
    }
}

impl ComesAlong {
    fn told(self, nonce: String, departure: DepartureId, at: Timestamp) -> Option<Told> {
        let phone = if self.phone.trim().is_empty() { None } else { Some(Phone::parse(&self.phone).ok()?) };
        let visitor = |v: Named| TypedVisitor { name: v.name, category: Some(v.category), ..TypedVisitor::default() };
        let (waste, card) = whose(self.waste);
        let party = WalkIn {
            nonce,
            departure,
            name: self.name,
            phone,
            visitors: self.visitors.into_iter().map(visitor).collect(),
            locale: self.language,
            language: self.language,
            needs: self.needs,
            conduct: self.conduct,
            expected_fare: self.fare,
            waste,
            cash: self.cash,
            at,
        };
        Some(Told::WalkIn { party, card })
    }
}

fn whose(waste: Option<Waste>) -> (Option<Brought>, Option<String>) {
    waste.map_or((None, None), |w| (Some(brought(w.unit, w.worth, w.lines)), w.card))
}

fn brought(unit: WasteUnitId, worth: Rupiah, lines: Vec<Line>) -> Brought {
    let line = |l: Line| TypedLine { material: l.material, gross: l.gross, tare: l.tare, deduction: l.deduction, reason: l.reason };
    Brought { unit, member: None, lines: lines.into_iter().map(line).collect(), worth, witness: None }
}

#[derive(Serialize)]
pub struct Answers {
    /// In the order of the actions.
    answers: Vec<Answer>,
}

#[derive(Serialize)]
struct Answer {
    nonce: String,
    state: State,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<First>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Rupiah>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    /// It counts: the device may forget it.
    Done,
    /// A person has to decide.
    Conflict,
    /// To be told again.
    Again,
}

#[derive(Serialize)]
struct First {
    by: String,
    at: Timestamp,
}

impl Answer {
    fn new(nonce: &str, state: State, code: &'static str) -> Self {
        Self { nonce: nonce.to_owned(), state, code, first: None, amount: None }
    }

    fn of(told: &Told, heard: &Heard) -> Self {
        let nonce = match told {
            Told::Redeem(r) => &r.nonce,
            Told::Settle { fare, .. } => &fare.nonce,
            Told::Count(c) => &c.nonce,
            Told::Note(n) => &n.nonce,
            Told::WalkIn { party, .. } => &party.nonce,
        };
        match heard {
            Heard::Admitted => Self::new(nonce, State::Done, "admitted"),
            Heard::Settled(_) => Self::new(nonce, State::Done, "settled"),
            Heard::Counted => Self::new(nonce, State::Done, "counted"),
            Heard::Noted => Self::new(nonce, State::Done, "noted"),
            Heard::WalkedIn => Self::new(nonce, State::Done, "walked_in"),
            Heard::Again => Self::new(nonce, State::Again, "again"),
            Heard::Refused(Refusal { reason, first, amount }) => {
                let first = first.as_ref().map(|f| First { by: f.by.clone(), at: f.at });
                Self { first, amount: *amount, ..Self::new(nonce, State::Conflict, reason.code()) }
            }
        }
    }
}

/// `heard`: of each that could be read.
pub fn answer(read: &[Read], heard: &[Heard]) -> Answers {
    let mut heard = heard.iter();
    let answers = read.iter().filter_map(|read| match read {
        Read::Malformed { nonce } => Some(Answer::new(nonce, State::Conflict, Reason::Malformed.code())),
        Read::Told(told) => heard.next().map(|heard| Answer::of(told, heard)),
    });
    Answers { answers: answers.collect() }
}
