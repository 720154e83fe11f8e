//! Dispatch routines and the requests that they complete.
#![expect(
    unsafe_code,
    reason = "reads and completes IRPs, which the I/O manager shares by pointer"
)]

use core::{ptr, slice};

use wdk_sys::{
    DO_BUFFERED_IO, IO_NO_INCREMENT, IO_STACK_LOCATION, IRP_MJ_CLEANUP, IRP_MJ_CLOSE,
    IRP_MJ_CREATE, IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL, IRP_MJ_READ,
    IRP_MJ_SHUTDOWN, IRP_MJ_WRITE, IoCompleteRequest, IoGetCurrentIrpStackLocation,
    METHOD_BUFFERED, NTSTATUS, PDEVICE_OBJECT, PIRP, fn_ptr,
};

use super::{Device, Driver, DriverObject};
use crate::{
    Error, IoControlCode, NtStatus, Result, UpToDispatch,
    callback::{Callback, zst_instance},
    export::Portable,
    irql,
};

/// The slots of a driver's dispatch table that a driver without Plug and Play fills.
///
/// See [IRP Major Function Codes](https://learn.microsoft.com/windows-hardware/drivers/kernel/irp-major-function-codes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum MajorFunction {
    /// `IRP_MJ_CREATE`: a handle to the device is opened.
    Create = IRP_MJ_CREATE as u8,
    /// `IRP_MJ_CLOSE`: the last reference to a file object was released.
    Close = IRP_MJ_CLOSE as u8,
    /// `IRP_MJ_READ`
    Read = IRP_MJ_READ as u8,
    /// `IRP_MJ_WRITE`
    Write = IRP_MJ_WRITE as u8,
    /// `IRP_MJ_DEVICE_CONTROL`
    DeviceControl = IRP_MJ_DEVICE_CONTROL as u8,
    /// `IRP_MJ_INTERNAL_DEVICE_CONTROL`: from another driver.
    InternalDeviceControl = IRP_MJ_INTERNAL_DEVICE_CONTROL as u8,
    /// `IRP_MJ_SHUTDOWN`
    Shutdown = IRP_MJ_SHUTDOWN as u8,
    /// `IRP_MJ_CLEANUP`: the last handle to a file object is closed.
    Cleanup = IRP_MJ_CLEANUP as u8,
}

