//! Carries out the machines' actions on the model.

use kmdf_states::{
    Outcome,
    idle::{self, Reference},
    not_owner, pnp, policy, power,
};

use crate::{
    driver::{Callback, INTERRUPTS, Queues},
    world::{IdleSetting, World},
};

use Outcome::{
    Done, Failed, FailedAfter, FailedBefore, No, NonPageable, NonPageableWake, Pageable,
    PageableWake, Refused, Wait, WithWake, WithoutWake, Yes,
};

fn done_if(succeeded: bool) -> Outcome {
    if succeeded { Done } else { Failed }
}

fn yes_if(yes: bool) -> Outcome {
    if yes { Yes } else { No }
}

// Plug and Play.
impl World {
    pub(crate) fn carry_out_pnp(&mut self, action: pnp::Action) -> Outcome {
        use pnp::Action;
        match action {
            Action::Continue => Done,
            Action::ForwardStart => self.start_below(),
            Action::StartHardware | Action::RestartHardware => match self.prepare() {
                Done => self.order(policy::Event::Start),
                failed => failed,
            },
            Action::PrepareHardware => self.prepare(),
            Action::StartPolicy => self.order(policy::Event::Start),
            Action::EnableInterfaces => {
                if self.refused() {
                    self.failed = true;
                    self.fail_pnp_request();
                    return Failed;
                }
                self.driver.interfaces = true;
                Done
            }
            Action::SetPowerFailure => {
                self.fail_pnp_request();
                Done
            }
            Action::FailStart => {
                self.fail_start();
                self.finish_pnp_request();
                Done
            }
            Action::AbandonStart
            | Action::ReportStarted
            | Action::FinishRequest
            | Action::ForwardRequest => {
                self.finish_pnp_request();
                Done
            }
            Action::MayStop => {
                let refused = self.refused();
                if refused {
                    self.fail_pnp_request();
                }
                yes_if(!refused)
            }
            Action::QueryRemove => self.ask_driver(Callback::QueryRemove),
            Action::QueryStop => self.ask_driver(Callback::QueryStop),
            Action::WakeForQuery => self.wake_for_query(),
            Action::EndWake => {
                self.end_wake_for_query();
                Done
            }
            Action::StopPolicy => self.order(policy::Event::Stop),
            Action::StopPolicyAndEndWake => {
                self.post_policy(policy::Event::Stop);
                self.end_wake_for_query();
                Wait
            }
            Action::SurpriseRemovePolicy => self.order(policy::Event::SurpriseRemove),
            Action::ReleaseHardware => {
                self.call_or_fail(Callback::ReleaseHardware);
                Done
            }
            Action::StopHardware => {
                let released = self.call_or_fail(Callback::ReleaseHardware);
                self.finish_pnp_request();
                done_if(released)
            }
            Action::ReleaseAndForwardStart => {
                if self.call_or_fail(Callback::ReleaseHardware) {
                    self.start_below()
                } else {
                    self.fail_pnp_request();
                    Failed
                }
            }
            Action::ReleaseAndClose => {
                self.call_or_fail(Callback::ReleaseHardware);
                self.close()
            }
            Action::Close => self.close(),
            Action::ReportFailure => {
                self.fail_start();
                self.finish_pnp_request();
                self.report_failure();
                Done
            }
            Action::SurpriseRemoval => {
                self.call(Callback::SurpriseRemoval);
                Done
            }
            Action::LateSurpriseRemoval => {
                self.call(Callback::SurpriseRemoval);
                self.finish_pnp_request();
                Done
            }
            Action::RemoveChildren => yes_if(self.setup.has_children),
            Action::IsBusDevice => yes_if(self.setup.bus_device),
            Action::IsPresent => yes_if(!self.is_missing()),
            Action::CleanUp | Action::CleanUpMissing => {
                self.purge();
                if self.driver.may_clean_up() {
                    self.call(Callback::SelfManagedIoCleanup);
                }
                Done
            }
            Action::ResetForRestart => {
                self.driver.restart();
                self.idle = idle::Idle::new();
                self.forget_failure();
                Done
            }
            Action::Eject => {
                let ejected = self.call(Callback::Eject);
                if ejected {
                    self.note_missing();
                } else {
                    self.fail_pnp_request();
                }
                self.finish_pnp_request();
                done_if(ejected)
            }
            Action::EndRemoval => {
                self.end_removal(false);
                Wait
            }
            Action::Finish => {
                self.end_removal(true);
                Wait
            }
            Action::Dispose => self.not_modelled(action),
        }
    }

