//! A driver's own folders and the facts about a file.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    _DRIVER_DIRECTORY_TYPE as directory, _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_9,
    _IO_STATUS_BLOCK__bindgen_ty_1, _MODE::KernelMode, DRIVER_DIRECTORY_TYPE, FILE_DIRECTORY_FILE,
    FILE_INFORMATION_CLASS, FILE_LIST_DIRECTORY, FILE_OPEN, FILE_OPEN_IF, FILE_SHARE_DELETE,
    FILE_SHARE_READ, FILE_SHARE_WRITE, FILE_SYNCHRONOUS_IO_NONALERT, FILE_TRAVERSE, HANDLE,
    IO_STATUS_BLOCK, IRP_MJ_QUERY_INFORMATION, NTSTATUS, OBJ_KERNEL_HANDLE, PUNICODE_STRING, PVOID,
    STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER,
    STATUS_OBJECT_TYPE_MISMATCH, STATUS_SUCCESS, SYNCHRONIZE, ULONG, UNICODE_STRING, abi,
};

use crate::nt::io::types as io_types;
use crate::nt::parameter::Out;
use crate::{
    engine::export::{Export, export_table},
    exports::pnp::pool_string,
    nt::{
        io::{
            device,
            file::{self, Open},
            raw::{Driver, File},
        },
        kernel::Kernel,
        ob::name::wide,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoGetDriverDirectory: partial("DriverDirectorySharedData is refused"),
    IoQueryFullDriverPath: full,
    ZwQueryInformationFile: partial(
        "every class goes to the driver; C: knows FileStandard- and FilePositionInformation only"
    ),
);

#[abi(enter, no_mangle)]
fn IoGetDriverDirectory(
    DriverObject: Option<Driver>,
    DirectoryType: DRIVER_DIRECTORY_TYPE,
    Flags: ULONG,
    DriverDirectoryHandle: Out<HANDLE>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let driver = DriverObject;
    let Some(driver) = driver.filter(|_| Flags == 0 && !DriverDirectoryHandle.is_null()) else {
        return STATUS_INVALID_PARAMETER;
    };
    let (path, disposition) = match DirectoryType {
        directory::DriverDirectoryImage => {
            let image = driver.image_path();
            let folder = image.rsplit_once('\\').map_or("", |(folder, _)| folder);
            (folder.to_owned(), FILE_OPEN)
        }
        directory::DriverDirectoryData => {
            let service = &driver.state().service;
            let folder = format!(r"\SystemRoot\System32\drivers\DriverData\{service}");
            (folder, FILE_OPEN_IF)
        }
        _ => return STATUS_INVALID_PARAMETER,
    };
    let access = FILE_LIST_DIRECTORY | FILE_TRAVERSE | SYNCHRONIZE;
    let how = Open {
        access,
        share: FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
        disposition,
        options: FILE_DIRECTORY_FILE | FILE_SYNCHRONOUS_IO_NONALERT,
        attributes: 0,
        mode: KernelMode as i8,
        check: false,
    };
    let folder = match file::open(&kernel, &wide(&path), how) {
        Ok(folder) => folder,
        Err(status) => return status,
    };
    let (objects, folder) = (&kernel.objects, folder.file);
    let handle = objects.open_for(folder.object(), access, OBJ_KERNEL_HANDLE);
    objects.dereference(folder.object());
    DriverDirectoryHandle.write(handle);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn IoQueryFullDriverPath(
    DriverObject: Option<Driver>,
    FullPath: PUNICODE_STRING,
) -> NTSTATUS {
    let Some(driver) = DriverObject else {
        return STATUS_INVALID_PARAMETER;
    };
    let path = driver.image_path();
    let Some(units) = pool_string(&path) else {
        return STATUS_INSUFFICIENT_RESOURCES;
    };
    let bytes = path.encode_utf16().count() * 2;
    let full = UNICODE_STRING {
        Length: bytes as u16,
        MaximumLength: bytes as u16 + 2,
        Buffer: units,
    };
    // SAFETY: the driver passes where the path goes; it frees the buffer.
    unsafe { FullPath.write(full) };
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn ZwQueryInformationFile(
    FileHandle: HANDLE,
    IoStatusBlock: Out<IO_STATUS_BLOCK>,
    FileInformation: PVOID,
    Length: ULONG,
    FileInformationClass: FILE_INFORMATION_CLASS,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let object = match kernel.objects.object(FileHandle) {
        Ok((object, _)) if object.is(&io_types::FILE) => object,
        Ok(_) => return STATUS_OBJECT_TYPE_MISMATCH,
        Err(status) => return status,
    };
    let Some(file) = File::of(object) else {
        return STATUS_INVALID_HANDLE;
    };
    let Some(device) = device::related(file) else {
        return STATUS_INVALID_HANDLE;
    };
    let Some(irp) = kernel.io.irps.allocate(device.stack_size()) else {
        return STATUS_INSUFFICIENT_RESOURCES;
    };
    // The result lies in memory of the machine, so it stays valid when the caller ends.
    let mut answer = vec![0_u128; (Length as usize).div_ceil(size_of::<u128>())];
    irp.set_requestor_mode(KernelMode as i8);
    irp.set_original_file(file.raw());
    irp.set_system_buffer(answer.as_mut_ptr().cast());
    let stack = irp.next_stack();
    stack.set_major(IRP_MJ_QUERY_INFORMATION as u8);
    stack.set_file(file.raw());
    stack.set_query_file(_IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_9 {
        Length,
        FileInformationClass,
        ..Default::default()
    });
    let (status, information) = file::send_and_wait(&kernel, device, irp);
    if status >= 0 {
        let length = (information as usize).min(Length as usize);
        // SAFETY: the caller's buffer has `Length` bytes, and so has the answer.
        unsafe { ptr::copy_nonoverlapping(answer.as_ptr().cast(), FileInformation, length) };
    }
    let result = IO_STATUS_BLOCK {
        __bindgen_anon_1: _IO_STATUS_BLOCK__bindgen_ty_1 { Status: status },
        Information: information,
    };
    IoStatusBlock.write(result);
    status
}
