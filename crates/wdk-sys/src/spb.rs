//! `spb.h`, `reshub.h`: transfers on simple peripheral buses, and the connections that ACPI describes.

use crate::{BOOLEAN, GUID, LARGE_INTEGER, PMDL, PVOID, UCHAR, ULONG, USHORT, layout::layout};

pub mod _RH_QUERY_CONNECTION_PROPERTIES_INPUT_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const ConnectionIdType: Type = 0;
    pub const InterruptVectorType: Type = 1;
}
/// A value of [`_RH_QUERY_CONNECTION_PROPERTIES_INPUT_TYPE`].
pub type RH_QUERY_CONNECTION_PROPERTIES_INPUT_TYPE =
    _RH_QUERY_CONNECTION_PROPERTIES_INPUT_TYPE::Type;
/// Pointer to a value of [`_RH_QUERY_CONNECTION_PROPERTIES_INPUT_TYPE`].
pub type PRH_QUERY_CONNECTION_PROPERTIES_INPUT_TYPE =
    *mut _RH_QUERY_CONNECTION_PROPERTIES_INPUT_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER {
    pub Version: ULONG,
    pub QueryType: RH_QUERY_CONNECTION_PROPERTIES_INPUT_TYPE,
    pub u: _RH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER_u,
}
/// A [`_RH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER`].
pub type RH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER = _RH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER;
/// Pointer to a [`_RH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER`].
pub type PRH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER =
    *mut _RH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _RH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER_u {
    pub ConnectionId: LARGE_INTEGER,
    pub InterruptVector: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_QUERY_CONNECTION_PROPERTIES_OUTPUT_BUFFER {
    pub Version: ULONG,
    pub PropertiesLength: ULONG,
    pub ConnectionProperties: [UCHAR; 1],
}
/// A [`_RH_QUERY_CONNECTION_PROPERTIES_OUTPUT_BUFFER`].
pub type RH_QUERY_CONNECTION_PROPERTIES_OUTPUT_BUFFER =
    _RH_QUERY_CONNECTION_PROPERTIES_OUTPUT_BUFFER;
/// Pointer to a [`_RH_QUERY_CONNECTION_PROPERTIES_OUTPUT_BUFFER`].
pub type PRH_QUERY_CONNECTION_PROPERTIES_OUTPUT_BUFFER =
    *mut _RH_QUERY_CONNECTION_PROPERTIES_OUTPUT_BUFFER;

pub mod _RH_CONNECTION_PROPERTIES_INPUT_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const GpioIoType: Type = 0;
    pub const GpioInterruptType: Type = 1;
    pub const SpiConnectionType: Type = 2;
    pub const I2cConnectionType: Type = 3;
    pub const UartConnectionType: Type = 4;
}
/// A value of [`_RH_CONNECTION_PROPERTIES_INPUT_TYPE`].
pub type RH_CONNECTION_PROPERTIES_INPUT_TYPE = _RH_CONNECTION_PROPERTIES_INPUT_TYPE::Type;
/// Pointer to a value of [`_RH_CONNECTION_PROPERTIES_INPUT_TYPE`].
pub type PRH_CONNECTION_PROPERTIES_INPUT_TYPE = *mut _RH_CONNECTION_PROPERTIES_INPUT_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_GPIO_IO_CONNECTION_PARAMETERS {
    pub ConnectionId: LARGE_INTEGER,
    pub UpdateMask: USHORT,
    pub PinConfiguration: UCHAR,
    pub DebounceTimeout: USHORT,
    pub DriveStrength: USHORT,
}
/// A [`_RH_GPIO_IO_CONNECTION_PARAMETERS`].
pub type RH_GPIO_IO_CONNECTION_PARAMETERS = _RH_GPIO_IO_CONNECTION_PARAMETERS;
/// Pointer to a [`_RH_GPIO_IO_CONNECTION_PARAMETERS`].
pub type PRH_GPIO_IO_CONNECTION_PARAMETERS = *mut _RH_GPIO_IO_CONNECTION_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_GPIO_INTERRUPT_CONNECTION_PARAMETERS {
    pub InterruptVector: ULONG,
    pub UpdateMask: USHORT,
    pub InterruptMode: UCHAR,
    pub InterruptPolarity: UCHAR,
    pub PinConfiguration: UCHAR,
    pub DebounceTimeout: USHORT,
}
/// A [`_RH_GPIO_INTERRUPT_CONNECTION_PARAMETERS`].
pub type RH_GPIO_INTERRUPT_CONNECTION_PARAMETERS = _RH_GPIO_INTERRUPT_CONNECTION_PARAMETERS;
/// Pointer to a [`_RH_GPIO_INTERRUPT_CONNECTION_PARAMETERS`].
pub type PRH_GPIO_INTERRUPT_CONNECTION_PARAMETERS = *mut _RH_GPIO_INTERRUPT_CONNECTION_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_SPI_CONNECTION_PARAMETERS {
    pub ConnectionId: LARGE_INTEGER,
    pub UpdateMask: USHORT,
    pub DeviceSelection: USHORT,
    pub ConnectionSpeed: ULONG,
    pub ClockPolarity: UCHAR,
    pub ClockPhase: UCHAR,
    pub DevicePolarity: UCHAR,
    pub DataBitLength: UCHAR,
}
/// A [`_RH_SPI_CONNECTION_PARAMETERS`].
pub type RH_SPI_CONNECTION_PARAMETERS = _RH_SPI_CONNECTION_PARAMETERS;
/// Pointer to a [`_RH_SPI_CONNECTION_PARAMETERS`].
pub type PRH_SPI_CONNECTION_PARAMETERS = *mut _RH_SPI_CONNECTION_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_I2C_CONNECTION_PARAMETERS {
    pub ConnectionId: LARGE_INTEGER,
    pub UpdateMask: USHORT,
    pub TypeSpecificFlags: USHORT,
    pub ConnectionSpeed: ULONG,
    pub SlaveAddress: USHORT,
}
/// A [`_RH_I2C_CONNECTION_PARAMETERS`].
pub type RH_I2C_CONNECTION_PARAMETERS = _RH_I2C_CONNECTION_PARAMETERS;
/// Pointer to a [`_RH_I2C_CONNECTION_PARAMETERS`].
pub type PRH_I2C_CONNECTION_PARAMETERS = *mut _RH_I2C_CONNECTION_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_UART_CONNECTION_PARAMETERS {
    pub ConnectionId: LARGE_INTEGER,
    pub UpdateMask: USHORT,
    pub BaudRate: ULONG,
    pub TypeSpecificFlags: USHORT,
    pub RxBufferSize: USHORT,
    pub TxBufferSize: USHORT,
    pub Parity: UCHAR,
}
/// A [`_RH_UART_CONNECTION_PARAMETERS`].
pub type RH_UART_CONNECTION_PARAMETERS = _RH_UART_CONNECTION_PARAMETERS;
/// Pointer to a [`_RH_UART_CONNECTION_PARAMETERS`].
pub type PRH_UART_CONNECTION_PARAMETERS = *mut _RH_UART_CONNECTION_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_ALLOCATE_UPDATE_CONNECTION_INPUT_BUFFER {
    pub Version: ULONG,
    pub ConnectionType: RH_CONNECTION_PROPERTIES_INPUT_TYPE,
    pub u: _RH_ALLOCATE_UPDATE_CONNECTION_INPUT_BUFFER_u,
}
/// A [`_RH_ALLOCATE_UPDATE_CONNECTION_INPUT_BUFFER`].
pub type RH_ALLOCATE_UPDATE_CONNECTION_INPUT_BUFFER = _RH_ALLOCATE_UPDATE_CONNECTION_INPUT_BUFFER;
/// Pointer to a [`_RH_ALLOCATE_UPDATE_CONNECTION_INPUT_BUFFER`].
pub type PRH_ALLOCATE_UPDATE_CONNECTION_INPUT_BUFFER =
    *mut _RH_ALLOCATE_UPDATE_CONNECTION_INPUT_BUFFER;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _RH_ALLOCATE_UPDATE_CONNECTION_INPUT_BUFFER_u {
    pub IoConnection: RH_GPIO_IO_CONNECTION_PARAMETERS,
    pub InterruptConnection: RH_GPIO_INTERRUPT_CONNECTION_PARAMETERS,
    pub SpiConnection: RH_SPI_CONNECTION_PARAMETERS,
    pub I2cConnection: RH_I2C_CONNECTION_PARAMETERS,
    pub UartConnection: RH_UART_CONNECTION_PARAMETERS,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_ALLOCATE_CONNECTION_OUTPUT_BUFFER {
    pub Version: ULONG,
    pub ConnectionId: LARGE_INTEGER,
}
/// A [`_RH_ALLOCATE_CONNECTION_OUTPUT_BUFFER`].
pub type RH_ALLOCATE_CONNECTION_OUTPUT_BUFFER = _RH_ALLOCATE_CONNECTION_OUTPUT_BUFFER;
/// Pointer to a [`_RH_ALLOCATE_CONNECTION_OUTPUT_BUFFER`].
pub type PRH_ALLOCATE_CONNECTION_OUTPUT_BUFFER = *mut _RH_ALLOCATE_CONNECTION_OUTPUT_BUFFER;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_UPDATE_CONNECTION_PROPERTIES_OUTPUT_BUFFER {
    pub Version: ULONG,
}
/// A [`_RH_UPDATE_CONNECTION_PROPERTIES_OUTPUT_BUFFER`].
pub type RH_UPDATE_CONNECTION_PROPERTIES_OUTPUT_BUFFER =
    _RH_UPDATE_CONNECTION_PROPERTIES_OUTPUT_BUFFER;
/// Pointer to a [`_RH_UPDATE_CONNECTION_PROPERTIES_OUTPUT_BUFFER`].
pub type PRH_UPDATE_CONNECTION_PROPERTIES_OUTPUT_BUFFER =
    *mut _RH_UPDATE_CONNECTION_PROPERTIES_OUTPUT_BUFFER;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_FREE_CONNECTION_INPUT_BUFFER {
    pub Version: ULONG,
    pub ConnectionId: LARGE_INTEGER,
}
/// A [`_RH_FREE_CONNECTION_INPUT_BUFFER`].
pub type RH_FREE_CONNECTION_INPUT_BUFFER = _RH_FREE_CONNECTION_INPUT_BUFFER;
/// Pointer to a [`_RH_FREE_CONNECTION_INPUT_BUFFER`].
pub type PRH_FREE_CONNECTION_INPUT_BUFFER = *mut _RH_FREE_CONNECTION_INPUT_BUFFER;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_FREE_CONNECTION_OUTPUT_BUFFER {
    pub Version: ULONG,
}
/// A [`_RH_FREE_CONNECTION_OUTPUT_BUFFER`].
pub type RH_FREE_CONNECTION_OUTPUT_BUFFER = _RH_FREE_CONNECTION_OUTPUT_BUFFER;
/// Pointer to a [`_RH_FREE_CONNECTION_OUTPUT_BUFFER`].
pub type PRH_FREE_CONNECTION_OUTPUT_BUFFER = *mut _RH_FREE_CONNECTION_OUTPUT_BUFFER;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER {
    pub Version: ULONG,
    pub InterruptVector: ULONG,
}
/// A [`_RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER`].
pub type RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER =
    _RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER;
/// Pointer to a [`_RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER`].
pub type PRH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER =
    *mut _RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER {
    pub Version: ULONG,
    pub InitialPolarity: UCHAR,
}
/// A [`_RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER`].
pub type RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER =
    _RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER;
/// Pointer to a [`_RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER`].
pub type PRH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER =
    *mut _RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER {
    pub Version: ULONG,
    pub InterruptVector: ULONG,
    pub InitialPolarity: BOOLEAN,
}
/// A [`_RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER`].
pub type RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER =
    _RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER;
/// Pointer to a [`_RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER`].
pub type PRH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER =
    *mut _RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER {
    pub Version: ULONG,
}
/// A [`_RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER`].
pub type RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER =
    _RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER;
/// Pointer to a [`_RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER`].
pub type PRH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER =
    *mut _RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _PNP_GPIO_INTERRUPT_IO_DESCRIPTOR {
    pub Tag: UCHAR,
    pub Length: USHORT,
    pub Revision: UCHAR,
    pub DescriptorType: UCHAR,
    pub GeneralFlags: USHORT,
    pub InterruptIoFlags: USHORT,
    pub PinConfiguration: UCHAR,
    pub DriveStrength: USHORT,
    pub DebounceTimeout: USHORT,
    pub PinTableOffset: USHORT,
    pub ResourceSourceIndex: UCHAR,
    pub ResourceSourceOffset: USHORT,
    pub VendorDataOffset: USHORT,
    pub VendorDataLength: USHORT,
}
/// A [`_PNP_GPIO_INTERRUPT_IO_DESCRIPTOR`].
pub type PNP_GPIO_INTERRUPT_IO_DESCRIPTOR = _PNP_GPIO_INTERRUPT_IO_DESCRIPTOR;
/// Pointer to a [`_PNP_GPIO_INTERRUPT_IO_DESCRIPTOR`].
pub type PPNP_GPIO_INTERRUPT_IO_DESCRIPTOR = *mut _PNP_GPIO_INTERRUPT_IO_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _PNP_LARGE_VENDOR_DESCRIPTOR {
    pub Tag: UCHAR,
    pub Length: USHORT,
    pub SubType: UCHAR,
    pub UUID: GUID,
    pub VendorDescriptor: [UCHAR; 1],
}
/// A [`_PNP_LARGE_VENDOR_DESCRIPTOR`].
pub type PNP_LARGE_VENDOR_DESCRIPTOR = _PNP_LARGE_VENDOR_DESCRIPTOR;
/// Pointer to a [`_PNP_LARGE_VENDOR_DESCRIPTOR`].
pub type PPNP_LARGE_VENDOR_DESCRIPTOR = *mut _PNP_LARGE_VENDOR_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _PNP_FUNCTION_CONFIG_DESCRIPTOR {
    pub Tag: UCHAR,
    pub Length: USHORT,
    pub Revision: UCHAR,
    pub Flags: USHORT,
    pub PinConfiguration: UCHAR,
    pub FunctionNumber: USHORT,
    pub PinTableOffset: USHORT,
    pub ResourceSourceIndex: UCHAR,
    pub ResourceSourceOffset: USHORT,
    pub VendorDataOffset: USHORT,
    pub VendorDataLength: USHORT,
}
/// A [`_PNP_FUNCTION_CONFIG_DESCRIPTOR`].
pub type PNP_FUNCTION_CONFIG_DESCRIPTOR = _PNP_FUNCTION_CONFIG_DESCRIPTOR;
/// Pointer to a [`_PNP_FUNCTION_CONFIG_DESCRIPTOR`].
pub type PPNP_FUNCTION_CONFIG_DESCRIPTOR = *mut _PNP_FUNCTION_CONFIG_DESCRIPTOR;

#[repr(C, packed(1))]
#[derive(Clone, Copy)]
pub struct _PNP_SERIAL_BUS_DESCRIPTOR {
    pub Tag: UCHAR,
    pub Length: USHORT,
    pub RevisionId: UCHAR,
    pub ResourceSourceIndex: UCHAR,
    pub SerialBusType: UCHAR,
    pub GeneralFlags: UCHAR,
    pub TypeSpecificFlags: USHORT,
    pub TypeSpecificRevisionId: UCHAR,
    pub TypeDataLength: USHORT,
}
/// A [`_PNP_SERIAL_BUS_DESCRIPTOR`].
pub type PNP_SERIAL_BUS_DESCRIPTOR = _PNP_SERIAL_BUS_DESCRIPTOR;
/// Pointer to a [`_PNP_SERIAL_BUS_DESCRIPTOR`].
pub type PPNP_SERIAL_BUS_DESCRIPTOR = *mut _PNP_SERIAL_BUS_DESCRIPTOR;

pub mod _SpbIoctl {
    /// The values are of this type.
    pub type Type = i32;
    pub const IOCTL_SPB_LOCK_CONTROLLER: Type = 0x41800;
    pub const IOCTL_SPB_UNLOCK_CONTROLLER: Type = 0x41804;
    pub const IOCTL_SPB_EXECUTE_SEQUENCE: Type = 0x41808;
    pub const IOCTL_SPB_LOCK_CONNECTION: Type = 0x4180c;
    pub const IOCTL_SPB_UNLOCK_CONNECTION: Type = 0x41810;
    pub const IOCTL_SPB_FULL_DUPLEX: Type = 0x41814;
}
/// A value of [`_SpbIoctl`].
pub type SpbIoctl = _SpbIoctl::Type;
/// Pointer to a value of [`_SpbIoctl`].
pub type PSpbIoctl = *mut _SpbIoctl::Type;

pub mod _SPB_TRANSFER_DIRECTION {
    /// The values are of this type.
    pub type Type = i32;
    pub const SpbTransferDirectionNone: Type = 0;
    pub const SpbTransferDirectionFromDevice: Type = 1;
    pub const SpbTransferDirectionToDevice: Type = 2;
    pub const SpbTransferDirectionMax: Type = 3;
}
/// A value of [`_SPB_TRANSFER_DIRECTION`].
pub type SPB_TRANSFER_DIRECTION = _SPB_TRANSFER_DIRECTION::Type;
/// Pointer to a value of [`_SPB_TRANSFER_DIRECTION`].
pub type PSPB_TRANSFER_DIRECTION = *mut _SPB_TRANSFER_DIRECTION::Type;

pub mod _SPB_TRANSFER_BUFFER_FORMAT {
    /// The values are of this type.
    pub type Type = i32;
    pub const SpbTransferBufferFormatInvalid: Type = 0;
    pub const SpbTransferBufferFormatSimple: Type = 1;
    pub const SpbTransferBufferFormatList: Type = 2;
    pub const SpbTransferBufferFormatSimpleNonPaged: Type = 3;
    pub const SpbTransferBufferFormatMdl: Type = 4;
    pub const SpbTransferBufferFormatMax: Type = 5;
}
/// A value of [`_SPB_TRANSFER_BUFFER_FORMAT`].
pub type SPB_TRANSFER_BUFFER_FORMAT = _SPB_TRANSFER_BUFFER_FORMAT::Type;
/// Pointer to a value of [`_SPB_TRANSFER_BUFFER_FORMAT`].
pub type PSPB_TRANSFER_BUFFER_FORMAT = *mut _SPB_TRANSFER_BUFFER_FORMAT::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct SPB_TRANSFER_BUFFER_LIST_ENTRY {
    pub Buffer: PVOID,
    pub BufferCb: ULONG,
}
/// Pointer to a [`SPB_TRANSFER_BUFFER_LIST_ENTRY`].
pub type PSPB_TRANSFER_BUFFER_LIST_ENTRY = *mut SPB_TRANSFER_BUFFER_LIST_ENTRY;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct SPB_TRANSFER_BUFFER {
    pub Format: SPB_TRANSFER_BUFFER_FORMAT,
    pub Anonymous: SPB_TRANSFER_BUFFER_Anonymous,
}
/// Pointer to a [`SPB_TRANSFER_BUFFER`].
pub type PSPB_TRANSFER_BUFFER = *mut SPB_TRANSFER_BUFFER;
#[repr(C)]
#[derive(Clone, Copy)]
pub union SPB_TRANSFER_BUFFER_Anonymous {
    pub Simple: SPB_TRANSFER_BUFFER_LIST_ENTRY,
    pub BufferList: SPB_TRANSFER_BUFFER_Anonymous_BufferList,
    pub Mdl: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct SPB_TRANSFER_BUFFER_Anonymous_BufferList {
    pub List: PSPB_TRANSFER_BUFFER_LIST_ENTRY,
    pub ListCe: ULONG,
}

/// A transfer of a list.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct SPB_TRANSFER_LIST_ENTRY {
    pub Direction: SPB_TRANSFER_DIRECTION,
    pub DelayInUs: ULONG,
    pub Buffer: SPB_TRANSFER_BUFFER,
}
/// Pointer to a [`SPB_TRANSFER_LIST_ENTRY`].
pub type PSPB_TRANSFER_LIST_ENTRY = *mut SPB_TRANSFER_LIST_ENTRY;

/// Transfers that are one.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct SPB_TRANSFER_LIST {
    pub Size: ULONG,
    pub Reserved: ULONG,
    pub TransferCount: ULONG,
    pub Transfers: [SPB_TRANSFER_LIST_ENTRY; 1],
}
/// Pointer to a [`SPB_TRANSFER_LIST`].
pub type PSPB_TRANSFER_LIST = *mut SPB_TRANSFER_LIST;