    fn not_modelled(&mut self, action: impl std::fmt::Debug) -> Outcome {
        self.blame(|| format!("the model does not come to {action:?}"));
        Wait
    }

    fn order(&mut self, event: policy::Event) -> Outcome {
        self.post_policy(event);
        Wait
    }

    fn start_below(&mut self) -> Outcome {
        if self.setup.bus_device {
            return Done;
        }
        self.forward_start();
        Wait
    }

    fn prepare(&mut self) -> Outcome {
        if self.refused() {
            self.failed = true;
            self.fail_pnp_request();
            return Refused;
        }
        if self.call_or_fail(Callback::PrepareHardware) {
            return Done;
        }
        self.fail_pnp_request();
        Failed
    }

    fn ask_driver(&mut self, callback: Callback) -> Outcome {
        let agrees = self.call(callback);
        if !agrees {
            self.fail_pnp_request();
        }
        yes_if(agrees)
    }

    fn wake_for_query(&mut self) -> Outcome {
        if !self.setup.owner {
            return Done;
        }
        match self.refer_idle(true) {
            Reference::InD0 => Done,
            Reference::Pending => Wait,
            Reference::Refused => {
                self.fail_pnp_request();
                Failed
            }
        }
    }

    fn end_wake_for_query(&mut self) {
        if self.setup.owner {
            self.release_idle();
        }
    }

    fn close(&mut self) -> Outcome {
        self.driver.interfaces = false;
        self.purge();
        if self.driver.may_flush() {
            self.call(Callback::SelfManagedIoFlush);
        }
        if self.setup.bus_device {
            self.end_wake(power::Event::WakeFailed);
        }
        self.order(policy::Event::Remove)
    }
}

