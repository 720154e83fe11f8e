//! wmi.

use crate::{layout::layout, *};

pub mod _WMIENABLEDISABLECONTROL {
    /// The values are of this type.
    pub type Type = i32;
    pub const WmiEventControl: Type = 0;
    pub const WmiDataBlockControl: Type = 1;
}
/// A value of [`_WMIENABLEDISABLECONTROL`].
pub type WMIENABLEDISABLECONTROL = _WMIENABLEDISABLECONTROL::Type;
/// Pointer to a [`WMIENABLEDISABLECONTROL`].
pub type PWMIENABLEDISABLECONTROL = *mut _WMIENABLEDISABLECONTROL::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _WMIGUIDREGINFO {
    pub Guid: LPCGUID,
    pub InstanceCount: ULONG,
    pub Flags: ULONG,
}
/// A [`_WMIGUIDREGINFO`].
pub type WMIGUIDREGINFO = _WMIGUIDREGINFO;
/// Pointer to a [`_WMIGUIDREGINFO`].
pub type PWMIGUIDREGINFO = *mut _WMIGUIDREGINFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _WMILIB_CONTEXT {
    pub GuidCount: ULONG,
    pub GuidList: PWMIGUIDREGINFO,
    pub QueryWmiRegInfo: PWMI_QUERY_REGINFO,
    pub QueryWmiDataBlock: PWMI_QUERY_DATABLOCK,
    pub SetWmiDataBlock: PWMI_SET_DATABLOCK,
    pub SetWmiDataItem: PWMI_SET_DATAITEM,
    pub ExecuteWmiMethod: PWMI_EXECUTE_METHOD,
    pub WmiFunctionControl: PWMI_FUNCTION_CONTROL,
}
/// A [`_WMILIB_CONTEXT`].
pub type WMILIB_CONTEXT = _WMILIB_CONTEXT;
/// Pointer to a [`_WMILIB_CONTEXT`].
pub type PWMILIB_CONTEXT = *mut _WMILIB_CONTEXT;

crate::fn_types! {
    pub type PWMI_EXECUTE_METHOD = fn(DeviceObject: PDEVICE_OBJECT, Irp: PIRP, GuidIndex: ULONG, InstanceIndex: ULONG, MethodId: ULONG, InBufferSize: ULONG, OutBufferSize: ULONG, Buffer: PUCHAR) -> NTSTATUS;
    pub type PWMI_FUNCTION_CONTROL = fn(DeviceObject: PDEVICE_OBJECT, Irp: PIRP, GuidIndex: ULONG, Function: WMIENABLEDISABLECONTROL, Enable: BOOLEAN) -> NTSTATUS;
    pub type PWMI_QUERY_DATABLOCK = fn(DeviceObject: PDEVICE_OBJECT, Irp: PIRP, GuidIndex: ULONG, InstanceIndex: ULONG, InstanceCount: ULONG, InstanceLengthArray: PULONG, BufferAvail: ULONG, Buffer: PUCHAR) -> NTSTATUS;
    pub type PWMI_QUERY_REGINFO = fn(DeviceObject: PDEVICE_OBJECT, RegFlags: PULONG, InstanceName: PUNICODE_STRING, RegistryPath: *mut PUNICODE_STRING, MofResourceName: PUNICODE_STRING, Pdo: *mut PDEVICE_OBJECT) -> NTSTATUS;
    pub type PWMI_SET_DATABLOCK = fn(DeviceObject: PDEVICE_OBJECT, Irp: PIRP, GuidIndex: ULONG, InstanceIndex: ULONG, BufferSize: ULONG, Buffer: PUCHAR) -> NTSTATUS;
    pub type PWMI_SET_DATAITEM = fn(DeviceObject: PDEVICE_OBJECT, Irp: PIRP, GuidIndex: ULONG, InstanceIndex: ULONG, DataItemId: ULONG, BufferSize: ULONG, Buffer: PUCHAR) -> NTSTATUS;
    pub type WMI_NOTIFICATION_CALLBACK = fn(Wnode: PVOID, Context: PVOID);
}

