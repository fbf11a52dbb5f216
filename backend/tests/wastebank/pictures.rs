//! What is worth much waits for a photo of the goods.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::testing::wastebank::{Counter, line};
use backend::testing::world::World;
use backend::wastebank::forget_photos::forget_photos;
use backend::wastebank::keep_form_photo::{FormPhotoError, has_form_photo, keep_form_photo};
use backend::wastebank::keep_slip_photo::{SlipPhotoError, keep_slip_photo, read_slip_photo};
use backend::wastebank::read_slip::{AnySlip, read_slip};
use backend::wastebank::take_deposit::{TakeDeposit, TakeDepositError, take_deposit};
use bytes::Bytes;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::ids::WasteFormPhotoId;
use domain::kernel::money::Rupiah;
use futures::StreamExt;

use super::{assert_books_balance, balance, number, picture};

/// Two kilograms of copper: the least that needs a photo, and no second person.
fn copper(c: &Counter, nonce: &str) -> TakeDeposit {
    c.form(nonce, vec![line("LG-07", 2_000)], 150_000)
}

async fn is_pictured(w: &World, c: &Counter, number: &str) -> bool {
    let AnySlip::Deposit(found) = read_slip(&w.deps, &c.operator, number).await.unwrap() else { panic!("a deposit") };
    found.slip.photo.is_some()
}

both_engines!(a_large_deposit_is_credited_with_its_photo_and_not_before, |w| {
    let c = w.counter().await;
    let form = copper(&c, "besar");
    let missing = take_deposit(&w.deps, &c.operator, &form).await;
    assert!(matches!(missing, Err(TakeDepositError::PhotoMissing { from: Rupiah(150_000) })), "{missing:?}");
    assert_eq!((balance(&w, c.member.id).await, number(&w, "SELECT COUNT(*) AS n FROM waste_deposit").await), (0, 0));
    let text = keep_form_photo(&w.deps, &c.operator, c.unit, "besar", Bytes::from_static(b"bukan foto")).await;
    assert!(matches!(text, Err(FormPhotoError::Photo(_))));
    // A photo of another form, or that another operator sent with this key, is not this one's.
    keep_form_photo(&w.deps, &c.operator, c.unit, "lain", picture(64)).await.unwrap();
    keep_form_photo(&w.deps, &c.witness, c.unit, "besar", picture(64)).await.unwrap();
    assert!(!has_form_photo(&w.deps, &c.operator, c.unit, "besar").await.unwrap());
    assert!(matches!(take_deposit(&w.deps, &c.operator, &form).await, Err(TakeDepositError::PhotoMissing { .. })));

    keep_form_photo(&w.deps, &c.operator, c.unit, "besar", picture(64)).await.unwrap();
    w.pass(1);
    keep_form_photo(&w.deps, &c.operator, c.unit, "besar", picture(80)).await.unwrap();
    assert!(has_form_photo(&w.deps, &c.operator, c.unit, "besar").await.unwrap());
    let slip = take_deposit(&w.deps, &c.operator, &form).await.unwrap();
    assert_eq!(take_deposit(&w.deps, &c.operator, &form).await.unwrap(), slip, "sent again it is the same slip");
    assert!(is_pictured(&w, &c, &slip).await);
    let kept = read_slip_photo(&w.deps, &c.operator, &slip).await.unwrap().unwrap();
    assert_eq!(image::load_from_memory(&kept).unwrap().width(), 80, "the newest one");
    assert_eq!((balance(&w, c.member.id).await, number(&w, "SELECT COUNT(*) AS n FROM waste_photo").await), (150_000, 1));
    assert_books_balance(&w).await;
});

both_engines!(one_photo_is_one_slip_s_however_often_its_form_is_sent, |w| {
    let c = w.counter().await;
    let form = copper(&c, "besar");
    keep_form_photo(&w.deps, &c.operator, c.unit, "besar", picture(64)).await.unwrap();
    let sent: Vec<_> = (0..6)
        .map(|_| {
            let (deps, operator, form) = (w.deps.clone(), c.operator.clone(), form.clone());
            tokio::spawn(async move { take_deposit(&deps, &operator, &form).await.unwrap() })
        })
        .collect();
    let mut slips = Vec::new();
    for one in sent {
        slips.push(one.await.unwrap());
    }
    slips.dedup();
    assert_eq!((slips.len(), balance(&w, c.member.id).await), (1, 150_000));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_photo").await, 1);
    assert_books_balance(&w).await;
});

