//! `ndis.h`: protocol drivers.

use crate::{
    BIND_HANDLER_EX, BOOLEAN, CLOSE_ADAPTER_COMPLETE_HANDLER_EX,
    DIRECT_OID_REQUEST_COMPLETE_HANDLER, NDIS_HANDLE, NDIS_MEDIA_CONNECT_STATE,
    NDIS_MEDIA_DUPLEX_STATE, NDIS_MEDIUM, NDIS_OBJECT_HEADER, NDIS_OID_REQUEST,
    NDIS_PHYSICAL_MEDIUM, NDIS_PORT_NUMBER, NDIS_STATUS, NDIS_STRING, NET_IF_ACCESS_TYPE,
    NET_IF_COMPARTMENT_ID, NET_IF_CONNECTION_TYPE, NET_IF_DIRECTION_TYPE, NET_IFINDEX, NET_IFTYPE,
    NET_LUID, NET_PNP_EVENT_HANDLER, OID_REQUEST_COMPLETE_HANDLER,
    OPEN_ADAPTER_COMPLETE_HANDLER_EX, PCO_ADDRESS_FAMILY, PCO_CALL_PARAMETERS, PCO_SAP,
    PDEVICE_OBJECT, PNDIS_HANDLE, PNDIS_HD_SPLIT_CURRENT_CONFIG, PNDIS_MEDIUM,
    PNDIS_NDK_CAPABILITIES, PNDIS_NIC_SWITCH_CAPABILITIES, PNDIS_NIC_SWITCH_INFO_ARRAY,
    PNDIS_OFFLOAD, PNDIS_OID_REQUEST, PNDIS_PM_CAPABILITIES, PNDIS_PNP_CAPABILITIES, PNDIS_PORT,
    PNDIS_RECEIVE_FILTER_CAPABILITIES, PNDIS_RECEIVE_SCALE_CAPABILITIES, PNDIS_RESTART_ATTRIBUTES,
    PNDIS_SRIOV_CAPABILITIES, PNDIS_STATUS_INDICATION, PNDIS_STRING, PNDIS_TCP_CONNECTION_OFFLOAD,
    PNET_BUFFER_LIST, PNET_FRAME_TYPE, PNET_PNP_EVENT_NOTIFICATION, PUCHAR, PVOID,
    RECEIVE_NET_BUFFER_LISTS_HANDLER, SEND_NET_BUFFER_LISTS_COMPLETE_HANDLER, SET_OPTIONS_HANDLER,
    STATUS_HANDLER_EX, UCHAR, ULONG, ULONG64, UNBIND_HANDLER_EX, UNINSTALL_PROTOCOL_HANDLER,
    USHORT, imports, layout::layout,
};

