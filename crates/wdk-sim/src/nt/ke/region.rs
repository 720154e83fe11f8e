//! Critical and guarded regions: no APCs for this thread.
#![forbid(unsafe_code)]

use super::layer::Ke;
use crate::nt::verifier::rules;

/// Enters a region; the machine delivers no APCs, so both kinds are one count.
pub(crate) fn enter(kernel: &Ke) {
    if let Some(thread) = kernel.sched.running() {
        thread
            .critical_regions
            .set(thread.critical_regions.get() + 1);
    }
}

/// Leaves a region.
pub(crate) fn leave(kernel: &Ke, name: &str) {
    let Some(thread) = kernel.sched.running() else {
        return;
    };
    let regions = thread.critical_regions.get();
    kernel.check(regions > 0, &rules::CRITICAL_REGION, || {
        format!("{name} outside of a critical region")
    });
    thread.critical_regions.set((regions - 1).max(0));
}

pub(crate) fn inside(kernel: &Ke) -> bool {
    let thread = kernel.sched.running();
    thread.is_some_and(|thread| thread.critical_regions.get() > 0)
}
