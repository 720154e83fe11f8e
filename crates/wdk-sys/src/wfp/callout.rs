//! `fwpsk.h`, `fwpstypes.h`: callouts: registration, classification, flow contexts.

use core::ffi::c_void;

use crate::{
    ACL, FWP_ACTION_TYPE, FWP_BYTE_BLOB, FWP_CLASSIFY_OPTION_TYPE, FWP_CONDITION_VALUE0,
    FWP_DIRECTION, FWP_IP_VERSION, FWP_MATCH_TYPE, FWP_VALUE0, FWPM_PROVIDER_CONTEXT0,
    FWPM_PROVIDER_CONTEXT1, FWPM_PROVIDER_CONTEXT2, FWPM_PROVIDER_CONTEXT3,
    FWPS_PACKET_LIST_INFORMATION0, GUID, HANDLE, IP_ADDRESS_PREFIX, LUID, NDIS_SWITCH_NIC_INDEX,
    NDIS_SWITCH_PORT_ID, NET_BUFFER_LIST, NTSTATUS, PACL, PNET_BUFFER_LIST, PSECURITY_DESCRIPTOR,
    PSID, PSIZE_T, PVOID, SCOPE_ID, SECURITY_INFORMATION, SID, SIZE_T, SOCKADDR, SOCKADDR_STORAGE,
    ULONG, WSACMSGHDR, imports, layout::layout,
};

/// What else is known of the data.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_INCOMING_METADATA_VALUES0_ {
    pub currentMetadataValues: u32,
    pub flags: u32,
    pub reserved: u64,
    pub discardMetadata: FWPS_DISCARD_METADATA0,
    pub flowHandle: u64,
    pub ipHeaderSize: u32,
    pub transportHeaderSize: u32,
    pub processPath: *mut FWP_BYTE_BLOB,
    pub token: u64,
    pub processId: u64,
    pub sourceInterfaceIndex: u32,
    pub destinationInterfaceIndex: u32,
    pub compartmentId: ULONG,
    pub fragmentMetadata: FWPS_INBOUND_FRAGMENT_METADATA0,
    pub pathMtu: ULONG,
    pub completionHandle: HANDLE,
    pub transportEndpointHandle: u64,
    pub remoteScopeId: SCOPE_ID,
    pub controlData: *mut WSACMSGHDR,
    pub controlDataLength: ULONG,
    pub packetDirection: FWP_DIRECTION,
    pub headerIncludeHeader: PVOID,
    pub headerIncludeHeaderLength: ULONG,
    pub destinationPrefix: IP_ADDRESS_PREFIX,
    pub frameLength: u16,
    pub parentEndpointHandle: u64,
    pub icmpIdAndSequence: u32,
    pub localRedirectTargetPID: ULONG,
    pub originalDestination: *mut SOCKADDR,
    pub redirectRecords: HANDLE,
    pub currentL2MetadataValues: u32,
    pub l2Flags: u32,
    pub ethernetMacHeaderSize: u32,
    pub wiFiOperationMode: u32,
    pub vSwitchSourcePortId: NDIS_SWITCH_PORT_ID,
    pub vSwitchSourceNicIndex: NDIS_SWITCH_NIC_INDEX,
    pub vSwitchDestinationPortId: NDIS_SWITCH_PORT_ID,
    pub vSwitchPacketContext: HANDLE,
    pub subProcessTag: PVOID,
    pub reserved1: u64,
}
/// A [`FWPS_INCOMING_METADATA_VALUES0_`].
pub type FWPS_INCOMING_METADATA_VALUES0 = FWPS_INCOMING_METADATA_VALUES0_;

/// A callout, in its first form.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_CALLOUT0_ {
    pub calloutKey: GUID,
    pub flags: u32,
    pub classifyFn: FWPS_CALLOUT_CLASSIFY_FN0,
    pub notifyFn: FWPS_CALLOUT_NOTIFY_FN0,
    pub flowDeleteFn: FWPS_CALLOUT_FLOW_DELETE_NOTIFY_FN0,
}
/// A [`FWPS_CALLOUT0_`].
pub type FWPS_CALLOUT0 = FWPS_CALLOUT0_;

