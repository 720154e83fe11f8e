//! `ndis.h`: filter drivers.

use crate::{
    BOOLEAN, NDIS_HANDLE, NDIS_MEDIA_CONNECT_STATE, NDIS_MEDIUM, NDIS_OBJECT_HEADER,
    NDIS_OID_REQUEST, NDIS_PHYSICAL_MEDIUM, NDIS_PORT_NUMBER, NDIS_STATUS, NDIS_STRING,
    NET_IF_MEDIA_DUPLEX_STATE, NET_IFINDEX, NET_LUID, PDEVICE_OBJECT, PDRIVER_OBJECT, PNDIS_HANDLE,
    PNDIS_HD_SPLIT_CURRENT_CONFIG, PNDIS_NIC_SWITCH_CAPABILITIES, PNDIS_NIC_SWITCH_INFO_ARRAY,
    PNDIS_OFFLOAD, PNDIS_OID_REQUEST, PNDIS_RECEIVE_FILTER_CAPABILITIES, PNDIS_RESTART_ATTRIBUTES,
    PNDIS_SRIOV_CAPABILITIES, PNDIS_STATUS_INDICATION, PNDIS_STRING, PNDIS_SWITCH_CONTEXT,
    PNDIS_SWITCH_OPTIONAL_HANDLERS, PNET_BUFFER_LIST, PNET_DEVICE_PNP_EVENT,
    PNET_PNP_EVENT_NOTIFICATION, PVOID, SET_OPTIONS_HANDLER, UCHAR, ULONG, ULONG64, USHORT,
    imports, layout::layout,
};

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_FILTER_INTERFACE {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub FilterType: ULONG,
    pub FilterRunType: ULONG,
    pub IfIndex: NET_IFINDEX,
    pub NetLuid: NET_LUID,
    pub FilterClass: NDIS_STRING,
    pub FilterInstanceName: NDIS_STRING,
}
/// A [`_NDIS_FILTER_INTERFACE`].
pub type NDIS_FILTER_INTERFACE = _NDIS_FILTER_INTERFACE;
/// Pointer to a [`_NDIS_FILTER_INTERFACE`].
pub type PNDIS_FILTER_INTERFACE = *mut _NDIS_FILTER_INTERFACE;

/// What is known of the adapter that a filter is attached to.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_FILTER_ATTACH_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub IfIndex: NET_IFINDEX,
    pub NetLuid: NET_LUID,
    pub FilterModuleGuidName: PNDIS_STRING,
    pub BaseMiniportIfIndex: NET_IFINDEX,
    pub BaseMiniportInstanceName: PNDIS_STRING,
    pub BaseMiniportName: PNDIS_STRING,
    pub MediaConnectState: NDIS_MEDIA_CONNECT_STATE,
    pub MediaDuplexState: NET_IF_MEDIA_DUPLEX_STATE,
    pub XmitLinkSpeed: ULONG64,
    pub RcvLinkSpeed: ULONG64,
    pub MiniportMediaType: NDIS_MEDIUM,
    pub MiniportPhysicalMediaType: NDIS_PHYSICAL_MEDIUM,
    pub MiniportMediaSpecificAttributes: NDIS_HANDLE,
    pub DefaultOffloadConfiguration: PNDIS_OFFLOAD,
    pub MacAddressLength: USHORT,
    pub CurrentMacAddress: [UCHAR; 32],
    pub BaseMiniportNetLuid: NET_LUID,
    pub LowerIfIndex: NET_IFINDEX,
    pub LowerIfNetLuid: NET_LUID,
    pub Flags: ULONG,
    pub HDSplitCurrentConfig: PNDIS_HD_SPLIT_CURRENT_CONFIG,
    pub ReceiveFilterCapabilities: PNDIS_RECEIVE_FILTER_CAPABILITIES,
    pub MiniportPhysicalDeviceObject: PDEVICE_OBJECT,
    pub NicSwitchCapabilities: PNDIS_NIC_SWITCH_CAPABILITIES,
    pub BaseMiniportIfConnectorPresent: BOOLEAN,
    pub SriovCapabilities: PNDIS_SRIOV_CAPABILITIES,
    pub NicSwitchArray: PNDIS_NIC_SWITCH_INFO_ARRAY,
}
/// A [`_NDIS_FILTER_ATTACH_PARAMETERS`].
pub type NDIS_FILTER_ATTACH_PARAMETERS = _NDIS_FILTER_ATTACH_PARAMETERS;
/// Pointer to a [`_NDIS_FILTER_ATTACH_PARAMETERS`].
pub type PNDIS_FILTER_ATTACH_PARAMETERS = *mut _NDIS_FILTER_ATTACH_PARAMETERS;

