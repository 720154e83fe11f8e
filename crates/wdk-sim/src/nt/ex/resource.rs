//! `ERESOURCE`: one writer or many readers, each as often as it likes.
#![forbid(unsafe_code)]

use std::cell::RefCell;

use wdk_sys::{BOOLEAN, ERESOURCE_THREAD, FALSE, PERESOURCE, PVOID, TRUE, ULONG};

use super::layer::Ex;
use crate::nt::ke::address_map::AddressMap;

/// Who holds a resource and how many wait for it.
#[derive(Default)]
pub(crate) struct Holders {
    /// Thread and how often it holds the resource.
    owners: Vec<(ERESOURCE_THREAD, u32)>,
    pub(crate) exclusive: bool,
    pub(crate) waiting_exclusive: u32,
    pub(crate) waiting_shared: u32,
}

impl Holders {
    pub(crate) fn owner(&mut self, thread: ERESOURCE_THREAD) -> Option<&mut u32> {
        let found = self.owners.iter_mut().find(|(owner, _)| *owner == thread);
        found.map(|(_, count)| count)
    }

    /// Takes the resource if that is possible now.
    pub(crate) fn take(&mut self, thread: ERESOURCE_THREAD, mode: AcquireMode) -> bool {
        if self.exclusive || mode == AcquireMode::Exclusive {
            let mine = self.exclusive && self.owner(thread).is_some();
            if !mine && !self.owners.is_empty() {
                return false;
            }
            self.exclusive = true;
        } else {
            let holds = self.owner(thread).is_some();
            let yields = match mode {
                AcquireMode::SharedStarving => false,
                AcquireMode::SharedWaiting => true,
                _ => !holds,
            };
            if yields && self.waiting_exclusive != 0 {
                return false;
            }
        }
        match self.owner(thread) {
            Some(count) => *count += 1,
            None => self.owners.push((thread, 1)),
        }
        true
    }
}

/// How a thread acquires the resource.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum AcquireMode {
    Exclusive,
    /// Behind waiting writers, unless the thread holds it already.
    Shared,
    /// Before waiting writers.
    SharedStarving,
    /// Always behind waiting writers.
    SharedWaiting,
}

/// The resources of a machine, by address.
#[derive(Default)]
pub(crate) struct Resources(pub(crate) RefCell<AddressMap<Holders>>);

pub(crate) fn current_thread(kernel: &Ex) -> ERESOURCE_THREAD {
    let thread = kernel.sched.running();
    thread.map_or(0, |thread| kernel.thread_object(thread) as ERESOURCE_THREAD)
}

pub(crate) fn with<R>(
    kernel: &Ex,
    resource: PERESOURCE,
    work: impl FnOnce(&mut Holders) -> R,
) -> R {
    let mut resources = kernel.resources.0.borrow_mut();
    work(resources.entry(resource as usize).or_default())
}

pub(crate) fn acquire(
    kernel: &Ex,
    resource: PERESOURCE,
    mode: AcquireMode,
    waits: BOOLEAN,
) -> BOOLEAN {
    let thread = current_thread(kernel);
    if with(kernel, resource, |holders| holders.take(thread, mode)) {
        return TRUE;
    }
    if waits == 0 {
        return FALSE;
    }
    let count = |by: i32| {
        with(kernel, resource, |holders| {
            let waiting = match mode {
                AcquireMode::Exclusive => &mut holders.waiting_exclusive,
                _ => &mut holders.waiting_shared,
            };
            *waiting = waiting.saturating_add_signed(by);
        });
    };
    count(1);
    kernel.park_while(resource as usize, "a resource", || {
        // A waiting writer does not wait for itself.
        !with(kernel, resource, |holders| holders.take(thread, mode))
    });
    count(-1);
    TRUE
}

pub(crate) fn release(kernel: &Ex, resource: PERESOURCE, thread: ERESOURCE_THREAD) {
    let held = with(kernel, resource, |holders| {
        let Some(index) = holders
            .owners
            .iter()
            .position(|(owner, _)| *owner == thread)
        else {
            return false;
        };
        holders.owners[index].1 -= 1;
        if holders.owners[index].1 == 0 {
            holders.owners.swap_remove(index);
        }
        if holders.owners.is_empty() {
            holders.exclusive = false;
        }
        true
    });
    if !held {
        let message =
            format!("the resource at {resource:p} is released by a thread that does not own it");
        // RESOURCE_NOT_OWNED.
        kernel.stop(0xE3, [resource as u64, thread, 0, 0], message);
    }
    kernel.unpark(resource as usize);
}

pub(crate) fn held(kernel: &Ex, resource: PERESOURCE, exclusive: bool) -> ULONG {
    let thread = current_thread(kernel);
    with(kernel, resource, |holders| {
        if exclusive && !holders.exclusive {
            return 0;
        }
        holders.owner(thread).map_or(0, |count| *count)
    })
}

pub(crate) fn set_owner(kernel: &Ex, resource: PERESOURCE, owner: PVOID) {
    let thread = current_thread(kernel);
    with(kernel, resource, |holders| {
        let found = holders
            .owners
            .iter_mut()
            .find(|(owner, _)| *owner == thread);
        if let Some((holder, _)) = found {
            *holder = owner as ERESOURCE_THREAD;
        }
    });
}
