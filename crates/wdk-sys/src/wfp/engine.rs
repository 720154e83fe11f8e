//! `fwpmk.h`, `fwpmtypes.h`: the filter engine: sessions, sublayers, filters, callouts, providers.

use core::ffi::c_void;

use crate::{
    ACL, FILETIME, FWP_ACTION_TYPE, FWP_BYTE_BLOB, FWP_CLASSIFY_OPTION_TYPE, FWP_CONDITION_VALUE0,
    FWP_DATA_TYPE, FWP_FILTER_ENUM_TYPE, FWP_IP_VERSION, FWP_MATCH_TYPE, FWP_VALUE0, GUID, HANDLE,
    IKEEXT_CREDENTIAL2, IKEEXT_KEY_MODULE_TYPE, IKEEXT_POLICY2, IKEEXT_PROPOSAL0,
    IPSEC_DOSP_OPTIONS0, IPSEC_KEYING_POLICY1, IPSEC_TRAFFIC_TYPE, IPSEC_TRANSPORT_POLICY2,
    IPSEC_TUNNEL_POLICY2, IPSEC_TUNNEL_POLICY3, NTSTATUS, PACL, PSECURITY_DESCRIPTOR, PSID, PWSTR,
    SEC_WINNT_AUTH_IDENTITY_W, SECURITY_INFORMATION, SID, UCHAR, ULONG, WCHAR, imports,
    layout::layout,
};

#[repr(C)]
pub struct FWPM_NET_EVENT3_ {
    _opaque: [UCHAR; 0],
}
/// A [`FWPM_NET_EVENT3_`].
pub type FWPM_NET_EVENT3 = FWPM_NET_EVENT3_;

#[repr(C)]
pub struct FWPM_PROVIDER_CONTEXT0_ {
    _opaque: [UCHAR; 0],
}
/// A [`FWPM_PROVIDER_CONTEXT0_`].
pub type FWPM_PROVIDER_CONTEXT0 = FWPM_PROVIDER_CONTEXT0_;

#[repr(C)]
pub struct FWPM_PROVIDER_CONTEXT1_ {
    _opaque: [UCHAR; 0],
}
/// A [`FWPM_PROVIDER_CONTEXT1_`].
pub type FWPM_PROVIDER_CONTEXT1 = FWPM_PROVIDER_CONTEXT1_;

pub mod _FWPM_CHANGE_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPM_CHANGE_ADD: Type = 1;
    pub const FWPM_CHANGE_DELETE: Type = 2;
    pub const FWPM_CHANGE_TYPE_MAX: Type = 3;
}
/// A value of [`_FWPM_CHANGE_TYPE_`].
pub type FWPM_CHANGE_TYPE = _FWPM_CHANGE_TYPE_::Type;

pub mod _FWPM_SERVICE_STATE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPM_SERVICE_STOPPED: Type = 0;
    pub const FWPM_SERVICE_START_PENDING: Type = 1;
    pub const FWPM_SERVICE_STOP_PENDING: Type = 2;
    pub const FWPM_SERVICE_RUNNING: Type = 3;
    pub const FWPM_SERVICE_STATE_MAX: Type = 4;
}
/// A value of [`_FWPM_SERVICE_STATE_`].
pub type FWPM_SERVICE_STATE = _FWPM_SERVICE_STATE_::Type;

pub mod _FWPM_ENGINE_OPTION_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPM_ENGINE_COLLECT_NET_EVENTS: Type = 0;
    pub const FWPM_ENGINE_NET_EVENT_MATCH_ANY_KEYWORDS: Type = 1;
    pub const FWPM_ENGINE_NAME_CACHE: Type = 2;
    pub const FWPM_ENGINE_MONITOR_IPSEC_CONNECTIONS: Type = 3;
    pub const FWPM_ENGINE_PACKET_QUEUING: Type = 4;
    pub const FWPM_ENGINE_TXN_WATCHDOG_TIMEOUT_IN_MSEC: Type = 5;
    pub const FWPM_ENGINE_OPTION_MAX: Type = 6;
}
/// A value of [`_FWPM_ENGINE_OPTION_`].
pub type FWPM_ENGINE_OPTION = _FWPM_ENGINE_OPTION_::Type;

/// A session.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_SESSION0_ {
    pub sessionKey: GUID,
    pub displayData: FWPM_DISPLAY_DATA0,
    pub flags: u32,
    pub txnWaitTimeoutInMSec: u32,
    pub processId: ULONG,
    pub sid: *mut SID,
    pub username: *mut WCHAR,
    pub kernelMode: i32,
}
/// A [`FWPM_SESSION0_`].
pub type FWPM_SESSION0 = FWPM_SESSION0_;

/// Which of them to enumerate.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_SESSION_ENUM_TEMPLATE0_ {
    pub reserved: u64,
}
/// A [`FWPM_SESSION_ENUM_TEMPLATE0_`].
pub type FWPM_SESSION_ENUM_TEMPLATE0 = FWPM_SESSION_ENUM_TEMPLATE0_;

/// A provider.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_PROVIDER0_ {
    pub providerKey: GUID,
    pub displayData: FWPM_DISPLAY_DATA0,
    pub flags: u32,
    pub providerData: FWP_BYTE_BLOB,
    pub serviceName: *mut WCHAR,
}
/// A [`FWPM_PROVIDER0_`].
pub type FWPM_PROVIDER0 = FWPM_PROVIDER0_;

/// Which of them to enumerate.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_PROVIDER_ENUM_TEMPLATE0_ {
    pub reserved: u64,
}
/// A [`FWPM_PROVIDER_ENUM_TEMPLATE0_`].
pub type FWPM_PROVIDER_ENUM_TEMPLATE0 = FWPM_PROVIDER_ENUM_TEMPLATE0_;

/// A change that was subscribed to.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_PROVIDER_CHANGE0_ {
    pub changeType: FWPM_CHANGE_TYPE,
    pub providerKey: GUID,
}
/// A [`FWPM_PROVIDER_CHANGE0_`].
pub type FWPM_PROVIDER_CHANGE0 = FWPM_PROVIDER_CHANGE0_;

/// A subscription to changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_PROVIDER_SUBSCRIPTION0_ {
    pub enumTemplate: *mut FWPM_PROVIDER_ENUM_TEMPLATE0,
    pub flags: u32,
    pub sessionKey: GUID,
}
/// A [`FWPM_PROVIDER_SUBSCRIPTION0_`].
pub type FWPM_PROVIDER_SUBSCRIPTION0 = FWPM_PROVIDER_SUBSCRIPTION0_;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_CLASSIFY_OPTION0_ {
    pub r#type: FWP_CLASSIFY_OPTION_TYPE,
    pub value: FWP_VALUE0,
}
/// A [`FWPM_CLASSIFY_OPTION0_`].
pub type FWPM_CLASSIFY_OPTION0 = FWPM_CLASSIFY_OPTION0_;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_CLASSIFY_OPTIONS0_ {
    pub numOptions: u32,
    pub options: *mut FWPM_CLASSIFY_OPTION0,
}
/// A [`FWPM_CLASSIFY_OPTIONS0_`].
pub type FWPM_CLASSIFY_OPTIONS0 = FWPM_CLASSIFY_OPTIONS0_;

