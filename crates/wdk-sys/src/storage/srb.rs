//! `storport.h`, `srb.h`: storage request blocks.

use crate::{
    _SCSI_REQUEST_BLOCK, BOOLEAN, PVOID, STOR_DEVICE_POWER_STATE, STOR_PNP_ACTION,
    STOR_POWER_ACTION, UCHAR, ULONG, USHORT, layout::layout,
};

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SRB_IO_CONTROL {
    pub HeaderLength: ULONG,
    pub Signature: [UCHAR; 8],
    pub Timeout: ULONG,
    pub ControlCode: ULONG,
    pub ReturnCode: ULONG,
    pub Length: ULONG,
}
/// A [`_SRB_IO_CONTROL`].
pub type SRB_IO_CONTROL = _SRB_IO_CONTROL;
/// Pointer to a [`_SRB_IO_CONTROL`].
pub type PSRB_IO_CONTROL = *mut _SRB_IO_CONTROL;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SCSI_WMI_REQUEST_BLOCK {
    pub Length: USHORT,
    pub Function: UCHAR,
    pub SrbStatus: UCHAR,
    pub WMISubFunction: UCHAR,
    pub PathId: UCHAR,
    pub TargetId: UCHAR,
    pub Lun: UCHAR,
    pub Reserved1: UCHAR,
    pub WMIFlags: UCHAR,
    pub Reserved2: [UCHAR; 2],
    pub SrbFlags: ULONG,
    pub DataTransferLength: ULONG,
    pub TimeOutValue: ULONG,
    pub DataBuffer: PVOID,
    pub DataPath: PVOID,
    pub Reserved3: PVOID,
    pub OriginalRequest: PVOID,
    pub SrbExtension: PVOID,
    pub Reserved4: ULONG,
    pub Reserved6: ULONG,
    pub Reserved5: [UCHAR; 16],
}
/// A [`_SCSI_WMI_REQUEST_BLOCK`].
pub type SCSI_WMI_REQUEST_BLOCK = _SCSI_WMI_REQUEST_BLOCK;
/// Pointer to a [`_SCSI_WMI_REQUEST_BLOCK`].
pub type PSCSI_WMI_REQUEST_BLOCK = *mut _SCSI_WMI_REQUEST_BLOCK;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SCSI_POWER_REQUEST_BLOCK {
    pub Length: USHORT,
    pub Function: UCHAR,
    pub SrbStatus: UCHAR,
    pub SrbPowerFlags: UCHAR,
    pub PathId: UCHAR,
    pub TargetId: UCHAR,
    pub Lun: UCHAR,
    pub DevicePowerState: STOR_DEVICE_POWER_STATE,
    pub SrbFlags: ULONG,
    pub DataTransferLength: ULONG,
    pub TimeOutValue: ULONG,
    pub DataBuffer: PVOID,
    pub SenseInfoBuffer: PVOID,
    pub NextSrb: *mut _SCSI_REQUEST_BLOCK,
    pub OriginalRequest: PVOID,
    pub SrbExtension: PVOID,
    pub PowerAction: STOR_POWER_ACTION,
    pub Reserved: ULONG,
    pub Reserved5: [UCHAR; 16],
}
/// A [`_SCSI_POWER_REQUEST_BLOCK`].
pub type SCSI_POWER_REQUEST_BLOCK = _SCSI_POWER_REQUEST_BLOCK;
/// Pointer to a [`_SCSI_POWER_REQUEST_BLOCK`].
pub type PSCSI_POWER_REQUEST_BLOCK = *mut _SCSI_POWER_REQUEST_BLOCK;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SCSI_PNP_REQUEST_BLOCK {
    pub Length: USHORT,
    pub Function: UCHAR,
    pub SrbStatus: UCHAR,
    pub PnPSubFunction: UCHAR,
    pub PathId: UCHAR,
    pub TargetId: UCHAR,
    pub Lun: UCHAR,
    pub PnPAction: STOR_PNP_ACTION,
    pub SrbFlags: ULONG,
    pub DataTransferLength: ULONG,
    pub TimeOutValue: ULONG,
    pub DataBuffer: PVOID,
    pub SenseInfoBuffer: PVOID,
    pub NextSrb: *mut _SCSI_REQUEST_BLOCK,
    pub OriginalRequest: PVOID,
    pub SrbExtension: PVOID,
    pub SrbPnPFlags: ULONG,
    pub Reserved: ULONG,
    pub Reserved4: [UCHAR; 16],
}
/// A [`_SCSI_PNP_REQUEST_BLOCK`].
pub type SCSI_PNP_REQUEST_BLOCK = _SCSI_PNP_REQUEST_BLOCK;
/// Pointer to a [`_SCSI_PNP_REQUEST_BLOCK`].
pub type PSCSI_PNP_REQUEST_BLOCK = *mut _SCSI_PNP_REQUEST_BLOCK;

