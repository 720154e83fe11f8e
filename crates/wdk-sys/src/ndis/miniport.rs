//! `ndis.h`: miniport drivers.

use crate::{
    BOOLEAN, KAFFINITY, NDIS_DEVICE_POWER_STATE, NDIS_HALT_ACTION, NDIS_HANDLE,
    NDIS_INTERFACE_TYPE, NDIS_MEDIA_CONNECT_STATE, NDIS_MEDIA_DUPLEX_STATE, NDIS_MEDIUM,
    NDIS_OBJECT_HEADER, NDIS_OID, NDIS_OID_REQUEST, NDIS_PD_QUEUE, NDIS_PHYSICAL_ADDRESS,
    NDIS_PHYSICAL_MEDIUM, NDIS_PORT_NUMBER, NDIS_PROCESS_SG_LIST_HANDLER, NDIS_RECEIVE_QUEUE_ID,
    NDIS_SHARED_MEMORY_USAGE, NDIS_SHUTDOWN_ACTION, NDIS_SRIOV_FUNCTION_ID, NDIS_STATUS,
    NET_IF_ACCESS_TYPE, NET_IF_CONNECTION_TYPE, NET_IF_DIRECTION_TYPE, NET_IFINDEX, NET_IFTYPE,
    NET_LUID, PBOOLEAN, PCM_RESOURCE_LIST, PDEVICE_OBJECT, PDOT11_EXTAP_ATTRIBUTES,
    PDOT11_EXTSTA_ATTRIBUTES, PDOT11_PHY_ATTRIBUTES, PDOT11_VWIFI_ATTRIBUTES,
    PDOT11_WFD_ATTRIBUTES, PDRIVER_OBJECT, PGROUP_AFFINITY, PIO_INTERRUPT_MESSAGE_INFO, PIRP, PMDL,
    PNDIS_GFT_OFFLOAD_CAPABILITIES, PNDIS_HANDLE, PNDIS_HD_SPLIT_ATTRIBUTES,
    PNDIS_NDK_CAPABILITIES, PNDIS_NIC_SWITCH_CAPABILITIES, PNDIS_OFFLOAD, PNDIS_OID,
    PNDIS_OID_REQUEST, PNDIS_PHYSICAL_ADDRESS, PNDIS_PM_CAPABILITIES, PNDIS_PNP_CAPABILITIES,
    PNDIS_PORT_AUTHENTICATION_PARAMETERS, PNDIS_PORT_CHARACTERISTICS, PNDIS_QOS_CAPABILITIES,
    PNDIS_RECEIVE_FILTER_CAPABILITIES, PNDIS_RECEIVE_SCALE_CAPABILITIES, PNDIS_RESOURCE_LIST,
    PNDIS_SRIOV_CAPABILITIES, PNDIS_STATUS, PNDIS_STATUS_INDICATION, PNDIS_STRING,
    PNDIS_TCP_CONNECTION_OFFLOAD, PNET_BUFFER, PNET_BUFFER_LIST, PNET_DEVICE_PNP_EVENT,
    PNET_PNP_EVENT_NOTIFICATION, PSCATTER_GATHER_LIST, PUCHAR, PULONG, PUNICODE_STRING, PUSHORT,
    PVOID, SET_OPTIONS_HANDLER, UCHAR, ULONG, ULONG64, ULONGLONG, USHORT, imports, layout::layout,
};

#[repr(C)]
pub struct _NDIS_MINIPORT_BLOCK {
    _opaque: [UCHAR; 0],
}
/// A [`_NDIS_MINIPORT_BLOCK`].
pub type NDIS_MINIPORT_BLOCK = _NDIS_MINIPORT_BLOCK;
/// Pointer to a [`_NDIS_MINIPORT_BLOCK`].
pub type PNDIS_MINIPORT_BLOCK = *mut _NDIS_MINIPORT_BLOCK;

#[repr(C)]
pub struct _NDIS_MINIPORT_TIMER {
    _opaque: [UCHAR; 0],
}
/// A [`_NDIS_MINIPORT_TIMER`].
pub type NDIS_MINIPORT_TIMER = _NDIS_MINIPORT_TIMER;
/// Pointer to a [`_NDIS_MINIPORT_TIMER`].
pub type PNDIS_MINIPORT_TIMER = *mut _NDIS_MINIPORT_TIMER;

pub type NDIS_MINIPORT_DRIVER_CONTEXT = PVOID;
pub type NDIS_MINIPORT_DRIVER_HANDLE = PVOID;
pub type NDIS_MINIPORT_ADAPTER_CONTEXT = PVOID;
pub type NDIS_MINIPORT_ADAPTER_HANDLE = PVOID;

#[repr(C, align(16))]
#[derive(Clone, Copy)]
pub struct _NDIS_RESTART_ATTRIBUTES {
    pub Next: PNDIS_RESTART_ATTRIBUTES,
    pub Oid: NDIS_OID,
    pub DataLength: ULONG,
    pub Data: [UCHAR; 1],
}
/// A [`_NDIS_RESTART_ATTRIBUTES`].
pub type NDIS_RESTART_ATTRIBUTES = _NDIS_RESTART_ATTRIBUTES;
/// Pointer to a [`_NDIS_RESTART_ATTRIBUTES`].
pub type PNDIS_RESTART_ATTRIBUTES = *mut _NDIS_RESTART_ATTRIBUTES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SCATTER_GATHER_LIST_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub QueueId: NDIS_RECEIVE_QUEUE_ID,
    pub SharedMemoryUsage: NDIS_SHARED_MEMORY_USAGE,
    pub Mdl: PMDL,
    pub CurrentVa: PVOID,
    pub Length: ULONG,
    pub ProcessSGListHandler: NDIS_PROCESS_SG_LIST_HANDLER,
    pub Context: PVOID,
    pub ScatterGatherListBuffer: PSCATTER_GATHER_LIST,
    pub ScatterGatherListBufferSize: ULONG,
    pub ScatterGatherListBufferSizeNeeded: ULONG,
}
/// A [`_NDIS_SCATTER_GATHER_LIST_PARAMETERS`].
pub type NDIS_SCATTER_GATHER_LIST_PARAMETERS = _NDIS_SCATTER_GATHER_LIST_PARAMETERS;
/// Pointer to a [`_NDIS_SCATTER_GATHER_LIST_PARAMETERS`].
pub type PNDIS_SCATTER_GATHER_LIST_PARAMETERS = *mut _NDIS_SCATTER_GATHER_LIST_PARAMETERS;

pub mod _NDIS_INTERRUPT_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NDIS_CONNECT_LINE_BASED: Type = 1;
    pub const NDIS_CONNECT_MESSAGE_BASED: Type = 2;
}
/// A value of [`_NDIS_INTERRUPT_TYPE`].
pub type NDIS_INTERRUPT_TYPE = _NDIS_INTERRUPT_TYPE::Type;
/// Pointer to a value of [`_NDIS_INTERRUPT_TYPE`].
pub type PNDIS_INTERRUPT_TYPE = *mut _NDIS_INTERRUPT_TYPE::Type;

/// What an interrupt calls.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_INTERRUPT_CHARACTERISTICS {
    pub Header: NDIS_OBJECT_HEADER,
    pub InterruptHandler: MINIPORT_ISR_HANDLER,
    pub InterruptDpcHandler: MINIPORT_INTERRUPT_DPC_HANDLER,
    pub DisableInterruptHandler: MINIPORT_DISABLE_INTERRUPT_HANDLER,
    pub EnableInterruptHandler: MINIPORT_ENABLE_INTERRUPT_HANDLER,
    pub MsiSupported: BOOLEAN,
    pub MsiSyncWithAllMessages: BOOLEAN,
    pub MessageInterruptHandler: MINIPORT_MSI_ISR_HANDLER,
    pub MessageInterruptDpcHandler: MINIPORT_MSI_INTERRUPT_DPC_HANDLER,
    pub DisableMessageInterruptHandler: MINIPORT_DISABLE_MSI_INTERRUPT_HANDLER,
    pub EnableMessageInterruptHandler: MINIPORT_ENABLE_MSI_INTERRUPT_HANDLER,
    pub InterruptType: NDIS_INTERRUPT_TYPE,
    pub MessageInfoTable: PIO_INTERRUPT_MESSAGE_INFO,
}
/// A [`_NDIS_MINIPORT_INTERRUPT_CHARACTERISTICS`].
pub type NDIS_MINIPORT_INTERRUPT_CHARACTERISTICS = _NDIS_MINIPORT_INTERRUPT_CHARACTERISTICS;
/// Pointer to a [`_NDIS_MINIPORT_INTERRUPT_CHARACTERISTICS`].
pub type PNDIS_MINIPORT_INTERRUPT_CHARACTERISTICS = *mut _NDIS_MINIPORT_INTERRUPT_CHARACTERISTICS;

