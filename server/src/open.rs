//! From settings to what the use cases work with: the database, the index, the folders.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use backend::adapters::blobs::{BlobError, Blobs};
use backend::adapters::mail::{FileMailer, MailError, Mailer, SmtpMailer};
use backend::adapters::payment::{PaymentGateways, Sandbox};
use backend::adapters::search::SearchError;
use backend::adapters::tantivy::TantivyIndex;
use backend::adapters::vault::{Vault, VaultError};
use backend::db::{Db, DbError};
use backend::deps::Deps;
use backend::random::Random;
use backend::settings::SettingsCache;
use thiserror::Error;

use crate::clock::SystemClock;
use crate::config::{Config, MailRoute};

#[derive(Debug, Error)]
pub enum OpenError {
    #[error("the data folder {0} cannot be used ({1}): make it writable, or set data_dir")]
    DataDir(PathBuf, std::io::Error),
    #[error("the database does not open ({0}): check database_url with `sentra config show`")]
    Db(#[from] DbError),
    #[error("the search index does not open ({0}): is {1} writable?")]
    Search(SearchError, PathBuf),
    #[error("the folder of photos does not open: {0}")]
    Blobs(#[from] BlobError),
    #[error("the vault does not open ({0}): is {1} the file it was?")]
    Vault(VaultError, PathBuf),
    #[error("mail cannot be set up ({0}): check mail and mail_from")]
    Mail(#[from] MailError),
}

/// The folders below `data_dir`.
pub struct Folders<'a>(pub &'a Path);

impl Folders<'_> {
    pub fn search(&self) -> PathBuf {
        self.0.join("search")
    }
    pub fn files(&self) -> PathBuf {
        self.0.join("files")
    }
    /// With it alone sealed rows of the database can be read: it is not part of a backup.
    pub fn vault_key(&self) -> PathBuf {
        self.0.join("keys").join("vault.key")
    }
    pub fn mail(&self) -> PathBuf {
        self.0.join("mail")
    }
}

/// Only the database: all that migrating needs.
pub async fn database(config: &Config) -> Result<Db, OpenError> {
    std::fs::create_dir_all(&config.data_dir).map_err(|e| OpenError::DataDir(config.data_dir.clone(), e))?;
    Ok(Db::open(&config.database_url).await?)
}

pub async fn deps(config: &Config) -> Result<Deps, OpenError> {
    let db = database(config).await?;
    let folders = Folders(&config.data_dir);
    let search = folders.search();
    let opened = tokio::task::spawn_blocking(move || TantivyIndex::open(search)).await;
    let search = match opened {
        Ok(index) => index.map_err(|e| OpenError::Search(e, folders.search()))?,
        Err(panic) => return Err(OpenError::Search(SearchError::Engine(Box::new(panic)), folders.search())),
    };
    let mailer: Arc<dyn Mailer> = match &config.mail {
        MailRoute::Files => Arc::new(FileMailer::new(folders.mail(), &config.mail_from)?),
        MailRoute::Smtp(url) => Arc::new(SmtpMailer::new(url, &config.mail_from)?),
    };
    let mut gateways = PaymentGateways::default();
    if config.sandbox_card {
        gateways.card = Some(Arc::new(Sandbox));
    }
    let random = Random::from_os();
    let vault = Vault::open(&folders.vault_key(), &random).map_err(|e| OpenError::Vault(e, folders.vault_key()))?;
    Ok(Deps {
        db,
        clock: Arc::new(SystemClock { ahead: config.clock_ahead }),
        random,
        vault,
        search: Arc::new(search),
        blobs: Blobs::folder(&folders.files())?,
        mailer,
        gateways,
        settings: SettingsCache::default(),
        base_url: config.base_url.clone(),
    })
}
