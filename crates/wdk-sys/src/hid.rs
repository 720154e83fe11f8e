//! `hidclass.h`, `hidport.h`, `vhf.h`: HID minidrivers, their requests, and virtual devices.

use crate::{
    _INTERFACE, BOOLEAN, GUID, NTSTATUS, PDEVICE_OBJECT, PDRIVER_OBJECT, PUCHAR, PUNICODE_STRING,
    PVOID, PWSTR, UCHAR, ULONG, USHORT, imports, layout::layout, wdm::guids::guid,
};

/// A virtual HID device.
pub type VHFHANDLE = PVOID;
/// An operation of a virtual HID device.
pub type VHFOPERATIONHANDLE = PVOID;

/// A report that is transferred.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _HID_XFER_PACKET {
    pub reportBuffer: PUCHAR,
    pub reportBufferLen: ULONG,
    pub reportId: UCHAR,
}
/// A [`_HID_XFER_PACKET`].
pub type HID_XFER_PACKET = _HID_XFER_PACKET;
/// Pointer to a [`_HID_XFER_PACKET`].
pub type PHID_XFER_PACKET = *mut _HID_XFER_PACKET;

pub mod _DeviceObjectState {
    /// The values are of this type.
    pub type Type = i32;
    pub const DeviceObjectStarted: Type = 0;
    pub const DeviceObjectStopped: Type = 1;
    pub const DeviceObjectRemoved: Type = 2;
}
/// A value of [`_DeviceObjectState`].
pub type DeviceObjectState = _DeviceObjectState::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _HID_INTERFACE_NOTIFY_PNP {
    pub Anonymous: _INTERFACE,
    pub StatusChangeFn: PHID_STATUS_CHANGE,
    pub CallbackContext: PVOID,
}
/// A [`_HID_INTERFACE_NOTIFY_PNP`].
pub type HID_INTERFACE_NOTIFY_PNP = _HID_INTERFACE_NOTIFY_PNP;
/// Pointer to a [`_HID_INTERFACE_NOTIFY_PNP`].
pub type PHID_INTERFACE_NOTIFY_PNP = *mut _HID_INTERFACE_NOTIFY_PNP;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _HID_COLLECTION_INFORMATION {
    pub DescriptorSize: ULONG,
    pub Polled: BOOLEAN,
    pub Reserved1: [UCHAR; 1],
    pub VendorID: USHORT,
    pub ProductID: USHORT,
    pub VersionNumber: USHORT,
}
/// A [`_HID_COLLECTION_INFORMATION`].
pub type HID_COLLECTION_INFORMATION = _HID_COLLECTION_INFORMATION;
/// Pointer to a [`_HID_COLLECTION_INFORMATION`].
pub type PHID_COLLECTION_INFORMATION = *mut _HID_COLLECTION_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _HID_DRIVER_CONFIG {
    pub Size: ULONG,
    pub RingBufferSize: ULONG,
}
/// A [`_HID_DRIVER_CONFIG`].
pub type HID_DRIVER_CONFIG = _HID_DRIVER_CONFIG;
/// Pointer to a [`_HID_DRIVER_CONFIG`].
pub type PHID_DRIVER_CONFIG = *mut _HID_DRIVER_CONFIG;

/// What a HID minidriver registers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _HID_MINIDRIVER_REGISTRATION {
    pub Revision: ULONG,
    pub DriverObject: PDRIVER_OBJECT,
    pub RegistryPath: PUNICODE_STRING,
    pub DeviceExtensionSize: ULONG,
    pub DevicesArePolled: BOOLEAN,
    pub Reserved: [UCHAR; 3],
}
/// A [`_HID_MINIDRIVER_REGISTRATION`].
pub type HID_MINIDRIVER_REGISTRATION = _HID_MINIDRIVER_REGISTRATION;
/// Pointer to a [`_HID_MINIDRIVER_REGISTRATION`].
pub type PHID_MINIDRIVER_REGISTRATION = *mut _HID_MINIDRIVER_REGISTRATION;

