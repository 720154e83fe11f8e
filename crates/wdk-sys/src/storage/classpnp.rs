//! `classpnp.h`: storage class drivers.

use crate::{
    layout::{bit_fields, layout},
    *,
};

#[repr(C)]
pub struct _CLASS_PRIVATE_COMMON_DATA {
    _opaque: [UCHAR; 0],
}
/// A [`_CLASS_PRIVATE_COMMON_DATA`].
pub type CLASS_PRIVATE_COMMON_DATA = _CLASS_PRIVATE_COMMON_DATA;
/// Pointer to a [`_CLASS_PRIVATE_COMMON_DATA`].
pub type PCLASS_PRIVATE_COMMON_DATA = *mut _CLASS_PRIVATE_COMMON_DATA;

#[repr(C)]
pub struct _CLASS_PRIVATE_FDO_DATA {
    _opaque: [UCHAR; 0],
}
/// A [`_CLASS_PRIVATE_FDO_DATA`].
pub type CLASS_PRIVATE_FDO_DATA = _CLASS_PRIVATE_FDO_DATA;
/// Pointer to a [`_CLASS_PRIVATE_FDO_DATA`].
pub type PCLASS_PRIVATE_FDO_DATA = *mut _CLASS_PRIVATE_FDO_DATA;

#[repr(C)]
pub struct _CLASS_PRIVATE_PDO_DATA {
    _opaque: [UCHAR; 0],
}
/// A [`_CLASS_PRIVATE_PDO_DATA`].
pub type CLASS_PRIVATE_PDO_DATA = _CLASS_PRIVATE_PDO_DATA;
/// Pointer to a [`_CLASS_PRIVATE_PDO_DATA`].
pub type PCLASS_PRIVATE_PDO_DATA = *mut _CLASS_PRIVATE_PDO_DATA;

#[repr(C)]
pub struct _DICTIONARY_HEADER {
    _opaque: [UCHAR; 0],
}
/// A [`_DICTIONARY_HEADER`].
pub type DICTIONARY_HEADER = _DICTIONARY_HEADER;
/// Pointer to a [`_DICTIONARY_HEADER`].
pub type PDICTIONARY_HEADER = *mut _DICTIONARY_HEADER;

