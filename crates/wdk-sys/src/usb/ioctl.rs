//! `usbioctl.h`, `usbiodef.h`: I/O control codes of hubs and ports.

use crate::{
    layout::{bit_fields, layout},
    wdm::guids::guid,
    *,
};

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_TOPOLOGY_ADDRESS {
    pub PciBusNumber: ULONG,
    pub PciDeviceNumber: ULONG,
    pub PciFunctionNumber: ULONG,
    pub Reserved: ULONG,
    pub RootHubPortNumber: USHORT,
    pub HubPortNumber: [USHORT; 5],
    pub Reserved2: USHORT,
}
/// A [`_USB_TOPOLOGY_ADDRESS`].
pub type USB_TOPOLOGY_ADDRESS = _USB_TOPOLOGY_ADDRESS;
/// Pointer to a [`_USB_TOPOLOGY_ADDRESS`].
pub type PUSB_TOPOLOGY_ADDRESS = *mut _USB_TOPOLOGY_ADDRESS;

pub mod _USB_HUB_NODE {
    /// The values are of this type.
    pub type Type = i32;
    pub const UsbHub: Type = 0;
    pub const UsbMIParent: Type = 1;
}
/// A value of [`_USB_HUB_NODE`].
pub type USB_HUB_NODE = _USB_HUB_NODE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_HUB_INFORMATION {
    pub HubDescriptor: USB_HUB_DESCRIPTOR,
    pub HubIsBusPowered: BOOLEAN,
}
/// A [`_USB_HUB_INFORMATION`].
pub type USB_HUB_INFORMATION = _USB_HUB_INFORMATION;
/// Pointer to a [`_USB_HUB_INFORMATION`].
pub type PUSB_HUB_INFORMATION = *mut _USB_HUB_INFORMATION;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_MI_PARENT_INFORMATION {
    pub NumberOfInterfaces: ULONG,
}
/// A [`_USB_MI_PARENT_INFORMATION`].
pub type USB_MI_PARENT_INFORMATION = _USB_MI_PARENT_INFORMATION;
/// Pointer to a [`_USB_MI_PARENT_INFORMATION`].
pub type PUSB_MI_PARENT_INFORMATION = *mut _USB_MI_PARENT_INFORMATION;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_NODE_INFORMATION {
    pub NodeType: USB_HUB_NODE,
    pub u: _USB_NODE_INFORMATION_u,
}
/// A [`_USB_NODE_INFORMATION`].
pub type USB_NODE_INFORMATION = _USB_NODE_INFORMATION;
/// Pointer to a [`_USB_NODE_INFORMATION`].
pub type PUSB_NODE_INFORMATION = *mut _USB_NODE_INFORMATION;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _USB_NODE_INFORMATION_u {
    pub HubInformation: USB_HUB_INFORMATION,
    pub MiParentInformation: USB_MI_PARENT_INFORMATION,
}

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_PIPE_INFO {
    pub EndpointDescriptor: USB_ENDPOINT_DESCRIPTOR,
    pub ScheduleOffset: ULONG,
}
/// A [`_USB_PIPE_INFO`].
pub type USB_PIPE_INFO = _USB_PIPE_INFO;
/// Pointer to a [`_USB_PIPE_INFO`].
pub type PUSB_PIPE_INFO = *mut _USB_PIPE_INFO;

