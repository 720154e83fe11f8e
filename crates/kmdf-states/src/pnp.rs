//! Plug and Play: from the creation of a device to its removal.
//!
//! The machine answers the Plug and Play manager's requests, which it holds until their states are done, and tells
//! the power policy's machine when the device starts, stops and goes. It is one table for the drivers that are
//! attached to a device of a bus and for those that make the bus's devices.
//!
//! The names of the states are those of
//! [`WDF_DEVICE_PNP_STATE`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/ne-wdfdevice-_wdf_device_pnp_state);
//! what drivers are promised is on the pages about
//! [a function driver's start and removal](https://learn.microsoft.com/windows-hardware/drivers/wdf/pnp-and-power-management-scenarios).

use crate::{Outcome, table::machine};

/// What happens to a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The driver has created the device.
    AddDevice,
    /// `IRP_MN_START_DEVICE`.
    StartDevice,
    /// The lower devices have started.
    StartReturned,
    /// The lower devices have not started.
    StartFailed,
    /// `IRP_MN_QUERY_REMOVE_DEVICE`.
    QueryRemove,
    /// `IRP_MN_QUERY_STOP_DEVICE`.
    QueryStop,
    /// `IRP_MN_CANCEL_REMOVE_DEVICE`.
    CancelRemove,
    /// `IRP_MN_CANCEL_STOP_DEVICE`.
    CancelStop,
    /// `IRP_MN_STOP_DEVICE`.
    Stop,
    /// `IRP_MN_REMOVE_DEVICE`.
    Remove,
    /// `IRP_MN_SURPRISE_REMOVAL`.
    SurpriseRemove,
    /// `IRP_MN_EJECT`.
    Eject,
    /// The power policy has stopped.
    PolicyStopped,
    /// The power policy has stopped, but the device failed on the way.
    PolicyStopFailed,
    /// The device failed to enter D0.
    PowerUpFailed,
    /// The device failed to leave D0.
    PowerDownFailed,
    /// The bus whose device this is has been removed.
    ParentRemoved,
    /// The last of the bus's devices has been removed.
    ChildrenRemoved,
    /// The power policy runs: the device is in D0.
    PolicyStarted,
    /// The power policy could not start, since the device failed to enter D0.
    PolicyStartFailed,
    /// The device has come to D0, which [`Action::WakeForQuery`] waits for.
    InD0,
    /// The power policy is ready for the device's removal.
    PolicyRemoved,
}

impl Event {
    /// Whether a request of the Plug and Play manager waits for what the event leads to. The caller finishes the
    /// request when the event is dropped.
    #[must_use]
    pub const fn has_request(self) -> bool {
        matches!(
            self,
            Self::StartReturned
                | Self::QueryRemove
                | Self::QueryStop
                | Self::CancelRemove
                | Self::CancelStop
                | Self::Stop
                | Self::SurpriseRemove
                | Self::Eject
        )
    }
}

