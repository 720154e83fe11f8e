//! A stop that is acknowledged after `EvtIoStop` has returned.
//!
//! `WdfRequestStopAcknowledge` leaves its answer in the request, and the queue looks at it when it dispatches
//! events the next time: when `EvtIoStop` or another callback of it returns, or a request is completed.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]

use std::{cell::Cell, mem, ptr, time::Duration};

use crate::io_probe::*;
use wdk_sim::{Machine, verifier::OnViolation};
use wdk_sys::{
    wdf::{_WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchParallel as PARALLEL, *},
    *,
};

/// In units of 100 ns, relative: a second after `EvtIoStop`.
const SECOND: i64 = -10_000_000;

thread_local! {
    static TIMER: Cell<usize> = const { Cell::new(0) };
    static COMPLETES: Cell<bool> = const { Cell::new(false) };
}

fn timer() -> WDFTIMER {
    ptr::with_exposed_provenance_mut(TIMER.get())
}

/// Lets the timer answer; a removal is answered at once.
#[abi]
unsafe fn evt_stop_later(_queue: WDFQUEUE, request: WDFREQUEST, flags: u32) {
    note(format!("stop {flags:#x}"));
    let purge = flags & _WDF_REQUEST_STOP_ACTION_FLAGS::WdfRequestStopActionPurge.cast_unsigned();
    if purge != 0 {
        complete(request, STATUS_CANCELLED, 0);
    } else if request == kept(0) {
        // SAFETY: the timer that `delayed` made.
        let _ = unsafe { WdfTimerStart(timer(), SECOND) };
    } else if !COMPLETES.get() {
        // SAFETY: the request of the callback.
        unsafe { WdfRequestStopAcknowledge(request, FALSE) };
    }
}

#[abi]
unsafe fn evt_timer(_timer: WDFTIMER) {
    note("acknowledged");
    // SAFETY: the driver owns the request, and was asked to stop it.
    unsafe { WdfRequestStopAcknowledge(kept(0), FALSE) };
    if COMPLETES.get() {
        complete(kept(1), STATUS_CANCELLED, 0);
    }
}

/// A queue, and the timer that answers for it.
fn delayed(device: WDFDEVICE) {
    create_queue(device, PARALLEL, true, |config, _| {
        config.EvtIoStop = Some(evt_stop_later);
        config.EvtIoResume = Some(evt_resume);
    });
    // SAFETY: plain data.
    let mut config: WDF_TIMER_CONFIG = unsafe { mem::zeroed() };
    config.Size = size_of::<WDF_TIMER_CONFIG>() as u32;
    config.EvtTimerFunc = Some(evt_timer);
    let mut attributes = attributes(device.cast());
    let mut timer = ptr::null_mut();
    // SAFETY: in EvtDriverDeviceAdd, with local structures.
    let status = unsafe { WdfTimerCreate(&raw mut config, &raw mut attributes, &raw mut timer) };
    assert_eq!(status, STATUS_SUCCESS, "WdfTimerCreate");
    TIMER.set(timer.expose_provenance());
}

/// Two requests that the driver has, while the system goes to sleep, and wakes up.
fn slept(completes: bool) -> (Machine, Vec<String>, Duration) {
    COMPLETES.set(completes);
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    let (_device, file) = plugged(&machine, delayed);
    on_read(OnRead::Keep);
    let reads = [1, 2].map(|length| file.begin_read(length).unwrap());
    notes();
    machine.sleep().unwrap();
    let (seen, slept) = (notes(), machine.now());
    machine.wake().unwrap();
    as_driver(&machine, || {
        complete(kept(0), STATUS_CANCELLED, 0);
        if !completes {
            complete(kept(1), STATUS_CANCELLED, 0);
        }
    });
    for read in reads {
        let _ = read.wait();
    }
    file.close().unwrap();
    (machine, seen, slept)
}

#[test]
fn a_stop_that_is_acknowledged_late_waits_for_the_next_dispatch() {
    let (machine, seen, slept) = slept(false);
    assert_eq!(seen, ["stop 0x1", "stop 0x1", "acknowledged"]);
    assert_eq!(
        slept,
        Duration::from_secs(60),
        "nothing makes the queue look"
    );
    let violations = machine.violations();
    let rules: Vec<_> = violations.iter().map(|it| it.rule).collect();
    assert_eq!(rules, ["StopAcknowledgedLate"]);
}

#[test]
fn a_completion_makes_the_queue_look_at_the_answer() {
    let (machine, seen, slept) = slept(true);
    assert_eq!(seen, ["stop 0x1", "stop 0x1", "acknowledged"]);
    assert_eq!(slept, Duration::from_secs(1));
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}
