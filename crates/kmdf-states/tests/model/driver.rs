//! The driver's side: what Microsoft's documentation promises about the order of its callbacks.
//!
//! [Power-up](https://learn.microsoft.com/windows-hardware/drivers/wdf/power-up-sequence-for-a-function-or-filter-driver),
//! [power-down and removal](https://learn.microsoft.com/windows-hardware/drivers/wdf/power-down-and-removal-sequence-for-a-function-or-filter-driver),
//! [self-managed I/O](https://learn.microsoft.com/windows-hardware/drivers/wdf/using-self-managed-i-o),
//! [surprise removal](https://learn.microsoft.com/windows-hardware/drivers/wdf/a-user-unplugs-an-unused-device),
//! and the pages of the callbacks.

/// How many interrupts the device has.
pub(crate) const INTERRUPTS: usize = 2;

/// A callback of the driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Callback {
    PrepareHardware,
    ReleaseHardware,
    D0Entry,
    D0Exit,
    InterruptEnable(usize),
    InterruptDisable(usize),
    D0EntryPostInterruptsEnabled,
    D0ExitPreInterruptsDisabled,
    SelfManagedIoInit,
    SelfManagedIoSuspend,
    SelfManagedIoRestart,
    SelfManagedIoFlush,
    SelfManagedIoCleanup,
    QueryStop,
    QueryRemove,
    SurpriseRemoval,
    Eject,
    ArmWakeFromS0,
    DisarmWakeFromS0,
    WakeFromS0Triggered,
    ArmWakeFromSx,
    DisarmWakeFromSx,
    WakeFromSxTriggered,
    EnableWakeAtBus,
    DisableWakeAtBus,
    /// A request of a power-managed queue.
    Io,
}

impl Callback {
    /// Whether its status can be an error that the framework heeds.
    pub(crate) fn can_fail(self) -> bool {
        matches!(
            self,
            Self::PrepareHardware
                | Self::ReleaseHardware
                | Self::D0Entry
                | Self::D0Exit
                | Self::InterruptEnable(_)
                | Self::InterruptDisable(_)
                | Self::D0EntryPostInterruptsEnabled
                | Self::D0ExitPreInterruptsDisabled
                | Self::SelfManagedIoInit
                | Self::SelfManagedIoSuspend
                | Self::SelfManagedIoRestart
                | Self::QueryStop
                | Self::QueryRemove
                | Self::Eject
                | Self::ArmWakeFromS0
                | Self::ArmWakeFromSx
                | Self::EnableWakeAtBus
        )
    }
}

/// Where self-managed I/O is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum SelfManaged {
    #[default]
    Created,
    Running,
    Suspended,
    /// `Init`, `Suspend` or `Restart` failed.
    Failed,
    Flushed,
    CleanedUp,
}

/// Whether requests of power-managed queues reach the driver.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Queues {
    #[default]
    Held,
    Running,
    Purged,
}

/// What has been done to the driver, and not been undone.
#[derive(Debug, Default)]
pub(crate) struct Driver {
    prepared: bool,
    in_d0: bool,
    enabled: [bool; INTERRUPTS],
    post_interrupts: bool,
    self_managed: SelfManaged,
    pub(crate) queues: Queues,
    pub(crate) interfaces: bool,
    armed: Armed,
    wake_at_bus: bool,
    surprise_removed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Armed {
    #[default]
    Not,
    FromS0,
    FromSx,
    /// `EvtDeviceArmWakeFromSx` failed, which is undone as well.
    FailedSx,
}

impl Driver {
    pub(crate) fn in_d0(&self) -> bool {
        self.in_d0
    }

    pub(crate) fn is_enabled(&self, interrupt: usize) -> bool {
        self.enabled[interrupt]
    }

    pub(crate) fn has_post_interrupts(&self) -> bool {
        self.post_interrupts
    }

    pub(crate) fn is_armed(&self) -> bool {
        matches!(self.armed, Armed::FromS0 | Armed::FromSx)
    }

    pub(crate) fn has_wake_at_bus(&self) -> bool {
        self.wake_at_bus
    }

