//! The layers as types, with their fields as typed constants.
//!
//! Which fields a layer has: [Data fields available at each filtering layer](https://learn.microsoft.com/windows-hardware/drivers/network/data-field-identifiers).
#![expect(
    unsafe_code,
    reason = "reads the filter engine's values, which it shares by pointer"
)]

use core::{
    fmt,
    marker::PhantomData,
    net::{Ipv4Addr, Ipv6Addr},
};

use wdk_sys::{wfp as sys, wfp_layers};

use crate::Guid;

mod sealed {
    #[expect(unnameable_types, reason = "sealed: the layers are the system's")]
    pub trait Sealed {}
    #[expect(
        unnameable_types,
        reason = "sealed: the types of values are the system's"
    )]
    pub trait Value: Sized {
        type Output<'a>;
        /// # Safety
        /// `raw` is a value whose pointers are valid as long as it is borrowed.
        unsafe fn read(raw: &wdk_sys::wfp::FWP_VALUE0) -> Option<Self::Output<'_>>;
    }
}
pub(crate) use sealed::{Sealed, Value};

/// A layer at which the filter engine classifies.
pub trait Layer: Sealed + Sized + Send + Sync + 'static {
    /// The run-time identifier, `FWPS_LAYER_...`.
    const ID: u16;
    /// The key that filters refer to, `FWPM_LAYER_...`.
    const KEY: Guid;
    /// The name, for display.
    const NAME: &'static str;
}

/// A field of layer `L` with values of type `T`.
pub struct Field<L, T> {
    pub(crate) index: u16,
    pub(crate) condition: Guid,
    of: PhantomData<fn() -> (L, T)>,
}

impl<L, T> Clone for Field<L, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<L, T> Copy for Field<L, T> {}

impl<L: Layer, T> fmt::Debug for Field<L, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} field {}", L::NAME, self.index)
    }
}

impl<L, T> Field<L, T> {
    const fn new(index: u16, condition: Guid) -> Self {
        Self {
            index,
            condition,
            of: PhantomData,
        }
    }
}

/// Bytes, such as the path of an application.
#[derive(Clone, Copy, Debug)]
pub enum Blob {}

/// A layer whose traffic has ports, for callouts that are generic over the layer.
pub trait Ports: Layer {
    /// The port of this machine.
    const LOCAL_PORT: Field<Self, u16>;
    /// The peer's port.
    const REMOTE_PORT: Field<Self, u16>;
}

/// A layer whose traffic has two addresses.
pub trait Addresses: Layer {
    /// [`Ipv4Addr`] or [`Ipv6Addr`].
    type Address;
    /// The address of this machine.
    const LOCAL_ADDRESS: Field<Self, Self::Address>;
    /// The peer's address.
    const REMOTE_ADDRESS: Field<Self, Self::Address>;
}

/// A layer with a field for the transport protocol.
pub trait TransportProtocol: Layer {
    /// The number of the protocol: 6 for TCP, 17 for UDP.
    const PROTOCOL: Field<Self, u8>;
}

/// A layer that classifies packets.
pub trait PacketLayer: Layer {}

/// A layer that classifies stream data.
pub trait StreamLayer: Layer {}

