//! NT types that signatures of the framework need and that the NT part does not have yet. Whoever
//! adds the real one deletes the line here.

use core::ffi::c_void;

use crate::{GUID, LONGLONG, PVOID, UCHAR, ULONG, ULONG_PTR, USHORT};

pub type PULONG = *mut ULONG;
pub type PUSHORT = *mut USHORT;
pub type PUCHAR = *mut UCHAR;
pub type PULONG_PTR = *mut ULONG_PTR;
pub type PLONGLONG = *mut LONGLONG;
pub type PCCH = *const i8;
pub type CCHAR = i8;
pub type LCID = ULONG;
pub type LPGUID = *mut GUID;
pub type LPCGUID = *const GUID;
pub type ACCESS_MASK = ULONG;
pub type KAFFINITY = ULONG_PTR;
pub type KPROCESSOR_MODE = i8;
pub type POHANDLE = PVOID;
pub type DEVICE_TYPE = ULONG;
pub type DEVPROPTYPE = ULONG;
pub type PDEVPROPTYPE = *mut ULONG;

pub type POOL_TYPE = i32;
pub type DEVICE_REGISTRY_PROPERTY = i32;
pub type INTERFACE_TYPE = i32;
pub type DEVICE_POWER_STATE = i32;
pub type SYSTEM_POWER_STATE = i32;
pub type POWER_ACTION = i32;
pub type DMA_WIDTH = i32;
pub type DMA_COMPLETION_STATUS = i32;
pub type KINTERRUPT_MODE = i32;
pub type DEVICE_RELATION_TYPE = i32;

pub type PDRIVER_OBJECT = *mut c_void;
pub type PDEVICE_OBJECT = *mut c_void;
pub type PFILE_OBJECT = *mut c_void;
pub type PIRP = *mut c_void;
pub type PMDL = *mut c_void;
pub type PIO_STACK_LOCATION = *mut c_void;
pub type PIO_SECURITY_CONTEXT = *mut c_void;
pub type PIO_RESOURCE_DESCRIPTOR = *mut c_void;
pub type PCM_PARTIAL_RESOURCE_DESCRIPTOR = *mut c_void;
pub type PINTERFACE = *mut c_void;
pub type PPNP_BUS_INFORMATION = *mut c_void;
pub type PKTHREAD = *mut c_void;
pub type PEPROCESS = *mut c_void;
pub type PKDPC = *mut c_void;
pub type PKINTERRUPT = *mut c_void;
pub type PDMA_ADAPTER = *mut c_void;
pub type PSCATTER_GATHER_LIST = *mut c_void;
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

pub type PHYSICAL_ADDRESS = LONGLONG;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IO_STATUS_BLOCK {
    pub Pointer: PVOID,
    pub Information: ULONG_PTR,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GROUP_AFFINITY {
    pub Mask: KAFFINITY,
    pub Group: USHORT,
    pub Reserved: [USHORT; 3],
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct DEVPROPKEY {
    pub fmtid: GUID,
    pub pid: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct USBD_VERSION_INFORMATION {
    pub USBDI_Version: ULONG,
    pub Supported_USB_Version: ULONG,
}
