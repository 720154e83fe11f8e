//! The executive as a layer over the kernel proper.

use std::cell::Cell;

use super::{resource::Resources, work::WorkQueue};
use crate::{
    engine::current::{self, Current, layer},
    nt::ke::layer::Ke,
};

layer! {
    /// Resources, work items and identifiers.
    Ex over Ke {
        resources: Resources,
        work: WorkQueue,
        /// Identifiers that drivers have asked for.
        uuids: Cell<u64>,
    }
}

impl Ex {
    /// This layer of the machine that runs.
    ///
    /// # Panics
    /// Outside of a simulated thread.
    #[inline]
    pub(crate) fn current() -> Current<Self> {
        current::current()
    }

    pub(crate) fn new(below: Ke) -> Self {
        Self {
            below,
            resources: Resources::default(),
            work: WorkQueue::default(),
            uuids: Cell::new(0),
        }
    }
}
