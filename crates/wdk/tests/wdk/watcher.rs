//! A WDM driver: what it registers goes back on every way out.

use std::sync::atomic::{AtomicU32, Ordering};

use wdk::{prelude::*, wdm};
use wdk_sim::Machine;

/// A registration, such as a callout's.
struct Registration(&'static Counts);

#[derive(Default)]
struct Counts {
    registered: AtomicU32,
    unloaded: AtomicU32,
}

impl Registration {
    fn new(counts: &'static Counts) -> Self {
        counts.registered.fetch_add(1, Ordering::Relaxed);
        Self(counts)
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.0.registered.fetch_sub(1, Ordering::Relaxed);
    }
}

mod good {
    use super::*;

    pub(crate) static COUNTS: Counts = Counts {
        registered: AtomicU32::new(0),
        unloaded: AtomicU32::new(0),
    };

    struct Watcher {
        registration: Registration,
    }

    #[wdk::wdm_driver(name = "watcher")]
    impl wdm::Driver for Watcher {
        fn load(_: &wdm::DriverObject, path: &UnicodeStr, _: &mut Passive) -> Result<Self> {
            log::info!("watching below {path}");
            Ok(Self {
                registration: Registration::new(&COUNTS),
            })
        }

        fn unload(self, _: &mut Passive) {
            self.registration.0.unloaded.fetch_add(1, Ordering::Relaxed);
        }
    }
}

mod late {
    use super::*;

    pub(crate) static COUNTS: Counts = Counts {
        registered: AtomicU32::new(0),
        unloaded: AtomicU32::new(0),
    };

    struct Late;

    #[wdk::wdm_driver]
    impl wdm::Driver for Late {
        fn load(_: &wdm::DriverObject, _: &UnicodeStr, _: &mut Passive) -> Result<Self> {
            let _registration = Registration::new(&COUNTS);
            assert_eq!(COUNTS.registered.load(Ordering::Relaxed), 1);
            Err(Error::NO_SUCH_DEVICE)
        }
    }
}

#[test]
fn unload_runs_once_and_then_the_fields_go() {
    let machine = Machine::new();
    let service = machine.load(good::DRIVER).unwrap();
    assert_eq!(good::COUNTS.registered.load(Ordering::Relaxed), 1);
    service.unload().unwrap();
    assert_eq!(good::COUNTS.registered.load(Ordering::Relaxed), 0);
    assert_eq!(good::COUNTS.unloaded.load(Ordering::Relaxed), 1);
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_load_that_fails_takes_back_what_it_registered() {
    let machine = Machine::new();
    let Err(wdk_sim::Error::Status(refused)) = machine.load(late::DRIVER) else {
        panic!("it is not loaded");
    };
    assert_eq!(refused.0, Error::NO_SUCH_DEVICE.status().value());
    assert_eq!(late::COUNTS.registered.load(Ordering::Relaxed), 0);
    assert_eq!(late::COUNTS.unloaded.load(Ordering::Relaxed), 0);
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}
