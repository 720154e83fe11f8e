//! Names that files give other files: checked part by part, and opened below one folder.
//!
//! An INF, a catalog's name and a store's records come from outside. Whatever they call a file, it
//! is below the folder that the caller gave: [`components`] refuses names that lead elsewhere on
//! any system, and the functions that open files follow no symbolic link below that folder. The
//! folder itself is the caller's: it may be reached over links.
//!
//! ```
//! let folder = tempfile::tempdir()?;
//! wdk_package::path::write(folder.path(), r"x64\Lamp.sys", b"MZ")?;
//! assert_eq!(wdk_package::path::read(folder.path(), r"X64\lamp.sys")?, b"MZ");
//! assert!(wdk_package::path::read(folder.path(), r"..\lamp.sys").is_err());
//! # Ok::<(), std::io::Error>(())
//! ```

#[cfg(any(not(unix), test))]
mod portable;
#[cfg(unix)]
mod unix;

use std::{
    fs,
    io::{self, ErrorKind, Read as _, Write as _},
    path::{Path, PathBuf},
};

pub use wdk_inf::path::{BadPath, Reason, component, components, folders};

#[cfg(not(unix))]
use self::portable::Directory;
#[cfg(unix)]
use self::unix::Directory;

/// Two names are one when they fold to the same text.
pub(crate) fn fold(name: &str) -> String {
    name.to_lowercase()
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    File(u64),
    Folder,
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// That the entry called `name` is not what was asked for.
fn refused(name: &str, kind: Option<Kind>) -> io::Error {
    let (error, what) = match kind {
        Some(Kind::Link) => (
            ErrorKind::InvalidInput,
            "is a symbolic link, which is not followed here; put the file itself in its place",
        ),
        Some(Kind::Folder) => (ErrorKind::IsADirectory, "is a folder"),
        Some(Kind::File(_)) => (ErrorKind::NotADirectory, "is no folder"),
        Some(Kind::Other) => (ErrorKind::InvalidInput, "is no ordinary file"),
        None => (ErrorKind::NotFound, "does not exist"),
    };
    io::Error::new(error, format!("{name} {what}"))
}

/// The entry of a folder called `name`: in that case, else in the first other one that it has.
fn exact(folder: &Directory, name: &str) -> io::Result<String> {
    if folder.kind(name)?.is_some() {
        return Ok(name.to_owned());
    }
    let folded = fold(name);
    let mut names = folder.names()?;
    names.sort();
    let found = names.into_iter().find(|it| fold(it) == folded);
    Ok(found.unwrap_or_else(|| name.to_owned()))
}

/// The folder of the file `path`, and the file's name in it.
fn open(folder: &Path, path: &str) -> io::Result<(Directory, String)> {
    let parts = components(path)?;
    let mut at = Directory::open(folder)?;
    let (last, folders) = parts.split_last().ok_or(ErrorKind::InvalidInput)?;
    for part in folders {
        at = at.enter(&exact(&at, part)?)?;
    }
    let name = exact(&at, last)?;
    Ok((at, name))
}

/// The path of what is called `path` below `folder`, in the case that it has there, for those who
/// open files by their path alone: [`read`] is better, since it opens what it has looked at.
///
/// # Errors
///
/// [`ErrorKind::NotFound`] when there is none, [`ErrorKind::InvalidInput`] for a [`BadPath`] and
/// for what is reached over a symbolic link.
pub fn find(folder: &Path, path: &str) -> io::Result<PathBuf> {
    let mut at = Directory::open(folder)?;
    let mut found = folder.to_owned();
    let parts = components(path)?;
    for (index, part) in parts.iter().enumerate() {
        let name = exact(&at, part)?;
        found.push(&name);
        if index + 1 < parts.len() {
            at = at.enter(&name)?;
        } else {
            match at.kind(&name)? {
                Some(Kind::File(_) | Kind::Folder) => {}
                other => return Err(refused(&name, other)),
            }
        }
    }
    Ok(found)
}

/// The content of the file called `path`, in any case, below `folder`.
///
/// # Errors
///
/// As for [`find`].
pub fn read(folder: &Path, path: &str) -> io::Result<Vec<u8>> {
    let (at, name) = open(folder, path)?;
    let mut content = Vec::new();
    at.reader(&name)?.read_to_end(&mut content)?;
    Ok(content)
}

/// The file called `path`, in any case, below `folder`, open to be read.
///
/// # Errors
///
/// As for [`find`].
pub fn open_file(folder: &Path, path: &str) -> io::Result<fs::File> {
    let (at, name) = open(folder, path)?;
    at.reader(&name)
}

/// Whether two names are those of one file: Windows compares them without regard of case, and takes
/// slashes for backslashes.
///
/// ```
/// assert!(wdk_package::path::same("LAMP.SYS", "lamp.sys"));
/// assert!(wdk_package::path::same(r"x64\Lamp.sys", "X64/LAMP.SYS"));
/// assert!(!wdk_package::path::same("lamp.sys", "lamp.inf"));
/// ```
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    let plain = |it: &str| fold(it).replace('/', "\\");
    plain(one) == plain(other)
}

