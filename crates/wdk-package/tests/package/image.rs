//! Image facts and rules, on images made here byte by byte.

use proptest::prelude::*;
use wdk_inf::{Arch, Inf};
use wdk_package::{
    Image, ImageError, Package, checksum,
    package::{Contents, PackageError, inf_of},
    rules::{self, Expected},
};

/// What a test image is.
pub(crate) struct Recipe {
    pub(crate) machine: u16,
    pub(crate) subsystem: u16,
    pub(crate) section_flags: u32,
    pub(crate) module: &'static str,
}

pub(crate) const DRIVER: Recipe = Recipe {
    machine: 0x8664,
    subsystem: 1,
    section_flags: 0x6000_0020,
    module: "ntoskrnl.exe",
};

/// A 64-bit image of two pages: headers, and one section with an import table.
pub(crate) fn image(recipe: &Recipe) -> Vec<u8> {
    let mut bytes = vec![0_u8; 0x400];
    let mut put = |at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
    put(0, b"MZ");
    put(0x3C, &0x80_u32.to_le_bytes());
    put(0x80, b"PE\0\0");
    put(0x84, &recipe.machine.to_le_bytes());
    put(0x86, &1_u16.to_le_bytes());
    put(0x94, &240_u16.to_le_bytes());
    put(0x96, &0x22_u16.to_le_bytes());
    let optional = 0x98;
    put(optional, &0x20B_u16.to_le_bytes());
    put(optional + 16, &0x1000_u32.to_le_bytes());
    put(optional + 32, &0x1000_u32.to_le_bytes());
    put(optional + 36, &0x200_u32.to_le_bytes());
    put(optional + 56, &0x2000_u32.to_le_bytes());
    put(optional + 60, &0x200_u32.to_le_bytes());
    put(optional + 68, &recipe.subsystem.to_le_bytes());
    put(optional + 70, &0x160_u16.to_le_bytes());
    put(optional + 108, &16_u32.to_le_bytes());
    put(optional + 120, &0x1010_u32.to_le_bytes());
    put(optional + 124, &40_u32.to_le_bytes());
    let section = optional + 240;
    put(section, b".text\0\0\0");
    put(section + 8, &0x200_u32.to_le_bytes());
    put(section + 12, &0x1000_u32.to_le_bytes());
    put(section + 16, &0x200_u32.to_le_bytes());
    put(section + 20, &0x200_u32.to_le_bytes());
    put(section + 36, &recipe.section_flags.to_le_bytes());
    // Import descriptor, lookup table, hint and name, module name.
    put(0x210, &0x1050_u32.to_le_bytes());
    put(0x21C, &0x1080_u32.to_le_bytes());
    put(0x220, &0x1060_u32.to_le_bytes());
    put(0x250, &0x1070_u64.to_le_bytes());
    put(0x260, &0x1070_u64.to_le_bytes());
    put(0x272, b"DbgPrint\0");
    put(0x280, recipe.module.as_bytes());
    checksum::set(&mut bytes).unwrap();
    bytes
}

fn findings(recipe: &Recipe) -> Vec<&'static str> {
    let image = Image::parse(&image(recipe)).unwrap();
    let found = rules::check(&image, None, &Expected::kmdf());
    found
        .iter()
        .map(|it| it.rule)
        .filter(|rule| *rule != "symbols")
        .collect()
}

#[test]
fn a_driver_image_is_read() {
    let image = Image::parse(&image(&DRIVER)).unwrap();
    assert_eq!(
        (image.arch.as_str(), image.subsystem, image.entry),
        ("amd64", 1, 0x1000)
    );
    assert_eq!(image.imports.len(), 1);
    assert_eq!(
        (
            image.imports[0].module.as_str(),
            image.imports[0].names.as_slice()
        ),
        ("ntoskrnl.exe", &["DbgPrint".to_owned()][..])
    );
    assert!(image.sections[0].executable && !image.sections[0].writable);
    assert_eq!(findings(&DRIVER), [] as [&str; 0]);
}

#[test]
fn each_broken_rule_is_named() {
    assert_eq!(
        findings(&Recipe {
            subsystem: 3,
            ..DRIVER
        }),
        ["subsystem"]
    );
    assert_eq!(
        findings(&Recipe {
            section_flags: 0xE000_0020,
            ..DRIVER
        }),
        ["sections"]
    );
    assert_eq!(
        findings(&Recipe {
            module: "kernel32.dll",
            ..DRIVER
        }),
        ["imports"]
    );
    let mut bytes = image(&DRIVER);
    bytes[0x300] ^= 1;
    let found = rules::check(&Image::parse(&bytes).unwrap(), None, &Expected::kmdf());
    assert!(found.iter().any(|it| it.rule == "checksum"), "{found:?}");
}

#[test]
fn the_checksum_is_microsofts() {
    // The sum of a file's 16-bit words with carries added back, plus the file's length.
    let mut bytes = image(&DRIVER);
    let stored = checksum::stored(&bytes).unwrap();
    assert_eq!(stored, checksum::computed(&bytes).unwrap());
    let before = stored;
    bytes[0x300] = bytes[0x300].wrapping_add(1);
    assert_eq!(checksum::computed(&bytes).unwrap(), before + 1);
    bytes.extend([0, 0]);
    assert_eq!(checksum::computed(&bytes).unwrap(), before + 3);
}

#[test]
fn other_files_are_refused() {
    assert!(matches!(Image::parse(b"MZ"), Err(ImageError::NotPe(_))));
    assert!(matches!(
        Image::parse(b"not an image"),
        Err(ImageError::NotPe(_))
    ));
    let foreign = image(&Recipe {
        machine: 0x14C,
        ..DRIVER
    });
    assert!(matches!(
        Image::parse(&foreign),
        Err(ImageError::Machine(0x14C))
    ));
    let whole = image(&DRIVER);
    assert!(Image::parse(&whole[..0x190]).is_err());
}

#[test]
fn a_package_holds_image_and_inf() {
    let folder = tempfile::tempdir().unwrap();
    let linked = folder.path().join("toaster.dll");
    let mut bytes = image(&DRIVER);
    bytes[0xD8..0xDC].fill(0);
    std::fs::write(&linked, &bytes).unwrap();
    let inf = Inf::from_inx(include_bytes!("../../../../inf/toaster.inx"), Arch::Amd64).unwrap();
    let expected = Expected::kmdf();
    let contents = Contents {
        name: "toaster",
        image: &linked,
        symbols: None,
        inf: &inf,
        expected: &expected,
        sources: folder.path(),
        catalog: None,
        signing: None,
    };
    let target = folder.path().join("toaster_package");
    let package = Package::assemble(&target, &contents).unwrap();
    assert_eq!(package.facts.checksum, package.facts.computed_checksum);
    assert_eq!(inf_of(&target).unwrap(), package.inf);
    assert_eq!(std::fs::read(&package.inf).unwrap(), inf.to_bytes());
    assert!(matches!(
        inf_of(folder.path()),
        Err(PackageError::NotOneInf { found: 0, .. })
    ));
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(at in 0_usize..0x400, value: u8, length in 0_usize..0x400) {
        let mut bytes = image(&DRIVER);
        bytes[at] = value;
        bytes.truncate(length.max(1));
        if let Ok(image) = Image::parse(&bytes) {
            let _ = rules::check(&image, None, &Expected::kmdf());
        }
        let _ = checksum::set(&mut bytes);
    }
}
