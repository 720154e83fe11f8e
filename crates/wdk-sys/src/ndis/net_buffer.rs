//! `ndis.h`, `nbl.h`: network data: `NET_BUFFER`, `NET_BUFFER_LIST` and what travels with them.

use crate::{
    layout::{bit_fields, layout},
    *,
};

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_IP_CHECKSUM_PACKET_INFO {
    pub Anonymous: _NDIS_TCP_IP_CHECKSUM_PACKET_INFO_Anonymous,
}
/// A [`_NDIS_TCP_IP_CHECKSUM_PACKET_INFO`].
pub type NDIS_TCP_IP_CHECKSUM_PACKET_INFO = _NDIS_TCP_IP_CHECKSUM_PACKET_INFO;
/// Pointer to a [`_NDIS_TCP_IP_CHECKSUM_PACKET_INFO`].
pub type PNDIS_TCP_IP_CHECKSUM_PACKET_INFO = *mut _NDIS_TCP_IP_CHECKSUM_PACKET_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_TCP_IP_CHECKSUM_PACKET_INFO_Anonymous {
    pub Transmit: _NDIS_TCP_IP_CHECKSUM_PACKET_INFO_Anonymous_Transmit,
    pub Receive: _NDIS_TCP_IP_CHECKSUM_PACKET_INFO_Anonymous_Receive,
    pub Value: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_IP_CHECKSUM_PACKET_INFO_Anonymous_Transmit {
    pub BitFields: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_IP_CHECKSUM_PACKET_INFO_Anonymous_Receive {
    pub BitFields: ULONG,
}

/// The length of a buffer's data.
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NET_BUFFER_DATA_LENGTH {
    pub DataLength: ULONG,
    pub stDataLength: SIZE_T,
}
/// A [`_NET_BUFFER_DATA_LENGTH`].
pub type NET_BUFFER_DATA_LENGTH = _NET_BUFFER_DATA_LENGTH;
/// Pointer to a [`_NET_BUFFER_DATA_LENGTH`].
pub type PNET_BUFFER_DATA_LENGTH = *mut _NET_BUFFER_DATA_LENGTH;

/// The data of a buffer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_BUFFER_DATA {
    pub Next: PNET_BUFFER,
    pub CurrentMdl: PMDL,
    pub CurrentMdlOffset: ULONG,
    pub Anonymous: _NET_BUFFER_DATA_LENGTH,
    pub MdlChain: PMDL,
    pub DataOffset: ULONG,
}
/// A [`_NET_BUFFER_DATA`].
pub type NET_BUFFER_DATA = _NET_BUFFER_DATA;
/// Pointer to a [`_NET_BUFFER_DATA`].
pub type PNET_BUFFER_DATA = *mut _NET_BUFFER_DATA;

/// The data of a buffer, or its link in a list of unused ones.
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NET_BUFFER_HEADER {
    pub Anonymous: _NET_BUFFER_DATA,
    pub Link: SLIST_HEADER,
}
/// A [`_NET_BUFFER_HEADER`].
pub type NET_BUFFER_HEADER = _NET_BUFFER_HEADER;
/// Pointer to a [`_NET_BUFFER_HEADER`].
pub type PNET_BUFFER_HEADER = *mut _NET_BUFFER_HEADER;

/// Where a buffer's data are in shared memory.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_BUFFER_SHARED_MEMORY {
    pub NextSharedMemorySegment: PNET_BUFFER_SHARED_MEMORY,
    pub SharedMemoryFlags: ULONG,
    pub SharedMemoryHandle: NDIS_HANDLE,
    pub SharedMemoryOffset: ULONG,
    pub SharedMemoryLength: ULONG,
}
/// A [`_NET_BUFFER_SHARED_MEMORY`].
pub type NET_BUFFER_SHARED_MEMORY = _NET_BUFFER_SHARED_MEMORY;
/// Pointer to a [`_NET_BUFFER_SHARED_MEMORY`].
pub type PNET_BUFFER_SHARED_MEMORY = *mut _NET_BUFFER_SHARED_MEMORY;

