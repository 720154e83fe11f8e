//! The broken rules. No `unsafe` here is sound: each breaks the rule that its function names.
#![expect(unsafe_code, reason = "breaks the rules that safe code cannot break")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "there is no safety to argue for"
)]

use core::{
    hint::{self, black_box},
    mem, ptr,
};

use wdk::prelude::*;
use wdk_sys::{
    ExAllocatePool2, ExFreePoolWithTag, KEVENT, KeInitializeEvent, KeWaitForSingleObject,
    POOL_FLAG_NON_PAGED, STATUS_SUCCESS, UNICODE_STRING, wdf,
};

/// The tag of the pool that the driver allocates.
pub(crate) const TAG: [u8; 4] = *b"Flty";

const POOL_TAG: u32 = u32::from_le_bytes(TAG);

#[inline(never)]
pub(crate) fn complete_twice(request: Request, irql: &mut Passive) -> Disposed {
    let request = unsafe { request.into_raw() };
    unsafe { wdf::WdfRequestComplete(request, STATUS_SUCCESS) };
    // Not the last call of the function: that would leave it out of the stack.
    black_box(unsafe { Request::from_raw(request) }.complete(NtStatus::SUCCESS, irql))
}

#[inline(never)]
pub(crate) fn forget_request(request: Request) -> Disposed {
    let raw = unsafe { request.into_raw() };
    unsafe { mem::transmute::<wdf::WDFREQUEST, Disposed>(raw) }
}

#[inline(never)]
pub(crate) fn leak_pool() {
    black_box(unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, POOL_TAG) });
}

#[inline(never)]
pub(crate) fn call_too_high() {
    let mut string = ptr::null_mut();
    let status = unsafe { wdf::WdfStringCreate(ptr::null(), ptr::null_mut(), &raw mut string) };
    if status == STATUS_SUCCESS {
        unsafe { wdf::WdfObjectDelete(string.cast()) };
    }
}

#[inline(never)]
pub(crate) fn panic() {
    let toast: [u8; 4] = black_box([0; 4]);
    let slice = black_box(5);
    black_box(toast[slice]);
}

#[inline(never)]
pub(crate) fn use_freed_pool() {
    let memory = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG) }.cast::<u8>();
    if memory.is_null() {
        return;
    }
    unsafe { ExFreePoolWithTag(memory.cast(), POOL_TAG) };
    black_box(unsafe { memory.read_volatile() });
}

#[inline(never)]
pub(crate) fn use_freed_object() {
    let mut string = ptr::null_mut();
    let status = unsafe { wdf::WdfStringCreate(ptr::null(), ptr::null_mut(), &raw mut string) };
    if status != STATUS_SUCCESS {
        return;
    }
    unsafe { wdf::WdfObjectDelete(string.cast()) };
    let mut text = UNICODE_STRING::default();
    unsafe { wdf::WdfStringGetUnicodeString(string, &raw mut text) };
    black_box(text.Length);
}

#[inline(never)]
pub(crate) fn large_frame<const BYTES: usize>() {
    let mut buffer = [0_u8; BYTES];
    black_box(&mut buffer);
    let memory = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, 16, POOL_TAG) };
    if !memory.is_null() {
        unsafe { ExFreePoolWithTag(memory, POOL_TAG) };
    }
    black_box(&mut buffer);
}

#[inline(never)]
#[expect(unconditional_recursion, reason = "the fault")]
pub(crate) fn recurse(depth: u64) {
    recurse(black_box(depth + 1));
    // Not the last call of the function: that would be a loop.
    black_box(depth);
}

#[inline(never)]
pub(crate) fn endless_loop() {
    while black_box(true) {
        hint::spin_loop();
    }
}

#[inline(never)]
pub(crate) fn wait_for_ever() {
    let mut event = KEVENT::default();
    let event = &raw mut event;
    unsafe { KeInitializeEvent(event, wdk_sys::_EVENT_TYPE::NotificationEvent, 0) };
    let why = wdk_sys::_KWAIT_REASON::Executive;
    let mode = wdk_sys::_MODE::KernelMode as i8;
    black_box(unsafe { KeWaitForSingleObject(event.cast(), why, mode, 0, ptr::null_mut()) });
}
