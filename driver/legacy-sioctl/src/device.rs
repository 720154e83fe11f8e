//! The device and its dispatch routines.

use core::{ptr, slice};

use wdk_sys::{
    _LOCK_OPERATION::{IoReadAccess, IoWriteAccess},
    _MM_PAGE_PRIORITY, DO_BUFFERED_IO, DO_DEVICE_INITIALIZING, ExAcquireFastMutex,
    ExInitializeFastMutex, ExReleaseFastMutex, FALSE, FAST_MUTEX, FILE_DEVICE_SECURE_OPEN, IO_CSQ,
    IO_NO_INCREMENT, IRP_MJ_CLEANUP, IRP_MJ_CLOSE, IRP_MJ_CREATE, IRP_MJ_DEVICE_CONTROL,
    IRP_MJ_READ, IRP_MJ_WRITE, IoAllocateMdl, IoCompleteRequest, IoCreateDevice,
    IoCreateSymbolicLink, IoCsqInsertIrp, IoCsqRemoveNextIrp, IoDeleteDevice, IoDeleteSymbolicLink,
    IoFreeMdl, IoGetCurrentIrpStackLocation, KPROCESSOR_MODE, KSPIN_LOCK, LIST_ENTRY,
    LOCK_OPERATION, MdlMappingNoExecute, MmGetSystemAddressForMdlSafe, MmUnlockPages, NT_SUCCESS,
    NTSTATUS, PCUNICODE_STRING, PDEVICE_OBJECT, PDRIVER_OBJECT, PIRP, PMDL, PVOID,
    STATUS_BUFFER_TOO_SMALL, STATUS_CANCELLED, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INVALID_BUFFER_SIZE, STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_PARAMETER,
    STATUS_PENDING, STATUS_SUCCESS, abi, try_probe_and_lock_pages,
};

use crate::{
    IOCTL_SIOCTL_METHOD_BUFFERED, IOCTL_SIOCTL_METHOD_IN_DIRECT, IOCTL_SIOCTL_METHOD_NEITHER,
    IOCTL_SIOCTL_METHOD_OUT_DIRECT, SIOCTL_TYPE, constant_string, queue, quirk,
    registry::{self, Path},
    wide,
};

static DEVICE_NAME: [u16; 15] = wide(r"\Device\SIOCTL");
static LINK_NAME: [u16; 22] = wide(r"\DosDevices\IoctlTest");
static SECOND_LINK_NAME: [u16; 23] = wide(r"\DosDevices\IoctlTest2");

/// What control codes are answered with.
static REPLY: [u8; 39] = *b"This String is from Device Driver !!!!\0";

/// The longest message that can be configured.
const MOST: u32 = 256;

/// The device extension.
#[repr(C)]
pub(crate) struct Extension {
    /// The reads that wait, under `lock`.
    pub queue: IO_CSQ,
    pub reads: LIST_ENTRY,
    pub lock: KSPIN_LOCK,
    /// Held while a message and a read are brought together.
    mutex: FAST_MUTEX,
    /// The last message, when `length` is not 0; under `mutex`.
    message: [u8; MOST as usize],
    length: u32,
    /// How many messages were written.
    messages: u32,
    longest: u32,
    pub quirks: u32,
    /// The service's `Parameters` key.
    parameters: Path,
}

pub(crate) unsafe fn driver_entry(
    driver: PDRIVER_OBJECT,
    registry_path: PCUNICODE_STRING,
) -> NTSTATUS {
    let mut name = constant_string(&DEVICE_NAME);
    let mut device = ptr::null_mut();
    let status = IoCreateDevice(
        driver,
        size_of::<Extension>() as u32,
        &raw mut name,
        SIOCTL_TYPE,
        FILE_DEVICE_SECURE_OPEN,
        FALSE,
        &raw mut device,
    );
    if !NT_SUCCESS(status) {
        return status;
    }
    let status = start(device, registry_path);
    if !NT_SUCCESS(status) {
        IoDeleteDevice(device);
        return status;
    }
    let object = &mut *driver;
    object.DriverUnload = Some(unload);
    object.MajorFunction[IRP_MJ_CREATE as usize] = Some(create_close);
    object.MajorFunction[IRP_MJ_CLOSE as usize] = Some(create_close);
    object.MajorFunction[IRP_MJ_CLEANUP as usize] = Some(cleanup);
    object.MajorFunction[IRP_MJ_READ as usize] = Some(read);
    object.MajorFunction[IRP_MJ_WRITE as usize] = Some(write);
    object.MajorFunction[IRP_MJ_DEVICE_CONTROL as usize] = Some(device_control);
    (*device).Flags |= DO_BUFFERED_IO;
    (*device).Flags &= !DO_DEVICE_INITIALIZING;
    STATUS_SUCCESS
}

