//! What the power policy's machine does as it enters a state.
#![expect(unsafe_code, reason = "requests of the power manager")]

use core::{mem, ptr};

use kmdf_states::{
    Outcome,
    idle::Event as IdleEvent,
    not_owner::{self, NotOwner},
    pnp::Event as PnpEvent,
    policy::{Action, Event, Policy, State},
    power::{Event as PowerEvent, Power},
};
use wdk_sys::{
    _DEVICE_POWER_STATE::PowerDeviceD0, _MODE::KernelMode, _SYSTEM_POWER_STATE::PowerSystemWorking,
    DEVICE_POWER_STATE, FALSE, IO_STATUS_BLOCK, IRP_MN_SET_POWER, IRP_MN_WAIT_WAKE, IoCancelIrp,
    KeDelayExecutionThread, LARGE_INTEGER, NTSTATUS, PDEVICE_OBJECT, POWER_STATE,
    PREQUEST_POWER_COMPLETE, PVOID, PoRequestPowerIrp, SYSTEM_POWER_STATE, TRUE, UCHAR, abi,
};

use crate::{
    callback::callback,
    device::Device,
    object::{Obj, Ref},
    pnp::{
        Plug, Pnp,
        machines::{DeviceMachine, Running, post, post_elsewhere},
        notify,
        power_thread::Threaded,
        result,
    },
    violation,
};

/// How often a power request is asked for that there is no memory for, and how long is waited between.
const ATTEMPTS: u32 = 100;
const HALF_A_SECOND: i64 = -5_000_000;

impl DeviceMachine for Policy {
    const KIND: notify::Machine = notify::Machine::Policy;
    const THREADED: Option<Threaded> = Some(Threaded::Policy);
    type Rest = ();

    fn of(pnp: &Pnp) -> &Running<Self> {
        &pnp.policy.owner
    }

    fn number(state: State) -> i32 {
        state.number()
    }

    fn carry_out(device: Obj<Device>, action: Action) -> Outcome {
        device.carry_out_policy(action)
    }

    fn dropped(device: Obj<Device>, _state: State, event: Event) {
        if let Some(action) = event.when_dropped() {
            device.carry_out_policy(action);
        }
    }
}

impl DeviceMachine for NotOwner {
    const KIND: notify::Machine = notify::Machine::Policy;
    const THREADED: Option<Threaded> = Some(Threaded::NotOwner);
    type Rest = ();

    fn of(pnp: &Pnp) -> &Running<Self> {
        &pnp.policy.not_owner
    }

    fn number(state: not_owner::State) -> i32 {
        state.number()
    }

    fn carry_out(device: Obj<Device>, action: not_owner::Action) -> Outcome {
        let done = Outcome::Done;
        match action {
            not_owner::Action::PowerUp => device.order_power(PowerEvent::ImplicitD0),
            not_owner::Action::PowerDown => {
                device.order_power(PowerEvent::ImplicitD3);
                done
            }
            not_owner::Action::CompleteDx => device.order_power(PowerEvent::FinishDx),
            not_owner::Action::CompleteD0 => device.order_power(PowerEvent::FinishD0),
            not_owner::Action::ReportStarted => {
                post::<Plug>(device, PnpEvent::PolicyStarted);
                done
            }
            not_owner::Action::ReportStartFailed => {
                post::<Plug>(device, PnpEvent::PolicyStartFailed);
                Outcome::Wait
            }
            not_owner::Action::ReportStopped => {
                post::<Plug>(device, PnpEvent::PolicyStopped);
                done
            }
            not_owner::Action::ReportStopFailed => {
                post::<Plug>(device, PnpEvent::PolicyStopFailed);
                done
            }
            not_owner::Action::ReportRemoved => {
                post::<Plug>(device, PnpEvent::PolicyRemoved);
                Outcome::Wait
            }
        }
    }
}

fn yes(answer: bool) -> Outcome {
    if answer { Outcome::Yes } else { Outcome::No }
}

