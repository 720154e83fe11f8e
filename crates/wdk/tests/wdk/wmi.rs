//! WMI blocks: what the sample does not show, and a device that goes while it sends events.

use std::{
    cell::Cell,
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
};

use wdk::{
    device::state::Kept,
    guid,
    prelude::*,
    wmi::{Control, Item, MethodCall, WmiBlock, WmiEvents},
};
use wdk_sim::{Device as Plugged, Error as SimError, Machine, NtStatus as SimStatus};
use wdk_sys::{STATUS_INVALID_BUFFER_SIZE, STATUS_UNSUCCESSFUL, STATUS_WMI_READ_ONLY};

use crate::inf;

const SENSORS: Guid = guid!("D1E7F6A1-5A0D-4B43-9A1B-6A7B1C6D5A20");
const ALARM: Guid = guid!("D1E7F6A2-5A0D-4B43-9A1B-6A7B1C6D5A20");
const GREEDY: Guid = guid!("D1E7F6A3-5A0D-4B43-9A1B-6A7B1C6D5A20");

/// The device that was kept, for the one test that uses it.
static KEPT: Mutex<Option<ObjRef<Device<Station>>>> = Mutex::new(None);

thread_local! {
    /// What sending an event after the removal came to.
    static SENT: Cell<Option<Result<()>>> = const { Cell::new(None) };
}

#[derive(Clone, Copy, Plain)]
#[repr(C)]
struct Sensor {
    number: u32,
    value: u32,
}

/// A context with three sensors, and two fields for events.
#[wdk::context]
struct Station {
    values: [AtomicU32; 3],
    alarm: WmiEvents<[u8; 3]>,
    second: WmiEvents<[u8; 3]>,
}

#[wdk::driver_entry(name = "station")]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .evt_unload(unload)
        .create(driver, registry_path)
}

fn unload(_driver: &Driver, _irql: &mut Passive) {}

fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let device = init.create(Station::new, irql)?;
    let station = device.context();
    // A field that no block is bound to.
    assert_eq!(station.alarm.fire([0; 3], irql), Err(Error::NO_SUCH_DEVICE));
    assert!(!station.alarm.is_enabled(Control::Events));

    device.set_mof_resource(unicode!("StationMof"), irql)?;
    let again = device.set_mof_resource(unicode!("Other"), irql);
    assert_eq!(again, Err(Error::INVALID_DEVICE_REQUEST));

    let sensors = || {
        WmiBlock::new(SENSORS)
            .instances(3)
            .query(Station::query)
            .set_item(Station::set_item)
            .methods(Station::call)
    };
    device.add_wmi_block(sensors(), irql)?;
    let twice = device.add_wmi_block(sensors(), irql);
    assert_eq!(twice, Err(Error::OBJECT_NAME_COLLISION));

    let none = WmiBlock::events(ALARM).instances(0);
    let refused = device.add_wmi_events(none, |it| &it.alarm, irql);
    assert_eq!(refused, Err(Error::INVALID_PARAMETER));
    device.add_wmi_events(WmiBlock::events(ALARM), |it| &it.alarm, irql)?;
    let bound = device.add_wmi_events(WmiBlock::events(GREEDY), |it| &it.alarm, irql);
    assert_eq!(bound, Err(Error::INVALID_PARAMETER), "the field is bound");
    static OUTSIDE: WmiEvents<[u8; 3]> = WmiEvents::new();
    let outside = device.add_wmi_events(WmiBlock::events(GREEDY), |_| &OUTSIDE, irql);
    assert_eq!(
        outside,
        Err(Error::INVALID_PARAMETER),
        "it would outlive the device"
    );
    let functions = WmiBlock::events(GREEDY).query(|_: &Station, _, _: &mut Passive| Ok([0; 3]));
    let refused = device.add_wmi_events(functions, |it| &it.second, irql);
    assert_eq!(
        refused,
        Err(Error::INVALID_PARAMETER),
        "events have no data"
    );
    // Not started yet.
    assert_eq!(station.alarm.fire([0; 3], irql), Err(Error::UNSUCCESSFUL));
    Ok(())
}

impl Station {
    fn new() -> Self {
        Self {
            values: [const { AtomicU32::new(0) }; 3],
            alarm: WmiEvents::new(),
            second: WmiEvents::default(),
        }
    }

    fn value(&self, instance: u32) -> Result<&AtomicU32> {
        let values = self.values.get(instance as usize);
        values.ok_or(Error::WMI_INSTANCE_NOT_FOUND)
    }

    fn query(&self, instance: u32, _irql: &mut Passive) -> Result<Sensor> {
        let value = self.value(instance)?.load(Relaxed);
        let number = instance;
        Ok(Sensor { number, value })
    }

    fn set_item(&self, instance: u32, item: Item<'_>, _irql: &mut Passive) -> Result<()> {
        assert_eq!(format!("{item:?}"), format!("Item({}, 4 bytes)", item.id()));
        // A value of another size than was given.
        assert_eq!(item.value::<u64>(), Err(Error::INVALID_BUFFER_SIZE));
        self.value(instance)?.store(item.value()?, Relaxed);
        Ok(())
    }

