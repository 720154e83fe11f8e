//! Plug and Play: capabilities, relations, interfaces, properties, notifications.

use crate::{layout::layout, *};

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

imports! { "ntoskrnl.exe";
    /// The symbolic link of the same device and reference string in another interface
    /// class. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetdeviceinterfacealias>
    pub fn IoGetDeviceInterfaceAlias(
        SymbolicLinkName: PUNICODE_STRING,
        AliasInterfaceClassGuid: *const GUID,
        AliasSymbolicLinkName: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// The symbolic links of all devices of an interface class. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetdeviceinterfaces>
    pub fn IoGetDeviceInterfaces(
        InterfaceClassGuid: *const GUID,
        PhysicalDeviceObject: PDEVICE_OBJECT,
        Flags: ULONG,
        SymbolicLinkList: *mut PWSTR,
    ) -> NTSTATUS;
    /// A property of a physical device object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetdeviceproperty>
    pub fn IoGetDeviceProperty(
        DeviceObject: PDEVICE_OBJECT,
        DeviceProperty: DEVICE_REGISTRY_PROPERTY,
        BufferLength: ULONG,
        PropertyBuffer: PVOID,
        ResultLength: PULONG,
    ) -> NTSTATUS;
    /// Has the PnP manager ask a device for its relations again. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioinvalidatedevicerelations>
    pub fn IoInvalidateDeviceRelations(DeviceObject: PDEVICE_OBJECT, Type: DEVICE_RELATION_TYPE);
    /// Has the PnP manager ask a device for its PnP state again. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioinvalidatedevicestate>
    pub fn IoInvalidateDeviceState(PhysicalDeviceObject: PDEVICE_OBJECT);
    /// Opens the registry key of a device interface. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioopendeviceinterfaceregistrykey>
    pub fn IoOpenDeviceInterfaceRegistryKey(
        SymbolicLinkName: PUNICODE_STRING,
        DesiredAccess: ACCESS_MASK,
        DeviceInterfaceKey: PHANDLE,
    ) -> NTSTATUS;
    /// Opens the hardware or driver key of a device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioopendeviceregistrykey>
    pub fn IoOpenDeviceRegistryKey(
        DeviceObject: PDEVICE_OBJECT,
        DevInstKeyType: ULONG,
        DesiredAccess: ACCESS_MASK,
        DevInstRegKey: PHANDLE,
    ) -> NTSTATUS;
    /// Registers an interface of a device, disabled yet, and returns its symbolic link.
    /// IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioregisterdeviceinterface>
    pub fn IoRegisterDeviceInterface(
        PhysicalDeviceObject: PDEVICE_OBJECT,
        InterfaceClassGuid: *const GUID,
        ReferenceString: PUNICODE_STRING,
        SymbolicLinkName: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Asks to be told of PnP events. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioregisterplugplaynotification>
    pub fn IoRegisterPlugPlayNotification(
        EventCategory: IO_NOTIFICATION_EVENT_CATEGORY,
        EventCategoryFlags: ULONG,
        EventCategoryData: PVOID,
        DriverObject: PDRIVER_OBJECT,
        CallbackRoutine: PDRIVER_NOTIFICATION_CALLBACK_ROUTINE,
        Context: PVOID,
        NotificationEntry: *mut PVOID,
    ) -> NTSTATUS;
    /// Reports a driver's own event to those who listen to its device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioreporttargetdevicechange>
    pub fn IoReportTargetDeviceChange(
        PhysicalDeviceObject: PDEVICE_OBJECT,
        NotificationStructure: PVOID,
    ) -> NTSTATUS;
    /// As `IoReportTargetDeviceChange`, without waiting. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioreporttargetdevicechangeasynchronous>
    pub fn IoReportTargetDeviceChangeAsynchronous(
        PhysicalDeviceObject: PDEVICE_OBJECT,
        NotificationStructure: PVOID,
        Callback: PDEVICE_CHANGE_COMPLETE_CALLBACK,
        Context: PVOID,
    ) -> NTSTATUS;
    /// Asks the PnP manager to eject a device. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iorequestdeviceeject>
    pub fn IoRequestDeviceEject(PhysicalDeviceObject: PDEVICE_OBJECT);
    /// Enables or disables an interface of a device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosetdeviceinterfacestate>
    pub fn IoSetDeviceInterfaceState(
        SymbolicLinkName: PUNICODE_STRING,
        Enable: BOOLEAN,
    ) -> NTSTATUS;
    /// Ends a notification; for other drivers than file systems, use the Ex form. IRQL:
    /// PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iounregisterplugplaynotification>
    pub fn IoUnregisterPlugPlayNotification(NotificationEntry: PVOID) -> NTSTATUS;
    /// As `IoRequestDeviceEject`, with a callback. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iorequestdeviceejectex>
    pub fn IoRequestDeviceEjectEx(
        PhysicalDeviceObject: PDEVICE_OBJECT,
        Callback: PIO_DEVICE_EJECT_CALLBACK,
        Context: PVOID,
        DriverObject: PDRIVER_OBJECT,
    ) -> NTSTATUS;
    /// Sets a property of a device by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosetdevicepropertydata>
    pub fn IoSetDevicePropertyData(
        Pdo: PDEVICE_OBJECT,
        PropertyKey: *const DEVPROPKEY,
        Lcid: LCID,
        Flags: ULONG,
        Type: DEVPROPTYPE,
        Size: ULONG,
        Data: PVOID,
    ) -> NTSTATUS;
    /// A property of a device by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetdevicepropertydata>
    pub fn IoGetDevicePropertyData(
        Pdo: PDEVICE_OBJECT,
        PropertyKey: *const DEVPROPKEY,
        Lcid: LCID,
        Flags: ULONG,
        Size: ULONG,
        Data: PVOID,
        RequiredSize: PULONG,
        Type: PDEVPROPTYPE,
    ) -> NTSTATUS;
    /// Replaces a partition's hardware by a spare one. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioreplacepartitionunit>
    pub fn IoReplacePartitionUnit(
        TargetPdo: PDEVICE_OBJECT,
        SparePdo: PDEVICE_OBJECT,
        Flags: ULONG,
    ) -> NTSTATUS;
    /// Ends a notification and waits for its callback. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iounregisterplugplaynotificationex>
    pub fn IoUnregisterPlugPlayNotificationEx(NotificationEntry: PVOID) -> NTSTATUS;
    /// The node of a device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetdevicenumanode>
    pub fn IoGetDeviceNumaNode(Pdo: PDEVICE_OBJECT, NodeNumber: PUSHORT) -> NTSTATUS;
    /// Reports a device that PnP does not know. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioreportdetecteddevice>
    pub fn IoReportDetectedDevice(
        DriverObject: PDRIVER_OBJECT,
        LegacyBusType: INTERFACE_TYPE,
        BusNumber: ULONG,
        SlotNumber: ULONG,
        ResourceList: PCM_RESOURCE_LIST,
        ResourceRequirements: PIO_RESOURCE_REQUIREMENTS_LIST,
        ResourceAssigned: BOOLEAN,
        DeviceObject: *mut PDEVICE_OBJECT,
    ) -> NTSTATUS;
}

pub const PDCAP_D0_SUPPORTED: ULONG = 1;
pub const PDCAP_D1_SUPPORTED: ULONG = 2;
pub const PDCAP_D2_SUPPORTED: ULONG = 4;
pub const PDCAP_D3_SUPPORTED: ULONG = 8;
pub const PDCAP_WAKE_FROM_D0_SUPPORTED: ULONG = 0x10;
pub const PDCAP_WAKE_FROM_D1_SUPPORTED: ULONG = 0x20;
pub const PDCAP_WAKE_FROM_D2_SUPPORTED: ULONG = 0x40;
pub const PDCAP_WAKE_FROM_D3_SUPPORTED: ULONG = 0x80;
pub const PDCAP_WARM_EJECT_SUPPORTED: ULONG = 0x100;
pub const PNP_DEVICE_DISABLED: ULONG = 1;
pub const PNP_DEVICE_DONT_DISPLAY_IN_UI: ULONG = 2;
pub const PNP_DEVICE_FAILED: ULONG = 4;
pub const PNP_DEVICE_REMOVED: ULONG = 8;
pub const PNP_DEVICE_RESOURCE_REQUIREMENTS_CHANGED: ULONG = 0x10;
pub const PNP_DEVICE_NOT_DISABLEABLE: ULONG = 0x20;
pub const DEVPROP_TYPEMOD_ARRAY: ULONG = 0x1000;
pub const DEVPROP_TYPEMOD_LIST: ULONG = 0x2000;
pub const DEVPROP_TYPE_EMPTY: ULONG = 0;
pub const DEVPROP_TYPE_NULL: ULONG = 1;
pub const DEVPROP_TYPE_SBYTE: ULONG = 2;
pub const DEVPROP_TYPE_BYTE: ULONG = 3;
pub const DEVPROP_TYPE_INT16: ULONG = 4;
pub const DEVPROP_TYPE_UINT16: ULONG = 5;
pub const DEVPROP_TYPE_INT32: ULONG = 6;
pub const DEVPROP_TYPE_UINT32: ULONG = 7;
pub const DEVPROP_TYPE_INT64: ULONG = 8;
pub const DEVPROP_TYPE_UINT64: ULONG = 9;
pub const DEVPROP_TYPE_FLOAT: ULONG = 0xA;
pub const DEVPROP_TYPE_DOUBLE: ULONG = 0xB;
pub const DEVPROP_TYPE_DECIMAL: ULONG = 0xC;
pub const DEVPROP_TYPE_GUID: ULONG = 0xD;
pub const DEVPROP_TYPE_CURRENCY: ULONG = 0xE;
pub const DEVPROP_TYPE_DATE: ULONG = 0xF;
pub const DEVPROP_TYPE_FILETIME: ULONG = 0x10;
pub const DEVPROP_TYPE_BOOLEAN: ULONG = 0x11;
pub const DEVPROP_TYPE_STRING: ULONG = 0x12;
pub const DEVPROP_TYPE_STRING_LIST: ULONG = 0x2012;
pub const DEVPROP_TYPE_SECURITY_DESCRIPTOR: ULONG = 0x13;
pub const DEVPROP_TYPE_SECURITY_DESCRIPTOR_STRING: ULONG = 0x14;
pub const DEVPROP_TYPE_DEVPROPKEY: ULONG = 0x15;
pub const DEVPROP_TYPE_DEVPROPTYPE: ULONG = 0x16;
pub const DEVPROP_TYPE_BINARY: ULONG = 0x1003;
pub const DEVPROP_TYPE_ERROR: ULONG = 0x17;
pub const DEVPROP_TYPE_NTSTATUS: ULONG = 0x18;
pub const DEVPROP_TYPE_STRING_INDIRECT: ULONG = 0x19;
pub const DEVPROP_MASK_TYPE: ULONG = 0xFFF;
pub const DEVPROP_MASK_TYPEMOD: ULONG = 0xF000;
pub const DEVPROP_TRUE: LONG = -1;
pub const DEVPROP_FALSE: ULONG = 0;
pub const DEVPROPID_FIRST_USABLE: ULONG = 2;
pub const PLUGPLAY_PROPERTY_PERSISTENT: ULONG = 1;
pub const PNP_REPLACE_NO_MAP: ULONGLONG = 0x7FFF_FFFF_FFFF_FFFF;
pub const PNP_REPLACE_PARAMETERS_VERSION: ULONG = 2;
pub const PNP_REPLACE_DRIVER_INTERFACE_VERSION: ULONG = 1;
pub const PNP_REPLACE_DRIVER_INTERFACE_MINIMUM_SIZE: ULONG = 64;
pub const PNP_REPLACE_MEMORY_SUPPORTED: ULONG = 1;
pub const PNP_REPLACE_PROCESSOR_SUPPORTED: ULONG = 2;
pub const PNP_REPLACE_HARDWARE_MEMORY_MIRRORING: ULONG = 4;
pub const PNP_REPLACE_HARDWARE_PAGE_COPY: ULONG = 8;
pub const PNP_REPLACE_HARDWARE_QUIESCE: ULONG = 0x10;
pub const PNPNOTIFY_DEVICE_INTERFACE_INCLUDE_EXISTING_INTERFACES: ULONG = 1;
pub const PLUGPLAY_REGKEY_DEVICE: ULONG = 1;
pub const PLUGPLAY_REGKEY_DRIVER: ULONG = 2;
pub const PLUGPLAY_REGKEY_CURRENT_HWPROFILE: ULONG = 4;
pub const DEVICE_INTERFACE_INCLUDE_NONACTIVE: ULONG = 1;
pub const PCI_BUS_INTERFACE_STANDARD_VERSION: ULONG = 1;
pub const PNP_LOCATION_INTERFACE_VERSION: ULONG = 1;
