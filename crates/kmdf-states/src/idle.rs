//! Whether there is something to do for a device, and how long there has been nothing.
//!
//! The machine counts power references: requests in power-managed queues, and calls of
//! [`WdfDeviceStopIdle`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicestopidle).
//! When the last one is given back, it starts the idle time-out, whose end it tells the
//! [power policy](crate::policy); when one is taken while the device is on its way out of D0 or in Dx, it tells the
//! policy once. It runs under a spin lock: it has no queue, and its [`Host`] does at once what it is told.

use crate::policy;

/// Where the machine is between two events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// The device is not started; nothing is counted.
    Stopped,
    /// The device starts.
    Started,
    /// The device failed to start.
    StartedPowerFailed,
    /// The device is in D0, and may not idle.
    Disabled,
    /// There is something to do.
    Busy,
    /// There is nothing to do.
    TimerRunning,
    /// The time-out is over, and the device is about to leave D0.
    TimedOut,
    /// The device is in Dx.
    InDx,
    /// There is something to do again, but the time-out's end is on its way.
    WaitForTimeout,
    /// The device may not idle any more, but the time-out's end is on its way.
    DisablingWaitForTimeout,
    /// The device failed, and the time-out's end is on its way.
    PowerFailedWaitForTimeout,
}

/// What happens to the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The device starts.
    Start,
    /// The device has stopped.
    Stop,
    /// The device is in D0.
    PoweredUp,
    /// The device failed to enter D0.
    PowerUpFailed,
    /// The device has left D0.
    PoweredDown,
    /// The device failed to leave D0.
    PowerDownFailed,
    /// The device may idle.
    Enabled,
    /// The device may not idle.
    Disabled,
    /// A reference was taken.
    Added,
    /// A reference was given back.
    Removed,
    /// The time-out is over.
    TimerExpired,
}

/// What the machine has done for it.
pub trait Host {
    /// Starts the idle time-out.
    fn start_timer(&mut self);
    /// Ends the idle time-out; `false` when [`Event::TimerExpired`] is on its way.
    fn cancel_timer(&mut self) -> bool;
    /// Lets those wait who need the device in D0, or lets them go on.
    fn set_in_d0(&mut self, in_d0: bool);
    /// Posts an event to the power policy.
    fn post(&mut self, event: policy::Event);
    /// Tells the Plug and Play machine that the device is in D0, or will not come there.
    fn tell_pnp(&mut self);
}

/// What a reference is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// It was taken, and the device is in D0.
    InD0,
    /// It was taken, and the device comes to D0.
    Pending,
    /// It was not taken: the device is not started, or has failed.
    Refused,
}

/// The machine.
#[derive(Debug)]
pub struct Idle {
    state: State,
    references: u32,
    flags: Flags,
}

#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Flags {
    started: bool,
    failed: bool,
    timer_enabled: bool,
    timer_started: bool,
    in_dx: bool,
    /// Whether those go on who need the device in D0.
    in_d0: bool,
    /// Whether the power policy was told that there is something to do.
    told: bool,
    /// Whether the Plug and Play machine waits for D0.
    pnp_waits: bool,
}

/// The states that lead on at once.
enum Through {
    CheckReferences,
    StartTimer,
    GoingToDx,
    Failed,
}

impl Default for Idle {
    fn default() -> Self {
        Self::new()
    }
}

