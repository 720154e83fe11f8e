//! What a remote target does when its device is to be removed, is removed, or stays after all.
#![expect(unsafe_code, reason = "a routine of the Plug and Play manager")]

use core::ptr;

use wdk_sys::{
    _IO_NOTIFICATION_EVENT_CATEGORY::EventCategoryTargetDeviceChange,
    GUID, GUID_TARGET_DEVICE_QUERY_REMOVE, GUID_TARGET_DEVICE_REMOVE_CANCELLED,
    GUID_TARGET_DEVICE_REMOVE_COMPLETE, IoRegisterPlugPlayNotification,
    IoUnregisterPlugPlayNotificationEx, NTSTATUS, PFILE_OBJECT,
    PTARGET_DEVICE_REMOVAL_NOTIFICATION, PVOID, STATUS_SUCCESS, abi,
    wdf::{
        PFN_WDF_IO_TARGET_QUERY_REMOVE, PFN_WDF_IO_TARGET_REMOVE_CANCELED,
        PFN_WDF_IO_TARGET_REMOVE_COMPLETE, WDF_IO_TARGET_OPEN_PARAMS,
    },
};

use super::super::{State, Target};
use crate::{
    callback::callback,
    object::{Obj, Ref},
};

/// The driver's callbacks; what it leaves out, the framework does.
#[derive(Clone, Copy, Default)]
pub(in super::super) struct Callbacks {
    query_remove: PFN_WDF_IO_TARGET_QUERY_REMOVE,
    canceled: PFN_WDF_IO_TARGET_REMOVE_CANCELED,
    complete: PFN_WDF_IO_TARGET_REMOVE_COMPLETE,
}

impl Callbacks {
    pub(super) fn of(parameters: &WDF_IO_TARGET_OPEN_PARAMS) -> Self {
        Self {
            query_remove: parameters.EvtIoTargetQueryRemove,
            canceled: parameters.EvtIoTargetRemoveCanceled,
            complete: parameters.EvtIoTargetRemoveComplete,
        }
    }
}

impl Obj<Target> {
    /// Asks to hear of the removal of the device that `file` belongs to. Where that cannot be, the target is open
    /// all the same.
    pub(super) fn watch_removal(self, file: PFILE_OBJECT) {
        let context = self.reference().into_context();
        let mut entry = ptr::null_mut();
        // SAFETY: a file that the target holds, its driver's object, and a routine that knows its context.
        let status = unsafe {
            IoRegisterPlugPlayNotification(
                EventCategoryTargetDeviceChange,
                0,
                file.cast(),
                self.fx().driver_object,
                Some(removal),
                context,
                &raw mut entry,
            )
        };
        if status < 0 {
            // SAFETY: the reference of above, which nobody has taken.
            drop(unsafe { Ref::<Target>::from_context(context) });
            return;
        }
        self.remote.with(|remote| remote.notification = entry);
    }

    /// Does not want to hear of it any more. A callback on another thread has returned then.
    pub(super) fn unwatch_removal(self) {
        let entry = self
            .remote
            .with(|remote| core::mem::replace(&mut remote.notification, ptr::null_mut()));
        if entry.is_null() {
            return;
        }
        // SAFETY: registered by `watch_removal`, and unregistered once.
        let _ = unsafe { IoUnregisterPlugPlayNotificationEx(entry) };
        // SAFETY: the registration's reference, which its routine does not use any more.
        drop(unsafe { Ref::<Target>::from_context(self.as_context()) });
    }

    fn query_remove(self, callbacks: Callbacks) -> NTSTATUS {
        let (fx, handle) = (self.fx(), self.handle());
        let answer = callback!(
            fx,
            handle,
            "EvtIoTargetQueryRemove",
            callbacks.query_remove,
            (handle.cast())
        );
        answer.unwrap_or_else(|| {
            self.close(State::ClosedForQueryRemove);
            STATUS_SUCCESS
        })
    }

    fn remove_complete(self, callbacks: Callbacks) {
        let (fx, handle) = (self.fx(), self.handle());
        let called = callback!(
            fx,
            handle,
            "EvtIoTargetRemoveComplete",
            callbacks.complete,
            (handle.cast())
        );
        if called.is_none() {
            self.close(State::Closed);
        }
    }

    fn remove_canceled(self, callbacks: Callbacks) -> NTSTATUS {
        let (fx, handle) = (self.fx(), self.handle());
        let called = callback!(
            fx,
            handle,
            "EvtIoTargetRemoveCanceled",
            callbacks.canceled,
            (handle.cast())
        );
        match called {
            Some(()) => STATUS_SUCCESS,
            None => crate::argument::status_of(self.reopen()),
        }
    }
}

fn same(one: &GUID, other: &GUID) -> bool {
    (one.Data1, one.Data2, one.Data3, one.Data4)
        == (other.Data1, other.Data2, other.Data3, other.Data4)
}

/// IRQL: `PASSIVE_LEVEL`.
#[abi]
unsafe fn removal(structure: PVOID, context: PVOID) -> NTSTATUS {
    let notification: PTARGET_DEVICE_REMOVAL_NOTIFICATION = structure.cast();
    // SAFETY: `watch_removal` registered the routine with a reference to its target.
    let Some(target) = (unsafe { Obj::<Target>::from_context(context) }) else {
        return STATUS_SUCCESS;
    };
    // The callback may close the target, and with it give the registration's reference back.
    let target = target.reference();
    // SAFETY: the Plug and Play manager's structure, which begins alike for all events of devices.
    let event = unsafe { (*notification).Event };
    let callbacks = target.remote.with(|remote| remote.callbacks);
    if same(&event, &GUID_TARGET_DEVICE_QUERY_REMOVE) {
        target.query_remove(callbacks)
    } else if same(&event, &GUID_TARGET_DEVICE_REMOVE_COMPLETE) {
        target.remove_complete(callbacks);
        STATUS_SUCCESS
    } else if same(&event, &GUID_TARGET_DEVICE_REMOVE_CANCELLED) {
        target.remove_canceled(callbacks)
    } else {
        STATUS_SUCCESS
    }
}
