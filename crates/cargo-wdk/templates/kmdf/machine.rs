//! The driver on a simulated machine.

use wdk_sim::Machine;

const INX: &[u8] = include_bytes!("../{{name}}.inx");

#[test]
fn what_was_written_is_read() -> Result<(), Box<dyn std::error::Error>> {
    let machine = Machine::new();
    machine.add_package(INX, &{{name}}::DRIVER)?;
    let device = machine.plug(r"root\{{name}}")?;

    let file = machine.open(&device.interface(&{{name}}::INTERFACE.into())?)?;
    assert_eq!(file.write(b"hello")?, 5);
    let mut answer = [0; {{name}}::CAPACITY];
    let length = file.read(&mut answer)?;
    assert_eq!(&answer[..length], b"hello");
    assert!(file.write(&[0; {{name}}::CAPACITY + 1]).is_err());
    drop(file);

    device.surprise_remove()?;
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    Ok(())
}

#[test]
fn the_scenario_goes_as_it_is_written() {
    wdk_sim::scenario!("../{{name}}.scenario", &{{name}}::DRIVER, INX);
}
