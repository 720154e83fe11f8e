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
    let mut places: HashMap<&[u8], usize> = HashMap::new();
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
        let place = *places.entry(import.dll()).or_insert_with(|| {
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
