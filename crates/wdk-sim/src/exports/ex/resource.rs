//! `ERESOURCE`: one writer or many readers, each as often as it likes.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::cell::RefCell;

use wdk_sys::{
    BOOLEAN, ERESOURCE_THREAD, FALSE, NTSTATUS, PERESOURCE, PVOID, STATUS_SUCCESS, TRUE, ULONG, abi,
};

use crate::{
    engine::export::{Export, export_table},
    machine::{Current, Kernel},
    nt::ke::dispatcher::AddressMap,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ExInitializeResourceLite, ExReinitializeResourceLite, ExDeleteResourceLite,
    ExAcquireResourceExclusiveLite, ExAcquireResourceSharedLite, ExAcquireSharedStarveExclusive,
    ExAcquireSharedWaitForExclusive, ExReleaseResourceLite, ExReleaseResourceForThreadLite,
    ExConvertExclusiveToSharedLite, ExIsResourceAcquiredExclusiveLite,
    ExIsResourceAcquiredSharedLite, ExGetExclusiveWaiterCount, ExGetSharedWaiterCount,
    ExSetResourceOwnerPointer, ExSetResourceOwnerPointerEx, ExDisableResourceBoostLite,
    ExEnterCriticalRegionAndAcquireResourceExclusive,
    ExEnterCriticalRegionAndAcquireResourceShared, ExReleaseResourceAndLeaveCriticalRegion,
    "ExTryToAcquireResourceExclusiveLite" = try_exclusive);

/// Who holds a resource and who wants it.
#[derive(Default)]
struct Holders {
    /// Thread and how often it holds the resource.
    owners: Vec<(ERESOURCE_THREAD, u32)>,
    exclusive: bool,
    waiting_exclusive: u32,
    waiting_shared: u32,
}

impl Holders {
    fn owner(&mut self, thread: ERESOURCE_THREAD) -> Option<&mut u32> {
        let found = self.owners.iter_mut().find(|(owner, _)| *owner == thread);
        found.map(|(_, count)| count)
    }

