//! The kernel stack of the running thread: how much is left, and more of it for one call.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    BOOLEAN, LOGICAL, NTSTATUS, PEXPAND_STACK_CALLOUT, PVOID, SIZE_T, STATUS_INVALID_PARAMETER,
    STATUS_INVALID_PARAMETER_3, STATUS_INVALID_PARAMETER_4, STATUS_SUCCESS, ULONG_PTR, abi,
};

use crate::{
    engine::{
        bugcheck::walk::stack_use,
        export::{Export, export_table},
        scheduler::{
            DISPATCH_LEVEL,
            depth::{StackState, stack_pointer},
            thread::Thread,
        },
    },
    nt::{kernel::Kernel, parameter::Out},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeExpandKernelStackAndCallout: full,
    KeExpandKernelStackAndCalloutEx: full,
    IoGetStackLimits: full,
    IoWithinStackLimits: full,
);

/// `MAXIMUM_EXPANSION_SIZE` on amd64: a large kernel stack less half a page.
const MAXIMUM_EXPANSION: usize = 0x12000 - PAGE / 2;
const PAGE: usize = 0x1000;

/// Bytes that are left of the present kernel stack below the caller of the running function, as
/// the verifier counts them, and the caller's stack pointer.
fn remaining(thread: &Thread) -> (usize, usize) {
    let used = stack_use(thread.kernel_stack(), 0);
    let left = thread.depth.limit().saturating_sub(used.bytes);
    // Nothing is counted where a test calls this itself.
    let lowest = if used.lowest == 0 {
        stack_pointer()
    } else {
        used.lowest
    };
    (left, lowest)
}

/// The lowest address of the kernel stack that is left, and the highest of the stack.
fn limits() -> Option<(usize, usize)> {
    let kernel = Kernel::current();
    let thread = kernel.sched.running()?;
    let stack = thread.stack();
    let (left, sp) = remaining(thread);
    Some((sp.saturating_sub(left).max(stack.start), stack.end))
}

#[abi(enter, no_mangle)]
fn IoGetStackLimits(LowLimit: Out<ULONG_PTR>, HighLimit: Out<ULONG_PTR>) {
    if let Some((low, high)) = limits() {
        LowLimit.write(low as ULONG_PTR);
        HighLimit.write(high as ULONG_PTR);
    }
}

#[abi(enter, no_mangle)]
fn IoWithinStackLimits(RegionStart: ULONG_PTR, RegionSize: SIZE_T) -> LOGICAL {
    let start = RegionStart as usize;
    let end = start.checked_add(RegionSize as usize);
    let within = limits()
        .zip(end)
        .is_some_and(|((low, high), end)| start >= low && end <= high);
    LOGICAL::from(within)
}

#[abi(enter, no_mangle)]
unsafe fn KeExpandKernelStackAndCallout(
    Callout: PEXPAND_STACK_CALLOUT,
    Parameter: PVOID,
    Size: SIZE_T,
) -> NTSTATUS {
    // SAFETY: the caller passes a function for this parameter.
    unsafe { expand(Callout, Parameter, Size as usize) }
}

#[abi(enter, no_mangle)]
unsafe fn KeExpandKernelStackAndCalloutEx(
    Callout: PEXPAND_STACK_CALLOUT,
    Parameter: PVOID,
    Size: SIZE_T,
    Wait: BOOLEAN,
    Context: PVOID,
) -> NTSTATUS {
    let _ = Context;
    if Wait != 0 && Kernel::current().sched.irql() >= DISPATCH_LEVEL {
        return STATUS_INVALID_PARAMETER_4;
    }
    // SAFETY: the caller passes a function for this parameter.
    unsafe { expand(Callout, Parameter, Size as usize) }
}

/// Calls `callout` with `size` bytes of stack: on the present kernel stack if it has so many left,
/// else on one of its own.
///
/// # Safety
/// `callout` may be called with `parameter`.
unsafe fn expand(callout: PEXPAND_STACK_CALLOUT, parameter: PVOID, size: usize) -> NTSTATUS {
    /// The caller's stack again, also when the driver panics.
    struct Back<'a>(&'a Thread, StackState);

    impl Drop for Back<'_> {
        fn drop(&mut self) {
            self.0.depth.restore(self.1);
        }
    }

    let Some(callout) = callout else {
        return STATUS_INVALID_PARAMETER;
    };
    if size > MAXIMUM_EXPANSION {
        return STATUS_INVALID_PARAMETER_3;
    }
    let kernel = Kernel::current();
    let _back = kernel.sched.running().map(|thread| {
        let before = match remaining(thread).0 >= size {
            true => thread.depth.leave(stack_pointer()),
            false => {
                let limit = size.next_multiple_of(PAGE);
                thread.depth.leave_on_another(stack_pointer(), limit)
            }
        };
        Back(thread, before)
    });
    // SAFETY: as for this function.
    unsafe { callout(parameter) };
    STATUS_SUCCESS
}
