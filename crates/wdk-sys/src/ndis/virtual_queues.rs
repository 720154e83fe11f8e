//! `ntddndis.h`: receive scaling, receive filters, virtual switches and functions, quality of service.

use crate::{
    layout::{bit_fields, layout},
    *,
};

#[repr(C)]
pub struct _NDIS_GFT_OFFLOAD_CAPABILITIES {
    _opaque: [UCHAR; 0],
}
/// A [`_NDIS_GFT_OFFLOAD_CAPABILITIES`].
pub type NDIS_GFT_OFFLOAD_CAPABILITIES = _NDIS_GFT_OFFLOAD_CAPABILITIES;
/// Pointer to a [`_NDIS_GFT_OFFLOAD_CAPABILITIES`].
pub type PNDIS_GFT_OFFLOAD_CAPABILITIES = *mut _NDIS_GFT_OFFLOAD_CAPABILITIES;

#[repr(C)]
pub struct _NDIS_PD_QUEUE {
    _opaque: [UCHAR; 0],
}
/// A [`_NDIS_PD_QUEUE`].
pub type NDIS_PD_QUEUE = _NDIS_PD_QUEUE;

#[repr(C)]
pub struct _NDIS_SWITCH_OPTIONAL_HANDLERS {
    _opaque: [UCHAR; 0],
}
/// A [`_NDIS_SWITCH_OPTIONAL_HANDLERS`].
pub type NDIS_SWITCH_OPTIONAL_HANDLERS = _NDIS_SWITCH_OPTIONAL_HANDLERS;
/// Pointer to a [`_NDIS_SWITCH_OPTIONAL_HANDLERS`].
pub type PNDIS_SWITCH_OPTIONAL_HANDLERS = *mut _NDIS_SWITCH_OPTIONAL_HANDLERS;

/// A [`GUID`].
pub type NDIS_ROUTING_DOMAIN_ID = GUID;
pub type NDIS_SWITCH_CONTEXT = PVOID;
/// Pointer to a [`NDIS_SWITCH_CONTEXT`].
pub type PNDIS_SWITCH_CONTEXT = *mut NDIS_SWITCH_CONTEXT;
pub type NDIS_RECEIVE_QUEUE_ID = ULONG;
pub type NDIS_RECEIVE_QUEUE_GROUP_ID = ULONG;
pub type NDIS_RECEIVE_FILTER_ID = ULONG;
pub type NDIS_NIC_SWITCH_ID = ULONG;
pub type NDIS_NIC_SWITCH_VPORT_ID = ULONG;
pub type NDIS_QOS_SQ_ID = ULONG;
pub type NDIS_RSS_CAPS_FLAGS = ULONG;
pub type NDIS_SRIOV_FUNCTION_ID = USHORT;
pub type NDIS_VF_RID = ULONG;
pub type NDIS_SWITCH_PORT_ID = u32;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_QUEUE_STATE {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub QueueId: NDIS_RECEIVE_QUEUE_ID,
    pub QueueState: NDIS_RECEIVE_QUEUE_OPERATIONAL_STATE,
}
/// A [`_NDIS_RECEIVE_QUEUE_STATE`].
pub type NDIS_RECEIVE_QUEUE_STATE = _NDIS_RECEIVE_QUEUE_STATE;
/// Pointer to a [`_NDIS_RECEIVE_QUEUE_STATE`].
pub type PNDIS_RECEIVE_QUEUE_STATE = *mut _NDIS_RECEIVE_QUEUE_STATE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_VF_CONFIG_STATE {
    pub Header: NDIS_OBJECT_HEADER,
    pub VFId: NDIS_SRIOV_FUNCTION_ID,
    pub BlockId: ULONG,
    pub Length: ULONG,
}
/// A [`_NDIS_SRIOV_VF_CONFIG_STATE`].
pub type NDIS_SRIOV_VF_CONFIG_STATE = _NDIS_SRIOV_VF_CONFIG_STATE;
/// Pointer to a [`_NDIS_SRIOV_VF_CONFIG_STATE`].
pub type PNDIS_SRIOV_VF_CONFIG_STATE = *mut _NDIS_SRIOV_VF_CONFIG_STATE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_FILTER_QUEUE_STATE_CHANGE {
    pub Header: NDIS_OBJECT_HEADER,
    pub QueueId: ULONG,
}
/// A [`_NDIS_RECEIVE_FILTER_QUEUE_STATE_CHANGE`].
pub type NDIS_RECEIVE_FILTER_QUEUE_STATE_CHANGE = _NDIS_RECEIVE_FILTER_QUEUE_STATE_CHANGE;
/// Pointer to a [`_NDIS_RECEIVE_FILTER_QUEUE_STATE_CHANGE`].
pub type PNDIS_RECEIVE_FILTER_QUEUE_STATE_CHANGE = *mut _NDIS_RECEIVE_FILTER_QUEUE_STATE_CHANGE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_HD_SPLIT_ATTRIBUTES {
    pub Header: NDIS_OBJECT_HEADER,
    pub HardwareCapabilities: ULONG,
    pub CurrentCapabilities: ULONG,
    pub HDSplitFlags: ULONG,
    pub BackfillSize: ULONG,
    pub MaxHeaderSize: ULONG,
}
/// A [`_NDIS_HD_SPLIT_ATTRIBUTES`].
pub type NDIS_HD_SPLIT_ATTRIBUTES = _NDIS_HD_SPLIT_ATTRIBUTES;
/// Pointer to a [`_NDIS_HD_SPLIT_ATTRIBUTES`].
pub type PNDIS_HD_SPLIT_ATTRIBUTES = *mut _NDIS_HD_SPLIT_ATTRIBUTES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_HD_SPLIT_CURRENT_CONFIG {
    pub Header: NDIS_OBJECT_HEADER,
    pub HardwareCapabilities: ULONG,
    pub CurrentCapabilities: ULONG,
    pub HDSplitFlags: ULONG,
    pub HDSplitCombineFlags: ULONG,
    pub BackfillSize: ULONG,
    pub MaxHeaderSize: ULONG,
}
/// A [`_NDIS_HD_SPLIT_CURRENT_CONFIG`].
pub type NDIS_HD_SPLIT_CURRENT_CONFIG = _NDIS_HD_SPLIT_CURRENT_CONFIG;
/// Pointer to a [`_NDIS_HD_SPLIT_CURRENT_CONFIG`].
pub type PNDIS_HD_SPLIT_CURRENT_CONFIG = *mut _NDIS_HD_SPLIT_CURRENT_CONFIG;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_FILTER_CAPABILITIES {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub EnabledFilterTypes: ULONG,
    pub EnabledQueueTypes: ULONG,
    pub NumQueues: ULONG,
    pub SupportedQueueProperties: ULONG,
    pub SupportedFilterTests: ULONG,
    pub SupportedHeaders: ULONG,
    pub SupportedMacHeaderFields: ULONG,
    pub MaxMacHeaderFilters: ULONG,
    pub MaxQueueGroups: ULONG,
    pub MaxQueuesPerQueueGroup: ULONG,
    pub MinLookaheadSplitSize: ULONG,
    pub MaxLookaheadSplitSize: ULONG,
    pub SupportedARPHeaderFields: ULONG,
    pub SupportedIPv4HeaderFields: ULONG,
    pub SupportedIPv6HeaderFields: ULONG,
    pub SupportedUdpHeaderFields: ULONG,
    pub MaxFieldTestsPerPacketCoalescingFilter: ULONG,
    pub MaxPacketCoalescingFilters: ULONG,
    pub NdisReserved: ULONG,
}
/// A [`_NDIS_RECEIVE_FILTER_CAPABILITIES`].
pub type NDIS_RECEIVE_FILTER_CAPABILITIES = _NDIS_RECEIVE_FILTER_CAPABILITIES;
/// Pointer to a [`_NDIS_RECEIVE_FILTER_CAPABILITIES`].
pub type PNDIS_RECEIVE_FILTER_CAPABILITIES = *mut _NDIS_RECEIVE_FILTER_CAPABILITIES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NIC_SWITCH_CAPABILITIES {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub NdisReserved1: ULONG,
    pub NumTotalMacAddresses: ULONG,
    pub NumMacAddressesPerPort: ULONG,
    pub NumVlansPerPort: ULONG,
    pub NdisReserved2: ULONG,
    pub NdisReserved3: ULONG,
    pub NicSwitchCapabilities: ULONG,
    pub MaxNumSwitches: ULONG,
    pub MaxNumVPorts: ULONG,
    pub NdisReserved4: ULONG,
    pub MaxNumVFs: ULONG,
    pub MaxNumQueuePairs: ULONG,
    pub NdisReserved5: ULONG,
    pub NdisReserved6: ULONG,
    pub NdisReserved7: ULONG,
    pub MaxNumQueuePairsPerNonDefaultVPort: ULONG,
    pub NdisReserved8: ULONG,
    pub NdisReserved9: ULONG,
    pub NdisReserved10: ULONG,
    pub NdisReserved11: ULONG,
    pub NdisReserved12: ULONG,
    pub MaxNumMacAddresses: ULONG,
    pub NdisReserved13: ULONG,
    pub NdisReserved14: ULONG,
    pub NdisReserved15: ULONG,
    pub NdisReserved16: ULONG,
    pub NdisReserved17: ULONG,
    pub MaxNumRssCapableNonDefaultPFVPorts: ULONG,
    pub NumberOfIndirectionTableEntriesForDefaultVPort: ULONG,
    pub NumberOfIndirectionTableEntriesPerNonDefaultPFVPort: ULONG,
    pub MaxNumQueuePairsForDefaultVPort: ULONG,
}
/// A [`_NDIS_NIC_SWITCH_CAPABILITIES`].
pub type NDIS_NIC_SWITCH_CAPABILITIES = _NDIS_NIC_SWITCH_CAPABILITIES;
/// Pointer to a [`_NDIS_NIC_SWITCH_CAPABILITIES`].
pub type PNDIS_NIC_SWITCH_CAPABILITIES = *mut _NDIS_NIC_SWITCH_CAPABILITIES;

