//! The Plug and Play manager, the power manager, the bus below, the device's parent, and the other driver that may
//! own the power policy: what they may do, and what they wait for.

use kmdf_states::{idle, pnp, policy, power};

use crate::{
    driver::{Callback, Queues},
    world::World,
};

/// A request of the Plug and Play manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Minor {
    Start,
    QueryStop,
    CancelStop,
    Stop,
    QueryRemove,
    CancelRemove,
    Remove,
    SurpriseRemove,
    Eject,
}

/// The device, as the Plug and Play manager sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Node {
    #[default]
    NotStarted,
    Started,
    StopQueried,
    Stopped,
    RemoveQueried,
    /// A start failed: it is to be removed.
    Failed,
    /// It is surprise-removed: it is to be removed.
    Gone,
    /// A device of a bus, which is removed and there yet.
    Removed,
    Ejected,
    EjectFailed,
    Deleted,
}

/// A request of the Plug and Play manager on its way.
#[derive(Clone, Copy, Debug)]
struct PnpRequest {
    minor: Minor,
    succeeds: bool,
    /// The lower devices have it.
    below: bool,
}

/// A request for a device power state on its way.
#[derive(Clone, Copy, Debug)]
struct PowerRequest {
    d0: bool,
    place: Place,
}

/// Where a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// It has not come to the device.
    Above,
    /// The device has it.
    Here,
    /// The lower devices have it, before the device answers.
    BelowFirst,
    /// The lower devices have it, and the device is done with it.
    BelowLast,
}

/// A request to wait for the wake signal.
#[derive(Clone, Copy, Debug)]
struct WaitWake {
    place: Place,
    /// How it ends, once that is settled.
    ends: Option<bool>,
}

/// The system's power.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum System {
    #[default]
    Works,
    /// The device holds the request to sleep.
    GoesToSleep,
    Sleeps,
}

/// Whether the power framework needs the device in D0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Framework {
    /// It does not know the device.
    #[default]
    Off,
    Required,
    NotRequired,
    /// Not required, and the device leaves D0.
    NotRequiredInDx,
    /// Required again, and the device has yet to come.
    RequiredInDx,
    /// The device came back by itself.
    Waiting,
}

/// The idle notification of a device on USB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Usb {
    #[default]
    Off,
    /// The hub has it.
    Sent,
    /// The hub calls back, and waits until it is let go.
    CalledBack { cancelled: bool },
    /// The hub has been let go, and has it yet.
    Suspended,
    /// It is cancelled.
    Cancelled,
    /// It is completed, and its event was posted.
    Completed,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Managers {
    node: Node,
    /// What the device was before it was asked.
    before_query: Node,
    request: Option<PnpRequest>,
    cancel: Option<Minor>,
    /// It was surprise-removed since its last start.
    pub(crate) was_gone: bool,
    /// The device has told that it failed.
    told_failure: bool,
    /// A bus driver has reported its device missing.
    missing: bool,
    /// The parent removes its devices.
    parent_removed: bool,
    children_removed: bool,
    power: Option<PowerRequest>,
    /// The device did not leave D0; the one who asked learns of it.
    pub(crate) power_down_failed: bool,
    wake: Option<WaitWake>,
    /// The event of a request that waited for the wake signal was dropped.
    pub(crate) wake_dropped: bool,
    framework: Framework,
    /// The device has told the power framework that it is idle.
    declared_idle: bool,
    /// The power framework keeps devices active while the system sleeps and until the device acknowledges its work.
    framework_holds: bool,
    usb: Usb,
    /// The end of the idle notification was told in a state that did not answer it.
    pub(crate) usb_dropped: bool,
    /// The interrupts that wake the device up have yet to note that it leaves or enters D0.
    wake_interrupts_note: bool,
    wake_interrupts_watch: bool,
    system: System,
    /// The parent's power, which the device may hold.
    parent_sleeps: bool,
    pub(crate) holds_parent: bool,
    parent_wakes: bool,
    /// What the other owner of the power policy asked for last.
    other_asked_dx: bool,
    /// How many requests there were, and how many were completed.
    pub(crate) begun: usize,
    pub(crate) completed: usize,
}

