//! `ntddndis.h`, `ndis.h`: media, links, statistics, requests, status indications.

use crate::{
    _CM_PARTIAL_RESOURCE_LIST, _KMUTANT, _LARGE_INTEGER, _MDL, _NDIS_WORK_ITEM, BOOLEAN, GUID,
    NDIS_HANDLE, NDIS_MEDIA_CONNECT_STATE, NDIS_MEDIA_DUPLEX_STATE, NDIS_NIC_SWITCH_ID,
    NDIS_NIC_SWITCH_VPORT_ID, NDIS_STATUS, NDIS_SWITCH_PORT_ID, NET_IF_ACCESS_TYPE,
    NET_IF_CONNECTION_TYPE, NET_IF_DIRECTION_TYPE, NET_IF_OBJECT_ID, NET_IF_OPER_STATUS,
    NET_IFINDEX, PDEVICE_OBJECT, PNDIS_BIND_PARAMETERS, PNDIS_HANDLE,
    PNDIS_RECEIVE_SCALE_CAPABILITIES, PNDIS_SHARED_MEMORY_PARAMETERS, PNET_BUFFER_LIST,
    PSCATTER_GATHER_LIST, PULONG, PVOID, SIZE_T, UCHAR, ULONG, ULONG64, USHORT, layout::layout,
};

#[repr(C)]
pub struct CO_ADDRESS_FAMILY {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`CO_ADDRESS_FAMILY`].
pub type PCO_ADDRESS_FAMILY = *mut CO_ADDRESS_FAMILY;

#[repr(C)]
pub struct CO_SAP {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`CO_SAP`].
pub type PCO_SAP = *mut CO_SAP;

#[repr(C)]
pub struct DOT11_EXTSTA_ATTRIBUTES {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`DOT11_EXTSTA_ATTRIBUTES`].
pub type PDOT11_EXTSTA_ATTRIBUTES = *mut DOT11_EXTSTA_ATTRIBUTES;

#[repr(C)]
pub struct DOT11_PHY_ATTRIBUTES {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`DOT11_PHY_ATTRIBUTES`].
pub type PDOT11_PHY_ATTRIBUTES = *mut DOT11_PHY_ATTRIBUTES;

#[repr(C)]
pub struct DOT11_VWIFI_ATTRIBUTES {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`DOT11_VWIFI_ATTRIBUTES`].
pub type PDOT11_VWIFI_ATTRIBUTES = *mut DOT11_VWIFI_ATTRIBUTES;

#[repr(C)]
pub struct _CO_CALL_PARAMETERS {
    _opaque: [UCHAR; 0],
}
/// A [`_CO_CALL_PARAMETERS`].
pub type CO_CALL_PARAMETERS = _CO_CALL_PARAMETERS;
/// Pointer to a [`_CO_CALL_PARAMETERS`].
pub type PCO_CALL_PARAMETERS = *mut _CO_CALL_PARAMETERS;

#[repr(C)]
pub struct _DOT11_EXTAP_ATTRIBUTES {
    _opaque: [UCHAR; 0],
}
/// A [`_DOT11_EXTAP_ATTRIBUTES`].
pub type DOT11_EXTAP_ATTRIBUTES = _DOT11_EXTAP_ATTRIBUTES;
/// Pointer to a [`_DOT11_EXTAP_ATTRIBUTES`].
pub type PDOT11_EXTAP_ATTRIBUTES = *mut _DOT11_EXTAP_ATTRIBUTES;

#[repr(C)]
pub struct _DOT11_WFD_ATTRIBUTES {
    _opaque: [UCHAR; 0],
}
/// A [`_DOT11_WFD_ATTRIBUTES`].
pub type DOT11_WFD_ATTRIBUTES = _DOT11_WFD_ATTRIBUTES;
/// Pointer to a [`_DOT11_WFD_ATTRIBUTES`].
pub type PDOT11_WFD_ATTRIBUTES = *mut _DOT11_WFD_ATTRIBUTES;

#[repr(C)]
pub struct _X_FILTER {
    _opaque: [UCHAR; 0],
}
/// A [`_X_FILTER`].
pub type ETH_FILTER = _X_FILTER;
/// A [`_X_FILTER`].
pub type NULL_FILTER = _X_FILTER;
/// Pointer to a [`_X_FILTER`].
pub type PETH_FILTER = *mut _X_FILTER;
/// Pointer to a [`_X_FILTER`].
pub type PNULL_FILTER = *mut _X_FILTER;
/// Pointer to a [`_X_FILTER`].
pub type PTR_FILTER = *mut _X_FILTER;
/// A [`_X_FILTER`].
pub type TR_FILTER = _X_FILTER;

pub type NDIS_AF = ULONG;
pub type NDIS_DMA_SIZE = UCHAR;
pub type NDIS_OID = ULONG;
/// Pointer to a [`ULONG`].
pub type PNDIS_OID = *mut ULONG;
pub type NDIS_VLAN_ID = ULONG;
pub type NDIS_PORT_NUMBER = ULONG;
pub type NDIS_HASH_FLAGS = ULONG;
/// A [`_LARGE_INTEGER`].
pub type NDIS_PHYSICAL_ADDRESS = _LARGE_INTEGER;
/// Pointer to a [`_LARGE_INTEGER`].
pub type PNDIS_PHYSICAL_ADDRESS = *mut _LARGE_INTEGER;
/// A [`_CM_PARTIAL_RESOURCE_LIST`].
pub type NDIS_RESOURCE_LIST = _CM_PARTIAL_RESOURCE_LIST;
/// Pointer to a [`_CM_PARTIAL_RESOURCE_LIST`].
pub type PNDIS_RESOURCE_LIST = *mut _CM_PARTIAL_RESOURCE_LIST;
/// A [`_MDL`].
pub type NDIS_BUFFER = _MDL;
/// A [`_KMUTANT`].
pub type NDIS_MUTEX = _KMUTANT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct BINARY_DATA {
    pub Length: USHORT,
    pub Buffer: PVOID,
}

