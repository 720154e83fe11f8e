//! `fwptypes.h`: values, ranges, addresses, directions and actions.

use crate::{
    layout::{bit_fields, layout},
    *,
};

#[repr(C)]
pub struct IKEEXT_POLICY2_ {
    _opaque: [UCHAR; 0],
}
/// A [`IKEEXT_POLICY2_`].
pub type IKEEXT_POLICY2 = IKEEXT_POLICY2_;

#[repr(C)]
pub struct IPSEC_DOSP_OPTIONS0_ {
    _opaque: [UCHAR; 0],
}
/// A [`IPSEC_DOSP_OPTIONS0_`].
pub type IPSEC_DOSP_OPTIONS0 = IPSEC_DOSP_OPTIONS0_;

#[repr(C)]
pub struct IPSEC_KEYING_POLICY1_ {
    _opaque: [UCHAR; 0],
}
/// A [`IPSEC_KEYING_POLICY1_`].
pub type IPSEC_KEYING_POLICY1 = IPSEC_KEYING_POLICY1_;

#[repr(C)]
pub struct IPSEC_TRANSPORT_POLICY2_ {
    _opaque: [UCHAR; 0],
}
/// A [`IPSEC_TRANSPORT_POLICY2_`].
pub type IPSEC_TRANSPORT_POLICY2 = IPSEC_TRANSPORT_POLICY2_;

#[repr(C)]
pub struct IPSEC_TUNNEL_POLICY2_ {
    _opaque: [UCHAR; 0],
}
/// A [`IPSEC_TUNNEL_POLICY2_`].
pub type IPSEC_TUNNEL_POLICY2 = IPSEC_TUNNEL_POLICY2_;

#[repr(C)]
pub struct IPSEC_TUNNEL_POLICY3_ {
    _opaque: [UCHAR; 0],
}
/// A [`IPSEC_TUNNEL_POLICY3_`].
pub type IPSEC_TUNNEL_POLICY3 = IPSEC_TUNNEL_POLICY3_;

#[repr(C)]
pub struct _NDIS_SWITCH_NIC_ARRAY {
    _opaque: [UCHAR; 0],
}
/// A [`_NDIS_SWITCH_NIC_ARRAY`].
pub type NDIS_SWITCH_NIC_ARRAY = _NDIS_SWITCH_NIC_ARRAY;
/// Pointer to a [`_NDIS_SWITCH_NIC_ARRAY`].
pub type PNDIS_SWITCH_NIC_ARRAY = *mut _NDIS_SWITCH_NIC_ARRAY;

#[repr(C)]
pub struct _NDIS_SWITCH_NIC_PARAMETERS {
    _opaque: [UCHAR; 0],
}
/// A [`_NDIS_SWITCH_NIC_PARAMETERS`].
pub type NDIS_SWITCH_NIC_PARAMETERS = _NDIS_SWITCH_NIC_PARAMETERS;
/// Pointer to a [`_NDIS_SWITCH_NIC_PARAMETERS`].
pub type PNDIS_SWITCH_NIC_PARAMETERS = *mut _NDIS_SWITCH_NIC_PARAMETERS;

#[repr(C)]
pub struct _NDIS_SWITCH_PARAMETERS {
    _opaque: [UCHAR; 0],
}
/// A [`_NDIS_SWITCH_PARAMETERS`].
pub type NDIS_SWITCH_PARAMETERS = _NDIS_SWITCH_PARAMETERS;
/// Pointer to a [`_NDIS_SWITCH_PARAMETERS`].
pub type PNDIS_SWITCH_PARAMETERS = *mut _NDIS_SWITCH_PARAMETERS;

#[repr(C)]
pub struct _NDIS_SWITCH_PORT_ARRAY {
    _opaque: [UCHAR; 0],
}
/// A [`_NDIS_SWITCH_PORT_ARRAY`].
pub type NDIS_SWITCH_PORT_ARRAY = _NDIS_SWITCH_PORT_ARRAY;
/// Pointer to a [`_NDIS_SWITCH_PORT_ARRAY`].
pub type PNDIS_SWITCH_PORT_ARRAY = *mut _NDIS_SWITCH_PORT_ARRAY;

#[repr(C)]
pub struct _NDIS_SWITCH_PORT_PARAMETERS {
    _opaque: [UCHAR; 0],
}
/// A [`_NDIS_SWITCH_PORT_PARAMETERS`].
pub type NDIS_SWITCH_PORT_PARAMETERS = _NDIS_SWITCH_PORT_PARAMETERS;
/// Pointer to a [`_NDIS_SWITCH_PORT_PARAMETERS`].
pub type PNDIS_SWITCH_PORT_PARAMETERS = *mut _NDIS_SWITCH_PORT_PARAMETERS;

