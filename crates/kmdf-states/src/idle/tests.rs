use std::{vec, vec::Vec};

use super::{Event, Host, Idle, Reference, State};
use crate::policy;

extern crate std;

/// What the machine had done for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Did {
    StartTimer,
    CancelTimer,
    InD0(bool),
    Post(policy::Event),
    TellPnp,
}

#[derive(Default)]
struct Log {
    did: Vec<Did>,
    /// Whether the time-out is over when it is to be cancelled.
    late: bool,
}

impl Host for Log {
    fn start_timer(&mut self) {
        self.did.push(Did::StartTimer);
    }

    fn cancel_timer(&mut self) -> bool {
        self.did.push(Did::CancelTimer);
        !self.late
    }

    fn set_in_d0(&mut self, in_d0: bool) {
        self.did.push(Did::InD0(in_d0));
    }

    fn post(&mut self, event: policy::Event) {
        self.did.push(Did::Post(event));
    }

    fn tell_pnp(&mut self) {
        self.did.push(Did::TellPnp);
    }
}

impl Log {
    fn take(&mut self) -> Vec<Did> {
        core::mem::take(&mut self.did)
    }
}

/// A started device that may idle, with nothing to do.
fn idling() -> (Idle, Log) {
    let (mut idle, mut log) = (Idle::new(), Log::default());
    for event in [Event::Start, Event::PoweredUp, Event::Enabled] {
        idle.take(event, &mut log);
    }
    assert_eq!(
        log.take(),
        [Did::InD0(false), Did::InD0(true), Did::StartTimer]
    );
    (idle, log)
}

fn in_dx() -> (Idle, Log) {
    let (mut idle, mut log) = idling();
    idle.take(Event::TimerExpired, &mut log);
    idle.take(Event::PoweredDown, &mut log);
    assert_eq!(
        log.take(),
        [
            Did::Post(policy::Event::IdleTimeout),
            Did::InD0(false),
            Did::InD0(false),
        ]
    );
    (idle, log)
}

#[test]
fn the_time_out_runs_only_while_there_is_nothing_to_do() {
    let (mut idle, mut log) = idling();
    assert_eq!(idle.add(false, &mut log), Reference::InD0);
    assert_eq!(idle.add(false, &mut log), Reference::InD0);
    assert_eq!(log.take(), [Did::CancelTimer]);
    assert!(idle.remove(&mut log));
    assert_eq!(log.take(), []);
    assert!(idle.remove(&mut log));
    assert_eq!(log.take(), [Did::StartTimer]);
    assert!(!idle.remove(&mut log), "one too many");
}

#[test]
fn a_device_that_is_not_started_or_has_failed_gives_no_reference() {
    let (mut idle, mut log) = (Idle::new(), Log::default());
    assert_eq!(idle.add(false, &mut log), Reference::Refused);
    let (mut failed, mut log_of_failed) = in_dx();
    assert_eq!(failed.add(false, &mut log_of_failed), Reference::Pending);
    failed.take(Event::PowerUpFailed, &mut log_of_failed);
    assert!(
        !failed.after_wait(&mut log_of_failed),
        "it did not come to D0"
    );
    assert_eq!(failed.references(), 0);
    assert_eq!(failed.add(false, &mut log_of_failed), Reference::Refused);
}

#[test]
fn the_policy_is_told_of_something_to_do_once_for_each_stay_in_dx() {
    let (mut idle, mut log) = in_dx();
    assert_eq!(idle.add(false, &mut log), Reference::Pending);
    assert_eq!(idle.add(false, &mut log), Reference::Pending);
    assert_eq!(log.take(), [Did::Post(policy::Event::IoPresent)]);
    assert!(!idle.query_return_to_idle());
    idle.take(Event::PoweredUp, &mut log);
    assert_eq!(log.take(), [Did::InD0(true)]);
    assert!(idle.after_wait(&mut log));
    assert_eq!(idle.state(), State::Busy);
}

/// The reference is given back before the policy has looked: the device stays in Dx, and the policy is told of the
/// next one.
#[test]
fn what_is_done_before_the_policy_looks_leaves_the_device_in_dx() {
    let (mut idle, mut log) = in_dx();
    assert_eq!(idle.add(false, &mut log), Reference::Pending);
    idle.remove(&mut log);
    log.take();
    assert!(idle.query_return_to_idle());
    assert_eq!(idle.add(false, &mut log), Reference::Pending);
    assert_eq!(log.take(), [Did::Post(policy::Event::IoPresent)]);
}

