//! `ntddstor.h`, `ntdddisk.h`, `ntddscsi.h`: what applications and drivers ask of disks.

use crate::{
    BOOLEAN, LARGE_INTEGER, LONGLONG, PVOID, UCHAR, ULONG, ULONG_PTR, ULONGLONG, USHORT, WCHAR,
    layout::layout,
};

pub type DEVICE_DATA_MANAGEMENT_SET_ACTION = ULONG;

pub mod _MEDIA_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const Unknown: Type = 0;
    pub const F5_1Pt2_512: Type = 1;
    pub const F3_1Pt44_512: Type = 2;
    pub const F3_2Pt88_512: Type = 3;
    pub const F3_20Pt8_512: Type = 4;
    pub const F3_720_512: Type = 5;
    pub const F5_360_512: Type = 6;
    pub const F5_320_512: Type = 7;
    pub const F5_320_1024: Type = 8;
    pub const F5_180_512: Type = 9;
    pub const F5_160_512: Type = 10;
    pub const RemovableMedia: Type = 11;
    pub const FixedMedia: Type = 12;
    pub const F3_120M_512: Type = 13;
    pub const F3_640_512: Type = 14;
    pub const F5_640_512: Type = 15;
    pub const F5_720_512: Type = 16;
    pub const F3_1Pt2_512: Type = 17;
    pub const F3_1Pt23_1024: Type = 18;
    pub const F5_1Pt23_1024: Type = 19;
    pub const F3_128Mb_512: Type = 20;
    pub const F3_230Mb_512: Type = 21;
    pub const F8_256_128: Type = 22;
    pub const F3_200Mb_512: Type = 23;
    pub const F3_240M_512: Type = 24;
    pub const F3_32M_512: Type = 25;
}
/// A value of [`_MEDIA_TYPE`].
pub type MEDIA_TYPE = _MEDIA_TYPE::Type;
/// Pointer to a value of [`_MEDIA_TYPE`].
pub type PMEDIA_TYPE = *mut _MEDIA_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FORMAT_PARAMETERS {
    pub MediaType: MEDIA_TYPE,
    pub StartCylinderNumber: ULONG,
    pub EndCylinderNumber: ULONG,
    pub StartHeadNumber: ULONG,
    pub EndHeadNumber: ULONG,
}
/// A [`_FORMAT_PARAMETERS`].
pub type FORMAT_PARAMETERS = _FORMAT_PARAMETERS;
/// Pointer to a [`_FORMAT_PARAMETERS`].
pub type PFORMAT_PARAMETERS = *mut _FORMAT_PARAMETERS;

/// The geometry of a disk.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DISK_GEOMETRY {
    pub Cylinders: LARGE_INTEGER,
    pub MediaType: MEDIA_TYPE,
    pub TracksPerCylinder: ULONG,
    pub SectorsPerTrack: ULONG,
    pub BytesPerSector: ULONG,
}
/// A [`_DISK_GEOMETRY`].
pub type DISK_GEOMETRY = _DISK_GEOMETRY;
/// Pointer to a [`_DISK_GEOMETRY`].
pub type PDISK_GEOMETRY = *mut _DISK_GEOMETRY;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _VERIFY_INFORMATION {
    pub StartingOffset: LARGE_INTEGER,
    pub Length: ULONG,
}
/// A [`_VERIFY_INFORMATION`].
pub type VERIFY_INFORMATION = _VERIFY_INFORMATION;
/// Pointer to a [`_VERIFY_INFORMATION`].
pub type PVERIFY_INFORMATION = *mut _VERIFY_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REASSIGN_BLOCKS {
    pub Reserved: USHORT,
    pub Count: USHORT,
    pub BlockNumber: [ULONG; 1],
}
/// A [`_REASSIGN_BLOCKS`].
pub type REASSIGN_BLOCKS = _REASSIGN_BLOCKS;
/// Pointer to a [`_REASSIGN_BLOCKS`].
pub type PREASSIGN_BLOCKS = *mut _REASSIGN_BLOCKS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GET_LENGTH_INFORMATION {
    pub Length: LARGE_INTEGER,
}
/// A [`_GET_LENGTH_INFORMATION`].
pub type GET_LENGTH_INFORMATION = _GET_LENGTH_INFORMATION;
/// Pointer to a [`_GET_LENGTH_INFORMATION`].
pub type PGET_LENGTH_INFORMATION = *mut _GET_LENGTH_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DISK_GEOMETRY_EX {
    pub Geometry: DISK_GEOMETRY,
    pub DiskSize: LARGE_INTEGER,
    pub Data: [UCHAR; 1],
}
/// A [`_DISK_GEOMETRY_EX`].
pub type DISK_GEOMETRY_EX = _DISK_GEOMETRY_EX;
/// Pointer to a [`_DISK_GEOMETRY_EX`].
pub type PDISK_GEOMETRY_EX = *mut _DISK_GEOMETRY_EX;

