//! The storage of an export driver's state: a static in the kernel, and in a test process one value
//! for each machine.
#![expect(
    unsafe_code,
    reason = "keeps an export driver's state behind a pointer"
)]

use core::marker::PhantomData;

use wdk_sys::{NTSTATUS, PCUNICODE_STRING};

use super::ExportDriver;
use crate::{NtStatus, Result, UnicodeStr, irql};

/// The storage of the state of export driver `T`.
///
/// # Invariants
/// When `Place::get` is not null, it points to a `T` that [`Slot::initialize`] stored.
pub struct Slot<T> {
    place: place::Place<T>,
    state: PhantomData<T>,
}

impl<T: ExportDriver> Slot<T> {
    /// Storage without a state.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            place: place::Place::new(),
            state: PhantomData,
        }
    }

    /// The state, while the driver is loaded.
    #[inline]
    pub(crate) fn get(&self) -> Option<&T> {
        // SAFETY: null, or a state that `unload` drops only when nobody imports from the driver.
        unsafe { self.place.get().as_ref() }
    }

    /// `DllInitialize`, and the beginning of `DriverEntry` of a driver that is also an export driver:
    /// the system may call either of them first.
    ///
    /// # Safety
    /// Called by the system at `PASSIVE_LEVEL` with the path of a service key, not while another
    /// call for this slot runs.
    pub unsafe fn initialize(&self, registry_path: PCUNICODE_STRING) -> NTSTATUS {
        const { crate::moved::assert_small::<T>() };
        if self.get().is_some() {
            return NtStatus::SUCCESS.value();
        }
        // SAFETY: the system keeps the path unchanged during the call.
        let registry_path = unsafe { UnicodeStr::from_raw(registry_path) };
        // SAFETY: the system calls at PASSIVE_LEVEL, and no other token exists in the call.
        let made: Result<T> = T::initialize(registry_path, unsafe { irql::assume() });
        let result = made.and_then(|state| {
            // SAFETY: there is no state, and no other call for this slot runs.
            unsafe { self.place.put(state) }
        });
        NtStatus::from(result).value()
    }

    /// `DllUnload`.
    ///
    /// # Safety
    /// Called by the system at `PASSIVE_LEVEL` when nobody imports from the driver any more.
    pub unsafe fn unload(&self) -> NTSTATUS {
        let Some(state) = self.get() else {
            return NtStatus::SUCCESS.value();
        };
        // SAFETY: `DllUnload` is called at PASSIVE_LEVEL, and no other token exists in it.
        let result = state.unload(unsafe { irql::assume() });
        if result.is_ok() {
            // SAFETY: nobody imports from the driver, so nobody borrows the state.
            unsafe { self.place.clear() };
        }
        NtStatus::from(result).value()
    }
}

impl<T: ExportDriver> Default for Slot<T> {
    fn default() -> Self {
        Self::new()
    }
}

wdk_sys::kernel_world! {
    mod place {
        //! In the kernel, where an image is loaded once.

        use core::{
            cell::UnsafeCell,
            mem::MaybeUninit,
            ptr,
            sync::atomic::{AtomicBool, Ordering},
        };

        use crate::Result;

        pub(super) struct Place<T> {
            full: AtomicBool,
            state: UnsafeCell<MaybeUninit<T>>,
        }

        // SAFETY: the state is shared by reference only; it is put and dropped while nobody
        // borrows it.
        unsafe impl<T: Send + Sync> Sync for Place<T> {}

        impl<T> Place<T> {
            pub(super) const fn new() -> Self {
                Self {
                    full: AtomicBool::new(false),
                    state: UnsafeCell::new(MaybeUninit::uninit()),
                }
            }

            pub(super) fn get(&self) -> *const T {
                if self.full.load(Ordering::Acquire) {
                    self.state.get().cast()
                } else {
                    ptr::null()
                }
            }

            /// # Safety
            /// The place is empty, and nobody else fills it.
            pub(super) unsafe fn put(&self, state: T) -> Result<()> {
                // SAFETY: nobody reads the place before `full` is set.
                unsafe { self.state.get().cast::<T>().write(state) };
                self.full.store(true, Ordering::Release);
                Ok(())
            }

            /// # Safety
            /// The place is full, and nobody borrows the state.
            pub(super) unsafe fn clear(&self) {
                self.full.store(false, Ordering::Release);
                // SAFETY: the caller states that there is a state, which nobody borrows.
                unsafe { self.state.get().cast::<T>().drop_in_place() };
            }
        }
    }
}

wdk_sys::host_world! {
    mod place {
        //! In a test process, where many machines load the one driver that is linked.

        extern crate std;

        use core::{marker::PhantomData, ptr};
        use std::boxed::Box;

        use wdk_sys::host;

        use crate::Result;

        /// Machines identify it by its address, so it has a size.
        pub(super) struct Place<T> {
            address: u8,
            state: PhantomData<fn() -> T>,
        }

        impl<T> Place<T> {
            pub(super) const fn new() -> Self {
                Self { address: 0, state: PhantomData }
            }

            fn key(&self) -> *const () {
                ptr::from_ref(&self.address).cast()
            }

            pub(super) fn get(&self) -> *const T {
                host::state(self.key()).cast()
            }

            /// # Safety
            /// The place is empty, and nobody else fills it.
            pub(super) unsafe fn put(&self, state: T) -> Result<()> {
                host::replace_state(self.key(), Box::into_raw(Box::new(state)).cast());
                Ok(())
            }

            /// # Safety
            /// The place is full, and nobody borrows the state.
            pub(super) unsafe fn clear(&self) {
                let state = host::replace_state(self.key(), ptr::null_mut()).cast::<T>();
                // SAFETY: `put` made the box, and the machine has no reference to it any more.
                drop(unsafe { Box::from_raw(state) });
            }
        }
    }
}
