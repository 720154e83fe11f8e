//! What a table of states looks like, and the macro that writes one.

use core::fmt::Debug;

/// A state machine: its states, the events it answers, and what it does.
pub trait Machine: Sized + 'static {
    /// Its states.
    type State: Copy + Eq + Debug + Send + 'static;
    /// What happens to it.
    type Event: Copy + Eq + Debug + Send + 'static;
    /// What the framework does as it enters a state.
    type Action: Copy + Eq + Debug + Send + 'static;

    /// Its states in the order of their numbers.
    const ROWS: &'static [Row<Self>];

    /// What a state does.
    fn row(state: Self::State) -> &'static Row<Self>;

    /// Whether an event goes before all others, and is taken in closed states, too.
    fn has_priority(event: Self::Event) -> bool;

    /// Whether an event that already waits in the queue is not added once more.
    fn is_singular(event: Self::Event) -> bool;
}

/// What a state does.
#[derive(Debug)]
pub struct Row<M: Machine> {
    /// The state.
    pub state: M::State,
    /// Its name in Microsoft's headers.
    pub name: &'static str,
    /// What the framework does as it enters the state.
    pub enter: Option<M::Action>,
    /// Where an outcome of the action leads at once. After any other outcome the machine stays.
    pub then: &'static [(Outcome, M::State)],
    /// Whether events without priority are taken here.
    pub queue: Queue,
    /// Where an event leads.
    pub on: &'static [(M::Event, M::State)],
    /// Events that may come here and change nothing.
    pub ignored: &'static [M::Event],
}

/// Whether a state takes events without priority from the queue, or leaves them there for a later state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// It takes them.
    Open,
    /// It leaves them.
    Closed,
}

/// How an action ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing follows before an event comes.
    Wait,
    /// It is done.
    Done,
    /// It failed.
    Failed,
    /// It failed before it changed anything: nothing is to be undone.
    Refused,
    /// The question has the answer yes.
    Yes,
    /// The question has the answer no.
    No,
    /// It failed before the driver's callback, in one that a class extension has before it.
    FailedBefore,
    /// It failed after the driver's callback had succeeded, in one that a class extension has behind it.
    FailedAfter,
    /// The device is pageable.
    Pageable,
    /// The device is not pageable.
    NonPageable,
    /// The device is pageable, and its part in waking up the stack is the one asked for.
    PageableWake,
    /// The device is not pageable, and its part in waking up the stack is the one asked for.
    NonPageableWake,
    /// The device may idle, and can wake up by itself.
    WithWake,
    /// The device may idle, and cannot wake up by itself.
    WithoutWake,
    /// The question has the answer yes, and the power framework directs what the device does.
    Directed,
}

/// Writes a machine's `State` and its table. A state is open to events without priority or closed; `enter` names
/// the action, and behind it where its outcomes lead.
macro_rules! machine {
    (
        $(#[$docs:meta])*
        machine $machine:ident, numbers $numbers:path;
        priority $($priority:ident),* ;
        singular $($singular:ident),* ;
        $(
            $(#[$state_docs:meta])*
            $state:ident = $name:ident, $queue:ident {
                $(enter $action:ident $({ $($outcome:ident => $then:ident),+ $(,)? })? ;)?
                $(on $event:ident => $to:ident;)*
                $(ignore $($ignored:ident),+ ;)?
            }
        )+
    ) => {
        $(#[$docs])*
        #[derive(Clone, Copy, Debug)]
        pub enum $machine {}

        /// The states, with their numbers in Microsoft's headers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i32)]
        pub enum State {
            $(
                $(#[$state_docs])*
                #[doc = concat!("`", stringify!($name), "`")]
                $state = {
                    use $numbers as numbers;
                    numbers::$name
                },
            )+
        }

        impl State {
            /// The state's number in Microsoft's headers.
            #[must_use]
            pub const fn number(self) -> i32 {
                self as i32
            }
        }

        impl $crate::Machine for $machine {
            type State = State;
            type Event = Event;
            type Action = Action;

            const ROWS: &'static [$crate::Row<Self>] = &[
                $(
                    $crate::Row {
                        state: State::$state,
                        name: stringify!($name),
                        enter: $crate::table::first(&[$(Action::$action)?]),
                        then: &[$($($(($crate::Outcome::$outcome, State::$then)),+)?)?],
                        queue: $crate::Queue::$queue,
                        on: &[$((Event::$event, State::$to)),*],
                        ignored: &[$($(Event::$ignored),+)?],
                    },
                )+
            ];

            fn row(state: State) -> &'static $crate::Row<Self> {
                #[derive(Clone, Copy)]
                enum Index {
                    $($state),+
                }
                let index = match state {
                    $(State::$state => Index::$state),+
                };
                &Self::ROWS[index as usize]
            }

            fn has_priority(event: Event) -> bool {
                matches!(event, $(Event::$priority)|*)
            }

            fn is_singular(event: Event) -> bool {
                let singular: &[Event] = &[$(Event::$singular),*];
                singular.contains(&event)
            }
        }
    };
}
pub(crate) use machine;

/// The action of a state that has one.
pub(crate) const fn first<A: Copy>(actions: &[A]) -> Option<A> {
    match actions {
        [action, ..] => Some(*action),
        [] => None,
    }
}
