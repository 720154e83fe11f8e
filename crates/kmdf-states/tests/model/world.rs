//! A device in a model of the system: three machines, the managers, the bus below, and the driver.

use std::{collections::BTreeSet, fmt};

use kmdf_states::{
    Engine, Machine, Next, Outcome,
    idle::{Idle, Reference},
    not_owner::{self, NotOwner},
    pnp::{self, Pnp},
    policy::{self, Policy},
    power::{self, Power},
};

use crate::{
    choices::Choices,
    driver::{Callback, Driver, Queues},
    managers::Managers,
};

/// What kind of a device it is, and how often things go wrong.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setup {
    /// A bus driver made it.
    pub(crate) bus_device: bool,
    /// Its driver owns the power policy.
    pub(crate) owner: bool,
    pub(crate) idle: IdleSetting,
    /// The device can wake up the system.
    pub(crate) wakes_system: bool,
    /// Its idle notification goes to a USB hub before it leaves D0.
    pub(crate) usb: bool,
    /// An interrupt wakes it up.
    pub(crate) wake_interrupt: bool,
    /// The power framework manages its idle time-out.
    pub(crate) framework: bool,
    /// It may stay in Dx when the system works again.
    pub(crate) stays_asleep: bool,
    /// It needs its parent's power.
    pub(crate) needs_parent: bool,
    /// It is a bus, and devices are on it as it is removed.
    pub(crate) has_children: bool,
    /// So many of 64 callbacks fail.
    pub(crate) failures: usize,
    /// So many of 64 requests find no memory, or are completed by another driver of the stack.
    pub(crate) refusals: usize,
    /// Whether other things happen while machines have work to do.
    pub(crate) interleaved: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdleSetting {
    Off,
    WithoutWake,
    WithWake,
}

impl Setup {
    fn choose(choices: &mut Choices) -> Self {
        let bus_device = choices.below(3) == 2;
        let usb = !bus_device && choices.below(4) == 3;
        Self {
            bus_device,
            owner: choices.below(4) != 3,
            idle: [
                IdleSetting::Off,
                IdleSetting::WithoutWake,
                IdleSetting::WithWake,
            ][choices.below(3)],
            wakes_system: choices.below(2) == 1,
            usb,
            // A device on USB gives its signal to the hub.
            wake_interrupt: !usb && choices.below(4) == 3,
            framework: choices.below(4) == 3,
            stays_asleep: choices.below(4) == 3,
            needs_parent: bus_device && choices.below(2) == 1,
            has_children: choices.below(4) == 3,
            failures: [0, 1, 4, 12][choices.below(4)],
            refusals: [0, 1, 6][choices.below(3)],
            interleaved: choices.below(4) != 3,
        }
    }
}

/// A machine, and the action that it is about to carry out.
pub(crate) struct Runner<M: Machine> {
    engine: Engine<M>,
    active: bool,
    action: Option<M::Action>,
}

impl<M: Machine> Runner<M> {
    fn new(state: M::State) -> Self {
        Self {
            engine: Engine::new(state),
            active: false,
            action: None,
        }
    }

    fn post(&mut self, event: M::Event) -> Result<(), String> {
        let posted = self.engine.post(event);
        posted.map_err(|full| format!("{event:?} in {:?}: {full}", self.state()))?;
        if !self.active {
            self.active = self.engine.claim();
        }
        Ok(())
    }

    /// Takes the next step. The name of a state that is entered goes into `visited`.
    fn advance(
        &mut self,
        visited: &mut Option<BTreeSet<&'static str>>,
    ) -> Option<(M::State, M::Event)> {
        match self.engine.step() {
            Next::Enter { action, to, .. } => {
                self.action = action;
                if let Some(visited) = visited {
                    visited.insert(M::row(to).name);
                }
                None
            }
            Next::Dropped { state, event } => Some((state, event)),
            Next::Idle => {
                self.active = false;
                None
            }
        }
    }

    pub(crate) fn state(&self) -> M::State {
        self.engine.state()
    }
}

/// The power policy's machine.
pub(crate) enum PolicyRunner {
    Owner(Runner<Policy>),
    Other(Runner<NotOwner>),
}

