//! I/O targets: where a driver sends requests, down its own stack or to another device.

mod submission;

use core::cell::Cell;

use wdk_sys::{NTSTATUS, PDEVICE_OBJECT, STATUS_SUCCESS};

use crate::{
    object::{Body, Class, Obj, numbers},
    request::Request,
};

/// The framework's part of a `WDFIOTARGET`.
pub struct Target;

impl Body for Target {
    const CLASS: &'static Class = &Class::of::<Self>("WDFIOTARGET", numbers::IO_TARGET);
}

impl Obj<Target> {
    /// Makes sure that the request's IRP has enough stack locations for the target.
    pub(crate) fn fit(self, _request: Obj<Request>) -> Result<(), NTSTATUS> {
        Ok(())
    }
}

/// What a request knows of its way through a target.
pub(crate) struct Sending {
    status: Cell<NTSTATUS>,
}

impl Sending {
    pub(crate) const fn new() -> Self {
        Self {
            status: Cell::new(STATUS_SUCCESS),
        }
    }

    pub(crate) fn clear_completion(&self) {}
}

impl Obj<Request> {
    /// Gives back what formatting took.
    pub(crate) fn unformat(self) {}

    pub(crate) fn sent_status(self) -> NTSTATUS {
        self.irp()
            .map_or(self.sending.status.get(), crate::irp::Irp::status)
    }

    /// Sends the request down and forgets it.
    pub(crate) fn send_and_forget(self, _device: PDEVICE_OBJECT) {}
}
