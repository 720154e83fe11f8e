//! A TAP interface of a Linux host as the end of a wire.
#![expect(unsafe_code, reason = "one control operation of the host's kernel")]

use std::{
    fs::{File, OpenOptions},
    io::{ErrorKind, Read as _, Write as _},
    os::{fd::AsRawFd as _, unix::fs::OpenOptionsExt as _},
    time::Duration,
};

use super::wire::End;
use crate::engine::error::{Error, Result};

/// More than the longest frame with a VLAN tag.
const FRAME: usize = 65_536;

/// A network interface of the host that is a program's: what the host sends on it comes out of the
/// wire, and the other way round. What happens then depends on the host; nothing else does.
#[derive(Debug)]
pub struct Tap {
    file: File,
    name: String,
}

impl Tap {
    /// Opens or makes the interface `name`, which takes the host's `CAP_NET_ADMIN` unless the
    /// interface belongs to this user: `ip tuntap add name NAME mode tap user USER`.
    ///
    /// # Errors
    /// [`Error::Host`] when the host refuses.
    pub fn open(name: &str) -> Result<Self> {
        let failed = |error: std::io::Error| {
            Error::Host(format!(
                "cannot open the TAP interface {name}: {error}; make it with `ip tuntap add name \
                 {name} mode tap user $USER`, and see that /dev/net/tun is there"
            ))
        };
        if name.is_empty() || name.len() >= libc::IFNAMSIZ || name.contains('\0') {
            return Err(failed(ErrorKind::InvalidInput.into()));
        }
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(libc::O_NONBLOCK)
            .open("/dev/net/tun")
            .map_err(failed)?;
        // SAFETY: all-zero is a value of the structure, which is numbers and addresses.
        let mut request: libc::ifreq = unsafe { std::mem::zeroed() };
        for (place, byte) in request.ifr_name.iter_mut().zip(name.bytes()) {
            *place = byte.cast_signed();
        }
        request.ifr_ifru.ifru_flags = (libc::IFF_TAP | libc::IFF_NO_PI) as i16;
        // SAFETY: TUNSETIFF reads and writes one `ifreq`, and the descriptor is open.
        let result = unsafe { libc::ioctl(file.as_raw_fd(), libc::TUNSETIFF, &raw mut request) };
        if result < 0 {
            return Err(failed(std::io::Error::last_os_error()));
        }
        Ok(Self {
            file,
            name: name.to_owned(),
        })
    }

    fn failed(&self, error: &std::io::Error) -> Error {
        Error::Host(format!("the TAP interface {}: {error}", self.name))
    }
}

impl End for Tap {
    fn transmit(&mut self, frame: &[u8], _now: Duration) -> Result {
        match self.file.write(frame) {
            // A full queue drops frames, as a wire may.
            Err(error) if error.kind() != ErrorKind::WouldBlock => Err(self.failed(&error)),
            _ => Ok(()),
        }
    }

    fn receive(&mut self, _now: Duration) -> Result<Option<Vec<u8>>> {
        let mut frame = vec![0; FRAME];
        match self.file.read(&mut frame) {
            Ok(length) => {
                frame.truncate(length);
                Ok(Some(frame))
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(self.failed(&error)),
        }
    }
}
