//! Read, write and control operations on open files: `NtReadFile` and its kin.
#![expect(unsafe_code, reason = "passes the caller's buffers on")]

use std::{
    cell::{Cell, RefCell},
    ptr,
    rc::Rc,
};

use region::{Allocation, Protection};
use wdk_sys::{
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_4,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_17,
    _KWAIT_REASON::Executive,
    _LOCK_OPERATION::{IoReadAccess, IoWriteAccess},
    _MODE::{KernelMode, UserMode},
    DO_BUFFERED_IO, DO_DIRECT_IO, FALSE, FO_SYNCHRONOUS_IO, IO_STATUS_BLOCK, IRP_BUFFERED_IO,
    IRP_DEALLOCATE_BUFFER, IRP_INPUT_OPERATION, IRP_MJ_DEVICE_CONTROL, IRP_MJ_FILE_SYSTEM_CONTROL,
    IRP_MJ_INTERNAL_DEVICE_CONTROL, IRP_MJ_READ, IRP_MJ_WRITE, IRP_READ_OPERATION,
    IRP_WRITE_OPERATION, IoAllocateMdl, IoFreeMdl, KeClearEvent, KeWaitForSingleObject,
    LARGE_INTEGER, METHOD_BUFFERED, METHOD_NEITHER, METHOD_OUT_DIRECT, NTSTATUS, PIO_APC_ROUTINE,
    PIO_STATUS_BLOCK, PIRP, PKEVENT, PVOID, STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_HANDLE,
    STATUS_PENDING, STATUS_SUCCESS, try_probe_and_lock_pages,
};

use super::{
    buffer, device, dispatch,
    irp::Origin,
    raw::{Device, File, Irp},
};
use crate::{
    engine::addresses::{Addresses, Kind},
    nt::{io::manager::Io, mm::probe},
};

/// The parameters of an operation.
#[derive(Clone, Copy)]
pub(crate) struct IoParameters {
    pub(crate) major: u32,
    pub(crate) code: u32,
    pub(crate) input: *mut u8,
    pub(crate) input_length: u32,
    pub(crate) output: *mut u8,
    pub(crate) output_length: u32,
    pub(crate) offset: i64,
    pub(crate) mode: i8,
    /// The program's buffers may not be there.
    pub(crate) probe: bool,
}

impl Default for IoParameters {
    /// An operation of a program without buffers.
    fn default() -> Self {
        Self {
            major: 0,
            code: 0,
            input: ptr::null_mut(),
            input_length: 0,
            output: ptr::null_mut(),
            output_length: 0,
            offset: 0,
            mode: UserMode as i8,
            probe: false,
        }
    }
}

/// A user-mode operation in progress, as an `OVERLAPPED` describes it.
pub(crate) struct Operation {
    done: Cell<bool>,
    result: Cell<(NTSTATUS, u64)>,
    /// A thread is parked at it.
    awaited: Cell<bool>,
    irp: Cell<PIRP>,
    /// The caller's memory, for operations that outlive the call.
    input: RefCell<Vec<u8>>,
    output: RefCell<Vec<u8>>,
    /// Pages that the program cannot access as the request needs.
    pages: RefCell<Vec<Allocation>>,
}

impl Operation {
    /// An operation that has not started.
    pub(crate) fn new() -> Rc<Self> {
        Rc::new(Self {
            done: Cell::new(false),
            result: Cell::new((STATUS_PENDING, 0)),
            awaited: Cell::new(false),
            irp: Cell::new(ptr::null_mut()),
            input: RefCell::default(),
            output: RefCell::default(),
            pages: RefCell::default(),
        })
    }

    /// Status and information, once there are any.
    pub(crate) fn result(&self) -> Option<(NTSTATUS, u64)> {
        self.done.get().then(|| self.result.get())
    }

    /// Keeps what is to be written for as long as the operation lives.
    pub(crate) fn keep_input(&self, data: Vec<u8>) -> *mut u8 {
        let mut input = self.input.borrow_mut();
        *input = data;
        input.as_mut_ptr()
    }

    /// Keeps the buffer for what is to be read.
    pub(crate) fn keep_output(&self, room: Vec<u8>) -> *mut u8 {
        let mut output = self.output.borrow_mut();
        *output = room;
        output.as_mut_ptr()
    }

