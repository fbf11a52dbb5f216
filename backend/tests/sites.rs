//! Sites are opened and changed by those who plan tours, and what is told of them has its status.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::heritage::appoint_staff::{Post, appoint, list_posts};
use backend::heritage::change_site::{ChangeSiteError, change_site};
use backend::heritage::keep_facts::{KeepFactError, ReadFact, add_fact, change_fact, mark, remove_fact};
use backend::heritage::list_tours::list_sites;
use backend::heritage::open_site::{OpenSiteError, open_site};
use backend::heritage::read_site::read_site;
use backend::heritage::read_site_desk::{Standing, list_site_desk, read_site_desk};
use backend::heritage::set_rules::set_rules;
use backend::heritage::staff::{StaffError, workplaces};
use backend::testing::world::World;
use domain::heritage::rules::VisitRules;
use domain::heritage::site::{Certainty, SiteFact, SiteKind, SitePlace};
use domain::heritage::site_fact::SiteFactError;
use domain::heritage::site_profile::{SiteProfile, SiteProfileError};
use domain::identity::role::Role;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::geo::Point;
use domain::kernel::slug::Slug;
use domain::kernel::text::TextError;
use domain::kernel::wilayah::Kelurahan;

fn profile(name: &str) -> SiteProfile {
    SiteProfile {
        kind: SiteKind::Building,
        name: Bilingual::new(name, ""),
        story: Bilingual::new("Gudang kereta dari zaman Belanda.", "A railway shed of Dutch times."),
        era: Bilingual::default(),
        place: SitePlace {
            address: " Jl.  Stasiun 3 ".to_owned(),
            kelurahan: Kelurahan::parse("32.77.02.1001").unwrap(),
            point: Point { lat: -6.8858, lon: 107.5361 },
            radius_m: 100,
            certainty: Certainty::Approximate,
            source: String::new(),
        },
    }
}

fn fact(text: &str, verified: bool, sources: &[&str]) -> SiteFact {
    SiteFact { text: Bilingual::new(text, ""), verified, sources: sources.iter().map(|s| (*s).to_owned()).collect() }
}

fn read(position: i64, mark: &str) -> ReadFact<'_> {
    ReadFact { position, mark }
}

async fn number(w: &World, q: &'static str) -> i64 {
    w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get("n").unwrap()
}

async fn audited(w: &World, action: &str) -> i64 {
    let q = sql("SELECT COUNT(*) AS n FROM audit WHERE action = $1").bind(action);
    w.deps.db.reader().fetch_one(q).await.unwrap().get("n").unwrap()
}

async fn announced(w: &World, tag: &str) -> i64 {
    let q = sql("SELECT COUNT(*) AS n FROM page_change WHERE tag = $1").bind(tag);
    w.deps.db.reader().fetch_one(q).await.unwrap().get("n").unwrap()
}

both_engines!(a_form_opens_one_site_however_often_it_is_sent, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let before = announced(&w, "site").await;
    let (one, other) = tokio::join!(
        open_site(d, &s.officer, "satu", profile("Gudang Kereta")),
        open_site(d, &s.officer, "satu", profile("Gudang Kereta"))
    );
    let id = one.unwrap();
    assert_eq!(other.unwrap(), id);
    assert_eq!(open_site(d, &s.officer, " satu ", profile(" Gudang  Kereta ")).await.unwrap(), id, "what was read is the same");
    assert_eq!((audited(&w, "heritage.site_opened").await, announced(&w, "site").await), (1, before + 1));
    assert_eq!(list_sites(d).await.unwrap().len(), 27, "tours may call there at once");
    let page = read_site(d, &Slug::parse("gudang-kereta").unwrap()).await.unwrap().unwrap();
    assert_eq!((page.site.id, page.site.place.address.as_str(), page.site.demo), (id, "Jl. Stasiun 3", false));
    assert!(page.facts.is_empty() && page.rules.is_none());

    let used = open_site(d, &s.officer, "satu", profile("Gudang Garam")).await;
    assert!(matches!(used, Err(OpenSiteError::Used)), "{used:?}");
    let taken = open_site(d, &s.officer, "dua", profile("gudang kereta!")).await;
    assert!(matches!(taken, Err(OpenSiteError::NameTaken)), "{taken:?}");
    // Of the demo, whose addresses do not follow from their names.
    let alike = open_site(d, &s.officer, "dua", profile("Rumah Sakit Tk. II Dustira")).await;
    assert!(matches!(alike, Err(OpenSiteError::NameTaken)), "{alike:?}");
    let keyless = open_site(d, &s.officer, " ", profile("Lain")).await;
    assert!(matches!(keyless, Err(OpenSiteError::Nonce)), "{keyless:?}");
    let nameless = open_site(d, &s.officer, "dua", profile(" ")).await;
    assert!(matches!(nameless, Err(OpenSiteError::Profile(SiteProfileError::Text { field: "name_id", why: TextError::Empty }))));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM site").await, 27);
    // A key is its person's: nobody uses up another's.
    let city = w.person("Dewi", &[Role::Officer]).await;
    assert_ne!(open_site(d, &city, "satu", profile("Gudang Garam")).await.unwrap(), id);
});

