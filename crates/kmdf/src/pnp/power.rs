//! `IRP_MJ_POWER`.
//!
//! A device power request does its work in a work item, since the driver's callbacks need
//! `PASSIVE_LEVEL` and the power manager must not wait in the dispatch routine. The owner of the
//! power policy answers a system power request by requesting the device power state that fits.
#![expect(unsafe_code, reason = "routines that the power manager calls")]

use core::ptr;

use kmdf_states::pnp::Event;
use wdk_sys::{
    _DEVICE_POWER_STATE::{PowerDeviceD0, PowerDeviceD1, PowerDeviceD2},
    _POWER_STATE_TYPE::DevicePowerState,
    _SYSTEM_POWER_STATE::PowerSystemWorking,
    _WORK_QUEUE_TYPE::DelayedWorkQueue,
    DEVICE_POWER_STATE, IO_STATUS_BLOCK, IRP_MN_QUERY_POWER, IRP_MN_SET_POWER, IoAllocateWorkItem,
    IoFreeWorkItem, IoQueueWorkItemEx, NTSTATUS, PDEVICE_OBJECT, PIO_WORKITEM, PIRP, POWER_STATE,
    PREQUEST_POWER_COMPLETE, PVOID, PoRequestPowerIrp, PoSetPowerState,
    STATUS_INSUFFICIENT_RESOURCES, STATUS_MORE_PROCESSING_REQUIRED, STATUS_PENDING, STATUS_SUCCESS,
    UCHAR, abi,
    wdf::{
        _WDF_POWER_DEVICE_STATE::{WdfPowerDeviceD1, WdfPowerDeviceD2, WdfPowerDeviceD3},
        WDF_POWER_DEVICE_STATE,
    },
};

