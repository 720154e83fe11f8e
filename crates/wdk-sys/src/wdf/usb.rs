//! `usbspec.h`, `usb.h`: the USB types that the framework's signatures name.

use crate::{LONG, PVOID, UCHAR, ULONG, USHORT, layout::layout};

/// Status of a USB request block.
pub type USBD_STATUS = LONG;
/// The USB stack's handle of a pipe.
pub type USBD_PIPE_HANDLE = PVOID;
/// The USB stack's handle of a configuration.
pub type USBD_CONFIGURATION_HANDLE = PVOID;

/// A USB request block, which the USB stack allocates; its layout is not described here yet.
#[repr(C)]
#[derive(Debug)]
pub struct URB {
    _opaque: [u8; 0],
}
/// Pointer to a [`URB`].
pub type PURB = *mut URB;

/// A device's descriptor, as the USB specification has it.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct USB_DEVICE_DESCRIPTOR {
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
/// Pointer to a [`USB_DEVICE_DESCRIPTOR`].
pub type PUSB_DEVICE_DESCRIPTOR = *mut USB_DEVICE_DESCRIPTOR;

/// A configuration's descriptor, which those of its interfaces follow.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct USB_CONFIGURATION_DESCRIPTOR {
    pub bLength: UCHAR,
    pub bDescriptorType: UCHAR,
    pub wTotalLength: USHORT,
    pub bNumInterfaces: UCHAR,
    pub bConfigurationValue: UCHAR,
    pub iConfiguration: UCHAR,
    pub bmAttributes: UCHAR,
    pub MaxPower: UCHAR,
}
/// Pointer to a [`USB_CONFIGURATION_DESCRIPTOR`].
pub type PUSB_CONFIGURATION_DESCRIPTOR = *mut USB_CONFIGURATION_DESCRIPTOR;

/// The descriptor of one alternate setting of an interface.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct USB_INTERFACE_DESCRIPTOR {
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
/// Pointer to a [`USB_INTERFACE_DESCRIPTOR`].
pub type PUSB_INTERFACE_DESCRIPTOR = *mut USB_INTERFACE_DESCRIPTOR;

/// The versions of the USB stack and of the bus.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct USBD_VERSION_INFORMATION {
    pub USBDI_Version: ULONG,
    pub Supported_USB_Version: ULONG,
}

layout! {
    USB_DEVICE_DESCRIPTOR: 18, 1 {
        bcdUSB: 2, bDeviceClass: 4, bMaxPacketSize0: 7, idVendor: 8, idProduct: 10, bcdDevice: 12,
        bNumConfigurations: 17,
    }
    USB_CONFIGURATION_DESCRIPTOR: 9, 1 { wTotalLength: 2, bNumInterfaces: 4, MaxPower: 8 }
    USB_INTERFACE_DESCRIPTOR: 9, 1 { bNumEndpoints: 4, iInterface: 8 }
    USBD_VERSION_INFORMATION: 8, 4 { USBDI_Version: 0, Supported_USB_Version: 4 }
}
