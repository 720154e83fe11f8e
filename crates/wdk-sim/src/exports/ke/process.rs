//! Attaching to the address space of another process.
#![expect(unsafe_code, reason = "fills the structure that a driver passes")]

use wdk_sys::{DISPATCH_LEVEL, KAPC_STATE, PKPROCESS, PVOID, abi};

use crate::{
    engine::export::{Export, export_table},
    nt::{kernel::Kernel, ob::types, parameter::Struct, verifier::rules},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeStackAttachProcess: partial(
        "a program's memory is at the same addresses in every process, and readable without attaching"
    ),
    KeUnstackDetachProcess: full,
    KeAttachProcess: partial(
        "a program's memory is at the same addresses in every process, and readable without attaching"
    ),
    KeDetachProcess: full,
);

/// `INVALID_PROCESS_ATTACH_ATTEMPT`.
const INVALID_PROCESS_ATTACH_ATTEMPT: u32 = 0x5;
/// `INVALID_PROCESS_DETACH_ATTEMPT`.
const INVALID_PROCESS_DETACH_ATTEMPT: u32 = 0x6;

/// Attaches the running thread to a process, and gives what it was attached to before.
fn attach(kernel: &Kernel, process: PKPROCESS, function: &str) -> PVOID {
    let object = kernel.objects.check(process.cast(), function);
    if !object.is(&types::PROCESS) || u32::from(kernel.sched.irql()) >= DISPATCH_LEVEL {
        kernel.stop(
            INVALID_PROCESS_ATTACH_ATTEMPT,
            [process.addr() as u64, 0, 0, u64::from(kernel.sched.irql())],
            format!(
                "{function} is passed a {} object at IRQL {}",
                object.kind().name,
                kernel.sched.irql()
            ),
        );
    }
    let is_alive = kernel.id_of_process(process.cast());
    let is_alive = is_alive.is_some_and(|id| kernel.process_of_id(id).is_some());
    kernel.check(is_alive, &rules::ATTACHED_TO_ENDED, || {
        format!("{function} is passed a process that has ended, whose address space is gone")
    });
    let thread = kernel.sched.running();
    thread.map_or(std::ptr::null_mut(), |thread| {
        thread.attached.replace(process.cast())
    })
}

#[abi(enter, no_mangle)]
fn KeStackAttachProcess(Process: PKPROCESS, ApcState: Struct<KAPC_STATE>) {
    let kernel = Kernel::current();
    let before = attach(&kernel, Process, "KeStackAttachProcess");
    // SAFETY: all fields are numbers and pointers, for which zero is a value.
    let mut state = unsafe { std::mem::zeroed::<KAPC_STATE>() };
    state.Process = before.cast();
    ApcState.write(state);
}

#[abi(enter, no_mangle)]
fn KeUnstackDetachProcess(ApcState: Struct<KAPC_STATE>) {
    let kernel = Kernel::current();
    let before = ApcState.get().Process;
    detach(&kernel, before.cast(), "KeUnstackDetachProcess");
}

/// Detaches the running thread, back to what it was attached to.
fn detach(kernel: &Kernel, before: PVOID, function: &str) {
    let Some(thread) = kernel.sched.running() else {
        return;
    };
    if thread.attached.get().is_null() {
        kernel.stop(
            INVALID_PROCESS_DETACH_ATTEMPT,
            [0; 4],
            format!("{function} by a thread that is attached to no process"),
        );
    }
    thread.attached.set(before);
}

#[abi(enter, no_mangle)]
fn KeAttachProcess(Process: PKPROCESS) {
    let kernel = Kernel::current();
    let before = attach(&kernel, Process, "KeAttachProcess");
    if !before.is_null() && before != Process.cast() {
        kernel.stop(
            INVALID_PROCESS_ATTACH_ATTEMPT,
            [Process.addr() as u64, before.addr() as u64, 0, 0],
            "KeAttachProcess by a thread that is attached to another process".to_owned(),
        );
    }
}

#[abi(enter, no_mangle)]
fn KeDetachProcess() {
    let kernel = Kernel::current();
    // Where nothing is attached, it does nothing.
    if let Some(thread) = kernel.sched.running() {
        thread.attached.set(std::ptr::null_mut());
    }
}
