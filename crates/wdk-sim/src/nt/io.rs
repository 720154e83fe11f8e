//! The I/O manager: devices, drivers, files, and the packets that run between them.

pub(crate) mod buffer;
pub(crate) mod cancel;
pub(crate) mod device;
pub(crate) mod disk;
pub(crate) mod dispatch;
pub(crate) mod driver;
pub(crate) mod file;
pub(crate) mod finish;
pub(crate) mod interrupt;
pub(crate) mod irp;
pub(crate) mod manager;
pub(crate) mod names;
pub(crate) mod operation;
pub(crate) mod properties;
pub(crate) mod raw;
pub(crate) mod shutdown;
pub(crate) mod trace;
pub(crate) mod types;
pub(crate) mod upcalls;
pub(crate) mod volume;
