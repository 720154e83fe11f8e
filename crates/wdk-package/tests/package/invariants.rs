//! What must hold for all bytes: the tests feed generated ones, the fuzz targets any.

use wdk_inf::Inf;
use wdk_package::{
    Identity, Symbols, authenticode, cabinet, catalog,
    catalog::Catalog,
    import_library,
    inspect::Inspection,
    path,
    signature::Signature,
    store::{Contents, Memory, Store, Volume as _},
};

/// A catalog that can be read is written again as the same bytes.
pub(crate) fn catalog(bytes: &[u8]) {
    if let Ok(catalog) = Catalog::from_der(bytes) {
        assert_eq!(catalog.to_der().as_deref(), Some(bytes));
    }
    if let Ok(catalog) = catalog::parse(bytes) {
        for member in &catalog.members {
            let _ = (
                member.file(),
                member.os(),
                member.digest(),
                member.is_image(),
            );
            let _ = member
                .indirect()
                .and_then(authenticode::IndirectData::page_hashes);
        }
        assert!(catalog.to_der().is_some_and(|it| it.len() <= bytes.len()));
    }
    let _ = Signature::parse(bytes).and_then(|it| it.verify());
}

/// The digest of an image leaves out its signature; one that was removed does not matter.
pub(crate) fn image(bytes: &[u8]) {
    use wdk_package::{Image, checksum, digest::Algorithm};
    let _ = Image::parse(bytes);
    if let Ok(told) = Inspection::of(bytes, None)
        && let Some(stack) = told.stack
    {
        let chain: u64 = stack.chain.iter().map(|it| it.bytes).sum();
        assert!(stack.deepest <= chain);
    }
    let _ = cabinet::verify(bytes);
    let signed = authenticode::verify(bytes);
    let digest = authenticode::digest(bytes, Algorithm::Sha256);
    assert_eq!(digest.is_ok(), authenticode::is_image(bytes));
    assert_eq!(
        digest.is_ok(),
        authenticode::page_hashes(bytes, Algorithm::Sha1).is_ok()
    );
    let mut changed = bytes.to_vec();
    if checksum::set(&mut changed).is_ok() {
        assert_eq!(authenticode::digest(&changed, Algorithm::Sha256), digest);
        assert_eq!(
            checksum::stored(&changed).ok(),
            checksum::computed(&changed).ok()
        );
    }
    assert!(signed.is_err() || digest.is_ok());
}

/// A key that can be read can be written and read again; what cannot be read is refused in time.
pub(crate) fn identity(bytes: &[u8]) {
    let _ = Identity::from_bytes(bytes, Some(bytes), "");
    if let Ok(identity) = Identity::from_bytes(bytes, None, "") {
        let again = Identity::from_pfx(&identity.to_pfx("x").unwrap(), "x").unwrap();
        assert_eq!(again.thumbprint(), identity.thumbprint());
    }
}

/// A cabinet's signature covers all of it: a byte more is noticed.
pub(crate) fn cabinet(bytes: &[u8]) {
    if let Ok(reader) = cabinet::Reader::open(std::io::Cursor::new(bytes)) {
        let _ = reader.files();
    }
    if cabinet::verify(bytes).is_ok() {
        let longer = [bytes, &[0; 8]].concat();
        assert!(cabinet::verify(&longer).is_err());
    }
}

/// Symbols and import libraries of others are read or refused.
pub(crate) fn symbols(bytes: &[u8]) {
    if let Ok(symbols) = Symbols::parse(bytes) {
        let _ = symbols.name(0x1000);
    }
    let _ = import_library::read(bytes);
}

/// Whatever the records of a store say, nothing leads out of its folder.
pub(crate) fn records(bytes: &[u8]) {
    let mut volume = Memory::new();
    let records = r"C:\Windows\System32\config\DRIVERS.json";
    volume.write(records, bytes).unwrap();
    if let Ok(store) = Store::open(volume) {
        for driver in store.enum_drivers() {
            assert!(driver.files.iter().all(|it| path::components(it).is_ok()));
        }
    }
}

/// What a package's INF copies has a place below the package, or the package is refused.
pub(crate) fn package(bytes: &[u8]) {
    let Ok(inf) = Inf::parse(bytes) else { return };
    for arch in catalog::architectures(&inf) {
        let _ = catalog::file_name(&inf, arch);
        for file in catalog::package_files(&inf, arch).into_iter().flatten() {
            path::components(&file.source).unwrap();
        }
    }
    let mut store = Store::on(Memory::new());
    let _ = store.add_driver(&Contents::new("x.inf", inf));
}
