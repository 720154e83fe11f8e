//! `WMILIB.SYS`: WMI requests as calls of a driver's `DpWmi` routines.
#![expect(
    unsafe_code,
    reason = "calls routines of drivers with the buffers of requests"
)]

use std::{mem::offset_of, ptr, slice};

use wdk_sys::{
    _SYSCTL_IRP_DISPOSITION::{IrpForward, IrpNotCompleted, IrpNotWmi, IrpProcessed},
    _WMIENABLEDISABLECONTROL::{WmiDataBlockControl, WmiEventControl},
    CCHAR, ExFreePool, GUID, IRP_MN_CHANGE_SINGLE_INSTANCE, IRP_MN_CHANGE_SINGLE_ITEM,
    IRP_MN_DISABLE_COLLECTION, IRP_MN_DISABLE_EVENTS, IRP_MN_ENABLE_COLLECTION,
    IRP_MN_ENABLE_EVENTS, IRP_MN_EXECUTE_METHOD, IRP_MN_QUERY_ALL_DATA,
    IRP_MN_QUERY_SINGLE_INSTANCE, IRP_MN_REGINFO, IRP_MN_REGINFO_EX, IoWMIDeviceObjectToProviderId,
    IoWMIWriteEvent, IofCompleteRequest, KeQuerySystemTimePrecise, LARGE_INTEGER, NTSTATUS,
    ObfReferenceObject, PDEVICE_OBJECT, PIRP, PUCHAR, PULONG, PUNICODE_STRING, PVOID,
    STATUS_BUFFER_TOO_SMALL, STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_SUCCESS, STATUS_UNSUCCESSFUL, STATUS_WMI_GUID_NOT_FOUND, STATUS_WMI_INSTANCE_NOT_FOUND,
    STATUS_WMI_READ_ONLY, STATUS_WMI_SET_FAILURE, SYSCTL_IRP_DISPOSITION, ULONG, UNICODE_STRING,
    WMIGUIDREGINFO, WMILIB_CONTEXT, WMIREG_FLAG_INSTANCE_BASENAME, WMIREG_FLAG_INSTANCE_PDO,
    WMIREGGUIDW, WMIREGINFOW, WNODE_FLAG_EVENT_ITEM, WNODE_FLAG_FIXED_INSTANCE_SIZE,
    WNODE_FLAG_SINGLE_INSTANCE, WNODE_FLAG_STATIC_INSTANCE_NAMES, WNODE_FLAG_TOO_SMALL,
    WNODE_HEADER, WNODE_TOO_SMALL, abi, tagWNODE_ALL_DATA, tagWNODE_METHOD_ITEM,
    tagWNODE_SINGLE_INSTANCE, tagWNODE_SINGLE_ITEM,
};

