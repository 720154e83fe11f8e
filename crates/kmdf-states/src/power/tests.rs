extern crate std;

use std::{collections::BTreeSet, vec::Vec};

use super::{Action, Event, Power, State};
use crate::{Engine, Machine, Next, Outcome, Queue, Row};

const EVENTS: [Event; 14] = [
    Event::D0,
    Event::Dx,
    Event::WakeArrived,
    Event::WakeSucceeded,
    Event::WakeFailed,
    Event::WakeCanceled,
    Event::ImplicitD0,
    Event::ImplicitD3,
    Event::ParentInD0,
    Event::Pageable,
    Event::NonPageable,
    Event::FinishD0,
    Event::FinishDx,
    Event::WakeInterruptsReady,
];

fn ways_out(row: &Row<Power>) -> impl Iterator<Item = State> {
    let outcomes = row.then.iter().map(|(_, to)| *to);
    outcomes.chain(row.on.iter().map(|(_, to)| *to))
}

/// The states that can be reached from `from`.
fn reached(from: State) -> BTreeSet<State> {
    let mut reached = BTreeSet::from([from]);
    let mut next = Vec::from([from]);
    while let Some(state) = next.pop() {
        next.extend(ways_out(Power::row(state)).filter(|to| reached.insert(*to)));
    }
    reached
}

#[test]
fn the_states_are_microsofts() {
    assert_eq!(Power::ROWS.len(), 105);
    for (index, row) in Power::ROWS.iter().enumerate() {
        // The highest bit says that the state is not pageable.
        let number = row.state.number();
        assert_eq!(number & 0x7FFF, 0x300 + index as i32, "{}", row.name);
        assert_eq!(
            number & 0x8000 != 0,
            is_non_pageable(row.state),
            "{}",
            row.name
        );
        assert_eq!(Power::row(row.state).state, row.state);
    }
}

fn is_non_pageable(state: State) -> bool {
    let name = std::format!("{state:?}");
    name.ends_with("NP") || state == State::GotoDxNPFailed
}

#[test]
fn all_states_but_the_last_are_reached_and_left() {
    let reached = reached(State::ObjectCreated);
    for row in Power::ROWS {
        let is_final = row.state == State::Final;
        assert_eq!(reached.contains(&row.state), !is_final, "{}", row.name);
        assert_eq!(ways_out(row).next().is_none(), is_final, "{}", row.name);
    }
}

/// Whatever happens, the device can be stopped.
#[test]
fn every_state_leads_to_stopped() {
    for row in Power::ROWS.iter().filter(|row| row.state != State::Final) {
        assert!(reached(row.state).contains(&State::Stopped), "{}", row.name);
    }
}

#[test]
fn an_action_ends_only_as_it_can_and_every_end_leads_somewhere() {
    for row in Power::ROWS {
        let possible = row.enter.map_or(&[][..], Action::outcomes);
        for (outcome, _) in row.then {
            assert!(possible.contains(outcome), "{}: {outcome:?}", row.name);
        }
        // In a state that does not wait for an event, each outcome leads on.
        let waits = !row.on.is_empty();
        for outcome in possible {
            let leads_on = row.then.iter().any(|(ended, _)| ended == outcome);
            assert!(leads_on || waits, "{}: {outcome:?}", row.name);
        }
    }
}

#[test]
fn an_outcome_or_an_event_leads_to_one_state() {
    for row in Power::ROWS {
        for (index, (outcome, _)) in row.then.iter().enumerate() {
            assert!(row.then[..index].iter().all(|(other, _)| other != outcome));
        }
        for (index, (event, _)) in row.on.iter().enumerate() {
            assert!(row.on[..index].iter().all(|(other, _)| other != event));
            assert!(!row.ignored.contains(event), "{}: {event:?}", row.name);
        }
    }
}

/// A closed state takes events with priority alone, so no other has a place in its row.
#[test]
fn closed_states_name_only_events_with_priority() {
    for row in Power::ROWS.iter().filter(|row| row.queue == Queue::Closed) {
        for (event, to) in row.on {
            assert!(Power::has_priority(*event), "{}: {event:?}", row.name);
            assert_ne!(*to, row.state);
        }
    }
}