pub mod _SRBEXDATATYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const SrbExDataTypeUnknown: Type = 0;
    pub const SrbExDataTypeBidirectional: Type = 1;
    pub const SrbExDataTypeScsiCdb16: Type = 64;
    pub const SrbExDataTypeScsiCdb32: Type = 65;
    pub const SrbExDataTypeScsiCdbVar: Type = 66;
    pub const SrbExDataTypeWmi: Type = 96;
    pub const SrbExDataTypePower: Type = 97;
    pub const SrbExDataTypePnP: Type = 98;
    pub const SrbExDataTypeIoInfo: Type = 128;
    pub const SrbExDataTypeMSReservedStart: Type = -0x10000000;
    pub const SrbExDataTypeReserved: Type = -1;
}
/// A value of [`_SRBEXDATATYPE`].
pub type SRBEXDATATYPE = _SRBEXDATATYPE::Type;
/// Pointer to a value of [`_SRBEXDATATYPE`].
pub type PSRBEXDATATYPE = *mut _SRBEXDATATYPE::Type;

#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _SRBEX_DATA {
    pub Type: SRBEXDATATYPE,
    pub Length: ULONG,
    pub Data: [UCHAR; 1],
}
/// A [`_SRBEX_DATA`].
pub type SRBEX_DATA = _SRBEX_DATA;
/// Pointer to a [`_SRBEX_DATA`].
pub type PSRBEX_DATA = *mut _SRBEX_DATA;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SRBEX_DATA_BIDIRECTIONAL {
    pub Type: SRBEXDATATYPE,
    pub Length: ULONG,
    pub DataInTransferLength: ULONG,
    pub Reserved1: ULONG,
    pub DataInBuffer: PVOID,
}
/// A [`_SRBEX_DATA_BIDIRECTIONAL`].
pub type SRBEX_DATA_BIDIRECTIONAL = _SRBEX_DATA_BIDIRECTIONAL;
/// Pointer to a [`_SRBEX_DATA_BIDIRECTIONAL`].
pub type PSRBEX_DATA_BIDIRECTIONAL = *mut _SRBEX_DATA_BIDIRECTIONAL;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SRBEX_DATA_SCSI_CDB16 {
    pub Type: SRBEXDATATYPE,
    pub Length: ULONG,
    pub ScsiStatus: UCHAR,
    pub SenseInfoBufferLength: UCHAR,
    pub CdbLength: UCHAR,
    pub Reserved: UCHAR,
    pub Reserved1: ULONG,
    pub SenseInfoBuffer: PVOID,
    pub Cdb: [UCHAR; 16],
}
/// A [`_SRBEX_DATA_SCSI_CDB16`].
pub type SRBEX_DATA_SCSI_CDB16 = _SRBEX_DATA_SCSI_CDB16;
/// Pointer to a [`_SRBEX_DATA_SCSI_CDB16`].
pub type PSRBEX_DATA_SCSI_CDB16 = *mut _SRBEX_DATA_SCSI_CDB16;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SRBEX_DATA_SCSI_CDB32 {
    pub Type: SRBEXDATATYPE,
    pub Length: ULONG,
    pub ScsiStatus: UCHAR,
    pub SenseInfoBufferLength: UCHAR,
    pub CdbLength: UCHAR,
    pub Reserved: UCHAR,
    pub Reserved1: ULONG,
    pub SenseInfoBuffer: PVOID,
    pub Cdb: [UCHAR; 32],
}
/// A [`_SRBEX_DATA_SCSI_CDB32`].
pub type SRBEX_DATA_SCSI_CDB32 = _SRBEX_DATA_SCSI_CDB32;
/// Pointer to a [`_SRBEX_DATA_SCSI_CDB32`].
pub type PSRBEX_DATA_SCSI_CDB32 = *mut _SRBEX_DATA_SCSI_CDB32;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SRBEX_DATA_WMI {
    pub Type: SRBEXDATATYPE,
    pub Length: ULONG,
    pub WMISubFunction: UCHAR,
    pub WMIFlags: UCHAR,
    pub Reserved: [UCHAR; 2],
    pub Reserved1: ULONG,
    pub DataPath: PVOID,
}
/// A [`_SRBEX_DATA_WMI`].
pub type SRBEX_DATA_WMI = _SRBEX_DATA_WMI;
/// Pointer to a [`_SRBEX_DATA_WMI`].
pub type PSRBEX_DATA_WMI = *mut _SRBEX_DATA_WMI;

