//! `IRP_MJ_POWER`.
//!
//! A request for a device power state is held while the power machine carries it out: on its way down, but for D0 on
//! its way up. The other requests are in [`system_power`](super::system_power). `PoStartNextPowerIrp` is not called,
//! since no Windows that the framework supports waits for it.
#![expect(unsafe_code, reason = "routines that the power manager calls")]

use kmdf_states::power::{Event, Power};
use wdk_sys::{
    _DEVICE_POWER_STATE::PowerDeviceD0, _POWER_STATE_TYPE::DevicePowerState, DEVICE_POWER_STATE,
    IRP_MN_QUERY_POWER, IRP_MN_SET_POWER, IRP_MN_WAIT_WAKE, NTSTATUS, PDEVICE_OBJECT, PIRP,
    POWER_ACTION, POWER_STATE, PVOID, PoSetPowerState, STATUS_MORE_PROCESSING_REQUIRED,
    STATUS_PENDING, STATUS_SUCCESS, abi,
};

use super::machines::post;
use crate::{
    device::Device,
    irp::Irp,
    object::{Obj, Ref},
};

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
    match u32::from(irp.current().minor()) {
        IRP_MN_SET_POWER => match power_request(irp) {
            PowerRequest::System(state) => device.set_system_power(irp, state),
            PowerRequest::Device(state, _) => set_device_power(device, irp, state),
        },
        IRP_MN_QUERY_POWER => match power_request(irp) {
            PowerRequest::System(state) => device.query_system_power(irp, state),
            PowerRequest::Device(..) => {
                irp.set_status(STATUS_SUCCESS);
                device.pass_power_request_down(irp)
            }
        },
        IRP_MN_WAIT_WAKE => device.wait_wake_came(irp),
        _ => device.pass_power_request_down(irp),
    }
}

/// The drivers below enter D0 first, and leave it last.
fn set_device_power(device: Obj<Device>, irp: Irp, state: DEVICE_POWER_STATE) -> NTSTATUS {
    device.power_request_came(irp);
    if state == PowerDeviceD0 && device.is_child() {
        device.pnp.power.hold(irp);
        post::<Power>(device, Event::D0);
    } else if state == PowerDeviceD0 {
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
        post::<Power>(*device, Event::D0);
    }
    STATUS_MORE_PROCESSING_REQUIRED
}

/// Lets a request for a device power state go on that the device has held.
pub(super) fn go_on(device: Obj<Device>, irp: Irp) {
    let request = irp.as_ptr();
    irp.set_status(STATUS_SUCCESS);
    if device.is_child() || matches!(power_request(irp), PowerRequest::Device(PowerDeviceD0, _)) {
        irp.complete(STATUS_SUCCESS, 0);
    } else {
        // Marked pending, so this layer keeps its own stack location.
        irp.copy_current_to_next();
        irp.call(device.attached());
    }
    device.remove_lock.release(request);
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
