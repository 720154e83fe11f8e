//! `ntddpar.h`, `parallel.h`, `ntddser.h`: parallel and serial ports.

use crate::{
    BOOLEAN, GUID, LARGE_INTEGER, LONG, PVOID, UCHAR, ULONG, USHORT, WCHAR, layout::layout,
    wdm::guids::guid,
};

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PAR_QUERY_INFORMATION {
    pub Status: UCHAR,
}
/// A [`_PAR_QUERY_INFORMATION`].
pub type PAR_QUERY_INFORMATION = _PAR_QUERY_INFORMATION;
/// Pointer to a [`_PAR_QUERY_INFORMATION`].
pub type PPAR_QUERY_INFORMATION = *mut _PAR_QUERY_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PAR_SET_INFORMATION {
    pub Init: UCHAR,
}
/// A [`_PAR_SET_INFORMATION`].
pub type PAR_SET_INFORMATION = _PAR_SET_INFORMATION;
/// Pointer to a [`_PAR_SET_INFORMATION`].
pub type PPAR_SET_INFORMATION = *mut _PAR_SET_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PAR_DEVICE_ID_SIZE_INFORMATION {
    pub DeviceIdSize: ULONG,
}
/// A [`_PAR_DEVICE_ID_SIZE_INFORMATION`].
pub type PAR_DEVICE_ID_SIZE_INFORMATION = _PAR_DEVICE_ID_SIZE_INFORMATION;
/// Pointer to a [`_PAR_DEVICE_ID_SIZE_INFORMATION`].
pub type PPAR_DEVICE_ID_SIZE_INFORMATION = *mut _PAR_DEVICE_ID_SIZE_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PARCLASS_NEGOTIATION_MASK {
    pub usReadMask: USHORT,
    pub usWriteMask: USHORT,
}
/// A [`_PARCLASS_NEGOTIATION_MASK`].
pub type PARCLASS_NEGOTIATION_MASK = _PARCLASS_NEGOTIATION_MASK;
/// Pointer to a [`_PARCLASS_NEGOTIATION_MASK`].
pub type PPARCLASS_NEGOTIATION_MASK = *mut _PARCLASS_NEGOTIATION_MASK;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERIALPERF_STATS {
    pub ReceivedCount: ULONG,
    pub TransmittedCount: ULONG,
    pub FrameErrorCount: ULONG,
    pub SerialOverrunErrorCount: ULONG,
    pub BufferOverrunErrorCount: ULONG,
    pub ParityErrorCount: ULONG,
}
/// A [`_SERIALPERF_STATS`].
pub type SERIALPERF_STATS = _SERIALPERF_STATS;
/// Pointer to a [`_SERIALPERF_STATS`].
pub type PSERIALPERF_STATS = *mut _SERIALPERF_STATS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERIALCONFIG {
    pub Size: ULONG,
    pub Version: USHORT,
    pub SubType: ULONG,
    pub ProvOffset: ULONG,
    pub ProviderSize: ULONG,
    pub ProviderData: [WCHAR; 1],
}
/// A [`_SERIALCONFIG`].
pub type SERIALCONFIG = _SERIALCONFIG;
/// Pointer to a [`_SERIALCONFIG`].
pub type PSERIALCONFIG = *mut _SERIALCONFIG;

/// Data bits, stop bits and parity of a serial port.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERIAL_LINE_CONTROL {
    pub StopBits: UCHAR,
    pub Parity: UCHAR,
    pub WordLength: UCHAR,
}
/// A [`_SERIAL_LINE_CONTROL`].
pub type SERIAL_LINE_CONTROL = _SERIAL_LINE_CONTROL;
/// Pointer to a [`_SERIAL_LINE_CONTROL`].
pub type PSERIAL_LINE_CONTROL = *mut _SERIAL_LINE_CONTROL;

