//! Taking devices away.

use std::rc::Rc;

use wdk_sys::{
    _DEVICE_RELATION_TYPE::RemovalRelations, DEVICE_RELATION_TYPE, IRP_MN_CANCEL_REMOVE_DEVICE,
    IRP_MN_QUERY_REMOVE_DEVICE, IRP_MN_REMOVE_DEVICE, IRP_MN_SURPRISE_REMOVAL, NTSTATUS,
    STATUS_DEVICE_BUSY, STATUS_SUCCESS,
};

use super::{
    interface,
    node::{Node, State},
    notify, reenumerate, request,
    stack::expect_state,
};
use crate::{
    engine::error::{NtStatus, Result},
    nt::{
        io::{
            device::{REMOVE_PENDING, START_PENDING},
            upcalls::IoUpcalls,
        },
        pnp::manager::Pnp,
        verifier::rules,
    },
};

/// What happens to a device after its stack is removed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterRemoval {
    /// It leaves the machine.
    Gone,
    /// It stays without drivers.
    Disabled,
}

/// Queries a device and its children for their removal, and removes them when none refuses.
pub(crate) fn remove(kernel: &Pnp, node: &Rc<Node>, after: AfterRemoval) -> Result {
    remove_with(kernel, node, &[], after)
}

/// The same, and of other devices that go with it, which stay without drivers.
pub(super) fn remove_with(
    kernel: &Pnp,
    node: &Rc<Node>,
    others: &[Rc<Node>],
    after: AfterRemoval,
) -> Result {
    kernel.with_device_tree(|| {
        if node.state.get() == State::Disabled && after == AfterRemoval::Gone {
            unplug_failed(kernel, node);
            return Ok(());
        }
        expect_state(node, State::Started)?;
        let (subtree, stay) = related_subtrees(kernel, node, others);
        // Who has files open on the devices is asked first, so that it can close them.
        for (asked, member) in subtree.iter().enumerate() {
            if let Err(status) = notify::query_remove(kernel, member) {
                for member in subtree[..asked].iter().rev() {
                    notify::remove_cancelled(kernel, member);
                }
                return NtStatus::check(status);
            }
        }
        for (asked, member) in subtree.iter().enumerate() {
            let status = query(kernel, member);
            if status < 0 {
                for member in subtree[..=asked].iter().rev() {
                    request::plain(kernel, member.pdo.get(), IRP_MN_CANCEL_REMOVE_DEVICE);
                    member.become_state(kernel, State::Started);
                }
                for member in subtree.iter().rev() {
                    notify::remove_cancelled(kernel, member);
                }
                return NtStatus::check(status);
            }
        }
        for member in &subtree {
            let goes = match member.id == node.id {
                true => after == AfterRemoval::Gone,
                false => !stay.contains(&member.id),
            };
            if goes && member.is_on_root_bus() {
                member.present.set(false);
            }
            remove_stack(kernel, member);
            notify::remove_complete(kernel, member);
            if goes {
                forget(kernel, member);
            } else {
                member.become_state(kernel, State::Disabled);
            }
        }
        Ok(())
    })
}

/// `IRP_MN_QUERY_REMOVE_DEVICE`; an open file is a veto.
fn query(kernel: &Pnp, node: &Node) -> NTSTATUS {
    let status = request::plain(kernel, node.pdo.get(), IRP_MN_QUERY_REMOVE_DEVICE);
    if status < 0 {
        return status;
    }
    node.become_state(kernel, State::RemovePending);
    if node.open_files() > 0 {
        return STATUS_DEVICE_BUSY;
    }
    STATUS_SUCCESS
}

/// Queries a device for its removal, and cancels the removal.
pub(crate) fn cancel_remove(kernel: &Pnp, node: &Rc<Node>) -> Result {
    kernel.with_device_tree(|| {
        expect_state(node, State::Started)?;
        if let Err(status) = notify::query_remove(kernel, node) {
            return NtStatus::check(status);
        }
        let status = request::plain(kernel, node.pdo.get(), IRP_MN_QUERY_REMOVE_DEVICE);
        request::plain(kernel, node.pdo.get(), IRP_MN_CANCEL_REMOVE_DEVICE);
        notify::remove_cancelled(kernel, node);
        NtStatus::check(status)
    })
}