/// What lets a device go on comes while it waits for it, and is answered in each state that asked.
#[test]
fn who_asks_is_answered() {
    let asking = |action: Action| {
        Power::ROWS
            .iter()
            .filter(move |row| row.enter == Some(action))
    };
    let answers = |row: &Row<Power>, event| row.on.iter().any(|(answered, _)| *answered == event);
    for (action, event, states) in [
        (Action::StopIo, Event::FinishDx, 4),
        (Action::AskPolicyToGoOn, Event::FinishD0, 2),
        (Action::WakeInterruptsLeaveD0, Event::WakeInterruptsReady, 2),
        (Action::WakeInterruptsEnterD0, Event::WakeInterruptsReady, 2),
    ] {
        assert_eq!(asking(action).count(), states, "{action:?}");
        assert!(asking(action).all(|row| answers(row, event)), "{action:?}");
        let others = Power::ROWS.iter().filter(|row| answers(row, event));
        assert!(others.clone().count() >= states, "{event:?}");
    }
    let waits_for_parent = Power::ROWS
        .iter()
        .filter(|row| answers(row, Event::ParentInD0));
    let waiting: Vec<_> = waits_for_parent.map(|row| row.state).collect();
    assert_eq!(
        waiting,
        [
            State::StartingChild,
            State::WaitForParentArmedForWake,
            State::WaitForParentArmedForWakeNP,
            State::WaitForParent,
            State::WaitForParentNP,
        ]
    );
}

/// A state and its counterpart that is not pageable answer the same events.
#[test]
fn non_pageable_states_answer_what_pageable_ones_do() {
    for row in Power::ROWS {
        let name = std::format!("{}NP", row.name);
        let Some(counterpart) = Power::ROWS.iter().find(|other| other.name == name) else {
            continue;
        };
        let events = |row: &Row<Power>| {
            let events = row.on.iter().map(|(event, _)| match event {
                Event::Pageable => Event::NonPageable,
                event => *event,
            });
            events.collect::<BTreeSet<_>>()
        };
        assert_eq!(events(row), events(counterpart), "{}", row.name);
    }
}

/// Takes a machine through `events`; an action ends as `outcome` says. The result are the actions.
fn run(
    engine: &mut Engine<Power>,
    event: Event,
    outcome: impl Fn(Action) -> Outcome,
) -> Vec<Action> {
    let mut actions = Vec::new();
    engine.post(event).unwrap();
    assert!(engine.claim());
    loop {
        match engine.step() {
            Next::Enter { action, .. } => {
                let ended = action.map_or(Outcome::Wait, &outcome);
                assert!(action.is_none_or(|action| action.outcomes().contains(&ended)));
                actions.extend(action);
                engine.finish(ended);
                // The power policy answers at once.
                match action {
                    Some(Action::StopIo) => engine.post(Event::FinishDx).unwrap(),
                    Some(Action::AskPolicyToGoOn) if ended == Outcome::Wait => {
                        engine.post(Event::FinishD0).unwrap();
                    }
                    _ => {}
                }
            }
            Next::Dropped { event, .. } => actions.extend(event.when_dropped()),
            Next::Idle => return actions,
        }
    }
}

/// Nothing fails, and the device is pageable, has drivers below it, and cannot wake up its bus.
fn all_is_well(action: Action) -> Outcome {
    match action {
        Action::IsPageable => Outcome::Yes,
        Action::IsWakeOwner | Action::LookForWakeRequest | Action::StartAsleep => Outcome::Pageable,
        Action::WakeInterruptsLeaveD0
        | Action::WakeInterruptsEnterD0
        | Action::IsChild
        | Action::AskParent
        | Action::RestartIo => Outcome::No,
        Action::AskPolicyToGoOn
        | Action::StopIo
        | Action::CompleteWake
        | Action::ReportUpFailed
        | Action::ReportDownFailed => Outcome::Wait,
        _ => Outcome::Done,
    }
}

const QUESTIONS: [Action; 5] = [
    Action::IsChild,
    Action::IsPageable,
    Action::IsWakeOwner,
    Action::WakeInterruptsEnterD0,
    Action::WakeInterruptsLeaveD0,
];

fn without_questions(actions: Vec<Action>) -> Vec<Action> {
    let actions = actions.into_iter();
    actions
        .filter(|action| !QUESTIONS.contains(action))
        .collect()
}

#[test]
fn a_device_starts_sleeps_wakes_and_stops_in_the_documented_order() {
    let mut engine = Engine::<Power>::new(State::ObjectCreated);
    let mut fire = |event| without_questions(run(&mut engine, event, all_is_well));
    assert_eq!(
        fire(Event::ImplicitD0),
        [
            Action::EnterD0,
            Action::ConnectInterrupts,
            Action::StartDmaAndScan,
            Action::PostHardware,
            Action::StartIo,
        ]
    );
    assert_eq!(fire(Event::Dx), [Action::StopIo, Action::LeaveD0]);
    assert_eq!(
        fire(Event::D0),
        [
            Action::EnterD0,
            Action::ReconnectInterrupts,
            Action::StartDmaAndScan,
            Action::AskPolicyToGoOn,
            Action::RestartIo,
        ]
    );
    assert_eq!(fire(Event::ImplicitD3), [Action::StopInD0]);
    assert_eq!(engine.state(), State::Stopped);
}

