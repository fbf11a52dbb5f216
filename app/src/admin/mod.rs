//! People and roles, settings, jobs, the audit log.

pub mod pages;
mod parts;

use crate::web::{Access, Route, get, post};

pub fn routes() -> Vec<Route> {
    use Access::Admin;
    vec![
        get("/admin", Admin, pages::people::show),
        post("/admin/orang/{id}/peran", Admin, pages::people::set),
        get("/admin/orang/{id}/sandi", Admin, pages::reset_link::shown_once),
        post("/admin/orang/{id}/sandi", Admin, pages::reset_link::make),
        get("/admin/wisata", Admin, pages::tours::show),
        post("/admin/wisata", Admin, pages::tours::submit),
        get("/admin/pengaturan", Admin, pages::settings::show),
        post("/admin/pengaturan", Admin, pages::settings::submit),
        post("/admin/pengaturan/tamu", Admin, pages::guest_limits::submit),
        get("/admin/pekerjaan", Admin, pages::jobs::show),
        post("/admin/pekerjaan/{id}/ulang", Admin, pages::jobs::retry),
        get("/admin/catatan", Admin, pages::audit::show),
        get("/admin/catatan/identitas", Admin, pages::looks::show),
    ]
}
