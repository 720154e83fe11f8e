//! `usbspec.h`: the descriptors and requests of the USB specification.

use crate::{
    layout::{bit_fields, layout},
    *,
};

pub mod _USB_CONTROLLER_FLAVOR {
    /// The values are of this type.
    pub type Type = i32;
    pub const USB_HcGeneric: Type = 0;
    pub const OHCI_Generic: Type = 100;
    pub const OHCI_Hydra: Type = 101;
    pub const OHCI_NEC: Type = 102;
    pub const UHCI_Generic: Type = 200;
    pub const UHCI_Piix4: Type = 201;
    pub const UHCI_Piix3: Type = 202;
    pub const UHCI_Ich2: Type = 203;
    pub const UHCI_Reserved204: Type = 204;
    pub const UHCI_Ich1: Type = 205;
    pub const UHCI_Ich3m: Type = 206;
    pub const UHCI_Ich4: Type = 207;
    pub const UHCI_Ich5: Type = 208;
    pub const UHCI_Ich6: Type = 209;
    pub const UHCI_Intel: Type = 249;
    pub const UHCI_VIA: Type = 250;
    pub const UHCI_VIA_x01: Type = 251;
    pub const UHCI_VIA_x02: Type = 252;
    pub const UHCI_VIA_x03: Type = 253;
    pub const UHCI_VIA_x04: Type = 254;
    pub const UHCI_VIA_x0E_FIFO: Type = 264;
    pub const EHCI_Generic: Type = 1000;
    pub const EHCI_NEC: Type = 2000;
    pub const EHCI_Lucent: Type = 3000;
    pub const EHCI_NVIDIA_Tegra2: Type = 4000;
    pub const EHCI_NVIDIA_Tegra3: Type = 4001;
    pub const EHCI_Intel_Medfield: Type = 5001;
}
/// A value of [`_USB_CONTROLLER_FLAVOR`].
pub type USB_CONTROLLER_FLAVOR = _USB_CONTROLLER_FLAVOR::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _COMPOSITE_DEVICE_CAPABILITIES {
    pub BitFields: ULONG,
}
/// A [`_COMPOSITE_DEVICE_CAPABILITIES`].
pub type COMPOSITE_DEVICE_CAPABILITIES = _COMPOSITE_DEVICE_CAPABILITIES;
/// Pointer to a [`_COMPOSITE_DEVICE_CAPABILITIES`].
pub type PCOMPOSITE_DEVICE_CAPABILITIES = *mut _COMPOSITE_DEVICE_CAPABILITIES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REGISTER_COMPOSITE_DEVICE {
    pub Version: USHORT,
    pub Size: USHORT,
    pub Reserved: USBDI_HANDLE,
    pub CapabilityFlags: COMPOSITE_DEVICE_CAPABILITIES,
    pub FunctionCount: ULONG,
}
/// A [`_REGISTER_COMPOSITE_DEVICE`].
pub type REGISTER_COMPOSITE_DEVICE = _REGISTER_COMPOSITE_DEVICE;
/// Pointer to a [`_REGISTER_COMPOSITE_DEVICE`].
pub type PREGISTER_COMPOSITE_DEVICE = *mut _REGISTER_COMPOSITE_DEVICE;

pub mod _USB_NOTIFICATION_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const EnumerationFailure: Type = 0;
    pub const InsufficentBandwidth: Type = 1;
    pub const InsufficentPower: Type = 2;
    pub const OverCurrent: Type = 3;
    pub const ResetOvercurrent: Type = 4;
    pub const AcquireBusInfo: Type = 5;
    pub const AcquireHubName: Type = 6;
    pub const AcquireControllerName: Type = 7;
    pub const HubOvercurrent: Type = 8;
    pub const HubPowerChange: Type = 9;
    pub const HubNestedTooDeeply: Type = 10;
    pub const ModernDeviceInLegacyHub: Type = 11;
}
/// A value of [`_USB_NOTIFICATION_TYPE`].
pub type USB_NOTIFICATION_TYPE = _USB_NOTIFICATION_TYPE::Type;

pub mod _USB_HUB_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const UsbRootHub: Type = 1;
    pub const Usb20Hub: Type = 2;
    pub const Usb30Hub: Type = 3;
}
/// A value of [`_USB_HUB_TYPE`].
pub type USB_HUB_TYPE = _USB_HUB_TYPE::Type;

pub mod _USB_DEVICE_SPEED {
    /// The values are of this type.
    pub type Type = i32;
    pub const UsbLowSpeed: Type = 0;
    pub const UsbFullSpeed: Type = 1;
    pub const UsbHighSpeed: Type = 2;
    pub const UsbSuperSpeed: Type = 3;
}
/// A value of [`_USB_DEVICE_SPEED`].
pub type USB_DEVICE_SPEED = _USB_DEVICE_SPEED::Type;

pub mod _USB_DEVICE_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const Usb11Device: Type = 0;
    pub const Usb20Device: Type = 1;
}
/// A value of [`_USB_DEVICE_TYPE`].
pub type USB_DEVICE_TYPE = _USB_DEVICE_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _BM_REQUEST_TYPE {
    pub BitFields: UCHAR,
    pub B: UCHAR,
}
/// A [`_BM_REQUEST_TYPE`].
pub type BM_REQUEST_TYPE = _BM_REQUEST_TYPE;
/// Pointer to a [`_BM_REQUEST_TYPE`].
pub type PBM_REQUEST_TYPE = *mut _BM_REQUEST_TYPE;

