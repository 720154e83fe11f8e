//! `ndis.h`, `ifdef.h`, `ifmib.h`: network interfaces.

use crate::{
    layout::{bit_fields, layout},
    *,
};

/// A [`GUID`].
pub type NET_IF_NETWORK_GUID = GUID;
pub type NET_IF_COMPARTMENT_ID = u32;
pub type NET_IF_OBJECT_ID = ULONG;
pub type NET_IFINDEX = ULONG;
/// Pointer to a [`ULONG`].
pub type PNET_IFINDEX = *mut ULONG;
pub type NET_IFTYPE = u16;
/// Pointer to a [`USHORT`].
pub type PNET_FRAME_TYPE = *mut USHORT;

pub mod _NET_IF_OPER_STATUS {
    /// The values are of this type.
    pub type Type = i32;
    pub const NET_IF_OPER_STATUS_UP: Type = 1;
    pub const NET_IF_OPER_STATUS_DOWN: Type = 2;
    pub const NET_IF_OPER_STATUS_TESTING: Type = 3;
    pub const NET_IF_OPER_STATUS_UNKNOWN: Type = 4;
    pub const NET_IF_OPER_STATUS_DORMANT: Type = 5;
    pub const NET_IF_OPER_STATUS_NOT_PRESENT: Type = 6;
    pub const NET_IF_OPER_STATUS_LOWER_LAYER_DOWN: Type = 7;
}
/// A value of [`_NET_IF_OPER_STATUS`].
pub type NET_IF_OPER_STATUS = _NET_IF_OPER_STATUS::Type;
/// Pointer to a value of [`_NET_IF_OPER_STATUS`].
pub type PNET_IF_OPER_STATUS = *mut _NET_IF_OPER_STATUS::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _NET_LUID_LH {
    pub Value: ULONG64,
    pub Info: _NET_LUID_LH_Info,
}
/// A [`_NET_LUID_LH`].
pub type NET_LUID_LH = _NET_LUID_LH;
/// Pointer to a [`_NET_LUID_LH`].
pub type PNET_LUID_LH = *mut _NET_LUID_LH;
/// A [`_NET_LUID_LH`].
pub type NET_LUID = _NET_LUID_LH;
/// Pointer to a [`_NET_LUID_LH`].
pub type PNET_LUID = *mut _NET_LUID_LH;
/// A [`_NET_LUID_LH`].
pub type IF_LUID = _NET_LUID_LH;
/// Pointer to a [`_NET_LUID_LH`].
pub type PIF_LUID = *mut _NET_LUID_LH;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_LUID_LH_Info {
    pub BitFields: ULONG64,
}

pub mod _NET_IF_CONNECTION_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NET_IF_CONNECTION_DEDICATED: Type = 1;
    pub const NET_IF_CONNECTION_PASSIVE: Type = 2;
    pub const NET_IF_CONNECTION_DEMAND: Type = 3;
    pub const NET_IF_CONNECTION_MAXIMUM: Type = 4;
}
/// A value of [`_NET_IF_CONNECTION_TYPE`].
pub type NET_IF_CONNECTION_TYPE = _NET_IF_CONNECTION_TYPE::Type;
/// Pointer to a value of [`_NET_IF_CONNECTION_TYPE`].
pub type PNET_IF_CONNECTION_TYPE = *mut _NET_IF_CONNECTION_TYPE::Type;

pub mod _NET_IF_ACCESS_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NET_IF_ACCESS_LOOPBACK: Type = 1;
    pub const NET_IF_ACCESS_BROADCAST: Type = 2;
    pub const NET_IF_ACCESS_POINT_TO_POINT: Type = 3;
    pub const NET_IF_ACCESS_POINT_TO_MULTI_POINT: Type = 4;
    pub const NET_IF_ACCESS_MAXIMUM: Type = 5;
}
/// A value of [`_NET_IF_ACCESS_TYPE`].
pub type NET_IF_ACCESS_TYPE = _NET_IF_ACCESS_TYPE::Type;
/// Pointer to a value of [`_NET_IF_ACCESS_TYPE`].
pub type PNET_IF_ACCESS_TYPE = *mut _NET_IF_ACCESS_TYPE::Type;

