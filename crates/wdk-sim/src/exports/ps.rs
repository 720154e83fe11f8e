//! Threads as drivers see them.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    BOOLEAN, CLIENT_ID, HANDLE, NTSTATUS, PEPROCESS, PETHREAD, PKSTART_ROUTINE, POBJECT_ATTRIBUTES,
    PVOID, STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_CID, STATUS_INVALID_PARAMETER,
    STATUS_SUCCESS, ULONG, abi,
};

use crate::nt::parameter::Out;
use crate::{
    engine::{
        export::{Export, export_table},
        fault::Kind,
        scheduler::thread::Thread,
    },
    nt::{kernel::Kernel, ob::handle::Access, ps::process_id},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    PsCreateSystemThread: partial(
        "process and object attributes are ignored: the handle is always a kernel handle"
    ),
    PsTerminateSystemThread: partial("the exit status is lost"),
    PsGetCurrentThreadId: full,
    PsGetCurrentProcessId: partial("all programs are one process"),
    PsGetThreadId: full,
    PsGetThreadProcessId: partial("all programs are one process"),
    PsIsSystemThread: full,
    PsIsThreadTerminating: full,
    PsLookupProcessByProcessId: partial("all programs are one process, and the system is the other"),
    PsLookupThreadByThreadId: full,
    KeGetCurrentThread: full,
    "PsGetCurrentThread" = KeGetCurrentThread: full,
);

#[abi(no_mangle)]
fn KeGetCurrentThread() -> PVOID {
    let kernel = Kernel::current();
    let thread = kernel.sched.running();
    thread.map_or(ptr::null_mut(), |thread| kernel.thread_object(thread))
}

#[abi(enter, no_mangle)]
unsafe fn PsCreateSystemThread(
    ThreadHandle: Out<HANDLE>,
    DesiredAccess: ULONG,
    ObjectAttributes: POBJECT_ATTRIBUTES,
    ProcessHandle: HANDLE,
    ClientId: Out<CLIENT_ID>,
    StartRoutine: PKSTART_ROUTINE,
    StartContext: PVOID,
) -> NTSTATUS {
    let _ = (ObjectAttributes, ProcessHandle);
    let kernel = Kernel::current();
    let Some(routine) = StartRoutine else {
        return STATUS_INVALID_PARAMETER;
    };
    if kernel.fails(Kind::Thread) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    // SAFETY: the driver gives this routine and context for the thread.
    let body = move || unsafe { routine(StartContext) };
    let thread = kernel.start_system_thread(body, "SystemThread");
    thread.of_driver.set(true);
    let object = kernel
        .objects
        .check(kernel.thread_object(&thread), "PsCreateSystemThread");
    let handle = kernel.objects.open_handle(
        object,
        Access {
            granted: DesiredAccess,
            ..Access::default()
        },
        true,
    );
    ThreadHandle.write(handle);
    if let Some(client) = ClientId.as_mut() {
        client.UniqueProcess = process_id(false) as HANDLE;
        client.UniqueThread = id(&thread);
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn PsTerminateSystemThread(ExitStatus: NTSTATUS) -> NTSTATUS {
    let _ = ExitStatus;
    let kernel = Kernel::current();
    let thread = kernel.sched.running();
    if !thread.is_some_and(|thread| thread.of_driver.get()) {
        return STATUS_INVALID_PARAMETER;
    }
    kernel.sched.exit()
}

fn id(thread: &Thread) -> HANDLE {
    // Identifiers of threads and processes are multiples of four.
    (thread.number as usize * 4 + 0x100) as HANDLE
}

#[abi(enter, no_mangle)]
fn PsGetCurrentThreadId() -> HANDLE {
    let kernel = Kernel::current();
    kernel.sched.running().map_or(ptr::null_mut(), id)
}

#[abi(enter, no_mangle)]
fn PsGetCurrentProcessId() -> HANDLE {
    process_id(Kernel::current().in_program()) as HANDLE
}

#[abi(enter, no_mangle)]
fn PsGetThreadId(Thread: PETHREAD) -> HANDLE {
    let thread = Kernel::current().thread_of(Thread.cast());
    thread.map_or(ptr::null_mut(), |thread| id(&thread))
}

#[abi(enter, no_mangle)]
fn PsGetThreadProcessId(Thread: PETHREAD) -> HANDLE {
    process_id(is_of_program(Thread)) as HANDLE
}

#[abi(enter, no_mangle)]
fn PsIsSystemThread(Thread: PETHREAD) -> BOOLEAN {
    BOOLEAN::from(!is_of_program(Thread))
}

fn is_of_program(thread: PETHREAD) -> bool {
    let thread = Kernel::current().thread_of(thread.cast());
    thread.is_some_and(|thread| thread.of_program.get())
}

#[abi(enter, no_mangle)]
fn PsIsThreadTerminating(Thread: PETHREAD) -> BOOLEAN {
    BOOLEAN::from(Kernel::current().thread_of(Thread.cast()).is_none())
}

#[abi(enter, no_mangle)]
fn PsLookupProcessByProcessId(ProcessId: HANDLE, Process: Out<PEPROCESS>) -> NTSTATUS {
    let kernel = Kernel::current();
    let id = ProcessId.addr();
    let Some(of_program) = [false, true].into_iter().find(|it| process_id(*it) == id) else {
        return STATUS_INVALID_CID;
    };
    let process = kernel.process_object(of_program);
    found(&kernel, process, "PsLookupProcessByProcessId", |process| {
        Process.write(process.cast());
    })
}

#[abi(enter, no_mangle)]
fn PsLookupThreadByThreadId(UniqueThreadId: HANDLE, Thread: Out<PETHREAD>) -> NTSTATUS {
    let kernel = Kernel::current();
    let threads = kernel.sched.threads();
    let Some(thread) = threads.into_iter().find(|it| id(it) == UniqueThreadId) else {
        return STATUS_INVALID_CID;
    };
    let thread = kernel.thread_object(&thread);
    found(&kernel, thread, "PsLookupThreadByThreadId", |thread| {
        Thread.write(thread.cast());
    })
}

/// Gives a driver an object with a reference of its own.
fn found(kernel: &Kernel, object: PVOID, function: &str, give: impl FnOnce(PVOID)) -> NTSTATUS {
    if object.is_null() {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    kernel
        .objects
        .reference(kernel.objects.check(object, function));
    give(object);
    STATUS_SUCCESS
}
