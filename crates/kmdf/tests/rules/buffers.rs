//! Buffers, memory objects and MDLs of requests, which end with them.

use std::ptr;

use wdk_sim::{Device, File, Machine};
use wdk_sys::{wdf::*, *};

use crate::{driver::*, sending::internal_ioctl};

/// Reads a byte.
fn touch(address: PVOID) {
    unsafe { address.cast::<u8>().read_volatile() };
}

fn output(request: WDFREQUEST) -> PVOID {
    let mut buffer = ptr::null_mut();
    let status =
        unsafe { WdfRequestRetrieveOutputBuffer(request, 1, &raw mut buffer, ptr::null_mut()) };
    assert_eq!(status, STATUS_SUCCESS);
    buffer
}

fn input(request: WDFREQUEST) -> PVOID {
    let mut buffer = ptr::null_mut();
    let status =
        unsafe { WdfRequestRetrieveInputBuffer(request, 1, &raw mut buffer, ptr::null_mut()) };
    assert_eq!(status, STATUS_SUCCESS);
    buffer
}

fn output_memory(request: WDFREQUEST) -> WDFMEMORY {
    let mut memory = ptr::null_mut();
    let status = unsafe { WdfRequestRetrieveOutputMemory(request, &raw mut memory) };
    assert_eq!(status, STATUS_SUCCESS);
    memory
}

fn input_memory(request: WDFREQUEST) -> WDFMEMORY {
    let mut memory = ptr::null_mut();
    let status = unsafe { WdfRequestRetrieveInputMemory(request, &raw mut memory) };
    assert_eq!(status, STATUS_SUCCESS);
    memory
}

fn output_mdl(request: WDFREQUEST) -> PMDL {
    let mut mdl = ptr::null_mut();
    let status = unsafe { WdfRequestRetrieveOutputWdmMdl(request, &raw mut mdl) };
    assert_eq!(status, STATUS_SUCCESS);
    mdl
}

fn input_mdl(request: WDFREQUEST) -> PMDL {
    let mut mdl = ptr::null_mut();
    let status = unsafe { WdfRequestRetrieveInputWdmMdl(request, &raw mut mdl) };
    assert_eq!(status, STATUS_SUCCESS);
    mdl
}

/// Uses the memory object's buffer.
fn touch_memory(memory: WDFMEMORY) {
    let mut size = 0;
    let buffer = unsafe { WdfMemoryGetBuffer(memory, &raw mut size) };
    if !buffer.is_null() {
        touch(buffer);
    }
}

/// Reads what the MDL says of itself.
fn touch_mdl(mdl: PMDL) {
    touch(mdl.cast());
}

/// Copies from the memory object, which is the other way to use it.
fn copy_memory(memory: WDFMEMORY) {
    let mut byte = 0_u8;
    let _ = unsafe { WdfMemoryCopyToBuffer(memory, 0, (&raw mut byte).cast(), 1) };
}

/// Maps what the MDL describes.
fn map_mdl(mdl: PMDL) {
    let mapped = unsafe {
        MmMapLockedPagesSpecifyCache(
            mdl,
            _MODE::KernelMode as KPROCESSOR_MODE,
            _MEMORY_CACHING_TYPE::MmCached,
            ptr::null_mut(),
            FALSE as ULONG,
            0x4000_0010,
        )
    };
    if !mapped.is_null() {
        touch(mapped);
    }
}

/// Completes with information.
fn succeed_with(request: WDFREQUEST) {
    unsafe { WdfRequestCompleteWithInformation(request, STATUS_SUCCESS, 0) };
}

/// The program's part for MDLs: direct I/O.
fn direct(init: PWDFDEVICE_INIT) {
    unsafe { WdfDeviceInitSetIoType(init, _WDF_DEVICE_IO_TYPE::WdfDeviceIoDirect) };
}

