//! `fwpsk.h`: packets and streams: cloning, injecting, pending.

use core::ffi::c_void;

use crate::{
    layout::{bit_fields, layout},
    *,
};

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_PACKET_LIST_INBOUND_IPSEC_INFORMATION0_ {
    pub BitFields: u32,
}
/// A [`FWPS_PACKET_LIST_INBOUND_IPSEC_INFORMATION0_`].
pub type FWPS_PACKET_LIST_INBOUND_IPSEC_INFORMATION0 = FWPS_PACKET_LIST_INBOUND_IPSEC_INFORMATION0_;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_PACKET_LIST_OUTBOUND_IPSEC_INFORMATION0_ {
    pub BitFields: u32,
}
/// A [`FWPS_PACKET_LIST_OUTBOUND_IPSEC_INFORMATION0_`].
pub type FWPS_PACKET_LIST_OUTBOUND_IPSEC_INFORMATION0 =
    FWPS_PACKET_LIST_OUTBOUND_IPSEC_INFORMATION0_;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_PACKET_LIST_IPSEC_INFORMATION0_ {
    pub Anonymous: FWPS_PACKET_LIST_IPSEC_INFORMATION0__Anonymous,
}
/// A [`FWPS_PACKET_LIST_IPSEC_INFORMATION0_`].
pub type FWPS_PACKET_LIST_IPSEC_INFORMATION0 = FWPS_PACKET_LIST_IPSEC_INFORMATION0_;
#[repr(C)]
#[derive(Clone, Copy)]
pub union FWPS_PACKET_LIST_IPSEC_INFORMATION0__Anonymous {
    pub inbound: FWPS_PACKET_LIST_INBOUND_IPSEC_INFORMATION0,
    pub outbound: FWPS_PACKET_LIST_OUTBOUND_IPSEC_INFORMATION0,
    pub flags: u32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_PACKET_LIST_FWP_INFORMATION0_ {
    pub BitFields: u32,
}
/// A [`FWPS_PACKET_LIST_FWP_INFORMATION0_`].
pub type FWPS_PACKET_LIST_FWP_INFORMATION0 = FWPS_PACKET_LIST_FWP_INFORMATION0_;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_PACKET_LIST_INFORMATION0_ {
    pub ipsecInformation: FWPS_PACKET_LIST_IPSEC_INFORMATION0,
    pub fwpInformation: FWPS_PACKET_LIST_FWP_INFORMATION0,
}
/// A [`FWPS_PACKET_LIST_INFORMATION0_`].
pub type FWPS_PACKET_LIST_INFORMATION0 = FWPS_PACKET_LIST_INFORMATION0_;

/// What a packet is injected with, in its first form.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_TRANSPORT_SEND_PARAMS0_ {
    pub remoteAddress: *mut UCHAR,
    pub remoteScopeId: SCOPE_ID,
    pub controlData: *mut WSACMSGHDR,
    pub controlDataLength: ULONG,
}
/// A [`FWPS_TRANSPORT_SEND_PARAMS0_`].
pub type FWPS_TRANSPORT_SEND_PARAMS0 = FWPS_TRANSPORT_SEND_PARAMS0_;

/// What a packet is injected with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_TRANSPORT_SEND_PARAMS1_ {
    pub remoteAddress: *mut UCHAR,
    pub remoteScopeId: SCOPE_ID,
    pub controlData: *mut WSACMSGHDR,
    pub controlDataLength: ULONG,
    pub headerIncludeHeader: *mut UCHAR,
    pub headerIncludeHeaderLength: ULONG,
}
/// A [`FWPS_TRANSPORT_SEND_PARAMS1_`].
pub type FWPS_TRANSPORT_SEND_PARAMS1 = FWPS_TRANSPORT_SEND_PARAMS1_;

/// Who injected a packet.
pub mod _FWPS_PACKET_INJECTION_STATE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPS_PACKET_NOT_INJECTED: Type = 0;
    pub const FWPS_PACKET_INJECTED_BY_SELF: Type = 1;
    pub const FWPS_PACKET_INJECTED_BY_OTHER: Type = 2;
    pub const FWPS_PACKET_PREVIOUSLY_INJECTED_BY_SELF: Type = 3;
    pub const FWPS_PACKET_INJECTION_STATE_MAX: Type = 4;
}
/// A value of [`_FWPS_PACKET_INJECTION_STATE_`].
pub type FWPS_PACKET_INJECTION_STATE = _FWPS_PACKET_INJECTION_STATE_::Type;

