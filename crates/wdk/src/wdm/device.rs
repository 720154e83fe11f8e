//! Devices of drivers without Plug and Play.
#![expect(unsafe_code, reason = "calls the I/O manager with device objects")]

use core::{cell::UnsafeCell, ptr};

use wdk_sys::{
    DEVICE_OBJECT, DO_BUFFERED_IO, FILE_DEVICE_SECURE_OPEN, FILE_DEVICE_UNKNOWN, IoCreateDevice,
    IoCreateSymbolicLink, IoDeleteDevice, IoDeleteSymbolicLink, PDEVICE_OBJECT,
};

use super::{DriverId, DriverObject};
use crate::{NtStatus, Passive, Result, UnicodeStr};

/// A device object.
///
/// # Invariants
/// It lies in a live `DEVICE_OBJECT`, which is never moved.
#[repr(transparent)]
pub struct Device(UnsafeCell<DEVICE_OBJECT>);

impl Device {
    /// # Safety
    /// `raw` is a device object that lives as long as the reference is used.
    #[doc(hidden)]
    #[must_use]
    pub const unsafe fn from_raw<'a>(raw: PDEVICE_OBJECT) -> &'a Self {
        // SAFETY: the type is transparent; the caller says that the object lives.
        unsafe { &*raw.cast() }
    }

    /// For functions of `wdk-sys`.
    #[must_use]
    pub const fn as_raw(&self) -> PDEVICE_OBJECT {
        self.0.get()
    }

    /// Which driver created the device.
    #[must_use]
    pub fn driver(&self) -> DriverId {
        // SAFETY: type invariant; a device's driver does not change.
        DriverId(unsafe { (*self.as_raw()).DriverObject }.addr())
    }
}

/// A named device for buffered I/O with a link that programs open, such as `\\.\Toaster`. Both are
/// deleted when it is dropped: keep it in the driver's state.
///
/// # Invariants
/// The device is this value's alone to delete, and the link exists.
#[derive(Debug)]
pub struct ControlDevice {
    raw: PDEVICE_OBJECT,
    link: &'static UnicodeStr,
}

// SAFETY: device objects are shared between processors; deleting one is allowed anywhere.
unsafe impl Send for ControlDevice {}
// SAFETY: as above.
unsafe impl Sync for ControlDevice {}

impl ControlDevice {
    /// Creates the device `name`, `\Device\...`, and the link `link`, `\DosDevices\...`.
    ///
    /// It starts to get requests when `load` has succeeded; everybody may open it, as the security
    /// descriptor of the object manager's folder `\Device` says.
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
        _irql: &Passive,
    ) -> Result<Self> {
        let mut raw = ptr::null_mut();
        let device_name = name.as_raw();
        // SAFETY: a live driver object; the names are not written to; `Passive` proves the level.
        let status = unsafe {
            IoCreateDevice(
                driver.as_raw(),
                0,
                device_name.as_ptr().cast_mut(),
                FILE_DEVICE_UNKNOWN,
                FILE_DEVICE_SECURE_OPEN,
                0,
                &raw mut raw,
            )
        };
        NtStatus::new(status).ok()?;
        // SAFETY: the device was just created, and gets no request yet.
        unsafe { (*raw).Flags |= DO_BUFFERED_IO };
        let link_name = link.as_raw();
        // SAFETY: both names outlive the call and are not written to.
        let status = unsafe {
            IoCreateSymbolicLink(
                link_name.as_ptr().cast_mut(),
                device_name.as_ptr().cast_mut(),
            )
        };
        if let Err(error) = NtStatus::new(status).ok() {
            // SAFETY: created above, and nobody knows it.
            unsafe { IoDeleteDevice(raw) };
            return Err(error);
        }
        Ok(Self { raw, link })
    }
}

impl Drop for ControlDevice {
    fn drop(&mut self) {
        let link = self.link.as_raw();
        // SAFETY: type invariant: the link exists; a driver's state is dropped at PASSIVE_LEVEL.
        let _ = unsafe { IoDeleteSymbolicLink(link.as_ptr().cast_mut()) };
        // SAFETY: type invariant.
        unsafe { IoDeleteDevice(self.raw) };
    }
}
