//! Files kept by key, through `object_store`: a folder now, S3 at scale.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt};
use thiserror::Error;

#[derive(Debug, Error)]
pub enum BlobError {
    #[error("blob store: {0}")]
    Store(#[from] object_store::Error),
    #[error("blob folder: {0}")]
    Folder(#[from] std::io::Error),
}

#[derive(Clone)]
pub struct Blobs(Arc<dyn ObjectStore>);

impl Blobs {
    /// Files below a folder, made if missing.
    pub fn folder(root: &Path) -> Result<Self, BlobError> {
        std::fs::create_dir_all(root)?;
        Ok(Self(Arc::new(LocalFileSystem::new_with_prefix(root)?)))
    }

    /// Writes all or nothing; an older blob of this key is replaced.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<(), BlobError> {
        self.0.put(&Key::from(key), bytes.into()).await?;
        Ok(())
    }

    pub async fn get(&self, key: &str) -> Result<Option<Bytes>, BlobError> {
        match self.0.get(&Key::from(key)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    /// Deleting what is not there is fine.
    pub async fn delete(&self, key: &str) -> Result<(), BlobError> {
        match self.0.delete(&Key::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(e) => Err(e.into()),
        }
    }

    /// The keys of everything below a folder, in no order.
    pub fn keys(&self, folder: &str) -> BoxStream<'static, Result<String, BlobError>> {
        self.0.list(Some(&Key::from(folder))).map_ok(|o| o.location.to_string()).err_into().boxed()
    }

    /// Deletes everything below a folder, however much that is.
    pub async fn delete_folder(&self, folder: &str) -> Result<(), BlobError> {
        let mut found = self.0.list(Some(&Key::from(folder)));
        while let Some(object) = found.try_next().await? {
            self.delete(object.location.as_ref()).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_put_is_there_until_it_is_deleted() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::folder(&dir.path().join("blobs")).unwrap();
        assert_eq!(blobs.get("foto/a/320.webp").await.unwrap(), None);
        for text in ["first", "second"] {
            blobs.put("foto/a/320.webp", Bytes::from(text)).await.unwrap();
            assert_eq!(blobs.get("foto/a/320.webp").await.unwrap(), Some(Bytes::from(text)));
        }
        blobs.delete("foto/a/320.webp").await.unwrap();
        blobs.delete("foto/a/320.webp").await.unwrap();
        assert_eq!(blobs.get("foto/a/320.webp").await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_folder_goes_with_all_that_is_in_it() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::folder(&dir.path().join("blobs")).unwrap();
        for key in ["foto/a/320.webp", "foto/a/640.webp", "foto/ab/320.webp"] {
            blobs.put(key, Bytes::from("x")).await.unwrap();
        }
        blobs.delete_folder("foto/a").await.unwrap();
        blobs.delete_folder("foto/a").await.unwrap();
        assert_eq!(blobs.get("foto/a/640.webp").await.unwrap(), None);
        assert!(blobs.get("foto/ab/320.webp").await.unwrap().is_some());
    }

    #[tokio::test]
    async fn no_key_leads_out_of_the_folder() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("secret"), "x").unwrap();
        let blobs = Blobs::folder(&dir.path().join("blobs")).unwrap();
        for key in ["../secret", "a/../../secret", "/../secret", "%2e%2e/secret"] {
            assert_eq!(blobs.get(key).await.unwrap_or_default(), None, "{key}");
        }
    }
}
