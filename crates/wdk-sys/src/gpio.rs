//! `gpio.h`, `gpioclx.h`: requests to general-purpose I/O pins, and drivers of their controllers.

use crate::{
    layout::{bit_fields, layout},
    *,
};

/// The number of a pin in its bank.
pub type PIN_NUMBER = USHORT;
/// Pointer to a [`USHORT`].
pub type PPIN_NUMBER = *mut USHORT;
/// The number of a bank.
pub type BANK_ID = USHORT;
/// Pointer to a [`USHORT`].
pub type PBANK_ID = *mut USHORT;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _CONTROLLER_ATTRIBUTE_FLAGS {
    pub BitFields: ULONG,
    pub AsULONG: ULONG,
}
/// A [`_CONTROLLER_ATTRIBUTE_FLAGS`].
pub type CONTROLLER_ATTRIBUTE_FLAGS = _CONTROLLER_ATTRIBUTE_FLAGS;
/// Pointer to a [`_CONTROLLER_ATTRIBUTE_FLAGS`].
pub type PCONTROLLER_ATTRIBUTE_FLAGS = *mut _CONTROLLER_ATTRIBUTE_FLAGS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLIENT_CONTROLLER_BASIC_INFORMATION {
    pub Version: USHORT,
    pub Size: USHORT,
    pub TotalPins: USHORT,
    pub NumberOfPinsPerBank: UCHAR,
    pub DeviceIdleTimeout: ULONG,
    pub Flags: CONTROLLER_ATTRIBUTE_FLAGS,
}
/// A [`_CLIENT_CONTROLLER_BASIC_INFORMATION`].
pub type CLIENT_CONTROLLER_BASIC_INFORMATION = _CLIENT_CONTROLLER_BASIC_INFORMATION;
/// Pointer to a [`_CLIENT_CONTROLLER_BASIC_INFORMATION`].
pub type PCLIENT_CONTROLLER_BASIC_INFORMATION = *mut _CLIENT_CONTROLLER_BASIC_INFORMATION;

pub mod _CLIENT_CONTROLLER_QUERY_SET_REQUEST_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const QueryBankPowerInformation: Type = 0;
    pub const QueryBankInterruptBindingInformation: Type = 1;
    pub const QueryControllerFunctionBankMappingInformation: Type = 2;
    pub const QuerySetRequestMaximumType: Type = 3;
}
/// A value of [`_CLIENT_CONTROLLER_QUERY_SET_REQUEST_TYPE`].
pub type CLIENT_CONTROLLER_QUERY_SET_REQUEST_TYPE = _CLIENT_CONTROLLER_QUERY_SET_REQUEST_TYPE::Type;
/// Pointer to a value of [`_CLIENT_CONTROLLER_QUERY_SET_REQUEST_TYPE`].
pub type PCLIENT_CONTROLLER_QUERY_SET_REQUEST_TYPE =
    *mut _CLIENT_CONTROLLER_QUERY_SET_REQUEST_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT {
    pub RequestType: CLIENT_CONTROLLER_QUERY_SET_REQUEST_TYPE,
    pub Size: USHORT,
    pub Flags: ULONG,
    pub Anonymous: _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT_Anonymous,
}
/// A [`_CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT`].
pub type CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT =
    _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT;