/// The HID class driver's device extension.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _HID_DEVICE_EXTENSION {
    pub PhysicalDeviceObject: PDEVICE_OBJECT,
    pub NextDeviceObject: PDEVICE_OBJECT,
    pub MiniDeviceExtension: PVOID,
}
/// A [`_HID_DEVICE_EXTENSION`].
pub type HID_DEVICE_EXTENSION = _HID_DEVICE_EXTENSION;
/// Pointer to a [`_HID_DEVICE_EXTENSION`].
pub type PHID_DEVICE_EXTENSION = *mut _HID_DEVICE_EXTENSION;

/// Vendor, product and version of a HID device.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _HID_DEVICE_ATTRIBUTES {
    pub Size: ULONG,
    pub VendorID: USHORT,
    pub ProductID: USHORT,
    pub VersionNumber: USHORT,
    pub Reserved: [USHORT; 11],
}
/// A [`_HID_DEVICE_ATTRIBUTES`].
pub type HID_DEVICE_ATTRIBUTES = _HID_DEVICE_ATTRIBUTES;
/// Pointer to a [`_HID_DEVICE_ATTRIBUTES`].
pub type PHID_DEVICE_ATTRIBUTES = *mut _HID_DEVICE_ATTRIBUTES;

/// A HID descriptor.
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _HID_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bcdHID: USHORT,
    pub bCountry: UCHAR,
    pub bNumDescriptors: UCHAR,
    pub DescriptorList: [_HID_DESCRIPTOR_DescriptorList; 1],
}
/// A [`_HID_DESCRIPTOR`].
pub type HID_DESCRIPTOR = _HID_DESCRIPTOR;
/// Pointer to a [`_HID_DESCRIPTOR`].
pub type PHID_DESCRIPTOR = *mut _HID_DESCRIPTOR;
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _HID_DESCRIPTOR_DescriptorList {
    pub bReportType: UCHAR,
    pub wReportLength: USHORT,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _HID_SUBMIT_IDLE_NOTIFICATION_CALLBACK_INFO {
    pub IdleCallback: HID_SEND_IDLE_CALLBACK,
    pub IdleContext: PVOID,
}
/// A [`_HID_SUBMIT_IDLE_NOTIFICATION_CALLBACK_INFO`].
pub type HID_SUBMIT_IDLE_NOTIFICATION_CALLBACK_INFO = _HID_SUBMIT_IDLE_NOTIFICATION_CALLBACK_INFO;
/// Pointer to a [`_HID_SUBMIT_IDLE_NOTIFICATION_CALLBACK_INFO`].
pub type PHID_SUBMIT_IDLE_NOTIFICATION_CALLBACK_INFO =
    *mut _HID_SUBMIT_IDLE_NOTIFICATION_CALLBACK_INFO;

/// What a virtual HID device is created with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _VHF_CONFIG {
    pub Size: ULONG,
    pub VhfClientContext: PVOID,
    pub OperationContextSize: ULONG,
    pub DeviceObject: PDEVICE_OBJECT,
    pub VendorID: USHORT,
    pub ProductID: USHORT,
    pub VersionNumber: USHORT,
    pub ContainerID: GUID,
    pub InstanceIDLength: USHORT,
    pub InstanceID: PWSTR,
    pub ReportDescriptorLength: USHORT,
    pub ReportDescriptor: PUCHAR,
    pub EvtVhfReadyForNextReadReport: PEVT_VHF_READY_FOR_NEXT_READ_REPORT,
    pub EvtVhfAsyncOperationGetFeature: PEVT_VHF_ASYNC_OPERATION,
    pub EvtVhfAsyncOperationSetFeature: PEVT_VHF_ASYNC_OPERATION,
    pub EvtVhfAsyncOperationWriteReport: PEVT_VHF_ASYNC_OPERATION,
    pub EvtVhfAsyncOperationGetInputReport: PEVT_VHF_ASYNC_OPERATION,
    pub EvtVhfCleanup: PEVT_VHF_CLEANUP,
    pub HardwareIDsLength: USHORT,
    pub HardwareIDs: PWSTR,
}
/// A [`_VHF_CONFIG`].
pub type VHF_CONFIG = _VHF_CONFIG;
/// Pointer to a [`_VHF_CONFIG`].
pub type PVHF_CONFIG = *mut _VHF_CONFIG;

