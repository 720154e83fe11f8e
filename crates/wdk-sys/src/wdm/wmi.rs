//! `wdm.h`, `wmilib.h`: Windows Management Instrumentation.

use crate::{
    BOOLEAN, CCHAR, GUID, HANDLE, LARGE_INTEGER, LPCGUID, NTSTATUS, PDEVICE_OBJECT, PIRP,
    PSYSCTL_IRP_DISPOSITION, PUCHAR, PULONG, PUNICODE_STRING, PVOID, TRACE_INFORMATION_CLASS,
    UCHAR, ULONG, ULONG_PTR, ULONG64, WCHAR, imports, layout::layout,
};

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

/// What every WMI request and event begins with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _WNODE_HEADER {
    pub BufferSize: ULONG,
    pub ProviderId: ULONG,
    pub Anonymous1: _WNODE_HEADER_Anonymous1,
    pub Anonymous2: _WNODE_HEADER_Anonymous2,
    pub Guid: GUID,
    pub ClientContext: ULONG,
    pub Flags: ULONG,
}
/// A [`_WNODE_HEADER`].
pub type WNODE_HEADER = _WNODE_HEADER;
/// Pointer to a [`_WNODE_HEADER`].
pub type PWNODE_HEADER = *mut _WNODE_HEADER;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _WNODE_HEADER_Anonymous1 {
    pub HistoricalContext: ULONG64,
    pub Anonymous: _WNODE_HEADER_Anonymous1_Anonymous,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _WNODE_HEADER_Anonymous1_Anonymous {
    pub Version: ULONG,
    pub Linkage: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _WNODE_HEADER_Anonymous2 {
    pub CountLost: ULONG,
    pub KernelHandle: HANDLE,
    pub TimeStamp: LARGE_INTEGER,
}

/// Where an instance's data is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct OFFSETINSTANCEDATAANDLENGTH {
    pub OffsetInstanceData: ULONG,
    pub LengthInstanceData: ULONG,
}
/// Pointer to a [`OFFSETINSTANCEDATAANDLENGTH`].
pub type POFFSETINSTANCEDATAANDLENGTH = *mut OFFSETINSTANCEDATAANDLENGTH;

/// All instances of a WMI block.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tagWNODE_ALL_DATA {
    pub WnodeHeader: _WNODE_HEADER,
    pub DataBlockOffset: ULONG,
    pub InstanceCount: ULONG,
    pub OffsetInstanceNameOffsets: ULONG,
    pub Anonymous: tagWNODE_ALL_DATA_Anonymous,
}
/// A [`tagWNODE_ALL_DATA`].
pub type WNODE_ALL_DATA = tagWNODE_ALL_DATA;
/// Pointer to a [`tagWNODE_ALL_DATA`].
pub type PWNODE_ALL_DATA = *mut tagWNODE_ALL_DATA;
#[repr(C)]
#[derive(Clone, Copy)]
pub union tagWNODE_ALL_DATA_Anonymous {
    pub FixedInstanceSize: ULONG,
    pub OffsetInstanceDataAndLength: [OFFSETINSTANCEDATAANDLENGTH; 1],
}

/// An instance of a WMI block.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tagWNODE_SINGLE_INSTANCE {
    pub WnodeHeader: _WNODE_HEADER,
    pub OffsetInstanceName: ULONG,
    pub InstanceIndex: ULONG,
    pub DataBlockOffset: ULONG,
    pub SizeDataBlock: ULONG,
    pub VariableData: [UCHAR; 0],
}
/// A [`tagWNODE_SINGLE_INSTANCE`].
pub type WNODE_SINGLE_INSTANCE = tagWNODE_SINGLE_INSTANCE;
/// Pointer to a [`tagWNODE_SINGLE_INSTANCE`].
pub type PWNODE_SINGLE_INSTANCE = *mut tagWNODE_SINGLE_INSTANCE;

