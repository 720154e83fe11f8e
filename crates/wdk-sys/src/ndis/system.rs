//! `ndis.h`: locks, timers, work items, memory and configuration of network drivers.

use crate::{
    _UNICODE_STRING, ALLOCATE_SHARED_MEMORY_HANDLER, BINARY_DATA, BOOLEAN, CCHAR, EX_POOL_PRIORITY,
    FREE_SHARED_MEMORY_HANDLER, KAFFINITY, KEVENT, KIRQL, KSPIN_LOCK, LARGE_INTEGER, LONG, LPCGUID,
    NDIS_NIC_SWITCH_VPORT_ID, NDIS_OBJECT_HEADER, NDIS_PHYSICAL_ADDRESS, NDIS_PROC,
    NDIS_RECEIVE_QUEUE_ID, NODE_REQUIREMENT, NTSTATUS, PCUNICODE_STRING, PDEVICE_OBJECT,
    PDRIVER_DISPATCH, PDRIVER_OBJECT, PLARGE_INTEGER, PNDIS_OID_REQUEST, PNDIS_RSS_PROCESSOR_INFO,
    PNDIS_SCATTER_GATHER_LIST_PARAMETERS, PPROCESSOR_NUMBER, PROCESSOR_NUMBER,
    PSCATTER_GATHER_LIST, PSIZE_T, PUCHAR, PVOID, UCHAR, ULONG, USHORT, imports, layout::layout,
    variadic_imports,
};

/// A read-write lock.
#[repr(C)]
pub struct _NDIS_RW_LOCK_EX {
    _opaque: [UCHAR; 0],
}
/// A [`_NDIS_RW_LOCK_EX`].
pub type NDIS_RW_LOCK_EX = _NDIS_RW_LOCK_EX;
/// Pointer to a [`_NDIS_RW_LOCK_EX`].
pub type PNDIS_RW_LOCK_EX = *mut _NDIS_RW_LOCK_EX;

/// A handle that NDIS gives.
pub type NDIS_HANDLE = PVOID;
/// Pointer to a [`PVOID`].
pub type PNDIS_HANDLE = *mut PVOID;
/// How an operation of NDIS ended; the values of failures are those of `NTSTATUS` where both exist.
pub type NDIS_STATUS = i32;
/// Pointer to a [`i32`].
pub type PNDIS_STATUS = *mut i32;
/// A [`_UNICODE_STRING`].
pub type NDIS_STRING = _UNICODE_STRING;
/// Pointer to a [`_UNICODE_STRING`].
pub type PNDIS_STRING = *mut _UNICODE_STRING;

/// An object that stands for a component without a driver of its own.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_GENERIC_OBJECT {
    pub Header: NDIS_OBJECT_HEADER,
    pub Caller: PVOID,
    pub CallersCaller: PVOID,
    pub DriverObject: PDRIVER_OBJECT,
}
/// A [`_NDIS_GENERIC_OBJECT`].
pub type NDIS_GENERIC_OBJECT = _NDIS_GENERIC_OBJECT;
/// Pointer to a [`_NDIS_GENERIC_OBJECT`].
pub type PNDIS_GENERIC_OBJECT = *mut _NDIS_GENERIC_OBJECT;

/// A spin lock that remembers the IRQL.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SPIN_LOCK {
    pub SpinLock: KSPIN_LOCK,
    pub OldIrql: KIRQL,
}
/// A [`_NDIS_SPIN_LOCK`].
pub type NDIS_SPIN_LOCK = _NDIS_SPIN_LOCK;
/// Pointer to a [`_NDIS_SPIN_LOCK`].
pub type PNDIS_SPIN_LOCK = *mut _NDIS_SPIN_LOCK;

/// An event.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_EVENT {
    pub Event: KEVENT,
}
/// A [`_NDIS_EVENT`].
pub type NDIS_EVENT = _NDIS_EVENT;
/// Pointer to a [`_NDIS_EVENT`].
pub type PNDIS_EVENT = *mut _NDIS_EVENT;

/// A work item of the old kind.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_WORK_ITEM {
    pub Context: PVOID,
    pub Routine: NDIS_PROC,
    pub WrapperReserved: [UCHAR; 64],
}
/// A [`_NDIS_WORK_ITEM`].
pub type NDIS_WORK_ITEM = _NDIS_WORK_ITEM;
/// Pointer to a [`_NDIS_WORK_ITEM`].
pub type PNDIS_WORK_ITEM = *mut _NDIS_WORK_ITEM;

/// How a configuration's value is stored.
pub mod _NDIS_PARAMETER_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisParameterInteger: Type = 0;
    pub const NdisParameterHexInteger: Type = 1;
    pub const NdisParameterString: Type = 2;
    pub const NdisParameterMultiString: Type = 3;
    pub const NdisParameterBinary: Type = 4;
}
/// A value of [`_NDIS_PARAMETER_TYPE`].
pub type NDIS_PARAMETER_TYPE = _NDIS_PARAMETER_TYPE::Type;
/// Pointer to a value of [`_NDIS_PARAMETER_TYPE`].
pub type PNDIS_PARAMETER_TYPE = *mut _NDIS_PARAMETER_TYPE::Type;

