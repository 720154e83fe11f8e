//! The attributes of an adapter, and packet filters.
#![expect(unsafe_code, reason = "states that a number is plain data")]

use core::{
    fmt,
    ops::{BitOr, BitOrAssign},
};

use wdk_sys::{
    _NDIS_MEDIUM::NdisMedium802_3,
    _NDIS_PHYSICAL_MEDIUM::NdisPhysicalMediumUnspecified,
    _NET_IF_ACCESS_TYPE::NET_IF_ACCESS_BROADCAST,
    _NET_IF_CONNECTION_TYPE::NET_IF_CONNECTION_DEDICATED,
    _NET_IF_DIRECTION_TYPE::NET_IF_DIRECTION_SENDRECEIVE,
    _NET_IF_MEDIA_CONNECT_STATE::{MediaConnectStateConnected, MediaConnectStateDisconnected},
    _NET_IF_MEDIA_DUPLEX_STATE::MediaDuplexStateFull,
    NDIS_MAC_OPTION_COPY_LOOKAHEAD_DATA, NDIS_MAC_OPTION_NO_LOOPBACK,
    NDIS_MAC_OPTION_TRANSFERS_NOT_PEND, NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES,
    NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES_REVISION_2,
    NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES, NDIS_PACKET_TYPE_ALL_MULTICAST,
    NDIS_PACKET_TYPE_BROADCAST, NDIS_PACKET_TYPE_DIRECTED, NDIS_PACKET_TYPE_MULTICAST,
    NDIS_PACKET_TYPE_PROMISCUOUS, NDIS_SIZEOF_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES_REVISION_2,
};

use super::{Link, header};

/// Bytes of an Ethernet frame's data.
const MTU: u32 = 1500;
/// Bytes of an Ethernet frame's header.
const ETHERNET_HEADER: u32 = 14;
/// Ethernet, among the interface types of IANA.
const IF_TYPE_ETHERNET_CSMACD: u16 = 6;
/// Multicast addresses that NDIS may set.
const MULTICASTS: u32 = 32;

/// The registration and general attributes of an adapter, which
/// [`Miniport::initialize`](super::Miniport::initialize) returns.
///
/// See [NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES](https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/ns-ndis-_ndis_miniport_adapter_general_attributes).
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Attributes {
    permanent: [u8; 6],
    current: [u8; 6],
    mtu: u32,
    link: Link,
    filters: PacketFilter,
    oids: &'static [u32],
    connector: bool,
    pub(super) hang_check_seconds: u32,
    pub(super) flags: u32,
}

impl Attributes {
    /// An Ethernet adapter with this address: 1500 bytes of data in a frame, connected at
    /// 1 Gbit/s, and every packet filter but promiscuous mode.
    pub const fn ethernet(mac_address: [u8; 6]) -> Self {
        Self {
            permanent: mac_address,
            current: mac_address,
            mtu: MTU,
            link: Link::up(1_000_000_000),
            filters: PacketFilter(
                NDIS_PACKET_TYPE_DIRECTED
                    | NDIS_PACKET_TYPE_MULTICAST
                    | NDIS_PACKET_TYPE_ALL_MULTICAST
                    | NDIS_PACKET_TYPE_BROADCAST,
            ),
            oids: &[],
            connector: false,
            hang_check_seconds: 0,
            flags: 0,
        }
    }

    /// The address in use, when the registry specifies another one than the permanent address.
    pub const fn current_address(self, mac_address: [u8; 6]) -> Self {
        Self {
            current: mac_address,
            ..self
        }
    }

    /// How many bytes of data a frame may have.
    pub const fn mtu(self, mtu: u32) -> Self {
        Self { mtu, ..self }
    }

    /// Whether the medium is connected, and how fast.
    pub const fn link(self, link: Link) -> Self {
        Self { link, ..self }
    }

    /// The packet filters that NDIS may set.
    pub const fn packet_filters(self, filters: PacketFilter) -> Self {
        Self { filters, ..self }
    }

    /// The OIDs that the miniport answers, [`Oid::number`](super::oid::Oid::number) of each.
    pub const fn oids(self, oids: &'static [u32]) -> Self {
        Self { oids, ..self }
    }

    /// The adapter is hardware, with a connector.
    pub const fn hardware(self) -> Self {
        Self {
            connector: true,
            flags: self.flags | wdk_sys::NDIS_MINIPORT_ATTRIBUTES_HARDWARE_DEVICE,
            ..self
        }
    }