/// A [`EVT_VHF_READY_FOR_NEXT_READ_REPORT`].
pub type PEVT_VHF_READY_FOR_NEXT_READ_REPORT = EVT_VHF_READY_FOR_NEXT_READ_REPORT;
/// A [`EVT_VHF_CLEANUP`].
pub type PEVT_VHF_CLEANUP = EVT_VHF_CLEANUP;
/// A [`EVT_VHF_ASYNC_OPERATION`].
pub type PEVT_VHF_ASYNC_OPERATION = EVT_VHF_ASYNC_OPERATION;
crate::fn_types! {
    pub type PHID_STATUS_CHANGE = fn(Context: PVOID, State: DeviceObjectState);
    pub type HID_SEND_IDLE_CALLBACK = fn(Context: PVOID);
    pub type EVT_VHF_READY_FOR_NEXT_READ_REPORT = fn(VhfClientContext: PVOID);
    pub type EVT_VHF_CLEANUP = fn(VhfClientContext: PVOID);
    pub type EVT_VHF_ASYNC_OPERATION = fn(
        VhfClientContext: PVOID,
        VhfOperationHandle: VHFOPERATIONHANDLE,
        VhfOperationContext: PVOID,
        HidTransferPacket: PHID_XFER_PACKET,
    );
}

layout! {
    _HID_XFER_PACKET: 16, 8 { reportBuffer: 0, reportBufferLen: 8, reportId: 12 }
    _HID_INTERFACE_NOTIFY_PNP: 48, 8 { Anonymous: 0, StatusChangeFn: 32, CallbackContext: 40 }
    _HID_COLLECTION_INFORMATION: 12, 4 {
        DescriptorSize: 0, Polled: 4, Reserved1: 5, VendorID: 6, ProductID: 8,
        VersionNumber: 10
    }
    _HID_DRIVER_CONFIG: 8, 4 { Size: 0, RingBufferSize: 4 }
    _HID_MINIDRIVER_REGISTRATION: 32, 8 {
        Revision: 0, DriverObject: 8, RegistryPath: 16, DeviceExtensionSize: 24,
        DevicesArePolled: 28, Reserved: 29
    }
    _HID_DEVICE_EXTENSION: 24, 8 {
        PhysicalDeviceObject: 0, NextDeviceObject: 8, MiniDeviceExtension: 16
    }
    _HID_DEVICE_ATTRIBUTES: 32, 4 {
        Size: 0, VendorID: 4, ProductID: 6, VersionNumber: 8, Reserved: 10
    }
    _HID_DESCRIPTOR_DescriptorList: 3, 1 { bReportType: 0, wReportLength: 1 }
    _HID_DESCRIPTOR: 9, 1 {
        bLength: 0, bDescriptorType: 1, bcdHID: 2, bCountry: 4, bNumDescriptors: 5,
        DescriptorList: 6
    }
    _HID_SUBMIT_IDLE_NOTIFICATION_CALLBACK_INFO: 16, 8 { IdleCallback: 0, IdleContext: 8 }
    _VHF_CONFIG: 152, 8 {
        Size: 0, VhfClientContext: 8, OperationContextSize: 16, DeviceObject: 24, VendorID:
        32, ProductID: 34, VersionNumber: 36, ContainerID: 40, InstanceIDLength: 56,
        InstanceID: 64, ReportDescriptorLength: 72, ReportDescriptor: 80,
        EvtVhfReadyForNextReadReport: 88, EvtVhfAsyncOperationGetFeature: 96,
        EvtVhfAsyncOperationSetFeature: 104, EvtVhfAsyncOperationWriteReport: 112,
        EvtVhfAsyncOperationGetInputReport: 120, EvtVhfCleanup: 128, HardwareIDsLength: 136,
        HardwareIDs: 144
    }
}

