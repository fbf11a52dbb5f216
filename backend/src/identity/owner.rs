//! Whose something is that guests have as well: a cart, a form that is not sent yet.

use domain::identity::actor::Actor;
use domain::kernel::ids::{PersonId, SessionId};

/// A person's follows them to every device, a guest's belongs to the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Person(PersonId),
    Session(SessionId),
}

impl Owner {
    /// None: somebody who can have nothing (a visitor without a session, the system).
    pub fn of(actor: &Actor) -> Option<Self> {
        match actor {
            Actor::Person { id, .. } => Some(Self::Person(*id)),
            Actor::Guest { session } => session.map(Self::Session),
            Actor::System => None,
        }
    }

    /// Tables of such things have one for each kind of owner.
    pub(crate) const fn column(self) -> &'static str {
        match self {
            Self::Person(_) => "person_id",
            Self::Session(_) => "session_id",
        }
    }

    pub(crate) const fn uuid(self) -> uuid::Uuid {
        match self {
            Self::Person(id) => id.0,
            Self::Session(id) => id.0,
        }
    }

    /// A short text that no other owner has.
    pub fn key(self) -> String {
        match self {
            Self::Person(id) => format!("p{id}"),
            Self::Session(id) => format!("s{id}"),
        }
    }
}