/// An item of an instance.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tagWNODE_SINGLE_ITEM {
    pub WnodeHeader: _WNODE_HEADER,
    pub OffsetInstanceName: ULONG,
    pub InstanceIndex: ULONG,
    pub ItemId: ULONG,
    pub DataBlockOffset: ULONG,
    pub SizeDataItem: ULONG,
    pub VariableData: [UCHAR; 0],
}
/// A [`tagWNODE_SINGLE_ITEM`].
pub type WNODE_SINGLE_ITEM = tagWNODE_SINGLE_ITEM;
/// Pointer to a [`tagWNODE_SINGLE_ITEM`].
pub type PWNODE_SINGLE_ITEM = *mut tagWNODE_SINGLE_ITEM;

/// A method of a WMI block that is called.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tagWNODE_METHOD_ITEM {
    pub WnodeHeader: _WNODE_HEADER,
    pub OffsetInstanceName: ULONG,
    pub InstanceIndex: ULONG,
    pub MethodId: ULONG,
    pub DataBlockOffset: ULONG,
    pub SizeDataBlock: ULONG,
    pub VariableData: [UCHAR; 0],
}
/// A [`tagWNODE_METHOD_ITEM`].
pub type WNODE_METHOD_ITEM = tagWNODE_METHOD_ITEM;
/// Pointer to a [`tagWNODE_METHOD_ITEM`].
pub type PWNODE_METHOD_ITEM = *mut tagWNODE_METHOD_ITEM;

/// An event with its data.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tagWNODE_EVENT_ITEM {
    pub WnodeHeader: _WNODE_HEADER,
}
/// A [`tagWNODE_EVENT_ITEM`].
pub type WNODE_EVENT_ITEM = tagWNODE_EVENT_ITEM;
/// Pointer to a [`tagWNODE_EVENT_ITEM`].
pub type PWNODE_EVENT_ITEM = *mut tagWNODE_EVENT_ITEM;

/// An event whose data is asked for later.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tagWNODE_EVENT_REFERENCE {
    pub WnodeHeader: _WNODE_HEADER,
    pub TargetGuid: GUID,
    pub TargetDataBlockSize: ULONG,
    pub Anonymous: tagWNODE_EVENT_REFERENCE_Anonymous,
}
/// A [`tagWNODE_EVENT_REFERENCE`].
pub type WNODE_EVENT_REFERENCE = tagWNODE_EVENT_REFERENCE;
/// Pointer to a [`tagWNODE_EVENT_REFERENCE`].
pub type PWNODE_EVENT_REFERENCE = *mut tagWNODE_EVENT_REFERENCE;
#[repr(C)]
#[derive(Clone, Copy)]
pub union tagWNODE_EVENT_REFERENCE_Anonymous {
    pub TargetInstanceIndex: ULONG,
    pub TargetInstanceName: [WCHAR; 1],
}

/// The size that the buffer needs.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tagWNODE_TOO_SMALL {
    pub WnodeHeader: _WNODE_HEADER,
    pub SizeNeeded: ULONG,
}
/// A [`tagWNODE_TOO_SMALL`].
pub type WNODE_TOO_SMALL = tagWNODE_TOO_SMALL;
/// Pointer to a [`tagWNODE_TOO_SMALL`].
pub type PWNODE_TOO_SMALL = *mut tagWNODE_TOO_SMALL;

/// A WMI block that is registered.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct WMIREGGUIDW {
    pub Guid: GUID,
    pub Flags: ULONG,
    pub InstanceCount: ULONG,
    pub Anonymous: WMIREGGUIDW_Anonymous,
}
/// Pointer to a [`WMIREGGUIDW`].
pub type PWMIREGGUIDW = *mut WMIREGGUIDW;
/// A [`WMIREGGUIDW`].
pub type WMIREGGUID = WMIREGGUIDW;
/// Pointer to a [`WMIREGGUIDW`].
pub type PWMIREGGUID = *mut WMIREGGUIDW;
#[repr(C)]
#[derive(Clone, Copy)]
pub union WMIREGGUIDW_Anonymous {
    pub InstanceNameList: ULONG,
    pub BaseNameOffset: ULONG,
    pub Pdo: ULONG_PTR,
    pub InstanceInfo: ULONG_PTR,
}

