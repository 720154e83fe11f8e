//! KMDF ported to Rust: the framework behind WdfVersionBind.
#![no_std]
