//! `IRP_MJ_POWER`.
//!
//! A device power request does its work in a work item, since the driver's callbacks need
//! `PASSIVE_LEVEL` and the power manager must not wait in the dispatch routine. The owner of the
//! power policy answers a system power request by requesting the device power state that fits.
#![expect(unsafe_code, reason = "routines that the power manager calls")]

use core::ptr;

use wdk_sys::{
    _DEVICE_POWER_STATE::{PowerDeviceD0, PowerDeviceD1, PowerDeviceD2},
    _POWER_STATE_TYPE::DevicePowerState,
    _SYSTEM_POWER_STATE::PowerSystemWorking,
    _WORK_QUEUE_TYPE::DelayedWorkQueue,
    DEVICE_POWER_STATE, IO_STATUS_BLOCK, IRP_MN_QUERY_POWER, IRP_MN_SET_POWER, IoAllocateWorkItem,
    IoFreeWorkItem, IoQueueWorkItemEx, NTSTATUS, PDEVICE_OBJECT, PIO_WORKITEM, PIRP, POWER_STATE,
    PVOID, PoRequestPowerIrp, PoSetPowerState, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_MORE_PROCESSING_REQUIRED, STATUS_PENDING, STATUS_SUCCESS, UCHAR, abi,
    wdf::{
        _WDF_POWER_DEVICE_STATE::{WdfPowerDeviceD1, WdfPowerDeviceD2, WdfPowerDeviceD3},
        WDF_POWER_DEVICE_STATE,
    },
};

use super::{
    irp::{forward_and_wait, send_down},
    state_machine::State,
};
use crate::{
    device::Device,
    irp::Irp,
    object::{Obj, Ref},
    pool::PoolBox,
};

/// The request goes on to the device above.
const CONTINUE_COMPLETION: NTSTATUS = STATUS_SUCCESS;

/// The parameters of a power request.
enum PowerRequest {
    System(i32),
    Device(DEVICE_POWER_STATE),
}

fn power_request(irp: Irp) -> PowerRequest {
    // `Parameters.Power`: its type and state are the second and third word.
    let [_, kind, state, _] = irp.current().arguments();
    if kind as i32 == DevicePowerState {
        PowerRequest::Device(state as DEVICE_POWER_STATE)
    } else {
        PowerRequest::System(state as i32)
    }
}

/// Answers a request of the power manager. IRQL: up to `DISPATCH_LEVEL`.
pub(crate) fn dispatch_power_irp(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    match (u32::from(irp.current().minor()), power_request(irp)) {
        (IRP_MN_SET_POWER, PowerRequest::System(state)) if device.pnp.policy_owner => {
            set_system_power(device, irp, state)
        }
        (IRP_MN_SET_POWER, PowerRequest::Device(_)) => queue_power_change(device, irp),
        (IRP_MN_QUERY_POWER, _) => {
            irp.set_status(STATUS_SUCCESS);
            send_down(device, irp)
        }
        _ => send_down(device, irp),
    }
}

/// A device power request that waits for its work item.
struct PowerChange {
    device: Ref<Device>,
    irp: Irp,
    item: PIO_WORKITEM,
}

fn queue_power_change(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    // SAFETY: the device object is the framework's.
    let item = unsafe { IoAllocateWorkItem(device.wdm()) };
    let job = PowerChange {
        device: device.reference(),
        irp,
        item,
    };
    let job = PoolBox::new(device.fx().tag(), job);
    match job {
        Ok(job) if !item.is_null() => {
            irp.mark_pending();
            let context = job.into_raw().as_ptr().cast();
            // SAFETY: a fresh work item; the job is taken back by `work`.
            unsafe { IoQueueWorkItemEx(item, Some(work), DelayedWorkQueue, context) };
            STATUS_PENDING
        }
        _ => {
            if !item.is_null() {
                // SAFETY: allocated above, not queued.
                unsafe { IoFreeWorkItem(item) };
            }
            irp.fail(STATUS_INSUFFICIENT_RESOURCES)
        }
    }
}

#[abi]
unsafe fn work(_object: PVOID, context: PVOID, _item: PIO_WORKITEM) {
    let Some(job) = ptr::NonNull::new(context.cast::<PowerChange>()) else {
        return;
    };
    // SAFETY: `queue_power_change` made the job; its device is referenced.
    let tag = unsafe { job.as_ref() }.device.fx().tag();
    // SAFETY: made by `queue_power_change` with this tag.
    let job = unsafe { PoolBox::from_raw(tag, job) };
    let (device, irp) = (*job.device, job.irp);
    // SAFETY: allocated by `queue_power_change`; a running work item may be freed.
    unsafe { IoFreeWorkItem(job.item) };
    set_device_power(device, irp);
}