// Power.
impl World {
    pub(crate) fn carry_out_power(&mut self, action: power::Action) -> Outcome {
        use power::Action;
        match action {
            Action::IsChild => yes_if(self.setup.bus_device),
            Action::AskParent => {
                if self.refused() {
                    self.failed = true;
                    return Failed;
                }
                yes_if(self.ask_parent())
            }
            Action::EnableWakeAtBus => {
                // A device that failed as it was armed has not been disarmed.
                let kept = self.failed && self.driver.has_wake_at_bus();
                let enabled = kept || self.call(Callback::EnableWakeAtBus);
                if !enabled {
                    self.complete_wake_with(false);
                }
                done_if(enabled)
            }
            Action::DisableWakeAtBus => {
                self.disable_wake_at_bus();
                Done
            }
            Action::EndWakeAtBus => {
                self.disable_wake_at_bus();
                self.complete_wake();
                Done
            }
            Action::CompleteWake => {
                self.complete_wake();
                Wait
            }
            Action::IsPageable => yes_if(self.pageable),
            Action::IsWakeOwner => self.kind(self.setup.bus_device),
            Action::LookForWakeRequest => self.kind(self.has_wake_request()),
            Action::EnterD0 => {
                if !self.call_or_fail(Callback::D0Entry) {
                    Failed
                } else if self.refused() {
                    self.failed = true;
                    FailedAfter
                } else {
                    Done
                }
            }
            Action::ConnectInterrupts | Action::ReconnectInterrupts | Action::EnableInterrupts => {
                for interrupt in 0..INTERRUPTS {
                    if !self.call_or_fail(Callback::InterruptEnable(interrupt)) {
                        return Failed;
                    }
                }
                done_if(self.call_or_fail(Callback::D0EntryPostInterruptsEnabled))
            }
            Action::StartDmaAndScan => {
                let failed = self.refused();
                self.failed |= failed;
                done_if(!failed)
            }
            Action::PostHardware => self.post_hardware(),
            Action::AskPolicyToGoOn => match self.post_hardware() {
                Done => self.order(policy::Event::HardwareStarted),
                failed => failed,
            },
            Action::StartIo => self.start_io(),
            Action::RestartIo => match self.start_io() {
                Done => {
                    self.release_power();
                    yes_if(self.setup.bus_device)
                }
                failed => failed,
            },
            Action::StopIo => {
                self.stop_io();
                self.order(policy::Event::IoStopped)
            }
            Action::LeaveD0 | Action::LeaveD0NonPageable => {
                if !self.leave_d0() {
                    return Failed;
                }
                if self.setup.owner {
                    self.take_idle(idle::Event::PoweredDown);
                } else {
                    self.post_policy(policy::Event::PoweredDown);
                }
                self.release_power();
                Done
            }
            Action::StopInD0 => {
                self.stop_io();
                if !self.leave_d0() {
                    return Failed;
                }
                self.report_stopped();
                Done
            }
            Action::WakeInterruptsLeaveD0 | Action::WakeInterruptsEnterD0 => {
                let leaves = action == Action::WakeInterruptsLeaveD0;
                if self.tell_wake_interrupts(leaves) {
                    Wait
                } else {
                    No
                }
            }
            // Whether an interrupt is connected, the driver does not see.
            Action::DisconnectInterrupts
            | Action::DisconnectAllInterrupts
            | Action::DisconnectSilently
            | Action::AbandonD0
            | Action::AbandonD0NonPageable => {
                self.managers.disconnect_wake_interrupts();
                Done
            }
            Action::UndoPostHardware => Done,
            Action::HoldQueues => {
                self.hold_queues();
                Done
            }
            Action::SuspendSelfManagedIo => {
                self.call_or_fail(Callback::SelfManagedIoSuspend);
                Done
            }
            Action::UndoDma => {
                self.before_interrupts();
                Done
            }
            Action::UndoInterrupts => {
                self.disable_interrupts();
                self.call_or_fail(Callback::D0Exit);
                Done
            }
            Action::ExitD0 => {
                self.call_or_fail(Callback::D0Exit);
                Done
            }
            Action::ReleaseParent => {
                self.managers.holds_parent = false;
                Done
            }
            Action::ReportUpFailed => {
                self.release_power();
                self.report_up_failed();
                Wait
            }
            Action::ReportDownFailed => {
                self.failed = true;
                self.managers.power_down_failed = self.setup.owner;
                self.release_power();
                if self.setup.owner {
                    self.take_idle(idle::Event::PowerDownFailed);
                } else {
                    self.post_policy(policy::Event::PowerDownFailed);
                    self.post_pnp(pnp::Event::PowerDownFailed);
                }
                Wait
            }
            Action::ReportStartFailed => {
                self.report_up_failed();
                Done
            }
            Action::ReportStopFailed => {
                self.failed = true;
                if self.setup.owner {
                    self.post_policy(policy::Event::PowerDownFailed);
                } else {
                    self.post_policy(policy::Event::ImplicitPowerDownFailed);
                    self.post_pnp(pnp::Event::PowerDownFailed);
                }
                Done
            }
            Action::ReportStopped | Action::StopFailed => {
                self.report_stopped();
                Done
            }
            Action::StartAsleep => {
                self.report_up();
                self.kind(self.has_wake_request())
            }
            Action::ReleaseRequest => {
                self.release_power();
                Done
            }
        }
    }

    fn kind(&self, wake: bool) -> Outcome {
        match (self.pageable, wake) {
            (true, false) => Pageable,
            (true, true) => PageableWake,
            (false, false) => NonPageable,
            (false, true) => NonPageableWake,
        }
    }

    fn post_hardware(&mut self) -> Outcome {
        if !self.refused() {
            return Done;
        }
        self.failed = true;
        [FailedBefore, Failed][self.choices.below(2)]
    }

    fn start_io(&mut self) -> Outcome {
        self.driver.queues = Queues::Running;
        if let Some(callback) = self.driver.self_managed_start() {
            if !self.call_or_fail(callback) {
                return Failed;
            }
            if self.refused() {
                self.failed = true;
                return FailedAfter;
            }
        }
        self.report_up();
        Done
    }

    fn report_up(&mut self) {
        if self.setup.owner {
            self.take_idle(idle::Event::PoweredUp);
        }
        self.post_policy(policy::Event::PoweredUp);
    }