pub mod _FWPS_NET_BUFFER_LIST_EVENT_TYPE0_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPS_NET_BUFFER_LIST_ENTERED_NETIO: Type = 0;
    pub const FWPS_NET_BUFFER_LIST_CLONED_BY_NETIO: Type = 1;
    pub const FWPS_NET_BUFFER_LIST_CLONED_VIA_WFP_API: Type = 2;
    pub const FWPS_NET_BUFFER_LIST_DUPLICATED_BY_NETIO: Type = 3;
    pub const FWPS_NET_BUFFER_LIST_EXIT_NETIO: Type = 4;
    pub const FWPS_NET_BUFFER_LIST_CONTEXT_REMOVED: Type = 5;
    pub const FWPS_NET_BUFFER_LIST_NDIS_SEND_COMPLETE: Type = 6;
    pub const FWPS_NET_BUFFER_LIST_NDIS_RECV_COMPLETE: Type = 7;
    pub const FWPS_NET_BUFFER_LIST_NDIS_ETHERNET_SEND_COMPLETE: Type = 6;
    pub const FWPS_NET_BUFFER_LIST_NDIS_ETHERNET_RECV_COMPLETE: Type = 7;
    pub const FWPS_NET_BUFFER_LIST_NDIS_NATIVE_SEND_COMPLETE: Type = 8;
    pub const FWPS_NET_BUFFER_LIST_NDIS_NATIVE_RECV_COMPLETE: Type = 9;
    pub const FWPS_NET_BUFFER_LIST_NDIS_VSWITCH_INGRESS_COMPLETE: Type = 10;
    pub const FWPS_NET_BUFFER_LIST_NDIS_VSWITCH_EGRESS_COMPLETE: Type = 11;
    pub const FWPS_NET_BUFFER_LIST_CLONED_BY_NDIS: Type = 12;
    pub const FWPS_NET_BUFFER_LIST_REASSEMBLED_FRAGMENT: Type = 13;
    pub const FWPS_NET_BUFFER_LIST_REASSEMBLY_COMPLETE: Type = 14;
}
/// A value of [`_FWPS_NET_BUFFER_LIST_EVENT_TYPE0_`].
pub type FWPS_NET_BUFFER_LIST_EVENT_TYPE0 = _FWPS_NET_BUFFER_LIST_EVENT_TYPE0_::Type;

pub mod _FWPS_VSWITCH_EVENT_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPS_VSWITCH_EVENT_VSWITCH_NONE: Type = 0;
    pub const FWPS_VSWITCH_EVENT_VSWITCH_CREATE: Type = 1;
    pub const FWPS_VSWITCH_EVENT_VSWITCH_DELETE: Type = 2;
    pub const FWPS_VSWITCH_EVENT_PORT_CREATE: Type = 3;
    pub const FWPS_VSWITCH_EVENT_PORT_DELETE: Type = 4;
    pub const FWPS_VSWITCH_EVENT_INTERFACE_CREATE: Type = 5;
    pub const FWPS_VSWITCH_EVENT_INTERFACE_DELETE: Type = 6;
    pub const FWPS_VSWITCH_EVENT_INTERFACE_CONNECT: Type = 7;
    pub const FWPS_VSWITCH_EVENT_INTERFACE_DISCONNECT: Type = 8;
    pub const FWPS_VSWITCH_EVENT_POLICY_ADD: Type = 9;
    pub const FWPS_VSWITCH_EVENT_POLICY_UPDATE: Type = 10;
    pub const FWPS_VSWITCH_EVENT_POLICY_DELETE: Type = 11;
    pub const FWPS_VSWITCH_EVENT_RUNTIME_STATE_SAVE: Type = 12;
    pub const FWPS_VSWITCH_EVENT_RUNTIME_STATE_RESTORE: Type = 13;
}
/// A value of [`_FWPS_VSWITCH_EVENT_TYPE_`].
pub type FWPS_VSWITCH_EVENT_TYPE = _FWPS_VSWITCH_EVENT_TYPE_::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_VSWITCH_EVENT_DISPATCH_TABLE0_ {
    pub vSwitchLifetimeNotifyFn: FWPS_VSWITCH_LIFETIME_EVENT_CALLBACK0,
    pub vSwitchPortEventNotifyFn: FWPS_VSWITCH_PORT_EVENT_CALLBACK0,
    pub vSwitchInterfaceEventNotifyFn: FWPS_VSWITCH_INTERFACE_EVENT_CALLBACK0,
    pub vSwitchFilterEngineReorderNotifyRn: FWPS_VSWITCH_FILTER_ENGINE_REORDER_CALLBACK0,
    pub vSwitchPolicyEventNotifyFn: FWPS_VSWITCH_POLICY_EVENT_CALLBACK0,
    pub vSwitchRuntimeStateSaveNotifyFn: FWPS_VSWITCH_RUNTIME_STATE_SAVE_CALLBACK0,
    pub vSwitchRuntimeStateRestoreNotifyFn: FWPS_VSWITCH_RUNTIME_STATE_RESTORE_CALLBACK0,
}
/// A [`FWPS_VSWITCH_EVENT_DISPATCH_TABLE0_`].
pub type FWPS_VSWITCH_EVENT_DISPATCH_TABLE0 = FWPS_VSWITCH_EVENT_DISPATCH_TABLE0_;

