//! Sample WDM driver: a toaster of one make, on the class driver `toaster_class.sys`.
//!
//! A miniclass driver contains only what is specific to its hardware: it creates the device, states
//! the properties of the make, and puts the class driver's dispatch routines into its own table. The system
//! loads the class driver with it, and unloads it after the last such driver.
#![no_std]
#![forbid(unsafe_code)]

use toaster_class::{Make, Registration, Routines, toaster_class_routines};
use wdk::{
    irql::Unlocked as _,
    prelude::*,
    wdm::{self, MajorFunction},
};
use wdk_panic as _;

/// What programs open.
pub const NAME: &str = r"\\.\ToasterMiniclass";

/// The make.
pub const MAKE: Make = Make {
    watts: 900,
    slots: 16,
};

/// What the driver holds while it is loaded.
struct Miniclass {
    registration: Registration,
}

#[wdk::wdm_driver(imports(toaster_class))]
impl wdm::Driver for Miniclass {
    fn load(
        driver: &wdm::DriverObject,
        _registry_path: &UnicodeStr,
        irql: &mut Passive,
    ) -> Result<Self> {
        driver.create_control_device(
            unicode!(r"\Device\ToasterMiniclass"),
            unicode!(r"\DosDevices\ToasterMiniclass"),
            irql,
        )?;
        let Routines {
            open_close,
            read,
            write,
            device_control,
        } = toaster_class_routines();
        driver.set_dispatch(MajorFunction::Create, open_close);
        driver.set_dispatch(MajorFunction::Close, open_close);
        driver.set_dispatch(MajorFunction::Read, read);
        driver.set_dispatch(MajorFunction::Write, write);
        driver.set_dispatch(MajorFunction::DeviceControl, device_control);
        let registration = Registration::new(driver.id(), &MAKE, irql.weaken())?;
        Ok(Self { registration })
    }

    fn unload(self, irql: &mut Passive) {
        self.registration.remove(irql.weaken());
        log::info!("unloaded");
    }
}
