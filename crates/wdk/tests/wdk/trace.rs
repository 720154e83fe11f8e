//! Events of safe drivers: their fields, and the life of their provider.

use wdk::{
    prelude::*,
    trace::{Hex, Level},
    wdm,
};
use wdk_sim::{
    Machine,
    etw::{EtwEvent, Payload, Session},
};

/// A driver of the framework that writes an event wherever it can.
mod meter {
    use super::*;

    const READING: u64 = 0x10;

    #[wdk::driver_entry(name = "meter", provider(pub(super) METER = "Contoso.Meter"))]
    fn driver_entry(driver: DriverObject<'_>, path: &UnicodeStr) -> Result<()> {
        trace::event!(METER, Info, "Loaded", path: &UnicodeStr = path);
        DriverConfig::new()
            .evt_device_add(device_add)
            .evt_unload(unload)
            .create(driver, path)
    }

    fn device_add(_: &Driver, _: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
        every_type();
        let activity = trace::new_activity();
        trace::event!(
            METER,
            Verbose,
            "Read",
            keyword = READING,
            opcode = Start,
            activity = &activity
        );
        let lock = SpinLock::new(7_u32);
        lock.with(irql, |value, _| {
            trace::event!(METER, Verbose, "Read", keyword = READING, opcode = Stop,
                activity = &activity, related = &activity, value: u32 = *value);
        });
        Err(Error::NO_SUCH_DEVICE)
    }

    fn every_type() {
        // A constant and a variable of the caller may be called as in the macro.
        const KEYWORD: u64 = READING;
        let provider = "the caller's";
        // On the stack it would be more than that has.
        static LONG: [u8; 70_000] = [b'x'; 70_000];
        let text = core::str::from_utf8(&LONG).unwrap_or_default();
        trace::event!(METER, Warning, "Everything", keyword = KEYWORD,
            a: i8 = -1, b: u8 = 2, c: i16 = -3, d: u16 = 4, e: i32 = -5, f: u32 = 6,
            g: i64 = -7, h: u64 = 8, i: isize = -9, j: usize = 10,
            k: f32 = 0.5, l: f64 = -0.25, m: bool = true,
            n: Guid = guid!("00112233-4455-6677-8899-AABBCCDDEEFF"),
            o: NtStatus = Error::ACCESS_DENIED.into(),
            p: *const u32 = core::ptr::without_provenance(0x1000),
            q: Hex<u8> = Hex(0xAB), r: Hex<u32> = Hex(0xCD), s: Hex<u64> = Hex(0xEF),
            t: &str = "é", u: &UnicodeStr = unicode!("wide"), v: &[u8] = &[1, 2],
            w: &[u32] = &[3, 4], x: &[i16] = &[],
            who: &str = provider,
            inner: { y: u8 = 1, deeper: { z: bool = false }, }
        );
        trace::event!(METER, Error, "Long", text: &str = text);
        let mut computed = 0;
        trace::event!(METER, Critical, "Computed", twice: u32 = { computed += 1; computed });
        trace::event!(METER, Info, "Counted", count: u32 = computed,);
    }

    fn unload(_: &Driver, _: &mut Passive) {
        trace::event!(METER, Info, "Unloading");
    }
}

/// A driver whose entry fails.
mod broken {
    use super::*;

    #[wdk::driver_entry(name = "meter", provider(BROKEN = "Contoso.Broken"))]
    fn driver_entry(_: DriverObject<'_>, _: &UnicodeStr) -> Result<()> {
        trace::event!(BROKEN, Error, "Failing");
        Err(Error::INSUFFICIENT_RESOURCES)
    }
}

/// Drivers without the framework.
mod plain {
    use super::*;

    struct Plain;

    #[wdk::wdm_driver(name = "plain", provider(PLAIN = "Contoso.Plain"))]
    impl wdm::Driver for Plain {
        fn load(_: &wdm::DriverObject, _: &UnicodeStr, _: &mut Passive) -> Result<Self> {
            trace::event!(PLAIN, Info, "Loaded");
            Ok(Self)
        }

        fn unload(self, _: &mut Passive) {
            trace::event!(PLAIN, Info, "Unloading");
        }
    }

    /// Dropped after `unload`, and still before the image goes.
    impl Drop for Plain {
        fn drop(&mut self) {
            trace::event!(PLAIN, Info, "Dropped");
        }
    }
}

mod plain_broken {
    use super::*;

    struct Plain;

    #[wdk::wdm_driver(name = "plain", provider(PLAIN = "Contoso.Plain"))]
    impl wdm::Driver for Plain {
        fn load(_: &wdm::DriverObject, _: &UnicodeStr, _: &mut Passive) -> Result<Self> {
            trace::event!(PLAIN, Error, "Failing");
            Err(Error::NOT_SUPPORTED)
        }
    }
}

fn names(events: &[EtwEvent]) -> Vec<&str> {
    events.iter().map(|it| &*it.name).collect()
}