    /// Keeps pages of `length` bytes with this access for as long as the operation lives; null when
    /// the host has none.
    pub(crate) fn keep_pages(&self, length: usize, access: Protection) -> *mut u8 {
        let Ok(mut pages) = region::alloc(length.max(1), access) else {
            return ptr::null_mut();
        };
        let start = pages.as_mut_ptr();
        self.pages.borrow_mut().push(pages);
        start
    }

    /// What was read.
    pub(crate) fn take_output(&self) -> Vec<u8> {
        self.output.take()
    }

    /// The packet, while drivers have it.
    pub(crate) fn irp(&self) -> Option<Irp> {
        // SAFETY: cleared when the packet ends.
        unsafe { Irp::new(self.irp.get()) }
    }

    pub(super) fn finished(&self, status: IO_STATUS_BLOCK) {
        // SAFETY: the union holds a status here.
        let code = unsafe { status.__bindgen_anon_1.Status };
        self.finish_with(code, status.Information);
    }

    fn finish_with(&self, status: NTSTATUS, information: u64) {
        self.irp.set(ptr::null_mut());
        self.result.set((status, information));
        self.done.set(true);
        if self.awaited.get() {
            Io::current().unpark(self.address());
        }
    }

    fn address(&self) -> usize {
        &raw const *self as usize
    }

    /// Blocks the simulated thread until the operation has ended.
    pub(crate) fn wait(&self, kernel: &Io) -> (NTSTATUS, u64) {
        if !self.done.get() {
            self.awaited.set(true);
            kernel.park_while(self.address(), "the end of an operation", || {
                !self.done.get()
            });
        }
        self.result.get()
    }
}

impl IoParameters {
    /// Lets readers see the program's buffers where a program has them. Those that lie in the
    /// simulated kernel's memory, as of a call on a simulated thread, stay where they are.
    pub(crate) fn show_buffers(&self, addresses: &Addresses) {
        /// Behind the host's own programs.
        const END: usize = 1 << 47;
        for (start, length) in [
            (self.input.addr(), self.input_length as usize),
            (self.output.addr(), self.output_length as usize),
        ] {
            let is_hosts = start > 0 && start < END && !addresses.is_kernels(start);
            if length > 0 && is_hosts {
                addresses.add(Kind::User, start..start + length);
            }
        }
    }
}

/// Starts a user-mode operation; its result comes through `operation`.
///
/// # Safety
/// The buffers stay valid until the operation has ended.
pub(crate) unsafe fn start_user(
    kernel: &Io,
    file: File,
    parameters: IoParameters,
    operation: &Rc<Operation>,
) {
    // SAFETY: passed on to the caller.
    match unsafe { prepare(kernel, file, parameters) } {
        Ok((device, irp)) => {
            operation.irp.set(irp.raw());
            if let Some(prefix) = irp.prefix() {
                prefix.origin.replace(Origin::User(Rc::clone(operation)));
            }
            dispatch::call_driver(kernel, device, irp);
        }
        Err(status) => operation.finish_with(status, 0),
    }
}

