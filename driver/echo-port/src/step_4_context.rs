//! The data has moved: what was written, the request that waits, and their locks are in the context of the
//! device. The handlers are still raw, but what they do with a buffer is safe.
#![expect(
    unsafe_code,
    clippy::multiple_unsafe_ops_per_block,
    reason = "what has not moved yet is in the style of windows-drivers-rs"
)]

use core::time::Duration;

use wdk::{irql, nt_success, prelude::*};
use wdk_alloc::KVec;
use wdk_sys::{
    _WDF_IO_QUEUE_DISPATCH_TYPE, _WDF_TRI_STATE, STATUS_CANCELLED, STATUS_SUCCESS, ULONG,
    WDF_IO_QUEUE_CONFIG, WDF_NO_HANDLE, WDF_NO_OBJECT_ATTRIBUTES, WDFDEVICE, WDFQUEUE, WDFREQUEST,
    abi, call_unsafe_wdf_function_binding,
};

/// What applications find the device by.
const INTERFACE: Guid = guid!("2C5E8B41-9D03-4F6A-A17C-3E58D2906BF4");

/// The longest write.
const MAX_LENGTH: usize = 4096;
/// How long a request waits.
const DELAY: Duration = Duration::from_secs(1);

// ANCHOR: context
/// The context of the device.
#[wdk::context]
struct Echo {
    /// What was written last.
    stored: SpinLock<KVec<u8>>,
    /// The request that waits for the timer.
    waiting: SpinLock<Option<Waiting>>,
    /// Completes it.
    timer: Timer,
}

/// A request that waits, and how many bytes it stored or returned.
struct Waiting {
    request: WDFREQUEST,
    transferred: usize,
}

// SAFETY: any thread may use the handle of a request.
unsafe impl Send for Waiting {}
// ANCHOR_END: context

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .create(driver, registry_path)
}

fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let echo = || Echo {
        stored: SpinLock::new(KVec::new()),
        waiting: SpinLock::new(None),
        timer: Timer::new(),
    };
    let device = init.create(echo, irql)?;
    device.add_timer(
        TimerConfig::one_shot(),
        |echo| &echo.timer,
        Echo::expired,
        irql,
    )?;
    device.create_interface(&INTERFACE, None, irql)?;
    create_queue(device.as_raw())
}

/// Creates the device's default queue.
fn create_queue(device: WDFDEVICE) -> Result<()> {
    let mut config = WDF_IO_QUEUE_CONFIG {
        Size: size_of::<WDF_IO_QUEUE_CONFIG>() as ULONG,
        PowerManaged: _WDF_TRI_STATE::WdfUseDefault,
        DefaultQueue: u8::from(true),
        DispatchType: _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchSequential,
        EvtIoRead: Some(evt_read),
        EvtIoWrite: Some(evt_write),
        ..WDF_IO_QUEUE_CONFIG::default()
    };
    // SAFETY: the device lives, and the configuration is a variable.
    let status = unsafe {
        call_unsafe_wdf_function_binding!(
            WdfIoQueueCreate,
            device,
            &raw mut config,
            WDF_NO_OBJECT_ATTRIBUTES,
            WDF_NO_HANDLE.cast(),
        )
    };
    NtStatus::new(status).ok()
}

/// The context of the device that a queue belongs to.
fn echo_of<'a>(queue: WDFQUEUE) -> &'a Echo {
    // SAFETY: the queue is that of a device which `device_add` has created, and a handler that runs
    // keeps both.
    unsafe {
        let device = call_unsafe_wdf_function_binding!(WdfIoQueueGetDevice, queue);
        Device::<Echo>::from_raw(device).context()
    }
}

