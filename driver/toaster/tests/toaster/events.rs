//! What the toaster tells a trace session, natively and as the built image.

use std::time::Duration;

use toaster::{EVENTS, interface::TOASTER_INTERFACE};
use wdk_sim::{
    Code, Error, Machine,
    etw::{EtwEvent, Session},
    in_every_world,
};

use super::INF;

/// What a session gets while bread is toasted, refused, and the device torn out.
fn events(code: Code, session: Session) -> Result<Vec<EtwEvent>, Error> {
    let machine = Machine::new();
    machine.start_session("toast", session)?;
    machine.add_package(INF, code)?;
    let device = machine.plug("root\\toaster")?;
    let file = machine.open(&device.interface(&TOASTER_INTERFACE.into())?)?;
    file.write(b"bread")?;
    file.write(b"more").expect_err("there is bread in the slot");
    file.read(&mut [0; 16])?;
    device.surprise_remove()?;
    drop(file);
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    Ok(machine.etw_events())
}

fn line(event: &EtwEvent) -> String {
    let EtwEvent {
        provider,
        name,
        level,
        payload,
        ..
    } = event;
    format!("{provider} {name} {level} {payload}")
}

#[test]
fn both_worlds_write_the_same_events() {
    in_every_world(&toaster::DRIVER, |code| {
        let events = events(code, Session::of(EVENTS.id())).expect("nothing stops the machine");
        let lines: Vec<String> = events.iter().map(line).collect();
        assert_eq!(
            lines,
            [
                "WdkSamples.Toaster BreadLoaded 4 bytes=5 status=0x00000000",
                "WdkSamples.Toaster BreadLoaded 4 bytes=4 status=0x80000011",
                "WdkSamples.Toaster ToastServed 4 bytes=5",
                "WdkSamples.Toaster SurpriseRemoved 3 ",
            ]
        );
        // The toast was served three virtual seconds after the bread came in.
        let took = Duration::from_nanos((events[2].time - events[0].time) * 100);
        assert!((3..4).contains(&took.as_secs()), "{took:?}");
    });
}

#[test]
fn a_session_chooses_by_level_and_keyword() {
    in_every_world(&toaster::DRIVER, |code| {
        let warnings = Session::of(EVENTS.id()).level(3);
        let events = events(code, warnings).expect("nothing stops the machine");
        let names: Vec<&str> = events.iter().map(|it| &*it.name).collect();
        assert_eq!(names, ["SurpriseRemoved"]);
    });
}