/// How long a serial port waits.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERIAL_TIMEOUTS {
    pub ReadIntervalTimeout: ULONG,
    pub ReadTotalTimeoutMultiplier: ULONG,
    pub ReadTotalTimeoutConstant: ULONG,
    pub WriteTotalTimeoutMultiplier: ULONG,
    pub WriteTotalTimeoutConstant: ULONG,
}
/// A [`_SERIAL_TIMEOUTS`].
pub type SERIAL_TIMEOUTS = _SERIAL_TIMEOUTS;
/// Pointer to a [`_SERIAL_TIMEOUTS`].
pub type PSERIAL_TIMEOUTS = *mut _SERIAL_TIMEOUTS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERIAL_QUEUE_SIZE {
    pub InSize: ULONG,
    pub OutSize: ULONG,
}
/// A [`_SERIAL_QUEUE_SIZE`].
pub type SERIAL_QUEUE_SIZE = _SERIAL_QUEUE_SIZE;
/// Pointer to a [`_SERIAL_QUEUE_SIZE`].
pub type PSERIAL_QUEUE_SIZE = *mut _SERIAL_QUEUE_SIZE;

/// The speed of a serial port.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERIAL_BAUD_RATE {
    pub BaudRate: ULONG,
}
/// A [`_SERIAL_BAUD_RATE`].
pub type SERIAL_BAUD_RATE = _SERIAL_BAUD_RATE;
/// Pointer to a [`_SERIAL_BAUD_RATE`].
pub type PSERIAL_BAUD_RATE = *mut _SERIAL_BAUD_RATE;

/// The special characters of a serial port.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERIAL_CHARS {
    pub EofChar: UCHAR,
    pub ErrorChar: UCHAR,
    pub BreakChar: UCHAR,
    pub EventChar: UCHAR,
    pub XonChar: UCHAR,
    pub XoffChar: UCHAR,
}
/// A [`_SERIAL_CHARS`].
pub type SERIAL_CHARS = _SERIAL_CHARS;
/// Pointer to a [`_SERIAL_CHARS`].
pub type PSERIAL_CHARS = *mut _SERIAL_CHARS;

/// How a serial port controls the flow of data.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERIAL_HANDFLOW {
    pub ControlHandShake: ULONG,
    pub FlowReplace: ULONG,
    pub XonLimit: LONG,
    pub XoffLimit: LONG,
}
/// A [`_SERIAL_HANDFLOW`].
pub type SERIAL_HANDFLOW = _SERIAL_HANDFLOW;
/// Pointer to a [`_SERIAL_HANDFLOW`].
pub type PSERIAL_HANDFLOW = *mut _SERIAL_HANDFLOW;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERIAL_BASIC_SETTINGS {
    pub Timeouts: SERIAL_TIMEOUTS,
    pub HandFlow: SERIAL_HANDFLOW,
    pub RxFifo: ULONG,
    pub TxFifo: ULONG,
}
/// A [`_SERIAL_BASIC_SETTINGS`].
pub type SERIAL_BASIC_SETTINGS = _SERIAL_BASIC_SETTINGS;
/// Pointer to a [`_SERIAL_BASIC_SETTINGS`].
pub type PSERIAL_BASIC_SETTINGS = *mut _SERIAL_BASIC_SETTINGS;

/// The errors and queues of a serial port.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERIAL_STATUS {
    pub Errors: ULONG,
    pub HoldReasons: ULONG,
    pub AmountInInQueue: ULONG,
    pub AmountInOutQueue: ULONG,
    pub EofReceived: BOOLEAN,
    pub WaitForImmediate: BOOLEAN,
}
/// A [`_SERIAL_STATUS`].
pub type SERIAL_STATUS = _SERIAL_STATUS;
/// Pointer to a [`_SERIAL_STATUS`].
pub type PSERIAL_STATUS = *mut _SERIAL_STATUS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERIAL_XOFF_COUNTER {
    pub Timeout: ULONG,
    pub Counter: LONG,
    pub XoffChar: UCHAR,
}
/// A [`_SERIAL_XOFF_COUNTER`].
pub type SERIAL_XOFF_COUNTER = _SERIAL_XOFF_COUNTER;
/// Pointer to a [`_SERIAL_XOFF_COUNTER`].
pub type PSERIAL_XOFF_COUNTER = *mut _SERIAL_XOFF_COUNTER;

