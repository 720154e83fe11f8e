//! `scsi.h`: commands, sense data, inquiry data and mode pages.

use crate::{
    layout::{bit_fields, layout},
    *,
};

/// The commands of SCSI.
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub union _CDB {
    pub CDB6GENERIC: _CDB_CDB6GENERIC,
    pub CDB6READWRITE: _CDB_CDB6READWRITE,
    pub CDB6INQUIRY: _CDB_CDB6INQUIRY,
    pub CDB6INQUIRY3: _CDB_CDB6INQUIRY3,
    pub CDB6VERIFY: _CDB_CDB6VERIFY,
    pub RECEIVE_DIAGNOSTIC: _CDB_RECEIVE_DIAGNOSTIC,
    pub SEND_DIAGNOSTIC: _CDB_SEND_DIAGNOSTIC,
    pub CDB6FORMAT: _CDB_CDB6FORMAT,
    pub CDB10: _CDB_CDB10,
    pub CDB12: _CDB_CDB12,
    pub CDB16: _CDB_CDB16,
    pub SECURITY_PROTOCOL_IN: _CDB_SECURITY_PROTOCOL_IN,
    pub SECURITY_PROTOCOL_OUT: _CDB_SECURITY_PROTOCOL_OUT,
    pub UNMAP: _CDB_UNMAP,
    pub SANITIZE: _CDB_SANITIZE,
    pub PAUSE_RESUME: _CDB_PAUSE_RESUME,
    pub READ_TOC: _CDB_READ_TOC,
    pub READ_DISK_INFORMATION: _CDB_READ_DISK_INFORMATION,
    pub READ_DISC_INFORMATION: _CDB_READ_DISC_INFORMATION,
    pub READ_TRACK_INFORMATION: _CDB_READ_TRACK_INFORMATION,
    pub RESERVE_TRACK_RZONE: _CDB_RESERVE_TRACK_RZONE,
    pub SEND_OPC_INFORMATION: _CDB_SEND_OPC_INFORMATION,
    pub REPAIR_TRACK: _CDB_REPAIR_TRACK,
    pub CLOSE_TRACK: _CDB_CLOSE_TRACK,
    pub READ_BUFFER_CAPACITY: _CDB_READ_BUFFER_CAPACITY,
    pub SEND_CUE_SHEET: _CDB_SEND_CUE_SHEET,
    pub READ_HEADER: _CDB_READ_HEADER,
    pub PLAY_AUDIO: _CDB_PLAY_AUDIO,
    pub PLAY_AUDIO_MSF: _CDB_PLAY_AUDIO_MSF,
    pub BLANK_MEDIA: _CDB_BLANK_MEDIA,
    pub PLAY_CD: _CDB_PLAY_CD,
    pub SCAN_CD: _CDB_SCAN_CD,
    pub STOP_PLAY_SCAN: _CDB_STOP_PLAY_SCAN,
    pub SUBCHANNEL: _CDB_SUBCHANNEL,
    pub READ_CD: _CDB_READ_CD,
    pub READ_CD_MSF: _CDB_READ_CD_MSF,
    pub PLXTR_READ_CDDA: _CDB_PLXTR_READ_CDDA,
    pub NEC_READ_CDDA: _CDB_NEC_READ_CDDA,
    pub MODE_SENSE: _CDB_MODE_SENSE,
    pub MODE_SENSE10: _CDB_MODE_SENSE10,
    pub MODE_SELECT: _CDB_MODE_SELECT,
    pub MODE_SELECT10: _CDB_MODE_SELECT10,
    pub LOCATE: _CDB_LOCATE,
    pub LOGSENSE: _CDB_LOGSENSE,
    pub LOGSELECT: _CDB_LOGSELECT,
    pub PRINT: _CDB_PRINT,
    pub SEEK: _CDB_SEEK,
    pub ERASE: _CDB_ERASE,
    pub START_STOP: _CDB_START_STOP,
    pub MEDIA_REMOVAL: _CDB_MEDIA_REMOVAL,
    pub SEEK_BLOCK: _CDB_SEEK_BLOCK,
    pub REQUEST_BLOCK_ADDRESS: _CDB_REQUEST_BLOCK_ADDRESS,
    pub PARTITION: _CDB_PARTITION,
    pub WRITE_TAPE_MARKS: _CDB_WRITE_TAPE_MARKS,
    pub SPACE_TAPE_MARKS: _CDB_SPACE_TAPE_MARKS,
    pub READ_POSITION: _CDB_READ_POSITION,
    pub CDB6READWRITETAPE: _CDB_CDB6READWRITETAPE,
    pub INIT_ELEMENT_STATUS: _CDB_INIT_ELEMENT_STATUS,
    pub INITIALIZE_ELEMENT_RANGE: _CDB_INITIALIZE_ELEMENT_RANGE,
    pub POSITION_TO_ELEMENT: _CDB_POSITION_TO_ELEMENT,
    pub MOVE_MEDIUM: _CDB_MOVE_MEDIUM,
    pub EXCHANGE_MEDIUM: _CDB_EXCHANGE_MEDIUM,
    pub READ_ELEMENT_STATUS: _CDB_READ_ELEMENT_STATUS,
    pub SEND_VOLUME_TAG: _CDB_SEND_VOLUME_TAG,
    pub REQUEST_VOLUME_ELEMENT_ADDRESS: _CDB_REQUEST_VOLUME_ELEMENT_ADDRESS,
    pub LOAD_UNLOAD: _CDB_LOAD_UNLOAD,
    pub MECH_STATUS: _CDB_MECH_STATUS,
    pub SYNCHRONIZE_CACHE10: _CDB_SYNCHRONIZE_CACHE10,
    pub GET_EVENT_STATUS_NOTIFICATION: _CDB_GET_EVENT_STATUS_NOTIFICATION,
    pub GET_PERFORMANCE: _CDB_GET_PERFORMANCE,
    pub READ_DVD_STRUCTURE: _CDB_READ_DVD_STRUCTURE,
    pub SET_STREAMING: _CDB_SET_STREAMING,
    pub SEND_DVD_STRUCTURE: _CDB_SEND_DVD_STRUCTURE,
    pub SEND_KEY: _CDB_SEND_KEY,
    pub REPORT_KEY: _CDB_REPORT_KEY,
    pub SET_READ_AHEAD: _CDB_SET_READ_AHEAD,
    pub READ_FORMATTED_CAPACITIES: _CDB_READ_FORMATTED_CAPACITIES,
    pub REPORT_LUNS: _CDB_REPORT_LUNS,
    pub PERSISTENT_RESERVE_IN: _CDB_PERSISTENT_RESERVE_IN,
    pub PERSISTENT_RESERVE_OUT: _CDB_PERSISTENT_RESERVE_OUT,
    pub REPORT_TIMESTAMP: _CDB_REPORT_TIMESTAMP,
    pub SET_TIMESTAMP: _CDB_SET_TIMESTAMP,
    pub GET_CONFIGURATION: _CDB_GET_CONFIGURATION,
    pub SET_CD_SPEED: _CDB_SET_CD_SPEED,
    pub READ12: _CDB_READ12,
    pub WRITE12: _CDB_WRITE12,
    pub ATA_PASSTHROUGH12: _CDB_ATA_PASSTHROUGH12,
    pub READ16: _CDB_READ16,
    pub WRITE16: _CDB_WRITE16,
    pub VERIFY16: _CDB_VERIFY16,
    pub SYNCHRONIZE_CACHE16: _CDB_SYNCHRONIZE_CACHE16,
    pub READ_CAPACITY16: _CDB_READ_CAPACITY16,
    pub ATA_PASSTHROUGH16: _CDB_ATA_PASSTHROUGH16,
    pub GET_LBA_STATUS: _CDB_GET_LBA_STATUS,
    pub TOKEN_OPERATION: _CDB_TOKEN_OPERATION,
    pub RECEIVE_TOKEN_INFORMATION: _CDB_RECEIVE_TOKEN_INFORMATION,
    pub WRITE_BUFFER: _CDB_WRITE_BUFFER,
    pub CLOSE_ZONE: _CDB_CLOSE_ZONE,
    pub FINISH_ZONE: _CDB_FINISH_ZONE,
    pub OPEN_ZONE: _CDB_OPEN_ZONE,
    pub RESET_WRITE_POINTER: _CDB_RESET_WRITE_POINTER,
    pub REPORT_ZONES: _CDB_REPORT_ZONES,
    pub GET_PHYSICAL_ELEMENT_STATUS: _CDB_GET_PHYSICAL_ELEMENT_STATUS,
    pub REMOVE_ELEMENT_AND_TRUNCATE: _CDB_REMOVE_ELEMENT_AND_TRUNCATE,
    pub AsUlong: [ULONG; 4],
    pub AsByte: [UCHAR; 16],
}
/// A [`_CDB`].
pub type CDB = _CDB;
/// Pointer to a [`_CDB`].
pub type PCDB = *mut _CDB;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_CDB6GENERIC {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub CommandUniqueBytes: [UCHAR; 3],
    pub BitFields2: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_CDB6READWRITE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlockMsb0: UCHAR,
    pub LogicalBlockLsb: UCHAR,
    pub TransferBlocks: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_CDB6INQUIRY {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub PageCode: UCHAR,
    pub IReserved: UCHAR,
    pub AllocationLength: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_CDB6INQUIRY3 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub PageCode: UCHAR,
    pub Reserved2: UCHAR,
    pub AllocationLength: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_CDB6VERIFY {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub VerificationLength: [UCHAR; 3],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_RECEIVE_DIAGNOSTIC {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub PageCode: UCHAR,
    pub AllocationLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SEND_DIAGNOSTIC {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: UCHAR,
    pub ParameterListLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_CDB6FORMAT {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub FReserved1: UCHAR,
    pub InterleaveMsb: UCHAR,
    pub InterleaveLsb: UCHAR,
    pub FReserved2: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_CDB10 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlockByte0: UCHAR,
    pub LogicalBlockByte1: UCHAR,
    pub LogicalBlockByte2: UCHAR,
    pub LogicalBlockByte3: UCHAR,
    pub Reserved2: UCHAR,
    pub TransferBlocksMsb: UCHAR,
    pub TransferBlocksLsb: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_CDB12 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlock: [UCHAR; 4],
    pub TransferLength: [UCHAR; 4],
    pub Reserved2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_CDB16 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlock: [UCHAR; 8],
    pub TransferLength: [UCHAR; 4],
    pub Reserved2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SECURITY_PROTOCOL_IN {
    pub OperationCode: UCHAR,
    pub SecurityProtocol: UCHAR,
    pub SecurityProtocolSpecific: [UCHAR; 2],
    pub BitFields: UCHAR,
    pub Reserved2: UCHAR,
    pub AllocationLength: [UCHAR; 4],
    pub Reserved3: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SECURITY_PROTOCOL_OUT {
    pub OperationCode: UCHAR,
    pub SecurityProtocol: UCHAR,
    pub SecurityProtocolSpecific: [UCHAR; 2],
    pub BitFields: UCHAR,
    pub Reserved2: UCHAR,
    pub AllocationLength: [UCHAR; 4],
    pub Reserved3: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_UNMAP {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub AllocationLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SANITIZE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 5],
    pub ParameterListLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_PAUSE_RESUME {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 6],
    pub Action: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ_TOC {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub Reserved3: [UCHAR; 3],
    pub StartingTrack: UCHAR,
    pub AllocationLength: [UCHAR; 2],
    pub BitFields3: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ_DISK_INFORMATION {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 5],
    pub AllocationLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ_DISC_INFORMATION {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 5],
    pub AllocationLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ_TRACK_INFORMATION {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BlockAddress: [UCHAR; 4],
    pub Reserved3: UCHAR,
    pub AllocationLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_RESERVE_TRACK_RZONE {
    pub OperationCode: UCHAR,
    pub Reserved1: [UCHAR; 4],
    pub ReservationSize: [UCHAR; 4],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SEND_OPC_INFORMATION {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub Reserved3: [UCHAR; 4],
    pub ParameterListLength: [UCHAR; 2],
    pub Reserved4: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_REPAIR_TRACK {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 2],
    pub TrackNumber: [UCHAR; 2],
    pub Reserved3: [UCHAR; 3],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_CLOSE_TRACK {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub Reserved3: UCHAR,
    pub TrackNumber: [UCHAR; 2],
    pub Reserved4: [UCHAR; 3],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ_BUFFER_CAPACITY {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 5],
    pub AllocationLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SEND_CUE_SHEET {
    pub OperationCode: UCHAR,
    pub Reserved: [UCHAR; 5],
    pub CueSheetSize: [UCHAR; 3],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ_HEADER {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlockAddress: [UCHAR; 4],
    pub Reserved3: UCHAR,
    pub AllocationLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_PLAY_AUDIO {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub StartingBlockAddress: [UCHAR; 4],
    pub Reserved2: UCHAR,
    pub PlayLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_PLAY_AUDIO_MSF {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: UCHAR,
    pub StartingM: UCHAR,
    pub StartingS: UCHAR,
    pub StartingF: UCHAR,
    pub EndingM: UCHAR,
    pub EndingS: UCHAR,
    pub EndingF: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_BLANK_MEDIA {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub AddressOrTrack: [UCHAR; 4],
    pub Reserved3: [UCHAR; 5],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_PLAY_CD {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Anonymous: _CDB_PLAY_CD_Anonymous,
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _CDB_PLAY_CD_Anonymous {
    pub LBA: _CDB_PLAY_CD_Anonymous_LBA,
    pub MSF: _CDB_PLAY_CD_Anonymous_MSF,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_PLAY_CD_Anonymous_LBA {
    pub StartingBlockAddress: [UCHAR; 4],
    pub PlayLength: [UCHAR; 4],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_PLAY_CD_Anonymous_MSF {
    pub Reserved1: UCHAR,
    pub StartingM: UCHAR,
    pub StartingS: UCHAR,
    pub StartingF: UCHAR,
    pub EndingM: UCHAR,
    pub EndingS: UCHAR,
    pub EndingF: UCHAR,
    pub Reserved2: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SCAN_CD {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub StartingAddress: [UCHAR; 4],
    pub Reserved2: [UCHAR; 3],
    pub BitFields2: UCHAR,
    pub Reserved4: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_STOP_PLAY_SCAN {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 7],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SUBCHANNEL {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub Format: UCHAR,
    pub Reserved4: [UCHAR; 2],
    pub TrackNumber: UCHAR,
    pub AllocationLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ_CD {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub StartingLBA: [UCHAR; 4],
    pub TransferBlocks: [UCHAR; 3],
    pub BitFields2: UCHAR,
    pub BitFields3: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ_CD_MSF {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: UCHAR,
    pub StartingM: UCHAR,
    pub StartingS: UCHAR,
    pub StartingF: UCHAR,
    pub EndingM: UCHAR,
    pub EndingS: UCHAR,
    pub EndingF: UCHAR,
    pub BitFields2: UCHAR,
    pub BitFields3: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_PLXTR_READ_CDDA {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlockByte0: UCHAR,
    pub LogicalBlockByte1: UCHAR,
    pub LogicalBlockByte2: UCHAR,
    pub LogicalBlockByte3: UCHAR,
    pub TransferBlockByte0: UCHAR,
    pub TransferBlockByte1: UCHAR,
    pub TransferBlockByte2: UCHAR,
    pub TransferBlockByte3: UCHAR,
    pub SubCode: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_NEC_READ_CDDA {
    pub OperationCode: UCHAR,
    pub Reserved0: UCHAR,
    pub LogicalBlockByte0: UCHAR,
    pub LogicalBlockByte1: UCHAR,
    pub LogicalBlockByte2: UCHAR,
    pub LogicalBlockByte3: UCHAR,
    pub Reserved1: UCHAR,
    pub TransferBlockByte0: UCHAR,
    pub TransferBlockByte1: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_MODE_SENSE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub SubPageCode: UCHAR,
    pub AllocationLength: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_MODE_SENSE10 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub SubPageCode: UCHAR,
    pub Reserved3: [UCHAR; 3],
    pub AllocationLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_MODE_SELECT {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 2],
    pub ParameterListLength: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_MODE_SELECT10 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 5],
    pub ParameterListLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_LOCATE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved3: UCHAR,
    pub LogicalBlockAddress: [UCHAR; 4],
    pub Reserved4: UCHAR,
    pub Partition: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_LOGSENSE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub Anonymous: _CDB_LOGSENSE_Anonymous,
    pub Reserved3: UCHAR,
    pub ParameterPointer: [UCHAR; 2],
    pub AllocationLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _CDB_LOGSENSE_Anonymous {
    pub SubPageCode: UCHAR,
    pub Reserved2: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_LOGSELECT {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub Reserved2: [UCHAR; 4],
    pub ParameterListLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_PRINT {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub TransferLength: [UCHAR; 3],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SEEK {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlockAddress: [UCHAR; 4],
    pub Reserved2: [UCHAR; 3],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_ERASE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 3],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_START_STOP {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 2],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_MEDIA_REMOVAL {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 2],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SEEK_BLOCK {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BlockAddress: [UCHAR; 3],
    pub BitFields2: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_REQUEST_BLOCK_ADDRESS {
    pub OperationCode: UCHAR,
    pub Reserved1: [UCHAR; 3],
    pub AllocationLength: UCHAR,
    pub BitFields: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_PARTITION {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved1: [UCHAR; 3],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_WRITE_TAPE_MARKS {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub TransferLength: [UCHAR; 3],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SPACE_TAPE_MARKS {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub NumMarksMSB: UCHAR,
    pub NumMarks: UCHAR,
    pub NumMarksLSB: UCHAR,
    pub Byte6: _CDB_SPACE_TAPE_MARKS_Byte6,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _CDB_SPACE_TAPE_MARKS_Byte6 {
    pub value: UCHAR,
    pub Fields: _CDB_SPACE_TAPE_MARKS_Byte6_Fields,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SPACE_TAPE_MARKS_Byte6_Fields {
    pub BitFields: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ_POSITION {
    pub Operation: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 7],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_CDB6READWRITETAPE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub TransferLenMSB: UCHAR,
    pub TransferLen: UCHAR,
    pub TransferLenLSB: UCHAR,
    pub BitFields2: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_INIT_ELEMENT_STATUS {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 3],
    pub BitFields2: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_INITIALIZE_ELEMENT_RANGE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub FirstElementAddress: [UCHAR; 2],
    pub Reserved2: [UCHAR; 2],
    pub NumberOfElements: [UCHAR; 2],
    pub Reserved3: UCHAR,
    pub BitFields2: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_POSITION_TO_ELEMENT {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub TransportElementAddress: [UCHAR; 2],
    pub DestinationElementAddress: [UCHAR; 2],
    pub Reserved2: [UCHAR; 2],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_MOVE_MEDIUM {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub TransportElementAddress: [UCHAR; 2],
    pub SourceElementAddress: [UCHAR; 2],
    pub DestinationElementAddress: [UCHAR; 2],
    pub Reserved2: [UCHAR; 2],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_EXCHANGE_MEDIUM {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub TransportElementAddress: [UCHAR; 2],
    pub SourceElementAddress: [UCHAR; 2],
    pub Destination1ElementAddress: [UCHAR; 2],
    pub Destination2ElementAddress: [UCHAR; 2],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ_ELEMENT_STATUS {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub StartingElementAddress: [UCHAR; 2],
    pub NumberOfElements: [UCHAR; 2],
    pub Reserved1: UCHAR,
    pub AllocationLength: [UCHAR; 3],
    pub Reserved2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SEND_VOLUME_TAG {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub StartingElementAddress: [UCHAR; 2],
    pub Reserved2: UCHAR,
    pub BitFields2: UCHAR,
    pub Reserved4: [UCHAR; 2],
    pub ParameterListLength: [UCHAR; 2],
    pub Reserved5: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_REQUEST_VOLUME_ELEMENT_ADDRESS {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub StartingElementAddress: [UCHAR; 2],
    pub NumberElements: [UCHAR; 2],
    pub Reserved1: UCHAR,
    pub AllocationLength: [UCHAR; 3],
    pub Reserved2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_LOAD_UNLOAD {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 2],
    pub BitFields2: UCHAR,
    pub Reserved4: [UCHAR; 3],
    pub Slot: UCHAR,
    pub Reserved5: [UCHAR; 3],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_MECH_STATUS {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved1: [UCHAR; 6],
    pub AllocationLength: [UCHAR; 2],
    pub Reserved2: [UCHAR; 1],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SYNCHRONIZE_CACHE10 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlockAddress: [UCHAR; 4],
    pub Reserved2: UCHAR,
    pub BlockCount: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_GET_EVENT_STATUS_NOTIFICATION {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 2],
    pub NotificationClassRequest: UCHAR,
    pub Reserved3: [UCHAR; 2],
    pub EventListLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_GET_PERFORMANCE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub StartingLBA: [UCHAR; 4],
    pub Reserved1: [UCHAR; 2],
    pub MaximumNumberOfDescriptors: [UCHAR; 2],
    pub Type: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ_DVD_STRUCTURE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub RMDBlockNumber: [UCHAR; 4],
    pub LayerNumber: UCHAR,
    pub Format: UCHAR,
    pub AllocationLength: [UCHAR; 2],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SET_STREAMING {
    pub OperationCode: UCHAR,
    pub Reserved: [UCHAR; 8],
    pub ParameterListLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SEND_DVD_STRUCTURE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 5],
    pub Format: UCHAR,
    pub ParameterListLength: [UCHAR; 2],
    pub Reserved3: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SEND_KEY {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 6],
    pub ParameterListLength: [UCHAR; 2],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_REPORT_KEY {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlockAddress: [UCHAR; 4],
    pub Reserved2: [UCHAR; 2],
    pub AllocationLength: [UCHAR; 2],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SET_READ_AHEAD {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub TriggerLBA: [UCHAR; 4],
    pub ReadAheadLBA: [UCHAR; 4],
    pub Reserved2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ_FORMATTED_CAPACITIES {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 5],
    pub AllocationLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_REPORT_LUNS {
    pub OperationCode: UCHAR,
    pub Reserved1: [UCHAR; 5],
    pub AllocationLength: [UCHAR; 4],
    pub Reserved2: [UCHAR; 1],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_PERSISTENT_RESERVE_IN {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 5],
    pub AllocationLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_PERSISTENT_RESERVE_OUT {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub Reserved2: [UCHAR; 4],
    pub ParameterListLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_REPORT_TIMESTAMP {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 4],
    pub AllocationLength: [UCHAR; 4],
    pub Reserved3: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SET_TIMESTAMP {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 4],
    pub ParameterListLength: [UCHAR; 4],
    pub Reserved3: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_GET_CONFIGURATION {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub StartingFeature: [UCHAR; 2],
    pub Reserved2: [UCHAR; 3],
    pub AllocationLength: [UCHAR; 2],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SET_CD_SPEED {
    pub OperationCode: UCHAR,
    pub Anonymous: _CDB_SET_CD_SPEED_Anonymous,
    pub ReadSpeed: [UCHAR; 2],
    pub WriteSpeed: [UCHAR; 2],
    pub Reserved2: [UCHAR; 5],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _CDB_SET_CD_SPEED_Anonymous {
    pub Reserved1: UCHAR,
    pub BitFields: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ12 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlock: [UCHAR; 4],
    pub TransferLength: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_WRITE12 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlock: [UCHAR; 4],
    pub TransferLength: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_ATA_PASSTHROUGH12 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub Features: UCHAR,
    pub SectorCount: UCHAR,
    pub LbaLow: UCHAR,
    pub LbaMid: UCHAR,
    pub LbaHigh: UCHAR,
    pub Device: UCHAR,
    pub Command: UCHAR,
    pub Reserved3: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ16 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlock: [UCHAR; 8],
    pub TransferLength: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_WRITE16 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlock: [UCHAR; 8],
    pub TransferLength: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_VERIFY16 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlock: [UCHAR; 8],
    pub VerificationLength: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_SYNCHRONIZE_CACHE16 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlock: [UCHAR; 8],
    pub BlockCount: [UCHAR; 4],
    pub Reserved3: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_READ_CAPACITY16 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub LogicalBlock: [UCHAR; 8],
    pub AllocationLength: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_ATA_PASSTHROUGH16 {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub Features15_8: UCHAR,
    pub Features7_0: UCHAR,
    pub SectorCount15_8: UCHAR,
    pub SectorCount7_0: UCHAR,
    pub LbaLow15_8: UCHAR,
    pub LbaLow7_0: UCHAR,
    pub LbaMid15_8: UCHAR,
    pub LbaMid7_0: UCHAR,
    pub LbaHigh15_8: UCHAR,
    pub LbaHigh7_0: UCHAR,
    pub Device: UCHAR,
    pub Command: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_GET_LBA_STATUS {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub StartingLBA: [UCHAR; 8],
    pub AllocationLength: [UCHAR; 4],
    pub Reserved2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_TOKEN_OPERATION {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 4],
    pub ListIdentifier: [UCHAR; 4],
    pub ParameterListLength: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_RECEIVE_TOKEN_INFORMATION {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub ListIdentifier: [UCHAR; 4],
    pub Reserved2: [UCHAR; 4],
    pub AllocationLength: [UCHAR; 4],
    pub Reserved3: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_WRITE_BUFFER {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub BufferID: UCHAR,
    pub BufferOffset: [UCHAR; 3],
    pub ParameterListLength: [UCHAR; 3],
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_CLOSE_ZONE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub ZoneId: [UCHAR; 8],
    pub Reserved2: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_FINISH_ZONE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub ZoneId: [UCHAR; 8],
    pub Reserved2: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_OPEN_ZONE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub ZoneId: [UCHAR; 8],
    pub Reserved2: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_RESET_WRITE_POINTER {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub ZoneId: [UCHAR; 8],
    pub Reserved2: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_REPORT_ZONES {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub ZoneStartLBA: [UCHAR; 8],
    pub AllocationLength: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_GET_PHYSICAL_ELEMENT_STATUS {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub Reserved2: [UCHAR; 4],
    pub StartingElement: [UCHAR; 4],
    pub AllocationLength: [UCHAR; 4],
    pub BitFields2: UCHAR,
    pub Control: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CDB_REMOVE_ELEMENT_AND_TRUNCATE {
    pub OperationCode: UCHAR,
    pub BitFields: UCHAR,
    pub RequestedCapacity: [UCHAR; 8],
    pub ElementIdentifier: [UCHAR; 4],
    pub Reserved2: UCHAR,
    pub Control: UCHAR,
}

/// What a SCSI device is.
#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _INQUIRYDATA {
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub Anonymous1: _INQUIRYDATA_Anonymous1,
    pub BitFields3: UCHAR,
    pub AdditionalLength: UCHAR,
    pub Anonymous2: _INQUIRYDATA_Anonymous2,
    pub BitFields4: UCHAR,
    pub BitFields5: UCHAR,
    pub VendorId: [UCHAR; 8],
    pub ProductId: [UCHAR; 16],
    pub ProductRevisionLevel: [UCHAR; 4],
    pub VendorSpecific: [UCHAR; 20],
    pub Reserved3: [UCHAR; 2],
    pub VersionDescriptors: [VERSION_DESCRIPTOR; 8],
    pub Reserved4: [UCHAR; 30],
}
/// A [`_INQUIRYDATA`].
pub type INQUIRYDATA = _INQUIRYDATA;
/// Pointer to a [`_INQUIRYDATA`].
pub type PINQUIRYDATA = *mut _INQUIRYDATA;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _INQUIRYDATA_Anonymous1 {
    pub Versions: UCHAR,
    pub BitFields: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _INQUIRYDATA_Anonymous2 {
    pub Reserved: UCHAR,
    pub BitFields: UCHAR,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _VPD_SERIAL_NUMBER_PAGE {
    pub BitFields: UCHAR,
    pub PageCode: UCHAR,
    pub Reserved: UCHAR,
    pub PageLength: UCHAR,
    pub SerialNumber: [UCHAR; 0],
}
/// A [`_VPD_SERIAL_NUMBER_PAGE`].
pub type VPD_SERIAL_NUMBER_PAGE = _VPD_SERIAL_NUMBER_PAGE;
/// Pointer to a [`_VPD_SERIAL_NUMBER_PAGE`].
pub type PVPD_SERIAL_NUMBER_PAGE = *mut _VPD_SERIAL_NUMBER_PAGE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _VPD_IDENTIFICATION_PAGE {
    pub BitFields: UCHAR,
    pub PageCode: UCHAR,
    pub Reserved: UCHAR,
    pub PageLength: UCHAR,
    pub Descriptors: [UCHAR; 0],
}
/// A [`_VPD_IDENTIFICATION_PAGE`].
pub type VPD_IDENTIFICATION_PAGE = _VPD_IDENTIFICATION_PAGE;
/// Pointer to a [`_VPD_IDENTIFICATION_PAGE`].
pub type PVPD_IDENTIFICATION_PAGE = *mut _VPD_IDENTIFICATION_PAGE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _VPD_BLOCK_LIMITS_PAGE {
    pub BitFields: UCHAR,
    pub PageCode: UCHAR,
    pub PageLength: [UCHAR; 2],
    pub Anonymous: _VPD_BLOCK_LIMITS_PAGE_Anonymous,
}
/// A [`_VPD_BLOCK_LIMITS_PAGE`].
pub type VPD_BLOCK_LIMITS_PAGE = _VPD_BLOCK_LIMITS_PAGE;
/// Pointer to a [`_VPD_BLOCK_LIMITS_PAGE`].
pub type PVPD_BLOCK_LIMITS_PAGE = *mut _VPD_BLOCK_LIMITS_PAGE;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _VPD_BLOCK_LIMITS_PAGE_Anonymous {
    pub Anonymous: _VPD_BLOCK_LIMITS_PAGE_Anonymous_Anonymous,
    pub Descriptors: [UCHAR; 0],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _VPD_BLOCK_LIMITS_PAGE_Anonymous_Anonymous {
    pub Reserved0: UCHAR,
    pub MaximumCompareAndWriteLength: UCHAR,
    pub OptimalTransferLengthGranularity: [UCHAR; 2],
    pub MaximumTransferLength: [UCHAR; 4],
    pub OptimalTransferLength: [UCHAR; 4],
    pub MaxPrefetchXDReadXDWriteTransferLength: [UCHAR; 4],
    pub MaximumUnmapLBACount: [UCHAR; 4],
    pub MaximumUnmapBlockDescriptorCount: [UCHAR; 4],
    pub OptimalUnmapGranularity: [UCHAR; 4],
    pub Anonymous: _VPD_BLOCK_LIMITS_PAGE_Anonymous_Anonymous_Anonymous,
    pub Reserved1: [UCHAR; 28],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _VPD_BLOCK_LIMITS_PAGE_Anonymous_Anonymous_Anonymous {
    pub Anonymous: _VPD_BLOCK_LIMITS_PAGE_Anonymous_Anonymous_Anonymous_Anonymous,
    pub UnmapGranularityAlignment: [UCHAR; 4],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _VPD_BLOCK_LIMITS_PAGE_Anonymous_Anonymous_Anonymous_Anonymous {
    pub BitFields: UCHAR,
    pub UnmapGranularityAlignmentByte2: UCHAR,
    pub UnmapGranularityAlignmentByte1: UCHAR,
    pub UnmapGranularityAlignmentByte0: UCHAR,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _VPD_BLOCK_DEVICE_CHARACTERISTICS_PAGE {
    pub BitFields: UCHAR,
    pub PageCode: UCHAR,
    pub Reserved0: UCHAR,
    pub PageLength: UCHAR,
    pub MediumRotationRateMsb: UCHAR,
    pub MediumRotationRateLsb: UCHAR,
    pub MediumProductType: UCHAR,
    pub BitFields2: UCHAR,
    pub BitFields3: UCHAR,
    pub Reserved3: [UCHAR; 3],
    pub DepopulationTime: [UCHAR; 4],
    pub Reserved4: [UCHAR; 48],
}
/// A [`_VPD_BLOCK_DEVICE_CHARACTERISTICS_PAGE`].
pub type VPD_BLOCK_DEVICE_CHARACTERISTICS_PAGE = _VPD_BLOCK_DEVICE_CHARACTERISTICS_PAGE;
/// Pointer to a [`_VPD_BLOCK_DEVICE_CHARACTERISTICS_PAGE`].
pub type PVPD_BLOCK_DEVICE_CHARACTERISTICS_PAGE = *mut _VPD_BLOCK_DEVICE_CHARACTERISTICS_PAGE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _VPD_LOGICAL_BLOCK_PROVISIONING_PAGE {
    pub BitFields: UCHAR,
    pub PageCode: UCHAR,
    pub PageLength: [UCHAR; 2],
    pub ThresholdExponent: UCHAR,
    pub BitFields2: UCHAR,
    pub BitFields3: UCHAR,
    pub Reserved2: UCHAR,
    pub ProvisioningGroupDescr: [UCHAR; 0],
}
/// A [`_VPD_LOGICAL_BLOCK_PROVISIONING_PAGE`].
pub type VPD_LOGICAL_BLOCK_PROVISIONING_PAGE = _VPD_LOGICAL_BLOCK_PROVISIONING_PAGE;
/// Pointer to a [`_VPD_LOGICAL_BLOCK_PROVISIONING_PAGE`].
pub type PVPD_LOGICAL_BLOCK_PROVISIONING_PAGE = *mut _VPD_LOGICAL_BLOCK_PROVISIONING_PAGE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _VPD_SUPPORTED_PAGES_PAGE {
    pub BitFields: UCHAR,
    pub PageCode: UCHAR,
    pub Reserved: UCHAR,
    pub PageLength: UCHAR,
    pub SupportedPageList: [UCHAR; 0],
}
/// A [`_VPD_SUPPORTED_PAGES_PAGE`].
pub type VPD_SUPPORTED_PAGES_PAGE = _VPD_SUPPORTED_PAGES_PAGE;
/// Pointer to a [`_VPD_SUPPORTED_PAGES_PAGE`].
pub type PVPD_SUPPORTED_PAGES_PAGE = *mut _VPD_SUPPORTED_PAGES_PAGE;

/// Why a SCSI command failed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SENSE_DATA {
    pub BitFields: UCHAR,
    pub SegmentNumber: UCHAR,
    pub BitFields2: UCHAR,
    pub Information: [UCHAR; 4],
    pub AdditionalSenseLength: UCHAR,
    pub CommandSpecificInformation: [UCHAR; 4],
    pub AdditionalSenseCode: UCHAR,
    pub AdditionalSenseCodeQualifier: UCHAR,
    pub FieldReplaceableUnitCode: UCHAR,
    pub SenseKeySpecific: [UCHAR; 3],
}
/// A [`_SENSE_DATA`].
pub type SENSE_DATA = _SENSE_DATA;
/// Pointer to a [`_SENSE_DATA`].
pub type PSENSE_DATA = *mut _SENSE_DATA;
/// A [`_SENSE_DATA`].
pub type FIXED_SENSE_DATA = _SENSE_DATA;
/// Pointer to a [`_SENSE_DATA`].
pub type PFIXED_SENSE_DATA = *mut _SENSE_DATA;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _READ_CAPACITY_DATA {
    pub LogicalBlockAddress: ULONG,
    pub BytesPerBlock: ULONG,
}
/// A [`_READ_CAPACITY_DATA`].
pub type READ_CAPACITY_DATA = _READ_CAPACITY_DATA;
/// Pointer to a [`_READ_CAPACITY_DATA`].
pub type PREAD_CAPACITY_DATA = *mut _READ_CAPACITY_DATA;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _READ_CAPACITY_DATA_EX {
    pub LogicalBlockAddress: LARGE_INTEGER,
    pub BytesPerBlock: ULONG,
}
/// A [`_READ_CAPACITY_DATA_EX`].
pub type READ_CAPACITY_DATA_EX = _READ_CAPACITY_DATA_EX;
/// Pointer to a [`_READ_CAPACITY_DATA_EX`].
pub type PREAD_CAPACITY_DATA_EX = *mut _READ_CAPACITY_DATA_EX;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _READ_CAPACITY16_DATA {
    pub LogicalBlockAddress: LARGE_INTEGER,
    pub BytesPerBlock: ULONG,
    pub BitFields: UCHAR,
    pub BitFields2: UCHAR,
    pub BitFields3: UCHAR,
    pub LowestAlignedBlock_LSB: UCHAR,
    pub Reserved3: [UCHAR; 16],
}
/// A [`_READ_CAPACITY16_DATA`].
pub type READ_CAPACITY16_DATA = _READ_CAPACITY16_DATA;
/// Pointer to a [`_READ_CAPACITY16_DATA`].
pub type PREAD_CAPACITY16_DATA = *mut _READ_CAPACITY16_DATA;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _MODE_PARAMETER_HEADER {
    pub ModeDataLength: UCHAR,
    pub MediumType: UCHAR,
    pub DeviceSpecificParameter: UCHAR,
    pub BlockDescriptorLength: UCHAR,
}
/// A [`_MODE_PARAMETER_HEADER`].
pub type MODE_PARAMETER_HEADER = _MODE_PARAMETER_HEADER;
/// Pointer to a [`_MODE_PARAMETER_HEADER`].
pub type PMODE_PARAMETER_HEADER = *mut _MODE_PARAMETER_HEADER;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _MODE_PARAMETER_HEADER10 {
    pub ModeDataLength: [UCHAR; 2],
    pub MediumType: UCHAR,
    pub DeviceSpecificParameter: UCHAR,
    pub Reserved: [UCHAR; 2],
    pub BlockDescriptorLength: [UCHAR; 2],
}
/// A [`_MODE_PARAMETER_HEADER10`].
pub type MODE_PARAMETER_HEADER10 = _MODE_PARAMETER_HEADER10;
/// Pointer to a [`_MODE_PARAMETER_HEADER10`].
pub type PMODE_PARAMETER_HEADER10 = *mut _MODE_PARAMETER_HEADER10;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _MODE_PARAMETER_BLOCK {
    pub DensityCode: UCHAR,
    pub NumberOfBlocks: [UCHAR; 3],
    pub Reserved: UCHAR,
    pub BlockLength: [UCHAR; 3],
}
/// A [`_MODE_PARAMETER_BLOCK`].
pub type MODE_PARAMETER_BLOCK = _MODE_PARAMETER_BLOCK;
/// Pointer to a [`_MODE_PARAMETER_BLOCK`].
pub type PMODE_PARAMETER_BLOCK = *mut _MODE_PARAMETER_BLOCK;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _MODE_CACHING_PAGE {
    pub BitFields: UCHAR,
    pub PageLength: UCHAR,
    pub BitFields2: UCHAR,
    pub BitFields3: UCHAR,
    pub DisablePrefetchTransfer: [UCHAR; 2],
    pub MinimumPrefetch: [UCHAR; 2],
    pub MaximumPrefetch: [UCHAR; 2],
    pub MaximumPrefetchCeiling: [UCHAR; 2],
}
/// A [`_MODE_CACHING_PAGE`].
pub type MODE_CACHING_PAGE = _MODE_CACHING_PAGE;
/// Pointer to a [`_MODE_CACHING_PAGE`].
pub type PMODE_CACHING_PAGE = *mut _MODE_CACHING_PAGE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _LUN_LIST {
    pub LunListLength: [UCHAR; 4],
    pub Reserved: [UCHAR; 4],
    pub Lun: [[UCHAR; 8]; 0],
}
/// A [`_LUN_LIST`].
pub type LUN_LIST = _LUN_LIST;
/// Pointer to a [`_LUN_LIST`].
pub type PLUN_LIST = *mut _LUN_LIST;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _UNMAP_BLOCK_DESCRIPTOR {
    pub StartingLba: [UCHAR; 8],
    pub LbaCount: [UCHAR; 4],
    pub Reserved: [UCHAR; 4],
}
/// A [`_UNMAP_BLOCK_DESCRIPTOR`].
pub type UNMAP_BLOCK_DESCRIPTOR = _UNMAP_BLOCK_DESCRIPTOR;
/// Pointer to a [`_UNMAP_BLOCK_DESCRIPTOR`].
pub type PUNMAP_BLOCK_DESCRIPTOR = *mut _UNMAP_BLOCK_DESCRIPTOR;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _UNMAP_LIST_HEADER {
    pub DataLength: [UCHAR; 2],
    pub BlockDescrDataLength: [UCHAR; 2],
    pub Reserved: [UCHAR; 4],
    pub Descriptors: [UNMAP_BLOCK_DESCRIPTOR; 0],
}
/// A [`_UNMAP_LIST_HEADER`].
pub type UNMAP_LIST_HEADER = _UNMAP_LIST_HEADER;
/// Pointer to a [`_UNMAP_LIST_HEADER`].
pub type PUNMAP_LIST_HEADER = *mut _UNMAP_LIST_HEADER;

layout! {
    _CDB_CDB6GENERIC: 6, 1 { OperationCode: 0, BitFields: 1, CommandUniqueBytes: 2, BitFields2: 5 }
    _CDB_CDB6READWRITE: 6, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlockMsb0: 2, LogicalBlockLsb: 3,
        TransferBlocks: 4, Control: 5
    }
    _CDB_CDB6INQUIRY: 6, 1 {
        OperationCode: 0, BitFields: 1, PageCode: 2, IReserved: 3, AllocationLength: 4,
        Control: 5
    }
    _CDB_CDB6INQUIRY3: 6, 1 {
        OperationCode: 0, BitFields: 1, PageCode: 2, Reserved2: 3, AllocationLength: 4,
        Control: 5
    }
    _CDB_CDB6VERIFY: 6, 1 { OperationCode: 0, BitFields: 1, VerificationLength: 2, Control: 5 }
    _CDB_RECEIVE_DIAGNOSTIC: 6, 1 {
        OperationCode: 0, BitFields: 1, PageCode: 2, AllocationLength: 3, Control: 5
    }
    _CDB_SEND_DIAGNOSTIC: 6, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, ParameterListLength: 3, Control: 5
    }
    _CDB_CDB6FORMAT: 6, 1 {
        OperationCode: 0, BitFields: 1, FReserved1: 2, InterleaveMsb: 3, InterleaveLsb: 4,
        FReserved2: 5
    }
    _CDB_CDB10: 10, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlockByte0: 2, LogicalBlockByte1: 3,
        LogicalBlockByte2: 4, LogicalBlockByte3: 5, Reserved2: 6, TransferBlocksMsb: 7,
        TransferBlocksLsb: 8, Control: 9
    }
    _CDB_CDB12: 12, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlock: 2, TransferLength: 6, Reserved2: 10,
        Control: 11
    }
    _CDB_CDB16: 16, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlock: 2, TransferLength: 10, Reserved2: 14,
        Control: 15
    }
    _CDB_SECURITY_PROTOCOL_IN: 12, 1 {
        OperationCode: 0, SecurityProtocol: 1, SecurityProtocolSpecific: 2, BitFields: 4,
        Reserved2: 5, AllocationLength: 6, Reserved3: 10, Control: 11
    }
    _CDB_SECURITY_PROTOCOL_OUT: 12, 1 {
        OperationCode: 0, SecurityProtocol: 1, SecurityProtocolSpecific: 2, BitFields: 4,
        Reserved2: 5, AllocationLength: 6, Reserved3: 10, Control: 11
    }
    _CDB_UNMAP: 10, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, BitFields2: 6, AllocationLength: 7,
        Control: 9
    }
    _CDB_SANITIZE: 10, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, ParameterListLength: 7, Control: 9
    }
    _CDB_PAUSE_RESUME: 10, 1 { OperationCode: 0, BitFields: 1, Reserved2: 2, Action: 8, Control: 9 }
    _CDB_READ_TOC: 10, 1 {
        OperationCode: 0, BitFields: 1, BitFields2: 2, Reserved3: 3, StartingTrack: 6,
        AllocationLength: 7, BitFields3: 9
    }
    _CDB_READ_DISK_INFORMATION: 10, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, AllocationLength: 7, Control: 9
    }
    _CDB_READ_DISC_INFORMATION: 10, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, AllocationLength: 7, Control: 9
    }
    _CDB_READ_TRACK_INFORMATION: 10, 1 {
        OperationCode: 0, BitFields: 1, BlockAddress: 2, Reserved3: 6, AllocationLength: 7,
        Control: 9
    }
    _CDB_RESERVE_TRACK_RZONE: 10, 1 {
        OperationCode: 0, Reserved1: 1, ReservationSize: 5, Control: 9
    }
    _CDB_SEND_OPC_INFORMATION: 10, 1 {
        OperationCode: 0, BitFields: 1, BitFields2: 2, Reserved3: 3, ParameterListLength: 7,
        Reserved4: 9
    }
    _CDB_REPAIR_TRACK: 10, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, TrackNumber: 4, Reserved3: 6, Control:
        9
    }
    _CDB_CLOSE_TRACK: 10, 1 {
        OperationCode: 0, BitFields: 1, BitFields2: 2, Reserved3: 3, TrackNumber: 4,
        Reserved4: 6, Control: 9
    }
    _CDB_READ_BUFFER_CAPACITY: 10, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, AllocationLength: 7, Control: 9
    }
    _CDB_SEND_CUE_SHEET: 10, 1 { OperationCode: 0, Reserved: 1, CueSheetSize: 6, Control: 9 }
    _CDB_READ_HEADER: 10, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlockAddress: 2, Reserved3: 6,
        AllocationLength: 7, Control: 9
    }
    _CDB_PLAY_AUDIO: 10, 1 {
        OperationCode: 0, BitFields: 1, StartingBlockAddress: 2, Reserved2: 6, PlayLength:
        7, Control: 9
    }
    _CDB_PLAY_AUDIO_MSF: 10, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, StartingM: 3, StartingS: 4, StartingF:
        5, EndingM: 6, EndingS: 7, EndingF: 8, Control: 9
    }
    _CDB_BLANK_MEDIA: 12, 1 {
        OperationCode: 0, BitFields: 1, AddressOrTrack: 2, Reserved3: 6, Control: 11
    }
    _CDB_PLAY_CD_Anonymous_LBA: 8, 1 { StartingBlockAddress: 0, PlayLength: 4 }
    _CDB_PLAY_CD_Anonymous_MSF: 8, 1 {
        Reserved1: 0, StartingM: 1, StartingS: 2, StartingF: 3, EndingM: 4, EndingS: 5,
        EndingF: 6, Reserved2: 7
    }
    _CDB_PLAY_CD_Anonymous: 8, 1 { LBA: 0, MSF: 0 }
    _CDB_PLAY_CD: 12, 1 {
        OperationCode: 0, BitFields: 1, Anonymous: 2, BitFields2: 10, Control: 11
    }
    _CDB_SCAN_CD: 12, 1 {
        OperationCode: 0, BitFields: 1, StartingAddress: 2, Reserved2: 6, BitFields2: 9,
        Reserved4: 10, Control: 11
    }
    _CDB_STOP_PLAY_SCAN: 10, 1 { OperationCode: 0, BitFields: 1, Reserved2: 2, Control: 9 }
    _CDB_SUBCHANNEL: 10, 1 {
        OperationCode: 0, BitFields: 1, BitFields2: 2, Format: 3, Reserved4: 4, TrackNumber:
        6, AllocationLength: 7, Control: 9
    }
    _CDB_READ_CD: 12, 1 {
        OperationCode: 0, BitFields: 1, StartingLBA: 2, TransferBlocks: 6, BitFields2: 9,
        BitFields3: 10, Control: 11
    }
    _CDB_READ_CD_MSF: 12, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, StartingM: 3, StartingS: 4, StartingF:
        5, EndingM: 6, EndingS: 7, EndingF: 8, BitFields2: 9, BitFields3: 10, Control: 11
    }
    _CDB_PLXTR_READ_CDDA: 12, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlockByte0: 2, LogicalBlockByte1: 3,
        LogicalBlockByte2: 4, LogicalBlockByte3: 5, TransferBlockByte0: 6,
        TransferBlockByte1: 7, TransferBlockByte2: 8, TransferBlockByte3: 9, SubCode: 10,
        Control: 11
    }
    _CDB_NEC_READ_CDDA: 10, 1 {
        OperationCode: 0, Reserved0: 1, LogicalBlockByte0: 2, LogicalBlockByte1: 3,
        LogicalBlockByte2: 4, LogicalBlockByte3: 5, Reserved1: 6, TransferBlockByte0: 7,
        TransferBlockByte1: 8, Control: 9
    }
    _CDB_MODE_SENSE: 6, 1 {
        OperationCode: 0, BitFields: 1, BitFields2: 2, SubPageCode: 3, AllocationLength: 4,
        Control: 5
    }
    _CDB_MODE_SENSE10: 10, 1 {
        OperationCode: 0, BitFields: 1, BitFields2: 2, SubPageCode: 3, Reserved3: 4,
        AllocationLength: 7, Control: 9
    }
    _CDB_MODE_SELECT: 6, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, ParameterListLength: 4, Control: 5
    }
    _CDB_MODE_SELECT10: 10, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, ParameterListLength: 7, Control: 9
    }
    _CDB_LOCATE: 10, 1 {
        OperationCode: 0, BitFields: 1, Reserved3: 2, LogicalBlockAddress: 3, Reserved4: 7,
        Partition: 8, Control: 9
    }
    _CDB_LOGSENSE_Anonymous: 1, 1 { SubPageCode: 0, Reserved2: 0 }
    _CDB_LOGSENSE: 10, 1 {
        OperationCode: 0, BitFields: 1, BitFields2: 2, Anonymous: 3, Reserved3: 4,
        ParameterPointer: 5, AllocationLength: 7, Control: 9
    }
    _CDB_LOGSELECT: 10, 1 {
        OperationCode: 0, BitFields: 1, BitFields2: 2, Reserved2: 3, ParameterListLength: 7,
        Control: 9
    }
    _CDB_PRINT: 6, 1 { OperationCode: 0, BitFields: 1, TransferLength: 2, Control: 5 }
    _CDB_SEEK: 10, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlockAddress: 2, Reserved2: 6, Control: 9
    }
    _CDB_ERASE: 6, 1 { OperationCode: 0, BitFields: 1, Reserved2: 2, Control: 5 }
    _CDB_START_STOP: 6, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, BitFields2: 4, Control: 5
    }
    _CDB_MEDIA_REMOVAL: 6, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, BitFields2: 4, Control: 5
    }
    _CDB_SEEK_BLOCK: 6, 1 { OperationCode: 0, BitFields: 1, BlockAddress: 2, BitFields2: 5 }
    _CDB_REQUEST_BLOCK_ADDRESS: 6, 1 {
        OperationCode: 0, Reserved1: 1, AllocationLength: 4, BitFields: 5
    }
    _CDB_PARTITION: 6, 1 { OperationCode: 0, BitFields: 1, Reserved1: 2, Control: 5 }
    _CDB_WRITE_TAPE_MARKS: 6, 1 { OperationCode: 0, BitFields: 1, TransferLength: 2, Control: 5 }
    _CDB_SPACE_TAPE_MARKS_Byte6_Fields: 1, 1 { BitFields: 0 }
    _CDB_SPACE_TAPE_MARKS_Byte6: 1, 1 { value: 0, Fields: 0 }
    _CDB_SPACE_TAPE_MARKS: 6, 1 {
        OperationCode: 0, BitFields: 1, NumMarksMSB: 2, NumMarks: 3, NumMarksLSB: 4, Byte6:
        5
    }
    _CDB_READ_POSITION: 10, 1 { Operation: 0, BitFields: 1, Reserved2: 2, Control: 9 }
    _CDB_CDB6READWRITETAPE: 6, 1 {
        OperationCode: 0, BitFields: 1, TransferLenMSB: 2, TransferLen: 3, TransferLenLSB:
        4, BitFields2: 5
    }
    _CDB_INIT_ELEMENT_STATUS: 6, 1 { OperationCode: 0, BitFields: 1, Reserved2: 2, BitFields2: 5 }
    _CDB_INITIALIZE_ELEMENT_RANGE: 10, 1 {
        OperationCode: 0, BitFields: 1, FirstElementAddress: 2, Reserved2: 4,
        NumberOfElements: 6, Reserved3: 8, BitFields2: 9
    }
    _CDB_POSITION_TO_ELEMENT: 10, 1 {
        OperationCode: 0, BitFields: 1, TransportElementAddress: 2,
        DestinationElementAddress: 4, Reserved2: 6, BitFields2: 8, Control: 9
    }
    _CDB_MOVE_MEDIUM: 12, 1 {
        OperationCode: 0, BitFields: 1, TransportElementAddress: 2, SourceElementAddress: 4,
        DestinationElementAddress: 6, Reserved2: 8, BitFields2: 10, Control: 11
    }
    _CDB_EXCHANGE_MEDIUM: 12, 1 {
        OperationCode: 0, BitFields: 1, TransportElementAddress: 2, SourceElementAddress: 4,
        Destination1ElementAddress: 6, Destination2ElementAddress: 8, BitFields2: 10,
        Control: 11
    }
    _CDB_READ_ELEMENT_STATUS: 12, 1 {
        OperationCode: 0, BitFields: 1, StartingElementAddress: 2, NumberOfElements: 4,
        Reserved1: 6, AllocationLength: 7, Reserved2: 10, Control: 11
    }
    _CDB_SEND_VOLUME_TAG: 12, 1 {
        OperationCode: 0, BitFields: 1, StartingElementAddress: 2, Reserved2: 4, BitFields2:
        5, Reserved4: 6, ParameterListLength: 8, Reserved5: 10, Control: 11
    }
    _CDB_REQUEST_VOLUME_ELEMENT_ADDRESS: 12, 1 {
        OperationCode: 0, BitFields: 1, StartingElementAddress: 2, NumberElements: 4,
        Reserved1: 6, AllocationLength: 7, Reserved2: 10, Control: 11
    }
    _CDB_LOAD_UNLOAD: 12, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, BitFields2: 4, Reserved4: 5, Slot: 8,
        Reserved5: 9
    }
    _CDB_MECH_STATUS: 12, 1 {
        OperationCode: 0, BitFields: 1, Reserved1: 2, AllocationLength: 8, Reserved2: 10,
        Control: 11
    }
    _CDB_SYNCHRONIZE_CACHE10: 10, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlockAddress: 2, Reserved2: 6, BlockCount: 7,
        Control: 9
    }
    _CDB_GET_EVENT_STATUS_NOTIFICATION: 10, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, NotificationClassRequest: 4,
        Reserved3: 5, EventListLength: 7, Control: 9
    }
    _CDB_GET_PERFORMANCE: 12, 1 {
        OperationCode: 0, BitFields: 1, StartingLBA: 2, Reserved1: 6,
        MaximumNumberOfDescriptors: 8, Type: 10, Control: 11
    }
    _CDB_READ_DVD_STRUCTURE: 12, 1 {
        OperationCode: 0, BitFields: 1, RMDBlockNumber: 2, LayerNumber: 6, Format: 7,
        AllocationLength: 8, BitFields2: 10, Control: 11
    }
    _CDB_SET_STREAMING: 12, 1 { OperationCode: 0, Reserved: 1, ParameterListLength: 9, Control: 11 }
    _CDB_SEND_DVD_STRUCTURE: 12, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, Format: 7, ParameterListLength: 8,
        Reserved3: 10, Control: 11
    }
    _CDB_SEND_KEY: 12, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, ParameterListLength: 8, BitFields2:
        10, Control: 11
    }
    _CDB_REPORT_KEY: 12, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlockAddress: 2, Reserved2: 6,
        AllocationLength: 8, BitFields2: 10, Control: 11
    }
    _CDB_SET_READ_AHEAD: 12, 1 {
        OperationCode: 0, BitFields: 1, TriggerLBA: 2, ReadAheadLBA: 6, Reserved2: 10,
        Control: 11
    }
    _CDB_READ_FORMATTED_CAPACITIES: 10, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, AllocationLength: 7, Control: 9
    }
    _CDB_REPORT_LUNS: 12, 1 {
        OperationCode: 0, Reserved1: 1, AllocationLength: 6, Reserved2: 10, Control: 11
    }
    _CDB_PERSISTENT_RESERVE_IN: 10, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, AllocationLength: 7, Control: 9
    }
    _CDB_PERSISTENT_RESERVE_OUT: 10, 1 {
        OperationCode: 0, BitFields: 1, BitFields2: 2, Reserved2: 3, ParameterListLength: 7,
        Control: 9
    }
    _CDB_REPORT_TIMESTAMP: 12, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, AllocationLength: 6, Reserved3: 10,
        Control: 11
    }
    _CDB_SET_TIMESTAMP: 12, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, ParameterListLength: 6, Reserved3: 10,
        Control: 11
    }
    _CDB_GET_CONFIGURATION: 10, 1 {
        OperationCode: 0, BitFields: 1, StartingFeature: 2, Reserved2: 4, AllocationLength:
        7, Control: 9
    }
    _CDB_SET_CD_SPEED_Anonymous: 1, 1 { Reserved1: 0, BitFields: 0 }
    _CDB_SET_CD_SPEED: 12, 1 {
        OperationCode: 0, Anonymous: 1, ReadSpeed: 2, WriteSpeed: 4, Reserved2: 6, Control:
        11
    }
    _CDB_READ12: 12, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlock: 2, TransferLength: 6, BitFields2: 10,
        Control: 11
    }
    _CDB_WRITE12: 12, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlock: 2, TransferLength: 6, BitFields2: 10,
        Control: 11
    }
    _CDB_ATA_PASSTHROUGH12: 12, 1 {
        OperationCode: 0, BitFields: 1, BitFields2: 2, Features: 3, SectorCount: 4, LbaLow:
        5, LbaMid: 6, LbaHigh: 7, Device: 8, Command: 9, Reserved3: 10, Control: 11
    }
    _CDB_READ16: 16, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlock: 2, TransferLength: 10, BitFields2: 14,
        Control: 15
    }
    _CDB_WRITE16: 16, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlock: 2, TransferLength: 10, BitFields2: 14,
        Control: 15
    }
    _CDB_VERIFY16: 16, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlock: 2, VerificationLength: 10, BitFields2:
        14, Control: 15
    }
    _CDB_SYNCHRONIZE_CACHE16: 16, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlock: 2, BlockCount: 10, Reserved3: 14,
        Control: 15
    }
    _CDB_READ_CAPACITY16: 16, 1 {
        OperationCode: 0, BitFields: 1, LogicalBlock: 2, AllocationLength: 10, BitFields2:
        14, Control: 15
    }
    _CDB_ATA_PASSTHROUGH16: 16, 1 {
        OperationCode: 0, BitFields: 1, BitFields2: 2, Features15_8: 3, Features7_0: 4,
        SectorCount15_8: 5, SectorCount7_0: 6, LbaLow15_8: 7, LbaLow7_0: 8, LbaMid15_8: 9,
        LbaMid7_0: 10, LbaHigh15_8: 11, LbaHigh7_0: 12, Device: 13, Command: 14, Control: 15
    }
    _CDB_GET_LBA_STATUS: 16, 1 {
        OperationCode: 0, BitFields: 1, StartingLBA: 2, AllocationLength: 10, Reserved2: 14,
        Control: 15
    }
    _CDB_TOKEN_OPERATION: 16, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, ListIdentifier: 6,
        ParameterListLength: 10, BitFields2: 14, Control: 15
    }
    _CDB_RECEIVE_TOKEN_INFORMATION: 16, 1 {
        OperationCode: 0, BitFields: 1, ListIdentifier: 2, Reserved2: 6, AllocationLength:
        10, Reserved3: 14, Control: 15
    }
    _CDB_WRITE_BUFFER: 10, 1 {
        OperationCode: 0, BitFields: 1, BufferID: 2, BufferOffset: 3, ParameterListLength:
        6, Control: 9
    }
    _CDB_CLOSE_ZONE: 16, 1 {
        OperationCode: 0, BitFields: 1, ZoneId: 2, Reserved2: 10, BitFields2: 14, Control:
        15
    }
    _CDB_FINISH_ZONE: 16, 1 {
        OperationCode: 0, BitFields: 1, ZoneId: 2, Reserved2: 10, BitFields2: 14, Control:
        15
    }
    _CDB_OPEN_ZONE: 16, 1 {
        OperationCode: 0, BitFields: 1, ZoneId: 2, Reserved2: 10, BitFields2: 14, Control:
        15
    }
    _CDB_RESET_WRITE_POINTER: 16, 1 {
        OperationCode: 0, BitFields: 1, ZoneId: 2, Reserved2: 10, BitFields2: 14, Control:
        15
    }
    _CDB_REPORT_ZONES: 16, 1 {
        OperationCode: 0, BitFields: 1, ZoneStartLBA: 2, AllocationLength: 10, BitFields2:
        14, Control: 15
    }
    _CDB_GET_PHYSICAL_ELEMENT_STATUS: 16, 1 {
        OperationCode: 0, BitFields: 1, Reserved2: 2, StartingElement: 6, AllocationLength:
        10, BitFields2: 14, Control: 15
    }
    _CDB_REMOVE_ELEMENT_AND_TRUNCATE: 16, 1 {
        OperationCode: 0, BitFields: 1, RequestedCapacity: 2, ElementIdentifier: 10,
        Reserved2: 14, Control: 15
    }
    _CDB: 16, 1 {
        CDB6GENERIC: 0, CDB6READWRITE: 0, CDB6INQUIRY: 0, CDB6INQUIRY3: 0, CDB6VERIFY: 0,
        RECEIVE_DIAGNOSTIC: 0, SEND_DIAGNOSTIC: 0, CDB6FORMAT: 0, CDB10: 0, CDB12: 0, CDB16:
        0, SECURITY_PROTOCOL_IN: 0, SECURITY_PROTOCOL_OUT: 0, UNMAP: 0, SANITIZE: 0,
        PAUSE_RESUME: 0, READ_TOC: 0, READ_DISK_INFORMATION: 0, READ_DISC_INFORMATION: 0,
        READ_TRACK_INFORMATION: 0, RESERVE_TRACK_RZONE: 0, SEND_OPC_INFORMATION: 0,
        REPAIR_TRACK: 0, CLOSE_TRACK: 0, READ_BUFFER_CAPACITY: 0, SEND_CUE_SHEET: 0,
        READ_HEADER: 0, PLAY_AUDIO: 0, PLAY_AUDIO_MSF: 0, BLANK_MEDIA: 0, PLAY_CD: 0,
        SCAN_CD: 0, STOP_PLAY_SCAN: 0, SUBCHANNEL: 0, READ_CD: 0, READ_CD_MSF: 0,
        PLXTR_READ_CDDA: 0, NEC_READ_CDDA: 0, MODE_SENSE: 0, MODE_SENSE10: 0, MODE_SELECT:
        0, MODE_SELECT10: 0, LOCATE: 0, LOGSENSE: 0, LOGSELECT: 0, PRINT: 0, SEEK: 0, ERASE:
        0, START_STOP: 0, MEDIA_REMOVAL: 0, SEEK_BLOCK: 0, REQUEST_BLOCK_ADDRESS: 0,
        PARTITION: 0, WRITE_TAPE_MARKS: 0, SPACE_TAPE_MARKS: 0, READ_POSITION: 0,
        CDB6READWRITETAPE: 0, INIT_ELEMENT_STATUS: 0, INITIALIZE_ELEMENT_RANGE: 0,
        POSITION_TO_ELEMENT: 0, MOVE_MEDIUM: 0, EXCHANGE_MEDIUM: 0, READ_ELEMENT_STATUS: 0,
        SEND_VOLUME_TAG: 0, REQUEST_VOLUME_ELEMENT_ADDRESS: 0, LOAD_UNLOAD: 0, MECH_STATUS:
        0, SYNCHRONIZE_CACHE10: 0, GET_EVENT_STATUS_NOTIFICATION: 0, GET_PERFORMANCE: 0,
        READ_DVD_STRUCTURE: 0, SET_STREAMING: 0, SEND_DVD_STRUCTURE: 0, SEND_KEY: 0,
        REPORT_KEY: 0, SET_READ_AHEAD: 0, READ_FORMATTED_CAPACITIES: 0, REPORT_LUNS: 0,
        PERSISTENT_RESERVE_IN: 0, PERSISTENT_RESERVE_OUT: 0, REPORT_TIMESTAMP: 0,
        SET_TIMESTAMP: 0, GET_CONFIGURATION: 0, SET_CD_SPEED: 0, READ12: 0, WRITE12: 0,
        ATA_PASSTHROUGH12: 0, READ16: 0, WRITE16: 0, VERIFY16: 0, SYNCHRONIZE_CACHE16: 0,
        READ_CAPACITY16: 0, ATA_PASSTHROUGH16: 0, GET_LBA_STATUS: 0, TOKEN_OPERATION: 0,
        RECEIVE_TOKEN_INFORMATION: 0, WRITE_BUFFER: 0, CLOSE_ZONE: 0, FINISH_ZONE: 0,
        OPEN_ZONE: 0, RESET_WRITE_POINTER: 0, REPORT_ZONES: 0, GET_PHYSICAL_ELEMENT_STATUS:
        0, REMOVE_ELEMENT_AND_TRUNCATE: 0, AsUlong: 0, AsByte: 0
    }
    _INQUIRYDATA_Anonymous1: 1, 1 { Versions: 0, BitFields: 0 }
    _INQUIRYDATA_Anonymous2: 1, 1 { Reserved: 0, BitFields: 0 }
    _INQUIRYDATA: 104, 1 {
        BitFields: 0, BitFields2: 1, Anonymous1: 2, BitFields3: 3, AdditionalLength: 4,
        Anonymous2: 5, BitFields4: 6, BitFields5: 7, VendorId: 8, ProductId: 16,
        ProductRevisionLevel: 32, VendorSpecific: 36, Reserved3: 56, VersionDescriptors: 58,
        Reserved4: 74
    }
    _VPD_SERIAL_NUMBER_PAGE: 4, 1 {
        BitFields: 0, PageCode: 1, Reserved: 2, PageLength: 3, SerialNumber: 4
    }
    _VPD_IDENTIFICATION_PAGE: 4, 1 {
        BitFields: 0, PageCode: 1, Reserved: 2, PageLength: 3, Descriptors: 4
    }
    _VPD_BLOCK_LIMITS_PAGE_Anonymous_Anonymous_Anonymous_Anonymous: 4, 1 {
        BitFields: 0, UnmapGranularityAlignmentByte2: 1, UnmapGranularityAlignmentByte1: 2,
        UnmapGranularityAlignmentByte0: 3
    }
    _VPD_BLOCK_LIMITS_PAGE_Anonymous_Anonymous_Anonymous: 4, 1 {
        Anonymous: 0, UnmapGranularityAlignment: 0
    }
    _VPD_BLOCK_LIMITS_PAGE_Anonymous_Anonymous: 60, 1 {
        Reserved0: 0, MaximumCompareAndWriteLength: 1, OptimalTransferLengthGranularity: 2,
        MaximumTransferLength: 4, OptimalTransferLength: 8,
        MaxPrefetchXDReadXDWriteTransferLength: 12, MaximumUnmapLBACount: 16,
        MaximumUnmapBlockDescriptorCount: 20, OptimalUnmapGranularity: 24, Anonymous: 28,
        Reserved1: 32
    }
    _VPD_BLOCK_LIMITS_PAGE_Anonymous: 60, 1 { Anonymous: 0, Descriptors: 0 }
    _VPD_BLOCK_LIMITS_PAGE: 64, 1 { BitFields: 0, PageCode: 1, PageLength: 2, Anonymous: 4 }
    _VPD_BLOCK_DEVICE_CHARACTERISTICS_PAGE: 64, 1 {
        BitFields: 0, PageCode: 1, Reserved0: 2, PageLength: 3, MediumRotationRateMsb: 4,
        MediumRotationRateLsb: 5, MediumProductType: 6, BitFields2: 7, BitFields3: 8,
        Reserved3: 9, DepopulationTime: 12, Reserved4: 16
    }
    _VPD_LOGICAL_BLOCK_PROVISIONING_PAGE: 8, 1 {
        BitFields: 0, PageCode: 1, PageLength: 2, ThresholdExponent: 4, BitFields2: 5,
        BitFields3: 6, Reserved2: 7, ProvisioningGroupDescr: 8
    }
    _VPD_SUPPORTED_PAGES_PAGE: 4, 1 {
        BitFields: 0, PageCode: 1, Reserved: 2, PageLength: 3, SupportedPageList: 4
    }
    _SENSE_DATA: 18, 1 {
        BitFields: 0, SegmentNumber: 1, BitFields2: 2, Information: 3,
        AdditionalSenseLength: 7, CommandSpecificInformation: 8, AdditionalSenseCode: 12,
        AdditionalSenseCodeQualifier: 13, FieldReplaceableUnitCode: 14, SenseKeySpecific: 15
    }
    _READ_CAPACITY_DATA: 8, 1 { LogicalBlockAddress: 0, BytesPerBlock: 4 }
    _READ_CAPACITY_DATA_EX: 12, 1 { LogicalBlockAddress: 0, BytesPerBlock: 8 }
    _READ_CAPACITY16_DATA: 32, 1 {
        LogicalBlockAddress: 0, BytesPerBlock: 8, BitFields: 12, BitFields2: 13, BitFields3:
        14, LowestAlignedBlock_LSB: 15, Reserved3: 16
    }
    _MODE_PARAMETER_HEADER: 4, 1 {
        ModeDataLength: 0, MediumType: 1, DeviceSpecificParameter: 2, BlockDescriptorLength:
        3
    }
    _MODE_PARAMETER_HEADER10: 8, 1 {
        ModeDataLength: 0, MediumType: 2, DeviceSpecificParameter: 3, Reserved: 4,
        BlockDescriptorLength: 6
    }
    _MODE_PARAMETER_BLOCK: 8, 1 { DensityCode: 0, NumberOfBlocks: 1, Reserved: 4, BlockLength: 5 }
    _MODE_CACHING_PAGE: 12, 1 {
        BitFields: 0, PageLength: 1, BitFields2: 2, BitFields3: 3, DisablePrefetchTransfer:
        4, MinimumPrefetch: 6, MaximumPrefetch: 8, MaximumPrefetchCeiling: 10
    }
    _LUN_LIST: 8, 1 { LunListLength: 0, Reserved: 4, Lun: 8 }
    _UNMAP_BLOCK_DESCRIPTOR: 16, 1 { StartingLba: 0, LbaCount: 8, Reserved: 12 }
    _UNMAP_LIST_HEADER: 8, 1 { DataLength: 0, BlockDescrDataLength: 2, Reserved: 4, Descriptors: 8 }
}

bit_fields! {
    _CDB_CDB6GENERIC.BitFields: UCHAR {
        Immediate set_Immediate: 0, 1;
        CommandUniqueBits set_CommandUniqueBits: 1, 4;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_CDB6GENERIC.BitFields2: UCHAR {
        Link set_Link: 0, 1;
        Flag set_Flag: 1, 1;
        VendorUnique set_VendorUnique: 6, 2;
    }
    _CDB_CDB6READWRITE.BitFields: UCHAR {
        LogicalBlockMsb1 set_LogicalBlockMsb1: 0, 5;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_CDB6INQUIRY.BitFields: UCHAR {
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_CDB6INQUIRY3.BitFields: UCHAR {
        EnableVitalProductData set_EnableVitalProductData: 0, 1;
        CommandSupportData set_CommandSupportData: 1, 1;
    }
    _CDB_CDB6VERIFY.BitFields: UCHAR {
        Fixed set_Fixed: 0, 1;
        ByteCompare set_ByteCompare: 1, 1;
        Immediate set_Immediate: 2, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_RECEIVE_DIAGNOSTIC.BitFields: UCHAR {
        PageCodeValid set_PageCodeValid: 0, 1;
    }
    _CDB_SEND_DIAGNOSTIC.BitFields: UCHAR {
        UnitOffline set_UnitOffline: 0, 1;
        DeviceOffline set_DeviceOffline: 1, 1;
        SelfTest set_SelfTest: 2, 1;
        PageFormat set_PageFormat: 4, 1;
        SelfTestCode set_SelfTestCode: 5, 3;
    }
    _CDB_CDB6FORMAT.BitFields: UCHAR {
        FormatControl set_FormatControl: 0, 5;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_CDB10.BitFields: UCHAR {
        RelativeAddress set_RelativeAddress: 0, 1;
        ForceUnitAccess set_ForceUnitAccess: 3, 1;
        DisablePageOut set_DisablePageOut: 4, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_CDB12.BitFields: UCHAR {
        RelativeAddress set_RelativeAddress: 0, 1;
        ForceUnitAccess set_ForceUnitAccess: 3, 1;
        DisablePageOut set_DisablePageOut: 4, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_CDB16.BitFields: UCHAR {
        ForceUnitAccess set_ForceUnitAccess: 3, 1;
        DisablePageOut set_DisablePageOut: 4, 1;
        Protection set_Protection: 5, 3;
    }
    _CDB_SECURITY_PROTOCOL_IN.BitFields: UCHAR {
        INC_512 set_INC_512: 7, 1;
    }
    _CDB_SECURITY_PROTOCOL_OUT.BitFields: UCHAR {
        INC_512 set_INC_512: 7, 1;
    }
    _CDB_UNMAP.BitFields: UCHAR {
        Anchor set_Anchor: 0, 1;
    }
    _CDB_UNMAP.BitFields2: UCHAR {
        GroupNumber set_GroupNumber: 0, 5;
    }
    _CDB_SANITIZE.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
        AUSE set_AUSE: 5, 1;
        Immediate set_Immediate: 7, 1;
    }
    _CDB_PAUSE_RESUME.BitFields: UCHAR {
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_READ_TOC.BitFields: UCHAR {
        Msf set_Msf: 1, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_READ_TOC.BitFields2: UCHAR {
        Format2 set_Format2: 0, 4;
    }
    _CDB_READ_TOC.BitFields3: UCHAR {
        Control set_Control: 0, 6;
        Format set_Format: 6, 2;
    }
    _CDB_READ_DISK_INFORMATION.BitFields: UCHAR {
        Lun set_Lun: 5, 3;
    }
    _CDB_READ_DISC_INFORMATION.BitFields: UCHAR {
        Lun set_Lun: 5, 3;
    }
    _CDB_READ_TRACK_INFORMATION.BitFields: UCHAR {
        Track set_Track: 0, 2;
        Lun set_Lun: 5, 3;
    }
    _CDB_SEND_OPC_INFORMATION.BitFields: UCHAR {
        DoOpc set_DoOpc: 0, 1;
    }
    _CDB_SEND_OPC_INFORMATION.BitFields2: UCHAR {
        Exclude0 set_Exclude0: 0, 1;
        Exclude1 set_Exclude1: 1, 1;
    }
    _CDB_REPAIR_TRACK.BitFields: UCHAR {
        Immediate set_Immediate: 0, 1;
    }
    _CDB_CLOSE_TRACK.BitFields: UCHAR {
        Immediate set_Immediate: 0, 1;
    }
    _CDB_CLOSE_TRACK.BitFields2: UCHAR {
        Track set_Track: 0, 1;
        Session set_Session: 1, 1;
    }
    _CDB_READ_BUFFER_CAPACITY.BitFields: UCHAR {
        BlockInfo set_BlockInfo: 0, 1;
    }
    _CDB_READ_HEADER.BitFields: UCHAR {
        Msf set_Msf: 1, 1;
        Lun set_Lun: 5, 3;
    }
    _CDB_PLAY_AUDIO.BitFields: UCHAR {
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_PLAY_AUDIO_MSF.BitFields: UCHAR {
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_BLANK_MEDIA.BitFields: UCHAR {
        BlankType set_BlankType: 0, 3;
        Immediate set_Immediate: 4, 1;
    }
    _CDB_PLAY_CD.BitFields: UCHAR {
        CMSF set_CMSF: 1, 1;
        ExpectedSectorType set_ExpectedSectorType: 2, 3;
        Lun set_Lun: 5, 3;
    }
    _CDB_PLAY_CD.BitFields2: UCHAR {
        Audio set_Audio: 0, 1;
        Composite set_Composite: 1, 1;
        Port1 set_Port1: 2, 1;
        Port2 set_Port2: 3, 1;
        Speed set_Speed: 7, 1;
    }
    _CDB_SCAN_CD.BitFields: UCHAR {
        RelativeAddress set_RelativeAddress: 0, 1;
        Direct set_Direct: 4, 1;
        Lun set_Lun: 5, 3;
    }
    _CDB_SCAN_CD.BitFields2: UCHAR {
        Type set_Type: 6, 2;
    }
    _CDB_STOP_PLAY_SCAN.BitFields: UCHAR {
        Lun set_Lun: 5, 3;
    }
    _CDB_SUBCHANNEL.BitFields: UCHAR {
        Msf set_Msf: 1, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_SUBCHANNEL.BitFields2: UCHAR {
        SubQ set_SubQ: 6, 1;
    }
    _CDB_READ_CD.BitFields: UCHAR {
        RelativeAddress set_RelativeAddress: 0, 1;
        ExpectedSectorType set_ExpectedSectorType: 2, 3;
        Lun set_Lun: 5, 3;
    }
    _CDB_READ_CD.BitFields2: UCHAR {
        ErrorFlags set_ErrorFlags: 1, 2;
        IncludeEDC set_IncludeEDC: 3, 1;
        IncludeUserData set_IncludeUserData: 4, 1;
        HeaderCode set_HeaderCode: 5, 2;
        IncludeSyncData set_IncludeSyncData: 7, 1;
    }
    _CDB_READ_CD.BitFields3: UCHAR {
        SubChannelSelection set_SubChannelSelection: 0, 3;
    }
    _CDB_READ_CD_MSF.BitFields: UCHAR {
        RelativeAddress set_RelativeAddress: 0, 1;
        ExpectedSectorType set_ExpectedSectorType: 2, 3;
        Lun set_Lun: 5, 3;
    }
    _CDB_READ_CD_MSF.BitFields2: UCHAR {
        ErrorFlags set_ErrorFlags: 1, 2;
        IncludeEDC set_IncludeEDC: 3, 1;
        IncludeUserData set_IncludeUserData: 4, 1;
        HeaderCode set_HeaderCode: 5, 2;
        IncludeSyncData set_IncludeSyncData: 7, 1;
    }
    _CDB_READ_CD_MSF.BitFields3: UCHAR {
        SubChannelSelection set_SubChannelSelection: 0, 3;
    }
    _CDB_PLXTR_READ_CDDA.BitFields: UCHAR {
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_MODE_SENSE.BitFields: UCHAR {
        Dbd set_Dbd: 3, 1;
    }
    _CDB_MODE_SENSE.BitFields2: UCHAR {
        PageCode set_PageCode: 0, 6;
        Pc set_Pc: 6, 2;
    }
    _CDB_MODE_SENSE10.BitFields: UCHAR {
        Dbd set_Dbd: 3, 1;
        LongLBAAccepted set_LongLBAAccepted: 4, 1;
    }
    _CDB_MODE_SENSE10.BitFields2: UCHAR {
        PageCode set_PageCode: 0, 6;
        Pc set_Pc: 6, 2;
    }
    _CDB_MODE_SELECT.BitFields: UCHAR {
        SPBit set_SPBit: 0, 1;
        PFBit set_PFBit: 4, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_MODE_SELECT10.BitFields: UCHAR {
        SPBit set_SPBit: 0, 1;
        PFBit set_PFBit: 4, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_LOCATE.BitFields: UCHAR {
        Immediate set_Immediate: 0, 1;
        CPBit set_CPBit: 1, 1;
        BTBit set_BTBit: 2, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_LOGSENSE.BitFields: UCHAR {
        SPBit set_SPBit: 0, 1;
        PPCBit set_PPCBit: 1, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_LOGSENSE.BitFields2: UCHAR {
        PageCode set_PageCode: 0, 6;
        PCBit set_PCBit: 6, 2;
    }
    _CDB_LOGSELECT.BitFields: UCHAR {
        SPBit set_SPBit: 0, 1;
        PCRBit set_PCRBit: 1, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_LOGSELECT.BitFields2: UCHAR {
        PCBit set_PCBit: 6, 2;
    }
    _CDB_PRINT.BitFields: UCHAR {
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_SEEK.BitFields: UCHAR {
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_ERASE.BitFields: UCHAR {
        Long set_Long: 0, 1;
        Immediate set_Immediate: 1, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_START_STOP.BitFields: UCHAR {
        Immediate set_Immediate: 0, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_START_STOP.BitFields2: UCHAR {
        Start set_Start: 0, 1;
        LoadEject set_LoadEject: 1, 1;
    }
    _CDB_MEDIA_REMOVAL.BitFields: UCHAR {
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_MEDIA_REMOVAL.BitFields2: UCHAR {
        Prevent set_Prevent: 0, 1;
        Persistant set_Persistant: 1, 1;
    }
    _CDB_SEEK_BLOCK.BitFields: UCHAR {
        Immediate set_Immediate: 0, 1;
    }
    _CDB_SEEK_BLOCK.BitFields2: UCHAR {
        Link set_Link: 0, 1;
        Flag set_Flag: 1, 1;
        VendorUnique set_VendorUnique: 6, 2;
    }
    _CDB_REQUEST_BLOCK_ADDRESS.BitFields: UCHAR {
        Link set_Link: 0, 1;
        Flag set_Flag: 1, 1;
        VendorUnique set_VendorUnique: 6, 2;
    }
    _CDB_PARTITION.BitFields: UCHAR {
        Immediate set_Immediate: 0, 1;
        Sel set_Sel: 1, 1;
        PartitionSelect set_PartitionSelect: 2, 6;
    }
    _CDB_WRITE_TAPE_MARKS.BitFields: UCHAR {
        Immediate set_Immediate: 0, 1;
        WriteSetMarks set_WriteSetMarks: 1, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_SPACE_TAPE_MARKS.BitFields: UCHAR {
        Code set_Code: 0, 3;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_SPACE_TAPE_MARKS_Byte6_Fields.BitFields: UCHAR {
        Link set_Link: 0, 1;
        Flag set_Flag: 1, 1;
        VendorUnique set_VendorUnique: 6, 2;
    }
    _CDB_READ_POSITION.BitFields: UCHAR {
        BlockType set_BlockType: 0, 1;
        Lun set_Lun: 5, 3;
    }
    _CDB_CDB6READWRITETAPE.BitFields: UCHAR {
        VendorSpecific set_VendorSpecific: 0, 5;
    }
    _CDB_CDB6READWRITETAPE.BitFields2: UCHAR {
        Link set_Link: 0, 1;
        Flag set_Flag: 1, 1;
        VendorUnique set_VendorUnique: 6, 2;
    }
    _CDB_INIT_ELEMENT_STATUS.BitFields: UCHAR {
        LogicalUnitNubmer set_LogicalUnitNubmer: 5, 3;
    }
    _CDB_INIT_ELEMENT_STATUS.BitFields2: UCHAR {
        NoBarCode set_NoBarCode: 7, 1;
    }
    _CDB_INITIALIZE_ELEMENT_RANGE.BitFields: UCHAR {
        Range set_Range: 0, 1;
        LogicalUnitNubmer set_LogicalUnitNubmer: 5, 3;
    }
    _CDB_INITIALIZE_ELEMENT_RANGE.BitFields2: UCHAR {
        NoBarCode set_NoBarCode: 7, 1;
    }
    _CDB_POSITION_TO_ELEMENT.BitFields: UCHAR {
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_POSITION_TO_ELEMENT.BitFields2: UCHAR {
        Flip set_Flip: 0, 1;
    }
    _CDB_MOVE_MEDIUM.BitFields: UCHAR {
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_MOVE_MEDIUM.BitFields2: UCHAR {
        Flip set_Flip: 0, 1;
    }
    _CDB_EXCHANGE_MEDIUM.BitFields: UCHAR {
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_EXCHANGE_MEDIUM.BitFields2: UCHAR {
        Flip1 set_Flip1: 0, 1;
        Flip2 set_Flip2: 1, 1;
    }
    _CDB_READ_ELEMENT_STATUS.BitFields: UCHAR {
        ElementType set_ElementType: 0, 4;
        VolTag set_VolTag: 4, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_SEND_VOLUME_TAG.BitFields: UCHAR {
        ElementType set_ElementType: 0, 4;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_SEND_VOLUME_TAG.BitFields2: UCHAR {
        ActionCode set_ActionCode: 0, 5;
    }
    _CDB_REQUEST_VOLUME_ELEMENT_ADDRESS.BitFields: UCHAR {
        ElementType set_ElementType: 0, 4;
        VolTag set_VolTag: 4, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_LOAD_UNLOAD.BitFields: UCHAR {
        Immediate set_Immediate: 0, 1;
        Lun set_Lun: 5, 3;
    }
    _CDB_LOAD_UNLOAD.BitFields2: UCHAR {
        Start set_Start: 0, 1;
        LoadEject set_LoadEject: 1, 1;
    }
    _CDB_MECH_STATUS.BitFields: UCHAR {
        Lun set_Lun: 5, 3;
    }
    _CDB_SYNCHRONIZE_CACHE10.BitFields: UCHAR {
        RelAddr set_RelAddr: 0, 1;
        Immediate set_Immediate: 1, 1;
        Lun set_Lun: 5, 3;
    }
    _CDB_GET_EVENT_STATUS_NOTIFICATION.BitFields: UCHAR {
        Immediate set_Immediate: 0, 1;
        Lun set_Lun: 5, 3;
    }
    _CDB_GET_PERFORMANCE.BitFields: UCHAR {
        Except set_Except: 0, 2;
        Write set_Write: 2, 1;
        Tolerance set_Tolerance: 3, 2;
    }
    _CDB_READ_DVD_STRUCTURE.BitFields: UCHAR {
        Lun set_Lun: 5, 3;
    }
    _CDB_READ_DVD_STRUCTURE.BitFields2: UCHAR {
        AGID set_AGID: 6, 2;
    }
    _CDB_SEND_DVD_STRUCTURE.BitFields: UCHAR {
        Lun set_Lun: 5, 3;
    }
    _CDB_SEND_KEY.BitFields: UCHAR {
        Lun set_Lun: 5, 3;
    }
    _CDB_SEND_KEY.BitFields2: UCHAR {
        KeyFormat set_KeyFormat: 0, 6;
        AGID set_AGID: 6, 2;
    }
    _CDB_REPORT_KEY.BitFields: UCHAR {
        Lun set_Lun: 5, 3;
    }
    _CDB_REPORT_KEY.BitFields2: UCHAR {
        KeyFormat set_KeyFormat: 0, 6;
        AGID set_AGID: 6, 2;
    }
    _CDB_SET_READ_AHEAD.BitFields: UCHAR {
        Lun set_Lun: 5, 3;
    }
    _CDB_READ_FORMATTED_CAPACITIES.BitFields: UCHAR {
        Lun set_Lun: 5, 3;
    }
    _CDB_PERSISTENT_RESERVE_IN.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_PERSISTENT_RESERVE_OUT.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_PERSISTENT_RESERVE_OUT.BitFields2: UCHAR {
        Type set_Type: 0, 4;
        Scope set_Scope: 4, 4;
    }
    _CDB_REPORT_TIMESTAMP.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_SET_TIMESTAMP.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_GET_CONFIGURATION.BitFields: UCHAR {
        RequestType set_RequestType: 0, 2;
    }
    _CDB_SET_CD_SPEED_Anonymous.BitFields: UCHAR {
        RotationControl set_RotationControl: 0, 2;
    }
    _CDB_READ12.BitFields: UCHAR {
        RelativeAddress set_RelativeAddress: 0, 1;
        ForceUnitAccess set_ForceUnitAccess: 3, 1;
        DisablePageOut set_DisablePageOut: 4, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_READ12.BitFields2: UCHAR {
        Streaming set_Streaming: 7, 1;
    }
    _CDB_WRITE12.BitFields: UCHAR {
        RelativeAddress set_RelativeAddress: 0, 1;
        EBP set_EBP: 2, 1;
        ForceUnitAccess set_ForceUnitAccess: 3, 1;
        DisablePageOut set_DisablePageOut: 4, 1;
        LogicalUnitNumber set_LogicalUnitNumber: 5, 3;
    }
    _CDB_WRITE12.BitFields2: UCHAR {
        Streaming set_Streaming: 7, 1;
    }
    _CDB_ATA_PASSTHROUGH12.BitFields: UCHAR {
        Protocol set_Protocol: 1, 4;
        MultipleCount set_MultipleCount: 5, 3;
    }
    _CDB_ATA_PASSTHROUGH12.BitFields2: UCHAR {
        TLength set_TLength: 0, 2;
        ByteBlock set_ByteBlock: 2, 1;
        TDir set_TDir: 3, 1;
        CkCond set_CkCond: 5, 1;
        Offline set_Offline: 6, 2;
    }
    _CDB_READ16.BitFields: UCHAR {
        ForceUnitAccess set_ForceUnitAccess: 3, 1;
        DisablePageOut set_DisablePageOut: 4, 1;
        ReadProtect set_ReadProtect: 5, 3;
    }
    _CDB_READ16.BitFields2: UCHAR {
        Streaming set_Streaming: 7, 1;
    }
    _CDB_WRITE16.BitFields: UCHAR {
        ForceUnitAccess set_ForceUnitAccess: 3, 1;
        DisablePageOut set_DisablePageOut: 4, 1;
        WriteProtect set_WriteProtect: 5, 3;
    }
    _CDB_WRITE16.BitFields2: UCHAR {
        Streaming set_Streaming: 7, 1;
    }
    _CDB_VERIFY16.BitFields: UCHAR {
        ByteCheck set_ByteCheck: 1, 1;
        BlockVerify set_BlockVerify: 2, 1;
        DisablePageOut set_DisablePageOut: 4, 1;
        VerifyProtect set_VerifyProtect: 5, 3;
    }
    _CDB_VERIFY16.BitFields2: UCHAR {
        Streaming set_Streaming: 7, 1;
    }
    _CDB_SYNCHRONIZE_CACHE16.BitFields: UCHAR {
        Immediate set_Immediate: 1, 1;
    }
    _CDB_READ_CAPACITY16.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_READ_CAPACITY16.BitFields2: UCHAR {
        PMI set_PMI: 0, 1;
    }
    _CDB_ATA_PASSTHROUGH16.BitFields: UCHAR {
        Extend set_Extend: 0, 1;
        Protocol set_Protocol: 1, 4;
        MultipleCount set_MultipleCount: 5, 3;
    }
    _CDB_ATA_PASSTHROUGH16.BitFields2: UCHAR {
        TLength set_TLength: 0, 2;
        ByteBlock set_ByteBlock: 2, 1;
        TDir set_TDir: 3, 1;
        CkCond set_CkCond: 5, 1;
        Offline set_Offline: 6, 2;
    }
    _CDB_GET_LBA_STATUS.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_TOKEN_OPERATION.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_TOKEN_OPERATION.BitFields2: UCHAR {
        GroupNumber set_GroupNumber: 0, 5;
    }
    _CDB_RECEIVE_TOKEN_INFORMATION.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_WRITE_BUFFER.BitFields: UCHAR {
        Mode set_Mode: 0, 5;
        ModeSpecific set_ModeSpecific: 5, 3;
    }
    _CDB_CLOSE_ZONE.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_CLOSE_ZONE.BitFields2: UCHAR {
        All set_All: 0, 1;
    }
    _CDB_FINISH_ZONE.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_FINISH_ZONE.BitFields2: UCHAR {
        All set_All: 0, 1;
    }
    _CDB_OPEN_ZONE.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_OPEN_ZONE.BitFields2: UCHAR {
        All set_All: 0, 1;
    }
    _CDB_RESET_WRITE_POINTER.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_RESET_WRITE_POINTER.BitFields2: UCHAR {
        All set_All: 0, 1;
    }
    _CDB_REPORT_ZONES.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_REPORT_ZONES.BitFields2: UCHAR {
        ReportingOptions set_ReportingOptions: 0, 6;
        Partial set_Partial: 7, 1;
    }
    _CDB_GET_PHYSICAL_ELEMENT_STATUS.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _CDB_GET_PHYSICAL_ELEMENT_STATUS.BitFields2: UCHAR {
        ReportType set_ReportType: 0, 4;
        Filter set_Filter: 6, 2;
    }
    _CDB_REMOVE_ELEMENT_AND_TRUNCATE.BitFields: UCHAR {
        ServiceAction set_ServiceAction: 0, 5;
    }
    _INQUIRYDATA.BitFields: UCHAR {
        DeviceType set_DeviceType: 0, 5;
        DeviceTypeQualifier set_DeviceTypeQualifier: 5, 3;
    }
    _INQUIRYDATA.BitFields2: UCHAR {
        DeviceTypeModifier set_DeviceTypeModifier: 0, 7;
        RemovableMedia set_RemovableMedia: 7, 1;
    }
    _INQUIRYDATA.BitFields3: UCHAR {
        ResponseDataFormat set_ResponseDataFormat: 0, 4;
        HiSupport set_HiSupport: 4, 1;
        NormACA set_NormACA: 5, 1;
        TerminateTask set_TerminateTask: 6, 1;
        AERC set_AERC: 7, 1;
    }
    _INQUIRYDATA.BitFields4: UCHAR {
        Addr16 set_Addr16: 0, 1;
        Addr32 set_Addr32: 1, 1;
        AckReqQ set_AckReqQ: 2, 1;
        MediumChanger set_MediumChanger: 3, 1;
        MultiPort set_MultiPort: 4, 1;
        EnclosureServices set_EnclosureServices: 6, 1;
    }
    _INQUIRYDATA.BitFields5: UCHAR {
        SoftReset set_SoftReset: 0, 1;
        CommandQueue set_CommandQueue: 1, 1;
        TransferDisable set_TransferDisable: 2, 1;
        LinkedCommands set_LinkedCommands: 3, 1;
        Synchronous set_Synchronous: 4, 1;
        Wide16Bit set_Wide16Bit: 5, 1;
        Wide32Bit set_Wide32Bit: 6, 1;
        RelativeAddressing set_RelativeAddressing: 7, 1;
    }
    _INQUIRYDATA_Anonymous1.BitFields: UCHAR {
        ANSIVersion set_ANSIVersion: 0, 3;
        ECMAVersion set_ECMAVersion: 3, 3;
        ISOVersion set_ISOVersion: 6, 2;
    }
    _INQUIRYDATA_Anonymous2.BitFields: UCHAR {
        PROTECT set_PROTECT: 0, 1;
        ThirdPartyCoppy set_ThirdPartyCoppy: 3, 1;
        TPGS set_TPGS: 4, 2;
        ACC set_ACC: 6, 1;
        SCCS set_SCCS: 7, 1;
    }
    _VPD_SERIAL_NUMBER_PAGE.BitFields: UCHAR {
        DeviceType set_DeviceType: 0, 5;
        DeviceTypeQualifier set_DeviceTypeQualifier: 5, 3;
    }
    _VPD_IDENTIFICATION_PAGE.BitFields: UCHAR {
        DeviceType set_DeviceType: 0, 5;
        DeviceTypeQualifier set_DeviceTypeQualifier: 5, 3;
    }
    _VPD_BLOCK_LIMITS_PAGE.BitFields: UCHAR {
        DeviceType set_DeviceType: 0, 5;
        DeviceTypeQualifier set_DeviceTypeQualifier: 5, 3;
    }
    _VPD_BLOCK_LIMITS_PAGE_Anonymous_Anonymous_Anonymous_Anonymous.BitFields: UCHAR {
        UnmapGranularityAlignmentByte3 set_UnmapGranularityAlignmentByte3: 0, 7;
        UGAValid set_UGAValid: 7, 1;
    }
    _VPD_BLOCK_DEVICE_CHARACTERISTICS_PAGE.BitFields: UCHAR {
        DeviceType set_DeviceType: 0, 5;
        DeviceTypeQualifier set_DeviceTypeQualifier: 5, 3;
    }
    _VPD_BLOCK_DEVICE_CHARACTERISTICS_PAGE.BitFields2: UCHAR {
        NominalFormFactor set_NominalFormFactor: 0, 4;
        WACEREQ set_WACEREQ: 4, 2;
        WABEREQ set_WABEREQ: 6, 2;
    }
    _VPD_BLOCK_DEVICE_CHARACTERISTICS_PAGE.BitFields3: UCHAR {
        VBULS set_VBULS: 0, 1;
        FUAB set_FUAB: 1, 1;
        BOCS set_BOCS: 2, 1;
        ZONED set_ZONED: 4, 2;
    }
    _VPD_LOGICAL_BLOCK_PROVISIONING_PAGE.BitFields: UCHAR {
        DeviceType set_DeviceType: 0, 5;
        DeviceTypeQualifier set_DeviceTypeQualifier: 5, 3;
    }
    _VPD_LOGICAL_BLOCK_PROVISIONING_PAGE.BitFields2: UCHAR {
        DP set_DP: 0, 1;
        ANC_SUP set_ANC_SUP: 1, 1;
        LBPRZ set_LBPRZ: 2, 1;
        LBPWS10 set_LBPWS10: 5, 1;
        LBPWS set_LBPWS: 6, 1;
        LBPU set_LBPU: 7, 1;
    }
    _VPD_LOGICAL_BLOCK_PROVISIONING_PAGE.BitFields3: UCHAR {
        ProvisioningType set_ProvisioningType: 0, 3;
    }
    _VPD_SUPPORTED_PAGES_PAGE.BitFields: UCHAR {
        DeviceType set_DeviceType: 0, 5;
        DeviceTypeQualifier set_DeviceTypeQualifier: 5, 3;
    }
    _SENSE_DATA.BitFields: UCHAR {
        ErrorCode set_ErrorCode: 0, 7;
        Valid set_Valid: 7, 1;
    }
    _SENSE_DATA.BitFields2: UCHAR {
        SenseKey set_SenseKey: 0, 4;
        IncorrectLength set_IncorrectLength: 5, 1;
        EndOfMedia set_EndOfMedia: 6, 1;
        FileMark set_FileMark: 7, 1;
    }
    _READ_CAPACITY16_DATA.BitFields: UCHAR {
        ProtectionEnable set_ProtectionEnable: 0, 1;
        ProtectionType set_ProtectionType: 1, 3;
        RcBasis set_RcBasis: 4, 2;
    }
    _READ_CAPACITY16_DATA.BitFields2: UCHAR {
        LogicalPerPhysicalExponent set_LogicalPerPhysicalExponent: 0, 4;
        ProtectionInfoExponent set_ProtectionInfoExponent: 4, 4;
    }
    _READ_CAPACITY16_DATA.BitFields3: UCHAR {
        LowestAlignedBlock_MSB set_LowestAlignedBlock_MSB: 0, 6;
        LBPRZ set_LBPRZ: 6, 1;
        LBPME set_LBPME: 7, 1;
    }
    _MODE_CACHING_PAGE.BitFields: UCHAR {
        PageCode set_PageCode: 0, 6;
        PageSavable set_PageSavable: 7, 1;
    }
    _MODE_CACHING_PAGE.BitFields2: UCHAR {
        ReadDisableCache set_ReadDisableCache: 0, 1;
        MultiplicationFactor set_MultiplicationFactor: 1, 1;
        WriteCacheEnable set_WriteCacheEnable: 2, 1;
    }
    _MODE_CACHING_PAGE.BitFields3: UCHAR {
        WriteRetensionPriority set_WriteRetensionPriority: 0, 4;
        ReadRetensionPriority set_ReadRetensionPriority: 4, 4;
    }
}
