//! The layers that traffic passes, from the table in `wdk-sys`.
#![forbid(unsafe_code)]

use wdk_sys::{
    wfp::{
        _FWPS_BUILTIN_LAYERS_, _FWPS_FIELDS_ALE_AUTH_CONNECT_V4_,
        _FWPS_FIELDS_ALE_AUTH_CONNECT_V6_, _FWPS_FIELDS_ALE_AUTH_LISTEN_V4_,
        _FWPS_FIELDS_ALE_AUTH_LISTEN_V6_, _FWPS_FIELDS_ALE_AUTH_RECV_ACCEPT_V4_,
        _FWPS_FIELDS_ALE_AUTH_RECV_ACCEPT_V6_, _FWPS_FIELDS_ALE_ENDPOINT_CLOSURE_V4_,
        _FWPS_FIELDS_ALE_ENDPOINT_CLOSURE_V6_, _FWPS_FIELDS_ALE_FLOW_ESTABLISHED_V4_,
        _FWPS_FIELDS_ALE_FLOW_ESTABLISHED_V6_, _FWPS_FIELDS_ALE_RESOURCE_ASSIGNMENT_V4_,
        _FWPS_FIELDS_ALE_RESOURCE_ASSIGNMENT_V6_, _FWPS_FIELDS_DATAGRAM_DATA_V4_,
        _FWPS_FIELDS_DATAGRAM_DATA_V6_, _FWPS_FIELDS_INBOUND_IPPACKET_V4_,
        _FWPS_FIELDS_INBOUND_IPPACKET_V6_, _FWPS_FIELDS_INBOUND_TRANSPORT_V4_,
        _FWPS_FIELDS_INBOUND_TRANSPORT_V6_, _FWPS_FIELDS_OUTBOUND_IPPACKET_V4_,
        _FWPS_FIELDS_OUTBOUND_IPPACKET_V6_, _FWPS_FIELDS_OUTBOUND_TRANSPORT_V4_,
        _FWPS_FIELDS_OUTBOUND_TRANSPORT_V6_, _FWPS_FIELDS_STREAM_V4_, _FWPS_FIELDS_STREAM_V6_,
        FWPM_CONDITION_ALE_APP_ID, FWPM_CONDITION_COMPARTMENT_ID, FWPM_CONDITION_DIRECTION,
        FWPM_CONDITION_FLAGS, FWPM_CONDITION_INTERFACE_INDEX, FWPM_CONDITION_INTERFACE_TYPE,
        FWPM_CONDITION_IP_LOCAL_ADDRESS, FWPM_CONDITION_IP_LOCAL_ADDRESS_TYPE,
        FWPM_CONDITION_IP_LOCAL_PORT, FWPM_CONDITION_IP_PROTOCOL, FWPM_CONDITION_IP_REMOTE_ADDRESS,
        FWPM_CONDITION_IP_REMOTE_PORT, FWPM_CONDITION_SUB_INTERFACE_INDEX,
        FWPM_CONDITION_TUNNEL_TYPE, FWPM_LAYER_ALE_AUTH_CONNECT_V4, FWPM_LAYER_ALE_AUTH_CONNECT_V6,
        FWPM_LAYER_ALE_AUTH_LISTEN_V4, FWPM_LAYER_ALE_AUTH_LISTEN_V6,
        FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V4, FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V6,
        FWPM_LAYER_ALE_ENDPOINT_CLOSURE_V4, FWPM_LAYER_ALE_ENDPOINT_CLOSURE_V6,
        FWPM_LAYER_ALE_FLOW_ESTABLISHED_V4, FWPM_LAYER_ALE_FLOW_ESTABLISHED_V6,
        FWPM_LAYER_ALE_RESOURCE_ASSIGNMENT_V4, FWPM_LAYER_ALE_RESOURCE_ASSIGNMENT_V6,
        FWPM_LAYER_DATAGRAM_DATA_V4, FWPM_LAYER_DATAGRAM_DATA_V6, FWPM_LAYER_INBOUND_IPPACKET_V4,
        FWPM_LAYER_INBOUND_IPPACKET_V6, FWPM_LAYER_INBOUND_TRANSPORT_V4,
        FWPM_LAYER_INBOUND_TRANSPORT_V6, FWPM_LAYER_OUTBOUND_IPPACKET_V4,
        FWPM_LAYER_OUTBOUND_IPPACKET_V6, FWPM_LAYER_OUTBOUND_TRANSPORT_V4,
        FWPM_LAYER_OUTBOUND_TRANSPORT_V6, FWPM_LAYER_STREAM_V4, FWPM_LAYER_STREAM_V6,
    },
    wfp_layers,
};

