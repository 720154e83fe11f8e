//! The power of a device.
