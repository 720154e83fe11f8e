//! A folder by its path, where the system's interface has no other way: each name is looked at for
//! links before it is used.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use super::{Kind, refused};

/// A folder.
pub(super) struct Directory(PathBuf);

impl Directory {
    /// The folder that the caller named, over links or not.
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        let folder = match folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => folder,
        };
        match fs::metadata(folder)?.is_dir() {
            true => Ok(Self(folder.to_owned())),
            false => Err(refused(&folder.display().to_string(), Some(Kind::File(0)))),
        }
    }

    pub(super) fn enter(&self, name: &str) -> io::Result<Self> {
        match self.kind(name)? {
            Some(Kind::Folder) => Ok(Self(self.0.join(name))),
            other => Err(refused(name, other)),
        }
    }

    pub(super) fn kind(&self, name: &str) -> io::Result<Option<Kind>> {
        let facts = match fs::symlink_metadata(self.0.join(name)) {
            Ok(facts) => facts,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        // On Windows this is true of junctions as well.
        let kind = facts.file_type();
        Ok(Some(if kind.is_symlink() {
            Kind::Link
        } else if kind.is_dir() {
            Kind::Folder
        } else if kind.is_file() {
            Kind::File(facts.len())
        } else {
            Kind::Other
        }))
    }

    /// The names in it that are text.
    pub(super) fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            names.extend(entry?.file_name().into_string().ok());
        }
        Ok(names)
    }

    pub(super) fn make(&self, name: &str) -> io::Result<()> {
        match fs::create_dir(self.0.join(name)) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            made => made,
        }
    }

    pub(super) fn reader(&self, name: &str) -> io::Result<File> {
        match self.kind(name)? {
            Some(Kind::File(_)) => File::open(self.0.join(name)),
            other => Err(refused(name, other)),
        }
    }

    /// A new file.
    pub(super) fn writer(&self, name: &str) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).open(self.0.join(name))
    }

    pub(super) fn remove_file(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    pub(super) fn remove_folder(&self, name: &str) -> io::Result<()> {
        fs::remove_dir(self.0.join(name))
    }
}