/// What a filter module is restarted with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_FILTER_RESTART_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub MiniportMediaType: NDIS_MEDIUM,
    pub MiniportPhysicalMediaType: NDIS_PHYSICAL_MEDIUM,
    pub RestartAttributes: PNDIS_RESTART_ATTRIBUTES,
    pub LowerIfIndex: NET_IFINDEX,
    pub LowerIfNetLuid: NET_LUID,
    pub Flags: ULONG,
}
/// A [`_NDIS_FILTER_RESTART_PARAMETERS`].
pub type NDIS_FILTER_RESTART_PARAMETERS = _NDIS_FILTER_RESTART_PARAMETERS;
/// Pointer to a [`_NDIS_FILTER_RESTART_PARAMETERS`].
pub type PNDIS_FILTER_RESTART_PARAMETERS = *mut _NDIS_FILTER_RESTART_PARAMETERS;

/// Why a filter module is paused.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_FILTER_PAUSE_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub PauseReason: ULONG,
}
/// A [`_NDIS_FILTER_PAUSE_PARAMETERS`].
pub type NDIS_FILTER_PAUSE_PARAMETERS = _NDIS_FILTER_PAUSE_PARAMETERS;
/// Pointer to a [`_NDIS_FILTER_PAUSE_PARAMETERS`].
pub type PNDIS_FILTER_PAUSE_PARAMETERS = *mut _NDIS_FILTER_PAUSE_PARAMETERS;

/// The callbacks that a filter may change.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_FILTER_PARTIAL_CHARACTERISTICS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub SendNetBufferListsHandler: FILTER_SEND_NET_BUFFER_LISTS_HANDLER,
    pub SendNetBufferListsCompleteHandler: FILTER_SEND_NET_BUFFER_LISTS_COMPLETE_HANDLER,
    pub CancelSendNetBufferListsHandler: FILTER_CANCEL_SEND_HANDLER,
    pub ReceiveNetBufferListsHandler: FILTER_RECEIVE_NET_BUFFER_LISTS_HANDLER,
    pub ReturnNetBufferListsHandler: FILTER_RETURN_NET_BUFFER_LISTS_HANDLER,
}
/// A [`_NDIS_FILTER_PARTIAL_CHARACTERISTICS`].
pub type NDIS_FILTER_PARTIAL_CHARACTERISTICS = _NDIS_FILTER_PARTIAL_CHARACTERISTICS;
/// Pointer to a [`_NDIS_FILTER_PARTIAL_CHARACTERISTICS`].
pub type PNDIS_FILTER_PARTIAL_CHARACTERISTICS = *mut _NDIS_FILTER_PARTIAL_CHARACTERISTICS;

