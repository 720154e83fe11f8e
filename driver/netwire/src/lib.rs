//! Sample NDIS 6 miniport: virtual Ethernet adapters, two on each wire.
//!
//! The first and the second adapter of the driver are the ends of one wire, the third and the
//! fourth of another, and so on. What one end sends, the other receives.
//!
//! The driver shows the parts of a miniport: registration, adapters with attributes, lists that are
//! queued and completed later, received lists that are returned, pause and restart, cancelled
//! sends, and OIDs.
#![no_std]
#![forbid(unsafe_code)]

mod counters;
mod wire;

use core::time::Duration;

use wdk::{
    irql::AtMostDispatch,
    ndis::{
        self, Adapter, Attributes, HaltAction, Initialize, Link, Miniport, NetBuffer, OidAnswered,
        OidRequest, PacketFilter, PnpEvent, ReceiveList, ReceivePool, Running, SendList, SendLists,
        oid, status,
    },
    prelude::*,
    wdm,
};
use wdk_panic as _;

use wire::{Plug, PortNumber, Wires};

/// Bytes of a frame with its header, and of a VLAN tag.
const LONGEST_FRAME: usize = 1518;
/// The link speed that the adapters report, in bits per second.
const SPEED: u64 = 10_000_000_000;
/// The pool tag of received frames.
const TAG: [u8; 4] = *b"Wire";

/// The OIDs that an adapter supports.
const OIDS: [u32; 15] = [
    oid::GEN_CURRENT_PACKET_FILTER.number(),
    oid::GEN_CURRENT_LOOKAHEAD.number(),
    oid::GEN_MAXIMUM_TOTAL_SIZE.number(),
    oid::GEN_TRANSMIT_BUFFER_SPACE.number(),
    oid::GEN_RECEIVE_BUFFER_SPACE.number(),
    oid::GEN_TRANSMIT_BLOCK_SIZE.number(),
    oid::GEN_RECEIVE_BLOCK_SIZE.number(),
    oid::GEN_VENDOR_ID.number(),
    oid::GEN_VENDOR_DESCRIPTION.number(),
    oid::GEN_VENDOR_DRIVER_VERSION.number(),
    oid::GEN_XMIT_OK.number(),
    oid::GEN_RCV_OK.number(),
    oid::GEN_RCV_NO_BUFFER.number(),
    oid::GEN_STATISTICS.number(),
    oid::MULTICAST_LIST_802_3.number(),
];

/// The driver, whose data is in its registration with NDIS.
struct Netwire;

#[wdk::wdm_driver]
impl wdm::Driver for Netwire {
    fn load(
        driver: &wdm::DriverObject,
        registry_path: &UnicodeStr,
        irql: &mut Passive,
    ) -> Result<Self> {
        ndis::register_miniport::<Port>(driver, registry_path, Wires::default(), irql)?;
        Ok(Self)
    }

    fn unload(self, _irql: &mut Passive) {
        log::info!("unloaded");
    }
}

/// An adapter: one end of a wire.
struct Port {
    number: PortNumber,
    mac_address: [u8; 6],
    /// Lists that wait for the wire.
    queue: SpinLock<SendLists>,
    /// The pool for frames that this port receives.
    pool: ReceivePool,
}

#[wdk::handlers]
impl Miniport for Port {
    type Driver = Wires;

    fn initialize(
        adapter: &Initialize<'_, Self>,
        irql: &mut Passive,
    ) -> Result<(Self, Attributes)> {
        let pool = ReceivePool::new(adapter, TAG)?;
        let number = adapter
            .driver()
            .take_port()
            .ok_or(Error::INSUFFICIENT_RESOURCES)?;
        let permanent = number.mac_address();
        let mac_address = adapter.network_address(irql).unwrap_or(permanent);
        let attributes = Attributes::ethernet(permanent)
            .current_address(mac_address)
            .link(Link::down())
            .packet_filters(
                PacketFilter::DIRECTED
                    | PacketFilter::MULTICAST
                    | PacketFilter::ALL_MULTICAST
                    | PacketFilter::BROADCAST
                    | PacketFilter::PROMISCUOUS,
            )
            .oids(&OIDS);
        let port = Self {
            number,
            mac_address,
            queue: SpinLock::new(SendLists::new()),
            pool,
        };
        Ok((port, attributes))
    }

    fn halt(self, wires: &Wires, action: HaltAction, _irql: &mut Passive) {
        wires.free_port(self.number);
        log::info!("port {} halts: {action:?}", self.number);
    }

    fn restart(&self, adapter: &Adapter<Self>, running: Running, irql: &mut Passive) -> Result {
        let plug = Plug {
            running,
            mac_address: self.mac_address,
        };
        adapter.driver().plug_in(self.number, plug, irql);
        Ok(())
    }

