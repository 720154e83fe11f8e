//! The actions of the Plug and Play machine.
//!
//! The request of the Plug and Play manager that changes the device's state is held in [`Data`](super::super::Data)
//! until a state finishes it. A request that goes on to the lower devices does so when the machine has nothing more
//! to do, since it may be followed by the device's removal.
#![expect(unsafe_code, reason = "the completion routine of a start")]

use core::ptr;

use kmdf_states::{
    Outcome,
    idle::Reference,
    pnp::{Action, Event, State},
    policy::Event as PolicyEvent,
};
use wdk_sys::{
    IRP_MN_START_DEVICE, NTSTATUS, PDEVICE_OBJECT, PIRP, PVOID, STATUS_DEVICE_NOT_READY,
    STATUS_DEVICE_POWER_FAILURE, STATUS_INVALID_DEVICE_STATE, STATUS_MORE_PROCESSING_REQUIRED,
    STATUS_NOT_SUPPORTED, STATUS_POWER_STATE_INVALID, STATUS_SUCCESS, abi,
    wdf::_WDF_TRI_STATE::{WdfTrue, WdfUseDefault},
};

use super::super::{
    Plug, Pnp,
    irp::stack_capabilities,
    machines::{DeviceMachine, Running, post, post_elsewhere},
    notify, result, self_managed,
};
use crate::{
    callback::callback,
    device::Device,
    irp::Irp,
    object::{Header, Obj},
    routing, violation,
};

/// What is left to do when the Plug and Play machine has nothing to do any more.
#[derive(Default)]
pub(crate) struct Rest {
    /// Goes on to the lower devices.
    forward: Option<Irp>,
    /// The removal is done; whether the device stays.
    removed: Option<Removed>,
}

/// What a removal has come to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Removed {
    Gone,
    Stays,
}

impl DeviceMachine for Plug {
    const KIND: notify::Machine = notify::Machine::Pnp;

    type Rest = Rest;

    fn of(pnp: &Pnp) -> &Running<Self> {
        &pnp.machine
    }

    fn number(state: State) -> i32 {
        state.number()
    }

    fn carry_out(device: Obj<Device>, action: Action) -> Outcome {
        device.carry_out(action)
    }

    fn dropped(device: Obj<Device>, _state: State, event: Event) {
        if event == Event::Eject {
            // It is completed with the status that it came with.
            return device.pnp.ejected.set();
        }
        // A surprise removal may have been finished by the failure that it met.
        if event.has_request() {
            device.finish_request();
        }
    }

    fn settle(device: Obj<Device>, rest: Rest) {
        if let Some(removed) = rest.removed {
            device.removal_done(removed == Removed::Stays);
        } else if let Some(irp) = rest.forward {
            device.forward_now(irp);
        }
    }
}

fn yes_or_no(yes: bool) -> Outcome {
    if yes { Outcome::Yes } else { Outcome::No }
}

