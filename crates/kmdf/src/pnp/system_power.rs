//! The system's power requests, and the requests that wait for a wake signal, as the owner of the power policy
//! takes them.
//!
//! The request for S0 goes down, and does not wait for the device; its return is an event. The request for another
//! state is held on its way up until the device is in Dx.
#![expect(unsafe_code, reason = "completion routines")]

use kmdf_states::policy::{Event, Policy};
use wdk_sys::{
    _SYSTEM_POWER_STATE::{PowerSystemHibernate, PowerSystemWorking},
    _SYSTEM_POWER_STATE_CONTEXT__bindgen_ty_1__bindgen_ty_1, NTSTATUS, PDEVICE_OBJECT, PIRP,
    POWER_ACTION, PVOID, STATUS_MORE_PROCESSING_REQUIRED, STATUS_NOT_SUPPORTED, STATUS_PENDING,
    STATUS_POWER_STATE_INVALID, STATUS_SUCCESS, SYSTEM_POWER_STATE, abi,
};

use super::{
    irp::send_down,
    machines::{post, post_elsewhere},
};
use crate::{
    device::Device,
    irp::Irp,
    object::{Obj, Ref},
    violation::{self, Code},
};

/// The request goes on to the device above.
const CONTINUE_COMPLETION: NTSTATUS = STATUS_SUCCESS;

impl Obj<Device> {
    pub(super) fn pass_power_request_down(self, irp: Irp) -> NTSTATUS {
        let request = irp.as_ptr();
        let status = send_down(self, irp);
        self.remove_lock.release(request);
        status
    }

    fn complete_power_request(self, irp: Irp, status: NTSTATUS) -> NTSTATUS {
        let request = irp.as_ptr();
        irp.complete(status, 0);
        self.remove_lock.release(request);
        status
    }

    /// `IRP_MN_SET_POWER` of the system.
    pub(super) fn set_system_power(self, irp: Irp, state: SYSTEM_POWER_STATE) -> NTSTATUS {
        let policy = &self.pnp.policy;
        policy.with(|data| data.system = state);
        if !self.pnp.policy_owner {
            if self.is_child() {
                irp.set_status(STATUS_SUCCESS);
            }
            return self.pass_power_request_down(irp);
        }
        // `Parameters.Power`: the states that the system goes to and comes from, and what it does.
        let [states, _, _, shutdown] = irp.current().arguments();
        let context = _SYSTEM_POWER_STATE_CONTEXT__bindgen_ty_1__bindgen_ty_1 {
            BitFields: states as u32,
        };
        let up = state == PowerSystemWorking;
        let asleep = match up {
            true => context.CurrentSystemState(),
            false => context.EffectiveSystemState(),
        };
        policy.with(|data| {
            data.actions
                .begin(up, asleep as SYSTEM_POWER_STATE, shutdown as POWER_ACTION);
        });
        if self.is_child() {
            return self.take_system_power(irp, up);
        }
        let context = self.reference().into_context();
        irp.copy_current_to_next();
        if up {
            irp.next().set_completion(Some(system_works_again), context);
            return irp.call(self.attached());
        }
        irp.mark_pending();
        policy.with(|data| data.system_request = Some(irp));
        irp.next().set_completion(Some(system_sleeps), context);
        irp.call(self.attached());
        STATUS_PENDING
    }

    /// As [`Obj::set_system_power`], at the bottom of the stack.
    fn take_system_power(self, irp: Irp, up: bool) -> NTSTATUS {
        if up {
            post_elsewhere::<Policy>(self, Event::SystemWorking);
            return self.complete_power_request(irp, STATUS_SUCCESS);
        }
        irp.mark_pending();
        self.pnp.policy.with(|data| data.system_request = Some(irp));
        post::<Policy>(self, Event::SystemSleep);
        STATUS_PENDING
    }

    /// `IRP_MN_QUERY_POWER` of the system: a device that is to wake it up refuses a sleep that it cannot wake it up
    /// from, unless there is no lighter one to be asked for.
    pub(super) fn query_system_power(self, irp: Irp, state: SYSTEM_POWER_STATE) -> NTSTATUS {
        let policy = &self.pnp.policy;
        if self.pnp.policy_owner && policy.with(|data| data.wake.enabled) {
            if state < PowerSystemHibernate && !policy.can_wake_from(state) {
                return self.complete_power_request(irp, STATUS_POWER_STATE_INVALID);
            }
            irp.set_status(STATUS_SUCCESS);
        }
        if self.is_child() {
            irp.set_status(STATUS_SUCCESS);
        }
        self.pass_power_request_down(irp)
    }