imports! { "HIDCLASS.SYS";
    /// Registers a minidriver with the HID class driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/hidport/nf-hidport-hidregisterminidriver>
    pub fn HidRegisterMinidriver(MinidriverRegistration: PHID_MINIDRIVER_REGISTRATION) -> NTSTATUS;
    /// Says whether a HID device is present.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/hidport/nf-hidport-hidnotifypresence>
    pub fn HidNotifyPresence(DeviceObject: PDEVICE_OBJECT, IsPresent: BOOLEAN) -> NTSTATUS;
}

imports! { "vhf.sys";
    /// Creates a virtual HID device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/vhf/nf-vhf-vhfcreate>
    pub fn VhfCreate(VhfConfig: PVHF_CONFIG, VhfHandle: *mut VHFHANDLE) -> NTSTATUS;
    /// Starts a virtual HID device. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/vhf/nf-vhf-vhfstart>
    pub fn VhfStart(VhfHandle: VHFHANDLE) -> NTSTATUS;
    /// Deletes a virtual HID device. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/vhf/nf-vhf-vhfdelete>
    pub fn VhfDelete(VhfHandle: VHFHANDLE, Wait: BOOLEAN);
    /// Submits an input report. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/vhf/nf-vhf-vhfreadreportsubmit>
    pub fn VhfReadReportSubmit(
        VhfHandle: VHFHANDLE,
        HidTransferPacket: PHID_XFER_PACKET,
    ) -> NTSTATUS;
    /// Completes an operation of a virtual HID device. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/vhf/nf-vhf-vhfasyncoperationcomplete>
    pub fn VhfAsyncOperationComplete(
        VhfOperationHandle: VHFOPERATIONHANDLE,
        CompletionStatus: NTSTATUS,
    ) -> NTSTATUS;
}

