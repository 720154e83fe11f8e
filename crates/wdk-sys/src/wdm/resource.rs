//! `wdm.h`, `ntddk.h`: hardware resources and interrupts.

mod constants;
mod types;

use crate::{
    BOOLEAN, KAFFINITY, KIRQL, NTSTATUS, PDEVICE_OBJECT, PDRIVER_OBJECT, PGROUP_AFFINITY,
    PHYSICAL_ADDRESS, PKSPIN_LOCK, PPHYSICAL_ADDRESS, PULONG, PUNICODE_STRING, PVOID, ULONG,
    imports,
};

pub use self::{constants::*, types::*};

imports! { "ntoskrnl.exe";
    /// Calls a function with an interrupt's lock held. IRQL: at most the interrupt's.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesynchronizeexecution>
    pub fn KeSynchronizeExecution(
        Interrupt: PKINTERRUPT,
        SynchronizeRoutine: PKSYNCHRONIZE_ROUTINE,
        SynchronizeContext: PVOID,
    ) -> BOOLEAN;
    /// Acquires an interrupt's lock and returns the IRQL before. IRQL: at most the interrupt's.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquireinterruptspinlock>
    pub fn KeAcquireInterruptSpinLock(Interrupt: PKINTERRUPT) -> KIRQL;
    /// Releases an interrupt's lock. IRQL: the interrupt's.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleaseinterruptspinlock>
    pub fn KeReleaseInterruptSpinLock(Interrupt: PKINTERRUPT, OldIrql: KIRQL);
    /// Registers an interrupt service routine; the Ex form replaces it. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioconnectinterrupt>
    pub fn IoConnectInterrupt(
        InterruptObject: *mut PKINTERRUPT,
        ServiceRoutine: PKSERVICE_ROUTINE,
        ServiceContext: PVOID,
        SpinLock: PKSPIN_LOCK,
        Vector: ULONG,
        Irql: KIRQL,
        SynchronizeIrql: KIRQL,
        InterruptMode: KINTERRUPT_MODE,
        ShareVector: BOOLEAN,
        ProcessorEnableMask: KAFFINITY,
        FloatingSave: BOOLEAN,
    ) -> NTSTATUS;
    /// Undoes `IoConnectInterrupt`. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iodisconnectinterrupt>
    pub fn IoDisconnectInterrupt(InterruptObject: PKINTERRUPT);
    /// Registers interrupt service routines, line- or message-based. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioconnectinterruptex>
    pub fn IoConnectInterruptEx(Parameters: PIO_CONNECT_INTERRUPT_PARAMETERS) -> NTSTATUS;
    /// Undoes `IoConnectInterruptEx`. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iodisconnectinterruptex>
    pub fn IoDisconnectInterruptEx(Parameters: PIO_DISCONNECT_INTERRUPT_PARAMETERS);
    /// The processors of an interrupt. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetaffinityinterrupt>
    pub fn IoGetAffinityInterrupt(
        InterruptObject: PKINTERRUPT,
        GroupAffinity: PGROUP_AFFINITY,
    ) -> NTSTATUS;
    /// Obsolete: assigns a legacy device's resources. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn IoAssignResources(
        RegistryPath: PUNICODE_STRING,
        DriverClassName: PUNICODE_STRING,
        DriverObject: PDRIVER_OBJECT,
        DeviceObject: PDEVICE_OBJECT,
        RequestedResources: PIO_RESOURCE_REQUIREMENTS_LIST,
        AllocatedResources: *mut PCM_RESOURCE_LIST,
    ) -> NTSTATUS;
    /// Obsolete: translates a bus address. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn IoTranslateBusAddress(
        InterfaceType: INTERFACE_TYPE,
        BusNumber: ULONG,
        BusAddress: PHYSICAL_ADDRESS,
        AddressSpace: PULONG,
        TranslatedAddress: PPHYSICAL_ADDRESS,
    ) -> BOOLEAN;
}

imports! { "HAL.dll";
    /// Obsolete: translates a bus address. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn HalTranslateBusAddress(
        InterfaceType: INTERFACE_TYPE,
        BusNumber: ULONG,
        BusAddress: PHYSICAL_ADDRESS,
        AddressSpace: PULONG,
        TranslatedAddress: PPHYSICAL_ADDRESS,
    ) -> BOOLEAN;
    /// Obsolete: reads a bus's configuration space. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-halgetbusdatabyoffset>
    pub fn HalGetBusDataByOffset(
        BusDataType: BUS_DATA_TYPE,
        BusNumber: ULONG,
        SlotNumber: ULONG,
        Buffer: PVOID,
        Offset: ULONG,
        Length: ULONG,
    ) -> ULONG;
    /// Obsolete: writes a bus's configuration space. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-halsetbusdatabyoffset>
    pub fn HalSetBusDataByOffset(
        BusDataType: BUS_DATA_TYPE,
        BusNumber: ULONG,
        SlotNumber: ULONG,
        Buffer: PVOID,
        Offset: ULONG,
        Length: ULONG,
    ) -> ULONG;
}