pub mod _FWPM_PROVIDER_CONTEXT_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPM_IPSEC_KEYING_CONTEXT: Type = 0;
    pub const FWPM_IPSEC_IKE_QM_TRANSPORT_CONTEXT: Type = 1;
    pub const FWPM_IPSEC_IKE_QM_TUNNEL_CONTEXT: Type = 2;
    pub const FWPM_IPSEC_AUTHIP_QM_TRANSPORT_CONTEXT: Type = 3;
    pub const FWPM_IPSEC_AUTHIP_QM_TUNNEL_CONTEXT: Type = 4;
    pub const FWPM_IPSEC_IKE_MM_CONTEXT: Type = 5;
    pub const FWPM_IPSEC_AUTHIP_MM_CONTEXT: Type = 6;
    pub const FWPM_CLASSIFY_OPTIONS_CONTEXT: Type = 7;
    pub const FWPM_GENERAL_CONTEXT: Type = 8;
    pub const FWPM_IPSEC_IKEV2_QM_TUNNEL_CONTEXT: Type = 9;
    pub const FWPM_IPSEC_IKEV2_MM_CONTEXT: Type = 10;
    pub const FWPM_IPSEC_DOSP_CONTEXT: Type = 11;
    pub const FWPM_IPSEC_IKEV2_QM_TRANSPORT_CONTEXT: Type = 12;
    pub const FWPM_PROVIDER_CONTEXT_TYPE_MAX: Type = 13;
}
/// A value of [`_FWPM_PROVIDER_CONTEXT_TYPE_`].
pub type FWPM_PROVIDER_CONTEXT_TYPE = _FWPM_PROVIDER_CONTEXT_TYPE_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_PROVIDER_CONTEXT2_ {
    pub providerContextKey: GUID,
    pub displayData: FWPM_DISPLAY_DATA0,
    pub flags: u32,
    pub providerKey: *mut GUID,
    pub providerData: FWP_BYTE_BLOB,
    pub r#type: FWPM_PROVIDER_CONTEXT_TYPE,
    pub Anonymous: FWPM_PROVIDER_CONTEXT2__Anonymous,
    pub providerContextId: u64,
}
/// A [`FWPM_PROVIDER_CONTEXT2_`].
pub type FWPM_PROVIDER_CONTEXT2 = FWPM_PROVIDER_CONTEXT2_;
#[repr(C)]
#[derive(Clone, Copy)]
pub union FWPM_PROVIDER_CONTEXT2__Anonymous {
    pub keyingPolicy: *mut IPSEC_KEYING_POLICY1,
    pub ikeQmTransportPolicy: *mut IPSEC_TRANSPORT_POLICY2,
    pub ikeQmTunnelPolicy: *mut IPSEC_TUNNEL_POLICY2,
    pub authipQmTransportPolicy: *mut IPSEC_TRANSPORT_POLICY2,
    pub authipQmTunnelPolicy: *mut IPSEC_TUNNEL_POLICY2,
    pub ikeMmPolicy: *mut IKEEXT_POLICY2,
    pub authIpMmPolicy: *mut IKEEXT_POLICY2,
    pub dataBuffer: *mut FWP_BYTE_BLOB,
    pub classifyOptions: *mut FWPM_CLASSIFY_OPTIONS0,
    pub ikeV2QmTunnelPolicy: *mut IPSEC_TUNNEL_POLICY2,
    pub ikeV2QmTransportPolicy: *mut IPSEC_TRANSPORT_POLICY2,
    pub ikeV2MmPolicy: *mut IKEEXT_POLICY2,
    pub idpOptions: *mut IPSEC_DOSP_OPTIONS0,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_PROVIDER_CONTEXT3_ {
    pub providerContextKey: GUID,
    pub displayData: FWPM_DISPLAY_DATA0,
    pub flags: u32,
    pub providerKey: *mut GUID,
    pub providerData: FWP_BYTE_BLOB,
    pub r#type: FWPM_PROVIDER_CONTEXT_TYPE,
    pub Anonymous: FWPM_PROVIDER_CONTEXT3__Anonymous,
    pub providerContextId: u64,
}
/// A [`FWPM_PROVIDER_CONTEXT3_`].
pub type FWPM_PROVIDER_CONTEXT3 = FWPM_PROVIDER_CONTEXT3_;
#[repr(C)]
#[derive(Clone, Copy)]
pub union FWPM_PROVIDER_CONTEXT3__Anonymous {
    pub keyingPolicy: *mut IPSEC_KEYING_POLICY1,
    pub ikeQmTransportPolicy: *mut IPSEC_TRANSPORT_POLICY2,
    pub ikeQmTunnelPolicy: *mut IPSEC_TUNNEL_POLICY3,
    pub authipQmTransportPolicy: *mut IPSEC_TRANSPORT_POLICY2,
    pub authipQmTunnelPolicy: *mut IPSEC_TUNNEL_POLICY3,
    pub ikeMmPolicy: *mut IKEEXT_POLICY2,
    pub authIpMmPolicy: *mut IKEEXT_POLICY2,
    pub dataBuffer: *mut FWP_BYTE_BLOB,
    pub classifyOptions: *mut FWPM_CLASSIFY_OPTIONS0,
    pub ikeV2QmTunnelPolicy: *mut IPSEC_TUNNEL_POLICY3,
    pub ikeV2QmTransportPolicy: *mut IPSEC_TRANSPORT_POLICY2,
    pub ikeV2MmPolicy: *mut IKEEXT_POLICY2,
    pub idpOptions: *mut IPSEC_DOSP_OPTIONS0,
}

/// Which of them to enumerate.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_PROVIDER_CONTEXT_ENUM_TEMPLATE0_ {
    pub providerKey: *mut GUID,
    pub providerContextType: FWPM_PROVIDER_CONTEXT_TYPE,
}
/// A [`FWPM_PROVIDER_CONTEXT_ENUM_TEMPLATE0_`].
pub type FWPM_PROVIDER_CONTEXT_ENUM_TEMPLATE0 = FWPM_PROVIDER_CONTEXT_ENUM_TEMPLATE0_;

/// A change that was subscribed to.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_PROVIDER_CONTEXT_CHANGE0_ {
    pub changeType: FWPM_CHANGE_TYPE,
    pub providerContextKey: GUID,
    pub providerContextId: u64,
}
/// A [`FWPM_PROVIDER_CONTEXT_CHANGE0_`].
pub type FWPM_PROVIDER_CONTEXT_CHANGE0 = FWPM_PROVIDER_CONTEXT_CHANGE0_;

/// A subscription to changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_PROVIDER_CONTEXT_SUBSCRIPTION0_ {
    pub enumTemplate: *mut FWPM_PROVIDER_CONTEXT_ENUM_TEMPLATE0,
    pub flags: u32,
    pub sessionKey: GUID,
}
/// A [`FWPM_PROVIDER_CONTEXT_SUBSCRIPTION0_`].
pub type FWPM_PROVIDER_CONTEXT_SUBSCRIPTION0 = FWPM_PROVIDER_CONTEXT_SUBSCRIPTION0_;

/// A sublayer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_SUBLAYER0_ {
    pub subLayerKey: GUID,
    pub displayData: FWPM_DISPLAY_DATA0,
    pub flags: u32,
    pub providerKey: *mut GUID,
    pub providerData: FWP_BYTE_BLOB,
    pub weight: u16,
}
/// A [`FWPM_SUBLAYER0_`].
pub type FWPM_SUBLAYER0 = FWPM_SUBLAYER0_;

/// Which of them to enumerate.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_SUBLAYER_ENUM_TEMPLATE0_ {
    pub providerKey: *mut GUID,
}
/// A [`FWPM_SUBLAYER_ENUM_TEMPLATE0_`].
pub type FWPM_SUBLAYER_ENUM_TEMPLATE0 = FWPM_SUBLAYER_ENUM_TEMPLATE0_;

/// A change that was subscribed to.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_SUBLAYER_CHANGE0_ {
    pub changeType: FWPM_CHANGE_TYPE,
    pub subLayerKey: GUID,
}
/// A [`FWPM_SUBLAYER_CHANGE0_`].
pub type FWPM_SUBLAYER_CHANGE0 = FWPM_SUBLAYER_CHANGE0_;

