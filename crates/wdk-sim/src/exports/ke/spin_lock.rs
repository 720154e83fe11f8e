//! Spin locks. A held lock's word names the thread that holds it.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{BOOLEAN, FALSE, KIRQL, PKLOCK_QUEUE_HANDLE, PKSPIN_LOCK, TRUE, abi};

use crate::nt::ke::spin_lock::{acquire, check_dpc_level, read, release, release_and_lower, write};
use crate::{
    engine::{
        export::{Export, export_table},
        scheduler::DISPATCH_LEVEL,
    },
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeInitializeSpinLock: full,
    KeAcquireSpinLockRaiseToDpc: full,
    KeReleaseSpinLock: full,
    KeAcquireSpinLockAtDpcLevel: full,
    KeReleaseSpinLockFromDpcLevel: full,
    KeTryToAcquireSpinLockAtDpcLevel: full,
    KeTestSpinLock: full,
    KeAcquireSpinLockForDpc: full,
    KeReleaseSpinLockForDpc: full,
    KeAcquireSpinLockRaiseToSynch: partial("raises to DISPATCH_LEVEL and not to SYNCH_LEVEL"),
    KeAcquireInStackQueuedSpinLock: partial(
        "processors that wait get the lock in any order and not in turn"
    ),
    KeReleaseInStackQueuedSpinLock: full,
    KeAcquireInStackQueuedSpinLockAtDpcLevel: partial(
        "processors that wait get the lock in any order and not in turn"
    ),
    KeReleaseInStackQueuedSpinLockFromDpcLevel: full,
    KeAcquireInStackQueuedSpinLockForDpc: partial(
        "processors that wait get the lock in any order and not in turn"
    ),
    KeReleaseInStackQueuedSpinLockForDpc: full,
    "KefAcquireSpinLockAtDpcLevel" = KeAcquireSpinLockAtDpcLevel: full,
    "KefReleaseSpinLockFromDpcLevel" = KeReleaseSpinLockFromDpcLevel: full,
);

#[abi(no_mangle)]
fn KeInitializeSpinLock(SpinLock: PKSPIN_LOCK) {
    write(SpinLock, 0);
}

#[abi(enter, no_mangle)]
fn KeAcquireSpinLockRaiseToDpc(SpinLock: PKSPIN_LOCK) -> KIRQL {
    let kernel = Kernel::current();
    let before = kernel.sched.raise_irql(DISPATCH_LEVEL);
    acquire(&kernel, SpinLock);
    before
}

#[abi(enter, no_mangle)]
fn KeReleaseSpinLock(SpinLock: PKSPIN_LOCK, NewIrql: KIRQL) {
    release_and_lower(&Kernel::current(), SpinLock, NewIrql);
}

#[abi(enter, no_mangle)]
fn KeAcquireSpinLockAtDpcLevel(SpinLock: PKSPIN_LOCK) {
    let kernel = Kernel::current();
    check_dpc_level(&kernel, "KeAcquireSpinLockAtDpcLevel");
    acquire(&kernel, SpinLock);
}

#[abi(enter, no_mangle)]
fn KeReleaseSpinLockFromDpcLevel(SpinLock: PKSPIN_LOCK) {
    let kernel = Kernel::current();
    check_dpc_level(&kernel, "KeReleaseSpinLockFromDpcLevel");
    release(&kernel, SpinLock);
}

#[abi(enter, no_mangle)]
fn KeTryToAcquireSpinLockAtDpcLevel(SpinLock: PKSPIN_LOCK) -> BOOLEAN {
    let kernel = Kernel::current();
    check_dpc_level(&kernel, "KeTryToAcquireSpinLockAtDpcLevel");
    if read(SpinLock) != 0 {
        return FALSE;
    }
    acquire(&kernel, SpinLock);
    TRUE
}

#[abi(enter, no_mangle)]
fn KeTestSpinLock(SpinLock: PKSPIN_LOCK) -> BOOLEAN {
    BOOLEAN::from(read(SpinLock) == 0)
}

