//! What programs need to talk to the device.

use wdk::{
    IoControlCode,
    ioctl::{Access, Method},
};

/// `METHOD_IN_DIRECT`: leaves the second buffer as a message.
pub const IOCTL_SIOCTL_METHOD_IN_DIRECT: IoControlCode = code(0x900, Method::InDirect);
/// `METHOD_OUT_DIRECT`: gives the reply.
pub const IOCTL_SIOCTL_METHOD_OUT_DIRECT: IoControlCode = code(0x901, Method::OutDirect);
/// `METHOD_BUFFERED`: gives the reply.
pub const IOCTL_SIOCTL_METHOD_BUFFERED: IoControlCode = code(0x902, Method::Buffered);
/// `METHOD_NEITHER`: leaves the input as a message, and gives the reply.
pub const IOCTL_SIOCTL_METHOD_NEITHER: IoControlCode = code(0x903, Method::Neither);

/// The device type; those from 32768 on are not Microsoft's.
pub const SIOCTL_TYPE: u16 = 40_000;

const fn code(function: u16, method: Method) -> IoControlCode {
    IoControlCode::new(SIOCTL_TYPE, function, method, Access::Any)
}