/// What is known of an adapter that is bound.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_BIND_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub ProtocolSection: PNDIS_STRING,
    pub AdapterName: PNDIS_STRING,
    pub PhysicalDeviceObject: PDEVICE_OBJECT,
    pub MediaType: NDIS_MEDIUM,
    pub MtuSize: ULONG,
    pub MaxXmitLinkSpeed: ULONG64,
    pub XmitLinkSpeed: ULONG64,
    pub MaxRcvLinkSpeed: ULONG64,
    pub RcvLinkSpeed: ULONG64,
    pub MediaConnectState: NDIS_MEDIA_CONNECT_STATE,
    pub MediaDuplexState: NDIS_MEDIA_DUPLEX_STATE,
    pub LookaheadSize: ULONG,
    pub PowerManagementCapabilities: PNDIS_PNP_CAPABILITIES,
    pub SupportedPacketFilters: ULONG,
    pub MaxMulticastListSize: ULONG,
    pub MacAddressLength: USHORT,
    pub CurrentMacAddress: [UCHAR; 32],
    pub PhysicalMediumType: NDIS_PHYSICAL_MEDIUM,
    pub RcvScaleCapabilities: PNDIS_RECEIVE_SCALE_CAPABILITIES,
    pub BoundIfNetluid: NET_LUID,
    pub BoundIfIndex: NET_IFINDEX,
    pub LowestIfNetluid: NET_LUID,
    pub LowestIfIndex: NET_IFINDEX,
    pub AccessType: NET_IF_ACCESS_TYPE,
    pub DirectionType: NET_IF_DIRECTION_TYPE,
    pub ConnectionType: NET_IF_CONNECTION_TYPE,
    pub IfType: NET_IFTYPE,
    pub IfConnectorPresent: BOOLEAN,
    pub ActivePorts: PNDIS_PORT,
    pub DataBackFillSize: ULONG,
    pub ContextBackFillSize: ULONG,
    pub MacOptions: ULONG,
    pub CompartmentId: NET_IF_COMPARTMENT_ID,
    pub DefaultOffloadConfiguration: PNDIS_OFFLOAD,
    pub TcpConnectionOffloadCapabilities: PNDIS_TCP_CONNECTION_OFFLOAD,
    pub BoundAdapterName: PNDIS_STRING,
    pub HDSplitCurrentConfig: PNDIS_HD_SPLIT_CURRENT_CONFIG,
    pub ReceiveFilterCapabilities: PNDIS_RECEIVE_FILTER_CAPABILITIES,
    pub PowerManagementCapabilitiesEx: PNDIS_PM_CAPABILITIES,
    pub NicSwitchCapabilities: PNDIS_NIC_SWITCH_CAPABILITIES,
    pub NDKEnabled: BOOLEAN,
    pub NDKCapabilities: PNDIS_NDK_CAPABILITIES,
    pub SriovCapabilities: PNDIS_SRIOV_CAPABILITIES,
    pub NicSwitchArray: PNDIS_NIC_SWITCH_INFO_ARRAY,
}
/// A [`_NDIS_BIND_PARAMETERS`].
pub type NDIS_BIND_PARAMETERS = _NDIS_BIND_PARAMETERS;
/// Pointer to a [`_NDIS_BIND_PARAMETERS`].
pub type PNDIS_BIND_PARAMETERS = *mut _NDIS_BIND_PARAMETERS;

/// What a protocol driver registers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PROTOCOL_DRIVER_CHARACTERISTICS {
    pub Header: NDIS_OBJECT_HEADER,
    pub MajorNdisVersion: UCHAR,
    pub MinorNdisVersion: UCHAR,
    pub MajorDriverVersion: UCHAR,
    pub MinorDriverVersion: UCHAR,
    pub Flags: ULONG,
    pub Name: NDIS_STRING,
    pub SetOptionsHandler: SET_OPTIONS_HANDLER,
    pub BindAdapterHandlerEx: BIND_HANDLER_EX,
    pub UnbindAdapterHandlerEx: UNBIND_HANDLER_EX,
    pub OpenAdapterCompleteHandlerEx: OPEN_ADAPTER_COMPLETE_HANDLER_EX,
    pub CloseAdapterCompleteHandlerEx: CLOSE_ADAPTER_COMPLETE_HANDLER_EX,
    pub NetPnPEventHandler: NET_PNP_EVENT_HANDLER,
    pub UninstallHandler: UNINSTALL_PROTOCOL_HANDLER,
    pub OidRequestCompleteHandler: OID_REQUEST_COMPLETE_HANDLER,
    pub StatusHandlerEx: STATUS_HANDLER_EX,
    pub ReceiveNetBufferListsHandler: RECEIVE_NET_BUFFER_LISTS_HANDLER,
    pub SendNetBufferListsCompleteHandler: SEND_NET_BUFFER_LISTS_COMPLETE_HANDLER,
    pub DirectOidRequestCompleteHandler: DIRECT_OID_REQUEST_COMPLETE_HANDLER,
}
/// A [`_NDIS_PROTOCOL_DRIVER_CHARACTERISTICS`].
pub type NDIS_PROTOCOL_DRIVER_CHARACTERISTICS = _NDIS_PROTOCOL_DRIVER_CHARACTERISTICS;
/// Pointer to a [`_NDIS_PROTOCOL_DRIVER_CHARACTERISTICS`].
pub type PNDIS_PROTOCOL_DRIVER_CHARACTERISTICS = *mut _NDIS_PROTOCOL_DRIVER_CHARACTERISTICS;

