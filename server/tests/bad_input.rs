//! Nonsense and malice in forms: a clear message, a right status, nothing lost.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;

use backend::both_engines;
use backend::identity::log_in::Origin;
use backend::identity::register_person::{RegisterPerson, register_person};
use backend::market::open_shop::open_shop;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::login::Login;
use domain::identity::role::Role;
use domain::kernel::clock::DAY;
use domain::kernel::locale::Locale;
use http::{Method, StatusCode};
use support::{Client, site, state};

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

both_engines!(a_nul_is_refused_alike_wherever_it_comes, |w| {
    let router = site(&w);
    let mut admin = Client::of(&router, &w.person("Ade", &[Role::Admin, Role::Merchant]).await);
    let paths =
        ["/pesanan/%00", "/produk/a%00b", "/toko/%00", "/en/cari?q=a%00", "/kategori/%00?urut=x", "/reset/%00", "/masuk?kembali=%00"];
    for path in paths.into_iter().chain(["/admin?q=%00", "/dagang/pesanan?q=%00", "/dagang/produk?q=%00"]) {
        let answer = admin.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.body.contains("<html"), "{path} is answered by a page");
    }
    for (path, form) in [
        ("/masuk", "login=a%00b%40example.id&password=x"),
        ("/daftar", "name=Siti%00&login=siti%40example.id&password=kuda-lumping-sore-7"),
        ("/akun", "name=Siti&email=a%00%40example.id"),
        ("/akun", "na%00me=Siti"),
        ("/pesanan/%00", "go=cancel"),
        ("/admin/orang/%00/peran", "role=officer"),
        ("/admin/orang/%00/sandi", ""),
    ] {
        assert_eq!(admin.send(Method::POST, path, form).await.status, StatusCode::BAD_REQUEST, "{path} {form}");
    }
    // A percent sign that is typed is only a percent sign.
    assert_eq!(admin.get("/admin?q=%2500").await.status, StatusCode::OK);
});

#[tokio::test]
async fn an_edited_page_number_is_the_first_page() {
    let world = World::sqlite().await;
    let router = site(&world);
    let person = world.person("Ade", &[Role::Admin, Role::Merchant]).await;
    open_shop(&world.deps, &person, "Warung Ade").await.unwrap();
    let mut client = Client::of(&router, &person);
    let paths = ["/admin", "/admin/catatan", "/dagang/pesanan", "/dagang/produk"];
    for (path, number) in paths.iter().flat_map(|p| ["abc", "-1", "99999999999", ""].map(|n| (p, n))) {
        let answer = client.get(&format!("{path}?hal={number}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}?hal={number}");
    }
    // What cannot be read at all is told in the visitor's language.
    for path in ["/en/admin?hal=1&hal=2", "/en/toko/%FF"] {
        let answer = client.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.body.contains("We could not read that"), "{path}");
    }
}

#[tokio::test]
async fn what_takes_too_long_is_not_told_as_broken() {
    let world = World::sqlite().await;
    let slow =
        async |_: axum::extract::Request, _: axum::middleware::Next| app::web::error::error_response(StatusCode::SERVICE_UNAVAILABLE);
    let router = app::routes::router_with(state(&world), |routes| routes.layer(axum::middleware::from_fn(slow)));
    let answer = Client::stranger(&router).get("/en/masuk").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("try again in a moment"), "{}", answer.body);
}

/// Somebody with a password, as a browser has them.
async fn registered(w: &World, router: &axum::Router) -> Client {
    let login = Login::parse("siti@example.id").unwrap();
    let input = RegisterPerson { name: "Siti".to_owned(), login, password: "kuda-lumping-sore-7".to_owned(), locale: Locale::Id };
    let made = register_person(&w.deps, &Actor::GUEST, &Origin::default(), input).await.unwrap();
    let mut client = Client::stranger(router);
    client.cookie = Some(format!("sentra_sid={}", made.token.token));
    client
}

#[tokio::test]
async fn another_address_asks_for_the_password_beside_its_field() {
    let world = World::sqlite().await;
    let router = site(&world);
    let mut client = registered(&world, &router).await;
    let fields = |current| [("name", "Siti A."), ("email", "baru@example.id"), ("phone", ""), ("locale", "id"), ("current", current)];
    for (current, message) in [("", "Tulis kata sandi sekarang"), ("salah", "Kata sandi sekarang belum benar")] {
        let answer = client.post("/akun", &fields(current)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("value=\"baru@example.id\"") && answer.body.contains("value=\"Siti A.\""), "what was typed is kept");
        assert!(answer.body.contains(message) && !answer.body.contains("value=\"salah\""), "{message}");
    }
    assert_eq!(client.post("/akun", &fields("kuda-lumping-sore-7")).await.status, StatusCode::SEE_OTHER);
    assert!(client.get("/akun").await.body.contains("value=\"baru@example.id\""));
}

