//! `ntddndis.h`, `ndis.h`: power management, wake-up and Plug and Play of adapters.

use crate::{
    LONG, NDIS_DEVICE_POWER_STATE, NDIS_HANDLE, NDIS_NIC_SWITCH_ID, NDIS_NIC_SWITCH_VPORT_ID,
    NDIS_OBJECT_HEADER, NDIS_PORT_NUMBER, NDIS_STATUS, PVOID, UCHAR, ULONG, ULONG_PTR, ULONGLONG,
    USHORT, WCHAR, layout::layout,
};

/// The network Plug and Play events.
pub mod _NET_PNP_EVENT_CODE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NetEventSetPower: Type = 0;
    pub const NetEventQueryPower: Type = 1;
    pub const NetEventQueryRemoveDevice: Type = 2;
    pub const NetEventCancelRemoveDevice: Type = 3;
    pub const NetEventReconfigure: Type = 4;
    pub const NetEventBindList: Type = 5;
    pub const NetEventBindsComplete: Type = 6;
    pub const NetEventPnPCapabilities: Type = 7;
    pub const NetEventPause: Type = 8;
    pub const NetEventRestart: Type = 9;
    pub const NetEventPortActivation: Type = 10;
    pub const NetEventPortDeactivation: Type = 11;
    pub const NetEventIMReEnableDevice: Type = 12;
    pub const NetEventNDKEnable: Type = 13;
    pub const NetEventNDKDisable: Type = 14;
    pub const NetEventFilterPreDetach: Type = 15;
    pub const NetEventBindFailed: Type = 16;
    pub const NetEventSwitchActivate: Type = 17;
    pub const NetEventAllowBindsAbove: Type = 18;
    pub const NetEventInhibitBindsAbove: Type = 19;
    pub const NetEventAllowStart: Type = 20;
    pub const NetEventRequirePause: Type = 21;
    pub const NetEventUploadGftFlowEntries: Type = 22;
    pub const NetEventMaximum: Type = 23;
}
/// A value of [`_NET_PNP_EVENT_CODE`].
pub type NET_PNP_EVENT_CODE = _NET_PNP_EVENT_CODE::Type;
/// Pointer to a value of [`_NET_PNP_EVENT_CODE`].
pub type PNET_PNP_EVENT_CODE = *mut _NET_PNP_EVENT_CODE::Type;

/// A network Plug and Play event.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_PNP_EVENT {
    pub NetEvent: NET_PNP_EVENT_CODE,
    pub Buffer: PVOID,
    pub BufferLength: ULONG,
    pub NdisReserved: [ULONG_PTR; 4],
    pub TransportReserved: [ULONG_PTR; 4],
    pub TdiReserved: [ULONG_PTR; 4],
    pub TdiClientReserved: [ULONG_PTR; 4],
}
/// A [`_NET_PNP_EVENT`].
pub type NET_PNP_EVENT = _NET_PNP_EVENT;
/// Pointer to a [`_NET_PNP_EVENT`].
pub type PNET_PNP_EVENT = *mut _NET_PNP_EVENT;

/// A network Plug and Play event with its port.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_PNP_EVENT_NOTIFICATION {
    pub Header: NDIS_OBJECT_HEADER,
    pub PortNumber: NDIS_PORT_NUMBER,
    pub NetPnPEvent: NET_PNP_EVENT,
    pub Flags: ULONG,
    pub SwitchId: NDIS_NIC_SWITCH_ID,
    pub VPortId: NDIS_NIC_SWITCH_VPORT_ID,
}
/// A [`_NET_PNP_EVENT_NOTIFICATION`].
pub type NET_PNP_EVENT_NOTIFICATION = _NET_PNP_EVENT_NOTIFICATION;
/// Pointer to a [`_NET_PNP_EVENT_NOTIFICATION`].
pub type PNET_PNP_EVENT_NOTIFICATION = *mut _NET_PNP_EVENT_NOTIFICATION;

