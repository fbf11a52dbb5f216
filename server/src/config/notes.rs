//! Settings that are allowed, but perhaps not meant.

use super::{Config, MailRoute};

impl Config {
    /// What would let strangers in. Said at every start.
    pub fn dangers(&self) -> Vec<String> {
        let mut dangers = Vec::new();
        if self.development() {
            let open = "strangers find the mails of everybody there, the demo's log-ins and a card that moves no money";
            if !self.listen.ip().to_canonical().is_loopback() {
                dangers.push(format!(
                    "mode is development, but listen is {}, which others can reach: {open}. For real people set mode = \"production\"; \
                     to try it out, listen on 127.0.0.1",
                    self.listen
                ));
            }
            if self.https() {
                dangers.push(format!(
                    "mode is development, but base_url is {}: if people come there, {open}. For real people set mode = \"production\"",
                    self.base_url
                ));
            }
        }
        dangers
    }

    pub fn notes(&self) -> Vec<&'static str> {
        let mut notes = Vec::new();
        if !self.development() {
            if !self.https() {
                notes.push("base_url is not https: passwords and cookies travel readable");
            }
            if self.mail == MailRoute::Files {
                notes.push("mail is written into files: nobody receives it; set mail to an SMTP address");
            }
            if self.mail_from.ends_with("@localhost>") {
                notes.push("mail_from is the default: other servers will refuse mail from it");
            }
        }
        if !self.worker_in_serve {
            notes.push("worker_in_serve is false: without a running `sentra worker` no mail is sent and no order expires");
        }
        notes
    }
}
