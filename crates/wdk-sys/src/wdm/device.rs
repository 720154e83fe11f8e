//! `wdm.h`, `ntddk.h`, `ntifs.h`: driver, device and file objects, and I/O control codes.

use crate::ULONG;

pub use crate::generated::wdm::device::*;

/// An I/O control code: the device's type, the function, how buffers are passed, and which access
/// the handle must have.
///
/// ```
/// use wdk_sys::*;
/// assert_eq!(CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS), 0x22_2000);
/// ```
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/d4drvif/nf-d4drvif-ctl_code>
#[inline]
#[must_use]
pub const fn CTL_CODE(DeviceType: ULONG, Function: ULONG, Method: ULONG, Access: ULONG) -> ULONG {
    DeviceType << 16 | Access << 14 | Function << 2 | Method
}

/// The device's type in an I/O control code.
#[inline]
#[must_use]
pub const fn DEVICE_TYPE_FROM_CTL_CODE(ctrlCode: ULONG) -> ULONG {
    ctrlCode >> 16
}

/// How an I/O control code passes its buffers.
#[inline]
#[must_use]
pub const fn METHOD_FROM_CTL_CODE(ctrlCode: ULONG) -> ULONG {
    ctrlCode & 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_code_keeps_its_parts() {
        let code = CTL_CODE(
            FILE_DEVICE_KEYBOARD,
            0x9AB,
            METHOD_NEITHER,
            FILE_WRITE_ACCESS,
        );
        assert_eq!(code, 0x000B_A6AF);
        assert_eq!(DEVICE_TYPE_FROM_CTL_CODE(code), FILE_DEVICE_KEYBOARD);
        assert_eq!(METHOD_FROM_CTL_CODE(code), METHOD_NEITHER);
    }
}