/// The WMI blocks that are registered.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct WMIREGINFOW {
    pub BufferSize: ULONG,
    pub NextWmiRegInfo: ULONG,
    pub RegistryPath: ULONG,
    pub MofResourceName: ULONG,
    pub GuidCount: ULONG,
    pub WmiRegGuid: [WMIREGGUIDW; 0],
}
/// Pointer to a [`WMIREGINFOW`].
pub type PWMIREGINFOW = *mut WMIREGINFOW;
/// A [`WMIREGINFOW`].
pub type WMIREGINFO = WMIREGINFOW;
/// Pointer to a [`WMIREGINFOW`].
pub type PWMIREGINFO = *mut WMIREGINFOW;

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
    _WNODE_HEADER_Anonymous1_Anonymous: 8, 4 { Version: 0, Linkage: 4 }
    _WNODE_HEADER_Anonymous1: 8, 8 { HistoricalContext: 0, Anonymous: 0 }
    _WNODE_HEADER_Anonymous2: 8, 8 { CountLost: 0, KernelHandle: 0, TimeStamp: 0 }
    _WNODE_HEADER: 48, 8 {
        BufferSize: 0, ProviderId: 4, Anonymous1: 8, Anonymous2: 16, Guid: 24,
        ClientContext: 40, Flags: 44
    }
    OFFSETINSTANCEDATAANDLENGTH: 8, 4 { OffsetInstanceData: 0, LengthInstanceData: 4 }
    tagWNODE_ALL_DATA_Anonymous: 8, 4 { FixedInstanceSize: 0, OffsetInstanceDataAndLength: 0 }
    tagWNODE_ALL_DATA: 72, 8 {
        WnodeHeader: 0, DataBlockOffset: 48, InstanceCount: 52, OffsetInstanceNameOffsets:
        56, Anonymous: 60
    }
    tagWNODE_SINGLE_INSTANCE: 64, 8 {
        WnodeHeader: 0, OffsetInstanceName: 48, InstanceIndex: 52, DataBlockOffset: 56,
        SizeDataBlock: 60, VariableData: 64
    }
    tagWNODE_SINGLE_ITEM: 72, 8 {
        WnodeHeader: 0, OffsetInstanceName: 48, InstanceIndex: 52, ItemId: 56,
        DataBlockOffset: 60, SizeDataItem: 64, VariableData: 68
    }
    tagWNODE_METHOD_ITEM: 72, 8 {
        WnodeHeader: 0, OffsetInstanceName: 48, InstanceIndex: 52, MethodId: 56,
        DataBlockOffset: 60, SizeDataBlock: 64, VariableData: 68
    }
    tagWNODE_EVENT_ITEM: 48, 8 { WnodeHeader: 0 }
    tagWNODE_EVENT_REFERENCE_Anonymous: 4, 4 { TargetInstanceIndex: 0, TargetInstanceName: 0 }
    tagWNODE_EVENT_REFERENCE: 72, 8 {
        WnodeHeader: 0, TargetGuid: 48, TargetDataBlockSize: 64, Anonymous: 68
    }
    tagWNODE_TOO_SMALL: 56, 8 { WnodeHeader: 0, SizeNeeded: 48 }
    WMIREGGUIDW_Anonymous: 8, 8 { InstanceNameList: 0, BaseNameOffset: 0, Pdo: 0, InstanceInfo: 0 }
    WMIREGGUIDW: 32, 8 { Guid: 0, Flags: 16, InstanceCount: 20, Anonymous: 24 }
    WMIREGINFOW: 24, 8 {
        BufferSize: 0, NextWmiRegInfo: 4, RegistryPath: 8, MofResourceName: 12, GuidCount:
        16, WmiRegGuid: 24
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
