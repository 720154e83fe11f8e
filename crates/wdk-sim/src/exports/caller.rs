//! Who has registered a callback, and how it is called.
#![forbid(unsafe_code)]

use wdk_sys::{PVOID, host};

use crate::{
    engine::{driver::DriverId, trace::Category},
    nt::kernel::Kernel,
};

/// The driver that a registered callback belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Caller {
    pub(crate) driver: DriverId,
    /// The framework's globals of a native driver, which its calls find by thread.
    globals: PVOID,
}

impl Caller {
    /// The driver whose code runs.
    pub(crate) fn current(kernel: &Kernel) -> Self {
        Self {
            driver: kernel.current_driver(),
            globals: host::current_globals(),
        }
    }

    /// Calls a routine of the driver, named `name`.
    pub(crate) fn call<R>(
        self,
        kernel: &Kernel,
        name: &'static str,
        detail: impl FnOnce() -> String,
        routine: impl FnOnce() -> R,
    ) -> R {
        let before = host::replace_current_globals(self.globals);
        let result = kernel.in_driver(self.driver, Category::Callback, name, detail, routine);
        host::replace_current_globals(before);
        result
    }
}
