#![expect(
    unsafe_code,
    reason = "asks the framework for a request's parameters, and reads a union"
)]

use core::sync::atomic::{AtomicUsize, Ordering};

use wdk_sys::wdf::{self, _WDF_REQUEST_TYPE as request_type, WDF_REQUEST_PARAMETERS};

use super::{CallerRequest, Request};
use crate::{IoControlCode, ioctl::Method, queue::IoControl};

/// What a request asks for, with its parameters.
///
/// # Examples
/// ```
/// use wdk::{prelude::*, request::Parameters};
///
/// fn bytes(request: &Request) -> usize {
///     match request.parameters() {
///         Parameters::Read { length, .. } | Parameters::Write { length, .. } => length,
///         Parameters::DeviceControl(control) => control.input_length + control.output_length,
///         _ => 0,
///     }
/// }
/// ```
///
/// See [`WDF_REQUEST_PARAMETERS`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/ns-wdfrequest-_wdf_request_parameters).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Parameters {
    /// `IRP_MJ_CREATE`: a program opens the device.
    Create,
    /// `IRP_MJ_READ`.
    Read {
        /// How many bytes there is room for.
        length: usize,
        /// Where in the device they are, in bytes.
        offset: i64,
    },
    /// `IRP_MJ_WRITE`.
    Write {
        /// How many bytes there are.
        length: usize,
        /// Where in the device they go, in bytes.
        offset: i64,
    },
    /// `IRP_MJ_DEVICE_CONTROL`: of an application or another driver.
    DeviceControl(IoControl),
    /// `IRP_MJ_INTERNAL_DEVICE_CONTROL`: of another driver.
    InternalDeviceControl(IoControl),
    /// Another type of request: the value of `WDF_REQUEST_TYPE`.
    Other(i32),
}

impl Request {
    /// What the request asks for: `WdfRequestGetParameters`.
    ///
    /// A handler gets what it needs as arguments. This is for requests that come another way: from
    /// a manual queue, to [`default`](crate::QueueHandler::default), or in their caller's context.
    #[must_use]
    pub fn parameters(&self) -> Parameters {
        let mut parameters = WDF_REQUEST_PARAMETERS {
            Size: size_of::<WDF_REQUEST_PARAMETERS>() as u16,
            ..WDF_REQUEST_PARAMETERS::default()
        };
        // SAFETY: the driver owns the request; the framework fills a local structure of its size.
        unsafe { wdf::WdfRequestGetParameters(self.raw, &raw mut parameters) };
        Parameters::from_raw(&parameters)
    }
}

impl CallerRequest<'_> {
    /// What the request asks for: `WdfRequestGetParameters`.
    #[must_use]
    pub fn parameters(&self) -> Parameters {
        self.request.parameters()
    }
}

impl Parameters {
    fn from_raw(raw: &WDF_REQUEST_PARAMETERS) -> Self {
        match raw.Type {
            request_type::WdfRequestTypeCreate => Self::Create,
            request_type::WdfRequestTypeRead => {
                // SAFETY: the parameters are those of a read.
                let read = unsafe { raw.Parameters.Read };
                Self::Read {
                    length: read.Length,
                    offset: read.DeviceOffset,
                }
            }
            request_type::WdfRequestTypeWrite => {
                // SAFETY: the parameters are those of a write.
                let write = unsafe { raw.Parameters.Write };
                Self::Write {
                    length: write.Length,
                    offset: write.DeviceOffset,
                }
            }
            request_type::WdfRequestTypeDeviceControl => Self::DeviceControl(control(raw)),
            request_type::WdfRequestTypeDeviceControlInternal => {
                Self::InternalDeviceControl(control(raw))
            }
            other => Self::Other(other),
        }
    }
}

fn control(raw: &WDF_REQUEST_PARAMETERS) -> IoControl {
    // SAFETY: both callers have a control request; the members are numbers and a pointer, of which
    // any bytes are a value.
    let control = unsafe { raw.Parameters.DeviceIoControl };
    IoControl::new(
        control.IoControlCode,
        control.OutputBufferLength,
        control.InputBufferLength,
    )
}

/// The buffer that takes a request's result: its length, how the result gets to the requestor, and how
/// much of it the driver has written.
///
/// One number, so that a [`Request`] is passed in two registers.
///
/// # Invariants
/// [`UNKNOWN`](Self::UNKNOWN), or a length, a number of written bytes above it, and one of the two flags
/// or none. So many bytes from the buffer's start on were written by the driver.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct ResultBuffer(usize);

impl ResultBuffer {
    /// That of a request whose parameters were not queried yet.
    pub(crate) const UNKNOWN: Self = Self(usize::MAX);
    /// The pages are locked for reading only.
    const READ_ONLY: usize = 1 << 63;
    /// The I/O manager copies the result from a system buffer, if the request has one.
    const COPIED: usize = 1 << 62;
    const LENGTH: usize = u32::MAX as usize;
    const WRITTEN_SHIFT: u32 = 32;
    const MOST_WRITTEN: usize = (1 << 30) - 1;

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

    /// How many bytes from its start on the driver has written.
    #[inline]
    pub(super) const fn written(self) -> usize {
        self.0 >> Self::WRITTEN_SHIFT & Self::MOST_WRITTEN
    }

    /// The same buffer after the driver has written its first `end` bytes.
    #[inline]
    pub(super) const fn with_written(self, end: usize) -> Self {
        let end = if end > Self::MOST_WRITTEN {
            Self::MOST_WRITTEN
        } else {
            end
        };
        if end <= self.written() {
            return self;
        }
        Self(self.0 & !(Self::MOST_WRITTEN << Self::WRITTEN_SHIFT) | end << Self::WRITTEN_SHIFT)
    }
}

/// A [`ResultBuffer`] that shared references to its request update.
///
/// Two threads that write at once may leave the smaller number of written bytes, never one that is too
/// large.
pub(super) struct Tracked(AtomicUsize);

impl Tracked {
    pub(super) const fn new(result: ResultBuffer) -> Self {
        Self(AtomicUsize::new(result.0))
    }

    #[inline]
    pub(super) fn get(&self) -> ResultBuffer {
        ResultBuffer(self.0.load(Ordering::Relaxed))
    }

    #[inline]
    pub(super) fn set(&self, result: ResultBuffer) {
        self.0.store(result.0, Ordering::Relaxed);
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
        let most = ResultBuffer::MOST_WRITTEN;
        for buffer in [
            ResultBuffer::of_read(u32::MAX as usize),
            ResultBuffer::of_write(0),
        ] {
            assert_eq!(buffer.written(), 0);
            let written = buffer.with_written(8).with_written(4);
            assert_eq!(written.written(), 8);
            assert_eq!(written.length(), buffer.length());
            assert_eq!(written.is_copied(), buffer.is_copied());
            assert_eq!(written.with_written(usize::MAX).written(), most);
            assert!(!written.with_written(usize::MAX).is_unknown());
        }
    }
}