    /// Which callback starts self-managed I/O.
    pub(crate) fn self_managed_start(&self) -> Option<Callback> {
        match self.self_managed {
            SelfManaged::Created => Some(Callback::SelfManagedIoInit),
            SelfManaged::Suspended | SelfManaged::Flushed => Some(Callback::SelfManagedIoRestart),
            _ => None,
        }
    }

    pub(crate) fn self_managed_runs(&self) -> bool {
        self.self_managed == SelfManaged::Running
    }

    pub(crate) fn may_flush(&self) -> bool {
        matches!(
            self.self_managed,
            SelfManaged::Suspended | SelfManaged::Failed
        )
    }

    pub(crate) fn may_clean_up(&self) -> bool {
        self.self_managed == SelfManaged::Flushed
    }

    /// A device of a bus is started anew after its removal.
    pub(crate) fn restart(&mut self) {
        self.queues = Queues::Held;
        self.surprise_removed = false;
        self.armed = Armed::Not;
        self.wake_at_bus = false;
    }

    /// What a callback breaks of what is promised.
    pub(crate) fn broken_by(&self, callback: Callback) -> Option<&'static str> {
        let no_interrupt = !self.enabled.contains(&true);
        let quiet = !self.self_managed_runs() && self.queues != Queues::Running;
        let (promise, holds) = match callback {
            Callback::PrepareHardware => (
                "the hardware is not prepared yet",
                !self.prepared && !self.in_d0,
            ),
            Callback::ReleaseHardware => (
                "the hardware is prepared, the device has left D0, and interrupts are disabled",
                self.prepared && !self.in_d0 && no_interrupt,
            ),
            Callback::D0Entry => (
                "the hardware is prepared, and the device not in D0",
                self.prepared && !self.in_d0,
            ),
            Callback::D0Exit => (
                "the device is in D0; interrupts, self-managed I/O and queues have stopped",
                self.in_d0 && no_interrupt && quiet,
            ),
            Callback::InterruptEnable(which) => (
                "the device is in D0, and the interrupt not enabled",
                self.in_d0 && !self.enabled[which] && quiet,
            ),
            Callback::InterruptDisable(which) => (
                "the device is in D0, and the interrupt enabled; the last one enabled is the first",
                self.in_d0
                    && self.enabled[which]
                    && !self.enabled[which + 1..].contains(&true)
                    && quiet,
            ),
            Callback::D0EntryPostInterruptsEnabled => (
                "the device is in D0, and all interrupts are enabled",
                self.in_d0 && !self.enabled.contains(&false) && !self.post_interrupts,
            ),
            Callback::D0ExitPreInterruptsDisabled => (
                "the driver was told that interrupts are enabled, and they are; I/O has stopped",
                self.in_d0 && self.post_interrupts && !self.enabled.contains(&false) && quiet,
            ),
            Callback::SelfManagedIoInit => (
                "self-managed I/O begins in D0, once",
                self.in_d0 && self.self_managed == SelfManaged::Created,
            ),
            Callback::SelfManagedIoRestart => (
                "self-managed I/O is suspended, and the device in D0",
                self.in_d0
                    && matches!(
                        self.self_managed,
                        SelfManaged::Suspended | SelfManaged::Flushed
                    ),
            ),
            Callback::SelfManagedIoSuspend => (
                "self-managed I/O runs, and the device is in D0",
                self.in_d0 && self.self_managed_runs(),
            ),
            Callback::SelfManagedIoFlush => (
                "the device has left D0, and its hardware is released",
                !self.in_d0 && !self.prepared && self.may_flush(),
            ),
            Callback::SelfManagedIoCleanup => (
                "self-managed I/O is flushed, and the hardware released",
                !self.in_d0 && !self.prepared && self.may_clean_up(),
            ),
            Callback::QueryStop | Callback::QueryRemove => ("the device works", self.prepared),
            Callback::SurpriseRemoval => {
                ("a surprise removal is told once", !self.surprise_removed)
            }
            Callback::Eject => (
                "a device that is ejected does not work",
                !self.in_d0 && !self.prepared,
            ),
            Callback::ArmWakeFromS0 | Callback::ArmWakeFromSx => (
                "the device is in D0, and not armed",
                self.in_d0 && self.armed == Armed::Not,
            ),
            Callback::DisarmWakeFromS0 => (
                "the device is armed, and in D0",
                self.in_d0 && self.armed == Armed::FromS0,
            ),
            Callback::DisarmWakeFromSx => (
                "the device is armed, and in D0",
                self.in_d0 && matches!(self.armed, Armed::FromSx | Armed::FailedSx),
            ),
            Callback::WakeFromS0Triggered => (
                "the device is armed, and in D0",
                self.in_d0 && self.armed == Armed::FromS0,
            ),
            Callback::WakeFromSxTriggered => (
                "the device is armed, and in D0",
                self.in_d0 && self.armed == Armed::FromSx,
            ),
            Callback::EnableWakeAtBus => {
                ("the bus does not report the signal yet", !self.wake_at_bus)
            }
            Callback::DisableWakeAtBus => ("the bus reports the signal", self.wake_at_bus),
            Callback::Io => (
                "requests of power-managed queues come in D0, with the interrupts enabled",
                self.in_d0 && self.queues == Queues::Running && !self.enabled.contains(&false),
            ),
        };
        (!holds).then_some(promise)
    }

