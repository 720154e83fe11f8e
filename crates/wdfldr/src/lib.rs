//! KMDF as an export driver: the image `wdfldr.sys`, with [`kmdf`] behind the four functions that
//! Microsoft's loader exports to drivers.
//!
//! Another NT kernel loads it where a driver imports `WDFLDR.SYS`. Wine is the first:
//! `cargo wdk run --wine`. Nothing in it knows which kernel that is.
//!
//! For the host this crate is empty: there `kmdf` is linked into the simulated machine.
#![no_std]

wdk_sys::kernel_world! {
    mod exports;
}
