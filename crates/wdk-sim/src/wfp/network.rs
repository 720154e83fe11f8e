//! The traffic that a test makes: connections, datagrams, and what comes out of injections.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    ptr,
};

use wdk_sys::{
    _FWP_DIRECTION_::{FWP_DIRECTION_INBOUND, FWP_DIRECTION_OUTBOUND},
    NTSTATUS, STATUS_ACCESS_DENIED, STATUS_DATA_NOT_ACCEPTED, STATUS_NOT_FOUND,
    wfp::{
        FWP_BYTE_BLOB_, FWP_CONDITION_FLAG_IS_LOOPBACK, FWP_DIRECTION, FWPS_INJECTION_TYPE_NETWORK,
        FWPS_INJECTION_TYPE_TRANSPORT, FWPS_METADATA_FIELD_COMPARTMENT_ID,
        FWPS_METADATA_FIELD_FLOW_HANDLE, FWPS_METADATA_FIELD_IP_HEADER_SIZE,
        FWPS_METADATA_FIELD_PACKET_DIRECTION, FWPS_METADATA_FIELD_PROCESS_ID,
        FWPS_METADATA_FIELD_PROCESS_PATH, FWPS_METADATA_FIELD_TRANSPORT_ENDPOINT_HANDLE,
        FWPS_METADATA_FIELD_TRANSPORT_HEADER_SIZE, FWPS_STREAM_FLAG_RECEIVE, FWPS_STREAM_FLAG_SEND,
    },
};

use super::classify;
use super::flow;
use super::state::FilterEngine;
use super::traffic::{Protocol, Traffic};
use super::{
    classify::{Decision, Incoming},
    condition::Value,
    layers::{self, Layer, id},
    packet::{Packet, Passing},
    raw::{RawValues, Stream, metadata},
};
use crate::engine::error::Blocked;
use crate::{engine::error::Result, nt::kernel::Kernel};

/// The first port that the machine gives to programs which name none.
const FIRST_PORT: u16 = 49152;
/// How many packets are kept for a test to look at.
const KEPT: usize = 1024;
/// The machine's own addresses, from the blocks for documentation.
pub(super) const OWN_V4: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 10);
pub(super) const OWN_V6: Ipv6Addr = Ipv6Addr::new(0x2001, 0xDB8, 0, 0, 0, 0, 0, 0x10);
/// `NlatUnicast`.
const UNICAST: u8 = 1;
/// `IF_TYPE_ETHERNET_CSMACD`.
const ETHERNET: u32 = 6;

/// How far an injected packet goes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum InjectionPath {
    NetworkSend,
    NetworkReceive,
    /// From the endpoint with this handle.
    TransportSend(u64),
    TransportReceive,
}

impl InjectionPath {
    /// What the injection handle must have been created for.
    pub(crate) const fn kind(self) -> u32 {
        match self {
            Self::NetworkSend | Self::NetworkReceive => FWPS_INJECTION_TYPE_NETWORK,
            Self::TransportSend(_) | Self::TransportReceive => FWPS_INJECTION_TYPE_TRANSPORT,
        }
    }
}

/// Packets that have passed all layers, and the ends of open connections.
#[derive(Default)]
pub(crate) struct Network {
    sent: RefCell<VecDeque<Vec<u8>>>,
    received: RefCell<VecDeque<Vec<u8>>>,
    /// By the handle of the endpoint.
    endpoints: RefCell<BTreeMap<u64, Traffic>>,
    ports: Cell<u16>,
}

impl Network {
    /// The packets that have left the machine since the last call, the oldest first.
    pub(crate) fn take_sent(&self) -> Vec<Vec<u8>> {
        self.sent.take().into()
    }

    /// The packets that programs have received since the last call, the oldest first.
    pub(crate) fn take_received(&self) -> Vec<Vec<u8>> {
        self.received.take().into()
    }

    fn keep(place: &RefCell<VecDeque<Vec<u8>>>, packet: Vec<u8>) {
        let mut place = place.borrow_mut();
        if place.len() == KEPT {
            place.pop_front();
        }
        place.push_back(packet);
    }
}

/// A layer at which data passes through the network stack.
pub(super) struct Point<'a> {
    /// The layer for IPv4 and for IPv6.
    layer: (u16, u16),
    inbound: bool,
    flow: Option<u64>,
    packet: Option<(&'a mut Packet, usize)>,
    /// The flags of stream data.
    stream: Option<u32>,
    at_dispatch: bool,
}

