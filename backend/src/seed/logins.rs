//! What the demo's log-ins are for, as the server tells at its start.

use super::heritage::{GUIDE, OFFICER, SPEAKERS};
use super::people::DEMO_LOGINS;
use super::wastebank::OPERATORS;

/// All but the owners of the other shops: e-mail, and where it leads.
pub const DEMO_DOORS: [(&str, &str); 11] = [
    (DEMO_LOGINS[0].email, "shopper: cart, orders, tours"),
    (DEMO_LOGINS[1].email, "merchant of Saung Sampeu: /dagang"),
    (DEMO_LOGINS[2].email, "officer of the techno park and treasurer of the waste bank: /petugas"),
    (DEMO_LOGINS[3].email, "admin: /admin"),
    (OPERATORS[0].0, "waste-bank operator: /loket"),
    (OPERATORS[1].0, "second person at the counters and at the meeting point's scale: /loket"),
    (OFFICER.0, "tour officer: /meja-wisata"),
    (GUIDE.0, "guide: /meja-wisata, and /titik-kumpul on the day"),
    (SPEAKERS[0].0, "base Pusdikpal, approves visitors: /meja-wisata"),
    (SPEAKERS[1].0, "base Pusdik Armed, approves visitors: /meja-wisata"),
    (SPEAKERS[2].0, "village Cireundeu, agrees to visits: /meja-wisata"),
];
