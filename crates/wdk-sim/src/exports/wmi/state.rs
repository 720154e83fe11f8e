//! Who has registered with WMI, and who listens.
#![forbid(unsafe_code)]

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use wdk_sys::{PVOID, WMI_NOTIFICATION_CALLBACK};

use super::{
    signal::Signal,
    wnode::{BlockId, Instance, Registered},
};
use crate::{
    engine::{driver::DriverId, state::NORMAL_PRIORITY},
    exports::{caller::Caller, state::Registrations},
    nt::{io::raw::Device, kernel::Kernel},
};

/// A block of a provider, with the names of its instances.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) registered: Registered,
    /// `None` for those that the driver names in its answers.
    pub(crate) names: Option<Vec<Vec<u16>>>,
}

/// A device that a driver has registered.
pub(crate) struct Provider {
    pub(crate) id: u32,
    pub(crate) device: Device,
    pub(crate) driver: DriverId,
    pub(crate) blocks: RefCell<Vec<Block>>,
    pub(crate) registry_path: RefCell<Vec<u16>>,
    pub(crate) mof_resource: RefCell<Vec<u16>>,
    /// Requests that its stack has, and registrations that are still to be asked for.
    in_flight: Cell<u32>,
    /// Whether it was deregistered: it gets no request any more.
    pub(crate) is_gone: Cell<bool>,
    /// Whether its driver wants no requests any more.
    pub(super) is_blocked: Cell<bool>,
    idle: Signal,
}

impl Provider {
    /// Something begins that a deregistration waits for.
    pub(super) fn begin(&self) {
        self.in_flight.set(self.in_flight.get() + 1);
        self.idle.clear();
    }

    /// It has ended.
    pub(super) fn end(&self) {
        let left = self.in_flight.get() - 1;
        self.in_flight.set(left);
        if left == 0 {
            self.idle.set();
        }
    }

    /// Waits for what has begun.
    pub(super) fn wait(&self) {
        self.idle.wait();
    }

    /// The block, if it is registered.
    pub(crate) fn block(&self, id: BlockId) -> Option<Block> {
        let blocks = self.blocks.borrow();
        let found = blocks.iter().find(|it| it.registered.block == id);
        found.cloned()
    }

    /// The instance of a block with this name.
    pub(super) fn instance(&self, id: BlockId, name: &[u16]) -> Option<Instance> {
        let block = self.block(id)?;
        let is_from_pdo = matches!(block.registered.names, super::wnode::Names::Pdo(..));
        let index = match &block.names {
            None => None,
            Some(names) => {
                let same = |it: &Vec<u16>| super::wnode::same_name(it, name);
                Some(names.iter().position(same)? as u32)
            }
        };
        Some(Instance {
            name: name.to_vec(),
            index,
            is_from_pdo,
        })
    }
}

/// Who wants what of a block.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Listeners {
    /// Consumers that have it open to read it.
    pub(super) readers: u32,
    /// Consumers of its events.
    pub(super) events: u32,
    /// The trace session that gets its events.
    pub(super) logger: Option<u64>,
}

/// Whom events are delivered to.
#[derive(Clone)]
pub(super) enum Sink {
    /// A program, which fetches them.
    Program(Rc<RefCell<Vec<Vec<u8>>>>),
    /// A driver's routine, with its context.
    Routine(WMI_NOTIFICATION_CALLBACK, PVOID, Caller),
}

/// Somebody who wants the events of a block.
#[derive(Clone)]
pub(super) struct Subscription {
    pub(super) id: u64,
    pub(super) block: BlockId,
    pub(super) sink: Sink,
}

type Work = Box<dyn FnOnce(&Kernel)>;

/// WMI on one machine.
#[derive(Default)]
pub(crate) struct Wmi {
    pub(super) providers: RefCell<Vec<Rc<Provider>>>,
    next: Cell<u32>,
    pub(super) instance_ids: RefCell<BTreeMap<BlockId, u32>>,
    pub(super) listeners: RefCell<BTreeMap<BlockId, Listeners>>,
    pub(super) subscriptions: RefCell<Vec<Subscription>>,
    /// Events of trace blocks that their session has got.
    pub(super) traced: RefCell<Vec<Vec<u8>>>,
    queue: RefCell<VecDeque<Work>>,
    is_working: Cell<bool>,
    is_done: OnceCell<Signal>,
    /// Whoever enables or disables events or collection.
    turn: OnceCell<Signal>,
    turn_of: Cell<u64>,
}

