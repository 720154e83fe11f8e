//! Spin locks. A held lock's word names the thread that holds it.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{BOOLEAN, FALSE, KIRQL, KSPIN_LOCK, PKLOCK_QUEUE_HANDLE, PKSPIN_LOCK, TRUE, abi};

use crate::{
    engine::{
        export::{Export, export_table},
        scheduler::DISPATCH_LEVEL,
    },
    machine::{Current, Kernel},
    nt::verifier::rules,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeInitializeSpinLock, KeAcquireSpinLockRaiseToDpc, KeReleaseSpinLock,
    KeAcquireSpinLockAtDpcLevel, KeReleaseSpinLockFromDpcLevel, KeTryToAcquireSpinLockAtDpcLevel,
    KeTestSpinLock, KeAcquireSpinLockForDpc, KeReleaseSpinLockForDpc, KeAcquireSpinLockRaiseToSynch,
    KeAcquireInStackQueuedSpinLock, KeReleaseInStackQueuedSpinLock,
    KeAcquireInStackQueuedSpinLockAtDpcLevel, KeReleaseInStackQueuedSpinLockFromDpcLevel,
    KeAcquireInStackQueuedSpinLockForDpc, KeReleaseInStackQueuedSpinLockForDpc,
    "KefAcquireSpinLockAtDpcLevel" = KeAcquireSpinLockAtDpcLevel,
    "KefReleaseSpinLockFromDpcLevel" = KeReleaseSpinLockFromDpcLevel);

/// What the word of a lock that the running thread holds contains.
fn token(kernel: &Kernel) -> KSPIN_LOCK {
    let number = kernel.sched.running().map_or(0, |thread| thread.number);
    number << 1 | 1
}

fn read(lock: PKSPIN_LOCK) -> KSPIN_LOCK {
    // SAFETY: the driver passes a lock that it keeps alive; one that is not faults here.
    unsafe { lock.read_volatile() }
}

fn write(lock: PKSPIN_LOCK, value: KSPIN_LOCK) {
    // SAFETY: as in `read`.
    unsafe { lock.write_volatile(value) }
}

fn is_free(lock: *const ()) -> bool {
    read(lock.cast_mut().cast()) == 0
}

/// Acquires the lock at or above `DISPATCH_LEVEL`.
pub(crate) fn acquire(kernel: Current, lock: PKSPIN_LOCK) {
    let token = token(&kernel);
    loop {
        let owner = read(lock);
        if owner == 0 {
            break;
        }
        if owner == token {
            let message = format!("the thread acquires the spin lock at {lock:p}, which it holds");
            kernel.check(false, &rules::SPIN_LOCK_TWICE, || message.clone());
            kernel.stop(0x0F, [lock as u64, 0, 0, 0], message);
        }
        if std::thread::panicking() {
            return;
        }
        kernel.sched.spin(lock.cast_const().cast(), is_free);
    }
    write(lock, token);
    if kernel.verifier.enabled()
        && let Some(thread) = kernel.sched.running()
    {
        thread.spin_locks.borrow_mut().push(lock as usize);
    }
}

/// Releases the lock; the IRQL stays.
pub(crate) fn release(kernel: Current, lock: PKSPIN_LOCK) {
    if kernel.verifier.enabled() {
        check_release(kernel, lock);
    }
    write(lock, 0);
}

fn check_release(kernel: Current, lock: PKSPIN_LOCK) {
    let owner = read(lock);
    let details = [lock as u64, 0, 0];
    if owner == 0 {
        let message = format!("the spin lock at {lock:p} is released, but not held");
        kernel.violation(&rules::SPIN_LOCK_RELEASE, details, message);
    } else if owner != token(&kernel) {
        let message = format!("the spin lock at {lock:p} is released, but another thread holds it");
        kernel.violation(&rules::SPIN_LOCK_ORDER, details, message);
    }
    let Some(thread) = kernel.sched.running() else {
        return;
    };
    let mut held = thread.spin_locks.borrow_mut();
    if let Some(index) = held.iter().rposition(|other| *other == lock as usize) {
        held.remove(index);
    }
}

fn release_and_lower(kernel: Current, lock: PKSPIN_LOCK, irql: KIRQL) {
    let now = kernel.sched.irql();
    kernel.check(now == DISPATCH_LEVEL, &rules::SPIN_LOCK_IRQL, || {
        format!("the spin lock at {lock:p} is released at IRQL {now}")
    });
    kernel.check(irql <= now, &rules::IRQL_LOWER, || {
        format!("the spin lock at {lock:p} is released to IRQL {irql} at {now}")
    });
    release(kernel, lock);
    kernel.sched.lower_irql(irql);
}

fn check_dpc_level(kernel: Current, name: &str) {
    let now = kernel.sched.irql();
    kernel.check(now >= DISPATCH_LEVEL, &rules::SPIN_LOCK_DPC_IRQL, || {
        format!("{name} was called at IRQL {now}")
    });
}

#[abi(no_mangle)]
unsafe fn KeInitializeSpinLock(SpinLock: PKSPIN_LOCK) {
    write(SpinLock, 0);
}

