//! The one registry of typed ids. All are `UUIDv7`, made by the backend from the given clock and randomness.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What all ids have in common, so that the database layer can bind and read any of them.
pub trait Id: Copy + From<Uuid> + Into<Uuid> + fmt::Display {}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);
        impl Id for $name {}
        impl From<Uuid> for $name { fn from(u: Uuid) -> Self { Self(u) } }
        impl From<$name> for Uuid { fn from(i: $name) -> Self { i.0 } }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.as_simple().fmt(f) }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> { Uuid::try_parse(s).map(Self) }
        }
    )+};
}

ids! {
    /// A person who can log in.
    PersonId,
    /// A browser's session, logged in or not (the row's id; the secret token is apart).
    SessionId,
    /// A shop of a merchant.
    ShopId,
    ProductId,
    /// A sellable variant of a product: what has a SKU, a price and a stock.
    VariantId,
    PhotoId,
    LicenceId,
    SynonymGroupId,
    CartId,
    CartLineId,
    /// What a shopper placed: one or more sub-orders, paid together.
    OrderId,
    /// The part of an order that one shop fulfils.
    SubOrderId,
    OrderLineId,
    OrderEventId,
    PaymentId,
    StockMoveId,
    JobId,
    NoticeId,
    AuditId,
    /// A counter of the waste bank.
    WasteUnitId,
    WasteMemberId,
    WasteDepositId,
    WasteLineId,
    /// A photo that came with a counter's form, by which its file is named.
    WasteFormPhotoId,
    WasteBatchId,
    /// A count of what lies in a unit.
    WasteCountId,
    WasteSaleId,
    WastePaymentId,
    WastePriceId,
    LedgerEntryId,
    PostingId,
    /// A heritage site.
    SiteId,
    TourId,
    /// A leg of a tour, wherever it stands among the others.
    LegId,
    VehicleId,
    DepartureId,
    /// A rule by which departures recur.
    SeriesId,
    /// A party's seats on a departure.
    BookingId,
    /// One person of a party.
    VisitorId,
    BookingEventId,
    /// One part of how a fare is paid.
    FareTenderId,
    IdentityViewId,
    /// A party on a waiting list.
    WaitId,
    /// An attempt to pay a fare through a gateway.
    FarePaymentId,
    TicketKeyId,
    /// A form that is not sent yet.
    FormDraftId,
    /// A ticket shown at the meeting point.
    RedemptionId,
    IncidentId,
    /// What a party that no mail reaches is to be told.
    PartyCallId,
}
