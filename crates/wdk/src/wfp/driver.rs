//! What a driver registers with the filter engine, from `DriverEntry` to the unload routine.
#![expect(unsafe_code, reason = "calls the I/O manager with the driver object")]

use core::{cell::UnsafeCell, fmt, ptr};

use wdk_sys::{
    DEVICE_OBJECT, DRIVER_OBJECT, FILE_DEVICE_SECURE_OPEN, FILE_DEVICE_UNKNOWN, IoCreateDevice,
    IoDeleteDevice, PDEVICE_OBJECT, wdf,
};

use super::{Callout, CalloutId, Injection, Injector, inject::Closing, registration::Registration};
use crate::{
    Context, Device, Guid, NtStatus, Passive, Result,
    undo::{Registered, Undo},
    wdm,
};

/// What the driver has registered; all of it is undone when the driver goes, the newest first.
pub struct Callouts<'a> {
    driver: *mut DRIVER_OBJECT,
    undo: Undo<'a>,
}

impl<'a> Callouts<'a> {
    /// The callouts of a WDM driver, in [`wdm::Driver::load`].
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`](crate::Error::INSUFFICIENT_RESOURCES).
    pub fn of(driver: &'a wdm::DriverObject) -> Result<Self> {
        // SAFETY: the reference to a driver object is lent to `load`, whose caller undoes what was
        // registered when it fails; so does the unload routine, which such a driver has.
        unsafe { Self::new(driver.as_raw()) }
    }

    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`](crate::Error::INSUFFICIENT_RESOURCES).
    ///
    /// # Safety
    /// `DriverEntry` runs for `'a`; when it fails, and in the driver's unload routine,
    /// [`end`](crate::undo::end) is called.
    pub(crate) unsafe fn new(driver: *mut DRIVER_OBJECT) -> Result<Self> {
        // SAFETY: as the caller says.
        let undo = unsafe { Undo::of(driver) }?;
        Ok(Self { driver, undo })
    }

    /// Creates the device object that a WDM driver registers its callouts with: it stands for the
    /// driver.
    ///
    /// # Errors
    /// What `IoCreateDevice` reports.
    pub fn create_device(&mut self, _irql: &Passive) -> Result<&'a ControlDevice> {
        let mut device = ptr::null_mut();
        // SAFETY: the driver object of the `DriverEntry` that runs; the rest are constants and a
        // local.
        let status = unsafe {
            IoCreateDevice(
                self.driver,
                0,
                ptr::null_mut(),
                FILE_DEVICE_UNKNOWN,
                FILE_DEVICE_SECURE_OPEN,
                0,
                &raw mut device,
            )
        };
        NtStatus::new(status).ok()?;
        let device = ControlDevice(device);
        let raw = device.0;
        self.undo.add(device, |_| Ok(())).inspect_err(|_| {
            // SAFETY: created above, and nobody knows it.
            unsafe { IoDeleteDevice(raw) };
        })
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
        key: &Guid,
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

    /// Creates a handle to inject packets with. It is destroyed, when what it injects has completed,
    /// before the driver goes.
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
    /// driver goes; it is dropped at `PASSIVE_LEVEL`.
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
        write!(f, "Callouts({:p})", self.driver)
    }
}

struct Kept<T>(UnsafeCell<Option<T>>);

// SAFETY: nobody looks at the value before it is dropped.
unsafe impl<T: Send> Sync for Kept<T> {}

impl<T: Send + Sync + 'static> Registered for Kept<T> {
    fn unregister(&self, _irql: &mut Passive) {
        // SAFETY: the list undoes each entry once, and nobody else looks at the value.
        drop(unsafe { (*self.0.get()).take() });
    }
}

mod sealed {
    pub trait Sealed {}
}

/// A device object that callouts are registered with.
pub trait DeviceObject: sealed::Sealed {
    /// The object of the I/O manager.
    #[doc(hidden)]
    fn as_device_object(&self) -> PDEVICE_OBJECT;
}

impl<C: Context> sealed::Sealed for Device<C> {}
impl<C: Context> DeviceObject for Device<C> {
    fn as_device_object(&self) -> PDEVICE_OBJECT {
        // SAFETY: a live handle.
        unsafe { wdf::WdfDeviceWdmGetDeviceObject(self.as_raw()) }
    }
}

/// A device object without hardware and without a name, of a WDM driver.
///
/// # Invariants
/// A live device object, deleted when the driver goes.
#[derive(Debug)]
pub struct ControlDevice(*mut DEVICE_OBJECT);

// SAFETY: the I/O manager's objects belong to no thread, and this type changes nothing of it.
unsafe impl Send for ControlDevice {}
// SAFETY: as above.
unsafe impl Sync for ControlDevice {}

impl sealed::Sealed for ControlDevice {}
impl DeviceObject for ControlDevice {
    fn as_device_object(&self) -> PDEVICE_OBJECT {
        self.0
    }
}

impl Registered for ControlDevice {
    fn unregister(&self, _irql: &mut Passive) {
        // SAFETY: type invariant; the list undoes each entry once.
        unsafe { IoDeleteDevice(self.0) };
    }
}
