//! `wdm.h`, `ntddk.h`, `ntifs.h`: processes and threads.

use crate::IoGetCurrentProcess;

pub use crate::generated::wdm::ps::*;

/// The process of the current thread's address space. IRQL: any.
#[inline]
#[must_use]
pub unsafe fn PsGetCurrentProcess() -> PEPROCESS {
    // SAFETY: no precondition.
    unsafe { IoGetCurrentProcess() }
}
