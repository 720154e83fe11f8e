//! What is in a cabinet.

use std::{
    collections::HashSet,
    io::{self, ErrorKind, Read, Seek},
    path::Path,
};

use crate::path;

/// More than a cabinet can honestly hold: what unpacks to more was made to fill a disk.
const MOST: u64 = 4 << 30;

/// A cabinet that is read.
pub struct Reader<F: Read + Seek>(cab::Cabinet<F>);

/// A file in a cabinet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contained {
    /// Its name with folders, as the cabinet spells it.
    pub name: String,
    /// How long it is.
    pub size: u64,
}

impl<F: Read + Seek> Reader<F> {
    /// Reads the list of files.
    ///
    /// # Errors
    ///
    /// An error when it is no cabinet.
    pub fn open(file: F) -> io::Result<Self> {
        Ok(Self(cab::Cabinet::new(file)?))
    }

    /// The files, in order.
    #[must_use]
    pub fn files(&self) -> Vec<Contained> {
        let folders = self.0.folder_entries();
        let files = folders.flat_map(|it| it.file_entries());
        let files = files.map(|it| Contained {
            name: it.name().to_owned(),
            size: it.uncompressed_size().into(),
        });
        files.collect()
    }

    /// Writes all files below `folder`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidData`] when a file is damaged, [`ErrorKind::InvalidInput`] when a name
    /// leads out of the folder or is there twice, and when there is no space.
    pub fn extract(&mut self, folder: &Path) -> io::Result<()> {
        let files = self.files();
        let mut names = HashSet::new();
        for file in &files {
            if !names.insert(path::fold(&file.name).replace('/', "\\")) {
                let text = format!("{} is in the cabinet twice", file.name);
                return Err(io::Error::new(ErrorKind::InvalidInput, text));
            }
        }
        if files.iter().map(|it| it.size).sum::<u64>() > MOST {
            let text = "the cabinet's files have over 4 GiB";
            return Err(io::Error::new(ErrorKind::InvalidInput, text));
        }
        for file in files {
            let mut out = path::create(folder, &file.name)?;
            io::copy(&mut self.0.read_file(&file.name)?, &mut out)?;
        }
        Ok(())
    }
}
