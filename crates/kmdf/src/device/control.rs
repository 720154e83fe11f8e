//! Control devices: in no stack, deleted by the driver or with it.
#![expect(
    unsafe_code,
    reason = "a table function, and the I/O manager's device object"
)]

use wdk_sys::{
    IoDeleteDevice, IoRegisterLastChanceShutdownNotification, IoRegisterShutdownNotification,
    IoUnregisterShutdownNotification, NTSTATUS, STATUS_SUCCESS, abi,
    wdf::{PWDF_DRIVER_GLOBALS, WDFDEVICE},
};

use super::{Device, Kind};
use crate::{
    callback::callback,
    enter,
    irp::Irp,
    object::Obj,
    routing,
    violation::{self, Code},
};

impl Obj<Device> {
    /// Registers for the shutdown IRP, if the driver has a callback for it.
    pub(super) fn register_shutdown(self) -> Result<(), NTSTATUS> {
        let Some(shutdown) = self.shutdown else {
            return Ok(());
        };
        let status = if shutdown.last_chance {
            // SAFETY: the object of this device, which unregisters before the object is deleted.
            unsafe { IoRegisterLastChanceShutdownNotification(self.wdm()) }
        } else {
            // SAFETY: likewise; `delete_control` ends both kinds of registration.
            unsafe { IoRegisterShutdownNotification(self.wdm()) }
        };
        if status < 0 { Err(status) } else { Ok(()) }
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

    /// The device is deleted: its link, its requests, and the I/O manager's object.
    pub(super) fn delete_control(self) {
        let object = self.wdm();
        if object.is_null() {
            return;
        }
        self.deregister_wmi();
        self.delete_symbolic_link();
        if self.shutdown.is_some() {
            // SAFETY: registered when the device was created.
            unsafe { IoUnregisterShutdownNotification(object) };
        }
        routing::purge_all_queues(self);
        self.forget_wdm();
        // SAFETY: created with the device.
        unsafe { IoDeleteDevice(object) };
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
        return violation::wdf(
            fx,
            "NotControlDevice",
            Code::FatalError,
            [device.handle() as u64, 0, 0],
            format_args!("WdfControlFinishInitializing is for control devices"),
        );
    }
    routing::start_power_managed_queues(device);
    device.finish_initializing();
    // A device without WMI works, too.
    let _ = device.register_wmi();
}
