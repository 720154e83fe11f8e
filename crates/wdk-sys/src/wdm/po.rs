//! Power management and the power framework.

use crate::{layout::layout, *};

/// What keeps the system running (`ES_*`).
pub type EXECUTION_STATE = ULONG;
/// Actions of the power manager.
pub mod _POWER_ACTION {
    /// The values are of this type.
    pub type Type = i32;
    pub const PowerActionNone: Type = 0;
    pub const PowerActionReserved: Type = 1;
    pub const PowerActionSleep: Type = 2;
    pub const PowerActionHibernate: Type = 3;
    pub const PowerActionShutdown: Type = 4;
    pub const PowerActionShutdownReset: Type = 5;
    pub const PowerActionShutdownOff: Type = 6;
    pub const PowerActionWarmEject: Type = 7;
    pub const PowerActionDisplayOff: Type = 8;
}
/// A value of [`_POWER_ACTION`].
pub type POWER_ACTION = _POWER_ACTION::Type;
/// Pointer to a [`POWER_ACTION`].
pub type PPOWER_ACTION = *mut _POWER_ACTION::Type;

/// Facts about power.
pub mod _POWER_INFORMATION_LEVEL {
    /// The values are of this type.
    pub type Type = i32;
    pub const SystemPowerPolicyAc: Type = 0;
    pub const SystemPowerPolicyDc: Type = 1;
    pub const VerifySystemPolicyAc: Type = 2;
    pub const VerifySystemPolicyDc: Type = 3;
    pub const SystemPowerCapabilities: Type = 4;
    pub const SystemBatteryState: Type = 5;
    pub const SystemPowerStateHandler: Type = 6;
    pub const ProcessorStateHandler: Type = 7;
    pub const SystemPowerPolicyCurrent: Type = 8;
    pub const AdministratorPowerPolicy: Type = 9;
    pub const SystemReserveHiberFile: Type = 10;
    pub const ProcessorInformation: Type = 11;
    pub const SystemPowerInformation: Type = 12;
    pub const ProcessorStateHandler2: Type = 13;
    pub const LastWakeTime: Type = 14;
    pub const LastSleepTime: Type = 15;
    pub const SystemExecutionState: Type = 16;
    pub const SystemPowerStateNotifyHandler: Type = 17;
    pub const ProcessorPowerPolicyAc: Type = 18;
    pub const ProcessorPowerPolicyDc: Type = 19;
    pub const VerifyProcessorPowerPolicyAc: Type = 20;
    pub const VerifyProcessorPowerPolicyDc: Type = 21;
    pub const ProcessorPowerPolicyCurrent: Type = 22;
    pub const SystemPowerStateLogging: Type = 23;
    pub const SystemPowerLoggingEntry: Type = 24;
    pub const SetPowerSettingValue: Type = 25;
    pub const NotifyUserPowerSetting: Type = 26;
    pub const PowerInformationLevelUnused0: Type = 27;
    pub const SystemMonitorHiberBootPowerOff: Type = 28;
    pub const SystemVideoState: Type = 29;
    pub const TraceApplicationPowerMessage: Type = 30;
    pub const TraceApplicationPowerMessageEnd: Type = 31;
    pub const ProcessorPerfStates: Type = 32;
    pub const ProcessorIdleStates: Type = 33;
    pub const ProcessorCap: Type = 34;
    pub const SystemWakeSource: Type = 35;
    pub const SystemHiberFileInformation: Type = 36;
    pub const TraceServicePowerMessage: Type = 37;
    pub const ProcessorLoad: Type = 38;
    pub const PowerShutdownNotification: Type = 39;
    pub const MonitorCapabilities: Type = 40;
    pub const SessionPowerInit: Type = 41;
    pub const SessionDisplayState: Type = 42;
    pub const PowerRequestCreate: Type = 43;
    pub const PowerRequestAction: Type = 44;
    pub const GetPowerRequestList: Type = 45;
    pub const ProcessorInformationEx: Type = 46;
    pub const NotifyUserModeLegacyPowerEvent: Type = 47;
    pub const GroupPark: Type = 48;
    pub const ProcessorIdleDomains: Type = 49;
    pub const WakeTimerList: Type = 50;
    pub const SystemHiberFileSize: Type = 51;
    pub const ProcessorIdleStatesHv: Type = 52;
    pub const ProcessorPerfStatesHv: Type = 53;
    pub const ProcessorPerfCapHv: Type = 54;
    pub const ProcessorSetIdle: Type = 55;
    pub const LogicalProcessorIdling: Type = 56;
    pub const UserPresence: Type = 57;
    pub const PowerSettingNotificationName: Type = 58;
    pub const GetPowerSettingValue: Type = 59;
    pub const IdleResiliency: Type = 60;
    pub const SessionRITState: Type = 61;
    pub const SessionConnectNotification: Type = 62;
    pub const SessionPowerCleanup: Type = 63;
    pub const SessionLockState: Type = 64;
    pub const SystemHiberbootState: Type = 65;
    pub const PlatformInformation: Type = 66;
    pub const PdcInvocation: Type = 67;
    pub const MonitorInvocation: Type = 68;
    pub const FirmwareTableInformationRegistered: Type = 69;
    pub const SetShutdownSelectedTime: Type = 70;
    pub const SuspendResumeInvocation: Type = 71;
    pub const PlmPowerRequestCreate: Type = 72;
    pub const ScreenOff: Type = 73;
    pub const CsDeviceNotification: Type = 74;
    pub const PlatformRole: Type = 75;
    pub const LastResumePerformance: Type = 76;
    pub const DisplayBurst: Type = 77;
    pub const ExitLatencySamplingPercentage: Type = 78;
    pub const RegisterSpmPowerSettings: Type = 79;
    pub const PlatformIdleStates: Type = 80;
    pub const ProcessorIdleVeto: Type = 81;
    pub const PlatformIdleVeto: Type = 82;
    pub const SystemBatteryStatePrecise: Type = 83;
    pub const ThermalEvent: Type = 84;
    pub const PowerRequestActionInternal: Type = 85;
    pub const BatteryDeviceState: Type = 86;
    pub const PowerInformationInternal: Type = 87;
    pub const ThermalStandby: Type = 88;
    pub const SystemHiberFileType: Type = 89;
    pub const PhysicalPowerButtonPress: Type = 90;
    pub const QueryPotentialDripsConstraint: Type = 91;
    pub const EnergyTrackerCreate: Type = 92;
    pub const EnergyTrackerQuery: Type = 93;
    pub const UpdateBlackBoxRecorder: Type = 94;
    pub const SessionAllowExternalDmaDevices: Type = 95;
    pub const PowerInformationLevelMaximum: Type = 96;
}
/// A value of [`_POWER_INFORMATION_LEVEL`].
pub type POWER_INFORMATION_LEVEL = _POWER_INFORMATION_LEVEL::Type;

