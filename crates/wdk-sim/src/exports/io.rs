//! The I/O manager's functions, by subject.

pub(crate) mod csq;
pub(crate) mod device;
pub(crate) mod directory;
pub(crate) mod etw;
pub(crate) mod file;
pub(crate) mod interrupt;
pub(crate) mod mdl;
pub(crate) mod other;
pub(crate) mod packet;
pub(crate) mod remove_lock;
pub(crate) mod request;
pub(crate) mod start_io;
pub(crate) mod work_item;
