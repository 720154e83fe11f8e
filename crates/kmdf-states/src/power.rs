//! The power of a device.
//!
//! The machine answers requests for a device power state ([`Event::D0`], [`Event::Dx`]) and takes the device into
//! and out of D0 without a request as it starts and stops ([`Event::ImplicitD0`], [`Event::ImplicitD3`]). It follows
//! the [power-up](https://learn.microsoft.com/windows-hardware/drivers/wdf/power-up-sequence-for-a-function-or-filter-driver)
//! and [power-down](https://learn.microsoft.com/windows-hardware/drivers/wdf/power-down-and-removal-sequence-for-a-function-or-filter-driver)
//! sequences. What the power policy has to know, its actions tell it.
//!
//! A state whose name ends in `NP` is that of a device without `DO_POWER_PAGABLE`: it may be in the paging path, so
//! its callbacks run while nothing can be paged in, and its interrupts stay connected while it sleeps.

use crate::{Outcome, table::machine};

/// What happens to a device's power.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    /// A request for D0 has come back from the drivers below, or has come to a bus's child.
    D0,
    /// A request for D1, D2 or D3 has come.
    Dx,
    /// A request to wait for the wake signal has come to the driver that it is for.
    WakeArrived,
    /// The request to wait for the wake signal has succeeded.
    WakeSucceeded,
    /// The request to wait for the wake signal has failed.
    WakeFailed,
    /// The request to wait for the wake signal was cancelled.
    WakeCanceled,
    /// The device starts.
    ImplicitD0,
    /// The device stops or is removed.
    ImplicitD3,
    /// The parent of a bus's child is in D0.
    ParentInD0,
    /// The device has become pageable.
    Pageable,
    /// The device is in the paging path.
    NonPageable,
    /// The power policy lets a device whose hardware is in D0 go on: its I/O may start.
    FinishD0,
    /// The power policy lets a device whose I/O has stopped go on: its hardware may leave D0.
    FinishDx,
    /// The interrupts that wake the device up have noted the change.
    WakeInterruptsReady,
}

impl Event {
    /// What is done for an event that comes in a state which does not answer it: whatever state the machine is in, a
    /// request is not kept.
    #[must_use]
    pub const fn when_dropped(self) -> Option<Action> {
        match self {
            Self::D0 | Self::Dx => Some(Action::ReleaseRequest),
            Self::WakeSucceeded | Self::WakeFailed | Self::WakeCanceled => {
                Some(Action::CompleteWake)
            }
            _ => None,
        }
    }
}

