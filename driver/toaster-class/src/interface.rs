//! The interface of the class's toasters for applications.

use wdk::{
    IoControlCode,
    ioctl::{Access, Method, device_type},
};

/// Gets the power of the toaster: out, a `u32` in watts.
pub const IOCTL_TOASTER_GET_WATTS: IoControlCode =
    IoControlCode::new(device_type::UNKNOWN, 0x800, Method::Buffered, Access::Any);

/// How many bytes of bread fit into the largest toaster.
pub const CAPACITY: usize = 64;
