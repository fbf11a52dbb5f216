use thiserror::Error;

/// What can go wrong between us and a database. Never shown to a person.
#[derive(Debug, Error)]
pub enum DbError {
    #[error("database: {0}")]
    Sqlx(#[from] sqlx::Error),
    #[error("column {column}: {why}")]
    Decode { column: String, why: String },
    #[error("database address {0:?} is neither sqlite:… nor postgres://…")]
    UnknownUrl(String),
}

impl DbError {
    /// A unique key was already there: the caller decides what that means.
    pub fn is_unique_violation(&self) -> bool {
        match self {
            Self::Sqlx(sqlx::Error::Database(e)) => e.is_unique_violation(),
            _ => false,
        }
    }

    /// Something is wrong with the rows at hand, which meets nobody else; else the database is away, or busy.
    pub fn is_of_its_rows(&self) -> bool {
        match self {
            Self::Decode { .. } | Self::Sqlx(sqlx::Error::ColumnDecode { .. } | sqlx::Error::RowNotFound) => true,
            Self::Sqlx(sqlx::Error::Database(e)) => e.kind() != sqlx::error::ErrorKind::Other,
            Self::Sqlx(_) | Self::UnknownUrl(_) => false,
        }
    }

    /// The message of the engine, which names the violated key or column (`person.email`, `person_email_key`).
    pub fn mentions(&self, word: &str) -> bool {
        self.to_string().contains(word)
    }

    pub(crate) fn decode(column: &str, why: impl std::fmt::Display) -> Self {
        Self::Decode { column: column.to_owned(), why: why.to_string() }
    }
}