pub mod _NET_IF_DIRECTION_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NET_IF_DIRECTION_SENDRECEIVE: Type = 0;
    pub const NET_IF_DIRECTION_SENDONLY: Type = 1;
    pub const NET_IF_DIRECTION_RECEIVEONLY: Type = 2;
    pub const NET_IF_DIRECTION_MAXIMUM: Type = 3;
}
/// A value of [`_NET_IF_DIRECTION_TYPE`].
pub type NET_IF_DIRECTION_TYPE = _NET_IF_DIRECTION_TYPE::Type;
/// Pointer to a value of [`_NET_IF_DIRECTION_TYPE`].
pub type PNET_IF_DIRECTION_TYPE = *mut _NET_IF_DIRECTION_TYPE::Type;

pub mod _NET_IF_MEDIA_CONNECT_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const MediaConnectStateUnknown: Type = 0;
    pub const MediaConnectStateConnected: Type = 1;
    pub const MediaConnectStateDisconnected: Type = 2;
}
/// A value of [`_NET_IF_MEDIA_CONNECT_STATE`].
pub type NET_IF_MEDIA_CONNECT_STATE = _NET_IF_MEDIA_CONNECT_STATE::Type;
/// A value of [`_NET_IF_MEDIA_CONNECT_STATE`].
pub type NDIS_MEDIA_CONNECT_STATE = _NET_IF_MEDIA_CONNECT_STATE::Type;
/// Pointer to a value of [`_NET_IF_MEDIA_CONNECT_STATE`].
pub type PNET_IF_MEDIA_CONNECT_STATE = *mut _NET_IF_MEDIA_CONNECT_STATE::Type;
/// Pointer to a value of [`_NET_IF_MEDIA_CONNECT_STATE`].
pub type PNDIS_MEDIA_CONNECT_STATE = *mut _NET_IF_MEDIA_CONNECT_STATE::Type;