    /// Takes the resource if that is possible now.
    fn take(&mut self, thread: ERESOURCE_THREAD, wish: Wish) -> bool {
        if self.exclusive || wish == Wish::Exclusive {
            let mine = self.exclusive && self.owner(thread).is_some();
            if !mine && !self.owners.is_empty() {
                return false;
            }
            self.exclusive = true;
        } else {
            let holds = self.owner(thread).is_some();
            let yields = match wish {
                Wish::SharedStarving => false,
                Wish::SharedWaiting => true,
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

/// How a thread wants the resource.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
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
pub(crate) struct Resources(RefCell<AddressMap<Holders>>);

fn me(kernel: Current) -> ERESOURCE_THREAD {
    let thread = kernel.sched.running();
    thread.map_or(0, |thread| kernel.thread_object(thread) as ERESOURCE_THREAD)
}

fn with<R>(kernel: Current, resource: PERESOURCE, work: impl FnOnce(&mut Holders) -> R) -> R {
    let mut resources = kernel.resources.0.borrow_mut();
    work(resources.entry(resource as usize).or_default())
}

fn acquire(resource: PERESOURCE, wish: Wish, waits: BOOLEAN) -> BOOLEAN {
    let kernel = Kernel::current();
    let thread = me(kernel);
    if with(kernel, resource, |holders| holders.take(thread, wish)) {
        return TRUE;
    }
    if waits == 0 {
        return FALSE;
    }
    let count = |by: i32| {
        with(kernel, resource, |holders| {
            let waiting = match wish {
                Wish::Exclusive => &mut holders.waiting_exclusive,
                _ => &mut holders.waiting_shared,
            };
            *waiting = waiting.saturating_add_signed(by);
        });
    };
    count(1);
    kernel.park_while(resource as usize, "a resource", || {
        // A waiting writer does not wait for itself.
        !with(kernel, resource, |holders| holders.take(thread, wish))
    });
    count(-1);
    TRUE
}

fn release(kernel: Current, resource: PERESOURCE, thread: ERESOURCE_THREAD) {
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

#[abi(enter, no_mangle)]
unsafe fn ExInitializeResourceLite(Resource: PERESOURCE) -> NTSTATUS {
    // SAFETY: the caller passes memory for a resource; its content is the machine's.
    unsafe { Resource.write_bytes(0, 1) };
    let kernel = Kernel::current();
    kernel
        .resources
        .0
        .borrow_mut()
        .insert(Resource as usize, Holders::default());
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn ExReinitializeResourceLite(Resource: PERESOURCE) -> NTSTATUS {
    // SAFETY: the same function.
    unsafe { ExInitializeResourceLite(Resource) }
}

#[abi(enter, no_mangle)]
unsafe fn ExDeleteResourceLite(Resource: PERESOURCE) -> NTSTATUS {
    Kernel::current()
        .resources
        .0
        .borrow_mut()
        .remove(&(Resource as usize));
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn ExAcquireResourceExclusiveLite(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN {
    acquire(Resource, Wish::Exclusive, Wait)
}

/// `ExTryToAcquireResourceExclusiveLite`, of old.
#[abi]
unsafe fn try_exclusive(Resource: PERESOURCE) -> BOOLEAN {
    acquire(Resource, Wish::Exclusive, FALSE)
}

#[abi(enter, no_mangle)]
unsafe fn ExAcquireResourceSharedLite(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN {
    acquire(Resource, Wish::Shared, Wait)
}

#[abi(enter, no_mangle)]
unsafe fn ExAcquireSharedStarveExclusive(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN {
    acquire(Resource, Wish::SharedStarving, Wait)
}

#[abi(enter, no_mangle)]
unsafe fn ExAcquireSharedWaitForExclusive(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN {
    acquire(Resource, Wish::SharedWaiting, Wait)
}

#[abi(enter, no_mangle)]
unsafe fn ExReleaseResourceLite(Resource: PERESOURCE) {
    let kernel = Kernel::current();
    release(kernel, Resource, me(kernel));
}

#[abi(enter, no_mangle)]
unsafe fn ExReleaseResourceForThreadLite(Resource: PERESOURCE, ResourceThreadId: ERESOURCE_THREAD) {
    release(Kernel::current(), Resource, ResourceThreadId);
}

#[abi(enter, no_mangle)]
unsafe fn ExConvertExclusiveToSharedLite(Resource: PERESOURCE) {
    let kernel = Kernel::current();
    with(kernel, Resource, |holders| holders.exclusive = false);
    kernel.unpark(Resource as usize);
}

fn held(resource: PERESOURCE, exclusive: bool) -> ULONG {
    let kernel = Kernel::current();
    let thread = me(kernel);
    with(kernel, resource, |holders| {
        if exclusive && !holders.exclusive {
            return 0;
        }
        holders.owner(thread).map_or(0, |count| *count)
    })
}

#[abi(enter, no_mangle)]
unsafe fn ExIsResourceAcquiredExclusiveLite(Resource: PERESOURCE) -> BOOLEAN {
    BOOLEAN::from(held(Resource, true) != 0)
}

#[abi(enter, no_mangle)]
unsafe fn ExIsResourceAcquiredSharedLite(Resource: PERESOURCE) -> ULONG {
    held(Resource, false)
}

#[abi(enter, no_mangle)]
unsafe fn ExGetExclusiveWaiterCount(Resource: PERESOURCE) -> ULONG {
    with(Kernel::current(), Resource, |holders| {
        holders.waiting_exclusive
    })
}

#[abi(enter, no_mangle)]
unsafe fn ExGetSharedWaiterCount(Resource: PERESOURCE) -> ULONG {
    with(Kernel::current(), Resource, |holders| {
        holders.waiting_shared
    })
}

fn set_owner(resource: PERESOURCE, owner: PVOID) {
    let kernel = Kernel::current();
    let thread = me(kernel);
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

#[abi(enter, no_mangle)]
unsafe fn ExSetResourceOwnerPointer(Resource: PERESOURCE, OwnerPointer: PVOID) {
    set_owner(Resource, OwnerPointer);
}

#[abi(enter, no_mangle)]
unsafe fn ExSetResourceOwnerPointerEx(Resource: PERESOURCE, OwnerPointer: PVOID, Flags: ULONG) {
    let _ = Flags;
    set_owner(Resource, OwnerPointer);
}

/// Nothing is boosted here.
#[abi(enter, no_mangle)]
unsafe fn ExDisableResourceBoostLite(Resource: PERESOURCE) {
    let _ = Resource;
}

#[abi(enter, no_mangle)]
unsafe fn ExEnterCriticalRegionAndAcquireResourceExclusive(Resource: PERESOURCE) -> PVOID {
    crate::exports::ke::region::enter(Kernel::current());
    acquire(Resource, Wish::Exclusive, TRUE);
    std::ptr::null_mut()
}

#[abi(enter, no_mangle)]
unsafe fn ExEnterCriticalRegionAndAcquireResourceShared(Resource: PERESOURCE) -> PVOID {
    crate::exports::ke::region::enter(Kernel::current());
    acquire(Resource, Wish::Shared, TRUE);
    std::ptr::null_mut()
}

#[abi(enter, no_mangle)]
unsafe fn ExReleaseResourceAndLeaveCriticalRegion(Resource: PERESOURCE) {
    let kernel = Kernel::current();
    release(kernel, Resource, me(kernel));
    crate::exports::ke::region::leave(kernel, "ExReleaseResourceAndLeaveCriticalRegion");
}