    /// How often NDIS calls [`Miniport::check_for_hang`](super::Miniport::check_for_hang); every
    /// two seconds if this is not called.
    pub const fn check_for_hang_every(self, seconds: u32) -> Self {
        Self {
            hang_check_seconds: seconds,
            ..self
        }
    }

    pub(super) fn general(&self) -> NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES {
        let address = |from: [u8; 6]| {
            let mut address = [0; 32];
            address[..6].copy_from_slice(&from);
            address
        };
        NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES {
            Header: header(
                NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES,
                NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES_REVISION_2,
                NDIS_SIZEOF_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES_REVISION_2,
            ),
            MediaType: NdisMedium802_3,
            PhysicalMediumType: NdisPhysicalMediumUnspecified,
            MtuSize: self.mtu,
            MaxXmitLinkSpeed: self.link.speed(),
            XmitLinkSpeed: self.link.speed(),
            MaxRcvLinkSpeed: self.link.speed(),
            RcvLinkSpeed: self.link.speed(),
            MediaConnectState: if self.link.is_up() {
                MediaConnectStateConnected
            } else {
                MediaConnectStateDisconnected
            },
            MediaDuplexState: MediaDuplexStateFull,
            LookaheadSize: self.mtu.saturating_add(ETHERNET_HEADER),
            MacOptions: NDIS_MAC_OPTION_COPY_LOOKAHEAD_DATA
                | NDIS_MAC_OPTION_TRANSFERS_NOT_PEND
                | NDIS_MAC_OPTION_NO_LOOPBACK,
            SupportedPacketFilters: self.filters.0,
            MaxMulticastListSize: MULTICASTS,
            MacAddressLength: 6,
            PermanentMacAddress: address(self.permanent),
            CurrentMacAddress: address(self.current),
            AccessType: NET_IF_ACCESS_BROADCAST,
            DirectionType: NET_IF_DIRECTION_SENDRECEIVE,
            ConnectionType: NET_IF_CONNECTION_DEDICATED,
            IfType: IF_TYPE_ETHERNET_CSMACD,
            IfConnectorPresent: u8::from(self.connector),
            SupportedOidList: self.oids.as_ptr().cast_mut(),
            SupportedOidListLength: size_of_val(self.oids) as u32,
            ..NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES::default()
        }
    }
}

/// Which frames an adapter is to indicate, `NDIS_PACKET_TYPE_*`.
///
/// See [OID_GEN_CURRENT_PACKET_FILTER](https://learn.microsoft.com/windows-hardware/drivers/network/oid-gen-current-packet-filter).
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct PacketFilter(u32);

// SAFETY: transparent over a `u32`.
unsafe impl crate::Plain for PacketFilter {}

impl PacketFilter {
    /// None.
    pub const NONE: Self = Self(0);
    /// Frames to the adapter's own address.
    pub const DIRECTED: Self = Self(NDIS_PACKET_TYPE_DIRECTED);
    /// Frames to an address of the multicast list.
    pub const MULTICAST: Self = Self(NDIS_PACKET_TYPE_MULTICAST);
    /// Frames to any multicast address.
    pub const ALL_MULTICAST: Self = Self(NDIS_PACKET_TYPE_ALL_MULTICAST);
    /// Broadcast frames.
    pub const BROADCAST: Self = Self(NDIS_PACKET_TYPE_BROADCAST);
    /// All.
    pub const PROMISCUOUS: Self = Self(NDIS_PACKET_TYPE_PROMISCUOUS);

    /// The filter from its bits.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// The bits.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether the filter accepts everything that `other` accepts.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether an adapter with this address accepts an Ethernet frame. The drivers above compare
    /// with the multicast list: any multicast frame passes with [`MULTICAST`](Self::MULTICAST).
    #[must_use]
    pub fn accepts(self, mac_address: [u8; 6], frame: &[u8]) -> bool {
        let Some(destination) = frame.first_chunk::<6>() else {
            return false;
        };
        let wanted = if *destination == [0xFF; 6] {
            self.0 & NDIS_PACKET_TYPE_BROADCAST
        } else if destination[0] & 1 != 0 {
            self.0 & (NDIS_PACKET_TYPE_MULTICAST | NDIS_PACKET_TYPE_ALL_MULTICAST)
        } else if *destination == mac_address {
            self.0 & NDIS_PACKET_TYPE_DIRECTED
        } else {
            0
        };
        wanted != 0 || self.contains(Self::PROMISCUOUS)
    }
}

impl BitOr for PacketFilter {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for PacketFilter {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl fmt::Debug for PacketFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PacketFilter({:#x})", self.0)
    }
}
