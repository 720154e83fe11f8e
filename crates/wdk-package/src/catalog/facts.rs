//! What a catalog says of a file, and what signing leaves to be checked, in one pass over its bytes.
//!
//! A file is read as a stream, an image whole, and one at a time: a package of a thousand files
//! takes no more memory than its largest image.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use super::create::CatalogError;
#[cfg(not(feature = "signing"))]
use crate::authenticode::Layout;
#[cfg(feature = "signing")]
use crate::signature::SignatureError;
use crate::{
    authenticode::{self, PageHashes},
    checksum,
    digest::{Algorithm, Digest, Digests},
};

const CHUNK: usize = 128 << 10;

/// A file of a package as its catalog knows it.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// Its name where it is installed, in lower case.
    pub(super) name: String,
    /// By SHA-1 and SHA-256: those of an image's Authenticode, those of all bytes of another file.
    sha1: Digest,
    sha256: Digest,
    pub(super) image: bool,
}

impl Facts {
    /// Of a file that is in memory.
    pub(super) fn of(name: &str, bytes: &[u8]) -> Self {
        let digest = |algorithm: Algorithm| {
            let image = authenticode::digest(bytes, algorithm);
            image.map_err(|_| algorithm.of([bytes]))
        };
        let sha1 = digest(Algorithm::Sha1);
        Self {
            name: name.to_lowercase(),
            image: sha1.is_ok(),
            sha1: sha1.unwrap_or_else(|it| it),
            sha256: digest(Algorithm::Sha256).unwrap_or_else(|it| it),
        }
    }

    /// Of what `from` gives; `look` sees an image whole.
    pub(super) fn read(name: &str, from: impl Read, look: impl FnOnce(&[u8])) -> io::Result<Self> {
        let mut from = from;
        let mut chunk = vec![0; CHUNK];
        let mut filled = fill(&mut from, &mut chunk)?;
        if chunk[..filled].starts_with(b"MZ") {
            let mut bytes = chunk[..filled].to_vec();
            from.read_to_end(&mut bytes)?;
            let facts = Self::of(name, &bytes);
            if facts.image {
                look(&bytes);
            }
            return Ok(facts);
        }
        let mut digests = Digests::default();
        while filled > 0 {
            digests.update(&chunk[..filled]);
            filled = fill(&mut from, &mut chunk)?;
        }
        let [sha1, sha256] = digests.finish();
        Ok(Self {
            name: name.to_lowercase(),
            sha1,
            sha256,
            image: false,
        })
    }

    pub(super) fn digest(&self, algorithm: Algorithm) -> &Digest {
        match algorithm {
            Algorithm::Sha1 => &self.sha1,
            Algorithm::Sha256 => &self.sha256,
        }
    }
}

/// Fills `chunk` as far as `from` has bytes.
fn fill(from: &mut impl Read, chunk: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < chunk.len() {
        match from.read(&mut chunk[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// The INF at `path`: its bytes, and what its catalog says of it.
pub(super) fn of_inf(path: &Path) -> Result<(Vec<u8>, Facts), CatalogError> {
    let file = |source| CatalogError::File {
        path: path.to_owned(),
        source,
    };
    let mut bytes = Vec::new();
    let mut opened = File::open(path).map_err(file)?;
    opened.read_to_end(&mut bytes).map_err(file)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let facts = Facts::of(&name, &bytes);
    Ok((bytes, facts))
}

/// The page hashes of an image for a catalog of the `algorithm`.
pub(super) fn pages(image: &[u8], algorithm: Algorithm) -> Option<PageHashes> {
    authenticode::page_hashes(image, algorithm).ok()
}

/// What is wrong with an image that its catalog's digest does not show: its own signature, and its
/// checksum.
///
/// A signature that is there but that Windows does not find or take, as one of before October 2020
/// that is not strict DER, is as none: the catalog vouches for the file.
#[cfg(feature = "signing")]
pub(super) fn wrong_in_image(image: &[u8]) -> Option<String> {
    match authenticode::verify(image) {
        Err(SignatureError::Unsigned) => wrong_checksum(image),
        Err(error @ (SignatureError::Content | SignatureError::Wrong)) => Some(error.to_string()),
        Ok(_) | Err(_) => None,
    }
}

/// What is wrong with the checksum of an image that is not signed; a signature is not looked at.
#[cfg(not(feature = "signing"))]
pub(super) fn wrong_in_image(image: &[u8]) -> Option<String> {
    let at = Layout::of(image).ok()?;
    at.table.is_empty().then(|| wrong_checksum(image))?
}

fn wrong_checksum(image: &[u8]) -> Option<String> {
    (!checksum::is_right(image)).then(|| "its checksum is wrong".to_owned())
}