pub mod _NDIS_RECEIVE_FILTER_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisReceiveFilterTypeUndefined: Type = 0;
    pub const NdisReceiveFilterTypeVMQueue: Type = 1;
    pub const NdisReceiveFilterTypePacketCoalescing: Type = 2;
    pub const NdisReceiveFilterTypeMaximum: Type = 3;
}
/// A value of [`_NDIS_RECEIVE_FILTER_TYPE`].
pub type NDIS_RECEIVE_FILTER_TYPE = _NDIS_RECEIVE_FILTER_TYPE::Type;
/// Pointer to a value of [`_NDIS_RECEIVE_FILTER_TYPE`].
pub type PNDIS_RECEIVE_FILTER_TYPE = *mut _NDIS_RECEIVE_FILTER_TYPE::Type;

pub mod _NDIS_RECEIVE_FILTER_TEST {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisReceiveFilterTestUndefined: Type = 0;
    pub const NdisReceiveFilterTestEqual: Type = 1;
    pub const NdisReceiveFilterTestMaskEqual: Type = 2;
    pub const NdisReceiveFilterTestNotEqual: Type = 3;
    pub const NdisReceiveFilterTestMaximum: Type = 4;
}
/// A value of [`_NDIS_RECEIVE_FILTER_TEST`].
pub type NDIS_RECEIVE_FILTER_TEST = _NDIS_RECEIVE_FILTER_TEST::Type;
/// Pointer to a value of [`_NDIS_RECEIVE_FILTER_TEST`].
pub type PNDIS_RECEIVE_FILTER_TEST = *mut _NDIS_RECEIVE_FILTER_TEST::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_FILTER_FIELD_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub FrameHeader: NDIS_FRAME_HEADER,
    pub ReceiveFilterTest: NDIS_RECEIVE_FILTER_TEST,
    pub HeaderField: _NDIS_RECEIVE_FILTER_FIELD_PARAMETERS_HeaderField,
    pub FieldValue: _NDIS_RECEIVE_FILTER_FIELD_PARAMETERS_FieldValue,
    pub ResultValue: _NDIS_RECEIVE_FILTER_FIELD_PARAMETERS_ResultValue,
}
/// A [`_NDIS_RECEIVE_FILTER_FIELD_PARAMETERS`].
pub type NDIS_RECEIVE_FILTER_FIELD_PARAMETERS = _NDIS_RECEIVE_FILTER_FIELD_PARAMETERS;
/// Pointer to a [`_NDIS_RECEIVE_FILTER_FIELD_PARAMETERS`].
pub type PNDIS_RECEIVE_FILTER_FIELD_PARAMETERS = *mut _NDIS_RECEIVE_FILTER_FIELD_PARAMETERS;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_RECEIVE_FILTER_FIELD_PARAMETERS_HeaderField {
    pub MacHeaderField: NDIS_MAC_HEADER_FIELD,
    pub ArpHeaderField: NDIS_ARP_HEADER_FIELD,
    pub IPv4HeaderField: NDIS_IPV4_HEADER_FIELD,
    pub IPv6HeaderField: NDIS_IPV6_HEADER_FIELD,
    pub UdpHeaderField: NDIS_UDP_HEADER_FIELD,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_RECEIVE_FILTER_FIELD_PARAMETERS_FieldValue {
    pub FieldByteValue: UCHAR,
    pub FieldShortValue: USHORT,
    pub FieldLongValue: ULONG,
    pub FieldLong64Value: ULONG64,
    pub FieldByteArrayValue: [UCHAR; 16],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_RECEIVE_FILTER_FIELD_PARAMETERS_ResultValue {
    pub ResultByteValue: UCHAR,
    pub ResultShortValue: USHORT,
    pub ResultLongValue: ULONG,
    pub ResultLong64Value: ULONG64,
    pub ResultByteArrayValue: [UCHAR; 16],
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_FILTER_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub FilterType: NDIS_RECEIVE_FILTER_TYPE,
    pub QueueId: NDIS_RECEIVE_QUEUE_ID,
    pub FilterId: NDIS_RECEIVE_FILTER_ID,
    pub FieldParametersArrayOffset: ULONG,
    pub FieldParametersArrayNumElements: ULONG,
    pub FieldParametersArrayElementSize: ULONG,
    pub RequestedFilterIdBitCount: ULONG,
    pub MaxCoalescingDelay: ULONG,
    pub VPortId: NDIS_NIC_SWITCH_VPORT_ID,
}
/// A [`_NDIS_RECEIVE_FILTER_PARAMETERS`].
pub type NDIS_RECEIVE_FILTER_PARAMETERS = _NDIS_RECEIVE_FILTER_PARAMETERS;
/// Pointer to a [`_NDIS_RECEIVE_FILTER_PARAMETERS`].
pub type PNDIS_RECEIVE_FILTER_PARAMETERS = *mut _NDIS_RECEIVE_FILTER_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_FILTER_CLEAR_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub QueueId: NDIS_RECEIVE_QUEUE_ID,
    pub FilterId: NDIS_RECEIVE_FILTER_ID,
}
/// A [`_NDIS_RECEIVE_FILTER_CLEAR_PARAMETERS`].
pub type NDIS_RECEIVE_FILTER_CLEAR_PARAMETERS = _NDIS_RECEIVE_FILTER_CLEAR_PARAMETERS;
/// Pointer to a [`_NDIS_RECEIVE_FILTER_CLEAR_PARAMETERS`].
pub type PNDIS_RECEIVE_FILTER_CLEAR_PARAMETERS = *mut _NDIS_RECEIVE_FILTER_CLEAR_PARAMETERS;

pub mod _NDIS_RECEIVE_QUEUE_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisReceiveQueueTypeUnspecified: Type = 0;
    pub const NdisReceiveQueueTypeVMQueue: Type = 1;
    pub const NdisReceiveQueueTypeMaximum: Type = 2;
}
/// A value of [`_NDIS_RECEIVE_QUEUE_TYPE`].
pub type NDIS_RECEIVE_QUEUE_TYPE = _NDIS_RECEIVE_QUEUE_TYPE::Type;
/// Pointer to a value of [`_NDIS_RECEIVE_QUEUE_TYPE`].
pub type PNDIS_RECEIVE_QUEUE_TYPE = *mut _NDIS_RECEIVE_QUEUE_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_QUEUE_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub QueueType: NDIS_RECEIVE_QUEUE_TYPE,
    pub QueueId: NDIS_RECEIVE_QUEUE_ID,
    pub QueueGroupId: NDIS_RECEIVE_QUEUE_GROUP_ID,
    pub ProcessorAffinity: GROUP_AFFINITY,
    pub NumSuggestedReceiveBuffers: ULONG,
    pub MSIXTableEntry: ULONG,
    pub LookaheadSize: ULONG,
    pub VmName: NDIS_VM_NAME,
    pub QueueName: NDIS_QUEUE_NAME,
    pub PortId: ULONG,
    pub InterruptCoalescingDomainId: ULONG,
    pub QosSqId: NDIS_QOS_SQ_ID,
}
/// A [`_NDIS_RECEIVE_QUEUE_PARAMETERS`].
pub type NDIS_RECEIVE_QUEUE_PARAMETERS = _NDIS_RECEIVE_QUEUE_PARAMETERS;
/// Pointer to a [`_NDIS_RECEIVE_QUEUE_PARAMETERS`].
pub type PNDIS_RECEIVE_QUEUE_PARAMETERS = *mut _NDIS_RECEIVE_QUEUE_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_QUEUE_FREE_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub QueueId: NDIS_RECEIVE_QUEUE_ID,
}
/// A [`_NDIS_RECEIVE_QUEUE_FREE_PARAMETERS`].
pub type NDIS_RECEIVE_QUEUE_FREE_PARAMETERS = _NDIS_RECEIVE_QUEUE_FREE_PARAMETERS;
/// Pointer to a [`_NDIS_RECEIVE_QUEUE_FREE_PARAMETERS`].
pub type PNDIS_RECEIVE_QUEUE_FREE_PARAMETERS = *mut _NDIS_RECEIVE_QUEUE_FREE_PARAMETERS;