    fn pause(&self, adapter: &Adapter<Self>, irql: &mut Passive) {
        let waiting = self.take_queue(irql);
        waiting.complete(Err(status::PAUSED), irql);
        adapter.driver().unplug(self.number, irql);
    }

    fn send_net_buffer_lists(
        &self,
        adapter: &Adapter<Self>,
        lists: SendLists,
        irql: &mut UpToDispatch,
    ) {
        let refused = self.queue.with(irql, |queue, _| queue.append(lists).err());
        drop(refused);
        adapter.start_timer(Duration::ZERO);
    }

    fn cancel_send(&self, _adapter: &Adapter<Self>, cancel_id: usize, irql: &mut UpToDispatch) {
        let cancelled = self.queue.with(irql, |queue, _| {
            queue.extract_if(|list| list.cancel_id() == cancel_id)
        });
        cancelled.complete(Err(status::REQUEST_ABORTED), irql);
    }

    fn timer(&self, adapter: &Adapter<Self>, irql: &mut Dispatch) {
        for list in self.take_queue(irql) {
            self.carry(adapter.driver(), list, irql);
        }
    }

    fn oid_request<'a>(
        &self,
        adapter: &Adapter<Self>,
        request: OidRequest<'a>,
        _irql: &mut Passive,
    ) -> OidAnswered<'a> {
        let end = adapter.driver().end(self.number);
        let longest = || Ok(LONGEST_FRAME as u32);
        request
            .query(oid::GEN_CURRENT_PACKET_FILTER, || Ok(end.filter()))
            .set(oid::GEN_CURRENT_PACKET_FILTER, |filter| {
                end.set_filter(filter);
                Ok(())
            })
            .query(oid::GEN_CURRENT_LOOKAHEAD, longest)
            .set(oid::GEN_CURRENT_LOOKAHEAD, |_| Ok(()))
            .query(oid::GEN_MAXIMUM_TOTAL_SIZE, longest)
            .query(oid::GEN_TRANSMIT_BUFFER_SPACE, longest)
            .query(oid::GEN_RECEIVE_BUFFER_SPACE, longest)
            .query(oid::GEN_TRANSMIT_BLOCK_SIZE, longest)
            .query(oid::GEN_RECEIVE_BLOCK_SIZE, longest)
            .query(oid::GEN_VENDOR_ID, || Ok(0x00FF_FFFF))
            .query_bytes(oid::GEN_VENDOR_DESCRIPTION, b"netwire\0")
            .query(oid::GEN_VENDOR_DRIVER_VERSION, || Ok(0x0001_0000))
            .query_counter(oid::GEN_XMIT_OK, || end.counters.sent.frames())
            .query_counter(oid::GEN_RCV_OK, || end.counters.received.frames())
            .query_counter(oid::GEN_RCV_NO_BUFFER, || end.counters.received.discards())
            .query(oid::GEN_STATISTICS, || Ok(end.counters.statistics()))
            .set_bytes(oid::MULTICAST_LIST_802_3, |list| {
                let whole = list.len() % 6 == 0;
                whole.then_some(()).ok_or(status::INVALID_LENGTH)
            })
            .finish()
    }

    fn device_pnp_event(&self, _adapter: &Adapter<Self>, event: PnpEvent, _irql: &mut Passive) {
        if event == PnpEvent::SurpriseRemoved {
            log::warn!("port {} was removed without notice", self.number);
        }
    }
}

impl Port {
    fn take_queue(&self, irql: &mut impl AtMostDispatch) -> SendLists {
        self.queue.with(irql, |queue, _| queue.take())
    }

    /// Carries the frames of a list to the other end of the wire.
    fn carry(&self, wires: &Wires, list: SendList, irql: &mut Dispatch) {
        let (here, there) = (wires.end(self.number), wires.end(self.number.peer()));
        let plug = there.plug(irql);
        for frame in list.buffers() {
            let destination = destination(frame);
            here.counters.sent.count(destination, frame.len());
            // A frame without a receiver is sent all the same.
            let Some(plug) = &plug else { continue };
            if !there.filter().accepts(plug.mac_address, &destination) {
                continue;
            }
            match self.copy(frame) {
                Ok(received) => {
                    there.counters.received.count(destination, frame.len());
                    plug.running.indicate(received, irql);
                }
                Err(_) => there.counters.received.discard(),
            }
        }
        list.complete(Ok(()), irql);
    }

    fn copy(&self, frame: &NetBuffer) -> Result<ReceiveList> {
        let mut received = self.pool.allocate(LONGEST_FRAME)?;
        received.fill(|buffer| frame.copy_to(buffer))?;
        Ok(received)
    }
}

/// The destination of a frame; zeros for one that cannot be read.
fn destination(frame: &NetBuffer) -> [u8; 6] {
    let mut bytes = [0; 6];
    match frame.read(0, &mut bytes) {
        Ok(_) => bytes,
        Err(_) => [0; 6],
    }
}