/// What the framework does as a device enters a state. The request is the one of the Plug and Play manager that the
/// device holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Nothing: the state leads on.
    Continue,
    /// Sends the request to start to the lower devices, whose answer is an event; `Done` where there are none.
    ForwardStart,
    /// The device's first start: prepares what the framework needs of the lower devices, the hardware
    /// ([`EvtDevicePrepareHardware`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_prepare_hardware)),
    /// and the power policy. `Refused` when the driver was not called, `Failed` when the hardware is to be given
    /// back.
    StartHardware,
    /// `EvtDevicePrepareHardware` with the resources of the request. `Refused` when the driver was not called.
    PrepareHardware,
    /// [`Action::PrepareHardware`], then the power policy.
    RestartHardware,
    /// Starts the power policy.
    StartPolicy,
    /// Device interfaces can be opened.
    EnableInterfaces,
    /// The request to start will fail with `STATUS_DEVICE_POWER_FAILURE`.
    SetPowerFailure,
    /// Lets go of what [`Action::StartHardware`] got of the lower devices, and finishes the request.
    AbandonStart,
    /// Fails the request to start with `STATUS_INVALID_DEVICE_STATE`.
    FailStart,
    /// The device has started: finishes the request, whichever led here.
    ReportStarted,
    /// Finishes the request, if there is one: completes it when it starts the device or fails, or else sends it to
    /// the lower devices.
    FinishRequest,
    /// Sends the request to the lower devices.
    ForwardRequest,
    /// Whether the device may stop or be removed at all: not while its driver
    /// [says so](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicesetstaticstopremove),
    /// nor while a special file is on it. `No` sets the request's status.
    MayStop,
    /// [`EvtDeviceQueryRemove`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_query_remove)
    /// sets the request's status.
    QueryRemove,
    /// [`EvtDeviceQueryStop`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_query_stop)
    /// sets the request's status.
    QueryStop,
    /// Keeps the device in D0 from here on, `Done` when it is there. `Failed` sets the request's status.
    WakeForQuery,
    /// The device need not be kept in D0 any more.
    EndWake,
    /// Stops the power policy, which takes the device out of D0.
    StopPolicy,
    /// [`Action::StopPolicy`], then [`Action::EndWake`], in this order: otherwise the device could leave D0 and
    /// have to come back while the devices above it are gone.
    StopPolicyAndEndWake,
    /// Tells the power policy that the hardware is gone, so that it is not taken out of D0 but given up.
    SurpriseRemovePolicy,
    /// [`EvtDeviceReleaseHardware`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_release_hardware).
    /// Its status is of no account.
    ReleaseHardware,
    /// `EvtDeviceReleaseHardware` of a device that has stopped, whose failure is the device's; then finishes the
    /// request.
    StopHardware,
    /// `EvtDeviceReleaseHardware` of a device that has stopped only to start with other resources, whose failure is
    /// the device's; then [`Action::ForwardStart`].
    ReleaseAndForwardStart,
    /// `EvtDeviceReleaseHardware`, then [`Action::Close`].
    ReleaseAndClose,
    /// Device interfaces and the device's symbolic link go, power-managed queues are purged,
    /// [`EvtDeviceSelfManagedIoFlush`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_self_managed_io_flush)
    /// runs; then the power policy is made ready for the removal.
    Close,
    /// Finishes the request, if there is one, and tells the Plug and Play manager of the failure, if it was the
    /// device's: it is enumerated anew or removed.
    ReportFailure,
    /// [`EvtDeviceSurpriseRemoval`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_surprise_removal).
    SurpriseRemoval,
    /// `EvtDeviceSurpriseRemoval`, then finishes the request, if it is not finished.
    LateSurpriseRemoval,
    /// Tells the devices of this bus that their parent is removed. Whether one of them is not done.
    RemoveChildren,
    /// Whether a bus driver made the device, so that it may be there yet when its stack is gone.
    IsBusDevice,
    /// Purges all queues, runs
    /// [`EvtDeviceSelfManagedIoCleanup`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nc-wdfdevice-evt_wdf_device_self_managed_io_cleanup),
    /// and cleans up and destroys the device's objects.
    CleanUp,
    /// The bus driver has reported the device missing: its symbolic link goes, then [`Action::CleanUp`].
    CleanUpMissing,
    /// Whether the bus driver has not reported the device missing.
    IsPresent,
    /// Makes a device of a bus that was removed, but is there yet, as one that has never started.
    ResetForRestart,
    /// [`EvtDeviceEject`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nc-wdfpdo-evt_wdf_device_eject);
    /// then the device is reported missing, and the request, whose status this sets, can be completed.
    Eject,
    /// Destroys what the driver made with a device that it could not initialise.
    Dispose,
    /// The removal is done, and the device stays.
    EndRemoval,
    /// The removal is done: the device can be deleted.
    Finish,
}

