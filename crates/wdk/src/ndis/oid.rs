//! Object identifiers, each with the type of its data.
//!
//! See [NDIS general-use OIDs](https://learn.microsoft.com/windows-hardware/drivers/network/general-oids).
#![expect(unsafe_code, reason = "states that counters are plain data")]

use core::{fmt, marker::PhantomData};

use wdk_sys::NDIS_STATISTICS_INFO;

use super::{PacketFilter, header};
use crate::Plain;

/// An object identifier whose data has the type `T`.
pub struct Oid<T: ?Sized> {
    number: u32,
    of: PhantomData<fn() -> *const T>,
}

impl<T: ?Sized> Oid<T> {
    /// The object identifier `number`, with data of type `T`; those of NDIS are constants of this
    /// module.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self {
            number,
            of: PhantomData,
        }
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.number
    }
}

impl<T: ?Sized> Clone for Oid<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Oid<T> {}

impl<T: ?Sized> fmt::Debug for Oid<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Oid({:#010X})", self.number)
    }
}

macro_rules! oids {
    ($($(#[$meta:meta])* $name:ident: $type:ty = $raw:ident;)*) => { $(
        $(#[$meta])*
        #[doc = concat!(" `", stringify!($raw), "`.")]
        pub const $name: Oid<$type> = Oid::new(wdk_sys::$raw);
    )* };
}

oids! {
    /// Query or set: which frames are indicated.
    GEN_CURRENT_PACKET_FILTER: PacketFilter = OID_GEN_CURRENT_PACKET_FILTER;
    /// Query or set: bytes of a frame that are indicated as lookahead data.
    GEN_CURRENT_LOOKAHEAD: u32 = OID_GEN_CURRENT_LOOKAHEAD;
    /// Query: bytes of a frame with its header.
    GEN_MAXIMUM_TOTAL_SIZE: u32 = OID_GEN_MAXIMUM_TOTAL_SIZE;
    /// Query: bytes that are kept for frames to send.
    GEN_TRANSMIT_BUFFER_SPACE: u32 = OID_GEN_TRANSMIT_BUFFER_SPACE;
    /// Query: bytes that are kept for received frames.
    GEN_RECEIVE_BUFFER_SPACE: u32 = OID_GEN_RECEIVE_BUFFER_SPACE;
    /// Query: the least number of bytes that a frame to send takes.
    GEN_TRANSMIT_BLOCK_SIZE: u32 = OID_GEN_TRANSMIT_BLOCK_SIZE;
    /// Query: the least number of bytes that a received frame takes.
    GEN_RECEIVE_BLOCK_SIZE: u32 = OID_GEN_RECEIVE_BLOCK_SIZE;
    /// Query: the vendor's number of IEEE, and one of its own.
    GEN_VENDOR_ID: u32 = OID_GEN_VENDOR_ID;
    /// Query: a description of the adapter for display, ending with a NUL.
    GEN_VENDOR_DESCRIPTION: [u8] = OID_GEN_VENDOR_DESCRIPTION;
    /// Query: the driver's version.
    GEN_VENDOR_DRIVER_VERSION: u32 = OID_GEN_VENDOR_DRIVER_VERSION;
    /// Query: frames that were sent.
    GEN_XMIT_OK: u64 = OID_GEN_XMIT_OK;
    /// Query: frames that were received.
    GEN_RCV_OK: u64 = OID_GEN_RCV_OK;
    /// Query: frames that could not be sent.
    GEN_XMIT_ERROR: u64 = OID_GEN_XMIT_ERROR;
    /// Query: frames that were received damaged.
    GEN_RCV_ERROR: u64 = OID_GEN_RCV_ERROR;
    /// Query: frames that were discarded because memory was short.
    GEN_RCV_NO_BUFFER: u64 = OID_GEN_RCV_NO_BUFFER;
    /// Query: all counters.
    GEN_STATISTICS: Statistics = OID_GEN_STATISTICS;
    /// Set: how received frames are joined, which miniports may ignore.
    GEN_INTERRUPT_MODERATION: [u8] = OID_GEN_INTERRUPT_MODERATION;
    /// Query: the address of the hardware.
    PERMANENT_ADDRESS_802_3: [u8; 6] = OID_802_3_PERMANENT_ADDRESS;
    /// Query: the address in use.
    CURRENT_ADDRESS_802_3: [u8; 6] = OID_802_3_CURRENT_ADDRESS;
    /// Query or set: the multicast addresses, six bytes each.
    MULTICAST_LIST_802_3: [u8] = OID_802_3_MULTICAST_LIST;
    /// Query: frames with a wrong length.
    RCV_ERROR_ALIGNMENT_802_3: u32 = OID_802_3_RCV_ERROR_ALIGNMENT;
    /// Query: frames that were sent after one collision.
    XMIT_ONE_COLLISION_802_3: u32 = OID_802_3_XMIT_ONE_COLLISION;
    /// Query: frames that were sent after several collisions.
    XMIT_MORE_COLLISIONS_802_3: u32 = OID_802_3_XMIT_MORE_COLLISIONS;
    /// Set: the power state to go to, `NDIS_DEVICE_POWER_STATE`.
    PNP_SET_POWER: u32 = OID_PNP_SET_POWER;
}

/// The counters of an adapter, `NDIS_STATISTICS_INFO`.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Statistics(NDIS_STATISTICS_INFO);

// SAFETY: numbers without padding: `SupportedStatistics` lies between the header and the first
// counter, and the assertion below compares the size with the sum of the members.
unsafe impl Plain for Statistics {}

const _: () = assert!(
    size_of::<NDIS_STATISTICS_INFO>() == 8 + 18 * size_of::<u64>(),
    "there is no padding in the counters"
);

/// Frames and bytes in one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Unicast frames.
    pub unicast_frames: u64,
    /// Multicast frames.
    pub multicast_frames: u64,
    /// Broadcast frames.
    pub broadcast_frames: u64,
    /// Bytes of all frames.
    pub bytes: u64,
    /// Frames that were discarded.
    pub discards: u64,
    /// Frames that were damaged or could not be sent.
    pub errors: u64,
}

impl Statistics {
    /// Counters of what was received and of what was sent.
    #[must_use]
    pub fn new(received: Traffic, sent: Traffic) -> Self {
        use wdk_sys::{
            NDIS_OBJECT_TYPE_DEFAULT, NDIS_SIZEOF_STATISTICS_INFO_REVISION_1,
            NDIS_STATISTICS_FLAGS_VALID_BROADCAST_FRAMES_RCV,
            NDIS_STATISTICS_FLAGS_VALID_BROADCAST_FRAMES_XMIT,
            NDIS_STATISTICS_FLAGS_VALID_BYTES_RCV, NDIS_STATISTICS_FLAGS_VALID_BYTES_XMIT,
            NDIS_STATISTICS_FLAGS_VALID_DIRECTED_FRAMES_RCV,
            NDIS_STATISTICS_FLAGS_VALID_DIRECTED_FRAMES_XMIT,
            NDIS_STATISTICS_FLAGS_VALID_MULTICAST_FRAMES_RCV,
            NDIS_STATISTICS_FLAGS_VALID_MULTICAST_FRAMES_XMIT,
            NDIS_STATISTICS_FLAGS_VALID_RCV_DISCARDS, NDIS_STATISTICS_FLAGS_VALID_RCV_ERROR,
            NDIS_STATISTICS_FLAGS_VALID_XMIT_DISCARDS, NDIS_STATISTICS_FLAGS_VALID_XMIT_ERROR,
            NDIS_STATISTICS_INFO, NDIS_STATISTICS_INFO_REVISION_1,
        };
        Self(NDIS_STATISTICS_INFO {
            Header: header(
                NDIS_OBJECT_TYPE_DEFAULT,
                NDIS_STATISTICS_INFO_REVISION_1,
                NDIS_SIZEOF_STATISTICS_INFO_REVISION_1,
            ),
            SupportedStatistics: NDIS_STATISTICS_FLAGS_VALID_DIRECTED_FRAMES_RCV
                | NDIS_STATISTICS_FLAGS_VALID_MULTICAST_FRAMES_RCV
                | NDIS_STATISTICS_FLAGS_VALID_BROADCAST_FRAMES_RCV
                | NDIS_STATISTICS_FLAGS_VALID_BYTES_RCV
                | NDIS_STATISTICS_FLAGS_VALID_RCV_DISCARDS
                | NDIS_STATISTICS_FLAGS_VALID_RCV_ERROR
                | NDIS_STATISTICS_FLAGS_VALID_DIRECTED_FRAMES_XMIT
                | NDIS_STATISTICS_FLAGS_VALID_MULTICAST_FRAMES_XMIT
                | NDIS_STATISTICS_FLAGS_VALID_BROADCAST_FRAMES_XMIT
                | NDIS_STATISTICS_FLAGS_VALID_BYTES_XMIT
                | NDIS_STATISTICS_FLAGS_VALID_XMIT_DISCARDS
                | NDIS_STATISTICS_FLAGS_VALID_XMIT_ERROR,
            ifInDiscards: received.discards,
            ifInErrors: received.errors,
            ifHCInOctets: received.bytes,
            ifHCInUcastPkts: received.unicast_frames,
            ifHCInMulticastPkts: received.multicast_frames,
            ifHCInBroadcastPkts: received.broadcast_frames,
            ifHCOutOctets: sent.bytes,
            ifHCOutUcastPkts: sent.unicast_frames,
            ifHCOutMulticastPkts: sent.multicast_frames,
            ifHCOutBroadcastPkts: sent.broadcast_frames,
            ifOutErrors: sent.errors,
            ifOutDiscards: sent.discards,
            ..NDIS_STATISTICS_INFO::default()
        })
    }
}

impl fmt::Debug for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Statistics")
            .field("received_bytes", &self.0.ifHCInOctets)
            .field("sent_bytes", &self.0.ifHCOutOctets)
            .finish_non_exhaustive()
    }
}
