//! `wdm.h`, `ntddk.h`, `ntifs.h`: power management and the power framework.

mod constants;
mod types;

use crate::{
    _DEVICE_OBJECT, _IRP, BOOLEAN, DEVICE_POWER_STATE, GUID, LPCGUID, NTSTATUS, PDEVICE_OBJECT,
    PSIZE_T, PULONG, PUNICODE_STRING, PVOID, PWORK_QUEUE_ITEM, SIZE_T, UCHAR, ULONG, ULONGLONG,
    imports, layout::layout,
};

pub use self::{constants::*, types::*};

imports! { "ntoskrnl.exe";
    /// Hands a power IRP to the driver of a device; since Vista, `IofCallDriver` does.
    /// IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pocalldriver>
    pub fn PoCallDriver(DeviceObject: *mut _DEVICE_OBJECT, Irp: *mut _IRP) -> NTSTATUS;
    /// Has the power manager power an idle device down. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-poregisterdeviceforidledetection>
    pub fn PoRegisterDeviceForIdleDetection(
        DeviceObject: *mut _DEVICE_OBJECT,
        ConservationIdleTime: ULONG,
        PerformanceIdleTime: ULONG,
        State: DEVICE_POWER_STATE,
    ) -> PULONG;
    /// Says that the system is in use, until it is unregistered. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-poregistersystemstate>
    pub fn PoRegisterSystemState(StateHandle: PVOID, Flags: EXECUTION_STATE) -> PVOID;
    /// Sends a set-power, query-power or wait-wake IRP to the top of a stack. IRQL: <=
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-porequestpowerirp>
    pub fn PoRequestPowerIrp(
        DeviceObject: *mut _DEVICE_OBJECT,
        MinorFunction: UCHAR,
        PowerState: POWER_STATE,
        CompletionFunction: PREQUEST_POWER_COMPLETE,
        Context: PVOID,
        Irp: *mut *mut _IRP,
    ) -> NTSTATUS;
    /// Tells the power manager of a device's new state. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-posetpowerstate>
    pub fn PoSetPowerState(
        DeviceObject: *mut _DEVICE_OBJECT,
        Type: POWER_STATE_TYPE,
        State: POWER_STATE,
    ) -> POWER_STATE;
    /// Says that the system was in use. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-posetsystemstate>
    pub fn PoSetSystemState(Flags: EXECUTION_STATE);
    /// Lets the next power IRP come; since Vista, not needed. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-postartnextpowerirp>
    pub fn PoStartNextPowerIrp(Irp: *mut _IRP);
    /// Ends what `PoRegisterSystemState` began. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pounregistersystemstate>
    pub fn PoUnregisterSystemState(StateHandle: PVOID);
    /// Asks that an object be signalled before shutdown. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn PoRequestShutdownEvent(Event: *mut PVOID) -> NTSTATUS;
    /// Marks an IRP as what woke the system. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-posetsystemwake>
    pub fn PoSetSystemWake(Irp: *mut _IRP);
    /// An IRP is marked as what woke the system. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pogetsystemwake>
    pub fn PoGetSystemWake(Irp: *mut _IRP) -> BOOLEAN;
    /// Asks to be told of a power setting's value. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-poregisterpowersettingcallback>
    pub fn PoRegisterPowerSettingCallback(
        DeviceObject: PDEVICE_OBJECT,
        SettingGuid: LPCGUID,
        Callback: PPOWER_SETTING_CALLBACK,
        Context: PVOID,
        Handle: *mut PVOID,
    ) -> NTSTATUS;
    /// Ends what `PoRegisterPowerSettingCallback` began. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pounregisterpowersettingcallback>
    pub fn PoUnregisterPowerSettingCallback(Handle: PVOID) -> NTSTATUS;
    /// Says that a device was in use. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-posetdevicebusyex>
    pub fn PoSetDeviceBusyEx(IdlePointer: PULONG);
    /// Says that a device is in use from now on. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-postartdevicebusy>
    pub fn PoStartDeviceBusy(IdlePointer: PULONG);
    /// Says that a device is no longer in use. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-poenddevicebusy>
    pub fn PoEndDeviceBusy(IdlePointer: PULONG);
    /// Seconds that remain until the power watchdog expires. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-poquerywatchdogtime>
    pub fn PoQueryWatchdogTime(Pdo: PDEVICE_OBJECT, SecondsRemaining: PULONG) -> BOOLEAN;
    /// Deletes a power request. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-podeletepowerrequest>
    pub fn PoDeletePowerRequest(PowerRequest: PVOID);
    /// Keeps the system from sleeping, or the display on. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-posetpowerrequest>
    pub fn PoSetPowerRequest(PowerRequest: PVOID, Type: POWER_REQUEST_TYPE) -> NTSTATUS;
    /// Undoes `PoSetPowerRequest`. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-poclearpowerrequest>
    pub fn PoClearPowerRequest(PowerRequest: PVOID, Type: POWER_REQUEST_TYPE) -> NTSTATUS;
    /// Creates a power request. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pocreatepowerrequest>
    pub fn PoCreatePowerRequest(
        PowerRequest: *mut PVOID,
        DeviceObject: PDEVICE_OBJECT,
        Context: PCOUNTED_REASON_CONTEXT,
    ) -> NTSTATUS;
    /// Reads or sets power information. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-zwpowerinformation>
    pub fn ZwPowerInformation(
        PowerInformationLevel: POWER_INFORMATION_LEVEL,
        InputBuffer: PVOID,
        InputBufferLength: ULONG,
        OutputBuffer: PVOID,
        OutputBufferLength: ULONG,
    ) -> NTSTATUS;
    /// Queues a work item that runs before file systems are flushed. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn PoQueueShutdownWorkItem(WorkItem: PWORK_QUEUE_ITEM) -> NTSTATUS;
    /// Loads a driver by its service key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwloaddriver>
    pub fn ZwLoadDriver(DriverServiceName: PUNICODE_STRING) -> NTSTATUS;
    /// Unloads a driver by its service key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwunloaddriver>
    pub fn ZwUnloadDriver(DriverServiceName: PUNICODE_STRING) -> NTSTATUS;
}

