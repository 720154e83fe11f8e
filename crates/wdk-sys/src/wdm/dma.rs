//! dma.

use crate::{layout::layout, *};

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

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CONTROLLER_OBJECT {
    pub Type: CSHORT,
    pub Size: CSHORT,
    pub ControllerExtension: PVOID,
    pub DeviceWaitQueue: KDEVICE_QUEUE,
    pub Spare1: ULONG,
    pub Spare2: LARGE_INTEGER,
}
/// A [`_CONTROLLER_OBJECT`].
pub type CONTROLLER_OBJECT = _CONTROLLER_OBJECT;
/// Pointer to a [`_CONTROLLER_OBJECT`].
pub type PCONTROLLER_OBJECT = *mut _CONTROLLER_OBJECT;

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
}
/// A [`_DEVICE_DESCRIPTION`].
pub type DEVICE_DESCRIPTION = _DEVICE_DESCRIPTION;
/// Pointer to a [`_DEVICE_DESCRIPTION`].
pub type PDEVICE_DESCRIPTION = *mut _DEVICE_DESCRIPTION;

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
    pub type PALLOCATE_ADAPTER_CHANNEL = fn(DmaAdapter: PDMA_ADAPTER, DeviceObject: PDEVICE_OBJECT, NumberOfMapRegisters: ULONG, ExecutionRoutine: PDRIVER_CONTROL, Context: PVOID) -> NTSTATUS;
    pub type PALLOCATE_COMMON_BUFFER = fn(DmaAdapter: PDMA_ADAPTER, Length: ULONG, LogicalAddress: PPHYSICAL_ADDRESS, CacheEnabled: BOOLEAN) -> PVOID;
    pub type PBUILD_MDL_FROM_SCATTER_GATHER_LIST = fn(DmaAdapter: PDMA_ADAPTER, ScatterGather: PSCATTER_GATHER_LIST, OriginalMdl: PMDL, TargetMdl: *mut PMDL) -> NTSTATUS;
    pub type PBUILD_SCATTER_GATHER_LIST = fn(DmaAdapter: PDMA_ADAPTER, DeviceObject: PDEVICE_OBJECT, Mdl: PMDL, CurrentVa: PVOID, Length: ULONG, ExecutionRoutine: PDRIVER_LIST_CONTROL, Context: PVOID, WriteToDevice: BOOLEAN, ScatterGatherBuffer: PVOID, ScatterGatherLength: ULONG) -> NTSTATUS;
    pub type PCALCULATE_SCATTER_GATHER_LIST_SIZE = fn(DmaAdapter: PDMA_ADAPTER, Mdl: PMDL, CurrentVa: PVOID, Length: ULONG, ScatterGatherListSize: PULONG, pNumberOfMapRegisters: PULONG) -> NTSTATUS;
    pub type PDRIVER_CONTROL = fn(DeviceObject: *mut _DEVICE_OBJECT, Irp: *mut _IRP, MapRegisterBase: PVOID, Context: PVOID) -> IO_ALLOCATION_ACTION;
    pub type PDRIVER_LIST_CONTROL = fn(DeviceObject: *mut _DEVICE_OBJECT, Irp: *mut _IRP, ScatterGather: *mut _SCATTER_GATHER_LIST, Context: PVOID);
    pub type PFLUSH_ADAPTER_BUFFERS = fn(DmaAdapter: PDMA_ADAPTER, Mdl: PMDL, MapRegisterBase: PVOID, CurrentVa: PVOID, Length: ULONG, WriteToDevice: BOOLEAN) -> BOOLEAN;
    pub type PFREE_ADAPTER_CHANNEL = fn(DmaAdapter: PDMA_ADAPTER);
    pub type PFREE_COMMON_BUFFER = fn(DmaAdapter: PDMA_ADAPTER, Length: ULONG, LogicalAddress: PHYSICAL_ADDRESS, VirtualAddress: PVOID, CacheEnabled: BOOLEAN);
    pub type PFREE_MAP_REGISTERS = fn(DmaAdapter: PDMA_ADAPTER, MapRegisterBase: PVOID, NumberOfMapRegisters: ULONG);
    pub type PGET_DMA_ADAPTER = fn(Context: PVOID, DeviceDescriptor: *mut _DEVICE_DESCRIPTION, NumberOfMapRegisters: PULONG) -> *mut _DMA_ADAPTER;
    pub type PGET_DMA_ALIGNMENT = fn(DmaAdapter: PDMA_ADAPTER) -> ULONG;
    pub type PGET_SCATTER_GATHER_LIST = fn(DmaAdapter: PDMA_ADAPTER, DeviceObject: PDEVICE_OBJECT, Mdl: PMDL, CurrentVa: PVOID, Length: ULONG, ExecutionRoutine: PDRIVER_LIST_CONTROL, Context: PVOID, WriteToDevice: BOOLEAN) -> NTSTATUS;
    pub type PMAP_TRANSFER = fn(DmaAdapter: PDMA_ADAPTER, Mdl: PMDL, MapRegisterBase: PVOID, CurrentVa: PVOID, Length: PULONG, WriteToDevice: BOOLEAN) -> PHYSICAL_ADDRESS;
    pub type PPUT_DMA_ADAPTER = fn(DmaAdapter: PDMA_ADAPTER);
    pub type PPUT_SCATTER_GATHER_LIST = fn(DmaAdapter: PDMA_ADAPTER, ScatterGather: PSCATTER_GATHER_LIST, WriteToDevice: BOOLEAN);
    pub type PREAD_DMA_COUNTER = fn(DmaAdapter: PDMA_ADAPTER) -> ULONG;
}

