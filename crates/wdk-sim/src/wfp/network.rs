//! The traffic that a test makes: connections, datagrams, and what comes out of injections.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    ptr,
    rc::Rc,
};

use etherparse::{NetHeaders, PacketBuilder, PacketHeaders, TransportHeader};
use wdk_sys::{_FWP_DIRECTION_::*, wfp::*};

use super::{
    classify::{Decision, Incoming},
    condition::Value,
    layers::{self, Layer, id},
    packet::Packet,
    raw::{RawValues, Stream, metadata},
};
use crate::{
    engine::{
        error::{Error, Result},
        trace::Category,
    },
    machine::{Kernel, Machine},
};

/// The first port that the machine gives to programs which name none.
const FIRST_PORT: u16 = 49152;
/// How many packets are kept for a test to look at.
const KEPT: usize = 1024;
/// The machine's own addresses, from the blocks for documentation.
const OWN_V4: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 10);
const OWN_V6: Ipv6Addr = Ipv6Addr::new(0x2001, 0xDB8, 0, 0, 0, 0, 0, 0x10);
/// `NlatUnicast`.
const UNICAST: u8 = 1;
/// `IF_TYPE_ETHERNET_CSMACD`.
const ETHERNET: u32 = 6;

/// Which transport protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// TCP: connections, with streams in both directions.
    Tcp,
    /// UDP: datagrams.
    Udp,
}

impl Protocol {
    const fn number(self) -> u8 {
        match self {
            Self::Tcp => 6,
            Self::Udp => 17,
        }
    }

    const fn header(self) -> usize {
        match self {
            Self::Tcp => 20,
            Self::Udp => 8,
        }
    }
}

/// Who talks to whom.
#[derive(Clone, Debug)]
pub struct Traffic {
    protocol: Protocol,
    local: Option<SocketAddr>,
    remote: SocketAddr,
    application: String,
    process: u64,
}

impl Traffic {
    fn new(protocol: Protocol, remote: SocketAddr) -> Self {
        Self {
            protocol,
            local: None,
            remote,
            application: r"\device\harddiskvolume1\windows\system32\curl.exe".to_owned(),
            process: 0x1000,
        }
    }

    /// A TCP connection with `remote`.
    #[must_use]
    pub fn tcp(remote: impl Into<SocketAddr>) -> Self {
        Self::new(Protocol::Tcp, remote.into())
    }

    /// UDP datagrams from and to `remote`.
    #[must_use]
    pub fn udp(remote: impl Into<SocketAddr>) -> Self {
        Self::new(Protocol::Udp, remote.into())
    }

    /// The machine's own end. Without it the machine takes its address and a free port.
    #[must_use]
    pub fn local(mut self, local: impl Into<SocketAddr>) -> Self {
        self.local = Some(local.into());
        self
    }

    /// The path of the program, as `FWPM_CONDITION_ALE_APP_ID` has it.
    #[must_use]
    pub fn application(mut self, path: &str) -> Self {
        path.clone_into(&mut self.application);
        self
    }

    /// The identifier of the program's process.
    #[must_use]
    pub fn process(mut self, id: u64) -> Self {
        self.process = id;
        self
    }

    fn local_end(&self) -> SocketAddr {
        self.local
            .unwrap_or_else(|| SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), 0))
    }

    fn is_v4(&self) -> bool {
        self.remote.is_ipv4()
    }

    fn ip_header(&self) -> usize {
        if self.is_v4() { 20 } else { 40 }
    }

    /// The path as UTF-16 with its NUL: what the engine makes of a program's name.
    fn app_id(&self) -> Vec<u8> {
        let units = self.application.encode_utf16().chain([0]);
        units.flat_map(u16::to_le_bytes).collect()
    }

    /// A packet with `data`, as it goes over the wire.
    fn packet(&self, inbound: bool, syn: bool, data: &[u8]) -> Vec<u8> {
        let (local, remote) = (self.local_end(), self.remote);
        let (from, to) = if inbound {
            (remote, local)
        } else {
            (local, remote)
        };
        let mut bytes = Vec::new();
        let ip = match (from.ip(), to.ip()) {
            (IpAddr::V4(from), IpAddr::V4(to)) => {
                PacketBuilder::ipv4(from.octets(), to.octets(), 64)
            }
            (from, to) => {
                let octets = |address: IpAddr| match address {
                    IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
                    IpAddr::V6(address) => address.octets(),
                };
                PacketBuilder::ipv6(octets(from), octets(to), 64)
            }
        };
        let written = match self.protocol {
            Protocol::Tcp if syn => ip
                .tcp(from.port(), to.port(), 1, 0xFFFF)
                .syn()
                .write(&mut bytes, data),
            Protocol::Tcp => ip
                .tcp(from.port(), to.port(), 1, 0xFFFF)
                .ack(1)
                .write(&mut bytes, data),
            Protocol::Udp => ip.udp(from.port(), to.port()).write(&mut bytes, data),
        };
        debug_assert!(written.is_ok(), "a vector takes every packet that fits IP");
        bytes
    }

    /// What the IP packet says about its traffic.
    fn of_packet(bytes: &[u8], inbound: bool) -> Option<Self> {
        let headers = PacketHeaders::from_ip_slice(bytes).ok()?;
        let (from, to): (IpAddr, IpAddr) = match headers.net? {
            NetHeaders::Ipv4(header, _) => (header.source.into(), header.destination.into()),
            NetHeaders::Ipv6(header, _) => (header.source.into(), header.destination.into()),
            NetHeaders::Arp(_) => return None,
        };
        let (protocol, source, destination) = match headers.transport? {
            TransportHeader::Tcp(it) => (Protocol::Tcp, it.source_port, it.destination_port),
            TransportHeader::Udp(it) => (Protocol::Udp, it.source_port, it.destination_port),
            _ => return None,
        };
        let (from, to) = (
            SocketAddr::new(from, source),
            SocketAddr::new(to, destination),
        );
        let (local, remote) = if inbound { (to, from) } else { (from, to) };
        Some(Self::new(protocol, remote).local(local))
    }
}

