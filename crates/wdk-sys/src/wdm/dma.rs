//! `wdm.h`: DMA adapters and scatter/gather lists.

use crate::{
    _DEVICE_OBJECT, _IRP, BOOLEAN, INTERFACE_TYPE, KDEVICE_QUEUE_ENTRY, NTSTATUS, PDEVICE_OBJECT,
    PHYSICAL_ADDRESS, PKDPC, PMDL, PPHYSICAL_ADDRESS, PULONG, PVOID, ULONG, ULONG_PTR, ULONGLONG,
    USHORT, imports, layout::layout,
};

/// Timing of a system DMA controller.
pub mod _DMA_SPEED {
    /// The values are of this type.
    pub type Type = i32;
    pub const Compatible: Type = 0;
    pub const TypeA: Type = 1;
    pub const TypeB: Type = 2;
    pub const TypeC: Type = 3;
    pub const TypeF: Type = 4;
    pub const MaximumDmaSpeed: Type = 5;
}
/// A value of [`_DMA_SPEED`].
pub type DMA_SPEED = _DMA_SPEED::Type;
/// Pointer to a [`DMA_SPEED`].
pub type PDMA_SPEED = *mut _DMA_SPEED::Type;

/// Bytes that a DMA transfer moves at once.
pub mod _DMA_WIDTH {
    /// The values are of this type.
    pub type Type = i32;
    pub const Width8Bits: Type = 0;
    pub const Width16Bits: Type = 1;
    pub const Width32Bits: Type = 2;
    pub const Width64Bits: Type = 3;
    pub const WidthNoWrap: Type = 4;
    pub const MaximumDmaWidth: Type = 5;
}
/// A value of [`_DMA_WIDTH`].
pub type DMA_WIDTH = _DMA_WIDTH::Type;
/// Pointer to a [`DMA_WIDTH`].
pub type PDMA_WIDTH = *mut _DMA_WIDTH::Type;

/// What becomes of the adapter after a control routine.
pub mod _IO_ALLOCATION_ACTION {
    /// The values are of this type.
    pub type Type = i32;
    pub const KeepObject: Type = 1;
    pub const DeallocateObject: Type = 2;
    pub const DeallocateObjectKeepRegisters: Type = 3;
}
/// A value of [`_IO_ALLOCATION_ACTION`].
pub type IO_ALLOCATION_ACTION = _IO_ALLOCATION_ACTION::Type;
/// Pointer to a [`IO_ALLOCATION_ACTION`].
pub type PIO_ALLOCATION_ACTION = *mut _IO_ALLOCATION_ACTION::Type;

/// A wait for a DMA adapter.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _WAIT_CONTEXT_BLOCK {
    pub WaitQueueEntry: KDEVICE_QUEUE_ENTRY,
    pub DeviceRoutine: PDRIVER_CONTROL,
    pub DeviceContext: PVOID,
    pub NumberOfMapRegisters: ULONG,
    pub DeviceObject: PVOID,
    pub CurrentIrp: PVOID,
    pub BufferChainingDpc: PKDPC,
}
/// A [`_WAIT_CONTEXT_BLOCK`].
pub type WAIT_CONTEXT_BLOCK = _WAIT_CONTEXT_BLOCK;
/// Pointer to a [`_WAIT_CONTEXT_BLOCK`].
pub type PWAIT_CONTEXT_BLOCK = *mut _WAIT_CONTEXT_BLOCK;

/// What a device needs of its DMA adapter.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVICE_DESCRIPTION {
    pub Version: ULONG,
    pub Master: BOOLEAN,
    pub ScatterGather: BOOLEAN,
    pub DemandMode: BOOLEAN,
    pub AutoInitialize: BOOLEAN,
    pub Dma32BitAddresses: BOOLEAN,
    pub IgnoreCount: BOOLEAN,
    pub Reserved1: BOOLEAN,
    pub Dma64BitAddresses: BOOLEAN,
    pub BusNumber: ULONG,
    pub DmaChannel: ULONG,
    pub InterfaceType: INTERFACE_TYPE,
    pub DmaWidth: DMA_WIDTH,
    pub DmaSpeed: DMA_SPEED,
    pub MaximumLength: ULONG,
    pub DmaPort: ULONG,
    pub DmaAddressWidth: ULONG,
    pub DmaControllerInstance: ULONG,
    pub DmaRequestLine: ULONG,
    pub DeviceAddress: PHYSICAL_ADDRESS,
}
/// A [`_DEVICE_DESCRIPTION`].
pub type DEVICE_DESCRIPTION = _DEVICE_DESCRIPTION;
/// Pointer to a [`_DEVICE_DESCRIPTION`].
pub type PDEVICE_DESCRIPTION = *mut _DEVICE_DESCRIPTION;

