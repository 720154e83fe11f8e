//! What `WdfRequestSend` refuses: the framework says so, and the driver still has its request.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own request, its device's target and locals"
)]

use std::{cell::Cell, ptr};

use crate::layers::*;
use wdk_sim::{File, Machine, verifier::OnViolation};
use wdk_sys::{wdf::_WDF_REQUEST_SEND_OPTIONS_FLAGS as Flags, wdf::*, *};

#[abi]
unsafe fn evt_read_below(_queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    note(format!("below reads {length}"));
    complete(request, STATUS_SUCCESS, 0);
}

const BELOW: Layer = Layer {
    configure: |_| {},
    on_add: |device| default_queue(device, |config| config.EvtIoRead = Some(evt_read_below)),
};

fn stack(read: PFN_WDF_IO_QUEUE_IO_READ) -> (Machine, File) {
    READ.set(read);
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    let above = Layer {
        configure: |_| {},
        on_add: |device| default_queue(device, |config| config.EvtIoRead = READ.get()),
    };
    let (_device, file) = filtered(&machine, BELOW, above);
    (machine, file)
}

thread_local! {
    static READ: Cell<PFN_WDF_IO_QUEUE_IO_READ> = const { Cell::new(None) };
}

fn target() -> WDFIOTARGET {
    unsafe { WdfDeviceGetIoTarget(device(FILTER)) }
}

/// Sends with these flags, and notes whether it was sent and why not.
fn send(request: WDFREQUEST, flags: i32) -> bool {
    let mut options = sized(|options: &mut WDF_REQUEST_SEND_OPTIONS, size| {
        options.Size = size;
        options.Flags = flags.cast_unsigned();
    });
    let sent = unsafe { WdfRequestSend(request, target(), &raw mut options) } == TRUE;
    if !sent {
        note(format!("refused: {:#x}", unsafe {
            WdfRequestGetStatus(request)
        }));
    }
    sent
}

fn read(file: &File) {
    let _ = file.read(&mut [0; 1]);
}

/// The driver is told so, and Microsoft's framework breaks into the debugger when its verifier is on.
fn refused_with_a_break(read_above: PFN_WDF_IO_QUEUE_IO_READ, status: NTSTATUS) {
    assert_eq!(rules_broken_by(read_above, status), ["RequestCannotBeSent"]);
}

fn rules_broken_by(read_above: PFN_WDF_IO_QUEUE_IO_READ, status: NTSTATUS) -> Vec<&'static str> {
    let (machine, file) = stack(read_above);
    read(&file);
    assert_eq!(
        notes(),
        [format!("refused: {status:#x}")],
        "nothing reaches the target"
    );
    file.close().unwrap();
    machine.finish().unwrap();
    machine.violations().iter().map(|it| it.rule).collect()
}

#[abi]
unsafe fn evt_read_without_completion(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    unsafe { WdfRequestFormatRequestUsingCurrentType(request) };
    assert!(!send(request, 0));
    complete(request, STATUS_SUCCESS, 0);
}

#[test]
fn a_queues_request_is_not_sent_without_a_completion_routine() {
    refused_with_a_break(
        Some(evt_read_without_completion),
        STATUS_INVALID_DEVICE_REQUEST,
    );
}

#[abi]
unsafe fn evt_read_unformatted(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    assert!(!send(request, Flags::WDF_REQUEST_SEND_OPTION_SYNCHRONOUS));
    complete(request, STATUS_SUCCESS, 0);
}

#[test]
fn an_unformatted_request_is_not_sent() {
    let rules = rules_broken_by(Some(evt_read_unformatted), STATUS_REQUEST_NOT_ACCEPTED);
    assert_eq!(rules, ["RequestFormattedValid"]);
}

#[abi]
unsafe fn evt_read_unknown_flags(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    unsafe { WdfRequestFormatRequestUsingCurrentType(request) };
    assert!(!send(
        request,
        Flags::WDF_REQUEST_SEND_OPTION_IMPERSONATE_CLIENT
    ));
    complete(request, STATUS_SUCCESS, 0);
}

#[test]
fn flags_of_the_user_mode_framework_are_refused() {
    refused_with_a_break(Some(evt_read_unknown_flags), STATUS_INVALID_PARAMETER);
}

#[abi]
unsafe fn evt_read_short_options(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    unsafe { WdfRequestFormatRequestUsingCurrentType(request) };
    let mut options = sized(|_: &mut WDF_REQUEST_SEND_OPTIONS, _| {});
    assert_eq!(
        unsafe { WdfRequestSend(request, target(), &raw mut options) },
        FALSE
    );
    note(format!("refused: {:#x}", unsafe {
        WdfRequestGetStatus(request)
    }));
    complete(request, STATUS_SUCCESS, 0);
}

#[test]
fn options_of_another_size_are_refused() {
    refused_with_a_break(Some(evt_read_short_options), STATUS_INVALID_PARAMETER);
}

/// Formats the driver's own read for the target, with no buffer.
fn own_request() -> WDFREQUEST {
    let mut request = ptr::null_mut();
    let created = unsafe { WdfRequestCreate(ptr::null_mut(), target(), &raw mut request) };
    assert_eq!(created, STATUS_SUCCESS);
    format_read(request);
    request
}

fn format_read(request: WDFREQUEST) {
    let formatted = unsafe {
        WdfIoTargetFormatRequestForRead(
            target(),
            request,
            ptr::null_mut(),
            ptr::null_mut(),
            ptr::null_mut(),
        )
    };
    assert_eq!(formatted, STATUS_SUCCESS);
}

#[abi]
unsafe fn evt_read_forgets_own(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    let own = own_request();
    assert!(!send(own, Flags::WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET));
    unsafe { WdfObjectDelete(own.cast()) };
    complete(request, STATUS_SUCCESS, 0);
}

#[test]
fn a_request_of_the_drivers_own_is_not_forgotten() {
    let rules = rules_broken_by(Some(evt_read_forgets_own), STATUS_INVALID_DEVICE_STATE);
    assert_eq!(rules, ["RequestSendAndForgetNoFormatting2"]);
}

#[abi]
unsafe fn evt_read_forgets_formatted(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    format_read(request);
    assert!(!send(
        request,
        Flags::WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET
    ));
    complete(request, STATUS_SUCCESS, 0);
}

#[test]
fn a_request_formatted_for_another_operation_is_not_forgotten() {
    refused_with_a_break(
        Some(evt_read_forgets_formatted),
        STATUS_INVALID_DEVICE_REQUEST,
    );
}

#[abi]
unsafe fn evt_read_forgets_prepared(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    unsafe { WdfRequestFormatRequestUsingCurrentType(request) };
    let irp = unsafe { WdfRequestWdmGetIrp(request) };
    let next = unsafe { IoGetNextIrpStackLocation(irp) };
    let next = unsafe { &mut *next };
    next.Parameters.Read.Length = 7;
    assert!(send(
        request,
        Flags::WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET
    ));
}

#[test]
fn a_forgotten_request_keeps_the_next_location_that_the_driver_prepared() {
    let (machine, file) = stack(Some(evt_read_forgets_prepared));
    read(&file);
    assert_eq!(notes(), ["below reads 7"]);
    file.close().unwrap();
    clean(&machine);
}