/// A question to the drivers below, or a setting.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OID_REQUEST {
    pub Header: NDIS_OBJECT_HEADER,
    pub RequestType: NDIS_REQUEST_TYPE,
    pub PortNumber: NDIS_PORT_NUMBER,
    pub Timeout: u32,
    pub RequestId: PVOID,
    pub RequestHandle: NDIS_HANDLE,
    pub DATA: _NDIS_OID_REQUEST_DATA,
    pub NdisReserved: [UCHAR; 128],
    pub MiniportReserved: [UCHAR; 16],
    pub SourceReserved: [UCHAR; 16],
    pub SupportedRevision: UCHAR,
    pub Reserved1: UCHAR,
    pub Reserved2: USHORT,
    pub SwitchId: NDIS_NIC_SWITCH_ID,
    pub VPortId: NDIS_NIC_SWITCH_VPORT_ID,
    pub Flags: ULONG,
}
/// A [`_NDIS_OID_REQUEST`].
pub type NDIS_OID_REQUEST = _NDIS_OID_REQUEST;
/// Pointer to a [`_NDIS_OID_REQUEST`].
pub type PNDIS_OID_REQUEST = *mut _NDIS_OID_REQUEST;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_OID_REQUEST_DATA {
    pub QUERY_INFORMATION: _NDIS_OID_REQUEST_DATA_QUERY_INFORMATION,
    pub SET_INFORMATION: _NDIS_OID_REQUEST_DATA_SET_INFORMATION,
    pub METHOD_INFORMATION: _NDIS_OID_REQUEST_DATA_METHOD_INFORMATION,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OID_REQUEST_DATA_QUERY_INFORMATION {
    pub Oid: NDIS_OID,
    pub InformationBuffer: PVOID,
    pub InformationBufferLength: u32,
    pub BytesWritten: u32,
    pub BytesNeeded: u32,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OID_REQUEST_DATA_SET_INFORMATION {
    pub Oid: NDIS_OID,
    pub InformationBuffer: PVOID,
    pub InformationBufferLength: u32,
    pub BytesRead: u32,
    pub BytesNeeded: u32,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OID_REQUEST_DATA_METHOD_INFORMATION {
    pub Oid: NDIS_OID,
    pub InformationBuffer: PVOID,
    pub InputBufferLength: ULONG,
    pub OutputBufferLength: ULONG,
    pub MethodId: ULONG,
    pub BytesWritten: u32,
    pub BytesRead: u32,
    pub BytesNeeded: u32,
}

/// News to the drivers above.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_STATUS_INDICATION {
    pub Header: NDIS_OBJECT_HEADER,
    pub SourceHandle: NDIS_HANDLE,
    pub PortNumber: NDIS_PORT_NUMBER,
    pub StatusCode: NDIS_STATUS,
    pub Flags: ULONG,
    pub DestinationHandle: NDIS_HANDLE,
    pub RequestId: PVOID,
    pub StatusBuffer: PVOID,
    pub StatusBufferSize: ULONG,
    pub Guid: GUID,
    pub NdisReserved: [PVOID; 4],
}
/// A [`_NDIS_STATUS_INDICATION`].
pub type NDIS_STATUS_INDICATION = _NDIS_STATUS_INDICATION;
/// Pointer to a [`_NDIS_STATUS_INDICATION`].
pub type PNDIS_STATUS_INDICATION = *mut _NDIS_STATUS_INDICATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RESTART_GENERAL_ATTRIBUTES {
    pub Header: NDIS_OBJECT_HEADER,
    pub MtuSize: ULONG,
    pub MaxXmitLinkSpeed: ULONG64,
    pub MaxRcvLinkSpeed: ULONG64,
    pub LookaheadSize: ULONG,
    pub MacOptions: ULONG,
    pub SupportedPacketFilters: ULONG,
    pub MaxMulticastListSize: ULONG,
    pub RecvScaleCapabilities: PNDIS_RECEIVE_SCALE_CAPABILITIES,
    pub AccessType: NET_IF_ACCESS_TYPE,
    pub Flags: ULONG,
    pub ConnectionType: NET_IF_CONNECTION_TYPE,
    pub SupportedStatistics: ULONG,
    pub DataBackFillSize: ULONG,
    pub ContextBackFillSize: ULONG,
    pub SupportedOidList: PNDIS_OID,
    pub SupportedOidListLength: ULONG,
    pub MaxLookaheadSizeAccessed: ULONG,
}
/// A [`_NDIS_RESTART_GENERAL_ATTRIBUTES`].
pub type NDIS_RESTART_GENERAL_ATTRIBUTES = _NDIS_RESTART_GENERAL_ATTRIBUTES;
/// Pointer to a [`_NDIS_RESTART_GENERAL_ATTRIBUTES`].
pub type PNDIS_RESTART_GENERAL_ATTRIBUTES = *mut _NDIS_RESTART_GENERAL_ATTRIBUTES;

/// The device Plug and Play events.
pub mod _NDIS_DEVICE_PNP_EVENT {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisDevicePnPEventQueryRemoved: Type = 0;
    pub const NdisDevicePnPEventRemoved: Type = 1;
    pub const NdisDevicePnPEventSurpriseRemoved: Type = 2;
    pub const NdisDevicePnPEventQueryStopped: Type = 3;
    pub const NdisDevicePnPEventStopped: Type = 4;
    pub const NdisDevicePnPEventPowerProfileChanged: Type = 5;
    pub const NdisDevicePnPEventFilterListChanged: Type = 6;
    pub const NdisDevicePnPEventMaximum: Type = 7;
}
/// A value of [`_NDIS_DEVICE_PNP_EVENT`].
pub type NDIS_DEVICE_PNP_EVENT = _NDIS_DEVICE_PNP_EVENT::Type;
/// Pointer to a value of [`_NDIS_DEVICE_PNP_EVENT`].
pub type PNDIS_DEVICE_PNP_EVENT = *mut _NDIS_DEVICE_PNP_EVENT::Type;

/// Why an adapter is halted.
pub mod _NDIS_HALT_ACTION {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisHaltDeviceDisabled: Type = 0;
    pub const NdisHaltDeviceInstanceDeInitialized: Type = 1;
    pub const NdisHaltDevicePoweredDown: Type = 2;
    pub const NdisHaltDeviceSurpriseRemoved: Type = 3;
    pub const NdisHaltDeviceFailed: Type = 4;
    pub const NdisHaltDeviceInitializationFailed: Type = 5;
    pub const NdisHaltDeviceStopped: Type = 6;
}
/// A value of [`_NDIS_HALT_ACTION`].
pub type NDIS_HALT_ACTION = _NDIS_HALT_ACTION::Type;
/// Pointer to a value of [`_NDIS_HALT_ACTION`].
pub type PNDIS_HALT_ACTION = *mut _NDIS_HALT_ACTION::Type;

/// Why the system shuts down.
pub mod _NDIS_SHUTDOWN_ACTION {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisShutdownPowerOff: Type = 0;
    pub const NdisShutdownBugCheck: Type = 1;
}
/// A value of [`_NDIS_SHUTDOWN_ACTION`].
pub type NDIS_SHUTDOWN_ACTION = _NDIS_SHUTDOWN_ACTION::Type;
/// A value of [`_NDIS_SHUTDOWN_ACTION`].
pub type PNDIS_SHUTDOWN_ACTION = _NDIS_SHUTDOWN_ACTION::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct NDK_VERSION {
    pub Major: USHORT,
    pub Minor: USHORT,
}

pub mod _NDK_RDMA_TECHNOLOGY {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdkUndefined: Type = 0;
    pub const NdkiWarp: Type = 1;
    pub const NdkInfiniBand: Type = 2;
    pub const NdkRoCE: Type = 3;
    pub const NdkRoCEv2: Type = 4;
    pub const NdkMaxTechnology: Type = 5;
}
/// A value of [`_NDK_RDMA_TECHNOLOGY`].
pub type NDK_RDMA_TECHNOLOGY = _NDK_RDMA_TECHNOLOGY::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDK_ADAPTER_INFO {
    pub Version: NDK_VERSION,
    pub VendorId: u32,
    pub DeviceId: u32,
    pub MaxRegistrationSize: SIZE_T,
    pub MaxWindowSize: SIZE_T,
    pub FRMRPageCount: ULONG,
    pub MaxInitiatorRequestSge: ULONG,
    pub MaxReceiveRequestSge: ULONG,
    pub MaxReadRequestSge: ULONG,
    pub MaxTransferLength: ULONG,
    pub MaxInlineDataSize: ULONG,
    pub MaxInboundReadLimit: ULONG,
    pub MaxOutboundReadLimit: ULONG,
    pub MaxReceiveQueueDepth: ULONG,
    pub MaxInitiatorQueueDepth: ULONG,
    pub MaxSrqDepth: ULONG,
    pub MaxCqDepth: ULONG,
    pub LargeRequestThreshold: ULONG,
    pub MaxCallerData: ULONG,
    pub MaxCalleeData: ULONG,
    pub AdapterFlags: ULONG,
    pub RdmaTechnology: NDK_RDMA_TECHNOLOGY,
}
/// A [`_NDK_ADAPTER_INFO`].
pub type NDK_ADAPTER_INFO = _NDK_ADAPTER_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_STATISTICS_VALUE {
    pub Oid: NDIS_OID,
    pub DataLength: ULONG,
    pub Data: [UCHAR; 1],
}
/// A [`_NDIS_STATISTICS_VALUE`].
pub type NDIS_STATISTICS_VALUE = _NDIS_STATISTICS_VALUE;
/// Pointer to a [`_NDIS_STATISTICS_VALUE`].
pub type PNDIS_STATISTICS_VALUE = *mut _NDIS_STATISTICS_VALUE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_STATISTICS_VALUE_EX {
    pub Oid: NDIS_OID,
    pub DataLength: ULONG,
    pub Length: ULONG,
    pub Data: [UCHAR; 1],
}
/// A [`_NDIS_STATISTICS_VALUE_EX`].
pub type NDIS_STATISTICS_VALUE_EX = _NDIS_STATISTICS_VALUE_EX;
/// Pointer to a [`_NDIS_STATISTICS_VALUE_EX`].
pub type PNDIS_STATISTICS_VALUE_EX = *mut _NDIS_STATISTICS_VALUE_EX;

/// Type, revision and size, with which most structures begin.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OBJECT_HEADER {
    pub Type: UCHAR,
    pub Revision: UCHAR,
    pub Size: USHORT,
}
/// A [`_NDIS_OBJECT_HEADER`].
pub type NDIS_OBJECT_HEADER = _NDIS_OBJECT_HEADER;
/// Pointer to a [`_NDIS_OBJECT_HEADER`].
pub type PNDIS_OBJECT_HEADER = *mut _NDIS_OBJECT_HEADER;

/// What an OID request does.
pub mod _NDIS_REQUEST_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisRequestQueryInformation: Type = 0;
    pub const NdisRequestSetInformation: Type = 1;
    pub const NdisRequestQueryStatistics: Type = 2;
    pub const NdisRequestOpen: Type = 3;
    pub const NdisRequestClose: Type = 4;
    pub const NdisRequestSend: Type = 5;
    pub const NdisRequestTransferData: Type = 6;
    pub const NdisRequestReset: Type = 7;
    pub const NdisRequestGeneric1: Type = 8;
    pub const NdisRequestGeneric2: Type = 9;
    pub const NdisRequestGeneric3: Type = 10;
    pub const NdisRequestGeneric4: Type = 11;
    pub const NdisRequestMethod: Type = 12;
}
/// A value of [`_NDIS_REQUEST_TYPE`].
pub type NDIS_REQUEST_TYPE = _NDIS_REQUEST_TYPE::Type;
/// Pointer to a value of [`_NDIS_REQUEST_TYPE`].
pub type PNDIS_REQUEST_TYPE = *mut _NDIS_REQUEST_TYPE::Type;

