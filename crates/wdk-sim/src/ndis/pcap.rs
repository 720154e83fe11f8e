//! Capture files as the end of a wire: the classic format of libpcap, microseconds or nanoseconds,
//! of either byte order.
//!
//! See [the format's description](https://ietf-opsawg-wg.github.io/draft-ietf-opsawg-pcap/draft-ietf-opsawg-pcap.html).
#![forbid(unsafe_code)]

use std::{collections::VecDeque, path::Path, time::Duration};

use super::wire::End;
use crate::engine::error::{Error, Result};

const MICROSECONDS: u32 = 0xA1B2_C3D4;
const NANOSECONDS: u32 = 0xA1B2_3C4D;
const ETHERNET: u32 = 1;
const HEADER: usize = 24;
const RECORD: usize = 16;
/// The longest frame that is written whole.
const SNAP_LENGTH: u32 = 262_144;

/// A capture: what it holds comes out of the wire at its time, and what comes in is added to what
/// [`to_bytes`](Self::to_bytes) gives.
#[derive(Clone, Debug, Default)]
pub struct PcapFile {
    /// Frames for the wire: time since the first of them.
    pending: VecDeque<(Duration, Vec<u8>)>,
    /// When the first frame went out.
    began: Option<Duration>,
    captured: Vec<(Duration, Vec<u8>)>,
}

impl PcapFile {
    /// An empty capture, to record what comes in.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A capture of Ethernet frames, to be replayed.
    ///
    /// # Errors
    /// [`Error::Host`] when the bytes are not such a capture.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let wrong = |what: &str| Error::Host(format!("not a capture that can be replayed: {what}"));
        let header = bytes
            .get(..HEADER)
            .ok_or_else(|| wrong("it is shorter than its header"))?;
        let little = word(header, 0, true).unwrap_or_default();
        let big = word(header, 0, false).unwrap_or_default();
        let (little, unit) = match (little, big) {
            (MICROSECONDS, _) => (true, 1000),
            (NANOSECONDS, _) => (true, 1),
            (_, MICROSECONDS) => (false, 1000),
            (_, NANOSECONDS) => (false, 1),
            _ => {
                return Err(wrong(
                    "it is no pcap file; convert pcapng with editcap -F pcap",
                ));
            }
        };
        if word(header, 20, little).map(|it| it & 0xFFFF) != Some(ETHERNET) {
            return Err(wrong("its frames are not of Ethernet"));
        }
        let mut pending = VecDeque::new();
        let mut rest = &bytes[HEADER..];
        let mut first = None;
        while !rest.is_empty() {
            let field = |at| word(rest, at, little).ok_or_else(|| wrong("a record is cut off"));
            let (seconds, fraction, length) = (field(0)?, field(4)?, field(8)? as usize);
            let nanoseconds = u64::from(fraction) * unit;
            let time = Duration::from_secs(seconds.into()) + Duration::from_nanos(nanoseconds);
            let end = RECORD
                .checked_add(length)
                .ok_or_else(|| wrong("a record's length is absurd"))?;
            let frame = rest
                .get(RECORD..end)
                .ok_or_else(|| wrong("a frame is cut off"))?;
            let first = *first.get_or_insert(time);
            pending.push_back((time.saturating_sub(first), frame.to_vec()));
            rest = &rest[end..];
        }
        Ok(Self {
            pending,
            ..Self::default()
        })
    }

    /// Reads a capture file.
    ///
    /// # Errors
    /// [`Error::Host`] when it cannot be read, or is not a capture of Ethernet frames.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = std::fs::read(path)
            .map_err(|error| Error::Host(format!("cannot read {}: {error}", path.display())))?;
        Self::from_bytes(&bytes)
    }

    /// What came in, as a capture file; times are virtual, from the start of the machine.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for value in [
            NANOSECONDS,
            u32::from_le_bytes([2, 0, 4, 0]),
            0,
            0,
            SNAP_LENGTH,
            ETHERNET,
        ] {
            bytes.extend(value.to_le_bytes());
        }
        for (time, frame) in &self.captured {
            let kept = &frame[..frame.len().min(SNAP_LENGTH as usize)];
            let seconds = u32::try_from(time.as_secs()).unwrap_or(u32::MAX);
            let lengths = [kept.len(), frame.len()].map(|it| u32::try_from(it).unwrap_or(u32::MAX));
            for value in [seconds, time.subsec_nanos(), lengths[0], lengths[1]] {
                bytes.extend(value.to_le_bytes());
            }
            bytes.extend(kept);
        }
        bytes
    }

    /// Writes what came in to a file, which Wireshark opens.
    ///
    /// # Errors
    /// [`Error::Host`] when it cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result {
        let path = path.as_ref();
        std::fs::write(path, self.to_bytes())
            .map_err(|error| Error::Host(format!("cannot write {}: {error}", path.display())))
    }

    /// The frames that came in, with their times.
    #[must_use]
    pub fn captured(&self) -> &[(Duration, Vec<u8>)] {
        &self.captured
    }

    /// Notes a frame.
    pub fn capture(&mut self, frame: &[u8], now: Duration) {
        self.captured.push((now, frame.to_vec()));
    }
}

impl End for PcapFile {
    fn transmit(&mut self, frame: &[u8], now: Duration) -> Result {
        self.capture(frame, now);
        Ok(())
    }

    fn receive(&mut self, now: Duration) -> Result<Option<Vec<u8>>> {
        let began = *self.began.get_or_insert(now);
        let due = self
            .pending
            .front()
            .is_some_and(|(time, _)| began + *time <= now);
        Ok(if due {
            self.pending.pop_front().map(|(_, frame)| frame)
        } else {
            None
        })
    }
}

fn word(bytes: &[u8], at: usize, little: bool) -> Option<u32> {
    let bytes = *bytes.get(at..)?.first_chunk()?;
    Some(if little {
        u32::from_le_bytes(bytes)
    } else {
        u32::from_be_bytes(bytes)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_captured_is_replayed_at_its_time() {
        let mut file = PcapFile::new();
        file.capture(b"first", Duration::from_secs(3));
        file.capture(b"second", Duration::from_secs(5));
        let mut replay = PcapFile::from_bytes(&file.to_bytes()).expect("what was written");
        let start = Duration::from_secs(100);
        let mut at = |seconds| {
            replay
                .receive(start + Duration::from_secs(seconds))
                .unwrap()
        };
        assert_eq!(at(0).as_deref(), Some(&b"first"[..]));
        assert_eq!(at(1), None);
        assert_eq!(at(2).as_deref(), Some(&b"second"[..]));
        assert_eq!(at(9), None);
    }

    #[test]
    fn big_endian_microseconds_are_read() {
        let mut bytes = Vec::new();
        for value in [
            MICROSECONDS,
            0x0002_0004,
            0,
            0,
            64,
            ETHERNET,
            1,
            500_000,
            3,
            3,
        ] {
            bytes.extend(value.to_be_bytes());
        }
        bytes.extend(b"abc");
        let file = PcapFile::from_bytes(&bytes).expect("a capture");
        assert_eq!(file.pending, [(Duration::ZERO, b"abc".to_vec())]);
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        let mut file = PcapFile::new();
        file.capture(&[7; 60], Duration::ZERO);
        let bytes = file.to_bytes();
        for length in 0..bytes.len() {
            let complete = length == HEADER;
            assert_eq!(
                PcapFile::from_bytes(&bytes[..length]).is_ok(),
                complete,
                "{length}"
            );
        }
    }
}