/// A configuration's value.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_CONFIGURATION_PARAMETER {
    pub ParameterType: NDIS_PARAMETER_TYPE,
    pub ParameterData: _NDIS_CONFIGURATION_PARAMETER_ParameterData,
}
/// A [`_NDIS_CONFIGURATION_PARAMETER`].
pub type NDIS_CONFIGURATION_PARAMETER = _NDIS_CONFIGURATION_PARAMETER;
/// Pointer to a [`_NDIS_CONFIGURATION_PARAMETER`].
pub type PNDIS_CONFIGURATION_PARAMETER = *mut _NDIS_CONFIGURATION_PARAMETER;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_CONFIGURATION_PARAMETER_ParameterData {
    pub IntegerData: ULONG,
    pub StringData: NDIS_STRING,
    pub BinaryData: BINARY_DATA,
}

/// The readers of one processor.
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_RW_LOCK_REFCOUNT {
    pub RefCount: ULONG,
    pub cacheLine: [UCHAR; 16],
}
/// A [`_NDIS_RW_LOCK_REFCOUNT`].
pub type NDIS_RW_LOCK_REFCOUNT = _NDIS_RW_LOCK_REFCOUNT;

/// A read-write lock of the old kind.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RW_LOCK {
    pub Anonymous1: _NDIS_RW_LOCK_Anonymous1,
    pub Anonymous2: _NDIS_RW_LOCK_Anonymous2,
}
/// A [`_NDIS_RW_LOCK`].
pub type NDIS_RW_LOCK = _NDIS_RW_LOCK;
/// Pointer to a [`_NDIS_RW_LOCK`].
pub type PNDIS_RW_LOCK = *mut _NDIS_RW_LOCK;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_RW_LOCK_Anonymous1 {
    pub Anonymous: _NDIS_RW_LOCK_Anonymous1_Anonymous,
    pub Reserved: [UCHAR; 16],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RW_LOCK_Anonymous1_Anonymous {
    pub SpinLock: KSPIN_LOCK,
    pub Context: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_RW_LOCK_Anonymous2 {
    pub RefCount: [NDIS_RW_LOCK_REFCOUNT; 64],
    pub RefCountEx: [ULONG; 256],
    pub Anonymous: _NDIS_RW_LOCK_Anonymous2_Anonymous,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RW_LOCK_Anonymous2_Anonymous {
    pub RefCountLock: KSPIN_LOCK,
    pub SharedRefCount: ULONG,
    pub WriterWaiting: BOOLEAN,
}

/// What acquiring a read-write lock of the old kind leaves for its release.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _LOCK_STATE {
    pub LockState: USHORT,
    pub OldIrql: KIRQL,
}
/// A [`_LOCK_STATE`].
pub type LOCK_STATE = _LOCK_STATE;
/// Pointer to a [`_LOCK_STATE`].
pub type PLOCK_STATE = *mut _LOCK_STATE;

/// What acquiring a read-write lock leaves for its release.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _LOCK_STATE_EX {
    pub OldIrql: KIRQL,
    pub LockState: UCHAR,
    pub Flags: UCHAR,
}
/// A [`_LOCK_STATE_EX`].
pub type LOCK_STATE_EX = _LOCK_STATE_EX;
/// Pointer to a [`_LOCK_STATE_EX`].
pub type PLOCK_STATE_EX = *mut _LOCK_STATE_EX;

/// Which configuration to open.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_CONFIGURATION_OBJECT {
    pub Header: NDIS_OBJECT_HEADER,
    pub NdisHandle: NDIS_HANDLE,
    pub Flags: ULONG,
}
/// A [`_NDIS_CONFIGURATION_OBJECT`].
pub type NDIS_CONFIGURATION_OBJECT = _NDIS_CONFIGURATION_OBJECT;
/// Pointer to a [`_NDIS_CONFIGURATION_OBJECT`].
pub type PNDIS_CONFIGURATION_OBJECT = *mut _NDIS_CONFIGURATION_OBJECT;

/// The header of every set of optional callbacks.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_DRIVER_OPTIONAL_HANDLERS {
    pub Header: NDIS_OBJECT_HEADER,
}
/// A [`_NDIS_DRIVER_OPTIONAL_HANDLERS`].
pub type NDIS_DRIVER_OPTIONAL_HANDLERS = _NDIS_DRIVER_OPTIONAL_HANDLERS;
/// Pointer to a [`_NDIS_DRIVER_OPTIONAL_HANDLERS`].
pub type PNDIS_DRIVER_OPTIONAL_HANDLERS = *mut _NDIS_DRIVER_OPTIONAL_HANDLERS;