/// What a filter driver registers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_FILTER_DRIVER_CHARACTERISTICS {
    pub Header: NDIS_OBJECT_HEADER,
    pub MajorNdisVersion: UCHAR,
    pub MinorNdisVersion: UCHAR,
    pub MajorDriverVersion: UCHAR,
    pub MinorDriverVersion: UCHAR,
    pub Flags: ULONG,
    pub FriendlyName: NDIS_STRING,
    pub UniqueName: NDIS_STRING,
    pub ServiceName: NDIS_STRING,
    pub SetOptionsHandler: SET_OPTIONS_HANDLER,
    pub SetFilterModuleOptionsHandler: FILTER_SET_FILTER_MODULE_OPTIONS_HANDLER,
    pub AttachHandler: FILTER_ATTACH_HANDLER,
    pub DetachHandler: FILTER_DETACH_HANDLER,
    pub RestartHandler: FILTER_RESTART_HANDLER,
    pub PauseHandler: FILTER_PAUSE_HANDLER,
    pub SendNetBufferListsHandler: FILTER_SEND_NET_BUFFER_LISTS_HANDLER,
    pub SendNetBufferListsCompleteHandler: FILTER_SEND_NET_BUFFER_LISTS_COMPLETE_HANDLER,
    pub CancelSendNetBufferListsHandler: FILTER_CANCEL_SEND_HANDLER,
    pub ReceiveNetBufferListsHandler: FILTER_RECEIVE_NET_BUFFER_LISTS_HANDLER,
    pub ReturnNetBufferListsHandler: FILTER_RETURN_NET_BUFFER_LISTS_HANDLER,
    pub OidRequestHandler: FILTER_OID_REQUEST_HANDLER,
    pub OidRequestCompleteHandler: FILTER_OID_REQUEST_COMPLETE_HANDLER,
    pub CancelOidRequestHandler: FILTER_CANCEL_OID_REQUEST_HANDLER,
    pub DevicePnPEventNotifyHandler: FILTER_DEVICE_PNP_EVENT_NOTIFY_HANDLER,
    pub NetPnPEventHandler: FILTER_NET_PNP_EVENT_HANDLER,
    pub StatusHandler: FILTER_STATUS_HANDLER,
    pub DirectOidRequestHandler: FILTER_DIRECT_OID_REQUEST_HANDLER,
    pub DirectOidRequestCompleteHandler: FILTER_DIRECT_OID_REQUEST_COMPLETE_HANDLER,
    pub CancelDirectOidRequestHandler: FILTER_CANCEL_DIRECT_OID_REQUEST_HANDLER,
    pub SynchronousOidRequestHandler: FILTER_SYNCHRONOUS_OID_REQUEST_HANDLER,
    pub SynchronousOidRequestCompleteHandler: FILTER_SYNCHRONOUS_OID_REQUEST_COMPLETE_HANDLER,
}
/// A [`_NDIS_FILTER_DRIVER_CHARACTERISTICS`].
pub type NDIS_FILTER_DRIVER_CHARACTERISTICS = _NDIS_FILTER_DRIVER_CHARACTERISTICS;
/// Pointer to a [`_NDIS_FILTER_DRIVER_CHARACTERISTICS`].
pub type PNDIS_FILTER_DRIVER_CHARACTERISTICS = *mut _NDIS_FILTER_DRIVER_CHARACTERISTICS;

/// The attributes of a filter module.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_FILTER_ATTRIBUTES {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
}
/// A [`_NDIS_FILTER_ATTRIBUTES`].
pub type NDIS_FILTER_ATTRIBUTES = _NDIS_FILTER_ATTRIBUTES;
/// Pointer to a [`_NDIS_FILTER_ATTRIBUTES`].
pub type PNDIS_FILTER_ATTRIBUTES = *mut _NDIS_FILTER_ATTRIBUTES;