    fn report_up_failed(&mut self) {
        self.failed = true;
        if self.setup.owner {
            self.take_idle(idle::Event::PowerUpFailed);
        }
        self.post_policy(policy::Event::PowerUpFailed);
        self.post_pnp(pnp::Event::PowerUpFailed);
    }

    fn report_stopped(&mut self) {
        if self.setup.owner {
            self.take_idle(idle::Event::PoweredDown);
            self.post_policy(policy::Event::PoweredDown);
        } else {
            self.post_policy(policy::Event::ImplicitlyPoweredDown);
        }
    }

    fn stop_io(&mut self) {
        if self.driver.self_managed_runs() && !self.call_or_fail(Callback::SelfManagedIoSuspend) {
            self.stop_failed = true;
        }
        self.hold_queues();
    }

    fn before_interrupts(&mut self) -> bool {
        !self.driver.has_post_interrupts()
            || self.call_or_fail(Callback::D0ExitPreInterruptsDisabled)
    }

    fn disable_interrupts(&mut self) -> bool {
        let mut succeeded = true;
        for interrupt in (0..INTERRUPTS).rev() {
            if self.driver.is_enabled(interrupt) {
                succeeded &= self.call_or_fail(Callback::InterruptDisable(interrupt));
            }
        }
        succeeded
    }

    /// Everything is carried out, whatever fails. Whether nothing failed.
    fn leave_d0(&mut self) -> bool {
        let mut succeeded = !std::mem::take(&mut self.stop_failed);
        succeeded &= self.before_interrupts();
        succeeded &= self.disable_interrupts();
        succeeded &= self.call_or_fail(Callback::D0Exit);
        self.managers.holds_parent = false;
        succeeded
    }
}

// Power policy.
impl World {
    pub(crate) fn carry_out_not_owner(&mut self, action: not_owner::Action) -> Outcome {
        use not_owner::Action;
        match action {
            Action::PowerUp => self.post_power(power::Event::ImplicitD0),
            Action::PowerDown => {
                self.post_power(power::Event::ImplicitD3);
                return Done;
            }
            Action::CompleteDx => self.post_power(power::Event::FinishDx),
            Action::CompleteD0 => self.post_power(power::Event::FinishD0),
            Action::ReportStarted => {
                self.post_pnp(pnp::Event::PolicyStarted);
                return Done;
            }
            Action::ReportStartFailed => self.post_pnp(pnp::Event::PolicyStartFailed),
            Action::ReportStopped => {
                self.post_pnp(pnp::Event::PolicyStopped);
                return Done;
            }
            Action::ReportStopFailed => {
                self.post_pnp(pnp::Event::PolicyStopFailed);
                return Done;
            }
            Action::ReportRemoved => self.post_pnp(pnp::Event::PolicyRemoved),
        }
        Wait
    }

