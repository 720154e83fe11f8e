//! Critical and guarded regions: no APCs for this thread.
#![forbid(unsafe_code)]

use wdk_sys::{BOOLEAN, abi};

use super::apc::deliver;
use crate::nt::ke::region::{Region, enter, inside, is_in, leave};
use crate::{
    engine::export::{Export, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeEnterCriticalRegion: full,
    KeLeaveCriticalRegion: full,
    KeEnterGuardedRegion: full,
    KeLeaveGuardedRegion: full,
    KeAreApcsDisabled: full,
    KeAreAllApcsDisabled: full,
);

#[abi(enter, no_mangle)]
fn KeEnterCriticalRegion() {
    enter(&Kernel::current(), Region::Critical);
}

#[abi(enter, no_mangle)]
fn KeLeaveCriticalRegion() {
    let kernel = Kernel::current();
    leave(&kernel, Region::Critical, "KeLeaveCriticalRegion");
    deliver(&kernel);
}

#[abi(enter, no_mangle)]
fn KeEnterGuardedRegion() {
    enter(&Kernel::current(), Region::Guarded);
}

#[abi(enter, no_mangle)]
fn KeLeaveGuardedRegion() {
    let kernel = Kernel::current();
    leave(&kernel, Region::Guarded, "KeLeaveGuardedRegion");
    deliver(&kernel);
}

#[abi(enter, no_mangle)]
fn KeAreApcsDisabled() -> BOOLEAN {
    BOOLEAN::from(inside(&Kernel::current()))
}

#[abi(enter, no_mangle)]
fn KeAreAllApcsDisabled() -> BOOLEAN {
    let kernel = Kernel::current();
    BOOLEAN::from(is_in(&kernel, Region::Guarded) || kernel.sched.irql() > 0)
}