#[abi(enter, no_mangle)]
fn KeAcquireSpinLockRaiseToSynch(SpinLock: PKSPIN_LOCK) -> KIRQL {
    let kernel = Kernel::current();
    let before = kernel.sched.raise_irql(DISPATCH_LEVEL);
    acquire(&kernel, SpinLock);
    before
}

/// A DPC that was not made threaded runs at `DISPATCH_LEVEL`; a threaded one may run below.
#[abi(enter, no_mangle)]
fn KeAcquireSpinLockForDpc(SpinLock: PKSPIN_LOCK) -> KIRQL {
    let kernel = Kernel::current();
    let now = kernel.sched.irql();
    let before = kernel.sched.raise_irql(now.max(DISPATCH_LEVEL));
    acquire(&kernel, SpinLock);
    before
}

#[abi(enter, no_mangle)]
fn KeReleaseSpinLockForDpc(SpinLock: PKSPIN_LOCK, OldIrql: KIRQL) {
    release_and_lower(&Kernel::current(), SpinLock, OldIrql);
}

/// Keeps in the handle what its release needs.
fn remember(handle: PKLOCK_QUEUE_HANDLE, lock: PKSPIN_LOCK, irql: KIRQL) {
    // SAFETY: the driver passes a handle of its own, usually on its stack.
    let handle = unsafe { &mut *handle };
    handle.LockQueue.Lock = lock;
    handle.OldIrql = irql;
}

fn remembered(handle: PKLOCK_QUEUE_HANDLE) -> (PKSPIN_LOCK, KIRQL) {
    // SAFETY: a handle that `remember` has filled.
    let handle = unsafe { &*handle };
    (handle.LockQueue.Lock, handle.OldIrql)
}

#[abi(enter, no_mangle)]
fn KeAcquireInStackQueuedSpinLock(SpinLock: PKSPIN_LOCK, LockHandle: PKLOCK_QUEUE_HANDLE) {
    let kernel = Kernel::current();
    let before = kernel.sched.raise_irql(DISPATCH_LEVEL);
    acquire(&kernel, SpinLock);
    remember(LockHandle, SpinLock, before);
}

#[abi(enter, no_mangle)]
fn KeReleaseInStackQueuedSpinLock(LockHandle: PKLOCK_QUEUE_HANDLE) {
    let (lock, irql) = remembered(LockHandle);
    release_and_lower(&Kernel::current(), lock, irql);
}

#[abi(enter, no_mangle)]
fn KeAcquireInStackQueuedSpinLockAtDpcLevel(
    SpinLock: PKSPIN_LOCK,
    LockHandle: PKLOCK_QUEUE_HANDLE,
) {
    let kernel = Kernel::current();
    check_dpc_level(&kernel, "KeAcquireInStackQueuedSpinLockAtDpcLevel");
    acquire(&kernel, SpinLock);
    remember(LockHandle, SpinLock, kernel.sched.irql());
}

#[abi(enter, no_mangle)]
fn KeReleaseInStackQueuedSpinLockFromDpcLevel(LockHandle: PKLOCK_QUEUE_HANDLE) {
    let kernel = Kernel::current();
    check_dpc_level(&kernel, "KeReleaseInStackQueuedSpinLockFromDpcLevel");
    release(&kernel, remembered(LockHandle).0);
}

#[abi(enter, no_mangle)]
fn KeAcquireInStackQueuedSpinLockForDpc(SpinLock: PKSPIN_LOCK, LockHandle: PKLOCK_QUEUE_HANDLE) {
    let kernel = Kernel::current();
    let now = kernel.sched.irql();
    let before = kernel.sched.raise_irql(now.max(DISPATCH_LEVEL));
    acquire(&kernel, SpinLock);
    remember(LockHandle, SpinLock, before);
}

#[abi(enter, no_mangle)]
fn KeReleaseInStackQueuedSpinLockForDpc(LockHandle: PKLOCK_QUEUE_HANDLE) {
    let (lock, irql) = remembered(LockHandle);
    release_and_lower(&Kernel::current(), lock, irql);
}
