//! `usb.h`: USB request blocks.

use crate::{
    layout::{bit_fields, layout},
    *,
};

/// Status of a USB request block.
pub type USBD_STATUS = LONG;
/// The USB stack's handle of a pipe.
pub type USBD_PIPE_HANDLE = PVOID;
/// The USB stack's handle of a configuration.
pub type USBD_CONFIGURATION_HANDLE = PVOID;
/// The USB stack's handle of an interface.
pub type USBD_INTERFACE_HANDLE = PVOID;
/// Pointer to a [`USBD_FUNCTION_HANDLE`].
pub type PUSBD_FUNCTION_HANDLE = *mut USBD_FUNCTION_HANDLE;

/// The versions of the USB stack and of the bus.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USBD_VERSION_INFORMATION {
    pub USBDI_Version: ULONG,
    pub Supported_USB_Version: ULONG,
}
/// A [`_USBD_VERSION_INFORMATION`].
pub type USBD_VERSION_INFORMATION = _USBD_VERSION_INFORMATION;
/// Pointer to a [`_USBD_VERSION_INFORMATION`].
pub type PUSBD_VERSION_INFORMATION = *mut _USBD_VERSION_INFORMATION;

/// The kinds of pipes.
pub mod _USBD_PIPE_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const UsbdPipeTypeControl: Type = 0;
    pub const UsbdPipeTypeIsochronous: Type = 1;
    pub const UsbdPipeTypeBulk: Type = 2;
    pub const UsbdPipeTypeInterrupt: Type = 3;
}
/// A value of [`_USBD_PIPE_TYPE`].
pub type USBD_PIPE_TYPE = _USBD_PIPE_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USBD_DEVICE_INFORMATION {
    pub OffsetNext: ULONG,
    pub UsbdDeviceHandle: PVOID,
    pub DeviceDescriptor: USB_DEVICE_DESCRIPTOR,
}
/// A [`_USBD_DEVICE_INFORMATION`].
pub type USBD_DEVICE_INFORMATION = _USBD_DEVICE_INFORMATION;
/// Pointer to a [`_USBD_DEVICE_INFORMATION`].
pub type PUSBD_DEVICE_INFORMATION = *mut _USBD_DEVICE_INFORMATION;

/// A pipe of a configured interface.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USBD_PIPE_INFORMATION {
    pub MaximumPacketSize: USHORT,
    pub EndpointAddress: UCHAR,
    pub Interval: UCHAR,
    pub PipeType: USBD_PIPE_TYPE,
    pub PipeHandle: USBD_PIPE_HANDLE,
    pub MaximumTransferSize: ULONG,
    pub PipeFlags: ULONG,
}
/// A [`_USBD_PIPE_INFORMATION`].
pub type USBD_PIPE_INFORMATION = _USBD_PIPE_INFORMATION;
/// Pointer to a [`_USBD_PIPE_INFORMATION`].
pub type PUSBD_PIPE_INFORMATION = *mut _USBD_PIPE_INFORMATION;

pub mod _USBD_ENDPOINT_OFFLOAD_MODE {
    /// The values are of this type.
    pub type Type = i32;
    pub const UsbdEndpointOffloadModeNotSupported: Type = 0;
    pub const UsbdEndpointOffloadSoftwareAssisted: Type = 1;
    pub const UsbdEndpointOffloadHardwareAssisted: Type = 2;
}
/// A value of [`_USBD_ENDPOINT_OFFLOAD_MODE`].
pub type USBD_ENDPOINT_OFFLOAD_MODE = _USBD_ENDPOINT_OFFLOAD_MODE::Type;

/// A configured interface.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USBD_INTERFACE_INFORMATION {
    pub Length: USHORT,
    pub InterfaceNumber: UCHAR,
    pub AlternateSetting: UCHAR,
    pub Class: UCHAR,
    pub SubClass: UCHAR,
    pub Protocol: UCHAR,
    pub Reserved: UCHAR,
    pub InterfaceHandle: USBD_INTERFACE_HANDLE,
    pub NumberOfPipes: ULONG,
    pub Pipes: [USBD_PIPE_INFORMATION; 1],
}
/// A [`_USBD_INTERFACE_INFORMATION`].
pub type USBD_INTERFACE_INFORMATION = _USBD_INTERFACE_INFORMATION;
/// Pointer to a [`_USBD_INTERFACE_INFORMATION`].
pub type PUSBD_INTERFACE_INFORMATION = *mut _USBD_INTERFACE_INFORMATION;