/// Performs an operation for kernel code, and waits for it unless `event` is to be set.
///
/// # Safety
/// As for [`start_user`]; `status` and `event` too.
pub(crate) unsafe fn perform(
    kernel: &Io,
    file: File,
    parameters: IoParameters,
    iosb: PIO_STATUS_BLOCK,
    event: PKEVENT,
    (apc, context): (PIO_APC_ROUTINE, PVOID),
) -> NTSTATUS {
    // SAFETY: passed on to the caller.
    let (device, irp) = match unsafe { prepare(kernel, file, parameters) } {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let synchronous = file.flags() & FO_SYNCHRONOUS_IO != 0;
    let own = file.event();
    let signalled = if event.is_null() { own } else { event };
    // SAFETY: the file's event, or the caller's.
    unsafe { KeClearEvent(signalled) };
    irp.set_user_iosb(iosb);
    irp.set_user_event(signalled);
    irp.set_apc_routine(apc);
    irp.set_apc_context(context);
    if let Some(prefix) = irp.prefix() {
        prefix.origin.replace(Origin::Waiter);
    }
    // SAFETY: the file is referenced by the packet; the caller holds it too.
    let status = dispatch::call_driver(kernel, device, irp);
    if status != STATUS_PENDING || !synchronous {
        return status;
    }
    wait_for(signalled);
    // SAFETY: written at the packet's end.
    let result = unsafe { iosb.read() };
    // SAFETY: the union holds a status here.
    unsafe { result.__bindgen_anon_1.Status }
}

/// Blocks until `event` is set.
pub(crate) fn wait_for(event: PKEVENT) {
    // SAFETY: the caller owns the event.
    unsafe {
        KeWaitForSingleObject(
            event.cast(),
            Executive,
            KernelMode as i8,
            FALSE,
            ptr::null_mut(),
        )
    };
}

/// A packet for `parameters`, ready to be sent to the device at the top of the file's stack.
unsafe fn prepare(
    kernel: &Io,
    file: File,
    parameters: IoParameters,
) -> Result<(Device, Irp), NTSTATUS> {
    let device = device::related(file).ok_or(STATUS_INVALID_HANDLE)?;
    let irp = kernel
        .io
        .irps
        .allocate(device.stack_size())
        .ok_or(STATUS_INSUFFICIENT_RESOURCES)?;
    // SAFETY: passed on to the caller.
    if let Err(status) = unsafe { fill(irp, device, file, parameters) } {
        kernel.io.irps.free(irp);
        return Err(status);
    }
    if let Some(prefix) = irp.prefix() {
        kernel.objects.reference(file.object());
        prefix.file.set(file.raw());
    }
    Ok((device, irp))
}

unsafe fn fill(
    irp: Irp,
    device: Device,
    file: File,
    parameters: IoParameters,
) -> Result<(), NTSTATUS> {
    irp.set_requestor_mode(parameters.mode);
    irp.set_original_file(file.raw());
    let stack = irp.next_stack();
    stack.set_major(parameters.major as u8);
    stack.set_file(file.raw());
    // SAFETY: passed on to the caller.
    unsafe { fill_buffers(irp, device, parameters) }
}

/// Gives a packet its parameters and the caller's buffers, as the device and the control code ask.
///
/// # Safety
/// The buffers stay valid until the packet has ended.
pub(crate) unsafe fn fill_buffers(
    irp: Irp,
    device: Device,
    parameters: IoParameters,
) -> Result<(), NTSTATUS> {
    let parameters = probed(parameters)?;
    if let Some(prefix) = irp.prefix() {
        prefix.output.set(parameters.output_length);
    }
    match parameters.major {
        // SAFETY: passed on to the caller.
        IRP_MJ_READ | IRP_MJ_WRITE => unsafe { fill_transfer(irp, device, parameters) },
        IRP_MJ_DEVICE_CONTROL | IRP_MJ_INTERNAL_DEVICE_CONTROL | IRP_MJ_FILE_SYSTEM_CONTROL => {
            // SAFETY: passed on to the caller.
            unsafe { fill_control(irp, parameters) }
        }
        _ => Ok(()),
    }
}

/// The parameters of a control operation, when the program's buffers are there as far as the I/O manager
/// accesses them itself. Without a buffer that it would copy, its length is 0.
fn probed(mut parameters: IoParameters) -> Result<IoParameters, NTSTATUS> {
    if parameters.major != IRP_MJ_DEVICE_CONTROL {
        return Ok(parameters);
    }
    let method = parameters.code & 3;
    if method == METHOD_BUFFERED {
        if parameters.output.is_null() {
            parameters.output_length = 0;
        }
        if parameters.probe {
            let length = parameters.output_length as usize;
            probe::user_memory(parameters.output as usize, length, true)?;
        }
    }
    if method != METHOD_NEITHER {
        if parameters.input.is_null() {
            parameters.input_length = 0;
        }
        if parameters.probe {
            let length = parameters.input_length as usize;
            probe::user_memory(parameters.input as usize, length, false)?;
        }
    }
    Ok(parameters)
}

unsafe fn fill_transfer(
    irp: Irp,
    device: Device,
    parameters: IoParameters,
) -> Result<(), NTSTATUS> {
    let reads = parameters.major == IRP_MJ_READ;
    let (data, length) = if reads {
        (parameters.output, parameters.output_length)
    } else {
        (parameters.input, parameters.input_length)
    };
    irp.next_stack()
        .set_transfer(_IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_4 {
            Length: length,
            ByteOffset: LARGE_INTEGER {
                QuadPart: parameters.offset,
            },
            ..Default::default()
        });
    irp.set_flags(if reads {
        IRP_READ_OPERATION
    } else {
        IRP_WRITE_OPERATION
    });
    irp.set_user_buffer(data.cast());
    if length == 0 {
        return Ok(());
    }
    if device.flags() & DO_BUFFERED_IO != 0 {
        let input = if reads { 0 } else { length as usize };
        // SAFETY: the caller's buffer has `length` bytes.
        let system = unsafe { buffer::allocate(length as usize, data, input) };
        irp.set_system_buffer(system.ok_or(STATUS_INSUFFICIENT_RESOURCES)?);
        let direction = if reads { IRP_INPUT_OPERATION } else { 0 };
        irp.set_flags(irp.flags() | IRP_BUFFERED_IO | IRP_DEALLOCATE_BUFFER | direction);
    } else if device.flags() & DO_DIRECT_IO != 0 {
        irp.set_user_buffer(ptr::null_mut());
        // SAFETY: a direct transfer uses the same buffer.
        unsafe { lock(irp, data, length, parameters, reads) }?;
    }
    Ok(())
}

unsafe fn fill_control(irp: Irp, parameters: IoParameters) -> Result<(), NTSTATUS> {
    let mut control = _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_17 {
        OutputBufferLength: parameters.output_length,
        InputBufferLength: parameters.input_length,
        IoControlCode: parameters.code,
        ..Default::default()
    };
    let (input, output) = (
        parameters.input_length as usize,
        parameters.output_length as usize,
    );
    match parameters.code & 3 {
        METHOD_BUFFERED => {
            irp.set_user_buffer(parameters.output.cast());
            let length = input.max(output);
            if length > 0 {
                // SAFETY: the caller's buffers have the lengths that it names.
                let system = unsafe { buffer::allocate(length, parameters.input, input) };
                irp.set_system_buffer(system.ok_or(STATUS_INSUFFICIENT_RESOURCES)?);
                let back = if output > 0 { IRP_INPUT_OPERATION } else { 0 };
                irp.set_flags(IRP_BUFFERED_IO | IRP_DEALLOCATE_BUFFER | back);
            }
        }
        METHOD_NEITHER => {
            control.Type3InputBuffer = parameters.input.cast();
            irp.set_user_buffer(parameters.output.cast());
        }
        method => {
            if input > 0 {
                // SAFETY: the input of a direct control is buffered, and has its length.
                let system = unsafe { buffer::allocate(input, parameters.input, input) };
                irp.set_system_buffer(system.ok_or(STATUS_INSUFFICIENT_RESOURCES)?);
                irp.set_flags(IRP_BUFFERED_IO | IRP_DEALLOCATE_BUFFER);
            }
            if output > 0 {
                let written = method == METHOD_OUT_DIRECT;
                // SAFETY: the output of a direct control has the length that is locked.
                let locked = unsafe {
                    lock(
                        irp,
                        parameters.output,
                        parameters.output_length,
                        parameters,
                        written,
                    )
                };
                if let Err(status) = locked {
                    if input > 0 {
                        buffer::free(irp.system_buffer());
                    }
                    return Err(status);
                }
            }
        }
    }
    irp.next_stack().set_control_code(control);
    Ok(())
}

/// Describes and locks the caller's buffer.
unsafe fn lock(
    irp: Irp,
    data: *mut u8,
    length: u32,
    parameters: IoParameters,
    written: bool,
) -> Result<(), NTSTATUS> {
    // SAFETY: the caller's buffer has `length` bytes.
    let mdl = unsafe { IoAllocateMdl(data.cast(), length, FALSE, FALSE, ptr::null_mut()) };
    if mdl.is_null() {
        return Err(STATUS_INSUFFICIENT_RESOURCES);
    }
    let operation = if written { IoWriteAccess } else { IoReadAccess };
    // Buffers that are there need not be looked for.
    let mode = if parameters.probe {
        parameters.mode
    } else {
        KernelMode as i8
    };
    // SAFETY: the MDL was allocated above.
    let status = unsafe { try_probe_and_lock_pages(mdl, mode, operation) };
    if status != STATUS_SUCCESS {
        // SAFETY: the MDL was allocated above, and nothing is locked.
        unsafe { IoFreeMdl(mdl) };
        return Err(status);
    }
    irp.set_mdl(mdl);
    Ok(())
}
