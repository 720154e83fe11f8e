//! Mutexes of three kinds: mutants, fast mutexes and guarded mutexes.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    BOOLEAN, FALSE, FAST_MUTEX, KPRIORITY, LONG, PFAST_MUTEX, PKGUARDED_MUTEX, PRKMUTANT, PRKMUTEX,
    TRUE, ULONG, abi,
};

use crate::nt::ke::mutex::{give, initialise, release, take, try_take};
use crate::nt::parameter::Struct;
use crate::{
    engine::export::{Export, export_table},
    nt::{ke::dispatcher::kind, kernel::Kernel},
};

use crate::nt::ke::region;

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeInitializeMutex: full,
    KeReleaseMutex: partial(
        "Wait is ignored; a wrong owner stops the machine, as no exception can be handled"
    ),
    KeReadStateMutex: full,
    KeInitializeMutant: full,
    KeReleaseMutant: partial("Abandoned and Wait are ignored"),
    ExAcquireFastMutex: full,
    ExReleaseFastMutex: full,
    ExTryToAcquireFastMutex: full,
    ExAcquireFastMutexUnsafe: full,
    ExReleaseFastMutexUnsafe: full,
    KeInitializeGuardedMutex: full,
    KeAcquireGuardedMutex: full,
    KeReleaseGuardedMutex: full,
    KeAcquireGuardedMutexUnsafe: full,
    KeReleaseGuardedMutexUnsafe: full,
    KeTryToAcquireGuardedMutex: full,
);

const APC_LEVEL: u8 = 1;

#[abi(enter, no_mangle)]
fn KeInitializeMutex(Mutex: PRKMUTEX, Level: ULONG) {
    let _ = Level;
    initialise(&Kernel::current(), Mutex, false, 1);
}

#[abi(enter, no_mangle)]
fn KeReleaseMutex(Mutex: PRKMUTEX, Wait: BOOLEAN) -> LONG {
    let _ = Wait;
    release(&Kernel::current(), Mutex)
}

#[abi(enter, no_mangle)]
fn KeReadStateMutex(Mutex: PRKMUTEX) -> LONG {
    Kernel::current().state(Mutex.cast())
}

#[abi(enter, no_mangle)]
fn KeInitializeMutant(Mutant: PRKMUTANT, InitialOwner: BOOLEAN) {
    initialise(&Kernel::current(), Mutant, InitialOwner != 0, 0);
}

#[abi(enter, no_mangle)]
fn KeReleaseMutant(
    Mutant: PRKMUTANT,
    Increment: KPRIORITY,
    Abandoned: BOOLEAN,
    Wait: BOOLEAN,
) -> LONG {
    let _ = (Increment, Abandoned, Wait);
    release(&Kernel::current(), Mutant)
}

#[abi(enter, no_mangle)]
fn ExAcquireFastMutex(FastMutex: Struct<FAST_MUTEX>) {
    let kernel = Kernel::current();
    let before = kernel.sched.raise_irql(APC_LEVEL);
    take(&kernel, FastMutex.raw());
    FastMutex.get().OldIrql = before.into();
}

#[abi(enter, no_mangle)]
fn ExReleaseFastMutex(FastMutex: Struct<FAST_MUTEX>) {
    let kernel = Kernel::current();
    let before = FastMutex.get().OldIrql;
    give(&kernel, FastMutex.raw());
    kernel.sched.lower_irql(before as u8);
}

#[abi(enter, no_mangle)]
fn ExTryToAcquireFastMutex(FastMutex: Struct<FAST_MUTEX>) -> BOOLEAN {
    let kernel = Kernel::current();
    let before = kernel.sched.raise_irql(APC_LEVEL);
    if try_take(&kernel, FastMutex.raw()) {
        FastMutex.get().OldIrql = before.into();
        return TRUE;
    }
    kernel.sched.lower_irql(before);
    FALSE
}

#[abi(enter, no_mangle)]
fn ExAcquireFastMutexUnsafe(FastMutex: PFAST_MUTEX) {
    take(&Kernel::current(), FastMutex);
}

#[abi(enter, no_mangle)]
fn ExReleaseFastMutexUnsafe(FastMutex: PFAST_MUTEX) {
    give(&Kernel::current(), FastMutex);
}

#[abi(enter, no_mangle)]
unsafe fn KeInitializeGuardedMutex(GuardedMutex: PKGUARDED_MUTEX) {
    let mutex: PFAST_MUTEX = GuardedMutex.cast();
    // SAFETY: the caller passes memory for a mutex.
    let event = unsafe { &raw mut (*mutex).Event };
    let kind = kind::SYNCHRONIZATION_EVENT;
    // SAFETY: the event lies within the mutex.
    unsafe { Kernel::current().initialise(event.cast(), kind, size_of::<wdk_sys::KEVENT>(), 0) };
    // SAFETY: not null, since its event was just written.
    let fields = unsafe { &mut *mutex };
    fields.Count = 1;
    fields.Owner = std::ptr::null_mut();
    fields.Contention = 0;
}

#[abi(enter, no_mangle)]
fn KeAcquireGuardedMutex(GuardedMutex: PKGUARDED_MUTEX) {
    let kernel = Kernel::current();
    region::enter(&kernel, region::Region::Guarded);
    take(&kernel, GuardedMutex.cast());
}

#[abi(enter, no_mangle)]
fn KeReleaseGuardedMutex(GuardedMutex: PKGUARDED_MUTEX) {
    let kernel = Kernel::current();
    give(&kernel, GuardedMutex.cast());
    region::leave(&kernel, region::Region::Guarded, "KeReleaseGuardedMutex");
}

#[abi(enter, no_mangle)]
fn KeAcquireGuardedMutexUnsafe(GuardedMutex: PKGUARDED_MUTEX) {
    take(&Kernel::current(), GuardedMutex.cast());
}

#[abi(enter, no_mangle)]
fn KeReleaseGuardedMutexUnsafe(GuardedMutex: PKGUARDED_MUTEX) {
    give(&Kernel::current(), GuardedMutex.cast());
}

#[abi(enter, no_mangle)]
fn KeTryToAcquireGuardedMutex(GuardedMutex: PKGUARDED_MUTEX) -> BOOLEAN {
    let kernel = Kernel::current();
    let taken = try_take(&kernel, GuardedMutex.cast());
    if taken {
        region::enter(&kernel, region::Region::Guarded);
    }
    BOOLEAN::from(taken)
}
