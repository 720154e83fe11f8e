//! Events: from `IoWMIWriteEvent` to programs and to the routines of drivers.
#![expect(unsafe_code, reason = "calls notification routines")]

use std::rc::Rc;

use wdk_sys::{
    NTSTATUS, STATUS_BUFFER_OVERFLOW, STATUS_INVALID_HANDLE, STATUS_SUCCESS, STATUS_UNSUCCESSFUL,
    WNODE_FLAG_TRACED_GUID,
};

use super::{
    control,
    state::{Sink, Subscription, Wmi},
    wnode::{self, BlockId},
};
use crate::nt::{kernel::Kernel, pnp::interface::braces};

/// The most bytes that an event may have.
pub(super) const LARGEST: u32 = 0x8_0000;

/// Takes an event over, or says why not.
pub(super) fn write(kernel: &Kernel, node: &[u8]) -> NTSTATUS {
    let wmi = Wmi::of(kernel);
    if wnode::flags(node) & WNODE_FLAG_TRACED_GUID != 0 {
        return trace(wmi, node);
    }
    if node.len() > LARGEST as usize {
        return STATUS_BUFFER_OVERFLOW;
    }
    let (Some(block), Some(_)) = (BlockId::of_node(node), wmi.with_id(wnode::provider(node)))
    else {
        return STATUS_UNSUCCESSFUL;
    };
    let node = node.to_vec();
    wmi.queue(kernel, move |kernel| deliver(kernel, block, &node));
    STATUS_SUCCESS
}

/// An event of a trace block, for the session whose handle it has.
fn trace(wmi: &Wmi, node: &[u8]) -> NTSTATUS {
    let logger = wnode::logger(node);
    let listeners = wmi.listeners.borrow();
    if !listeners.values().any(|it| it.logger == Some(logger)) {
        return STATUS_INVALID_HANDLE;
    }
    wmi.traced.borrow_mut().push(node.to_vec());
    STATUS_SUCCESS
}

fn deliver(kernel: &Kernel, block: BlockId, node: &[u8]) {
    let wmi = Wmi::of(kernel);
    let all: Vec<Subscription> = {
        let all = wmi.subscriptions.borrow();
        all.iter().filter(|it| it.block == block).cloned().collect()
    };
    for subscription in all {
        let is_there = {
            let all = wmi.subscriptions.borrow();
            all.iter().any(|it| it.id == subscription.id)
        };
        match subscription.sink {
            _ if !is_there => {}
            Sink::Program(events) => events.borrow_mut().push(node.to_vec()),
            Sink::Routine(Some(routine), context, caller) => {
                let mut node = node.to_vec();
                let name = "WmiNotificationCallback";
                caller.call(
                    kernel,
                    name,
                    || braces(&block.guid()),
                    // SAFETY: the driver registered the routine with this context; the event lives meanwhile.
                    || unsafe { routine(node.as_mut_ptr().cast(), context) },
                );
            }
            Sink::Routine(None, ..) => {}
        }
    }
}

/// Begins to deliver the events of a block.
pub(super) fn subscribe(kernel: &Kernel, block: BlockId, sink: Sink) -> Result<u64, NTSTATUS> {
    let wmi = Wmi::of(kernel);
    let id = wmi.number();
    // First, so that an event that is sent while they are enabled is not lost.
    let subscription = Subscription { id, block, sink };
    wmi.subscriptions.borrow_mut().push(subscription);
    match control::enable_events(kernel, block) {
        Ok(()) => Ok(id),
        Err(status) => {
            wmi.subscriptions.borrow_mut().retain(|it| it.id != id);
            Err(status)
        }
    }
}

/// Ends that.
pub(super) fn unsubscribe(kernel: &Kernel, id: u64) {
    let wmi = Wmi::of(kernel);
    let block = {
        let mut all = wmi.subscriptions.borrow_mut();
        let found = all.iter().find(|it| it.id == id).map(|it| it.block);
        all.retain(|it| it.id != id);
        found
    };
    if let Some(block) = block {
        control::disable_events(kernel, block);
    }
}

/// What a program has got, and has not fetched yet.
pub(super) type Inbox = Rc<std::cell::RefCell<Vec<Vec<u8>>>>;
