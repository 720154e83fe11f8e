//! The queue: a write stores, a read returns what was stored, and each waits for the timer.

use core::ptr;

use wdk::{nt_success, paged_code, println, wdf};
use wdk_sys::{
    _WDF_IO_QUEUE_DISPATCH_TYPE, _WDF_TRI_STATE, NTSTATUS, POOL_FLAG_NON_PAGED, PVOID, SIZE_T,
    STATUS_BUFFER_OVERFLOW, STATUS_CANCELLED, STATUS_INSUFFICIENT_RESOURCES, STATUS_SUCCESS, ULONG,
    WDF_IO_QUEUE_CONFIG, WDF_NO_HANDLE, WDF_OBJECT_ATTRIBUTES, WDF_TIMER_CONFIG, WDFDEVICE,
    WDFMEMORY, WDFOBJECT, WDFQUEUE, WDFREQUEST, WDFTIMER, call_unsafe_wdf_function_binding,
    ntddk::{ExAllocatePool2, ExFreePool},
};

use crate::context::{self, attributes, attributes_with, context};

/// The longest write.
const MAX_LENGTH: usize = 40 * 1024;
/// How long a request waits: ten seconds from now, in units of 100 nanoseconds.
const DELAY: i64 = -10 * 10_000_000;
const POOL_TAG: ULONG = u32::from_le_bytes(*b"rawE");

/// The context of the queue.
pub(crate) struct QueueContext {
    /// What was written last; only the request that is being handled touches it.
    buffer: PVOID,
    length: usize,
    /// The request that waits for the timer; under the lock. It is completed only by who has
    /// taken it out of here.
    current: WDFREQUEST,
    lock: wdf::SpinLock,
    timer: wdf::Timer,
}
context!(QueueContext, c"QueueContext");

/// The context of each request.
pub(crate) struct RequestContext {
    /// Bytes that the request stored or returned.
    transferred: usize,
}
context!(RequestContext, c"RequestContext");

/// The context of `queue`.
fn context_of(queue: WDFQUEUE) -> *mut QueueContext {
    // SAFETY: this driver's only queue was created with this context, and its handlers end before
    // the queue does.
    unsafe { context::of(queue as WDFOBJECT) }
}

/// Creates the device's default queue, its lock and its timer.
#[unsafe(link_section = "PAGE")]
pub(crate) fn create(device: WDFDEVICE) -> Result<(), NTSTATUS> {
    paged_code!();

    let mut config = WDF_IO_QUEUE_CONFIG {
        Size: size_of::<WDF_IO_QUEUE_CONFIG>() as ULONG,
        PowerManaged: _WDF_TRI_STATE::WdfUseDefault,
        DefaultQueue: u8::from(true),
        DispatchType: _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchSequential,
        EvtIoRead: Some(evt_read),
        EvtIoWrite: Some(evt_write),
        ..WDF_IO_QUEUE_CONFIG::default()
    };
    let mut queue_attributes = WDF_OBJECT_ATTRIBUTES {
        EvtDestroyCallback: Some(evt_destroy),
        ..attributes_with::<QueueContext>()
    };
    let mut queue = WDF_NO_HANDLE as WDFQUEUE;
    // SAFETY: the device lives, and the rest are variables.
    let status = unsafe {
        call_unsafe_wdf_function_binding!(
            WdfIoQueueCreate,
            device,
            &raw mut config,
            &raw mut queue_attributes,
            &raw mut queue
        )
    };
    if !nt_success(status) {
        println!("raw_echo: WdfIoQueueCreate failed {status:#010X}");
        return Err(status);
    }

    let mut child_attributes = WDF_OBJECT_ATTRIBUTES {
        ParentObject: queue as WDFOBJECT,
        ..attributes()
    };
    let lock = wdf::SpinLock::create(&mut child_attributes)?;
    let mut timer_config = WDF_TIMER_CONFIG {
        Size: size_of::<WDF_TIMER_CONFIG>() as ULONG,
        EvtTimerFunc: Some(evt_timer),
        AutomaticSerialization: u8::from(true),
        ..WDF_TIMER_CONFIG::default()
    };
    let timer = wdf::Timer::create(&mut timer_config, &mut child_attributes)?;

    let context = context_of(queue);
    // SAFETY: no request comes before the device is started.
    unsafe { (*context).lock = lock };
    // SAFETY: as above.
    unsafe { (*context).timer = timer };
    Ok(())
}

