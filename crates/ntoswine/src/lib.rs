//! What Wine's NT kernel lacks for drivers: the image `ntoswine.sys`.
//!
//! `cargo wdk run --wine` puts it into a prefix and names it in the import tables of the images
//! that it copies there, for the functions that it exports; all others stay Wine's. What replaces
//! `KeGetCurrentIrql` is exported as `wine_KeGetCurrentIrql`: here the plain name is the import
//! that `wdk-sys` declares. The image stands on Wine's kernel for what that has, and on Windows'
//! user mode for the rest, since Wine's kernel is a process.
//!
//! | module | subject |
//! |---|---|
//! | `irql` | the IRQL of each thread, spin locks that raise it |
//! | `dpc` | DPCs: at once, or when the thread's IRQL falls |
//! | `clock` | timers, on a clock that only moves when the program that drives the driver says so |
//! | `extended_timer` | timers that the executive allocates, on that clock |
//! | `barrier` | a device by which a program waits until its requests have reached the driver |
//! | `work` | work items, on threads of the process |
//! | `rundown`, `csq` | run-down protection, cancel-safe queues |
//! | `driver` | driver object extensions, the image's path, export drivers' `DllInitialize` |
//! | `device` | device properties, notifications, interrupts, of which there are none |
//! | `pnp` | the end of Plug and Play requests that a driver keeps |
//! | `interface` | device interfaces and their keys |
//! | `etw` | event providers, to which nobody listens |
//! | `bug_check` | a bug check ends the process, and says so in a file |
//! | `lock` | a lock of Windows' user mode with what it guards |
//!
//! For the host this crate is empty.
#![no_std]

wdk_sys::kernel_world! {
    use wdk_panic as _;

    mod barrier;
    mod bug_check;
    mod clock;
    mod csq;
    mod device;
    mod dpc;
    mod driver;
    mod etw;
    mod extended_timer;
    mod interface;
    mod irql;
    mod lock;
    mod pnp;
    mod rundown;
    mod work;
}
