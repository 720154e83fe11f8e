//! The driver on a simulated machine.

use wdk_sim::Machine;

const INX: &[u8] = include_bytes!("../{{name}}.inx");

#[test]
fn what_is_sent_comes_back() -> Result<(), Box<dyn std::error::Error>> {
    let machine = Machine::new();
    machine.add_package(INX, &{{name}}::DRIVER)?;
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