pub mod _USB_CONNECTION_STATUS {
    /// The values are of this type.
    pub type Type = i32;
    pub const NoDeviceConnected: Type = 0;
    pub const DeviceConnected: Type = 1;
    pub const DeviceFailedEnumeration: Type = 2;
    pub const DeviceGeneralFailure: Type = 3;
    pub const DeviceCausedOvercurrent: Type = 4;
    pub const DeviceNotEnoughPower: Type = 5;
    pub const DeviceNotEnoughBandwidth: Type = 6;
    pub const DeviceHubNestedTooDeeply: Type = 7;
    pub const DeviceInLegacyHub: Type = 8;
    pub const DeviceEnumerating: Type = 9;
    pub const DeviceReset: Type = 10;
}
/// A value of [`_USB_CONNECTION_STATUS`].
pub type USB_CONNECTION_STATUS = _USB_CONNECTION_STATUS::Type;
/// Pointer to a value of [`_USB_CONNECTION_STATUS`].
pub type PUSB_CONNECTION_STATUS = *mut _USB_CONNECTION_STATUS::Type;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_NODE_CONNECTION_INFORMATION {
    pub ConnectionIndex: ULONG,
    pub DeviceDescriptor: USB_DEVICE_DESCRIPTOR,
    pub CurrentConfigurationValue: UCHAR,
    pub LowSpeed: BOOLEAN,
    pub DeviceIsHub: BOOLEAN,
    pub DeviceAddress: USHORT,
    pub NumberOfOpenPipes: ULONG,
    pub ConnectionStatus: USB_CONNECTION_STATUS,
    pub PipeList: [USB_PIPE_INFO; 0],
}
/// A [`_USB_NODE_CONNECTION_INFORMATION`].
pub type USB_NODE_CONNECTION_INFORMATION = _USB_NODE_CONNECTION_INFORMATION;
/// Pointer to a [`_USB_NODE_CONNECTION_INFORMATION`].
pub type PUSB_NODE_CONNECTION_INFORMATION = *mut _USB_NODE_CONNECTION_INFORMATION;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_NODE_CONNECTION_DRIVERKEY_NAME {
    pub ConnectionIndex: ULONG,
    pub ActualLength: ULONG,
    pub DriverKeyName: [WCHAR; 1],
}
/// A [`_USB_NODE_CONNECTION_DRIVERKEY_NAME`].
pub type USB_NODE_CONNECTION_DRIVERKEY_NAME = _USB_NODE_CONNECTION_DRIVERKEY_NAME;
/// Pointer to a [`_USB_NODE_CONNECTION_DRIVERKEY_NAME`].
pub type PUSB_NODE_CONNECTION_DRIVERKEY_NAME = *mut _USB_NODE_CONNECTION_DRIVERKEY_NAME;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_NODE_CONNECTION_NAME {
    pub ConnectionIndex: ULONG,
    pub ActualLength: ULONG,
    pub NodeName: [WCHAR; 1],
}
/// A [`_USB_NODE_CONNECTION_NAME`].
pub type USB_NODE_CONNECTION_NAME = _USB_NODE_CONNECTION_NAME;
/// Pointer to a [`_USB_NODE_CONNECTION_NAME`].
pub type PUSB_NODE_CONNECTION_NAME = *mut _USB_NODE_CONNECTION_NAME;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_DESCRIPTOR_REQUEST {
    pub ConnectionIndex: ULONG,
    pub SetupPacket: _USB_DESCRIPTOR_REQUEST_SetupPacket,
    pub Data: [UCHAR; 0],
}
/// A [`_USB_DESCRIPTOR_REQUEST`].
pub type USB_DESCRIPTOR_REQUEST = _USB_DESCRIPTOR_REQUEST;
/// Pointer to a [`_USB_DESCRIPTOR_REQUEST`].
pub type PUSB_DESCRIPTOR_REQUEST = *mut _USB_DESCRIPTOR_REQUEST;
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_DESCRIPTOR_REQUEST_SetupPacket {
    pub bmRequest: UCHAR,
    pub bRequest: UCHAR,
    pub wValue: USHORT,
    pub wIndex: USHORT,
    pub wLength: USHORT,
}

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_NODE_CONNECTION_ATTRIBUTES {
    pub ConnectionIndex: ULONG,
    pub ConnectionStatus: USB_CONNECTION_STATUS,
    pub PortAttributes: ULONG,
}
/// A [`_USB_NODE_CONNECTION_ATTRIBUTES`].
pub type USB_NODE_CONNECTION_ATTRIBUTES = _USB_NODE_CONNECTION_ATTRIBUTES;
/// Pointer to a [`_USB_NODE_CONNECTION_ATTRIBUTES`].
pub type PUSB_NODE_CONNECTION_ATTRIBUTES = *mut _USB_NODE_CONNECTION_ATTRIBUTES;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_NODE_CONNECTION_INFORMATION_EX {
    pub ConnectionIndex: ULONG,
    pub DeviceDescriptor: USB_DEVICE_DESCRIPTOR,
    pub CurrentConfigurationValue: UCHAR,
    pub Speed: UCHAR,
    pub DeviceIsHub: BOOLEAN,
    pub DeviceAddress: USHORT,
    pub NumberOfOpenPipes: ULONG,
    pub ConnectionStatus: USB_CONNECTION_STATUS,
    pub PipeList: [USB_PIPE_INFO; 0],
}
/// A [`_USB_NODE_CONNECTION_INFORMATION_EX`].
pub type USB_NODE_CONNECTION_INFORMATION_EX = _USB_NODE_CONNECTION_INFORMATION_EX;
/// Pointer to a [`_USB_NODE_CONNECTION_INFORMATION_EX`].
pub type PUSB_NODE_CONNECTION_INFORMATION_EX = *mut _USB_NODE_CONNECTION_INFORMATION_EX;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_CYCLE_PORT_PARAMS {
    pub ConnectionIndex: ULONG,
    pub StatusReturned: ULONG,
}
/// A [`_USB_CYCLE_PORT_PARAMS`].
pub type USB_CYCLE_PORT_PARAMS = _USB_CYCLE_PORT_PARAMS;
/// Pointer to a [`_USB_CYCLE_PORT_PARAMS`].
pub type PUSB_CYCLE_PORT_PARAMS = *mut _USB_CYCLE_PORT_PARAMS;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_CONNECTION_NOTIFICATION {
    pub NotificationType: USB_NOTIFICATION_TYPE,
    pub ConnectionNumber: ULONG,
    pub RequestedBandwidth: ULONG,
    pub EnumerationFailReason: ULONG,
    pub PowerRequested: ULONG,
    pub HubNameLength: ULONG,
}
/// A [`_USB_CONNECTION_NOTIFICATION`].
pub type USB_CONNECTION_NOTIFICATION = _USB_CONNECTION_NOTIFICATION;
/// Pointer to a [`_USB_CONNECTION_NOTIFICATION`].
pub type PUSB_CONNECTION_NOTIFICATION = *mut _USB_CONNECTION_NOTIFICATION;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_HUB_INFORMATION_EX {
    pub HubType: USB_HUB_TYPE,
    pub HighestPortNumber: USHORT,
    pub u: _USB_HUB_INFORMATION_EX_u,
}
/// A [`_USB_HUB_INFORMATION_EX`].
pub type USB_HUB_INFORMATION_EX = _USB_HUB_INFORMATION_EX;
/// Pointer to a [`_USB_HUB_INFORMATION_EX`].
pub type PUSB_HUB_INFORMATION_EX = *mut _USB_HUB_INFORMATION_EX;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _USB_HUB_INFORMATION_EX_u {
    pub UsbHubDescriptor: USB_HUB_DESCRIPTOR,
    pub Usb30HubDescriptor: USB_30_HUB_DESCRIPTOR,
}

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_PORT_PROPERTIES {
    pub ul: ULONG,
    pub BitFields: ULONG,
}
/// A [`_USB_PORT_PROPERTIES`].
pub type USB_PORT_PROPERTIES = _USB_PORT_PROPERTIES;
/// Pointer to a [`_USB_PORT_PROPERTIES`].
pub type PUSB_PORT_PROPERTIES = *mut _USB_PORT_PROPERTIES;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_PORT_CONNECTOR_PROPERTIES {
    pub ConnectionIndex: ULONG,
    pub ActualLength: ULONG,
    pub UsbPortProperties: USB_PORT_PROPERTIES,
    pub CompanionIndex: USHORT,
    pub CompanionPortNumber: USHORT,
    pub CompanionHubSymbolicLinkName: [WCHAR; 1],
}
/// A [`_USB_PORT_CONNECTOR_PROPERTIES`].
pub type USB_PORT_CONNECTOR_PROPERTIES = _USB_PORT_CONNECTOR_PROPERTIES;
/// Pointer to a [`_USB_PORT_CONNECTOR_PROPERTIES`].
pub type PUSB_PORT_CONNECTOR_PROPERTIES = *mut _USB_PORT_CONNECTOR_PROPERTIES;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_PROTOCOLS {
    pub ul: ULONG,
    pub BitFields: ULONG,
}
/// A [`_USB_PROTOCOLS`].
pub type USB_PROTOCOLS = _USB_PROTOCOLS;
/// Pointer to a [`_USB_PROTOCOLS`].
pub type PUSB_PROTOCOLS = *mut _USB_PROTOCOLS;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_NODE_CONNECTION_INFORMATION_EX_V2_FLAGS {
    pub ul: ULONG,
    pub BitFields: ULONG,
}
/// A [`_USB_NODE_CONNECTION_INFORMATION_EX_V2_FLAGS`].
pub type USB_NODE_CONNECTION_INFORMATION_EX_V2_FLAGS = _USB_NODE_CONNECTION_INFORMATION_EX_V2_FLAGS;
/// Pointer to a [`_USB_NODE_CONNECTION_INFORMATION_EX_V2_FLAGS`].
pub type PUSB_NODE_CONNECTION_INFORMATION_EX_V2_FLAGS =
    *mut _USB_NODE_CONNECTION_INFORMATION_EX_V2_FLAGS;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_NODE_CONNECTION_INFORMATION_EX_V2 {
    pub ConnectionIndex: ULONG,
    pub Length: ULONG,
    pub SupportedUsbProtocols: USB_PROTOCOLS,
    pub Flags: USB_NODE_CONNECTION_INFORMATION_EX_V2_FLAGS,
}
/// A [`_USB_NODE_CONNECTION_INFORMATION_EX_V2`].
pub type USB_NODE_CONNECTION_INFORMATION_EX_V2 = _USB_NODE_CONNECTION_INFORMATION_EX_V2;
/// Pointer to a [`_USB_NODE_CONNECTION_INFORMATION_EX_V2`].
pub type PUSB_NODE_CONNECTION_INFORMATION_EX_V2 = *mut _USB_NODE_CONNECTION_INFORMATION_EX_V2;