/// A callout, in its second form.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_CALLOUT1_ {
    pub calloutKey: GUID,
    pub flags: u32,
    pub classifyFn: FWPS_CALLOUT_CLASSIFY_FN1,
    pub notifyFn: FWPS_CALLOUT_NOTIFY_FN1,
    pub flowDeleteFn: FWPS_CALLOUT_FLOW_DELETE_NOTIFY_FN0,
}
/// A [`FWPS_CALLOUT1_`].
pub type FWPS_CALLOUT1 = FWPS_CALLOUT1_;

/// A callout, in its third form.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_CALLOUT2_ {
    pub calloutKey: GUID,
    pub flags: u32,
    pub classifyFn: FWPS_CALLOUT_CLASSIFY_FN2,
    pub notifyFn: FWPS_CALLOUT_NOTIFY_FN2,
    pub flowDeleteFn: FWPS_CALLOUT_FLOW_DELETE_NOTIFY_FN0,
}
/// A [`FWPS_CALLOUT2_`].
pub type FWPS_CALLOUT2 = FWPS_CALLOUT2_;

/// A callout.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_CALLOUT3_ {
    pub calloutKey: GUID,
    pub flags: u32,
    pub classifyFn: FWPS_CALLOUT_CLASSIFY_FN3,
    pub notifyFn: FWPS_CALLOUT_NOTIFY_FN3,
    pub flowDeleteFn: FWPS_CALLOUT_FLOW_DELETE_NOTIFY_FN0,
}
/// A [`FWPS_CALLOUT3_`].
pub type FWPS_CALLOUT3 = FWPS_CALLOUT3_;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FWPS_CONNECT_REQUEST0 {
    pub localAddressAndPort: SOCKADDR_STORAGE,
    pub remoteAddressAndPort: SOCKADDR_STORAGE,
    pub portReservationToken: u64,
    pub localRedirectTargetPID: ULONG,
    pub previousVersion: *mut _FWPS_CONNECT_REQUEST0,
    pub modifierFilterId: u64,
    pub localRedirectHandle: HANDLE,
    pub localRedirectContext: *mut c_void,
    pub localRedirectContextSize: SIZE_T,
}
/// A [`_FWPS_CONNECT_REQUEST0`].
pub type FWPS_CONNECT_REQUEST0 = _FWPS_CONNECT_REQUEST0;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FWPS_BIND_REQUEST0 {
    pub localAddressAndPort: SOCKADDR_STORAGE,
    pub portReservationToken: u64,
    pub previousVersion: *mut _FWPS_BIND_REQUEST0,
    pub modifierFilterId: u64,
}
/// A [`_FWPS_BIND_REQUEST0`].
pub type FWPS_BIND_REQUEST0 = _FWPS_BIND_REQUEST0;

pub mod _FWPS_CONNECTION_REDIRECT_STATE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPS_CONNECTION_NOT_REDIRECTED: Type = 0;
    pub const FWPS_CONNECTION_REDIRECTED_BY_SELF: Type = 1;
    pub const FWPS_CONNECTION_REDIRECTED_BY_OTHER: Type = 2;
    pub const FWPS_CONNECTION_PREVIOUSLY_REDIRECTED_BY_SELF: Type = 3;
    pub const FWPS_CONNECTION_REDIRECT_STATE_MAX: Type = 4;
}
/// A value of [`_FWPS_CONNECTION_REDIRECT_STATE_`].
pub type FWPS_CONNECTION_REDIRECT_STATE = _FWPS_CONNECTION_REDIRECT_STATE_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_FILTER_CONDITION0_ {
    pub fieldId: u16,
    pub reserved: u16,
    pub matchType: FWP_MATCH_TYPE,
    pub conditionValue: FWP_CONDITION_VALUE0,
}
/// A [`FWPS_FILTER_CONDITION0_`].
pub type FWPS_FILTER_CONDITION0 = FWPS_FILTER_CONDITION0_;

/// What a filter does.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_ACTION0_ {
    pub r#type: FWP_ACTION_TYPE,
    pub calloutId: u32,
}
/// A [`FWPS_ACTION0_`].
pub type FWPS_ACTION0 = FWPS_ACTION0_;

