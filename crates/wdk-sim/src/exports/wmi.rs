//! Windows Management Instrumentation: the kernel's functions for drivers that provide data, and for those that use it.
//!
//! A registration has a thread of the system ask the driver for its blocks. Until that is done, nobody finds them.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

mod control;
mod events;
pub(crate) mod library;
pub(crate) mod program;
mod registration;
mod request;
mod signal;
pub(crate) mod state;
pub(crate) mod wnode;

use std::ptr;

use wdk_sys::{
    BOOLEAN, ExFreePool, GUID, HANDLE, NTSTATUS, PVOID, STATUS_ACCESS_DENIED,
    STATUS_BUFFER_TOO_SMALL, STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER,
    STATUS_OBJECT_TYPE_MISMATCH, STATUS_SUCCESS, STATUS_UNSUCCESSFUL, STATUS_WMI_GUID_NOT_FOUND,
    STATUS_WMI_INSTANCE_NOT_FOUND, ULONG, UNICODE_STRING, WMI_NOTIFICATION_CALLBACK,
    WMIGUID_EXECUTE, WMIGUID_NOTIFICATION, WMIGUID_QUERY, WMIGUID_SET, WMIREG_ACTION_BLOCK_IRPS,
    WMIREG_ACTION_DEREGISTER, WMIREG_ACTION_REGISTER, WMIREG_ACTION_REREGISTER,
    WMIREG_ACTION_UPDATE_GUIDS, WNODE_FLAG_TRACED_GUID, WNODE_HEADER, abi,
};

