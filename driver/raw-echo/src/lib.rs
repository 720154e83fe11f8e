//! Sample KMDF driver in the style of
//! [windows-drivers-rs](https://github.com/microsoft/windows-drivers-rs): raw handles, raw calls,
//! `unsafe` around each.
//!
//! It does what the safe sample `echo` does, and shows two things: a driver written for
//! windows-drivers-rs compiles here unchanged, and which of its parts the safe API makes unnecessary.
//!
//! Such a driver writes `extern "C"` for its callbacks. That is the kernel's calling convention,
//! but not that of a test process, so this crate is empty there; its tests run the built image.
#![no_std]
#![cfg_attr(
    all(target_os = "windows", panic = "abort"),
    expect(unsafe_code, reason = "the style that this sample shows")
)]

wdk_sys::kernel_world! {
    extern crate alloc;
    extern crate wdk_panic;

    mod context;
    mod device;
    mod driver;
    mod queue;

    use wdk_alloc::WdkAllocator;

    #[global_allocator]
    static GLOBAL_ALLOCATOR: WdkAllocator = WdkAllocator;
}
