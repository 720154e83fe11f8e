//! `storport.h`: storage miniports.

use crate::{
    layout::{bit_fields, layout},
    *,
};

/// A [`_LARGE_INTEGER`].
pub type STOR_PHYSICAL_ADDRESS = _LARGE_INTEGER;
pub type VERSION_DESCRIPTOR = USHORT;

pub mod _STOR_DEVICE_POWER_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const StorPowerDeviceUnspecified: Type = 0;
    pub const StorPowerDeviceD0: Type = 1;
    pub const StorPowerDeviceD1: Type = 2;
    pub const StorPowerDeviceD2: Type = 3;
    pub const StorPowerDeviceD3: Type = 4;
    pub const StorPowerDeviceMaximum: Type = 5;
}
/// A value of [`_STOR_DEVICE_POWER_STATE`].
pub type STOR_DEVICE_POWER_STATE = _STOR_DEVICE_POWER_STATE::Type;
/// Pointer to a value of [`_STOR_DEVICE_POWER_STATE`].
pub type PSTOR_DEVICE_POWER_STATE = *mut _STOR_DEVICE_POWER_STATE::Type;

pub mod _STOR_POWER_ACTION {
    /// The values are of this type.
    pub type Type = i32;
    pub const StorPowerActionNone: Type = 0;
    pub const StorPowerActionReserved: Type = 1;
    pub const StorPowerActionSleep: Type = 2;
    pub const StorPowerActionHibernate: Type = 3;
    pub const StorPowerActionShutdown: Type = 4;
    pub const StorPowerActionShutdownReset: Type = 5;
    pub const StorPowerActionShutdownOff: Type = 6;
    pub const StorPowerActionWarmEject: Type = 7;
}
/// A value of [`_STOR_POWER_ACTION`].
pub type STOR_POWER_ACTION = _STOR_POWER_ACTION::Type;
/// Pointer to a value of [`_STOR_POWER_ACTION`].
pub type PSTOR_POWER_ACTION = *mut _STOR_POWER_ACTION::Type;

pub mod _STOR_PNP_ACTION {
    /// The values are of this type.
    pub type Type = i32;
    pub const StorStartDevice: Type = 0;
    pub const StorRemoveDevice: Type = 2;
    pub const StorStopDevice: Type = 4;
    pub const StorQueryCapabilities: Type = 9;
    pub const StorQueryResourceRequirements: Type = 11;
    pub const StorFilterResourceRequirements: Type = 13;
    pub const StorSurpriseRemoval: Type = 23;
}
/// A value of [`_STOR_PNP_ACTION`].
pub type STOR_PNP_ACTION = _STOR_PNP_ACTION::Type;
/// Pointer to a value of [`_STOR_PNP_ACTION`].
pub type PSTOR_PNP_ACTION = *mut _STOR_PNP_ACTION::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_DEVICE_CAPABILITIES {
    pub Version: USHORT,
    pub BitFields: ULONG,
}
/// A [`_STOR_DEVICE_CAPABILITIES`].
pub type STOR_DEVICE_CAPABILITIES = _STOR_DEVICE_CAPABILITIES;
/// Pointer to a [`_STOR_DEVICE_CAPABILITIES`].
pub type PSTOR_DEVICE_CAPABILITIES = *mut _STOR_DEVICE_CAPABILITIES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_DEVICE_CAPABILITIES_EX {
    pub Version: USHORT,
    pub Size: USHORT,
    pub BitFields: ULONG,
    pub Address: ULONG,
    pub UINumber: ULONG,
    pub Reserved1: [ULONG; 2],
}
/// A [`_STOR_DEVICE_CAPABILITIES_EX`].
pub type STOR_DEVICE_CAPABILITIES_EX = _STOR_DEVICE_CAPABILITIES_EX;
/// Pointer to a [`_STOR_DEVICE_CAPABILITIES_EX`].
pub type PSTOR_DEVICE_CAPABILITIES_EX = *mut _STOR_DEVICE_CAPABILITIES_EX;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ACCESS_RANGE {
    pub RangeStart: STOR_PHYSICAL_ADDRESS,
    pub RangeLength: ULONG,
    pub RangeInMemory: BOOLEAN,
}
/// A [`_ACCESS_RANGE`].
pub type ACCESS_RANGE = _ACCESS_RANGE;
/// Pointer to a [`_ACCESS_RANGE`].
pub type PACCESS_RANGE = *mut _ACCESS_RANGE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _MEMORY_REGION {
    pub VirtualBase: PUCHAR,
    pub PhysicalBase: PHYSICAL_ADDRESS,
    pub Length: ULONG,
}
/// A [`_MEMORY_REGION`].
pub type MEMORY_REGION = _MEMORY_REGION;
/// Pointer to a [`_MEMORY_REGION`].
pub type PMEMORY_REGION = *mut _MEMORY_REGION;

pub mod _STOR_SYNCHRONIZATION_MODEL {
    /// The values are of this type.
    pub type Type = i32;
    pub const StorSynchronizeHalfDuplex: Type = 0;
    pub const StorSynchronizeFullDuplex: Type = 1;
}
/// A value of [`_STOR_SYNCHRONIZATION_MODEL`].
pub type STOR_SYNCHRONIZATION_MODEL = _STOR_SYNCHRONIZATION_MODEL::Type;

pub mod _INTERRUPT_SYNCHRONIZATION_MODE {
    /// The values are of this type.
    pub type Type = i32;
    pub const InterruptSupportNone: Type = 0;
    pub const InterruptSynchronizeAll: Type = 1;
    pub const InterruptSynchronizePerMessage: Type = 2;
}
/// A value of [`_INTERRUPT_SYNCHRONIZATION_MODE`].
pub type INTERRUPT_SYNCHRONIZATION_MODE = _INTERRUPT_SYNCHRONIZATION_MODE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _MESSAGE_INTERRUPT_INFORMATION {
    pub MessageId: ULONG,
    pub MessageData: ULONG,
    pub MessageAddress: STOR_PHYSICAL_ADDRESS,
    pub InterruptVector: ULONG,
    pub InterruptLevel: ULONG,
    pub InterruptMode: KINTERRUPT_MODE,
}
/// A [`_MESSAGE_INTERRUPT_INFORMATION`].
pub type MESSAGE_INTERRUPT_INFORMATION = _MESSAGE_INTERRUPT_INFORMATION;
/// Pointer to a [`_MESSAGE_INTERRUPT_INFORMATION`].
pub type PMESSAGE_INTERRUPT_INFORMATION = *mut _MESSAGE_INTERRUPT_INFORMATION;

