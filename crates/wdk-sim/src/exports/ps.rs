//! Threads as drivers see them.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

pub(crate) mod notify;
pub(crate) mod process;

use std::ptr;

use wdk_sys::{
    BOOLEAN, CLIENT_ID, HANDLE, NTSTATUS, PEPROCESS, PETHREAD, PKSTART_ROUTINE, POBJECT_ATTRIBUTES,
    PVOID, STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_CID, STATUS_INVALID_PARAMETER,
    STATUS_SUCCESS, ULONG, abi,
};

use crate::{
    engine::{
        export::{Export, export_table},
        fault::Kind,
        scheduler::thread::Thread,
    },
    exports::{
        ke::apc::run_down,
        ob::callbacks::{self, Opening},
    },
    nt::{kernel::Kernel, ob::handle::Access, parameter::Out, ps::SYSTEM_PROCESS},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    PsCreateSystemThread: partial(
        "process and object attributes are ignored: the handle is always a kernel handle"
    ),
    PsTerminateSystemThread: partial("the exit status is lost"),
    PsGetCurrentThreadId: full,
    PsGetCurrentProcessId: full,
    PsGetThreadId: full,
    PsGetThreadProcessId: full,
    PsIsSystemThread: full,
    PsIsThreadTerminating: full,
    PsLookupProcessByProcessId: full,
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
    let start = move || unsafe { routine(StartContext) };
    let body = move || {
        start();
        told_of_end(&Kernel::current());
    };
    let thread = kernel.start_system_thread(body, "SystemThread");
    thread.of_driver.set(true);
    let object = kernel
        .objects
        .check(kernel.thread_object(&thread), "PsCreateSystemThread");
    let (_, number) = kernel.client_id(&thread);
    notify::thread(&kernel, SYSTEM_PROCESS, number, true);
    let opening = Opening {
        object,
        desired: DesiredAccess,
        kernel: true,
        duplicated: false,
    };
    let opened = callbacks::around(&kernel, &opening, |granted| {
        let access = Access {
            granted,
            ..Access::default()
        };
        Ok(kernel.objects.open_handle(object, access, true))
    });
    let handle = match opened {
        Ok(handle) => handle,
        Err(status) => return status,
    };
    ThreadHandle.write(handle);
    if let Some(client) = ClientId.as_mut() {
        client.UniqueProcess = ptr::without_provenance_mut(SYSTEM_PROCESS);
        client.UniqueThread = id(&kernel, &thread);
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
    told_of_end(&kernel);
    kernel.sched.exit()
}

/// The running thread, which a driver has created, ends.
fn told_of_end(kernel: &Kernel) {
    let (process, thread) = kernel.current_client_id();
    notify::thread(kernel, process, thread, false);
    if let Some(thread) = kernel.sched.running() {
        run_down(kernel, thread.object.get());
    }
}

fn id(kernel: &Kernel, thread: &Thread) -> HANDLE {
    ptr::without_provenance_mut(kernel.client_id(thread).1)
}

#[abi(enter, no_mangle)]
fn PsGetCurrentThreadId() -> HANDLE {
    ptr::without_provenance_mut(Kernel::current().current_client_id().1)
}

#[abi(enter, no_mangle)]
fn PsGetCurrentProcessId() -> HANDLE {
    ptr::without_provenance_mut(Kernel::current().current_client_id().0)
}

#[abi(enter, no_mangle)]
fn PsGetThreadId(Thread: PETHREAD) -> HANDLE {
    let ids = Kernel::current().client_id_of(Thread.cast());
    ids.map_or(ptr::null_mut(), |(_, id)| ptr::without_provenance_mut(id))
}

#[abi(enter, no_mangle)]
fn PsGetThreadProcessId(Thread: PETHREAD) -> HANDLE {
    let ids = Kernel::current().client_id_of(Thread.cast());
    let process = ids.map_or(SYSTEM_PROCESS, |(process, _)| process);
    ptr::without_provenance_mut(process)
}

#[abi(enter, no_mangle)]
fn PsIsSystemThread(Thread: PETHREAD) -> BOOLEAN {
    BOOLEAN::from(PsGetThreadProcessId(Thread).addr() == SYSTEM_PROCESS)
}

#[abi(enter, no_mangle)]
fn PsIsThreadTerminating(Thread: PETHREAD) -> BOOLEAN {
    BOOLEAN::from(Kernel::current().client_id_of(Thread.cast()).is_none())
}

#[abi(enter, no_mangle)]
fn PsLookupProcessByProcessId(ProcessId: HANDLE, Process: Out<PEPROCESS>) -> NTSTATUS {
    let kernel = Kernel::current();
    let Some(process) = kernel.process_of_id(ProcessId.addr()) else {
        return STATUS_INVALID_CID;
    };
    found(&kernel, process, "PsLookupProcessByProcessId", |process| {
        Process.write(process.cast());
    })
}

#[abi(enter, no_mangle)]
fn PsLookupThreadByThreadId(UniqueThreadId: HANDLE, Thread: Out<PETHREAD>) -> NTSTATUS {
    let kernel = Kernel::current();
    let Some(thread) = process::thread_of_id(&kernel, UniqueThreadId.addr()) else {
        return STATUS_INVALID_CID;
    };
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