/// What a timer calls.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TIMER_CHARACTERISTICS {
    pub Header: NDIS_OBJECT_HEADER,
    pub AllocationTag: ULONG,
    pub TimerFunction: PNDIS_TIMER_FUNCTION,
    pub FunctionContext: PVOID,
}
/// A [`_NDIS_TIMER_CHARACTERISTICS`].
pub type NDIS_TIMER_CHARACTERISTICS = _NDIS_TIMER_CHARACTERISTICS;
/// Pointer to a [`_NDIS_TIMER_CHARACTERISTICS`].
pub type PNDIS_TIMER_CHARACTERISTICS = *mut _NDIS_TIMER_CHARACTERISTICS;

/// Where a processor is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PROCESSOR_INFO {
    pub CpuNumber: ULONG,
    pub PhysicalPackageId: ULONG,
    pub CoreId: ULONG,
    pub HyperThreadID: ULONG,
}
/// A [`_NDIS_PROCESSOR_INFO`].
pub type NDIS_PROCESSOR_INFO = _NDIS_PROCESSOR_INFO;
/// Pointer to a [`_NDIS_PROCESSOR_INFO`].
pub type PNDIS_PROCESSOR_INFO = *mut _NDIS_PROCESSOR_INFO;

/// The processors of the system.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SYSTEM_PROCESSOR_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub ProcessorVendor: NDIS_PROCESSOR_VENDOR,
    pub NumPhysicalPackages: ULONG,
    pub NumCores: ULONG,
    pub NumCoresPerPhysicalPackage: ULONG,
    pub MaxHyperThreadingCpusPerCore: ULONG,
    pub RssBaseCpu: ULONG,
    pub RssCpuCount: ULONG,
    pub RssProcessors: PUCHAR,
    pub CpuInfo: [NDIS_PROCESSOR_INFO; 64],
}
/// A [`_NDIS_SYSTEM_PROCESSOR_INFO`].
pub type NDIS_SYSTEM_PROCESSOR_INFO = _NDIS_SYSTEM_PROCESSOR_INFO;
/// Pointer to a [`_NDIS_SYSTEM_PROCESSOR_INFO`].
pub type PNDIS_SYSTEM_PROCESSOR_INFO = *mut _NDIS_SYSTEM_PROCESSOR_INFO;

/// What a named device is created with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_DEVICE_OBJECT_ATTRIBUTES {
    pub Header: NDIS_OBJECT_HEADER,
    pub DeviceName: PNDIS_STRING,
    pub SymbolicName: PNDIS_STRING,
    pub MajorFunctions: *mut PDRIVER_DISPATCH,
    pub ExtensionSize: ULONG,
    pub DefaultSDDLString: PCUNICODE_STRING,
    pub DeviceClassGuid: LPCGUID,
}
/// A [`_NDIS_DEVICE_OBJECT_ATTRIBUTES`].
pub type NDIS_DEVICE_OBJECT_ATTRIBUTES = _NDIS_DEVICE_OBJECT_ATTRIBUTES;
/// Pointer to a [`_NDIS_DEVICE_OBJECT_ATTRIBUTES`].
pub type PNDIS_DEVICE_OBJECT_ATTRIBUTES = *mut _NDIS_DEVICE_OBJECT_ATTRIBUTES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_DRIVER_WRAPPER_HANDLE {
    pub Header: NDIS_OBJECT_HEADER,
    pub NdisWrapperHandle: NDIS_HANDLE,
}
/// A [`_NDIS_DRIVER_WRAPPER_HANDLE`].
pub type NDIS_DRIVER_WRAPPER_HANDLE = _NDIS_DRIVER_WRAPPER_HANDLE;
/// Pointer to a [`_NDIS_DRIVER_WRAPPER_HANDLE`].
pub type PNDIS_DRIVER_WRAPPER_HANDLE = *mut _NDIS_DRIVER_WRAPPER_HANDLE;

/// What shared memory is for.
pub mod _NDIS_SHARED_MEMORY_USAGE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisSharedMemoryUsageUndefined: Type = 0;
    pub const NdisSharedMemoryUsageXmit: Type = 1;
    pub const NdisSharedMemoryUsageXmitHeader: Type = 2;
    pub const NdisSharedMemoryUsageXmitData: Type = 3;
    pub const NdisSharedMemoryUsageReceive: Type = 4;
    pub const NdisSharedMemoryUsageReceiveLookahead: Type = 5;
    pub const NdisSharedMemoryUsageReceivePostLookahead: Type = 6;
    pub const NdisSharedMemoryUsageReceiveHeader: Type = 7;
    pub const NdisSharedMemoryUsageReceiveData: Type = 8;
    pub const NdisSharedMemoryUsageOther: Type = 9;
    pub const NdisSharedMemoryUsageMax: Type = 10;
}
/// A value of [`_NDIS_SHARED_MEMORY_USAGE`].
pub type NDIS_SHARED_MEMORY_USAGE = _NDIS_SHARED_MEMORY_USAGE::Type;
/// Pointer to a value of [`_NDIS_SHARED_MEMORY_USAGE`].
pub type PNDIS_SHARED_MEMORY_USAGE = *mut _NDIS_SHARED_MEMORY_USAGE::Type;

