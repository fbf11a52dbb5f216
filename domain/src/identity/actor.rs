//! Who is acting. Every use case takes one and checks inside.

use thiserror::Error;

use super::role::Role;
use crate::kernel::ids::{PersonId, SessionId};

/// The one on whose behalf a use case runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody known; with a session once there is something to remember (a cart).
    Guest {
        session: Option<SessionId>,
    },
    Person {
        id: PersonId,
        session: SessionId,
        roles: Vec<Role>,
    },
    /// Timers, jobs and the command line: the house itself.
    System,
}

/// The actor may not do this. Outside it is a 403, or a 404 where even existence is private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not allowed")]
pub struct Forbidden;

impl Actor {
    pub const GUEST: Self = Self::Guest { session: None };

    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person { id, .. } => Some(*id),
            _ => None,
        }
    }

    pub fn session(&self) -> Option<SessionId> {
        match self {
            Self::Guest { session } => *session,
            Self::Person { session, .. } => Some(*session),
            Self::System => None,
        }
    }

    pub fn has(&self, role: Role) -> bool {
        match self {
            Self::Person { roles, .. } => roles.contains(&role),
            Self::System => true,
            Self::Guest { .. } => false,
        }
    }

    /// The person, if somebody is logged in.
    pub fn require_person(&self) -> Result<PersonId, Forbidden> {
        self.person().ok_or(Forbidden)
    }

    pub fn require(&self, role: Role) -> Result<(), Forbidden> {
        if self.has(role) { Ok(()) } else { Err(Forbidden) }
    }

    /// Officers' work; an admin may do it too.
    pub fn require_officer(&self) -> Result<(), Forbidden> {
        if self.has(Role::Officer) || self.has(Role::Admin) { Ok(()) } else { Err(Forbidden) }
    }
}
