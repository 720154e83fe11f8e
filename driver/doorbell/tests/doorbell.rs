//! The doorbell on a simulated machine.

use std::time::Duration;

use doorbell::interface::DOORBELL_INTERFACE;
use wdk_sim::{Device, File, Hardware, Machine, Schedule};
use wdk_sys::{
    _DEVICE_POWER_STATE::{PowerDeviceD0, PowerDeviceD2, PowerDeviceD3},
    _SYSTEM_POWER_STATE::PowerSystemSleeping3,
};

const INF: &str = include_str!("../../../inf/doorbell.inx");
const BELL: &str = "root\\doorbell";
/// Longer than the device waits before it leaves D0.
const IDLE: Duration = Duration::from_secs(11);

fn plugged(machine: Machine, hardware: Hardware) -> (Machine, Device, File) {
    machine
        .add_package(INF, doorbell::DRIVER)
        .expect("a good package");
    let device = machine.plug(hardware).expect("it starts");
    let link = device
        .interface(&DOORBELL_INTERFACE.into())
        .expect("it has the interface");
    let file = machine.open(&link).expect("it opens");
    (machine, device, file)
}

/// A bell whose button wakes up the device from D2, and the system from S3.
fn bell() -> (Machine, Device, File) {
    bell_on(Machine::new())
}

fn bell_on(machine: Machine) -> (Machine, Device, File) {
    let hardware = Hardware::new(BELL).wakes(PowerDeviceD2, PowerSystemSleeping3);
    plugged(machine, hardware)
}

/// Unloads the driver, and checks that nothing is left.
fn finish(machine: Machine) {
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

fn presses(read: wdk_sim::Pending) -> u32 {
    let bytes = read.wait().expect("somebody presses the button");
    u32::from_le_bytes(bytes.data.try_into().expect("a number"))
}

#[test]
fn a_scenario_in_every_world() {
    wdk_sim::scenario!("../doorbell.scenario", &doorbell::DRIVER, INF);
}

#[test]
fn a_waiting_read_lets_the_device_idle_and_the_button_ends_it() {
    let (machine, device, file) = bell();
    let read = file.begin_read(4).expect("it waits");
    machine.run_for(IDLE).unwrap();
    assert_eq!(device.power_state(), PowerDeviceD2);
    assert!(device.signal_wake().unwrap());
    assert_eq!(presses(read), 1);
    assert_eq!(device.power_state(), PowerDeviceD0);
    drop(file);
    finish(machine);
}

#[test]
fn presses_that_nobody_waits_for_are_counted() {
    let (machine, device, file) = bell();
    for _ in 0..3 {
        machine.run_for(IDLE).unwrap();
        assert!(device.signal_wake().unwrap());
        machine.run_until_idle().unwrap();
    }
    assert_eq!(presses(file.begin_read(4).unwrap()), 3);
    drop(file);
    finish(machine);
}

#[test]
fn the_chime_keeps_the_device_in_d0_until_it_ends() {
    let (machine, device, file) = bell();
    machine.run_for(IDLE).unwrap();
    file.write(b"ding").expect("it rings");
    machine.run_for(Duration::from_secs(25)).unwrap();
    assert_eq!(device.power_state(), PowerDeviceD0);
    file.write(b"dong").expect("it rings on");
    machine.run_for(Duration::from_secs(29)).unwrap();
    assert_eq!(device.power_state(), PowerDeviceD0, "the second chime");
    machine.run_for(IDLE + Duration::from_secs(2)).unwrap();
    assert_eq!(device.power_state(), PowerDeviceD2);
    drop(file);
    finish(machine);
}

#[test]
fn a_sleeping_system_is_woken_up_by_the_button() {
    let (machine, device, file) = bell();
    file.write(b"ding").expect("it rings");
    let read = file.begin_read(4).unwrap();
    machine.sleep().unwrap();
    assert_eq!(device.power_state(), PowerDeviceD2);
    assert!(device.signal_wake().unwrap());
    assert_eq!(presses(read), 1);
    // The chime ended with the sleep.
    machine.run_for(IDLE).unwrap();
    assert_eq!(device.power_state(), PowerDeviceD2);
    drop(file);
    finish(machine);
}

#[test]
fn a_bell_without_a_wake_signal_sleeps_in_d3_with_the_system_only() {
    let (machine, device, file) = plugged(Machine::new(), Hardware::new(BELL));
    machine.run_for(IDLE).unwrap();
    assert_eq!(
        device.power_state(),
        PowerDeviceD0,
        "its button would be lost"
    );
    machine.sleep().unwrap();
    assert_eq!(device.power_state(), PowerDeviceD3);
    assert!(!device.signal_wake().unwrap());
    machine.wake().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(device.power_state(), PowerDeviceD0);
    drop(file);
    finish(machine);
}

#[test]
fn a_bell_is_pulled_out_in_every_state_of_its_power() {
    for seed in 0..60 {
        let machine = Machine::builder()
            .schedule(Schedule::Random { seed })
            .processors(2)
            .build();
        let (machine, device, file) = bell_on(machine);
        let read = file.begin_read(4).unwrap();
        match seed % 5 {
            0 => machine.run_for(IDLE).unwrap(),
            1 => drop(file.write(b"ding")),
            2 => machine.sleep().unwrap(),
            3 => {
                machine.run_for(IDLE).unwrap();
                device.signal_wake().unwrap();
            }
            _ => machine.run_for(Duration::from_secs(10)).unwrap(),
        }
        device.surprise_remove().unwrap();
        // A sleeping system notices when it works again.
        machine.wake().unwrap();
        let _ = read.wait();
        drop(file);
        finish(machine);
    }
}