impl Obj<Device> {
    fn carry_out(self, action: Action) -> Outcome {
        match action {
            Action::Continue => Outcome::Done,
            Action::ForwardStart => self.forward_start(),
            Action::StartHardware => self.start_hardware(),
            Action::PrepareHardware => match self.prepare_hardware() {
                Ok(()) => Outcome::Done,
                Err(failed) => failed,
            },
            Action::RestartHardware => match self.prepare_hardware() {
                Ok(()) => self.order(PolicyEvent::Start),
                Err(failed) => failed,
            },
            Action::StartPolicy => self.order(PolicyEvent::Start),
            Action::EnableInterfaces => {
                self.enable_interfaces();
                match self.register_wmi() {
                    Ok(()) => Outcome::Done,
                    Err(status) => {
                        self.set_request_status(status);
                        Outcome::Failed
                    }
                }
            }
            Action::SetPowerFailure => {
                self.set_request_status(STATUS_DEVICE_POWER_FAILURE);
                Outcome::Done
            }
            Action::AbandonStart => {
                self.end_restart();
                self.release_power_thread();
                self.finish_request();
                Outcome::Done
            }
            Action::FinishRequest => {
                self.finish_request();
                Outcome::Done
            }
            Action::FailStart => {
                self.fail_start();
                self.finish_request();
                Outcome::Done
            }
            Action::ReportStarted => {
                self.pnp.failure.note_start();
                self.finish_request();
                Outcome::Done
            }
            Action::ForwardRequest => {
                if let Some(irp) = self.take_request() {
                    self.forward_now(irp);
                }
                Outcome::Done
            }
            Action::MayStop => self.may_stop(),
            Action::QueryRemove => {
                let query = self.pnp.callbacks.EvtDeviceQueryRemove;
                let name = "EvtDeviceQueryRemove";
                let status = callback!(self.fx(), self.handle(), name, query, (self.wdf()));
                self.answer(self.checked(name, status))
            }
            Action::QueryStop => {
                let query = self.pnp.callbacks.EvtDeviceQueryStop;
                let name = "EvtDeviceQueryStop";
                let status = callback!(self.fx(), self.handle(), name, query, (self.wdf()));
                self.answer(self.checked(name, status))
            }
            Action::WakeForQuery => self.keep_awake(),
            Action::EndWake => {
                self.let_sleep();
                Outcome::Done
            }
            Action::StopPolicy => self.order(PolicyEvent::Stop),
            Action::StopPolicyAndEndWake => {
                let outcome = self.order(PolicyEvent::Stop);
                self.let_sleep();
                outcome
            }
            Action::SurpriseRemovePolicy => self.order(PolicyEvent::SurpriseRemove),
            Action::ReleaseHardware => {
                let _ = self.release_hardware();
                Outcome::Done
            }
            Action::StopHardware => {
                let released = self.release_or_fail();
                self.finish_request();
                released.map_or(Outcome::Failed, |()| Outcome::Done)
            }
            Action::ReleaseAndForwardStart => match self.release_or_fail() {
                Ok(()) => self.forward_start(),
                Err(status) => {
                    self.set_request_status(status);
                    Outcome::Failed
                }
            },
            Action::ReleaseAndClose => {
                let _ = self.release_hardware();
                self.close()
            }
            Action::Close => self.close(),
            Action::ReportFailure => {
                self.finish_request();
                self.follow_failure();
                Outcome::Done
            }
            Action::SurpriseRemoval => {
                self.surprise_removal();
                Outcome::Done
            }
            Action::LateSurpriseRemoval => {
                self.surprise_removal();
                self.finish_request();
                Outcome::Done
            }
            Action::RemoveChildren => yes_or_no(self.remove_children()),
            Action::IsBusDevice => yes_or_no(self.is_child()),
            Action::IsPresent => yes_or_no(self.stays_after_removal()),
            Action::CleanUp => {
                self.clean_up();
                Outcome::Done
            }
            Action::Finish => {
                let machine = &self.pnp.machine;
                machine.with_rest(|rest| rest.removed = Some(Removed::Gone));
                Outcome::Wait
            }
            Action::EndRemoval => {
                let machine = &self.pnp.machine;
                machine.with_rest(|rest| rest.removed = Some(Removed::Stays));
                Outcome::Wait
            }
            Action::CleanUpMissing => {
                self.delete_symbolic_link();
                self.clean_up();
                self.end_description();
                Outcome::Done
            }
            Action::ResetForRestart => {
                self.pnp.failure.reset();
                self.set_request_status(STATUS_SUCCESS);
                Outcome::Done
            }
            Action::Eject => {
                let ejected = self.eject_hardware();
                self.set_request_status(ejected.err().unwrap_or(STATUS_SUCCESS));
                self.pnp.ejected.set();
                ejected.map_or(Outcome::Failed, |()| Outcome::Done)
            }
            // No event leads there: a child whose creation fails is deleted at once.
            Action::Dispose => Outcome::Done,
        }
    }

    fn order(self, event: PolicyEvent) -> Outcome {
        self.post_policy(event);
        Outcome::Wait
    }

    /// Keeps the device in D0; `Done` when it is there. Only the owner of the power policy can take it out of D0.
    fn keep_awake(self) -> Outcome {
        if !self.pnp.policy_owner {
            return Outcome::Done;
        }
        match self.reference_power(true) {
            Reference::InD0 => Outcome::Done,
            Reference::Pending => Outcome::Wait,
            Reference::Refused => {
                self.set_request_status(STATUS_POWER_STATE_INVALID);
                Outcome::Failed
            }
        }
    }

    /// Undoes [`Obj::keep_awake`].
    fn let_sleep(self) {
        if self.pnp.policy_owner {
            self.power_dereference();
        }
    }

    /// Holds a request that changes the device's state, until a state finishes it, and posts its event.
    pub(in super::super) fn hold_request(self, irp: Irp, event: Event) {
        irp.mark_pending();
        self.set_request(irp);
        post::<Plug>(self, event);
    }

    /// Holds a request to eject the device, which its own thread completes.
    pub(in super::super) fn hold_eject(self, irp: Irp) {
        self.set_request(irp);
        post::<Plug>(self, Event::Eject);
    }

    fn set_request(self, irp: Irp) {
        let other = self.pnp.with(|data| data.request.replace(irp));
        if other.is_some() {
            // Microsoft's framework does not go on either: the other request would never be completed.
            violation::wdf(
                self.fx(),
                "PnpFatalError",
                violation::Code::PnpFatalError,
                [
                    self.handle() as u64,
                    irp.as_ptr().addr() as u64,
                    irp.current().minor().into(),
                ],
                format_args!(
                    "a Plug and Play request comes to {:p}, which has not finished the one before",
                    self.handle()
                ),
            );
        }
    }

