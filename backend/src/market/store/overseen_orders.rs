//! Orders as the office looks for them: whoever sold, whoever bought.

use domain::kernel::clock::Timestamp;
use domain::kernel::money::Rupiah;
use domain::kernel::paging::{PageRequest, Paged};
use domain::market::order::OrderState;
use domain::market::payment::PaymentState;

use crate::db::{DbError, Row, Run, dialect, sql};

/// One shop's part of an order in the office's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverseenOrder {
    pub number: String,
    pub shop: String,
    pub buyer: String,
    pub state: OrderState,
    pub payment: PaymentState,
    pub total: Rupiah,
    /// Since when it is in its state.
    pub since: Timestamp,
}

/// What the office looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overseen {
    /// Late, and nobody says whether it has come.
    Overdue,
    /// Money that goes back to the shopper.
    RefundDue,
    /// A part of a number, of the order or of one shop's part.
    Number(String),
}

impl Overseen {
    fn condition(&self) -> (&'static str, String) {
        match self {
            Self::Overdue => ("b.state = $1", OrderState::Overdue.code().to_owned()),
            Self::RefundDue => ("b.payment_state = $1", PaymentState::RefundDue.code().to_owned()),
            Self::Number(text) => ("b.number LIKE $1 ESCAPE '\\'", dialect::containing(&text.trim().to_uppercase())),
        }
    }
}

/// Those that wait longest first.
pub async fn list(run: &mut impl Run, what: &Overseen, page: PageRequest) -> Result<Paged<OverseenOrder>, DbError> {
    let (condition, value) = what.condition();
    let total = run.fetch_one(sql(format!("SELECT COUNT(*) AS n FROM sub_order b WHERE {condition}")).bind(&value)).await?.get("n")?;
    let q = format!(
        "SELECT b.number, s.name AS shop, o.contact_name AS buyer, b.state, b.payment_state, b.total, b.state_at FROM sub_order b \
         JOIN market_order o ON o.id = b.order_id JOIN shop s ON s.id = b.shop_id WHERE {condition} ORDER BY b.state_at, b.id LIMIT $2 OFFSET $3"
    );
    let rows = run.fetch_all(sql(q).bind(&value).bind(page.limit()).bind(page.offset())).await?;
    let row = |r: &Row| {
        Ok(OverseenOrder {
            number: r.get("number")?,
            shop: r.get("shop")?,
            buyer: r.get("buyer")?,
            state: r.parse("state", OrderState::from_code)?,
            payment: r.parse("payment_state", PaymentState::from_code)?,
            total: r.get("total")?,
            since: r.get("state_at")?,
        })
    };
    Ok(Paged { items: rows.iter().map(row).collect::<Result<_, DbError>>()?, total, request: page })
}
