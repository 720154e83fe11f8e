//! Sample KMDF driver: echo.
#![no_std]
#![forbid(unsafe_code)]