/// A packet, or a part of one.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_BUFFER {
    pub Anonymous1: _NET_BUFFER_Anonymous1,
    pub ChecksumBias: USHORT,
    pub Reserved: USHORT,
    pub NdisPoolHandle: NDIS_HANDLE,
    pub NdisReserved: [PVOID; 2],
    pub ProtocolReserved: [PVOID; 6],
    pub MiniportReserved: [PVOID; 4],
    pub DataPhysicalAddress: NDIS_PHYSICAL_ADDRESS,
    pub Anonymous2: _NET_BUFFER_Anonymous2,
}
/// A [`_NET_BUFFER`].
pub type NET_BUFFER = _NET_BUFFER;
/// Pointer to a [`_NET_BUFFER`].
pub type PNET_BUFFER = *mut _NET_BUFFER;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NET_BUFFER_Anonymous1 {
    pub Anonymous: _NET_BUFFER_Anonymous1_Anonymous,
    pub Link: SLIST_HEADER,
    pub NetBufferHeader: NET_BUFFER_HEADER,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_BUFFER_Anonymous1_Anonymous {
    pub Next: PNET_BUFFER,
    pub CurrentMdl: PMDL,
    pub CurrentMdlOffset: ULONG,
    pub Anonymous: _NET_BUFFER_Anonymous1_Anonymous_Anonymous,
    pub MdlChain: PMDL,
    pub DataOffset: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NET_BUFFER_Anonymous1_Anonymous_Anonymous {
    pub DataLength: ULONG,
    pub stDataLength: SIZE_T,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NET_BUFFER_Anonymous2 {
    pub SharedMemoryInfo: PNET_BUFFER_SHARED_MEMORY,
    pub ScatterGatherList: PSCATTER_GATHER_LIST,
}

/// Room for a driver in a list.
#[repr(C, align(16))]
#[derive(Clone, Copy)]
pub struct _NET_BUFFER_LIST_CONTEXT {
    pub Next: PNET_BUFFER_LIST_CONTEXT,
    pub Size: USHORT,
    pub Offset: USHORT,
    pub _padding1: [UCHAR; 4],
    pub ContextData: [UCHAR; 0],
}
/// A [`_NET_BUFFER_LIST_CONTEXT`].
pub type NET_BUFFER_LIST_CONTEXT = _NET_BUFFER_LIST_CONTEXT;
/// Pointer to a [`_NET_BUFFER_LIST_CONTEXT`].
pub type PNET_BUFFER_LIST_CONTEXT = *mut _NET_BUFFER_LIST_CONTEXT;

/// The subjects about which a list says something; indexes.
pub mod _NDIS_NET_BUFFER_LIST_INFO {
    /// The values are of this type.
    pub type Type = i32;
    pub const TcpIpChecksumNetBufferListInfo: Type = 0;
    pub const TcpOffloadBytesTransferred: Type = 0;
    pub const IPsecOffloadV1NetBufferListInfo: Type = 1;
    pub const IPsecOffloadV2NetBufferListInfo: Type = 1;
    pub const TcpLargeSendNetBufferListInfo: Type = 2;
    pub const TcpReceiveNoPush: Type = 2;
    pub const ClassificationHandleNetBufferListInfo: Type = 3;
    pub const Ieee8021QNetBufferListInfo: Type = 4;
    pub const NetBufferListCancelId: Type = 5;
    pub const MediaSpecificInformation: Type = 6;
    pub const NetBufferListFrameType: Type = 7;
    pub const NetBufferListProtocolId: Type = 7;
    pub const NetBufferListHashValue: Type = 8;
    pub const NetBufferListHashInfo: Type = 9;
    pub const WfpNetBufferListInfo: Type = 10;
    pub const IPsecOffloadV2TunnelNetBufferListInfo: Type = 11;
    pub const IPsecOffloadV2HeaderNetBufferListInfo: Type = 12;
    pub const NetBufferListCorrelationId: Type = 13;
    pub const NetBufferListFilteringInfo: Type = 14;
    pub const MediaSpecificInformationEx: Type = 15;
    pub const NblOriginalInterfaceIfIndex: Type = 16;
    pub const NblReAuthWfpFlowContext: Type = 16;
    pub const TcpReceiveBytesTransferred: Type = 17;
    pub const NrtNameResolutionId: Type = 17;
    pub const SwitchForwardingReserved: Type = 18;
    pub const SwitchForwardingDetail: Type = 19;
    pub const VirtualSubnetInfo: Type = 20;
    pub const IMReserved: Type = 21;
    pub const TcpRecvSegCoalesceInfo: Type = 22;
    pub const RscTcpTimestampDelta: Type = 23;
    pub const TcpSendOffloadsSupplementalNetBufferListInfo: Type = 23;
    pub const GftOffloadInformation: Type = 24;
    pub const GftFlowEntryId: Type = 25;
    pub const NetBufferListInfoReserved3: Type = 26;
    pub const MaxNetBufferListInfo: Type = 27;
}
/// A value of [`_NDIS_NET_BUFFER_LIST_INFO`].
pub type NDIS_NET_BUFFER_LIST_INFO = _NDIS_NET_BUFFER_LIST_INFO::Type;
/// Pointer to a value of [`_NDIS_NET_BUFFER_LIST_INFO`].
pub type PNDIS_NET_BUFFER_LIST_INFO = *mut _NDIS_NET_BUFFER_LIST_INFO::Type;

/// The buffers of a list.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_BUFFER_LIST_DATA {
    pub Next: PNET_BUFFER_LIST,
    pub FirstNetBuffer: PNET_BUFFER,
}
/// A [`_NET_BUFFER_LIST_DATA`].
pub type NET_BUFFER_LIST_DATA = _NET_BUFFER_LIST_DATA;
/// Pointer to a [`_NET_BUFFER_LIST_DATA`].
pub type PNET_BUFFER_LIST_DATA = *mut _NET_BUFFER_LIST_DATA;

/// The buffers of a list, or its link in a list of unused ones.
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NET_BUFFER_LIST_HEADER {
    pub Anonymous: _NET_BUFFER_LIST_DATA,
    pub Link: SLIST_HEADER,
}
/// A [`_NET_BUFFER_LIST_HEADER`].
pub type NET_BUFFER_LIST_HEADER = _NET_BUFFER_LIST_HEADER;
/// Pointer to a [`_NET_BUFFER_LIST_HEADER`].
pub type PNET_BUFFER_LIST_HEADER = *mut _NET_BUFFER_LIST_HEADER;

/// Packets of one flow.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_BUFFER_LIST {
    pub Anonymous1: _NET_BUFFER_LIST_Anonymous1,
    pub Context: PNET_BUFFER_LIST_CONTEXT,
    pub ParentNetBufferList: PNET_BUFFER_LIST,
    pub NdisPoolHandle: NDIS_HANDLE,
    pub _padding1: [UCHAR; 8],
    pub NdisReserved: [PVOID; 2],
    pub ProtocolReserved: [PVOID; 4],
    pub MiniportReserved: [PVOID; 2],
    pub Scratch: PVOID,
    pub SourceHandle: NDIS_HANDLE,
    pub NblFlags: ULONG,
    pub ChildRefCount: LONG,
    pub Flags: ULONG,
    pub Anonymous2: _NET_BUFFER_LIST_Anonymous2,
    pub NetBufferListInfo: [PVOID; 27],
}
/// A [`_NET_BUFFER_LIST`].
pub type NET_BUFFER_LIST = _NET_BUFFER_LIST;
/// Pointer to a [`_NET_BUFFER_LIST`].
pub type PNET_BUFFER_LIST = *mut _NET_BUFFER_LIST;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NET_BUFFER_LIST_Anonymous1 {
    pub Anonymous: _NET_BUFFER_LIST_Anonymous1_Anonymous,
    pub Link: SLIST_HEADER,
    pub NetBufferListHeader: NET_BUFFER_LIST_HEADER,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_BUFFER_LIST_Anonymous1_Anonymous {
    pub Next: PNET_BUFFER_LIST,
    pub FirstNetBuffer: PNET_BUFFER,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NET_BUFFER_LIST_Anonymous2 {
    pub Status: NDIS_STATUS,
    pub NdisReserved2: ULONG,
}

/// Priority and VLAN of a list.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NET_BUFFER_LIST_8021Q_INFO {
    pub Anonymous: _NDIS_NET_BUFFER_LIST_8021Q_INFO_Anonymous,
}
/// A [`_NDIS_NET_BUFFER_LIST_8021Q_INFO`].
pub type NDIS_NET_BUFFER_LIST_8021Q_INFO = _NDIS_NET_BUFFER_LIST_8021Q_INFO;
/// Pointer to a [`_NDIS_NET_BUFFER_LIST_8021Q_INFO`].
pub type PNDIS_NET_BUFFER_LIST_8021Q_INFO = *mut _NDIS_NET_BUFFER_LIST_8021Q_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_NET_BUFFER_LIST_8021Q_INFO_Anonymous {
    pub TagHeader: _NDIS_NET_BUFFER_LIST_8021Q_INFO_Anonymous_TagHeader,
    pub WLanTagHeader: _NDIS_NET_BUFFER_LIST_8021Q_INFO_Anonymous_WLanTagHeader,
    pub Value: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NET_BUFFER_LIST_8021Q_INFO_Anonymous_TagHeader {
    pub BitFields: u32,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NET_BUFFER_LIST_8021Q_INFO_Anonymous_WLanTagHeader {
    pub BitFields: u32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO {
    pub Anonymous: _NDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO_Anonymous,
}
/// A [`_NDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO`].
pub type NDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO = _NDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO;
/// Pointer to a [`_NDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO`].
pub type PNDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO = *mut _NDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO_Anonymous {
    pub MediaSpecificInfo: PVOID,
    pub NativeWifiSpecificInfo: PVOID,
    pub Value: PVOID,
}

#[repr(C, align(16))]
#[derive(Clone, Copy)]
pub struct _NDIS_NBL_MEDIA_MEDIA_SPECIFIC_INFORMATION {
    pub NextEntry: PNDIS_NBL_MEDIA_SPECIFIC_INFORMATION,
    pub Tag: ULONG,
    pub _padding1: [UCHAR; 4],
    pub Data: [UCHAR; 1],
}
/// A [`_NDIS_NBL_MEDIA_MEDIA_SPECIFIC_INFORMATION`].
pub type NDIS_NBL_MEDIA_SPECIFIC_INFORMATION = _NDIS_NBL_MEDIA_MEDIA_SPECIFIC_INFORMATION;
/// Pointer to a [`_NDIS_NBL_MEDIA_MEDIA_SPECIFIC_INFORMATION`].
pub type PNDIS_NBL_MEDIA_SPECIFIC_INFORMATION = *mut _NDIS_NBL_MEDIA_MEDIA_SPECIFIC_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO {
    pub Anonymous: _NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO_Anonymous,
}
/// A [`_NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO`].
pub type NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO = _NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO;
/// Pointer to a [`_NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO`].
pub type PNDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO = *mut _NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO_Anonymous {
    pub Anonymous: _NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO_Anonymous_Anonymous,
    pub Value: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO_Anonymous_Anonymous {
    pub BitFields: u32,
    pub Reserved: u32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NET_BUFFER_LIST_GFT_OFFLOAD_INFO {
    pub Flags: ULONG,
    pub VPortId: USHORT,
    pub Reserved: USHORT,
}
/// A [`_NDIS_NET_BUFFER_LIST_GFT_OFFLOAD_INFO`].
pub type NDIS_NET_BUFFER_LIST_GFT_OFFLOAD_INFO = _NDIS_NET_BUFFER_LIST_GFT_OFFLOAD_INFO;
/// Pointer to a [`_NDIS_NET_BUFFER_LIST_GFT_OFFLOAD_INFO`].
pub type PNDIS_NET_BUFFER_LIST_GFT_OFFLOAD_INFO = *mut _NDIS_NET_BUFFER_LIST_GFT_OFFLOAD_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX {
    pub Header: NDIS_OBJECT_HEADER,
    pub NextEntry: *mut _NDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX,
    pub Tag: ULONG,
    pub Data: PVOID,
}
/// A [`_NDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX`].
pub type NDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX = _NDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX;
/// Pointer to a [`_NDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX`].
pub type PNDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX = *mut _NDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NET_BUFFER_LIST_FILTERING_INFO {
    pub Anonymous: _NDIS_NET_BUFFER_LIST_FILTERING_INFO_Anonymous,
}
/// A [`_NDIS_NET_BUFFER_LIST_FILTERING_INFO`].
pub type NDIS_NET_BUFFER_LIST_FILTERING_INFO = _NDIS_NET_BUFFER_LIST_FILTERING_INFO;
/// Pointer to a [`_NDIS_NET_BUFFER_LIST_FILTERING_INFO`].
pub type PNDIS_NET_BUFFER_LIST_FILTERING_INFO = *mut _NDIS_NET_BUFFER_LIST_FILTERING_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_NET_BUFFER_LIST_FILTERING_INFO_Anonymous {
    pub FilteringInfo: _NDIS_NET_BUFFER_LIST_FILTERING_INFO_Anonymous_FilteringInfo,
    pub Value: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NET_BUFFER_LIST_FILTERING_INFO_Anonymous_FilteringInfo {
    pub FilterId: USHORT,
    pub QueueVPortInfo: _NDIS_NET_BUFFER_LIST_FILTERING_INFO_Anonymous_FilteringInfo_QueueVPortInfo,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_NET_BUFFER_LIST_FILTERING_INFO_Anonymous_FilteringInfo_QueueVPortInfo {
    pub QueueId: USHORT,
    pub VPortId: USHORT,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_RSC_NBL_INFO {
    pub Info: _NDIS_RSC_NBL_INFO_Info,
    pub Value: PVOID,
}
/// A [`_NDIS_RSC_NBL_INFO`].
pub type NDIS_RSC_NBL_INFO = _NDIS_RSC_NBL_INFO;
/// Pointer to a [`_NDIS_RSC_NBL_INFO`].
pub type PNDIS_RSC_NBL_INFO = *mut _NDIS_RSC_NBL_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RSC_NBL_INFO_Info {
    pub CoalescedSegCount: USHORT,
    pub DupAckCount: USHORT,
}

/// What a pool of lists is created with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_BUFFER_LIST_POOL_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub ProtocolId: UCHAR,
    pub fAllocateNetBuffer: BOOLEAN,
    pub ContextSize: USHORT,
    pub PoolTag: ULONG,
    pub DataSize: ULONG,
}
/// A [`_NET_BUFFER_LIST_POOL_PARAMETERS`].
pub type NET_BUFFER_LIST_POOL_PARAMETERS = _NET_BUFFER_LIST_POOL_PARAMETERS;
/// Pointer to a [`_NET_BUFFER_LIST_POOL_PARAMETERS`].
pub type PNET_BUFFER_LIST_POOL_PARAMETERS = *mut _NET_BUFFER_LIST_POOL_PARAMETERS;

/// What a pool of buffers is created with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_BUFFER_POOL_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub PoolTag: ULONG,
    pub DataSize: ULONG,
}
/// A [`_NET_BUFFER_POOL_PARAMETERS`].
pub type NET_BUFFER_POOL_PARAMETERS = _NET_BUFFER_POOL_PARAMETERS;
/// Pointer to a [`_NET_BUFFER_POOL_PARAMETERS`].
pub type PNET_BUFFER_POOL_PARAMETERS = *mut _NET_BUFFER_POOL_PARAMETERS;

/// How the adapter segments a list.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO {
    pub Anonymous: _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous,
}
/// A [`_NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO`].
pub type NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO =
    _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO;
/// Pointer to a [`_NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO`].
pub type PNDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO =
    *mut _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous {
    pub Transmit: _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_Transmit,
    pub LsoV1Transmit: _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV1Transmit,
    pub LsoV1TransmitComplete:
        _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV1TransmitComplete,
    pub LsoV2Transmit: _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV2Transmit,
    pub LsoV2TransmitComplete:
        _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV2TransmitComplete,
    pub Value: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_Transmit {
    pub BitFields: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV1Transmit {
    pub BitFields: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV1TransmitComplete {
    pub BitFields: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV2Transmit {
    pub BitFields: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV2TransmitComplete {
    pub BitFields: ULONG,
}

/// Which checksums the adapter computes or has checked.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO {
    pub Anonymous: _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO_Anonymous,
}
/// A [`_NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO`].
pub type NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO = _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO;
/// Pointer to a [`_NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO`].
pub type PNDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO =
    *mut _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO_Anonymous {
    pub Transmit: _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO_Anonymous_Transmit,
    pub Receive: _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO_Anonymous_Receive,
    pub Value: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO_Anonymous_Transmit {
    pub BitFields: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO_Anonymous_Receive {
    pub BitFields: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO {
    pub Anonymous: _NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO_Anonymous,
}
/// A [`_NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO`].
pub type NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO =
    _NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO;
/// Pointer to a [`_NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO`].
pub type PNDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO =
    *mut _NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO_Anonymous {
    pub EncapsulatedPacketOffsets: _NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO_Anonymous_EncapsulatedPacketOffsets,
    pub Value: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO_Anonymous_EncapsulatedPacketOffsets
{
    pub BitFields: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_IPSEC_OFFLOAD_V1 {
    pub Supported: _NDIS_IPSEC_OFFLOAD_V1_Supported,
    pub IPv4AH: _NDIS_IPSEC_OFFLOAD_V1_IPv4AH,
    pub IPv4ESP: _NDIS_IPSEC_OFFLOAD_V1_IPv4ESP,
}
/// A [`_NDIS_IPSEC_OFFLOAD_V1`].
pub type NDIS_IPSEC_OFFLOAD_V1 = _NDIS_IPSEC_OFFLOAD_V1;
/// Pointer to a [`_NDIS_IPSEC_OFFLOAD_V1`].
pub type PNDIS_IPSEC_OFFLOAD_V1 = *mut _NDIS_IPSEC_OFFLOAD_V1;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_IPSEC_OFFLOAD_V1_Supported {
    pub Encapsulation: ULONG,
    pub AhEspCombined: ULONG,
    pub TransportTunnelCombined: ULONG,
    pub IPv4Options: ULONG,
    pub Flags: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_IPSEC_OFFLOAD_V1_IPv4AH {
    pub BitFields: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_IPSEC_OFFLOAD_V1_IPv4ESP {
    pub BitFields: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_IPSEC_OFFLOAD_V2 {
    pub Encapsulation: ULONG,
    pub IPv6Supported: BOOLEAN,
    pub IPv4Options: BOOLEAN,
    pub IPv6NonIPsecExtensionHeaders: BOOLEAN,
    pub Ah: BOOLEAN,
    pub Esp: BOOLEAN,
    pub AhEspCombined: BOOLEAN,
    pub Transport: BOOLEAN,
    pub Tunnel: BOOLEAN,
    pub TransportTunnelCombined: BOOLEAN,
    pub LsoSupported: BOOLEAN,
    pub ExtendedSequenceNumbers: BOOLEAN,
    pub UdpEsp: ULONG,
    pub AuthenticationAlgorithms: ULONG,
    pub EncryptionAlgorithms: ULONG,
    pub SaOffloadCapacity: ULONG,
}
/// A [`_NDIS_IPSEC_OFFLOAD_V2`].
pub type NDIS_IPSEC_OFFLOAD_V2 = _NDIS_IPSEC_OFFLOAD_V2;
/// Pointer to a [`_NDIS_IPSEC_OFFLOAD_V2`].
pub type PNDIS_IPSEC_OFFLOAD_V2 = *mut _NDIS_IPSEC_OFFLOAD_V2;

pub mod _NDIS_RFC6877_464XLAT_OFFLOAD_OPTIONS {
    /// The values are of this type.
    pub type Type = i32;
    pub const NDIS_RFC6877_464XLAT_OFFLOAD_NOT_SUPPORTED: Type = 0;
    pub const NDIS_RFC6877_464XLAT_OFFLOAD_DISABLED: Type = 1;
    pub const NDIS_RFC6877_464XLAT_OFFLOAD_ENABLED: Type = 2;
    pub const NDIS_RFC6877_464XLAT_OFFLOAD_ON_DEMAND: Type = 3;
}
/// A value of [`_NDIS_RFC6877_464XLAT_OFFLOAD_OPTIONS`].
pub type NDIS_RFC6877_464XLAT_OFFLOAD_OPTIONS = _NDIS_RFC6877_464XLAT_OFFLOAD_OPTIONS::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RFC6877_464XLAT_OFFLOAD {
    pub XlatOffload: NDIS_RFC6877_464XLAT_OFFLOAD_OPTIONS,
    pub Flags: ULONG,
}
/// A [`_NDIS_RFC6877_464XLAT_OFFLOAD`].
pub type NDIS_RFC6877_464XLAT_OFFLOAD = _NDIS_RFC6877_464XLAT_OFFLOAD;
/// Pointer to a [`_NDIS_RFC6877_464XLAT_OFFLOAD`].
pub type PNDIS_RFC6877_464XLAT_OFFLOAD = *mut _NDIS_RFC6877_464XLAT_OFFLOAD;

crate::fn_types! {
    pub type NET_BUFFER_ALLOCATE_MDL_HANDLER = fn(BufferSize: PULONG) -> PMDL;
    pub type NET_BUFFER_FREE_MDL_HANDLER = fn(Mdl: PMDL);
}

layout! {
    _NDIS_TCP_IP_CHECKSUM_PACKET_INFO_Anonymous_Transmit: 4, 4 { BitFields: 0 }
    _NDIS_TCP_IP_CHECKSUM_PACKET_INFO_Anonymous_Receive: 4, 4 { BitFields: 0 }
    _NDIS_TCP_IP_CHECKSUM_PACKET_INFO_Anonymous: 4, 4 { Transmit: 0, Receive: 0, Value: 0 }
    _NDIS_TCP_IP_CHECKSUM_PACKET_INFO: 4, 4 { Anonymous: 0 }
    _NET_BUFFER_DATA_LENGTH: 8, 8 { DataLength: 0, stDataLength: 0 }
    _NET_BUFFER_DATA: 48, 8 {
        Next: 0, CurrentMdl: 8, CurrentMdlOffset: 16, Anonymous: 24, MdlChain: 32,
        DataOffset: 40
    }
    _NET_BUFFER_HEADER: 48, 16 { Anonymous: 0, Link: 0 }
    _NET_BUFFER_SHARED_MEMORY: 32, 8 {
        NextSharedMemorySegment: 0, SharedMemoryFlags: 8, SharedMemoryHandle: 16,
        SharedMemoryOffset: 24, SharedMemoryLength: 28
    }
    _NET_BUFFER_Anonymous1_Anonymous_Anonymous: 8, 8 { DataLength: 0, stDataLength: 0 }
    _NET_BUFFER_Anonymous1_Anonymous: 48, 8 {
        Next: 0, CurrentMdl: 8, CurrentMdlOffset: 16, Anonymous: 24, MdlChain: 32,
        DataOffset: 40
    }
    _NET_BUFFER_Anonymous1: 48, 16 { Anonymous: 0, Link: 0, NetBufferHeader: 0 }
    _NET_BUFFER_Anonymous2: 8, 8 { SharedMemoryInfo: 0, ScatterGatherList: 0 }
    _NET_BUFFER: 176, 16 {
        Anonymous1: 0, ChecksumBias: 48, Reserved: 50, NdisPoolHandle: 56, NdisReserved: 64,
        ProtocolReserved: 80, MiniportReserved: 128, DataPhysicalAddress: 160, Anonymous2:
        168
    }
    _NET_BUFFER_LIST_CONTEXT: 16, 16 { Next: 0, Size: 8, Offset: 10, ContextData: 16 }
    _NET_BUFFER_LIST_DATA: 16, 8 { Next: 0, FirstNetBuffer: 8 }
    _NET_BUFFER_LIST_HEADER: 16, 16 { Anonymous: 0, Link: 0 }
    _NET_BUFFER_LIST_Anonymous1_Anonymous: 16, 8 { Next: 0, FirstNetBuffer: 8 }
    _NET_BUFFER_LIST_Anonymous1: 16, 16 { Anonymous: 0, Link: 0, NetBufferListHeader: 0 }
    _NET_BUFFER_LIST_Anonymous2: 4, 4 { Status: 0, NdisReserved2: 0 }
    _NET_BUFFER_LIST: 368, 16 {
        Anonymous1: 0, Context: 16, ParentNetBufferList: 24, NdisPoolHandle: 32,
        NdisReserved: 48, ProtocolReserved: 64, MiniportReserved: 96, Scratch: 112,
        SourceHandle: 120, NblFlags: 128, ChildRefCount: 132, Flags: 136, Anonymous2: 140,
        NetBufferListInfo: 144
    }
    _NDIS_NET_BUFFER_LIST_8021Q_INFO_Anonymous_TagHeader: 4, 4 { BitFields: 0 }
    _NDIS_NET_BUFFER_LIST_8021Q_INFO_Anonymous_WLanTagHeader: 4, 4 { BitFields: 0 }
    _NDIS_NET_BUFFER_LIST_8021Q_INFO_Anonymous: 8, 8 { TagHeader: 0, WLanTagHeader: 0, Value: 0 }
    _NDIS_NET_BUFFER_LIST_8021Q_INFO: 8, 8 { Anonymous: 0 }
    _NDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO_Anonymous: 8, 8 {
        MediaSpecificInfo: 0, NativeWifiSpecificInfo: 0, Value: 0
    }
    _NDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO: 8, 8 { Anonymous: 0 }
    _NDIS_NBL_MEDIA_MEDIA_SPECIFIC_INFORMATION: 32, 16 { NextEntry: 0, Tag: 8, Data: 16 }
    _NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO_Anonymous_Anonymous: 8, 4 {
        BitFields: 0, Reserved: 4
    }
    _NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO_Anonymous: 8, 8 { Anonymous: 0, Value: 0 }
    _NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO: 8, 8 { Anonymous: 0 }
    _NDIS_NET_BUFFER_LIST_GFT_OFFLOAD_INFO: 8, 4 { Flags: 0, VPortId: 4, Reserved: 6 }
    _NDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX: 32, 8 { Header: 0, NextEntry: 8, Tag: 16, Data: 24 }
    _NDIS_NET_BUFFER_LIST_FILTERING_INFO_Anonymous_FilteringInfo_QueueVPortInfo: 2, 2 {
        QueueId: 0, VPortId: 0
    }
    _NDIS_NET_BUFFER_LIST_FILTERING_INFO_Anonymous_FilteringInfo: 4, 2 {
        FilterId: 0, QueueVPortInfo: 2
    }
    _NDIS_NET_BUFFER_LIST_FILTERING_INFO_Anonymous: 8, 8 { FilteringInfo: 0, Value: 0 }
    _NDIS_NET_BUFFER_LIST_FILTERING_INFO: 8, 8 { Anonymous: 0 }
    _NDIS_RSC_NBL_INFO_Info: 4, 2 { CoalescedSegCount: 0, DupAckCount: 2 }
    _NDIS_RSC_NBL_INFO: 8, 8 { Info: 0, Value: 0 }
    _NET_BUFFER_LIST_POOL_PARAMETERS: 16, 4 {
        Header: 0, ProtocolId: 4, fAllocateNetBuffer: 5, ContextSize: 6, PoolTag: 8,
        DataSize: 12
    }
    _NET_BUFFER_POOL_PARAMETERS: 12, 4 { Header: 0, PoolTag: 4, DataSize: 8 }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_Transmit: 4, 4 { BitFields: 0 }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV1Transmit: 4, 4 { BitFields: 0 }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV1TransmitComplete: 4, 4 {
        BitFields: 0
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV2Transmit: 4, 4 { BitFields: 0 }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV2TransmitComplete: 4, 4 {
        BitFields: 0
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous: 8, 8 {
        Transmit: 0, LsoV1Transmit: 0, LsoV1TransmitComplete: 0, LsoV2Transmit: 0,
        LsoV2TransmitComplete: 0, Value: 0
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO: 8, 8 { Anonymous: 0 }
    _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO_Anonymous_Transmit: 4, 4 { BitFields: 0 }
    _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO_Anonymous_Receive: 4, 4 { BitFields: 0 }
    _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO_Anonymous: 8, 8 { Transmit: 0, Receive: 0, Value: 0 }
    _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO: 8, 8 { Anonymous: 0 }
    _NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO_Anonymous_EncapsulatedPacketOffsets: 4, 4 {
        BitFields: 0
    }
    _NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO_Anonymous: 8, 8 {
        EncapsulatedPacketOffsets: 0, Value: 0
    }
    _NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO: 8, 8 { Anonymous: 0 }
    _NDIS_IPSEC_OFFLOAD_V1_Supported: 20, 4 {
        Encapsulation: 0, AhEspCombined: 4, TransportTunnelCombined: 8, IPv4Options: 12,
        Flags: 16
    }
    _NDIS_IPSEC_OFFLOAD_V1_IPv4AH: 4, 4 { BitFields: 0 }
    _NDIS_IPSEC_OFFLOAD_V1_IPv4ESP: 4, 4 { BitFields: 0 }
    _NDIS_IPSEC_OFFLOAD_V1: 28, 4 { Supported: 0, IPv4AH: 20, IPv4ESP: 24 }
    _NDIS_IPSEC_OFFLOAD_V2: 32, 4 {
        Encapsulation: 0, IPv6Supported: 4, IPv4Options: 5, IPv6NonIPsecExtensionHeaders: 6,
        Ah: 7, Esp: 8, AhEspCombined: 9, Transport: 10, Tunnel: 11, TransportTunnelCombined:
        12, LsoSupported: 13, ExtendedSequenceNumbers: 14, UdpEsp: 16,
        AuthenticationAlgorithms: 20, EncryptionAlgorithms: 24, SaOffloadCapacity: 28
    }
    _NDIS_RFC6877_464XLAT_OFFLOAD: 8, 4 { XlatOffload: 0, Flags: 4 }
}

bit_fields! {
    _NDIS_TCP_IP_CHECKSUM_PACKET_INFO_Anonymous_Transmit.BitFields: ULONG {
        NdisPacketChecksumV4 set_NdisPacketChecksumV4: 0, 1;
        NdisPacketChecksumV6 set_NdisPacketChecksumV6: 1, 1;
        NdisPacketTcpChecksum set_NdisPacketTcpChecksum: 2, 1;
        NdisPacketUdpChecksum set_NdisPacketUdpChecksum: 3, 1;
        NdisPacketIpChecksum set_NdisPacketIpChecksum: 4, 1;
    }
    _NDIS_TCP_IP_CHECKSUM_PACKET_INFO_Anonymous_Receive.BitFields: ULONG {
        NdisPacketTcpChecksumFailed set_NdisPacketTcpChecksumFailed: 0, 1;
        NdisPacketUdpChecksumFailed set_NdisPacketUdpChecksumFailed: 1, 1;
        NdisPacketIpChecksumFailed set_NdisPacketIpChecksumFailed: 2, 1;
        NdisPacketTcpChecksumSucceeded set_NdisPacketTcpChecksumSucceeded: 3, 1;
        NdisPacketUdpChecksumSucceeded set_NdisPacketUdpChecksumSucceeded: 4, 1;
        NdisPacketIpChecksumSucceeded set_NdisPacketIpChecksumSucceeded: 5, 1;
        NdisPacketLoopback set_NdisPacketLoopback: 6, 1;
    }
    _NDIS_NET_BUFFER_LIST_8021Q_INFO_Anonymous_TagHeader.BitFields: u32 {
        UserPriority set_UserPriority: 0, 3;
        CanonicalFormatId set_CanonicalFormatId: 3, 1;
        VlanId set_VlanId: 4, 12;
    }
    _NDIS_NET_BUFFER_LIST_8021Q_INFO_Anonymous_WLanTagHeader.BitFields: u32 {
        UserPriority set_UserPriority: 0, 3;
        CanonicalFormatId set_CanonicalFormatId: 3, 1;
        VlanId set_VlanId: 4, 12;
        WMMInfo set_WMMInfo: 16, 4;
    }
    _NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO_Anonymous_Anonymous.BitFields: u32 {
        VirtualSubnetId set_VirtualSubnetId: 0, 24;
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_Transmit.BitFields: ULONG {
        Type set_Type: 30, 1;
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV1Transmit.BitFields: ULONG {
        MSS set_MSS: 0, 20;
        TcpHeaderOffset set_TcpHeaderOffset: 20, 10;
        Type set_Type: 30, 1;
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV1TransmitComplete.BitFields: ULONG {
        TcpPayload set_TcpPayload: 0, 30;
        Type set_Type: 30, 1;
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV2Transmit.BitFields: ULONG {
        MSS set_MSS: 0, 20;
        TcpHeaderOffset set_TcpHeaderOffset: 20, 10;
        Type set_Type: 30, 1;
        IPVersion set_IPVersion: 31, 1;
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO_Anonymous_LsoV2TransmitComplete.BitFields: ULONG {
        Type set_Type: 30, 1;
    }
    _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO_Anonymous_Transmit.BitFields: ULONG {
        IsIPv4 set_IsIPv4: 0, 1;
        IsIPv6 set_IsIPv6: 1, 1;
        TcpChecksum set_TcpChecksum: 2, 1;
        UdpChecksum set_UdpChecksum: 3, 1;
        IpHeaderChecksum set_IpHeaderChecksum: 4, 1;
        TcpHeaderOffset set_TcpHeaderOffset: 16, 10;
    }
    _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO_Anonymous_Receive.BitFields: ULONG {
        TcpChecksumFailed set_TcpChecksumFailed: 0, 1;
        UdpChecksumFailed set_UdpChecksumFailed: 1, 1;
        IpChecksumFailed set_IpChecksumFailed: 2, 1;
        TcpChecksumSucceeded set_TcpChecksumSucceeded: 3, 1;
        UdpChecksumSucceeded set_UdpChecksumSucceeded: 4, 1;
        IpChecksumSucceeded set_IpChecksumSucceeded: 5, 1;
        Loopback set_Loopback: 6, 1;
        TcpChecksumValueInvalid set_TcpChecksumValueInvalid: 7, 1;
        IpChecksumValueInvalid set_IpChecksumValueInvalid: 8, 1;
    }
    _NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO_Anonymous_EncapsulatedPacketOffsets.BitFields: ULONG {
        IsEncapsulatedPacket set_IsEncapsulatedPacket: 0, 1;
        EncapsulatedPacketOffsetsValid set_EncapsulatedPacketOffsetsValid: 1, 1;
        InnerFrameOffset set_InnerFrameOffset: 2, 8;
        TransportIpHeaderRelativeOffset set_TransportIpHeaderRelativeOffset: 10, 6;
        TcpHeaderRelativeOffset set_TcpHeaderRelativeOffset: 16, 10;
        IsInnerIPv6 set_IsInnerIPv6: 26, 1;
        TcpOptionsPresent set_TcpOptionsPresent: 27, 1;
    }
    _NDIS_IPSEC_OFFLOAD_V1_IPv4AH.BitFields: ULONG {
        Md5 set_Md5: 0, 2;
        Sha_1 set_Sha_1: 2, 2;
        Transport set_Transport: 4, 2;
        Tunnel set_Tunnel: 6, 2;
        Send set_Send: 8, 2;
        Receive set_Receive: 10, 2;
    }
    _NDIS_IPSEC_OFFLOAD_V1_IPv4ESP.BitFields: ULONG {
        Des set_Des: 0, 2;
        TripleDes set_TripleDes: 4, 2;
        NullEsp set_NullEsp: 6, 2;
        Transport set_Transport: 8, 2;
        Tunnel set_Tunnel: 10, 2;
        Send set_Send: 12, 2;
        Receive set_Receive: 14, 2;
    }
}

imports! { "NDIS.SYS";
    /// The protocol that made a list of buffers. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisgetnetbufferlistprotocolid>
    pub fn NdisGetNetBufferListProtocolId(NetBufferList: PNET_BUFFER_LIST) -> UCHAR;
    /// Lets the current MDL be the one in which the data begins. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadjustnetbuffercurrentmdl>
    pub fn NdisAdjustNetBufferCurrentMdl(NetBuffer: PNET_BUFFER);
    /// Allocates a pool of `NET_BUFFER`s. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferpool>
    pub fn NdisAllocateNetBufferPool(
        NdisHandle: NDIS_HANDLE,
        Parameters: PNET_BUFFER_POOL_PARAMETERS,
    ) -> NDIS_HANDLE;
    /// Frees a pool of `NET_BUFFER`s. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferpool>
    pub fn NdisFreeNetBufferPool(PoolHandle: NDIS_HANDLE);
    /// Allocates a `NET_BUFFER` and gives it an MDL chain. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbuffer>
    pub fn NdisAllocateNetBuffer(
        PoolHandle: NDIS_HANDLE,
        MdlChain: PMDL,
        DataOffset: ULONG,
        DataLength: SIZE_T,
    ) -> PNET_BUFFER;
    /// Frees a `NET_BUFFER`. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbuffer>
    pub fn NdisFreeNetBuffer(NetBuffer: PNET_BUFFER);
    /// Allocates a `NET_BUFFER` with its MDL and memory. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbuffermdlanddata>
    pub fn NdisAllocateNetBufferMdlAndData(PoolHandle: NDIS_HANDLE) -> PNET_BUFFER;
    /// Allocates a pool of `NET_BUFFER_LIST`s. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlistpool>
    pub fn NdisAllocateNetBufferListPool(
        NdisHandle: NDIS_HANDLE,
        Parameters: PNET_BUFFER_LIST_POOL_PARAMETERS,
    ) -> NDIS_HANDLE;
    /// Frees a pool of `NET_BUFFER_LIST`s. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferlistpool>
    pub fn NdisFreeNetBufferListPool(PoolHandle: NDIS_HANDLE);
    /// Allocates a `NET_BUFFER_LIST`. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlist>
    pub fn NdisAllocateNetBufferList(
        PoolHandle: NDIS_HANDLE,
        ContextSize: USHORT,
        ContextBackFill: USHORT,
    ) -> PNET_BUFFER_LIST;
    /// Frees a `NET_BUFFER_LIST`. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferlist>
    pub fn NdisFreeNetBufferList(NetBufferList: PNET_BUFFER_LIST);
    /// Makes room for a header before the data. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisretreatnetbufferdatastart>
    pub fn NdisRetreatNetBufferDataStart(
        NetBuffer: PNET_BUFFER,
        DataOffsetDelta: ULONG,
        DataBackFill: ULONG,
        AllocateMdlHandler: NET_BUFFER_ALLOCATE_MDL_HANDLER,
    ) -> NDIS_STATUS;
    /// Gives room before the data back. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadvancenetbufferdatastart>
    pub fn NdisAdvanceNetBufferDataStart(
        NetBuffer: PNET_BUFFER,
        DataOffsetDelta: ULONG,
        FreeMdl: BOOLEAN,
        FreeMdlHandler: NET_BUFFER_FREE_MDL_HANDLER,
    );
    /// Makes room for a header before the data of each buffer of a list. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisretreatnetbufferlistdatastart>
    pub fn NdisRetreatNetBufferListDataStart(
        NetBufferList: PNET_BUFFER_LIST,
        DataOffsetDelta: ULONG,
        DataBackFill: ULONG,
        AllocateMdlHandler: NET_BUFFER_ALLOCATE_MDL_HANDLER,
        FreeMdlHandler: NET_BUFFER_FREE_MDL_HANDLER,
    ) -> NDIS_STATUS;
    /// Gives room before the data of each buffer of a list back. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadvancenetbufferlistdatastart>
    pub fn NdisAdvanceNetBufferListDataStart(
        NetBufferList: PNET_BUFFER_LIST,
        DataOffsetDelta: ULONG,
        FreeMdl: BOOLEAN,
        FreeMdlMdlHandler: NET_BUFFER_FREE_MDL_HANDLER,
    );
    /// Makes room in the context of a list. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlistcontext>
    pub fn NdisAllocateNetBufferListContext(
        NetBufferList: PNET_BUFFER_LIST,
        ContextSize: USHORT,
        ContextBackFill: USHORT,
        PoolTag: ULONG,
    ) -> NDIS_STATUS;
    /// Gives room in the context of a list back. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferlistcontext>
    pub fn NdisFreeNetBufferListContext(NetBufferList: PNET_BUFFER_LIST, ContextSize: USHORT);
    /// Clones a list, with the same data. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocateclonenetbufferlist>
    pub fn NdisAllocateCloneNetBufferList(
        OriginalNetBufferList: PNET_BUFFER_LIST,
        NetBufferListPoolHandle: NDIS_HANDLE,
        NetBufferPoolHandle: NDIS_HANDLE,
        AllocateCloneFlags: ULONG,
    ) -> PNET_BUFFER_LIST;
    /// Frees a clone. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreeclonenetbufferlist>
    pub fn NdisFreeCloneNetBufferList(CloneNetBufferList: PNET_BUFFER_LIST, FreeCloneFlags: ULONG);
    /// Cuts the data of a list into fragments. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatefragmentnetbufferlist>
    pub fn NdisAllocateFragmentNetBufferList(
        OriginalNetBufferList: PNET_BUFFER_LIST,
        NetBufferListPool: NDIS_HANDLE,
        NetBufferPool: NDIS_HANDLE,
        StartOffset: ULONG,
        MaximumLength: ULONG,
        DataOffsetDelta: ULONG,
        DataBackFill: ULONG,
        AllocateFragmentFlags: ULONG,
    ) -> PNET_BUFFER_LIST;
    /// Frees fragments. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreefragmentnetbufferlist>
    pub fn NdisFreeFragmentNetBufferList(
        FragmentNetBufferList: PNET_BUFFER_LIST,
        DataOffsetDelta: ULONG,
        FreeFragmentFlags: ULONG,
    );
    /// Joins fragments. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatereassemblednetbufferlist>
    pub fn NdisAllocateReassembledNetBufferList(
        FragmentNetBufferList: PNET_BUFFER_LIST,
        NetBufferAndNetBufferListPoolHandle: NDIS_HANDLE,
        StartOffset: ULONG,
        DataOffsetDelta: ULONG,
        DataBackFill: ULONG,
        AllocateReassembleFlags: ULONG,
    ) -> PNET_BUFFER_LIST;
    /// Frees joined fragments. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreereassemblednetbufferlist>
    pub fn NdisFreeReassembledNetBufferList(
        ReassembledNetBufferList: PNET_BUFFER_LIST,
        DataOffsetDelta: ULONG,
        FreeReassembleFlags: ULONG,
    );
    /// Allocates a list with one buffer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferandnetbufferlist>
    pub fn NdisAllocateNetBufferAndNetBufferList(
        PoolHandle: NDIS_HANDLE,
        ContextSize: USHORT,
        ContextBackFill: USHORT,
        MdlChain: PMDL,
        DataOffset: ULONG,
        DataLength: SIZE_T,
    ) -> PNET_BUFFER_LIST;
    /// The first bytes of a buffer in one piece, copied if they are not. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisgetdatabuffer>
    pub fn NdisGetDataBuffer(
        NetBuffer: PNET_BUFFER,
        BytesNeeded: ULONG,
        Storage: PVOID,
        AlignMultiple: u32,
        AlignOffset: u32,
    ) -> PVOID;
    /// The pool that a list came from. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisgetpoolfromnetbufferlist>
    pub fn NdisGetPoolFromNetBufferList(NetBufferList: PNET_BUFFER_LIST) -> NDIS_HANDLE;
    /// The pool that a buffer came from. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisgetpoolfromnetbuffer>
    pub fn NdisGetPoolFromNetBuffer(NetBuffer: PNET_BUFFER) -> NDIS_HANDLE;
    /// Copies data from one buffer to another. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndiscopyfromnetbuffertonetbuffer>
    pub fn NdisCopyFromNetBufferToNetBuffer(
        Destination: PNET_BUFFER,
        DestinationOffset: ULONG,
        BytesToCopy: ULONG,
        Source: PNET_BUFFER,
        SourceOffset: ULONG,
        BytesCopied: PULONG,
    ) -> NDIS_STATUS;
    /// Copies what a list says about sending it. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndiscopysendnetbufferlistinfo>
    pub fn NdisCopySendNetBufferListInfo(
        DestNetBufferList: PNET_BUFFER_LIST,
        SrcNetBufferList: PNET_BUFFER_LIST,
    );
    /// Copies what a list says about its receipt. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndiscopyreceivenetbufferlistinfo>
    pub fn NdisCopyReceiveNetBufferListInfo(
        DestNetBufferList: PNET_BUFFER_LIST,
        SrcNetBufferList: PNET_BUFFER_LIST,
    );
    /// How many physical pieces a buffer has. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisquerynetbufferphysicalcount>
    pub fn NdisQueryNetBufferPhysicalCount(NetBuffer: PNET_BUFFER) -> ULONG;
    /// Allocates an MDL for nonpaged memory. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/mdlapi/nf-mdlapi-ndisallocatemdl>
    pub fn NdisAllocateMdl(NdisHandle: NDIS_HANDLE, VirtualAddress: PVOID, Length: u32) -> PMDL;
    /// Frees an MDL. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/mdlapi/nf-mdlapi-ndisfreemdl>
    pub fn NdisFreeMdl(Mdl: PMDL);
    /// Sends lists. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissendnetbufferlists>
    pub fn NdisSendNetBufferLists(
        NdisBindingHandle: NDIS_HANDLE,
        NetBufferLists: PNET_BUFFER_LIST,
        PortNumber: NDIS_PORT_NUMBER,
        SendFlags: ULONG,
    );
    /// Gives received lists back. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreturnnetbufferlists>
    pub fn NdisReturnNetBufferLists(
        NdisBindingHandle: NDIS_HANDLE,
        NetBufferLists: PNET_BUFFER_LIST,
        ReturnFlags: ULONG,
    );
    /// Cancels lists that are being sent, by their cancel identifier. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscancelsendnetbufferlists>
    pub fn NdisCancelSendNetBufferLists(NdisBindingHandle: NDIS_HANDLE, CancelId: PVOID);
}