/// The device and everything below it, children first.
fn subtree(kernel: &Pnp, node: &Rc<Node>) -> Vec<Rc<Node>> {
    let children = node.children.borrow().clone();
    let mut subtree: Vec<_> = children
        .into_iter()
        .filter_map(|child| kernel.pnp.node(child))
        .flat_map(|child| subtree(kernel, &child))
        .collect();
    subtree.push(Rc::clone(node));
    subtree
}

/// What is removed with a device: everything below it, and what its drivers say goes with it, with all below. Devices
/// of these relations, whose numbers come second, stay without drivers.
fn related_subtrees(
    kernel: &Pnp,
    node: &Rc<Node>,
    others: &[Rc<Node>],
) -> (Vec<Rc<Node>>, Vec<u64>) {
    let mut all: Vec<Rc<Node>> = Vec::new();
    let mut stay = Vec::new();
    let mut roots: Vec<Rc<Node>> = others.to_vec();
    roots.push(Rc::clone(node));
    while let Some(root) = roots.pop() {
        let mut members = subtree(kernel, &root);
        members.retain(|member| all.iter().all(|known| known.id != member.id));
        if root.id != node.id && !members.is_empty() {
            stay.push(root.id);
        }
        for member in &members {
            roots.extend(related(kernel, member, RemovalRelations));
        }
        // What is related goes before the device that says so.
        members.extend(all);
        all = members;
    }
    // What is related and does not work has nothing to be asked or removed.
    let own: Vec<u64> = subtree(kernel, node).iter().map(|it| it.id).collect();
    all.retain(|member| own.contains(&member.id) || member.state.get() == State::Started);
    stay.retain(|id| all.iter().any(|member| member.id == *id));
    (all, stay)
}

/// The devices that the drivers of a started device say are related to it.
pub(super) fn related(kernel: &Pnp, node: &Node, kind: DEVICE_RELATION_TYPE) -> Vec<Rc<Node>> {
    if node.state.get() != State::Started {
        return Vec::new();
    }
    let devices = request::relations(kernel, node.pdo.get(), kind).unwrap_or_default();
    let nodes = devices.into_iter().filter_map(|pdo| {
        let node = kernel.pnp.node(pdo.node());
        // The driver took a reference for the caller.
        kernel.objects.dereference(pdo.object());
        node
    });
    nodes.collect()
}

/// The device is pulled out, or has failed (`gone` is false then). All devices below it hear of it before the first one
/// is removed.
pub(crate) fn surprise_remove(kernel: &Pnp, node: &Rc<Node>, gone: bool) {
    let subtree = subtree(kernel, node);
    for member in &subtree {
        if gone && !member.is_driverless() {
            member.present.set(false);
        }
        let working = matches!(
            member.state.get(),
            State::Started | State::Stopped | State::RemovePending
        );
        if working {
            member.become_state(kernel, State::SurpriseRemoved);
            for device in member.devices() {
                device.change_state(REMOVE_PENDING, 0);
            }
            request::plain(kernel, member.pdo.get(), IRP_MN_SURPRISE_REMOVAL);
            notify::remove_complete(kernel, member);
        }
    }
    for member in &subtree {
        if gone && member.is_driverless() {
            unplug_failed(kernel, member);
        } else {
            finish_surprise(kernel, member);
        }
    }
}

/// Removes the stack of a surprise-removed device once its last file is closed.
pub(crate) fn finish_surprise(kernel: &Pnp, node: &Rc<Node>) {
    // Before its stack is looked at, which is gone then.
    if node.state.get() == State::Removed
        || node.open_files() > 0
        || waits_for_children(kernel, node)
    {
        return;
    }
    if node.state.get() == State::SurpriseRemoved {
        remove_stack(kernel, node);
    }
    if node.present.get() {
        node.become_state(kernel, State::Failed);
    } else if !reenumerate::found_anew(kernel, node) {
        forget(kernel, node);
    }
}

