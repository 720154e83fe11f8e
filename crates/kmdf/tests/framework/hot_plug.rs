//! A bus in random sequences of hot plug, sleep and removal, on one to four processors.
//!
//! `KMDF_BUS_SEQUENCES=100000` tries so many sequences, `KMDF_BUS_FROM=1234` begins with that one.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "the bus's own list and devices, and locals"
)]

use std::{collections::BTreeSet, ptr};

use wdk_sim::{Device, DeviceState, Machine};
use wdk_sys::{wdf::*, *};

use crate::{
    bus::{INTERFACE, as_driver, notes},
    child_list::{FULL, HELD, Id, add_at, begin, list, miss, pdo_of, query_reenumeration},
    random::{
        choices::{Choices, shrink},
        number,
    },
};

/// How many sequences run where nobody asks for more, and how long they are at most.
const SEQUENCES: u64 = 150;
const EVENTS: usize = 20;
/// So many children there may be.
const SLOTS: usize = 5;

struct Scene<'a> {
    machine: &'a Machine,
    device: Device,
    /// What the driver has said is there.
    there: BTreeSet<u32>,
    asleep: bool,
    story: Vec<String>,
}

/// What was found wrong.
type Found = Result<(), String>;

fn found(error: impl std::fmt::Display) -> String {
    error.to_string()
}

impl Scene<'_> {
    fn tell(&mut self, line: String) {
        self.story.push(line);
    }

    /// Runs until nothing happens, and compares the children with what the driver has said.
    fn settle(&mut self) -> Found {
        self.machine.run_until_idle().map_err(found)?;
        notes();
        if self.asleep {
            return Ok(());
        }
        let children = self.device.children();
        let states: Vec<_> = children.iter().map(Device::state).collect();
        if states.len() != self.there.len() || states.iter().any(|it| *it != DeviceState::Started) {
            return Err(format!("{:?} are there, and found {states:?}", self.there));
        }
        Ok(())
    }

    fn happen(&mut self, choices: &mut Choices) -> Found {
        let machine = self.machine;
        let serial = choices.below(SLOTS) as u32;
        match choices.below(10) {
            0 | 1 => {
                self.tell(format!("add {serial}"));
                let status = as_driver(machine, || add_at(serial, 0));
                let known = !self.there.insert(serial);
                if known != (status == STATUS_OBJECT_NAME_EXISTS) || status < 0 {
                    return Err(format!("adding {serial} gives {status:#x}"));
                }
            }
            2 => {
                self.tell(format!("miss {serial}"));
                let status = as_driver(machine, || miss(serial));
                if self.there.remove(&serial) && status != STATUS_SUCCESS {
                    return Err(format!("missing {serial} gives {status:#x}"));
                }
            }
            3 => {
                let chosen: BTreeSet<u32> = (0..SLOTS as u32)
                    .filter(|_| choices.below(2) == 1)
                    .collect();
                self.tell(format!("scan {chosen:?}"));
                as_driver(machine, || unsafe { WdfChildListBeginScan(list()) });
                for serial in &chosen {
                    as_driver(machine, || add_at(*serial, 1));
                    if choices.below(4) == 0 {
                        self.machine.run_until_idle().map_err(found)?;
                    }
                }
                as_driver(machine, || unsafe { WdfChildListEndScan(list()) });
                self.there = chosen;
            }
            4 => {
                self.tell(format!("sleep or wake, asleep {}", self.asleep));
                let done = match self.asleep {
                    true => machine.wake(),
                    false => machine.sleep(),
                };
                done.map_err(found)?;
                self.asleep = !self.asleep;
            }
            5 if !self.asleep => {
                self.settle()?;
                self.tell("disable and enable".to_owned());
                if let Some(child) = self.device.children().first() {
                    child.disable().map_err(found)?;
                    child.enable().map_err(found)?;
                }
            }
            6 if !self.asleep => {
                self.settle()?;
                self.tell(format!("pull {serial} out while a file is open"));
                if self.there.remove(&serial) {
                    // Whichever child it is, its file may be open.
                    let children = self.device.children();
                    let link = children[0].interface(&INTERFACE).map_err(found)?;
                    let file = machine.open(&link).map_err(found)?;
                    as_driver(machine, || miss(serial));
                    machine.run_until_idle().map_err(found)?;
                    file.close().map_err(found)?;
                }
                self.settle()?;
            }
            7 => {
                self.tell(format!("eject {serial}"));
                let mut id = Id::new(serial);
                let asked = as_driver(machine, || unsafe {
                    WdfChildListRequestChildEject(list(), &raw mut id.header)
                });
                if asked != 0 {
                    if self.asleep {
                        machine.wake().map_err(found)?;
                        self.asleep = false;
                    }
                    machine.run_until_idle().map_err(found)?;
                    self.there.remove(&serial);
                }
                self.settle()?;
            }
            8 if !self.asleep => {
                self.settle()?;
                self.tell(format!("enumerate {serial} anew"));
                as_driver(machine, || {
                    let (_, device) = pdo_of(serial);
                    if !device.is_null() {
                        find_anew(device);
                    }
                });
            }
            _ => self.settle()?,
        }
        Ok(())
    }

    fn end(&mut self, pulled: bool) -> Found {
        if self.asleep {
            self.machine.wake().map_err(found)?;
            self.asleep = false;
        }
        self.tell(format!("the bus goes, pulled out {pulled}"));
        match pulled {
            true => self.device.surprise_remove(),
            false => {
                self.settle()?;
                self.device.remove()
            }
        }
        .map_err(found)?;
        self.machine.run_until_idle().map_err(found)?;
        match HELD.get() {
            0 => Ok(()),
            held => Err(format!("{held} descriptions are not cleaned up")),
        }
    }
}