#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _SRBEX_DATA_POWER {
    pub Type: SRBEXDATATYPE,
    pub Length: ULONG,
    pub SrbPowerFlags: UCHAR,
    pub Reserved: [UCHAR; 3],
    pub DevicePowerState: STOR_DEVICE_POWER_STATE,
    pub PowerAction: STOR_POWER_ACTION,
}
/// A [`_SRBEX_DATA_POWER`].
pub type SRBEX_DATA_POWER = _SRBEX_DATA_POWER;
/// Pointer to a [`_SRBEX_DATA_POWER`].
pub type PSRBEX_DATA_POWER = *mut _SRBEX_DATA_POWER;

#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _SRBEX_DATA_PNP {
    pub Type: SRBEXDATATYPE,
    pub Length: ULONG,
    pub PnPSubFunction: UCHAR,
    pub Reserved: [UCHAR; 3],
    pub PnPAction: STOR_PNP_ACTION,
    pub SrbPnPFlags: ULONG,
    pub Reserved1: ULONG,
}
/// A [`_SRBEX_DATA_PNP`].
pub type SRBEX_DATA_PNP = _SRBEX_DATA_PNP;
/// Pointer to a [`_SRBEX_DATA_PNP`].
pub type PSRBEX_DATA_PNP = *mut _SRBEX_DATA_PNP;

#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _SRBEX_DATA_IO_INFO {
    pub Type: SRBEXDATATYPE,
    pub Length: ULONG,
    pub Flags: ULONG,
    pub Key: ULONG,
    pub RWLength: ULONG,
    pub IsWriteRequest: BOOLEAN,
    pub CachePriority: UCHAR,
    pub Reserved: [UCHAR; 2],
    pub Reserved1: [ULONG; 2],
}
/// A [`_SRBEX_DATA_IO_INFO`].
pub type SRBEX_DATA_IO_INFO = _SRBEX_DATA_IO_INFO;
/// Pointer to a [`_SRBEX_DATA_IO_INFO`].
pub type PSRBEX_DATA_IO_INFO = *mut _SRBEX_DATA_IO_INFO;

#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _STORAGE_REQUEST_BLOCK_HEADER {
    pub Length: USHORT,
    pub Function: UCHAR,
    pub SrbStatus: UCHAR,
}
/// A [`_STORAGE_REQUEST_BLOCK_HEADER`].
pub type STORAGE_REQUEST_BLOCK_HEADER = _STORAGE_REQUEST_BLOCK_HEADER;
/// Pointer to a [`_STORAGE_REQUEST_BLOCK_HEADER`].
pub type PSTORAGE_REQUEST_BLOCK_HEADER = *mut _STORAGE_REQUEST_BLOCK_HEADER;

