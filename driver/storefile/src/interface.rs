//! The interface of the device for programs.

use wdk::{
    Guid, IoControlCode, guid,
    ioctl::{Access, Method, device_type},
};

/// The class of the device's interface. On its key, `Palette` is the path of the palette, which
/// the INF wrote, and `Legend` that of the legend, which the driver wrote.
pub const STOREFILE_INTERFACE: Guid = guid!("6F2F1C9E-6A0B-4F43-9C1B-4A7B1C6D5A10");

/// Reads the legend, which the driver found by the path in its hardware key.
pub const IOCTL_STOREFILE_READ_LEGEND: IoControlCode =
    IoControlCode::new(device_type::UNKNOWN, 0x800, Method::Buffered, Access::Read);

/// How many interfaces of the class have come whose palette could be opened, as a `u32`.
pub const IOCTL_STOREFILE_COUNT_PALETTES: IoControlCode =
    IoControlCode::new(device_type::UNKNOWN, 0x801, Method::Buffered, Access::Read);

/// Most bytes of a file that the driver keeps.
pub const CAPACITY: usize = 256;