/// A piece of a transfer that is contiguous for the device.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SCATTER_GATHER_ELEMENT {
    pub Address: PHYSICAL_ADDRESS,
    pub Length: ULONG,
    pub Reserved: ULONG_PTR,
}
/// A [`_SCATTER_GATHER_ELEMENT`].
pub type SCATTER_GATHER_ELEMENT = _SCATTER_GATHER_ELEMENT;
/// Pointer to a [`_SCATTER_GATHER_ELEMENT`].
pub type PSCATTER_GATHER_ELEMENT = *mut _SCATTER_GATHER_ELEMENT;

/// The pieces of a transfer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SCATTER_GATHER_LIST {
    pub NumberOfElements: ULONG,
    pub Reserved: ULONG_PTR,
    pub Elements: [SCATTER_GATHER_ELEMENT; 1],
}
/// A [`_SCATTER_GATHER_LIST`].
pub type SCATTER_GATHER_LIST = _SCATTER_GATHER_LIST;
/// Pointer to a [`_SCATTER_GATHER_LIST`].
pub type PSCATTER_GATHER_LIST = *mut _SCATTER_GATHER_LIST;

/// Access to a DMA controller, and its functions.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DMA_ADAPTER {
    pub Version: USHORT,
    pub Size: USHORT,
    pub DmaOperations: *mut _DMA_OPERATIONS,
}
/// Pointer to a [`_DMA_ADAPTER`].
pub type PADAPTER_OBJECT = *mut _DMA_ADAPTER;
/// A [`_DMA_ADAPTER`].
pub type DMA_ADAPTER = _DMA_ADAPTER;
/// Pointer to a [`_DMA_ADAPTER`].
pub type PDMA_ADAPTER = *mut _DMA_ADAPTER;

/// The functions of a DMA adapter.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DMA_OPERATIONS {
    pub Size: ULONG,
    pub PutDmaAdapter: PPUT_DMA_ADAPTER,
    pub AllocateCommonBuffer: PALLOCATE_COMMON_BUFFER,
    pub FreeCommonBuffer: PFREE_COMMON_BUFFER,
    pub AllocateAdapterChannel: PALLOCATE_ADAPTER_CHANNEL,
    pub FlushAdapterBuffers: PFLUSH_ADAPTER_BUFFERS,
    pub FreeAdapterChannel: PFREE_ADAPTER_CHANNEL,
    pub FreeMapRegisters: PFREE_MAP_REGISTERS,
    pub MapTransfer: PMAP_TRANSFER,
    pub GetDmaAlignment: PGET_DMA_ALIGNMENT,
    pub ReadDmaCounter: PREAD_DMA_COUNTER,
    pub GetScatterGatherList: PGET_SCATTER_GATHER_LIST,
    pub PutScatterGatherList: PPUT_SCATTER_GATHER_LIST,
    pub CalculateScatterGatherList: PCALCULATE_SCATTER_GATHER_LIST_SIZE,
    pub BuildScatterGatherList: PBUILD_SCATTER_GATHER_LIST,
    pub BuildMdlFromScatterGatherList: PBUILD_MDL_FROM_SCATTER_GATHER_LIST,
}
/// A [`_DMA_OPERATIONS`].
pub type DMA_OPERATIONS = _DMA_OPERATIONS;
/// Pointer to a [`_DMA_OPERATIONS`].
pub type PDMA_OPERATIONS = *mut _DMA_OPERATIONS;

