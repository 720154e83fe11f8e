//! A folder that is open: what is in it is reached from it, not by a path that may change.

use std::{fs::File, io, os::fd::OwnedFd, path::Path};

use rustix::{
    fs::{self, AtFlags, Dir, FileType, Mode, OFlags},
    io::Errno,
};

use super::{Kind, refused};

/// A folder that is open.
pub(super) struct Directory(OwnedFd);

const FOLDER: OFlags = OFlags::DIRECTORY.union(OFlags::CLOEXEC);
/// A pipe is not waited for.
const FILE: OFlags = OFlags::NOFOLLOW
    .union(OFlags::CLOEXEC)
    .union(OFlags::NONBLOCK);

impl Directory {
    /// The folder that the caller named, over links or not.
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        // The current one has the empty path as its name's parent.
        let folder = match folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => folder,
        };
        Ok(Self(fs::open(
            folder,
            FOLDER | OFlags::RDONLY,
            Mode::empty(),
        )?))
    }

    pub(super) fn enter(&self, name: &str) -> io::Result<Self> {
        let flags = FOLDER | OFlags::NOFOLLOW | OFlags::RDONLY;
        match fs::openat(&self.0, name, flags, Mode::empty()) {
            Ok(inner) => Ok(Self(inner)),
            Err(Errno::NOTDIR | Errno::LOOP | Errno::NOENT) => Err(refused(name, self.kind(name)?)),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn kind(&self, name: &str) -> io::Result<Option<Kind>> {
        let facts = match fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(facts) => facts,
            Err(Errno::NOENT) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let size = u64::try_from(facts.st_size).unwrap_or(0);
        Ok(Some(match FileType::from_raw_mode(facts.st_mode) {
            FileType::RegularFile => Kind::File(size),
            FileType::Directory => Kind::Folder,
            FileType::Symlink => Kind::Link,
            _ => Kind::Other,
        }))
    }

    /// The names in it that are text.
    pub(super) fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.0)? {
            if let Ok(name) = entry?.file_name().to_str()
                && !matches!(name, "." | "..")
            {
                names.push(name.to_owned());
            }
        }
        Ok(names)
    }

    pub(super) fn make(&self, name: &str) -> io::Result<()> {
        match fs::mkdirat(&self.0, name, Mode::from_raw_mode(0o777)) {
            Ok(()) | Err(Errno::EXIST) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn reader(&self, name: &str) -> io::Result<File> {
        match fs::openat(&self.0, name, FILE | OFlags::RDONLY, Mode::empty()) {
            Ok(file) => {
                let file = File::from(file);
                match file.metadata()?.is_file() {
                    true => Ok(file),
                    false => Err(refused(name, self.kind(name)?.or(Some(Kind::Other)))),
                }
            }
            Err(Errno::LOOP | Errno::NOENT | Errno::NXIO) => Err(refused(name, self.kind(name)?)),
            Err(error) => Err(error.into()),
        }
    }

    /// A new file.
    pub(super) fn writer(&self, name: &str) -> io::Result<File> {
        let flags = FILE | OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
        let file = fs::openat(&self.0, name, flags, Mode::from_raw_mode(0o666))?;
        Ok(File::from(file))
    }

    pub(super) fn remove_file(&self, name: &str) -> io::Result<()> {
        Ok(fs::unlinkat(&self.0, name, AtFlags::empty())?)
    }

    pub(super) fn remove_folder(&self, name: &str) -> io::Result<()> {
        Ok(fs::unlinkat(&self.0, name, AtFlags::REMOVEDIR)?)
    }
}
