//! Devices of drivers without Plug and Play.
#![expect(unsafe_code, reason = "calls the I/O manager with device objects")]

use core::{
    cell::UnsafeCell,
    fmt,
    ops::Deref,
    ptr::{self, NonNull},
};

use wdk_sys::{
    DEVICE_OBJECT, DO_BUFFERED_IO, FILE_DEVICE_SECURE_OPEN, FILE_DEVICE_UNKNOWN, IoCreateDevice,
    IoCreateSymbolicLink, IoDeleteDevice, IoDeleteSymbolicLink, PDEVICE_OBJECT,
};

use super::{DriverId, DriverObject};
use crate::{Error, NtStatus, Passive, Result, UnicodeStr};

/// A device object of the I/O manager.
///
/// # Invariants
/// It lies in a live `DEVICE_OBJECT`, which is never moved.
#[repr(transparent)]
pub struct Device(UnsafeCell<DEVICE_OBJECT>);

// SAFETY: device objects belong to no thread. This type reads the driver of one, which never
// changes, and passes its address to functions that synchronise by themselves.
unsafe impl Sync for Device {}

impl Device {
    /// # Safety
    /// `raw` is a device object that lives as long as the reference is used.
    #[doc(hidden)]
    #[must_use]
    pub const unsafe fn from_raw<'a>(raw: PDEVICE_OBJECT) -> &'a Self {
        // SAFETY: the type is transparent over the object, which the caller keeps alive.
        unsafe { &*raw.cast() }
    }

    /// The device object, for raw calls.
    #[must_use]
    pub const fn as_raw(&self) -> PDEVICE_OBJECT {
        self.0.get()
    }

    /// The driver that created the device.
    #[must_use]
    pub fn driver(&self) -> DriverId {
        // SAFETY: type invariant; a device's driver does not change.
        DriverId(unsafe { (*self.as_raw()).DriverObject }.addr())
    }
}

impl fmt::Debug for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Device({:p})", self.as_raw())
    }
}

/// A device object that is deleted when this value is dropped.
///
/// # Invariants
/// The device lives, and nobody else deletes it.
pub(crate) struct OwnedDevice(NonNull<Device>);

// SAFETY: a device object can be deleted on any thread.
unsafe impl Send for OwnedDevice {}
// SAFETY: a shared owner gives access to the `Device` only, which is `Sync`.
unsafe impl Sync for OwnedDevice {}

impl OwnedDevice {
    /// Creates a device of an unknown type, with or without a name.
    ///
    /// # Errors
    /// What `IoCreateDevice` reports.
    pub(crate) fn create(
        driver: &DriverObject,
        name: Option<&UnicodeStr>,
        _irql: &Passive,
    ) -> Result<Self> {
        let name = name.map(UnicodeStr::as_raw);
        let name = name
            .as_ref()
            .map_or(ptr::null_mut(), |name| name.as_ptr().cast_mut());
        let mut raw = ptr::null_mut();
        // SAFETY: a live driver object; the name is null or only read; the token states the level.
        let status = unsafe {
            IoCreateDevice(
                driver.as_raw(),
                0,
                name,
                FILE_DEVICE_UNKNOWN,
                FILE_DEVICE_SECURE_OPEN,
                0,
                &raw mut raw,
            )
        };
        NtStatus::new(status).ok()?;
        NonNull::new(raw.cast())
            .map(Self)
            .ok_or(Error::INSUFFICIENT_RESOURCES)
    }
}

impl Deref for OwnedDevice {
    type Target = Device;

    fn deref(&self) -> &Device {
        // SAFETY: type invariant: the device lives until this value is dropped.
        unsafe { self.0.as_ref() }
    }
}

impl Drop for OwnedDevice {
    fn drop(&mut self) {
        // SAFETY: type invariant: this value alone deletes the device.
        unsafe { IoDeleteDevice(self.as_raw()) };
    }
}

/// A named device for buffered I/O, with a link that programs open, such as `\\.\Toaster`. Both are
/// deleted when it is dropped: keep it in the driver's state.
///
/// # Invariants
/// The link exists, and nobody else deletes it.
pub struct ControlDevice {
    device: OwnedDevice,
    link: &'static UnicodeStr,
}

impl ControlDevice {
    /// Creates the device `name`, `\Device\...`, and the link `link`, `\DosDevices\...`.
    ///
    /// It starts to get requests when `load` has succeeded. Who may open it is decided by the
    /// security descriptor of the object manager's folder `\Device`.
    ///
    /// # Errors
    /// [`OBJECT_NAME_COLLISION`](crate::Error::OBJECT_NAME_COLLISION) when one of the names is
    /// taken, and what [`IoCreateDevice`] and [`IoCreateSymbolicLink`] report.
    ///
    /// [`IoCreateDevice`]: https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocreatedevice
    /// [`IoCreateSymbolicLink`]: https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocreatesymboliclink
    pub fn create(
        driver: &DriverObject,
        name: &UnicodeStr,
        link: &'static UnicodeStr,
        irql: &Passive,
    ) -> Result<Self> {
        let device = OwnedDevice::create(driver, Some(name), irql)?;
        // SAFETY: the device was just created, and gets no request before `DriverEntry` returns.
        unsafe { (*device.as_raw()).Flags |= DO_BUFFERED_IO };
        let (name, link_name) = (name.as_raw(), link.as_raw());
        // SAFETY: both names outlive the call, which only reads them.
        let status = unsafe {
            IoCreateSymbolicLink(link_name.as_ptr().cast_mut(), name.as_ptr().cast_mut())
        };
        NtStatus::new(status).ok()?;
        Ok(Self { device, link })
    }
}

impl Deref for ControlDevice {
    type Target = Device;

    fn deref(&self) -> &Device {
        &self.device
    }
}

impl Drop for ControlDevice {
    fn drop(&mut self) {
        let link = self.link.as_raw();
        // SAFETY: type invariant: the link exists; a driver's state is dropped at PASSIVE_LEVEL.
        let _ = unsafe { IoDeleteSymbolicLink(link.as_ptr().cast_mut()) };
    }
}

impl fmt::Debug for ControlDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ControlDevice({:p}, {:?})", self.as_raw(), self.link)
    }
}