both_engines!(a_site_is_changed_and_its_address_stays, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let id = open_site(d, &s.officer, "satu", profile("Gudang Kereta")).await.unwrap();
    let tag = format!("place:{id}");
    let exact = SitePlace {
        certainty: Certainty::Exact,
        radius_m: 0,
        source: "Lembar inventaris kota".to_owned(),
        point: Point { lat: -6.88573, lon: 107.53612 },
        ..profile("").place
    };
    let changed = SiteProfile { kind: SiteKind::Station, place: exact, ..profile("Depo Kereta") };
    for _ in 0..2 {
        change_site(d, &s.officer, id, changed.clone()).await.unwrap();
    }
    assert_eq!((audited(&w, "heritage.site_changed").await, announced(&w, &tag).await), (1, 1), "the same again is no change");
    let site = read_site(d, &Slug::parse("gudang-kereta").unwrap()).await.unwrap().unwrap().site;
    assert_eq!((site.id, site.name.id.as_str(), site.kind), (id, "Depo Kereta", SiteKind::Station));
    assert_eq!((site.place.certainty, site.place.radius_m, site.place.point.lat), (Certainty::Exact, 0, -6.88573));

    let sourceless = SiteProfile { place: SitePlace { source: " ".to_owned(), ..changed.place.clone() }, ..changed.clone() };
    let refused = change_site(d, &s.officer, id, sourceless).await;
    assert!(matches!(refused, Err(ChangeSiteError::Profile(SiteProfileError::NoSource))), "{refused:?}");
    let taken = change_site(d, &s.officer, id, profile("Stasiun Cimahi")).await;
    assert!(matches!(taken, Err(ChangeSiteError::NameTaken)), "{taken:?}");
    let unknown = change_site(d, &s.officer, d.id(), profile("Entah")).await;
    assert!(matches!(unknown, Err(ChangeSiteError::Staff(StaffError::NotFound))), "{unknown:?}");
    // The form that opened it, sent late, neither undoes the change nor opens another.
    let late = open_site(d, &s.officer, "satu", profile("Gudang Kereta")).await;
    assert!(matches!(late, Err(OpenSiteError::Used)), "{late:?}");
});

both_engines!(what_consent_and_lists_hang_on_stays_once_tours_call, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let find = async |slug: &str| list_sites(d).await.unwrap().into_iter().find(|x| x.slug.as_str() == slug).unwrap();
    let turn = async |slug: &str, kind| {
        let site = find(slug).await;
        change_site(d, &s.officer, site.id, SiteProfile { kind, ..SiteProfile::of(&site) }).await
    };
    for (slug, kind) in [
        ("pusdikpal", SiteKind::Building),
        ("pusdikpal", SiteKind::Village),
        ("kampung-adat-cireundeu", SiteKind::House),
        ("alun-alun-cimahi", SiteKind::Base),
    ] {
        let refused = turn(slug, kind).await;
        assert!(matches!(refused, Err(ChangeSiteError::KindFixed)), "{slug}: {refused:?}");
    }
    turn("alun-alun-cimahi", SiteKind::Pool).await.unwrap();
    // No tour calls there yet.
    turn("pusdikhub", SiteKind::School).await.unwrap();
    assert_eq!(find("pusdikhub").await.kind, SiteKind::School);
    let pal = find("pusdikpal").await;
    let renamed = SiteProfile { name: Bilingual::new("Pusdikpal Cimahi", "Pusdikpal"), ..SiteProfile::of(&pal) };
    change_site(d, &s.officer, pal.id, renamed).await.unwrap();
    assert_eq!(find("pusdikpal").await.kind, SiteKind::Base);
});

