//! What every exported function does first.

use crate::machine::Kernel;

/// Enters an exported function: a scheduling point, the check of the caller's IRQL, the trace.
macro_rules! enter {
    ($name:ident) => {
        $crate::ddi::Ddi::enter(stringify!($name))
    };
}
pub(crate) use enter;

/// An exported function that runs.
pub(crate) struct Ddi(());

impl Ddi {
    #[inline]
    pub(crate) fn enter(name: &'static str) -> Self {
        let kernel = Kernel::current();
        kernel.sched.point();
        if let Some(thread) = kernel.sched.running() {
            thread.calls.push(name);
        }
        Self(())
    }
}

impl Drop for Ddi {
    #[inline]
    fn drop(&mut self) {
        if let Some(thread) = Kernel::current().sched.running() {
            thread.calls.pop();
        }
    }
}