pub mod _NDIS_POWER_PROFILE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisPowerProfileBattery: Type = 0;
    pub const NdisPowerProfileAcOnLine: Type = 1;
}
/// A value of [`_NDIS_POWER_PROFILE`].
pub type NDIS_POWER_PROFILE = _NDIS_POWER_PROFILE::Type;
/// Pointer to a value of [`_NDIS_POWER_PROFILE`].
pub type PNDIS_POWER_PROFILE = *mut _NDIS_POWER_PROFILE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NETWORK_ADDRESS {
    pub AddressLength: USHORT,
    pub AddressType: USHORT,
    pub Address: [UCHAR; 1],
}
/// A [`_NETWORK_ADDRESS`].
pub type NETWORK_ADDRESS = _NETWORK_ADDRESS;
/// Pointer to a [`_NETWORK_ADDRESS`].
pub type PNETWORK_ADDRESS = *mut _NETWORK_ADDRESS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NETWORK_ADDRESS_LIST {
    pub AddressCount: LONG,
    pub AddressType: USHORT,
    pub Address: [NETWORK_ADDRESS; 1],
}
/// A [`_NETWORK_ADDRESS_LIST`].
pub type NETWORK_ADDRESS_LIST = _NETWORK_ADDRESS_LIST;
/// Pointer to a [`_NETWORK_ADDRESS_LIST`].
pub type PNETWORK_ADDRESS_LIST = *mut _NETWORK_ADDRESS_LIST;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NETWORK_ADDRESS_IP {
    pub sin_port: USHORT,
    pub in_addr: ULONG,
    pub sin_zero: [UCHAR; 8],
}
/// A [`_NETWORK_ADDRESS_IP`].
pub type NETWORK_ADDRESS_IP = _NETWORK_ADDRESS_IP;
/// Pointer to a [`_NETWORK_ADDRESS_IP`].
pub type PNETWORK_ADDRESS_IP = *mut _NETWORK_ADDRESS_IP;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NETWORK_ADDRESS_IP6 {
    pub sin6_port: USHORT,
    pub sin6_flowinfo: ULONG,
    pub sin6_addr: [USHORT; 8],
    pub sin6_scope_id: ULONG,
}
/// A [`_NETWORK_ADDRESS_IP6`].
pub type NETWORK_ADDRESS_IP6 = _NETWORK_ADDRESS_IP6;
/// Pointer to a [`_NETWORK_ADDRESS_IP6`].
pub type PNETWORK_ADDRESS_IP6 = *mut _NETWORK_ADDRESS_IP6;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NETWORK_ADDRESS_IPX {
    pub NetworkAddress: ULONG,
    pub NodeAddress: [UCHAR; 6],
    pub Socket: USHORT,
}
/// A [`_NETWORK_ADDRESS_IPX`].
pub type NETWORK_ADDRESS_IPX = _NETWORK_ADDRESS_IPX;
/// Pointer to a [`_NETWORK_ADDRESS_IPX`].
pub type PNETWORK_ADDRESS_IPX = *mut _NETWORK_ADDRESS_IPX;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_PACKET_PATTERN {
    pub Priority: ULONG,
    pub Reserved: ULONG,
    pub MaskSize: ULONG,
    pub PatternOffset: ULONG,
    pub PatternSize: ULONG,
    pub PatternFlags: ULONG,
}
/// A [`_NDIS_PM_PACKET_PATTERN`].
pub type NDIS_PM_PACKET_PATTERN = _NDIS_PM_PACKET_PATTERN;
/// Pointer to a [`_NDIS_PM_PACKET_PATTERN`].
pub type PNDIS_PM_PACKET_PATTERN = *mut _NDIS_PM_PACKET_PATTERN;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_WAKE_UP_CAPABILITIES {
    pub MinMagicPacketWakeUp: NDIS_DEVICE_POWER_STATE,
    pub MinPatternWakeUp: NDIS_DEVICE_POWER_STATE,
    pub MinLinkChangeWakeUp: NDIS_DEVICE_POWER_STATE,
}
/// A [`_NDIS_PM_WAKE_UP_CAPABILITIES`].
pub type NDIS_PM_WAKE_UP_CAPABILITIES = _NDIS_PM_WAKE_UP_CAPABILITIES;
/// Pointer to a [`_NDIS_PM_WAKE_UP_CAPABILITIES`].
pub type PNDIS_PM_WAKE_UP_CAPABILITIES = *mut _NDIS_PM_WAKE_UP_CAPABILITIES;