/// The setup packet of a control transfer.
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_DEFAULT_PIPE_SETUP_PACKET {
    pub bmRequestType: BM_REQUEST_TYPE,
    pub bRequest: UCHAR,
    pub wValue: _USB_DEFAULT_PIPE_SETUP_PACKET_wValue,
    pub wIndex: _USB_DEFAULT_PIPE_SETUP_PACKET_wIndex,
    pub wLength: USHORT,
}
/// A [`_USB_DEFAULT_PIPE_SETUP_PACKET`].
pub type USB_DEFAULT_PIPE_SETUP_PACKET = _USB_DEFAULT_PIPE_SETUP_PACKET;
/// Pointer to a [`_USB_DEFAULT_PIPE_SETUP_PACKET`].
pub type PUSB_DEFAULT_PIPE_SETUP_PACKET = *mut _USB_DEFAULT_PIPE_SETUP_PACKET;
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_DEFAULT_PIPE_SETUP_PACKET_wValue {
    pub Anonymous: _USB_DEFAULT_PIPE_SETUP_PACKET_wValue_Anonymous,
    pub W: USHORT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_DEFAULT_PIPE_SETUP_PACKET_wValue_Anonymous {
    pub LowByte: UCHAR,
    pub HiByte: UCHAR,
}
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_DEFAULT_PIPE_SETUP_PACKET_wIndex {
    pub Anonymous: _USB_DEFAULT_PIPE_SETUP_PACKET_wIndex_Anonymous,
    pub W: USHORT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_DEFAULT_PIPE_SETUP_PACKET_wIndex_Anonymous {
    pub LowByte: UCHAR,
    pub HiByte: UCHAR,
}

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_DEVICE_STATUS {
    pub AsUshort16: USHORT,
    pub BitFields: USHORT,
}
/// A [`_USB_DEVICE_STATUS`].
pub type USB_DEVICE_STATUS = _USB_DEVICE_STATUS;
/// Pointer to a [`_USB_DEVICE_STATUS`].
pub type PUSB_DEVICE_STATUS = *mut _USB_DEVICE_STATUS;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_INTERFACE_STATUS {
    pub AsUshort16: USHORT,
    pub BitFields: USHORT,
}
/// A [`_USB_INTERFACE_STATUS`].
pub type USB_INTERFACE_STATUS = _USB_INTERFACE_STATUS;
/// Pointer to a [`_USB_INTERFACE_STATUS`].
pub type PUSB_INTERFACE_STATUS = *mut _USB_INTERFACE_STATUS;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_ENDPOINT_STATUS {
    pub AsUshort16: USHORT,
    pub BitFields: USHORT,
}
/// A [`_USB_ENDPOINT_STATUS`].
pub type USB_ENDPOINT_STATUS = _USB_ENDPOINT_STATUS;
/// Pointer to a [`_USB_ENDPOINT_STATUS`].
pub type PUSB_ENDPOINT_STATUS = *mut _USB_ENDPOINT_STATUS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_COMMON_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
}
/// A [`_USB_COMMON_DESCRIPTOR`].
pub type USB_COMMON_DESCRIPTOR = _USB_COMMON_DESCRIPTOR;
/// Pointer to a [`_USB_COMMON_DESCRIPTOR`].
pub type PUSB_COMMON_DESCRIPTOR = *mut _USB_COMMON_DESCRIPTOR;

/// A device's descriptor, as the USB specification has it.
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_DEVICE_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bcdUSB: USHORT,
    pub bDeviceClass: UCHAR,
    pub bDeviceSubClass: UCHAR,
    pub bDeviceProtocol: UCHAR,
    pub bMaxPacketSize0: UCHAR,
    pub idVendor: USHORT,
    pub idProduct: USHORT,
    pub bcdDevice: USHORT,
    pub iManufacturer: UCHAR,
    pub iProduct: UCHAR,
    pub iSerialNumber: UCHAR,
    pub bNumConfigurations: UCHAR,
}
/// A [`_USB_DEVICE_DESCRIPTOR`].
pub type USB_DEVICE_DESCRIPTOR = _USB_DEVICE_DESCRIPTOR;
/// Pointer to a [`_USB_DEVICE_DESCRIPTOR`].
pub type PUSB_DEVICE_DESCRIPTOR = *mut _USB_DEVICE_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_DEVICE_QUALIFIER_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bcdUSB: USHORT,
    pub bDeviceClass: UCHAR,
    pub bDeviceSubClass: UCHAR,
    pub bDeviceProtocol: UCHAR,
    pub bMaxPacketSize0: UCHAR,
    pub bNumConfigurations: UCHAR,
    pub bReserved: UCHAR,
}
/// A [`_USB_DEVICE_QUALIFIER_DESCRIPTOR`].
pub type USB_DEVICE_QUALIFIER_DESCRIPTOR = _USB_DEVICE_QUALIFIER_DESCRIPTOR;
/// Pointer to a [`_USB_DEVICE_QUALIFIER_DESCRIPTOR`].
pub type PUSB_DEVICE_QUALIFIER_DESCRIPTOR = *mut _USB_DEVICE_QUALIFIER_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_BOS_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub wTotalLength: USHORT,
    pub bNumDeviceCaps: UCHAR,
}
/// A [`_USB_BOS_DESCRIPTOR`].
pub type USB_BOS_DESCRIPTOR = _USB_BOS_DESCRIPTOR;
/// Pointer to a [`_USB_BOS_DESCRIPTOR`].
pub type PUSB_BOS_DESCRIPTOR = *mut _USB_BOS_DESCRIPTOR;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_DEVICE_CAPABILITY_USB20_EXTENSION_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bDevCapabilityType: UCHAR,
    pub bmAttributes: _USB_DEVICE_CAPABILITY_USB20_EXTENSION_DESCRIPTOR_bmAttributes,
}
/// A [`_USB_DEVICE_CAPABILITY_USB20_EXTENSION_DESCRIPTOR`].
pub type USB_DEVICE_CAPABILITY_USB20_EXTENSION_DESCRIPTOR =
    _USB_DEVICE_CAPABILITY_USB20_EXTENSION_DESCRIPTOR;
/// Pointer to a [`_USB_DEVICE_CAPABILITY_USB20_EXTENSION_DESCRIPTOR`].
pub type PUSB_DEVICE_CAPABILITY_USB20_EXTENSION_DESCRIPTOR =
    *mut _USB_DEVICE_CAPABILITY_USB20_EXTENSION_DESCRIPTOR;
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_DEVICE_CAPABILITY_USB20_EXTENSION_DESCRIPTOR_bmAttributes {
    pub AsUlong: ULONG,
    pub BitFields: ULONG,
}

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_DEVICE_CAPABILITY_POWER_DELIVERY_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bDevCapabilityType: UCHAR,
    pub bReserved: UCHAR,
    pub bmAttributes: _USB_DEVICE_CAPABILITY_POWER_DELIVERY_DESCRIPTOR_bmAttributes,
    pub bmProviderPorts: USHORT,
    pub bmConsumerPorts: USHORT,
    pub bcdBCVersion: USHORT,
    pub bcdPDVersion: USHORT,
    pub bcdUSBTypeCVersion: USHORT,
}
/// A [`_USB_DEVICE_CAPABILITY_POWER_DELIVERY_DESCRIPTOR`].
pub type USB_DEVICE_CAPABILITY_POWER_DELIVERY_DESCRIPTOR =
    _USB_DEVICE_CAPABILITY_POWER_DELIVERY_DESCRIPTOR;
/// Pointer to a [`_USB_DEVICE_CAPABILITY_POWER_DELIVERY_DESCRIPTOR`].
pub type PUSB_DEVICE_CAPABILITY_POWER_DELIVERY_DESCRIPTOR =
    *mut _USB_DEVICE_CAPABILITY_POWER_DELIVERY_DESCRIPTOR;
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_DEVICE_CAPABILITY_POWER_DELIVERY_DESCRIPTOR_bmAttributes {
    pub AsUlong: ULONG,
    pub BitFields: ULONG,
}

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_DEVICE_CAPABILITY_PD_CONSUMER_PORT_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bDevCapabilityType: UCHAR,
    pub bReserved: UCHAR,
    pub bmCapabilities: _USB_DEVICE_CAPABILITY_PD_CONSUMER_PORT_DESCRIPTOR_bmCapabilities,
    pub wMinVoltage: USHORT,
    pub wMaxVoltage: USHORT,
    pub wReserved: USHORT,
    pub dwMaxOperatingPower: ULONG,
    pub dwMaxPeakPower: ULONG,
    pub dwMaxPeakPowerTime: ULONG,
}
/// A [`_USB_DEVICE_CAPABILITY_PD_CONSUMER_PORT_DESCRIPTOR`].
pub type USB_DEVICE_CAPABILITY_PD_CONSUMER_PORT_DESCRIPTOR =
    _USB_DEVICE_CAPABILITY_PD_CONSUMER_PORT_DESCRIPTOR;
