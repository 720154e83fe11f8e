//! The interface of the echo device for applications.

use wdk::{Guid, guid};

/// The device interface of echo devices.
pub const ECHO_INTERFACE: Guid = guid!("5D1A2F0E-3C67-4C4B-8A35-0E9C1B7F6A21");

/// The longest write, in bytes.
pub const MAX_LENGTH: usize = 40 * 1024;