layout! {
    _RH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER_u: 8, 8 { ConnectionId: 0, InterruptVector: 0 }
    _RH_QUERY_CONNECTION_PROPERTIES_INPUT_BUFFER: 16, 8 { Version: 0, QueryType: 4, u: 8 }
    _RH_QUERY_CONNECTION_PROPERTIES_OUTPUT_BUFFER: 12, 4 {
        Version: 0, PropertiesLength: 4, ConnectionProperties: 8
    }
    _RH_GPIO_IO_CONNECTION_PARAMETERS: 16, 8 {
        ConnectionId: 0, UpdateMask: 8, PinConfiguration: 10, DebounceTimeout: 12,
        DriveStrength: 14
    }
    _RH_GPIO_INTERRUPT_CONNECTION_PARAMETERS: 12, 4 {
        InterruptVector: 0, UpdateMask: 4, InterruptMode: 6, InterruptPolarity: 7,
        PinConfiguration: 8, DebounceTimeout: 10
    }
    _RH_SPI_CONNECTION_PARAMETERS: 24, 8 {
        ConnectionId: 0, UpdateMask: 8, DeviceSelection: 10, ConnectionSpeed: 12,
        ClockPolarity: 16, ClockPhase: 17, DevicePolarity: 18, DataBitLength: 19
    }
    _RH_I2C_CONNECTION_PARAMETERS: 24, 8 {
        ConnectionId: 0, UpdateMask: 8, TypeSpecificFlags: 10, ConnectionSpeed: 12,
        SlaveAddress: 16
    }
    _RH_UART_CONNECTION_PARAMETERS: 24, 8 {
        ConnectionId: 0, UpdateMask: 8, BaudRate: 12, TypeSpecificFlags: 16, RxBufferSize:
        18, TxBufferSize: 20, Parity: 22
    }
    _RH_ALLOCATE_UPDATE_CONNECTION_INPUT_BUFFER_u: 24, 8 {
        IoConnection: 0, InterruptConnection: 0, SpiConnection: 0, I2cConnection: 0,
        UartConnection: 0
    }
    _RH_ALLOCATE_UPDATE_CONNECTION_INPUT_BUFFER: 32, 8 { Version: 0, ConnectionType: 4, u: 8 }
    _RH_ALLOCATE_CONNECTION_OUTPUT_BUFFER: 16, 8 { Version: 0, ConnectionId: 8 }
    _RH_UPDATE_CONNECTION_PROPERTIES_OUTPUT_BUFFER: 4, 4 { Version: 0 }
    _RH_FREE_CONNECTION_INPUT_BUFFER: 16, 8 { Version: 0, ConnectionId: 8 }
    _RH_FREE_CONNECTION_OUTPUT_BUFFER: 4, 4 { Version: 0 }
    _RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER: 8, 4 { Version: 0, InterruptVector: 4 }
    _RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER: 8, 4 { Version: 0, InitialPolarity: 4 }
    _RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_BUFFER: 12, 4 {
        Version: 0, InterruptVector: 4, InitialPolarity: 8
    }
    _RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_BUFFER: 4, 4 { Version: 0 }
    _PNP_GPIO_INTERRUPT_IO_DESCRIPTOR: 23, 1 {
        Tag: 0, Length: 1, Revision: 3, DescriptorType: 4, GeneralFlags: 5,
        InterruptIoFlags: 7, PinConfiguration: 9, DriveStrength: 10, DebounceTimeout: 12,
        PinTableOffset: 14, ResourceSourceIndex: 16, ResourceSourceOffset: 17,
        VendorDataOffset: 19, VendorDataLength: 21
    }
    _PNP_LARGE_VENDOR_DESCRIPTOR: 21, 1 {
        Tag: 0, Length: 1, SubType: 3, UUID: 4, VendorDescriptor: 20
    }
    _PNP_FUNCTION_CONFIG_DESCRIPTOR: 18, 1 {
        Tag: 0, Length: 1, Revision: 3, Flags: 4, PinConfiguration: 6, FunctionNumber: 7,
        PinTableOffset: 9, ResourceSourceIndex: 11, ResourceSourceOffset: 12,
        VendorDataOffset: 14, VendorDataLength: 16
    }
    _PNP_SERIAL_BUS_DESCRIPTOR: 12, 1 {
        Tag: 0, Length: 1, RevisionId: 3, ResourceSourceIndex: 4, SerialBusType: 5,
        GeneralFlags: 6, TypeSpecificFlags: 7, TypeSpecificRevisionId: 9, TypeDataLength: 10
    }
    SPB_TRANSFER_BUFFER_LIST_ENTRY: 16, 8 { Buffer: 0, BufferCb: 8 }
    SPB_TRANSFER_BUFFER_Anonymous_BufferList: 16, 8 { List: 0, ListCe: 8 }
    SPB_TRANSFER_BUFFER_Anonymous: 16, 8 { Simple: 0, BufferList: 0, Mdl: 0 }
    SPB_TRANSFER_BUFFER: 24, 8 { Format: 0, Anonymous: 8 }
    SPB_TRANSFER_LIST_ENTRY: 32, 8 { Direction: 0, DelayInUs: 4, Buffer: 8 }
    SPB_TRANSFER_LIST: 48, 8 { Size: 0, Reserved: 4, TransferCount: 8, Transfers: 16 }
}

