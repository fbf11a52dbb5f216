//! Nonsense and malice in the forms of an account: a clear message, a right status, nothing lost.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;

use backend::testing::world::World;
use domain::identity::role::Role;
use http::StatusCode;
use support::{Client, site};

const HOSTILE: [&str; 4] = ["'; DROP TABLE person; --", "<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "{{7*7}}${7*7}"];

#[tokio::test]
async fn what_was_typed_is_kept_and_shown_as_text() {
    let world = World::sqlite().await;
    let router = site(&world);
    for text in HOSTILE {
        let answer = Client::stranger(&router).post("/daftar", &[("name", text), ("login", text), ("password", "x")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(!answer.body.contains("<script>alert"), "{text}");
        assert!(!answer.body.contains("\" onmouseover=\"alert"), "{text}");
        assert!(answer.body.contains("aria-invalid=\"true\""), "{text}");
    }
    let answer = Client::stranger(&router).post("/daftar", &[("name", "Siti"), ("login", "siti@contoh"), ("password", "x")]).await;
    assert!(answer.body.contains("value=\"Siti\"") && answer.body.contains("value=\"siti@contoh\""));
    assert!(!answer.body.contains("value=\"x\""), "a password is never sent back");
}

#[tokio::test]
async fn hostile_names_are_only_names() {
    let world = World::sqlite().await;
    let router = site(&world);
    let person = world.person("Budi", &[]).await;
    let mut client = Client::of(&router, &person);
    for text in HOSTILE {
        let saved = client.post("/akun", &[("name", text), ("email", "budi@example.id"), ("phone", ""), ("locale", "id")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{text}");
        let page = client.get("/akun").await;
        assert!(page.status.is_success() && !page.body.contains("<script>alert"), "{text}");
    }
    let admin = Client::of(&router, &world.person("Ade", &[Role::Admin]).await).get("/admin?q=%27%3B+DROP").await;
    assert!(admin.status.is_success());
}

#[tokio::test]
async fn log_in_goes_back_only_to_this_site() {
    let world = World::sqlite().await;
    let router = site(&world);
    let fields = [("name", "Siti"), ("login", "0812-3456-7890"), ("password", "kuda-lumping-sore-7"), ("kembali", "https://evil.example/")];
    let answer = Client::stranger(&router).post("/daftar", &fields).await;
    assert_eq!((answer.status, answer.location.as_deref()), (StatusCode::SEE_OTHER, Some("/akun")));
    let fields = [("login", "+62 812 3456 7890"), ("password", "kuda-lumping-sore-7"), ("kembali", "/keranjang")];
    let answer = Client::stranger(&router).post("/en/masuk", &fields).await;
    assert_eq!((answer.status, answer.location.as_deref()), (StatusCode::SEE_OTHER, Some("/en/keranjang")));
    let cookie = answer.set_cookies.iter().find(|c| c.starts_with("sentra_sid=")).unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
}

#[tokio::test]
async fn unknown_ids_languages_and_broken_forms_are_told_apart() {
    let world = World::sqlite().await;
    let router = site(&world);
    let admin = world.person("Ade", &[Role::Admin]).await;
    let mut client = Client::of(&router, &admin);
    assert_eq!(client.get("/tidak-ada").await.status, StatusCode::NOT_FOUND);
    assert_eq!(client.get("/fr/masuk").await.status, StatusCode::NOT_FOUND);
    assert_eq!(client.post("/admin/orang/not-an-id/peran", &[("role", "officer")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        client.post("/admin/orang/0190a1b2c3d47e5f8a9b0c1d2e3f4a5b/peran", &[("role", "king")]).await.status,
        StatusCode::BAD_REQUEST
    );
    for (value, ok) in [("24", true), ("0", false), ("-5", false), ("9223372036854775808", false), ("abc", false)] {
        let mut fields: Vec<(&str, &str)> = domain::market::order_rules::OrderRules::FIELDS.iter().map(|f| (*f, "3")).collect();
        fields[0].1 = value;
        let answer = client.post("/admin/pengaturan", &fields).await;
        assert_eq!(answer.status.is_redirection(), ok, "{value}");
        assert!(ok || answer.body.contains(&format!("value=\"{value}\"")), "{value} is kept");
    }
}
