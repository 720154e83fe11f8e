use std::{vec, vec::Vec};

use super::{Action, Event, Pnp, State};
use crate::{Engine, Machine, Next, Outcome, Queue, Row};

extern crate std;

fn rows() -> &'static [Row<Pnp>] {
    Pnp::ROWS
}

fn reached_from(first: &[State]) -> Vec<State> {
    let mut reached = first.to_vec();
    let mut next = 0;
    while let Some(state) = reached.get(next).copied() {
        next += 1;
        let row = Pnp::row(state);
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
    use wdk_sys::wdf::_WDF_DEVICE_PNP_STATE::{WdfDevStatePnpNull, WdfDevStatePnpObjectCreated};
    let numbers: Vec<i32> = rows().iter().map(|row| row.state.number()).collect();
    let all: Vec<i32> = (WdfDevStatePnpObjectCreated..WdfDevStatePnpNull).collect();
    assert_eq!(numbers, all);
    for row in rows() {
        assert_eq!(Pnp::row(row.state).state, row.state);
    }
}

/// `PdoInitFailed` is in the headers, but no state leads there: a bus driver that cannot initialise a device gives it
/// back before the machine runs.
#[test]
fn every_state_but_one_can_be_reached() {
    let reached = reached_from(&[State::ObjectCreated]);
    let missing: Vec<State> = rows()
        .iter()
        .map(|row| row.state)
        .filter(|state| !reached.contains(state))
        .collect();
    assert_eq!(missing, [State::PdoInitFailed]);
}

#[test]
fn every_state_can_come_to_the_end() {
    for row in rows() {
        assert!(
            reached_from(&[row.state]).contains(&State::Final),
            "{:?}",
            row.state
        );
        let ends = row.on.is_empty() && row.then.is_empty();
        assert_eq!(ends, row.state == State::Final, "{:?}", row.state);
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
            // A state without an answer to an outcome waits for an event.
            assert!(
                leads_on || !row.on.is_empty() || row.state == State::Final,
                "{:?}: {outcome:?} of {action:?}",
                row.state
            );
            let question = matches!(outcome, Outcome::Yes | Outcome::No | Outcome::Failed);
            assert!(leads_on || !question, "{:?}: {outcome:?}", row.state);
        }
    }
}

