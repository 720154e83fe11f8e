//! `wdm.h`, `ntddk.h`, `ntifs.h`: processes and threads.

use crate::IoGetCurrentProcess;

pub use crate::generated::wdm::ps::*;
// Hides it from globs, see `inline`.
#[expect(
    hidden_glob_reexports,
    unused_imports,
    reason = "it only hides the name"
)]
use crate::inline::PsGetCurrentThread;

forward! {
    /// The process of the current thread's address space. IRQL: any.
    #[must_use]
    pub unsafe fn PsGetCurrentProcess() -> PEPROCESS = IoGetCurrentProcess();
}
