//! Drivers that ignore that a device could not be made: there is no device then.

use std::cell::Cell;

use wdk::prelude::*;
use wdk_sim::{
    Machine,
    fault::{Faults, Kind},
    verifier::OnViolation,
};

thread_local! {
    /// Whether the context was made, whether the device was, and whether it was started.
    static SEEN: Cell<[bool; 3]> = const { Cell::new([false; 3]) };
}

fn saw(what: usize) {
    let mut seen = SEEN.get();
    seen[what] = true;
    SEEN.set(seen);
}

/// A Plug and Play device.
mod plugged {
    use super::*;

    #[wdk::context]
    struct Careless {
        timer: Timer,
    }

    #[wdk::driver_entry(name = "careless")]
    fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
        DriverConfig::new()
            .evt_device_add(device_add)
            .evt_unload(unload)
            .create(driver, registry_path)
    }

    fn device_add(_: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
        let careless = || {
            saw(0);
            Careless {
                timer: Timer::new(),
            }
        };
        if init.create_with_events(careless, irql).is_ok() {
            saw(1);
        }
        Ok(())
    }

    fn unload(_: &Driver, _: &mut Passive) {}

    #[wdk::handlers]
    impl DeviceEvents for Careless {
        fn d0_entry(
            &self,
            device: &Device<Self, InD0>,
            _: PowerState,
            irql: &mut Passive,
        ) -> Result<()> {
            saw(2);
            device.add_timer(
                TimerConfig::one_shot(),
                |it| &it.timer,
                |_, _, _: &mut Passive| (),
                irql,
            )
        }
    }
}

/// A control device.
mod control {
    use super::*;

    #[wdk::context]
    struct Careless;

    #[wdk::driver_entry(name = "careless")]
    fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
        DriverConfig::new()
            .non_pnp()
            .evt_unload(unload)
            .create_then(driver, registry_path, create_device)
    }

    fn create_device(driver: &Driver, irql: &mut Passive) -> Result<()> {
        let mut init = DeviceInit::control(driver, unicode!("D:P(A;;GA;;;WD)"), irql)?;
        init.assign_name(unicode!(r"\Device\Careless"), irql)?;
        let careless = || {
            saw(0);
            Careless
        };
        if let Ok(device) = init.create(careless, irql) {
            saw(1);
            device.finish_initializing();
        }
        Ok(())
    }

    fn unload(_: &Driver, _: &mut Passive) {}
}

/// What was seen when the allocation of this number failed, and the driver is gone.
fn failing(allocation: u64, use_it: impl FnOnce(&Machine)) -> [bool; 3] {
    SEEN.set([false; 3]);
    let machine = Machine::builder()
        .faults(Faults::none().fail(Kind::Pool, allocation))
        .on_violation(OnViolation::Collect)
        .build();
    use_it(&machine);
    let mut report = machine.finish().expect("it unloads");
    // To pass over the error is what the driver does wrong, and all of it.
    report.violations.retain(|it| it.rule != "DeviceCreateFail");
    assert!(report.is_clean(), "allocation {allocation}: {report}");
    SEEN.get()
}

/// A device whose context was made, but which could not be used, is met here.
#[track_caller]
fn some_failed_late(seen: &[[bool; 3]]) {
    let late = seen.iter().filter(|it| it[0] && !it[1]).count();
    assert!(late > 0, "{seen:?}");
}

#[test]
fn a_device_whose_creation_failed_is_not_started() {
    let seen: Vec<_> = (0..80)
        .map(|allocation| {
            failing(allocation, |machine| {
                let inf = crate::inf("careless");
                let added = machine.add_package(&*inf, plugged::DRIVER);
                drop(added.map(|_| machine.plug("root\\careless")));
            })
        })
        .collect();
    some_failed_late(&seen);
    for (allocation, [_, created, started]) in seen.iter().enumerate() {
        assert!(created | !started, "allocation {allocation}");
    }
}

#[test]
fn a_control_device_whose_creation_failed_is_deleted() {
    let seen: Vec<_> = (0..80)
        .map(|allocation| {
            failing(allocation, |machine| {
                if machine.load(control::DRIVER).is_ok() {
                    let [_, created, _] = SEEN.get();
                    let opened = machine.open(r"\\.\GLOBALROOT\Device\Careless").is_ok();
                    assert!(created | !opened, "allocation {allocation}");
                }
            })
        })
        .collect();
    some_failed_late(&seen);
}
