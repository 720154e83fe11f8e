//! The toaster bus on a simulated machine, with toasters on it.

use std::{env, time::Duration};

use toaster::interface::TOASTER_INTERFACE;
use toaster_bus::interface::{
    IOCTL_TOASTER_BUS_EJECT, IOCTL_TOASTER_BUS_PLUG_IN, IOCTL_TOASTER_BUS_UNPLUG,
    TOASTER_BUS_INTERFACE,
};
use wdk::{IoControlCode, NtStatus};
use wdk_sim::{Code, Device, DeviceState, Error, File, Machine, Schedule, in_every_world};

const BUS_INF: &str = include_str!("../../../inf/toaster_bus.inx");
const TOASTER_INF: &str = include_str!("../../../inf/toaster.inx");
/// How many random sequences run where nobody asks for more.
const SEQUENCES: u64 = 1_000;

fn bus_on(machine: Machine, code: impl Into<Code>) -> (Machine, Device, File) {
    machine
        .add_package(TOASTER_INF, toaster::DRIVER)
        .expect("a good package");
    machine.add_package(BUS_INF, code).expect("a good package");
    let bus = machine.plug("root\\toaster_bus").expect("it starts");
    let link = bus
        .interface(&TOASTER_BUS_INTERFACE.into())
        .expect("it has the interface");
    let file = machine.open(&link).expect("it opens");
    (machine, bus, file)
}

fn bus() -> (Machine, Device, File) {
    bus_on(Machine::new(), toaster_bus::DRIVER)
}

fn tell(bus: &File, code: IoControlCode, serial: u32) -> Result<usize, Error> {
    bus.ioctl(code.value(), &serial.to_le_bytes(), &mut [])
}

fn plug_in(machine: &Machine, bus: &File, serial: u32) {
    tell(bus, IOCTL_TOASTER_BUS_PLUG_IN, serial).expect("it is reported");
    machine.run_until_idle().expect("nothing stops the machine");
}

fn paths(bus: &Device) -> Vec<String> {
    let children = bus.children();
    children
        .iter()
        .map(|it| it.instance_path().to_owned())
        .collect()
}

fn open(machine: &Machine, toaster: &Device) -> File {
    let link = toaster
        .interface(&TOASTER_INTERFACE.into())
        .expect("it has the interface");
    machine.open(&link).expect("it opens")
}