pub const HID_REVISION: ULONG = 1;
pub const IOCTL_HID_GET_DRIVER_CONFIG: ULONG = 0x000B_0190;
pub const IOCTL_HID_SET_DRIVER_CONFIG: ULONG = 0x000B_0194;
pub const IOCTL_HID_GET_POLL_FREQUENCY_MSEC: ULONG = 0x000B_0198;
pub const IOCTL_HID_SET_POLL_FREQUENCY_MSEC: ULONG = 0x000B_019C;
pub const IOCTL_GET_NUM_DEVICE_INPUT_BUFFERS: ULONG = 0x000B_01A0;
pub const IOCTL_SET_NUM_DEVICE_INPUT_BUFFERS: ULONG = 0x000B_01A4;
pub const IOCTL_HID_GET_COLLECTION_INFORMATION: ULONG = 0x000B_01A8;
pub const IOCTL_HID_ENABLE_WAKE_ON_SX: ULONG = 0x000B_01AC;
pub const IOCTL_HID_SET_S0_IDLE_TIMEOUT: ULONG = 0x000B_01B0;
pub const IOCTL_HID_GET_COLLECTION_DESCRIPTOR: ULONG = 0x000B_0193;
pub const IOCTL_HID_FLUSH_QUEUE: ULONG = 0x000B_0197;
pub const IOCTL_HID_SET_FEATURE: ULONG = 0x000B_0191;
pub const IOCTL_HID_SET_OUTPUT_REPORT: ULONG = 0x000B_0195;
pub const IOCTL_HID_GET_FEATURE: ULONG = 0x000B_0192;
pub const IOCTL_GET_PHYSICAL_DESCRIPTOR: ULONG = 0x000B_019A;
pub const IOCTL_HID_GET_HARDWARE_ID: ULONG = 0x000B_019E;
pub const IOCTL_HID_GET_INPUT_REPORT: ULONG = 0x000B_01A2;
pub const IOCTL_HID_GET_OUTPUT_REPORT: ULONG = 0x000B_01A6;
pub const IOCTL_HID_GET_MANUFACTURER_STRING: ULONG = 0x000B_01BA;
pub const IOCTL_HID_GET_PRODUCT_STRING: ULONG = 0x000B_01BE;
pub const IOCTL_HID_GET_SERIALNUMBER_STRING: ULONG = 0x000B_01C2;
pub const IOCTL_HID_GET_INDEXED_STRING: ULONG = 0x000B_01E2;
pub const IOCTL_HID_GET_MS_GENRE_DESCRIPTOR: ULONG = 0x000B_01E6;
pub const IOCTL_HID_ENABLE_SECURE_READ: ULONG = 0x000B_020B;
pub const IOCTL_HID_DISABLE_SECURE_READ: ULONG = 0x000B_020F;
pub const IOCTL_HID_DEVICERESET_NOTIFICATION: ULONG = 0x000B_0233;
pub const IOCTL_HID_GET_DEVICE_DESCRIPTOR: ULONG = 0x000B_0003;
pub const IOCTL_HID_GET_REPORT_DESCRIPTOR: ULONG = 0x000B_0007;
pub const IOCTL_HID_READ_REPORT: ULONG = 0x000B_000B;
pub const IOCTL_HID_WRITE_REPORT: ULONG = 0x000B_000F;
pub const IOCTL_HID_GET_STRING: ULONG = 0x000B_0013;
pub const IOCTL_HID_ACTIVATE_DEVICE: ULONG = 0x000B_001F;
pub const IOCTL_HID_DEACTIVATE_DEVICE: ULONG = 0x000B_0023;
pub const IOCTL_HID_GET_DEVICE_ATTRIBUTES: ULONG = 0x000B_0027;
pub const IOCTL_HID_SEND_IDLE_NOTIFICATION_REQUEST: ULONG = 0x000B_002B;
pub const IOCTL_UMDF_HID_SET_FEATURE: ULONG = 0x000B_0053;
pub const IOCTL_UMDF_HID_GET_FEATURE: ULONG = 0x000B_0057;
pub const IOCTL_UMDF_HID_SET_OUTPUT_REPORT: ULONG = 0x000B_005B;
pub const IOCTL_UMDF_HID_GET_INPUT_REPORT: ULONG = 0x000B_005F;
pub const IOCTL_UMDF_GET_PHYSICAL_DESCRIPTOR: ULONG = 0x000B_0063;
pub const HID_HID_DESCRIPTOR_TYPE: ULONG = 0x21;
pub const HID_REPORT_DESCRIPTOR_TYPE: ULONG = 0x22;
pub const HID_PHYSICAL_DESCRIPTOR_TYPE: ULONG = 0x23;
pub const HID_STRING_ID_IMANUFACTURER: ULONG = 14;
pub const HID_STRING_ID_IPRODUCT: ULONG = 15;
pub const HID_STRING_ID_ISERIALNUMBER: ULONG = 16;
pub const GUID_DEVINTERFACE_HID: GUID = guid(
    0x4D1E55B2,
    0xF16F,
    0x11CF,
    [0x88, 0xCB, 0x00, 0x11, 0x11, 0x00, 0x00, 0x30],
);
pub const GUID_HID_INTERFACE_NOTIFY: GUID = guid(
    0x2C4E2E88,
    0x25E6,
    0x4C33,
    [0x88, 0x2F, 0x3D, 0x82, 0xE6, 0x07, 0x36, 0x81],
);
pub const GUID_HID_INTERFACE_HIDPARSE: GUID = guid(
    0xF5C315A5,
    0x69AC,
    0x4BC2,
    [0x92, 0x79, 0xD0, 0xB6, 0x45, 0x76, 0xF4, 0x4B],
);
