use backend::market::read_home::list_categories;
use backend::testing::world::World;
use domain::identity::role::Role;

use crate::officer;
use crate::visitor::{Visitor, merchant};

async fn slugs(w: &World) -> Vec<String> {
    list_categories(&w.deps).await.unwrap().into_iter().map(|(c, _)| c.slug.to_string()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn officers_keep_the_tree() {
    let w = World::sqlite().await;
    let officer = officer(&w).await;
    let page = "/petugas/kategori";
    officer.get(page).await.is(200).has("Tambah kategori").has("href=\"/petugas/kategori\"");
    let add = async |name: &str, parent: &str| {
        officer.post(page, &[("name_id", name), ("name_en", name), ("parent", parent)]).await.leads_to(page);
    };
    add("Makanan", "").await;
    add("Kain", "").await;
    add("Keripik", "makanan").await;
    officer.get(page).await.is(200).has("/petugas/kategori/keripik").has("row-below");
    officer.get("/en/petugas/kategori").await.is(200).has("Add a category");

    officer.post("/petugas/kategori/kain", &[("go", "up")]).await.leads_to(page);
    assert_eq!(slugs(&w).await, ["kain", "makanan", "keripik"]);
    officer.post("/petugas/kategori/kain", &[("go", "down")]).await.leads_to(page);
    let renamed = [("go", "save"), ("name_id", "Aneka Keripik"), ("name_en", "All Crisps"), ("parent", "makanan")];
    officer.post("/petugas/kategori/keripik", &renamed).await.leads_to(page);
    officer.get(page).await.is(200).has("Aneka Keripik").has("All Crisps");
    officer.post("/petugas/kategori/kain", &[("go", "delete")]).await.leads_to(page);
    assert!(!slugs(&w).await.contains(&"kain".to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_fit_is_said_beside_its_form() {
    let w = World::sqlite().await;
    let officer = officer(&w).await;
    let page = "/petugas/kategori";
    officer.post(page, &[("name_id", "Makanan"), ("name_en", "Food"), ("parent", "")]).await.leads_to(page);
    officer.post(page, &[("name_id", "Basah"), ("name_en", "Wet"), ("parent", "makanan")]).await.leads_to(page);
    let (stall, shop) = merchant(&w, "Kebun").await;
    w.goods(&stall, "Opak", 12_000, 3).await;

    officer.post(page, &[("name_id", " "), ("name_en", "Kept"), ("parent", "")]).await.is(422).has("f-name_id-err").has("value=\"Kept\"");
    officer.post(page, &[("name_id", "X"), ("name_en", "X"), ("parent", "keripik")]).await.is(422).has("f-parent-err");
    officer.post(page, &[("name_id", "X"), ("name_en", "X"), ("parent", "basah")]).await.is(422).has("f-parent-err");
    let below = [("go", "save"), ("name_id", "Makanan"), ("name_en", "Kept"), ("parent", "keripik")];
    officer.post("/petugas/kategori/makanan", &below).await.is(422).has("f-parent-makanan-err").has("value=\"Kept\"");
    officer.post("/petugas/kategori/makanan", &[("go", "delete")]).await.is(422).has("Masih ada kategori di bawahnya");
    officer.post("/petugas/kategori/keripik", &[("go", "delete")]).await.is(422).has("Masih ada produk di kategori ini");
    officer.post("/petugas/kategori/tidak-ada", &[("go", "delete")]).await.is(404);
    officer.post("/petugas/kategori/keripik", &[("go", "entah")]).await.is(400);
    for stranger in [&shop, &Visitor::new(&w, &w.person("Budi", &[Role::Shopper]).await)] {
        stranger.get(page).await.is(403);
        stranger.post("/petugas/kategori/keripik", &[("go", "delete")]).await.is(403);
    }
}
