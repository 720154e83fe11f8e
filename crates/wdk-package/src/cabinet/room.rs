//! The room in a cabinet's header where a signed one says where its signature is.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

use super::CabinetError;

/// The header with the room in it: 36 fixed bytes, four that say how long what is reserved is, and
/// twenty.
pub(super) const HEAD: usize = 60;
/// Where the room says place and length of the signature.
pub(super) const PLACE: u64 = 44;
/// The room of a cabinet that has no signature.
pub(super) const EMPTY: [u8; 20] = [
    0, 0, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
];

const FIXED: usize = 36;
const FLAGS: usize = 30;
const PREVIOUS: u16 = 1;
const NEXT: u16 = 2;
const RESERVED: u16 = 4;

/// Where the signature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    None,
    Signed { start: u64, end: u64 },
}

impl Place {
    /// Where a signature begins, or would.
    pub(super) fn start(self, file: &mut impl Seek) -> io::Result<u64> {
        match self {
            Self::Signed { start, .. } => Ok(start),
            Self::None => file.seek(SeekFrom::End(0)),
        }
    }

    /// What stands in the room; `None` when the numbers are too large for it.
    pub(super) fn to_field(self) -> Option<[u8; 8]> {
        let (start, size) = match self {
            Self::None => (0, 0),
            Self::Signed { start, end } => (start, end - start),
        };
        let mut field = [0; 8];
        field[..4].copy_from_slice(&u32::try_from(start).ok()?.to_le_bytes());
        field[4..].copy_from_slice(&u32::try_from(size).ok()?.to_le_bytes());
        Some(field)
    }
}

/// The header of a cabinet with room for a signature, and the signature's place; `None` when the
/// file is none. The signature ends the file.
pub(super) fn find<F: Read + Seek>(file: &mut F) -> io::Result<Option<([u8; HEAD], Place)>> {
    let mut head = [0; HEAD];
    file.seek(SeekFrom::Start(0))?;
    match file.read_exact(&mut head) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let has_room = head.starts_with(b"MSCF")
        && head[FIXED..FIXED + 4] == [EMPTY.len() as u8, 0, 0, 0]
        && head[40..44] == EMPTY[..4];
    let number = |at: usize| {
        let bytes = head[at..].first_chunk().copied().unwrap_or_default();
        u64::from(u32::from_le_bytes(bytes))
    };
    let place = match (number(44), number(48)) {
        (0, 0) => Place::None,
        (start, size) if start >= HEAD as u64 => Place::Signed {
            start,
            end: start + size,
        },
        _ => return Ok(None),
    };
    Ok(has_room.then_some((head, place)))
}

/// Makes the room in a cabinet that has none, and moves what its header says of places.
pub(super) fn make(bytes: &mut Vec<u8>) -> Result<(), CabinetError> {
    let short = CabinetError::NoRoom("the file is no cabinet");
    let Some(flags) = bytes.get(FLAGS..).and_then(|it| it.first_chunk()) else {
        return Err(short);
    };
    let flags = u16::from_le_bytes(*flags);
    if !bytes.starts_with(b"MSCF") || bytes.len() < FIXED {
        return Err(short);
    }
    if flags & (PREVIOUS | NEXT) != 0 {
        let why = "the cabinet is one of a set; put all files into one";
        return Err(CabinetError::NoRoom(why));
    }
    if flags & RESERVED != 0 {
        let found = find(&mut io::Cursor::new(&*bytes))?;
        let why = "the cabinet has reserved space of another kind than for a signature; make it \
                   without";
        return found.map(drop).ok_or(CabinetError::NoRoom(why));
    }
    let more = 4 + EMPTY.len();
    let folders = usize::from(u16::from_le_bytes([bytes[26], bytes[27]]));
    let mut places = vec![8, 16];
    places.extend((0..folders).map(|it| FIXED + 8 * it));
    for at in places {
        let number = bytes.get(at..).and_then(|it| it.first_chunk());
        let number = number.and_then(|it| u32::from_le_bytes(*it).checked_add(more as u32));
        let number = number.ok_or(CabinetError::NoRoom("the cabinet's header is damaged"))?;
        bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }
    bytes[FLAGS..FLAGS + 2].copy_from_slice(&(flags | RESERVED).to_le_bytes());
    let mut room = vec![EMPTY.len() as u8, 0, 0, 0];
    room.extend(EMPTY);
    bytes.splice(FIXED..FIXED, room);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_where_it_was_written() {
        let place = Place::Signed {
            start: 0x1234,
            end: 0x1334,
        };
        let mut bytes = b"MSCF".to_vec();
        bytes.resize(FIXED, 0);
        bytes.extend([20, 0, 0, 0]);
        bytes.extend(EMPTY);
        let mut cursor = io::Cursor::new(bytes.clone());
        assert_eq!(find(&mut cursor).unwrap().unwrap().1, Place::None);
        bytes[44..52].copy_from_slice(&place.to_field().unwrap());
        let found = find(&mut io::Cursor::new(bytes)).unwrap().unwrap();
        assert_eq!(found.1, place);
    }

    #[test]
    fn what_is_no_single_cabinet_gets_no_room() {
        for wrong in [b"".to_vec(), b"MSCF".to_vec(), vec![0; 100]] {
            assert!(make(&mut wrong.clone()).is_err());
        }
        let mut set = b"MSCF".to_vec();
        set.resize(100, 0);
        set[FLAGS] = 2;
        assert!(make(&mut set).unwrap_err().to_string().contains("set"));
        // A folder that is not there.
        let mut cut = b"MSCF".to_vec();
        cut.resize(FIXED, 0);
        cut[26] = 9;
        assert!(make(&mut cut).is_err());
    }
}