/// A [`FILTER_ATTACH`].
pub type FILTER_ATTACH_HANDLER = FILTER_ATTACH;
/// A [`FILTER_DETACH`].
pub type FILTER_DETACH_HANDLER = FILTER_DETACH;
/// A [`FILTER_SET_MODULE_OPTIONS`].
pub type FILTER_SET_FILTER_MODULE_OPTIONS_HANDLER = FILTER_SET_MODULE_OPTIONS;
/// A [`FILTER_RESTART`].
pub type FILTER_RESTART_HANDLER = FILTER_RESTART;
/// A [`FILTER_PAUSE`].
pub type FILTER_PAUSE_HANDLER = FILTER_PAUSE;
/// A [`FILTER_OID_REQUEST`].
pub type FILTER_OID_REQUEST_HANDLER = FILTER_OID_REQUEST;
/// A [`FILTER_CANCEL_OID_REQUEST`].
pub type FILTER_CANCEL_OID_REQUEST_HANDLER = FILTER_CANCEL_OID_REQUEST;
/// A [`FILTER_SEND_NET_BUFFER_LISTS`].
pub type FILTER_SEND_NET_BUFFER_LISTS_HANDLER = FILTER_SEND_NET_BUFFER_LISTS;
/// A [`FILTER_CANCEL_SEND_NET_BUFFER_LISTS`].
pub type FILTER_CANCEL_SEND_HANDLER = FILTER_CANCEL_SEND_NET_BUFFER_LISTS;
/// A [`FILTER_RETURN_NET_BUFFER_LISTS`].
pub type FILTER_RETURN_NET_BUFFER_LISTS_HANDLER = FILTER_RETURN_NET_BUFFER_LISTS;
/// A [`FILTER_SEND_NET_BUFFER_LISTS_COMPLETE`].
pub type FILTER_SEND_NET_BUFFER_LISTS_COMPLETE_HANDLER = FILTER_SEND_NET_BUFFER_LISTS_COMPLETE;
/// A [`FILTER_RECEIVE_NET_BUFFER_LISTS`].
pub type FILTER_RECEIVE_NET_BUFFER_LISTS_HANDLER = FILTER_RECEIVE_NET_BUFFER_LISTS;
/// A [`FILTER_DEVICE_PNP_EVENT_NOTIFY`].
pub type FILTER_DEVICE_PNP_EVENT_NOTIFY_HANDLER = FILTER_DEVICE_PNP_EVENT_NOTIFY;
/// A [`FILTER_NET_PNP_EVENT`].
pub type FILTER_NET_PNP_EVENT_HANDLER = FILTER_NET_PNP_EVENT;
/// A [`FILTER_STATUS`].
pub type FILTER_STATUS_HANDLER = FILTER_STATUS;
/// A [`FILTER_OID_REQUEST_COMPLETE`].
pub type FILTER_OID_REQUEST_COMPLETE_HANDLER = FILTER_OID_REQUEST_COMPLETE;
/// A [`FILTER_DIRECT_OID_REQUEST`].
pub type FILTER_DIRECT_OID_REQUEST_HANDLER = FILTER_DIRECT_OID_REQUEST;
/// A [`FILTER_DIRECT_OID_REQUEST_COMPLETE`].
pub type FILTER_DIRECT_OID_REQUEST_COMPLETE_HANDLER = FILTER_DIRECT_OID_REQUEST_COMPLETE;
/// A [`FILTER_CANCEL_DIRECT_OID_REQUEST`].
pub type FILTER_CANCEL_DIRECT_OID_REQUEST_HANDLER = FILTER_CANCEL_DIRECT_OID_REQUEST;
/// A [`FILTER_SYNCHRONOUS_OID_REQUEST`].
pub type FILTER_SYNCHRONOUS_OID_REQUEST_HANDLER = FILTER_SYNCHRONOUS_OID_REQUEST;
/// A [`FILTER_SYNCHRONOUS_OID_REQUEST_COMPLETE`].
pub type FILTER_SYNCHRONOUS_OID_REQUEST_COMPLETE_HANDLER = FILTER_SYNCHRONOUS_OID_REQUEST_COMPLETE;
crate::fn_types! {
    pub type FILTER_SET_OPTIONS = fn(
        NdisDriverHandle: NDIS_HANDLE,
        DriverContext: NDIS_HANDLE,
    ) -> NDIS_STATUS;
    pub type FILTER_ATTACH = fn(
        NdisFilterHandle: NDIS_HANDLE,
        FilterDriverContext: NDIS_HANDLE,
        AttachParameters: PNDIS_FILTER_ATTACH_PARAMETERS,
    ) -> NDIS_STATUS;
    pub type FILTER_DETACH = fn(FilterModuleContext: NDIS_HANDLE);
    pub type FILTER_SET_MODULE_OPTIONS = fn(FilterModuleContext: NDIS_HANDLE) -> NDIS_STATUS;
    pub type FILTER_RESTART = fn(
        FilterModuleContext: NDIS_HANDLE,
        RestartParameters: PNDIS_FILTER_RESTART_PARAMETERS,
    ) -> NDIS_STATUS;
    pub type FILTER_PAUSE = fn(
        FilterModuleContext: NDIS_HANDLE,
        PauseParameters: PNDIS_FILTER_PAUSE_PARAMETERS,
    ) -> NDIS_STATUS;
    pub type FILTER_OID_REQUEST = fn(
        FilterModuleContext: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
    ) -> NDIS_STATUS;
    pub type FILTER_CANCEL_OID_REQUEST = fn(FilterModuleContext: NDIS_HANDLE, RequestId: PVOID);
    pub type FILTER_SEND_NET_BUFFER_LISTS = fn(
        FilterModuleContext: NDIS_HANDLE,
        NetBufferList: PNET_BUFFER_LIST,
        PortNumber: NDIS_PORT_NUMBER,
        SendFlags: ULONG,
    );
    pub type FILTER_CANCEL_SEND_NET_BUFFER_LISTS = fn(
        FilterModuleContext: NDIS_HANDLE,
        CancelId: PVOID,
    );
    pub type FILTER_RETURN_NET_BUFFER_LISTS = fn(
        FilterModuleContext: NDIS_HANDLE,
        NetBufferLists: PNET_BUFFER_LIST,
        ReturnFlags: ULONG,
    );
    pub type FILTER_SEND_NET_BUFFER_LISTS_COMPLETE = fn(
        FilterModuleContext: NDIS_HANDLE,
        NetBufferList: PNET_BUFFER_LIST,
        SendCompleteFlags: ULONG,
    );
    pub type FILTER_RECEIVE_NET_BUFFER_LISTS = fn(
        FilterModuleContext: NDIS_HANDLE,
        NetBufferLists: PNET_BUFFER_LIST,
        PortNumber: NDIS_PORT_NUMBER,
        NumberOfNetBufferLists: ULONG,
        ReceiveFlags: ULONG,
    );
    pub type FILTER_DEVICE_PNP_EVENT_NOTIFY = fn(
        FilterModuleContext: NDIS_HANDLE,
        NetDevicePnPEvent: PNET_DEVICE_PNP_EVENT,
    );
    pub type FILTER_NET_PNP_EVENT = fn(
        FilterModuleContext: NDIS_HANDLE,
        NetPnPEventNotification: PNET_PNP_EVENT_NOTIFICATION,
    ) -> NDIS_STATUS;
    pub type FILTER_STATUS = fn(
        FilterModuleContext: NDIS_HANDLE,
        StatusIndication: PNDIS_STATUS_INDICATION,
    );
    pub type FILTER_OID_REQUEST_COMPLETE = fn(
        FilterModuleContext: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
        Status: NDIS_STATUS,
    );
    pub type FILTER_DIRECT_OID_REQUEST = fn(
        FilterModuleContext: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
    ) -> NDIS_STATUS;
    pub type FILTER_DIRECT_OID_REQUEST_COMPLETE = fn(
        FilterModuleContext: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
        Status: NDIS_STATUS,
    );
    pub type FILTER_CANCEL_DIRECT_OID_REQUEST = fn(
        FilterModuleContext: NDIS_HANDLE,
        RequestId: PVOID,
    );
    pub type FILTER_SYNCHRONOUS_OID_REQUEST = fn(
        FilterModuleContext: NDIS_HANDLE,
        OidRequest: *mut NDIS_OID_REQUEST,
        CallContext: *mut PVOID,
    ) -> NDIS_STATUS;
    pub type FILTER_SYNCHRONOUS_OID_REQUEST_COMPLETE = fn(
        FilterModuleContext: NDIS_HANDLE,
        OidRequest: *mut NDIS_OID_REQUEST,
        Status: *mut NDIS_STATUS,
        CallContext: PVOID,
    );
}

