//! The power policy of a device whose driver owns it.
