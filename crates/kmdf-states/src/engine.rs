//! A machine's state, and its queue of events.
//!
//! One thread at a time works through the queue. Whoever posts an event tries to [claim](Engine::claim) the
//! machine; when another thread has it, that thread takes the new event, too. No lock is held while an action
//! runs: the caller guards the engine for the length of a call, and lets go of it between them.

use core::fmt;

use crate::{Machine, Outcome, Queue};

/// How many events can wait.
pub const DEPTH: usize = 16;

/// A machine's state, and the events that wait for it.
#[derive(Debug)]
pub struct Engine<M: Machine> {
    state: M::State,
    /// Where the last action's outcome leads.
    follows: Option<M::State>,
    events: [Option<M::Event>; DEPTH],
    waiting: usize,
    claimed: bool,
}

/// What the thread that has claimed a machine does next.
#[derive(Debug)]
pub enum Next<M: Machine> {
    /// The machine has entered a state. The caller carries out the action and gives its outcome to
    /// [`Engine::finish`].
    Enter {
        /// The state that it left.
        from: M::State,
        /// The state that it entered.
        to: M::State,
        /// What is to be done.
        action: Option<M::Action>,
    },
    /// An event came in a state that does not answer it.
    Dropped {
        /// The state.
        state: M::State,
        /// The event.
        event: M::Event,
    },
    /// No event can be taken: the thread has let go of the machine.
    Idle,
}

/// More events wait than there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueFull;

impl fmt::Display for QueueFull {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "more than {DEPTH} events wait for a state machine")
    }
}

impl core::error::Error for QueueFull {}

impl<M: Machine> Engine<M> {
    /// A machine in `state`, without an event.
    #[must_use]
    pub const fn new(state: M::State) -> Self {
        Self {
            state,
            follows: None,
            events: [None; DEPTH],
            waiting: 0,
            claimed: false,
        }
    }

    /// The state that the machine is in.
    #[must_use]
    pub fn state(&self) -> M::State {
        self.state
    }

    /// Whether no event waits and no thread works on the machine.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.waiting == 0 && !self.claimed
    }

    /// Whether a thread works on the machine.
    #[must_use]
    pub fn is_claimed(&self) -> bool {
        self.claimed
    }

    /// Queues an event: one with priority before all others, any other behind them.
    ///
    /// # Errors
    /// There is no room, which means that the caller posts events that nobody takes.
    pub fn post(&mut self, event: M::Event) -> Result<(), QueueFull> {
        let waiting = &self.events[..self.waiting];
        if M::is_singular(event) && waiting.contains(&Some(event)) {
            return Ok(());
        }
        if self.waiting == DEPTH {
            return Err(QueueFull);
        }
        self.events[self.waiting] = Some(event);
        self.waiting += 1;
        if M::has_priority(event) {
            self.events[..self.waiting].rotate_right(1);
        }
        Ok(())
    }

    /// Makes the caller the one who works through the queue. When the result is `false`, another thread is.
    #[must_use]
    pub fn claim(&mut self) -> bool {
        !core::mem::replace(&mut self.claimed, true)
    }

    /// What the thread that has claimed the machine does next.
    pub fn step(&mut self) -> Next<M> {
        if let Some(to) = self.follows.take() {
            return self.enter(to);
        }
        let row = M::row(self.state);
        let event = self.events[0];
        let taken = event.filter(|event| row.queue == Queue::Open || M::has_priority(*event));
        let Some(event) = taken else {
            self.claimed = false;
            return Next::Idle;
        };
        self.events[0] = None;
        self.events[..self.waiting].rotate_left(1);
        self.waiting -= 1;
        let to = row.on.iter().find(|(answered, _)| *answered == event);
        match to {
            Some((_, to)) => self.enter(*to),
            None => Next::Dropped {
                state: self.state,
                event,
            },
        }
    }

    fn enter(&mut self, to: M::State) -> Next<M> {
        let from = core::mem::replace(&mut self.state, to);
        Next::Enter {
            from,
            to,
            action: M::row(to).enter,
        }
    }

    /// The action of the state that the machine has entered ended so.
    pub fn finish(&mut self, outcome: Outcome) {
        let then = M::row(self.state).then;
        self.follows = then
            .iter()
            .find(|(ended, _)| *ended == outcome)
            .map(|(_, to)| *to);
    }
}

#[cfg(test)]
mod tests;