/// What a miniport does with Plug and Play.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_PNP_CHARACTERISTICS {
    pub Header: NDIS_OBJECT_HEADER,
    pub MiniportAddDeviceHandler: MINIPORT_ADD_DEVICE_HANDLER,
    pub MiniportRemoveDeviceHandler: MINIPORT_REMOVE_DEVICE_HANDLER,
    pub MiniportFilterResourceRequirementsHandler: MINIPORT_FILTER_RESOURCE_REQUIREMENTS_HANDLER,
    pub MiniportStartDeviceHandler: MINIPORT_START_DEVICE_HANDLER,
    pub Flags: ULONG,
}
/// A [`_NDIS_MINIPORT_PNP_CHARACTERISTICS`].
pub type NDIS_MINIPORT_PNP_CHARACTERISTICS = _NDIS_MINIPORT_PNP_CHARACTERISTICS;
/// Pointer to a [`_NDIS_MINIPORT_PNP_CHARACTERISTICS`].
pub type PNDIS_MINIPORT_PNP_CHARACTERISTICS = *mut _NDIS_MINIPORT_PNP_CHARACTERISTICS;

/// How an adapter does DMA.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_SG_DMA_DESCRIPTION {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub MaximumPhysicalMapping: ULONG,
    pub ProcessSGListHandler: MINIPORT_PROCESS_SG_LIST_HANDLER,
    pub SharedMemAllocateCompleteHandler: MINIPORT_ALLOCATE_SHARED_MEM_COMPLETE_HANDLER,
    pub ScatterGatherListSize: ULONG,
}
/// A [`_NDIS_SG_DMA_DESCRIPTION`].
pub type NDIS_SG_DMA_DESCRIPTION = _NDIS_SG_DMA_DESCRIPTION;
/// Pointer to a [`_NDIS_SG_DMA_DESCRIPTION`].
pub type PNDIS_SG_DMA_DESCRIPTION = *mut _NDIS_SG_DMA_DESCRIPTION;

/// What an adapter is initialised with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_INIT_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub AllocatedResources: PNDIS_RESOURCE_LIST,
    pub IMDeviceInstanceContext: NDIS_HANDLE,
    pub MiniportAddDeviceContext: NDIS_HANDLE,
    pub IfIndex: NET_IFINDEX,
    pub NetLuid: NET_LUID,
    pub DefaultPortAuthStates: PNDIS_PORT_AUTHENTICATION_PARAMETERS,
    pub PciDeviceCustomProperties: PNDIS_PCI_DEVICE_CUSTOM_PROPERTIES,
}
/// A [`_NDIS_MINIPORT_INIT_PARAMETERS`].
pub type NDIS_MINIPORT_INIT_PARAMETERS = _NDIS_MINIPORT_INIT_PARAMETERS;
/// Pointer to a [`_NDIS_MINIPORT_INIT_PARAMETERS`].
pub type PNDIS_MINIPORT_INIT_PARAMETERS = *mut _NDIS_MINIPORT_INIT_PARAMETERS;

/// What an adapter is restarted with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_RESTART_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub RestartAttributes: PNDIS_RESTART_ATTRIBUTES,
    pub Flags: ULONG,
}
/// A [`_NDIS_MINIPORT_RESTART_PARAMETERS`].
pub type NDIS_MINIPORT_RESTART_PARAMETERS = _NDIS_MINIPORT_RESTART_PARAMETERS;
/// Pointer to a [`_NDIS_MINIPORT_RESTART_PARAMETERS`].
pub type PNDIS_MINIPORT_RESTART_PARAMETERS = *mut _NDIS_MINIPORT_RESTART_PARAMETERS;

/// How an adapter is attached.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES {
    pub Header: NDIS_OBJECT_HEADER,
    pub MiniportAdapterContext: NDIS_HANDLE,
    pub AttributeFlags: ULONG,
    pub CheckForHangTimeInSeconds: u32,
    pub InterfaceType: NDIS_INTERFACE_TYPE,
}
/// A [`_NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES`].
pub type NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES =
    _NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES;
/// Pointer to a [`_NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES`].
pub type PNDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES =
    *mut _NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_ADD_DEVICE_REGISTRATION_ATTRIBUTES {
    pub Header: NDIS_OBJECT_HEADER,
    pub MiniportAddDeviceContext: NDIS_HANDLE,
    pub Flags: ULONG,
}
/// A [`_NDIS_MINIPORT_ADD_DEVICE_REGISTRATION_ATTRIBUTES`].
pub type NDIS_MINIPORT_ADD_DEVICE_REGISTRATION_ATTRIBUTES =
    _NDIS_MINIPORT_ADD_DEVICE_REGISTRATION_ATTRIBUTES;
/// Pointer to a [`_NDIS_MINIPORT_ADD_DEVICE_REGISTRATION_ATTRIBUTES`].
pub type PNDIS_MINIPORT_ADD_DEVICE_REGISTRATION_ATTRIBUTES =
    *mut _NDIS_MINIPORT_ADD_DEVICE_REGISTRATION_ATTRIBUTES;

/// What every adapter says of itself.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub MediaType: NDIS_MEDIUM,
    pub PhysicalMediumType: NDIS_PHYSICAL_MEDIUM,
    pub MtuSize: ULONG,
    pub MaxXmitLinkSpeed: ULONG64,
    pub XmitLinkSpeed: ULONG64,
    pub MaxRcvLinkSpeed: ULONG64,
    pub RcvLinkSpeed: ULONG64,
    pub MediaConnectState: NDIS_MEDIA_CONNECT_STATE,
    pub MediaDuplexState: NDIS_MEDIA_DUPLEX_STATE,
    pub LookaheadSize: ULONG,
    pub PowerManagementCapabilities: PNDIS_PNP_CAPABILITIES,
    pub MacOptions: ULONG,
    pub SupportedPacketFilters: ULONG,
    pub MaxMulticastListSize: ULONG,
    pub MacAddressLength: USHORT,
    pub PermanentMacAddress: [UCHAR; 32],
    pub CurrentMacAddress: [UCHAR; 32],
    pub RecvScaleCapabilities: PNDIS_RECEIVE_SCALE_CAPABILITIES,
    pub AccessType: NET_IF_ACCESS_TYPE,
    pub DirectionType: NET_IF_DIRECTION_TYPE,
    pub ConnectionType: NET_IF_CONNECTION_TYPE,
    pub IfType: NET_IFTYPE,
    pub IfConnectorPresent: BOOLEAN,
    pub SupportedStatistics: ULONG,
    pub SupportedPauseFunctions: ULONG,
    pub DataBackFillSize: ULONG,
    pub ContextBackFillSize: ULONG,
    pub SupportedOidList: PNDIS_OID,
    pub SupportedOidListLength: ULONG,
    pub AutoNegotiationFlags: ULONG,
    pub PowerManagementCapabilitiesEx: PNDIS_PM_CAPABILITIES,
}
/// A [`_NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES`].
pub type NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES = _NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES;
/// Pointer to a [`_NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES`].
pub type PNDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES = *mut _NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES;

/// What an adapter does in hardware.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_ADAPTER_HARDWARE_ASSIST_ATTRIBUTES {
    pub Header: NDIS_OBJECT_HEADER,
    pub HDSplitAttributes: PNDIS_HD_SPLIT_ATTRIBUTES,
    pub HardwareReceiveFilterCapabilities: PNDIS_RECEIVE_FILTER_CAPABILITIES,
    pub CurrentReceiveFilterCapabilities: PNDIS_RECEIVE_FILTER_CAPABILITIES,
    pub HardwareNicSwitchCapabilities: PNDIS_NIC_SWITCH_CAPABILITIES,
    pub CurrentNicSwitchCapabilities: PNDIS_NIC_SWITCH_CAPABILITIES,
    pub HardwareSriovCapabilities: PNDIS_SRIOV_CAPABILITIES,
    pub CurrentSriovCapabilities: PNDIS_SRIOV_CAPABILITIES,
    pub HardwareQosCapabilities: PNDIS_QOS_CAPABILITIES,
    pub CurrentQosCapabilities: PNDIS_QOS_CAPABILITIES,
    pub HardwareGftOffloadCapabilities: PNDIS_GFT_OFFLOAD_CAPABILITIES,
    pub CurrentGftOffloadCapabilities: PNDIS_GFT_OFFLOAD_CAPABILITIES,
}
/// A [`_NDIS_MINIPORT_ADAPTER_HARDWARE_ASSIST_ATTRIBUTES`].
pub type NDIS_MINIPORT_ADAPTER_HARDWARE_ASSIST_ATTRIBUTES =
    _NDIS_MINIPORT_ADAPTER_HARDWARE_ASSIST_ATTRIBUTES;
