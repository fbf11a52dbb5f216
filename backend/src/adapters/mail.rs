//! Mail out: SMTP, or files in the data folder (the default).

use std::path::PathBuf;

use async_trait::async_trait;
use lettre::message::{Mailbox, header::ContentType};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Plain text, for people on slow networks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub body: String,
}

#[derive(Debug, Error)]
pub enum MailError {
    #[error("mail address: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("mail message: {0}")]
    Message(#[from] lettre::error::Error),
    #[error("SMTP: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("mail file: {0}")]
    File(#[from] lettre::transport::file::Error),
    #[error("mail folder: {0}")]
    Folder(#[from] std::io::Error),
}

#[async_trait]
pub trait Mailer: Send + Sync {
    async fn send(&self, mail: &Mail) -> Result<(), MailError>;
}

fn message(from: &Mailbox, mail: &Mail) -> Result<Message, MailError> {
    let to: Mailbox = mail.to.parse()?;
    Ok(Message::builder()
        .from(from.clone())
        .to(to)
        .subject(mail.subject.clone())
        .header(ContentType::TEXT_PLAIN)
        .body(mail.body.clone())?)
}

/// `.eml` files in a folder, to be read by a page in development.
pub struct FileMailer {
    from: Mailbox,
    transport: AsyncFileTransport<Tokio1Executor>,
}

impl FileMailer {
    pub fn new(folder: PathBuf, from: &str) -> Result<Self, MailError> {
        std::fs::create_dir_all(&folder)?;
        Ok(Self { from: from.parse()?, transport: AsyncFileTransport::<Tokio1Executor>::new(folder) })
    }
}

#[async_trait]
impl Mailer for FileMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        self.transport.send(message(&self.from, mail)?).await?;
        Ok(())
    }
}

pub struct SmtpMailer {
    from: Mailbox,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl SmtpMailer {
    /// `smtps://user:password@host:465` or `smtp://…?tls=required`.
    pub fn new(url: &str, from: &str) -> Result<Self, MailError> {
        Ok(Self { from: from.parse()?, transport: AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.build() })
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        self.transport.send(message(&self.from, mail)?).await?;
        Ok(())
    }
}