/// A machine to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Pnp,
    Power,
    Policy,
}

/// The device and its surroundings.
pub(crate) struct World {
    pub(crate) choices: Choices,
    pub(crate) setup: Setup,
    pub(crate) driver: Driver,
    pub(crate) managers: Managers,
    pub(crate) idle: Idle,
    pnp: Runner<Pnp>,
    power: Runner<Power>,
    policy: PolicyRunner,
    /// Whether a callback or the framework failed, so that the Plug and Play manager is to hear of it.
    pub(crate) failed: bool,
    pub(crate) pageable: bool,
    /// I/O did not stop as it should, which counts as the device leaves D0.
    pub(crate) stop_failed: bool,
    /// A change of power failed since the power policy started.
    pub(crate) power_failed: bool,
    /// Requests of the power-managed queue, each with whether it holds a reference on the power.
    pub(crate) queued: Vec<bool>,
    pub(crate) presented: Vec<bool>,
    fault: Option<String>,
    /// What happened, if anybody asks.
    story: Option<Vec<String>>,
    /// The names of the states that the machines came to, if anybody asks.
    pub(crate) visited: Option<BTreeSet<&'static str>>,
}

/// What Microsoft's machine drops as well, without listing it.
fn is_known(state: pnp::State, event: pnp::Event) -> bool {
    use pnp::{Event, State};
    match state {
        // The device failed while the Plug and Play manager asks other devices. The power policy keeps the failure
        // until it is stopped; when the question is cancelled, only a surprise removal ends the device.
        State::QueryRemovePending | State::QueryStopPending => {
            matches!(event, Event::PowerUpFailed | Event::PowerDownFailed)
        }
        // The request is finished: the Plug and Play manager has not heard of the failure yet.
        State::FailedWaitForRemove => matches!(event, Event::QueryStop | Event::Stop),
        _ => false,
    }
}

/// How long the random part of a sequence is, and how many steps it may take to end.
const EVENTS: usize = 40;
const STEPS: usize = 6_000;

impl World {
    pub(crate) fn new(mut choices: Choices, told: bool) -> Self {
        let setup = Setup::choose(&mut choices);
        let policy = match setup.owner {
            true => PolicyRunner::Owner(Runner::new(policy::State::ObjectCreated)),
            false => PolicyRunner::Other(Runner::new(not_owner::State::ObjectCreated)),
        };
        let mut world = Self {
            choices,
            setup,
            driver: Driver::default(),
            managers: Managers::default(),
            idle: Idle::new(),
            pnp: Runner::new(pnp::State::ObjectCreated),
            power: Runner::new(power::State::ObjectCreated),
            policy,
            failed: false,
            pageable: true,
            stop_failed: false,
            power_failed: false,
            queued: Vec::new(),
            presented: Vec::new(),
            fault: None,
            story: told.then(Vec::new),
            visited: None,
        };
        world.tell(|| format!("{setup:?}"));
        world.post_pnp(pnp::Event::AddDevice);
        world
    }

    /// Runs a sequence to its end. The error is what was found.
    pub(crate) fn run(&mut self) -> Result<(), String> {
        let mut events = 1 + self.choices.below(EVENTS);
        for _ in 0..STEPS {
            if let Some(fault) = self.fault.take() {
                return Err(fault);
            }
            let turns = self.turns();
            let due = self.due();
            let open = events > 0 && (turns.is_empty() && due == 0 || self.setup.interleaved);
            let ready = turns.len() + due;
            // One in four steps is something new, while something can be.
            if ready == 0 || (open && self.choices.below(4) == 3) {
                if ready == 0 {
                    self.check_rest();
                }
                if events > 0 {
                    events -= 1;
                    self.happen();
                } else if ready == 0 && self.managers.is_deleted() {
                    return self.check_end();
                } else if ready == 0 {
                    self.end();
                }
                continue;
            }
            let chosen = match self.setup.interleaved {
                true => self.choices.below(ready),
                false => 0,
            };
            match turns.get(chosen) {
                Some(turn) => self.take(*turn),
                None => self.carry_on(chosen - turns.len()),
            }
        }
        Err(format!("no end after {STEPS} steps: {}", self.states()))
    }

