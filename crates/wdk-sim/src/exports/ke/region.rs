//! Critical and guarded regions: no APCs for this thread.
#![forbid(unsafe_code)]

use wdk_sys::{BOOLEAN, abi};

use crate::nt::ke::region::{enter, inside, leave};
use crate::{
    engine::export::{Export, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeEnterCriticalRegion: full,
    KeLeaveCriticalRegion: partial(
        "critical and guarded regions are one count: leaving the wrong kind is not noticed"
    ),
    KeEnterGuardedRegion: full,
    KeLeaveGuardedRegion: partial(
        "critical and guarded regions are one count: leaving the wrong kind is not noticed"
    ),
    KeAreApcsDisabled: partial("TRUE also above PASSIVE_LEVEL outside of any region"),
    KeAreAllApcsDisabled: partial(
        "TRUE also in a critical region, which leaves special APCs enabled"
    ),
);

#[abi(enter, no_mangle)]
fn KeEnterCriticalRegion() {
    enter(&Kernel::current());
}

#[abi(enter, no_mangle)]
fn KeLeaveCriticalRegion() {
    leave(&Kernel::current(), "KeLeaveCriticalRegion");
}

#[abi(enter, no_mangle)]
fn KeEnterGuardedRegion() {
    enter(&Kernel::current());
}

#[abi(enter, no_mangle)]
fn KeLeaveGuardedRegion() {
    leave(&Kernel::current(), "KeLeaveGuardedRegion");
}

#[abi(enter, no_mangle)]
fn KeAreApcsDisabled() -> BOOLEAN {
    let kernel = Kernel::current();
    BOOLEAN::from(inside(&kernel) || kernel.sched.irql() > 0)
}

#[abi(enter, no_mangle)]
fn KeAreAllApcsDisabled() -> BOOLEAN {
    let kernel = Kernel::current();
    BOOLEAN::from(inside(&kernel) || kernel.sched.irql() > 0)
}