use super::wnode::{self, ALIGNMENT, BlockId, HEADER, LENGTHS, PAIR};
use crate::{
    engine::export::{Export, export_table},
    exports::caller::Caller,
    nt::{
        ex::driver_pool,
        io::raw::{Device, Irp},
        kernel::Kernel,
        ob::name::units,
        parameter::{Out, Struct, driver_slice},
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("WMILIB.SYS":
    WmiSystemControl: full,
    WmiCompleteRequest: full,
    WmiFireEvent: full,
);

const TAG: u32 = u32::from_le_bytes(*b"WmiL");
/// Where a single instance's data is said to be, and how long.
const OFFSET: usize = offset_of!(tagWNODE_SINGLE_INSTANCE, DataBlockOffset);
const SIZE: usize = offset_of!(tagWNODE_SINGLE_INSTANCE, SizeDataBlock);
/// The same of items and methods.
const ITEM: usize = offset_of!(tagWNODE_SINGLE_ITEM, ItemId);
const ITEM_OFFSET: usize = offset_of!(tagWNODE_METHOD_ITEM, DataBlockOffset);
const ITEM_SIZE: usize = offset_of!(tagWNODE_METHOD_ITEM, SizeDataBlock);

/// The buffer of a request.
///
/// # Invariants
/// So many bytes, aligned as pool is, which nobody else uses while one of the library's functions runs.
#[derive(Clone, Copy)]
struct Buffer {
    start: *mut u8,
    size: usize,
}

impl Buffer {
    fn of(irp: Irp) -> Self {
        let wmi = irp.current().wmi();
        Self {
            start: wmi.Buffer.cast(),
            size: wmi.BufferSize as usize,
        }
    }

    fn bytes<'a>(self) -> &'a mut [u8] {
        if self.start.is_null() {
            return &mut [];
        }
        // SAFETY: by the type's invariant.
        unsafe { slice::from_raw_parts_mut(self.start, self.size) }
    }

    fn number(self, at: usize) -> u32 {
        wnode::number(self.bytes(), at).unwrap_or(0)
    }

    /// Writes a number, if the buffer has room for it.
    fn put(self, at: usize, value: u32) {
        if at + 4 <= self.size {
            wnode::put(self.bytes(), at, value);
        }
    }

    /// The bytes from an offset on: the address, and how many there are.
    fn from(self, at: usize) -> (PUCHAR, u32) {
        let at = at.min(self.size);
        (self.start.wrapping_add(at), (self.size - at) as u32)
    }

    /// Notes when the data was collected.
    fn put_time(self) {
        let mut now = LARGE_INTEGER { QuadPart: 0 };
        // SAFETY: a variable for the time.
        unsafe { KeQuerySystemTimePrecise(&raw mut now) };
        let at = offset_of!(WNODE_HEADER, __bindgen_anon_2);
        // SAFETY: every view of the union is an integer of the same eight bytes.
        let now = unsafe { now.QuadPart };
        if let Some(place) = self.bytes().get_mut(at..at + 8) {
            place.copy_from_slice(&now.to_le_bytes());
        }
    }
}

/// The blocks of a driver.
///
/// # Safety
/// The context has a list of so many blocks.
unsafe fn blocks<'a>(context: &WMILIB_CONTEXT) -> &'a [WMIGUIDREGINFO] {
    // SAFETY: `GuidList` has `GuidCount` blocks, which `blocks` demands.
    unsafe { driver_slice(context.GuidList.cast_const(), context.GuidCount as usize) }
}

/// The index of the block that a request is about, and how many instances it has.
///
/// # Safety
/// The context has a list of blocks, each with a GUID; the request's path is the address of one.
unsafe fn find(context: &WMILIB_CONTEXT, path: PVOID) -> Option<(u32, u32)> {
    // SAFETY: the path is a GUID's address, as `find` demands.
    let wanted = BlockId::from(unsafe { &*path.cast::<GUID>() });
    // SAFETY: a list of so many blocks is part of what `find` demands.
    let blocks = unsafe { blocks(context) };
    let index = blocks.iter().position(|it| {
        // SAFETY: each block of the list has a GUID, as `find` demands.
        BlockId::from(unsafe { &*it.Guid }) == wanted
    })?;
    Some((index as u32, blocks[index].InstanceCount))
}

#[abi(enter, no_mangle)]
unsafe fn WmiSystemControl(
    WmiLibInfo: Struct<WMILIB_CONTEXT>,
    DeviceObject: PDEVICE_OBJECT,
    Irp: PIRP,
    IrpDisposition: Out<SYSCTL_IRP_DISPOSITION>,
) -> NTSTATUS {
    // SAFETY: the request that the driver's dispatch routine was called with.
    let Some(irp) = (unsafe { Irp::new(Irp) }) else {
        return STATUS_INVALID_DEVICE_REQUEST;
    };
    let minor = u32::from(irp.current().minor());
    if minor > IRP_MN_EXECUTE_METHOD && minor != IRP_MN_REGINFO_EX {
        IrpDisposition.write(IrpNotWmi);
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    if irp.current().wmi().ProviderId != DeviceObject.addr() as u64 {
        IrpDisposition.write(IrpForward);
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    let context = WmiLibInfo.get();
    let outcome = if minor == IRP_MN_REGINFO || minor == IRP_MN_REGINFO_EX {
        // SAFETY: the request's device, whose driver passes the context.
        let (status, used) = unsafe { register(context, DeviceObject, irp, minor) };
        irp.set_information(used as u64);
        Err(status)
    } else {
        irp.set_information(0);
        // SAFETY: the device that the request names, and the context with which the driver handles it.
        unsafe { dispatch(context, DeviceObject, irp, minor) }
    };
    match outcome {
        Ok(status) => {
            IrpDisposition.write(IrpProcessed);
            status
        }
        Err(status) => {
            irp.set_status(status);
            IrpDisposition.write(IrpNotCompleted);
            status
        }
    }
}

/// Calls the driver's routine for a request; an error when there is none to call.
///
/// # Safety
/// The driver's context, its device, and a request to it.
unsafe fn dispatch(
    context: &WMILIB_CONTEXT,
    device: PDEVICE_OBJECT,
    irp: Irp,
    minor: u32,
) -> Result<NTSTATUS, NTSTATUS> {
    let path = irp.current().wmi().DataPath;
    // SAFETY: the context is the driver's, and `DataPath` of a request about a block is a GUID's address.
    let (block, count) = unsafe { find(context, path) }.ok_or(STATUS_WMI_GUID_NOT_FOUND)?;
    let buffer = Buffer::of(irp);
    let index = buffer.number(offset_of!(tagWNODE_SINGLE_INSTANCE, InstanceIndex));
    let about_one = matches!(
        minor,
        IRP_MN_QUERY_SINGLE_INSTANCE
            | IRP_MN_CHANGE_SINGLE_INSTANCE
            | IRP_MN_CHANGE_SINGLE_ITEM
            | IRP_MN_EXECUTE_METHOD
    );
    let is_static = wnode::flags(buffer.bytes()) & WNODE_FLAG_STATIC_INSTANCE_NAMES != 0;
    if about_one && (!is_static || index >= count) {
        return Err(STATUS_WMI_INSTANCE_NOT_FOUND);
    }
    let kernel = Kernel::current();
    let caller = Caller::current(&kernel);
    let raw = irp.raw();
    let call = |name: &'static str, routine: &dyn Fn() -> NTSTATUS| {
        Ok(caller.call(&kernel, name, String::new, routine))
    };
    match minor {
        IRP_MN_QUERY_ALL_DATA => {
            let (lengths, (data, room)) = prepare_all(buffer, count).ok_or(STATUS_UNSUCCESSFUL)?;
            let routine = context
                .QueryWmiDataBlock
                .ok_or(STATUS_INVALID_DEVICE_REQUEST)?;
            // SAFETY: the driver's routine; lengths and data are both null, or lie behind each other in the buffer.
            call("DpWmiQueryDataBlock", &|| unsafe {
                routine(device, raw, block, 0, count, lengths, room, data)
            })
        }
        IRP_MN_QUERY_SINGLE_INSTANCE => {
            let routine = context
                .QueryWmiDataBlock
                .ok_or(STATUS_INVALID_DEVICE_REQUEST)?;
            let (data, room) = buffer.from(buffer.number(OFFSET) as usize);
            let length = buffer.start.wrapping_add(SIZE).cast();
            // SAFETY: the driver's routine; the length it writes is a member of the node, and the data what follows it.
            call("DpWmiQueryDataBlock", &|| unsafe {
                routine(device, raw, block, index, 1, length, room, data)
            })
        }
        IRP_MN_CHANGE_SINGLE_INSTANCE => {
            let routine = context.SetWmiDataBlock.ok_or(STATUS_WMI_READ_ONLY)?;
            let (data, _) = buffer.from(buffer.number(OFFSET) as usize);
            let size = buffer.number(SIZE);
            // SAFETY: the driver's routine, with the data that the node says it has.
            call("DpWmiSetDataBlock", &|| unsafe {
                routine(device, raw, block, index, size, data)
            })
        }
        IRP_MN_CHANGE_SINGLE_ITEM => {
            let routine = context.SetWmiDataItem.ok_or(STATUS_WMI_READ_ONLY)?;
            let (data, _) = buffer.from(buffer.number(ITEM_OFFSET) as usize);
            let (item, size) = (buffer.number(ITEM), buffer.number(ITEM_SIZE));
            // SAFETY: the driver's routine, with the item that the node holds.
            call("DpWmiSetDataItem", &|| unsafe {
                routine(device, raw, block, index, item, size, data)
            })
        }
        IRP_MN_EXECUTE_METHOD => {
            let routine = context
                .ExecuteWmiMethod
                .ok_or(STATUS_INVALID_DEVICE_REQUEST)?;
            let (data, room) = buffer.from(buffer.number(ITEM_OFFSET) as usize);
            let (method, size) = (buffer.number(ITEM), buffer.number(ITEM_SIZE));
            // SAFETY: the driver's routine, with all that follows the node's fixed part as its input and output.
            call("DpWmiExecuteMethod", &|| unsafe {
                routine(device, raw, block, index, method, size, room, data)
            })
        }
        _ => {
            let routine = context.WmiFunctionControl.ok_or(STATUS_SUCCESS)?;
            let (what, enable) = match minor {
                IRP_MN_ENABLE_EVENTS => (WmiEventControl, 1),
                IRP_MN_DISABLE_EVENTS => (WmiEventControl, 0),
                IRP_MN_ENABLE_COLLECTION => (WmiDataBlockControl, 1),
                IRP_MN_DISABLE_COLLECTION => (WmiDataBlockControl, 0),
                _ => return Err(STATUS_INVALID_DEVICE_REQUEST),
            };
            // SAFETY: the driver's routine, which gets no buffer.
            call("DpWmiFunctionControl", &|| unsafe {
                routine(device, raw, block, what, enable)
            })
        }
    }
}

/// Fills in what a query for all instances begins with: where the driver writes the lengths and the data. Without
/// room for the lengths it gets neither, and says how much it needs.
fn prepare_all(buffer: Buffer, count: u32) -> Option<(PULONG, (PUCHAR, u32))> {
    if buffer.size < size_of::<tagWNODE_ALL_DATA>() {
        return None;
    }
    let flags = wnode::flags(buffer.bytes()) & !WNODE_FLAG_FIXED_INSTANCE_SIZE;
    buffer.put(offset_of!(WNODE_HEADER, Flags), flags);
    buffer.put(offset_of!(tagWNODE_ALL_DATA, InstanceCount), count);
    let behind = LENGTHS.checked_add((count as usize).checked_mul(PAIR)?)?;
    let start = behind.checked_next_multiple_of(ALIGNMENT)?;
    let place = offset_of!(tagWNODE_ALL_DATA, DataBlockOffset);
    buffer.put(place, u32::try_from(start).ok()?);
    if start > buffer.size {
        return Some((ptr::null_mut(), (ptr::null_mut(), 0)));
    }
    let lengths = buffer.start.wrapping_add(LENGTHS).cast();
    Some((lengths, buffer.from(start)))
}

/// `IRP_MN_REGINFO_EX`: asks the driver, and writes what it says. The status, and the bytes that were written.
///
/// # Safety
/// The driver's context, its device, and a request to it.
unsafe fn register(
    context: &WMILIB_CONTEXT,
    device: PDEVICE_OBJECT,
    irp: Irp,
    minor: u32,
) -> (NTSTATUS, usize) {
    let Some(routine) = context.QueryWmiRegInfo else {
        return (STATUS_INVALID_DEVICE_REQUEST, 0);
    };
    let kernel = Kernel::current();
    let mut flags: ULONG = 0;
    let mut name = UNICODE_STRING::default();
    let mut path: PUNICODE_STRING = ptr::null_mut();
    let mut mof = UNICODE_STRING::default();
    let mut pdo: PDEVICE_OBJECT = ptr::null_mut();
    let caller = Caller::current(&kernel);
    let status = caller.call(
        &kernel,
        "DpWmiQueryReginfo",
        String::new,
        // SAFETY: the driver's routine, with variables of this function.
        || unsafe {
            routine(
                device,
                &raw mut flags,
                &raw mut name,
                &raw mut path,
                &raw mut mof,
                &raw mut pdo,
            )
        },
    );
    let buffer = Buffer::of(irp);
    let answer = Answer {
        flags,
        // SAFETY: still empty, or the base name that the driver has allocated.
        name: unsafe { units(&raw const name) },
        // SAFETY: null, or the registry path that the driver was loaded with.
        path: unsafe { units(path) },
        // SAFETY: empty, or the name that the driver has set and frees later.
        mof: unsafe { units(&raw const mof) },
        pdo,
    };
    let outcome = match status {
        status if status < 0 => (status, 0),
        // SAFETY: the context's list, which the routine may have set just now.
        _ => answer.write(unsafe { blocks(context) }, buffer, minor),
    };
    if flags & WMIREG_FLAG_INSTANCE_BASENAME != 0 && !name.Buffer.is_null() {
        // SAFETY: the driver has allocated it, and gives it away.
        unsafe { ExFreePool(name.Buffer.cast()) };
    }
    outcome
}

/// What the driver says of all its blocks.
struct Answer<'a> {
    flags: ULONG,
    name: &'a [u16],
    path: &'a [u16],
    mof: &'a [u16],
    pdo: PDEVICE_OBJECT,
}

impl Answer<'_> {
    fn write(&self, blocks: &[WMIGUIDREGINFO], buffer: Buffer, minor: u32) -> (NTSTATUS, usize) {
        let first = offset_of!(WMIREGINFOW, WmiRegGuid);
        let texts =
            first + size_of_val(blocks) / size_of::<WMIGUIDREGINFO>() * size_of::<WMIREGGUIDW>();
        let length = |text: &[u16]| 2 + size_of_val(text);
        let name = texts;
        let path = name + length(self.name);
        let mof = path + length(self.path);
        let whole = mof + length(self.mof);
        if whole > buffer.size {
            buffer.put(0, whole as u32);
            return (STATUS_BUFFER_TOO_SMALL, 4.min(buffer.size));
        }
        let bytes = &mut buffer.bytes()[..whole];
        bytes.fill(0);
        for (at, value) in [
            (offset_of!(WMIREGINFOW, BufferSize), whole),
            (offset_of!(WMIREGINFOW, RegistryPath), path),
            (offset_of!(WMIREGINFOW, MofResourceName), mof),
            (offset_of!(WMIREGINFOW, GuidCount), blocks.len()),
        ] {
            wnode::put(bytes, at, value as u32);
        }
        for (at, text) in [(name, self.name), (path, self.path), (mof, self.mof)] {
            let units = text.iter().flat_map(|unit| unit.to_le_bytes());
            let length = (size_of_val(text) as u16).to_le_bytes();
            for (place, byte) in bytes[at..].iter_mut().zip(length.into_iter().chain(units)) {
                *place = byte;
            }
        }
        for (index, block) in blocks.iter().enumerate() {
            let at = first + index * size_of::<WMIREGGUIDW>();
            self.write_block(block, &mut bytes[at..], name, minor);
        }
        (STATUS_SUCCESS, whole)
    }

    fn write_block(&self, block: &WMIGUIDREGINFO, bytes: &mut [u8], name: usize, minor: u32) {
        let flags = block.Flags | self.flags;
        // SAFETY: each of the driver's blocks has a GUID.
        let header = wnode::header(BlockId::from(unsafe { &*block.Guid }), 0, 0);
        let guid = offset_of!(WNODE_HEADER, Guid);
        bytes[..16].copy_from_slice(&header[guid..guid + 16]);
        wnode::put(bytes, offset_of!(WMIREGGUIDW, Flags), flags);
        let count = offset_of!(WMIREGGUIDW, InstanceCount);
        wnode::put(bytes, count, block.InstanceCount);
        let place = offset_of!(WMIREGGUIDW, __bindgen_anon_1);
        let value = if flags & WMIREG_FLAG_INSTANCE_PDO != 0 {
            if minor == IRP_MN_REGINFO_EX {
                // SAFETY: the driver's physical device object; the system takes the reference back.
                unsafe { ObfReferenceObject(self.pdo.cast()) };
            }
            self.pdo.addr()
        } else if flags & WMIREG_FLAG_INSTANCE_BASENAME != 0 {
            name
        } else {
            0
        };
        bytes[place..place + 8].copy_from_slice(&(value as u64).to_le_bytes());
    }
}

#[abi(enter, no_mangle)]
unsafe fn WmiCompleteRequest(
    _DeviceObject: PDEVICE_OBJECT,
    Irp: PIRP,
    Status: NTSTATUS,
    BufferUsed: ULONG,
    PriorityBoost: CCHAR,
) -> NTSTATUS {
    // SAFETY: a request that the driver has not completed yet.
    let Some(irp) = (unsafe { Irp::new(Irp) }) else {
        return STATUS_INVALID_DEVICE_REQUEST;
    };
    let buffer = Buffer::of(irp);
    let minor = u32::from(irp.current().minor());
    let start = match minor {
        IRP_MN_QUERY_ALL_DATA => Some(offset_of!(tagWNODE_ALL_DATA, DataBlockOffset)),
        IRP_MN_QUERY_SINGLE_INSTANCE => Some(OFFSET),
        IRP_MN_EXECUTE_METHOD => Some(ITEM_OFFSET),
        _ => None,
    };
    let (status, information) = match start {
        Some(start) => {
            let whole = (buffer.number(start) as usize).saturating_add(BufferUsed as usize);
            complete(buffer, minor, Status, (BufferUsed, whole))
        }
        // Nothing is returned of how much it would need.
        None if Status == STATUS_BUFFER_TOO_SMALL
            && matches!(
                minor,
                IRP_MN_CHANGE_SINGLE_INSTANCE | IRP_MN_CHANGE_SINGLE_ITEM
            ) =>
        {
            (STATUS_WMI_SET_FAILURE, 0)
        }
        None => (Status, 0),
    };
    irp.set_status(status);
    irp.set_information(information as u64);
    // SAFETY: the driver is done with its request.
    unsafe { IofCompleteRequest(Irp, PriorityBoost) };
    status
}

/// Fills in what an answer with data begins with: the status, and the bytes that were written.
fn complete(
    buffer: Buffer,
    minor: u32,
    status: NTSTATUS,
    (used, whole): (u32, usize),
) -> (NTSTATUS, usize) {
    let is_small = status == STATUS_BUFFER_TOO_SMALL || status >= 0 && whole > buffer.size;
    if is_small {
        if buffer.size < size_of::<WNODE_TOO_SMALL>() {
            return (STATUS_BUFFER_TOO_SMALL, 0);
        }
        buffer.put(0, size_of::<WNODE_TOO_SMALL>() as u32);
        buffer.put(offset_of!(WNODE_HEADER, Flags), WNODE_FLAG_TOO_SMALL);
        buffer.put(offset_of!(WNODE_TOO_SMALL, SizeNeeded), whole as u32);
        return (STATUS_SUCCESS, size_of::<WNODE_TOO_SMALL>());
    }
    if status < 0 {
        return (status, 0);
    }
    match minor {
        IRP_MN_QUERY_ALL_DATA => spread_lengths(buffer),
        IRP_MN_EXECUTE_METHOD => buffer.put(ITEM_SIZE, used),
        _ => {}
    }
    buffer.put(0, whole as u32);
    buffer.put_time();
    (status, whole)
}

/// The driver has written the lengths one behind the other; each gets its offset.
fn spread_lengths(buffer: Buffer) {
    let count = buffer.number(offset_of!(tagWNODE_ALL_DATA, InstanceCount)) as usize;
    let lengths: Vec<u32> = (0..count)
        .map(|at| buffer.number(LENGTHS + at * 4))
        .collect();
    let mut start = buffer.number(offset_of!(tagWNODE_ALL_DATA, DataBlockOffset));
    for (index, length) in lengths.into_iter().enumerate() {
        let at = LENGTHS + index * PAIR;
        buffer.put(at, start);
        buffer.put(at + 4, length);
        let end = start.saturating_add(length);
        start = end
            .checked_next_multiple_of(ALIGNMENT as u32)
            .unwrap_or(end);
    }
}

#[abi(enter, no_mangle)]
unsafe fn WmiFireEvent(
    DeviceObject: Option<Device>,
    Guid: Struct<GUID>,
    InstanceIndex: ULONG,
    EventDataSize: ULONG,
    EventData: PVOID,
) -> NTSTATUS {
    let size = if EventData.is_null() {
        0
    } else {
        EventDataSize
    };
    // SAFETY: null has no bytes, and else the event has as many as it says.
    let data = unsafe { driver_slice(EventData.cast::<u8>(), size as usize) };
    let start = size_of::<tagWNODE_SINGLE_INSTANCE>();
    let mut node = wnode::header(
        BlockId::from(&*Guid.get()),
        start + data.len(),
        WNODE_FLAG_SINGLE_INSTANCE | WNODE_FLAG_EVENT_ITEM | WNODE_FLAG_STATIC_INSTANCE_NAMES,
    );
    debug_assert_eq!(node.len(), HEADER, "a header and nothing else");
    node.resize(start, 0);
    node.extend_from_slice(data);
    let provider = DeviceObject.map_or(ptr::null_mut(), Device::raw);
    // SAFETY: the driver's device.
    let provider = unsafe { IoWMIDeviceObjectToProviderId(provider) };
    for (at, value) in [
        (offset_of!(WNODE_HEADER, ProviderId), provider),
        (
            offset_of!(tagWNODE_SINGLE_INSTANCE, InstanceIndex),
            InstanceIndex,
        ),
        (OFFSET, start as u32),
        (SIZE, size),
    ] {
        wnode::put(&mut node, at, value);
    }
    let status = send(&node);
    if !EventData.is_null() {
        // SAFETY: the driver has allocated it, and gives it away.
        unsafe { ExFreePool(EventData) };
    }
    status
}

fn send(node: &[u8]) -> NTSTATUS {
    let memory = driver_pool::zeroed(node.len() as u64, TAG);
    if memory.is_null() {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    // SAFETY: the block was allocated for this node, and is not null.
    unsafe { ptr::copy_nonoverlapping(node.as_ptr(), memory.cast(), node.len()) };
    Buffer {
        start: memory.cast(),
        size: node.len(),
    }
    .put_time();
    // SAFETY: an event in pool.
    let status = unsafe { IoWMIWriteEvent(memory) };
    if status != STATUS_SUCCESS {
        // SAFETY: the event was not taken over.
        unsafe { ExFreePool(memory) };
    }
    status
}