/// `METHOD_OUT_DIRECT`, any access.
const OUT_DIRECT: u32 = 0x22_2002;

fn direct_ioctl(_: &Machine, _: &Device, file: &File) {
    let _ = file.ioctl(OUT_DIRECT, &[1; 8], &mut [0; 8]);
}

const DIRECT: Hooks = Hooks {
    configure: direct,
    ..GOOD
};

macro_rules! uses {
    ($hook:ident, $get:ident, $use:ident, $end:ident; $base:expr) => {
        (
            Hooks {
                $hook: Some(|request| {
                    let got = $get(request);
                    $end(request);
                    $use(got);
                }),
                ..$base
            },
            Hooks {
                $hook: Some(|request| {
                    $use($get(request));
                    $end(request);
                }),
                ..$base
            },
        )
    };
}

const INTERNAL: Hooks = Hooks {
    program: internal_ioctl,
    ..GOOD
};
const DIRECT_IOCTL: Hooks = Hooks {
    program: direct_ioctl,
    ..GOOD
};

macro_rules! after_completion {
    ($($rule:ident: $hook:ident, $get:ident, $use:ident, $end:ident; $base:expr;)*) => {
        crate::rules! {
            $($rule: uses!($hook, $get, $use, $end; $base).0, uses!($hook, $get, $use, $end; $base).1;)*
        }
    };
}

after_completion! {
    BufAfterReqCompletedRead: read, output, touch, succeed; GOOD;
    BufAfterReqCompletedReadA: read, output, touch, succeed_with; GOOD;
    BufAfterReqCompletedWrite: write, input, touch, succeed; GOOD;
    BufAfterReqCompletedWriteA: write, input, touch, succeed_with; GOOD;
    BufAfterReqCompletedIoctl: ioctl, input, touch, succeed; GOOD;
    BufAfterReqCompletedIoctlA: ioctl, output, touch, succeed_with; GOOD;
    BufAfterReqCompletedIntIoctl: internal, input, touch, succeed; INTERNAL;
    BufAfterReqCompletedIntIoctlA: internal, output, touch, succeed_with; INTERNAL;
    MemAfterReqCompletedRead: read, output_memory, touch_memory, succeed; GOOD;
    MemAfterReqCompletedReadA: read, output_memory, copy_memory, succeed_with; GOOD;
    MemAfterReqCompletedWrite: write, input_memory, touch_memory, succeed; GOOD;
    MemAfterReqCompletedWriteA: write, input_memory, copy_memory, succeed_with; GOOD;
    MemAfterReqCompletedIoctl: ioctl, input_memory, touch_memory, succeed; GOOD;
    MemAfterReqCompletedIoctlA: ioctl, output_memory, copy_memory, succeed_with; GOOD;
    MemAfterReqCompletedIntIoctl: internal, input_memory, touch_memory, succeed; INTERNAL;
    MemAfterReqCompletedIntIoctlA: internal, output_memory, copy_memory, succeed_with; INTERNAL;
    MdlAfterReqCompletedRead: read, output_mdl, touch_mdl, succeed; DIRECT;
    MdlAfterReqCompletedReadA: read, output_mdl, map_mdl, succeed_with; DIRECT;
    MdlAfterReqCompletedWrite: write, input_mdl, touch_mdl, succeed; DIRECT;
    MdlAfterReqCompletedWriteA: write, input_mdl, map_mdl, succeed_with; DIRECT;
    MdlAfterReqCompletedIoctl: ioctl, output_mdl, touch_mdl, succeed; DIRECT_IOCTL;
    MdlAfterReqCompletedIoctlA: ioctl, output_mdl, map_mdl, succeed_with; DIRECT_IOCTL;
    MdlAfterReqCompletedIntIoctl: internal, output_mdl, touch_mdl, succeed; INTERNAL;
    MdlAfterReqCompletedIntIoctlA: internal, output_mdl, map_mdl, succeed_with; INTERNAL;
}