use super::state::{Key, key};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    U8,
    U16,
    U32,
    V4,
    V6,
    Blob,
}

/// A field of a layer.
#[derive(Debug)]
pub(crate) struct Field {
    /// The name in the table, without the layer's.
    pub(crate) name: &'static str,
    /// Its place among the incoming values.
    pub(crate) index: u16,
    /// What filters call it.
    pub(crate) condition: Key,
    pub(crate) kind: Kind,
}

/// A layer.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) name: &'static str,
    pub(crate) id: u16,
    pub(crate) key: Key,
    /// How many values callouts get, those included that the machine does not know.
    pub(crate) count: usize,
    pub(crate) fields: &'static [Field],
}

impl Layer {
    /// The field that conditions call `condition`.
    pub(crate) fn field(&self, condition: Key) -> Option<&'static Field> {
        self.fields
            .iter()
            .find(|field| field.condition == condition)
    }
}

macro_rules! kind {
    (u8) => {
        Kind::U8
    };
    (u16) => {
        Kind::U16
    };
    (u32) => {
        Kind::U32
    };
    (Ipv4Addr) => {
        Kind::V4
    };
    (Ipv6Addr) => {
        Kind::V6
    };
    (Blob) => {
        Kind::Blob
    };
}

macro_rules! layers {
    ($($(#[$doc:meta])* $name:ident: $id:ident, $key:ident, $module:ident, $max:ident {
        $($field:ident: $kind:ident = $index:ident, $condition:ident;)*
    })*) => {
        /// Every layer that the machine classifies at.
        pub(crate) static LAYERS: &[Layer] = &[$(Layer {
            name: stringify!($id),
            id: _FWPS_BUILTIN_LAYERS_::$id as u16,
            key: key(&$key),
            count: $module::$max as usize,
            fields: &[$(Field {
                name: stringify!($field),
                index: $module::$index as u16,
                condition: key(&$condition),
                kind: kind!($kind),
            },)*],
        },)*];
        $($(#[$doc])*
        pub(crate) const $name: u16 = _FWPS_BUILTIN_LAYERS_::$id as u16;)*
    };
}

/// Run-time identifiers by the layers' names.
pub(crate) mod id {
    use super::{
        _FWPS_BUILTIN_LAYERS_, _FWPS_FIELDS_ALE_AUTH_CONNECT_V4_,
        _FWPS_FIELDS_ALE_AUTH_CONNECT_V6_, _FWPS_FIELDS_ALE_AUTH_LISTEN_V4_,
        _FWPS_FIELDS_ALE_AUTH_LISTEN_V6_, _FWPS_FIELDS_ALE_AUTH_RECV_ACCEPT_V4_,
        _FWPS_FIELDS_ALE_AUTH_RECV_ACCEPT_V6_, _FWPS_FIELDS_ALE_ENDPOINT_CLOSURE_V4_,
        _FWPS_FIELDS_ALE_ENDPOINT_CLOSURE_V6_, _FWPS_FIELDS_ALE_FLOW_ESTABLISHED_V4_,
        _FWPS_FIELDS_ALE_FLOW_ESTABLISHED_V6_, _FWPS_FIELDS_ALE_RESOURCE_ASSIGNMENT_V4_,
        _FWPS_FIELDS_ALE_RESOURCE_ASSIGNMENT_V6_, _FWPS_FIELDS_DATAGRAM_DATA_V4_,
        _FWPS_FIELDS_DATAGRAM_DATA_V6_, _FWPS_FIELDS_INBOUND_IPPACKET_V4_,
        _FWPS_FIELDS_INBOUND_IPPACKET_V6_, _FWPS_FIELDS_INBOUND_TRANSPORT_V4_,
        _FWPS_FIELDS_INBOUND_TRANSPORT_V6_, _FWPS_FIELDS_OUTBOUND_IPPACKET_V4_,
        _FWPS_FIELDS_OUTBOUND_IPPACKET_V6_, _FWPS_FIELDS_OUTBOUND_TRANSPORT_V4_,
        _FWPS_FIELDS_OUTBOUND_TRANSPORT_V6_, _FWPS_FIELDS_STREAM_V4_, _FWPS_FIELDS_STREAM_V6_,
        FWPM_CONDITION_ALE_APP_ID, FWPM_CONDITION_COMPARTMENT_ID, FWPM_CONDITION_DIRECTION,
        FWPM_CONDITION_FLAGS, FWPM_CONDITION_INTERFACE_INDEX, FWPM_CONDITION_INTERFACE_TYPE,
        FWPM_CONDITION_IP_LOCAL_ADDRESS, FWPM_CONDITION_IP_LOCAL_ADDRESS_TYPE,
        FWPM_CONDITION_IP_LOCAL_PORT, FWPM_CONDITION_IP_PROTOCOL, FWPM_CONDITION_IP_REMOTE_ADDRESS,
        FWPM_CONDITION_IP_REMOTE_PORT, FWPM_CONDITION_SUB_INTERFACE_INDEX,
        FWPM_CONDITION_TUNNEL_TYPE, FWPM_LAYER_ALE_AUTH_CONNECT_V4, FWPM_LAYER_ALE_AUTH_CONNECT_V6,
        FWPM_LAYER_ALE_AUTH_LISTEN_V4, FWPM_LAYER_ALE_AUTH_LISTEN_V6,
        FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V4, FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V6,
        FWPM_LAYER_ALE_ENDPOINT_CLOSURE_V4, FWPM_LAYER_ALE_ENDPOINT_CLOSURE_V6,
        FWPM_LAYER_ALE_FLOW_ESTABLISHED_V4, FWPM_LAYER_ALE_FLOW_ESTABLISHED_V6,
        FWPM_LAYER_ALE_RESOURCE_ASSIGNMENT_V4, FWPM_LAYER_ALE_RESOURCE_ASSIGNMENT_V6,
        FWPM_LAYER_DATAGRAM_DATA_V4, FWPM_LAYER_DATAGRAM_DATA_V6, FWPM_LAYER_INBOUND_IPPACKET_V4,
        FWPM_LAYER_INBOUND_IPPACKET_V6, FWPM_LAYER_INBOUND_TRANSPORT_V4,
        FWPM_LAYER_INBOUND_TRANSPORT_V6, FWPM_LAYER_OUTBOUND_IPPACKET_V4,
        FWPM_LAYER_OUTBOUND_IPPACKET_V6, FWPM_LAYER_OUTBOUND_TRANSPORT_V4,
        FWPM_LAYER_OUTBOUND_TRANSPORT_V6, FWPM_LAYER_STREAM_V4, FWPM_LAYER_STREAM_V6, Field, Kind,
        Layer, key, wfp_layers,
    };
    wfp_layers!(layers);
}
pub(crate) use id::LAYERS;

/// The layer with this key.
pub(crate) fn by_key(key: Key) -> Option<&'static Layer> {
    LAYERS.iter().find(|layer| layer.key == key)
}

/// The layer with this run-time identifier.
pub(crate) fn by_id(id: u16) -> Option<&'static Layer> {
    LAYERS.iter().find(|layer| layer.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_places_and_names_of_their_own() {
        for layer in LAYERS {
            for (position, field) in layer.fields.iter().enumerate() {
                assert!(usize::from(field.index) < layer.count, "{}", layer.name);
                for other in &layer.fields[position + 1..] {
                    assert_ne!(field.index, other.index, "{} {}", layer.name, field.name);
                    assert!(field.condition != other.condition, "{}", layer.name);
                }
            }
        }
    }

    #[test]
    fn layers_are_found_by_key_and_by_id() {
        for layer in LAYERS {
            assert_eq!(by_key(layer.key).map(|found| found.id), Some(layer.id));
            assert_eq!(by_id(layer.id).map(|found| found.name), Some(layer.name));
        }
    }
}