impl Managers {
    pub(crate) fn is_deleted(&self) -> bool {
        self.node == Node::Deleted
    }

    pub(crate) fn system_works(&self) -> bool {
        self.system == System::Works
    }

    /// Whether the tree of devices is at rest, which the system waits for before it sleeps.
    fn may_sleep(&self) -> bool {
        matches!(
            self.node,
            Node::NotStarted | Node::Started | Node::Failed | Node::Gone | Node::Removed
        ) && self.cancel.is_none()
    }

    pub(crate) fn framework_waits(&self) -> bool {
        self.framework == Framework::RequiredInDx
    }

    pub(crate) fn disconnect_wake_interrupts(&mut self) {
        self.wake_interrupts_watch = false;
    }

    /// What waits, when nobody does anything.
    pub(crate) fn stuck(&self) -> Option<&'static str> {
        if self.request.is_some() {
            Some("a Plug and Play request is not finished")
        } else if self.power.is_some() {
            Some("a device power request is not finished")
        } else if matches!(self.usb, Usb::CalledBack { .. }) {
            Some("the USB hub waits")
        } else if self.system == System::GoesToSleep {
            Some("the system's request to sleep is not finished")
        } else {
            None
        }
    }

    pub(crate) fn left_over(&self) -> Option<&'static str> {
        if self.wake.is_some() {
            Some("a request waits for its wake signal")
        } else if self.begun != self.completed {
            Some("not every request was completed once")
        } else if !matches!(self.usb, Usb::Off | Usb::Completed) {
            Some("the USB hub has its idle notification")
        } else if self.holds_parent {
            Some("its parent is kept in D0")
        } else {
            None
        }
    }
}

/// What happens next without anybody's decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    LowerPnp,
    PowerArrives,
    PowerReturns,
    PowerLeaves,
    WakeArrives,
    WakeEnds,
    TimerRunsOut,
    ParentInD0,
    ChildrenRemoved,
    Present,
    FinishIo,
    UsbCallsBack,
    UsbEnds,
    WakeInterruptsNote,
    FrameworkRequires,
}

impl World {
    fn list_due(&self) -> Vec<Due> {
        let managers = &self.managers;
        let mut due = Vec::new();
        let mut add = |is: bool, what: Due| {
            if is {
                due.push(what);
            }
        };
        let power = managers.power.map(|request| request.place);
        add(
            managers.request.is_some_and(|request| request.below),
            Due::LowerPnp,
        );
        add(power == Some(Place::Above), Due::PowerArrives);
        add(power == Some(Place::BelowFirst), Due::PowerReturns);
        add(power == Some(Place::BelowLast), Due::PowerLeaves);
        add(
            managers.wake.is_some_and(|wake| wake.place == Place::Above),
            Due::WakeArrives,
        );
        add(
            managers
                .wake
                .is_some_and(|wake| wake.place != Place::Here && wake.ends.is_some()),
            Due::WakeEnds,
        );
        add(self.idle_timer_runs_out(), Due::TimerRunsOut);
        add(managers.parent_wakes, Due::ParentInD0);
        add(
            self.pnp_state() == pnp::State::RemovedWaitForChildren && !managers.children_removed,
            Due::ChildrenRemoved,
        );
        add(
            self.driver.queues == Queues::Running && !self.queued.is_empty(),
            Due::Present,
        );
        add(!self.presented.is_empty(), Due::FinishIo);
        add(managers.usb == Usb::Sent, Due::UsbCallsBack);
        add(managers.usb == Usb::Cancelled, Due::UsbEnds);
        add(managers.wake_interrupts_note, Due::WakeInterruptsNote);
        let active = !managers.declared_idle || managers.framework_holds;
        let lets_go = matches!(
            managers.framework,
            Framework::NotRequired | Framework::NotRequiredInDx | Framework::Waiting
        );
        add(active && lets_go, Due::FrameworkRequires);
        due
    }

    /// How many things are due.
    pub(crate) fn due(&self) -> usize {
        self.list_due().len()
    }