/// The counters of an adapter.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_STATISTICS_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub SupportedStatistics: ULONG,
    pub ifInDiscards: ULONG64,
    pub ifInErrors: ULONG64,
    pub ifHCInOctets: ULONG64,
    pub ifHCInUcastPkts: ULONG64,
    pub ifHCInMulticastPkts: ULONG64,
    pub ifHCInBroadcastPkts: ULONG64,
    pub ifHCOutOctets: ULONG64,
    pub ifHCOutUcastPkts: ULONG64,
    pub ifHCOutMulticastPkts: ULONG64,
    pub ifHCOutBroadcastPkts: ULONG64,
    pub ifOutErrors: ULONG64,
    pub ifOutDiscards: ULONG64,
    pub ifHCInUcastOctets: ULONG64,
    pub ifHCInMulticastOctets: ULONG64,
    pub ifHCInBroadcastOctets: ULONG64,
    pub ifHCOutUcastOctets: ULONG64,
    pub ifHCOutMulticastOctets: ULONG64,
    pub ifHCOutBroadcastOctets: ULONG64,
}
/// A [`_NDIS_STATISTICS_INFO`].
pub type NDIS_STATISTICS_INFO = _NDIS_STATISTICS_INFO;
/// Pointer to a [`_NDIS_STATISTICS_INFO`].
pub type PNDIS_STATISTICS_INFO = *mut _NDIS_STATISTICS_INFO;