    pub(crate) fn carry_out_policy(&mut self, action: policy::Action) -> Outcome {
        use policy::Action;
        match action {
            Action::Continue => Done,
            Action::RegisterWithPowerFramework => {
                let registered = self.register();
                self.failed |= !registered;
                done_if(registered)
            }
            Action::UnregisterFromPowerFramework => {
                self.unregister();
                Done
            }
            Action::DeclareIdle => {
                if self.declare_idle() {
                    Yes
                } else {
                    Wait
                }
            }
            Action::DeclareActive => {
                self.declare_active();
                Done
            }
            Action::ReportPoweredOn => {
                self.report_powered_on();
                Done
            }
            Action::AcknowledgeWorking => {
                self.acknowledge_working();
                Done
            }
            Action::PowerUp => {
                self.take_idle(idle::Event::Start);
                self.post_power(power::Event::ImplicitD0);
                Wait
            }
            Action::PowerDown | Action::PowerDownUnregistered => {
                self.post_power(power::Event::ImplicitD3);
                Wait
            }
            Action::ReportStarted => {
                self.post_pnp(pnp::Event::PolicyStarted);
                Done
            }
            Action::ReportStartFailed => {
                self.take_idle(idle::Event::Stop);
                self.post_pnp(pnp::Event::PolicyStartFailed);
                Done
            }
            Action::ReportStopped => {
                self.take_idle(idle::Event::Stop);
                let failed = std::mem::take(&mut self.power_failed);
                self.post_pnp(match failed {
                    true => pnp::Event::PolicyStopFailed,
                    false => pnp::Event::PolicyStopped,
                });
                Done
            }
            Action::ReportRemoved => {
                self.post_pnp(pnp::Event::PolicyRemoved);
                Wait
            }
            Action::DecideIdle => match self.setup.idle {
                IdleSetting::Off => No,
                IdleSetting::WithoutWake => WithoutWake,
                IdleSetting::WithWake => WithWake,
            },
            Action::EnableIdleTimer => {
                self.take_idle(idle::Event::Enabled);
                Wait
            }
            Action::DisableIdleTimer => self.disable_timer(),
            Action::RequestIdleDxIfAllowed if !self.leave_by_framework() => No,
            Action::RequestIdleDx | Action::RequestIdleDxIfAllowed => self.ask_for_dx(),
            Action::StayInDx => {
                self.disable_timer();
                self.release_usb_hub();
                No
            }
            Action::QueryReturnToIdle => yes_if(self.idle.query_return_to_idle()),
            Action::UndoIdle => {
                self.report_powered_on();
                No
            }
            Action::RequestD0 | Action::RequestD0Once => self.ask_for_d0(),
            Action::DeclareActiveAndRequestD0 => {
                self.declare_active();
                self.ask_for_d0()
            }
            Action::DisableTimerAndRequestD0 => {
                self.disable_timer();
                self.ask_for_d0()
            }
            Action::DisableTimerDeclareActiveAndRequestD0 => {
                self.declare_active();
                self.disable_timer();
                self.ask_for_d0()
            }
            Action::CompleteDx => {
                self.post_power(power::Event::FinishDx);
                Wait
            }
            Action::CompleteD0 => self.complete_d0(),
            Action::ReportPoweredOnAndCompleteD0 => {
                self.report_powered_on();
                self.complete_d0()
            }
            Action::AcknowledgeWorkingAndCompleteD0 => {
                self.acknowledge_working();
                self.report_powered_on();
                self.complete_d0()
            }
            Action::CanWakeSystem => yes_if(self.setup.wakes_system),
            Action::DecideWakeFromSx => {
                self.leave_by_framework();
                yes_if(self.setup.wakes_system)
            }
            Action::RequestDxForSleep | Action::RequestDxForWake => self.ask_for_dx(),
            Action::RequestWaitWakeFromSx | Action::RequestWaitWakeFromS0 => {
                if self.ask_for_wake() { Wait } else { Failed }
            }
            Action::CheckPageable => {
                if self.pageable {
                    Pageable
                } else {
                    NonPageable
                }
            }
            Action::ArmWakeFromSx => {
                if self.refused() {
                    return FailedBefore;
                }
                if !self.call(Callback::ArmWakeFromSx) || !self.enable_wake_at_bus() {
                    return Failed;
                }
                self.post_power(power::Event::FinishDx);
                Wait
            }
            Action::ArmWakeFromS0 => {
                if !self.call(Callback::ArmWakeFromS0) {
                    return Failed;
                }
                if self.refused() || !self.enable_wake_at_bus() {
                    return FailedAfter;
                }
                self.post_power(power::Event::FinishDx);
                Wait
            }
            Action::RevertArmWakeFromSx => {
                self.call(Callback::DisarmWakeFromSx);
                Done
            }
            Action::RevertArmWakeFromS0 => {
                self.call(Callback::DisarmWakeFromS0);
                Done
            }
            Action::DisarmWakeFromSx => {
                self.disable_wake_at_bus();
                self.call(Callback::DisarmWakeFromSx);
                Done
            }
            Action::ReportWakeFromSx => {
                self.disable_wake_at_bus();
                self.call(Callback::WakeFromSxTriggered);
                self.call(Callback::DisarmWakeFromSx);
                Done
            }
            Action::DisarmWakeFromS0 => {
                self.disarm_from_s0();
                Done
            }
            Action::ReportPoweredOnAndDisarmWakeFromS0 => {
                self.report_powered_on();
                self.disarm_from_s0();
                Done
            }
            Action::DisarmWakeFromS0AndCompleteD0 => {
                self.disarm_from_s0();
                self.complete_d0()
            }
            Action::ReportPoweredOnDisarmWakeFromS0AndCompleteD0 => {
                self.report_powered_on();
                self.disarm_from_s0();
                self.complete_d0()
            }
            Action::ReportWakeFromS0 => {
                if self.ended_before_arming() {
                    return Done;
                }
                self.call(Callback::WakeFromS0Triggered);
                Done
            }
            Action::CompleteSystemRequest => {
                self.complete_system_request();
                Done
            }
            Action::MayStayInDx => {
                let setup = self.setup;
                let without_wake = setup.idle == IdleSetting::WithoutWake;
                yes_if(setup.stays_asleep && without_wake && !setup.framework)
            }
            Action::CancelWaitWake | Action::CancelWaitWakeAfterInterrupt => {
                if self.cancel_wake() {
                    Wait
                } else if self.managers.wake_dropped {
                    Done
                } else {
                    No
                }
            }
            Action::CancelUsbIdle | Action::LeaveUsbIdleToStop => yes_if(self.cancel_usb_idle()),
            Action::DisableTimerAndCancelUsbIdle => {
                self.disable_timer();
                yes_if(self.cancel_usb_idle())
            }
            Action::EndUsbIdle => {
                self.release_usb_hub();
                yes_if(self.cancel_usb_idle())
            }
            Action::DisableTimerAndEndUsbIdle => {
                self.release_usb_hub();
                self.disable_timer();
                yes_if(self.cancel_usb_idle())
            }
            Action::DecideUsbIdle if !self.leave_by_framework() => Failed,
            Action::DecideUsbIdle => yes_if(self.setup.usb),
            Action::SubmitUsbIdle => {
                self.send_usb_idle();
                Wait
            }
            Action::ReturnFromUsbIdle => No,
            Action::LeaveUsbIdle => Done,
            Action::IsDirected => No,
            Action::ReportSleepFailed => {
                self.failed = true;
                self.complete_system_request();
                self.post_pnp(pnp::Event::PowerDownFailed);
                Done
            }
            Action::ReportPowerUpFailed => {
                self.failed = true;
                self.take_idle(idle::Event::PowerUpFailed);
                self.post_pnp(pnp::Event::PowerUpFailed);
                Done
            }
            Action::NotePowerUpFailed | Action::NotePowerDownFailed => {
                self.report_powered_on();
                self.failed = true;
                self.power_failed = true;
                Done
            }
            Action::NotePowerDownNotSeen => {
                self.failed = true;
                Done
            }
            Action::NoteWaitWakeEnd => {
                self.managers.wake_dropped = true;
                Done
            }
            Action::ReleaseUsbHub => {
                self.release_usb_hub();
                Done
            }
            Action::NoteUsbIdleEnd => {
                self.managers.usb_dropped = true;
                Done
            }
            Action::GiveUp => {
                self.report_powered_on();
                self.power_failed = true;
                Wait
            }
            Action::DeclareIdleDirected
            | Action::ReportDirectedDown
            | Action::IgnoreDirectedDown
            | Action::SimulatePowerNotRequired
            | Action::SimulatePowerRequired => self.not_modelled(action),
        }
    }

    fn disable_timer(&mut self) -> Outcome {
        if self.disable_idle() { Done } else { No }
    }

    fn ask_for_dx(&mut self) -> Outcome {
        if self.ask_for_power(false) {
            Wait
        } else {
            Failed
        }
    }

    fn ask_for_d0(&mut self) -> Outcome {
        if self.ask_for_power(true) {
            Wait
        } else {
            Failed
        }
    }

    fn complete_d0(&mut self) -> Outcome {
        self.post_power(power::Event::FinishD0);
        Wait
    }

    fn enable_wake_at_bus(&mut self) -> bool {
        !self.setup.bus_device
            || self.driver.has_wake_at_bus()
            || self.call(Callback::EnableWakeAtBus)
    }

    fn disarm_from_s0(&mut self) {
        if self.ended_before_arming() {
            return;
        }
        self.disable_wake_at_bus();
        self.call(Callback::DisarmWakeFromS0);
    }
}