#[abi(enter, no_mangle)]
unsafe fn KeAcquireSpinLockRaiseToDpc(SpinLock: PKSPIN_LOCK) -> KIRQL {
    let kernel = Kernel::current();
    let before = kernel.sched.raise_irql(DISPATCH_LEVEL);
    acquire(kernel, SpinLock);
    before
}

#[abi(enter, no_mangle)]
unsafe fn KeReleaseSpinLock(SpinLock: PKSPIN_LOCK, NewIrql: KIRQL) {
    release_and_lower(Kernel::current(), SpinLock, NewIrql);
}

#[abi(enter, no_mangle)]
unsafe fn KeAcquireSpinLockAtDpcLevel(SpinLock: PKSPIN_LOCK) {
    let kernel = Kernel::current();
    check_dpc_level(kernel, "KeAcquireSpinLockAtDpcLevel");
    acquire(kernel, SpinLock);
}

#[abi(enter, no_mangle)]
unsafe fn KeReleaseSpinLockFromDpcLevel(SpinLock: PKSPIN_LOCK) {
    let kernel = Kernel::current();
    check_dpc_level(kernel, "KeReleaseSpinLockFromDpcLevel");
    release(kernel, SpinLock);
}

#[abi(enter, no_mangle)]
unsafe fn KeTryToAcquireSpinLockAtDpcLevel(SpinLock: PKSPIN_LOCK) -> BOOLEAN {
    let kernel = Kernel::current();
    check_dpc_level(kernel, "KeTryToAcquireSpinLockAtDpcLevel");
    if read(SpinLock) != 0 {
        return FALSE;
    }
    acquire(kernel, SpinLock);
    TRUE
}

#[abi(enter, no_mangle)]
unsafe fn KeTestSpinLock(SpinLock: PKSPIN_LOCK) -> BOOLEAN {
    BOOLEAN::from(read(SpinLock) == 0)
}

#[abi(enter, no_mangle)]
unsafe fn KeAcquireSpinLockRaiseToSynch(SpinLock: PKSPIN_LOCK) -> KIRQL {
    let kernel = Kernel::current();
    let before = kernel.sched.raise_irql(DISPATCH_LEVEL);
    acquire(kernel, SpinLock);
    before
}

/// A DPC that was not made threaded runs at `DISPATCH_LEVEL`; a threaded one may run below.
#[abi(enter, no_mangle)]
unsafe fn KeAcquireSpinLockForDpc(SpinLock: PKSPIN_LOCK) -> KIRQL {
    let kernel = Kernel::current();
    let now = kernel.sched.irql();
    let before = kernel.sched.raise_irql(now.max(DISPATCH_LEVEL));
    acquire(kernel, SpinLock);
    before
}

#[abi(enter, no_mangle)]
unsafe fn KeReleaseSpinLockForDpc(SpinLock: PKSPIN_LOCK, OldIrql: KIRQL) {
    release_and_lower(Kernel::current(), SpinLock, OldIrql);
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
unsafe fn KeAcquireInStackQueuedSpinLock(SpinLock: PKSPIN_LOCK, LockHandle: PKLOCK_QUEUE_HANDLE) {
    let kernel = Kernel::current();
    let before = kernel.sched.raise_irql(DISPATCH_LEVEL);
    acquire(kernel, SpinLock);
    remember(LockHandle, SpinLock, before);
}

#[abi(enter, no_mangle)]
unsafe fn KeReleaseInStackQueuedSpinLock(LockHandle: PKLOCK_QUEUE_HANDLE) {
    let (lock, irql) = remembered(LockHandle);
    release_and_lower(Kernel::current(), lock, irql);
}

#[abi(enter, no_mangle)]
unsafe fn KeAcquireInStackQueuedSpinLockAtDpcLevel(
    SpinLock: PKSPIN_LOCK,
    LockHandle: PKLOCK_QUEUE_HANDLE,
) {
    let kernel = Kernel::current();
    check_dpc_level(kernel, "KeAcquireInStackQueuedSpinLockAtDpcLevel");
    acquire(kernel, SpinLock);
    remember(LockHandle, SpinLock, kernel.sched.irql());
}

#[abi(enter, no_mangle)]
unsafe fn KeReleaseInStackQueuedSpinLockFromDpcLevel(LockHandle: PKLOCK_QUEUE_HANDLE) {
    let kernel = Kernel::current();
    check_dpc_level(kernel, "KeReleaseInStackQueuedSpinLockFromDpcLevel");
    release(kernel, remembered(LockHandle).0);
}

#[abi(enter, no_mangle)]
unsafe fn KeAcquireInStackQueuedSpinLockForDpc(
    SpinLock: PKSPIN_LOCK,
    LockHandle: PKLOCK_QUEUE_HANDLE,
) {
    let kernel = Kernel::current();
    let now = kernel.sched.irql();
    let before = kernel.sched.raise_irql(now.max(DISPATCH_LEVEL));
    acquire(kernel, SpinLock);
    remember(LockHandle, SpinLock, before);
}

#[abi(enter, no_mangle)]
unsafe fn KeReleaseInStackQueuedSpinLockForDpc(LockHandle: PKLOCK_QUEUE_HANDLE) {
    let (lock, irql) = remembered(LockHandle);
    release_and_lower(Kernel::current(), lock, irql);
}