/// A position in the data of a stream.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_STREAM_DATA_OFFSET0_ {
    pub netBufferList: *mut NET_BUFFER_LIST,
    pub netBuffer: *mut NET_BUFFER,
    pub mdl: *mut MDL,
    pub mdlOffset: u32,
    pub netBufferOffset: u32,
    pub streamDataOffset: SIZE_T,
}
/// A [`FWPS_STREAM_DATA_OFFSET0_`].
pub type FWPS_STREAM_DATA_OFFSET0 = FWPS_STREAM_DATA_OFFSET0_;

/// Data of a stream.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_STREAM_DATA0_ {
    pub flags: u32,
    pub dataOffset: FWPS_STREAM_DATA_OFFSET0,
    pub dataLength: SIZE_T,
    pub netBufferListChain: *mut NET_BUFFER_LIST,
}
/// A [`FWPS_STREAM_DATA0_`].
pub type FWPS_STREAM_DATA0 = FWPS_STREAM_DATA0_;

pub mod _FWPS_STREAM_ACTION_TYPE_ {
    /// The values are of this type.
    pub type Type = i32;
    pub const FWPS_STREAM_ACTION_NONE: Type = 0;
    pub const FWPS_STREAM_ACTION_NEED_MORE_DATA: Type = 1;
    pub const FWPS_STREAM_ACTION_DROP_CONNECTION: Type = 2;
    pub const FWPS_STREAM_ACTION_DEFER: Type = 3;
    pub const FWPS_STREAM_ACTION_ALLOW_CONNECTION: Type = 4;
    pub const FWPS_STREAM_ACTION_TYPE_MAX: Type = 5;
}
/// A value of [`_FWPS_STREAM_ACTION_TYPE_`].
pub type FWPS_STREAM_ACTION_TYPE = _FWPS_STREAM_ACTION_TYPE_::Type;

/// What a stream callout gets and answers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FWPS_STREAM_CALLOUT_IO_PACKET0_ {
    pub streamData: *mut FWPS_STREAM_DATA0,
    pub missedBytes: SIZE_T,
    pub countBytesRequired: u32,
    pub countBytesEnforced: SIZE_T,
    pub streamAction: FWPS_STREAM_ACTION_TYPE,
}
/// A [`FWPS_STREAM_CALLOUT_IO_PACKET0_`].
pub type FWPS_STREAM_CALLOUT_IO_PACKET0 = FWPS_STREAM_CALLOUT_IO_PACKET0_;

