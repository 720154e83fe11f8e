//! The same run of a toaster natively and as the built image, compared event by event.

use std::time::Duration;

use toaster::interface::{IOCTL_TOASTER_GET_DONENESS, TOASTER_INTERFACE};
use wdk_sim::{
    Code, Error, Machine, in_every_world,
    trace::{Category, Event, Phase},
};

const INF: &str = include_str!("../../../../inf/toaster.inx");

/// Callbacks and IRPs, as the machine names them, from plugging in to unloading.
fn trace(code: Code) -> Result<Vec<String>, Error> {
    let machine = Machine::new();
    machine.add_package(INF, code)?;
    let device = machine.plug("root\\toaster")?;
    let file = machine.open(&device.interface(&TOASTER_INTERFACE.into())?)?;
    file.ioctl(IOCTL_TOASTER_GET_DONENESS.value(), &[], &mut [0; 4])?;
    file.write(b"bread")?;
    file.read(&mut [0; 16])?;
    let waiting = file.begin_read(16)?;
    waiting.cancel();
    waiting.wait().expect_err("it was cancelled");
    device.stop()?;
    device.start()?;
    machine.run_for(Duration::from_secs(1))?;
    device.surprise_remove()?;
    drop(file);
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    Ok(machine.trace().iter().filter_map(line).collect())
}

/// A callback or an IRP, when it begins.
fn line(event: &Event) -> Option<String> {
    let is_compared = matches!(
        event.category,
        Category::Callback | Category::Irp | Category::Pnp
    );
    let begins = event.phase != Phase::End;
    (is_compared && begins).then(|| event.name.to_string())
}

#[test]
fn the_image_has_the_same_trace_as_the_source() {
    let mut traces: Vec<Vec<String>> = Vec::new();
    in_every_world(&toaster::DRIVER, |code| {
        traces.push(trace(code).expect("nothing stops the machine"));
    });
    let native = &traces[0];
    for name in [
        "EvtDriverDeviceAdd",
        "EvtDeviceD0Entry",
        "EvtTimerFunc",
        "EvtDriverUnload",
    ] {
        assert!(
            native.iter().any(|line| line == name),
            "no {name} in {native:#?}"
        );
    }
    for image in &traces[1..] {
        assert_eq!(image, native);
    }
}

#[test]
fn a_program_goes_through_the_scenario() {
    wdk_sim::scenario!("../../toaster.scenario", &toaster::DRIVER, INF);
}
