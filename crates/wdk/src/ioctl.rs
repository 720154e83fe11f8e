//! I/O control codes.
#![forbid(unsafe_code)]

use core::fmt;

/// An I/O control code, as `CTL_CODE` makes them.
///
/// # Examples
/// ```
/// use wdk::{IoControlCode, ioctl::{Access, Method, device_type}};
/// const GET: IoControlCode =
///     IoControlCode::new(device_type::UNKNOWN, 0x800, Method::Buffered, Access::Read);
/// assert_eq!(GET.value(), 0x0022_6000);
/// ```
///
/// See [Defining I/O Control Codes](https://learn.microsoft.com/windows-hardware/drivers/kernel/defining-i-o-control-codes).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct IoControlCode(u32);

/// How the I/O manager passes the buffers of a control code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[repr(u8)]
pub enum Method {
    /// `METHOD_BUFFERED`: both buffers are copied through one system buffer.
    Buffered = 0,
    /// `METHOD_IN_DIRECT`: the second buffer is locked and read by the driver.
    InDirect = 1,
    /// `METHOD_OUT_DIRECT`: the second buffer is locked and written by the driver.
    OutDirect = 2,
    /// `METHOD_NEITHER`: the driver gets the caller's addresses without any check.
    Neither = 3,
}

/// The access that a handle must have been opened with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[repr(u8)]
pub enum Access {
    /// `FILE_ANY_ACCESS`
    Any = 0,
    /// `FILE_READ_DATA`
    Read = 1,
    /// `FILE_WRITE_DATA`
    Write = 2,
    /// `FILE_READ_DATA | FILE_WRITE_DATA`
    ReadWrite = 3,
}

/// Device types, the upper half of a control code.
///
/// See [Specifying Device Types](https://learn.microsoft.com/windows-hardware/drivers/kernel/specifying-device-types).
pub mod device_type {
    /// `FILE_DEVICE_BUS_EXTENDER`
    pub const BUS_EXTENDER: u16 = 0x2A;
    /// `FILE_DEVICE_KEYBOARD`
    pub const KEYBOARD: u16 = 0x0B;
    /// `FILE_DEVICE_MOUSE`
    pub const MOUSE: u16 = 0x0F;
    /// `FILE_DEVICE_SERIAL_PORT`
    pub const SERIAL_PORT: u16 = 0x1B;
    /// `FILE_DEVICE_UNKNOWN`
    pub const UNKNOWN: u16 = 0x22;
}

impl IoControlCode {
    /// `CTL_CODE(device_type, function, method, access)`.
    ///
    /// Functions below `0x800` and device types below `0x8000` are reserved for Microsoft.
    ///
    /// # Panics
    /// When `function` does not fit into 12 bits; at compile time in a constant.
    #[must_use]
    pub const fn new(device_type: u16, function: u16, method: Method, access: Access) -> Self {
        assert!(function < 0x1000, "a function code has 12 bits");
        Self(
            (device_type as u32) << 16
                | (access as u32) << 14
                | (function as u32) << 2
                | method as u32,
        )
    }

    /// A control code from its value.
    #[must_use]
    pub const fn from_value(value: u32) -> Self {
        Self(value)
    }

    /// The value, as requests contain it.
    #[must_use]
    pub const fn value(self) -> u32 {
        self.0
    }

    /// The device type, the upper half of the code.
    #[must_use]
    pub const fn device_type(self) -> u16 {
        (self.0 >> 16) as u16
    }

    /// The function, which has 12 bits.
    #[must_use]
    pub const fn function(self) -> u16 {
        (self.0 >> 2 & 0xFFF) as u16
    }

    /// The access that the handle must have been opened with.
    #[must_use]
    pub const fn access(self) -> Access {
        match self.0 >> 14 & 3 {
            0 => Access::Any,
            1 => Access::Read,
            2 => Access::Write,
            _ => Access::ReadWrite,
        }
    }

    /// How the buffers of this code are passed.
    #[must_use]
    pub const fn method(self) -> Method {
        match self.0 & 3 {
            0 => Method::Buffered,
            1 => Method::InDirect,
            2 => Method::OutDirect,
            _ => Method::Neither,
        }
    }
}

impl fmt::Debug for IoControlCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "IoControlCode(device {:#x}, function {:#x}, {:?}, {:?})",
            self.device_type(),
            self.function(),
            self.method(),
            self.access()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_match_the_c_macro() {
        // CTL_CODE(0x8000, 0x800, METHOD_NEITHER, FILE_READ_DATA | FILE_WRITE_DATA)
        let code = IoControlCode::new(0x8000, 0x800, Method::Neither, Access::ReadWrite);
        assert_eq!(code.value(), 0x8000_E003);
        assert_eq!(code.device_type(), 0x8000);
        assert_eq!(code.function(), 0x800);
        assert_eq!(code.method(), Method::Neither);
        assert_eq!(code.access(), Access::ReadWrite);
    }
}
