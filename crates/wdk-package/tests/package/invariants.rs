//! What must hold for all bytes: the tests feed generated ones, the fuzz targets any.

use wdk_package::{authenticode, cabinet, catalog, catalog::Catalog, signature::Signature};

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