crate::fn_types! {
    /// Allocates map registers and calls a control routine.
    pub type PALLOCATE_ADAPTER_CHANNEL = fn(
        DmaAdapter: PDMA_ADAPTER,
        DeviceObject: PDEVICE_OBJECT,
        NumberOfMapRegisters: ULONG,
        ExecutionRoutine: PDRIVER_CONTROL,
        Context: PVOID,
    ) -> NTSTATUS;
    /// Allocates memory that device and processor share.
    pub type PALLOCATE_COMMON_BUFFER = fn(
        DmaAdapter: PDMA_ADAPTER,
        Length: ULONG,
        LogicalAddress: PPHYSICAL_ADDRESS,
        CacheEnabled: BOOLEAN,
    ) -> PVOID;
    /// Makes an MDL of a scatter/gather list.
    pub type PBUILD_MDL_FROM_SCATTER_GATHER_LIST = fn(
        DmaAdapter: PDMA_ADAPTER,
        ScatterGather: PSCATTER_GATHER_LIST,
        OriginalMdl: PMDL,
        TargetMdl: *mut PMDL,
    ) -> NTSTATUS;
    /// As `PGET_SCATTER_GATHER_LIST`, in the caller's buffer.
    pub type PBUILD_SCATTER_GATHER_LIST = fn(
        DmaAdapter: PDMA_ADAPTER,
        DeviceObject: PDEVICE_OBJECT,
        Mdl: PMDL,
        CurrentVa: PVOID,
        Length: ULONG,
        ExecutionRoutine: PDRIVER_LIST_CONTROL,
        Context: PVOID,
        WriteToDevice: BOOLEAN,
        ScatterGatherBuffer: PVOID,
        ScatterGatherLength: ULONG,
    ) -> NTSTATUS;
    /// Bytes of a scatter/gather list.
    pub type PCALCULATE_SCATTER_GATHER_LIST_SIZE = fn(
        DmaAdapter: PDMA_ADAPTER,
        Mdl: PMDL,
        CurrentVa: PVOID,
        Length: ULONG,
        ScatterGatherListSize: PULONG,
        pNumberOfMapRegisters: PULONG,
    ) -> NTSTATUS;
    /// Called when an adapter is available.
    pub type PDRIVER_CONTROL = fn(
        DeviceObject: *mut _DEVICE_OBJECT,
        Irp: *mut _IRP,
        MapRegisterBase: PVOID,
        Context: PVOID,
    ) -> IO_ALLOCATION_ACTION;
    /// Called when a scatter/gather list is ready.
    pub type PDRIVER_LIST_CONTROL = fn(
        DeviceObject: *mut _DEVICE_OBJECT,
        Irp: *mut _IRP,
        ScatterGather: *mut _SCATTER_GATHER_LIST,
        Context: PVOID,
    );
    /// Flushes what a transfer left in buffers.
    pub type PFLUSH_ADAPTER_BUFFERS = fn(
        DmaAdapter: PDMA_ADAPTER,
        Mdl: PMDL,
        MapRegisterBase: PVOID,
        CurrentVa: PVOID,
        Length: ULONG,
        WriteToDevice: BOOLEAN,
    ) -> BOOLEAN;
    /// Frees an adapter.
    pub type PFREE_ADAPTER_CHANNEL = fn(DmaAdapter: PDMA_ADAPTER);
    /// Frees memory that device and processor share.
    pub type PFREE_COMMON_BUFFER = fn(
        DmaAdapter: PDMA_ADAPTER,
        Length: ULONG,
        LogicalAddress: PHYSICAL_ADDRESS,
        VirtualAddress: PVOID,
        CacheEnabled: BOOLEAN,
    );
    /// Frees map registers.
    pub type PFREE_MAP_REGISTERS = fn(
        DmaAdapter: PDMA_ADAPTER,
        MapRegisterBase: PVOID,
        NumberOfMapRegisters: ULONG,
    );
    /// A bus's adapter for a device.
    pub type PGET_DMA_ADAPTER = fn(
        Context: PVOID,
        DeviceDescriptor: *mut _DEVICE_DESCRIPTION,
        NumberOfMapRegisters: PULONG,
    ) -> *mut _DMA_ADAPTER;
    /// The alignment that an adapter needs.
    pub type PGET_DMA_ALIGNMENT = fn(DmaAdapter: PDMA_ADAPTER) -> ULONG;
    /// Maps a transfer and calls a list control routine.
    pub type PGET_SCATTER_GATHER_LIST = fn(
        DmaAdapter: PDMA_ADAPTER,
        DeviceObject: PDEVICE_OBJECT,
        Mdl: PMDL,
        CurrentVa: PVOID,
        Length: ULONG,
        ExecutionRoutine: PDRIVER_LIST_CONTROL,
        Context: PVOID,
        WriteToDevice: BOOLEAN,
    ) -> NTSTATUS;
    /// Maps a part of a transfer.
    pub type PMAP_TRANSFER = fn(
        DmaAdapter: PDMA_ADAPTER,
        Mdl: PMDL,
        MapRegisterBase: PVOID,
        CurrentVa: PVOID,
        Length: PULONG,
        WriteToDevice: BOOLEAN,
    ) -> PHYSICAL_ADDRESS;
    /// Releases an adapter.
    pub type PPUT_DMA_ADAPTER = fn(DmaAdapter: PDMA_ADAPTER);
    /// Frees a scatter/gather list and its map registers.
    pub type PPUT_SCATTER_GATHER_LIST = fn(
        DmaAdapter: PDMA_ADAPTER,
        ScatterGather: PSCATTER_GATHER_LIST,
        WriteToDevice: BOOLEAN,
    );
    /// Bytes that a system DMA controller has left.
    pub type PREAD_DMA_COUNTER = fn(DmaAdapter: PDMA_ADAPTER) -> ULONG;
}

