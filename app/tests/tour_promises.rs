//! What the public pages of a tour promise before anybody books: how it can be paid, what a change of mind costs, and who sets that.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;
#[path = "support/visitor.rs"]
mod visitor;

use std::sync::Arc;

use backend::heritage::set_terms::set_terms;
use backend::testing::world::World;
use domain::heritage::terms::Terms;
use domain::kernel::money::Rupiah;
use support::Client;
use visitor::Visitor;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_is_promised_only_where_the_house_takes_one() {
    let mut w = World::sqlite().await;
    let with = "Bayar sekarang, kursi langsung pasti";
    Arc::get_mut(&mut w.deps).unwrap().gateways.card = None;
    w.sightseeing().await;
    let c = Client::new(&w);
    c.get("/wisata/wisata-militer").await.has("Tiga cara membayar").has_not(with);
    c.get("/en/wisata").await.has("Cash at the meeting point.").has_not("or a card");
    let w = World::sqlite().await;
    w.sightseeing().await;
    let c = Client::new(&w);
    c.get("/wisata/wisata-militer").await.has("Empat cara membayar").has(with);
    c.get("/en/wisata").await.has("or a card");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cancelling_and_moving_late_cost_is_told_before_booking() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let c = Client::new(&w);
    for (late_fee_percent, late_fee, move_fee_percent, id, en) in [
        (25, 0, 10, ["potongan 25% dari ongkos.", "biayanya 10% dari ongkos"], ["we keep 25% of the fare.", "it costs 10% of the fare"]),
        (0, 25_000, 10, ["potongan Rp25.000 tiap pesanan.", "10% dari"], ["we keep Rp25.000 of each booking.", "10% of"]),
        (
            5,
            25_000,
            0,
            ["potongan 5% dari ongkos ditambah Rp25.000 tiap pesanan.", "Pindah tanggal gratis sampai 24 jam"],
            ["we keep 5% of the fare and Rp25.000 of each booking.", "for free until 24 hours before"],
        ),
        (
            0,
            0,
            0,
            ["masih bisa batal tanpa potongan, sampai 24 jam", "gratis sampai 24"],
            ["until 24 hours before, at no charge", "free until 24"],
        ),
    ] {
        let terms = Terms { late_fee_percent, late_fee: Rupiah(late_fee), last_move_hours: 24, move_fee_percent, ..s.tour.terms };
        set_terms(&w.deps, &s.officer, s.tour.id, &terms, w.deps.now()).await.unwrap();
        c.get("/wisata/wisata-militer").await.has(id[0]).has(id[1]).has_not("potongan 0%").has_not("biayanya 0%");
        c.get("/en/wisata/wisata-militer").await.has(en[0]).has(en[1]).has_not("keep 0%").has_not("costs 0%");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_officer_sets_terms_within_their_limits() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let (officer, path) = (Visitor::new(&w, &s.officer), "/meja-wisata/tur/wisata-militer/syarat");
    officer.get(path).await.is(200).has("Pindah dengan biaya sampai").has("name=\"first_reminder_days\"").has("name=\"ticket_hours\"");
    let from = w.deps.now().wib().date_input();
    let mut form = vec![
        ("village_share_percent", "15"),
        ("least_waste_percent", "0"),
        ("least_grams_each", "1000"),
        ("largest_party", "12"),
        ("hold_minutes", "20"),
        ("moved_up_hours", "12"),
        ("free_cancel_hours", "72"),
        ("last_cancel_hours", "24"),
        ("late_fee_percent", "25"),
        ("late_fee", "0"),
        ("last_move_hours", "48"),
        ("move_fee_percent", "20"),
        ("ticket_hours", "2"),
        ("first_reminder_days", "14"),
        ("last_reminder_days", "2"),
        ("no_show_hours", "12"),
        ("back_hours", "3"),
        ("review_days", "21"),
        ("purge_days", "14"),
        ("from", from.as_str()),
    ];
    for (field, value, why) in [
        ("last_move_hours", "73", "Batas terakhir tidak boleh lebih awal"),
        ("move_fee_percent", "101", "Isi angka dari 0 sampai 100."),
        ("ticket_hours", "0", "Isi angka dari 1 sampai 24."),
        ("last_reminder_days", "14", "Pengingat kedua harus lebih dekat"),
        ("first_reminder_days", "61", "Isi angka dari 0 sampai 60."),
        ("review_days", "0", "Isi angka dari 1 sampai 366."),
    ] {
        let wrong: Vec<_> = form.iter().map(|(n, v)| (*n, if *n == field { value } else { *v })).collect();
        officer.post(path, &wrong).await.is(422).has(why).has(&format!("value=\"{value}\""));
    }
    officer.post(path, &form).await.leads_to(path);
    officer.get(path).await.is(200).has("value=\"48\"").has("14 hari sebelumnya").has("21 hari sesudahnya");
    Client::new(&w).get("/wisata/wisata-militer").await.has("sampai 48 jam sebelum berangkat, biayanya 20%");
    form.retain(|(name, _)| *name != "ticket_hours");
    officer.post(path, &form).await.is(422);
}