type Routine = fn_ptr!(fn(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS);

/// A routine for a driver's dispatch table: a pointer that one driver can make and another one put
/// into its table.
///
/// # Invariants
/// It relies on nothing but what the I/O manager guarantees for the call of a dispatch routine.
///
/// See [DRIVER_DISPATCH](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nc-wdm-driver_dispatch).
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct DispatchRoutine(Routine);

impl DispatchRoutine {
    /// A routine that calls `handler` for each request.
    pub fn new<F>(_handler: F) -> Self
    where
        F: Callback + Fn(&Device, Irp, &mut UpToDispatch) -> Completed,
    {
        Self(dispatch::<F>)
    }

    /// A routine that calls `handler` with the driver's state, which [`load`](Driver::load) made.
    ///
    /// It is for the dispatch table of the driver `T`; in that of another driver it fails each
    /// request with `STATUS_INVALID_DEVICE_REQUEST`.
    pub fn with_state<T, F>(_handler: F) -> Self
    where
        T: Driver,
        F: Callback + Fn(&T, &Device, Irp, &mut UpToDispatch) -> Completed,
    {
        Self(dispatch_with_state::<T, F>)
    }
}

// SAFETY: a function pointer with the kernel's calling convention. An export driver that made it
// stays loaded as long as the driver that imported it.
unsafe impl Portable for DispatchRoutine {
    type Raw = Self;
    type Borrowed<'call> = Self;

    const PASSES_TO_EXPORTER: bool = false;

    fn into_raw(self) -> Self {
        self
    }

    unsafe fn from_raw(raw: Self) -> Self {
        raw
    }
}

/// # Safety
/// Called by the I/O manager, with a handler that was given to [`DispatchRoutine::new`].
#[wdk_sys::abi]
unsafe fn dispatch<F>(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS
where
    F: Callback + Fn(&Device, Irp, &mut UpToDispatch) -> Completed,
{
    // SAFETY: `DispatchRoutine::new` was given a value of type `F`.
    let handler = unsafe { zst_instance::<F>() };
    // SAFETY: the I/O manager passes a device of the driver, which lives during the call.
    let device = unsafe { Device::from_raw(device) };
    // SAFETY: dispatch routines run at DISPATCH_LEVEL at most.
    let irql = unsafe { irql::assume() };
    handler(device, Irp { raw: irp }, irql).end()
}

/// # Safety
/// Called by the I/O manager, with a handler that was given to [`DispatchRoutine::with_state`].
#[wdk_sys::abi]
unsafe fn dispatch_with_state<T, F>(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS
where
    T: Driver,
    F: Callback + Fn(&T, &Device, Irp, &mut UpToDispatch) -> Completed,
{
    // SAFETY: `DispatchRoutine::with_state` was given a value of type `F`.
    let handler = unsafe { zst_instance::<F>() };
    // SAFETY: the I/O manager passes a device of the driver, which lives during the call.
    let device = unsafe { Device::from_raw(device) };
    // SAFETY: dispatch routines run at DISPATCH_LEVEL at most.
    let irql = unsafe { irql::assume() };
    let irp = Irp { raw: irp };
    // SAFETY: the driver's device gets a request, so the driver object lives, and neither `load` nor
    // `driver_unload` runs: the I/O manager opens no device before `DriverEntry` has returned, and
    // unloads no driver whose devices are in use.
    let state = unsafe { super::state::<T>(device) };
    let completed = match state {
        Some(state) => handler(state, device, irp, irql),
        None => irp.complete(Error::INVALID_DEVICE_REQUEST),
    };
    completed.end()
}

impl DriverObject {
    /// Puts `routine` into the driver's dispatch table, for `load`. Requests for which no routine
    /// is given fail with `STATUS_INVALID_DEVICE_REQUEST`.
    ///
    /// The table of an NDIS miniport is NDIS's: nothing happens, and the debugger is told.
    pub fn set_dispatch(&self, function: MajorFunction, routine: DispatchRoutine) {
        let object = self.as_raw();
        if self.is_miniport() {
            crate::println!(
                "wdk: NDIS has the dispatch table of a miniport; {function:?} is not set"
            );
            return;
        }
        // SAFETY: `load` alone gets the object, in `DriverEntry`, while no request arrives, and
        // nobody holds a reference to the table.
        unsafe { (*object).MajorFunction[function as usize] = Some(routine.0) };
    }
}

/// A request, to be completed once.
///
/// # Invariants
/// It was passed to a dispatch routine that has not returned, and was not completed.
#[derive(Debug)]
#[must_use = "a request that is not completed never returns to its sender"]
pub struct Irp {
    raw: PIRP,
}

/// A request with its result, which the dispatch routine returns.
///
/// It goes back to its sender when the routine has returned, so no lock is held then. Neither it nor an
/// [`Irp`] can be kept: of one routine's request there is no other result to return.
///
/// # Invariants
/// The result of the request is stored, and nobody else has the request.
#[derive(Debug)]
#[must_use = "a dispatch routine returns it"]
pub struct Completed {
    raw: PIRP,
    status: NtStatus,
}

impl Completed {
    /// Completes the request; gives what the dispatch routine returns.
    fn end(self) -> NTSTATUS {
        // SAFETY: type invariant: the request is the driver's, with its result; the value ends here.
        unsafe { IoCompleteRequest(self.raw, IO_NO_INCREMENT as i8) };
        self.status.value()
    }
}

impl Irp {
    fn stack(&self) -> &IO_STACK_LOCATION {
        // SAFETY: type invariant: the request has a current stack location.
        let stack = unsafe { IoGetCurrentIrpStackLocation(self.raw) };
        // SAFETY: the location lies in the request, and stays the current one until completion.
        unsafe { &*stack }
    }

    /// The code of an `IRP_MJ_DEVICE_CONTROL`; `None` for other requests.
    #[must_use]
    pub fn control_code(&self) -> Option<IoControlCode> {
        let stack = self.stack();
        let is_control = [IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL]
            .contains(&u32::from(stack.MajorFunction));
        is_control.then(|| {
            // SAFETY: the major function is that of a control request.
            let control = unsafe { &stack.Parameters.DeviceIoControl };
            IoControlCode::from_value(control.IoControlCode)
        })
    }

    /// The input of a write or a control request.
    #[must_use]
    pub fn input(&self) -> &[u8] {
        let (start, length, _) = self.buffer();
        if start.is_null() {
            return &[];
        }
        // SAFETY: the system buffer holds the input until the request is completed.
        unsafe { slice::from_raw_parts(start, length) }
    }

    /// The length of the output buffer of a read or a control request.
    #[must_use]
    pub fn output_length(&self) -> usize {
        let (start, _, length) = self.buffer();
        if start.is_null() { 0 } else { length }
    }

    /// The system buffer with the lengths of input and output; null when the request has none.
    fn buffer(&self) -> (*mut u8, usize, usize) {
        let stack = self.stack();
        // SAFETY: a request in a dispatch routine belongs to a device, which lives.
        let buffered = unsafe { (*stack.DeviceObject).Flags } & DO_BUFFERED_IO != 0;
        let (input, output) = match u32::from(stack.MajorFunction) {
            IRP_MJ_READ if buffered => {
                // SAFETY: the major function is that of a read.
                let read = unsafe { &stack.Parameters.Read };
                (0, read.Length)
            }
            IRP_MJ_WRITE if buffered => {
                // SAFETY: the major function is that of a write.
                let write = unsafe { &stack.Parameters.Write };
                (write.Length, 0)
            }
            IRP_MJ_DEVICE_CONTROL | IRP_MJ_INTERNAL_DEVICE_CONTROL => {
                // SAFETY: the major function is one of the control requests'.
                let control = unsafe { &stack.Parameters.DeviceIoControl };
                if control.IoControlCode & 3 != METHOD_BUFFERED {
                    return (ptr::null_mut(), 0, 0);
                }
                (control.InputBufferLength, control.OutputBufferLength)
            }
            _ => return (ptr::null_mut(), 0, 0),
        };
        // SAFETY: type invariant: the request was not completed, so it lives.
        let associated = unsafe { (*self.raw).AssociatedIrp };
        // SAFETY: a buffered request has this member, null when both lengths are zero.
        let start = unsafe { associated.SystemBuffer };
        (start.cast(), input as usize, output as usize)
    }

    /// Completes the request with a status alone.
    pub fn complete(self, status: impl Into<NtStatus>) -> Completed {
        self.complete_with_information(status, 0)
    }

    /// Completes a write of which `information` bytes were taken, at most all of them.
    ///
    /// For the other requests the number would be one of bytes that the I/O manager copies from the
    /// system buffer to the sender, and it does not clear that buffer. They are completed with
    /// [`reply`](Self::reply), which writes the bytes; here their number is none.
    pub fn complete_with_information(
        self,
        status: impl Into<NtStatus>,
        information: usize,
    ) -> Completed {
        let information = information.min(self.data_length());
        self.finish(status.into(), information)
    }

    /// The length of a write's data, in whichever buffer they are; none for other requests.
    fn data_length(&self) -> usize {
        let stack = self.stack();
        if u32::from(stack.MajorFunction) != IRP_MJ_WRITE {
            return 0;
        }
        // SAFETY: the major function is that of a write.
        unsafe { stack.Parameters.Write }.Length as usize
    }

    /// Completes a read or a control request with `bytes`, or with `STATUS_BUFFER_TOO_SMALL` when
    /// they do not fit into the output buffer.
    pub fn reply(self, bytes: &[u8]) -> Completed {
        let (start, _, length) = self.buffer();
        if bytes.len() > length || (start.is_null() && !bytes.is_empty()) {
            return self.complete(Error::BUFFER_TOO_SMALL);
        }
        if !bytes.is_empty() {
            // SAFETY: the system buffer is long enough, and nobody borrows it any more.
            unsafe { start.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        }
        self.finish(NtStatus::SUCCESS, bytes.len())
    }

    /// Completes the request with the bytes transferred, or with the error.
    pub fn finish_with(self, result: Result<usize>) -> Completed {
        match result {
            Ok(information) => self.complete_with_information(NtStatus::SUCCESS, information),
            Err(error) => self.complete(error),
        }
    }

    fn finish(self, status: NtStatus, information: usize) -> Completed {
        let raw = self.raw;
        // SAFETY: type invariant: the request is the driver's, which alone writes its status.
        let block = unsafe { &mut (*raw).IoStatus };
        block.__bindgen_anon_1.Status = status.value();
        block.Information = information as u64;
        // INVARIANT: stored above; this value, which had the request, ends here.
        Completed { raw, status }
    }
}
