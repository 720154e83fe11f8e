//! The power policy of a device whose driver does not own it.
//!
//! Another driver of the stack asks for the device's power requests. This machine lets the
//! [power machine](crate::power) carry them out at once, and keeps the device's start, stop and removal apart from
//! them: a request that is on its way as the device stops is finished first. A driver makes itself the owner, or
//! not, by
//! [`WdfDeviceInitSetPowerPolicyOwnership`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceinitsetpowerpolicyownership).
//!
//! Its states are some of the [owner's](crate::policy), and some that the owner's machine has no use for. An event
//! that a state does not answer is nothing to it.

pub use crate::policy::Event;
use crate::{Outcome, table::machine};

/// What the framework does for a device whose power policy another driver owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Has the power machine enter D0 without a request. `Wait`.
    PowerUp,
    /// Has the power machine enter D3 without a request. `Done`.
    PowerDown,
    /// Lets the power machine finish the device's way to Dx. `Wait`.
    CompleteDx,
    /// Lets the power machine finish the device's way to D0. `Wait`.
    CompleteD0,
    /// Tells the Plug and Play machine that the device is in D0. `Done`.
    ReportStarted,
    /// Tells the Plug and Play machine that the device failed to start. `Wait`.
    ReportStartFailed,
    /// Tells the Plug and Play machine that the device is stopped. `Done`.
    ReportStopped,
    /// Tells the Plug and Play machine that the device is stopped, and failed on the way. `Done`.
    ReportStopFailed,
    /// Tells the Plug and Play machine that nothing is left to do. `Wait`.
    ReportRemoved,
}

impl Action {
    /// How the action can end.
    #[must_use]
    pub const fn outcomes(self) -> &'static [Outcome] {
        match self {
            Self::PowerUp
            | Self::CompleteDx
            | Self::CompleteD0
            | Self::ReportStartFailed
            | Self::ReportRemoved => &[Outcome::Wait],
            Self::PowerDown
            | Self::ReportStarted
            | Self::ReportStopped
            | Self::ReportStopFailed => &[Outcome::Done],
        }
    }
}

machine! {
    /// The power policy of a device whose driver does not own it.
    machine NotOwner, numbers wdk_sys::wdf::_WDF_DEVICE_POWER_POLICY_STATE;
    priority PoweredUp, PowerUpFailed, PoweredDown, PowerDownFailed;
    singular IdleSettingsChanged, WakeInterrupt;

    /// The device was created, and has not been started.
    ObjectCreated = WdfDevStatePwrPolObjectCreated, Open {
        on Start => Starting;
        on Remove => Removed;
    }
    /// The device enters D0 for its start.
    Starting = WdfDevStatePwrPolStarting, Closed {
        enter PowerUp;
        on PoweredUp => Started;
        on PowerUpFailed => StartingFailed;
    }
    /// The device is started and in D0.
    StartingSucceeded = WdfDevStatePwrPolStartingSucceeded, Open {
        on IoStopped => GotoDx;
        on Stop => Stopping;
        on SurpriseRemove => Stopping;
        on HardwareStarted => GotoD0InD0;
    }
    /// The device failed to start, and waits for its removal.
    StartingFailed = WdfDevStatePwrPolStartingFailed, Open {
        enter ReportStartFailed;
        on Remove => Removed;
    }
    /// The device leaves D0 for its stop.
    Stopping = WdfDevStatePwrPolStopping, Closed {
        enter PowerDown { Done => StoppingWaitingForImplicitPowerDown };
    }
    /// The device failed to leave D0 for its stop.
    StoppingFailed = WdfDevStatePwrPolStoppingFailed, Closed {
        enter ReportStopFailed { Done => Stopped };
    }
    /// Plug and Play is told.
    StoppingSendStatus = WdfDevStatePwrPolStoppingSendStatus, Closed {
        enter ReportStopped { Done => Stopped };
    }
    /// The device is stopped, and may be started again or removed.
    Stopped = WdfDevStatePwrPolStopped, Open {
        on Start => Starting;
        on Remove => Removed;
    }
    /// Plug and Play is told that the device is in D0.
    Started = WdfDevStatePwrPolStarted, Closed {
        enter ReportStarted { Done => StartingSucceeded };
    }
    /// The device's I/O has stopped for a request.
    GotoDx = WdfDevStatePwrPolGotoDx, Closed {
        enter CompleteDx;
        on PoweredDown => Dx;
        on PowerDownFailed => StartingSucceeded;
    }
    /// A second request for Dx.
    GotoDxInDx = WdfDevStatePwrPolGotoDxInDx, Closed {
        enter CompleteDx;
        on PoweredDown => Dx;
        on PowerDownFailed => Dx;
    }
    /// The device is in Dx.
    Dx = WdfDevStatePwrPolDx, Open {
        on HardwareStarted => GotoD0;
        on Stop => Stopping;
        on SurpriseRemove => Stopping;
        on IoStopped => GotoDxInDx;
    }
    /// The hardware works again.
    GotoD0 = WdfDevStatePwrPolGotoD0, Closed {
        enter CompleteD0;
        on PoweredUp => StartingSucceeded;
        on PowerUpFailed => StartingSucceeded;
    }
    /// A second request for D0.
    GotoD0InD0 = WdfDevStatePwrPolGotoD0InD0, Closed {
        enter CompleteD0;
        on PoweredUp => StartingSucceeded;
        on PowerUpFailed => StartingSucceeded;
    }
    /// A request that was on its way may still come before the device is in D3.
    StoppingWaitingForImplicitPowerDown = WdfDevStatePwrPolStoppingWaitingForImplicitPowerDown, Open {
        on ImplicitlyPoweredDown => StoppingSendStatus;
        on ImplicitPowerDownFailed => StoppingFailed;
        on IoStopped => StoppingPoweringDown;
        on HardwareStarted => StoppingPoweringUp;
    }
    /// A request for D0 is finished first.
    StoppingPoweringUp = WdfDevStatePwrPolStoppingPoweringUp, Closed {
        enter CompleteD0;
        on PoweredUp => StoppingWaitingForImplicitPowerDown;
        on PowerUpFailed => StoppingWaitingForImplicitPowerDown;
    }
    /// A request for Dx is finished first.
    StoppingPoweringDown = WdfDevStatePwrPolStoppingPoweringDown, Closed {
        enter CompleteDx;
        on PoweredDown => StoppingWaitingForImplicitPowerDown;
        on PowerDownFailed => StoppingWaitingForImplicitPowerDown;
    }
    /// Everything is ready for the device's removal.
    Removed = WdfDevStatePwrPolRemoved, Open {
        enter ReportRemoved;
        on Start => Starting;
        on Remove => Removed;
    }
}

#[cfg(test)]
mod tests;