    fn take_request(self) -> Option<Irp> {
        self.pnp.with(|data| data.request.take())
    }

    fn set_request_status(self, status: NTSTATUS) {
        if let Some(irp) = self.pnp.with(|data| data.request) {
            irp.set_status(status);
        }
    }

    /// A request to start fails. It may be another that is held: when the start came as the device failed, the failure
    /// has finished it before its event was taken.
    fn fail_start(self) {
        if let Some(irp) = self.pnp.with(|data| data.request)
            && u32::from(irp.current().minor()) == IRP_MN_START_DEVICE
        {
            irp.set_status(STATUS_INVALID_DEVICE_STATE);
        }
    }

    /// Completes a start, and what has failed; any other request goes on when the machine is done.
    fn finish_request(self) {
        let Some(irp) = self.take_request() else {
            return;
        };
        let starts = u32::from(irp.current().minor()) == IRP_MN_START_DEVICE;
        if starts || irp.status() < 0 {
            self.complete_request(irp, irp.status());
        } else {
            self.pnp.machine.with_rest(|rest| rest.forward = Some(irp));
        }
    }

    fn complete_request(self, irp: Irp, status: NTSTATUS) {
        let request = irp.as_ptr();
        irp.complete(status, 0);
        self.remove_lock.release(request);
    }

    fn forward_now(self, irp: Irp) {
        if self.is_child() {
            return self.complete_request(irp, irp.status());
        }
        let request = irp.as_ptr();
        // Marked pending, so this layer keeps its own stack location.
        irp.copy_current_to_next();
        irp.call(self.attached());
        self.remove_lock.release(request);
    }

    /// The lower devices start first.
    fn forward_start(self) -> Outcome {
        if self.is_child() {
            self.set_request_status(STATUS_SUCCESS);
            return Outcome::Done;
        }
        if let Some(irp) = self.take_request() {
            irp.copy_current_to_next();
            if let Err(status) = self.filter_start(irp) {
                post::<Plug>(self, Event::StartFailed);
                self.complete_request(irp, status);
                return Outcome::Wait;
            }
            let context = self.as_ptr().as_ptr().cast();
            irp.next().set_completion(Some(lower_started), context);
            irp.call(self.attached());
        }
        Outcome::Wait
    }

    fn start_hardware(self) -> Outcome {
        if let Err(status) = self
            .prepare_restart()
            .and_then(|()| self.acquire_power_thread())
        {
            self.set_request_status(status);
            return Outcome::Refused;
        }
        if let Err(failed) = self.prepare_hardware() {
            return failed;
        }
        if self.pnp.policy_owner
            && let Err(status) = self.query_capabilities()
        {
            self.set_request_status(status);
            return Outcome::Failed;
        }
        self.order(PolicyEvent::Start)
    }

    /// The map of system states, which is used when the system sleeps; by the owner of the power policy alone, since
    /// a filter that asks its stack may wait for itself.
    fn query_capabilities(self) -> Result<(), NTSTATUS> {
        let capabilities = stack_capabilities(self)?;
        self.pnp.policy.set_capabilities(&capabilities, true);
        Ok(())
    }

    /// Gives the driver its resources, the ones of the request to start.
    fn prepare_hardware(self) -> Result<(), Outcome> {
        self.pnp.with(|data| {
            data.reported.Removed = WdfUseDefault;
            data.reported.Failed = WdfUseDefault;
            data.reported.ResourcesChanged = WdfUseDefault;
        });
        if let Err(status) = self.match_resources() {
            self.fail_internally();
            self.set_request_status(status);
            return Err(Outcome::Refused);
        }
        let Some(resources) = self.pnp.with(|data| data.resources) else {
            return Ok(());
        };
        self.pnp.with(|data| data.preparing = true);
        let name = "EvtDevicePrepareHardware";
        let status = callback!(
            self.fx(),
            self.handle(),
            name,
            self.pnp.callbacks.EvtDevicePrepareHardware,
            (
                self.wdf(),
                resources.raw.handle().cast(),
                resources.translated.handle().cast(),
            )
        );
        self.pnp.with(|data| data.preparing = false);
        result(self.checked(name, status)).map_err(|status| {
            self.fail_internally();
            self.set_request_status(status);
            Outcome::Failed
        })
    }

    fn match_resources(self) -> Result<(), NTSTATUS> {
        let (request, resources) = self.pnp.with(|data| (data.request, data.resources));
        let (Some(irp), Some(resources)) = (request, resources) else {
            return Ok(());
        };
        let [raw, translated, ..] = irp.current().arguments();
        for (list, assigned) in [(resources.raw, raw), (resources.translated, translated)] {
            let assigned = ptr::with_exposed_provenance_mut(assigned as usize);
            list.let_change(false);
            // SAFETY: the Plug and Play manager's lists, or null.
            unsafe { list.assign(assigned) }?;
        }
        self.assign_interrupts(|index| {
            let raw = resources.raw.interrupt(index)?;
            Some([raw, resources.translated.interrupt(index)?])
        });
        Ok(())
    }

