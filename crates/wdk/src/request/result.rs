//! What a driver knows of the buffer that takes a request's result.
#![forbid(unsafe_code)]

use core::cell::Cell;

use super::Parameters;
use crate::{IoControlCode, ioctl::Method};

/// The buffer that takes a request's result: its length, and how the result gets to the requestor.
///
/// One number, so that it is passed in a register.
///
/// # Invariants
/// [`UNKNOWN`](Self::UNKNOWN), or a length and one of the two flags or none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct ResultBuffer(usize);

impl ResultBuffer {
    /// That of a request whose parameters were not queried yet.
    pub(crate) const UNKNOWN: Self = Self(usize::MAX);
    /// The pages are locked for reading only.
    const READ_ONLY: usize = 1 << 63;
    /// The I/O manager copies the result from a system buffer, if the request has one.
    const COPIED: usize = 1 << 62;
    /// An IRP has lengths of 32 bits.
    const LENGTH: usize = u32::MAX as usize;

    /// That of a read.
    #[inline]
    pub(crate) const fn of_read(length: usize) -> Self {
        Self(length & Self::LENGTH | Self::COPIED)
    }

    /// The data of a write.
    #[inline]
    pub(crate) const fn of_write(length: usize) -> Self {
        Self(length & Self::LENGTH)
    }

    /// That of a control request. The second buffer of `METHOD_IN_DIRECT` is further input.
    #[inline]
    pub(crate) const fn of_control(code: IoControlCode, output_length: usize) -> Self {
        let length = output_length & Self::LENGTH;
        match code.method() {
            Method::Buffered => Self(length | Self::COPIED),
            Method::InDirect => Self(length | Self::READ_ONLY),
            Method::OutDirect | Method::Neither => Self(length),
        }
    }

    pub(super) const fn of(parameters: &Parameters) -> Self {
        match *parameters {
            Parameters::Read { length, .. } => Self::of_read(length),
            Parameters::Write { length, .. } => Self::of_write(length),
            Parameters::DeviceControl(control) | Parameters::InternalDeviceControl(control) => {
                Self::of_control(control.code, control.output_length)
            }
            Parameters::Create | Parameters::Other(_) => Self(0),
        }
    }

    #[inline]
    pub(super) const fn is_unknown(self) -> bool {
        self.0 == usize::MAX
    }

    #[inline]
    pub(super) const fn length(self) -> usize {
        self.0 & Self::LENGTH
    }

    /// Whether the driver may only read it.
    #[inline]
    pub(super) const fn is_read_only(self) -> bool {
        self.0 & Self::READ_ONLY != 0
    }

    /// Whether the I/O manager copies it to the requestor, when the request has a system buffer.
    #[inline]
    pub(super) const fn is_copied(self) -> bool {
        self.0 & Self::COPIED != 0
    }
}

/// What shared references to a request update: its [`ResultBuffer`], and how many bytes from that buffer's
/// start on the driver has written.
#[derive(Clone, Debug)]
pub(super) struct Tracked {
    buffer: Cell<ResultBuffer>,
    written: Cell<usize>,
}

impl Tracked {
    pub(super) const fn new(buffer: ResultBuffer, written: usize) -> Self {
        Self {
            buffer: Cell::new(buffer),
            written: Cell::new(written),
        }
    }

    #[inline]
    pub(super) const fn buffer(&self) -> ResultBuffer {
        self.buffer.get()
    }

    /// Stores the buffer, once it is queried.
    pub(super) fn set_buffer(&self, buffer: ResultBuffer) {
        self.buffer.set(buffer);
    }

    #[inline]
    pub(super) const fn written(&self) -> usize {
        self.written.get()
    }

    /// The driver has written the bytes before `end`.
    #[inline]
    pub(super) fn wrote(&self, end: usize) {
        if self.written.get() < end {
            self.written.set(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ioctl::Access;

    #[test]
    fn only_the_second_buffer_of_in_direct_is_read_only() {
        for (method, read_only) in [
            (Method::Buffered, false),
            (Method::InDirect, true),
            (Method::OutDirect, false),
            (Method::Neither, false),
        ] {
            let code = IoControlCode::new(0x22, 0x800, method, Access::Any);
            for length in [0, 1, u32::MAX as usize] {
                let buffer = ResultBuffer::of_control(code, length);
                assert!(!buffer.is_unknown());
                assert_eq!(buffer.length(), length);
                assert_eq!(buffer.is_read_only(), read_only, "{method:?}");
            }
        }
        assert!(ResultBuffer::UNKNOWN.is_unknown());
    }

    #[test]
    fn what_was_written_only_grows() {
        let tracked = Tracked::new(ResultBuffer::of_read(u32::MAX as usize), 0);
        for (end, written) in [(8, 8), (4, 8), (usize::MAX, usize::MAX)] {
            tracked.wrote(end);
            assert_eq!(tracked.written(), written);
        }
        assert!(tracked.buffer().is_copied());
        assert_eq!(tracked.buffer().length(), u32::MAX as usize);
    }
}
