//! Structures of USB targets as their `X_INIT` functions leave them.

use super::structure_size;
use crate::{
    _WDF_USB_BMREQUEST_DIRECTION, _WDF_USB_BMREQUEST_TYPE,
    _WDF_USB_CONTROL_SETUP_PACKET__bindgen_ty_1,
    _WDF_USB_CONTROL_SETUP_PACKET__bindgen_ty_1__bindgen_ty_1,
    _WDF_USB_CONTROL_SETUP_PACKET__bindgen_ty_1__bindgen_ty_1__bindgen_ty_1,
    _WDF_USB_CONTROL_SETUP_PACKET__bindgen_ty_1__bindgen_ty_2,
    _WDF_USB_CONTROL_SETUP_PACKET__bindgen_ty_1__bindgen_ty_3,
    _WDF_USB_DEVICE_SELECT_CONFIG_PARAMS__bindgen_ty_1__bindgen_ty_1,
    _WDF_USB_DEVICE_SELECT_CONFIG_PARAMS__bindgen_ty_1__bindgen_ty_2,
    _WDF_USB_DEVICE_SELECT_CONFIG_PARAMS__bindgen_ty_1__bindgen_ty_4,
    _WDF_USB_INTERFACE_SELECT_SETTING_PARAMS__bindgen_ty_1__bindgen_ty_1,
    _WDF_USB_INTERFACE_SELECT_SETTING_PARAMS__bindgen_ty_1__bindgen_ty_2,
    _WDF_USB_INTERFACE_SELECT_SETTING_PARAMS__bindgen_ty_1__bindgen_ty_3, _WDFSTRUCTENUM,
    _WdfUsbTargetDeviceSelectConfigType, _WdfUsbTargetDeviceSelectSettingType, BOOLEAN, BYTE, PURB,
    PUSB_CONFIGURATION_DESCRIPTOR, PUSB_INTERFACE_DESCRIPTOR, PWDF_USB_INTERFACE_SETTING_PAIR,
    UCHAR, ULONG, USHORT, WDF_USB_BMREQUEST_DIRECTION, WDF_USB_BMREQUEST_RECIPIENT,
    WDF_USB_BMREQUEST_TYPE, WDF_USB_CONTROL_SETUP_PACKET, WDF_USB_DEVICE_SELECT_CONFIG_PARAMS,
    WDF_USB_INTERFACE_SELECT_SETTING_PARAMS, WdfUsbTargetDeviceSelectConfigType,
    WdfUsbTargetDeviceSelectSettingType,
};

/// Standard requests of USB's chapter 9.
const USB_REQUEST_GET_STATUS: BYTE = 0;
const USB_REQUEST_CLEAR_FEATURE: BYTE = 1;
const USB_REQUEST_SET_FEATURE: BYTE = 3;

impl WDF_USB_CONTROL_SETUP_PACKET {
    fn request(
        Direction: WDF_USB_BMREQUEST_DIRECTION,
        Type: WDF_USB_BMREQUEST_TYPE,
        Recipient: WDF_USB_BMREQUEST_RECIPIENT,
        bRequest: BYTE,
        Value: USHORT,
        Index: USHORT,
    ) -> Self {
        let mut kind =
            _WDF_USB_CONTROL_SETUP_PACKET__bindgen_ty_1__bindgen_ty_1__bindgen_ty_1::default();
        kind.set_Dir(Direction as BYTE);
        kind.set_Type(Type as BYTE);
        kind.set_Recipient(Recipient as BYTE);
        Self {
            Packet: _WDF_USB_CONTROL_SETUP_PACKET__bindgen_ty_1 {
                bm: _WDF_USB_CONTROL_SETUP_PACKET__bindgen_ty_1__bindgen_ty_1 { Request: kind },
                bRequest,
                wValue: _WDF_USB_CONTROL_SETUP_PACKET__bindgen_ty_1__bindgen_ty_2 { Value },
                wIndex: _WDF_USB_CONTROL_SETUP_PACKET__bindgen_ty_1__bindgen_ty_3 { Value: Index },
                wLength: 0,
            },
        }
    }

