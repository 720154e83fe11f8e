//! The memory manager: device memory and memory descriptor lists.

pub(crate) mod io_space;
pub(crate) mod layer;
pub(crate) mod mdl;
pub(crate) mod probe;
