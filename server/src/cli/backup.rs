//! `sentra backup`: database and photos in one tar file. docs/operations.md says how to restore it.

use std::fs::File;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use crate::config::Config;
use crate::open::{self, Folders};
use crate::say::say;

#[derive(Args)]
pub struct Options {
    /// Where to write to; an existing file is not overwritten.
    file: PathBuf,
}

pub async fn run(config: &Config, options: &Options) -> Result<(), Failure> {
    let target = options.file.clone();
    if target.exists() {
        return Err(Failure::new(format!("{} is there already: choose another name", target.display())));
    }
    let db = open::database(config).await?;
    let copy = with_ending(&target, "db");
    // The database first: what it speaks of is then in the folder of files already.
    let copied = db.copy_to(&copy).await?;
    db.close().await;
    let (files, partial) = (Folders(&config.data_dir).files(), with_ending(&target, "partial"));
    let database = copied.then(|| copy.clone());
    let (into, done) = (partial.clone(), target.clone());
    let written =
        tokio::task::spawn_blocking(move || pack(&into, database.as_deref(), &files).and_then(|()| std::fs::rename(&into, &done))).await?;
    let _ = std::fs::remove_file(&copy);
    if let Err(error) = written {
        let _ = std::fs::remove_file(&partial);
        return Err(error.into());
    }
    say(format_args!("{} holds {}.", target.display(), if copied { "the database and the files" } else { "the files" }));
    if !copied {
        say("The database is PostgreSQL, which has its own tool for this; run beside it:");
        say(format_args!("  pg_dump --format=custom --file={} \"$DATABASE_URL\"", with_ending(&target, "dump").display()));
    }
    Ok(())
}

/// `shop.tar` → `shop.tar.partial`, beside the target, so that the last step is only a renaming.
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn pack(target: &Path, database: Option<&Path>, files: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    // It holds people's addresses: for the owner's eyes only.
    let file = File::options().write(true).create(true).truncate(true).mode(0o600).open(target)?;
    let mut tar = tar::Builder::new(std::io::BufWriter::new(file));
    if let Some(database) = database {
        tar.append_path_with_name(database, "sentra.db")?;
    }
    if files.is_dir() {
        append(&mut tar, files, Path::new("files"))?;
    }
    tar.into_inner()?.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()
}

/// A folder with all below it. A file that goes away meanwhile (an old photo) is passed over.
fn append<W: std::io::Write>(tar: &mut tar::Builder<W>, from: &Path, name: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let name = name.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            append(tar, &entry.path(), &name)?;
            continue;
        }
        match File::open(entry.path()) {
            Ok(mut file) => tar.append_file(name, &mut file)?,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            Err(e) => return Err(e),
        }
    }
    Ok(())
}
