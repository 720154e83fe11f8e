//! The queue of work items, and the system threads that run them at `PASSIVE_LEVEL`.
#![expect(
    unsafe_code,
    reason = "reads work items in the memory of drivers and calls their routines"
)]

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
};

use wdk_sys::PWORK_QUEUE_ITEM;

use super::layer::Ex;
use crate::engine::{driver::DriverId, state::NORMAL_PRIORITY, trace::Category};

/// System threads at most; work that waits for other work needs more than one.
const THREADS: usize = 8;

/// An item in the queue.
struct Queued {
    item: PWORK_QUEUE_ITEM,
    driver: DriverId,
}

/// The items that wait for a system thread.
#[derive(Default)]
pub(crate) struct WorkQueue {
    items: RefCell<VecDeque<Queued>>,
    threads: Cell<usize>,
    idle: Cell<usize>,
}

impl Ex {
    /// Queues the item; another thread runs its routine.
    pub(crate) fn queue_work(&self, item: PWORK_QUEUE_ITEM) {
        let driver = self.current_driver();
        self.work
            .items
            .borrow_mut()
            .push_back(Queued { item, driver });
        if self.work.idle.get() > 0 {
            self.unpark(self.work_address());
        } else if self.work.threads.get() < THREADS {
            self.work.threads.set(self.work.threads.get() + 1);
            self.start_thread("system worker", NORMAL_PRIORITY, Box::new(run));
        }
    }

    /// What idle system threads are parked at.
    fn work_address(&self) -> usize {
        &raw const self.work as usize
    }

    fn run_work(&self, queued: &Queued) {
        // SAFETY: a queued item stays alive until its routine runs.
        let item = unsafe { &mut *queued.item };
        let (routine, parameter) = (item.WorkerRoutine, item.Parameter);
        // From here on the driver may queue the item again, or free it.
        item.List.Flink = std::ptr::null_mut();
        let Some(routine) = routine else {
            return;
        };
        self.in_driver(
            queued.driver,
            Category::Callback,
            "WorkItem",
            String::new,
            || {
                // SAFETY: the driver gave this routine and parameter for the item.
                unsafe { routine(parameter) }
            },
        );
    }
}

/// A system thread.
fn run() {
    let kernel = Ex::current();
    loop {
        let next = kernel.work.items.borrow_mut().pop_front();
        if let Some(queued) = next {
            kernel.run_work(&queued);
            continue;
        }
        kernel.work.idle.set(kernel.work.idle.get() + 1);
        kernel.park_while(kernel.work_address(), "work", || {
            kernel.work.items.borrow().is_empty()
        });
        kernel.work.idle.set(kernel.work.idle.get() - 1);
    }
}