#[repr(C)]
pub struct _FAILURE_PREDICTION_INFO {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_FAILURE_PREDICTION_INFO`].
pub type PFAILURE_PREDICTION_INFO = *mut _FAILURE_PREDICTION_INFO;

#[repr(C)]
pub struct _MEDIA_CHANGE_DETECTION_INFO {
    _opaque: [UCHAR; 0],
}
/// A [`_MEDIA_CHANGE_DETECTION_INFO`].
pub type MEDIA_CHANGE_DETECTION_INFO = _MEDIA_CHANGE_DETECTION_INFO;
/// Pointer to a [`_MEDIA_CHANGE_DETECTION_INFO`].
pub type PMEDIA_CHANGE_DETECTION_INFO = *mut _MEDIA_CHANGE_DETECTION_INFO;

/// Pointer to a [`CCHAR`].
pub type PCCHAR = *mut CCHAR;

pub mod _CLASS_DEBUG_LEVEL {
    /// The values are of this type.
    pub type Type = i32;
    pub const ClassDebugError: Type = 0;
    pub const ClassDebugWarning: Type = 1;
    pub const ClassDebugTrace: Type = 2;
    pub const ClassDebugInfo: Type = 3;
    pub const ClassDebugMediaLocks: Type = 8;
    pub const ClassDebugMCN: Type = 9;
    pub const ClassDebugDelayedRetry: Type = 10;
    pub const ClassDebugSenseInfo: Type = 11;
    pub const ClassDebugRemoveLock: Type = 12;
    pub const ClassDebugExternal4: Type = 13;
    pub const ClassDebugExternal3: Type = 14;
    pub const ClassDebugExternal2: Type = 15;
    pub const ClassDebugExternal1: Type = 16;
}
/// A value of [`_CLASS_DEBUG_LEVEL`].
pub type CLASS_DEBUG_LEVEL = _CLASS_DEBUG_LEVEL::Type;
/// Pointer to a value of [`_CLASS_DEBUG_LEVEL`].
pub type PCLASS_DEBUG_LEVEL = *mut _CLASS_DEBUG_LEVEL::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DICTIONARY {
    pub Signature: ULONGLONG,
    pub List: PDICTIONARY_HEADER,
    pub SpinLock: KSPIN_LOCK,
}
/// A [`_DICTIONARY`].
pub type DICTIONARY = _DICTIONARY;
/// Pointer to a [`_DICTIONARY`].
pub type PDICTIONARY = *mut _DICTIONARY;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASSPNP_SCAN_FOR_SPECIAL_INFO {
    pub VendorId: PCHAR,
    pub ProductId: PCHAR,
    pub ProductRevision: PCHAR,
    pub Data: ULONG_PTR,
}
/// A [`_CLASSPNP_SCAN_FOR_SPECIAL_INFO`].
pub type CLASSPNP_SCAN_FOR_SPECIAL_INFO = _CLASSPNP_SCAN_FOR_SPECIAL_INFO;
/// Pointer to a [`_CLASSPNP_SCAN_FOR_SPECIAL_INFO`].
pub type PCLASSPNP_SCAN_FOR_SPECIAL_INFO = *mut _CLASSPNP_SCAN_FOR_SPECIAL_INFO;

pub mod _CLASSENABLEDISABLEFUNCTION {
    /// The values are of this type.
    pub type Type = i32;
    pub const EventGeneration: Type = 0;
    pub const DataBlockCollection: Type = 1;
}
/// A value of [`_CLASSENABLEDISABLEFUNCTION`].
pub type CLASSENABLEDISABLEFUNCTION = _CLASSENABLEDISABLEFUNCTION::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SRB_HISTORY_ITEM {
    pub TickCountSent: LARGE_INTEGER,
    pub TickCountCompleted: LARGE_INTEGER,
    pub MillisecondsDelayOnRetry: ULONG,
    pub NormalizedSenseData: SENSE_DATA,
    pub SrbStatus: UCHAR,
    pub ClassDriverUse: UCHAR,
}
/// A [`_SRB_HISTORY_ITEM`].
pub type SRB_HISTORY_ITEM = _SRB_HISTORY_ITEM;
/// Pointer to a [`_SRB_HISTORY_ITEM`].
pub type PSRB_HISTORY_ITEM = *mut _SRB_HISTORY_ITEM;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SRB_HISTORY {
    pub ClassDriverUse: [ULONG_PTR; 4],
    pub TotalHistoryCount: ULONG,
    pub UsedHistoryCount: ULONG,
    pub History: [SRB_HISTORY_ITEM; 1],
}
/// A [`_SRB_HISTORY`].
pub type SRB_HISTORY = _SRB_HISTORY;
/// Pointer to a [`_SRB_HISTORY`].
pub type PSRB_HISTORY = *mut _SRB_HISTORY;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GUIDREGINFO {
    pub Guid: GUID,
    pub InstanceCount: ULONG,
    pub Flags: ULONG,
}
/// Pointer to a [`GUIDREGINFO`].
pub type PGUIDREGINFO = *mut GUIDREGINFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_WMI_INFO {
    pub GuidCount: ULONG,
    pub GuidRegInfo: PGUIDREGINFO,
    pub ClassQueryWmiRegInfo: PCLASS_QUERY_WMI_REGINFO,
    pub ClassQueryWmiDataBlock: PCLASS_QUERY_WMI_DATABLOCK,
    pub ClassSetWmiDataBlock: PCLASS_SET_WMI_DATABLOCK,
    pub ClassSetWmiDataItem: PCLASS_SET_WMI_DATAITEM,
    pub ClassExecuteWmiMethod: PCLASS_EXECUTE_WMI_METHOD,
    pub ClassWmiFunctionControl: PCLASS_WMI_FUNCTION_CONTROL,
}
/// A [`_CLASS_WMI_INFO`].
pub type CLASS_WMI_INFO = _CLASS_WMI_INFO;
/// Pointer to a [`_CLASS_WMI_INFO`].
pub type PCLASS_WMI_INFO = *mut _CLASS_WMI_INFO;

/// What a class driver does with devices.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_DEV_INFO {
    pub DeviceExtensionSize: ULONG,
    pub DeviceType: ULONG,
    pub StackSize: UCHAR,
    pub DeviceCharacteristics: ULONG,
    pub ClassError: PCLASS_ERROR,
    pub ClassReadWriteVerification: PCLASS_READ_WRITE,
    pub ClassDeviceControl: PCLASS_DEVICE_CONTROL,
    pub ClassShutdownFlush: PCLASS_SHUTDOWN_FLUSH,
    pub ClassCreateClose: PCLASS_CREATE_CLOSE,
    pub ClassInitDevice: PCLASS_INIT_DEVICE,
    pub ClassStartDevice: PCLASS_START_DEVICE,
    pub ClassPowerDevice: PCLASS_POWER_DEVICE,
    pub ClassStopDevice: PCLASS_STOP_DEVICE,
    pub ClassRemoveDevice: PCLASS_REMOVE_DEVICE,
    pub ClassQueryPnpCapabilities: PCLASS_QUERY_PNP_CAPABILITIES,
    pub ClassWmiInfo: CLASS_WMI_INFO,
}
/// A [`_CLASS_DEV_INFO`].
pub type CLASS_DEV_INFO = _CLASS_DEV_INFO;
/// Pointer to a [`_CLASS_DEV_INFO`].
pub type PCLASS_DEV_INFO = *mut _CLASS_DEV_INFO;

/// What a class driver registers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_INIT_DATA {
    pub InitializationDataSize: ULONG,
    pub FdoData: CLASS_DEV_INFO,
    pub PdoData: CLASS_DEV_INFO,
    pub ClassAddDevice: PCLASS_ADD_DEVICE,
    pub ClassEnumerateDevice: PCLASS_ENUM_DEVICE,
    pub ClassQueryId: PCLASS_QUERY_ID,
    pub ClassStartIo: PDRIVER_STARTIO,
    pub ClassUnload: PCLASS_UNLOAD,
    pub ClassTick: PCLASS_TICK,
}
/// A [`_CLASS_INIT_DATA`].
pub type CLASS_INIT_DATA = _CLASS_INIT_DATA;
/// Pointer to a [`_CLASS_INIT_DATA`].
pub type PCLASS_INIT_DATA = *mut _CLASS_INIT_DATA;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_OBJECT_EXTENSION {
    pub FileObject: PFILE_OBJECT,
    pub DeviceObject: PDEVICE_OBJECT,
    pub LockCount: ULONG,
    pub McnDisableCount: ULONG,
}
/// A [`_FILE_OBJECT_EXTENSION`].
pub type FILE_OBJECT_EXTENSION = _FILE_OBJECT_EXTENSION;
/// Pointer to a [`_FILE_OBJECT_EXTENSION`].
pub type PFILE_OBJECT_EXTENSION = *mut _FILE_OBJECT_EXTENSION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_WORKING_SET {
    pub Size: ULONG,
    pub XferPacketsWorkingSetMaximum: ULONG,
    pub XferPacketsWorkingSetMinimum: ULONG,
}
/// A [`_CLASS_WORKING_SET`].
pub type CLASS_WORKING_SET = _CLASS_WORKING_SET;
/// Pointer to a [`_CLASS_WORKING_SET`].
pub type PCLASS_WORKING_SET = *mut _CLASS_WORKING_SET;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_INTERPRET_SENSE_INFO2 {
    pub Size: ULONG,
    pub HistoryCount: ULONG,
    pub Compress: PCLASS_COMPRESS_RETRY_HISTORY_DATA,
    pub Interpret: PCLASS_INTERPRET_SENSE_INFO,
}
/// A [`_CLASS_INTERPRET_SENSE_INFO2`].
pub type CLASS_INTERPRET_SENSE_INFO2 = _CLASS_INTERPRET_SENSE_INFO2;
/// Pointer to a [`_CLASS_INTERPRET_SENSE_INFO2`].
pub type PCLASS_INTERPRET_SENSE_INFO2 = *mut _CLASS_INTERPRET_SENSE_INFO2;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_DRIVER_EXTENSION {
    pub RegistryPath: UNICODE_STRING,
    pub InitData: CLASS_INIT_DATA,
    pub DeviceCount: ULONG,
    pub ClassFdoQueryWmiRegInfoEx: PCLASS_QUERY_WMI_REGINFO_EX,
    pub ClassPdoQueryWmiRegInfoEx: PCLASS_QUERY_WMI_REGINFO_EX,
    pub EtwHandle: REGHANDLE,
    pub DeviceMajorFunctionTable: [PDRIVER_DISPATCH; 28],
    pub MpDeviceMajorFunctionTable: [PDRIVER_DISPATCH; 28],
    pub InterpretSenseInfo: PCLASS_INTERPRET_SENSE_INFO2,
    pub WorkingSet: PCLASS_WORKING_SET,
    pub SrbSupport: ULONG,
}
/// A [`_CLASS_DRIVER_EXTENSION`].
pub type CLASS_DRIVER_EXTENSION = _CLASS_DRIVER_EXTENSION;
/// Pointer to a [`_CLASS_DRIVER_EXTENSION`].
pub type PCLASS_DRIVER_EXTENSION = *mut _CLASS_DRIVER_EXTENSION;

/// What device extensions of class drivers have in common.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _COMMON_DEVICE_EXTENSION {
    pub Version: ULONG,
    pub DeviceObject: PDEVICE_OBJECT,
    pub LowerDeviceObject: PDEVICE_OBJECT,
    pub PartitionZeroExtension: PFUNCTIONAL_DEVICE_EXTENSION,
    pub DriverExtension: PCLASS_DRIVER_EXTENSION,
    pub RemoveLock: LONG,
    pub RemoveEvent: KEVENT,
    pub RemoveTrackingSpinlock: KSPIN_LOCK,
    pub RemoveTrackingList: PVOID,
    pub RemoveTrackingUntrackedCount: LONG,
    pub DriverData: PVOID,
    pub BitFields: BOOLEAN,
    pub PreviousState: UCHAR,
    pub CurrentState: UCHAR,
    pub IsRemoved: ULONG,
    pub DeviceName: UNICODE_STRING,
    pub ChildList: PPHYSICAL_DEVICE_EXTENSION,
    pub PartitionNumber: ULONG,
    pub PartitionLength: LARGE_INTEGER,
    pub StartingOffset: LARGE_INTEGER,
    pub DevInfo: PCLASS_DEV_INFO,
    pub PagingPathCount: ULONG,
    pub DumpPathCount: ULONG,
    pub HibernationPathCount: ULONG,
    pub PathCountEvent: KEVENT,
    pub SrbLookasideList: NPAGED_LOOKASIDE_LIST,
    pub MountedDeviceInterfaceName: UNICODE_STRING,
    pub GuidCount: ULONG,
    pub GuidRegInfo: PGUIDREGINFO,
    pub FileObjectDictionary: DICTIONARY,
    pub PrivateCommonData: PCLASS_PRIVATE_COMMON_DATA,
    pub DispatchTable: *mut PDRIVER_DISPATCH,
    pub Reserved3: ULONG_PTR,
    pub Reserved4: ULONG_PTR,
}
/// A [`_COMMON_DEVICE_EXTENSION`].
pub type COMMON_DEVICE_EXTENSION = _COMMON_DEVICE_EXTENSION;
/// Pointer to a [`_COMMON_DEVICE_EXTENSION`].
pub type PCOMMON_DEVICE_EXTENSION = *mut _COMMON_DEVICE_EXTENSION;

pub mod _FAILURE_PREDICTION_METHOD {
    /// The values are of this type.
    pub type Type = i32;
    pub const FailurePredictionNone: Type = 0;
    pub const FailurePredictionIoctl: Type = 1;
    pub const FailurePredictionSmart: Type = 2;
    pub const FailurePredictionSense: Type = 3;
}
/// A value of [`_FAILURE_PREDICTION_METHOD`].
pub type FAILURE_PREDICTION_METHOD = _FAILURE_PREDICTION_METHOD::Type;
/// Pointer to a value of [`_FAILURE_PREDICTION_METHOD`].
pub type PFAILURE_PREDICTION_METHOD = *mut _FAILURE_PREDICTION_METHOD::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_POWER_OPTIONS {
    pub BitFields: ULONG,
}
/// A [`_CLASS_POWER_OPTIONS`].
pub type CLASS_POWER_OPTIONS = _CLASS_POWER_OPTIONS;
/// Pointer to a [`_CLASS_POWER_OPTIONS`].
pub type PCLASS_POWER_OPTIONS = *mut _CLASS_POWER_OPTIONS;

pub mod _CLASS_POWER_DOWN_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const PowerDownDeviceInitial: Type = 0;
    pub const PowerDownDeviceLocked: Type = 1;
    pub const PowerDownDeviceStopped: Type = 2;
    pub const PowerDownDeviceOff: Type = 3;
    pub const PowerDownDeviceUnlocked: Type = 4;
}
/// A value of [`_CLASS_POWER_DOWN_STATE`].
pub type CLASS_POWER_DOWN_STATE = _CLASS_POWER_DOWN_STATE::Type;

pub mod _CLASS_POWER_DOWN_STATE2 {
    /// The values are of this type.
    pub type Type = i32;
    pub const PowerDownDeviceInitial2: Type = 0;
    pub const PowerDownDeviceLocked2: Type = 1;
    pub const PowerDownDeviceFlushed2: Type = 2;
    pub const PowerDownDeviceStopped2: Type = 3;
    pub const PowerDownDeviceOff2: Type = 4;
    pub const PowerDownDeviceUnlocked2: Type = 5;
}
/// A value of [`_CLASS_POWER_DOWN_STATE2`].
pub type CLASS_POWER_DOWN_STATE2 = _CLASS_POWER_DOWN_STATE2::Type;

pub mod _CLASS_POWER_DOWN_STATE3 {
    /// The values are of this type.
    pub type Type = i32;
    pub const PowerDownDeviceInitial3: Type = 0;
    pub const PowerDownDeviceLocked3: Type = 1;
    pub const PowerDownDeviceQuiesced3: Type = 2;
    pub const PowerDownDeviceFlushed3: Type = 3;
    pub const PowerDownDeviceStopped3: Type = 4;
    pub const PowerDownDeviceOff3: Type = 5;
    pub const PowerDownDeviceUnlocked3: Type = 6;
}
/// A value of [`_CLASS_POWER_DOWN_STATE3`].
pub type CLASS_POWER_DOWN_STATE3 = _CLASS_POWER_DOWN_STATE3::Type;

pub mod _CLASS_POWER_UP_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const PowerUpDeviceInitial: Type = 0;
    pub const PowerUpDeviceLocked: Type = 1;
    pub const PowerUpDeviceOn: Type = 2;
    pub const PowerUpDeviceStarted: Type = 3;
    pub const PowerUpDeviceUnlocked: Type = 4;
}
/// A value of [`_CLASS_POWER_UP_STATE`].
pub type CLASS_POWER_UP_STATE = _CLASS_POWER_UP_STATE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_POWER_CONTEXT {
    pub PowerChangeState: _CLASS_POWER_CONTEXT_PowerChangeState,
    pub Options: CLASS_POWER_OPTIONS,
    pub InUse: BOOLEAN,
    pub QueueLocked: BOOLEAN,
    pub FinalStatus: NTSTATUS,
    pub RetryCount: ULONG,
    pub RetryInterval: ULONG,
    pub CompletionRoutine: PIO_COMPLETION_ROUTINE,
    pub DeviceObject: PDEVICE_OBJECT,
    pub Irp: PIRP,
    pub Srb: SCSI_REQUEST_BLOCK,
}
/// A [`_CLASS_POWER_CONTEXT`].
pub type CLASS_POWER_CONTEXT = _CLASS_POWER_CONTEXT;
/// Pointer to a [`_CLASS_POWER_CONTEXT`].
pub type PCLASS_POWER_CONTEXT = *mut _CLASS_POWER_CONTEXT;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _CLASS_POWER_CONTEXT_PowerChangeState {
    pub PowerDown: CLASS_POWER_DOWN_STATE,
    pub PowerDown2: CLASS_POWER_DOWN_STATE2,
    pub PowerDown3: CLASS_POWER_DOWN_STATE3,
    pub PowerUp: CLASS_POWER_UP_STATE,
}

pub mod _CLASS_FUNCTION_SUPPORT {
    /// The values are of this type.
    pub type Type = i32;
    pub const SupportUnknown: Type = 0;
    pub const Supported: Type = 1;
    pub const NotSupported: Type = 2;
}
/// A value of [`_CLASS_FUNCTION_SUPPORT`].
pub type CLASS_FUNCTION_SUPPORT = _CLASS_FUNCTION_SUPPORT::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_VPD_B1_DATA {
    pub CommandStatus: NTSTATUS,
    pub MediumRotationRate: USHORT,
    pub NominalFormFactor: UCHAR,
    pub Zoned: UCHAR,
    pub MediumProductType: ULONG,
    pub DepopulationTime: ULONG,
}
/// A [`_CLASS_VPD_B1_DATA`].
pub type CLASS_VPD_B1_DATA = _CLASS_VPD_B1_DATA;
/// Pointer to a [`_CLASS_VPD_B1_DATA`].
pub type PCLASS_VPD_B1_DATA = *mut _CLASS_VPD_B1_DATA;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_VPD_B0_DATA {
    pub CommandStatus: NTSTATUS,
    pub MaxUnmapLbaCount: ULONG,
    pub MaxUnmapBlockDescrCount: ULONG,
    pub OptimalUnmapGranularity: ULONG,
    pub UnmapGranularityAlignment: ULONG,
    pub UGAVALID: BOOLEAN,
    pub Reserved0: UCHAR,
    pub OptimalTransferLengthGranularity: USHORT,
    pub MaximumTransferLength: ULONG,
    pub OptimalTransferLength: ULONG,
}
/// A [`_CLASS_VPD_B0_DATA`].
pub type CLASS_VPD_B0_DATA = _CLASS_VPD_B0_DATA;
/// Pointer to a [`_CLASS_VPD_B0_DATA`].
pub type PCLASS_VPD_B0_DATA = *mut _CLASS_VPD_B0_DATA;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_VPD_B2_DATA {
    pub CommandStatus: NTSTATUS,
    pub ThresholdExponent: UCHAR,
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub SoftThresholdEventPending: ULONG,
}
/// A [`_CLASS_VPD_B2_DATA`].
pub type CLASS_VPD_B2_DATA = _CLASS_VPD_B2_DATA;
/// Pointer to a [`_CLASS_VPD_B2_DATA`].
pub type PCLASS_VPD_B2_DATA = *mut _CLASS_VPD_B2_DATA;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_READ_CAPACITY16_DATA {
    pub CommandStatus: NTSTATUS,
    pub BytesPerLogicalSector: ULONG,
    pub BytesPerPhysicalSector: ULONG,
    pub BytesOffsetForSectorAlignment: ULONG,
    pub LBProvisioningEnabled: BOOLEAN,
    pub LBProvisioningReadZeros: BOOLEAN,
    pub Reserved0: [UCHAR; 2],
    pub Reserved1: ULONG,
}
/// A [`_CLASS_READ_CAPACITY16_DATA`].
pub type CLASS_READ_CAPACITY16_DATA = _CLASS_READ_CAPACITY16_DATA;
/// Pointer to a [`_CLASS_READ_CAPACITY16_DATA`].
pub type PCLASS_READ_CAPACITY16_DATA = *mut _CLASS_READ_CAPACITY16_DATA;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_VPD_ECOP_BLOCK_DEVICE_ROD_LIMITS {
    pub CommandStatus: NTSTATUS,
    pub MaximumRangeDescriptors: USHORT,
    pub Restricted: UCHAR,
    pub Reserved: UCHAR,
    pub MaximumInactivityTimer: ULONG,
    pub DefaultInactivityTimer: ULONG,
    pub MaximumTokenTransferSize: ULONGLONG,
    pub OptimalTransferCount: ULONGLONG,
}
/// A [`_CLASS_VPD_ECOP_BLOCK_DEVICE_ROD_LIMITS`].
pub type CLASS_VPD_ECOP_BLOCK_DEVICE_ROD_LIMITS = _CLASS_VPD_ECOP_BLOCK_DEVICE_ROD_LIMITS;
/// Pointer to a [`_CLASS_VPD_ECOP_BLOCK_DEVICE_ROD_LIMITS`].
pub type PCLASS_VPD_ECOP_BLOCK_DEVICE_ROD_LIMITS = *mut _CLASS_VPD_ECOP_BLOCK_DEVICE_ROD_LIMITS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_FUNCTION_SUPPORT_INFO {
    pub SyncLock: KSPIN_LOCK,
    pub GenerationCount: ULONG,
    pub ChangeRequestCount: ULONG,
    pub ValidInquiryPages: _CLASS_FUNCTION_SUPPORT_INFO_ValidInquiryPages,
    pub LowerLayerSupport: _CLASS_FUNCTION_SUPPORT_INFO_LowerLayerSupport,
    pub RegAccessAlignmentQueryNotSupported: BOOLEAN,
    pub AsynchronousNotificationSupported: BOOLEAN,
    pub UseModeSense10: BOOLEAN,
    pub Reserved: UCHAR,
    pub BlockLimitsData: CLASS_VPD_B0_DATA,
    pub DeviceCharacteristicsData: CLASS_VPD_B1_DATA,
    pub LBProvisioningData: CLASS_VPD_B2_DATA,
    pub ReadCapacity16Data: CLASS_READ_CAPACITY16_DATA,
    pub BlockDeviceRODLimitsData: CLASS_VPD_ECOP_BLOCK_DEVICE_ROD_LIMITS,
    pub IdlePower: _CLASS_FUNCTION_SUPPORT_INFO_IdlePower,
    pub HwFirmwareGetInfoSupport: CLASS_FUNCTION_SUPPORT,
    pub HwFirmwareInfo: PSTORAGE_HW_FIRMWARE_INFO,
}
/// A [`_CLASS_FUNCTION_SUPPORT_INFO`].
pub type CLASS_FUNCTION_SUPPORT_INFO = _CLASS_FUNCTION_SUPPORT_INFO;
/// Pointer to a [`_CLASS_FUNCTION_SUPPORT_INFO`].
pub type PCLASS_FUNCTION_SUPPORT_INFO = *mut _CLASS_FUNCTION_SUPPORT_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_FUNCTION_SUPPORT_INFO_ValidInquiryPages {
    pub BitFields: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_FUNCTION_SUPPORT_INFO_LowerLayerSupport {
    pub SeekPenaltyProperty: CLASS_FUNCTION_SUPPORT,
    pub AccessAlignmentProperty: CLASS_FUNCTION_SUPPORT,
    pub TrimProperty: CLASS_FUNCTION_SUPPORT,
    pub TrimProcess: CLASS_FUNCTION_SUPPORT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_FUNCTION_SUPPORT_INFO_IdlePower {
    pub BitFields: ULONG,
    pub D3IdleTimeout: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ADDITIONAL_FDO_DATA {
    pub DeviceGuidFlags: ULONG,
    pub DeviceGuid: GUID,
}
/// A [`_ADDITIONAL_FDO_DATA`].
pub type ADDITIONAL_FDO_DATA = _ADDITIONAL_FDO_DATA;
/// Pointer to a [`_ADDITIONAL_FDO_DATA`].
pub type PADDITIONAL_FDO_DATA = *mut _ADDITIONAL_FDO_DATA;

/// The class driver's part of a device extension.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FUNCTIONAL_DEVICE_EXTENSION {
    pub Anonymous: _FUNCTIONAL_DEVICE_EXTENSION_Anonymous,
    pub LowerPdo: PDEVICE_OBJECT,
    pub DeviceDescriptor: PSTORAGE_DEVICE_DESCRIPTOR,
    pub AdapterDescriptor: PSTORAGE_ADAPTER_DESCRIPTOR,
    pub DevicePowerState: DEVICE_POWER_STATE,
    pub DMByteSkew: ULONG,
    pub DMSkew: ULONG,
    pub DMActive: BOOLEAN,
    pub SenseDataLength: UCHAR,
    pub Reserved0: [UCHAR; 2],
    pub DiskGeometry: DISK_GEOMETRY,
    pub SenseData: PSENSE_DATA,
    pub TimeOutValue: ULONG,
    pub DeviceNumber: ULONG,
    pub SrbFlags: ULONG,
    pub ErrorCount: ULONG,
    pub LockCount: LONG,
    pub ProtectedLockCount: LONG,
    pub InternalLockCount: LONG,
    pub EjectSynchronizationEvent: KEVENT,
    pub DeviceFlags: USHORT,
    pub SectorShift: UCHAR,
    pub CdbForceUnitAccess: UCHAR,
    pub MediaChangeDetectionInfo: PMEDIA_CHANGE_DETECTION_INFO,
    pub Unused1: PKEVENT,
    pub Unused2: HANDLE,
    pub KernelModeMcnContext: FILE_OBJECT_EXTENSION,
    pub MediaChangeCount: ULONG,
    pub DeviceDirectory: HANDLE,
    pub ReleaseQueueSpinLock: KSPIN_LOCK,
    pub ReleaseQueueIrp: PIRP,
    pub ReleaseQueueSrb: SCSI_REQUEST_BLOCK,
    pub ReleaseQueueNeeded: BOOLEAN,
    pub ReleaseQueueInProgress: BOOLEAN,
    pub ReleaseQueueIrpFromPool: BOOLEAN,
    pub FailurePredicted: BOOLEAN,
    pub FailureReason: ULONG,
    pub FailurePredictionInfo: PFAILURE_PREDICTION_INFO,
    pub PowerDownInProgress: BOOLEAN,
    pub EnumerationInterlock: ULONG,
    pub ChildLock: KEVENT,
    pub ChildLockOwner: PKTHREAD,
    pub ChildLockAcquisitionCount: ULONG,
    pub ScanForSpecialFlags: ULONG,
    pub PowerRetryDpc: KDPC,
    pub PowerRetryTimer: KTIMER,
    pub PowerContext: CLASS_POWER_CONTEXT,
    pub PrivateFdoData: PCLASS_PRIVATE_FDO_DATA,
    pub FunctionSupportInfo: PCLASS_FUNCTION_SUPPORT_INFO,
    pub MiniportDescriptor: PSTORAGE_MINIPORT_DESCRIPTOR,
    pub AdditionalFdoData: PADDITIONAL_FDO_DATA,
}
/// A [`_FUNCTIONAL_DEVICE_EXTENSION`].
pub type FUNCTIONAL_DEVICE_EXTENSION = _FUNCTIONAL_DEVICE_EXTENSION;
/// Pointer to a [`_FUNCTIONAL_DEVICE_EXTENSION`].
pub type PFUNCTIONAL_DEVICE_EXTENSION = *mut _FUNCTIONAL_DEVICE_EXTENSION;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _FUNCTIONAL_DEVICE_EXTENSION_Anonymous {
    pub Anonymous: _FUNCTIONAL_DEVICE_EXTENSION_Anonymous_Anonymous,
    pub CommonExtension: COMMON_DEVICE_EXTENSION,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FUNCTIONAL_DEVICE_EXTENSION_Anonymous_Anonymous {
    pub Version: ULONG,
    pub DeviceObject: PDEVICE_OBJECT,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PHYSICAL_DEVICE_EXTENSION {
    pub Anonymous: _PHYSICAL_DEVICE_EXTENSION_Anonymous,
    pub IsMissing: BOOLEAN,
    pub IsEnumerated: BOOLEAN,
    pub PrivatePdoData: PCLASS_PRIVATE_PDO_DATA,
    pub Reserved2: ULONG_PTR,
    pub Reserved3: ULONG_PTR,
    pub Reserved4: ULONG_PTR,
}
/// A [`_PHYSICAL_DEVICE_EXTENSION`].
pub type PHYSICAL_DEVICE_EXTENSION = _PHYSICAL_DEVICE_EXTENSION;
/// Pointer to a [`_PHYSICAL_DEVICE_EXTENSION`].
pub type PPHYSICAL_DEVICE_EXTENSION = *mut _PHYSICAL_DEVICE_EXTENSION;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _PHYSICAL_DEVICE_EXTENSION_Anonymous {
    pub Anonymous: _PHYSICAL_DEVICE_EXTENSION_Anonymous_Anonymous,
    pub CommonExtension: COMMON_DEVICE_EXTENSION,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PHYSICAL_DEVICE_EXTENSION_Anonymous_Anonymous {
    pub Version: ULONG,
    pub DeviceObject: PDEVICE_OBJECT,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLASS_QUERY_WMI_REGINFO_EX_LIST {
    pub Size: ULONG,
    pub ClassFdoQueryWmiRegInfoEx: PCLASS_QUERY_WMI_REGINFO_EX,
    pub ClassPdoQueryWmiRegInfoEx: PCLASS_QUERY_WMI_REGINFO_EX,
}
/// A [`_CLASS_QUERY_WMI_REGINFO_EX_LIST`].
pub type CLASS_QUERY_WMI_REGINFO_EX_LIST = _CLASS_QUERY_WMI_REGINFO_EX_LIST;
/// Pointer to a [`_CLASS_QUERY_WMI_REGINFO_EX_LIST`].
pub type PCLASS_QUERY_WMI_REGINFO_EX_LIST = *mut _CLASS_QUERY_WMI_REGINFO_EX_LIST;

pub mod _STORAGE_PORT_CODE_SET {
    /// The values are of this type.
    pub type Type = i32;
    pub const StoragePortCodeSetReserved: Type = 0;
    pub const StoragePortCodeSetStorport: Type = 1;
    pub const StoragePortCodeSetSCSIport: Type = 2;
    pub const StoragePortCodeSetSpaceport: Type = 3;
    pub const StoragePortCodeSetATAport: Type = 4;
    pub const StoragePortCodeSetUSBport: Type = 5;
    pub const StoragePortCodeSetSBP2port: Type = 6;
    pub const StoragePortCodeSetSDport: Type = 7;
}
/// A value of [`_STORAGE_PORT_CODE_SET`].
pub type STORAGE_PORT_CODE_SET = _STORAGE_PORT_CODE_SET::Type;
/// Pointer to a value of [`_STORAGE_PORT_CODE_SET`].
pub type PSTORAGE_PORT_CODE_SET = *mut _STORAGE_PORT_CODE_SET::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_MINIPORT_DESCRIPTOR {
    pub Version: ULONG,
    pub Size: ULONG,
    pub Portdriver: STORAGE_PORT_CODE_SET,
    pub LUNResetSupported: BOOLEAN,
    pub TargetResetSupported: BOOLEAN,
    pub IoTimeoutValue: USHORT,
    pub ExtraIoInfoSupported: BOOLEAN,
    pub Reserved0: [UCHAR; 3],
    pub Reserved1: ULONG,
}
/// A [`_STORAGE_MINIPORT_DESCRIPTOR`].
pub type STORAGE_MINIPORT_DESCRIPTOR = _STORAGE_MINIPORT_DESCRIPTOR;
/// Pointer to a [`_STORAGE_MINIPORT_DESCRIPTOR`].
pub type PSTORAGE_MINIPORT_DESCRIPTOR = *mut _STORAGE_MINIPORT_DESCRIPTOR;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_HW_FIRMWARE_SLOT_INFO {
    pub Version: ULONG,
    pub Size: ULONG,
    pub SlotNumber: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved1: [UCHAR; 6],
    pub Revision: [UCHAR; 16],
}
/// A [`_STORAGE_HW_FIRMWARE_SLOT_INFO`].
pub type STORAGE_HW_FIRMWARE_SLOT_INFO = _STORAGE_HW_FIRMWARE_SLOT_INFO;
/// Pointer to a [`_STORAGE_HW_FIRMWARE_SLOT_INFO`].
pub type PSTORAGE_HW_FIRMWARE_SLOT_INFO = *mut _STORAGE_HW_FIRMWARE_SLOT_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_HW_FIRMWARE_INFO {
    pub Version: ULONG,
    pub Size: ULONG,
    pub BitFields: UCHAR,
    pub SlotCount: UCHAR,
    pub ActiveSlot: UCHAR,
    pub PendingActivateSlot: UCHAR,
    pub FirmwareShared: BOOLEAN,
    pub Reserved: [UCHAR; 3],
    pub ImagePayloadAlignment: ULONG,
    pub ImagePayloadMaxSize: ULONG,
    pub Slot: [STORAGE_HW_FIRMWARE_SLOT_INFO; 1],
}
/// A [`_STORAGE_HW_FIRMWARE_INFO`].
pub type STORAGE_HW_FIRMWARE_INFO = _STORAGE_HW_FIRMWARE_INFO;
/// Pointer to a [`_STORAGE_HW_FIRMWARE_INFO`].
pub type PSTORAGE_HW_FIRMWARE_INFO = *mut _STORAGE_HW_FIRMWARE_INFO;

crate::fn_types! {
    pub type PCLASS_ERROR = fn(
        DeviceObject: PDEVICE_OBJECT,
        Srb: PSCSI_REQUEST_BLOCK,
        Status: *mut NTSTATUS,
        Retry: *mut BOOLEAN,
    );
    pub type PCLASS_ADD_DEVICE = fn(DriverObject: PDRIVER_OBJECT, Pdo: PDEVICE_OBJECT) -> NTSTATUS;
    pub type PCLASS_POWER_DEVICE = fn(DeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> NTSTATUS;
    pub type PCLASS_START_DEVICE = fn(DeviceObject: PDEVICE_OBJECT) -> NTSTATUS;
    pub type PCLASS_STOP_DEVICE = fn(DeviceObject: PDEVICE_OBJECT, Type: UCHAR) -> NTSTATUS;
    pub type PCLASS_INIT_DEVICE = fn(DeviceObject: PDEVICE_OBJECT) -> NTSTATUS;
    pub type PCLASS_ENUM_DEVICE = fn(DeviceObject: PDEVICE_OBJECT) -> NTSTATUS;
    pub type PCLASS_READ_WRITE = fn(DeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> NTSTATUS;
    pub type PCLASS_DEVICE_CONTROL = fn(DeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> NTSTATUS;
    pub type PCLASS_SHUTDOWN_FLUSH = fn(DeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> NTSTATUS;
    pub type PCLASS_CREATE_CLOSE = fn(DeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> NTSTATUS;
    pub type PCLASS_QUERY_ID = fn(
        DeviceObject: PDEVICE_OBJECT,
        IdType: BUS_QUERY_ID_TYPE,
        IdString: PUNICODE_STRING,
    ) -> NTSTATUS;
    pub type PCLASS_REMOVE_DEVICE = fn(DeviceObject: PDEVICE_OBJECT, Type: UCHAR) -> NTSTATUS;
    pub type PCLASS_UNLOAD = fn(DriverObject: PDRIVER_OBJECT);
    pub type PCLASS_QUERY_PNP_CAPABILITIES = fn(
        PhysicalDeviceObject: PDEVICE_OBJECT,
        Capabilities: PDEVICE_CAPABILITIES,
    ) -> NTSTATUS;
    pub type PCLASS_TICK = fn(DeviceObject: PDEVICE_OBJECT);
    pub type PCLASS_QUERY_WMI_REGINFO_EX = fn(
        DeviceObject: PDEVICE_OBJECT,
        RegFlags: *mut ULONG,
        Name: PUNICODE_STRING,
        MofResouceName: PUNICODE_STRING,
    ) -> NTSTATUS;
    pub type PCLASS_QUERY_WMI_REGINFO = fn(
        DeviceObject: PDEVICE_OBJECT,
        RegFlags: *mut ULONG,
        Name: PUNICODE_STRING,
    ) -> NTSTATUS;
    pub type PCLASS_QUERY_WMI_DATABLOCK = fn(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        GuidIndex: ULONG,
        BufferAvail: ULONG,
        Buffer: PUCHAR,
    ) -> NTSTATUS;
    pub type PCLASS_SET_WMI_DATABLOCK = fn(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        GuidIndex: ULONG,
        BufferSize: ULONG,
        Buffer: PUCHAR,
    ) -> NTSTATUS;
    pub type PCLASS_SET_WMI_DATAITEM = fn(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        GuidIndex: ULONG,
        DataItemId: ULONG,
        BufferSize: ULONG,
        Buffer: PUCHAR,
    ) -> NTSTATUS;
    pub type PCLASS_EXECUTE_WMI_METHOD = fn(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        GuidIndex: ULONG,
        MethodId: ULONG,
        InBufferSize: ULONG,
        OutBufferSize: ULONG,
        Buffer: PUCHAR,
    ) -> NTSTATUS;
    pub type PCLASS_WMI_FUNCTION_CONTROL = fn(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        GuidIndex: ULONG,
        Function: CLASSENABLEDISABLEFUNCTION,
        Enable: BOOLEAN,
    ) -> NTSTATUS;
    pub type PCLASS_INTERPRET_SENSE_INFO = fn(
        Fdo: PDEVICE_OBJECT,
        OriginalRequest: PIRP,
        Srb: PSCSI_REQUEST_BLOCK,
        MajorFunctionCode: UCHAR,
        IoDeviceCode: ULONG,
        PreviousRetryCount: ULONG,
        RequestHistory: *mut SRB_HISTORY,
        Status: *mut NTSTATUS,
        RetryIn100nsUnits: *mut LONGLONG,
    ) -> BOOLEAN;
    pub type PCLASS_COMPRESS_RETRY_HISTORY_DATA = fn(
        DeviceObject: PDEVICE_OBJECT,
        RequestHistory: PSRB_HISTORY,
    );
    pub type PCLASS_SCAN_FOR_SPECIAL_HANDLER = fn(
        FdoExtension: PFUNCTIONAL_DEVICE_EXTENSION,
        Data: ULONG_PTR,
    );
}

layout! {
    _DICTIONARY: 24, 8 { Signature: 0, List: 8, SpinLock: 16 }
    _CLASSPNP_SCAN_FOR_SPECIAL_INFO: 32, 8 {
        VendorId: 0, ProductId: 8, ProductRevision: 16, Data: 24
    }
    _SRB_HISTORY_ITEM: 40, 8 {
        TickCountSent: 0, TickCountCompleted: 8, MillisecondsDelayOnRetry: 16,
        NormalizedSenseData: 20, SrbStatus: 38, ClassDriverUse: 39
    }
    _SRB_HISTORY: 80, 8 {
        ClassDriverUse: 0, TotalHistoryCount: 32, UsedHistoryCount: 36, History: 40
    }
    GUIDREGINFO: 24, 4 { Guid: 0, InstanceCount: 16, Flags: 20 }
    _CLASS_WMI_INFO: 64, 8 {
        GuidCount: 0, GuidRegInfo: 8, ClassQueryWmiRegInfo: 16, ClassQueryWmiDataBlock: 24,
        ClassSetWmiDataBlock: 32, ClassSetWmiDataItem: 40, ClassExecuteWmiMethod: 48,
        ClassWmiFunctionControl: 56
    }
    _CLASS_DEV_INFO: 168, 8 {
        DeviceExtensionSize: 0, DeviceType: 4, StackSize: 8, DeviceCharacteristics: 12,
        ClassError: 16, ClassReadWriteVerification: 24, ClassDeviceControl: 32,
        ClassShutdownFlush: 40, ClassCreateClose: 48, ClassInitDevice: 56, ClassStartDevice:
        64, ClassPowerDevice: 72, ClassStopDevice: 80, ClassRemoveDevice: 88,
        ClassQueryPnpCapabilities: 96, ClassWmiInfo: 104
    }
    _CLASS_INIT_DATA: 392, 8 {
        InitializationDataSize: 0, FdoData: 8, PdoData: 176, ClassAddDevice: 344,
        ClassEnumerateDevice: 352, ClassQueryId: 360, ClassStartIo: 368, ClassUnload: 376,
        ClassTick: 384
    }
    _FILE_OBJECT_EXTENSION: 24, 8 {
        FileObject: 0, DeviceObject: 8, LockCount: 16, McnDisableCount: 20
    }
    _CLASS_WORKING_SET: 12, 4 {
        Size: 0, XferPacketsWorkingSetMaximum: 4, XferPacketsWorkingSetMinimum: 8
    }
    _CLASS_INTERPRET_SENSE_INFO2: 24, 8 { Size: 0, HistoryCount: 4, Compress: 8, Interpret: 16 }
    _CLASS_DRIVER_EXTENSION: 912, 8 {
        RegistryPath: 0, InitData: 16, DeviceCount: 408, ClassFdoQueryWmiRegInfoEx: 416,
        ClassPdoQueryWmiRegInfoEx: 424, EtwHandle: 432, DeviceMajorFunctionTable: 440,
        MpDeviceMajorFunctionTable: 664, InterpretSenseInfo: 888, WorkingSet: 896,
        SrbSupport: 904
    }
    _COMMON_DEVICE_EXTENSION: 512, 64 {
        Version: 0, DeviceObject: 8, LowerDeviceObject: 16, PartitionZeroExtension: 24,
        DriverExtension: 32, RemoveLock: 40, RemoveEvent: 48, RemoveTrackingSpinlock: 72,
        RemoveTrackingList: 80, RemoveTrackingUntrackedCount: 88, DriverData: 96, BitFields:
        104, PreviousState: 105, CurrentState: 106, IsRemoved: 108, DeviceName: 112,
        ChildList: 128, PartitionNumber: 136, PartitionLength: 144, StartingOffset: 152,
        DevInfo: 160, PagingPathCount: 168, DumpPathCount: 172, HibernationPathCount: 176,
        PathCountEvent: 184, SrbLookasideList: 256, MountedDeviceInterfaceName: 384,
        GuidCount: 400, GuidRegInfo: 408, FileObjectDictionary: 416, PrivateCommonData: 440,
        DispatchTable: 448, Reserved3: 456, Reserved4: 464
    }
    _CLASS_POWER_OPTIONS: 4, 4 { BitFields: 0 }
    _CLASS_POWER_CONTEXT_PowerChangeState: 4, 4 {
        PowerDown: 0, PowerDown2: 0, PowerDown3: 0, PowerUp: 0
    }
    _CLASS_POWER_CONTEXT: 136, 8 {
        PowerChangeState: 0, Options: 4, InUse: 8, QueueLocked: 9, FinalStatus: 12,
        RetryCount: 16, RetryInterval: 20, CompletionRoutine: 24, DeviceObject: 32, Irp: 40,
        Srb: 48
    }
    _CLASS_VPD_B1_DATA: 16, 4 {
        CommandStatus: 0, MediumRotationRate: 4, NominalFormFactor: 6, Zoned: 7,
        MediumProductType: 8, DepopulationTime: 12
    }
    _CLASS_VPD_B0_DATA: 32, 4 {
        CommandStatus: 0, MaxUnmapLbaCount: 4, MaxUnmapBlockDescrCount: 8,
        OptimalUnmapGranularity: 12, UnmapGranularityAlignment: 16, UGAVALID: 20, Reserved0:
        21, OptimalTransferLengthGranularity: 22, MaximumTransferLength: 24,
        OptimalTransferLength: 28
    }
    _CLASS_VPD_B2_DATA: 12, 4 {
        CommandStatus: 0, ThresholdExponent: 4, BitFields: 5, BitFields2: 6,
        SoftThresholdEventPending: 8
    }
    _CLASS_READ_CAPACITY16_DATA: 24, 4 {
        CommandStatus: 0, BytesPerLogicalSector: 4, BytesPerPhysicalSector: 8,
        BytesOffsetForSectorAlignment: 12, LBProvisioningEnabled: 16,
        LBProvisioningReadZeros: 17, Reserved0: 18, Reserved1: 20
    }
    _CLASS_VPD_ECOP_BLOCK_DEVICE_ROD_LIMITS: 32, 8 {
        CommandStatus: 0, MaximumRangeDescriptors: 4, Restricted: 6, Reserved: 7,
        MaximumInactivityTimer: 8, DefaultInactivityTimer: 12, MaximumTokenTransferSize: 16,
        OptimalTransferCount: 24
    }
    _CLASS_FUNCTION_SUPPORT_INFO_ValidInquiryPages: 4, 4 { BitFields: 0 }
    _CLASS_FUNCTION_SUPPORT_INFO_LowerLayerSupport: 16, 4 {
        SeekPenaltyProperty: 0, AccessAlignmentProperty: 4, TrimProperty: 8, TrimProcess: 12
    }
    _CLASS_FUNCTION_SUPPORT_INFO_IdlePower: 8, 4 { BitFields: 0, D3IdleTimeout: 4 }
    _CLASS_FUNCTION_SUPPORT_INFO: 184, 8 {
        SyncLock: 0, GenerationCount: 8, ChangeRequestCount: 12, ValidInquiryPages: 16,
        LowerLayerSupport: 20, RegAccessAlignmentQueryNotSupported: 36,
        AsynchronousNotificationSupported: 37, UseModeSense10: 38, Reserved: 39,
        BlockLimitsData: 40, DeviceCharacteristicsData: 72, LBProvisioningData: 88,
        ReadCapacity16Data: 100, BlockDeviceRODLimitsData: 128, IdlePower: 160,
        HwFirmwareGetInfoSupport: 168, HwFirmwareInfo: 176
    }
    _ADDITIONAL_FDO_DATA: 20, 4 { DeviceGuidFlags: 0, DeviceGuid: 4 }
    _FUNCTIONAL_DEVICE_EXTENSION_Anonymous_Anonymous: 16, 8 { Version: 0, DeviceObject: 8 }
    _FUNCTIONAL_DEVICE_EXTENSION_Anonymous: 512, 64 { Anonymous: 0, CommonExtension: 0 }
    _FUNCTIONAL_DEVICE_EXTENSION: 1216, 64 {
        Anonymous: 0, LowerPdo: 512, DeviceDescriptor: 520, AdapterDescriptor: 528,
        DevicePowerState: 536, DMByteSkew: 540, DMSkew: 544, DMActive: 548, SenseDataLength:
        549, Reserved0: 550, DiskGeometry: 552, SenseData: 576, TimeOutValue: 584,
        DeviceNumber: 588, SrbFlags: 592, ErrorCount: 596, LockCount: 600,
        ProtectedLockCount: 604, InternalLockCount: 608, EjectSynchronizationEvent: 616,
        DeviceFlags: 640, SectorShift: 642, CdbForceUnitAccess: 643,
        MediaChangeDetectionInfo: 648, Unused1: 656, Unused2: 664, KernelModeMcnContext:
        672, MediaChangeCount: 696, DeviceDirectory: 704, ReleaseQueueSpinLock: 712,
        ReleaseQueueIrp: 720, ReleaseQueueSrb: 728, ReleaseQueueNeeded: 816,
        ReleaseQueueInProgress: 817, ReleaseQueueIrpFromPool: 818, FailurePredicted: 819,
        FailureReason: 820, FailurePredictionInfo: 824, PowerDownInProgress: 832,
        EnumerationInterlock: 836, ChildLock: 840, ChildLockOwner: 864,
        ChildLockAcquisitionCount: 872, ScanForSpecialFlags: 876, PowerRetryDpc: 880,
        PowerRetryTimer: 944, PowerContext: 1008, PrivateFdoData: 1144, FunctionSupportInfo:
        1152, MiniportDescriptor: 1160, AdditionalFdoData: 1168
    }
    _PHYSICAL_DEVICE_EXTENSION_Anonymous_Anonymous: 16, 8 { Version: 0, DeviceObject: 8 }
    _PHYSICAL_DEVICE_EXTENSION_Anonymous: 512, 64 { Anonymous: 0, CommonExtension: 0 }
    _PHYSICAL_DEVICE_EXTENSION: 576, 64 {
        Anonymous: 0, IsMissing: 512, IsEnumerated: 513, PrivatePdoData: 520, Reserved2:
        528, Reserved3: 536, Reserved4: 544
    }
    _CLASS_QUERY_WMI_REGINFO_EX_LIST: 24, 8 {
        Size: 0, ClassFdoQueryWmiRegInfoEx: 8, ClassPdoQueryWmiRegInfoEx: 16
    }
    _STORAGE_MINIPORT_DESCRIPTOR: 24, 4 {
        Version: 0, Size: 4, Portdriver: 8, LUNResetSupported: 12, TargetResetSupported: 13,
        IoTimeoutValue: 14, ExtraIoInfoSupported: 16, Reserved0: 17, Reserved1: 20
    }
    _STORAGE_HW_FIRMWARE_SLOT_INFO: 32, 4 {
        Version: 0, Size: 4, SlotNumber: 8, BitFields: 9, Reserved1: 10, Revision: 16
    }
    _STORAGE_HW_FIRMWARE_INFO: 56, 4 {
        Version: 0, Size: 4, BitFields: 8, SlotCount: 9, ActiveSlot: 10,
        PendingActivateSlot: 11, FirmwareShared: 12, Reserved: 13, ImagePayloadAlignment:
        16, ImagePayloadMaxSize: 20, Slot: 24
    }
}

bit_fields! {
    _COMMON_DEVICE_EXTENSION.BitFields: BOOLEAN {
        IsFdo set_IsFdo: 0, 1;
        IsInitialized set_IsInitialized: 1, 1;
        IsSrbLookasideListInitialized set_IsSrbLookasideListInitialized: 2, 1;
    }
    _CLASS_POWER_OPTIONS.BitFields: ULONG {
        PowerDown set_PowerDown: 0, 1;
        LockQueue set_LockQueue: 1, 1;
        HandleSpinDown set_HandleSpinDown: 2, 1;
        HandleSpinUp set_HandleSpinUp: 3, 1;
    }
    _CLASS_VPD_B2_DATA.BitFields: UCHAR {
        DP set_DP: 0, 1;
        ANC_SUP set_ANC_SUP: 1, 1;
        LBPRZ set_LBPRZ: 4, 1;
        LBPWS10 set_LBPWS10: 5, 1;
        LBPWS set_LBPWS: 6, 1;
        LBPU set_LBPU: 7, 1;
    }
    _CLASS_VPD_B2_DATA.BitFields2: UCHAR {
        ProvisioningType set_ProvisioningType: 0, 3;
    }
    _CLASS_FUNCTION_SUPPORT_INFO_ValidInquiryPages.BitFields: ULONG {
        BlockLimits set_BlockLimits: 0, 1;
        BlockDeviceCharacteristics set_BlockDeviceCharacteristics: 1, 1;
        LBProvisioning set_LBProvisioning: 2, 1;
        BlockDeviceRODLimits set_BlockDeviceRODLimits: 3, 1;
        ZonedBlockDeviceCharacteristics set_ZonedBlockDeviceCharacteristics: 4, 1;
        DeviceType set_DeviceType: 27, 5;
    }
    _CLASS_FUNCTION_SUPPORT_INFO_IdlePower.BitFields: ULONG {
        D3ColdSupported set_D3ColdSupported: 0, 1;
        DeviceWakeable set_DeviceWakeable: 1, 1;
        IdlePowerEnabled set_IdlePowerEnabled: 2, 1;
        D3IdleTimeoutOverridden set_D3IdleTimeoutOverridden: 3, 1;
        NoVerifyDuringIdlePower set_NoVerifyDuringIdlePower: 4, 1;
    }
    _STORAGE_HW_FIRMWARE_SLOT_INFO.BitFields: UCHAR {
        ReadOnly set_ReadOnly: 0, 1;
    }
    _STORAGE_HW_FIRMWARE_INFO.BitFields: UCHAR {
        SupportUpgrade set_SupportUpgrade: 0, 1;
    }
}

imports! { "CLASSPNP.SYS";
    /// Registers a class driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassInitialize(
        Argument1: PVOID,
        Argument2: PVOID,
        InitializationData: PCLASS_INIT_DATA,
    ) -> ULONG;
    /// Registers more of a class driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassInitializeEx(DriverObject: PDRIVER_OBJECT, Guid: LPGUID, Data: PVOID) -> ULONG;
    /// Creates a device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassCreateDeviceObject(
        DriverObject: PDRIVER_OBJECT,
        ObjectNameBuffer: PCCHAR,
        LowerDeviceObject: PDEVICE_OBJECT,
        IsFdo: BOOLEAN,
        DeviceObject: *mut PDEVICE_OBJECT,
    ) -> NTSTATUS;
    /// Reads the capacity of a device.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassReadDriveCapacity(DeviceObject: PDEVICE_OBJECT) -> NTSTATUS;
    /// Lets a frozen queue go on.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassReleaseQueue(DeviceObject: PDEVICE_OBJECT);
    /// Splits a request that is too large for the adapter.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassSplitRequest(DeviceObject: PDEVICE_OBJECT, Irp: PIRP, MaximumBytes: ULONG);
    /// Does what every class driver does with a control code.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassDeviceControl(DeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> NTSTATUS;
    /// Completes a request of the class driver.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassIoComplete() -> NTSTATUS;
    /// What the sense data of a request says.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassInterpretSenseInfo(
        DeviceObject: PDEVICE_OBJECT,
        Srb: PSCSI_REQUEST_BLOCK,
        MajorFunctionCode: UCHAR,
        IoDeviceCode: ULONG,
        RetryCount: ULONG,
        Status: *mut NTSTATUS,
        RetryInterval: *mut ULONG,
    ) -> BOOLEAN;
    /// Sends a control code and waits.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassSendDeviceIoControlSynchronous(
        IoControlCode: ULONG,
        TargetDeviceObject: PDEVICE_OBJECT,
        Buffer: PVOID,
        InputBufferLength: ULONG,
        OutputBufferLength: ULONG,
        InternalDeviceIoControl: BOOLEAN,
        IoStatus: PIO_STATUS_BLOCK,
    );
    /// Sends an IRP and waits.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassSendIrpSynchronous(TargetDeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> NTSTATUS;
    /// Forwards an IRP and waits.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassForwardIrpSynchronous(
        CommonExtension: PCOMMON_DEVICE_EXTENSION,
        Irp: PIRP,
    ) -> NTSTATUS;
    /// Sends a SCSI request and waits.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassSendSrbSynchronous(
        DeviceObject: PDEVICE_OBJECT,
        Srb: PSCSI_REQUEST_BLOCK,
        BufferAddress: PVOID,
        BufferLength: ULONG,
        WriteToDevice: BOOLEAN,
    ) -> NTSTATUS;
    /// Sends a SCSI request.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassSendSrbAsynchronous(
        DeviceObject: PDEVICE_OBJECT,
        _Srb: PSCSI_REQUEST_BLOCK,
        Irp: PIRP,
        BufferAddress: PVOID,
        BufferLength: ULONG,
        WriteToDevice: BOOLEAN,
    ) -> NTSTATUS;
    /// Reads mode pages.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassModeSense(
        DeviceObject: PDEVICE_OBJECT,
        ModeSenseBuffer: PCHAR,
        Length: ULONG,
        PageMode: UCHAR,
    ) -> ULONG;
    /// Finds a mode page.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassFindModePage(
        ModeSenseBuffer: PCHAR,
        Length: ULONG,
        PageMode: UCHAR,
        Use6Byte: BOOLEAN,
    ) -> PVOID;
    /// Claims or releases a device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassClaimDevice(LowerDeviceObject: PDEVICE_OBJECT, Release: BOOLEAN) -> NTSTATUS;
    /// Initialises the list of unused SCSI requests. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassInitializeSrbLookasideList(
        CommonExtension: PCOMMON_DEVICE_EXTENSION,
        NumberElements: ULONG,
    );
    /// Deletes the list of unused SCSI requests. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassDeleteSrbLookasideList(CommonExtension: PCOMMON_DEVICE_EXTENSION);
    /// The time-out that the registry gives requests. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassQueryTimeOutRegistryValue(DeviceObject: PDEVICE_OBJECT) -> ULONG;
    /// Asks a device for a descriptor. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassGetDescriptor(
        DeviceObject: PDEVICE_OBJECT,
        PropertyId: PSTORAGE_PROPERTY_ID,
        Descriptor: *mut PVOID,
    ) -> NTSTATUS;
    /// Says that the children of a device changed. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassInvalidateBusRelations(Fdo: PDEVICE_OBJECT);
    /// The extension of a class driver. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassGetDriverExtension(DriverObject: PDRIVER_OBJECT) -> PCLASS_DRIVER_EXTENSION;
    /// Completes a request and releases nothing.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassCompleteRequest(DeviceObject: PDEVICE_OBJECT, Irp: PIRP, PriorityBoost: CCHAR);
    /// Releases the remove lock of a device.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassReleaseRemoveLock(DeviceObject: PDEVICE_OBJECT, Tag: PVOID);
    /// Acquires the remove lock of a device, with file and line.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassAcquireRemoveLockEx(
        DeviceObject: PDEVICE_OBJECT,
        Tag: PVOID,
        File: PCSTR,
        Line: ULONG,
    ) -> ULONG;
    /// Writes a device's name to the registry. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassUpdateInformationInRegistry(
        Fdo: PDEVICE_OBJECT,
        DeviceName: PCHAR,
        DeviceNumber: ULONG,
        InquiryData: PINQUIRYDATA,
        InquiryDataLength: ULONG,
    );
    /// Completes a WMI request.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassWmiCompleteRequest(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        Status: NTSTATUS,
        BufferUsed: ULONG,
        PriorityBoost: CCHAR,
    ) -> NTSTATUS;
    /// Fires a WMI event. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassWmiFireEvent(
        DeviceObject: PDEVICE_OBJECT,
        Guid: LPGUID,
        InstanceIndex: ULONG,
        EventDataSize: ULONG,
        EventData: PVOID,
    ) -> NTSTATUS;
    /// Begins to watch for a change of media. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassInitializeMediaChangeDetection(
        FdoExtension: PFUNCTIONAL_DEVICE_EXTENSION,
        EventPrefix: PUCHAR,
    );
    /// The volume parameter block of a device.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassGetVpb(DeviceObject: PDEVICE_OBJECT) -> PVPB;
    /// A power handler that stops and starts a device.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassSpinDownPowerHandler(DeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> NTSTATUS;
    /// A power handler that stops a device.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassStopUnitPowerHandler(DeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> NTSTATUS;
    /// Sets how failures are predicted. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassSetFailurePredictionPoll(
        FdoExtension: PFUNCTIONAL_DEVICE_EXTENSION,
        FailurePredictionMethod: FAILURE_PREDICTION_METHOD,
        PollingPeriod: ULONG,
    ) -> NTSTATUS;
    /// Says that a failure is predicted. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassNotifyFailurePredicted(
        FdoExtension: PFUNCTIONAL_DEVICE_EXTENSION,
        Buffer: PUCHAR,
        BufferSize: ULONG,
        LogError: BOOLEAN,
        UniqueErrorValue: ULONG,
        PathId: UCHAR,
        TargetId: UCHAR,
        Lun: UCHAR,
    );
    /// Acquires the lock of a device's children. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassAcquireChildLock(FdoExtension: PFUNCTIONAL_DEVICE_EXTENSION);
    /// Releases the lock of a device's children.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassReleaseChildLock(FdoExtension: PFUNCTIONAL_DEVICE_EXTENSION);
    /// Removes a device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassRemoveDevice(DeviceObject: PDEVICE_OBJECT, RemoveType: UCHAR) -> NTSTATUS;
    /// Reads a parameter of a device from the registry. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassGetDeviceParameter(
        FdoExtension: PFUNCTIONAL_DEVICE_EXTENSION,
        SubkeyName: PWSTR,
        ParameterName: PWSTR,
        ParameterValue: PULONG,
    );
    /// Writes a parameter of a device to the registry. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassSetDeviceParameter(
        FdoExtension: PFUNCTIONAL_DEVICE_EXTENSION,
        SubkeyName: PWSTR,
        ParameterName: PWSTR,
        ParameterValue: ULONG,
    ) -> NTSTATUS;
    /// Looks a device up among those that need special treatment. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassScanForSpecial(
        FdoExtension: PFUNCTIONAL_DEVICE_EXTENSION,
        DeviceList: *mut CLASSPNP_SCAN_FOR_SPECIAL_INFO,
        Function: PCLASS_SCAN_FOR_SPECIAL_HANDLER,
    );
}

variadic_imports! { "CLASSPNP.SYS";
    /// Prints to the debugger.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/classpnp/>
    pub fn ClassDebugPrint(DebugPrintLevel: CLASS_DEBUG_LEVEL, DebugMessage: PCCHAR, ...);
}

pub const SRB_CLASS_FLAGS_LOW_PRIORITY: ULONG = 0x1000_0000;
pub const SRB_CLASS_FLAGS_PERSISTANT: ULONG = 0x2000_0000;
pub const SRB_CLASS_FLAGS_PAGING: ULONG = 0x4000_0000;
pub const SRB_CLASS_FLAGS_FREE_MDL: ULONG = 0x8000_0000;
pub const CLASS_TAG_AUTORUN_DISABLE: ULONG = 0x414C_6353;
pub const CLASS_TAG_FILE_OBJECT_EXTENSION: ULONG = 0x464C_6353;
pub const CLASS_TAG_MEDIA_CHANGE_DETECTION: ULONG = 0x4D4C_6353;
pub const CLASS_TAG_MOUNT: ULONG = 0x6D4C_6353;
pub const CLASS_TAG_RELEASE_QUEUE: ULONG = 0x714C_6353;
pub const CLASS_TAG_POWER: ULONG = 0x574C_6353;
pub const CLASS_TAG_WMI: ULONG = 0x774C_6353;
pub const CLASS_TAG_FAILURE_PREDICT: ULONG = 0x664C_6353;
pub const CLASS_TAG_DEVICE_CONTROL: ULONG = 0x4F49_6353;
pub const CLASS_TAG_MODE_DATA: ULONG = 0x6F4C_6353;
pub const CLASS_TAG_MULTIPATH: ULONG = 0x6D50_6353;
pub const CLASS_TAG_LOCK_TRACKING: ULONG = 0x544C_6353;
pub const CLASS_TAG_LB_PROVISIONING: ULONG = 0x504C_6353;
pub const CLASS_TAG_MANAGE_DATASET: ULONG = 0x4D44_6353;
pub const MAXIMUM_RETRIES: ULONG = 4;
pub const NO_REMOVE: ULONG = 0;
pub const REMOVE_PENDING: ULONG = 1;
pub const REMOVE_COMPLETE: ULONG = 2;
pub const START_UNIT_TIMEOUT: ULONG = 240;
pub const MEDIA_CHANGE_DEFAULT_TIME: ULONG = 1;
pub const MEDIA_CHANGE_TIMEOUT_TIME: ULONG = 300;
pub const MAXIMUM_RETRY_FOR_SINGLE_IO_IN_100NS_UNITS: ULONG = 0x3B9A_CA00;
pub const CLASS_WORKING_SET_MAXIMUM: ULONG = 2048;
pub const CLASS_INTERPRET_SENSE_INFO2_MAXIMUM_HISTORY_COUNT: ULONG = 30000;
pub const CLASS_SRB_SCSI_REQUEST_BLOCK: ULONG = 1;
pub const CLASS_SRB_STORAGE_REQUEST_BLOCK: ULONG = 2;
pub const DEFAULT_FAILURE_PREDICTION_PERIOD: ULONG = 3600;
pub const CLASS_SPECIAL_DISABLE_SPIN_DOWN: ULONG = 1;
pub const CLASS_SPECIAL_DISABLE_SPIN_UP: ULONG = 2;
pub const CLASS_SPECIAL_NO_QUEUE_LOCK: ULONG = 8;
pub const CLASS_SPECIAL_DISABLE_WRITE_CACHE: ULONG = 0x10;
pub const CLASS_SPECIAL_CAUSE_NOT_REPORTABLE_HACK: ULONG = 0x20;
pub const CLASS_SPECIAL_MODIFY_CACHE_UNSUCCESSFUL: ULONG = 0x40;
pub const CLASS_SPECIAL_FUA_NOT_SUPPORTED: ULONG = 0x80;
pub const CLASS_SPECIAL_VALID_MASK: ULONG = 0xFB;
pub const CLASS_SPECIAL_RESERVED: LONG = -252;
pub const DEV_WRITE_CACHE: ULONG = 1;
pub const DEV_USE_SCSI1: ULONG = 2;
pub const DEV_SAFE_START_UNIT: ULONG = 4;
pub const DEV_NO_12BYTE_CDB: ULONG = 8;
pub const DEV_POWER_PROTECTED: ULONG = 0x10;
pub const DEV_USE_16BYTE_CDB: ULONG = 0x20;
pub const DEV_FORWARD_IO: ULONG = 0x40;
pub const CLASS_SRBEX_SCSI_CDB16_BUFFER_SIZE: ULONG = 184;
pub const CLASS_SRBEX_NO_SRBEX_DATA_BUFFER_SIZE: ULONG = 144;
