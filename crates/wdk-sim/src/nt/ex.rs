//! The executive: pool for drivers, work items, resources.

pub(crate) mod driver_pool;
pub(crate) mod layer;
pub(crate) mod pool;
pub(crate) mod resource;
pub(crate) mod work;
