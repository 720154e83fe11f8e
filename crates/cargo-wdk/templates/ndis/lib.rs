//! An NDIS miniport driver: a virtual Ethernet adapter that sends every frame back.
#![no_std]
#![forbid(unsafe_code)]

use core::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use wdk::{
    ndis::{
        self, Adapter, Attributes, Initialize, Miniport, NetBuffer, OidAnswered, OidRequest,
        PacketFilter, ReceiveList, ReceivePool, Running, SendLists, oid, status,
    },
    prelude::*,
    wdm,
};
use wdk_panic as _;

/// Bytes of a frame with its header.
const LONGEST_FRAME: usize = 1514;

/// What the adapter answers.
const OIDS: [u32; 2] = [
    oid::GEN_CURRENT_PACKET_FILTER.number(),
    oid::GEN_XMIT_OK.number(),
];

/// The driver.
struct Driver;

#[wdk::wdm_driver]
impl wdm::Driver for Driver {
    fn load(
        driver: &wdm::DriverObject,
        registry_path: &UnicodeStr,
        irql: &mut Passive,
    ) -> Result<Self> {
        ndis::register_miniport::<Echo>(driver, registry_path, (), irql)?;
        Ok(Self)
    }
}

/// An adapter.
struct Echo {
    /// There while the adapter runs.
    running: SpinLock<Option<Running>>,
    /// Lists that wait to be sent.
    queue: SpinLock<SendLists>,
    pool: ReceivePool,
    filter: AtomicU32,
    sent: AtomicU32,
}

#[wdk::handlers]
impl Miniport for Echo {
    type Driver = ();

    fn initialize(
        adapter: &Initialize<'_, Self>,
        irql: &mut Passive,
    ) -> Result<(Self, Attributes)> {
        let own = [0x02, 0, 0, 0, 0, 0x01];
        let address = adapter.network_address(irql).unwrap_or(own);
        let attributes = Attributes::ethernet(own)
            .current_address(address)
            .oids(&OIDS);
        let echo = Self {
            running: SpinLock::new(None),
            queue: SpinLock::new(SendLists::new()),
            pool: ReceivePool::new(adapter, *b"Echo")?,
            filter: AtomicU32::new(0),
            sent: AtomicU32::new(0),
        };
        Ok((echo, attributes))
    }

    fn restart(&self, _adapter: &Adapter<Self>, running: Running, irql: &mut Passive) -> Result {
        self.running.with(irql, |place, _| *place = Some(running));
        Ok(())
    }

    fn pause(&self, _adapter: &Adapter<Self>, irql: &mut Passive) {
        let waiting = self.queue.with(irql, |queue, _| queue.take());
        waiting.complete(Err(status::PAUSED), irql);
        let running = self.running.with(irql, |place, _| place.take());
        drop(running);
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

    fn timer(&self, _adapter: &Adapter<Self>, irql: &mut Dispatch) {
        let lists = self.queue.with(irql, |queue, _| queue.take());
        let running = self.running.with(irql, |place, _| place.clone());
        for list in lists {
            for frame in list.buffers() {
                self.sent.fetch_add(1, Ordering::Relaxed);
                if let (Some(running), Ok(copy)) = (&running, self.copy(frame)) {
                    running.indicate(copy, irql);
                }
            }
            list.complete(Ok(()), irql);
        }
    }

    fn oid_request<'a>(
        &self,
        _adapter: &Adapter<Self>,
        request: OidRequest<'a>,
        _irql: &mut Passive,
    ) -> OidAnswered<'a> {
        request
            .query(oid::GEN_CURRENT_PACKET_FILTER, || {
                Ok(PacketFilter::from_bits(self.filter.load(Ordering::Relaxed)))
            })
            .set(oid::GEN_CURRENT_PACKET_FILTER, |filter| {
                self.filter.store(filter.bits(), Ordering::Relaxed);
                Ok(())
            })
            .query_counter(oid::GEN_XMIT_OK, || {
                self.sent.load(Ordering::Relaxed).into()
            })
            .finish()
    }
}

impl Echo {
    fn copy(&self, frame: &NetBuffer) -> Result<ReceiveList> {
        let mut copy = self.pool.allocate(LONGEST_FRAME)?;
        copy.fill(|room| frame.copy_to(room))?;
        Ok(copy)
    }
}