    /// One of the things that are due happens.
    pub(crate) fn carry_on(&mut self, index: usize) {
        let due = self.list_due()[index];
        self.tell(|| format!("{due:?}"));
        match due {
            Due::LowerPnp => self.lower_devices_answer(),
            Due::PowerArrives => self.power_arrives(),
            Due::PowerReturns => {
                self.place_power(Place::Here);
                self.post_power(power::Event::D0);
            }
            Due::PowerLeaves => self.complete_power(true),
            Due::WakeArrives => self.wake_arrives(),
            Due::WakeEnds => self.complete_wake(),
            Due::TimerRunsOut => self.take_idle(idle::Event::TimerExpired),
            Due::ParentInD0 => {
                self.managers.parent_wakes = false;
                self.managers.parent_sleeps = false;
                self.post_power(power::Event::ParentInD0);
            }
            Due::ChildrenRemoved => {
                self.managers.children_removed = true;
                self.post_pnp(pnp::Event::ChildrenRemoved);
            }
            Due::Present => self.present(),
            Due::FinishIo => self.finish_io(),
            Due::UsbCallsBack => {
                self.managers.usb = Usb::CalledBack { cancelled: false };
                self.post_policy(policy::Event::UsbIdleCallback);
            }
            Due::UsbEnds => self.complete_usb_idle(),
            Due::FrameworkRequires => {
                if self.managers.framework == Framework::NotRequiredInDx {
                    self.managers.framework = Framework::RequiredInDx;
                    self.post_policy(policy::Event::PowerRequired);
                } else {
                    self.managers.framework = Framework::Required;
                }
            }
            Due::WakeInterruptsNote => {
                self.managers.wake_interrupts_note = false;
                self.post_power(power::Event::WakeInterruptsReady);
            }
        }
    }

    // Plug and Play requests.

    fn send(&mut self, minor: Minor) {
        self.tell(|| format!("Plug and Play manager: {minor:?}"));
        self.demand(
            self.managers.request.is_none(),
            "one Plug and Play request at a time",
        );
        self.managers.begun += 1;
        self.managers.children_removed = false;
        self.managers.request = Some(PnpRequest {
            minor,
            succeeds: true,
            below: false,
        });
        let event = match minor {
            Minor::Start => pnp::Event::StartDevice,
            Minor::QueryStop => pnp::Event::QueryStop,
            Minor::CancelStop => pnp::Event::CancelStop,
            Minor::Stop => pnp::Event::Stop,
            Minor::QueryRemove => pnp::Event::QueryRemove,
            Minor::CancelRemove => pnp::Event::CancelRemove,
            Minor::Remove => pnp::Event::Remove,
            Minor::SurpriseRemove => pnp::Event::SurpriseRemove,
            Minor::Eject => pnp::Event::Eject,
        };
        self.post_pnp(event);
    }

    /// The request will fail.
    pub(crate) fn fail_pnp_request(&mut self) {
        if let Some(request) = &mut self.managers.request {
            request.succeeds = false;
        }
    }

    /// A request to start will fail. It may be another one by now.
    pub(crate) fn fail_start(&mut self) {
        let held = self.managers.request;
        if held.is_some_and(|request| request.minor == Minor::Start) {
            self.fail_pnp_request();
        }
    }

    pub(crate) fn has_pnp_request(&self) -> bool {
        self.managers.request.is_some_and(|request| !request.below)
    }

    /// A start goes to the lower devices, and comes back.
    pub(crate) fn forward_start(&mut self) {
        let held = self.has_pnp_request();
        self.demand(held, "a request to start is held");
        if let Some(request) = &mut self.managers.request {
            request.below = true;
        }
    }

    /// The device is done with the request, if it has one: it is completed, or goes to the lower devices.
    pub(crate) fn finish_pnp_request(&mut self) {
        let Some(request) = self.managers.request else {
            return;
        };
        // The thread that removes the device keeps its request.
        if request.below || request.minor == Minor::Remove {
            return;
        }
        let ends_here = self.setup.bus_device || request.minor == Minor::Start || !request.succeeds;
        if ends_here {
            self.complete_pnp();
        } else if let Some(request) = &mut self.managers.request {
            request.below = true;
        }
    }

