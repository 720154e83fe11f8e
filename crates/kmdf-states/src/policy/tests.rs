use std::{vec, vec::Vec};

use super::{Action, Event, Policy, State};
use crate::{Engine, Machine, Next, Outcome, Queue, Row};

extern crate std;

fn rows() -> &'static [Row<Policy>] {
    Policy::ROWS
}

fn reached_from(first: State) -> Vec<State> {
    let mut reached = vec![first];
    let mut next = 0;
    while let Some(state) = reached.get(next).copied() {
        next += 1;
        let row = Policy::row(state);
        let leads = row.on.iter().map(|(_, to)| *to);
        for to in leads.chain(row.then.iter().map(|(_, to)| *to)) {
            if !reached.contains(&to) {
                reached.push(to);
            }
        }
    }
    reached
}

#[test]
fn the_numbers_are_those_of_the_headers_and_no_state_is_missing() {
    use wdk_sys::wdf::_WDF_DEVICE_POWER_POLICY_STATE::{
        WdfDevStatePwrPolNull, WdfDevStatePwrPolObjectCreated,
    };
    // The highest bit marks a state of a device that is not pageable.
    let numbers: Vec<i32> = rows()
        .iter()
        .map(|row| row.state.number() & 0x7FFF)
        .collect();
    let all: Vec<i32> = (WdfDevStatePwrPolObjectCreated..WdfDevStatePwrPolNull).collect();
    assert_eq!(numbers, all);
    for row in rows() {
        assert_eq!(Policy::row(row.state).state, row.state);
    }
}

/// Microsoft's machine has this state, and no row that leads there: after a wake interrupt on the way to Dx it does
/// not look whether the power-down was directed.
const NOT_ENTERED: State = State::WaitingArmedWakeInterruptFiredDuringPowerDownCheckDirected;

/// The states of a device that does not own its power policy, and the unused last one.
const FOREIGN: [State; 9] = [
    State::GotoDx,
    State::GotoDxInDx,
    State::Dx,
    State::GotoD0,
    State::GotoD0InD0,
    State::Final,
    State::StoppingWaitingForImplicitPowerDown,
    State::StoppingPoweringUp,
    State::StoppingPoweringDown,
];

#[test]
fn every_state_of_an_owner_can_be_reached_and_can_come_to_the_removal() {
    let reached = reached_from(State::ObjectCreated);
    for row in rows() {
        let foreign = FOREIGN.contains(&row.state);
        let expected = !foreign && row.state != NOT_ENTERED;
        assert_eq!(reached.contains(&row.state), expected, "{:?}", row.state);
        let ends = reached_from(row.state).contains(&State::Removed);
        assert_eq!(ends, !foreign, "{:?}", row.state);
        assert_eq!(row.on.is_empty() && row.then.is_empty(), foreign);
    }
}

#[test]
fn a_state_answers_the_outcomes_that_its_action_can_have_and_no_others() {
    for row in rows() {
        let Some(action) = row.enter else {
            assert_eq!(row.then, [], "{:?}", row.state);
            continue;
        };
        for (outcome, _) in row.then {
            assert!(
                action.outcomes().contains(outcome),
                "{:?}: {outcome:?} of {action:?}",
                row.state
            );
        }
        for outcome in action.outcomes() {
            let leads_on = row.then.iter().any(|(answered, _)| answered == outcome);
            assert!(
                leads_on || !row.on.is_empty(),
                "{:?}: {outcome:?} of {action:?}",
                row.state
            );
            if matches!(outcome, Outcome::Failed | Outcome::Directed) {
                assert!(leads_on, "{:?}: {outcome:?}", row.state);
            }
        }
    }
}

/// A closed state leaves events where they are, so one that is listed could never be taken.
#[test]
fn closed_states_answer_nothing_but_events_with_priority() {
    for row in rows().iter().filter(|row| row.queue == Queue::Closed) {
        for event in row.on.iter().map(|(event, _)| event).chain(row.ignored) {
            assert!(Policy::has_priority(*event), "{:?}: {event:?}", row.state);
        }
    }
}

#[test]
fn no_event_is_answered_twice_or_both_answered_and_ignored() {
    for row in rows() {
        let mut events: Vec<Event> = row.on.iter().map(|(event, _)| *event).collect();
        events.extend_from_slice(row.ignored);
        for (index, event) in events.iter().enumerate() {
            assert!(
                !events[..index].contains(event),
                "{:?}: {event:?}",
                row.state
            );
        }
    }
}