layout! {
    _WAIT_CONTEXT_BLOCK: 72, 8 {
        WaitQueueEntry: 0, DeviceRoutine: 24, DeviceContext: 32, NumberOfMapRegisters: 40,
        DeviceObject: 48, CurrentIrp: 56, BufferChainingDpc: 64
    }
    _DEVICE_DESCRIPTION: 64, 8 {
        Version: 0, Master: 4, ScatterGather: 5, DemandMode: 6, AutoInitialize: 7,
        Dma32BitAddresses: 8, IgnoreCount: 9, Reserved1: 10, Dma64BitAddresses: 11,
        BusNumber: 12, DmaChannel: 16, InterfaceType: 20, DmaWidth: 24, DmaSpeed: 28,
        MaximumLength: 32, DmaPort: 36, DmaAddressWidth: 40, DmaControllerInstance: 44,
        DmaRequestLine: 48, DeviceAddress: 56
    }
    _SCATTER_GATHER_ELEMENT: 24, 8 { Address: 0, Length: 8, Reserved: 16 }
    _SCATTER_GATHER_LIST: 40, 8 { NumberOfElements: 0, Reserved: 8, Elements: 16 }
    _DMA_ADAPTER: 16, 8 { Version: 0, Size: 2, DmaOperations: 8 }
    _DMA_OPERATIONS: 128, 8 {
        Size: 0, PutDmaAdapter: 8, AllocateCommonBuffer: 16, FreeCommonBuffer: 24,
        AllocateAdapterChannel: 32, FlushAdapterBuffers: 40, FreeAdapterChannel: 48,
        FreeMapRegisters: 56, MapTransfer: 64, GetDmaAlignment: 72, ReadDmaCounter: 80,
        GetScatterGatherList: 88, PutScatterGatherList: 96, CalculateScatterGatherList: 104,
        BuildScatterGatherList: 112, BuildMdlFromScatterGatherList: 120
    }
}

imports! { "ntoskrnl.exe";
    /// An adapter for a device that masters the bus or uses a system controller. IRQL:
    /// PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetdmaadapter>
    pub fn IoGetDmaAdapter(
        PhysicalDeviceObject: PDEVICE_OBJECT,
        DeviceDescription: PDEVICE_DESCRIPTION,
        NumberOfMapRegisters: PULONG,
    ) -> PDMA_ADAPTER;
}

imports! { "HAL.dll";
    /// Obsolete form of `IoGetDmaAdapter`. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn HalGetAdapter(
        DeviceDescription: PDEVICE_DESCRIPTION,
        NumberOfMapRegisters: PULONG,
    ) -> PADAPTER_OBJECT;
}

pub const DEVICE_DESCRIPTION_VERSION: ULONG = 0;
pub const DEVICE_DESCRIPTION_VERSION1: ULONG = 1;
pub const DEVICE_DESCRIPTION_VERSION2: ULONG = 2;

