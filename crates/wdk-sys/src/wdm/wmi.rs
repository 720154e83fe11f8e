//! Windows Management Instrumentation.

use crate::{layout::layout, *};

/// Events or data collection.
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

/// A WMI block.
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

/// A driver's WMI blocks and callbacks.
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
    /// Calls a method of a WMI block.
    pub type PWMI_EXECUTE_METHOD = fn(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        GuidIndex: ULONG,
        InstanceIndex: ULONG,
        MethodId: ULONG,
        InBufferSize: ULONG,
        OutBufferSize: ULONG,
        Buffer: PUCHAR,
    ) -> NTSTATUS;
    /// Begins or ends data collection or events of a WMI block.
    pub type PWMI_FUNCTION_CONTROL = fn(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        GuidIndex: ULONG,
        Function: WMIENABLEDISABLECONTROL,
        Enable: BOOLEAN,
    ) -> NTSTATUS;
    /// Reads a WMI block.
    pub type PWMI_QUERY_DATABLOCK = fn(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        GuidIndex: ULONG,
        InstanceIndex: ULONG,
        InstanceCount: ULONG,
        InstanceLengthArray: PULONG,
        BufferAvail: ULONG,
        Buffer: PUCHAR,
    ) -> NTSTATUS;
    /// What a device's WMI blocks are.
    pub type PWMI_QUERY_REGINFO = fn(
        DeviceObject: PDEVICE_OBJECT,
        RegFlags: PULONG,
        InstanceName: PUNICODE_STRING,
        RegistryPath: *mut PUNICODE_STRING,
        MofResourceName: PUNICODE_STRING,
        Pdo: *mut PDEVICE_OBJECT,
    ) -> NTSTATUS;
    /// Writes an instance of a WMI block.
    pub type PWMI_SET_DATABLOCK = fn(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        GuidIndex: ULONG,
        InstanceIndex: ULONG,
        BufferSize: ULONG,
        Buffer: PUCHAR,
    ) -> NTSTATUS;
    /// Writes an item of a WMI block.
    pub type PWMI_SET_DATAITEM = fn(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        GuidIndex: ULONG,
        InstanceIndex: ULONG,
        DataItemId: ULONG,
        BufferSize: ULONG,
        Buffer: PUCHAR,
    ) -> NTSTATUS;
    /// Called for an event of a WMI block.
    pub type WMI_NOTIFICATION_CALLBACK = fn(Wnode: PVOID, Context: PVOID);
}

layout! {
    _WMIGUIDREGINFO: 16, 8 { Guid: 0, InstanceCount: 8, Flags: 12 }
    _WMILIB_CONTEXT: 64, 8 {
        GuidCount: 0, GuidList: 8, QueryWmiRegInfo: 16, QueryWmiDataBlock: 24,
        SetWmiDataBlock: 32, SetWmiDataItem: 40, ExecuteWmiMethod: 48, WmiFunctionControl:
        56
    }
}

