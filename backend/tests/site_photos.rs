//! Photos of a site: so many, each once, and none without its files.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use std::io::Cursor;

use backend::adapters::photos::PhotoFormat;
use backend::both_engines;
use backend::heritage::site_photos::{SitePhotoError, add_site_photo, list_site_photos, read_site_photo, remove_site_photo};
use backend::testing::world::World;
use bytes::Bytes;
use domain::heritage::site_photo::MAX_PHOTOS;
use domain::kernel::ids::SiteId;
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
