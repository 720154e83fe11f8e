//! The driver on a simulated machine: as it is linked into this test, and as its built image.

use std::error::Error;

use wdk_sim::{Code, Error as MachineError, Image, Machine};

const INX: &[u8] = include_bytes!("../{{name}}.inx");

#[test]
fn the_port_is_blocked_while_the_driver_runs() -> Result<(), Box<dyn Error>> {
    block({{name}}::DRIVER.into())
}

/// `{{name}}.sys`, which this test builds.
#[test]
#[cfg_attr(
    not(all(unix, target_arch = "x86_64")),
    ignore = "images run on x86-64 Unix only"
)]
fn the_built_image_does_the_same() -> Result<(), Box<dyn Error>> {
    let image = Image::from_file(wdk_build::test_image!()?)?;
    block(image.into())
}

fn block(code: Code) -> Result<(), Box<dyn Error>> {
    let machine = Machine::new();
    let service = machine.add_service(INX, code)?;
    let driver = machine.start_service(&service)?;

    let peer = [203, 0, 113, 7];
    let blocked = machine.connect((peer, 4444));
    assert!(
        matches!(blocked, Err(MachineError::Blocked(_))),
        "{blocked:?}"
    );
    let web = machine.connect((peer, 443))?;
    web.send(b"hello")?;
    web.close()?;

    driver.unload()?;
    machine.connect((peer, 4444))?.close()?;
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    Ok(())
}

#[test]
fn the_scenario_goes_as_it_is_written() {
    wdk_sim::scenario!("../{{name}}.scenario", &{{name}}::DRIVER, INX);
}