/// How an adapter can wake the system, in the old form.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PNP_CAPABILITIES {
    pub Flags: ULONG,
    pub WakeUpCapabilities: NDIS_PM_WAKE_UP_CAPABILITIES,
}
/// A [`_NDIS_PNP_CAPABILITIES`].
pub type NDIS_PNP_CAPABILITIES = _NDIS_PNP_CAPABILITIES;
/// Pointer to a [`_NDIS_PNP_CAPABILITIES`].
pub type PNDIS_PNP_CAPABILITIES = *mut _NDIS_PNP_CAPABILITIES;

pub mod _NDIS_PM_WOL_PACKET {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisPMWoLPacketUnspecified: Type = 0;
    pub const NdisPMWoLPacketBitmapPattern: Type = 1;
    pub const NdisPMWoLPacketMagicPacket: Type = 2;
    pub const NdisPMWoLPacketIPv4TcpSyn: Type = 3;
    pub const NdisPMWoLPacketIPv6TcpSyn: Type = 4;
    pub const NdisPMWoLPacketEapolRequestIdMessage: Type = 5;
    pub const NdisPMWoLPacketMaximum: Type = 6;
}
/// A value of [`_NDIS_PM_WOL_PACKET`].
pub type NDIS_PM_WOL_PACKET = _NDIS_PM_WOL_PACKET::Type;
/// Pointer to a value of [`_NDIS_PM_WOL_PACKET`].
pub type PNDIS_PM_WOL_PACKET = *mut _NDIS_PM_WOL_PACKET::Type;

pub mod _NDIS_PM_PROTOCOL_OFFLOAD_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisPMProtocolOffloadIdUnspecified: Type = 0;
    pub const NdisPMProtocolOffloadIdIPv4ARP: Type = 1;
    pub const NdisPMProtocolOffloadIdIPv6NS: Type = 2;
    pub const NdisPMProtocolOffload80211RSNRekey: Type = 3;
    pub const NdisPMProtocolOffloadIdMaximum: Type = 4;
}
/// A value of [`_NDIS_PM_PROTOCOL_OFFLOAD_TYPE`].
pub type NDIS_PM_PROTOCOL_OFFLOAD_TYPE = _NDIS_PM_PROTOCOL_OFFLOAD_TYPE::Type;
/// Pointer to a value of [`_NDIS_PM_PROTOCOL_OFFLOAD_TYPE`].
pub type PNDIS_PM_PROTOCOL_OFFLOAD_TYPE = *mut _NDIS_PM_PROTOCOL_OFFLOAD_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_COUNTED_STRING {
    pub Length: USHORT,
    pub String: [WCHAR; 65],
}
/// A [`_NDIS_PM_COUNTED_STRING`].
pub type NDIS_PM_COUNTED_STRING = _NDIS_PM_COUNTED_STRING;
/// Pointer to a [`_NDIS_PM_COUNTED_STRING`].
pub type PNDIS_PM_COUNTED_STRING = *mut _NDIS_PM_COUNTED_STRING;

/// How an adapter can wake the system.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_CAPABILITIES {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub SupportedWoLPacketPatterns: ULONG,
    pub NumTotalWoLPatterns: ULONG,
    pub MaxWoLPatternSize: ULONG,
    pub MaxWoLPatternOffset: ULONG,
    pub MaxWoLPacketSaveBuffer: ULONG,
    pub SupportedProtocolOffloads: ULONG,
    pub NumArpOffloadIPv4Addresses: ULONG,
    pub NumNSOffloadIPv6Addresses: ULONG,
    pub MinMagicPacketWakeUp: NDIS_DEVICE_POWER_STATE,
    pub MinPatternWakeUp: NDIS_DEVICE_POWER_STATE,
    pub MinLinkChangeWakeUp: NDIS_DEVICE_POWER_STATE,
    pub SupportedWakeUpEvents: ULONG,
    pub MediaSpecificWakeUpEvents: ULONG,
}
/// A [`_NDIS_PM_CAPABILITIES`].
pub type NDIS_PM_CAPABILITIES = _NDIS_PM_CAPABILITIES;
/// Pointer to a [`_NDIS_PM_CAPABILITIES`].
pub type PNDIS_PM_CAPABILITIES = *mut _NDIS_PM_CAPABILITIES;

