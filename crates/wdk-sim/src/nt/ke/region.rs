//! Critical and guarded regions: no normal APCs, or no APCs at all, for this thread.
#![forbid(unsafe_code)]

use std::cell::Cell;

use super::layer::Ke;
use crate::{engine::scheduler::thread::Thread, nt::verifier::rules};

/// The two kinds of regions. The machine delivers no APCs, so they differ in what the thread can
/// ask for, and in how it leaves them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Region {
    Critical,
    Guarded,
}

impl Region {
    fn count(self, thread: &Thread) -> &Cell<i32> {
        match self {
            Self::Critical => &thread.critical_regions,
            Self::Guarded => &thread.guarded_regions,
        }
    }
}

/// Enters a region.
pub(crate) fn enter(kernel: &Ke, region: Region) {
    if let Some(thread) = kernel.sched.running() {
        let count = region.count(thread);
        count.set(count.get() + 1);
    }
}

/// Leaves a region.
pub(crate) fn leave(kernel: &Ke, region: Region, name: &str) {
    let Some(thread) = kernel.sched.running() else {
        return;
    };
    let regions = region.count(thread).get();
    kernel.check(regions > 0, &rules::CRITICAL_REGION, || {
        let kind = match region {
            Region::Critical => "critical",
            Region::Guarded => "guarded",
        };
        format!("{name} outside of a {kind} region")
    });
    region.count(thread).set((regions - 1).max(0));
}

/// Whether the thread is in a region that keeps normal APCs away: in one of either kind.
pub(crate) fn inside(kernel: &Ke) -> bool {
    is_in(kernel, Region::Critical) || is_in(kernel, Region::Guarded)
}

/// Whether the thread is in a region of this kind.
pub(crate) fn is_in(kernel: &Ke, region: Region) -> bool {
    let thread = kernel.sched.running();
    thread.is_some_and(|thread| region.count(thread).get() > 0)
}