/// What follows when the action ends in a failure: each action before it is undone, in reverse.
#[test]
fn a_failure_on_the_way_to_d0_undoes_what_was_done() {
    let undone = |event: Event, failing: Action, how: Outcome| {
        let mut engine = Engine::<Power>::new(State::ObjectCreated);
        if event == Event::D0 {
            let _ = run(&mut engine, Event::ImplicitD0, all_is_well);
            let _ = run(&mut engine, Event::Dx, all_is_well);
        }
        let end = |action| {
            if action == failing {
                how
            } else {
                all_is_well(action)
            }
        };
        let actions = without_questions(run(&mut engine, event, end));
        let at = actions
            .iter()
            .position(|action| *action == failing)
            .unwrap();
        (actions[at + 1..].to_vec(), engine.state())
    };
    let reports = |event| match event {
        Event::D0 => (Action::ReportUpFailed, State::ReportPowerUpFailed),
        _ => (Action::ReportStartFailed, State::Stopped),
    };
    let all = [
        Action::SuspendSelfManagedIo,
        Action::HoldQueues,
        Action::UndoPostHardware,
        Action::UndoDma,
        Action::UndoInterrupts,
    ];
    for (event, connect, post, start) in [
        (
            Event::ImplicitD0,
            Action::ConnectInterrupts,
            Action::PostHardware,
            Action::StartIo,
        ),
        (
            Event::D0,
            Action::ReconnectInterrupts,
            Action::AskPolicyToGoOn,
            Action::RestartIo,
        ),
    ] {
        for (failing, how, from) in [
            (start, Outcome::FailedAfter, 0),
            (start, Outcome::Failed, 1),
            (post, Outcome::Failed, 2),
            (post, Outcome::FailedBefore, 3),
            (Action::StartDmaAndScan, Outcome::Failed, 3),
            (connect, Outcome::Failed, 4),
        ] {
            let (report, then) = reports(event);
            let mut expected = all[from..].to_vec();
            expected.extend([Action::ReleaseParent, report]);
            assert_eq!(
                undone(event, failing, how),
                (expected, then),
                "{failing:?} {how:?}"
            );
        }
    }
    // The hardware did not enter D0, so nothing is to be undone.
    let (actions, _) = undone(Event::ImplicitD0, Action::EnterD0, Outcome::Failed);
    assert_eq!(actions, [Action::ReleaseParent, Action::ReportStartFailed]);
    let (actions, _) = undone(Event::D0, Action::EnterD0, Outcome::Failed);
    assert_eq!(
        actions,
        [
            Action::AbandonD0,
            Action::ReleaseParent,
            Action::ReportUpFailed
        ]
    );
    let (actions, _) = undone(Event::D0, Action::EnterD0, Outcome::FailedAfter);
    assert_eq!(actions[..2], [Action::ExitD0, Action::AbandonD0]);
}

/// A request that comes in any state is either kept by it until it is released, or released at once.
#[test]
fn a_request_that_no_state_answers_is_released() {
    for row in Power::ROWS.iter().filter(|row| row.queue == Queue::Open) {
        for event in [Event::D0, Event::Dx] {
            let mut engine = Engine::<Power>::new(row.state);
            let actions = run(&mut engine, event, all_is_well);
            let releases = actions.iter().filter(|action| {
                matches!(
                    action,
                    Action::ReleaseRequest
                        | Action::RestartIo
                        | Action::LeaveD0
                        | Action::LeaveD0NonPageable
                )
            });
            assert_eq!(releases.count(), 1, "{} {event:?}: {actions:?}", row.name);
        }
    }
}

/// An event with priority is taken before those that came earlier, in closed states, too.
#[test]
fn a_request_waits_while_the_machine_is_on_its_way() {
    let mut engine = Engine::<Power>::new(State::GotoDx);
    engine.post(Event::D0).unwrap();
    assert!(engine.claim());
    assert!(matches!(engine.step(), Next::Idle));
    let actions = run(&mut engine, Event::FinishDx, all_is_well);
    assert_eq!(
        without_questions(actions)[..2],
        [Action::LeaveD0, Action::EnterD0]
    );
    assert_eq!(engine.state(), State::D0);
}

/// In each state, an event that is neither answered nor known to come is dropped, and the machine goes on.
#[test]
fn no_event_stops_the_machine() {
    for row in Power::ROWS {
        for event in EVENTS {
            let mut engine = Engine::<Power>::new(row.state);
            let actions = run(&mut engine, event, all_is_well);
            let taken = row.queue == Queue::Open || Power::has_priority(event);
            assert_eq!(engine.is_idle(), taken, "{} {event:?}", row.name);
            if !taken {
                assert!(actions.is_empty());
            }
        }
    }
}
