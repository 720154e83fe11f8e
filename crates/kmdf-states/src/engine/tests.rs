#![expect(unreachable_pub, reason = "the macro writes public items")]

use super::{DEPTH, Engine, Next, QueueFull};
use crate::{Machine, Outcome};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Start,
    Stop,
    Started,
    Idle,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    PowerUp,
}

mod numbers {
    #![expect(non_upper_case_globals, reason = "as in Microsoft's headers")]
    pub(super) const WdfOff: i32 = 0x100;
    pub(super) const WdfStarting: i32 = 0x101;
    pub(super) const WdfOn: i32 = 0x102;
}

crate::table::machine! {
    /// A lamp.
    machine Lamp, numbers self::numbers;
    priority Started;
    singular Idle;

    Off = WdfOff, Open {
        on Start => Starting;
        ignore Stop;
    }
    Starting = WdfStarting, Closed {
        enter PowerUp { Done => On, Failed => Off };
        on Started => On;
    }
    On = WdfOn, Open {
        on Stop => Off;
    }
}

fn step(lamp: &mut Engine<Lamp>) -> Option<(State, State, Option<Action>)> {
    match lamp.step() {
        Next::Enter { from, to, action } => Some((from, to, action)),
        Next::Dropped { .. } | Next::Idle => None,
    }
}

#[test]
fn an_outcome_leads_on_at_once_and_any_other_waits() {
    for (outcome, then) in [(Outcome::Done, State::On), (Outcome::Failed, State::Off)] {
        let mut lamp = Engine::<Lamp>::new(State::Off);
        lamp.post(Event::Start).unwrap();
        assert!(lamp.claim());
        let entered = step(&mut lamp);
        assert_eq!(
            entered,
            Some((State::Off, State::Starting, Some(Action::PowerUp)))
        );
        lamp.finish(outcome);
        assert_eq!(step(&mut lamp), Some((State::Starting, then, None)));
    }
    let mut lamp = Engine::<Lamp>::new(State::Starting);
    assert!(lamp.claim());
    lamp.finish(Outcome::Wait);
    assert!(matches!(lamp.step(), Next::Idle));
    assert_eq!(lamp.state(), State::Starting);
}

#[test]
fn a_closed_state_takes_events_with_priority_alone() {
    let mut lamp = Engine::<Lamp>::new(State::Starting);
    lamp.post(Event::Stop).unwrap();
    assert!(lamp.claim());
    assert!(matches!(lamp.step(), Next::Idle));
    lamp.post(Event::Started).unwrap();
    assert!(lamp.claim());
    assert_eq!(step(&mut lamp), Some((State::Starting, State::On, None)));
    assert_eq!(step(&mut lamp), Some((State::On, State::Off, None)));
    assert!(lamp.claim() || !lamp.is_idle());
}

#[test]
fn one_thread_works_through_the_queue() {
    let mut lamp = Engine::<Lamp>::new(State::Off);
    lamp.post(Event::Start).unwrap();
    assert!(lamp.claim());
    assert!(!lamp.claim(), "another thread has it");
    assert!(!lamp.is_idle());
}

#[test]
fn an_event_that_no_state_answers_is_dropped_by_name() {
    let mut lamp = Engine::<Lamp>::new(State::Off);
    lamp.post(Event::Stop).unwrap();
    assert!(lamp.claim());
    let Next::Dropped { state, event } = lamp.step() else {
        panic!("a lamp that is off does not stop");
    };
    assert_eq!((state, event), (State::Off, Event::Stop));
}

#[test]
fn singular_events_wait_once_and_a_full_queue_says_so() {
    let mut lamp = Engine::<Lamp>::new(State::Off);
    for _ in 0..DEPTH + 1 {
        lamp.post(Event::Idle).unwrap();
    }
    for _ in 1..DEPTH {
        lamp.post(Event::Stop).unwrap();
    }
    assert_eq!(lamp.post(Event::Stop), Err(QueueFull));
}

#[test]
fn a_row_is_found_by_its_state() {
    for row in Lamp::ROWS {
        assert_eq!(Lamp::row(row.state).name, row.name);
    }
    assert_eq!(State::On.number(), 0x102);
}