/// What shared memory is allocated with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SHARED_MEMORY_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub QueueId: NDIS_RECEIVE_QUEUE_ID,
    pub SharedMemoryHandle: NDIS_HANDLE,
    pub PreferredNode: NODE_REQUIREMENT,
    pub Usage: NDIS_SHARED_MEMORY_USAGE,
    pub Length: ULONG,
    pub VirtualAddress: PVOID,
    pub SGListBufferLength: ULONG,
    pub SGListBuffer: PSCATTER_GATHER_LIST,
    pub VPortId: NDIS_NIC_SWITCH_VPORT_ID,
}
/// A [`_NDIS_SHARED_MEMORY_PARAMETERS`].
pub type NDIS_SHARED_MEMORY_PARAMETERS = _NDIS_SHARED_MEMORY_PARAMETERS;
/// Pointer to a [`_NDIS_SHARED_MEMORY_PARAMETERS`].
pub type PNDIS_SHARED_MEMORY_PARAMETERS = *mut _NDIS_SHARED_MEMORY_PARAMETERS;

/// The functions of a provider of shared memory.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub ProviderContext: NDIS_HANDLE,
    pub AllocateSharedMemoryHandler: ALLOCATE_SHARED_MEMORY_HANDLER,
    pub FreeSharedMemoryHandler: FREE_SHARED_MEMORY_HANDLER,
}
/// A [`_NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS`].
pub type NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS = _NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS;
/// Pointer to a [`_NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS`].
pub type PNDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS =
    *mut _NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS;

/// Who made a processor.
pub mod _NDIS_PROCESSOR_VENDOR {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisProcessorVendorUnknown: Type = 0;
    pub const NdisProcessorVendorGenuinIntel: Type = 1;
    pub const NdisProcessorVendorGenuineIntel: Type = 1;
    pub const NdisProcessorVendorAuthenticAMD: Type = 2;
}
/// A value of [`_NDIS_PROCESSOR_VENDOR`].
pub type NDIS_PROCESSOR_VENDOR = _NDIS_PROCESSOR_VENDOR::Type;
/// Pointer to a value of [`_NDIS_PROCESSOR_VENDOR`].
pub type PNDIS_PROCESSOR_VENDOR = *mut _NDIS_PROCESSOR_VENDOR::Type;

/// The processors of the system, in all groups.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SYSTEM_PROCESSOR_INFO_EX {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub ProcessorVendor: NDIS_PROCESSOR_VENDOR,
    pub NumSockets: ULONG,
    pub NumCores: ULONG,
    pub NumCoresPerSocket: ULONG,
    pub MaxHyperThreadingProcsPerCore: ULONG,
    pub ProcessorInfoOffset: ULONG,
    pub NumberOfProcessors: ULONG,
    pub ProcessorInfoEntrySize: ULONG,
}
/// A [`_NDIS_SYSTEM_PROCESSOR_INFO_EX`].
pub type NDIS_SYSTEM_PROCESSOR_INFO_EX = _NDIS_SYSTEM_PROCESSOR_INFO_EX;
/// Pointer to a [`_NDIS_SYSTEM_PROCESSOR_INFO_EX`].
pub type PNDIS_SYSTEM_PROCESSOR_INFO_EX = *mut _NDIS_SYSTEM_PROCESSOR_INFO_EX;

/// A [`NDIS_IO_WORKITEM_FUNCTION`].
pub type NDIS_IO_WORKITEM_ROUTINE = NDIS_IO_WORKITEM_FUNCTION;
crate::fn_types! {
    /// Called when a timer fires.
    pub type PNDIS_TIMER_FUNCTION = fn(
        SystemSpecific1: PVOID,
        FunctionContext: PVOID,
        SystemSpecific2: PVOID,
        SystemSpecific3: PVOID,
    );
    /// Called on a worker thread.
    pub type NDIS_IO_WORKITEM_FUNCTION = fn(
        WorkItemContext: PVOID,
        NdisIoWorkItemHandle: NDIS_HANDLE,
    );
}

