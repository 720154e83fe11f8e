//! Queues, which deliver requests to a driver.
//!
//! See [Framework queue objects](https://learn.microsoft.com/windows-hardware/drivers/wdf/framework-queue-objects).
#![expect(unsafe_code, reason = "calls the framework with queue handles")]

mod handler;
mod source;

use core::{fmt, ops::Deref, ptr};

use wdk_sys::{
    STATUS_NO_MORE_ENTRIES, ULONG,
    wdf::{
        self, _WDF_EXECUTION_LEVEL as execution, _WDF_IO_QUEUE_DISPATCH_TYPE as dispatch,
        _WDF_TRI_STATE as tri_state, WDF_IO_QUEUE_CONFIG, WDFDEVICE, WDFOBJECT, WDFQUEUE,
    },
};

use crate::{
    Context, Device, Disposed, Error, NtStatus, ObjRef, Passive, Rejected, Request, Result,
    callback::Callback,
    context,
    device::state::Kept,
    irql::{CallbackLevel, Unlocked},
    object::{Object, handle_calls, handle_type},
    request::parked::place::{self, Places},
    slot::Slot,
};

pub(crate) use source::Source;

pub use handler::{IoControl, QueueHandler, StopReason, Stopping};

/// How a queue delivers its requests.
#[derive(Clone, Copy, Debug)]
#[must_use = "the queue is created by `Device::add_queue`"]
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

    /// One request at a time: the next is delivered when the last was completed or forwarded.
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

    /// Also delivers reads and writes of no bytes, which the framework completes by itself
    /// otherwise.
    pub const fn allow_zero_length(self) -> Self {
        Self {
            zero_length: true,
            ..self
        }
    }

    const fn to_raw(self) -> WDF_IO_QUEUE_CONFIG {
        // SAFETY: zero is a value of its numbers, nullable callbacks and handles.
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

/// How a manual queue behaves: for [`Device::add_manual_queue_with`].
#[derive(Clone, Copy, Debug)]
#[must_use = "the queue is created by `Device::add_manual_queue_with`"]
pub struct ManualQueueConfig(QueueConfig);

impl ManualQueueConfig {
    /// As [`Device::add_manual_queue`] makes queues.
    pub const fn new() -> Self {
        // What was forwarded here is the driver's business, whatever its length.
        Self(QueueConfig::new(dispatch::WdfIoQueueDispatchManual).allow_zero_length())
    }

    /// Whether the queue stops while the device is not in D0, and keeps an idle device in D0 while a request waits in
    /// it. By default it does, except for filters and control devices.
    pub const fn power_managed(self, power_managed: bool) -> Self {
        Self(self.0.power_managed(power_managed))
    }
}

impl Default for ManualQueueConfig {
    fn default() -> Self {
        Self::new()
    }
}

handle_type! {
    /// A queue of requests.
    Queue = WDFQUEUE
}

impl Object for Queue {
    type Kept = Self;

    fn kept(&self) -> &Self {
        self
    }

    fn owner(&self) -> WDFOBJECT {
        self.raw_device().cast()
    }
}

impl Queue {
    /// Keeps the queue, and its device, beyond the callback.
    #[must_use]
    pub fn keep(&self) -> ObjRef<Self> {
        ObjRef::new(self)
    }

    /// The device that the queue belongs to, if its context is a `C`. A queue that is kept does not
    /// keep its device from being deleted.
    #[must_use]
    pub fn device<C: Context>(&self) -> Option<&Device<C, Kept>> {
        // SAFETY: the device lives as long as its queue; queues are made after the context.
        let device: Option<&Device<C>> = unsafe { Device::checked(self.raw_device()) };
        device.map(Deref::deref)
    }

    fn raw_device(&self) -> WDFDEVICE {
        // SAFETY: the queue is live, and every queue belongs to a device.
        unsafe { wdf::WdfIoQueueGetDevice(self.as_raw()) }.cast()
    }

    handle_calls! {
        /// Accepts and delivers requests again, and may call handlers for them before it returns.
        pub fn start(&self, _irql: &mut impl Unlocked) = WdfIoQueueStart();

        /// Stops delivering requests; those that arrive are queued. While the device leaves D0 it may call
        /// [`QueueHandler::stop`] of this queue.
        pub fn stop(&self, _irql: &mut impl Unlocked) = WdfIoQueueStop(None, ptr::null_mut());

        /// Stops the queue, and waits until the driver has completed or forwarded every request
        /// that was delivered. A handler of this queue must not call it: it would wait for itself.
        pub fn stop_and_wait(&self, _irql: &mut Passive) = WdfIoQueueStopSynchronously();

        /// Refuses new requests and cancels those that are queued.
        pub fn purge(&self, _irql: &mut impl Unlocked) = WdfIoQueuePurge(None, ptr::null_mut());

        /// Purges the queue, and waits until the driver has completed or forwarded every request
        /// that was delivered. A handler of this queue must not call it: it would wait for itself.
        pub fn purge_and_wait(&self, _irql: &mut Passive) = WdfIoQueuePurgeSynchronously();

        /// Refuses new requests, and still delivers those that are queued.
        pub fn drain(&self, _irql: &mut impl Unlocked) = WdfIoQueueDrain(None, ptr::null_mut());
    }

    /// Takes the next request out of the queue, if one waits.
    ///
    /// The framework may complete reads and writes of no bytes here that it finds before, which is why no lock is
    /// held. A [`ManualQueue`] has none that it completes by itself.
    ///
    /// # Errors
    /// What `WdfIoQueueRetrieveNextRequest` reports, such as a stopped queue.
    pub fn retrieve_next(&self, _irql: &mut impl Unlocked) -> Result<Option<Request>> {
        self.retrieve()
    }

    fn retrieve(&self) -> Result<Option<Request>> {
        let mut request = ptr::null_mut();
        // SAFETY: the queue is live; the framework writes the request's handle to a local.
        let status = unsafe { wdf::WdfIoQueueRetrieveNextRequest(self.as_raw(), &raw mut request) };
        if status == STATUS_NO_MORE_ENTRIES {
            return Ok(None);
        }
        NtStatus::new(status).ok()?;
        // SAFETY: a request that is retrieved from a queue is the driver's.
        Ok(Some(unsafe { Request::from_raw(request) }))
    }
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Queue({:p})", self.as_raw())
    }
}

