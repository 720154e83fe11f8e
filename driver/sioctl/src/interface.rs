//! What programs need to talk to the device.

use wdk::{
    IoControlCode,
    ioctl::{Access, Method},
};

/// `METHOD_OUT_DIRECT`: gives the reply.
pub const IOCTL_SIOCTL_METHOD_OUT_DIRECT: IoControlCode = code(0x901, Method::OutDirect);
/// `METHOD_BUFFERED`: gives the reply.
pub const IOCTL_SIOCTL_METHOD_BUFFERED: IoControlCode = code(0x902, Method::Buffered);

/// The device type; those from 32768 on are not Microsoft's.
pub const SIOCTL_TYPE: u16 = 40_000;

const fn code(function: u16, method: Method) -> IoControlCode {
    IoControlCode::new(SIOCTL_TYPE, function, method, Access::Any)
}