    fn call(&self, _instance: u32, call: &mut MethodCall<'_>, irql: &mut Passive) -> Result<()> {
        match call.id() {
            // Asks for room, and writes nothing.
            1 => call.room_for::<u8>(),
            // Reads its input after the output was written.
            2 => {
                call.output([7_u8; 2])?;
                assert_eq!(call.input::<[u8; 2]>(), Err(Error::INVALID_BUFFER_SIZE));
                call.output(9_u8)
            }
            // More than fits at first, and no input.
            3 => {
                call.input::<[u8; 0]>()?;
                call.output([5_u8; 100])
            }
            // Fails after the output was written.
            4 => {
                call.output(1_u8)?;
                Err(Error::UNSUCCESSFUL)
            }
            _ => self.alarm.fire([1, 2, 3], irql),
        }
    }
}

fn plugged() -> (Machine, Plugged) {
    let machine = Machine::new();
    machine
        .add_package(&*inf("station"), DRIVER)
        .expect("it installs");
    let device = machine.plug("root\\station").expect("it starts");
    (machine, device)
}

fn finish(machine: &Machine, device: &Plugged) {
    device.remove().expect("it goes");
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

fn name(instance: u32) -> String {
    format!(r"ROOT\STATION\0000_{instance}")
}

fn status<T: std::fmt::Debug>(outcome: core::result::Result<T, SimError>) -> i32 {
    match outcome {
        Err(SimError::Status(SimStatus(status))) => status,
        other => panic!("no status: {other:?}"),
    }
}

#[test]
fn each_instance_has_its_number() {
    let (machine, device) = plugged();
    let providers = machine.wmi_providers().expect("the machine runs");
    assert_eq!(providers[0].mof_resource, "StationMof");
    let block = machine.wmi_block(&SENSORS.into()).expect("registered");
    block
        .set_item(&name(2), 1, &7_u32.to_le_bytes())
        .expect("it is set");
    let all = block.query_all().expect("data");
    let data: Vec<(u8, u8)> = all.iter().map(|it| (it.data[0], it.data[4])).collect();
    assert_eq!(data, [(0, 0), (1, 0), (2, 7)]);
    assert_eq!(status(block.set(&name(0), &[0; 8])), STATUS_WMI_READ_ONLY);
    drop(block);
    finish(&machine, &device);
}

#[test]
fn a_method_returns_what_it_has_written_and_nothing_else() {
    let (machine, device) = plugged();
    let block = machine.wmi_block(&SENSORS.into()).expect("registered");
    let call = |method, input: &[u8]| block.execute(&name(1), method, input);
    assert!(call(1, &[1, 2, 3]).expect("there is room").is_empty());
    assert_eq!(
        call(2, &[0; 2]).expect("it succeeds"),
        [9],
        "the last output"
    );
    assert_eq!(call(3, &[]).expect("it is called again"), [5; 100]);
    assert_eq!(status(call(3, &[1])), STATUS_INVALID_BUFFER_SIZE);
    assert_eq!(status(call(4, &[0])), STATUS_UNSUCCESSFUL);
    drop(block);
    finish(&machine, &device);
}

#[test]
fn an_event_is_sent_while_the_device_works() {
    let (machine, device) = plugged();
    let events = machine.wmi_events(&ALARM.into()).expect("enabled");
    let block = machine.wmi_block(&SENSORS.into()).expect("registered");
    block.execute(&name(0), 9, &[]).expect("it fires");
    let got = events.take().expect("the machine runs");
    assert_eq!(got.len(), 1);
    assert_eq!(got[0].data, [1, 2, 3]);
    drop((events, block));
    finish(&machine, &device);
}

#[test]
fn a_kept_device_sends_no_event_after_its_removal() {
    /// The driver of this test alone: it keeps its device.
    mod keeping {
        use super::*;

        #[wdk::driver_entry(name = "keeping")]
        fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
            DriverConfig::new()
                .evt_device_add(device_add)
                .evt_unload(unload)
                .create(driver, registry_path)
        }

        fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
            let device = init.create(Station::new, irql)?;
            device.add_wmi_events(WmiBlock::events(ALARM), |it| &it.alarm, irql)?;
            *KEPT.lock().expect("one thread") = Some(device.keep());
            Ok(())
        }

        fn unload(_driver: &Driver, irql: &mut Passive) {
            let kept = KEPT.lock().expect("one thread").take().expect("kept");
            let device: &Device<Station, Kept> = &kept;
            let alarm = &device.context().alarm;
            SENT.set(Some(alarm.fire([0; 3], irql)));
            assert!(!alarm.is_enabled(Control::Events));
        }
    }
    let machine = Machine::new();
    let added = machine.add_package(&*inf("keeping"), keeping::DRIVER);
    added.expect("it installs");
    let device = machine.plug("root\\keeping").expect("it starts");
    let events = machine.wmi_events(&ALARM.into()).expect("enabled");
    device.remove().expect("it goes");
    assert_eq!(SENT.get(), Some(Err(Error::NO_SUCH_DEVICE)));
    assert!(events.take().expect("the machine runs").is_empty());
    drop(events);
    assert!(machine.finish().expect("it unloads").is_clean());
}
