//! The parent of a callback object.
#![expect(unsafe_code, reason = "keeps pointers to ancestors of the object")]

use core::ptr::NonNull;

use wdk_sys::{NTSTATUS, PVOID, STATUS_INVALID_DEVICE_REQUEST};

use crate::{
    device::Device,
    object::{CallbackLock, Header, Obj},
    queue::Queue,
    status,
};

/// The parent of a timer, DPC, work item or interrupt, and the lock that its callbacks share.
///
/// # Invariants
/// The parent is an ancestor of the object that keeps this: it lives until that object's cleanup
/// has finished. So do the device, and the lock, which is a part of an ancestor.
#[derive(Clone, Copy)]
pub(crate) struct CallbackParent {
    object: NonNull<Header>,
    pub(crate) device: Obj<Device>,
    lock: Option<SharedLock>,
}

/// A lock, and the queue or device that it is a part of.
#[derive(Clone, Copy)]
struct SharedLock {
    lock: NonNull<CallbackLock>,
    owner: NonNull<Header>,
}

impl SharedLock {
    fn of(owner: &Header, lock: Option<&CallbackLock>) -> Option<Self> {
        Some(Self {
            lock: NonNull::from(lock?),
            owner: NonNull::from(owner),
        })
    }
}

/// A reference to what has the lock.
pub(crate) struct HeldLock(NonNull<Header>);

impl Drop for HeldLock {
    fn drop(&mut self) {
        // SAFETY: `hold_lock` took the reference.
        unsafe { self.0.as_ref() }.release();
    }
}

/// The device that `object` is or belongs to.
pub(crate) fn device_of(object: &Header) -> Option<Obj<Device>> {
    let mut next = Some(NonNull::from(object));
    while let Some(header) = next {
        // SAFETY: `object`, or an ancestor of it, which lives as long.
        let object = unsafe { header.as_ref() };
        if let Some(device) = object.downcast::<Device>() {
            return Some(device);
        }
        next = object.parent();
    }
    None
}

impl CallbackParent {
    /// Checks that `parent` is a device or belongs to one, and finds the lock of its callbacks
    /// if the driver wants to share it.
    ///
    /// # Errors
    /// `STATUS_INVALID_DEVICE_REQUEST` without a device;
    /// `STATUS_WDF_INCOMPATIBLE_EXECUTION_LEVEL` when the levels of the callbacks differ.
    pub(crate) fn new(parent: &Header, serialise: bool, passive: bool) -> Result<Self, NTSTATUS> {
        let mut nearest = None;
        let mut next = Some(NonNull::from(parent));
        while let Some(header) = next {
            // SAFETY: `parent`, or an ancestor of it, which lives as long.
            let object = unsafe { header.as_ref() };
            if let Some(queue) = object.downcast::<Queue>()
                && nearest.is_none()
            {
                nearest = Some(SharedLock::of(queue.header(), queue.lock_of_callbacks()));
            }
            if let Some(device) = object.downcast::<Device>() {
                let own = || SharedLock::of(device.header(), device.callbacks_lock());
                let lock = nearest.unwrap_or_else(own);
                return Self::with_device(parent, device, lock.filter(|_| serialise), passive);
            }
            next = object.parent();
        }
        Err(STATUS_INVALID_DEVICE_REQUEST)
    }

    fn with_device(
        parent: &Header,
        device: Obj<Device>,
        lock: Option<SharedLock>,
        passive: bool,
    ) -> Result<Self, NTSTATUS> {
        // SAFETY: found just now in an ancestor of `parent`.
        if lock.is_some_and(|shared| unsafe { shared.lock.as_ref() }.is_passive() != passive) {
            return Err(status::WDF_INCOMPATIBLE_EXECUTION_LEVEL);
        }
        Ok(Self {
            object: NonNull::from(parent),
            device,
            lock,
        })
    }

    /// The lock around the callbacks.
    pub(crate) fn lock(&self) -> Option<&CallbackLock> {
        // SAFETY: the lock of an ancestor, which lives by the invariant.
        self.lock.map(|shared| unsafe { shared.lock.as_ref() })
    }

    /// Keeps the lock beyond the end of the object, for a callback that may delete it.
    pub(crate) fn hold_lock(&self) -> Option<HeldLock> {
        self.lock.map(|SharedLock { owner, .. }| {
            // SAFETY: an ancestor, which lives by the invariant: no callback has begun yet.
            unsafe { owner.as_ref() }.add_reference();
            HeldLock(owner)
        })
    }

    /// The parent's handle.
    pub(crate) fn handle(&self) -> PVOID {
        self.object.as_ptr().cast()
    }
}

impl Obj<Device> {
    /// The lock around the device's callbacks, if the driver synchronises by device.
    fn callbacks_lock(&self) -> Option<&CallbackLock> {
        use wdk_sys::wdf::_WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeDevice;
        let by_device = self.header().constraints().scope == WdfSynchronizationScopeDevice;
        by_device.then(|| self.io_lock())
    }
}
