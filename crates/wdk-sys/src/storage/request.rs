//! `srb.h`: SCSI request blocks.

use crate::{PVOID, UCHAR, ULONG, USHORT, layout::layout};

/// A SCSI request.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SCSI_REQUEST_BLOCK {
    pub Length: USHORT,
    pub Function: UCHAR,
    pub SrbStatus: UCHAR,
    pub ScsiStatus: UCHAR,
    pub PathId: UCHAR,
    pub TargetId: UCHAR,
    pub Lun: UCHAR,
    pub QueueTag: UCHAR,
    pub QueueAction: UCHAR,
    pub CdbLength: UCHAR,
    pub SenseInfoBufferLength: UCHAR,
    pub SrbFlags: ULONG,
    pub DataTransferLength: ULONG,
    pub TimeOutValue: ULONG,
    pub DataBuffer: PVOID,
    pub SenseInfoBuffer: PVOID,
    pub NextSrb: *mut _SCSI_REQUEST_BLOCK,
    pub OriginalRequest: PVOID,
    pub SrbExtension: PVOID,
    pub Anonymous: _SCSI_REQUEST_BLOCK_Anonymous,
    pub Reserved: ULONG,
    pub Cdb: [UCHAR; 16],
}
/// A [`_SCSI_REQUEST_BLOCK`].
pub type SCSI_REQUEST_BLOCK = _SCSI_REQUEST_BLOCK;
/// Pointer to a [`_SCSI_REQUEST_BLOCK`].
pub type PSCSI_REQUEST_BLOCK = *mut _SCSI_REQUEST_BLOCK;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _SCSI_REQUEST_BLOCK_Anonymous {
    pub InternalStatus: ULONG,
    pub QueueSortKey: ULONG,
    pub LinkTimeoutValue: ULONG,
}

layout! {
    _SCSI_REQUEST_BLOCK_Anonymous: 4, 4 { InternalStatus: 0, QueueSortKey: 0, LinkTimeoutValue: 0 }
    _SCSI_REQUEST_BLOCK: 88, 8 {
        Length: 0, Function: 2, SrbStatus: 3, ScsiStatus: 4, PathId: 5, TargetId: 6, Lun: 7,
        QueueTag: 8, QueueAction: 9, CdbLength: 10, SenseInfoBufferLength: 11, SrbFlags: 12,
        DataTransferLength: 16, TimeOutValue: 20, DataBuffer: 24, SenseInfoBuffer: 32,
        NextSrb: 40, OriginalRequest: 48, SrbExtension: 56, Anonymous: 64, Reserved: 68,
        Cdb: 72
    }
}