pub mod _NDIS_RECEIVE_QUEUE_OPERATIONAL_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisReceiveQueueOperationalStateUndefined: Type = 0;
    pub const NdisReceiveQueueOperationalStateRunning: Type = 1;
    pub const NdisReceiveQueueOperationalStatePaused: Type = 2;
    pub const NdisReceiveQueueOperationalStateDmaStopped: Type = 3;
    pub const NdisReceiveQueueOperationalStateMaximum: Type = 4;
}
/// A value of [`_NDIS_RECEIVE_QUEUE_OPERATIONAL_STATE`].
pub type NDIS_RECEIVE_QUEUE_OPERATIONAL_STATE = _NDIS_RECEIVE_QUEUE_OPERATIONAL_STATE::Type;
/// Pointer to a value of [`_NDIS_RECEIVE_QUEUE_OPERATIONAL_STATE`].
pub type PNDIS_RECEIVE_QUEUE_OPERATIONAL_STATE = *mut _NDIS_RECEIVE_QUEUE_OPERATIONAL_STATE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_QUEUE_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub QueueType: NDIS_RECEIVE_QUEUE_TYPE,
    pub QueueId: NDIS_RECEIVE_QUEUE_ID,
    pub QueueGroupId: NDIS_RECEIVE_QUEUE_GROUP_ID,
    pub QueueState: NDIS_RECEIVE_QUEUE_OPERATIONAL_STATE,
    pub ProcessorAffinity: GROUP_AFFINITY,
    pub NumSuggestedReceiveBuffers: ULONG,
    pub MSIXTableEntry: ULONG,
    pub LookaheadSize: ULONG,
    pub VmName: NDIS_VM_NAME,
    pub QueueName: NDIS_QUEUE_NAME,
    pub NumFilters: ULONG,
    pub InterruptCoalescingDomainId: ULONG,
}
/// A [`_NDIS_RECEIVE_QUEUE_INFO`].
pub type NDIS_RECEIVE_QUEUE_INFO = _NDIS_RECEIVE_QUEUE_INFO;
/// Pointer to a [`_NDIS_RECEIVE_QUEUE_INFO`].
pub type PNDIS_RECEIVE_QUEUE_INFO = *mut _NDIS_RECEIVE_QUEUE_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_QUEUE_INFO_ARRAY {
    pub Header: NDIS_OBJECT_HEADER,
    pub FirstElementOffset: ULONG,
    pub NumElements: ULONG,
    pub ElementSize: ULONG,
}
/// A [`_NDIS_RECEIVE_QUEUE_INFO_ARRAY`].
pub type NDIS_RECEIVE_QUEUE_INFO_ARRAY = _NDIS_RECEIVE_QUEUE_INFO_ARRAY;
/// Pointer to a [`_NDIS_RECEIVE_QUEUE_INFO_ARRAY`].
pub type PNDIS_RECEIVE_QUEUE_INFO_ARRAY = *mut _NDIS_RECEIVE_QUEUE_INFO_ARRAY;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_FILTER_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub FilterType: NDIS_RECEIVE_FILTER_TYPE,
    pub FilterId: NDIS_RECEIVE_FILTER_ID,
}
/// A [`_NDIS_RECEIVE_FILTER_INFO`].
pub type NDIS_RECEIVE_FILTER_INFO = _NDIS_RECEIVE_FILTER_INFO;
/// Pointer to a [`_NDIS_RECEIVE_FILTER_INFO`].
pub type PNDIS_RECEIVE_FILTER_INFO = *mut _NDIS_RECEIVE_FILTER_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_FILTER_INFO_ARRAY {
    pub Header: NDIS_OBJECT_HEADER,
    pub QueueId: NDIS_RECEIVE_QUEUE_ID,
    pub FirstElementOffset: ULONG,
    pub NumElements: ULONG,
    pub ElementSize: ULONG,
    pub Flags: ULONG,
    pub VPortId: NDIS_NIC_SWITCH_VPORT_ID,
}
/// A [`_NDIS_RECEIVE_FILTER_INFO_ARRAY`].
pub type NDIS_RECEIVE_FILTER_INFO_ARRAY = _NDIS_RECEIVE_FILTER_INFO_ARRAY;
/// Pointer to a [`_NDIS_RECEIVE_FILTER_INFO_ARRAY`].
pub type PNDIS_RECEIVE_FILTER_INFO_ARRAY = *mut _NDIS_RECEIVE_FILTER_INFO_ARRAY;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub QueueId: NDIS_RECEIVE_QUEUE_ID,
    pub CompletionStatus: NDIS_STATUS,
}
/// A [`_NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_PARAMETERS`].
pub type NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_PARAMETERS =
    _NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_PARAMETERS;
/// Pointer to a [`_NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_PARAMETERS`].
pub type PNDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_PARAMETERS =
    *mut _NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_ARRAY {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub FirstElementOffset: ULONG,
    pub NumElements: ULONG,
    pub ElementSize: ULONG,
}
/// A [`_NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_ARRAY`].
pub type NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_ARRAY =
    _NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_ARRAY;
/// Pointer to a [`_NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_ARRAY`].
pub type PNDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_ARRAY =
    *mut _NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_ARRAY;

/// What an adapter can do for receive side scaling.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_SCALE_CAPABILITIES {
    pub Header: NDIS_OBJECT_HEADER,
    pub CapabilitiesFlags: NDIS_RSS_CAPS_FLAGS,
    pub NumberOfInterruptMessages: ULONG,
    pub NumberOfReceiveQueues: ULONG,
    pub NumberOfIndirectionTableEntries: USHORT,
}
/// A [`_NDIS_RECEIVE_SCALE_CAPABILITIES`].
pub type NDIS_RECEIVE_SCALE_CAPABILITIES = _NDIS_RECEIVE_SCALE_CAPABILITIES;
/// Pointer to a [`_NDIS_RECEIVE_SCALE_CAPABILITIES`].
pub type PNDIS_RECEIVE_SCALE_CAPABILITIES = *mut _NDIS_RECEIVE_SCALE_CAPABILITIES;

/// How an adapter spreads receipts over processors.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_SCALE_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: USHORT,
    pub BaseCpuNumber: USHORT,
    pub HashInformation: ULONG,
    pub IndirectionTableSize: USHORT,
    pub IndirectionTableOffset: ULONG,
    pub HashSecretKeySize: USHORT,
    pub HashSecretKeyOffset: ULONG,
    pub ProcessorMasksOffset: ULONG,
    pub NumberOfProcessorMasks: ULONG,
    pub ProcessorMasksEntrySize: ULONG,
    pub DefaultProcessorNumber: PROCESSOR_NUMBER,
}
/// A [`_NDIS_RECEIVE_SCALE_PARAMETERS`].
pub type NDIS_RECEIVE_SCALE_PARAMETERS = _NDIS_RECEIVE_SCALE_PARAMETERS;
/// Pointer to a [`_NDIS_RECEIVE_SCALE_PARAMETERS`].
pub type PNDIS_RECEIVE_SCALE_PARAMETERS = *mut _NDIS_RECEIVE_SCALE_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_SCALE_PARAMETERS_V2 {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub HashInformation: ULONG,
    pub HashSecretKeySize: ULONG,
    pub HashSecretKeyOffset: ULONG,
    pub NumberOfQueues: ULONG,
    pub NumberOfIndirectionTableEntries: ULONG,
}
/// A [`_NDIS_RECEIVE_SCALE_PARAMETERS_V2`].
pub type NDIS_RECEIVE_SCALE_PARAMETERS_V2 = _NDIS_RECEIVE_SCALE_PARAMETERS_V2;
/// Pointer to a [`_NDIS_RECEIVE_SCALE_PARAMETERS_V2`].
pub type PNDIS_RECEIVE_SCALE_PARAMETERS_V2 = *mut _NDIS_RECEIVE_SCALE_PARAMETERS_V2;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RSS_SET_INDIRECTION_ENTRY {
    pub SwitchId: NDIS_NIC_SWITCH_ID,
    pub VPortId: NDIS_NIC_SWITCH_VPORT_ID,
    pub Flags: ULONG,
    pub IndirectionTableIndex: USHORT,
    pub TargetProcessorNumber: PROCESSOR_NUMBER,
    pub EntryStatus: NDIS_STATUS,
}
/// A [`_NDIS_RSS_SET_INDIRECTION_ENTRY`].
pub type NDIS_RSS_SET_INDIRECTION_ENTRY = _NDIS_RSS_SET_INDIRECTION_ENTRY;
/// Pointer to a [`_NDIS_RSS_SET_INDIRECTION_ENTRY`].
pub type PNDIS_RSS_SET_INDIRECTION_ENTRY = *mut _NDIS_RSS_SET_INDIRECTION_ENTRY;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RSS_SET_INDIRECTION_ENTRIES {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub RssEntrySize: ULONG,
    pub RssEntryTableOffset: ULONG,
    pub NumberOfRssEntries: ULONG,
}
/// A [`_NDIS_RSS_SET_INDIRECTION_ENTRIES`].
pub type NDIS_RSS_SET_INDIRECTION_ENTRIES = _NDIS_RSS_SET_INDIRECTION_ENTRIES;
/// Pointer to a [`_NDIS_RSS_SET_INDIRECTION_ENTRIES`].
pub type PNDIS_RSS_SET_INDIRECTION_ENTRIES = *mut _NDIS_RSS_SET_INDIRECTION_ENTRIES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_HASH_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub HashInformation: ULONG,
    pub HashSecretKeySize: USHORT,
    pub HashSecretKeyOffset: ULONG,
}
/// A [`_NDIS_RECEIVE_HASH_PARAMETERS`].
pub type NDIS_RECEIVE_HASH_PARAMETERS = _NDIS_RECEIVE_HASH_PARAMETERS;
/// Pointer to a [`_NDIS_RECEIVE_HASH_PARAMETERS`].
pub type PNDIS_RECEIVE_HASH_PARAMETERS = *mut _NDIS_RECEIVE_HASH_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RSS_PROCESSOR {
    pub ProcNum: PROCESSOR_NUMBER,
    pub PreferenceIndex: USHORT,
    pub Reserved: USHORT,
}
/// A [`_NDIS_RSS_PROCESSOR`].
pub type NDIS_RSS_PROCESSOR = _NDIS_RSS_PROCESSOR;
/// Pointer to a [`_NDIS_RSS_PROCESSOR`].
pub type PNDIS_RSS_PROCESSOR = *mut _NDIS_RSS_PROCESSOR;

