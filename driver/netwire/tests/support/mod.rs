//! Two adapters on a wire, and the protocol stacks above them.

use std::{collections::VecDeque, time::Duration};

use smoltcp::{
    iface::{Config, Interface, SocketHandle, SocketSet},
    phy::{self, DeviceCapabilities, Medium},
    socket::{icmp, tcp},
    time::Instant,
    wire::{EthernetAddress, HardwareAddress, IpCidr, Ipv4Address},
};
use wdk_sim::{
    Code, Device, Machine, Result,
    ndis::{Adapter, End, Wire},
};

pub(crate) const INF: &str = include_str!("../../../../inf/netwire.inx");
pub(crate) const STEP: Duration = Duration::from_millis(1);

/// A machine with the driver's package, and as many of its adapters.
pub(crate) fn adapters(
    machine: &Machine,
    code: Code,
    count: usize,
) -> Result<Vec<(Device, Adapter)>> {
    machine.add_package(INF, code)?;
    (0..count)
        .map(|_| {
            let device = machine.plug("root\\netwire")?;
            let adapter = machine.adapter(&device)?;
            Ok((device, adapter))
        })
        .collect()
}

/// Frames between an adapter and smoltcp.
#[derive(Default)]
struct Queues {
    received: VecDeque<Vec<u8>>,
    sent: VecDeque<Vec<u8>>,
}

pub(crate) struct Received(Vec<u8>);
pub(crate) struct Sent<'a>(&'a mut VecDeque<Vec<u8>>);

impl phy::Device for Queues {
    type RxToken<'a> = Received;
    type TxToken<'a> = Sent<'a>;

    fn receive(&mut self, _now: Instant) -> Option<(Received, Sent<'_>)> {
        let frame = self.received.pop_front()?;
        Some((Received(frame), Sent(&mut self.sent)))
    }

    fn transmit(&mut self, _now: Instant) -> Option<Sent<'_>> {
        Some(Sent(&mut self.sent))
    }

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ethernet;
        capabilities.max_transmission_unit = 1514;
        capabilities
    }
}

impl phy::RxToken for Received {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, f: F) -> R {
        f(&self.0)
    }
}

impl phy::TxToken for Sent<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, length: usize, f: F) -> R {
        let mut frame = vec![0; length];
        let result = f(&mut frame);
        self.0.push_back(frame);
        result
    }
}

/// A protocol stack: the end of a wire whose other end is an adapter.
pub(crate) struct Stack {
    interface: Interface,
    queues: Queues,
    pub(crate) sockets: SocketSet<'static>,
}

impl Stack {
    pub(crate) fn new(mac_address: [u8; 6], address: Ipv4Address) -> Self {
        let mut queues = Queues::default();
        let hardware = HardwareAddress::Ethernet(EthernetAddress(mac_address));
        let mut interface = Interface::new(Config::new(hardware), &mut queues, Instant::ZERO);
        interface.update_ip_addrs(|addresses| {
            addresses
                .push(IpCidr::new(address.into(), 24))
                .expect("room for one address");
        });
        Self {
            interface,
            queues,
            sockets: SocketSet::new(Vec::new()),
        }
    }

    /// A socket for echo requests with this identifier.
    pub(crate) fn icmp(&mut self, identifier: u16) -> SocketHandle {
        let buffer =
            || icmp::PacketBuffer::new(vec![icmp::PacketMetadata::EMPTY; 8], vec![0; 4096]);
        let mut socket = icmp::Socket::new(buffer(), buffer());
        socket
            .bind(icmp::Endpoint::Ident(identifier))
            .expect("a free identifier");
        self.sockets.add(socket)
    }

    pub(crate) fn tcp(&mut self) -> SocketHandle {
        let buffer = || tcp::SocketBuffer::new(vec![0; 65_535]);
        self.sockets.add(tcp::Socket::new(buffer(), buffer()))
    }

    pub(crate) fn connect(&mut self, socket: SocketHandle, to: (Ipv4Address, u16), from: u16) {
        let socket = self.sockets.get_mut::<tcp::Socket<'_>>(socket);
        socket
            .connect(self.interface.context(), to, from)
            .expect("a route");
    }

    fn poll(&mut self, now: Duration) {
        let now = Instant::from_micros(i64::try_from(now.as_micros()).unwrap_or(i64::MAX));
        self.interface
            .poll(now, &mut self.queues, &mut self.sockets);
    }
}

impl End for Stack {
    fn transmit(&mut self, frame: &[u8], now: Duration) -> Result {
        self.queues.received.push_back(frame.to_vec());
        self.poll(now);
        Ok(())
    }

    fn receive(&mut self, now: Duration) -> Result<Option<Vec<u8>>> {
        self.poll(now);
        Ok(self.queues.sent.pop_front())
    }
}

/// An adapter with a stack above it.
pub(crate) type Host<'a> = Wire<&'a Adapter, Stack>;

pub(crate) fn host(adapter: &Adapter, address: Ipv4Address) -> Result<Host<'_>> {
    Ok(Wire::new(
        adapter,
        Stack::new(adapter.mac_address()?, address),
    ))
}

/// Lets both hosts talk for so long.
pub(crate) fn run(machine: &Machine, hosts: &mut [Host<'_>], duration: Duration) -> Result {
    let end = machine.now() + duration;
    while machine.now() < end {
        for host in &mut *hosts {
            host.carry(machine)?;
        }
        machine.run_for(STEP)?;
    }
    Ok(())
}