/// Room for the host controller's driver.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_HCD_AREA {
    pub Reserved8: [PVOID; 8],
}

/// What every request block begins with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_HEADER {
    pub Length: USHORT,
    pub Function: USHORT,
    pub Status: USBD_STATUS,
    pub UsbdDeviceHandle: PVOID,
    pub UsbdFlags: ULONG,
}

/// Selects an alternate setting.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_SELECT_INTERFACE {
    pub Hdr: _URB_HEADER,
    pub ConfigurationHandle: USBD_CONFIGURATION_HANDLE,
    pub Interface: USBD_INTERFACE_INFORMATION,
}

/// Selects a configuration.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_SELECT_CONFIGURATION {
    pub Hdr: _URB_HEADER,
    pub ConfigurationDescriptor: PUSB_CONFIGURATION_DESCRIPTOR,
    pub ConfigurationHandle: USBD_CONFIGURATION_HANDLE,
    pub Interface: USBD_INTERFACE_INFORMATION,
}

/// A request to a pipe.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_PIPE_REQUEST {
    pub Hdr: _URB_HEADER,
    pub PipeHandle: USBD_PIPE_HANDLE,
    pub Reserved: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_FRAME_LENGTH_CONTROL {
    pub Hdr: _URB_HEADER,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_GET_FRAME_LENGTH {
    pub Hdr: _URB_HEADER,
    pub FrameLength: ULONG,
    pub FrameNumber: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_SET_FRAME_LENGTH {
    pub Hdr: _URB_HEADER,
    pub FrameLengthDelta: LONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_GET_CURRENT_FRAME_NUMBER {
    pub Hdr: _URB_HEADER,
    pub FrameNumber: ULONG,
}

/// Reads or writes a descriptor.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_CONTROL_DESCRIPTOR_REQUEST {
    pub Hdr: _URB_HEADER,
    pub Reserved: PVOID,
    pub Reserved0: ULONG,
    pub TransferBufferLength: ULONG,
    pub TransferBuffer: PVOID,
    pub TransferBufferMDL: PMDL,
    pub UrbLink: *mut _URB,
    pub hca: _URB_HCD_AREA,
    pub Reserved1: USHORT,
    pub Index: UCHAR,
    pub DescriptorType: UCHAR,
    pub LanguageId: USHORT,
    pub Reserved2: USHORT,
}

/// Reads a status.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_CONTROL_GET_STATUS_REQUEST {
    pub Hdr: _URB_HEADER,
    pub Reserved: PVOID,
    pub Reserved0: ULONG,
    pub TransferBufferLength: ULONG,
    pub TransferBuffer: PVOID,
    pub TransferBufferMDL: PMDL,
    pub UrbLink: *mut _URB,
    pub hca: _URB_HCD_AREA,
    pub Reserved1: [UCHAR; 4],
    pub Index: USHORT,
    pub Reserved2: USHORT,
}

/// Sets or clears a feature.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_CONTROL_FEATURE_REQUEST {
    pub Hdr: _URB_HEADER,
    pub Reserved: PVOID,
    pub Reserved2: ULONG,
    pub Reserved3: ULONG,
    pub Reserved4: PVOID,
    pub Reserved5: PMDL,
    pub UrbLink: *mut _URB,
    pub hca: _URB_HCD_AREA,
    pub Reserved0: USHORT,
    pub FeatureSelector: USHORT,
    pub Index: USHORT,
    pub Reserved1: USHORT,
}