layout! {
    _USB_TOPOLOGY_ADDRESS: 32, 4 {
        PciBusNumber: 0, PciDeviceNumber: 4, PciFunctionNumber: 8, Reserved: 12,
        RootHubPortNumber: 16, HubPortNumber: 18, Reserved2: 28
    }
    _USB_HUB_INFORMATION: 72, 1 { HubDescriptor: 0, HubIsBusPowered: 71 }
    _USB_MI_PARENT_INFORMATION: 4, 1 { NumberOfInterfaces: 0 }
    _USB_NODE_INFORMATION_u: 72, 1 { HubInformation: 0, MiParentInformation: 0 }
    _USB_NODE_INFORMATION: 76, 1 { NodeType: 0, u: 4 }
    _USB_PIPE_INFO: 11, 1 { EndpointDescriptor: 0, ScheduleOffset: 7 }
    _USB_NODE_CONNECTION_INFORMATION: 35, 1 {
        ConnectionIndex: 0, DeviceDescriptor: 4, CurrentConfigurationValue: 22, LowSpeed:
        23, DeviceIsHub: 24, DeviceAddress: 25, NumberOfOpenPipes: 27, ConnectionStatus: 31,
        PipeList: 35
    }
    _USB_NODE_CONNECTION_DRIVERKEY_NAME: 10, 1 {
        ConnectionIndex: 0, ActualLength: 4, DriverKeyName: 8
    }
    _USB_NODE_CONNECTION_NAME: 10, 1 { ConnectionIndex: 0, ActualLength: 4, NodeName: 8 }
    _USB_DESCRIPTOR_REQUEST_SetupPacket: 8, 1 {
        bmRequest: 0, bRequest: 1, wValue: 2, wIndex: 4, wLength: 6
    }
    _USB_DESCRIPTOR_REQUEST: 12, 1 { ConnectionIndex: 0, SetupPacket: 4, Data: 12 }
    _USB_NODE_CONNECTION_ATTRIBUTES: 12, 1 {
        ConnectionIndex: 0, ConnectionStatus: 4, PortAttributes: 8
    }
    _USB_NODE_CONNECTION_INFORMATION_EX: 35, 1 {
        ConnectionIndex: 0, DeviceDescriptor: 4, CurrentConfigurationValue: 22, Speed: 23,
        DeviceIsHub: 24, DeviceAddress: 25, NumberOfOpenPipes: 27, ConnectionStatus: 31,
        PipeList: 35
    }
    _USB_CYCLE_PORT_PARAMS: 8, 1 { ConnectionIndex: 0, StatusReturned: 4 }
    _USB_CONNECTION_NOTIFICATION: 24, 1 {
        NotificationType: 0, ConnectionNumber: 4, RequestedBandwidth: 8,
        EnumerationFailReason: 12, PowerRequested: 16, HubNameLength: 20
    }
    _USB_HUB_INFORMATION_EX_u: 71, 1 { UsbHubDescriptor: 0, Usb30HubDescriptor: 0 }
    _USB_HUB_INFORMATION_EX: 77, 1 { HubType: 0, HighestPortNumber: 4, u: 6 }
    _USB_PORT_PROPERTIES: 4, 1 { ul: 0, BitFields: 0 }
    _USB_PORT_CONNECTOR_PROPERTIES: 18, 1 {
        ConnectionIndex: 0, ActualLength: 4, UsbPortProperties: 8, CompanionIndex: 12,
        CompanionPortNumber: 14, CompanionHubSymbolicLinkName: 16
    }
    _USB_PROTOCOLS: 4, 1 { ul: 0, BitFields: 0 }
    _USB_NODE_CONNECTION_INFORMATION_EX_V2_FLAGS: 4, 1 { ul: 0, BitFields: 0 }
    _USB_NODE_CONNECTION_INFORMATION_EX_V2: 16, 1 {
        ConnectionIndex: 0, Length: 4, SupportedUsbProtocols: 8, Flags: 12
    }
}