/// Stops the timer, and waits for its callback.
pub(crate) fn stop_timer(queue: WDFQUEUE) {
    let context = context_of(queue);
    // SAFETY: the timer is a child of the queue, which lives.
    let _ = unsafe { (*context).timer.stop(true) };
}

extern "C" fn evt_destroy(queue: WDFOBJECT) {
    let context = context_of(queue.cast());
    // SAFETY: the context lives until this returns, and nobody else uses it any more.
    unsafe { forget_buffer(context) };
}

/// # Safety
/// Nobody else uses the buffer.
unsafe fn forget_buffer(context: *mut QueueContext) {
    // SAFETY: the caller's promise.
    let buffer = unsafe { (*context).buffer };
    if !buffer.is_null() {
        // SAFETY: allocated by `store`, and forgotten below.
        unsafe { ExFreePool(buffer) };
        // SAFETY: the caller's promise.
        unsafe { (*context).buffer = ptr::null_mut() };
    }
    // SAFETY: the caller's promise.
    unsafe { (*context).length = 0 };
}

extern "C" fn evt_write(queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    if length > MAX_LENGTH {
        complete(request, STATUS_BUFFER_OVERFLOW);
        return;
    }
    match store(context_of(queue), request, length) {
        Ok(()) => park(queue, request, length),
        Err(status) => complete(request, status),
    }
}

/// Takes a copy of what an application writes.
fn store(context: *mut QueueContext, request: WDFREQUEST, length: usize) -> Result<(), NTSTATUS> {
    let mut memory = WDF_NO_HANDLE as WDFMEMORY;
    // SAFETY: the request is the handler's, and `memory` a variable.
    let status = unsafe {
        call_unsafe_wdf_function_binding!(WdfRequestRetrieveInputMemory, request, &raw mut memory)
    };
    if !nt_success(status) {
        return Err(status);
    }
    // SAFETY: the queue is sequential, and this its only request in a handler.
    unsafe { forget_buffer(context) };
    // SAFETY: the framework presents no request without length.
    let buffer = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, length as SIZE_T, POOL_TAG) };
    if buffer.is_null() {
        return Err(STATUS_INSUFFICIENT_RESOURCES);
    }
    // SAFETY: buffer and memory have this length.
    let status = unsafe {
        call_unsafe_wdf_function_binding!(WdfMemoryCopyToBuffer, memory, 0, buffer, length)
    };
    if !nt_success(status) {
        // SAFETY: allocated above, and known to nobody.
        unsafe { ExFreePool(buffer) };
        return Err(status);
    }
    // SAFETY: as above, nobody else uses it.
    unsafe { (*context).buffer = buffer };
    // SAFETY: as above.
    unsafe { (*context).length = length };
    Ok(())
}

extern "C" fn evt_read(queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    let context = context_of(queue);
    // SAFETY: the queue is sequential, and this its only request in a handler.
    let buffer = unsafe { (*context).buffer };
    // SAFETY: as above.
    let stored = unsafe { (*context).length };
    if buffer.is_null() {
        // SAFETY: the request is the handler's.
        unsafe {
            call_unsafe_wdf_function_binding!(
                WdfRequestCompleteWithInformation,
                request,
                STATUS_SUCCESS,
                0,
            );
        }
        return;
    }
    let length = length.min(stored);
    let mut memory = WDF_NO_HANDLE as WDFMEMORY;
    // SAFETY: the request is the handler's, and `memory` a variable.
    let mut status = unsafe {
        call_unsafe_wdf_function_binding!(WdfRequestRetrieveOutputMemory, request, &raw mut memory)
    };
    if nt_success(status) {
        // SAFETY: memory and buffer have at least this length.
        status = unsafe {
            call_unsafe_wdf_function_binding!(WdfMemoryCopyFromBuffer, memory, 0, buffer, length)
        };
    }
    if nt_success(status) {
        park(queue, request, length);
    } else {
        complete(request, status);
    }
}