/// What a binding is opened with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_OPEN_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub AdapterName: PNDIS_STRING,
    pub MediumArray: PNDIS_MEDIUM,
    pub MediumArraySize: u32,
    pub SelectedMediumIndex: *mut u32,
    pub FrameTypeArray: PNET_FRAME_TYPE,
    pub FrameTypeArraySize: u32,
}
/// A [`_NDIS_OPEN_PARAMETERS`].
pub type NDIS_OPEN_PARAMETERS = _NDIS_OPEN_PARAMETERS;
/// Pointer to a [`_NDIS_OPEN_PARAMETERS`].
pub type PNDIS_OPEN_PARAMETERS = *mut _NDIS_OPEN_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PROTOCOL_PAUSE_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub PauseReason: ULONG,
}
/// A [`_NDIS_PROTOCOL_PAUSE_PARAMETERS`].
pub type NDIS_PROTOCOL_PAUSE_PARAMETERS = _NDIS_PROTOCOL_PAUSE_PARAMETERS;
/// Pointer to a [`_NDIS_PROTOCOL_PAUSE_PARAMETERS`].
pub type PNDIS_PROTOCOL_PAUSE_PARAMETERS = *mut _NDIS_PROTOCOL_PAUSE_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PROTOCOL_RESTART_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub FilterModuleNameBuffer: PUCHAR,
    pub FilterModuleNameBufferLength: ULONG,
    pub RestartAttributes: PNDIS_RESTART_ATTRIBUTES,
    pub BoundIfIndex: NET_IFINDEX,
    pub BoundIfNetluid: NET_LUID,
    pub Flags: ULONG,
}
/// A [`_NDIS_PROTOCOL_RESTART_PARAMETERS`].
pub type NDIS_PROTOCOL_RESTART_PARAMETERS = _NDIS_PROTOCOL_RESTART_PARAMETERS;
/// Pointer to a [`_NDIS_PROTOCOL_RESTART_PARAMETERS`].
pub type PNDIS_PROTOCOL_RESTART_PARAMETERS = *mut _NDIS_PROTOCOL_RESTART_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_BIND_FAILED_NOTIFICATION {
    pub Header: NDIS_OBJECT_HEADER,
    pub MiniportNetLuid: NET_LUID,
}
/// A [`_NDIS_BIND_FAILED_NOTIFICATION`].
pub type NDIS_BIND_FAILED_NOTIFICATION = _NDIS_BIND_FAILED_NOTIFICATION;
/// Pointer to a [`_NDIS_BIND_FAILED_NOTIFICATION`].
pub type PNDIS_BIND_FAILED_NOTIFICATION = *mut _NDIS_BIND_FAILED_NOTIFICATION;