#[test]
fn a_time_out_that_is_over_already_is_waited_for() {
    let (mut idle, mut log) = idling();
    log.late = true;
    assert!(!idle.disable(&mut log));
    log.take();
    idle.take(Event::TimerExpired, &mut log);
    assert_eq!(log.take(), [Did::Post(policy::Event::IdleTimeout)]);
    assert_eq!(idle.state(), State::Disabled);
    let (mut idle, mut log) = idling();
    assert!(idle.disable(&mut log), "cancelled in time");
}

/// A reference that came as the time-out was over keeps the device in D0: the end of the time-out is of no account.
#[test]
fn a_reference_that_meets_the_end_of_the_time_out_wins() {
    let (mut idle, mut log) = idling();
    log.late = true;
    assert_eq!(idle.add(false, &mut log), Reference::InD0);
    log.take();
    idle.take(Event::TimerExpired, &mut log);
    assert_eq!(log.take(), []);
    assert_eq!(idle.state(), State::Busy);
}

/// Both at once: the end of the time-out is still to come when the device may not idle any more.
#[test]
fn the_end_of_a_time_out_is_waited_for_although_a_reference_came_first() {
    let (mut idle, mut log) = idling();
    log.late = true;
    assert_eq!(idle.add(false, &mut log), Reference::InD0);
    assert!(!idle.disable(&mut log));
    log.take();
    idle.take(Event::TimerExpired, &mut log);
    assert_eq!(log.take(), [Did::Post(policy::Event::IdleTimeout)]);
    assert_eq!(idle.state(), State::Disabled);
}

/// The query came while the device was about to leave D0, which it does first.
#[test]
fn plug_and_play_is_not_told_as_the_device_leaves_d0() {
    let (mut idle, mut log) = idling();
    idle.take(Event::TimerExpired, &mut log);
    assert_eq!(idle.add(true, &mut log), Reference::Pending);
    log.take();
    idle.take(Event::PoweredDown, &mut log);
    assert_eq!(log.take(), [Did::InD0(false)]);
    idle.take(Event::PoweredUp, &mut log);
    assert_eq!(log.take(), [Did::InD0(true), Did::TellPnp]);
}

#[test]
fn plug_and_play_hears_once_that_the_device_is_in_d0_or_will_not_be() {
    for end in [Event::PoweredUp, Event::PowerUpFailed, Event::Stop] {
        let (mut idle, mut log) = in_dx();
        assert_eq!(idle.add(true, &mut log), Reference::Pending);
        log.take();
        idle.take(end, &mut log);
        assert_eq!(log.take(), [Did::InD0(true), Did::TellPnp], "{end:?}");
    }
    let (mut idle, mut log) = idling();
    assert_eq!(idle.add(true, &mut log), Reference::InD0);
    assert!(!log.take().contains(&Did::TellPnp));
}

/// Whatever comes, whoever waits for D0 is let go on when the device is in D0, has failed or is stopped.
#[test]
fn nobody_waits_for_a_device_that_will_not_come_to_d0() {
    const EVENTS: [Event; 9] = [
        Event::Start,
        Event::Stop,
        Event::PoweredUp,
        Event::PowerUpFailed,
        Event::PoweredDown,
        Event::PowerDownFailed,
        Event::Enabled,
        Event::Disabled,
        Event::TimerExpired,
    ];
    let mut sequences: Vec<Vec<Event>> = vec![vec![]];
    for _ in 0..5 {
        sequences = sequences
            .iter()
            .flat_map(|before| {
                EVENTS.map(|event| {
                    let mut after = before.clone();
                    after.push(event);
                    after
                })
            })
            .collect();
        for events in &sequences {
            let (mut idle, mut log) = (Idle::new(), Log::default());
            for event in events {
                idle.take(*event, &mut log);
            }
            let waits = log.did.iter().rev().find_map(|did| match did {
                Did::InD0(in_d0) => Some(!in_d0),
                _ => None,
            });
            let may_wait = matches!(idle.state(), State::Started | State::TimedOut | State::InDx);
            let stopped_while_starting = idle.state() == State::Stopped;
            assert!(
                waits != Some(true) || may_wait || stopped_while_starting,
                "{events:?}: {:?}",
                idle.state()
            );
        }
    }
}
