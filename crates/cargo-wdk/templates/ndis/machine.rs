//! The driver on a simulated machine: as it is linked into this test, and as its built image.

use std::error::Error;

use wdk_sim::{Code, Image, Machine};

const INX: &[u8] = include_bytes!("../{{name}}.inx");

#[test]
fn what_is_sent_comes_back() -> Result<(), Box<dyn Error>> {
    send_and_receive({{name}}::DRIVER.into())
}

/// `{{name}}.sys`, which this test builds.
#[test]
#[cfg_attr(
    not(all(unix, target_arch = "x86_64")),
    ignore = "images run on x86-64 Unix only"
)]
fn the_built_image_does_the_same() -> Result<(), Box<dyn Error>> {
    let image = Image::from_file(wdk_build::test_image!()?)?;
    send_and_receive(image.into())
}

fn send_and_receive(code: Code) -> Result<(), Box<dyn Error>> {
    let machine = Machine::new();
    machine.add_package(INX, code)?;
    let device = machine.plug(r"root\{{name}}")?;

    let adapter = machine.adapter(&device)?;
    let frame = [0xFF; 60];
    adapter.send(&frame)?;
    assert_eq!(adapter.receive().as_deref(), Some(&frame[..]));

    adapter.pause()?;
    assert!(adapter.send(&frame).is_err());
    adapter.restart()?;
    adapter.send(&frame)?;
    drop(adapter);

    device.surprise_remove()?;
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    Ok(())
}

#[test]
fn the_scenario_goes_as_it_is_written() {
    wdk_sim::scenario!("../{{name}}.scenario", &{{name}}::DRIVER, INX);
}
