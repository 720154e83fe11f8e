//! Files that drivers open, and the devices behind them.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    _IO_STATUS_BLOCK__bindgen_ty_1, _MODE::KernelMode, ACCESS_MASK, BOOLEAN, DELETE,
    FILE_APPEND_DATA, FILE_EXECUTE, FILE_NON_DIRECTORY_FILE, FILE_OPEN, FILE_READ_DATA,
    FILE_SHARE_DELETE, FILE_SHARE_READ, FILE_SHARE_WRITE, FILE_SYNCHRONOUS_IO_ALERT,
    FILE_SYNCHRONOUS_IO_NONALERT, FILE_WRITE_DATA, FO_SYNCHRONOUS_IO, HANDLE, IO_STATUS_BLOCK,
    IRP_MJ_DEVICE_CONTROL, IRP_MJ_READ, IRP_MJ_WRITE, NTSTATUS, OBJ_FORCE_ACCESS_CHECK,
    OBJECT_ATTRIBUTES, PDEVICE_OBJECT, PFILE_OBJECT, PIO_APC_ROUTINE, PIO_STATUS_BLOCK,
    PLARGE_INTEGER, PULONG, PVOID, SHARE_ACCESS, STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER,
    STATUS_OBJECT_TYPE_MISMATCH, STATUS_SHARING_VIOLATION, STATUS_SUCCESS, SYNCHRONIZE, ULONG, abi,
};