/// A request of the vendor or of the class.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_CONTROL_VENDOR_OR_CLASS_REQUEST {
    pub Hdr: _URB_HEADER,
    pub Reserved: PVOID,
    pub TransferFlags: ULONG,
    pub TransferBufferLength: ULONG,
    pub TransferBuffer: PVOID,
    pub TransferBufferMDL: PMDL,
    pub UrbLink: *mut _URB,
    pub hca: _URB_HCD_AREA,
    pub RequestTypeReservedBits: UCHAR,
    pub Request: UCHAR,
    pub Value: USHORT,
    pub Index: USHORT,
    pub Reserved1: USHORT,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_CONTROL_GET_INTERFACE_REQUEST {
    pub Hdr: _URB_HEADER,
    pub Reserved: PVOID,
    pub Reserved0: ULONG,
    pub TransferBufferLength: ULONG,
    pub TransferBuffer: PVOID,
    pub TransferBufferMDL: PMDL,
    pub UrbLink: *mut _URB,
    pub hca: _URB_HCD_AREA,
    pub Reserved1: [UCHAR; 4],
    pub Interface: USHORT,
    pub Reserved2: USHORT,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_CONTROL_GET_CONFIGURATION_REQUEST {
    pub Hdr: _URB_HEADER,
    pub Reserved: PVOID,
    pub Reserved0: ULONG,
    pub TransferBufferLength: ULONG,
    pub TransferBuffer: PVOID,
    pub TransferBufferMDL: PMDL,
    pub UrbLink: *mut _URB,
    pub hca: _URB_HCD_AREA,
    pub Reserved1: [UCHAR; 8],
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_OS_FEATURE_DESCRIPTOR_REQUEST {
    pub Hdr: _URB_HEADER,
    pub Reserved: PVOID,
    pub Reserved0: ULONG,
    pub TransferBufferLength: ULONG,
    pub TransferBuffer: PVOID,
    pub TransferBufferMDL: PMDL,
    pub UrbLink: *mut _URB,
    pub hca: _URB_HCD_AREA,
    pub BitFields: UCHAR,
    pub Reserved2: UCHAR,
    pub InterfaceNumber: UCHAR,
    pub MS_PageIndex: UCHAR,
    pub MS_FeatureDescriptorIndex: USHORT,
    pub Reserved3: USHORT,
}

/// A control transfer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_CONTROL_TRANSFER {
    pub Hdr: _URB_HEADER,
    pub PipeHandle: USBD_PIPE_HANDLE,
    pub TransferFlags: ULONG,
    pub TransferBufferLength: ULONG,
    pub TransferBuffer: PVOID,
    pub TransferBufferMDL: PMDL,
    pub UrbLink: *mut _URB,
    pub hca: _URB_HCD_AREA,
    pub SetupPacket: [UCHAR; 8],
}

/// A control transfer with a time-out.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_CONTROL_TRANSFER_EX {
    pub Hdr: _URB_HEADER,
    pub PipeHandle: USBD_PIPE_HANDLE,
    pub TransferFlags: ULONG,
    pub TransferBufferLength: ULONG,
    pub TransferBuffer: PVOID,
    pub TransferBufferMDL: PMDL,
    pub Timeout: ULONG,
    pub hca: _URB_HCD_AREA,
    pub SetupPacket: [UCHAR; 8],
}

/// A bulk or an interrupt transfer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_BULK_OR_INTERRUPT_TRANSFER {
    pub Hdr: _URB_HEADER,
    pub PipeHandle: USBD_PIPE_HANDLE,
    pub TransferFlags: ULONG,
    pub TransferBufferLength: ULONG,
    pub TransferBuffer: PVOID,
    pub TransferBufferMDL: PMDL,
    pub UrbLink: *mut _URB,
    pub hca: _URB_HCD_AREA,
}

/// A packet of an isochronous transfer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USBD_ISO_PACKET_DESCRIPTOR {
    pub Offset: ULONG,
    pub Length: ULONG,
    pub Status: USBD_STATUS,
}
/// A [`_USBD_ISO_PACKET_DESCRIPTOR`].
pub type USBD_ISO_PACKET_DESCRIPTOR = _USBD_ISO_PACKET_DESCRIPTOR;
/// Pointer to a [`_USBD_ISO_PACKET_DESCRIPTOR`].
pub type PUSBD_ISO_PACKET_DESCRIPTOR = *mut _USBD_ISO_PACKET_DESCRIPTOR;