/// The media of networks.
pub mod _NDIS_MEDIUM {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisMedium802_3: Type = 0;
    pub const NdisMedium802_5: Type = 1;
    pub const NdisMediumFddi: Type = 2;
    pub const NdisMediumWan: Type = 3;
    pub const NdisMediumLocalTalk: Type = 4;
    pub const NdisMediumDix: Type = 5;
    pub const NdisMediumArcnetRaw: Type = 6;
    pub const NdisMediumArcnet878_2: Type = 7;
    pub const NdisMediumAtm: Type = 8;
    pub const NdisMediumWirelessWan: Type = 9;
    pub const NdisMediumIrda: Type = 10;
    pub const NdisMediumBpc: Type = 11;
    pub const NdisMediumCoWan: Type = 12;
    pub const NdisMedium1394: Type = 13;
    pub const NdisMediumInfiniBand: Type = 14;
    pub const NdisMediumTunnel: Type = 15;
    pub const NdisMediumNative802_11: Type = 16;
    pub const NdisMediumLoopback: Type = 17;
    pub const NdisMediumWiMAX: Type = 18;
    pub const NdisMediumIP: Type = 19;
    pub const NdisMediumMax: Type = 20;
}
/// A value of [`_NDIS_MEDIUM`].
pub type NDIS_MEDIUM = _NDIS_MEDIUM::Type;
/// Pointer to a value of [`_NDIS_MEDIUM`].
pub type PNDIS_MEDIUM = *mut _NDIS_MEDIUM::Type;

/// The physical media of networks.
pub mod _NDIS_PHYSICAL_MEDIUM {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisPhysicalMediumUnspecified: Type = 0;
    pub const NdisPhysicalMediumWirelessLan: Type = 1;
    pub const NdisPhysicalMediumCableModem: Type = 2;
    pub const NdisPhysicalMediumPhoneLine: Type = 3;
    pub const NdisPhysicalMediumPowerLine: Type = 4;
    pub const NdisPhysicalMediumDSL: Type = 5;
    pub const NdisPhysicalMediumFibreChannel: Type = 6;
    pub const NdisPhysicalMedium1394: Type = 7;
    pub const NdisPhysicalMediumWirelessWan: Type = 8;
    pub const NdisPhysicalMediumNative802_11: Type = 9;
    pub const NdisPhysicalMediumBluetooth: Type = 10;
    pub const NdisPhysicalMediumInfiniband: Type = 11;
    pub const NdisPhysicalMediumWiMax: Type = 12;
    pub const NdisPhysicalMediumUWB: Type = 13;
    pub const NdisPhysicalMedium802_3: Type = 14;
    pub const NdisPhysicalMedium802_5: Type = 15;
    pub const NdisPhysicalMediumIrda: Type = 16;
    pub const NdisPhysicalMediumWiredWAN: Type = 17;
    pub const NdisPhysicalMediumWiredCoWan: Type = 18;
    pub const NdisPhysicalMediumOther: Type = 19;
    pub const NdisPhysicalMediumNative802_15_4: Type = 20;
    pub const NdisPhysicalMediumMax: Type = 21;
}
/// A value of [`_NDIS_PHYSICAL_MEDIUM`].
pub type NDIS_PHYSICAL_MEDIUM = _NDIS_PHYSICAL_MEDIUM::Type;
/// Pointer to a value of [`_NDIS_PHYSICAL_MEDIUM`].
pub type PNDIS_PHYSICAL_MEDIUM = *mut _NDIS_PHYSICAL_MEDIUM::Type;

pub mod _NDIS_HARDWARE_STATUS {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisHardwareStatusReady: Type = 0;
    pub const NdisHardwareStatusInitializing: Type = 1;
    pub const NdisHardwareStatusReset: Type = 2;
    pub const NdisHardwareStatusClosing: Type = 3;
    pub const NdisHardwareStatusNotReady: Type = 4;
}
/// A value of [`_NDIS_HARDWARE_STATUS`].
pub type NDIS_HARDWARE_STATUS = _NDIS_HARDWARE_STATUS::Type;
/// Pointer to a value of [`_NDIS_HARDWARE_STATUS`].
pub type PNDIS_HARDWARE_STATUS = *mut _NDIS_HARDWARE_STATUS::Type;

pub mod _NDIS_DEVICE_POWER_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisDeviceStateUnspecified: Type = 0;
    pub const NdisDeviceStateD0: Type = 1;
    pub const NdisDeviceStateD1: Type = 2;
    pub const NdisDeviceStateD2: Type = 3;
    pub const NdisDeviceStateD3: Type = 4;
    pub const NdisDeviceStateMaximum: Type = 5;
}
/// A value of [`_NDIS_DEVICE_POWER_STATE`].
pub type NDIS_DEVICE_POWER_STATE = _NDIS_DEVICE_POWER_STATE::Type;
/// Pointer to a value of [`_NDIS_DEVICE_POWER_STATE`].
pub type PNDIS_DEVICE_POWER_STATE = *mut _NDIS_DEVICE_POWER_STATE::Type;

pub mod _NDIS_MEDIA_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisMediaStateConnected: Type = 0;
    pub const NdisMediaStateDisconnected: Type = 1;
}
/// A value of [`_NDIS_MEDIA_STATE`].
pub type NDIS_MEDIA_STATE = _NDIS_MEDIA_STATE::Type;
/// Pointer to a value of [`_NDIS_MEDIA_STATE`].
pub type PNDIS_MEDIA_STATE = *mut _NDIS_MEDIA_STATE::Type;

pub mod _NDIS_SUPPORTED_PAUSE_FUNCTIONS {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisPauseFunctionsUnsupported: Type = 0;
    pub const NdisPauseFunctionsSendOnly: Type = 1;
    pub const NdisPauseFunctionsReceiveOnly: Type = 2;
    pub const NdisPauseFunctionsSendAndReceive: Type = 3;
    pub const NdisPauseFunctionsUnknown: Type = 4;
}
/// A value of [`_NDIS_SUPPORTED_PAUSE_FUNCTIONS`].
pub type NDIS_SUPPORTED_PAUSE_FUNCTIONS = _NDIS_SUPPORTED_PAUSE_FUNCTIONS::Type;
/// Pointer to a value of [`_NDIS_SUPPORTED_PAUSE_FUNCTIONS`].
pub type PNDIS_SUPPORTED_PAUSE_FUNCTIONS = *mut _NDIS_SUPPORTED_PAUSE_FUNCTIONS::Type;

/// Whether and how fast an adapter is connected.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_LINK_STATE {
    pub Header: NDIS_OBJECT_HEADER,
    pub MediaConnectState: NDIS_MEDIA_CONNECT_STATE,
    pub MediaDuplexState: NDIS_MEDIA_DUPLEX_STATE,
    pub XmitLinkSpeed: ULONG64,
    pub RcvLinkSpeed: ULONG64,
    pub PauseFunctions: NDIS_SUPPORTED_PAUSE_FUNCTIONS,
    pub AutoNegotiationFlags: ULONG,
}
/// A [`_NDIS_LINK_STATE`].
pub type NDIS_LINK_STATE = _NDIS_LINK_STATE;
/// Pointer to a [`_NDIS_LINK_STATE`].
pub type PNDIS_LINK_STATE = *mut _NDIS_LINK_STATE;