pub mod _DISK_CACHE_RETENTION_PRIORITY {
    /// The values are of this type.
    pub type Type = i32;
    pub const EqualPriority: Type = 0;
    pub const KeepPrefetchedData: Type = 1;
    pub const KeepReadData: Type = 2;
}
/// A value of [`_DISK_CACHE_RETENTION_PRIORITY`].
pub type DISK_CACHE_RETENTION_PRIORITY = _DISK_CACHE_RETENTION_PRIORITY::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DISK_CACHE_INFORMATION {
    pub ParametersSavable: BOOLEAN,
    pub ReadCacheEnabled: BOOLEAN,
    pub WriteCacheEnabled: BOOLEAN,
    pub ReadRetentionPriority: DISK_CACHE_RETENTION_PRIORITY,
    pub WriteRetentionPriority: DISK_CACHE_RETENTION_PRIORITY,
    pub DisablePrefetchTransferLength: USHORT,
    pub PrefetchScalar: BOOLEAN,
    pub Anonymous: _DISK_CACHE_INFORMATION_Anonymous,
}
/// A [`_DISK_CACHE_INFORMATION`].
pub type DISK_CACHE_INFORMATION = _DISK_CACHE_INFORMATION;
/// Pointer to a [`_DISK_CACHE_INFORMATION`].
pub type PDISK_CACHE_INFORMATION = *mut _DISK_CACHE_INFORMATION;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _DISK_CACHE_INFORMATION_Anonymous {
    pub ScalarPrefetch: _DISK_CACHE_INFORMATION_Anonymous_ScalarPrefetch,
    pub BlockPrefetch: _DISK_CACHE_INFORMATION_Anonymous_BlockPrefetch,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DISK_CACHE_INFORMATION_Anonymous_ScalarPrefetch {
    pub Minimum: USHORT,
    pub Maximum: USHORT,
    pub MaximumBlocks: USHORT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DISK_CACHE_INFORMATION_Anonymous_BlockPrefetch {
    pub Minimum: USHORT,
    pub Maximum: USHORT,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DISK_PERFORMANCE {
    pub BytesRead: LARGE_INTEGER,
    pub BytesWritten: LARGE_INTEGER,
    pub ReadTime: LARGE_INTEGER,
    pub WriteTime: LARGE_INTEGER,
    pub IdleTime: LARGE_INTEGER,
    pub ReadCount: ULONG,
    pub WriteCount: ULONG,
    pub QueueDepth: ULONG,
    pub SplitCount: ULONG,
    pub QueryTime: LARGE_INTEGER,
    pub StorageDeviceNumber: ULONG,
    pub StorageManagerName: [WCHAR; 8],
}
/// A [`_DISK_PERFORMANCE`].
pub type DISK_PERFORMANCE = _DISK_PERFORMANCE;
/// Pointer to a [`_DISK_PERFORMANCE`].
pub type PDISK_PERFORMANCE = *mut _DISK_PERFORMANCE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SCSI_PASS_THROUGH {
    pub Length: USHORT,
    pub ScsiStatus: UCHAR,
    pub PathId: UCHAR,
    pub TargetId: UCHAR,
    pub Lun: UCHAR,
    pub CdbLength: UCHAR,
    pub SenseInfoLength: UCHAR,
    pub DataIn: UCHAR,
    pub DataTransferLength: ULONG,
    pub TimeOutValue: ULONG,
    pub DataBufferOffset: ULONG_PTR,
    pub SenseInfoOffset: ULONG,
    pub Cdb: [UCHAR; 16],
}
/// A [`_SCSI_PASS_THROUGH`].
pub type SCSI_PASS_THROUGH = _SCSI_PASS_THROUGH;
/// Pointer to a [`_SCSI_PASS_THROUGH`].
pub type PSCSI_PASS_THROUGH = *mut _SCSI_PASS_THROUGH;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SCSI_PASS_THROUGH_DIRECT {
    pub Length: USHORT,
    pub ScsiStatus: UCHAR,
    pub PathId: UCHAR,
    pub TargetId: UCHAR,
    pub Lun: UCHAR,
    pub CdbLength: UCHAR,
    pub SenseInfoLength: UCHAR,
    pub DataIn: UCHAR,
    pub DataTransferLength: ULONG,
    pub TimeOutValue: ULONG,
    pub DataBuffer: PVOID,
    pub SenseInfoOffset: ULONG,
    pub Cdb: [UCHAR; 16],
}
/// A [`_SCSI_PASS_THROUGH_DIRECT`].
pub type SCSI_PASS_THROUGH_DIRECT = _SCSI_PASS_THROUGH_DIRECT;
/// Pointer to a [`_SCSI_PASS_THROUGH_DIRECT`].
pub type PSCSI_PASS_THROUGH_DIRECT = *mut _SCSI_PASS_THROUGH_DIRECT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SCSI_PASS_THROUGH_EX {
    pub Version: ULONG,
    pub Length: ULONG,
    pub CdbLength: ULONG,
    pub StorAddressLength: ULONG,
    pub ScsiStatus: UCHAR,
    pub SenseInfoLength: UCHAR,
    pub DataDirection: UCHAR,
    pub Reserved: UCHAR,
    pub TimeOutValue: ULONG,
    pub StorAddressOffset: ULONG,
    pub SenseInfoOffset: ULONG,
    pub DataOutTransferLength: ULONG,
    pub DataInTransferLength: ULONG,
    pub DataOutBufferOffset: ULONG_PTR,
    pub DataInBufferOffset: ULONG_PTR,
    pub Cdb: [UCHAR; 1],
}
/// A [`_SCSI_PASS_THROUGH_EX`].
pub type SCSI_PASS_THROUGH_EX = _SCSI_PASS_THROUGH_EX;
/// Pointer to a [`_SCSI_PASS_THROUGH_EX`].
pub type PSCSI_PASS_THROUGH_EX = *mut _SCSI_PASS_THROUGH_EX;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ATA_PASS_THROUGH_EX {
    pub Length: USHORT,
    pub AtaFlags: USHORT,
    pub PathId: UCHAR,
    pub TargetId: UCHAR,
    pub Lun: UCHAR,
    pub ReservedAsUchar: UCHAR,
    pub DataTransferLength: ULONG,
    pub TimeOutValue: ULONG,
    pub ReservedAsUlong: ULONG,
    pub DataBufferOffset: ULONG_PTR,
    pub PreviousTaskFile: [UCHAR; 8],
    pub CurrentTaskFile: [UCHAR; 8],
}
/// A [`_ATA_PASS_THROUGH_EX`].
pub type ATA_PASS_THROUGH_EX = _ATA_PASS_THROUGH_EX;
/// Pointer to a [`_ATA_PASS_THROUGH_EX`].
pub type PATA_PASS_THROUGH_EX = *mut _ATA_PASS_THROUGH_EX;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SCSI_BUS_DATA {
    pub NumberOfLogicalUnits: UCHAR,
    pub InitiatorBusId: UCHAR,
    pub InquiryDataOffset: ULONG,
}
/// A [`_SCSI_BUS_DATA`].
pub type SCSI_BUS_DATA = _SCSI_BUS_DATA;
/// Pointer to a [`_SCSI_BUS_DATA`].
pub type PSCSI_BUS_DATA = *mut _SCSI_BUS_DATA;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SCSI_ADAPTER_BUS_INFO {
    pub NumberOfBuses: UCHAR,
    pub BusData: [SCSI_BUS_DATA; 1],
}
/// A [`_SCSI_ADAPTER_BUS_INFO`].
pub type SCSI_ADAPTER_BUS_INFO = _SCSI_ADAPTER_BUS_INFO;
/// Pointer to a [`_SCSI_ADAPTER_BUS_INFO`].
pub type PSCSI_ADAPTER_BUS_INFO = *mut _SCSI_ADAPTER_BUS_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_SCSI_CAPABILITIES {
    pub Length: ULONG,
    pub MaximumTransferLength: ULONG,
    pub MaximumPhysicalPages: ULONG,
    pub SupportedAsynchronousEvents: ULONG,
    pub AlignmentMask: ULONG,
    pub TaggedQueuing: BOOLEAN,
    pub AdapterScansDown: BOOLEAN,
    pub AdapterUsesPio: BOOLEAN,
}
/// A [`_IO_SCSI_CAPABILITIES`].
pub type IO_SCSI_CAPABILITIES = _IO_SCSI_CAPABILITIES;
/// Pointer to a [`_IO_SCSI_CAPABILITIES`].
pub type PIO_SCSI_CAPABILITIES = *mut _IO_SCSI_CAPABILITIES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SCSI_ADDRESS {
    pub Length: ULONG,
    pub PortNumber: UCHAR,
    pub PathId: UCHAR,
    pub TargetId: UCHAR,
    pub Lun: UCHAR,
}
/// A [`_SCSI_ADDRESS`].
pub type SCSI_ADDRESS = _SCSI_ADDRESS;
/// Pointer to a [`_SCSI_ADDRESS`].
pub type PSCSI_ADDRESS = *mut _SCSI_ADDRESS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_HOTPLUG_INFO {
    pub Size: ULONG,
    pub MediaRemovable: BOOLEAN,
    pub MediaHotplug: BOOLEAN,
    pub DeviceHotplug: BOOLEAN,
    pub WriteCacheEnableOverride: BOOLEAN,
}
/// A [`_STORAGE_HOTPLUG_INFO`].
pub type STORAGE_HOTPLUG_INFO = _STORAGE_HOTPLUG_INFO;
/// Pointer to a [`_STORAGE_HOTPLUG_INFO`].
pub type PSTORAGE_HOTPLUG_INFO = *mut _STORAGE_HOTPLUG_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_DEVICE_NUMBER {
    pub DeviceType: ULONG,
    pub DeviceNumber: ULONG,
    pub PartitionNumber: ULONG,
}
/// A [`_STORAGE_DEVICE_NUMBER`].
pub type STORAGE_DEVICE_NUMBER = _STORAGE_DEVICE_NUMBER;
/// Pointer to a [`_STORAGE_DEVICE_NUMBER`].
pub type PSTORAGE_DEVICE_NUMBER = *mut _STORAGE_DEVICE_NUMBER;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct STORAGE_BREAK_RESERVATION_REQUEST {
    pub Length: ULONG,
    pub _unused: UCHAR,
    pub PathId: UCHAR,
    pub TargetId: UCHAR,
    pub Lun: UCHAR,
}
/// Pointer to a [`STORAGE_BREAK_RESERVATION_REQUEST`].
pub type PSTORAGE_BREAK_RESERVATION_REQUEST = *mut STORAGE_BREAK_RESERVATION_REQUEST;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PREVENT_MEDIA_REMOVAL {
    pub PreventMediaRemoval: BOOLEAN,
}
/// A [`_PREVENT_MEDIA_REMOVAL`].
pub type PREVENT_MEDIA_REMOVAL = _PREVENT_MEDIA_REMOVAL;
/// Pointer to a [`_PREVENT_MEDIA_REMOVAL`].
pub type PPREVENT_MEDIA_REMOVAL = *mut _PREVENT_MEDIA_REMOVAL;

pub mod _STORAGE_MEDIA_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const DDS_4mm: Type = 32;
    pub const MiniQic: Type = 33;
    pub const Travan: Type = 34;
    pub const QIC: Type = 35;
    pub const MP_8mm: Type = 36;
    pub const AME_8mm: Type = 37;
    pub const AIT1_8mm: Type = 38;
    pub const DLT: Type = 39;
    pub const NCTP: Type = 40;
    pub const IBM_3480: Type = 41;
    pub const IBM_3490E: Type = 42;
    pub const IBM_Magstar_3590: Type = 43;
    pub const IBM_Magstar_MP: Type = 44;
    pub const STK_DATA_D3: Type = 45;
    pub const SONY_DTF: Type = 46;
    pub const DV_6mm: Type = 47;
    pub const DMI: Type = 48;
    pub const SONY_D2: Type = 49;
    pub const CLEANER_CARTRIDGE: Type = 50;
    pub const CD_ROM: Type = 51;
    pub const CD_R: Type = 52;
    pub const CD_RW: Type = 53;
    pub const DVD_ROM: Type = 54;
    pub const DVD_R: Type = 55;
    pub const DVD_RW: Type = 56;
    pub const MO_3_RW: Type = 57;
    pub const MO_5_WO: Type = 58;
    pub const MO_5_RW: Type = 59;
    pub const MO_5_LIMDOW: Type = 60;
    pub const PC_5_WO: Type = 61;
    pub const PC_5_RW: Type = 62;
    pub const PD_5_RW: Type = 63;
    pub const ABL_5_WO: Type = 64;
    pub const PINNACLE_APEX_5_RW: Type = 65;
    pub const SONY_12_WO: Type = 66;
    pub const PHILIPS_12_WO: Type = 67;
    pub const HITACHI_12_WO: Type = 68;
    pub const CYGNET_12_WO: Type = 69;
    pub const KODAK_14_WO: Type = 70;
    pub const MO_NFR_525: Type = 71;
    pub const NIKON_12_RW: Type = 72;
    pub const IOMEGA_ZIP: Type = 73;
    pub const IOMEGA_JAZ: Type = 74;
    pub const SYQUEST_EZ135: Type = 75;
    pub const SYQUEST_EZFLYER: Type = 76;
    pub const SYQUEST_SYJET: Type = 77;
    pub const AVATAR_F2: Type = 78;
    pub const MP2_8mm: Type = 79;
    pub const DST_S: Type = 80;
    pub const DST_M: Type = 81;
    pub const DST_L: Type = 82;
    pub const VXATape_1: Type = 83;
    pub const VXATape_2: Type = 84;
    pub const STK_9840: Type = 85;
    pub const LTO_Ultrium: Type = 86;
    pub const LTO_Accelis: Type = 87;
    pub const DVD_RAM: Type = 88;
    pub const AIT_8mm: Type = 89;
    pub const ADR_1: Type = 90;
    pub const ADR_2: Type = 91;
    pub const STK_9940: Type = 92;
    pub const SAIT: Type = 93;
    pub const VXATape: Type = 94;
}
/// A value of [`_STORAGE_MEDIA_TYPE`].
pub type STORAGE_MEDIA_TYPE = _STORAGE_MEDIA_TYPE::Type;
/// Pointer to a value of [`_STORAGE_MEDIA_TYPE`].
pub type PSTORAGE_MEDIA_TYPE = *mut _STORAGE_MEDIA_TYPE::Type;

pub mod _STORAGE_BUS_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const BusTypeUnknown: Type = 0;
    pub const BusTypeScsi: Type = 1;
    pub const BusTypeAtapi: Type = 2;
    pub const BusTypeAta: Type = 3;
    pub const BusType1394: Type = 4;
    pub const BusTypeSsa: Type = 5;
    pub const BusTypeFibre: Type = 6;
    pub const BusTypeUsb: Type = 7;
    pub const BusTypeRAID: Type = 8;
    pub const BusTypeiScsi: Type = 9;
    pub const BusTypeSas: Type = 10;
    pub const BusTypeSata: Type = 11;
    pub const BusTypeSd: Type = 12;
    pub const BusTypeMmc: Type = 13;
    pub const BusTypeVirtual: Type = 14;
    pub const BusTypeFileBackedVirtual: Type = 15;
    pub const BusTypeSpaces: Type = 16;
    pub const BusTypeNvme: Type = 17;
    pub const BusTypeSCM: Type = 18;
    pub const BusTypeUfs: Type = 19;
    pub const BusTypeMax: Type = 20;
    pub const BusTypeMaxReserved: Type = 127;
}
/// A value of [`_STORAGE_BUS_TYPE`].
pub type STORAGE_BUS_TYPE = _STORAGE_BUS_TYPE::Type;
/// Pointer to a value of [`_STORAGE_BUS_TYPE`].
pub type PSTORAGE_BUS_TYPE = *mut _STORAGE_BUS_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVICE_MEDIA_INFO {
    pub DeviceSpecific: _DEVICE_MEDIA_INFO_DeviceSpecific,
}
/// A [`_DEVICE_MEDIA_INFO`].
pub type DEVICE_MEDIA_INFO = _DEVICE_MEDIA_INFO;
/// Pointer to a [`_DEVICE_MEDIA_INFO`].
pub type PDEVICE_MEDIA_INFO = *mut _DEVICE_MEDIA_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _DEVICE_MEDIA_INFO_DeviceSpecific {
    pub DiskInfo: _DEVICE_MEDIA_INFO_DeviceSpecific_DiskInfo,
    pub RemovableDiskInfo: _DEVICE_MEDIA_INFO_DeviceSpecific_RemovableDiskInfo,
    pub TapeInfo: _DEVICE_MEDIA_INFO_DeviceSpecific_TapeInfo,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVICE_MEDIA_INFO_DeviceSpecific_DiskInfo {
    pub Cylinders: LARGE_INTEGER,
    pub MediaType: STORAGE_MEDIA_TYPE,
    pub TracksPerCylinder: ULONG,
    pub SectorsPerTrack: ULONG,
    pub BytesPerSector: ULONG,
    pub NumberMediaSides: ULONG,
    pub MediaCharacteristics: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVICE_MEDIA_INFO_DeviceSpecific_RemovableDiskInfo {
    pub Cylinders: LARGE_INTEGER,
    pub MediaType: STORAGE_MEDIA_TYPE,
    pub TracksPerCylinder: ULONG,
    pub SectorsPerTrack: ULONG,
    pub BytesPerSector: ULONG,
    pub NumberMediaSides: ULONG,
    pub MediaCharacteristics: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVICE_MEDIA_INFO_DeviceSpecific_TapeInfo {
    pub MediaType: STORAGE_MEDIA_TYPE,
    pub MediaCharacteristics: ULONG,
    pub CurrentBlockSize: ULONG,
    pub BusType: STORAGE_BUS_TYPE,
    pub BusSpecificData: _DEVICE_MEDIA_INFO_DeviceSpecific_TapeInfo_BusSpecificData,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _DEVICE_MEDIA_INFO_DeviceSpecific_TapeInfo_BusSpecificData {
    pub ScsiInformation: _DEVICE_MEDIA_INFO_DeviceSpecific_TapeInfo_BusSpecificData_ScsiInformation,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVICE_MEDIA_INFO_DeviceSpecific_TapeInfo_BusSpecificData_ScsiInformation {
    pub MediumType: UCHAR,
    pub DensityCode: UCHAR,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GET_MEDIA_TYPES {
    pub DeviceType: ULONG,
    pub MediaInfoCount: ULONG,
    pub MediaInfo: [DEVICE_MEDIA_INFO; 1],
}
/// A [`_GET_MEDIA_TYPES`].
pub type GET_MEDIA_TYPES = _GET_MEDIA_TYPES;
/// Pointer to a [`_GET_MEDIA_TYPES`].
pub type PGET_MEDIA_TYPES = *mut _GET_MEDIA_TYPES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_PREDICT_FAILURE {
    pub PredictFailure: ULONG,
    pub VendorSpecific: [UCHAR; 512],
}
/// A [`_STORAGE_PREDICT_FAILURE`].
pub type STORAGE_PREDICT_FAILURE = _STORAGE_PREDICT_FAILURE;
/// Pointer to a [`_STORAGE_PREDICT_FAILURE`].
pub type PSTORAGE_PREDICT_FAILURE = *mut _STORAGE_PREDICT_FAILURE;

pub mod _STORAGE_QUERY_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const PropertyStandardQuery: Type = 0;
    pub const PropertyExistsQuery: Type = 1;
    pub const PropertyMaskQuery: Type = 2;
    pub const PropertyQueryMaxDefined: Type = 3;
}
/// A value of [`_STORAGE_QUERY_TYPE`].
pub type STORAGE_QUERY_TYPE = _STORAGE_QUERY_TYPE::Type;
/// Pointer to a value of [`_STORAGE_QUERY_TYPE`].
pub type PSTORAGE_QUERY_TYPE = *mut _STORAGE_QUERY_TYPE::Type;

pub mod _STORAGE_PROPERTY_ID {
    /// The values are of this type.
    pub type Type = i32;
    pub const StorageDeviceProperty: Type = 0;
    pub const StorageAdapterProperty: Type = 1;
    pub const StorageDeviceIdProperty: Type = 2;
    pub const StorageDeviceUniqueIdProperty: Type = 3;
    pub const StorageDeviceWriteCacheProperty: Type = 4;
    pub const StorageMiniportProperty: Type = 5;
    pub const StorageAccessAlignmentProperty: Type = 6;
    pub const StorageDeviceSeekPenaltyProperty: Type = 7;
    pub const StorageDeviceTrimProperty: Type = 8;
    pub const StorageDeviceWriteAggregationProperty: Type = 9;
    pub const StorageDeviceDeviceTelemetryProperty: Type = 10;
    pub const StorageDeviceLBProvisioningProperty: Type = 11;
    pub const StorageDevicePowerProperty: Type = 12;
    pub const StorageDeviceCopyOffloadProperty: Type = 13;
    pub const StorageDeviceResiliencyProperty: Type = 14;
    pub const StorageDeviceMediumProductType: Type = 15;
    pub const StorageAdapterRpmbProperty: Type = 16;
    pub const StorageAdapterCryptoProperty: Type = 17;
    pub const StorageDeviceTieringProperty: Type = 18;
    pub const StorageDeviceFaultDomainProperty: Type = 19;
    pub const StorageDeviceClusportProperty: Type = 20;
    pub const StorageDeviceIoCapabilityProperty: Type = 48;
    pub const StorageAdapterProtocolSpecificProperty: Type = 49;
    pub const StorageDeviceProtocolSpecificProperty: Type = 50;
    pub const StorageAdapterTemperatureProperty: Type = 51;
    pub const StorageDeviceTemperatureProperty: Type = 52;
    pub const StorageAdapterPhysicalTopologyProperty: Type = 53;
    pub const StorageDevicePhysicalTopologyProperty: Type = 54;
    pub const StorageDeviceAttributesProperty: Type = 55;
    pub const StorageDeviceManagementStatus: Type = 56;
    pub const StorageAdapterSerialNumberProperty: Type = 57;
    pub const StorageDeviceLocationProperty: Type = 58;
    pub const StorageDeviceNumaProperty: Type = 59;
    pub const StorageDeviceZonedDeviceProperty: Type = 60;
    pub const StorageDeviceUnsafeShutdownCount: Type = 61;
}
/// A value of [`_STORAGE_PROPERTY_ID`].
pub type STORAGE_PROPERTY_ID = _STORAGE_PROPERTY_ID::Type;
/// Pointer to a value of [`_STORAGE_PROPERTY_ID`].
pub type PSTORAGE_PROPERTY_ID = *mut _STORAGE_PROPERTY_ID::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_PROPERTY_QUERY {
    pub PropertyId: STORAGE_PROPERTY_ID,
    pub QueryType: STORAGE_QUERY_TYPE,
    pub AdditionalParameters: [UCHAR; 1],
}
/// A [`_STORAGE_PROPERTY_QUERY`].
pub type STORAGE_PROPERTY_QUERY = _STORAGE_PROPERTY_QUERY;
/// Pointer to a [`_STORAGE_PROPERTY_QUERY`].
pub type PSTORAGE_PROPERTY_QUERY = *mut _STORAGE_PROPERTY_QUERY;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_DESCRIPTOR_HEADER {
    pub Version: ULONG,
    pub Size: ULONG,
}
/// A [`_STORAGE_DESCRIPTOR_HEADER`].
pub type STORAGE_DESCRIPTOR_HEADER = _STORAGE_DESCRIPTOR_HEADER;
/// Pointer to a [`_STORAGE_DESCRIPTOR_HEADER`].
pub type PSTORAGE_DESCRIPTOR_HEADER = *mut _STORAGE_DESCRIPTOR_HEADER;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_DEVICE_DESCRIPTOR {
    pub Version: ULONG,
    pub Size: ULONG,
    pub DeviceType: UCHAR,
    pub DeviceTypeModifier: UCHAR,
    pub RemovableMedia: BOOLEAN,
    pub CommandQueueing: BOOLEAN,
    pub VendorIdOffset: ULONG,
    pub ProductIdOffset: ULONG,
    pub ProductRevisionOffset: ULONG,
    pub SerialNumberOffset: ULONG,
    pub BusType: STORAGE_BUS_TYPE,
    pub RawPropertiesLength: ULONG,
    pub RawDeviceProperties: [UCHAR; 1],
}
/// A [`_STORAGE_DEVICE_DESCRIPTOR`].
pub type STORAGE_DEVICE_DESCRIPTOR = _STORAGE_DEVICE_DESCRIPTOR;
/// Pointer to a [`_STORAGE_DEVICE_DESCRIPTOR`].
pub type PSTORAGE_DEVICE_DESCRIPTOR = *mut _STORAGE_DEVICE_DESCRIPTOR;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_ADAPTER_DESCRIPTOR {
    pub Version: ULONG,
    pub Size: ULONG,
    pub MaximumTransferLength: ULONG,
    pub MaximumPhysicalPages: ULONG,
    pub AlignmentMask: ULONG,
    pub AdapterUsesPio: BOOLEAN,
    pub AdapterScansDown: BOOLEAN,
    pub CommandQueueing: BOOLEAN,
    pub AcceleratedTransfer: BOOLEAN,
    pub BusType: UCHAR,
    pub BusMajorVersion: USHORT,
    pub BusMinorVersion: USHORT,
    pub SrbType: UCHAR,
    pub AddressType: UCHAR,
}
/// A [`_STORAGE_ADAPTER_DESCRIPTOR`].
pub type STORAGE_ADAPTER_DESCRIPTOR = _STORAGE_ADAPTER_DESCRIPTOR;
/// Pointer to a [`_STORAGE_ADAPTER_DESCRIPTOR`].
pub type PSTORAGE_ADAPTER_DESCRIPTOR = *mut _STORAGE_ADAPTER_DESCRIPTOR;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_ACCESS_ALIGNMENT_DESCRIPTOR {
    pub Version: ULONG,
    pub Size: ULONG,
    pub BytesPerCacheLine: ULONG,
    pub BytesOffsetForCacheAlignment: ULONG,
    pub BytesPerLogicalSector: ULONG,
    pub BytesPerPhysicalSector: ULONG,
    pub BytesOffsetForSectorAlignment: ULONG,
}
/// A [`_STORAGE_ACCESS_ALIGNMENT_DESCRIPTOR`].
pub type STORAGE_ACCESS_ALIGNMENT_DESCRIPTOR = _STORAGE_ACCESS_ALIGNMENT_DESCRIPTOR;
/// Pointer to a [`_STORAGE_ACCESS_ALIGNMENT_DESCRIPTOR`].
pub type PSTORAGE_ACCESS_ALIGNMENT_DESCRIPTOR = *mut _STORAGE_ACCESS_ALIGNMENT_DESCRIPTOR;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_DEVICE_ID_DESCRIPTOR {
    pub Version: ULONG,
    pub Size: ULONG,
    pub NumberOfIdentifiers: ULONG,
    pub Identifiers: [UCHAR; 1],
}
/// A [`_STORAGE_DEVICE_ID_DESCRIPTOR`].
pub type STORAGE_DEVICE_ID_DESCRIPTOR = _STORAGE_DEVICE_ID_DESCRIPTOR;
/// Pointer to a [`_STORAGE_DEVICE_ID_DESCRIPTOR`].
pub type PSTORAGE_DEVICE_ID_DESCRIPTOR = *mut _STORAGE_DEVICE_ID_DESCRIPTOR;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVICE_SEEK_PENALTY_DESCRIPTOR {
    pub Version: ULONG,
    pub Size: ULONG,
    pub IncursSeekPenalty: BOOLEAN,
}
/// A [`_DEVICE_SEEK_PENALTY_DESCRIPTOR`].
pub type DEVICE_SEEK_PENALTY_DESCRIPTOR = _DEVICE_SEEK_PENALTY_DESCRIPTOR;
/// Pointer to a [`_DEVICE_SEEK_PENALTY_DESCRIPTOR`].
pub type PDEVICE_SEEK_PENALTY_DESCRIPTOR = *mut _DEVICE_SEEK_PENALTY_DESCRIPTOR;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVICE_TRIM_DESCRIPTOR {
    pub Version: ULONG,
    pub Size: ULONG,
    pub TrimEnabled: BOOLEAN,
}
/// A [`_DEVICE_TRIM_DESCRIPTOR`].
pub type DEVICE_TRIM_DESCRIPTOR = _DEVICE_TRIM_DESCRIPTOR;
/// Pointer to a [`_DEVICE_TRIM_DESCRIPTOR`].
pub type PDEVICE_TRIM_DESCRIPTOR = *mut _DEVICE_TRIM_DESCRIPTOR;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_ADAPTER_SERIAL_NUMBER {
    pub Version: ULONG,
    pub Size: ULONG,
    pub SerialNumber: [WCHAR; 128],
}
/// A [`_STORAGE_ADAPTER_SERIAL_NUMBER`].
pub type STORAGE_ADAPTER_SERIAL_NUMBER = _STORAGE_ADAPTER_SERIAL_NUMBER;
/// Pointer to a [`_STORAGE_ADAPTER_SERIAL_NUMBER`].
pub type PSTORAGE_ADAPTER_SERIAL_NUMBER = *mut _STORAGE_ADAPTER_SERIAL_NUMBER;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVICE_DATA_SET_RANGE {
    pub StartingOffset: LONGLONG,
    pub LengthInBytes: ULONGLONG,
}
/// A [`_DEVICE_DATA_SET_RANGE`].
pub type DEVICE_DATA_SET_RANGE = _DEVICE_DATA_SET_RANGE;
/// Pointer to a [`_DEVICE_DATA_SET_RANGE`].
pub type PDEVICE_DATA_SET_RANGE = *mut _DEVICE_DATA_SET_RANGE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVICE_MANAGE_DATA_SET_ATTRIBUTES {
    pub Size: ULONG,
    pub Action: DEVICE_DATA_MANAGEMENT_SET_ACTION,
    pub Flags: ULONG,
    pub ParameterBlockOffset: ULONG,
    pub ParameterBlockLength: ULONG,
    pub DataSetRangesOffset: ULONG,
    pub DataSetRangesLength: ULONG,
}
/// A [`_DEVICE_MANAGE_DATA_SET_ATTRIBUTES`].
pub type DEVICE_MANAGE_DATA_SET_ATTRIBUTES = _DEVICE_MANAGE_DATA_SET_ATTRIBUTES;
/// Pointer to a [`_DEVICE_MANAGE_DATA_SET_ATTRIBUTES`].
pub type PDEVICE_MANAGE_DATA_SET_ATTRIBUTES = *mut _DEVICE_MANAGE_DATA_SET_ATTRIBUTES;

layout! {
    _FORMAT_PARAMETERS: 20, 4 {
        MediaType: 0, StartCylinderNumber: 4, EndCylinderNumber: 8, StartHeadNumber: 12,
        EndHeadNumber: 16
    }
    _DISK_GEOMETRY: 24, 8 {
        Cylinders: 0, MediaType: 8, TracksPerCylinder: 12, SectorsPerTrack: 16,
        BytesPerSector: 20
    }
    _VERIFY_INFORMATION: 16, 8 { StartingOffset: 0, Length: 8 }
    _REASSIGN_BLOCKS: 8, 4 { Reserved: 0, Count: 2, BlockNumber: 4 }
    _GET_LENGTH_INFORMATION: 8, 8 { Length: 0 }
    _DISK_GEOMETRY_EX: 40, 8 { Geometry: 0, DiskSize: 24, Data: 32 }
    _DISK_CACHE_INFORMATION_Anonymous_ScalarPrefetch: 6, 2 {
        Minimum: 0, Maximum: 2, MaximumBlocks: 4
    }
    _DISK_CACHE_INFORMATION_Anonymous_BlockPrefetch: 4, 2 { Minimum: 0, Maximum: 2 }
    _DISK_CACHE_INFORMATION_Anonymous: 6, 2 { ScalarPrefetch: 0, BlockPrefetch: 0 }
    _DISK_CACHE_INFORMATION: 24, 4 {
        ParametersSavable: 0, ReadCacheEnabled: 1, WriteCacheEnabled: 2,
        ReadRetentionPriority: 4, WriteRetentionPriority: 8, DisablePrefetchTransferLength:
        12, PrefetchScalar: 14, Anonymous: 16
    }
    _DISK_PERFORMANCE: 88, 8 {
        BytesRead: 0, BytesWritten: 8, ReadTime: 16, WriteTime: 24, IdleTime: 32, ReadCount:
        40, WriteCount: 44, QueueDepth: 48, SplitCount: 52, QueryTime: 56,
        StorageDeviceNumber: 64, StorageManagerName: 68
    }
    _SCSI_PASS_THROUGH: 56, 8 {
        Length: 0, ScsiStatus: 2, PathId: 3, TargetId: 4, Lun: 5, CdbLength: 6,
        SenseInfoLength: 7, DataIn: 8, DataTransferLength: 12, TimeOutValue: 16,
        DataBufferOffset: 24, SenseInfoOffset: 32, Cdb: 36
    }
    _SCSI_PASS_THROUGH_DIRECT: 56, 8 {
        Length: 0, ScsiStatus: 2, PathId: 3, TargetId: 4, Lun: 5, CdbLength: 6,
        SenseInfoLength: 7, DataIn: 8, DataTransferLength: 12, TimeOutValue: 16, DataBuffer:
        24, SenseInfoOffset: 32, Cdb: 36
    }
    _SCSI_PASS_THROUGH_EX: 64, 8 {
        Version: 0, Length: 4, CdbLength: 8, StorAddressLength: 12, ScsiStatus: 16,
        SenseInfoLength: 17, DataDirection: 18, Reserved: 19, TimeOutValue: 20,
        StorAddressOffset: 24, SenseInfoOffset: 28, DataOutTransferLength: 32,
        DataInTransferLength: 36, DataOutBufferOffset: 40, DataInBufferOffset: 48, Cdb: 56
    }
    _ATA_PASS_THROUGH_EX: 48, 8 {
        Length: 0, AtaFlags: 2, PathId: 4, TargetId: 5, Lun: 6, ReservedAsUchar: 7,
        DataTransferLength: 8, TimeOutValue: 12, ReservedAsUlong: 16, DataBufferOffset: 24,
        PreviousTaskFile: 32, CurrentTaskFile: 40
    }
    _SCSI_BUS_DATA: 8, 4 { NumberOfLogicalUnits: 0, InitiatorBusId: 1, InquiryDataOffset: 4 }
    _SCSI_ADAPTER_BUS_INFO: 12, 4 { NumberOfBuses: 0, BusData: 4 }
    _IO_SCSI_CAPABILITIES: 24, 4 {
        Length: 0, MaximumTransferLength: 4, MaximumPhysicalPages: 8,
        SupportedAsynchronousEvents: 12, AlignmentMask: 16, TaggedQueuing: 20,
        AdapterScansDown: 21, AdapterUsesPio: 22
    }
    _SCSI_ADDRESS: 8, 4 { Length: 0, PortNumber: 4, PathId: 5, TargetId: 6, Lun: 7 }
    _STORAGE_HOTPLUG_INFO: 8, 4 {
        Size: 0, MediaRemovable: 4, MediaHotplug: 5, DeviceHotplug: 6,
        WriteCacheEnableOverride: 7
    }
    _STORAGE_DEVICE_NUMBER: 12, 4 { DeviceType: 0, DeviceNumber: 4, PartitionNumber: 8 }
    STORAGE_BREAK_RESERVATION_REQUEST: 8, 4 {
        Length: 0, _unused: 4, PathId: 5, TargetId: 6, Lun: 7
    }
    _PREVENT_MEDIA_REMOVAL: 1, 1 { PreventMediaRemoval: 0 }
    _DEVICE_MEDIA_INFO_DeviceSpecific_DiskInfo: 32, 8 {
        Cylinders: 0, MediaType: 8, TracksPerCylinder: 12, SectorsPerTrack: 16,
        BytesPerSector: 20, NumberMediaSides: 24, MediaCharacteristics: 28
    }
    _DEVICE_MEDIA_INFO_DeviceSpecific_RemovableDiskInfo: 32, 8 {
        Cylinders: 0, MediaType: 8, TracksPerCylinder: 12, SectorsPerTrack: 16,
        BytesPerSector: 20, NumberMediaSides: 24, MediaCharacteristics: 28
    }
    _DEVICE_MEDIA_INFO_DeviceSpecific_TapeInfo_BusSpecificData_ScsiInformation: 2, 1 {
        MediumType: 0, DensityCode: 1
    }
    _DEVICE_MEDIA_INFO_DeviceSpecific_TapeInfo_BusSpecificData: 2, 1 { ScsiInformation: 0 }
    _DEVICE_MEDIA_INFO_DeviceSpecific_TapeInfo: 20, 4 {
        MediaType: 0, MediaCharacteristics: 4, CurrentBlockSize: 8, BusType: 12,
        BusSpecificData: 16
    }
    _DEVICE_MEDIA_INFO_DeviceSpecific: 32, 8 { DiskInfo: 0, RemovableDiskInfo: 0, TapeInfo: 0 }
    _DEVICE_MEDIA_INFO: 32, 8 { DeviceSpecific: 0 }
    _GET_MEDIA_TYPES: 40, 8 { DeviceType: 0, MediaInfoCount: 4, MediaInfo: 8 }
    _STORAGE_PREDICT_FAILURE: 516, 4 { PredictFailure: 0, VendorSpecific: 4 }
    _STORAGE_PROPERTY_QUERY: 12, 4 { PropertyId: 0, QueryType: 4, AdditionalParameters: 8 }
    _STORAGE_DESCRIPTOR_HEADER: 8, 4 { Version: 0, Size: 4 }
    _STORAGE_DEVICE_DESCRIPTOR: 40, 4 {
        Version: 0, Size: 4, DeviceType: 8, DeviceTypeModifier: 9, RemovableMedia: 10,
        CommandQueueing: 11, VendorIdOffset: 12, ProductIdOffset: 16, ProductRevisionOffset:
        20, SerialNumberOffset: 24, BusType: 28, RawPropertiesLength: 32,
        RawDeviceProperties: 36
    }
    _STORAGE_ADAPTER_DESCRIPTOR: 32, 4 {
        Version: 0, Size: 4, MaximumTransferLength: 8, MaximumPhysicalPages: 12,
        AlignmentMask: 16, AdapterUsesPio: 20, AdapterScansDown: 21, CommandQueueing: 22,
        AcceleratedTransfer: 23, BusType: 24, BusMajorVersion: 26, BusMinorVersion: 28,
        SrbType: 30, AddressType: 31
    }
    _STORAGE_ACCESS_ALIGNMENT_DESCRIPTOR: 28, 4 {
        Version: 0, Size: 4, BytesPerCacheLine: 8, BytesOffsetForCacheAlignment: 12,
        BytesPerLogicalSector: 16, BytesPerPhysicalSector: 20,
        BytesOffsetForSectorAlignment: 24
    }
    _STORAGE_DEVICE_ID_DESCRIPTOR: 16, 4 {
        Version: 0, Size: 4, NumberOfIdentifiers: 8, Identifiers: 12
    }
    _DEVICE_SEEK_PENALTY_DESCRIPTOR: 12, 4 { Version: 0, Size: 4, IncursSeekPenalty: 8 }
    _DEVICE_TRIM_DESCRIPTOR: 12, 4 { Version: 0, Size: 4, TrimEnabled: 8 }
    _STORAGE_ADAPTER_SERIAL_NUMBER: 264, 4 { Version: 0, Size: 4, SerialNumber: 8 }
    _DEVICE_DATA_SET_RANGE: 16, 8 { StartingOffset: 0, LengthInBytes: 8 }
    _DEVICE_MANAGE_DATA_SET_ATTRIBUTES: 28, 4 {
        Size: 0, Action: 4, Flags: 8, ParameterBlockOffset: 12, ParameterBlockLength: 16,
        DataSetRangesOffset: 20, DataSetRangesLength: 24
    }
}
