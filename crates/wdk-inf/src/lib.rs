//! The INF language: parse, check, stamp, port, format.
