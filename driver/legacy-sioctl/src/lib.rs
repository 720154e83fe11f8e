//! Sample WDM driver as it is written in C: dispatch routines, a device extension, a cancel-safe
//! queue. `sioctl` is its port to KMDF, and `cargo wdk compare` holds the two against each other.
//!
//! As Microsoft's [sioctl sample](https://learn.microsoft.com/samples/microsoft/windows-driver-samples/sioctl/)
//! it has a named device with a symbolic link, and answers control codes that pass their buffers in
//! the four ways that there are. Besides, a write leaves a message, which a read takes; a read waits
//! for one.
//!
//! Values below the service's `Parameters` key:
//!
//! | value | meaning |
//! |---|---|
//! | `Longest` | the longest message in bytes, at most 256; 64 when it is not there |
//! | `Messages` | how many messages were written; the driver writes it |
//! | `Quirks` | bits of [`quirk`]: what earlier versions did, for programs that rely on it |
#![no_std]
#![expect(
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    reason = "a driver as it is written in C: every line touches the kernel's structures"
)]

mod device;
mod queue;
mod registry;

use wdk_panic as _;
use wdk_sys::{
    CTL_CODE, FILE_ANY_ACCESS, METHOD_BUFFERED, METHOD_IN_DIRECT, METHOD_NEITHER,
    METHOD_OUT_DIRECT, NTSTATUS, PCUNICODE_STRING, UNICODE_STRING, abi_fn, host_world,
    kernel_world,
};

/// What earlier versions did.
pub mod quirk {
    /// Control codes without buffers fail with `STATUS_BUFFER_TOO_SMALL`.
    pub const STATUS: u32 = 1;
    /// The reply to a control code has no zero at its end.
    pub const NO_ZERO: u32 = 2;
    /// A message is for the read that came last.
    pub const LAST_READ: u32 = 4;
    /// The device has another symbolic link besides.
    pub const SECOND_LINK: u32 = 8;
    /// The value is called `MessageCount`.
    pub const MESSAGE_COUNT: u32 = 16;
    /// A message may be one byte longer.
    pub const LONGER: u32 = 32;
}

/// `METHOD_IN_DIRECT`: leaves the second buffer as a message.
pub const IOCTL_SIOCTL_METHOD_IN_DIRECT: u32 =
    CTL_CODE(SIOCTL_TYPE, 0x900, METHOD_IN_DIRECT, FILE_ANY_ACCESS);
/// `METHOD_OUT_DIRECT`: gives the reply.
pub const IOCTL_SIOCTL_METHOD_OUT_DIRECT: u32 =
    CTL_CODE(SIOCTL_TYPE, 0x901, METHOD_OUT_DIRECT, FILE_ANY_ACCESS);
/// `METHOD_BUFFERED`: gives the reply.
pub const IOCTL_SIOCTL_METHOD_BUFFERED: u32 =
    CTL_CODE(SIOCTL_TYPE, 0x902, METHOD_BUFFERED, FILE_ANY_ACCESS);
/// `METHOD_NEITHER`: leaves the input as a message, and gives the reply.
pub const IOCTL_SIOCTL_METHOD_NEITHER: u32 =
    CTL_CODE(SIOCTL_TYPE, 0x903, METHOD_NEITHER, FILE_ANY_ACCESS);

/// The device type; those from 32768 on are not Microsoft's.
const SIOCTL_TYPE: u32 = 40_000;

kernel_world! {
    use wdk_sys::PDRIVER_OBJECT;

    abi_fn! {
        [#[unsafe(export_name = "DriverEntry")] unsafe]
        fn entry(driver: PDRIVER_OBJECT, registry_path: PCUNICODE_STRING) -> NTSTATUS {
            device::driver_entry(driver, registry_path)
        }
    }
}

host_world! {
    use wdk_sys::{PVOID, host};

    abi_fn! {
        [unsafe]
        fn entry(driver: PVOID, registry_path: PCUNICODE_STRING) -> NTSTATUS {
            device::driver_entry(driver.cast(), registry_path)
        }
    }

    /// This driver, for a simulated machine to load.
    pub static DRIVER: host::NativeDriver = host::NativeDriver {
        name: "legacy_sioctl",
        entry,
        imports: &[],
    };
}

/// A text as UTF-16 with a zero at the end.
const fn wide<const N: usize>(text: &str) -> [u16; N] {
    let bytes = text.as_bytes();
    assert!(text.is_ascii() && bytes.len() + 1 == N);
    let mut units = [0; N];
    let mut at = 0;
    while at < bytes.len() {
        units[at] = bytes[at] as u16;
        at += 1;
    }
    units
}

/// A constant `UNICODE_STRING`, as `RTL_CONSTANT_STRING`.
const fn constant_string(units: &'static [u16]) -> UNICODE_STRING {
    let bytes = size_of_val(units) as u16;
    UNICODE_STRING {
        Length: bytes - 2,
        MaximumLength: bytes,
        Buffer: units.as_ptr().cast_mut(),
    }
}