// ANCHOR: write
#[abi]
fn evt_write(queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    // SAFETY: the framework calls handlers up to `DISPATCH_LEVEL`, and this is its only token.
    let irql = unsafe { irql::assume::<UpToDispatch>() };
    // SAFETY: the framework gives the request to the handler.
    let request = unsafe { Request::from_raw(request) };
    if length > MAX_LENGTH {
        request.complete(Error::BUFFER_OVERFLOW, irql);
        return;
    }
    let echo = echo_of(queue);
    match copy_of_input(&request, length) {
        Ok(bytes) => {
            echo.stored.with(irql, |stored, _| *stored = bytes);
            echo.wait(request, length, irql);
        }
        Err(error) => {
            request.complete(error, irql);
        }
    }
}

/// A copy of what an application writes.
fn copy_of_input(request: &Request, length: usize) -> Result<KVec<u8>> {
    let mut bytes = KVec::try_zeroed(length)?;
    request.read_input(&mut bytes)?;
    Ok(bytes)
}
// ANCHOR_END: write

#[abi]
fn evt_read(queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    // SAFETY: as in `evt_write`.
    let irql = unsafe { irql::assume::<UpToDispatch>() };
    // SAFETY: the framework gives the request to the handler.
    let request = unsafe { Request::from_raw(request) };
    let echo = echo_of(queue);
    let written = echo
        .stored
        .with(irql, |stored, _| request.write_output(stored));
    match written {
        Ok(length) => echo.wait(request, length, irql),
        Err(error) => {
            request.complete(error, irql);
        }
    }
}

// ANCHOR: wait
impl Echo {
    /// Lets a request wait for the timer.
    fn wait(&self, request: Request, transferred: usize, irql: &mut UpToDispatch) {
        // SAFETY: it is completed below, by the timer, or by `evt_cancel`.
        let request = unsafe { request.into_raw() };
        let status = self.waiting.with(irql, |waiting, _| {
            // SAFETY: the request is the handler's. With the lock held, neither timer nor cancellation
            // completes it before it is in `waiting`.
            let status = unsafe {
                call_unsafe_wdf_function_binding!(
                    WdfRequestMarkCancelableEx,
                    request,
                    Some(evt_cancel)
                )
            };
            if nt_success(status) {
                *waiting = Some(Waiting {
                    request,
                    transferred,
                });
            }
            status
        });
        if nt_success(status) {
            self.timer.start(DELAY);
        } else {
            // SAFETY: it is not cancelable, so it is still the handler's.
            unsafe { call_unsafe_wdf_function_binding!(WdfRequestComplete, request, status) };
        }
    }

    /// The timer: the request has waited long enough.
    fn expired(&self, _device: &Device<Self>, irql: &mut Dispatch) {
        let expired = self.waiting.with(irql, |waiting, _| {
            let request = waiting.as_ref()?.request;
            // SAFETY: what is in `waiting` is not completed yet.
            let status =
                unsafe { call_unsafe_wdf_function_binding!(WdfRequestUnmarkCancelable, request) };
            // One that is being cancelled is left to `evt_cancel`.
            waiting.take_if(|_| status != STATUS_CANCELLED)
        });
        if let Some(Waiting {
            request,
            transferred,
        }) = expired
        {
            // SAFETY: the request was taken out of `waiting` here.
            unsafe {
                call_unsafe_wdf_function_binding!(
                    WdfRequestCompleteWithInformation,
                    request,
                    STATUS_SUCCESS,
                    transferred as u64,
                );
            }
        }
    }
}

#[abi]
fn evt_cancel(request: WDFREQUEST) {
    // SAFETY: the framework calls it up to `DISPATCH_LEVEL`, and this is its only token.
    let irql = unsafe { irql::assume::<UpToDispatch>() };
    // SAFETY: the request lives until it is completed below.
    let queue = unsafe { call_unsafe_wdf_function_binding!(WdfRequestGetIoQueue, request) };
    echo_of(queue)
        .waiting
        .with(irql, |waiting, _| *waiting = None);
    // SAFETY: it was taken out of `waiting`, and so out of the timer's reach.
    unsafe { call_unsafe_wdf_function_binding!(WdfRequestComplete, request, STATUS_CANCELLED) };
}
// ANCHOR_END: wait
