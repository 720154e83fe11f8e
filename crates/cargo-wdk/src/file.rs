//! Files by the paths that a user gives.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};

/// Reads a file.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes into what is at `path`, which stays what it is: a device, a pipe, a file that a link leads
/// to or that has other names. Where nothing is, a file is made.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Refuses a path that [`write()`] cannot write to, before the work for its content begins.
pub(crate) fn check_writable(path: &Path) -> anyhow::Result<()> {
    let what = || format!("cannot write {}", path.display());
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => bail!("{}: it is a folder; name a file", what()),
        // Opening a pipe would wait for its reader, opening a device may do anything.
        Ok(found) if !found.is_file() => Ok(()),
        Ok(_) => fs::OpenOptions::new()
            .append(true)
            .open(path)
            .map(drop)
            .with_context(what),
        // A link that leads nowhere is followed by what makes the file.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = folder_of(path);
            match fs::metadata(&folder) {
                Ok(found) if found.is_dir() => Ok(()),
                Ok(_) => bail!("{}: {} is no folder", what(), folder.display()),
                Err(error) => Err(error)
                    .with_context(|| format!("{}: the folder {}", what(), folder.display())),
            }
        }
        Err(error) => Err(error).with_context(what),
    }
}

/// The folder that `path` is in.
fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}
