//! Heritage: what everybody may see of the city's sites and tours, a party's booking, and the desks of who works for them.

mod device;
pub mod pages;
pub mod parts;
mod words;

use crate::web::{Access, Route, get, post};

pub fn routes() -> Vec<Route> {
    use Access::{Anyone, LoggedIn};
    vec![
        get("/wisata", Anyone, pages::tours::show),
        get("/wisata/{slug}", Anyone, pages::tour::show),
        get("/wisata/tempat/{slug}", Anyone, pages::site::show),
        get("/wisata/foto/{site}/{file}", Anyone, pages::site_photo::show),
        get("/wisata/{slug}/tanggal", Anyone, pages::calendar::show),
        get("/wisata/{slug}/pesan/{departure}", Anyone, pages::book::show),
        post("/wisata/{slug}/pesan/{departure}", Anyone, pages::book::submit),
        get("/wisata/pesanan/{secret}", Anyone, pages::party::show),
        post("/wisata/pesanan/{secret}", Anyone, pages::party::submit),
        get("/wisata/pesanan/{secret}/tiket", Anyone, pages::ticket::show),
        get("/wisata/pesanan/{secret}/tiket.png", Anyone, pages::ticket::image),
        get("/wisata/pesanan/{secret}/terima-kasih", Anyone, pages::thanks::show),
        post("/wisata/pesanan/{secret}/terima-kasih", Anyone, pages::thanks::submit),
        get("/akun/wisata", LoggedIn, pages::mine::show),
        // For anybody who is logged in: whoever works for no tour is told so.
        get("/meja-wisata", LoggedIn, pages::desk::home::show),
        get("/meja-wisata/hubungi", LoggedIn, pages::desk::calls::show),
        post("/meja-wisata/hubungi", LoggedIn, pages::desk::calls::submit),
        get("/meja-wisata/laporan", LoggedIn, pages::desk::report::show),
        get("/meja-wisata/laporan.csv", LoggedIn, pages::desk::report::csv),
        get("/meja-wisata/laporan.xlsx", LoggedIn, pages::desk::report::xlsx),
        get("/meja-wisata/tur/{slug}", LoggedIn, pages::desk::tour::show),
        post("/meja-wisata/tur/{slug}", LoggedIn, pages::desk::tour::submit),
        get("/meja-wisata/tur/{slug}/ongkos", LoggedIn, pages::desk::fares::show),
        post("/meja-wisata/tur/{slug}/ongkos", LoggedIn, pages::desk::fares::submit),
        get("/meja-wisata/tur/{slug}/syarat", LoggedIn, pages::desk::terms::show),
        post("/meja-wisata/tur/{slug}/syarat", LoggedIn, pages::desk::terms::submit),
        get("/meja-wisata/tur/{slug}/armada", LoggedIn, pages::desk::vehicles::show),
        post("/meja-wisata/tur/{slug}/armada", LoggedIn, pages::desk::vehicles::submit),
        get("/meja-wisata/tur/{slug}/dana", LoggedIn, pages::desk::refunds::show),
        post("/meja-wisata/tur/{slug}/dana", LoggedIn, pages::desk::refunds::submit),
        get("/meja-wisata/tur/{slug}/ulasan", LoggedIn, pages::desk::reviews::show),
        post("/meja-wisata/tur/{slug}/ulasan", LoggedIn, pages::desk::reviews::submit),
        get("/meja-wisata/berangkat/{departure}", LoggedIn, pages::desk::trip::show),
        post("/meja-wisata/berangkat/{departure}", LoggedIn, pages::desk::trip::submit),
        get("/meja-wisata/berangkat/{departure}/titik-kumpul", LoggedIn, pages::desk::meeting::point::show),
        post("/meja-wisata/berangkat/{departure}/titik-kumpul", LoggedIn, pages::desk::meeting::point::submit),
        get("/meja-wisata/berangkat/{departure}/timbang/{number}", LoggedIn, pages::desk::meeting::weigh::show),
        post("/meja-wisata/berangkat/{departure}/timbang/{number}", LoggedIn, pages::desk::meeting::weigh::submit),
        get("/meja-wisata/berangkat/{departure}/datang", LoggedIn, pages::desk::meeting::walk_in::show),
        post("/meja-wisata/berangkat/{departure}/datang", LoggedIn, pages::desk::meeting::walk_in::submit),
        get("/meja-wisata/berangkat/{departure}/hitung", LoggedIn, pages::desk::meeting::heads::show),
        post("/meja-wisata/berangkat/{departure}/hitung", LoggedIn, pages::desk::meeting::heads::submit),
        get("/meja-wisata/berangkat/{departure}/keputusan", LoggedIn, pages::desk::meeting::decide::show),
        post("/meja-wisata/berangkat/{departure}/keputusan", LoggedIn, pages::desk::meeting::decide::submit),
        get("/meja-wisata/tempat", LoggedIn, pages::desk::sites::list::show),
        get("/meja-wisata/tempat/baru", LoggedIn, pages::desk::sites::open::show),
        post("/meja-wisata/tempat/baru", LoggedIn, pages::desk::sites::open::submit),
        get("/meja-wisata/tempat/{site}/ubah", LoggedIn, pages::desk::sites::change::show),
        post("/meja-wisata/tempat/{site}/ubah", LoggedIn, pages::desk::sites::change::submit),
        get("/meja-wisata/tempat/{site}/fakta", LoggedIn, pages::desk::sites::facts::show),
        post("/meja-wisata/tempat/{site}/fakta", LoggedIn, pages::desk::sites::facts::submit),
        get("/meja-wisata/tempat/{site}", LoggedIn, pages::desk::site::show),
        post("/meja-wisata/tempat/{site}", LoggedIn, pages::desk::site::submit),
        get("/meja-wisata/tempat/{site}/foto", LoggedIn, pages::desk::site_photos::show),
        post("/meja-wisata/tempat/{site}/foto", LoggedIn, pages::desk::site_photos::submit),
        post("/meja-wisata/tempat/{site}/foto/ubah", LoggedIn, pages::desk::site_photos::change),
        get("/meja-wisata/tempat/{site}/aturan", LoggedIn, pages::desk::site_rules::show),
        post("/meja-wisata/tempat/{site}/aturan", LoggedIn, pages::desk::site_rules::submit),
        get("/meja-wisata/tempat/{site}/{departure}", LoggedIn, pages::desk::manifest::show),
        post("/meja-wisata/tempat/{site}/{departure}", LoggedIn, pages::desk::manifest::submit),
        get("/titik-kumpul", LoggedIn, pages::meeting::show),
        get("/titik-kumpul/perangkat", LoggedIn, device::list),
        get("/titik-kumpul/perangkat/{departure}", LoggedIn, device::take),
        post("/titik-kumpul/perangkat/{departure}", LoggedIn, device::tell),
    ]
}