impl Obj<Device> {
    /// Where the power framework has a part, nothing is to be done: no device manages its idle time-out by it yet.
    fn carry_out_policy(self, action: Action) -> Outcome {
        match action {
            Action::Continue
            | Action::RegisterWithPowerFramework
            | Action::UnregisterFromPowerFramework
            | Action::DeclareActive
            | Action::ReportPoweredOn
            | Action::AcknowledgeWorking => Outcome::Done,

            Action::PowerUp => {
                self.count_idle(IdleEvent::Start);
                self.order_power(PowerEvent::ImplicitD0)
            }
            Action::PowerDown | Action::PowerDownUnregistered => {
                self.order_power(PowerEvent::ImplicitD3)
            }
            Action::ReportStarted => {
                post::<Plug>(self, PnpEvent::PolicyStarted);
                Outcome::Done
            }
            Action::ReportStartFailed => {
                self.count_idle(IdleEvent::Stop);
                post_elsewhere::<Plug>(self, PnpEvent::PolicyStartFailed);
                Outcome::Done
            }
            Action::ReportStopped => self.report_stopped(),
            Action::ReportRemoved => {
                post_elsewhere::<Plug>(self, PnpEvent::PolicyRemoved);
                Outcome::Wait
            }

            Action::DecideIdle => self.decide_idle(),
            Action::EnableIdleTimer => {
                self.count_idle(IdleEvent::Enabled);
                Outcome::Wait
            }
            Action::DisableIdleTimer if self.disable_idle() => Outcome::Done,
            Action::DisableIdleTimer => Outcome::No,
            Action::DeclareIdle => Outcome::Yes,
            Action::RequestIdleDxIfAllowed | Action::RequestIdleDx => {
                let dx = self.pnp.policy.with(|data| data.idle.dx);
                self.request_dx(dx)
            }
            Action::StayInDx => {
                self.pnp.policy.usb.release_hub();
                self.disable_idle();
                Outcome::No
            }
            Action::QueryReturnToIdle => yes(self.may_stay_in_dx()),
            Action::UndoIdle | Action::IsDirected => Outcome::No,

            Action::RequestD0 => {
                self.follow_system(Some(true));
                self.request_d0(ATTEMPTS)
            }
            Action::DeclareActiveAndRequestD0 => self.request_d0(ATTEMPTS),
            Action::RequestD0Once => self.request_d0(1),
            Action::DisableTimerAndRequestD0 | Action::DisableTimerDeclareActiveAndRequestD0 => {
                self.disable_idle();
                self.request_d0(ATTEMPTS)
            }

            Action::CompleteDx => self.order_power(PowerEvent::FinishDx),
            Action::CompleteD0
            | Action::ReportPoweredOnAndCompleteD0
            | Action::AcknowledgeWorkingAndCompleteD0 => self.order_power(PowerEvent::FinishD0),

            Action::CanWakeSystem | Action::DecideWakeFromSx => yes(self.wakes_system()),
            Action::RequestDxForSleep => {
                self.follow_system(Some(false));
                self.request_dx_for_sleep()
            }
            Action::RequestDxForWake => {
                self.follow_system(Some(false));
                let dx = self.pnp.policy.with(|data| data.wake.dx);
                self.request_dx(dx)
            }
            Action::RequestWaitWakeFromSx => {
                self.request_wait_wake(self.pnp.policy.deepest_system_state())
            }
            Action::CheckPageable if self.is_power_pageable() => Outcome::Pageable,
            Action::CheckPageable => Outcome::NonPageable,
            Action::ArmWakeFromSx => self.armed(self.arm_wake_from_sx()),
            Action::RevertArmWakeFromSx | Action::DisarmWakeFromSx => {
                self.disarm_wake_from_sx();
                Outcome::Done
            }
            Action::ReportWakeFromSx => {
                self.wake_from_sx_triggered();
                self.disarm_wake_from_sx();
                Outcome::Done
            }
            Action::CompleteSystemRequest => {
                self.follow_system(None);
                self.complete_system_request();
                Outcome::Done
            }
            Action::MayStayInDx => self.pnp.policy.with(|data| {
                let idle = &data.idle;
                yes(idle.enabled && !idle.can_wake && !idle.power_up_on_system_wake)
            }),

            Action::RequestWaitWakeFromS0 => self.request_wait_wake(PowerSystemWorking),
            Action::ArmWakeFromS0 => self.armed(self.arm_wake_from_s0()),
            Action::RevertArmWakeFromS0
            | Action::DisarmWakeFromS0
            | Action::ReportPoweredOnAndDisarmWakeFromS0 => {
                self.disarm_wake_from_s0();
                Outcome::Done
            }
            Action::DisarmWakeFromS0AndCompleteD0
            | Action::ReportPoweredOnDisarmWakeFromS0AndCompleteD0 => {
                self.disarm_wake_from_s0();
                self.order_power(PowerEvent::FinishD0)
            }
            Action::ReportWakeFromS0 => {
                self.wake_from_s0_triggered();
                Outcome::Done
            }
            Action::CancelWaitWake => self.cancel_wait_wake(),
            Action::NoteWaitWakeEnd => {
                self.pnp
                    .policy
                    .with(|data| data.wait_wake.end_dropped = true);
                Outcome::Done
            }

            Action::DecideUsbIdle => yes(self.pnp.policy.usb.hub_decides()),
            Action::SubmitUsbIdle => {
                self.submit_usb_idle();
                Outcome::Wait
            }
            Action::ReturnFromUsbIdle => Outcome::No,
            Action::CancelUsbIdle | Action::LeaveUsbIdleToStop => yes(self.pnp.policy.usb.cancel()),
            Action::DisableTimerAndCancelUsbIdle => {
                self.disable_idle();
                yes(self.pnp.policy.usb.cancel())
            }
            Action::EndUsbIdle => {
                self.pnp.policy.usb.release_hub();
                yes(self.pnp.policy.usb.cancel())
            }
            Action::DisableTimerAndEndUsbIdle => {
                self.pnp.policy.usb.release_hub();
                self.disable_idle();
                yes(self.pnp.policy.usb.cancel())
            }
            Action::LeaveUsbIdle => Outcome::Done,
            Action::ReleaseUsbHub => {
                self.pnp.policy.usb.release_hub();
                Outcome::Done
            }
            Action::NoteUsbIdleEnd => {
                self.pnp.policy.usb.note_end();
                Outcome::Done
            }

            Action::ReportSleepFailed => {
                self.fail_internally();
                self.complete_system_request();
                post::<Plug>(self, PnpEvent::PowerDownFailed);
                Outcome::Done
            }
            Action::ReportPowerUpFailed => {
                self.pnp.failure.note_failure();
                self.count_idle(IdleEvent::PowerUpFailed);
                post::<Plug>(self, PnpEvent::PowerUpFailed);
                self.invalidate_state();
                Outcome::Done
            }
            Action::NotePowerUpFailed | Action::NotePowerDownFailed => {
                self.pnp.policy.with(|data| data.power_failed = true);
                Outcome::Done
            }
            Action::NotePowerDownNotSeen => {
                self.fail_internally();
                Outcome::Done
            }
            Action::GiveUp => {
                self.follow_system(None);
                self.pnp.policy.with(|data| data.power_failed = true);
                Outcome::Wait
            }

            Action::DeclareIdleDirected
            | Action::ReportDirectedDown
            | Action::IgnoreDirectedDown
            | Action::SimulatePowerNotRequired
            | Action::SimulatePowerRequired => violation::unported("the power framework"),
            Action::CancelWaitWakeAfterInterrupt => {
                violation::unported("interrupts that wake up the system")
            }
        }
    }