/// What the framework does as it enters a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Asks whether the device is a bus's child (`Yes`) or has drivers below it (`No`).
    IsChild,
    /// A child that needs its parent's power takes a reference on it: it has to wait (`Yes`) or not (`No`), or the
    /// parent refuses (`Failed`).
    AskParent,
    /// Calls
    /// [`EvtDeviceEnableWakeAtBus`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nc-wdfpdo-evt_wdf_device_enable_wake_at_bus),
    /// and tells the parent. When it fails, the request to wait for the wake signal is completed with its status.
    EnableWakeAtBus,
    /// Calls
    /// [`EvtDeviceDisableWakeAtBus`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nc-wdfpdo-evt_wdf_device_disable_wake_at_bus),
    /// when the other callback was called, and tells the parent.
    DisableWakeAtBus,
    /// As [`Action::DisableWakeAtBus`], and completes the request that waited for the wake signal.
    EndWakeAtBus,
    /// Completes the request that waited for the wake signal.
    CompleteWake,
    /// Asks whether the device object has `DO_POWER_PAGABLE` (`Yes`, `No`).
    IsPageable,
    /// Asks whether the device is pageable, and whether requests to wait for its wake signal end at it.
    IsWakeOwner,
    /// Asks whether the device is pageable, and whether a request waits for its wake signal.
    LookForWakeRequest,
    /// Calls
    /// [`EvtDeviceD0Entry`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_d0_entry)
    /// with the state that the device comes from.
    EnterD0,
    /// Connects and enables the interrupts in the order of their creation, then calls
    /// [`EvtDeviceD0EntryPostInterruptsEnabled`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_d0_entry_post_interrupts_enabled).
    ConnectInterrupts,
    /// As [`Action::ConnectInterrupts`], after a sleep: an interrupt that was left connected to wake the device up is
    /// as it was, and one that was reported inactive is reported active.
    ReconnectInterrupts,
    /// As [`Action::ConnectInterrupts`], but the interrupts were left connected.
    EnableInterrupts,
    /// Starts the DMA channels, and has the child lists look for children.
    StartDmaAndScan,
    /// Class extensions are called with the hardware in D0.
    PostHardware,
    /// As [`Action::PostHardware`], and tells the power policy, which lets the device go on.
    AskPolicyToGoOn,
    /// Starts the power-managed queues, then calls
    /// [`EvtDeviceSelfManagedIoInit`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_self_managed_io_init)
    /// or
    /// [`EvtDeviceSelfManagedIoRestart`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_self_managed_io_restart).
    /// The device is in D0: the power manager, the power policy and children that wait are told.
    StartIo,
    /// As [`Action::StartIo`], then completes the request for D0. Do requests to wait for the wake signal end at the
    /// device (`Yes`, `No`)?
    RestartIo,
    /// Calls
    /// [`EvtDeviceSelfManagedIoSuspend`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_self_managed_io_suspend),
    /// stops the power-managed queues, and tells the power policy that I/O has stopped. A failure counts in the
    /// action that follows.
    StopIo,
    /// From the end of I/O into the state of the request: class extensions, DMA channels,
    /// [`EvtDeviceD0ExitPreInterruptsDisabled`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_d0_exit_pre_interrupts_disabled),
    /// interrupts in reverse order,
    /// [`EvtDeviceD0Exit`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_d0_exit).
    /// Everything is carried out, whatever fails. A child does not need its parent any more. When nothing failed, the
    /// power policy is told, and the request goes on.
    LeaveD0,
    /// As [`Action::LeaveD0`], but the interrupts are disabled and stay connected.
    LeaveD0NonPageable,
    /// From D0 to stopped: [`Action::StopIo`] and [`Action::LeaveD0`] in one, without a request; interrupts are
    /// disconnected in any case. When nothing failed, the power policy is told.
    StopInD0,
    /// The interrupts that wake the device up learn that it leaves D0; there are none (`No`), or they answer with
    /// [`Event::WakeInterruptsReady`] (`Wait`).
    WakeInterruptsLeaveD0,
    /// The interrupts that wake the device up learn that it has entered D0; there are none (`No`), or they answer with
    /// [`Event::WakeInterruptsReady`] (`Wait`).
    WakeInterruptsEnterD0,
    /// Disables and disconnects the interrupts.
    DisconnectInterrupts,
    /// Disconnects those interrupts that stayed connected while the device slept, whatever for.
    DisconnectAllInterrupts,
    /// Disconnects the interrupts and does not call `EvtInterruptDisable`: the device sleeps.
    DisconnectSilently,
    /// The interrupts that wake the device up learn that it did not enter D0; the others are disconnected as by
    /// [`Action::DisconnectAllInterrupts`].
    AbandonD0,
    /// As [`Action::AbandonD0`], of a device whose interrupts stayed connected.
    AbandonD0NonPageable,
    /// Undoes [`Action::StartIo`]: stops the power-managed queues.
    HoldQueues,
    /// Undoes the driver's part of [`Action::StartIo`]: calls `EvtDeviceSelfManagedIoSuspend`.
    SuspendSelfManagedIo,
    /// Undoes [`Action::PostHardware`].
    UndoPostHardware,
    /// Undoes [`Action::StartDmaAndScan`]: stops the DMA channels, and calls `EvtDeviceD0ExitPreInterruptsDisabled`.
    UndoDma,
    /// Undoes [`Action::ConnectInterrupts`] and [`Action::EnterD0`]: disables and disconnects the interrupts, and calls
    /// `EvtDeviceD0Exit` for `WdfPowerDeviceD3Final`, which is the device's state from here on.
    UndoInterrupts,
    /// Undoes [`Action::EnterD0`]: calls `EvtDeviceD0Exit` for `WdfPowerDeviceD3Final`.
    ExitD0,
    /// A child does not need its parent's power any more.
    ReleaseParent,
    /// The request for D0 is completed with success, since the removal that follows must not wait for it; the power
    /// policy and Plug and Play are told that the device has failed.
    ReportUpFailed,
    /// The request to leave D0 goes on; the power policy and Plug and Play are told that the device has failed.
    ReportDownFailed,
    /// The power policy and Plug and Play are told that the device has failed to start.
    ReportStartFailed,
    /// The power policy and Plug and Play are told that the device has failed to stop.
    ReportStopFailed,
    /// The power policy is told that the device has stopped.
    ReportStopped,
    /// The state of a device that failed is `WdfPowerDeviceD3Final`; the power policy is told that it has stopped.
    StopFailed,
    /// The power policy is told that the device has started, though it sleeps. Is it pageable, and does a request
    /// wait for its wake signal?
    StartAsleep,
    /// The request for a device power state is completed (D0, or a bus's child) or sent down.
    ReleaseRequest,
}

impl Action {
    /// How the action can end.
    #[must_use]
    pub const fn outcomes(self) -> &'static [Outcome] {
        use Outcome::{
            Done, Failed, FailedAfter, FailedBefore, No, NonPageable, NonPageableWake, Pageable,
            PageableWake, Wait, Yes,
        };
        match self {
            Self::IsChild | Self::IsPageable => &[Yes, No],
            Self::AskParent => &[Yes, No, Failed],
            Self::IsWakeOwner | Self::LookForWakeRequest | Self::StartAsleep => {
                &[Pageable, PageableWake, NonPageable, NonPageableWake]
            }
            Self::EnterD0 | Self::StartIo => &[Done, Failed, FailedAfter],
            Self::RestartIo => &[Yes, No, Failed, FailedAfter],
            Self::PostHardware => &[Done, FailedBefore, Failed],
            Self::AskPolicyToGoOn => &[Wait, FailedBefore, Failed],
            Self::EnableWakeAtBus
            | Self::ConnectInterrupts
            | Self::ReconnectInterrupts
            | Self::EnableInterrupts
            | Self::StartDmaAndScan
            | Self::LeaveD0
            | Self::LeaveD0NonPageable
            | Self::StopInD0 => &[Done, Failed],
            Self::WakeInterruptsLeaveD0 | Self::WakeInterruptsEnterD0 => &[Wait, No],
            Self::StopIo | Self::CompleteWake | Self::ReportUpFailed | Self::ReportDownFailed => {
                &[Wait]
            }
            Self::DisableWakeAtBus
            | Self::EndWakeAtBus
            | Self::DisconnectInterrupts
            | Self::DisconnectAllInterrupts
            | Self::DisconnectSilently
            | Self::AbandonD0
            | Self::AbandonD0NonPageable
            | Self::HoldQueues
            | Self::SuspendSelfManagedIo
            | Self::UndoPostHardware
            | Self::UndoDma
            | Self::UndoInterrupts
            | Self::ExitD0
            | Self::ReleaseParent
            | Self::ReportStartFailed
            | Self::ReportStopFailed
            | Self::ReportStopped
            | Self::StopFailed
            | Self::ReleaseRequest => &[Done],
        }
    }
}

