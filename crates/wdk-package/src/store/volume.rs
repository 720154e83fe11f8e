//! The file system that a store lives in: in memory, or a folder of the host.

use std::{
    collections::BTreeMap,
    io::{self, ErrorKind},
    path::PathBuf,
};

use crate::path::{self, Kind, component};

/// A Windows file system. Paths are absolute (`C:\Windows\INF`), names match in any case.
pub trait Volume {
    /// The content of a file.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when there is none, [`ErrorKind::InvalidInput`] for a path that is
    /// not absolute or leaves its folder by `..`.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// Writes a file, and makes the folders that it stands in.
    ///
    /// # Errors
    /// As for [`read`](Self::read), and when there is no space.
    fn write(&mut self, path: &str, content: &[u8]) -> io::Result<()>;

    /// Makes a folder, and those that it stands in.
    ///
    /// # Errors
    /// [`ErrorKind::AlreadyExists`] for a file that stands there, and as for
    /// [`read`](Self::read).
    fn make_folder(&mut self, path: &str) -> io::Result<()>;

    /// Removes a file, or a folder with all that is in it.
    ///
    /// # Errors
    /// As for [`read`](Self::read).
    fn remove(&mut self, path: &str) -> io::Result<()>;

    /// The names in a folder, in alphabetical order.
    ///
    /// # Errors
    /// As for [`read`](Self::read).
    fn list(&self, folder: &str) -> io::Result<Vec<String>>;

    /// What stands at a path.
    fn entry(&self, path: &str) -> Option<Entry>;
}

/// What stands at a path of a [`Volume`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A file of so many bytes.
    File(u64),
    /// A folder.
    Folder,
}

/// The parts of an absolute path, the drive's letter first.
pub(super) fn parts(path: &str) -> io::Result<Vec<&str>> {
    let wrong = || io::Error::new(ErrorKind::InvalidInput, format!("{path:?} is no full path"));
    let (drive, rest) = path.split_once(':').ok_or_else(wrong)?;
    let letter = drive.len() == 1 && drive.bytes().all(|it| it.is_ascii_alphabetic());
    let below = rest.strip_prefix('\\').filter(|_| letter);
    let names = below.ok_or_else(wrong)?.trim_end_matches('\\');
    let mut parts = vec![drive];
    for name in names.split('\\').filter(|_| !names.is_empty()) {
        parts.push(component(name)?);
    }
    Ok(parts)
}

fn not_found(path: &str) -> io::Error {
    io::Error::new(ErrorKind::NotFound, format!("{path} does not exist"))
}

/// Two paths are one when they fold to the same text.
pub(super) fn fold(path: &str) -> String {
    path.trim_end_matches('\\').to_lowercase()
}

/// A file system in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Files by their folded path: path as written, and content.
    files: BTreeMap<String, (String, Vec<u8>)>,
    /// Folders that were made, by their folded path.
    folders: BTreeMap<String, String>,
}

impl Memory {
    /// An empty file system.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The paths of what is below a folder, folders that were made among them.
    fn below(&self, folder: &str) -> impl Iterator<Item = &String> {
        let prefix = format!("{}\\", fold(folder));
        let files = self.files.range(prefix.clone()..);
        let files = files.map(|(key, (path, _))| (key, path));
        let folders = self.folders.range(prefix.clone()..);
        let is_below = move |(key, _): &(&String, &String)| key.starts_with(&prefix);
        let files = files.take_while(is_below.clone());
        files
            .chain(folders.take_while(is_below))
            .map(|(_, path)| path)
    }
}

impl Volume for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        parts(path)?;
        let file = self.files.get(&fold(path));
        file.map(|(_, content)| content.clone())
            .ok_or_else(|| not_found(path))
    }

    fn write(&mut self, path: &str, content: &[u8]) -> io::Result<()> {
        parts(path)?;
        match self.entry(path) {
            Some(Entry::Folder) => Err(io::Error::new(ErrorKind::IsADirectory, path.to_owned())),
            _ => {
                let file = (path.to_owned(), content.to_vec());
                self.files.insert(fold(path), file);
                Ok(())
            }
        }
    }

    fn make_folder(&mut self, path: &str) -> io::Result<()> {
        parts(path)?;
        if self.files.contains_key(&fold(path)) {
            return Err(io::Error::new(ErrorKind::AlreadyExists, path.to_owned()));
        }
        self.folders.insert(fold(path), path.to_owned());
        Ok(())
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        parts(path)?;
        if self.entry(path).is_none() {
            return Err(not_found(path));
        }
        let mut gone: Vec<String> = self.below(path).map(|it| fold(it)).collect();
        gone.push(fold(path));
        for path in gone {
            self.files.remove(&path);
            self.folders.remove(&path);
        }
        Ok(())
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        parts(folder)?;
        let skip = fold(folder).len() + 1;
        if self.entry(folder) != Some(Entry::Folder) {
            return Err(not_found(folder));
        }
        let names = self.below(folder).filter_map(|path| {
            let rest = path.get(skip..)?;
            rest.split('\\').next().map(str::to_owned)
        });
        let mut names: Vec<String> = names.collect();
        names.sort_by_key(|it| fold(it));
        names.dedup_by_key(|it| fold(it));
        Ok(names)
    }

    fn entry(&self, path: &str) -> Option<Entry> {
        if let Some((_, content)) = self.files.get(&fold(path)) {
            return Some(Entry::File(content.len() as u64));
        }
        let made = self.folders.contains_key(&fold(path));
        (made || self.below(path).next().is_some()).then_some(Entry::Folder)
    }
}