/// Lets a request wait for the timer.
fn park(queue: WDFQUEUE, request: WDFREQUEST, transferred: usize) {
    // SAFETY: the device gives each request this context.
    let note = unsafe { context::of::<RequestContext>(request as WDFOBJECT) };
    // SAFETY: the request is the handler's.
    unsafe { (*note).transferred = transferred };

    let context = context_of(queue);
    // SAFETY: the lock is a child of the queue.
    unsafe { (*context).lock.acquire() };
    // SAFETY: the request is the handler's. With the lock held, neither timer nor cancellation
    // completes it before it is in `current`.
    let status = unsafe {
        call_unsafe_wdf_function_binding!(WdfRequestMarkCancelableEx, request, Some(evt_cancel))
    };
    if nt_success(status) {
        // SAFETY: under the lock.
        unsafe { (*context).current = request };
    }
    // SAFETY: acquired above.
    unsafe { (*context).lock.release() };

    if nt_success(status) {
        // SAFETY: the timer is a child of the queue.
        let _ = unsafe { (*context).timer.start(DELAY) };
    } else {
        complete(request, status);
    }
}

extern "C" fn evt_cancel(request: WDFREQUEST) {
    // SAFETY: the request lives until it is completed below.
    let queue = unsafe { call_unsafe_wdf_function_binding!(WdfRequestGetIoQueue, request) };
    let context = context_of(queue);
    // SAFETY: the lock is a child of the queue.
    unsafe { (*context).lock.acquire() };
    // SAFETY: under the lock.
    unsafe { (*context).current = ptr::null_mut() };
    // SAFETY: acquired above.
    unsafe { (*context).lock.release() };
    complete(request, STATUS_CANCELLED);
}

unsafe extern "C" fn evt_timer(timer: WDFTIMER) {
    // SAFETY: the timer was created as a child of the queue.
    let queue = unsafe { call_unsafe_wdf_function_binding!(WdfTimerGetParentObject, timer) };
    let context = context_of(queue.cast());
    // SAFETY: the lock is a child of the queue.
    unsafe { (*context).lock.acquire() };
    // SAFETY: under the lock.
    let mut request = unsafe { (*context).current };
    if !request.is_null() {
        // SAFETY: what is in `current` is not completed yet.
        let status =
            unsafe { call_unsafe_wdf_function_binding!(WdfRequestUnmarkCancelable, request) };
        if status == STATUS_CANCELLED {
            // `evt_cancel` runs or will, and completes it.
            request = ptr::null_mut();
        } else {
            // SAFETY: under the lock.
            unsafe { (*context).current = ptr::null_mut() };
        }
    }
    // SAFETY: acquired above.
    unsafe { (*context).lock.release() };

    if !request.is_null() {
        // SAFETY: the device gives each request this context.
        let note = unsafe { context::of::<RequestContext>(request as WDFOBJECT) };
        // SAFETY: the request was taken out of `current` here.
        let transferred = unsafe { (*note).transferred };
        // SAFETY: as above.
        unsafe {
            call_unsafe_wdf_function_binding!(
                WdfRequestSetInformation,
                request,
                transferred as u64
            );
        }
        complete(request, STATUS_SUCCESS);
    }
}

fn complete(request: WDFREQUEST, status: NTSTATUS) {
    // SAFETY: each caller has the request to itself, and forgets it.
    unsafe { call_unsafe_wdf_function_binding!(WdfRequestComplete, request, status) }
}
