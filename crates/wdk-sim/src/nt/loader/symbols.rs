//! Names and source lines of a mapped image's code, from the PDB beside the image.
#![forbid(unsafe_code)]

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use pdb_addr2line::{ContextPdbData, Error, pdb::PDB};

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

/// The functions at `offset` into the image, innermost first. None when the PDB does not know the
/// place or cannot be read: a stack without names is still a stack.
pub(crate) fn lines(image: &Path, offset: u32) -> Vec<Line> {
    lines_in(&image.with_extension("pdb"), offset)
}

/// The functions at `offset` into the image of the PDB file `pdb`, innermost first. None when the
/// PDB does not know the place or cannot be read.
#[must_use]
pub fn lines_in(pdb: &Path, offset: u32) -> Vec<Line> {
    let file = File::open(pdb).ok();
    file.and_then(|file| look_up(file, offset).ok())
        .unwrap_or_default()
}

fn look_up(file: File, offset: u32) -> Result<Vec<Line>, Error> {
    let data = ContextPdbData::try_from_pdb(PDB::open(file)?)?;
    let context = data.make_context()?;
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
    use super::*;

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
}