    fn order_power(self, event: PowerEvent) -> Outcome {
        post::<Power>(self, event);
        Outcome::Wait
    }

    fn report_stopped(self) -> Outcome {
        self.count_idle(IdleEvent::Stop);
        let failed = self
            .pnp
            .policy
            .with(|data| mem::take(&mut data.power_failed));
        let event = match failed {
            true => PnpEvent::PolicyStopFailed,
            false => PnpEvent::PolicyStopped,
        };
        post_elsewhere::<Plug>(self, event);
        Outcome::Done
    }

    /// Notes whether the device enters D0 or leaves it for the system, or does neither.
    fn follow_system(self, up: Option<bool>) {
        self.pnp.policy.with(|data| data.actions.follows = up);
    }

    fn decide_idle(self) -> Outcome {
        self.follow_system(None);
        self.save_settings();
        self.pnp
            .policy
            .with(|data| match (data.idle.enabled, data.idle.can_wake) {
                (true, true) => Outcome::WithWake,
                (true, false) => Outcome::WithoutWake,
                (false, _) => Outcome::No,
            })
    }

    /// Whether the device is to wake up the system from the state that it goes to.
    fn wakes_system(self) -> bool {
        let policy = &self.pnp.policy;
        let (enabled, system) = policy.with(|data| (data.wake.enabled, data.system));
        enabled && policy.can_wake_from(system)
    }

