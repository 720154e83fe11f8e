//! Processes as drivers see them, and how they come and go.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::{ptr, rc::Rc};

use wdk_sys::{
    ACCESS_MASK, CLIENT_ID, ExAllocatePool2, HANDLE, LONGLONG, NTSTATUS, OBJ_KERNEL_HANDLE,
    OBJECT_ATTRIBUTES, PEPROCESS, PETHREAD, POOL_FLAG_PAGED, PROCESS_BASIC_INFORMATION,
    PROCESSINFOCLASS, PUNICODE_STRING, PVOID, STATUS_INFO_LENGTH_MISMATCH,
    STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_CID, STATUS_INVALID_HANDLE,
    STATUS_INVALID_INFO_CLASS, STATUS_INVALID_PARAMETER_MIX, STATUS_OBJECT_TYPE_MISMATCH,
    STATUS_PENDING, STATUS_PROCESS_IS_TERMINATING, STATUS_SUCCESS, ULONG, ULONGLONG,
    UNICODE_STRING, abi,
};

use super::notify::{self, Mapped};
use crate::{
    engine::export::{Export, export_table},
    exports::{
        ke::apc::run_down,
        ob::callbacks::{self, Opening},
    },
    nt::{
        kernel::Kernel,
        ob::{
            header::{Object, ObjectType},
            name::{unicode_string, wide},
            types,
        },
        parameter::{Out, Struct},
        ps::{Process, ProgramThread},
        se::token::Account,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    PsGetProcessId: full,
    PsGetProcessImageFileName: full,
    PsGetProcessInheritedFromUniqueProcessId: full,
    PsGetProcessCreateTimeQuadPart: full,
    PsGetProcessExitStatus: full,
    PsGetProcessStartKey: partial("it is the process's identifier, since none is used twice"),
    PsGetThreadProcess: full,
    IoThreadToProcess: full,
    SeLocateProcessImageName: partial("the system and the process of all programs have no image"),
    ZwOpenProcess: partial("access is granted without a check, but for that of the object callbacks"),
    ZwTerminateProcess: partial("the process that runs cannot end itself"),
    ZwQueryInformationProcess: partial("ProcessBasicInformation and ProcessImageFileName only"),
);

/// `NtCurrentProcess`.
const CURRENT_PROCESS: HANDLE = ptr::without_provenance_mut(usize::MAX);
/// Tag of names that drivers free.
const TAG: u32 = u32::from_le_bytes(*b"IPeS");
/// Where the image of every program's system library is.
const SYSTEM_LIBRARY: (&str, usize, usize) = (
    r"\Device\HarddiskVolume1\Windows\System32\ntdll.dll",
    0x7FFB_1000_0000,
    0x1F_8000,
);
/// Where a program's own image is, and how large it is said to be.
const PROGRAM_IMAGE: (usize, usize) = (0x7FF6_4000_0000, 0x1_0000);

/// The object that a driver passed, which must be of this type.
fn checked(kernel: &Kernel, object: PVOID, kind: &'static ObjectType, function: &str) -> Object {
    let object = kernel.objects.check(object, function);
    if !object.is(kind) {
        // `REFERENCE_BY_POINTER`, as for what is no object at all.
        kernel.stop(
            0x18,
            [0, object.body().addr() as u64, 0, 0],
            format!("{function} is passed a {} object", object.kind().name),
        );
    }
    object
}

/// The started process of an `EPROCESS`; none for those that are always there.
fn started(kernel: &Kernel, process: PEPROCESS, function: &str) -> Option<Rc<Process>> {
    checked(kernel, process.cast(), &types::PROCESS, function);
    kernel.processes.of_object(process.cast())
}

fn handle(id: usize) -> HANDLE {
    ptr::without_provenance_mut(id)
}

#[abi(enter, no_mangle)]
fn PsGetProcessId(Process: PEPROCESS) -> HANDLE {
    let kernel = Kernel::current();
    checked(&kernel, Process.cast(), &types::PROCESS, "PsGetProcessId");
    handle(kernel.id_of_process(Process.cast()).unwrap_or(0))
}

#[abi(enter, no_mangle)]
fn PsGetProcessImageFileName(Process: PEPROCESS) -> *mut u8 {
    let kernel = Kernel::current();
    checked(
        &kernel,
        Process.cast(),
        &types::PROCESS,
        "PsGetProcessImageFileName",
    );
    kernel.image_file_name(Process.cast())
}

#[abi(enter, no_mangle)]
fn PsGetProcessInheritedFromUniqueProcessId(Process: PEPROCESS) -> HANDLE {
    let process = started(
        &Kernel::current(),
        Process,
        "PsGetProcessInheritedFromUniqueProcessId",
    );
    handle(process.map_or(0, |it| it.parent))
}

#[abi(enter, no_mangle)]
fn PsGetProcessCreateTimeQuadPart(Process: PEPROCESS) -> LONGLONG {
    let process = started(
        &Kernel::current(),
        Process,
        "PsGetProcessCreateTimeQuadPart",
    );
    process.map_or(0, |it| it.created)
}

#[abi(enter, no_mangle)]
fn PsGetProcessExitStatus(Process: PEPROCESS) -> NTSTATUS {
    let process = started(&Kernel::current(), Process, "PsGetProcessExitStatus");
    let status = process.and_then(|it| it.exit_status.get());
    status.unwrap_or(STATUS_PENDING)
}

#[abi(enter, no_mangle)]
fn PsGetProcessStartKey(Process: PEPROCESS) -> ULONGLONG {
    PsGetProcessId(Process).addr() as u64
}

#[abi(enter, no_mangle)]
fn PsGetThreadProcess(Thread: PETHREAD) -> PEPROCESS {
    let kernel = Kernel::current();
    checked(&kernel, Thread.cast(), &types::THREAD, "PsGetThreadProcess");
    let ids = kernel.client_id_of(Thread.cast());
    let process = ids.and_then(|(process, _)| kernel.process_of_id(process));
    process.unwrap_or(ptr::null_mut()).cast()
}

#[abi(enter, no_mangle)]
fn IoThreadToProcess(Thread: PETHREAD) -> PEPROCESS {
    PsGetThreadProcess(Thread)
}

/// The path of an image with the volume's device in place of the drive.
fn device_path(image: &[u16]) -> Vec<u16> {
    let drive = wide(r"\??\C:");
    match image.strip_prefix(drive.as_slice()) {
        Some(rest) => [&wide(r"\Device\HarddiskVolume1"), rest].concat(),
        None => image.to_vec(),
    }
}

/// A string in pool that a driver frees.
fn in_pool(text: &[u16]) -> Result<PUNICODE_STRING, NTSTATUS> {
    let bytes = size_of_val(text);
    let head = size_of::<UNICODE_STRING>();
    // SAFETY: at `PASSIVE_LEVEL`, which the caller's export demands.
    let memory = unsafe { ExAllocatePool2(POOL_FLAG_PAGED, (head + bytes) as u64, TAG) };
    if memory.is_null() {
        return Err(STATUS_INSUFFICIENT_RESOURCES);
    }
    let buffer = memory.cast::<u8>().wrapping_add(head).cast::<u16>();
    // SAFETY: the block has room for the structure and the characters.
    unsafe { ptr::copy_nonoverlapping(text.as_ptr(), buffer, text.len()) };
    let string = UNICODE_STRING {
        Buffer: buffer,
        ..unicode_string(text)
    };
    let place: PUNICODE_STRING = memory.cast();
    // SAFETY: the pool aligns its blocks, and this one begins with room for the structure.
    unsafe { place.write(string) };
    Ok(place)
}

#[abi(enter, no_mangle)]
fn SeLocateProcessImageName(Process: PEPROCESS, pImageFileName: Out<PUNICODE_STRING>) -> NTSTATUS {
    let process = started(&Kernel::current(), Process, "SeLocateProcessImageName");
    let path = process.map(|it| device_path(&it.image)).unwrap_or_default();
    match in_pool(&path) {
        Ok(name) => {
            pImageFileName.write(name);
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

/// Opens a process or a thread by what the object callbacks leave of the access.
fn open(
    kernel: &Kernel,
    object: PVOID,
    desired: ACCESS_MASK,
    attributes: u32,
) -> Result<HANDLE, NTSTATUS> {
    let object = kernel.objects.check(object, "the opening of a handle");
    let opening = Opening {
        object,
        desired,
        kernel: attributes & OBJ_KERNEL_HANDLE != 0,
        duplicated: false,
    };
    callbacks::around(kernel, &opening, |granted| {
        Ok(kernel.objects.open_for(object, granted, attributes))
    })
}

fn given(opened: Result<HANDLE, NTSTATUS>, handle: Out<HANDLE>) -> NTSTATUS {
    match opened {
        Ok(opened) => {
            handle.write(opened);
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[abi(enter, no_mangle)]
fn ZwOpenProcess(
    ProcessHandle: Out<HANDLE>,
    DesiredAccess: ACCESS_MASK,
    ObjectAttributes: Struct<OBJECT_ATTRIBUTES>,
    ClientId: Struct<CLIENT_ID>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    // Only programs of old open processes by name.
    let Some(client) = ClientId.as_ref() else {
        return STATUS_INVALID_PARAMETER_MIX;
    };
    let Some(process) = kernel.process_of_id(client.UniqueProcess.addr()) else {
        return STATUS_INVALID_CID;
    };
    let attributes = ObjectAttributes.get().Attributes;
    given(
        open(&kernel, process, DesiredAccess, attributes),
        ProcessHandle,
    )
}

/// The `ETHREAD` of a thread that has not ended.
pub(crate) fn thread_of_id(kernel: &Kernel, id: usize) -> Option<PVOID> {
    if let Some((_, thread)) = kernel.processes.thread(|it| it.id == id) {
        return Some(thread.object.body());
    }
    let threads = kernel.sched.threads();
    let acts = |thread: &crate::engine::scheduler::thread::Thread| thread.acts_as.get() != (0, 0);
    let mut found = threads.into_iter().filter(|it| !acts(it));
    let found = found.find(|it| kernel.client_id(it).1 == id);
    found.map(|thread| kernel.thread_object(&thread))
}

/// The process of a handle.
fn by_handle(kernel: &Kernel, handle: HANDLE) -> Result<PVOID, NTSTATUS> {
    if handle == CURRENT_PROCESS {
        return Ok(kernel.current_process());
    }
    let (object, _) = kernel.objects.object(handle)?;
    match object.is(&types::PROCESS) {
        true => Ok(object.body()),
        false => Err(STATUS_OBJECT_TYPE_MISMATCH),
    }
}

#[abi(enter, no_mangle)]
fn ZwTerminateProcess(ProcessHandle: HANDLE, ExitStatus: NTSTATUS) -> NTSTATUS {
    let kernel = Kernel::current();
    let object = match by_handle(&kernel, ProcessHandle) {
        Ok(object) => object,
        Err(status) => return status,
    };
    let Some(process) = kernel.processes.of_object(object) else {
        // The system, and the process of all programs.
        return wdk_sys::STATUS_ACCESS_DENIED;
    };
    if kernel.current_client_id().0 == process.id {
        return wdk_sys::STATUS_NOT_SUPPORTED;
    }
    match end(&kernel, &process, ExitStatus) {
        true => STATUS_SUCCESS,
        false => STATUS_PROCESS_IS_TERMINATING,
    }
}

#[abi(enter, no_mangle)]
unsafe fn ZwQueryInformationProcess(
    ProcessHandle: HANDLE,
    ProcessInformationClass: PROCESSINFOCLASS,
    ProcessInformation: PVOID,
    ProcessInformationLength: ULONG,
    ReturnLength: Out<ULONG>,
) -> NTSTATUS {
    use wdk_sys::_PROCESSINFOCLASS as class;
    let kernel = Kernel::current();
    let object = match by_handle(&kernel, ProcessHandle) {
        Ok(object) => object,
        Err(status) => return status,
    };
    let process = kernel.processes.of_object(object);
    let length = ProcessInformationLength as usize;
    let is_enough = |needed: usize| {
        if !ReturnLength.is_null() {
            ReturnLength.write(needed as u32);
        }
        length >= needed
    };
    match ProcessInformationClass {
        class::ProcessBasicInformation => {
            let needed = size_of::<PROCESS_BASIC_INFORMATION>();
            if length != needed {
                return STATUS_INFO_LENGTH_MISMATCH;
            }
            is_enough(needed);
            let status = process.as_ref().and_then(|it| it.exit_status.get());
            let information = PROCESS_BASIC_INFORMATION {
                ExitStatus: status.unwrap_or(STATUS_PENDING),
                PebBaseAddress: ptr::null_mut(),
                AffinityMask: 1,
                BasePriority: 8,
                UniqueProcessId: kernel.id_of_process(object).unwrap_or(0) as u64,
                InheritedFromUniqueProcessId: process.map_or(0, |it| it.parent as u64),
            };
            // SAFETY: the driver's buffer has this length.
            unsafe {
                ProcessInformation
                    .cast::<PROCESS_BASIC_INFORMATION>()
                    .write_unaligned(information)
            };
            STATUS_SUCCESS
        }
        class::ProcessImageFileName => {
            let path = process.map(|it| device_path(&it.image)).unwrap_or_default();
            let head = size_of::<UNICODE_STRING>();
            if !is_enough(head + size_of_val(path.as_slice()) + 2) {
                return STATUS_INFO_LENGTH_MISMATCH;
            }
            let buffer = ProcessInformation
                .cast::<u8>()
                .wrapping_add(head)
                .cast::<u16>();
            let name = UNICODE_STRING {
                MaximumLength: size_of_val(path.as_slice()) as u16 + 2,
                Buffer: buffer,
                ..unicode_string(&path)
            };
            let terminated = [path.as_slice(), &[0]].concat();
            // SAFETY: the driver's buffer has this length, which is enough.
            unsafe { ptr::copy_nonoverlapping(terminated.as_ptr(), buffer, terminated.len()) };
            // SAFETY: the buffer begins with room for the structure, at whatever address.
            unsafe {
                ProcessInformation
                    .cast::<UNICODE_STRING>()
                    .write_unaligned(name)
            };
            STATUS_SUCCESS
        }
        _ => STATUS_INVALID_INFO_CLASS,
    }
}

/// Starts a process from the calling thread: drivers are told, and may refuse it. It runs as `account`, and as the
/// process that starts it when there is none.
///
/// # Errors
/// What a driver made of it.
pub(crate) fn create(
    kernel: &Kernel,
    image: &str,
    command_line: &str,
    account: Option<Account>,
) -> Result<Rc<Process>, NTSTATUS> {
    let (parent, _) = kernel.current_client_id();
    let native = match image.as_bytes() {
        [_, b':', ..] => wide(&format!(r"\??\{image}")),
        _ => wide(image),
    };
    let account = account.unwrap_or_else(|| kernel.current_account());
    let process = kernel.new_process(parent, &native, &wide(command_line), account)?;
    let status = notify::process_created(kernel, &process);
    let first = process.threads.borrow()[0];
    if status < 0 {
        // It never ran: its only thread leaves it at once.
        kernel.acting_as(Some((&process, first)), || {
            notify::process_ended(kernel, &process);
        });
        kernel.end_program_thread(&process, first);
        kernel.end_process(&process, status);
        return Err(status);
    }
    notify::thread(kernel, process.id, first.id, true);
    kernel.acting_as(Some((&process, first)), || {
        let (base, size) = PROGRAM_IMAGE;
        load(kernel, &process, &device_path(&native), base, size);
        let (library, base, size) = SYSTEM_LIBRARY;
        load(kernel, &process, &wide(library), base, size);
    });
    Ok(process)
}

/// An image is mapped into a process, by the calling thread.
pub(crate) fn load(kernel: &Kernel, process: &Process, path: &[u16], base: usize, size: usize) {
    let mapped = Mapped {
        name: path,
        process: process.id,
        base,
        size,
    };
    notify::image(kernel, &mapped);
}

/// Starts one more thread of a process.
///
/// # Errors
/// When there is no memory, or the process has ended.
pub(crate) fn create_thread(kernel: &Kernel, process: &Process) -> Result<ProgramThread, NTSTATUS> {
    if process.exit_status.get().is_some() {
        return Err(STATUS_PROCESS_IS_TERMINATING);
    }
    let thread = kernel.new_program_thread(process)?;
    notify::thread(kernel, process.id, thread.id, true);
    Ok(thread)
}

/// Ends all threads of a process, the first one last, and the process. False when it has ended.
pub(crate) fn end(kernel: &Kernel, process: &Process, status: NTSTATUS) -> bool {
    if process.exit_status.get().is_some() {
        return false;
    }
    let threads = process.threads.borrow().clone();
    for (index, thread) in threads.iter().enumerate().rev() {
        kernel.acting_as(Some((process, *thread)), || {
            run_down(kernel, thread.object.body());
            notify::thread(kernel, process.id, thread.id, false);
            if index == 0 {
                notify::process_ended(kernel, process);
            }
        });
        if index == 0 {
            process.exit_status.set(Some(status));
        }
        kernel.end_program_thread(process, *thread);
    }
    kernel.end_process(process, status);
    true
}

/// What a program opens: a process or a thread, by its number.
///
/// # Errors
/// When there is none.
pub(crate) fn open_for_program(
    kernel: &Kernel,
    id: usize,
    is_thread: bool,
    desired: ACCESS_MASK,
) -> Result<HANDLE, NTSTATUS> {
    let object = match is_thread {
        true => thread_of_id(kernel, id),
        false => kernel.process_of_id(id),
    };
    open(kernel, object.ok_or(STATUS_INVALID_CID)?, desired, 0)
}

/// The access of a handle.
///
/// # Errors
/// When there is no such handle.
pub(crate) fn granted(kernel: &Kernel, handle: HANDLE) -> Result<ACCESS_MASK, NTSTATUS> {
    let found = kernel.objects.object(handle);
    found
        .map(|(_, access)| access.granted)
        .map_err(|_| STATUS_INVALID_HANDLE)
}