bit_fields! {
    _USB_PORT_PROPERTIES.BitFields: ULONG {
        PortIsUserConnectable set_PortIsUserConnectable: 0, 1;
        PortIsDebugCapable set_PortIsDebugCapable: 1, 1;
        PortHasMultipleCompanions set_PortHasMultipleCompanions: 2, 1;
        PortConnectorIsTypeC set_PortConnectorIsTypeC: 3, 1;
    }
    _USB_PROTOCOLS.BitFields: ULONG {
        Usb110 set_Usb110: 0, 1;
        Usb200 set_Usb200: 1, 1;
        Usb300 set_Usb300: 2, 1;
    }
    _USB_NODE_CONNECTION_INFORMATION_EX_V2_FLAGS.BitFields: ULONG {
        DeviceIsOperatingAtSuperSpeedOrHigher set_DeviceIsOperatingAtSuperSpeedOrHigher: 0, 1;
        DeviceIsSuperSpeedCapableOrHigher set_DeviceIsSuperSpeedCapableOrHigher: 1, 1;
        DeviceIsOperatingAtSuperSpeedPlusOrHigher set_DeviceIsOperatingAtSuperSpeedPlusOrHigher: 2, 1;
        DeviceIsSuperSpeedPlusCapableOrHigher set_DeviceIsSuperSpeedPlusCapableOrHigher: 3, 1;
    }
}