/// What a serial port can do.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERIAL_COMMPROP {
    pub PacketLength: USHORT,
    pub PacketVersion: USHORT,
    pub ServiceMask: ULONG,
    pub Reserved1: ULONG,
    pub MaxTxQueue: ULONG,
    pub MaxRxQueue: ULONG,
    pub MaxBaud: ULONG,
    pub ProvSubType: ULONG,
    pub ProvCapabilities: ULONG,
    pub SettableParams: ULONG,
    pub SettableBaud: ULONG,
    pub SettableData: USHORT,
    pub SettableStopParity: USHORT,
    pub CurrentTxQueue: ULONG,
    pub CurrentRxQueue: ULONG,
    pub ProvSpec1: ULONG,
    pub ProvSpec2: ULONG,
    pub ProvChar: [WCHAR; 1],
}
/// A [`_SERIAL_COMMPROP`].
pub type SERIAL_COMMPROP = _SERIAL_COMMPROP;
/// Pointer to a [`_SERIAL_COMMPROP`].
pub type PSERIAL_COMMPROP = *mut _SERIAL_COMMPROP;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERENUM_PORT_DESC {
    pub Size: ULONG,
    pub PortHandle: PVOID,
    pub PortAddress: LARGE_INTEGER,
    pub Reserved: [USHORT; 1],
}
/// A [`_SERENUM_PORT_DESC`].
pub type SERENUM_PORT_DESC = _SERENUM_PORT_DESC;
/// Pointer to a [`_SERENUM_PORT_DESC`].
pub type PSERENUM_PORT_DESC = *mut _SERENUM_PORT_DESC;

pub mod _SERENUM_PORTION {
    /// The values are of this type.
    pub type Type = i32;
    pub const SerenumFirstHalf: Type = 0;
    pub const SerenumSecondHalf: Type = 1;
    pub const SerenumWhole: Type = 2;
}
/// A value of [`_SERENUM_PORTION`].
pub type SERENUM_PORTION = _SERENUM_PORTION::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SERENUM_PORT_PARAMETERS {
    pub Size: ULONG,
    pub ReadAccessor: PSERENUM_READPORT,
    pub WriteAccessor: PSERENUM_WRITEPORT,
    pub SerPortAddress: PVOID,
    pub HardwareHandle: PVOID,
    pub Portion: SERENUM_PORTION,
    pub NumberAxis: USHORT,
    pub Reserved: [USHORT; 3],
}
/// A [`_SERENUM_PORT_PARAMETERS`].
pub type SERENUM_PORT_PARAMETERS = _SERENUM_PORT_PARAMETERS;
/// Pointer to a [`_SERENUM_PORT_PARAMETERS`].
pub type PSERENUM_PORT_PARAMETERS = *mut _SERENUM_PORT_PARAMETERS;

crate::fn_types! {
    pub type PSERENUM_READPORT = fn(SerPortAddress: PVOID) -> UCHAR;
    pub type PSERENUM_WRITEPORT = fn(SerPortAddress: PVOID, Value: UCHAR);
}

