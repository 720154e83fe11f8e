//! The PnP manager: the device tree, and what happens to the devices in it.

pub(crate) mod children;
pub(crate) mod install;
pub(crate) mod interface;
pub(crate) mod node;
pub(crate) mod notify;
pub(crate) mod property;
pub(crate) mod remove;
pub(crate) mod request;
pub(crate) mod resources;
pub(crate) mod root;
pub(crate) mod stack;
pub(crate) mod store;

use std::{
    cell::{Cell, RefCell, UnsafeCell},
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use wdk_sys::KEVENT;

use crate::machine::{Kernel, NORMAL_PRIORITY};

pub(crate) use node::{Node, State};

/// Work that the PnP manager does on a thread of its own.
type Work = Box<dyn FnOnce(&Kernel)>;

/// The PnP manager's state.
#[derive(Default)]
pub(crate) struct PnpManager {
    nodes: RefCell<BTreeMap<u64, Rc<Node>>>,
    next_node: Cell<u64>,
    pub(crate) store: store::DriverStore,
    pub(crate) interfaces: RefCell<interface::Interfaces>,
    pub(crate) notifications: RefCell<notify::Notifications>,
    /// The driver object of the root bus.
    root: Cell<Option<crate::nt::io::raw::Driver>>,
    /// Set while nobody changes the tree.
    lock: UnsafeCell<KEVENT>,
    lock_ready: Cell<bool>,
    owner: Cell<u64>,
    depth: Cell<u32>,
    queue: RefCell<VecDeque<Work>>,
    worker: Cell<bool>,
}

impl PnpManager {
    /// The node with the number `id`.
    pub(crate) fn node(&self, id: u64) -> Option<Rc<Node>> {
        self.nodes.borrow().get(&id).cloned()
    }

    /// All nodes, oldest first.
    pub(crate) fn nodes(&self) -> Vec<Rc<Node>> {
        self.nodes.borrow().values().cloned().collect()
    }

    fn add(&self, make: impl FnOnce(u64) -> Node) -> Rc<Node> {
        let id = self.next_node.get() + 1;
        self.next_node.set(id);
        let node = Rc::new(make(id));
        self.nodes.borrow_mut().insert(id, Rc::clone(&node));
        if let Some(parent) = node.parent.and_then(|parent| self.node(parent)) {
            parent.children.borrow_mut().push(id);
        }
        node
    }

    fn forget(&self, node: &Node) {
        self.nodes.borrow_mut().remove(&node.id);
        if let Some(parent) = node.parent.and_then(|parent| self.node(parent)) {
            parent
                .children
                .borrow_mut()
                .retain(|child| *child != node.id);
        }
    }
}

impl Kernel {
    /// Does `work` while nobody else changes the device tree. The same thread may nest.
    pub(crate) fn with_device_tree<R>(&self, work: impl FnOnce() -> R) -> R {
        let thread = self.sched.running().map_or(0, |thread| thread.number);
        let pnp = &self.pnp;
        if pnp.owner.get() == thread && pnp.depth.get() > 0 {
            return work();
        }
        let event = node::lock_event(pnp);
        crate::nt::io::operation::wait_for(event);
        pnp.owner.set(thread);
        pnp.depth.set(1);
        let result = work();
        pnp.depth.set(0);
        node::set_event(event);
        result
    }

    /// Has the PnP manager's thread do `work`, after what was asked before.
    pub(crate) fn queue_pnp(&self, work: impl FnOnce(&Kernel) + 'static) {
        self.pnp.queue.borrow_mut().push_back(Box::new(work));
        if !self.pnp.worker.replace(true) {
            self.start_thread("PnP manager", NORMAL_PRIORITY, Box::new(run_queue));
        }
    }
}

fn run_queue() {
    let kernel = Kernel::current();
    loop {
        let next = kernel.pnp.queue.borrow_mut().pop_front();
        let Some(work) = next else { break };
        kernel.with_device_tree(|| work(&kernel));
    }
    kernel.pnp.worker.set(false);
}
