//! Control operations with all that `DeviceIoControl` takes: contents of the second buffer, and
//! addresses at which a program has no memory.

use std::fmt::{self, Display, Formatter};

use region::Protection;

use wdk_sys::IRP_MJ_DEVICE_CONTROL;

use super::{file::File, pending::Pending};
use crate::{
    engine::error::Result,
    nt::io::operation::{IoParameters, Operation},
};

/// Where a program says that a buffer is although it cannot access it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadAddress {
    /// At the address 0.
    Null,
    /// At an address of the kernel.
    Kernel,
    /// Where it had memory, and has freed it.
    Freed,
    /// In pages that it may only read.
    ReadOnly,
}

impl BadAddress {
    /// All of them, with the words that scenarios have for them.
    pub(crate) const ALL: [(&'static str, Self); 4] = [
        ("null", Self::Null),
        ("kernel", Self::Kernel),
        ("freed", Self::Freed),
        ("read-only", Self::ReadOnly),
    ];

    /// The address, for `length` bytes.
    fn find(self, operation: &Operation, length: usize) -> *mut u8 {
        /// Where every x64 system has `KUSER_SHARED_DATA`.
        const SHARED_DATA: usize = 0xFFFF_F780_0000_0000;
        match self {
            Self::Null => std::ptr::null_mut(),
            Self::Kernel => std::ptr::without_provenance_mut(SHARED_DATA),
            // The pages stay reserved, so that nothing else gets their addresses.
            Self::Freed => operation.keep_pages(length, Protection::NONE),
            Self::ReadOnly => operation.keep_pages(length, Protection::READ),
        }
    }
}

impl Display for BadAddress {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let found = Self::ALL.iter().find(|(_, other)| other == self);
        f.write_str(found.map_or("", |(word, _)| word))
    }
}

/// A control operation: a code, input, and an output buffer.
///
/// ```
/// use wdk_sim::{BadAddress, Control};
///
/// // METHOD_IN_DIRECT: the driver reads both buffers.
/// let read = Control::new(0x9C40_2401).input(b"header").output(b"data");
/// // METHOD_NEITHER, with an address of the kernel.
/// let bad = Control::new(0x9C40_240F).input(b"header").output(&[0; 64]).output_at(BadAddress::Kernel);
/// # let _ = (read, bad);
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "it is sent by `File::control` or `File::begin_control`"]
pub struct Control<'a> {
    code: u32,
    input: &'a [u8],
    output: &'a [u8],
    places: [Option<BadAddress>; 2],
}

impl<'a> Control<'a> {
    /// An operation without buffers.
    pub const fn new(code: u32) -> Self {
        Self {
            code,
            input: &[],
            output: &[],
            places: [None, None],
        }
    }

    /// What the input buffer holds.
    pub const fn input(self, input: &'a [u8]) -> Self {
        Self { input, ..self }
    }

    /// What the output buffer holds before, and how long it is: what a driver reads of it with
    /// `METHOD_IN_DIRECT`.
    pub const fn output(self, output: &'a [u8]) -> Self {
        Self { output, ..self }
    }

    /// The input buffer has its length, and is at this address.
    pub const fn input_at(self, place: BadAddress) -> Self {
        let [_, output] = self.places;
        Self {
            places: [Some(place), output],
            ..self
        }
    }

    /// The output buffer has its length, and is at this address.
    pub const fn output_at(self, place: BadAddress) -> Self {
        let [input, _] = self.places;
        Self {
            places: [input, Some(place)],
            ..self
        }
    }
}

impl File {
    /// Sends a control operation and waits; gives the output buffer, as far as bytes were transferred.
    ///
    /// # Errors
    /// [`Error::Status`](crate::Error::Status) with the status of the request.
    pub fn control(&self, control: &Control<'_>) -> Result<super::Completion> {
        self.begin_control(control)?.wait()
    }

    /// Starts a control operation, without waiting.
    ///
    /// # Errors
    /// As for [`File::begin_read`].
    pub fn begin_control(&self, control: &Control<'_>) -> Result<Pending> {
        let parameters = IoParameters {
            major: IRP_MJ_DEVICE_CONTROL,
            code: control.code,
            probe: control.places != [None, None],
            ..IoParameters::default()
        };
        let [input, output] = control.places;
        let place = |operation: &Operation, place: Option<BadAddress>, length| {
            place.map(|place| place.find(operation, length))
        };
        Pending::start_at(
            self,
            parameters,
            (control.input.to_vec(), control.output.to_vec()),
            |operation| {
                [
                    place(operation, input, control.input.len()),
                    place(operation, output, control.output.len()),
                ]
            },
        )
    }
}