impl<'a> Point<'a> {
    /// A layer at which sockets are authorised.
    pub(super) fn ale(layer: (u16, u16), inbound: bool, flow: Option<u64>) -> Self {
        Self {
            layer,
            inbound,
            flow,
            packet: None,
            stream: None,
            at_dispatch: inbound,
        }
    }

    /// A layer that sees a packet from `offset` on.
    fn packet(
        layer: (u16, u16),
        inbound: bool,
        flow: Option<u64>,
        packet: &'a mut Packet,
        offset: usize,
    ) -> Self {
        Self {
            layer,
            inbound,
            flow,
            packet: Some((packet, offset)),
            stream: None,
            at_dispatch: true,
        }
    }
}

/// Asks the filters at one point of the way.
pub(super) fn pass(kernel: &Kernel, traffic: &Traffic, point: Point<'_>) -> Result<(), Blocked> {
    let number = if traffic.is_v4() {
        point.layer.0
    } else {
        point.layer.1
    };
    let Some(layer) = layers::by_id(number) else {
        return Ok(());
    };
    let values = values(layer, traffic, point.inbound);
    let mut app_id = traffic.app_id();
    let mut path = FWP_BYTE_BLOB_ {
        size: app_id.len() as u32,
        data: app_id.as_mut_ptr(),
    };
    let mut metadata = metadata();
    metadata.processId = traffic.process;
    metadata.processPath = &raw mut path;
    metadata.compartmentId = 1;
    metadata.transportEndpointHandle = point.flow.unwrap_or(0);
    metadata.packetDirection = direction(point.inbound);
    metadata.ipHeaderSize = traffic.ip_header() as u32;
    metadata.transportHeaderSize = traffic.protocol.header() as u32;
    metadata.flowHandle = point.flow.unwrap_or(0);
    let mut known = FWPS_METADATA_FIELD_COMPARTMENT_ID | FWPS_METADATA_FIELD_PACKET_DIRECTION;
    if point.flow.is_some() {
        known |= FWPS_METADATA_FIELD_FLOW_HANDLE | FWPS_METADATA_FIELD_TRANSPORT_ENDPOINT_HANDLE;
    }
    if point.packet.is_some() {
        known |= FWPS_METADATA_FIELD_IP_HEADER_SIZE | FWPS_METADATA_FIELD_TRANSPORT_HEADER_SIZE;
    } else {
        known |= FWPS_METADATA_FIELD_PROCESS_ID | FWPS_METADATA_FIELD_PROCESS_PATH;
    }
    metadata.currentMetadataValues = known;
    let list = point.packet.map(|(packet, offset)| {
        packet.show_from(offset);
        (packet.list(), packet.bytes().len() - offset)
    });
    let mut stream = list
        .zip(point.stream)
        .map(|((list, length), flags)| Stream::new(list, length, flags));
    let layer_data = match (&mut stream, list) {
        (Some(stream), _) => stream.as_ptr(),
        (None, Some((list, _))) => list.cast(),
        (None, None) => ptr::null_mut(),
    };
    if let (Some((_, by)), Some((list, _))) =
        (FilterEngine::of(kernel).packets.injected.get(), list)
    {
        FilterEngine::of(kernel)
            .packets
            .injected
            .set(Some((list.addr(), by)));
    }
    let mut incoming = Incoming {
        layer,
        values: &values,
        raw: RawValues::new(&values),
        metadata,
        layer_data,
        classify_context: ptr::null(),
        flow: point.flow,
        at_dispatch: point.at_dispatch,
    };
    blocked(layer, &classify::classify(kernel, &mut incoming))
}

pub(super) fn pass_out(
    kernel: &Kernel,
    traffic: &Traffic,
    packet: &mut Packet,
    flow: Option<u64>,
) -> Result<(), Blocked> {
    let layer = (id::OutboundTransportV4, id::OutboundTransportV6);
    let offset = traffic.ip_header();
    pass(
        kernel,
        traffic,
        Point::packet(layer, false, flow, packet, offset),
    )?;
    let layer = (id::OutboundIpPacketV4, id::OutboundIpPacketV6);
    pass(
        kernel,
        traffic,
        Point::packet(layer, false, None, packet, 0),
    )?;
    Network::keep(
        &FilterEngine::of(kernel).network.sent,
        packet.bytes().to_vec(),
    );
    Ok(())
}

pub(super) fn pass_in(
    kernel: &Kernel,
    traffic: &Traffic,
    packet: &mut Packet,
    flow: Option<u64>,
) -> Result<(), Blocked> {
    let layer = (id::InboundIpPacketV4, id::InboundIpPacketV6);
    let offset = traffic.ip_header();
    pass(
        kernel,
        traffic,
        Point::packet(layer, true, None, packet, offset),
    )?;
    pass_in_transport(kernel, traffic, packet, flow)
}