/// Fills the device's extension, and gives it its names.
unsafe fn start(device: PDEVICE_OBJECT, registry_path: PCUNICODE_STRING) -> NTSTATUS {
    let extension = &mut *extension(device);
    let status = extension.parameters.set(registry_path);
    if !NT_SUCCESS(status) {
        return status;
    }
    let mut path = extension.parameters.string();
    extension.longest = registry::read(&mut path, &registry::LONGEST, 64).min(MOST);
    extension.quirks = registry::read(&mut path, &registry::QUIRKS, 0);
    ExInitializeFastMutex(&raw mut extension.mutex);
    queue::initialize(extension);
    let mut name = constant_string(&DEVICE_NAME);
    let mut link = constant_string(&LINK_NAME);
    let status = IoCreateSymbolicLink(&raw mut link, &raw mut name);
    if !NT_SUCCESS(status) || extension.quirks & quirk::SECOND_LINK == 0 {
        return status;
    }
    let mut second = constant_string(&SECOND_LINK_NAME);
    let status = IoCreateSymbolicLink(&raw mut second, &raw mut name);
    if !NT_SUCCESS(status) {
        IoDeleteSymbolicLink(&raw mut link);
    }
    status
}

#[abi]
unsafe fn unload(driver: PDRIVER_OBJECT) {
    let device = (*driver).DeviceObject;
    let mut link = constant_string(&LINK_NAME);
    IoDeleteSymbolicLink(&raw mut link);
    if (*extension(device)).quirks & quirk::SECOND_LINK != 0 {
        let mut second = constant_string(&SECOND_LINK_NAME);
        IoDeleteSymbolicLink(&raw mut second);
    }
    IoDeleteDevice(device);
}

unsafe fn extension(device: PDEVICE_OBJECT) -> *mut Extension {
    (*device).DeviceExtension.cast()
}

pub(crate) unsafe fn complete(irp: PIRP, status: NTSTATUS, information: u32) -> NTSTATUS {
    (*irp).IoStatus.__bindgen_anon_1.Status = status;
    (*irp).IoStatus.Information = information.into();
    IoCompleteRequest(irp, IO_NO_INCREMENT as i8);
    status
}

#[abi]
unsafe fn create_close(_device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    complete(irp, STATUS_SUCCESS, 0)
}

/// The last handle of a file is closed: the file's reads end.
#[abi]
unsafe fn cleanup(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let extension = extension(device);
    let file = (*IoGetCurrentIrpStackLocation(irp)).FileObject;
    loop {
        let waiting = IoCsqRemoveNextIrp(&raw mut (*extension).queue, file.cast());
        if waiting.is_null() {
            break;
        }
        complete(waiting, STATUS_CANCELLED, 0);
    }
    complete(irp, STATUS_SUCCESS, 0)
}

/// A read takes the message, or waits for the next one.
#[abi]
unsafe fn read(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let extension = extension(device);
    if (*IoGetCurrentIrpStackLocation(irp)).Parameters.Read.Length == 0 {
        return complete(irp, STATUS_SUCCESS, 0);
    }
    ExAcquireFastMutex(&raw mut (*extension).mutex);
    let length = deliver(extension, irp);
    if length == 0 {
        IoCsqInsertIrp(&raw mut (*extension).queue, irp, ptr::null_mut());
    }
    ExReleaseFastMutex(&raw mut (*extension).mutex);
    match length {
        0 => STATUS_PENDING,
        length => complete(irp, STATUS_SUCCESS, length),
    }
}

/// Moves the message, if there is one, into the buffer of a read; the mutex is held.
unsafe fn deliver(extension: *mut Extension, irp: PIRP) -> u32 {
    let room = (*IoGetCurrentIrpStackLocation(irp)).Parameters.Read.Length;
    let length = (*extension).length.min(room);
    let buffer = (*irp).AssociatedIrp.SystemBuffer.cast::<u8>();
    let message = (&raw const (*extension).message).cast::<u8>();
    if length > 0 {
        ptr::copy_nonoverlapping(message, buffer, length as usize);
        (*extension).length = 0;
    }
    length
}

/// A write leaves a message, and ends the read that has waited longest.
#[abi]
unsafe fn write(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let length = (*IoGetCurrentIrpStackLocation(irp)).Parameters.Write.Length;
    if length == 0 {
        return complete(irp, STATUS_SUCCESS, 0);
    }
    let data = (*irp).AssociatedIrp.SystemBuffer.cast::<u8>();
    let status = leave_message(extension(device), data, length);
    complete(irp, status, if NT_SUCCESS(status) { length } else { 0 })
}

/// Keeps a message, and gives it to the read that has waited longest.
unsafe fn leave_message(extension: *mut Extension, data: *const u8, length: u32) -> NTSTATUS {
    let quirks = (*extension).quirks;
    let longest = (*extension).longest + u32::from(quirks & quirk::LONGER != 0);
    if length > longest.min(MOST) {
        return STATUS_INVALID_BUFFER_SIZE;
    }
    let message = (&raw mut (*extension).message).cast::<u8>();
    ExAcquireFastMutex(&raw mut (*extension).mutex);
    ptr::copy_nonoverlapping(data, message, length as usize);
    (*extension).length = length;
    (*extension).messages += 1;
    let messages = (*extension).messages;
    let waiting = IoCsqRemoveNextIrp(&raw mut (*extension).queue, ptr::null_mut());
    let delivered = match waiting.is_null() {
        true => 0,
        false => deliver(extension, waiting),
    };
    ExReleaseFastMutex(&raw mut (*extension).mutex);

    let value = match quirks & quirk::MESSAGE_COUNT {
        0 => &registry::MESSAGES[..],
        _ => &registry::MESSAGE_COUNT[..],
    };
    registry::write(&mut (*extension).parameters.string(), value, messages);
    if !waiting.is_null() {
        complete(waiting, STATUS_SUCCESS, delivered);
    }
    STATUS_SUCCESS
}

