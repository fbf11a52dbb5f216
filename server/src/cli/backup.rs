//! `sentra backup`: database and photos in one tar file. docs/operations.md says how to restore it.

use std::fs::File;
use std::path::{Path, PathBuf};

use backend::db::Db;
use clap::Args;

use super::{Failure, signals};
use crate::config::Config;
use crate::open::{self, Folders};
use crate::say::say;

#[derive(Args)]
pub struct Options {
    /// Where to write to; an existing file is not overwritten.
    file: PathBuf,
}

pub async fn run(config: &Config, options: &Options) -> Result<(), Failure> {
    let target = &options.file;
    if target.exists() {
        return Err(Failure::new(format!("{} is there already: choose another name", target.display())));
    }
    let db = open::database(config).await?;
    let stop = signals::stop_token()?;
    // Removed when this function is left, by whichever way.
    let bench = Bench::beside(target)?;
    let made = tokio::select! {
        made = make(&db, &bench, Folders(&config.data_dir).files()) => made,
        () = stop.cancelled() => Err(Failure::new("broken off: no backup was written")),
    };
    db.close().await;
    let (tar, copied) = made?;
    std::fs::rename(tar, target)?;
    say(format_args!("{} holds {}.", target.display(), if copied { "the database and the files" } else { "the files" }));
    if !copied {
        say("The database is PostgreSQL, which has its own tool for this; run beside it:");
        say(format_args!("  pg_dump --format=custom --file={} \"$DATABASE_URL\"", with_ending(target, "dump").display()));
    }
    Ok(())
}

/// The tar file, and whether the database is in it.
async fn make(db: &Db, bench: &Bench, files: PathBuf) -> Result<(PathBuf, bool), Failure> {
    let (copy, tar) = (bench.0.join("sentra.db"), bench.0.join("tar"));
    // The database first: what it speaks of is then in the folder of files already.
    let copied = db.copy_to(&copy).await?;
    let (into, database) = (tar.clone(), copied.then_some(copy));
    tokio::task::spawn_blocking(move || pack(&into, database.as_deref(), &files)).await??;
    Ok((tar, copied))
}

/// A folder beside the target, so that the last step is only a renaming. What lies in it holds people's addresses: it
/// is the owner's alone from its first byte, and gone at the end.
struct Bench(PathBuf);

impl Bench {
    fn beside(target: &Path) -> std::io::Result<Self> {
        use std::os::unix::fs::DirBuilderExt;
        let folder = with_ending(target, &format!("partial-{}", std::process::id()));
        std::fs::DirBuilder::new().mode(0o700).create(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// `shop.tar` → `shop.tar.dump`
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn pack(target: &Path, database: Option<&Path>, files: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    // For the owner's eyes only, also when it has left the folder.
    let file = File::options().write(true).create_new(true).mode(0o600).open(target)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unfinished_is_nobody_elses_and_does_not_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let bench = Bench::beside(&folder.path().join("shop.tar")).unwrap();
        let mode = std::fs::metadata(&bench.0).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        std::fs::write(bench.0.join("sentra.db"), b"addresses").unwrap();
        drop(bench);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