/// A filter, as callouts see it, in its first form.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_FILTER0_ {
    pub filterId: u64,
    pub weight: FWP_VALUE0,
    pub subLayerWeight: u16,
    pub flags: u16,
    pub numFilterConditions: u32,
    pub filterCondition: *mut FWPS_FILTER_CONDITION0,
    pub action: FWPS_ACTION0,
    pub context: u64,
    pub providerContext: *mut FWPM_PROVIDER_CONTEXT0,
}
/// A [`FWPS_FILTER0_`].
pub type FWPS_FILTER0 = FWPS_FILTER0_;

/// A filter, as callouts see it, in its second form.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_FILTER1_ {
    pub filterId: u64,
    pub weight: FWP_VALUE0,
    pub subLayerWeight: u16,
    pub flags: u16,
    pub numFilterConditions: u32,
    pub filterCondition: *mut FWPS_FILTER_CONDITION0,
    pub action: FWPS_ACTION0,
    pub context: u64,
    pub providerContext: *mut FWPM_PROVIDER_CONTEXT1,
}
/// A [`FWPS_FILTER1_`].
pub type FWPS_FILTER1 = FWPS_FILTER1_;

/// A filter, as callouts see it, in its third form.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_FILTER2_ {
    pub filterId: u64,
    pub weight: FWP_VALUE0,
    pub subLayerWeight: u16,
    pub flags: u16,
    pub numFilterConditions: u32,
    pub filterCondition: *mut FWPS_FILTER_CONDITION0,
    pub action: FWPS_ACTION0,
    pub context: u64,
    pub providerContext: *mut FWPM_PROVIDER_CONTEXT2,
}
/// A [`FWPS_FILTER2_`].
pub type FWPS_FILTER2 = FWPS_FILTER2_;

/// A filter, as callouts see it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_FILTER3_ {
    pub filterId: u64,
    pub weight: FWP_VALUE0,
    pub subLayerWeight: u16,
    pub flags: u16,
    pub numFilterConditions: u32,
    pub filterCondition: *mut FWPS_FILTER_CONDITION0,
    pub action: FWPS_ACTION0,
    pub context: u64,
    pub providerContext: *mut FWPM_PROVIDER_CONTEXT3,
}
/// A [`FWPS_FILTER3_`].
pub type FWPS_FILTER3 = FWPS_FILTER3_;

/// A field of the layer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_INCOMING_VALUE0_ {
    pub value: FWP_VALUE0,
}
/// A [`FWPS_INCOMING_VALUE0_`].
pub type FWPS_INCOMING_VALUE0 = FWPS_INCOMING_VALUE0_;

/// The fields of the layer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_INCOMING_VALUES0_ {
    pub layerId: u16,
    pub valueCount: u32,
    pub incomingValue: *mut FWPS_INCOMING_VALUE0,
}
/// A [`FWPS_INCOMING_VALUES0_`].
pub type FWPS_INCOMING_VALUES0 = FWPS_INCOMING_VALUES0_;

pub mod _FWPS_DISCARD_MODULE0_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPS_DISCARD_MODULE_NETWORK: Type = 0;
    pub const FWPS_DISCARD_MODULE_TRANSPORT: Type = 1;
    pub const FWPS_DISCARD_MODULE_GENERAL: Type = 2;
    pub const FWPS_DISCARD_MODULE_MAX: Type = 3;
}
/// A value of [`_FWPS_DISCARD_MODULE0_`].
pub type FWPS_DISCARD_MODULE0 = _FWPS_DISCARD_MODULE0_::Type;

pub mod _FWPS_GENERAL_DISCARD_REASON_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPS_DISCARD_FIREWALL_POLICY: Type = 0;
    pub const FWPS_DISCARD_IPSEC: Type = 1;
    pub const FWPS_GENERAL_DISCARD_REASON_MAX: Type = 2;
}
/// A value of [`_FWPS_GENERAL_DISCARD_REASON_`].
pub type FWPS_GENERAL_DISCARD_REASON = _FWPS_GENERAL_DISCARD_REASON_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_DISCARD_METADATA0_ {
    pub discardModule: FWPS_DISCARD_MODULE0,
    pub discardReason: u32,
    pub filterId: u64,
}
/// A [`FWPS_DISCARD_METADATA0_`].
pub type FWPS_DISCARD_METADATA0 = FWPS_DISCARD_METADATA0_;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_INBOUND_FRAGMENT_METADATA0_ {
    pub fragmentIdentification: u32,
    pub fragmentOffset: u16,
    pub fragmentLength: ULONG,
}
/// A [`FWPS_INBOUND_FRAGMENT_METADATA0_`].
pub type FWPS_INBOUND_FRAGMENT_METADATA0 = FWPS_INBOUND_FRAGMENT_METADATA0_;

