//! How the machine calls drivers.
#![forbid(unsafe_code)]

use wdk_sys::{NTSTATUS, PVOID};

use crate::engine::driver::DriverId;
use crate::{
    engine::{
        scheduler::{
            depth::{KERNEL_STACK, StackState, stack_pointer},
            thread::Thread,
        },
        trace::{About, Category, Phase},
    },
    nt::{ke::layer::Ke, verifier::rules},
};

/// What a driver's routine must leave unchanged.
struct EntryState {
    irql: u8,
    spin_locks: usize,
    critical_regions: i32,
    attached: PVOID,
}

impl EntryState {
    fn of(kernel: &Ke, thread: &Thread) -> Self {
        Self {
            irql: kernel.sched.irql(),
            spin_locks: thread.spin_locks.borrow().len(),
            critical_regions: thread.critical_regions.get(),
            attached: thread.attached.get(),
        }
    }

    /// Reports what the routine has changed, and restores the IRQL.
    fn check(&self, kernel: &Ke, thread: &Thread, name: &str) {
        let now = Self::of(kernel, thread);
        if now.irql != self.irql {
            let message = format!(
                "{name} was called at IRQL {} and returned at {}",
                self.irql, now.irql
            );
            let details = [u64::from(self.irql), u64::from(now.irql), 0];
            kernel.violation(&rules::IRQL_RETURN, details, message);
            kernel.sched.raise_irql(self.irql);
        }
        if now.spin_locks > self.spin_locks {
            let lock = thread
                .spin_locks
                .borrow()
                .last()
                .copied()
                .unwrap_or_default();
            let message = format!("{name} returned holding the spin lock at {lock:#x}");
            kernel.violation(&rules::SPIN_LOCK_HELD, [lock as u64, 0, 0], message);
        }
        if now.critical_regions != self.critical_regions {
            let message = format!("{name} returned from within a critical region");
            kernel.violation(&rules::CRITICAL_REGION, [0; 3], message);
            thread.critical_regions.set(self.critical_regions);
        }
        if now.attached != self.attached {
            let message = match now.attached.is_null() {
                true => format!("{name} returned detached from the process that it was called in"),
                false => format!("{name} returned attached to a process"),
            };
            kernel.violation(&rules::ATTACHED, [0; 3], message);
            thread.attached.set(self.attached);
        }
    }
}

/// Restores the thread's attribution, also when the driver panics.
struct DriverScope<'a> {
    thread: &'a Thread,
    driver: DriverId,
    depth: StackState,
}

impl Drop for DriverScope<'_> {
    fn drop(&mut self) {
        self.thread.depth.restore(self.depth);
        self.thread.driver.set(self.driver);
        self.thread.calls.pop();
    }
}

impl Ke {
    /// Calls a routine of `driver`, named `name`: pool and violations are attributed to it, it
    /// is in the trace, and it must leave IRQL, spin locks and critical regions as they were.
    pub(crate) fn in_driver<R>(
        &self,
        driver: DriverId,
        category: Category,
        name: &'static str,
        detail: impl FnOnce() -> String,
        routine: impl FnOnce() -> R,
    ) -> R {
        let begin = || (detail(), About::default());
        self.in_driver_about(driver, category, name, begin, routine, |_| None)
    }

    /// [`Ke::in_driver`] for a routine that belongs to a device or an IRP, and whose result has a
    /// status.
    pub(crate) fn in_driver_about<R>(
        &self,
        driver: DriverId,
        category: Category,
        name: &'static str,
        begin: impl FnOnce() -> (String, About),
        routine: impl FnOnce() -> R,
        status: impl FnOnce(&R) -> Option<NTSTATUS>,
    ) -> R {
        let Some(thread) = self.sched.running_rc() else {
            return routine();
        };
        self.trace_about(Phase::Begin, category, || {
            let (detail, about) = begin();
            let about = About {
                driver: driver.0,
                ..about
            };
            (name, detail, about)
        });
        thread.calls.push(name);
        let entry = EntryState::of(self, &thread);
        let scope = DriverScope {
            thread: &thread,
            driver: thread.driver.replace(driver),
            depth: match category {
                // They have stacks of their own.
                Category::Dpc | Category::Interrupt => {
                    let sp = stack_pointer();
                    thread.depth.leave_on_another(sp, KERNEL_STACK)
                }
                _ => thread.depth.leave(stack_pointer()),
            },
        };
        let result = routine();
        thread.depth.restore(scope.depth);
        if self.verifier.enabled() {
            entry.check(self, &thread, name);
        }
        drop(scope);
        self.trace_about(Phase::End, category, || {
            let about = About {
                status: status(&result),
                ..About::default()
            };
            (name, String::new(), about)
        });
        result
    }
}
