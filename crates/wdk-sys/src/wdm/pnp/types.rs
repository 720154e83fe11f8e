//! Structures, enumerations and callbacks, of the same headers as the functions beside them.

use crate::{
    layout::{bit_fields, layout},
    *,
};

/// The number of a property within its category.
pub type DEVPROPID = ULONG;
/// The type of a property's data (`DEVPROP_TYPE_*`).
pub type DEVPROPTYPE = ULONG;
/// A node of memory.
pub type NODE_REQUIREMENT = ULONG;
/// Pointer to a [`DEVPROPTYPE`].
pub type PDEVPROPTYPE = *mut ULONG;
/// A device's PnP state (`PNP_DEVICE_*`).
pub type PNP_DEVICE_STATE = ULONG;
/// Which identifier `IRP_MN_QUERY_ID` asks for.
pub mod _BUS_QUERY_ID_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const BusQueryDeviceID: Type = 0;
    pub const BusQueryHardwareIDs: Type = 1;
    pub const BusQueryCompatibleIDs: Type = 2;
    pub const BusQueryInstanceID: Type = 3;
    pub const BusQueryDeviceSerialNumber: Type = 4;
    pub const BusQueryContainerID: Type = 5;
}
/// A value of [`_BUS_QUERY_ID_TYPE`].
pub type BUS_QUERY_ID_TYPE = _BUS_QUERY_ID_TYPE::Type;
/// Pointer to a [`BUS_QUERY_ID_TYPE`].
pub type PBUS_QUERY_ID_TYPE = *mut _BUS_QUERY_ID_TYPE::Type;

/// How far a device is installed.
pub mod _DEVICE_INSTALL_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const InstallStateInstalled: Type = 0;
    pub const InstallStateNeedsReinstall: Type = 1;
    pub const InstallStateFailedInstall: Type = 2;
    pub const InstallStateFinishInstall: Type = 3;
}
/// A value of [`_DEVICE_INSTALL_STATE`].
pub type DEVICE_INSTALL_STATE = _DEVICE_INSTALL_STATE::Type;
/// Pointer to a [`DEVICE_INSTALL_STATE`].
pub type PDEVICE_INSTALL_STATE = *mut _DEVICE_INSTALL_STATE::Type;

/// Properties that `IoGetDeviceProperty` returns.
pub mod _DEVICE_REGISTRY_PROPERTY {
    /// The values are of this type.
    pub type Type = i32;
    pub const DevicePropertyDeviceDescription: Type = 0;
    pub const DevicePropertyHardwareID: Type = 1;
    pub const DevicePropertyCompatibleIDs: Type = 2;
    pub const DevicePropertyBootConfiguration: Type = 3;
    pub const DevicePropertyBootConfigurationTranslated: Type = 4;
    pub const DevicePropertyClassName: Type = 5;
    pub const DevicePropertyClassGuid: Type = 6;
    pub const DevicePropertyDriverKeyName: Type = 7;
    pub const DevicePropertyManufacturer: Type = 8;
    pub const DevicePropertyFriendlyName: Type = 9;
    pub const DevicePropertyLocationInformation: Type = 10;
    pub const DevicePropertyPhysicalDeviceObjectName: Type = 11;
    pub const DevicePropertyBusTypeGuid: Type = 12;
    pub const DevicePropertyLegacyBusType: Type = 13;
    pub const DevicePropertyBusNumber: Type = 14;
    pub const DevicePropertyEnumeratorName: Type = 15;
    pub const DevicePropertyAddress: Type = 16;
    pub const DevicePropertyUINumber: Type = 17;
    pub const DevicePropertyInstallState: Type = 18;
    pub const DevicePropertyRemovalPolicy: Type = 19;
    pub const DevicePropertyResourceRequirements: Type = 20;
    pub const DevicePropertyAllocatedResources: Type = 21;
    pub const DevicePropertyContainerID: Type = 22;
}
/// A value of [`_DEVICE_REGISTRY_PROPERTY`].
pub type DEVICE_REGISTRY_PROPERTY = _DEVICE_REGISTRY_PROPERTY::Type;

