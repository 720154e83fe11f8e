//! The toaster on a simulated machine.

mod adversity;
mod endurance;
mod events;
mod worlds;

use std::time::Duration;

use toaster::interface::{
    CAPACITY, DARK, IOCTL_TOASTER_GET_DONENESS, IOCTL_TOASTER_SET_DONENESS, TOASTER_INTERFACE,
};
use wdk::{
    IoControlCode, NtStatus,
    ioctl::{Access, Method, device_type},
};
use wdk_sim::{Device, Error, File, Machine};

const INF: &str = include_str!("../../../../inf/toaster.inx");

/// A machine with a toaster plugged in.
fn toaster() -> (Machine, Device) {
    let machine = Machine::new();
    machine
        .add_package(INF, toaster::DRIVER)
        .expect("a good package");
    let device = machine.plug("root\\toaster").expect("it starts");
    (machine, device)
}

fn open(machine: &Machine, device: &Device) -> File {
    let interface = device
        .interface(&TOASTER_INTERFACE.into())
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

fn doneness(file: &File) -> u32 {
    let mut value = [0; 4];
    let length = file
        .ioctl(IOCTL_TOASTER_GET_DONENESS.value(), &[], &mut value)
        .expect("it has a setting");
    assert_eq!(length, 4);
    u32::from_le_bytes(value)
}

fn set_doneness(file: &File, value: u32) -> wdk_sim::Result<usize> {
    let code = IOCTL_TOASTER_SET_DONENESS.value();
    file.ioctl(code, &value.to_le_bytes(), &mut [])
}

#[test]
fn bread_becomes_toast_in_its_time() {
    let (machine, device) = toaster();
    let file = open(&machine, &device);
    set_doneness(&file, 7).expect("a setting");
    let start = machine.now();
    assert_eq!(file.write(b"bread").expect("it is empty"), 5);

    let mut toast = [0; 16];
    let length = file.read(&mut toast).expect("toast");

    assert_eq!(&toast[..length], b"BREAD");
    let took = machine.now() - start;
    assert!(
        (Duration::from_secs(7)..Duration::from_secs(8)).contains(&took),
        "{took:?}"
    );
    drop(file);
    finish(machine);
}

#[test]
fn toast_that_is_done_is_served_at_once() {
    let (machine, device) = toaster();
    let file = open(&machine, &device);
    file.write(b"bread").expect("it is empty");
    machine
        .run_for(Duration::from_secs(60))
        .expect("no bug check");
    let start = machine.now();
    let mut toast = [0; 3];
    assert_eq!(file.read(&mut toast).expect("toast"), 3);
    assert_eq!(&toast, b"BRE");
    assert!(machine.now() - start < Duration::from_secs(1));
    drop(file);
    finish(machine);
}

#[test]
fn there_is_one_slot() {
    let (machine, device) = toaster();
    let file = open(&machine, &device);
    assert_eq!(
        status(file.write(&[b'x'; CAPACITY + 1])),
        NtStatus::INVALID_BUFFER_SIZE
    );
    assert_eq!(file.write(&[b'x'; CAPACITY]).expect("it fits"), CAPACITY);
    assert_eq!(status(file.write(b"more")), NtStatus::DEVICE_BUSY);
    assert_eq!(file.read(&mut [0; CAPACITY]).expect("toast"), CAPACITY);
    assert_eq!(file.write(b"more").expect("it is empty"), 4);
    drop(file);
    finish(machine);
}

#[test]
fn settings_are_checked() {
    let (machine, device) = toaster();
    let file = open(&machine, &device);
    assert_eq!(doneness(&file), 3);
    for refused in [0, DARK + 1, u32::MAX] {
        assert_eq!(
            status(set_doneness(&file, refused)),
            NtStatus::INVALID_PARAMETER
        );
    }
    set_doneness(&file, DARK).expect("a setting");
    assert_eq!(doneness(&file), DARK);

    let get = IOCTL_TOASTER_GET_DONENESS.value();
    assert_eq!(
        status(file.ioctl(get, &[], &mut [0; 3])),
        NtStatus::BUFFER_TOO_SMALL
    );
    let set = IOCTL_TOASTER_SET_DONENESS.value();
    assert_eq!(
        status(file.ioctl(set, &[1, 0], &mut [])),
        NtStatus::BUFFER_TOO_SMALL
    );
    for oversized in [5, 1 << 20] {
        assert_eq!(
            status(file.ioctl(set, &vec![1; oversized], &mut [])),
            NtStatus::INVALID_BUFFER_SIZE
        );
    }
    assert_eq!(
        status(file.begin_ioctl(get, &[], usize::MAX).map(drop)),
        NtStatus::INVALID_PARAMETER
    );
    assert_eq!(doneness(&file), DARK);
    let pop = IoControlCode::new(device_type::UNKNOWN, 0x8FF, Method::Buffered, Access::Any);
    assert_eq!(
        status(file.ioctl(pop.value(), &[], &mut [])),
        NtStatus::INVALID_DEVICE_REQUEST
    );
    drop(file);
    finish(machine);
}

#[test]
fn an_answer_is_no_longer_than_its_value() {
    let (machine, device) = toaster();
    let file = open(&machine, &device);
    let mut output = [0xAA; 64];
    let get = IOCTL_TOASTER_GET_DONENESS.value();
    assert_eq!(file.ioctl(get, &[], &mut output).expect("a setting"), 4);
    assert!(output[4..].iter().all(|&byte| byte == 0xAA));
    drop(file);
    finish(machine);
}

#[test]
fn a_waiting_read_can_be_cancelled() {
    let (machine, device) = toaster();
    let file = open(&machine, &device);
    let waiting = file.begin_read(16).expect("it is sent");
    machine
        .run_for(Duration::from_secs(5))
        .expect("no bug check");
    waiting.cancel();
    assert_eq!(status(waiting.wait()), NtStatus::CANCELLED);

    file.write(b"bread").expect("it is empty");
    assert_eq!(file.read(&mut [0; 16]).expect("toast"), 5);
    drop(file);
    finish(machine);
}

#[test]
fn a_surprise_removal_completes_waiting_reads() {
    let (machine, device) = toaster();
    let file = open(&machine, &device);
    let waiting = file.begin_read(16).expect("it is sent");
    device.surprise_remove().expect("it goes");
    assert!(!status(waiting.wait()).is_success());
    assert!(!status(file.write(b"bread")).is_success());
    drop(file);
    finish(machine);
}

#[test]
fn a_stopped_toaster_is_empty_afterwards() {
    let (machine, device) = toaster();
    let file = open(&machine, &device);
    file.write(b"bread").expect("it is empty");
    device.stop().expect("it stops");
    machine
        .run_for(Duration::from_secs(60))
        .expect("no bug check");
    device.start().expect("it starts again");
    assert_eq!(file.write(b"more").expect("it is empty"), 4);
    assert_eq!(file.read(&mut [0; 16]).expect("toast"), 4);
    drop(file);
    finish(machine);
}

#[test]
fn toasters_do_not_share_bread() {
    let (machine, first) = toaster();
    let second = machine.plug("root\\toaster").expect("it starts");
    let (left, right) = (open(&machine, &first), open(&machine, &second));
    left.write(b"left").expect("it is empty");
    right.write(b"right").expect("it is empty");
    let mut toast = [0; 16];
    assert_eq!(right.read(&mut toast).expect("toast"), 5);
    assert_eq!(&toast[..5], b"RIGHT");
    assert_eq!(left.read(&mut toast).expect("toast"), 4);
    assert_eq!(&toast[..4], b"LEFT");
    drop((left, right));
    finish(machine);
}