/// A subscription to changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_SUBLAYER_SUBSCRIPTION0_ {
    pub enumTemplate: *mut FWPM_SUBLAYER_ENUM_TEMPLATE0,
    pub flags: u32,
    pub sessionKey: GUID,
}
/// A [`FWPM_SUBLAYER_SUBSCRIPTION0_`].
pub type FWPM_SUBLAYER_SUBSCRIPTION0 = FWPM_SUBLAYER_SUBSCRIPTION0_;

pub mod _FWPM_FIELD_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPM_FIELD_RAW_DATA: Type = 0;
    pub const FWPM_FIELD_IP_ADDRESS: Type = 1;
    pub const FWPM_FIELD_FLAGS: Type = 2;
    pub const FWPM_FIELD_TYPE_MAX: Type = 3;
}
/// A value of [`_FWPM_FIELD_TYPE_`].
pub type FWPM_FIELD_TYPE = _FWPM_FIELD_TYPE_::Type;

/// A field of a layer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_FIELD0_ {
    pub fieldKey: *mut GUID,
    pub r#type: FWPM_FIELD_TYPE,
    pub dataType: FWP_DATA_TYPE,
}
/// A [`FWPM_FIELD0_`].
pub type FWPM_FIELD0 = FWPM_FIELD0_;

/// A layer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_LAYER0_ {
    pub layerKey: GUID,
    pub displayData: FWPM_DISPLAY_DATA0,
    pub flags: u32,
    pub numFields: u32,
    pub field: *mut FWPM_FIELD0,
    pub defaultSubLayerKey: GUID,
    pub layerId: u16,
}
/// A [`FWPM_LAYER0_`].
pub type FWPM_LAYER0 = FWPM_LAYER0_;

/// Which of them to enumerate.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_LAYER_ENUM_TEMPLATE0_ {
    pub reserved: u64,
}
/// A [`FWPM_LAYER_ENUM_TEMPLATE0_`].
pub type FWPM_LAYER_ENUM_TEMPLATE0 = FWPM_LAYER_ENUM_TEMPLATE0_;

/// A callout, as filters name it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_CALLOUT0_ {
    pub calloutKey: GUID,
    pub displayData: FWPM_DISPLAY_DATA0,
    pub flags: u32,
    pub providerKey: *mut GUID,
    pub providerData: FWP_BYTE_BLOB,
    pub applicableLayer: GUID,
    pub calloutId: u32,
}
/// A [`FWPM_CALLOUT0_`].
pub type FWPM_CALLOUT0 = FWPM_CALLOUT0_;

/// Which of them to enumerate.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_CALLOUT_ENUM_TEMPLATE0_ {
    pub providerKey: *mut GUID,
    pub layerKey: GUID,
}
/// A [`FWPM_CALLOUT_ENUM_TEMPLATE0_`].
pub type FWPM_CALLOUT_ENUM_TEMPLATE0 = FWPM_CALLOUT_ENUM_TEMPLATE0_;

/// A change that was subscribed to.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_CALLOUT_CHANGE0_ {
    pub changeType: FWPM_CHANGE_TYPE,
    pub calloutKey: GUID,
    pub calloutId: u32,
}
/// A [`FWPM_CALLOUT_CHANGE0_`].
pub type FWPM_CALLOUT_CHANGE0 = FWPM_CALLOUT_CHANGE0_;

/// A subscription to changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_CALLOUT_SUBSCRIPTION0_ {
    pub enumTemplate: *mut FWPM_CALLOUT_ENUM_TEMPLATE0,
    pub flags: u32,
    pub sessionKey: GUID,
}
/// A [`FWPM_CALLOUT_SUBSCRIPTION0_`].
pub type FWPM_CALLOUT_SUBSCRIPTION0 = FWPM_CALLOUT_SUBSCRIPTION0_;

/// What a filter does.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_ACTION0_ {
    pub r#type: FWP_ACTION_TYPE,
    pub Anonymous: FWPM_ACTION0__Anonymous,
}
/// A [`FWPM_ACTION0_`].
pub type FWPM_ACTION0 = FWPM_ACTION0_;
#[repr(C)]
#[derive(Clone, Copy)]
pub union FWPM_ACTION0__Anonymous {
    pub filterType: GUID,
    pub calloutKey: GUID,
    pub bitmapIndex: u8,
}

/// A condition of a filter.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_FILTER_CONDITION0_ {
    pub fieldKey: GUID,
    pub matchType: FWP_MATCH_TYPE,
    pub conditionValue: FWP_CONDITION_VALUE0,
}
/// A [`FWPM_FILTER_CONDITION0_`].
pub type FWPM_FILTER_CONDITION0 = FWPM_FILTER_CONDITION0_;

/// A filter.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_FILTER0_ {
    pub filterKey: GUID,
    pub displayData: FWPM_DISPLAY_DATA0,
    pub flags: u32,
    pub providerKey: *mut GUID,
    pub providerData: FWP_BYTE_BLOB,
    pub layerKey: GUID,
    pub subLayerKey: GUID,
    pub weight: FWP_VALUE0,
    pub numFilterConditions: u32,
    pub filterCondition: *mut FWPM_FILTER_CONDITION0,
    pub action: FWPM_ACTION0,
    pub Anonymous: FWPM_FILTER0__Anonymous,
    pub reserved: *mut GUID,
    pub filterId: u64,
    pub effectiveWeight: FWP_VALUE0,
}
/// A [`FWPM_FILTER0_`].
pub type FWPM_FILTER0 = FWPM_FILTER0_;
#[repr(C)]
#[derive(Clone, Copy)]
pub union FWPM_FILTER0__Anonymous {
    pub rawContext: u64,
    pub providerContextKey: GUID,
}

/// Which of them to enumerate.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_FILTER_ENUM_TEMPLATE0_ {
    pub providerKey: *mut GUID,
    pub layerKey: GUID,
    pub enumType: FWP_FILTER_ENUM_TYPE,
    pub flags: u32,
    pub providerContextTemplate: *mut FWPM_PROVIDER_CONTEXT_ENUM_TEMPLATE0,
    pub numFilterConditions: u32,
    pub filterCondition: *mut FWPM_FILTER_CONDITION0,
    pub actionMask: u32,
    pub calloutKey: *mut GUID,
}
/// A [`FWPM_FILTER_ENUM_TEMPLATE0_`].
pub type FWPM_FILTER_ENUM_TEMPLATE0 = FWPM_FILTER_ENUM_TEMPLATE0_;

/// A change that was subscribed to.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_FILTER_CHANGE0_ {
    pub changeType: FWPM_CHANGE_TYPE,
    pub filterKey: GUID,
    pub filterId: u64,
}
/// A [`FWPM_FILTER_CHANGE0_`].
pub type FWPM_FILTER_CHANGE0 = FWPM_FILTER_CHANGE0_;

/// A subscription to changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_FILTER_SUBSCRIPTION0_ {
    pub enumTemplate: *mut FWPM_FILTER_ENUM_TEMPLATE0,
    pub flags: u32,
    pub sessionKey: GUID,
}
/// A [`FWPM_FILTER_SUBSCRIPTION0_`].
pub type FWPM_FILTER_SUBSCRIPTION0 = FWPM_FILTER_SUBSCRIPTION0_;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_LAYER_STATISTICS0_ {
    pub layerId: GUID,
    pub classifyPermitCount: u32,
    pub classifyBlockCount: u32,
    pub classifyVetoCount: u32,
    pub numCacheEntries: u32,
}
/// A [`FWPM_LAYER_STATISTICS0_`].
pub type FWPM_LAYER_STATISTICS0 = FWPM_LAYER_STATISTICS0_;

