//! The packages in a folder.

use std::path::{Path, PathBuf};

use super::{PackError, file};
use crate::path;

/// Deeper than any package; a folder that is mounted in itself ends too.
const DEEPEST: usize = 16;

/// A folder that has INFs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Below the folder that was searched, with backslashes; empty for that itself.
    pub(super) folder: String,
    /// The names of the INFs, sorted.
    pub(super) infs: Vec<String>,
    /// All other files in it and in the folders below that have no INF of their own.
    pub(super) files: Vec<String>,
}

impl Found {
    /// This folder, below another than that where it was found.
    pub(super) fn below(&self, root: &Path) -> PathBuf {
        match self.folder.as_str() {
            "" => root.to_owned(),
            folder => root.join(folder.replace('\\', "/")),
        }
    }
}

/// The folders with INFs in `root` and below, sorted by name. Links are not followed.
pub(super) fn packages(root: &Path) -> Result<Vec<Found>, PackError> {
    let mut found = Vec::new();
    search(root, "", 0, &mut found)?;
    found.sort_by(|a, b| a.folder.cmp(&b.folder));
    match found.is_empty() {
        true => Err(PackError::NoInf(root.to_owned())),
        false => Ok(found),
    }
}

/// Finds what is in the folder `at` below `root`; gives the files that are in no package below.
fn search(
    root: &Path,
    at: &str,
    depth: usize,
    found: &mut Vec<Found>,
) -> Result<Vec<String>, PackError> {
    let here = match at {
        "" => root.to_owned(),
        at => root.join(at.replace('\\', "/")),
    };
    let (mut infs, mut files) = (Vec::new(), Vec::new());
    let mut names = file(&here, path::list(&here, None))?;
    names.sort();
    for name in names {
        match file(&here.join(&name), path::kind(&here, &name))? {
            Some(path::Kind::Folder) if depth < DEEPEST => {
                let below = match at {
                    "" => name.clone(),
                    at => format!("{at}\\{name}"),
                };
                let inner = search(root, &below, depth + 1, found)?;
                files.extend(inner.into_iter().map(|it| format!("{name}\\{it}")));
            }
            Some(path::Kind::File(_)) if has_extension(&name, "inf") => infs.push(name),
            Some(path::Kind::File(_)) => files.push(name),
            _ => {}
        }
    }
    if infs.is_empty() {
        return Ok(files);
    }
    let folder = at.to_owned();
    found.push(Found {
        folder,
        infs,
        files,
    });
    Ok(Vec::new())
}

/// All files in `folder` and below, with backslashes, sorted.
pub(super) fn files(folder: &Path) -> Result<Vec<String>, PackError> {
    let mut files = Vec::new();
    for name in file(folder, path::list(folder, None))? {
        let path = folder.join(&name);
        match file(&path, path::kind(folder, &name))? {
            Some(path::Kind::Folder) => {
                let inner = self::files(&path)?;
                files.extend(inner.into_iter().map(|it| format!("{name}\\{it}")));
            }
            Some(path::Kind::File(_)) => files.push(name),
            _ => {}
        }
    }
    files.sort();
    Ok(files)
}

fn has_extension(name: &str, extension: &str) -> bool {
    let found = name.rsplit_once('.');
    found.is_some_and(|it| it.1.eq_ignore_ascii_case(extension))
}

pub(super) fn is_symbols(name: &str) -> bool {
    has_extension(name, "pdb")
}