/// What is known of a storage adapter.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PORT_CONFIGURATION_INFORMATION {
    pub Length: ULONG,
    pub SystemIoBusNumber: ULONG,
    pub AdapterInterfaceType: INTERFACE_TYPE,
    pub BusInterruptLevel: ULONG,
    pub BusInterruptVector: ULONG,
    pub InterruptMode: KINTERRUPT_MODE,
    pub MaximumTransferLength: ULONG,
    pub NumberOfPhysicalBreaks: ULONG,
    pub DmaChannel: ULONG,
    pub DmaPort: ULONG,
    pub DmaWidth: DMA_WIDTH,
    pub DmaSpeed: DMA_SPEED,
    pub AlignmentMask: ULONG,
    pub NumberOfAccessRanges: ULONG,
    pub AccessRanges: *mut [ACCESS_RANGE; 0],
    pub MiniportDumpData: PVOID,
    pub NumberOfBuses: UCHAR,
    pub InitiatorBusId: [CCHAR; 8],
    pub ScatterGather: BOOLEAN,
    pub Master: BOOLEAN,
    pub CachesData: BOOLEAN,
    pub AdapterScansDown: BOOLEAN,
    pub AtdiskPrimaryClaimed: BOOLEAN,
    pub AtdiskSecondaryClaimed: BOOLEAN,
    pub Dma32BitAddresses: BOOLEAN,
    pub DemandMode: BOOLEAN,
    pub MapBuffers: UCHAR,
    pub NeedPhysicalAddresses: BOOLEAN,
    pub TaggedQueuing: BOOLEAN,
    pub AutoRequestSense: BOOLEAN,
    pub MultipleRequestPerLu: BOOLEAN,
    pub ReceiveEvent: BOOLEAN,
    pub RealModeInitialized: BOOLEAN,
    pub BufferAccessScsiPortControlled: BOOLEAN,
    pub MaximumNumberOfTargets: UCHAR,
    pub SrbType: UCHAR,
    pub AddressType: UCHAR,
    pub SlotNumber: ULONG,
    pub BusInterruptLevel2: ULONG,
    pub BusInterruptVector2: ULONG,
    pub InterruptMode2: KINTERRUPT_MODE,
    pub DmaChannel2: ULONG,
    pub DmaPort2: ULONG,
    pub DmaWidth2: DMA_WIDTH,
    pub DmaSpeed2: DMA_SPEED,
    pub DeviceExtensionSize: ULONG,
    pub SpecificLuExtensionSize: ULONG,
    pub SrbExtensionSize: ULONG,
    pub Dma64BitAddresses: UCHAR,
    pub ResetTargetSupported: BOOLEAN,
    pub MaximumNumberOfLogicalUnits: UCHAR,
    pub WmiDataProvider: BOOLEAN,
    pub SynchronizationModel: STOR_SYNCHRONIZATION_MODEL,
    pub HwMSInterruptRoutine: PHW_MESSAGE_SIGNALED_INTERRUPT_ROUTINE,
    pub InterruptSynchronizationMode: INTERRUPT_SYNCHRONIZATION_MODE,
    pub DumpRegion: MEMORY_REGION,
    pub RequestedDumpBufferSize: ULONG,
    pub VirtualDevice: BOOLEAN,
    pub DumpMode: UCHAR,
    pub ExtendedFlags1: ULONG,
    pub MaxNumberOfIO: ULONG,
    pub MaxIOsPerLun: ULONG,
    pub InitialLunQueueDepth: ULONG,
    pub BusResetHoldTime: ULONG,
    pub FeatureSupport: ULONG,
}
/// A [`_PORT_CONFIGURATION_INFORMATION`].
pub type PORT_CONFIGURATION_INFORMATION = _PORT_CONFIGURATION_INFORMATION;
/// Pointer to a [`_PORT_CONFIGURATION_INFORMATION`].
pub type PPORT_CONFIGURATION_INFORMATION = *mut _PORT_CONFIGURATION_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_SCATTER_GATHER_ELEMENT {
    pub PhysicalAddress: STOR_PHYSICAL_ADDRESS,
    pub Length: ULONG,
    pub Reserved: ULONG_PTR,
}
/// A [`_STOR_SCATTER_GATHER_ELEMENT`].
pub type STOR_SCATTER_GATHER_ELEMENT = _STOR_SCATTER_GATHER_ELEMENT;
/// Pointer to a [`_STOR_SCATTER_GATHER_ELEMENT`].
pub type PSTOR_SCATTER_GATHER_ELEMENT = *mut _STOR_SCATTER_GATHER_ELEMENT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_SCATTER_GATHER_LIST {
    pub NumberOfElements: ULONG,
    pub Reserved: ULONG_PTR,
    pub List: [STOR_SCATTER_GATHER_ELEMENT; 0],
}
/// A [`_STOR_SCATTER_GATHER_LIST`].
pub type STOR_SCATTER_GATHER_LIST = _STOR_SCATTER_GATHER_LIST;
/// Pointer to a [`_STOR_SCATTER_GATHER_LIST`].
pub type PSTOR_SCATTER_GATHER_LIST = *mut _STOR_SCATTER_GATHER_LIST;

pub mod _SCSI_ADAPTER_CONTROL_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const ScsiQuerySupportedControlTypes: Type = 0;
    pub const ScsiStopAdapter: Type = 1;
    pub const ScsiRestartAdapter: Type = 2;
    pub const ScsiSetBootConfig: Type = 3;
    pub const ScsiSetRunningConfig: Type = 4;
    pub const ScsiPowerSettingNotification: Type = 5;
    pub const ScsiAdapterPower: Type = 6;
    pub const ScsiAdapterPoFxPowerRequired: Type = 7;
    pub const ScsiAdapterPoFxPowerActive: Type = 8;
    pub const ScsiAdapterPoFxPowerSetFState: Type = 9;
    pub const ScsiAdapterPoFxPowerControl: Type = 10;
    pub const ScsiAdapterPrepareForBusReScan: Type = 11;
    pub const ScsiAdapterSystemPowerHints: Type = 12;
    pub const ScsiAdapterFilterResourceRequirements: Type = 13;
    pub const ScsiAdapterPoFxMaxOperationalPower: Type = 14;
    pub const ScsiAdapterPoFxSetPerfState: Type = 15;
    pub const ScsiAdapterSurpriseRemoval: Type = 16;
    pub const ScsiAdapterSerialNumber: Type = 17;
    pub const ScsiAdapterControlMax: Type = 18;
    pub const MakeAdapterControlTypeSizeOfUlong: Type = -1;
}
/// A value of [`_SCSI_ADAPTER_CONTROL_TYPE`].
pub type SCSI_ADAPTER_CONTROL_TYPE = _SCSI_ADAPTER_CONTROL_TYPE::Type;
/// Pointer to a value of [`_SCSI_ADAPTER_CONTROL_TYPE`].
pub type PSCSI_ADAPTER_CONTROL_TYPE = *mut _SCSI_ADAPTER_CONTROL_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_POWER_CONTROL_HEADER {
    pub Version: ULONG,
    pub Size: ULONG,
    pub Address: PSTOR_ADDRESS,
}
/// A [`_STOR_POWER_CONTROL_HEADER`].
pub type STOR_POWER_CONTROL_HEADER = _STOR_POWER_CONTROL_HEADER;
/// Pointer to a [`_STOR_POWER_CONTROL_HEADER`].
pub type PSTOR_POWER_CONTROL_HEADER = *mut _STOR_POWER_CONTROL_HEADER;

pub mod _SCSI_ADAPTER_CONTROL_STATUS {
    /// The values are of this type.
    pub type Type = i32;
    pub const ScsiAdapterControlSuccess: Type = 0;
    pub const ScsiAdapterControlUnsuccessful: Type = 1;
}
/// A value of [`_SCSI_ADAPTER_CONTROL_STATUS`].
pub type SCSI_ADAPTER_CONTROL_STATUS = _SCSI_ADAPTER_CONTROL_STATUS::Type;
/// Pointer to a value of [`_SCSI_ADAPTER_CONTROL_STATUS`].
pub type PSCSI_ADAPTER_CONTROL_STATUS = *mut _SCSI_ADAPTER_CONTROL_STATUS::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_ADAPTER_CONTROL_POWER {
    pub Header: STOR_POWER_CONTROL_HEADER,
    pub PowerAction: STOR_POWER_ACTION,
    pub PowerState: STOR_DEVICE_POWER_STATE,
}
/// A [`_STOR_ADAPTER_CONTROL_POWER`].
pub type STOR_ADAPTER_CONTROL_POWER = _STOR_ADAPTER_CONTROL_POWER;
/// Pointer to a [`_STOR_ADAPTER_CONTROL_POWER`].
pub type PSTOR_ADAPTER_CONTROL_POWER = *mut _STOR_ADAPTER_CONTROL_POWER;

pub mod _SCSI_UNIT_CONTROL_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const ScsiQuerySupportedUnitControlTypes: Type = 0;
    pub const ScsiUnitUsage: Type = 1;
    pub const ScsiUnitStart: Type = 2;
    pub const ScsiUnitPower: Type = 3;
    pub const ScsiUnitPoFxPowerInfo: Type = 4;
    pub const ScsiUnitPoFxPowerRequired: Type = 5;
    pub const ScsiUnitPoFxPowerActive: Type = 6;
    pub const ScsiUnitPoFxPowerSetFState: Type = 7;
    pub const ScsiUnitPoFxPowerControl: Type = 8;
    pub const ScsiUnitRemove: Type = 9;
    pub const ScsiUnitSurpriseRemoval: Type = 10;
    pub const ScsiUnitRichDescription: Type = 11;
    pub const ScsiUnitControlMax: Type = 12;
    pub const MakeUnitControlTypeSizeOfUlong: Type = -1;
}
/// A value of [`_SCSI_UNIT_CONTROL_TYPE`].
pub type SCSI_UNIT_CONTROL_TYPE = _SCSI_UNIT_CONTROL_TYPE::Type;
/// Pointer to a value of [`_SCSI_UNIT_CONTROL_TYPE`].
pub type PSCSI_UNIT_CONTROL_TYPE = *mut _SCSI_UNIT_CONTROL_TYPE::Type;