use crate::nt::io::types as io_types;
use crate::nt::ob::types as ob_types;
use crate::nt::parameter::{Out, Text};
use crate::nt::parameter::{Struct, quad};
use crate::nt::se::check::Mapping;
use crate::{
    engine::export::{Export, export_table},
    nt::{
        io::{
            device,
            file::{self, Open},
            operation::{self, IoParameters},
            raw,
        },
        kernel::Kernel,
        ob::handle::Access,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoGetDeviceObjectPointer: full,
    ZwCreateFile: partial(
        "allocation size, EAs, C: sharing and delete-on-close are ignored"
    ),
    ZwOpenFile: partial(
        "C: checks no sharing and deletes nothing on close"
    ),
    ZwReadFile: partial(
        "Key is ignored; an APC routine is called at once; requests on a synchronous file do \
         not queue"
    ),
    ZwWriteFile: partial(
        "Key is ignored; an APC routine is called at once"
    ),
    ZwDeviceIoControlFile: partial(
        "an APC routine is called at once; requests on a synchronous file do not queue"
    ),
    IoCheckShareAccess: full,
    IoSetShareAccess: full,
    IoRemoveShareAccess: full,
    IoUpdateShareAccess: full,
);

#[abi(enter, no_mangle)]
fn IoGetDeviceObjectPointer(
    ObjectName: Text,
    DesiredAccess: ACCESS_MASK,
    FileObject: Out<PFILE_OBJECT>,
    DeviceObject: Out<PDEVICE_OBJECT>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let how = Open {
        access: DesiredAccess,
        share: FILE_SHARE_READ | FILE_SHARE_WRITE,
        disposition: FILE_OPEN,
        options: FILE_NON_DIRECTORY_FILE,
        attributes: 0,
        mode: KernelMode as i8,
        check: false,
    };
    let file = match file::open(&kernel, ObjectName.units(), how) {
        Ok(opened) => opened.file,
        Err(status) => return status,
    };
    // The caller keeps the file, not a handle.
    let handle = kernel
        .objects
        .open_handle(file.object(), Access::default(), true);
    let closed = kernel.objects.close_handle(handle);
    debug_assert!(closed.is_ok(), "opened above");
    FileObject.write(file.raw());
    let top = device::related(file).map_or(ptr::null_mut(), raw::Device::raw);
    DeviceObject.write(top);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn ZwCreateFile(
    FileHandle: Out<HANDLE>,
    DesiredAccess: ACCESS_MASK,
    ObjectAttributes: Struct<OBJECT_ATTRIBUTES>,
    IoStatusBlock: Out<IO_STATUS_BLOCK>,
    _AllocationSize: PLARGE_INTEGER,
    FileAttributes: ULONG,
    ShareAccess: ULONG,
    CreateDisposition: ULONG,
    CreateOptions: ULONG,
    _EaBuffer: PVOID,
    _EaLength: ULONG,
) -> NTSTATUS {
    let kernel = Kernel::current();
    const SYNCHRONOUS: u32 = FILE_SYNCHRONOUS_IO_ALERT | FILE_SYNCHRONOUS_IO_NONALERT;
    let DesiredAccess = Mapping::FILE.map(DesiredAccess);
    if CreateOptions & SYNCHRONOUS != 0 && DesiredAccess & SYNCHRONIZE == 0 {
        return STATUS_INVALID_PARAMETER;
    }
    let attributes = ObjectAttributes.as_ref().map_or(0, |it| it.Attributes);
    let how = Open {
        access: DesiredAccess,
        share: ShareAccess,
        disposition: CreateDisposition,
        options: CreateOptions,
        attributes: FileAttributes,
        mode: KernelMode as i8,
        check: attributes & OBJ_FORCE_ACCESS_CHECK != 0,
    };
    let opened = kernel
        .objects
        .attribute_path(ObjectAttributes)
        .and_then(|path| file::open(&kernel, &path, how));
    let opened = match opened {
        Ok(opened) => opened,
        Err(status) => {
            IoStatusBlock.write(IO_STATUS_BLOCK {
                __bindgen_anon_1: _IO_STATUS_BLOCK__bindgen_ty_1 { Status: status },
                Information: 0,
            });
            return status;
        }
    };
    let object = opened.file.object();
    let handle = kernel.objects.open_for(object, opened.granted, attributes);
    kernel.objects.dereference(object);
    FileHandle.write(handle);
    let status = IO_STATUS_BLOCK {
        __bindgen_anon_1: _IO_STATUS_BLOCK__bindgen_ty_1 {
            Status: STATUS_SUCCESS,
        },
        Information: opened.information,
    };
    IoStatusBlock.write(status);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn ZwOpenFile(
    FileHandle: Out<HANDLE>,
    DesiredAccess: ACCESS_MASK,
    ObjectAttributes: Struct<OBJECT_ATTRIBUTES>,
    IoStatusBlock: Out<IO_STATUS_BLOCK>,
    ShareAccess: ULONG,
    OpenOptions: ULONG,
) -> NTSTATUS {
    ZwCreateFile(
        FileHandle,
        DesiredAccess,
        ObjectAttributes,
        IoStatusBlock,
        ptr::null_mut(),
        0,
        ShareAccess,
        FILE_OPEN,
        OpenOptions,
        ptr::null_mut(),
        0,
    )
}

/// How the end of an operation is notified.
struct Notify {
    event: HANDLE,
    apc: (PIO_APC_ROUTINE, PVOID),
    status: PIO_STATUS_BLOCK,
}

/// Performs `parameters` on the file behind `handle`.
unsafe fn perform(handle: HANDLE, notify: &Notify, parameters: IoParameters) -> NTSTATUS {
    let kernel = Kernel::current();
    let object = match kernel.objects.object(handle) {
        Ok((object, _)) if object.is(&io_types::FILE) => object,
        Ok(_) => return STATUS_OBJECT_TYPE_MISMATCH,
        Err(status) => return status,
    };
    let event = if notify.event.is_null() {
        ptr::null_mut()
    } else {
        match kernel.objects.object(notify.event) {
            Ok((event, _)) if event.is(&ob_types::EVENT) => event.body().cast(),
            Ok(_) => return STATUS_OBJECT_TYPE_MISMATCH,
            Err(status) => return status,
        }
    };
    let Some(file) = raw::File::of(object) else {
        return STATUS_INVALID_HANDLE;
    };
    let mut parameters = parameters;
    if parameters.offset == OWN_POSITION {
        if file.flags() & FO_SYNCHRONOUS_IO == 0 {
            return STATUS_INVALID_PARAMETER;
        }
        parameters.offset = quad(file.position());
    }
    // SAFETY: passed on to the caller.
    unsafe { operation::perform(&kernel, file, parameters, notify.status, event, notify.apc) }
}

/// `FILE_USE_FILE_POINTER_POSITION`
const OWN_POSITION: i64 = -2;

/// The offset that a driver passes; none is the file's own position.
unsafe fn offset_of(offset: PLARGE_INTEGER) -> i64 {
    // SAFETY: the caller passes null or the address of a number.
    unsafe { offset.as_ref() }.map_or(OWN_POSITION, |offset| quad(*offset))
}

#[abi(enter, no_mangle)]
unsafe fn ZwReadFile(
    FileHandle: HANDLE,
    Event: HANDLE,
    ApcRoutine: PIO_APC_ROUTINE,
    ApcContext: PVOID,
    IoStatusBlock: PIO_STATUS_BLOCK,
    Buffer: PVOID,
    Length: ULONG,
    ByteOffset: PLARGE_INTEGER,
    _Key: PULONG,
) -> NTSTATUS {
    let parameters = IoParameters {
        major: IRP_MJ_READ,
        code: 0,
        input: ptr::null_mut(),
        input_length: 0,
        output: Buffer.cast(),
        output_length: Length,
        // SAFETY: the driver passes null or a number.
        offset: unsafe { offset_of(ByteOffset) },
        mode: KernelMode as i8,
        probe: false,
    };
    let notify = Notify {
        event: Event,
        apc: (ApcRoutine, ApcContext),
        status: IoStatusBlock,
    };
    // SAFETY: the driver's buffers stay until the operation has ended.
    unsafe { perform(FileHandle, &notify, parameters) }
}

#[abi(enter, no_mangle)]
unsafe fn ZwWriteFile(
    FileHandle: HANDLE,
    Event: HANDLE,
    ApcRoutine: PIO_APC_ROUTINE,
    ApcContext: PVOID,
    IoStatusBlock: PIO_STATUS_BLOCK,
    Buffer: PVOID,
    Length: ULONG,
    ByteOffset: PLARGE_INTEGER,
    _Key: PULONG,
) -> NTSTATUS {
    let parameters = IoParameters {
        major: IRP_MJ_WRITE,
        code: 0,
        input: Buffer.cast(),
        input_length: Length,
        output: ptr::null_mut(),
        output_length: 0,
        // SAFETY: the driver passes null or a number.
        offset: unsafe { offset_of(ByteOffset) },
        mode: KernelMode as i8,
        probe: false,
    };
    let notify = Notify {
        event: Event,
        apc: (ApcRoutine, ApcContext),
        status: IoStatusBlock,
    };
    // SAFETY: the source of a write stays with the driver until its operation has ended.
    unsafe { perform(FileHandle, &notify, parameters) }
}

#[abi(enter, no_mangle)]
unsafe fn ZwDeviceIoControlFile(
    FileHandle: HANDLE,
    Event: HANDLE,
    ApcRoutine: PIO_APC_ROUTINE,
    ApcContext: PVOID,
    IoStatusBlock: PIO_STATUS_BLOCK,
    IoControlCode: ULONG,
    InputBuffer: PVOID,
    InputBufferLength: ULONG,
    OutputBuffer: PVOID,
    OutputBufferLength: ULONG,
) -> NTSTATUS {
    let parameters = IoParameters {
        major: IRP_MJ_DEVICE_CONTROL,
        code: IoControlCode,
        input: InputBuffer.cast(),
        input_length: InputBufferLength,
        output: OutputBuffer.cast(),
        output_length: OutputBufferLength,
        offset: 0,
        mode: KernelMode as i8,
        probe: false,
    };
    let notify = Notify {
        event: Event,
        apc: (ApcRoutine, ApcContext),
        status: IoStatusBlock,
    };
    // SAFETY: both buffers of a control stay until its operation has ended.
    unsafe { perform(FileHandle, &notify, parameters) }
}

/// The rights among `access` that sharing is about: read, write, delete.
fn wanted(access: ACCESS_MASK) -> [bool; 3] {
    [
        access & (FILE_READ_DATA | FILE_EXECUTE) != 0,
        access & (FILE_WRITE_DATA | FILE_APPEND_DATA) != 0,
        access & DELETE != 0,
    ]
}

fn allowed(share: ULONG) -> [bool; 3] {
    [FILE_SHARE_READ, FILE_SHARE_WRITE, FILE_SHARE_DELETE].map(|flag| share & flag != 0)
}

fn note(file: raw::File, wanted: [bool; 3], allowed: [bool; 3]) {
    file.set_read_access(wanted[0].into());
    file.set_write_access(wanted[1].into());
    file.set_delete_access(wanted[2].into());
    file.set_shared_read(allowed[0].into());
    file.set_shared_write(allowed[1].into());
    file.set_shared_delete(allowed[2].into());
}

/// Counts a file in, or out with -1.
fn count(file: raw::File, access: &mut SHARE_ACCESS, by: i32) {
    let any = file.read_access() | file.write_access() | file.delete_access();
    if any == 0 {
        return;
    }
    let add = |field: &mut u32, flag: BOOLEAN| {
        *field = field.wrapping_add_signed(by * i32::from(flag));
    };
    add(&mut access.OpenCount, 1);
    add(&mut access.Readers, file.read_access());
    add(&mut access.Writers, file.write_access());
    add(&mut access.Deleters, file.delete_access());
    add(&mut access.SharedRead, file.shared_read());
    add(&mut access.SharedWrite, file.shared_write());
    add(&mut access.SharedDelete, file.shared_delete());
}

#[abi(enter, no_mangle)]
fn IoCheckShareAccess(
    DesiredAccess: ACCESS_MASK,
    DesiredShareAccess: ULONG,
    FileObject: Option<raw::File>,
    ShareAccess: Struct<SHARE_ACCESS>,
    Update: BOOLEAN,
) -> NTSTATUS {
    let Some(file) = FileObject else {
        return STATUS_INVALID_PARAMETER;
    };
    let access = ShareAccess.get();
    let (wanted, allowed) = (wanted(DesiredAccess), allowed(DesiredShareAccess));
    note(file, wanted, allowed);
    if wanted.contains(&true) {
        let open = access.OpenCount;
        let shared = [access.SharedRead, access.SharedWrite, access.SharedDelete];
        let users = [access.Readers, access.Writers, access.Deleters];
        let refused = (0..3).any(|right| {
            (wanted[right] && shared[right] < open) || (users[right] > 0 && !allowed[right])
        });
        if refused {
            return STATUS_SHARING_VIOLATION;
        }
    }
    if Update != 0 {
        count(file, access, 1);
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn IoSetShareAccess(
    DesiredAccess: ACCESS_MASK,
    DesiredShareAccess: ULONG,
    FileObject: Option<raw::File>,
    ShareAccess: Out<SHARE_ACCESS>,
) {
    let Some(file) = FileObject else {
        return;
    };
    note(file, wanted(DesiredAccess), allowed(DesiredShareAccess));
    let mut access = SHARE_ACCESS::default();
    count(file, &mut access, 1);
    ShareAccess.write(access);
}

#[abi(enter, no_mangle)]
fn IoRemoveShareAccess(FileObject: Option<raw::File>, ShareAccess: Struct<SHARE_ACCESS>) {
    if let Some(file) = FileObject {
        count(file, ShareAccess.get(), -1);
    }
}

#[abi(enter, no_mangle)]
fn IoUpdateShareAccess(FileObject: Option<raw::File>, ShareAccess: Struct<SHARE_ACCESS>) {
    if let Some(file) = FileObject {
        count(file, ShareAccess.get(), 1);
    }
}
