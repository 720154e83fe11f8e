//! A filter driver that passes requests on through its local I/O target.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own request, its device's target and locals"
)]

use std::{ptr, slice};

use crate::layers::*;
use wdk_sim::{File, Machine};
use wdk_sys::{wdf::*, *};

const IOCTL: u32 = 0x22 << 16 | 0x803 << 2;

/// Completes a read with letters.
#[abi]
unsafe fn evt_read_below(_queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    note(format!("below reads {length}"));
    let (mut buffer, mut size) = (ptr::null_mut(), 0);
    let status =
        unsafe { WdfRequestRetrieveOutputBuffer(request, 1, &raw mut buffer, &raw mut size) };
    assert_eq!(status, STATUS_SUCCESS);
    unsafe { slice::from_raw_parts_mut(buffer.cast::<u8>(), size) }.fill(b'x');
    complete(request, STATUS_SUCCESS, length as u64);
}

/// Keeps a write until it is cancelled.
#[abi]
unsafe fn evt_write_below(_queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    note(format!("below keeps {length}"));
    unsafe { WdfRequestMarkCancelable(request, Some(evt_cancel_below)) };
}

#[abi]
unsafe fn evt_cancel_below(request: WDFREQUEST) {
    note("below cancels");
    complete(request, STATUS_CANCELLED, 0);
}

/// Answers a control with the doubled byte of its input.
#[abi]
unsafe fn evt_control_below(
    _queue: WDFQUEUE,
    request: WDFREQUEST,
    _output: usize,
    _input: usize,
    _code: u32,
) {
    let (mut from, mut to, mut size) = (ptr::null_mut(), ptr::null_mut(), 0);
    let status = unsafe { WdfRequestRetrieveInputBuffer(request, 1, &raw mut from, &raw mut size) };
    assert_eq!(status, STATUS_SUCCESS);
    let status = unsafe { WdfRequestRetrieveOutputBuffer(request, 1, &raw mut to, &raw mut size) };
    assert_eq!(status, STATUS_SUCCESS);
    let byte = unsafe { from.cast::<u8>().read() };
    unsafe { to.cast::<u8>().write(byte * 2) };
    complete(request, STATUS_SUCCESS, 1);
}

const BELOW: Layer = Layer {
    configure: |_| {},
    on_add: |device| {
        default_queue(device, |config| {
            config.EvtIoRead = Some(evt_read_below);
            config.EvtIoWrite = Some(evt_write_below);
            config.EvtIoDeviceControl = Some(evt_control_below);
        });
    },
};

fn target() -> WDFIOTARGET {
    let target = unsafe { WdfDeviceGetIoTarget(device(FILTER)) };
    assert!(!target.is_null());
    target
}

/// Sends the request down as it is; [`evt_came_back`] completes it.
fn pass_on(request: WDFREQUEST) {
    unsafe { WdfRequestFormatRequestUsingCurrentType(request) };
    unsafe { WdfRequestSetCompletionRoutine(request, Some(evt_came_back), ptr::null_mut()) };
    if unsafe { WdfRequestSend(request, target(), ptr::null_mut()) } == FALSE {
        let status = unsafe { WdfRequestGetStatus(request) };
        note(format!("not sent: {status:#x}"));
        complete(request, status, 0);
    }
}

#[abi]
unsafe fn evt_came_back(
    request: WDFREQUEST,
    from: WDFIOTARGET,
    parameters: PWDF_REQUEST_COMPLETION_PARAMS,
    _context: WDFCONTEXT,
) {
    assert_eq!(from, target());
    let block = unsafe { (*parameters).IoStatus };
    let status = unsafe { block.__bindgen_anon_1.Status };
    note(format!("back with {status:#x}, {}", block.Information));
    complete(request, status, block.Information);
}

#[abi]
unsafe fn evt_read_pass(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    pass_on(request);
}

#[abi]
unsafe fn evt_write_pass(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    keep(request);
    pass_on(request);
}

