//! The safe API on a simulated machine.

mod careless;
mod extremes;
mod kettle;
mod log;
#[cfg(feature = "ndis")]
mod ndis;
mod oven;
mod power;
mod random;
mod removal;
mod soundness;
mod stops;
mod trace;
mod watcher;
#[cfg(feature = "wfp")]
mod wfp;
mod wmi;

use wdk_sim::{BadAddress, Control, Device, Error, File, Hardware, Machine, Resource};

/// How many schedules a test tries: a few, or as many as `WDK_SCHEDULES` says.
fn schedules(few: u64) -> u64 {
    let asked = std::env::var("WDK_SCHEDULES").ok();
    asked.map_or(few, |asked| asked.parse().expect("a number"))
}

/// A test for schedules whose calls all succeed: a status that a test returns is no finding.
fn succeeding(
    test: impl Fn(&Machine) -> wdk_sim::Result,
) -> impl FnMut(&Machine) -> wdk_sim::Result {
    move |machine| {
        let result = test(machine);
        let refused = matches!(result, Err(Error::Status(_) | Error::NotFound(_)));
        assert!(!refused, "{result:?}");
        result
    }
}

/// The toaster's INF, for the driver `name`.
fn inf(name: &str) -> String {
    include_str!("../../../../inf/toaster.inx").replace("toaster", name)
}

fn oven(machine: &Machine) -> (Device, File) {
    machine
        .add_package(&*inf("oven"), oven::DRIVER)
        .expect("a good package");
    let device = machine.plug("root\\oven").expect("it starts");
    let file = machine.open("\\\\.\\Oven").expect("it opens");
    (device, file)
}