imports! { "ntoskrnl.exe";
    pub fn IoGetDmaAdapter(PhysicalDeviceObject: PDEVICE_OBJECT, DeviceDescription: PDEVICE_DESCRIPTION, NumberOfMapRegisters: PULONG) -> PDMA_ADAPTER;
    pub fn IoAllocateController(ControllerObject: PCONTROLLER_OBJECT, DeviceObject: PDEVICE_OBJECT, ExecutionRoutine: PDRIVER_CONTROL, Context: PVOID);
    pub fn IoCreateController(Size: ULONG) -> PCONTROLLER_OBJECT;
    pub fn IoDeleteController(ControllerObject: PCONTROLLER_OBJECT);
    pub fn IoFreeController(ControllerObject: PCONTROLLER_OBJECT);
}

imports! { "HAL.dll";
    pub fn HalGetAdapter(DeviceDescription: PDEVICE_DESCRIPTION, NumberOfMapRegisters: PULONG) -> PADAPTER_OBJECT;
    pub fn HalAllocateCrashDumpRegisters(AdapterObject: PADAPTER_OBJECT, NumberOfMapRegisters: PULONG) -> PVOID;
}

layout! {
    _CONTROLLER_OBJECT: 72, 8 {
        Type: 0, Size: 2, ControllerExtension: 8, DeviceWaitQueue: 16, Spare1: 56, Spare2:
        64
    }
    _WAIT_CONTEXT_BLOCK: 72, 8 {
        WaitQueueEntry: 0, DeviceRoutine: 24, DeviceContext: 32, NumberOfMapRegisters: 40,
        DeviceObject: 48, CurrentIrp: 56, BufferChainingDpc: 64
    }
    _DEVICE_DESCRIPTION: 40, 4 {
        Version: 0, Master: 4, ScatterGather: 5, DemandMode: 6, AutoInitialize: 7,
        Dma32BitAddresses: 8, IgnoreCount: 9, Reserved1: 10, Dma64BitAddresses: 11,
        BusNumber: 12, DmaChannel: 16, InterfaceType: 20, DmaWidth: 24, DmaSpeed: 28,
        MaximumLength: 32, DmaPort: 36
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

pub const DEVICE_DESCRIPTION_VERSION: ULONG = 0;
pub const DEVICE_DESCRIPTION_VERSION1: ULONG = 1;
pub const DEVICE_DESCRIPTION_VERSION2: ULONG = 2;