/// A field of a device context for requests that are queued until the driver retrieves them.
///
/// The framework cancels requests in the queue, and purges it when the device is removed.
/// [`Device::add_manual_queue`] binds it; before that it has no queue.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
///
/// #[wdk::context]
/// struct Toaster { waiting: ManualQueue }
///
/// impl Toaster {
///     fn pop(&self, irql: &mut UpToDispatch) -> Result<()> {
///         while let Some(request) = self.waiting.retrieve_next()? {
///             request.complete(NtStatus::SUCCESS, irql);
///         }
///         Ok(())
///     }
/// }
/// ```
pub struct ManualQueue(Slot);

impl ManualQueue {
    /// A field without a queue.
    #[must_use]
    pub const fn new() -> Self {
        Self(Slot::new())
    }

    /// The queue, once it is bound.
    ///
    /// # Errors
    /// [`Error::DEVICE_NOT_READY`] before that.
    pub fn get(&self) -> Result<&Queue> {
        // SAFETY: the slot of a `ManualQueue` is bound to a queue.
        unsafe { queue_in(&self.0) }
    }

    /// Puts a request into the queue.
    ///
    /// # Errors
    /// As [`Request::forward`], and [`Error::DEVICE_NOT_READY`] before the queue is bound.
    pub fn forward(
        &self,
        request: Request,
        irql: &mut impl Unlocked,
    ) -> Result<Disposed, Rejected> {
        match self.get() {
            Ok(queue) => request.forward(queue, irql),
            Err(error) => Err(Rejected { request, error }),
        }
    }