pub mod _NDIS_RSS_PROFILE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisRssProfileClosest: Type = 1;
    pub const NdisRssProfileClosestStatic: Type = 2;
    pub const NdisRssProfileNuma: Type = 3;
    pub const NdisRssProfileNumaStatic: Type = 4;
    pub const NdisRssProfileConservative: Type = 5;
    pub const NdisRssProfileMaximum: Type = 6;
}
/// A value of [`_NDIS_RSS_PROFILE`].
pub type NDIS_RSS_PROFILE = _NDIS_RSS_PROFILE::Type;
/// Pointer to a value of [`_NDIS_RSS_PROFILE`].
pub type PNDIS_RSS_PROFILE = *mut _NDIS_RSS_PROFILE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RSS_PROCESSOR_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub RssBaseProcessor: PROCESSOR_NUMBER,
    pub MaxNumRssProcessors: ULONG,
    pub PreferredNumaNode: USHORT,
    pub RssProcessorArrayOffset: ULONG,
    pub RssProcessorCount: ULONG,
    pub RssProcessorEntrySize: ULONG,
    pub RssMaxProcessor: PROCESSOR_NUMBER,
    pub RssProfile: NDIS_RSS_PROFILE,
}
/// A [`_NDIS_RSS_PROCESSOR_INFO`].
pub type NDIS_RSS_PROCESSOR_INFO = _NDIS_RSS_PROCESSOR_INFO;
/// Pointer to a [`_NDIS_RSS_PROCESSOR_INFO`].
pub type PNDIS_RSS_PROCESSOR_INFO = *mut _NDIS_RSS_PROCESSOR_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_QOS_CAPABILITIES {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub MaxNumTrafficClasses: ULONG,
    pub MaxNumEtsCapableTrafficClasses: ULONG,
    pub MaxNumPfcEnabledTrafficClasses: ULONG,
}
/// A [`_NDIS_QOS_CAPABILITIES`].
pub type NDIS_QOS_CAPABILITIES = _NDIS_QOS_CAPABILITIES;
/// Pointer to a [`_NDIS_QOS_CAPABILITIES`].
pub type PNDIS_QOS_CAPABILITIES = *mut _NDIS_QOS_CAPABILITIES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_QOS_CLASSIFICATION_ELEMENT {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub ConditionSelector: USHORT,
    pub ConditionField: USHORT,
    pub ActionSelector: USHORT,
    pub ActionField: USHORT,
}
/// A [`_NDIS_QOS_CLASSIFICATION_ELEMENT`].
pub type NDIS_QOS_CLASSIFICATION_ELEMENT = _NDIS_QOS_CLASSIFICATION_ELEMENT;
/// Pointer to a [`_NDIS_QOS_CLASSIFICATION_ELEMENT`].
pub type PNDIS_QOS_CLASSIFICATION_ELEMENT = *mut _NDIS_QOS_CLASSIFICATION_ELEMENT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_QOS_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub NumTrafficClasses: ULONG,
    pub PriorityAssignmentTable: [UCHAR; 8],
    pub TcBandwidthAssignmentTable: [UCHAR; 8],
    pub TsaAssignmentTable: [UCHAR; 8],
    pub PfcEnable: ULONG,
    pub NumClassificationElements: ULONG,
    pub ClassificationElementSize: ULONG,
    pub FirstClassificationElementOffset: ULONG,
}
/// A [`_NDIS_QOS_PARAMETERS`].
pub type NDIS_QOS_PARAMETERS = _NDIS_QOS_PARAMETERS;
/// Pointer to a [`_NDIS_QOS_PARAMETERS`].
pub type PNDIS_QOS_PARAMETERS = *mut _NDIS_QOS_PARAMETERS;

pub mod _NDIS_NIC_SWITCH_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisNicSwitchTypeUnspecified: Type = 0;
    pub const NdisNicSwitchTypeExternal: Type = 1;
    pub const NdisNicSwitchTypeMax: Type = 2;
}
/// A value of [`_NDIS_NIC_SWITCH_TYPE`].
pub type NDIS_NIC_SWITCH_TYPE = _NDIS_NIC_SWITCH_TYPE::Type;
/// Pointer to a value of [`_NDIS_NIC_SWITCH_TYPE`].
pub type PNDIS_NIC_SWITCH_TYPE = *mut _NDIS_NIC_SWITCH_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NIC_SWITCH_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub SwitchType: NDIS_NIC_SWITCH_TYPE,
    pub SwitchId: NDIS_NIC_SWITCH_ID,
    pub SwitchFriendlyName: NDIS_NIC_SWITCH_FRIENDLYNAME,
    pub NumVFs: ULONG,
    pub NdisReserved1: ULONG,
    pub NdisReserved2: ULONG,
    pub NdisReserved3: ULONG,
    pub NumQueuePairsForDefaultVPort: ULONG,
}
/// A [`_NDIS_NIC_SWITCH_PARAMETERS`].
pub type NDIS_NIC_SWITCH_PARAMETERS = _NDIS_NIC_SWITCH_PARAMETERS;
/// Pointer to a [`_NDIS_NIC_SWITCH_PARAMETERS`].
pub type PNDIS_NIC_SWITCH_PARAMETERS = *mut _NDIS_NIC_SWITCH_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NIC_SWITCH_DELETE_SWITCH_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub SwitchId: NDIS_NIC_SWITCH_ID,
}
/// A [`_NDIS_NIC_SWITCH_DELETE_SWITCH_PARAMETERS`].
pub type NDIS_NIC_SWITCH_DELETE_SWITCH_PARAMETERS = _NDIS_NIC_SWITCH_DELETE_SWITCH_PARAMETERS;
/// Pointer to a [`_NDIS_NIC_SWITCH_DELETE_SWITCH_PARAMETERS`].
pub type PNDIS_NIC_SWITCH_DELETE_SWITCH_PARAMETERS = *mut _NDIS_NIC_SWITCH_DELETE_SWITCH_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NIC_SWITCH_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub SwitchType: NDIS_NIC_SWITCH_TYPE,
    pub SwitchId: NDIS_NIC_SWITCH_ID,
    pub SwitchFriendlyName: NDIS_NIC_SWITCH_FRIENDLYNAME,
    pub NumVFs: ULONG,
    pub NumAllocatedVFs: ULONG,
    pub NumVPorts: ULONG,
    pub NumActiveVPorts: ULONG,
    pub NumQueuePairsForDefaultVPort: ULONG,
    pub NumQueuePairsForNonDefaultVPorts: ULONG,
    pub NumActiveDefaultVPortMacAddresses: ULONG,
    pub NumActiveNonDefaultVPortMacAddresses: ULONG,
    pub NumActiveDefaultVPortVlanIds: ULONG,
    pub NumActiveNonDefaultVPortVlanIds: ULONG,
}
/// A [`_NDIS_NIC_SWITCH_INFO`].
pub type NDIS_NIC_SWITCH_INFO = _NDIS_NIC_SWITCH_INFO;
/// Pointer to a [`_NDIS_NIC_SWITCH_INFO`].
pub type PNDIS_NIC_SWITCH_INFO = *mut _NDIS_NIC_SWITCH_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NIC_SWITCH_INFO_ARRAY {
    pub Header: NDIS_OBJECT_HEADER,
    pub FirstElementOffset: ULONG,
    pub NumElements: ULONG,
    pub ElementSize: ULONG,
}
/// A [`_NDIS_NIC_SWITCH_INFO_ARRAY`].
pub type NDIS_NIC_SWITCH_INFO_ARRAY = _NDIS_NIC_SWITCH_INFO_ARRAY;
/// Pointer to a [`_NDIS_NIC_SWITCH_INFO_ARRAY`].
pub type PNDIS_NIC_SWITCH_INFO_ARRAY = *mut _NDIS_NIC_SWITCH_INFO_ARRAY;

pub mod _NDIS_NIC_SWITCH_VPORT_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisNicSwitchVPortStateUndefined: Type = 0;
    pub const NdisNicSwitchVPortStateActivated: Type = 1;
    pub const NdisNicSwitchVPortStateDeactivated: Type = 2;
    pub const NdisNicSwitchVPortStateMaximum: Type = 3;
}
/// A value of [`_NDIS_NIC_SWITCH_VPORT_STATE`].
pub type NDIS_NIC_SWITCH_VPORT_STATE = _NDIS_NIC_SWITCH_VPORT_STATE::Type;
/// Pointer to a value of [`_NDIS_NIC_SWITCH_VPORT_STATE`].
pub type PNDIS_NIC_SWITCH_VPORT_STATE = *mut _NDIS_NIC_SWITCH_VPORT_STATE::Type;

pub mod _NDIS_NIC_SWITCH_VPORT_INTERRUPT_MODERATION {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisNicSwitchVPortInterruptModerationUndefined: Type = 0;
    pub const NdisNicSwitchVPortInterruptModerationAdaptive: Type = 1;
    pub const NdisNicSwitchVPortInterruptModerationOff: Type = 2;
    pub const NdisNicSwitchVPortInterruptModerationLow: Type = 100;
    pub const NdisNicSwitchVPortInterruptModerationMedium: Type = 200;
    pub const NdisNicSwitchVPortInterruptModerationHigh: Type = 300;
}
/// A value of [`_NDIS_NIC_SWITCH_VPORT_INTERRUPT_MODERATION`].
pub type NDIS_NIC_SWITCH_VPORT_INTERRUPT_MODERATION =
    _NDIS_NIC_SWITCH_VPORT_INTERRUPT_MODERATION::Type;
