//! What only developers see.

use backend::testing::world::World;
use http::StatusCode;

use crate::support::Client;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn development_pages_are_for_development() {
    let w = World::sqlite().await;
    let (house, workshop) = (Client::in_mode(&w, false), Client::in_mode(&w, true));
    std::fs::create_dir_all(w.dir.path().join("mail")).unwrap();
    std::fs::write(w.dir.path().join("mail/1.eml"), "To: siti@example.id\r\nSubject: Halo\r\n\r\nBuka http://localhost/x ya\r\n").unwrap();
    for path in ["/_mail", "/_ui"] {
        assert_eq!(house.get(path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(workshop.get(path).await.status, StatusCode::OK);
    }
    workshop.get("/_mail").await.has("siti@example.id").has("<a href=\"http://localhost/x\">");
}

fn sources(folder: &str) -> String {
    let files = std::fs::read_dir(format!("{}/src/ui{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap().map(|f| f.unwrap().path());
    files.filter(|f| f.extension().is_some_and(|e| e == "rs")).map(|f| std::fs::read_to_string(f).unwrap()).collect()
}

#[test]
fn the_gallery_shows_every_component() {
    let (library, gallery) = (sources(""), sources("/gallery"));
    let names = library.lines().filter_map(|l| l.strip_prefix("pub fn ")?.split(['(', '<']).next());
    let components: Vec<&str> = names.filter(|n| n.starts_with(|c: char| c.is_ascii_uppercase())).collect();
    assert!(components.len() > 50, "{components:?}");
    let shown = |n: &str| gallery.split(&format!("<{n}")).skip(1).any(|rest| !rest.starts_with(char::is_alphanumeric));
    // The frame is around the gallery, too.
    let missing: Vec<_> = components.iter().filter(|n| **n != "Frame" && !shown(n)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
