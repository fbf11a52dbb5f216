//! Photos as browsers and others send them, through the whole house.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod common;

use std::io::{Cursor, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use backend::heritage::site_photos::list_site_photos;
use backend::market::read_own_products::read_own_product;
use backend::testing::market::{Goods, Stall};
use backend::testing::world::World;
use bytes::Bytes;
use common::{Answer, build, get, house, send};
use domain::identity::actor::Actor;
use domain::market::photo::{Photo, PhotoState};
use http::StatusCode;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use server::page_cache::Front;
use tokio_util::sync::CancellationToken;

struct Shop {
    w: World,
    front: Front,
    stall: Stall,
    goods: Goods,
}

impl Shop {
    async fn open() -> Self {
        let w = World::sqlite().await;
        let front = house(&w, &[], &CancellationToken::new());
        let stall = w.stall("Kebun").await;
        let goods = w.goods(&stall, "Opak", 12_000, 3).await;
        Self { w, front, stall, goods }
    }

    async fn post(&self, as_whom: &Actor, body: impl Into<Body>) -> Answer {
        let cookie = format!("sentra_sid={}", World::token_of(as_whom));
        let kind = "multipart/form-data; boundary=edge";
        let headers = [("content-type", kind), ("sec-fetch-site", "same-origin"), ("cookie", cookie.as_str())];
        send(&self.front, build("POST", &format!("/dagang/produk/{}/foto", self.goods.product), &headers, body)).await
    }

    async fn send(&self, files: &[(&str, &[u8])]) -> Answer {
        self.post(&self.stall.owner, form(files)).await
    }

    async fn photos(&self) -> Vec<Photo> {
        read_own_product(&self.w.deps, &self.stall.owner, self.goods.product).await.unwrap().photos
    }

    async fn refuses(&self, file: &[u8], words: &str) {
        let before = self.photos().await.len();
        let answer = self.send(&[("foto.jpg", file)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(answer.text().contains("f-photos-err") && answer.text().contains(words), "{words} in {}", answer.text());
        assert_eq!(self.photos().await.len(), before);
    }
}

fn form(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, bytes) in files {
        let head =
            format!("--edge\r\ncontent-disposition: form-data; name=\"photos\"; filename=\"{name}\"\r\ncontent-type: image/jpeg\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    body
}

fn encoded(image: RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(image).write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn small() -> Vec<u8> {
    encoded(RgbImage::new(24, 24), ImageFormat::Jpeg)
}

/// What no encoder makes smaller.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 7_u32;
    RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [a, b, c, _] = state.to_be_bytes();
        Rgb([a, b, c])
    })
}

/// A whole and honest PNG of one grey in more than 40 million pixels: some kilobytes.
fn bomb() -> Vec<u8> {
    const SIDE: u32 = 16_000;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let row = vec![0; 1 + SIDE as usize / 8];
    for _ in 0..SIDE {
        packed.write_all(&row).unwrap();
    }
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8], data: &[u8]| {
        let body = [kind, data].concat();
        let mut sum = flate2::Crc::new();
        sum.update(&body);
        out.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        out.extend(&body);
        out.extend(sum.sum().to_be_bytes());
    };
    let side = SIDE.to_be_bytes();
    chunk(b"IHDR", &[&side[..], &side, &[1, 0, 0, 0, 0]].concat());
    chunk(b"IDAT", &packed.finish().unwrap());
    chunk(b"IEND", b"");
    out
}

/// With the notes of a camera: who made it, and where it stood.
fn with_notes(jpeg: &[u8]) -> Vec<u8> {
    let mut notes = b"Exif\0\0MM\0*\0\0\0\x08\0\x01".to_vec();
    notes.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0"); // GPS at 26
    notes.extend(b"\0\x01\0\x01\0\x02\0\0\0\x02S\0\0\0\0\0\0\0"); // 6° 52' south would follow
    notes.extend(b"KAMERA-RAHASIA -6.8721,107.5414");
    let length = u16::try_from(notes.len() + 2).unwrap().to_be_bytes();
    let own = b"http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>6,52.3S</exif:GPSLatitude>";
    let own_length = u16::try_from(own.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, &notes, b"\xff\xe1", &own_length, own, &jpeg[2..]].concat()
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|w| w == what)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_camera_s_photo_is_taken_and_nothing_of_its_notes_is_ever_served() {
    let s = Shop::open().await;
    let photo = with_notes(&encoded(noise(2_200, 1_500), ImageFormat::Jpeg));
    assert!(photo.len() > 2 * 1024 * 1024, "{}", photo.len());
    assert_eq!(s.send(&[("IMG_0001.JPG", &photo)]).await.status, StatusCode::SEE_OTHER);
    s.w.run_jobs().await;
    let made = s.photos().await.remove(0);
    assert_eq!((made.state, made.widths.clone()), (PhotoState::Ready, vec![320, 640, 1280]));
    for width in [1, 320, 640, 1280, 2_200] {
        for kind in ["webp", "jpg"] {
            let answer = send(&s.front, get(&format!("/media/{}-{width}.{kind}", made.id), &[])).await;
            assert_eq!(answer.status, StatusCode::OK, "{width}.{kind}");
            for note in [&b"Exif"[..], b"EXIF", b"KAMERA", b"GPS", b"6.8721", b"ns.adobe"] {
                assert!(!has(&answer.body, note), "{} in {width}.{kind}", String::from_utf8_lossy(note));
            }
        }
    }
    for path in ["original", "original.jpg"] {
        assert_eq!(send(&s.front, get(&format!("/media/{}-{path}", made.id), &[])).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_photo_is_refused_with_words_beside_the_field() {
    let s = Shop::open().await;
    let whole = encoded(noise(64, 64), ImageFormat::Jpeg);
    s.refuses(&whole[..whole.len() / 2], "rusak").await;
    s.refuses(b"<!doctype html><script>alert(1)</script>", "bukan foto").await;
    s.refuses(b"GIF89a\x01\0\x01\0", "bukan foto").await;
    let behind = [&whole[..], b"<?php system($_GET['c']);"].concat();
    s.refuses(&behind, "rusak").await;
    let bomb = bomb();
    assert!(bomb.len() < 300_000);
    s.refuses(&bomb, "40 megapiksel").await;
    assert_eq!(s.send(&[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let cut = form(&[("a.jpg", &whole)]);
    assert_eq!(s.post(&s.stall.owner, cut[..cut.len() - 12].to_vec()).await.status, StatusCode::BAD_REQUEST, "the form itself is cut off");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_too_large_does_not_take_the_others_with_it() {
    let s = Shop::open().await;
    let (good, large) = (small(), vec![0xff; 11 * 1024 * 1024]);
    let answer = s.send(&[("a.jpg", &good), ("b.jpg", &large), ("c.jpg", &good)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("Foto ke-2: terlalu besar, paling besar 10 MB"));
    assert_eq!(s.photos().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ninth_photo_is_refused() {
    let s = Shop::open().await;
    let good = small();
    let nine: Vec<(&str, &[u8])> = (0..9).map(|_| ("a.jpg", good.as_slice())).collect();
    let answer = s.send(&nine).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("Foto ke-9: paling banyak 8 foto"));
    assert_eq!(s.photos().await.len(), 8);
    let answer = s.send(&[("a.jpg", &good), ("b.jpg", &good)]).await;
    assert!(answer.text().contains("Foto ke-1: paling banyak 8 foto") && !answer.text().contains("Foto ke-2"));
    assert_eq!(s.photos().await.len(), 8);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_s_file_is_not_even_read() {
    let s = Shop::open().await;
    let read = Arc::new(AtomicUsize::new(0));
    let stream = |read: Arc<AtomicUsize>| {
        let head = form(&[("a.jpg", b"x")]);
        let head = Bytes::from(head[..head.len() - 12].to_vec());
        futures::stream::iter((0..100).map(move |n| {
            read.fetch_add(1, Ordering::SeqCst);
            Ok::<_, std::io::Error>(if n == 0 { head.clone() } else { Bytes::from(vec![b'x'; 64 * 1024]) })
        }))
    };
    let neighbour = s.w.stall("Tetangga").await;
    for other in [&neighbour.owner, &s.w.person("Ujang", &[]).await] {
        let answer = s.post(other, Body::from_stream(stream(Arc::clone(&read)))).await;
        assert!(matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{}", answer.status);
    }
    assert_eq!(read.load(Ordering::SeqCst), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_site_shows_the_photos_that_are_described() {
    let w = World::sqlite().await;
    let front = house(&w, &[], &CancellationToken::new());
    let s = w.sightseeing().await;
    let path = format!("/meja-wisata/tempat/{}/foto", s.site("pusdikpal"));
    let post = async |path: &str, kind: &str, body: Vec<u8>| {
        let cookie = format!("sentra_sid={}", World::token_of(&s.base));
        send(&front, build("POST", path, &[("content-type", kind), ("sec-fetch-site", "same-origin"), ("cookie", cookie.as_str())], body))
            .await
    };
    let multipart = "multipart/form-data; boundary=edge";
    let public = async || {
        // Each time with a cache of its own.
        let fresh = house(&w, &[], &CancellationToken::new());
        send(&fresh, get("/wisata/tempat/pusdikpal", &[])).await.text().to_owned()
    };
    let photo = with_notes(&encoded(noise(700, 500), ImageFormat::Jpeg));
    for (file, words) in [(&b"not a photo"[..], "tidak bisa dibaca"), (&b""[..], "Pilih foto dulu.")] {
        let answer = post(&path, multipart, form(&[("foto.jpg", file)])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(words), "{}", answer.text());
    }
    assert_eq!(post(&path, multipart, form(&[("meriam.jpg", &photo)])).await.status, StatusCode::SEE_OTHER);
    let again = post(&path, multipart, form(&[("meriam.jpg", &photo)])).await;
    assert!(again.text().contains("Foto ini sudah ada."), "{}", again.text());
    let kept = &list_site_photos(&w.deps, &s.base, s.site("pusdikpal")).await.unwrap()[0];
    assert_eq!((kept.width, kept.height, &*kept.widths), (700, 500, &[320, 640, 700][..]));
    assert!(!public().await.contains(&kept.file), "nobody has said what it shows");
    let describe = async |caption: &str, credit: &str| {
        let fields = [("file", kept.file.as_str()), ("caption_id", caption), ("caption_en", "A cannon"), ("credit", credit)];
        let body = serde_html_form::to_string(fields).unwrap();
        post(&format!("{path}/ubah"), "application/x-www-form-urlencoded", body.into_bytes()).await
    };
    let wrong = describe("", "Ujang").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("f-caption_id-err") && wrong.text().contains("value=\"A cannon\""), "{}", wrong.text());
    assert_eq!(describe("Meriam \"tua\"", "Ujang, 2025").await.status, StatusCode::SEE_OTHER);
    let page = public().await;
    assert!(page.contains(&kept.file) && page.contains("Ujang, 2025") && page.contains("alt=\"Meriam &quot;tua&quot;\""), "{page}");
    let file = format!("/wisata/foto/{}/{}-640.jpg", s.site("pusdikpal"), kept.file);
    let served = send(&front, get(&file, &[])).await;
    assert_eq!((served.status, served.header("content-type")), (StatusCode::OK, "image/jpeg"));
    assert!(!has(&served.body, b"KAMERA-RAHASIA") && !has(&served.body, b"GPS"));
    for other in ["-320.png", "-639.jpg", "-640"] {
        let address = format!("/wisata/foto/{}/{}{other}", s.site("pusdikpal"), kept.file);
        assert_eq!(send(&front, get(&address, &[])).await.status, StatusCode::NOT_FOUND, "{other}");
    }
    let remove = serde_html_form::to_string([("file", kept.file.as_str()), ("go", "remove")]).unwrap().into_bytes();
    assert_eq!(post(&format!("{path}/ubah"), "application/x-www-form-urlencoded", remove).await.status, StatusCode::SEE_OTHER);
    assert!(!public().await.contains(&kept.file));
    assert_eq!(send(&front, get(&file, &[])).await.status, StatusCode::NOT_FOUND);
}