    pub(crate) fn into_record(self) -> (Vec<u32>, Vec<String>) {
        (self.choices.record(), self.story.unwrap_or_default())
    }

    pub(crate) fn states(&self) -> String {
        let policy: &dyn fmt::Debug = match &self.policy {
            PolicyRunner::Owner(runner) => &runner.state(),
            PolicyRunner::Other(runner) => &runner.state(),
        };
        format!(
            "pnp {:?}, power {:?}, policy {policy:?}, {:?}",
            self.pnp.state(),
            self.power.state(),
            self.managers
        )
    }

    /// Whether the request that waits for the wake signal ended before the device was armed: the driver hears of it as
    /// if it had been, by Microsoft's framework, too.
    pub(crate) fn ended_before_arming(&self) -> bool {
        let PolicyRunner::Owner(runner) = &self.policy else {
            return false;
        };
        matches!(
            runner.state(),
            policy::State::TimerExpiredWakeSucceeded
                | policy::State::TimerExpiredWakeCompletedDisarm
        )
    }

    pub(crate) fn pnp_state(&self) -> pnp::State {
        self.pnp.state()
    }

    pub(crate) fn tell(&mut self, what: impl FnOnce() -> String) {
        if let Some(story) = &mut self.story {
            story.push(what());
        }
    }

    /// Something is not as it must be: the sequence ends.
    pub(crate) fn blame(&mut self, what: impl FnOnce() -> String) {
        if self.fault.is_none() {
            self.fault = Some(what());
        }
    }

    pub(crate) fn demand(&mut self, holds: bool, what: &str) {
        if !holds {
            let states = self.states();
            self.blame(|| format!("not so: {what}; {states}"));
        }
    }

    // The machines.

    pub(crate) fn post_pnp(&mut self, event: pnp::Event) {
        self.tell(|| format!("    -> pnp {event:?}"));
        if let Err(full) = self.pnp.post(event) {
            self.blame(|| full);
        }
    }

    pub(crate) fn post_power(&mut self, event: power::Event) {
        self.tell(|| format!("    -> power {event:?}"));
        if let Err(full) = self.power.post(event) {
            self.blame(|| full);
        }
    }

    pub(crate) fn post_policy(&mut self, event: policy::Event) {
        self.tell(|| format!("    -> policy {event:?}"));
        let posted = match &mut self.policy {
            PolicyRunner::Owner(runner) => runner.post(event),
            PolicyRunner::Other(runner) => runner.post(event),
        };
        if let Err(full) = posted {
            self.blame(|| full);
        }
    }

    fn turns(&self) -> Vec<Turn> {
        let policy = match &self.policy {
            PolicyRunner::Owner(runner) => runner.active,
            PolicyRunner::Other(runner) => runner.active,
        };
        let turns = [
            (self.pnp.active, Turn::Pnp),
            (self.power.active, Turn::Power),
            (policy, Turn::Policy),
        ];
        turns
            .into_iter()
            .filter_map(|(active, turn)| active.then_some(turn))
            .collect()
    }

