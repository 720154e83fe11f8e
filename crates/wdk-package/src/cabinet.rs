//! Cabinets: a package in one file, as Microsoft's hardware portal takes it for attestation.
//!
//! Files go in and out as streams. A signature needs room in the cabinet's header; [`create`] makes
//! it, and [`sign`] does for cabinets that others made without, as `makecab` and gcab do.
//!
//! See [Attestation sign Windows drivers](https://learn.microsoft.com/windows-hardware/drivers/dashboard/code-signing-attestation)
//! and [the format](https://learn.microsoft.com/previous-versions/bb417343(v=msdn.10)).

mod read;
mod room;

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek, SeekFrom, Write},
    path::PathBuf,
};

use cab::{CabinetBuilder, CompressionType};
use thiserror::Error;

pub use self::read::{Contained, Reader};
use self::room::{HEAD, PLACE, Place};
use crate::{
    asn1::Items,
    authenticode::{INDIRECT_DATA, IndirectData},
    digest::{Algorithm, Digest, Digests},
    signature::{self, SignError, Signature, SignatureError, Signer, Signing},
};

/// A cabinet could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CabinetError {
    /// The files do not fit into a cabinet.
    #[error("the cabinet cannot be written: {0}")]
    Write(#[from] io::Error),
    /// A file for the cabinet cannot be read.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The cabinet cannot be signed.
    #[error("{0}")]
    Sign(#[from] SignError),
    /// A signature cannot be put into the cabinet.
    #[error("{0}")]
    NoRoom(&'static str),
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
    let names = entries.iter().map(|it| it.0.as_str());
    let mut contents = entries.iter();
    let out = build(Cursor::new(Vec::new()), names, |out| {
        let bytes = contents.next().map_or(&[][..], |it| &it.1);
        Ok(out.write_all(bytes)?)
    })?;
    Ok(out.into_inner())
}

/// [`create`] from files, which are read one after the other, into `out`.
///
/// # Errors
///
/// As [`create`], and [`CabinetError::File`] for a file that cannot be read.
pub fn create_from<W: Write + Seek>(
    out: W,
    entries: &[(String, PathBuf)],
) -> Result<W, CabinetError> {
    let names = entries.iter().map(|it| it.0.as_str());
    let mut files = entries.iter();
    build(out, names, |out| {
        let Some((_, path)) = files.next() else {
            return Ok(());
        };
        let file = |source| CabinetError::File {
            path: path.clone(),
            source,
        };
        io::copy(&mut File::open(path).map_err(file)?, out)?;
        Ok(())
    })
}

fn build<'a, W: Write + Seek>(
    out: W,
    names: impl Iterator<Item = &'a str>,
    mut fill: impl FnMut(&mut dyn Write) -> Result<(), CabinetError>,
) -> Result<W, CabinetError> {
    let mut builder = CabinetBuilder::new();
    builder.set_reserve_data(room::EMPTY.to_vec());
    let folder = builder.add_folder(CompressionType::MsZip);
    for name in names {
        folder.add_file(name).set_datetime(epoch());
    }
    let mut writer = builder.build(out)?;
    while let Some(mut file) = writer.next_file()? {
        fill(&mut file)?;
    }
    Ok(writer.finish()?)
}

/// The earliest time that a cabinet can say.
fn epoch() -> time::PrimitiveDateTime {
    let date = time::Date::from_ordinal_date(1980, 1).unwrap_or(time::Date::MIN);
    time::PrimitiveDateTime::new(date, time::Time::MIDNIGHT)
}

/// Signs a cabinet. A signature that it has is replaced; one without room for a signature gets it.
///
/// # Errors
///
/// [`CabinetError`] when it is none, or one of a set of cabinets, or the signature cannot be made.
pub fn sign(bytes: &mut Vec<u8>, signing: &Signing<'_>) -> Result<(), CabinetError> {
    room::make(bytes)?;
    let mut cursor = Cursor::new(std::mem::take(bytes));
    let signed = sign_in_place(&mut cursor, signing);
    *bytes = cursor.into_inner();
    if let Place::Signed { end, .. } = signed? {
        bytes.truncate(usize::try_from(end).unwrap_or(usize::MAX));
    }
    Ok(())
}

/// Signs the cabinet in `file`, which has room for a signature, without having all of it in memory.
///
/// # Errors
///
/// As [`sign`], and when it has no room.
pub fn sign_file(file: &mut File, signing: &Signing<'_>) -> Result<(), CabinetError> {
    if let Place::Signed { end, .. } = sign_in_place(file, signing)? {
        file.set_len(end)?;
    }
    Ok(())
}

fn sign_in_place<F: Read + Write + Seek>(
    file: &mut F,
    signing: &Signing<'_>,
) -> Result<Place, CabinetError> {
    const WHY: &str = "the file is no cabinet with room for a signature";
    let (head, place) = room::find(file)?.ok_or(CabinetError::NoRoom(WHY))?;
    let start = place.start(file)?;
    let digests = digests(file, &head, start)?;
    let said = IndirectData::flat(digests.1);
    let mut der = signature::sign(INDIRECT_DATA, &said.to_der(), signing)?;
    der.resize(der.len().next_multiple_of(8), 0);
    let signed = Place::Signed {
        start,
        end: start + der.len() as u64,
    };
    let too_long = CabinetError::NoRoom("the cabinet is too long for a signature");
    let field = signed.to_field().ok_or(too_long)?;
    file.seek(SeekFrom::Start(start))?;
    file.write_all(&der)?;
    file.seek(SeekFrom::Start(PLACE))?;
    file.write_all(&field)?;
    Ok(signed)
}

/// Checks the signature of a cabinet.
///
/// # Errors
///
/// [`SignatureError`] when there is none, or it does not hold, or the cabinet has changed since.
pub fn verify(bytes: &[u8]) -> Result<Signer, SignatureError> {
    verify_file(&mut Cursor::new(bytes))
}

/// [`verify`] of a cabinet that is not in memory.
///
/// # Errors
///
/// As there.
pub fn verify_file<F: Read + Seek>(file: &mut F) -> Result<Signer, SignatureError> {
    let parsed = signature_of(file)?;
    let signer = parsed.verify()?;
    let unreadable = |error: io::Error| SignatureError::Unreadable(error.to_string());
    let (head, place) = room::find(file)
        .map_err(unreadable)?
        .ok_or(SignatureError::Unsigned)?;
    let start = place.start(file).map_err(unreadable)?;
    let said = IndirectData::read(&mut Items(parsed.content()));
    let (sha1, sha256) = digests(file, &head, start).map_err(unreadable)?;
    let own = match said.as_ref().map(|it| it.digest().algorithm()) {
        Ok(Algorithm::Sha1) => sha1,
        _ => sha256,
    };
    if parsed.content_type() != INDIRECT_DATA || said != Ok(IndirectData::flat(own)) {
        return Err(SignatureError::Content);
    }
    Ok(signer)
}

/// The signature of a cabinet, not checked.
pub(crate) fn signature_of<F: Read + Seek>(file: &mut F) -> Result<Signature, SignatureError> {
    let unreadable = |error: io::Error| SignatureError::Unreadable(error.to_string());
    let found = room::find(file).map_err(unreadable)?;
    let Some((_, Place::Signed { start, end })) = found else {
        return Err(SignatureError::Unsigned);
    };
    let length = file.seek(SeekFrom::End(0)).map_err(unreadable)?;
    if end != length {
        return Err(SignatureError::Unsigned);
    }
    let mut table = Vec::new();
    file.seek(SeekFrom::Start(start)).map_err(unreadable)?;
    file.read_to_end(&mut table).map_err(unreadable)?;
    let mut items = Items(&table);
    let der = items.any("a signature");
    let der = der.map_err(|_| SignatureError::Unsigned)?.whole;
    if items.0.len() >= 8 || items.0.iter().any(|it| *it != 0) {
        return Err(SignatureError::NotStrict("something follows it"));
    }
    Signature::parse(der)
}

/// The digests of a cabinet up to `end`, SHA-1 and SHA-256: without the checksum that no one sets,
/// and the place of the signature.
fn digests<F: Read + Seek>(
    file: &mut F,
    head: &[u8; HEAD],
    end: u64,
) -> io::Result<(Digest, Digest)> {
    let mut digests = Digests::default();
    digests.update(&head[..4]);
    digests.update(&head[8..34]);
    digests.update(&head[56..]);
    file.seek(SeekFrom::Start(HEAD as u64))?;
    let mut rest = file.take(end.saturating_sub(HEAD as u64));
    let mut chunk = vec![0; 128 << 10];
    loop {
        match rest.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => digests.update(&chunk[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let [sha1, sha256] = digests.finish();
    Ok((sha1, sha256))
}