/// Pointer to a [`_NDIS_MINIPORT_ADAPTER_HARDWARE_ASSIST_ATTRIBUTES`].
pub type PNDIS_MINIPORT_ADAPTER_HARDWARE_ASSIST_ATTRIBUTES =
    *mut _NDIS_MINIPORT_ADAPTER_HARDWARE_ASSIST_ATTRIBUTES;

/// What an adapter computes for the protocols.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_ADAPTER_OFFLOAD_ATTRIBUTES {
    pub Header: NDIS_OBJECT_HEADER,
    pub DefaultOffloadConfiguration: PNDIS_OFFLOAD,
    pub HardwareOffloadCapabilities: PNDIS_OFFLOAD,
    pub DefaultTcpConnectionOffloadConfiguration: PNDIS_TCP_CONNECTION_OFFLOAD,
    pub TcpConnectionOffloadHardwareCapabilities: PNDIS_TCP_CONNECTION_OFFLOAD,
}
/// A [`_NDIS_MINIPORT_ADAPTER_OFFLOAD_ATTRIBUTES`].
pub type NDIS_MINIPORT_ADAPTER_OFFLOAD_ATTRIBUTES = _NDIS_MINIPORT_ADAPTER_OFFLOAD_ATTRIBUTES;
/// Pointer to a [`_NDIS_MINIPORT_ADAPTER_OFFLOAD_ATTRIBUTES`].
pub type PNDIS_MINIPORT_ADAPTER_OFFLOAD_ATTRIBUTES = *mut _NDIS_MINIPORT_ADAPTER_OFFLOAD_ATTRIBUTES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_ADAPTER_NATIVE_802_11_ATTRIBUTES {
    pub Header: NDIS_OBJECT_HEADER,
    pub OpModeCapability: ULONG,
    pub NumOfTXBuffers: ULONG,
    pub NumOfRXBuffers: ULONG,
    pub MultiDomainCapabilityImplemented: BOOLEAN,
    pub NumSupportedPhys: ULONG,
    pub SupportedPhyAttributes: PDOT11_PHY_ATTRIBUTES,
    pub ExtSTAAttributes: PDOT11_EXTSTA_ATTRIBUTES,
    pub VWiFiAttributes: PDOT11_VWIFI_ATTRIBUTES,
    pub ExtAPAttributes: PDOT11_EXTAP_ATTRIBUTES,
    pub WFDAttributes: PDOT11_WFD_ATTRIBUTES,
}
/// A [`_NDIS_MINIPORT_ADAPTER_NATIVE_802_11_ATTRIBUTES`].
pub type NDIS_MINIPORT_ADAPTER_NATIVE_802_11_ATTRIBUTES =
    _NDIS_MINIPORT_ADAPTER_NATIVE_802_11_ATTRIBUTES;
/// Pointer to a [`_NDIS_MINIPORT_ADAPTER_NATIVE_802_11_ATTRIBUTES`].
pub type PNDIS_MINIPORT_ADAPTER_NATIVE_802_11_ATTRIBUTES =
    *mut _NDIS_MINIPORT_ADAPTER_NATIVE_802_11_ATTRIBUTES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_ADAPTER_NDK_ATTRIBUTES {
    pub Header: NDIS_OBJECT_HEADER,
    pub Enabled: BOOLEAN,
    pub NdkCapabilities: PNDIS_NDK_CAPABILITIES,
}
/// A [`_NDIS_MINIPORT_ADAPTER_NDK_ATTRIBUTES`].
pub type NDIS_MINIPORT_ADAPTER_NDK_ATTRIBUTES = _NDIS_MINIPORT_ADAPTER_NDK_ATTRIBUTES;
/// Pointer to a [`_NDIS_MINIPORT_ADAPTER_NDK_ATTRIBUTES`].
pub type PNDIS_MINIPORT_ADAPTER_NDK_ATTRIBUTES = *mut _NDIS_MINIPORT_ADAPTER_NDK_ATTRIBUTES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_ADAPTER_PACKET_DIRECT_ATTRIBUTES {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub DmaAddressWidth: UCHAR,
}
/// A [`_NDIS_MINIPORT_ADAPTER_PACKET_DIRECT_ATTRIBUTES`].
pub type NDIS_MINIPORT_ADAPTER_PACKET_DIRECT_ATTRIBUTES =
    _NDIS_MINIPORT_ADAPTER_PACKET_DIRECT_ATTRIBUTES;

/// What an adapter is and can, of any kind.
#[repr(C)]
#[derive(Clone, Copy)]
pub union _NDIS_MINIPORT_ADAPTER_ATTRIBUTES {
    pub Header: NDIS_OBJECT_HEADER,
    pub AddDeviceRegistrationAttributes: NDIS_MINIPORT_ADD_DEVICE_REGISTRATION_ATTRIBUTES,
    pub RegistrationAttributes: NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES,
    pub GeneralAttributes: NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES,
    pub OffloadAttributes: NDIS_MINIPORT_ADAPTER_OFFLOAD_ATTRIBUTES,
    pub Native_802_11_Attributes: NDIS_MINIPORT_ADAPTER_NATIVE_802_11_ATTRIBUTES,
    pub HardwareAssistAttributes: NDIS_MINIPORT_ADAPTER_HARDWARE_ASSIST_ATTRIBUTES,
    pub NDKAttributes: NDIS_MINIPORT_ADAPTER_NDK_ATTRIBUTES,
    pub PacketDirectAttributes: NDIS_MINIPORT_ADAPTER_PACKET_DIRECT_ATTRIBUTES,
}
/// A [`_NDIS_MINIPORT_ADAPTER_ATTRIBUTES`].
pub type NDIS_MINIPORT_ADAPTER_ATTRIBUTES = _NDIS_MINIPORT_ADAPTER_ATTRIBUTES;
/// Pointer to a [`_NDIS_MINIPORT_ADAPTER_ATTRIBUTES`].
pub type PNDIS_MINIPORT_ADAPTER_ATTRIBUTES = *mut _NDIS_MINIPORT_ADAPTER_ATTRIBUTES;

/// Why an adapter is paused.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_PAUSE_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub PauseReason: ULONG,
}
/// A [`_NDIS_MINIPORT_PAUSE_PARAMETERS`].
pub type NDIS_MINIPORT_PAUSE_PARAMETERS = _NDIS_MINIPORT_PAUSE_PARAMETERS;
/// Pointer to a [`_NDIS_MINIPORT_PAUSE_PARAMETERS`].
pub type PNDIS_MINIPORT_PAUSE_PARAMETERS = *mut _NDIS_MINIPORT_PAUSE_PARAMETERS;

/// What a miniport driver registers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_DRIVER_CHARACTERISTICS {
    pub Header: NDIS_OBJECT_HEADER,
    pub MajorNdisVersion: UCHAR,
    pub MinorNdisVersion: UCHAR,
    pub MajorDriverVersion: UCHAR,
    pub MinorDriverVersion: UCHAR,
    pub Flags: ULONG,
    pub SetOptionsHandler: SET_OPTIONS_HANDLER,
    pub InitializeHandlerEx: MINIPORT_INITIALIZE_HANDLER,
    pub HaltHandlerEx: MINIPORT_HALT_HANDLER,
    pub UnloadHandler: MINIPORT_DRIVER_UNLOAD,
    pub PauseHandler: MINIPORT_PAUSE_HANDLER,
    pub RestartHandler: MINIPORT_RESTART_HANDLER,
    pub OidRequestHandler: MINIPORT_OID_REQUEST_HANDLER,
    pub SendNetBufferListsHandler: MINIPORT_SEND_NET_BUFFER_LISTS_HANDLER,
    pub ReturnNetBufferListsHandler: MINIPORT_RETURN_NET_BUFFER_LISTS_HANDLER,
    pub CancelSendHandler: MINIPORT_CANCEL_SEND_HANDLER,
    pub CheckForHangHandlerEx: MINIPORT_CHECK_FOR_HANG_HANDLER,
    pub ResetHandlerEx: MINIPORT_RESET_HANDLER,
    pub DevicePnPEventNotifyHandler: MINIPORT_DEVICE_PNP_EVENT_NOTIFY_HANDLER,
    pub ShutdownHandlerEx: MINIPORT_SHUTDOWN_HANDLER,
    pub CancelOidRequestHandler: MINIPORT_CANCEL_OID_REQUEST_HANDLER,
    pub DirectOidRequestHandler: MINIPORT_DIRECT_OID_REQUEST_HANDLER,
    pub CancelDirectOidRequestHandler: MINIPORT_CANCEL_DIRECT_OID_REQUEST_HANDLER,
    pub SynchronousOidRequestHandler: MINIPORT_SYNCHRONOUS_OID_REQUEST_HANDLER,
}
/// A [`_NDIS_MINIPORT_DRIVER_CHARACTERISTICS`].
pub type NDIS_MINIPORT_DRIVER_CHARACTERISTICS = _NDIS_MINIPORT_DRIVER_CHARACTERISTICS;
/// Pointer to a [`_NDIS_MINIPORT_DRIVER_CHARACTERISTICS`].
pub type PNDIS_MINIPORT_DRIVER_CHARACTERISTICS = *mut _NDIS_MINIPORT_DRIVER_CHARACTERISTICS;

