//! Sample KMDF driver that moves from
//! [windows-drivers-rs](https://github.com/microsoft/windows-drivers-rs) to the safe API one function at a
//! time. Each module is the whole driver after one step; compare two that follow each other.
//!
//! | module | what has moved |
//! |---|---|
//! | `step_1_as_written` | nothing: the driver as it was written for windows-drivers-rs |
//! | `step_2_entry` | `DriverEntry` and `EvtDriverDeviceAdd` |
//! | `step_3_timer` | the timer and its callback |
//! | `step_4_context` | the data: what was written, the request that waits, their locks |
//! | `step_5_queue` | the queue, its handlers and cancellation: no `unsafe` is left |
//!
//! The driver is a small echo: a read returns what was written last. One request is handled at a
//! time; it waits a second for a timer, and can be cancelled meanwhile.
//!
//! The image is that of the first step. Its callbacks are `extern "C"`, which is the kernel's calling
//! convention but not that of a test process; from the second step on tests run the driver natively. One
//! test body runs them all.
#![no_std]

#[cfg(all(target_os = "windows", panic = "abort"))]
mod step_1_as_written;
#[cfg(not(all(target_os = "windows", panic = "abort")))]
pub mod step_2_entry;
#[cfg(not(all(target_os = "windows", panic = "abort")))]
pub mod step_3_timer;
#[cfg(not(all(target_os = "windows", panic = "abort")))]
pub mod step_4_context;
#[cfg(not(all(target_os = "windows", panic = "abort")))]
pub mod step_5_queue;

use wdk_panic as _;
