//! NT types that signatures of the framework need and that the NT part does not have yet. Whoever
//! adds the real one deletes the line here.

use core::ffi::c_void;

use crate::{PVOID, ULONG};

pub type DMA_COMPLETION_STATUS = i32;

pub type PPO_FX_COMPONENT = *mut c_void;
pub type PPO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK = *mut c_void;
pub type PPO_FX_COMPONENT_IDLE_CONDITION_CALLBACK = *mut c_void;
pub type PPO_FX_COMPONENT_IDLE_STATE_CALLBACK = *mut c_void;
pub type PPO_FX_POWER_CONTROL_CALLBACK = *mut c_void;
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