/// An isochronous transfer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_ISOCH_TRANSFER {
    pub Hdr: _URB_HEADER,
    pub PipeHandle: USBD_PIPE_HANDLE,
    pub TransferFlags: ULONG,
    pub TransferBufferLength: ULONG,
    pub TransferBuffer: PVOID,
    pub TransferBufferMDL: PMDL,
    pub UrbLink: *mut _URB,
    pub hca: _URB_HCD_AREA,
    pub StartFrame: ULONG,
    pub NumberOfPackets: ULONG,
    pub ErrorCount: ULONG,
    pub IsoPacket: [USBD_ISO_PACKET_DESCRIPTOR; 1],
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USBD_STREAM_INFORMATION {
    pub PipeHandle: USBD_PIPE_HANDLE,
    pub StreamID: ULONG,
    pub MaximumTransferSize: ULONG,
    pub PipeFlags: ULONG,
}
/// A [`_USBD_STREAM_INFORMATION`].
pub type USBD_STREAM_INFORMATION = _USBD_STREAM_INFORMATION;
/// Pointer to a [`_USBD_STREAM_INFORMATION`].
pub type PUSBD_STREAM_INFORMATION = *mut _USBD_STREAM_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_OPEN_STATIC_STREAMS {
    pub Hdr: _URB_HEADER,
    pub PipeHandle: USBD_PIPE_HANDLE,
    pub NumberOfStreams: ULONG,
    pub StreamInfoVersion: USHORT,
    pub StreamInfoSize: USHORT,
    pub Streams: PUSBD_STREAM_INFORMATION,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB_GET_ISOCH_PIPE_TRANSFER_PATH_DELAYS {
    pub Hdr: _URB_HEADER,
    pub PipeHandle: USBD_PIPE_HANDLE,
    pub MaximumSendPathDelayInMilliSeconds: ULONG,
    pub MaximumCompletionPathDelayInMilliSeconds: ULONG,
}

/// A request block.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _URB {
    pub Anonymous: _URB_Anonymous,
}
/// A [`_URB`].
pub type URB = _URB;
/// Pointer to a [`_URB`].
pub type PURB = *mut _URB;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _URB_Anonymous {
    pub UrbHeader: _URB_HEADER,
    pub UrbSelectInterface: _URB_SELECT_INTERFACE,
    pub UrbSelectConfiguration: _URB_SELECT_CONFIGURATION,
    pub UrbPipeRequest: _URB_PIPE_REQUEST,
    pub UrbFrameLengthControl: _URB_FRAME_LENGTH_CONTROL,
    pub UrbGetFrameLength: _URB_GET_FRAME_LENGTH,
    pub UrbSetFrameLength: _URB_SET_FRAME_LENGTH,
    pub UrbGetCurrentFrameNumber: _URB_GET_CURRENT_FRAME_NUMBER,
    pub UrbControlTransfer: _URB_CONTROL_TRANSFER,
    pub UrbControlTransferEx: _URB_CONTROL_TRANSFER_EX,
    pub UrbBulkOrInterruptTransfer: _URB_BULK_OR_INTERRUPT_TRANSFER,
    pub UrbIsochronousTransfer: _URB_ISOCH_TRANSFER,
    pub UrbControlDescriptorRequest: _URB_CONTROL_DESCRIPTOR_REQUEST,
    pub UrbControlGetStatusRequest: _URB_CONTROL_GET_STATUS_REQUEST,
    pub UrbControlFeatureRequest: _URB_CONTROL_FEATURE_REQUEST,
    pub UrbControlVendorClassRequest: _URB_CONTROL_VENDOR_OR_CLASS_REQUEST,
    pub UrbControlGetInterfaceRequest: _URB_CONTROL_GET_INTERFACE_REQUEST,
    pub UrbControlGetConfigurationRequest: _URB_CONTROL_GET_CONFIGURATION_REQUEST,
    pub UrbOSFeatureDescriptorRequest: _URB_OS_FEATURE_DESCRIPTOR_REQUEST,
    pub UrbOpenStaticStreams: _URB_OPEN_STATIC_STREAMS,
    pub UrbGetIsochPipeTransferPathDelays: _URB_GET_ISOCH_PIPE_TRANSFER_PATH_DELAYS,
}

/// An interface that a configuration shall have.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USBD_INTERFACE_LIST_ENTRY {
    pub InterfaceDescriptor: PUSB_INTERFACE_DESCRIPTOR,
    pub Interface: PUSBD_INTERFACE_INFORMATION,
}
/// A [`_USBD_INTERFACE_LIST_ENTRY`].
pub type USBD_INTERFACE_LIST_ENTRY = _USBD_INTERFACE_LIST_ENTRY;
/// Pointer to a [`_USBD_INTERFACE_LIST_ENTRY`].
pub type PUSBD_INTERFACE_LIST_ENTRY = *mut _USBD_INTERFACE_LIST_ENTRY;