/// What an adapter of version 3 can do besides [`DMA_OPERATIONS`], whose `Size` says whether these
/// follow.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DMA_OPERATIONS_V3 {
    pub Base: DMA_OPERATIONS,
    pub GetDmaAdapterInfo: PGET_DMA_ADAPTER_INFO,
    pub GetDmaTransferInfo: PGET_DMA_TRANSFER_INFO,
    pub InitializeDmaTransferContext: PINITIALIZE_DMA_TRANSFER_CONTEXT,
    pub AllocateCommonBufferEx: PALLOCATE_COMMON_BUFFER_EX,
    pub AllocateAdapterChannelEx: PALLOCATE_ADAPTER_CHANNEL_EX,
    pub ConfigureAdapterChannel: PCONFIGURE_ADAPTER_CHANNEL,
    pub CancelAdapterChannel: PCANCEL_ADAPTER_CHANNEL,
    pub MapTransferEx: PMAP_TRANSFER_EX,
    pub GetScatterGatherListEx: PGET_SCATTER_GATHER_LIST_EX,
    pub BuildScatterGatherListEx: PBUILD_SCATTER_GATHER_LIST_EX,
    pub FlushAdapterBuffersEx: PFLUSH_ADAPTER_BUFFERS_EX,
    pub FreeAdapterObject: PFREE_ADAPTER_OBJECT,
    pub CancelMappedTransfer: PCANCEL_MAPPED_TRANSFER,
}
/// A [`_DMA_OPERATIONS_V3`].
pub type DMA_OPERATIONS_V3 = _DMA_OPERATIONS_V3;

/// What an adapter can do.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DMA_ADAPTER_INFO_V1 {
    pub ReadDmaCounterAvailable: ULONG,
    pub ScatterGatherLimit: ULONG,
    pub DmaAddressWidth: ULONG,
    pub Flags: ULONG,
    pub MinimumTransferUnit: ULONG,
}
/// A [`_DMA_ADAPTER_INFO_V1`].
pub type DMA_ADAPTER_INFO_V1 = _DMA_ADAPTER_INFO_V1;

/// What an adapter can do, with the version of the answer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DMA_ADAPTER_INFO {
    pub Version: ULONG,
    pub V1: DMA_ADAPTER_INFO_V1,
}
/// A [`_DMA_ADAPTER_INFO`].
pub type DMA_ADAPTER_INFO = _DMA_ADAPTER_INFO;
/// Pointer to a [`_DMA_ADAPTER_INFO`].
pub type PDMA_ADAPTER_INFO = *mut _DMA_ADAPTER_INFO;

/// What a transfer needs.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DMA_TRANSFER_INFO_V1 {
    pub MapRegisterCount: ULONG,
    pub ScatterGatherElementCount: ULONG,
    pub ScatterGatherListSize: ULONG,
}
/// A [`_DMA_TRANSFER_INFO_V1`].
pub type DMA_TRANSFER_INFO_V1 = _DMA_TRANSFER_INFO_V1;

/// What a transfer needs, with logical pages.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DMA_TRANSFER_INFO_V2 {
    pub MapRegisterCount: ULONG,
    pub ScatterGatherElementCount: ULONG,
    pub ScatterGatherListSize: ULONG,
    pub LogicalPageCount: ULONG,
}
/// A [`_DMA_TRANSFER_INFO_V2`].
pub type DMA_TRANSFER_INFO_V2 = _DMA_TRANSFER_INFO_V2;

/// What a transfer needs, with the version of the answer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DMA_TRANSFER_INFO {
    pub Version: ULONG,
    pub Anonymous: _DMA_TRANSFER_INFO_Anonymous,
}
/// A [`_DMA_TRANSFER_INFO`].
pub type DMA_TRANSFER_INFO = _DMA_TRANSFER_INFO;
/// Pointer to a [`_DMA_TRANSFER_INFO`].
pub type PDMA_TRANSFER_INFO = *mut _DMA_TRANSFER_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _DMA_TRANSFER_INFO_Anonymous {
    pub V1: DMA_TRANSFER_INFO_V1,
    pub V2: DMA_TRANSFER_INFO_V2,
}

