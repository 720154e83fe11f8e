//! The power policy of a device whose driver owns it: when the device sleeps, and how it wakes up.
//!
//! The machine asks the power manager for the device's power requests, and leaves it to the
//! [power machine](crate::power) to carry them out. A request comes in two parts: the power machine says that
//! I/O has stopped ([`Event::IoStopped`]) or that the hardware works again ([`Event::HardwareStarted`]), and this
//! machine, once it has armed or disarmed the device, tells it to complete the request.
//!
//! Microsoft describes what a driver sees of it:
//! [idle power-down](https://learn.microsoft.com/windows-hardware/drivers/wdf/supporting-idle-power-down),
//! [system wake-up](https://learn.microsoft.com/windows-hardware/drivers/wdf/supporting-system-wake-up),
//! [selective suspend](https://learn.microsoft.com/windows-hardware/drivers/wdf/supporting-idle-power-down#supporting-selective-suspend-for-usb-devices),
//! [power framework](https://learn.microsoft.com/windows-hardware/drivers/wdf/supporting-functional-power-states).

use crate::{Outcome, table::machine};

/// What happens to a device's power policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The Plug and Play machine starts the device.
    Start,
    /// The Plug and Play machine stops the device.
    Stop,
    /// The Plug and Play machine removes the device.
    Remove,
    /// The device is gone.
    SurpriseRemove,
    /// The system goes to sleep; its request is held.
    SystemSleep,
    /// The system works again.
    SystemWorking,
    /// The device is in Dx.
    PoweredDown,
    /// The device is in D0.
    PoweredUp,
    /// On the way to Dx: I/O has stopped, and the hardware still works.
    IoStopped,
    /// On the way to D0: the hardware works, and I/O has not begun.
    HardwareStarted,
    /// The wait-wake request has come to the device.
    WaitWakeArrived,
    /// The wait-wake request succeeded: the device gave a wake signal.
    WaitWakeSucceeded,
    /// The wait-wake request failed or was cancelled.
    WaitWakeFailed,
    /// There is something to do for the idle device.
    IoPresent,
    /// There was nothing to do for the device during the idle time-out.
    IdleTimeout,
    /// The driver changed its idle settings.
    IdleSettingsChanged,
    /// The USB hub asks for the device's power-down.
    UsbIdleCallback,
    /// The USB hub completed the idle notification.
    UsbIdleCompleted,
    /// The device failed to enter Dx.
    PowerDownFailed,
    /// The device failed to enter D0.
    PowerUpFailed,
    /// The device is in Dx without a request for it; only where another driver owns the power policy.
    ImplicitlyPoweredDown,
    /// The device failed to enter Dx without a request for it; only where another driver owns the power policy.
    ImplicitPowerDownFailed,
    /// Another driver completed the request for D0 before it came to the device.
    PowerUpNotSeen,
    /// The power framework lets the device power down.
    PowerNotRequired,
    /// The power framework needs the device in D0.
    PowerRequired,
    /// An interrupt that can wake up the device came.
    WakeInterrupt,
    /// The power framework directs the device to power down.
    DirectedPowerDown,
    /// The power framework directs the device to power up.
    DirectedPowerUp,
    /// [`Self::PowerNotRequired`] within a directed power-down.
    PowerNotRequiredDirected,
    /// [`Self::PowerRequired`] within a directed power-up.
    PowerRequiredDirected,
}

impl Event {
    /// What is done for an event that comes in a state which does not answer it.
    #[must_use]
    pub const fn when_dropped(self) -> Option<Action> {
        match self {
            Self::SystemSleep => Some(Action::CompleteSystemRequest),
            Self::SystemWorking => Some(Action::AcknowledgeWorking),
            Self::WaitWakeSucceeded | Self::WaitWakeFailed => Some(Action::NoteWaitWakeEnd),
            Self::UsbIdleCallback => Some(Action::ReleaseUsbHub),
            Self::UsbIdleCompleted => Some(Action::NoteUsbIdleEnd),
            _ => None,
        }
    }
}

/// What the framework does for a device's power policy. Where nothing else is said, the outcome is
/// [`Done`](crate::Outcome::Done), or [`Wait`](crate::Outcome::Wait) when an event follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Nothing; the next state follows.
    Continue,

    // Start, stop, removal.
    /// Starts counting what there is to do for the device, and has the power machine enter D0 without a request.
    /// `Wait`.
    PowerUp,
    /// Has the power machine enter D3 without a request; children may not power up from now on. `Wait`.
    PowerDown,
    /// Has the power machine enter D3 without a request, since the power framework refused the device. `Wait`.
    PowerDownUnregistered,
    /// Fixes who manages the idle time-out, and registers the device with the power framework if that does.
    /// `Done` or `Failed`.
    RegisterWithPowerFramework,
    /// Takes the device out of the power framework. `Done`.
    UnregisterFromPowerFramework,
    /// Tells the Plug and Play machine that the device is in D0. `Done`.
    ReportStarted,
    /// Stops counting what there is to do, and tells the Plug and Play machine that the device failed to start. `Done`.
    ReportStartFailed,
    /// Stops counting what there is to do, and tells the Plug and Play machine that the device is stopped, or that
    /// it failed to stop when a change of power failed since it was started. `Done`.
    ReportStopped,
    /// Tells the Plug and Play machine that nothing is left to do. `Wait`.
    ReportRemoved,

    // Idle.
    /// Lets children power up, and says whether the device may idle: `WithWake`, `WithoutWake` or `No`.
    DecideIdle,
    /// Begins the idle time-out as soon as there is nothing to do. `Wait`.
    EnableIdleTimer,
    /// Ends the idle time-out. `Done`, or `No` when it has run out already, and its event follows.
    DisableIdleTimer,
    /// Tells the power framework that the device is idle. `Yes` when the device may power down at once, `Wait` when
    /// the framework will say so.
    DeclareIdle,
    /// Tells the power framework that the device is idle, as part of a directed power-down. `Done`.
    DeclareIdleDirected,
    /// Tells the power framework that the device is active. `Done`.
    DeclareActive,
    /// Asks the power manager for the idle device's Dx, unless the power framework needs the device in D0 (`No`).
    /// `Wait`, or `Failed` when a child is in D0 or there is no memory for the request.
    RequestIdleDxIfAllowed,
    /// Asks the power manager for the idle device's Dx. `Wait`, or `Failed` when a child is in D0 or there is no
    /// memory for the request.
    RequestIdleDx,
    /// Ends the idle time-out of a device that is in Dx, and lets the USB hub go on. `No`, or `Directed` when the
    /// power framework directed the power-down.
    StayInDx,
    /// Whether there is still nothing to do for the device: `Yes` or `No`.
    QueryReturnToIdle,
    /// The device stays in D0 after all. `No`, or `Directed` when the power framework directed the power-down, and
    /// is told of its end.
    UndoIdle,

    // Requests for D0.
    /// Asks the power manager for D0, again for 50 seconds if there is no memory for it. `Wait` or `Failed`.
    RequestD0,
    /// Asks the power manager for D0 once. `Wait` or `Failed`.
    RequestD0Once,
    /// [`Self::DeclareActive`], then [`Self::RequestD0`].
    DeclareActiveAndRequestD0,
    /// [`Self::DisableIdleTimer`], then [`Self::RequestD0`].
    DisableTimerAndRequestD0,
    /// [`Self::DeclareActive`], [`Self::DisableIdleTimer`], then [`Self::RequestD0`].
    DisableTimerDeclareActiveAndRequestD0,

    // Completion of power requests.
    /// Lets the power machine finish the device's way to Dx. `Wait`.
    CompleteDx,
    /// Lets the power machine finish the device's way to D0. `Wait`.
    CompleteD0,
    /// Tells the power framework that the device is powered on. `Done`.
    ReportPoweredOn,
    /// [`Self::ReportPoweredOn`], then [`Self::CompleteD0`].
    ReportPoweredOnAndCompleteD0,
    /// Acknowledges to the power framework that the system works. `Done`.
    AcknowledgeWorking,
    /// [`Self::AcknowledgeWorking`], [`Self::ReportPoweredOn`], then [`Self::CompleteD0`].
    AcknowledgeWorkingAndCompleteD0,

    // The system's sleep.
    /// Whether the device is to wake up the system from the state that it goes to, for a device in Dx: `Yes` or `No`.
    CanWakeSystem,
    /// Tells the power framework that the device powers down; whether the device is to wake up the system from the
    /// state that it goes to: `Yes` or `No`.
    DecideWakeFromSx,
    /// Asks the power manager for the Dx of a device that is not to wake up the system, again for 50 seconds if
    /// there is no memory for it. `Wait` or `Failed`.
    RequestDxForSleep,
    /// Asks the power manager for the Dx of a device that is to wake up the system. `Wait` or `Failed`.
    RequestDxForWake,
    /// Asks the power manager for a wait-wake request, for the deepest system state that the device can wake up
    /// the system from. `Wait` or `Failed`.
    RequestWaitWakeFromSx,
    /// Whether the device is `Pageable` or `NonPageable`.
    CheckPageable,
    /// [`EvtDeviceArmWakeFromSx`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_arm_wake_from_sx)
    /// or its variant with a reason, then a bus driver's `EvtDeviceEnableWakeAtBus`; when both succeeded,
    /// [`Self::CompleteDx`] and `Wait`. Else `Failed`, or `FailedBefore`.
    ArmWakeFromSx,
    /// [`EvtDeviceDisarmWakeFromSx`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_disarm_wake_from_sx)
    /// of a device that failed to be armed. `Done`.
    RevertArmWakeFromSx,
    /// A bus driver's `EvtDeviceDisableWakeAtBus`, then `EvtDeviceDisarmWakeFromSx`. `Done`.
    DisarmWakeFromSx,
    /// A bus driver's `EvtDeviceDisableWakeAtBus`,
    /// [`EvtDeviceWakeFromSxTriggered`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_wake_from_sx_triggered),
    /// then `EvtDeviceDisarmWakeFromSx`. `Done`.
    ReportWakeFromSx,
    /// Completes the system's power request, if it is held. `Done`.
    CompleteSystemRequest,
    /// Whether the device may stay in Dx until there is something to do, although the system works: `Yes` or `No`.
    MayStayInDx,

    // Wake.
    /// Asks the power manager for a wait-wake request while the system works. `Wait` or `Failed`.
    RequestWaitWakeFromS0,
    /// [`EvtDeviceArmWakeFromS0`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_arm_wake_from_s0),
    /// then a bus driver's `EvtDeviceEnableWakeAtBus`; when both succeeded, [`Self::CompleteDx`] and `Wait`. Else
    /// `Failed`, or `FailedAfter` when the driver has armed its device.
    ArmWakeFromS0,
    /// [`EvtDeviceDisarmWakeFromS0`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_disarm_wake_from_s0)
    /// of a device that failed to be armed. `Done`.
    RevertArmWakeFromS0,
    /// A bus driver's `EvtDeviceDisableWakeAtBus`, then `EvtDeviceDisarmWakeFromS0`. `Done`.
    DisarmWakeFromS0,
    /// [`Self::DisarmWakeFromS0`], then [`Self::CompleteD0`].
    DisarmWakeFromS0AndCompleteD0,
    /// [`Self::ReportPoweredOn`], then [`Self::DisarmWakeFromS0`].
    ReportPoweredOnAndDisarmWakeFromS0,
    /// [`Self::ReportPoweredOn`], [`Self::DisarmWakeFromS0`], then [`Self::CompleteD0`].
    ReportPoweredOnDisarmWakeFromS0AndCompleteD0,
    /// [`EvtDeviceWakeFromS0Triggered`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_wake_from_s0_triggered).
    /// `Done`.
    ReportWakeFromS0,
    /// Cancels the wait-wake request. `Wait` when its event follows; `Done` when the event came in a state that
    /// did not answer it; `No` when the request is completed and its event has yet to come. A request that ends at
    /// the device is completed at once: the power machine may take no event until this machine lets it go on.
    CancelWaitWake,
    /// Notes that an interrupt woke up the system, then [`Self::CancelWaitWake`].
    CancelWaitWakeAfterInterrupt,
    /// Notes that the wait-wake request is completed and its event was dropped, for [`Self::CancelWaitWake`]. `Done`.
    NoteWaitWakeEnd,

    // USB selective suspend.
    /// Whether USB's selective suspend comes before the power-down: `Yes`, `No`, or `Directed` when it does in a
    /// directed power-down. `Failed` when the power framework needs the device in D0.
    DecideUsbIdle,
    /// Sends the idle notification to the USB hub. `Wait`.
    SubmitUsbIdle,
    /// The USB hub completed the idle notification before the device was powered down: the device is active. `No`,
    /// or `Directed` in a directed power-down.
    ReturnFromUsbIdle,
    /// Cancels the idle notification. `Yes` when its event follows, `No` when there is none.
    CancelUsbIdle,
    /// [`Self::DisableIdleTimer`], then [`Self::CancelUsbIdle`].
    DisableTimerAndCancelUsbIdle,
    /// Lets the USB hub go on, then [`Self::CancelUsbIdle`].
    EndUsbIdle,
    /// Lets the USB hub go on, [`Self::DisableIdleTimer`], then [`Self::CancelUsbIdle`].
    DisableTimerAndEndUsbIdle,
    /// The device is active again. `Done`.
    LeaveUsbIdle,
    /// The device is active again, then [`Self::CancelUsbIdle`].
    LeaveUsbIdleToStop,
    /// Lets the USB hub go on. `Done`.
    ReleaseUsbHub,
    /// Notes that the idle notification is completed and its event was dropped, for [`Self::CancelUsbIdle`]. `Done`.
    NoteUsbIdleEnd,

    // Directed power.
    /// Whether the power framework directs what the device does: `Directed` or `No`.
    IsDirected,
    /// Tells the power framework that the directed power-down is done. `Wait`.
    ReportDirectedDown,
    /// Tells the power framework that the directed power-down is done, although the device cannot idle and stays in
    /// D0. `Done`.
    IgnoreDirectedDown,
    /// Acts as if the power framework did not need the device in D0. `Wait`.
    SimulatePowerNotRequired,
    /// Acts as if the power framework needed the device in D0. `Wait`.
    SimulatePowerRequired,

    // Failures.
    /// The power manager gave no request for Dx: marks the device as failed, completes the system's power request,
    /// and tells the Plug and Play machine. `Done`.
    ReportSleepFailed,
    /// The power manager gave no request for D0: marks the device as failed, tells the [idle machine](crate::idle),
    /// so that nobody waits for D0, then the Plug and Play machine. `Done`.
    ReportPowerUpFailed,
    /// Notes that the device failed to enter D0, for [`Self::ReportStopped`]; [`Self::ReportPoweredOn`]. `Done`.
    NotePowerUpFailed,
    /// Notes that the device failed to enter Dx, for [`Self::ReportStopped`]. `Done`.
    NotePowerDownFailed,
    /// Another driver completed the request for Dx before it came to the device: marks the device as failed. `Done`.
    NotePowerDownNotSeen,
    /// Lets children power up, notes the failure for [`Self::ReportStopped`], and ends what the power framework
    /// waits for. `Wait`.
    GiveUp,
}

