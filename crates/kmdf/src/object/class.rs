//! Kinds of objects.

use core::ptr::NonNull;

use super::{CallbackLock, Header, Obj, Object};
use crate::{Fx, cache::Cache, pool};

/// What a handle type is called, and how the framework ends an object of it.
pub struct Class {
    /// `WDFQUEUE`.
    pub name: &'static str,
    /// One of [`numbers`].
    pub number: u16,
    /// The class whose functions also take this one: a USB pipe is an I/O target.
    pub base: Option<&'static Class>,
    /// Whether it is cleaned up and destroyed at `PASSIVE_LEVEL` only.
    pub passive: bool,
    /// Whether only the framework may delete it.
    pub framework_deletes: bool,
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
pub enum Cleanup {
    /// The framework, now.
    Call,
    /// The body has called it, or will.
    Done,
}

/// The framework's part of an object. Dropped after `EvtDestroyCallback`.
pub trait Body: Sized + 'static {
    /// Usually `&Class::of::<Self>("WDFQUEUE", numbers::QUEUE)`.
    const CLASS: &'static Class;

    /// RunCount once, after the children's cleanup and before the driver's: stop what the object
    /// does. IRQL: `PASSIVE_LEVEL` for passive classes, else up to `DISPATCH_LEVEL`.
    fn dispose(_object: Obj<Self>) -> Cleanup {
        Cleanup::Call
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
    pub const fn of<T: Body>(name: &'static str, number: u16) -> Self {
        Self {
            name,
            number,
            base: None,
            passive: false,
            framework_deletes: false,
            dispose: dispose::<T>,
            end: end::<T>,
            lock: callback_lock::<T>,
        }
    }

    /// Cleaned up and destroyed at `PASSIVE_LEVEL` only.
    #[must_use]
    pub const fn passive(mut self) -> Self {
        self.passive = true;
        self
    }

    /// The driver may not delete it.
    #[must_use]
    pub const fn framework_deletes(mut self) -> Self {
        self.framework_deletes = true;
        self
    }

    /// Accepted where `base` is. The body of this class starts with a `base` body, `repr(C)`.
    #[must_use]
    pub const fn extends(mut self, base: &'static Class) -> Self {
        self.base = Some(base);
        self
    }

    /// Whether this class, or one of its bases, is `other`.
    #[must_use]
    pub fn is(&self, other: &Class) -> bool {
        self.number == other.number || self.base.is_some_and(|base| base.is(other))
    }
}

unsafe fn dispose<T: Body>(header: NonNull<Header>) -> Cleanup {
    // SAFETY: the class was recorded for an object with this body.
    T::dispose(unsafe { Obj::from_raw(header) })
}

/// Drops the body and gives the memory back.
unsafe fn end<T: Body>(fx: Fx, header: NonNull<Header>) {
    let object = header.cast::<Object<T>>();
    // SAFETY: the class was recorded for an object with this body.
    let cache = T::recycle(unsafe { object.as_ref() }).map(NonNull::from);
    // SAFETY: as above.
    let body = unsafe { &raw mut (*object.as_ptr()).body };
    // SAFETY: it is dropped once.
    unsafe { body.drop_in_place() };
    let kept = cache.is_some_and(|cache| {
        // SAFETY: what the body named outlives it.
        let cache = unsafe { cache.as_ref() };
        // SAFETY: allocated from the pool with this tag, and unused from now on.
        unsafe { cache.keep(fx.tag(), header.cast()) }.is_ok()
    });
    if !kept {
        // SAFETY: allocated from the pool with this tag, and unused from now on.
        unsafe { pool::free(fx.tag(), header.cast()) };
    }
}

unsafe fn callback_lock<T: Body>(header: NonNull<Header>) -> Option<NonNull<CallbackLock>> {
    // SAFETY: the class was recorded for an object with this body.
    let object = unsafe { header.cast::<Object<T>>().as_ref() };
    T::callback_lock(object).map(NonNull::from)
}

/// The framework's type numbers, which the debugger extension prints.
#[allow(missing_docs, reason = "the names are those of the handle types")]
pub mod numbers {
    pub const OBJECT: u16 = 0x1000;
    pub const DRIVER: u16 = 0x1001;
    pub const DEVICE: u16 = 0x1002;
    pub const QUEUE: u16 = 0x1003;
    pub const WMI_PROVIDER: u16 = 0x1004;
    pub const KEY: u16 = 0x1006;
    pub const STRING: u16 = 0x1007;
    pub const REQUEST: u16 = 0x1008;
    pub const LOOKASIDE: u16 = 0x1009;
    pub const MEMORY: u16 = 0x100A;
    pub const USER_OBJECT: u16 = 0x100C;
    pub const COLLECTION: u16 = 0x100E;
    pub const DPC: u16 = 0x1015;
    pub const IO_RESOURCE_REQUIREMENTS_LIST: u16 = 0x1036;
    pub const IO_RESOURCE_LIST: u16 = 0x1034;
    pub const CM_RESOURCE_LIST: u16 = 0x1035;
    pub const FILE_OBJECT: u16 = 0x1018;
    pub const WAIT_LOCK: u16 = 0x1023;
    pub const SPIN_LOCK: u16 = 0x1024;
    pub const WORK_ITEM: u16 = 0x1025;
    pub const INTERRUPT: u16 = 0x1027;
    pub const TIMER: u16 = 0x1028;
    pub const CHILD_LIST: u16 = 0x1029;
    pub const WMI_INSTANCE: u16 = 0x1033;
    pub const IO_TARGET: u16 = 0x1200;
    pub const USB_DEVICE: u16 = 0x1202;
    pub const USB_PIPE: u16 = 0x1203;
    pub const USB_INTERFACE: u16 = 0x1204;
    pub const DMA_ENABLER: u16 = 0x1400;
    pub const DMA_TRANSACTION: u16 = 0x1401;
    pub const COMMON_BUFFER: u16 = 0x1402;
}