/// Unloads the drivers, and checks that nothing is left.
fn finish(machine: Machine) {
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

fn status<T: std::fmt::Debug>(result: wdk_sim::Result<T>) -> NtStatus {
    match result {
        Err(Error::Status(status)) => NtStatus::new(status.0),
        other => panic!("a failing status was expected, not {other:?}"),
    }
}

#[test]
fn a_toaster_that_is_plugged_in_toasts() {
    in_every_world(&toaster_bus::DRIVER, |code| {
        let (machine, bus, file) = bus_on(Machine::new(), code);
        assert!(paths(&bus).is_empty());
        plug_in(&machine, &file, 7);
        assert_eq!(paths(&bus), ["TOASTERBUS\\TOASTER\\1&0007"]);
        let toaster = &bus.children()[0];
        assert_eq!(toaster.state(), DeviceState::Started);
        let bread = open(&machine, toaster);
        bread.write(b"bread").unwrap();
        let mut toast = [0; 5];
        bread.read(&mut toast).unwrap();
        assert_eq!(&toast, b"BREAD");
        drop((bread, file));
        finish(machine);
    });
}

#[test]
fn a_toaster_is_plugged_in_once() {
    let (machine, bus, file) = bus();
    for serial in [3, 4, 3] {
        plug_in(&machine, &file, serial);
    }
    assert_eq!(
        paths(&bus),
        ["TOASTERBUS\\TOASTER\\1&0003", "TOASTERBUS\\TOASTER\\1&0004"]
    );
    drop(file);
    finish(machine);
}

#[test]
fn a_toaster_that_is_pulled_out_while_it_is_used_goes_when_it_is_closed() {
    let (machine, bus, file) = bus();
    plug_in(&machine, &file, 1);
    let toaster = bus.children().remove(0);
    let bread = open(&machine, &toaster);
    let read = bread.begin_read(5).unwrap();
    tell(&file, IOCTL_TOASTER_BUS_UNPLUG, 1).unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(toaster.state(), DeviceState::SurpriseRemoved);
    assert!(read.wait().is_err());
    drop(bread);
    machine.run_until_idle().unwrap();
    assert_eq!(toaster.state(), DeviceState::Removed);
    plug_in(&machine, &file, 1);
    assert_eq!(paths(&bus), ["TOASTERBUS\\TOASTER\\1&0001"], "a new device");
    drop(file);
    finish(machine);
}

#[test]
fn what_is_not_there_is_neither_pulled_out_nor_ejected() {
    let (machine, _bus, file) = bus();
    for code in [IOCTL_TOASTER_BUS_UNPLUG, IOCTL_TOASTER_BUS_EJECT] {
        assert_eq!(
            status(tell(&file, code, 9)),
            NtStatus::from(wdk::Error::NO_SUCH_DEVICE)
        );
    }
    drop(file);
    finish(machine);
}

#[test]
fn a_toaster_is_ejected_unless_it_is_used() {
    let (machine, bus, file) = bus();
    plug_in(&machine, &file, 1);
    let toaster = bus.children().remove(0);
    let bread = open(&machine, &toaster);
    tell(&file, IOCTL_TOASTER_BUS_EJECT, 1).unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(toaster.state(), DeviceState::Started, "a file is open");
    drop(bread);
    tell(&file, IOCTL_TOASTER_BUS_EJECT, 1).unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(toaster.state(), DeviceState::Removed);
    drop(file);
    finish(machine);
}

#[test]
fn a_bus_that_is_pulled_out_takes_its_toasters_along() {
    let (machine, bus, file) = bus();
    for serial in 0..20 {
        plug_in(&machine, &file, serial);
    }
    let toasters = bus.children();
    bus.surprise_remove().unwrap();
    drop(file);
    machine.run_until_idle().unwrap();
    for toaster in toasters {
        assert_eq!(toaster.state(), DeviceState::Removed);
    }
    finish(machine);
}

/// Numbers that look random, from a seed.
struct Dice(u64);

impl Dice {
    /// SplitMix64.
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// What cannot be done now is not done; anything else stops the sequence.
fn heed<T>(result: Result<T, Error>) {
    match result {
        Ok(_) | Err(Error::Status(_) | Error::NotFound(_)) => {}
        Err(error) => panic!("{error}"),
    }
}

fn sequence(seed: u64) {
    let mut dice = Dice(seed);
    let machine = Machine::builder()
        .processors(1 + dice.below(4) as usize)
        .schedule(Schedule::Random { seed })
        .build();
    let (machine, bus, file) = bus_on(machine, toaster_bus::DRIVER);
    let mut open_files = Vec::new();
    let mut reads = Vec::new();
    let mut is_there = true;
    for _ in 0..20 {
        let serial = dice.below(4) as u32;
        let event = dice.below(14);
        // Programs do not run while the system sleeps; what is pulled out then is noticed afterwards.
        if !matches!(event, 7 | 8 | 12) {
            heed(machine.wake());
        }
        match event {
            0..=3 => heed(tell(&file, IOCTL_TOASTER_BUS_PLUG_IN, serial)),
            4 | 5 => heed(tell(&file, IOCTL_TOASTER_BUS_UNPLUG, serial)),
            6 => heed(tell(&file, IOCTL_TOASTER_BUS_EJECT, serial)),
            7 => heed(machine.sleep()),
            8 => heed(machine.wake()),
            9 => {
                for toaster in bus.children() {
                    if let Ok(link) = toaster.interface(&TOASTER_INTERFACE.into())
                        && let Ok(bread) = machine.open(&link)
                    {
                        reads.extend(bread.begin_read(5));
                        open_files.push(bread);
                    }
                }
            }
            10 => open_files.clear(),
            11 => {
                if let Some(toaster) = bus.children().first() {
                    heed(toaster.remove());
                }
            }
            12 if is_there && dice.below(4) == 0 => {
                heed(bus.surprise_remove());
                is_there = false;
            }
            12 => heed(bus.cancel_remove()),
            _ => heed(machine.run_for(Duration::from_millis(dice.below(5000)))),
        }
    }
    heed(machine.wake());
    for read in &reads {
        read.cancel();
    }
    drop((reads, open_files, file));
    let report = machine
        .finish()
        .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    assert!(report.is_clean(), "seed {seed}: {report}");
}

fn number(variable: &str, otherwise: u64) -> u64 {
    let value = env::var(variable).ok();
    value.map_or(otherwise, |it| it.parse().expect("a number"))
}

/// `TOASTER_BUS_SEQUENCES=100000` tries so many, `TOASTER_BUS_FROM=1234` begins with that one.
#[test]
fn hot_plug_sleep_and_removal_in_random_sequences() {
    let first = number("TOASTER_BUS_FROM", 0);
    for seed in first..first + number("TOASTER_BUS_SEQUENCES", SEQUENCES) {
        sequence(seed);
    }
}
