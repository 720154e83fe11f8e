//! The memory manager as a layer over the executive.

use super::io_space::IoSpace;
use crate::{engine::current::layer, nt::ex::layer::Ex};

layer! {
    /// Device memory.
    Mm over Ex {
        io_space: IoSpace,
    }
}

impl Mm {
    pub(crate) fn new(below: Ex) -> Self {
        Self {
            below,
            io_space: IoSpace::default(),
        }
    }
}
