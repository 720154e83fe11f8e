//! Run-down protection: the count in all bits but the lowest, which says that the end has begun.
#![expect(unsafe_code, reason = "exports of the kernel, on the caller's counter")]

use core::sync::atomic::{AtomicU64, Ordering};

use wdk_sys::{BOOLEAN, PEX_RUNDOWN_REF, abi};
use windows_sys::Win32::System::Threading::Sleep;

/// The end has begun: nobody gets protection any more.
const ACTIVE: u64 = 1;
const ONE: u64 = 2;

/// # Safety
/// `reference` is initialised and outlives the result.
unsafe fn counter<'a>(reference: PEX_RUNDOWN_REF) -> &'a AtomicU64 {
    // SAFETY: by this function's contract; only these functions use the counter, as an atomic.
    unsafe { AtomicU64::from_ptr(reference.cast()) }
}

#[abi(no_mangle)]
unsafe fn wine_ExInitializeRundownProtection(reference: PEX_RUNDOWN_REF) {
    // SAFETY: the caller's memory, which nobody else uses yet.
    unsafe { counter(reference) }.store(0, Ordering::Release);
}

#[abi(no_mangle)]
unsafe fn wine_ExAcquireRundownProtection(reference: PEX_RUNDOWN_REF) -> BOOLEAN {
    // SAFETY: the caller's counter.
    let counter = unsafe { counter(reference) };
    let more = |it| (it & ACTIVE == 0).then_some(it + ONE);
    let taken = counter.fetch_update(Ordering::AcqRel, Ordering::Acquire, more);
    taken.is_ok().into()
}

#[abi(no_mangle)]
unsafe fn wine_ExReleaseRundownProtection(reference: PEX_RUNDOWN_REF) {
    // SAFETY: the caller's counter.
    unsafe { counter(reference) }.fetch_sub(ONE, Ordering::AcqRel);
}

#[abi(no_mangle)]
unsafe fn wine_ExWaitForRundownProtectionRelease(reference: PEX_RUNDOWN_REF) {
    // SAFETY: the caller's counter.
    let counter = unsafe { counter(reference) };
    counter.fetch_or(ACTIVE, Ordering::AcqRel);
    while counter.load(Ordering::Acquire) >= ONE {
        // SAFETY: no precondition.
        unsafe { Sleep(1) };
    }
}
