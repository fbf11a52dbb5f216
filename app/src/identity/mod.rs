//! Logging in, registering, one's own account.

pub mod pages;

use crate::web::{Access, Route, get, post};

pub fn routes() -> Vec<Route> {
    use Access::{Anyone, LoggedIn};
    vec![
        get("/masuk", Anyone, pages::log_in::show),
        post("/masuk", Anyone, pages::log_in::submit),
        get("/daftar", Anyone, pages::register::show),
        post("/daftar", Anyone, pages::register::submit),
        post("/keluar", Anyone, pages::log_out::submit),
        get("/lupa-sandi", Anyone, pages::forgot::show),
        post("/lupa-sandi", Anyone, pages::forgot::submit),
        get("/reset/{token}", Anyone, pages::reset::show),
        post("/reset/{token}", Anyone, pages::reset::submit),
        get("/akun", LoggedIn, pages::account::show),
        post("/akun", LoggedIn, pages::account::submit),
        get("/akun/sandi", LoggedIn, pages::password::show),
        post("/akun/sandi", LoggedIn, pages::password::submit),
        post("/akun/keluar-semua", LoggedIn, pages::log_out::everywhere),
    ]
}
