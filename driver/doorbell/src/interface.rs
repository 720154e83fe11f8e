//! The interface of a doorbell for applications.

use wdk::{Guid, guid};

/// The device interface of doorbells.
pub const DOORBELL_INTERFACE: Guid = guid!("3E6C9B52-4D0A-4F57-8C1E-5A7B90D2E6F4");

/// What a read gives: how often the button was pressed since the last read.
pub type Presses = u32;