/// Pointer to a [`_USB_DEVICE_CAPABILITY_PD_CONSUMER_PORT_DESCRIPTOR`].
pub type PUSB_DEVICE_CAPABILITY_PD_CONSUMER_PORT_DESCRIPTOR =
    *mut _USB_DEVICE_CAPABILITY_PD_CONSUMER_PORT_DESCRIPTOR;
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_DEVICE_CAPABILITY_PD_CONSUMER_PORT_DESCRIPTOR_bmCapabilities {
    pub AsUshort: USHORT,
    pub BitFields: USHORT,
}

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_DEVICE_CAPABILITY_SUPERSPEED_USB_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bDevCapabilityType: UCHAR,
    pub bmAttributes: UCHAR,
    pub wSpeedsSupported: USHORT,
    pub bFunctionalitySupport: UCHAR,
    pub bU1DevExitLat: UCHAR,
    pub wU2DevExitLat: USHORT,
}
/// A [`_USB_DEVICE_CAPABILITY_SUPERSPEED_USB_DESCRIPTOR`].
pub type USB_DEVICE_CAPABILITY_SUPERSPEED_USB_DESCRIPTOR =
    _USB_DEVICE_CAPABILITY_SUPERSPEED_USB_DESCRIPTOR;
/// Pointer to a [`_USB_DEVICE_CAPABILITY_SUPERSPEED_USB_DESCRIPTOR`].
pub type PUSB_DEVICE_CAPABILITY_SUPERSPEED_USB_DESCRIPTOR =
    *mut _USB_DEVICE_CAPABILITY_SUPERSPEED_USB_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_SPEED {
    pub AsUlong32: ULONG,
    pub BitFields: ULONG,
}
/// A [`_USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_SPEED`].
pub type USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_SPEED = _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_SPEED;
/// Pointer to a [`_USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_SPEED`].
pub type PUSB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_SPEED =
    *mut _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_SPEED;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bDevCapabilityType: UCHAR,
    pub bReserved: UCHAR,
    pub bmAttributes: _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR_bmAttributes,
    pub wFunctionalitySupport:
        _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR_wFunctionalitySupport,
    pub wReserved: USHORT,
    pub bmSublinkSpeedAttr: [USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_SPEED; 1],
}
/// A [`_USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR`].
pub type USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR =
    _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR;
/// Pointer to a [`_USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR`].
pub type PUSB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR =
    *mut _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR;
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR_bmAttributes {
    pub AsUlong: ULONG,
    pub BitFields: ULONG,
}
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR_wFunctionalitySupport {
    pub AsUshort: USHORT,
    pub BitFields: USHORT,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_DEVICE_CAPABILITY_CONTAINER_ID_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bDevCapabilityType: UCHAR,
    pub bReserved: UCHAR,
    pub ContainerID: [UCHAR; 16],
}
/// A [`_USB_DEVICE_CAPABILITY_CONTAINER_ID_DESCRIPTOR`].
pub type USB_DEVICE_CAPABILITY_CONTAINER_ID_DESCRIPTOR =
    _USB_DEVICE_CAPABILITY_CONTAINER_ID_DESCRIPTOR;
/// Pointer to a [`_USB_DEVICE_CAPABILITY_CONTAINER_ID_DESCRIPTOR`].
pub type PUSB_DEVICE_CAPABILITY_CONTAINER_ID_DESCRIPTOR =
    *mut _USB_DEVICE_CAPABILITY_CONTAINER_ID_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_DEVICE_CAPABILITY_PLATFORM_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bDevCapabilityType: UCHAR,
    pub bReserved: UCHAR,
    pub PlatformCapabilityUuid: GUID,
    pub CapabililityData: [UCHAR; 1],
}
/// A [`_USB_DEVICE_CAPABILITY_PLATFORM_DESCRIPTOR`].
pub type USB_DEVICE_CAPABILITY_PLATFORM_DESCRIPTOR = _USB_DEVICE_CAPABILITY_PLATFORM_DESCRIPTOR;
/// Pointer to a [`_USB_DEVICE_CAPABILITY_PLATFORM_DESCRIPTOR`].
pub type PUSB_DEVICE_CAPABILITY_PLATFORM_DESCRIPTOR =
    *mut _USB_DEVICE_CAPABILITY_PLATFORM_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bDevCapabilityType: UCHAR,
    pub iAddtionalInfoURL: UCHAR,
    pub bNumberOfAlternateModes: UCHAR,
    pub bPreferredAlternateMode: UCHAR,
    pub VconnPower: _USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR_VconnPower,
    pub bmConfigured: [UCHAR; 32],
    pub bReserved: ULONG,
    pub AlternateMode: [_USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR_AlternateMode; 1],
}
/// A [`_USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR`].
pub type USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR = _USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR;
/// Pointer to a [`_USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR`].
pub type PUSB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR =
    *mut _USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR;
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR_VconnPower {
    pub AsUshort: USHORT,
    pub BitFields: USHORT,
}
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR_AlternateMode {
    pub wSVID: USHORT,
    pub bAlternateMode: UCHAR,
    pub iAlternateModeSetting: UCHAR,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_DEVICE_CAPABILITY_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bDevCapabilityType: UCHAR,
}
/// A [`_USB_DEVICE_CAPABILITY_DESCRIPTOR`].
pub type USB_DEVICE_CAPABILITY_DESCRIPTOR = _USB_DEVICE_CAPABILITY_DESCRIPTOR;
/// Pointer to a [`_USB_DEVICE_CAPABILITY_DESCRIPTOR`].
pub type PUSB_DEVICE_CAPABILITY_DESCRIPTOR = *mut _USB_DEVICE_CAPABILITY_DESCRIPTOR;

/// A configuration's descriptor, which those of its interfaces follow.
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_CONFIGURATION_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub wTotalLength: USHORT,
    pub bNumInterfaces: UCHAR,
    pub bConfigurationValue: UCHAR,
    pub iConfiguration: UCHAR,
    pub bmAttributes: UCHAR,
    pub MaxPower: UCHAR,
}
/// A [`_USB_CONFIGURATION_DESCRIPTOR`].
pub type USB_CONFIGURATION_DESCRIPTOR = _USB_CONFIGURATION_DESCRIPTOR;
/// Pointer to a [`_USB_CONFIGURATION_DESCRIPTOR`].
pub type PUSB_CONFIGURATION_DESCRIPTOR = *mut _USB_CONFIGURATION_DESCRIPTOR;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_INTERFACE_ASSOCIATION_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bFirstInterface: UCHAR,
    pub bInterfaceCount: UCHAR,
    pub bFunctionClass: UCHAR,
    pub bFunctionSubClass: UCHAR,
    pub bFunctionProtocol: UCHAR,
    pub iFunction: UCHAR,
}
/// A [`_USB_INTERFACE_ASSOCIATION_DESCRIPTOR`].
pub type USB_INTERFACE_ASSOCIATION_DESCRIPTOR = _USB_INTERFACE_ASSOCIATION_DESCRIPTOR;
/// Pointer to a [`_USB_INTERFACE_ASSOCIATION_DESCRIPTOR`].
pub type PUSB_INTERFACE_ASSOCIATION_DESCRIPTOR = *mut _USB_INTERFACE_ASSOCIATION_DESCRIPTOR;