crate::fn_types! {
    /// Called when an injection is done.
    pub type FWPS_INJECT_COMPLETE0 = fn(
        context: *mut c_void,
        netBufferList: *mut NET_BUFFER_LIST,
        dispatchLevel: BOOLEAN,
    );
    pub type FWPS_NET_BUFFER_LIST_NOTIFY_FN0 = fn(
        eventType: FWPS_NET_BUFFER_LIST_EVENT_TYPE0,
        netBufferList: *mut NET_BUFFER_LIST,
        newNetBufferList: *mut NET_BUFFER_LIST,
        layerId: u16,
        context: u64,
        contextTag: u64,
    );
    pub type FWPS_NET_BUFFER_LIST_NOTIFY_FN1 = fn(
        eventType: FWPS_NET_BUFFER_LIST_EVENT_TYPE0,
        netBufferList: *mut NET_BUFFER_LIST,
        newNetBufferList: *mut NET_BUFFER_LIST,
        layerId: u16,
        context: u64,
        contextTag: u64,
    ) -> NTSTATUS;
    pub type FWPS_VSWITCH_LIFETIME_EVENT_CALLBACK0 = fn(
        notifyContext: *mut c_void,
        eventType: FWPS_VSWITCH_EVENT_TYPE,
        vSwitch: *const NDIS_SWITCH_PARAMETERS,
        vSwitchPorts: *const NDIS_SWITCH_PORT_ARRAY,
        vSwitchInterfaces: *const NDIS_SWITCH_NIC_ARRAY,
    ) -> NTSTATUS;
    pub type FWPS_VSWITCH_PORT_EVENT_CALLBACK0 = fn(
        notifyContext: *mut c_void,
        completionContext: *mut c_void,
        eventType: FWPS_VSWITCH_EVENT_TYPE,
        vSwitch: *const NDIS_SWITCH_PARAMETERS,
        vSwitchPort: *const NDIS_SWITCH_PORT_PARAMETERS,
    ) -> NTSTATUS;
    pub type FWPS_VSWITCH_INTERFACE_EVENT_CALLBACK0 = fn(
        notifyContext: *mut c_void,
        completionContext: *mut c_void,
        eventType: FWPS_VSWITCH_EVENT_TYPE,
        vSwitch: *const NDIS_SWITCH_PARAMETERS,
        vSwitchNic: *const NDIS_SWITCH_NIC_PARAMETERS,
    ) -> NTSTATUS;
    pub type FWPS_VSWITCH_FILTER_ENGINE_REORDER_CALLBACK0 = fn(
        notifyContext: *mut c_void,
        completionContext: *mut c_void,
        isInRequiredPosition: BOOLEAN,
        vSwitchExtensionLwfList: *const NDIS_ENUM_FILTERS,
    ) -> NTSTATUS;
    pub type FWPS_VSWITCH_POLICY_EVENT_CALLBACK0 = fn(
        notifyContext: *mut c_void,
        completionContext: *mut c_void,
        eventType: FWPS_VSWITCH_EVENT_TYPE,
        vSwitch: *const NDIS_SWITCH_PARAMETERS,
        vSwitchPortProperty: *const NDIS_SWITCH_PORT_PROPERTY_PARAMETERS,
        vSwitchPortPropertyDelete: *const NDIS_SWITCH_PORT_PROPERTY_DELETE_PARAMETERS,
    ) -> NTSTATUS;
    pub type FWPS_VSWITCH_RUNTIME_STATE_SAVE_CALLBACK0 = fn(
        notifyContext: *mut c_void,
        completionContext: *mut c_void,
        eventType: FWPS_VSWITCH_EVENT_TYPE,
        vSwitch: *const NDIS_SWITCH_PARAMETERS,
        portId: NDIS_SWITCH_PORT_ID,
        runtimeState: *mut *mut c_void,
        runtimeStateLength: *mut SIZE_T,
    ) -> NTSTATUS;
    pub type FWPS_VSWITCH_RUNTIME_STATE_RESTORE_CALLBACK0 = fn(
        notifyContext: *mut c_void,
        completionContext: *mut c_void,
        eventType: FWPS_VSWITCH_EVENT_TYPE,
        vSwitch: *const NDIS_SWITCH_PARAMETERS,
        portId: NDIS_SWITCH_PORT_ID,
        runtimeState: *mut c_void,
        runtimeStateLength: SIZE_T,
    ) -> NTSTATUS;
}