/// Which relations `IRP_MN_QUERY_DEVICE_RELATIONS` asks for.
pub mod _DEVICE_RELATION_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const BusRelations: Type = 0;
    pub const EjectionRelations: Type = 1;
    pub const PowerRelations: Type = 2;
    pub const RemovalRelations: Type = 3;
    pub const TargetDeviceRelation: Type = 4;
    pub const SingleBusRelations: Type = 5;
    pub const TransportRelations: Type = 6;
}
/// A value of [`_DEVICE_RELATION_TYPE`].
pub type DEVICE_RELATION_TYPE = _DEVICE_RELATION_TYPE::Type;
/// Pointer to a [`DEVICE_RELATION_TYPE`].
pub type PDEVICE_RELATION_TYPE = *mut _DEVICE_RELATION_TYPE::Type;

/// Whether the user expects that a device is removed.
pub mod _DEVICE_REMOVAL_POLICY {
    /// The values are of this type.
    pub type Type = i32;
    pub const RemovalPolicyExpectNoRemoval: Type = 1;
    pub const RemovalPolicyExpectOrderlyRemoval: Type = 2;
    pub const RemovalPolicyExpectSurpriseRemoval: Type = 3;
}
/// A value of [`_DEVICE_REMOVAL_POLICY`].
pub type DEVICE_REMOVAL_POLICY = _DEVICE_REMOVAL_POLICY::Type;
/// Pointer to a [`DEVICE_REMOVAL_POLICY`].
pub type PDEVICE_REMOVAL_POLICY = *mut _DEVICE_REMOVAL_POLICY::Type;

/// Which text `IRP_MN_QUERY_DEVICE_TEXT` asks for.
pub mod _DEVICE_TEXT_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const DeviceTextDescription: Type = 0;
    pub const DeviceTextLocationInformation: Type = 1;
}
/// A value of [`_DEVICE_TEXT_TYPE`].
pub type DEVICE_TEXT_TYPE = _DEVICE_TEXT_TYPE::Type;
/// Pointer to a [`DEVICE_TEXT_TYPE`].
pub type PDEVICE_TEXT_TYPE = *mut _DEVICE_TEXT_TYPE::Type;

/// Special files on a device: paging, hibernation, crash dump, boot.
pub mod _DEVICE_USAGE_NOTIFICATION_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const DeviceUsageTypeUndefined: Type = 0;
    pub const DeviceUsageTypePaging: Type = 1;
    pub const DeviceUsageTypeHibernation: Type = 2;
    pub const DeviceUsageTypeDumpFile: Type = 3;
    pub const DeviceUsageTypeBoot: Type = 4;
    pub const DeviceUsageTypePostDisplay: Type = 5;
    pub const DeviceUsageTypeGuestAssigned: Type = 6;
}
/// A value of [`_DEVICE_USAGE_NOTIFICATION_TYPE`].
pub type DEVICE_USAGE_NOTIFICATION_TYPE = _DEVICE_USAGE_NOTIFICATION_TYPE::Type;

/// Kinds of PnP notifications.
pub mod _IO_NOTIFICATION_EVENT_CATEGORY {
    /// The values are of this type.
    pub type Type = i32;
    pub const EventCategoryReserved: Type = 0;
    pub const EventCategoryHardwareProfileChange: Type = 1;
    pub const EventCategoryDeviceInterfaceChange: Type = 2;
    pub const EventCategoryTargetDeviceChange: Type = 3;
    pub const EventCategoryKernelSoftRestart: Type = 4;
}
/// A value of [`_IO_NOTIFICATION_EVENT_CATEGORY`].
pub type IO_NOTIFICATION_EVENT_CATEGORY = _IO_NOTIFICATION_EVENT_CATEGORY::Type;

/// The type and number of a bus.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PNP_BUS_INFORMATION {
    pub BusTypeGuid: GUID,
    pub LegacyBusType: INTERFACE_TYPE,
    pub BusNumber: ULONG,
}
/// A [`_PNP_BUS_INFORMATION`].
pub type PNP_BUS_INFORMATION = _PNP_BUS_INFORMATION;
/// Pointer to a [`_PNP_BUS_INFORMATION`].
pub type PPNP_BUS_INFORMATION = *mut _PNP_BUS_INFORMATION;

