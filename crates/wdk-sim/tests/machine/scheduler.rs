//! Threads, calls and time of a machine.

use std::{cell::Cell, rc::Rc, time::Duration};

use wdk_sim::{Error, Machine};

#[test]
fn a_call_runs_on_a_simulated_thread_and_returns_its_value() {
    let machine = Machine::new();
    let words = ["a", "b"];
    let joined = machine.call("test", || words.concat()).unwrap();
    assert_eq!(joined, "ab");
}

#[test]
fn spawned_threads_run_until_nothing_can_run() {
    let machine = Machine::builder().processors(2).build();
    let runs = Rc::new(Cell::new(0));
    for _ in 0..5 {
        let runs = Rc::clone(&runs);
        machine
            .spawn("worker", move || runs.set(runs.get() + 1))
            .unwrap();
    }
    machine.run_until_idle().unwrap();
    assert_eq!(runs.get(), 5);
    assert_eq!(machine.now(), Duration::ZERO);
}

#[test]
fn time_moves_by_what_is_asked() {
    let machine = Machine::new();
    machine.run_for(Duration::from_secs(10)).unwrap();
    assert_eq!(machine.now(), Duration::from_secs(10));
}

#[test]
#[should_panic(expected = "the test's own assertion")]
fn a_panic_of_the_test_reaches_the_test() {
    let machine = Machine::new();
    let _: Result<(), Error> = machine.call("test", || panic!("the test's own assertion"));
}