layout! {
    FWPS_PACKET_LIST_INBOUND_IPSEC_INFORMATION0_: 4, 4 { BitFields: 0 }
    FWPS_PACKET_LIST_OUTBOUND_IPSEC_INFORMATION0_: 4, 4 { BitFields: 0 }
    FWPS_PACKET_LIST_IPSEC_INFORMATION0__Anonymous: 4, 4 { inbound: 0, outbound: 0, flags: 0 }
    FWPS_PACKET_LIST_IPSEC_INFORMATION0_: 4, 4 { Anonymous: 0 }
    FWPS_PACKET_LIST_FWP_INFORMATION0_: 4, 4 { BitFields: 0 }
    FWPS_PACKET_LIST_INFORMATION0_: 8, 4 { ipsecInformation: 0, fwpInformation: 4 }
    FWPS_TRANSPORT_SEND_PARAMS0_: 32, 8 {
        remoteAddress: 0, remoteScopeId: 8, controlData: 16, controlDataLength: 24
    }
    FWPS_TRANSPORT_SEND_PARAMS1_: 48, 8 {
        remoteAddress: 0, remoteScopeId: 8, controlData: 16, controlDataLength: 24,
        headerIncludeHeader: 32, headerIncludeHeaderLength: 40
    }
    FWPS_VSWITCH_EVENT_DISPATCH_TABLE0_: 56, 8 {
        vSwitchLifetimeNotifyFn: 0, vSwitchPortEventNotifyFn: 8,
        vSwitchInterfaceEventNotifyFn: 16, vSwitchFilterEngineReorderNotifyRn: 24,
        vSwitchPolicyEventNotifyFn: 32, vSwitchRuntimeStateSaveNotifyFn: 40,
        vSwitchRuntimeStateRestoreNotifyFn: 48
    }
    FWPS_STREAM_DATA_OFFSET0_: 40, 8 {
        netBufferList: 0, netBuffer: 8, mdl: 16, mdlOffset: 24, netBufferOffset: 28,
        streamDataOffset: 32
    }
    FWPS_STREAM_DATA0_: 64, 8 { flags: 0, dataOffset: 8, dataLength: 48, netBufferListChain: 56 }
    FWPS_STREAM_CALLOUT_IO_PACKET0_: 40, 8 {
        streamData: 0, missedBytes: 8, countBytesRequired: 16, countBytesEnforced: 24,
        streamAction: 32
    }
}

bit_fields! {
    FWPS_PACKET_LIST_INBOUND_IPSEC_INFORMATION0_.BitFields: u32 {
        isSecure set_isSecure: 0, 1;
        isTransportMode set_isTransportMode: 1, 1;
        isTunnelMode set_isTunnelMode: 2, 1;
        isTransportModeVerified set_isTransportModeVerified: 3, 1;
        isTunnelModeVerified set_isTunnelModeVerified: 4, 1;
        isDeTunneled set_isDeTunneled: 5, 1;
    }
    FWPS_PACKET_LIST_OUTBOUND_IPSEC_INFORMATION0_.BitFields: u32 {
        isIPsecPolicyMatch set_isIPsecPolicyMatch: 0, 1;
        isTransportPolicyMatch set_isTransportPolicyMatch: 1, 1;
        isTunnelPolicyMatch set_isTunnelPolicyMatch: 2, 1;
        isTunnelIPinIP set_isTunnelIPinIP: 3, 1;
    }
    FWPS_PACKET_LIST_FWP_INFORMATION0_.BitFields: u32 {
        isReinjected set_isReinjected: 0, 1;
    }
}