both_engines!(facts_are_kept_with_their_status_and_nobody_changes_what_they_have_not_read, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let id = open_site(d, &s.officer, "satu", profile("Gudang Kereta")).await.unwrap();
    let bare = add_fact(d, &s.officer, id, fact("Dibangun 1886", true, &[" "])).await;
    assert!(matches!(bare, Err(KeepFactError::Fact(SiteFactError::NoSource))), "{bare:?}");
    for _ in 0..2 {
        add_fact(d, &s.officer, id, fact(" Dibangun 1886 ", true, &["Arsip kota"])).await.unwrap();
    }
    add_fact(d, &s.officer, id, fact("Ada terowongan di bawahnya", false, &[])).await.unwrap();
    let facts = async || read_site_desk(d, &s.officer, id).await.unwrap().facts;
    let told = facts().await;
    assert_eq!(told, [(1, fact("Dibangun 1886", true, &["Arsip kota"])), (2, fact("Ada terowongan di bawahnya", false, &[]))]);
    let standing = read_site_desk(d, &s.officer, id).await.unwrap().standing;
    assert_eq!(standing, Standing { facts: 2, unsure: 1, has_speaker: false, has_rules: false });

    let (first, second) = (mark(&told[0].1), mark(&told[1].1));
    let doubted = fact("Dibangun 1886 atau 1896", false, &["Arsip kota", "Cerita warga"]);
    for _ in 0..2 {
        change_fact(d, &s.officer, id, read(1, &first), doubted.clone()).await.unwrap();
    }
    let stale = change_fact(d, &s.officer, id, read(1, &first), fact("Dibangun 1900", false, &[])).await;
    assert!(matches!(stale, Err(KeepFactError::Changed)), "{stale:?}");
    let unread = remove_fact(d, &s.officer, id, read(1, &first)).await;
    assert!(matches!(unread, Err(KeepFactError::Changed)), "{unread:?}");
    for _ in 0..2 {
        remove_fact(d, &s.officer, id, read(2, &second)).await.unwrap();
    }
    assert_eq!(facts().await, [(1, doubted.clone())]);
    // Another takes its place in the list: a page that still shows the old one does not remove it.
    add_fact(d, &s.officer, id, fact("Atapnya dari Jerman", true, &["Buku tamu"])).await.unwrap();
    assert!(matches!(remove_fact(d, &s.officer, id, read(2, &second)).await, Err(KeepFactError::Changed)));
    let gone = change_fact(d, &s.officer, id, read(7, &second), doubted).await;
    assert!(matches!(gone, Err(KeepFactError::Changed)), "{gone:?}");

    let shown = read_site(d, &Slug::parse("gudang-kereta").unwrap()).await.unwrap().unwrap().facts;
    assert_eq!(shown.iter().map(|f| f.verified).collect::<Vec<_>>(), [false, true]);
    let done = ["added", "changed", "removed"].map(|what| format!("heritage.fact_{what}"));
    assert_eq!((audited(&w, &done[0]).await, audited(&w, &done[1]).await, audited(&w, &done[2]).await), (3, 1, 1));
    assert_eq!(announced(&w, &format!("place:{id}")).await, 5);
    let lost = add_fact(d, &s.officer, d.id(), fact("a", false, &[])).await;
    assert!(matches!(lost, Err(KeepFactError::Staff(StaffError::NotFound))), "{lost:?}");
});

both_engines!(only_planners_and_officers_keep_sites, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let (city, merchant, guest) = (w.person("Dewi", &[Role::Officer]).await, w.person("Budi", &[Role::Merchant]).await, w.guest().await);
    let (pal, none) = (s.site("pusdikpal"), read(1, ""));
    for who in [&s.guide, &s.base, &s.elder, &merchant, &guest] {
        let nowhere = |e: &StaffError| matches!(e, StaffError::NotFound | StaffError::Forbidden(_));
        assert!(matches!(open_site(d, who, "satu", profile("Lain")).await, Err(OpenSiteError::Staff(e)) if nowhere(&e)));
        assert!(matches!(change_site(d, who, pal, profile("Lain")).await, Err(ChangeSiteError::Staff(e)) if nowhere(&e)));
        assert!(matches!(add_fact(d, who, pal, fact("a", false, &[])).await, Err(KeepFactError::Staff(e)) if nowhere(&e)));
        assert!(matches!(change_fact(d, who, pal, none, fact("a", false, &[])).await, Err(KeepFactError::Staff(e)) if nowhere(&e)));
        assert!(matches!(remove_fact(d, who, pal, none).await, Err(KeepFactError::Staff(e)) if nowhere(&e)));
        assert!(list_site_desk(d, who).await.is_err() && read_site_desk(d, who, pal).await.is_err());
        assert!(workplaces(d, who).await.is_ok_and(|at| !at.opens) || *who == guest);
    }
    for who in [&s.officer, &city] {
        assert!(workplaces(d, who).await.unwrap().opens);
        assert_eq!(list_site_desk(d, who).await.unwrap().len(), 26);
    }
    assert!(matches!(read_site_desk(d, &city, d.id()).await, Err(StaffError::NotFound)));
    assert_eq!((number(&w, "SELECT COUNT(*) AS n FROM site").await, audited(&w, "heritage.site_changed").await), (26, 0));
});

both_engines!(a_new_base_gets_its_officer_and_its_rules_before_tours_call, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let (admin, new) = (w.person("Yayan", &[Role::Admin]).await, w.person("Baru", &[]).await);
    let base = SiteProfile { kind: SiteKind::Base, ..profile("Pusdik Baru") };
    let id = open_site(d, &s.officer, "satu", base).await.unwrap();
    let house = open_site(d, &s.officer, "dua", profile("Rumah Tua")).await.unwrap();
    let posts = list_posts(d, &admin).await.unwrap().sites;
    assert!(posts.iter().any(|p| p.id == id) && posts.iter().all(|p| p.id != house));
    appoint(d, &admin, new.person().unwrap(), Post::Site(id)).await.unwrap();
    let standing = async || read_site_desk(d, &s.officer, id).await.unwrap().standing;
    assert_eq!(standing().await, Standing { has_speaker: true, ..Standing::default() });
    set_rules(d, &new, id, &VisitRules { approves_each: true, ..VisitRules::default() }, d.now()).await.unwrap();
    assert_eq!(standing().await, Standing { has_speaker: true, has_rules: true, ..Standing::default() });
});