#[tokio::test]
async fn a_new_password_keeps_this_browser_and_drops_the_others() {
    let world = World::sqlite().await;
    let router = site(&world);
    let mut client = registered(&world, &router).await;
    let mut stolen = client.clone();
    let answer = client.post("/akun/sandi", &[("current", ""), ("password", "wayang-golek-pagi-9")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = client.post("/akun/sandi", &[("current", "kuda-lumping-sore-7"), ("password", "wayang-golek-pagi-9")]).await;
    assert_eq!((answer.status, answer.location.as_deref()), (StatusCode::SEE_OTHER, Some("/akun")));
    assert_eq!(client.get("/akun").await.status, StatusCode::OK);
    assert!(stolen.get("/akun").await.location.is_some_and(|l| l.starts_with("/masuk")));
}

both_engines!(a_base_sets_its_rules_from_a_day_on, |w| {
    let s = w.sightseeing().await;
    let router = site(&w);
    let mut base = Client::of(&router, &s.base);
    let path = format!("/meja-wisata/tempat/{}/aturan", s.site("pusdikpal"));
    let tomorrow = w.deps.now().plus(DAY).wib().date_input();
    let yesterday = w.deps.now().plus(-DAY).wib().date_input();
    let typed = |changes: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        let plain = [
            ("lead_days", "2"),
            ("cutoff_hours", "24"),
            ("foreigners", "welcome"),
            ("minors", "with_adult"),
            ("photography", "forbidden"),
            ("dress_id", "Sepatu tertutup"),
            ("dress_en", "Closed shoes"),
            ("from", &tomorrow),
        ];
        let kept = plain.into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        kept.chain(changes.iter().copied()).map(|(name, value)| (name, value.to_owned())).collect()
    };
    let send = async |base: &mut Client, fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        base.post(&path, &fields).await
    };
    let long = "x".repeat(201);
    let week: Vec<(&str, &str)> = ["0", "1", "2", "3", "4", "5", "6"].map(|day| ("closed", day)).to_vec();
    let wrong: [(&[(&'static str, &str)], &str); 9] = [
        (&[("lead_days", "dua")], "Isi angka bulat."),
        (&[("lead_days", "91")], "Isi angka dari 0 sampai 90."),
        (&[("lead_days", "-1")], "Isi angka bulat."),
        (&[("cutoff_hours", "49")], "Daftar tidak boleh ditutup sebelum hari terakhir memesan."),
        (&[("minors", "sometimes")], "Pilih salah satu."),
        (&[("dress_id", &long)], "200"),
        (&[("from", &yesterday)], "Pilih hari ini atau sesudahnya."),
        (&[("from", "besok")], "Pilih tanggal."),
        (&week, "Paling sedikit satu hari harus buka."),
    ];
    for (changes, message) in wrong {
        let answer = send(&mut base, typed(changes)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{changes:?}");
        assert!(answer.body.contains(message), "{changes:?}: {}", answer.body);
        assert!(answer.body.contains("value=\"Closed shoes\""), "what was typed is kept");
    }
    let good = typed(&[("identity", "document"), ("identity", "nationality"), ("approves", "on"), ("closed", "0")]);
    assert_eq!(send(&mut base, good).await.status, StatusCode::SEE_OTHER);
    let public = async || Client::stranger(&router).get("/wisata/tempat/pusdikpal").await.body;
    assert!(!public().await.contains("Sepatu tertutup"), "not before that day");
    let form = base.get(&path).await.body;
    assert!(form.contains("Akan datang") && form.contains("Sepatu tertutup"), "what is to come is listed");
    w.pass(DAY);
    w.run_jobs().await;
    let shown = public().await;
    for words in
        ["Sepatu tertutup", "Dilarang memotret.", "nomor KTP atau paspor dan kewarganegaraan", "Tutup tiap Senin.", "Petugas menyetujui"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let form = base.get(&path).await.body;
    assert!(form.contains("value=\"2\"") && form.contains("Berlaku"), "the form begins with what holds");
    let mut elder = Client::of(&router, &s.elder);
    assert_eq!(elder.get(&path).await.status, StatusCode::NOT_FOUND, "another's rules");
});
