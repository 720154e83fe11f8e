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
use crate::{
    Error, NtStatus, Passive, Result, UnicodeStr,
    undo::{Registered, Undo},
};

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

/// A named device with a link that programs open.
///
/// # Invariants
/// `device` holds a device, and `link` is that of the driver alone, until `unregister` deletes both.
struct ControlDevice {
    device: UnsafeCell<Option<OwnedDevice>>,
    link: &'static UnicodeStr,
}

// SAFETY: the device is taken by `unregister` alone, which runs once, while nobody has a reference
// to the value.
unsafe impl Sync for ControlDevice {}

impl Registered for ControlDevice {
    fn unregister(&self, _irql: &mut Passive) {
        let link = self.link.as_raw();
        // SAFETY: type invariant: the link is the driver's; the token states the level.
        let _ = unsafe { IoDeleteSymbolicLink(link.as_ptr().cast_mut()) };
        // SAFETY: the list ends each entry once, and shares it with nobody.
        drop(unsafe { (*self.device.get()).take() });
    }
}

impl DriverObject {
    /// Whether the driver has made a device that can be opened by its name.
    #[cfg(feature = "ndis")]
    pub(crate) fn has_named_device(&self) -> bool {
        // SAFETY: type invariant; only this driver's `DriverEntry` changes the list of its devices.
        let mut next = unsafe { (*self.as_raw()).DeviceObject };
        while !next.is_null() {
            // SAFETY: a device of the list, which lives.
            let flags = unsafe { (*next).Flags };
            if flags & wdk_sys::DO_DEVICE_HAS_NAME != 0 {
                return true;
            }
            // SAFETY: the same device.
            next = unsafe { (*next).NextDevice };
        }
        false
    }

    /// Whether the requests of the driver's devices go to NDIS.
    pub(crate) fn is_miniport(&self) -> bool {
        #[cfg(feature = "ndis")]
        // SAFETY: only `load` gets a reference to a driver object.
        return unsafe { crate::ndis::is_registered(self.as_raw()) };
        #[cfg(not(feature = "ndis"))]
        false
    }

    /// Creates the device `name`, `\Device\...`, for buffered I/O, and the link `link`,
    /// `\DosDevices\...`, that programs open as `\\.\...`.
    ///
    /// It starts to get requests when `load` has succeeded. Both are deleted when `load` fails, and
    /// after the driver's [`unload`](super::Driver::unload); a value that the driver could leak would
    /// leave the device of a driver that is gone. Who may open it is decided by the security
    /// descriptor of the object manager's folder `\Device`.
    ///
    /// # Errors
    /// [`OBJECT_NAME_COLLISION`](Error::OBJECT_NAME_COLLISION) when one of the names is taken,
    /// [`NOT_SUPPORTED`](Error::NOT_SUPPORTED) for a miniport, whose requests NDIS gets,
    /// [`INSUFFICIENT_RESOURCES`](Error::INSUFFICIENT_RESOURCES), and what [`IoCreateDevice`] and
    /// [`IoCreateSymbolicLink`] report.
    ///
    /// [`IoCreateDevice`]: https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocreatedevice
    /// [`IoCreateSymbolicLink`]: https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocreatesymboliclink
    pub fn create_control_device(
        &self,
        name: &UnicodeStr,
        link: &'static UnicodeStr,
        irql: &Passive,
    ) -> Result<&Device> {
        if self.is_miniport() {
            return Err(Error::NOT_SUPPORTED);
        }
        // SAFETY: only `load` gets a reference to a driver object; its caller ends the list when it
        // fails, and so does the unload routine.
        let mut undo = unsafe { Undo::of(self.as_raw()) }?;
        let device = OwnedDevice::create(self, Some(name), irql)?;
        let raw = device.as_raw();
        // SAFETY: the device was just created, and gets no request before `DriverEntry` returns.
        unsafe { (*raw).Flags |= DO_BUFFERED_IO };
        let control = ControlDevice {
            device: UnsafeCell::new(Some(device)),
            link,
        };
        undo.add(control, |_| {
            let (name, link) = (name.as_raw(), link.as_raw());
            // SAFETY: both names outlive the call, which only reads them.
            let status =
                unsafe { IoCreateSymbolicLink(link.as_ptr().cast_mut(), name.as_ptr().cast_mut()) };
            NtStatus::new(status).ok()
        })?;
        // SAFETY: the list keeps the device until the driver is unloaded, after `load` has returned.
        Ok(unsafe { Device::from_raw(raw) })
    }
}
