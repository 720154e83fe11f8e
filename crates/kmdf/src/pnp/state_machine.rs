//! The Plug and Play states of a device as a table. No unsafe code, no kernel.
//!
//! Order and failure handling are those of
//! [PnP and power management scenarios](https://learn.microsoft.com/windows-hardware/drivers/wdf/pnp-and-power-management-scenarios).
#![forbid(unsafe_code)]

/// Where the device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Created, not started.
    Init,
    /// Started.
    Started,
    /// Agreed to stop.
    StopPending,
    /// Stopped, so that its resources can be balanced.
    Stopped,
    /// Agreed to be removed.
    RemovePending,
    /// Failed: its hardware is released, it waits for its removal.
    Failed,
    /// Its hardware was removed; it waits for its removal.
    SurpriseRemoved,
    /// Removed.
    Removed,
}

/// The Plug and Play manager's requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// `IRP_MN_START_DEVICE`, after the lower devices have started.
    Start,
    /// `IRP_MN_QUERY_STOP_DEVICE`.
    QueryStop,
    /// `IRP_MN_CANCEL_STOP_DEVICE`.
    CancelStop,
    /// `IRP_MN_STOP_DEVICE`.
    Stop,
    /// `IRP_MN_QUERY_REMOVE_DEVICE`.
    QueryRemove,
    /// `IRP_MN_CANCEL_REMOVE_DEVICE`.
    CancelRemove,
    /// `IRP_MN_SURPRISE_REMOVAL`.
    SurpriseRemove,
    /// `IRP_MN_REMOVE_DEVICE`.
    Remove,
    /// The device did not change its power state: the framework's own event.
    PowerFailed,
}

/// One thing the framework does. Steps that undo do nothing when there is nothing to undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// `EvtDeviceQueryStop`.
    QueryStop,
    /// `EvtDeviceQueryRemove`.
    QueryRemove,
    /// `EvtDevicePrepareHardware`.
    PrepareHardware,
    /// To D0: `EvtDeviceD0Entry` and what follows.
    PowerUp,
    /// The owner of the power policy asks the stack what its devices can.
    QueryCapabilities,
    /// Device interfaces can be opened.
    EnableInterfaces,
    /// `EvtDeviceSurpriseRemoval`.
    SurpriseRemoval,
    /// Out of D0 for good: `EvtDeviceD0Exit(D3Final)` and what precedes it.
    PowerDown,
    /// `EvtDeviceReleaseHardware`.
    ReleaseHardware,
    /// Device interfaces cannot be opened any more.
    DisableInterfaces,
    /// Power-managed queues refuse and cancel.
    PurgeManagedQueues,
    /// `EvtDeviceSelfManagedIoFlush`.
    FlushSelfManagedIo,
    /// All queues refuse and cancel.
    PurgeQueues,
    /// `EvtDeviceSelfManagedIoCleanup`.
    CleanupSelfManagedIo,
}

/// What an event leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// In this order.
    pub(crate) steps: &'static [Step],
    /// Where the device is afterwards.
    pub(crate) then: State,
}

use Step::{
    CleanupSelfManagedIo, DisableInterfaces, EnableInterfaces, FlushSelfManagedIo, PowerDown,
    PowerUp, PrepareHardware, PurgeManagedQueues, PurgeQueues, QueryCapabilities, QueryRemove,
    QueryStop, ReleaseHardware, SurpriseRemoval,
};

const START: &[Step] = &[
    PrepareHardware,
    QueryCapabilities,
    PowerUp,
    EnableInterfaces,
];
const STOP: &[Step] = &[PowerDown, ReleaseHardware];
const FAIL: &[Step] = &[
    PowerDown,
    ReleaseHardware,
    DisableInterfaces,
    PurgeManagedQueues,
    FlushSelfManagedIo,
];
const SURPRISE: &[Step] = &[
    SurpriseRemoval,
    PowerDown,
    ReleaseHardware,
    DisableInterfaces,
    PurgeManagedQueues,
    FlushSelfManagedIo,
];
const REMOVE: &[Step] = &[
    PowerDown,
    ReleaseHardware,
    DisableInterfaces,
    PurgeManagedQueues,
    FlushSelfManagedIo,
    PurgeQueues,
    CleanupSelfManagedIo,
];
const REMOVE_RELEASED: &[Step] = &[PurgeQueues, CleanupSelfManagedIo];

