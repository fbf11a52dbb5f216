//! What can be bound to a statement: a small closed set of types that both engines store alike.

use domain::kernel::clock::Timestamp;
#[allow(clippy::wildcard_imports)] // the registry, whole
use domain::kernel::ids::*;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::kernel::slug::Slug;
use domain::kernel::weight::Grams;
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::Amount;
use domain::wastebank::member::CardNumber;
use uuid::Uuid;

/// `None` keeps its type, because PostgreSQL wants to know it.
#[derive(Clone, Debug)]
pub enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bool(Option<bool>),
    Id(Option<Uuid>),
    Bytes(Option<Vec<u8>>),
    Real(Option<f64>),
}

macro_rules! bindable {
    ($($ty:ty => $variant:ident, |$v:ident| $conv:expr;)+) => {$(
        impl From<$ty> for Value {
            fn from($v: $ty) -> Self { Self::$variant(Some($conv)) }
        }
        impl From<Option<$ty>> for Value {
            fn from(option: Option<$ty>) -> Self { Self::$variant(option.map(|$v| $conv)) }
        }
    )+};
}

bindable! {
    i64 => Int, |v| v;
    i32 => Int, |v| v.into();
    u32 => Int, |v| v.into();
    String => Text, |v| v;
    &str => Text, |v| v.to_owned();
    &String => Text, |v| v.clone();
    bool => Bool, |v| v;
    Uuid => Id, |v| v;
    Vec<u8> => Bytes, |v| v;
    &[u8] => Bytes, |v| v.to_vec();
    f64 => Real, |v| v;
    Timestamp => Int, |v| v.0;
    Rupiah => Int, |v| v.0;
    Grams => Int, |v| v.0;
    Locale => Text, |v| v.tag().to_owned();
    Phone => Text, |v| v.into();
    &Phone => Text, |v| v.to_string();
    Slug => Text, |v| v.into();
    &Slug => Text, |v| v.to_string();
    Kelurahan => Text, |v| v.code().to_owned();
    PersonId => Id, |v| v.0;
    SessionId => Id, |v| v.0;
    ShopId => Id, |v| v.0;
    ProductId => Id, |v| v.0;
    VariantId => Id, |v| v.0;
    PhotoId => Id, |v| v.0;
    LicenceId => Id, |v| v.0;
    SynonymGroupId => Id, |v| v.0;
    CartId => Id, |v| v.0;
    CartLineId => Id, |v| v.0;
    OrderId => Id, |v| v.0;
    SubOrderId => Id, |v| v.0;
    OrderLineId => Id, |v| v.0;
    OrderEventId => Id, |v| v.0;
    PaymentId => Id, |v| v.0;
    StockMoveId => Id, |v| v.0;
    JobId => Id, |v| v.0;
    NoticeId => Id, |v| v.0;
    AuditId => Id, |v| v.0;
    WasteUnitId => Id, |v| v.0;
    WasteMemberId => Id, |v| v.0;
    WasteDepositId => Id, |v| v.0;
    WasteBatchId => Id, |v| v.0;
    WasteCountId => Id, |v| v.0;
    WasteSaleId => Id, |v| v.0;
    WasteLineId => Id, |v| v.0;
    WastePaymentId => Id, |v| v.0;
    WastePriceId => Id, |v| v.0;
    LedgerEntryId => Id, |v| v.0;
    PostingId => Id, |v| v.0;
    SiteId => Id, |v| v.0;
    TourId => Id, |v| v.0;
    LegId => Id, |v| v.0;
    VehicleId => Id, |v| v.0;
    DepartureId => Id, |v| v.0;
    SeriesId => Id, |v| v.0;
    BookingId => Id, |v| v.0;
    VisitorId => Id, |v| v.0;
    BookingEventId => Id, |v| v.0;
    FareTenderId => Id, |v| v.0;
    IdentityViewId => Id, |v| v.0;
    WaitId => Id, |v| v.0;
    FarePaymentId => Id, |v| v.0;
    TicketKeyId => Id, |v| v.0;
    FormDraftId => Id, |v| v.0;
    RedemptionId => Id, |v| v.0;
    IncidentId => Id, |v| v.0;
    PartyCallId => Id, |v| v.0;
    MaterialCode => Text, |v| v.to_string();
    Amount => Int, |v| v.0;
    CardNumber => Text, |v| v.digits();
}
