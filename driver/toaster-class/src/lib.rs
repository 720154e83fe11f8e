//! Sample export driver: what all toasters have in common, whatever heats them.
//!
//! A class driver in the form of a kernel-mode DLL. It has no device and no dispatch table. It
//! supplies the dispatch routines that a miniclass driver puts into its own table
//! ([`toaster_class_routines`]), and keeps for each registered one the bread and the properties of
//! its hardware ([`Registration`]).
//!
//! The crate is compiled twice: as `toaster_class.sys`, and with the feature `import` for drivers
//! that import from it.
#![no_std]
#![forbid(unsafe_code)]

pub mod interface;

use wdk::{
    export::{ExportDriver, Portable, with_state},
    prelude::*,
    wdm::{Completed, Device, DispatchRoutine, DriverId, Irp},
};
use wdk_panic as _;

use interface::{CAPACITY, IOCTL_TOASTER_GET_WATTS};

/// How many miniclass drivers can register.
pub const MAX_TOASTERS: usize = 4;

/// The class driver.
struct ToasterClass {
    toasters: SpinLock<[Option<Toaster>; MAX_TOASTERS]>,
}

/// A registered toaster.
struct Toaster {
    driver: DriverId,
    make: Make,
    bread: [u8; CAPACITY],
    length: usize,
}

/// The properties of the hardware of one make.
#[derive(Clone, Copy, Debug, Portable)]
#[repr(C)]
pub struct Make {
    /// Electrical power.
    pub watts: u32,
    /// The number of bytes of bread that fit in, at most [`CAPACITY`].
    pub slots: u32,
}

/// The dispatch routines that a miniclass driver puts into its table.
#[derive(Clone, Copy, Debug, Portable)]
#[repr(C)]
pub struct Routines {
    /// For `IRP_MJ_CREATE` and `IRP_MJ_CLOSE`.
    pub open_close: DispatchRoutine,
    /// For `IRP_MJ_READ`: takes the toast out.
    pub read: DispatchRoutine,
    /// For `IRP_MJ_WRITE`: puts bread in.
    pub write: DispatchRoutine,
    /// For `IRP_MJ_DEVICE_CONTROL`.
    pub device_control: DispatchRoutine,
}

#[wdk::export_driver]
impl ExportDriver for ToasterClass {
    fn initialize(registry_path: &UnicodeStr, _irql: &mut Passive) -> Result<Self> {
        log::info!("the class driver is initialised, with its settings in {registry_path}");
        Ok(Self {
            toasters: SpinLock::new([const { None }; MAX_TOASTERS]),
        })
    }

    fn unload(&self, _irql: &mut Passive) -> Result<()> {
        log::info!("the class driver is unloaded");
        Ok(())
    }
}

/// The routines with which the class driver serves the devices of registered drivers.
#[wdk::export]
#[must_use]
pub fn toaster_class_routines() -> Routines {
    Routines {
        open_close: DispatchRoutine::new(open_close),
        read: DispatchRoutine::new(read),
        write: DispatchRoutine::new(write),
        device_control: DispatchRoutine::new(device_control),
    }
}

/// Registers a miniclass driver; [`Registration::new`] calls it.
///
/// # Errors
/// [`Error::INVALID_PARAMETER`] for a toaster with more slots than [`CAPACITY`],
/// [`Error::INSUFFICIENT_RESOURCES`] when [`MAX_TOASTERS`] are registered.
#[wdk::export]
pub fn toaster_class_register(
    #[state] class: &ToasterClass,
    driver: DriverId,
    make: &Make,
    irql: &mut UpToDispatch,
) -> Result<()> {
    if make.slots as usize > CAPACITY {
        return Err(Error::INVALID_PARAMETER);
    }
    class.toasters.with(irql, |toasters, _| {
        let free = toasters.iter_mut().find(|it| it.is_none());
        *free.ok_or(Error::INSUFFICIENT_RESOURCES)? = Some(Toaster {
            driver,
            make: *make,
            bread: [0; CAPACITY],
            length: 0,
        });
        Ok(())
    })
}