layout! {
    _PAR_QUERY_INFORMATION: 1, 1 { Status: 0 }
    _PAR_SET_INFORMATION: 1, 1 { Init: 0 }
    _PAR_DEVICE_ID_SIZE_INFORMATION: 4, 4 { DeviceIdSize: 0 }
    _PARCLASS_NEGOTIATION_MASK: 4, 2 { usReadMask: 0, usWriteMask: 2 }
    _SERIALPERF_STATS: 24, 4 {
        ReceivedCount: 0, TransmittedCount: 4, FrameErrorCount: 8, SerialOverrunErrorCount:
        12, BufferOverrunErrorCount: 16, ParityErrorCount: 20
    }
    _SERIALCONFIG: 24, 4 {
        Size: 0, Version: 4, SubType: 8, ProvOffset: 12, ProviderSize: 16, ProviderData: 20
    }
    _SERIAL_LINE_CONTROL: 3, 1 { StopBits: 0, Parity: 1, WordLength: 2 }
    _SERIAL_TIMEOUTS: 20, 4 {
        ReadIntervalTimeout: 0, ReadTotalTimeoutMultiplier: 4, ReadTotalTimeoutConstant: 8,
        WriteTotalTimeoutMultiplier: 12, WriteTotalTimeoutConstant: 16
    }
    _SERIAL_QUEUE_SIZE: 8, 4 { InSize: 0, OutSize: 4 }
    _SERIAL_BAUD_RATE: 4, 4 { BaudRate: 0 }
    _SERIAL_CHARS: 6, 1 {
        EofChar: 0, ErrorChar: 1, BreakChar: 2, EventChar: 3, XonChar: 4, XoffChar: 5
    }
    _SERIAL_HANDFLOW: 16, 4 { ControlHandShake: 0, FlowReplace: 4, XonLimit: 8, XoffLimit: 12 }
    _SERIAL_BASIC_SETTINGS: 44, 4 { Timeouts: 0, HandFlow: 20, RxFifo: 36, TxFifo: 40 }
    _SERIAL_STATUS: 20, 4 {
        Errors: 0, HoldReasons: 4, AmountInInQueue: 8, AmountInOutQueue: 12, EofReceived:
        16, WaitForImmediate: 17
    }
    _SERIAL_XOFF_COUNTER: 12, 4 { Timeout: 0, Counter: 4, XoffChar: 8 }
    _SERIAL_COMMPROP: 64, 4 {
        PacketLength: 0, PacketVersion: 2, ServiceMask: 4, Reserved1: 8, MaxTxQueue: 12,
        MaxRxQueue: 16, MaxBaud: 20, ProvSubType: 24, ProvCapabilities: 28, SettableParams:
        32, SettableBaud: 36, SettableData: 40, SettableStopParity: 42, CurrentTxQueue: 44,
        CurrentRxQueue: 48, ProvSpec1: 52, ProvSpec2: 56, ProvChar: 60
    }
    _SERENUM_PORT_DESC: 32, 8 { Size: 0, PortHandle: 8, PortAddress: 16, Reserved: 24 }
    _SERENUM_PORT_PARAMETERS: 56, 8 {
        Size: 0, ReadAccessor: 8, WriteAccessor: 16, SerPortAddress: 24, HardwareHandle: 32,
        Portion: 40, NumberAxis: 44, Reserved: 46
    }
}