#[abi]
unsafe fn device_control(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let extension = extension(device);
    let quirks = (*extension).quirks;
    let control = (*IoGetCurrentIrpStackLocation(irp))
        .Parameters
        .DeviceIoControl;
    let (input, output) = (control.InputBufferLength, control.OutputBufferLength);
    if !matches!(
        control.IoControlCode,
        IOCTL_SIOCTL_METHOD_IN_DIRECT
            | IOCTL_SIOCTL_METHOD_OUT_DIRECT
            | IOCTL_SIOCTL_METHOD_BUFFERED
            | IOCTL_SIOCTL_METHOD_NEITHER
    ) {
        return complete(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
    if input == 0 || output == 0 {
        let status = match quirks & quirk::STATUS {
            0 => STATUS_INVALID_PARAMETER,
            _ => STATUS_BUFFER_TOO_SMALL,
        };
        return complete(irp, status, 0);
    }
    if control.IoControlCode == IOCTL_SIOCTL_METHOD_NEITHER {
        return neither(extension, irp, control.Type3InputBuffer, input, output);
    }
    let buffer = match control.IoControlCode {
        IOCTL_SIOCTL_METHOD_BUFFERED => (*irp).AssociatedIrp.SystemBuffer,
        _ => MmGetSystemAddressForMdlSafe((*irp).MdlAddress, PRIORITY),
    };
    if buffer.is_null() {
        return complete(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    if control.IoControlCode == IOCTL_SIOCTL_METHOD_IN_DIRECT {
        let status = leave_message(extension, buffer.cast(), output);
        return complete(irp, status, if NT_SUCCESS(status) { output } else { 0 });
    }
    let length = reply(quirks, buffer, output);
    complete(irp, STATUS_SUCCESS, length)
}

const PRIORITY: u32 = _MM_PAGE_PRIORITY::NormalPagePriority as u32 | MdlMappingNoExecute;

/// Writes what control codes are answered with, as much as fits into `room` bytes.
unsafe fn reply(quirks: u32, buffer: PVOID, room: u32) -> u32 {
    let zero = usize::from(quirks & quirk::NO_ZERO == 0);
    let reply = &REPLY[..REPLY.len() - 1 + zero];
    let length = reply.len().min(room as usize);
    slice::from_raw_parts_mut(buffer.cast::<u8>(), length).copy_from_slice(&reply[..length]);
    length as u32
}

/// `METHOD_NEITHER`: the addresses are the program's. The input is left as a message, and the reply goes
/// to the output.
unsafe fn neither(
    extension: *mut Extension,
    irp: PIRP,
    input: PVOID,
    input_length: u32,
    output_length: u32,
) -> NTSTATUS {
    let mode = (*irp).RequestorMode;
    let data = match UserPages::lock(input, input_length, mode, IoReadAccess) {
        Ok(data) => data,
        Err(status) => return complete(irp, status, 0),
    };
    let room = match UserPages::lock((*irp).UserBuffer, output_length, mode, IoWriteAccess) {
        Ok(room) => room,
        Err(status) => {
            data.unlock();
            return complete(irp, status, 0);
        }
    };
    let status = leave_message(extension, data.address.cast(), input_length);
    let mut length = 0;
    if NT_SUCCESS(status) {
        length = reply((*extension).quirks, room.address, output_length);
    }
    room.unlock();
    data.unlock();
    complete(irp, status, length)
}

/// Pages of the program whose thread calls, locked and mapped.
struct UserPages {
    mdl: PMDL,
    address: PVOID,
}

impl UserPages {
    unsafe fn lock(
        buffer: PVOID,
        length: u32,
        mode: KPROCESSOR_MODE,
        access: LOCK_OPERATION,
    ) -> Result<Self, NTSTATUS> {
        let mdl = IoAllocateMdl(buffer, length, FALSE, FALSE, ptr::null_mut());
        if mdl.is_null() {
            return Err(STATUS_INSUFFICIENT_RESOURCES);
        }
        let status = try_probe_and_lock_pages(mdl, mode, access);
        if !NT_SUCCESS(status) {
            IoFreeMdl(mdl);
            return Err(status);
        }
        let address = MmGetSystemAddressForMdlSafe(mdl, PRIORITY);
        let pages = Self { mdl, address };
        if address.is_null() {
            pages.unlock();
            return Err(STATUS_INSUFFICIENT_RESOURCES);
        }
        Ok(pages)
    }

    unsafe fn unlock(self) {
        MmUnlockPages(self.mdl);
        IoFreeMdl(self.mdl);
    }
}
