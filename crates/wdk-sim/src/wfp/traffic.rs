//! Traffic: who talks to whom, and the packets of it.
#![forbid(unsafe_code)]

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use etherparse::{NetHeaders, PacketBuilder, PacketHeaders, TransportHeader};

/// Which transport protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// TCP: connections, with streams in both directions.
    Tcp,
    /// UDP: datagrams.
    Udp,
}

impl Protocol {
    pub(super) const fn number(self) -> u8 {
        match self {
            Self::Tcp => 6,
            Self::Udp => 17,
        }
    }

    pub(super) const fn header(self) -> usize {
        match self {
            Self::Tcp => 20,
            Self::Udp => 8,
        }
    }
}

/// Who talks to whom.
#[derive(Clone, Debug)]
pub struct Traffic {
    pub(super) protocol: Protocol,
    pub(super) local: Option<SocketAddr>,
    pub(super) remote: SocketAddr,
    application: String,
    pub(super) process: u64,
}

impl Traffic {
    pub(super) fn new(protocol: Protocol, remote: SocketAddr) -> Self {
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

    pub(super) fn local_end(&self) -> SocketAddr {
        self.local
            .unwrap_or_else(|| SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), 0))
    }

    pub(super) fn is_v4(&self) -> bool {
        self.remote.is_ipv4()
    }

    pub(super) fn ip_header(&self) -> usize {
        if self.is_v4() { 20 } else { 40 }
    }

    /// The path as UTF-16 with its NUL: what the engine makes of a program's name.
    pub(super) fn app_id(&self) -> Vec<u8> {
        let units = self.application.encode_utf16().chain([0]);
        units.flat_map(u16::to_le_bytes).collect()
    }

    /// A packet with `data`, as it goes over the wire.
    pub(super) fn packet(&self, inbound: bool, syn: bool, data: &[u8]) -> Vec<u8> {
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
    pub(super) fn of_packet(bytes: &[u8], inbound: bool) -> Option<Self> {
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
