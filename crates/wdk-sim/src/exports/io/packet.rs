//! I/O request packets: making, sending, completing, cancelling.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    _EVENT_TYPE, _IO_PRIORITY_HINT, _MODE::KernelMode, BOOLEAN, CCHAR, FALSE, FO_SYNCHRONOUS_IO,
    IO_PRIORITY_HINT, IO_TYPE_IRP, IRP_ASSOCIATED_IRP, IRP_MJ_DEVICE_CONTROL,
    IRP_MJ_FILE_SYSTEM_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL, IRP_SYNCHRONOUS_API, KEVENT, KIRQL,
    KeInitializeEvent, KeSetEvent, METHOD_BUFFERED, NTSTATUS, PDEVICE_OBJECT, PEPROCESS,
    PIO_COMPLETION_ROUTINE, PIRP, PVOID, SL_INVOKE_ON_CANCEL, SL_INVOKE_ON_ERROR,
    SL_INVOKE_ON_SUCCESS, STATUS_INVALID_PARAMETER, STATUS_MORE_PROCESSING_REQUIRED,
    STATUS_PENDING, STATUS_SUCCESS, TRUE, ULONG, USHORT, abi,
};

use crate::nt::parameter::Out;
use crate::{
    engine::{
        export::{Export, export_table},
        fault::Kind,
    },
    nt::{
        io::{
            cancel, dispatch,
            irp::{self, Origin},
            raw::{Device, File, Irp},
        },
        kernel::Kernel,
        ps::process_id,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IofCallDriver: full,
    IofCompleteRequest: full,
    IoAllocateIrp: full,
    IoInitializeIrp: full,
    IoReuseIrp: full,
    IoFreeIrp: full,
    IoMakeAssociatedIrp: full,
    IoCancelIrp: full,
    IoAcquireCancelSpinLock: full,
    IoReleaseCancelSpinLock: full,
    IoSetCompletionRoutineEx: full,
    IoForwardIrpSynchronously: full,
    IoQueueThreadIrp: partial("the IRP is not cancelled when its thread ends"),
    IoGetIoPriorityHint: full,
    IoSetIoPriorityHint: full,
    IoIs32bitProcess: full,
    IoGetRequestorProcess: full,
    IoGetRequestorProcessId: full,
    IoGetRequestorSessionId: partial("always session 0"),
    IoIsOperationSynchronous: full,
    IoGetTopLevelIrp: full,
    IoSetTopLevelIrp: full,
);

/// A packet that a driver passed; null ends the machine as a null pointer would.
fn packet(irp: PIRP, function: &str) -> Irp {
    // SAFETY: the driver says that it is a packet; `Type` is looked at before use.
    let Some(irp) = (unsafe { Irp::new(irp) }) else {
        Kernel::current().stop(
            dispatch::IO_VIOLATION,
            [1, 0, 0, 0],
            format!("{function}: the IRP is null"),
        );
    };
    irp
}

#[abi(enter, no_mangle)]
fn IofCallDriver(DeviceObject: Option<Device>, Irp: PIRP) -> NTSTATUS {
    let kernel = Kernel::current();
    let irp = packet(Irp, "IofCallDriver");
    let Some(device) = DeviceObject else {
        kernel.stop(
            dispatch::IO_VIOLATION,
            [4, 0, 0, 0],
            "IofCallDriver: the device is null".to_owned(),
        );
    };
    dispatch::call_driver(&kernel, device, irp)
}

#[abi(enter, no_mangle)]
fn IofCompleteRequest(Irp: PIRP, _PriorityBoost: CCHAR) {
    let irp = packet(Irp, "IofCompleteRequest");
    dispatch::complete(&Kernel::current(), irp);
}

#[abi(enter, no_mangle)]
fn IoAllocateIrp(StackSize: CCHAR, _ChargeQuota: BOOLEAN) -> PIRP {
    let kernel = Kernel::current();
    if kernel.fails(Kind::IoObject) {
        return ptr::null_mut();
    }
    let irp = kernel.io.irps.allocate(StackSize);
    irp.map_or(ptr::null_mut(), Irp::raw)
}

#[abi(enter, no_mangle)]
unsafe fn IoInitializeIrp(Irp: PIRP, PacketSize: USHORT, StackSize: CCHAR) {
    // SAFETY: the driver passes memory of this size.
    unsafe { irp::initialize(Irp, PacketSize.into(), StackSize) };
}

#[abi(enter, no_mangle)]
fn IoReuseIrp(Irp: PIRP, Status: NTSTATUS) {
    let irp = packet(Irp, "IoReuseIrp");
    if irp.kind() != IO_TYPE_IRP as i16 {
        Kernel::current().stop(
            dispatch::IO_VIOLATION,
            [1, Irp.addr() as u64, 0, 0],
            "IoReuseIrp: this is no IRP, or one that was freed".to_owned(),
        );
    }
    irp::reuse(irp, Status);
}

#[abi(enter, no_mangle)]
fn IoFreeIrp(Irp: PIRP) {
    let kernel = Kernel::current();
    let irp = packet(Irp, "IoFreeIrp");
    if irp.kind() != IO_TYPE_IRP as i16 {
        kernel.stop(
            dispatch::IO_VIOLATION,
            [1, Irp.addr() as u64, 0, 0],
            "IoFreeIrp: this is no IRP, or one that was freed".to_owned(),
        );
    }
    kernel.io.irps.free(irp);
}

#[abi(enter, no_mangle)]
fn IoMakeAssociatedIrp(Irp: PIRP, StackSize: CCHAR) -> PIRP {
    let master = packet(Irp, "IoMakeAssociatedIrp");
    let Some(irp) = Kernel::current().io.irps.allocate(StackSize) else {
        return ptr::null_mut();
    };
    irp.set_flags(IRP_ASSOCIATED_IRP);
    irp.set_master(master.raw());
    irp.set_thread(master.thread());
    irp.raw()
}

#[abi(enter, no_mangle)]
fn IoCancelIrp(Irp: PIRP) -> BOOLEAN {
    let irp = packet(Irp, "IoCancelIrp");
    BOOLEAN::from(cancel::cancel(&Kernel::current(), irp))
}

#[abi(enter, no_mangle)]
fn IoAcquireCancelSpinLock(Irql: Out<KIRQL>) {
    let irql = cancel::acquire(&Kernel::current());
    Irql.write(irql);
}

#[abi(enter, no_mangle)]
fn IoReleaseCancelSpinLock(Irql: KIRQL) {
    cancel::release(&Kernel::current(), Irql);
}

#[abi(enter, no_mangle)]
fn IoSetCompletionRoutineEx(
    _DeviceObject: PDEVICE_OBJECT,
    Irp: PIRP,
    CompletionRoutine: PIO_COMPLETION_ROUTINE,
    Context: PVOID,
    InvokeOnSuccess: BOOLEAN,
    InvokeOnError: BOOLEAN,
    InvokeOnCancel: BOOLEAN,
) -> NTSTATUS {
    // The machine unloads no driver while packets run, so the routine needs no guard.
    let next = packet(Irp, "IoSetCompletionRoutineEx").next_stack();
    next.set_completion(CompletionRoutine);
    next.set_context(Context);
    let on = |wanted: BOOLEAN, flag: u32| if wanted != 0 { flag } else { 0 };
    next.set_control(
        (on(InvokeOnSuccess, SL_INVOKE_ON_SUCCESS)
            | on(InvokeOnError, SL_INVOKE_ON_ERROR)
            | on(InvokeOnCancel, SL_INVOKE_ON_CANCEL)) as u8,
    );
    STATUS_SUCCESS
}

/// Tells the forwarder that the packet came back.
#[abi]
unsafe fn forwarded(_device: PDEVICE_OBJECT, irp: PIRP, context: PVOID) -> NTSTATUS {
    // SAFETY: the packet that came back.
    if let Some(irp) = unsafe { Irp::new(irp) }
        && irp.pending_returned() != 0
    {
        // SAFETY: the event stands in the waiting frame below.
        unsafe { KeSetEvent(context.cast(), 0, FALSE) };
    }
    STATUS_MORE_PROCESSING_REQUIRED
}

#[abi(enter, no_mangle)]
unsafe fn IoForwardIrpSynchronously(DeviceObject: Option<Device>, Irp: PIRP) -> BOOLEAN {
    let kernel = Kernel::current();
    let irp = packet(Irp, "IoForwardIrpSynchronously");
    let Some(device) = DeviceObject else {
        return FALSE;
    };
    if irp.location() <= 1 {
        return FALSE;
    }
    let mut event = KEVENT::default();
    // SAFETY: the event stays in this frame until the packet is back.
    unsafe { KeInitializeEvent(&raw mut event, _EVENT_TYPE::NotificationEvent, FALSE) };
    irp.copy_current_to_next();
    irp.set_completion(Some(forwarded), (&raw mut event).cast());
    if dispatch::call_driver(&kernel, device, irp) == STATUS_PENDING {
        crate::nt::io::operation::wait_for(&raw mut event);
    }
    TRUE
}

#[abi(enter, no_mangle)]
fn IoQueueThreadIrp(Irp: PIRP) {
    let irp = packet(Irp, "IoQueueThreadIrp");
    if let Some(prefix) = irp.prefix() {
        prefix.origin.replace(Origin::Waiter);
    }
}

/// Where the hint is in a packet's flags, plus one; zero is none.
const HINT_SHIFT: u32 = 17;
const HINT_MASK: u32 = 7 << HINT_SHIFT;

#[abi(enter, no_mangle)]
fn IoGetIoPriorityHint(Irp: PIRP) -> IO_PRIORITY_HINT {
    let irp = packet(Irp, "IoGetIoPriorityHint");
    match (irp.flags() & HINT_MASK) >> HINT_SHIFT {
        0 => _IO_PRIORITY_HINT::IoPriorityNormal,
        hint => (hint - 1) as IO_PRIORITY_HINT,
    }
}

#[abi(enter, no_mangle)]
fn IoSetIoPriorityHint(Irp: PIRP, PriorityHint: IO_PRIORITY_HINT) -> NTSTATUS {
    let irp = packet(Irp, "IoSetIoPriorityHint");
    if !(0.._IO_PRIORITY_HINT::MaxIoPriorityTypes).contains(&PriorityHint) {
        return STATUS_INVALID_PARAMETER;
    }
    let hint = (PriorityHint as u32 + 1) << HINT_SHIFT;
    irp.set_flags(irp.flags() & !HINT_MASK | hint);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn IoIs32bitProcess(_Irp: PIRP) -> BOOLEAN {
    FALSE
}

/// The number of the process that has requested the packet; none when it is of no thread.
fn requestor(kernel: &Kernel, irp: Irp) -> Option<usize> {
    let of_program = irp.requestor_mode() != KernelMode as i8;
    if !of_program && irp.thread().is_null() {
        return None;
    }
    let ids = kernel.client_id_of(irp.thread().cast());
    Some(ids.map_or_else(|| process_id(of_program), |(process, _)| process))
}

#[abi(enter, no_mangle)]
fn IoGetRequestorProcess(Irp: PIRP) -> PEPROCESS {
    let irp = packet(Irp, "IoGetRequestorProcess");
    let kernel = Kernel::current();
    let process = requestor(&kernel, irp).and_then(|id| kernel.process_of_id(id));
    process.unwrap_or(ptr::null_mut()).cast()
}

#[abi(enter, no_mangle)]
fn IoGetRequestorProcessId(Irp: PIRP) -> ULONG {
    let irp = packet(Irp, "IoGetRequestorProcessId");
    requestor(&Kernel::current(), irp).unwrap_or(0) as u32
}

#[abi(enter, no_mangle)]
fn IoGetRequestorSessionId(_Irp: PIRP, pSessionId: Out<ULONG>) -> NTSTATUS {
    pSessionId.write(0);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn IoIsOperationSynchronous(Irp: PIRP) -> BOOLEAN {
    let irp = packet(Irp, "IoIsOperationSynchronous");
    // SAFETY: the packet's file, if it has one.
    let file = unsafe { File::new(irp.original_file()) };
    let synchronous = irp.flags() & IRP_SYNCHRONOUS_API != 0
        || file.is_some_and(|file| file.flags() & FO_SYNCHRONOUS_IO != 0)
        || is_buffered_control(irp);
    BOOLEAN::from(synchronous)
}

/// Whether the packet is a control request with `METHOD_BUFFERED`, which always has an end that
/// its requestor can wait for.
fn is_buffered_control(irp: Irp) -> bool {
    let stack = irp.current();
    let is_control = matches!(
        u32::from(stack.major()),
        IRP_MJ_DEVICE_CONTROL | IRP_MJ_INTERNAL_DEVICE_CONTROL | IRP_MJ_FILE_SYSTEM_CONTROL
    );
    is_control && stack.control_code().IoControlCode & 3 == METHOD_BUFFERED
}

#[abi(enter, no_mangle)]
fn IoGetTopLevelIrp() -> PIRP {
    let kernel = Kernel::current();
    let thread = kernel.sched.running();
    thread.map_or(ptr::null_mut(), |thread| thread.top_level_irp.get().cast())
}

#[abi(enter, no_mangle)]
fn IoSetTopLevelIrp(Irp: PIRP) {
    if let Some(thread) = Kernel::current().sched.running() {
        thread.top_level_irp.set(Irp.cast());
    }
}