layout! {
    _DMA_OPERATIONS_V3: 232, 8 {
        Base: 0, GetDmaAdapterInfo: 128, AllocateAdapterChannelEx: 160, CancelMappedTransfer: 224
    }
    _DMA_ADAPTER_INFO_V1: 20, 4 { ReadDmaCounterAvailable: 0, MinimumTransferUnit: 16 }
    _DMA_ADAPTER_INFO: 24, 4 { Version: 0, V1: 4 }
    _DMA_TRANSFER_INFO_V1: 12, 4 {
        MapRegisterCount: 0, ScatterGatherElementCount: 4, ScatterGatherListSize: 8
    }
    _DMA_TRANSFER_INFO_V2: 16, 4 {
        MapRegisterCount: 0, ScatterGatherElementCount: 4, ScatterGatherListSize: 8,
        LogicalPageCount: 12
    }
    _DMA_TRANSFER_INFO: 20, 4 { Version: 0, Anonymous: 4 }
    _DMA_TRANSFER_INFO_Anonymous: 16, 4 { V1: 0, V2: 0 }
}

/// How a transfer of a system DMA controller ended.
pub mod _DMA_COMPLETION_STATUS {
    /// The values are of this type.
    pub type Type = i32;
    pub const DmaComplete: Type = 0;
    pub const DmaAborted: Type = 1;
    pub const DmaError: Type = 2;
    pub const DmaCancelled: Type = 3;
}
/// A value of [`_DMA_COMPLETION_STATUS`].
pub type DMA_COMPLETION_STATUS = _DMA_COMPLETION_STATUS::Type;

pub const DMA_ADAPTER_INFO_VERSION1: ULONG = 1;
pub const DMA_TRANSFER_INFO_VERSION1: ULONG = 1;
pub const DMA_TRANSFER_INFO_VERSION2: ULONG = 2;
pub const DMA_TRANSFER_CONTEXT_VERSION1: ULONG = 1;
pub const DMA_TRANSFER_CONTEXT_SIZE_V1: ULONG = 128;
pub const DMA_SYNCHRONOUS_CALLBACK: ULONG = 1;
pub const DMA_ZERO_BUFFERS: ULONG = 2;
pub const DEVICE_DESCRIPTION_VERSION3: ULONG = 3;

