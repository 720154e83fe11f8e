//! The calls into the driver.
#![expect(
    unsafe_code,
    reason = "calls the driver's callbacks, and takes over references"
)]

use wdk_sys::{
    IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL, IRP_MJ_READ, IRP_MJ_WRITE,
    STATUS_CANCELLED, STATUS_INVALID_DEVICE_REQUEST, STATUS_SUCCESS,
};

use super::{
    Queue,
    lists::{Action, Waiter},
};
use crate::{
    callback::callback,
    event::serialised,
    object::{Obj, Ref},
    request::{Request, rules::RequestFlags},
};

impl Obj<Queue> {
    /// Gives `request`, which the driver owns from now on, to the callback for its kind.
    pub(super) fn present_one(self, request: Obj<Request>) {
        let operation = request.operation();
        let empty_transfer = operation.length == 0
            && matches!(u32::from(operation.major), IRP_MJ_READ | IRP_MJ_WRITE);
        let callbacks = &self.callbacks;
        let specific = match u32::from(operation.major) {
            IRP_MJ_READ => callbacks.read.is_some(),
            IRP_MJ_WRITE => callbacks.write.is_some(),
            IRP_MJ_DEVICE_CONTROL => callbacks.control.is_some(),
            IRP_MJ_INTERNAL_DEVICE_CONTROL => callbacks.internal_control.is_some(),
            _ => false,
        };
        if !specific && callbacks.default.is_none() {
            request.complete(STATUS_INVALID_DEVICE_REQUEST);
            return;
        }
        if empty_transfer && !self.zero_length {
            request.complete(STATUS_SUCCESS);
            return;
        }

        request.hand_to_driver();
        request.presented.set(true);
        serialised(self.lock_of_callbacks(), || {
            let (fx, queue, handle) = (self.fx(), self.wdf(), request.wdf());
            let length = operation.length;
            if !specific {
                callback!(
                    fx,
                    queue,
                    "EvtIoDefault",
                    callbacks.default,
                    (queue, handle)
                );
                return;
            }
            match u32::from(operation.major) {
                IRP_MJ_READ => {
                    callback!(
                        fx,
                        queue,
                        "EvtIoRead",
                        callbacks.read,
                        (queue, handle, length)
                    );
                }
                IRP_MJ_WRITE => {
                    callback!(
                        fx,
                        queue,
                        "EvtIoWrite",
                        callbacks.write,
                        (queue, handle, length)
                    );
                }
                IRP_MJ_DEVICE_CONTROL => {
                    callback!(
                        fx,
                        queue,
                        "EvtIoDeviceControl",
                        callbacks.control,
                        (queue, handle, operation.output, length, operation.code)
                    );
                }
                _ => {
                    callback!(
                        fx,
                        queue,
                        "EvtIoInternalDeviceControl",
                        callbacks.internal_control,
                        (queue, handle, operation.output, length, operation.code)
                    );
                }
            }
        });
    }

    /// Carries out every other action that calls the driver or ends a request.
    pub(super) fn invoke(self, action: Action) {
        let (fx, queue, callbacks) = (self.fx(), self.wdf(), &self.callbacks);
        let lock = self.lock_of_callbacks();
        match action {
            Action::Refuse(request) | Action::Discard(request) => request.finish(STATUS_CANCELLED),
            Action::Cancel(request) => {
                // SAFETY: the reference that the cancelability held.
                let request = unsafe { Ref::from_raw(request) };
                request.note(RequestFlags::CANCELED, RequestFlags::default());
                serialised(lock, || {
                    let (handle, cancel) = (request.wdf(), request.cancel.get());
                    callback!(fx, handle, "EvtRequestCancel", cancel, (handle));
                });
            }
            Action::CanceledOnQueue(request) => {
                request.note(RequestFlags::CANCELED, RequestFlags::default());
                serialised(lock, || {
                    let handle = request.wdf();
                    callback!(
                        fx,
                        queue,
                        "EvtIoCanceledOnQueue",
                        callbacks.canceled,
                        (queue, handle)
                    );
                });
            }
            Action::Invoke(Waiter::Driver(function, context)) => serialised(lock, || {
                callback!(fx, queue, "EvtIoQueueState", function, (queue, context));
            }),
            // SAFETY: the thread waits for it, and keeps it meanwhile.
            Action::Invoke(Waiter::Thread(event)) => unsafe { &*event }.set(),
            Action::Stop(request, flags) => {
                // SAFETY: the reference that was taken under the queue's lock.
                let request = unsafe { Ref::from_raw(request) };
                request.note(RequestFlags::IN_STOP, RequestFlags::default());
                serialised(lock, || {
                    let handle = request.wdf();
                    callback!(
                        fx,
                        queue,
                        "EvtIoStop",
                        callbacks.stop,
                        (queue, handle, flags)
                    );
                });
            }
            Action::Resume(request) => {
                // SAFETY: the reference that was taken under the queue's lock.
                let request = unsafe { Ref::from_raw(request) };
                serialised(lock, || {
                    let handle = request.wdf();
                    callback!(fx, queue, "EvtIoResume", callbacks.resume, (queue, handle));
                });
            }
            Action::Invoke(Waiter::None)
            | Action::Idle
            | Action::Retry
            | Action::Present(_)
            | Action::Signal { .. }
            | Action::Disposed => {}
        }
    }
}