/// The descriptor of one alternate setting of an interface.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_INTERFACE_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bInterfaceNumber: UCHAR,
    pub bAlternateSetting: UCHAR,
    pub bNumEndpoints: UCHAR,
    pub bInterfaceClass: UCHAR,
    pub bInterfaceSubClass: UCHAR,
    pub bInterfaceProtocol: UCHAR,
    pub iInterface: UCHAR,
}
/// A [`_USB_INTERFACE_DESCRIPTOR`].
pub type USB_INTERFACE_DESCRIPTOR = _USB_INTERFACE_DESCRIPTOR;
/// Pointer to a [`_USB_INTERFACE_DESCRIPTOR`].
pub type PUSB_INTERFACE_DESCRIPTOR = *mut _USB_INTERFACE_DESCRIPTOR;

/// An endpoint's descriptor.
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_ENDPOINT_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bEndpointAddress: UCHAR,
    pub bmAttributes: UCHAR,
    pub wMaxPacketSize: USHORT,
    pub bInterval: UCHAR,
}
/// A [`_USB_ENDPOINT_DESCRIPTOR`].
pub type USB_ENDPOINT_DESCRIPTOR = _USB_ENDPOINT_DESCRIPTOR;
/// Pointer to a [`_USB_ENDPOINT_DESCRIPTOR`].
pub type PUSB_ENDPOINT_DESCRIPTOR = *mut _USB_ENDPOINT_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_HIGH_SPEED_MAXPACKET {
    pub BitFields: USHORT,
    pub us: USHORT,
}
/// A [`_USB_HIGH_SPEED_MAXPACKET`].
pub type USB_HIGH_SPEED_MAXPACKET = _USB_HIGH_SPEED_MAXPACKET;
/// Pointer to a [`_USB_HIGH_SPEED_MAXPACKET`].
pub type PUSB_HIGH_SPEED_MAXPACKET = *mut _USB_HIGH_SPEED_MAXPACKET;

/// A string's descriptor.
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_STRING_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bString: [WCHAR; 1],
}
/// A [`_USB_STRING_DESCRIPTOR`].
pub type USB_STRING_DESCRIPTOR = _USB_STRING_DESCRIPTOR;
/// Pointer to a [`_USB_STRING_DESCRIPTOR`].
pub type PUSB_STRING_DESCRIPTOR = *mut _USB_STRING_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bMaxBurst: UCHAR,
    pub bmAttributes: _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR_bmAttributes,
    pub wBytesPerInterval: USHORT,
}
/// A [`_USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR`].
pub type USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR =
    _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR;