pub(super) fn pass_in_transport(
    kernel: &Kernel,
    traffic: &Traffic,
    packet: &mut Packet,
    flow: Option<u64>,
) -> Result<(), Blocked> {
    let layer = (id::InboundTransportV4, id::InboundTransportV6);
    let offset = traffic.ip_header() + traffic.protocol.header();
    pass(
        kernel,
        traffic,
        Point::packet(layer, true, flow, packet, offset),
    )
}

/// Takes an injected packet on from where it was injected.
///
/// # Errors
/// The status that the packet's list gets: the endpoint is gone, the packet is none, or a filter
/// has blocked it.
pub(crate) fn pass_injected(
    kernel: &Kernel,
    bytes: Vec<u8>,
    way: InjectionPath,
    by: (usize, usize),
) -> std::result::Result<(), NTSTATUS> {
    let inbound = matches!(
        way,
        InjectionPath::NetworkReceive | InjectionPath::TransportReceive
    );
    let (traffic, bytes) = match way {
        InjectionPath::TransportSend(endpoint) => {
            let endpoints = FilterEngine::of(kernel).network.endpoints.borrow();
            let Some(traffic) = endpoints.get(&endpoint).cloned() else {
                return Err(STATUS_NOT_FOUND);
            };
            let data = bytes.get(traffic.protocol.header()..).unwrap_or_default();
            let packet = traffic.packet(false, false, data);
            (traffic, packet)
        }
        _ => match Traffic::of_packet(&bytes, inbound) {
            Some(traffic) => (traffic, bytes),
            None => return Err(STATUS_DATA_NOT_ACCEPTED),
        },
    };
    let mut packet = Passing::new(kernel, bytes);
    FilterEngine::of(kernel)
        .packets
        .injected
        .set(Some((packet.list().addr(), by)));
    let passed = match way {
        InjectionPath::NetworkSend => {
            let layer = (id::OutboundIpPacketV4, id::OutboundIpPacketV6);
            pass(
                kernel,
                &traffic,
                Point::packet(layer, false, None, &mut packet, 0),
            )
            .map(|()| {
                Network::keep(
                    &FilterEngine::of(kernel).network.sent,
                    packet.bytes().to_vec(),
                )
            })
        }
        InjectionPath::TransportSend(_) => pass_out(kernel, &traffic, &mut packet, None),
        InjectionPath::NetworkReceive => pass_in(kernel, &traffic, &mut packet, None),
        InjectionPath::TransportReceive => pass_in_transport(kernel, &traffic, &mut packet, None),
    };
    FilterEngine::of(kernel).packets.injected.set(None);
    if inbound && passed.is_ok() {
        Network::keep(
            &FilterEngine::of(kernel).network.received,
            packet.bytes().to_vec(),
        );
    }
    passed.map_err(|_| STATUS_ACCESS_DENIED)
}

/// A port that no program has asked for.
pub(super) fn free_port(kernel: &Kernel) -> u16 {
    let ports = &FilterEngine::of(kernel).network.ports;
    let next = ports.get().wrapping_add(1);
    ports.set(next);
    FIRST_PORT + next % (u16::MAX - FIRST_PORT)
}

pub(super) fn open_connection(
    kernel: &Kernel,
    traffic: &Traffic,
    inbound: bool,
) -> Result<u64, Blocked> {
    let tcp = traffic.protocol == Protocol::Tcp;
    let mut packet = Passing::new(kernel, traffic.packet(inbound, tcp, &[]));
    if inbound {
        pass_in(kernel, traffic, &mut packet, None)?;
        let layer = (id::AleAuthRecvAcceptV4, id::AleAuthRecvAcceptV6);
        pass(kernel, traffic, Point::ale(layer, true, None))?;
    } else {
        let layer = (id::AleResourceAssignmentV4, id::AleResourceAssignmentV6);
        pass(kernel, traffic, Point::ale(layer, false, None))?;
        let layer = (id::AleAuthConnectV4, id::AleAuthConnectV6);
        pass(kernel, traffic, Point::ale(layer, false, None))?;
        if tcp {
            pass_out(kernel, traffic, &mut packet, None)?;
            let mut answer = Passing::new(kernel, traffic.packet(true, true, &[]));
            pass_in(kernel, traffic, &mut answer, None)?;
        }
    }
    let flow = flow::begin_flow(kernel);
    let layer = (id::AleFlowEstablishedV4, id::AleFlowEstablishedV6);
    let mut point = Point::ale(layer, inbound, Some(flow));
    point.at_dispatch = true;
    if let Err(blocked) = pass(kernel, traffic, point) {
        flow::end_flow(kernel, flow);
        return Err(blocked);
    }
    let mut endpoints = FilterEngine::of(kernel).network.endpoints.borrow_mut();
    endpoints.insert(flow, traffic.clone());
    Ok(flow)
}