impl From<SocketAddr> for Traffic {
    fn from(remote: SocketAddr) -> Self {
        Self::tcp(remote)
    }
}

impl From<([u8; 4], u16)> for Traffic {
    fn from(remote: ([u8; 4], u16)) -> Self {
        Self::tcp(remote)
    }
}

/// Traffic that a filter has blocked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Blocked {
    /// The layer, such as `FWPS_LAYER_ALE_AUTH_CONNECT_V4`.
    pub layer: &'static str,
    /// The name of the filter.
    pub filter: String,
    /// A callout has blocked what a filter of a heavier sublayer had permitted for good.
    pub veto: bool,
    /// The data is gone without a word: a callout absorbed it.
    pub absorbed: bool,
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { layer, filter, .. } = self;
        let how = match (self.veto, self.absorbed) {
            (true, _) => "vetoed",
            (_, true) => "absorbed",
            _ => "blocked",
        };
        write!(f, "{how} at {layer} by the filter \"{filter}\"")
    }
}

/// How far an injected packet goes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    NetworkSend,
    NetworkReceive,
    /// From the endpoint with this handle.
    TransportSend(u64),
    TransportReceive,
}

impl Way {
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
    fn keep(place: &RefCell<VecDeque<Vec<u8>>>, packet: Vec<u8>) {
        let mut place = place.borrow_mut();
        if place.len() == KEPT {
            place.pop_front();
        }
        place.push_back(packet);
    }
}