machine! {
    /// The power of a device: 105 states.
    machine Power, numbers wdk_sys::wdf::_WDF_DEVICE_POWER_STATE;
    priority ParentInD0, FinishD0, FinishDx, WakeInterruptsReady;
    singular ParentInD0;

    /// The device was created, and has not been started.
    ObjectCreated = WdfDevStatePowerObjectCreated, Open {
        on ImplicitD0 => StartingCheckDeviceType;
        ignore Pageable, NonPageable, ParentInD0, Dx, D0;
    }
    /// To D0, by a request: a child needs its parent.
    CheckDeviceType = WdfDevStatePowerCheckDeviceType, Closed {
        enter IsChild { Yes => CheckParentState, No => Waking };
    }
    /// As `CheckDeviceType`, not pageable.
    CheckDeviceTypeNP = WdfDevStatePowerCheckDeviceTypeNP, Closed {
        enter IsChild { Yes => CheckParentStateNP, No => WakingNP };
    }
    /// A child asks its parent for power.
    CheckParentState = WdfDevStatePowerCheckParentState, Closed {
        enter AskParent { Failed => UpFailed, No => Waking, Yes => WaitForParent };
    }
    /// As `CheckParentState`, not pageable.
    CheckParentStateNP = WdfDevStatePowerCheckParentStateNP, Closed {
        enter AskParent { Failed => UpFailedNP, No => WakingNP, Yes => WaitForParentNP };
    }
    /// The bus lets the device wake it up.
    EnablingWakeAtBus = WdfDevStatePowerEnablingWakeAtBus, Closed {
        enter EnableWakeAtBus { Done => D0ArmedForWake, Failed => D0BusWakeOwner };
    }
    /// As `EnablingWakeAtBus`, not pageable.
    EnablingWakeAtBusNP = WdfDevStatePowerEnablingWakeAtBusNP, Closed {
        enter EnableWakeAtBus { Done => D0ArmedForWakeNP, Failed => D0BusWakeOwnerNP };
    }
    /// The device works.
    D0 = WdfDevStatePowerD0, Open {
        enter IsPageable { No => DecideD0State };
        on Dx => GotoDx;
        on ImplicitD3 => GotoD3Stopped;
        on NonPageable => DecideD0State;
        ignore D0;
    }
    /// As `D0`, not pageable.
    D0NP = WdfDevStatePowerD0NP, Open {
        enter IsPageable { Yes => DecideD0State };
        on Dx => GotoDxNP;
        on ImplicitD3 => GotoD3Stopped;
        on Pageable => DecideD0State;
        ignore NonPageable, D0;
    }
    /// The device works; requests to wait for its wake signal end here.
    D0BusWakeOwner = WdfDevStatePowerD0BusWakeOwner, Open {
        enter LookForWakeRequest {
            NonPageable => DecideD0State,
            NonPageableWake => DecideD0State,
            PageableWake => EnablingWakeAtBus,
        };
        on Dx => GotoDx;
        on WakeArrived => EnablingWakeAtBus;
        on ImplicitD3 => GotoD3Stopped;
        on NonPageable => DecideD0State;
        ignore WakeSucceeded, WakeCanceled, WakeFailed, ParentInD0, D0;
    }
    /// As `D0BusWakeOwner`, not pageable.
    D0BusWakeOwnerNP = WdfDevStatePowerD0BusWakeOwnerNP, Open {
        enter LookForWakeRequest {
            Pageable => DecideD0State,
            PageableWake => DecideD0State,
            NonPageableWake => EnablingWakeAtBusNP,
        };
        on Dx => GotoDxNP;
        on WakeArrived => EnablingWakeAtBusNP;
        on ImplicitD3 => GotoD3Stopped;
        on Pageable => D0BusWakeOwner;
        ignore WakeSucceeded, WakeCanceled, NonPageable, ParentInD0, D0;
    }
    /// The device works, and its bus reports its wake signal.
    // Microsoft's machine goes back to `DecideD0State`, and the bus driver would be asked twice.
    D0ArmedForWake = WdfDevStatePowerD0ArmedForWake, Open {
        enter IsPageable { No => D0ArmedForWakeNP };
        on Dx => GotoDxArmedForWake;
        on WakeSucceeded => D0DisarmingWakeAtBus;
        on WakeFailed => D0DisarmingWakeAtBus;
        on WakeCanceled => D0DisarmingWakeAtBus;
        on NonPageable => D0ArmedForWakeNP;
        on ImplicitD3 => GotoImplicitD3DisarmWakeAtBus;
        ignore ParentInD0, WakeArrived, D0;
    }
    /// As `D0ArmedForWake`, not pageable.
    D0ArmedForWakeNP = WdfDevStatePowerD0ArmedForWakeNP, Open {
        enter IsPageable { Yes => D0ArmedForWake };
        on Dx => GotoDxArmedForWakeNP;
        on WakeSucceeded => D0DisarmingWakeAtBusNP;
        on WakeFailed => D0DisarmingWakeAtBusNP;
        on WakeCanceled => D0DisarmingWakeAtBusNP;
        on Pageable => D0ArmedForWake;
        on ImplicitD3 => GotoImplicitD3DisarmWakeAtBus;
        ignore ParentInD0, WakeArrived, D0;
    }
    /// The request to wait for the wake signal has ended.
    D0DisarmingWakeAtBus = WdfDevStatePowerD0DisarmingWakeAtBus, Closed {
        enter EndWakeAtBus { Done => D0BusWakeOwner };
    }
    /// As `D0DisarmingWakeAtBus`, not pageable.
    D0DisarmingWakeAtBusNP = WdfDevStatePowerD0DisarmingWakeAtBusNP, Closed {
        enter EndWakeAtBus { Done => D0BusWakeOwnerNP };
    }
    /// To D0, as the device starts.
    D0Starting = WdfDevStatePowerD0Starting, Closed {
        enter EnterD0 {
            Done => D0StartingConnectInterrupt,
            Failed => InitialPowerUpFailedDerefParent,
            FailedAfter => InitialPowerUpFailedPowerDown,
        };
    }
    /// Its interrupts are connected and enabled.
    D0StartingConnectInterrupt = WdfDevStatePowerD0StartingConnectInterrupt, Closed {
        enter ConnectInterrupts {
            Done => D0StartingDmaEnable,
            Failed => InitialConnectInterruptFailed,
        };
    }
    /// Its DMA channels start, and its children are looked for.
    D0StartingDmaEnable = WdfDevStatePowerD0StartingDmaEnable, Closed {
        enter StartDmaAndScan {
            Done => D0StartingPostHardwareEnabled,
            Failed => InitialDmaEnableFailed,
        };
    }
    /// Its queues and its self-managed I/O start.
    D0StartingStartSelfManagedIo = WdfDevStatePowerD0StartingStartSelfManagedIo, Closed {
        enter StartIo {
            Done => DecideD0State,
            Failed => InitialSelfManagedIoFailed,
            FailedAfter => InitialSelfManagedIoFailedStarted,
        };
    }
    /// Which kind of D0 the device is in.
    DecideD0State = WdfDevStatePowerDecideD0State, Closed {
        enter IsWakeOwner {
            Pageable => D0,
            PageableWake => D0BusWakeOwner,
            NonPageable => D0NP,
            NonPageableWake => D0BusWakeOwnerNP,
        };
    }
    /// Out of D0, since the device stops or is removed.
    GotoD3Stopped = WdfDevStatePowerGotoD3Stopped, Closed {
        enter StopInD0 { Done => Stopped, Failed => FinalPowerDownFailed };
    }
    /// The device is stopped.
    Stopped = WdfDevStatePowerStopped, Open {
        on ImplicitD0 => StartingCheckDeviceType;
        on Dx => StoppedCompleteDx;
        ignore D0, WakeFailed, ParentInD0;
    }
    /// The device starts.
    StartingCheckDeviceType = WdfDevStatePowerStartingCheckDeviceType, Closed {
        enter IsChild { Yes => StartingChild, No => D0Starting };
    }
    /// A child that starts waits for its parent.
    StartingChild = WdfDevStatePowerStartingChild, Open {
        enter AskParent { Failed => InitialPowerUpFailed, No => D0Starting };
        on ParentInD0 => D0Starting;
    }
    /// To D0, by a request: the bus does not report the wake signal any more.
    DxDisablingWakeAtBus = WdfDevStatePowerDxDisablingWakeAtBus, Closed {
        enter DisableWakeAtBus { Done => Waking };
    }
    /// As `DxDisablingWakeAtBus`, not pageable.
    DxDisablingWakeAtBusNP = WdfDevStatePowerDxDisablingWakeAtBusNP, Closed {
        enter DisableWakeAtBus { Done => WakingNP };
    }
    /// Out of D0, by a request: I/O stops, and the power policy is waited for.
    GotoDx = WdfDevStatePowerGotoDx, Closed {
        enter StopIo;
        on FinishDx => NotifyingD0ExitToWakeInterrupts;
        ignore WakeArrived, ParentInD0;
    }
    /// As `GotoDx`, not pageable.
    GotoDxNP = WdfDevStatePowerGotoDxNP, Closed {
        enter StopIo;
        on FinishDx => NotifyingD0ExitToWakeInterruptsNP;
        ignore WakeArrived, ParentInD0;
    }
    /// The hardware leaves D0.
    GotoDxIoStopped = WdfDevStatePowerGotoDxIoStopped, Closed {
        enter LeaveD0 { Done => Dx, Failed => GotoDxFailed };
    }
    /// As `GotoDxIoStopped`, not pageable.
    GotoDxIoStoppedNP = WdfDevStatePowerGotoDxIoStoppedNP, Closed {
        enter LeaveD0NonPageable { Done => DxNP, Failed => GotoDxNPFailed };
    }
    /// A device that is not pageable has failed to leave D0.
    GotoDxNPFailed = WdfDevStatePowerGotoDxNPFailed, Closed {
        enter DisconnectInterrupts { Done => ReportPowerDownFailed };
    }
    /// The device sleeps.
    Dx = WdfDevStatePowerDx, Open {
        on D0 => CheckDeviceType;
        on ImplicitD3 => GotoDxStoppedDisableInterrupt;
        ignore WakeArrived, WakeCanceled, WakeSucceeded, ParentInD0, Dx;
    }
    /// As `Dx`, not pageable.
    DxNP = WdfDevStatePowerDxNP, Open {
        on D0 => CheckDeviceTypeNP;
        on ImplicitD3 => GotoDxStoppedDisableInterruptNP;
        ignore WakeArrived, WakeCanceled, WakeSucceeded, ParentInD0, Dx;
    }
    /// As `GotoDx`; its bus reports its wake signal.
    GotoDxArmedForWake = WdfDevStatePowerGotoDxArmedForWake, Closed {
        enter StopIo;
        on FinishDx => GotoDxIoStoppedArmedForWake;
    }
    /// As `GotoDxArmedForWake`, not pageable.
    GotoDxArmedForWakeNP = WdfDevStatePowerGotoDxArmedForWakeNP, Closed {
        enter StopIo;
        on FinishDx => GotoDxIoStoppedArmedForWakeNP;
    }
    /// As `GotoDxIoStopped`; its bus reports its wake signal.
    GotoDxIoStoppedArmedForWake = WdfDevStatePowerGotoDxIoStoppedArmedForWake, Closed {
        enter LeaveD0 { Done => DxArmedForWake, Failed => GotoDxFailed };
    }
    /// As `GotoDxIoStoppedArmedForWake`, not pageable.
    GotoDxIoStoppedArmedForWakeNP = WdfDevStatePowerGotoDxIoStoppedArmedForWakeNP, Closed {
        enter LeaveD0NonPageable { Done => DxArmedForWakeNP, Failed => GotoDxNPFailed };
    }
    /// The device sleeps, and its bus reports its wake signal.
    DxArmedForWake = WdfDevStatePowerDxArmedForWake, Open {
        on D0 => CheckParentStateArmedForWake;
        on WakeSucceeded => WakePending;
        on WakeCanceled => WakePending;
        on WakeFailed => WakePending;
        on ImplicitD3 => DxStoppedDisarmWake;
        ignore ParentInD0;
    }
    /// As `DxArmedForWake`, not pageable.
    DxArmedForWakeNP = WdfDevStatePowerDxArmedForWakeNP, Open {
        on D0 => CheckParentStateArmedForWakeNP;
        on WakeSucceeded => WakePendingNP;
        on WakeCanceled => WakePendingNP;
        on WakeFailed => WakePendingNP;
        on ImplicitD3 => DxStoppedDisarmWakeNP;
        ignore ParentInD0;
    }
    /// As `CheckParentState`; the bus reports the wake signal.
    CheckParentStateArmedForWake = WdfDevStatePowerCheckParentStateArmedForWake, Closed {
        enter AskParent {
            Failed => UpFailed,
            No => DxDisablingWakeAtBus,
            Yes => WaitForParentArmedForWake,
        };
    }
    /// As `CheckParentStateArmedForWake`, not pageable.
    CheckParentStateArmedForWakeNP = WdfDevStatePowerCheckParentStateArmedForWakeNP, Closed {
        enter AskParent {
            Failed => UpFailedNP,
            No => DxDisablingWakeAtBusNP,
            Yes => WaitForParentArmedForWakeNP,
        };
    }
    /// As `WaitForParent`; the bus reports the wake signal.
    WaitForParentArmedForWake = WdfDevStatePowerWaitForParentArmedForWake, Closed {
        on ParentInD0 => DxDisablingWakeAtBus;
    }
    /// As `WaitForParentArmedForWake`, not pageable.
    WaitForParentArmedForWakeNP = WdfDevStatePowerWaitForParentArmedForWakeNP, Closed {
        on ParentInD0 => DxDisablingWakeAtBusNP;
    }
    /// The queues and the self-managed I/O go on; the request to enter D0 ends.
    StartSelfManagedIo = WdfDevStatePowerStartSelfManagedIo, Closed {
        enter RestartIo {
            No => D0,
            Yes => D0BusWakeOwner,
            Failed => StartSelfManagedIoFailed,
            FailedAfter => StartSelfManagedIoFailedStarted,
        };
    }
    /// As `StartSelfManagedIo`, not pageable.
    StartSelfManagedIoNP = WdfDevStatePowerStartSelfManagedIoNP, Closed {
        enter RestartIo {
            No => D0NP,
            Yes => D0BusWakeOwnerNP,
            Failed => StartSelfManagedIoFailedNP,
            FailedAfter => StartSelfManagedIoFailedStartedNP,
        };
    }
    /// Its self-managed I/O does not go on.
    StartSelfManagedIoFailed = WdfDevStatePowerStartSelfManagedIoFailed, Closed {
        enter HoldQueues { Done => WakingPostHardwareEnabledFailed };
    }
    /// As `StartSelfManagedIoFailed`, not pageable.
    StartSelfManagedIoFailedNP = WdfDevStatePowerStartSelfManagedIoFailedNP, Closed {
        enter HoldQueues { Done => WakingPostHardwareEnabledFailedNP };
    }
    /// A child waits until its parent is in D0.
    WaitForParent = WdfDevStatePowerWaitForParent, Closed {
        on ParentInD0 => Waking;
    }
    /// As `WaitForParent`, not pageable.
    WaitForParentNP = WdfDevStatePowerWaitForParentNP, Closed {
        on ParentInD0 => WakingNP;
    }
    /// The request to wait for the wake signal has ended; the device waits for D0.
    WakePending = WdfDevStatePowerWakePending, Open {
        enter CompleteWake;
        on D0 => CheckParentStateArmedForWake;
        on ImplicitD0 => CheckParentStateArmedForWake;
        on ImplicitD3 => DxStoppedDisarmWake;
        ignore ParentInD0;
    }
    /// As `WakePending`, not pageable.
    WakePendingNP = WdfDevStatePowerWakePendingNP, Open {
        enter CompleteWake;
        on D0 => CheckParentStateArmedForWakeNP;
        on ImplicitD0 => CheckParentStateArmedForWakeNP;
        on ImplicitD3 => DxStoppedDisarmWakeNP;
        ignore ParentInD0;
    }
    /// The hardware enters D0.
    Waking = WdfDevStatePowerWaking, Closed {
        enter EnterD0 {
            Done => NotifyingD0EntryToWakeInterrupts,
            Failed => UpFailedDerefParent,
            FailedAfter => UpFailedPowerDown,
        };
    }
    /// As `Waking`, not pageable.
    WakingNP = WdfDevStatePowerWakingNP, Closed {
        enter EnterD0 {
            Done => NotifyingD0EntryToWakeInterruptsNP,
            Failed => UpFailedDerefParentNP,
            FailedAfter => UpFailedPowerDownNP,
        };
    }
    /// Its interrupts are connected and enabled.
    WakingConnectInterrupt = WdfDevStatePowerWakingConnectInterrupt, Closed {
        enter ReconnectInterrupts {
            Done => WakingDmaEnable,
            Failed => WakingConnectInterruptFailed,
        };
    }
    /// As `WakingConnectInterrupt`, not pageable.
    WakingConnectInterruptNP = WdfDevStatePowerWakingConnectInterruptNP, Closed {
        enter EnableInterrupts {
            Done => WakingDmaEnableNP,
            Failed => WakingConnectInterruptFailedNP,
        };
    }
    /// An interrupt was not connected or enabled.
    WakingConnectInterruptFailed = WdfDevStatePowerWakingConnectInterruptFailed, Closed {
        enter UndoInterrupts { Done => ReportPowerUpFailedDerefParent };
    }
    /// As `WakingConnectInterruptFailed`, not pageable.
    WakingConnectInterruptFailedNP = WdfDevStatePowerWakingConnectInterruptFailedNP, Closed {
        enter UndoInterrupts { Done => ReportPowerUpFailedDerefParent };
    }
    /// Its DMA channels start, and its children are looked for.
    WakingDmaEnable = WdfDevStatePowerWakingDmaEnable, Closed {
        enter StartDmaAndScan {
            Done => WakingPostHardwareEnabled,
            Failed => WakingDmaEnableFailed,
        };
        ignore ParentInD0;
    }
    /// As `WakingDmaEnable`, not pageable.
    WakingDmaEnableNP = WdfDevStatePowerWakingDmaEnableNP, Closed {
        enter StartDmaAndScan {
            Done => WakingPostHardwareEnabledNP,
            Failed => WakingDmaEnableFailedNP,
        };
        ignore ParentInD0;
    }
    /// A DMA channel did not start.
    WakingDmaEnableFailed = WdfDevStatePowerWakingDmaEnableFailed, Closed {
        enter UndoDma { Done => WakingConnectInterruptFailed };
    }
    /// As `WakingDmaEnableFailed`, not pageable.
    WakingDmaEnableFailedNP = WdfDevStatePowerWakingDmaEnableFailedNP, Closed {
        enter UndoDma { Done => WakingConnectInterruptFailedNP };
    }
    /// A child that failed to enter D0 does not need its parent.
    ReportPowerUpFailedDerefParent = WdfDevStatePowerReportPowerUpFailedDerefParent, Closed {
        enter ReleaseParent { Done => ReportPowerUpFailed };
    }
    /// The device has failed to enter D0.
    ReportPowerUpFailed = WdfDevStatePowerReportPowerUpFailed, Open {
        enter ReportUpFailed;
        on ImplicitD3 => PowerFailedPowerDown;
    }
    /// A device that has failed stops.
    PowerFailedPowerDown = WdfDevStatePowerPowerFailedPowerDown, Closed {
        enter StopFailed { Done => Stopped };
    }
    /// The device has failed to leave D0.
    ReportPowerDownFailed = WdfDevStatePowerReportPowerDownFailed, Open {
        enter ReportDownFailed;
        on ImplicitD3 => PowerFailedPowerDown;
    }
    /// As the device starts, an interrupt was not connected or enabled.
    InitialConnectInterruptFailed = WdfDevStatePowerInitialConnectInterruptFailed, Closed {
        enter UndoInterrupts { Done => InitialPowerUpFailedDerefParent };
    }
    /// As the device starts, a DMA channel did not start.
    InitialDmaEnableFailed = WdfDevStatePowerInitialDmaEnableFailed, Closed {
        enter UndoDma { Done => InitialConnectInterruptFailed };
    }
    /// As the device starts, its self-managed I/O does not.
    InitialSelfManagedIoFailed = WdfDevStatePowerInitialSelfManagedIoFailed, Closed {
        enter HoldQueues { Done => InitialPostHardwareEnabledFailed };
    }
    /// A child that failed to start does not need its parent.
    InitialPowerUpFailedDerefParent = WdfDevStatePowerInitialPowerUpFailedDerefParent, Closed {
        enter ReleaseParent { Done => InitialPowerUpFailed };
    }
    /// The device has failed to start.
    InitialPowerUpFailed = WdfDevStatePowerInitialPowerUpFailed, Closed {
        enter ReportStartFailed { Done => Stopped };
    }
    /// A sleeping device stops: its bus does not report its wake signal any more.
    DxStoppedDisarmWake = WdfDevStatePowerDxStoppedDisarmWake, Closed {
        enter DisableWakeAtBus { Done => GotoDxStoppedDisableInterrupt };
    }
    /// As `DxStoppedDisarmWake`, not pageable.
    DxStoppedDisarmWakeNP = WdfDevStatePowerDxStoppedDisarmWakeNP, Closed {
        enter DisableWakeAtBus { Done => GotoDxStoppedDisableInterruptNP };
    }
    /// A sleeping device that is not pageable stops: its interrupts are disconnected.
    GotoDxStoppedDisableInterruptNP = WdfDevStatePowerGotoDxStoppedDisableInterruptNP, Closed {
        enter DisconnectSilently { Done => GotoDxStopped };
    }
    /// A sleeping device stops.
    GotoDxStopped = WdfDevStatePowerGotoDxStopped, Closed {
        enter ReportStopped { Done => Stopped };
    }
    /// The device is stopped, and another driver of its stack has put it to sleep.
    DxStopped = WdfDevStatePowerDxStopped, Open {
        on ImplicitD0 => DxStoppedDecideDxState;
        on D0 => GotoStopped;
    }
    /// The device is stopped, and another driver of its stack has requested D0.
    GotoStopped = WdfDevStatePowerGotoStopped, Closed {
        enter ReleaseRequest { Done => Stopped };
    }
    /// The device is stopped, and another driver of its stack puts it to sleep.
    StoppedCompleteDx = WdfDevStatePowerStoppedCompleteDx, Closed {
        enter ReleaseRequest { Done => DxStopped };
    }
    /// A device that starts asleep.
    DxStoppedDecideDxState = WdfDevStatePowerDxStoppedDecideDxState, Closed {
        enter StartAsleep {
            Pageable => Dx,
            PageableWake => DxStoppedArmForWake,
            NonPageable => DxNP,
            NonPageableWake => DxStoppedArmForWakeNP,
        };
    }
    /// A device that starts asleep: its bus lets it wake it up.
    DxStoppedArmForWake = WdfDevStatePowerDxStoppedArmForWake, Closed {
        enter EnableWakeAtBus { Done => DxArmedForWake, Failed => Dx };
    }
    /// As `DxStoppedArmForWake`, not pageable.
    DxStoppedArmForWakeNP = WdfDevStatePowerDxStoppedArmForWakeNP, Closed {
        enter EnableWakeAtBus { Done => DxArmedForWakeNP, Failed => DxNP };
    }
    /// The device has failed to leave D0 as it stops.
    FinalPowerDownFailed = WdfDevStatePowerFinalPowerDownFailed, Closed {
        enter ReportStopFailed { Done => Stopped };
    }
    /// The last state in the headers. No device comes here.
    Final = WdfDevStatePowerFinal, Closed {}
    /// The device stops in D0: its bus does not report its wake signal any more.
    GotoImplicitD3DisarmWakeAtBus = WdfDevStatePowerGotoImplicitD3DisarmWakeAtBus, Closed {
        enter DisableWakeAtBus { Done => GotoD3Stopped };
    }
    /// A child was refused its parent's power.
    UpFailed = WdfDevStatePowerUpFailed, Closed {
        enter AbandonD0 { Done => ReportPowerUpFailed };
    }
    /// `EvtDeviceD0Entry` has failed.
    UpFailedDerefParent = WdfDevStatePowerUpFailedDerefParent, Closed {
        enter AbandonD0 { Done => ReportPowerUpFailedDerefParent };
    }
    /// The device has failed to leave D0: its interrupts are disconnected.
    GotoDxFailed = WdfDevStatePowerGotoDxFailed, Closed {
        enter DisconnectAllInterrupts { Done => ReportPowerDownFailed };
    }
    /// A sleeping device stops: interrupts that were left connected are disconnected.
    GotoDxStoppedDisableInterrupt = WdfDevStatePowerGotoDxStoppedDisableInterrupt, Closed {
        enter DisconnectAllInterrupts { Done => GotoDxStopped };
    }
    /// As `UpFailed`, not pageable.
    UpFailedNP = WdfDevStatePowerUpFailedNP, Closed {
        enter AbandonD0NonPageable { Done => ReportPowerUpFailed };
    }
    /// As `UpFailedDerefParent`, not pageable.
    UpFailedDerefParentNP = WdfDevStatePowerUpFailedDerefParentNP, Closed {
        enter AbandonD0NonPageable { Done => ReportPowerUpFailedDerefParent };
    }
    /// Interrupts that wake the device up learn that it leaves D0.
    NotifyingD0ExitToWakeInterrupts = WdfDevStatePowerNotifyingD0ExitToWakeInterrupts, Closed {
        enter WakeInterruptsLeaveD0 { No => GotoDxIoStopped };
        on WakeInterruptsReady => GotoDxIoStopped;
    }
    /// Interrupts that wake the device up learn that it is in D0.
    NotifyingD0EntryToWakeInterrupts = WdfDevStatePowerNotifyingD0EntryToWakeInterrupts, Closed {
        enter WakeInterruptsEnterD0 { No => WakingConnectInterrupt };
        on WakeInterruptsReady => WakingConnectInterrupt;
    }
    /// As `NotifyingD0ExitToWakeInterrupts`, not pageable.
    NotifyingD0ExitToWakeInterruptsNP = WdfDevStatePowerNotifyingD0ExitToWakeInterruptsNP, Closed {
        enter WakeInterruptsLeaveD0 { No => GotoDxIoStoppedNP };
        on WakeInterruptsReady => GotoDxIoStoppedNP;
    }
    /// As `NotifyingD0EntryToWakeInterrupts`, not pageable.
    NotifyingD0EntryToWakeInterruptsNP = WdfDevStatePowerNotifyingD0EntryToWakeInterruptsNP, Closed {
        enter WakeInterruptsEnterD0 { No => WakingConnectInterruptNP };
        on WakeInterruptsReady => WakingConnectInterruptNP;
    }
    /// As the device starts, a class extension failed to enter D0 behind the driver.
    InitialPowerUpFailedPowerDown = WdfDevStatePowerInitialPowerUpFailedPowerDown, Closed {
        enter ExitD0 { Done => InitialPowerUpFailedDerefParent };
    }
    /// A class extension failed to enter D0 behind the driver.
    UpFailedPowerDown = WdfDevStatePowerUpFailedPowerDown, Closed {
        enter ExitD0 { Done => UpFailedDerefParent };
    }
    /// As `UpFailedPowerDown`, not pageable.
    UpFailedPowerDownNP = WdfDevStatePowerUpFailedPowerDownNP, Closed {
        enter ExitD0 { Done => UpFailedDerefParentNP };
    }
    /// As the device starts, a class extension failed behind the driver, whose self-managed I/O runs.
    InitialSelfManagedIoFailedStarted = WdfDevStatePowerInitialSelfManagedIoFailedStarted, Closed {
        enter SuspendSelfManagedIo { Done => InitialSelfManagedIoFailed };
    }
    /// A class extension failed behind the driver, whose self-managed I/O runs.
    StartSelfManagedIoFailedStarted = WdfDevStatePowerStartSelfManagedIoFailedStarted, Closed {
        enter SuspendSelfManagedIo { Done => StartSelfManagedIoFailed };
    }
    /// As `StartSelfManagedIoFailedStarted`, not pageable.
    StartSelfManagedIoFailedStartedNP = WdfDevStatePowerStartSelfManagedIoFailedStartedNP, Closed {
        enter SuspendSelfManagedIo { Done => StartSelfManagedIoFailedNP };
    }
    /// The hardware is in D0: the power policy says when I/O goes on.
    WakingPostHardwareEnabled = WdfDevStatePowerWakingPostHardwareEnabled, Closed {
        enter AskPolicyToGoOn {
            Failed => WakingPostHardwareEnabledFailed,
            FailedBefore => WakingDmaEnableFailed,
        };
        on FinishD0 => StartSelfManagedIo;
        ignore ParentInD0;
    }
    /// As `WakingPostHardwareEnabled`, not pageable.
    WakingPostHardwareEnabledNP = WdfDevStatePowerWakingPostHardwareEnabledNP, Closed {
        enter AskPolicyToGoOn {
            Failed => WakingPostHardwareEnabledFailedNP,
            FailedBefore => WakingDmaEnableFailedNP,
        };
        on FinishD0 => StartSelfManagedIoNP;
        ignore ParentInD0;
    }
    /// A class extension failed as the hardware was in D0, or what came later did.
    WakingPostHardwareEnabledFailed = WdfDevStatePowerWakingPostHardwareEnabledFailed, Closed {
        enter UndoPostHardware { Done => WakingDmaEnableFailed };
    }
    /// As `WakingPostHardwareEnabledFailed`, not pageable.
    WakingPostHardwareEnabledFailedNP = WdfDevStatePowerWakingPostHardwareEnabledFailedNP, Closed {
        enter UndoPostHardware { Done => WakingDmaEnableFailedNP };
    }
    /// The hardware of a device that starts is in D0.
    D0StartingPostHardwareEnabled = WdfDevStatePowerD0StartingPostHardwareEnabled, Closed {
        enter PostHardware {
            Done => D0StartingStartSelfManagedIo,
            Failed => InitialPostHardwareEnabledFailed,
            FailedBefore => InitialDmaEnableFailed,
        };
    }
    /// As the device starts, a class extension failed as the hardware was in D0, or what came later did.
    InitialPostHardwareEnabledFailed = WdfDevStatePowerInitialPostHardwareEnabledFailed, Closed {
        enter UndoPostHardware { Done => InitialDmaEnableFailed };
    }
}

#[cfg(test)]
mod tests;
