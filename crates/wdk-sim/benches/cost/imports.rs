//! What an image's file tells of the mapped image.
#![expect(unsafe_code, reason = "reads the import table of a mapped image")]

use std::{collections::BTreeMap, fs, path::Path, ptr};

use object::{
    LittleEndian as LE,
    pe::{IMAGE_SCN_MEM_EXECUTE, ImageNtHeaders64, ImageSectionHeader},
    read::pe::{Import, PeFile64},
};

/// The imported functions by their addresses.
pub(crate) type Imports = BTreeMap<usize, String>;

/// Where the functions are that the image imports, which is mapped with its code at `code`.
///
/// # Safety
/// The image is mapped there, and its imports are bound.
pub(crate) unsafe fn of(image: &Path, code: usize) -> Imports {
    let bytes = fs::read(image).expect("it was read before");
    let file = PeFile64::parse(&*bytes).expect("an image");
    let section = code_sections(&file).next().expect("it has code");
    let base = code - section.virtual_address.get(LE) as usize;
    let table = file.import_table().expect("a good table");
    let table = table.expect("a driver imports something");
    let mut imports = Imports::new();
    let mut descriptors = table.descriptors().expect("a good table");
    while let Some(descriptor) = descriptors.next().expect("a good descriptor") {
        let names = table.thunks(descriptor.original_first_thunk.get(LE));
        let mut names = names.expect("a list of names");
        let slots = base + descriptor.first_thunk.get(LE) as usize;
        let mut slots = (slots..).step_by(size_of::<usize>());
        while let Some(thunk) = names.next::<ImageNtHeaders64>().expect("a good name") {
            let slot = slots.next().expect("as many as names");
            let import = table.import::<ImageNtHeaders64>(thunk);
            if let Import::Name(_, name) = import.expect("a good name") {
                // SAFETY: the mapped image has the address of the function in this slot.
                let address = unsafe { ptr::with_exposed_provenance::<usize>(slot).read() };
                imports.insert(address, String::from_utf8_lossy(name).into_owned());
            }
        }
    }
    imports
}

/// The bytes of all sections with code.
pub(crate) fn size_of_code(image: &Path) -> u64 {
    let bytes = fs::read(image).expect("it was read before");
    let file = PeFile64::parse(&*bytes).expect("an image");
    code_sections(&file)
        .map(|it| u64::from(it.virtual_size.get(LE)))
        .sum()
}

fn code_sections<'a>(file: &PeFile64<'a>) -> impl Iterator<Item = &'a ImageSectionHeader> {
    file.section_table()
        .iter()
        .filter(|it| it.characteristics.get(LE).contains(IMAGE_SCN_MEM_EXECUTE))
}
