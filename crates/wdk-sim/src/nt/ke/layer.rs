//! The kernel proper as a layer over the object manager.

use std::cell::RefCell;

use super::{dispatcher::Dispatcher, timer::Timers};
use crate::{
    engine::current::{self, Current, layer},
    nt::{ob::manager::Ob, ps::Processes},
};

layer! {
    /// Dispatcher objects, timers and DPCs, and calls of drivers.
    Ke over Ob {
        dispatcher: Dispatcher,
        timers: RefCell<Timers>,
        processes: Processes,
    }
}

impl Ke {
    /// This layer of the machine that runs.
    ///
    /// # Panics
    /// Outside of a simulated thread.
    #[inline]
    pub(crate) fn current() -> Current<Self> {
        current::current()
    }

    pub(crate) fn new(below: Ob) -> Self {
        Self {
            below,
            dispatcher: Dispatcher::default(),
            timers: RefCell::default(),
            processes: Processes::default(),
        }
    }
}