/// A storage request with room to grow.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STORAGE_REQUEST_BLOCK {
    pub Length: USHORT,
    pub Function: UCHAR,
    pub SrbStatus: UCHAR,
    pub ReservedUchar: [UCHAR; 4],
    pub Signature: ULONG,
    pub Version: ULONG,
    pub SrbLength: ULONG,
    pub SrbFunction: ULONG,
    pub SrbFlags: ULONG,
    pub ReservedUlong: ULONG,
    pub RequestTag: ULONG,
    pub RequestPriority: USHORT,
    pub RequestAttribute: USHORT,
    pub TimeOutValue: ULONG,
    pub SystemStatus: ULONG,
    pub ZeroGuard1: ULONG,
    pub AddressOffset: ULONG,
    pub NumSrbExData: ULONG,
    pub DataTransferLength: ULONG,
    pub DataBuffer: PVOID,
    pub ZeroGuard2: PVOID,
    pub OriginalRequest: PVOID,
    pub ClassContext: PVOID,
    pub PortContext: PVOID,
    pub MiniportContext: PVOID,
    pub NextSrb: *mut _STORAGE_REQUEST_BLOCK,
    pub SrbExDataOffset: [ULONG; 1],
}
/// A [`_STORAGE_REQUEST_BLOCK`].
pub type STORAGE_REQUEST_BLOCK = _STORAGE_REQUEST_BLOCK;
/// Pointer to a [`_STORAGE_REQUEST_BLOCK`].
pub type PSTORAGE_REQUEST_BLOCK = *mut _STORAGE_REQUEST_BLOCK;

#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _STOR_ADDRESS {
    pub Type: USHORT,
    pub Port: USHORT,
    pub AddressLength: ULONG,
    pub AddressData: [UCHAR; 1],
}
/// A [`_STOR_ADDRESS`].
pub type STOR_ADDRESS = _STOR_ADDRESS;
/// Pointer to a [`_STOR_ADDRESS`].
pub type PSTOR_ADDRESS = *mut _STOR_ADDRESS;

#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _STOR_ADDR_BTL8 {
    pub Type: USHORT,
    pub Port: USHORT,
    pub AddressLength: ULONG,
    pub Path: UCHAR,
    pub Target: UCHAR,
    pub Lun: UCHAR,
    pub Reserved: UCHAR,
}
/// A [`_STOR_ADDR_BTL8`].
pub type STOR_ADDR_BTL8 = _STOR_ADDR_BTL8;
/// Pointer to a [`_STOR_ADDR_BTL8`].
pub type PSTOR_ADDR_BTL8 = *mut _STOR_ADDR_BTL8;