/// Asks below on its own account, and tells the caller what it heard.
#[abi]
unsafe fn evt_control_ask(
    _queue: WDFQUEUE,
    request: WDFREQUEST,
    _output: usize,
    _input: usize,
    code: u32,
) {
    let (mut question, mut answer) = ([21], [0]);
    let describe = |bytes: &mut [u8]| {
        let mut descriptor = sized(|descriptor: &mut WDF_MEMORY_DESCRIPTOR, _| {
            descriptor.Type = _WDF_MEMORY_DESCRIPTOR_TYPE::WdfMemoryDescriptorTypeBuffer;
        });
        descriptor.u.BufferType = _WDF_MEMORY_DESCRIPTOR__bindgen_ty_1__bindgen_ty_1 {
            Buffer: bytes.as_mut_ptr().cast(),
            Length: bytes.len() as u32,
        };
        descriptor
    };
    let (mut input, mut output) = (describe(&mut question), describe(&mut answer));
    let mut bytes = 0;
    let status = unsafe {
        WdfIoTargetSendIoctlSynchronously(
            target(),
            ptr::null_mut(),
            code,
            &raw mut input,
            &raw mut output,
            ptr::null_mut(),
            &raw mut bytes,
        )
    };
    note(format!("asked: {status:#x}, {bytes} bytes, {}", answer[0]));
    complete(request, status, 0);
}

const ABOVE: Layer = Layer {
    configure: |_| {},
    on_add: |device| {
        default_queue(device, |config| {
            config.EvtIoRead = Some(evt_read_pass);
            config.EvtIoWrite = Some(evt_write_pass);
            config.EvtIoDeviceControl = Some(evt_control_ask);
        });
    },
};

fn stack(above: Layer) -> (Machine, File) {
    let machine = Machine::new();
    let (_device, file) = filtered(&machine, BELOW, above);
    (machine, file)
}

fn end(machine: &Machine, file: File) {
    file.close().unwrap();
    clean(machine);
}

#[test]
fn a_passed_on_request_comes_back_through_the_completion_routine() {
    let (machine, file) = stack(ABOVE);
    let mut buffer = [0; 3];
    assert_eq!(file.read(&mut buffer).unwrap(), 3);
    assert_eq!(&buffer, b"xxx");
    assert_eq!(notes(), ["below reads 3", "back with 0x0, 3"]);
    end(&machine, file);
}

#[test]
fn cancelling_a_passed_on_request_cancels_it_below() {
    let (machine, file) = stack(ABOVE);
    let write = file.begin_write(b"four").unwrap();
    assert!(write.cancel());
    assert_eq!(status(write.wait()), STATUS_CANCELLED);
    assert_eq!(
        notes(),
        ["below keeps 4", "below cancels", "back with 0xc0000120, 0"]
    );
    let write = file.begin_write(b"four").unwrap();
    let cancelled = as_driver(&machine, FILTER, || unsafe {
        WdfRequestCancelSentRequest(newest())
    });
    assert_eq!(cancelled, TRUE);
    assert_eq!(status(write.wait()), STATUS_CANCELLED);
    end(&machine, file);
}

#[test]
fn a_filter_asks_below_on_its_own_account() {
    let (machine, file) = stack(ABOVE);
    file.ioctl(IOCTL, &[], &mut []).unwrap();
    assert_eq!(notes(), ["asked: 0x0, 1 bytes, 42"]);
    end(&machine, file);
}

#[abi]
unsafe fn evt_read_forget(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    let mut options = sized(|options: &mut WDF_REQUEST_SEND_OPTIONS, size| {
        options.Size = size;
        options.Flags = _WDF_REQUEST_SEND_OPTIONS_FLAGS::WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET
            .cast_unsigned();
    });
    let sent = unsafe { WdfRequestSend(request, target(), &raw mut options) };
    assert_eq!(sent, TRUE);
}

#[test]
fn a_forgotten_request_is_completed_by_the_driver_below() {
    let (machine, file) = stack(Layer {
        on_add: |device| default_queue(device, |config| config.EvtIoRead = Some(evt_read_forget)),
        ..ABOVE
    });
    let mut buffer = [0; 2];
    assert_eq!(file.read(&mut buffer).unwrap(), 2);
    assert_eq!(notes(), ["below reads 2"]);
    // A write has no callback here: the framework sends it down by itself.
    let write = file.begin_write(b"w").unwrap();
    assert!(write.cancel());
    assert_eq!(status(write.wait()), STATUS_CANCELLED);
    assert_eq!(notes(), ["below keeps 1", "below cancels"]);
    end(&machine, file);
}