pub const RESOURCE_HUB_CONNECTION_FILE_SIZE: ULONG = 34;
pub const RESOURCE_HUB_CONNECTION_PATH_SIZE: ULONG = 76;
pub const RESOURCE_HUB_CONNECTION_FILE_CHARS: ULONG = 17;
pub const RESOURCE_HUB_CONNECTION_PATH_CHARS: ULONG = 38;
pub const RESOURCE_HUB_FILE_SIZE: ULONG = 34;
pub const RESOURCE_HUB_PATH_SIZE: ULONG = 76;
pub const RESOURCE_HUB_FILE_CHARS: ULONG = 17;
pub const RESOURCE_HUB_PATH_CHARS: ULONG = 38;
pub const FILE_DEVICE_RESOURCE_HUB: ULONG = 42;
pub const IOCTL_RH_QUERY_CONNECTION_PROPERTIES: ULONG = 0x002A_C000;
pub const IOCTL_RH_ALLOCATE_CONNECTION: ULONG = 0x002A_C004;
pub const IOCTL_RH_FREE_CONNECTION: ULONG = 0x002A_C008;
pub const IOCTL_RH_UPDATE_CONNECTION_PROPERTIES: ULONG = 0x002A_C00C;
pub const IOCTL_RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY: ULONG = 0x002A_C010;
pub const IOCTL_RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY: ULONG = 0x002A_C014;
pub const RH_QUERY_CONNECTION_PROPERTIES_INPUT_VERSION: ULONG = 1;
pub const RH_QUERY_CONNECTION_PROPERTIES_OUTPUT_VERSION: ULONG = 1;
pub const RH_ALLOCATE_CONNECTION_INPUT_VERSION: ULONG = 1;
pub const RH_ALLOCATE_CONNECTION_OUTPUT_VERSION: ULONG = 1;
pub const RH_FREE_CONNECTION_INPUT_VERSION: ULONG = 1;
pub const RH_FREE_CONNECTION_OUTPUT_VERSION: ULONG = 1;
pub const RH_UPDATE_CONNECTION_PROPERTIES_INPUT_VERSION: ULONG = 1;
pub const RH_UPDATE_CONNECTION_PROPERTIES_OUTPUT_VERSION: ULONG = 1;
pub const RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_VERSION: ULONG = 1;
pub const RH_QUERY_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_VERSION: ULONG = 1;
pub const RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_INPUT_VERSION: ULONG = 1;
pub const RH_UPDATE_ACTIVE_BOTH_INITIAL_POLARITY_OUTPUT_VERSION: ULONG = 1;
pub const RH_UPDATE_CONNECTIONAL_MASK_ALL: ULONG = 0xFFFF;
pub const FUNCTION_CONFIG_DESCRIPTOR: ULONG = 0x8D;
pub const PNP_FUNCTION_CONFIG_DESCRIPTOR_REVISION: ULONG = 1;
pub const PNP_FUNCTION_CONFIG_DESCRIPTOR_REVISION_MINIMUM: ULONG = 1;
pub const GPIO_INTERRUPT_IO_DESCRIPTOR: ULONG = 0x8C;
pub const PNP_GPIO_IRQ_DESCRIPTOR_REVISION: ULONG = 1;
pub const PNP_GPIO_IRQ_DESCRIPTOR_TYPE_INTERRUPT: ULONG = 0;
pub const PNP_GPIO_IRQ_DESCRIPTOR_TYPE_IO: ULONG = 1;
pub const PNP_GPIO_IRQ_DESCRIPTOR_REVISION_MINIMUM: ULONG = 1;
pub const PNP_GPIO_IRQ_RESOURCE_CONSUMER_ONLY: ULONG = 1;
pub const PNP_GPIO_IRQ_MODE: ULONG = 1;
pub const PNP_GPIO_IRQ_POLARITY: ULONG = 6;
pub const PNP_GPIO_IRQ_SHARED: ULONG = 8;
pub const PNP_GPIO_IRQ_WAKE_HINT: ULONG = 0x10;
pub const PNP_GPIO_IRQ_MODE_EDGE: ULONG = 1;
pub const PNP_GPIO_IRQ_MODE_LEVEL: ULONG = 0;
pub const PNP_GPIO_IRQ_POLARITY_LOW: ULONG = 2;
pub const PNP_GPIO_IRQ_POLARITY_HIGH: ULONG = 0;
pub const PNP_GPIO_IRQ_POLARITY_BOTH: ULONG = 4;
pub const SERIAL_BUS_DESCRIPTOR: ULONG = 0x8E;
pub const SERIAL_BUS_DESCRIPTOR_REVISION: ULONG = 1;
pub const SERIAL_BUS_DESCRIPTOR_REVISION_V2: ULONG = 2;
pub const SERIAL_BUS_I2C_DESCRIPTOR_TYPE: ULONG = 1;
pub const SERIAL_BUS_SPI_DESCRIPTOR_TYPE: ULONG = 2;
pub const SERIAL_BUS_UART_DESCRIPTOR_TYPE: ULONG = 3;
pub const SERIAL_BUS_FLAG_SHARED_DESCRIPTOR: ULONG = 4;
pub const PNP_GPIO_INTERRUPT_IO_DESCRIPTOR_LENGTH: ULONG = 23;
pub const PNP_FUNCTION_CONFIG_DESCRIPTOR_LENGTH: ULONG = 18;
pub const PNP_LARGE_VENDOR_DESCRIPTOR_LENGTH: ULONG = 21;
pub const PNP_SERIAL_BUS_DESCRIPTOR_LENGTH: ULONG = 12;