    fn release_hardware(self) -> Result<(), NTSTATUS> {
        let Some(resources) = self.pnp.with(|data| data.resources) else {
            return Ok(());
        };
        let name = "EvtDeviceReleaseHardware";
        let status = callback!(
            self.fx(),
            self.handle(),
            name,
            self.pnp.callbacks.EvtDeviceReleaseHardware,
            (self.wdf(), resources.translated.handle().cast())
        );
        let outcome = result(self.checked(name, status));
        self.delete_prepared_interrupts();
        resources.raw.clear();
        resources.translated.clear();
        outcome
    }

    fn release_or_fail(self) -> Result<(), NTSTATUS> {
        self.release_hardware()
            .inspect_err(|_| self.fail_internally())
    }

    fn may_stop(self) -> Outcome {
        let status = if self.pnp.with(|data| data.holds) != 0 {
            STATUS_INVALID_DEVICE_STATE
        } else if self.pnp.usage.is_special() {
            STATUS_DEVICE_NOT_READY
        } else {
            return Outcome::Yes;
        };
        self.set_request_status(status);
        Outcome::No
    }

    /// The status of a callback, which the verifier stops for when it is the one of a request that no driver handles.
    fn checked(self, callback: &'static str, status: Option<NTSTATUS>) -> Option<NTSTATUS> {
        if status == Some(STATUS_NOT_SUPPORTED) {
            violation::break_point(
                self.fx(),
                "CallbackNotSupported",
                self.handle(),
                format_args!(
                    "{callback} of {:p} returned STATUS_NOT_SUPPORTED, which says that no driver handles a request; \
                     return another error",
                    self.handle()
                ),
            );
        }
        status
    }

    /// The driver's answer to a question, which is the request's status.
    fn answer(self, status: Option<NTSTATUS>) -> Outcome {
        let status = status.unwrap_or_default();
        self.set_request_status(status);
        if status >= 0 {
            Outcome::Yes
        } else {
            Outcome::No
        }
    }

    fn surprise_removal(self) {
        callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceSurpriseRemoval",
            self.pnp.callbacks.EvtDeviceSurpriseRemoval,
            (self.wdf())
        );
        self.lose_described_children();
    }

    fn close(self) -> Outcome {
        self.deregister_wmi();
        self.disable_interfaces();
        // The link of a child stays until its bus has reported it missing.
        if !self.is_present() {
            self.delete_symbolic_link();
        }
        routing::stop_power_managed_queues(self, routing::Close::Purge);
        let _ = self.self_managed(self_managed::Event::Flush);
        self.order(PolicyEvent::Remove)
    }

    /// What every removed device does last: its objects end, and the driver hears of it.
    fn clean_up(self) {
        routing::purge_all_queues(self);
        let _ = self.self_managed(self_managed::Event::Cleanup);
        self.close_wmi();
        self.pnp.with(|data| {
            data.reported.Removed = WdfTrue;
            data.resources = None;
        });
        self.dispose_early();
        self.io.forget_target();
        self.destroy_children();
        self.fx().disposals.flush_device(self.header());
    }
}

/// The lower devices have started or not. The owner of the power policy goes on in another thread, so that the
/// Plug and Play manager can start other devices meanwhile.
#[abi]
unsafe fn lower_started(_object: PDEVICE_OBJECT, irp: PIRP, context: PVOID) -> NTSTATUS {
    let Some(header) = ptr::NonNull::new(context.cast::<Header>()) else {
        return STATUS_MORE_PROCESSING_REQUIRED;
    };
    // SAFETY: `forward_start` passed the device, whose remove lock the request holds.
    let device: Obj<Device> = unsafe { Obj::from_raw(header) };
    // SAFETY: the request that was sent down, with this device again.
    let Some(irp) = (unsafe { Irp::new(irp) }) else {
        return STATUS_MORE_PROCESSING_REQUIRED;
    };
    device.free_filtered();
    let status = irp.status();
    if status < 0 {
        // Before the request is completed, which a removal follows.
        post::<Plug>(device, Event::StartFailed);
        device.complete_request(irp, status);
        return STATUS_MORE_PROCESSING_REQUIRED;
    }
    device.set_request(irp);
    if device.pnp.policy_owner {
        post_elsewhere::<Plug>(device, Event::StartReturned);
    } else {
        post::<Plug>(device, Event::StartReturned);
    }
    STATUS_MORE_PROCESSING_REQUIRED
}
