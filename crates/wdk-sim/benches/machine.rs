//! What the machine costs: `cargo bench -p wdk-sim`.
//!
//! Prints the median of several runs, each long enough for the clock.
#![expect(unsafe_code, reason = "calls kernel functions")]

mod clock;

use std::{cell::Cell, rc::Rc};

use wdk_sim::{Machine, trace::Detail};

/// Runs of each measurement; the median counts.
const RUNS: usize = 9;

fn main() {
    // `cargo test --benches` runs this too, to see that it works.
    let quick = std::env::args().any(|argument| argument == "--test");
    let steps = if quick { 1_000 } else { 1_000_000 };
    for verified in [true, false] {
        for threads in [5, 500] {
            let step = median(|| scheduling(threads, steps, verified));
            report(
                &format!("scheduling step, {threads} threads"),
                verified,
                step,
                200.0,
            );
        }
        let call = median(|| calls(steps, verified));
        report("function call without a switch", verified, call, 20.0);
        let pool = median(|| pool(steps, verified));
        report("allocate and free 64 bytes", verified, pool, 200.0);
        let wait = median(|| events(steps / 10, verified));
        report(
            "event set and waited for, two switches",
            verified,
            wait,
            1000.0,
        );
    }
}

fn report(what: &str, verified: bool, nanoseconds: f64, goal: f64) {
    let verifier = if verified { "on" } else { "off" };
    println!("{what:<42} verifier {verifier:<3} {nanoseconds:>8.1} ns   (goal {goal} ns)");
}

fn median(mut measure: impl FnMut() -> f64) -> f64 {
    let mut runs: Vec<f64> = (0..RUNS).map(|_| measure()).collect();
    runs.sort_by(f64::total_cmp);
    runs[RUNS / 2]
}

fn machine(verified: bool) -> Machine {
    Machine::builder()
        .verifier(verified)
        .trace(Detail::Off)
        .build()
}

/// Nanoseconds for each of `count` operations.
fn time(count: usize, work: impl FnOnce()) -> f64 {
    let start = clock::now();
    work();
    (clock::now() - start).as_nanos() as f64 / count as f64
}

/// Threads that do nothing but give way to each other.
fn scheduling(threads: usize, steps: usize, verified: bool) -> f64 {
    let machine = machine(verified);
    let each = steps / threads;
    for index in 0..threads {
        let body = move || {
            let mut now = wdk_sys::LARGE_INTEGER { QuadPart: 0 };
            for _ in 0..each {
                // SAFETY: a valid time; zero gives way to another thread.
                unsafe { wdk_sys::KeDelayExecutionThread(0, 0, &raw mut now) };
            }
        };
        machine.spawn(&format!("thread {index}"), body).unwrap();
    }
    time(each * threads, || machine.run_until_idle().unwrap())
}

fn calls(count: usize, verified: bool) -> f64 {
    let machine = machine(verified);
    let body = || {
        for _ in 0..count {
            // SAFETY: has no precondition.
            unsafe { wdk_sys::KeQueryTimeIncrement() };
        }
    };
    time(count, || machine.call("calls", body).unwrap())
}

fn pool(count: usize, verified: bool) -> f64 {
    let machine = machine(verified);
    let body = || {
        for _ in 0..count {
            // SAFETY: asks for memory.
            let block = unsafe { wdk_sys::ExAllocatePool2(wdk_sys::POOL_FLAG_NON_PAGED, 64, 1) };
            // SAFETY: allocated above.
            unsafe { wdk_sys::ExFreePoolWithTag(block, 1) };
        }
    };
    time(count, || machine.call("pool", body).unwrap())
}

/// Two threads that wake each other in turn.
fn events(count: usize, verified: bool) -> f64 {
    let machine = machine(verified);
    let events: Rc<[Cell<wdk_sys::KEVENT>; 2]> = machine
        .call("initialise", || {
            let events = std::array::from_fn(|_| {
                // SAFETY: all-zero is a valid event before it is initialised.
                Cell::new(unsafe { std::mem::zeroed::<wdk_sys::KEVENT>() })
            });
            Rc::new(events)
        })
        .unwrap();
    let initialise = Rc::clone(&events);
    machine
        .call("initialise", move || {
            for event in &*initialise {
                let kind = wdk_sys::_EVENT_TYPE::SynchronizationEvent;
                // SAFETY: memory for an event that does not move any more.
                unsafe { wdk_sys::KeInitializeEvent(event.as_ptr(), kind, 0) };
            }
        })
        .unwrap();
    for mine in 0..2 {
        let events = Rc::clone(&events);
        let body = move || {
            for _ in 0..count {
                // SAFETY: initialised above.
                unsafe { wdk_sys::KeSetEvent(events[1 - mine].as_ptr(), 0, 0) };
                let none = std::ptr::null_mut();
                // SAFETY: as above.
                unsafe {
                    wdk_sys::KeWaitForSingleObject(events[mine].as_ptr().cast(), 0, 0, 0, none)
                };
            }
        };
        machine.spawn("player", body).unwrap();
    }
    time(count, || machine.run_until_idle().unwrap())
}
