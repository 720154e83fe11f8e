//! Mutexes of three kinds: mutants, fast mutexes and guarded mutexes.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    BOOLEAN, FALSE, FAST_MUTEX, KMUTANT, KPRIORITY, LONG, PFAST_MUTEX, PKGUARDED_MUTEX, PRKMUTANT,
    PRKMUTEX, TRUE, ULONG, abi,
};

use crate::{
    engine::export::{Export, export_table},
    machine::{Current, Kernel},
    nt::{ke::dispatcher::kind, verifier::rules},
};

use super::region;

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeInitializeMutex, KeReleaseMutex, KeReadStateMutex, KeInitializeMutant, KeReleaseMutant,
    ExAcquireFastMutex, ExReleaseFastMutex, ExTryToAcquireFastMutex,
    ExAcquireFastMutexUnsafe, ExReleaseFastMutexUnsafe,
    KeInitializeGuardedMutex, KeAcquireGuardedMutex, KeReleaseGuardedMutex,
    KeAcquireGuardedMutexUnsafe, KeReleaseGuardedMutexUnsafe, KeTryToAcquireGuardedMutex);

const APC_LEVEL: u8 = 1;

fn initialise(mutant: PRKMUTANT, owned: bool, apc_disable: u8) {
    let kernel = Kernel::current();
    let size = size_of::<KMUTANT>();
    // SAFETY: the caller passes memory for a mutex.
    unsafe { kernel.initialise(mutant.cast(), kind::MUTANT, size, i32::from(!owned)) };
    let owner = match kernel.sched.running() {
        Some(thread) if owned => kernel.thread_object(thread).cast(),
        _ => std::ptr::null_mut(),
    };
    // SAFETY: as above.
    let mutant = unsafe { &mut *mutant };
    mutant.OwnerThread = owner;
    mutant.Abandoned = 0;
    mutant.ApcDisable = apc_disable;
}

fn release(mutant: PRKMUTANT) -> LONG {
    let kernel = Kernel::current();
    let Some(thread) = kernel.sched.running() else {
        return 0;
    };
    let me = kernel.thread_object(thread).cast();
    // SAFETY: the caller passes an initialised mutex.
    let owner = unsafe { (*mutant).OwnerThread };
    if owner != me {
        let message =
            format!("the mutex at {mutant:p} is released by a thread that does not own it");
        kernel.check(false, &rules::MUTEX_OWNER, || message.clone());
        // The kernel raises STATUS_MUTANT_NOT_OWNED.
        kernel.stop(0x1E, [0xC000_0046, 0, 0, 0], message);
    }
    let state = kernel.state(mutant.cast()) + 1;
    if state == 1 {
        // SAFETY: as above.
        let mutant = unsafe { &mut *mutant };
        mutant.OwnerThread = std::ptr::null_mut();
        let regions = thread.critical_regions.get() - i32::from(mutant.ApcDisable);
        thread.critical_regions.set(regions);
    }
    kernel.signal(mutant.cast(), state)
}

#[abi(enter, no_mangle)]
unsafe fn KeInitializeMutex(Mutex: PRKMUTEX, Level: ULONG) {
    let _ = Level;
    initialise(Mutex, false, 1);
}

#[abi(enter, no_mangle)]
unsafe fn KeReleaseMutex(Mutex: PRKMUTEX, Wait: BOOLEAN) -> LONG {
    let _ = Wait;
    release(Mutex)
}

#[abi(enter, no_mangle)]
unsafe fn KeReadStateMutex(Mutex: PRKMUTEX) -> LONG {
    Kernel::current().state(Mutex.cast())
}

#[abi(enter, no_mangle)]
unsafe fn KeInitializeMutant(Mutant: PRKMUTANT, InitialOwner: BOOLEAN) {
    initialise(Mutant, InitialOwner != 0, 0);
}

#[abi(enter, no_mangle)]
unsafe fn KeReleaseMutant(
    Mutant: PRKMUTANT,
    Increment: KPRIORITY,
    Abandoned: BOOLEAN,
    Wait: BOOLEAN,
) -> LONG {
    let _ = (Increment, Abandoned, Wait);
    release(Mutant)
}

/// The parts that fast and guarded mutexes share; both structures have the same layout.
const _: () = assert!(size_of::<FAST_MUTEX>() == size_of::<wdk_sys::KGUARDED_MUTEX>());

fn take(kernel: Current, mutex: PFAST_MUTEX) {
    let Some(thread) = kernel.sched.running() else {
        return;
    };
    let me = kernel.thread_object(thread).cast();
    // SAFETY: the caller passes an initialised mutex, which lives while it is used.
    let fields = unsafe { &mut *mutex };
    if fields.Owner == me {
        let message = format!("the thread acquires the mutex at {mutex:p}, which it holds");
        kernel.check(false, &rules::SPIN_LOCK_TWICE, || message.clone());
    }
    fields.Count -= 1;
    if fields.Count != 0 {
        fields.Contention += 1;
        kernel.wait(&[(&raw mut fields.Event).cast()], false, None);
    }
    // SAFETY: as above; another thread may have changed it while this one waited.
    unsafe { (*mutex).Owner = me };
}