layout! {
    _NDIS_GENERIC_OBJECT: 32, 8 { Header: 0, Caller: 8, CallersCaller: 16, DriverObject: 24 }
    _NDIS_SPIN_LOCK: 16, 8 { SpinLock: 0, OldIrql: 8 }
    _NDIS_EVENT: 24, 8 { Event: 0 }
    _NDIS_WORK_ITEM: 80, 8 { Context: 0, Routine: 8, WrapperReserved: 16 }
    _NDIS_CONFIGURATION_PARAMETER_ParameterData: 16, 8 {
        IntegerData: 0, StringData: 0, BinaryData: 0
    }
    _NDIS_CONFIGURATION_PARAMETER: 24, 8 { ParameterType: 0, ParameterData: 8 }
    _NDIS_RW_LOCK_REFCOUNT: 16, 4 { RefCount: 0, cacheLine: 0 }
    _NDIS_RW_LOCK_Anonymous1_Anonymous: 16, 8 { SpinLock: 0, Context: 8 }
    _NDIS_RW_LOCK_Anonymous1: 16, 8 { Anonymous: 0, Reserved: 0 }
    _NDIS_RW_LOCK_Anonymous2_Anonymous: 16, 8 {
        RefCountLock: 0, SharedRefCount: 8, WriterWaiting: 12
    }
    _NDIS_RW_LOCK_Anonymous2: 1024, 8 { RefCount: 0, RefCountEx: 0, Anonymous: 0 }
    _NDIS_RW_LOCK: 1040, 8 { Anonymous1: 0, Anonymous2: 16 }
    _LOCK_STATE: 4, 2 { LockState: 0, OldIrql: 2 }
    _LOCK_STATE_EX: 3, 1 { OldIrql: 0, LockState: 1, Flags: 2 }
    _NDIS_CONFIGURATION_OBJECT: 24, 8 { Header: 0, NdisHandle: 8, Flags: 16 }
    _NDIS_DRIVER_OPTIONAL_HANDLERS: 4, 2 { Header: 0 }
    _NDIS_TIMER_CHARACTERISTICS: 24, 8 {
        Header: 0, AllocationTag: 4, TimerFunction: 8, FunctionContext: 16
    }
    _NDIS_PROCESSOR_INFO: 16, 4 { CpuNumber: 0, PhysicalPackageId: 4, CoreId: 8, HyperThreadID: 12 }
    _NDIS_SYSTEM_PROCESSOR_INFO: 1072, 8 {
        Header: 0, Flags: 4, ProcessorVendor: 8, NumPhysicalPackages: 12, NumCores: 16,
        NumCoresPerPhysicalPackage: 20, MaxHyperThreadingCpusPerCore: 24, RssBaseCpu: 28,
        RssCpuCount: 32, RssProcessors: 40, CpuInfo: 48
    }
    _NDIS_DEVICE_OBJECT_ATTRIBUTES: 56, 8 {
        Header: 0, DeviceName: 8, SymbolicName: 16, MajorFunctions: 24, ExtensionSize: 32,
        DefaultSDDLString: 40, DeviceClassGuid: 48
    }
    _NDIS_DRIVER_WRAPPER_HANDLE: 16, 8 { Header: 0, NdisWrapperHandle: 8 }
    _NDIS_SHARED_MEMORY_PARAMETERS: 72, 8 {
        Header: 0, Flags: 4, QueueId: 8, SharedMemoryHandle: 16, PreferredNode: 24, Usage:
        28, Length: 32, VirtualAddress: 40, SGListBufferLength: 48, SGListBuffer: 56,
        VPortId: 64
    }
    _NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS: 32, 8 {
        Header: 0, Flags: 4, ProviderContext: 8, AllocateSharedMemoryHandler: 16,
        FreeSharedMemoryHandler: 24
    }
    _NDIS_SYSTEM_PROCESSOR_INFO_EX: 40, 4 {
        Header: 0, Flags: 4, ProcessorVendor: 8, NumSockets: 12, NumCores: 16,
        NumCoresPerSocket: 20, MaxHyperThreadingProcsPerCore: 24, ProcessorInfoOffset: 28,
        NumberOfProcessors: 32, ProcessorInfoEntrySize: 36
    }
}