    /// A standard request, as `WDF_USB_CONTROL_SETUP_PACKET_INIT` makes it.
    #[must_use]
    pub fn init(
        Direction: WDF_USB_BMREQUEST_DIRECTION,
        Recipient: WDF_USB_BMREQUEST_RECIPIENT,
        Request: BYTE,
        Value: USHORT,
        Index: USHORT,
    ) -> Self {
        let kind = _WDF_USB_BMREQUEST_TYPE::BmRequestStandard;
        Self::request(Direction, kind, Recipient, Request, Value, Index)
    }

    /// A class request, as `WDF_USB_CONTROL_SETUP_PACKET_INIT_CLASS` makes it.
    #[must_use]
    pub fn init_class(
        Direction: WDF_USB_BMREQUEST_DIRECTION,
        Recipient: WDF_USB_BMREQUEST_RECIPIENT,
        Request: BYTE,
        Value: USHORT,
        Index: USHORT,
    ) -> Self {
        let kind = _WDF_USB_BMREQUEST_TYPE::BmRequestClass;
        Self::request(Direction, kind, Recipient, Request, Value, Index)
    }

    /// A vendor's request, as `WDF_USB_CONTROL_SETUP_PACKET_INIT_VENDOR` makes it.
    #[must_use]
    pub fn init_vendor(
        Direction: WDF_USB_BMREQUEST_DIRECTION,
        Recipient: WDF_USB_BMREQUEST_RECIPIENT,
        Request: BYTE,
        Value: USHORT,
        Index: USHORT,
    ) -> Self {
        let kind = _WDF_USB_BMREQUEST_TYPE::BmRequestVendor;
        Self::request(Direction, kind, Recipient, Request, Value, Index)
    }

    /// Sets or clears a feature, as `WDF_USB_CONTROL_SETUP_PACKET_INIT_FEATURE` makes it.
    #[must_use]
    pub fn init_feature(
        Recipient: WDF_USB_BMREQUEST_RECIPIENT,
        FeatureSelector: USHORT,
        Index: USHORT,
        SetFeature: BOOLEAN,
    ) -> Self {
        let direction = _WDF_USB_BMREQUEST_DIRECTION::BmRequestHostToDevice;
        let request = if SetFeature == 0 {
            USB_REQUEST_CLEAR_FEATURE
        } else {
            USB_REQUEST_SET_FEATURE
        };
        Self::init(direction, Recipient, request, FeatureSelector, Index)
    }

    /// Asks for a status, as `WDF_USB_CONTROL_SETUP_PACKET_INIT_GET_STATUS` makes it.
    #[must_use]
    pub fn init_get_status(Recipient: WDF_USB_BMREQUEST_RECIPIENT, Index: USHORT) -> Self {
        let direction = _WDF_USB_BMREQUEST_DIRECTION::BmRequestDeviceToHost;
        Self::init(direction, Recipient, USB_REQUEST_GET_STATUS, 0, Index)
    }
}

impl WDF_USB_DEVICE_SELECT_CONFIG_PARAMS {
    fn of_type(Type: WdfUsbTargetDeviceSelectConfigType) -> Self {
        Self {
            Type,
            ..Self::init_deconfig()
        }
    }

    /// All interfaces, or the `NumberInterfaces` settings at `Pairs`, as
    /// `WDF_USB_DEVICE_SELECT_CONFIG_PARAMS_INIT_MULTIPLE_INTERFACES` makes it.
    #[must_use]
    pub fn init_multiple_interfaces(
        NumberInterfaces: UCHAR,
        Pairs: PWDF_USB_INTERFACE_SETTING_PAIR,
    ) -> Self {
        use _WdfUsbTargetDeviceSelectConfigType::{
            WdfUsbTargetDeviceSelectConfigTypeInterfacesPairs,
            WdfUsbTargetDeviceSelectConfigTypeMultiInterface,
        };
        if Pairs.is_null() || NumberInterfaces == 0 {
            return Self::of_type(WdfUsbTargetDeviceSelectConfigTypeMultiInterface);
        }
        let mut params = Self::of_type(WdfUsbTargetDeviceSelectConfigTypeInterfacesPairs);
        params.Types.MultiInterface =
            _WDF_USB_DEVICE_SELECT_CONFIG_PARAMS__bindgen_ty_1__bindgen_ty_4 {
                NumberInterfaces,
                Pairs,
                ..Default::default()
            };
        params
    }

