//! Control devices: in no stack, deleted by the driver or with it.
#![expect(
    unsafe_code,
    reason = "a table function, and the I/O manager's device object"
)]

use wdk_sys::{
    IoDeleteDevice, IoRegisterLastChanceShutdownNotification, IoRegisterShutdownNotification,
    IoUnregisterShutdownNotification, NTSTATUS, ObfDereferenceObject, ObfReferenceObject,
    PDEVICE_OBJECT, STATUS_ACCESS_DENIED, STATUS_SUCCESS, abi,
    wdf::{PWDF_DRIVER_GLOBALS, WDFDEVICE},
};

use super::{Device, Kind};
use crate::{callback::callback, enter, irp::Irp, object::Obj, routing, violation};

impl Obj<Device> {
    /// Registers for the shutdown IRP, if the driver has a callback for it.
    pub(super) fn register_shutdown(self) -> Result<(), NTSTATUS> {
        let Some(shutdown) = self.shutdown else {
            return Ok(());
        };
        let mut status = STATUS_SUCCESS;
        if shutdown.early {
            // SAFETY: the object of this device, which unregisters before the object is deleted.
            status = unsafe { IoRegisterShutdownNotification(self.wdm()) };
        }
        if status >= 0 && shutdown.last_chance {
            // SAFETY: likewise; `delete_control` ends both kinds of registration.
            status = unsafe { IoRegisterLastChanceShutdownNotification(self.wdm()) };
        }
        if status < 0 {
            // SAFETY: ends what is registered of the two; the object is there.
            unsafe { IoUnregisterShutdownNotification(self.wdm()) };
            return Err(status);
        }
        Ok(())
    }

    /// A file is being opened.
    ///
    /// # Errors
    /// `STATUS_ACCESS_DENIED` when another file is open and the device exclusive.
    pub(crate) fn count_open(self) -> Result<(), NTSTATUS> {
        let only = self.opens.add();
        if self.exclusive && !only {
            self.count_close();
            return Err(STATUS_ACCESS_DENIED);
        }
        Ok(())
    }

    /// A file is closed, or was not opened. The last one of a control device that is deleted ends it.
    pub(crate) fn count_close(self) {
        if self.opens.remove() && self.kind == Kind::Control {
            self.delete();
        }
    }

    /// `IRP_MJ_SHUTDOWN`.
    pub(super) fn shut_down(self, irp: Irp) -> NTSTATUS {
        if let Some(shutdown) = self.shutdown {
            callback!(
                self.fx(),
                self.handle(),
                "EvtDeviceShutdownNotification",
                shutdown.callback,
                (self.handle().cast())
            );
        }
        irp.fail(STATUS_SUCCESS)
    }

    /// The driver deletes the device: nobody can open it any more. Whether it ends at once, since no file is open; else its
    /// last file ends it.
    pub(super) fn delete_control(self) -> bool {
        let object = self.wdm();
        if object.is_null() {
            return true;
        }
        self.opens.note_deleted();
        self.deregister_wmi();
        // SAFETY: created with the device; `end_control` gives the reference back.
        unsafe { ObfReferenceObject(object.cast()) };
        self.delete_object(object);
        self.opens.remove()
    }

    /// `IoDeleteDevice`, after which nothing is told of a shutdown.
    fn delete_object(self, object: PDEVICE_OBJECT) {
        if self.shutdown.is_some() {
            // SAFETY: registered when the device was created.
            unsafe { IoUnregisterShutdownNotification(object) };
        }
        // SAFETY: created with the device, and deleted once: by the driver, or as the device ends.
        unsafe { IoDeleteDevice(object) };
    }

    /// The end of the device: the driver's cleanup and the children come first, while the I/O manager's object is there.
    pub(super) fn end_control(self) {
        self.header().cleanup();
        let object = self.wdm();
        if object.is_null() {
            return;
        }
        routing::purge_all_queues(self);
        self.destroy_children();
        self.delete_symbolic_link();
        if !self.opens.is_deleted() {
            self.deregister_wmi();
        }
        self.forget_wdm();
        if self.opens.is_deleted() {
            // SAFETY: `delete_control` took this reference.
            unsafe { ObfDereferenceObject(object.cast()) };
        } else {
            self.delete_object(object);
        }
    }
}

#[doc = "[`WdfControlFinishInitializing`](wdk_sys::wdf::WdfControlFinishInitializing)"]
#[abi]
pub(crate) unsafe fn WdfControlFinishInitializing(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) {
    enter!(fx = DriverGlobals, WdfControlFinishInitializing(Device));
    let Some(device) = Device.object::<Device>(fx) else {
        return;
    };
    if device.kind != Kind::Control {
        return violation::break_point(
            fx,
            "NotControlDevice",
            device.handle(),
            format_args!("WdfControlFinishInitializing is for control devices"),
        );
    }
    routing::start_power_managed_queues(device);
    device.finish_initializing();
    // A device without WMI works, too.
    let _ = device.register_wmi();
}