fn answers(row: &Row<Policy>, event: Event) -> bool {
    row.on.iter().any(|(answered, _)| *answered == event)
}

/// What the power machine says comes at once, in whatever state the action left this machine.
#[test]
fn no_answer_of_the_power_machine_is_lost() {
    for row in rows() {
        let expected: &[Event] = match row.enter {
            Some(Action::PowerUp) => &[Event::PoweredUp, Event::PowerUpFailed],
            Some(Action::PowerDown) => &[Event::PoweredDown, Event::PowerDownFailed],
            Some(Action::PowerDownUnregistered) => &[Event::PoweredDown],
            Some(
                Action::RequestIdleDx
                | Action::RequestIdleDxIfAllowed
                | Action::RequestDxForSleep
                | Action::RequestDxForWake,
            ) => &[Event::IoStopped, Event::PoweredDown],
            Some(
                Action::RequestD0
                | Action::RequestD0Once
                | Action::DeclareActiveAndRequestD0
                | Action::DisableTimerAndRequestD0
                | Action::DisableTimerDeclareActiveAndRequestD0,
            ) => &[
                Event::HardwareStarted,
                Event::PowerUpFailed,
                Event::PowerUpNotSeen,
            ],
            Some(Action::CompleteDx | Action::ArmWakeFromS0 | Action::ArmWakeFromSx) => {
                &[Event::PoweredDown, Event::PowerDownFailed]
            }
            Some(
                Action::CompleteD0
                | Action::ReportPoweredOnAndCompleteD0
                | Action::AcknowledgeWorkingAndCompleteD0
                | Action::DisarmWakeFromS0AndCompleteD0
                | Action::ReportPoweredOnDisarmWakeFromS0AndCompleteD0,
            ) => &[Event::PoweredUp, Event::PowerUpFailed],
            _ => &[],
        };
        for event in expected {
            assert!(answers(row, *event), "{:?}: {event:?}", row.state);
        }
    }
}

/// The end of a wait-wake request is answered wherever it is cancelled: it comes once, and whoever waits for it
/// would wait for ever.
#[test]
fn who_cancels_a_wait_wake_request_answers_its_end() {
    for row in rows() {
        if matches!(
            row.enter,
            Some(Action::CancelWaitWake | Action::CancelWaitWakeAfterInterrupt)
        ) {
            assert!(answers(row, Event::WaitWakeSucceeded), "{:?}", row.state);
            assert!(answers(row, Event::WaitWakeFailed), "{:?}", row.state);
            // Its end came before, in a state that does not answer it.
            let goes_on = row.then.iter().any(|(ended, _)| *ended == Outcome::Done);
            assert!(goes_on, "{:?}", row.state);
        }
    }
}

/// The system's request is held until this machine completes it, so no state may keep it.
#[test]
fn a_held_system_request_is_completed_on_every_way() {
    for row in rows() {
        for (_, to) in row
            .on
            .iter()
            .filter(|(event, _)| *event == Event::SystemSleep)
        {
            assert_completed(*to, &mut vec![]);
        }
    }
}

fn assert_completed(state: State, seen: &mut Vec<State>) {
    let row = Policy::row(state);
    let completes = matches!(
        row.enter,
        Some(Action::CompleteSystemRequest | Action::ReportSleepFailed)
    );
    if completes || seen.contains(&state) {
        return;
    }
    seen.push(state);
    assert!(!answers(row, Event::SystemWorking), "{state:?}");
    assert_ne!(state, State::Stopped);
    assert_ne!(state, State::DevicePowerRequestFailed);
    for (outcome, to) in row.then {
        if *outcome != Outcome::Directed {
            assert_completed(*to, seen);
        }
    }
    for (_, to) in row.on {
        assert_completed(*to, seen);
    }
}

/// A device that owns its power policy: what its driver has chosen, and what the machine does with it.
struct Model {
    engine: Engine<Policy>,
    answers: Vec<(Action, Outcome)>,
}

impl Model {
    /// A device that neither idles nor wakes up the system, and never fails.
    fn new() -> Self {
        Self {
            engine: Engine::new(State::ObjectCreated),
            answers: vec![],
        }
    }

    fn answers(mut self, action: Action, outcome: Outcome) -> Self {
        assert!(action.outcomes().contains(&outcome));
        self.answers.push((action, outcome));
        self
    }