crate::fn_types! {
    /// A transfer of a system DMA controller ended.
    pub type PDMA_COMPLETION_ROUTINE = fn(
        DmaAdapter: PDMA_ADAPTER,
        DeviceObject: PDEVICE_OBJECT,
        CompletionContext: PVOID,
        Status: DMA_COMPLETION_STATUS,
    );
    /// What an adapter can do. IRQL: PASSIVE_LEVEL.
    pub type PGET_DMA_ADAPTER_INFO =
        fn(DmaAdapter: PDMA_ADAPTER, AdapterInfo: PDMA_ADAPTER_INFO) -> NTSTATUS;
    /// What a transfer needs. IRQL: <= DISPATCH_LEVEL.
    pub type PGET_DMA_TRANSFER_INFO = fn(
        DmaAdapter: PDMA_ADAPTER,
        Mdl: PMDL,
        Offset: ULONGLONG,
        Length: ULONG,
        WriteOnly: BOOLEAN,
        TransferInfo: PDMA_TRANSFER_INFO,
    ) -> NTSTATUS;
    /// Prepares the memory that tracks a transfer. IRQL: <= DISPATCH_LEVEL.
    pub type PINITIALIZE_DMA_TRANSFER_CONTEXT =
        fn(DmaAdapter: PDMA_ADAPTER, DmaTransferContext: PVOID) -> NTSTATUS;
    /// Allocates a buffer that the device and the processor share. IRQL: PASSIVE_LEVEL.
    pub type PALLOCATE_COMMON_BUFFER_EX = fn(
        DmaAdapter: PDMA_ADAPTER,
        MaximumAddress: PPHYSICAL_ADDRESS,
        Length: ULONG,
        LogicalAddress: PPHYSICAL_ADDRESS,
        CacheEnabled: BOOLEAN,
        PreferredNode: ULONG,
    ) -> PVOID;
    /// Allocates map registers for a transfer. IRQL: DISPATCH_LEVEL.
    pub type PALLOCATE_ADAPTER_CHANNEL_EX = fn(
        DmaAdapter: PDMA_ADAPTER,
        DeviceObject: PDEVICE_OBJECT,
        DmaTransferContext: PVOID,
        NumberOfMapRegisters: ULONG,
        Flags: ULONG,
        ExecutionRoutine: PDRIVER_CONTROL,
        ExecutionContext: PVOID,
        MapRegisterBase: *mut PVOID,
    ) -> NTSTATUS;
    /// Sets up a channel of a system DMA controller. IRQL: <= DISPATCH_LEVEL.
    pub type PCONFIGURE_ADAPTER_CHANNEL =
        fn(DmaAdapter: PDMA_ADAPTER, FunctionNumber: ULONG, Context: PVOID) -> NTSTATUS;
    /// Cancels a wait for map registers. IRQL: <= DISPATCH_LEVEL.
    pub type PCANCEL_ADAPTER_CHANNEL = fn(
        DmaAdapter: PDMA_ADAPTER,
        DeviceObject: PDEVICE_OBJECT,
        DmaTransferContext: PVOID,
    ) -> BOOLEAN;
    /// Maps a part of a transfer. IRQL: <= DISPATCH_LEVEL.
    pub type PMAP_TRANSFER_EX = fn(
        DmaAdapter: PDMA_ADAPTER,
        Mdl: PMDL,
        MapRegisterBase: PVOID,
        Offset: ULONGLONG,
        DeviceOffset: ULONG,
        Length: PULONG,
        WriteToDevice: BOOLEAN,
        ScatterGatherBuffer: PSCATTER_GATHER_LIST,
        ScatterGatherBufferLength: ULONG,
        DmaCompletionRoutine: PDMA_COMPLETION_ROUTINE,
        CompletionContext: PVOID,
    ) -> NTSTATUS;
    /// Allocates map registers and maps a whole transfer. IRQL: DISPATCH_LEVEL.
    pub type PGET_SCATTER_GATHER_LIST_EX = fn(
        DmaAdapter: PDMA_ADAPTER,
        DeviceObject: PDEVICE_OBJECT,
        DmaTransferContext: PVOID,
        Mdl: PMDL,
        Offset: ULONGLONG,
        Length: ULONG,
        Flags: ULONG,
        ExecutionRoutine: PDRIVER_LIST_CONTROL,
        Context: PVOID,
        WriteToDevice: BOOLEAN,
        DmaCompletionRoutine: PDMA_COMPLETION_ROUTINE,
        CompletionContext: PVOID,
        ScatterGatherList: *mut PSCATTER_GATHER_LIST,
    ) -> NTSTATUS;
    /// As `PGET_SCATTER_GATHER_LIST_EX`, into the caller's buffer. IRQL: DISPATCH_LEVEL.
    pub type PBUILD_SCATTER_GATHER_LIST_EX = fn(
        DmaAdapter: PDMA_ADAPTER,
        DeviceObject: PDEVICE_OBJECT,
        DmaTransferContext: PVOID,
        Mdl: PMDL,
        Offset: ULONGLONG,
        Length: ULONG,
        Flags: ULONG,
        ExecutionRoutine: PDRIVER_LIST_CONTROL,
        Context: PVOID,
        WriteToDevice: BOOLEAN,
        ScatterGatherBuffer: PVOID,
        ScatterGatherLength: ULONG,
        DmaCompletionRoutine: PDMA_COMPLETION_ROUTINE,
        CompletionContext: PVOID,
        ScatterGatherList: PVOID,
    ) -> NTSTATUS;
    /// Flushes what a transfer left in buffers. IRQL: <= DISPATCH_LEVEL.
    pub type PFLUSH_ADAPTER_BUFFERS_EX = fn(
        DmaAdapter: PDMA_ADAPTER,
        Mdl: PMDL,
        MapRegisterBase: PVOID,
        Offset: ULONGLONG,
        Length: ULONG,
        WriteToDevice: BOOLEAN,
    ) -> NTSTATUS;
    /// Frees an adapter that a control routine kept. IRQL: DISPATCH_LEVEL.
    pub type PFREE_ADAPTER_OBJECT =
        fn(DmaAdapter: PDMA_ADAPTER, AllocationAction: IO_ALLOCATION_ACTION);
    /// Cancels a mapped transfer of a system DMA controller. IRQL: <= DISPATCH_LEVEL.
    pub type PCANCEL_MAPPED_TRANSFER =
        fn(DmaAdapter: PDMA_ADAPTER, DmaTransferContext: PVOID) -> NTSTATUS;
}
