//! A release image tells nobody about its sources: what a panic would say is not in it, because
//! nothing in it can panic.

use std::{ffi::OsStr, fs, path::Path};

use object::{LittleEndian as LE, pe::IMAGE_SCN_MEM_EXECUTE, read::pe::PeFile64};

use crate::cost::images;

/// What the text of a panic, and of its place, has.
const TOLD: [&str; 12] = [
    // The language's own sources, as its library was compiled, and those of crates.
    "/rustc/",
    "/rust/",
    "/cargo/",
    "library/core",
    "src/",
    "src\\",
    // What the language's checks say.
    "panicked at",
    "index out of bounds",
    "out of range",
    "attempt to ",
    "called `",
    "capacity overflow",
];

/// A sample that panics when it is asked to.
const PANICS: &str = "faulty";

#[test]
fn no_image_has_the_text_of_a_panic() {
    let Some(packages) = images::packages() else {
        eprintln!("skipped: WDK_TEST_PACKAGES names no folder of built drivers");
        return;
    };
    let folders = fs::read_dir(packages).expect("the folder of packages");
    let mut images: Vec<_> = folders
        .flat_map(|folder| fs::read_dir(folder.expect("an entry").path()).expect("a package"))
        .map(|file| file.expect("an entry").path())
        .filter(|path| path.extension() == Some(OsStr::new("sys")))
        .collect();
    images.sort_unstable();
    assert!(images.len() >= 12, "all samples are built: {images:?}");
    let mut wrong = Vec::new();
    for image in images {
        let found = told(&image);
        if image.file_stem() == Some(OsStr::new(PANICS)) {
            assert!(!found.is_empty(), "the test finds the text that is there");
        } else {
            wrong.extend(found);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The strings in an image's data that tell of panics.
fn told(image: &Path) -> Vec<String> {
    let bytes = fs::read(image).expect("an image");
    let file = PeFile64::parse(&*bytes).expect("an image");
    let sections = file.section_table();
    let data = sections
        .iter()
        .filter(|it| !it.characteristics.get(LE).contains(IMAGE_SCN_MEM_EXECUTE))
        .filter_map(|it| it.pe_data(&*bytes).ok());
    let mut found = Vec::new();
    for data in data {
        for text in data.split(|byte| !matches!(byte, b' '..=b'~')) {
            let text = String::from_utf8_lossy(text);
            if TOLD.iter().any(|told| text.contains(told)) {
                found.push(format!("{}: {text}", image.display()));
            }
        }
    }
    found
}
