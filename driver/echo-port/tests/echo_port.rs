//! One test body for the driver after each step: what moves must not change what programs see.
//!
//! The first step is an image: `cargo xtask test` builds it and names the folder; without one it is skipped.

use std::{env, fmt::Debug, path::PathBuf, time::Duration};

use echo_port::{step_2_entry, step_3_timer, step_4_context, step_5_queue};
use wdk_sim::{Device, Error, File, Image, Machine, NtStatus};
use wdk_sys::host::NativeDriver;

const INF: &str = include_str!("../../../inf/echo_port.inx");
const MAX_LENGTH: usize = 4096;
const DELAY: Duration = Duration::from_secs(1);
const STATUS_BUFFER_OVERFLOW: NtStatus = NtStatus(0x8000_0005_u32.cast_signed());
const STATUS_CANCELLED: NtStatus = NtStatus(0xC000_0120_u32.cast_signed());

#[test]
fn step_1_as_written() {
    let Some(packages) = env::var_os("WDK_TEST_PACKAGES") else {
        eprintln!("skipped: WDK_TEST_PACKAGES names no folder of built drivers");
        return;
    };
    let package = PathBuf::from(packages).join("echo_port_package");
    echoes(|machine| {
        let image = Image::from_file(package.join("echo_port.sys")).expect("a good image");
        machine
            .add_package(package.join("echo_port.inf"), image)
            .expect("a good package");
    });
}

#[test]
fn step_2_entry() {
    echoes(|machine| add(machine, step_2_entry::DRIVER));
}

#[test]
fn step_3_timer() {
    echoes(|machine| add(machine, step_3_timer::DRIVER));
}

#[test]
fn step_4_context() {
    echoes(|machine| add(machine, step_4_context::DRIVER));
}

#[test]
fn step_5_queue() {
    echoes(|machine| add(machine, step_5_queue::DRIVER));
}

/// Installs a native driver.
fn add(machine: &Machine, driver: NativeDriver) {
    machine.add_package(INF, driver).expect("a good package");
}

/// What programs see of the driver that `install` installs.
// ANCHOR: test
fn echoes(install: impl Fn(&Machine)) {
    on_a_machine(&install, |machine, _device, file| {
        let start = machine.now();
        assert_eq!(file.write(b"hello, kernel").expect("it is stored"), 13);
        let took = machine.now() - start;
        assert!((DELAY..2 * DELAY).contains(&took), "{took:?}");

        let mut bytes = [0; 64];
        assert_eq!(file.read(&mut bytes).expect("it returns it"), 13);
        assert_eq!(&bytes[..13], b"hello, kernel");
        assert_eq!(file.read(&mut bytes[..5]).expect("as much as fits"), 5);
    });
    // ANCHOR_END: test
    on_a_machine(&install, |_machine, _device, file| {
        let longest = vec![7; MAX_LENGTH];
        assert_eq!(file.write(&longest).expect("it just fits"), MAX_LENGTH);
        let status = status(file.write(&[8; MAX_LENGTH + 1]));
        assert_eq!(status, STATUS_BUFFER_OVERFLOW);
        let mut bytes = vec![0; MAX_LENGTH + 1];
        assert_eq!(file.read(&mut bytes).expect("the write before"), MAX_LENGTH);
        assert_eq!(&bytes[..MAX_LENGTH], longest);
    });
    on_a_machine(&install, |machine, _device, file| {
        let start = machine.now();
        let first = file.begin_write(b"first").expect("it is sent");
        let second = file.begin_write(b"second").expect("it is sent");
        assert_eq!(first.wait().expect("it is stored").transferred, 5);
        assert_eq!(second.wait().expect("it is stored").transferred, 6);
        assert!(machine.now() - start >= 2 * DELAY, "one after the other");
    });
    on_a_machine(&install, |machine, _device, file| {
        let write = file.begin_write(b"kept").expect("it is sent");
        machine.run_for(DELAY / 2).expect("no bug check");
        write.cancel();
        assert_eq!(status(write.wait()), STATUS_CANCELLED);
        machine.run_for(DELAY).expect("the timer finds no request");
        assert_eq!(file.write(b"again").expect("it is stored"), 5);
    });
    // Cancellation meets the timer.
    for early in 0..10 {
        on_a_machine(&install, |machine, _device, file| {
            let write = file.begin_write(b"race").expect("it is sent");
            let before = DELAY - Duration::from_micros(early);
            machine.run_for(before).expect("no bug check");
            write.cancel();
            match write.wait() {
                Ok(done) => assert_eq!(done.transferred, 4),
                failed => assert_eq!(status(failed), STATUS_CANCELLED),
            }
        });
    }
    on_a_machine(&install, |_machine, device, file| {
        let write = file.begin_write(b"lost").expect("it is sent");
        device.surprise_remove().expect("it goes");
        // The raw queue waits for its request, the safe one cancels it.
        let _ = write.wait();
    });
}

/// Runs `body` with an open device, unloads the driver, and checks that nothing is left.
fn on_a_machine(install: impl Fn(&Machine), body: impl FnOnce(&Machine, &Device, &File)) {
    let machine = Machine::new();
    install(&machine);
    let device = machine.plug("root\\echo_port").expect("it starts");
    let [interface] = &device.interfaces()[..] else {
        panic!("one interface was expected: {:?}", device.interfaces());
    };
    let file = machine.open(interface).expect("it opens");
    body(&machine, &device, &file);
    drop(file);
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
