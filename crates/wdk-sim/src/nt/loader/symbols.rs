//! Names and source lines of a mapped image's code, from the PDB beside the image.
#![forbid(unsafe_code)]

use std::{
    collections::HashMap,
    fs::File,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{LazyLock, Mutex, PoisonError},
    time::SystemTime,
};

use pdb_addr2line::{Context, ContextPdbData, Error, pdb::PDB};

use crate::engine::{error::Frame, owner::Owner};

/// A function that stands at an address; an address in inlined code has several.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// The function's name.
    pub function: String,
    /// Source file and line.
    pub location: Option<(PathBuf, u32)>,
}

impl Line {
    /// Whose code it is.
    #[must_use]
    pub fn owner(&self) -> Owner {
        Owner::of(&Frame {
            address: 0,
            symbol: format!("!{}", self.function),
            location: self.location.clone(),
        })
    }
}

/// A PDB as it was when it was read: path, length and time of the last change.
type Version = (PathBuf, u64, Option<SystemTime>);

/// The PDBs that were looked into; `None` for one that cannot be read.
///
/// A stack asks for dozens of addresses, and reading the file takes far longer than all the
/// answers. So each is read once and stays until the process ends.
static TABLES: LazyLock<Mutex<HashMap<Version, Option<Context<'_, '_>>>>> =
    LazyLock::new(Mutex::default);

/// The functions at `offset` into the image, innermost first. None when the PDB does not know the
/// place or cannot be read: a stack without names is still a stack.
pub(crate) fn lines(image: &Path, offset: u32) -> Vec<Line> {
    lines_in(&image.with_extension("pdb"), offset)
}

/// The functions at `offset` into the image of the PDB file `pdb`, innermost first. None when the
/// PDB does not know the place or cannot be read.
#[must_use]
pub fn lines_in(pdb: &Path, offset: u32) -> Vec<Line> {
    let Ok(found) = pdb.metadata() else {
        return Vec::new();
    };
    let version = (pdb.to_path_buf(), found.len(), found.modified().ok());
    let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    // The reader panics for a few damaged files.
    let found = panic::catch_unwind(AssertUnwindSafe(|| {
        let table = tables.entry(version).or_insert_with(|| read(pdb).ok());
        table.as_ref().and_then(|it| look_up(it, offset).ok())
    }));
    found.ok().flatten().unwrap_or_default()
}

/// Reads a PDB, for as long as the process lives.
fn read(path: &Path) -> Result<Context<'static, 'static>, Error> {
    #[cfg(test)]
    tests::READ.with(|it| it.set(it.get() + 1));
    let file = File::open(path).map_err(pdb_addr2line::pdb::Error::from)?;
    let data = ContextPdbData::try_from_pdb(PDB::open(file)?)?;
    // The table borrows it, and is never given up.
    Box::leak(Box::new(data)).make_context()
}

fn look_up(context: &Context<'_, '_>, offset: u32) -> Result<Vec<Line>, Error> {
    let frames = context.find_frames(offset)?.map(|found| found.frames);
    let line = |frame: pdb_addr2line::Frame<'_>| Line {
        function: frame.function.unwrap_or_else(|| "?".to_owned()),
        location: frame
            .file
            .zip(frame.line)
            .map(|(file, line)| (PathBuf::from(&*file), line)),
    };
    Ok(frames.into_iter().flatten().map(line).collect())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        /// How often this thread has read a PDB.
        pub(super) static READ: Cell<usize> = const { Cell::new(0) };
    }

    #[test]
    fn an_image_without_a_pdb_has_no_names() {
        assert!(lines(Path::new("no-such-driver.sys"), 0x1000).is_empty());
    }

    #[test]
    fn a_file_that_is_no_pdb_gives_no_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let image = folder.path().join("toaster.sys");
        std::fs::write(image.with_extension("pdb"), b"not a program database").expect("a file");
        assert!(lines(&image, 0x1000).is_empty());
    }

    #[test]
    fn a_pdb_is_read_once_until_it_changes() {
        let folder = tempfile::tempdir().expect("a folder");
        let image = folder.path().join("toaster.sys");
        for (content, read) in [("short", 1), ("longer", 2)] {
            std::fs::write(image.with_extension("pdb"), content).expect("a file");
            for offset in 0..100 {
                lines(&image, offset);
            }
            assert_eq!(READ.get(), read);
        }
    }
}
