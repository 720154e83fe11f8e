//! The states of an object as a table. No unsafe code, no kernel.
#![forbid(unsafe_code)]

/// The state of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// In use.
    Created,
    /// Deleted while its parent was being disposed; the parent does the rest.
    AwaitingParent,
    /// Cleanup runs on behalf of a disposed ancestor.
    DisposingForParent,
    /// Cleaned up; destroyed with the ancestor.
    DisposedForParent,
    /// Cleanup runs ahead of the object's deletion.
    DisposingEarly,
    /// Cleaned up ahead of its deletion.
    DisposedEarly,
    /// Deleted while the early cleanup ran.
    DeletedWhileDisposing,
    /// Deleted; cleanup runs or has to wait for `PASSIVE_LEVEL`.
    Deleting,
    /// The tree's reference is released; other references keep the memory.
    Deleted,
}

/// What happens to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// It is deleted; `parent_disposing` when its parent's disposal has begun.
    Delete {
        /// Whether the parent's disposal has begun.
        parent_disposing: bool,
    },
    /// It is cleaned up ahead of its deletion.
    DisposeEarly,
    /// Its parent is disposed.
    ParentDisposes,
    /// The cleanup that an action asked for has returned.
    Disposed,
    /// Its parent, all cleanups done, is destroyed.
    ParentDestroys,
}

/// What the framework does in response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Nothing.
    Nothing,
    /// Clean up the children, then the object; then raise [`Event::Disposed`].
    Dispose,
    /// Destroy the children, then release the tree's reference.
    Destroy,
}

/// The transition, or none where the event cannot happen or is a driver's mistake.
#[must_use]
pub(crate) fn next(state: State, event: Event) -> Option<(State, Action)> {
    use Action::{Destroy, Dispose, Nothing};
    use Event::{Delete, DisposeEarly, Disposed, ParentDestroys, ParentDisposes};
    use State::{
        AwaitingParent, Created, Deleted, DeletedWhileDisposing, Deleting, DisposedEarly,
        DisposedForParent, DisposingEarly, DisposingForParent,
    };
    Some(match (state, event) {
        (
            Created,
            Delete {
                parent_disposing: false,
            },
        ) => (Deleting, Dispose),
        (
            Created,
            Delete {
                parent_disposing: true,
            },
        ) => (AwaitingParent, Nothing),
        (DisposingForParent | DisposedForParent, Delete { .. }) => (state, Nothing),
        (DisposingEarly, Delete { .. }) => (DeletedWhileDisposing, Nothing),
        (DisposedEarly, Delete { .. }) => (Deleted, Destroy),

        (Created, DisposeEarly) => (DisposingEarly, Dispose),

        (Created | AwaitingParent, ParentDisposes) => (DisposingForParent, Dispose),

        (DisposingForParent, Disposed) => (DisposedForParent, Nothing),
        (DisposingEarly, Disposed) => (DisposedEarly, Nothing),
        (DeletedWhileDisposing | Deleting, Disposed) => (Deleted, Destroy),

        (DisposedForParent, ParentDestroys) => (Deleted, Destroy),
        _ => return None,
    })
}

impl State {
    /// Whether children may be added.
    #[must_use]
    pub(crate) fn takes_children(self) -> bool {
        self == Self::Created
    }

    /// Whether the object's cleanup has begun.
    #[must_use]
    pub(crate) fn is_disposing(self) -> bool {
        !matches!(self, Self::Created | Self::AwaitingParent)
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Event, State, next};

    const DELETE: Event = Event::Delete {
        parent_disposing: false,
    };

    fn run(events: &[Event]) -> (State, usize, usize) {
        let (mut state, mut disposed, mut destroyed) = (State::Created, 0, 0);
        for event in events {
            let Some((after, action)) = next(state, *event) else {
                continue;
            };
            state = after;
            match action {
                Action::Dispose => disposed += 1,
                Action::Destroy => destroyed += 1,
                Action::Nothing => {}
            }
        }
        (state, disposed, destroyed)
    }

    #[test]
    fn deletion_cleans_up_then_destroys() {
        assert_eq!(run(&[DELETE, Event::Disposed]), (State::Deleted, 1, 1));
    }

    #[test]
    fn a_child_deleted_under_a_disposed_parent_is_left_to_the_parent() {
        let late = Event::Delete {
            parent_disposing: true,
        };
        let events = [
            late,
            Event::ParentDisposes,
            Event::Disposed,
            Event::ParentDestroys,
        ];
        assert_eq!(run(&events), (State::Deleted, 1, 1));
    }

    /// Whatever the order, cleanup and destruction happen at most once each.
    #[test]
    fn every_sequence_disposes_and_destroys_at_most_once() {
        let events = [
            DELETE,
            Event::Delete {
                parent_disposing: true,
            },
            Event::DisposeEarly,
            Event::ParentDisposes,
            Event::Disposed,
            Event::ParentDestroys,
        ];
        for code in 0..events.len().pow(6) {
            let sequence: [Event; 6] = core::array::from_fn(|place| {
                events[code / events.len().pow(place as u32) % events.len()]
            });
            let (state, disposed, destroyed) = run(&sequence);
            assert!(disposed <= 1 && destroyed <= 1, "{sequence:?}");
            assert_eq!(state == State::Deleted, destroyed == 1, "{sequence:?}");
            assert!(destroyed <= disposed, "{sequence:?}");
        }
    }
}
