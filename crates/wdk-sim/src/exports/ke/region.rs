//! Critical and guarded regions: no APCs for this thread.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{BOOLEAN, abi};

use crate::{
    engine::export::{Export, export_table},
    machine::{Current, Kernel},
    nt::verifier::rules,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeEnterCriticalRegion, KeLeaveCriticalRegion, KeEnterGuardedRegion, KeLeaveGuardedRegion,
    KeAreApcsDisabled, KeAreAllApcsDisabled);

/// Enters a region; the machine delivers no APCs, so both kinds are one count.
pub(crate) fn enter(kernel: Current) {
    if let Some(thread) = kernel.sched.running() {
        thread
            .critical_regions
            .set(thread.critical_regions.get() + 1);
    }
}

/// Leaves a region.
pub(crate) fn leave(kernel: Current, name: &str) {
    let Some(thread) = kernel.sched.running() else {
        return;
    };
    let regions = thread.critical_regions.get();
    kernel.check(regions > 0, &rules::CRITICAL_REGION, || {
        format!("{name} outside of a critical region")
    });
    thread.critical_regions.set((regions - 1).max(0));
}

fn inside(kernel: Current) -> bool {
    let thread = kernel.sched.running();
    thread.is_some_and(|thread| thread.critical_regions.get() > 0)
}

#[abi(enter, no_mangle)]
unsafe fn KeEnterCriticalRegion() {
    enter(Kernel::current());
}

#[abi(enter, no_mangle)]
unsafe fn KeLeaveCriticalRegion() {
    leave(Kernel::current(), "KeLeaveCriticalRegion");
}

#[abi(enter, no_mangle)]
unsafe fn KeEnterGuardedRegion() {
    enter(Kernel::current());
}

#[abi(enter, no_mangle)]
unsafe fn KeLeaveGuardedRegion() {
    leave(Kernel::current(), "KeLeaveGuardedRegion");
}

#[abi(enter, no_mangle)]
unsafe fn KeAreApcsDisabled() -> BOOLEAN {
    let kernel = Kernel::current();
    BOOLEAN::from(inside(kernel) || kernel.sched.irql() > 0)
}

#[abi(enter, no_mangle)]
unsafe fn KeAreAllApcsDisabled() -> BOOLEAN {
    let kernel = Kernel::current();
    BOOLEAN::from(inside(kernel) || kernel.sched.irql() > 0)
}