    /// Takes the next request out of the queue, if one waits. That completes nothing, so a lock may be held.
    ///
    /// # Errors
    /// As [`Queue::retrieve_next`], and [`Error::DEVICE_NOT_READY`] before the queue is bound.
    pub fn retrieve_next(&self) -> Result<Option<Request>> {
        self.get()?.retrieve()
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

/// A field of a device context for a queue of the device, so that the driver can stop and start it.
///
/// [`Device::bind_queue`] binds it. An [`ObjRef`] in the context would keep the queue, that its device, and that the
/// context with the reference: nothing would end.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
///
/// #[wdk::context]
/// struct Toaster { requests: BoundQueue }
///
/// impl Toaster {
///     fn jammed(&self, irql: &mut Passive) -> Result<()> {
///         self.requests.get()?.stop_and_wait(irql);
///         Ok(())
///     }
/// }
/// ```
pub struct BoundQueue(Slot);

impl BoundQueue {
    /// A field without a queue.
    #[must_use]
    pub const fn new() -> Self {
        Self(Slot::new())
    }

    /// The queue, once it is bound.
    ///
    /// # Errors
    /// [`Error::DEVICE_NOT_READY`] before that.
    pub fn get(&self) -> Result<&Queue> {
        // SAFETY: the slot of a `BoundQueue` refers to queues alone.
        unsafe { queue_in(&self.0) }
    }
}

impl Default for BoundQueue {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for BoundQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BoundQueue").field(&self.get().ok()).finish()
    }
}

/// # Errors
/// [`Error::DEVICE_NOT_READY`] when the slot is not bound.
///
/// # Safety
/// The slot refers to a queue, if to anything.
unsafe fn queue_in(slot: &Slot) -> Result<&Queue> {
    let queue: WDFQUEUE = slot.get().cast();
    if queue.is_null() {
        return Err(Error::DEVICE_NOT_READY);
    }
    // SAFETY: a queue by contract, on which the slot holds a reference.
    Ok(unsafe { Queue::from_raw(queue) })
}

/// Binds a field of the context to a queue of the device.
pub(crate) fn bind<C: Context>(
    device: &Device<C>,
    field: impl for<'c> FnOnce(&'c C) -> &'c BoundQueue,
    queue: &Queue,
) -> Result<()> {
    let slot = device.empty_slot(&field(device.context()).0)?;
    if queue.raw_device() != device.as_raw() {
        return Err(Error::INVALID_PARAMETER);
    }
    // SAFETY: the queue is live and the device's, in whose context `empty_slot` found the slot.
    unsafe { slot.refer_to(device, queue.as_raw().cast()) }
}

/// Creates a queue with the handlers that `select` finds in the context.
pub(crate) fn create<C, H, F>(device: &Device<C>, config: QueueConfig, select: F) -> Result<&Queue>
where
    C: Context,
    H: QueueHandler,
    F: Callback + for<'c> Fn(&'c C) -> &'c H,
{
    let mut raw = config.to_raw();
    handler::fill::<C, H, F>(&mut raw);
    let level = if <H::Irql as CallbackLevel>::PASSIVE {
        execution::WdfExecutionLevelPassive
    } else {
        execution::WdfExecutionLevelInheritFromParent
    };
    let (queue, source) = create_raw(device, &mut raw, level)?;
    // SAFETY: the callbacks of the queue were made with `H`, and with `F`, which found the handlers here.
    unsafe { source.write_handlers::<H>(select(device.context())) };
    // SAFETY: the queue was created above, and is deleted together with the device.
    Ok(unsafe { Queue::from_raw(queue) })
}

/// Creates a queue without handlers, bound to a field of the context.
pub(crate) fn create_manual<C: Context>(
    device: &Device<C>,
    field: impl for<'c> FnOnce(&'c C) -> &'c ManualQueue,
    config: ManualQueueConfig,
) -> Result<()> {
    let slot = device.empty_slot(&field(device.context()).0)?;
    let mut raw = config.0.to_raw();
    // What was retrieved may be parked.
    raw.EvtIoStop = Some(place::evt_io_stop);
    let level = execution::WdfExecutionLevelInheritFromParent;
    let (queue, _) = create_raw(device, &mut raw, level)?;
    // SAFETY: the queue is a new child of the device, in whose context `empty_slot` found the slot.
    unsafe { slot.bind(device, queue.cast()) }
}

fn create_raw<'a, C: Context>(
    device: &'a Device<C>,
    config: &mut WDF_IO_QUEUE_CONFIG,
    level: wdf::WDF_EXECUTION_LEVEL,
) -> Result<(WDFQUEUE, &'a Source)> {
    let places = Places::of(device)?;
    let mut attributes = context::attributes::<Source>();
    attributes.ExecutionLevel = level;
    let mut queue = ptr::null_mut();
    // SAFETY: the device is live; the framework copies configuration and attributes, whose
    // callbacks expect a device like this one.
    let status = unsafe {
        wdf::WdfIoQueueCreate(device.as_raw(), config, &raw mut attributes, &raw mut queue)
    };
    NtStatus::new(status).ok()?;
    // SAFETY: the queue is live as long as its device.
    let source = unsafe { Source::of(queue) }.ok_or(Error::INVALID_DEVICE_STATE)?;
    // SAFETY: found for this device above.
    unsafe { source.write(device, places) };
    Ok((queue, source))
}