pub mod _SCSI_UNIT_CONTROL_STATUS {
    /// The values are of this type.
    pub type Type = i32;
    pub const ScsiUnitControlSuccess: Type = 0;
    pub const ScsiUnitControlUnsuccessful: Type = 1;
}
/// A value of [`_SCSI_UNIT_CONTROL_STATUS`].
pub type SCSI_UNIT_CONTROL_STATUS = _SCSI_UNIT_CONTROL_STATUS::Type;
/// Pointer to a value of [`_SCSI_UNIT_CONTROL_STATUS`].
pub type PSCSI_UNIT_CONTROL_STATUS = *mut _SCSI_UNIT_CONTROL_STATUS::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_UNIT_CONTROL_POWER {
    pub Address: PSTOR_ADDRESS,
    pub PowerAction: STOR_POWER_ACTION,
    pub PowerState: STOR_DEVICE_POWER_STATE,
}
/// A [`_STOR_UNIT_CONTROL_POWER`].
pub type STOR_UNIT_CONTROL_POWER = _STOR_UNIT_CONTROL_POWER;
/// Pointer to a [`_STOR_UNIT_CONTROL_POWER`].
pub type PSTOR_UNIT_CONTROL_POWER = *mut _STOR_UNIT_CONTROL_POWER;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_POFX_ACTIVE_CONTEXT {
    pub Header: STOR_POWER_CONTROL_HEADER,
    pub ComponentIndex: ULONG,
    pub Active: BOOLEAN,
}
/// A [`_STOR_POFX_ACTIVE_CONTEXT`].
pub type STOR_POFX_ACTIVE_CONTEXT = _STOR_POFX_ACTIVE_CONTEXT;
/// Pointer to a [`_STOR_POFX_ACTIVE_CONTEXT`].
pub type PSTOR_POFX_ACTIVE_CONTEXT = *mut _STOR_POFX_ACTIVE_CONTEXT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SCSI_SUPPORTED_CONTROL_TYPE_LIST {
    pub MaxControlType: ULONG,
    pub SupportedTypeList: [BOOLEAN; 0],
}
/// A [`_SCSI_SUPPORTED_CONTROL_TYPE_LIST`].
pub type SCSI_SUPPORTED_CONTROL_TYPE_LIST = _SCSI_SUPPORTED_CONTROL_TYPE_LIST;
/// Pointer to a [`_SCSI_SUPPORTED_CONTROL_TYPE_LIST`].
pub type PSCSI_SUPPORTED_CONTROL_TYPE_LIST = *mut _SCSI_SUPPORTED_CONTROL_TYPE_LIST;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DPC_BUFFER {
    pub Type: CSHORT,
    pub Number: UCHAR,
    pub Importance: UCHAR,
    pub Anonymous: _DPC_BUFFER_Anonymous,
    pub DeferredRoutine: PVOID,
    pub DeferredContext: PVOID,
    pub SystemArgument1: PVOID,
    pub SystemArgument2: PVOID,
    pub DpcData: PVOID,
}
/// A [`_DPC_BUFFER`].
pub type DPC_BUFFER = _DPC_BUFFER;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DPC_BUFFER_Anonymous {
    pub F: PVOID,
    pub B: PVOID,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_DPC {
    pub Dpc: DPC_BUFFER,
    pub Lock: ULONG_PTR,
}
/// A [`_STOR_DPC`].
pub type STOR_DPC = _STOR_DPC;
/// Pointer to a [`_STOR_DPC`].
pub type PSTOR_DPC = *mut _STOR_DPC;

pub mod _STOR_SPINLOCK {
    /// The values are of this type.
    pub type Type = i32;
    pub const DpcLock: Type = 1;
    pub const StartIoLock: Type = 2;
    pub const InterruptLock: Type = 3;
}
/// A value of [`_STOR_SPINLOCK`].
pub type STOR_SPINLOCK = _STOR_SPINLOCK::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_LOCK_HANDLE {
    pub Lock: STOR_SPINLOCK,
    pub Context: _STOR_LOCK_HANDLE_Context,
}
/// A [`_STOR_LOCK_HANDLE`].
pub type STOR_LOCK_HANDLE = _STOR_LOCK_HANDLE;
/// Pointer to a [`_STOR_LOCK_HANDLE`].
pub type PSTOR_LOCK_HANDLE = *mut _STOR_LOCK_HANDLE;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_LOCK_HANDLE_Context {
    pub LockQueue: _STOR_LOCK_HANDLE_Context_LockQueue,
    pub OldIrql: KIRQL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_LOCK_HANDLE_Context_LockQueue {
    pub Next: PVOID,
    pub Lock: PVOID,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PERF_CONFIGURATION_DATA {
    pub Version: ULONG,
    pub Size: ULONG,
    pub Flags: ULONG,
    pub ConcurrentChannels: ULONG,
    pub FirstRedirectionMessageNumber: ULONG,
    pub LastRedirectionMessageNumber: ULONG,
    pub DeviceNode: ULONG,
    pub Reserved: ULONG,
    pub MessageTargets: PGROUP_AFFINITY,
}
/// A [`_PERF_CONFIGURATION_DATA`].
pub type PERF_CONFIGURATION_DATA = _PERF_CONFIGURATION_DATA;
/// Pointer to a [`_PERF_CONFIGURATION_DATA`].
pub type PPERF_CONFIGURATION_DATA = *mut _PERF_CONFIGURATION_DATA;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STARTIO_PERFORMANCE_PARAMETERS {
    pub Version: ULONG,
    pub Size: ULONG,
    pub MessageNumber: ULONG,
    pub ChannelNumber: ULONG,
}
/// A [`_STARTIO_PERFORMANCE_PARAMETERS`].
pub type STARTIO_PERFORMANCE_PARAMETERS = _STARTIO_PERFORMANCE_PARAMETERS;
/// Pointer to a [`_STARTIO_PERFORMANCE_PARAMETERS`].
pub type PSTARTIO_PERFORMANCE_PARAMETERS = *mut _STARTIO_PERFORMANCE_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_UNICODE_STRING {
    pub Length: USHORT,
    pub MaximumLength: USHORT,
    pub Buffer: PWCH,
}
/// A [`_STOR_UNICODE_STRING`].
pub type STOR_UNICODE_STRING = _STOR_UNICODE_STRING;
/// Pointer to a [`_STOR_UNICODE_STRING`].
pub type PSTOR_UNICODE_STRING = *mut _STOR_UNICODE_STRING;

pub mod _STOR_IO_PRIORITY_HINT {
    /// The values are of this type.
    pub type Type = i32;
    pub const StorIoPriorityVeryLow: Type = 0;
    pub const StorIoPriorityLow: Type = 1;
    pub const StorIoPriorityNormal: Type = 2;
    pub const StorIoPriorityHigh: Type = 3;
    pub const StorIoPriorityCritical: Type = 4;
    pub const StorIoMaxPriorityTypes: Type = 5;
    pub const StorIoMaxPriorityValue: Type = 65535;
}
/// A value of [`_STOR_IO_PRIORITY_HINT`].
pub type STOR_IO_PRIORITY_HINT = _STOR_IO_PRIORITY_HINT::Type;
/// Pointer to a value of [`_STOR_IO_PRIORITY_HINT`].
pub type PSTOR_IO_PRIORITY_HINT = *mut _STOR_IO_PRIORITY_HINT::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_REQUEST_INFO_V2 {
    pub Version: USHORT,
    pub Size: USHORT,
    pub PriorityHint: STOR_IO_PRIORITY_HINT,
    pub Flags: ULONG,
    pub Key: ULONG,
    pub Length: ULONG,
    pub IsWriteRequest: BOOLEAN,
    pub Reserved: [UCHAR; 3],
    pub FileName: PSTOR_UNICODE_STRING,
    pub ProcessId: ULONG,
}
/// A [`_STOR_REQUEST_INFO_V2`].
pub type STOR_REQUEST_INFO_V2 = _STOR_REQUEST_INFO_V2;
/// Pointer to a [`_STOR_REQUEST_INFO_V2`].
pub type PSTOR_REQUEST_INFO_V2 = *mut _STOR_REQUEST_INFO_V2;
/// A [`_STOR_REQUEST_INFO_V2`].
pub type STOR_REQUEST_INFO = _STOR_REQUEST_INFO_V2;
/// Pointer to a [`_STOR_REQUEST_INFO_V2`].
pub type PSTOR_REQUEST_INFO = *mut _STOR_REQUEST_INFO_V2;

pub mod _STORPORT_FUNCTION_CODE {
    /// The values are of this type.
    pub type Type = i32;
    pub const ExtFunctionAllocatePool: Type = 0;
    pub const ExtFunctionFreePool: Type = 1;
    pub const ExtFunctionAllocateMdl: Type = 2;
    pub const ExtFunctionFreeMdl: Type = 3;
    pub const ExtFunctionBuildMdlForNonPagedPool: Type = 4;
    pub const ExtFunctionGetSystemAddress: Type = 5;
    pub const ExtFunctionGetOriginalMdl: Type = 6;
    pub const ExtFunctionCompleteServiceIrp: Type = 7;
    pub const ExtFunctionGetDeviceObjects: Type = 8;
    pub const ExtFunctionBuildScatterGatherList: Type = 9;
    pub const ExtFunctionPutScatterGatherList: Type = 10;
    pub const ExtFunctionAcquireMSISpinLock: Type = 11;
    pub const ExtFunctionReleaseMSISpinLock: Type = 12;
    pub const ExtFunctionGetMessageInterruptInformation: Type = 13;
    pub const ExtFunctionInitializePerformanceOptimizations: Type = 14;
    pub const ExtFunctionGetStartIoPerformanceParameters: Type = 15;
    pub const ExtFunctionLogSystemEvent: Type = 16;
    pub const ExtFunctionGetCurrentProcessorNumber: Type = 17;
    pub const ExtFunctionGetActiveGroupCount: Type = 18;
    pub const ExtFunctionGetGroupAffinity: Type = 19;
    pub const ExtFunctionGetActiveNodeCount: Type = 20;
    pub const ExtFunctionGetNodeAffinity: Type = 21;
    pub const ExtFunctionGetHighestNodeNumber: Type = 22;
    pub const ExtFunctionGetLogicalProcessorRelationship: Type = 23;
    pub const ExtFunctionAllocateContiguousMemorySpecifyCacheNode: Type = 24;
    pub const ExtFunctionFreeContiguousMemorySpecifyCache: Type = 25;
    pub const ExtFunctionSetPowerSettingNotificationGuids: Type = 26;
    pub const ExtFunctionInvokeAcpiMethod: Type = 27;
    pub const ExtFunctionGetRequestInfo: Type = 28;
    pub const ExtFunctionInitializeWorker: Type = 29;
    pub const ExtFunctionQueueWorkItem: Type = 30;
    pub const ExtFunctionFreeWorker: Type = 31;
    pub const ExtFunctionInitializeTimer: Type = 32;
    pub const ExtFunctionRequestTimer: Type = 33;
    pub const ExtFunctionFreeTimer: Type = 34;
    pub const ExtFunctionInitializeSListHead: Type = 35;
    pub const ExtFunctionInterlockedFlushSList: Type = 36;
    pub const ExtFunctionInterlockedPopEntrySList: Type = 37;
    pub const ExtFunctionInterlockedPushEntrySList: Type = 38;
    pub const ExtFunctionQueryDepthSList: Type = 39;
    pub const ExtFunctionGetActivityId: Type = 40;
    pub const ExtFunctionGetSystemPortNumber: Type = 41;
    pub const ExtFunctionGetDataInBufferMdl: Type = 42;
    pub const ExtFunctionGetDataInBufferSystemAddress: Type = 43;
    pub const ExtFunctionGetDataInBufferScatterGatherList: Type = 44;
    pub const ExtFunctionMarkDumpMemory: Type = 45;
    pub const ExtFunctionSetUnitAttributes: Type = 46;
    pub const ExtFunctionQueryPerformanceCounter: Type = 47;
    pub const ExtFunctionInitializePoFxPower: Type = 48;
    pub const ExtFunctionPoFxActivateComponent: Type = 49;
    pub const ExtFunctionPoFxIdleComponent: Type = 50;
    pub const ExtFunctionPoFxSetComponentLatency: Type = 51;
    pub const ExtFunctionPoFxSetComponentResidency: Type = 52;
    pub const ExtFunctionPoFxPowerControl: Type = 53;
    pub const ExtFunctionFlushDataBufferMdl: Type = 54;
    pub const ExtFunctionDeviceOperationAllowed: Type = 55;
    pub const ExtFunctionGetProcessorIndexFromNumber: Type = 56;
    pub const ExtFunctionPoFxSetIdleTimeout: Type = 57;
    pub const ExtFunctionMiniportEtwEvent2: Type = 58;
    pub const ExtFunctionMiniportEtwEvent4: Type = 59;
    pub const ExtFunctionMiniportEtwEvent8: Type = 60;
    pub const ExtFunctionCurrentOsInstallationUpgrade: Type = 61;
    pub const ExtFunctionRegistryReadAdapterKey: Type = 62;
    pub const ExtFunctionRegistryWriteAdapterKey: Type = 63;
    pub const ExtFunctionSetAdapterBusType: Type = 64;
    pub const ExtFunctionPoFxRegisterPerfStates: Type = 65;
    pub const ExtFunctionPoFxSetPerfState: Type = 66;
    pub const ExtFunctionGetD3ColdSupport: Type = 67;
    pub const ExtFunctionInitializeRpmb: Type = 68;
    pub const ExtFunctionAllocateHmb: Type = 69;
    pub const ExtFunctionFreeHmb: Type = 70;
    pub const ExtFunctionPropagateIrpExtension: Type = 71;
    pub const ExtFunctionInterlockedInsertHeadList: Type = 72;
    pub const ExtFunctionInterlockedInsertTailList: Type = 73;
    pub const ExtFunctionInterlockedRemoveHeadList: Type = 74;
    pub const ExtFunctionInitializeSpinlock: Type = 75;
    pub const ExtFunctionGetPfns: Type = 76;
    pub const ExtFunctionInitializeCryptoEngine: Type = 77;
    pub const ExtFunctionGetRequestCryptoInfo: Type = 78;
    pub const ExtFunctionMiniportTelemetry: Type = 79;
    pub const ExtFunctionUpdateAdapterMaxIO: Type = 80;
}
/// A value of [`_STORPORT_FUNCTION_CODE`].
pub type STORPORT_FUNCTION_CODE = _STORPORT_FUNCTION_CODE::Type;
/// Pointer to a value of [`_STORPORT_FUNCTION_CODE`].
pub type PSTORPORT_FUNCTION_CODE = *mut _STORPORT_FUNCTION_CODE::Type;

pub mod _SCSI_NOTIFICATION_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const RequestComplete: Type = 0;
    pub const NextRequest: Type = 1;
    pub const NextLuRequest: Type = 2;
    pub const ResetDetected: Type = 3;
    pub const _obsolete1: Type = 4;
    pub const _obsolete2: Type = 5;
    pub const RequestTimerCall: Type = 6;
    pub const BusChangeDetected: Type = 7;
    pub const WMIEvent: Type = 8;
    pub const WMIReregister: Type = 9;
    pub const LinkUp: Type = 10;
    pub const LinkDown: Type = 11;
    pub const QueryTickCount: Type = 12;
    pub const BufferOverrunDetected: Type = 13;
    pub const TraceNotification: Type = 14;
    pub const GetExtendedFunctionTable: Type = 15;
    pub const EnablePassiveInitialization: Type = 4096;
    pub const InitializeDpc: Type = 4097;
    pub const IssueDpc: Type = 4098;
    pub const AcquireSpinLock: Type = 4099;
    pub const ReleaseSpinLock: Type = 4100;
    pub const StateChangeDetectedCall: Type = 4101;
    pub const IoTargetRequestServiceTime: Type = 4102;
    pub const AsyncNotificationDetected: Type = 4103;
}
/// A value of [`_SCSI_NOTIFICATION_TYPE`].
pub type SCSI_NOTIFICATION_TYPE = _SCSI_NOTIFICATION_TYPE::Type;
/// Pointer to a value of [`_SCSI_NOTIFICATION_TYPE`].
pub type PSCSI_NOTIFICATION_TYPE = *mut _SCSI_NOTIFICATION_TYPE::Type;

/// What a storage miniport registers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _HW_INITIALIZATION_DATA {
    pub HwInitializationDataSize: ULONG,
    pub AdapterInterfaceType: INTERFACE_TYPE,
    pub HwInitialize: PHW_INITIALIZE,
    pub HwStartIo: PHW_STARTIO,
    pub HwInterrupt: PHW_INTERRUPT,
    pub HwFindAdapter: PVOID,
    pub HwResetBus: PHW_RESET_BUS,
    pub HwDmaStarted: PHW_DMA_STARTED,
    pub HwAdapterState: PHW_ADAPTER_STATE,
    pub DeviceExtensionSize: ULONG,
    pub SpecificLuExtensionSize: ULONG,
    pub SrbExtensionSize: ULONG,
    pub NumberOfAccessRanges: ULONG,
    pub Reserved: PVOID,
    pub MapBuffers: UCHAR,
    pub NeedPhysicalAddresses: BOOLEAN,
    pub TaggedQueuing: BOOLEAN,
    pub AutoRequestSense: BOOLEAN,
    pub MultipleRequestPerLu: BOOLEAN,
    pub ReceiveEvent: BOOLEAN,
    pub VendorIdLength: USHORT,
    pub VendorId: PVOID,
    pub Anonymous: _HW_INITIALIZATION_DATA_Anonymous,
    pub DeviceIdLength: USHORT,
    pub DeviceId: PVOID,
    pub HwAdapterControl: PHW_ADAPTER_CONTROL,
    pub HwBuildIo: PHW_BUILDIO,
    pub HwFreeAdapterResources: PHW_FREE_ADAPTER_RESOURCES,
    pub HwProcessServiceRequest: PHW_PROCESS_SERVICE_REQUEST,
    pub HwCompleteServiceIrp: PHW_COMPLETE_SERVICE_IRP,
    pub HwInitializeTracing: PHW_INITIALIZE_TRACING,
    pub HwCleanupTracing: PHW_CLEANUP_TRACING,
    pub HwTracingEnabled: PHW_TRACING_ENABLED,
    pub FeatureSupport: ULONG,
    pub SrbTypeFlags: ULONG,
    pub AddressTypeFlags: ULONG,
    pub Reserved1: ULONG,
    pub HwUnitControl: PHW_UNIT_CONTROL,
}
/// A [`_HW_INITIALIZATION_DATA`].
pub type HW_INITIALIZATION_DATA = _HW_INITIALIZATION_DATA;
/// Pointer to a [`_HW_INITIALIZATION_DATA`].
pub type PHW_INITIALIZATION_DATA = *mut _HW_INITIALIZATION_DATA;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _HW_INITIALIZATION_DATA_Anonymous {
    pub ReservedUshort: USHORT,
    pub PortVersionFlags: USHORT,
}

pub mod _STOR_EVENT_ASSOCIATION_ENUM {
    /// The values are of this type.
    pub type Type = i32;
    pub const StorEventAdapterAssociation: Type = 0;
    pub const StorEventLunAssociation: Type = 1;
    pub const StorEventTargetAssociation: Type = 2;
    pub const StorEventInvalidAssociation: Type = 3;
}
/// A value of [`_STOR_EVENT_ASSOCIATION_ENUM`].
pub type STOR_EVENT_ASSOCIATION_ENUM = _STOR_EVENT_ASSOCIATION_ENUM::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_LOG_EVENT_DETAILS {
    pub InterfaceRevision: ULONG,
    pub Size: ULONG,
    pub Flags: ULONG,
    pub EventAssociation: STOR_EVENT_ASSOCIATION_ENUM,
    pub PathId: ULONG,
    pub TargetId: ULONG,
    pub LunId: ULONG,
    pub StorportSpecificErrorCode: BOOLEAN,
    pub ErrorCode: ULONG,
    pub UniqueId: ULONG,
    pub DumpDataSize: ULONG,
    pub DumpData: PVOID,
    pub StringCount: ULONG,
    pub StringList: *mut PWSTR,
}
/// A [`_STOR_LOG_EVENT_DETAILS`].
pub type STOR_LOG_EVENT_DETAILS = _STOR_LOG_EVENT_DETAILS;
/// Pointer to a [`_STOR_LOG_EVENT_DETAILS`].
pub type PSTOR_LOG_EVENT_DETAILS = *mut _STOR_LOG_EVENT_DETAILS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_UNIT_ATTRIBUTES {
    pub BitFields: ULONG,
}
/// A [`_STOR_UNIT_ATTRIBUTES`].
pub type STOR_UNIT_ATTRIBUTES = _STOR_UNIT_ATTRIBUTES;
/// Pointer to a [`_STOR_UNIT_ATTRIBUTES`].
pub type PSTOR_UNIT_ATTRIBUTES = *mut _STOR_UNIT_ATTRIBUTES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_POFX_COMPONENT_IDLE_STATE {
    pub Version: ULONG,
    pub Size: ULONG,
    pub TransitionLatency: ULONGLONG,
    pub ResidencyRequirement: ULONGLONG,
    pub NominalPower: ULONG,
}
/// A [`_STOR_POFX_COMPONENT_IDLE_STATE`].
pub type STOR_POFX_COMPONENT_IDLE_STATE = _STOR_POFX_COMPONENT_IDLE_STATE;
/// Pointer to a [`_STOR_POFX_COMPONENT_IDLE_STATE`].
pub type PSTOR_POFX_COMPONENT_IDLE_STATE = *mut _STOR_POFX_COMPONENT_IDLE_STATE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_POFX_COMPONENT {
    pub Version: ULONG,
    pub Size: ULONG,
    pub FStateCount: ULONG,
    pub DeepestWakeableFState: ULONG,
    pub Id: GUID,
    pub FStates: [STOR_POFX_COMPONENT_IDLE_STATE; 1],
}
/// A [`_STOR_POFX_COMPONENT`].
pub type STOR_POFX_COMPONENT = _STOR_POFX_COMPONENT;
/// Pointer to a [`_STOR_POFX_COMPONENT`].
pub type PSTOR_POFX_COMPONENT = *mut _STOR_POFX_COMPONENT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STOR_POFX_DEVICE {
    pub Version: ULONG,
    pub Size: ULONG,
    pub ComponentCount: ULONG,
    pub Flags: ULONG,
    pub Components: [STOR_POFX_COMPONENT; 1],
}
/// A [`_STOR_POFX_DEVICE`].
pub type STOR_POFX_DEVICE = _STOR_POFX_DEVICE;
/// Pointer to a [`_STOR_POFX_DEVICE`].
pub type PSTOR_POFX_DEVICE = *mut _STOR_POFX_DEVICE;

pub mod _STORPORT_ETW_LEVEL {
    /// The values are of this type.
    pub type Type = i32;
    pub const StorportEtwLevelLogAlways: Type = 0;
    pub const StorportEtwLevelCritical: Type = 1;
    pub const StorportEtwLevelError: Type = 2;
    pub const StorportEtwLevelWarning: Type = 3;
    pub const StorportEtwLevelInformational: Type = 4;
    pub const StorportEtwLevelVerbose: Type = 5;
    pub const StorportEtwLevelMax: Type = 5;
}
/// A value of [`_STORPORT_ETW_LEVEL`].
pub type STORPORT_ETW_LEVEL = _STORPORT_ETW_LEVEL::Type;
/// Pointer to a value of [`_STORPORT_ETW_LEVEL`].
pub type PSTORPORT_ETW_LEVEL = *mut _STORPORT_ETW_LEVEL::Type;

pub mod _STORPORT_ETW_EVENT_OPCODE {
    /// The values are of this type.
    pub type Type = i32;
    pub const StorportEtwEventOpcodeInfo: Type = 0;
    pub const StorportEtwEventOpcodeStart: Type = 1;
    pub const StorportEtwEventOpcodeStop: Type = 2;
    pub const StorportEtwEventOpcodeDC_Start: Type = 3;
    pub const StorportEtwEventOpcodeDC_Stop: Type = 4;
    pub const StorportEtwEventOpcodeExtension: Type = 5;
    pub const StorportEtwEventOpcodeReply: Type = 6;
    pub const StorportEtwEventOpcodeResume: Type = 7;
    pub const StorportEtwEventOpcodeSuspend: Type = 8;
    pub const StorportEtwEventOpcodeSend: Type = 9;
    pub const StorportEtwEventOpcodeReceive: Type = 240;
}
/// A value of [`_STORPORT_ETW_EVENT_OPCODE`].
pub type STORPORT_ETW_EVENT_OPCODE = _STORPORT_ETW_EVENT_OPCODE::Type;
/// Pointer to a value of [`_STORPORT_ETW_EVENT_OPCODE`].
pub type PSTORPORT_ETW_EVENT_OPCODE = *mut _STORPORT_ETW_EVENT_OPCODE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORPORT_TELEMETRY_EVENT {
    pub DriverVersion: ULONG,
    pub EventId: ULONG,
    pub EventName: [UCHAR; 32],
    pub EventVersion: ULONG,
    pub Flags: ULONG,
    pub EventBufferLength: ULONG,
    pub EventBuffer: PUCHAR,
    pub ParameterName0: [UCHAR; 32],
    pub ParameterValue0: ULONGLONG,
    pub ParameterName1: [UCHAR; 32],
    pub ParameterValue1: ULONGLONG,
    pub ParameterName2: [UCHAR; 32],
    pub ParameterValue2: ULONGLONG,
    pub ParameterName3: [UCHAR; 32],
    pub ParameterValue3: ULONGLONG,
    pub ParameterName4: [UCHAR; 32],
    pub ParameterValue4: ULONGLONG,
    pub ParameterName5: [UCHAR; 32],
    pub ParameterValue5: ULONGLONG,
    pub ParameterName6: [UCHAR; 32],
    pub ParameterValue6: ULONGLONG,
    pub ParameterName7: [UCHAR; 32],
    pub ParameterValue7: ULONGLONG,
}
/// A [`_STORPORT_TELEMETRY_EVENT`].
pub type STORPORT_TELEMETRY_EVENT = _STORPORT_TELEMETRY_EVENT;
/// Pointer to a [`_STORPORT_TELEMETRY_EVENT`].
pub type PSTORPORT_TELEMETRY_EVENT = *mut _STORPORT_TELEMETRY_EVENT;

crate::fn_types! {
    pub type PHW_MESSAGE_SIGNALED_INTERRUPT_ROUTINE = fn(
        HwDeviceExtension: PVOID,
        MessageId: ULONG,
    ) -> BOOLEAN;
    /// Initialises an adapter after its interrupt is connected.
    pub type PHW_INITIALIZE = fn(DeviceExtension: PVOID) -> BOOLEAN;
    /// Prepares a request without a lock.
    pub type PHW_BUILDIO = fn(DeviceExtension: PVOID, Srb: PSCSI_REQUEST_BLOCK) -> BOOLEAN;
    /// Starts a request.
    pub type PHW_STARTIO = fn(DeviceExtension: PVOID, Srb: PSCSI_REQUEST_BLOCK) -> BOOLEAN;
    /// The interrupt's handler.
    pub type PHW_INTERRUPT = fn(DeviceExtension: PVOID) -> BOOLEAN;
    pub type PHW_DMA_STARTED = fn(DeviceExtension: PVOID);
    /// Resets the bus.
    pub type PHW_RESET_BUS = fn(DeviceExtension: PVOID, PathId: ULONG) -> BOOLEAN;
    pub type PHW_ADAPTER_STATE = fn(
        DeviceExtension: PVOID,
        Context: PVOID,
        SaveState: BOOLEAN,
    ) -> BOOLEAN;
    /// Controls an adapter.
    pub type PHW_ADAPTER_CONTROL = fn(
        DeviceExtension: PVOID,
        ControlType: SCSI_ADAPTER_CONTROL_TYPE,
        Parameters: PVOID,
    ) -> SCSI_ADAPTER_CONTROL_STATUS;
    /// Initialises an adapter at PASSIVE_LEVEL.
    pub type PHW_PASSIVE_INITIALIZE_ROUTINE = fn(DeviceExtension: PVOID) -> BOOLEAN;
    pub type PHW_TRACING_ENABLED = fn(HwDeviceExtension: PVOID, Enabled: BOOLEAN);
    pub type PHW_UNIT_CONTROL = fn(
        DeviceExtension: PVOID,
        ControlType: SCSI_UNIT_CONTROL_TYPE,
        Parameters: PVOID,
    ) -> SCSI_UNIT_CONTROL_STATUS;
    pub type PHW_FREE_ADAPTER_RESOURCES = fn(DeviceExtension: PVOID);
    pub type PHW_PROCESS_SERVICE_REQUEST = fn(DeviceExtension: PVOID, Irp: PVOID);
    pub type PHW_COMPLETE_SERVICE_IRP = fn(DeviceExtension: PVOID);
    pub type PHW_INITIALIZE_TRACING = fn(Arg1: PVOID, Arg2: PVOID);
    pub type PHW_CLEANUP_TRACING = fn(Arg1: PVOID);
    pub type PSTOR_SYNCHRONIZED_ACCESS = fn(HwDeviceExtension: PVOID, Context: PVOID) -> BOOLEAN;
}

layout! {
    _STOR_DEVICE_CAPABILITIES: 8, 4 { Version: 0, BitFields: 4 }
    _STOR_DEVICE_CAPABILITIES_EX: 24, 4 {
        Version: 0, Size: 2, BitFields: 4, Address: 8, UINumber: 12, Reserved1: 16
    }
    _ACCESS_RANGE: 16, 8 { RangeStart: 0, RangeLength: 8, RangeInMemory: 12 }
    _MEMORY_REGION: 24, 8 { VirtualBase: 0, PhysicalBase: 8, Length: 16 }
    _MESSAGE_INTERRUPT_INFORMATION: 32, 8 {
        MessageId: 0, MessageData: 4, MessageAddress: 8, InterruptVector: 16,
        InterruptLevel: 20, InterruptMode: 24
    }
    _PORT_CONFIGURATION_INFORMATION: 224, 8 {
        Length: 0, SystemIoBusNumber: 4, AdapterInterfaceType: 8, BusInterruptLevel: 12,
        BusInterruptVector: 16, InterruptMode: 20, MaximumTransferLength: 24,
        NumberOfPhysicalBreaks: 28, DmaChannel: 32, DmaPort: 36, DmaWidth: 40, DmaSpeed: 44,
        AlignmentMask: 48, NumberOfAccessRanges: 52, AccessRanges: 56, MiniportDumpData: 64,
        NumberOfBuses: 72, InitiatorBusId: 73, ScatterGather: 81, Master: 82, CachesData:
        83, AdapterScansDown: 84, AtdiskPrimaryClaimed: 85, AtdiskSecondaryClaimed: 86,
        Dma32BitAddresses: 87, DemandMode: 88, MapBuffers: 89, NeedPhysicalAddresses: 90,
        TaggedQueuing: 91, AutoRequestSense: 92, MultipleRequestPerLu: 93, ReceiveEvent: 94,
        RealModeInitialized: 95, BufferAccessScsiPortControlled: 96, MaximumNumberOfTargets:
        97, SrbType: 98, AddressType: 99, SlotNumber: 100, BusInterruptLevel2: 104,
        BusInterruptVector2: 108, InterruptMode2: 112, DmaChannel2: 116, DmaPort2: 120,
        DmaWidth2: 124, DmaSpeed2: 128, DeviceExtensionSize: 132, SpecificLuExtensionSize:
        136, SrbExtensionSize: 140, Dma64BitAddresses: 144, ResetTargetSupported: 145,
        MaximumNumberOfLogicalUnits: 146, WmiDataProvider: 147, SynchronizationModel: 148,
        HwMSInterruptRoutine: 152, InterruptSynchronizationMode: 160, DumpRegion: 168,
        RequestedDumpBufferSize: 192, VirtualDevice: 196, DumpMode: 197, ExtendedFlags1:
        200, MaxNumberOfIO: 204, MaxIOsPerLun: 208, InitialLunQueueDepth: 212,
        BusResetHoldTime: 216, FeatureSupport: 220
    }
    _STOR_SCATTER_GATHER_ELEMENT: 24, 8 { PhysicalAddress: 0, Length: 8, Reserved: 16 }
    _STOR_SCATTER_GATHER_LIST: 16, 8 { NumberOfElements: 0, Reserved: 8, List: 16 }
    _STOR_POWER_CONTROL_HEADER: 16, 8 { Version: 0, Size: 4, Address: 8 }
    _STOR_ADAPTER_CONTROL_POWER: 24, 8 { Header: 0, PowerAction: 16, PowerState: 20 }
    _STOR_UNIT_CONTROL_POWER: 16, 8 { Address: 0, PowerAction: 8, PowerState: 12 }
    _STOR_POFX_ACTIVE_CONTEXT: 24, 8 { Header: 0, ComponentIndex: 16, Active: 20 }
    _SCSI_SUPPORTED_CONTROL_TYPE_LIST: 4, 4 { MaxControlType: 0, SupportedTypeList: 4 }
    _DPC_BUFFER_Anonymous: 16, 8 { F: 0, B: 8 }
    _DPC_BUFFER: 64, 8 {
        Type: 0, Number: 2, Importance: 3, Anonymous: 8, DeferredRoutine: 24,
        DeferredContext: 32, SystemArgument1: 40, SystemArgument2: 48, DpcData: 56
    }
    _STOR_DPC: 72, 8 { Dpc: 0, Lock: 64 }
    _STOR_LOCK_HANDLE_Context_LockQueue: 16, 8 { Next: 0, Lock: 8 }
    _STOR_LOCK_HANDLE_Context: 24, 8 { LockQueue: 0, OldIrql: 16 }
    _STOR_LOCK_HANDLE: 32, 8 { Lock: 0, Context: 8 }
    _PERF_CONFIGURATION_DATA: 40, 8 {
        Version: 0, Size: 4, Flags: 8, ConcurrentChannels: 12,
        FirstRedirectionMessageNumber: 16, LastRedirectionMessageNumber: 20, DeviceNode: 24,
        Reserved: 28, MessageTargets: 32
    }
    _STARTIO_PERFORMANCE_PARAMETERS: 16, 4 {
        Version: 0, Size: 4, MessageNumber: 8, ChannelNumber: 12
    }
    _STOR_UNICODE_STRING: 16, 8 { Length: 0, MaximumLength: 2, Buffer: 8 }
    _STOR_REQUEST_INFO_V2: 40, 8 {
        Version: 0, Size: 2, PriorityHint: 4, Flags: 8, Key: 12, Length: 16, IsWriteRequest:
        20, Reserved: 21, FileName: 24, ProcessId: 32
    }
    _HW_INITIALIZATION_DATA_Anonymous: 2, 2 { ReservedUshort: 0, PortVersionFlags: 0 }
    _HW_INITIALIZATION_DATA: 208, 8 {
        HwInitializationDataSize: 0, AdapterInterfaceType: 4, HwInitialize: 8, HwStartIo:
        16, HwInterrupt: 24, HwFindAdapter: 32, HwResetBus: 40, HwDmaStarted: 48,
        HwAdapterState: 56, DeviceExtensionSize: 64, SpecificLuExtensionSize: 68,
        SrbExtensionSize: 72, NumberOfAccessRanges: 76, Reserved: 80, MapBuffers: 88,
        NeedPhysicalAddresses: 89, TaggedQueuing: 90, AutoRequestSense: 91,
        MultipleRequestPerLu: 92, ReceiveEvent: 93, VendorIdLength: 94, VendorId: 96,
        Anonymous: 104, DeviceIdLength: 106, DeviceId: 112, HwAdapterControl: 120,
        HwBuildIo: 128, HwFreeAdapterResources: 136, HwProcessServiceRequest: 144,
        HwCompleteServiceIrp: 152, HwInitializeTracing: 160, HwCleanupTracing: 168,
        HwTracingEnabled: 176, FeatureSupport: 184, SrbTypeFlags: 188, AddressTypeFlags:
        192, Reserved1: 196, HwUnitControl: 200
    }
    _STOR_LOG_EVENT_DETAILS: 72, 8 {
        InterfaceRevision: 0, Size: 4, Flags: 8, EventAssociation: 12, PathId: 16, TargetId:
        20, LunId: 24, StorportSpecificErrorCode: 28, ErrorCode: 32, UniqueId: 36,
        DumpDataSize: 40, DumpData: 48, StringCount: 56, StringList: 64
    }
    _STOR_UNIT_ATTRIBUTES: 4, 4 { BitFields: 0 }
    _STOR_POFX_COMPONENT_IDLE_STATE: 32, 8 {
        Version: 0, Size: 4, TransitionLatency: 8, ResidencyRequirement: 16, NominalPower:
        24
    }
    _STOR_POFX_COMPONENT: 64, 8 {
        Version: 0, Size: 4, FStateCount: 8, DeepestWakeableFState: 12, Id: 16, FStates: 32
    }
    _STOR_POFX_DEVICE: 80, 8 { Version: 0, Size: 4, ComponentCount: 8, Flags: 12, Components: 16 }
    _STORPORT_TELEMETRY_EVENT: 384, 8 {
        DriverVersion: 0, EventId: 4, EventName: 8, EventVersion: 40, Flags: 44,
        EventBufferLength: 48, EventBuffer: 56, ParameterName0: 64, ParameterValue0: 96,
        ParameterName1: 104, ParameterValue1: 136, ParameterName2: 144, ParameterValue2:
        176, ParameterName3: 184, ParameterValue3: 216, ParameterName4: 224,
        ParameterValue4: 256, ParameterName5: 264, ParameterValue5: 296, ParameterName6:
        304, ParameterValue6: 336, ParameterName7: 344, ParameterValue7: 376
    }
}

bit_fields! {
    _STOR_DEVICE_CAPABILITIES.BitFields: ULONG {
        DeviceD1 set_DeviceD1: 0, 1;
        DeviceD2 set_DeviceD2: 1, 1;
        LockSupported set_LockSupported: 2, 1;
        EjectSupported set_EjectSupported: 3, 1;
        Removable set_Removable: 4, 1;
        DockDevice set_DockDevice: 5, 1;
        UniqueID set_UniqueID: 6, 1;
        SilentInstall set_SilentInstall: 7, 1;
        SurpriseRemovalOK set_SurpriseRemovalOK: 8, 1;
        NoDisplayInUI set_NoDisplayInUI: 9, 1;
    }
    _STOR_DEVICE_CAPABILITIES_EX.BitFields: ULONG {
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
        NoDisplayInUI set_NoDisplayInUI: 10, 1;
        DefaultWriteCacheEnabled set_DefaultWriteCacheEnabled: 11, 1;
    }
    _STOR_UNIT_ATTRIBUTES.BitFields: ULONG {
        DeviceAttentionSupported set_DeviceAttentionSupported: 0, 1;
        AsyncNotificationSupported set_AsyncNotificationSupported: 1, 1;
        D3ColdNotSupported set_D3ColdNotSupported: 2, 1;
    }
}

imports! { "storport.sys";
    /// What is known of a message of MSI.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/>
    pub fn StorPortGetMessageInterruptInformation(
        HwDeviceExtension: PVOID,
        MessageId: ULONG,
        InterruptInfo: PMESSAGE_INTERRUPT_INFORMATION,
    ) -> BOOLEAN;
    /// Registers a miniport with the port driver.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportinitialize>
    pub fn StorPortInitialize(
        Argument1: PVOID,
        Argument2: PVOID,
        HwInitializationData: *mut _HW_INITIALIZATION_DATA,
        HwContext: PVOID,
    ) -> ULONG;
    /// Unmaps registers.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportfreedevicebase>
    pub fn StorPortFreeDeviceBase(HwDeviceExtension: PVOID, MappedAddress: PVOID);
    /// Reads the configuration space of an adapter.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportgetbusdata>
    pub fn StorPortGetBusData(
        DeviceExtension: PVOID,
        BusDataType: ULONG,
        SystemIoBusNumber: ULONG,
        SlotNumber: ULONG,
        Buffer: PVOID,
        Length: ULONG,
    ) -> ULONG;
    /// Writes the configuration space of an adapter.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportsetbusdatabyoffset>
    pub fn StorPortSetBusDataByOffset(
        DeviceExtension: PVOID,
        BusDataType: ULONG,
        SystemIoBusNumber: ULONG,
        SlotNumber: ULONG,
        Buffer: PVOID,
        Offset: ULONG,
        Length: ULONG,
    ) -> ULONG;
    /// Maps registers.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportgetdevicebase>
    pub fn StorPortGetDeviceBase(
        HwDeviceExtension: PVOID,
        BusType: INTERFACE_TYPE,
        SystemIoBusNumber: ULONG,
        IoAddress: STOR_PHYSICAL_ADDRESS,
        NumberOfBytes: ULONG,
        InIoSpace: BOOLEAN,
    ) -> PVOID;
    /// The extension of a logical unit.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportgetlogicalunit>
    pub fn StorPortGetLogicalUnit(
        HwDeviceExtension: PVOID,
        PathId: UCHAR,
        TargetId: UCHAR,
        Lun: UCHAR,
    ) -> PVOID;
    /// The scatter/gather list of a request.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportgetscattergatherlist>
    pub fn StorPortGetScatterGatherList(
        HwDeviceExtension: PVOID,
        Srb: PSCSI_REQUEST_BLOCK,
    ) -> PSTOR_SCATTER_GATHER_LIST;
    /// The physical address of a request's data.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportgetphysicaladdress>
    pub fn StorPortGetPhysicalAddress(
        HwDeviceExtension: PVOID,
        Srb: PSCSI_REQUEST_BLOCK,
        VirtualAddress: PVOID,
        Length: *mut ULONG,
    ) -> STOR_PHYSICAL_ADDRESS;
    /// The virtual address of uncached memory.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportgetvirtualaddress>
    pub fn StorPortGetVirtualAddress(
        HwDeviceExtension: PVOID,
        PhysicalAddress: STOR_PHYSICAL_ADDRESS,
    ) -> PVOID;
    /// Allocates memory that is shared with the adapter.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportgetuncachedextension>
    pub fn StorPortGetUncachedExtension(
        HwDeviceExtension: PVOID,
        ConfigInfo: PPORT_CONFIGURATION_INFORMATION,
        NumberOfBytes: ULONG,
    ) -> PVOID;
    /// Pauses a logical unit.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportpausedevice>
    pub fn StorPortPauseDevice(
        HwDeviceExtension: PVOID,
        PathId: UCHAR,
        TargetId: UCHAR,
        Lun: UCHAR,
        Timeout: ULONG,
    ) -> BOOLEAN;
    /// Resumes a logical unit.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportresumedevice>
    pub fn StorPortResumeDevice(
        HwDeviceExtension: PVOID,
        PathId: UCHAR,
        TargetId: UCHAR,
        Lun: UCHAR,
    ) -> BOOLEAN;
    /// Pauses an adapter.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportpause>
    pub fn StorPortPause(HwDeviceExtension: PVOID, Timeout: ULONG) -> BOOLEAN;
    /// Resumes an adapter.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportresume>
    pub fn StorPortResume(HwDeviceExtension: PVOID) -> BOOLEAN;
    /// Says that a logical unit is busy.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportdevicebusy>
    pub fn StorPortDeviceBusy(
        HwDeviceExtension: PVOID,
        PathId: UCHAR,
        TargetId: UCHAR,
        Lun: UCHAR,
        RequestsToComplete: ULONG,
    ) -> BOOLEAN;
    /// Says that a logical unit is ready.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportdeviceready>
    pub fn StorPortDeviceReady(
        HwDeviceExtension: PVOID,
        PathId: UCHAR,
        TargetId: UCHAR,
        Lun: UCHAR,
    ) -> BOOLEAN;
    /// Says that an adapter is busy.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportbusy>
    pub fn StorPortBusy(HwDeviceExtension: PVOID, RequestsToComplete: ULONG) -> BOOLEAN;
    /// Says that an adapter is ready.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportready>
    pub fn StorPortReady(HwDeviceExtension: PVOID) -> BOOLEAN;
    /// Sets how many requests a logical unit takes.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportsetdevicequeuedepth>
    pub fn StorPortSetDeviceQueueDepth(
        HwDeviceExtension: PVOID,
        PathId: UCHAR,
        TargetId: UCHAR,
        Lun: UCHAR,
        Depth: ULONG,
    ) -> BOOLEAN;
    /// Writes an error to the event log.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportlogerror>
    pub fn StorPortLogError(
        HwDeviceExtension: PVOID,
        Srb: PSCSI_REQUEST_BLOCK,
        PathId: UCHAR,
        TargetId: UCHAR,
        Lun: UCHAR,
        ErrorCode: ULONG,
        UniqueId: ULONG,
    );
    /// Completes all requests of a logical unit.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportcompleterequest>
    pub fn StorPortCompleteRequest(
        HwDeviceExtension: PVOID,
        PathId: UCHAR,
        TargetId: UCHAR,
        Lun: UCHAR,
        SrbStatus: UCHAR,
    );
    /// Waits busily for some microseconds.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportstallexecution>
    pub fn StorPortStallExecution(Delay: ULONG);
    /// Calls a function that excludes the interrupt's handler.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportsynchronizeaccess>
    pub fn StorPortSynchronizeAccess(
        HwDeviceExtension: PVOID,
        SynchronizedAccessRoutine: PSTOR_SYNCHRONIZED_ACCESS,
        Context: PVOID,
    ) -> BOOLEAN;
    /// A physical address of 32 bits.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportconvertulongtophysicaladdress>
    pub fn StorPortConvertUlongToPhysicalAddress(UlongAddress: ULONG_PTR) -> STOR_PHYSICAL_ADDRESS;
    /// The low 32 bits of a physical address.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/>
    pub fn StorPortConvertPhysicalAddressToUlong(Address: STOR_PHYSICAL_ADDRESS) -> ULONG;
    /// The system's time.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportquerysystemtime>
    pub fn StorPortQuerySystemTime(CurrentTime: PLARGE_INTEGER);
    /// Allocates the buffer for registry values.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportallocateregistrybuffer>
    pub fn StorPortAllocateRegistryBuffer(HwDeviceExtension: PVOID, Length: PULONG) -> PUCHAR;
    /// Frees the buffer for registry values.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportfreeregistrybuffer>
    pub fn StorPortFreeRegistryBuffer(HwDeviceExtension: PVOID, Buffer: PUCHAR);
    /// Reads a registry value.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportregistryread>
    pub fn StorPortRegistryRead(
        HwDeviceExtension: PVOID,
        ValueName: PUCHAR,
        Global: ULONG,
        Type: ULONG,
        Buffer: PUCHAR,
        BufferLength: PULONG,
    ) -> BOOLEAN;
    /// Writes a registry value.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportregistrywrite>
    pub fn StorPortRegistryWrite(
        HwDeviceExtension: PVOID,
        ValueName: PUCHAR,
        Global: ULONG,
        Type: ULONG,
        Buffer: PUCHAR,
        BufferLength: ULONG,
    ) -> BOOLEAN;
    /// Whether a range of addresses may be used.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportvalidaterange>
    pub fn StorPortValidateRange(
        HwDeviceExtension: PVOID,
        BusType: INTERFACE_TYPE,
        SystemIoBusNumber: ULONG,
        IoAddress: STOR_PHYSICAL_ADDRESS,
        NumberOfBytes: ULONG,
        InIoSpace: BOOLEAN,
    ) -> BOOLEAN;
}

variadic_imports! { "storport.sys";
    /// Tells the port driver about an event: a completed request, a timer, a reset.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportnotification>
    pub fn StorPortNotification(
        NotificationType: SCSI_NOTIFICATION_TYPE,
        HwDeviceExtension: PVOID,
        ...
    );
    /// Prints to the debugger.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportdebugprint>
    pub fn StorPortDebugPrint(DebugPrintLevel: ULONG, DebugMessage: PSTR, ...);
    /// Calls a function of the port driver by its number; inline functions wrap it.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/>
    pub fn StorPortExtendedFunction(
        FunctionCode: STORPORT_FUNCTION_CODE,
        HwDeviceExtension: PVOID,
        ...
    ) -> ULONG;
}