impl Idle {
    /// The machine of a device that is not started. Nobody waits for D0.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            state: State::Stopped,
            references: 0,
            flags: Flags {
                started: false,
                failed: false,
                timer_enabled: false,
                timer_started: false,
                in_dx: false,
                in_d0: true,
                told: false,
                pnp_waits: false,
            },
        }
    }

    /// Where the machine is.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// How many references are taken.
    #[must_use]
    pub fn references(&self) -> u32 {
        self.references
    }

    /// Takes a reference. With `tell_pnp`, the Plug and Play machine waits for D0 when the device is not there.
    pub fn add(&mut self, tell_pnp: bool, host: &mut impl Host) -> Reference {
        if self.flags.failed || !self.flags.started {
            return Reference::Refused;
        }
        self.references += 1;
        self.take(Event::Added, host);
        if self.flags.in_d0 {
            return Reference::InD0;
        }
        self.flags.pnp_waits |= tell_pnp;
        Reference::Pending
    }

    /// Gives a reference back. `false` when there was none.
    pub fn remove(&mut self, host: &mut impl Host) -> bool {
        let Some(left) = self.references.checked_sub(1) else {
            return false;
        };
        self.references = left;
        self.take(Event::Removed, host);
        true
    }

    /// Whoever waited for D0 goes on: `false` when the device did not come there, and the reference is given back.
    pub fn after_wait(&mut self, host: &mut impl Host) -> bool {
        let good = self.flags.started && !self.flags.failed;
        if !good {
            self.remove(host);
        }
        good
    }

    /// The device may not idle any more. `false` when the time-out is over, and the power policy has yet to be told.
    pub fn disable(&mut self, host: &mut impl Host) -> bool {
        self.take(Event::Disabled, host);
        !self.flags.timer_started
    }

    /// Whether the device can stay in Dx: there is nothing to do. The power policy is told of the next reference.
    pub fn query_return_to_idle(&mut self) -> bool {
        self.flags.told = false;
        self.flags.in_dx && !self.flags.timer_started && self.references == 0
    }

    /// Takes an event. One that the state does not answer is dropped.
    pub fn take(&mut self, event: Event, host: &mut impl Host) {
        match (self.state, event) {
            (State::Stopped, Event::Start) => {
                self.flags.started = true;
                self.set_in_d0(false, host);
                self.state = State::Started;
            }
            (State::Started, Event::PoweredUp) => {
                self.set_in_d0(true, host);
                self.disabled();
            }
            (State::Started, Event::PowerUpFailed) => {
                self.flags.failed = true;
                self.set_in_d0(true, host);
                self.state = State::StartedPowerFailed;
            }
            (State::Started | State::StartedPowerFailed | State::Disabled, Event::Stop) => {
                self.stopped();
            }
            (State::Disabled, Event::Enabled) => self.through(Through::CheckReferences, host),
            (State::Disabled | State::Busy, Event::Disabled) => self.disabled(),
            (State::Disabled | State::Busy, Event::PoweredDown) => {
                self.through(Through::GoingToDx, host);
            }
            (State::Disabled, Event::PowerUpFailed)
            | (State::Disabled | State::Busy, Event::PowerDownFailed) => {
                self.through(Through::Failed, host);
            }
            (State::Busy, Event::Removed) if self.references == 0 => {
                self.through(Through::StartTimer, host);
            }
            (State::TimerRunning, Event::Disabled) => match self.cancel_timer(host) {
                true => self.disabled(),
                false => self.state = State::DisablingWaitForTimeout,
            },
            (State::TimerRunning, Event::Added | Event::Enabled) => match self.cancel_timer(host) {
                true => self.through(Through::CheckReferences, host),
                false => self.state = State::WaitForTimeout,
            },
            (State::TimerRunning, Event::TimerExpired) => {
                host.post(policy::Event::IdleTimeout);
                self.flags.timer_started = false;
                self.set_in_d0(false, host);
                self.state = State::TimedOut;
            }
            (State::TimedOut | State::InDx, Event::Added) if !self.flags.told => {
                self.flags.told = true;
                host.post(policy::Event::IoPresent);
            }
            (State::TimedOut, Event::PoweredDown) => {
                self.flags.told = false;
                self.through(Through::GoingToDx, host);
            }
            (State::TimedOut, Event::PowerDownFailed) => {
                self.flags.told = false;
                self.through(Through::Failed, host);
            }
            (State::TimedOut, Event::Disabled) => {
                self.set_in_d0(true, host);
                self.flags.told = false;
                self.disabled();
            }
            (State::TimedOut, Event::Enabled) => {
                self.set_in_d0(true, host);
                self.flags.told = false;
                self.through(Through::CheckReferences, host);
            }
            (State::InDx, Event::PoweredUp) => {
                self.flags.in_dx = false;
                self.flags.told = false;
                self.set_in_d0(true, host);
                match (self.flags.timer_enabled, self.flags.timer_started) {
                    (true, true) => self.state = State::TimerRunning,
                    (true, false) => self.through(Through::CheckReferences, host),
                    (false, _) => self.disabled(),
                }
            }
            (State::InDx, Event::PowerUpFailed | Event::PowerDownFailed) => {
                self.flags.in_dx = false;
                self.flags.told = false;
                self.through(Through::Failed, host);
            }
            (State::InDx, Event::Stop) => {
                self.set_in_d0(true, host);
                self.flags.in_dx = false;
                self.flags.timer_enabled = false;
                self.flags.told = false;
                self.stopped();
            }
            (State::InDx, Event::Disabled) => self.flags.timer_enabled = false,
            (State::InDx, Event::Enabled) => self.flags.timer_enabled = true,
            (State::WaitForTimeout, Event::TimerExpired) => {
                self.flags.timer_started = false;
                self.through(Through::CheckReferences, host);
            }
            (State::WaitForTimeout, Event::PowerDownFailed) => {
                self.state = State::PowerFailedWaitForTimeout;
            }
            (State::WaitForTimeout, Event::Disabled) => self.state = State::DisablingWaitForTimeout,
            (State::DisablingWaitForTimeout, Event::TimerExpired) => {
                self.flags.timer_started = false;
                host.post(policy::Event::IdleTimeout);
                self.disabled();
            }
            (State::PowerFailedWaitForTimeout, Event::TimerExpired) => {
                self.flags.timer_started = false;
                self.through(Through::Failed, host);
            }
            _ => {}
        }
    }

    fn through(&mut self, state: Through, host: &mut impl Host) {
        match state {
            Through::CheckReferences => {
                self.flags.timer_enabled = true;
                if self.references == 0 {
                    self.through(Through::StartTimer, host);
                } else {
                    self.state = State::Busy;
                }
            }
            Through::StartTimer => {
                self.flags.timer_started = true;
                host.start_timer();
                self.state = State::TimerRunning;
            }
            Through::GoingToDx => {
                self.set_in_d0(false, host);
                self.flags.in_dx = true;
                self.state = State::InDx;
            }
            Through::Failed => {
                self.flags.failed = true;
                self.set_in_d0(true, host);
                self.disabled();
            }
        }
    }

    fn disabled(&mut self) {
        self.flags.timer_enabled = false;
        self.state = State::Disabled;
    }

    fn stopped(&mut self) {
        self.flags.started = false;
        self.state = State::Stopped;
    }

    fn cancel_timer(&mut self, host: &mut impl Host) -> bool {
        let cancelled = host.cancel_timer();
        self.flags.timer_started &= !cancelled;
        cancelled
    }

    fn set_in_d0(&mut self, in_d0: bool, host: &mut impl Host) {
        self.flags.in_d0 = in_d0;
        host.set_in_d0(in_d0);
        if in_d0 && core::mem::take(&mut self.flags.pnp_waits) {
            host.tell_pnp();
        }
    }
}

#[cfg(test)]
mod tests;
