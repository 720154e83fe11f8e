//! The driver on a simulated machine.

use wdk_sim::{Error, Machine};

const INX: &[u8] = include_bytes!("../{{name}}.inx");

#[test]
fn the_port_is_blocked_while_the_driver_runs() -> Result<(), Box<dyn std::error::Error>> {
    let machine = Machine::new();
    let service = machine.add_service(INX, &{{name}}::DRIVER)?;
    let driver = machine.start_service(&service)?;

    let peer = [203, 0, 113, 7];
    let blocked = machine.connect((peer, 4444));
    assert!(matches!(blocked, Err(Error::Blocked(_))), "{blocked:?}");
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