    /// A machine carries out its action, or takes its next event.
    fn take(&mut self, turn: Turn) {
        match turn {
            Turn::Pnp => {
                if let Some(action) = self.pnp.action.take() {
                    let state = self.pnp.state();
                    self.tell(|| format!("pnp {state:?}: {action:?}"));
                    let outcome = self.carry_out_pnp(action);
                    self.check_outcome(action, outcome, action.outcomes());
                    self.pnp.engine.finish(outcome);
                } else if let Some((state, event)) = self.pnp.advance(&mut self.visited) {
                    self.check_dropped::<Pnp>(state, event, is_known(state, event));
                    if event.has_request() {
                        self.finish_pnp_request();
                    }
                }
            }
            Turn::Power => {
                if let Some(action) = self.power.action.take() {
                    let state = self.power.state();
                    self.tell(|| format!("power {state:?}: {action:?}"));
                    let outcome = self.carry_out_power(action);
                    self.check_outcome(action, outcome, action.outcomes());
                    self.power.engine.finish(outcome);
                } else if let Some((state, event)) = self.power.advance(&mut self.visited) {
                    // Whether it is pageable is asked as the device comes to D0, and the parent as it is needed. A
                    // request that is dropped is not kept; one that waits for the wake signal ends as the device is
                    // closed.
                    let harmless = event.when_dropped().is_some()
                        || matches!(
                            event,
                            power::Event::Pageable
                                | power::Event::NonPageable
                                | power::Event::ParentInD0
                                | power::Event::WakeArrived
                        );
                    self.check_dropped::<Power>(state, event, harmless);
                    if let Some(action) = event.when_dropped() {
                        self.tell(|| format!("power {state:?} drops {event:?}: {action:?}"));
                        self.carry_out_power(action);
                    }
                }
            }
            Turn::Policy => self.take_policy(),
        }
    }

    fn take_policy(&mut self) {
        match &mut self.policy {
            PolicyRunner::Owner(runner) => {
                if let Some(action) = runner.action.take() {
                    let state = runner.state();
                    self.tell(|| format!("policy {state:?}: {action:?}"));
                    let outcome = self.carry_out_policy(action);
                    self.check_outcome(action, outcome, action.outcomes());
                    if let PolicyRunner::Owner(runner) = &mut self.policy {
                        runner.engine.finish(outcome);
                    }
                } else if let Some((state, event)) = runner.advance(&mut self.visited) {
                    // The settings and the references are looked at when the device may idle again, which
                    // `check_idle` does at each rest. The end of a wait-wake request is noted, and the USB hub let
                    // go. An interrupt comes too late when the device wakes up or stops anyway. What the power
                    // framework needs is reported to it as the device comes to D0, which `check_rest` looks at.
                    let harmless = matches!(
                        event,
                        policy::Event::IdleSettingsChanged
                            | policy::Event::IoPresent
                            | policy::Event::IdleTimeout
                            | policy::Event::WaitWakeSucceeded
                            | policy::Event::WaitWakeFailed
                            | policy::Event::UsbIdleCallback
                            | policy::Event::WakeInterrupt
                            | policy::Event::WaitWakeArrived
                            | policy::Event::PowerRequired
                            | policy::Event::PowerNotRequired
                    );
                    self.check_dropped::<Policy>(state, event, harmless);
                    if let Some(action) = event.when_dropped() {
                        self.carry_out_policy(action);
                    }
                }
            }
            PolicyRunner::Other(runner) => {
                if let Some(action) = runner.action.take() {
                    let state = runner.state();
                    self.tell(|| format!("policy {state:?}: {action:?}"));
                    let outcome = self.carry_out_not_owner(action);
                    self.check_outcome(action, outcome, action.outcomes());
                    if let PolicyRunner::Other(runner) = &mut self.policy {
                        runner.engine.finish(outcome);
                    }
                } else {
                    // What a state of this machine does not answer is nothing to it.
                    let _ = runner.advance(&mut self.visited);
                }
            }
        }
    }

    fn check_outcome(&mut self, action: impl fmt::Debug, outcome: Outcome, expected: &[Outcome]) {
        if !expected.contains(&outcome) {
            self.blame(|| format!("the model ends {action:?} with {outcome:?}"));
        }
    }

    fn check_dropped<M: Machine>(&mut self, state: M::State, event: M::Event, harmless: bool) {
        self.tell(|| format!("    {state:?} drops {event:?}"));
        if !M::row(state).ignored.contains(&event) && !harmless {
            let states = self.states();
            self.blame(|| format!("{state:?} drops {event:?}; {states}"));
        }
    }

    // The driver.

    /// Calls the driver. Whether it succeeded.
    pub(crate) fn call(&mut self, callback: Callback) -> bool {
        if let Some(promise) = self.driver.broken_by(callback) {
            let states = self.states();
            self.blame(|| format!("{callback:?} is called, but promised is: {promise}; {states}"));
        }
        let succeeded = !callback.can_fail() || !self.choices.happens(self.setup.failures);
        self.tell(|| {
            format!(
                "        {callback:?}{}",
                if succeeded { "" } else { " fails" }
            )
        });
        self.driver.note(callback, succeeded);
        succeeded
    }

