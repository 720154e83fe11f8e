//! `wdm.h`, `ntddk.h`: Plug and Play: capabilities, relations, interfaces, properties,
//! notifications.

mod constants;
mod types;

use crate::{
    ACCESS_MASK, BOOLEAN, GUID, INTERFACE_TYPE, LCID, NTSTATUS, PBOOLEAN, PCM_RESOURCE_LIST,
    PDEVICE_OBJECT, PDRIVER_OBJECT, PHANDLE, PIO_RESOURCE_REQUIREMENTS_LIST, PULONG,
    PUNICODE_STRING, PUSHORT, PVOID, PWSTR, SYSTEM_POWER_STATE, ULONG, USHORT, imports,
    layout::layout,
};

pub use self::{constants::*, types::*};

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
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
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
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
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

/// How a device's power may be switched off in D3.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _D3COLD_SUPPORT_INTERFACE {
    pub Size: USHORT,
    pub Version: USHORT,
    pub Context: PVOID,
    pub InterfaceReference: PINTERFACE_REFERENCE,
    pub InterfaceDereference: PINTERFACE_DEREFERENCE,
    pub SetD3ColdSupport: PSET_D3COLD_SUPPORT,
    pub GetIdleWakeInfo: PGET_IDLE_WAKE_INFO,
    pub GetD3ColdCapability: PGET_D3COLD_CAPABILITY,
    pub GetBusDriverD3ColdSupport: PGET_D3COLD_CAPABILITY,
    pub GetLastTransitionStatus: PGET_D3COLD_LAST_TRANSITION_STATUS,
}
/// A [`_D3COLD_SUPPORT_INTERFACE`].
pub type D3COLD_SUPPORT_INTERFACE = _D3COLD_SUPPORT_INTERFACE;
/// Pointer to a [`_D3COLD_SUPPORT_INTERFACE`].
pub type PD3COLD_SUPPORT_INTERFACE = *mut _D3COLD_SUPPORT_INTERFACE;

layout! {
    _D3COLD_SUPPORT_INTERFACE: 72, 8 {
        Size: 0, Version: 2, Context: 8, InterfaceReference: 16, InterfaceDereference: 24,
        SetD3ColdSupport: 32, GetIdleWakeInfo: 40, GetD3ColdCapability: 48,
        GetBusDriverD3ColdSupport: 56, GetLastTransitionStatus: 64
    }
}

/// The deepest state that a device can wake from.
pub mod _DEVICE_WAKE_DEPTH {
    /// The values are of this type.
    pub type Type = i32;
    pub const DeviceWakeDepthNotWakeable: Type = 0;
    pub const DeviceWakeDepthD0: Type = 1;
    pub const DeviceWakeDepthD1: Type = 2;
    pub const DeviceWakeDepthD2: Type = 3;
    pub const DeviceWakeDepthD3hot: Type = 4;
    pub const DeviceWakeDepthD3cold: Type = 5;
    pub const DeviceWakeDepthMaximum: Type = 6;
}
/// A value of [`_DEVICE_WAKE_DEPTH`].
pub type DEVICE_WAKE_DEPTH = _DEVICE_WAKE_DEPTH::Type;
/// Pointer to a [`DEVICE_WAKE_DEPTH`].
pub type PDEVICE_WAKE_DEPTH = *mut DEVICE_WAKE_DEPTH;

/// Whether the last D3 was D3cold.
pub mod _D3COLD_LAST_TRANSITION_STATUS {
    /// The values are of this type.
    pub type Type = i32;
    pub const LastDStateTransitionStatusUnknown: Type = 0;
    pub const LastDStateTransitionD3hot: Type = 1;
    pub const LastDStateTransitionD3cold: Type = 2;
}
/// A value of [`_D3COLD_LAST_TRANSITION_STATUS`].
pub type D3COLD_LAST_TRANSITION_STATUS = _D3COLD_LAST_TRANSITION_STATUS::Type;

crate::fn_types! {
    /// Whether the device may enter D3cold.
    pub type PSET_D3COLD_SUPPORT = fn(Context: PVOID, D3ColdSupport: BOOLEAN);
    /// The deepest state that the device can wake the system from.
    pub type PGET_IDLE_WAKE_INFO = fn(
        Context: PVOID,
        SystemPowerState: SYSTEM_POWER_STATE,
        DeepestWakeableDstate: PDEVICE_WAKE_DEPTH,
    ) -> NTSTATUS;
    /// The device, or its bus, can enter D3cold.
    pub type PGET_D3COLD_CAPABILITY = fn(Context: PVOID, D3ColdSupported: PBOOLEAN) -> NTSTATUS;
    /// Whether the last D3 was D3cold.
    pub type PGET_D3COLD_LAST_TRANSITION_STATUS =
        fn(Context: PVOID, LastTransitionStatus: *mut D3COLD_LAST_TRANSITION_STATUS);
}