impl Action {
    /// How it can end.
    #[must_use]
    pub const fn outcomes(self) -> &'static [Outcome] {
        use Outcome::{Done, Failed, No, Refused, Wait, Yes};
        match self {
            Self::ForwardStart => &[Wait, Done],
            Self::StartHardware | Self::RestartHardware => &[Wait, Refused, Failed],
            Self::PrepareHardware => &[Done, Refused, Failed],
            Self::WakeForQuery | Self::ReleaseAndForwardStart => &[Wait, Done, Failed],
            Self::EnableInterfaces | Self::StopHardware | Self::Eject => &[Done, Failed],
            Self::MayStop
            | Self::QueryRemove
            | Self::QueryStop
            | Self::RemoveChildren
            | Self::IsBusDevice
            | Self::IsPresent => &[Yes, No],
            Self::StartPolicy
            | Self::StopPolicy
            | Self::StopPolicyAndEndWake
            | Self::SurpriseRemovePolicy
            | Self::ReleaseAndClose
            | Self::Close
            | Self::EndRemoval
            | Self::Finish => &[Wait],
            Self::Continue
            | Self::SetPowerFailure
            | Self::AbandonStart
            | Self::FailStart
            | Self::ReportStarted
            | Self::FinishRequest
            | Self::ForwardRequest
            | Self::EndWake
            | Self::ReleaseHardware
            | Self::ReportFailure
            | Self::SurpriseRemoval
            | Self::LateSurpriseRemoval
            | Self::CleanUp
            | Self::CleanUpMissing
            | Self::ResetForRestart
            | Self::Dispose => &[Done],
        }
    }
}

