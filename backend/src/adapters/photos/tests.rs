//! Real and forged files.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

use super::*;

/// Red on the left, blue on the right.
fn picture(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }).into()
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// Puts an APP1 segment behind the start of a JPEG: big-endian TIFF with an orientation, a camera and a GPS position.
fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut e = Vec::new();
        e.extend(tag.to_be_bytes());
        e.extend(kind.to_be_bytes());
        e.extend(count.to_be_bytes());
        e.extend(value);
        e
    };
    let mut tiff = b"MM\0*\0\0\0\x08".to_vec();
    tiff.extend(3_u16.to_be_bytes());
    tiff.extend(entry(0x010f, 2, 4, *b"HP1\0"));
    let [high, low] = orientation.to_be_bytes();
    tiff.extend(entry(0x0112, 3, 1, [high, low, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 50_u32.to_be_bytes()));
    tiff.extend([0; 4]);
    assert_eq!(tiff.len(), 50);
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(1, 2, 2, *b"S\0\0\0"));
    tiff.extend(entry(2, 5, 3, 80_u32.to_be_bytes()));
    tiff.extend([0; 4]);
    for n in [6_u32, 1, 52, 1, 48, 1] {
        tiff.extend(n.to_be_bytes());
    }
    let mut out = jpeg[..2].to_vec();
    out.extend([0xff, 0xe1]);
    out.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    out.extend(b"Exif\0\0");
    out.extend(&tiff);
    out.extend(&jpeg[2..]);
    out
}

fn decode(r: &Rendition) -> DynamicImage {
    let format = if r.format == PhotoFormat::Webp { ImageFormat::WebP } else { ImageFormat::Jpeg };
    let image = image::load_from_memory_with_format(&r.bytes, format).unwrap();
    assert_eq!((image.width(), image.height()), (r.width, r.height));
    image
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|w| w == what)
}

#[test]
fn three_widths_in_two_formats() {
    let made = process(&encoded(&picture(1600, 800), ImageFormat::Jpeg)).unwrap();
    let sizes: Vec<_> = made.renditions.iter().map(|r| (r.format.mime(), r.width, r.height)).collect();
    let want = [(320, 160), (640, 320), (1280, 640)].map(|(w, h)| [("image/webp", w, h), ("image/jpeg", w, h)]).concat();
    assert_eq!(sizes, want);
    for r in &made.renditions {
        let image = decode(r).to_rgb8();
        let (left, right) = (image.get_pixel(r.width / 4, r.height / 2), image.get_pixel(r.width * 3 / 4, r.height / 2));
        assert!(left.0[0] > 150 && left.0[2] < 90 && right.0[2] > 150, "{left:?} {right:?}");
    }
}

#[test]
fn notes_and_places_are_gone_and_the_photo_stands_upright() {
    let turned = with_exif(&encoded(&picture(800, 400), ImageFormat::Jpeg), 6);
    assert!(has(&turned, b"Exif") && has(&turned, b"HP1"));
    assert_eq!(inspect(&turned), Ok(PhotoInfo { format: PhotoFormat::Jpeg, width: 400, height: 800 }));
    let made = process(&turned).unwrap();
    assert_eq!((made.width, made.height), (400, 800));
    for r in &made.renditions {
        assert!(!has(&r.bytes, b"Exif") && !has(&r.bytes, b"EXIF") && !has(&r.bytes, b"HP1") && !has(&r.bytes, b"http://ns.adobe.com"));
        // A quarter turn clockwise: what was left is above.
        let image = decode(r).to_rgb8();
        assert!(image.get_pixel(r.width / 2, r.height / 4).0[0] > 150);
        assert!(image.get_pixel(r.width / 2, r.height * 3 / 4).0[2] > 150);
    }
    assert_eq!(made.renditions.iter().map(|r| r.width).collect::<Vec<_>>(), [320, 320, 400, 400]);
}