/// What a power request keeps on.
pub mod _POWER_REQUEST_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const PowerRequestDisplayRequired: Type = 0;
    pub const PowerRequestSystemRequired: Type = 1;
    pub const PowerRequestAwayModeRequired: Type = 2;
    pub const PowerRequestExecutionRequired: Type = 3;
}
/// A value of [`_POWER_REQUEST_TYPE`].
pub type POWER_REQUEST_TYPE = _POWER_REQUEST_TYPE::Type;
/// Pointer to a [`POWER_REQUEST_TYPE`].
pub type PPOWER_REQUEST_TYPE = *mut _POWER_REQUEST_TYPE::Type;

/// Whether a state is the system's or a device's.
pub mod _POWER_STATE_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const SystemPowerState: Type = 0;
    pub const DevicePowerState: Type = 1;
}
/// A value of [`_POWER_STATE_TYPE`].
pub type POWER_STATE_TYPE = _POWER_STATE_TYPE::Type;
/// Pointer to a [`POWER_STATE_TYPE`].
pub type PPOWER_STATE_TYPE = *mut _POWER_STATE_TYPE::Type;

/// Power states of the system, S0 to S5.
pub mod _SYSTEM_POWER_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const PowerSystemUnspecified: Type = 0;
    pub const PowerSystemWorking: Type = 1;
    pub const PowerSystemSleeping1: Type = 2;
    pub const PowerSystemSleeping2: Type = 3;
    pub const PowerSystemSleeping3: Type = 4;
    pub const PowerSystemHibernate: Type = 5;
    pub const PowerSystemShutdown: Type = 6;
    pub const PowerSystemMaximum: Type = 7;
}
/// A value of [`_SYSTEM_POWER_STATE`].
pub type SYSTEM_POWER_STATE = _SYSTEM_POWER_STATE::Type;
/// Pointer to a [`SYSTEM_POWER_STATE`].
pub type PSYSTEM_POWER_STATE = *mut _SYSTEM_POWER_STATE::Type;