/// What `PoFxRegisterDevice` gives a device.
#[repr(C)]
pub struct POHANDLE__ {
    _opaque: [UCHAR; 0],
}
/// A device's registration with the power framework.
pub type POHANDLE = *mut POHANDLE__;

/// A state in which a component saves power while it is idle.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PO_FX_COMPONENT_IDLE_STATE {
    pub TransitionLatency: ULONGLONG,
    pub ResidencyRequirement: ULONGLONG,
    pub NominalPower: ULONG,
}
/// A [`_PO_FX_COMPONENT_IDLE_STATE`].
pub type PO_FX_COMPONENT_IDLE_STATE = _PO_FX_COMPONENT_IDLE_STATE;
/// Pointer to a [`_PO_FX_COMPONENT_IDLE_STATE`].
pub type PPO_FX_COMPONENT_IDLE_STATE = *mut _PO_FX_COMPONENT_IDLE_STATE;

/// A component of a device, in the first version.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PO_FX_COMPONENT_V1 {
    pub Id: GUID,
    pub IdleStateCount: ULONG,
    pub DeepestWakeableIdleState: ULONG,
    pub IdleStates: PPO_FX_COMPONENT_IDLE_STATE,
}
/// A [`_PO_FX_COMPONENT_V1`].
pub type PO_FX_COMPONENT_V1 = _PO_FX_COMPONENT_V1;
/// The version that KMDF uses.
pub type PO_FX_COMPONENT = _PO_FX_COMPONENT_V1;
/// Pointer to a [`_PO_FX_COMPONENT_V1`].
pub type PPO_FX_COMPONENT = *mut _PO_FX_COMPONENT_V1;

/// A component of a device, with providers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PO_FX_COMPONENT_V2 {
    pub Id: GUID,
    pub Flags: ULONGLONG,
    pub DeepestWakeableIdleState: ULONG,
    pub IdleStateCount: ULONG,
    pub IdleStates: PPO_FX_COMPONENT_IDLE_STATE,
    pub ProviderCount: ULONG,
    pub Providers: PULONG,
}
/// A [`_PO_FX_COMPONENT_V2`].
pub type PO_FX_COMPONENT_V2 = _PO_FX_COMPONENT_V2;

