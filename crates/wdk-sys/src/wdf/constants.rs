//! Constants and time helpers of the headers.

use core::ptr;

use super::{PWDF_OBJECT_ATTRIBUTES, WDFCONTEXT, WDFOBJECT};
use crate::{LONGLONG, PVOID, ULONG, ULONGLONG};

/// No attributes: the object gets the framework's defaults.
pub const WDF_NO_OBJECT_ATTRIBUTES: PWDF_OBJECT_ATTRIBUTES = ptr::null_mut();
/// No handle, of any type: `WDF_NO_HANDLE.cast()`.
pub const WDF_NO_HANDLE: WDFOBJECT = ptr::null_mut();
/// No context value for a callback.
pub const WDF_NO_CONTEXT: WDFCONTEXT = ptr::null_mut();
/// No callback, with the type that C gives it; a callback's type says `None`.
pub const WDF_NO_EVENT_CALLBACK: PVOID = ptr::null_mut();
/// No options, with the type that windows-drivers-rs gives it: `WDF_NO_SEND_OPTIONS.cast()`.
pub const WDF_NO_SEND_OPTIONS: PVOID = ptr::null_mut();
/// Bytes of a driver's name in its globals, the terminating zero included.
pub const WDF_DRIVER_GLOBALS_NAME_LEN: usize = 32;
/// A DMA enabler without a limit of its own for scatter/gather fragments.
pub const WDF_DMA_ENABLER_UNLIMITED_FRAGMENTS: ULONG = ULONG::MAX;
/// Puts a resource behind all others of its list.
pub const WDF_INSERT_AT_END: ULONG = ULONG::MAX;
/// Opens the device's subkey of a registry key.
pub const WDF_REGKEY_DEVICE_SUBKEY: ULONG = 0;
/// Opens the driver's subkey of a registry key.
pub const WDF_REGKEY_DRIVER_SUBKEY: ULONG = 0;

/// 100-nanosecond units in a second.
pub const WDF_TIMEOUT_TO_SEC: LONGLONG = 10_000_000;
/// 100-nanosecond units in a millisecond.
pub const WDF_TIMEOUT_TO_MS: LONGLONG = 10_000;
/// 100-nanosecond units in a microsecond.
pub const WDF_TIMEOUT_TO_US: LONGLONG = 10;

const fn units(time: ULONGLONG, unit: LONGLONG) -> LONGLONG {
    (time as LONGLONG).wrapping_mul(unit)
}

/// `time` seconds from now.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcore/nf-wdfcore-wdf_rel_timeout_in_sec>
#[must_use]
pub const fn WDF_REL_TIMEOUT_IN_SEC(time: ULONGLONG) -> LONGLONG {
    units(time, -WDF_TIMEOUT_TO_SEC)
}

/// `time` seconds after the system's epoch.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcore/nf-wdfcore-wdf_abs_timeout_in_sec>
#[must_use]
pub const fn WDF_ABS_TIMEOUT_IN_SEC(time: ULONGLONG) -> LONGLONG {
    units(time, WDF_TIMEOUT_TO_SEC)
}

/// `time` milliseconds from now.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcore/nf-wdfcore-wdf_rel_timeout_in_ms>
#[must_use]
pub const fn WDF_REL_TIMEOUT_IN_MS(time: ULONGLONG) -> LONGLONG {
    units(time, -WDF_TIMEOUT_TO_MS)
}

/// `time` milliseconds after the system's epoch.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcore/nf-wdfcore-wdf_abs_timeout_in_ms>
#[must_use]
pub const fn WDF_ABS_TIMEOUT_IN_MS(time: ULONGLONG) -> LONGLONG {
    units(time, WDF_TIMEOUT_TO_MS)
}

/// `time` microseconds from now.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcore/nf-wdfcore-wdf_rel_timeout_in_us>
#[must_use]
pub const fn WDF_REL_TIMEOUT_IN_US(time: ULONGLONG) -> LONGLONG {
    units(time, -WDF_TIMEOUT_TO_US)
}

/// `time` microseconds after the system's epoch.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcore/nf-wdfcore-wdf_abs_timeout_in_us>
#[must_use]
pub const fn WDF_ABS_TIMEOUT_IN_US(time: ULONGLONG) -> LONGLONG {
    units(time, WDF_TIMEOUT_TO_US)
}

/// `length` rounded down to a multiple of `align_to`, a power of two.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcore/nf-wdfcore-wdf_align_size_down>
#[must_use]
pub const fn WDF_ALIGN_SIZE_DOWN(length: usize, align_to: usize) -> usize {
    length & !align_to.wrapping_sub(1)
}

/// `length` rounded up to a multiple of `align_to`, a power of two.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcore/nf-wdfcore-wdf_align_size_up>
#[must_use]
pub const fn WDF_ALIGN_SIZE_UP(length: usize, align_to: usize) -> usize {
    WDF_ALIGN_SIZE_DOWN(length.wrapping_add(align_to).wrapping_sub(1), align_to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_timeouts_are_negative_hundreds_of_nanoseconds() {
        assert_eq!(WDF_REL_TIMEOUT_IN_SEC(10), -100_000_000);
        assert_eq!(WDF_REL_TIMEOUT_IN_MS(5), -50_000);
        assert_eq!(WDF_REL_TIMEOUT_IN_US(7), -70);
        assert_eq!(WDF_ABS_TIMEOUT_IN_MS(5), 50_000);
    }

    #[test]
    fn sizes_round_to_powers_of_two() {
        assert_eq!(WDF_ALIGN_SIZE_UP(17, 16), 32);
        assert_eq!(WDF_ALIGN_SIZE_UP(16, 16), 16);
        assert_eq!(WDF_ALIGN_SIZE_DOWN(31, 16), 16);
    }
}
