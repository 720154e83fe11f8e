//! Run-down protection: the count in all bits but the lowest, which says that the end has begun.
//!
//! Who calls passes a pointer to its `EX_RUNDOWN_REF`, which has the size of a counter, stays while
//! it is used, and is reached by these functions alone: here it is a reference to an atomic.

use core::sync::atomic::{AtomicU64, Ordering};

use wdk_sys::{BOOLEAN, abi};

use crate::lock;

/// The end has begun: nobody gets protection any more.
const ACTIVE: u64 = 1;
const ONE: u64 = 2;

#[abi(no_mangle)]
fn wine_ExInitializeRundownProtection(counter: &AtomicU64) {
    counter.store(0, Ordering::Release);
}

#[abi(no_mangle)]
fn wine_ExAcquireRundownProtection(counter: &AtomicU64) -> BOOLEAN {
    let more = |it| (it & ACTIVE == 0).then_some(it + ONE);
    let taken = counter.fetch_update(Ordering::AcqRel, Ordering::Acquire, more);
    taken.is_ok().into()
}

#[abi(no_mangle)]
fn wine_ExReleaseRundownProtection(counter: &AtomicU64) {
    counter.fetch_sub(ONE, Ordering::AcqRel);
}

#[abi(no_mangle)]
fn wine_ExWaitForRundownProtectionRelease(counter: &AtomicU64) {
    counter.fetch_or(ACTIVE, Ordering::AcqRel);
    while counter.load(Ordering::Acquire) >= ONE {
        lock::sleep();
    }
}