    fn request_dx_for_sleep(self) -> Outcome {
        let policy = &self.pnp.policy;
        let system = policy.with(|data| data.system);
        let states = policy.stack_states();
        let dx = self
            .pnp
            .with(|data| data.capabilities.sleeping_state(system, &states));
        self.request_power(dx, ATTEMPTS)
    }

    fn request_dx(self, state: DEVICE_POWER_STATE) -> Outcome {
        self.request_power(state, 1)
    }

    fn request_d0(self, attempts: u32) -> Outcome {
        self.request_power(PowerDeviceD0, attempts)
    }

    /// Asks the power manager for a state of the device. IRQL: `PASSIVE_LEVEL`.
    fn request_power(self, state: DEVICE_POWER_STATE, attempts: u32) -> Outcome {
        let policy = &self.pnp.policy;
        let set_requested = |requested| {
            policy.with(|data| match state {
                PowerDeviceD0 => data.requested_up = requested,
                _ => data.requested_down = requested,
            });
        };
        set_requested(true);
        let done: PREQUEST_POWER_COMPLETE = match state {
            PowerDeviceD0 => Some(powered_up),
            _ => Some(powered_down),
        };
        let wanted = POWER_STATE { DeviceState: state };
        for attempt in 0..attempts {
            if attempt > 0 {
                delay();
            }
            if self.ask_power_manager(IRP_MN_SET_POWER, wanted, done) >= 0 {
                return Outcome::Wait;
            }
        }
        set_requested(false);
        self.follow_system(None);
        Outcome::Failed
    }

    fn request_wait_wake(self, system: SYSTEM_POWER_STATE) -> Outcome {
        let policy = &self.pnp.policy;
        policy.with(|data| {
            data.wait_wake.requested = true;
            data.wait_wake.end_dropped = false;
        });
        let wanted = POWER_STATE {
            SystemState: system,
        };
        if self.ask_power_manager(IRP_MN_WAIT_WAKE, wanted, Some(wait_wake_ended)) >= 0 {
            return Outcome::Wait;
        }
        policy.with(|data| data.wait_wake.requested = false);
        Outcome::Failed
    }

    fn ask_power_manager(
        self,
        minor: u32,
        state: POWER_STATE,
        done: PREQUEST_POWER_COMPLETE,
    ) -> NTSTATUS {
        let context = self.reference().into_context();
        let (physical, minor) = (self.physical(), minor as UCHAR);
        // SAFETY: the stack's physical device object; the routine takes the reference that it is passed.
        let status =
            unsafe { PoRequestPowerIrp(physical, minor, state, done, context, ptr::null_mut()) };
        if status < 0 {
            // SAFETY: made above, and the routine is not called.
            drop(unsafe { Ref::<Device>::from_context(context) });
        }
        status
    }

    /// Takes the wait-wake request back from the drivers below.
    fn cancel_wait_wake(self) -> Outcome {
        let policy = &self.pnp.policy;
        let (irp, dropped) =
            policy.with(|data| (data.wait_wake.irp.take(), data.wait_wake.end_dropped));
        let Some(irp) = irp else {
            return if dropped { Outcome::Done } else { Outcome::No };
        };
        // SAFETY: the completion routine does not let the request go on before it is claimed, below or there.
        unsafe { IoCancelIrp(irp.as_ptr()) };
        if policy.with(|data| data.wait_wake.claim()) {
            let request = irp.as_ptr();
            irp.complete(irp.status(), 0);
            self.remove_lock.release(request);
        }
        Outcome::Wait
    }

    /// A device that is armed finishes its way to Dx.
    fn armed(self, armed: Result<(), NTSTATUS>) -> Outcome {
        match armed {
            Ok(()) => self.order_power(PowerEvent::FinishDx),
            Err(_) => Outcome::Failed,
        }
    }

