//! Plug and Play and power of a device: carries out what the tables name.
//!
//! [`state_machine`] names what follows an event, [`d0_sequence`] the steps into D0 and out of it,
//! [`self_managed`] the order of the self-managed I/O callbacks. This file calls the driver;
//! [`irp`] and [`power`] answer the managers' requests.
#![expect(unsafe_code, reason = "tells the I/O manager of the device's state")]

mod ask;
pub(crate) mod capabilities;
mod d0_sequence;
mod irp;
pub(crate) mod notify;
mod power;
mod self_managed;
mod state_machine;

pub(crate) use irp::dispatch_pnp_irp;
pub(crate) use power::dispatch_power_irp;

use core::cell::Cell;

use wdk_sys::{
    _DEVICE_POWER_STATE::{PowerDeviceD0, PowerDeviceD3},
    DEVICE_POWER_STATE, DEVICE_RELATION_TYPE, IoInvalidateDeviceState, NTSTATUS,
    STATUS_INVALID_DEVICE_STATE, STATUS_SUCCESS,
    wdf::{
        _WDF_DEVICE_FAILED_ACTION::WdfDeviceFailedUndefined,
        _WDF_DEVICE_PNP_STATE as WdfPnp, _WDF_DEVICE_POWER_STATE as WdfPower,
        _WDF_POWER_DEVICE_STATE::{WdfPowerDeviceD3, WdfPowerDeviceD3Final},
        WDF_DEVICE_FAILED_ACTION, WDF_DEVICE_PNP_STATE, WDF_DEVICE_POWER_STATE, WDF_DEVICE_STATE,
        WDF_PNPPOWER_EVENT_CALLBACKS, WDF_POWER_DEVICE_STATE, WDF_POWER_POLICY_EVENT_CALLBACKS,
        WDFDEVICE,
    },
};

use self::{
    capabilities::Chosen,
    d0_sequence::D0Step,
    notify::{Machine, Notifications},
    state_machine::{Event, Failure, Plan, State, Step},
};
use crate::{
    callback::callback,
    device::Device,
    object::{Attributes, CallbackLock, Obj},
    resources::CmList,
    routing,
    sync::SpinLock,
};

/// The Plug and Play and power side of a device.
pub(crate) struct Pnp {
    callbacks: WDF_PNPPOWER_EVENT_CALLBACKS,
    #[expect(dead_code, reason = "wake is not ported yet")]
    policy: WDF_POWER_POLICY_EVENT_CALLBACKS,
    notifications: Notifications,
    policy_owner: bool,
    /// One transition at a time.
    transition: CallbackLock,
    data: SpinLock<Data>,
    resources: Cell<Option<Resources>>,
}

// SAFETY: the cell is written once, while the device is created.
unsafe impl Sync for Pnp {}

#[derive(Clone, Copy)]
struct Resources {
    raw: Obj<CmList>,
    translated: Obj<CmList>,
}

#[derive(Clone, Copy)]
pub(crate) struct Data {
    state: State,
    self_managed: self_managed::State,
    /// Whether the device is in D0.
    in_d0: bool,
    /// The state that it is in, or came from, when not in D0.
    low_state: WDF_POWER_DEVICE_STATE,
    /// Whether the driver has prepared the hardware.
    prepared: bool,
    /// Whether `EvtDevicePrepareHardware` runs.
    preparing: bool,
    failed: Option<WDF_DEVICE_FAILED_ACTION>,
    /// How often the driver said that the device must not be stopped or removed.
    pub(crate) holds: u32,
    pub(crate) reported: WDF_DEVICE_STATE,
    pub(crate) capabilities: Chosen,
    /// Device power requests that the device asked for and that have not come to it yet.
    requested: u32,
    /// The lightest device state for each state of the system, by the stack.
    stack_states: [DEVICE_POWER_STATE; 7],
}

impl Data {
    /// Whether `EvtDevicePrepareHardware` runs.
    pub(crate) fn is_preparing(&self) -> bool {
        self.preparing
    }
}

