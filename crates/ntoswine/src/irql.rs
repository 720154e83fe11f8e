//! The IRQL of each thread, and the spin locks that raise it. Wine knows none: there it is 0.
#![expect(
    unsafe_code,
    reason = "exports of the kernel; a slot of the thread for the IRQL"
)]

use core::{
    ptr,
    sync::atomic::{AtomicU32, Ordering},
};

use wdk_sys::{
    DISPATCH_LEVEL, IoAcquireCancelSpinLock, IoReleaseCancelSpinLock, KIRQL,
    KeAcquireSpinLockAtDpcLevel, KeReleaseSpinLockFromDpcLevel, PKIRQL, PKSPIN_LOCK, abi,
};
use windows_sys::Win32::System::Threading::{
    TLS_OUT_OF_INDEXES, TlsAlloc, TlsFree, TlsGetValue, TlsSetValue,
};

use crate::{dpc, driver};

/// The IRQL of DPCs and spin locks.
pub(crate) const DISPATCH: KIRQL = DISPATCH_LEVEL as KIRQL;

static SLOT: AtomicU32 = AtomicU32::new(TLS_OUT_OF_INDEXES);

/// The slot of each thread that holds its IRQL.
fn slot() -> u32 {
    let slot = SLOT.load(Ordering::Acquire);
    if slot != TLS_OUT_OF_INDEXES {
        return slot;
    }
    // SAFETY: no precondition. Without a slot, every thread is at PASSIVE_LEVEL.
    let fresh = unsafe { TlsAlloc() };
    let first = SLOT.compare_exchange(slot, fresh, Ordering::AcqRel, Ordering::Acquire);
    match first {
        Ok(_) => fresh,
        Err(winner) => {
            // SAFETY: allocated above, and nobody else has seen it.
            unsafe { TlsFree(fresh) };
            winner
        }
    }
}

/// The IRQL of this thread.
pub(crate) fn current() -> KIRQL {
    // SAFETY: no precondition; a new thread's slot is null.
    unsafe { TlsGetValue(slot()) }.addr() as KIRQL
}

/// Sets the IRQL of this thread, and gives the one before.
pub(crate) fn replace(irql: KIRQL) -> KIRQL {
    let before = current();
    // SAFETY: no precondition; the slot holds a number.
    unsafe { TlsSetValue(slot(), ptr::without_provenance(irql.into())) };
    before
}

/// Lowers the IRQL of this thread. DPCs that waited for it run now.
pub(crate) fn lower(irql: KIRQL) {
    replace(irql);
    if irql < DISPATCH {
        dpc::run_waiting();
    }
}

#[abi(no_mangle)]
fn wine_KeGetCurrentIrql() -> KIRQL {
    driver::start();
    current()
}

#[abi(no_mangle)]
fn wine_KfRaiseIrql(irql: KIRQL) -> KIRQL {
    driver::start();
    replace(irql)
}

#[abi(no_mangle)]
fn wine_KeLowerIrql(irql: KIRQL) {
    lower(irql);
}

#[abi(no_mangle)]
unsafe fn wine_KeAcquireSpinLockRaiseToDpc(lock: PKSPIN_LOCK) -> KIRQL {
    driver::start();
    let before = replace(DISPATCH);
    // SAFETY: the caller's lock, at DISPATCH_LEVEL.
    unsafe { KeAcquireSpinLockAtDpcLevel(lock) };
    before
}

#[abi(no_mangle)]
unsafe fn wine_KeReleaseSpinLock(lock: PKSPIN_LOCK, irql: KIRQL) {
    // SAFETY: the caller's lock, which it holds.
    unsafe { KeReleaseSpinLockFromDpcLevel(lock) };
    lower(irql);
}

/// Wine calls cancel routines with the lock held and the thread's IRQL as it was; that is what such
/// a routine lowers to, so the next two fit to it.
#[abi(no_mangle)]
unsafe fn wine_IoAcquireCancelSpinLock(irql: PKIRQL) {
    let mut unused = 0;
    // SAFETY: the kernel's own lock, and a local for what Wine says of the IRQL.
    unsafe { IoAcquireCancelSpinLock(&raw mut unused) };
    // SAFETY: the caller's variable.
    unsafe { irql.write(replace(DISPATCH)) };
}

#[abi(no_mangle)]
unsafe fn wine_IoReleaseCancelSpinLock(irql: KIRQL) {
    // SAFETY: the caller holds the lock.
    unsafe { IoReleaseCancelSpinLock(irql) };
    lower(irql);
}
