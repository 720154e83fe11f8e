//! `IRP_MJ_POWER`.
//!
//! A request for a device power state is held while the power machine carries it out: on its way down, but for D0 on
//! its way up. The owner of the power policy answers a system power request by requesting the device power state
//! that fits. `PoStartNextPowerIrp` is not called, since no Windows that the framework supports waits for it.
#![expect(unsafe_code, reason = "routines that the power manager calls")]

use core::ptr;

use kmdf_states::{
    pnp::Event as PnpEvent,
    power::{Event, Power},
};
use wdk_sys::{
    _DEVICE_POWER_STATE::PowerDeviceD0, _POWER_STATE_TYPE::DevicePowerState,
    _SYSTEM_POWER_STATE::PowerSystemWorking, DEVICE_POWER_STATE, IO_STATUS_BLOCK,
    IRP_MN_QUERY_POWER, IRP_MN_SET_POWER, NTSTATUS, PDEVICE_OBJECT, PIRP, POWER_ACTION,
    POWER_STATE, PREQUEST_POWER_COMPLETE, PVOID, PoRequestPowerIrp, PoSetPowerState,
    STATUS_MORE_PROCESSING_REQUIRED, STATUS_PENDING, STATUS_SUCCESS, UCHAR, abi,
};

use super::{
    Plug,
    irp::send_down,
    machines::{post, post_elsewhere},
};
use crate::{
    device::{Device, of_wdm},
    irp::Irp,
    object::{Obj, Ref},
    violation::{self, Code},
};

/// The request goes on to the device above.
const CONTINUE_COMPLETION: NTSTATUS = STATUS_SUCCESS;

/// The parameters of a power request.
pub(super) enum PowerRequest {
    System(i32),
    /// What the system does meanwhile comes with the state.
    Device(DEVICE_POWER_STATE, POWER_ACTION),
}

pub(super) fn power_request(irp: Irp) -> PowerRequest {
    // `Parameters.Power`: its type, its state and what the system does are the second to the fourth word.
    let [_, kind, state, action] = irp.current().arguments();
    if kind as i32 == DevicePowerState {
        PowerRequest::Device(state as DEVICE_POWER_STATE, action as POWER_ACTION)
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
        (IRP_MN_SET_POWER, PowerRequest::Device(state, _)) => {
            return set_device_power(device, irp, state);
        }
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

/// The drivers below enter D0 first, and leave it last.
fn set_device_power(device: Obj<Device>, irp: Irp, state: DEVICE_POWER_STATE) -> NTSTATUS {
    if device.pnp.policy_owner {
        check_requested(device, irp);
    }
    if state == PowerDeviceD0 {
        irp.mark_pending();
        irp.copy_current_to_next();
        let context = device.reference().into_context();
        irp.next().set_completion(Some(lower_in_d0), context);
        irp.call(device.attached());
    } else {
        device.pnp.power.hold(irp);
        post::<Power>(device, Event::Dx);
    }
    STATUS_PENDING
}

/// The drivers below are in D0, whatever they say.
#[abi]
unsafe fn lower_in_d0(_object: PDEVICE_OBJECT, irp: PIRP, context: PVOID) -> NTSTATUS {
    // SAFETY: `set_device_power` passed a reference to its device.
    let device = unsafe { Ref::<Device>::from_context(context) };
    // SAFETY: the request that was sent down, with this device again.
    let request = unsafe { Irp::new(irp) };
    if let (Some(device), Some(request)) = (device, request) {
        device.pnp.power.hold(request);
        // The system's request for S0, in whose thread this may run, does not wait for the device.
        post_elsewhere::<Power>(*device, Event::D0);
    }
    STATUS_MORE_PROCESSING_REQUIRED
}

/// Lets a request for a device power state go on that the device has held.
pub(super) fn go_on(device: Obj<Device>, irp: Irp) {
    let request = irp.as_ptr();
    irp.set_status(STATUS_SUCCESS);
    if let PowerRequest::Device(PowerDeviceD0, _) = power_request(irp) {
        irp.complete(STATUS_SUCCESS, 0);
    } else {
        // Marked pending, so this layer keeps its own stack location.
        irp.copy_current_to_next();
        irp.call(device.attached());
    }
    device.remove_lock.release(request);
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
    if let Some(device) = device
        && device.pnp.power.take_down_failure()
    {
        post::<Plug>(device, PnpEvent::PowerDownFailed);
    }
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