machine! {
    /// The Plug and Play machine.
    machine Pnp, numbers wdk_sys::wdf::_WDF_DEVICE_PNP_STATE;
    priority PolicyStarted, PolicyStartFailed, PolicyStopped, PolicyStopFailed, InD0, PolicyRemoved;
    singular;

    /// The driver is creating the device.
    ObjectCreated = WdfDevStatePnpObjectCreated, Open {
        on AddDevice => Init;
    }
    /// A device of a bus is removed, and may be there yet.
    CheckForDevicePresence = WdfDevStatePnpCheckForDevicePresence, Closed {
        enter IsPresent { Yes => RemovedPdoWait, No => PdoRemoved };
    }
    /// A device of a bus was not ejected.
    EjectFailed = WdfDevStatePnpEjectFailed, Open {
        on StartDevice => PdoRestart;
        on SurpriseRemove => SurpriseRemove;
    }
    /// A device of a bus is ejected.
    EjectHardware = WdfDevStatePnpEjectHardware, Closed {
        enter Eject { Done => EjectedWaitingForRemove, Failed => EjectFailed };
    }
    /// A device of a bus has been ejected. When its bus is surprise-removed meanwhile, it is, too.
    EjectedWaitingForRemove = WdfDevStatePnpEjectedWaitingForRemove, Open {
        on Remove => PdoRemoved;
        ignore SurpriseRemove;
    }
    /// The device exists and has not started.
    Init = WdfDevStatePnpInit, Open {
        on StartDevice => InitStarting;
        on QueryRemove => InitQueryRemove;
        on Remove => Removed;
        on ParentRemoved => Removed;
        on SurpriseRemove => InitSurpriseRemoved;
        on Eject => EjectHardware;
    }
    /// The lower devices start.
    InitStarting = WdfDevStatePnpInitStarting, Open {
        enter ForwardStart { Done => HardwareAvailable };
        on StartReturned => HardwareAvailable;
        on StartFailed => Init;
    }
    /// A device of a bus that has not started loses its bus.
    InitSurpriseRemoved = WdfDevStatePnpInitSurpriseRemoved, Closed {
        enter FinishRequest { Done => Init };
    }
    /// The lower devices have started: now this one does.
    HardwareAvailable = WdfDevStatePnpHardwareAvailable, Closed {
        enter StartHardware { Refused => FailedInit, Failed => FailedOwnHardware };
        on PolicyStarted => EnableInterfaces;
        on PolicyStartFailed => HardwareAvailablePowerPolicyFailed;
        ignore PowerUpFailed;
    }
    /// The device is in D0, at last its interfaces can be opened.
    EnableInterfaces = WdfDevStatePnpEnableInterfaces, Closed {
        enter EnableInterfaces { Done => Started, Failed => FailedPowerDown };
    }
    /// The device failed to enter D0 as it started.
    HardwareAvailablePowerPolicyFailed = WdfDevStatePnpHardwareAvailablePowerPolicyFailed, Closed {
        enter SetPowerFailure { Done => FailedOwnHardware };
    }
    /// The driver is asked whether its device may be removed.
    QueryRemoveAskDriver = WdfDevStatePnpQueryRemoveAskDriver, Closed {
        enter QueryRemove { Yes => QueryRemoveEnsureDeviceAwake, No => Started };
    }
    /// The device may be removed.
    QueryRemovePending = WdfDevStatePnpQueryRemovePending, Open {
        enter ForwardRequest;
        on Remove => QueriedRemoving;
        on CancelRemove => QueryCanceled;
        on SurpriseRemove => QueriedSurpriseRemove;
    }
    /// A removal is asked for.
    QueryRemoveStaticCheck = WdfDevStatePnpQueryRemoveStaticCheck, Closed {
        enter MayStop { Yes => QueryRemoveAskDriver, No => Started };
    }
    /// The device is removed after it was asked for. Power failures come as the policy's.
    QueriedRemoving = WdfDevStatePnpQueriedRemoving, Closed {
        enter StopPolicyAndEndWake;
        on PolicyStopped => RemovingDisableInterfaces;
        on PolicyStopFailed => RemovingDisableInterfaces;
        ignore PowerDownFailed, PowerUpFailed;
    }
    /// The driver is asked whether its device may be stopped.
    QueryStopAskDriver = WdfDevStatePnpQueryStopAskDriver, Closed {
        enter QueryStop { Yes => QueryStopEnsureDeviceAwake, No => Started };
    }
    /// The device may be stopped.
    QueryStopPending = WdfDevStatePnpQueryStopPending, Open {
        enter ForwardRequest;
        on Stop => StartedStopping;
        on CancelStop => QueryCanceled;
        on SurpriseRemove => QueriedSurpriseRemove;
    }
    /// A stop is asked for.
    QueryStopStaticCheck = WdfDevStatePnpQueryStopStaticCheck, Closed {
        enter MayStop { Yes => QueryStopAskDriver, No => Started };
    }
    /// The device is not stopped or removed after all.
    QueryCanceled = WdfDevStatePnpQueryCanceled, Closed {
        enter EndWake { Done => Started };
    }
    /// The device is removed.
    Removed = WdfDevStatePnpRemoved, Closed {
        enter RemoveChildren { Yes => RemovedWaitForChildren, No => RemovedChildrenRemoved };
    }
    /// A device of a bus is gone for good.
    PdoRemoved = WdfDevStatePnpPdoRemoved, Closed {
        enter CleanUpMissing { Done => Final };
    }
    /// A device of a bus is removed, and is there yet: it may be started anew. It can be asked about its removal
    /// when it is disabled, and told that the removal is canceled, since its stack may be built in part.
    RemovedPdoWait = WdfDevStatePnpRemovedPdoWait, Open {
        enter EndRemoval;
        on Eject => EjectHardware;
        on StartDevice => PdoRestart;
        on Remove => CheckForDevicePresence;
        on ParentRemoved => PdoRemoved;
        on SurpriseRemove => RemovedPdoSurpriseRemoved;
        ignore CancelRemove, QueryRemove, PowerUpFailed, PowerDownFailed;
    }
    /// A device of a bus that was removed is surprise-removed.
    RemovedPdoSurpriseRemoved = WdfDevStatePnpRemovedPdoSurpriseRemoved, Closed {
        enter LateSurpriseRemoval { Done => RemovedPdoWait };
    }
    /// The device that is removed has left D0.
    RemovingDisableInterfaces = WdfDevStatePnpRemovingDisableInterfaces, Closed {
        enter ReleaseAndClose;
        on PolicyRemoved => Removed;
    }
    /// A device that was stopped has its new hardware, and enters D0.
    Restarting = WdfDevStatePnpRestarting, Closed {
        enter StartPolicy;
        on PolicyStarted => Started;
        on PolicyStartFailed => HardwareAvailablePowerPolicyFailed;
        ignore PowerUpFailed;
    }
    /// The device works.
    Started = WdfDevStatePnpStarted, Open {
        enter ReportStarted;
        on QueryRemove => QueryRemoveStaticCheck;
        on QueryStop => QueryStopStaticCheck;
        on CancelStop => StartedCancelStop;
        on CancelRemove => StartedCancelRemove;
        on Remove => StartedRemoving;
        on SurpriseRemove => SurpriseRemoveIoStarted;
        on PowerUpFailed => FailedIoStarting;
        on PowerDownFailed => FailedPowerDown;
        on StartDevice => Restart;
    }
    /// A stop is canceled that a device above has refused.
    StartedCancelStop = WdfDevStatePnpStartedCancelStop, Closed {
        enter Continue { Done => Started };
    }
    /// A removal is canceled that a device above has refused.
    StartedCancelRemove = WdfDevStatePnpStartedCancelRemove, Closed {
        enter Continue { Done => Started };
    }
    /// The device is removed without having been asked for. It may have been in a low power state, and fail to enter
    /// D0 on the way.
    StartedRemoving = WdfDevStatePnpStartedRemoving, Open {
        enter StopPolicy;
        on PolicyStopped => RemovingDisableInterfaces;
        on PolicyStopFailed => RemovingDisableInterfaces;
        ignore PowerUpFailed, PowerDownFailed;
    }
    /// A device that was stopped has new hardware.
    StartingFromStopped = WdfDevStatePnpStartingFromStopped, Closed {
        enter PrepareHardware { Done => Restarting, Refused => Failed, Failed => FailedOwnHardware };
    }
    /// The device has no hardware until it is started anew.
    Stopped = WdfDevStatePnpStopped, Open {
        enter StopHardware { Failed => Failed };
        on StartDevice => StoppedWaitForStartCompletion;
        on SurpriseRemove => SurpriseRemove;
        ignore PowerUpFailed, PowerDownFailed;
    }
    /// A device that was stopped is started: the lower devices start.
    StoppedWaitForStartCompletion = WdfDevStatePnpStoppedWaitForStartCompletion, Open {
        enter ForwardStart { Done => StartingFromStopped };
        on StartReturned => StartingFromStopped;
        on StartFailed => Failed;
        ignore PowerUpFailed, PowerDownFailed;
    }
    /// The device is stopped. It may have been in a low power state, and fail to enter D0 on the way.
    StartedStopping = WdfDevStatePnpStartedStopping, Open {
        enter StopPolicyAndEndWake;
        on PolicyStopped => Stopped;
        on PolicyStopFailed => FailedOwnHardware;
        ignore PowerUpFailed, PowerDownFailed;
    }
    /// The device is surprise-removed without working.
    SurpriseRemove = WdfDevStatePnpSurpriseRemove, Closed {
        enter SurpriseRemoval { Done => Failed };
    }
    /// A removal of a device that has not started is asked for.
    InitQueryRemove = WdfDevStatePnpInitQueryRemove, Open {
        enter ForwardRequest;
        on Remove => Removed;
        on CancelRemove => InitQueryRemoveCanceled;
    }
    /// A device that has not started is not removed after all.
    InitQueryRemoveCanceled = WdfDevStatePnpInitQueryRemoveCanceled, Open {
        enter ForwardRequest { Done => Init };
    }
    /// The device is gone for good, if no bus driver made it.
    FdoRemoved = WdfDevStatePnpFdoRemoved, Closed {
        enter CleanUp { Done => Final };
    }
    /// A bus is removed, whose devices are not yet.
    RemovedWaitForChildren = WdfDevStatePnpRemovedWaitForChildren, Open {
        on ChildrenRemoved => RemovedChildrenRemoved;
        ignore PowerUpFailed, PowerDownFailed;
    }
    /// The device is surprise-removed between a question and its consequence.
    QueriedSurpriseRemove = WdfDevStatePnpQueriedSurpriseRemove, Closed {
        enter EndWake { Done => SurpriseRemoveIoStarted };
    }
    /// The device is surprise-removed as it works.
    SurpriseRemoveIoStarted = WdfDevStatePnpSurpriseRemoveIoStarted, Closed {
        enter SurpriseRemoval { Done => FailedIoStarting };
    }
    /// The device failed, but its hardware is there: it is taken out of D0.
    FailedPowerDown = WdfDevStatePnpFailedPowerDown, Closed {
        enter StopPolicy;
        on PolicyStopped => FailedOwnHardware;
        on PolicyStopFailed => FailedOwnHardware;
        ignore PowerDownFailed;
    }
    /// The hardware is gone or does not enter D0.
    FailedIoStarting = WdfDevStatePnpFailedIoStarting, Closed {
        enter SurpriseRemovePolicy;
        on PolicyStopped => FailedOwnHardware;
        on PolicyStopFailed => FailedOwnHardware;
        ignore PowerDownFailed, PowerUpFailed;
    }
    /// The device failed and has hardware.
    FailedOwnHardware = WdfDevStatePnpFailedOwnHardware, Closed {
        enter ReleaseHardware { Done => Failed };
    }
    /// The device failed or is surprise-removed, and has no hardware.
    Failed = WdfDevStatePnpFailed, Closed {
        enter Close;
        on PolicyRemoved => FailedPowerPolicyRemoved;
    }
    /// A device that failed is surprise-removed.
    FailedSurpriseRemoved = WdfDevStatePnpFailedSurpriseRemoved, Closed {
        enter LateSurpriseRemoval { Done => FailedWaitForRemove };
    }
    /// A device that failed is started.
    FailedStarted = WdfDevStatePnpFailedStarted, Closed {
        enter FailStart { Done => FailedWaitForRemove };
    }
    /// Nothing but the removal is left. A power failure was answered, or is the reason; a question about the removal
    /// comes, and a question may be canceled during which the device failed.
    FailedWaitForRemove = WdfDevStatePnpFailedWaitForRemove, Open {
        on Remove => Removed;
        on SurpriseRemove => FailedSurpriseRemoved;
        on StartDevice => FailedStarted;
        ignore PowerUpFailed, PowerDownFailed, QueryRemove, CancelStop, CancelRemove;
    }
    /// The device did not start, and the driver does not know of it.
    FailedInit = WdfDevStatePnpFailedInit, Closed {
        enter AbandonStart { Done => Init };
    }
    /// A bus driver could not initialise a device of its bus.
    PdoInitFailed = WdfDevStatePnpPdoInitFailed, Closed {
        enter Dispose { Done => Final };
    }
    /// A device that works is started with other resources: it stops first. It may have been in a low power state.
    Restart = WdfDevStatePnpRestart, Closed {
        enter StopPolicy;
        on PolicyStopped => RestartReleaseHardware;
        on PolicyStopFailed => HardwareAvailablePowerPolicyFailed;
        ignore PowerUpFailed, PowerDownFailed;
    }
    /// Now that it has stopped, the lower devices start.
    RestartReleaseHardware = WdfDevStatePnpRestartReleaseHardware, Open {
        enter ReleaseAndForwardStart { Done => RestartHardwareAvailable, Failed => Failed };
        on StartReturned => RestartHardwareAvailable;
        on StartFailed => Failed;
        ignore PowerUpFailed, PowerDownFailed;
    }
    /// Now that the lower devices have started, this one does.
    RestartHardwareAvailable = WdfDevStatePnpRestartHardwareAvailable, Open {
        enter RestartHardware { Refused => Failed, Failed => FailedOwnHardware };
        on PolicyStarted => Started;
        on PolicyStartFailed => HardwareAvailablePowerPolicyFailed;
        ignore PowerUpFailed, PowerDownFailed;
    }
    /// A device of a bus that was removed is started anew.
    PdoRestart = WdfDevStatePnpPdoRestart, Closed {
        enter ResetForRestart { Done => HardwareAvailable };
    }
    /// The end. As the device left D0 for the last time, a callback may have failed.
    Final = WdfDevStatePnpFinal, Open {
        enter Finish;
        ignore PowerUpFailed, PowerDownFailed;
    }
    /// No device of this bus is left.
    RemovedChildrenRemoved = WdfDevStatePnpRemovedChildrenRemoved, Open {
        enter IsBusDevice { Yes => CheckForDevicePresence, No => FdoRemoved };
    }
    /// The device comes to D0 before the question about its removal goes on.
    QueryRemoveEnsureDeviceAwake = WdfDevStatePnpQueryRemoveEnsureDeviceAwake, Closed {
        enter WakeForQuery { Done => QueryRemovePending, Failed => Started };
        on InD0 => QueryRemovePending;
    }
    /// The device comes to D0 before the question about its stop goes on.
    QueryStopEnsureDeviceAwake = WdfDevStatePnpQueryStopEnsureDeviceAwake, Closed {
        enter WakeForQuery { Done => QueryStopPending, Failed => Started };
        on InD0 => QueryStopPending;
    }
    /// Everything of a device that failed is closed.
    FailedPowerPolicyRemoved = WdfDevStatePnpFailedPowerPolicyRemoved, Closed {
        enter ReportFailure { Done => FailedWaitForRemove };
    }
}

#[cfg(test)]
mod tests;
