#![expect(
    unsafe_code,
    reason = "the framework calls these functions with raw handles"
)]

use core::marker::PhantomData;

use wdk_sys::{
    ULONG,
    wdf::{self, WDF_IO_QUEUE_CONFIG, WDFDEVICE, WDFQUEUE, WDFREQUEST},
};

use crate::{
    Context, Disposed, IoControlCode, Request,
    callback::{Callback, zst_instance},
    context::context_of,
    irql::{self, AtMostDispatch, QueueLevel},
    request::Parked,
};

/// `WdfRequestStopActionPurge`
const STOP_PURGE: ULONG = 0x2;
/// `WdfRequestStopRequestCancelable`
const STOP_CANCELABLE: ULONG = 0x1000_0000;

/// A device control request's parameters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IoControl {
    /// What is asked for.
    pub code: IoControlCode,
    /// Bytes that the caller has room for.
    pub output_length: usize,
    /// Bytes that the caller sends.
    pub input_length: usize,
}

/// The handlers of a queue: the device's context, or a part of it.
///
/// Put [`#[wdk::handlers]`](macro@crate::handlers) on the implementation: it notes which methods
/// are written, and only those are registered.
///
/// A handler owns its request and returns [`Disposed`], which only completing it or handing it on
/// gives: no path can forget it.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
///
/// #[wdk::context]
/// struct Toaster;
///
/// #[wdk::handlers]
/// impl QueueHandler for Toaster {
///     type Irql = UpToDispatch;
///
///     fn read(&self, request: Request, _length: usize, _irql: &mut UpToDispatch) -> Disposed {
///         match request.write_output(b"toast") {
///             Ok(bytes) => request.complete_with_information(NtStatus::SUCCESS, bytes),
///             Err(error) => request.complete(error),
///         }
///     }
/// }
/// ```
///
/// Without the attribute nothing would be registered, so it is required:
/// ```compile_fail,E0046
/// use wdk::prelude::*;
/// struct Toaster;
/// impl QueueHandler for Toaster {
///     type Irql = UpToDispatch;
/// }
/// ```
///
/// See [Request handlers](https://learn.microsoft.com/windows-hardware/drivers/wdf/request-handlers).
pub trait QueueHandler: Sync + 'static {
    /// The level the framework calls the handlers at: [`Passive`](crate::Passive) makes it use a
    /// thread where needed.
    type Irql: QueueLevel;

    #[doc(hidden)]
    const PUT_WDK_HANDLERS_ON_THE_IMPL: ();
    #[doc(hidden)]
    const HAS_READ: bool = false;
    #[doc(hidden)]
    const HAS_WRITE: bool = false;
    #[doc(hidden)]
    const HAS_DEVICE_CONTROL: bool = false;
    #[doc(hidden)]
    const HAS_INTERNAL_DEVICE_CONTROL: bool = false;
    #[doc(hidden)]
    const HAS_DEFAULT: bool = false;
    #[doc(hidden)]
    const HAS_STOP: bool = false;
    #[doc(hidden)]
    const HAS_RESUME: bool = false;
    #[doc(hidden)]
    const HAS_CANCELED_ON_QUEUE: bool = false;

    /// `EvtIoRead`: the caller wants up to `length` bytes.
    fn read(&self, request: Request, length: usize, irql: &mut Self::Irql) -> Disposed {
        unregistered(request, (length, irql))
    }

    /// `EvtIoWrite`: the caller sends `length` bytes.
    fn write(&self, request: Request, length: usize, irql: &mut Self::Irql) -> Disposed {
        unregistered(request, (length, irql))
    }

    /// `EvtIoDeviceControl`: an application or another driver sends a control code.
    fn device_control(
        &self,
        request: Request,
        control: IoControl,
        irql: &mut Self::Irql,
    ) -> Disposed {
        unregistered(request, (control, irql))
    }

    /// `EvtIoInternalDeviceControl`: another driver sends a control code.
    fn internal_device_control(
        &self,
        request: Request,
        control: IoControl,
        irql: &mut Self::Irql,
    ) -> Disposed {
        unregistered(request, (control, irql))
    }

    /// `EvtIoDefault`: a request that no other handler of the queue takes.
    fn default(&self, request: Request, irql: &mut Self::Irql) -> Disposed {
        unregistered(request, irql)
    }

    /// `EvtIoStop`: the queue stops, and the driver still has a request of it.
    ///
    /// A driver that keeps requests finishes them here, or says with
    /// [`Stopping::acknowledge`] that it only rests.
    fn stop(&self, stopping: Stopping<'_>, irql: &mut Self::Irql) {
        let _ = (stopping, irql);
    }

    /// `EvtIoResume`: the queue goes on, after a stop that was acknowledged.
    fn resume(&self, irql: &mut Self::Irql) {
        let _ = irql;
    }

    /// `EvtIoCanceledOnQueue`: a request was cancelled while it waited in the queue, after the
    /// driver had it once. The driver gets it back to complete it.
    fn canceled_on_queue(&self, request: Request, irql: &mut Self::Irql) -> Disposed {
        unregistered(request, irql)
    }
}

