//! What people do in a sequence, and what must have come of it.

use backend::random::Random;
use domain::kernel::ids::DepartureId;

use super::real::task::{Scales, Task, bottles, form, one_guest};

pub const WALKS: usize = 48;
/// Members who bring something. Each takes cash once at the most, so that no box runs dry.
const MEMBERS: usize = 8;
const CASH: i64 = 5_000;
const FARE: i64 = 20_000;
/// For a hundred grams of clear PET, by the list.
const RATE: i64 = 400;

/// What somebody does, one step after the other.
#[derive(Clone, Copy)]
enum Course {
    /// So many hundred grams; the operator may undo it.
    Bring { member: usize, hundreds: i64, undone: bool },
    /// The same, and cash is taken out.
    Save { member: usize, hundreds: i64 },
    /// A booking, some of whose fare is paid from a balance, and given back where it is cancelled.
    Travel { balance: i64, cancelled: bool },
}

pub struct Walk {
    pub n: usize,
    course: Course,
    /// Where each step has led.
    pub led: Vec<String>,
}

pub struct Scene {
    pub counters: Scales,
    pub departure: DepartureId,
    /// Cookies.
    pub operator: String,
    pub shopper: String,
}

impl Scene {
    fn booking(&self) -> String {
        format!("/wisata/wisata-militer/pesan/{}", self.departure)
    }
}

impl Walk {
    /// May a form that is sent again in the end lead there?
    pub fn leads(&self, scene: &Scene, step: usize, to: &str) -> bool {
        let words = matches!(self.course, Course::Travel { cancelled: true, .. }) && step == 0;
        to == self.led[step] || (words && to == scene.booking())
    }

    /// The form of a step, the same whenever it is sent; none: there is no such step.
    pub fn form(&self, scene: &Scene, step: usize) -> Option<Task> {
        let key = format!("walk-{}", self.n);
        let scale = |member: usize| {
            let (unit, member) = scene.counters[member];
            format!("/loket/{unit}/{member}")
        };
        let (path, cookie, form, once) = match (self.course, step) {
            (Course::Bring { member, hundreds, .. } | Course::Save { member, hundreds }, 0) => {
                let gross = format!("{},{}", hundreds / 10, hundreds % 10);
                (scale(member), &*scene.operator, bottles(&key, &gross, &(hundreds * RATE).to_string()), false)
            }
            (Course::Bring { undone: true, .. }, 1) => (self.led[0].clone(), &*scene.operator, form(&[("reason", "salah timbang")]), true),
            (Course::Save { member, .. }, 1) => {
                let amount = CASH.to_string();
                (format!("{}/tunai", scale(member)), &*scene.operator, form(&[("nonce", &key), ("amount", &amount)]), false)
            }
            // Soon nothing is kept of a cancelled booking to compare a form with: sent again it is answered with words.
            (Course::Travel { cancelled, .. }, 0) => (scene.booking(), "", one_guest(&key, self.n), cancelled),
            (Course::Travel { balance, .. }, 1) => {
                let (counted, balance) = (format!("{balance}-0-{}-0", FARE - balance), balance.to_string());
                let fields = form(&[("balance", &balance), ("rest", "cash"), ("counted", &counted), ("go", "place")]);
                (self.led[0].clone(), &*scene.shopper, fields, false)
            }
            (Course::Travel { cancelled: true, .. }, 2) => (self.led[0].clone(), "", form(&[("go", "cancel"), ("fee", "0")]), true),
            _ => return None,
        };
        Some(Task { path, cookie: cookie.to_owned(), form, once })
    }
}

/// One of `0..end`.
pub fn below(random: &Random, end: usize) -> usize {
    usize::try_from(random.u64() % end as u64).unwrap()
}

pub fn walks(random: &Random) -> Vec<Walk> {
    let mut savers = 0..MEMBERS;
    let mut course = || {
        let (member, hundreds) = (below(random, MEMBERS), i64::try_from(15 + below(random, 30)).unwrap());
        match below(random, 6) {
            0 | 1 => Course::Travel { balance: 2_000 + 100 * i64::try_from(below(random, 20)).unwrap(), cancelled: below(random, 2) == 0 },
            2 if !savers.is_empty() => Course::Save { member: savers.next().unwrap(), hundreds },
            _ => Course::Bring { member, hundreds, undone: below(random, 3) == 0 },
        }
    };
    (0..WALKS).map(|n| Walk { n, course: course(), led: Vec::new() }).collect()
}

/// How many more deposits, undone slips, payments in cash, certain and cancelled bookings, and rupiah of members there are in the end.
pub fn told(walks: &[Walk]) -> [i64; 6] {
    let mut sum = [0; 6];
    for walk in walks {
        let more = match walk.course {
            Course::Bring { undone: true, .. } => [1, 1, 0, 0, 0, 0],
            Course::Bring { hundreds, .. } => [1, 0, 0, 0, 0, hundreds * RATE],
            Course::Save { hundreds, .. } => [1, 0, 1, 0, 0, hundreds * RATE - CASH],
            Course::Travel { cancelled: true, .. } => [0, 0, 0, 0, 1, 0],
            Course::Travel { balance, .. } => [0, 0, 0, 1, 0, -balance],
        };
        for (sum, more) in sum.iter_mut().zip(more) {
            *sum += more;
        }
    }
    sum
}
