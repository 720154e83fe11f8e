//! `SpcIndirectDataContent`: what a signature or a catalog says about a file.

use crate::{
    asn1::{self, Items, Malformed, OCTET_STRING, ObjectIdentifier, SEQUENCE, SET, Value, context},
    digest::{Algorithm, Digest},
};

pub(crate) const INDIRECT_DATA: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.2.1.4");
const IMAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.2.1.15");
/// The kind of data that catalogs say of files that are no images: a link to nowhere.
const LINK: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.2.1.25");
const PAGE_HASHES_SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.2.3.1");
const PAGE_HASHES_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.2.3.2");
/// The class of a serialized object that holds page hashes.
const PAGE_HASH_CLASS: [u8; 16] = [
    0xA6, 0xB5, 0x86, 0xD5, 0xB4, 0xA1, 0x24, 0x66, 0xAE, 0x05, 0xA2, 0x17, 0xDA, 0x8E, 0x60, 0xD6,
];

/// `SpcPeImageFlags` in Microsoft's catalogs: three bits, `includeResources` and
/// `includeImportAddressTable`.
const CATALOG_FLAGS: [u8; 2] = [0x05, 0xA0];
/// `SpcPeImageFlags` in embedded signatures: no bits.
const EMBEDDED_FLAGS: [u8; 1] = [0x00];

/// What is said about a file, and the file's digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndirectData {
    /// What is said, in DER.
    data: Vec<u8>,
    digest: Digest,
}

/// The digest of every page of an image, with the page's offset in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageHashes {
    pub(crate) algorithm: Algorithm,
    pub(crate) pages: Vec<(u32, Digest)>,
}

impl PageHashes {
    /// Offsets and digests; the last digest is zero and stands where the image ends.
    #[must_use]
    pub fn pages(&self) -> &[(u32, Digest)] {
        &self.pages
    }

    fn to_der(&self) -> Vec<u8> {
        let rows = self
            .pages
            .iter()
            .flat_map(|(offset, digest)| [&offset.to_le_bytes(), digest.as_bytes()].concat());
        let rows: Vec<u8> = rows.collect();
        let id = match self.algorithm {
            Algorithm::Sha1 => PAGE_HASHES_SHA1,
            Algorithm::Sha256 => PAGE_HASHES_SHA256,
        };
        let hashes = asn1::value(SET, &[&asn1::octets(&rows)]);
        asn1::value(SET, &[&asn1::sequence(&[&asn1::oid(id), &hashes])])
    }

    fn read(der: &[u8]) -> Result<Self, Malformed> {
        const WHAT: &str = "page hashes";
        let outer = Value::read(der, SET, WHAT)?;
        let mut pair = Value::read(outer.content, SEQUENCE, WHAT)?.items();
        let algorithm = match pair.next(asn1::OID, WHAT)?.oid(WHAT)? {
            PAGE_HASHES_SHA1 => Algorithm::Sha1,
            PAGE_HASHES_SHA256 => Algorithm::Sha256,
            _ => return Err(Malformed(WHAT)),
        };
        let hashes = pair.next(SET, WHAT)?;
        pair.end(WHAT)?;
        let rows = Value::read(hashes.content, OCTET_STRING, WHAT)?.content;
        let rows = rows.chunks(4 + algorithm.size()).map(|row| {
            let (offset, digest) = row.split_first_chunk()?;
            let digest = Digest::from_bytes(digest).filter(|it| it.algorithm() == algorithm)?;
            Some((u32::from_le_bytes(*offset), digest))
        });
        let pages = rows.collect::<Option<_>>().ok_or(Malformed(WHAT))?;
        Ok(Self { algorithm, pages })
    }
}

impl IndirectData {
    /// For an image with this Authenticode digest, as a catalog says it.
    #[must_use]
    pub fn image(digest: Digest, pages: Option<&PageHashes>) -> Self {
        Self::of_image(digest, pages, &CATALOG_FLAGS)
    }

    /// For an image with this Authenticode digest, as a signature inside the image says it.
    #[must_use]
    pub fn embedded(digest: Digest, pages: Option<&PageHashes>) -> Self {
        Self::of_image(digest, pages, &EMBEDDED_FLAGS)
    }

    fn of_image(digest: Digest, pages: Option<&PageHashes>, flags: &[u8]) -> Self {
        let file = match pages {
            None => asn1::value(context(2, true), &[&asn1::value(context(0, false), &[])]),
            Some(pages) => asn1::value(
                context(1, true),
                &[
                    &asn1::octets(&PAGE_HASH_CLASS),
                    &asn1::octets(&pages.to_der()),
                ],
            ),
        };
        let file = asn1::value(context(0, true), &[&file]);
        let flags = asn1::value(asn1::BIT_STRING, &[flags]);
        let facts = asn1::sequence(&[&flags, &file]);
        let data = asn1::sequence(&[&asn1::oid(IMAGE), &facts]);
        Self { data, digest }
    }

    /// For a file of another kind, whose digest is that of all its bytes.
    #[must_use]
    pub fn flat(digest: Digest) -> Self {
        let link = asn1::value(context(2, true), &[&asn1::value(context(0, false), &[])]);
        let data = asn1::sequence(&[&asn1::oid(LINK), &link]);
        Self { data, digest }
    }

    /// The file's digest.
    #[must_use]
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// Whether the file is an image, so that the digest is its Authenticode digest.
    #[must_use]
    pub fn is_image(&self) -> bool {
        let kind = Value::read(&self.data, SEQUENCE, "")
            .and_then(|it| it.items().next(asn1::OID, ""))
            .and_then(|it| it.oid(""));
        kind == Ok(IMAGE)
    }

    /// The digests of the image's pages, when it has them.
    #[must_use]
    pub fn page_hashes(&self) -> Option<PageHashes> {
        let mut items = Value::read(&self.data, SEQUENCE, "").ok()?.items();
        let kind = items.next(asn1::OID, "").ok()?.oid("").ok()?;
        let mut facts = items.next(SEQUENCE, "").ok()?.items();
        facts.next(asn1::BIT_STRING, "").ok()?;
        let file = facts.next(context(0, true), "").ok()?;
        let mut object = Value::read(file.content, context(1, true), "")
            .ok()?
            .items();
        let class = object.next(OCTET_STRING, "").ok()?.content;
        let hashes = object.next(OCTET_STRING, "").ok()?.content;
        if kind != IMAGE || class != PAGE_HASH_CLASS {
            return None;
        }
        PageHashes::read(hashes).ok()
    }

    pub(crate) fn to_der(&self) -> Vec<u8> {
        asn1::sequence(&[&self.data, &self.digest.to_der()])
    }

    pub(crate) fn from_der(der: &[u8]) -> Result<Self, Malformed> {
        const WHAT: &str = "what is said about a file";
        let value = Value::read(der, SEQUENCE, WHAT)?;
        Self::read(&mut value.items())
    }

    pub(crate) fn read(items: &mut Items<'_>) -> Result<Self, Malformed> {
        const WHAT: &str = "what is said about a file";
        let data = items.next(SEQUENCE, WHAT)?.whole.to_vec();
        let digest = Digest::read(items)?;
        items.end(WHAT)?;
        Ok(Self { data, digest })
    }
}