layout! {
    _NDIS_FILTER_INTERFACE: 64, 8 {
        Header: 0, Flags: 4, FilterType: 8, FilterRunType: 12, IfIndex: 16, NetLuid: 24,
        FilterClass: 32, FilterInstanceName: 48
    }
    _NDIS_FILTER_ATTACH_PARAMETERS: 224, 8 {
        Header: 0, IfIndex: 4, NetLuid: 8, FilterModuleGuidName: 16, BaseMiniportIfIndex:
        24, BaseMiniportInstanceName: 32, BaseMiniportName: 40, MediaConnectState: 48,
        MediaDuplexState: 52, XmitLinkSpeed: 56, RcvLinkSpeed: 64, MiniportMediaType: 72,
        MiniportPhysicalMediaType: 76, MiniportMediaSpecificAttributes: 80,
        DefaultOffloadConfiguration: 88, MacAddressLength: 96, CurrentMacAddress: 98,
        BaseMiniportNetLuid: 136, LowerIfIndex: 144, LowerIfNetLuid: 152, Flags: 160,
        HDSplitCurrentConfig: 168, ReceiveFilterCapabilities: 176,
        MiniportPhysicalDeviceObject: 184, NicSwitchCapabilities: 192,
        BaseMiniportIfConnectorPresent: 200, SriovCapabilities: 208, NicSwitchArray: 216
    }
    _NDIS_FILTER_RESTART_PARAMETERS: 48, 8 {
        Header: 0, MiniportMediaType: 4, MiniportPhysicalMediaType: 8, RestartAttributes:
        16, LowerIfIndex: 24, LowerIfNetLuid: 32, Flags: 40
    }
    _NDIS_FILTER_PAUSE_PARAMETERS: 12, 4 { Header: 0, Flags: 4, PauseReason: 8 }
    _NDIS_FILTER_PARTIAL_CHARACTERISTICS: 48, 8 {
        Header: 0, Flags: 4, SendNetBufferListsHandler: 8,
        SendNetBufferListsCompleteHandler: 16, CancelSendNetBufferListsHandler: 24,
        ReceiveNetBufferListsHandler: 32, ReturnNetBufferListsHandler: 40
    }
    _NDIS_FILTER_DRIVER_CHARACTERISTICS: 240, 8 {
        Header: 0, MajorNdisVersion: 4, MinorNdisVersion: 5, MajorDriverVersion: 6,
        MinorDriverVersion: 7, Flags: 8, FriendlyName: 16, UniqueName: 32, ServiceName: 48,
        SetOptionsHandler: 64, SetFilterModuleOptionsHandler: 72, AttachHandler: 80,
        DetachHandler: 88, RestartHandler: 96, PauseHandler: 104, SendNetBufferListsHandler:
        112, SendNetBufferListsCompleteHandler: 120, CancelSendNetBufferListsHandler: 128,
        ReceiveNetBufferListsHandler: 136, ReturnNetBufferListsHandler: 144,
        OidRequestHandler: 152, OidRequestCompleteHandler: 160, CancelOidRequestHandler:
        168, DevicePnPEventNotifyHandler: 176, NetPnPEventHandler: 184, StatusHandler: 192,
        DirectOidRequestHandler: 200, DirectOidRequestCompleteHandler: 208,
        CancelDirectOidRequestHandler: 216, SynchronousOidRequestHandler: 224,
        SynchronousOidRequestCompleteHandler: 232
    }
    _NDIS_FILTER_ATTRIBUTES: 8, 4 { Header: 0, Flags: 4 }
}