impl Pnp {
    pub(crate) fn new(
        callbacks: WDF_PNPPOWER_EVENT_CALLBACKS,
        policy: WDF_POWER_POLICY_EVENT_CALLBACKS,
        notifications: Notifications,
        policy_owner: bool,
    ) -> Self {
        Self {
            callbacks,
            policy,
            notifications,
            policy_owner,
            transition: CallbackLock::new(true),
            data: SpinLock::new(Data {
                state: State::Init,
                self_managed: self_managed::State::Created,
                in_d0: false,
                low_state: WdfPowerDeviceD3Final,
                prepared: false,
                preparing: false,
                failed: None,
                holds: 0,
                reported: WDF_DEVICE_STATE::default(),
                capabilities: Chosen::default(),
                requested: 0,
                stack_states: [0; 7],
            }),
            resources: Cell::new(None),
        }
    }

    /// Reads or changes the data.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut Data) -> R) -> R {
        self.data.with(work)
    }

    /// Whether the device decides on its stack's power states.
    pub(crate) fn is_policy_owner(&self) -> bool {
        self.policy_owner
    }

    /// What `WdfDeviceGetDevicePnpState` answers.
    pub(crate) fn wdf_state(&self) -> WDF_DEVICE_PNP_STATE {
        wdf_state(self.with(|data| data.state))
    }

    /// What `WdfDeviceGetDevicePowerState` answers.
    pub(crate) fn wdf_power_state(&self) -> WDF_DEVICE_POWER_STATE {
        self.with(|data| wdf_power_state(data.in_d0, data.state))
    }

    /// Whether interfaces that are created now are enabled at once.
    pub(crate) fn is_started(&self) -> bool {
        let state = self.with(|data| data.state);
        matches!(
            state,
            State::Started | State::StopPending | State::RemovePending
        )
    }
}

fn wdf_state(state: State) -> WDF_DEVICE_PNP_STATE {
    match state {
        State::Init => WdfPnp::WdfDevStatePnpInit,
        State::Started => WdfPnp::WdfDevStatePnpStarted,
        State::StopPending => WdfPnp::WdfDevStatePnpQueryStopPending,
        State::Stopped => WdfPnp::WdfDevStatePnpStopped,
        State::RemovePending => WdfPnp::WdfDevStatePnpQueryRemovePending,
        State::Failed | State::SurpriseRemoved => WdfPnp::WdfDevStatePnpFailedWaitForRemove,
        State::Removed => WdfPnp::WdfDevStatePnpRemoved,
    }
}

fn wdf_power_state(in_d0: bool, state: State) -> WDF_DEVICE_POWER_STATE {
    match (in_d0, state) {
        (true, _) => WdfPower::WdfDevStatePowerD0,
        (false, State::Init) => WdfPower::WdfDevStatePowerObjectCreated,
        (false, State::Started | State::StopPending | State::RemovePending) => {
            WdfPower::WdfDevStatePowerDx
        }
        (false, _) => WdfPower::WdfDevStatePowerStopped,
    }
}

impl Obj<Device> {
    /// Creates what a device needs beside its body.
    pub(crate) fn initialize_pnp(self) -> Result<(), NTSTATUS> {
        self.pnp.transition.initialize();
        let tag = self.fx().tag();
        let list = || {
            Obj::create(
                self.fx(),
                Some(self.header()),
                &Attributes::NONE,
                CmList::new(tag),
            )
        };
        let resources = Resources {
            raw: list()?,
            translated: list()?,
        };
        self.pnp.resources.set(Some(resources));
        Ok(())
    }

    fn wdf(self) -> WDFDEVICE {
        self.handle().cast()
    }

    /// Takes the device through what `event` leads to. IRQL: `PASSIVE_LEVEL`.
    fn fire(self, event: Event) -> NTSTATUS {
        self.pnp.transition.acquire();
        let status = self.fire_locked(event);
        self.pnp.transition.release();
        status
    }

