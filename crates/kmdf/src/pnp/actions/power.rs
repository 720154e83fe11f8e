//! What the power machine does as it enters a state.
#![expect(
    unsafe_code,
    reason = "the request that is held, and the flags of the device object"
)]

use core::{
    mem, ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use kmdf_states::{
    Outcome,
    pnp::Event as PnpEvent,
    policy,
    power::{Action, Event, Power, State},
};
use wdk_sys::{
    _DEVICE_POWER_STATE::{PowerDeviceD0, PowerDeviceD3},
    _POWER_ACTION::{
        PowerActionNone, PowerActionShutdown, PowerActionShutdownOff, PowerActionShutdownReset,
    },
    _SYSTEM_POWER_STATE::PowerSystemHibernate,
    DEVICE_POWER_STATE, DO_POWER_PAGABLE, IRP, NTSTATUS, POWER_ACTION,
    wdf::{
        _WDF_POWER_DEVICE_STATE::{
            WdfPowerDeviceD0, WdfPowerDeviceD3Final, WdfPowerDevicePrepareForHibernation,
        },
        WDF_POWER_DEVICE_STATE,
    },
};

use crate::{
    bus::ParentPower,
    callback::callback,
    device::Device,
    irp::Irp,
    object::Obj,
    pnp::{
        Plug, Pnp,
        idle::IdlePower,
        machines::{DeviceMachine, Running, post},
        notify,
        power::{self, PowerRequest, power_request},
        power_thread::Threaded,
        result, self_managed,
    },
    routing,
    sync::SpinLock,
    violation,
};

/// The power of a device, as its machine knows it.
pub(crate) struct DevicePower {
    /// The request for a device power state that the machine holds, or null.
    request: AtomicPtr<IRP>,
    inner: SpinLock<Inner>,
}

struct Inner {
    /// Where the device is; on its way to D0, where it comes from.
    state: WDF_POWER_DEVICE_STATE,
    /// What the system does as the device leaves D0, by its request.
    system: POWER_ACTION,
    /// Whether self-managed I/O was not suspended, on the way out of D0.
    suspend_failed: bool,
    /// Whether the device has failed to leave D0 by a request.
    down_failed: bool,
}

impl DevicePower {
    pub(crate) const fn new() -> Self {
        Self {
            request: AtomicPtr::new(ptr::null_mut()),
            inner: SpinLock::new(Inner {
                state: WdfPowerDeviceD3Final,
                system: PowerActionNone,
                suspend_failed: false,
                down_failed: false,
            }),
        }
    }

    /// Holds a request for a device power state, which is pending from now on: a stack has one at a time.
    pub(crate) fn hold(&self, irp: Irp) {
        irp.mark_pending();
        if let PowerRequest::Device(state, system) = power_request(irp)
            && state != PowerDeviceD0
        {
            self.inner.with(|inner| inner.system = system);
        }
        self.request.store(irp.as_ptr(), Ordering::Release);
    }

    /// Takes the request that is held.
    pub(crate) fn take(&self) -> Option<Irp> {
        let irp = self.request.swap(ptr::null_mut(), Ordering::AcqRel);
        // SAFETY: null, or a request that is pending.
        unsafe { Irp::new(irp) }
    }

    /// Where the device is; on its way to D0, where it comes from.
    fn state(&self) -> WDF_POWER_DEVICE_STATE {
        self.inner.with(|inner| inner.state)
    }

    /// The state that the request which is held asks for.
    fn requested(&self) -> Option<DEVICE_POWER_STATE> {
        // SAFETY: null, or a request that is pending until the machine, which asks, gives it up.
        let irp = unsafe { Irp::new(self.request.load(Ordering::Acquire)) };
        match power_request(irp?) {
            PowerRequest::Device(state, _) => Some(state),
            PowerRequest::System(_) => None,
        }
    }

    /// What the system does as the device leaves D0 or comes back, by the request for its state.
    pub(in crate::pnp) fn system_action(&self) -> POWER_ACTION {
        self.inner.with(|inner| inner.system)
    }

    /// Whether the device failed to leave D0 by its last request. This is asked once, since a device may be used
    /// again after it failed.
    pub(crate) fn take_down_failure(&self) -> bool {
        self.inner.with(|inner| mem::take(&mut inner.down_failed))
    }
}

impl DeviceMachine for Power {
    const KIND: notify::Machine = notify::Machine::Power;
    const THREADED: Option<Threaded> = Some(Threaded::Power);
    type Rest = ();

    fn of(pnp: &Pnp) -> &Running<Self> {
        &pnp.power_machine
    }

    fn number(state: State) -> i32 {
        state.number()
    }

    fn carry_out(device: Obj<Device>, action: Action) -> Outcome {
        device.carry_out_power(action)
    }

    fn dropped(device: Obj<Device>, _state: State, event: Event) {
        if let Some(action) = event.when_dropped() {
            device.carry_out_power(action);
        }
    }
}

/// How an action that can fail has ended.
fn ended(result: Result<(), NTSTATUS>) -> Outcome {
    match result {
        Ok(()) => Outcome::Done,
        Err(_) => Outcome::Failed,
    }
}

impl Obj<Device> {
    fn carry_out_power(self, action: Action) -> Outcome {
        match action {
            Action::IsPageable if self.is_power_pageable() => Outcome::Yes,
            Action::IsPageable => Outcome::No,
            Action::EnterD0 => ended(self.enter_d0()),
            Action::ConnectInterrupts | Action::ReconnectInterrupts => {
                ended(self.interrupts_to_d0(Self::connect_interrupts))
            }
            Action::EnableInterrupts => ended(self.interrupts_to_d0(Self::enable_interrupts)),
            Action::AskPolicyToGoOn => {
                self.post_policy(policy::Event::HardwareStarted);
                Outcome::Wait
            }
            Action::StartIo => ended(self.start_io()),
            Action::RestartIo => match self.start_io() {
                Ok(()) => {
                    self.release_power_request();
                    Outcome::No
                }
                Err(_) => Outcome::Failed,
            },
            Action::StopIo => {
                self.stop_io();
                Outcome::Wait
            }
            Action::LeaveD0 => self.leave_d0_by_request(Self::disconnect_interrupts),
            Action::LeaveD0NonPageable => self.leave_d0_by_request(Self::disable_interrupts),
            Action::StopInD0 => self.stop_in_d0(),
            Action::DisconnectInterrupts
            | Action::DisconnectAllInterrupts
            | Action::AbandonD0
            | Action::AbandonD0NonPageable => {
                // A failure is reported already, or is of no account.
                let _ = self.disconnect_interrupts();
                Outcome::Done
            }
            Action::DisconnectSilently => {
                self.disconnect_interrupts_asleep();
                Outcome::Done
            }
            Action::HoldQueues => {
                routing::stop_power_managed_queues(self, routing::Close::Suspend);
                Outcome::Done
            }
            Action::SuspendSelfManagedIo => {
                let _ = self.self_managed(self_managed::Event::Suspend);
                Outcome::Done
            }
            Action::UndoDma => {
                let _ = self.d0_exit_pre_interrupts_disabled(WdfPowerDeviceD3Final);
                Outcome::Done
            }
            Action::UndoInterrupts => {
                let _ = self.disconnect_interrupts();
                let _ = self.d0_exit(WdfPowerDeviceD3Final);
                self.set_power_state(WdfPowerDeviceD3Final);
                Outcome::Done
            }
            Action::ExitD0 => {
                let _ = self.d0_exit(WdfPowerDeviceD3Final);
                Outcome::Done
            }
            Action::ReportUpFailed => {
                self.pnp
                    .power
                    .inner
                    .with(|inner| inner.system = PowerActionNone);
                self.release_power_request();
                self.report_up_failure();
                Outcome::Wait
            }
            Action::ReportStartFailed => {
                self.report_up_failure();
                Outcome::Done
            }
            Action::ReportDownFailed => {
                self.release_power_request();
                self.report_down_failure(true);
                Outcome::Wait
            }
            Action::ReportStopFailed => {
                self.report_down_failure(false);
                Outcome::Done
            }
            Action::ReportStopped => {
                self.report_powered_down(false);
                Outcome::Done
            }
            Action::StopFailed => {
                self.set_power_state(WdfPowerDeviceD3Final);
                self.report_powered_down(false);
                Outcome::Done
            }
            Action::StartAsleep => {
                self.report_powered_up();
                self.power_kind()
            }
            Action::ReleaseRequest => {
                self.release_power_request();
                Outcome::Done
            }
            Action::IsChild if self.is_child() => Outcome::Yes,
            Action::IsChild => Outcome::No,
            Action::AskParent => match self.ask_parent() {
                ParentPower::On => Outcome::No,
                ParentPower::Coming => Outcome::Yes,
                ParentPower::Refused => Outcome::Failed,
            },
            Action::ReleaseParent => {
                self.release_parent();
                Outcome::Done
            }
            // A bus's children refuse requests that wait for a wake signal, so none ends at them.
            Action::IsWakeOwner | Action::LookForWakeRequest => self.power_kind(),
            Action::EnableWakeAtBus
            | Action::DisableWakeAtBus
            | Action::EndWakeAtBus
            | Action::CompleteWake => violation::unported("EvtDeviceEnableWakeAtBus"),
            // There are no DMA channels,
            Action::StartDmaAndScan => {
                self.scan_for_children();
                Outcome::Done
            }
            // no class extensions yet,
            Action::PostHardware | Action::UndoPostHardware => Outcome::Done,
            // nor interrupts that are handled at PASSIVE_LEVEL, as those are that wake a device up.
            Action::WakeInterruptsLeaveD0 | Action::WakeInterruptsEnterD0 => Outcome::No,
        }
    }

    /// Where the device is; on its way to D0, where it comes from.
    pub(crate) fn wdf_device_power(self) -> WDF_POWER_DEVICE_STATE {
        self.pnp.power.state()
    }

    pub(crate) fn is_power_pageable(self) -> bool {
        // SAFETY: the device object of a device that is in its stack, which has not been removed.
        let flags = unsafe { (*self.wdm()).Flags };
        flags & DO_POWER_PAGABLE != 0
    }

    fn power_kind(self) -> Outcome {
        match self.is_power_pageable() {
            true => Outcome::Pageable,
            false => Outcome::NonPageable,
        }
    }

    fn enter_d0(self) -> Result<(), NTSTATUS> {
        let from = self.pnp.power.state();
        result(callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceD0Entry",
            self.pnp.callbacks.EvtDeviceD0Entry,
            (self.wdf(), from)
        ))
    }

    /// `connect` makes the interrupts work; then the driver is told.
    fn interrupts_to_d0(
        self,
        connect: impl FnOnce(Self) -> Result<(), NTSTATUS>,
    ) -> Result<(), NTSTATUS> {
        connect(self)?;
        let from = self.pnp.power.state();
        result(callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceD0EntryPostInterruptsEnabled",
            self.pnp.callbacks.EvtDeviceD0EntryPostInterruptsEnabled,
            (self.wdf(), from)
        ))
    }

    fn d0_exit_pre_interrupts_disabled(self, to: WDF_POWER_DEVICE_STATE) -> Result<(), NTSTATUS> {
        result(callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceD0ExitPreInterruptsDisabled",
            self.pnp.callbacks.EvtDeviceD0ExitPreInterruptsDisabled,
            (self.wdf(), to)
        ))
    }

    fn d0_exit(self, to: WDF_POWER_DEVICE_STATE) -> Result<(), NTSTATUS> {
        result(callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceD0Exit",
            self.pnp.callbacks.EvtDeviceD0Exit,
            (self.wdf(), to)
        ))
    }

    fn start_io(self) -> Result<(), NTSTATUS> {
        routing::start_power_managed_queues(self);
        self.self_managed(self_managed::Event::Start)?;
        self.set_power_state(WdfPowerDeviceD0);
        self.report_powered_up();
        self.tell_children_of_d0();
        Ok(())
    }

    fn stop_io(self) {
        let suspended = self.self_managed(self_managed::Event::Suspend);
        self.pnp
            .power
            .inner
            .with(|inner| inner.suspend_failed = suspended.is_err());
        routing::stop_power_managed_queues(self, routing::Close::Suspend);
        self.post_policy(policy::Event::IoStopped);
    }

    /// The hardware goes from D0 to `to`; `disconnect` ends the work of the interrupts. Everything is carried out; the
    /// result is whether nothing failed.
    fn leave_d0(
        self,
        to: WDF_POWER_DEVICE_STATE,
        disconnect: impl FnOnce(Self) -> Result<(), NTSTATUS>,
    ) -> bool {
        let told = self.d0_exit_pre_interrupts_disabled(to);
        let disconnected = disconnect(self);
        let left = self.d0_exit(to);
        self.set_power_state(to);
        self.release_parent();
        told.is_ok() && disconnected.is_ok() && left.is_ok()
    }

    fn leave_d0_by_request(self, disconnect: impl FnOnce(Self) -> Result<(), NTSTATUS>) -> Outcome {
        let left = self.leave_d0(self.power_target(), disconnect);
        let failed = self.pnp.power.inner.with(|inner| {
            let failed = mem::take(&mut inner.suspend_failed) || !left;
            inner.down_failed |= failed;
            failed
        });
        if failed {
            return Outcome::Failed;
        }
        self.report_powered_down(true);
        self.release_power_request();
        Outcome::Done
    }

    /// The driver is told this state as the device leaves D0 by a request.
    fn power_target(self) -> WDF_POWER_DEVICE_STATE {
        let hibernates = self.pnp.policy.with(|data| data.system) == PowerSystemHibernate;
        if hibernates && self.pnp.usage.has_hibernation_file() {
            return WdfPowerDevicePrepareForHibernation;
        }
        match self.system_power_action() {
            PowerActionShutdown | PowerActionShutdownReset | PowerActionShutdownOff => {
                WdfPowerDeviceD3Final
            }
            // Both enumerations number D0 to D3 alike.
            _ => self.pnp.power.requested().unwrap_or(WdfPowerDeviceD3Final),
        }
    }

    fn stop_in_d0(self) -> Outcome {
        let suspended = self.self_managed(self_managed::Event::Suspend);
        routing::stop_power_managed_queues(self, routing::Close::Suspend);
        let left = self.leave_d0(WdfPowerDeviceD3Final, Self::disconnect_interrupts);
        if suspended.is_err() || !left {
            return Outcome::Failed;
        }
        self.report_powered_down(false);
        Outcome::Done
    }

    /// Notes the device's state, and reports it to the power manager.
    fn set_power_state(self, state: WDF_POWER_DEVICE_STATE) {
        self.pnp.power.inner.with(|inner| {
            inner.state = state;
            if state == WdfPowerDeviceD0 {
                inner.system = PowerActionNone;
            }
        });
        let reported = match state {
            WdfPowerDeviceD3Final | WdfPowerDevicePrepareForHibernation => PowerDeviceD3,
            // Both enumerations number D0 to D3 alike.
            state => state,
        };
        power::report_power_state(self, reported);
    }

    /// Lets the request go that the machine holds: on its way up for D0, on its way down for another state.
    fn release_power_request(self) {
        if let Some(irp) = self.pnp.power.take() {
            power::go_on(self, irp);
        }
    }

    /// The device is in D0.
    fn report_powered_up(self) {
        self.tell_idle(IdlePower::Up);
        self.post_policy(policy::Event::PoweredUp);
    }

    /// The device has left D0, by a request or as it stops. The owner of the power policy learns of its request when
    /// that ends.
    fn report_powered_down(self, by_request: bool) {
        let owner = self.pnp.policy_owner;
        if owner {
            self.tell_idle(IdlePower::Down);
        }
        match (owner, by_request) {
            (true, true) => {}
            (true, false) | (false, true) => self.post_policy(policy::Event::PoweredDown),
            (false, false) => self.post_policy(policy::Event::ImplicitlyPoweredDown),
        }
    }

    /// The Plug and Play manager is told last: it may remove the device at once.
    fn report_up_failure(self) {
        self.pnp.failure.note_failure();
        self.tell_idle(IdlePower::UpFailed);
        self.post_policy(policy::Event::PowerUpFailed);
        post::<Plug>(self, PnpEvent::PowerUpFailed);
        self.invalidate_state();
    }

    /// The owner of the power policy learns that its request failed when that ends.
    fn report_down_failure(self, by_request: bool) {
        self.pnp.failure.note_failure();
        match (self.pnp.policy_owner, by_request) {
            (true, true) => self.tell_idle(IdlePower::DownFailed),
            (true, false) => self.post_policy(policy::Event::PowerDownFailed),
            // Plug and Play is told last: no request of the system may hold it back, and the policy has to have
            // failed by then.
            (false, by_request) => {
                self.post_policy(match by_request {
                    true => policy::Event::PowerDownFailed,
                    false => policy::Event::ImplicitPowerDownFailed,
                });
                post::<Plug>(self, PnpEvent::PowerDownFailed);
            }
        }
        self.invalidate_state();
    }
}