#[repr(C)]
pub struct _SEC_WINNT_AUTH_IDENTITY_W {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_SEC_WINNT_AUTH_IDENTITY_W`].
pub type PSEC_WINNT_AUTH_IDENTITY_W = *mut _SEC_WINNT_AUTH_IDENTITY_W;
/// A [`_SEC_WINNT_AUTH_IDENTITY_W`].
pub type SEC_WINNT_AUTH_IDENTITY_W = _SEC_WINNT_AUTH_IDENTITY_W;

/// What becomes of what a filter matches.
pub type FWP_ACTION_TYPE = u32;
/// A [`GUID`].
pub type NDIS_SWITCH_OBJECT_ID = GUID;
/// A [`GUID`].
pub type NDIS_SWITCH_OBJECT_INSTANCE_ID = GUID;
pub type IF_INDEX = NET_IFINDEX;
pub type NDIS_SWITCH_NIC_INDEX = USHORT;
pub type NDIS_SWITCH_OBJECT_VERSION = USHORT;
pub type NDIS_SWITCH_OBJECT_SERIALIZATION_VERSION = USHORT;
pub type ADDRESS_FAMILY = USHORT;

pub mod _INET_DISCARD_REASON {
    /// The values are of this type.
    pub type Type = i32;
    pub const InetDiscardSourceUnspecified: Type = 0;
    pub const InetDiscardDestinationMulticast: Type = 1;
    pub const InetDiscardHeaderInvalid: Type = 2;
    pub const InetDiscardChecksumInvalid: Type = 3;
    pub const InetDiscardEndpointNotFound: Type = 4;
    pub const InetDiscardConnectedPath: Type = 5;
    pub const InetDiscardSessionState: Type = 6;
    pub const InetDiscardReceiveInspection: Type = 7;
    pub const InetDiscardAckInvalid: Type = 8;
    pub const InetDiscardExpectedSyn: Type = 9;
    pub const InetDiscardRst: Type = 10;
    pub const InetDiscardSynRcvdSyn: Type = 11;
    pub const InetDiscardSimultaneousConnect: Type = 12;
    pub const InetDiscardPawsFailed: Type = 13;
    pub const InetDiscardLandAttack: Type = 14;
    pub const InetDiscardMissedReset: Type = 15;
    pub const InetDiscardOutsideWindow: Type = 16;
    pub const InetDiscardDuplicateSegment: Type = 17;
    pub const InetDiscardClosedWindow: Type = 18;
    pub const InetDiscardTcbRemoved: Type = 19;
    pub const InetDiscardFinWait2: Type = 20;
    pub const InetDiscardReassemblyConflict: Type = 21;
    pub const InetDiscardFinReceived: Type = 22;
    pub const InetDiscardListenerInvalidFlags: Type = 23;
    pub const InetDiscardUrgentDeliveryAllocationFailure: Type = 24;
    pub const InetDiscardTcbNotInTcbTable: Type = 25;
    pub const InetDiscardTimeWaitTcbReceivedRstOutsideWindow: Type = 26;
    pub const InetDiscardTimeWaitTcbSynAndOtherFlags: Type = 27;
    pub const InetDiscardTimeWaitTcb: Type = 28;
    pub const InetDiscardSynAckWithFastopenCookieRequest: Type = 29;
    pub const InetDiscardReasonPauseAccept: Type = 30;
    pub const InetDiscardReasonSynAttack: Type = 31;
    pub const InetDiscardReasonMaxEnumValue: Type = 32;
}
/// A value of [`_INET_DISCARD_REASON`].
pub type INET_DISCARD_REASON = _INET_DISCARD_REASON::Type;
/// Pointer to a value of [`_INET_DISCARD_REASON`].
pub type PINET_DISCARD_REASON = *mut _INET_DISCARD_REASON::Type;

pub mod _IP_DISCARD_REASON {
    /// The values are of this type.
    pub type Type = i32;
    pub const IpDiscardBadSourceAddress: Type = 1;
    pub const IpDiscardNotLocallyDestined: Type = 2;
    pub const IpDiscardProtocolUnreachable: Type = 3;
    pub const IpDiscardPortUnreachable: Type = 4;
    pub const IpDiscardBadLength: Type = 5;
    pub const IpDiscardMalformedHeader: Type = 6;
    pub const IpDiscardNoRoute: Type = 7;
    pub const IpDiscardBeyondScope: Type = 8;
    pub const IpDiscardInspectionDrop: Type = 9;
    pub const IpDiscardTooManyDecapsulations: Type = 10;
    pub const IpDiscardAdministrativelyProhibited: Type = 11;
    pub const IpDiscardReceivePathMax: Type = 127;
    pub const IpDiscardHopLimitExceeded: Type = 128;
    pub const IpDiscardAddressUnreachable: Type = 129;
    pub const IpDiscardRscPacket: Type = 130;
    pub const IpDiscardForwardPathMax: Type = 255;
    pub const IpDiscardArbitrationUnhandled: Type = 256;
    pub const IpDiscardInspectionAbsorb: Type = 257;
    pub const IpDiscardDontFragmentMtuExceeded: Type = 258;
    pub const IpDiscardBufferLengthExceeded: Type = 259;
    pub const IpDiscardAddressResolutionTimeout: Type = 260;
    pub const IpDiscardAddressResolutionFailure: Type = 261;
    pub const IpDiscardIpsecFailure: Type = 262;
    pub const IpDiscardExtensionHeadersFailure: Type = 263;
    pub const IpDiscardAllocationFailure: Type = 264;
    pub const IpDiscardIPSNPIDrop: Type = 265;
    pub const IpDiscardUnsupportedOffload: Type = 266;
    pub const IpDiscardRoutingFailure: Type = 267;
    pub const IpDiscardAncillaryDataFailure: Type = 268;
    pub const IpDiscardRawDataFailure: Type = 269;
    pub const IpDiscardSessionStateFailure: Type = 270;
    pub const IpDiscardMax: Type = 271;
}
/// A value of [`_IP_DISCARD_REASON`].
pub type IP_DISCARD_REASON = _IP_DISCARD_REASON::Type;
/// Pointer to a value of [`_IP_DISCARD_REASON`].
pub type PIP_DISCARD_REASON = *mut _IP_DISCARD_REASON::Type;

/// The direction of traffic.
pub mod _FWP_DIRECTION_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWP_DIRECTION_OUTBOUND: Type = 0;
    pub const FWP_DIRECTION_INBOUND: Type = 1;
    pub const FWP_DIRECTION_MAX: Type = 2;
}
/// A value of [`_FWP_DIRECTION_`].
pub type FWP_DIRECTION = _FWP_DIRECTION_::Type;

/// The versions of IP.
pub mod _FWP_IP_VERSION_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWP_IP_VERSION_V4: Type = 0;
    pub const FWP_IP_VERSION_V6: Type = 1;
    pub const FWP_IP_VERSION_NONE: Type = 2;
    pub const FWP_IP_VERSION_MAX: Type = 3;
}
/// A value of [`_FWP_IP_VERSION_`].
pub type FWP_IP_VERSION = _FWP_IP_VERSION_::Type;

pub mod _FWP_NE_FAMILY_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWP_AF_INET: Type = 0;
    pub const FWP_AF_INET6: Type = 1;
    pub const FWP_AF_ETHER: Type = 2;
    pub const FWP_AF_NONE: Type = 3;
}
/// A value of [`_FWP_NE_FAMILY_`].
pub type FWP_AF = _FWP_NE_FAMILY_::Type;

pub mod _FWP_ETHER_ENCAP_METHOD_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWP_ETHER_ENCAP_METHOD_ETHER_V2: Type = 0;
    pub const FWP_ETHER_ENCAP_METHOD_SNAP: Type = 1;
    pub const FWP_ETHER_ENCAP_METHOD_SNAP_W_OUI_ZERO: Type = 3;
}
/// A value of [`_FWP_ETHER_ENCAP_METHOD_`].
pub type FWP_ETHER_ENCAP_METHOD = _FWP_ETHER_ENCAP_METHOD_::Type;

/// The types of values.
pub mod _FWP_DATA_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWP_EMPTY: Type = 0;
    pub const FWP_UINT8: Type = 1;
    pub const FWP_UINT16: Type = 2;
    pub const FWP_UINT32: Type = 3;
    pub const FWP_UINT64: Type = 4;
    pub const FWP_INT8: Type = 5;
    pub const FWP_INT16: Type = 6;
    pub const FWP_INT32: Type = 7;
    pub const FWP_INT64: Type = 8;
    pub const FWP_FLOAT: Type = 9;
    pub const FWP_DOUBLE: Type = 10;
    pub const FWP_BYTE_ARRAY16_TYPE: Type = 11;
    pub const FWP_BYTE_BLOB_TYPE: Type = 12;
    pub const FWP_SID: Type = 13;
    pub const FWP_SECURITY_DESCRIPTOR_TYPE: Type = 14;
    pub const FWP_TOKEN_INFORMATION_TYPE: Type = 15;
    pub const FWP_TOKEN_ACCESS_INFORMATION_TYPE: Type = 16;
    pub const FWP_UNICODE_STRING_TYPE: Type = 17;
    pub const FWP_BYTE_ARRAY6_TYPE: Type = 18;
    pub const FWP_BITMAP_INDEX_TYPE: Type = 19;
    pub const FWP_BITMAP_ARRAY64_TYPE: Type = 20;
    pub const FWP_SINGLE_DATA_TYPE_MAX: Type = 255;
    pub const FWP_V4_ADDR_MASK: Type = 256;
    pub const FWP_V6_ADDR_MASK: Type = 257;
    pub const FWP_RANGE_TYPE: Type = 258;
    pub const FWP_DATA_TYPE_MAX: Type = 259;
}
/// A value of [`_FWP_DATA_TYPE_`].
pub type FWP_DATA_TYPE = _FWP_DATA_TYPE_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWP_BITMAP_ARRAY64_ {
    pub bitmapArray64: [u8; 8],
}
/// A [`FWP_BITMAP_ARRAY64_`].
pub type FWP_BITMAP_ARRAY64 = FWP_BITMAP_ARRAY64_;

/// Six bytes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWP_BYTE_ARRAY6_ {
    pub byteArray6: [u8; 6],
}
/// A [`FWP_BYTE_ARRAY6_`].
pub type FWP_BYTE_ARRAY6 = FWP_BYTE_ARRAY6_;

/// Sixteen bytes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWP_BYTE_ARRAY16_ {
    pub byteArray16: [u8; 16],
}
/// A [`FWP_BYTE_ARRAY16_`].
pub type FWP_BYTE_ARRAY16 = FWP_BYTE_ARRAY16_;

/// Bytes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWP_BYTE_BLOB_ {
    pub size: u32,
    pub data: *mut u8,
}
/// A [`FWP_BYTE_BLOB_`].
pub type FWP_BYTE_BLOB = FWP_BYTE_BLOB_;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWP_TOKEN_INFORMATION_ {
    pub sidCount: ULONG,
    pub sids: PSID_AND_ATTRIBUTES,
    pub restrictedSidCount: ULONG,
    pub restrictedSids: PSID_AND_ATTRIBUTES,
}
/// A [`FWP_TOKEN_INFORMATION_`].
pub type FWP_TOKEN_INFORMATION = FWP_TOKEN_INFORMATION_;

/// A value of any type.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWP_VALUE0_ {
    pub r#type: FWP_DATA_TYPE,
    pub Anonymous: FWP_VALUE0__Anonymous,
}
/// A [`FWP_VALUE0_`].
pub type FWP_VALUE0 = FWP_VALUE0_;
#[repr(C)]
#[derive(Clone, Copy)]
pub union FWP_VALUE0__Anonymous {
    pub uint8: u8,
    pub uint16: u16,
    pub uint32: u32,
    pub uint64: *mut u64,
    pub int8: i8,
    pub int16: i16,
    pub int32: i32,
    pub int64: *mut i64,
    pub float32: f32,
    pub double64: *mut f64,
    pub byteArray16: *mut FWP_BYTE_ARRAY16,
    pub byteBlob: *mut FWP_BYTE_BLOB,
    pub sid: *mut SID,
    pub sd: *mut FWP_BYTE_BLOB,
    pub tokenInformation: *mut FWP_TOKEN_INFORMATION,
    pub tokenAccessInformation: *mut FWP_BYTE_BLOB,
    pub unicodeString: PWSTR,
    pub byteArray6: *mut FWP_BYTE_ARRAY6,
    pub bitmapArray64: *mut FWP_BITMAP_ARRAY64,
}

/// How a condition compares.
pub mod _FWP_MATCH_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWP_MATCH_EQUAL: Type = 0;
    pub const FWP_MATCH_GREATER: Type = 1;
    pub const FWP_MATCH_LESS: Type = 2;
    pub const FWP_MATCH_GREATER_OR_EQUAL: Type = 3;
    pub const FWP_MATCH_LESS_OR_EQUAL: Type = 4;
    pub const FWP_MATCH_RANGE: Type = 5;
    pub const FWP_MATCH_FLAGS_ALL_SET: Type = 6;
    pub const FWP_MATCH_FLAGS_ANY_SET: Type = 7;
    pub const FWP_MATCH_FLAGS_NONE_SET: Type = 8;
    pub const FWP_MATCH_EQUAL_CASE_INSENSITIVE: Type = 9;
    pub const FWP_MATCH_NOT_EQUAL: Type = 10;
    pub const FWP_MATCH_PREFIX: Type = 11;
    pub const FWP_MATCH_NOT_PREFIX: Type = 12;
    pub const FWP_MATCH_TYPE_MAX: Type = 13;
}
/// A value of [`_FWP_MATCH_TYPE_`].
pub type FWP_MATCH_TYPE = _FWP_MATCH_TYPE_::Type;

/// An IPv4 network.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWP_V4_ADDR_AND_MASK_ {
    pub addr: u32,
    pub mask: u32,
}
/// A [`FWP_V4_ADDR_AND_MASK_`].
pub type FWP_V4_ADDR_AND_MASK = FWP_V4_ADDR_AND_MASK_;

/// An IPv6 network.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWP_V6_ADDR_AND_MASK_ {
    pub addr: [u8; 16],
    pub prefixLength: u8,
}
/// A [`FWP_V6_ADDR_AND_MASK_`].
pub type FWP_V6_ADDR_AND_MASK = FWP_V6_ADDR_AND_MASK_;

/// A range of values.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWP_RANGE0_ {
    pub valueLow: FWP_VALUE0,
    pub valueHigh: FWP_VALUE0,
}
/// A [`FWP_RANGE0_`].
pub type FWP_RANGE0 = FWP_RANGE0_;

/// A value that a condition compares with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWP_CONDITION_VALUE0_ {
    pub r#type: FWP_DATA_TYPE,
    pub Anonymous: FWP_CONDITION_VALUE0__Anonymous,
}
/// A [`FWP_CONDITION_VALUE0_`].
pub type FWP_CONDITION_VALUE0 = FWP_CONDITION_VALUE0_;
#[repr(C)]
#[derive(Clone, Copy)]
pub union FWP_CONDITION_VALUE0__Anonymous {
    pub uint8: u8,
    pub uint16: u16,
    pub uint32: u32,
    pub uint64: *mut u64,
    pub int8: i8,
    pub int16: i16,
    pub int32: i32,
    pub int64: *mut i64,
    pub float32: f32,
    pub double64: *mut f64,
    pub byteArray16: *mut FWP_BYTE_ARRAY16,
    pub byteBlob: *mut FWP_BYTE_BLOB,
    pub sid: *mut SID,
    pub sd: *mut FWP_BYTE_BLOB,
    pub tokenInformation: *mut FWP_TOKEN_INFORMATION,
    pub tokenAccessInformation: *mut FWP_BYTE_BLOB,
    pub unicodeString: PWSTR,
    pub byteArray6: *mut FWP_BYTE_ARRAY6,
    pub bitmapArray64: *mut FWP_BITMAP_ARRAY64,
    pub v4AddrMask: *mut FWP_V4_ADDR_AND_MASK,
    pub v6AddrMask: *mut FWP_V6_ADDR_AND_MASK,
    pub rangeValue: *mut FWP_RANGE0,
}

pub mod _FWP_CLASSIFY_OPTION_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWP_CLASSIFY_OPTION_MULTICAST_STATE: Type = 0;
    pub const FWP_CLASSIFY_OPTION_LOOSE_SOURCE_MAPPING: Type = 1;
    pub const FWP_CLASSIFY_OPTION_UNICAST_LIFETIME: Type = 2;
    pub const FWP_CLASSIFY_OPTION_MCAST_BCAST_LIFETIME: Type = 3;
    pub const FWP_CLASSIFY_OPTION_SECURE_SOCKET_SECURITY_FLAGS: Type = 4;
    pub const FWP_CLASSIFY_OPTION_SECURE_SOCKET_AUTHIP_MM_POLICY_KEY: Type = 5;
    pub const FWP_CLASSIFY_OPTION_SECURE_SOCKET_AUTHIP_QM_POLICY_KEY: Type = 6;
    pub const FWP_CLASSIFY_OPTION_LOCAL_ONLY_MAPPING: Type = 7;
    pub const FWP_CLASSIFY_OPTION_MAX: Type = 8;
}
/// A value of [`_FWP_CLASSIFY_OPTION_TYPE_`].
pub type FWP_CLASSIFY_OPTION_TYPE = _FWP_CLASSIFY_OPTION_TYPE_::Type;

pub mod _FWP_VSWITCH_NETWORK_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWP_VSWITCH_NETWORK_TYPE_UNKNOWN: Type = 0;
    pub const FWP_VSWITCH_NETWORK_TYPE_PRIVATE: Type = 1;
    pub const FWP_VSWITCH_NETWORK_TYPE_INTERNAL: Type = 2;
    pub const FWP_VSWITCH_NETWORK_TYPE_EXTERNAL: Type = 3;
}
/// A value of [`_FWP_VSWITCH_NETWORK_TYPE_`].
pub type FWP_VSWITCH_NETWORK_TYPE = _FWP_VSWITCH_NETWORK_TYPE_::Type;

pub mod _FWP_FILTER_ENUM_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWP_FILTER_ENUM_FULLY_CONTAINED: Type = 0;
    pub const FWP_FILTER_ENUM_OVERLAPPING: Type = 1;
    pub const FWP_FILTER_ENUM_TYPE_MAX: Type = 2;
}
/// A value of [`_FWP_FILTER_ENUM_TYPE_`].
pub type FWP_FILTER_ENUM_TYPE = _FWP_FILTER_ENUM_TYPE_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IPSEC_VIRTUAL_IF_TUNNEL_INFO0_ {
    pub virtualIfTunnelId: u64,
    pub trafficSelectorId: u64,
}
/// A [`IPSEC_VIRTUAL_IF_TUNNEL_INFO0_`].
pub type IPSEC_VIRTUAL_IF_TUNNEL_INFO0 = IPSEC_VIRTUAL_IF_TUNNEL_INFO0_;

pub mod _IKEEXT_KEY_MODULE_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const IKEEXT_KEY_MODULE_IKE: Type = 0;
    pub const IKEEXT_KEY_MODULE_AUTHIP: Type = 1;
    pub const IKEEXT_KEY_MODULE_IKEV2: Type = 2;
    pub const IKEEXT_KEY_MODULE_MAX: Type = 3;
}
/// A value of [`_IKEEXT_KEY_MODULE_TYPE_`].
pub type IKEEXT_KEY_MODULE_TYPE = _IKEEXT_KEY_MODULE_TYPE_::Type;

pub mod _IKEEXT_AUTHENTICATION_METHOD_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const IKEEXT_PRESHARED_KEY: Type = 0;
    pub const IKEEXT_CERTIFICATE: Type = 1;
    pub const IKEEXT_KERBEROS: Type = 2;
    pub const IKEEXT_ANONYMOUS: Type = 3;
    pub const IKEEXT_SSL: Type = 4;
    pub const IKEEXT_NTLM_V2: Type = 5;
    pub const IKEEXT_IPV6_CGA: Type = 6;
    pub const IKEEXT_CERTIFICATE_ECDSA_P256: Type = 7;
    pub const IKEEXT_CERTIFICATE_ECDSA_P384: Type = 8;
    pub const IKEEXT_SSL_ECDSA_P256: Type = 9;
    pub const IKEEXT_SSL_ECDSA_P384: Type = 10;
    pub const IKEEXT_EAP: Type = 11;
    pub const IKEEXT_RESERVED: Type = 12;
    pub const IKEEXT_AUTHENTICATION_METHOD_TYPE_MAX: Type = 13;
}
/// A value of [`_IKEEXT_AUTHENTICATION_METHOD_TYPE_`].
pub type IKEEXT_AUTHENTICATION_METHOD_TYPE = _IKEEXT_AUTHENTICATION_METHOD_TYPE_::Type;

pub mod _IKEEXT_AUTHENTICATION_IMPERSONATION_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const IKEEXT_IMPERSONATION_NONE: Type = 0;
    pub const IKEEXT_IMPERSONATION_SOCKET_PRINCIPAL: Type = 1;
    pub const IKEEXT_IMPERSONATION_MAX: Type = 2;
}
/// A value of [`_IKEEXT_AUTHENTICATION_IMPERSONATION_TYPE_`].
pub type IKEEXT_AUTHENTICATION_IMPERSONATION_TYPE =
    _IKEEXT_AUTHENTICATION_IMPERSONATION_TYPE_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IKEEXT_PRESHARED_KEY_AUTHENTICATION1__ {
    pub presharedKey: FWP_BYTE_BLOB,
    pub flags: u32,
}
/// A [`IKEEXT_PRESHARED_KEY_AUTHENTICATION1__`].
pub type IKEEXT_PRESHARED_KEY_AUTHENTICATION1 = IKEEXT_PRESHARED_KEY_AUTHENTICATION1__;

pub mod _IKEEXT_CIPHER_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const IKEEXT_CIPHER_DES: Type = 0;
    pub const IKEEXT_CIPHER_3DES: Type = 1;
    pub const IKEEXT_CIPHER_AES_128: Type = 2;
    pub const IKEEXT_CIPHER_AES_192: Type = 3;
    pub const IKEEXT_CIPHER_AES_256: Type = 4;
    pub const IKEEXT_CIPHER_AES_GCM_128_16ICV: Type = 5;
    pub const IKEEXT_CIPHER_AES_GCM_256_16ICV: Type = 6;
    pub const IKEEXT_CIPHER_TYPE_MAX: Type = 7;
}
/// A value of [`_IKEEXT_CIPHER_TYPE_`].
pub type IKEEXT_CIPHER_TYPE = _IKEEXT_CIPHER_TYPE_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IKEEXT_CIPHER_ALGORITHM0_ {
    pub algoIdentifier: IKEEXT_CIPHER_TYPE,
    pub keyLen: u32,
    pub rounds: u32,
}
/// A [`IKEEXT_CIPHER_ALGORITHM0_`].
pub type IKEEXT_CIPHER_ALGORITHM0 = IKEEXT_CIPHER_ALGORITHM0_;

pub mod _IKEEXT_INTEGRITY_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const IKEEXT_INTEGRITY_MD5: Type = 0;
    pub const IKEEXT_INTEGRITY_SHA1: Type = 1;
    pub const IKEEXT_INTEGRITY_SHA_256: Type = 2;
    pub const IKEEXT_INTEGRITY_SHA_384: Type = 3;
    pub const IKEEXT_INTEGRITY_TYPE_MAX: Type = 4;
}
/// A value of [`_IKEEXT_INTEGRITY_TYPE_`].
pub type IKEEXT_INTEGRITY_TYPE = _IKEEXT_INTEGRITY_TYPE_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IKEEXT_INTEGRITY_ALGORITHM0_ {
    pub algoIdentifier: IKEEXT_INTEGRITY_TYPE,
}
/// A [`IKEEXT_INTEGRITY_ALGORITHM0_`].
pub type IKEEXT_INTEGRITY_ALGORITHM0 = IKEEXT_INTEGRITY_ALGORITHM0_;

pub mod _IKEEXT_DH_GROUP_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const IKEEXT_DH_GROUP_NONE: Type = 0;
    pub const IKEEXT_DH_GROUP_1: Type = 1;
    pub const IKEEXT_DH_GROUP_2: Type = 2;
    pub const IKEEXT_DH_GROUP_14: Type = 3;
    pub const IKEEXT_DH_GROUP_2048: Type = 3;
    pub const IKEEXT_DH_ECP_256: Type = 4;
    pub const IKEEXT_DH_ECP_384: Type = 5;
    pub const IKEEXT_DH_GROUP_24: Type = 6;
    pub const IKEEXT_DH_GROUP_MAX: Type = 7;
}
/// A value of [`_IKEEXT_DH_GROUP_`].
pub type IKEEXT_DH_GROUP = _IKEEXT_DH_GROUP_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IKEEXT_PROPOSAL0_ {
    pub cipherAlgorithm: IKEEXT_CIPHER_ALGORITHM0,
    pub integrityAlgorithm: IKEEXT_INTEGRITY_ALGORITHM0,
    pub maxLifetimeSeconds: u32,
    pub dhGroup: IKEEXT_DH_GROUP,
    pub quickModeLimit: u32,
}
/// A [`IKEEXT_PROPOSAL0_`].
pub type IKEEXT_PROPOSAL0 = IKEEXT_PROPOSAL0_;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IKEEXT_NAME_CREDENTIAL0_ {
    pub principalName: *mut WCHAR,
}
/// A [`IKEEXT_NAME_CREDENTIAL0_`].
pub type IKEEXT_NAME_CREDENTIAL0 = IKEEXT_NAME_CREDENTIAL0_;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IKEEXT_CERTIFICATE_CREDENTIAL1_ {
    pub subjectName: FWP_BYTE_BLOB,
    pub certHash: FWP_BYTE_BLOB,
    pub flags: u32,
    pub certificate: FWP_BYTE_BLOB,
}
/// A [`IKEEXT_CERTIFICATE_CREDENTIAL1_`].
pub type IKEEXT_CERTIFICATE_CREDENTIAL1 = IKEEXT_CERTIFICATE_CREDENTIAL1_;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IKEEXT_CREDENTIAL2_ {
    pub authenticationMethodType: IKEEXT_AUTHENTICATION_METHOD_TYPE,
    pub impersonationType: IKEEXT_AUTHENTICATION_IMPERSONATION_TYPE,
    pub Anonymous: IKEEXT_CREDENTIAL2__Anonymous,
}
/// A [`IKEEXT_CREDENTIAL2_`].
pub type IKEEXT_CREDENTIAL2 = IKEEXT_CREDENTIAL2_;
#[repr(C)]
#[derive(Clone, Copy)]
pub union IKEEXT_CREDENTIAL2__Anonymous {
    pub presharedKey: *mut IKEEXT_PRESHARED_KEY_AUTHENTICATION1,
    pub certificate: *mut IKEEXT_CERTIFICATE_CREDENTIAL1,
    pub name: *mut IKEEXT_NAME_CREDENTIAL0,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct in6_addr {
    pub u: in6_addr_u,
}
/// A [`in6_addr`].
pub type IN6_ADDR = in6_addr;
/// Pointer to a [`in6_addr`].
pub type PIN6_ADDR = *mut in6_addr;
/// Pointer to a [`in6_addr`].
pub type LPIN6_ADDR = *mut in6_addr;
#[repr(C)]
#[derive(Clone, Copy)]
pub union in6_addr_u {
    pub Byte: [UCHAR; 16],
    pub Word: [USHORT; 8],
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct in_addr {
    pub S_un: in_addr_S_un,
}
/// A [`in_addr`].
pub type IN_ADDR = in_addr;
/// Pointer to a [`in_addr`].
pub type PIN_ADDR = *mut in_addr;
/// Pointer to a [`in_addr`].
pub type LPIN_ADDR = *mut in_addr;
#[repr(C)]
#[derive(Clone, Copy)]
pub union in_addr_S_un {
    pub S_un_b: in_addr_S_un_S_un_b,
    pub S_un_w: in_addr_S_un_S_un_w,
    pub S_addr: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct in_addr_S_un_S_un_b {
    pub s_b1: UCHAR,
    pub s_b2: UCHAR,
    pub s_b3: UCHAR,
    pub s_b4: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct in_addr_S_un_S_un_w {
    pub s_w1: USHORT,
    pub s_w2: USHORT,
}

pub mod _IPSEC_TRAFFIC_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const IPSEC_TRAFFIC_TYPE_TRANSPORT: Type = 0;
    pub const IPSEC_TRAFFIC_TYPE_TUNNEL: Type = 1;
    pub const IPSEC_TRAFFIC_TYPE_MAX: Type = 2;
}
/// A value of [`_IPSEC_TRAFFIC_TYPE_`].
pub type IPSEC_TRAFFIC_TYPE = _IPSEC_TRAFFIC_TYPE_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILETIME {
    pub dwLowDateTime: ULONG,
    pub dwHighDateTime: ULONG,
}
/// A [`_FILETIME`].
pub type FILETIME = _FILETIME;
/// Pointer to a [`_FILETIME`].
pub type PFILETIME = *mut _FILETIME;
/// Pointer to a [`_FILETIME`].
pub type LPFILETIME = *mut _FILETIME;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_ENUM_FILTERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub NumberOfFilters: ULONG,
    pub OffsetFirstFilter: ULONG,
    pub Filter: [NDIS_FILTER_INTERFACE; 1],
}
/// A [`_NDIS_ENUM_FILTERS`].
pub type NDIS_ENUM_FILTERS = _NDIS_ENUM_FILTERS;
/// Pointer to a [`_NDIS_ENUM_FILTERS`].
pub type PNDIS_ENUM_FILTERS = *mut _NDIS_ENUM_FILTERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IP_ADDRESS_PREFIX {
    pub Prefix: SOCKADDR_INET,
    pub PrefixLength: u8,
}
/// A [`_IP_ADDRESS_PREFIX`].
pub type IP_ADDRESS_PREFIX = _IP_ADDRESS_PREFIX;
/// Pointer to a [`_IP_ADDRESS_PREFIX`].
pub type PIP_ADDRESS_PREFIX = *mut _IP_ADDRESS_PREFIX;

pub mod _NDIS_SWITCH_PORT_PROPERTY_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisSwitchPortPropertyTypeUndefined: Type = 0;
    pub const NdisSwitchPortPropertyTypeCustom: Type = 1;
    pub const NdisSwitchPortPropertyTypeSecurity: Type = 2;
    pub const NdisSwitchPortPropertyTypeVlan: Type = 3;
    pub const NdisSwitchPortPropertyTypeProfile: Type = 4;
    pub const NdisSwitchPortPropertyTypeIsolation: Type = 5;
    pub const NdisSwitchPortPropertyTypeRoutingDomain: Type = 6;
    pub const NdisSwitchPortPropertyTypeMaximum: Type = 7;
}
/// A value of [`_NDIS_SWITCH_PORT_PROPERTY_TYPE`].
pub type NDIS_SWITCH_PORT_PROPERTY_TYPE = _NDIS_SWITCH_PORT_PROPERTY_TYPE::Type;
/// Pointer to a value of [`_NDIS_SWITCH_PORT_PROPERTY_TYPE`].
pub type PNDIS_SWITCH_PORT_PROPERTY_TYPE = *mut _NDIS_SWITCH_PORT_PROPERTY_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SWITCH_PORT_PROPERTY_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub PortId: NDIS_SWITCH_PORT_ID,
    pub PropertyType: NDIS_SWITCH_PORT_PROPERTY_TYPE,
    pub PropertyId: NDIS_SWITCH_OBJECT_ID,
    pub PropertyVersion: NDIS_SWITCH_OBJECT_VERSION,
    pub SerializationVersion: NDIS_SWITCH_OBJECT_SERIALIZATION_VERSION,
    pub PropertyInstanceId: NDIS_SWITCH_OBJECT_INSTANCE_ID,
    pub PropertyBufferLength: ULONG,
    pub PropertyBufferOffset: ULONG,
    pub Reserved: ULONG,
}
/// A [`_NDIS_SWITCH_PORT_PROPERTY_PARAMETERS`].
pub type NDIS_SWITCH_PORT_PROPERTY_PARAMETERS = _NDIS_SWITCH_PORT_PROPERTY_PARAMETERS;
/// Pointer to a [`_NDIS_SWITCH_PORT_PROPERTY_PARAMETERS`].
pub type PNDIS_SWITCH_PORT_PROPERTY_PARAMETERS = *mut _NDIS_SWITCH_PORT_PROPERTY_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SWITCH_PORT_PROPERTY_DELETE_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub PortId: NDIS_SWITCH_PORT_ID,
    pub PropertyType: NDIS_SWITCH_PORT_PROPERTY_TYPE,
    pub PropertyId: NDIS_SWITCH_OBJECT_ID,
    pub PropertyInstanceId: NDIS_SWITCH_OBJECT_INSTANCE_ID,
}
/// A [`_NDIS_SWITCH_PORT_PROPERTY_DELETE_PARAMETERS`].
pub type NDIS_SWITCH_PORT_PROPERTY_DELETE_PARAMETERS = _NDIS_SWITCH_PORT_PROPERTY_DELETE_PARAMETERS;
/// Pointer to a [`_NDIS_SWITCH_PORT_PROPERTY_DELETE_PARAMETERS`].
pub type PNDIS_SWITCH_PORT_PROPERTY_DELETE_PARAMETERS =
    *mut _NDIS_SWITCH_PORT_PROPERTY_DELETE_PARAMETERS;

pub mod _COMPARTMENT_ID {
    /// The values are of this type.
    pub type Type = i32;
    pub const UNSPECIFIED_COMPARTMENT_ID: Type = 0;
    pub const DEFAULT_COMPARTMENT_ID: Type = 1;
}
/// A value of [`_COMPARTMENT_ID`].
pub type COMPARTMENT_ID = _COMPARTMENT_ID::Type;
/// Pointer to a value of [`_COMPARTMENT_ID`].
pub type PCOMPARTMENT_ID = *mut _COMPARTMENT_ID::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct sockaddr {
    pub sa_family: ADDRESS_FAMILY,
    pub sa_data: [CHAR; 14],
}
/// A [`sockaddr`].
pub type SOCKADDR = sockaddr;
/// Pointer to a [`sockaddr`].
pub type PSOCKADDR = *mut sockaddr;
/// Pointer to a [`sockaddr`].
pub type LPSOCKADDR = *mut sockaddr;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct sockaddr_storage {
    pub ss_family: ADDRESS_FAMILY,
    pub __ss_pad1: [CHAR; 6],
    pub __ss_align: LONGLONG,
    pub __ss_pad2: [CHAR; 112],
}
/// Pointer to a [`sockaddr_storage`].
pub type PSOCKADDR_STORAGE_NFS = *mut sockaddr_storage;
/// A [`sockaddr_storage`].
pub type SOCKADDR_STORAGE_LH = sockaddr_storage;
/// Pointer to a [`sockaddr_storage`].
pub type PSOCKADDR_STORAGE_LH = *mut sockaddr_storage;
/// Pointer to a [`sockaddr_storage`].
pub type LPSOCKADDR_STORAGE_LH = *mut sockaddr_storage;
/// A [`sockaddr_storage`].
pub type SOCKADDR_STORAGE = sockaddr_storage;
/// Pointer to a [`sockaddr_storage`].
pub type PSOCKADDR_STORAGE = *mut sockaddr_storage;
/// Pointer to a [`sockaddr_storage`].
pub type LPSOCKADDR_STORAGE = *mut sockaddr_storage;

pub mod _IPPROTO {
    /// The values are of this type.
    pub type Type = i32;
    pub const IPPROTO_HOPOPTS: Type = 0;
    pub const IPPROTO_ICMP: Type = 1;
    pub const IPPROTO_IGMP: Type = 2;
    pub const IPPROTO_GGP: Type = 3;
    pub const IPPROTO_IPV4: Type = 4;
    pub const IPPROTO_ST: Type = 5;
    pub const IPPROTO_TCP: Type = 6;
    pub const IPPROTO_CBT: Type = 7;
    pub const IPPROTO_EGP: Type = 8;
    pub const IPPROTO_IGP: Type = 9;
    pub const IPPROTO_PUP: Type = 12;
    pub const IPPROTO_UDP: Type = 17;
    pub const IPPROTO_IDP: Type = 22;
    pub const IPPROTO_RDP: Type = 27;
    pub const IPPROTO_IPV6: Type = 41;
    pub const IPPROTO_ROUTING: Type = 43;
    pub const IPPROTO_FRAGMENT: Type = 44;
    pub const IPPROTO_ESP: Type = 50;
    pub const IPPROTO_AH: Type = 51;
    pub const IPPROTO_ICMPV6: Type = 58;
    pub const IPPROTO_NONE: Type = 59;
    pub const IPPROTO_DSTOPTS: Type = 60;
    pub const IPPROTO_ND: Type = 77;
    pub const IPPROTO_ICLFXBM: Type = 78;
    pub const IPPROTO_PIM: Type = 103;
    pub const IPPROTO_PGM: Type = 113;
    pub const IPPROTO_L2TP: Type = 115;
    pub const IPPROTO_SCTP: Type = 132;
    pub const IPPROTO_RAW: Type = 255;
    pub const IPPROTO_MAX: Type = 256;
    pub const IPPROTO_RESERVED_RAW: Type = 257;
    pub const IPPROTO_RESERVED_IPSEC: Type = 258;
    pub const IPPROTO_RESERVED_IPSECOFFLOAD: Type = 259;
    pub const IPPROTO_RESERVED_WNV: Type = 260;
    pub const IPPROTO_RESERVED_MAX: Type = 261;
}
/// A value of [`_IPPROTO`].
pub type IPPROTO = _IPPROTO::Type;
/// Pointer to a value of [`_IPPROTO`].
pub type PIPROTO = *mut _IPPROTO::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct SCOPE_ID {
    pub Anonymous: SCOPE_ID_Anonymous,
}
/// Pointer to a [`SCOPE_ID`].
pub type PSCOPE_ID = *mut SCOPE_ID;
#[repr(C)]
#[derive(Clone, Copy)]
pub union SCOPE_ID_Anonymous {
    pub BitFields: ULONG,
    pub Value: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct sockaddr_in {
    pub sin_family: ADDRESS_FAMILY,
    pub sin_port: USHORT,
    pub sin_addr: IN_ADDR,
    pub sin_zero: [CHAR; 8],
}
/// A [`sockaddr_in`].
pub type SOCKADDR_IN = sockaddr_in;
/// Pointer to a [`sockaddr_in`].
pub type PSOCKADDR_IN = *mut sockaddr_in;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct cmsghdr {
    pub cmsg_len: SIZE_T,
    pub cmsg_level: i32,
    pub cmsg_type: i32,
}
/// A [`cmsghdr`].
pub type WSACMSGHDR = cmsghdr;
/// Pointer to a [`cmsghdr`].
pub type PWSACMSGHDR = *mut cmsghdr;
/// Pointer to a [`cmsghdr`].
pub type LPWSACMSGHDR = *mut cmsghdr;
/// A [`cmsghdr`].
pub type CMSGHDR = cmsghdr;
/// Pointer to a [`cmsghdr`].
pub type PCMSGHDR = *mut cmsghdr;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct sockaddr_in6 {
    pub sin6_family: ADDRESS_FAMILY,
    pub sin6_port: USHORT,
    pub sin6_flowinfo: ULONG,
    pub sin6_addr: IN6_ADDR,
    pub Anonymous: sockaddr_in6_Anonymous,
}
/// A [`sockaddr_in6`].
pub type SOCKADDR_IN6_LH = sockaddr_in6;
/// Pointer to a [`sockaddr_in6`].
pub type PSOCKADDR_IN6_LH = *mut sockaddr_in6;
/// Pointer to a [`sockaddr_in6`].
pub type LPSOCKADDR_IN6_LH = *mut sockaddr_in6;
/// A [`sockaddr_in6`].
pub type SOCKADDR_IN6 = sockaddr_in6;
/// Pointer to a [`sockaddr_in6`].
pub type PSOCKADDR_IN6 = *mut sockaddr_in6;
/// Pointer to a [`sockaddr_in6`].
pub type LPSOCKADDR_IN6 = *mut sockaddr_in6;
#[repr(C)]
#[derive(Clone, Copy)]
pub union sockaddr_in6_Anonymous {
    pub sin6_scope_id: ULONG,
    pub sin6_scope_struct: SCOPE_ID,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub union _SOCKADDR_INET {
    pub Ipv4: SOCKADDR_IN,
    pub Ipv6: SOCKADDR_IN6,
    pub si_family: ADDRESS_FAMILY,
}
/// A [`_SOCKADDR_INET`].
pub type SOCKADDR_INET = _SOCKADDR_INET;
/// Pointer to a [`_SOCKADDR_INET`].
pub type PSOCKADDR_INET = *mut _SOCKADDR_INET;

layout! {
    FWP_BITMAP_ARRAY64_: 8, 1 { bitmapArray64: 0 }
    FWP_BYTE_ARRAY6_: 6, 1 { byteArray6: 0 }
    FWP_BYTE_ARRAY16_: 16, 1 { byteArray16: 0 }
    FWP_BYTE_BLOB_: 16, 8 { size: 0, data: 8 }
    FWP_TOKEN_INFORMATION_: 32, 8 {
        sidCount: 0, sids: 8, restrictedSidCount: 16, restrictedSids: 24
    }
    FWP_VALUE0__Anonymous: 8, 8 {
        uint8: 0, uint16: 0, uint32: 0, uint64: 0, int8: 0, int16: 0, int32: 0, int64: 0,
        float32: 0, double64: 0, byteArray16: 0, byteBlob: 0, sid: 0, sd: 0,
        tokenInformation: 0, tokenAccessInformation: 0, unicodeString: 0, byteArray6: 0,
        bitmapArray64: 0
    }
    FWP_VALUE0_: 16, 8 { r#type: 0, Anonymous: 8 }
    FWP_V4_ADDR_AND_MASK_: 8, 4 { addr: 0, mask: 4 }
    FWP_V6_ADDR_AND_MASK_: 17, 1 { addr: 0, prefixLength: 16 }
    FWP_RANGE0_: 32, 8 { valueLow: 0, valueHigh: 16 }
    FWP_CONDITION_VALUE0__Anonymous: 8, 8 {
        uint8: 0, uint16: 0, uint32: 0, uint64: 0, int8: 0, int16: 0, int32: 0, int64: 0,
        float32: 0, double64: 0, byteArray16: 0, byteBlob: 0, sid: 0, sd: 0,
        tokenInformation: 0, tokenAccessInformation: 0, unicodeString: 0, byteArray6: 0,
        bitmapArray64: 0, v4AddrMask: 0, v6AddrMask: 0, rangeValue: 0
    }
    FWP_CONDITION_VALUE0_: 16, 8 { r#type: 0, Anonymous: 8 }
    IPSEC_VIRTUAL_IF_TUNNEL_INFO0_: 16, 8 { virtualIfTunnelId: 0, trafficSelectorId: 8 }
    IKEEXT_PRESHARED_KEY_AUTHENTICATION1__: 24, 8 { presharedKey: 0, flags: 16 }
    IKEEXT_CIPHER_ALGORITHM0_: 12, 4 { algoIdentifier: 0, keyLen: 4, rounds: 8 }
    IKEEXT_INTEGRITY_ALGORITHM0_: 4, 4 { algoIdentifier: 0 }
    IKEEXT_PROPOSAL0_: 28, 4 {
        cipherAlgorithm: 0, integrityAlgorithm: 12, maxLifetimeSeconds: 16, dhGroup: 20,
        quickModeLimit: 24
    }
    IKEEXT_NAME_CREDENTIAL0_: 8, 8 { principalName: 0 }
    IKEEXT_CERTIFICATE_CREDENTIAL1_: 56, 8 {
        subjectName: 0, certHash: 16, flags: 32, certificate: 40
    }
    IKEEXT_CREDENTIAL2__Anonymous: 8, 8 { presharedKey: 0, certificate: 0, name: 0 }
    IKEEXT_CREDENTIAL2_: 16, 8 { authenticationMethodType: 0, impersonationType: 4, Anonymous: 8 }
    in6_addr_u: 16, 2 { Byte: 0, Word: 0 }
    in6_addr: 16, 2 { u: 0 }
    in_addr_S_un_S_un_b: 4, 1 { s_b1: 0, s_b2: 1, s_b3: 2, s_b4: 3 }
    in_addr_S_un_S_un_w: 4, 2 { s_w1: 0, s_w2: 2 }
    in_addr_S_un: 4, 4 { S_un_b: 0, S_un_w: 0, S_addr: 0 }
    in_addr: 4, 4 { S_un: 0 }
    _FILETIME: 8, 4 { dwLowDateTime: 0, dwHighDateTime: 4 }
    _NDIS_ENUM_FILTERS: 80, 8 {
        Header: 0, Flags: 4, NumberOfFilters: 8, OffsetFirstFilter: 12, Filter: 16
    }
    _IP_ADDRESS_PREFIX: 32, 4 { Prefix: 0, PrefixLength: 28 }
    _NDIS_SWITCH_PORT_PROPERTY_PARAMETERS: 64, 4 {
        Header: 0, Flags: 4, PortId: 8, PropertyType: 12, PropertyId: 16, PropertyVersion:
        32, SerializationVersion: 34, PropertyInstanceId: 36, PropertyBufferLength: 52,
        PropertyBufferOffset: 56, Reserved: 60
    }
    _NDIS_SWITCH_PORT_PROPERTY_DELETE_PARAMETERS: 48, 4 {
        Header: 0, Flags: 4, PortId: 8, PropertyType: 12, PropertyId: 16,
        PropertyInstanceId: 32
    }
    sockaddr: 16, 2 { sa_family: 0, sa_data: 2 }
    sockaddr_storage: 128, 8 { ss_family: 0, __ss_pad1: 2, __ss_align: 8, __ss_pad2: 16 }
    SCOPE_ID_Anonymous: 4, 4 { BitFields: 0, Value: 0 }
    SCOPE_ID: 4, 4 { Anonymous: 0 }
    sockaddr_in: 16, 4 { sin_family: 0, sin_port: 2, sin_addr: 4, sin_zero: 8 }
    cmsghdr: 16, 8 { cmsg_len: 0, cmsg_level: 8, cmsg_type: 12 }
    sockaddr_in6_Anonymous: 4, 4 { sin6_scope_id: 0, sin6_scope_struct: 0 }
    sockaddr_in6: 28, 4 {
        sin6_family: 0, sin6_port: 2, sin6_flowinfo: 4, sin6_addr: 8, Anonymous: 24
    }
    _SOCKADDR_INET: 28, 4 { Ipv4: 0, Ipv6: 0, si_family: 0 }
}

bit_fields! {
    SCOPE_ID_Anonymous.BitFields: ULONG {
        Zone set_Zone: 0, 28;
        Level set_Level: 28, 4;
    }
}
