//! `wdm.h`, `ntddk.h`, `ntifs.h`: processes and threads.

use crate::IoGetCurrentProcess;

pub use crate::generated::wdm::ps::*;

forward! {
    /// The process of the current thread's address space. IRQL: any.
    #[must_use]
    pub unsafe fn PsGetCurrentProcess() -> PEPROCESS = IoGetCurrentProcess();
}