    fn outcome(&self, action: Action) -> Outcome {
        let chosen = self
            .answers
            .iter()
            .find(|(answered, _)| *answered == action);
        if let Some((_, outcome)) = chosen {
            return *outcome;
        }
        match action {
            Action::DecideIdle
            | Action::DecideWakeFromSx
            | Action::CanWakeSystem
            | Action::MayStayInDx
            | Action::DecideUsbIdle => Outcome::No,
            action
                if action.outcomes().contains(&Outcome::No)
                    && !action.outcomes().contains(&Outcome::Wait)
                    && !action.outcomes().contains(&Outcome::Yes)
                    && !action.outcomes().contains(&Outcome::Done) =>
            {
                Outcome::No
            }
            Action::EndUsbIdle
            | Action::DisableTimerAndEndUsbIdle
            | Action::CancelUsbIdle
            | Action::DisableTimerAndCancelUsbIdle
            | Action::LeaveUsbIdleToStop => Outcome::No,
            Action::DeclareIdle => Outcome::Yes,
            action => action.outcomes()[0],
        }
    }

    /// Posts events, one after the other; the actions that they led to.
    fn post(&mut self, events: &[Event]) -> Vec<Action> {
        let mut done = vec![];
        for event in events {
            self.engine.post(*event).unwrap();
            assert!(self.engine.claim());
            loop {
                match self.engine.step() {
                    Next::Enter { action, .. } => {
                        let ended = action.map_or(Outcome::Wait, |action| self.outcome(action));
                        done.extend(action);
                        self.engine.finish(ended);
                    }
                    Next::Dropped { state, event } => panic!("{state:?}: {event:?}"),
                    Next::Idle => break,
                }
            }
        }
        done
    }
}

const START: [Event; 2] = [Event::Start, Event::PoweredUp];

#[test]
fn a_device_starts_sleeps_wakes_up_stops_and_is_removed() {
    let mut device = Model::new();
    assert_eq!(
        device.post(&START),
        [
            Action::PowerUp,
            Action::RegisterWithPowerFramework,
            Action::ReportStarted,
            Action::DecideIdle,
            Action::DisableIdleTimer,
        ]
    );
    assert_eq!(device.engine.state(), State::Started);
    assert_eq!(
        device.post(&[Event::SystemSleep, Event::IoStopped, Event::PoweredDown]),
        [
            Action::DecideWakeFromSx,
            Action::RequestDxForSleep,
            Action::CompleteDx,
            Action::CompleteSystemRequest,
        ]
    );
    assert_eq!(device.engine.state(), State::SystemAsleepNoWake);
    assert_eq!(
        device.post(&[
            Event::SystemWorking,
            Event::HardwareStarted,
            Event::PoweredUp
        ]),
        [
            Action::MayStayInDx,
            Action::RequestD0,
            Action::AcknowledgeWorkingAndCompleteD0,
            Action::DecideIdle,
            Action::DisableIdleTimer,
        ]
    );
    assert_eq!(
        device.post(&[Event::Stop, Event::PoweredDown, Event::Remove]),
        [
            Action::PowerDown,
            Action::ReportStopped,
            Action::UnregisterFromPowerFramework,
            Action::ReportRemoved,
        ]
    );
    assert_eq!(device.engine.state(), State::Removed);
}

#[test]
fn a_device_that_wakes_up_the_system_is_armed_after_its_io_has_stopped() {
    let mut device = Model::new().answers(Action::DecideWakeFromSx, Outcome::Yes);
    device.post(&START);
    assert_eq!(
        device.post(&[
            Event::SystemSleep,
            Event::IoStopped,
            Event::WaitWakeArrived,
            Event::PoweredDown,
        ]),
        [
            Action::DecideWakeFromSx,
            Action::RequestDxForWake,
            Action::RequestWaitWakeFromSx,
            Action::CheckPageable,
            Action::ArmWakeFromSx,
            Action::CompleteSystemRequest,
        ]
    );
    assert_eq!(device.engine.state(), State::SystemAsleepWakeArmed);
    assert_eq!(
        device.post(&[
            Event::WaitWakeSucceeded,
            Event::SystemWorking,
            Event::HardwareStarted,
        ]),
        [
            Action::RequestD0,
            Action::ReportWakeFromSx,
            Action::AcknowledgeWorkingAndCompleteD0,
        ]
    );
}

