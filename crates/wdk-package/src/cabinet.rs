//! Cabinets: a package in one file, as Microsoft's hardware portal takes it for attestation.
//!
//! See [Attestation sign Windows drivers](https://learn.microsoft.com/windows-hardware/drivers/dashboard/code-signing-attestation).

use std::io::{self, Cursor, Write as _};

use cab::{CabinetBuilder, CompressionType};
use thiserror::Error;

use crate::{
    asn1::Items,
    authenticode::{INDIRECT_DATA, IndirectData},
    digest::{Algorithm, Digest},
    signature::{self, SignError, Signature, SignatureError, Signer, Signing},
};

/// The room in the header where a signed cabinet says where its signature is.
const RESERVE: usize = 20;
/// Where that room begins: behind the fixed fields, and the three that say how long it is.
const RESERVE_START: usize = 40;
const RESERVE_KIND: [u8; 4] = [0x00, 0x00, 0x10, 0x00];

/// A cabinet could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CabinetError {
    /// The files do not fit into a cabinet.
    #[error("the cabinet cannot be written: {0}")]
    Write(#[from] io::Error),
    /// The cabinet cannot be signed.
    #[error("{0}")]
    Sign(#[from] SignError),
    /// The cabinet was not made with room for a signature.
    #[error("the file is no cabinet with room for a signature")]
    NoRoom,
}

/// A file for a cabinet: its name in it, with folders and backslashes, and its bytes.
pub type Entry = (String, Vec<u8>);

/// A cabinet of `entries`, in order, with room for a signature. The same entries give the same
/// bytes: all files are of 1 January 1980.
///
/// # Errors
///
/// [`CabinetError::Write`] when they do not fit: a cabinet holds less than 2 GiB.
pub fn create(entries: &[Entry]) -> Result<Vec<u8>, CabinetError> {
    let mut builder = CabinetBuilder::new();
    let mut reserve = RESERVE_KIND.to_vec();
    reserve.resize(RESERVE, 0);
    builder.set_reserve_data(reserve);
    let folder = builder.add_folder(CompressionType::MsZip);
    for (name, _) in entries {
        let file = folder.add_file(name.as_str());
        file.set_datetime(epoch());
    }
    let mut writer = builder.build(Cursor::new(Vec::new()))?;
    let mut contents = entries.iter();
    while let Some(mut file) = writer.next_file()? {
        if let Some((_, bytes)) = contents.next() {
            file.write_all(bytes)?;
        }
    }
    Ok(writer.finish()?.into_inner())
}

/// The earliest time that a cabinet can say.
fn epoch() -> time::PrimitiveDateTime {
    let date = time::Date::from_ordinal_date(1980, 1).unwrap_or(time::Date::MIN);
    time::PrimitiveDateTime::new(date, time::Time::MIDNIGHT)
}

/// Signs a cabinet that has room for a signature and no signature yet.
///
/// # Errors
///
/// [`CabinetError`] when it has no room, or the signature cannot be made.
pub fn sign(bytes: &mut Vec<u8>, signing: &Signing<'_>) -> Result<(), CabinetError> {
    let digest = digest(bytes).ok_or(CabinetError::NoRoom)?;
    let said = IndirectData::flat(digest);
    let mut der = signature::sign(INDIRECT_DATA, &said.to_der(), signing)?;
    der.resize(der.len().next_multiple_of(8), 0);
    let too_long = |_| CabinetError::NoRoom;
    let start = u32::try_from(bytes.len()).map_err(too_long)?;
    let size = u32::try_from(der.len()).map_err(too_long)?;
    let room = &mut bytes[RESERVE_START + 4..RESERVE_START + 12];
    room[..4].copy_from_slice(&start.to_le_bytes());
    room[4..].copy_from_slice(&size.to_le_bytes());
    bytes.extend(der);
    Ok(())
}

/// Checks the signature of a cabinet.
///
/// # Errors
///
/// [`SignatureError`] when there is none, or it does not hold, or the cabinet has changed since.
pub fn verify(bytes: &[u8]) -> Result<Signer, SignatureError> {
    let field = |at: usize| {
        let found = bytes.get(at..)?.first_chunk()?;
        usize::try_from(u32::from_le_bytes(*found)).ok()
    };
    let place = field(RESERVE_START + 4).zip(field(RESERVE_START + 8));
    let (start, size) = place.ok_or(SignatureError::Unsigned)?;
    let split = bytes
        .split_at_checked(start)
        .filter(|it| it.1.len() == size);
    let (cabinet, table) = split.ok_or(SignatureError::Unsigned)?;
    let mut unsigned = cabinet.to_vec();
    let room = unsigned.get_mut(RESERVE_START + 4..RESERVE_START + 12);
    room.ok_or(SignatureError::Unsigned)?.fill(0);
    let own = digest(&unsigned).ok_or(SignatureError::Unsigned)?;
    let mut items = Items(table);
    let der = items.any("a signature");
    let der = der.map_err(|_| SignatureError::Unsigned)?.whole;
    if items.0.len() >= 8 || items.0.iter().any(|it| *it != 0) {
        return Err(SignatureError::NotStrict("something follows it"));
    }
    let parsed = Signature::parse(der)?;
    let signer = parsed.verify()?;
    let said = IndirectData::read(&mut Items(parsed.content()));
    if parsed.content_type() != INDIRECT_DATA || said != Ok(IndirectData::flat(own)) {
        return Err(SignatureError::Content);
    }
    Ok(signer)
}

/// The digest of an unsigned cabinet: without the checksum that no one sets, and the room.
fn digest(bytes: &[u8]) -> Option<Digest> {
    let room = bytes.get(RESERVE_START..RESERVE_START + RESERVE)?;
    let has_room = bytes.starts_with(b"MSCF")
        && bytes[36..40] == [RESERVE as u8, 0, 0, 0]
        && room.starts_with(&RESERVE_KIND)
        && room[4..12] == [0; 8];
    let parts = [
        &bytes[..4],
        &bytes[8..34],
        &room[16..],
        &bytes[RESERVE_START + RESERVE..],
    ];
    has_room.then(|| Algorithm::Sha256.of(parts))
}
