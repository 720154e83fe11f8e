//! What every exported function does first.
#![expect(
    unsafe_code,
    reason = "keeps a pointer to the thread that runs the function"
)]

use std::ptr;

use crate::{
    engine::{
        scheduler::{
            depth::{StackState, stack_pointer},
            thread::Thread,
        },
        trace::Called,
    },
    nt::{kernel::Kernel, verifier::irql::ANY},
};

/// Enters an exported function: a scheduling point, the check of the caller's IRQL, the trace, and
/// the check of each parameter. The value must be kept until the function returns.
macro_rules! enter {
    ($name:ident $(, $parameter:ident)*) => {{
        const LIMIT: u8 = $crate::nt::verifier::irql::limit(stringify!($name));
        // The table of the file in which the function stands.
        const IGNORED: Option<&str> = $crate::engine::export::ignored(EXPORTS, stringify!($name));
        let ddi = $crate::nt::ddi::Ddi::enter(stringify!($name), LIMIT, IGNORED);
        $($crate::nt::argument::Argument::new(&$parameter).check(stringify!($name));)*
        ddi
    }};
}
pub(crate) use enter;

/// The simulator runs on behalf of a driver or of the framework while this lives: its stack is not
/// theirs, and it is not they that run without end.
pub(crate) struct Simulator {
    /// The thread that runs it, which outlives the call.
    thread: *const Thread,
    before: Option<StackState>,
}

impl Simulator {
    /// Enters the simulator, which the running thread has called.
    #[inline]
    pub(crate) fn enter() -> Self {
        Self::enter_at(stack_pointer())
    }

    #[inline]
    fn enter_at(sp: usize) -> Self {
        let kernel = Kernel::try_current();
        match kernel.as_ref().and_then(|kernel| kernel.sched.running()) {
            Some(thread) => Self {
                thread,
                before: Some(thread.depth.enter(sp)),
            },
            None => Self {
                thread: ptr::null(),
                before: None,
            },
        }
    }

    #[inline]
    fn thread(&self) -> Option<&Thread> {
        // SAFETY: the function runs on this thread, so its thread is alive.
        unsafe { self.thread.as_ref() }
    }
}

impl Drop for Simulator {
    #[inline]
    fn drop(&mut self) {
        if let Some((thread, before)) = self.thread().zip(self.before) {
            thread.depth.restore(before);
        }
    }
}

/// An exported function that runs.
pub(crate) struct Ddi {
    simulator: Simulator,
    /// Its name, if the call is recorded.
    recorded: Option<&'static str>,
}

impl Ddi {
    #[inline]
    pub(crate) fn enter(name: &'static str, limit: u8, ignored: Option<&'static str>) -> Self {
        let kernel = Kernel::current();
        let sp = stack_pointer();
        let simulator = Simulator::enter_at(sp);
        if let Some(thread) = simulator.thread() {
            if simulator.before.is_some_and(StackState::is_outside) {
                kernel.check_stack(thread, name, sp, 0);
            }
            kernel.sched.point();
            thread.calls.push(name);
        } else {
            kernel.sched.point();
        }
        if limit != ANY && kernel.sched.irql() > limit && kernel.verifier.enabled() {
            kernel.irql_too_high(name, limit);
        }
        let is_recorded = kernel.trace_call(name, Called::Export(name), String::new);
        let recorded = is_recorded.then_some(name);
        if let Some(why) = ignored {
            kernel.note_ignored(name, why);
        }
        Self {
            simulator,
            recorded,
        }
    }
}

impl Drop for Ddi {
    #[inline]
    fn drop(&mut self) {
        if let Some(thread) = self.simulator.thread() {
            thread.calls.pop();
        }
        if let Some(name) = self.recorded {
            Kernel::current().trace_return(name, String::new(), None);
        }
    }
}