/// The body of a handler that was not written, which is never registered.
fn unregistered<T>(request: Request, _arguments: T) -> Disposed {
    request.complete(crate::Error::INVALID_DEVICE_REQUEST)
}

/// Why a queue stops.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StopReason {
    /// The device leaves D0 for a while.
    Suspend,
    /// The device goes: the request should be completed.
    Purge,
}

/// A request that the driver still has while its queue stops.
#[derive(Debug)]
pub struct Stopping<'a> {
    request: WDFREQUEST,
    flags: ULONG,
    callback: PhantomData<&'a ()>,
}

impl Stopping<'_> {
    /// Why the queue stops.
    #[must_use]
    pub const fn reason(&self) -> StopReason {
        if self.flags & STOP_PURGE != 0 {
            StopReason::Purge
        } else {
            StopReason::Suspend
        }
    }

    /// Whether the request can be cancelled at the moment.
    #[must_use]
    pub const fn is_cancelable(&self) -> bool {
        self.flags & STOP_CANCELABLE != 0
    }

    /// Lets the queue stop although the request, which waits in `parked`, is not finished.
    /// Returns whether it waits there.
    pub fn acknowledge<L: AtMostDispatch>(self, parked: &Parked, irql: &mut L) -> bool {
        parked.if_holds(self.request, irql, |request| {
            // SAFETY: the slot owns the request and is locked, so nobody completes it now.
            unsafe { wdf::WdfRequestStopAcknowledge(request, wdk_sys::FALSE) };
        })
    }
}

/// Fills in the slots of the handlers that `H` has.
pub(super) const fn fill<C, H, F>(config: &mut WDF_IO_QUEUE_CONFIG)
where
    C: Context,
    H: QueueHandler,
    F: Callback + for<'c> Fn(&'c C) -> &'c H,
{
    if H::HAS_READ {
        config.EvtIoRead = Some(evt_io_read::<C, H, F>);
    }
    if H::HAS_WRITE {
        config.EvtIoWrite = Some(evt_io_write::<C, H, F>);
    }
    if H::HAS_DEVICE_CONTROL {
        config.EvtIoDeviceControl = Some(evt_io_device_control::<C, H, F>);
    }
    if H::HAS_INTERNAL_DEVICE_CONTROL {
        config.EvtIoInternalDeviceControl = Some(evt_io_internal_device_control::<C, H, F>);
    }
    if H::HAS_DEFAULT {
        config.EvtIoDefault = Some(evt_io_default::<C, H, F>);
    }
    if H::HAS_STOP {
        config.EvtIoStop = Some(evt_io_stop::<C, H, F>);
    }
    if H::HAS_RESUME {
        config.EvtIoResume = Some(evt_io_resume::<C, H, F>);
    }
    if H::HAS_CANCELED_ON_QUEUE {
        config.EvtIoCanceledOnQueue = Some(evt_io_canceled_on_queue::<C, H, F>);
    }
}

