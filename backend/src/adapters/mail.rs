//! Mail out: SMTP, or files in the data folder (the default).

use std::path::PathBuf;
use std::time::Duration;

use async_trait::async_trait;
use domain::kernel::ids::JobId;
use lettre::message::{Mailbox, header::ContentType};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A server that has not taken a mail by then is tried again later.
const PATIENCE: Duration = Duration::from_secs(10);

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
    #[error("SMTP: no end after {} s", PATIENCE.as_secs())]
    Slow(#[from] tokio::time::error::Elapsed),
    #[error("mail folder: {0}")]
    Folder(#[from] std::io::Error),
}

#[async_trait]
pub trait Mailer: Send + Sync {
    /// The same job sent twice is the same mail twice: it carries the same name.
    async fn send(&self, job: JobId, mail: &Mail) -> Result<(), MailError>;
}

/// Is this a sender? `Sentra <halo@sentra.example>`
pub fn check_sender(from: &str) -> Result<(), MailError> {
    from.parse::<Mailbox>()?;
    Ok(())
}

/// Can the address of a mail server be understood? Nobody is asked.
pub fn check_smtp(url: &str) -> Result<(), MailError> {
    AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?;
    Ok(())
}

fn message(from: &Mailbox, job: JobId, mail: &Mail) -> Result<Message, MailError> {
    let to: Mailbox = mail.to.parse()?;
    Ok(Message::builder()
        .message_id(Some(format!("<{job}@{}>", from.email.domain())))
        .from(from.clone())
        .to(to)
        .subject(mail.subject.clone())
        .header(ContentType::TEXT_PLAIN)
        .body(mail.body.clone())?)
}

/// `.eml` files in a folder, to be read by a page in development.
pub struct FileMailer {
    from: Mailbox,
    folder: PathBuf,
}

impl FileMailer {
    pub fn new(folder: PathBuf, from: &str) -> Result<Self, MailError> {
        std::fs::create_dir_all(&folder)?;
        Ok(Self { from: from.parse()?, folder })
    }
}

#[async_trait]
impl Mailer for FileMailer {
    async fn send(&self, job: JobId, mail: &Mail) -> Result<(), MailError> {
        let text = message(&self.from, job, mail)?.formatted();
        // Written aside first: whoever reads the folder never finds half a mail.
        let (aside, file) = (self.folder.join(format!("{job}.part")), self.folder.join(format!("{job}.eml")));
        let written = tokio::task::spawn_blocking(move || {
            std::fs::write(&aside, text)?;
            std::fs::rename(&aside, file)
        });
        Ok(written.await.map_err(std::io::Error::other)??)
    }
}

pub struct SmtpMailer {
    from: Mailbox,
    transport: AsyncSmtpTransport<Tokio1Executor>,
    patience: Duration,
}

impl SmtpMailer {
    /// `smtps://user:password@host:465` or `smtp://…?tls=required`.
    pub fn new(url: &str, from: &str) -> Result<Self, MailError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.build();
        Ok(Self { from: from.parse()?, transport, patience: PATIENCE })
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, job: JobId, mail: &Mail) -> Result<(), MailError> {
        // The transport's own limit ends with connecting: a server that then says nothing would be waited for for ever.
        tokio::time::timeout(self.patience, self.transport.send(message(&self.from, job, mail)?)).await??;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[tokio::test]
    async fn a_mail_that_is_sent_again_is_the_same_mail() {
        let dir = tempfile::tempdir().unwrap();
        let mailer = FileMailer::new(dir.path().to_owned(), "Sentra <halo@sentra.example>").unwrap();
        let mail = Mail { to: "siti@example.id".to_owned(), subject: "Pesanan".to_owned(), body: "Terima kasih.".to_owned() };
        let job = JobId(Uuid::from_u128(7));
        for _ in 0..2 {
            mailer.send(job, &mail).await.unwrap();
        }
        mailer.send(JobId(Uuid::from_u128(8)), &mail).await.unwrap();
        let mut names: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, [format!("{job}.eml"), format!("{}.eml", JobId(Uuid::from_u128(8)))]);
        let text = std::fs::read_to_string(dir.path().join(&names[0])).unwrap();
        assert!(text.contains(&format!("Message-ID: <{job}@sentra.example>")), "{text}");
    }

    #[tokio::test]
    async fn a_server_that_says_nothing_is_not_waited_for_long() {
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut mailer = SmtpMailer::new(&format!("smtp://{}", silent.local_addr().unwrap()), "halo@sentra.example").unwrap();
        mailer.patience = Duration::from_millis(50);
        let mail = Mail { to: "siti@example.id".to_owned(), subject: "Pesanan".to_owned(), body: "Terima kasih.".to_owned() };
        let sent = mailer.send(JobId(Uuid::from_u128(7)), &mail).await;
        assert!(matches!(sent, Err(MailError::Slow(_))), "{sent:?}");
    }
}
