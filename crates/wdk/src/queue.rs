//! Queues: how requests reach a driver.
//!
//! See [Framework queue objects](https://learn.microsoft.com/windows-hardware/drivers/wdf/framework-queue-objects).
#![expect(unsafe_code, reason = "calls the framework with queue handles")]

mod handler;

use core::{fmt, ptr};

use wdk_sys::{
    STATUS_NO_MORE_ENTRIES, ULONG,
    wdf::{
        self, _WDF_EXECUTION_LEVEL as execution, _WDF_IO_QUEUE_DISPATCH_TYPE as dispatch,
        _WDF_TRI_STATE as tri_state, WDF_IO_QUEUE_CONFIG, WDFOBJECT, WDFQUEUE,
    },
};

use crate::{
    Context, Device, Disposed, Error, NtStatus, ObjRef, Passive, Rejected, Request, Result,
    callback::Callback,
    context,
    irql::CallbackLevel,
    object::{Object, handle_type},
    slot::Slot,
};

pub use handler::{IoControl, QueueHandler, StopReason, Stopping};

/// How a queue hands out its requests.
#[derive(Clone, Copy, Debug)]
#[must_use = "a queue exists once `Device::add_queue` was called"]
pub struct QueueConfig {
    dispatch: wdf::WDF_IO_QUEUE_DISPATCH_TYPE,
    presented: ULONG,
    power_managed: wdf::WDF_TRI_STATE,
    zero_length: bool,
    default: bool,
}

impl QueueConfig {
    const fn new(dispatch: wdf::WDF_IO_QUEUE_DISPATCH_TYPE) -> Self {
        Self {
            dispatch,
            presented: ULONG::MAX,
            power_managed: tri_state::WdfUseDefault,
            zero_length: false,
            default: false,
        }
    }

    /// One request at a time: the next comes when the last was completed or passed on.
    pub const fn sequential() -> Self {
        Self::new(dispatch::WdfIoQueueDispatchSequential)
    }

    /// Every request as soon as it arrives.
    pub const fn parallel() -> Self {
        Self::new(dispatch::WdfIoQueueDispatchParallel)
    }

    /// At most `limit` requests at a time.
    pub const fn parallel_up_to(limit: u32) -> Self {
        Self {
            presented: limit,
            ..Self::parallel()
        }
    }

    /// The queue gets every request that no other queue of the device is configured for.
    pub const fn default_queue(self) -> Self {
        Self {
            default: true,
            ..self
        }
    }

    /// Whether the queue stops while the device is not in D0. By default it does, except for
    /// filters and control devices.
    pub const fn power_managed(self, power_managed: bool) -> Self {
        Self {
            power_managed: if power_managed {
                tri_state::WdfTrue
            } else {
                tri_state::WdfFalse
            },
            ..self
        }
    }

    /// Also hand out reads and writes of no bytes, which the framework completes by itself
    /// otherwise.
    pub const fn allow_zero_length(self) -> Self {
        Self {
            zero_length: true,
            ..self
        }
    }

    const fn to_raw(self) -> WDF_IO_QUEUE_CONFIG {
        // SAFETY: numbers, null callbacks and a null handle.
        let mut raw: WDF_IO_QUEUE_CONFIG = unsafe { core::mem::zeroed() };
        raw.Size = size_of::<WDF_IO_QUEUE_CONFIG>() as ULONG;
        raw.DispatchType = self.dispatch;
        raw.PowerManaged = self.power_managed;
        raw.AllowZeroLengthRequests = self.zero_length as u8;
        raw.DefaultQueue = self.default as u8;
        if self.dispatch == dispatch::WdfIoQueueDispatchParallel {
            raw.Settings.Parallel.NumberOfPresentedRequests = self.presented;
        }
        raw
    }
}

handle_type! {
    /// A queue of requests.
    Queue = WDFQUEUE
}

impl Object for Queue {
    fn owner(&self) -> WDFOBJECT {
        // SAFETY: a live handle.
        unsafe { wdf::WdfIoQueueGetDevice(self.as_raw()) }.cast()
    }
}

impl Queue {
    /// Keeps the queue, and its device, beyond the callback.
    #[must_use]
    pub fn keep(&self) -> ObjRef<Self> {
        ObjRef::new(self)
    }

    /// The device that the queue belongs to, if its context is a `C`.
    #[must_use]
    pub fn device<C: Context>(&self) -> Option<&Device<C>> {
        // SAFETY: a live handle; a queue belongs to a device.
        let device = unsafe { wdf::WdfIoQueueGetDevice(self.as_raw()) };
        // SAFETY: the device lives as long as its queue; queues are made after the context.
        unsafe { Device::checked(device) }
    }

    /// Lets requests in and out again.
    pub fn start(&self) {
        // SAFETY: a live handle.
        unsafe { wdf::WdfIoQueueStart(self.as_raw()) };
    }

    /// Stops handing out requests; those that arrive wait.
    pub fn stop(&self) {
        // SAFETY: a live handle; nobody asks to be told when the queue has stopped.
        unsafe { wdf::WdfIoQueueStop(self.as_raw(), None, ptr::null_mut()) };
    }

    /// Stops the queue, and waits until the driver has finished every request it was handed.
    /// Not from a handler of this queue, which would wait for itself.
    pub fn stop_and_wait(&self, _irql: &Passive) {
        // SAFETY: a live handle; `Passive` proves the level.
        unsafe { wdf::WdfIoQueueStopSynchronously(self.as_raw()) };
    }

    /// Refuses new requests and cancels those that wait.
    pub fn purge(&self) {
        // SAFETY: a live handle; nobody asks to be told when the queue is empty.
        unsafe { wdf::WdfIoQueuePurge(self.as_raw(), None, ptr::null_mut()) };
    }

