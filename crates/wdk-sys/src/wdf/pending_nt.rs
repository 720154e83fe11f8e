//! NT types that signatures of the framework need and that the NT part does not have yet. Whoever
//! adds the real one deletes the line here.

use core::ffi::c_void;

use crate::{PVOID, ULONG};

pub type PURB = *mut c_void;
pub type USBD_STATUS = i32;
pub type USBD_PIPE_HANDLE = PVOID;
pub type USBD_CONFIGURATION_HANDLE = PVOID;
pub type PUSB_DEVICE_DESCRIPTOR = *mut c_void;
pub type PUSB_CONFIGURATION_DESCRIPTOR = *mut c_void;
pub type PUSB_INTERFACE_DESCRIPTOR = *mut c_void;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct USBD_VERSION_INFORMATION {
    pub USBDI_Version: ULONG,
    pub Supported_USB_Version: ULONG,
}
