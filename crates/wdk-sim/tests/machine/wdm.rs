//! A WDM driver through its life: installed by its INF, started, used, removed, unloaded.

use crate::lamp::*;
use wdk_sim::{DeviceState, Error, Machine, support};
use wdk_sys::{
    NTSTATUS, STATUS_CANCELLED, STATUS_DEVICE_BUSY, STATUS_INVALID_BUFFER_SIZE,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_NO_SUCH_DEVICE,
};

fn machine_with_lamp() -> (Machine, wdk_sim::Device) {
    let machine = Machine::new();
    machine.add_package(LAMP_INF, LAMP).unwrap();
    let lamp = machine.plug("root\\lamp").unwrap();
    (machine, lamp)
}

#[track_caller]
fn expect_status<T>(result: wdk_sim::Result<T>, status: NTSTATUS) {
    match result {
        Err(Error::Status(found)) => assert_eq!(found.0, status, "{found}"),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it succeeded"),
    }
}

#[test]
fn a_device_lives_and_leaves_nothing_behind() {
    let (machine, lamp) = machine_with_lamp();
    assert_eq!(lamp.instance_path(), r"ROOT\LAMP\0000");
    assert_eq!(lamp.state(), DeviceState::Started);
    let file = machine
        .open(&lamp.interface(&LAMP_INTERFACE).unwrap())
        .unwrap();
    assert_eq!(file.write(&[7]).unwrap(), 1);
    let mut reversed = [0; 8];
    assert_eq!(
        file.ioctl(IOCTL_REVERSE, b"lamp", &mut reversed).unwrap(),
        4
    );
    assert_eq!(&reversed[..4], b"pmal");
    let mut filled = [0; 5000];
    assert_eq!(file.ioctl(IOCTL_FILL, &[9], &mut filled).unwrap(), 5000);
    assert!(filled.iter().all(|byte| *byte == 9));
    file.close().unwrap();
    lamp.remove().unwrap();
    assert_eq!(lamp.state(), DeviceState::Removed);
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn failures_carry_the_drivers_status() {
    let (machine, lamp) = machine_with_lamp();
    let file = machine
        .open(&lamp.interface(&LAMP_INTERFACE).unwrap())
        .unwrap();
    expect_status(file.write(&[1, 2]), STATUS_INVALID_BUFFER_SIZE);
    expect_status(
        file.ioctl(0x22_3000, &[], &mut []),
        STATUS_INVALID_DEVICE_REQUEST,
    );
    expect_status(
        machine.open(r"\\.\None"),
        wdk_sys::STATUS_OBJECT_NAME_NOT_FOUND,
    );
}

#[test]
fn a_pending_read_is_completed_by_a_write() {
    let (machine, lamp) = machine_with_lamp();
    let file = machine
        .open(&lamp.interface(&LAMP_INTERFACE).unwrap())
        .unwrap();
    let pending = file.begin_read(4).unwrap();
    assert!(!pending.is_complete());
    file.write(&[42]).unwrap();
    assert!(pending.is_complete());
    let completion = pending.wait().unwrap();
    assert_eq!((completion.transferred, completion.data), (1, vec![42]));
}

#[test]
fn a_pending_read_is_cancelled() {
    let (machine, lamp) = machine_with_lamp();
    let file = machine
        .open(&lamp.interface(&LAMP_INTERFACE).unwrap())
        .unwrap();
    let pending = file.begin_read(1).unwrap();
    assert!(pending.cancel());
    expect_status(pending.wait(), STATUS_CANCELLED);
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn the_end_of_the_process_cancels_and_closes() {
    let (machine, lamp) = machine_with_lamp();
    let file = machine
        .open(&lamp.interface(&LAMP_INTERFACE).unwrap())
        .unwrap();
    let pending = file.begin_read(1).unwrap();
    machine.exit_process().unwrap();
    expect_status(pending.wait(), STATUS_CANCELLED);
    lamp.remove().unwrap();
}

#[test]
fn an_open_file_is_a_veto() {
    let (machine, lamp) = machine_with_lamp();
    let file = machine
        .open(&lamp.interface(&LAMP_INTERFACE).unwrap())
        .unwrap();
    expect_status(lamp.remove(), STATUS_DEVICE_BUSY);
    assert_eq!(lamp.state(), DeviceState::Started);
    file.write(&[1]).unwrap();
    drop(file);
    lamp.remove().unwrap();
}

#[test]
fn a_pulled_device_waits_for_its_files() {
    let (machine, lamp) = machine_with_lamp();
    let link = lamp.interface(&LAMP_INTERFACE).unwrap();
    let file = machine.open(&link).unwrap();
    lamp.surprise_remove().unwrap();
    assert_eq!(lamp.state(), DeviceState::SurpriseRemoved);
    expect_status(machine.open(&link), STATUS_NO_SUCH_DEVICE);
    drop(file);
    machine.run_until_idle().unwrap();
    assert_eq!(lamp.state(), DeviceState::Removed);
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn stop_start_disable_enable() {
    let (_machine, lamp) = machine_with_lamp();
    lamp.stop().unwrap();
    assert_eq!(lamp.state(), DeviceState::Stopped);
    lamp.start().unwrap();
    lamp.disable().unwrap();
    assert_eq!(lamp.state(), DeviceState::Disabled);
    lamp.enable().unwrap();
    lamp.cancel_remove().unwrap();
    lamp.cancel_stop().unwrap();
    assert_eq!(lamp.state(), DeviceState::Started);
    lamp.remove().unwrap();
}

#[test]
fn a_device_without_drivers_is_pulled_out_once() {
    let (machine, lamp) = machine_with_lamp();
    lamp.disable().unwrap();
    lamp.surprise_remove().unwrap();
    assert_eq!(lamp.state(), DeviceState::Removed);
    lamp.surprise_remove().unwrap();
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_double_completion_is_reported_and_the_process_lives() {
    let (machine, lamp) = machine_with_lamp();
    let file = machine
        .open(&lamp.interface(&LAMP_INTERFACE).unwrap())
        .unwrap();
    let error = file.ioctl(IOCTL_COMPLETE_TWICE, &[], &mut []).unwrap_err();
    let Error::BugCheck(bug_check) = error else {
        panic!("{error}");
    };
    assert_eq!(bug_check.code, 0x44);
    assert!(machine.finish().is_err(), "the machine has ended");
}

#[test]
fn information_beyond_the_buffer_is_reported() {
    let (machine, lamp) = machine_with_lamp();
    let file = machine
        .open(&lamp.interface(&LAMP_INTERFACE).unwrap())
        .unwrap();
    let error = file.ioctl(IOCTL_LIE, &[], &mut [0; 4]).unwrap_err();
    assert!(matches!(error, Error::BugCheck(_)), "{error}");
    drop(machine);
}

#[track_caller]
fn expect_disclosure(result: wdk_sim::Result<usize>, part: &str) {
    let Err(Error::BugCheck(bug_check)) = result else {
        panic!("{result:?}");
    };
    assert_eq!(bug_check.code, 0xC4);
    assert!(bug_check.message.contains("MemoryDisclosed"), "{bug_check}");
    assert!(bug_check.message.contains(part), "{bug_check}");
}

#[test]
fn output_that_nobody_wrote_is_reported() {
    for (code, part) in [
        (
            IOCTL_DISCLOSE,
            "bytes 8 to 63 of its output are what the system buffer held",
        ),
        (
            IOCTL_DISCLOSE_POOL,
            "bytes 0 to 63 of its output are what a pool block held",
        ),
    ] {
        let (machine, lamp) = machine_with_lamp();
        let file = machine
            .open(&lamp.interface(&LAMP_INTERFACE).unwrap())
            .unwrap();
        expect_disclosure(file.ioctl(code, b"my input", &mut [0; 64]), part);
    }
}

#[test]
fn a_program_gets_its_own_input_back() {
    let (machine, lamp) = machine_with_lamp();
    let file = machine
        .open(&lamp.interface(&LAMP_INTERFACE).unwrap())
        .unwrap();
    let mut output = [0; 8];
    assert_eq!(
        file.ioctl(IOCTL_DISCLOSE, b"my input", &mut output)
            .unwrap(),
        8
    );
    assert_eq!(&output, b"my input");
}

/// The functions of the machine that take a device object, with the numbers of these parameters: as
/// `wdk-sys` describes them, and two whose description does not say so.
fn functions_of_devices() -> Vec<(String, Vec<u8>)> {
    let mut found = vec![
        ("IoAttachDevice".to_owned(), vec![0]),
        ("IoInitializeWorkItem".to_owned(), vec![0]),
    ];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../wdk-sys/abi/wdm");
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for function in text.split("\nfn ").skip(1) {
            let Some((name, rest)) = function.split_once('(') else {
                continue;
            };
            let parameters = rest.split(')').next().unwrap_or_default().split(',');
            let is_device = |parameter: &str| {
                let kind = parameter.split(':').nth(1).unwrap_or_default().trim();
                ["PDEVICE_OBJECT", "*mut _DEVICE_OBJECT"].contains(&kind)
            };
            let devices = parameters.zip(0..).filter(|(it, _)| is_device(it));
            let devices: Vec<u8> = devices.map(|(_, number)| number).collect();
            found.push((name.to_owned(), devices));
        }
    }
    let rows = || support::rows().filter(|row| row.module == "ntoskrnl.exe");
    found.retain(|(name, devices)| !devices.is_empty() && rows().any(|row| row.name == name));
    found
}

#[test]
fn a_deleted_device_object_is_named() {
    let mut named = 0;
    for (function, devices) in functions_of_devices() {
        for device in devices {
            let (machine, lamp) = machine_with_lamp();
            let file = machine
                .open(&lamp.interface(&LAMP_INTERFACE).unwrap())
                .unwrap();
            let input = [&[device], function.as_bytes()].concat();
            let result = file.ioctl(IOCTL_USE_DELETED, &input, &mut []);
            let Err(Error::BugCheck(bug_check)) = result else {
                panic!("{function}: {result:?}");
            };
            assert_eq!(bug_check.code, 0x18, "{function}: {bug_check}");
            let message = format!("{function}: the Device object was deleted");
            assert!(bug_check.message.contains(&message), "{bug_check}");
            named += 1;
        }
    }
    assert!(named > 40, "{named}");
}

#[test]
fn a_forgotten_request_is_found() {
    let (machine, lamp) = machine_with_lamp();
    let file = machine
        .open(&lamp.interface(&LAMP_INTERFACE).unwrap())
        .unwrap();
    let _pending = file.begin_ioctl(IOCTL_FORGET, &[], 0).unwrap();
    drop(file);
    let error = match machine.finish() {
        Err(error) => error.to_string(),
        Ok(report) => report.to_string(),
    };
    assert!(error.contains("IRP_MJ_DEVICE_CONTROL"), "{error}");
}

#[test]
fn an_unknown_device_is_a_clear_error() {
    let machine = Machine::new();
    let error = machine.plug("root\\lamp").err().unwrap();
    assert!(error.to_string().contains("add_package"), "{error}");
    machine.add_package(LAMP_INF, LAMP).unwrap();
    let error = machine.plug("root\\lantern").err().unwrap();
    assert!(matches!(error, Error::Inf(_)), "{error}");
    assert!(error.to_string().contains("root\\lamp"), "{error}");
}

#[test]
fn the_story_is_told_in_microsofts_words() {
    let (machine, lamp) = machine_with_lamp();
    lamp.remove().unwrap();
    let trace = machine.trace();
    let names: Vec<_> = trace.names().collect();
    let position = |name: &str| names.iter().position(|other| *other == name);
    let order = [
        "DriverEntry",
        "AddDevice",
        "IRP_MJ_PNP/IRP_MN_START_DEVICE",
        "IRP_MJ_PNP/IRP_MN_QUERY_REMOVE_DEVICE",
        "IRP_MJ_PNP/IRP_MN_REMOVE_DEVICE",
        "DriverUnload",
    ];
    let positions: Vec<_> = order.iter().map(|name| position(name)).collect();
    assert!(positions.iter().all(Option::is_some), "{names:?}");
    assert!(positions.is_sorted(), "{names:?}");
}

#[test]
fn a_thousand_lives_end_with_nothing() {
    let machine = Machine::builder()
        .trace(wdk_sim::trace::Detail::Off)
        .build();
    machine.add_package(LAMP_INF, LAMP).unwrap();
    for _ in 0..1000 {
        let lamp = machine.plug("root\\lamp").unwrap();
        let file = machine
            .open(&lamp.interface(&LAMP_INTERFACE).unwrap())
            .unwrap();
        file.write(&[1]).unwrap();
        drop(file);
        lamp.remove().unwrap();
    }
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

/// What the driver prints of where things are, on a machine that stays.
fn where_things_are() -> (Machine, String) {
    let (machine, lamp) = machine_with_lamp();
    let file = machine.open(&lamp.interface(&LAMP_INTERFACE).unwrap());
    file.unwrap()
        .ioctl(IOCTL_WHERE, &[1; 7], &mut [0; 9])
        .unwrap();
    let trace = machine.trace();
    let printed = trace.names().find(|it| it.starts_with("where "));
    let printed = printed.expect("it is printed").to_owned();
    (machine, printed)
}

#[test]
fn pointers_that_a_driver_prints_do_not_depend_on_the_host() {
    // Both machines are there: on the host their memory is at different places.
    let (_one, first) = where_things_are();
    let (_other, second) = where_things_are();
    assert_eq!(first, second);
    let numbers = first.split(' ').skip(1);
    let numbers: Vec<_> = numbers.map(|it| u64::from_str_radix(it, 16)).collect();
    let kernel = 0xFFFF_8000_0000_0000;
    let [Ok(device), Ok(irp), Ok(input), Ok(output), Ok(stack)] = numbers[..] else {
        panic!("{first}");
    };
    assert!(
        [device, irp, stack].iter().all(|it| *it > kernel),
        "{first}"
    );
    let user = 0x1_0000..0x8000_0000_0000;
    assert!(user.contains(&input) && user.contains(&output), "{first}");
}
