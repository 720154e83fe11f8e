//! The built `raw_echo.sys` on a simulated machine, doing what the safe `echo` does.
//!
//! `cargo xtask test` builds it and names the folder; without one these tests are skipped.

use std::{env, fmt::Debug, path::PathBuf, time::Duration};

use wdk_sim::{Device, Error, File, Image, Machine, NtStatus};

const MAX_LENGTH: usize = 40 * 1024;
const STATUS_BUFFER_OVERFLOW: NtStatus = NtStatus(0x8000_0005_u32.cast_signed());
const STATUS_CANCELLED: NtStatus = NtStatus(0xC000_0120_u32.cast_signed());

/// A machine on which the built package is installed, with a device; `None` when nothing was
/// built.
fn raw_echo() -> Option<(Machine, Device)> {
    let Some(packages) = env::var_os("WDK_TEST_PACKAGES") else {
        eprintln!("skipped: WDK_TEST_PACKAGES names no folder of built drivers");
        return None;
    };
    let package = PathBuf::from(packages).join("raw_echo_package");
    let image = Image::from_file(package.join("raw_echo.sys")).expect("a good image");
    let machine = Machine::new();
    machine
        .add_package(package.join("raw_echo.inf"), image)
        .expect("a good package");
    let device = machine.plug("root\\raw_echo").expect("it starts");
    Some((machine, device))
}

fn open(machine: &Machine, device: &Device) -> File {
    let [interface] = &device.interfaces()[..] else {
        panic!("one interface was expected: {:?}", device.interfaces());
    };
    machine.open(interface).expect("it opens")
}

/// Unloads the driver, and checks that nothing is left.
fn finish(machine: &Machine) {
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

/// The status that a call failed with.
fn status<T: Debug>(result: wdk_sim::Result<T>) -> NtStatus {
    match result {
        Err(Error::Status(status)) => status,
        other => panic!("a failing status was expected, not {other:?}"),
    }
}

#[test]
fn a_read_returns_what_was_written() {
    let Some((machine, device)) = raw_echo() else {
        return;
    };
    let file = open(&machine, &device);
    let mut bytes = [0; 64];
    assert_eq!(file.read(&mut bytes).expect("nothing yet"), 0);
    assert_eq!(file.write(b"hello, kernel").expect("it is stored"), 13);
    assert_eq!(file.read(&mut bytes).expect("it returns it"), 13);
    assert_eq!(&bytes[..13], b"hello, kernel");
    assert_eq!(file.read(&mut bytes[..5]).expect("as much as fits"), 5);
    drop(file);
    finish(&machine);
}

#[test]
fn the_timer_completes_requests_one_at_a_time() {
    let Some((machine, device)) = raw_echo() else {
        return;
    };
    let file = open(&machine, &device);
    let start = machine.now();
    let first = file.begin_write(b"first").expect("it is sent");
    let second = file.begin_write(b"second").expect("it is sent");
    assert_eq!(first.wait().expect("it is stored").transferred, 5);
    assert_eq!(second.wait().expect("it is stored").transferred, 6);
    let took = machine.now() - start;
    assert!(
        (Duration::from_secs(20)..Duration::from_secs(21)).contains(&took),
        "{took:?}"
    );
    drop(file);
    finish(&machine);
}

#[test]
fn an_over_long_write_ends_in_one_error() {
    let Some((machine, device)) = raw_echo() else {
        return;
    };
    let file = open(&machine, &device);
    let longest = vec![7; MAX_LENGTH];
    assert_eq!(file.write(&longest).expect("it just fits"), MAX_LENGTH);
    assert_eq!(
        status(file.write(&vec![8; MAX_LENGTH + 1])),
        STATUS_BUFFER_OVERFLOW
    );
    let mut bytes = vec![0; MAX_LENGTH + 1];
    assert_eq!(file.read(&mut bytes).expect("the write before"), MAX_LENGTH);
    assert_eq!(&bytes[..MAX_LENGTH], longest);
    drop(file);
    finish(&machine);
}

#[test]
fn a_waiting_request_can_be_cancelled() {
    let Some((machine, device)) = raw_echo() else {
        return;
    };
    let file = open(&machine, &device);
    let write = file.begin_write(b"kept").expect("it is sent");
    machine
        .run_for(Duration::from_secs(5))
        .expect("no bug check");
    write.cancel();
    assert_eq!(status(write.wait()), STATUS_CANCELLED);
    let mut bytes = [0; 8];
    assert_eq!(file.read(&mut bytes).expect("what was copied stays"), 4);
    drop(file);
    finish(&machine);
}

#[test]
fn a_stop_waits_for_the_request() {
    let Some((machine, device)) = raw_echo() else {
        return;
    };
    let file = open(&machine, &device);
    let start = machine.now();
    let write = file.begin_write(b"kept").expect("it is sent");
    device.stop().expect("it stops");
    assert!(machine.now() - start >= Duration::from_secs(10));
    assert_eq!(write.wait().expect("the timer ran").transferred, 4);
    device.start().expect("it starts again");
    assert_eq!(file.write(b"again").expect("it is stored"), 5);
    drop(file);
    finish(&machine);
}
