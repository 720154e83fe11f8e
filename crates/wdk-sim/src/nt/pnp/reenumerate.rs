//! `GUID_REENUMERATE_SELF_INTERFACE_STANDARD`: a driver has the bus take its device away and find it anew.
#![expect(unsafe_code, reason = "an interface of C functions")]

use std::{cell::Cell, ptr, rc::Rc};

use wdk_sys::{
    GUID, IRP_MN_QUERY_INTERFACE, NTSTATUS, PASSIVE_LEVEL, PREENUMERATE_SELF_INTERFACE_STANDARD,
    PVOID, REENUMERATE_SELF_INTERFACE_STANDARD, STATUS_INVALID_BUFFER_SIZE, STATUS_SUCCESS, abi,
};

use super::{
    interface::same_guid,
    node::{Node, State},
    remove, root, stack,
};
use crate::nt::{io::raw::Stack, pnp::manager::Pnp};

const INTERFACE: GUID = GUID {
    Data1: 0x2AEB_0243,
    Data2: 0x6A6E,
    Data3: 0x486B,
    Data4: [0x82, 0xFC, 0xD8, 0x15, 0xF6, 0xB9, 0x70, 0x06],
};

/// Whether the bus of a device can find it anew, and is to.
#[derive(Default)]
pub(crate) struct Reenumeration {
    offered: bool,
    wanted: Cell<bool>,
    /// How often it did. A wish of a stack that is gone is not one of the next.
    found: Cell<u64>,
}

impl Reenumeration {
    pub(crate) fn new(offered: bool) -> Self {
        Self {
            offered,
            wanted: Cell::new(false),
            found: Cell::new(0),
        }
    }
}

/// The bus's answer to `IRP_MN_QUERY_INTERFACE`; `None` leaves the packet as it is.
pub(super) fn answer(node: &Node, stack: Stack) -> Option<NTSTATUS> {
    debug_assert_eq!(u32::from(stack.minor()), IRP_MN_QUERY_INTERFACE);
    let query = stack.query_interface();
    // SAFETY: the requestor names an interface.
    let asked = unsafe { query.InterfaceType.as_ref() }?;
    if !node.reenumeration.offered || !same_guid(asked, &INTERFACE) {
        return None;
    }
    let size = size_of::<REENUMERATE_SELF_INTERFACE_STANDARD>() as u16;
    if query.Version != 1 || query.Size < size {
        return Some(STATUS_INVALID_BUFFER_SIZE);
    }
    let interface: PREENUMERATE_SELF_INTERFACE_STANDARD = query.Interface.cast();
    let content = REENUMERATE_SELF_INTERFACE_STANDARD {
        Size: size,
        Version: 1,
        Context: ptr::without_provenance_mut(node.id as usize),
        InterfaceReference: Some(nothing),
        InterfaceDereference: Some(nothing),
        SurpriseRemoveAndReenumerateSelf: Some(reenumerate),
    };
    // SAFETY: the requestor's structure is at least this large.
    unsafe { interface.write(content) };
    Some(STATUS_SUCCESS)
}

/// A device outlives the drivers above it, so the interface need not be counted.
#[abi]
unsafe fn nothing(_context: PVOID) {}

#[abi]
unsafe fn reenumerate(context: PVOID) {
    let kernel = Pnp::current();
    let passive = PASSIVE_LEVEL as u8;
    if kernel.sched.irql() > passive {
        kernel.irql_too_high("SurpriseRemoveAndReenumerateSelf", passive);
    }
    let id = context.addr() as u64;
    let found = |node: &Rc<Node>| node.reenumeration.found.get();
    let asked = kernel.pnp.node(id).map(|node| found(&node));
    kernel.queue_pnp(move |kernel| {
        let node = kernel.pnp.node(id);
        let there = |node: &Rc<Node>| node.present.get() && Some(found(node)) == asked;
        if let Some(node) = node.filter(there) {
            node.reenumeration.wanted.set(true);
            remove::surprise_remove(kernel, &node, true);
        }
    });
}

/// The stack of a device that was pulled out is gone: whether the bus has found it anew. Its drivers may not get it
/// to work again, which its state says.
pub(super) fn found_anew(kernel: &Pnp, node: &Rc<Node>) -> bool {
    if !node.reenumeration.wanted.replace(false) {
        return false;
    }
    let Ok(pdo) = root::create_pdo(kernel) else {
        return false;
    };
    kernel.objects.reference(pdo.object());
    let before = node.pdo.replace(pdo);
    kernel.objects.dereference(before.object());
    pdo.set_node(node.id);
    node.present.set(true);
    let found = &node.reenumeration.found;
    found.set(found.get() + 1);
    node.become_state(kernel, State::Enumerated);
    let _ = stack::bring_up(kernel, node);
    true
}