/// Pointer to a [`_USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR`].
pub type PUSB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR =
    *mut _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR_bmAttributes {
    pub AsUchar: UCHAR,
    pub Bulk: _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR_bmAttributes_Bulk,
    pub Isochronous: _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR_bmAttributes_Isochronous,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR_bmAttributes_Bulk {
    pub BitFields: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR_bmAttributes_Isochronous {
    pub BitFields: UCHAR,
}

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_SUPERSPEEDPLUS_ISOCH_ENDPOINT_COMPANION_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub wReserved: USHORT,
    pub dwBytesPerInterval: ULONG,
}
/// A [`_USB_SUPERSPEEDPLUS_ISOCH_ENDPOINT_COMPANION_DESCRIPTOR`].
pub type USB_SUPERSPEEDPLUS_ISOCH_ENDPOINT_COMPANION_DESCRIPTOR =
    _USB_SUPERSPEEDPLUS_ISOCH_ENDPOINT_COMPANION_DESCRIPTOR;
/// Pointer to a [`_USB_SUPERSPEEDPLUS_ISOCH_ENDPOINT_COMPANION_DESCRIPTOR`].
pub type PUSB_SUPERSPEEDPLUS_ISOCH_ENDPOINT_COMPANION_DESCRIPTOR =
    *mut _USB_SUPERSPEEDPLUS_ISOCH_ENDPOINT_COMPANION_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_HUB_DESCRIPTOR {
    pub bDescriptorLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bNumberOfPorts: UCHAR,
    pub wHubCharacteristics: USHORT,
    pub bPowerOnToPowerGood: UCHAR,
    pub bHubControlCurrent: UCHAR,
    pub bRemoveAndPowerMask: [UCHAR; 64],
}
/// A [`_USB_HUB_DESCRIPTOR`].
pub type USB_HUB_DESCRIPTOR = _USB_HUB_DESCRIPTOR;
/// Pointer to a [`_USB_HUB_DESCRIPTOR`].
pub type PUSB_HUB_DESCRIPTOR = *mut _USB_HUB_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_30_HUB_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bNumberOfPorts: UCHAR,
    pub wHubCharacteristics: USHORT,
    pub bPowerOnToPowerGood: UCHAR,
    pub bHubControlCurrent: UCHAR,
    pub bHubHdrDecLat: UCHAR,
    pub wHubDelay: USHORT,
    pub DeviceRemovable: USHORT,
}
/// A [`_USB_30_HUB_DESCRIPTOR`].
pub type USB_30_HUB_DESCRIPTOR = _USB_30_HUB_DESCRIPTOR;
/// Pointer to a [`_USB_30_HUB_DESCRIPTOR`].
pub type PUSB_30_HUB_DESCRIPTOR = *mut _USB_30_HUB_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_HUB_STATUS {
    pub AsUshort16: USHORT,
    pub BitFields: USHORT,
}
/// A [`_USB_HUB_STATUS`].
pub type USB_HUB_STATUS = _USB_HUB_STATUS;
/// Pointer to a [`_USB_HUB_STATUS`].
pub type PUSB_HUB_STATUS = *mut _USB_HUB_STATUS;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_HUB_CHANGE {
    pub AsUshort16: USHORT,
    pub BitFields: USHORT,
}
/// A [`_USB_HUB_CHANGE`].
pub type USB_HUB_CHANGE = _USB_HUB_CHANGE;
/// Pointer to a [`_USB_HUB_CHANGE`].
pub type PUSB_HUB_CHANGE = *mut _USB_HUB_CHANGE;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_HUB_STATUS_AND_CHANGE {
    pub AsUlong32: ULONG,
    pub Anonymous: _USB_HUB_STATUS_AND_CHANGE_Anonymous,
}
/// A [`_USB_HUB_STATUS_AND_CHANGE`].
pub type USB_HUB_STATUS_AND_CHANGE = _USB_HUB_STATUS_AND_CHANGE;
/// Pointer to a [`_USB_HUB_STATUS_AND_CHANGE`].
pub type PUSB_HUB_STATUS_AND_CHANGE = *mut _USB_HUB_STATUS_AND_CHANGE;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_HUB_STATUS_AND_CHANGE_Anonymous {
    pub HubStatus: USB_HUB_STATUS,
    pub HubChange: USB_HUB_CHANGE,
}

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_20_PORT_STATUS {
    pub AsUshort16: USHORT,
    pub BitFields: USHORT,
}
/// A [`_USB_20_PORT_STATUS`].
pub type USB_20_PORT_STATUS = _USB_20_PORT_STATUS;
/// Pointer to a [`_USB_20_PORT_STATUS`].
pub type PUSB_20_PORT_STATUS = *mut _USB_20_PORT_STATUS;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_20_PORT_CHANGE {
    pub AsUshort16: USHORT,
    pub BitFields: USHORT,
}
/// A [`_USB_20_PORT_CHANGE`].
pub type USB_20_PORT_CHANGE = _USB_20_PORT_CHANGE;
/// Pointer to a [`_USB_20_PORT_CHANGE`].
pub type PUSB_20_PORT_CHANGE = *mut _USB_20_PORT_CHANGE;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_30_PORT_STATUS {
    pub AsUshort16: USHORT,
    pub BitFields: USHORT,
}
/// A [`_USB_30_PORT_STATUS`].
pub type USB_30_PORT_STATUS = _USB_30_PORT_STATUS;
/// Pointer to a [`_USB_30_PORT_STATUS`].
pub type PUSB_30_PORT_STATUS = *mut _USB_30_PORT_STATUS;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_30_PORT_CHANGE {
    pub AsUshort16: USHORT,
    pub BitFields: USHORT,
}
/// A [`_USB_30_PORT_CHANGE`].
pub type USB_30_PORT_CHANGE = _USB_30_PORT_CHANGE;
/// Pointer to a [`_USB_30_PORT_CHANGE`].
pub type PUSB_30_PORT_CHANGE = *mut _USB_30_PORT_CHANGE;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_PORT_STATUS {
    pub AsUshort16: USHORT,
    pub Usb20PortStatus: USB_20_PORT_STATUS,
    pub Usb30PortStatus: USB_30_PORT_STATUS,
}
/// A [`_USB_PORT_STATUS`].
pub type USB_PORT_STATUS = _USB_PORT_STATUS;
/// Pointer to a [`_USB_PORT_STATUS`].
pub type PUSB_PORT_STATUS = *mut _USB_PORT_STATUS;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_PORT_CHANGE {
    pub AsUshort16: USHORT,
    pub Usb20PortChange: USB_20_PORT_CHANGE,
    pub Usb30PortChange: USB_30_PORT_CHANGE,
}
/// A [`_USB_PORT_CHANGE`].
pub type USB_PORT_CHANGE = _USB_PORT_CHANGE;
/// Pointer to a [`_USB_PORT_CHANGE`].
pub type PUSB_PORT_CHANGE = *mut _USB_PORT_CHANGE;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_PORT_EXT_STATUS {
    pub AsUlong32: ULONG,
    pub BitFields: ULONG,
}
/// A [`_USB_PORT_EXT_STATUS`].
pub type USB_PORT_EXT_STATUS = _USB_PORT_EXT_STATUS;
/// Pointer to a [`_USB_PORT_EXT_STATUS`].
pub type PUSB_PORT_EXT_STATUS = *mut _USB_PORT_EXT_STATUS;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_PORT_STATUS_AND_CHANGE {
    pub AsUlong32: ULONG,
    pub Anonymous: _USB_PORT_STATUS_AND_CHANGE_Anonymous,
}
/// A [`_USB_PORT_STATUS_AND_CHANGE`].
pub type USB_PORT_STATUS_AND_CHANGE = _USB_PORT_STATUS_AND_CHANGE;
/// Pointer to a [`_USB_PORT_STATUS_AND_CHANGE`].
pub type PUSB_PORT_STATUS_AND_CHANGE = *mut _USB_PORT_STATUS_AND_CHANGE;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_PORT_STATUS_AND_CHANGE_Anonymous {
    pub PortStatus: USB_PORT_STATUS,
    pub PortChange: USB_PORT_CHANGE,
}

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _USB_PORT_EXT_STATUS_AND_CHANGE {
    pub AsUlong64: ULONG64,
    pub Anonymous: _USB_PORT_EXT_STATUS_AND_CHANGE_Anonymous,
}
/// A [`_USB_PORT_EXT_STATUS_AND_CHANGE`].
pub type USB_PORT_EXT_STATUS_AND_CHANGE = _USB_PORT_EXT_STATUS_AND_CHANGE;
/// Pointer to a [`_USB_PORT_EXT_STATUS_AND_CHANGE`].
pub type PUSB_PORT_EXT_STATUS_AND_CHANGE = *mut _USB_PORT_EXT_STATUS_AND_CHANGE;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _USB_PORT_EXT_STATUS_AND_CHANGE_Anonymous {
    pub PortStatusChange: USB_PORT_STATUS_AND_CHANGE,
    pub PortExtStatus: USB_PORT_EXT_STATUS,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub union _USB_HUB_30_PORT_REMOTE_WAKE_MASK {
    pub AsUchar8: UCHAR,
    pub BitFields: UCHAR,
}
/// A [`_USB_HUB_30_PORT_REMOTE_WAKE_MASK`].
pub type USB_HUB_30_PORT_REMOTE_WAKE_MASK = _USB_HUB_30_PORT_REMOTE_WAKE_MASK;
/// Pointer to a [`_USB_HUB_30_PORT_REMOTE_WAKE_MASK`].
pub type PUSB_HUB_30_PORT_REMOTE_WAKE_MASK = *mut _USB_HUB_30_PORT_REMOTE_WAKE_MASK;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _USB_FUNCTION_SUSPEND_OPTIONS {
    pub AsUchar: UCHAR,
    pub BitFields: UCHAR,
}
/// A [`_USB_FUNCTION_SUSPEND_OPTIONS`].
pub type USB_FUNCTION_SUSPEND_OPTIONS = _USB_FUNCTION_SUSPEND_OPTIONS;
/// Pointer to a [`_USB_FUNCTION_SUSPEND_OPTIONS`].
pub type PUSB_FUNCTION_SUSPEND_OPTIONS = *mut _USB_FUNCTION_SUSPEND_OPTIONS;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_CONFIGURATION_POWER_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub SelfPowerConsumedD0: [UCHAR; 3],
    pub bPowerSummaryId: UCHAR,
    pub bBusPowerSavingD1: UCHAR,
    pub bSelfPowerSavingD1: UCHAR,
    pub bBusPowerSavingD2: UCHAR,
    pub bSelfPowerSavingD2: UCHAR,
    pub bBusPowerSavingD3: UCHAR,
    pub bSelfPowerSavingD3: UCHAR,
    pub TransitionTimeFromD1: USHORT,
    pub TransitionTimeFromD2: USHORT,
    pub TransitionTimeFromD3: USHORT,
}
/// A [`_USB_CONFIGURATION_POWER_DESCRIPTOR`].
pub type USB_CONFIGURATION_POWER_DESCRIPTOR = _USB_CONFIGURATION_POWER_DESCRIPTOR;
/// Pointer to a [`_USB_CONFIGURATION_POWER_DESCRIPTOR`].
pub type PUSB_CONFIGURATION_POWER_DESCRIPTOR = *mut _USB_CONFIGURATION_POWER_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _USB_INTERFACE_POWER_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub bmCapabilitiesFlags: UCHAR,
    pub bBusPowerSavingD1: UCHAR,
    pub bSelfPowerSavingD1: UCHAR,
    pub bBusPowerSavingD2: UCHAR,
    pub bSelfPowerSavingD2: UCHAR,
    pub bBusPowerSavingD3: UCHAR,
    pub bSelfPowerSavingD3: UCHAR,
    pub TransitionTimeFromD1: USHORT,
    pub TransitionTimeFromD2: USHORT,
    pub TransitionTimeFromD3: USHORT,
}
/// A [`_USB_INTERFACE_POWER_DESCRIPTOR`].
pub type USB_INTERFACE_POWER_DESCRIPTOR = _USB_INTERFACE_POWER_DESCRIPTOR;
/// Pointer to a [`_USB_INTERFACE_POWER_DESCRIPTOR`].
pub type PUSB_INTERFACE_POWER_DESCRIPTOR = *mut _USB_INTERFACE_POWER_DESCRIPTOR;