    fn fire_locked(self, event: Event) -> NTSTATUS {
        let before = self.pnp.with(|data| data.state);
        let plan = match state_machine::plan(before, event) {
            Some(plan) => plan,
            // A device that failed waits for its removal.
            None if event == Event::Start => return STATUS_INVALID_DEVICE_STATE,
            None => return STATUS_SUCCESS,
        };
        let mut then = plan.then;
        let mut result = STATUS_SUCCESS;
        for step in plan.steps {
            let Err(status) = self.run(*step) else {
                continue;
            };
            match state_machine::failure(before, event, *step) {
                Failure::Refuse(state) => {
                    result = status;
                    then = state;
                    break;
                }
                Failure::Undo(undo) => {
                    result = status;
                    then = undo.then;
                    self.run_all(undo);
                    break;
                }
                Failure::Fail(rest) => {
                    then = rest.then;
                    self.run_all(rest);
                    self.pnp
                        .with(|data| data.failed = Some(WdfDeviceFailedUndefined));
                    self.invalidate_state();
                    break;
                }
                Failure::Continue => {}
            }
        }
        self.pnp.with(|data| data.state = then);
        self.pnp.notifications.transition(
            self.header(),
            Machine::Pnp,
            wdf_state(before),
            wdf_state(then),
        );
        result
    }

    fn run_all(self, plan: Plan) {
        for step in plan.steps {
            let _ = self.run(*step);
        }
    }

    fn run(self, step: Step) -> Result<(), NTSTATUS> {
        let (fx, handle) = (self.fx(), self.handle());
        let callbacks = &self.pnp.callbacks;
        match step {
            Step::QueryStop => result(callback!(
                fx,
                handle,
                "EvtDeviceQueryStop",
                callbacks.EvtDeviceQueryStop,
                (self.wdf())
            )),
            Step::QueryRemove => result(callback!(
                fx,
                handle,
                "EvtDeviceQueryRemove",
                callbacks.EvtDeviceQueryRemove,
                (self.wdf())
            )),
            Step::PrepareHardware => self.prepare_hardware(),
            Step::QueryCapabilities => self.query_capabilities(),
            Step::PowerUp => self.power_up(),
            Step::EnableInterfaces => {
                self.enable_interfaces();
                Ok(())
            }
            Step::SurpriseRemoval => {
                callback!(
                    fx,
                    handle,
                    "EvtDeviceSurpriseRemoval",
                    callbacks.EvtDeviceSurpriseRemoval,
                    (self.wdf())
                );
                Ok(())
            }
            Step::PowerDown => self.power_down(WdfPowerDeviceD3Final),
            Step::ReleaseHardware => self.release_hardware(),
            Step::DisableInterfaces => {
                self.disable_interfaces();
                self.delete_symbolic_link();
                Ok(())
            }
            Step::PurgeManagedQueues => {
                routing::stop_power_managed_queues(self, routing::Close::Purge);
                Ok(())
            }
            Step::FlushSelfManagedIo => self.self_managed(self_managed::Event::Flush),
            Step::PurgeQueues => {
                routing::purge_all_queues(self);
                Ok(())
            }
            Step::CleanupSelfManagedIo => self.self_managed(self_managed::Event::Cleanup),
        }
    }

    fn prepare_hardware(self) -> Result<(), NTSTATUS> {
        self.pnp.with(|data| data.prepared = true);
        let Some(resources) = self.pnp.resources.get() else {
            return Ok(());
        };
        self.pnp.with(|data| data.preparing = true);
        let outcome = result(callback!(
            self.fx(),
            self.handle(),
            "EvtDevicePrepareHardware",
            self.pnp.callbacks.EvtDevicePrepareHardware,
            (
                self.wdf(),
                resources.raw.handle().cast(),
                resources.translated.handle().cast(),
            )
        ));
        self.pnp.with(|data| data.preparing = false);
        outcome
    }

