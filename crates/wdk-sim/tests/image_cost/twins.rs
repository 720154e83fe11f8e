//! The drivers in C do what those in Rust do; only then their costs can be compared.

use std::{fmt::Write as _, path::Path, time::Duration};

use wdk_sim::Machine;

use crate::{
    alone,
    cost::{
        images,
        subject::{SUBJECTS, Subject, open},
        twin::Twins,
    },
};

/// The longest write of the echo drivers.
const MAX_LENGTH: usize = 40 * 1024;

#[test]
fn the_echo_in_c_answers_as_the_one_in_rust() {
    let _alone = alone();
    if images::packages().is_none() {
        eprintln!("skipped: WDK_TEST_PACKAGES names no folder of built drivers");
        return;
    }
    let twins = match Twins::new() {
        Ok(twins) => twins,
        Err(reason) => {
            eprintln!("skipped: the drivers in C are not compiled: {reason}");
            return;
        }
    };
    let echo = SUBJECTS.iter().find(|it| it.name == "echo");
    let echo = echo.expect("it is measured");
    let c = answers(echo, &twins.build(echo));
    let rust = answers(echo, &images::of("echo"));
    assert_eq!(c, rust);
    // Not that both refuse everything.
    for part in [
        "write Ok(13)",
        "read Ok(13) hello, kernel",
        "10 s",
        "cancelled",
    ] {
        assert!(rust.contains(part), "{part} in {rust}");
    }
}

/// What programs see of an echo driver.
fn answers(echo: &Subject, image: &Path) -> String {
    let mut seen = String::new();
    let mut note = |text: String| writeln!(seen, "{text}").expect("a string takes all");

    let machine = Machine::builder().environment(false).build();
    let device = echo.plug(&machine, image);
    let file = open(&machine, &device);
    let read = |length: usize| {
        let mut bytes = vec![0; length];
        let read = file.read(&mut bytes);
        let kept = read.as_ref().map_or(0, |length| *length);
        format!("read {read:?} {}", String::from_utf8_lossy(&bytes[..kept]))
    };
    note(format!("before a write: {}", read(64)));
    let start = machine.now();
    note(format!("write {:?}", file.write(b"hello, kernel")));
    note(format!("after {} s", (machine.now() - start).as_secs()));
    note(read(64));
    note(read(5));
    note(format!("after {} s", (machine.now() - start).as_secs()));

    let first = file.begin_write(b"first").expect("it is sent");
    let second = file.begin_write(b"second").expect("it is sent");
    note(format!(
        "one after the other: {:?} {:?}",
        first.wait(),
        second.wait()
    ));
    note(format!("after {} s", (machine.now() - start).as_secs()));

    let over_long = vec![8; MAX_LENGTH + 1];
    note(format!("too much: {:?}", file.write(&over_long)));
    note(format!("just fits: {:?}", file.write(&over_long[1..])));

    let cancelled = file.begin_write(b"kept").expect("it is sent");
    machine
        .run_for(Duration::from_secs(5))
        .expect("no bug check");
    cancelled.cancel();
    note(format!("cancelled: {:?}", cancelled.wait()));
    note(read(64));

    let waiting = file.begin_write(b"asleep").expect("it is sent");
    note(format!("stop {:?}", device.stop()));
    note(format!("start {:?}", device.start()));
    note(format!("the waiting one: {:?}", waiting.wait()));

    let lost = file.begin_write(b"lost").expect("it is sent");
    note(format!("surprise removal {:?}", device.surprise_remove()));
    note(format!("the lost one: {:?}", lost.wait()));
    drop(file);
    let report = machine.finish().expect("it unloads");
    note(format!("clean: {} {report}", report.is_clean()));
    seen
}