#[test]
fn grey_and_see_through_pictures_are_drawn() {
    let grey: DynamicImage = GrayImage::from_pixel(50, 40, image::Luma([90])).into();
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let made = process(&encoded(&grey, format)).unwrap();
        assert!(made.renditions.iter().all(|r| decode(r).to_rgb8().get_pixel(9, 9).0.iter().all(|c| c.abs_diff(90) < 6)));
    }
    let clear: DynamicImage = RgbaImage::from_pixel(60, 60, Rgba([0, 0, 0, 0])).into();
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let made = process(&encoded(&clear, format)).unwrap();
        assert_eq!(decode(&made.renditions[0]).to_rgba8().get_pixel(5, 5).0[3], 0, "WebP keeps it");
        assert!(decode(&made.renditions[1]).to_rgb8().get_pixel(5, 5).0.iter().all(|c| *c > 250), "JPEG is white");
    }
    let deep: DynamicImage = image::ImageBuffer::<image::Rgba<u16>, _>::from_pixel(30, 30, Rgba([60_000, 0, 0, 65_535])).into();
    assert!(process(&encoded(&deep, ImageFormat::Png)).is_ok());
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    let mut png = encoded(&picture(4, 4), ImageFormat::Png);
    png[16..20].copy_from_slice(&100_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&100_000_u32.to_be_bytes());
    assert_eq!(inspect(&png), Err(PhotoError::TooManyPixels));
    assert_eq!(process(&png), Err(PhotoError::TooManyPixels));
    png[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
    assert_eq!(inspect(&png), Err(PhotoError::TooManyPixels));

    let mut jpeg = encoded(&picture(16, 16), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert_eq!(process(&jpeg), Err(PhotoError::TooManyPixels));
    assert_eq!(inspect(&vec![0; MAX_BYTES + 1]), Err(PhotoError::TooManyBytes));
}

#[test]
fn files_that_lie_about_themselves_are_told_apart() {
    let html = b"<!doctype html><script>alert(1)</script>";
    for (bytes, want) in [
        (&b"GIF89a\x01\0\x01\0"[..], PhotoError::UnsupportedFormat),
        (b"\0\0\0\x18ftypheic\0\0\0\0", PhotoError::UnsupportedFormat),
        (html, PhotoError::NotAnImage),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", PhotoError::NotAnImage),
        (b"", PhotoError::NotAnImage),
        (b"\x89PNG\r\n\x1a\n", PhotoError::Truncated),
        (b"\xff\xd8\xff", PhotoError::Truncated),
    ] {
        assert_eq!(inspect(bytes), Err(want));
    }
    let mut behind = encoded(&picture(20, 20), ImageFormat::Jpeg);
    behind.extend(html);
    assert_eq!(inspect(&behind), Err(PhotoError::Polyglot));
    let mut behind = encoded(&picture(20, 20), ImageFormat::Png);
    behind.extend(b"PK\x03\x04");
    assert_eq!(inspect(&behind), Err(PhotoError::Polyglot));
    // A second picture behind the first is what cameras do.
    let once = encoded(&picture(20, 20), ImageFormat::Jpeg);
    assert!(process(&[once.clone(), once].concat()).is_ok());
}

#[test]
fn a_photo_cut_off_anywhere_is_refused() {
    // With a thumbnail's end-of-image marker inside its notes, as cameras write them.
    let noted = with_exif(&encoded(&picture(64, 64), ImageFormat::Jpeg), 0xffd9);
    for whole in [noted, encoded(&picture(64, 64), ImageFormat::Png), encoded(&picture(64, 64), ImageFormat::WebP)] {
        inspect(&whole).unwrap();
        for end in 12..whole.len() {
            assert!(inspect(&whole[..end]).is_err(), "{end} of {}", whole.len());
        }
    }
}

#[test]
fn animations_are_refused() {
    let still = encoded(&picture(8, 8), ImageFormat::Png);
    let mut apng = still[..33].to_vec();
    apng.extend([0, 0, 0, 8]);
    apng.extend(b"acTL\0\0\0\x02\0\0\0\0\0\0\0\0");
    apng.extend(&still[33..]);
    assert_eq!(inspect(&apng), Err(PhotoError::Animated));
    assert_eq!(inspect(b"RIFF\x12\0\0\0WEBPANIM\x06\0\0\0\0\0\0\0\0\0"), Err(PhotoError::Animated));
}

#[test]
fn what_would_take_too_much_memory_is_refused_by_its_header() {
    // 30 million pixels: an ordinary JPEG may be drawn, one that comes in several passes not.
    let claims = |frame: u8, height: u16| {
        let mut jpeg = encoded(&picture(16, 16), ImageFormat::Jpeg);
        let at = jpeg.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
        jpeg[at + 1] = frame;
        jpeg[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
        jpeg[at + 7..at + 9].copy_from_slice(&6_000_u16.to_be_bytes());
        inspect(&jpeg).map(|i| (i.width, i.height))
    };
    assert_eq!(claims(0xc0, 5_000), Ok((6_000, 5_000)));
    assert_eq!(claims(0xc2, 5_000), Err(PhotoError::TooHeavy));
    assert_eq!(claims(0xc2, 3_600), Ok((6_000, 3_600)));
    // 16 bits of four colours take twice the place of a usual PNG.
    let deep: DynamicImage = image::ImageBuffer::<image::Rgba<u16>, _>::new(8, 8).into();
    let whole = encoded(&deep, ImageFormat::Png);
    let mut claimed = whole.clone();
    claimed[16..20].copy_from_slice(&6_000_u32.to_be_bytes());
    claimed[20..24].copy_from_slice(&5_000_u32.to_be_bytes());
    let sum = claimed[12..29]
        .iter()
        .fold(u32::MAX, |sum, b| (0..8).fold(sum ^ u32::from(*b), |s, _| if s & 1 == 1 { (s >> 1) ^ 0xedb8_8320 } else { s >> 1 }));
    claimed[29..33].copy_from_slice(&(!sum).to_be_bytes());
    assert_eq!(inspect(&claimed), Err(PhotoError::TooHeavy));
}

proptest! {
    #[test]
    fn noise_is_refused_without_a_panic(start in 0_usize..4, noise in prop::collection::vec(any::<u8>(), 0..300)) {
        let starts: [&[u8]; 4] = [b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"RIFF\xff\0\0\0WEBPVP8 "];
        prop_assert!(process(&[starts[start], &noise].concat()).is_err());
    }

    #[test]
    fn a_damaged_photo_never_panics(format in 0_usize..3, at in any::<prop::sample::Index>(), flip in 1_u8..) {
        let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
        let mut bytes = encoded(&picture(24, 24), formats[format]);
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        let _ = process(&bytes);
    }
}