    fn release_hardware(self) -> Result<(), NTSTATUS> {
        let prepared = self
            .pnp
            .with(|data| core::mem::replace(&mut data.prepared, false));
        let Some(resources) = self.pnp.resources.get().filter(|_| prepared) else {
            return Ok(());
        };
        let outcome = result(callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceReleaseHardware",
            self.pnp.callbacks.EvtDeviceReleaseHardware,
            (self.wdf(), resources.translated.handle().cast())
        ));
        self.delete_prepared_interrupts();
        resources.raw.clear();
        resources.translated.clear();
        outcome
    }

    /// The map of system states, which is used when the system sleeps; by the owner of the power
    /// policy alone, since a filter that asks its stack may wait for itself.
    fn query_capabilities(self) -> Result<(), NTSTATUS> {
        if !self.pnp.policy_owner {
            return Ok(());
        }
        let capabilities = irp::stack_capabilities(self)?;
        self.pnp
            .with(|data| data.stack_states = capabilities.DeviceState);
        Ok(())
    }

    /// `EvtDeviceRelationsQuery`, before the drivers below answer.
    fn query_relations(self, kind: DEVICE_RELATION_TYPE) {
        callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceRelationsQuery",
            self.pnp.callbacks.EvtDeviceRelationsQuery,
            (self.wdf(), kind)
        );
    }

    /// Into D0, unless the device is there.
    fn power_up(self) -> Result<(), NTSTATUS> {
        let (in_d0, from) = self.pnp.with(|data| (data.in_d0, data.low_state));
        if in_d0 {
            return Ok(());
        }
        d0_sequence::power_up(
            |step| self.enter_d0_step(step, from),
            |step| {
                let _ = self.leave_d0_step(step, WdfPowerDeviceD3Final);
            },
        )?;
        self.set_in_d0(true, WdfPowerDeviceD3);
        Ok(())
    }

    /// Out of D0, unless the device is out of it. The first failure is the result; the remaining
    /// steps are carried out all the same.
    fn power_down(self, to: WDF_POWER_DEVICE_STATE) -> Result<(), NTSTATUS> {
        if !self.pnp.with(|data| data.in_d0) {
            return Ok(());
        }
        let mut outcome = Ok(());
        d0_sequence::power_down(|step| {
            let result = self.leave_d0_step(step, to);
            if outcome.is_ok() {
                outcome = result;
            }
        });
        self.set_in_d0(false, to);
        outcome
    }

    fn set_in_d0(self, in_d0: bool, low_state: WDF_POWER_DEVICE_STATE) {
        let (before, after) = self.pnp.with(|data| {
            let before = wdf_power_state(data.in_d0, data.state);
            data.in_d0 = in_d0;
            data.low_state = low_state;
            (before, wdf_power_state(in_d0, data.state))
        });
        let state: DEVICE_POWER_STATE = if in_d0 { PowerDeviceD0 } else { PowerDeviceD3 };
        power::report_power_state(self, state);
        self.pnp
            .notifications
            .transition(self.header(), Machine::Power, before, after);
    }

    fn enter_d0_step(self, step: D0Step, from: WDF_POWER_DEVICE_STATE) -> Result<(), NTSTATUS> {
        let (fx, handle) = (self.fx(), self.handle());
        let callbacks = &self.pnp.callbacks;
        match step {
            D0Step::D0 => result(callback!(
                fx,
                handle,
                "EvtDeviceD0Entry",
                callbacks.EvtDeviceD0Entry,
                (self.wdf(), from)
            )),
            D0Step::PostInterrupts => result(callback!(
                fx,
                handle,
                "EvtDeviceD0EntryPostInterruptsEnabled",
                callbacks.EvtDeviceD0EntryPostInterruptsEnabled,
                (self.wdf(), from)
            )),
            D0Step::Interrupts => self.connect_interrupts(),
            D0Step::Dma | D0Step::Children => Ok(()),
            D0Step::Queues => {
                routing::start_power_managed_queues(self);
                Ok(())
            }
            D0Step::SelfManagedIo => self.self_managed(self_managed::Event::Start),
        }
    }

    fn leave_d0_step(self, step: D0Step, to: WDF_POWER_DEVICE_STATE) -> Result<(), NTSTATUS> {
        let (fx, handle) = (self.fx(), self.handle());
        let callbacks = &self.pnp.callbacks;
        match step {
            D0Step::D0 => result(callback!(
                fx,
                handle,
                "EvtDeviceD0Exit",
                callbacks.EvtDeviceD0Exit,
                (self.wdf(), to)
            )),
            D0Step::PostInterrupts => result(callback!(
                fx,
                handle,
                "EvtDeviceD0ExitPreInterruptsDisabled",
                callbacks.EvtDeviceD0ExitPreInterruptsDisabled,
                (self.wdf(), to)
            )),
            D0Step::Interrupts => self.disconnect_interrupts(),
            D0Step::Dma | D0Step::Children => Ok(()),
            D0Step::Queues => {
                routing::stop_power_managed_queues(self, routing::Close::Suspend);
                Ok(())
            }
            D0Step::SelfManagedIo => self.self_managed(self_managed::Event::Suspend),
        }
    }

    fn self_managed(self, event: self_managed::Event) -> Result<(), NTSTATUS> {
        let state = self.pnp.with(|data| data.self_managed);
        let Some((which, good, bad)) = self_managed::next(state, event) else {
            return Ok(());
        };
        let (fx, handle) = (self.fx(), self.handle());
        let callbacks = &self.pnp.callbacks;
        let outcome = match which {
            self_managed::Callback::Init => result(callback!(
                fx,
                handle,
                "EvtDeviceSelfManagedIoInit",
                callbacks.EvtDeviceSelfManagedIoInit,
                (self.wdf())
            )),
            self_managed::Callback::Restart => result(callback!(
                fx,
                handle,
                "EvtDeviceSelfManagedIoRestart",
                callbacks.EvtDeviceSelfManagedIoRestart,
                (self.wdf())
            )),
            self_managed::Callback::Suspend => result(callback!(
                fx,
                handle,
                "EvtDeviceSelfManagedIoSuspend",
                callbacks.EvtDeviceSelfManagedIoSuspend,
                (self.wdf())
            )),
            self_managed::Callback::Flush => {
                callback!(
                    fx,
                    handle,
                    "EvtDeviceSelfManagedIoFlush",
                    callbacks.EvtDeviceSelfManagedIoFlush,
                    (self.wdf())
                );
                Ok(())
            }
            self_managed::Callback::Cleanup => {
                callback!(
                    fx,
                    handle,
                    "EvtDeviceSelfManagedIoCleanup",
                    callbacks.EvtDeviceSelfManagedIoCleanup,
                    (self.wdf())
                );
                Ok(())
            }
        };
        let after = if outcome.is_ok() { good } else { bad };
        self.pnp.with(|data| data.self_managed = after);
        outcome
    }

    /// `WdfDeviceSetFailed`: the Plug and Play manager is notified and removes the device.
    pub(crate) fn set_failed(self, action: WDF_DEVICE_FAILED_ACTION) {
        self.pnp.with(|data| {
            if data
                .failed
                .is_none_or(|failed| failed == WdfDeviceFailedUndefined)
            {
                data.failed = Some(action);
            }
        });
        self.invalidate_state();
    }

    /// The device did not change its power state: its hardware is given back and its interfaces
    /// closed before the Plug and Play manager is told to remove it. IRQL: `PASSIVE_LEVEL`.
    fn fail_power(self) {
        self.fire(Event::PowerFailed);
        self.set_failed(WdfDeviceFailedUndefined);
    }

    /// Asks the Plug and Play manager to query the device's state.
    pub(crate) fn invalidate_state(self) {
        let physical = self.physical();
        if !physical.is_null() {
            // SAFETY: the stack's physical device object.
            unsafe { IoInvalidateDeviceState(physical) };
        }
    }
}

/// What a callback returned; success when it is not registered.
fn result(status: Option<NTSTATUS>) -> Result<(), NTSTATUS> {
    match status {
        Some(status) if status < 0 => Err(status),
        _ => Ok(()),
    }
}