layout! {
    _COMPOSITE_DEVICE_CAPABILITIES: 4, 4 { BitFields: 0 }
    _REGISTER_COMPOSITE_DEVICE: 24, 8 {
        Version: 0, Size: 2, Reserved: 8, CapabilityFlags: 16, FunctionCount: 20
    }
    _BM_REQUEST_TYPE: 1, 1 { BitFields: 0, B: 0 }
    _USB_DEFAULT_PIPE_SETUP_PACKET_wValue_Anonymous: 2, 1 { LowByte: 0, HiByte: 1 }
    _USB_DEFAULT_PIPE_SETUP_PACKET_wValue: 2, 1 { Anonymous: 0, W: 0 }
    _USB_DEFAULT_PIPE_SETUP_PACKET_wIndex_Anonymous: 2, 1 { LowByte: 0, HiByte: 1 }
    _USB_DEFAULT_PIPE_SETUP_PACKET_wIndex: 2, 1 { Anonymous: 0, W: 0 }
    _USB_DEFAULT_PIPE_SETUP_PACKET: 8, 1 {
        bmRequestType: 0, bRequest: 1, wValue: 2, wIndex: 4, wLength: 6
    }
    _USB_DEVICE_STATUS: 2, 1 { AsUshort16: 0, BitFields: 0 }
    _USB_INTERFACE_STATUS: 2, 1 { AsUshort16: 0, BitFields: 0 }
    _USB_ENDPOINT_STATUS: 2, 1 { AsUshort16: 0, BitFields: 0 }
    _USB_COMMON_DESCRIPTOR: 2, 1 { bLength: 0, bDescriptorType: 1 }
    _USB_DEVICE_DESCRIPTOR: 18, 1 {
        bLength: 0, bDescriptorType: 1, bcdUSB: 2, bDeviceClass: 4, bDeviceSubClass: 5,
        bDeviceProtocol: 6, bMaxPacketSize0: 7, idVendor: 8, idProduct: 10, bcdDevice: 12,
        iManufacturer: 14, iProduct: 15, iSerialNumber: 16, bNumConfigurations: 17
    }
    _USB_DEVICE_QUALIFIER_DESCRIPTOR: 10, 1 {
        bLength: 0, bDescriptorType: 1, bcdUSB: 2, bDeviceClass: 4, bDeviceSubClass: 5,
        bDeviceProtocol: 6, bMaxPacketSize0: 7, bNumConfigurations: 8, bReserved: 9
    }
    _USB_BOS_DESCRIPTOR: 5, 1 { bLength: 0, bDescriptorType: 1, wTotalLength: 2, bNumDeviceCaps: 4 }
    _USB_DEVICE_CAPABILITY_USB20_EXTENSION_DESCRIPTOR_bmAttributes: 4, 1 {
        AsUlong: 0, BitFields: 0
    }
    _USB_DEVICE_CAPABILITY_USB20_EXTENSION_DESCRIPTOR: 7, 1 {
        bLength: 0, bDescriptorType: 1, bDevCapabilityType: 2, bmAttributes: 3
    }
    _USB_DEVICE_CAPABILITY_POWER_DELIVERY_DESCRIPTOR_bmAttributes: 4, 1 { AsUlong: 0, BitFields: 0 }
    _USB_DEVICE_CAPABILITY_POWER_DELIVERY_DESCRIPTOR: 18, 1 {
        bLength: 0, bDescriptorType: 1, bDevCapabilityType: 2, bReserved: 3, bmAttributes:
        4, bmProviderPorts: 8, bmConsumerPorts: 10, bcdBCVersion: 12, bcdPDVersion: 14,
        bcdUSBTypeCVersion: 16
    }
    _USB_DEVICE_CAPABILITY_PD_CONSUMER_PORT_DESCRIPTOR_bmCapabilities: 2, 1 {
        AsUshort: 0, BitFields: 0
    }
    _USB_DEVICE_CAPABILITY_PD_CONSUMER_PORT_DESCRIPTOR: 24, 1 {
        bLength: 0, bDescriptorType: 1, bDevCapabilityType: 2, bReserved: 3, bmCapabilities:
        4, wMinVoltage: 6, wMaxVoltage: 8, wReserved: 10, dwMaxOperatingPower: 12,
        dwMaxPeakPower: 16, dwMaxPeakPowerTime: 20
    }
    _USB_DEVICE_CAPABILITY_SUPERSPEED_USB_DESCRIPTOR: 10, 1 {
        bLength: 0, bDescriptorType: 1, bDevCapabilityType: 2, bmAttributes: 3,
        wSpeedsSupported: 4, bFunctionalitySupport: 6, bU1DevExitLat: 7, wU2DevExitLat: 8
    }
    _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_SPEED: 4, 1 { AsUlong32: 0, BitFields: 0 }
    _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR_bmAttributes: 4, 1 {
        AsUlong: 0, BitFields: 0
    }
    _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR_wFunctionalitySupport: 2, 1 {
        AsUshort: 0, BitFields: 0
    }
    _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR: 16, 1 {
        bLength: 0, bDescriptorType: 1, bDevCapabilityType: 2, bReserved: 3, bmAttributes:
        4, wFunctionalitySupport: 8, wReserved: 10, bmSublinkSpeedAttr: 12
    }
    _USB_DEVICE_CAPABILITY_CONTAINER_ID_DESCRIPTOR: 20, 1 {
        bLength: 0, bDescriptorType: 1, bDevCapabilityType: 2, bReserved: 3, ContainerID: 4
    }
    _USB_DEVICE_CAPABILITY_PLATFORM_DESCRIPTOR: 21, 1 {
        bLength: 0, bDescriptorType: 1, bDevCapabilityType: 2, bReserved: 3,
        PlatformCapabilityUuid: 4, CapabililityData: 20
    }
    _USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR_VconnPower: 2, 1 { AsUshort: 0, BitFields: 0 }
    _USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR_AlternateMode: 4, 1 {
        wSVID: 0, bAlternateMode: 2, iAlternateModeSetting: 3
    }
    _USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR: 48, 1 {
        bLength: 0, bDescriptorType: 1, bDevCapabilityType: 2, iAddtionalInfoURL: 3,
        bNumberOfAlternateModes: 4, bPreferredAlternateMode: 5, VconnPower: 6, bmConfigured:
        8, bReserved: 40, AlternateMode: 44
    }
    _USB_DEVICE_CAPABILITY_DESCRIPTOR: 3, 1 {
        bLength: 0, bDescriptorType: 1, bDevCapabilityType: 2
    }
    _USB_CONFIGURATION_DESCRIPTOR: 9, 1 {
        bLength: 0, bDescriptorType: 1, wTotalLength: 2, bNumInterfaces: 4,
        bConfigurationValue: 5, iConfiguration: 6, bmAttributes: 7, MaxPower: 8
    }
    _USB_INTERFACE_ASSOCIATION_DESCRIPTOR: 8, 1 {
        bLength: 0, bDescriptorType: 1, bFirstInterface: 2, bInterfaceCount: 3,
        bFunctionClass: 4, bFunctionSubClass: 5, bFunctionProtocol: 6, iFunction: 7
    }
    _USB_INTERFACE_DESCRIPTOR: 9, 1 {
        bLength: 0, bDescriptorType: 1, bInterfaceNumber: 2, bAlternateSetting: 3,
        bNumEndpoints: 4, bInterfaceClass: 5, bInterfaceSubClass: 6, bInterfaceProtocol: 7,
        iInterface: 8
    }
    _USB_ENDPOINT_DESCRIPTOR: 7, 1 {
        bLength: 0, bDescriptorType: 1, bEndpointAddress: 2, bmAttributes: 3,
        wMaxPacketSize: 4, bInterval: 6
    }
    _USB_HIGH_SPEED_MAXPACKET: 2, 1 { BitFields: 0, us: 0 }
    _USB_STRING_DESCRIPTOR: 4, 1 { bLength: 0, bDescriptorType: 1, bString: 2 }
    _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR_bmAttributes_Bulk: 1, 1 { BitFields: 0 }
    _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR_bmAttributes_Isochronous: 1, 1 { BitFields: 0 }
    _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR_bmAttributes: 1, 1 {
        AsUchar: 0, Bulk: 0, Isochronous: 0
    }
    _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR: 6, 1 {
        bLength: 0, bDescriptorType: 1, bMaxBurst: 2, bmAttributes: 3, wBytesPerInterval: 4
    }
    _USB_SUPERSPEEDPLUS_ISOCH_ENDPOINT_COMPANION_DESCRIPTOR: 8, 1 {
        bLength: 0, bDescriptorType: 1, wReserved: 2, dwBytesPerInterval: 4
    }
    _USB_HUB_DESCRIPTOR: 71, 1 {
        bDescriptorLength: 0, bDescriptorType: 1, bNumberOfPorts: 2, wHubCharacteristics: 3,
        bPowerOnToPowerGood: 5, bHubControlCurrent: 6, bRemoveAndPowerMask: 7
    }
    _USB_30_HUB_DESCRIPTOR: 12, 1 {
        bLength: 0, bDescriptorType: 1, bNumberOfPorts: 2, wHubCharacteristics: 3,
        bPowerOnToPowerGood: 5, bHubControlCurrent: 6, bHubHdrDecLat: 7, wHubDelay: 8,
        DeviceRemovable: 10
    }
    _USB_HUB_STATUS: 2, 1 { AsUshort16: 0, BitFields: 0 }
    _USB_HUB_CHANGE: 2, 1 { AsUshort16: 0, BitFields: 0 }
    _USB_HUB_STATUS_AND_CHANGE_Anonymous: 4, 1 { HubStatus: 0, HubChange: 2 }
    _USB_HUB_STATUS_AND_CHANGE: 4, 1 { AsUlong32: 0, Anonymous: 0 }
    _USB_20_PORT_STATUS: 2, 1 { AsUshort16: 0, BitFields: 0 }
    _USB_20_PORT_CHANGE: 2, 1 { AsUshort16: 0, BitFields: 0 }
    _USB_30_PORT_STATUS: 2, 1 { AsUshort16: 0, BitFields: 0 }
    _USB_30_PORT_CHANGE: 2, 1 { AsUshort16: 0, BitFields: 0 }
    _USB_PORT_STATUS: 2, 1 { AsUshort16: 0, Usb20PortStatus: 0, Usb30PortStatus: 0 }
    _USB_PORT_CHANGE: 2, 1 { AsUshort16: 0, Usb20PortChange: 0, Usb30PortChange: 0 }
    _USB_PORT_EXT_STATUS: 4, 1 { AsUlong32: 0, BitFields: 0 }
    _USB_PORT_STATUS_AND_CHANGE_Anonymous: 4, 1 { PortStatus: 0, PortChange: 2 }
    _USB_PORT_STATUS_AND_CHANGE: 4, 1 { AsUlong32: 0, Anonymous: 0 }
    _USB_PORT_EXT_STATUS_AND_CHANGE_Anonymous: 8, 1 { PortStatusChange: 0, PortExtStatus: 4 }
    _USB_PORT_EXT_STATUS_AND_CHANGE: 8, 1 { AsUlong64: 0, Anonymous: 0 }
    _USB_HUB_30_PORT_REMOTE_WAKE_MASK: 1, 1 { AsUchar8: 0, BitFields: 0 }
    _USB_FUNCTION_SUSPEND_OPTIONS: 1, 1 { AsUchar: 0, BitFields: 0 }
    _USB_CONFIGURATION_POWER_DESCRIPTOR: 18, 1 {
        bLength: 0, bDescriptorType: 1, SelfPowerConsumedD0: 2, bPowerSummaryId: 5,
        bBusPowerSavingD1: 6, bSelfPowerSavingD1: 7, bBusPowerSavingD2: 8,
        bSelfPowerSavingD2: 9, bBusPowerSavingD3: 10, bSelfPowerSavingD3: 11,
        TransitionTimeFromD1: 12, TransitionTimeFromD2: 14, TransitionTimeFromD3: 16
    }
    _USB_INTERFACE_POWER_DESCRIPTOR: 15, 1 {
        bLength: 0, bDescriptorType: 1, bmCapabilitiesFlags: 2, bBusPowerSavingD1: 3,
        bSelfPowerSavingD1: 4, bBusPowerSavingD2: 5, bSelfPowerSavingD2: 6,
        bBusPowerSavingD3: 7, bSelfPowerSavingD3: 8, TransitionTimeFromD1: 9,
        TransitionTimeFromD2: 11, TransitionTimeFromD3: 13
    }
}