/// A client driver's handle of the USB stack.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct USBD_HANDLE__ {
    pub unused: i32,
}
/// Pointer to a [`USBD_HANDLE__`].
pub type USBD_HANDLE = *mut USBD_HANDLE__;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct USBDI_HANDLE__ {
    pub unused: i32,
}
/// Pointer to a [`USBDI_HANDLE__`].
pub type USBDI_HANDLE = *mut USBDI_HANDLE__;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct USBD_FUNCTION_HANDLE__ {
    pub unused: i32,
}
/// Pointer to a [`USBD_FUNCTION_HANDLE__`].
pub type USBD_FUNCTION_HANDLE = *mut USBD_FUNCTION_HANDLE__;

layout! {
    _USBD_VERSION_INFORMATION: 8, 4 { USBDI_Version: 0, Supported_USB_Version: 4 }
    _USBD_DEVICE_INFORMATION: 40, 8 { OffsetNext: 0, UsbdDeviceHandle: 8, DeviceDescriptor: 16 }
    _USBD_PIPE_INFORMATION: 24, 8 {
        MaximumPacketSize: 0, EndpointAddress: 2, Interval: 3, PipeType: 4, PipeHandle: 8,
        MaximumTransferSize: 16, PipeFlags: 20
    }
    _USBD_INTERFACE_INFORMATION: 48, 8 {
        Length: 0, InterfaceNumber: 2, AlternateSetting: 3, Class: 4, SubClass: 5, Protocol:
        6, Reserved: 7, InterfaceHandle: 8, NumberOfPipes: 16, Pipes: 24
    }
    _URB_HCD_AREA: 64, 8 { Reserved8: 0 }
    _URB_HEADER: 24, 8 { Length: 0, Function: 2, Status: 4, UsbdDeviceHandle: 8, UsbdFlags: 16 }
    _URB_SELECT_INTERFACE: 80, 8 { Hdr: 0, ConfigurationHandle: 24, Interface: 32 }
    _URB_SELECT_CONFIGURATION: 88, 8 {
        Hdr: 0, ConfigurationDescriptor: 24, ConfigurationHandle: 32, Interface: 40
    }
    _URB_PIPE_REQUEST: 40, 8 { Hdr: 0, PipeHandle: 24, Reserved: 32 }
    _URB_FRAME_LENGTH_CONTROL: 24, 8 { Hdr: 0 }
    _URB_GET_FRAME_LENGTH: 32, 8 { Hdr: 0, FrameLength: 24, FrameNumber: 28 }
    _URB_SET_FRAME_LENGTH: 32, 8 { Hdr: 0, FrameLengthDelta: 24 }
    _URB_GET_CURRENT_FRAME_NUMBER: 32, 8 { Hdr: 0, FrameNumber: 24 }
    _URB_CONTROL_DESCRIPTOR_REQUEST: 136, 8 {
        Hdr: 0, Reserved: 24, Reserved0: 32, TransferBufferLength: 36, TransferBuffer: 40,
        TransferBufferMDL: 48, UrbLink: 56, hca: 64, Reserved1: 128, Index: 130,
        DescriptorType: 131, LanguageId: 132, Reserved2: 134
    }
    _URB_CONTROL_GET_STATUS_REQUEST: 136, 8 {
        Hdr: 0, Reserved: 24, Reserved0: 32, TransferBufferLength: 36, TransferBuffer: 40,
        TransferBufferMDL: 48, UrbLink: 56, hca: 64, Reserved1: 128, Index: 132, Reserved2:
        134
    }
    _URB_CONTROL_FEATURE_REQUEST: 136, 8 {
        Hdr: 0, Reserved: 24, Reserved2: 32, Reserved3: 36, Reserved4: 40, Reserved5: 48,
        UrbLink: 56, hca: 64, Reserved0: 128, FeatureSelector: 130, Index: 132, Reserved1:
        134
    }
    _URB_CONTROL_VENDOR_OR_CLASS_REQUEST: 136, 8 {
        Hdr: 0, Reserved: 24, TransferFlags: 32, TransferBufferLength: 36, TransferBuffer:
        40, TransferBufferMDL: 48, UrbLink: 56, hca: 64, RequestTypeReservedBits: 128,
        Request: 129, Value: 130, Index: 132, Reserved1: 134
    }
    _URB_CONTROL_GET_INTERFACE_REQUEST: 136, 8 {
        Hdr: 0, Reserved: 24, Reserved0: 32, TransferBufferLength: 36, TransferBuffer: 40,
        TransferBufferMDL: 48, UrbLink: 56, hca: 64, Reserved1: 128, Interface: 132,
        Reserved2: 134
    }
    _URB_CONTROL_GET_CONFIGURATION_REQUEST: 136, 8 {
        Hdr: 0, Reserved: 24, Reserved0: 32, TransferBufferLength: 36, TransferBuffer: 40,
        TransferBufferMDL: 48, UrbLink: 56, hca: 64, Reserved1: 128
    }
    _URB_OS_FEATURE_DESCRIPTOR_REQUEST: 136, 8 {
        Hdr: 0, Reserved: 24, Reserved0: 32, TransferBufferLength: 36, TransferBuffer: 40,
        TransferBufferMDL: 48, UrbLink: 56, hca: 64, BitFields: 128, Reserved2: 129,
        InterfaceNumber: 130, MS_PageIndex: 131, MS_FeatureDescriptorIndex: 132, Reserved3:
        134
    }
    _URB_CONTROL_TRANSFER: 136, 8 {
        Hdr: 0, PipeHandle: 24, TransferFlags: 32, TransferBufferLength: 36, TransferBuffer:
        40, TransferBufferMDL: 48, UrbLink: 56, hca: 64, SetupPacket: 128
    }
    _URB_CONTROL_TRANSFER_EX: 136, 8 {
        Hdr: 0, PipeHandle: 24, TransferFlags: 32, TransferBufferLength: 36, TransferBuffer:
        40, TransferBufferMDL: 48, Timeout: 56, hca: 64, SetupPacket: 128
    }
    _URB_BULK_OR_INTERRUPT_TRANSFER: 128, 8 {
        Hdr: 0, PipeHandle: 24, TransferFlags: 32, TransferBufferLength: 36, TransferBuffer:
        40, TransferBufferMDL: 48, UrbLink: 56, hca: 64
    }
    _USBD_ISO_PACKET_DESCRIPTOR: 12, 4 { Offset: 0, Length: 4, Status: 8 }
    _URB_ISOCH_TRANSFER: 152, 8 {
        Hdr: 0, PipeHandle: 24, TransferFlags: 32, TransferBufferLength: 36, TransferBuffer:
        40, TransferBufferMDL: 48, UrbLink: 56, hca: 64, StartFrame: 128, NumberOfPackets:
        132, ErrorCount: 136, IsoPacket: 140
    }
    _USBD_STREAM_INFORMATION: 24, 8 {
        PipeHandle: 0, StreamID: 8, MaximumTransferSize: 12, PipeFlags: 16
    }
    _URB_OPEN_STATIC_STREAMS: 48, 8 {
        Hdr: 0, PipeHandle: 24, NumberOfStreams: 32, StreamInfoVersion: 36, StreamInfoSize:
        38, Streams: 40
    }
    _URB_GET_ISOCH_PIPE_TRANSFER_PATH_DELAYS: 40, 8 {
        Hdr: 0, PipeHandle: 24, MaximumSendPathDelayInMilliSeconds: 32,
        MaximumCompletionPathDelayInMilliSeconds: 36
    }
    _URB_Anonymous: 152, 8 {
        UrbHeader: 0, UrbSelectInterface: 0, UrbSelectConfiguration: 0, UrbPipeRequest: 0,
        UrbFrameLengthControl: 0, UrbGetFrameLength: 0, UrbSetFrameLength: 0,
        UrbGetCurrentFrameNumber: 0, UrbControlTransfer: 0, UrbControlTransferEx: 0,
        UrbBulkOrInterruptTransfer: 0, UrbIsochronousTransfer: 0,
        UrbControlDescriptorRequest: 0, UrbControlGetStatusRequest: 0,
        UrbControlFeatureRequest: 0, UrbControlVendorClassRequest: 0,
        UrbControlGetInterfaceRequest: 0, UrbControlGetConfigurationRequest: 0,
        UrbOSFeatureDescriptorRequest: 0, UrbOpenStaticStreams: 0,
        UrbGetIsochPipeTransferPathDelays: 0
    }
    _URB: 152, 8 { Anonymous: 0 }
    _USBD_INTERFACE_LIST_ENTRY: 16, 8 { InterfaceDescriptor: 0, Interface: 8 }
    USBD_HANDLE__: 4, 4 { unused: 0 }
    USBDI_HANDLE__: 4, 4 { unused: 0 }
    USBD_FUNCTION_HANDLE__: 4, 4 { unused: 0 }
}

bit_fields! {
    _URB_OS_FEATURE_DESCRIPTOR_REQUEST.BitFields: UCHAR {
        Recipient set_Recipient: 0, 5;
    }
}
