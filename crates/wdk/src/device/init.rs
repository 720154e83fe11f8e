#![expect(unsafe_code, reason = "calls the framework with raw device settings")]

use core::{cell::Cell, fmt, marker::PhantomData, ops::Deref, ptr};

use wdk_sys::wdf::{self, PWDFDEVICE_INIT, WDFDEVICE};

use super::{Device, DeviceEvents, events, present};
use crate::{
    Context, Driver, Error, NtStatus, Passive, Result, UnicodeStr, context, object::handle_calls,
};

/// The settings of a device that is about to be created; `K` says of which kind.
///
/// # Invariants
/// `raw` is a live structure of the framework for a device of the kind `K`, which `owner` frees when no device is
/// created with it.
#[derive(Debug)]
#[must_use = "the device is created by `create`"]
pub struct DeviceInit<'a, K = PlugAndPlay> {
    raw: PWDFDEVICE_INIT,
    owner: Owner<'a>,
    kind: PhantomData<K>,
}

/// The kind of devices that Plug and Play finds: `EvtDriverDeviceAdd` gets settings of it.
#[derive(Debug)]
pub enum PlugAndPlay {}

/// The kind of devices that a bus driver makes for what it has found: [`ChildInit`](crate::bus::ChildInit).
#[derive(Debug)]
pub enum Child {}

mod sealed {
    #[expect(unnameable_types, reason = "sealed: the kinds are the framework's")]
    pub trait Sealed {}
}

/// A kind of device with Plug and Play and power callbacks.
pub trait HasEvents: sealed::Sealed {}

impl sealed::Sealed for PlugAndPlay {}
impl sealed::Sealed for Child {}
impl HasEvents for PlugAndPlay {}
impl HasEvents for Child {}

/// The kind of devices without hardware: [`DeviceInit::control`].
#[derive(Debug)]
pub enum Control {}

/// The settings of a control device that is about to be created: [`DeviceInit::control`].
pub type ControlDeviceInit<'a> = DeviceInit<'a, Control>;

/// Who ends what a driver begins with its settings.
#[derive(Debug)]
enum Owner<'a> {
    /// The framework, when `EvtDriverDeviceAdd` returns: the device too, if that returns what is left here.
    Callback(&'a Cell<NtStatus>),
    /// The driver: the settings of a control device, and the device.
    Driver,
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

impl<'a, K: HasEvents> DeviceInit<'a, K> {
    /// # Safety
    /// `raw` is what the framework passed to `EvtDriverDeviceAdd` or `EvtChildListCreateDevice`, as the kind says, which
    /// runs for `'a`, and returns an error that is left in `failed`.
    pub(crate) const unsafe fn borrowed(raw: PWDFDEVICE_INIT, failed: &'a Cell<NtStatus>) -> Self {
        Self {
            raw,
            owner: Owner::Callback(failed),
            kind: PhantomData,
        }
    }
}

impl<'a> DeviceInit<'a> {
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
        Ok(DeviceInit {
            raw,
            owner: Owner::Driver,
            kind: PhantomData,
        })
    }

    handle_calls! {
        /// Makes the device a filter of the next lower device.
        pub fn set_filter(&mut self, _irql: &Passive) = WdfFdoInitSetFilter();
    }
}

impl<'a, K: HasEvents> DeviceInit<'a, K> {
    /// Creates the device, a [`Device<C>`](Device), and its context in place.
    ///
    /// `context` is called once the device exists and before any of its callbacks can run.
    ///
    /// # Errors
    /// What `WdfDeviceCreate` reports; `context` was not called then. After
    /// [`Error::INSUFFICIENT_RESOURCES`](crate::Error::INSUFFICIENT_RESOURCES) the device may have existed: it is
    /// deleted, and adding it fails whatever the driver returns.
    pub fn create<C: Context>(
        self,
        context: impl FnOnce() -> C,
        irql: &Passive,
    ) -> Result<&'a C::Device> {
        self.create_any(context, irql)
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
        let mut callbacks = events::callbacks::<C>();
        // SAFETY: the settings are live; the framework copies the callbacks, which are called for a
        // device with a context of type `C`, since `create_any` makes it.
        unsafe { wdf::WdfDeviceInitSetPnpPowerEventCallbacks(self.raw, &raw mut callbacks.pnp) };
        if callbacks.has_policy {
            let policy = &raw mut callbacks.policy;
            // SAFETY: as above.
            unsafe { wdf::WdfDeviceInitSetPowerPolicyEventCallbacks(self.raw, policy) };
        }
        self.create_any(context, irql)
    }
}

impl<'a, K> DeviceInit<'a, K> {
    /// The structure, for raw calls.
    #[must_use]
    pub const fn as_raw(&mut self) -> PWDFDEVICE_INIT {
        self.raw
    }

    handle_calls! {
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

    /// Creates the device, and its context in place.
    fn create_any<C: Context>(
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
        // SAFETY: `WdfDeviceCreate` stored the handle of the new device.
        let place = unsafe { context::context_of::<C>(device.cast()) };
        // SAFETY: the attributes asked for this context, so the framework allocated it; nobody
        // accesses it yet, since no callback of the device can run before this callback returns.
        unsafe { place.write(context()) };
        // SAFETY: live while the callback runs, which is `'a`, and its context is initialised.
        let device = unsafe { Device::from_raw(device) };
        present::begin(device).inspect_err(|error| self.give_up(device.as_raw(), *error))?;
        Ok(C::device(device))
    }

    /// Ends a device that was created and cannot be used.
    #[cold]
    fn give_up(&self, device: WDFDEVICE, error: Error) {
        match self.owner {
            // The framework deletes the device then; the driver must not.
            Owner::Callback(failed) => failed.set(error.into()),
            // SAFETY: a control device is the driver's to delete; nobody knows it yet.
            Owner::Driver => unsafe { wdf::WdfObjectDelete(device.cast()) },
        }
    }
}

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
        self.create_any(context, irql).map(ControlDevice)
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

impl<K> Drop for DeviceInit<'_, K> {
    fn drop(&mut self) {
        // The framework takes the settings of a device that it creates, and nulls the pointer.
        if matches!(self.owner, Owner::Driver) && !self.raw.is_null() {
            // SAFETY: the settings are this value's, since no device was created with them.
            unsafe { wdf::WdfDeviceInitFree(self.raw) };
        }
    }
}