pub mod _FWPM_APPC_NETWORK_CAPABILITY_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPM_APPC_NETWORK_CAPABILITY_INTERNET_CLIENT: Type = 0;
    pub const FWPM_APPC_NETWORK_CAPABILITY_INTERNET_CLIENT_SERVER: Type = 1;
    pub const FWPM_APPC_NETWORK_CAPABILITY_INTERNET_PRIVATE_NETWORK: Type = 2;
}
/// A value of [`_FWPM_APPC_NETWORK_CAPABILITY_TYPE_`].
pub type FWPM_APPC_NETWORK_CAPABILITY_TYPE = _FWPM_APPC_NETWORK_CAPABILITY_TYPE_::Type;

/// Which of them to enumerate.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_NET_EVENT_ENUM_TEMPLATE0_ {
    pub startTime: FILETIME,
    pub endTime: FILETIME,
    pub numFilterConditions: u32,
    pub filterCondition: *mut FWPM_FILTER_CONDITION0,
}
/// A [`FWPM_NET_EVENT_ENUM_TEMPLATE0_`].
pub type FWPM_NET_EVENT_ENUM_TEMPLATE0 = FWPM_NET_EVENT_ENUM_TEMPLATE0_;

pub mod _FWPM_SYSTEM_PORT_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPM_SYSTEM_PORT_RPC_EPMAP: Type = 0;
    pub const FWPM_SYSTEM_PORT_TEREDO: Type = 1;
    pub const FWPM_SYSTEM_PORT_IPHTTPS_IN: Type = 2;
    pub const FWPM_SYSTEM_PORT_IPHTTPS_OUT: Type = 3;
    pub const FWPM_SYSTEM_PORT_TYPE_MAX: Type = 4;
}
/// A value of [`_FWPM_SYSTEM_PORT_TYPE_`].
pub type FWPM_SYSTEM_PORT_TYPE = _FWPM_SYSTEM_PORT_TYPE_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_CONNECTION0_ {
    pub connectionId: u64,
    pub ipVersion: FWP_IP_VERSION,
    pub Anonymous1: FWPM_CONNECTION0__Anonymous1,
    pub Anonymous2: FWPM_CONNECTION0__Anonymous2,
    pub providerKey: *mut GUID,
    pub ipsecTrafficModeType: IPSEC_TRAFFIC_TYPE,
    pub keyModuleType: IKEEXT_KEY_MODULE_TYPE,
    pub mmCrypto: IKEEXT_PROPOSAL0,
    pub mmPeer: IKEEXT_CREDENTIAL2,
    pub emPeer: IKEEXT_CREDENTIAL2,
    pub bytesTransferredIn: u64,
    pub bytesTransferredOut: u64,
    pub bytesTransferredTotal: u64,
    pub startSysTime: FILETIME,
}
/// A [`FWPM_CONNECTION0_`].
pub type FWPM_CONNECTION0 = FWPM_CONNECTION0_;
#[repr(C)]
#[derive(Clone, Copy)]
pub union FWPM_CONNECTION0__Anonymous1 {
    pub localV4Address: u32,
    pub localV6Address: [u8; 16],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union FWPM_CONNECTION0__Anonymous2 {
    pub remoteV4Address: u32,
    pub remoteV6Address: [u8; 16],
}

/// Which of them to enumerate.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_CONNECTION_ENUM_TEMPLATE0_ {
    pub connectionId: u64,
    pub flags: u32,
}
/// A [`FWPM_CONNECTION_ENUM_TEMPLATE0_`].
pub type FWPM_CONNECTION_ENUM_TEMPLATE0 = FWPM_CONNECTION_ENUM_TEMPLATE0_;

/// A subscription to changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_CONNECTION_SUBSCRIPTION0_ {
    pub enumTemplate: *mut FWPM_CONNECTION_ENUM_TEMPLATE0,
    pub flags: u32,
    pub sessionKey: GUID,
}
/// A [`FWPM_CONNECTION_SUBSCRIPTION0_`].
pub type FWPM_CONNECTION_SUBSCRIPTION0 = FWPM_CONNECTION_SUBSCRIPTION0_;

pub mod _FWPM_CONNECTION_EVENT_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPM_CONNECTION_EVENT_ADD: Type = 0;
    pub const FWPM_CONNECTION_EVENT_DELETE: Type = 1;
    pub const FWPM_CONNECTION_EVENT_MAX: Type = 2;
}
/// A value of [`_FWPM_CONNECTION_EVENT_TYPE_`].
pub type FWPM_CONNECTION_EVENT_TYPE = _FWPM_CONNECTION_EVENT_TYPE_::Type;

pub mod _FWPM_VSWITCH_EVENT_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPM_VSWITCH_EVENT_FILTER_ADD_TO_INCOMPLETE_LAYER: Type = 0;
    pub const FWPM_VSWITCH_EVENT_FILTER_ENGINE_NOT_IN_REQUIRED_POSITION: Type = 1;
    pub const FWPM_VSWITCH_EVENT_ENABLED_FOR_INSPECTION: Type = 2;
    pub const FWPM_VSWITCH_EVENT_DISABLED_FOR_INSPECTION: Type = 3;
    pub const FWPM_VSWITCH_EVENT_FILTER_ENGINE_REORDER: Type = 4;
    pub const FWPM_VSWITCH_EVENT_MAX: Type = 5;
}
/// A value of [`_FWPM_VSWITCH_EVENT_TYPE_`].
pub type FWPM_VSWITCH_EVENT_TYPE = _FWPM_VSWITCH_EVENT_TYPE_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_VSWITCH_EVENT0_ {
    pub eventType: FWPM_VSWITCH_EVENT_TYPE,
    pub vSwitchId: *mut WCHAR,
    pub Anonymous: FWPM_VSWITCH_EVENT0__Anonymous,
}
/// A [`FWPM_VSWITCH_EVENT0_`].
pub type FWPM_VSWITCH_EVENT0 = FWPM_VSWITCH_EVENT0_;
#[repr(C)]
#[derive(Clone, Copy)]
pub union FWPM_VSWITCH_EVENT0__Anonymous {
    pub positionInfo: FWPM_VSWITCH_EVENT0__Anonymous_positionInfo,
    pub reorderInfo: FWPM_VSWITCH_EVENT0__Anonymous_reorderInfo,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_VSWITCH_EVENT0__Anonymous_positionInfo {
    pub numvSwitchFilterExtensions: ULONG,
    pub vSwitchFilterExtensions: *mut PWSTR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_VSWITCH_EVENT0__Anonymous_reorderInfo {
    pub inRequiredPosition: i32,
    pub numvSwitchFilterExtensions: ULONG,
    pub vSwitchFilterExtensions: *mut PWSTR,
}

/// A subscription to changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_VSWITCH_EVENT_SUBSCRIPTION0_ {
    pub flags: u32,
    pub sessionKey: GUID,
}
/// A [`FWPM_VSWITCH_EVENT_SUBSCRIPTION0_`].
pub type FWPM_VSWITCH_EVENT_SUBSCRIPTION0 = FWPM_VSWITCH_EVENT_SUBSCRIPTION0_;

/// A name and a description.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPM_DISPLAY_DATA0_ {
    pub name: *mut WCHAR,
    pub description: *mut WCHAR,
}
/// A [`FWPM_DISPLAY_DATA0_`].
pub type FWPM_DISPLAY_DATA0 = FWPM_DISPLAY_DATA0_;

crate::fn_types! {
    pub type FWPM_SERVICE_STATE_CHANGE_CALLBACK0 = fn(
        context: *mut c_void,
        newState: FWPM_SERVICE_STATE,
    );
}