pub mod _NET_IF_MEDIA_DUPLEX_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const MediaDuplexStateUnknown: Type = 0;
    pub const MediaDuplexStateHalf: Type = 1;
    pub const MediaDuplexStateFull: Type = 2;
}
/// A value of [`_NET_IF_MEDIA_DUPLEX_STATE`].
pub type NET_IF_MEDIA_DUPLEX_STATE = _NET_IF_MEDIA_DUPLEX_STATE::Type;
/// A value of [`_NET_IF_MEDIA_DUPLEX_STATE`].
pub type NDIS_MEDIA_DUPLEX_STATE = _NET_IF_MEDIA_DUPLEX_STATE::Type;
/// Pointer to a value of [`_NET_IF_MEDIA_DUPLEX_STATE`].
pub type PNET_IF_MEDIA_DUPLEX_STATE = *mut _NET_IF_MEDIA_DUPLEX_STATE::Type;
/// Pointer to a value of [`_NET_IF_MEDIA_DUPLEX_STATE`].
pub type PNDIS_MEDIA_DUPLEX_STATE = *mut _NET_IF_MEDIA_DUPLEX_STATE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_PHYSICAL_LOCATION_LH {
    pub BusNumber: ULONG,
    pub SlotNumber: ULONG,
    pub FunctionNumber: ULONG,
}
/// A [`_NET_PHYSICAL_LOCATION_LH`].
pub type NET_PHYSICAL_LOCATION_LH = _NET_PHYSICAL_LOCATION_LH;
/// Pointer to a [`_NET_PHYSICAL_LOCATION_LH`].
pub type PNET_PHYSICAL_LOCATION_LH = *mut _NET_PHYSICAL_LOCATION_LH;
/// A [`_NET_PHYSICAL_LOCATION_LH`].
pub type NET_PHYSICAL_LOCATION = _NET_PHYSICAL_LOCATION_LH;
/// Pointer to a [`_NET_PHYSICAL_LOCATION_LH`].
pub type PNET_PHYSICAL_LOCATION = *mut _NET_PHYSICAL_LOCATION_LH;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IF_COUNTED_STRING_LH {
    pub Length: USHORT,
    pub String: [WCHAR; 257],
}
/// A [`_IF_COUNTED_STRING_LH`].
pub type IF_COUNTED_STRING_LH = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PIF_COUNTED_STRING_LH = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type IF_COUNTED_STRING = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PIF_COUNTED_STRING = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_IF_COUNTED_STRING = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_IF_COUNTED_STRING = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_QUEUE_NAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_QUEUE_NAME = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_VM_NAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_VM_NAME = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_VM_FRIENDLYNAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_VM_FRIENDLYNAME = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_SWITCH_PORT_PROPERTY_PROFILE_NAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_SWITCH_PORT_PROPERTY_PROFILE_NAME = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_SWITCH_PORT_PROPERTY_PROFILE_CDN_LABEL = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_SWITCH_PORT_PROPERTY_PROFILE_CDN_LABEL = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_SWITCH_NAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_SWITCH_NAME = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_SWITCH_FRIENDLYNAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_SWITCH_FRIENDLYNAME = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_SWITCH_PORT_NAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_SWITCH_PORT_NAME = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_SWITCH_PORT_FRIENDLYNAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_SWITCH_PORT_FRIENDLYNAME = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_SWITCH_NIC_NAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_SWITCH_NIC_NAME = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_SWITCH_NIC_FRIENDLYNAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_SWITCH_NIC_FRIENDLYNAME = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_SWITCH_EXTENSION_FRIENDLYNAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_SWITCH_EXTENSION_FRIENDLYNAME = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_VENDOR_NAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_VENDOR_NAME = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_NIC_SWITCH_FRIENDLYNAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_NIC_SWITCH_FRIENDLYNAME = *mut _IF_COUNTED_STRING_LH;
/// A [`_IF_COUNTED_STRING_LH`].
pub type NDIS_VPORT_NAME = _IF_COUNTED_STRING_LH;
/// Pointer to a [`_IF_COUNTED_STRING_LH`].
pub type PNDIS_VPORT_NAME = *mut _IF_COUNTED_STRING_LH;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IF_PHYSICAL_ADDRESS_LH {
    pub Length: USHORT,
    pub Address: [UCHAR; 32],
}
/// A [`_IF_PHYSICAL_ADDRESS_LH`].
pub type IF_PHYSICAL_ADDRESS_LH = _IF_PHYSICAL_ADDRESS_LH;
/// Pointer to a [`_IF_PHYSICAL_ADDRESS_LH`].
pub type PIF_PHYSICAL_ADDRESS_LH = *mut _IF_PHYSICAL_ADDRESS_LH;
/// A [`_IF_PHYSICAL_ADDRESS_LH`].
pub type IF_PHYSICAL_ADDRESS = _IF_PHYSICAL_ADDRESS_LH;
/// Pointer to a [`_IF_PHYSICAL_ADDRESS_LH`].
pub type PIF_PHYSICAL_ADDRESS = *mut _IF_PHYSICAL_ADDRESS_LH;
/// A [`_IF_PHYSICAL_ADDRESS_LH`].
pub type NDIS_IF_PHYSICAL_ADDRESS = _IF_PHYSICAL_ADDRESS_LH;
/// Pointer to a [`_IF_PHYSICAL_ADDRESS_LH`].
pub type PNDIS_IF_PHYSICAL_ADDRESS = *mut _IF_PHYSICAL_ADDRESS_LH;