impl Wmi {
    pub(crate) fn of(kernel: &Kernel) -> &Self {
        &Registrations::of(kernel).wmi
    }

    /// How many devices of the driver are registered.
    pub(crate) fn held_by(&self, driver: DriverId) -> usize {
        let providers = self.providers.borrow();
        providers.iter().filter(|it| it.driver == driver).count()
    }

    /// The provider that a device is.
    pub(super) fn of_device(&self, device: Device) -> Option<Rc<Provider>> {
        let providers = self.providers.borrow();
        providers.iter().find(|it| it.device == device).cloned()
    }

    /// The provider with this identifier.
    pub(super) fn with_id(&self, id: u32) -> Option<Rc<Provider>> {
        let providers = self.providers.borrow();
        providers.iter().find(|it| it.id == id).cloned()
    }

    /// All providers, in the order in which they were registered.
    pub(crate) fn providers(&self) -> Vec<Rc<Provider>> {
        self.providers.borrow().clone()
    }

    /// Those that have registered a block.
    pub(crate) fn providers_of(&self, block: BlockId) -> Vec<Rc<Provider>> {
        let mut providers = self.providers();
        providers.retain(|it| it.block(block).is_some());
        providers
    }

    /// Adds a provider without blocks.
    pub(super) fn add(&self, device: Device) -> Rc<Provider> {
        let id = self.next.get() + 1;
        self.next.set(id);
        let provider = Rc::new(Provider {
            id,
            device,
            driver: device.owner().map_or(DriverId::KERNEL, |it| it.state().id),
            blocks: RefCell::default(),
            registry_path: RefCell::default(),
            mof_resource: RefCell::default(),
            in_flight: Cell::default(),
            is_gone: Cell::default(),
            is_blocked: Cell::default(),
            idle: Signal::gate(true),
        });
        self.providers.borrow_mut().push(Rc::clone(&provider));
        provider
    }

    /// A number that no subscription has.
    pub(super) fn number(&self) -> u64 {
        let id = self.next.get() + 1;
        self.next.set(id);
        u64::from(id)
    }

    /// Has a thread of the system do `work`, after what was queued before. IRQL: up to `DISPATCH_LEVEL`.
    pub(super) fn queue(&self, kernel: &Kernel, work: impl FnOnce(&Kernel) + 'static) {
        self.queue.borrow_mut().push_back(Box::new(work));
        if !self.is_working.replace(true) {
            if let Some(done) = self.is_done.get() {
                done.clear();
            }
            kernel.start_thread("WMI", NORMAL_PRIORITY, Box::new(run_queue));
        }
    }

    /// Waits until all is done that was queued.
    pub(super) fn wait(&self) {
        // First: what ends later sets it.
        let done = made(&self.is_done, || Signal::gate(false));
        while self.is_working.get() {
            done.wait();
        }
    }

    /// Enables or disables something by `work`, while nobody else does.
    pub(super) fn in_turn<R>(&self, kernel: &Kernel, work: impl FnOnce() -> R) -> R {
        let thread = kernel.sched.running().map_or(0, |thread| thread.number);
        if self.turn_of.get() == thread {
            return work();
        }
        let turn = made(&self.turn, Signal::turn);
        turn.wait();
        self.turn_of.set(thread);
        let result = work();
        self.turn_of.set(0);
        turn.set();
        result
    }

    /// Changes who wants what of a block.
    pub(super) fn change<R>(&self, block: BlockId, change: impl FnOnce(&mut Listeners) -> R) -> R {
        change(self.listeners.borrow_mut().entry(block).or_default())
    }
}

/// A signal that is made when it is first needed. Threads may change meanwhile, and another one be faster.
fn made(place: &OnceCell<Signal>, make: impl Fn() -> Signal) -> &Signal {
    loop {
        if let Some(signal) = place.get() {
            return signal;
        }
        let _ = place.set(make());
    }
}

fn run_queue() {
    let kernel = Kernel::current();
    let wmi = Wmi::of(&kernel);
    loop {
        let next = wmi.queue.borrow_mut().pop_front();
        let Some(work) = next else { break };
        work(&kernel);
    }
    wmi.is_working.set(false);
    if let Some(done) = wmi.is_done.get() {
        done.set();
    }
}
