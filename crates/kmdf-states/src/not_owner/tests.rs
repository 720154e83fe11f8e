use std::{vec, vec::Vec};

use super::{Action, Event, NotOwner, State};
use crate::{Engine, Machine, Next, Outcome, Queue};

extern crate std;

fn reached_from(first: State) -> Vec<State> {
    let mut reached = vec![first];
    let mut next = 0;
    while let Some(state) = reached.get(next).copied() {
        next += 1;
        let row = NotOwner::row(state);
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
fn each_state_is_one_of_the_owners_by_number_and_name() {
    let mut before = 0;
    for row in NotOwner::ROWS {
        assert_eq!(NotOwner::row(row.state).state, row.state);
        assert!(row.state.number() > before, "{:?}", row.state);
        before = row.state.number();
        let same = crate::policy::Policy::ROWS
            .iter()
            .find(|other| other.state.number() == row.state.number());
        assert_eq!(same.map(|other| other.name), Some(row.name));
    }
}

#[test]
fn every_state_can_be_reached_and_can_come_to_the_removal() {
    let reached = reached_from(State::ObjectCreated);
    for row in NotOwner::ROWS {
        assert!(reached.contains(&row.state), "{:?}", row.state);
        assert!(reached_from(row.state).contains(&State::Removed));
        for (outcome, _) in row.then {
            assert!(row.enter.unwrap().outcomes().contains(outcome));
        }
        let leads_on = row
            .enter
            .is_some_and(|action| action.outcomes() == [Outcome::Done]);
        assert_eq!(leads_on, !row.then.is_empty(), "{:?}", row.state);
    }
}

#[test]
fn closed_states_answer_nothing_but_events_with_priority() {
    for row in NotOwner::ROWS {
        for (event, _) in row.on {
            let taken = row.queue == Queue::Open || NotOwner::has_priority(*event);
            assert!(taken, "{:?}: {event:?}", row.state);
        }
    }
}

/// Posts events; the actions that they led to. An event that no state answers is nothing to the machine.
fn post(engine: &mut Engine<NotOwner>, events: &[Event]) -> Vec<Action> {
    let mut done = vec![];
    for event in events {
        engine.post(*event).unwrap();
        assert!(engine.claim());
        loop {
            match engine.step() {
                Next::Enter { action, .. } => {
                    done.extend(action);
                    engine.finish(action.map_or(Outcome::Wait, |action| action.outcomes()[0]));
                }
                Next::Dropped { .. } => {}
                Next::Idle => break,
            }
        }
    }
    done
}

#[test]
fn a_request_of_another_driver_is_carried_out_at_once() {
    let mut engine = Engine::new(State::ObjectCreated);
    assert_eq!(
        post(&mut engine, &[Event::Start, Event::PoweredUp]),
        [Action::PowerUp, Action::ReportStarted]
    );
    assert_eq!(
        post(
            &mut engine,
            &[
                Event::IoStopped,
                Event::PoweredDown,
                Event::HardwareStarted,
                Event::PoweredUp,
            ]
        ),
        [Action::CompleteDx, Action::CompleteD0]
    );
    assert_eq!(engine.state(), State::StartingSucceeded);
}

/// The device stops while a request is on its way: the request is finished, and the end of the stop is not mistaken
/// for its end.
#[test]
fn a_request_that_comes_as_the_device_stops_is_finished_first() {
    let mut engine = Engine::new(State::ObjectCreated);
    post(&mut engine, &[Event::Start, Event::PoweredUp]);
    assert_eq!(
        post(
            &mut engine,
            &[
                Event::Stop,
                Event::IoStopped,
                Event::PoweredDown,
                Event::ImplicitlyPoweredDown,
                Event::Remove,
            ]
        ),
        [
            Action::PowerDown,
            Action::CompleteDx,
            Action::ReportStopped,
            Action::ReportRemoved,
        ]
    );
    assert_eq!(engine.state(), State::Removed);
}
