//! The executive: pool, work items, and the smaller helpers.

pub(crate) mod pool;