macro_rules! layers {
    ($($(#[$doc:meta])* $name:ident: $id:ident, $key:ident, $module:ident, $max:ident {
        $($field:ident: $kind:ident = $index:ident, $condition:ident;)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl Sealed for $name {}

        impl Layer for $name {
            const ID: u16 = sys::_FWPS_BUILTIN_LAYERS_::$id as u16;
            const KEY: Guid = Guid::from_raw(sys::$key);
            const NAME: &'static str = stringify!($name);
        }

        impl $name {
            $(
                #[doc = concat!("`", stringify!($index), "`.")]
                pub const $field: Field<Self, $kind> = Field::new(
                    sys::$module::$index as u16,
                    Guid::from_raw(sys::$condition),
                );
            )*
        }
    )*};
}
wfp_layers!(layers);

macro_rules! kinds {
    ($($trait:ident { $($constant:ident: $kind:ty),* } for $($layer:ident),* $(,)?;)*) => {
        $(kinds!(@ $trait [$($constant: $kind),*] $($layer),*);)*
    };
    (@ $trait:ident $constants:tt $($layer:ident),*) => {
        $(kinds!(= $trait $constants $layer);)*
    };
    (= $trait:ident [$($constant:ident: $kind:ty),*] $layer:ident) => {
        impl $trait for $layer {
            $(const $constant: Field<Self, $kind> = $layer::$constant;)*
        }
    };
}
kinds! {
    Ports { LOCAL_PORT: u16, REMOTE_PORT: u16 } for
        InboundTransportV4, InboundTransportV6, OutboundTransportV4, OutboundTransportV6,
        StreamV4, StreamV6, DatagramDataV4, DatagramDataV6,
        AleAuthRecvAcceptV4, AleAuthRecvAcceptV6, AleAuthConnectV4, AleAuthConnectV6,
        AleFlowEstablishedV4, AleFlowEstablishedV6, AleEndpointClosureV4, AleEndpointClosureV6;
    TransportProtocol { PROTOCOL: u8 } for
        InboundTransportV4, InboundTransportV6, OutboundTransportV4, OutboundTransportV6,
        DatagramDataV4, DatagramDataV6,
        AleResourceAssignmentV4, AleResourceAssignmentV6,
        AleAuthRecvAcceptV4, AleAuthRecvAcceptV6, AleAuthConnectV4, AleAuthConnectV6,
        AleFlowEstablishedV4, AleFlowEstablishedV6, AleEndpointClosureV4, AleEndpointClosureV6;
    PacketLayer {} for
        InboundIpPacketV4, InboundIpPacketV6, OutboundIpPacketV4, OutboundIpPacketV6,
        InboundTransportV4, InboundTransportV6, OutboundTransportV4, OutboundTransportV6,
        DatagramDataV4, DatagramDataV6;
    StreamLayer {} for StreamV4, StreamV6;
}

macro_rules! addresses {
    ($($address:ident: $($layer:ident),* $(,)?;)*) => {$($(
        impl Addresses for $layer {
            type Address = $address;
            const LOCAL_ADDRESS: Field<Self, $address> = $layer::LOCAL_ADDRESS;
            const REMOTE_ADDRESS: Field<Self, $address> = $layer::REMOTE_ADDRESS;
        }
    )*)*};
}
addresses! {
    Ipv4Addr: InboundIpPacketV4, OutboundIpPacketV4, InboundTransportV4, OutboundTransportV4,
        StreamV4, DatagramDataV4, AleAuthRecvAcceptV4, AleAuthConnectV4, AleFlowEstablishedV4,
        AleEndpointClosureV4;
    Ipv6Addr: InboundIpPacketV6, OutboundIpPacketV6, InboundTransportV6, OutboundTransportV6,
        StreamV6, DatagramDataV6, AleAuthRecvAcceptV6, AleAuthConnectV6, AleFlowEstablishedV6,
        AleEndpointClosureV6;
}

macro_rules! values {
    ($($kind:ty: $tag:ident, $member:ident, |$raw:ident| $value:expr;)*) => {$(
        impl Value for $kind {
            type Output<'a> = Self;

            unsafe fn read(raw: &sys::FWP_VALUE0) -> Option<Self> {
                if raw.r#type != sys::_FWP_DATA_TYPE_::$tag {
                    return None;
                }
                // SAFETY: the value's type is that of this member.
                let $raw = unsafe { raw.__bindgen_anon_1.$member };
                Some($value)
            }
        }
    )*};
}
values! {
    u8: FWP_UINT8, uint8, |value| value;
    u16: FWP_UINT16, uint16, |value| value;
    u32: FWP_UINT32, uint32, |value| value;
    Ipv4Addr: FWP_UINT32, uint32, |value| Ipv4Addr::from_bits(value);
    Ipv6Addr: FWP_BYTE_ARRAY16_TYPE, byteArray16, |value| {
        // SAFETY: the caller's value points to an address of this size.
        Ipv6Addr::from(unsafe { (*value).byteArray16 })
    };
}

impl Value for Blob {
    type Output<'a> = &'a [u8];

    unsafe fn read(raw: &sys::FWP_VALUE0) -> Option<&[u8]> {
        if raw.r#type != sys::_FWP_DATA_TYPE_::FWP_BYTE_BLOB_TYPE {
            return None;
        }
        // SAFETY: the type is that of a blob.
        let blob = unsafe { raw.__bindgen_anon_1.byteBlob };
        // SAFETY: null, or a pointer of the caller's value, which is valid.
        let blob = unsafe { blob.as_ref()? };
        if blob.data.is_null() {
            return Some(&[]);
        }
        // SAFETY: a blob has `size` bytes.
        Some(unsafe { core::slice::from_raw_parts(blob.data, blob.size as usize) })
    }
}