/// How fast an adapter may be connected.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_LINK_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub MediaDuplexState: NDIS_MEDIA_DUPLEX_STATE,
    pub XmitLinkSpeed: ULONG64,
    pub RcvLinkSpeed: ULONG64,
    pub PauseFunctions: NDIS_SUPPORTED_PAUSE_FUNCTIONS,
    pub AutoNegotiationFlags: ULONG,
}
/// A [`_NDIS_LINK_PARAMETERS`].
pub type NDIS_LINK_PARAMETERS = _NDIS_LINK_PARAMETERS;
/// Pointer to a [`_NDIS_LINK_PARAMETERS`].
pub type PNDIS_LINK_PARAMETERS = *mut _NDIS_LINK_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OPER_STATE {
    pub Header: NDIS_OBJECT_HEADER,
    pub OperationalStatus: NET_IF_OPER_STATUS,
    pub OperationalStatusFlags: ULONG,
}
/// A [`_NDIS_OPER_STATE`].
pub type NDIS_OPER_STATE = _NDIS_OPER_STATE;
/// Pointer to a [`_NDIS_OPER_STATE`].
pub type PNDIS_OPER_STATE = *mut _NDIS_OPER_STATE;

pub mod _NDIS_PORT_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisPortTypeUndefined: Type = 0;
    pub const NdisPortTypeBridge: Type = 1;
    pub const NdisPortTypeRasConnection: Type = 2;
    pub const NdisPortType8021xSupplicant: Type = 3;
    pub const NdisPortTypeNdisImPlatform: Type = 4;
    pub const NdisPortTypeMax: Type = 5;
}
/// A value of [`_NDIS_PORT_TYPE`].
pub type NDIS_PORT_TYPE = _NDIS_PORT_TYPE::Type;
/// Pointer to a value of [`_NDIS_PORT_TYPE`].
pub type PNDIS_PORT_TYPE = *mut _NDIS_PORT_TYPE::Type;

pub mod _NDIS_PORT_AUTHORIZATION_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisPortAuthorizationUnknown: Type = 0;
    pub const NdisPortAuthorized: Type = 1;
    pub const NdisPortUnauthorized: Type = 2;
    pub const NdisPortReauthorizing: Type = 3;
}
/// A value of [`_NDIS_PORT_AUTHORIZATION_STATE`].
pub type NDIS_PORT_AUTHORIZATION_STATE = _NDIS_PORT_AUTHORIZATION_STATE::Type;
/// Pointer to a value of [`_NDIS_PORT_AUTHORIZATION_STATE`].
pub type PNDIS_PORT_AUTHORIZATION_STATE = *mut _NDIS_PORT_AUTHORIZATION_STATE::Type;

pub mod _NDIS_PORT_CONTROL_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisPortControlStateUnknown: Type = 0;
    pub const NdisPortControlStateControlled: Type = 1;
    pub const NdisPortControlStateUncontrolled: Type = 2;
}
/// A value of [`_NDIS_PORT_CONTROL_STATE`].
pub type NDIS_PORT_CONTROL_STATE = _NDIS_PORT_CONTROL_STATE::Type;
/// A value of [`_NDIS_PORT_CONTROL_STATE`].
pub type NDIS_PORT_CONTROLL_STATE = _NDIS_PORT_CONTROL_STATE::Type;
/// Pointer to a value of [`_NDIS_PORT_CONTROL_STATE`].
pub type PNDIS_PORT_CONTROL_STATE = *mut _NDIS_PORT_CONTROL_STATE::Type;
/// Pointer to a value of [`_NDIS_PORT_CONTROL_STATE`].
pub type PNDIS_PORT_CONTROLL_STATE = *mut _NDIS_PORT_CONTROL_STATE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PORT_AUTHENTICATION_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub SendControlState: NDIS_PORT_CONTROL_STATE,
    pub RcvControlState: NDIS_PORT_CONTROL_STATE,
    pub SendAuthorizationState: NDIS_PORT_AUTHORIZATION_STATE,
    pub RcvAuthorizationState: NDIS_PORT_AUTHORIZATION_STATE,
}
/// A [`_NDIS_PORT_AUTHENTICATION_PARAMETERS`].
pub type NDIS_PORT_AUTHENTICATION_PARAMETERS = _NDIS_PORT_AUTHENTICATION_PARAMETERS;
/// Pointer to a [`_NDIS_PORT_AUTHENTICATION_PARAMETERS`].
pub type PNDIS_PORT_AUTHENTICATION_PARAMETERS = *mut _NDIS_PORT_AUTHENTICATION_PARAMETERS;

pub mod _NDIS_FRAME_HEADER {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisFrameHeaderUndefined: Type = 0;
    pub const NdisFrameHeaderMac: Type = 1;
    pub const NdisFrameHeaderArp: Type = 2;
    pub const NdisFrameHeaderIPv4: Type = 3;
    pub const NdisFrameHeaderIPv6: Type = 4;
    pub const NdisFrameHeaderUdp: Type = 5;
    pub const NdisFrameHeaderMaximum: Type = 6;
}
/// A value of [`_NDIS_FRAME_HEADER`].
pub type NDIS_FRAME_HEADER = _NDIS_FRAME_HEADER::Type;
/// Pointer to a value of [`_NDIS_FRAME_HEADER`].
pub type PNDIS_FRAME_HEADER = *mut _NDIS_FRAME_HEADER::Type;

pub mod _NDIS_MAC_HEADER_FIELD {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisMacHeaderFieldUndefined: Type = 0;
    pub const NdisMacHeaderFieldDestinationAddress: Type = 1;
    pub const NdisMacHeaderFieldSourceAddress: Type = 2;
    pub const NdisMacHeaderFieldProtocol: Type = 3;
    pub const NdisMacHeaderFieldVlanId: Type = 4;
    pub const NdisMacHeaderFieldPriority: Type = 5;
    pub const NdisMacHeaderFieldPacketType: Type = 6;
    pub const NdisMacHeaderFieldMaximum: Type = 7;
}
/// A value of [`_NDIS_MAC_HEADER_FIELD`].
pub type NDIS_MAC_HEADER_FIELD = _NDIS_MAC_HEADER_FIELD::Type;
/// Pointer to a value of [`_NDIS_MAC_HEADER_FIELD`].
pub type PNDIS_MAC_HEADER_FIELD = *mut _NDIS_MAC_HEADER_FIELD::Type;