pub const IOCTL_PAR_BASE: ULONG = 22;
pub const IOCTL_PAR_QUERY_INFORMATION: ULONG = 0x0016_0004;
pub const IOCTL_PAR_SET_INFORMATION: ULONG = 0x0016_0008;
pub const IOCTL_PAR_QUERY_DEVICE_ID: ULONG = 0x0016_000C;
pub const IOCTL_PAR_QUERY_DEVICE_ID_SIZE: ULONG = 0x0016_0010;
pub const IOCTL_IEEE1284_GET_MODE: ULONG = 0x0016_0014;
pub const IOCTL_IEEE1284_NEGOTIATE: ULONG = 0x0016_0018;
pub const IOCTL_PAR_SET_WRITE_ADDRESS: ULONG = 0x0016_001C;
pub const IOCTL_PAR_SET_READ_ADDRESS: ULONG = 0x0016_0020;
pub const IOCTL_PAR_GET_DEVICE_CAPS: ULONG = 0x0016_0024;
pub const IOCTL_PAR_GET_DEFAULT_MODES: ULONG = 0x0016_0028;
pub const IOCTL_PAR_PING: ULONG = 0x0016_002C;
pub const IOCTL_PAR_QUERY_RAW_DEVICE_ID: ULONG = 0x0016_0030;
pub const IOCTL_PAR_ECP_HOST_RECOVERY: ULONG = 0x0016_0034;
pub const IOCTL_PAR_GET_READ_ADDRESS: ULONG = 0x0016_0038;
pub const IOCTL_PAR_GET_WRITE_ADDRESS: ULONG = 0x0016_003C;
pub const IOCTL_PAR_TEST: ULONG = 0x0016_0050;
pub const IOCTL_PAR_IS_PORT_FREE: ULONG = 0x0016_0054;
pub const IOCTL_PAR_QUERY_LOCATION: ULONG = 0x0016_0058;
pub const PARALLEL_INIT: ULONG = 1;
pub const PARALLEL_AUTOFEED: ULONG = 2;
pub const PARALLEL_PAPER_EMPTY: ULONG = 4;
pub const PARALLEL_OFF_LINE: ULONG = 8;
pub const PARALLEL_POWER_OFF: ULONG = 0x10;
pub const PARALLEL_NOT_CONNECTED: ULONG = 0x20;
pub const PARALLEL_BUSY: ULONG = 0x40;
pub const PARALLEL_SELECTED: ULONG = 0x80;
pub const IEEE_COMPATIBILITY: ULONG = 2;
pub const IOCTL_SERIAL_SET_BAUD_RATE: ULONG = 0x001B_0004;
pub const IOCTL_SERIAL_SET_QUEUE_SIZE: ULONG = 0x001B_0008;
pub const IOCTL_SERIAL_SET_LINE_CONTROL: ULONG = 0x001B_000C;
pub const IOCTL_SERIAL_SET_BREAK_ON: ULONG = 0x001B_0010;
pub const IOCTL_SERIAL_SET_BREAK_OFF: ULONG = 0x001B_0014;
pub const IOCTL_SERIAL_IMMEDIATE_CHAR: ULONG = 0x001B_0018;
pub const IOCTL_SERIAL_SET_TIMEOUTS: ULONG = 0x001B_001C;
pub const IOCTL_SERIAL_GET_TIMEOUTS: ULONG = 0x001B_0020;
pub const IOCTL_SERIAL_SET_DTR: ULONG = 0x001B_0024;
pub const IOCTL_SERIAL_CLR_DTR: ULONG = 0x001B_0028;
pub const IOCTL_SERIAL_RESET_DEVICE: ULONG = 0x001B_002C;
pub const IOCTL_SERIAL_SET_RTS: ULONG = 0x001B_0030;
pub const IOCTL_SERIAL_CLR_RTS: ULONG = 0x001B_0034;
pub const IOCTL_SERIAL_SET_XOFF: ULONG = 0x001B_0038;
pub const IOCTL_SERIAL_SET_XON: ULONG = 0x001B_003C;
pub const IOCTL_SERIAL_GET_WAIT_MASK: ULONG = 0x001B_0040;
pub const IOCTL_SERIAL_SET_WAIT_MASK: ULONG = 0x001B_0044;
pub const IOCTL_SERIAL_WAIT_ON_MASK: ULONG = 0x001B_0048;
pub const IOCTL_SERIAL_PURGE: ULONG = 0x001B_004C;
pub const IOCTL_SERIAL_GET_BAUD_RATE: ULONG = 0x001B_0050;
pub const IOCTL_SERIAL_GET_LINE_CONTROL: ULONG = 0x001B_0054;
pub const IOCTL_SERIAL_GET_CHARS: ULONG = 0x001B_0058;
pub const IOCTL_SERIAL_SET_CHARS: ULONG = 0x001B_005C;
pub const IOCTL_SERIAL_GET_HANDFLOW: ULONG = 0x001B_0060;
pub const IOCTL_SERIAL_SET_HANDFLOW: ULONG = 0x001B_0064;
pub const IOCTL_SERIAL_GET_MODEMSTATUS: ULONG = 0x001B_0068;
pub const IOCTL_SERIAL_GET_COMMSTATUS: ULONG = 0x001B_006C;
pub const IOCTL_SERIAL_XOFF_COUNTER: ULONG = 0x001B_0070;
pub const IOCTL_SERIAL_GET_PROPERTIES: ULONG = 0x001B_0074;
pub const IOCTL_SERIAL_GET_DTRRTS: ULONG = 0x001B_0078;
pub const IOCTL_SERIAL_LSRMST_INSERT: ULONG = 0x001B_007C;
pub const IOCTL_SERENUM_EXPOSE_HARDWARE: ULONG = 0x0037_0200;
pub const IOCTL_SERENUM_REMOVE_HARDWARE: ULONG = 0x0037_0204;
pub const IOCTL_SERENUM_PORT_DESC: ULONG = 0x0037_0208;
pub const IOCTL_SERENUM_GET_PORT_NAME: ULONG = 0x0037_020C;
pub const IOCTL_SERIAL_CONFIG_SIZE: ULONG = 0x001B_0080;
pub const IOCTL_SERIAL_GET_COMMCONFIG: ULONG = 0x001B_0084;
pub const IOCTL_SERIAL_SET_COMMCONFIG: ULONG = 0x001B_0088;
pub const IOCTL_SERIAL_GET_STATS: ULONG = 0x001B_008C;
pub const IOCTL_SERIAL_CLEAR_STATS: ULONG = 0x001B_0090;
pub const IOCTL_SERIAL_GET_MODEM_CONTROL: ULONG = 0x001B_0094;
pub const IOCTL_SERIAL_SET_MODEM_CONTROL: ULONG = 0x001B_0098;
pub const IOCTL_SERIAL_SET_FIFO_CONTROL: ULONG = 0x001B_009C;
pub const IOCTL_SERIAL_APPLY_DEFAULT_CONFIGURATION: ULONG = 0x001B_00A0;
pub const IOCTL_SERIAL_INTERNAL_DO_WAIT_WAKE: ULONG = 0x001B_0004;
pub const IOCTL_SERIAL_INTERNAL_CANCEL_WAIT_WAKE: ULONG = 0x001B_0008;
pub const IOCTL_SERIAL_INTERNAL_BASIC_SETTINGS: ULONG = 0x001B_000C;
pub const IOCTL_SERIAL_INTERNAL_RESTORE_SETTINGS: ULONG = 0x001B_0010;
pub const SERIAL_EV_RXCHAR: ULONG = 1;
pub const SERIAL_EV_RXFLAG: ULONG = 2;
pub const SERIAL_EV_TXEMPTY: ULONG = 4;
pub const SERIAL_EV_CTS: ULONG = 8;
pub const SERIAL_EV_DSR: ULONG = 0x10;
pub const SERIAL_EV_RLSD: ULONG = 0x20;
pub const SERIAL_EV_BREAK: ULONG = 0x40;
pub const SERIAL_EV_ERR: ULONG = 0x80;
pub const SERIAL_EV_RING: ULONG = 0x100;
pub const SERIAL_EV_PERR: ULONG = 0x200;
pub const SERIAL_EV_RX80FULL: ULONG = 0x400;
pub const SERIAL_EV_EVENT1: ULONG = 0x800;
pub const SERIAL_EV_EVENT2: ULONG = 0x1000;
pub const SERIAL_PURGE_TXABORT: ULONG = 1;
pub const SERIAL_PURGE_RXABORT: ULONG = 2;
pub const SERIAL_PURGE_TXCLEAR: ULONG = 4;
pub const SERIAL_PURGE_RXCLEAR: ULONG = 8;
pub const SERIAL_DTR_MASK: ULONG = 3;
pub const SERIAL_DTR_CONTROL: ULONG = 1;
pub const SERIAL_DTR_HANDSHAKE: ULONG = 2;
pub const SERIAL_CTS_HANDSHAKE: ULONG = 8;
pub const SERIAL_DSR_HANDSHAKE: ULONG = 0x10;
pub const SERIAL_DCD_HANDSHAKE: ULONG = 0x20;
pub const SERIAL_OUT_HANDSHAKEMASK: ULONG = 0x38;
pub const SERIAL_DSR_SENSITIVITY: ULONG = 0x40;
pub const SERIAL_ERROR_ABORT: ULONG = 0x8000_0000;
pub const SERIAL_CONTROL_INVALID: ULONG = 0x7FFF_FF84;
pub const SERIAL_AUTO_TRANSMIT: ULONG = 1;
pub const SERIAL_AUTO_RECEIVE: ULONG = 2;
pub const SERIAL_ERROR_CHAR: ULONG = 4;
pub const SERIAL_NULL_STRIPPING: ULONG = 8;
pub const SERIAL_BREAK_CHAR: ULONG = 0x10;
pub const SERIAL_RTS_MASK: ULONG = 0xC0;
pub const SERIAL_RTS_CONTROL: ULONG = 0x40;
pub const SERIAL_RTS_HANDSHAKE: ULONG = 0x80;
pub const SERIAL_TRANSMIT_TOGGLE: ULONG = 0xC0;
pub const SERIAL_XOFF_CONTINUE: ULONG = 0x8000_0000;
pub const SERIAL_FLOW_INVALID: ULONG = 0x7FFF_FF20;
pub const SERIAL_TX_WAITING_FOR_CTS: ULONG = 1;
pub const SERIAL_TX_WAITING_FOR_DSR: ULONG = 2;
pub const SERIAL_TX_WAITING_FOR_DCD: ULONG = 4;
pub const SERIAL_TX_WAITING_FOR_XON: ULONG = 8;
pub const SERIAL_TX_WAITING_XOFF_SENT: ULONG = 0x10;
pub const SERIAL_TX_WAITING_ON_BREAK: ULONG = 0x20;
pub const SERIAL_RX_WAITING_FOR_DSR: ULONG = 0x40;
pub const SERIAL_ERROR_BREAK: ULONG = 1;
pub const SERIAL_ERROR_FRAMING: ULONG = 2;
pub const SERIAL_ERROR_OVERRUN: ULONG = 4;
pub const SERIAL_ERROR_QUEUEOVERRUN: ULONG = 8;
pub const SERIAL_ERROR_PARITY: ULONG = 0x10;
pub const SERIAL_SP_SERIALCOMM: ULONG = 1;
pub const SERIAL_SP_UNSPECIFIED: ULONG = 0;
pub const SERIAL_SP_RS232: ULONG = 1;
pub const SERIAL_SP_PARALLEL: ULONG = 2;
pub const SERIAL_SP_RS422: ULONG = 3;
pub const SERIAL_SP_RS423: ULONG = 4;
pub const SERIAL_SP_RS449: ULONG = 5;
pub const SERIAL_SP_MODEM: ULONG = 6;
pub const SERIAL_SP_FAX: ULONG = 0x21;
pub const SERIAL_SP_SCANNER: ULONG = 0x22;
pub const SERIAL_SP_BRIDGE: ULONG = 0x100;
pub const SERIAL_SP_LAT: ULONG = 0x101;
pub const SERIAL_SP_TELNET: ULONG = 0x102;
pub const SERIAL_SP_X25: ULONG = 0x103;
pub const SERIAL_PCF_DTRDSR: ULONG = 1;
pub const SERIAL_PCF_RTSCTS: ULONG = 2;
pub const SERIAL_PCF_CD: ULONG = 4;
pub const SERIAL_PCF_PARITY_CHECK: ULONG = 8;
pub const SERIAL_PCF_XONXOFF: ULONG = 0x10;
pub const SERIAL_PCF_SETXCHAR: ULONG = 0x20;
pub const SERIAL_PCF_TOTALTIMEOUTS: ULONG = 0x40;
pub const SERIAL_PCF_INTTIMEOUTS: ULONG = 0x80;
pub const SERIAL_PCF_SPECIALCHARS: ULONG = 0x100;
pub const SERIAL_PCF_16BITMODE: ULONG = 0x200;
pub const SERIAL_SP_PARITY: ULONG = 1;
pub const SERIAL_SP_BAUD: ULONG = 2;
pub const SERIAL_SP_DATABITS: ULONG = 4;
pub const SERIAL_SP_STOPBITS: ULONG = 8;
pub const SERIAL_SP_HANDSHAKING: ULONG = 0x10;
pub const SERIAL_SP_PARITY_CHECK: ULONG = 0x20;
pub const SERIAL_SP_CARRIER_DETECT: ULONG = 0x40;
pub const SERIAL_BAUD_075: ULONG = 1;
pub const SERIAL_BAUD_110: ULONG = 2;
pub const SERIAL_BAUD_134_5: ULONG = 4;
pub const SERIAL_BAUD_150: ULONG = 8;
pub const SERIAL_BAUD_300: ULONG = 0x10;
pub const SERIAL_BAUD_600: ULONG = 0x20;
pub const SERIAL_BAUD_1200: ULONG = 0x40;
pub const SERIAL_BAUD_1800: ULONG = 0x80;
pub const SERIAL_BAUD_2400: ULONG = 0x100;
pub const SERIAL_BAUD_4800: ULONG = 0x200;
pub const SERIAL_BAUD_7200: ULONG = 0x400;
pub const SERIAL_BAUD_9600: ULONG = 0x800;
pub const SERIAL_BAUD_14400: ULONG = 0x1000;
pub const SERIAL_BAUD_19200: ULONG = 0x2000;
pub const SERIAL_BAUD_38400: ULONG = 0x4000;
pub const SERIAL_BAUD_56K: ULONG = 0x8000;
pub const SERIAL_BAUD_128K: ULONG = 0x0001_0000;
pub const SERIAL_BAUD_115200: ULONG = 0x0002_0000;
pub const SERIAL_BAUD_57600: ULONG = 0x0004_0000;
pub const SERIAL_BAUD_USER: ULONG = 0x1000_0000;
pub const SERIAL_DATABITS_5: ULONG = 1;
pub const SERIAL_DATABITS_6: ULONG = 2;
pub const SERIAL_DATABITS_7: ULONG = 4;
pub const SERIAL_DATABITS_8: ULONG = 8;
pub const SERIAL_DATABITS_16: ULONG = 0x10;
pub const SERIAL_DATABITS_16X: ULONG = 0x20;
pub const SERIAL_STOPBITS_10: ULONG = 1;
pub const SERIAL_STOPBITS_15: ULONG = 2;
pub const SERIAL_STOPBITS_20: ULONG = 4;
pub const SERIAL_PARITY_NONE: ULONG = 0x100;
pub const SERIAL_PARITY_ODD: ULONG = 0x200;
pub const SERIAL_PARITY_EVEN: ULONG = 0x400;
pub const SERIAL_PARITY_MARK: ULONG = 0x800;
pub const SERIAL_PARITY_SPACE: ULONG = 0x1000;
pub const SERIAL_DTR_STATE: ULONG = 1;
pub const SERIAL_RTS_STATE: ULONG = 2;
pub const SERIAL_CTS_STATE: ULONG = 0x10;
pub const SERIAL_DSR_STATE: ULONG = 0x20;
pub const SERIAL_RI_STATE: ULONG = 0x40;
pub const SERIAL_DCD_STATE: ULONG = 0x80;
pub const SERIAL_LSRMST_ESCAPE: ULONG = 0;
pub const SERIAL_LSRMST_LSR_DATA: ULONG = 1;
pub const SERIAL_LSRMST_LSR_NODATA: ULONG = 2;
pub const SERIAL_LSRMST_MST: ULONG = 3;
pub const SERIAL_IOC_FCR_FIFO_ENABLE: ULONG = 1;
pub const SERIAL_IOC_FCR_RCVR_RESET: ULONG = 2;
pub const SERIAL_IOC_FCR_XMIT_RESET: ULONG = 4;
pub const SERIAL_IOC_FCR_DMA_MODE: ULONG = 8;
pub const SERIAL_IOC_FCR_RES1: ULONG = 0x10;
pub const SERIAL_IOC_FCR_RES2: ULONG = 0x20;
pub const SERIAL_IOC_FCR_RCVR_TRIGGER_LSB: ULONG = 0x40;
pub const SERIAL_IOC_FCR_RCVR_TRIGGER_MSB: ULONG = 0x80;
pub const SERIAL_IOC_MCR_DTR: ULONG = 1;
pub const SERIAL_IOC_MCR_RTS: ULONG = 2;
pub const SERIAL_IOC_MCR_OUT1: ULONG = 4;
pub const SERIAL_IOC_MCR_OUT2: ULONG = 8;
pub const SERIAL_IOC_MCR_LOOP: ULONG = 0x10;
pub const IOCTL_INTERNAL_SERENUM_REMOVE_SELF: ULONG = 0x0037_0207;
pub const GUID_DEVINTERFACE_PARALLEL: GUID = guid(
    0x97F76EF0,
    0xF883,
    0x11D0,
    [0xAF, 0x1F, 0x00, 0x00, 0xF8, 0x00, 0x84, 0x5C],
);
pub const GUID_DEVINTERFACE_PARCLASS: GUID = guid(
    0x811FC6A5,
    0xF728,
    0x11D0,
    [0xA5, 0x37, 0x00, 0x00, 0xF8, 0x75, 0x3E, 0xD1],
);
pub const GUID_PARALLEL_DEVICE: GUID = guid(
    0x97F76EF0,
    0xF883,
    0x11D0,
    [0xAF, 0x1F, 0x00, 0x00, 0xF8, 0x00, 0x84, 0x5C],
);
pub const GUID_PARCLASS_DEVICE: GUID = guid(
    0x811FC6A5,
    0xF728,
    0x11D0,
    [0xA5, 0x37, 0x00, 0x00, 0xF8, 0x75, 0x3E, 0xD1],
);
pub const GUID_DEVINTERFACE_COMPORT: GUID = guid(
    0x86E0D1E0,
    0x8089,
    0x11D0,
    [0x9C, 0xE4, 0x08, 0x00, 0x3E, 0x30, 0x1F, 0x73],
);
pub const GUID_DEVINTERFACE_SERENUM_BUS_ENUMERATOR: GUID = guid(
    0x4D36E978,
    0xE325,
    0x11CE,
    [0xBF, 0xC1, 0x08, 0x00, 0x2B, 0xE1, 0x03, 0x18],
);
