#![expect(unsafe_code, reason = "calls the framework with raw device settings")]

use core::{
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
    ptr,
};

use wdk_sys::wdf::{self, PWDFDEVICE_INIT, WDF_PNPPOWER_EVENT_CALLBACKS};

use super::{Device, DeviceEvents, events, present};
use crate::{
    Context, Driver, Error, NtStatus, Passive, Result, UnicodeStr, context, object::handle_calls,
};

/// The settings of a device that is about to be created.
///
/// # Invariants
/// `raw` is a live structure of the framework, owned by this value if `owned`.
#[derive(Debug)]
#[must_use = "the device is created by `create`"]
pub struct DeviceInit<'a> {
    raw: PWDFDEVICE_INIT,
    owned: bool,
    callback: PhantomData<&'a mut ()>,
}

/// How a driver accesses the buffers of read and write requests.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IoType {
    /// Buffered I/O: copied through a system buffer.
    Buffered,
    /// Direct I/O: the caller's pages are locked and mapped.
    Direct,
}

impl IoType {
    const fn to_raw(self) -> wdf::WDF_DEVICE_IO_TYPE {
        match self {
            Self::Buffered => wdf::_WDF_DEVICE_IO_TYPE::WdfDeviceIoBuffered,
            Self::Direct => wdf::_WDF_DEVICE_IO_TYPE::WdfDeviceIoDirect,
        }
    }
}

impl<'a> DeviceInit<'a> {
    /// # Safety
    /// `raw` is what the framework passed to `EvtDriverDeviceAdd`, which runs for `'a`.
    pub(crate) const unsafe fn borrowed(raw: PWDFDEVICE_INIT) -> Self {
        Self {
            raw,
            owned: false,
            callback: PhantomData,
        }
    }

    /// The structure, for raw calls.
    #[must_use]
    pub const fn as_raw(&mut self) -> PWDFDEVICE_INIT {
        self.raw
    }

    /// Settings of a control device: one without hardware, for a driver without Plug and Play.
    /// `security` is its security descriptor in SDDL, such as `D:P(A;;GA;;;SY)(A;;GA;;;BA)`.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`].
    pub fn control(
        driver: &'a Driver,
        security: &UnicodeStr,
        _irql: &Passive,
    ) -> Result<ControlDeviceInit<'a>> {
        let security = security.as_raw();
        // SAFETY: the driver object is live; the framework copies the string.
        let raw = unsafe { wdf::WdfControlDeviceInitAllocate(driver.as_raw(), security.as_ptr()) };
        if raw.is_null() {
            return Err(Error::INSUFFICIENT_RESOURCES);
        }
        Ok(ControlDeviceInit(Self {
            raw,
            owned: true,
            callback: PhantomData,
        }))
    }

    handle_calls! {
        /// Makes the device a filter of the next lower device.
        pub fn set_filter(&mut self, _irql: &Passive) = WdfFdoInitSetFilter();

        /// The device type, one of [`ioctl::device_type`](crate::ioctl::device_type).
        pub fn set_device_type(&mut self, device_type: u16)
            = WdfDeviceInitSetDeviceType(device_type.into());

        /// How the buffers of read and write requests are accessed; buffered by default.
        pub fn set_io_type(&mut self, io_type: IoType) = WdfDeviceInitSetIoType(io_type.to_raw());

        /// Whether only one handle to the device can be open at a time.
        pub fn set_exclusive(&mut self, exclusive: bool)
            = WdfDeviceInitSetExclusive(exclusive.into());
    }

    /// Names the device object, such as `\Device\Toaster`. Control devices need a name.
    ///
    /// # Errors
    /// What `WdfDeviceInitAssignName` reports.
    pub fn assign_name(&mut self, name: &UnicodeStr, _irql: &Passive) -> Result<()> {
        let name = name.as_raw();
        // SAFETY: the settings are live; the framework copies the name.
        let status = unsafe { wdf::WdfDeviceInitAssignName(self.raw, name.as_ptr()) };
        NtStatus::new(status).ok()
    }

    /// Creates the device, a [`Device<C>`](Device), and its context in place.
    ///
    /// `context` is called once the device exists and before any of its callbacks can run.
    ///
    /// # Errors
    /// What `WdfDeviceCreate` reports; `context` was not called then. After
    /// [`Error::INSUFFICIENT_RESOURCES`](crate::Error::INSUFFICIENT_RESOURCES) the device may exist:
    /// return the error, so that the framework deletes it.
    pub fn create<C: Context>(
        mut self,
        context: impl FnOnce() -> C,
        _irql: &Passive,
    ) -> Result<&'a C::Device> {
        let mut attributes = context::attributes::<C>();
        let mut device = ptr::null_mut();
        // SAFETY: the settings are live, and the token states the level. On success the framework
        // takes the settings and nulls the pointer.
        let status = unsafe {
            wdf::WdfDeviceCreate(&raw mut self.raw, &raw mut attributes, &raw mut device)
        };
        NtStatus::new(status).ok()?;
        self.owned = false;
        // SAFETY: `WdfDeviceCreate` stored the handle of the new device.
        let place = unsafe { context::context_of::<C>(device.cast()) };
        // SAFETY: the attributes asked for this context, so the framework allocated it; nobody
        // accesses it yet, since no callback of the device can run before this callback returns.
        unsafe { place.write(context()) };
        // SAFETY: live while the callback runs, which is `'a`, and its context is initialised.
        let device = unsafe { Device::from_raw(device) };
        present::begin(device)?;
        Ok(C::device(device))
    }

    /// Creates the device, and registers the Plug and Play and power callbacks of its context.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub fn create_with_events<C: DeviceEvents>(
        self,
        context: impl FnOnce() -> C,
        irql: &Passive,
    ) -> Result<&'a C::Device> {
        let mut callbacks: WDF_PNPPOWER_EVENT_CALLBACKS = events::callbacks::<C>();
        // SAFETY: the settings are live; the framework copies the callbacks, which are called for a
        // device with a context of type `C`, since `create` makes it.
        unsafe { wdf::WdfDeviceInitSetPnpPowerEventCallbacks(self.raw, &raw mut callbacks) };
        self.create(context, irql)
    }
}