pub mod _NDIS_MSIX_TABLE_CONFIG {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisMSIXTableConfigSetTableEntry: Type = 0;
    pub const NdisMSIXTableConfigMaskTableEntry: Type = 1;
    pub const NdisMSIXTableConfigUnmaskTableEntry: Type = 2;
    pub const NdisMSIXTableConfigMax: Type = 3;
}
/// A value of [`_NDIS_MSIX_TABLE_CONFIG`].
pub type NDIS_MSIX_TABLE_OPERATION = _NDIS_MSIX_TABLE_CONFIG::Type;
/// Pointer to a value of [`_NDIS_MSIX_TABLE_CONFIG`].
pub type PNDIS_MSIX_TABLE_OPERATION = *mut _NDIS_MSIX_TABLE_CONFIG::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MSIX_CONFIG_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub ConfigOperation: NDIS_MSIX_TABLE_OPERATION,
    pub TableEntry: ULONG,
    pub MessageNumber: ULONG,
}
/// A [`_NDIS_MSIX_CONFIG_PARAMETERS`].
pub type NDIS_MSIX_CONFIG_PARAMETERS = _NDIS_MSIX_CONFIG_PARAMETERS;
/// Pointer to a [`_NDIS_MSIX_CONFIG_PARAMETERS`].
pub type PNDIS_MSIX_CONFIG_PARAMETERS = *mut _NDIS_MSIX_CONFIG_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_MINIPORT_SS_CHARACTERISTICS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub IdleNotificationHandler: MINIPORT_IDLE_NOTIFICATION_HANDLER,
    pub CancelIdleNotificationHandler: MINIPORT_CANCEL_IDLE_NOTIFICATION_HANDLER,
}
/// A [`_NDIS_MINIPORT_SS_CHARACTERISTICS`].
pub type NDIS_MINIPORT_SS_CHARACTERISTICS = _NDIS_MINIPORT_SS_CHARACTERISTICS;
/// Pointer to a [`_NDIS_MINIPORT_SS_CHARACTERISTICS`].
pub type PNDIS_MINIPORT_SS_CHARACTERISTICS = *mut _NDIS_MINIPORT_SS_CHARACTERISTICS;

pub mod _NDIS_INTERRUPT_MODERATION {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisInterruptModerationUnknown: Type = 0;
    pub const NdisInterruptModerationNotSupported: Type = 1;
    pub const NdisInterruptModerationEnabled: Type = 2;
    pub const NdisInterruptModerationDisabled: Type = 3;
}
/// A value of [`_NDIS_INTERRUPT_MODERATION`].
pub type NDIS_INTERRUPT_MODERATION = _NDIS_INTERRUPT_MODERATION::Type;
/// Pointer to a value of [`_NDIS_INTERRUPT_MODERATION`].
pub type PNDIS_INTERRUPT_MODERATION = *mut _NDIS_INTERRUPT_MODERATION::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_INTERRUPT_MODERATION_PARAMETERS {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub InterruptModeration: NDIS_INTERRUPT_MODERATION,
}
/// A [`_NDIS_INTERRUPT_MODERATION_PARAMETERS`].
pub type NDIS_INTERRUPT_MODERATION_PARAMETERS = _NDIS_INTERRUPT_MODERATION_PARAMETERS;
/// Pointer to a [`_NDIS_INTERRUPT_MODERATION_PARAMETERS`].
pub type PNDIS_INTERRUPT_MODERATION_PARAMETERS = *mut _NDIS_INTERRUPT_MODERATION_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_PCI_DEVICE_CUSTOM_PROPERTIES {
    pub Header: NDIS_OBJECT_HEADER,
    pub DeviceType: u32,
    pub CurrentSpeedAndMode: u32,
    pub CurrentPayloadSize: u32,
    pub MaxPayloadSize: u32,
    pub MaxReadRequestSize: u32,
    pub CurrentLinkSpeed: u32,
    pub CurrentLinkWidth: u32,
    pub MaxLinkSpeed: u32,
    pub MaxLinkWidth: u32,
    pub PciExpressVersion: u32,
    pub InterruptType: u32,
    pub MaxInterruptMessages: u32,
}
/// A [`_NDIS_PCI_DEVICE_CUSTOM_PROPERTIES`].
pub type NDIS_PCI_DEVICE_CUSTOM_PROPERTIES = _NDIS_PCI_DEVICE_CUSTOM_PROPERTIES;
/// Pointer to a [`_NDIS_PCI_DEVICE_CUSTOM_PROPERTIES`].
pub type PNDIS_PCI_DEVICE_CUSTOM_PROPERTIES = *mut _NDIS_PCI_DEVICE_CUSTOM_PROPERTIES;

