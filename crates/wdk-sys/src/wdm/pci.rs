//! `wdm.h`: the configuration space of PCI devices.

use crate::{
    layout::{bit_fields, layout},
    *,
};

/// Device and function numbers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_SLOT_NUMBER {
    pub u: _PCI_SLOT_NUMBER_u,
}
/// A [`_PCI_SLOT_NUMBER`].
pub type PCI_SLOT_NUMBER = _PCI_SLOT_NUMBER;
/// Pointer to a [`_PCI_SLOT_NUMBER`].
pub type PPCI_SLOT_NUMBER = *mut _PCI_SLOT_NUMBER;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _PCI_SLOT_NUMBER_u {
    pub bits: _PCI_SLOT_NUMBER_u_bits,
    pub AsULONG: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_SLOT_NUMBER_u_bits {
    pub BitFields: ULONG,
}

/// The header of a PCI device's configuration space.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_COMMON_HEADER {
    pub VendorID: USHORT,
    pub DeviceID: USHORT,
    pub Command: USHORT,
    pub Status: USHORT,
    pub RevisionID: UCHAR,
    pub ProgIf: UCHAR,
    pub SubClass: UCHAR,
    pub BaseClass: UCHAR,
    pub CacheLineSize: UCHAR,
    pub LatencyTimer: UCHAR,
    pub HeaderType: UCHAR,
    pub BIST: UCHAR,
    pub u: _PCI_COMMON_HEADER_u,
}
/// A [`_PCI_COMMON_HEADER`].
pub type PCI_COMMON_HEADER = _PCI_COMMON_HEADER;
/// Pointer to a [`_PCI_COMMON_HEADER`].
pub type PPCI_COMMON_HEADER = *mut _PCI_COMMON_HEADER;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _PCI_COMMON_HEADER_u {
    pub type0: _PCI_COMMON_HEADER_u_type0,
    pub type1: _PCI_COMMON_HEADER_u_type1,
    pub type2: _PCI_COMMON_HEADER_u_type2,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_COMMON_HEADER_u_type0 {
    pub BaseAddresses: [ULONG; 6],
    pub CIS: ULONG,
    pub SubVendorID: USHORT,
    pub SubSystemID: USHORT,
    pub ROMBaseAddress: ULONG,
    pub CapabilitiesPtr: UCHAR,
    pub Reserved1: [UCHAR; 3],
    pub Reserved2: ULONG,
    pub InterruptLine: UCHAR,
    pub InterruptPin: UCHAR,
    pub MinimumGrant: UCHAR,
    pub MaximumLatency: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_COMMON_HEADER_u_type1 {
    pub BaseAddresses: [ULONG; 2],
    pub PrimaryBus: UCHAR,
    pub SecondaryBus: UCHAR,
    pub SubordinateBus: UCHAR,
    pub SecondaryLatency: UCHAR,
    pub IOBase: UCHAR,
    pub IOLimit: UCHAR,
    pub SecondaryStatus: USHORT,
    pub MemoryBase: USHORT,
    pub MemoryLimit: USHORT,
    pub PrefetchBase: USHORT,
    pub PrefetchLimit: USHORT,
    pub PrefetchBaseUpper32: ULONG,
    pub PrefetchLimitUpper32: ULONG,
    pub IOBaseUpper16: USHORT,
    pub IOLimitUpper16: USHORT,
    pub CapabilitiesPtr: UCHAR,
    pub Reserved1: [UCHAR; 3],
    pub ROMBaseAddress: ULONG,
    pub InterruptLine: UCHAR,
    pub InterruptPin: UCHAR,
    pub BridgeControl: USHORT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_COMMON_HEADER_u_type2 {
    pub SocketRegistersBaseAddress: ULONG,
    pub CapabilitiesPtr: UCHAR,
    pub Reserved: UCHAR,
    pub SecondaryStatus: USHORT,
    pub PrimaryBus: UCHAR,
    pub SecondaryBus: UCHAR,
    pub SubordinateBus: UCHAR,
    pub SecondaryLatency: UCHAR,
    pub Range: [_PCI_COMMON_HEADER_u_type2_Range; 4],
    pub InterruptLine: UCHAR,
    pub InterruptPin: UCHAR,
    pub BridgeControl: USHORT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_COMMON_HEADER_u_type2_Range {
    pub Base: ULONG,
    pub Limit: ULONG,
}

/// The configuration space of a PCI device.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_COMMON_CONFIG {
    pub Anonymous: _PCI_COMMON_CONFIG_Anonymous,
    pub DeviceSpecific: [UCHAR; 192],
}
/// A [`_PCI_COMMON_CONFIG`].
pub type PCI_COMMON_CONFIG = _PCI_COMMON_CONFIG;
/// Pointer to a [`_PCI_COMMON_CONFIG`].
pub type PPCI_COMMON_CONFIG = *mut _PCI_COMMON_CONFIG;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_COMMON_CONFIG_Anonymous {
    pub VendorID: USHORT,
    pub DeviceID: USHORT,
    pub Command: USHORT,
    pub Status: USHORT,
    pub RevisionID: UCHAR,
    pub ProgIf: UCHAR,
    pub SubClass: UCHAR,
    pub BaseClass: UCHAR,
    pub CacheLineSize: UCHAR,
    pub LatencyTimer: UCHAR,
    pub HeaderType: UCHAR,
    pub BIST: UCHAR,
    pub u: _PCI_COMMON_CONFIG_Anonymous_u,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _PCI_COMMON_CONFIG_Anonymous_u {
    pub type0: _PCI_COMMON_CONFIG_Anonymous_u_type0,
    pub type1: _PCI_COMMON_CONFIG_Anonymous_u_type1,
    pub type2: _PCI_COMMON_CONFIG_Anonymous_u_type2,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_COMMON_CONFIG_Anonymous_u_type0 {
    pub BaseAddresses: [ULONG; 6],
    pub CIS: ULONG,
    pub SubVendorID: USHORT,
    pub SubSystemID: USHORT,
    pub ROMBaseAddress: ULONG,
    pub CapabilitiesPtr: UCHAR,
    pub Reserved1: [UCHAR; 3],
    pub Reserved2: ULONG,
    pub InterruptLine: UCHAR,
    pub InterruptPin: UCHAR,
    pub MinimumGrant: UCHAR,
    pub MaximumLatency: UCHAR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_COMMON_CONFIG_Anonymous_u_type1 {
    pub BaseAddresses: [ULONG; 2],
    pub PrimaryBus: UCHAR,
    pub SecondaryBus: UCHAR,
    pub SubordinateBus: UCHAR,
    pub SecondaryLatency: UCHAR,
    pub IOBase: UCHAR,
    pub IOLimit: UCHAR,
    pub SecondaryStatus: USHORT,
    pub MemoryBase: USHORT,
    pub MemoryLimit: USHORT,
    pub PrefetchBase: USHORT,
    pub PrefetchLimit: USHORT,
    pub PrefetchBaseUpper32: ULONG,
    pub PrefetchLimitUpper32: ULONG,
    pub IOBaseUpper16: USHORT,
    pub IOLimitUpper16: USHORT,
    pub CapabilitiesPtr: UCHAR,
    pub Reserved1: [UCHAR; 3],
    pub ROMBaseAddress: ULONG,
    pub InterruptLine: UCHAR,
    pub InterruptPin: UCHAR,
    pub BridgeControl: USHORT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_COMMON_CONFIG_Anonymous_u_type2 {
    pub SocketRegistersBaseAddress: ULONG,
    pub CapabilitiesPtr: UCHAR,
    pub Reserved: UCHAR,
    pub SecondaryStatus: USHORT,
    pub PrimaryBus: UCHAR,
    pub SecondaryBus: UCHAR,
    pub SubordinateBus: UCHAR,
    pub SecondaryLatency: UCHAR,
    pub Range: [_PCI_COMMON_CONFIG_Anonymous_u_type2_Range; 4],
    pub InterruptLine: UCHAR,
    pub InterruptPin: UCHAR,
    pub BridgeControl: USHORT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_COMMON_CONFIG_Anonymous_u_type2_Range {
    pub Base: ULONG,
    pub Limit: ULONG,
}

/// What every PCI capability begins with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_CAPABILITIES_HEADER {
    pub CapabilityID: UCHAR,
    pub Next: UCHAR,
}
/// A [`_PCI_CAPABILITIES_HEADER`].
pub type PCI_CAPABILITIES_HEADER = _PCI_CAPABILITIES_HEADER;
/// Pointer to a [`_PCI_CAPABILITIES_HEADER`].
pub type PPCI_CAPABILITIES_HEADER = *mut _PCI_CAPABILITIES_HEADER;

/// Power management that a PCI device can do.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_PMC {
    pub BitFields: UCHAR,
    pub Support: _PM_SUPPORT,
}
/// A [`_PCI_PMC`].
pub type PCI_PMC = _PCI_PMC;
/// Pointer to a [`_PCI_PMC`].
pub type PPCI_PMC = *mut _PCI_PMC;

/// States that a PCI device can wake from.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PM_SUPPORT {
    pub BitFields: UCHAR,
}

/// Power management state of a PCI device.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_PMCSR {
    pub BitFields: USHORT,
}
/// A [`_PCI_PMCSR`].
pub type PCI_PMCSR = _PCI_PMCSR;
/// Pointer to a [`_PCI_PMCSR`].
pub type PPCI_PMCSR = *mut _PCI_PMCSR;

/// Power management of a PCI bridge.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_PMCSR_BSE {
    pub BitFields: UCHAR,
}
/// A [`_PCI_PMCSR_BSE`].
pub type PCI_PMCSR_BSE = _PCI_PMCSR_BSE;
/// Pointer to a [`_PCI_PMCSR_BSE`].
pub type PPCI_PMCSR_BSE = *mut _PCI_PMCSR_BSE;

/// The power management capability.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PCI_PM_CAPABILITY {
    pub Header: PCI_CAPABILITIES_HEADER,
    pub PMC: _PCI_PM_CAPABILITY_PMC,
    pub PMCSR: _PCI_PM_CAPABILITY_PMCSR,
    pub PMCSR_BSE: _PCI_PM_CAPABILITY_PMCSR_BSE,
    pub Data: UCHAR,
}
/// A [`_PCI_PM_CAPABILITY`].
pub type PCI_PM_CAPABILITY = _PCI_PM_CAPABILITY;
/// Pointer to a [`_PCI_PM_CAPABILITY`].
pub type PPCI_PM_CAPABILITY = *mut _PCI_PM_CAPABILITY;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _PCI_PM_CAPABILITY_PMC {
    pub Capabilities: PCI_PMC,
    pub AsUSHORT: USHORT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _PCI_PM_CAPABILITY_PMCSR {
    pub ControlStatus: PCI_PMCSR,
    pub AsUSHORT: USHORT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _PCI_PM_CAPABILITY_PMCSR_BSE {
    pub BridgeSupport: PCI_PMCSR_BSE,
    pub AsUCHAR: UCHAR,
}

layout! {
    _PCI_SLOT_NUMBER_u_bits: 4, 4 { BitFields: 0 }
    _PCI_SLOT_NUMBER_u: 4, 4 { bits: 0, AsULONG: 0 }
    _PCI_SLOT_NUMBER: 4, 4 { u: 0 }
    _PCI_COMMON_HEADER_u_type0: 48, 4 {
        BaseAddresses: 0, CIS: 24, SubVendorID: 28, SubSystemID: 30, ROMBaseAddress: 32,
        CapabilitiesPtr: 36, Reserved1: 37, Reserved2: 40, InterruptLine: 44, InterruptPin:
        45, MinimumGrant: 46, MaximumLatency: 47
    }
    _PCI_COMMON_HEADER_u_type1: 48, 4 {
        BaseAddresses: 0, PrimaryBus: 8, SecondaryBus: 9, SubordinateBus: 10,
        SecondaryLatency: 11, IOBase: 12, IOLimit: 13, SecondaryStatus: 14, MemoryBase: 16,
        MemoryLimit: 18, PrefetchBase: 20, PrefetchLimit: 22, PrefetchBaseUpper32: 24,
        PrefetchLimitUpper32: 28, IOBaseUpper16: 32, IOLimitUpper16: 34, CapabilitiesPtr:
        36, Reserved1: 37, ROMBaseAddress: 40, InterruptLine: 44, InterruptPin: 45,
        BridgeControl: 46
    }
    _PCI_COMMON_HEADER_u_type2_Range: 8, 4 { Base: 0, Limit: 4 }
    _PCI_COMMON_HEADER_u_type2: 48, 4 {
        SocketRegistersBaseAddress: 0, CapabilitiesPtr: 4, Reserved: 5, SecondaryStatus: 6,
        PrimaryBus: 8, SecondaryBus: 9, SubordinateBus: 10, SecondaryLatency: 11, Range: 12,
        InterruptLine: 44, InterruptPin: 45, BridgeControl: 46
    }
    _PCI_COMMON_HEADER_u: 48, 4 { type0: 0, type1: 0, type2: 0 }
    _PCI_COMMON_HEADER: 64, 4 {
        VendorID: 0, DeviceID: 2, Command: 4, Status: 6, RevisionID: 8, ProgIf: 9, SubClass:
        10, BaseClass: 11, CacheLineSize: 12, LatencyTimer: 13, HeaderType: 14, BIST: 15, u:
        16
    }
    _PCI_COMMON_CONFIG_Anonymous_u_type0: 48, 4 {
        BaseAddresses: 0, CIS: 24, SubVendorID: 28, SubSystemID: 30, ROMBaseAddress: 32,
        CapabilitiesPtr: 36, Reserved1: 37, Reserved2: 40, InterruptLine: 44, InterruptPin:
        45, MinimumGrant: 46, MaximumLatency: 47
    }
    _PCI_COMMON_CONFIG_Anonymous_u_type1: 48, 4 {
        BaseAddresses: 0, PrimaryBus: 8, SecondaryBus: 9, SubordinateBus: 10,
        SecondaryLatency: 11, IOBase: 12, IOLimit: 13, SecondaryStatus: 14, MemoryBase: 16,
        MemoryLimit: 18, PrefetchBase: 20, PrefetchLimit: 22, PrefetchBaseUpper32: 24,
        PrefetchLimitUpper32: 28, IOBaseUpper16: 32, IOLimitUpper16: 34, CapabilitiesPtr:
        36, Reserved1: 37, ROMBaseAddress: 40, InterruptLine: 44, InterruptPin: 45,
        BridgeControl: 46
    }
    _PCI_COMMON_CONFIG_Anonymous_u_type2_Range: 8, 4 { Base: 0, Limit: 4 }
    _PCI_COMMON_CONFIG_Anonymous_u_type2: 48, 4 {
        SocketRegistersBaseAddress: 0, CapabilitiesPtr: 4, Reserved: 5, SecondaryStatus: 6,
        PrimaryBus: 8, SecondaryBus: 9, SubordinateBus: 10, SecondaryLatency: 11, Range: 12,
        InterruptLine: 44, InterruptPin: 45, BridgeControl: 46
    }
    _PCI_COMMON_CONFIG_Anonymous_u: 48, 4 { type0: 0, type1: 0, type2: 0 }
    _PCI_COMMON_CONFIG_Anonymous: 64, 4 {
        VendorID: 0, DeviceID: 2, Command: 4, Status: 6, RevisionID: 8, ProgIf: 9, SubClass:
        10, BaseClass: 11, CacheLineSize: 12, LatencyTimer: 13, HeaderType: 14, BIST: 15, u:
        16
    }
    _PCI_COMMON_CONFIG: 256, 4 { Anonymous: 0, DeviceSpecific: 64 }
    _PCI_CAPABILITIES_HEADER: 2, 1 { CapabilityID: 0, Next: 1 }
    _PCI_PMC: 2, 1 { BitFields: 0, Support: 1 }
    _PM_SUPPORT: 1, 1 { BitFields: 0 }
    _PCI_PMCSR: 2, 2 { BitFields: 0 }
    _PCI_PMCSR_BSE: 1, 1 { BitFields: 0 }
    _PCI_PM_CAPABILITY_PMC: 2, 2 { Capabilities: 0, AsUSHORT: 0 }
    _PCI_PM_CAPABILITY_PMCSR: 2, 2 { ControlStatus: 0, AsUSHORT: 0 }
    _PCI_PM_CAPABILITY_PMCSR_BSE: 1, 1 { BridgeSupport: 0, AsUCHAR: 0 }
    _PCI_PM_CAPABILITY: 8, 2 { Header: 0, PMC: 2, PMCSR: 4, PMCSR_BSE: 6, Data: 7 }
}

bit_fields! {
    _PCI_SLOT_NUMBER_u_bits.BitFields: ULONG {
        DeviceNumber set_DeviceNumber: 0, 5;
        FunctionNumber set_FunctionNumber: 5, 3;
    }
    _PCI_PMC.BitFields: UCHAR {
        Version set_Version: 0, 3;
        PMEClock set_PMEClock: 3, 1;
        Rsvd1 set_Rsvd1: 4, 1;
        DeviceSpecificInitialization set_DeviceSpecificInitialization: 5, 1;
        Rsvd2 set_Rsvd2: 6, 2;
    }
    _PM_SUPPORT.BitFields: UCHAR {
        Rsvd2 set_Rsvd2: 0, 1;
        D1 set_D1: 1, 1;
        D2 set_D2: 2, 1;
        PMED0 set_PMED0: 3, 1;
        PMED1 set_PMED1: 4, 1;
        PMED2 set_PMED2: 5, 1;
        PMED3Hot set_PMED3Hot: 6, 1;
        PMED3Cold set_PMED3Cold: 7, 1;
    }
    _PCI_PMCSR.BitFields: USHORT {
        PowerState set_PowerState: 0, 2;
        Rsvd1 set_Rsvd1: 2, 6;
        PMEEnable set_PMEEnable: 8, 1;
        DataSelect set_DataSelect: 9, 4;
        DataScale set_DataScale: 13, 2;
        PMEStatus set_PMEStatus: 15, 1;
    }
    _PCI_PMCSR_BSE.BitFields: UCHAR {
        Rsvd1 set_Rsvd1: 0, 6;
        D3HotSupportsStopClock set_D3HotSupportsStopClock: 6, 1;
        BusPowerClockControlEnabled set_BusPowerClockControlEnabled: 7, 1;
    }
}

pub const PCI_DEVICE_PRESENT_INTERFACE_VERSION: ULONG = 1;
pub const PCI_USE_SUBSYSTEM_IDS: ULONG = 1;
pub const PCI_USE_REVISION: ULONG = 2;
pub const PCI_USE_VENDEV_IDS: ULONG = 4;
pub const PCI_USE_CLASS_SUBCLASS: ULONG = 8;
pub const PCI_USE_PROGIF: ULONG = 0x10;
pub const PCI_USE_LOCAL_BUS: ULONG = 0x20;
pub const PCI_USE_LOCAL_DEVICE: ULONG = 0x40;
pub const PCI_TYPE0_ADDRESSES: ULONG = 6;
pub const PCI_TYPE1_ADDRESSES: ULONG = 2;
pub const PCI_TYPE2_ADDRESSES: ULONG = 5;
pub const PCI_COMMON_HDR_LENGTH: ULONG = 64;
pub const PCI_EXTENDED_CONFIG_LENGTH: ULONG = 0x1000;
pub const PCI_MAX_DEVICES: ULONG = 32;
pub const PCI_MAX_FUNCTION: ULONG = 8;
pub const PCI_MAX_BRIDGE_NUMBER: ULONG = 0xFF;
pub const PCI_INVALID_VENDORID: ULONG = 0xFFFF;
pub const PCI_MULTIFUNCTION: ULONG = 0x80;
pub const PCI_DEVICE_TYPE: ULONG = 0;
pub const PCI_BRIDGE_TYPE: ULONG = 1;
pub const PCI_CARDBUS_BRIDGE_TYPE: ULONG = 2;
pub const PCI_ENABLE_IO_SPACE: ULONG = 1;
pub const PCI_ENABLE_MEMORY_SPACE: ULONG = 2;
pub const PCI_ENABLE_BUS_MASTER: ULONG = 4;
pub const PCI_ENABLE_SPECIAL_CYCLES: ULONG = 8;
pub const PCI_ENABLE_WRITE_AND_INVALIDATE: ULONG = 0x10;
pub const PCI_ENABLE_VGA_COMPATIBLE_PALETTE: ULONG = 0x20;
pub const PCI_ENABLE_PARITY: ULONG = 0x40;
pub const PCI_ENABLE_WAIT_CYCLE: ULONG = 0x80;
pub const PCI_ENABLE_SERR: ULONG = 0x100;
pub const PCI_ENABLE_FAST_BACK_TO_BACK: ULONG = 0x200;
pub const PCI_DISABLE_LEVEL_INTERRUPT: ULONG = 0x400;
pub const PCI_STATUS_INTERRUPT_PENDING: ULONG = 8;
pub const PCI_STATUS_CAPABILITIES_LIST: ULONG = 0x10;
pub const PCI_STATUS_66MHZ_CAPABLE: ULONG = 0x20;
pub const PCI_STATUS_UDF_SUPPORTED: ULONG = 0x40;
pub const PCI_STATUS_FAST_BACK_TO_BACK: ULONG = 0x80;
pub const PCI_STATUS_DATA_PARITY_DETECTED: ULONG = 0x100;
pub const PCI_STATUS_DEVSEL: ULONG = 0x600;
pub const PCI_STATUS_SIGNALED_TARGET_ABORT: ULONG = 0x800;
pub const PCI_STATUS_RECEIVED_TARGET_ABORT: ULONG = 0x1000;
pub const PCI_STATUS_RECEIVED_MASTER_ABORT: ULONG = 0x2000;
pub const PCI_STATUS_SIGNALED_SYSTEM_ERROR: ULONG = 0x4000;
pub const PCI_STATUS_DETECTED_PARITY_ERROR: ULONG = 0x8000;
pub const PCI_WHICHSPACE_CONFIG: ULONG = 0;
pub const PCI_WHICHSPACE_ROM: ULONG = 0x5269_6350;
pub const PCI_CAPABILITY_ID_POWER_MANAGEMENT: ULONG = 1;
pub const PCI_CAPABILITY_ID_AGP: ULONG = 2;
pub const PCI_CAPABILITY_ID_VPD: ULONG = 3;
pub const PCI_CAPABILITY_ID_SLOT_ID: ULONG = 4;
pub const PCI_CAPABILITY_ID_MSI: ULONG = 5;
pub const PCI_CAPABILITY_ID_CPCI_HOTSWAP: ULONG = 6;
pub const PCI_CAPABILITY_ID_PCIX: ULONG = 7;
pub const PCI_CAPABILITY_ID_HYPERTRANSPORT: ULONG = 8;
pub const PCI_CAPABILITY_ID_VENDOR_SPECIFIC: ULONG = 9;
pub const PCI_CAPABILITY_ID_DEBUG_PORT: ULONG = 0xA;
pub const PCI_CAPABILITY_ID_CPCI_RES_CTRL: ULONG = 0xB;
pub const PCI_CAPABILITY_ID_SHPC: ULONG = 0xC;
pub const PCI_CAPABILITY_ID_P2P_SSID: ULONG = 0xD;
pub const PCI_CAPABILITY_ID_AGP_TARGET: ULONG = 0xE;
pub const PCI_CAPABILITY_ID_SECURE: ULONG = 0xF;
pub const PCI_CAPABILITY_ID_PCI_EXPRESS: ULONG = 0x10;
pub const PCI_CAPABILITY_ID_MSIX: ULONG = 0x11;
pub const PCI_EXPRESS_ADVANCED_ERROR_REPORTING_CAP_ID: ULONG = 1;
pub const PCI_EXPRESS_VIRTUAL_CHANNEL_CAP_ID: ULONG = 2;
pub const PCI_EXPRESS_DEVICE_SERIAL_NUMBER_CAP_ID: ULONG = 3;
pub const PCI_EXPRESS_POWER_BUDGETING_CAP_ID: ULONG = 4;
pub const PCI_EXPRESS_RC_LINK_DECLARATION_CAP_ID: ULONG = 5;
pub const PCI_EXPRESS_RC_INTERNAL_LINK_CONTROL_CAP_ID: ULONG = 6;
pub const PCI_EXPRESS_RC_EVENT_COLLECTOR_ENDPOINT_ASSOCIATION_CAP_ID: ULONG = 7;
pub const PCI_EXPRESS_MFVC_CAP_ID: ULONG = 8;
pub const PCI_EXPRESS_VC_AND_MFVC_CAP_ID: ULONG = 9;
pub const PCI_EXPRESS_RCRB_HEADER_CAP_ID: ULONG = 0xA;
pub const PCI_EXPRESS_SINGLE_ROOT_IO_VIRTUALIZATION_CAP_ID: ULONG = 0x10;
pub const PCI_CLASS_PRE_20: ULONG = 0;
pub const PCI_CLASS_MASS_STORAGE_CTLR: ULONG = 1;
pub const PCI_CLASS_NETWORK_CTLR: ULONG = 2;
pub const PCI_CLASS_DISPLAY_CTLR: ULONG = 3;
pub const PCI_CLASS_MULTIMEDIA_DEV: ULONG = 4;
pub const PCI_CLASS_MEMORY_CTLR: ULONG = 5;
pub const PCI_CLASS_BRIDGE_DEV: ULONG = 6;
pub const PCI_CLASS_SIMPLE_COMMS_CTLR: ULONG = 7;
pub const PCI_CLASS_BASE_SYSTEM_DEV: ULONG = 8;
pub const PCI_CLASS_INPUT_DEV: ULONG = 9;
pub const PCI_CLASS_DOCKING_STATION: ULONG = 0xA;
pub const PCI_CLASS_PROCESSOR: ULONG = 0xB;
pub const PCI_CLASS_SERIAL_BUS_CTLR: ULONG = 0xC;
pub const PCI_CLASS_WIRELESS_CTLR: ULONG = 0xD;
pub const PCI_CLASS_INTELLIGENT_IO_CTLR: ULONG = 0xE;
pub const PCI_CLASS_SATELLITE_COMMS_CTLR: ULONG = 0xF;
pub const PCI_CLASS_ENCRYPTION_DECRYPTION: ULONG = 0x10;
pub const PCI_CLASS_DATA_ACQ_SIGNAL_PROC: ULONG = 0x11;
pub const PCI_CLASS_NOT_DEFINED: ULONG = 0xFF;
pub const PCI_SUBCLASS_PRE_20_NON_VGA: ULONG = 0;
pub const PCI_SUBCLASS_PRE_20_VGA: ULONG = 1;
pub const PCI_SUBCLASS_MSC_SCSI_BUS_CTLR: ULONG = 0;
pub const PCI_SUBCLASS_MSC_IDE_CTLR: ULONG = 1;
pub const PCI_SUBCLASS_MSC_FLOPPY_CTLR: ULONG = 2;
pub const PCI_SUBCLASS_MSC_IPI_CTLR: ULONG = 3;
pub const PCI_SUBCLASS_MSC_RAID_CTLR: ULONG = 4;
pub const PCI_SUBCLASS_MSC_OTHER: ULONG = 0x80;
pub const PCI_SUBCLASS_NET_ETHERNET_CTLR: ULONG = 0;
pub const PCI_SUBCLASS_NET_TOKEN_RING_CTLR: ULONG = 1;
pub const PCI_SUBCLASS_NET_FDDI_CTLR: ULONG = 2;
pub const PCI_SUBCLASS_NET_ATM_CTLR: ULONG = 3;
pub const PCI_SUBCLASS_NET_ISDN_CTLR: ULONG = 4;
pub const PCI_SUBCLASS_NET_OTHER: ULONG = 0x80;
pub const PCI_SUBCLASS_VID_VGA_CTLR: ULONG = 0;
pub const PCI_SUBCLASS_VID_XGA_CTLR: ULONG = 1;
pub const PCI_SUBCLASS_VID_3D_CTLR: ULONG = 2;
pub const PCI_SUBCLASS_VID_OTHER: ULONG = 0x80;
pub const PCI_SUBCLASS_MM_VIDEO_DEV: ULONG = 0;
pub const PCI_SUBCLASS_MM_AUDIO_DEV: ULONG = 1;
pub const PCI_SUBCLASS_MM_TELEPHONY_DEV: ULONG = 2;
pub const PCI_SUBCLASS_MM_OTHER: ULONG = 0x80;
pub const PCI_SUBCLASS_MEM_RAM: ULONG = 0;
pub const PCI_SUBCLASS_MEM_FLASH: ULONG = 1;
pub const PCI_SUBCLASS_MEM_OTHER: ULONG = 0x80;
pub const PCI_SUBCLASS_BR_HOST: ULONG = 0;
pub const PCI_SUBCLASS_BR_ISA: ULONG = 1;
pub const PCI_SUBCLASS_BR_EISA: ULONG = 2;
pub const PCI_SUBCLASS_BR_MCA: ULONG = 3;
pub const PCI_SUBCLASS_BR_PCI_TO_PCI: ULONG = 4;
pub const PCI_SUBCLASS_BR_PCMCIA: ULONG = 5;
pub const PCI_SUBCLASS_BR_NUBUS: ULONG = 6;
pub const PCI_SUBCLASS_BR_CARDBUS: ULONG = 7;
pub const PCI_SUBCLASS_BR_RACEWAY: ULONG = 8;
pub const PCI_SUBCLASS_BR_OTHER: ULONG = 0x80;
pub const PCI_SUBCLASS_COM_SERIAL: ULONG = 0;
pub const PCI_SUBCLASS_COM_PARALLEL: ULONG = 1;
pub const PCI_SUBCLASS_COM_MULTIPORT: ULONG = 2;
pub const PCI_SUBCLASS_COM_MODEM: ULONG = 3;
pub const PCI_SUBCLASS_COM_OTHER: ULONG = 0x80;
pub const PCI_SUBCLASS_SYS_INTERRUPT_CTLR: ULONG = 0;
pub const PCI_SUBCLASS_SYS_DMA_CTLR: ULONG = 1;
pub const PCI_SUBCLASS_SYS_SYSTEM_TIMER: ULONG = 2;
pub const PCI_SUBCLASS_SYS_REAL_TIME_CLOCK: ULONG = 3;
pub const PCI_SUBCLASS_SYS_GEN_HOTPLUG_CTLR: ULONG = 4;
pub const PCI_SUBCLASS_SYS_SDIO_CTRL: ULONG = 5;
pub const PCI_SUBCLASS_SYS_OTHER: ULONG = 0x80;
pub const PCI_SUBCLASS_INP_KEYBOARD: ULONG = 0;
pub const PCI_SUBCLASS_INP_DIGITIZER: ULONG = 1;
pub const PCI_SUBCLASS_INP_MOUSE: ULONG = 2;
pub const PCI_SUBCLASS_INP_SCANNER: ULONG = 3;
pub const PCI_SUBCLASS_INP_GAMEPORT: ULONG = 4;
pub const PCI_SUBCLASS_INP_OTHER: ULONG = 0x80;
pub const PCI_SUBCLASS_DOC_GENERIC: ULONG = 0;
pub const PCI_SUBCLASS_DOC_OTHER: ULONG = 0x80;
pub const PCI_SUBCLASS_PROC_386: ULONG = 0;
pub const PCI_SUBCLASS_PROC_486: ULONG = 1;
pub const PCI_SUBCLASS_PROC_PENTIUM: ULONG = 2;
pub const PCI_SUBCLASS_PROC_ALPHA: ULONG = 0x10;
pub const PCI_SUBCLASS_PROC_POWERPC: ULONG = 0x20;
pub const PCI_SUBCLASS_PROC_COPROCESSOR: ULONG = 0x40;
pub const PCI_SUBCLASS_SB_IEEE1394: ULONG = 0;
pub const PCI_SUBCLASS_SB_ACCESS: ULONG = 1;
pub const PCI_SUBCLASS_SB_SSA: ULONG = 2;
pub const PCI_SUBCLASS_SB_USB: ULONG = 3;
pub const PCI_SUBCLASS_SB_FIBRE_CHANNEL: ULONG = 4;
pub const PCI_SUBCLASS_SB_SMBUS: ULONG = 5;
pub const PCI_SUBCLASS_WIRELESS_IRDA: ULONG = 0;
pub const PCI_SUBCLASS_WIRELESS_CON_IR: ULONG = 1;
pub const PCI_SUBCLASS_WIRELESS_RF: ULONG = 0x10;
pub const PCI_SUBCLASS_WIRELESS_OTHER: ULONG = 0x80;
pub const PCI_SUBCLASS_INTIO_I2O: ULONG = 0;
pub const PCI_SUBCLASS_SAT_TV: ULONG = 1;
pub const PCI_SUBCLASS_SAT_AUDIO: ULONG = 2;
pub const PCI_SUBCLASS_SAT_VOICE: ULONG = 3;
pub const PCI_SUBCLASS_SAT_DATA: ULONG = 4;
pub const PCI_SUBCLASS_CRYPTO_NET_COMP: ULONG = 0;
pub const PCI_SUBCLASS_CRYPTO_ENTERTAINMENT: ULONG = 0x10;
pub const PCI_SUBCLASS_CRYPTO_OTHER: ULONG = 0x80;
pub const PCI_SUBCLASS_DASP_DPIO: ULONG = 0;
pub const PCI_SUBCLASS_DASP_OTHER: ULONG = 0x80;
pub const PCI_ADDRESS_IO_SPACE: ULONG = 1;
pub const PCI_ADDRESS_MEMORY_TYPE_MASK: ULONG = 6;
pub const PCI_ADDRESS_MEMORY_PREFETCHABLE: ULONG = 8;
pub const PCI_ADDRESS_IO_ADDRESS_MASK: ULONG = 0xFFFF_FFFC;
pub const PCI_ADDRESS_MEMORY_ADDRESS_MASK: ULONG = 0xFFFF_FFF0;
pub const PCI_ADDRESS_ROM_ADDRESS_MASK: ULONG = 0xFFFF_F800;
pub const PCI_TYPE_32BIT: ULONG = 0;
pub const PCI_TYPE_20BIT: ULONG = 2;
pub const PCI_TYPE_64BIT: ULONG = 4;
pub const PCI_ROMADDRESS_ENABLED: ULONG = 1;
pub const PCI_EXPRESS_LINK_QUIESCENT_INTERFACE_VERSION: ULONG = 1;
pub const PCI_EXPRESS_ROOT_PORT_INTERFACE_VERSION: ULONG = 1;
pub const PCI_MSIX_TABLE_CONFIG_INTERFACE_VERSION: ULONG = 1;
pub const PCI_MSIX_TABLE_CONFIG_MINIMUM_SIZE: ULONG = 56;
pub const PCI_AGP_RATE_1X: ULONG = 1;
pub const PCI_AGP_RATE_2X: ULONG = 2;
pub const PCI_AGP_RATE_4X: ULONG = 4;
pub const PCI_ROOT_BUS_OSC_METHOD_CAPABILITY_REVISION: ULONG = 1;
pub const PCI_DATA_TAG: ULONG = 0x2049_4350;
pub const PCI_DATA_VERSION: ULONG = 1;
pub const PCI_INT_ROUTE_INTRF_STANDARD_VER: ULONG = 1;
pub const PCI_CB_INTRF_VERSION: ULONG = 1;
pub const PCI_PME_INTRF_STANDARD_VER: ULONG = 1;
