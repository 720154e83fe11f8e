//! `ntdddisk.h`: partitions and the layout of disks.

use crate::{BOOLEAN, GUID, LARGE_INTEGER, UCHAR, ULONG, ULONG64, WCHAR, layout::layout};

/// A partition, in the old form.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PARTITION_INFORMATION {
    pub StartingOffset: LARGE_INTEGER,
    pub PartitionLength: LARGE_INTEGER,
    pub HiddenSectors: ULONG,
    pub PartitionNumber: ULONG,
    pub PartitionType: UCHAR,
    pub BootIndicator: BOOLEAN,
    pub RecognizedPartition: BOOLEAN,
    pub RewritePartition: BOOLEAN,
}
/// A [`_PARTITION_INFORMATION`].
pub type PARTITION_INFORMATION = _PARTITION_INFORMATION;
/// Pointer to a [`_PARTITION_INFORMATION`].
pub type PPARTITION_INFORMATION = *mut _PARTITION_INFORMATION;

pub mod _PARTITION_STYLE {
    /// The values are of this type.
    pub type Type = i32;
    pub const PARTITION_STYLE_MBR: Type = 0;
    pub const PARTITION_STYLE_GPT: Type = 1;
    pub const PARTITION_STYLE_RAW: Type = 2;
}
/// A value of [`_PARTITION_STYLE`].
pub type PARTITION_STYLE = _PARTITION_STYLE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PARTITION_INFORMATION_GPT {
    pub PartitionType: GUID,
    pub PartitionId: GUID,
    pub Attributes: ULONG64,
    pub Name: [WCHAR; 36],
}
/// A [`_PARTITION_INFORMATION_GPT`].
pub type PARTITION_INFORMATION_GPT = _PARTITION_INFORMATION_GPT;
/// Pointer to a [`_PARTITION_INFORMATION_GPT`].
pub type PPARTITION_INFORMATION_GPT = *mut _PARTITION_INFORMATION_GPT;
/// A [`_PARTITION_INFORMATION_GPT`].
pub type SET_PARTITION_INFORMATION_GPT = _PARTITION_INFORMATION_GPT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PARTITION_INFORMATION_MBR {
    pub PartitionType: UCHAR,
    pub BootIndicator: BOOLEAN,
    pub RecognizedPartition: BOOLEAN,
    pub HiddenSectors: ULONG,
    pub PartitionId: GUID,
}
/// A [`_PARTITION_INFORMATION_MBR`].
pub type PARTITION_INFORMATION_MBR = _PARTITION_INFORMATION_MBR;
/// Pointer to a [`_PARTITION_INFORMATION_MBR`].
pub type PPARTITION_INFORMATION_MBR = *mut _PARTITION_INFORMATION_MBR;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CREATE_DISK_GPT {
    pub DiskId: GUID,
    pub MaxPartitionCount: ULONG,
}
/// A [`_CREATE_DISK_GPT`].
pub type CREATE_DISK_GPT = _CREATE_DISK_GPT;
/// Pointer to a [`_CREATE_DISK_GPT`].
pub type PCREATE_DISK_GPT = *mut _CREATE_DISK_GPT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CREATE_DISK_MBR {
    pub Signature: ULONG,
}
/// A [`_CREATE_DISK_MBR`].
pub type CREATE_DISK_MBR = _CREATE_DISK_MBR;
/// Pointer to a [`_CREATE_DISK_MBR`].
pub type PCREATE_DISK_MBR = *mut _CREATE_DISK_MBR;

/// How a disk is partitioned first.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CREATE_DISK {
    pub PartitionStyle: PARTITION_STYLE,
    pub Anonymous: _CREATE_DISK_Anonymous,
}
/// A [`_CREATE_DISK`].
pub type CREATE_DISK = _CREATE_DISK;
/// Pointer to a [`_CREATE_DISK`].
pub type PCREATE_DISK = *mut _CREATE_DISK;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _CREATE_DISK_Anonymous {
    pub Mbr: CREATE_DISK_MBR,
    pub Gpt: CREATE_DISK_GPT,
}

