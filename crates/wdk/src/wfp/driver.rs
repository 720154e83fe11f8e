//! What a driver registers with the filter engine in `DriverEntry`, until its unload routine has
//! run.
#![expect(unsafe_code, reason = "calls the I/O manager with the driver object")]

use core::{cell::UnsafeCell, fmt};

use wdk_sys::{DRIVER_OBJECT, PDEVICE_OBJECT, wdf};

use super::{
    Callout, CalloutId, CalloutKey, Injection, Injector, inject::Closing,
    registration::Registration,
};
use crate::{
    Context, Device, Passive, Result,
    undo::{Registered, Undo},
    wdm,
};

/// The driver's registrations. All of them end before the driver is unloaded, the newest first.
pub struct Callouts<'a> {
    driver: &'a wdm::DriverObject,
    undo: Undo<'a>,
}

impl<'a> Callouts<'a> {
    /// The callouts of a WDM driver, in [`wdm::Driver::load`].
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`](crate::Error::INSUFFICIENT_RESOURCES).
    pub fn of(driver: &'a wdm::DriverObject) -> Result<Self> {
        // SAFETY: only `load` gets a reference to a driver object; its caller undoes what was
        // registered when it fails, and so does the unload routine, which such a driver has.
        unsafe { Self::new(driver.as_raw()) }
    }

    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`](crate::Error::INSUFFICIENT_RESOURCES).
    ///
    /// # Safety
    /// `DriverEntry` runs for `'a`; when it fails, and in the driver's unload routine,
    /// [`end`](crate::undo::end) is called.
    pub(crate) unsafe fn new(driver: *mut DRIVER_OBJECT) -> Result<Self> {
        // SAFETY: `DriverEntry` runs, and the caller sees to it that the list is ended.
        let undo = unsafe { Undo::of(driver) }?;
        // SAFETY: the driver object lives as long as the driver is loaded, which outlasts `'a`.
        let driver = unsafe { wdm::DriverObject::from_raw(driver) };
        Ok(Self { driver, undo })
    }

    /// Creates a device object without a name, for a WDM driver to register its callouts with. It is
    /// deleted after the callouts are unregistered.
    ///
    /// # Errors
    /// What `IoCreateDevice` reports.
    pub fn create_device(&mut self, irql: &Passive) -> Result<&'a wdm::Device> {
        let device = wdm::OwnedDevice::create(self.driver, None, irql)?;
        let raw = device.as_raw();
        self.keep(device)?;
        // SAFETY: the list keeps the device until the driver is unloaded, which outlasts `'a`.
        Ok(unsafe { wdm::Device::from_raw(raw) })
    }

    /// Registers a callout under `key`, `FwpsCalloutRegister`. From now on the filter engine calls it
    /// for filters that name the key.
    ///
    /// # Errors
    /// [`Error::FWP_ALREADY_EXISTS`](crate::Error::FWP_ALREADY_EXISTS) when the key is taken,
    /// [`Error::INSUFFICIENT_RESOURCES`](crate::Error::INSUFFICIENT_RESOURCES) also for more than 64
    /// callouts; `callout` is dropped then.
    pub fn register<C: Callout>(
        &mut self,
        device: &impl DeviceObject,
        key: &CalloutKey<C::Layer>,
        callout: C,
        _irql: &mut Passive,
    ) -> Result<CalloutId<C>> {
        let registered = self.undo.add(Registration::new(callout), |registration| {
            // SAFETY: the list keeps the registration until all are unregistered; the device object
            // is borrowed; `Callouts` exists only while `DriverEntry` runs.
            unsafe { registration.register(device.as_device_object(), key) }
        })?;
        Ok(registered.id())
    }

    /// Creates a handle to inject packets with. It is destroyed before the driver is unloaded, when
    /// all injections have completed.
    ///
    /// # Errors
    /// What `FwpsInjectionHandleCreate` reports.
    pub fn create_injector(&mut self, injection: Injection, _irql: &Passive) -> Result<Injector> {
        let injector = Injector::new()?;
        let closing = Closing(injector.clone());
        self.undo
            .add(closing, |Closing(injector)| injector.create(injection))?;
        Ok(injector)
    }

    /// Keeps a value, such as an [`Engine`](super::Engine) with the driver's filters, until the
    /// driver is unloaded; it is dropped at `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`](crate::Error::INSUFFICIENT_RESOURCES); the value is dropped
    /// then.
    pub fn keep<T: Send + Sync + 'static>(&mut self, value: T) -> Result<()> {
        let kept = Kept(UnsafeCell::new(Some(value)));
        self.undo.add(kept, |_| Ok(())).map(drop)
    }
}

impl fmt::Debug for Callouts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Callouts({:p})", self.driver.as_raw())
    }
}

struct Kept<T>(UnsafeCell<Option<T>>);

// SAFETY: a shared `Kept` gives no access to the value before it is dropped.
unsafe impl<T: Send> Sync for Kept<T> {}

impl<T: Send + Sync + 'static> Registered for Kept<T> {
    fn unregister(&self, _irql: &mut Passive) {
        // SAFETY: the list undoes each entry once, and nobody else accesses the value.
        drop(unsafe { (*self.0.get()).take() });
    }
}

mod sealed {
    #[expect(unnameable_types, reason = "sealed: drivers cannot implement it")]
    pub trait Sealed {}
}

/// A device object that callouts are registered with: of the framework or of WDM.
pub trait DeviceObject: sealed::Sealed {
    /// The object of the I/O manager.
    #[doc(hidden)]
    fn as_device_object(&self) -> PDEVICE_OBJECT;
}

impl<C: Context> sealed::Sealed for Device<C> {}
impl<C: Context> DeviceObject for Device<C> {
    fn as_device_object(&self) -> PDEVICE_OBJECT {
        // SAFETY: the type invariant of `Device` gives a live handle.
        unsafe { wdf::WdfDeviceWdmGetDeviceObject(self.as_raw()) }
    }
}

impl sealed::Sealed for wdm::Device {}
impl DeviceObject for wdm::Device {
    fn as_device_object(&self) -> PDEVICE_OBJECT {
        self.as_raw()
    }
}