/// How an adapter shall wake the system.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub EnabledWoLPacketPatterns: ULONG,
    pub EnabledProtocolOffloads: ULONG,
    pub WakeUpFlags: ULONG,
    pub MediaSpecificWakeUpEvents: ULONG,
}
/// A [`_NDIS_PM_PARAMETERS`].
pub type NDIS_PM_PARAMETERS = _NDIS_PM_PARAMETERS;
/// Pointer to a [`_NDIS_PM_PARAMETERS`].
pub type PNDIS_PM_PARAMETERS = *mut _NDIS_PM_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_WOL_PATTERN {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub Priority: ULONG,
    pub WoLPacketType: NDIS_PM_WOL_PACKET,
    pub FriendlyName: NDIS_PM_COUNTED_STRING,
    pub PatternId: ULONG,
    pub NextWoLPatternOffset: ULONG,
    pub WoLPattern: _NDIS_PM_WOL_PATTERN_WoLPattern,
}
/// A [`_NDIS_PM_WOL_PATTERN`].
pub type NDIS_PM_WOL_PATTERN = _NDIS_PM_WOL_PATTERN;
/// Pointer to a [`_NDIS_PM_WOL_PATTERN`].
pub type PNDIS_PM_WOL_PATTERN = *mut _NDIS_PM_WOL_PATTERN;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_PM_WOL_PATTERN_WoLPattern {
    pub IPv4TcpSynParameters: _NDIS_PM_WOL_PATTERN_WoLPattern_IPv4TcpSynParameters,
    pub IPv6TcpSynParameters: _NDIS_PM_WOL_PATTERN_WoLPattern_IPv6TcpSynParameters,
    pub EapolRequestIdMessageParameters:
        _NDIS_PM_WOL_PATTERN_WoLPattern_EapolRequestIdMessageParameters,
    pub WoLBitMapPattern: _NDIS_PM_WOL_PATTERN_WoLPattern_WoLBitMapPattern,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_WOL_PATTERN_WoLPattern_IPv4TcpSynParameters {
    pub Flags: ULONG,
    pub IPv4SourceAddress: [UCHAR; 4],
    pub IPv4DestAddress: [UCHAR; 4],
    pub TCPSourcePortNumber: USHORT,
    pub TCPDestPortNumber: USHORT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_WOL_PATTERN_WoLPattern_IPv6TcpSynParameters {
    pub Flags: ULONG,
    pub IPv6SourceAddress: [UCHAR; 16],
    pub IPv6DestAddress: [UCHAR; 16],
    pub TCPSourcePortNumber: USHORT,
    pub TCPDestPortNumber: USHORT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_WOL_PATTERN_WoLPattern_EapolRequestIdMessageParameters {
    pub Flags: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_WOL_PATTERN_WoLPattern_WoLBitMapPattern {
    pub Flags: ULONG,
    pub MaskOffset: ULONG,
    pub MaskSize: ULONG,
    pub PatternOffset: ULONG,
    pub PatternSize: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_PROTOCOL_OFFLOAD {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub Priority: ULONG,
    pub ProtocolOffloadType: NDIS_PM_PROTOCOL_OFFLOAD_TYPE,
    pub FriendlyName: NDIS_PM_COUNTED_STRING,
    pub ProtocolOffloadId: ULONG,
    pub NextProtocolOffloadOffset: ULONG,
    pub ProtocolOffloadParameters: _NDIS_PM_PROTOCOL_OFFLOAD_ProtocolOffloadParameters,
}
/// A [`_NDIS_PM_PROTOCOL_OFFLOAD`].
pub type NDIS_PM_PROTOCOL_OFFLOAD = _NDIS_PM_PROTOCOL_OFFLOAD;
/// Pointer to a [`_NDIS_PM_PROTOCOL_OFFLOAD`].
pub type PNDIS_PM_PROTOCOL_OFFLOAD = *mut _NDIS_PM_PROTOCOL_OFFLOAD;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_PM_PROTOCOL_OFFLOAD_ProtocolOffloadParameters {
    pub IPv4ARPParameters: _NDIS_PM_PROTOCOL_OFFLOAD_ProtocolOffloadParameters_IPv4ARPParameters,
    pub IPv6NSParameters: _NDIS_PM_PROTOCOL_OFFLOAD_ProtocolOffloadParameters_IPv6NSParameters,
    pub Dot11RSNRekeyParameters:
        _NDIS_PM_PROTOCOL_OFFLOAD_ProtocolOffloadParameters_Dot11RSNRekeyParameters,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_PROTOCOL_OFFLOAD_ProtocolOffloadParameters_IPv4ARPParameters {
    pub Flags: ULONG,
    pub RemoteIPv4Address: [UCHAR; 4],
    pub HostIPv4Address: [UCHAR; 4],
    pub MacAddress: [UCHAR; 6],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_PROTOCOL_OFFLOAD_ProtocolOffloadParameters_IPv6NSParameters {
    pub Flags: ULONG,
    pub RemoteIPv6Address: [UCHAR; 16],
    pub SolicitedNodeIPv6Address: [UCHAR; 16],
    pub MacAddress: [UCHAR; 6],
    pub TargetIPv6Addresses: [[UCHAR; 16]; 2],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_PROTOCOL_OFFLOAD_ProtocolOffloadParameters_Dot11RSNRekeyParameters {
    pub Flags: ULONG,
    pub KCK: [UCHAR; 16],
    pub KEK: [UCHAR; 16],
    pub KeyReplayCounter: ULONGLONG,
}

pub mod _NDIS_PM_WAKE_REASON_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisWakeReasonUnspecified: Type = 0;
    pub const NdisWakeReasonPacket: Type = 1;
    pub const NdisWakeReasonMediaDisconnect: Type = 2;
    pub const NdisWakeReasonMediaConnect: Type = 3;
    pub const NdisWakeReasonWlanNLODiscovery: Type = 4096;
    pub const NdisWakeReasonWlanAPAssociationLost: Type = 4097;
    pub const NdisWakeReasonWlanGTKHandshakeError: Type = 4098;
    pub const NdisWakeReasonWlan4WayHandshakeRequest: Type = 4099;
    pub const NdisWakeReasonWwanRegisterState: Type = 8192;
    pub const NdisWakeReasonWwanSMSReceive: Type = 8193;
    pub const NdisWakeReasonWwanUSSDReceive: Type = 8194;
}
/// A value of [`_NDIS_PM_WAKE_REASON_TYPE`].
pub type NDIS_PM_WAKE_REASON_TYPE = _NDIS_PM_WAKE_REASON_TYPE::Type;
/// Pointer to a value of [`_NDIS_PM_WAKE_REASON_TYPE`].
pub type PNDIS_PM_WAKE_REASON_TYPE = *mut _NDIS_PM_WAKE_REASON_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_WAKE_REASON {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub WakeReason: NDIS_PM_WAKE_REASON_TYPE,
    pub InfoBufferOffset: ULONG,
    pub InfoBufferSize: ULONG,
}
/// A [`_NDIS_PM_WAKE_REASON`].
pub type NDIS_PM_WAKE_REASON = _NDIS_PM_WAKE_REASON;
/// Pointer to a [`_NDIS_PM_WAKE_REASON`].
pub type PNDIS_PM_WAKE_REASON = *mut _NDIS_PM_WAKE_REASON;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PM_WAKE_PACKET {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub PatternId: ULONG,
    pub PatternFriendlyName: NDIS_PM_COUNTED_STRING,
    pub OriginalPacketSize: ULONG,
    pub SavedPacketSize: ULONG,
    pub SavedPacketOffset: ULONG,
}
/// A [`_NDIS_PM_WAKE_PACKET`].
pub type NDIS_PM_WAKE_PACKET = _NDIS_PM_WAKE_PACKET;
/// Pointer to a [`_NDIS_PM_WAKE_PACKET`].
pub type PNDIS_PM_WAKE_PACKET = *mut _NDIS_PM_WAKE_PACKET;

pub mod _NDIS_PM_ADMIN_CONFIG_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisPMAdminConfigUnspecified: Type = 0;
    pub const NdisPMAdminConfigDisabled: Type = 1;
    pub const NdisPMAdminConfigEnabled: Type = 2;
}
/// A value of [`_NDIS_PM_ADMIN_CONFIG_STATE`].
pub type NDIS_PM_ADMIN_CONFIG_STATE = _NDIS_PM_ADMIN_CONFIG_STATE::Type;
/// Pointer to a value of [`_NDIS_PM_ADMIN_CONFIG_STATE`].
pub type PNDIS_PM_ADMIN_CONFIG_STATE = *mut _NDIS_PM_ADMIN_CONFIG_STATE::Type;

pub mod _NDIS_PM_CAPABILITY_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisPMAdminConfigUnsupported: Type = 0;
    pub const NdisPMAdminConfigInactive: Type = 1;
    pub const NdisPMAdminConfigActive: Type = 2;
}
/// A value of [`_NDIS_PM_CAPABILITY_STATE`].
pub type NDIS_PM_CAPABILITY_STATE = _NDIS_PM_CAPABILITY_STATE::Type;
/// Pointer to a value of [`_NDIS_PM_CAPABILITY_STATE`].
pub type PNDIS_PM_CAPABILITY_STATE = *mut _NDIS_PM_CAPABILITY_STATE::Type;

crate::fn_types! {
    pub type NET_PNP_EVENT_HANDLER = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        NetPnPEventNotification: PNET_PNP_EVENT_NOTIFICATION,
    ) -> NDIS_STATUS;
}

layout! {
    _NET_PNP_EVENT: 152, 8 {
        NetEvent: 0, Buffer: 8, BufferLength: 16, NdisReserved: 24, TransportReserved: 56,
        TdiReserved: 88, TdiClientReserved: 120
    }
    _NET_PNP_EVENT_NOTIFICATION: 176, 8 {
        Header: 0, PortNumber: 4, NetPnPEvent: 8, Flags: 160, SwitchId: 164, VPortId: 168
    }
    _NETWORK_ADDRESS: 6, 2 { AddressLength: 0, AddressType: 2, Address: 4 }
    _NETWORK_ADDRESS_LIST: 12, 4 { AddressCount: 0, AddressType: 4, Address: 6 }
    _NETWORK_ADDRESS_IP: 16, 4 { sin_port: 0, in_addr: 4, sin_zero: 8 }
    _NETWORK_ADDRESS_IP6: 28, 4 { sin6_port: 0, sin6_flowinfo: 4, sin6_addr: 8, sin6_scope_id: 24 }
    _NETWORK_ADDRESS_IPX: 12, 4 { NetworkAddress: 0, NodeAddress: 4, Socket: 10 }
    _NDIS_PM_PACKET_PATTERN: 24, 4 {
        Priority: 0, Reserved: 4, MaskSize: 8, PatternOffset: 12, PatternSize: 16,
        PatternFlags: 20
    }
    _NDIS_PM_WAKE_UP_CAPABILITIES: 12, 4 {
        MinMagicPacketWakeUp: 0, MinPatternWakeUp: 4, MinLinkChangeWakeUp: 8
    }
    _NDIS_PNP_CAPABILITIES: 16, 4 { Flags: 0, WakeUpCapabilities: 4 }
    _NDIS_PM_COUNTED_STRING: 132, 2 { Length: 0, String: 2 }
    _NDIS_PM_CAPABILITIES: 60, 4 {
        Header: 0, Flags: 4, SupportedWoLPacketPatterns: 8, NumTotalWoLPatterns: 12,
        MaxWoLPatternSize: 16, MaxWoLPatternOffset: 20, MaxWoLPacketSaveBuffer: 24,
        SupportedProtocolOffloads: 28, NumArpOffloadIPv4Addresses: 32,
        NumNSOffloadIPv6Addresses: 36, MinMagicPacketWakeUp: 40, MinPatternWakeUp: 44,
        MinLinkChangeWakeUp: 48, SupportedWakeUpEvents: 52, MediaSpecificWakeUpEvents: 56
    }
    _NDIS_PM_PARAMETERS: 20, 4 {
        Header: 0, EnabledWoLPacketPatterns: 4, EnabledProtocolOffloads: 8, WakeUpFlags: 12,
        MediaSpecificWakeUpEvents: 16
    }
    _NDIS_PM_WOL_PATTERN_WoLPattern_IPv4TcpSynParameters: 16, 4 {
        Flags: 0, IPv4SourceAddress: 4, IPv4DestAddress: 8, TCPSourcePortNumber: 12,
        TCPDestPortNumber: 14
    }
    _NDIS_PM_WOL_PATTERN_WoLPattern_IPv6TcpSynParameters: 40, 4 {
        Flags: 0, IPv6SourceAddress: 4, IPv6DestAddress: 20, TCPSourcePortNumber: 36,
        TCPDestPortNumber: 38
    }
    _NDIS_PM_WOL_PATTERN_WoLPattern_EapolRequestIdMessageParameters: 4, 4 { Flags: 0 }
    _NDIS_PM_WOL_PATTERN_WoLPattern_WoLBitMapPattern: 20, 4 {
        Flags: 0, MaskOffset: 4, MaskSize: 8, PatternOffset: 12, PatternSize: 16
    }
    _NDIS_PM_WOL_PATTERN_WoLPattern: 40, 4 {
        IPv4TcpSynParameters: 0, IPv6TcpSynParameters: 0, EapolRequestIdMessageParameters:
        0, WoLBitMapPattern: 0
    }
    _NDIS_PM_WOL_PATTERN: 196, 4 {
        Header: 0, Flags: 4, Priority: 8, WoLPacketType: 12, FriendlyName: 16, PatternId:
        148, NextWoLPatternOffset: 152, WoLPattern: 156
    }
    _NDIS_PM_PROTOCOL_OFFLOAD_ProtocolOffloadParameters_IPv4ARPParameters: 20, 4 {
        Flags: 0, RemoteIPv4Address: 4, HostIPv4Address: 8, MacAddress: 12
    }
    _NDIS_PM_PROTOCOL_OFFLOAD_ProtocolOffloadParameters_IPv6NSParameters: 76, 4 {
        Flags: 0, RemoteIPv6Address: 4, SolicitedNodeIPv6Address: 20, MacAddress: 36,
        TargetIPv6Addresses: 42
    }
    _NDIS_PM_PROTOCOL_OFFLOAD_ProtocolOffloadParameters_Dot11RSNRekeyParameters: 48, 8 {
        Flags: 0, KCK: 4, KEK: 20, KeyReplayCounter: 40
    }
    _NDIS_PM_PROTOCOL_OFFLOAD_ProtocolOffloadParameters: 80, 8 {
        IPv4ARPParameters: 0, IPv6NSParameters: 0, Dot11RSNRekeyParameters: 0
    }
    _NDIS_PM_PROTOCOL_OFFLOAD: 240, 8 {
        Header: 0, Flags: 4, Priority: 8, ProtocolOffloadType: 12, FriendlyName: 16,
        ProtocolOffloadId: 148, NextProtocolOffloadOffset: 152, ProtocolOffloadParameters:
        160
    }
    _NDIS_PM_WAKE_REASON: 20, 4 {
        Header: 0, Flags: 4, WakeReason: 8, InfoBufferOffset: 12, InfoBufferSize: 16
    }
    _NDIS_PM_WAKE_PACKET: 156, 4 {
        Header: 0, Flags: 4, PatternId: 8, PatternFriendlyName: 12, OriginalPacketSize: 144,
        SavedPacketSize: 148, SavedPacketOffset: 152
    }
}
