//! Reading a row of either engine into domain types.

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
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::DbError;

pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The value of a column by its name. A value that the domain type refuses is an error, never a default.
    pub fn get<T: Column>(&self, column: &str) -> Result<T, DbError> {
        T::read(self, column)
    }

    /// A text column that is parsed into a domain type, such as a state.
    pub fn parse<T>(&self, column: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, DbError> {
        let text: String = self.get(column)?;
        parse(&text).ok_or_else(|| DbError::decode(column, format!("unknown value {text:?}")))
    }

    /// A JSON text column.
    pub fn json<T: serde::de::DeserializeOwned>(&self, column: &str) -> Result<T, DbError> {
        serde_json::from_str(&self.get::<String>(column)?).map_err(|e| DbError::decode(column, e))
    }
}

pub trait Column: Sized {
    fn read(row: &Row, column: &str) -> Result<Self, DbError>;
}

macro_rules! native {
    ($($ty:ty),+) => {$(
        impl Column for $ty {
            fn read(row: &Row, column: &str) -> Result<Self, DbError> {
                Ok(match row { Row::Sqlite(r) => r.try_get(column)?, Row::Postgres(r) => r.try_get(column)? })
            }
        }
        impl Column for Option<$ty> {
            fn read(row: &Row, column: &str) -> Result<Self, DbError> {
                Ok(match row { Row::Sqlite(r) => r.try_get(column)?, Row::Postgres(r) => r.try_get(column)? })
            }
        }
    )+};
}
native!(i64, String, bool, Uuid, Vec<u8>, f64);

macro_rules! converted {
    ($($ty:ty : $raw:ty, |$v:ident| $conv:expr;)+) => {$(
        impl Column for $ty {
            fn read(row: &Row, column: &str) -> Result<Self, DbError> {
                let $v: $raw = row.get(column)?;
                $conv.map_err(|e| DbError::decode(column, e))
            }
        }
        impl Column for Option<$ty> {
            fn read(row: &Row, column: &str) -> Result<Self, DbError> {
                let raw: Option<$raw> = row.get(column)?;
                raw.map(|$v| $conv.map_err(|e| DbError::decode(column, e))).transpose()
            }
        }
    )+};
}

type Infallible = std::convert::Infallible;

converted! {
    u32: i64, |v| u32::try_from(v);
    u64: i64, |v| u64::try_from(v);
    Timestamp: i64, |v| Ok::<_, Infallible>(Timestamp(v));
    Rupiah: i64, |v| Ok::<_, Infallible>(Rupiah(v));
    Grams: i64, |v| Ok::<_, Infallible>(Grams(v));
    Locale: String, |v| Locale::from_tag(&v).ok_or("unknown language");
    Phone: String, |v| Phone::parse(&v);
    Slug: String, |v| Slug::parse(&v);
    Kelurahan: String, |v| Kelurahan::parse(&v);
    PersonId: Uuid, |v| Ok::<_, Infallible>(PersonId(v));
    SessionId: Uuid, |v| Ok::<_, Infallible>(SessionId(v));
    ShopId: Uuid, |v| Ok::<_, Infallible>(ShopId(v));
    ProductId: Uuid, |v| Ok::<_, Infallible>(ProductId(v));
    VariantId: Uuid, |v| Ok::<_, Infallible>(VariantId(v));
    PhotoId: Uuid, |v| Ok::<_, Infallible>(PhotoId(v));
    LicenceId: Uuid, |v| Ok::<_, Infallible>(LicenceId(v));
    SynonymGroupId: Uuid, |v| Ok::<_, Infallible>(SynonymGroupId(v));
    CartId: Uuid, |v| Ok::<_, Infallible>(CartId(v));
    CartLineId: Uuid, |v| Ok::<_, Infallible>(CartLineId(v));
    OrderId: Uuid, |v| Ok::<_, Infallible>(OrderId(v));
    SubOrderId: Uuid, |v| Ok::<_, Infallible>(SubOrderId(v));
    OrderLineId: Uuid, |v| Ok::<_, Infallible>(OrderLineId(v));
    OrderEventId: Uuid, |v| Ok::<_, Infallible>(OrderEventId(v));
    PaymentId: Uuid, |v| Ok::<_, Infallible>(PaymentId(v));
    StockMoveId: Uuid, |v| Ok::<_, Infallible>(StockMoveId(v));
    JobId: Uuid, |v| Ok::<_, Infallible>(JobId(v));
    NoticeId: Uuid, |v| Ok::<_, Infallible>(NoticeId(v));
    AuditId: Uuid, |v| Ok::<_, Infallible>(AuditId(v));
    WasteUnitId: Uuid, |v| Ok::<_, Infallible>(WasteUnitId(v));
    WasteMemberId: Uuid, |v| Ok::<_, Infallible>(WasteMemberId(v));
    WasteDepositId: Uuid, |v| Ok::<_, Infallible>(WasteDepositId(v));
    WasteBatchId: Uuid, |v| Ok::<_, Infallible>(WasteBatchId(v));
    WasteCountId: Uuid, |v| Ok::<_, Infallible>(WasteCountId(v));
    WasteSaleId: Uuid, |v| Ok::<_, Infallible>(WasteSaleId(v));
    WasteLineId: Uuid, |v| Ok::<_, Infallible>(WasteLineId(v));
    WastePaymentId: Uuid, |v| Ok::<_, Infallible>(WastePaymentId(v));
    WastePriceId: Uuid, |v| Ok::<_, Infallible>(WastePriceId(v));
    LedgerEntryId: Uuid, |v| Ok::<_, Infallible>(LedgerEntryId(v));
    PostingId: Uuid, |v| Ok::<_, Infallible>(PostingId(v));
    SiteId: Uuid, |v| Ok::<_, Infallible>(SiteId(v));
    TourId: Uuid, |v| Ok::<_, Infallible>(TourId(v));
    LegId: Uuid, |v| Ok::<_, Infallible>(LegId(v));
    VehicleId: Uuid, |v| Ok::<_, Infallible>(VehicleId(v));
    DepartureId: Uuid, |v| Ok::<_, Infallible>(DepartureId(v));
    SeriesId: Uuid, |v| Ok::<_, Infallible>(SeriesId(v));
    BookingId: Uuid, |v| Ok::<_, Infallible>(BookingId(v));
    VisitorId: Uuid, |v| Ok::<_, Infallible>(VisitorId(v));
    BookingEventId: Uuid, |v| Ok::<_, Infallible>(BookingEventId(v));
    FareTenderId: Uuid, |v| Ok::<_, Infallible>(FareTenderId(v));
    IdentityViewId: Uuid, |v| Ok::<_, Infallible>(IdentityViewId(v));
    WaitId: Uuid, |v| Ok::<_, Infallible>(WaitId(v));
    FarePaymentId: Uuid, |v| Ok::<_, Infallible>(FarePaymentId(v));
    TicketKeyId: Uuid, |v| Ok::<_, Infallible>(TicketKeyId(v));
    FormDraftId: Uuid, |v| Ok::<_, Infallible>(FormDraftId(v));
    RedemptionId: Uuid, |v| Ok::<_, Infallible>(RedemptionId(v));
    IncidentId: Uuid, |v| Ok::<_, Infallible>(IncidentId(v));
    PartyCallId: Uuid, |v| Ok::<_, Infallible>(PartyCallId(v));
    MaterialCode: String, |v| MaterialCode::parse(&v);
    Amount: i64, |v| Ok::<_, Infallible>(Amount(v));
    CardNumber: String, |v| CardNumber::parse(&v);
}
