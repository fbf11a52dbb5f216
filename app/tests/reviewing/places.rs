//! Below 60rem the head shows no menu: the account page and the tabs at the bottom lead to the consoles.

use backend::db::{Run, sql};
use backend::testing::world::World;
use domain::identity::role::Role;

use crate::visitor::Visitor;

fn between<'a>(body: &'a str, from: &str, to: &str) -> &'a str {
    let start = body.find(from).expect(from);
    let rest = &body[start..];
    &rest[..rest.find(to).expect(to)]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_account_page_leads_to_each_console_of_the_person() {
    let w = World::sqlite().await;
    let consoles = ["href=\"/buka-toko\"", "href=\"/dagang\"", "href=\"/petugas\"", "href=\"/admin\""];
    for (name, roles, expected) in [
        ("Budi", &[][..], [true, false, false, false]),
        ("Siti", &[Role::Merchant], [false, true, false, false]),
        ("Petugas", &[Role::Officer], [true, false, true, false]),
        ("Admin", &[Role::Admin], [true, false, true, true]),
        ("Semua", &[Role::Merchant, Role::Officer, Role::Admin], [false, true, true, true]),
    ] {
        let v = Visitor::new(&w, &w.person(name, roles).await);
        let page = v.get("/akun").await.is(200).has("href=\"/akun/pesanan\"").has("href=\"/akun/kotak-masuk\"");
        let main = between(&page.body, "<main", "</main>");
        assert_eq!(consoles.map(|c| main.contains(c)), expected, "{name}");
        let tabs = between(&page.body, "class=\"tabbar\"", "</nav>");
        assert_eq!(tabs.matches("<a ").count(), 5, "{name}: five fit a phone");
        assert_eq!(tabs.contains("href=\"/dagang\""), roles.contains(&Role::Merchant), "{name}");
    }
    let v = Visitor::new(&w, &w.person("Ujang", &[Role::Merchant]).await);
    let english = v.get("/en/akun").await.is(200);
    assert!(between(&english.body, "class=\"tabbar\"", "</nav>").contains("Selling"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_that_is_needed_is_not_taken() {
    let w = World::sqlite().await;
    let admin_actor = w.person("Admin", &[Role::Admin]).await;
    let admin = Visitor::new(&w, &admin_actor);
    let owner = w.stall("Kebun").await.owner;
    let of = |actor: &domain::identity::actor::Actor| format!("/admin/orang/{}/peran", actor.person().unwrap());
    let refused = admin.post(&of(&owner), &[("role", "merchant"), ("give", "0")]).await.is(422);
    refused.has("selama tokonya masih buka");
    admin.post(&of(&admin_actor), &[("role", "admin"), ("give", "0")]).await.is(422).has("Pengelola terakhir");
    let seller = w.person("Tanpa Toko", &[Role::Merchant]).await;
    admin.post(&of(&seller), &[("role", "merchant"), ("give", "0")]).await.leads_to("/admin");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_for_a_new_password_is_made_where_no_mail_reaches_and_shown_once() {
    let w = World::sqlite().await;
    let (admin_actor, siti, budi) = (w.person("Admin", &[Role::Admin]).await, w.person("Siti", &[]).await, w.person("Budi", &[]).await);
    let operator = w.counter().await.operator;
    let mut tx = w.deps.db.begin().await.unwrap();
    for (who, phone) in [(&siti, "6281234567890"), (&operator, "6281234567891")] {
        tx.execute(sql("UPDATE person SET email = NULL, phone = $2 WHERE id = $1").bind(who.person()).bind(phone)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let (admin, guest) = (Visitor::new(&w, &admin_actor), Visitor::new(&w, &w.guest().await));
    guest.get("/lupa-sandi").await.is(200).has("hanya memakai nomor HP");
    let of = |actor: &domain::identity::actor::Actor| format!("/admin/orang/{}/sandi", actor.person().unwrap());
    let people = admin.get("/admin").await.is(200);
    assert!(people.body.contains(&of(&siti)) && !people.body.contains(&of(&budi)) && !people.body.contains(&of(&admin_actor)));
    assert!(people.body.contains("0812-3456-7891") && !people.body.contains(&of(&operator)), "what would be refused is not offered");
    admin.post(&of(&budi), &[]).await.is(422).has("Akun ini punya e-mail");
    Visitor::new(&w, &siti).post(&of(&siti), &[]).await.is(403);
    let made = admin.post(&of(&siti), &[]).await.is(200).has("class=\"qr\"").has("0812-3456-7890");
    let token = made.body.split("/reset/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    admin.get("/admin").await.has_not(&token);
    admin.get(&of(&siti)).await.leads_to("/admin");
    admin.get(&format!("/en{}", of(&siti))).await.leads_to("/en/admin");
    admin.get("/admin/catatan").await.has("person.reset_link_made").has_not(&token);
    let path = format!("/reset/{token}");
    guest.get(&path).await.is(200).has("Kata sandi baru");
    guest.post(&path, &[("password", "wayang-golek-pagi-9")]).await.leads_to("/masuk");
    guest.get(&path).await.is(410);
}