#[test]
fn a_device_that_did_not_wake_up_the_system_is_disarmed_without_a_report() {
    let mut device = Model::new().answers(Action::DecideWakeFromSx, Outcome::Yes);
    device.post(&START);
    device.post(&[
        Event::SystemSleep,
        Event::IoStopped,
        Event::WaitWakeArrived,
        Event::PoweredDown,
    ]);
    let actions = device.post(&[
        Event::SystemWorking,
        Event::WaitWakeFailed,
        Event::HardwareStarted,
    ]);
    assert_eq!(
        actions,
        [
            Action::CancelWaitWake,
            Action::RequestD0,
            Action::DisarmWakeFromSx,
            Action::AcknowledgeWorkingAndCompleteD0,
        ]
    );
}

#[test]
fn a_device_that_cannot_be_armed_sleeps_without_wake() {
    let mut device = Model::new()
        .answers(Action::DecideWakeFromSx, Outcome::Yes)
        .answers(Action::ArmWakeFromSx, Outcome::Failed);
    device.post(&START);
    let actions = device.post(&[
        Event::SystemSleep,
        Event::IoStopped,
        Event::WaitWakeArrived,
        Event::WaitWakeFailed,
        Event::PoweredDown,
    ]);
    assert_eq!(
        actions[4..],
        [
            Action::ArmWakeFromSx,
            Action::RevertArmWakeFromSx,
            Action::CancelWaitWake,
            Action::CompleteDx,
            Action::CompleteSystemRequest,
        ]
    );
    assert_eq!(device.engine.state(), State::SystemAsleepNoWake);
}

#[test]
fn an_idle_device_powers_down_and_comes_back_for_io() {
    let mut device = Model::new().answers(Action::DecideIdle, Outcome::WithoutWake);
    device.post(&START);
    assert_eq!(device.engine.state(), State::StartedIdleCapable);
    assert_eq!(
        device.post(&[Event::IdleTimeout, Event::IoStopped, Event::PoweredDown]),
        [
            Action::DeclareIdle,
            Action::RequestIdleDxIfAllowed,
            Action::CompleteDx,
            Action::StayInDx,
            Action::QueryReturnToIdle,
        ]
    );
    assert_eq!(device.engine.state(), State::WaitingUnarmed);
    let mut device = device.answers(Action::QueryReturnToIdle, Outcome::No);
    assert_eq!(
        device.post(&[Event::IoPresent, Event::HardwareStarted, Event::PoweredUp]),
        [
            Action::QueryReturnToIdle,
            Action::DeclareActiveAndRequestD0,
            Action::ReportPoweredOnAndCompleteD0,
            Action::DecideIdle,
            Action::EnableIdleTimer,
        ]
    );
}

#[test]
fn an_idle_device_with_wake_is_armed_and_reports_its_wake_signal() {
    let mut device = Model::new().answers(Action::DecideIdle, Outcome::WithWake);
    device.post(&START);
    assert_eq!(
        device.post(&[
            Event::IdleTimeout,
            Event::IoStopped,
            Event::WaitWakeArrived,
            Event::PoweredDown,
        ]),
        [
            Action::DeclareIdle,
            Action::DecideUsbIdle,
            Action::RequestIdleDx,
            Action::RequestWaitWakeFromS0,
            Action::ArmWakeFromS0,
            Action::StayInDx,
            Action::QueryReturnToIdle,
        ]
    );
    assert_eq!(device.engine.state(), State::WaitingArmed);
    assert_eq!(
        device.post(&[
            Event::WaitWakeSucceeded,
            Event::HardwareStarted,
            Event::PoweredUp
        ]),
        [
            Action::CancelUsbIdle,
            Action::DeclareActiveAndRequestD0,
            Action::ReportWakeFromS0,
            Action::ReportPoweredOnAndDisarmWakeFromS0,
            Action::CompleteD0,
            Action::DecideIdle,
            Action::EnableIdleTimer,
        ]
    );
}

