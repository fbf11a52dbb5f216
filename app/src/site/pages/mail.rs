//! `/_mail` (development): the mails that would have been sent.

use std::path::Path;
use std::time::SystemTime;

use leptos::prelude::*;
use mail_parser::MessageParser;

use crate::i18n::t;
use crate::ui::{Empty, Icon, PageHead};
use crate::web::{Ctx, Page, Reply, WebError};

/// More than anybody scrolls through.
const SHOWN: usize = 50;

struct Mail {
    subject: String,
    to: String,
    text: String,
}

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let mails = match &ctx.site().mail_folder {
        Some(folder) => newest(folder).await.map_err(WebError::internal)?,
        None => Vec::new(),
    };
    let page = Page::new(t::site::mail_title(l), move || {
        let none = mails.is_empty().then(|| {
            view! { <Empty of=Icon::Mail title=t::site::mail_empty_title(l) text=t::site::mail_empty_text(l) /> }
        });
        let list = mails
            .into_iter()
            .map(|m| {
                let subject = m.subject;
                view! {
                    <article class="card">
                        <h2>{if subject.is_empty() { t::site::mail_unreadable(l).to_owned() } else { subject }}</h2>
                        <p class="muted small">{t::site::mail_to(l, m.to)}</p>
                        <div class="mail-text">{lines(&m.text)}</div>
                    </article>
                }
            })
            .collect::<Vec<_>>();
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::site::mail_title(l) lead=t::site::mail_lead(l) />
                {none}
                {list}
            </div>
        }
    });
    ctx.page(page.noindex()).await
}

async fn newest(folder: &Path) -> std::io::Result<Vec<Mail>> {
    let mut files = Vec::new();
    let mut entries = match tokio::fs::read_dir(folder).await {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(e),
    };
    while let Some(entry) = entries.next_entry().await? {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "eml") {
            let written = entry.metadata().await?.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            files.push((written, path));
        }
    }
    files.sort_unstable_by(|a, b| b.cmp(a));
    let mut mails = Vec::new();
    for (_, path) in files.into_iter().take(SHOWN) {
        mails.push(read(&tokio::fs::read(path).await?));
    }
    Ok(mails)
}

fn read(bytes: &[u8]) -> Mail {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Mail { subject: String::new(), to: String::new(), text: String::new() };
    };
    let to = message.to().and_then(|a| a.first()).and_then(|a| a.address()).unwrap_or_default().to_owned();
    Mail { subject: message.subject().unwrap_or_default().to_owned(), to, text: message.body_text(0).unwrap_or_default().into_owned() }
}

/// Lines as they were written, addresses as links.
fn lines(text: &str) -> impl IntoView + use<> {
    let line = |line: &str| {
        let words = line
            .split(' ')
            .map(|word| {
                let word = word.to_owned();
                if word.starts_with("http://") || word.starts_with("https://") {
                    let href = word.clone();
                    view! { <a href=href>{word}</a> " " }.into_any()
                } else {
                    view! { {word} " " }.into_any()
                }
            })
            .collect::<Vec<_>>();
        view! { <p>{words}</p> }
    };
    text.lines().map(line).collect::<Vec<_>>()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_mail_is_read_whatever_its_coding() {
        let mail = read(b"To: Siti <siti@example.id>\r\nSubject: =?utf-8?b?UGVzYW5hbiDinJM=?=\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHalo =E2=9C=93\r\n");
        assert_eq!((mail.subject.as_str(), mail.to.as_str(), mail.text.trim()), ("Pesanan \u{2713}", "siti@example.id", "Halo \u{2713}"));
        assert_eq!(read(b"").subject, "");
    }
}