pub mod _NDIS_MAC_PACKET_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisMacPacketTypeUndefined: Type = 0;
    pub const NdisMacPacketTypeUnicast: Type = 1;
    pub const NdisMacPacketTypeMulticast: Type = 2;
    pub const NdisMacPacketTypeBroadcast: Type = 3;
    pub const NdisMacPacketTypeMaximum: Type = 4;
}
/// A value of [`_NDIS_MAC_PACKET_TYPE`].
pub type NDIS_MAC_PACKET_TYPE = _NDIS_MAC_PACKET_TYPE::Type;
/// Pointer to a value of [`_NDIS_MAC_PACKET_TYPE`].
pub type PNDIS_MAC_PACKET_TYPE = *mut _NDIS_MAC_PACKET_TYPE::Type;

pub mod _NDIS_ARP_HEADER_FIELD {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisARPHeaderFieldUndefined: Type = 0;
    pub const NdisARPHeaderFieldOperation: Type = 1;
    pub const NdisARPHeaderFieldSPA: Type = 2;
    pub const NdisARPHeaderFieldTPA: Type = 3;
    pub const NdisARPHeaderFieldMaximum: Type = 4;
}
/// A value of [`_NDIS_ARP_HEADER_FIELD`].
pub type NDIS_ARP_HEADER_FIELD = _NDIS_ARP_HEADER_FIELD::Type;
/// Pointer to a value of [`_NDIS_ARP_HEADER_FIELD`].
pub type PNDIS_ARP_HEADER_FIELD = *mut _NDIS_ARP_HEADER_FIELD::Type;

pub mod _NDIS_IPV4_HEADER_FIELD {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisIPv4HeaderFieldUndefined: Type = 0;
    pub const NdisIPv4HeaderFieldProtocol: Type = 1;
    pub const NdisIPv4HeaderFieldMaximum: Type = 2;
}
/// A value of [`_NDIS_IPV4_HEADER_FIELD`].
pub type NDIS_IPV4_HEADER_FIELD = _NDIS_IPV4_HEADER_FIELD::Type;
/// Pointer to a value of [`_NDIS_IPV4_HEADER_FIELD`].
pub type PNDIS_IPV4_HEADER_FIELD = *mut _NDIS_IPV4_HEADER_FIELD::Type;

pub mod _NDIS_IPV6_HEADER_FIELD {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisIPv6HeaderFieldUndefined: Type = 0;
    pub const NdisIPv6HeaderFieldProtocol: Type = 1;
    pub const NdisIPv6HeaderFieldMaximum: Type = 2;
}
/// A value of [`_NDIS_IPV6_HEADER_FIELD`].
pub type NDIS_IPV6_HEADER_FIELD = _NDIS_IPV6_HEADER_FIELD::Type;
/// Pointer to a value of [`_NDIS_IPV6_HEADER_FIELD`].
pub type PNDIS_IPV6_HEADER_FIELD = *mut _NDIS_IPV6_HEADER_FIELD::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NDK_CAPABILITIES {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub MaxQpCount: ULONG,
    pub MaxCqCount: ULONG,
    pub MaxMrCount: ULONG,
    pub MaxPdCount: ULONG,
    pub MaxInboundReadLimit: ULONG,
    pub MaxOutboundReadLimit: ULONG,
    pub MaxMwCount: ULONG,
    pub MaxSrqCount: ULONG,
    pub MissingCounterMask: ULONG64,
    pub NdkInfo: *mut NDK_ADAPTER_INFO,
}
/// A [`_NDIS_NDK_CAPABILITIES`].
pub type NDIS_NDK_CAPABILITIES = _NDIS_NDK_CAPABILITIES;
/// Pointer to a [`_NDIS_NDK_CAPABILITIES`].
pub type PNDIS_NDK_CAPABILITIES = *mut _NDIS_NDK_CAPABILITIES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NDK_REQUEST_PARAMETERS {
    pub RdmaRequested: BOOLEAN,
    pub SwitchPortId: NDIS_SWITCH_PORT_ID,
    pub IfIndex: NET_IFINDEX,
    pub MacAddress: [UCHAR; 32],
    pub VlanId: u32,
    pub NdkReserved: NDIS_NDK_CAPABILITIES,
}
/// A [`_NDIS_NDK_REQUEST_PARAMETERS`].
pub type NDIS_NDK_REQUEST_PARAMETERS = _NDIS_NDK_REQUEST_PARAMETERS;
/// Pointer to a [`_NDIS_NDK_REQUEST_PARAMETERS`].
pub type PNDIS_NDK_REQUEST_PARAMETERS = *mut _NDIS_NDK_REQUEST_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NDK_RESPONSE_PARAMETERS {
    pub CapabilitiesAvailable: BOOLEAN,
    pub ReceivedCapabilities: NDIS_NDK_CAPABILITIES,
}
/// A [`_NDIS_NDK_RESPONSE_PARAMETERS`].
pub type NDIS_NDK_RESPONSE_PARAMETERS = _NDIS_NDK_RESPONSE_PARAMETERS;
/// Pointer to a [`_NDIS_NDK_RESPONSE_PARAMETERS`].
pub type PNDIS_NDK_RESPONSE_PARAMETERS = *mut _NDIS_NDK_RESPONSE_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NDK_PARAMETERS {
    pub NdkRequest: NDIS_NDK_REQUEST_PARAMETERS,
    pub NdkResponse: NDIS_NDK_RESPONSE_PARAMETERS,
}
/// A [`_NDIS_NDK_PARAMETERS`].
pub type NDIS_NDK_PARAMETERS = _NDIS_NDK_PARAMETERS;
/// Pointer to a [`_NDIS_NDK_PARAMETERS`].
pub type PNDIS_NDK_PARAMETERS = *mut _NDIS_NDK_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PORT_STATE {
    pub Header: NDIS_OBJECT_HEADER,
    pub MediaConnectState: NDIS_MEDIA_CONNECT_STATE,
    pub XmitLinkSpeed: ULONG64,
    pub RcvLinkSpeed: ULONG64,
    pub Direction: NET_IF_DIRECTION_TYPE,
    pub SendControlState: NDIS_PORT_CONTROL_STATE,
    pub RcvControlState: NDIS_PORT_CONTROL_STATE,
    pub SendAuthorizationState: NDIS_PORT_AUTHORIZATION_STATE,
    pub RcvAuthorizationState: NDIS_PORT_AUTHORIZATION_STATE,
    pub Flags: ULONG,
}
/// A [`_NDIS_PORT_STATE`].
pub type NDIS_PORT_STATE = _NDIS_PORT_STATE;
/// Pointer to a [`_NDIS_PORT_STATE`].
pub type PNDIS_PORT_STATE = *mut _NDIS_PORT_STATE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PORT_CHARACTERISTICS {
    pub Header: NDIS_OBJECT_HEADER,
    pub PortNumber: NDIS_PORT_NUMBER,
    pub Flags: ULONG,
    pub Type: NDIS_PORT_TYPE,
    pub MediaConnectState: NDIS_MEDIA_CONNECT_STATE,
    pub XmitLinkSpeed: ULONG64,
    pub RcvLinkSpeed: ULONG64,
    pub Direction: NET_IF_DIRECTION_TYPE,
    pub SendControlState: NDIS_PORT_CONTROL_STATE,
    pub RcvControlState: NDIS_PORT_CONTROL_STATE,
    pub SendAuthorizationState: NDIS_PORT_AUTHORIZATION_STATE,
    pub RcvAuthorizationState: NDIS_PORT_AUTHORIZATION_STATE,
}
/// A [`_NDIS_PORT_CHARACTERISTICS`].
pub type NDIS_PORT_CHARACTERISTICS = _NDIS_PORT_CHARACTERISTICS;
/// Pointer to a [`_NDIS_PORT_CHARACTERISTICS`].
pub type PNDIS_PORT_CHARACTERISTICS = *mut _NDIS_PORT_CHARACTERISTICS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PORT {
    pub Next: PNDIS_PORT,
    pub NdisReserved: PVOID,
    pub MiniportReserved: PVOID,
    pub ProtocolReserved: PVOID,
    pub PortCharacteristics: NDIS_PORT_CHARACTERISTICS,
}
/// A [`_NDIS_PORT`].
pub type NDIS_PORT = _NDIS_PORT;
/// Pointer to a [`_NDIS_PORT`].
pub type PNDIS_PORT = *mut _NDIS_PORT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PORT_ARRAY {
    pub Header: NDIS_OBJECT_HEADER,
    pub NumberOfPorts: ULONG,
    pub OffsetFirstPort: ULONG,
    pub ElementSize: ULONG,
    pub Ports: [NDIS_PORT_CHARACTERISTICS; 1],
}
/// A [`_NDIS_PORT_ARRAY`].
pub type NDIS_PORT_ARRAY = _NDIS_PORT_ARRAY;
/// Pointer to a [`_NDIS_PORT_ARRAY`].
pub type PNDIS_PORT_ARRAY = *mut _NDIS_PORT_ARRAY;

