//! The power policy of a device whose driver does not own it.
