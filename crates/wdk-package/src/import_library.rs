//! Import libraries: what a linker is told about an export driver.

use std::collections::HashMap;

use object::read::{
    archive::ArchiveFile,
    coff::{ImportFile, ImportName},
};

use crate::image::Import;

/// The modules and names that the import library in `bytes` offers, as an importer's image will
/// have them in its import table.
///
/// # Errors
///
/// [`object::read::Error`] when the bytes are no archive, or a member is damaged.
pub fn read(bytes: &[u8]) -> Result<Vec<Import>, object::read::Error> {
    let mut imports: Vec<Import> = Vec::new();
    // Whoever wrote the file may name a module in each member.
    let mut places: HashMap<Module<'_>, usize> = HashMap::new();
    for member in ArchiveFile::parse(bytes)?.members() {
        let content = member?.data(bytes)?;
        // The other members are objects with the import descriptor, which linkers write each in
        // their own way.
        if !content.starts_with(&[0, 0, 0xFF, 0xFF]) {
            continue;
        }
        let import = ImportFile::parse(content)?;
        let name = match import.import() {
            ImportName::Ordinal(ordinal) => format!("#{ordinal}"),
            ImportName::Name(name) => String::from_utf8_lossy(name).into_owned(),
        };
        let place = *places.entry(Module(import.dll())).or_insert_with(|| {
            imports.push(Import {
                module: String::from_utf8_lossy(import.dll()).into_owned(),
                names: Vec::new(),
            });
            imports.len() - 1
        });
        imports[place].names.push(name);
    }
    Ok(imports)
}

/// The name of a module.
#[derive(Eq, Hash)]
struct Module<'a>(&'a [u8]);

impl PartialEq for Module<'_> {
    fn eq(&self, other: &Self) -> bool {
        #[cfg(test)]
        tests::COMPARED.with(|it| it.set(it.get() + 1));
        self.0 == other.0
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        /// How many names were compared.
        pub(super) static COMPARED: Cell<usize> = const { Cell::new(0) };
    }

    /// An import library with two names of each of `modules` modules.
    fn library(modules: usize) -> Vec<u8> {
        let mut bytes = b"!<arch>\n".to_vec();
        for at in 0..2 * modules {
            let names = format!("name{at}\0module{}.sys\0", at % modules);
            let mut member = vec![0, 0, 0xFF, 0xFF, 0, 0, 0x64, 0x86, 0, 0, 0, 0];
            member.extend(u32::try_from(names.len()).unwrap().to_le_bytes());
            // Named, of code.
            member.extend([0, 0, 4, 0]);
            member.extend(names.as_bytes());
            let header = format!(
                "{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n",
                "x/",
                0,
                0,
                0,
                0,
                member.len()
            );
            bytes.extend(header.as_bytes());
            bytes.extend(&member);
            bytes.resize(bytes.len().next_multiple_of(2), b'\n');
        }
        bytes
    }

    #[test]
    fn many_modules_are_read_in_steps_that_grow_with_their_number() {
        let compared = |modules: usize| {
            let bytes = library(modules);
            COMPARED.set(0);
            let read = read(&bytes).unwrap();
            assert_eq!(read.len(), modules);
            assert!(read.iter().all(|it| it.names.len() == 2));
            COMPARED.get()
        };
        // Each is found once; a few others share its hash.
        for modules in [500, 2_000] {
            let compared = compared(modules);
            assert!((modules..2 * modules).contains(&compared), "{compared}");
        }
    }
}