/// Writes the file called `path` below `folder`, and makes the folders that it stands in. A file
/// that is there already is replaced.
///
/// # Errors
///
/// As for [`find`], and when there is no space.
pub fn write(folder: &Path, path: &str, content: &[u8]) -> io::Result<()> {
    create(folder, path)?.write_all(content)
}

/// [`write()`] of what is not there yet: the new file, open to be written.
///
/// # Errors
///
/// As there.
pub fn create(folder: &Path, path: &str) -> io::Result<fs::File> {
    let parts = components(path)?;
    let (last, folders) = parts.split_last().ok_or(ErrorKind::InvalidInput)?;
    let at = make(folder, folders)?;
    let name = exact(&at, last)?;
    // A new file: one that another name stands for as well keeps its content.
    match at.kind(&name)? {
        None => {}
        Some(Kind::File(_)) => at.remove_file(&name)?,
        other => return Err(refused(&name, other)),
    }
    at.writer(&name)
}

/// Makes folders below `folder`, and it as well.
fn make(folder: &Path, parts: &[&str]) -> io::Result<Directory> {
    fs::create_dir_all(folder)?;
    let mut at = Directory::open(folder)?;
    for part in parts {
        let name = exact(&at, part)?;
        if at.kind(&name)?.is_none() {
            at.make(&name)?;
        }
        at = at.enter(&name)?;
    }
    Ok(at)
}

/// Makes the folder called `path` below `folder`, and those that it stands in.
pub(crate) fn make_folder(folder: &Path, path: &str) -> io::Result<()> {
    make(folder, &components(path)?).map(drop)
}

/// Removes what is called `path` below `folder`, with all that is in it. A link is removed itself.
pub(crate) fn remove(folder: &Path, path: &str) -> io::Result<()> {
    let (at, name) = open(folder, path)?;
    remove_entry(&at, &name)
}

fn remove_entry(at: &Directory, name: &str) -> io::Result<()> {
    match at.kind(name)? {
        None => Err(refused(name, None)),
        Some(Kind::Folder) => {
            let inner = at.enter(name)?;
            for entry in inner.names()? {
                remove_entry(&inner, &entry)?;
            }
            at.remove_folder(name)
        }
        Some(_) => at.remove_file(name),
    }
}

/// What is called `path` below `folder`; nothing when that is reached over a link.
pub(crate) fn kind(folder: &Path, path: &str) -> io::Result<Option<Kind>> {
    let (at, name) = open(folder, path)?;
    at.kind(&name)
}

/// The names in the folder called `path` below `folder`; without a path in `folder` itself.
pub(crate) fn list(folder: &Path, path: Option<&str>) -> io::Result<Vec<String>> {
    let Some(path) = path else {
        return Directory::open(folder)?.names();
    };
    let (at, name) = open(folder, path)?;
    at.enter(&name)?.names()
}

#[cfg(test)]
mod tests;