    /// Calls the driver; a failure counts as the device's.
    pub(crate) fn call_or_fail(&mut self, callback: Callback) -> bool {
        let succeeded = self.call(callback);
        self.failed |= !succeeded;
        succeeded
    }

    /// A part of the framework, not the driver, fails.
    pub(crate) fn refused(&mut self) -> bool {
        self.choices.happens(self.setup.refusals)
    }

    // Requests of a power-managed queue.

    pub(crate) fn request_arrives(&mut self) {
        if self.driver.queues == Queues::Purged {
            return;
        }
        let referred = self.setup.owner && self.refer_idle(false) != Reference::Refused;
        // Nobody opens a device that is not started.
        if referred || !self.setup.owner {
            self.queued.push(referred);
        }
    }

    pub(crate) fn present(&mut self) {
        self.call(Callback::Io);
        let request = self.queued.remove(0);
        self.presented.push(request);
    }

    pub(crate) fn finish_io(&mut self) {
        if self.presented.pop() == Some(true) {
            self.release_idle();
        }
    }

    /// The queue stops: the driver gives up what it has, by completion or by `EvtIoStop`.
    pub(crate) fn hold_queues(&mut self) {
        if self.driver.queues == Queues::Running {
            self.driver.queues = Queues::Held;
        }
        while let Some(request) = self.presented.pop() {
            if self.choices.below(2) == 0 {
                self.queued.push(request);
            } else {
                self.presented.push(request);
                self.finish_io();
            }
        }
    }

    pub(crate) fn purge(&mut self) {
        self.driver.queues = Queues::Purged;
        let queued = std::mem::take(&mut self.queued);
        self.presented.extend(queued);
        while !self.presented.is_empty() {
            self.finish_io();
        }
    }

    // What must hold.

    /// Nobody has anything to do: nothing may be stuck.
    fn check_rest(&mut self) {
        if let Some(stuck) = self.managers.stuck() {
            let states = self.states();
            self.blame(|| format!("stuck: {stuck}; {states}"));
        }
        self.check_idle();
        let works =
            self.pnp.state() == pnp::State::Started && !self.failed && self.managers.system_works();
        if works && self.setup.owner && !self.queued.is_empty() {
            let states = self.states();
            self.blame(|| format!("a request waits for D0, which nobody asks for; {states}"));
        }
        self.demand(
            !works || !self.managers.framework_waits(),
            "the device comes to D0 when the power framework needs it",
        );
        if works && self.driver.in_d0() && self.driver.queues != Queues::Running {
            let states = self.states();
            self.blame(|| format!("the queues are held in D0; {states}"));
        }
    }

    /// A device that works idles as its driver said last.
    fn check_idle(&mut self) {
        let PolicyRunner::Owner(runner) = &self.policy else {
            return;
        };
        let follows = match runner.state() {
            policy::State::Started => IdleSetting::Off,
            policy::State::StartedIdleCapable => IdleSetting::WithoutWake,
            policy::State::StartedWakeCapable => IdleSetting::WithWake,
            _ => return,
        };
        self.demand(
            follows == self.setup.idle,
            "the device idles as its driver said last",
        );
        let idles = follows != IdleSetting::Off && self.idle.references() == 0;
        self.demand(
            self.idle_timer_runs() == idles,
            "the idle time-out runs while there is nothing to do",
        );
    }

    fn check_end(&mut self) -> Result<(), String> {
        if let Some(left) = self.driver.left_over(self.failed || self.managers.was_gone) {
            return Err(format!("the device is gone, but {left}; {}", self.states()));
        }
        if !self.queued.is_empty() || !self.presented.is_empty() {
            return Err("the device is gone, but a request is in its queue".to_owned());
        }
        if let Some(left) = self.managers.left_over() {
            return Err(format!("the device is gone, but {left}; {}", self.states()));
        }
        Ok(())
    }
}
