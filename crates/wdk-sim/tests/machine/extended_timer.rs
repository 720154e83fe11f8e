//! Timers that the executive allocates.
#![expect(unsafe_code, reason = "calls kernel functions")]

use std::{
    ptr,
    sync::atomic::{AtomicU32, Ordering},
};

use wdk_sim::{Error, Machine};
use wdk_sys::{
    EX_TIMER_HIGH_RESOLUTION, EX_TIMER_NO_WAKE, EXT_DELETE_PARAMETERS, EXT_SET_PARAMETERS,
    ExAllocateTimer, ExCancelTimer, ExDeleteTimer, ExSetTimer, KeDelayExecutionThread,
    LARGE_INTEGER, PEX_TIMER, PVOID, abi,
};

const MILLISECOND: i64 = 10_000;

#[abi]
unsafe fn count(_timer: PEX_TIMER, context: PVOID) {
    // SAFETY: each test passes a counter that outlives the machine's work.
    unsafe { (*context.cast::<AtomicU32>()).fetch_add(1, Ordering::Relaxed) };
}

#[abi]
unsafe fn deleted(context: PVOID) {
    // SAFETY: as for `count`.
    unsafe { (*context.cast::<AtomicU32>()).fetch_add(1000, Ordering::Relaxed) };
}

fn sleep(milliseconds: i64) {
    let mut time = LARGE_INTEGER {
        QuadPart: -milliseconds * MILLISECOND,
    };
    // SAFETY: a local.
    let _ = unsafe { KeDelayExecutionThread(0, 0, &raw mut time) };
}

fn allocate(counter: &AtomicU32, attributes: u32) -> PEX_TIMER {
    let context = ptr::from_ref(counter).cast_mut().cast();
    // SAFETY: the routine takes this context.
    let timer = unsafe { ExAllocateTimer(Some(count), context, attributes) };
    assert!(!timer.is_null());
    timer
}

fn delete(timer: PEX_TIMER, cancel: u8, counter: &AtomicU32) -> u8 {
    let mut parameters = EXT_DELETE_PARAMETERS {
        Version: 0,
        Reserved: 0,
        DeleteCallback: Some(deleted),
        DeleteContext: ptr::from_ref(counter).cast_mut().cast(),
    };
    // SAFETY: a timer of the executive, and a local.
    unsafe { ExDeleteTimer(timer, cancel, 0, &raw mut parameters) }
}

fn run(test: impl FnOnce(&AtomicU32) + Send + 'static) {
    let machine = Machine::new();
    let counter: &'static AtomicU32 = Box::leak(Box::new(AtomicU32::new(0)));
    machine.call("test", move || test(counter)).unwrap();
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_timer_that_is_not_cancelled_expires_before_it_is_deleted() {
    run(|counter| {
        let timer = allocate(counter, 0);
        // SAFETY: a timer of the executive.
        unsafe { ExSetTimer(timer, -10 * MILLISECOND, 10 * MILLISECOND, ptr::null_mut()) };
        sleep(25);
        assert_eq!(counter.load(Ordering::Relaxed), 2);
        assert_eq!(delete(timer, 0, counter), 0);
        assert_eq!(counter.load(Ordering::Relaxed), 2);
        sleep(100);
        // A periodic timer expires once more.
        assert_eq!(counter.load(Ordering::Relaxed), 1003);
    });
}

#[test]
fn a_timer_that_is_cancelled_is_deleted_at_once() {
    run(|counter| {
        let timer = allocate(counter, EX_TIMER_HIGH_RESOLUTION);
        // SAFETY: a timer of the executive.
        unsafe { ExSetTimer(timer, -10 * MILLISECOND, 0, ptr::null_mut()) };
        assert_eq!(delete(timer, 1, counter), 1);
        assert_eq!(counter.load(Ordering::Relaxed), 1000);
        sleep(100);
        assert_eq!(counter.load(Ordering::Relaxed), 1000);
    });
}

#[test]
fn a_timer_that_is_deleted_cannot_be_set_or_cancelled() {
    run(|counter| {
        let timer = allocate(counter, EX_TIMER_NO_WAKE);
        // SAFETY: a timer of the executive.
        unsafe { ExSetTimer(timer, -10 * MILLISECOND, 0, ptr::null_mut()) };
        delete(timer, 0, counter);
        // SAFETY: the timer is there until it has expired.
        let set = unsafe { ExSetTimer(timer, -MILLISECOND, 0, ptr::null_mut()) };
        // SAFETY: as above.
        let cancelled = unsafe { ExCancelTimer(timer, ptr::null_mut()) };
        assert_eq!((set, cancelled), (0, 0));
        sleep(5);
        assert_eq!(counter.load(Ordering::Relaxed), 0);
        sleep(10);
        assert_eq!(counter.load(Ordering::Relaxed), 1001);
    });
}

#[abi]
unsafe fn delete_itself(timer: PEX_TIMER, context: PVOID) {
    // SAFETY: each test passes a counter that outlives the machine's work.
    let counter = unsafe { &*context.cast::<AtomicU32>() };
    delete(timer, 1, counter);
    assert_eq!(counter.load(Ordering::Relaxed), 0);
    counter.fetch_add(1, Ordering::Relaxed);
}

#[test]
fn a_timer_that_its_callback_deletes_is_freed_after_the_callback() {
    run(|counter| {
        let context = ptr::from_ref(counter).cast_mut().cast();
        // SAFETY: the routine takes this context.
        let timer = unsafe { ExAllocateTimer(Some(delete_itself), context, 0) };
        // SAFETY: a timer of the executive.
        unsafe { ExSetTimer(timer, -MILLISECOND, 0, ptr::null_mut()) };
        sleep(10);
        assert_eq!(counter.load(Ordering::Relaxed), 1001);
    });
}

fn stops(test: impl FnOnce(&AtomicU32) + Send + 'static) {
    let counter: &'static AtomicU32 = Box::leak(Box::new(AtomicU32::new(0)));
    let result = Machine::new().call("test", move || test(counter));
    assert!(matches!(result, Err(Error::BugCheck(_))), "{result:?}");
}

#[test]
fn a_timer_of_high_resolution_takes_no_absolute_time() {
    stops(|counter| {
        let timer = allocate(counter, EX_TIMER_HIGH_RESOLUTION);
        // SAFETY: a timer of the executive.
        unsafe { ExSetTimer(timer, MILLISECOND, 0, ptr::null_mut()) };
    });
}

#[test]
fn high_resolution_and_no_wake_exclude_each_other() {
    stops(|counter| {
        allocate(counter, EX_TIMER_HIGH_RESOLUTION | EX_TIMER_NO_WAKE);
    });
}

#[test]
fn a_negative_tolerance_stops_the_machine() {
    stops(|counter| {
        let timer = allocate(counter, EX_TIMER_NO_WAKE);
        let mut parameters = EXT_SET_PARAMETERS {
            Version: 0,
            Reserved: 0,
            NoWakeTolerance: -2,
        };
        // SAFETY: a timer of the executive, and a local.
        unsafe { ExSetTimer(timer, -MILLISECOND, 0, &raw mut parameters) };
    });
}