both_engines!(what_is_worth_less_needs_no_photo_and_has_the_one_that_came, |w| {
    let c = w.counter().await;
    let less = |nonce| c.form(nonce, vec![line("LG-07", 1_999)], 149_925);
    let slip = take_deposit(&w.deps, &c.operator, &less("tanpa")).await.unwrap();
    assert!(!is_pictured(&w, &c, &slip).await);
    // It came while the sum was larger, and the page has said that it is kept.
    keep_form_photo(&w.deps, &c.operator, c.unit, "kecil", picture(64)).await.unwrap();
    let missing = take_deposit(&w.deps, &c.operator, &copper(&c, "lain")).await;
    assert!(matches!(missing, Err(TakeDepositError::PhotoMissing { .. })), "{missing:?}");
    let said = TakeDeposit { pictured: true, ..less("kecil") };
    let slip = take_deposit(&w.deps, &c.operator, &said).await.unwrap();
    assert!(is_pictured(&w, &c, &slip).await);
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_form_photo").await, 0, "it is the slip's alone");
    // The meeting point does not wait.
    let slip = w.deposit_on_the_way(&c.operator, &copper(&c, "bus")).await;
    assert!(!is_pictured(&w, &c, &slip).await);
});

both_engines!(a_photo_that_no_slip_took_is_forgotten, |w| {
    let c = w.counter().await;
    let stranger = w.person("Orang", &[]).await;
    let theirs = keep_form_photo(&w.deps, &stranger, c.unit, "x", picture(64)).await;
    assert!(matches!(theirs, Err(FormPhotoError::Counter(_))));
    assert!(has_form_photo(&w.deps, &stranger, c.unit, "x").await.is_err());
    for nonce in [String::new(), "x".repeat(200)] {
        let refused = keep_form_photo(&w.deps, &c.operator, c.unit, &nonce, picture(64)).await;
        assert!(matches!(refused, Err(FormPhotoError::Nonce)));
    }
    assert_eq!(w.deps.blobs.keys("waste").count().await, 0, "nothing of these was kept");
    for nonce in ["satu", "dua"] {
        keep_form_photo(&w.deps, &c.operator, c.unit, nonce, picture(64)).await.unwrap();
    }
    let slip = take_deposit(&w.deps, &c.operator, &copper(&c, "satu")).await.unwrap();
    w.pass(DAY);
    assert_eq!(forget_photos(&w.deps).await.unwrap(), 0, "a form may stay open for a day");
    w.pass(HOUR);
    assert_eq!(forget_photos(&w.deps).await.unwrap(), 1);
    assert_eq!(w.deps.blobs.keys("waste").count().await, 1, "the one that the slip has");
    assert!(read_slip_photo(&w.deps, &c.operator, &slip).await.unwrap().is_some());
    let late = take_deposit(&w.deps, &c.operator, &copper(&c, "dua")).await;
    assert!(matches!(late, Err(TakeDepositError::PhotoMissing { .. })), "{late:?}");
});

both_engines!(no_photo_stays_behind_that_nothing_knows, |w| {
    let c = w.counter().await;
    for nonce in ["satu", "dua"] {
        keep_form_photo(&w.deps, &c.operator, c.unit, nonce, picture(64)).await.unwrap();
    }
    let slip = take_deposit(&w.deps, &c.operator, &copper(&c, "satu")).await.unwrap();
    // As a crash leaves them: before the row was written, or after it went and before its file did.
    let left: [WasteFormPhotoId; 2] = [w.deps.id(), w.deps.id()];
    for id in left {
        w.deps.blobs.put(&format!("waste/form/{id}.jpg"), picture(64)).await.unwrap();
    }
    assert_eq!(forget_photos(&w.deps).await.unwrap(), 0, "they may be on their way");
    w.pass(HOUR + 1);
    assert_eq!(forget_photos(&w.deps).await.unwrap(), 2);
    assert!(has_form_photo(&w.deps, &c.operator, c.unit, "dua").await.unwrap(), "its form is open");
    assert_eq!(w.deps.blobs.keys("waste").count().await, 2);
    assert!(read_slip_photo(&w.deps, &c.operator, &slip).await.unwrap().is_some());
});

both_engines!(a_slip_s_photo_whose_row_could_not_be_written_is_forgotten, |w| {
    let c = w.counter().await;
    let slip = w.deposit_on_the_way(&c.operator, &copper(&c, "bus")).await;
    let rename = async |q: &'static str| {
        let mut tx = w.deps.db.begin().await.unwrap();
        tx.execute(sql(q)).await.unwrap();
        tx.commit().await.unwrap();
    };
    // The file is written, its row is refused.
    rename("ALTER TABLE waste_photo RENAME COLUMN by_id TO by_whom").await;
    let refused = keep_slip_photo(&w.deps, &c.operator, &slip, picture(64)).await;
    rename("ALTER TABLE waste_photo RENAME COLUMN by_whom TO by_id").await;
    assert!(matches!(refused, Err(SlipPhotoError::Db(_))), "{refused:?}");
    assert_eq!(w.deps.blobs.keys("waste").count().await, 1);
    keep_slip_photo(&w.deps, &c.operator, &slip, picture(80)).await.unwrap();
    assert_eq!(forget_photos(&w.deps).await.unwrap(), 0, "they may be on their way");
    w.pass(HOUR + 1);
    assert_eq!(forget_photos(&w.deps).await.unwrap(), 1);
    let kept = read_slip_photo(&w.deps, &c.operator, &slip).await.unwrap().unwrap();
    assert_eq!(image::load_from_memory(&kept).unwrap().width(), 80, "the slip's stays");
});