layout! {
    _SRB_IO_CONTROL: 28, 4 {
        HeaderLength: 0, Signature: 4, Timeout: 12, ControlCode: 16, ReturnCode: 20, Length:
        24
    }
    _SCSI_WMI_REQUEST_BLOCK: 88, 8 {
        Length: 0, Function: 2, SrbStatus: 3, WMISubFunction: 4, PathId: 5, TargetId: 6,
        Lun: 7, Reserved1: 8, WMIFlags: 9, Reserved2: 10, SrbFlags: 12, DataTransferLength:
        16, TimeOutValue: 20, DataBuffer: 24, DataPath: 32, Reserved3: 40, OriginalRequest:
        48, SrbExtension: 56, Reserved4: 64, Reserved6: 68, Reserved5: 72
    }
    _SCSI_POWER_REQUEST_BLOCK: 88, 8 {
        Length: 0, Function: 2, SrbStatus: 3, SrbPowerFlags: 4, PathId: 5, TargetId: 6, Lun:
        7, DevicePowerState: 8, SrbFlags: 12, DataTransferLength: 16, TimeOutValue: 20,
        DataBuffer: 24, SenseInfoBuffer: 32, NextSrb: 40, OriginalRequest: 48, SrbExtension:
        56, PowerAction: 64, Reserved: 68, Reserved5: 72
    }
    _SCSI_PNP_REQUEST_BLOCK: 88, 8 {
        Length: 0, Function: 2, SrbStatus: 3, PnPSubFunction: 4, PathId: 5, TargetId: 6,
        Lun: 7, PnPAction: 8, SrbFlags: 12, DataTransferLength: 16, TimeOutValue: 20,
        DataBuffer: 24, SenseInfoBuffer: 32, NextSrb: 40, OriginalRequest: 48, SrbExtension:
        56, SrbPnPFlags: 64, Reserved: 68, Reserved4: 72
    }
    _SRBEX_DATA: 16, 8 { Type: 0, Length: 4, Data: 8 }
    _SRBEX_DATA_BIDIRECTIONAL: 24, 8 {
        Type: 0, Length: 4, DataInTransferLength: 8, Reserved1: 12, DataInBuffer: 16
    }
    _SRBEX_DATA_SCSI_CDB16: 40, 8 {
        Type: 0, Length: 4, ScsiStatus: 8, SenseInfoBufferLength: 9, CdbLength: 10,
        Reserved: 11, Reserved1: 12, SenseInfoBuffer: 16, Cdb: 24
    }
    _SRBEX_DATA_SCSI_CDB32: 56, 8 {
        Type: 0, Length: 4, ScsiStatus: 8, SenseInfoBufferLength: 9, CdbLength: 10,
        Reserved: 11, Reserved1: 12, SenseInfoBuffer: 16, Cdb: 24
    }
    _SRBEX_DATA_WMI: 24, 8 {
        Type: 0, Length: 4, WMISubFunction: 8, WMIFlags: 9, Reserved: 10, Reserved1: 12,
        DataPath: 16
    }
    _SRBEX_DATA_POWER: 24, 8 {
        Type: 0, Length: 4, SrbPowerFlags: 8, Reserved: 9, DevicePowerState: 12,
        PowerAction: 16
    }
    _SRBEX_DATA_PNP: 24, 8 {
        Type: 0, Length: 4, PnPSubFunction: 8, Reserved: 9, PnPAction: 12, SrbPnPFlags: 16,
        Reserved1: 20
    }
    _SRBEX_DATA_IO_INFO: 32, 8 {
        Type: 0, Length: 4, Flags: 8, Key: 12, RWLength: 16, IsWriteRequest: 20,
        CachePriority: 21, Reserved: 22, Reserved1: 24
    }
    _STORAGE_REQUEST_BLOCK_HEADER: 8, 8 { Length: 0, Function: 2, SrbStatus: 3 }
    _STORAGE_REQUEST_BLOCK: 128, 8 {
        Length: 0, Function: 2, SrbStatus: 3, ReservedUchar: 4, Signature: 8, Version: 12,
        SrbLength: 16, SrbFunction: 20, SrbFlags: 24, ReservedUlong: 28, RequestTag: 32,
        RequestPriority: 36, RequestAttribute: 38, TimeOutValue: 40, SystemStatus: 44,
        ZeroGuard1: 48, AddressOffset: 52, NumSrbExData: 56, DataTransferLength: 60,
        DataBuffer: 64, ZeroGuard2: 72, OriginalRequest: 80, ClassContext: 88, PortContext:
        96, MiniportContext: 104, NextSrb: 112, SrbExDataOffset: 120
    }
    _STOR_ADDRESS: 16, 8 { Type: 0, Port: 2, AddressLength: 4, AddressData: 8 }
    _STOR_ADDR_BTL8: 16, 8 {
        Type: 0, Port: 2, AddressLength: 4, Path: 8, Target: 9, Lun: 10, Reserved: 11
    }
}