    /// The interfaces of descriptors, as
    /// `WDF_USB_DEVICE_SELECT_CONFIG_PARAMS_INIT_INTERFACES_DESCRIPTORS` makes it.
    #[must_use]
    pub fn init_interfaces_descriptors(
        ConfigurationDescriptor: PUSB_CONFIGURATION_DESCRIPTOR,
        InterfaceDescriptors: *mut PUSB_INTERFACE_DESCRIPTOR,
        NumInterfaceDescriptors: ULONG,
    ) -> Self {
        let mut params = Self::of_type(
            _WdfUsbTargetDeviceSelectConfigType::WdfUsbTargetDeviceSelectConfigTypeInterfacesDescriptor,
        );
        params.Types.Descriptor =
            _WDF_USB_DEVICE_SELECT_CONFIG_PARAMS__bindgen_ty_1__bindgen_ty_1 {
                ConfigurationDescriptor,
                InterfaceDescriptors,
                NumInterfaceDescriptors,
            };
        params
    }

    /// The configuration of an URB, as `WDF_USB_DEVICE_SELECT_CONFIG_PARAMS_INIT_URB` makes it.
    #[must_use]
    pub fn init_urb(Urb: PURB) -> Self {
        let mut params = Self::of_type(
            _WdfUsbTargetDeviceSelectConfigType::WdfUsbTargetDeviceSelectConfigTypeUrb,
        );
        params.Types.Urb = _WDF_USB_DEVICE_SELECT_CONFIG_PARAMS__bindgen_ty_1__bindgen_ty_2 { Urb };
        params
    }
}

impl WDF_USB_INTERFACE_SELECT_SETTING_PARAMS {
    fn of_type(Type: WdfUsbTargetDeviceSelectSettingType) -> Self {
        Self {
            Size: structure_size::<Self>(
                _WDFSTRUCTENUM::INDEX_WDF_USB_INTERFACE_SELECT_SETTING_PARAMS,
            ),
            Type,
            ..Self::default()
        }
    }

    /// The setting of a descriptor, as
    /// `WDF_USB_INTERFACE_SELECT_SETTING_PARAMS_INIT_DESCRIPTOR` makes it.
    #[must_use]
    pub fn init_descriptor(InterfaceDescriptor: PUSB_INTERFACE_DESCRIPTOR) -> Self {
        let mut params = Self::of_type(
            _WdfUsbTargetDeviceSelectSettingType::WdfUsbInterfaceSelectSettingTypeDescriptor,
        );
        params.Types.Descriptor =
            _WDF_USB_INTERFACE_SELECT_SETTING_PARAMS__bindgen_ty_1__bindgen_ty_1 {
                InterfaceDescriptor,
            };
        params
    }

    /// The setting of an URB, as `WDF_USB_INTERFACE_SELECT_SETTING_PARAMS_INIT_URB` makes it.
    #[must_use]
    pub fn init_urb(Urb: PURB) -> Self {
        let mut params = Self::of_type(
            _WdfUsbTargetDeviceSelectSettingType::WdfUsbInterfaceSelectSettingTypeUrb,
        );
        params.Types.Urb =
            _WDF_USB_INTERFACE_SELECT_SETTING_PARAMS__bindgen_ty_1__bindgen_ty_3 { Urb };
        params
    }

    /// A setting by its index, as `WDF_USB_INTERFACE_SELECT_SETTING_PARAMS_INIT_SETTING` makes it.
    #[must_use]
    pub fn init_setting(SettingIndex: UCHAR) -> Self {
        let mut params = Self::of_type(
            _WdfUsbTargetDeviceSelectSettingType::WdfUsbInterfaceSelectSettingTypeSetting,
        );
        params.Types.Interface =
            _WDF_USB_INTERFACE_SELECT_SETTING_PARAMS__bindgen_ty_1__bindgen_ty_2 { SettingIndex };
        params
    }
}
