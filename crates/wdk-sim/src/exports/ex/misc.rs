//! What else the executive offers.
#![forbid(unsafe_code)]

use wdk_sys::{BOOLEAN, GUID, KPROCESSOR_MODE, NTSTATUS, STATUS_SUCCESS, ULONG, abi};

use crate::nt::parameter::Out;
use crate::{
    engine::{
        export::{Export, export_table},
        scheduler::choices::Draws,
    },
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ExGetPreviousMode: full,
    ExIsProcessorFeaturePresent: partial(
        "answers from a fixed list of x64 features, not from the processor"
    ),
    ExUuidCreate: full,
    "ExInitializeDriverRuntime" = initialize_runtime: full,
    "KeSaveFloatingPointState" = floating_point: full,
    "KeRestoreFloatingPointState" = floating_point: full,
);

/// The mode from which the running thread has called the kernel.
#[abi(enter, no_mangle)]
fn ExGetPreviousMode() -> KPROCESSOR_MODE {
    KPROCESSOR_MODE::from(Kernel::current().in_program())
}

#[abi(enter, no_mangle)]
fn ExIsProcessorFeaturePresent(ProcessorFeature: ULONG) -> BOOLEAN {
    // What every x64 processor has: MMX, SSE, SSE2, RDTSC, CMPXCHG8B/16B, NX.
    let present = [2, 3, 6, 8, 10, 12, 13, 14].contains(&ProcessorFeature);
    present.into()
}

/// Two machines with one seed make the same identifiers.
#[abi(enter, no_mangle)]
fn ExUuidCreate(Uuid: Out<GUID>) -> NTSTATUS {
    let kernel = Kernel::current();
    let count = kernel.uuids.replace(kernel.uuids.get() + 1);
    let mut draws = Draws::new(kernel.sched.repeat().seed() ^ count << 32);
    let (high, low) = (draws.next(), draws.next());
    let mut last = low.to_be_bytes();
    // Version 4, variant 1.
    last[0] = last[0] & 0x3F | 0x80;
    let uuid = GUID {
        Data1: (high >> 32) as u32,
        Data2: (high >> 16) as u16,
        Data3: high as u16 & 0x0FFF | 0x4000,
        Data4: last,
    };
    Uuid.write(uuid);
    STATUS_SUCCESS
}

/// `ExInitializeDriverRuntime`, of old headers.
#[abi]
fn initialize_runtime(Flags: ULONG) {
    let _ = Flags;
}

/// Saving the floating-point state is needed on 32-bit processors only.
#[abi]
fn floating_point(State: *mut u8) -> NTSTATUS {
    let _ = State;
    STATUS_SUCCESS
}