/// A closed state leaves events where they are, so one that is listed could never be taken.
#[test]
fn closed_states_answer_nothing_but_events_with_priority() {
    for row in rows().iter().filter(|row| row.queue == Queue::Closed) {
        for (event, _) in row.on {
            assert!(Pnp::has_priority(*event), "{:?}: {event:?}", row.state);
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

/// What the power policy says comes at once, in whatever state the action left the machine. So each state that gives
/// the policy an order takes both of its answers.
#[test]
fn no_answer_of_the_power_policy_is_lost() {
    for row in rows() {
        let answers: &[Event] = match row.enter {
            Some(Action::StartHardware | Action::RestartHardware | Action::StartPolicy) => {
                &[Event::PolicyStarted, Event::PolicyStartFailed]
            }
            Some(
                Action::StopPolicy | Action::StopPolicyAndEndWake | Action::SurpriseRemovePolicy,
            ) => &[Event::PolicyStopped, Event::PolicyStopFailed],
            Some(Action::ReleaseAndClose | Action::Close) => &[Event::PolicyRemoved],
            Some(Action::WakeForQuery) => &[Event::InD0],
            _ => &[],
        };
        for answer in answers {
            let answered = row.on.iter().any(|(event, _)| event == answer);
            assert!(answered, "{:?}: {answer:?}", row.state);
        }
        for (event, _) in row.on {
            let expected = answers.contains(event);
            assert_eq!(
                Pnp::has_priority(*event),
                expected,
                "{:?}: {event:?}",
                row.state
            );
        }
    }
}

/// The device is removed from wherever it waits: at once, or when it is done with what it does.
#[test]
fn a_removal_is_answered_wherever_the_plug_and_play_manager_may_send_it() {
    for state in [
        State::Init,
        State::InitQueryRemove,
        State::Started,
        State::QueryRemovePending,
        State::FailedWaitForRemove,
        State::RemovedPdoWait,
        State::EjectedWaitingForRemove,
    ] {
        let row = Pnp::row(state);
        assert_eq!(row.queue, Queue::Open);
        assert!(row.on.iter().any(|(event, _)| *event == Event::Remove));
    }
}

/// Runs a machine whose driver answers as `outcome` says.
fn run(
    engine: &mut Engine<Pnp>,
    events: &[Event],
    outcome: impl Fn(Action) -> Outcome,
) -> Vec<Action> {
    let mut done = vec![];
    for event in events {
        engine.post(*event).unwrap();
        assert!(engine.claim());
        loop {
            match engine.step() {
                Next::Enter { action, .. } => {
                    let ended = action.map_or(Outcome::Wait, &outcome);
                    done.extend(action);
                    engine.finish(ended);
                }
                Next::Dropped { state, event } => panic!("{state:?}: {event:?}"),
                Next::Idle => break,
            }
        }
    }
    done
}

/// Every action ends well, a device of no bus, without children.
fn well(action: Action) -> Outcome {
    match action {
        Action::RemoveChildren | Action::IsBusDevice => Outcome::No,
        action => *action
            .outcomes()
            .iter()
            .find(|outcome| matches!(outcome, Outcome::Yes | Outcome::Done))
            .unwrap_or(&Outcome::Wait),
    }
}

const START: [Event; 3] = [Event::AddDevice, Event::StartDevice, Event::PolicyStarted];

#[test]
fn an_orderly_removal_stops_then_releases_and_closes_then_cleans_up() {
    let mut engine = Engine::new(State::ObjectCreated);
    run(&mut engine, &START, well);
    assert_eq!(engine.state(), State::Started);
    let actions = run(
        &mut engine,
        &[
            Event::QueryRemove,
            Event::Remove,
            Event::PolicyStopped,
            Event::PolicyRemoved,
        ],
        well,
    );
    assert_eq!(
        actions,
        [
            Action::MayStop,
            Action::QueryRemove,
            Action::WakeForQuery,
            Action::ForwardRequest,
            Action::StopPolicyAndEndWake,
            Action::ReleaseAndClose,
            Action::RemoveChildren,
            Action::IsBusDevice,
            Action::CleanUp,
            Action::Finish,
        ]
    );
    assert_eq!(engine.state(), State::Final);
}

#[test]
fn a_surprise_removal_tells_the_driver_first() {
    let mut engine = Engine::new(State::ObjectCreated);
    run(&mut engine, &START, well);
    let actions = run(
        &mut engine,
        &[
            Event::SurpriseRemove,
            Event::PolicyStopped,
            Event::PolicyRemoved,
        ],
        well,
    );
    assert_eq!(
        actions,
        [
            Action::SurpriseRemoval,
            Action::SurpriseRemovePolicy,
            Action::ReleaseHardware,
            Action::Close,
            Action::ReportFailure,
        ]
    );
    assert_eq!(engine.state(), State::FailedWaitForRemove);
}

#[test]
fn a_removal_waits_for_the_device_to_come_to_d0_for_the_question() {
    let mut engine = Engine::new(State::ObjectCreated);
    run(&mut engine, &START, well);
    let asleep = |action| match action {
        Action::WakeForQuery => Outcome::Wait,
        action => well(action),
    };
    run(&mut engine, &[Event::QueryRemove], asleep);
    assert_eq!(engine.state(), State::QueryRemoveEnsureDeviceAwake);
    let rest = run(&mut engine, &[Event::InD0], asleep);
    assert_eq!(rest, [Action::ForwardRequest]);
}

#[test]
fn a_driver_that_cannot_prepare_its_hardware_releases_it() {
    for (ended, first) in [
        (Outcome::Failed, Action::ReleaseHardware),
        (Outcome::Refused, Action::AbandonStart),
    ] {
        let mut engine = Engine::new(State::ObjectCreated);
        let actions = run(&mut engine, &START[..2], |action| match action {
            Action::StartHardware => ended,
            action => well(action),
        });
        let after = actions
            .iter()
            .position(|action| *action == Action::StartHardware)
            .unwrap();
        assert_eq!(actions[after + 1], first);
    }
}

#[test]
fn a_device_of_a_bus_that_is_still_there_can_start_anew() {
    let mut engine = Engine::new(State::ObjectCreated);
    let of_a_bus = |action| match action {
        Action::IsBusDevice => Outcome::Yes,
        action => well(action),
    };
    let removal = [Event::Remove, Event::PolicyStopped, Event::PolicyRemoved];
    run(&mut engine, &START, of_a_bus);
    run(&mut engine, &removal, of_a_bus);
    assert_eq!(engine.state(), State::RemovedPdoWait);
    run(&mut engine, &START[1..], of_a_bus);
    assert_eq!(engine.state(), State::Started);
    let missing = |action| match action {
        Action::IsPresent => Outcome::No,
        action => of_a_bus(action),
    };
    run(&mut engine, &removal, missing);
    assert_eq!(engine.state(), State::Final);
}