/// Pointer to a [`_CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT`].
pub type PCLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT =
    *mut _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT_Anonymous {
    pub BankPowerInformation:
        _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT_Anonymous_BankPowerInformation,
    pub BankInterruptBinding:
        _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT_Anonymous_BankInterruptBinding,
    pub ControllerFunctionBankMapping:
        _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT_Anonymous_ControllerFunctionBankMapping,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT_Anonymous_BankPowerInformation {
    pub BankId: BANK_ID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT_Anonymous_BankInterruptBinding {
    pub ResourcesTranslated: WDFCMRESLIST,
    pub ResourcesRaw: WDFCMRESLIST,
    pub TotalBanks: USHORT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT_Anonymous_ControllerFunctionBankMapping {
    pub InputBuffer: PVOID,
    pub InputBufferSize: SIZE_T,
    pub OutputBufferSize: SIZE_T,
    pub TotalBanks: USHORT,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLIENT_QUERY_BANK_POWER_INFORMATION_OUTPUT {
    pub BitFields: USHORT,
    pub F1IdleStateParameters: PO_FX_COMPONENT_IDLE_STATE,
}
/// A [`_CLIENT_QUERY_BANK_POWER_INFORMATION_OUTPUT`].
pub type CLIENT_QUERY_BANK_POWER_INFORMATION_OUTPUT = _CLIENT_QUERY_BANK_POWER_INFORMATION_OUTPUT;
/// Pointer to a [`_CLIENT_QUERY_BANK_POWER_INFORMATION_OUTPUT`].
pub type PCLIENT_QUERY_BANK_POWER_INFORMATION_OUTPUT =
    *mut _CLIENT_QUERY_BANK_POWER_INFORMATION_OUTPUT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT {
    pub Version: USHORT,
    pub Size: USHORT,
    pub Anonymous: _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT_Anonymous,
}
/// A [`_CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT`].
pub type CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT =
    _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT;
/// Pointer to a [`_CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT`].
pub type PCLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT =
    *mut _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT_Anonymous {
    pub BankPowerInformation: CLIENT_QUERY_BANK_POWER_INFORMATION_OUTPUT,
    pub BankInterruptBinding:
        _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT_Anonymous_BankInterruptBinding,
    pub ControllerFunctionBankMapping:
        _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT_Anonymous_ControllerFunctionBankMapping,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT_Anonymous_BankInterruptBinding {
    pub ResourceMapping: [ULONG; 1],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT_Anonymous_ControllerFunctionBankMapping {
    pub Mapping: [BOOLEAN; 1],
}

#[repr(C)]
#[derive(Clone, Copy)]
pub union _GPIO_ENABLE_INTERRUPT_FLAGS {
    pub AsULONG: ULONG,
}
/// A [`_GPIO_ENABLE_INTERRUPT_FLAGS`].
pub type GPIO_ENABLE_INTERRUPT_FLAGS = _GPIO_ENABLE_INTERRUPT_FLAGS;
/// Pointer to a [`_GPIO_ENABLE_INTERRUPT_FLAGS`].
pub type PGPIO_ENABLE_INTERRUPT_FLAGS = *mut _GPIO_ENABLE_INTERRUPT_FLAGS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_ENABLE_INTERRUPT_PARAMETERS {
    pub BankId: BANK_ID,
    pub PinNumber: PIN_NUMBER,
    pub Flags: GPIO_ENABLE_INTERRUPT_FLAGS,
    pub InterruptMode: KINTERRUPT_MODE,
    pub Polarity: KINTERRUPT_POLARITY,
    pub PullConfiguration: UCHAR,
    pub DebounceTimeout: USHORT,
    pub VendorData: PVOID,
    pub VendorDataLength: ULONG,
}
/// A [`_GPIO_ENABLE_INTERRUPT_PARAMETERS`].
pub type GPIO_ENABLE_INTERRUPT_PARAMETERS = _GPIO_ENABLE_INTERRUPT_PARAMETERS;
/// Pointer to a [`_GPIO_ENABLE_INTERRUPT_PARAMETERS`].
pub type PGPIO_ENABLE_INTERRUPT_PARAMETERS = *mut _GPIO_ENABLE_INTERRUPT_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _GPIO_DISABLE_INTERRUPT_FLAGS {
    pub BitFields: ULONG,
    pub AsULONG: ULONG,
}
/// A [`_GPIO_DISABLE_INTERRUPT_FLAGS`].
pub type GPIO_DISABLE_INTERRUPT_FLAGS = _GPIO_DISABLE_INTERRUPT_FLAGS;
/// Pointer to a [`_GPIO_DISABLE_INTERRUPT_FLAGS`].
pub type PGPIO_DISABLE_INTERRUPT_FLAGS = *mut _GPIO_DISABLE_INTERRUPT_FLAGS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_DISABLE_INTERRUPT_PARAMETERS {
    pub BankId: BANK_ID,
    pub PinNumber: PIN_NUMBER,
    pub Flags: GPIO_DISABLE_INTERRUPT_FLAGS,
}
/// A [`_GPIO_DISABLE_INTERRUPT_PARAMETERS`].
pub type GPIO_DISABLE_INTERRUPT_PARAMETERS = _GPIO_DISABLE_INTERRUPT_PARAMETERS;
/// Pointer to a [`_GPIO_DISABLE_INTERRUPT_PARAMETERS`].
pub type PGPIO_DISABLE_INTERRUPT_PARAMETERS = *mut _GPIO_DISABLE_INTERRUPT_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_QUERY_ENABLED_INTERRUPTS_PARAMETERS {
    pub BankId: BANK_ID,
    pub EnabledMask: ULONG64,
}
/// A [`_GPIO_QUERY_ENABLED_INTERRUPTS_PARAMETERS`].
pub type GPIO_QUERY_ENABLED_INTERRUPTS_PARAMETERS = _GPIO_QUERY_ENABLED_INTERRUPTS_PARAMETERS;
/// Pointer to a [`_GPIO_QUERY_ENABLED_INTERRUPTS_PARAMETERS`].
pub type PGPIO_QUERY_ENABLED_INTERRUPTS_PARAMETERS = *mut _GPIO_QUERY_ENABLED_INTERRUPTS_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_MASK_INTERRUPT_PARAMETERS {
    pub BankId: BANK_ID,
    pub PinMask: ULONG64,
    pub FailedMask: ULONG64,
}
/// A [`_GPIO_MASK_INTERRUPT_PARAMETERS`].
pub type GPIO_MASK_INTERRUPT_PARAMETERS = _GPIO_MASK_INTERRUPT_PARAMETERS;
/// Pointer to a [`_GPIO_MASK_INTERRUPT_PARAMETERS`].
pub type PGPIO_MASK_INTERRUPT_PARAMETERS = *mut _GPIO_MASK_INTERRUPT_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_QUERY_ACTIVE_INTERRUPTS_PARAMETERS {
    pub BankId: BANK_ID,
    pub EnabledMask: ULONG64,
    pub ActiveMask: ULONG64,
}
/// A [`_GPIO_QUERY_ACTIVE_INTERRUPTS_PARAMETERS`].
pub type GPIO_QUERY_ACTIVE_INTERRUPTS_PARAMETERS = _GPIO_QUERY_ACTIVE_INTERRUPTS_PARAMETERS;
/// Pointer to a [`_GPIO_QUERY_ACTIVE_INTERRUPTS_PARAMETERS`].
pub type PGPIO_QUERY_ACTIVE_INTERRUPTS_PARAMETERS = *mut _GPIO_QUERY_ACTIVE_INTERRUPTS_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_CLEAR_ACTIVE_INTERRUPTS_PARAMETERS {
    pub BankId: BANK_ID,
    pub ClearActiveMask: ULONG64,
    pub FailedClearMask: ULONG64,
}
/// A [`_GPIO_CLEAR_ACTIVE_INTERRUPTS_PARAMETERS`].
pub type GPIO_CLEAR_ACTIVE_INTERRUPTS_PARAMETERS = _GPIO_CLEAR_ACTIVE_INTERRUPTS_PARAMETERS;
/// Pointer to a [`_GPIO_CLEAR_ACTIVE_INTERRUPTS_PARAMETERS`].
pub type PGPIO_CLEAR_ACTIVE_INTERRUPTS_PARAMETERS = *mut _GPIO_CLEAR_ACTIVE_INTERRUPTS_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _GPIO_RECONFIGURE_INTERRUPT_FLAGS {
    pub AsULONG: ULONG,
}
/// A [`_GPIO_RECONFIGURE_INTERRUPT_FLAGS`].
pub type GPIO_RECONFIGURE_INTERRUPT_FLAGS = _GPIO_RECONFIGURE_INTERRUPT_FLAGS;
/// Pointer to a [`_GPIO_RECONFIGURE_INTERRUPT_FLAGS`].
pub type PGPIO_RECONFIGURE_INTERRUPT_FLAGS = *mut _GPIO_RECONFIGURE_INTERRUPT_FLAGS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_RECONFIGURE_INTERRUPTS_PARAMETERS {
    pub BankId: BANK_ID,
    pub PinNumber: PIN_NUMBER,
    pub InterruptMode: KINTERRUPT_MODE,
    pub Polarity: KINTERRUPT_POLARITY,
    pub Flags: GPIO_RECONFIGURE_INTERRUPT_FLAGS,
}
/// A [`_GPIO_RECONFIGURE_INTERRUPTS_PARAMETERS`].
pub type GPIO_RECONFIGURE_INTERRUPTS_PARAMETERS = _GPIO_RECONFIGURE_INTERRUPTS_PARAMETERS;
/// Pointer to a [`_GPIO_RECONFIGURE_INTERRUPTS_PARAMETERS`].
pub type PGPIO_RECONFIGURE_INTERRUPTS_PARAMETERS = *mut _GPIO_RECONFIGURE_INTERRUPTS_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _GPIO_CONNECT_FUNCTION_CONFIG_PINS_FLAGS {
    pub AsULONG: ULONG,
}
/// A [`_GPIO_CONNECT_FUNCTION_CONFIG_PINS_FLAGS`].
pub type GPIO_CONNECT_FUNCTION_CONFIG_PINS_FLAGS = _GPIO_CONNECT_FUNCTION_CONFIG_PINS_FLAGS;
/// Pointer to a [`_GPIO_CONNECT_FUNCTION_CONFIG_PINS_FLAGS`].
pub type PGPIO_CONNECT_FUNCTION_CONFIG_PINS_FLAGS = *mut _GPIO_CONNECT_FUNCTION_CONFIG_PINS_FLAGS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_CONNECT_FUNCTION_CONFIG_PINS_PARAMETERS {
    pub BankId: BANK_ID,
    pub PinNumberTable: PPIN_NUMBER,
    pub PinCount: USHORT,
    pub FunctionNumber: ULONG,
    pub PullConfiguration: UCHAR,
    pub VendorData: PVOID,
    pub VendorDataLength: ULONG,
    pub ConnectFlags: GPIO_CONNECT_FUNCTION_CONFIG_PINS_FLAGS,
}
/// A [`_GPIO_CONNECT_FUNCTION_CONFIG_PINS_PARAMETERS`].
pub type GPIO_CONNECT_FUNCTION_CONFIG_PINS_PARAMETERS =
    _GPIO_CONNECT_FUNCTION_CONFIG_PINS_PARAMETERS;
/// Pointer to a [`_GPIO_CONNECT_FUNCTION_CONFIG_PINS_PARAMETERS`].
pub type PGPIO_CONNECT_FUNCTION_CONFIG_PINS_PARAMETERS =
    *mut _GPIO_CONNECT_FUNCTION_CONFIG_PINS_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_FLAGS {
    pub AsULONG: ULONG,
}
/// A [`_GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_FLAGS`].
pub type GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_FLAGS = _GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_FLAGS;
/// Pointer to a [`_GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_FLAGS`].
pub type PGPIO_DISCONNECT_FUNCTION_CONFIG_PINS_FLAGS =
    *mut _GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_FLAGS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_PARAMETERS {
    pub BankId: BANK_ID,
    pub PinNumberTable: PPIN_NUMBER,
    pub PinCount: ULONG,
    pub DisconnectFlags: GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_FLAGS,
}
/// A [`_GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_PARAMETERS`].
pub type GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_PARAMETERS =
    _GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_PARAMETERS;
/// Pointer to a [`_GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_PARAMETERS`].
pub type PGPIO_DISCONNECT_FUNCTION_CONFIG_PINS_PARAMETERS =
    *mut _GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_PARAMETERS;

pub mod _GPIO_CONNECT_IO_PINS_MODE {
    /// The values are of this type.
    pub type Type = i32;
    pub const ConnectModeInvalid: Type = 0;
    pub const ConnectModeInput: Type = 1;
    pub const ConnectModeOutput: Type = 2;
    pub const ConnectModeMaximum: Type = 2;
}
/// A value of [`_GPIO_CONNECT_IO_PINS_MODE`].
pub type GPIO_CONNECT_IO_PINS_MODE = _GPIO_CONNECT_IO_PINS_MODE::Type;
/// Pointer to a value of [`_GPIO_CONNECT_IO_PINS_MODE`].
pub type PGPIO_CONNECT_IO_PINS_MODE = *mut _GPIO_CONNECT_IO_PINS_MODE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _GPIO_CONNECT_IO_PINS_FLAGS {
    pub AsULONG: ULONG,
}
/// A [`_GPIO_CONNECT_IO_PINS_FLAGS`].
pub type GPIO_CONNECT_IO_PINS_FLAGS = _GPIO_CONNECT_IO_PINS_FLAGS;
/// Pointer to a [`_GPIO_CONNECT_IO_PINS_FLAGS`].
pub type PGPIO_CONNECT_IO_PINS_FLAGS = *mut _GPIO_CONNECT_IO_PINS_FLAGS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_CONNECT_IO_PINS_PARAMETERS {
    pub BankId: BANK_ID,
    pub PinNumberTable: PPIN_NUMBER,
    pub PinCount: USHORT,
    pub ConnectMode: GPIO_CONNECT_IO_PINS_MODE,
    pub PullConfiguration: UCHAR,
    pub DebounceTimeout: USHORT,
    pub DriveStrength: USHORT,
    pub VendorData: PVOID,
    pub VendorDataLength: ULONG,
    pub ConnectFlags: GPIO_CONNECT_IO_PINS_FLAGS,
}
/// A [`_GPIO_CONNECT_IO_PINS_PARAMETERS`].
pub type GPIO_CONNECT_IO_PINS_PARAMETERS = _GPIO_CONNECT_IO_PINS_PARAMETERS;
/// Pointer to a [`_GPIO_CONNECT_IO_PINS_PARAMETERS`].
pub type PGPIO_CONNECT_IO_PINS_PARAMETERS = *mut _GPIO_CONNECT_IO_PINS_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _GPIO_DISCONNECT_IO_PINS_FLAGS {
    pub BitFields: ULONG,
    pub AsULONG: ULONG,
}
/// A [`_GPIO_DISCONNECT_IO_PINS_FLAGS`].
pub type GPIO_DISCONNECT_IO_PINS_FLAGS = _GPIO_DISCONNECT_IO_PINS_FLAGS;
/// Pointer to a [`_GPIO_DISCONNECT_IO_PINS_FLAGS`].
pub type PGPIO_DISCONNECT_IO_PINS_FLAGS = *mut _GPIO_DISCONNECT_IO_PINS_FLAGS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_DISCONNECT_IO_PINS_PARAMETERS {
    pub BankId: BANK_ID,
    pub PinNumberTable: PPIN_NUMBER,
    pub PinCount: ULONG,
    pub DisconnectMode: GPIO_CONNECT_IO_PINS_MODE,
    pub DisconnectFlags: GPIO_DISCONNECT_IO_PINS_FLAGS,
}
/// A [`_GPIO_DISCONNECT_IO_PINS_PARAMETERS`].
pub type GPIO_DISCONNECT_IO_PINS_PARAMETERS = _GPIO_DISCONNECT_IO_PINS_PARAMETERS;
/// Pointer to a [`_GPIO_DISCONNECT_IO_PINS_PARAMETERS`].
pub type PGPIO_DISCONNECT_IO_PINS_PARAMETERS = *mut _GPIO_DISCONNECT_IO_PINS_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _GPIO_READ_PINS_FLAGS {
    pub BitFields: ULONG,
    pub AsULONG: ULONG,
}
/// A [`_GPIO_READ_PINS_FLAGS`].
pub type GPIO_READ_PINS_FLAGS = _GPIO_READ_PINS_FLAGS;
/// Pointer to a [`_GPIO_READ_PINS_FLAGS`].
pub type PGPIO_READ_PINS_FLAGS = *mut _GPIO_READ_PINS_FLAGS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_READ_PINS_PARAMETERS {
    pub BankId: BANK_ID,
    pub PinNumberTable: PPIN_NUMBER,
    pub PinCount: ULONG,
    pub Buffer: PVOID,
    pub Flags: GPIO_READ_PINS_FLAGS,
    pub Reserved: PVOID,
}
/// A [`_GPIO_READ_PINS_PARAMETERS`].
pub type GPIO_READ_PINS_PARAMETERS = _GPIO_READ_PINS_PARAMETERS;
/// Pointer to a [`_GPIO_READ_PINS_PARAMETERS`].
pub type PGPIO_READ_PINS_PARAMETERS = *mut _GPIO_READ_PINS_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_READ_PINS_MASK_PARAMETERS {
    pub BankId: BANK_ID,
    pub PinValues: PULONG64,
    pub Flags: GPIO_READ_PINS_FLAGS,
    pub Reserved: PVOID,
}
/// A [`_GPIO_READ_PINS_MASK_PARAMETERS`].
pub type GPIO_READ_PINS_MASK_PARAMETERS = _GPIO_READ_PINS_MASK_PARAMETERS;
/// Pointer to a [`_GPIO_READ_PINS_MASK_PARAMETERS`].
pub type PGPIO_READ_PINS_MASK_PARAMETERS = *mut _GPIO_READ_PINS_MASK_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _GPIO_WRITE_PINS_FLAGS {
    pub AsULONG: ULONG,
}
/// A [`_GPIO_WRITE_PINS_FLAGS`].
pub type GPIO_WRITE_PINS_FLAGS = _GPIO_WRITE_PINS_FLAGS;
/// Pointer to a [`_GPIO_WRITE_PINS_FLAGS`].
pub type PGPIO_WRITE_PINS_FLAGS = *mut _GPIO_WRITE_PINS_FLAGS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_WRITE_PINS_PARAMETERS {
    pub BankId: BANK_ID,
    pub PinNumberTable: PPIN_NUMBER,
    pub PinCount: ULONG,
    pub Buffer: PVOID,
    pub Flags: GPIO_WRITE_PINS_FLAGS,
    pub Reserved: PVOID,
}
/// A [`_GPIO_WRITE_PINS_PARAMETERS`].
pub type GPIO_WRITE_PINS_PARAMETERS = _GPIO_WRITE_PINS_PARAMETERS;
/// Pointer to a [`_GPIO_WRITE_PINS_PARAMETERS`].
pub type PGPIO_WRITE_PINS_PARAMETERS = *mut _GPIO_WRITE_PINS_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_WRITE_PINS_MASK_PARAMETERS {
    pub BankId: BANK_ID,
    pub SetMask: ULONG64,
    pub ClearMask: ULONG64,
    pub Flags: GPIO_WRITE_PINS_FLAGS,
    pub Reserved: PVOID,
}
/// A [`_GPIO_WRITE_PINS_MASK_PARAMETERS`].
pub type GPIO_WRITE_PINS_MASK_PARAMETERS = _GPIO_WRITE_PINS_MASK_PARAMETERS;
/// Pointer to a [`_GPIO_WRITE_PINS_MASK_PARAMETERS`].
pub type PGPIO_WRITE_PINS_MASK_PARAMETERS = *mut _GPIO_WRITE_PINS_MASK_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_FLAGS {
    pub BitFields: ULONG,
    pub AsULONG: ULONG,
}
/// A [`_GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_FLAGS`].
pub type GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_FLAGS =
    _GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_FLAGS;
/// Pointer to a [`_GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_FLAGS`].
pub type PGPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_FLAGS =
    *mut _GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_FLAGS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_PARAMETERS {
    pub BankId: BANK_ID,
    pub State: ULONG,
    pub Flags: GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_FLAGS,
}
/// A [`_GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_PARAMETERS`].
pub type GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_PARAMETERS =
    _GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_PARAMETERS;
/// Pointer to a [`_GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_PARAMETERS`].
pub type PGPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_PARAMETERS =
    *mut _GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_CLIENT_CONTROLLER_SPECIFIC_FUNCTION_PARAMETERS {
    pub InputBuffer: PVOID,
    pub InputBufferLength: SIZE_T,
    pub OutputBuffer: PVOID,
    pub OutputBufferLength: SIZE_T,
    pub BytesWritten: ULONG,
}
/// A [`_GPIO_CLIENT_CONTROLLER_SPECIFIC_FUNCTION_PARAMETERS`].
pub type GPIO_CLIENT_CONTROLLER_SPECIFIC_FUNCTION_PARAMETERS =
    _GPIO_CLIENT_CONTROLLER_SPECIFIC_FUNCTION_PARAMETERS;
/// Pointer to a [`_GPIO_CLIENT_CONTROLLER_SPECIFIC_FUNCTION_PARAMETERS`].
pub type PGPIO_CLIENT_CONTROLLER_SPECIFIC_FUNCTION_PARAMETERS =
    *mut _GPIO_CLIENT_CONTROLLER_SPECIFIC_FUNCTION_PARAMETERS;

/// What a controller's driver registers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GPIO_CLIENT_REGISTRATION_PACKET {
    pub Version: USHORT,
    pub Size: USHORT,
    pub Flags: ULONG,
    pub ControllerContextSize: ULONG,
    pub Reserved: ULONG64,
    pub CLIENT_PrepareController: PGPIO_CLIENT_PREPARE_CONTROLLER,
    pub CLIENT_ReleaseController: PGPIO_CLIENT_RELEASE_CONTROLLER,
    pub CLIENT_StartController: PGPIO_CLIENT_START_CONTROLLER,
    pub CLIENT_StopController: PGPIO_CLIENT_STOP_CONTROLLER,
    pub CLIENT_QueryControllerBasicInformation: PGPIO_CLIENT_QUERY_CONTROLLER_BASIC_INFORMATION,
    pub CLIENT_QuerySetControllerInformation: PGPIO_CLIENT_QUERY_SET_CONTROLLER_INFORMATION,
    pub CLIENT_EnableInterrupt: PGPIO_CLIENT_ENABLE_INTERRUPT,
    pub CLIENT_DisableInterrupt: PGPIO_CLIENT_DISABLE_INTERRUPT,
    pub CLIENT_UnmaskInterrupt: PGPIO_CLIENT_UNMASK_INTERRUPT,
    pub CLIENT_MaskInterrupts: PGPIO_CLIENT_MASK_INTERRUPTS,
    pub CLIENT_QueryActiveInterrupts: PGPIO_CLIENT_QUERY_ACTIVE_INTERRUPTS,
    pub CLIENT_ClearActiveInterrupts: PGPIO_CLIENT_CLEAR_ACTIVE_INTERRUPTS,
    pub CLIENT_ConnectIoPins: PGPIO_CLIENT_CONNECT_IO_PINS,
    pub CLIENT_DisconnectIoPins: PGPIO_CLIENT_DISCONNECT_IO_PINS,
    pub Anonymous1: _GPIO_CLIENT_REGISTRATION_PACKET_Anonymous1,
    pub Anonymous2: _GPIO_CLIENT_REGISTRATION_PACKET_Anonymous2,
    pub CLIENT_SaveBankHardwareContext: PGPIO_CLIENT_SAVE_BANK_HARDWARE_CONTEXT,
    pub CLIENT_RestoreBankHardwareContext: PGPIO_CLIENT_RESTORE_BANK_HARDWARE_CONTEXT,
    pub CLIENT_PreProcessControllerInterrupt: PGPIO_CLIENT_PRE_PROCESS_CONTROLLER_INTERRUPT,
    pub CLIENT_ControllerSpecificFunction: PGPIO_CLIENT_CONTROLLER_SPECIFIC_FUNCTION,
    pub CLIENT_ReconfigureInterrupt: PGPIO_CLIENT_RECONFIGURE_INTERRUPT,
    pub CLIENT_QueryEnabledInterrupts: PGPIO_CLIENT_QUERY_ENABLED_INTERRUPTS,
    pub CLIENT_ConnectFunctionConfigPins: PGPIO_CLIENT_CONNECT_FUNCTION_CONFIG_PINS,
    pub CLIENT_DisconnectFunctionConfigPins: PGPIO_CLIENT_DISCONNECT_FUNCTION_CONFIG_PINS,
}
/// A [`_GPIO_CLIENT_REGISTRATION_PACKET`].
pub type GPIO_CLIENT_REGISTRATION_PACKET = _GPIO_CLIENT_REGISTRATION_PACKET;
/// Pointer to a [`_GPIO_CLIENT_REGISTRATION_PACKET`].
pub type PGPIO_CLIENT_REGISTRATION_PACKET = *mut _GPIO_CLIENT_REGISTRATION_PACKET;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GPIO_CLIENT_REGISTRATION_PACKET_Anonymous1 {
    pub CLIENT_ReadGpioPins: PGPIO_CLIENT_READ_PINS,
    pub CLIENT_ReadGpioPinsUsingMask: PGPIO_CLIENT_READ_PINS_MASK,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GPIO_CLIENT_REGISTRATION_PACKET_Anonymous2 {
    pub CLIENT_WriteGpioPins: PGPIO_CLIENT_WRITE_PINS,
    pub CLIENT_WriteGpioPinsUsingMask: PGPIO_CLIENT_WRITE_PINS_MASK,
}

/// The functions of the class extension; indexes.
pub mod _GPIO_CLX_EXPORT_INDEX {
    /// The values are of this type.
    pub type Type = i32;
    pub const RegisterClientIndex: Type = 0;
    pub const UnregisterClientIndex: Type = 1;
    pub const AddDevicePreDeviceCreateIndex: Type = 2;
    pub const AddDevicePostDeviceCreateIndex: Type = 3;
    pub const AcquireInterruptLockIndex: Type = 4;
    pub const ReleaseInterruptLockIndex: Type = 5;
    pub const GpioExportLastExportIndex: Type = 6;
}
/// A value of [`_GPIO_CLX_EXPORT_INDEX`].
pub type GPIO_CLX_EXPORT_INDEX = _GPIO_CLX_EXPORT_INDEX::Type;
/// Pointer to a value of [`_GPIO_CLX_EXPORT_INDEX`].
pub type PGPIO_CLX_EXPORT_INDEX = *mut _GPIO_CLX_EXPORT_INDEX::Type;

crate::fn_types! {
    pub type PGPIO_CLIENT_PREPARE_CONTROLLER = fn(
        Device: WDFDEVICE,
        Context: PVOID,
        ResourcesRaw: WDFCMRESLIST,
        ResourcesTranslated: WDFCMRESLIST,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_RELEASE_CONTROLLER = fn(Device: WDFDEVICE, Context: PVOID) -> NTSTATUS;
    pub type PGPIO_CLIENT_QUERY_CONTROLLER_BASIC_INFORMATION = fn(
        Context: PVOID,
        Information: PCLIENT_CONTROLLER_BASIC_INFORMATION,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_START_CONTROLLER = fn(
        Context: PVOID,
        RestoreContext: BOOLEAN,
        PreviousPowerState: WDF_POWER_DEVICE_STATE,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_STOP_CONTROLLER = fn(
        Context: PVOID,
        SaveContext: BOOLEAN,
        TargetState: WDF_POWER_DEVICE_STATE,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_QUERY_SET_CONTROLLER_INFORMATION = fn(
        Context: PVOID,
        InputBuffer: PCLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT,
        OutputBuffer: PCLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_ENABLE_INTERRUPT = fn(
        Context: PVOID,
        EnableParameters: PGPIO_ENABLE_INTERRUPT_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_DISABLE_INTERRUPT = fn(
        Context: PVOID,
        DisableParameters: PGPIO_DISABLE_INTERRUPT_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_QUERY_ENABLED_INTERRUPTS = fn(
        Context: PVOID,
        QueryEnabledParameters: PGPIO_QUERY_ENABLED_INTERRUPTS_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_MASK_INTERRUPTS = fn(
        Context: PVOID,
        MaskParameters: PGPIO_MASK_INTERRUPT_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_UNMASK_INTERRUPT = fn(
        Context: PVOID,
        InterruptParameters: PGPIO_ENABLE_INTERRUPT_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_QUERY_ACTIVE_INTERRUPTS = fn(
        Context: PVOID,
        QueryActiveParameters: PGPIO_QUERY_ACTIVE_INTERRUPTS_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_CLEAR_ACTIVE_INTERRUPTS = fn(
        Context: PVOID,
        ClearParameters: PGPIO_CLEAR_ACTIVE_INTERRUPTS_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_PRE_PROCESS_CONTROLLER_INTERRUPT = fn(
        Context: PVOID,
        BankId: BANK_ID,
        EnabledMask: ULONG64,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_RECONFIGURE_INTERRUPT = fn(
        Context: PVOID,
        ReconfigureParameters: PGPIO_RECONFIGURE_INTERRUPTS_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_CONNECT_FUNCTION_CONFIG_PINS = fn(
        Context: PVOID,
        ConnectParameters: PGPIO_CONNECT_FUNCTION_CONFIG_PINS_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_DISCONNECT_FUNCTION_CONFIG_PINS = fn(
        Context: PVOID,
        DisconnectParameters: PGPIO_DISCONNECT_FUNCTION_CONFIG_PINS_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_CONNECT_IO_PINS = fn(
        Context: PVOID,
        ConnectParameters: PGPIO_CONNECT_IO_PINS_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_DISCONNECT_IO_PINS = fn(
        Context: PVOID,
        DisconnectParameters: PGPIO_DISCONNECT_IO_PINS_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_READ_PINS = fn(
        Context: PVOID,
        ReadParameters: PGPIO_READ_PINS_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_READ_PINS_MASK = fn(
        Context: PVOID,
        ReadParameters: PGPIO_READ_PINS_MASK_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_WRITE_PINS = fn(
        Context: PVOID,
        WriteParameters: PGPIO_WRITE_PINS_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_WRITE_PINS_MASK = fn(
        Context: PVOID,
        WriteParameters: PGPIO_WRITE_PINS_MASK_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLIENT_SAVE_BANK_HARDWARE_CONTEXT = fn(
        Context: PVOID,
        Parameters: PGPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_PARAMETERS,
    );
    pub type PGPIO_CLIENT_RESTORE_BANK_HARDWARE_CONTEXT = fn(
        Context: PVOID,
        Parameters: PGPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_PARAMETERS,
    );
    pub type PGPIO_CLIENT_CONTROLLER_SPECIFIC_FUNCTION = fn(
        Context: PVOID,
        Parameters: PGPIO_CLIENT_CONTROLLER_SPECIFIC_FUNCTION_PARAMETERS,
    ) -> NTSTATUS;
    pub type PGPIO_CLX_REGISTER_CLIENT = fn(
        Driver: WDFDRIVER,
        RegistrationPacket: PGPIO_CLIENT_REGISTRATION_PACKET,
        RegistryPath: PUNICODE_STRING,
    ) -> NTSTATUS;
    pub type PGPIO_CLX_UNREGISTER_CLIENT = fn(Driver: WDFDRIVER) -> NTSTATUS;
    pub type PGPIO_CLX_PROCESS_ADD_DEVICE_PRE_DEVICE_CREATE = fn(
        Driver: WDFDRIVER,
        DeviceInit: PWDFDEVICE_INIT,
        FdoAttributes: PWDF_OBJECT_ATTRIBUTES,
    ) -> NTSTATUS;
    pub type PGPIO_CLX_PROCESS_ADD_DEVICE_POST_DEVICE_CREATE = fn(
        Driver: WDFDRIVER,
        Device: WDFDEVICE,
    ) -> NTSTATUS;
    pub type PGPIO_CLX_ACQUIRE_INTERRUPT_LOCK = fn(Context: PVOID, BankId: BANK_ID);
    pub type PGPIO_CLX_RELEASE_INTERRUPT_LOCK = fn(Context: PVOID, BankId: BANK_ID);
    /// A function of the class extension, of any type.
    pub type PGPIO_CLX_EXPORTED_INTERFACES = fn();
}

layout! {
    _CONTROLLER_ATTRIBUTE_FLAGS: 4, 4 { BitFields: 0, AsULONG: 0 }
    _CLIENT_CONTROLLER_BASIC_INFORMATION: 16, 4 {
        Version: 0, Size: 2, TotalPins: 4, NumberOfPinsPerBank: 6, DeviceIdleTimeout: 8,
        Flags: 12
    }
    _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT_Anonymous_BankPowerInformation: 2, 2 {
        BankId: 0
    }
    _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT_Anonymous_BankInterruptBinding: 24, 8 {
        ResourcesTranslated: 0, ResourcesRaw: 8, TotalBanks: 16
    }
    _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT_Anonymous_ControllerFunctionBankMapping: 32, 8 {
        InputBuffer: 0, InputBufferSize: 8, OutputBufferSize: 16, TotalBanks: 24
    }
    _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT_Anonymous: 32, 8 {
        BankPowerInformation: 0, BankInterruptBinding: 0, ControllerFunctionBankMapping: 0
    }
    _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_INPUT: 48, 8 {
        RequestType: 0, Size: 4, Flags: 8, Anonymous: 16
    }
    _CLIENT_QUERY_BANK_POWER_INFORMATION_OUTPUT: 32, 8 { BitFields: 0, F1IdleStateParameters: 8 }
    _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT_Anonymous_BankInterruptBinding: 4, 4 {
        ResourceMapping: 0
    }
    _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT_Anonymous_ControllerFunctionBankMapping: 1, 1 {
        Mapping: 0
    }
    _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT_Anonymous: 32, 8 {
        BankPowerInformation: 0, BankInterruptBinding: 0, ControllerFunctionBankMapping: 0
    }
    _CLIENT_CONTROLLER_QUERY_SET_INFORMATION_OUTPUT: 40, 8 { Version: 0, Size: 2, Anonymous: 8 }
    _GPIO_ENABLE_INTERRUPT_FLAGS: 4, 4 { AsULONG: 0 }
    _GPIO_ENABLE_INTERRUPT_PARAMETERS: 40, 8 {
        BankId: 0, PinNumber: 2, Flags: 4, InterruptMode: 8, Polarity: 12,
        PullConfiguration: 16, DebounceTimeout: 18, VendorData: 24, VendorDataLength: 32
    }
    _GPIO_DISABLE_INTERRUPT_FLAGS: 4, 4 { BitFields: 0, AsULONG: 0 }
    _GPIO_DISABLE_INTERRUPT_PARAMETERS: 8, 4 { BankId: 0, PinNumber: 2, Flags: 4 }
    _GPIO_QUERY_ENABLED_INTERRUPTS_PARAMETERS: 16, 8 { BankId: 0, EnabledMask: 8 }
    _GPIO_MASK_INTERRUPT_PARAMETERS: 24, 8 { BankId: 0, PinMask: 8, FailedMask: 16 }
    _GPIO_QUERY_ACTIVE_INTERRUPTS_PARAMETERS: 24, 8 { BankId: 0, EnabledMask: 8, ActiveMask: 16 }
    _GPIO_CLEAR_ACTIVE_INTERRUPTS_PARAMETERS: 24, 8 {
        BankId: 0, ClearActiveMask: 8, FailedClearMask: 16
    }
    _GPIO_RECONFIGURE_INTERRUPT_FLAGS: 4, 4 { AsULONG: 0 }
    _GPIO_RECONFIGURE_INTERRUPTS_PARAMETERS: 16, 4 {
        BankId: 0, PinNumber: 2, InterruptMode: 4, Polarity: 8, Flags: 12
    }
    _GPIO_CONNECT_FUNCTION_CONFIG_PINS_FLAGS: 4, 4 { AsULONG: 0 }
    _GPIO_CONNECT_FUNCTION_CONFIG_PINS_PARAMETERS: 48, 8 {
        BankId: 0, PinNumberTable: 8, PinCount: 16, FunctionNumber: 20, PullConfiguration:
        24, VendorData: 32, VendorDataLength: 40, ConnectFlags: 44
    }
    _GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_FLAGS: 4, 4 { AsULONG: 0 }
    _GPIO_DISCONNECT_FUNCTION_CONFIG_PINS_PARAMETERS: 24, 8 {
        BankId: 0, PinNumberTable: 8, PinCount: 16, DisconnectFlags: 20
    }
    _GPIO_CONNECT_IO_PINS_FLAGS: 4, 4 { AsULONG: 0 }
    _GPIO_CONNECT_IO_PINS_PARAMETERS: 48, 8 {
        BankId: 0, PinNumberTable: 8, PinCount: 16, ConnectMode: 20, PullConfiguration: 24,
        DebounceTimeout: 26, DriveStrength: 28, VendorData: 32, VendorDataLength: 40,
        ConnectFlags: 44
    }
    _GPIO_DISCONNECT_IO_PINS_FLAGS: 4, 4 { BitFields: 0, AsULONG: 0 }
    _GPIO_DISCONNECT_IO_PINS_PARAMETERS: 32, 8 {
        BankId: 0, PinNumberTable: 8, PinCount: 16, DisconnectMode: 20, DisconnectFlags: 24
    }
    _GPIO_READ_PINS_FLAGS: 4, 4 { BitFields: 0, AsULONG: 0 }
    _GPIO_READ_PINS_PARAMETERS: 48, 8 {
        BankId: 0, PinNumberTable: 8, PinCount: 16, Buffer: 24, Flags: 32, Reserved: 40
    }
    _GPIO_READ_PINS_MASK_PARAMETERS: 32, 8 { BankId: 0, PinValues: 8, Flags: 16, Reserved: 24 }
    _GPIO_WRITE_PINS_FLAGS: 4, 4 { AsULONG: 0 }
    _GPIO_WRITE_PINS_PARAMETERS: 48, 8 {
        BankId: 0, PinNumberTable: 8, PinCount: 16, Buffer: 24, Flags: 32, Reserved: 40
    }
    _GPIO_WRITE_PINS_MASK_PARAMETERS: 40, 8 {
        BankId: 0, SetMask: 8, ClearMask: 16, Flags: 24, Reserved: 32
    }
    _GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_FLAGS: 4, 4 { BitFields: 0, AsULONG: 0 }
    _GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_PARAMETERS: 12, 4 { BankId: 0, State: 4, Flags: 8 }
    _GPIO_CLIENT_CONTROLLER_SPECIFIC_FUNCTION_PARAMETERS: 40, 8 {
        InputBuffer: 0, InputBufferLength: 8, OutputBuffer: 16, OutputBufferLength: 24,
        BytesWritten: 32
    }
    _GPIO_CLIENT_REGISTRATION_PACKET_Anonymous1: 8, 8 {
        CLIENT_ReadGpioPins: 0, CLIENT_ReadGpioPinsUsingMask: 0
    }
    _GPIO_CLIENT_REGISTRATION_PACKET_Anonymous2: 8, 8 {
        CLIENT_WriteGpioPins: 0, CLIENT_WriteGpioPinsUsingMask: 0
    }
    _GPIO_CLIENT_REGISTRATION_PACKET: 216, 8 {
        Version: 0, Size: 2, Flags: 4, ControllerContextSize: 8, Reserved: 16,
        CLIENT_PrepareController: 24, CLIENT_ReleaseController: 32, CLIENT_StartController:
        40, CLIENT_StopController: 48, CLIENT_QueryControllerBasicInformation: 56,
        CLIENT_QuerySetControllerInformation: 64, CLIENT_EnableInterrupt: 72,
        CLIENT_DisableInterrupt: 80, CLIENT_UnmaskInterrupt: 88, CLIENT_MaskInterrupts: 96,
        CLIENT_QueryActiveInterrupts: 104, CLIENT_ClearActiveInterrupts: 112,
        CLIENT_ConnectIoPins: 120, CLIENT_DisconnectIoPins: 128, Anonymous1: 136,
        Anonymous2: 144, CLIENT_SaveBankHardwareContext: 152,
        CLIENT_RestoreBankHardwareContext: 160, CLIENT_PreProcessControllerInterrupt: 168,
        CLIENT_ControllerSpecificFunction: 176, CLIENT_ReconfigureInterrupt: 184,
        CLIENT_QueryEnabledInterrupts: 192, CLIENT_ConnectFunctionConfigPins: 200,
        CLIENT_DisconnectFunctionConfigPins: 208
    }
}

bit_fields! {
    _CONTROLLER_ATTRIBUTE_FLAGS.BitFields: ULONG {
        MemoryMappedController set_MemoryMappedController: 0, 1;
        ActiveInterruptsAutoClearOnRead set_ActiveInterruptsAutoClearOnRead: 1, 1;
        FormatIoRequestsAsMasks set_FormatIoRequestsAsMasks: 2, 1;
        DeviceIdlePowerMgmtSupported set_DeviceIdlePowerMgmtSupported: 3, 1;
        BankIdlePowerMgmtSupported set_BankIdlePowerMgmtSupported: 4, 1;
        EmulateDebouncing set_EmulateDebouncing: 5, 1;
        EmulateActiveBoth set_EmulateActiveBoth: 6, 1;
        IndependentIoHwSupported set_IndependentIoHwSupported: 7, 1;
    }
    _CLIENT_QUERY_BANK_POWER_INFORMATION_OUTPUT.BitFields: USHORT {
        F1StateSupported set_F1StateSupported: 0, 1;
    }
    _GPIO_DISABLE_INTERRUPT_FLAGS.BitFields: ULONG {
        RetryDisableOnFailure set_RetryDisableOnFailure: 0, 1;
    }
    _GPIO_DISCONNECT_IO_PINS_FLAGS.BitFields: ULONG {
        PreserveConfiguration set_PreserveConfiguration: 0, 1;
    }
    _GPIO_READ_PINS_FLAGS.BitFields: ULONG {
        WriteConfiguredPins set_WriteConfiguredPins: 0, 1;
    }
    _GPIO_SAVE_RESTORE_BANK_HARDWARE_CONTEXT_FLAGS.BitFields: ULONG {
        CriticalTransition set_CriticalTransition: 0, 1;
    }
}

pub const IOCTL_GPIO_READ_PINS: ULONG = 0x0048_0000;
pub const IOCTL_GPIO_WRITE_PINS: ULONG = 0x0048_0004;
pub const IOCTL_GPIO_CONTROLLER_SPECIFIC_FUNCTION: ULONG = 0x0048_0008;
pub const IOCTL_GPIO_COMMIT_FUNCTION_CONFIG_PINS: ULONG = 0x0048_0010;
pub const GPIO_CLIENT_VERSION: ULONG = 3;
pub const MAXIMUM_PIN_NUMBER: ULONG = 65535;
pub const GPIO_CONTROLLER_BASIC_INFORMATION_VERSION: ULONG = 1;
pub const GPIO_BANK_POWER_INFORMATION_OUTPUT_VERSION: ULONG = 1;
pub const GPIO_BANK_INTERRUPT_BINDING_INFORMATION_OUTPUT_VERSION: ULONG = 1;
pub const GPIO_IOCTL_BANK_MAPPING_INFORMATION_OUTPUT_VERSION: ULONG = 1;
pub const GPIO_BANK_INTERRUPT_BINDING_RESERVED_INDEX: ULONG = 0xFFFF;
pub const GPIO_PIN_PULL_CONFIGURATION_DEFAULT: ULONG = 0;
pub const GPIO_PIN_PULL_CONFIGURATION_PULLUP: ULONG = 1;
pub const GPIO_PIN_PULL_CONFIGURATION_PULLDOWN: ULONG = 2;
pub const GPIO_PIN_PULL_CONFIGURATION_NONE: ULONG = 3;
pub const GPIO_CLIENT_REGISTRATION_FLAGS_NONE: ULONG = 0;

/// The functions of `msgpioclx.sys`, in the order of [`_GPIO_CLX_EXPORT_INDEX`].
///
/// In C, Microsoft's `MsGpioClxStub.lib` has the loader of the framework fill this table. A driver
/// without that library passes it to [`WdfVersionBindClass`] as the function table of the class
/// extension before it calls any of the functions below.
pub static mut GpioClxExportedInterfaces: [PGPIO_CLX_EXPORTED_INTERFACES;
    _GPIO_CLX_EXPORT_INDEX::GpioExportLastExportIndex as usize] =
    [None; _GPIO_CLX_EXPORT_INDEX::GpioExportLastExportIndex as usize];

/// The functions of the table; one that is not bound answers `STATUS_INVALID_DEVICE_STATE`.
macro_rules! class_extension {
    ($($(#[$meta:meta])* $name:ident($($argument:ident: $type:ty),*) = $index:ident $pointer:ident;)*) => { $(
        $(#[$meta])*
        #[expect(
            clippy::missing_safety_doc,
            reason = "an inline function of the headers is one contract, that of its documentation"
        )]
        #[inline]
        pub unsafe fn $name($($argument: $type),*) -> NTSTATUS {
            // SAFETY: the table is written once, when the driver is bound.
            let entry = unsafe { GpioClxExportedInterfaces[_GPIO_CLX_EXPORT_INDEX::$index as usize] };
            // SAFETY: both are nullable function pointers, and the index decides the type.
            let function: $pointer = unsafe { core::mem::transmute(entry) };
            // SAFETY: the contract is the same.
            function.map_or(STATUS_INVALID_DEVICE_STATE, |function| unsafe {
                function($($argument),*)
            })
        }
    )* };
}

class_extension! {
    /// Registers a controller's driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/gpioclx/nf-gpioclx-gpio_clx_registerclient>
    GPIO_CLX_RegisterClient(
        Driver: WDFDRIVER,
        RegistrationPacket: *mut _GPIO_CLIENT_REGISTRATION_PACKET,
        RegistryPath: PUNICODE_STRING
    ) = RegisterClientIndex PGPIO_CLX_REGISTER_CLIENT;
    /// Ends the registration of a controller's driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/gpioclx/nf-gpioclx-gpio_clx_unregisterclient>
    GPIO_CLX_UnregisterClient(Driver: WDFDRIVER) =
        UnregisterClientIndex PGPIO_CLX_UNREGISTER_CLIENT;
    /// Prepares the creation of a controller's device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/gpioclx/nf-gpioclx-gpio_clx_processadddevicepredevicecreate>
    GPIO_CLX_ProcessAddDevicePreDeviceCreate(
        Driver: WDFDRIVER,
        DeviceInit: PWDFDEVICE_INIT,
        FdoAttributes: PWDF_OBJECT_ATTRIBUTES
    ) = AddDevicePreDeviceCreateIndex PGPIO_CLX_PROCESS_ADD_DEVICE_PRE_DEVICE_CREATE;
    /// Ends the creation of a controller's device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/gpioclx/nf-gpioclx-gpio_clx_processadddevicepostdevicecreate>
    GPIO_CLX_ProcessAddDevicePostDeviceCreate(Driver: WDFDRIVER, Device: WDFDEVICE) =
        AddDevicePostDeviceCreateIndex PGPIO_CLX_PROCESS_ADD_DEVICE_POST_DEVICE_CREATE;
}