/// Ends a registration; [`Registration::remove`] calls it.
#[wdk::export]
pub fn toaster_class_unregister(
    #[state] class: &ToasterClass,
    driver: DriverId,
    irql: &mut UpToDispatch,
) {
    class.toasters.with(irql, |toasters, _| {
        for toaster in toasters {
            if toaster.as_ref().is_some_and(|it| it.driver == driver) {
                *toaster = None;
            }
        }
    });
}

/// The registration of a miniclass driver, which ends in its `unload`.
#[derive(Debug)]
#[must_use = "a registration must be removed before the driver is unloaded"]
pub struct Registration(DriverId);

impl Registration {
    /// Registers the driver.
    ///
    /// # Errors
    /// See [`toaster_class_register`].
    pub fn new(driver: DriverId, make: &Make, irql: &mut UpToDispatch) -> Result<Self> {
        toaster_class_register(driver, make, irql)?;
        Ok(Self(driver))
    }

    /// Ends the registration.
    pub fn remove(self, irql: &mut UpToDispatch) {
        toaster_class_unregister(self.0, irql);
    }
}

fn open_close(_device: &Device, irp: Irp, _irql: &mut UpToDispatch) -> Completed {
    irp.complete(NtStatus::SUCCESS)
}

fn read(device: &Device, irp: Irp, irql: &mut UpToDispatch) -> Completed {
    let mut toast = [0; CAPACITY];
    let capacity = irp.output_length();
    let taken = with_toaster(device, irql, |toaster| {
        let taken = toaster.length;
        if taken > capacity {
            return Err(Error::BUFFER_TOO_SMALL);
        }
        toast = toaster.bread;
        toaster.length = 0;
        Ok(taken)
    });
    match taken {
        Ok(taken) => irp.reply(toast.get(..taken).unwrap_or_default()),
        Err(error) => irp.complete(error),
    }
}

fn write(device: &Device, irp: Irp, irql: &mut UpToDispatch) -> Completed {
    let loaded = with_toaster(device, irql, |toaster| toaster.load(irp.input()));
    irp.finish_with(loaded)
}

fn device_control(device: &Device, irp: Irp, irql: &mut UpToDispatch) -> Completed {
    match irp.control_code() {
        Some(IOCTL_TOASTER_GET_WATTS) => {
            match with_toaster(device, irql, |toaster| Ok(toaster.make.watts)) {
                Ok(watts) => irp.reply(&watts.to_le_bytes()),
                Err(error) => irp.complete(error),
            }
        }
        _ => irp.complete(Error::INVALID_DEVICE_REQUEST),
    }
}

/// Calls `function` with the toaster that the device's driver has registered.
fn with_toaster<R>(
    device: &Device,
    irql: &mut UpToDispatch,
    function: impl FnOnce(&mut Toaster) -> Result<R>,
) -> Result<R> {
    with_state(|class: &ToasterClass| {
        class.toasters.with(irql, |toasters, _| {
            let mut registered = toasters.iter_mut().flatten();
            let toaster = registered.find(|it| it.driver == device.driver());
            function(toaster.ok_or(Error::DEVICE_NOT_READY)?)
        })
    })
}

impl Toaster {
    /// Toasts bread into the empty slot: toast is bread in capitals.
    fn load(&mut self, bread: &[u8]) -> Result<usize> {
        if self.length > 0 {
            return Err(Error::DEVICE_BUSY);
        }
        if bread.len() > self.make.slots as usize {
            return Err(Error::INVALID_BUFFER_SIZE);
        }
        let slot = self
            .bread
            .get_mut(..bread.len())
            .ok_or(Error::INVALID_BUFFER_SIZE)?;
        slot.copy_from_slice(bread);
        slot.make_ascii_uppercase();
        self.length = bread.len();
        Ok(bread.len())
    }
}
