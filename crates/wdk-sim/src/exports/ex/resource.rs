//! `ERESOURCE`: one writer or many readers, each as often as it likes.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    BOOLEAN, ERESOURCE_THREAD, FALSE, NTSTATUS, PERESOURCE, PVOID, STATUS_SUCCESS, TRUE, ULONG, abi,
};

use crate::nt::ex::resource::{
    AcquireMode, Holders, acquire, current_thread, held, release, set_owner, with,
};
use crate::nt::ke::region::{self, Region};
use crate::{
    engine::export::{Export, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ExInitializeResourceLite: full,
    ExReinitializeResourceLite: full,
    ExDeleteResourceLite: full,
    ExAcquireResourceExclusiveLite: full,
    ExAcquireResourceSharedLite: full,
    ExAcquireSharedStarveExclusive: full,
    ExAcquireSharedWaitForExclusive: full,
    ExReleaseResourceLite: full,
    ExReleaseResourceForThreadLite: full,
    ExConvertExclusiveToSharedLite: full,
    ExIsResourceAcquiredExclusiveLite: full,
    ExIsResourceAcquiredSharedLite: full,
    ExGetExclusiveWaiterCount: full,
    ExGetSharedWaiterCount: full,
    ExSetResourceOwnerPointer: full,
    ExSetResourceOwnerPointerEx: partial("Flags are ignored: an owner thread is not referenced"),
    ExDisableResourceBoostLite: full,
    ExEnterCriticalRegionAndAcquireResourceExclusive: full,
    ExEnterCriticalRegionAndAcquireResourceShared: full,
    ExReleaseResourceAndLeaveCriticalRegion: full,
    "ExTryToAcquireResourceExclusiveLite" = try_exclusive: full,
);

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
fn ExDeleteResourceLite(Resource: PERESOURCE) -> NTSTATUS {
    Kernel::current()
        .resources
        .0
        .borrow_mut()
        .remove(&(Resource as usize));
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn ExAcquireResourceExclusiveLite(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN {
    acquire(&Kernel::current(), Resource, AcquireMode::Exclusive, Wait)
}

/// `ExTryToAcquireResourceExclusiveLite`, of old.
#[abi]
fn try_exclusive(Resource: PERESOURCE) -> BOOLEAN {
    acquire(&Kernel::current(), Resource, AcquireMode::Exclusive, FALSE)
}

#[abi(enter, no_mangle)]
fn ExAcquireResourceSharedLite(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN {
    acquire(&Kernel::current(), Resource, AcquireMode::Shared, Wait)
}

#[abi(enter, no_mangle)]
fn ExAcquireSharedStarveExclusive(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN {
    acquire(
        &Kernel::current(),
        Resource,
        AcquireMode::SharedStarving,
        Wait,
    )
}

#[abi(enter, no_mangle)]
fn ExAcquireSharedWaitForExclusive(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN {
    acquire(
        &Kernel::current(),
        Resource,
        AcquireMode::SharedWaiting,
        Wait,
    )
}

#[abi(enter, no_mangle)]
fn ExReleaseResourceLite(Resource: PERESOURCE) {
    let kernel = Kernel::current();
    release(&kernel, Resource, current_thread(&kernel));
}

#[abi(enter, no_mangle)]
fn ExReleaseResourceForThreadLite(Resource: PERESOURCE, ResourceThreadId: ERESOURCE_THREAD) {
    release(&Kernel::current(), Resource, ResourceThreadId);
}

#[abi(enter, no_mangle)]
fn ExConvertExclusiveToSharedLite(Resource: PERESOURCE) {
    let kernel = Kernel::current();
    with(&kernel, Resource, |holders| holders.exclusive = false);
    kernel.unpark(Resource as usize);
}

#[abi(enter, no_mangle)]
fn ExIsResourceAcquiredExclusiveLite(Resource: PERESOURCE) -> BOOLEAN {
    BOOLEAN::from(held(&Kernel::current(), Resource, true) != 0)
}

#[abi(enter, no_mangle)]
fn ExIsResourceAcquiredSharedLite(Resource: PERESOURCE) -> ULONG {
    held(&Kernel::current(), Resource, false)
}

#[abi(enter, no_mangle)]
fn ExGetExclusiveWaiterCount(Resource: PERESOURCE) -> ULONG {
    with(&Kernel::current(), Resource, |holders| {
        holders.waiting_exclusive
    })
}

#[abi(enter, no_mangle)]
fn ExGetSharedWaiterCount(Resource: PERESOURCE) -> ULONG {
    with(&Kernel::current(), Resource, |holders| {
        holders.waiting_shared
    })
}

#[abi(enter, no_mangle)]
fn ExSetResourceOwnerPointer(Resource: PERESOURCE, OwnerPointer: PVOID) {
    set_owner(&Kernel::current(), Resource, OwnerPointer);
}

#[abi(enter, no_mangle)]
fn ExSetResourceOwnerPointerEx(Resource: PERESOURCE, OwnerPointer: PVOID, Flags: ULONG) {
    let _ = Flags;
    set_owner(&Kernel::current(), Resource, OwnerPointer);
}

/// Nothing is boosted here.
#[abi(enter, no_mangle)]
fn ExDisableResourceBoostLite(Resource: PERESOURCE) {
    let _ = Resource;
}

#[abi(enter, no_mangle)]
fn ExEnterCriticalRegionAndAcquireResourceExclusive(Resource: PERESOURCE) -> PVOID {
    region::enter(&Kernel::current(), Region::Critical);
    acquire(&Kernel::current(), Resource, AcquireMode::Exclusive, TRUE);
    std::ptr::null_mut()
}

#[abi(enter, no_mangle)]
fn ExEnterCriticalRegionAndAcquireResourceShared(Resource: PERESOURCE) -> PVOID {
    region::enter(&Kernel::current(), Region::Critical);
    acquire(&Kernel::current(), Resource, AcquireMode::Shared, TRUE);
    std::ptr::null_mut()
}

#[abi(enter, no_mangle)]
fn ExReleaseResourceAndLeaveCriticalRegion(Resource: PERESOURCE) {
    let kernel = Kernel::current();
    release(&kernel, Resource, current_thread(&kernel));
    region::leave(
        &kernel,
        Region::Critical,
        "ExReleaseResourceAndLeaveCriticalRegion",
    );
}