/// The settings of a control device that is about to be created: [`DeviceInit::control`].
#[derive(Debug)]
#[must_use = "the device is created by `create`"]
pub struct ControlDeviceInit<'a>(DeviceInit<'a>);

impl<'a> ControlDeviceInit<'a> {
    /// Creates the device, and its context in place.
    ///
    /// # Errors
    /// As [`DeviceInit::create`].
    pub fn create<C: Context>(
        self,
        context: impl FnOnce() -> C,
        irql: &Passive,
    ) -> Result<ControlDevice<'a, C>> {
        self.0.create(context, irql).map(ControlDevice)
    }
}

impl<'a> Deref for ControlDeviceInit<'a> {
    type Target = DeviceInit<'a>;

    fn deref(&self) -> &DeviceInit<'a> {
        &self.0
    }
}

impl DerefMut for ControlDeviceInit<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

/// A control device that is being initialised: it gets no requests before
/// [`finish_initializing`](Self::finish_initializing).
#[must_use = "the device gets requests after `finish_initializing`"]
pub struct ControlDevice<'a, C: Context>(&'a C::Device);

impl<'a, C: Context<Device = Device<C>>> ControlDevice<'a, C> {
    /// Ends the initialisation of the device, which gets requests from now on.
    pub fn finish_initializing(self) -> &'a Device<C> {
        // SAFETY: the device is live, and a control device.
        unsafe { wdf::WdfControlFinishInitializing(self.0.as_raw()) };
        self.0
    }
}

impl<C: Context> Deref for ControlDevice<'_, C> {
    type Target = C::Device;

    fn deref(&self) -> &C::Device {
        self.0
    }
}

impl<C: Context> fmt::Debug for ControlDevice<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ControlDevice").finish_non_exhaustive()
    }
}

impl Drop for DeviceInit<'_> {
    fn drop(&mut self) {
        if self.owned {
            // SAFETY: the settings are this value's, since no device was created with them.
            unsafe { wdf::WdfDeviceInitFree(self.raw) };
        }
    }
}
