//! The waste bank: what everybody may know, one's own account, and the counter.

pub mod pages;

use crate::web::{Access, Route, get, post};

pub fn routes() -> Vec<Route> {
    use Access::{Anyone, LoggedIn, Officer};
    vec![
        get("/bank-sampah", Anyone, pages::prices::show),
        get("/bank-sampah/dampak", Anyone, pages::impact::show),
        get("/akun/bank-sampah", LoggedIn, pages::account::show),
        post("/akun/bank-sampah", LoggedIn, pages::account::submit),
        // For anybody who is logged in: whoever stands behind no counter is told so.
        get("/loket", LoggedIn, pages::counter::list::show),
        get("/loket/{unit}", LoggedIn, pages::counter::find::show),
        post("/loket/{unit}", LoggedIn, pages::counter::find::register),
        get("/loket/{unit}/gudang", LoggedIn, pages::counter::store::show),
        post("/loket/{unit}/gudang", LoggedIn, pages::counter::store::submit),
        get("/loket/{unit}/gudang/hitung", LoggedIn, pages::counter::count::show),
        post("/loket/{unit}/gudang/hitung", LoggedIn, pages::counter::count::submit),
        get("/loket/{unit}/gudang/jual", LoggedIn, pages::counter::sell::show),
        post("/loket/{unit}/gudang/jual", LoggedIn, pages::counter::sell::submit),
        get("/loket/{unit}/{member}", LoggedIn, pages::counter::weigh::show),
        post("/loket/{unit}/{member}", LoggedIn, pages::counter::weigh::submit),
        get("/loket/{unit}/{member}/foto", LoggedIn, pages::counter::weigh::back),
        post("/loket/{unit}/{member}/foto", LoggedIn, pages::counter::weigh::submit_photo),
        get("/loket/{unit}/{member}/akun", LoggedIn, pages::counter::account::show),
        post("/loket/{unit}/{member}/akun", LoggedIn, pages::counter::account::submit),
        get("/loket/{unit}/{member}/kartu", LoggedIn, pages::counter::card::show),
        get("/loket/{unit}/{member}/tunai", LoggedIn, pages::counter::cash::show),
        post("/loket/{unit}/{member}/tunai", LoggedIn, pages::counter::cash::submit),
        get("/loket/{unit}/{member}/keluarga", LoggedIn, pages::counter::family::show),
        post("/loket/{unit}/{member}/keluarga", LoggedIn, pages::counter::family::submit),
        // Whoever holds it on paper.
        get("/bukti/{secret}", Anyone, pages::slip::held::show),
        get("/slip/{number}", LoggedIn, pages::slip::show),
        post("/slip/{number}", LoggedIn, pages::slip::undo),
        get("/slip/{number}/foto", LoggedIn, pages::slip::photo::show),
        post("/slip/{number}/foto", LoggedIn, pages::slip::photo::submit),
        get("/petugas/bank-sampah", Officer, pages::office::prices::show),
        post("/petugas/bank-sampah", Officer, pages::office::prices::submit),
        get("/petugas/bank-sampah/aturan", Officer, pages::office::rules::show),
        post("/petugas/bank-sampah/aturan", Officer, pages::office::rules::submit),
        get("/petugas/bank-sampah/emisi", Officer, pages::office::factors::show),
        post("/petugas/bank-sampah/emisi", Officer, pages::office::factors::submit),
        get("/petugas/bank-sampah/bahan", Officer, pages::office::materials::show),
        post("/petugas/bank-sampah/bahan", Officer, pages::office::materials::submit),
        get("/petugas/bank-sampah/unit", Officer, pages::office::units::show),
        post("/petugas/bank-sampah/unit", Officer, pages::office::units::submit),
        get("/petugas/bank-sampah/unit/{unit}", Officer, pages::office::unit::show),
        post("/petugas/bank-sampah/unit/{unit}", Officer, pages::office::unit::submit),
        get("/petugas/bank-sampah/kartu", Officer, pages::office::cards::show),
        post("/petugas/bank-sampah/kartu", Officer, pages::office::cards::submit),
        get("/petugas/bank-sampah/kas", Officer, pages::office::cash::show),
        post("/petugas/bank-sampah/kas", Officer, pages::office::cash::submit),
        post("/petugas/bank-sampah/kas/setoran", Officer, pages::office::handing::take_in),
        post("/petugas/bank-sampah/kas/kampung", Officer, pages::office::handing::hand_over),
        get("/petugas/bank-sampah/tutup", Officer, pages::office::days::show),
        get("/petugas/bank-sampah/tutup/{unit}/{day}", Officer, pages::office::day::show),
        post("/petugas/bank-sampah/tutup/{unit}/{day}", Officer, pages::office::day::submit),
        get("/petugas/bank-sampah/buku", Officer, pages::office::books::show),
        post("/petugas/bank-sampah/buku", Officer, pages::office::books::check),
        get("/petugas/bank-sampah/pertanyaan", Officer, pages::office::questions::show),
    ]
}