/// Data in one direction, through the layers in the order of Windows.
pub(super) fn carry_data(
    kernel: &Kernel,
    traffic: &Traffic,
    flow: u64,
    inbound: bool,
    data: &[u8],
) -> Result<(), Blocked> {
    let some = Some(flow);
    let mut packet = Passing::new(kernel, traffic.packet(inbound, false, data));
    let headers = traffic.ip_header() + traffic.protocol.header();
    if inbound {
        pass_in(kernel, traffic, &mut packet, some)?;
    }
    let mut point = match traffic.protocol {
        Protocol::Tcp => {
            let layer = (id::StreamV4, id::StreamV6);
            Point::packet(layer, inbound, some, &mut packet, headers)
        }
        Protocol::Udp => {
            let layer = (id::DatagramDataV4, id::DatagramDataV6);
            let offset = if inbound {
                headers
            } else {
                traffic.ip_header()
            };
            Point::packet(layer, inbound, some, &mut packet, offset)
        }
    };
    if traffic.protocol == Protocol::Tcp {
        point.stream = Some(if inbound {
            FWPS_STREAM_FLAG_RECEIVE
        } else {
            FWPS_STREAM_FLAG_SEND
        });
    }
    pass(kernel, traffic, point)?;
    if inbound {
        Network::keep(
            &FilterEngine::of(kernel).network.received,
            packet.bytes().to_vec(),
        );
        Ok(())
    } else {
        pass_out(kernel, traffic, &mut packet, some)
    }
}

pub(super) fn close_connection(kernel: &Kernel, traffic: &Traffic, flow: u64) {
    FilterEngine::of(kernel)
        .network
        .endpoints
        .borrow_mut()
        .remove(&flow);
    let layer = (id::AleEndpointClosureV4, id::AleEndpointClosureV6);
    // Nothing can keep an endpoint from closing.
    let _ = pass(kernel, traffic, Point::ale(layer, false, Some(flow)));
    flow::end_flow(kernel, flow);
}

fn direction(inbound: bool) -> FWP_DIRECTION {
    if inbound {
        FWP_DIRECTION_INBOUND
    } else {
        FWP_DIRECTION_OUTBOUND
    }
}

/// What the fields of the layer hold.
fn values(layer: &Layer, traffic: &Traffic, inbound: bool) -> Vec<Value> {
    let address = |address: IpAddr| match address {
        IpAddr::V4(address) => Value::U32(address.into()),
        IpAddr::V6(address) => Value::V6(address.octets()),
    };
    let (local, remote) = (traffic.local_end(), traffic.remote);
    let mut values = vec![Value::Empty; layer.count];
    for field in layer.fields {
        values[usize::from(field.index)] = match field.name {
            "APP_ID" => Value::Blob(traffic.app_id()),
            "PROTOCOL" => Value::U8(traffic.protocol.number()),
            "LOCAL_ADDRESS" => address(local.ip()),
            "REMOTE_ADDRESS" => address(remote.ip()),
            "LOCAL_PORT" => Value::U16(local.port()),
            "REMOTE_PORT" => Value::U16(remote.port()),
            "LOCAL_ADDRESS_TYPE" => Value::U8(UNICAST),
            "DIRECTION" => Value::U32(direction(inbound) as u32),
            "FLAGS" if local.ip() == remote.ip() => Value::U32(FWP_CONDITION_FLAG_IS_LOOPBACK),
            "INTERFACE_TYPE" => Value::U32(ETHERNET),
            "INTERFACE_INDEX" | "COMPARTMENT_ID" => Value::U32(1),
            _ => Value::U32(0),
        };
    }
    values
}

fn blocked(layer: &Layer, decision: &Decision) -> Result<(), Blocked> {
    if decision.permit {
        return Ok(());
    }
    let filter = decision.filter.as_ref();
    Err(Blocked {
        layer: layer.name,
        filter: filter.map_or_else(String::new, |filter| filter.name.clone()),
        veto: decision.veto,
        absorbed: decision.absorbed,
    })
}