/// A device for `PoFxRegisterDevice`, in the first version.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PO_FX_DEVICE_V1 {
    pub Version: ULONG,
    pub ComponentCount: ULONG,
    pub ComponentActiveConditionCallback: PPO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK,
    pub ComponentIdleConditionCallback: PPO_FX_COMPONENT_IDLE_CONDITION_CALLBACK,
    pub ComponentIdleStateCallback: PPO_FX_COMPONENT_IDLE_STATE_CALLBACK,
    pub DevicePowerRequiredCallback: PPO_FX_DEVICE_POWER_REQUIRED_CALLBACK,
    pub DevicePowerNotRequiredCallback: PPO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK,
    pub PowerControlCallback: PPO_FX_POWER_CONTROL_CALLBACK,
    pub DeviceContext: PVOID,
    pub Components: [PO_FX_COMPONENT_V1; 1],
}
/// A [`_PO_FX_DEVICE_V1`].
pub type PO_FX_DEVICE_V1 = _PO_FX_DEVICE_V1;
/// The version that `PO_FX_VERSION` names.
pub type PO_FX_DEVICE = _PO_FX_DEVICE_V1;
/// Pointer to a [`_PO_FX_DEVICE_V1`].
pub type PPO_FX_DEVICE = *mut _PO_FX_DEVICE_V1;

/// A device for `PoFxRegisterDevice`, with directed power transitions.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PO_FX_DEVICE_V3 {
    pub Version: ULONG,
    pub Flags: ULONGLONG,
    pub ComponentActiveConditionCallback: PPO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK,
    pub ComponentIdleConditionCallback: PPO_FX_COMPONENT_IDLE_CONDITION_CALLBACK,
    pub ComponentIdleStateCallback: PPO_FX_COMPONENT_IDLE_STATE_CALLBACK,
    pub DevicePowerRequiredCallback: PPO_FX_DEVICE_POWER_REQUIRED_CALLBACK,
    pub DevicePowerNotRequiredCallback: PPO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK,
    pub PowerControlCallback: PPO_FX_POWER_CONTROL_CALLBACK,
    pub DirectedPowerUpCallback: PPO_FX_DIRECTED_POWER_UP_CALLBACK,
    pub DirectedPowerDownCallback: PPO_FX_DIRECTED_POWER_DOWN_CALLBACK,
    pub DirectedFxTimeoutInSeconds: ULONG,
    pub DeviceContext: PVOID,
    pub ComponentCount: ULONG,
    pub Components: [PO_FX_COMPONENT_V2; 1],
}
/// A [`_PO_FX_DEVICE_V3`].
pub type PO_FX_DEVICE_V3 = _PO_FX_DEVICE_V3;

layout! {
    _PO_FX_COMPONENT_IDLE_STATE: 24, 8 {
        TransitionLatency: 0, ResidencyRequirement: 8, NominalPower: 16
    }
    _PO_FX_COMPONENT_V1: 32, 8 {
        Id: 0, IdleStateCount: 16, DeepestWakeableIdleState: 20, IdleStates: 24
    }
    _PO_FX_COMPONENT_V2: 56, 8 {
        Id: 0, Flags: 16, DeepestWakeableIdleState: 24, IdleStateCount: 28, IdleStates: 32,
        ProviderCount: 40, Providers: 48
    }
    _PO_FX_DEVICE_V1: 96, 8 {
        Version: 0, ComponentCount: 4, ComponentActiveConditionCallback: 8, DeviceContext: 56,
        Components: 64
    }
    _PO_FX_DEVICE_V3: 160, 8 {
        Version: 0, Flags: 8, DirectedPowerUpCallback: 64, DirectedFxTimeoutInSeconds: 80,
        DeviceContext: 88, ComponentCount: 96, Components: 104
    }
}

pub const PO_FX_VERSION_V1: ULONG = 1;
pub const PO_FX_VERSION_V2: ULONG = 2;
pub const PO_FX_VERSION_V3: ULONG = 3;
pub const PO_FX_VERSION: ULONG = PO_FX_VERSION_V1;
pub const PO_FX_FLAG_BLOCKING: ULONG = 1;
pub const PO_FX_FLAG_ASYNC_ONLY: ULONG = 2;
pub const PO_FX_COMPONENT_FLAG_F0_ON_DX: ULONGLONG = 1;
pub const PO_FX_COMPONENT_FLAG_NO_DEBOUNCE: ULONGLONG = 2;
pub const PO_FX_UNKNOWN_POWER: ULONG = 0xFFFF_FFFF;
pub const PO_FX_UNKNOWN_TIME: ULONGLONG = u64::MAX;