pub mod _NDIS_INTERFACE_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisInterfaceInternal: Type = 0;
    pub const NdisInterfaceIsa: Type = 1;
    pub const NdisInterfaceEisa: Type = 2;
    pub const NdisInterfaceMca: Type = 3;
    pub const NdisInterfaceTurboChannel: Type = 4;
    pub const NdisInterfacePci: Type = 5;
    pub const NdisInterfacePcMcia: Type = 8;
    pub const NdisInterfaceCBus: Type = 9;
    pub const NdisInterfaceMPIBus: Type = 10;
    pub const NdisInterfaceMPSABus: Type = 11;
    pub const NdisInterfaceProcessorInternal: Type = 12;
    pub const NdisInterfaceInternalPowerBus: Type = 13;
    pub const NdisInterfacePNPISABus: Type = 14;
    pub const NdisInterfacePNPBus: Type = 15;
    pub const NdisInterfaceUSB: Type = 16;
    pub const NdisInterfaceIrda: Type = 17;
    pub const NdisInterface1394: Type = 18;
    pub const NdisMaximumInterfaceType: Type = 19;
}
/// A value of [`_NDIS_INTERFACE_TYPE`].
pub type NDIS_INTERFACE_TYPE = _NDIS_INTERFACE_TYPE::Type;
/// Pointer to a value of [`_NDIS_INTERFACE_TYPE`].
pub type PNDIS_INTERFACE_TYPE = *mut _NDIS_INTERFACE_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_DEVICE_PNP_EVENT {
    pub Header: NDIS_OBJECT_HEADER,
    pub PortNumber: NDIS_PORT_NUMBER,
    pub DevicePnPEvent: NDIS_DEVICE_PNP_EVENT,
    pub InformationBuffer: PVOID,
    pub InformationBufferLength: ULONG,
    pub NdisReserved: [UCHAR; 16],
}
/// A [`_NET_DEVICE_PNP_EVENT`].
pub type NET_DEVICE_PNP_EVENT = _NET_DEVICE_PNP_EVENT;
/// Pointer to a [`_NET_DEVICE_PNP_EVENT`].
pub type PNET_DEVICE_PNP_EVENT = *mut _NET_DEVICE_PNP_EVENT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NDIS_IF_PROVIDER_CHARACTERISTICS {
    pub Header: NDIS_OBJECT_HEADER,
    pub QueryObjectHandler: IFP_QUERY_OBJECT,
    pub SetObjectHandler: IFP_SET_OBJECT,
    pub Reserved1: PVOID,
    pub Reserved2: PVOID,
}
/// A [`_NDIS_IF_PROVIDER_CHARACTERISTICS`].
pub type NDIS_IF_PROVIDER_CHARACTERISTICS = _NDIS_IF_PROVIDER_CHARACTERISTICS;
/// Pointer to a [`_NDIS_IF_PROVIDER_CHARACTERISTICS`].
pub type PNDIS_IF_PROVIDER_CHARACTERISTICS = *mut _NDIS_IF_PROVIDER_CHARACTERISTICS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NET_IF_INFORMATION {
    pub Header: NDIS_OBJECT_HEADER,
    pub Flags: ULONG,
    pub PhysicalLocation: NET_PHYSICAL_LOCATION,
    pub WanTunnelType: ULONG,
    pub PortNumber: ULONG,
    pub AccessType: NET_IF_ACCESS_TYPE,
    pub DirectionType: NET_IF_DIRECTION_TYPE,
    pub ConnectionType: NET_IF_CONNECTION_TYPE,
    pub ifConnectorPresent: BOOLEAN,
    pub PhysAddressLength: USHORT,
    pub PhysAddressOffset: USHORT,
    pub PermanentPhysAddressOffset: USHORT,
    pub FriendlyNameLength: USHORT,
    pub FriendlyNameOffset: USHORT,
    pub InterfaceGuid: GUID,
    pub NetworkGuid: NET_IF_NETWORK_GUID,
    pub SupportedStatistics: ULONG,
    pub MediaType: NDIS_MEDIUM,
    pub PhysicalMediumType: NDIS_PHYSICAL_MEDIUM,
}
/// A [`_NET_IF_INFORMATION`].
pub type NET_IF_INFORMATION = _NET_IF_INFORMATION;
/// Pointer to a [`_NET_IF_INFORMATION`].
pub type PNET_IF_INFORMATION = *mut _NET_IF_INFORMATION;

pub mod _NDIS_NETWORK_CHANGE_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NdisPossibleNetworkChange: Type = 1;
    pub const NdisDefinitelyNetworkChange: Type = 2;
    pub const NdisNetworkChangeFromMediaConnect: Type = 3;
    pub const NdisNetworkChangeMax: Type = 4;
}
/// A value of [`_NDIS_NETWORK_CHANGE_TYPE`].
pub type NDIS_NETWORK_CHANGE_TYPE = _NDIS_NETWORK_CHANGE_TYPE::Type;
/// Pointer to a value of [`_NDIS_NETWORK_CHANGE_TYPE`].
pub type PNDIS_NETWORK_CHANGE_TYPE = *mut _NDIS_NETWORK_CHANGE_TYPE::Type;

