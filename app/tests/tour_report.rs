//! The officer's report: on the page, as CSV and as a workbook, with the same figures.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "support/visitor.rs"]
mod visitor;

use std::io::Read;

use backend::flows::tours::settle::{SettleFare, settle_fare};
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::testing::heritage::saturday;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::DAY;
use domain::kernel::money::Rupiah;
use visitor::Visitor;

const PATH: &str = "/meja-wisata/laporan";
const DECEMBER: &str = "jangka=month&dari=2026-12-05";

/// A party of two that has paid in cash, and a departure a week later without anybody.
async fn december() -> (World, Visitor) {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    w.departure(&s, saturday().plus(7 * DAY)).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let b = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret)).await.unwrap();
    let form = SettleFare { nonce: "a".to_owned(), departure: d, number: b.number, waste: None, cash: Rupiah(40_000), at: saturday() };
    settle_fare(&w.deps, &s.guide, &form).await.unwrap();
    let officer = Visitor::new(&w, &s.officer);
    (w, officer)
}

/// A file of a workbook: the entry's head, its name, and a stream of deflate.
fn unpacked(book: &[u8], name: &str) -> String {
    let find = |from: usize, what: &[u8]| book[from..].windows(what.len()).position(|x| x == what).map(|at| from + at);
    let mut from = 0;
    while let Some(at) = find(from, b"PK\x03\x04") {
        let short = |i: usize| usize::from(book[at + i]) + 256 * usize::from(book[at + i + 1]);
        let (named, more) = (short(26), short(28));
        if &book[at + 30..at + 30 + named] == name.as_bytes() {
            let mut text = String::new();
            flate2::read::DeflateDecoder::new(&book[at + 30 + named + more..]).read_to_string(&mut text).unwrap();
            return text;
        }
        from = at + 4;
    }
    panic!("{name} is not in the workbook")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sums_stand_under_the_departures() {
    let (_w, officer) = december().await;
    let page = officer.get(&format!("{PATH}?{DECEMBER}")).await.is(200);
    let page = page.has("Desember 2026").has("dari 50 kursi yang ditawarkan").has("Rp40.000 diterima, Rp0 dikembalikan");
    let page = page.has("0 tidak datang, 0 ditolak").has("12 Des 2026").has("19 Des 2026").has("<tfoot>").has("<svg class=\"bars\"");
    page.has("/meja-wisata/laporan?jangka=month&amp;dari=2026-11-01").has("/meja-wisata/laporan.csv?jangka=month&amp;dari=2026-12-01");
    officer.get(&format!("/en{PATH}?{DECEMBER}")).await.is(200).has("of 50 seats on offer").has("Rp40.000 received, Rp0 given back");
    officer.get(&format!("{PATH}?jangka=quarter&dari=2026-12-05")).await.is(200).has("Triwulan 4 2026");
    officer.get(&format!("{PATH}?jangka=year&dari=2026-12-05&tur=wisata-militer")).await.is(200).has("tur=wisata-militer");
    officer.get(PATH).await.is(200).has("Belum ada keberangkatan").has("November 2026").has_not("laporan.csv");
    officer.get("/meja-wisata").await.is(200).has("href=\"/meja-wisata/laporan\"");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_read_is_said_beside_its_field() {
    let (w, officer) = december().await;
    for (query, words) in [
        ("jangka=month&dari=kemarin", "Pilih tanggal."),
        ("jangka=days&dari=2026-12-05", "Pilih hari terakhirnya."),
        ("jangka=days&dari=2026-12-05&sampai=2026-12-04", "Hari terakhir tidak boleh sebelum hari pertama."),
        ("jangka=days&dari=2016-12-05&sampai=2026-12-04", "Paling lama lima tahun."),
    ] {
        officer.get(&format!("{PATH}?{query}")).await.is(422).has(words).has("id=\"f-dari\"");
        for file in ["csv", "xlsx"] {
            officer.get(&format!("{PATH}.{file}?{query}")).await.leads_to(&format!("{PATH}?{query}"));
        }
    }
    officer.get(&format!("{PATH}?{DECEMBER}&tur=tidak-ada")).await.is(404);
    let (stranger, office) = (w.person("Orang", &[]).await, w.person("Petugas", &[Role::Officer]).await);
    for actor in [&stranger, &office] {
        for path in [PATH.to_owned(), format!("{PATH}.csv"), format!("{PATH}.xlsx")] {
            Visitor::new(&w, actor).get(&path).await.is(404);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_hold_the_same_figures() {
    let (_w, officer) = december().await;
    let csv = officer.get(&format!("{PATH}.csv?{DECEMBER}")).await.is(200);
    assert_eq!(csv.kind, "text/csv; charset=utf-8");
    let lines: Vec<&str> = csv.body.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}Berangkat;Jam;Tur;Keadaan;Pemandu;Kursi ditawarkan;Terjual;"), "{}", lines[0]);
    assert!(lines[1].starts_with("2026-12-12;08:00;") && lines[1].ends_with(";Ujang;25;2;0;0;0;0;0;0;40000;0;0;40000;0"), "{}", lines[1]);
    assert!(lines[2].starts_with("2026-12-19;08:00;") && lines[2].ends_with(";Ujang;25;0;0;0;0;0;0;0;0;0;0;0;0"), "{}", lines[2]);
    assert_eq!(lines[3..], ["Jumlah;;;;;50;2;0;0;0;0;0;0;40000;0;0;40000;0", ""]);

    let xlsx = officer.get(&format!("{PATH}.xlsx?{DECEMBER}")).await.is(200);
    assert_eq!(xlsx.kind, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    let sheet = unpacked(&xlsx.bytes, "xl/worksheets/sheet1.xml");
    // A day is a number of days, an hour a part of one; the head is frozen; sums are formulas that know their value.
    for part in
        ["<v>46368</v>", "<v>0.3333333333333333</v>", "state=\"frozen\"", "<f>SUM(F2:F3)</f><v>50</v>", "<f>SUM(N2:N3)</f><v>40000</v>"]
    {
        assert!(sheet.contains(part), "{part} is missing in {sheet}");
    }
    let words = unpacked(&xlsx.bytes, "xl/sharedStrings.xml");
    assert!(words.contains("<t>Ujang</t>") && words.contains("<t>Tunai (Rp)</t>"), "{words}");

    // Nothing to report is a file, too: of its head alone.
    let none = officer.get(&format!("{PATH}.csv?jangka=year&dari=2020-01-01")).await.is(200);
    assert_eq!(none.body.split("\r\n").count(), 3);
    officer.get(&format!("{PATH}.xlsx?jangka=year&dari=2020-01-01")).await.is(200);
}
