//! What every exported function does first.
#![expect(
    unsafe_code,
    reason = "keeps a pointer to the thread that runs the function"
)]

use std::ptr;

use crate::{
    engine::{scheduler::thread::Calls, trace::Called},
    nt::{kernel::Kernel, verifier::irql::ANY},
};

/// Enters an exported function: a scheduling point, the check of the caller's IRQL, the trace.
/// The value must be kept until the function returns.
macro_rules! enter {
    ($name:ident) => {{
        const LIMIT: u8 = $crate::nt::verifier::irql::limit(stringify!($name));
        // The table of the file in which the function stands.
        const IGNORED: Option<&str> = $crate::engine::export::ignored(EXPORTS, stringify!($name));
        $crate::nt::ddi::Ddi::enter(stringify!($name), LIMIT, IGNORED)
    }};
}
pub(crate) use enter;

/// An exported function that runs.
pub(crate) struct Ddi {
    /// Of the thread that runs it, which outlives the call.
    calls: *const Calls,
    /// Its name, if the call is recorded.
    recorded: Option<&'static str>,
}

impl Ddi {
    #[inline]
    pub(crate) fn enter(name: &'static str, limit: u8, ignored: Option<&'static str>) -> Self {
        let kernel = Kernel::current();
        kernel.sched.point();
        let calls = match kernel.sched.running() {
            Some(thread) => {
                thread.calls.push(name);
                &raw const thread.calls
            }
            None => ptr::null(),
        };
        if limit != ANY && kernel.sched.irql() > limit && kernel.verifier.enabled() {
            kernel.irql_too_high(name, limit);
        }
        let is_recorded = kernel.trace_call(name, Called::Export(name), String::new);
        let recorded = is_recorded.then_some(name);
        if let Some(why) = ignored {
            kernel.note_ignored(name, why);
        }
        Self { calls, recorded }
    }
}

impl Drop for Ddi {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the function runs on this thread, so its thread is alive.
        if let Some(calls) = unsafe { self.calls.as_ref() } {
            calls.pop();
        }
        if let Some(name) = self.recorded {
            Kernel::current().trace_return(name, String::new(), None);
        }
    }
}