/// An idle device with wake goes through D0 before the system sleeps: it is armed for another kind of wake there.
#[test]
fn an_armed_device_comes_to_d0_before_the_system_sleeps() {
    let mut device = Model::new().answers(Action::DecideIdle, Outcome::WithWake);
    device.post(&START);
    device.post(&[
        Event::IdleTimeout,
        Event::IoStopped,
        Event::WaitWakeArrived,
        Event::PoweredDown,
    ]);
    let actions = device.post(&[
        Event::SystemSleep,
        Event::WaitWakeFailed,
        Event::HardwareStarted,
        Event::PoweredUp,
        Event::IoStopped,
        Event::PoweredDown,
    ]);
    assert_eq!(
        actions,
        [
            Action::CancelUsbIdle,
            Action::CancelWaitWake,
            Action::RequestD0Once,
            Action::DisarmWakeFromS0AndCompleteD0,
            Action::DisableIdleTimer,
            Action::IsDirected,
            Action::DecideWakeFromSx,
            Action::RequestDxForSleep,
            Action::CompleteDx,
            Action::CompleteSystemRequest,
        ]
    );
}

/// The time-out has run out as the device is stopped: the machine waits for its event, so that it does not come
/// later.
#[test]
fn a_stop_waits_for_a_time_out_that_has_run_out() {
    let mut device = Model::new()
        .answers(Action::DecideIdle, Outcome::WithoutWake)
        .answers(Action::DisableIdleTimer, Outcome::No);
    device.post(&START);
    assert_eq!(device.post(&[Event::Stop]), [Action::DisableIdleTimer]);
    assert_eq!(device.engine.state(), State::StoppingWaitForIdleTimeout);
    assert_eq!(device.post(&[Event::IdleTimeout]), [Action::PowerDown]);
}

#[test]
fn a_device_in_dx_is_stopped_from_d0() {
    let mut device = Model::new().answers(Action::DecideIdle, Outcome::WithoutWake);
    device.post(&START);
    device.post(&[Event::IdleTimeout, Event::IoStopped, Event::PoweredDown]);
    assert_eq!(
        device.post(&[
            Event::Stop,
            Event::HardwareStarted,
            Event::PoweredUp,
            Event::PoweredDown,
        ]),
        [
            Action::DisableTimerDeclareActiveAndRequestD0,
            Action::ReportPoweredOnAndCompleteD0,
            Action::PowerDown,
            Action::ReportStopped,
        ]
    );
}

/// The hub asks for the power-down, and lets go of its request before the device may come back to D0.
#[test]
fn a_usb_device_powers_down_when_its_hub_asks() {
    let mut device = Model::new()
        .answers(Action::DecideIdle, Outcome::WithWake)
        .answers(Action::DecideUsbIdle, Outcome::Yes);
    device.post(&START);
    assert_eq!(
        device.post(&[Event::IdleTimeout]),
        [
            Action::DeclareIdle,
            Action::DecideUsbIdle,
            Action::SubmitUsbIdle
        ]
    );
    assert_eq!(
        device.post(&[Event::UsbIdleCallback]),
        [Action::RequestIdleDx]
    );
    device.post(&[Event::IoStopped, Event::WaitWakeArrived, Event::PoweredDown]);
    assert_eq!(device.engine.state(), State::WaitingArmed);
    let mut device = device.answers(Action::CancelUsbIdle, Outcome::Yes);
    assert_eq!(
        device.post(&[Event::WaitWakeSucceeded]),
        [Action::CancelUsbIdle]
    );
    assert_eq!(
        device.post(&[Event::UsbIdleCompleted]),
        [Action::DeclareActiveAndRequestD0]
    );
}

#[test]
fn a_device_whose_power_framework_directs_it_stays_in_dx_until_it_is_directed_up() {
    let mut device = Model::new()
        .answers(Action::DecideIdle, Outcome::WithoutWake)
        .answers(Action::IsDirected, Outcome::Directed)
        .answers(Action::StayInDx, Outcome::Directed);
    device.post(&START);
    device.post(&[
        Event::DirectedPowerDown,
        Event::PowerNotRequiredDirected,
        Event::IoStopped,
        Event::PoweredDown,
    ]);
    assert_eq!(device.engine.state(), State::WaitingUnarmedDirectedDown);
    device.engine.post(Event::IoPresent).unwrap();
    assert!(device.engine.claim());
    assert!(matches!(device.engine.step(), Next::Dropped { .. }));
    assert!(matches!(device.engine.step(), Next::Idle));
    assert_eq!(
        device.post(&[Event::DirectedPowerUp, Event::PowerRequiredDirected]),
        [
            Action::SimulatePowerRequired,
            Action::DeclareActiveAndRequestD0
        ]
    );
}