fn finish(machine: &Machine, file: File) {
    drop(file);
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

fn number(file: &File, code: wdk::IoControlCode) -> u32 {
    let mut number = [0; 4];
    assert_eq!(
        file.ioctl(code.value(), &[], &mut number)
            .expect("an answer"),
        4
    );
    u32::from_le_bytes(number)
}

#[test]
fn work_items_answer_in_a_thread() {
    let machine = Machine::new();
    let (_device, file) = oven(&machine);
    assert_eq!([(); 3].map(|()| number(&file, oven::COUNT)), [1, 2, 3]);
    finish(&machine, file);
}

#[test]
fn memory_is_copied_within_its_bounds() {
    let machine = Machine::new();
    let (_device, file) = oven(&machine);
    let mut output = [0; 5];
    for code in [oven::REVERSE, oven::REVERSE_IN_PLACE] {
        let length = file
            .ioctl(code.value(), b"bread", &mut output)
            .expect("an answer");
        assert_eq!((length, &output), (5, b"daerb"));
        let short = file.ioctl(code.value(), b"bread", &mut output[..3]);
        assert!(matches!(short, Err(Error::Status(_))), "{short:?}");
    }
    finish(&machine, file);
}

#[test]
fn no_more_is_reported_than_was_written() {
    let machine = Machine::new();
    let (_device, file) = oven(&machine);
    assert_eq!(
        file.ioctl(oven::REPORT_TOO_MUCH.value(), &[], &mut [0; 8])
            .expect("an answer"),
        0
    );
    finish(&machine, file);
}

#[test]
fn hardware_is_there_when_the_device_is_powered() {
    let machine = Machine::new();
    machine
        .add_package(&*inf("oven"), oven::DRIVER)
        .expect("a good package");
    let registers = Resource::Memory {
        start: 0xFEB0_0000,
        length: 0x1000,
    };
    let device = machine
        .plug(Hardware::new("root\\oven").resource(registers))
        .expect("it starts");
    let file = machine.open("\\\\.\\Oven").expect("it opens");
    assert_eq!(number(&file, oven::REGISTERS), 0x1000);
    device.stop().expect("it stops");
    device.start().expect("it starts again");
    assert_eq!(number(&file, oven::REGISTERS), 0x1000);
    finish(&machine, file);
}

#[test]
fn devices_share_what_their_driver_has() {
    let machine = Machine::new();
    let (_first, file) = oven(&machine);
    let second = machine.plug("root\\oven").expect("it starts");
    let interface = second
        .interface(&oven::OVEN_INTERFACE.into())
        .expect("it has one");
    let other = machine.open(&interface).expect("it opens");
    assert_eq!(
        (number(&file, oven::DEVICES), number(&other, oven::DEVICES)),
        (1, 2)
    );
    drop(other);
    finish(&machine, file);
}

#[test]
fn a_driver_without_plug_and_play_has_a_control_device() {
    let machine = Machine::new();
    machine.load(kettle::DRIVER).expect("it loads");
    let file = machine.open("\\\\.\\Kettle").expect("it opens");
    assert_eq!(file.write(b"water").expect("it fits"), 4);
    let mut bytes = [0; 8];
    assert_eq!(file.read(&mut bytes).expect("an answer"), 4);
    assert_eq!(&bytes[..4], b"wate");
    finish(&machine, file);
}

#[test]
fn a_forgotten_request_is_a_violation() {
    let machine = Machine::new();
    let (_device, file) = oven(&machine);
    let parked = file.begin_read(1).expect("it is sent");
    let forgotten = file.ioctl(oven::FORGET.value(), &[], &mut []);
    drop(parked);
    let violations = machine.violations();
    assert_eq!(violations.len(), 1, "{forgotten:?}");
    assert_eq!(violations[0].rule, "DriverBreakPoint");
    assert_eq!(violations[0].driver, "oven");
}

/// The oven's queue has no `stop` handler.
#[test]
fn a_parked_request_does_not_keep_its_device_from_going() {
    let machine = Machine::new();
    let (device, file) = oven(&machine);
    let parked = file.begin_read(1).expect("it is sent");
    assert!(!parked.is_complete());
    device.surprise_remove().expect("it goes");
    assert!(parked.is_complete());
    assert!(parked.wait().is_err());
    finish(&machine, file);
}

#[test]
fn the_second_buffer_of_in_direct_is_read_and_not_written() {
    let machine = Machine::new();
    let (_device, file) = oven(&machine);
    let join = Control::new(oven::JOIN.value())
        .input(b"head")
        .output(b"data");
    let done = file.control(&join).expect("an answer");
    assert_eq!((done.transferred, &*done.data), (4, &b"data"[..]));
    finish(&machine, file);
}

#[test]
fn a_null_buffer_of_a_program_is_its_own_error() {
    let machine = Machine::new();
    let (_device, file) = oven(&machine);
    let reverse = Control::new(oven::REVERSE_IN_PLACE.value())
        .input(b"bread")
        .output(&[0; 5]);
    for place in [BadAddress::Null, BadAddress::Kernel, BadAddress::Freed] {
        for bad in [reverse.input_at(place), reverse.output_at(place)] {
            let refused = file.control(&bad);
            let Err(Error::Status(status)) = refused else {
                panic!("{bad:?}: {refused:?}");
            };
            assert_eq!(
                status.to_string(),
                "STATUS_ACCESS_VIOLATION (0xC0000005)",
                "{bad:?}"
            );
        }
    }
    assert!(machine.violations().is_empty());
    finish(&machine, file);
}

#[test]
fn a_request_is_not_completed_as_pending() {
    let machine = Machine::new();
    let (_device, file) = oven(&machine);
    let ended = file.ioctl(oven::PENDING.value(), &[], &mut []);
    assert!(matches!(ended, Err(Error::BugCheck(_))), "{ended:?}");
    let violations = machine.violations();
    assert_eq!(violations.len(), 1, "{violations:?}");
    assert_eq!(violations[0].rule, "DriverBreakPoint");
}

#[test]
fn a_parked_request_is_cancelled_once_or_taken_once() {
    let machine = Machine::new();
    let (_device, file) = oven(&machine);
    let parked = file.begin_read(1).expect("it is sent");
    let busy = file.begin_read(1).expect("it is sent").wait();
    assert!(
        matches!(busy, Err(Error::Status(_))),
        "one place holds one request: {busy:?}"
    );
    parked.cancel();
    assert!(parked.wait().is_err());
    let nothing = file.ioctl(oven::FORGET.value(), &[], &mut []);
    assert!(
        matches!(nothing, Err(Error::Status(_))),
        "the place is empty: {nothing:?}"
    );
    finish(&machine, file);
}
