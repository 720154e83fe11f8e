//! A WDM driver: what it registers goes back on every way out.

use std::sync::atomic::{AtomicU32, Ordering};

use wdk::{
    prelude::*,
    wdm::{self, Completed, DispatchRoutine, Irp, MajorFunction},
};
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

/// A driver whose reads count, and one that took its routine.
mod counter {
    use super::*;

    struct Counter {
        reads: AtomicU32,
    }

    fn open(_: &wdm::Device, irp: Irp, _: &mut UpToDispatch) -> Completed {
        irp.complete(NtStatus::SUCCESS)
    }

    fn read(counter: &Counter, _: &wdm::Device, irp: Irp, _: &mut UpToDispatch) -> Completed {
        let reads = counter.reads.fetch_add(1, Ordering::Relaxed);
        irp.reply(&reads.to_le_bytes())
    }

    fn device(driver: &wdm::DriverObject, irql: &Passive) -> Result<()> {
        let open = DispatchRoutine::new(open);
        driver.set_dispatch(MajorFunction::Create, open);
        driver.set_dispatch(MajorFunction::Close, open);
        driver.set_dispatch(MajorFunction::Read, DispatchRoutine::with_state(read));
        let (name, link) = (
            unicode!(r"\Device\Counter"),
            unicode!(r"\DosDevices\Counter"),
        );
        driver.create_control_device(name, link, irql)?;
        Ok(())
    }

    #[wdk::wdm_driver(name = "counter")]
    impl wdm::Driver for Counter {
        fn load(driver: &wdm::DriverObject, _: &UnicodeStr, irql: &mut Passive) -> Result<Self> {
            device(driver, irql)?;
            Ok(Self {
                reads: AtomicU32::new(7),
            })
        }
    }

    /// A driver with a state of the same form, whose routine it takes for its own.
    pub(crate) mod twin {
        use super::*;

        struct Twin {
            _reads: AtomicU32,
        }

        /// Never loaded.
        struct Forged {
            _reads: AtomicU32,
        }

        impl wdm::Driver for Forged {
            fn load(_: &wdm::DriverObject, _: &UnicodeStr, _: &mut Passive) -> Result<Self> {
                Err(Error::NOT_SUPPORTED)
            }
        }

        fn read(_: &Forged, _: &wdm::Device, irp: Irp, _: &mut UpToDispatch) -> Completed {
            irp.reply(b"forged")
        }

        #[wdk::wdm_driver(name = "twin")]
        impl wdm::Driver for Twin {
            fn load(
                driver: &wdm::DriverObject,
                _: &UnicodeStr,
                irql: &mut Passive,
            ) -> Result<Self> {
                device(driver, irql)?;
                driver.set_dispatch(MajorFunction::Read, DispatchRoutine::with_state(read));
                Ok(Self {
                    _reads: AtomicU32::new(7),
                })
            }
        }
    }

    pub(crate) mod other {
        use super::*;

        struct Other;

        #[wdk::wdm_driver(name = "other")]
        impl wdm::Driver for Other {
            fn load(
                driver: &wdm::DriverObject,
                _: &UnicodeStr,
                irql: &mut Passive,
            ) -> Result<Self> {
                device(driver, irql)?;
                Ok(Self)
            }
        }
    }
}

/// Two machines, so that a state which they shared would show.
#[test]
fn a_dispatch_routine_gets_the_state_of_its_driver() {
    for _ in 0..2 {
        let machine = Machine::new();
        let service = machine.load(counter::DRIVER).unwrap();
        let file = machine.open(r"\\.\Counter").unwrap();
        for expected in [7, 8] {
            let mut answer = [0; 4];
            assert_eq!(file.read(&mut answer).unwrap(), 4);
            assert_eq!(u32::from_le_bytes(answer), expected);
        }
        drop(file);
        service.unload().unwrap();
        let report = machine.finish().unwrap();
        assert!(report.is_clean(), "{report}");
    }
}

#[test]
fn a_routine_in_another_drivers_table_fails_its_requests() {
    for driver in [counter::other::DRIVER, counter::twin::DRIVER] {
        let machine = Machine::new();
        let service = machine.load(driver).unwrap();
        let file = machine.open(r"\\.\Counter").unwrap();
        let Err(wdk_sim::Error::Status(refused)) = file.read(&mut [0; 6]) else {
            panic!("the state is not that driver's");
        };
        assert_eq!(refused.0, Error::INVALID_DEVICE_REQUEST.status().value());
        drop(file);
        service.unload().unwrap();
        let report = machine.finish().unwrap();
        assert!(report.is_clean(), "{report}");
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