    fn arm_wake_from_s0(self) -> Result<(), NTSTATUS> {
        result(callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceArmWakeFromS0",
            self.pnp.policy.callbacks.EvtDeviceArmWakeFromS0,
            (self.wdf())
        ))
    }

    fn disarm_wake_from_s0(self) {
        callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceDisarmWakeFromS0",
            self.pnp.policy.callbacks.EvtDeviceDisarmWakeFromS0,
            (self.wdf())
        );
    }

    fn wake_from_s0_triggered(self) {
        callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceWakeFromS0Triggered",
            self.pnp.policy.callbacks.EvtDeviceWakeFromS0Triggered,
            (self.wdf())
        );
    }

    /// The callback with a reason comes before the one without.
    fn arm_wake_from_sx(self) -> Result<(), NTSTATUS> {
        let callbacks = &self.pnp.policy.callbacks;
        if callbacks.EvtDeviceArmWakeFromSxWithReason.is_some() {
            return result(callback!(
                self.fx(),
                self.handle(),
                "EvtDeviceArmWakeFromSxWithReason",
                callbacks.EvtDeviceArmWakeFromSxWithReason,
                (self.wdf(), TRUE, FALSE)
            ));
        }
        result(callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceArmWakeFromSx",
            callbacks.EvtDeviceArmWakeFromSx,
            (self.wdf())
        ))
    }

    fn disarm_wake_from_sx(self) {
        callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceDisarmWakeFromSx",
            self.pnp.policy.callbacks.EvtDeviceDisarmWakeFromSx,
            (self.wdf())
        );
    }

    fn wake_from_sx_triggered(self) {
        callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceWakeFromSxTriggered",
            self.pnp.policy.callbacks.EvtDeviceWakeFromSxTriggered,
            (self.wdf())
        );
    }
}

/// Waits for half a second. IRQL: `PASSIVE_LEVEL`.
fn delay() {
    let mut interval = LARGE_INTEGER {
        QuadPart: HALF_A_SECOND,
    };
    // SAFETY: a local that outlives the call.
    unsafe { KeDelayExecutionThread(KernelMode as _, FALSE, &raw mut interval) };
}

/// The request for D0 has ended.
#[abi]
unsafe fn powered_up(
    _object: PDEVICE_OBJECT,
    _minor: UCHAR,
    _state: POWER_STATE,
    context: PVOID,
    _status: *mut IO_STATUS_BLOCK,
) {
    // SAFETY: `ask_power_manager` passed a reference to its device.
    let Some(device) = (unsafe { Ref::<Device>::from_context(context) }) else {
        return;
    };
    // The power machine has told of the rest.
    if device.pnp.policy.with(|data| data.requested_up) {
        device.post_policy(Event::PowerUpNotSeen);
    }
}

/// The request for Dx has ended.
#[abi]
unsafe fn powered_down(
    _object: PDEVICE_OBJECT,
    _minor: UCHAR,
    _state: POWER_STATE,
    context: PVOID,
    _status: *mut IO_STATUS_BLOCK,
) {
    // SAFETY: `ask_power_manager` passed a reference to its device.
    let Some(device) = (unsafe { Ref::<Device>::from_context(context) }) else {
        return;
    };
    if device.pnp.power.take_down_failure() {
        device.post_policy(Event::PowerDownFailed);
        post::<Plug>(*device, PnpEvent::PowerDownFailed);
    } else {
        device.post_policy(Event::PoweredDown);
    }
}

/// The wait-wake request has ended.
#[abi]
unsafe fn wait_wake_ended(
    _object: PDEVICE_OBJECT,
    _minor: UCHAR,
    _state: POWER_STATE,
    context: PVOID,
    status: *mut IO_STATUS_BLOCK,
) {
    // SAFETY: `ask_power_manager` passed a reference to its device.
    let Some(device) = (unsafe { Ref::<Device>::from_context(context) }) else {
        return;
    };
    // SAFETY: the power manager passes the request's result.
    let result = unsafe { status.read() };
    // SAFETY: the union's other member is for 32-bit callers.
    let status = unsafe { result.__bindgen_anon_1.Status };
    device.post_policy(match status >= 0 {
        true => Event::WaitWakeSucceeded,
        false => Event::WaitWakeFailed,
    });
}