/// A [`MINIPORT_ISR`].
pub type MINIPORT_ISR_HANDLER = MINIPORT_ISR;
/// A [`MINIPORT_INTERRUPT_DPC`].
pub type MINIPORT_INTERRUPT_DPC_HANDLER = MINIPORT_INTERRUPT_DPC;
/// A [`MINIPORT_DISABLE_INTERRUPT`].
pub type MINIPORT_DISABLE_INTERRUPT_HANDLER = MINIPORT_DISABLE_INTERRUPT;
/// A [`MINIPORT_ENABLE_INTERRUPT`].
pub type MINIPORT_ENABLE_INTERRUPT_HANDLER = MINIPORT_ENABLE_INTERRUPT;
/// A [`MINIPORT_MESSAGE_INTERRUPT`].
pub type MINIPORT_MSI_ISR_HANDLER = MINIPORT_MESSAGE_INTERRUPT;
/// A [`MINIPORT_MESSAGE_INTERRUPT_DPC`].
pub type MINIPORT_MSI_INTERRUPT_DPC_HANDLER = MINIPORT_MESSAGE_INTERRUPT_DPC;
/// A [`MINIPORT_DISABLE_MESSAGE_INTERRUPT`].
pub type MINIPORT_DISABLE_MSI_INTERRUPT_HANDLER = MINIPORT_DISABLE_MESSAGE_INTERRUPT;
/// A [`MINIPORT_ENABLE_MESSAGE_INTERRUPT`].
pub type MINIPORT_ENABLE_MSI_INTERRUPT_HANDLER = MINIPORT_ENABLE_MESSAGE_INTERRUPT;
/// A [`MINIPORT_SYNCHRONIZE_INTERRUPT`].
pub type MINIPORT_SYNCHRONIZE_INTERRUPT_HANDLER = MINIPORT_SYNCHRONIZE_INTERRUPT;
/// A [`MINIPORT_SYNCHRONIZE_MESSAGE_INTERRUPT`].
pub type MINIPORT_SYNCHRONIZE_MSI_INTERRUPT_HANDLER = MINIPORT_SYNCHRONIZE_MESSAGE_INTERRUPT;
/// A [`MINIPORT_ADD_DEVICE`].
pub type MINIPORT_ADD_DEVICE_HANDLER = MINIPORT_ADD_DEVICE;
/// A [`MINIPORT_REMOVE_DEVICE`].
pub type MINIPORT_REMOVE_DEVICE_HANDLER = MINIPORT_REMOVE_DEVICE;
/// A [`MINIPORT_PNP_IRP`].
pub type MINIPORT_PNP_IRP_HANDLER = MINIPORT_PNP_IRP;
/// A [`MINIPORT_PNP_IRP`].
pub type MINIPORT_START_DEVICE_HANDLER = MINIPORT_PNP_IRP;
/// A [`MINIPORT_PNP_IRP`].
pub type MINIPORT_FILTER_RESOURCE_REQUIREMENTS_HANDLER = MINIPORT_PNP_IRP;
/// A [`MINIPORT_PROCESS_SG_LIST`].
pub type MINIPORT_PROCESS_SG_LIST_HANDLER = MINIPORT_PROCESS_SG_LIST;
/// A [`MINIPORT_ALLOCATE_SHARED_MEM_COMPLETE`].
pub type MINIPORT_ALLOCATE_SHARED_MEM_COMPLETE_HANDLER = MINIPORT_ALLOCATE_SHARED_MEM_COMPLETE;
/// A [`MINIPORT_INITIALIZE`].
pub type MINIPORT_INITIALIZE_HANDLER = MINIPORT_INITIALIZE;
/// A [`MINIPORT_HALT`].
pub type MINIPORT_HALT_HANDLER = MINIPORT_HALT;
/// A [`MINIPORT_PAUSE`].
pub type MINIPORT_PAUSE_HANDLER = MINIPORT_PAUSE;
/// A [`MINIPORT_RESTART`].
pub type MINIPORT_RESTART_HANDLER = MINIPORT_RESTART;
/// A [`MINIPORT_OID_REQUEST`].
pub type MINIPORT_OID_REQUEST_HANDLER = MINIPORT_OID_REQUEST;
/// A [`MINIPORT_UNLOAD`].
pub type MINIPORT_DRIVER_UNLOAD = MINIPORT_UNLOAD;
/// A [`MINIPORT_SHUTDOWN`].
pub type MINIPORT_SHUTDOWN_HANDLER = MINIPORT_SHUTDOWN;
/// A [`MINIPORT_DEVICE_PNP_EVENT_NOTIFY`].
pub type MINIPORT_DEVICE_PNP_EVENT_NOTIFY_HANDLER = MINIPORT_DEVICE_PNP_EVENT_NOTIFY;
/// A [`MINIPORT_CANCEL_SEND`].
pub type MINIPORT_CANCEL_SEND_HANDLER = MINIPORT_CANCEL_SEND;
/// A [`MINIPORT_CHECK_FOR_HANG`].
pub type MINIPORT_CHECK_FOR_HANG_HANDLER = MINIPORT_CHECK_FOR_HANG;
/// A [`MINIPORT_RESET`].
pub type MINIPORT_RESET_HANDLER = MINIPORT_RESET;
/// A [`MINIPORT_CANCEL_OID_REQUEST`].
pub type MINIPORT_CANCEL_OID_REQUEST_HANDLER = MINIPORT_CANCEL_OID_REQUEST;
/// A [`MINIPORT_SEND_NET_BUFFER_LISTS`].
pub type MINIPORT_SEND_NET_BUFFER_LISTS_HANDLER = MINIPORT_SEND_NET_BUFFER_LISTS;
/// A [`MINIPORT_RETURN_NET_BUFFER_LISTS`].
pub type MINIPORT_RETURN_NET_BUFFER_LISTS_HANDLER = MINIPORT_RETURN_NET_BUFFER_LISTS;
/// A [`MINIPORT_DIRECT_OID_REQUEST`].
pub type MINIPORT_DIRECT_OID_REQUEST_HANDLER = MINIPORT_DIRECT_OID_REQUEST;
/// A [`MINIPORT_CANCEL_DIRECT_OID_REQUEST`].
pub type MINIPORT_CANCEL_DIRECT_OID_REQUEST_HANDLER = MINIPORT_CANCEL_DIRECT_OID_REQUEST;
/// A [`MINIPORT_SYNCHRONOUS_OID_REQUEST`].
pub type MINIPORT_SYNCHRONOUS_OID_REQUEST_HANDLER = MINIPORT_SYNCHRONOUS_OID_REQUEST;
/// A [`MINIPORT_IDLE_NOTIFICATION`].
pub type MINIPORT_IDLE_NOTIFICATION_HANDLER = MINIPORT_IDLE_NOTIFICATION;
/// A [`MINIPORT_CANCEL_IDLE_NOTIFICATION`].
pub type MINIPORT_CANCEL_IDLE_NOTIFICATION_HANDLER = MINIPORT_CANCEL_IDLE_NOTIFICATION;
crate::fn_types! {
    /// Called to set optional callbacks.
    pub type MINIPORT_SET_OPTIONS = fn(
        NdisDriverHandle: NDIS_HANDLE,
        DriverContext: NDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// The interrupt's handler.
    pub type MINIPORT_ISR = fn(
        MiniportInterruptContext: NDIS_HANDLE,
        QueueDefaultInterruptDpc: PBOOLEAN,
        TargetProcessors: PULONG,
    ) -> BOOLEAN;
    /// Called for an interrupt at DISPATCH_LEVEL.
    pub type MINIPORT_INTERRUPT_DPC = fn(
        MiniportInterruptContext: NDIS_HANDLE,
        MiniportDpcContext: PVOID,
        ReceiveThrottleParameters: PVOID,
        NdisReserved2: PVOID,
    );
    /// Disables the interrupt.
    pub type MINIPORT_DISABLE_INTERRUPT = fn(MiniportInterruptContext: NDIS_HANDLE);
    /// Enables the interrupt.
    pub type MINIPORT_ENABLE_INTERRUPT = fn(MiniportInterruptContext: NDIS_HANDLE);
    /// The handler of a message of MSI.
    pub type MINIPORT_MESSAGE_INTERRUPT = fn(
        MiniportInterruptContext: NDIS_HANDLE,
        MessageId: ULONG,
        QueueDefaultInterruptDpc: PBOOLEAN,
        TargetProcessors: PULONG,
    ) -> BOOLEAN;
    /// Called for a message of MSI at DISPATCH_LEVEL.
    pub type MINIPORT_MESSAGE_INTERRUPT_DPC = fn(
        MiniportInterruptContext: NDIS_HANDLE,
        MessageId: ULONG,
        MiniportDpcContext: PVOID,
        ReceiveThrottleParameters: PVOID,
        NdisReserved2: PVOID,
    );
    pub type MINIPORT_DISABLE_MESSAGE_INTERRUPT = fn(
        MiniportInterruptContext: NDIS_HANDLE,
        MessageId: ULONG,
    );
    pub type MINIPORT_ENABLE_MESSAGE_INTERRUPT = fn(
        MiniportInterruptContext: NDIS_HANDLE,
        MessageId: ULONG,
    );
    /// Called with the interrupt excluded.
    pub type MINIPORT_SYNCHRONIZE_INTERRUPT = fn(SynchronizeContext: NDIS_HANDLE) -> BOOLEAN;
    pub type MINIPORT_SYNCHRONIZE_MESSAGE_INTERRUPT = fn(
        SynchronizeContext: NDIS_HANDLE,
    ) -> BOOLEAN;
    pub type MINIPORT_ADD_DEVICE = fn(
        NdisMiniportHandle: NDIS_HANDLE,
        MiniportDriverContext: NDIS_HANDLE,
    ) -> NDIS_STATUS;
    pub type MINIPORT_REMOVE_DEVICE = fn(MiniportAddDeviceContext: NDIS_HANDLE);
    pub type MINIPORT_PNP_IRP = fn(MiniportAddDeviceContext: NDIS_HANDLE, Irp: PIRP) -> NDIS_STATUS;
    pub type MINIPORT_START_DEVICE = fn(
        MiniportAddDeviceContext: NDIS_HANDLE,
        Irp: PIRP,
    ) -> NDIS_STATUS;
    pub type MINIPORT_FILTER_RESOURCE_REQUIREMENTS = fn(
        MiniportAddDeviceContext: NDIS_HANDLE,
        Irp: PIRP,
    ) -> NDIS_STATUS;
    /// Called with a scatter/gather list.
    pub type MINIPORT_PROCESS_SG_LIST = fn(
        pDO: PDEVICE_OBJECT,
        Reserved: PVOID,
        pSGL: PSCATTER_GATHER_LIST,
        Context: PVOID,
    );
    pub type MINIPORT_ALLOCATE_SHARED_MEM_COMPLETE = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        VirtualAddress: PVOID,
        PhysicalAddress: PNDIS_PHYSICAL_ADDRESS,
        Length: ULONG,
        Context: PVOID,
    );
    /// Initialises an adapter.
    pub type MINIPORT_INITIALIZE = fn(
        NdisMiniportHandle: NDIS_HANDLE,
        MiniportDriverContext: NDIS_HANDLE,
        MiniportInitParameters: PNDIS_MINIPORT_INIT_PARAMETERS,
    ) -> NDIS_STATUS;
    /// Halts an adapter.
    pub type MINIPORT_HALT = fn(MiniportAdapterContext: NDIS_HANDLE, HaltAction: NDIS_HALT_ACTION);
    /// Pauses an adapter.
    pub type MINIPORT_PAUSE = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        PauseParameters: PNDIS_MINIPORT_PAUSE_PARAMETERS,
    ) -> NDIS_STATUS;
    /// Restarts an adapter.
    pub type MINIPORT_RESTART = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        RestartParameters: PNDIS_MINIPORT_RESTART_PARAMETERS,
    ) -> NDIS_STATUS;
    /// Answers an OID request.
    pub type MINIPORT_OID_REQUEST = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
    ) -> NDIS_STATUS;
    /// Called before the driver is unloaded.
    pub type MINIPORT_UNLOAD = fn(DriverObject: PDRIVER_OBJECT);
    /// Called when the system shuts down.
    pub type MINIPORT_SHUTDOWN = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        ShutdownAction: NDIS_SHUTDOWN_ACTION,
    );
    /// Called for a device Plug and Play event.
    pub type MINIPORT_DEVICE_PNP_EVENT_NOTIFY = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        NetDevicePnPEvent: PNET_DEVICE_PNP_EVENT,
    );
    /// Cancels sends.
    pub type MINIPORT_CANCEL_SEND = fn(MiniportAdapterContext: NDIS_HANDLE, CancelId: PVOID);
    /// Whether an adapter hangs.
    pub type MINIPORT_CHECK_FOR_HANG = fn(MiniportAdapterContext: NDIS_HANDLE) -> BOOLEAN;
    /// Resets an adapter.
    pub type MINIPORT_RESET = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        AddressingReset: PBOOLEAN,
    ) -> NDIS_STATUS;
    /// Cancels an OID request.
    pub type MINIPORT_CANCEL_OID_REQUEST = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        RequestId: PVOID,
    );
    /// Sends lists.
    pub type MINIPORT_SEND_NET_BUFFER_LISTS = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        NetBufferList: PNET_BUFFER_LIST,
        PortNumber: NDIS_PORT_NUMBER,
        SendFlags: ULONG,
    );
    /// Takes received lists back.
    pub type MINIPORT_RETURN_NET_BUFFER_LISTS = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        NetBufferLists: PNET_BUFFER_LIST,
        ReturnFlags: ULONG,
    );
    pub type MINIPORT_DIRECT_OID_REQUEST = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
    ) -> NDIS_STATUS;
    pub type MINIPORT_CANCEL_DIRECT_OID_REQUEST = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        RequestId: PVOID,
    );
    pub type MINIPORT_SYNCHRONOUS_OID_REQUEST = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        OidRequest: *mut NDIS_OID_REQUEST,
    ) -> NDIS_STATUS;
    pub type MINIPORT_IDLE_NOTIFICATION = fn(
        MiniportAdapterContext: NDIS_HANDLE,
        ForceIdle: BOOLEAN,
    ) -> NDIS_STATUS;
    pub type MINIPORT_CANCEL_IDLE_NOTIFICATION = fn(MiniportAdapterContext: NDIS_HANDLE);
}