/// Pointer to a value of [`_NDIS_NIC_SWITCH_VPORT_INTERRUPT_MODERATION`].
pub type PNDIS_NIC_SWITCH_VPORT_INTERRUPT_MODERATION =
    *mut _NDIS_NIC_SWITCH_VPORT_INTERRUPT_MODERATION::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NIC_SWITCH_VPORT_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub SwitchId: NDIS_NIC_SWITCH_ID,
    pub VPortId: NDIS_NIC_SWITCH_VPORT_ID,
    pub VPortName: NDIS_VPORT_NAME,
    pub AttachedFunctionId: NDIS_SRIOV_FUNCTION_ID,
    pub NumQueuePairs: ULONG,
    pub InterruptModeration: NDIS_NIC_SWITCH_VPORT_INTERRUPT_MODERATION,
    pub VPortState: NDIS_NIC_SWITCH_VPORT_STATE,
    pub ProcessorAffinity: GROUP_AFFINITY,
    pub LookaheadSize: ULONG,
    pub NdkParams: NDIS_NDK_PARAMETERS,
    pub QosSqId: NDIS_QOS_SQ_ID,
}
/// A [`_NDIS_NIC_SWITCH_VPORT_PARAMETERS`].
pub type NDIS_NIC_SWITCH_VPORT_PARAMETERS = _NDIS_NIC_SWITCH_VPORT_PARAMETERS;
/// Pointer to a [`_NDIS_NIC_SWITCH_VPORT_PARAMETERS`].
pub type PNDIS_NIC_SWITCH_VPORT_PARAMETERS = *mut _NDIS_NIC_SWITCH_VPORT_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NIC_SWITCH_DELETE_VPORT_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub VPortId: NDIS_NIC_SWITCH_VPORT_ID,
}
/// A [`_NDIS_NIC_SWITCH_DELETE_VPORT_PARAMETERS`].
pub type NDIS_NIC_SWITCH_DELETE_VPORT_PARAMETERS = _NDIS_NIC_SWITCH_DELETE_VPORT_PARAMETERS;
/// Pointer to a [`_NDIS_NIC_SWITCH_DELETE_VPORT_PARAMETERS`].
pub type PNDIS_NIC_SWITCH_DELETE_VPORT_PARAMETERS = *mut _NDIS_NIC_SWITCH_DELETE_VPORT_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NIC_SWITCH_VPORT_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub VPortId: NDIS_NIC_SWITCH_VPORT_ID,
    pub Flags: ULONG,
    pub SwitchId: NDIS_NIC_SWITCH_ID,
    pub VPortName: NDIS_VPORT_NAME,
    pub AttachedFunctionId: NDIS_SRIOV_FUNCTION_ID,
    pub NumQueuePairs: ULONG,
    pub InterruptModeration: NDIS_NIC_SWITCH_VPORT_INTERRUPT_MODERATION,
    pub VPortState: NDIS_NIC_SWITCH_VPORT_STATE,
    pub ProcessorAffinity: GROUP_AFFINITY,
    pub LookaheadSize: ULONG,
    pub NumFilters: ULONG,
}
/// A [`_NDIS_NIC_SWITCH_VPORT_INFO`].
pub type NDIS_NIC_SWITCH_VPORT_INFO = _NDIS_NIC_SWITCH_VPORT_INFO;
/// Pointer to a [`_NDIS_NIC_SWITCH_VPORT_INFO`].
pub type PNDIS_NIC_SWITCH_VPORT_INFO = *mut _NDIS_NIC_SWITCH_VPORT_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NIC_SWITCH_VPORT_INFO_ARRAY {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub SwitchId: NDIS_NIC_SWITCH_ID,
    pub AttachedFunctionId: NDIS_SRIOV_FUNCTION_ID,
    pub FirstElementOffset: ULONG,
    pub NumElements: ULONG,
    pub ElementSize: ULONG,
}
/// A [`_NDIS_NIC_SWITCH_VPORT_INFO_ARRAY`].
pub type NDIS_NIC_SWITCH_VPORT_INFO_ARRAY = _NDIS_NIC_SWITCH_VPORT_INFO_ARRAY;
/// Pointer to a [`_NDIS_NIC_SWITCH_VPORT_INFO_ARRAY`].
pub type PNDIS_NIC_SWITCH_VPORT_INFO_ARRAY = *mut _NDIS_NIC_SWITCH_VPORT_INFO_ARRAY;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NIC_SWITCH_VF_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub SwitchId: NDIS_NIC_SWITCH_ID,
    pub VMName: NDIS_VM_NAME,
    pub VMFriendlyName: NDIS_VM_FRIENDLYNAME,
    pub NicName: NDIS_SWITCH_NIC_NAME,
    pub MacAddressLength: USHORT,
    pub PermanentMacAddress: [UCHAR; 32],
    pub CurrentMacAddress: [UCHAR; 32],
    pub VFId: NDIS_SRIOV_FUNCTION_ID,
    pub RequestorId: NDIS_VF_RID,
}
/// A [`_NDIS_NIC_SWITCH_VF_PARAMETERS`].
pub type NDIS_NIC_SWITCH_VF_PARAMETERS = _NDIS_NIC_SWITCH_VF_PARAMETERS;
/// Pointer to a [`_NDIS_NIC_SWITCH_VF_PARAMETERS`].
pub type PNDIS_NIC_SWITCH_VF_PARAMETERS = *mut _NDIS_NIC_SWITCH_VF_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NIC_SWITCH_FREE_VF_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub VFId: NDIS_SRIOV_FUNCTION_ID,
}
/// A [`_NDIS_NIC_SWITCH_FREE_VF_PARAMETERS`].
pub type NDIS_NIC_SWITCH_FREE_VF_PARAMETERS = _NDIS_NIC_SWITCH_FREE_VF_PARAMETERS;
/// Pointer to a [`_NDIS_NIC_SWITCH_FREE_VF_PARAMETERS`].
pub type PNDIS_NIC_SWITCH_FREE_VF_PARAMETERS = *mut _NDIS_NIC_SWITCH_FREE_VF_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NIC_SWITCH_VF_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub SwitchId: NDIS_NIC_SWITCH_ID,
    pub VMName: NDIS_VM_NAME,
    pub VMFriendlyName: NDIS_VM_FRIENDLYNAME,
    pub NicName: NDIS_SWITCH_NIC_NAME,
    pub MacAddressLength: USHORT,
    pub PermanentMacAddress: [UCHAR; 32],
    pub CurrentMacAddress: [UCHAR; 32],
    pub VFId: NDIS_SRIOV_FUNCTION_ID,
    pub RequestorId: NDIS_VF_RID,
}
/// A [`_NDIS_NIC_SWITCH_VF_INFO`].
pub type NDIS_NIC_SWITCH_VF_INFO = _NDIS_NIC_SWITCH_VF_INFO;
/// Pointer to a [`_NDIS_NIC_SWITCH_VF_INFO`].
pub type PNDIS_NIC_SWITCH_VF_INFO = *mut _NDIS_NIC_SWITCH_VF_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_NIC_SWITCH_VF_INFO_ARRAY {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub SwitchId: NDIS_NIC_SWITCH_ID,
    pub FirstElementOffset: ULONG,
    pub NumElements: ULONG,
    pub ElementSize: ULONG,
}
/// A [`_NDIS_NIC_SWITCH_VF_INFO_ARRAY`].
pub type NDIS_NIC_SWITCH_VF_INFO_ARRAY = _NDIS_NIC_SWITCH_VF_INFO_ARRAY;
/// Pointer to a [`_NDIS_NIC_SWITCH_VF_INFO_ARRAY`].
pub type PNDIS_NIC_SWITCH_VF_INFO_ARRAY = *mut _NDIS_NIC_SWITCH_VF_INFO_ARRAY;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_CAPABILITIES {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub SriovCapabilities: ULONG,
}
/// A [`_NDIS_SRIOV_CAPABILITIES`].
pub type NDIS_SRIOV_CAPABILITIES = _NDIS_SRIOV_CAPABILITIES;
/// Pointer to a [`_NDIS_SRIOV_CAPABILITIES`].
pub type PNDIS_SRIOV_CAPABILITIES = *mut _NDIS_SRIOV_CAPABILITIES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_READ_VF_CONFIG_SPACE_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub VFId: NDIS_SRIOV_FUNCTION_ID,
    pub Offset: ULONG,
    pub Length: ULONG,
    pub BufferOffset: ULONG,
}
/// A [`_NDIS_SRIOV_READ_VF_CONFIG_SPACE_PARAMETERS`].
pub type NDIS_SRIOV_READ_VF_CONFIG_SPACE_PARAMETERS = _NDIS_SRIOV_READ_VF_CONFIG_SPACE_PARAMETERS;
/// Pointer to a [`_NDIS_SRIOV_READ_VF_CONFIG_SPACE_PARAMETERS`].
pub type PNDIS_SRIOV_READ_VF_CONFIG_SPACE_PARAMETERS =
    *mut _NDIS_SRIOV_READ_VF_CONFIG_SPACE_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_WRITE_VF_CONFIG_SPACE_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub VFId: NDIS_SRIOV_FUNCTION_ID,
    pub Offset: ULONG,
    pub Length: ULONG,
    pub BufferOffset: ULONG,
}
/// A [`_NDIS_SRIOV_WRITE_VF_CONFIG_SPACE_PARAMETERS`].
pub type NDIS_SRIOV_WRITE_VF_CONFIG_SPACE_PARAMETERS = _NDIS_SRIOV_WRITE_VF_CONFIG_SPACE_PARAMETERS;
/// Pointer to a [`_NDIS_SRIOV_WRITE_VF_CONFIG_SPACE_PARAMETERS`].
pub type PNDIS_SRIOV_WRITE_VF_CONFIG_SPACE_PARAMETERS =
    *mut _NDIS_SRIOV_WRITE_VF_CONFIG_SPACE_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_READ_VF_CONFIG_BLOCK_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub VFId: NDIS_SRIOV_FUNCTION_ID,
    pub BlockId: ULONG,
    pub Length: ULONG,
    pub BufferOffset: ULONG,
}
/// A [`_NDIS_SRIOV_READ_VF_CONFIG_BLOCK_PARAMETERS`].
pub type NDIS_SRIOV_READ_VF_CONFIG_BLOCK_PARAMETERS = _NDIS_SRIOV_READ_VF_CONFIG_BLOCK_PARAMETERS;
/// Pointer to a [`_NDIS_SRIOV_READ_VF_CONFIG_BLOCK_PARAMETERS`].
pub type PNDIS_SRIOV_READ_VF_CONFIG_BLOCK_PARAMETERS =
    *mut _NDIS_SRIOV_READ_VF_CONFIG_BLOCK_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_WRITE_VF_CONFIG_BLOCK_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub VFId: NDIS_SRIOV_FUNCTION_ID,
    pub BlockId: ULONG,
    pub Length: ULONG,
    pub BufferOffset: ULONG,
}
/// A [`_NDIS_SRIOV_WRITE_VF_CONFIG_BLOCK_PARAMETERS`].
pub type NDIS_SRIOV_WRITE_VF_CONFIG_BLOCK_PARAMETERS = _NDIS_SRIOV_WRITE_VF_CONFIG_BLOCK_PARAMETERS;
/// Pointer to a [`_NDIS_SRIOV_WRITE_VF_CONFIG_BLOCK_PARAMETERS`].
pub type PNDIS_SRIOV_WRITE_VF_CONFIG_BLOCK_PARAMETERS =
    *mut _NDIS_SRIOV_WRITE_VF_CONFIG_BLOCK_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_RESET_VF_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub VFId: NDIS_SRIOV_FUNCTION_ID,
}
/// A [`_NDIS_SRIOV_RESET_VF_PARAMETERS`].
pub type NDIS_SRIOV_RESET_VF_PARAMETERS = _NDIS_SRIOV_RESET_VF_PARAMETERS;
/// Pointer to a [`_NDIS_SRIOV_RESET_VF_PARAMETERS`].
pub type PNDIS_SRIOV_RESET_VF_PARAMETERS = *mut _NDIS_SRIOV_RESET_VF_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_SET_VF_POWER_STATE_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub VFId: NDIS_SRIOV_FUNCTION_ID,
    pub PowerState: NDIS_DEVICE_POWER_STATE,
    pub WakeEnable: BOOLEAN,
}
/// A [`_NDIS_SRIOV_SET_VF_POWER_STATE_PARAMETERS`].
pub type NDIS_SRIOV_SET_VF_POWER_STATE_PARAMETERS = _NDIS_SRIOV_SET_VF_POWER_STATE_PARAMETERS;
/// Pointer to a [`_NDIS_SRIOV_SET_VF_POWER_STATE_PARAMETERS`].
pub type PNDIS_SRIOV_SET_VF_POWER_STATE_PARAMETERS = *mut _NDIS_SRIOV_SET_VF_POWER_STATE_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_CONFIG_STATE_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub BlockId: ULONG,
    pub Length: ULONG,
}
/// A [`_NDIS_SRIOV_CONFIG_STATE_PARAMETERS`].
pub type NDIS_SRIOV_CONFIG_STATE_PARAMETERS = _NDIS_SRIOV_CONFIG_STATE_PARAMETERS;
/// Pointer to a [`_NDIS_SRIOV_CONFIG_STATE_PARAMETERS`].
pub type PNDIS_SRIOV_CONFIG_STATE_PARAMETERS = *mut _NDIS_SRIOV_CONFIG_STATE_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_VF_VENDOR_DEVICE_ID_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub VFId: NDIS_SRIOV_FUNCTION_ID,
    pub VendorId: USHORT,
    pub DeviceId: USHORT,
}
/// A [`_NDIS_SRIOV_VF_VENDOR_DEVICE_ID_INFO`].
pub type NDIS_SRIOV_VF_VENDOR_DEVICE_ID_INFO = _NDIS_SRIOV_VF_VENDOR_DEVICE_ID_INFO;
/// Pointer to a [`_NDIS_SRIOV_VF_VENDOR_DEVICE_ID_INFO`].
pub type PNDIS_SRIOV_VF_VENDOR_DEVICE_ID_INFO = *mut _NDIS_SRIOV_VF_VENDOR_DEVICE_ID_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_PROBED_BARS_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub BaseRegisterValuesOffset: ULONG,
}
/// A [`_NDIS_SRIOV_PROBED_BARS_INFO`].
pub type NDIS_SRIOV_PROBED_BARS_INFO = _NDIS_SRIOV_PROBED_BARS_INFO;
/// Pointer to a [`_NDIS_SRIOV_PROBED_BARS_INFO`].
pub type PNDIS_SRIOV_PROBED_BARS_INFO = *mut _NDIS_SRIOV_PROBED_BARS_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_RECEIVE_FILTER_MOVE_FILTER_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub FilterId: NDIS_RECEIVE_FILTER_ID,
    pub SourceQueueId: NDIS_RECEIVE_QUEUE_ID,
    pub SourceVPortId: NDIS_NIC_SWITCH_VPORT_ID,
    pub DestQueueId: NDIS_RECEIVE_QUEUE_ID,
    pub DestVPortId: NDIS_NIC_SWITCH_VPORT_ID,
}
/// A [`_NDIS_RECEIVE_FILTER_MOVE_FILTER_PARAMETERS`].
pub type NDIS_RECEIVE_FILTER_MOVE_FILTER_PARAMETERS = _NDIS_RECEIVE_FILTER_MOVE_FILTER_PARAMETERS;
/// Pointer to a [`_NDIS_RECEIVE_FILTER_MOVE_FILTER_PARAMETERS`].
pub type PNDIS_RECEIVE_FILTER_MOVE_FILTER_PARAMETERS =
    *mut _NDIS_RECEIVE_FILTER_MOVE_FILTER_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_BAR_RESOURCES_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub VFId: NDIS_SRIOV_FUNCTION_ID,
    pub BarIndex: USHORT,
    pub BarResourcesOffset: ULONG,
}
/// A [`_NDIS_SRIOV_BAR_RESOURCES_INFO`].
pub type NDIS_SRIOV_BAR_RESOURCES_INFO = _NDIS_SRIOV_BAR_RESOURCES_INFO;
/// Pointer to a [`_NDIS_SRIOV_BAR_RESOURCES_INFO`].
pub type PNDIS_SRIOV_BAR_RESOURCES_INFO = *mut _NDIS_SRIOV_BAR_RESOURCES_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_PF_LUID_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub Luid: LUID,
}
/// A [`_NDIS_SRIOV_PF_LUID_INFO`].
pub type NDIS_SRIOV_PF_LUID_INFO = _NDIS_SRIOV_PF_LUID_INFO;
/// Pointer to a [`_NDIS_SRIOV_PF_LUID_INFO`].
pub type PNDIS_SRIOV_PF_LUID_INFO = *mut _NDIS_SRIOV_PF_LUID_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_VF_SERIAL_NUMBER_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub SerialNumber: ULONG,
}
/// A [`_NDIS_SRIOV_VF_SERIAL_NUMBER_INFO`].
pub type NDIS_SRIOV_VF_SERIAL_NUMBER_INFO = _NDIS_SRIOV_VF_SERIAL_NUMBER_INFO;
/// Pointer to a [`_NDIS_SRIOV_VF_SERIAL_NUMBER_INFO`].
pub type PNDIS_SRIOV_VF_SERIAL_NUMBER_INFO = *mut _NDIS_SRIOV_VF_SERIAL_NUMBER_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SRIOV_VF_INVALIDATE_CONFIG_BLOCK_INFO {
    pub Header: NDIS_OBJECT_HEADER,
    pub BlockMask: ULONG64,
}
/// A [`_NDIS_SRIOV_VF_INVALIDATE_CONFIG_BLOCK_INFO`].
pub type NDIS_SRIOV_VF_INVALIDATE_CONFIG_BLOCK_INFO = _NDIS_SRIOV_VF_INVALIDATE_CONFIG_BLOCK_INFO;
/// Pointer to a [`_NDIS_SRIOV_VF_INVALIDATE_CONFIG_BLOCK_INFO`].
pub type PNDIS_SRIOV_VF_INVALIDATE_CONFIG_BLOCK_INFO =
    *mut _NDIS_SRIOV_VF_INVALIDATE_CONFIG_BLOCK_INFO;