imports! { "ntoskrnl.exe";
    pub fn IoWMIAllocateInstanceIds(Guid: *mut GUID, InstanceCount: ULONG, FirstInstanceId: *mut ULONG) -> NTSTATUS;
    pub fn IoWMIQuerySingleInstanceMultiple(DataBlockObjectList: *mut PVOID, InstanceNames: PUNICODE_STRING, ObjectCount: ULONG, InOutBufferSize: *mut ULONG, OutBuffer: PVOID) -> NTSTATUS;
    pub fn IoWMIRegistrationControl(DeviceObject: PDEVICE_OBJECT, Action: ULONG) -> NTSTATUS;
    pub fn IoWMISuggestInstanceName(PhysicalDeviceObject: PDEVICE_OBJECT, SymbolicLinkName: PUNICODE_STRING, CombineNames: BOOLEAN, SuggestedInstanceName: PUNICODE_STRING) -> NTSTATUS;
    pub fn IoWMIWriteEvent(WnodeEventItem: PVOID) -> NTSTATUS;
    pub fn IoWMIDeviceObjectToInstanceName(DataBlockObject: PVOID, DeviceObject: PDEVICE_OBJECT, InstanceName: PUNICODE_STRING) -> NTSTATUS;
    pub fn IoWMIExecuteMethod(DataBlockObject: PVOID, InstanceName: PUNICODE_STRING, MethodId: ULONG, InBufferSize: ULONG, OutBufferSize: PULONG, InOutBuffer: PUCHAR) -> NTSTATUS;
    pub fn IoWMIHandleToInstanceName(DataBlockObject: PVOID, FileHandle: HANDLE, InstanceName: PUNICODE_STRING) -> NTSTATUS;
    pub fn IoWMIOpenBlock(DataBlockGuid: *mut GUID, DesiredAccess: ULONG, DataBlockObject: *mut PVOID) -> NTSTATUS;
    pub fn IoWMIQueryAllData(DataBlockObject: PVOID, InOutBufferSize: *mut ULONG, OutBuffer: PVOID) -> NTSTATUS;
    pub fn IoWMIQueryAllDataMultiple(DataBlockObjectList: *mut PVOID, ObjectCount: ULONG, InOutBufferSize: *mut ULONG, OutBuffer: PVOID) -> NTSTATUS;
    pub fn IoWMIQuerySingleInstance(DataBlockObject: PVOID, InstanceName: PUNICODE_STRING, InOutBufferSize: *mut ULONG, OutBuffer: PVOID) -> NTSTATUS;
    pub fn IoWMISetNotificationCallback(Object: PVOID, Callback: WMI_NOTIFICATION_CALLBACK, Context: PVOID) -> NTSTATUS;
    pub fn IoWMISetSingleInstance(DataBlockObject: PVOID, InstanceName: PUNICODE_STRING, Version: ULONG, ValueBufferSize: ULONG, ValueBuffer: PVOID) -> NTSTATUS;
    pub fn IoWMISetSingleItem(DataBlockObject: PVOID, InstanceName: PUNICODE_STRING, DataItemId: ULONG, Version: ULONG, ValueBufferSize: ULONG, ValueBuffer: PVOID) -> NTSTATUS;
    pub fn IoWMIDeviceObjectToProviderId(DeviceObject: PDEVICE_OBJECT) -> ULONG;
    pub fn WmiQueryTraceInformation(TraceInformationClass: TRACE_INFORMATION_CLASS, TraceInformation: PVOID, TraceInformationLength: ULONG, RequiredLength: PULONG, Buffer: PVOID) -> NTSTATUS;
}

imports! { "WMILIB.SYS";
    pub fn WmiCompleteRequest(DeviceObject: PDEVICE_OBJECT, Irp: PIRP, Status: NTSTATUS, BufferUsed: ULONG, PriorityBoost: CCHAR) -> NTSTATUS;
    pub fn WmiSystemControl(WmiLibInfo: PWMILIB_CONTEXT, DeviceObject: PDEVICE_OBJECT, Irp: PIRP, IrpDisposition: PSYSCTL_IRP_DISPOSITION) -> NTSTATUS;
    pub fn WmiFireEvent(DeviceObject: PDEVICE_OBJECT, Guid: LPCGUID, InstanceIndex: ULONG, EventDataSize: ULONG, EventData: PVOID) -> NTSTATUS;
}

layout! {
    _WMIGUIDREGINFO: 16, 8 { Guid: 0, InstanceCount: 8, Flags: 12 }
    _WMILIB_CONTEXT: 64, 8 {
        GuidCount: 0, GuidList: 8, QueryWmiRegInfo: 16, QueryWmiDataBlock: 24,
        SetWmiDataBlock: 32, SetWmiDataItem: 40, ExecuteWmiMethod: 48, WmiFunctionControl:
        56
    }
}

pub const WMIREG_ACTION_REGISTER: ULONG = 1;
pub const WMIREG_ACTION_DEREGISTER: ULONG = 2;
pub const WMIREG_ACTION_REREGISTER: ULONG = 3;
pub const WMIREG_ACTION_UPDATE_GUIDS: ULONG = 4;
pub const WMIREG_ACTION_BLOCK_IRPS: ULONG = 5;
pub const WMIREGISTER: ULONG = 0;
pub const WMIUPDATE: ULONG = 1;
