//! Photos of a site: so many, each once, none without its files, and kept by whom it belongs to.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use std::io::Cursor;

use backend::adapters::photos::PhotoFormat;
use backend::both_engines;
use backend::heritage::appoint_staff::{Post, appoint};
use backend::heritage::read_site::read_site;
use backend::heritage::site_photos::{
    SitePhotoError, add_site_photo, describe_site_photo, list_site_photos, read_site_photo, remove_site_photo,
};
use backend::heritage::staff::StaffError;
use backend::testing::world::World;
use bytes::Bytes;
use domain::heritage::site_photo::MAX_PHOTOS;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::ids::SiteId;
use domain::kernel::slug::Slug;
use futures::TryStreamExt;
use futures::future::join_all;
use image::{DynamicImage, GrayImage, ImageFormat, Luma};

fn photo(grey: u8) -> Bytes {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(GrayImage::from_pixel(8, 8, Luma([grey]))).write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner().into()
}

async fn files(w: &World, site: SiteId) -> Vec<String> {
    w.deps.blobs.keys(&format!("sites/{site}")).try_collect().await.unwrap()
}

both_engines!(two_at_once_make_no_ninth, |w| {
    let s = w.sightseeing().await;
    let site = s.site("pusdikpal");
    let most = u8::try_from(MAX_PHOTOS).unwrap();
    let all = join_all((0..most + 2).map(|grey| add_site_photo(&w.deps, &s.base, site, photo(grey)))).await;
    let full = all.iter().filter(|done| matches!(done, Err(SitePhotoError::TooMany))).count();
    assert_eq!((all.iter().filter(|done| done.is_ok()).count(), full), (MAX_PHOTOS, 2), "{all:?}");
    let kept = list_site_photos(&w.deps, &s.base, site).await.unwrap();
    assert_eq!(kept.len(), MAX_PHOTOS);
    let files = files(&w, site).await;
    assert!(files.iter().all(|f| kept.iter().any(|p| f.contains(&p.file))), "those of whoever came too late are gone: {files:?}");
});

both_engines!(the_same_picture_at_once_is_there_once, |w| {
    let s = w.sightseeing().await;
    let site = s.site("pusdikpal");
    let all = join_all((0..3).map(|_| add_site_photo(&w.deps, &s.base, site, photo(7)))).await;
    let already = all.iter().filter(|done| matches!(done, Err(SitePhotoError::Already))).count();
    assert_eq!((already, list_site_photos(&w.deps, &s.base, site).await.unwrap().len()), (2, 1), "{all:?}");
});

both_engines!(a_picture_that_comes_again_keeps_its_files, |w| {
    let s = w.sightseeing().await;
    let site = s.site("pusdikpal");
    let first = async || list_site_photos(&w.deps, &s.base, site).await.unwrap().pop();
    for _ in 0..5 {
        if first().await.is_none() {
            add_site_photo(&w.deps, &s.base, site, photo(7)).await.unwrap();
        }
        let old = first().await.unwrap();
        // Taken away, and sent again while its files are being deleted.
        let (gone, _) =
            futures::join!(remove_site_photo(&w.deps, &s.base, site, &old.file), add_site_photo(&w.deps, &s.base, site, photo(7)));
        gone.unwrap();
        assert_eq!(read_site_photo(&w.deps, site, &old.file, old.largest(), PhotoFormat::Jpeg).await.unwrap(), None);
        if let Some(new) = first().await {
            assert_ne!(new.file, old.file);
            for format in [PhotoFormat::Webp, PhotoFormat::Jpeg] {
                assert!(read_site_photo(&w.deps, site, &new.file, new.largest(), format).await.unwrap().is_some());
            }
        }
    }
});

fn words() -> Bilingual {
    Bilingual::new("Alun-alun pagi hari", "The square in the morning")
}

/// Nothing can be done with the photos of this site, or seen of them.
async fn refused(w: &World, who: &Actor, site: SiteId, file: &str) {
    let d = &w.deps;
    let all = [
        add_site_photo(d, who, site, photo(200)).await,
        describe_site_photo(d, who, site, file, &words(), "Foto: Dewi").await,
        remove_site_photo(d, who, site, file).await,
        list_site_photos(d, who, site).await.map(drop),
    ];
    for done in all {
        assert!(matches!(done, Err(SitePhotoError::Staff(StaffError::NotFound | StaffError::Forbidden(_)))), "{who:?}: {done:?}");
    }
}

both_engines!(who_keeps_the_sites_shows_those_that_nobody_speaks_for, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let (square, base) = (s.site("alun-alun-cimahi"), s.site("pusdikpal"));
    let city = w.person("Dewi", &[Role::Officer]).await;
    for (who, grey) in [(&s.officer, 1), (&city, 2)] {
        add_site_photo(d, who, square, photo(grey)).await.unwrap();
    }
    let there = list_site_photos(d, &city, square).await.unwrap();
    let (one, other) = (there[0].file.as_str(), there[1].file.as_str());
    describe_site_photo(d, &s.officer, square, one, &words(), "Foto: Dewi").await.unwrap();
    remove_site_photo(d, &city, square, other).await.unwrap();
    let shown = read_site(d, &Slug::parse("alun-alun-cimahi").unwrap()).await.unwrap().unwrap().photos;
    assert_eq!(shown.iter().map(|p| (p.file.as_str(), &p.caption)).collect::<Vec<_>>(), [(one, &words())]);

    let (merchant, guest) = (w.person("Budi", &[Role::Merchant]).await, w.guest().await);
    for who in [&s.guide, &s.base, &s.elder, &merchant, &guest] {
        refused(&w, who, square, one).await;
    }
    // A base shows itself, and there is no such site.
    add_site_photo(d, &s.base, base, photo(3)).await.unwrap();
    let own = list_site_photos(d, &s.base, base).await.unwrap().remove(0).file;
    for who in [&s.officer, &city] {
        refused(&w, who, base, &own).await;
        refused(&w, who, d.id(), one).await;
    }

    // From the day on which somebody speaks for it, its photos are theirs.
    let (admin, speaker) = (w.person("Yayan", &[Role::Admin]).await, w.person("Baru", &[]).await);
    appoint(d, &admin, speaker.person().unwrap(), Post::Site(square)).await.unwrap();
    for who in [&s.officer, &city] {
        refused(&w, who, square, one).await;
    }
    remove_site_photo(d, &speaker, square, one).await.unwrap();
    assert!(list_site_photos(d, &speaker, square).await.unwrap().is_empty());
});
