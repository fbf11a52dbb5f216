//! The index on disk: generations side by side, and a small file that names the live one.
//!
//! ```text
//! search/current     "1 g000007": the version of the schema and the live generation; replaced in one step
//! search/g000007/    the engine's files
//! search/rebuild.lock
//! ```

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::SystemTime;

use super::schema::VERSION;
use crate::adapters::search::SearchError;

#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    pub version: u32,
    pub generation: String,
    /// When it was written: a name may come back, after somebody has emptied the folder.
    pub written: Option<SystemTime>,
}

impl Folder {
    pub fn new(root: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&root)?;
        Ok(Self { root })
    }

    pub fn path(&self, generation: &str) -> PathBuf {
        self.root.join(generation)
    }

    /// The live generation, if a readable pointer names one.
    pub fn current(&self) -> Option<Pointer> {
        let path = self.root.join("current");
        let text = fs::read_to_string(&path).ok()?;
        let written = fs::metadata(&path).and_then(|m| m.modified()).ok();
        let (version, generation) = text.trim().split_once(' ')?;
        number(generation)?;
        Some(Pointer { version: version.parse().ok()?, generation: generation.to_owned(), written })
    }

    /// Makes a generation the live one. A crash leaves the old pointer or the new one, never half of one.
    pub fn set_current(&self, generation: &str) -> io::Result<()> {
        let fresh = self.root.join("current.new");
        let mut file = File::create(&fresh)?;
        writeln!(file, "{VERSION} {generation}")?;
        file.sync_all()?;
        fs::rename(&fresh, self.root.join("current"))?;
        File::open(&self.root)?.sync_all()
    }

    /// Only one rebuild at a time, over all processes. The lock ends with the file.
    pub fn lock_rebuild(&self) -> Result<File, SearchError> {
        fs::create_dir_all(&self.root).map_err(engine)?; // it may have been lost with the index
        let file = File::options().create(true).truncate(false).write(true).open(self.root.join("rebuild.lock")).map_err(engine)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(SearchError::RebuildRunning),
            Err(TryLockError::Error(e)) => Err(engine(e)),
        }
    }

    /// An empty folder for a new generation. Under the rebuild lock.
    pub fn create(&self) -> io::Result<String> {
        let last = self.generations()?.iter().filter_map(|g| number(g)).max().unwrap_or(0);
        let generation = format!("g{:06}", last + 1);
        fs::create_dir(self.path(&generation))?;
        Ok(generation)
    }

    /// Removes all generations but one: the one before, and what crashed rebuilds left. Under the rebuild lock.
    /// Whoever still reads an old one keeps reading: its files are mapped, and vanish with the last reader.
    pub fn remove_others(&self, keep: Option<&str>) -> io::Result<()> {
        for generation in self.generations()? {
            if Some(generation.as_str()) != keep {
                fs::remove_dir_all(self.path(&generation))?;
            }
        }
        Ok(())
    }

    fn generations(&self) -> io::Result<Vec<String>> {
        let names = fs::read_dir(&self.root)?.filter_map(|e| e.ok()?.file_name().into_string().ok());
        Ok(names.filter(|n| number(n).is_some()).collect())
    }
}

fn number(generation: &str) -> Option<u64> {
    generation.strip_prefix('g')?.parse().ok()
}

pub fn engine(e: impl std::error::Error + Send + Sync + 'static) -> SearchError {
    SearchError::Engine(Box::new(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pointer_names_one_generation_and_the_others_go() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::new(dir.path().join("search")).unwrap();
        assert_eq!(folder.current(), None);
        let (a, b) = (folder.create().unwrap(), folder.create().unwrap());
        assert_ne!(a, b);
        folder.set_current(&b).unwrap();
        assert_eq!(folder.current().map(|p| (p.version, p.generation)), Some((VERSION, b.clone())));
        folder.remove_others(Some(&b)).unwrap();
        assert!(!folder.path(&a).exists() && folder.path(&b).exists());
        fs::write(folder.root.join("current"), "1 ../../etc").unwrap();
        assert_eq!(folder.current(), None);
        let lock = folder.lock_rebuild().unwrap();
        assert!(matches!(folder.lock_rebuild(), Err(SearchError::RebuildRunning)));
        drop(lock);
        assert!(folder.lock_rebuild().is_ok());
    }
}