pub mod _NDIS_ISOLATION_MODE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisIsolationModeNone: Type = 0;
    pub const NdisIsolationModeNativeVirtualSubnet: Type = 1;
    pub const NdisIsolationModeExternalVirtualSubnet: Type = 2;
    pub const NdisIsolationModeVlan: Type = 3;
}
/// A value of [`_NDIS_ISOLATION_MODE`].
pub type NDIS_ISOLATION_MODE = _NDIS_ISOLATION_MODE::Type;
/// Pointer to a value of [`_NDIS_ISOLATION_MODE`].
pub type PNDIS_ISOLATION_MODE = *mut _NDIS_ISOLATION_MODE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_ISOLATION_NAME {
    pub Length: USHORT,
    pub String: [WCHAR; 128],
}
/// A [`_NDIS_ISOLATION_NAME`].
pub type NDIS_ISOLATION_NAME = _NDIS_ISOLATION_NAME;
/// A [`_NDIS_ISOLATION_NAME`].
pub type NDIS_ISOLATION_ID_NAME = _NDIS_ISOLATION_NAME;
/// Pointer to a [`_NDIS_ISOLATION_NAME`].
pub type PNDIS_ISOLATION_ID_NAME = *mut _NDIS_ISOLATION_NAME;
/// A [`_NDIS_ISOLATION_NAME`].
pub type NDIS_ROUTING_DOMAIN_NAME = _NDIS_ISOLATION_NAME;
/// Pointer to a [`_NDIS_ISOLATION_NAME`].
pub type PNDIS_ROUTING_DOMAIN_NAME = *mut _NDIS_ISOLATION_NAME;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub IsolationIdName: NDIS_ISOLATION_ID_NAME,
    pub Anonymous: _NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY_Anonymous,
}
/// A [`_NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY`].
pub type NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY = _NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY;
/// Pointer to a [`_NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY`].
pub type PNDIS_ROUTING_DOMAIN_ISOLATION_ENTRY = *mut _NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY_Anonymous {
    pub BitFields: u32,
    pub BitFields2: u32,
    pub IsolationId: u32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_ROUTING_DOMAIN_ENTRY {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub RoutingDomainId: NDIS_ROUTING_DOMAIN_ID,
    pub RoutingDomainName: NDIS_ROUTING_DOMAIN_NAME,
    pub NumIsolationEntries: ULONG,
    pub FirstIsolationEntryOffset: ULONG,
}
/// A [`_NDIS_ROUTING_DOMAIN_ENTRY`].
pub type NDIS_ROUTING_DOMAIN_ENTRY = _NDIS_ROUTING_DOMAIN_ENTRY;
/// Pointer to a [`_NDIS_ROUTING_DOMAIN_ENTRY`].
pub type PNDIS_ROUTING_DOMAIN_ENTRY = *mut _NDIS_ROUTING_DOMAIN_ENTRY;

layout! {
    _NDIS_RECEIVE_QUEUE_STATE: 16, 4 { Header: 0, Flags: 4, QueueId: 8, QueueState: 12 }
    _NDIS_SRIOV_VF_CONFIG_STATE: 16, 4 { Header: 0, VFId: 4, BlockId: 8, Length: 12 }
    _NDIS_RECEIVE_FILTER_QUEUE_STATE_CHANGE: 8, 4 { Header: 0, QueueId: 4 }
    _NDIS_HD_SPLIT_ATTRIBUTES: 24, 4 {
        Header: 0, HardwareCapabilities: 4, CurrentCapabilities: 8, HDSplitFlags: 12,
        BackfillSize: 16, MaxHeaderSize: 20
    }
    _NDIS_HD_SPLIT_CURRENT_CONFIG: 28, 4 {
        Header: 0, HardwareCapabilities: 4, CurrentCapabilities: 8, HDSplitFlags: 12,
        HDSplitCombineFlags: 16, BackfillSize: 20, MaxHeaderSize: 24
    }
    _NDIS_RECEIVE_FILTER_CAPABILITIES: 84, 4 {
        Header: 0, Flags: 4, EnabledFilterTypes: 8, EnabledQueueTypes: 12, NumQueues: 16,
        SupportedQueueProperties: 20, SupportedFilterTests: 24, SupportedHeaders: 28,
        SupportedMacHeaderFields: 32, MaxMacHeaderFilters: 36, MaxQueueGroups: 40,
        MaxQueuesPerQueueGroup: 44, MinLookaheadSplitSize: 48, MaxLookaheadSplitSize: 52,
        SupportedARPHeaderFields: 56, SupportedIPv4HeaderFields: 60,
        SupportedIPv6HeaderFields: 64, SupportedUdpHeaderFields: 68,
        MaxFieldTestsPerPacketCoalescingFilter: 72, MaxPacketCoalescingFilters: 76,
        NdisReserved: 80
    }
    _NDIS_NIC_SWITCH_CAPABILITIES: 132, 4 {
        Header: 0, Flags: 4, NdisReserved1: 8, NumTotalMacAddresses: 12,
        NumMacAddressesPerPort: 16, NumVlansPerPort: 20, NdisReserved2: 24, NdisReserved3:
        28, NicSwitchCapabilities: 32, MaxNumSwitches: 36, MaxNumVPorts: 40, NdisReserved4:
        44, MaxNumVFs: 48, MaxNumQueuePairs: 52, NdisReserved5: 56, NdisReserved6: 60,
        NdisReserved7: 64, MaxNumQueuePairsPerNonDefaultVPort: 68, NdisReserved8: 72,
        NdisReserved9: 76, NdisReserved10: 80, NdisReserved11: 84, NdisReserved12: 88,
        MaxNumMacAddresses: 92, NdisReserved13: 96, NdisReserved14: 100, NdisReserved15:
        104, NdisReserved16: 108, NdisReserved17: 112, MaxNumRssCapableNonDefaultPFVPorts:
        116, NumberOfIndirectionTableEntriesForDefaultVPort: 120,
        NumberOfIndirectionTableEntriesPerNonDefaultPFVPort: 124,
        MaxNumQueuePairsForDefaultVPort: 128
    }
    _NDIS_RECEIVE_FILTER_FIELD_PARAMETERS_HeaderField: 4, 4 {
        MacHeaderField: 0, ArpHeaderField: 0, IPv4HeaderField: 0, IPv6HeaderField: 0,
        UdpHeaderField: 0
    }
    _NDIS_RECEIVE_FILTER_FIELD_PARAMETERS_FieldValue: 16, 8 {
        FieldByteValue: 0, FieldShortValue: 0, FieldLongValue: 0, FieldLong64Value: 0,
        FieldByteArrayValue: 0
    }
    _NDIS_RECEIVE_FILTER_FIELD_PARAMETERS_ResultValue: 16, 8 {
        ResultByteValue: 0, ResultShortValue: 0, ResultLongValue: 0, ResultLong64Value: 0,
        ResultByteArrayValue: 0
    }
    _NDIS_RECEIVE_FILTER_FIELD_PARAMETERS: 56, 8 {
        Header: 0, Flags: 4, FrameHeader: 8, ReceiveFilterTest: 12, HeaderField: 16,
        FieldValue: 24, ResultValue: 40
    }
    _NDIS_RECEIVE_FILTER_PARAMETERS: 44, 4 {
        Header: 0, Flags: 4, FilterType: 8, QueueId: 12, FilterId: 16,
        FieldParametersArrayOffset: 20, FieldParametersArrayNumElements: 24,
        FieldParametersArrayElementSize: 28, RequestedFilterIdBitCount: 32,
        MaxCoalescingDelay: 36, VPortId: 40
    }
    _NDIS_RECEIVE_FILTER_CLEAR_PARAMETERS: 16, 4 { Header: 0, Flags: 4, QueueId: 8, FilterId: 12 }
    _NDIS_RECEIVE_QUEUE_PARAMETERS: 1096, 8 {
        Header: 0, Flags: 4, QueueType: 8, QueueId: 12, QueueGroupId: 16, ProcessorAffinity:
        24, NumSuggestedReceiveBuffers: 40, MSIXTableEntry: 44, LookaheadSize: 48, VmName:
        52, QueueName: 568, PortId: 1084, InterruptCoalescingDomainId: 1088, QosSqId: 1092
    }
    _NDIS_RECEIVE_QUEUE_FREE_PARAMETERS: 12, 4 { Header: 0, Flags: 4, QueueId: 8 }
    _NDIS_RECEIVE_QUEUE_INFO: 1096, 8 {
        Header: 0, Flags: 4, QueueType: 8, QueueId: 12, QueueGroupId: 16, QueueState: 20,
        ProcessorAffinity: 24, NumSuggestedReceiveBuffers: 40, MSIXTableEntry: 44,
        LookaheadSize: 48, VmName: 52, QueueName: 568, NumFilters: 1084,
        InterruptCoalescingDomainId: 1088
    }
    _NDIS_RECEIVE_QUEUE_INFO_ARRAY: 16, 4 {
        Header: 0, FirstElementOffset: 4, NumElements: 8, ElementSize: 12
    }
    _NDIS_RECEIVE_FILTER_INFO: 16, 4 { Header: 0, Flags: 4, FilterType: 8, FilterId: 12 }
    _NDIS_RECEIVE_FILTER_INFO_ARRAY: 28, 4 {
        Header: 0, QueueId: 4, FirstElementOffset: 8, NumElements: 12, ElementSize: 16,
        Flags: 20, VPortId: 24
    }
    _NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_PARAMETERS: 16, 4 {
        Header: 0, Flags: 4, QueueId: 8, CompletionStatus: 12
    }
    _NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_ARRAY: 20, 4 {
        Header: 0, Flags: 4, FirstElementOffset: 8, NumElements: 12, ElementSize: 16
    }
    _NDIS_RECEIVE_SCALE_CAPABILITIES: 20, 4 {
        Header: 0, CapabilitiesFlags: 4, NumberOfInterruptMessages: 8,
        NumberOfReceiveQueues: 12, NumberOfIndirectionTableEntries: 16
    }
    _NDIS_RECEIVE_SCALE_PARAMETERS: 44, 4 {
        Header: 0, Flags: 4, BaseCpuNumber: 6, HashInformation: 8, IndirectionTableSize: 12,
        IndirectionTableOffset: 16, HashSecretKeySize: 20, HashSecretKeyOffset: 24,
        ProcessorMasksOffset: 28, NumberOfProcessorMasks: 32, ProcessorMasksEntrySize: 36,
        DefaultProcessorNumber: 40
    }
    _NDIS_RECEIVE_SCALE_PARAMETERS_V2: 28, 4 {
        Header: 0, Flags: 4, HashInformation: 8, HashSecretKeySize: 12, HashSecretKeyOffset:
        16, NumberOfQueues: 20, NumberOfIndirectionTableEntries: 24
    }
    _NDIS_RSS_SET_INDIRECTION_ENTRY: 24, 4 {
        SwitchId: 0, VPortId: 4, Flags: 8, IndirectionTableIndex: 12, TargetProcessorNumber:
        14, EntryStatus: 20
    }
    _NDIS_RSS_SET_INDIRECTION_ENTRIES: 20, 4 {
        Header: 0, Flags: 4, RssEntrySize: 8, RssEntryTableOffset: 12, NumberOfRssEntries:
        16
    }
    _NDIS_RECEIVE_HASH_PARAMETERS: 20, 4 {
        Header: 0, Flags: 4, HashInformation: 8, HashSecretKeySize: 12, HashSecretKeyOffset:
        16
    }
    _NDIS_RSS_PROCESSOR: 8, 2 { ProcNum: 0, PreferenceIndex: 4, Reserved: 6 }
    _NDIS_RSS_PROCESSOR_INFO: 40, 4 {
        Header: 0, Flags: 4, RssBaseProcessor: 8, MaxNumRssProcessors: 12,
        PreferredNumaNode: 16, RssProcessorArrayOffset: 20, RssProcessorCount: 24,
        RssProcessorEntrySize: 28, RssMaxProcessor: 32, RssProfile: 36
    }
    _NDIS_QOS_CAPABILITIES: 20, 4 {
        Header: 0, Flags: 4, MaxNumTrafficClasses: 8, MaxNumEtsCapableTrafficClasses: 12,
        MaxNumPfcEnabledTrafficClasses: 16
    }
    _NDIS_QOS_CLASSIFICATION_ELEMENT: 16, 4 {
        Header: 0, Flags: 4, ConditionSelector: 8, ConditionField: 10, ActionSelector: 12,
        ActionField: 14
    }
    _NDIS_QOS_PARAMETERS: 52, 4 {
        Header: 0, Flags: 4, NumTrafficClasses: 8, PriorityAssignmentTable: 12,
        TcBandwidthAssignmentTable: 20, TsaAssignmentTable: 28, PfcEnable: 36,
        NumClassificationElements: 40, ClassificationElementSize: 44,
        FirstClassificationElementOffset: 48
    }
    _NDIS_NIC_SWITCH_PARAMETERS: 552, 4 {
        Header: 0, Flags: 4, SwitchType: 8, SwitchId: 12, SwitchFriendlyName: 16, NumVFs:
        532, NdisReserved1: 536, NdisReserved2: 540, NdisReserved3: 544,
        NumQueuePairsForDefaultVPort: 548
    }
    _NDIS_NIC_SWITCH_DELETE_SWITCH_PARAMETERS: 12, 4 { Header: 0, Flags: 4, SwitchId: 8 }
    _NDIS_NIC_SWITCH_INFO: 572, 4 {
        Header: 0, Flags: 4, SwitchType: 8, SwitchId: 12, SwitchFriendlyName: 16, NumVFs:
        532, NumAllocatedVFs: 536, NumVPorts: 540, NumActiveVPorts: 544,
        NumQueuePairsForDefaultVPort: 548, NumQueuePairsForNonDefaultVPorts: 552,
        NumActiveDefaultVPortMacAddresses: 556, NumActiveNonDefaultVPortMacAddresses: 560,
        NumActiveDefaultVPortVlanIds: 564, NumActiveNonDefaultVPortVlanIds: 568
    }
    _NDIS_NIC_SWITCH_INFO_ARRAY: 16, 4 {
        Header: 0, FirstElementOffset: 4, NumElements: 8, ElementSize: 12
    }
    _NDIS_NIC_SWITCH_VPORT_PARAMETERS: 752, 8 {
        Header: 0, Flags: 4, SwitchId: 8, VPortId: 12, VPortName: 16, AttachedFunctionId:
        532, NumQueuePairs: 536, InterruptModeration: 540, VPortState: 544,
        ProcessorAffinity: 552, LookaheadSize: 568, NdkParams: 576, QosSqId: 744
    }
    _NDIS_NIC_SWITCH_DELETE_VPORT_PARAMETERS: 12, 4 { Header: 0, Flags: 4, VPortId: 8 }
    _NDIS_NIC_SWITCH_VPORT_INFO: 576, 8 {
        Header: 0, VPortId: 4, Flags: 8, SwitchId: 12, VPortName: 16, AttachedFunctionId:
        532, NumQueuePairs: 536, InterruptModeration: 540, VPortState: 544,
        ProcessorAffinity: 552, LookaheadSize: 568, NumFilters: 572
    }
    _NDIS_NIC_SWITCH_VPORT_INFO_ARRAY: 28, 4 {
        Header: 0, Flags: 4, SwitchId: 8, AttachedFunctionId: 12, FirstElementOffset: 16,
        NumElements: 20, ElementSize: 24
    }
    _NDIS_NIC_SWITCH_VF_PARAMETERS: 1632, 4 {
        Header: 0, Flags: 4, SwitchId: 8, VMName: 12, VMFriendlyName: 528, NicName: 1044,
        MacAddressLength: 1560, PermanentMacAddress: 1562, CurrentMacAddress: 1594, VFId:
        1626, RequestorId: 1628
    }
    _NDIS_NIC_SWITCH_FREE_VF_PARAMETERS: 12, 4 { Header: 0, Flags: 4, VFId: 8 }
    _NDIS_NIC_SWITCH_VF_INFO: 1632, 4 {
        Header: 0, Flags: 4, SwitchId: 8, VMName: 12, VMFriendlyName: 528, NicName: 1044,
        MacAddressLength: 1560, PermanentMacAddress: 1562, CurrentMacAddress: 1594, VFId:
        1626, RequestorId: 1628
    }
    _NDIS_NIC_SWITCH_VF_INFO_ARRAY: 24, 4 {
        Header: 0, Flags: 4, SwitchId: 8, FirstElementOffset: 12, NumElements: 16,
        ElementSize: 20
    }
    _NDIS_SRIOV_CAPABILITIES: 12, 4 { Header: 0, Flags: 4, SriovCapabilities: 8 }
    _NDIS_SRIOV_READ_VF_CONFIG_SPACE_PARAMETERS: 20, 4 {
        Header: 0, VFId: 4, Offset: 8, Length: 12, BufferOffset: 16
    }
    _NDIS_SRIOV_WRITE_VF_CONFIG_SPACE_PARAMETERS: 20, 4 {
        Header: 0, VFId: 4, Offset: 8, Length: 12, BufferOffset: 16
    }
    _NDIS_SRIOV_READ_VF_CONFIG_BLOCK_PARAMETERS: 20, 4 {
        Header: 0, VFId: 4, BlockId: 8, Length: 12, BufferOffset: 16
    }
    _NDIS_SRIOV_WRITE_VF_CONFIG_BLOCK_PARAMETERS: 20, 4 {
        Header: 0, VFId: 4, BlockId: 8, Length: 12, BufferOffset: 16
    }
    _NDIS_SRIOV_RESET_VF_PARAMETERS: 6, 2 { Header: 0, VFId: 4 }
    _NDIS_SRIOV_SET_VF_POWER_STATE_PARAMETERS: 16, 4 {
        Header: 0, VFId: 4, PowerState: 8, WakeEnable: 12
    }
    _NDIS_SRIOV_CONFIG_STATE_PARAMETERS: 12, 4 { Header: 0, BlockId: 4, Length: 8 }
    _NDIS_SRIOV_VF_VENDOR_DEVICE_ID_INFO: 10, 2 { Header: 0, VFId: 4, VendorId: 6, DeviceId: 8 }
    _NDIS_SRIOV_PROBED_BARS_INFO: 8, 4 { Header: 0, BaseRegisterValuesOffset: 4 }
    _NDIS_RECEIVE_FILTER_MOVE_FILTER_PARAMETERS: 24, 4 {
        Header: 0, FilterId: 4, SourceQueueId: 8, SourceVPortId: 12, DestQueueId: 16,
        DestVPortId: 20
    }
    _NDIS_SRIOV_BAR_RESOURCES_INFO: 12, 4 { Header: 0, VFId: 4, BarIndex: 6, BarResourcesOffset: 8 }
    _NDIS_SRIOV_PF_LUID_INFO: 12, 4 { Header: 0, Luid: 4 }
    _NDIS_SRIOV_VF_SERIAL_NUMBER_INFO: 8, 4 { Header: 0, SerialNumber: 4 }
    _NDIS_SRIOV_VF_INVALIDATE_CONFIG_BLOCK_INFO: 16, 8 { Header: 0, BlockMask: 8 }
    _NDIS_ISOLATION_NAME: 258, 2 { Length: 0, String: 2 }
    _NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY_Anonymous: 4, 4 {
        BitFields: 0, BitFields2: 0, IsolationId: 0
    }
    _NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY: 272, 4 {
        Header: 0, Flags: 4, IsolationIdName: 8, Anonymous: 268
    }
    _NDIS_ROUTING_DOMAIN_ENTRY: 292, 4 {
        Header: 0, Flags: 4, RoutingDomainId: 8, RoutingDomainName: 24, NumIsolationEntries:
        284, FirstIsolationEntryOffset: 288
    }
}

bit_fields! {
    _NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY_Anonymous.BitFields: u32 {
        VirtualSubnetId set_VirtualSubnetId: 0, 24;
    }
    _NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY_Anonymous.BitFields2: u32 {
        VlanId set_VlanId: 0, 12;
    }
}