impl Action {
    /// How the action can end.
    #[must_use]
    pub const fn outcomes(self) -> &'static [Outcome] {
        use Outcome::{
            Directed, Done, Failed, FailedAfter, FailedBefore, No, NonPageable, Pageable, Wait,
            WithWake, WithoutWake, Yes,
        };
        match self {
            Self::PowerUp
            | Self::PowerDown
            | Self::PowerDownUnregistered
            | Self::ReportRemoved
            | Self::EnableIdleTimer
            | Self::CompleteDx
            | Self::CompleteD0
            | Self::ReportPoweredOnAndCompleteD0
            | Self::AcknowledgeWorkingAndCompleteD0
            | Self::DisarmWakeFromS0AndCompleteD0
            | Self::ReportPoweredOnDisarmWakeFromS0AndCompleteD0
            | Self::SubmitUsbIdle
            | Self::ReportDirectedDown
            | Self::SimulatePowerNotRequired
            | Self::SimulatePowerRequired
            | Self::GiveUp => &[Wait],
            Self::Continue
            | Self::UnregisterFromPowerFramework
            | Self::ReportStarted
            | Self::ReportStartFailed
            | Self::ReportStopped
            | Self::DeclareIdleDirected
            | Self::DeclareActive
            | Self::ReportPoweredOn
            | Self::AcknowledgeWorking
            | Self::RevertArmWakeFromSx
            | Self::DisarmWakeFromSx
            | Self::ReportWakeFromSx
            | Self::CompleteSystemRequest
            | Self::RevertArmWakeFromS0
            | Self::DisarmWakeFromS0
            | Self::ReportPoweredOnAndDisarmWakeFromS0
            | Self::ReportWakeFromS0
            | Self::LeaveUsbIdle
            | Self::IgnoreDirectedDown
            | Self::ReportSleepFailed
            | Self::ReportPowerUpFailed
            | Self::NotePowerUpFailed
            | Self::NotePowerDownFailed
            | Self::NotePowerDownNotSeen
            | Self::NoteWaitWakeEnd
            | Self::ReleaseUsbHub
            | Self::NoteUsbIdleEnd => &[Done],
            Self::QueryReturnToIdle
            | Self::CanWakeSystem
            | Self::DecideWakeFromSx
            | Self::MayStayInDx
            | Self::CancelUsbIdle
            | Self::DisableTimerAndCancelUsbIdle
            | Self::EndUsbIdle
            | Self::DisableTimerAndEndUsbIdle
            | Self::LeaveUsbIdleToStop => &[Yes, No],
            Self::RequestIdleDx
            | Self::RequestD0
            | Self::RequestD0Once
            | Self::DeclareActiveAndRequestD0
            | Self::DisableTimerAndRequestD0
            | Self::DisableTimerDeclareActiveAndRequestD0
            | Self::RequestDxForSleep
            | Self::RequestDxForWake
            | Self::RequestWaitWakeFromSx
            | Self::RequestWaitWakeFromS0 => &[Wait, Failed],
            Self::StayInDx | Self::UndoIdle | Self::ReturnFromUsbIdle | Self::IsDirected => {
                &[No, Directed]
            }
            Self::RegisterWithPowerFramework => &[Done, Failed],
            Self::DecideIdle => &[WithWake, WithoutWake, No],
            Self::DisableIdleTimer => &[Done, No],
            Self::DeclareIdle => &[Yes, Wait],
            Self::RequestIdleDxIfAllowed => &[Wait, Failed, No],
            Self::CheckPageable => &[Pageable, NonPageable],
            Self::ArmWakeFromSx => &[Wait, Failed, FailedBefore],
            Self::ArmWakeFromS0 => &[Wait, Failed, FailedAfter],
            Self::CancelWaitWake | Self::CancelWaitWakeAfterInterrupt => &[Wait, Done, No],
            Self::DecideUsbIdle => &[Failed, Yes, Directed, No],
        }
    }
}