fn find_anew(device: WDFDEVICE) {
    let mut interface = REENUMERATE_SELF_INTERFACE_STANDARD {
        Size: 0,
        Version: 0,
        Context: ptr::null_mut(),
        InterfaceReference: None,
        InterfaceDereference: None,
        SurpriseRemoveAndReenumerateSelf: None,
    };
    query_reenumeration(&mut interface, device);
    let find = interface.SurpriseRemoveAndReenumerateSelf;
    let find = find.expect("the bus finds its children anew");
    unsafe { find(interface.Context) };
}

/// Runs a sequence: what was found, what was chosen, and what happened.
fn run(mut choices: Choices) -> (Option<String>, Vec<u32>, Vec<String>) {
    let machine = Machine::builder()
        .processors(1 + choices.below(4))
        .seed(choices.below(10_000) as u64)
        .build();
    let device = begin(&machine, FULL);
    let mut scene = Scene {
        machine: &machine,
        device,
        there: BTreeSet::new(),
        asleep: false,
        story: Vec::new(),
    };
    let mut outcome = Ok(());
    for _ in 0..1 + choices.below(EVENTS) {
        outcome = outcome.and_then(|()| scene.happen(&mut choices));
    }
    let pulled = choices.below(2) == 1;
    outcome = outcome.and_then(|()| scene.end(pulled));
    let outcome = outcome.and_then(|()| match machine.finish() {
        Ok(report) if report.is_clean() => Ok(()),
        Ok(report) => Err(report.to_string()),
        Err(error) => Err(error.to_string()),
    });
    (outcome.err(), choices.record(), scene.story)
}

#[test]
fn a_bus_survives_random_hot_plug_sleep_and_removal() {
    let from = number("KMDF_BUS_FROM", 0);
    for seed in from..from + number("KMDF_BUS_SEQUENCES", SEQUENCES) {
        let (wrong, record, _) = run(Choices::of_seed(seed));
        if wrong.is_none() {
            continue;
        }
        let shorter = shrink(record, |record| {
            run(Choices::of_record(record.to_vec())).0.is_some()
        });
        let (wrong, _, story) = run(Choices::of_record(shorter));
        panic!(
            "sequence {seed}, made shorter:\n{}\n{}\nKMDF_BUS_FROM={seed} KMDF_BUS_SEQUENCES=1 repeats it",
            story.join("\n"),
            wrong.unwrap_or_default()
        );
    }
}