/// Whether a child was pulled out whose files are still open: it is removed before the device.
fn waits_for_children(kernel: &Pnp, node: &Node) -> bool {
    let children = node.children.borrow();
    let mut children = children.iter().filter_map(|child| kernel.pnp.node(*child));
    children.any(|child| child.state.get() == State::SurpriseRemoved)
}

/// `IRP_MN_REMOVE_DEVICE`: the stack dissolves, and drivers without devices are unloaded.
pub(crate) fn remove_stack(kernel: &Pnp, node: &Node) {
    let devices = node.devices();
    let drivers: Vec<_> = devices
        .iter()
        .skip(1)
        .filter_map(|device| device.owner())
        .collect();
    for device in &devices {
        device.change_state(REMOVE_PENDING, START_PENDING);
    }
    interface::disable_all(kernel, node);
    request::plain(kernel, node.pdo.get(), IRP_MN_REMOVE_DEVICE);
    check_pending(kernel, node, &devices[1..]);
    // The PDO is still there for its bus, unless the bus deleted it.
    if node.present.get() {
        node.pdo.get().change_state(0, REMOVE_PENDING);
    }
    for driver in drivers.into_iter().rev() {
        kernel.loader.unload_unused(kernel, driver);
    }
}

/// A request that a removed device still has will never be completed properly.
fn check_pending(kernel: &Pnp, node: &Node, devices: &[crate::nt::io::raw::Device]) {
    for irp in kernel.io.irps.pending() {
        let at = irp.current().device();
        if devices.iter().any(|device| device.raw() == at) {
            let name = crate::nt::io::names::irp(irp.current().major(), irp.current().minor());
            kernel.violation(
                &rules::IRP_PENDING_REMOVE,
                [irp.raw().addr() as u64, at.addr() as u64, 0],
                format!(
                    "{} was removed while {name} was pending in its driver",
                    node.instance
                ),
            );
        }
    }
}

/// Takes a device off the tree.
pub(crate) fn forget(kernel: &Pnp, node: &Rc<Node>) {
    if node.state.get() == State::Removed {
        return;
    }
    node.become_state(kernel, State::Removed);
    interface::forget_all(kernel, node);
    // The store makes and forgets components with the device that they belong to.
    if !node.is_component {
        let mut store = kernel.pnp.store.store.borrow_mut();
        store.forget_device(&node.instance);
    }
    kernel.pnp.forget(node);
    kernel
        .registry
        .forget_device(&node.instance, &node.driver_key.borrow());
    kernel.objects.dereference(node.pdo.get().object());
}

/// Removes a device that has no drivers: only its bus gets a request.
pub(crate) fn unplug_failed(kernel: &Pnp, node: &Rc<Node>) {
    if node.present.replace(false) {
        request::plain(kernel, node.pdo.get(), IRP_MN_REMOVE_DEVICE);
    }
    if !reenumerate::found_anew(kernel, node) {
        forget(kernel, node);
    }
}

/// Goes on with the removal of devices that waited for their last file.
pub(crate) struct PendingRemovals;

impl IoUpcalls for PendingRemovals {
    fn last_file_closed(&self, node: u64) {
        let kernel = Pnp::current();
        let waits = |node: Rc<Node>| node.state.get() == State::SurpriseRemoved;
        if kernel.pnp.node(node).is_some_and(waits) {
            kernel.queue_pnp(move |kernel| {
                // What is below first: its parents may have waited for it.
                let mut next = kernel.pnp.node(node);
                while let Some(node) = next.filter(|it| it.state.get() == State::SurpriseRemoved) {
                    finish_surprise(kernel, &node);
                    next = node.parent.and_then(|parent| kernel.pnp.node(parent));
                }
            });
        }
    }

    fn instance_of(&self, node: u64) -> Option<String> {
        let node = Pnp::current().pnp.node(node);
        node.map(|node| node.instance.clone())
    }
}