use super::{
    Plug,
    irp::{forward_and_wait, send_down},
    machines::post,
};
use crate::{
    device::{Device, of_wdm},
    irp::Irp,
    object::{Obj, Ref},
    pool::PoolBox,
    violation::{self, Code},
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

/// Answers a request of the power manager, which holds the device's remove lock. IRQL: up to
/// `DISPATCH_LEVEL`.
pub(crate) fn dispatch_power_irp(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    let request = irp.as_ptr();
    let minor = u32::from(irp.current().minor());
    match (minor, power_request(irp)) {
        (IRP_MN_SET_POWER, PowerRequest::System(state)) if device.pnp.policy_owner => {
            return set_system_power(device, irp, state);
        }
        (IRP_MN_SET_POWER, PowerRequest::Device(_)) => return queue_power_change(device, irp),
        (IRP_MN_QUERY_POWER, _) => irp.set_status(STATUS_SUCCESS),
        _ => {}
    }
    let status = send_down(device, irp);
    device.remove_lock.release(request);
    status
}

/// Only the owner of the power policy requests power states of the stack's device.
fn check_requested(device: Obj<Device>, irp: Irp) {
    let asked_for = device.pnp.with(|data| {
        let asked_for = data.requested > 0;
        data.requested -= u32::from(asked_for);
        asked_for
    });
    if !asked_for {
        violation::wdf(
            device.fx(),
            "PowerMultiplePpo",
            Code::PowerMultiplePpo,
            [device.wdm().addr() as u64, irp.as_ptr().addr() as u64, 0],
            format_args!(
                "a power request comes to {:p}, which owns the power policy of its stack, and has \
                 not asked for it: another driver of the stack calls PoRequestPowerIrp",
                device.handle()
            ),
        );
    }
}

/// A device power request that waits for its work item.
struct PowerChange {
    device: Ref<Device>,
    irp: Irp,
    item: PIO_WORKITEM,
}

fn queue_power_change(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    if device.pnp.policy_owner {
        check_requested(device, irp);
    }
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
            let request = irp.as_ptr();
            let status = irp.fail(STATUS_INSUFFICIENT_RESOURCES);
            device.remove_lock.release(request);
            status
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
    let request = irp.as_ptr();
    set_device_power(device, irp);
    device.remove_lock.release(request);
}

/// Down before the lower devices, up after them.
fn set_device_power(device: Obj<Device>, irp: Irp) {
    let PowerRequest::Device(state) = power_request(irp) else {
        return;
    };
    if state != PowerDeviceD0 {
        let outcome = device.change_power(|device| device.power_down(wdf(state)));
        if outcome.is_err() {
            device.fail_internally();
            post::<Plug>(device, Event::PowerDownFailed);
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
        device.fail_internally();
        post::<Plug>(device, Event::PowerUpFailed);
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
        let outcome = if self.pnp.with(|data| data.running) {
            change(self)
        } else {
            Ok(())
        };
        self.pnp.transition.release();
        outcome
    }
}

/// The lower devices see the request first; then the owner requests the device power state that fits.
fn set_system_power(device: Obj<Device>, irp: Irp, state: i32) -> NTSTATUS {
    let context = device.reference().into_context();
    irp.copy_current_to_next();
    if state == PowerSystemWorking {
        irp.next().set_completion(Some(system_works_again), context);
        return irp.call(device.attached());
    }
    irp.mark_pending();
    irp.next().set_completion(Some(system_sleeps), context);
    irp.call(device.attached());
    STATUS_PENDING
}

/// Requests a state of the device. IRQL: up to `DISPATCH_LEVEL`.
fn request_device_power(
    device: &Ref<Device>,
    state: DEVICE_POWER_STATE,
    done: PREQUEST_POWER_COMPLETE,
    context: PVOID,
) -> NTSTATUS {
    let wanted = POWER_STATE { DeviceState: state };
    let minor = IRP_MN_SET_POWER as UCHAR;
    let request = ptr::null_mut();
    device.pnp.with(|data| data.requested += 1);
    // SAFETY: the stack's physical device object; `done` knows its context.
    let status =
        unsafe { PoRequestPowerIrp(device.physical(), minor, wanted, done, context, request) };
    if status < 0 {
        device.pnp.with(|data| data.requested -= 1);
    }
    status
}

/// The system works again: its request goes on and does not wait for the device, which follows.
#[abi]
unsafe fn system_works_again(_object: PDEVICE_OBJECT, irp: PIRP, context: PVOID) -> NTSTATUS {
    // SAFETY: `set_system_power` passed a reference to its device.
    let device = unsafe { Ref::<Device>::from_context(context) };
    // SAFETY: the request that was sent down, with this device again.
    let request = unsafe { Irp::new(irp) };
    let (Some(device), Some(request)) = (device, request) else {
        return CONTINUE_COMPLETION;
    };
    if request_device_power(&device, PowerDeviceD0, None, ptr::null_mut()) < 0 {
        device.fail_internally();
    }
    request.carry_pending();
    device.remove_lock.release(irp);
    CONTINUE_COMPLETION
}

#[abi]
unsafe fn system_sleeps(_object: PDEVICE_OBJECT, irp: PIRP, context: PVOID) -> NTSTATUS {
    // SAFETY: `set_system_power` passed a reference to its device.
    let device = unsafe { Ref::<Device>::from_context(context) };
    // SAFETY: the request that was sent down, with this device again.
    let request = unsafe { Irp::new(irp) };
    let (Some(device), Some(request)) = (device, request) else {
        return CONTINUE_COMPLETION;
    };
    let PowerRequest::System(system) = power_request(request) else {
        return CONTINUE_COMPLETION;
    };
    let mut status = request.status();
    if status >= 0 {
        let state = device
            .pnp
            .with(|data| data.capabilities.sleeping_state(system, &data.stack_states));
        status = request_device_power(&device, state, Some(device_sleeps), irp.cast());
    }
    if status >= 0 {
        return STATUS_MORE_PROCESSING_REQUIRED;
    }
    request.set_status(status);
    device.remove_lock.release(irp);
    CONTINUE_COMPLETION
}

/// The device has the power state that fits the system's: the system request is complete.
#[abi]
unsafe fn device_sleeps(
    _object: PDEVICE_OBJECT,
    _minor: UCHAR,
    _state: POWER_STATE,
    context: PVOID,
    _status: *mut IO_STATUS_BLOCK,
) {
    let request: PIRP = context.cast();
    // SAFETY: the request that `system_sleeps` held back.
    let Some(irp) = (unsafe { Irp::new(request) }) else {
        return;
    };
    // SAFETY: the device that holds it back, whose remove lock the request holds.
    let device = unsafe { of_wdm(irp.current().device()) };
    irp.complete(STATUS_SUCCESS, 0);
    if let Some(device) = device {
        device.remove_lock.release(request);
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
