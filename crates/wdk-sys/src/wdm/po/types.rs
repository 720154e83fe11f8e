//! Structures, enumerations and callbacks, of the same headers as the functions beside them.

use crate::{
    layout::{bit_fields, layout},
    *,
};

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

bit_fields! {
    _SYSTEM_POWER_STATE_CONTEXT_Anonymous.BitFields: ULONG {
        TargetSystemState set_TargetSystemState: 8, 4;
        EffectiveSystemState set_EffectiveSystemState: 12, 4;
        CurrentSystemState set_CurrentSystemState: 16, 4;
        IgnoreHibernationPath set_IgnoreHibernationPath: 20, 1;
        PseudoTransition set_PseudoTransition: 21, 1;
    }
}