#[test]
fn a_stopped_target_keeps_requests_until_it_is_started() {
    let (machine, file) = stack(ABOVE);
    as_driver(&machine, FILTER, || unsafe {
        WdfIoTargetStop(
            target(),
            _WDF_IO_TARGET_SENT_IO_ACTION::WdfIoTargetWaitForSentIoToComplete,
        );
    });
    let kept = file.begin_read(1).unwrap();
    let cancelled = file.begin_read(2).unwrap();
    assert!(!kept.is_complete());
    assert!(cancelled.cancel());
    assert_eq!(status(cancelled.wait()), STATUS_CANCELLED);
    assert_eq!(notes(), ["back with 0xc0000120, 0"], "nothing went down");
    let started = as_driver(&machine, FILTER, || unsafe { WdfIoTargetStart(target()) });
    assert_eq!(started, STATUS_SUCCESS);
    assert_eq!(kept.wait().unwrap().data, b"x");
    assert_eq!(notes(), ["below reads 1", "back with 0x0, 1"]);
    end(&machine, file);
}

#[test]
fn a_purged_target_cancels_what_is_sent_and_refuses_more() {
    let (machine, file) = stack(ABOVE);
    let write = file.begin_write(b"w").unwrap();
    as_driver(&machine, FILTER, || unsafe {
        WdfIoTargetPurge(
            target(),
            _WDF_IO_TARGET_PURGE_IO_ACTION::WdfIoTargetPurgeIoAndWait,
        );
    });
    assert_eq!(status(write.wait()), STATUS_CANCELLED);
    assert_eq!(status(file.read(&mut [0; 1])), STATUS_INVALID_DEVICE_STATE);
    assert_eq!(
        notes(),
        [
            "below keeps 1",
            "below cancels",
            "back with 0xc0000120, 0",
            "not sent: 0xc0000184"
        ]
    );
    let started = as_driver(&machine, FILTER, || unsafe { WdfIoTargetStart(target()) });
    assert_eq!(started, STATUS_SUCCESS);
    assert_eq!(file.read(&mut [0; 1]).unwrap(), 1);
    end(&machine, file);
}

/// Reads below with a request and memory of its own.
fn read_below() -> NTSTATUS {
    let (mut request, mut memory) = (ptr::null_mut(), ptr::null_mut());
    let mut buffer = ptr::null_mut();
    let created = unsafe { WdfRequestCreate(ptr::null_mut(), target(), &raw mut request) };
    assert_eq!(created, STATUS_SUCCESS);
    let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
    attributes.ParentObject = request.cast();
    let created = unsafe {
        WdfMemoryCreate(
            &raw mut attributes,
            _POOL_TYPE::NonPagedPoolNx,
            0,
            5,
            &raw mut memory,
            &raw mut buffer,
        )
    };
    assert_eq!(created, STATUS_SUCCESS);
    let formatted = unsafe {
        WdfIoTargetFormatRequestForRead(target(), request, memory, ptr::null_mut(), ptr::null_mut())
    };
    assert_eq!(formatted, STATUS_SUCCESS);
    unsafe { WdfRequestSetCompletionRoutine(request, Some(evt_own_came_back), buffer.cast()) };
    let sent = unsafe { WdfRequestSend(request, target(), ptr::null_mut()) };
    assert_eq!(sent, TRUE);
    unsafe { WdfRequestGetStatus(request) }
}

#[abi]
unsafe fn evt_own_came_back(
    request: WDFREQUEST,
    _target: WDFIOTARGET,
    parameters: PWDF_REQUEST_COMPLETION_PARAMS,
    buffer: WDFCONTEXT,
) {
    let bytes = unsafe { (*parameters).IoStatus }.Information as usize;
    let text = unsafe { slice::from_raw_parts(buffer.cast::<u8>(), bytes) };
    note(format!("own: {}", String::from_utf8_lossy(text)));
    keep(request);
}

#[test]
fn a_request_of_the_drivers_own_making_reads_is_reused_and_deleted() {
    let (machine, file) = stack(ABOVE);
    let status = as_driver(&machine, FILTER, read_below);
    assert_eq!(status, STATUS_SUCCESS);
    assert_eq!(notes(), ["below reads 5", "own: xxxxx"]);
    as_driver(&machine, FILTER, || {
        let request: WDFREQUEST = newest();
        let mut reuse = sized(|reuse: &mut WDF_REQUEST_REUSE_PARAMS, size| {
            reuse.Size = size;
        });
        let reused = unsafe { WdfRequestReuse(request, &raw mut reuse) };
        assert_eq!(reused, STATUS_SUCCESS);
        unsafe { WdfObjectDelete(request.cast()) };
    });
    end(&machine, file);
}