layout! {
    _NDIS_RESTART_ATTRIBUTES: 32, 16 { Next: 0, Oid: 8, DataLength: 12, Data: 16 }
    _NDIS_SCATTER_GATHER_LIST_PARAMETERS: 72, 8 {
        Header: 0, Flags: 4, QueueId: 8, SharedMemoryUsage: 12, Mdl: 16, CurrentVa: 24,
        Length: 32, ProcessSGListHandler: 40, Context: 48, ScatterGatherListBuffer: 56,
        ScatterGatherListBufferSize: 64, ScatterGatherListBufferSizeNeeded: 68
    }
    _NDIS_MINIPORT_INTERRUPT_CHARACTERISTICS: 96, 8 {
        Header: 0, InterruptHandler: 8, InterruptDpcHandler: 16, DisableInterruptHandler:
        24, EnableInterruptHandler: 32, MsiSupported: 40, MsiSyncWithAllMessages: 41,
        MessageInterruptHandler: 48, MessageInterruptDpcHandler: 56,
        DisableMessageInterruptHandler: 64, EnableMessageInterruptHandler: 72,
        InterruptType: 80, MessageInfoTable: 88
    }
    _NDIS_MINIPORT_PNP_CHARACTERISTICS: 48, 8 {
        Header: 0, MiniportAddDeviceHandler: 8, MiniportRemoveDeviceHandler: 16,
        MiniportFilterResourceRequirementsHandler: 24, MiniportStartDeviceHandler: 32,
        Flags: 40
    }
    _NDIS_SG_DMA_DESCRIPTION: 40, 8 {
        Header: 0, Flags: 4, MaximumPhysicalMapping: 8, ProcessSGListHandler: 16,
        SharedMemAllocateCompleteHandler: 24, ScatterGatherListSize: 32
    }
    _NDIS_MINIPORT_INIT_PARAMETERS: 64, 8 {
        Header: 0, Flags: 4, AllocatedResources: 8, IMDeviceInstanceContext: 16,
        MiniportAddDeviceContext: 24, IfIndex: 32, NetLuid: 40, DefaultPortAuthStates: 48,
        PciDeviceCustomProperties: 56
    }
    _NDIS_MINIPORT_RESTART_PARAMETERS: 24, 8 { Header: 0, RestartAttributes: 8, Flags: 16 }
    _NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES: 32, 8 {
        Header: 0, MiniportAdapterContext: 8, AttributeFlags: 16, CheckForHangTimeInSeconds:
        20, InterfaceType: 24
    }
    _NDIS_MINIPORT_ADD_DEVICE_REGISTRATION_ATTRIBUTES: 24, 8 {
        Header: 0, MiniportAddDeviceContext: 8, Flags: 16
    }
    _NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES: 224, 8 {
        Header: 0, Flags: 4, MediaType: 8, PhysicalMediumType: 12, MtuSize: 16,
        MaxXmitLinkSpeed: 24, XmitLinkSpeed: 32, MaxRcvLinkSpeed: 40, RcvLinkSpeed: 48,
        MediaConnectState: 56, MediaDuplexState: 60, LookaheadSize: 64,
        PowerManagementCapabilities: 72, MacOptions: 80, SupportedPacketFilters: 84,
        MaxMulticastListSize: 88, MacAddressLength: 92, PermanentMacAddress: 94,
        CurrentMacAddress: 126, RecvScaleCapabilities: 160, AccessType: 168, DirectionType:
        172, ConnectionType: 176, IfType: 180, IfConnectorPresent: 182, SupportedStatistics:
        184, SupportedPauseFunctions: 188, DataBackFillSize: 192, ContextBackFillSize: 196,
        SupportedOidList: 200, SupportedOidListLength: 208, AutoNegotiationFlags: 212,
        PowerManagementCapabilitiesEx: 216
    }
    _NDIS_MINIPORT_ADAPTER_HARDWARE_ASSIST_ATTRIBUTES: 96, 8 {
        Header: 0, HDSplitAttributes: 8, HardwareReceiveFilterCapabilities: 16,
        CurrentReceiveFilterCapabilities: 24, HardwareNicSwitchCapabilities: 32,
        CurrentNicSwitchCapabilities: 40, HardwareSriovCapabilities: 48,
        CurrentSriovCapabilities: 56, HardwareQosCapabilities: 64, CurrentQosCapabilities:
        72, HardwareGftOffloadCapabilities: 80, CurrentGftOffloadCapabilities: 88
    }
    _NDIS_MINIPORT_ADAPTER_OFFLOAD_ATTRIBUTES: 40, 8 {
        Header: 0, DefaultOffloadConfiguration: 8, HardwareOffloadCapabilities: 16,
        DefaultTcpConnectionOffloadConfiguration: 24,
        TcpConnectionOffloadHardwareCapabilities: 32
    }
    _NDIS_MINIPORT_ADAPTER_NATIVE_802_11_ATTRIBUTES: 64, 8 {
        Header: 0, OpModeCapability: 4, NumOfTXBuffers: 8, NumOfRXBuffers: 12,
        MultiDomainCapabilityImplemented: 16, NumSupportedPhys: 20, SupportedPhyAttributes:
        24, ExtSTAAttributes: 32, VWiFiAttributes: 40, ExtAPAttributes: 48, WFDAttributes:
        56
    }
    _NDIS_MINIPORT_ADAPTER_NDK_ATTRIBUTES: 16, 8 { Header: 0, Enabled: 4, NdkCapabilities: 8 }
    _NDIS_MINIPORT_ADAPTER_PACKET_DIRECT_ATTRIBUTES: 12, 4 {
        Header: 0, Flags: 4, DmaAddressWidth: 8
    }
    _NDIS_MINIPORT_ADAPTER_ATTRIBUTES: 224, 8 {
        Header: 0, AddDeviceRegistrationAttributes: 0, RegistrationAttributes: 0,
        GeneralAttributes: 0, OffloadAttributes: 0, Native_802_11_Attributes: 0,
        HardwareAssistAttributes: 0, NDKAttributes: 0, PacketDirectAttributes: 0
    }
    _NDIS_MINIPORT_PAUSE_PARAMETERS: 12, 4 { Header: 0, Flags: 4, PauseReason: 8 }
    _NDIS_MINIPORT_DRIVER_CHARACTERISTICS: 160, 8 {
        Header: 0, MajorNdisVersion: 4, MinorNdisVersion: 5, MajorDriverVersion: 6,
        MinorDriverVersion: 7, Flags: 8, SetOptionsHandler: 16, InitializeHandlerEx: 24,
        HaltHandlerEx: 32, UnloadHandler: 40, PauseHandler: 48, RestartHandler: 56,
        OidRequestHandler: 64, SendNetBufferListsHandler: 72, ReturnNetBufferListsHandler:
        80, CancelSendHandler: 88, CheckForHangHandlerEx: 96, ResetHandlerEx: 104,
        DevicePnPEventNotifyHandler: 112, ShutdownHandlerEx: 120, CancelOidRequestHandler:
        128, DirectOidRequestHandler: 136, CancelDirectOidRequestHandler: 144,
        SynchronousOidRequestHandler: 152
    }
    _NDIS_MSIX_CONFIG_PARAMETERS: 16, 4 {
        Header: 0, ConfigOperation: 4, TableEntry: 8, MessageNumber: 12
    }
    _NDIS_MINIPORT_SS_CHARACTERISTICS: 24, 8 {
        Header: 0, Flags: 4, IdleNotificationHandler: 8, CancelIdleNotificationHandler: 16
    }
    _NDIS_INTERRUPT_MODERATION_PARAMETERS: 12, 4 { Header: 0, Flags: 4, InterruptModeration: 8 }
    _NDIS_PCI_DEVICE_CUSTOM_PROPERTIES: 52, 4 {
        Header: 0, DeviceType: 4, CurrentSpeedAndMode: 8, CurrentPayloadSize: 12,
        MaxPayloadSize: 16, MaxReadRequestSize: 20, CurrentLinkSpeed: 24, CurrentLinkWidth:
        28, MaxLinkSpeed: 32, MaxLinkWidth: 36, PciExpressVersion: 40, InterruptType: 44,
        MaxInterruptMessages: 48
    }
}

