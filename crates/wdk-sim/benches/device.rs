//! What a request and a device's life cost: `cargo bench -p wdk-sim --bench device`.

#[path = "../tests/machine/lamp.rs"]
mod lamp;

mod clock;

use lamp::{IOCTL_REVERSE, LAMP, LAMP_INF, LAMP_INTERFACE};
use toaster::interface::{IOCTL_TOASTER_GET_DONENESS, TOASTER_INTERFACE};
use wdk_sim::{File, Machine, trace::Detail};

const TOASTER_INF: &str = include_str!("../../../inf/toaster.inx");
/// Runs of each measurement; the median counts.
const RUNS: usize = 9;

fn main() {
    // `cargo test --benches` runs this too, to see that it works.
    let quick = std::env::args().any(|argument| argument == "--test");
    let count = if quick { 100 } else { 50_000 };
    for verified in [true, false] {
        let goal = if verified { 2.0 } else { 0.5 };
        let wdm = median(|| wdm_ioctl(count, verified));
        report("null ioctl, WDM driver", verified, wdm, goal);
        let kmdf = median(|| kmdf_ioctl(count, verified));
        report("4-byte ioctl, KMDF driver", verified, kmdf, goal);
        let life = median(|| life_cycle(count / 50, verified));
        report("KMDF device, install to unload", verified, life, 200.0);
    }
    if let Some(peak) = peak_memory() {
        println!("peak memory {peak}");
    }
}

fn report(what: &str, verified: bool, microseconds: f64, goal: f64) {
    let verifier = if verified { "on" } else { "off" };
    println!("{what:<32} verifier {verifier:<3} {microseconds:>8.2} us   (goal {goal} us)");
}

fn median(mut measure: impl FnMut() -> f64) -> f64 {
    let mut runs: Vec<f64> = (0..RUNS).map(|_| measure()).collect();
    runs.sort_by(f64::total_cmp);
    runs[RUNS / 2]
}

fn machine(verified: bool) -> Machine {
    Machine::builder()
        .verifier(verified)
        .trace(Detail::Off)
        .build()
}

/// Microseconds for each of `count` operations.
fn time(count: usize, mut work: impl FnMut()) -> f64 {
    let start = clock::now();
    for _ in 0..count {
        work();
    }
    (clock::now() - start).as_secs_f64() * 1e6 / count as f64
}

fn wdm_ioctl(count: usize, verified: bool) -> f64 {
    let machine = machine(verified);
    machine.add_package(LAMP_INF, LAMP).unwrap();
    let device = machine.plug("root\\lamp").unwrap();
    let file: File = machine
        .open(&device.interface(&LAMP_INTERFACE).unwrap())
        .unwrap();
    time(count, || {
        file.ioctl(IOCTL_REVERSE, &[], &mut []).unwrap();
    })
}

fn kmdf_ioctl(count: usize, verified: bool) -> f64 {
    let machine = machine(verified);
    machine.add_package(TOASTER_INF, toaster::DRIVER).unwrap();
    let device = machine.plug("root\\toaster").unwrap();
    let interface = device.interface(&TOASTER_INTERFACE.into()).unwrap();
    let file = machine.open(&interface).unwrap();
    let mut doneness = [0; 4];
    time(count, || {
        file.ioctl(IOCTL_TOASTER_GET_DONENESS.value(), &[], &mut doneness)
            .unwrap();
    })
}

fn life_cycle(count: usize, verified: bool) -> f64 {
    let machine = machine(verified);
    machine.add_package(TOASTER_INF, toaster::DRIVER).unwrap();
    time(count, || {
        machine.plug("root\\toaster").unwrap().remove().unwrap();
    })
}

/// The process's peak, where the host tells it.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    Some(
        line.split_whitespace()
            .skip(1)
            .collect::<Vec<_>>()
            .join(" "),
    )
}
