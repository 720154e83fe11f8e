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
    let der = signature_of(bytes, signing, pages)?;
    put(bytes, &at, der)
}

/// Signs the image in `bytes` once more: the signature that it has stays the first, and the new
/// one stands beside it, as signtool's `/as` does. An image without a signature gets its first.
///
/// # Errors
///
/// As [`sign`], and when the signature that it has cannot be kept.
pub fn append(bytes: &mut Vec<u8>, signing: &Signing<'_>, pages: bool) -> Result<(), SignError> {
    let Some(first) = signature(bytes)? else {
        return sign(bytes, signing, pages);
    };
    let first = first.to_vec();
    let at = remove(bytes)?;
    let second = signature_of(bytes, signing, pages)?;
    put(bytes, &at, signature::append(&first, &second)?)
}

/// The signature of an image that has none.
fn signature_of(bytes: &[u8], signing: &Signing<'_>, pages: bool) -> Result<Vec<u8>, SignError> {
    let pages = match pages {
        true => Some(page_hashes(bytes, Algorithm::Sha256)?),
        false => None,
    };
    let said = IndirectData::embedded(digest(bytes, Algorithm::Sha256)?, pages.as_ref());
    signature::sign(INDIRECT_DATA, &said.to_der(), signing)
}

/// Puts a signature behind an image that has none.
fn put(bytes: &mut Vec<u8>, at: &Layout, der: Vec<u8>) -> Result<(), SignError> {
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
    let mut signer = said_of(&parsed, bytes)?;
    for nested in parsed.nested()? {
        signer.also.push(said_of(&nested, bytes)?);
    }
    match checksum::is_right(bytes) {
        true => Ok(signer),
        false => Err(SignatureError::Content),
    }
}

/// Who signed, when the signature is one of the image in `bytes`.
fn said_of(parsed: &Signature, bytes: &[u8]) -> Result<Signer, SignatureError> {
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
    {
        return Err(SignatureError::Content);
    }
    Ok(signer)
}