/// A place on the way of data through the network stack.
struct Point<'a> {
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
    fn ale(layer: (u16, u16), inbound: bool, flow: Option<u64>) -> Self {
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

impl Kernel {
    /// Asks the filters at one point of the way.
    fn pass(&self, traffic: &Traffic, point: Point<'_>) -> Result<(), Blocked> {
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
            known |=
                FWPS_METADATA_FIELD_FLOW_HANDLE | FWPS_METADATA_FIELD_TRANSPORT_ENDPOINT_HANDLE;
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
        if let (Some((_, by)), Some((list, _))) = (self.wfp.packets.injected.get(), list) {
            self.wfp.packets.injected.set(Some((list.addr(), by)));
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
        blocked(layer, &self.classify(&mut incoming))
    }

    fn pass_out(
        &self,
        traffic: &Traffic,
        packet: &mut Packet,
        flow: Option<u64>,
    ) -> Result<(), Blocked> {
        let layer = (id::OutboundTransportV4, id::OutboundTransportV6);
        let offset = traffic.ip_header();
        self.pass(traffic, Point::packet(layer, false, flow, packet, offset))?;
        let layer = (id::OutboundIpPacketV4, id::OutboundIpPacketV6);
        self.pass(traffic, Point::packet(layer, false, None, packet, 0))?;
        Network::keep(&self.wfp.network.sent, packet.bytes().to_vec());
        Ok(())
    }

    fn pass_in(
        &self,
        traffic: &Traffic,
        packet: &mut Packet,
        flow: Option<u64>,
    ) -> Result<(), Blocked> {
        let layer = (id::InboundIpPacketV4, id::InboundIpPacketV6);
        let offset = traffic.ip_header();
        self.pass(traffic, Point::packet(layer, true, None, packet, offset))?;
        self.pass_in_transport(traffic, packet, flow)
    }

    fn pass_in_transport(
        &self,
        traffic: &Traffic,
        packet: &mut Packet,
        flow: Option<u64>,
    ) -> Result<(), Blocked> {
        let layer = (id::InboundTransportV4, id::InboundTransportV6);
        let offset = traffic.ip_header() + traffic.protocol.header();
        self.pass(traffic, Point::packet(layer, true, flow, packet, offset))
    }

    /// Takes an injected packet on from where it was injected.
    pub(crate) fn pass_injected(&self, bytes: Vec<u8>, way: Way, by: (usize, usize)) {
        let inbound = matches!(way, Way::NetworkReceive | Way::TransportReceive);
        let (traffic, bytes) = match way {
            Way::TransportSend(endpoint) => {
                let endpoints = self.wfp.network.endpoints.borrow();
                let Some(traffic) = endpoints.get(&endpoint).cloned() else {
                    return;
                };
                let data = bytes.get(traffic.protocol.header()..).unwrap_or_default();
                let packet = traffic.packet(false, false, data);
                (traffic, packet)
            }
            _ => match Traffic::of_packet(&bytes, inbound) {
                Some(traffic) => (traffic, bytes),
                None => return,
            },
        };
        let mut packet = Packet::new(bytes, 0);
        self.wfp
            .packets
            .injected
            .set(Some((packet.list().addr(), by)));
        let passed = match way {
            Way::NetworkSend => {
                let layer = (id::OutboundIpPacketV4, id::OutboundIpPacketV6);
                self.pass(&traffic, Point::packet(layer, false, None, &mut packet, 0))
                    .map(|()| Network::keep(&self.wfp.network.sent, packet.bytes().to_vec()))
            }
            Way::TransportSend(_) => self.pass_out(&traffic, &mut packet, None),
            Way::NetworkReceive => self.pass_in(&traffic, &mut packet, None),
            Way::TransportReceive => self.pass_in_transport(&traffic, &mut packet, None),
        };
        self.wfp.packets.injected.set(None);
        if inbound && passed.is_ok() {
            Network::keep(&self.wfp.network.received, packet.bytes().to_vec());
        }
    }

    /// A port that no program has asked for.
    fn free_port(&self) -> u16 {
        let ports = &self.wfp.network.ports;
        let next = ports.get().wrapping_add(1);
        ports.set(next);
        FIRST_PORT + next % (u16::MAX - FIRST_PORT)
    }

    fn open_connection(&self, traffic: &Traffic, inbound: bool) -> Result<u64, Blocked> {
        let tcp = traffic.protocol == Protocol::Tcp;
        let mut packet = Packet::new(traffic.packet(inbound, tcp, &[]), 0);
        if inbound {
            self.pass_in(traffic, &mut packet, None)?;
            let layer = (id::AleAuthRecvAcceptV4, id::AleAuthRecvAcceptV6);
            self.pass(traffic, Point::ale(layer, true, None))?;
        } else {
            let layer = (id::AleResourceAssignmentV4, id::AleResourceAssignmentV6);
            self.pass(traffic, Point::ale(layer, false, None))?;
            let layer = (id::AleAuthConnectV4, id::AleAuthConnectV6);
            self.pass(traffic, Point::ale(layer, false, None))?;
            if tcp {
                self.pass_out(traffic, &mut packet, None)?;
                let mut answer = Packet::new(traffic.packet(true, true, &[]), 0);
                self.pass_in(traffic, &mut answer, None)?;
            }
        }
        let flow = self.begin_flow();
        let layer = (id::AleFlowEstablishedV4, id::AleFlowEstablishedV6);
        let mut point = Point::ale(layer, inbound, Some(flow));
        point.at_dispatch = true;
        if let Err(blocked) = self.pass(traffic, point) {
            self.end_flow(flow);
            return Err(blocked);
        }
        let mut endpoints = self.wfp.network.endpoints.borrow_mut();
        endpoints.insert(flow, traffic.clone());
        Ok(flow)
    }

    /// Data in one direction, through the layers in the order of Windows.
    fn carry_data(
        &self,
        traffic: &Traffic,
        flow: u64,
        inbound: bool,
        data: &[u8],
    ) -> Result<(), Blocked> {
        let some = Some(flow);
        let mut packet = Packet::new(traffic.packet(inbound, false, data), 0);
        let headers = traffic.ip_header() + traffic.protocol.header();
        if inbound {
            self.pass_in(traffic, &mut packet, some)?;
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
        self.pass(traffic, point)?;
        if inbound {
            Network::keep(&self.wfp.network.received, packet.bytes().to_vec());
            Ok(())
        } else {
            self.pass_out(traffic, &mut packet, some)
        }
    }

    fn close_connection(&self, traffic: &Traffic, flow: u64) {
        self.wfp.network.endpoints.borrow_mut().remove(&flow);
        let layer = (id::AleEndpointClosureV4, id::AleEndpointClosureV6);
        // Nothing can keep an endpoint from closing.
        let _ = self.pass(traffic, Point::ale(layer, false, Some(flow)));
        self.end_flow(flow);
    }
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

/// A connection, or the datagrams with one peer. Dropping it closes it.
pub struct Connection {
    kernel: Rc<Kernel>,
    traffic: Traffic,
    flow: u64,
}

impl Connection {
    /// The machine's end.
    #[must_use]
    pub fn local(&self) -> SocketAddr {
        self.traffic.local_end()
    }

    fn carry(&self, inbound: bool, data: &[u8]) -> Result {
        let Self {
            kernel,
            traffic,
            flow,
        } = self;
        kernel.call("network", || {
            if !kernel.flow_lives(*flow) {
                return Err(Error::NotFound("a driver has aborted the flow".to_owned()));
            }
            kernel
                .carry_data(traffic, *flow, inbound, data)
                .map_err(Error::Blocked)
        })?
    }

    /// Sends data to the peer.
    ///
    /// # Errors
    /// [`Error::Blocked`] when a filter does not let it pass, and when the machine ended.
    pub fn send(&self, data: &[u8]) -> Result {
        self.carry(false, data)
    }

    /// Receives what the peer sends: `data`.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn receive(&self, data: &[u8]) -> Result {
        self.carry(true, data)
    }

    /// Closes the connection: its flow ends.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn close(self) -> Result {
        self.end()
    }

    fn end(&self) -> Result {
        let Self {
            kernel,
            traffic,
            flow,
        } = self;
        kernel.call("network", || kernel.close_connection(traffic, *flow))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if self.kernel.has_flow(self.flow) {
            // A machine that ended has no flows to close.
            let _ = self.end();
        }
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (local, remote) = (self.traffic.local_end(), self.traffic.remote);
        write!(f, "{:?} {local} - {remote}", self.traffic.protocol)
    }
}

impl Machine {
    /// A program connects to a peer; for UDP it begins to send there.
    ///
    /// # Errors
    /// [`Error::Blocked`] when a filter does not let it, and when the machine ended.
    pub fn connect(&self, traffic: impl Into<Traffic>) -> Result<Connection> {
        self.open_traffic(traffic.into(), false)
            .inspect_err(|error| self.note("connect", error))
    }

    /// A peer connects to a program of the machine; for UDP its first datagram comes.
    ///
    /// # Errors
    /// As [`connect`](Self::connect).
    pub fn accept(&self, traffic: impl Into<Traffic>) -> Result<Connection> {
        self.open_traffic(traffic.into(), true)
            .inspect_err(|error| self.note("accept", error))
    }

    /// A program binds a socket to `local` and listens.
    ///
    /// # Errors
    /// As [`connect`](Self::connect).
    pub fn listen(&self, protocol: Protocol, local: impl Into<SocketAddr>) -> Result {
        let local = local.into();
        let anybody = if local.is_ipv4() {
            SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), 0)
        } else {
            SocketAddr::new(Ipv6Addr::UNSPECIFIED.into(), 0)
        };
        let traffic = Traffic::new(protocol, anybody).local(local);
        let kernel = &self.kernel;
        kernel
            .call("network", || {
                let layer = (id::AleResourceAssignmentV4, id::AleResourceAssignmentV6);
                kernel.pass(&traffic, Point::ale(layer, false, None))?;
                let layer = (id::AleAuthListenV4, id::AleAuthListenV6);
                kernel.pass(&traffic, Point::ale(layer, false, None))
            })?
            .map_err(Error::Blocked)
            .inspect_err(|error| self.note("listen", error))
    }

    fn open_traffic(&self, mut traffic: Traffic, inbound: bool) -> Result<Connection> {
        let kernel = &self.kernel;
        if traffic.local.is_none() {
            let own = if traffic.is_v4() {
                OWN_V4.into()
            } else {
                OWN_V6.into()
            };
            traffic.local = Some(SocketAddr::new(own, kernel.free_port()));
        }
        let flow = kernel
            .call("network", || kernel.open_connection(&traffic, inbound))?
            .map_err(Error::Blocked)?;
        Ok(Connection {
            kernel: Rc::clone(kernel),
            traffic,
            flow,
        })
    }

    fn note(&self, what: &'static str, error: &Error) {
        self.kernel
            .trace_instant(Category::User, || (what, error.to_string()));
    }

    /// The IP packets that have left the machine since the last call, the oldest first.
    #[must_use]
    pub fn take_sent_packets(&self) -> Vec<Vec<u8>> {
        self.kernel.wfp.network.sent.take().into()
    }

    /// The IP packets that programs have received since the last call, the oldest first.
    #[must_use]
    pub fn take_received_packets(&self) -> Vec<Vec<u8>> {
        self.kernel.wfp.network.received.take().into()
    }
}