imports! { "NDIS.SYS";
    /// Registers a filter driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfregisterfilterdriver>
    pub fn NdisFRegisterFilterDriver(
        DriverObject: PDRIVER_OBJECT,
        FilterDriverContext: NDIS_HANDLE,
        FilterDriverCharacteristics: PNDIS_FILTER_DRIVER_CHARACTERISTICS,
        NdisFilterDriverHandle: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// Ends the registration of a filter driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfderegisterfilterdriver>
    pub fn NdisFDeregisterFilterDriver(NdisFilterDriverHandle: NDIS_HANDLE);
    /// Sets the attributes of a filter module. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfsetattributes>
    pub fn NdisFSetAttributes(
        NdisFilterHandle: NDIS_HANDLE,
        FilterModuleContext: NDIS_HANDLE,
        FilterAttributes: PNDIS_FILTER_ATTRIBUTES,
    ) -> NDIS_STATUS;
    /// Asks for a pause and a restart of a filter module. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfrestartfilter>
    pub fn NdisFRestartFilter(NdisFilterHandle: NDIS_HANDLE) -> NDIS_STATUS;
    /// Sends lists to the drivers below. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfsendnetbufferlists>
    pub fn NdisFSendNetBufferLists(
        NdisFilterHandle: NDIS_HANDLE,
        NetBufferList: PNET_BUFFER_LIST,
        PortNumber: NDIS_PORT_NUMBER,
        SendFlags: ULONG,
    );
    /// Gives received lists back to the drivers below. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreturnnetbufferlists>
    pub fn NdisFReturnNetBufferLists(
        NdisFilterHandle: NDIS_HANDLE,
        NetBufferLists: PNET_BUFFER_LIST,
        ReturnFlags: ULONG,
    );
    /// Gives sent lists back to the drivers above. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfsendnetbufferlistscomplete>
    pub fn NdisFSendNetBufferListsComplete(
        NdisFilterHandle: NDIS_HANDLE,
        NetBufferList: PNET_BUFFER_LIST,
        SendCompleteFlags: ULONG,
    );
    /// Hands received lists to the drivers above. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfindicatereceivenetbufferlists>
    pub fn NdisFIndicateReceiveNetBufferLists(
        NdisFilterHandle: NDIS_HANDLE,
        NetBufferLists: PNET_BUFFER_LIST,
        PortNumber: NDIS_PORT_NUMBER,
        NumberOfNetBufferLists: ULONG,
        ReceiveFlags: ULONG,
    );
    /// Asks the drivers below. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfoidrequest>
    pub fn NdisFOidRequest(
        NdisFilterHandle: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
    ) -> NDIS_STATUS;
    /// Completes an OID request of the drivers above. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfoidrequestcomplete>
    pub fn NdisFOidRequestComplete(
        NdisFilterHandle: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
        Status: NDIS_STATUS,
    );
    /// Tells the drivers above about a change. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfindicatestatus>
    pub fn NdisFIndicateStatus(
        NdisFilterHandle: NDIS_HANDLE,
        StatusIndication: PNDIS_STATUS_INDICATION,
    );
    /// Completes a restart that pended. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfrestartcomplete>
    pub fn NdisFRestartComplete(NdisFilterHandle: NDIS_HANDLE, Status: NDIS_STATUS);
    /// Completes a pause that pended. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfpausecomplete>
    pub fn NdisFPauseComplete(NdisFilterHandle: NDIS_HANDLE);
    /// Tells the drivers below about a device Plug and Play event. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfdevicepnpeventnotify>
    pub fn NdisFDevicePnPEventNotify(
        NdisFilterHandle: NDIS_HANDLE,
        NetDevicePnPEvent: PNET_DEVICE_PNP_EVENT,
    );
    /// Passes a network Plug and Play event on. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfnetpnpevent>
    pub fn NdisFNetPnPEvent(
        NdisFilterHandle: NDIS_HANDLE,
        NetPnPEventNotification: PNET_PNP_EVENT_NOTIFICATION,
    ) -> NDIS_STATUS;
    /// Cancels lists that are being sent, by their cancel identifier. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfcancelsendnetbufferlists>
    pub fn NdisFCancelSendNetBufferLists(NdisFilterHandle: NDIS_HANDLE, CancelId: PVOID);
    /// Cancels an OID request. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfcanceloidrequest>
    pub fn NdisFCancelOidRequest(NdisFilterHandle: NDIS_HANDLE, RequestId: PVOID);
    /// Asks the drivers below, without the order of other OID requests. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfdirectoidrequest>
    pub fn NdisFDirectOidRequest(
        NdisFilterHandle: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
    ) -> NDIS_STATUS;
    /// Completes a direct OID request of the drivers above. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfdirectoidrequestcomplete>
    pub fn NdisFDirectOidRequestComplete(
        NdisFilterHandle: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
        Status: NDIS_STATUS,
    );
    /// Cancels a direct OID request. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfcanceldirectoidrequest>
    pub fn NdisFCancelDirectOidRequest(NdisFilterHandle: NDIS_HANDLE, RequestId: PVOID);
    /// The functions that a virtual switch offers its extensions. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfgetoptionalswitchhandlers>
    pub fn NdisFGetOptionalSwitchHandlers(
        NdisFilterHandle: NDIS_HANDLE,
        NdisSwitchContext: PNDIS_SWITCH_CONTEXT,
        NdisSwitchHandlers: PNDIS_SWITCH_OPTIONAL_HANDLERS,
    ) -> NDIS_STATUS;
    /// Asks the drivers below and waits for the answer, without the order of other OID
    /// requests. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfsynchronousoidrequest>
    pub fn NdisFSynchronousOidRequest(
        NdisFilterModuleHandle: NDIS_HANDLE,
        OidRequest: *mut NDIS_OID_REQUEST,
    ) -> NDIS_STATUS;
}
