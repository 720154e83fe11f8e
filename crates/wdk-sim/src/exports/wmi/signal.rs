//! Events of the machine's own, which threads of drivers wait for.
#![expect(unsafe_code, reason = "uses dispatcher objects")]

use std::cell::UnsafeCell;

use wdk_sys::{
    _EVENT_TYPE::{NotificationEvent, SynchronizationEvent},
    EVENT_TYPE, FALSE, KEVENT, KeClearEvent, KeInitializeEvent, KeSetEvent, TRUE,
};

use crate::nt::io::operation::wait_for;

/// An event.
///
/// # Invariants
/// Initialised, at an address that stays until it is dropped.
pub(super) struct Signal(Box<UnsafeCell<KEVENT>>);

impl Signal {
    fn new(kind: EVENT_TYPE, is_set: bool) -> Self {
        let event = Box::<UnsafeCell<KEVENT>>::default();
        let state = if is_set { TRUE } else { FALSE };
        // SAFETY: the box keeps the event where it is, and nobody else knows it yet.
        unsafe { KeInitializeEvent(event.get(), kind, state) };
        Self(event)
    }

    /// One that all threads pass while it is set.
    pub(super) fn gate(is_set: bool) -> Self {
        Self::new(NotificationEvent, is_set)
    }

    /// One that one thread passes, which sets it again.
    pub(super) fn turn() -> Self {
        Self::new(SynchronizationEvent, true)
    }

    pub(super) fn set(&self) {
        // SAFETY: an event of the machine's, which `new` has initialised.
        unsafe { KeSetEvent(self.0.get(), 0, FALSE) };
    }

    pub(super) fn clear(&self) {
        // SAFETY: initialised by `new`, and in its box.
        unsafe { KeClearEvent(self.0.get()) };
    }

    pub(super) fn wait(&self) {
        wait_for(self.0.get());
    }
}