/// Down before the lower devices, up after them.
fn set_device_power(device: Obj<Device>, irp: Irp) {
    let PowerRequest::Device(state) = power_request(irp) else {
        return;
    };
    if state != PowerDeviceD0 {
        let outcome = device.change_power(|device| device.power_down(wdf(state)));
        if outcome.is_err() {
            device.fail_power();
        }
        irp.set_status(STATUS_SUCCESS);
        // Marked pending, so this layer keeps its own stack location.
        irp.copy_current_to_next();
        irp.call(device.attached());
        return;
    }
    let status = forward_and_wait(device, irp);
    if status >= 0 && device.change_power(Obj::power_up).is_err() {
        // The request succeeds all the same, so that the removal that follows is not held up.
        device.fail_power();
    }
    irp.complete(status, 0);
}

fn wdf(state: DEVICE_POWER_STATE) -> WDF_POWER_DEVICE_STATE {
    match state {
        PowerDeviceD1 => WdfPowerDeviceD1,
        PowerDeviceD2 => WdfPowerDeviceD2,
        _ => WdfPowerDeviceD3,
    }
}

impl Obj<Device> {
    /// Changes the power state of a started device; one that is not started has none.
    fn change_power(
        self,
        change: impl FnOnce(Self) -> Result<(), NTSTATUS>,
    ) -> Result<(), NTSTATUS> {
        self.pnp.transition.acquire();
        let state = self.pnp.with(|data| data.state);
        let outcome = match state {
            State::Started | State::StopPending | State::RemovePending => change(self),
            _ => Ok(()),
        };
        self.pnp.transition.release();
        outcome
    }
}

/// The lower devices see the request first; then the owner requests a device power state.
fn set_system_power(device: Obj<Device>, irp: Irp, _state: i32) -> NTSTATUS {
    irp.mark_pending();
    irp.copy_current_to_next();
    let context = device.reference().into_context();
    irp.next().set_completion(Some(system_power_sent), context);
    irp.call(device.attached());
    STATUS_PENDING
}

#[abi]
unsafe fn system_power_sent(_object: PDEVICE_OBJECT, irp: PIRP, context: PVOID) -> NTSTATUS {
    // SAFETY: `set_system_power` passed a reference to its device.
    let Some(device) = (unsafe { Ref::<Device>::from_context(context) }) else {
        return CONTINUE_COMPLETION;
    };
    // SAFETY: the request that was sent down, with this device again.
    let Some(request) = (unsafe { Irp::new(irp) }) else {
        return CONTINUE_COMPLETION;
    };
    let PowerRequest::System(state) = power_request(request) else {
        return CONTINUE_COMPLETION;
    };
    if request.status() < 0 {
        return CONTINUE_COMPLETION;
    }
    let wanted = POWER_STATE {
        DeviceState: if state == PowerSystemWorking {
            PowerDeviceD0
        } else {
            device
                .pnp
                .with(|data| data.capabilities.sleeping_state(state, &data.stack_states))
        },
    };
    // SAFETY: the stack's physical device object; the context is the pending request.
    let status = unsafe {
        PoRequestPowerIrp(
            device.physical(),
            IRP_MN_SET_POWER as UCHAR,
            wanted,
            Some(device_power_set),
            irp.cast(),
            ptr::null_mut(),
        )
    };
    if status < 0 {
        request.set_status(status);
        return CONTINUE_COMPLETION;
    }
    STATUS_MORE_PROCESSING_REQUIRED
}

/// The device has the power state that fits the system's: the system request is complete.
#[abi]
unsafe fn device_power_set(
    _object: PDEVICE_OBJECT,
    _minor: UCHAR,
    _state: POWER_STATE,
    context: PVOID,
    _status: *mut IO_STATUS_BLOCK,
) {
    // SAFETY: the request that `system_power_sent` held back.
    if let Some(irp) = unsafe { Irp::new(context.cast()) } {
        irp.complete(STATUS_SUCCESS, 0);
    }
}

/// Reports the device's new state to the power manager.
pub(super) fn report_power_state(device: Obj<Device>, state: DEVICE_POWER_STATE) {
    let object = device.wdm();
    if !object.is_null() {
        let state = POWER_STATE { DeviceState: state };
        // SAFETY: not null, so the device still has its device object.
        unsafe { PoSetPowerState(object, DevicePowerState, state) };
    }
}