use self::{
    state::{Sink, Wmi},
    wnode::BlockId,
};
use crate::{
    engine::export::{Export, export_table},
    exports::caller::Caller,
    nt::{
        ex::driver_pool,
        io::raw::{Device, File},
        kernel::Kernel,
        ob::{
            header::{Object, ObjectType},
            name::unicode_string,
        },
        parameter::{Out, Struct, Text, driver_slice, reached},
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoWMIRegistrationControl: full,
    IoWMIDeviceObjectToProviderId: full,
    IoWMIAllocateInstanceIds: full,
    IoWMISuggestInstanceName: partial("a symbolic link's friendly name is not looked up: STATUS_UNSUCCESSFUL"),
    IoWMIWriteEvent: partial("an event reference is delivered as it is, and its data not asked for"),
    IoWMIOpenBlock: partial("the block's security descriptor is not looked at"),
    IoWMIQueryAllData: full,
    IoWMIQuerySingleInstance: full,
    IoWMISetSingleInstance: full,
    IoWMISetSingleItem: full,
    IoWMIExecuteMethod: full,
    IoWMISetNotificationCallback: full,
    IoWMIHandleToInstanceName: full,
    IoWMIDeviceObjectToInstanceName: full,
);

const TAG: u32 = u32::from_le_bytes(*b"Wmi ");

/// What `IoWMIOpenBlock` gives out.
static DATA_BLOCK: ObjectType = ObjectType {
    delete: Some(close_block),
    delete_at_passive: true,
    ..ObjectType::new("WmiGuid")
};

/// The body of such an object.
#[derive(Clone, Copy)]
struct DataBlock {
    block: BlockId,
    access: u32,
    /// The subscription of its notification routine; 0 without one.
    subscription: u64,
}

const READERS: u32 = WMIGUID_QUERY | WMIGUID_SET | WMIGUID_EXECUTE;

fn close_block(object: Object) {
    let kernel = Kernel::current();
    // SAFETY: the object manager deletes only what `IoWMIOpenBlock` has made of this type.
    let it = unsafe { object.body().cast::<DataBlock>().read() };
    if it.subscription != 0 {
        events::unsubscribe(&kernel, it.subscription);
    }
    if it.access & READERS != 0 {
        control::close(&kernel, it.block);
    }
}

/// The block that a driver has opened for this access.
fn opened(
    kernel: &Kernel,
    object: PVOID,
    access: u32,
    function: &str,
) -> Result<Struct<DataBlock>, NTSTATUS> {
    let object = kernel.objects.check(object, function);
    if !ptr::eq(object.kind(), &raw const DATA_BLOCK) {
        return Err(STATUS_OBJECT_TYPE_MISMATCH);
    }
    // SAFETY: an object of this type has this body, and the driver refers to it.
    let block = unsafe { Struct::kept(object.body().cast::<DataBlock>()) };
    match block.get().access & access == access {
        true => Ok(block),
        false => Err(STATUS_ACCESS_DENIED),
    }
}

fn status_of(outcome: Result<(), NTSTATUS>) -> NTSTATUS {
    outcome.err().unwrap_or(STATUS_SUCCESS)
}

/// Copies `bytes` to a driver's buffer when they fit, and tells their number.
///
/// # Safety
/// The driver's buffer is null or has as many bytes as `size` says.
unsafe fn give(bytes: &[u8], size: Struct<ULONG>, buffer: PVOID) -> NTSTATUS {
    let room = *size.get() as usize;
    size.write(bytes.len() as u32);
    if bytes.len() > room {
        return STATUS_BUFFER_TOO_SMALL;
    }
    let buffer = reached(buffer.cast::<u8>());
    // SAFETY: the answer fits into `room`, which is how many bytes the buffer has.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), buffer, bytes.len()) };
    STATUS_SUCCESS
}

/// Returns a string whose buffer the driver frees.
fn give_name(name: &[u16], result: Struct<UNICODE_STRING>) -> NTSTATUS {
    let bytes = size_of_val(name);
    let buffer = driver_pool::zeroed(bytes as u64, TAG).cast::<u16>();
    if buffer.is_null() {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    // SAFETY: the block was allocated for the characters of this name.
    unsafe { ptr::copy_nonoverlapping(name.as_ptr(), buffer, name.len()) };
    let mut string = unicode_string(name);
    string.Buffer = buffer;
    result.write(string);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn IoWMIRegistrationControl(DeviceObject: Option<Device>, Action: ULONG) -> NTSTATUS {
    let kernel = Kernel::current();
    let Some(device) = DeviceObject else {
        return STATUS_INVALID_PARAMETER;
    };
    match Action {
        WMIREG_ACTION_REGISTER => registration::register(&kernel, device),
        WMIREG_ACTION_DEREGISTER => registration::deregister(&kernel, device),
        WMIREG_ACTION_REREGISTER => match registration::deregister(&kernel, device) {
            STATUS_SUCCESS => registration::register(&kernel, device),
            status => status,
        },
        WMIREG_ACTION_UPDATE_GUIDS => registration::update(&kernel, device),
        WMIREG_ACTION_BLOCK_IRPS => registration::block_requests(&kernel, device),
        _ => STATUS_INVALID_PARAMETER,
    }
}

/// Zero for a device that is not registered.
#[abi(enter, no_mangle)]
fn IoWMIDeviceObjectToProviderId(DeviceObject: Option<Device>) -> ULONG {
    let kernel = Kernel::current();
    let provider = DeviceObject.and_then(|device| Wmi::of(&kernel).of_device(device));
    provider.map_or(0, |it| it.id)
}

#[abi(enter, no_mangle)]
fn IoWMIAllocateInstanceIds(
    Guid: Struct<GUID>,
    InstanceCount: ULONG,
    FirstInstanceId: Out<ULONG>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let block = BlockId::from(&*Guid.get());
    let mut ids = Wmi::of(&kernel).instance_ids.borrow_mut();
    let next = ids.entry(block).or_default();
    let Some(behind) = next.checked_add(InstanceCount) else {
        return STATUS_UNSUCCESSFUL;
    };
    FirstInstanceId.write(*next);
    *next = behind;
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn IoWMISuggestInstanceName(
    PhysicalDeviceObject: Option<Device>,
    SymbolicLinkName: Text,
    CombineNames: BOOLEAN,
    SuggestedInstanceName: Struct<UNICODE_STRING>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    if CombineNames != 0 || !SymbolicLinkName.raw().is_null() {
        return STATUS_UNSUCCESSFUL;
    }
    let node = PhysicalDeviceObject.and_then(|device| kernel.pnp.node(device.node()));
    let Some(node) = node else {
        return STATUS_UNSUCCESSFUL;
    };
    let description = node.description.borrow().clone();
    let name: Vec<u16> = description.encode_utf16().collect();
    give_name(&name, SuggestedInstanceName)
}

#[abi(enter, no_mangle)]
unsafe fn IoWMIWriteEvent(WnodeEventItem: Struct<WNODE_HEADER>) -> NTSTATUS {
    let kernel = Kernel::current();
    let header = WnodeEventItem.get();
    let length = header.BufferSize.max(size_of::<WNODE_HEADER>() as u32);
    let is_traced = header.Flags & WNODE_FLAG_TRACED_GUID != 0;
    // More than is accepted is not looked at.
    let length = length.min(events::LARGEST + 1) as usize;
    let start = WnodeEventItem.raw().cast::<u8>();
    // SAFETY: the driver passes an event of the size that it says.
    let node = unsafe { driver_slice(start, length) };
    let status = events::write(&kernel, node);
    if status == STATUS_SUCCESS && !is_traced {
        // SAFETY: the system frees the event that the driver has allocated from pool.
        unsafe { ExFreePool(start.cast()) };
    }
    status
}

#[abi(enter, no_mangle)]
unsafe fn IoWMIOpenBlock(
    DataBlockGuid: Struct<GUID>,
    DesiredAccess: ULONG,
    DataBlockObject: Out<PVOID>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let block = BlockId::from(&*DataBlockGuid.get());
    let reads = DesiredAccess & READERS != 0;
    if reads {
        if Wmi::of(&kernel).providers_of(block).is_empty() {
            return STATUS_WMI_GUID_NOT_FOUND;
        }
        if let Err(status) = control::open(&kernel, block) {
            return status;
        }
    }
    let size = size_of::<DataBlock>();
    let object = match kernel.objects.create(&DATA_BLOCK, size) {
        Ok(object) => object,
        Err(status) => {
            if reads {
                control::close(&kernel, block);
            }
            return status;
        }
    };
    let body = DataBlock {
        block,
        access: DesiredAccess,
        subscription: 0,
    };
    // SAFETY: created with the size of this body; the driver gets it below.
    unsafe { object.body().cast::<DataBlock>().write(body) };
    DataBlockObject.write(object.body());
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn IoWMIQueryAllData(
    DataBlockObject: PVOID,
    InOutBufferSize: Struct<ULONG>,
    OutBuffer: PVOID,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let block = match opened(&kernel, DataBlockObject, WMIGUID_QUERY, "IoWMIQueryAllData") {
        Ok(block) => block.get().block,
        Err(status) => return status,
    };
    let found = match request::all_data(&kernel, block) {
        Ok(found) => found,
        Err(status) => return status,
    };
    let answers = found.into_iter().map(|it| {
        let mut answer = it.answer;
        if !it.is_dynamic {
            wnode::add_names(&mut answer, &it.names);
        }
        answer
    });
    let chain = wnode::chain(answers.collect());
    // SAFETY: `OutBuffer` has the bytes that `InOutBufferSize` says.
    unsafe { give(&chain, InOutBufferSize, OutBuffer) }
}

#[abi(enter, no_mangle)]
unsafe fn IoWMIQuerySingleInstance(
    DataBlockObject: PVOID,
    InstanceName: Text,
    InOutBufferSize: Struct<ULONG>,
    OutBuffer: PVOID,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let function = "IoWMIQuerySingleInstance";
    let block = match opened(&kernel, DataBlockObject, WMIGUID_QUERY, function) {
        Ok(block) => block.get().block,
        Err(status) => return status,
    };
    match request::query(&kernel, block, InstanceName.units()) {
        // SAFETY: `give` compares the answer with the size that belongs to `OutBuffer`.
        Ok((answer, _)) => unsafe { give(&answer, InOutBufferSize, OutBuffer) },
        Err(status) => status,
    }
}

/// Sets an instance or an item.
///
/// # Safety
/// The value has so many bytes.
unsafe fn set(
    object: PVOID,
    name: Text,
    item: Option<u32>,
    (size, value): (ULONG, PVOID),
    function: &str,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let block = match opened(&kernel, object, WMIGUID_SET, function) {
        Ok(block) => block.get().block,
        Err(status) => return status,
    };
    // SAFETY: the caller passes on the driver's size and buffer.
    let value = unsafe { driver_slice(value.cast::<u8>(), size as usize) };
    status_of(request::set(&kernel, block, name.units(), item, value))
}

#[abi(enter, no_mangle)]
unsafe fn IoWMISetSingleInstance(
    DataBlockObject: PVOID,
    InstanceName: Text,
    _Version: ULONG,
    ValueBufferSize: ULONG,
    ValueBuffer: PVOID,
) -> NTSTATUS {
    let value = (ValueBufferSize, ValueBuffer);
    let function = "IoWMISetSingleInstance";
    // SAFETY: `ValueBuffer` has `ValueBufferSize` bytes.
    unsafe { set(DataBlockObject, InstanceName, None, value, function) }
}

#[abi(enter, no_mangle)]
unsafe fn IoWMISetSingleItem(
    DataBlockObject: PVOID,
    InstanceName: Text,
    DataItemId: ULONG,
    _Version: ULONG,
    ValueBufferSize: ULONG,
    ValueBuffer: PVOID,
) -> NTSTATUS {
    let value = (ValueBufferSize, ValueBuffer);
    let function = "IoWMISetSingleItem";
    // SAFETY: the driver passes so many bytes.
    unsafe {
        set(
            DataBlockObject,
            InstanceName,
            Some(DataItemId),
            value,
            function,
        )
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoWMIExecuteMethod(
    DataBlockObject: PVOID,
    InstanceName: Text,
    MethodId: ULONG,
    InBufferSize: ULONG,
    OutBufferSize: Struct<ULONG>,
    InOutBuffer: PVOID,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let function = "IoWMIExecuteMethod";
    let block = match opened(&kernel, DataBlockObject, WMIGUID_EXECUTE, function) {
        Ok(block) => block.get().block,
        Err(status) => return status,
    };
    // SAFETY: the first `InBufferSize` bytes of the buffer are the input.
    let input = unsafe { driver_slice(InOutBuffer.cast::<u8>(), InBufferSize as usize) };
    let sizes = (input, *OutBufferSize.get() as usize);
    match request::execute(&kernel, block, InstanceName.units(), MethodId, sizes) {
        Ok(output) if output.is_empty() => {
            OutBufferSize.write(0);
            STATUS_SUCCESS
        }
        // SAFETY: one buffer for input and output, which is as long as the output may be.
        Ok(output) => unsafe { give(&output, OutBufferSize, InOutBuffer) },
        Err(status) => status,
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoWMISetNotificationCallback(
    Object: PVOID,
    Callback: WMI_NOTIFICATION_CALLBACK,
    Context: PVOID,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let function = "IoWMISetNotificationCallback";
    let object = match opened(&kernel, Object, WMIGUID_NOTIFICATION, function) {
        Ok(object) => object,
        Err(status) => return status,
    };
    if Callback.is_none() {
        return STATUS_INVALID_PARAMETER;
    }
    let before = std::mem::take(&mut object.get().subscription);
    if before != 0 {
        events::unsubscribe(&kernel, before);
    }
    let sink = Sink::Routine(Callback, Context, Caller::current(&kernel));
    let block = object.get().block;
    match events::subscribe(&kernel, block, sink) {
        Ok(id) => {
            object.get().subscription = id;
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

/// The name of the first instance that a provider on the stack of `device` has of a block.
fn name_on_stack(
    kernel: &Kernel,
    object: PVOID,
    device: Device,
    (result, function): (Struct<UNICODE_STRING>, &str),
) -> NTSTATUS {
    let block = match opened(kernel, object, 0, function) {
        Ok(block) => block.get().block,
        Err(status) => return status,
    };
    let bottom = device.bottom();
    let providers = Wmi::of(kernel).providers_of(block);
    let name = providers
        .iter()
        .filter(|it| it.device.bottom() == bottom)
        .filter_map(|it| it.block(block)?.names)
        .find_map(|names| names.first().cloned());
    match name {
        Some(name) => give_name(&name, result),
        None => STATUS_WMI_INSTANCE_NOT_FOUND,
    }
}

#[abi(enter, no_mangle)]
fn IoWMIDeviceObjectToInstanceName(
    DataBlockObject: PVOID,
    DeviceObject: Option<Device>,
    InstanceName: Struct<UNICODE_STRING>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let function = "IoWMIDeviceObjectToInstanceName";
    match DeviceObject {
        Some(device) => name_on_stack(&kernel, DataBlockObject, device, (InstanceName, function)),
        None => STATUS_WMI_INSTANCE_NOT_FOUND,
    }
}

#[abi(enter, no_mangle)]
fn IoWMIHandleToInstanceName(
    DataBlockObject: PVOID,
    FileHandle: HANDLE,
    InstanceName: Struct<UNICODE_STRING>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let object = match kernel.objects.object(FileHandle) {
        Ok((object, _)) => object,
        Err(status) => return status,
    };
    let Some(file) = File::of(object) else {
        return STATUS_OBJECT_TYPE_MISMATCH;
    };
    let function = "IoWMIHandleToInstanceName";
    match crate::nt::io::device::related(file) {
        Some(device) => name_on_stack(&kernel, DataBlockObject, device, (InstanceName, function)),
        None => STATUS_WMI_INSTANCE_NOT_FOUND,
    }
}