crate::fn_types! {
    pub type PROTOCOL_SET_OPTIONS = fn(
        NdisDriverHandle: NDIS_HANDLE,
        DriverContext: NDIS_HANDLE,
    ) -> NDIS_STATUS;
    pub type PROTOCOL_CL_NOTIFY_CLOSE_AF = fn(ClientAfContext: NDIS_HANDLE) -> NDIS_STATUS;
    pub type PROTOCOL_CL_OPEN_AF_COMPLETE_EX = fn(
        ProtocolAfContext: NDIS_HANDLE,
        NdisAfHandle: NDIS_HANDLE,
        Status: NDIS_STATUS,
    );
    pub type PROTOCOL_CM_NOTIFY_CLOSE_AF_COMPLETE = fn(
        CallMgrAfContext: NDIS_HANDLE,
        Status: NDIS_STATUS,
    );
    pub type PROTOCOL_OID_REQUEST_COMPLETE = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
        Status: NDIS_STATUS,
    );
    pub type PROTOCOL_RECEIVE_NET_BUFFER_LISTS = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        NetBufferLists: PNET_BUFFER_LIST,
        PortNumber: NDIS_PORT_NUMBER,
        NumberOfNetBufferLists: ULONG,
        ReceiveFlags: ULONG,
    );
    pub type PROTOCOL_SEND_NET_BUFFER_LISTS_COMPLETE = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        NetBufferList: PNET_BUFFER_LIST,
        SendCompleteFlags: ULONG,
    );
    pub type PROTOCOL_DIRECT_OID_REQUEST_COMPLETE = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
        Status: NDIS_STATUS,
    );
    pub type PROTOCOL_BIND_ADAPTER_EX = fn(
        ProtocolDriverContext: NDIS_HANDLE,
        BindContext: NDIS_HANDLE,
        BindParameters: PNDIS_BIND_PARAMETERS,
    ) -> NDIS_STATUS;
    pub type PROTOCOL_UNBIND_ADAPTER_EX = fn(
        UnbindContext: NDIS_HANDLE,
        ProtocolBindingContext: NDIS_HANDLE,
    ) -> NDIS_STATUS;
    pub type PROTOCOL_OPEN_ADAPTER_COMPLETE_EX = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        Status: NDIS_STATUS,
    );
    pub type PROTOCOL_CLOSE_ADAPTER_COMPLETE_EX = fn(ProtocolBindingContext: NDIS_HANDLE);
    pub type PROTOCOL_STATUS_EX = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        StatusIndication: PNDIS_STATUS_INDICATION,
    );
    pub type PROTOCOL_NET_PNP_EVENT = fn(
        ProtocolBindingContext: NDIS_HANDLE,
        NetPnPEventNotification: PNET_PNP_EVENT_NOTIFICATION,
    ) -> NDIS_STATUS;
    pub type PROTOCOL_UNINSTALL = fn();
    pub type PROTOCOL_CL_OPEN_AF_COMPLETE = fn(
        Status: NDIS_STATUS,
        ProtocolAfContext: NDIS_HANDLE,
        NdisAfHandle: NDIS_HANDLE,
    );
    pub type PROTOCOL_CL_CLOSE_AF_COMPLETE = fn(
        Status: NDIS_STATUS,
        ProtocolAfContext: NDIS_HANDLE,
    );
    pub type PROTOCOL_CL_REGISTER_SAP_COMPLETE = fn(
        Status: NDIS_STATUS,
        ProtocolSapContext: NDIS_HANDLE,
        Sap: PCO_SAP,
        NdisSapHandle: NDIS_HANDLE,
    );
    pub type PROTOCOL_CL_DEREGISTER_SAP_COMPLETE = fn(
        Status: NDIS_STATUS,
        ProtocolSapContext: NDIS_HANDLE,
    );
    pub type PROTOCOL_CL_MAKE_CALL_COMPLETE = fn(
        Status: NDIS_STATUS,
        ProtocolVcContext: NDIS_HANDLE,
        NdisPartyHandle: NDIS_HANDLE,
        CallParameters: PCO_CALL_PARAMETERS,
    );
    pub type PROTOCOL_CL_CLOSE_CALL_COMPLETE = fn(
        Status: NDIS_STATUS,
        ProtocolVcContext: NDIS_HANDLE,
        ProtocolPartyContext: NDIS_HANDLE,
    );
    pub type PROTOCOL_CL_ADD_PARTY_COMPLETE = fn(
        Status: NDIS_STATUS,
        ProtocolPartyContext: NDIS_HANDLE,
        NdisPartyHandle: NDIS_HANDLE,
        CallParameters: PCO_CALL_PARAMETERS,
    );
    pub type PROTOCOL_CL_DROP_PARTY_COMPLETE = fn(
        Status: NDIS_STATUS,
        ProtocolPartyContext: NDIS_HANDLE,
    );
    pub type PROTOCOL_CL_INCOMING_CALL = fn(
        ProtocolSapContext: NDIS_HANDLE,
        ProtocolVcContext: NDIS_HANDLE,
        CallParameters: PCO_CALL_PARAMETERS,
    ) -> NDIS_STATUS;
    pub type PROTOCOL_CL_CALL_CONNECTED = fn(ProtocolVcContext: NDIS_HANDLE);
    pub type PROTOCOL_CL_INCOMING_CLOSE_CALL = fn(
        CloseStatus: NDIS_STATUS,
        ProtocolVcContext: NDIS_HANDLE,
        CloseData: PVOID,
        Size: u32,
    );
    pub type PROTOCOL_CL_INCOMING_DROP_PARTY = fn(
        DropStatus: NDIS_STATUS,
        ProtocolPartyContext: NDIS_HANDLE,
        CloseData: PVOID,
        Size: u32,
    );
    pub type PROTOCOL_CL_MODIFY_CALL_QOS_COMPLETE = fn(
        Status: NDIS_STATUS,
        ProtocolVcContext: NDIS_HANDLE,
        CallParameters: PCO_CALL_PARAMETERS,
    );
    pub type PROTOCOL_CL_INCOMING_CALL_QOS_CHANGE = fn(
        ProtocolVcContext: NDIS_HANDLE,
        CallParameters: PCO_CALL_PARAMETERS,
    );
    pub type PROTOCOL_CM_OPEN_AF = fn(
        CallMgrBindingContext: NDIS_HANDLE,
        AddressFamily: PCO_ADDRESS_FAMILY,
        NdisAfHandle: NDIS_HANDLE,
        CallMgrAfContext: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    pub type PROTOCOL_CM_CLOSE_AF = fn(CallMgrAfContext: NDIS_HANDLE) -> NDIS_STATUS;
    pub type PROTOCOL_CM_REG_SAP = fn(
        CallMgrAfContext: NDIS_HANDLE,
        Sap: PCO_SAP,
        NdisSapHandle: NDIS_HANDLE,
        CallMgrSapContext: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    pub type PROTOCOL_CM_DEREGISTER_SAP = fn(CallMgrSapContext: NDIS_HANDLE) -> NDIS_STATUS;
    pub type PROTOCOL_CM_MAKE_CALL = fn(
        CallMgrVcContext: NDIS_HANDLE,
        CallParameters: PCO_CALL_PARAMETERS,
        NdisPartyHandle: NDIS_HANDLE,
        CallMgrPartyContext: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    pub type PROTOCOL_CM_CLOSE_CALL = fn(
        CallMgrVcContext: NDIS_HANDLE,
        CallMgrPartyContext: NDIS_HANDLE,
        CloseData: PVOID,
        Size: u32,
    ) -> NDIS_STATUS;
    pub type PROTOCOL_CM_MODIFY_QOS_CALL = fn(
        CallMgrVcContext: NDIS_HANDLE,
        CallParameters: PCO_CALL_PARAMETERS,
    ) -> NDIS_STATUS;
    pub type PROTOCOL_CM_INCOMING_CALL_COMPLETE = fn(
        Status: NDIS_STATUS,
        CallMgrVcContext: NDIS_HANDLE,
        CallParameters: PCO_CALL_PARAMETERS,
    );
    pub type PROTOCOL_CM_ACTIVATE_VC_COMPLETE = fn(
        Status: NDIS_STATUS,
        CallMgrVcContext: NDIS_HANDLE,
        CallParameters: PCO_CALL_PARAMETERS,
    );
    pub type PROTOCOL_CM_DEACTIVATE_VC_COMPLETE = fn(
        Status: NDIS_STATUS,
        CallMgrVcContext: NDIS_HANDLE,
    );
    pub type PROTOCOL_CM_ADD_PARTY = fn(
        CallMgrVcContext: NDIS_HANDLE,
        CallParameters: PCO_CALL_PARAMETERS,
        NdisPartyHandle: NDIS_HANDLE,
        CallMgrPartyContext: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    pub type PROTOCOL_CM_DROP_PARTY = fn(
        CallMgrPartyContext: NDIS_HANDLE,
        CloseData: PVOID,
        Size: u32,
    ) -> NDIS_STATUS;
}

layout! {
    _NDIS_BIND_PARAMETERS: 312, 8 {
        Header: 0, ProtocolSection: 8, AdapterName: 16, PhysicalDeviceObject: 24, MediaType:
        32, MtuSize: 36, MaxXmitLinkSpeed: 40, XmitLinkSpeed: 48, MaxRcvLinkSpeed: 56,
        RcvLinkSpeed: 64, MediaConnectState: 72, MediaDuplexState: 76, LookaheadSize: 80,
        PowerManagementCapabilities: 88, SupportedPacketFilters: 96, MaxMulticastListSize:
        100, MacAddressLength: 104, CurrentMacAddress: 106, PhysicalMediumType: 140,
        RcvScaleCapabilities: 144, BoundIfNetluid: 152, BoundIfIndex: 160, LowestIfNetluid:
        168, LowestIfIndex: 176, AccessType: 180, DirectionType: 184, ConnectionType: 188,
        IfType: 192, IfConnectorPresent: 194, ActivePorts: 200, DataBackFillSize: 208,
        ContextBackFillSize: 212, MacOptions: 216, CompartmentId: 220,
        DefaultOffloadConfiguration: 224, TcpConnectionOffloadCapabilities: 232,
        BoundAdapterName: 240, HDSplitCurrentConfig: 248, ReceiveFilterCapabilities: 256,
        PowerManagementCapabilitiesEx: 264, NicSwitchCapabilities: 272, NDKEnabled: 280,
        NDKCapabilities: 288, SriovCapabilities: 296, NicSwitchArray: 304
    }
    _NDIS_PROTOCOL_DRIVER_CHARACTERISTICS: 128, 8 {
        Header: 0, MajorNdisVersion: 4, MinorNdisVersion: 5, MajorDriverVersion: 6,
        MinorDriverVersion: 7, Flags: 8, Name: 16, SetOptionsHandler: 32,
        BindAdapterHandlerEx: 40, UnbindAdapterHandlerEx: 48, OpenAdapterCompleteHandlerEx:
        56, CloseAdapterCompleteHandlerEx: 64, NetPnPEventHandler: 72, UninstallHandler: 80,
        OidRequestCompleteHandler: 88, StatusHandlerEx: 96, ReceiveNetBufferListsHandler:
        104, SendNetBufferListsCompleteHandler: 112, DirectOidRequestCompleteHandler: 120
    }
    _NDIS_OPEN_PARAMETERS: 56, 8 {
        Header: 0, AdapterName: 8, MediumArray: 16, MediumArraySize: 24,
        SelectedMediumIndex: 32, FrameTypeArray: 40, FrameTypeArraySize: 48
    }
    _NDIS_PROTOCOL_PAUSE_PARAMETERS: 12, 4 { Header: 0, Flags: 4, PauseReason: 8 }
    _NDIS_PROTOCOL_RESTART_PARAMETERS: 56, 8 {
        Header: 0, FilterModuleNameBuffer: 8, FilterModuleNameBufferLength: 16,
        RestartAttributes: 24, BoundIfIndex: 32, BoundIfNetluid: 40, Flags: 48
    }
    _NDIS_BIND_FAILED_NOTIFICATION: 16, 8 { Header: 0, MiniportNetLuid: 8 }
}

imports! { "NDIS.SYS";
    /// Ends the registration of a protocol driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisderegisterprotocoldriver>
    pub fn NdisDeregisterProtocolDriver(NdisProtocolHandle: NDIS_HANDLE);
    /// Offers a protocol driver the adapters that it is not bound to. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreenumerateprotocolbindings>
    pub fn NdisReEnumerateProtocolBindings(NdisProtocolHandle: NDIS_HANDLE);
    /// Completes a network Plug and Play event that pended. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscompletenetpnpevent>
    pub fn NdisCompleteNetPnPEvent(
        NdisBindingHandle: NDIS_HANDLE,
        NetPnPEventNotification: PNET_PNP_EVENT_NOTIFICATION,
        Status: NDIS_STATUS,
    );
    /// The friendly name of the adapter of a binding. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisqueryadapterinstancename>
    pub fn NdisQueryAdapterInstanceName(
        pAdapterInstanceName: PNDIS_STRING,
        NdisBindingHandle: NDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// The friendly name of the adapter that is being bound. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisquerybindinstancename>
    pub fn NdisQueryBindInstanceName(
        pAdapterInstanceName: PNDIS_STRING,
        BindingContext: NDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// A number that cancel identifiers of the driver begin with. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgeneratepartialcancelid>
    pub fn NdisGeneratePartialCancelId() -> UCHAR;
    /// Registers a protocol driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisregisterprotocoldriver>
    pub fn NdisRegisterProtocolDriver(
        ProtocolDriverContext: NDIS_HANDLE,
        ProtocolCharacteristics: PNDIS_PROTOCOL_DRIVER_CHARACTERISTICS,
        NdisProtocolHandle: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// Asks the drivers below. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisoidrequest>
    pub fn NdisOidRequest(
        NdisBindingHandle: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
    ) -> NDIS_STATUS;
    /// Cancels an OID request. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscanceloidrequest>
    pub fn NdisCancelOidRequest(NdisBindingHandle: NDIS_HANDLE, RequestId: PVOID);
    /// Closes a binding from the protocol's side. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisunbindadapter>
    pub fn NdisUnbindAdapter(NdisBindingHandle: NDIS_HANDLE) -> NDIS_STATUS;
    /// Opens a binding. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisopenadapterex>
    pub fn NdisOpenAdapterEx(
        NdisProtocolHandle: NDIS_HANDLE,
        ProtocolBindingContext: NDIS_HANDLE,
        OpenParameters: PNDIS_OPEN_PARAMETERS,
        BindContext: NDIS_HANDLE,
        NdisBindingHandle: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// Completes a bind that pended. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscompletebindadapterex>
    pub fn NdisCompleteBindAdapterEx(BindAdapterContext: NDIS_HANDLE, Status: NDIS_STATUS);
    /// Closes a binding. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscloseadapterex>
    pub fn NdisCloseAdapterEx(NdisBindingHandle: NDIS_HANDLE) -> NDIS_STATUS;
    /// Completes an unbind that pended. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscompleteunbindadapterex>
    pub fn NdisCompleteUnbindAdapterEx(UnbindContext: NDIS_HANDLE);
    /// Asks the drivers below, without the order of other OID requests. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdirectoidrequest>
    pub fn NdisDirectOidRequest(
        NdisBindingHandle: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
    ) -> NDIS_STATUS;
    /// Cancels a direct OID request. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscanceldirectoidrequest>
    pub fn NdisCancelDirectOidRequest(NdisBindingHandle: NDIS_HANDLE, RequestId: PVOID);
    /// Asks the drivers below and waits for the answer, without the order of other OID
    /// requests. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissynchronousoidrequest>
    pub fn NdisSynchronousOidRequest(
        NdisBindingHandle: NDIS_HANDLE,
        OidRequest: *mut NDIS_OID_REQUEST,
    ) -> NDIS_STATUS;
}