/// A state of the system or of a device.
#[repr(C)]
#[derive(Clone, Copy)]
pub union _POWER_STATE {
    pub SystemState: SYSTEM_POWER_STATE,
    pub DeviceState: DEVICE_POWER_STATE,
}
/// A [`_POWER_STATE`].
pub type POWER_STATE = _POWER_STATE;
/// Pointer to a [`_POWER_STATE`].
pub type PPOWER_STATE = *mut _POWER_STATE;

/// States of the system that a power IRP belongs to.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SYSTEM_POWER_STATE_CONTEXT {
    pub Anonymous: _SYSTEM_POWER_STATE_CONTEXT_Anonymous,
}
/// A [`_SYSTEM_POWER_STATE_CONTEXT`].
pub type SYSTEM_POWER_STATE_CONTEXT = _SYSTEM_POWER_STATE_CONTEXT;
/// Pointer to a [`_SYSTEM_POWER_STATE_CONTEXT`].
pub type PSYSTEM_POWER_STATE_CONTEXT = *mut _SYSTEM_POWER_STATE_CONTEXT;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _SYSTEM_POWER_STATE_CONTEXT_Anonymous {
    pub BitFields: ULONG,
    pub ContextAsUlong: ULONG,
}

/// Why a power request was made.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _COUNTED_REASON_CONTEXT {
    pub Version: ULONG,
    pub Flags: ULONG,
    pub Anonymous: _COUNTED_REASON_CONTEXT_Anonymous,
}
/// A [`_COUNTED_REASON_CONTEXT`].
pub type COUNTED_REASON_CONTEXT = _COUNTED_REASON_CONTEXT;
/// Pointer to a [`_COUNTED_REASON_CONTEXT`].
pub type PCOUNTED_REASON_CONTEXT = *mut _COUNTED_REASON_CONTEXT;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _COUNTED_REASON_CONTEXT_Anonymous {
    pub Anonymous: _COUNTED_REASON_CONTEXT_Anonymous_Anonymous,
    pub SimpleString: UNICODE_STRING,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _COUNTED_REASON_CONTEXT_Anonymous_Anonymous {
    pub ResourceFileName: UNICODE_STRING,
    pub ResourceReasonId: USHORT,
    pub StringCount: ULONG,
    pub ReasonStrings: PUNICODE_STRING,
}

/// How often a device entered its power states.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _POWER_SEQUENCE {
    pub SequenceD1: ULONG,
    pub SequenceD2: ULONG,
    pub SequenceD3: ULONG,
}
/// A [`_POWER_SEQUENCE`].
pub type POWER_SEQUENCE = _POWER_SEQUENCE;
/// Pointer to a [`_POWER_SEQUENCE`].
pub type PPOWER_SEQUENCE = *mut _POWER_SEQUENCE;

