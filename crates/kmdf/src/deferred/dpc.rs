//! The kernel's DPC as part of an object.
#![expect(unsafe_code, reason = "calls the kernel with its DPC")]

use core::{cell::UnsafeCell, ptr};

use wdk_sys::{
    KDPC, KeFlushQueuedDpcs, KeInitializeDpc, KeInsertQueueDpc, KeRemoveQueueDpc, PKDPC, PVOID,
};

use crate::{
    object::{Body, Obj},
    plain::zeroed,
};

/// An object with a DPC.
pub(crate) trait HasDpc: Body {
    /// What the DPC runs, at `DISPATCH_LEVEL`.
    fn run_dpc(object: Obj<Self>);
}

/// A DPC of the kernel, part of an object or of what an object owns.
///
/// # Invariants
/// [`KernelDpc::initialize`] ran at the final address before the DPC is queued. The object that
/// was given there lives until the DPC is neither queued nor running: it flushes its DPC when it
/// is disposed, or is referenced while the DPC is queued.
pub(crate) struct KernelDpc(UnsafeCell<KDPC>);

// SAFETY: the kernel synchronises the use of its DPC.
unsafe impl Sync for KernelDpc {}
// SAFETY: nothing of a DPC is bound to a thread.
unsafe impl Send for KernelDpc {}

impl KernelDpc {
    /// A DPC that [`KernelDpc::initialize`] makes usable at its final address.
    pub(crate) const fn new() -> Self {
        Self(UnsafeCell::new(zeroed()))
    }

    /// Makes it a DPC that runs [`HasDpc::run_dpc`] for `object`.
    pub(crate) fn initialize<T: HasDpc>(&self, object: Obj<T>) {
        let routine = Some(run::<T> as wdk_sys::fn_ptr!(fn(PKDPC, PVOID, PVOID, PVOID)));
        // SAFETY: memory for a DPC at its final address, which is not queued.
        unsafe { KeInitializeDpc(self.0.get(), routine, object.as_context()) };
    }

    /// Queues it; false when it is queued already.
    pub(crate) fn queue(&self) -> bool {
        // SAFETY: initialised, by the invariant.
        unsafe { KeInsertQueueDpc(self.0.get(), ptr::null_mut(), ptr::null_mut()) != 0 }
    }

    /// Takes it out of the kernel's queue; false when it is not there.
    pub(crate) fn remove(&self) -> bool {
        // SAFETY: initialised, by the invariant.
        unsafe { KeRemoveQueueDpc(self.0.get()) != 0 }
    }

    /// The kernel's structure.
    pub(crate) fn as_ptr(&self) -> PKDPC {
        self.0.get()
    }
}

/// Waits until no DPC is queued or running that was queued before. IRQL: `PASSIVE_LEVEL`.
pub(crate) fn flush_dpcs() {
    // SAFETY: the callers wait, so they are at PASSIVE_LEVEL.
    unsafe { KeFlushQueuedDpcs() };
}

wdk_sys::abi_fn! {
    [unsafe] fn run<T: HasDpc>(_dpc: PKDPC, context: PVOID, _one: PVOID, _two: PVOID) {
        // SAFETY: `initialize` passed the object, which lives by the invariant of `KernelDpc`.
        if let Some(object) = unsafe { Obj::<T>::from_context(context) } {
            T::run_dpc(object);
        }
    }
}
