//! The functions with which a driver stops the machine.
#![forbid(unsafe_code)]

use wdk_sys::{NTSTATUS, ULONG, ULONG_PTR, abi};

use super::bug_check;
use crate::{
    engine::{
        bugcheck,
        export::{Export, export_table},
    },
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeBugCheckEx: full,
    KeBugCheck: full,
    ExRaiseStatus: refused("always stops the machine: exceptions are not simulated"),
    ExRaiseAccessViolation: refused("always stops the machine: exceptions are not simulated"),
    ExRaiseDatatypeMisalignment: refused("always stops the machine: exceptions are not simulated"),
);

#[abi(enter, no_mangle)]
fn KeBugCheckEx(
    BugCheckCode: ULONG,
    BugCheckParameter1: ULONG_PTR,
    BugCheckParameter2: ULONG_PTR,
    BugCheckParameter3: ULONG_PTR,
    BugCheckParameter4: ULONG_PTR,
) {
    let parameters = [
        BugCheckParameter1,
        BugCheckParameter2,
        BugCheckParameter3,
        BugCheckParameter4,
    ];
    let kernel = Kernel::current();
    let panic = (BugCheckCode == bugcheck::RUST_PANIC)
        .then(|| kernel.loader.text_at(BugCheckParameter1 as usize))
        .flatten();
    let message =
        panic.unwrap_or_else(|| format!("KeBugCheckEx with {}", bugcheck::name(BugCheckCode)));
    bug_check::call_back(&kernel, BugCheckCode, parameters);
    kernel.stop(BugCheckCode, parameters, message)
}

#[abi(enter, no_mangle)]
fn KeBugCheck(BugCheckCode: ULONG) {
    let message = format!("KeBugCheck with {}", bugcheck::name(BugCheckCode));
    let kernel = Kernel::current();
    bug_check::call_back(&kernel, BugCheckCode, [0; 4]);
    kernel.stop(BugCheckCode, [0; 4], message)
}

/// Structured exceptions are not simulated, so a raised one is never handled.
fn raise(status: NTSTATUS) -> ! {
    let message = format!("the driver raised the exception {status:#010X}");
    let parameters = [u64::from(status.cast_unsigned()), 0, 0, 0];
    Kernel::current().stop(wdk_sys::KMODE_EXCEPTION_NOT_HANDLED, parameters, message)
}

#[abi(enter, no_mangle)]
fn ExRaiseStatus(Status: NTSTATUS) {
    raise(Status)
}

#[abi(enter, no_mangle)]
fn ExRaiseAccessViolation() {
    raise(wdk_sys::STATUS_ACCESS_VIOLATION)
}

#[abi(enter, no_mangle)]
fn ExRaiseDatatypeMisalignment() {
    raise(wdk_sys::STATUS_DATATYPE_MISALIGNMENT)
}
