//! Telling people: a notice in the inbox of those who have one, and a mail where an address is known, written in the
//! transaction of the change that they tell of.

use domain::kernel::ids::{PersonId, ShopId};
use domain::kernel::locale::Locale;
use domain::market::payment::PaymentMethod;

use crate::adapters::mail::Mail;
use crate::db::{DbError, Row, Run, Tx, dialect, sql};
use crate::deps::Deps;
use crate::jobs::{self, Job};
use crate::links;
use crate::market::plan_order::Plan;
use crate::market::store::orders::NewOrder;
use crate::notices::Notice;
use crate::notices::store::{self, NewNotice};
use crate::words::notices as words;

/// Somebody who is told something. A guest has no inbox, a person may have no e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    pub person: Option<PersonId>,
    pub name: String,
    pub email: Option<String>,
    pub locale: Locale,
}

/// The owner of a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopReader {
    pub shop: ShopId,
    pub shop_name: String,
    pub reader: Reader,
}

pub struct Message<'a> {
    pub to: &'a Reader,
    pub notice: Notice,
    /// A path of the site without the language's prefix.
    pub href: String,
    /// Names the occasion: it stands once in an inbox. A mail is sent each time, so whoever tells does it once.
    pub occasion: String,
}

pub async fn tell(tx: &mut Tx, deps: &Deps, messages: &[Message<'_>]) -> Result<(), DbError> {
    let inbox = messages.iter().filter_map(|m| {
        let person = m.to.person?;
        Some(NewNotice { id: deps.id(), person, notice: &m.notice, href: &m.href, key: format!("{}:{person}", m.occasion) })
    });
    store::insert(tx, deps.now(), &inbox.collect::<Vec<_>>()).await?;
    let mails: Vec<Job> = messages.iter().filter_map(|m| mail(deps, m)).map(|mail| Job::SendMail { mail }).collect();
    jobs::enqueue_all(tx, deps, &mails).await
}

/// The same to several people with an account, each in their own language.
pub(crate) async fn tell_each(
    tx: &mut Tx,
    deps: &Deps,
    people: &[PersonId],
    notice: &Notice,
    href: &str,
    occasion: &str,
) -> Result<(), DbError> {
    let people = readers(tx, people).await?;
    let message = |to| Message { to, notice: notice.clone(), href: href.to_owned(), occasion: occasion.to_owned() };
    tell(tx, deps, &people.iter().map(message).collect::<Vec<_>>()).await
}

fn mail(deps: &Deps, m: &Message<'_>) -> Option<Mail> {
    let to = m.to.email.clone()?;
    let l = m.to.locale;
    let text = m.notice.text(l);
    let link = format!("{}{}", deps.base_url, l.path(&m.href));
    let parts = [words::mail_hello(l, &m.to.name), text.body, words::mail_look(l, link), words::mail_closing(l).to_owned()];
    Some(Mail { to, subject: text.title, body: parts.join("\n\n") })
}

/// People with an account, by name.
async fn readers(run: &mut impl Run, people: &[PersonId]) -> Result<Vec<Reader>, DbError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let q = format!("SELECT id, name, email, locale FROM person WHERE id IN ({}) ORDER BY name, id", dialect::list(people.len(), 1));
    let reader =
        |r: &Row| Ok(Reader { person: Some(r.get("id")?), name: r.get("name")?, email: r.get("email")?, locale: r.get("locale")? });
    run.fetch_all(sql(q).bind_all(people.iter().copied())).await?.iter().map(reader).collect()
}

pub(crate) fn shop_reader(r: &Row) -> Result<ShopReader, DbError> {
    let reader =
        Reader { person: r.get("owner_id")?, name: r.get("owner_name")?, email: r.get("owner_email")?, locale: r.get("owner_locale")? };
    Ok(ShopReader { shop: r.get("shop_id")?, shop_name: r.get("shop_name")?, reader })
}

/// The owners of shops.
pub async fn shop_readers(run: &mut impl Run, shops: &[ShopId]) -> Result<Vec<ShopReader>, DbError> {
    let q = format!(
        "SELECT s.id AS shop_id, s.name AS shop_name, s.owner_id, o.name AS owner_name, o.email AS owner_email, o.locale AS owner_locale \
         FROM shop s JOIN person o ON o.id = s.owner_id WHERE s.id IN ({})",
        dialect::list(shops.len(), 1)
    );
    run.fetch_all(sql(q).bind_all(shops.iter().copied())).await?.iter().map(shop_reader).collect()
}

/// Who places an order: told at the address given with it, or at that of the account.
pub async fn shopper(run: &mut impl Run, new: &NewOrder<'_>) -> Result<Reader, DbError> {
    let typed = new.contact.email.as_ref().map(ToString::to_string);
    let email = match (typed, new.person) {
        (None, Some(person)) => {
            let row = run.fetch_optional(sql("SELECT email FROM person WHERE id = $1").bind(person)).await?;
            row.map(|r| r.get::<Option<String>>("email")).transpose()?.flatten()
        }
        (typed, _) => typed,
    };
    Ok(Reader { person: new.person, name: new.contact.name.clone(), email, locale: new.locale })
}

/// The shopper has the link; the shops learn of a cash order now, of a card order when it is paid.
pub(crate) async fn order_placed(tx: &mut Tx, deps: &Deps, plan: &Plan<'_>) -> Result<(), DbError> {
    let new = &plan.new;
    let (number, total) = (new.number.clone(), new.totals.total());
    let until = plan.deadline.unwrap_or(new.at);
    let notice = match new.method {
        PaymentMethod::Cash => Notice::OrderPlaced { number, total },
        PaymentMethod::Card => Notice::OrderAwaitsPayment { number, total, until },
    };
    let mut messages = vec![Message { to: &plan.shopper, notice, href: links::order(&new.secret), occasion: format!("placed:{}", new.id) }];
    if new.method == PaymentMethod::Cash {
        for sub in &new.subs {
            if let Some(s) = plan.shops.iter().find(|s| s.shop == sub.shop) {
                let (shop, buyer) = (s.shop_name.clone(), new.contact.name.clone());
                let notice = Notice::NewOrder { number: sub.number.clone(), shop, buyer, total: sub.totals.total(), until };
                messages.push(Message { to: &s.reader, notice, href: links::shop_order(&sub.number), occasion: format!("new:{}", sub.id) });
            }
        }
    }
    tell(tx, deps, &messages).await
}
