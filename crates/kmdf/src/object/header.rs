//! What all objects have in common.
#![expect(
    unsafe_code,
    reason = "headers are linked by pointers, under the locks of their fields"
)]

use core::{
    cell::Cell,
    ops::Deref,
    ptr::{self, NonNull},
    sync::atomic::{AtomicI32, AtomicPtr, AtomicU32, Ordering},
};

use wdk_sys::PVOID;

use super::{CallbackLock, Class, Constraints, State, context::ContextHeader, numbers};
use crate::{Fx, list::Link};

/// The right to touch parents, children and states: the data of the driver's tree lock.
pub(crate) struct Tree;

pub(super) const SIGNATURE: u32 = u32::from_le_bytes(*b"FxOb");

/// The beginning of every object.
#[repr(C)]
pub(crate) struct Header {
    pub(super) signature: Cell<u32>,
    pub(super) references: AtomicI32,
    pub(super) class: &'static Class,
    pub(super) fx: Fx,
    pub(super) flags: AtomicU32,
    pub(super) constraints: Constraints,
    pub(super) first_context: AtomicPtr<ContextHeader>,
    // Under the tree lock:
    state: Cell<State>,
    parent: Cell<*const Header>,
    /// The device that the object belongs to or is; to be compared, since the object may outlive it.
    device: Cell<*const Header>,
    pub(super) children: Link,
    pub(super) sibling: Link,
    // Under the lock of the live set:
    pub(super) live: Link,
    // Of the disposal list:
    pub(super) deferred: Cell<*const Header>,
}

// SAFETY: cells are touched under the locks that the fields' comments name.
unsafe impl Sync for Header {}

/// Bits of `Header::flags`.
pub(super) mod flag {
    /// Cleanup and destruction at `PASSIVE_LEVEL` only.
    pub(crate) const PASSIVE: u32 = 1;
    /// `EvtCleanupCallback` has been called.
    pub(crate) const CLEANED: u32 = 2;
    /// `WdfObjectDelete` has been called.
    pub(crate) const DELETE_CALLED: u32 = 4;
    /// The driver may not delete the object.
    pub(crate) const NO_DELETE: u32 = 8;
    /// The object counts towards the limit of `ObjectLeakDetectionLimit`.
    pub(crate) const COUNTED: u32 = 16;
}

impl Header {
    pub(super) fn new(class: &'static Class, fx: Fx, constraints: Constraints, flags: u32) -> Self {
        Self {
            signature: Cell::new(SIGNATURE),
            references: AtomicI32::new(1),
            class,
            fx,
            flags: AtomicU32::new(flags),
            constraints,
            first_context: AtomicPtr::new(ptr::null_mut()),
            state: Cell::new(State::Created),
            parent: Cell::new(ptr::null()),
            device: Cell::new(ptr::null()),
            children: Link::new(),
            sibling: Link::new(),
            live: Link::new(),
            deferred: Cell::new(ptr::null()),
        }
    }

    /// The driver's globals.
    pub(crate) fn fx(&self) -> Fx {
        self.fx
    }

    /// The object's class.
    #[must_use]
    pub(crate) fn class(&self) -> &'static Class {
        self.class
    }

    /// The execution level and synchronisation scope in effect.
    #[must_use]
    pub(crate) fn constraints(&self) -> Constraints {
        self.constraints
    }

    /// What the driver holds.
    #[must_use]
    pub(crate) fn handle(&self) -> PVOID {
        ptr::from_ref(self).cast_mut().cast()
    }

    /// The parent, if there is one.
    ///
    /// The result is valid while this object's cleanup has not finished.
    #[must_use]
    pub(crate) fn parent(&self) -> Option<NonNull<Header>> {
        let parent = self.fx.tree.with(|tree| self.parent_in(tree));
        NonNull::new(parent.cast_mut())
    }

    /// What serialises this object's callbacks, if something does.
    #[must_use]
    pub(crate) fn callback_lock(&self) -> Option<&CallbackLock> {
        // SAFETY: this object was created with this class, and so with its body.
        let lock = unsafe { (self.class.lock)(NonNull::from(self)) };
        // SAFETY: part of an object that lives as long as `self`.
        lock.map(|lock| unsafe { lock.as_ref() })
    }

    /// The driver may no longer delete the object.
    pub(crate) fn forbid_delete(&self) {
        self.set(flag::NO_DELETE);
    }

    pub(super) fn state_in(&self, _: &mut Tree) -> State {
        self.state.get()
    }

    /// The state of an object that no other thread can reach.
    pub(super) fn state_unlocked(&self) -> State {
        self.state.get()
    }

    pub(super) fn set_state(&self, _: &mut Tree, state: State) {
        self.state.set(state);
    }

    pub(super) fn parent_in(&self, _: &mut Tree) -> *const Header {
        self.parent.get()
    }

    pub(super) fn set_parent(&self, _: &mut Tree, parent: *const Header) {
        self.parent.set(parent);
    }

    /// The object gets its place in the tree, which it keeps in this regard.
    pub(super) fn set_device(&self, _: &mut Tree, parent: &Self) {
        let is_device = self.class.number == numbers::DEVICE;
        let device = if is_device { self } else { parent.device.get() };
        self.device.set(device);
    }

    /// The device that the object belongs to or is, if there is one; to be compared.
    pub(super) fn device(&self) -> *const Self {
        self.device.get()
    }

    pub(super) fn has(&self, flag: u32) -> bool {
        self.flags.load(Ordering::Relaxed) & flag != 0
    }

    /// Sets the flag; says whether it was set before.
    pub(super) fn set(&self, flag: u32) -> bool {
        self.flags.fetch_or(flag, Ordering::AcqRel) & flag != 0
    }
}

/// An object with its body.
#[repr(C)]
pub(crate) struct Object<T> {
    pub(super) header: Header,
    pub(super) body: T,
}

impl<T> Object<T> {
    /// What all objects have in common.
    pub(crate) fn header(&self) -> &Header {
        &self.header
    }

    /// Bytes from the object's start to its body.
    pub(crate) const fn body_offset() -> usize {
        core::mem::offset_of!(Self, body)
    }

    /// The driver's globals.
    pub(crate) fn fx(&self) -> Fx {
        self.header.fx
    }

    /// What the driver holds.
    pub(crate) fn handle(&self) -> PVOID {
        self.header.handle()
    }
}

impl<T> Deref for Object<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.body
    }
}