    fn lower_devices_answer(&mut self) {
        let Some(request) = self.managers.request else {
            return;
        };
        let may_fail = matches!(
            request.minor,
            Minor::Start | Minor::QueryStop | Minor::QueryRemove
        );
        let fails = may_fail && self.refused();
        if request.minor == Minor::Start {
            if let Some(request) = &mut self.managers.request {
                request.below = false;
                request.succeeds = !fails;
            }
            if fails {
                self.post_pnp(pnp::Event::StartFailed);
                self.complete_pnp();
            } else {
                self.post_pnp(pnp::Event::StartReturned);
            }
            return;
        }
        if fails {
            self.fail_pnp_request();
        }
        self.complete_pnp();
    }

    /// The request is back at the Plug and Play manager.
    fn complete_pnp(&mut self) {
        let Some(PnpRequest {
            minor, succeeds, ..
        }) = self.managers.request.take()
        else {
            self.blame(|| "a Plug and Play request is completed twice".to_owned());
            return;
        };
        self.tell(|| format!("        {minor:?} is completed, succeeds: {succeeds}"));
        let managers = &mut self.managers;
        managers.completed += 1;
        match minor {
            Minor::Start if succeeds => {
                managers.node = Node::Started;
                managers.was_gone = false;
                managers.other_asked_dx = false;
            }
            Minor::Start => managers.node = Node::Failed,
            Minor::QueryStop if succeeds => managers.node = Node::StopQueried,
            Minor::QueryRemove if succeeds => managers.node = Node::RemoveQueried,
            Minor::QueryStop => managers.cancel = Some(Minor::CancelStop),
            Minor::QueryRemove => managers.cancel = Some(Minor::CancelRemove),
            Minor::CancelStop | Minor::CancelRemove => managers.node = managers.before_query,
            Minor::Stop => managers.node = Node::Stopped,
            Minor::SurpriseRemove => {
                managers.node = Node::Gone;
                managers.was_gone = true;
            }
            Minor::Remove if managers.node != Node::Deleted => managers.node = Node::Removed,
            Minor::Remove => {}
            Minor::Eject => {
                managers.node = match succeeds {
                    true => Node::Ejected,
                    false => Node::EjectFailed,
                };
            }
        }
        let may_fail = matches!(
            minor,
            Minor::Start | Minor::QueryStop | Minor::QueryRemove | Minor::Eject
        );
        self.demand(
            may_fail || succeeds,
            "a request that must not fail succeeds",
        );
    }

    /// The removal is done. Whether the device is deleted.
    pub(crate) fn end_removal(&mut self, deleted: bool) {
        if deleted {
            self.managers.node = Node::Deleted;
        }
        let removes = self
            .managers
            .request
            .is_some_and(|request| request.minor == Minor::Remove);
        if removes {
            self.complete_pnp();
        }
    }

    /// The Plug and Play manager learns that the device failed.
    pub(crate) fn report_failure(&mut self) {
        if self.failed && self.managers.node != Node::Gone {
            self.managers.told_failure = true;
        }
    }

    pub(crate) fn is_missing(&self) -> bool {
        self.managers.missing
    }

    pub(crate) fn note_missing(&mut self) {
        self.managers.missing = true;
    }

    /// A device that was removed starts again.
    pub(crate) fn forget_failure(&mut self) {
        self.failed = false;
        self.managers.told_failure = false;
    }

    // Device power requests.

    /// Asks the power manager for a request. Whether there was memory for it.
    pub(crate) fn ask_for_power(&mut self, d0: bool) -> bool {
        if self.refused() {
            return false;
        }
        self.tell(|| format!("        asks for {}", if d0 { "D0" } else { "Dx" }));
        self.demand(
            self.managers.power.is_none(),
            "one device power request at a time",
        );
        self.managers.begun += 1;
        self.managers.power = Some(PowerRequest {
            d0,
            place: Place::Above,
        });
        true
    }

    fn place_power(&mut self, place: Place) {
        if let Some(request) = &mut self.managers.power {
            request.place = place;
        }
    }

    fn power_arrives(&mut self) {
        let Some(request) = self.managers.power else {
            return;
        };
        if self.refused() {
            // A driver above completes it.
            self.complete_power(false);
        } else if !request.d0 {
            self.place_power(Place::Here);
            self.post_power(power::Event::Dx);
        } else if self.setup.bus_device {
            self.place_power(Place::Here);
            self.post_power(power::Event::D0);
        } else {
            self.place_power(Place::BelowFirst);
        }
    }

