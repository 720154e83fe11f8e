#![expect(unsafe_code, reason = "implements the global allocator")]

use core::alloc::{GlobalAlloc, Layout};

/// The kernel pool as Rust's global allocator, for drivers that use the `alloc` crate.
///
/// In a test process it allocates the process's own memory instead, since the test and the
/// simulated machine use the same allocator; [`KBox`](crate::KBox) and
/// [`KVec`](crate::KVec) use the simulated pool there.
///
/// # Examples
/// ```
/// use wdk_alloc::WdkAllocator;
///
/// #[global_allocator]
/// static ALLOCATOR: WdkAllocator = WdkAllocator;
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct WdkAllocator;

wdk_sys::kernel_world! {
    // SAFETY: `pool::allocate` returns memory of the layout or an error, and never unwinds.
    unsafe impl GlobalAlloc for WdkAllocator {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            crate::pool::allocate(layout).map_or(core::ptr::null_mut(), core::ptr::NonNull::as_ptr)
        }

        // The pool zeroes what it allocates.
        unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
            // SAFETY: `alloc` has the same contract.
            unsafe { self.alloc(layout) }
        }

        unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
            // SAFETY: allocated memory is not null.
            let memory = unsafe { core::ptr::NonNull::new_unchecked(memory) };
            // SAFETY: the caller passes memory of this allocator with its layout.
            unsafe { crate::pool::free(memory, layout) };
        }
    }
}

wdk_sys::host_world! {
    extern crate std;

    use std::alloc::System;

    // SAFETY: each method passes its arguments to the same method of the standard library's allocator.
    unsafe impl GlobalAlloc for WdkAllocator {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            // SAFETY: the caller keeps the contract of `alloc`, which is that of `System`, too.
            unsafe { System.alloc(layout) }
        }

        unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
            // SAFETY: the caller keeps the contract of `alloc_zeroed`, which is that of `System`, too.
            unsafe { System.alloc_zeroed(layout) }
        }

        unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
            // SAFETY: the caller keeps the contract of `dealloc`, which is that of `System`, too.
            unsafe { System.dealloc(memory, layout) };
        }

        unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
            // SAFETY: the caller keeps the contract of `realloc`, which is that of `System`, too.
            unsafe { System.realloc(memory, layout, size) }
        }
    }
}