imports! { "ntoskrnl.exe";
    /// Reserves instance numbers of a block. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmiallocateinstanceids>
    pub fn IoWMIAllocateInstanceIds(
        Guid: *mut GUID,
        InstanceCount: ULONG,
        FirstInstanceId: *mut ULONG,
    ) -> NTSTATUS;
    /// One instance of several blocks. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmiquerysingleinstancemultiple>
    pub fn IoWMIQuerySingleInstanceMultiple(
        DataBlockObjectList: *mut PVOID,
        InstanceNames: PUNICODE_STRING,
        ObjectCount: ULONG,
        InOutBufferSize: *mut ULONG,
        OutBuffer: PVOID,
    ) -> NTSTATUS;
    /// Registers a device with WMI, or ends that. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmiregistrationcontrol>
    pub fn IoWMIRegistrationControl(DeviceObject: PDEVICE_OBJECT, Action: ULONG) -> NTSTATUS;
    /// A name for an instance. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmisuggestinstancename>
    pub fn IoWMISuggestInstanceName(
        PhysicalDeviceObject: PDEVICE_OBJECT,
        SymbolicLinkName: PUNICODE_STRING,
        CombineNames: BOOLEAN,
        SuggestedInstanceName: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Sends an event, and frees its memory. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmiwriteevent>
    pub fn IoWMIWriteEvent(WnodeEventItem: PVOID) -> NTSTATUS;
    /// The instance name of a device's block. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmideviceobjecttoinstancename>
    pub fn IoWMIDeviceObjectToInstanceName(
        DataBlockObject: PVOID,
        DeviceObject: PDEVICE_OBJECT,
        InstanceName: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Calls a method of a block. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmiexecutemethod>
    pub fn IoWMIExecuteMethod(
        DataBlockObject: PVOID,
        InstanceName: PUNICODE_STRING,
        MethodId: ULONG,
        InBufferSize: ULONG,
        OutBufferSize: PULONG,
        InOutBuffer: PUCHAR,
    ) -> NTSTATUS;
    /// The instance name of the device of a file handle. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmihandletoinstancename>
    pub fn IoWMIHandleToInstanceName(
        DataBlockObject: PVOID,
        FileHandle: HANDLE,
        InstanceName: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Opens a block by its GUID. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmiopenblock>
    pub fn IoWMIOpenBlock(
        DataBlockGuid: *mut GUID,
        DesiredAccess: ULONG,
        DataBlockObject: *mut PVOID,
    ) -> NTSTATUS;
    /// All instances of a block. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmiqueryalldata>
    pub fn IoWMIQueryAllData(
        DataBlockObject: PVOID,
        InOutBufferSize: *mut ULONG,
        OutBuffer: PVOID,
    ) -> NTSTATUS;
    /// All instances of several blocks. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmiqueryalldatamultiple>
    pub fn IoWMIQueryAllDataMultiple(
        DataBlockObjectList: *mut PVOID,
        ObjectCount: ULONG,
        InOutBufferSize: *mut ULONG,
        OutBuffer: PVOID,
    ) -> NTSTATUS;
    /// One instance of a block. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmiquerysingleinstance>
    pub fn IoWMIQuerySingleInstance(
        DataBlockObject: PVOID,
        InstanceName: PUNICODE_STRING,
        InOutBufferSize: *mut ULONG,
        OutBuffer: PVOID,
    ) -> NTSTATUS;
    /// Asks to be told of events of a block. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmisetnotificationcallback>
    pub fn IoWMISetNotificationCallback(
        Object: PVOID,
        Callback: WMI_NOTIFICATION_CALLBACK,
        Context: PVOID,
    ) -> NTSTATUS;
    /// Sets an instance of a block. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmisetsingleinstance>
    pub fn IoWMISetSingleInstance(
        DataBlockObject: PVOID,
        InstanceName: PUNICODE_STRING,
        Version: ULONG,
        ValueBufferSize: ULONG,
        ValueBuffer: PVOID,
    ) -> NTSTATUS;
    /// Sets an item of an instance. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmisetsingleitem>
    pub fn IoWMISetSingleItem(
        DataBlockObject: PVOID,
        InstanceName: PUNICODE_STRING,
        DataItemId: ULONG,
        Version: ULONG,
        ValueBufferSize: ULONG,
        ValueBuffer: PVOID,
    ) -> NTSTATUS;
    /// The provider identifier of a device. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowmideviceobjecttoproviderid>
    pub fn IoWMIDeviceObjectToProviderId(DeviceObject: PDEVICE_OBJECT) -> ULONG;
    /// Facts about a trace session. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-wmiquerytraceinformation>
    pub fn WmiQueryTraceInformation(
        TraceInformationClass: TRACE_INFORMATION_CLASS,
        TraceInformation: PVOID,
        TraceInformationLength: ULONG,
        RequiredLength: PULONG,
        Buffer: PVOID,
    ) -> NTSTATUS;
}

imports! { "WMILIB.SYS";
    /// Completes a WMI request after a driver's callback. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wmilib/nf-wmilib-wmicompleterequest>
    pub fn WmiCompleteRequest(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        Status: NTSTATUS,
        BufferUsed: ULONG,
        PriorityBoost: CCHAR,
    ) -> NTSTATUS;
    /// Dispatches `IRP_MJ_SYSTEM_CONTROL` to a driver's WMI callbacks. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wmilib/nf-wmilib-wmisystemcontrol>
    pub fn WmiSystemControl(
        WmiLibInfo: PWMILIB_CONTEXT,
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        IrpDisposition: PSYSCTL_IRP_DISPOSITION,
    ) -> NTSTATUS;
    /// Sends an event of a device. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wmilib/nf-wmilib-wmifireevent>
    pub fn WmiFireEvent(
        DeviceObject: PDEVICE_OBJECT,
        Guid: LPCGUID,
        InstanceIndex: ULONG,
        EventDataSize: ULONG,
        EventData: PVOID,
    ) -> NTSTATUS;
}

pub const WMIREG_ACTION_REGISTER: ULONG = 1;
pub const WMIREG_ACTION_DEREGISTER: ULONG = 2;
pub const WMIREG_ACTION_REREGISTER: ULONG = 3;
pub const WMIREG_ACTION_UPDATE_GUIDS: ULONG = 4;
pub const WMIREG_ACTION_BLOCK_IRPS: ULONG = 5;
pub const WMIREGISTER: ULONG = 0;
pub const WMIUPDATE: ULONG = 1;
