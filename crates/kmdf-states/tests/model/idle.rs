//! The idle time-out: what its machine has done for it, and whom it tells.

use kmdf_states::{
    idle::{Event, Host, Reference, State},
    pnp, policy,
};

use crate::world::World;

/// Notes what the machine wants, since it runs while nothing else does.
struct Notes {
    cancels: bool,
    policy: Vec<policy::Event>,
    pnp: bool,
}

impl Host for Notes {
    fn start_timer(&mut self) {}

    fn cancel_timer(&mut self) -> bool {
        self.cancels
    }

    fn set_in_d0(&mut self, _: bool) {}

    fn post(&mut self, event: policy::Event) {
        self.policy.push(event);
    }

    fn tell_pnp(&mut self) {
        self.pnp = true;
    }
}

impl World {
    pub(crate) fn idle_timer_runs(&self) -> bool {
        self.idle.state() == State::TimerRunning
    }

    /// Whether the time-out ends, since it could not be cancelled.
    pub(crate) fn idle_timer_runs_out(&self) -> bool {
        matches!(
            self.idle.state(),
            State::WaitForTimeout
                | State::DisablingWaitForTimeout
                | State::PowerFailedWaitForTimeout
        )
    }

    pub(crate) fn refer_idle(&mut self, tell_pnp: bool) -> Reference {
        let mut notes = self.notes();
        let reference = self.idle.add(tell_pnp, &mut notes);
        self.heed(notes);
        reference
    }

    pub(crate) fn release_idle(&mut self) {
        let mut notes = self.notes();
        let was_there = self.idle.remove(&mut notes);
        self.heed(notes);
        self.demand(was_there, "a reference that is given back was taken");
    }

    /// Whether the policy can go on without the time-out's event.
    pub(crate) fn disable_idle(&mut self) -> bool {
        let mut notes = self.notes();
        let at_once = self.idle.disable(&mut notes);
        self.heed(notes);
        at_once
    }

    pub(crate) fn take_idle(&mut self, event: Event) {
        let mut notes = self.notes();
        self.idle.take(event, &mut notes);
        self.heed(notes);
    }

    fn notes(&mut self) -> Notes {
        Notes {
            cancels: !self.idle_timer_runs() || self.choices.below(8) != 7,
            policy: Vec::new(),
            pnp: false,
        }
    }

    fn heed(&mut self, notes: Notes) {
        for event in notes.policy {
            self.post_policy(event);
        }
        if notes.pnp {
            self.post_pnp(pnp::Event::InD0);
        }
    }
}
