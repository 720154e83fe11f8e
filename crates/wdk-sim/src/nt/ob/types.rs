//! The types of objects.
#![forbid(unsafe_code)]

use super::{directory, header::ObjectType};
use crate::nt::io;

/// Directories of the name space.
pub(crate) static DIRECTORY: ObjectType = ObjectType {
    drop: Some(directory::drop_directory),
    own_references: i64::MAX,
    ..ObjectType::new("Directory")
};
/// Symbolic links.
pub(crate) static SYMBOLIC_LINK: ObjectType = ObjectType {
    drop: Some(directory::drop_link),
    ..ObjectType::new("SymbolicLink")
};
/// Drivers.
pub(crate) static DRIVER: ObjectType = ObjectType {
    drop: Some(io::driver::drop_state),
    ..ObjectType::new("Driver")
};
/// Device objects.
pub(crate) static DEVICE: ObjectType = ObjectType {
    delete: Some(io::device::delete),
    ..ObjectType::new("Device")
};
/// Open files.
pub(crate) static FILE: ObjectType = ObjectType {
    close: Some(io::file::close),
    drop: Some(io::file::drop_name),
    delete: Some(io::file::delete),
    delete_at_passive: true,
    ..ObjectType::new("File")
};
/// Open registry keys.
pub(crate) static KEY: ObjectType = ObjectType {
    ..ObjectType::new("Key")
};
/// Events with handles.
pub(crate) static EVENT: ObjectType = ObjectType::new("Event");
/// Semaphores with handles.
pub(crate) static SEMAPHORE: ObjectType = ObjectType::new("Semaphore");
/// Threads.
pub(crate) static THREAD: ObjectType = ObjectType {
    own_references: 1,
    ..ObjectType::new("Thread")
};
/// Processes.
pub(crate) static PROCESS: ObjectType = ObjectType {
    own_references: 1,
    ..ObjectType::new("Process")
};
/// Sections.
pub(crate) static SECTION: ObjectType = ObjectType::new("Section");
