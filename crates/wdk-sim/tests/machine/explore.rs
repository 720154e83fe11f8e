//! Explorations find what one schedule hides, and say how to see it again.
#![expect(unsafe_code, reason = "calls kernel functions")]

use std::{cell::Cell, rc::Rc};

use wdk_sim::{
    Builder, Error, Machine, Result,
    explore::{Explorer, Outcome},
    fault::Kind,
};

/// Two threads add to a counter without a lock; each reads, lets others run, and writes.
fn lost_update(machine: &Machine) -> Result {
    let counter = Rc::new(Cell::new(0));
    for _ in 0..2 {
        let counter = Rc::clone(&counter);
        machine.spawn("adder", move || {
            let before = counter.get();
            // SAFETY: has no precondition; it is where the threads may change.
            unsafe { wdk_sys::KeQueryTimeIncrement() };
            counter.set(before + 1);
        })?;
    }
    machine.run_until_idle()?;
    machine.call("check", || {
        if counter.get() != 2 {
            // SAFETY: stops the machine.
            unsafe { wdk_sys::KeBugCheckEx(0xE2, 1, 2, 3, 4) };
        }
    })
}

fn check(outcome: &Outcome) {
    let [finding] = outcome.findings.as_slice() else {
        panic!("{} runs without a finding", outcome.runs);
    };
    assert!(
        finding.what.contains("MANUALLY_INITIATED_CRASH"),
        "{}",
        finding.what
    );
    // The schedule survives its text and leads to the same end.
    let schedule = finding.schedule.to_string().parse().unwrap();
    let again = Machine::builder().schedule(schedule).build();
    let Err(Error::BugCheck(bug_check)) = lost_update(&again) else {
        panic!("{} does not lead there again", finding.schedule);
    };
    assert_eq!(bug_check.parameters, [1, 2, 3, 4]);
}

#[test]
fn round_robin_hides_the_lost_update() {
    lost_update(&Machine::new()).unwrap();
}

#[test]
fn chance_finds_the_lost_update() {
    check(&Explorer::new(Builder::default()).random(0..100, lost_update));
}

#[test]
fn probabilistic_concurrency_testing_finds_the_lost_update() {
    check(&Explorer::new(Builder::default()).pct(0..100, 2, 10, lost_update));
}

#[test]
fn one_switch_is_enough_for_the_lost_update_and_none_is_not() {
    let explorer = Explorer::new(Builder::default());
    check(&explorer.exhaustive(1, 1000, lost_update));
    let none = explorer.exhaustive(0, 1000, lost_update);
    assert!(none.complete && none.findings.is_empty());
}

#[test]
fn two_processors_find_it_too() {
    let explorer = Explorer::new(Machine::builder().processors(2));
    let outcome = explorer.random(0..100, lost_update);
    assert_eq!(outcome.findings.len(), 1);
}

/// Allocates twice, and forgets to check the second time.
fn unchecked(machine: &Machine) -> Result {
    machine.call("driver", || {
        // SAFETY: asks for memory.
        let one = unsafe { wdk_sys::ExAllocatePool2(wdk_sys::POOL_FLAG_NON_PAGED, 16, 1) };
        if one.is_null() {
            return;
        }
        // SAFETY: asks for memory.
        let two = unsafe { wdk_sys::ExAllocatePool2(wdk_sys::POOL_FLAG_NON_PAGED, 16, 1) };
        // SAFETY: wrong on purpose: it may be null.
        unsafe { two.cast::<u32>().write_volatile(1) };
        for block in [one, two] {
            // SAFETY: allocated above.
            unsafe { wdk_sys::ExFreePool(block) };
        }
    })
}

#[test]
fn a_sweep_finds_the_one_allocation_that_is_not_checked() {
    let outcome = Explorer::new(Builder::default())
        .find_all()
        .sweep(&[Kind::Pool], unchecked);
    assert!(outcome.complete);
    assert_eq!((outcome.runs, outcome.findings.len()), (3, 1));
    let finding = &outcome.findings[0];
    let again = Machine::builder().faults(finding.faults.clone()).build();
    assert!(matches!(unchecked(&again), Err(Error::BugCheck(_))));
}