bit_fields! {
    _COMPOSITE_DEVICE_CAPABILITIES.BitFields: ULONG {
        CapabilityFunctionSuspend set_CapabilityFunctionSuspend: 0, 1;
    }
    _BM_REQUEST_TYPE.BitFields: UCHAR {
        Recipient set_Recipient: 0, 2;
        Type set_Type: 5, 2;
        Dir set_Dir: 7, 1;
    }
    _USB_DEVICE_STATUS.BitFields: USHORT {
        SelfPowered set_SelfPowered: 0, 1;
        RemoteWakeup set_RemoteWakeup: 1, 1;
        U1Enable set_U1Enable: 2, 1;
        U2Enable set_U2Enable: 3, 1;
        LtmEnable set_LtmEnable: 4, 1;
    }
    _USB_INTERFACE_STATUS.BitFields: USHORT {
        RemoteWakeupCapable set_RemoteWakeupCapable: 0, 1;
        RemoteWakeupEnabled set_RemoteWakeupEnabled: 1, 1;
    }
    _USB_ENDPOINT_STATUS.BitFields: USHORT {
        Halt set_Halt: 0, 1;
    }
    _USB_DEVICE_CAPABILITY_USB20_EXTENSION_DESCRIPTOR_bmAttributes.BitFields: ULONG {
        LPMCapable set_LPMCapable: 1, 1;
        BESLAndAlternateHIRDSupported set_BESLAndAlternateHIRDSupported: 2, 1;
        BaselineBESLValid set_BaselineBESLValid: 3, 1;
        DeepBESLValid set_DeepBESLValid: 4, 1;
        BaselineBESL set_BaselineBESL: 8, 4;
        DeepBESL set_DeepBESL: 12, 4;
    }
    _USB_DEVICE_CAPABILITY_POWER_DELIVERY_DESCRIPTOR_bmAttributes.BitFields: ULONG {
        BatteryCharging set_BatteryCharging: 1, 1;
        USBPowerDelivery set_USBPowerDelivery: 2, 1;
        Provider set_Provider: 3, 1;
        Consumer set_Consumer: 4, 1;
        ChargingPolicy set_ChargingPolicy: 5, 1;
        TypeCCurrent set_TypeCCurrent: 6, 1;
        ACSupply set_ACSupply: 8, 1;
        Battery set_Battery: 9, 1;
        Other set_Other: 10, 1;
        NumBatteries set_NumBatteries: 11, 3;
        UsesVbus set_UsesVbus: 14, 1;
    }
    _USB_DEVICE_CAPABILITY_PD_CONSUMER_PORT_DESCRIPTOR_bmCapabilities.BitFields: USHORT {
        BatteryCharging set_BatteryCharging: 0, 1;
        USBPowerDelivery set_USBPowerDelivery: 1, 1;
        USBTypeCCurrent set_USBTypeCCurrent: 2, 1;
    }
    _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_SPEED.BitFields: ULONG {
        SublinkSpeedAttrID set_SublinkSpeedAttrID: 0, 4;
        LaneSpeedExponent set_LaneSpeedExponent: 4, 2;
        SublinkTypeMode set_SublinkTypeMode: 6, 1;
        SublinkTypeDir set_SublinkTypeDir: 7, 1;
        LinkProtocol set_LinkProtocol: 14, 2;
        LaneSpeedMantissa set_LaneSpeedMantissa: 16, 16;
    }
    _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR_bmAttributes.BitFields: ULONG {
        SublinkSpeedAttrCount set_SublinkSpeedAttrCount: 0, 5;
        SublinkSpeedIDCount set_SublinkSpeedIDCount: 5, 4;
    }
    _USB_DEVICE_CAPABILITY_SUPERSPEEDPLUS_USB_DESCRIPTOR_wFunctionalitySupport.BitFields: USHORT {
        SublinkSpeedAttrID set_SublinkSpeedAttrID: 0, 4;
        MinRxLaneCount set_MinRxLaneCount: 8, 4;
        MinTxLaneCount set_MinTxLaneCount: 12, 4;
    }
    _USB_DEVICE_CAPABILITY_BILLBOARD_DESCRIPTOR_VconnPower.BitFields: USHORT {
        VConnPowerNeededForFullFunctionality set_VConnPowerNeededForFullFunctionality: 0, 3;
        NoVconnPowerRequired set_NoVconnPowerRequired: 15, 1;
    }
    _USB_HIGH_SPEED_MAXPACKET.BitFields: USHORT {
        MaxPacket set_MaxPacket: 0, 11;
        HSmux set_HSmux: 11, 2;
    }
    _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR_bmAttributes_Bulk.BitFields: UCHAR {
        MaxStreams set_MaxStreams: 0, 5;
    }
    _USB_SUPERSPEED_ENDPOINT_COMPANION_DESCRIPTOR_bmAttributes_Isochronous.BitFields: UCHAR {
        Mult set_Mult: 0, 2;
        SspCompanion set_SspCompanion: 7, 1;
    }
    _USB_HUB_STATUS.BitFields: USHORT {
        LocalPowerLost set_LocalPowerLost: 0, 1;
        OverCurrent set_OverCurrent: 1, 1;
    }
    _USB_HUB_CHANGE.BitFields: USHORT {
        LocalPowerChange set_LocalPowerChange: 0, 1;
        OverCurrentChange set_OverCurrentChange: 1, 1;
    }
    _USB_20_PORT_STATUS.BitFields: USHORT {
        CurrentConnectStatus set_CurrentConnectStatus: 0, 1;
        PortEnabledDisabled set_PortEnabledDisabled: 1, 1;
        Suspend set_Suspend: 2, 1;
        OverCurrent set_OverCurrent: 3, 1;
        Reset set_Reset: 4, 1;
        L1 set_L1: 5, 1;
        PortPower set_PortPower: 8, 1;
        LowSpeedDeviceAttached set_LowSpeedDeviceAttached: 9, 1;
        HighSpeedDeviceAttached set_HighSpeedDeviceAttached: 10, 1;
        PortTestMode set_PortTestMode: 11, 1;
        PortIndicatorControl set_PortIndicatorControl: 12, 1;
    }
    _USB_20_PORT_CHANGE.BitFields: USHORT {
        ConnectStatusChange set_ConnectStatusChange: 0, 1;
        PortEnableDisableChange set_PortEnableDisableChange: 1, 1;
        SuspendChange set_SuspendChange: 2, 1;
        OverCurrentIndicatorChange set_OverCurrentIndicatorChange: 3, 1;
        ResetChange set_ResetChange: 4, 1;
    }
    _USB_30_PORT_STATUS.BitFields: USHORT {
        CurrentConnectStatus set_CurrentConnectStatus: 0, 1;
        PortEnabledDisabled set_PortEnabledDisabled: 1, 1;
        OverCurrent set_OverCurrent: 3, 1;
        Reset set_Reset: 4, 1;
        PortLinkState set_PortLinkState: 5, 4;
        PortPower set_PortPower: 9, 1;
        NegotiatedDeviceSpeed set_NegotiatedDeviceSpeed: 10, 3;
    }
    _USB_30_PORT_CHANGE.BitFields: USHORT {
        ConnectStatusChange set_ConnectStatusChange: 0, 1;
        OverCurrentIndicatorChange set_OverCurrentIndicatorChange: 3, 1;
        ResetChange set_ResetChange: 4, 1;
        BHResetChange set_BHResetChange: 5, 1;
        PortLinkStateChange set_PortLinkStateChange: 6, 1;
        PortConfigErrorChange set_PortConfigErrorChange: 7, 1;
    }
    _USB_PORT_EXT_STATUS.BitFields: ULONG {
        RxSublinkSpeedID set_RxSublinkSpeedID: 0, 4;
        TxSublinkSpeedID set_TxSublinkSpeedID: 4, 4;
        RxLaneCount set_RxLaneCount: 8, 4;
        TxLaneCount set_TxLaneCount: 12, 4;
    }
    _USB_HUB_30_PORT_REMOTE_WAKE_MASK.BitFields: UCHAR {
        ConnectRemoteWakeEnable set_ConnectRemoteWakeEnable: 0, 1;
        DisconnectRemoteWakeEnable set_DisconnectRemoteWakeEnable: 1, 1;
        OverCurrentRemoteWakeEnable set_OverCurrentRemoteWakeEnable: 2, 1;
    }
    _USB_FUNCTION_SUSPEND_OPTIONS.BitFields: UCHAR {
        PowerState set_PowerState: 0, 1;
        RemoteWakeEnabled set_RemoteWakeEnabled: 1, 1;
    }
}