/// The handlers of a queue.
///
/// # Safety
/// `queue` is a live queue that [`super::create`] made with the same types, in a callback.
#[inline]
unsafe fn handlers<'a, C, H, F>(queue: WDFQUEUE) -> &'a H
where
    C: Context,
    H: QueueHandler,
    F: Callback + for<'c> Fn(&'c C) -> &'c H,
{
    // SAFETY: `create` was given a value of type `F`.
    let select = unsafe { zst_instance::<F>() };
    // SAFETY: a live handle.
    let device: WDFDEVICE = unsafe { wdf::WdfIoQueueGetDevice(queue) }.cast();
    // SAFETY: a queue's device is live.
    let context = unsafe { context_of::<C>(device.cast()) };
    // SAFETY: `create` was given a `Device<C>`, whose context is initialised before any queue is
    // made and outlives its queues.
    select(unsafe { &*context })
}

/// Declares what the framework calls: callback, the size of the buffer that the request brings
/// along, and the method of the handlers that gets it.
macro_rules! trampolines {
    ($($name:ident($($argument:ident: $type:ty),*), $room:expr => $method:ident($($passed:expr),*);)*) => {$(
        /// # Safety
        /// Called by the framework, for a queue that `create` made with the same types. The
        /// request is the driver's from now on.
        #[wdk_sys::abi]
        unsafe fn $name<C, H, F>(queue: WDFQUEUE, request: WDFREQUEST $(, $argument: $type)*)
        where
            C: Context,
            H: QueueHandler,
            F: Callback + for<'c> Fn(&'c C) -> &'c H,
        {
            // SAFETY: as the caller says.
            let handlers = unsafe { handlers::<C, H, F>(queue) };
            // SAFETY: as the caller says; the framework announces the buffer's real length.
            let request = unsafe { Request::with_room(request, $room) };
            // SAFETY: the queue was created with the execution level that `H::Irql` stands for.
            let irql = unsafe { irql::assume() };
            let _disposed: Disposed = handlers.$method(request, $($passed,)* irql);
        }
    )*};
}

trampolines! {
    evt_io_read(length: usize), length => read(length);
    evt_io_write(length: usize), length => write(length);
    evt_io_device_control(output_length: usize, input_length: usize, code: ULONG), output_length
        => device_control(IoControl::new(code, output_length, input_length));
    evt_io_internal_device_control(output_length: usize, input_length: usize, code: ULONG),
        output_length => internal_device_control(IoControl::new(code, output_length, input_length));
    evt_io_default(), Request::UNKNOWN => default();
    evt_io_canceled_on_queue(), Request::UNKNOWN => canceled_on_queue();
}

impl IoControl {
    const fn new(code: ULONG, output_length: usize, input_length: usize) -> Self {
        Self {
            code: IoControlCode::from_value(code),
            output_length,
            input_length,
        }
    }
}

/// # Safety
/// Called by the framework, for a queue that `create` made with the same types.
#[wdk_sys::abi]
unsafe fn evt_io_stop<C, H, F>(queue: WDFQUEUE, request: WDFREQUEST, flags: ULONG)
where
    C: Context,
    H: QueueHandler,
    F: Callback + for<'c> Fn(&'c C) -> &'c H,
{
    // SAFETY: as the caller says.
    let handlers = unsafe { handlers::<C, H, F>(queue) };
    let stopping = Stopping {
        request,
        flags,
        callback: PhantomData,
    };
    // SAFETY: the queue was created with the execution level that `H::Irql` stands for.
    handlers.stop(stopping, unsafe { irql::assume() });
}

/// # Safety
/// Called by the framework, for a queue that `create` made with the same types.
#[wdk_sys::abi]
unsafe fn evt_io_resume<C, H, F>(queue: WDFQUEUE, _request: WDFREQUEST)
where
    C: Context,
    H: QueueHandler,
    F: Callback + for<'c> Fn(&'c C) -> &'c H,
{
    // SAFETY: as the caller says.
    let handlers = unsafe { handlers::<C, H, F>(queue) };
    // SAFETY: the queue was created with the execution level that `H::Irql` stands for.
    handlers.resume(unsafe { irql::assume() });
}
