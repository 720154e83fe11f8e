//! A pointer in a static of a driver: one in the kernel, and in a test process one for each machine,
//! since the driver is linked once and loaded by many.
#![forbid(unsafe_code)]

wdk_sys::kernel_world! {
    use core::{
        ffi::c_void,
        ptr,
        sync::atomic::{AtomicPtr, Ordering},
    };

    #[derive(Debug)]
    pub(super) struct Word(AtomicPtr<c_void>);

    impl Word {
        pub(super) const fn new() -> Self {
            Self(AtomicPtr::new(ptr::null_mut()))
        }

        #[inline]
        pub(super) fn get(&self) -> *mut c_void {
            self.0.load(Ordering::Relaxed)
        }

        pub(super) fn set(&self, value: *mut c_void) {
            self.0.store(value, Ordering::Relaxed);
        }
    }
}

wdk_sys::host_world! {
    use core::{ffi::c_void, ptr};

    /// Its address is the key, so it has a size.
    #[derive(Debug)]
    pub(super) struct Word(u8);

    impl Word {
        pub(super) const fn new() -> Self {
            Self(0)
        }

        pub(super) fn get(&self) -> *mut c_void {
            wdk_sys::host::state(self.key())
        }

        pub(super) fn set(&self, value: *mut c_void) {
            wdk_sys::host::replace_state(self.key(), value);
        }

        const fn key(&self) -> *const () {
            ptr::from_ref(&self.0).cast()
        }
    }
}