    /// The device is done with the request.
    pub(crate) fn release_power(&mut self) {
        let Some(request) = self.managers.power else {
            self.blame(|| "a device power request is released twice".to_owned());
            return;
        };
        self.demand(
            request.place == Place::Here,
            "the device has the power request",
        );
        if request.d0 || self.setup.bus_device {
            self.complete_power(true);
        } else {
            self.place_power(Place::BelowLast);
        }
    }

    fn complete_power(&mut self, seen: bool) {
        let Some(request) = self.managers.power.take() else {
            return;
        };
        self.managers.completed += 1;
        if !self.setup.owner {
            return;
        }
        if request.d0 {
            if !seen {
                self.post_policy(policy::Event::PowerUpNotSeen);
            }
        } else if std::mem::take(&mut self.managers.power_down_failed) {
            self.post_policy(policy::Event::PowerDownFailed);
            self.post_pnp(pnp::Event::PowerDownFailed);
        } else {
            self.post_policy(policy::Event::PoweredDown);
        }
    }

    // Requests to wait for the wake signal.

    /// Asks the power manager for a request. Whether there was memory for it.
    pub(crate) fn ask_for_wake(&mut self) -> bool {
        self.managers.wake_dropped = false;
        if self.refused() {
            return false;
        }
        self.demand(
            self.managers.wake.is_none(),
            "one request waits for the wake signal",
        );
        self.managers.begun += 1;
        self.managers.wake = Some(WaitWake {
            place: Place::Above,
            ends: None,
        });
        true
    }

    fn wake_arrives(&mut self) {
        if self.refused() {
            // A driver above fails it.
            if let Some(wake) = &mut self.managers.wake {
                wake.ends = Some(false);
            }
            self.complete_wake();
            return;
        }
        if self.driver.queues == Queues::Purged {
            // The device is closed.
            self.complete_wake_with(false);
            return;
        }
        let here = self.setup.bus_device;
        if let Some(wake) = &mut self.managers.wake {
            wake.place = if here { Place::Here } else { Place::BelowFirst };
        }
        if here {
            self.post_power(power::Event::WakeArrived);
        }
        if self.setup.owner {
            self.post_policy(policy::Event::WaitWakeArrived);
        }
    }

    /// Whether the device has a request that waits for its wake signal.
    pub(crate) fn has_wake_request(&self) -> bool {
        self.managers
            .wake
            .is_some_and(|wake| wake.place == Place::Here && wake.ends.is_none())
    }

    /// The wake signal comes, or the request fails, or it is cancelled. Whether there was a request to end.
    pub(crate) fn end_wake(&mut self, how: power::Event) -> bool {
        let Some(wake) = &mut self.managers.wake else {
            return false;
        };
        if wake.place == Place::Above || wake.ends.is_some() {
            return false;
        }
        wake.ends = Some(how == power::Event::WakeSucceeded);
        if wake.place == Place::Here {
            self.post_power(how);
        }
        true
    }

    /// The power policy cancels the request. Whether its event follows. One that ends at the device is completed at
    /// once: the power machine would take its event only when the policy lets it go on.
    pub(crate) fn cancel_wake(&mut self) -> bool {
        if self
            .managers
            .wake
            .is_some_and(|wake| wake.place == Place::Here)
        {
            self.complete_wake_with(false);
            return true;
        }
        self.end_wake(power::Event::WakeCanceled)
    }

    /// Settles how the request ends, and completes it.
    pub(crate) fn complete_wake_with(&mut self, succeeds: bool) {
        if let Some(wake) = &mut self.managers.wake {
            wake.ends.get_or_insert(succeeds);
        }
        self.complete_wake();
    }

    /// Completes the request, if there is one whose end is settled.
    pub(crate) fn complete_wake(&mut self) {
        let Some(WaitWake {
            ends: Some(succeeds),
            ..
        }) = self.managers.wake
        else {
            return;
        };
        self.managers.wake = None;
        self.managers.completed += 1;
        if self.setup.owner {
            self.post_policy(match succeeds {
                true => policy::Event::WaitWakeSucceeded,
                false => policy::Event::WaitWakeFailed,
            });
        }
    }