crate::fn_types! {
    pub type NDIS_PROC = fn(WorkItem: *mut _NDIS_WORK_ITEM, Context: PVOID);
    pub type SET_OPTIONS_HANDLER = fn(
        NdisDriverHandle: NDIS_HANDLE,
        DriverContext: NDIS_HANDLE,
    ) -> NDIS_STATUS;
    pub type ALLOCATE_SHARED_MEMORY_HANDLER = fn(
        ProviderContext: NDIS_HANDLE,
        SharedMemoryParameters: PNDIS_SHARED_MEMORY_PARAMETERS,
        pSharedMemoryProviderContext: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    pub type FREE_SHARED_MEMORY_HANDLER = fn(
        ProviderContext: NDIS_HANDLE,
        SharedMemoryProviderContext: NDIS_HANDLE,
    );
    pub type NDIS_PROCESS_SG_LIST_HANDLER = fn(
        DeviceObject: PDEVICE_OBJECT,
        Reserved: PVOID,
        ScatterGatherListBuffer: PSCATTER_GATHER_LIST,
        Context: PVOID,
    );
    pub type OID_REQUEST_COMPLETE_HANDLER = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
        Status: NDIS_STATUS,
    );
    pub type RECEIVE_NET_BUFFER_LISTS_HANDLER = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        NetBufferLists: PNET_BUFFER_LIST,
        PortNumber: NDIS_PORT_NUMBER,
        NumberOfNetBufferLists: ULONG,
        ReceiveFlags: ULONG,
    );
    pub type SEND_NET_BUFFER_LISTS_COMPLETE_HANDLER = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        NetBufferList: PNET_BUFFER_LIST,
        SendCompleteFlags: ULONG,
    );
    pub type DIRECT_OID_REQUEST_COMPLETE_HANDLER = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
        Status: NDIS_STATUS,
    );
    pub type BIND_HANDLER_EX = fn(
        ProtocolDriverContext: NDIS_HANDLE,
        BindContext: NDIS_HANDLE,
        BindParameters: PNDIS_BIND_PARAMETERS,
    ) -> NDIS_STATUS;
    pub type UNBIND_HANDLER_EX = fn(
        UnbindContext: NDIS_HANDLE,
        ProtocolBindingContext: NDIS_HANDLE,
    ) -> NDIS_STATUS;
    pub type OPEN_ADAPTER_COMPLETE_HANDLER_EX = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        Status: NDIS_STATUS,
    );
    pub type CLOSE_ADAPTER_COMPLETE_HANDLER_EX = fn(ProtocolBindingContext: NDIS_HANDLE);
    pub type STATUS_HANDLER_EX = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        StatusIndication: PNDIS_STATUS_INDICATION,
    );
    pub type UNINSTALL_PROTOCOL_HANDLER = fn();
    pub type IFP_QUERY_OBJECT = fn(
        ProviderIfContext: NDIS_HANDLE,
        ObjectId: NET_IF_OBJECT_ID,
        pOutputBufferLength: PULONG,
        pOutputBuffer: PVOID,
    ) -> NDIS_STATUS;
    pub type IFP_SET_OBJECT = fn(
        ProviderIfContext: NDIS_HANDLE,
        ObjectId: NET_IF_OBJECT_ID,
        InputBufferLength: ULONG,
        pInputBuffer: PVOID,
    ) -> NDIS_STATUS;
}