pub const IOCTL_INTERNAL_USB_SUBMIT_URB: ULONG = 0x0022_0003;
pub const IOCTL_INTERNAL_USB_RESET_PORT: ULONG = 0x0022_0007;
pub const IOCTL_INTERNAL_USB_GET_ROOTHUB_PDO: ULONG = 0x0022_000F;
pub const IOCTL_INTERNAL_USB_GET_PORT_STATUS: ULONG = 0x0022_0013;
pub const IOCTL_INTERNAL_USB_ENABLE_PORT: ULONG = 0x0022_0017;
pub const IOCTL_INTERNAL_USB_GET_HUB_COUNT: ULONG = 0x0022_001B;
pub const IOCTL_INTERNAL_USB_CYCLE_PORT: ULONG = 0x0022_001F;
pub const IOCTL_INTERNAL_USB_GET_HUB_NAME: ULONG = 0x0022_0020;
pub const IOCTL_INTERNAL_USB_GET_BUS_INFO: ULONG = 0x0022_0420;
pub const IOCTL_INTERNAL_USB_GET_CONTROLLER_NAME: ULONG = 0x0022_0424;
pub const IOCTL_INTERNAL_USB_GET_BUSGUID_INFO: ULONG = 0x0022_0428;
pub const IOCTL_INTERNAL_USB_GET_PARENT_HUB_INFO: ULONG = 0x0022_042C;
pub const IOCTL_INTERNAL_USB_SUBMIT_IDLE_NOTIFICATION: ULONG = 0x0022_0027;
pub const IOCTL_INTERNAL_USB_GET_DEVICE_HANDLE: ULONG = 0x0022_0433;
pub const IOCTL_INTERNAL_USB_NOTIFY_IDLE_READY: ULONG = 0x0022_0443;
pub const IOCTL_INTERNAL_USB_REQ_GLOBAL_SUSPEND: ULONG = 0x0022_0447;
pub const IOCTL_INTERNAL_USB_REQ_GLOBAL_RESUME: ULONG = 0x0022_044B;
pub const IOCTL_INTERNAL_USB_RECORD_FAILURE: ULONG = 0x0022_002B;
pub const IOCTL_INTERNAL_USB_GET_DEVICE_HANDLE_EX: ULONG = 0x0022_0437;
pub const IOCTL_INTERNAL_USB_GET_TT_DEVICE_HANDLE: ULONG = 0x0022_043B;
pub const IOCTL_INTERNAL_USB_GET_TOPOLOGY_ADDRESS: ULONG = 0x0022_043F;
pub const IOCTL_INTERNAL_USB_GET_DEVICE_CONFIG_INFO: ULONG = 0x0022_044F;
pub const IOCTL_INTERNAL_USB_REGISTER_COMPOSITE_DEVICE: ULONG = 0x0049_0003;
pub const IOCTL_INTERNAL_USB_UNREGISTER_COMPOSITE_DEVICE: ULONG = 0x0049_0007;
pub const IOCTL_INTERNAL_USB_REQUEST_REMOTE_WAKE_NOTIFICATION: ULONG = 0x0049_000B;
pub const IOCTL_INTERNAL_USB_FAIL_GET_STATUS_FROM_DEVICE: ULONG = 0x0022_0463;
pub const IOCTL_USB_HCD_GET_STATS_1: ULONG = 0x0022_03FC;
pub const IOCTL_USB_HCD_GET_STATS_2: ULONG = 0x0022_0428;
pub const IOCTL_USB_HCD_DISABLE_PORT: ULONG = 0x0022_0430;
pub const IOCTL_USB_HCD_ENABLE_PORT: ULONG = 0x0022_0434;
pub const IOCTL_USB_DIAGNOSTIC_MODE_ON: ULONG = 0x0022_0400;
pub const IOCTL_USB_DIAGNOSTIC_MODE_OFF: ULONG = 0x0022_0404;
pub const IOCTL_USB_GET_ROOT_HUB_NAME: ULONG = 0x0022_0408;
pub const IOCTL_USB_GET_NODE_INFORMATION: ULONG = 0x0022_0408;
pub const IOCTL_USB_GET_NODE_CONNECTION_INFORMATION: ULONG = 0x0022_040C;
pub const IOCTL_USB_GET_DESCRIPTOR_FROM_NODE_CONNECTION: ULONG = 0x0022_0410;
pub const IOCTL_USB_GET_NODE_CONNECTION_NAME: ULONG = 0x0022_0414;
pub const IOCTL_USB_DIAG_IGNORE_HUBS_ON: ULONG = 0x0022_0418;
pub const IOCTL_USB_DIAG_IGNORE_HUBS_OFF: ULONG = 0x0022_041C;
pub const IOCTL_USB_GET_NODE_CONNECTION_DRIVERKEY_NAME: ULONG = 0x0022_0420;
pub const IOCTL_USB_GET_HUB_CAPABILITIES: ULONG = 0x0022_043C;
pub const IOCTL_USB_HUB_CYCLE_PORT: ULONG = 0x0022_0444;
pub const IOCTL_USB_GET_NODE_CONNECTION_ATTRIBUTES: ULONG = 0x0022_0440;
pub const IOCTL_USB_GET_NODE_CONNECTION_INFORMATION_EX: ULONG = 0x0022_0448;
pub const IOCTL_USB_RESET_HUB: ULONG = 0x0022_044C;
pub const IOCTL_USB_GET_HUB_CAPABILITIES_EX: ULONG = 0x0022_0450;
pub const IOCTL_USB_GET_HUB_INFORMATION_EX: ULONG = 0x0022_0454;
pub const IOCTL_USB_GET_PORT_CONNECTOR_PROPERTIES: ULONG = 0x0022_0458;
pub const IOCTL_USB_GET_NODE_CONNECTION_INFORMATION_EX_V2: ULONG = 0x0022_045C;
pub const IOCTL_USB_GET_TRANSPORT_CHARACTERISTICS: ULONG = 0x0022_0464;
pub const IOCTL_USB_REGISTER_FOR_TRANSPORT_CHARACTERISTICS_CHANGE: ULONG = 0x0022_0468;
pub const IOCTL_USB_NOTIFY_ON_TRANSPORT_CHARACTERISTICS_CHANGE: ULONG = 0x0022_046C;
pub const IOCTL_USB_UNREGISTER_FOR_TRANSPORT_CHARACTERISTICS_CHANGE: ULONG = 0x0022_0470;
pub const IOCTL_USB_START_TRACKING_FOR_TIME_SYNC: ULONG = 0x0022_0474;
pub const IOCTL_USB_GET_FRAME_NUMBER_AND_QPC_FOR_TIME_SYNC: ULONG = 0x0022_0478;
pub const IOCTL_USB_STOP_TRACKING_FOR_TIME_SYNC: ULONG = 0x0022_047C;
pub const IOCTL_USB_GET_DEVICE_CHARACTERISTICS: ULONG = 0x0022_0480;
pub const GUID_USB_WMI_NODE_INFO: GUID = guid(
    0x9C179357,
    0xDC7A,
    0x4F41,
    [0xB6, 0x6B, 0x32, 0x3B, 0x9D, 0xDC, 0xB5, 0xB1],
);
pub const GUID_USB_WMI_TRACING: GUID = guid(
    0x3A61881B,
    0xB4E6,
    0x4BF9,
    [0xAE, 0x0F, 0x3C, 0xD8, 0xF3, 0x94, 0xE5, 0x2F],
);
pub const GUID_USB_TRANSFER_TRACING: GUID = guid(
    0x681EB8AA,
    0x403D,
    0x452C,
    [0x9F, 0x8A, 0xF0, 0x61, 0x6F, 0xAC, 0x95, 0x40],
);
pub const GUID_USB_PERFORMANCE_TRACING: GUID = guid(
    0xD5DE77A6,
    0x6AE9,
    0x425C,
    [0xB1, 0xE2, 0xF5, 0x61, 0x5F, 0xD3, 0x48, 0xA9],
);
pub const GUID_USB_WMI_SURPRISE_REMOVAL_NOTIFICATION: GUID = guid(
    0x9BBBF831,
    0xA2F2,
    0x43B4,
    [0x96, 0xD1, 0x86, 0x94, 0x4B, 0x59, 0x14, 0xB3],
);
