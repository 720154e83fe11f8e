//! Rundown protection.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    BOOLEAN, EX_RUNDOWN_REF, FALSE, PEX_RUNDOWN_REF, PEX_RUNDOWN_REF_CACHE_AWARE, POOL_TYPE,
    SIZE_T, TRUE, ULONG, abi,
};

use crate::nt::ex::driver_pool;
use crate::{
    engine::export::{Export, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ExInitializeRundownProtection: full,
    ExReInitializeRundownProtection: full,
    ExAcquireRundownProtection: full,
    ExAcquireRundownProtectionEx: full,
    ExReleaseRundownProtection: full,
    ExReleaseRundownProtectionEx: full,
    ExRundownCompleted: full,
    ExWaitForRundownProtectionRelease: full,
    ExAllocateCacheAwareRundownProtection: full,
    ExFreeCacheAwareRundownProtection: full,
    ExSizeOfRundownProtectionCacheAware: full,
    ExInitializeRundownProtectionCacheAware: full,
    ExReInitializeRundownProtectionCacheAware: full,
    ExAcquireRundownProtectionCacheAware: full,
    ExAcquireRundownProtectionCacheAwareEx: full,
    ExReleaseRundownProtectionCacheAware: full,
    ExReleaseRundownProtectionCacheAwareEx: full,
    ExWaitForRundownProtectionReleaseCacheAware: full,
    ExRundownCompletedCacheAware: full,
);

/// Set when the rundown has begun; references are counted in twos beside it.
const ACTIVE: u64 = wdk_sys::EX_RUNDOWN_ACTIVE as u64;
const ONE: u64 = wdk_sys::EX_RUNDOWN_COUNT_INC as u64;

/// Both views of the union are one word.
const _: () = assert!(size_of::<EX_RUNDOWN_REF>() == size_of::<u64>());

fn read(rundown: PEX_RUNDOWN_REF) -> u64 {
    // SAFETY: the caller passes initialised protection, which is a word.
    unsafe { rundown.cast::<u64>().read() }
}

fn write(rundown: PEX_RUNDOWN_REF, value: u64) {
    // SAFETY: as in `read`.
    unsafe { rundown.cast::<u64>().write(value) };
}

fn acquire(rundown: PEX_RUNDOWN_REF, count: ULONG) -> BOOLEAN {
    let state = read(rundown);
    if state & ACTIVE != 0 {
        return FALSE;
    }
    write(rundown, state + ONE * u64::from(count));
    TRUE
}

fn release(rundown: PEX_RUNDOWN_REF, count: ULONG) {
    let state = read(rundown);
    let released = ONE * u64::from(count);
    if state & !ACTIVE < released {
        let message =
            format!("rundown protection at {rundown:p} is released more often than acquired");
        // REFERENCE_BY_POINTER.
        Kernel::current().stop(0x18, [0, rundown as u64, 0, state], message);
    }
    write(rundown, state - released);
    if state - released == ACTIVE {
        Kernel::current().unpark(rundown as usize);
    }
}

fn wait(rundown: PEX_RUNDOWN_REF) {
    write(rundown, read(rundown) | ACTIVE);
    let kernel = Kernel::current();
    kernel.park_while(rundown as usize, "rundown protection", || {
        read(rundown) != ACTIVE
    });
}

#[abi(enter, no_mangle)]
fn ExInitializeRundownProtection(RunRef: PEX_RUNDOWN_REF) {
    write(RunRef, 0);
}

#[abi(enter, no_mangle)]
fn ExReInitializeRundownProtection(RunRef: PEX_RUNDOWN_REF) {
    write(RunRef, 0);
}

#[abi(enter, no_mangle)]
fn ExAcquireRundownProtection(RunRef: PEX_RUNDOWN_REF) -> BOOLEAN {
    acquire(RunRef, 1)
}

#[abi(enter, no_mangle)]
fn ExAcquireRundownProtectionEx(RunRef: PEX_RUNDOWN_REF, Count: ULONG) -> BOOLEAN {
    acquire(RunRef, Count)
}

#[abi(enter, no_mangle)]
fn ExReleaseRundownProtection(RunRef: PEX_RUNDOWN_REF) {
    release(RunRef, 1);
}

#[abi(enter, no_mangle)]
fn ExReleaseRundownProtectionEx(RunRef: PEX_RUNDOWN_REF, Count: ULONG) {
    release(RunRef, Count);
}

#[abi(enter, no_mangle)]
fn ExRundownCompleted(RunRef: PEX_RUNDOWN_REF) {
    write(RunRef, ACTIVE);
}

#[abi(enter, no_mangle)]
fn ExWaitForRundownProtectionRelease(RunRef: PEX_RUNDOWN_REF) {
    wait(RunRef);
}

/// Tag of protection that the function allocates.
const TAG: u32 = u32::from_le_bytes(*b"ExRn");

#[abi(enter, no_mangle)]
fn ExAllocateCacheAwareRundownProtection(
    PoolType: POOL_TYPE,
    PoolTag: ULONG,
) -> PEX_RUNDOWN_REF_CACHE_AWARE {
    let tag = if PoolTag == 0 { TAG } else { PoolTag };
    let memory = driver_pool::of_type(PoolType, 8, tag);
    if !memory.is_null() {
        write(memory.cast(), 0);
    }
    memory.cast()
}

#[abi(enter, no_mangle)]
unsafe fn ExFreeCacheAwareRundownProtection(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE) {
    // SAFETY: allocated by the function above.
    unsafe { wdk_sys::ExFreePool(RunRefCacheAware.cast()) };
}

#[abi(enter, no_mangle)]
fn ExSizeOfRundownProtectionCacheAware() -> SIZE_T {
    8
}

#[abi(enter, no_mangle)]
fn ExInitializeRundownProtectionCacheAware(
    RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE,
    RunRefSize: SIZE_T,
) {
    let _ = RunRefSize;
    write(RunRefCacheAware.cast(), 0);
}

#[abi(enter, no_mangle)]
fn ExReInitializeRundownProtectionCacheAware(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE) {
    write(RunRefCacheAware.cast(), 0);
}

#[abi(enter, no_mangle)]
fn ExAcquireRundownProtectionCacheAware(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE) -> BOOLEAN {
    acquire(RunRefCacheAware.cast(), 1)
}

#[abi(enter, no_mangle)]
fn ExAcquireRundownProtectionCacheAwareEx(
    RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE,
    Count: ULONG,
) -> BOOLEAN {
    acquire(RunRefCacheAware.cast(), Count)
}

#[abi(enter, no_mangle)]
fn ExReleaseRundownProtectionCacheAware(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE) {
    release(RunRefCacheAware.cast(), 1);
}

#[abi(enter, no_mangle)]
fn ExReleaseRundownProtectionCacheAwareEx(RunRef: PEX_RUNDOWN_REF_CACHE_AWARE, Count: ULONG) {
    release(RunRef.cast(), Count);
}

#[abi(enter, no_mangle)]
fn ExWaitForRundownProtectionReleaseCacheAware(RunRef: PEX_RUNDOWN_REF_CACHE_AWARE) {
    wait(RunRef.cast());
}

#[abi(enter, no_mangle)]
fn ExRundownCompletedCacheAware(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE) {
    write(RunRefCacheAware.cast(), ACTIVE);
}