layout! {
    BINARY_DATA: 16, 8 { Length: 0, Buffer: 8 }
    _NDIS_OID_REQUEST_DATA_QUERY_INFORMATION: 32, 8 {
        Oid: 0, InformationBuffer: 8, InformationBufferLength: 16, BytesWritten: 20,
        BytesNeeded: 24
    }
    _NDIS_OID_REQUEST_DATA_SET_INFORMATION: 32, 8 {
        Oid: 0, InformationBuffer: 8, InformationBufferLength: 16, BytesRead: 20,
        BytesNeeded: 24
    }
    _NDIS_OID_REQUEST_DATA_METHOD_INFORMATION: 40, 8 {
        Oid: 0, InformationBuffer: 8, InputBufferLength: 16, OutputBufferLength: 20,
        MethodId: 24, BytesWritten: 28, BytesRead: 32, BytesNeeded: 36
    }
    _NDIS_OID_REQUEST_DATA: 40, 8 {
        QUERY_INFORMATION: 0, SET_INFORMATION: 0, METHOD_INFORMATION: 0
    }
    _NDIS_OID_REQUEST: 248, 8 {
        Header: 0, RequestType: 4, PortNumber: 8, Timeout: 12, RequestId: 16, RequestHandle:
        24, DATA: 32, NdisReserved: 72, MiniportReserved: 200, SourceReserved: 216,
        SupportedRevision: 232, Reserved1: 233, Reserved2: 234, SwitchId: 236, VPortId: 240,
        Flags: 244
    }
    _NDIS_STATUS_INDICATION: 112, 8 {
        Header: 0, SourceHandle: 8, PortNumber: 16, StatusCode: 20, Flags: 24,
        DestinationHandle: 32, RequestId: 40, StatusBuffer: 48, StatusBufferSize: 56, Guid:
        60, NdisReserved: 80
    }
    _NDIS_RESTART_GENERAL_ATTRIBUTES: 88, 8 {
        Header: 0, MtuSize: 4, MaxXmitLinkSpeed: 8, MaxRcvLinkSpeed: 16, LookaheadSize: 24,
        MacOptions: 28, SupportedPacketFilters: 32, MaxMulticastListSize: 36,
        RecvScaleCapabilities: 40, AccessType: 48, Flags: 52, ConnectionType: 56,
        SupportedStatistics: 60, DataBackFillSize: 64, ContextBackFillSize: 68,
        SupportedOidList: 72, SupportedOidListLength: 80, MaxLookaheadSizeAccessed: 84
    }
    NDK_VERSION: 4, 2 { Major: 0, Minor: 2 }
    _NDK_ADAPTER_INFO: 104, 8 {
        Version: 0, VendorId: 4, DeviceId: 8, MaxRegistrationSize: 16, MaxWindowSize: 24,
        FRMRPageCount: 32, MaxInitiatorRequestSge: 36, MaxReceiveRequestSge: 40,
        MaxReadRequestSge: 44, MaxTransferLength: 48, MaxInlineDataSize: 52,
        MaxInboundReadLimit: 56, MaxOutboundReadLimit: 60, MaxReceiveQueueDepth: 64,
        MaxInitiatorQueueDepth: 68, MaxSrqDepth: 72, MaxCqDepth: 76, LargeRequestThreshold:
        80, MaxCallerData: 84, MaxCalleeData: 88, AdapterFlags: 92, RdmaTechnology: 96
    }
    _NDIS_STATISTICS_VALUE: 12, 4 { Oid: 0, DataLength: 4, Data: 8 }
    _NDIS_STATISTICS_VALUE_EX: 16, 4 { Oid: 0, DataLength: 4, Length: 8, Data: 12 }
    _NDIS_OBJECT_HEADER: 4, 2 { Type: 0, Revision: 1, Size: 2 }
    _NDIS_STATISTICS_INFO: 152, 8 {
        Header: 0, SupportedStatistics: 4, ifInDiscards: 8, ifInErrors: 16, ifHCInOctets:
        24, ifHCInUcastPkts: 32, ifHCInMulticastPkts: 40, ifHCInBroadcastPkts: 48,
        ifHCOutOctets: 56, ifHCOutUcastPkts: 64, ifHCOutMulticastPkts: 72,
        ifHCOutBroadcastPkts: 80, ifOutErrors: 88, ifOutDiscards: 96, ifHCInUcastOctets:
        104, ifHCInMulticastOctets: 112, ifHCInBroadcastOctets: 120, ifHCOutUcastOctets:
        128, ifHCOutMulticastOctets: 136, ifHCOutBroadcastOctets: 144
    }
    _NDIS_LINK_STATE: 40, 8 {
        Header: 0, MediaConnectState: 4, MediaDuplexState: 8, XmitLinkSpeed: 16,
        RcvLinkSpeed: 24, PauseFunctions: 32, AutoNegotiationFlags: 36
    }
    _NDIS_LINK_PARAMETERS: 32, 8 {
        Header: 0, MediaDuplexState: 4, XmitLinkSpeed: 8, RcvLinkSpeed: 16, PauseFunctions:
        24, AutoNegotiationFlags: 28
    }
    _NDIS_OPER_STATE: 12, 4 { Header: 0, OperationalStatus: 4, OperationalStatusFlags: 8 }
    _NDIS_PORT_AUTHENTICATION_PARAMETERS: 20, 4 {
        Header: 0, SendControlState: 4, RcvControlState: 8, SendAuthorizationState: 12,
        RcvAuthorizationState: 16
    }
    _NDIS_NDK_CAPABILITIES: 56, 8 {
        Header: 0, Flags: 4, MaxQpCount: 8, MaxCqCount: 12, MaxMrCount: 16, MaxPdCount: 20,
        MaxInboundReadLimit: 24, MaxOutboundReadLimit: 28, MaxMwCount: 32, MaxSrqCount: 36,
        MissingCounterMask: 40, NdkInfo: 48
    }
    _NDIS_NDK_REQUEST_PARAMETERS: 104, 8 {
        RdmaRequested: 0, SwitchPortId: 4, IfIndex: 8, MacAddress: 12, VlanId: 44,
        NdkReserved: 48
    }
    _NDIS_NDK_RESPONSE_PARAMETERS: 64, 8 { CapabilitiesAvailable: 0, ReceivedCapabilities: 8 }
    _NDIS_NDK_PARAMETERS: 168, 8 { NdkRequest: 0, NdkResponse: 104 }
    _NDIS_PORT_STATE: 48, 8 {
        Header: 0, MediaConnectState: 4, XmitLinkSpeed: 8, RcvLinkSpeed: 16, Direction: 24,
        SendControlState: 28, RcvControlState: 32, SendAuthorizationState: 36,
        RcvAuthorizationState: 40, Flags: 44
    }
    _NDIS_PORT_CHARACTERISTICS: 64, 8 {
        Header: 0, PortNumber: 4, Flags: 8, Type: 12, MediaConnectState: 16, XmitLinkSpeed:
        24, RcvLinkSpeed: 32, Direction: 40, SendControlState: 44, RcvControlState: 48,
        SendAuthorizationState: 52, RcvAuthorizationState: 56
    }
    _NDIS_PORT: 96, 8 {
        Next: 0, NdisReserved: 8, MiniportReserved: 16, ProtocolReserved: 24,
        PortCharacteristics: 32
    }
    _NDIS_PORT_ARRAY: 80, 8 {
        Header: 0, NumberOfPorts: 4, OffsetFirstPort: 8, ElementSize: 12, Ports: 16
    }
}
