//! `ntddndis.h`, `ndis.h`: what adapters compute for the protocols.

use crate::{
    layout::{bit_fields, layout},
    *,
};

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OFFLOAD_ENCAPSULATION {
    pub Header: NDIS_OBJECT_HEADER,
    pub IPv4: _NDIS_OFFLOAD_ENCAPSULATION_IPv4,
    pub IPv6: _NDIS_OFFLOAD_ENCAPSULATION_IPv6,
}
/// A [`_NDIS_OFFLOAD_ENCAPSULATION`].
pub type NDIS_OFFLOAD_ENCAPSULATION = _NDIS_OFFLOAD_ENCAPSULATION;
/// Pointer to a [`_NDIS_OFFLOAD_ENCAPSULATION`].
pub type PNDIS_OFFLOAD_ENCAPSULATION = *mut _NDIS_OFFLOAD_ENCAPSULATION;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OFFLOAD_ENCAPSULATION_IPv4 {
    pub Enabled: ULONG,
    pub EncapsulationType: ULONG,
    pub HeaderSize: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OFFLOAD_ENCAPSULATION_IPv6 {
    pub Enabled: ULONG,
    pub EncapsulationType: ULONG,
    pub HeaderSize: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RSC_STATISTICS_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub CoalescedPkts: ULONG64,
    pub CoalescedOctets: ULONG64,
    pub CoalesceEvents: ULONG64,
    pub Aborts: ULONG64,
}
/// A [`_NDIS_RSC_STATISTICS_INFO`].
pub type NDIS_RSC_STATISTICS_INFO = _NDIS_RSC_STATISTICS_INFO;
/// Pointer to a [`_NDIS_RSC_STATISTICS_INFO`].
pub type PNDIS_RSC_STATISTICS_INFO = *mut _NDIS_RSC_STATISTICS_INFO;

/// What an adapter shall compute.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OFFLOAD_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub IPv4Checksum: UCHAR,
    pub TCPIPv4Checksum: UCHAR,
    pub UDPIPv4Checksum: UCHAR,
    pub TCPIPv6Checksum: UCHAR,
    pub UDPIPv6Checksum: UCHAR,
    pub LsoV1: UCHAR,
    pub IPsecV1: UCHAR,
    pub LsoV2IPv4: UCHAR,
    pub LsoV2IPv6: UCHAR,
    pub TcpConnectionIPv4: UCHAR,
    pub TcpConnectionIPv6: UCHAR,
    pub Flags: ULONG,
    pub IPsecV2: UCHAR,
    pub IPsecV2IPv4: UCHAR,
    pub Anonymous1: _NDIS_OFFLOAD_PARAMETERS_Anonymous1,
    pub Anonymous2: _NDIS_OFFLOAD_PARAMETERS_Anonymous2,
    pub EncapsulationProtocolParameters: _NDIS_OFFLOAD_PARAMETERS_EncapsulationProtocolParameters,
}
/// A [`_NDIS_OFFLOAD_PARAMETERS`].
pub type NDIS_OFFLOAD_PARAMETERS = _NDIS_OFFLOAD_PARAMETERS;
/// Pointer to a [`_NDIS_OFFLOAD_PARAMETERS`].
pub type PNDIS_OFFLOAD_PARAMETERS = *mut _NDIS_OFFLOAD_PARAMETERS;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OFFLOAD_PARAMETERS_Anonymous1 {
    pub RscIPv4: UCHAR,
    pub RscIPv6: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OFFLOAD_PARAMETERS_Anonymous2 {
    pub EncapsulatedPacketTaskOffload: UCHAR,
    pub EncapsulationTypes: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_OFFLOAD_PARAMETERS_EncapsulationProtocolParameters {
    pub VxlanParameters: _NDIS_OFFLOAD_PARAMETERS_EncapsulationProtocolParameters_VxlanParameters,
    pub Value: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OFFLOAD_PARAMETERS_EncapsulationProtocolParameters_VxlanParameters {
    pub VxlanUDPPortNumber: USHORT,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_LARGE_SEND_OFFLOAD_V1 {
    pub IPv4: _NDIS_TCP_LARGE_SEND_OFFLOAD_V1_IPv4,
}
/// A [`_NDIS_TCP_LARGE_SEND_OFFLOAD_V1`].
pub type NDIS_TCP_LARGE_SEND_OFFLOAD_V1 = _NDIS_TCP_LARGE_SEND_OFFLOAD_V1;
/// Pointer to a [`_NDIS_TCP_LARGE_SEND_OFFLOAD_V1`].
pub type PNDIS_TCP_LARGE_SEND_OFFLOAD_V1 = *mut _NDIS_TCP_LARGE_SEND_OFFLOAD_V1;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_LARGE_SEND_OFFLOAD_V1_IPv4 {
    pub Encapsulation: ULONG,
    pub MaxOffLoadSize: ULONG,
    pub MinSegmentCount: ULONG,
    pub BitFields: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_IP_CHECKSUM_OFFLOAD {
    pub IPv4Transmit: _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv4Transmit,
    pub IPv4Receive: _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv4Receive,
    pub IPv6Transmit: _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv6Transmit,
    pub IPv6Receive: _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv6Receive,
}
/// A [`_NDIS_TCP_IP_CHECKSUM_OFFLOAD`].
pub type NDIS_TCP_IP_CHECKSUM_OFFLOAD = _NDIS_TCP_IP_CHECKSUM_OFFLOAD;
/// Pointer to a [`_NDIS_TCP_IP_CHECKSUM_OFFLOAD`].
pub type PNDIS_TCP_IP_CHECKSUM_OFFLOAD = *mut _NDIS_TCP_IP_CHECKSUM_OFFLOAD;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv4Transmit {
    pub Encapsulation: ULONG,
    pub BitFields: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv4Receive {
    pub Encapsulation: ULONG,
    pub BitFields: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv6Transmit {
    pub Encapsulation: ULONG,
    pub BitFields: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv6Receive {
    pub Encapsulation: ULONG,
    pub BitFields: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_LARGE_SEND_OFFLOAD_V2 {
    pub IPv4: _NDIS_TCP_LARGE_SEND_OFFLOAD_V2_IPv4,
    pub IPv6: _NDIS_TCP_LARGE_SEND_OFFLOAD_V2_IPv6,
}
/// A [`_NDIS_TCP_LARGE_SEND_OFFLOAD_V2`].
pub type NDIS_TCP_LARGE_SEND_OFFLOAD_V2 = _NDIS_TCP_LARGE_SEND_OFFLOAD_V2;
/// Pointer to a [`_NDIS_TCP_LARGE_SEND_OFFLOAD_V2`].
pub type PNDIS_TCP_LARGE_SEND_OFFLOAD_V2 = *mut _NDIS_TCP_LARGE_SEND_OFFLOAD_V2;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_LARGE_SEND_OFFLOAD_V2_IPv4 {
    pub Encapsulation: ULONG,
    pub MaxOffLoadSize: ULONG,
    pub MinSegmentCount: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_LARGE_SEND_OFFLOAD_V2_IPv6 {
    pub Encapsulation: ULONG,
    pub MaxOffLoadSize: ULONG,
    pub MinSegmentCount: ULONG,
    pub BitFields: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD {
    pub IPv4: _NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD_IPv4,
    pub IPv6: _NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD_IPv6,
}
/// A [`_NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD`].
pub type NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD = _NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD;
/// Pointer to a [`_NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD`].
pub type PNDIS_TCP_RECV_SEG_COALESCE_OFFLOAD = *mut _NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD_IPv4 {
    pub Enabled: BOOLEAN,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD_IPv6 {
    pub Enabled: BOOLEAN,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD {
    pub BitFields: ULONG,
    pub MaxHeaderSizeSupported: ULONG,
}
/// A [`_NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD`].
pub type NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD = _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD;
/// Pointer to a [`_NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD`].
pub type PNDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD = *mut _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2 {
    pub BitFields: ULONG,
    pub MaxHeaderSizeSupported: ULONG,
    pub EncapsulationProtocolInfo:
        _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2_EncapsulationProtocolInfo,
    pub Reserved1: ULONG,
    pub Reserved2: ULONG,
}
/// A [`_NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2`].
pub type NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2 = _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2;
/// Pointer to a [`_NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2`].
pub type PNDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2 = *mut _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2_EncapsulationProtocolInfo {
    pub VxlanInfo: _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2_EncapsulationProtocolInfo_VxlanInfo,
    pub Value: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2_EncapsulationProtocolInfo_VxlanInfo {
    pub VxlanUDPPortNumber: USHORT,
    pub BitFields: USHORT,
}

/// What an adapter can compute, or computes now.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OFFLOAD {
    pub Header: NDIS_OBJECT_HEADER,
    pub Checksum: NDIS_TCP_IP_CHECKSUM_OFFLOAD,
    pub LsoV1: NDIS_TCP_LARGE_SEND_OFFLOAD_V1,
    pub IPsecV1: NDIS_IPSEC_OFFLOAD_V1,
    pub LsoV2: NDIS_TCP_LARGE_SEND_OFFLOAD_V2,
    pub Flags: ULONG,
    pub IPsecV2: NDIS_IPSEC_OFFLOAD_V2,
    pub Rsc: NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD,
    pub EncapsulatedPacketTaskOffloadGre: NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD,
    pub EncapsulatedPacketTaskOffloadVxlan: NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2,
    pub EncapsulationTypes: UCHAR,
    pub Rfc6877Xlat: NDIS_RFC6877_464XLAT_OFFLOAD,
}
/// A [`_NDIS_OFFLOAD`].
pub type NDIS_OFFLOAD = _NDIS_OFFLOAD;
/// Pointer to a [`_NDIS_OFFLOAD`].
pub type PNDIS_OFFLOAD = *mut _NDIS_OFFLOAD;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_TCP_CONNECTION_OFFLOAD {
    pub Header: NDIS_OBJECT_HEADER,
    pub Encapsulation: ULONG,
    pub BitFields: ULONG,
    pub TcpConnectionOffloadCapacity: ULONG,
    pub Flags: ULONG,
}
/// A [`_NDIS_TCP_CONNECTION_OFFLOAD`].
pub type NDIS_TCP_CONNECTION_OFFLOAD = _NDIS_TCP_CONNECTION_OFFLOAD;
/// Pointer to a [`_NDIS_TCP_CONNECTION_OFFLOAD`].
pub type PNDIS_TCP_CONNECTION_OFFLOAD = *mut _NDIS_TCP_CONNECTION_OFFLOAD;

pub mod _NDIS_UDP_HEADER_FIELD {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisUdpHeaderFieldUndefined: Type = 0;
    pub const NdisUdpHeaderFieldDestinationPort: Type = 1;
    pub const NdisUdpHeaderFieldMaximum: Type = 2;
}
/// A value of [`_NDIS_UDP_HEADER_FIELD`].
pub type NDIS_UDP_HEADER_FIELD = _NDIS_UDP_HEADER_FIELD::Type;
/// Pointer to a value of [`_NDIS_UDP_HEADER_FIELD`].
pub type PNDIS_UDP_HEADER_FIELD = *mut _NDIS_UDP_HEADER_FIELD::Type;

layout! {
    _NDIS_OFFLOAD_ENCAPSULATION_IPv4: 12, 4 { Enabled: 0, EncapsulationType: 4, HeaderSize: 8 }
    _NDIS_OFFLOAD_ENCAPSULATION_IPv6: 12, 4 { Enabled: 0, EncapsulationType: 4, HeaderSize: 8 }
    _NDIS_OFFLOAD_ENCAPSULATION: 28, 4 { Header: 0, IPv4: 4, IPv6: 16 }
    _NDIS_RSC_STATISTICS_INFO: 40, 8 {
        Header: 0, CoalescedPkts: 8, CoalescedOctets: 16, CoalesceEvents: 24, Aborts: 32
    }
    _NDIS_OFFLOAD_PARAMETERS_Anonymous1: 2, 1 { RscIPv4: 0, RscIPv6: 1 }
    _NDIS_OFFLOAD_PARAMETERS_Anonymous2: 2, 1 {
        EncapsulatedPacketTaskOffload: 0, EncapsulationTypes: 1
    }
    _NDIS_OFFLOAD_PARAMETERS_EncapsulationProtocolParameters_VxlanParameters: 2, 2 {
        VxlanUDPPortNumber: 0
    }
    _NDIS_OFFLOAD_PARAMETERS_EncapsulationProtocolParameters: 4, 4 { VxlanParameters: 0, Value: 0 }
    _NDIS_OFFLOAD_PARAMETERS: 32, 4 {
        Header: 0, IPv4Checksum: 4, TCPIPv4Checksum: 5, UDPIPv4Checksum: 6, TCPIPv6Checksum:
        7, UDPIPv6Checksum: 8, LsoV1: 9, IPsecV1: 10, LsoV2IPv4: 11, LsoV2IPv6: 12,
        TcpConnectionIPv4: 13, TcpConnectionIPv6: 14, Flags: 16, IPsecV2: 20, IPsecV2IPv4:
        21, Anonymous1: 22, Anonymous2: 24, EncapsulationProtocolParameters: 28
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_V1_IPv4: 16, 4 {
        Encapsulation: 0, MaxOffLoadSize: 4, MinSegmentCount: 8, BitFields: 12
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_V1: 16, 4 { IPv4: 0 }
    _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv4Transmit: 8, 4 { Encapsulation: 0, BitFields: 4 }
    _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv4Receive: 8, 4 { Encapsulation: 0, BitFields: 4 }
    _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv6Transmit: 8, 4 { Encapsulation: 0, BitFields: 4 }
    _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv6Receive: 8, 4 { Encapsulation: 0, BitFields: 4 }
    _NDIS_TCP_IP_CHECKSUM_OFFLOAD: 32, 4 {
        IPv4Transmit: 0, IPv4Receive: 8, IPv6Transmit: 16, IPv6Receive: 24
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_V2_IPv4: 12, 4 {
        Encapsulation: 0, MaxOffLoadSize: 4, MinSegmentCount: 8
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_V2_IPv6: 16, 4 {
        Encapsulation: 0, MaxOffLoadSize: 4, MinSegmentCount: 8, BitFields: 12
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_V2: 28, 4 { IPv4: 0, IPv6: 12 }
    _NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD_IPv4: 1, 1 { Enabled: 0 }
    _NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD_IPv6: 1, 1 { Enabled: 0 }
    _NDIS_TCP_RECV_SEG_COALESCE_OFFLOAD: 2, 1 { IPv4: 0, IPv6: 1 }
    _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD: 8, 4 { BitFields: 0, MaxHeaderSizeSupported: 4 }
    _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2_EncapsulationProtocolInfo_VxlanInfo: 4, 2 {
        VxlanUDPPortNumber: 0, BitFields: 2
    }
    _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2_EncapsulationProtocolInfo: 4, 4 {
        VxlanInfo: 0, Value: 0
    }
    _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2: 20, 4 {
        BitFields: 0, MaxHeaderSizeSupported: 4, EncapsulationProtocolInfo: 8, Reserved1:
        12, Reserved2: 16
    }
    _NDIS_OFFLOAD: 188, 4 {
        Header: 0, Checksum: 4, LsoV1: 36, IPsecV1: 52, LsoV2: 80, Flags: 108, IPsecV2: 112,
        Rsc: 144, EncapsulatedPacketTaskOffloadGre: 148, EncapsulatedPacketTaskOffloadVxlan:
        156, EncapsulationTypes: 176, Rfc6877Xlat: 180
    }
    _NDIS_TCP_CONNECTION_OFFLOAD: 20, 4 {
        Header: 0, Encapsulation: 4, BitFields: 8, TcpConnectionOffloadCapacity: 12, Flags:
        16
    }
}

bit_fields! {
    _NDIS_TCP_LARGE_SEND_OFFLOAD_V1_IPv4.BitFields: ULONG {
        TcpOptions set_TcpOptions: 0, 2;
        IpOptions set_IpOptions: 2, 2;
    }
    _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv4Transmit.BitFields: ULONG {
        IpOptionsSupported set_IpOptionsSupported: 0, 2;
        TcpOptionsSupported set_TcpOptionsSupported: 2, 2;
        TcpChecksum set_TcpChecksum: 4, 2;
        UdpChecksum set_UdpChecksum: 6, 2;
        IpChecksum set_IpChecksum: 8, 2;
    }
    _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv4Receive.BitFields: ULONG {
        IpOptionsSupported set_IpOptionsSupported: 0, 2;
        TcpOptionsSupported set_TcpOptionsSupported: 2, 2;
        TcpChecksum set_TcpChecksum: 4, 2;
        UdpChecksum set_UdpChecksum: 6, 2;
        IpChecksum set_IpChecksum: 8, 2;
    }
    _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv6Transmit.BitFields: ULONG {
        IpExtensionHeadersSupported set_IpExtensionHeadersSupported: 0, 2;
        TcpOptionsSupported set_TcpOptionsSupported: 2, 2;
        TcpChecksum set_TcpChecksum: 4, 2;
        UdpChecksum set_UdpChecksum: 6, 2;
    }
    _NDIS_TCP_IP_CHECKSUM_OFFLOAD_IPv6Receive.BitFields: ULONG {
        IpExtensionHeadersSupported set_IpExtensionHeadersSupported: 0, 2;
        TcpOptionsSupported set_TcpOptionsSupported: 2, 2;
        TcpChecksum set_TcpChecksum: 4, 2;
        UdpChecksum set_UdpChecksum: 6, 2;
    }
    _NDIS_TCP_LARGE_SEND_OFFLOAD_V2_IPv6.BitFields: ULONG {
        IpExtensionHeadersSupported set_IpExtensionHeadersSupported: 0, 2;
        TcpOptionsSupported set_TcpOptionsSupported: 2, 2;
    }
    _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD.BitFields: ULONG {
        TransmitChecksumOffloadSupported set_TransmitChecksumOffloadSupported: 0, 4;
        ReceiveChecksumOffloadSupported set_ReceiveChecksumOffloadSupported: 4, 4;
        LsoV2Supported set_LsoV2Supported: 8, 4;
        RssSupported set_RssSupported: 12, 4;
        VmqSupported set_VmqSupported: 16, 4;
    }
    _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2.BitFields: ULONG {
        TransmitChecksumOffloadSupported set_TransmitChecksumOffloadSupported: 0, 4;
        ReceiveChecksumOffloadSupported set_ReceiveChecksumOffloadSupported: 4, 4;
        LsoV2Supported set_LsoV2Supported: 8, 4;
        RssSupported set_RssSupported: 12, 4;
        VmqSupported set_VmqSupported: 16, 4;
    }
    _NDIS_ENCAPSULATED_PACKET_TASK_OFFLOAD_V2_EncapsulationProtocolInfo_VxlanInfo.BitFields: USHORT {
        VxlanUDPPortNumberConfigurable set_VxlanUDPPortNumberConfigurable: 0, 1;
    }
    _NDIS_TCP_CONNECTION_OFFLOAD.BitFields: ULONG {
        SupportIPv4 set_SupportIPv4: 0, 2;
        SupportIPv6 set_SupportIPv6: 2, 2;
        SupportIPv6ExtensionHeaders set_SupportIPv6ExtensionHeaders: 4, 2;
        SupportSack set_SupportSack: 6, 2;
        CongestionAlgorithm set_CongestionAlgorithm: 8, 4;
    }
}
