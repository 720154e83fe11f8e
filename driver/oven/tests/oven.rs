//! The oven by WMI: as linked into the test, and as the built image.

use oven::interface::{
    COLD, ITEM_LIMIT, ITEM_OVERHEATED, LIMIT, METHOD_COOL, METHOD_HEAT, OVEN_OVERHEATED,
    OVEN_READINGS, OVEN_SETTINGS,
};
use wdk_sim::{Code, Device, Error, Machine, NtStatus, WmiBlock, in_every_world};

const INX: &str = include_str!("../../../inf/oven.inx");
const INSTANCE: &str = r"ROOT\OVEN\0000_0";

fn plugged(code: Code) -> (Machine, Device) {
    let machine = Machine::new();
    machine.add_package(INX, code).expect("it installs");
    let device = machine.plug("root\\oven").expect("it starts");
    (machine, device)
}

fn finish(machine: &Machine, device: &Device) {
    device.remove().expect("it goes");
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

fn numbers(data: &[u8]) -> Vec<u32> {
    let numbers = data.chunks_exact(4);
    let number = |it: &[u8]| u32::from_le_bytes(it.try_into().expect("four bytes"));
    numbers.map(number).collect()
}

fn read(block: &WmiBlock) -> Vec<u32> {
    numbers(&block.query(INSTANCE).expect("data"))
}

/// The name of the status that a request ends with.
fn status<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::Status(status @ NtStatus(_))) => status.to_string(),
        other => panic!("no status: {other:?}"),
    }
}

#[test]
fn settings_are_read_and_set_as_a_whole_and_by_item() {
    in_every_world(&oven::DRIVER, |code| {
        let (machine, device) = plugged(code);
        let block = machine
            .wmi_block(&OVEN_SETTINGS.into())
            .expect("registered");
        assert_eq!(read(&block), [LIMIT, 0]);
        // What is only read stays.
        let mut settings = 180_u32.to_le_bytes().to_vec();
        settings.extend(99_u32.to_le_bytes());
        block.set(INSTANCE, &settings).expect("it is set");
        assert_eq!(read(&block), [180, 0]);
        let limit = 200_u32.to_le_bytes();
        block
            .set_item(INSTANCE, ITEM_LIMIT, &limit)
            .expect("an item");
        assert_eq!(read(&block), [200, 0]);
        for (item, value, expected) in [
            (ITEM_OVERHEATED, &limit[..], "STATUS_WMI_READ_ONLY"),
            (3, &limit, "STATUS_WMI_ITEMID_NOT_FOUND"),
            (ITEM_LIMIT, &limit[..2], "STATUS_INVALID_BUFFER_SIZE"),
            (ITEM_LIMIT, &COLD.to_le_bytes(), "STATUS_WMI_SET_FAILURE"),
        ] {
            let said = status(block.set_item(INSTANCE, item, value));
            assert!(said.contains(expected), "{said}");
        }
        drop(block);
        finish(&machine, &device);
    });
}

#[test]
fn methods_heat_once_and_cool() {
    in_every_world(&oven::DRIVER, |code| {
        let (machine, device) = plugged(code);
        let block = machine
            .wmi_block(&OVEN_READINGS.into())
            .expect("registered");
        let heat = |degrees: u32| block.execute(INSTANCE, METHOD_HEAT, &degrees.to_le_bytes());
        assert_eq!(numbers(&heat(30).expect("it heats")), [COLD + 30]);
        assert_eq!(numbers(&heat(10).expect("it heats")), [COLD + 40]);
        let cooled = block.execute(INSTANCE, METHOD_COOL, &[]).expect("it cools");
        assert!(cooled.is_empty());
        assert_eq!(read(&block)[0], COLD);
        let said = status(block.execute(INSTANCE, 3, &[]));
        assert!(said.contains("STATUS_WMI_ITEMID_NOT_FOUND"), "{said}");
        let said = status(block.execute(INSTANCE, METHOD_HEAT, &[1]));
        assert!(said.contains("STATUS_INVALID_BUFFER_SIZE"), "{said}");
        drop(block);
        finish(&machine, &device);
    });
}

#[test]
fn readings_are_counted_from_when_the_first_program_looks() {
    in_every_world(&oven::DRIVER, |code| {
        let (machine, device) = plugged(code);
        let open = || {
            machine
                .wmi_block(&OVEN_READINGS.into())
                .expect("registered")
        };
        let first = open();
        assert_eq!(read(&first), [COLD, 1]);
        let second = open();
        assert_eq!(read(&second), [COLD, 2], "it is collected already");
        drop((first, second));
        let third = open();
        assert_eq!(read(&third), [COLD, 1]);
        drop(third);
        finish(&machine, &device);
    });
}

#[test]
fn an_oven_that_is_too_hot_tells_who_listens_and_counts() {
    in_every_world(&oven::DRIVER, |code| {
        let (machine, device) = plugged(code);
        let block = machine
            .wmi_block(&OVEN_READINGS.into())
            .expect("registered");
        let heat = |degrees: u32| {
            let heated = block.execute(INSTANCE, METHOD_HEAT, &degrees.to_le_bytes());
            heated.expect("it heats");
        };
        heat(300);
        let events = machine
            .wmi_events(&OVEN_OVERHEATED.into())
            .expect("enabled");
        heat(10);
        let got = events.take().expect("the machine runs");
        assert_eq!(got.len(), 1, "nobody listened before");
        assert_eq!(numbers(&got[0].data), [COLD + 310]);
        assert_eq!(got[0].instance.as_deref(), Some(INSTANCE));
        drop(events);
        heat(1);
        let settings = machine
            .wmi_block(&OVEN_SETTINGS.into())
            .expect("registered");
        assert_eq!(read(&settings), [LIMIT, 3]);
        drop((block, settings));
        finish(&machine, &device);
    });
}

#[test]
fn an_oven_that_is_pulled_out_has_no_blocks() {
    in_every_world(&oven::DRIVER, |code| {
        let (machine, device) = plugged(code);
        let block = machine
            .wmi_block(&OVEN_SETTINGS.into())
            .expect("registered");
        let events = machine
            .wmi_events(&OVEN_OVERHEATED.into())
            .expect("enabled");
        device.surprise_remove().expect("it is pulled out");
        let said = status(block.query(INSTANCE));
        assert!(said.contains("STATUS_WMI_GUID_NOT_FOUND"), "{said}");
        drop((block, events));
        let report = machine.finish().expect("it unloads");
        assert!(report.is_clean(), "{report}");
    });
}