    // The power framework.

    /// Whether the power framework takes the device.
    pub(crate) fn register(&mut self) -> bool {
        if !self.setup.framework {
            return true;
        }
        if self.refused() {
            return false;
        }
        self.managers.framework = Framework::Required;
        self.managers.declared_idle = false;
        true
    }

    pub(crate) fn unregister(&mut self) {
        self.managers.framework = Framework::Off;
        self.managers.framework_holds = false;
    }

    /// Whether the device may leave D0 at once.
    pub(crate) fn declare_idle(&mut self) -> bool {
        self.managers.declared_idle = true;
        self.managers.framework == Framework::Off
    }

    pub(crate) fn declare_active(&mut self) {
        self.managers.declared_idle = false;
    }

    /// The device leaves D0, if the power framework does not need it there.
    pub(crate) fn leave_by_framework(&mut self) -> bool {
        if self.managers.framework == Framework::NotRequired {
            self.managers.framework = Framework::NotRequiredInDx;
        }
        matches!(
            self.managers.framework,
            Framework::Off | Framework::NotRequiredInDx
        )
    }

    /// The device is in D0, or will not come there.
    pub(crate) fn report_powered_on(&mut self) {
        self.managers.framework = match self.managers.framework {
            Framework::NotRequiredInDx => Framework::Waiting,
            Framework::RequiredInDx => Framework::Required,
            framework => framework,
        };
    }

    pub(crate) fn acknowledge_working(&mut self) {
        self.managers.framework_holds = false;
    }

    // USB.

    /// Sends the idle notification to the hub.
    pub(crate) fn send_usb_idle(&mut self) {
        self.demand(
            matches!(self.managers.usb, Usb::Off | Usb::Completed),
            "the hub has one idle notification of a device",
        );
        self.managers.usb_dropped = false;
        self.managers.usb = Usb::Sent;
        self.managers.begun += 1;
        if self.refused() {
            self.complete_usb_idle();
        }
    }

    fn complete_usb_idle(&mut self) {
        self.managers.usb = Usb::Completed;
        self.managers.completed += 1;
        self.post_policy(policy::Event::UsbIdleCompleted);
    }

    /// The hub's callback returns.
    pub(crate) fn release_usb_hub(&mut self) {
        if let Usb::CalledBack { cancelled } = self.managers.usb {
            self.managers.usb = match cancelled {
                true => Usb::Cancelled,
                false => Usb::Suspended,
            };
        }
    }

    /// Cancels the idle notification. Whether its event follows.
    pub(crate) fn cancel_usb_idle(&mut self) -> bool {
        self.managers.usb = match self.managers.usb {
            Usb::Sent | Usb::Suspended => Usb::Cancelled,
            Usb::CalledBack { .. } => Usb::CalledBack { cancelled: true },
            usb => usb,
        };
        self.managers.usb != Usb::Off && !self.managers.usb_dropped
    }

    // Interrupts that wake the device up.

    /// They learn that the device leaves or enters D0. Whether there are any.
    pub(crate) fn tell_wake_interrupts(&mut self, leaves: bool) -> bool {
        self.managers.wake_interrupts_watch = leaves && self.setup.wake_interrupt;
        self.managers.wake_interrupts_note = self.setup.wake_interrupt;
        self.setup.wake_interrupt
    }

    // The system.

    /// The device has let the system's request go.
    pub(crate) fn complete_system_request(&mut self) {
        if self.managers.system == System::GoesToSleep {
            self.managers.system = System::Sleeps;
            self.managers.completed += 1;
        }
    }

    fn sleep(&mut self) {
        self.tell(|| "the system goes to sleep".to_owned());
        if self.setup.owner {
            self.managers.framework_holds = self.managers.framework != Framework::Off;
            self.managers.system = System::GoesToSleep;
            self.managers.begun += 1;
            self.post_policy(policy::Event::SystemSleep);
        } else {
            self.managers.system = System::Sleeps;
        }
    }

    fn wake_system(&mut self) {
        self.tell(|| "the system works again".to_owned());
        self.managers.system = System::Works;
        if self.setup.owner {
            self.post_policy(policy::Event::SystemWorking);
        }
    }

    // The parent.

