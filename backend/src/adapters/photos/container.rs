//! The skeleton of the three file formats, walked without decoding: is the file whole, is it one picture, does
//! anything stand behind it?

use super::{PhotoError, PhotoFormat};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The format by the first bytes; a name or a declared type is never asked.
pub fn format(bytes: &[u8]) -> Result<PhotoFormat, PhotoError> {
    let brand = bytes.get(4..12).unwrap_or_default();
    if bytes.starts_with(b"\xff\xd8\xff") {
        Ok(PhotoFormat::Jpeg)
    } else if bytes.starts_with(PNG) {
        Ok(PhotoFormat::Png)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Ok(PhotoFormat::Webp)
    } else if [&b"GIF8"[..], b"BM", b"II*\0", b"MM\0*", b"\0\0\x01\0", b"8BPS", b"\xff\x0a"].iter().any(|m| bytes.starts_with(m))
        || [&b"ftypheic"[..], b"ftypheix", b"ftypmif1", b"ftypavif", b"ftypheif"].contains(&brand)
    {
        Err(PhotoError::UnsupportedFormat)
    } else {
        Err(PhotoError::NotAnImage)
    }
}

pub fn check(format: PhotoFormat, bytes: &[u8]) -> Result<(), PhotoError> {
    match format {
        PhotoFormat::Jpeg => jpeg(bytes),
        PhotoFormat::Png => png(bytes),
        PhotoFormat::Webp => webp(bytes),
    }
}

/// What a decoder holds beside the finished picture, in bytes a pixel.
pub fn beside_picture(format: PhotoFormat, bytes: &[u8]) -> u64 {
    let has = |kind: &[u8]| bytes.windows(kind.len()).take(64 * 1024).any(|w| w == kind);
    match format {
        // All coefficients of three colours, two bytes each, before the first pixel can be drawn.
        PhotoFormat::Jpeg if is_progressive(bytes) => 6,
        PhotoFormat::Jpeg | PhotoFormat::Png => 0,
        PhotoFormat::Webp if has(b"VP8L") => 4,
        // Brightness and colours apart, and the transparency.
        PhotoFormat::Webp => 3,
    }
}

/// By the kind of the frame header (ITU T.81, table B.1: C2, C6, CA and CE are progressive).
fn is_progressive(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let (Some(0xff), Some(&marker)) = (bytes.get(at), bytes.get(at + 1)) {
        match marker {
            0xc2 | 0xc6 | 0xca | 0xce => return true,
            0xda => return false,
            0xff => at += 1,
            0x01 | 0xd0..=0xd7 => at += 2,
            _ => {
                let (Some(high), Some(low)) = (bytes.get(at + 2), bytes.get(at + 3)) else { return false };
                at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
            }
        }
    }
    false
}

/// Walks the segments, and inside the scans the bytes, up to the end-of-image marker. The marker must be met on the
/// walk: a thumbnail inside the metadata has one of its own, which would hide that the photo is cut off.
fn jpeg(bytes: &[u8]) -> Result<(), PhotoError> {
    let mut at = 2;
    loop {
        let (first, marker) = (byte(bytes, at)?, byte(bytes, at + 1)?);
        if first != 0xff {
            return Err(PhotoError::Damaged);
        }
        match marker {
            0xff => at += 1, // padding
            0x01 | 0xd0..=0xd7 => at += 2,
            0xd9 => return behind_jpeg(bytes.get(at + 2..).unwrap_or_default()),
            0x00 | 0xd8 => return Err(PhotoError::Damaged),
            _ => {
                let length = usize::from(u16::from_be_bytes([byte(bytes, at + 2)?, byte(bytes, at + 3)?]));
                if length < 2 {
                    return Err(PhotoError::Damaged);
                }
                at += 2 + length;
                if marker == 0xda {
                    at = end_of_scan(bytes, at)?;
                }
            }
        }
    }
}

/// Where the entropy-coded bytes end: at the next marker that is neither a stuffed FF nor a restart.
fn end_of_scan(bytes: &[u8], mut at: usize) -> Result<usize, PhotoError> {
    loop {
        if byte(bytes, at)? == 0xff && !matches!(byte(bytes, at + 1)?, 0x00 | 0xd0..=0xd7) {
            return Ok(at);
        }
        at += 1;
    }
}

/// Cameras do put things behind a JPEG (a second picture, notes of their own). What another program would run, they don't.
fn behind_jpeg(rest: &[u8]) -> Result<(), PhotoError> {
    const FOREIGN: [&[u8]; 6] = [b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", b"<?php", b"<script", b"<html"];
    let lower = rest.to_ascii_lowercase();
    let foreign = |sign: &[u8]| rest.windows(sign.len()).any(|w| w == sign) || lower.windows(sign.len()).any(|w| w == sign);
    if FOREIGN.into_iter().any(foreign) { Err(PhotoError::Polyglot) } else { Ok(()) }
}

fn png(bytes: &[u8]) -> Result<(), PhotoError> {
    let mut at = PNG.len();
    loop {
        let head = bytes.get(at..at + 8).ok_or(PhotoError::Truncated)?;
        let (length, kind) = (u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize, &head[4..8]);
        if kind == b"acTL" {
            return Err(PhotoError::Animated);
        }
        if !kind.iter().all(u8::is_ascii_alphabetic) {
            return Err(PhotoError::Damaged);
        }
        at = at.checked_add(length).and_then(|a| a.checked_add(12)).filter(|end| *end <= bytes.len()).ok_or(PhotoError::Truncated)?;
        if kind == b"IEND" {
            return if at == bytes.len() { Ok(()) } else { Err(PhotoError::Polyglot) };
        }
    }
}

fn webp(bytes: &[u8]) -> Result<(), PhotoError> {
    let u32_at =
        |at: usize| bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize).ok_or(PhotoError::Truncated);
    let end = u32_at(4)?.checked_add(8).ok_or(PhotoError::Damaged)?;
    if end > bytes.len() {
        return Err(PhotoError::Truncated);
    }
    if end + 1 < bytes.len() {
        return Err(PhotoError::Polyglot);
    }
    let mut at = 12;
    let mut picture = false;
    while at + 8 <= end {
        match &bytes[at..at + 4] {
            b"ANIM" | b"ANMF" => return Err(PhotoError::Animated),
            b"VP8 " | b"VP8L" => picture = true,
            _ => {}
        }
        let length = u32_at(at + 4)?;
        at = at.checked_add(8 + length + length % 2).ok_or(PhotoError::Damaged)?;
    }
    if at > end + 1 {
        Err(PhotoError::Truncated)
    } else if picture {
        Ok(())
    } else {
        Err(PhotoError::Damaged)
    }
}

fn byte(bytes: &[u8], at: usize) -> Result<u8, PhotoError> {
    bytes.get(at).copied().ok_or(PhotoError::Truncated)
}