/// A folder of the host with a folder for each drive letter in it. Symbolic links below it are not
/// followed.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The file system below `root`, which need not exist yet.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }
}

/// A Windows path as one below the folder: the drive's letter is its first part.
fn below(path: &str) -> io::Result<String> {
    Ok(parts(path)?.join("\\"))
}

impl Volume for Folder {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        path::read(&self.root, &below(path)?)
    }

    fn write(&mut self, path: &str, content: &[u8]) -> io::Result<()> {
        path::write(&self.root, &below(path)?, content)
    }

    fn make_folder(&mut self, path: &str) -> io::Result<()> {
        path::make_folder(&self.root, &below(path)?)
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        path::remove(&self.root, &below(path)?)
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut names = path::list(&self.root, Some(&below(folder)?))?;
        names.sort_by_key(|it| fold(it));
        Ok(names)
    }

    fn entry(&self, path: &str) -> Option<Entry> {
        match path::kind(&self.root, &below(path).ok()?).ok()?? {
            Kind::Folder => Some(Entry::Folder),
            Kind::File(size) => Some(Entry::File(size)),
            Kind::Link | Kind::Other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behaves(volume: &mut dyn Volume) {
        let path = r"C:\Windows\INF\Oem0.inf";
        volume.write(path, b"one").unwrap();
        volume.write(r"c:\windows\inf\oem1.inf", b"two").unwrap();
        assert_eq!(volume.read(r"C:\WINDOWS\inf\OEM0.INF").unwrap(), b"one");
        let names = volume.list(r"C:\Windows\inf").unwrap();
        assert_eq!(names.len(), 2);
        assert!(names[0].eq_ignore_ascii_case("oem0.inf"), "{names:?}");
        assert_eq!(volume.entry(path), Some(Entry::File(3)));
        assert_eq!(volume.entry(r"C:\Windows\"), Some(Entry::Folder));
        assert_eq!(volume.entry(r"C:\Windows\INF\oem2.inf"), None);
        assert!(volume.make_folder(path).is_err());
        volume.make_folder(r"C:\Windows\Temp").unwrap();
        assert_eq!(volume.entry(r"C:\Windows\temp"), Some(Entry::Folder));
        assert!(volume.list(r"C:\Windows\temp").unwrap().is_empty());
        volume.remove(r"C:\windows\INF").unwrap();
        assert_eq!(volume.read(path).unwrap_err().kind(), ErrorKind::NotFound);
        for escaping in [
            r"C:\..\x",
            r"C:\a\.\b",
            "x",
            r"\x",
            r"C:x",
            r"C:\a/b",
            r"C:\\a",
            r"C:\a:b",
            r"C:\a\nul",
            "C:\\a\0",
            r"C:\a. \b",
        ] {
            let refused = volume.write(escaping, b"").unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::InvalidInput, "{escaping}");
        }
    }

    #[test]
    fn both_file_systems_behave_alike() {
        behaves(&mut Memory::new());
        let folder = tempfile::tempdir().unwrap();
        behaves(&mut Folder::new(folder.path()));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_store_s_folder_leads_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let (root, outside) = (folder.path().join("store"), folder.path().join("outside"));
        std::fs::create_dir_all(root.join("C")).unwrap();
        std::fs::create_dir(&outside).unwrap();
        std::fs::write(outside.join("x"), "secret").unwrap();
        std::os::unix::fs::symlink(&outside, root.join("C").join("Windows")).unwrap();
        let mut volume = Folder::new(&root);
        for path in [r"C:\Windows\x", r"C:\windows\x"] {
            assert!(volume.read(path).is_err());
            assert!(volume.write(path, b"other").is_err());
            assert!(volume.remove(path).is_err());
            assert_eq!(volume.entry(path), None);
        }
        assert_eq!(std::fs::read(outside.join("x")).unwrap(), b"secret");
    }
}