/// Has a bus enumerate a device again.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REENUMERATE_SELF_INTERFACE_STANDARD {
    pub Size: USHORT,
    pub Version: USHORT,
    pub Context: PVOID,
    pub InterfaceReference: PINTERFACE_REFERENCE,
    pub InterfaceDereference: PINTERFACE_DEREFERENCE,
    pub SurpriseRemoveAndReenumerateSelf: PREENUMERATE_SELF,
}
/// A [`_REENUMERATE_SELF_INTERFACE_STANDARD`].
pub type REENUMERATE_SELF_INTERFACE_STANDARD = _REENUMERATE_SELF_INTERFACE_STANDARD;
/// Pointer to a [`_REENUMERATE_SELF_INTERFACE_STANDARD`].
pub type PREENUMERATE_SELF_INTERFACE_STANDARD = *mut _REENUMERATE_SELF_INTERFACE_STANDARD;

/// What a bus driver offers to the drivers of its devices.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _BUS_INTERFACE_STANDARD {
    pub Size: USHORT,
    pub Version: USHORT,
    pub Context: PVOID,
    pub InterfaceReference: PINTERFACE_REFERENCE,
    pub InterfaceDereference: PINTERFACE_DEREFERENCE,
    pub TranslateBusAddress: PTRANSLATE_BUS_ADDRESS,
    pub GetDmaAdapter: PGET_DMA_ADAPTER,
    pub SetBusData: PGET_SET_DEVICE_DATA,
    pub GetBusData: PGET_SET_DEVICE_DATA,
}
/// A [`_BUS_INTERFACE_STANDARD`].
pub type BUS_INTERFACE_STANDARD = _BUS_INTERFACE_STANDARD;
/// Pointer to a [`_BUS_INTERFACE_STANDARD`].
pub type PBUS_INTERFACE_STANDARD = *mut _BUS_INTERFACE_STANDARD;

/// What a device can do, as its bus knows.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVICE_CAPABILITIES {
    pub Size: USHORT,
    pub Version: USHORT,
    pub BitFields: ULONG,
    pub Address: ULONG,
    pub UINumber: ULONG,
    pub DeviceState: [DEVICE_POWER_STATE; 7],
    pub SystemWake: SYSTEM_POWER_STATE,
    pub DeviceWake: DEVICE_POWER_STATE,
    pub D1Latency: ULONG,
    pub D2Latency: ULONG,
    pub D3Latency: ULONG,
}
/// A [`_DEVICE_CAPABILITIES`].
pub type DEVICE_CAPABILITIES = _DEVICE_CAPABILITIES;
/// Pointer to a [`_DEVICE_CAPABILITIES`].
pub type PDEVICE_CAPABILITIES = *mut _DEVICE_CAPABILITIES;

/// An interface was enabled or disabled.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVICE_INTERFACE_CHANGE_NOTIFICATION {
    pub Version: USHORT,
    pub Size: USHORT,
    pub Event: GUID,
    pub InterfaceClassGuid: GUID,
    pub SymbolicLinkName: PUNICODE_STRING,
}
/// A [`_DEVICE_INTERFACE_CHANGE_NOTIFICATION`].
pub type DEVICE_INTERFACE_CHANGE_NOTIFICATION = _DEVICE_INTERFACE_CHANGE_NOTIFICATION;
/// Pointer to a [`_DEVICE_INTERFACE_CHANGE_NOTIFICATION`].
pub type PDEVICE_INTERFACE_CHANGE_NOTIFICATION = *mut _DEVICE_INTERFACE_CHANGE_NOTIFICATION;

/// The hardware profile changed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _HWPROFILE_CHANGE_NOTIFICATION {
    pub Version: USHORT,
    pub Size: USHORT,
    pub Event: GUID,
}
/// A [`_HWPROFILE_CHANGE_NOTIFICATION`].
pub type HWPROFILE_CHANGE_NOTIFICATION = _HWPROFILE_CHANGE_NOTIFICATION;
/// Pointer to a [`_HWPROFILE_CHANGE_NOTIFICATION`].
pub type PHWPROFILE_CHANGE_NOTIFICATION = *mut _HWPROFILE_CHANGE_NOTIFICATION;

