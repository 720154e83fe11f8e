//! Build scripts and kernel toolchains for Windows drivers.
