//! The types of objects.
#![forbid(unsafe_code)]

use super::{directory, header::ObjectType};

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
