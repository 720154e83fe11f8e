//! The driver on a simulated machine: as it is linked into this test, and as its built image.

use std::error::Error;

use wdk_sim::{Code, Image, Machine};

const INX: &[u8] = include_bytes!("../{{name}}.inx");

#[test]
fn what_was_written_is_read() -> Result<(), Box<dyn Error>> {
    write_and_read({{name}}::DRIVER.into())
}

/// `{{name}}.sys`, which this test builds.
#[test]
#[cfg_attr(
    not(all(unix, target_arch = "x86_64")),
    ignore = "images run on x86-64 Unix only"
)]
fn the_built_image_does_the_same() -> Result<(), Box<dyn Error>> {
    let image = Image::from_file(wdk_build::test_image!()?)?;
    write_and_read(image.into())
}

fn write_and_read(code: Code) -> Result<(), Box<dyn Error>> {
    let machine = Machine::new();
    let service = machine.add_service(INX, code)?;
    let driver = machine.start_service(&service)?;

    let file = machine.open(r"\\.\{{name}}")?;
    assert_eq!(file.write(b"hello")?, 5);
    let mut answer = [0; {{name}}::CAPACITY];
    let length = file.read(&mut answer)?;
    assert_eq!(&answer[..length], b"hello");
    assert!(file.write(&[0; {{name}}::CAPACITY + 1]).is_err());
    drop(file);

    driver.unload()?;
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    Ok(())
}

#[test]
fn the_scenario_goes_as_it_is_written() {
    wdk_sim::scenario!("../{{name}}.scenario", &{{name}}::DRIVER, INX);
}