/// What every interface between drivers begins with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _INTERFACE {
    pub Size: USHORT,
    pub Version: USHORT,
    pub Context: PVOID,
    pub InterfaceReference: PINTERFACE_REFERENCE,
    pub InterfaceDereference: PINTERFACE_DEREFERENCE,
}
/// A [`_INTERFACE`].
pub type INTERFACE = _INTERFACE;
/// Pointer to a [`_INTERFACE`].
pub type PINTERFACE = *mut _INTERFACE;

/// What every PnP notification begins with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PLUGPLAY_NOTIFICATION_HEADER {
    pub Version: USHORT,
    pub Size: USHORT,
    pub Event: GUID,
}
/// A [`_PLUGPLAY_NOTIFICATION_HEADER`].
pub type PLUGPLAY_NOTIFICATION_HEADER = _PLUGPLAY_NOTIFICATION_HEADER;
/// Pointer to a [`_PLUGPLAY_NOTIFICATION_HEADER`].
pub type PPLUGPLAY_NOTIFICATION_HEADER = *mut _PLUGPLAY_NOTIFICATION_HEADER;

/// A driver's own event.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _TARGET_DEVICE_CUSTOM_NOTIFICATION {
    pub Version: USHORT,
    pub Size: USHORT,
    pub Event: GUID,
    pub FileObject: *mut _FILE_OBJECT,
    pub NameBufferOffset: LONG,
    pub CustomDataBuffer: [UCHAR; 1],
}
/// A [`_TARGET_DEVICE_CUSTOM_NOTIFICATION`].
pub type TARGET_DEVICE_CUSTOM_NOTIFICATION = _TARGET_DEVICE_CUSTOM_NOTIFICATION;
/// Pointer to a [`_TARGET_DEVICE_CUSTOM_NOTIFICATION`].
pub type PTARGET_DEVICE_CUSTOM_NOTIFICATION = *mut _TARGET_DEVICE_CUSTOM_NOTIFICATION;

/// A device is removed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _TARGET_DEVICE_REMOVAL_NOTIFICATION {
    pub Version: USHORT,
    pub Size: USHORT,
    pub Event: GUID,
    pub FileObject: *mut _FILE_OBJECT,
}
/// A [`_TARGET_DEVICE_REMOVAL_NOTIFICATION`].
pub type TARGET_DEVICE_REMOVAL_NOTIFICATION = _TARGET_DEVICE_REMOVAL_NOTIFICATION;
/// Pointer to a [`_TARGET_DEVICE_REMOVAL_NOTIFICATION`].
pub type PTARGET_DEVICE_REMOVAL_NOTIFICATION = *mut _TARGET_DEVICE_REMOVAL_NOTIFICATION;

/// Devices that are related to another.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVICE_RELATIONS {
    pub Count: ULONG,
    pub Objects: [PDEVICE_OBJECT; 1],
}
/// A [`_DEVICE_RELATIONS`].
pub type DEVICE_RELATIONS = _DEVICE_RELATIONS;
/// Pointer to a [`_DEVICE_RELATIONS`].
pub type PDEVICE_RELATIONS = *mut _DEVICE_RELATIONS;

/// The key of a property.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVPROPKEY {
    pub fmtid: DEVPROPGUID,
    pub pid: DEVPROPID,
}
/// A [`_DEVPROPKEY`].
pub type DEVPROPKEY = _DEVPROPKEY;
/// Pointer to a [`_DEVPROPKEY`].
pub type PDEVPROPKEY = *mut _DEVPROPKEY;

crate::fn_types! {
    /// Called when a device change is reported.
    pub type PDEVICE_CHANGE_COMPLETE_CALLBACK = fn(Context: PVOID);
    /// Called for PnP notifications.
    pub type PDRIVER_NOTIFICATION_CALLBACK_ROUTINE = fn(
        NotificationStructure: PVOID,
        Context: PVOID,
    ) -> NTSTATUS;
    /// Reads or writes a device's configuration space.
    pub type PGET_SET_DEVICE_DATA = fn(
        Context: PVOID,
        DataType: ULONG,
        Buffer: PVOID,
        Offset: ULONG,
        Length: ULONG,
    ) -> ULONG;
    /// Releases an interface.
    pub type PINTERFACE_DEREFERENCE = fn(Context: PVOID);
    /// References an interface.
    pub type PINTERFACE_REFERENCE = fn(Context: PVOID);
    /// Called when a device is ejected.
    pub type PIO_DEVICE_EJECT_CALLBACK = fn(Status: NTSTATUS, Context: PVOID);
    /// Has a bus enumerate a device again.
    pub type PREENUMERATE_SELF = fn(Context: PVOID);
    /// Translates a bus address.
    pub type PTRANSLATE_BUS_ADDRESS = fn(
        Context: PVOID,
        BusAddress: PHYSICAL_ADDRESS,
        Length: ULONG,
        AddressSpace: PULONG,
        TranslatedAddress: PPHYSICAL_ADDRESS,
    ) -> BOOLEAN;
}

