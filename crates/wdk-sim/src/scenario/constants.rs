//! The words of `CTL_CODE`.

use wdk_sys::*;

/// A part of a control code: its name, its largest value, its words.
pub(super) struct Part {
    pub(super) what: &'static str,
    pub(super) most: u32,
    pub(super) values: &'static [(&'static str, u32)],
}

macro_rules! words {
    ($($name:ident)*) => {
        &[$((stringify!($name), $name)),*]
    };
}

/// The four parts, in their order.
pub(super) const CTL_CODE_PARTS: [Part; 4] = [
    Part {
        what: "a device type, such as `FILE_DEVICE_UNKNOWN`",
        most: 0xFFFF,
        values: words![
            FILE_DEVICE_BEEP
            FILE_DEVICE_CD_ROM
            FILE_DEVICE_CD_ROM_FILE_SYSTEM
            FILE_DEVICE_CONTROLLER
            FILE_DEVICE_DATALINK
            FILE_DEVICE_DFS
            FILE_DEVICE_DISK
            FILE_DEVICE_DISK_FILE_SYSTEM
            FILE_DEVICE_FILE_SYSTEM
            FILE_DEVICE_INPORT_PORT
            FILE_DEVICE_KEYBOARD
            FILE_DEVICE_MAILSLOT
            FILE_DEVICE_MIDI_IN
            FILE_DEVICE_MIDI_OUT
            FILE_DEVICE_MOUSE
            FILE_DEVICE_MULTI_UNC_PROVIDER
            FILE_DEVICE_NAMED_PIPE
            FILE_DEVICE_NETWORK
            FILE_DEVICE_NETWORK_BROWSER
            FILE_DEVICE_NETWORK_FILE_SYSTEM
            FILE_DEVICE_NULL
            FILE_DEVICE_PARALLEL_PORT
            FILE_DEVICE_PHYSICAL_NETCARD
            FILE_DEVICE_PRINTER
            FILE_DEVICE_SCANNER
            FILE_DEVICE_SERIAL_MOUSE_PORT
            FILE_DEVICE_SERIAL_PORT
            FILE_DEVICE_SCREEN
            FILE_DEVICE_SOUND
            FILE_DEVICE_STREAMS
            FILE_DEVICE_TAPE
            FILE_DEVICE_TAPE_FILE_SYSTEM
            FILE_DEVICE_TRANSPORT
            FILE_DEVICE_UNKNOWN
            FILE_DEVICE_VIDEO
            FILE_DEVICE_VIRTUAL_DISK
            FILE_DEVICE_WAVE_IN
            FILE_DEVICE_WAVE_OUT
            FILE_DEVICE_8042_PORT
            FILE_DEVICE_NETWORK_REDIRECTOR
            FILE_DEVICE_BATTERY
            FILE_DEVICE_BUS_EXTENDER
            FILE_DEVICE_MODEM
            FILE_DEVICE_VDM
            FILE_DEVICE_MASS_STORAGE
            FILE_DEVICE_SMB
            FILE_DEVICE_KS
            FILE_DEVICE_CHANGER
            FILE_DEVICE_SMARTCARD
            FILE_DEVICE_ACPI
            FILE_DEVICE_DVD
            FILE_DEVICE_FULLSCREEN_VIDEO
            FILE_DEVICE_DFS_FILE_SYSTEM
            FILE_DEVICE_DFS_VOLUME
            FILE_DEVICE_SERENUM
            FILE_DEVICE_TERMSRV
            FILE_DEVICE_KSEC
            FILE_DEVICE_FIPS
            FILE_DEVICE_INFINIBAND
            FILE_DEVICE_VMBUS
            FILE_DEVICE_CRYPT_PROVIDER
            FILE_DEVICE_WPD
            FILE_DEVICE_BLUETOOTH
            FILE_DEVICE_MT_COMPOSITE
            FILE_DEVICE_MT_TRANSPORT
            FILE_DEVICE_BIOMETRIC
            FILE_DEVICE_PMI
        ],
    },
    Part {
        what: "a function code",
        most: 0xFFF,
        values: &[],
    },
    Part {
        what: "a method, such as `METHOD_BUFFERED`",
        most: 3,
        values: words![METHOD_BUFFERED METHOD_IN_DIRECT METHOD_OUT_DIRECT METHOD_NEITHER],
    },
    Part {
        what: "an access, such as `FILE_ANY_ACCESS`",
        most: 3,
        values: words![
            FILE_ANY_ACCESS FILE_READ_ACCESS FILE_WRITE_ACCESS FILE_READ_DATA FILE_WRITE_DATA
            FILE_SPECIAL_ACCESS
        ],
    },
];
