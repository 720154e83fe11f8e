//! The folders of a symbol store, where Microsoft's debuggers look for images and symbols:
//! `toaster.pdb\<GUID and age>\toaster.pdb` and `toaster.sys\<time and size>\toaster.sys`.
//!
//! See [Use SymStore](https://learn.microsoft.com/windows-hardware/drivers/debugger/symbol-store-folder-tree).

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use object::{
    LittleEndian as LE,
    read::pe::{ImageNtHeaders, ImageOptionalHeader, PeFile64},
};
use thiserror::Error;

use crate::{Image, ImageError, Symbols, image::Pdb};

/// Files could not be put into a symbol store.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The image is none.
    #[error("{}: {source}", path.display())]
    Image {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: ImageError,
    },
    /// The symbol file is none.
    #[error("{}: {source}", path.display())]
    Symbols {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: pdb2::Error,
    },
    /// A path that ends in no name.
    #[error("{}: no file name", .0.display())]
    NoName(PathBuf),
    /// The image was linked without symbols.
    #[error(
        "{}: the image names no symbol file; it was linked without debug information: set \
         `debug = true` in the Cargo profile and build again", .0.display()
    )]
    NoSymbols(PathBuf),
    /// The symbol file is that of another build.
    #[error(
        "{} belongs to another build than {}; build again", symbols.display(), image.display()
    )]
    OtherBuild {
        /// The image.
        image: PathBuf,
        /// The symbol file.
        symbols: PathBuf,
    },
}

/// Where the two files are in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The image.
    pub image: PathBuf,
    /// Its symbols.
    pub symbols: PathBuf,
}

/// Copies an image and its symbol file into the store at `store`, which is made when it is not there.
///
/// # Errors
///
/// [`StoreError`], also when the two files do not belong together: a debugger would not say more
/// than that it finds no symbols.
pub fn add(store: &Path, image: &Path, symbols: &Path) -> Result<Stored, StoreError> {
    let bytes = read(image)?;
    let wrong = |source| StoreError::Image {
        path: image.to_owned(),
        source,
    };
    let facts = Image::parse(&bytes).map_err(wrong)?;
    let id = image_id(&bytes).map_err(wrong)?;
    let pdb = facts
        .pdb
        .ok_or_else(|| StoreError::NoSymbols(image.to_owned()))?;
    let found = Symbols::read(symbols).map_err(|source| StoreError::Symbols {
        path: symbols.to_owned(),
        source,
    })?;
    if (found.guid, found.age) != (pdb.guid, pdb.age) {
        return Err(StoreError::OtherBuild {
            image: image.to_owned(),
            symbols: symbols.to_owned(),
        });
    }
    // Debuggers look for the name that the image states.
    let name = pdb.path.rsplit(['\\', '/']).next().unwrap_or(&pdb.path);
    let of_image = image.file_name();
    let of_image = of_image.ok_or_else(|| StoreError::NoName(image.to_owned()))?;
    Ok(Stored {
        image: put(store, Path::new(of_image), &id, image)?,
        symbols: put(store, Path::new(name), &symbols_id(&pdb), symbols)?,
    })
}

/// The folder of an image: its time stamp and its size in memory.
fn image_id(bytes: &[u8]) -> Result<String, ImageError> {
    let file = PeFile64::parse(bytes)?;
    let headers = file.nt_headers();
    let time = headers.file_header().time_date_stamp.get(LE);
    let size = headers.optional_header().size_of_image();
    Ok(format!("{time:08X}{size:x}"))
}

/// The folder of a symbol file: its GUID as it is written, without hyphens, and its age.
#[must_use]
pub fn symbols_id(pdb: &Pdb) -> String {
    let [a, b, c, d, e, f, g, h, rest @ ..] = pdb.guid;
    let (first, second, third) = (
        u32::from_le_bytes([a, b, c, d]),
        u16::from_le_bytes([e, f]),
        u16::from_le_bytes([g, h]),
    );
    let rest: String = rest.iter().map(|it| format!("{it:02X}")).collect();
    format!("{first:08X}{second:04X}{third:04X}{rest}{:x}", pdb.age)
}

fn put(store: &Path, name: &Path, id: &str, from: &Path) -> Result<PathBuf, StoreError> {
    let folder = store.join(name).join(id);
    fs::create_dir_all(&folder).map_err(|source| StoreError::File {
        path: folder.clone(),
        source,
    })?;
    let to = folder.join(name);
    fs::copy(from, &to).map_err(|source| StoreError::File {
        path: to.clone(),
        source,
    })?;
    Ok(to)
}

fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    fs::read(path).map_err(|source| StoreError::File {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_file_has_the_folder_that_debuggers_ask_for() {
        let pdb = Pdb {
            path: "x.pdb".to_owned(),
            guid: [
                0x8A, 0xB1, 0xF2, 0x3D, 0x11, 0x22, 0x33, 0x44, 1, 2, 3, 4, 5, 6, 7, 0xFF,
            ],
            age: 10,
        };
        assert_eq!(symbols_id(&pdb), "3DF2B18A2211443301020304050607FFa");
    }
}