layout! {
    _PNP_BUS_INFORMATION: 24, 4 { BusTypeGuid: 0, LegacyBusType: 16, BusNumber: 20 }
    _REENUMERATE_SELF_INTERFACE_STANDARD: 40, 8 {
        Size: 0, Version: 2, Context: 8, InterfaceReference: 16, InterfaceDereference: 24,
        SurpriseRemoveAndReenumerateSelf: 32
    }
    _BUS_INTERFACE_STANDARD: 64, 8 {
        Size: 0, Version: 2, Context: 8, InterfaceReference: 16, InterfaceDereference: 24,
        TranslateBusAddress: 32, GetDmaAdapter: 40, SetBusData: 48, GetBusData: 56
    }
    _DEVICE_CAPABILITIES: 64, 4 {
        Size: 0, Version: 2, BitFields: 4, Address: 8, UINumber: 12, DeviceState: 16,
        SystemWake: 44, DeviceWake: 48, D1Latency: 52, D2Latency: 56, D3Latency: 60
    }
    _DEVICE_INTERFACE_CHANGE_NOTIFICATION: 48, 8 {
        Version: 0, Size: 2, Event: 4, InterfaceClassGuid: 20, SymbolicLinkName: 40
    }
    _HWPROFILE_CHANGE_NOTIFICATION: 20, 4 { Version: 0, Size: 2, Event: 4 }
    _INTERFACE: 32, 8 {
        Size: 0, Version: 2, Context: 8, InterfaceReference: 16, InterfaceDereference: 24
    }
    _PLUGPLAY_NOTIFICATION_HEADER: 20, 4 { Version: 0, Size: 2, Event: 4 }
    _TARGET_DEVICE_CUSTOM_NOTIFICATION: 40, 8 {
        Version: 0, Size: 2, Event: 4, FileObject: 24, NameBufferOffset: 32,
        CustomDataBuffer: 36
    }
    _TARGET_DEVICE_REMOVAL_NOTIFICATION: 32, 8 { Version: 0, Size: 2, Event: 4, FileObject: 24 }
    _DEVICE_RELATIONS: 16, 8 { Count: 0, Objects: 8 }
    _DEVPROPKEY: 20, 4 { fmtid: 0, pid: 16 }
}

bit_fields! {
    _DEVICE_CAPABILITIES.BitFields: ULONG {
        DeviceD1 set_DeviceD1: 0, 1;
        DeviceD2 set_DeviceD2: 1, 1;
        LockSupported set_LockSupported: 2, 1;
        EjectSupported set_EjectSupported: 3, 1;
        Removable set_Removable: 4, 1;
        DockDevice set_DockDevice: 5, 1;
        UniqueID set_UniqueID: 6, 1;
        SilentInstall set_SilentInstall: 7, 1;
        RawDeviceOK set_RawDeviceOK: 8, 1;
        SurpriseRemovalOK set_SurpriseRemovalOK: 9, 1;
        WakeFromD0 set_WakeFromD0: 10, 1;
        WakeFromD1 set_WakeFromD1: 11, 1;
        WakeFromD2 set_WakeFromD2: 12, 1;
        WakeFromD3 set_WakeFromD3: 13, 1;
        HardwareDisabled set_HardwareDisabled: 14, 1;
        NonDynamic set_NonDynamic: 15, 1;
        WarmEjectSupported set_WarmEjectSupported: 16, 1;
        NoDisplayInUI set_NoDisplayInUI: 17, 1;
    }
}
