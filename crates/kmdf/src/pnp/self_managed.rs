//! Self-managed I/O as a table: which of the five callbacks comes next. No unsafe code.
#![forbid(unsafe_code)]

/// Where a device's self-managed I/O is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Never started.
    Created,
    /// `Init` failed.
    InitFailed,
    /// Runs.
    Started,
    /// Suspended.
    Stopped,
    /// `Suspend` or `Restart` failed.
    Failed,
    /// Flushed.
    Flushed,
    /// Cleaned up.
    Final,
}

/// The events of the power and Plug and Play machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The device is in D0.
    Start,
    /// The device leaves D0.
    Suspend,
    /// The device is removed or has failed.
    Flush,
    /// The device is removed.
    Cleanup,
}

/// The driver's callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Callback {
    /// `EvtDeviceSelfManagedIoInit`.
    Init,
    /// `EvtDeviceSelfManagedIoRestart`.
    Restart,
    /// `EvtDeviceSelfManagedIoSuspend`.
    Suspend,
    /// `EvtDeviceSelfManagedIoFlush`.
    Flush,
    /// `EvtDeviceSelfManagedIoCleanup`.
    Cleanup,
}

/// The callback that `event` leads to, and the states after its success and its failure.
#[must_use]
pub(crate) fn next(state: State, event: Event) -> Option<(Callback, State, State)> {
    Some(match (state, event) {
        (State::Created, Event::Start) => (Callback::Init, State::Started, State::InitFailed),
        (State::Stopped | State::Flushed, Event::Start) => {
            (Callback::Restart, State::Started, State::Failed)
        }
        (State::Started, Event::Suspend) => (Callback::Suspend, State::Stopped, State::Failed),
        (State::InitFailed | State::Stopped | State::Failed, Event::Flush) => {
            (Callback::Flush, State::Flushed, State::Flushed)
        }
        (State::Flushed, Event::Cleanup) => (Callback::Cleanup, State::Final, State::Final),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Callback, Event, State, next};

    #[test]
    fn the_first_start_initialises_and_later_ones_restart() {
        let (callback, started, _) = next(State::Created, Event::Start).unwrap();
        assert_eq!(callback, Callback::Init);
        let (_, stopped, _) = next(started, Event::Suspend).unwrap();
        assert_eq!(next(stopped, Event::Start).unwrap().0, Callback::Restart);
    }

    #[test]
    fn what_never_started_is_neither_flushed_nor_cleaned_up() {
        assert_eq!(next(State::Created, Event::Flush), None);
        assert_eq!(next(State::Created, Event::Cleanup), None);
    }

    #[test]
    fn a_failed_init_is_flushed_and_cleaned_up() {
        let (_, _, failed) = next(State::Created, Event::Start).unwrap();
        assert_eq!(next(failed, Event::Suspend), None);
        let (callback, flushed, _) = next(failed, Event::Flush).unwrap();
        assert_eq!(callback, Callback::Flush);
        assert_eq!(next(flushed, Event::Cleanup).unwrap().0, Callback::Cleanup);
    }
}
