//! The I/O manager's types of objects.
#![forbid(unsafe_code)]

use super::{device, driver, file};
use crate::nt::ob::header::ObjectType;

/// Drivers.
pub(crate) static DRIVER: ObjectType = ObjectType {
    drop: Some(driver::drop_state),
    ..ObjectType::new("Driver")
};
/// Device objects.
pub(crate) static DEVICE: ObjectType = ObjectType {
    delete: Some(device::delete),
    ..ObjectType::new("Device")
};
/// Open files.
pub(crate) static FILE: ObjectType = ObjectType {
    close: Some(file::close),
    drop: Some(file::drop_name),
    delete: Some(file::delete),
    delete_at_passive: true,
    ..ObjectType::new("File")
};
