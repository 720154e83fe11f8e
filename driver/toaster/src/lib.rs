//! Sample KMDF driver: toaster.
#![no_std]
#![forbid(unsafe_code)]