crate::fn_types! {
    /// Called with a power setting's value.
    pub type PPOWER_SETTING_CALLBACK = fn(
        SettingGuid: LPCGUID,
        Value: PVOID,
        ValueLength: ULONG,
        Context: PVOID,
    ) -> NTSTATUS;
    /// Called when a power IRP is completed.
    pub type PREQUEST_POWER_COMPLETE = fn(
        DeviceObject: *mut _DEVICE_OBJECT,
        MinorFunction: UCHAR,
        PowerState: POWER_STATE,
        Context: PVOID,
        IoStatus: *mut _IO_STATUS_BLOCK,
    );
}

layout! {
    _POWER_STATE: 4, 4 { SystemState: 0, DeviceState: 0 }
    _SYSTEM_POWER_STATE_CONTEXT_Anonymous: 4, 4 { BitFields: 0, ContextAsUlong: 0 }
    _SYSTEM_POWER_STATE_CONTEXT: 4, 4 { Anonymous: 0 }
    _COUNTED_REASON_CONTEXT_Anonymous_Anonymous: 32, 8 {
        ResourceFileName: 0, ResourceReasonId: 16, StringCount: 20, ReasonStrings: 24
    }
    _COUNTED_REASON_CONTEXT_Anonymous: 32, 8 { Anonymous: 0, SimpleString: 0 }
    _COUNTED_REASON_CONTEXT: 40, 8 { Version: 0, Flags: 4, Anonymous: 8 }
    _POWER_SEQUENCE: 12, 4 { SequenceD1: 0, SequenceD2: 4, SequenceD3: 8 }
}

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
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-porequestshutdownevent>
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
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-poqueueshutdownworkitem>
    pub fn PoQueueShutdownWorkItem(WorkItem: PWORK_QUEUE_ITEM) -> NTSTATUS;
    /// Loads a driver by its service key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwloaddriver>
    pub fn ZwLoadDriver(DriverServiceName: PUNICODE_STRING) -> NTSTATUS;
    /// Unloads a driver by its service key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwunloaddriver>
    pub fn ZwUnloadDriver(DriverServiceName: PUNICODE_STRING) -> NTSTATUS;
}

pub const PO_CB_SYSTEM_POWER_POLICY: ULONG = 0;
pub const PO_CB_AC_STATUS: ULONG = 1;
pub const PO_CB_BUTTON_COLLISION: ULONG = 2;
pub const PO_CB_SYSTEM_STATE_LOCK: ULONG = 3;
pub const PO_CB_LID_SWITCH_STATE: ULONG = 4;
pub const PO_CB_PROCESSOR_POWER_POLICY: ULONG = 5;
pub const POWER_SYSTEM_MAXIMUM: ULONG = 7;
pub const ES_SYSTEM_REQUIRED: ULONG = 1;
pub const ES_DISPLAY_REQUIRED: ULONG = 2;
pub const ES_USER_PRESENT: ULONG = 4;
pub const ES_CONTINUOUS: ULONG = 0x8000_0000;
pub const DIAGNOSTIC_REASON_VERSION: ULONG = 0;
pub const DIAGNOSTIC_REASON_SIMPLE_STRING: ULONG = 1;
pub const DIAGNOSTIC_REASON_DETAILED_STRING: ULONG = 2;
pub const DIAGNOSTIC_REASON_NOT_SPECIFIED: ULONG = 0x8000_0000;
pub const DIAGNOSTIC_REASON_INVALID_FLAGS: ULONG = 0x7FFF_FFFC;
pub const POWER_REQUEST_CONTEXT_VERSION: ULONG = 0;
pub const POWER_REQUEST_CONTEXT_SIMPLE_STRING: ULONG = 1;
pub const POWER_REQUEST_CONTEXT_DETAILED_STRING: ULONG = 2;
pub const POWER_SETTING_VALUE_VERSION: ULONG = 1;
pub const POWER_DEVICE_IDLE_POLICY_PERFORMANCE: ULONG = 0;
pub const POWER_DEVICE_IDLE_POLICY_CONSERVATIVE: ULONG = 1;

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