layout! {
    _NET_LUID_LH_Info: 8, 8 { BitFields: 0 }
    _NET_LUID_LH: 8, 8 { Value: 0, Info: 0 }
    _NET_PHYSICAL_LOCATION_LH: 12, 4 { BusNumber: 0, SlotNumber: 4, FunctionNumber: 8 }
    _IF_COUNTED_STRING_LH: 516, 2 { Length: 0, String: 2 }
    _IF_PHYSICAL_ADDRESS_LH: 34, 2 { Length: 0, Address: 2 }
    _NET_DEVICE_PNP_EVENT: 48, 8 {
        Header: 0, PortNumber: 4, DevicePnPEvent: 8, InformationBuffer: 16,
        InformationBufferLength: 24, NdisReserved: 28
    }
    _NDIS_IF_PROVIDER_CHARACTERISTICS: 40, 8 {
        Header: 0, QueryObjectHandler: 8, SetObjectHandler: 16, Reserved1: 24, Reserved2: 32
    }
    _NET_IF_INFORMATION: 96, 4 {
        Header: 0, Flags: 4, PhysicalLocation: 8, WanTunnelType: 20, PortNumber: 24,
        AccessType: 28, DirectionType: 32, ConnectionType: 36, ifConnectorPresent: 40,
        PhysAddressLength: 42, PhysAddressOffset: 44, PermanentPhysAddressOffset: 46,
        FriendlyNameLength: 48, FriendlyNameOffset: 50, InterfaceGuid: 52, NetworkGuid: 68,
        SupportedStatistics: 84, MediaType: 88, PhysicalMediumType: 92
    }
}

bit_fields! {
    _NET_LUID_LH_Info.BitFields: ULONG64 {
        NetLuidIndex set_NetLuidIndex: 24, 24;
        IfType set_IfType: 48, 16;
    }
}

imports! { "NDIS.SYS";
    /// Registers a provider of network interfaces. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisifregisterprovider>
    pub fn NdisIfRegisterProvider(
        ProviderCharacteristics: PNDIS_IF_PROVIDER_CHARACTERISTICS,
        IfProviderContext: NDIS_HANDLE,
        pNdisIfProviderHandle: PNDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// Ends the registration of a provider of network interfaces. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisifderegisterprovider>
    pub fn NdisIfDeregisterProvider(NdisProviderHandle: NDIS_HANDLE);
    /// Allocates the index of an interface's identifier. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisifallocatenetluidindex>
    pub fn NdisIfAllocateNetLuidIndex(ifType: NET_IFTYPE, pNetLuidIndex: *mut u32) -> NDIS_STATUS;
    /// Frees the index of an interface's identifier. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisiffreenetluidindex>
    pub fn NdisIfFreeNetLuidIndex(ifType: NET_IFTYPE, NetLuidIndex: u32) -> NDIS_STATUS;
    /// Registers a network interface. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisifregisterinterface>
    pub fn NdisIfRegisterInterface(
        NdisProviderHandle: NDIS_HANDLE,
        NetLuid: NET_LUID,
        ProviderIfContext: NDIS_HANDLE,
        pIfInfo: PNET_IF_INFORMATION,
        pfIndex: PNET_IFINDEX,
    ) -> NDIS_STATUS;
    /// Ends the registration of a network interface. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisifderegisterinterface>
    pub fn NdisIfDeregisterInterface(ifIndex: NET_IFINDEX);
    /// The index of an interface. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisifgetinterfaceindexfromnetluid>
    pub fn NdisIfGetInterfaceIndexFromNetLuid(
        NetLuid: NET_LUID,
        pIfIndex: PNET_IFINDEX,
    ) -> NDIS_STATUS;
    /// The identifier of an interface. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisifgetnetluidfrominterfaceindex>
    pub fn NdisIfGetNetLuidFromInterfaceIndex(
        ifIndex: NET_IFINDEX,
        pNetLuid: PNET_LUID,
    ) -> NDIS_STATUS;
    /// The interfaces at the ends of a binding. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisifquerybindingifindex>
    pub fn NdisIfQueryBindingIfIndex(
        NdisBindingHandle: NDIS_HANDLE,
        pBoundIfIndex: PNET_IFINDEX,
        pBoundIfNetLuid: PNET_LUID,
        pLowestIfIndex: PNET_IFINDEX,
        pLowestIfNetLuid: PNET_LUID,
    ) -> NDIS_STATUS;
    /// Says that an interface lies above another. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisifaddifstackentry>
    pub fn NdisIfAddIfStackEntry(
        HigherLayerIfIndex: NET_IFINDEX,
        LowerLayerIfIndex: NET_IFINDEX,
    ) -> NDIS_STATUS;
    /// Says that an interface does not lie above another any more. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisifdeleteifstackentry>
    pub fn NdisIfDeleteIfStackEntry(
        HigherLayerIfIndex: NET_IFINDEX,
        LowerLayerIfIndex: NET_IFINDEX,
    );
}
