//! PDB files and images of a dump's modules, found in folders and symbol stores.

use std::{
    fs,
    path::{Path, PathBuf},
};

use wdk_dump::{Mapped, Module, image, image::CodeView};
use wdk_package::Symbols as Pdb;

use super::calls::{described, symbols_name};

/// Folders that files are looked for in.
pub(super) struct Symbols {
    folders: Vec<PathBuf>,
}

impl Symbols {
    pub(super) fn new(folders: Vec<PathBuf>) -> Self {
        Self { folders }
    }

    /// The PDB that belongs to an image, or why there is none.
    pub(super) fn pdb(&self, view: &CodeView) -> Result<PathBuf, String> {
        let name = symbols_name(view);
        let mut candidates = self.candidates(name, &identity(view));
        // Where the linker put it, on the machine that linked the driver.
        candidates.push(PathBuf::from(&view.path));
        let mut other = None;
        for candidate in candidates {
            match Pdb::read(&candidate) {
                Ok(pdb) if pdb.guid == view.guid => return Ok(candidate),
                Ok(_) => other = Some(candidate),
                Err(_) => {}
            }
        }
        Err(match other {
            Some(other) => format!(
                "{} is of another build than the driver in the dump, which needs {}",
                other.display(),
                described(view)
            ),
            None => format!(
                "{} was not found; --symbols FOLDER says where it is",
                described(view)
            ),
        })
    }

    /// The image file of a module, as it lies in memory.
    pub(super) fn image(&self, module: &Module) -> Option<Mapped> {
        // How symbol stores name an image.
        let identity = format!("{:08X}{:x}", module.time_stamp, module.size);
        let candidates = self.candidates(&module.name, &identity).into_iter();
        candidates
            .filter_map(|candidate| fs::read(candidate).ok())
            .filter_map(|file| image::map(&file))
            .map(|bytes| Mapped {
                base: module.base,
                bytes,
            })
            .find(|mapped| {
                let stamp = image::Image::at(mapped, mapped.base).and_then(|it| it.time_stamp());
                mapped.bytes.len() == module.size as usize && stamp == Some(module.time_stamp)
            })
    }

    /// Where a file may be: in a folder, in a folder of it as packages are, or in a symbol store.
    fn candidates(&self, name: &str, identity: &str) -> Vec<PathBuf> {
        let mut candidates = Vec::new();
        // A name from a dump leads nowhere else.
        if name.is_empty() || name == ".." || Path::new(name).file_name() != Some(name.as_ref()) {
            return candidates;
        }
        for folder in &self.folders {
            candidates.push(folder.join(name));
            candidates.push(folder.join(name).join(identity).join(name));
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            let mut folders: Vec<PathBuf> = entries
                .map(|it| it.path())
                .filter(|it| it.is_dir())
                .collect();
            folders.sort();
            candidates.extend(folders.into_iter().map(|it| it.join(name)));
        }
        candidates
    }
}

/// How a symbol store names a PDB: its GUID and its age.
pub(super) fn identity(view: &CodeView) -> String {
    let [a, b, c, d, e, f, g, h, rest @ ..] = view.guid;
    // The first three parts are numbers.
    let numbers = [d, c, b, a, f, e, h, g];
    let digits = numbers.iter().chain(&rest);
    let digits: String = digits.map(|byte| format!("{byte:02X}")).collect();
    format!("{digits}{:x}", view.age)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdb_is_named_as_in_a_symbol_store() {
        let view = CodeView {
            path: "toaster.pdb".to_owned(),
            guid: *b"\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xAA\xBB\xCC\xDD\xEE\xFF",
            age: 10,
        };
        assert_eq!(identity(&view), "00112233445566778899AABBCCDDEEFFa");
    }

    #[test]
    fn a_name_from_a_dump_stays_in_the_folder() {
        let symbols = Symbols::new(vec![PathBuf::from("no-such-folder")]);
        assert_eq!(symbols.candidates("toaster.pdb", "1").len(), 2);
        for name in ["", "..", "../toaster.pdb", "/etc/passwd", "a/b.pdb"] {
            assert_eq!(
                symbols.candidates(name, "1"),
                Vec::<PathBuf>::new(),
                "{name}"
            );
        }
    }
}