    /// The device needs its parent in D0. Whether it has to wait.
    pub(crate) fn ask_parent(&mut self) -> bool {
        if !self.setup.needs_parent {
            return false;
        }
        self.managers.holds_parent = true;
        self.managers.parent_wakes |= self.managers.parent_sleeps;
        self.managers.parent_sleeps
    }

    // What somebody decides.

    /// Something happens that nobody waits for.
    pub(crate) fn happen(&mut self) {
        match self.choices.below(8) {
            0..=2 => self.plug_or_unplug(),
            3 => {
                if self.setup.owner || self.managers.system == System::Sleeps {
                    self.change_system();
                } else {
                    self.other_owner_asks();
                }
            }
            4 => self.request_arrives(),
            5 => {
                let lets_go = self.managers.declared_idle && !self.managers.framework_holds;
                if lets_go && self.managers.framework == Framework::Required {
                    self.managers.framework = Framework::NotRequired;
                    self.post_policy(policy::Event::PowerNotRequired);
                } else if self.idle_timer_runs() {
                    self.tell(|| "the idle time-out ends".to_owned());
                    self.take_idle(idle::Event::TimerExpired);
                }
            }
            6 => self.signal_wake(),
            _ => self.change_settings(),
        }
    }

    fn change_system(&mut self) {
        match self.managers.system {
            // The tree of devices is locked against both at once.
            System::Works if self.managers.request.is_none() && self.managers.may_sleep() => {
                self.sleep()
            }
            System::Sleeps => self.wake_system(),
            _ => {}
        }
    }

    fn other_owner_asks(&mut self) {
        // It keeps the device in D0 while the Plug and Play manager asks.
        if self.managers.node != Node::Started
            || self.managers.cancel.is_some()
            || self.managers.power.is_some()
            || self.managers.request.is_some()
        {
            return;
        }
        if self.setup.bus_device && self.choices.below(2) == 1 {
            // It has the device wake up, or not any more.
            if self.managers.wake.is_none() {
                self.ask_for_wake();
            } else {
                self.end_wake(power::Event::WakeCanceled);
            }
            return;
        }
        let d0 = self.managers.other_asked_dx;
        if self.ask_for_power(d0) {
            self.managers.other_asked_dx = !d0;
        }
    }

    fn signal_wake(&mut self) {
        if self.managers.wake_interrupts_watch
            && self.driver.is_armed()
            && self.choices.below(2) == 1
        {
            self.tell(|| "an interrupt wakes the device up".to_owned());
            self.managers.wake_interrupts_watch = false;
            self.post_policy(policy::Event::WakeInterrupt);
            return;
        }
        if self.managers.usb == Usb::Suspended && self.choices.below(4) == 3 {
            self.complete_usb_idle();
            return;
        }
        let how = match self.choices.below(3) {
            0 | 1 => power::Event::WakeSucceeded,
            _ => power::Event::WakeFailed,
        };
        if self.end_wake(how) {
            self.tell(|| format!("{how:?}"));
        }
    }

    fn change_settings(&mut self) {
        match self.choices.below(4) {
            0 if self.setup.owner => {
                use crate::world::IdleSetting::{Off, WithWake, WithoutWake};
                self.setup.idle = [Off, WithoutWake, WithWake][self.choices.below(3)];
                self.tell(|| "idle settings change".to_owned());
                self.post_policy(policy::Event::IdleSettingsChanged);
            }
            1 => {
                self.pageable = !self.pageable;
                self.post_power(match self.pageable {
                    true => power::Event::Pageable,
                    false => power::Event::NonPageable,
                });
            }
            2 if self.setup.needs_parent && !self.managers.holds_parent => {
                self.managers.parent_sleeps = true;
            }
            3 if self.setup.bus_device && self.managers.parent_sleeps => {
                self.managers.parent_wakes = true
            }
            _ => {}
        }
    }

