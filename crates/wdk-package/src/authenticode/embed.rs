//! The signature inside an image.

use super::{
    hash::{digest, page_hashes},
    indirect::{INDIRECT_DATA, IndirectData},
    layout::{Layout, NotAnImage},
};
use crate::{
    asn1::Items,
    checksum,
    digest::Algorithm,
    signature::{self, SignError, Signature, SignatureError, Signer, Signing},
};

/// `WIN_CERT_REVISION_2_0` and `WIN_CERT_TYPE_PKCS_SIGNED_DATA`.
const KIND: [u8; 4] = [0x00, 0x02, 0x02, 0x00];
const HEADER: usize = 8;

/// Signs the image in `bytes` and sets its checksum; a signature that it has is replaced.
///
/// With `pages`, the signature also has the digest of every page.
///
/// # Errors
///
/// [`SignError`] when `bytes` are no image, or the signature cannot be made.
pub fn sign(bytes: &mut Vec<u8>, signing: &Signing<'_>, pages: bool) -> Result<(), SignError> {
    let at = remove(bytes)?;
    bytes.resize(bytes.len().next_multiple_of(8), 0);
    let pages = match pages {
        true => Some(page_hashes(bytes, Algorithm::Sha256)?),
        false => None,
    };
    let said = IndirectData::embedded(digest(bytes, Algorithm::Sha256)?, pages.as_ref());
    let der = signature::sign(INDIRECT_DATA, &said.to_der(), signing)?;
    let length = (HEADER + der.len()).next_multiple_of(8);
    let too_long = |_| NotAnImage("it has over 4 GiB");
    let start = u32::try_from(bytes.len()).map_err(too_long)?;
    let size = u32::try_from(length).map_err(too_long)?;
    bytes[at.entry..at.entry + 4].copy_from_slice(&start.to_le_bytes());
    bytes[at.entry + 4..at.entry + 8].copy_from_slice(&size.to_le_bytes());
    let end = bytes.len() + length;
    bytes.extend(size.to_le_bytes());
    bytes.extend(KIND);
    bytes.extend(der);
    bytes.resize(end, 0);
    checksum::set_at(bytes, at.checksum);
    Ok(())
}

/// Takes the signature out of the image; the checksum is left as it is.
fn remove(bytes: &mut Vec<u8>) -> Result<Layout, NotAnImage> {
    let at = Layout::of(bytes)?;
    if at.table.end != bytes.len() {
        return Err(NotAnImage("something follows its signature"));
    }
    bytes.truncate(at.table.start);
    bytes[at.entry..at.entry + 8].fill(0);
    Ok(at)
}

/// The signature inside the image, in DER; `None` when it has none.
///
/// # Errors
///
/// [`SignatureError`] when the image cannot be read, or its table holds anything else.
pub fn signature(bytes: &[u8]) -> Result<Option<&[u8]>, SignatureError> {
    let at = Layout::of(bytes).map_err(|it| SignatureError::Unreadable(it.to_string()))?;
    let table = &bytes[at.table];
    if table.is_empty() {
        return Ok(None);
    }
    let broken = SignatureError::NotStrict("the table of certificates is not in order");
    let (Some((length, rest)), true) = (table.split_first_chunk(), table.len().is_multiple_of(8))
    else {
        return Err(broken);
    };
    let (Some((kind, content)), true) = (
        rest.split_first_chunk(),
        u32::from_le_bytes(*length) as usize == table.len(),
    ) else {
        return Err(broken);
    };
    let mut items = Items(content);
    let der = items.any("a signature").map_err(|_| broken.clone())?;
    if *kind != KIND || items.0.len() >= 8 || items.0.iter().any(|it| *it != 0) {
        return Err(broken);
    }
    Ok(Some(der.whole))
}

/// Checks the signature inside the image, and the checksum, which the loader looks at.
///
/// # Errors
///
/// [`SignatureError`] when there is none, or it does not hold, or the image has changed since.
pub fn verify(bytes: &[u8]) -> Result<Signer, SignatureError> {
    let der = signature(bytes)?.ok_or(SignatureError::Unsigned)?;
    let parsed = Signature::parse(der)?;
    let signer = parsed.verify()?;
    let said = IndirectData::read(&mut Items(parsed.content()))
        .map_err(|it| SignatureError::Unreadable(it.to_string()))?;
    let own = digest(bytes, said.digest().algorithm());
    let pages = said.page_hashes();
    let own_pages = pages
        .as_ref()
        .map(|it| page_hashes(bytes, it.algorithm).ok());
    if parsed.content_type() != INDIRECT_DATA
        || own.as_ref() != Ok(said.digest())
        || own_pages.is_some_and(|it| it != pages)
        || !checksum::is_right(bytes)
    {
        return Err(SignatureError::Content);
    }
    Ok(signer)
}