    /// The callback returned.
    pub(crate) fn note(&mut self, callback: Callback, succeeded: bool) {
        let then = |state| match succeeded {
            true => state,
            false => SelfManaged::Failed,
        };
        match callback {
            // The hardware is released after a failure, too.
            Callback::PrepareHardware => self.prepared = true,
            Callback::ReleaseHardware => self.prepared = false,
            Callback::D0Entry => self.in_d0 = succeeded,
            Callback::D0Exit => {
                self.in_d0 = false;
                self.post_interrupts = false;
            }
            Callback::InterruptEnable(which) => self.enabled[which] = succeeded,
            Callback::InterruptDisable(which) => self.enabled[which] = false,
            Callback::D0EntryPostInterruptsEnabled => self.post_interrupts = succeeded,
            Callback::D0ExitPreInterruptsDisabled => self.post_interrupts = false,
            Callback::SelfManagedIoInit | Callback::SelfManagedIoRestart => {
                self.self_managed = then(SelfManaged::Running);
            }
            Callback::SelfManagedIoSuspend => self.self_managed = then(SelfManaged::Suspended),
            Callback::SelfManagedIoFlush => self.self_managed = SelfManaged::Flushed,
            Callback::SelfManagedIoCleanup => self.self_managed = SelfManaged::CleanedUp,
            Callback::SurpriseRemoval => self.surprise_removed = true,
            Callback::ArmWakeFromS0 if succeeded => self.armed = Armed::FromS0,
            Callback::ArmWakeFromSx => {
                self.armed = match succeeded {
                    true => Armed::FromSx,
                    false => Armed::FailedSx,
                };
            }
            Callback::DisarmWakeFromS0 | Callback::DisarmWakeFromSx => self.armed = Armed::Not,
            Callback::EnableWakeAtBus => self.wake_at_bus = succeeded,
            Callback::DisableWakeAtBus => self.wake_at_bus = false,
            Callback::ArmWakeFromS0
            | Callback::WakeFromS0Triggered
            | Callback::WakeFromSxTriggered
            | Callback::QueryStop
            | Callback::QueryRemove
            | Callback::Eject
            | Callback::Io => {}
        }
    }

    /// What is left of a device that is gone. Nobody tells the bus driver about the wake signal of a device that failed
    /// or was surprise-removed, Microsoft's framework does not either.
    pub(crate) fn left_over(&self, failed: bool) -> Option<&'static str> {
        let left = [
            (self.prepared, "the hardware is not released"),
            (self.in_d0, "the device is in D0"),
            (self.enabled.contains(&true), "an interrupt is enabled"),
            (self.self_managed_runs(), "self-managed I/O runs"),
            (self.may_flush(), "self-managed I/O is not flushed"),
            (self.may_clean_up(), "self-managed I/O is not cleaned up"),
            (self.queues == Queues::Running, "queues run"),
            (self.interfaces, "interfaces are enabled"),
            (
                self.wake_at_bus && !failed,
                "the bus reports the wake signal",
            ),
        ];
        left.into_iter().find(|(is, _)| *is).map(|(_, what)| what)
    }
}