    /// The Plug and Play manager goes on.
    fn plug_or_unplug(&mut self) {
        if !self.may_plug() {
            return;
        }
        let bus = self.setup.bus_device;
        let minors: &[Minor] = match self.managers.node {
            Node::NotStarted if bus && self.managers.was_gone => {
                &[Minor::Start, Minor::QueryRemove]
            }
            Node::NotStarted if bus => &[
                Minor::Start,
                Minor::Start,
                Minor::QueryRemove,
                Minor::SurpriseRemove,
                Minor::Eject,
            ],
            Node::NotStarted => &[Minor::Start, Minor::Start, Minor::Start, Minor::QueryRemove],
            Node::Started => &[
                Minor::QueryStop,
                Minor::QueryRemove,
                Minor::SurpriseRemove,
                Minor::QueryStop,
                Minor::QueryRemove,
                Minor::Start,
                Minor::CancelRemove,
                Minor::CancelStop,
            ],
            Node::StopQueried => &[
                Minor::Stop,
                Minor::CancelStop,
                Minor::Stop,
                Minor::SurpriseRemove,
            ],
            Node::Stopped => &[Minor::Start, Minor::Start, Minor::SurpriseRemove],
            Node::RemoveQueried if self.managers.before_query == Node::NotStarted => {
                &[Minor::CancelRemove, Minor::Remove]
            }
            Node::RemoveQueried => &[Minor::CancelRemove, Minor::Remove, Minor::SurpriseRemove],
            Node::Removed if self.managers.was_gone => &[Minor::Start],
            Node::Removed => &[Minor::Start, Minor::Eject, Minor::SurpriseRemove],
            Node::Failed | Node::Gone | Node::Ejected | Node::EjectFailed | Node::Deleted => &[],
        };
        if minors.is_empty() {
            return self.unplug();
        }
        let minor = minors[self.choices.below(minors.len())];
        self.send_from(minor);
    }

    fn may_plug(&mut self) -> bool {
        if self.managers.request.is_some() || !self.system_lets_plug() {
            return false;
        }
        if let Some(cancel) = self.managers.cancel.take() {
            self.send(cancel);
            return false;
        }
        true
    }

    fn system_lets_plug(&self) -> bool {
        self.managers.system == System::Works
    }

    fn send_from(&mut self, minor: Minor) {
        let node = self.managers.node;
        let asks = matches!(
            minor,
            Minor::QueryStop | Minor::QueryRemove | Minor::CancelStop | Minor::CancelRemove
        );
        if asks && matches!(node, Node::Started | Node::NotStarted) {
            self.managers.before_query = node;
        }
        self.send(minor);
    }

    /// The Plug and Play manager goes on towards the removal.
    fn unplug(&mut self) {
        match self.managers.node {
            Node::NotStarted | Node::Gone | Node::Ejected => self.send(Minor::Remove),
            Node::Failed => {
                let minors = [Minor::Remove, Minor::SurpriseRemove];
                let minor = minors[self.choices.below(2)];
                self.send(minor);
            }
            Node::Started => {
                let minors = [Minor::QueryRemove, Minor::SurpriseRemove, Minor::Remove];
                let minor = minors[self.choices.below(3)];
                if self.managers.told_failure {
                    self.send(Minor::SurpriseRemove);
                } else {
                    self.send_from(minor);
                }
            }
            Node::StopQueried | Node::Stopped | Node::EjectFailed => {
                self.send(Minor::SurpriseRemove)
            }
            Node::RemoveQueried => self.send(Minor::Remove),
            Node::Removed if self.choices.below(2) == 0 => {
                if !std::mem::replace(&mut self.managers.parent_removed, true) {
                    self.post_pnp(pnp::Event::ParentRemoved);
                }
            }
            Node::Removed => {
                self.managers.missing = true;
                self.send(Minor::Remove);
            }
            Node::Deleted => {}
        }
    }

    /// The sequence ends: the system works, and the device is removed.
    pub(crate) fn end(&mut self) {
        if self.managers.system == System::Sleeps {
            self.wake_system();
        } else if self.managers.wake.is_some()
            && !self.setup.owner
            && self.managers.node == Node::Deleted
        {
            self.end_wake(power::Event::WakeCanceled);
        } else if self.may_plug() {
            self.unplug();
        }
    }

    /// The bus driver's part in waking up, if the device is a bus's.
    pub(crate) fn disable_wake_at_bus(&mut self) {
        if self.driver.has_wake_at_bus() {
            self.call(Callback::DisableWakeAtBus);
        }
    }
}
