//! Cancellation: what `IoCancelIrp` finds set on requests that wait in a queue, and on those
//! that the driver marked cancelable.
//!
//! Whoever exchanges the cancel routine for null owns the IRP's disposition: the queue, which takes the
//! request out, or the I/O manager, which calls the routine. A routine that is called finds its
//! request in the list that it was put in, since no other thread may take it out any more.
#![expect(unsafe_code, reason = "cancel routines")]

use wdk_sys::{
    NTSTATUS, PDEVICE_OBJECT, PIRP, STATUS_CANCELLED, STATUS_SUCCESS, wdf::PFN_WDF_REQUEST_CANCEL,
};

use super::Queue;
use crate::{
    object::{Obj, Ref},
    request::Request,
};

/// The request of an IRP whose cancel routine was called, and its queue.
///
/// # Safety
/// `irp` was given to a routine that [`Request::arm_cancel`] set.
unsafe fn claimed(irp: PIRP) -> (Obj<Request>, Option<Ref<Queue>>) {
    // SAFETY: by contract; the request is in a list of its queue until the routine takes it out.
    let request = unsafe { Request::of_armed(irp) };
    // The queue may be deleted once its last request is completed.
    let queue = request.queue.get().map(Obj::reference);
    // SAFETY: the I/O manager called the routine with its lock held.
    unsafe { crate::irp::release_cancel_lock(irp) };
    (request, queue)
}

/// For requests in the queue.
#[wdk_sys::abi]
pub(super) unsafe fn cancel_waiting(_device: PDEVICE_OBJECT, irp: PIRP) {
    // SAFETY: `Inner::wait` set this routine with `arm_cancel`, for the IRP that it is called with.
    let (request, Some(queue)) = (unsafe { claimed(irp) }) else {
        return;
    };
    let canceled = queue.lock.with(|inner| {
        inner.remove_waiting(request);
        inner.discard(*queue, request)
    });
    if let Some(request) = canceled {
        request.finish(STATUS_CANCELLED);
    }
    queue.change(|_| ());
}

/// For requests that the driver owns and marked cancelable.
#[wdk_sys::abi]
pub(super) unsafe fn cancel_owned(_device: PDEVICE_OBJECT, irp: PIRP) {
    // SAFETY: `Inner::watch_cancel` set this routine with `arm_cancel`, for this IRP.
    let (request, Some(queue)) = (unsafe { claimed(irp) }) else {
        return;
    };
    queue.change(|inner| {
        inner.unwatch_cancel(request);
        inner.notice_cancel(request);
    });
}

impl Obj<Queue> {
    /// Makes a request that the driver owns cancelable. When it is canceled already, the
    /// callback is called, or with `fail_canceled` the caller gets the status.
    pub(crate) fn mark_cancelable(
        self,
        request: Obj<Request>,
        callback: PFN_WDF_REQUEST_CANCEL,
        fail_canceled: bool,
    ) -> NTSTATUS {
        request.cancel.set(callback);
        // The callback's call needs the request even if the driver completes it before.
        let held = request.reference();
        let (status, keep, notify) = self.lock.with(|inner| {
            if inner.watch_cancel(request) {
                return (STATUS_SUCCESS, true, false);
            }
            if fail_canceled {
                return (STATUS_CANCELLED, false, false);
            }
            inner.notice_cancel(request);
            (STATUS_SUCCESS, true, true)
        });
        if keep {
            let _ = held.into_raw();
        }
        if notify {
            self.change(|_| ());
        }
        status
    }

    /// Undoes [`Obj::mark_cancelable`]; `STATUS_CANCELLED` when the cancellation has begun.
    pub(crate) fn unmark_cancelable(self, request: Obj<Request>) -> NTSTATUS {
        let ours = self.lock.with(|inner| {
            let ours = request.is_cancelable() && request.disarm_cancel();
            if ours {
                inner.unwatch_cancel(request);
            }
            ours
        });
        if !ours {
            return STATUS_CANCELLED;
        }
        request.cancel.set(None);
        // SAFETY: `mark_cancelable` left its reference to who ends the cancelability.
        drop(unsafe { Ref::from_raw(request) });
        STATUS_SUCCESS
    }
}