    /// Completes the system's power request that is held, if there is one.
    pub(super) fn complete_system_request(self) {
        let held = self.pnp.policy.with(|data| data.system_request.take());
        if let Some(irp) = held {
            self.complete_power_request(irp, STATUS_SUCCESS);
        }
    }

    /// `IRP_MN_WAIT_WAKE`.
    pub(super) fn wait_wake_came(self, irp: Irp) -> NTSTATUS {
        if !self.pnp.policy_owner {
            return self.pass_power_request_down(irp);
        }
        let policy = &self.pnp.policy;
        let requested = policy.with(|data| core::mem::take(&mut data.wait_wake.requested));
        self.check_requested(requested, irp);
        if self.is_child() {
            // Wake signals at a bus are not ported.
            return self.complete_power_request(irp, STATUS_NOT_SUPPORTED);
        }
        if !policy.with(|data| data.wait_wake.begin(irp)) {
            return self.complete_power_request(irp, STATUS_POWER_STATE_INVALID);
        }
        irp.mark_pending();
        irp.copy_current_to_next();
        let context = self.reference().into_context();
        irp.next().set_completion(Some(wait_wake_returned), context);
        irp.call(self.attached());
        self.post_policy(Event::WaitWakeArrived);
        STATUS_PENDING
    }

    /// A request for a device power state comes to the device: only the owner of the power policy asks for them.
    pub(super) fn power_request_came(self, irp: Irp) {
        if !self.pnp.policy_owner {
            return;
        }
        let requested = self.pnp.policy.with(|data| {
            let requested = data.requested_up || data.requested_down;
            if data.requested_up {
                data.requested_up = false;
            } else {
                data.requested_down = false;
            }
            requested
        });
        self.check_requested(requested, irp);
    }

    fn check_requested(self, requested: bool, irp: Irp) {
        if requested {
            return;
        }
        violation::wdf(
            self.fx(),
            "PowerMultiplePpo",
            Code::PowerMultiplePpo,
            [self.wdm().addr() as u64, irp.as_ptr().addr() as u64, 0],
            format_args!(
                "a power request comes to {:p}, which owns the power policy of its stack, and has \
                 not asked for it: another driver of the stack calls PoRequestPowerIrp",
                self.handle()
            ),
        );
    }
}

/// The system works again: its request goes on and does not wait for the device, which follows.
#[abi]
unsafe fn system_works_again(_object: PDEVICE_OBJECT, irp: PIRP, context: PVOID) -> NTSTATUS {
    // SAFETY: `set_system_power` passed a reference to its device.
    let device = unsafe { Ref::<Device>::from_context(context) };
    // SAFETY: the request that was sent down, with this device again.
    let request = unsafe { Irp::new(irp) };
    if let (Some(device), Some(request)) = (device, request) {
        post_elsewhere::<Policy>(*device, Event::SystemWorking);
        request.carry_pending();
        device.remove_lock.release(irp);
    }
    CONTINUE_COMPLETION
}

/// The system goes to sleep: its request waits for the device.
#[abi]
unsafe fn system_sleeps(_object: PDEVICE_OBJECT, _irp: PIRP, context: PVOID) -> NTSTATUS {
    // SAFETY: `set_system_power` passed a reference to its device.
    if let Some(device) = unsafe { Ref::<Device>::from_context(context) } {
        post::<Policy>(*device, Event::SystemSleep);
    }
    STATUS_MORE_PROCESSING_REQUIRED
}

/// A wait-wake request comes back from the drivers below.
#[abi]
unsafe fn wait_wake_returned(_object: PDEVICE_OBJECT, irp: PIRP, context: PVOID) -> NTSTATUS {
    // SAFETY: `wait_wake_came` passed a reference to its device.
    let Some(device) = (unsafe { Ref::<Device>::from_context(context) }) else {
        return STATUS_MORE_PROCESSING_REQUIRED;
    };
    let goes_on = device.pnp.policy.with(|data| {
        let wait_wake = &mut data.wait_wake;
        wait_wake.irp.take().is_some() || wait_wake.claim()
    });
    if !goes_on {
        // Whoever cancels the request completes it.
        return STATUS_MORE_PROCESSING_REQUIRED;
    }
    device.remove_lock.release(irp);
    CONTINUE_COMPLETION
}
