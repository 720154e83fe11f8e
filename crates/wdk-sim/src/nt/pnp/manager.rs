//! The PnP manager's state: the device tree, its lock, and its worker thread.

use std::{
    cell::{Cell, RefCell, UnsafeCell},
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use wdk_sys::{_SYSTEM_POWER_STATE::PowerSystemWorking, KEVENT, POWER_ACTION, SYSTEM_POWER_STATE};

use super::{
    interface::Interfaces,
    node::{self, Node},
    notify::Notifications,
    store::DriverStore,
};
use crate::{
    engine::{
        current::{self, Current, layer},
        state::NORMAL_PRIORITY,
    },
    nt::{
        io::{operation::wait_for, raw::Driver},
        loader::driver::Ldr,
    },
};

layer! {
    /// The device tree.
    Pnp over Ldr {
        pnp: PnpManager,
    }
}

/// Work that the PnP manager does on a thread of its own.
type Work = Box<dyn FnOnce(&Pnp)>;

/// The PnP manager's state.
pub(crate) struct PnpManager {
    nodes: RefCell<BTreeMap<u64, Rc<Node>>>,
    next_node: Cell<u64>,
    pub(crate) store: DriverStore,
    pub(crate) interfaces: RefCell<Interfaces>,
    pub(crate) notifications: RefCell<Notifications>,
    /// The driver object of the root bus.
    pub(super) root: Cell<Option<Driver>>,
    /// Signalled while the tree is not being changed.
    pub(super) lock: UnsafeCell<KEVENT>,
    pub(super) lock_ready: Cell<bool>,
    /// Whether the system sleeps.
    pub(crate) asleep: Cell<bool>,
    /// The state that the system is in, or comes from.
    pub(crate) system: Cell<SYSTEM_POWER_STATE>,
    /// What the system does, as power requests that are sent meanwhile say.
    pub(crate) power_action: Cell<POWER_ACTION>,
    owner: Cell<u64>,
    depth: Cell<u32>,
    queue: RefCell<VecDeque<Work>>,
    worker: Cell<bool>,
}

impl PnpManager {
    fn new(store: DriverStore) -> Self {
        Self {
            nodes: RefCell::default(),
            next_node: Cell::default(),
            store,
            interfaces: RefCell::default(),
            notifications: RefCell::default(),
            root: Cell::default(),
            lock: UnsafeCell::default(),
            lock_ready: Cell::default(),
            asleep: Cell::default(),
            system: PowerSystemWorking.into(),
            power_action: Cell::default(),
            owner: Cell::default(),
            depth: Cell::default(),
            queue: RefCell::default(),
            worker: Cell::default(),
        }
    }

    /// The node with the number `id`.
    pub(crate) fn node(&self, id: u64) -> Option<Rc<Node>> {
        self.nodes.borrow().get(&id).cloned()
    }

    /// All nodes, oldest first.
    pub(crate) fn nodes(&self) -> Vec<Rc<Node>> {
        self.nodes.borrow().values().cloned().collect()
    }

    pub(super) fn add(&self, make: impl FnOnce(u64) -> Node) -> Rc<Node> {
        let id = self.next_node.get() + 1;
        self.next_node.set(id);
        let node = Rc::new(make(id));
        self.nodes.borrow_mut().insert(id, Rc::clone(&node));
        if let Some(parent) = node.parent.and_then(|parent| self.node(parent)) {
            parent.children.borrow_mut().push(id);
        }
        node
    }

    pub(super) fn forget(&self, node: &Node) {
        self.nodes.borrow_mut().remove(&node.id);
        if let Some(parent) = node.parent.and_then(|parent| self.node(parent)) {
            parent
                .children
                .borrow_mut()
                .retain(|child| *child != node.id);
        }
    }
}

impl Pnp {
    /// This layer of the machine that runs.
    ///
    /// # Panics
    /// Outside of a simulated thread.
    #[inline]
    pub(crate) fn current() -> Current<Self> {
        current::current()
    }

    pub(crate) fn new(below: Ldr) -> Self {
        let store = DriverStore::on(&below.io.disk);
        Self {
            below,
            pnp: PnpManager::new(store),
        }
    }

    /// Does `work` under the lock of the device tree, which is recursive.
    pub(crate) fn with_device_tree<R>(&self, work: impl FnOnce() -> R) -> R {
        let thread = self.sched.running().map_or(0, |thread| thread.number);
        let pnp = &self.pnp;
        if pnp.owner.get() == thread && pnp.depth.get() > 0 {
            return work();
        }
        let event = node::lock_event(pnp);
        wait_for(event);
        pnp.owner.set(thread);
        pnp.depth.set(1);
        let result = work();
        pnp.depth.set(0);
        node::set_event(event);
        result
    }

    /// Has the PnP manager's thread do `work`, after what was queued before. While the system sleeps, devices do not
    /// come and go: the work waits.
    pub(crate) fn queue_pnp(&self, work: impl FnOnce(&Pnp) + 'static) {
        self.pnp.queue.borrow_mut().push_back(Box::new(work));
        self.run_queued_pnp();
    }

    /// Has the PnP manager's thread do what is queued, unless the system sleeps.
    pub(crate) fn run_queued_pnp(&self) {
        let waits = self.pnp.asleep.get() || self.pnp.queue.borrow().is_empty();
        if !waits && !self.pnp.worker.replace(true) {
            self.start_thread("PnP manager", NORMAL_PRIORITY, Box::new(run_queue));
        }
    }

    /// Does the next work that is queued; false when there is none, or the system sleeps.
    fn work_once(&self) -> bool {
        self.with_device_tree(|| {
            if self.pnp.asleep.get() {
                return false;
            }
            let next = self.pnp.queue.borrow_mut().pop_front();
            next.map(|work| work(self)).is_some()
        })
    }
}

fn run_queue() {
    let kernel = Pnp::current();
    while kernel.work_once() {}
    kernel.pnp.worker.set(false);
}
