//! Kinds of objects.
#![expect(unsafe_code, reason = "ends objects whose type only their class knows")]

use core::ptr::NonNull;

use super::{CallbackLock, Header, Obj, Object};
use crate::{Fx, cache::Cache, pool};

/// What a handle type is called, and how the framework ends an object of it.
pub(crate) struct Class {
    /// `WDFQUEUE`.
    pub(crate) name: &'static str,
    /// One of [`numbers`].
    pub(crate) number: u16,
    /// The class whose functions also take this one: a USB pipe is an I/O target.
    pub(crate) base: Option<&'static Class>,
    /// Whether it is cleaned up and destroyed at `PASSIVE_LEVEL` only.
    pub(crate) passive: bool,
    /// Whether only the framework may delete it.
    pub(crate) framework_deletes: bool,
    pub(super) may_delete: unsafe fn(NonNull<Header>) -> bool,
    pub(super) dispose: unsafe fn(NonNull<Header>) -> Cleanup,
    pub(super) end: unsafe fn(Fx, NonNull<Header>),
    pub(super) lock: unsafe fn(NonNull<Header>) -> Option<NonNull<CallbackLock>>,
}

impl core::fmt::Debug for Class {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name)
    }
}

/// Who calls the driver's `EvtCleanupCallback` after [`Body::dispose`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cleanup {
    /// The framework, now.
    Call,
    /// The body has called it, or will.
    Done,
}

/// The framework's part of an object. Dropped after `EvtDestroyCallback`.
pub(crate) trait Body: Sized + 'static {
    /// Usually `&Class::of::<Self>("WDFQUEUE", numbers::QUEUE)`.
    const CLASS: &'static Class;

    /// Whether only those that the driver creates count towards `ObjectLeakDetectionLimit`, which is
    /// said where it does.
    const COUNTED_WHEN_OWN: bool = false;

    /// Runs once, after the children's cleanup and before the driver's: stop what the object
    /// does. IRQL: `PASSIVE_LEVEL` for passive classes, else up to `DISPATCH_LEVEL`.
    fn dispose(_object: Obj<Self>) -> Cleanup {
        Cleanup::Call
    }

    /// The driver calls `WdfObjectDelete`. Whether the object is deleted now; else its body sees to it later.
    fn may_delete(_object: Obj<Self>) -> bool {
        true
    }

    /// Where the memory goes when the object ends, if not to the pool. The cache outlives the
    /// body.
    fn recycle(_object: &Object<Self>) -> Option<&Cache> {
        None
    }

    /// What `WdfObjectAcquireLock` takes.
    fn callback_lock(_object: &Object<Self>) -> Option<&CallbackLock> {
        None
    }
}

impl Class {
    /// The class whose objects have `T` as their body.
    #[must_use]
    pub(crate) const fn of<T: Body>(name: &'static str, number: u16) -> Self {
        Self {
            name,
            number,
            base: None,
            passive: false,
            framework_deletes: false,
            may_delete: may_delete::<T>,
            dispose: dispose::<T>,
            end: end::<T>,
            lock: callback_lock::<T>,
        }
    }

    /// Cleaned up and destroyed at `PASSIVE_LEVEL` only.
    #[must_use]
    pub(crate) const fn passive(mut self) -> Self {
        self.passive = true;
        self
    }

    /// The driver may not delete it.
    #[must_use]
    pub(crate) const fn framework_deletes(mut self) -> Self {
        self.framework_deletes = true;
        self
    }

    /// Accepted where `base` is. The body of this class starts with a `base` body, `repr(C)`.
    #[expect(
        dead_code,
        reason = "USB pipes, which are I/O targets, are not ported yet"
    )]
    #[must_use]
    pub(crate) const fn extends(mut self, base: &'static Class) -> Self {
        self.base = Some(base);
        self
    }

    /// Whether this class, or one of its bases, is `other`.
    #[must_use]
    pub(crate) fn is(&self, other: &Class) -> bool {
        self.number == other.number || self.base.is_some_and(|base| base.is(other))
    }
}

/// # Safety
/// `header` begins a live [`Object<T>`].
unsafe fn may_delete<T: Body>(header: NonNull<Header>) -> bool {
    // SAFETY: an object with this body, by contract.
    T::may_delete(unsafe { Obj::from_raw(header) })
}