crate::fn_types! {
    /// A component is ready for use.
    pub type PPO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK = fn(Context: PVOID, Component: ULONG);
    /// A component is no longer in use.
    pub type PPO_FX_COMPONENT_IDLE_CONDITION_CALLBACK = fn(Context: PVOID, Component: ULONG);
    /// A component changes its idle state.
    pub type PPO_FX_COMPONENT_IDLE_STATE_CALLBACK =
        fn(Context: PVOID, Component: ULONG, State: ULONG);
    /// The device must be in D0.
    pub type PPO_FX_DEVICE_POWER_REQUIRED_CALLBACK = fn(Context: PVOID);
    /// The device need not be in D0.
    pub type PPO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK = fn(Context: PVOID);
    /// A private request of the platform's power plug-in.
    pub type PPO_FX_POWER_CONTROL_CALLBACK = fn(
        DeviceContext: PVOID,
        PowerControlCode: LPCGUID,
        InBuffer: PVOID,
        InBufferSize: SIZE_T,
        OutBuffer: PVOID,
        OutBufferSize: SIZE_T,
        BytesReturned: PSIZE_T,
    ) -> NTSTATUS;
    /// The system directs the device to power up.
    pub type PPO_FX_DIRECTED_POWER_UP_CALLBACK = fn(Context: PVOID, Flags: ULONG);
    /// The system directs the device to power down.
    pub type PPO_FX_DIRECTED_POWER_DOWN_CALLBACK = fn(Context: PVOID, Flags: ULONG);
}

imports! { "ntoskrnl.exe";
    /// Registers a device with the power framework. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxregisterdevice>
    pub fn PoFxRegisterDevice(
        Pdo: PDEVICE_OBJECT,
        Device: PPO_FX_DEVICE,
        Handle: *mut POHANDLE,
    ) -> NTSTATUS;
    /// Lets the power framework manage the device. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxstartdevicepowermanagement>
    pub fn PoFxStartDevicePowerManagement(Handle: POHANDLE);
    /// Ends a device's registration. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxunregisterdevice>
    pub fn PoFxUnregisterDevice(Handle: POHANDLE);
    /// Wants a component for use. IRQL: <= DISPATCH_LEVEL, with `PO_FX_FLAG_BLOCKING` <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxactivatecomponent>
    pub fn PoFxActivateComponent(Handle: POHANDLE, Component: ULONG, Flags: ULONG);
    /// Ends the use of a component. IRQL: <= DISPATCH_LEVEL, with `PO_FX_FLAG_BLOCKING` <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxidlecomponent>
    pub fn PoFxIdleComponent(Handle: POHANDLE, Component: ULONG, Flags: ULONG);
    /// Answers the device-power-not-required callback. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxcompletedevicepowernotrequired>
    pub fn PoFxCompleteDevicePowerNotRequired(Handle: POHANDLE);
    /// Answers the idle-condition callback. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxcompleteidlecondition>
    pub fn PoFxCompleteIdleCondition(Handle: POHANDLE, Component: ULONG);
    /// Answers the idle-state callback. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxcompleteidlestate>
    pub fn PoFxCompleteIdleState(Handle: POHANDLE, Component: ULONG);
    /// Says that the device is in D0 again. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxreportdevicepoweredon>
    pub fn PoFxReportDevicePoweredOn(Handle: POHANDLE);
    /// How long the transition back may take, in 100 ns units. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxsetcomponentlatency>
    pub fn PoFxSetComponentLatency(Handle: POHANDLE, Component: ULONG, Latency: ULONGLONG);
    /// How long a component will be idle, in 100 ns units. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxsetcomponentresidency>
    pub fn PoFxSetComponentResidency(Handle: POHANDLE, Component: ULONG, Residency: ULONGLONG);
    /// Whether a component must be able to wake the system. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxsetcomponentwake>
    pub fn PoFxSetComponentWake(Handle: POHANDLE, Component: ULONG, WakeHint: BOOLEAN);
    /// How long the device is idle before it leaves D0, in 100 ns units. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxsetdeviceidletimeout>
    pub fn PoFxSetDeviceIdleTimeout(Handle: POHANDLE, IdleTimeout: ULONGLONG);
    /// Ends a directed power-down. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxcompletedirectedpowerdown>
    pub fn PoFxCompleteDirectedPowerDown(Handle: POHANDLE);
    /// Says that the device has power although nobody asked for it. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxnotifysurprisepoweron>
    pub fn PoFxNotifySurprisePowerOn(Pdo: PDEVICE_OBJECT);
    /// Sends a private request to the platform's power plug-in. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pofxpowercontrol>
    pub fn PoFxPowerControl(
        Handle: POHANDLE,
        PowerControlCode: LPCGUID,
        InBuffer: PVOID,
        InBufferSize: SIZE_T,
        OutBuffer: PVOID,
        OutBufferSize: SIZE_T,
        BytesReturned: PSIZE_T,
    ) -> NTSTATUS;
}
