//! Timers: which of the executive's timers a `WDFTIMER` is.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]

use std::{cell::Cell, mem, ptr, time::Duration};

use crate::{common::bug_check, io_probe::*};
use wdk_sim::Machine;
use wdk_sys::{wdf::*, *};

/// In units of 100 ns.
const MILLISECOND: i64 = 10_000;

thread_local! {
    static TIMER: Cell<usize> = const { Cell::new(0) };
    static DELAY: Cell<(u32, bool)> = const { Cell::new((0, false)) };
}

fn timer() -> WDFTIMER {
    ptr::with_exposed_provenance_mut(TIMER.get())
}

#[abi]
unsafe fn evt_timer(_timer: WDFTIMER) {
    note("expired");
}

fn with_timer(device: WDFDEVICE) {
    // SAFETY: plain data.
    let mut config: WDF_TIMER_CONFIG = unsafe { mem::zeroed() };
    config.Size = size_of::<WDF_TIMER_CONFIG>() as u32;
    config.EvtTimerFunc = Some(evt_timer);
    let (delay, high_resolution) = DELAY.get();
    config.TolerableDelay = delay;
    config.UseHighResolutionTimer = high_resolution.into();
    let mut attributes = attributes(device.cast());
    let mut timer = ptr::null_mut();
    // SAFETY: in EvtDriverDeviceAdd, with local structures.
    let status = unsafe { WdfTimerCreate(&raw mut config, &raw mut attributes, &raw mut timer) };
    assert_eq!(status, STATUS_SUCCESS, "WdfTimerCreate");
    TIMER.set(timer.expose_provenance());
}

fn start(due: i64) -> BOOLEAN {
    // SAFETY: the timer that `with_timer` made.
    unsafe { WdfTimerStart(timer(), due) }
}

fn machine_with(tolerable_delay: u32, high_resolution: bool) -> Machine {
    DELAY.set((tolerable_delay, high_resolution));
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, with_timer);
    file.close().unwrap();
    notes();
    machine
}

#[test]
fn a_timer_of_high_resolution_expires_and_can_be_set_anew() {
    let machine = machine_with(0, true);
    as_driver(&machine, || {
        assert_eq!(start(-5 * MILLISECOND), FALSE);
        assert_eq!(start(-10 * MILLISECOND), TRUE);
    });
    machine.run_for(Duration::from_millis(9)).unwrap();
    assert!(notes().is_empty());
    machine.run_for(Duration::from_millis(1)).unwrap();
    assert_eq!(notes(), ["expired"]);
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

/// `ExSetTimer` stops the system for an absolute time of such a timer.
#[test]
fn a_timer_of_high_resolution_takes_no_absolute_time() {
    let machine = machine_with(0, true);
    let result = machine.call("driver", || with_globals(|| start(MILLISECOND)));
    let check = bug_check(result);
    assert!(
        check.message.contains("relative (negative) times only"),
        "{}",
        check.message
    );
}

/// A timer that does not wake the processor takes one; `TolerableDelayUnlimited` has no end.
#[test]
fn a_tolerable_timer_takes_an_absolute_time() {
    let machine = machine_with(u32::MAX, false);
    as_driver(&machine, || {
        start(MILLISECOND);
    });
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["expired"]);
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}
