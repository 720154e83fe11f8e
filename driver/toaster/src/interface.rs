//! The interface of a toaster for applications.

use wdk::{
    Guid, IoControlCode, guid,
    ioctl::{Access, Method, device_type},
};

/// The device interface of toasters.
pub const TOASTER_INTERFACE: Guid = guid!("B8A1D5F0-0D0C-4F6E-9B43-7C5D21E0A4C7");

/// Gets the setting: out, a [`Doneness`].
pub const IOCTL_TOASTER_GET_DONENESS: IoControlCode = code(0x800, Access::Read);

/// Changes the setting: in, a [`Doneness`].
pub const IOCTL_TOASTER_SET_DONENESS: IoControlCode = code(0x801, Access::Write);

/// For how many seconds bread is toasted: [`LIGHT`] to [`DARK`].
pub type Doneness = u32;

/// The lowest setting.
pub const LIGHT: Doneness = 1;

/// The highest setting.
pub const DARK: Doneness = 10;

/// How many bytes of bread fit in.
pub const CAPACITY: usize = 64;

const fn code(function: u16, access: Access) -> IoControlCode {
    IoControlCode::new(device_type::UNKNOWN, function, Method::Buffered, access)
}