    /// Purges the queue, and waits until the driver has finished every request it was handed.
    /// Not from a handler of this queue, which would wait for itself.
    pub fn purge_and_wait(&self, _irql: &Passive) {
        // SAFETY: a live handle; `Passive` proves the level.
        unsafe { wdf::WdfIoQueuePurgeSynchronously(self.as_raw()) };
    }

    /// Refuses new requests, and still hands out those that wait.
    pub fn drain(&self) {
        // SAFETY: a live handle; nobody asks to be told when the queue is empty.
        unsafe { wdf::WdfIoQueueDrain(self.as_raw(), None, ptr::null_mut()) };
    }

    /// Takes the next request out of the queue, if one waits.
    ///
    /// # Errors
    /// What `WdfIoQueueRetrieveNextRequest` reports, such as a stopped queue.
    pub fn retrieve_next(&self) -> Result<Option<Request>> {
        let mut request = ptr::null_mut();
        // SAFETY: a live handle; the pointer is to a local.
        let status = unsafe { wdf::WdfIoQueueRetrieveNextRequest(self.as_raw(), &raw mut request) };
        if status == STATUS_NO_MORE_ENTRIES {
            return Ok(None);
        }
        NtStatus::new(status).ok()?;
        // SAFETY: the framework hands the request over.
        Ok(Some(unsafe { Request::from_raw(request) }))
    }
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Queue({:p})", self.as_raw())
    }
}

/// A field of a device context for requests that wait until the driver asks for them.
///
/// The framework cancels requests that wait in it, and purges it when the device goes.
/// [`Device::add_manual_queue`] binds it; before that it is no queue.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
///
/// #[wdk::context]
/// struct Toaster { waiting: ManualQueue }
///
/// impl Toaster {
///     fn pop(&self) -> Result<()> {
///         while let Some(request) = self.waiting.retrieve_next()? {
///             request.complete(NtStatus::SUCCESS);
///         }
///         Ok(())
///     }
/// }
/// ```
pub struct ManualQueue(Slot);

impl ManualQueue {
    /// Not a queue yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Slot::new())
    }

    /// The queue, once it is bound.
    ///
    /// # Errors
    /// [`Error::DEVICE_NOT_READY`] before that.
    pub fn get(&self) -> Result<&Queue> {
        let queue: WDFQUEUE = self.0.get().cast();
        if queue.is_null() {
            return Err(Error::DEVICE_NOT_READY);
        }
        // SAFETY: the slot holds a reference on what it is bound to, a queue.
        Ok(unsafe { Queue::from_raw(queue) })
    }

    /// Puts a request into the queue.
    ///
    /// # Errors
    /// As [`Request::forward`], and [`Error::DEVICE_NOT_READY`] before the queue is bound.
    pub fn forward(&self, request: Request) -> Result<Disposed, Rejected> {
        match self.get() {
            Ok(queue) => request.forward(queue),
            Err(error) => Err(Rejected { request, error }),
        }
    }

    /// Takes the next request out of the queue, if one waits.
    ///
    /// # Errors
    /// As [`Queue::retrieve_next`], and [`Error::DEVICE_NOT_READY`] before the queue is bound.
    pub fn retrieve_next(&self) -> Result<Option<Request>> {
        self.get()?.retrieve_next()
    }
}

impl Default for ManualQueue {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ManualQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ManualQueue")
            .field(&self.get().ok())
            .finish()
    }
}

/// Creates a queue with the handlers that `select` finds in the context.
pub(crate) fn create<C, H, F>(device: &Device<C>, config: QueueConfig, _select: F) -> Result<&Queue>
where
    C: Context,
    H: QueueHandler,
    F: Callback + for<'c> Fn(&'c C) -> &'c H,
{
    let mut raw = config.to_raw();
    handler::fill::<C, H, F>(&mut raw);
    let mut attributes = context::no_context_attributes();
    if <H::Irql as CallbackLevel>::PASSIVE {
        attributes.ExecutionLevel = execution::WdfExecutionLevelPassive;
    }
    let queue = create_raw(device, &mut raw, &mut attributes)?;
    // SAFETY: just created, and deleted together with the device.
    Ok(unsafe { Queue::from_raw(queue) })
}

/// Creates a queue without handlers, bound to a field of the context.
pub(crate) fn create_manual<C: Context>(
    device: &Device<C>,
    field: impl for<'c> FnOnce(&'c C) -> &'c ManualQueue,
) -> Result<()> {
    let slot = device.empty_slot(&field(device.context()).0)?;
    let mut raw = QueueConfig::new(dispatch::WdfIoQueueDispatchManual).to_raw();
    let mut attributes = context::no_context_attributes();
    let queue = create_raw(device, &mut raw, &mut attributes)?;
    // SAFETY: a child of the device in whose context the slot was found to lie.
    unsafe { slot.bind(queue.cast()) }.map_err(|spare| {
        // SAFETY: nobody else knows this queue.
        unsafe { wdf::WdfObjectDelete(spare) };
        Error::INVALID_PARAMETER
    })
}

fn create_raw<C: Context>(
    device: &Device<C>,
    config: &mut WDF_IO_QUEUE_CONFIG,
    attributes: &mut wdf::WDF_OBJECT_ATTRIBUTES,
) -> Result<WDFQUEUE> {
    let mut queue = ptr::null_mut();
    // SAFETY: a live handle; the pointers are to locals of the callers and of this function.
    let status =
        unsafe { wdf::WdfIoQueueCreate(device.as_raw(), config, attributes, &raw mut queue) };
    NtStatus::new(status).ok()?;
    Ok(queue)
}