/// A partition.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PARTITION_INFORMATION_EX {
    pub PartitionStyle: PARTITION_STYLE,
    pub StartingOffset: LARGE_INTEGER,
    pub PartitionLength: LARGE_INTEGER,
    pub PartitionNumber: ULONG,
    pub RewritePartition: BOOLEAN,
    pub Anonymous: _PARTITION_INFORMATION_EX_Anonymous,
}
/// A [`_PARTITION_INFORMATION_EX`].
pub type PARTITION_INFORMATION_EX = _PARTITION_INFORMATION_EX;
/// Pointer to a [`_PARTITION_INFORMATION_EX`].
pub type PPARTITION_INFORMATION_EX = *mut _PARTITION_INFORMATION_EX;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _PARTITION_INFORMATION_EX_Anonymous {
    pub Mbr: PARTITION_INFORMATION_MBR,
    pub Gpt: PARTITION_INFORMATION_GPT,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DRIVE_LAYOUT_INFORMATION_GPT {
    pub DiskId: GUID,
    pub StartingUsableOffset: LARGE_INTEGER,
    pub UsableLength: LARGE_INTEGER,
    pub MaxPartitionCount: ULONG,
}
/// A [`_DRIVE_LAYOUT_INFORMATION_GPT`].
pub type DRIVE_LAYOUT_INFORMATION_GPT = _DRIVE_LAYOUT_INFORMATION_GPT;
/// Pointer to a [`_DRIVE_LAYOUT_INFORMATION_GPT`].
pub type PDRIVE_LAYOUT_INFORMATION_GPT = *mut _DRIVE_LAYOUT_INFORMATION_GPT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DRIVE_LAYOUT_INFORMATION_MBR {
    pub Signature: ULONG,
    pub CheckSum: ULONG,
}
/// A [`_DRIVE_LAYOUT_INFORMATION_MBR`].
pub type DRIVE_LAYOUT_INFORMATION_MBR = _DRIVE_LAYOUT_INFORMATION_MBR;
/// Pointer to a [`_DRIVE_LAYOUT_INFORMATION_MBR`].
pub type PDRIVE_LAYOUT_INFORMATION_MBR = *mut _DRIVE_LAYOUT_INFORMATION_MBR;

/// The partitions of a disk.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DRIVE_LAYOUT_INFORMATION_EX {
    pub PartitionStyle: ULONG,
    pub PartitionCount: ULONG,
    pub Anonymous: _DRIVE_LAYOUT_INFORMATION_EX_Anonymous,
    pub PartitionEntry: [PARTITION_INFORMATION_EX; 1],
}
/// A [`_DRIVE_LAYOUT_INFORMATION_EX`].
pub type DRIVE_LAYOUT_INFORMATION_EX = _DRIVE_LAYOUT_INFORMATION_EX;
/// Pointer to a [`_DRIVE_LAYOUT_INFORMATION_EX`].
pub type PDRIVE_LAYOUT_INFORMATION_EX = *mut _DRIVE_LAYOUT_INFORMATION_EX;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _DRIVE_LAYOUT_INFORMATION_EX_Anonymous {
    pub Mbr: DRIVE_LAYOUT_INFORMATION_MBR,
    pub Gpt: DRIVE_LAYOUT_INFORMATION_GPT,
}

layout! {
    _PARTITION_INFORMATION: 32, 8 {
        StartingOffset: 0, PartitionLength: 8, HiddenSectors: 16, PartitionNumber: 20,
        PartitionType: 24, BootIndicator: 25, RecognizedPartition: 26, RewritePartition: 27
    }
    _PARTITION_INFORMATION_GPT: 112, 8 {
        PartitionType: 0, PartitionId: 16, Attributes: 32, Name: 40
    }
    _PARTITION_INFORMATION_MBR: 24, 4 {
        PartitionType: 0, BootIndicator: 1, RecognizedPartition: 2, HiddenSectors: 4,
        PartitionId: 8
    }
    _CREATE_DISK_GPT: 20, 4 { DiskId: 0, MaxPartitionCount: 16 }
    _CREATE_DISK_MBR: 4, 4 { Signature: 0 }
    _CREATE_DISK_Anonymous: 20, 4 { Mbr: 0, Gpt: 0 }
    _CREATE_DISK: 24, 4 { PartitionStyle: 0, Anonymous: 4 }
    _PARTITION_INFORMATION_EX_Anonymous: 112, 8 { Mbr: 0, Gpt: 0 }
    _PARTITION_INFORMATION_EX: 144, 8 {
        PartitionStyle: 0, StartingOffset: 8, PartitionLength: 16, PartitionNumber: 24,
        RewritePartition: 28, Anonymous: 32
    }
    _DRIVE_LAYOUT_INFORMATION_GPT: 40, 8 {
        DiskId: 0, StartingUsableOffset: 16, UsableLength: 24, MaxPartitionCount: 32
    }
    _DRIVE_LAYOUT_INFORMATION_MBR: 8, 4 { Signature: 0, CheckSum: 4 }
    _DRIVE_LAYOUT_INFORMATION_EX_Anonymous: 40, 8 { Mbr: 0, Gpt: 0 }
    _DRIVE_LAYOUT_INFORMATION_EX: 192, 8 {
        PartitionStyle: 0, PartitionCount: 4, Anonymous: 8, PartitionEntry: 48
    }
}