imports! { "FWPKCLNT.SYS";
    /// Creates a handle with which to inject. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsinjectionhandlecreate0>
    pub fn FwpsInjectionHandleCreate0(
        addressFamily: ADDRESS_FAMILY,
        flags: u32,
        injectionHandle: *mut HANDLE,
    ) -> NTSTATUS;
    /// Destroys the handle of an injector. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsinjectionhandledestroy0>
    pub fn FwpsInjectionHandleDestroy0(injectionHandle: HANDLE) -> NTSTATUS;
    /// Allocates a list with one buffer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsallocatenetbufferandnetbufferlist0>
    pub fn FwpsAllocateNetBufferAndNetBufferList0(
        poolHandle: NDIS_HANDLE,
        contextSize: USHORT,
        contextBackFill: USHORT,
        mdlChain: *mut MDL,
        dataOffset: ULONG,
        dataLength: SIZE_T,
        netBufferList: *mut *mut NET_BUFFER_LIST,
    ) -> NTSTATUS;
    /// Frees what [`FwpsAllocateNetBufferAndNetBufferList0`] gave. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsfreenetbufferlist0>
    pub fn FwpsFreeNetBufferList0(netBufferList: *mut NET_BUFFER_LIST);
    /// Clones a list, with the same data. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsallocateclonenetbufferlist0>
    pub fn FwpsAllocateCloneNetBufferList0(
        originalNetBufferList: *mut NET_BUFFER_LIST,
        netBufferListPoolHandle: NDIS_HANDLE,
        netBufferPoolHandle: NDIS_HANDLE,
        allocateCloneFlags: ULONG,
        netBufferList: *mut *mut NET_BUFFER_LIST,
    ) -> NTSTATUS;
    /// Frees a clone. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsfreeclonenetbufferlist0>
    pub fn FwpsFreeCloneNetBufferList0(netBufferList: *mut NET_BUFFER_LIST, freeCloneFlags: ULONG);
    /// Joins the fragments of a forwarded packet. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsreassembleforwardfragmentgroup0>
    pub fn FwpsReassembleForwardFragmentGroup0(
        addressFamily: ADDRESS_FAMILY,
        fragmentGroupNblChain: *mut NET_BUFFER_LIST,
        netBufferAndNetBufferListPoolHandle: NDIS_HANDLE,
        dataBackFill: ULONG,
        flags: ULONG,
        reassembledNbl: *mut *mut NET_BUFFER_LIST,
    ) -> NTSTATUS;
    /// Injects packets into the send path of the network layer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsinjectnetworksendasync0>
    pub fn FwpsInjectNetworkSendAsync0(
        injectionHandle: HANDLE,
        injectionContext: HANDLE,
        flags: u32,
        compartmentId: COMPARTMENT_ID,
        netBufferList: *mut NET_BUFFER_LIST,
        completionFn: FWPS_INJECT_COMPLETE0,
        completionContext: HANDLE,
    ) -> NTSTATUS;
    /// Injects packets into the forward path. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsinjectforwardasync0>
    pub fn FwpsInjectForwardAsync0(
        injectionHandle: HANDLE,
        injectionContext: HANDLE,
        flags: u32,
        addressFamily: ADDRESS_FAMILY,
        compartmentId: COMPARTMENT_ID,
        interfaceIndex: IF_INDEX,
        netBufferList: *mut NET_BUFFER_LIST,
        completionFn: FWPS_INJECT_COMPLETE0,
        completionContext: HANDLE,
    ) -> NTSTATUS;
    /// Writes the IP header of a packet of the transport layer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsconstructipheaderfortransportpacket0>
    pub fn FwpsConstructIpHeaderForTransportPacket0(
        netBufferList: *mut NET_BUFFER_LIST,
        headerIncludeHeaderLength: ULONG,
        addressFamily: ADDRESS_FAMILY,
        sourceAddress: *const UCHAR,
        remoteAddress: *const UCHAR,
        nextProtocol: IPPROTO,
        endpointHandle: u64,
        controlData: *const WSACMSGHDR,
        controlDataLength: ULONG,
        flags: u32,
        reserved: PVOID,
        interfaceIndex: IF_INDEX,
        subInterfaceIndex: IF_INDEX,
    ) -> NTSTATUS;
    /// Injects packets into the send path of the transport layer, in its first form. IRQL:
    /// <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsinjecttransportsendasync0>
    pub fn FwpsInjectTransportSendAsync0(
        injectionHandle: HANDLE,
        injectionContext: HANDLE,
        endpointHandle: u64,
        flags: u32,
        sendArgs: *mut FWPS_TRANSPORT_SEND_PARAMS0,
        addressFamily: ADDRESS_FAMILY,
        compartmentId: COMPARTMENT_ID,
        netBufferList: *mut NET_BUFFER_LIST,
        completionFn: FWPS_INJECT_COMPLETE0,
        completionContext: HANDLE,
    ) -> NTSTATUS;
    /// Injects packets into the send path of the transport layer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsinjecttransportsendasync1>
    pub fn FwpsInjectTransportSendAsync1(
        injectionHandle: HANDLE,
        injectionContext: HANDLE,
        endpointHandle: u64,
        flags: u32,
        sendArgs: *mut FWPS_TRANSPORT_SEND_PARAMS1,
        addressFamily: ADDRESS_FAMILY,
        compartmentId: COMPARTMENT_ID,
        netBufferList: *mut NET_BUFFER_LIST,
        completionFn: FWPS_INJECT_COMPLETE0,
        completionContext: HANDLE,
    ) -> NTSTATUS;
    /// Injects packets into the receive path of the transport layer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsinjecttransportreceiveasync0>
    pub fn FwpsInjectTransportReceiveAsync0(
        injectionHandle: HANDLE,
        injectionContext: HANDLE,
        reserved: PVOID,
        flags: u32,
        addressFamily: ADDRESS_FAMILY,
        compartmentId: COMPARTMENT_ID,
        interfaceIndex: IF_INDEX,
        subInterfaceIndex: IF_INDEX,
        netBufferList: *mut NET_BUFFER_LIST,
        completionFn: FWPS_INJECT_COMPLETE0,
        completionContext: HANDLE,
    ) -> NTSTATUS;
    /// Injects packets into the receive path of the network layer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsinjectnetworkreceiveasync0>
    pub fn FwpsInjectNetworkReceiveAsync0(
        injectionHandle: HANDLE,
        injectionContext: HANDLE,
        flags: u32,
        compartmentId: COMPARTMENT_ID,
        interfaceIndex: IF_INDEX,
        subInterfaceIndex: IF_INDEX,
        netBufferList: *mut NET_BUFFER_LIST,
        completionFn: FWPS_INJECT_COMPLETE0,
        completionContext: HANDLE,
    ) -> NTSTATUS;
    /// Injects frames into the receive path of layer 2. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsinjectmacreceiveasync0>
    pub fn FwpsInjectMacReceiveAsync0(
        injectionHandle: HANDLE,
        injectionContext: HANDLE,
        flags: u32,
        layerId: u16,
        interfaceIndex: IF_INDEX,
        NdisPortNumber: NDIS_PORT_NUMBER,
        netBufferLists: *mut NET_BUFFER_LIST,
        completionFn: FWPS_INJECT_COMPLETE0,
        completionContext: HANDLE,
    ) -> NTSTATUS;
    /// Injects frames into the send path of layer 2. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsinjectmacsendasync0>
    pub fn FwpsInjectMacSendAsync0(
        injectionHandle: HANDLE,
        injectionContext: HANDLE,
        flags: u32,
        layerId: u16,
        interfaceIndex: IF_INDEX,
        NdisPortNumber: NDIS_PORT_NUMBER,
        netBufferLists: *mut NET_BUFFER_LIST,
        completionFn: FWPS_INJECT_COMPLETE0,
        completionContext: HANDLE,
    ) -> NTSTATUS;
    /// Injects frames into a virtual switch. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsinjectvswitchethernetingressasync0>
    pub fn FwpsInjectvSwitchEthernetIngressAsync0(
        injectionHandle: HANDLE,
        injectionContext: HANDLE,
        flags: u32,
        reserved: *mut c_void,
        vSwitchId: *const FWP_BYTE_BLOB,
        vSwitchSourcePortId: NDIS_SWITCH_PORT_ID,
        vSwitchSourceNicIndex: NDIS_SWITCH_NIC_INDEX,
        netBufferLists: *mut NET_BUFFER_LIST,
        completionFn: FWPS_INJECT_COMPLETE0,
        completionContext: HANDLE,
    ) -> NTSTATUS;
    /// Keeps the context of a virtual switch's packet.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsreferencevswitchpacketcontext0>
    pub fn FwpsReferencevSwitchPacketContext0(packetContext: HANDLE);
    /// Gives up the context of a virtual switch's packet.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsdereferencevswitchpacketcontext0>
    pub fn FwpsDereferencevSwitchPacketContext0(packetContext: HANDLE);
    /// Keeps a list. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsreferencenetbufferlist0>
    pub fn FwpsReferenceNetBufferList0(
        netBufferList: *mut NET_BUFFER_LIST,
        intendToModify: BOOLEAN,
    );
    /// Gives up a list. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsdereferencenetbufferlist0>
    pub fn FwpsDereferenceNetBufferList0(
        netBufferList: *mut NET_BUFFER_LIST,
        dispatchLevel: BOOLEAN,
    );
    /// Who injected a packet. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsquerypacketinjectionstate0>
    pub fn FwpsQueryPacketInjectionState0(
        injectionHandle: HANDLE,
        netBufferList: *const NET_BUFFER_LIST,
        injectionContext: *mut HANDLE,
    ) -> FWPS_PACKET_INJECTION_STATE;
    /// A tag under which to attach contexts to lists. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsnetbufferlistgettagforcontext0>
    pub fn FwpsNetBufferListGetTagForContext0() -> u64;
    /// Attaches a context to a list, in its first form. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsnetbufferlistassociatecontext0>
    pub fn FwpsNetBufferListAssociateContext0(
        netBufferList: *mut NET_BUFFER_LIST,
        layerId: u16,
        context: u64,
        contextTag: u64,
        providerGuid: *mut GUID,
        deviceObject: *mut c_void,
        notifyFn: FWPS_NET_BUFFER_LIST_NOTIFY_FN0,
        flags: u32,
    ) -> NTSTATUS;
    /// Attaches a context to a list. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsnetbufferlistassociatecontext1>
    pub fn FwpsNetBufferListAssociateContext1(
        netBufferList: *mut NET_BUFFER_LIST,
        layerId: u16,
        context: u64,
        contextTag: u64,
        providerGuid: *mut GUID,
        deviceObject: *mut c_void,
        notifyFn: FWPS_NET_BUFFER_LIST_NOTIFY_FN1,
        flags: u32,
    ) -> NTSTATUS;
    /// The context that is attached to a list. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsnetbufferlistretrievecontext0>
    pub fn FwpsNetBufferListRetrieveContext0(
        netBufferList: *mut NET_BUFFER_LIST,
        contextTag: u64,
        removeContext: BOOLEAN,
        flags: u32,
        context: *mut u64,
    ) -> NTSTATUS;
    /// Takes a context off a list. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsnetbufferlistremovecontext0>
    pub fn FwpsNetBufferListRemoveContext0(
        netBufferList: *mut NET_BUFFER_LIST,
        contextTag: u64,
        flags: u32,
    ) -> NTSTATUS;
    /// Injects data into a stream. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsstreaminjectasync0>
    pub fn FwpsStreamInjectAsync0(
        injectionHandle: HANDLE,
        injectionContext: HANDLE,
        flags: u32,
        flowId: u64,
        calloutId: u32,
        layerId: u16,
        streamFlags: u32,
        netBufferList: *mut NET_BUFFER_LIST,
        dataLength: SIZE_T,
        completionFn: FWPS_INJECT_COMPLETE0,
        completionContext: HANDLE,
    ) -> NTSTATUS;
    /// Lets a deferred stream go on. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsstreamcontinue0>
    pub fn FwpsStreamContinue0(
        flowId: u64,
        calloutId: u32,
        layerId: u16,
        streamFlags: u32,
    ) -> NTSTATUS;
    /// Copies data of a stream. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpscopystreamdatatobuffer0>
    pub fn FwpsCopyStreamDataToBuffer0(
        calloutStreamData: *const FWPS_STREAM_DATA0,
        buffer: PVOID,
        bytesToCopy: SIZE_T,
        bytesCopied: *mut SIZE_T,
    );
    /// Clones data of a stream. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsclonestreamdata0>
    pub fn FwpsCloneStreamData0(
        calloutStreamData: *mut FWPS_STREAM_DATA0,
        netBufferListPoolHandle: NDIS_HANDLE,
        netBufferPoolHandle: NDIS_HANDLE,
        allocateCloneFlags: ULONG,
        netBufferListChain: *mut *mut NET_BUFFER_LIST,
    ) -> NTSTATUS;
    /// Discards cloned data of a stream. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsdiscardclonedstreamdata0>
    pub fn FwpsDiscardClonedStreamData0(
        netBufferListChain: *mut NET_BUFFER_LIST,
        allocateCloneFlags: u32,
        dispatchLevel: BOOLEAN,
    );
    /// The virtual tunnel of a list.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/>
    pub fn FwpsVirtualIfTunnelInfoGet0(
        metadata: *const FWPS_INCOMING_METADATA_VALUES0,
        virtualIfTunnelInfo: *mut IPSEC_VIRTUAL_IF_TUNNEL_INFO0,
    ) -> NTSTATUS;
    /// Sets the virtual tunnel of a list.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/>
    pub fn FwpsVirtualIfTunnelInfoSet0(
        netBufferList: *mut NET_BUFFER_LIST,
        virtualIfTunnelInfo: *const IPSEC_VIRTUAL_IF_TUNNEL_INFO0,
    ) -> NTSTATUS;
}