/// What a callout decided.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_CLASSIFY_OUT0_ {
    pub actionType: FWP_ACTION_TYPE,
    pub outContext: u64,
    pub filterId: u64,
    pub rights: u32,
    pub flags: u32,
    pub reserved: u32,
}
/// A [`FWPS_CLASSIFY_OUT0_`].
pub type FWPS_CLASSIFY_OUT0 = FWPS_CLASSIFY_OUT0_;

/// What happened to a filter.
pub mod _FWPS_CALLOUT_NOTIFY_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPS_CALLOUT_NOTIFY_ADD_FILTER: Type = 0;
    pub const FWPS_CALLOUT_NOTIFY_DELETE_FILTER: Type = 1;
    pub const FWPS_CALLOUT_NOTIFY_ADD_FILTER_POST_COMMIT: Type = 2;
    pub const FWPS_CALLOUT_NOTIFY_TYPE_MAX: Type = 3;
}
/// A value of [`_FWPS_CALLOUT_NOTIFY_TYPE_`].
pub type FWPS_CALLOUT_NOTIFY_TYPE = _FWPS_CALLOUT_NOTIFY_TYPE_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_ALE_ENDPOINT_PROPERTIES0_ {
    pub endpointId: u64,
    pub ipVersion: FWP_IP_VERSION,
    pub Anonymous1: FWPS_ALE_ENDPOINT_PROPERTIES0__Anonymous1,
    pub Anonymous2: FWPS_ALE_ENDPOINT_PROPERTIES0__Anonymous2,
    pub ipProtocol: u8,
    pub localPort: u16,
    pub remotePort: u16,
    pub localTokenModifiedId: u64,
    pub mmSaId: u64,
    pub qmSaId: u64,
    pub ipsecStatus: u32,
    pub flags: u32,
    pub appId: FWP_BYTE_BLOB,
}
/// A [`FWPS_ALE_ENDPOINT_PROPERTIES0_`].
pub type FWPS_ALE_ENDPOINT_PROPERTIES0 = FWPS_ALE_ENDPOINT_PROPERTIES0_;
#[repr(C)]
#[derive(Clone, Copy)]
pub union FWPS_ALE_ENDPOINT_PROPERTIES0__Anonymous1 {
    pub localV4Address: u32,
    pub localV6Address: [u8; 16],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union FWPS_ALE_ENDPOINT_PROPERTIES0__Anonymous2 {
    pub remoteV4Address: u32,
    pub remoteV6Address: [u8; 16],
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_ALE_ENDPOINT_ENUM_TEMPLATE0_ {
    pub localSubNet: FWP_CONDITION_VALUE0,
    pub remoteSubNet: FWP_CONDITION_VALUE0,
    pub ipProtocol: FWP_CONDITION_VALUE0,
    pub localPort: FWP_CONDITION_VALUE0,
    pub remotePort: FWP_CONDITION_VALUE0,
}
/// A [`FWPS_ALE_ENDPOINT_ENUM_TEMPLATE0_`].
pub type FWPS_ALE_ENDPOINT_ENUM_TEMPLATE0 = FWPS_ALE_ENDPOINT_ENUM_TEMPLATE0_;

crate::fn_types! {
    /// Decides about data, in its first form.
    pub type FWPS_CALLOUT_CLASSIFY_FN0 = fn(
        inFixedValues: *const FWPS_INCOMING_VALUES0,
        inMetaValues: *const FWPS_INCOMING_METADATA_VALUES0,
        layerData: *mut c_void,
        filter: *const FWPS_FILTER0,
        flowContext: u64,
        classifyOut: *mut FWPS_CLASSIFY_OUT0,
    );
    /// Decides about data, in its second form.
    pub type FWPS_CALLOUT_CLASSIFY_FN1 = fn(
        inFixedValues: *const FWPS_INCOMING_VALUES0,
        inMetaValues: *const FWPS_INCOMING_METADATA_VALUES0,
        layerData: *mut c_void,
        classifyContext: *const c_void,
        filter: *const FWPS_FILTER1,
        flowContext: u64,
        classifyOut: *mut FWPS_CLASSIFY_OUT0,
    );
    /// Decides about data, in its third form.
    pub type FWPS_CALLOUT_CLASSIFY_FN2 = fn(
        inFixedValues: *const FWPS_INCOMING_VALUES0,
        inMetaValues: *const FWPS_INCOMING_METADATA_VALUES0,
        layerData: *mut c_void,
        classifyContext: *const c_void,
        filter: *const FWPS_FILTER2,
        flowContext: u64,
        classifyOut: *mut FWPS_CLASSIFY_OUT0,
    );
    /// Decides about data.
    pub type FWPS_CALLOUT_CLASSIFY_FN3 = fn(
        inFixedValues: *const FWPS_INCOMING_VALUES0,
        inMetaValues: *const FWPS_INCOMING_METADATA_VALUES0,
        layerData: *mut c_void,
        classifyContext: *const c_void,
        filter: *const FWPS_FILTER3,
        flowContext: u64,
        classifyOut: *mut FWPS_CLASSIFY_OUT0,
    );
    /// Called when a filter is added or deleted, in its first form.
    pub type FWPS_CALLOUT_NOTIFY_FN0 = fn(
        notifyType: FWPS_CALLOUT_NOTIFY_TYPE,
        filterKey: *const GUID,
        filter: *mut FWPS_FILTER0,
    ) -> NTSTATUS;
    /// Called when a filter is added or deleted, in its second form.
    pub type FWPS_CALLOUT_NOTIFY_FN1 = fn(
        notifyType: FWPS_CALLOUT_NOTIFY_TYPE,
        filterKey: *const GUID,
        filter: *mut FWPS_FILTER1,
    ) -> NTSTATUS;
    /// Called when a filter is added or deleted, in its third form.
    pub type FWPS_CALLOUT_NOTIFY_FN2 = fn(
        notifyType: FWPS_CALLOUT_NOTIFY_TYPE,
        filterKey: *const GUID,
        filter: *mut FWPS_FILTER2,
    ) -> NTSTATUS;
    /// Called when a filter is added or deleted.
    pub type FWPS_CALLOUT_NOTIFY_FN3 = fn(
        notifyType: FWPS_CALLOUT_NOTIFY_TYPE,
        filterKey: *const GUID,
        filter: *mut FWPS_FILTER3,
    ) -> NTSTATUS;
    /// Called when a flow with a context ends.
    pub type FWPS_CALLOUT_FLOW_DELETE_NOTIFY_FN0 = fn(
        layerId: u16,
        calloutId: u32,
        flowContext: u64,
    );
    pub type FWPS_CALLOUT_BOOTTIME_CALLOUT_DELETE_NOTIFY_FN0 = fn(calloutId: u32);
}

layout! {
    FWPS_INCOMING_METADATA_VALUES0_: 280, 8 {
        currentMetadataValues: 0, flags: 4, reserved: 8, discardMetadata: 16, flowHandle:
        32, ipHeaderSize: 40, transportHeaderSize: 44, processPath: 48, token: 56,
        processId: 64, sourceInterfaceIndex: 72, destinationInterfaceIndex: 76,
        compartmentId: 80, fragmentMetadata: 84, pathMtu: 96, completionHandle: 104,
        transportEndpointHandle: 112, remoteScopeId: 120, controlData: 128,
        controlDataLength: 136, packetDirection: 140, headerIncludeHeader: 144,
        headerIncludeHeaderLength: 152, destinationPrefix: 156, frameLength: 188,
        parentEndpointHandle: 192, icmpIdAndSequence: 200, localRedirectTargetPID: 204,
        originalDestination: 208, redirectRecords: 216, currentL2MetadataValues: 224,
        l2Flags: 228, ethernetMacHeaderSize: 232, wiFiOperationMode: 236,
        vSwitchSourcePortId: 240, vSwitchSourceNicIndex: 244, vSwitchDestinationPortId: 248,
        vSwitchPacketContext: 256, subProcessTag: 264, reserved1: 272
    }
    FWPS_CALLOUT0_: 48, 8 {
        calloutKey: 0, flags: 16, classifyFn: 24, notifyFn: 32, flowDeleteFn: 40
    }
    FWPS_CALLOUT1_: 48, 8 {
        calloutKey: 0, flags: 16, classifyFn: 24, notifyFn: 32, flowDeleteFn: 40
    }
    FWPS_CALLOUT2_: 48, 8 {
        calloutKey: 0, flags: 16, classifyFn: 24, notifyFn: 32, flowDeleteFn: 40
    }
    FWPS_CALLOUT3_: 48, 8 {
        calloutKey: 0, flags: 16, classifyFn: 24, notifyFn: 32, flowDeleteFn: 40
    }
    _FWPS_CONNECT_REQUEST0: 312, 8 {
        localAddressAndPort: 0, remoteAddressAndPort: 128, portReservationToken: 256,
        localRedirectTargetPID: 264, previousVersion: 272, modifierFilterId: 280,
        localRedirectHandle: 288, localRedirectContext: 296, localRedirectContextSize: 304
    }
    _FWPS_BIND_REQUEST0: 152, 8 {
        localAddressAndPort: 0, portReservationToken: 128, previousVersion: 136,
        modifierFilterId: 144
    }
    FWPS_FILTER_CONDITION0_: 24, 8 { fieldId: 0, reserved: 2, matchType: 4, conditionValue: 8 }
    FWPS_ACTION0_: 8, 4 { r#type: 0, calloutId: 4 }
    FWPS_FILTER0_: 64, 8 {
        filterId: 0, weight: 8, subLayerWeight: 24, flags: 26, numFilterConditions: 28,
        filterCondition: 32, action: 40, context: 48, providerContext: 56
    }
    FWPS_FILTER1_: 64, 8 {
        filterId: 0, weight: 8, subLayerWeight: 24, flags: 26, numFilterConditions: 28,
        filterCondition: 32, action: 40, context: 48, providerContext: 56
    }
    FWPS_FILTER2_: 64, 8 {
        filterId: 0, weight: 8, subLayerWeight: 24, flags: 26, numFilterConditions: 28,
        filterCondition: 32, action: 40, context: 48, providerContext: 56
    }
    FWPS_FILTER3_: 64, 8 {
        filterId: 0, weight: 8, subLayerWeight: 24, flags: 26, numFilterConditions: 28,
        filterCondition: 32, action: 40, context: 48, providerContext: 56
    }
    FWPS_INCOMING_VALUE0_: 16, 8 { value: 0 }
    FWPS_INCOMING_VALUES0_: 16, 8 { layerId: 0, valueCount: 4, incomingValue: 8 }
    FWPS_DISCARD_METADATA0_: 16, 8 { discardModule: 0, discardReason: 4, filterId: 8 }
    FWPS_INBOUND_FRAGMENT_METADATA0_: 12, 4 {
        fragmentIdentification: 0, fragmentOffset: 4, fragmentLength: 8
    }
    FWPS_CLASSIFY_OUT0_: 40, 8 {
        actionType: 0, outContext: 8, filterId: 16, rights: 24, flags: 28, reserved: 32
    }
    FWPS_ALE_ENDPOINT_PROPERTIES0__Anonymous1: 16, 4 { localV4Address: 0, localV6Address: 0 }
    FWPS_ALE_ENDPOINT_PROPERTIES0__Anonymous2: 16, 4 { remoteV4Address: 0, remoteV6Address: 0 }
    FWPS_ALE_ENDPOINT_PROPERTIES0_: 104, 8 {
        endpointId: 0, ipVersion: 8, Anonymous1: 12, Anonymous2: 28, ipProtocol: 44,
        localPort: 46, remotePort: 48, localTokenModifiedId: 56, mmSaId: 64, qmSaId: 72,
        ipsecStatus: 80, flags: 84, appId: 88
    }
    FWPS_ALE_ENDPOINT_ENUM_TEMPLATE0_: 80, 8 {
        localSubNet: 0, remoteSubNet: 16, ipProtocol: 32, localPort: 48, remotePort: 64
    }
}

imports! { "FWPKCLNT.SYS";
    /// Registers a callout in its first form. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpscalloutregister0>
    pub fn FwpsCalloutRegister0(
        deviceObject: *mut c_void,
        callout: *const FWPS_CALLOUT0,
        calloutId: *mut u32,
    ) -> NTSTATUS;
    /// Registers a callout in its second form. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpscalloutregister1>
    pub fn FwpsCalloutRegister1(
        deviceObject: *mut c_void,
        callout: *const FWPS_CALLOUT1,
        calloutId: *mut u32,
    ) -> NTSTATUS;
    /// Registers a callout in its third form. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpscalloutregister2>
    pub fn FwpsCalloutRegister2(
        deviceObject: *mut c_void,
        callout: *const FWPS_CALLOUT2,
        calloutId: *mut u32,
    ) -> NTSTATUS;
    /// Registers a callout. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/>
    pub fn FwpsCalloutRegister3(
        deviceObject: *mut c_void,
        callout: *const FWPS_CALLOUT3,
        calloutId: *mut u32,
    ) -> NTSTATUS;
    /// Ends the registration of a callout, by its run-time identifier. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpscalloutunregisterbyid0>
    pub fn FwpsCalloutUnregisterById0(calloutId: u32) -> NTSTATUS;
    /// Ends the registration of a callout, by its key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpscalloutunregisterbykey0>
    pub fn FwpsCalloutUnregisterByKey0(calloutKey: *const GUID) -> NTSTATUS;
    /// Attaches a context to a flow. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsflowassociatecontext0>
    pub fn FwpsFlowAssociateContext0(
        flowId: u64,
        layerId: u16,
        calloutId: u32,
        flowContext: u64,
    ) -> NTSTATUS;
    /// Takes a context off a flow. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsflowremovecontext0>
    pub fn FwpsFlowRemoveContext0(flowId: u64, layerId: u16, calloutId: u32) -> NTSTATUS;
    /// Aborts a flow. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsflowabort0>
    pub fn FwpsFlowAbort0(flowId: u64) -> NTSTATUS;
    /// What is known of the security of packets. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsgetpacketlistsecurityinformation0>
    pub fn FwpsGetPacketListSecurityInformation0(
        packetList: *mut NET_BUFFER_LIST,
        queryFlags: u32,
        packetInformation: *mut FWPS_PACKET_LIST_INFORMATION0,
    ) -> NTSTATUS;
    /// Pends a packet's way, as at the ALE layers. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpspendoperation0>
    pub fn FwpsPendOperation0(completionHandle: HANDLE, completionContext: *mut HANDLE) -> NTSTATUS;
    /// Ends what [`FwpsPendOperation0`] began. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpscompleteoperation0>
    pub fn FwpsCompleteOperation0(completionContext: HANDLE, netBufferList: PNET_BUFFER_LIST);
    /// A handle with which a classification can be pended. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsacquireclassifyhandle0>
    pub fn FwpsAcquireClassifyHandle0(
        classifyContext: *mut c_void,
        flags: u32,
        classifyHandle: *mut u64,
    ) -> NTSTATUS;
    /// Releases the handle of a classification. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsreleaseclassifyhandle0>
    pub fn FwpsReleaseClassifyHandle0(classifyHandle: u64);
    /// Pends a classification. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpspendclassify0>
    pub fn FwpsPendClassify0(
        classifyHandle: u64,
        filterId: u64,
        flags: u32,
        classifyOut: *mut FWPS_CLASSIFY_OUT0,
    ) -> NTSTATUS;
    /// Completes a pended classification. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpscompleteclassify0>
    pub fn FwpsCompleteClassify0(
        classifyHandle: u64,
        flags: u32,
        classifyOut: *const FWPS_CLASSIFY_OUT0,
    );
    /// Layer data that may be changed. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsacquirewritablelayerdatapointer0>
    pub fn FwpsAcquireWritableLayerDataPointer0(
        classifyHandle: u64,
        filterId: u64,
        flags: u32,
        writableLayerData: *mut PVOID,
        classifyOut: *mut FWPS_CLASSIFY_OUT0,
    ) -> NTSTATUS;
    /// Applies what was changed of the layer data. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsapplymodifiedlayerdata0>
    pub fn FwpsApplyModifiedLayerData0(classifyHandle: u64, modifiedLayerData: PVOID, flags: u32);
    /// Sets an option of a classification. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsclassifyoptionset0>
    pub fn FwpsClassifyOptionSet0(
        inMetadataValues: *const FWPS_INCOMING_METADATA_VALUES0,
        option: FWP_CLASSIFY_OPTION_TYPE,
        newValue: *const FWP_VALUE0,
    ) -> NTSTATUS;
    /// Creates a handle with which to redirect connections. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsredirecthandlecreate0>
    pub fn FwpsRedirectHandleCreate0(
        providerGuid: *const GUID,
        flags: u32,
        redirectHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Destroys the handle of a redirector. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsredirecthandledestroy0>
    pub fn FwpsRedirectHandleDestroy0(redirectHandle: HANDLE);
    /// Who redirected a connection. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsqueryconnectionredirectstate0>
    pub fn FwpsQueryConnectionRedirectState0(
        redirectRecords: HANDLE,
        redirectHandle: HANDLE,
        redirectContext: *mut *mut c_void,
    ) -> FWPS_CONNECTION_REDIRECT_STATE;
    /// The redirect records of a connection, as sockets take them. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsqueryconnectionsioformatredirectrecords0>
    pub fn FwpsQueryConnectionSioFormatRedirectRecords0(
        RedirectRecords: HANDLE,
        OutputBuffer: PVOID,
        OutputBufferLength: SIZE_T,
        BytesTransferred: PSIZE_T,
    ) -> NTSTATUS;
    /// Ends a subscription to the events of virtual switches. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsvswitcheventsunsubscribe0>
    pub fn FwpsvSwitchEventsUnsubscribe0(subscriptionId: u32, flags: u32, reserved: *mut c_void);
    /// Completes the notification of a virtual switch that pended. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsvswitchnotifycomplete0>
    pub fn FwpsvSwitchNotifyComplete0(
        completionContext: *mut c_void,
        status: NTSTATUS,
        flags: u32,
        reserved: *mut c_void,
    );
    /// Opens the access token that a classification names. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsopentoken0>
    pub fn FwpsOpenToken0(
        engineHandle: HANDLE,
        modifiedId: LUID,
        desiredAccess: ULONG,
        accessToken: *mut HANDLE,
    ) -> NTSTATUS;
    /// The properties of an endpoint. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsaleendpointgetbyid0>
    pub fn FwpsAleEndpointGetById0(
        engineHandle: HANDLE,
        endpointId: u64,
        properties: *mut *mut FWPS_ALE_ENDPOINT_PROPERTIES0,
    ) -> NTSTATUS;
    /// Begins an enumeration of endpoints. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsaleendpointcreateenumhandle0>
    pub fn FwpsAleEndpointCreateEnumHandle0(
        engineHandle: HANDLE,
        enumTemplate: *const FWPS_ALE_ENDPOINT_ENUM_TEMPLATE0,
        enumHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Enumerates endpoints. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsaleendpointenum0>
    pub fn FwpsAleEndpointEnum0(
        engineHandle: HANDLE,
        enumHandle: HANDLE,
        numEntriesRequested: u32,
        entries: *mut *mut *mut FWPS_ALE_ENDPOINT_PROPERTIES0,
        numEntriesReturned: *mut u32,
    ) -> NTSTATUS;
    /// Ends an enumeration of endpoints. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsaleendpointdestroyenumhandle0>
    pub fn FwpsAleEndpointDestroyEnumHandle0(engineHandle: HANDLE, enumHandle: HANDLE) -> NTSTATUS;
    /// The security descriptor of endpoints. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsaleendpointgetsecurityinfo0>
    pub fn FwpsAleEndpointGetSecurityInfo0(
        engineHandle: HANDLE,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *mut PSID,
        sidGroup: *mut PSID,
        dacl: *mut PACL,
        sacl: *mut PACL,
        securityDescriptor: *mut PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Sets the security descriptor of endpoints. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsaleendpointsetsecurityinfo0>
    pub fn FwpsAleEndpointSetSecurityInfo0(
        engineHandle: HANDLE,
        securityInfo: SECURITY_INFORMATION,
        sidOwner: *const SID,
        sidGroup: *const SID,
        dacl: *const ACL,
        sacl: *const ACL,
    ) -> NTSTATUS;
}