imports! { "NDIS.SYS";
    /// Allocates an object that stands for a component without a driver of its own. IRQL:
    /// <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocategenericobject>
    pub fn NdisAllocateGenericObject(
        DriverObject: PDRIVER_OBJECT,
        Tag: ULONG,
        Size: USHORT,
    ) -> PNDIS_GENERIC_OBJECT;
    /// Frees what [`NdisAllocateGenericObject`] gave. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreegenericobject>
    pub fn NdisFreeGenericObject(NdisObject: PNDIS_GENERIC_OBJECT);
    /// Initialises a read-write lock of the old kind. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinitializereadwritelock>
    pub fn NdisInitializeReadWriteLock(Lock: PNDIS_RW_LOCK);
    /// Acquires a read-write lock of the old kind. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisacquirereadwritelock>
    pub fn NdisAcquireReadWriteLock(Lock: PNDIS_RW_LOCK, fWrite: BOOLEAN, LockState: PLOCK_STATE);
    /// Releases a read-write lock of the old kind. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreleasereadwritelock>
    pub fn NdisReleaseReadWriteLock(Lock: PNDIS_RW_LOCK, LockState: PLOCK_STATE);
    /// Acquires a read-write lock of the old kind at DISPATCH_LEVEL. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdpracquirereadwritelock>
    pub fn NdisDprAcquireReadWriteLock(
        Lock: PNDIS_RW_LOCK,
        fWrite: BOOLEAN,
        LockState: PLOCK_STATE,
    );
    /// Releases what [`NdisDprAcquireReadWriteLock`] acquired. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdprreleasereadwritelock>
    pub fn NdisDprReleaseReadWriteLock(Lock: PNDIS_RW_LOCK, LockState: PLOCK_STATE);
    /// Allocates a read-write lock. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocaterwlock>
    pub fn NdisAllocateRWLock(NdisHandle: NDIS_HANDLE) -> PNDIS_RW_LOCK_EX;
    /// Frees a read-write lock. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreerwlock>
    pub fn NdisFreeRWLock(Lock: PNDIS_RW_LOCK_EX);
    /// Acquires a read-write lock together with other readers.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisacquirerwlockread>
    pub fn NdisAcquireRWLockRead(Lock: PNDIS_RW_LOCK_EX, LockState: PLOCK_STATE_EX, Flags: UCHAR);
    /// Acquires a read-write lock alone.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisacquirerwlockwrite>
    pub fn NdisAcquireRWLockWrite(Lock: PNDIS_RW_LOCK_EX, LockState: PLOCK_STATE_EX, Flags: UCHAR);
    /// Releases a read-write lock. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreleaserwlock>
    pub fn NdisReleaseRWLock(Lock: PNDIS_RW_LOCK_EX, LockState: PLOCK_STATE_EX);
    /// Opens a subkey of a configuration by its name. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisopenconfigurationkeybyname>
    pub fn NdisOpenConfigurationKeyByName(
        Status: PNDIS_STATUS,
        ConfigurationHandle: NDIS_HANDLE,
        SubKeyName: PNDIS_STRING,
        SubKeyHandle: PNDIS_HANDLE,
    );
    /// Opens a subkey of a configuration by its position. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisopenconfigurationkeybyindex>
    pub fn NdisOpenConfigurationKeyByIndex(
        Status: PNDIS_STATUS,
        ConfigurationHandle: NDIS_HANDLE,
        Index: ULONG,
        KeyName: PNDIS_STRING,
        KeyHandle: PNDIS_HANDLE,
    );
    /// Reads a value of a configuration. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreadconfiguration>
    pub fn NdisReadConfiguration(
        Status: PNDIS_STATUS,
        ParameterValue: *mut PNDIS_CONFIGURATION_PARAMETER,
        ConfigurationHandle: NDIS_HANDLE,
        Keyword: PNDIS_STRING,
        ParameterType: NDIS_PARAMETER_TYPE,
    );
    /// Writes a value of a configuration. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiswriteconfiguration>
    pub fn NdisWriteConfiguration(
        Status: PNDIS_STATUS,
        ConfigurationHandle: NDIS_HANDLE,
        Keyword: PNDIS_STRING,
        ParameterValue: PNDIS_CONFIGURATION_PARAMETER,
    );
    /// Closes a configuration and frees what was read from it. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscloseconfiguration>
    pub fn NdisCloseConfiguration(ConfigurationHandle: NDIS_HANDLE);
    /// The address that the registry gives the adapter instead of its own. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreadnetworkaddress>
    pub fn NdisReadNetworkAddress(
        Status: PNDIS_STATUS,
        NetworkAddress: *mut PVOID,
        NetworkAddressLength: *mut u32,
        ConfigurationHandle: NDIS_HANDLE,
    );
    /// Allocates nonpaged memory with a tag. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/>
    pub fn NdisAllocateMemoryWithTag(
        VirtualAddress: *mut PVOID,
        Length: u32,
        Tag: ULONG,
    ) -> NDIS_STATUS;
    /// Frees memory that NDIS allocated. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreememory>
    pub fn NdisFreeMemory(VirtualAddress: PVOID, Length: u32, MemoryFlags: u32);
    /// Initialises an event, not signaled. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinitializeevent>
    pub fn NdisInitializeEvent(Event: PNDIS_EVENT);
    /// Signals an event. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissetevent>
    pub fn NdisSetEvent(Event: PNDIS_EVENT);
    /// Takes an event's signal back. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisresetevent>
    pub fn NdisResetEvent(Event: PNDIS_EVENT);
    /// Waits for an event, at most for some milliseconds. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiswaitevent>
    pub fn NdisWaitEvent(Event: PNDIS_EVENT, MsToWait: u32) -> BOOLEAN;
    /// Opens a file beside the system's drivers. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisopenfile>
    pub fn NdisOpenFile(
        Status: PNDIS_STATUS,
        FileHandle: PNDIS_HANDLE,
        FileLength: *mut u32,
        FileName: PNDIS_STRING,
        HighestAcceptableAddress: NDIS_PHYSICAL_ADDRESS,
    );
    /// Closes a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisclosefile>
    pub fn NdisCloseFile(FileHandle: NDIS_HANDLE);
    /// Unmaps a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisunmapfile>
    pub fn NdisUnmapFile(FileHandle: NDIS_HANDLE);
    /// How data must be aligned so that processors do not share a cache line. IRQL: <=
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetshareddataalignment>
    pub fn NdisGetSharedDataAlignment() -> ULONG;
    /// How many processors there are. IRQL: <= HIGH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissystemprocessorcount>
    pub fn NdisSystemProcessorCount() -> CCHAR;
    /// The address of a function of NDIS, by its name. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetroutineaddress>
    pub fn NdisGetRoutineAddress(NdisRoutineName: PNDIS_STRING) -> PVOID;
    /// The version of NDIS that runs. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetversion>
    pub fn NdisGetVersion() -> u32;
    /// How many processor groups are active.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisactivegroupcount>
    pub fn NdisActiveGroupCount() -> USHORT;
    /// How many processors a group can have.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgroupmaxprocessorcount>
    pub fn NdisGroupMaxProcessorCount(Group: USHORT) -> ULONG;
    /// How many processors of a group are active.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgroupactiveprocessorcount>
    pub fn NdisGroupActiveProcessorCount(Group: USHORT) -> ULONG;
    /// Which processors of a group are active.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgroupactiveprocessormask>
    pub fn NdisGroupActiveProcessorMask(Group: USHORT) -> KAFFINITY;
    /// The group and the number of the current processor.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscurrentgroupandprocessor>
    pub fn NdisCurrentGroupAndProcessor() -> PROCESSOR_NUMBER;
    /// The index of a processor in the whole system. IRQL: <= HIGH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/>
    pub fn NdisProcessorNumberToIndex(ProcNum: PROCESSOR_NUMBER) -> ULONG;
    /// The group and the number of a processor. IRQL: <= HIGH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/>
    pub fn NdisProcessorIndexToNumber(ProcIndex: ULONG, ProcNum: PPROCESSOR_NUMBER) -> NTSTATUS;
    /// Opens the configuration of an adapter, a filter module, or a binding. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisopenconfigurationex>
    pub fn NdisOpenConfigurationEx(
        ConfigObject: PNDIS_CONFIGURATION_OBJECT,
        ConfigurationHandle: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// Allocates nonpaged memory with a tag and a priority. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatememorywithtagpriority>
    pub fn NdisAllocateMemoryWithTagPriority(
        NdisHandle: NDIS_HANDLE,
        Length: u32,
        Tag: ULONG,
        Priority: EX_POOL_PRIORITY,
    ) -> PVOID;
    /// Sets optional callbacks of a driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissetoptionalhandlers>
    pub fn NdisSetOptionalHandlers(
        NdisHandle: NDIS_HANDLE,
        OptionalHandlers: PNDIS_DRIVER_OPTIONAL_HANDLERS,
    ) -> NDIS_STATUS;
    /// Allocates a timer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatetimerobject>
    pub fn NdisAllocateTimerObject(
        NdisHandle: NDIS_HANDLE,
        TimerCharacteristics: PNDIS_TIMER_CHARACTERISTICS,
        pTimerObject: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// Sets a timer, once or periodically. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissettimerobject>
    pub fn NdisSetTimerObject(
        TimerObject: NDIS_HANDLE,
        DueTime: LARGE_INTEGER,
        MillisecondsPeriod: LONG,
        FunctionContext: PVOID,
    ) -> BOOLEAN;
    /// Cancels a timer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscanceltimerobject>
    pub fn NdisCancelTimerObject(TimerObject: NDIS_HANDLE) -> BOOLEAN;
    /// Frees a timer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreetimerobject>
    pub fn NdisFreeTimerObject(TimerObject: NDIS_HANDLE);
    /// Clones an OID request, to send it on.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatecloneoidrequest>
    pub fn NdisAllocateCloneOidRequest(
        SourceHandle: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
        PoolTag: u32,
        ClonedOidRequest: *mut PNDIS_OID_REQUEST,
    ) -> NDIS_STATUS;
    /// Frees a cloned OID request.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreecloneoidrequest>
    pub fn NdisFreeCloneOidRequest(SourceHandle: NDIS_HANDLE, Request: PNDIS_OID_REQUEST);
    /// Milliseconds since the system started. IRQL: <= HIGH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetsystemuptimeex>
    pub fn NdisGetSystemUpTimeEx(pSystemUpTime: PLARGE_INTEGER);
    /// What is known of the system's processors. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetprocessorinformation>
    pub fn NdisGetProcessorInformation(
        SystemProcessorInfo: PNDIS_SYSTEM_PROCESSOR_INFO,
    ) -> NDIS_STATUS;
    /// The processors that may take part in receive side scaling. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetrssprocessorinformation>
    pub fn NdisGetRssProcessorInformation(
        NdisHandle: NDIS_HANDLE,
        RssProcessorInfo: PNDIS_RSS_PROCESSOR_INFO,
        Size: PSIZE_T,
    ) -> NDIS_STATUS;
    /// What is known of the system's processors, in all groups. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetprocessorinformationex>
    pub fn NdisGetProcessorInformationEx(
        NdisHandle: NDIS_HANDLE,
        SystemProcessorInfo: PNDIS_SYSTEM_PROCESSOR_INFO_EX,
        Size: PSIZE_T,
    ) -> NDIS_STATUS;
    /// Creates a named device for a miniport or a filter driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisregisterdeviceex>
    pub fn NdisRegisterDeviceEx(
        NdisHandle: NDIS_HANDLE,
        DeviceObjectAttributes: PNDIS_DEVICE_OBJECT_ATTRIBUTES,
        pDeviceObject: *mut PDEVICE_OBJECT,
        NdisDeviceHandle: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// Removes what [`NdisRegisterDeviceEx`] created. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisderegisterdeviceex>
    pub fn NdisDeregisterDeviceEx(NdisDeviceHandle: NDIS_HANDLE);
    /// The driver's part of the extension of a device. IRQL: <= HIGH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetdevicereservedextension>
    pub fn NdisGetDeviceReservedExtension(DeviceObject: PDEVICE_OBJECT) -> PVOID;
    /// Frees what [`NdisAllocateMemoryWithTagPriority`] gave.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreememorywithtagpriority>
    pub fn NdisFreeMemoryWithTagPriority(
        NdisHandle: NDIS_HANDLE,
        VirtualAddress: PVOID,
        Tag: ULONG,
    );
    /// Allocates memory that the driver shares with its adapter. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatesharedmemory>
    pub fn NdisAllocateSharedMemory(
        NdisHandle: NDIS_HANDLE,
        SharedMemoryParameters: PNDIS_SHARED_MEMORY_PARAMETERS,
        pAllocationHandle: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// Frees what [`NdisAllocateSharedMemory`] gave. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreesharedmemory>
    pub fn NdisFreeSharedMemory(NdisHandle: NDIS_HANDLE, AllocationHandle: NDIS_HANDLE);
    /// Builds the scatter/gather list of a buffer.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisbuildscattergatherlist>
    pub fn NdisBuildScatterGatherList(
        NdisHandle: NDIS_HANDLE,
        SGListParameters: PNDIS_SCATTER_GATHER_LIST_PARAMETERS,
    ) -> NDIS_STATUS;
    /// Frees a scatter/gather list.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreescattergatherlist>
    pub fn NdisFreeScatterGatherList(
        NdisHandle: NDIS_HANDLE,
        ScatterGatherListBuffer: PSCATTER_GATHER_LIST,
        WriteToDevice: BOOLEAN,
    );
    /// Sets a timer that may fire a little late. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissetcoalescabletimerobject>
    pub fn NdisSetCoalescableTimerObject(
        TimerObject: NDIS_HANDLE,
        DueTime: LARGE_INTEGER,
        MillisecondsPeriod: LONG,
        FunctionContext: PVOID,
        Tolerance: ULONG,
    ) -> BOOLEAN;
    /// Writes an entry to the event log. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiswriteeventlogentry>
    pub fn NdisWriteEventLogEntry(
        LogHandle: PVOID,
        EventCode: NDIS_STATUS,
        UniqueEventValue: ULONG,
        NumStrings: USHORT,
        StringsList: PVOID,
        DataSize: ULONG,
        Data: PVOID,
    ) -> NDIS_STATUS;
    /// Allocates a work item. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocateioworkitem>
    pub fn NdisAllocateIoWorkItem(NdisObjectHandle: NDIS_HANDLE) -> NDIS_HANDLE;
    /// Queues a work item. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisqueueioworkitem>
    pub fn NdisQueueIoWorkItem(
        NdisIoWorkItemHandle: NDIS_HANDLE,
        Routine: NDIS_IO_WORKITEM_ROUTINE,
        WorkItemContext: PVOID,
    );
    /// Frees a work item. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreeioworkitem>
    pub fn NdisFreeIoWorkItem(NdisIoWorkItemHandle: NDIS_HANDLE);
}

variadic_imports! { "NDIS.SYS";
    /// Writes an entry about an adapter to the event log. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiswriteerrorlogentry>
    pub fn NdisWriteErrorLogEntry(
        NdisAdapterHandle: NDIS_HANDLE,
        ErrorCode: ULONG,
        NumberOfErrorValues: ULONG,
        ...
    );
}