/// What `event` leads to; none when the Plug and Play manager does not send it in this state.
#[must_use]
pub(crate) fn plan(state: State, event: Event) -> Option<Plan> {
    use State::{
        Failed, Init, RemovePending, Removed, Started, StopPending, Stopped, SurpriseRemoved,
    };
    let (steps, then): (&'static [Step], State) = match (state, event) {
        (Init | Stopped, Event::Start) => (START, Started),
        (Started, Event::QueryStop) => (&[QueryStop], StopPending),
        (Started | StopPending, Event::CancelStop) => (&[], Started),
        (StopPending | Started, Event::Stop) => (STOP, Stopped),
        (Started, Event::QueryRemove) => (&[QueryRemove], RemovePending),
        (Started | RemovePending, Event::CancelRemove) => (&[], Started),
        (Init | Stopped | Failed, Event::QueryStop | Event::QueryRemove) => (&[], state),
        (Init | Stopped | Failed, Event::CancelStop | Event::CancelRemove | Event::Stop) => {
            (&[], state)
        }
        (Init, Event::SurpriseRemove) => (&[], Init),
        (Started | StopPending | RemovePending | Stopped, Event::SurpriseRemove) => {
            (SURPRISE, SurpriseRemoved)
        }
        (Failed, Event::SurpriseRemove) => (&[SurpriseRemoval], SurpriseRemoved),
        (Started | StopPending | RemovePending, Event::PowerFailed) => (FAIL, Failed),
        (Failed | SurpriseRemoved, Event::Remove) => (REMOVE_RELEASED, Removed),
        (Init | Started | StopPending | RemovePending | Stopped, Event::Remove) => {
            (REMOVE, Removed)
        }
        _ => return None,
    };
    Some(Plan { steps, then })
}

/// What follows when a step of the plan for `event` fails.
#[must_use]
pub(crate) fn failure(state: State, event: Event, step: Step) -> Failure {
    match (event, step) {
        (_, QueryStop | QueryRemove) => Failure::Refuse(state),
        (Event::Start, _) => Failure::Undo(Plan {
            steps: FAIL,
            then: State::Failed,
        }),
        (Event::Stop, _) => Failure::Fail(Plan {
            steps: FAIL,
            then: State::Failed,
        }),
        _ => Failure::Continue,
    }
}

/// How a failed step is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The event fails; the device stays where it was.
    Refuse(State),
    /// The event fails, after these steps.
    Undo(Plan),
    /// The event cannot fail, the device does: these steps follow.
    Fail(Plan),
    /// The failure is noted, the remaining steps run.
    Continue,
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENTS: [Event; 9] = [
        Event::Start,
        Event::QueryStop,
        Event::CancelStop,
        Event::Stop,
        Event::QueryRemove,
        Event::CancelRemove,
        Event::SurpriseRemove,
        Event::Remove,
        Event::PowerFailed,
    ];

    fn steps_of(events: &[Event]) -> Vec<Step> {
        let mut state = State::Init;
        let mut steps = Vec::new();
        for event in events {
            let plan = plan(state, *event).expect("the event can happen here");
            steps.extend_from_slice(plan.steps);
            state = plan.then;
        }
        steps
    }

    extern crate std;
    use std::vec::Vec;

    #[test]
    fn an_orderly_removal_leaves_d0_then_releases_then_closes() {
        let steps = steps_of(&[Event::Start, Event::QueryRemove, Event::Remove]);
        assert_eq!(
            steps,
            [
                PrepareHardware,
                QueryCapabilities,
                PowerUp,
                EnableInterfaces,
                QueryRemove,
                PowerDown,
                ReleaseHardware,
                DisableInterfaces,
                PurgeManagedQueues,
                FlushSelfManagedIo,
                PurgeQueues,
                CleanupSelfManagedIo,
            ]
        );
    }

    #[test]
    fn a_surprise_removal_tells_the_driver_first_and_cleans_up_at_the_removal() {
        let steps = steps_of(&[Event::Start, Event::SurpriseRemove, Event::Remove]);
        assert_eq!(steps[4], SurpriseRemoval);
        assert_eq!(steps.last(), Some(&CleanupSelfManagedIo));
        let releases = steps.iter().filter(|step| **step == ReleaseHardware);
        assert_eq!(releases.count(), 1);
    }

    #[test]
    fn rebalancing_prepares_the_hardware_twice() {
        let steps = steps_of(&[Event::Start, Event::QueryStop, Event::Stop, Event::Start]);
        let prepares = steps.iter().filter(|step| **step == PrepareHardware);
        assert_eq!(prepares.count(), 2);
    }

    #[test]
    fn a_failed_start_releases_the_hardware() {
        let Failure::Undo(plan) = failure(State::Init, Event::Start, PrepareHardware) else {
            panic!("a failed start is undone");
        };
        assert!(plan.steps.contains(&ReleaseHardware));
        assert_eq!(plan.then, State::Failed);
    }

    /// From every reachable state, the Plug and Play manager can remove the device.
    #[test]
    fn every_state_but_removed_can_be_removed() {
        let mut reached = Vec::from([State::Init, State::Failed]);
        let mut next = 0;
        while let Some(state) = reached.get(next).copied() {
            next += 1;
            for event in EVENTS {
                let Some(plan) = plan(state, event) else {
                    continue;
                };
                if !reached.contains(&plan.then) {
                    reached.push(plan.then);
                }
            }
            assert_eq!(
                plan(state, Event::Remove).is_some(),
                state != State::Removed
            );
        }
    }
}
