//! The echo device on a simulated machine.

use std::time::Duration;

use echo::interface::{ECHO_INTERFACE, MAX_LENGTH};
use wdk::NtStatus;
use wdk_sim::{Device, Error, File, Machine, Schedule};

const INF: &str = include_str!("../../../inf/echo.inx");

/// A machine with an echo device.
fn echo() -> (Machine, Device) {
    echo_on(Machine::new())
}

fn echo_on(machine: Machine) -> (Machine, Device) {
    machine
        .add_package(INF, echo::DRIVER)
        .expect("a good package");
    let device = machine.plug("root\\echo").expect("it starts");
    (machine, device)
}

fn open(machine: &Machine, device: &Device) -> File {
    let interface = device
        .interface(&ECHO_INTERFACE.into())
        .expect("it has the interface");
    machine.open(&interface).expect("it opens")
}

/// Unloads the driver, and checks that nothing is left.
fn finish(machine: Machine) {
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

/// The status that a call failed with.
fn status<T: std::fmt::Debug>(result: wdk_sim::Result<T>) -> NtStatus {
    match result {
        Err(Error::Status(status)) => NtStatus::new(status.0),
        other => panic!("a failing status was expected, not {other:?}"),
    }
}

#[test]
fn a_read_returns_what_was_written() {
    let (machine, device) = echo();
    let file = open(&machine, &device);
    let mut bytes = [0; 64];
    assert_eq!(file.read(&mut bytes).expect("nothing yet"), 0);
    assert_eq!(file.write(b"hello, kernel").expect("it is stored"), 13);
    assert_eq!(file.read(&mut bytes).expect("it returns it"), 13);
    assert_eq!(&bytes[..13], b"hello, kernel");
    assert_eq!(file.read(&mut bytes[..5]).expect("as much as fits"), 5);
    file.write(b"bye").expect("it is stored");
    assert_eq!(file.read(&mut bytes).expect("the last write"), 3);
    drop(file);
    finish(machine);
}

#[test]
fn the_timer_completes_requests() {
    let (machine, device) = echo();
    let file = open(&machine, &device);
    let start = machine.now();
    file.write(b"late").expect("it is stored");
    let took = machine.now() - start;
    assert!(
        (Duration::from_secs(10)..Duration::from_secs(11)).contains(&took),
        "{took:?}"
    );
    drop(file);
    finish(machine);
}

#[test]
fn an_over_long_write_ends_in_one_error() {
    let (machine, device) = echo();
    let file = open(&machine, &device);
    let longest = vec![7; MAX_LENGTH];
    assert_eq!(file.write(&longest).expect("it just fits"), MAX_LENGTH);
    assert_eq!(
        status(file.write(&vec![8; MAX_LENGTH + 1])),
        NtStatus::BUFFER_OVERFLOW
    );
    let mut bytes = vec![0; MAX_LENGTH + 1];
    assert_eq!(file.read(&mut bytes).expect("the write before"), MAX_LENGTH);
    assert_eq!(&bytes[..MAX_LENGTH], longest);
    drop(file);
    finish(machine);
}

#[test]
fn a_waiting_request_can_be_cancelled() {
    let (machine, device) = echo();
    let file = open(&machine, &device);
    let write = file.begin_write(b"kept").expect("it is sent");
    machine
        .run_for(Duration::from_secs(5))
        .expect("no bug check");
    write.cancel();
    assert_eq!(status(write.wait()), NtStatus::CANCELLED);
    let mut bytes = [0; 8];
    assert_eq!(file.read(&mut bytes).expect("what was copied stays"), 4);
    drop(file);
    finish(machine);
}

#[test]
fn a_cancellation_that_races_the_timer_ends_the_request_once() {
    let (mut completed, mut cancelled) = (0, 0);
    for seed in 0..100 {
        let schedule = Schedule::Random { seed };
        let machine = Machine::builder().processors(2).schedule(schedule).build();
        let (machine, device) = echo_on(machine);
        let file = open(&machine, &device);
        let write = file.begin_write(b"race").expect("it is sent");
        let about = Duration::from_secs(10) + Duration::from_micros(seed % 10);
        machine
            .run_for(about - Duration::from_micros(5))
            .expect("no bug check");
        write.cancel();
        match write.wait() {
            Ok(done) => {
                assert_eq!(done.transferred, 4);
                completed += 1;
            }
            failed => {
                assert_eq!(status(failed), NtStatus::CANCELLED, "seed {seed}");
                cancelled += 1;
            }
        }
        drop(file);
        finish(machine);
    }
    assert!(
        completed > 0 && cancelled > 0,
        "{completed} and {cancelled}"
    );
}

#[test]
fn requests_are_handled_one_at_a_time() {
    let (machine, device) = echo();
    let file = open(&machine, &device);
    let start = machine.now();
    let first = file.begin_write(b"first").expect("it is sent");
    let second = file.begin_write(b"second").expect("it is sent");
    first.wait().expect("it is stored");
    second.wait().expect("it is stored");
    assert!(machine.now() - start >= Duration::from_secs(20));
    let mut bytes = [0; 8];
    assert_eq!(file.read(&mut bytes).expect("the last one"), 6);
    drop(file);
    finish(machine);
}

#[test]
fn a_surprise_removal_completes_waiting_requests() {
    let (machine, device) = echo();
    let file = open(&machine, &device);
    let write = file.begin_write(b"lost").expect("it is sent");
    device.surprise_remove().expect("it goes");
    assert!(!status(write.wait()).is_success());
    drop(file);
    finish(machine);
}

#[test]
fn a_waiting_request_survives_a_stop() {
    let (machine, device) = echo();
    let file = open(&machine, &device);
    let write = file.begin_write(b"kept").expect("it is sent");
    device.stop().expect("it stops");
    device.start().expect("it starts again");
    assert_eq!(write.wait().expect("the timer still runs").transferred, 4);
    drop(file);
    finish(machine);
}

#[test]
fn two_programs_go_through_the_scenario() {
    wdk_sim::scenario!("../echo.scenario", &echo::DRIVER, INF);
}
