//! Drawing a photo anew, whoever wants it: off the async threads and one at a time, for it takes some 250 MB for a moment.

use bytes::Bytes;
use tokio::sync::Semaphore;
use tokio::task::{JoinError, spawn_blocking};

use super::{PhotoError, Processed, inspect, process};

static ONE: Semaphore = Semaphore::const_new(1);

/// Looked at first, then drawn. A photo on which the decoder breaks is a damaged one; the outer error: the program is being stopped.
pub async fn draw(bytes: Bytes) -> Result<Result<Processed, PhotoError>, JoinError> {
    draw_by(bytes, |bytes| inspect(bytes).and_then(|_| process(bytes))).await
}

async fn draw_by(bytes: Bytes, how: fn(&[u8]) -> Result<Processed, PhotoError>) -> Result<Result<Processed, PhotoError>, JoinError> {
    // The semaphore is never closed; without a permit it would only be slower.
    let _permit = ONE.acquire().await.ok();
    match spawn_blocking(move || how(&bytes)).await {
        Err(error) if error.is_panic() => {
            tracing::error!(%error, "the decoder broke on a photo");
            Ok(Err(PhotoError::Damaged))
        }
        drawn => drawn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_decoder_that_panics_has_found_a_damaged_photo() {
        let drawn = draw_by(Bytes::from_static(b"x"), |_| panic!("an index out of bounds")).await;
        assert!(matches!(drawn, Ok(Err(PhotoError::Damaged))));
    }
}