/// A machine on which the meter was loaded for a device, and unloaded.
fn metered(session: Option<Session>) -> Vec<EtwEvent> {
    let machine = Machine::new();
    if let Some(session) = session {
        machine.start_session("test", session).expect("it starts");
    }
    machine
        .add_package(&*super::inf("meter"), meter::DRIVER)
        .expect("a good package");
    assert!(
        machine.plug("root\\meter").is_err(),
        "the driver refuses every device"
    );
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
    machine.etw_events()
}

#[test]
fn events_come_from_the_entry_to_the_unload_routine() {
    let events = metered(Some(Session::of(meter::METER.id())));
    assert_eq!(
        names(&events),
        [
            "Loaded",
            "Everything",
            "Computed",
            "Counted",
            "Read",
            "Read",
            "Unloading"
        ]
    );
    assert!(
        events
            .iter()
            .all(|it| it.provider == "Contoso.Meter" && it.channel == 11)
    );
    let levels: Vec<u8> = events.iter().map(|it| it.level).collect();
    assert_eq!(levels, [4, 3, 1, 4, 5, 5, 4]);
}

#[test]
fn every_type_of_field_arrives() {
    let events = metered(Some(Session::all()));
    assert_eq!(
        events[1].payload.to_string(),
        "a=-1 b=2 c=-3 d=4 e=-5 f=6 g=-7 h=8 i=-9 j=10 k=0.5 l=-0.25 m=true \
         n={00112233-4455-6677-8899-aabbccddeeff} o=0xc0000022 p=0x1000 q=0xab r=0xcd s=0xef \
         t=\"é\" u=\"wide\" v=[2 bytes: 01 02] w=[3, 4] x=[] who=\"the caller's\" \
         inner={ y=1 deeper={ z=false } }"
    );
    let value = events[1].field("inner.deeper.z").map(ToString::to_string);
    assert_eq!(value.as_deref(), Some("false"));
    assert_eq!(events[1].keyword, 0x10);
}

#[test]
fn an_event_that_is_too_large_is_lost_as_on_windows() {
    let events = metered(Some(Session::all()));
    // Its text is cut to what a count can say, and with the names that is more than ETW takes.
    assert!(!names(&events).contains(&"Long"));
}

#[test]
fn activities_join_their_events() {
    let events = metered(Some(
        Session::all().keywords(0x10).level(Level::Verbose as u8),
    ));
    let reads: Vec<&EtwEvent> = events.iter().filter(|it| it.name == "Read").collect();
    let [start, stop] = reads.as_slice() else {
        panic!("{reads:?}");
    };
    assert_eq!((start.opcode, stop.opcode), (1, 2));
    assert!(start.activity.is_some() && start.activity == stop.activity);
    assert_eq!(
        (&start.related_activity, &stop.related_activity),
        (&None, &stop.activity)
    );
    assert_eq!(start.payload, Payload::Fields(Vec::new()));
}

#[test]
fn values_are_computed_only_for_a_listener() {
    let count = |events: &[EtwEvent]| {
        let counted = events.iter().find(|it| it.name == "Counted");
        counted.map(|it| it.payload.to_string())
    };
    assert_eq!(
        count(&metered(Some(Session::all()))).as_deref(),
        Some("count=1")
    );
    // Keyword 1 is that of events which name none, and level 4 passes `Critical` too.
    let others = Session::all().keywords(0x10).level(4);
    assert_eq!(names(&metered(Some(others))), ["Everything"]);
    assert_eq!(metered(None), []);
}

#[test]
fn a_driver_that_fails_to_load_leaves_no_provider() {
    let machine = Machine::new();
    machine
        .start_session("test", Session::all())
        .expect("it starts");
    machine
        .add_package(&*super::inf("meter"), broken::DRIVER)
        .expect("a good package");
    assert!(machine.plug("root\\meter").is_err(), "its entry fails");
    assert_eq!(names(&machine.etw_events()), ["Failing"]);
    let report = machine.finish().expect("nothing is left");
    assert!(report.is_clean(), "{report}");
}

#[test]
fn drivers_without_the_framework_have_providers() {
    let machine = Machine::new();
    machine
        .start_session("test", Session::all())
        .expect("it starts");
    let driver = machine.load(plain::DRIVER).expect("it loads");
    driver.unload().expect("it unloads");
    assert_eq!(
        names(&machine.etw_events()),
        ["Loaded", "Unloading", "Dropped"]
    );
    assert!(machine.load(plain_broken::DRIVER).is_err());
    let report = machine.finish().expect("nothing is left");
    assert!(report.is_clean(), "{report}");
    assert_eq!(machine.etw_events().len(), 4);
}

#[test]
fn two_machines_have_the_driver_at_once() {
    let machines = [Machine::new(), Machine::new()];
    machines[0]
        .start_session("test", Session::all())
        .expect("it starts");
    for machine in &machines {
        machine.load(plain::DRIVER).expect("it loads");
    }
    for machine in &machines {
        let report = machine.finish().expect("it unloads");
        assert!(report.is_clean(), "{report}");
    }
    let events = machines.map(|it| it.etw_events().len());
    assert_eq!(events, [3, 0], "only one of them listens");
}
