//! The interface of the toaster bus for applications.

use wdk::{
    Guid, IoControlCode, guid,
    ioctl::{Access, Method, device_type},
};

/// The device interface of toaster buses.
pub const TOASTER_BUS_INTERFACE: Guid = guid!("5C0F0F0B-98A1-4E2C-9D0B-3F0E6C7A1B25");

/// The bus type of the toasters' parents.
pub const TOASTER_BUS_TYPE: Guid = guid!("A7D7D6F1-51E5-4C9E-8F5D-6B2C1E9A4D38");

/// A toaster is plugged in: in, its [`Serial`].
pub const IOCTL_TOASTER_BUS_PLUG_IN: IoControlCode = code(0x800);

/// A toaster is pulled out: in, its [`Serial`].
pub const IOCTL_TOASTER_BUS_UNPLUG: IoControlCode = code(0x801);

/// The user wants to eject a toaster, whose drivers are asked: in, its [`Serial`].
pub const IOCTL_TOASTER_BUS_EJECT: IoControlCode = code(0x802);

/// What tells a toaster from others.
pub type Serial = u32;

const fn code(function: u16) -> IoControlCode {
    IoControlCode::new(
        device_type::BUS_EXTENDER,
        function,
        Method::Buffered,
        Access::Write,
    )
}