/// # Safety
/// `header` begins a live [`Object<T>`].
unsafe fn dispose<T: Body>(header: NonNull<Header>) -> Cleanup {
    // SAFETY: an object with this body, by contract.
    T::dispose(unsafe { Obj::from_raw(header) })
}

/// Drops the body and gives the memory back.
///
/// # Safety
/// `header` begins an [`Object<T>`] in memory of the pool with the driver's tag; nothing uses it
/// any more.
unsafe fn end<T: Body>(fx: Fx, header: NonNull<Header>) {
    let object = header.cast::<Object<T>>();
    // SAFETY: by contract still an object with this body.
    let cache = T::recycle(unsafe { object.as_ref() }).map(NonNull::from);
    // SAFETY: a member of that object.
    let body = unsafe { &raw mut (*object.as_ptr()).body };
    // SAFETY: it is dropped once.
    unsafe { body.drop_in_place() };
    let kept = cache.is_some_and(|cache| {
        // SAFETY: what the body named outlives it.
        let cache = unsafe { cache.as_ref() };
        // SAFETY: memory of the pool with this tag, by contract, and the body is dropped.
        unsafe { cache.keep(fx.tag(), header.cast()) }.is_ok()
    });
    if !kept {
        // SAFETY: the cache, if there is one, did not keep that memory.
        unsafe { pool::free(fx.tag(), header.cast()) };
    }
}

/// # Safety
/// `header` begins a live [`Object<T>`].
unsafe fn callback_lock<T: Body>(header: NonNull<Header>) -> Option<NonNull<CallbackLock>> {
    // SAFETY: by contract, and an object starts with its header.
    let object = unsafe { header.cast::<Object<T>>().as_ref() };
    T::callback_lock(object).map(NonNull::from)
}

/// The framework's type numbers, which the debugger extension prints.
#[expect(dead_code, reason = "not every class is ported yet")]
pub(crate) mod numbers {
    pub(crate) const OBJECT: u16 = 0x1000;
    pub(crate) const DRIVER: u16 = 0x1001;
    pub(crate) const DEVICE: u16 = 0x1002;
    pub(crate) const QUEUE: u16 = 0x1003;
    pub(crate) const WMI_PROVIDER: u16 = 0x1004;
    pub(crate) const KEY: u16 = 0x1006;
    pub(crate) const STRING: u16 = 0x1007;
    pub(crate) const REQUEST: u16 = 0x1008;
    pub(crate) const LOOKASIDE: u16 = 0x1009;
    pub(crate) const MEMORY: u16 = 0x100A;
    pub(crate) const USER_OBJECT: u16 = 0x100C;
    pub(crate) const COLLECTION: u16 = 0x100E;
    pub(crate) const DPC: u16 = 0x1015;
    pub(crate) const IO_RESOURCE_REQUIREMENTS_LIST: u16 = 0x1036;
    pub(crate) const IO_RESOURCE_LIST: u16 = 0x1034;
    pub(crate) const CM_RESOURCE_LIST: u16 = 0x1035;
    pub(crate) const FILE_OBJECT: u16 = 0x1018;
    pub(crate) const WAIT_LOCK: u16 = 0x1023;
    pub(crate) const SPIN_LOCK: u16 = 0x1024;
    pub(crate) const WORK_ITEM: u16 = 0x1025;
    pub(crate) const INTERRUPT: u16 = 0x1027;
    pub(crate) const TIMER: u16 = 0x1028;
    pub(crate) const CHILD_LIST: u16 = 0x1029;
    pub(crate) const WMI_INSTANCE: u16 = 0x1033;
    pub(crate) const IO_TARGET: u16 = 0x1200;
    pub(crate) const USB_DEVICE: u16 = 0x1202;
    pub(crate) const USB_PIPE: u16 = 0x1203;
    pub(crate) const USB_INTERFACE: u16 = 0x1204;
    pub(crate) const DMA_ENABLER: u16 = 0x1400;
    pub(crate) const DMA_TRANSACTION: u16 = 0x1401;
    pub(crate) const COMMON_BUFFER: u16 = 0x1402;
}
