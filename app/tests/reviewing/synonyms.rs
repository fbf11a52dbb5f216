use backend::market::keep_synonyms::list_synonyms;
use backend::testing::world::World;
use domain::identity::role::Role;

use crate::visitor::Visitor;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groups_are_added_changed_and_deleted() {
    let w = World::sqlite().await;
    let actor = w.person("Petugas", &[Role::Officer]).await;
    let officer = Visitor::new(&w, &actor);
    let page = "/petugas/sinonim";
    officer.get(page).await.is(200).has("Belum ada kelompok kata");
    officer.post(page, &[("words", "keripik")]).await.is(422).has("f-words-err").has("value=\"keripik\"");
    officer.post(page, &[("words", "keripik, kripik")]).await.leads_to(page);
    let group = list_synonyms(&w.deps, &actor).await.unwrap()[0].id;
    let one = format!("{page}/{group}");
    officer.get(page).await.is(200).has(&one);
    officer.post(&one, &[("words", "keripik")]).await.is(422).has(&format!("f-words-{group}-err")).has("value=\"keripik\"");
    officer.post(&one, &[("words", "keripik, kripik, chips")]).await.leads_to(page);
    assert_eq!(list_synonyms(&w.deps, &actor).await.unwrap()[0].words, ["keripik", "kripik", "chips"]);
    officer.post(&format!("{one}/hapus"), &[]).await.leads_to(page);
    assert!(list_synonyms(&w.deps, &actor).await.unwrap().is_empty());
    officer.post(&one, &[("words", "a, b")]).await.is(404);
    officer.post(&format!("{one}/hapus"), &[]).await.is(404);
}
