//! The executive: pool, work items, lists, caches, resources, and the smaller helpers.

pub(crate) mod list;
pub(crate) mod lock;
pub(crate) mod lookaside;
pub(crate) mod misc;
pub(crate) mod pool;
pub(crate) mod resource;
pub(crate) mod rundown;
pub(crate) mod timer;
pub(crate) mod work;
