//! Structures, enumerations and callbacks, of the same headers as the functions beside them.

use crate::{
    BOOLEAN, KAFFINITY, KIRQL, PDEVICE_OBJECT, PHYSICAL_ADDRESS, PKSPIN_LOCK, PVOID, UCHAR, ULONG,
    USHORT, layout::layout,
};

/// A connected interrupt.
#[repr(C)]
pub struct _KINTERRUPT {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_KINTERRUPT`].
pub type PKINTERRUPT = *mut _KINTERRUPT;

/// Kinds of bus data.
pub mod _BUS_DATA_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const ConfigurationSpaceUndefined: Type = -1;
    pub const Cmos: Type = 0;
    pub const EisaConfiguration: Type = 1;
    pub const Pos: Type = 2;
    pub const CbusConfiguration: Type = 3;
    pub const PCIConfiguration: Type = 4;
    pub const VMEConfiguration: Type = 5;
    pub const NuBusConfiguration: Type = 6;
    pub const PCMCIAConfiguration: Type = 7;
    pub const MPIConfiguration: Type = 8;
    pub const MPSAConfiguration: Type = 9;
    pub const PNPISAConfiguration: Type = 10;
    pub const SgiInternalConfiguration: Type = 11;
    pub const MaximumBusDataType: Type = 12;
}
/// A value of [`_BUS_DATA_TYPE`].
pub type BUS_DATA_TYPE = _BUS_DATA_TYPE::Type;
/// Pointer to a [`BUS_DATA_TYPE`].
pub type PBUS_DATA_TYPE = *mut _BUS_DATA_TYPE::Type;

/// Kinds of buses.
pub mod _INTERFACE_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const InterfaceTypeUndefined: Type = -1;
    pub const Internal: Type = 0;
    pub const Isa: Type = 1;
    pub const Eisa: Type = 2;
    pub const MicroChannel: Type = 3;
    pub const TurboChannel: Type = 4;
    pub const PCIBus: Type = 5;
    pub const VMEBus: Type = 6;
    pub const NuBus: Type = 7;
    pub const PCMCIABus: Type = 8;
    pub const CBus: Type = 9;
    pub const MPIBus: Type = 10;
    pub const MPSABus: Type = 11;
    pub const ProcessorInternal: Type = 12;
    pub const InternalPowerBus: Type = 13;
    pub const PNPISABus: Type = 14;
    pub const PNPBus: Type = 15;
    pub const Vmcs: Type = 16;
    pub const ACPIBus: Type = 17;
    pub const MaximumInterfaceType: Type = 18;
}
/// A value of [`_INTERFACE_TYPE`].
pub type INTERFACE_TYPE = _INTERFACE_TYPE::Type;
/// Pointer to a [`INTERFACE_TYPE`].
pub type PINTERFACE_TYPE = *mut _INTERFACE_TYPE::Type;

/// Level-sensitive or latched.
pub mod _KINTERRUPT_MODE {
    /// The values are of this type.
    pub type Type = i32;
    pub const LevelSensitive: Type = 0;
    pub const Latched: Type = 1;
}
/// A value of [`_KINTERRUPT_MODE`].
pub type KINTERRUPT_MODE = _KINTERRUPT_MODE::Type;

/// Which edge or level interrupts.
pub mod _KINTERRUPT_POLARITY {
    /// The values are of this type.
    pub type Type = i32;
    pub const InterruptPolarityUnknown: Type = 0;
    pub const InterruptActiveHigh: Type = 1;
    pub const InterruptRisingEdge: Type = 1;
    pub const InterruptActiveLow: Type = 2;
    pub const InterruptFallingEdge: Type = 2;
    pub const InterruptActiveBoth: Type = 3;
    pub const InterruptActiveBothTriggerLow: Type = 3;
    pub const InterruptActiveBothTriggerHigh: Type = 4;
}
/// A value of [`_KINTERRUPT_POLARITY`].
pub type KINTERRUPT_POLARITY = _KINTERRUPT_POLARITY::Type;
/// Pointer to a [`KINTERRUPT_POLARITY`].
pub type PKINTERRUPT_POLARITY = *mut _KINTERRUPT_POLARITY::Type;

/// What a profile counts.
pub mod _KPROFILE_SOURCE {
    /// The values are of this type.
    pub type Type = i32;
    pub const ProfileTime: Type = 0;
    pub const ProfileAlignmentFixup: Type = 1;
    pub const ProfileTotalIssues: Type = 2;
    pub const ProfilePipelineDry: Type = 3;
    pub const ProfileLoadInstructions: Type = 4;
    pub const ProfilePipelineFrozen: Type = 5;
    pub const ProfileBranchInstructions: Type = 6;
    pub const ProfileTotalNonissues: Type = 7;
    pub const ProfileDcacheMisses: Type = 8;
    pub const ProfileIcacheMisses: Type = 9;
    pub const ProfileCacheMisses: Type = 10;
    pub const ProfileBranchMispredictions: Type = 11;
    pub const ProfileStoreInstructions: Type = 12;
    pub const ProfileFpInstructions: Type = 13;
    pub const ProfileIntegerInstructions: Type = 14;
    pub const Profile2Issue: Type = 15;
    pub const Profile3Issue: Type = 16;
    pub const Profile4Issue: Type = 17;
    pub const ProfileSpecialInstructions: Type = 18;
    pub const ProfileTotalCycles: Type = 19;
    pub const ProfileIcacheIssues: Type = 20;
    pub const ProfileDcacheAccesses: Type = 21;
    pub const ProfileMemoryBarrierCycles: Type = 22;
    pub const ProfileLoadLinkedIssues: Type = 23;
    pub const ProfileMaximum: Type = 24;
}
/// A value of [`_KPROFILE_SOURCE`].
pub type KPROFILE_SOURCE = _KPROFILE_SOURCE::Type;

/// One resource of a device.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR {
    pub Type: UCHAR,
    pub ShareDisposition: UCHAR,
    pub Flags: USHORT,
    pub u: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u,
}
/// A [`_CM_PARTIAL_RESOURCE_DESCRIPTOR`].
pub type CM_PARTIAL_RESOURCE_DESCRIPTOR = _CM_PARTIAL_RESOURCE_DESCRIPTOR;
/// Pointer to a [`_CM_PARTIAL_RESOURCE_DESCRIPTOR`].
pub type PCM_PARTIAL_RESOURCE_DESCRIPTOR = *mut _CM_PARTIAL_RESOURCE_DESCRIPTOR;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _CM_PARTIAL_RESOURCE_DESCRIPTOR_u {
    pub Generic: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Generic,
    pub Port: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Port,
    pub Interrupt: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Interrupt,
    pub MessageInterrupt: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_MessageInterrupt,
    pub Memory: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Memory,
    pub Dma: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Dma,
    pub DevicePrivate: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_DevicePrivate,
    pub BusNumber: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_BusNumber,
    pub DeviceSpecificData: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_DeviceSpecificData,
    pub Memory40: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Memory40,
    pub Memory48: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Memory48,
    pub Memory64: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Memory64,
}
#[repr(C, packed(4))]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Generic {
    pub Start: PHYSICAL_ADDRESS,
    pub Length: ULONG,
}
#[repr(C, packed(4))]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Port {
    pub Start: PHYSICAL_ADDRESS,
    pub Length: ULONG,
}
#[repr(C, packed(4))]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Interrupt {
    pub Level: ULONG,
    pub Vector: ULONG,
    pub Affinity: KAFFINITY,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_MessageInterrupt {
    pub Anonymous: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_MessageInterrupt_Anonymous,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_MessageInterrupt_Anonymous {
    pub Raw: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_MessageInterrupt_Anonymous_Raw,
    pub Translated: _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_MessageInterrupt_Anonymous_Translated,
}
#[repr(C, packed(4))]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_MessageInterrupt_Anonymous_Raw {
    pub Reserved: USHORT,
    pub MessageCount: USHORT,
    pub Vector: ULONG,
    pub Affinity: KAFFINITY,
}
#[repr(C, packed(4))]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_MessageInterrupt_Anonymous_Translated {
    pub Level: ULONG,
    pub Vector: ULONG,
    pub Affinity: KAFFINITY,
}
#[repr(C, packed(4))]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Memory {
    pub Start: PHYSICAL_ADDRESS,
    pub Length: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Dma {
    pub Channel: ULONG,
    pub Port: ULONG,
    pub Reserved1: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_DevicePrivate {
    pub Data: [ULONG; 3],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_BusNumber {
    pub Start: ULONG,
    pub Length: ULONG,
    pub Reserved: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_DeviceSpecificData {
    pub DataSize: ULONG,
    pub Reserved1: ULONG,
    pub Reserved2: ULONG,
}
#[repr(C, packed(4))]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Memory40 {
    pub Start: PHYSICAL_ADDRESS,
    pub Length40: ULONG,
}
#[repr(C, packed(4))]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Memory48 {
    pub Start: PHYSICAL_ADDRESS,
    pub Length48: ULONG,
}
#[repr(C, packed(4))]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Memory64 {
    pub Start: PHYSICAL_ADDRESS,
    pub Length64: ULONG,
}

/// Resources of a device.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CM_PARTIAL_RESOURCE_LIST {
    pub Version: USHORT,
    pub Revision: USHORT,
    pub Count: ULONG,
    pub PartialDescriptors: [CM_PARTIAL_RESOURCE_DESCRIPTOR; 1],
}
/// A [`_CM_PARTIAL_RESOURCE_LIST`].
pub type CM_PARTIAL_RESOURCE_LIST = _CM_PARTIAL_RESOURCE_LIST;
/// Pointer to a [`_CM_PARTIAL_RESOURCE_LIST`].
pub type PCM_PARTIAL_RESOURCE_LIST = *mut _CM_PARTIAL_RESOURCE_LIST;

/// Resources on one bus.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CM_FULL_RESOURCE_DESCRIPTOR {
    pub InterfaceType: INTERFACE_TYPE,
    pub BusNumber: ULONG,
    pub PartialResourceList: CM_PARTIAL_RESOURCE_LIST,
}
/// A [`_CM_FULL_RESOURCE_DESCRIPTOR`].
pub type CM_FULL_RESOURCE_DESCRIPTOR = _CM_FULL_RESOURCE_DESCRIPTOR;
/// Pointer to a [`_CM_FULL_RESOURCE_DESCRIPTOR`].
pub type PCM_FULL_RESOURCE_DESCRIPTOR = *mut _CM_FULL_RESOURCE_DESCRIPTOR;

/// The resources that a device was assigned.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CM_RESOURCE_LIST {
    pub Count: ULONG,
    pub List: [CM_FULL_RESOURCE_DESCRIPTOR; 1],
}
/// A [`_CM_RESOURCE_LIST`].
pub type CM_RESOURCE_LIST = _CM_RESOURCE_LIST;
/// Pointer to a [`_CM_RESOURCE_LIST`].
pub type PCM_RESOURCE_LIST = *mut _CM_RESOURCE_LIST;

/// A message-signalled interrupt.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_INTERRUPT_MESSAGE_INFO_ENTRY {
    pub MessageAddress: PHYSICAL_ADDRESS,
    pub TargetProcessorSet: KAFFINITY,
    pub InterruptObject: PKINTERRUPT,
    pub MessageData: ULONG,
    pub Vector: ULONG,
    pub Irql: KIRQL,
    pub Mode: KINTERRUPT_MODE,
    pub Polarity: KINTERRUPT_POLARITY,
}
/// A [`_IO_INTERRUPT_MESSAGE_INFO_ENTRY`].
pub type IO_INTERRUPT_MESSAGE_INFO_ENTRY = _IO_INTERRUPT_MESSAGE_INFO_ENTRY;
/// Pointer to a [`_IO_INTERRUPT_MESSAGE_INFO_ENTRY`].
pub type PIO_INTERRUPT_MESSAGE_INFO_ENTRY = *mut _IO_INTERRUPT_MESSAGE_INFO_ENTRY;

/// The message-signalled interrupts that a device has.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_INTERRUPT_MESSAGE_INFO {
    pub UnifiedIrql: KIRQL,
    pub MessageCount: ULONG,
    pub MessageInfo: [IO_INTERRUPT_MESSAGE_INFO_ENTRY; 1],
}
/// A [`_IO_INTERRUPT_MESSAGE_INFO`].
pub type IO_INTERRUPT_MESSAGE_INFO = _IO_INTERRUPT_MESSAGE_INFO;
/// Pointer to a [`_IO_INTERRUPT_MESSAGE_INFO`].
pub type PIO_INTERRUPT_MESSAGE_INFO = *mut _IO_INTERRUPT_MESSAGE_INFO;

/// An interrupt, with all its facts.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS {
    pub PhysicalDeviceObject: PDEVICE_OBJECT,
    pub InterruptObject: *mut PKINTERRUPT,
    pub ServiceRoutine: PKSERVICE_ROUTINE,
    pub ServiceContext: PVOID,
    pub SpinLock: PKSPIN_LOCK,
    pub SynchronizeIrql: KIRQL,
    pub FloatingSave: BOOLEAN,
    pub ShareVector: BOOLEAN,
    pub Vector: ULONG,
    pub Irql: KIRQL,
    pub InterruptMode: KINTERRUPT_MODE,
    pub ProcessorEnableMask: KAFFINITY,
    pub Group: USHORT,
}
/// A [`_IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS`].
pub type IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS =
    _IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS;
/// Pointer to a [`_IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS`].
pub type PIO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS =
    *mut _IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS;

/// The line-based interrupt of a device.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_CONNECT_INTERRUPT_LINE_BASED_PARAMETERS {
    pub PhysicalDeviceObject: PDEVICE_OBJECT,
    pub InterruptObject: *mut PKINTERRUPT,
    pub ServiceRoutine: PKSERVICE_ROUTINE,
    pub ServiceContext: PVOID,
    pub SpinLock: PKSPIN_LOCK,
    pub SynchronizeIrql: KIRQL,
    pub FloatingSave: BOOLEAN,
}
/// A [`_IO_CONNECT_INTERRUPT_LINE_BASED_PARAMETERS`].
pub type IO_CONNECT_INTERRUPT_LINE_BASED_PARAMETERS = _IO_CONNECT_INTERRUPT_LINE_BASED_PARAMETERS;
/// Pointer to a [`_IO_CONNECT_INTERRUPT_LINE_BASED_PARAMETERS`].
pub type PIO_CONNECT_INTERRUPT_LINE_BASED_PARAMETERS =
    *mut _IO_CONNECT_INTERRUPT_LINE_BASED_PARAMETERS;

/// The message-signalled interrupts of a device.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS {
    pub PhysicalDeviceObject: PDEVICE_OBJECT,
    pub ConnectionContext: _IO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS_ConnectionContext,
    pub MessageServiceRoutine: PKMESSAGE_SERVICE_ROUTINE,
    pub ServiceContext: PVOID,
    pub SpinLock: PKSPIN_LOCK,
    pub SynchronizeIrql: KIRQL,
    pub FloatingSave: BOOLEAN,
    pub FallBackServiceRoutine: PKSERVICE_ROUTINE,
}
/// A [`_IO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS`].
pub type IO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS =
    _IO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS;
/// Pointer to a [`_IO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS`].
pub type PIO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS =
    *mut _IO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS_ConnectionContext {
    pub Generic: *mut PVOID,
    pub InterruptMessageTable: *mut PIO_INTERRUPT_MESSAGE_INFO,
    pub InterruptObject: *mut PKINTERRUPT,
}

/// What `IoConnectInterruptEx` connects.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_CONNECT_INTERRUPT_PARAMETERS {
    pub Version: ULONG,
    pub Anonymous: _IO_CONNECT_INTERRUPT_PARAMETERS_Anonymous,
}
/// A [`_IO_CONNECT_INTERRUPT_PARAMETERS`].
pub type IO_CONNECT_INTERRUPT_PARAMETERS = _IO_CONNECT_INTERRUPT_PARAMETERS;
/// Pointer to a [`_IO_CONNECT_INTERRUPT_PARAMETERS`].
pub type PIO_CONNECT_INTERRUPT_PARAMETERS = *mut _IO_CONNECT_INTERRUPT_PARAMETERS;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IO_CONNECT_INTERRUPT_PARAMETERS_Anonymous {
    pub FullySpecified: IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS,
    pub LineBased: IO_CONNECT_INTERRUPT_LINE_BASED_PARAMETERS,
    pub MessageBased: IO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS,
}

/// What `IoDisconnectInterruptEx` disconnects.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_DISCONNECT_INTERRUPT_PARAMETERS {
    pub Version: ULONG,
    pub ConnectionContext: _IO_DISCONNECT_INTERRUPT_PARAMETERS_ConnectionContext,
}
/// A [`_IO_DISCONNECT_INTERRUPT_PARAMETERS`].
pub type IO_DISCONNECT_INTERRUPT_PARAMETERS = _IO_DISCONNECT_INTERRUPT_PARAMETERS;
/// Pointer to a [`_IO_DISCONNECT_INTERRUPT_PARAMETERS`].
pub type PIO_DISCONNECT_INTERRUPT_PARAMETERS = *mut _IO_DISCONNECT_INTERRUPT_PARAMETERS;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IO_DISCONNECT_INTERRUPT_PARAMETERS_ConnectionContext {
    pub Generic: PVOID,
    pub InterruptObject: PKINTERRUPT,
    pub InterruptMessageTable: PIO_INTERRUPT_MESSAGE_INFO,
}

/// A resource that a device needs, and from which range.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_RESOURCE_DESCRIPTOR {
    pub Option: UCHAR,
    pub Type: UCHAR,
    pub ShareDisposition: UCHAR,
    pub Spare1: UCHAR,
    pub Flags: USHORT,
    pub Spare2: USHORT,
    pub u: _IO_RESOURCE_DESCRIPTOR_u,
}
/// A [`_IO_RESOURCE_DESCRIPTOR`].
pub type IO_RESOURCE_DESCRIPTOR = _IO_RESOURCE_DESCRIPTOR;
/// Pointer to a [`_IO_RESOURCE_DESCRIPTOR`].
pub type PIO_RESOURCE_DESCRIPTOR = *mut _IO_RESOURCE_DESCRIPTOR;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IO_RESOURCE_DESCRIPTOR_u {
    pub Port: _IO_RESOURCE_DESCRIPTOR_u_Port,
    pub Memory: _IO_RESOURCE_DESCRIPTOR_u_Memory,
    pub Interrupt: _IO_RESOURCE_DESCRIPTOR_u_Interrupt,
    pub Dma: _IO_RESOURCE_DESCRIPTOR_u_Dma,
    pub Generic: _IO_RESOURCE_DESCRIPTOR_u_Generic,
    pub DevicePrivate: _IO_RESOURCE_DESCRIPTOR_u_DevicePrivate,
    pub BusNumber: _IO_RESOURCE_DESCRIPTOR_u_BusNumber,
    pub ConfigData: _IO_RESOURCE_DESCRIPTOR_u_ConfigData,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_RESOURCE_DESCRIPTOR_u_Port {
    pub Length: ULONG,
    pub Alignment: ULONG,
    pub MinimumAddress: PHYSICAL_ADDRESS,
    pub MaximumAddress: PHYSICAL_ADDRESS,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_RESOURCE_DESCRIPTOR_u_Memory {
    pub Length: ULONG,
    pub Alignment: ULONG,
    pub MinimumAddress: PHYSICAL_ADDRESS,
    pub MaximumAddress: PHYSICAL_ADDRESS,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_RESOURCE_DESCRIPTOR_u_Interrupt {
    pub MinimumVector: ULONG,
    pub MaximumVector: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_RESOURCE_DESCRIPTOR_u_Dma {
    pub MinimumChannel: ULONG,
    pub MaximumChannel: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_RESOURCE_DESCRIPTOR_u_Generic {
    pub Length: ULONG,
    pub Alignment: ULONG,
    pub MinimumAddress: PHYSICAL_ADDRESS,
    pub MaximumAddress: PHYSICAL_ADDRESS,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_RESOURCE_DESCRIPTOR_u_DevicePrivate {
    pub Data: [ULONG; 3],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_RESOURCE_DESCRIPTOR_u_BusNumber {
    pub Length: ULONG,
    pub MinBusNumber: ULONG,
    pub MaxBusNumber: ULONG,
    pub Reserved: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_RESOURCE_DESCRIPTOR_u_ConfigData {
    pub Priority: ULONG,
    pub Reserved1: ULONG,
    pub Reserved2: ULONG,
}

/// Resources that a device needs together.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_RESOURCE_LIST {
    pub Version: USHORT,
    pub Revision: USHORT,
    pub Count: ULONG,
    pub Descriptors: [IO_RESOURCE_DESCRIPTOR; 1],
}
/// A [`_IO_RESOURCE_LIST`].
pub type IO_RESOURCE_LIST = _IO_RESOURCE_LIST;
/// Pointer to a [`_IO_RESOURCE_LIST`].
pub type PIO_RESOURCE_LIST = *mut _IO_RESOURCE_LIST;

/// Alternatives of resources that a device needs.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_RESOURCE_REQUIREMENTS_LIST {
    pub ListSize: ULONG,
    pub InterfaceType: INTERFACE_TYPE,
    pub BusNumber: ULONG,
    pub SlotNumber: ULONG,
    pub Reserved: [ULONG; 3],
    pub AlternativeLists: ULONG,
    pub List: [IO_RESOURCE_LIST; 1],
}
/// A [`_IO_RESOURCE_REQUIREMENTS_LIST`].
pub type IO_RESOURCE_REQUIREMENTS_LIST = _IO_RESOURCE_REQUIREMENTS_LIST;
/// Pointer to a [`_IO_RESOURCE_REQUIREMENTS_LIST`].
pub type PIO_RESOURCE_REQUIREMENTS_LIST = *mut _IO_RESOURCE_REQUIREMENTS_LIST;

crate::fn_types! {
    /// Serves a message-signalled interrupt.
    pub type PKMESSAGE_SERVICE_ROUTINE = fn(
        Interrupt: *mut _KINTERRUPT,
        ServiceContext: PVOID,
        MessageID: ULONG,
    ) -> BOOLEAN;
    /// Serves an interrupt.
    pub type PKSERVICE_ROUTINE = fn(Interrupt: *mut _KINTERRUPT, ServiceContext: PVOID) -> BOOLEAN;
    /// Runs with an interrupt's lock held.
    pub type PKSYNCHRONIZE_ROUTINE = fn(SynchronizeContext: PVOID) -> BOOLEAN;
}

layout! {
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Generic: 12, 4 { Start: 0, Length: 8 }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Port: 12, 4 { Start: 0, Length: 8 }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Interrupt: 16, 4 { Level: 0, Vector: 4, Affinity: 8 }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_MessageInterrupt_Anonymous_Raw: 16, 4 {
        Reserved: 0, MessageCount: 2, Vector: 4, Affinity: 8
    }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_MessageInterrupt_Anonymous_Translated: 16, 4 {
        Level: 0, Vector: 4, Affinity: 8
    }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_MessageInterrupt_Anonymous: 16, 4 { Raw: 0, Translated: 0 }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_MessageInterrupt: 16, 4 { Anonymous: 0 }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Memory: 12, 4 { Start: 0, Length: 8 }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Dma: 12, 4 { Channel: 0, Port: 4, Reserved1: 8 }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_DevicePrivate: 12, 4 { Data: 0 }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_BusNumber: 12, 4 { Start: 0, Length: 4, Reserved: 8 }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_DeviceSpecificData: 12, 4 {
        DataSize: 0, Reserved1: 4, Reserved2: 8
    }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Memory40: 12, 4 { Start: 0, Length40: 8 }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Memory48: 12, 4 { Start: 0, Length48: 8 }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u_Memory64: 12, 4 { Start: 0, Length64: 8 }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR_u: 16, 4 {
        Generic: 0, Port: 0, Interrupt: 0, MessageInterrupt: 0, Memory: 0, Dma: 0,
        DevicePrivate: 0, BusNumber: 0, DeviceSpecificData: 0, Memory40: 0, Memory48: 0,
        Memory64: 0
    }
    _CM_PARTIAL_RESOURCE_DESCRIPTOR: 20, 4 { Type: 0, ShareDisposition: 1, Flags: 2, u: 4 }
    _CM_PARTIAL_RESOURCE_LIST: 28, 4 { Version: 0, Revision: 2, Count: 4, PartialDescriptors: 8 }
    _CM_FULL_RESOURCE_DESCRIPTOR: 36, 4 { InterfaceType: 0, BusNumber: 4, PartialResourceList: 8 }
    _CM_RESOURCE_LIST: 40, 4 { Count: 0, List: 4 }
    _IO_INTERRUPT_MESSAGE_INFO_ENTRY: 48, 8 {
        MessageAddress: 0, TargetProcessorSet: 8, InterruptObject: 16, MessageData: 24,
        Vector: 28, Irql: 32, Mode: 36, Polarity: 40
    }
    _IO_INTERRUPT_MESSAGE_INFO: 56, 8 { UnifiedIrql: 0, MessageCount: 4, MessageInfo: 8 }
    _IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS: 72, 8 {
        PhysicalDeviceObject: 0, InterruptObject: 8, ServiceRoutine: 16, ServiceContext: 24,
        SpinLock: 32, SynchronizeIrql: 40, FloatingSave: 41, ShareVector: 42, Vector: 44,
        Irql: 48, InterruptMode: 52, ProcessorEnableMask: 56, Group: 64
    }
    _IO_CONNECT_INTERRUPT_LINE_BASED_PARAMETERS: 48, 8 {
        PhysicalDeviceObject: 0, InterruptObject: 8, ServiceRoutine: 16, ServiceContext: 24,
        SpinLock: 32, SynchronizeIrql: 40, FloatingSave: 41
    }
    _IO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS_ConnectionContext: 8, 8 {
        Generic: 0, InterruptMessageTable: 0, InterruptObject: 0
    }
    _IO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS: 56, 8 {
        PhysicalDeviceObject: 0, ConnectionContext: 8, MessageServiceRoutine: 16,
        ServiceContext: 24, SpinLock: 32, SynchronizeIrql: 40, FloatingSave: 41,
        FallBackServiceRoutine: 48
    }
    _IO_CONNECT_INTERRUPT_PARAMETERS_Anonymous: 72, 8 {
        FullySpecified: 0, LineBased: 0, MessageBased: 0
    }
    _IO_CONNECT_INTERRUPT_PARAMETERS: 80, 8 { Version: 0, Anonymous: 8 }
    _IO_DISCONNECT_INTERRUPT_PARAMETERS_ConnectionContext: 8, 8 {
        Generic: 0, InterruptObject: 0, InterruptMessageTable: 0
    }
    _IO_DISCONNECT_INTERRUPT_PARAMETERS: 16, 8 { Version: 0, ConnectionContext: 8 }
    _IO_RESOURCE_DESCRIPTOR_u_Port: 24, 8 {
        Length: 0, Alignment: 4, MinimumAddress: 8, MaximumAddress: 16
    }
    _IO_RESOURCE_DESCRIPTOR_u_Memory: 24, 8 {
        Length: 0, Alignment: 4, MinimumAddress: 8, MaximumAddress: 16
    }
    _IO_RESOURCE_DESCRIPTOR_u_Interrupt: 8, 4 { MinimumVector: 0, MaximumVector: 4 }
    _IO_RESOURCE_DESCRIPTOR_u_Dma: 8, 4 { MinimumChannel: 0, MaximumChannel: 4 }
    _IO_RESOURCE_DESCRIPTOR_u_Generic: 24, 8 {
        Length: 0, Alignment: 4, MinimumAddress: 8, MaximumAddress: 16
    }
    _IO_RESOURCE_DESCRIPTOR_u_DevicePrivate: 12, 4 { Data: 0 }
    _IO_RESOURCE_DESCRIPTOR_u_BusNumber: 16, 4 {
        Length: 0, MinBusNumber: 4, MaxBusNumber: 8, Reserved: 12
    }
    _IO_RESOURCE_DESCRIPTOR_u_ConfigData: 12, 4 { Priority: 0, Reserved1: 4, Reserved2: 8 }
    _IO_RESOURCE_DESCRIPTOR_u: 24, 8 {
        Port: 0, Memory: 0, Interrupt: 0, Dma: 0, Generic: 0, DevicePrivate: 0, BusNumber:
        0, ConfigData: 0
    }
    _IO_RESOURCE_DESCRIPTOR: 32, 8 {
        Option: 0, Type: 1, ShareDisposition: 2, Spare1: 3, Flags: 4, Spare2: 6, u: 8
    }
    _IO_RESOURCE_LIST: 40, 8 { Version: 0, Revision: 2, Count: 4, Descriptors: 8 }
    _IO_RESOURCE_REQUIREMENTS_LIST: 72, 8 {
        ListSize: 0, InterfaceType: 4, BusNumber: 8, SlotNumber: 12, Reserved: 16,
        AlternativeLists: 28, List: 32
    }
}