fn give(kernel: Current, mutex: PFAST_MUTEX) {
    let Some(thread) = kernel.sched.running() else {
        return;
    };
    let me = kernel.thread_object(thread).cast();
    // SAFETY: the caller passes an initialised mutex, which lives while it is used.
    let fields = unsafe { &mut *mutex };
    let owned = fields.Owner == me;
    kernel.check(owned, &rules::MUTEX_OWNER, || {
        format!("the mutex at {mutex:p} is released by a thread that does not own it")
    });
    fields.Owner = std::ptr::null_mut();
    fields.Count += 1;
    if fields.Count < 1 {
        kernel.signal((&raw mut fields.Event).cast(), 1);
    }
}

fn try_take(kernel: Current, mutex: PFAST_MUTEX) -> bool {
    // SAFETY: the caller passes an initialised mutex.
    let free = unsafe { (*mutex).Count } == 1;
    if free {
        take(kernel, mutex);
    }
    free
}

#[abi(enter, no_mangle)]
unsafe fn ExAcquireFastMutex(FastMutex: PFAST_MUTEX) {
    let kernel = Kernel::current();
    let before = kernel.sched.raise_irql(APC_LEVEL);
    take(kernel, FastMutex);
    // SAFETY: the mutex is held.
    unsafe { (*FastMutex).OldIrql = before.into() };
}

#[abi(enter, no_mangle)]
unsafe fn ExReleaseFastMutex(FastMutex: PFAST_MUTEX) {
    let kernel = Kernel::current();
    // SAFETY: the caller holds the mutex.
    let before = unsafe { (*FastMutex).OldIrql };
    give(kernel, FastMutex);
    kernel.sched.lower_irql(before as u8);
}

#[abi(enter, no_mangle)]
unsafe fn ExTryToAcquireFastMutex(FastMutex: PFAST_MUTEX) -> BOOLEAN {
    let kernel = Kernel::current();
    let before = kernel.sched.raise_irql(APC_LEVEL);
    if try_take(kernel, FastMutex) {
        // SAFETY: the mutex is held.
        unsafe { (*FastMutex).OldIrql = before.into() };
        return TRUE;
    }
    kernel.sched.lower_irql(before);
    FALSE
}

#[abi(enter, no_mangle)]
unsafe fn ExAcquireFastMutexUnsafe(FastMutex: PFAST_MUTEX) {
    take(Kernel::current(), FastMutex);
}

#[abi(enter, no_mangle)]
unsafe fn ExReleaseFastMutexUnsafe(FastMutex: PFAST_MUTEX) {
    give(Kernel::current(), FastMutex);
}

#[abi(enter, no_mangle)]
unsafe fn KeInitializeGuardedMutex(GuardedMutex: PKGUARDED_MUTEX) {
    let mutex: PFAST_MUTEX = GuardedMutex.cast();
    // SAFETY: the caller passes memory for a mutex.
    let event = unsafe { &raw mut (*mutex).Event };
    let kind = kind::SYNCHRONIZATION_EVENT;
    // SAFETY: the event lies within the mutex.
    unsafe { Kernel::current().initialise(event.cast(), kind, size_of::<wdk_sys::KEVENT>(), 0) };
    // SAFETY: as above.
    let fields = unsafe { &mut *mutex };
    fields.Count = 1;
    fields.Owner = std::ptr::null_mut();
    fields.Contention = 0;
}

#[abi(enter, no_mangle)]
unsafe fn KeAcquireGuardedMutex(GuardedMutex: PKGUARDED_MUTEX) {
    let kernel = Kernel::current();
    region::enter(kernel);
    take(kernel, GuardedMutex.cast());
}

#[abi(enter, no_mangle)]
unsafe fn KeReleaseGuardedMutex(GuardedMutex: PKGUARDED_MUTEX) {
    let kernel = Kernel::current();
    give(kernel, GuardedMutex.cast());
    region::leave(kernel, "KeReleaseGuardedMutex");
}

#[abi(enter, no_mangle)]
unsafe fn KeAcquireGuardedMutexUnsafe(GuardedMutex: PKGUARDED_MUTEX) {
    take(Kernel::current(), GuardedMutex.cast());
}

#[abi(enter, no_mangle)]
unsafe fn KeReleaseGuardedMutexUnsafe(GuardedMutex: PKGUARDED_MUTEX) {
    give(Kernel::current(), GuardedMutex.cast());
}

#[abi(enter, no_mangle)]
unsafe fn KeTryToAcquireGuardedMutex(GuardedMutex: PKGUARDED_MUTEX) -> BOOLEAN {
    let kernel = Kernel::current();
    let taken = try_take(kernel, GuardedMutex.cast());
    if taken {
        region::enter(kernel);
    }
    BOOLEAN::from(taken)
}
