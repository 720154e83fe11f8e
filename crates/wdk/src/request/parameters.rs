#![expect(
    unsafe_code,
    reason = "asks the framework for a request's parameters, and reads a union"
)]

use wdk_sys::wdf::{self, _WDF_REQUEST_TYPE as request_type, WDF_REQUEST_PARAMETERS};

use super::{CallerRequest, Request};
use crate::queue::IoControl;

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
