//! The runtime library: strings, memory, bits, tables, time.

pub(crate) mod ansi;
pub(crate) mod bitmap;
pub(crate) mod clock;
pub(crate) mod convert;
pub(crate) mod memory;
pub(crate) mod misc;
pub(crate) mod text;
pub(crate) mod unicode;