imports! { "NDIS.SYS";
    /// Maps an open file. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismapfile>
    pub fn NdisMapFile(Status: PNDIS_STATUS, MappedBuffer: *mut PVOID, FileHandle: NDIS_HANDLE);
    /// How many processor groups there can be.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismaxgroupcount>
    pub fn NdisMaxGroupCount() -> USHORT;
    /// Registers an interrupt. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismregisterinterruptex>
    pub fn NdisMRegisterInterruptEx(
        MiniportAdapterHandle: NDIS_HANDLE,
        MiniportInterruptContext: NDIS_HANDLE,
        MiniportInterruptCharacteristics: PNDIS_MINIPORT_INTERRUPT_CHARACTERISTICS,
        NdisInterruptHandle: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// Ends the registration of an interrupt. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismderegisterinterruptex>
    pub fn NdisMDeregisterInterruptEx(NdisInterruptHandle: NDIS_HANDLE);
    /// Calls a function that excludes the interrupt's handler.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismsynchronizewithinterruptex>
    pub fn NdisMSynchronizeWithInterruptEx(
        NdisInterruptHandle: NDIS_HANDLE,
        MessageId: ULONG,
        SynchronizeFunction: MINIPORT_SYNCHRONIZE_INTERRUPT_HANDLER,
        SynchronizeContext: PVOID,
    ) -> BOOLEAN;
    /// Queues interrupt DPCs on processors. IRQL: <= HIGH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismqueuedpcex>
    pub fn NdisMQueueDpcEx(
        NdisInterruptHandle: NDIS_HANDLE,
        MessageId: ULONG,
        TargetProcessors: PGROUP_AFFINITY,
        MiniportDpcContext: PVOID,
    ) -> KAFFINITY;
    /// Allocates memory that is shared with the adapter, and calls back. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismallocatesharedmemoryasyncex>
    pub fn NdisMAllocateSharedMemoryAsyncEx(
        MiniportDmaHandle: NDIS_HANDLE,
        Length: ULONG,
        Cached: BOOLEAN,
        Context: PVOID,
    ) -> NDIS_STATUS;
    /// Says what an adapter is and can. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismsetminiportattributes>
    pub fn NdisMSetMiniportAttributes(
        NdisMiniportHandle: NDIS_HANDLE,
        MiniportAttributes: PNDIS_MINIPORT_ADAPTER_ATTRIBUTES,
    ) -> NDIS_STATUS;
    /// Tells the drivers above about a change. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismindicatestatusex>
    pub fn NdisMIndicateStatusEx(
        MiniportAdapterHandle: NDIS_HANDLE,
        StatusIndication: PNDIS_STATUS_INDICATION,
    );
    /// Maps a range of ports. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismregisterioportrange>
    pub fn NdisMRegisterIoPortRange(
        PortOffset: *mut PVOID,
        MiniportAdapterHandle: NDIS_HANDLE,
        InitialPort: u32,
        NumberOfPorts: u32,
    ) -> NDIS_STATUS;
    /// Unmaps a range of ports. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismderegisterioportrange>
    pub fn NdisMDeregisterIoPortRange(
        MiniportAdapterHandle: NDIS_HANDLE,
        InitialPort: u32,
        NumberOfPorts: u32,
        PortOffset: PVOID,
    );
    /// Maps registers. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismmapiospace>
    pub fn NdisMMapIoSpace(
        VirtualAddress: *mut PVOID,
        MiniportAdapterHandle: NDIS_HANDLE,
        PhysicalAddress: NDIS_PHYSICAL_ADDRESS,
        Length: u32,
    ) -> NDIS_STATUS;
    /// Unmaps registers. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismunmapiospace>
    pub fn NdisMUnmapIoSpace(
        MiniportAdapterHandle: NDIS_HANDLE,
        VirtualAddress: PVOID,
        Length: u32,
    );
    /// Cancels a timer of the old kind. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/>
    pub fn NdisMCancelTimer(Timer: PNDIS_MINIPORT_TIMER, TimerCancelled: PBOOLEAN);
    /// Waits for some microseconds. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismsleep>
    pub fn NdisMSleep(MicrosecondsToSleep: ULONG);
    /// Allocates memory that is shared with the adapter. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismallocatesharedmemory>
    pub fn NdisMAllocateSharedMemory(
        MiniportAdapterHandle: NDIS_HANDLE,
        Length: ULONG,
        Cached: BOOLEAN,
        VirtualAddress: *mut PVOID,
        PhysicalAddress: PNDIS_PHYSICAL_ADDRESS,
    );
    /// Frees what [`NdisMAllocateSharedMemory`] gave. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismfreesharedmemory>
    pub fn NdisMFreeSharedMemory(
        MiniportAdapterHandle: NDIS_HANDLE,
        Length: ULONG,
        Cached: BOOLEAN,
        VirtualAddress: PVOID,
        PhysicalAddress: NDIS_PHYSICAL_ADDRESS,
    );
    /// Removes an adapter that failed. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismremoveminiport>
    pub fn NdisMRemoveMiniport(MiniportHandle: NDIS_HANDLE) -> NDIS_STATUS;
    /// The device objects and resources of an adapter. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismgetdeviceproperty>
    pub fn NdisMGetDeviceProperty(
        MiniportAdapterHandle: NDIS_HANDLE,
        PhysicalDeviceObject: *mut PDEVICE_OBJECT,
        FunctionalDeviceObject: *mut PDEVICE_OBJECT,
        NextDeviceObject: *mut PDEVICE_OBJECT,
        AllocatedResources: *mut PCM_RESOURCE_LIST,
        AllocatedResourcesTranslated: *mut PCM_RESOURCE_LIST,
    );
    /// The friendly name of an adapter. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismqueryadapterinstancename>
    pub fn NdisMQueryAdapterInstanceName(
        pAdapterInstanceName: PNDIS_STRING,
        MiniportHandle: NDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// Prepares an adapter for scatter/gather DMA. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismregisterscattergatherdma>
    pub fn NdisMRegisterScatterGatherDma(
        MiniportAdapterHandle: NDIS_HANDLE,
        DmaDescription: PNDIS_SG_DMA_DESCRIPTION,
        NdisMiniportDmaHandle: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// Ends an adapter's scatter/gather DMA. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismderegisterscattergatherdma>
    pub fn NdisMDeregisterScatterGatherDma(NdisMiniportDmaHandle: NDIS_HANDLE);
    /// Builds the scatter/gather list of a buffer to send. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismallocatenetbuffersglist>
    pub fn NdisMAllocateNetBufferSGList(
        NdisMiniportDmaHandle: NDIS_HANDLE,
        NetBuffer: PNET_BUFFER,
        Context: PVOID,
        Flags: ULONG,
        ScatterGatherListBuffer: PVOID,
        ScatterGatherListBufferSize: ULONG,
    ) -> NDIS_STATUS;
    /// Frees the scatter/gather list of a buffer. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismfreenetbuffersglist>
    pub fn NdisMFreeNetBufferSGList(
        NdisMiniportDmaHandle: NDIS_HANDLE,
        pSGL: PSCATTER_GATHER_LIST,
        NetBuffer: PNET_BUFFER,
    );
    /// Registers a miniport driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismregisterminiportdriver>
    pub fn NdisMRegisterMiniportDriver(
        DriverObject: PDRIVER_OBJECT,
        RegistryPath: PUNICODE_STRING,
        MiniportDriverContext: NDIS_HANDLE,
        MiniportDriverCharacteristics: PNDIS_MINIPORT_DRIVER_CHARACTERISTICS,
        NdisMiniportDriverHandle: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// Ends the registration of a miniport driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismderegisterminiportdriver>
    pub fn NdisMDeregisterMiniportDriver(NdisMiniportDriverHandle: NDIS_HANDLE);
    /// Completes a pause that pended. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismpausecomplete>
    pub fn NdisMPauseComplete(MiniportAdapterHandle: NDIS_HANDLE);
    /// Completes a restart that pended.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismrestartcomplete>
    pub fn NdisMRestartComplete(MiniportAdapterHandle: NDIS_HANDLE, Status: NDIS_STATUS);
    /// Completes an OID request. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismoidrequestcomplete>
    pub fn NdisMOidRequestComplete(
        MiniportAdapterHandle: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
        Status: NDIS_STATUS,
    );
    /// Gives sent lists back. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismsendnetbufferlistscomplete>
    pub fn NdisMSendNetBufferListsComplete(
        MiniportAdapterHandle: NDIS_HANDLE,
        NetBufferList: PNET_BUFFER_LIST,
        SendCompleteFlags: ULONG,
    );
    /// Hands received lists to the drivers above. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismindicatereceivenetbufferlists>
    pub fn NdisMIndicateReceiveNetBufferLists(
        MiniportAdapterHandle: NDIS_HANDLE,
        NetBufferList: PNET_BUFFER_LIST,
        PortNumber: NDIS_PORT_NUMBER,
        NumberOfNetBufferLists: ULONG,
        ReceiveFlags: ULONG,
    );
    /// Tells the drivers above about a network Plug and Play event. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismnetpnpevent>
    pub fn NdisMNetPnPEvent(
        MiniportAdapterHandle: NDIS_HANDLE,
        NetPnPEventNotification: PNET_PNP_EVENT_NOTIFICATION,
    ) -> NDIS_STATUS;
    /// Completes a reset that pended.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismresetcomplete>
    pub fn NdisMResetComplete(
        MiniportAdapterHandle: NDIS_HANDLE,
        Status: NDIS_STATUS,
        AddressingReset: BOOLEAN,
    );
    /// Reads the configuration space of an adapter. IRQL: <= HIGH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismgetbusdata>
    pub fn NdisMGetBusData(
        NdisMiniportHandle: NDIS_HANDLE,
        WhichSpace: ULONG,
        Offset: ULONG,
        Buffer: PVOID,
        Length: ULONG,
    ) -> ULONG;
    /// Writes the configuration space of an adapter. IRQL: <= HIGH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismsetbusdata>
    pub fn NdisMSetBusData(
        NdisMiniportHandle: NDIS_HANDLE,
        WhichSpace: ULONG,
        Offset: ULONG,
        Buffer: PVOID,
        Length: ULONG,
    ) -> ULONG;
    /// Allocates a port of an adapter. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismallocateport>
    pub fn NdisMAllocatePort(
        NdisMiniportHandle: NDIS_HANDLE,
        PortCharacteristics: PNDIS_PORT_CHARACTERISTICS,
    ) -> NDIS_STATUS;
    /// Frees a port of an adapter. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismfreeport>
    pub fn NdisMFreePort(
        NdisMiniportHandle: NDIS_HANDLE,
        PortNumber: NDIS_PORT_NUMBER,
    ) -> NDIS_STATUS;
    /// Completes a direct OID request. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismdirectoidrequestcomplete>
    pub fn NdisMDirectOidRequestComplete(
        MiniportAdapterHandle: NDIS_HANDLE,
        OidRequest: PNDIS_OID_REQUEST,
        Status: NDIS_STATUS,
    );
    /// Enables virtual functions. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismenablevirtualization>
    pub fn NdisMEnableVirtualization(
        NdisMiniportHandle: NDIS_HANDLE,
        NumVFs: USHORT,
        EnableVFMigration: BOOLEAN,
        EnableMigrationInterrupt: BOOLEAN,
        EnableVirtualization: BOOLEAN,
    ) -> NDIS_STATUS;
    /// Reads the configuration space of a virtual function. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismgetvirtualfunctionbusdata>
    pub fn NdisMGetVirtualFunctionBusData(
        NdisMiniportHandle: NDIS_HANDLE,
        VFId: NDIS_SRIOV_FUNCTION_ID,
        Buffer: PVOID,
        Offset: ULONG,
        Length: ULONG,
    ) -> ULONG;
    /// Writes the configuration space of a virtual function. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismsetvirtualfunctionbusdata>
    pub fn NdisMSetVirtualFunctionBusData(
        NdisMiniportHandle: NDIS_HANDLE,
        VFId: NDIS_SRIOV_FUNCTION_ID,
        Buffer: PVOID,
        Offset: ULONG,
        Length: ULONG,
    ) -> ULONG;
    /// The location of a virtual function in its guest. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/>
    pub fn NdisMGetVirtualDeviceLocation(
        NdisMiniportHandle: NDIS_HANDLE,
        VFId: NDIS_SRIOV_FUNCTION_ID,
        SegmentNumber: PUSHORT,
        BusNumber: PUCHAR,
        Reserved: PVOID,
        FunctionNumber: PUCHAR,
    );
    /// The location of a virtual function on the bus. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismgetvirtualfunctionlocation>
    pub fn NdisMGetVirtualFunctionLocation(
        NdisMiniportHandle: NDIS_HANDLE,
        VFId: NDIS_SRIOV_FUNCTION_ID,
        SegmentNumber: PUSHORT,
        BusNumber: PUCHAR,
        FunctionNumber: PUCHAR,
    );
    /// The base address registers as the bus probed them. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismqueryprobedbars>
    pub fn NdisMQueryProbedBars(
        NdisMiniportHandle: NDIS_HANDLE,
        BaseRegisterValues: PULONG,
    ) -> NDIS_STATUS;
    /// Says that configuration blocks of a virtual function changed. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisminvalidateconfigblock>
    pub fn NdisMInvalidateConfigBlock(
        NdisMiniportHandle: NDIS_HANDLE,
        VFId: NDIS_SRIOV_FUNCTION_ID,
        BlockMask: ULONGLONG,
    );
    /// Writes a configuration block. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismwriteconfigblock>
    pub fn NdisMWriteConfigBlock(
        NdisMiniportHandle: NDIS_HANDLE,
        BlockId: ULONG,
        Buffer: PVOID,
        Length: ULONG,
    ) -> NDIS_STATUS;
    /// Reads a configuration block. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismreadconfigblock>
    pub fn NdisMReadConfigBlock(
        NdisMiniportHandle: NDIS_HANDLE,
        BlockId: ULONG,
        Buffer: PVOID,
        Length: ULONG,
    ) -> NDIS_STATUS;
    /// Asks for a reset of an adapter. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismresetminiport>
    pub fn NdisMResetMiniport(MiniportAdapterHandle: NDIS_HANDLE);
    /// Says that the adapter may become idle. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismidlenotificationconfirm>
    pub fn NdisMIdleNotificationConfirm(
        MiniportAdapterHandle: NDIS_HANDLE,
        IdlePowerState: NDIS_DEVICE_POWER_STATE,
    );
    /// Says that the adapter is not idle any more. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismidlenotificationcomplete>
    pub fn NdisMIdleNotificationComplete(MiniportAdapterHandle: NDIS_HANDLE);
    /// Asks for the drain of a packet-direct queue. IRQL: <= HIGH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/>
    pub fn NdisMTriggerPDDrainNotification(Queue: *mut NDIS_PD_QUEUE, Isr: BOOLEAN);
}