machine! {
    /// The power policy of a device whose driver owns it.
    machine Policy, numbers wdk_sys::wdf::_WDF_DEVICE_POWER_POLICY_STATE;
    priority PoweredUp, PoweredDown, PowerUpFailed, PowerDownFailed, IoStopped, HardwareStarted,
        ImplicitlyPoweredDown, ImplicitPowerDownFailed, WaitWakeArrived, WaitWakeSucceeded, WaitWakeFailed,
        PowerUpNotSeen, UsbIdleCompleted, WakeInterrupt, PowerNotRequiredDirected, PowerRequiredDirected,
        DirectedPowerUp;
    singular IdleSettingsChanged, WakeInterrupt;

    /// The device was created, and has not been started.
    ObjectCreated = WdfDevStatePwrPolObjectCreated, Open {
        on Start => Starting;
        on Remove => Removed;
        ignore SystemWorking, SystemSleep, IdleSettingsChanged;
    }
    /// The device enters D0 for its start.
    Starting = WdfDevStatePwrPolStarting, Closed {
        enter PowerUp;
        on PoweredUp => StartingPoweredUp;
        on PowerUpFailed => StartingFailed;
    }
    /// The device is in D0, and Plug and Play is told.
    StartingSucceeded = WdfDevStatePwrPolStartingSucceeded, Closed {
        enter ReportStarted { Done => StartingDecideS0Wake };
    }
    /// The device failed to enter D0 for its start, and waits for its removal.
    StartingFailed = WdfDevStatePwrPolStartingFailed, Open {
        enter ReportStartFailed;
        on Remove => Removed;
    }
    /// The device is in D0: whether it may idle is decided.
    StartingDecideS0Wake = WdfDevStatePwrPolStartingDecideS0Wake, Closed {
        enter DecideIdle {
            WithWake => StartedWakeCapable,
            WithoutWake => StartedIdleCapable,
            No => Started,
        };
    }
    /// The device works, may idle, and cannot wake up by itself.
    StartedIdleCapable = WdfDevStatePwrPolStartedIdleCapable, Open {
        enter EnableIdleTimer;
        on IdleTimeout => IdleCapableDeviceIdle;
        on SystemSleep => StartedIdleCapableCancelTimerForSleep;
        on Stop => StoppingCancelTimer;
        on SurpriseRemove => StoppingCancelTimer;
        on IdleSettingsChanged => StartedCancelTimer;
        on DirectedPowerDown => StartedIdleCapableCancelTimerForSleep;
        ignore SystemWorking, WaitWakeArrived, PoweredUp, IoPresent, PowerNotRequired,
            PowerRequired;
    }
    /// The idle device is to leave D0.
    TimerExpiredNoWake = WdfDevStatePwrPolTimerExpiredNoWake, Closed {
        enter RequestIdleDxIfAllowed {
            No => TimerExpiredNoWakeReturnToActive,
            Failed => TimerExpiredNoWakeUndoPowerDown,
        };
        on IoStopped => TimerExpiredNoWakeCompletePowerDown;
        on PoweredDown => TimerExpiredNoWakePowerDownNotProcessed;
    }
    /// The idle device's I/O has stopped.
    TimerExpiredNoWakeCompletePowerDown = WdfDevStatePwrPolTimerExpiredNoWakeCompletePowerDown, Closed {
        enter CompleteDx;
        on PoweredDown => TimerExpiredNoWakePoweredDownDisableIdleTimer;
        on PowerDownFailed => DevicePowerRequestFailed;
    }
    /// The idle device is in Dx.
    WaitingUnarmed = WdfDevStatePwrPolWaitingUnarmed, Open {
        on IoPresent => WaitingUnarmedQueryIdle;
        on SystemSleep => SystemSleepFromDeviceWaitingUnarmed;
        on Stop => StoppingResetDevice;
        on SurpriseRemove => StoppingCancelTimer;
        on IdleSettingsChanged => S0NoWakePowerUp;
        on PowerRequired => S0NoWakePowerUp;
        ignore SystemWorking, PowerNotRequired;
    }
    /// There may be something to do for the device in Dx.
    WaitingUnarmedQueryIdle = WdfDevStatePwrPolWaitingUnarmedQueryIdle, Closed {
        enter QueryReturnToIdle {
            Yes => WaitingUnarmed,
            No => S0NoWakePowerUp,
        };
    }
    /// The device comes back to D0.
    S0NoWakePowerUp = WdfDevStatePwrPolS0NoWakePowerUp, Closed {
        enter DeclareActiveAndRequestD0 { Failed => DeviceD0PowerRequestFailed };
        on HardwareStarted => S0NoWakeCompletePowerUp;
        on PowerUpFailed => DevicePowerRequestFailed;
        on PowerUpNotSeen => DeviceD0PowerRequestFailed;
    }
    /// The hardware works again.
    S0NoWakeCompletePowerUp = WdfDevStatePwrPolS0NoWakeCompletePowerUp, Closed {
        enter ReportPoweredOnAndCompleteD0;
        on PoweredUp => StartingDecideS0Wake;
        on PowerUpFailed => DevicePowerRequestFailed;
    }
    /// The system goes to sleep, and the device is in Dx already.
    SystemSleepFromDeviceWaitingUnarmed = WdfDevStatePwrPolSystemSleepFromDeviceWaitingUnarmed, Closed {
        enter CanWakeSystem {
            Yes => SystemSleepNeedWake,
            No => SystemAsleepNoWake,
        };
    }
    /// The device comes back to D0, to be armed for waking up the system.
    SystemSleepNeedWake = WdfDevStatePwrPolSystemSleepNeedWake, Closed {
        enter DisableTimerAndRequestD0 { Failed => SystemAsleepNoWake };
        on HardwareStarted => SystemSleepNeedWakeCompletePowerUp;
        on PowerUpFailed => SystemSleepPowerRequestFailed;
        on PowerUpNotSeen => PowerUpForSystemSleepNotSeen;
    }
    /// The hardware works again.
    SystemSleepNeedWakeCompletePowerUp = WdfDevStatePwrPolSystemSleepNeedWakeCompletePowerUp, Closed {
        enter CompleteD0;
        on PoweredUp => Sleeping;
        on PowerUpFailed => SystemSleepPowerRequestFailed;
    }
    /// The device failed on its way as the system goes to sleep.
    SystemSleepPowerRequestFailed = WdfDevStatePwrPolSystemSleepPowerRequestFailed, Closed {
        enter CompleteSystemRequest { Done => DevicePowerRequestFailed };
    }
    /// The wait-wake request is under way as the system goes to sleep.
    CheckPowerPageable = WdfDevStatePwrPolCheckPowerPageable, Closed {
        enter CheckPageable {
            Pageable => SleepingWakeWakeArrived,
            NonPageable => SleepingWakeWakeArrivedNP,
        };
    }
    /// The device is armed for waking up the system.
    SleepingWakeWakeArrived = WdfDevStatePwrPolSleepingWakeWakeArrived, Closed {
        enter ArmWakeFromSx {
            FailedBefore => SleepingWakeCancelWake,
            Failed => SleepingWakeRevertArmWake,
        };
        on PoweredDown => SystemAsleepWakeArmed;
        on PowerDownFailed => SleepingWakePowerDownFailed;
        ignore WaitWakeFailed, WaitWakeSucceeded, WakeInterrupt;
    }
    /// The device failed to be armed, and is disarmed.
    SleepingWakeRevertArmWake = WdfDevStatePwrPolSleepingWakeRevertArmWake, Closed {
        enter RevertArmWakeFromSx { Done => SleepingWakeCancelWake };
    }
    /// The system sleeps, and the device can wake it up.
    SystemAsleepWakeArmed = WdfDevStatePwrPolSystemAsleepWakeArmed, Open {
        enter CompleteSystemRequest;
        on SystemWorking => SystemWakeDeviceWakeEnabled;
        on WaitWakeSucceeded => SystemWakeDeviceWakeTriggered;
        on WakeInterrupt => SystemWakeDeviceWakeInterruptFired;
        ignore WaitWakeFailed, IoPresent, IdleTimeout, PowerNotRequired;
    }
    /// The system works again, woken up by another: the wait-wake request is taken back.
    SystemWakeDeviceWakeEnabled = WdfDevStatePwrPolSystemWakeDeviceWakeEnabled, Closed {
        enter CancelWaitWake { Done => SystemWakeDeviceWakeEnabledWakeCanceled };
        on WaitWakeFailed => SystemWakeDeviceWakeEnabledWakeCanceled;
        on WaitWakeSucceeded => SystemWakeDeviceWakeEnabledWakeCanceled;
        ignore WakeInterrupt;
    }
    /// The device comes back to D0.
    SystemWakeDeviceWakeEnabledWakeCanceled = WdfDevStatePwrPolSystemWakeDeviceWakeEnabledWakeCanceled, Closed {
        enter RequestD0 { Failed => SystemWakeDeviceD0PowerRequestFailed };
        on HardwareStarted => SystemWakeDeviceWakeDisarm;
        on PowerUpFailed => SystemWakeDevicePowerRequestFailed;
        on PowerUpNotSeen => SystemWakeDeviceD0PowerRequestFailed;
        ignore WakeInterrupt;
    }
    /// The hardware works again, and the device is disarmed.
    SystemWakeDeviceWakeDisarm = WdfDevStatePwrPolSystemWakeDeviceWakeDisarm, Closed {
        enter DisarmWakeFromSx { Done => SystemWakeDeviceWakeCompletePowerUp };
    }
    /// The device has given its wake signal, and the system does not work yet.
    SystemWakeDeviceWakeTriggered = WdfDevStatePwrPolSystemWakeDeviceWakeTriggered, Open {
        on SystemWorking => SystemWakeDeviceWakeTriggeredS0;
    }
    /// The system works again, and the device comes back to D0.
    SystemWakeDeviceWakeTriggeredS0 = WdfDevStatePwrPolSystemWakeDeviceWakeTriggeredS0, Closed {
        enter RequestD0 { Failed => SystemWakeDeviceD0PowerRequestFailed };
        on HardwareStarted => SystemWakeDeviceWokeDisarm;
        on PowerUpFailed => SystemWakeDevicePowerRequestFailed;
        on PowerUpNotSeen => SystemWakeDeviceD0PowerRequestFailed;
    }
    /// The hardware works again: the driver is told of the wake signal, and the device is disarmed.
    SystemWakeDeviceWokeDisarm = WdfDevStatePwrPolSystemWakeDeviceWokeDisarm, Closed {
        enter ReportWakeFromSx { Done => SystemWakeDeviceWakeCompletePowerUp };
    }
    /// As `SleepingWakeWakeArrived`, not pageable.
    SleepingWakeWakeArrivedNP = WdfDevStatePwrPolSleepingWakeWakeArrivedNP, Closed {
        enter ArmWakeFromSx {
            FailedBefore => SleepingWakeCancelWakeNP,
            Failed => SleepingWakeRevertArmWakeNP,
        };
        on PoweredDown => SystemAsleepWakeArmedNP;
        on PowerDownFailed => SleepingWakePowerDownFailed;
        ignore WaitWakeFailed, WaitWakeSucceeded, WakeInterrupt;
    }
    /// As `SleepingWakeRevertArmWake`, not pageable.
    SleepingWakeRevertArmWakeNP = WdfDevStatePwrPolSleepingWakeRevertArmWakeNP, Closed {
        enter RevertArmWakeFromSx { Done => SleepingWakeCancelWakeNP };
    }
    /// The armed device failed to leave D0: the wait-wake request is taken back.
    SleepingWakePowerDownFailed = WdfDevStatePwrPolSleepingWakePowerDownFailed, Closed {
        enter CancelWaitWake { Done => SleepingWakePowerDownFailedWakeCanceled };
        on WaitWakeSucceeded => SleepingWakePowerDownFailedWakeCanceled;
        on WaitWakeFailed => SleepingWakePowerDownFailedWakeCanceled;
    }
    /// The wait-wake request is back: the system's request goes on.
    SleepingWakePowerDownFailedWakeCanceled = WdfDevStatePwrPolSleepingWakePowerDownFailedWakeCanceled, Closed {
        enter CompleteSystemRequest { Done => DevicePowerRequestFailed };
    }
    /// As `SystemAsleepWakeArmed`, not pageable.
    SystemAsleepWakeArmedNP = WdfDevStatePwrPolSystemAsleepWakeArmedNP, Open {
        enter CompleteSystemRequest;
        on SystemWorking => SystemWakeDeviceWakeEnabledNP;
        on WaitWakeSucceeded => SystemWakeDeviceWakeTriggeredNP;
        on WakeInterrupt => SystemWakeDeviceWakeInterruptFiredNP;
        ignore WaitWakeFailed, IoPresent, IdleTimeout, PowerNotRequired;
    }
    /// As `SystemWakeDeviceWakeEnabled`, not pageable.
    SystemWakeDeviceWakeEnabledNP = WdfDevStatePwrPolSystemWakeDeviceWakeEnabledNP, Closed {
        enter CancelWaitWake { Done => SystemWakeDeviceWakeEnabledWakeCanceledNP };
        on WaitWakeFailed => SystemWakeDeviceWakeEnabledWakeCanceledNP;
        on WaitWakeSucceeded => SystemWakeDeviceWakeEnabledWakeCanceledNP;
        ignore WakeInterrupt;
    }
    /// As `SystemWakeDeviceWakeEnabledWakeCanceled`, not pageable.
    SystemWakeDeviceWakeEnabledWakeCanceledNP = WdfDevStatePwrPolSystemWakeDeviceWakeEnabledWakeCanceledNP, Closed {
        enter RequestD0 { Failed => SystemWakeDeviceD0PowerRequestFailed };
        on HardwareStarted => SystemWakeDeviceWakeDisarmNP;
        on PowerUpFailed => SystemWakeDevicePowerRequestFailed;
        on PowerUpNotSeen => SystemWakeDeviceD0PowerRequestFailed;
        ignore WaitWakeSucceeded, WakeInterrupt;
    }
    /// As `SystemWakeDeviceWakeDisarm`, not pageable.
    SystemWakeDeviceWakeDisarmNP = WdfDevStatePwrPolSystemWakeDeviceWakeDisarmNP, Closed {
        enter DisarmWakeFromSx { Done => SystemWakeDeviceWakeCompletePowerUp };
    }
    /// As `SystemWakeDeviceWakeTriggered`, not pageable.
    SystemWakeDeviceWakeTriggeredNP = WdfDevStatePwrPolSystemWakeDeviceWakeTriggeredNP, Open {
        on SystemWorking => SystemWakeDeviceWakeTriggeredS0NP;
        ignore IoPresent;
    }
    /// As `SystemWakeDeviceWakeTriggeredS0`, not pageable.
    SystemWakeDeviceWakeTriggeredS0NP = WdfDevStatePwrPolSystemWakeDeviceWakeTriggeredS0NP, Closed {
        enter RequestD0 { Failed => SystemWakeDeviceD0PowerRequestFailed };
        on HardwareStarted => SystemWakeDeviceWokeDisarmNP;
        on PowerUpFailed => SystemWakeDevicePowerRequestFailed;
        on PowerUpNotSeen => SystemWakeDeviceD0PowerRequestFailed;
    }
    /// As `SystemWakeDeviceWokeDisarm`, not pageable.
    SystemWakeDeviceWokeDisarmNP = WdfDevStatePwrPolSystemWakeDeviceWokeDisarmNP, Closed {
        enter ReportWakeFromSx { Done => SystemWakeDeviceWakeCompletePowerUp };
    }
    /// The device that was disarmed goes on to D0.
    SystemWakeDeviceWakeCompletePowerUp = WdfDevStatePwrPolSystemWakeDeviceWakeCompletePowerUp, Closed {
        enter AcknowledgeWorkingAndCompleteD0;
        on PoweredUp => StartingDecideS0Wake;
        on PowerUpFailed => DevicePowerRequestFailed;
    }
    /// The system goes to sleep, and the device is in D0.
    Sleeping = WdfDevStatePwrPolSleeping, Closed {
        enter DecideWakeFromSx {
            Yes => SleepingWakePowerDown,
            No => SleepingNoWakePowerDown,
        };
    }
    /// The device is to leave D0, and not to wake up the system.
    SleepingNoWakePowerDown = WdfDevStatePwrPolSleepingNoWakePowerDown, Closed {
        enter RequestDxForSleep { Failed => SleepingNoWakeDxRequestFailed };
        on IoStopped => SleepingNoWakeCompletePowerDown;
        on PoweredDown => SleepingPowerDownNotProcessed;
    }
    /// The device's I/O has stopped, and it is not armed.
    SleepingNoWakeCompletePowerDown = WdfDevStatePwrPolSleepingNoWakeCompletePowerDown, Closed {
        enter CompleteDx;
        on PoweredDown => SystemAsleepNoWake;
        on PowerDownFailed => SystemSleepPowerRequestFailed;
        ignore WaitWakeArrived;
    }
    /// The power manager gave no request for Dx.
    SleepingNoWakeDxRequestFailed = WdfDevStatePwrPolSleepingNoWakeDxRequestFailed, Closed {
        enter ReportSleepFailed { Done => DevicePowerRequestFailed };
    }
    /// The device is to leave D0, and to wake up the system.
    SleepingWakePowerDown = WdfDevStatePwrPolSleepingWakePowerDown, Closed {
        enter RequestDxForWake { Failed => SleepingNoWakePowerDown };
        on IoStopped => SleepingSendWake;
        on PoweredDown => SleepingPowerDownNotProcessed;
    }
    /// The device's I/O has stopped: the wait-wake request is asked for.
    SleepingSendWake = WdfDevStatePwrPolSleepingSendWake, Closed {
        enter RequestWaitWakeFromSx { Failed => SleepingNoWakeCompletePowerDown };
        on WaitWakeArrived => CheckPowerPageable;
        on WaitWakeSucceeded => SleepingNoWakeCompletePowerDown;
        on WaitWakeFailed => SleepingNoWakeCompletePowerDown;
    }
    /// The system sleeps, and the device is in Dx.
    SystemAsleepNoWake = WdfDevStatePwrPolSystemAsleepNoWake, Open {
        enter CompleteSystemRequest;
        on SystemWorking => SystemWakeDeviceWakeDisabled;
        ignore IdleSettingsChanged, WaitWakeArrived, IoPresent, IdleTimeout, PowerNotRequired;
    }
    /// The system works again: whether the device comes back at once is decided.
    SystemWakeDeviceWakeDisabled = WdfDevStatePwrPolSystemWakeDeviceWakeDisabled, Closed {
        enter MayStayInDx {
            Yes => SystemWakeQueryIdle,
            No => SystemWakeDeviceToD0,
        };
    }
    /// The device comes back to D0.
    SystemWakeDeviceToD0 = WdfDevStatePwrPolSystemWakeDeviceToD0, Closed {
        enter RequestD0 { Failed => SystemWakeDeviceD0PowerRequestFailed };
        on HardwareStarted => SystemWakeDeviceToD0CompletePowerUp;
        on PowerUpFailed => SystemWakeDevicePowerRequestFailed;
        on PowerUpNotSeen => SystemWakeDeviceD0PowerRequestFailed;
    }
    /// The hardware works again.
    SystemWakeDeviceToD0CompletePowerUp = WdfDevStatePwrPolSystemWakeDeviceToD0CompletePowerUp, Closed {
        enter AcknowledgeWorkingAndCompleteD0;
        on PoweredUp => StartingDecideS0Wake;
        on PowerUpFailed => DevicePowerRequestFailed;
    }
    /// The device stays in Dx, unless there is something to do.
    SystemWakeQueryIdle = WdfDevStatePwrPolSystemWakeQueryIdle, Closed {
        enter QueryReturnToIdle {
            Yes => WaitingUnarmed,
            No => SystemWakeDeviceToD0,
        };
    }
    /// The device works, may idle, and can wake up by itself.
    StartedWakeCapable = WdfDevStatePwrPolStartedWakeCapable, Open {
        enter EnableIdleTimer;
        on IdleTimeout => WakeCapableDeviceIdle;
        on SystemSleep => StartedWakeCapableCancelTimerForSleep;
        on Stop => StoppingCancelTimer;
        on SurpriseRemove => StoppingCancelTimer;
        on IdleSettingsChanged => StartedCancelTimer;
        on DirectedPowerDown => StartedWakeCapableCancelTimerForSleep;
        ignore SystemWorking, PoweredUp, WaitWakeArrived, WaitWakeSucceeded, WaitWakeFailed,
            UsbIdleCallback, UsbIdleCompleted, IoPresent, PowerNotRequired, PowerRequired;
    }
    /// The idle device is to leave D0: whether the USB hub decides when is looked up.
    TimerExpiredDecideUsbSS = WdfDevStatePwrPolTimerExpiredDecideUsbSS, Closed {
        enter DecideUsbIdle {
            Failed => DeviceIdleReturnToActive,
            Yes => TimerExpiredWakeCapableUsbSS,
            Directed => TimerExpiredWakeCapableUsbSSDirectedDown,
            No => TimerExpiredWakeCapablePowerDown,
        };
    }
    /// The idle device leaves D0, to be armed.
    TimerExpiredWakeCapablePowerDown = WdfDevStatePwrPolTimerExpiredWakeCapablePowerDown, Closed {
        enter RequestIdleDx { Failed => TimerExpiredWakeCapableDxAllocFailed };
        on IoStopped => TimerExpiredWakeCapableSendWake;
        on PoweredDown => TimerExpiredWakeCapablePowerDownNotProcessed;
    }
    /// The idle device's I/O has stopped: the wait-wake request is asked for.
    TimerExpiredWakeCapableSendWake = WdfDevStatePwrPolTimerExpiredWakeCapableSendWake, Closed {
        enter RequestWaitWakeFromS0 { Failed => TimerExpiredWakeCapableCleanup };
        on WaitWakeArrived => TimerExpiredWakeCapableWakeArrived;
        on WaitWakeFailed => TimerExpiredWakeCompletedDisarm;
        on WaitWakeSucceeded => TimerExpiredWakeSucceeded;
    }
    /// The idle device waits for the USB hub's consent.
    TimerExpiredWakeCapableUsbSS = WdfDevStatePwrPolTimerExpiredWakeCapableUsbSS, Open {
        enter SubmitUsbIdle;
        on UsbIdleCallback => TimerExpiredWakeCapablePowerDown;
        on SystemSleep => StartedWakeCapableSleepingUsbSS;
        on Stop => StoppingCancelUsbSS;
        on SurpriseRemove => StoppingCancelUsbSS;
        on UsbIdleCompleted => WakeCapableUsbSSCompleted;
        on IdleSettingsChanged => CancelUsbSS;
        on IoPresent => CancelUsbSS;
        on PowerRequired => CancelUsbSS;
    }
    /// The wait-wake request is under way, and the device is armed.
    TimerExpiredWakeCapableWakeArrived = WdfDevStatePwrPolTimerExpiredWakeCapableWakeArrived, Closed {
        enter ArmWakeFromS0 {
            Failed => TimerExpiredWakeCapableCancelWake,
            FailedAfter => TimerExpiredWakeCapableRevertArmWake,
        };
        on PoweredDown => WaitingArmedUsbSS;
        on WaitWakeSucceeded => TimerExpiredWakeCapableWakeSucceeded;
        on WaitWakeFailed => TimerExpiredWakeCapableWakeFailed;
        on PowerDownFailed => TimerExpiredWakeCapablePowerDownFailedCancelWake;
        on WakeInterrupt => TimerExpiredWakeCapableWakeInterruptArrived;
    }
    /// The device failed to be armed: the wait-wake request is taken back.
    TimerExpiredWakeCapableCancelWake = WdfDevStatePwrPolTimerExpiredWakeCapableCancelWake, Closed {
        enter CancelWaitWake {
            Done => TimerExpiredWakeCapableWakeCanceled,
            No => TimerExpiredWakeCapableWakeCanceled,
        };
        on WaitWakeSucceeded => TimerExpiredWakeCapableWakeCanceled;
        on WaitWakeFailed => TimerExpiredWakeCapableWakeCanceled;
    }
    /// The wait-wake request is back.
    TimerExpiredWakeCapableWakeCanceled = WdfDevStatePwrPolTimerExpiredWakeCapableWakeCanceled, Closed {
        enter Continue { Done => TimerExpiredWakeCapableCleanup };
    }
    /// The device leaves D0 without being armed; the USB hub's idle notification is taken back.
    TimerExpiredWakeCapableCleanup = WdfDevStatePwrPolTimerExpiredWakeCapableCleanup, Closed {
        enter EndUsbIdle { No => TimerExpiredWakeCompletedPowerDown };
        on UsbIdleCompleted => TimerExpiredWakeCompletedPowerDown;
    }
    /// The device stays in D0; the USB hub's idle notification is taken back.
    TimerExpiredWakeCapableDxAllocFailed = WdfDevStatePwrPolTimerExpiredWakeCapableDxAllocFailed, Closed {
        enter EndUsbIdle { No => TimerExpiredWakeCapableUndoPowerDown };
        on UsbIdleCompleted => TimerExpiredWakeCapableUndoPowerDown;
    }
    /// The device that is not armed goes on to Dx.
    TimerExpiredWakeCompletedPowerDown = WdfDevStatePwrPolTimerExpiredWakeCompletedPowerDown, Closed {
        enter CompleteDx;
        on PoweredDown => TimerExpiredWakeCompletedPowerDownCheckDirected;
        on PowerDownFailed => DevicePowerRequestFailed;
        ignore WaitWakeSucceeded, WaitWakeArrived;
    }
    /// The device that could not be armed comes back to D0.
    TimerExpiredWakeCompletedPowerUp = WdfDevStatePwrPolTimerExpiredWakeCompletedPowerUp, Closed {
        enter DisableTimerDeclareActiveAndRequestD0 { Failed => DeviceD0PowerRequestFailed };
        on HardwareStarted => TimerExpiredWakeCompletedHardwareStarted;
        on PowerUpFailed => DevicePowerRequestFailed;
        on PowerUpNotSeen => DeviceD0PowerRequestFailed;
        ignore WaitWakeSucceeded, WaitWakeArrived;
    }
    /// The armed device is in Dx: the USB hub is told.
    WaitingArmedUsbSS = WdfDevStatePwrPolWaitingArmedUsbSS, Closed {
        enter StayInDx {
            No => WaitingArmedQueryIdle,
            Directed => WaitingArmedDirectedDown,
        };
    }
    /// The idle device is in Dx, and armed.
    WaitingArmed = WdfDevStatePwrPolWaitingArmed, Open {
        on IoPresent => WaitingArmedQueryIdle;
        on SystemSleep => CancelingUsbSSForSystemSleep;
        on WaitWakeSucceeded => WaitingArmedWakeSucceededCancelUsbSS;
        on WaitWakeFailed => WaitingArmedWakeFailedCancelUsbSS;
        on Stop => StoppingD0CancelUsbSS;
        on SurpriseRemove => WaitingArmedStoppingCancelUsbSS;
        on IdleSettingsChanged => WaitingArmedIoPresentCancelUsbSS;
        on UsbIdleCompleted => IoPresentArmed;
        on PowerRequired => WaitingArmedIoPresentCancelUsbSS;
        on WakeInterrupt => WaitingArmedWakeInterruptFired;
        ignore SystemWorking;
    }
    /// There may be something to do for the armed device.
    WaitingArmedQueryIdle = WdfDevStatePwrPolWaitingArmedQueryIdle, Closed {
        enter QueryReturnToIdle {
            Yes => WaitingArmed,
            No => WaitingArmedIoPresentCancelUsbSS,
        };
    }
    /// There is something to do: the wait-wake request is taken back.
    IoPresentArmed = WdfDevStatePwrPolIoPresentArmed, Closed {
        enter CancelWaitWake { Done => IoPresentArmedWakeCanceled };
        on WaitWakeFailed => IoPresentArmedWakeCanceled;
        on WaitWakeSucceeded => IoPresentArmedWakeCanceled;
        ignore WakeInterrupt;
    }
    /// The wait-wake request is back, and the device comes back to D0.
    IoPresentArmedWakeCanceled = WdfDevStatePwrPolIoPresentArmedWakeCanceled, Closed {
        enter DeclareActiveAndRequestD0 { Failed => DeviceD0PowerRequestFailed };
        on HardwareStarted => S0WakeDisarm;
        on PowerUpFailed => DevicePowerRequestFailed;
        on PowerUpNotSeen => DeviceD0PowerRequestFailed;
        ignore WaitWakeSucceeded, WaitWakeFailed, WakeInterrupt;
    }
    /// The hardware works again, and the device is disarmed.
    S0WakeDisarm = WdfDevStatePwrPolS0WakeDisarm, Closed {
        enter ReportPoweredOnAndDisarmWakeFromS0 { Done => S0WakeCompletePowerUp };
    }
    /// The device goes on to D0.
    S0WakeCompletePowerUp = WdfDevStatePwrPolS0WakeCompletePowerUp, Closed {
        enter CompleteD0;
        on PoweredUp => StartingDecideS0Wake;
        on PowerUpFailed => DevicePowerRequestFailed;
    }
    /// The wake signal came before the device was armed: the driver is told.
    TimerExpiredWakeSucceeded = WdfDevStatePwrPolTimerExpiredWakeSucceeded, Closed {
        enter ReportWakeFromS0 { Done => TimerExpiredWakeCompletedDisarm };
    }
    /// The wait-wake request ended before the device was armed: it is disarmed.
    TimerExpiredWakeCompletedDisarm = WdfDevStatePwrPolTimerExpiredWakeCompletedDisarm, Closed {
        enter DisarmWakeFromS0 { Done => TimerExpiredWakeCapableCleanup };
    }
    /// The wake signal came on the way to Dx.
    TimerExpiredWakeCapableWakeSucceeded = WdfDevStatePwrPolTimerExpiredWakeCapableWakeSucceeded, Closed {
        on PoweredDown => TimerExpiredWakeCapableWakeSucceededCheckDirected;
        on PowerDownFailed => TimerExpiredWakeCapablePowerDownFailedUsbSS;
    }
    /// The wait-wake request failed on the way to Dx.
    TimerExpiredWakeCapableWakeFailed = WdfDevStatePwrPolTimerExpiredWakeCapableWakeFailed, Closed {
        on PoweredDown => TimerExpiredWakeCapableWakeFailedCheckDirected;
        on PowerDownFailed => TimerExpiredWakeCapablePowerDownFailedUsbSS;
    }
    /// The device is in Dx, and its wait-wake request has failed.
    WakeFailedUsbSS = WdfDevStatePwrPolWakeFailedUsbSS, Closed {
        enter DisableTimerAndEndUsbIdle { No => IoPresentArmedWakeCanceled };
        on UsbIdleCompleted => IoPresentArmedWakeCanceled;
    }
    /// The armed device failed to leave D0: the wait-wake request is taken back.
    TimerExpiredWakeCapablePowerDownFailedCancelWake = WdfDevStatePwrPolTimerExpiredWakeCapablePowerDownFailedCancelWake, Closed {
        enter CancelWaitWake {
            Done => TimerExpiredWakeCapablePowerDownFailedWakeCanceled,
            No => TimerExpiredWakeCapablePowerDownFailedWakeCanceled,
        };
        on WaitWakeSucceeded => TimerExpiredWakeCapablePowerDownFailedWakeCanceled;
        on WaitWakeFailed => TimerExpiredWakeCapablePowerDownFailedWakeCanceled;
    }
    /// The wait-wake request is back.
    TimerExpiredWakeCapablePowerDownFailedWakeCanceled = WdfDevStatePwrPolTimerExpiredWakeCapablePowerDownFailedWakeCanceled, Closed {
        enter Continue { Done => TimerExpiredWakeCapablePowerDownFailedUsbSS };
    }
    /// The idle device failed to leave D0; the USB hub's idle notification is taken back.
    TimerExpiredWakeCapablePowerDownFailedUsbSS = WdfDevStatePwrPolTimerExpiredWakeCapablePowerDownFailedUsbSS, Closed {
        enter EndUsbIdle { No => DevicePowerRequestFailed };
        on UsbIdleCompleted => DevicePowerRequestFailed;
    }
    /// The system goes to sleep: the wait-wake request of the idle device is taken back.
    CancelingWakeForSystemSleep = WdfDevStatePwrPolCancelingWakeForSystemSleep, Closed {
        enter CancelWaitWake { Done => CancelingWakeForSystemSleepWakeCanceled };
        on WaitWakeFailed => CancelingWakeForSystemSleepWakeCanceled;
        on WaitWakeSucceeded => CancelingWakeForSystemSleepWakeCanceled;
    }
    /// The wait-wake request is back, and the device comes back to D0.
    CancelingWakeForSystemSleepWakeCanceled = WdfDevStatePwrPolCancelingWakeForSystemSleepWakeCanceled, Closed {
        enter RequestD0Once { Failed => PowerUpForSystemSleepNotSeen };
        on HardwareStarted => DisarmingWakeForSystemSleepCompletePowerUp;
        on PowerUpFailed => PowerUpForSystemSleepFailed;
        on PowerUpNotSeen => PowerUpForSystemSleepNotSeen;
        ignore WaitWakeSucceeded;
    }
    /// The hardware works again: the device is disarmed.
    DisarmingWakeForSystemSleepCompletePowerUp = WdfDevStatePwrPolDisarmingWakeForSystemSleepCompletePowerUp, Closed {
        enter DisarmWakeFromS0AndCompleteD0;
        on PoweredUp => StartedWakeCapableCancelTimerForSleep;
        on PowerUpFailed => PowerUpForSystemSleepFailed;
    }
    /// The idle device failed to come back to D0 as the system goes to sleep.
    PowerUpForSystemSleepFailed = WdfDevStatePwrPolPowerUpForSystemSleepFailed, Closed {
        enter CompleteSystemRequest { Done => DevicePowerRequestFailed };
    }
    /// The idle device has woken up; the USB hub's idle notification is taken back.
    WokeFromS0UsbSS = WdfDevStatePwrPolWokeFromS0UsbSS, Closed {
        enter DisableTimerAndEndUsbIdle { No => WokeFromS0 };
        on UsbIdleCompleted => WokeFromS0;
    }
    /// The device that woke up comes back to D0.
    WokeFromS0 = WdfDevStatePwrPolWokeFromS0, Closed {
        enter DeclareActiveAndRequestD0 { Failed => DeviceD0PowerRequestFailed };
        on HardwareStarted => WokeFromS0NotifyDriver;
        on PowerUpFailed => DevicePowerRequestFailed;
        on PowerUpNotSeen => DeviceD0PowerRequestFailed;
    }
    /// The hardware works again: the driver is told of the wake signal.
    WokeFromS0NotifyDriver = WdfDevStatePwrPolWokeFromS0NotifyDriver, Closed {
        enter ReportWakeFromS0 { Done => S0WakeDisarm };
    }
    /// The device is stopped in Dx, and comes back to D0 first.
    // A device that is not given D0 stops as one that fails to enter it. Microsoft's machine goes to
    // `DeviceD0PowerRequestFailed`, where it waits for the stop that has already come.
    StoppingResetDevice = WdfDevStatePwrPolStoppingResetDevice, Closed {
        enter DisableTimerDeclareActiveAndRequestD0 { Failed => StoppingResetDeviceFailed };
        on HardwareStarted => StoppingResetDeviceCompletePowerUp;
        on PowerUpFailed => StoppingResetDeviceFailed;
        on PowerUpNotSeen => StoppingResetDeviceFailed;
    }
    /// The hardware works again.
    StoppingResetDeviceCompletePowerUp = WdfDevStatePwrPolStoppingResetDeviceCompletePowerUp, Closed {
        enter ReportPoweredOnAndCompleteD0;
        on PoweredUp => Stopping;
        on PowerUpFailed => StoppingResetDeviceFailed;
    }
    /// The device did not come back to D0, and stops all the same.
    StoppingResetDeviceFailed = WdfDevStatePwrPolStoppingResetDeviceFailed, Closed {
        enter NotePowerUpFailed { Done => Stopping };
    }
    /// The device is stopped in Dx while it is armed, and comes back to D0 first.
    // See `StoppingResetDevice`.
    StoppingD0 = WdfDevStatePwrPolStoppingD0, Closed {
        enter DisableTimerDeclareActiveAndRequestD0 { Failed => StoppingD0Failed };
        on HardwareStarted => StoppingDisarmWake;
        on PowerUpFailed => StoppingD0Failed;
        on PowerUpNotSeen => StoppingD0Failed;
        ignore WaitWakeSucceeded, WaitWakeFailed;
    }
    /// The armed device did not come back to D0, and stops all the same.
    StoppingD0Failed = WdfDevStatePwrPolStoppingD0Failed, Closed {
        enter NotePowerUpFailed { Done => StoppingDisarmWakeCancelWake };
    }
    /// The hardware works again, and the device is disarmed.
    StoppingDisarmWake = WdfDevStatePwrPolStoppingDisarmWake, Closed {
        enter ReportPoweredOnDisarmWakeFromS0AndCompleteD0;
        on PoweredUp => StoppingDisarmWakeCancelWake;
        on PowerUpFailed => StoppingD0Failed;
        ignore WaitWakeFailed, WaitWakeSucceeded;
    }
    /// The wait-wake request is taken back before the stop goes on.
    StoppingDisarmWakeCancelWake = WdfDevStatePwrPolStoppingDisarmWakeCancelWake, Closed {
        enter CancelWaitWake { Done => StoppingDisarmWakeWakeCanceled };
        on WaitWakeFailed => StoppingDisarmWakeWakeCanceled;
        on WaitWakeSucceeded => StoppingDisarmWakeWakeCanceled;
        ignore UsbIdleCompleted;
    }
    /// The wait-wake request is back.
    StoppingDisarmWakeWakeCanceled = WdfDevStatePwrPolStoppingDisarmWakeWakeCanceled, Closed {
        enter Continue { Done => Stopping };
        ignore UsbIdleCompleted;
    }
    /// The device leaves D0 for its stop.
    Stopping = WdfDevStatePwrPolStopping, Closed {
        enter PowerDown;
        on PoweredDown => StoppingSendStatus;
        on PowerDownFailed => StoppingFailed;
        ignore UsbIdleCompleted;
    }
    /// The device failed to leave D0 for its stop.
    StoppingFailed = WdfDevStatePwrPolStoppingFailed, Closed {
        enter NotePowerDownFailed { Done => StoppingSendStatus };
    }
    /// Plug and Play is told.
    StoppingSendStatus = WdfDevStatePwrPolStoppingSendStatus, Closed {
        enter ReportStopped { Done => Stopped };
    }
    /// The idle time-out of the device that stops is ended.
    StoppingCancelTimer = WdfDevStatePwrPolStoppingCancelTimer, Closed {
        enter DisableIdleTimer {
            Done => Stopping,
            No => StoppingWaitForIdleTimeout,
        };
    }
    /// The time-out is over already, and its event is waited for.
    StoppingWaitForIdleTimeout = WdfDevStatePwrPolStoppingWaitForIdleTimeout, Open {
        on IdleTimeout => Stopping;
    }
    /// The device stops while the USB hub's consent is waited for.
    StoppingCancelUsbSS = WdfDevStatePwrPolStoppingCancelUsbSS, Closed {
        enter LeaveUsbIdleToStop {
            Yes => StoppingWaitForUsbSSCompletion,
            No => StoppingCancelTimer,
        };
    }
    /// The USB hub's idle notification comes back.
    StoppingWaitForUsbSSCompletion = WdfDevStatePwrPolStoppingWaitForUsbSSCompletion, Open {
        on UsbIdleCompleted => StoppingCancelTimer;
        ignore UsbIdleCallback;
    }
    /// The armed device is gone: the wait-wake request is taken back.
    StoppingCancelWake = WdfDevStatePwrPolStoppingCancelWake, Open {
        enter CancelWaitWake { Done => Stopping };
        on WaitWakeFailed => Stopping;
        on WaitWakeSucceeded => Stopping;
    }
    /// The device is stopped, and may be started again or removed.
    Stopped = WdfDevStatePwrPolStopped, Open {
        on Start => Restarting;
        on Remove => StoppedRemoving;
        ignore IdleTimeout, SystemWorking, IoPresent, PowerRequired, SystemSleep;
    }
    /// The device is to stay in D0: the USB hub's idle notification is taken back.
    CancelUsbSS = WdfDevStatePwrPolCancelUsbSS, Open {
        enter CancelUsbIdle { No => UsbSSCancelled };
        on UsbIdleCompleted => UsbSSCancelled;
        // Microsoft's machine drops it, and the device stays in D0 while the system sleeps.
        on SystemSleep => StartedWakeCapableSleepingUsbSS;
        on Stop => StoppingCancelUsbSS;
        on SurpriseRemove => StoppingCancelUsbSS;
        on UsbIdleCallback => TimerExpiredWakeCapablePowerDown;
        ignore PowerRequired, IoPresent;
    }
    /// The device works, and may not idle.
    Started = WdfDevStatePwrPolStarted, Open {
        enter DisableIdleTimer;
        on SystemSleep => Sleeping;
        on Stop => Stopping;
        on SurpriseRemove => Stopping;
        on IdleSettingsChanged => StartingDecideS0Wake;
        on DirectedPowerDown => StartedNotIdleCapableDirectedDown;
        ignore DirectedPowerUp, SystemWorking, WaitWakeArrived, WaitWakeSucceeded, PoweredUp,
            UsbIdleCompleted, IoPresent, IdleTimeout, PowerRequired;
    }
    /// The idle time-out is ended, since the settings or the device's work changed.
    StartedCancelTimer = WdfDevStatePwrPolStartedCancelTimer, Closed {
        enter DisableIdleTimer {
            Done => StartingDecideS0Wake,
            No => StartedWaitForIdleTimeout,
        };
    }
    /// The time-out is over already, and its event is waited for.
    StartedWaitForIdleTimeout = WdfDevStatePwrPolStartedWaitForIdleTimeout, Open {
        on IdleTimeout => StartingDecideS0Wake;
        // Microsoft's machine drops it, and the device stays in D0 while the system sleeps.
        on SystemSleep => StartedIdleCapableWaitForIdleTimeout;
        on Stop => StoppingWaitForIdleTimeout;
        on SurpriseRemove => StoppingWaitForIdleTimeout;
    }
    /// The system goes to sleep: the idle time-out is ended.
    StartedWakeCapableCancelTimerForSleep = WdfDevStatePwrPolStartedWakeCapableCancelTimerForSleep, Closed {
        enter DisableIdleTimer {
            Done => StartedWakeCapableTimerCanceledForSleep,
            No => StartedWakeCapableWaitForIdleTimeout,
        };
    }
    /// The time-out is over already, and its event is waited for.
    StartedWakeCapableWaitForIdleTimeout = WdfDevStatePwrPolStartedWakeCapableWaitForIdleTimeout, Open {
        on IdleTimeout => StartedWakeCapableTimerCanceledForSleep;
    }
    /// The system goes to sleep: the USB hub's idle notification is taken back.
    StartedWakeCapableSleepingUsbSS = WdfDevStatePwrPolStartedWakeCapableSleepingUsbSS, Open {
        enter DisableTimerAndCancelUsbIdle;
        on UsbIdleCompleted => Sleeping;
    }
    /// The system goes to sleep: the idle time-out is ended.
    StartedIdleCapableCancelTimerForSleep = WdfDevStatePwrPolStartedIdleCapableCancelTimerForSleep, Closed {
        enter DisableIdleTimer {
            Done => StartedIdleCapableTimerCanceledForSleep,
            No => StartedIdleCapableWaitForIdleTimeout,
        };
    }
    /// The time-out is over already, and its event is waited for.
    StartedIdleCapableWaitForIdleTimeout = WdfDevStatePwrPolStartedIdleCapableWaitForIdleTimeout, Open {
        on IdleTimeout => StartedIdleCapableTimerCanceledForSleep;
    }
    /// The power manager gave no request for D0, or another driver kept it from the device.
    DeviceD0PowerRequestFailed = WdfDevStatePwrPolDeviceD0PowerRequestFailed, Closed {
        enter ReportPowerUpFailed { Done => DevicePowerRequestFailed };
    }
    /// The device has failed, and waits for its stop.
    DevicePowerRequestFailed = WdfDevStatePwrPolDevicePowerRequestFailed, Open {
        enter GiveUp;
        on Stop => StoppingCancelTimer;
        on SurpriseRemove => Stopping;
        on DirectedPowerDown => DevicePowerRequestFailed;
        ignore UsbIdleCompleted, SystemWorking, SystemSleep, WaitWakeArrived, WaitWakeFailed,
            PowerRequired, IoPresent, DirectedPowerUp;
    }
    /// A state of a device whose power policy another driver owns.
    GotoDx = WdfDevStatePwrPolGotoDx, Open {}
    /// A state of a device whose power policy another driver owns.
    GotoDxInDx = WdfDevStatePwrPolGotoDxInDx, Open {}
    /// A state of a device whose power policy another driver owns.
    Dx = WdfDevStatePwrPolDx, Open {}
    /// A state of a device whose power policy another driver owns.
    GotoD0 = WdfDevStatePwrPolGotoD0, Open {}
    /// A state of a device whose power policy another driver owns.
    GotoD0InD0 = WdfDevStatePwrPolGotoD0InD0, Open {}
    /// No machine has a use for this state.
    Final = WdfDevStatePwrPolFinal, Open {}
    /// Another driver kept the request for Dx from the device as the system goes to sleep.
    SleepingPowerDownNotProcessed = WdfDevStatePwrPolSleepingPowerDownNotProcessed, Closed {
        enter NotePowerDownNotSeen { Done => SystemSleepPowerRequestFailed };
    }
    /// Another driver kept the request for Dx from the idle device.
    TimerExpiredWakeCapablePowerDownNotProcessed = WdfDevStatePwrPolTimerExpiredWakeCapablePowerDownNotProcessed, Closed {
        enter NotePowerDownNotSeen { Done => TimerExpiredWakeCapableDxAllocFailed };
    }
    /// Another driver kept the request for Dx from the idle device.
    TimerExpiredNoWakePowerDownNotProcessed = WdfDevStatePwrPolTimerExpiredNoWakePowerDownNotProcessed, Closed {
        enter NotePowerDownNotSeen { Done => TimerExpiredNoWakeUndoPowerDown };
    }
    /// The idle device is in Dx.
    TimerExpiredNoWakePoweredDownDisableIdleTimer = WdfDevStatePwrPolTimerExpiredNoWakePoweredDownDisableIdleTimer, Closed {
        enter StayInDx {
            No => WaitingUnarmedQueryIdle,
            Directed => WaitingUnarmedDirectedDown,
        };
    }
    /// A state of a device whose power policy another driver owns.
    StoppingWaitingForImplicitPowerDown = WdfDevStatePwrPolStoppingWaitingForImplicitPowerDown, Closed {}
    /// A state of a device whose power policy another driver owns.
    StoppingPoweringUp = WdfDevStatePwrPolStoppingPoweringUp, Closed {}
    /// A state of a device whose power policy another driver owns.
    StoppingPoweringDown = WdfDevStatePwrPolStoppingPoweringDown, Closed {}
    /// Another driver kept the request for D0 from the device as the system goes to sleep.
    PowerUpForSystemSleepNotSeen = WdfDevStatePwrPolPowerUpForSystemSleepNotSeen, Closed {
        enter CompleteSystemRequest { Done => DeviceD0PowerRequestFailed };
    }
    /// The armed device is gone; the USB hub's idle notification is taken back.
    WaitingArmedStoppingCancelUsbSS = WdfDevStatePwrPolWaitingArmedStoppingCancelUsbSS, Closed {
        enter DisableTimerAndCancelUsbIdle { No => StoppingCancelWake };
        on UsbIdleCompleted => StoppingCancelWake;
        ignore WaitWakeFailed, WaitWakeSucceeded;
    }
    /// The wait-wake request has failed; the USB hub's idle notification is taken back.
    WaitingArmedWakeFailedCancelUsbSS = WdfDevStatePwrPolWaitingArmedWakeFailedCancelUsbSS, Closed {
        enter CancelUsbIdle { No => IoPresentArmedWakeCanceled };
        on UsbIdleCompleted => IoPresentArmedWakeCanceled;
    }
    /// There is something to do; the USB hub's idle notification is taken back.
    WaitingArmedIoPresentCancelUsbSS = WdfDevStatePwrPolWaitingArmedIoPresentCancelUsbSS, Closed {
        enter CancelUsbIdle { No => IoPresentArmed };
        on UsbIdleCompleted => IoPresentArmed;
        ignore WaitWakeFailed, WaitWakeSucceeded, WakeInterrupt;
    }
    /// The wake signal has come; the USB hub's idle notification is taken back.
    WaitingArmedWakeSucceededCancelUsbSS = WdfDevStatePwrPolWaitingArmedWakeSucceededCancelUsbSS, Closed {
        enter CancelUsbIdle { No => WokeFromS0 };
        on UsbIdleCompleted => WokeFromS0;
    }
    /// The system goes to sleep; the USB hub's idle notification is taken back.
    CancelingUsbSSForSystemSleep = WdfDevStatePwrPolCancelingUsbSSForSystemSleep, Closed {
        enter CancelUsbIdle { No => CancelingWakeForSystemSleep };
        on UsbIdleCompleted => CancelingWakeForSystemSleep;
        ignore WaitWakeFailed, WaitWakeSucceeded;
    }
    /// The armed device is stopped; the USB hub's idle notification is taken back.
    StoppingD0CancelUsbSS = WdfDevStatePwrPolStoppingD0CancelUsbSS, Closed {
        enter CancelUsbIdle { No => StoppingD0 };
        on UsbIdleCompleted => StoppingD0;
        ignore WaitWakeFailed, WaitWakeSucceeded;
    }
    /// The device is in D0 for its start: the power framework learns of it.
    StartingPoweredUp = WdfDevStatePwrPolStartingPoweredUp, Closed {
        enter RegisterWithPowerFramework {
            Done => StartingSucceeded,
            Failed => StartingPoweredUpFailed,
        };
    }
    /// There is nothing to do for the device.
    IdleCapableDeviceIdle = WdfDevStatePwrPolIdleCapableDeviceIdle, Open {
        enter DeclareIdle { Yes => TimerExpiredNoWake };
        on PowerNotRequired => TimerExpiredNoWake;
        on SystemSleep => DeviceIdleSleeping;
        on Stop => DeviceIdleStopping;
        on SurpriseRemove => DeviceIdleStopping;
        on IdleSettingsChanged => DeviceIdleReturnToActive;
        on IoPresent => DeviceIdleReturnToActive;
        on DirectedPowerDown => IdleCapableDirectedDownTriggerDPNR;
        ignore SystemWorking, PowerRequired;
    }
    /// There is something to do for the device that was about to leave D0.
    DeviceIdleReturnToActive = WdfDevStatePwrPolDeviceIdleReturnToActive, Closed {
        enter DeclareActive { Done => StartedCancelTimer };
    }
    /// The system goes to sleep, and the idle device has not left D0.
    DeviceIdleSleeping = WdfDevStatePwrPolDeviceIdleSleeping, Closed {
        enter DeclareActive { Done => StartedIdleCapableCancelTimerForSleep };
    }
    /// The device is stopped, and has not left D0.
    DeviceIdleStopping = WdfDevStatePwrPolDeviceIdleStopping, Closed {
        enter DeclareActive { Done => StoppingCancelTimer };
    }
    /// The idle device could not be asked to leave D0.
    TimerExpiredNoWakeUndoPowerDown = WdfDevStatePwrPolTimerExpiredNoWakeUndoPowerDown, Closed {
        enter UndoIdle {
            No => TimerExpiredNoWakeReturnToActive,
            Directed => TimerExpiredNoWakeUndoPowerDownWaitForDirectedUp,
        };
    }
    /// There is nothing to do for the device.
    WakeCapableDeviceIdle = WdfDevStatePwrPolWakeCapableDeviceIdle, Open {
        enter DeclareIdle { Yes => TimerExpiredDecideUsbSS };
        on PowerNotRequired => TimerExpiredDecideUsbSS;
        on SystemSleep => DeviceIdleSleeping;
        on Stop => DeviceIdleStopping;
        on SurpriseRemove => DeviceIdleStopping;
        on IdleSettingsChanged => DeviceIdleReturnToActive;
        on IoPresent => DeviceIdleReturnToActive;
        on DirectedPowerDown => WakeCapableDirectedDownTriggerDPNR;
        ignore SystemWorking, PowerRequired;
    }
    /// The USB hub's idle notification came back without its consent.
    WakeCapableUsbSSCompleted = WdfDevStatePwrPolWakeCapableUsbSSCompleted, Closed {
        enter ReturnFromUsbIdle {
            No => StartedWakeCapable,
            Directed => WakeCapableUsbSSCompletedUndoWaitForDirectedUp,
        };
    }
    /// The idle device could not be asked to leave D0.
    TimerExpiredWakeCapableUndoPowerDown = WdfDevStatePwrPolTimerExpiredWakeCapableUndoPowerDown, Closed {
        enter UndoIdle {
            No => DeviceIdleReturnToActive,
            Directed => TimerExpiredWakeCapableUndoPowerDownWaitForDirectedUp,
        };
    }
    /// The hardware of the device that could not be armed works again.
    TimerExpiredWakeCompletedHardwareStarted = WdfDevStatePwrPolTimerExpiredWakeCompletedHardwareStarted, Closed {
        enter ReportPoweredOn { Done => S0WakeCompletePowerUp };
    }
    /// The stopped device is removed.
    StoppedRemoving = WdfDevStatePwrPolStoppedRemoving, Closed {
        enter UnregisterFromPowerFramework { Done => Removed };
    }
    /// The power policy is ready for the device's removal.
    Removed = WdfDevStatePwrPolRemoved, Open {
        enter ReportRemoved;
        on Start => Starting;
        on Remove => Removed;
        ignore SystemSleep, SystemWorking, IdleSettingsChanged;
    }
    /// The stopped device enters D0.
    Restarting = WdfDevStatePwrPolRestarting, Closed {
        enter PowerUp;
        on PoweredUp => StartingSucceeded;
        on PowerUpFailed => RestartingFailed;
    }
    /// The stopped device failed to enter D0.
    RestartingFailed = WdfDevStatePwrPolRestartingFailed, Closed {
        enter ReportStartFailed { Done => Stopped };
    }
    /// The power framework refused the device, which leaves D0.
    StartingPoweredUpFailed = WdfDevStatePwrPolStartingPoweredUpFailed, Closed {
        enter PowerDownUnregistered;
        on PoweredDown => StartingFailed;
        // Microsoft's machine drops it, and the start never ends.
        on PowerDownFailed => StartingFailed;
    }
    /// The device that could not leave D0 is active.
    TimerExpiredNoWakeReturnToActive = WdfDevStatePwrPolTimerExpiredNoWakeReturnToActive, Closed {
        enter DeclareActive { Done => StartedIdleCapable };
    }
    /// An interrupt woke up the idle device: the wait-wake request is taken back.
    WaitingArmedWakeInterruptFired = WdfDevStatePwrPolWaitingArmedWakeInterruptFired, Closed {
        enter CancelWaitWake { Done => WaitingArmedWakeSucceededCancelUsbSS };
        on WaitWakeFailed => WaitingArmedWakeSucceededCancelUsbSS;
        on WaitWakeSucceeded => WaitingArmedWakeSucceededCancelUsbSS;
    }
    /// An interrupt woke up the system: the wait-wake request is taken back.
    SystemWakeDeviceWakeInterruptFired = WdfDevStatePwrPolSystemWakeDeviceWakeInterruptFired, Closed {
        enter CancelWaitWakeAfterInterrupt { Done => SystemWakeDeviceWakeTriggered };
        on WaitWakeFailed => SystemWakeDeviceWakeTriggered;
        on WaitWakeSucceeded => SystemWakeDeviceWakeTriggered;
    }
    /// As `SystemWakeDeviceWakeInterruptFired`, not pageable.
    SystemWakeDeviceWakeInterruptFiredNP = WdfDevStatePwrPolSystemWakeDeviceWakeInterruptFiredNP, Closed {
        enter CancelWaitWakeAfterInterrupt { Done => SystemWakeDeviceWakeTriggeredNP };
        on WaitWakeFailed => SystemWakeDeviceWakeTriggeredNP;
        on WaitWakeSucceeded => SystemWakeDeviceWakeTriggeredNP;
    }
    /// An interrupt that wakes up the device came on the way to Dx.
    TimerExpiredWakeCapableWakeInterruptArrived = WdfDevStatePwrPolTimerExpiredWakeCapableWakeInterruptArrived, Closed {
        enter CancelWaitWake { Done => TimerExpiredWakeCapableWakeSucceeded };
        on WaitWakeFailed => TimerExpiredWakeCapableWakeSucceeded;
        on WaitWakeSucceeded => TimerExpiredWakeCapableWakeSucceeded;
        on PowerDownFailed => TimerExpiredWakeCapablePowerDownFailedWakeInterruptArrived;
        on PoweredDown => WaitingArmedWakeInterruptFiredDuringPowerDown;
    }
    /// An interrupt that wakes up the device came, and the device failed to leave D0.
    TimerExpiredWakeCapablePowerDownFailedWakeInterruptArrived = WdfDevStatePwrPolTimerExpiredWakeCapablePowerDownFailedWakeInterruptArrived, Closed {
        on WaitWakeFailed => TimerExpiredWakeCapablePowerDownFailedWakeCanceled;
        on WaitWakeSucceeded => TimerExpiredWakeCapablePowerDownFailedWakeCanceled;
    }
    /// An interrupt that wakes up the device came, and the device is in Dx.
    WaitingArmedWakeInterruptFiredDuringPowerDown = WdfDevStatePwrPolWaitingArmedWakeInterruptFiredDuringPowerDown, Closed {
        on WaitWakeFailed => WaitingArmedWakeSucceededCancelUsbSS;
        on WaitWakeSucceeded => WaitingArmedWakeSucceededCancelUsbSS;
    }
    /// A device that may not idle is directed to leave D0.
    StartedNotIdleCapableDirectedDown = WdfDevStatePwrPolStartedNotIdleCapableDirectedDown, Closed {
        enter IgnoreDirectedDown { Done => Started };
    }
    /// The idle time-out is ended: the system goes to sleep, or the device is directed to leave D0.
    StartedIdleCapableTimerCanceledForSleep = WdfDevStatePwrPolStartedIdleCapableTimerCanceledForSleep, Closed {
        enter IsDirected {
            No => Sleeping,
            Directed => IdleCapableTimerNotExpiredDirectedDown,
        };
    }
    /// The directed device could not leave D0, and waits for the end.
    TimerExpiredNoWakeUndoPowerDownWaitForDirectedUp = WdfDevStatePwrPolTimerExpiredNoWakeUndoPowerDownWaitForDirectedUp, Closed {
        on DirectedPowerUp => TimerExpiredNoWakeReturnToActive;
    }
    /// The device is directed to leave D0.
    IdleCapableTimerNotExpiredDirectedDown = WdfDevStatePwrPolIdleCapableTimerNotExpiredDirectedDown, Closed {
        enter DeclareIdleDirected { Done => IdleCapableDirectedDownTriggerDPNR };
    }
    /// The directed device need not be in D0.
    IdleCapableDirectedDownTriggerDPNR = WdfDevStatePwrPolIdleCapableDirectedDownTriggerDPNR, Closed {
        enter SimulatePowerNotRequired;
        on PowerNotRequiredDirected => TimerExpiredNoWake;
    }
    /// The directed device is in Dx.
    WaitingUnarmedDirectedDown = WdfDevStatePwrPolWaitingUnarmedDirectedDown, Open {
        enter ReportDirectedDown;
        on DirectedPowerUp => IdleCapableDirectedDownTriggerDPR;
        ignore IdleSettingsChanged, IoPresent;
    }
    /// The device is directed to come back to D0.
    IdleCapableDirectedDownTriggerDPR = WdfDevStatePwrPolIdleCapableDirectedDownTriggerDPR, Closed {
        enter SimulatePowerRequired;
        on PowerRequiredDirected => S0NoWakePowerUp;
    }
    /// The idle time-out is ended: the system goes to sleep, or the device is directed to leave D0.
    StartedWakeCapableTimerCanceledForSleep = WdfDevStatePwrPolStartedWakeCapableTimerCanceledForSleep, Closed {
        enter IsDirected {
            No => Sleeping,
            Directed => WakeCapableTimerNotExpiredDirectedDown,
        };
    }
    /// The device is directed to leave D0.
    WakeCapableTimerNotExpiredDirectedDown = WdfDevStatePwrPolWakeCapableTimerNotExpiredDirectedDown, Closed {
        enter DeclareIdleDirected { Done => WakeCapableDirectedDownTriggerDPNR };
    }
    /// The directed device need not be in D0.
    WakeCapableDirectedDownTriggerDPNR = WdfDevStatePwrPolWakeCapableDirectedDownTriggerDPNR, Closed {
        enter SimulatePowerNotRequired;
        on PowerNotRequiredDirected => TimerExpiredDecideUsbSS;
    }
    /// The directed device is in Dx, and could not be armed.
    TimerExpiredWakeCompletedPowerDownWaitForDirectedUp = WdfDevStatePwrPolTimerExpiredWakeCompletedPowerDownWaitForDirectedUp, Closed {
        enter ReportDirectedDown;
        on DirectedPowerUp => TimerExpiredWakeCompletedPowerDownDirectedTriggerDPR;
    }
    /// The device that could not be armed is directed to come back to D0.
    TimerExpiredWakeCompletedPowerDownDirectedTriggerDPR = WdfDevStatePwrPolTimerExpiredWakeCompletedPowerDownDirectedTriggerDPR, Closed {
        enter SimulatePowerRequired;
        on PowerRequiredDirected => TimerExpiredWakeCompletedPowerUp;
    }
    /// The directed device could not leave D0, and waits for the end.
    TimerExpiredWakeCapableUndoPowerDownWaitForDirectedUp = WdfDevStatePwrPolTimerExpiredWakeCapableUndoPowerDownWaitForDirectedUp, Closed {
        on DirectedPowerUp => DeviceIdleReturnToActive;
    }
    /// The directed device stays in D0 for its USB hub, and waits for the end.
    WakeCapableUsbSSCompletedUndoWaitForDirectedUp = WdfDevStatePwrPolWakeCapableUsbSSCompletedUndoWaitForDirectedUp, Closed {
        on DirectedPowerUp => StartedWakeCapable;
    }
    /// The directed device waits for the USB hub's consent.
    TimerExpiredWakeCapableUsbSSDirectedDown = WdfDevStatePwrPolTimerExpiredWakeCapableUsbSSDirectedDown, Open {
        enter SubmitUsbIdle;
        on UsbIdleCallback => TimerExpiredWakeCapablePowerDown;
        on UsbIdleCompleted => WakeCapableUsbSSCompleted;
        ignore IdleSettingsChanged, IoPresent;
    }
    /// An interrupt woke up the device on its way to Dx, which may be a directed one.
    WaitingArmedWakeInterruptFiredDuringPowerDownCheckDirected = WdfDevStatePwrPolWaitingArmedWakeInterruptFiredDuringPowerDownCheckDirected, Closed {
        enter IsDirected {
            No => WaitingArmedWakeSucceededCancelUsbSS,
            Directed => WaitingArmedDirectedDownWakeSucceededCancelUsbSS,
        };
    }
    /// The device is in Dx, and could not be armed: whether it is directed is looked up.
    TimerExpiredWakeCompletedPowerDownCheckDirected = WdfDevStatePwrPolTimerExpiredWakeCompletedPowerDownCheckDirected, Closed {
        enter IsDirected {
            No => TimerExpiredWakeCompletedPowerUp,
            Directed => TimerExpiredWakeCompletedPowerDownWaitForDirectedUp,
        };
    }
    /// The device is in Dx, and gave its wake signal: whether it is directed is looked up.
    TimerExpiredWakeCapableWakeSucceededCheckDirected = WdfDevStatePwrPolTimerExpiredWakeCapableWakeSucceededCheckDirected, Closed {
        enter IsDirected {
            No => WokeFromS0UsbSS,
            Directed => TimerExpiredWakeCapableWakeSucceededWaitForDirectedUp,
        };
    }
    /// The directed device gave its wake signal, and stays in Dx.
    TimerExpiredWakeCapableWakeSucceededWaitForDirectedUp = WdfDevStatePwrPolTimerExpiredWakeCapableWakeSucceededWaitForDirectedUp, Closed {
        enter ReportDirectedDown;
        on DirectedPowerUp => TimerExpiredWakeCapableWakeSucceededTriggerDPR;
    }
    /// The device that gave its wake signal is directed to come back to D0.
    TimerExpiredWakeCapableWakeSucceededTriggerDPR = WdfDevStatePwrPolTimerExpiredWakeCapableWakeSucceededTriggerDPR, Closed {
        enter SimulatePowerRequired;
        on PowerRequiredDirected => WokeFromS0UsbSS;
    }
    /// The device is in Dx, and its wait-wake request failed: whether it is directed is looked up.
    TimerExpiredWakeCapableWakeFailedCheckDirected = WdfDevStatePwrPolTimerExpiredWakeCapableWakeFailedCheckDirected, Closed {
        enter IsDirected {
            No => WakeFailedUsbSS,
            Directed => TimerExpiredWakeCapableWakeFailedWaitForDirectedUp,
        };
    }
    /// The directed device's wait-wake request failed, and it stays in Dx.
    TimerExpiredWakeCapableWakeFailedWaitForDirectedUp = WdfDevStatePwrPolTimerExpiredWakeCapableWakeFailedWaitForDirectedUp, Closed {
        enter ReportDirectedDown;
        on DirectedPowerUp => TimerExpiredWakeCapableWakeFailedTriggerDPR;
    }
    /// The device whose wait-wake request failed is directed to come back to D0.
    TimerExpiredWakeCapableWakeFailedTriggerDPR = WdfDevStatePwrPolTimerExpiredWakeCapableWakeFailedTriggerDPR, Closed {
        enter SimulatePowerRequired;
        on PowerRequiredDirected => WakeFailedUsbSS;
    }
    /// The device that an interrupt woke up is directed to come back to D0.
    WaitingArmedDirectedDownWakeInterruptFiredTriggerDPR = WdfDevStatePwrPolWaitingArmedDirectedDownWakeInterruptFiredTriggerDPR, Closed {
        enter SimulatePowerRequired;
        on PowerRequiredDirected => WaitingArmedWakeInterruptFired;
    }
    /// An interrupt woke up the directed device, which stays in Dx.
    WaitingArmedDirectedDownWakeInterruptFired = WdfDevStatePwrPolWaitingArmedDirectedDownWakeInterruptFired, Closed {
        on DirectedPowerUp => WaitingArmedDirectedDownWakeInterruptFiredTriggerDPR;
    }
    /// The directed device is in Dx, and armed.
    WaitingArmedDirectedDown = WdfDevStatePwrPolWaitingArmedDirectedDown, Open {
        enter ReportDirectedDown;
        on DirectedPowerUp => WaitingArmedDirectedDownTriggerDPR;
        on WaitWakeSucceeded => WaitingArmedDirectedDownWakeSucceededCancelUsbSS;
        on WaitWakeFailed => WaitingArmedDirectedDownWakeFailedCancelUsbSS;
        on UsbIdleCompleted => WaitingArmedDirectedDownUsbSSCompleted;
        on WakeInterrupt => WaitingArmedDirectedDownWakeInterruptFired;
        ignore IdleSettingsChanged, IoPresent;
    }
    /// The armed directed device gave its wake signal, and stays in Dx.
    WaitingArmedDirectedDownWakeSucceededCancelUsbSS = WdfDevStatePwrPolWaitingArmedDirectedDownWakeSucceededCancelUsbSS, Closed {
        on DirectedPowerUp => WaitingArmedDirectedDownWakeSucceededTriggerDPR;
    }
    /// The armed directed device's wait-wake request failed, and it stays in Dx.
    WaitingArmedDirectedDownWakeFailedCancelUsbSS = WdfDevStatePwrPolWaitingArmedDirectedDownWakeFailedCancelUsbSS, Closed {
        on DirectedPowerUp => WaitingArmedDirectedDownWakeFailedCancelUsbSSTriggerDPR;
    }
    /// The armed device is directed to come back to D0.
    WaitingArmedDirectedDownTriggerDPR = WdfDevStatePwrPolWaitingArmedDirectedDownTriggerDPR, Closed {
        enter SimulatePowerRequired;
        on PowerRequiredDirected => WaitingArmedIoPresentCancelUsbSS;
    }
    /// The armed device that gave its wake signal is directed to come back to D0.
    WaitingArmedDirectedDownWakeSucceededTriggerDPR = WdfDevStatePwrPolWaitingArmedDirectedDownWakeSucceededTriggerDPR, Closed {
        enter SimulatePowerRequired;
        on PowerRequiredDirected => WaitingArmedWakeSucceededCancelUsbSS;
    }
    /// The USB hub's idle notification of the directed device came back, and it stays in Dx.
    WaitingArmedDirectedDownUsbSSCompleted = WdfDevStatePwrPolWaitingArmedDirectedDownUsbSSCompleted, Closed {
        on DirectedPowerUp => WaitingArmedDirectedDownUsbSSCompletedTriggerDPR;
    }
    /// The device whose idle notification came back is directed to come back to D0.
    WaitingArmedDirectedDownUsbSSCompletedTriggerDPR = WdfDevStatePwrPolWaitingArmedDirectedDownUsbSSCompletedTriggerDPR, Closed {
        enter SimulatePowerRequired;
        on PowerRequiredDirected => IoPresentArmed;
    }
    /// The armed device whose wait-wake request failed is directed to come back to D0.
    WaitingArmedDirectedDownWakeFailedCancelUsbSSTriggerDPR = WdfDevStatePwrPolWaitingArmedDirectedDownWakeFailedCancelUsbSSTriggerDPR, Closed {
        enter SimulatePowerRequired;
        on PowerRequiredDirected => WaitingArmedWakeFailedCancelUsbSS;
    }
    /// The USB hub's idle notification is back: the device is active.
    UsbSSCancelled = WdfDevStatePwrPolUsbSSCancelled, Closed {
        enter LeaveUsbIdle { Done => StartedCancelTimer };
    }
    /// A class extension refused to have the device armed: it is disarmed.
    TimerExpiredWakeCapableRevertArmWake = WdfDevStatePwrPolTimerExpiredWakeCapableRevertArmWake, Closed {
        enter RevertArmWakeFromS0 { Done => TimerExpiredWakeCapableCancelWake };
    }
    /// The device is not armed: the wait-wake request is taken back.
    SleepingWakeCancelWake = WdfDevStatePwrPolSleepingWakeCancelWake, Closed {
        enter CancelWaitWake { Done => SleepingNoWakeCompletePowerDown };
        on WaitWakeFailed => SleepingNoWakeCompletePowerDown;
        on WaitWakeSucceeded => SleepingNoWakeCompletePowerDown;
    }
    /// As `SleepingWakeCancelWake`, not pageable.
    SleepingWakeCancelWakeNP = WdfDevStatePwrPolSleepingWakeCancelWakeNP, Closed {
        enter CancelWaitWake { Done => SleepingNoWakeCompletePowerDown };
        on WaitWakeFailed => SleepingNoWakeCompletePowerDown;
        on WaitWakeSucceeded => SleepingNoWakeCompletePowerDown;
    }
    /// The system works again, and the device was not given D0.
    SystemWakeDeviceD0PowerRequestFailed = WdfDevStatePwrPolSystemWakeDeviceD0PowerRequestFailed, Closed {
        enter AcknowledgeWorking { Done => DeviceD0PowerRequestFailed };
    }
    /// The system works again, and the device failed to enter D0.
    SystemWakeDevicePowerRequestFailed = WdfDevStatePwrPolSystemWakeDevicePowerRequestFailed, Closed {
        enter AcknowledgeWorking { Done => DevicePowerRequestFailed };
    }
}

#[cfg(test)]
mod tests;
