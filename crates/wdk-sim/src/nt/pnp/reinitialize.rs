//! Routines that drivers have called once more after `DriverEntry`.
#![expect(unsafe_code, reason = "calls reinitialization routines")]

use super::manager::Pnp;
use crate::{engine::trace::Category, nt::io::raw::Driver};

/// Has the system's thread call the routines that the driver has registered, oldest first. A
/// routine may register another one, which is called after those.
pub(crate) fn start(kernel: &Pnp, driver: Driver) {
    if driver.state().reinitialize.borrow().is_empty() {
        return;
    }
    kernel.objects.reference(driver.object());
    kernel.queue_pnp(move |kernel| {
        let state = driver.state();
        loop {
            let next = state.reinitialize.borrow_mut().pop_front();
            let Some((routine, context)) = next else {
                break;
            };
            let count = state.reinitialized.get() + 1;
            state.reinitialized.set(count);
            let Some(routine) = routine else { continue };
            kernel.in_driver(
                state.id,
                Category::Driver,
                "Reinitialize",
                String::new,
                // SAFETY: the driver passed the routine with this context.
                || unsafe { routine(driver.raw(), context, count) },
            );
        }
        kernel.objects.dereference(driver.object());
    });
}