layout! {
    FWPM_SESSION0_: 72, 8 {
        sessionKey: 0, displayData: 16, flags: 32, txnWaitTimeoutInMSec: 36, processId: 40,
        sid: 48, username: 56, kernelMode: 64
    }
    FWPM_SESSION_ENUM_TEMPLATE0_: 8, 8 { reserved: 0 }
    FWPM_PROVIDER0_: 64, 8 {
        providerKey: 0, displayData: 16, flags: 32, providerData: 40, serviceName: 56
    }
    FWPM_PROVIDER_ENUM_TEMPLATE0_: 8, 8 { reserved: 0 }
    FWPM_PROVIDER_CHANGE0_: 20, 4 { changeType: 0, providerKey: 4 }
    FWPM_PROVIDER_SUBSCRIPTION0_: 32, 8 { enumTemplate: 0, flags: 8, sessionKey: 12 }
    FWPM_CLASSIFY_OPTION0_: 24, 8 { r#type: 0, value: 8 }
    FWPM_CLASSIFY_OPTIONS0_: 16, 8 { numOptions: 0, options: 8 }
    FWPM_PROVIDER_CONTEXT2__Anonymous: 8, 8 {
        keyingPolicy: 0, ikeQmTransportPolicy: 0, ikeQmTunnelPolicy: 0,
        authipQmTransportPolicy: 0, authipQmTunnelPolicy: 0, ikeMmPolicy: 0, authIpMmPolicy:
        0, dataBuffer: 0, classifyOptions: 0, ikeV2QmTunnelPolicy: 0,
        ikeV2QmTransportPolicy: 0, ikeV2MmPolicy: 0, idpOptions: 0
    }
    FWPM_PROVIDER_CONTEXT2_: 88, 8 {
        providerContextKey: 0, displayData: 16, flags: 32, providerKey: 40, providerData:
        48, r#type: 64, Anonymous: 72, providerContextId: 80
    }
    FWPM_PROVIDER_CONTEXT3__Anonymous: 8, 8 {
        keyingPolicy: 0, ikeQmTransportPolicy: 0, ikeQmTunnelPolicy: 0,
        authipQmTransportPolicy: 0, authipQmTunnelPolicy: 0, ikeMmPolicy: 0, authIpMmPolicy:
        0, dataBuffer: 0, classifyOptions: 0, ikeV2QmTunnelPolicy: 0,
        ikeV2QmTransportPolicy: 0, ikeV2MmPolicy: 0, idpOptions: 0
    }
    FWPM_PROVIDER_CONTEXT3_: 88, 8 {
        providerContextKey: 0, displayData: 16, flags: 32, providerKey: 40, providerData:
        48, r#type: 64, Anonymous: 72, providerContextId: 80
    }
    FWPM_PROVIDER_CONTEXT_ENUM_TEMPLATE0_: 16, 8 { providerKey: 0, providerContextType: 8 }
    FWPM_PROVIDER_CONTEXT_CHANGE0_: 32, 8 {
        changeType: 0, providerContextKey: 4, providerContextId: 24
    }
    FWPM_PROVIDER_CONTEXT_SUBSCRIPTION0_: 32, 8 { enumTemplate: 0, flags: 8, sessionKey: 12 }
    FWPM_SUBLAYER0_: 72, 8 {
        subLayerKey: 0, displayData: 16, flags: 32, providerKey: 40, providerData: 48,
        weight: 64
    }
    FWPM_SUBLAYER_ENUM_TEMPLATE0_: 8, 8 { providerKey: 0 }
    FWPM_SUBLAYER_CHANGE0_: 20, 4 { changeType: 0, subLayerKey: 4 }
    FWPM_SUBLAYER_SUBSCRIPTION0_: 32, 8 { enumTemplate: 0, flags: 8, sessionKey: 12 }
    FWPM_FIELD0_: 16, 8 { fieldKey: 0, r#type: 8, dataType: 12 }
    FWPM_LAYER0_: 72, 8 {
        layerKey: 0, displayData: 16, flags: 32, numFields: 36, field: 40,
        defaultSubLayerKey: 48, layerId: 64
    }
    FWPM_LAYER_ENUM_TEMPLATE0_: 8, 8 { reserved: 0 }
    FWPM_CALLOUT0_: 88, 8 {
        calloutKey: 0, displayData: 16, flags: 32, providerKey: 40, providerData: 48,
        applicableLayer: 64, calloutId: 80
    }
    FWPM_CALLOUT_ENUM_TEMPLATE0_: 24, 8 { providerKey: 0, layerKey: 8 }
    FWPM_CALLOUT_CHANGE0_: 24, 4 { changeType: 0, calloutKey: 4, calloutId: 20 }
    FWPM_CALLOUT_SUBSCRIPTION0_: 32, 8 { enumTemplate: 0, flags: 8, sessionKey: 12 }
    FWPM_ACTION0__Anonymous: 16, 4 { filterType: 0, calloutKey: 0, bitmapIndex: 0 }
    FWPM_ACTION0_: 20, 4 { r#type: 0, Anonymous: 4 }
    FWPM_FILTER_CONDITION0_: 40, 8 { fieldKey: 0, matchType: 16, conditionValue: 24 }
    FWPM_FILTER0__Anonymous: 16, 8 { rawContext: 0, providerContextKey: 0 }
    FWPM_FILTER0_: 200, 8 {
        filterKey: 0, displayData: 16, flags: 32, providerKey: 40, providerData: 48,
        layerKey: 64, subLayerKey: 80, weight: 96, numFilterConditions: 112,
        filterCondition: 120, action: 128, Anonymous: 152, reserved: 168, filterId: 176,
        effectiveWeight: 184
    }
    FWPM_FILTER_ENUM_TEMPLATE0_: 72, 8 {
        providerKey: 0, layerKey: 8, enumType: 24, flags: 28, providerContextTemplate: 32,
        numFilterConditions: 40, filterCondition: 48, actionMask: 56, calloutKey: 64
    }
    FWPM_FILTER_CHANGE0_: 32, 8 { changeType: 0, filterKey: 4, filterId: 24 }
    FWPM_FILTER_SUBSCRIPTION0_: 32, 8 { enumTemplate: 0, flags: 8, sessionKey: 12 }
    FWPM_LAYER_STATISTICS0_: 32, 4 {
        layerId: 0, classifyPermitCount: 16, classifyBlockCount: 20, classifyVetoCount: 24,
        numCacheEntries: 28
    }
    FWPM_NET_EVENT_ENUM_TEMPLATE0_: 32, 8 {
        startTime: 0, endTime: 8, numFilterConditions: 16, filterCondition: 24
    }
    FWPM_CONNECTION0__Anonymous1: 16, 4 { localV4Address: 0, localV6Address: 0 }
    FWPM_CONNECTION0__Anonymous2: 16, 4 { remoteV4Address: 0, remoteV6Address: 0 }
    FWPM_CONNECTION0_: 160, 8 {
        connectionId: 0, ipVersion: 8, Anonymous1: 12, Anonymous2: 28, providerKey: 48,
        ipsecTrafficModeType: 56, keyModuleType: 60, mmCrypto: 64, mmPeer: 96, emPeer: 112,
        bytesTransferredIn: 128, bytesTransferredOut: 136, bytesTransferredTotal: 144,
        startSysTime: 152
    }
    FWPM_CONNECTION_ENUM_TEMPLATE0_: 16, 8 { connectionId: 0, flags: 8 }
    FWPM_CONNECTION_SUBSCRIPTION0_: 32, 8 { enumTemplate: 0, flags: 8, sessionKey: 12 }
    FWPM_VSWITCH_EVENT0__Anonymous_positionInfo: 16, 8 {
        numvSwitchFilterExtensions: 0, vSwitchFilterExtensions: 8
    }
    FWPM_VSWITCH_EVENT0__Anonymous_reorderInfo: 16, 8 {
        inRequiredPosition: 0, numvSwitchFilterExtensions: 4, vSwitchFilterExtensions: 8
    }
    FWPM_VSWITCH_EVENT0__Anonymous: 16, 8 { positionInfo: 0, reorderInfo: 0 }
    FWPM_VSWITCH_EVENT0_: 32, 8 { eventType: 0, vSwitchId: 8, Anonymous: 16 }
    FWPM_VSWITCH_EVENT_SUBSCRIPTION0_: 20, 4 { flags: 0, sessionKey: 4 }
    FWPM_DISPLAY_DATA0_: 16, 8 { name: 0, description: 8 }
}

imports! { "FWPKCLNT.SYS";
    /// Frees memory that the filter engine gave.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmfreememory0>
    pub fn FwpmFreeMemory0(p: *mut *mut c_void);
    /// The state of the base filtering engine.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmbfestateget0>
    pub fn FwpmBfeStateGet0() -> FWPM_SERVICE_STATE;
    /// Subscribes to the state of the base filtering engine. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmbfestatesubscribechanges0>
    pub fn FwpmBfeStateSubscribeChanges0(
        deviceObject: *mut c_void,
        callback: FWPM_SERVICE_STATE_CHANGE_CALLBACK0,
        context: *mut c_void,
        changeHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Ends a subscription to the state of the base filtering engine. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmbfestateunsubscribechanges0>
    pub fn FwpmBfeStateUnsubscribeChanges0(changeHandle: HANDLE) -> NTSTATUS;
    /// Opens a session with the filter engine. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmengineopen0>
    pub fn FwpmEngineOpen0(
        serverName: *const WCHAR,
        authnService: u32,
        authIdentity: *mut SEC_WINNT_AUTH_IDENTITY_W,
        session: *const FWPM_SESSION0,
        engineHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Closes a session. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmengineclose0>
    pub fn FwpmEngineClose0(engineHandle: HANDLE) -> NTSTATUS;
    /// Reads an option of the filter engine. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmenginegetoption0>
    pub fn FwpmEngineGetOption0(
        engineHandle: HANDLE,
        option: FWPM_ENGINE_OPTION,
        value: *mut *mut FWP_VALUE0,
    ) -> NTSTATUS;
    /// Sets an option of the filter engine. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmenginesetoption0>
    pub fn FwpmEngineSetOption0(
        engineHandle: HANDLE,
        option: FWPM_ENGINE_OPTION,
        newValue: *const FWP_VALUE0,
    ) -> NTSTATUS;
    /// The security descriptor of the filter engine. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmenginegetsecurityinfo0>
    pub fn FwpmEngineGetSecurityInfo0(
        engineHandle: HANDLE,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *mut PSID,
        sidGroup: *mut PSID,
        dacl: *mut PACL,
        sacl: *mut PACL,
        securityDescriptor: *mut PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Sets the security descriptor of the filter engine. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmenginesetsecurityinfo0>
    pub fn FwpmEngineSetSecurityInfo0(
        engineHandle: HANDLE,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *const SID,
        sidGroup: *const SID,
        dacl: *const ACL,
        sacl: *const ACL,
    ) -> NTSTATUS;
    /// Begins an enumeration of sessions. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmsessioncreateenumhandle0>
    pub fn FwpmSessionCreateEnumHandle0(
        engineHandle: HANDLE,
        enumTemplate: *const FWPM_SESSION_ENUM_TEMPLATE0,
        enumHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Enumerates sessions. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmsessionenum0>
    pub fn FwpmSessionEnum0(
        engineHandle: HANDLE,
        enumHandle: HANDLE,
        numEntriesRequested: u32,
        entries: *mut *mut *mut FWPM_SESSION0,
        numEntriesReturned: *mut u32,
    ) -> NTSTATUS;
    /// Ends an enumeration of sessions. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmsessiondestroyenumhandle0>
    pub fn FwpmSessionDestroyEnumHandle0(engineHandle: HANDLE, enumHandle: HANDLE) -> NTSTATUS;
    /// Begins a transaction. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmtransactionbegin0>
    pub fn FwpmTransactionBegin0(engineHandle: HANDLE, flags: u32) -> NTSTATUS;
    /// Commits a transaction. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmtransactioncommit0>
    pub fn FwpmTransactionCommit0(engineHandle: HANDLE) -> NTSTATUS;
    /// Aborts a transaction. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmtransactionabort0>
    pub fn FwpmTransactionAbort0(engineHandle: HANDLE) -> NTSTATUS;
    /// Adds a provider. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovideradd0>
    pub fn FwpmProviderAdd0(
        engineHandle: HANDLE,
        provider: *const FWPM_PROVIDER0,
        sd: PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Deletes a provider, by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmproviderdeletebykey0>
    pub fn FwpmProviderDeleteByKey0(engineHandle: HANDLE, key: *const GUID) -> NTSTATUS;
    /// A provider by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidergetbykey0>
    pub fn FwpmProviderGetByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        provider: *mut *mut FWPM_PROVIDER0,
    ) -> NTSTATUS;
    /// Begins an enumeration of providers. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercreateenumhandle0>
    pub fn FwpmProviderCreateEnumHandle0(
        engineHandle: HANDLE,
        enumTemplate: *const FWPM_PROVIDER_ENUM_TEMPLATE0,
        enumHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Enumerates providers. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmproviderenum0>
    pub fn FwpmProviderEnum0(
        engineHandle: HANDLE,
        enumHandle: HANDLE,
        numEntriesRequested: u32,
        entries: *mut *mut *mut FWPM_PROVIDER0,
        numEntriesReturned: *mut u32,
    ) -> NTSTATUS;
    /// Ends an enumeration of providers. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmproviderdestroyenumhandle0>
    pub fn FwpmProviderDestroyEnumHandle0(engineHandle: HANDLE, enumHandle: HANDLE) -> NTSTATUS;
    /// The security descriptor of a provider. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidergetsecurityinfobykey0>
    pub fn FwpmProviderGetSecurityInfoByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *mut PSID,
        sidGroup: *mut PSID,
        dacl: *mut PACL,
        sacl: *mut PACL,
        securityDescriptor: *mut PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Sets the security descriptor of a provider. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidersetsecurityinfobykey0>
    pub fn FwpmProviderSetSecurityInfoByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *const SID,
        sidGroup: *const SID,
        dacl: *const ACL,
        sacl: *const ACL,
    ) -> NTSTATUS;
    /// Adds a provider context, in its third form. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercontextadd2>
    pub fn FwpmProviderContextAdd2(
        engineHandle: HANDLE,
        providerContext: *const FWPM_PROVIDER_CONTEXT2,
        sd: PSECURITY_DESCRIPTOR,
        id: *mut u64,
    ) -> NTSTATUS;
    /// Adds a provider context. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercontextadd3>
    pub fn FwpmProviderContextAdd3(
        engineHandle: HANDLE,
        providerContext: *const FWPM_PROVIDER_CONTEXT3,
        sd: PSECURITY_DESCRIPTOR,
        id: *mut u64,
    ) -> NTSTATUS;
    /// Deletes a provider context, by its run-time identifier. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercontextdeletebyid0>
    pub fn FwpmProviderContextDeleteById0(engineHandle: HANDLE, id: u64) -> NTSTATUS;
    /// Deletes a provider context, by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercontextdeletebykey0>
    pub fn FwpmProviderContextDeleteByKey0(engineHandle: HANDLE, key: *const GUID) -> NTSTATUS;
    /// A provider context by its run-time identifier, in its third form. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercontextgetbyid2>
    pub fn FwpmProviderContextGetById2(
        engineHandle: HANDLE,
        id: u64,
        providerContext: *mut *mut FWPM_PROVIDER_CONTEXT2,
    ) -> NTSTATUS;
    /// A provider context by its run-time identifier. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercontextgetbyid3>
    pub fn FwpmProviderContextGetById3(
        engineHandle: HANDLE,
        id: u64,
        providerContext: *mut *mut FWPM_PROVIDER_CONTEXT3,
    ) -> NTSTATUS;
    /// A provider context by its key, in its third form. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercontextgetbykey2>
    pub fn FwpmProviderContextGetByKey2(
        engineHandle: HANDLE,
        key: *const GUID,
        providerContext: *mut *mut FWPM_PROVIDER_CONTEXT2,
    ) -> NTSTATUS;
    /// A provider context by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercontextgetbykey3>
    pub fn FwpmProviderContextGetByKey3(
        engineHandle: HANDLE,
        key: *const GUID,
        providerContext: *mut *mut FWPM_PROVIDER_CONTEXT3,
    ) -> NTSTATUS;
    /// Begins an enumeration of provider contexts. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercontextcreateenumhandle0>
    pub fn FwpmProviderContextCreateEnumHandle0(
        engineHandle: HANDLE,
        enumTemplate: *const FWPM_PROVIDER_CONTEXT_ENUM_TEMPLATE0,
        enumHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Enumerates provider contexts, in their third form. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercontextenum2>
    pub fn FwpmProviderContextEnum2(
        engineHandle: HANDLE,
        enumHandle: HANDLE,
        numEntriesRequested: u32,
        entries: *mut *mut *mut FWPM_PROVIDER_CONTEXT2,
        numEntriesReturned: *mut u32,
    ) -> NTSTATUS;
    /// Enumerates provider contexts. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercontextenum3>
    pub fn FwpmProviderContextEnum3(
        engineHandle: HANDLE,
        enumHandle: HANDLE,
        numEntriesRequested: u32,
        entries: *mut *mut *mut FWPM_PROVIDER_CONTEXT3,
        numEntriesReturned: *mut u32,
    ) -> NTSTATUS;
    /// Ends an enumeration of provider contexts. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercontextdestroyenumhandle0>
    pub fn FwpmProviderContextDestroyEnumHandle0(
        engineHandle: HANDLE,
        enumHandle: HANDLE,
    ) -> NTSTATUS;
    /// Sets the security descriptor of a provider context. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmprovidercontextsetsecurityinfobykey0>
    pub fn FwpmProviderContextSetSecurityInfoByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *const SID,
        sidGroup: *const SID,
        dacl: *const ACL,
        sacl: *const ACL,
    ) -> NTSTATUS;
    /// Adds a sublayer. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmsublayeradd0>
    pub fn FwpmSubLayerAdd0(
        engineHandle: HANDLE,
        subLayer: *const FWPM_SUBLAYER0,
        sd: PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Deletes a sublayer, by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmsublayerdeletebykey0>
    pub fn FwpmSubLayerDeleteByKey0(engineHandle: HANDLE, key: *const GUID) -> NTSTATUS;
    /// A sublayer by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmsublayergetbykey0>
    pub fn FwpmSubLayerGetByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        subLayer: *mut *mut FWPM_SUBLAYER0,
    ) -> NTSTATUS;
    /// Begins an enumeration of sublayers. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmsublayercreateenumhandle0>
    pub fn FwpmSubLayerCreateEnumHandle0(
        engineHandle: HANDLE,
        enumTemplate: *const FWPM_SUBLAYER_ENUM_TEMPLATE0,
        enumHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Enumerates sublayers. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmsublayerenum0>
    pub fn FwpmSubLayerEnum0(
        engineHandle: HANDLE,
        enumHandle: HANDLE,
        numEntriesRequested: u32,
        entries: *mut *mut *mut FWPM_SUBLAYER0,
        numEntriesReturned: *mut u32,
    ) -> NTSTATUS;
    /// Ends an enumeration of sublayers. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmsublayerdestroyenumhandle0>
    pub fn FwpmSubLayerDestroyEnumHandle0(engineHandle: HANDLE, enumHandle: HANDLE) -> NTSTATUS;
    /// The security descriptor of a sublayer. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmsublayergetsecurityinfobykey0>
    pub fn FwpmSubLayerGetSecurityInfoByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *mut PSID,
        sidGroup: *mut PSID,
        dacl: *mut PACL,
        sacl: *mut PACL,
        securityDescriptor: *mut PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Sets the security descriptor of a sublayer. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmsublayersetsecurityinfobykey0>
    pub fn FwpmSubLayerSetSecurityInfoByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *const SID,
        sidGroup: *const SID,
        dacl: *const ACL,
        sacl: *const ACL,
    ) -> NTSTATUS;
    /// A layer by its run-time identifier. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmlayergetbyid0>
    pub fn FwpmLayerGetById0(
        engineHandle: HANDLE,
        id: u16,
        layer: *mut *mut FWPM_LAYER0,
    ) -> NTSTATUS;
    /// A layer by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmlayergetbykey0>
    pub fn FwpmLayerGetByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        layer: *mut *mut FWPM_LAYER0,
    ) -> NTSTATUS;
    /// Begins an enumeration of layers. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmlayercreateenumhandle0>
    pub fn FwpmLayerCreateEnumHandle0(
        engineHandle: HANDLE,
        enumTemplate: *const FWPM_LAYER_ENUM_TEMPLATE0,
        enumHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Enumerates layers. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmlayerenum0>
    pub fn FwpmLayerEnum0(
        engineHandle: HANDLE,
        enumHandle: HANDLE,
        numEntriesRequested: u32,
        entries: *mut *mut *mut FWPM_LAYER0,
        numEntriesReturned: *mut u32,
    ) -> NTSTATUS;
    /// Ends an enumeration of layers. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmlayerdestroyenumhandle0>
    pub fn FwpmLayerDestroyEnumHandle0(engineHandle: HANDLE, enumHandle: HANDLE) -> NTSTATUS;
    /// The security descriptor of a layer. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmlayergetsecurityinfobykey0>
    pub fn FwpmLayerGetSecurityInfoByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *mut PSID,
        sidGroup: *mut PSID,
        dacl: *mut PACL,
        sacl: *mut PACL,
        securityDescriptor: *mut PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Sets the security descriptor of a layer. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmlayersetsecurityinfobykey0>
    pub fn FwpmLayerSetSecurityInfoByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *const SID,
        sidGroup: *const SID,
        dacl: *const ACL,
        sacl: *const ACL,
    ) -> NTSTATUS;
    /// Adds a callout. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmcalloutadd0>
    pub fn FwpmCalloutAdd0(
        engineHandle: HANDLE,
        callout: *const FWPM_CALLOUT0,
        sd: PSECURITY_DESCRIPTOR,
        id: *mut u32,
    ) -> NTSTATUS;
    /// Deletes a callout, by its run-time identifier. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmcalloutdeletebyid0>
    pub fn FwpmCalloutDeleteById0(engineHandle: HANDLE, id: u32) -> NTSTATUS;
    /// Deletes a callout, by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmcalloutdeletebykey0>
    pub fn FwpmCalloutDeleteByKey0(engineHandle: HANDLE, key: *const GUID) -> NTSTATUS;
    /// A callout by its run-time identifier. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmcalloutgetbyid0>
    pub fn FwpmCalloutGetById0(
        engineHandle: HANDLE,
        id: u32,
        callout: *mut *mut FWPM_CALLOUT0,
    ) -> NTSTATUS;
    /// A callout by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmcalloutgetbykey0>
    pub fn FwpmCalloutGetByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        callout: *mut *mut FWPM_CALLOUT0,
    ) -> NTSTATUS;
    /// Begins an enumeration of callouts. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmcalloutcreateenumhandle0>
    pub fn FwpmCalloutCreateEnumHandle0(
        engineHandle: HANDLE,
        enumTemplate: *const FWPM_CALLOUT_ENUM_TEMPLATE0,
        enumHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Enumerates callouts. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmcalloutenum0>
    pub fn FwpmCalloutEnum0(
        engineHandle: HANDLE,
        enumHandle: HANDLE,
        numEntriesRequested: u32,
        entries: *mut *mut *mut FWPM_CALLOUT0,
        numEntriesReturned: *mut u32,
    ) -> NTSTATUS;
    /// Ends an enumeration of callouts. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmcalloutdestroyenumhandle0>
    pub fn FwpmCalloutDestroyEnumHandle0(engineHandle: HANDLE, enumHandle: HANDLE) -> NTSTATUS;
    /// The security descriptor of a callout. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmcalloutgetsecurityinfobykey0>
    pub fn FwpmCalloutGetSecurityInfoByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *mut PSID,
        sidGroup: *mut PSID,
        dacl: *mut PACL,
        sacl: *mut PACL,
        securityDescriptor: *mut PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Sets the security descriptor of a callout. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmcalloutsetsecurityinfobykey0>
    pub fn FwpmCalloutSetSecurityInfoByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *const SID,
        sidGroup: *const SID,
        dacl: *const ACL,
        sacl: *const ACL,
    ) -> NTSTATUS;
    /// Adds a filter. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmfilteradd0>
    pub fn FwpmFilterAdd0(
        engineHandle: HANDLE,
        filter: *const FWPM_FILTER0,
        sd: PSECURITY_DESCRIPTOR,
        id: *mut u64,
    ) -> NTSTATUS;
    /// Deletes a filter, by its run-time identifier. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmfilterdeletebyid0>
    pub fn FwpmFilterDeleteById0(engineHandle: HANDLE, id: u64) -> NTSTATUS;
    /// Deletes a filter, by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmfilterdeletebykey0>
    pub fn FwpmFilterDeleteByKey0(engineHandle: HANDLE, key: *const GUID) -> NTSTATUS;
    /// A filter by its run-time identifier. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmfiltergetbyid0>
    pub fn FwpmFilterGetById0(
        engineHandle: HANDLE,
        id: u64,
        filter: *mut *mut FWPM_FILTER0,
    ) -> NTSTATUS;
    /// A filter by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmfiltergetbykey0>
    pub fn FwpmFilterGetByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        filter: *mut *mut FWPM_FILTER0,
    ) -> NTSTATUS;
    /// Begins an enumeration of filters. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmfiltercreateenumhandle0>
    pub fn FwpmFilterCreateEnumHandle0(
        engineHandle: HANDLE,
        enumTemplate: *const FWPM_FILTER_ENUM_TEMPLATE0,
        enumHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Enumerates filters. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmfilterenum0>
    pub fn FwpmFilterEnum0(
        engineHandle: HANDLE,
        enumHandle: HANDLE,
        numEntriesRequested: u32,
        entries: *mut *mut *mut FWPM_FILTER0,
        numEntriesReturned: *mut u32,
    ) -> NTSTATUS;
    /// Ends an enumeration of filters. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmfilterdestroyenumhandle0>
    pub fn FwpmFilterDestroyEnumHandle0(engineHandle: HANDLE, enumHandle: HANDLE) -> NTSTATUS;
    /// The security descriptor of a filter. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmfiltergetsecurityinfobykey0>
    pub fn FwpmFilterGetSecurityInfoByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *mut PSID,
        sidGroup: *mut PSID,
        dacl: *mut PACL,
        sacl: *mut PACL,
        securityDescriptor: *mut PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Sets the security descriptor of a filter. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmfiltersetsecurityinfobykey0>
    pub fn FwpmFilterSetSecurityInfoByKey0(
        engineHandle: HANDLE,
        key: *const GUID,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *const SID,
        sidGroup: *const SID,
        dacl: *const ACL,
        sacl: *const ACL,
    ) -> NTSTATUS;
    /// Reserves a bit of a bitmap condition. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmbitmapindexget0>
    pub fn FwpmBitmapIndexGet0(
        engineHandle: HANDLE,
        fieldId: *const GUID,
        idx: *mut u8,
    ) -> NTSTATUS;
    /// Frees a bit of a bitmap condition. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmbitmapindexfree0>
    pub fn FwpmBitmapIndexFree0(
        engineHandle: HANDLE,
        fieldId: *const GUID,
        idx: *mut u8,
    ) -> NTSTATUS;
    /// Begins an enumeration of network events. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmneteventcreateenumhandle0>
    pub fn FwpmNetEventCreateEnumHandle0(
        engineHandle: HANDLE,
        enumTemplate: *const FWPM_NET_EVENT_ENUM_TEMPLATE0,
        enumHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Enumerates network events. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmneteventenum3>
    pub fn FwpmNetEventEnum3(
        engineHandle: HANDLE,
        enumHandle: HANDLE,
        numEntriesRequested: u32,
        entries: *mut *mut *mut FWPM_NET_EVENT3,
        numEntriesReturned: *mut u32,
    ) -> NTSTATUS;
    /// Ends an enumeration of network events. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmneteventdestroyenumhandle0>
    pub fn FwpmNetEventDestroyEnumHandle0(engineHandle: HANDLE, enumHandle: HANDLE) -> NTSTATUS;
    /// The security descriptor of network events. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmneteventsgetsecurityinfo0>
    pub fn FwpmNetEventsGetSecurityInfo0(
        engineHandle: HANDLE,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *mut PSID,
        sidGroup: *mut PSID,
        dacl: *mut PACL,
        sacl: *mut PACL,
        securityDescriptor: *mut PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Sets the security descriptor of network events. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmneteventssetsecurityinfo0>
    pub fn FwpmNetEventsSetSecurityInfo0(
        engineHandle: HANDLE,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *const SID,
        sidGroup: *const SID,
        dacl: *const ACL,
        sacl: *const ACL,
    ) -> NTSTATUS;
    /// A connection by its run-time identifier. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmconnectiongetbyid0>
    pub fn FwpmConnectionGetById0(
        engineHandle: HANDLE,
        id: u64,
        connection: *mut *mut FWPM_CONNECTION0,
    ) -> NTSTATUS;
    /// Enumerates connections. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmconnectionenum0>
    pub fn FwpmConnectionEnum0(
        engineHandle: HANDLE,
        enumHandle: HANDLE,
        numEntriesRequested: u32,
        entries: *mut *mut *mut FWPM_CONNECTION0,
        numEntriesReturned: *mut u32,
    ) -> NTSTATUS;
    /// Begins an enumeration of connections. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmconnectioncreateenumhandle0>
    pub fn FwpmConnectionCreateEnumHandle0(
        engineHandle: HANDLE,
        enumTemplate: *const FWPM_CONNECTION_ENUM_TEMPLATE0,
        enumHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Ends an enumeration of connections. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmconnectiondestroyenumhandle0>
    pub fn FwpmConnectionDestroyEnumHandle0(engineHandle: HANDLE, enumHandle: HANDLE) -> NTSTATUS;
    /// The security descriptor of connections. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmconnectiongetsecurityinfo0>
    pub fn FwpmConnectionGetSecurityInfo0(
        engineHandle: HANDLE,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *mut PSID,
        sidGroup: *mut PSID,
        dacl: *mut PACL,
        sacl: *mut PACL,
        securityDescriptor: *mut PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Sets the security descriptor of connections. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-fwpmconnectionsetsecurityinfo0>
    pub fn FwpmConnectionSetSecurityInfo0(
        engineHandle: HANDLE,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *const SID,
        sidGroup: *const SID,
        dacl: *const ACL,
        sacl: *const ACL,
    ) -> NTSTATUS;
}
