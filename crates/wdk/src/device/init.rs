#![expect(unsafe_code, reason = "calls the framework with raw device settings")]

use core::{marker::PhantomData, ptr};

use wdk_sys::wdf::{self, PWDFDEVICE_INIT, WDF_PNPPOWER_EVENT_CALLBACKS};

use super::{Device, DeviceEvents, events};
use crate::{Context, Driver, Error, NtStatus, Passive, Result, UnicodeStr, context};

/// The settings of a device that is about to be created.
///
/// # Invariants
/// `raw` is a live structure of the framework, owned by this value if `owned`.
#[derive(Debug)]
#[must_use = "a device exists once `create` was called"]
pub struct DeviceInit<'a> {
    raw: PWDFDEVICE_INIT,
    owned: bool,
    callback: PhantomData<&'a mut ()>,
}

/// How the framework hands over the buffers of read and write requests.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IoType {
    /// Copied through a system buffer.
    Buffered,
    /// Locked and mapped.
    Direct,
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
    /// `security` says in SDDL who may open it, such as `D:P(A;;GA;;;SY)(A;;GA;;;BA)`.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`].
    pub fn control(driver: &'a Driver, security: &UnicodeStr, _irql: &Passive) -> Result<Self> {
        let security = security.as_raw();
        // SAFETY: a live handle; the string is borrowed for the call.
        let raw = unsafe { wdf::WdfControlDeviceInitAllocate(driver.as_raw(), security.as_ptr()) };
        if raw.is_null() {
            return Err(Error::INSUFFICIENT_RESOURCES);
        }
        Ok(Self {
            raw,
            owned: true,
            callback: PhantomData,
        })
    }

    /// The device only looks at requests on their way to the device below.
    pub fn set_filter(&mut self, _irql: &Passive) {
        // SAFETY: a live structure by the type invariant.
        unsafe { wdf::WdfFdoInitSetFilter(self.raw) };
    }

    /// The device type, one of [`ioctl::device_type`](crate::ioctl::device_type).
    pub fn set_device_type(&mut self, device_type: u16) {
        // SAFETY: a live structure by the type invariant.
        unsafe { wdf::WdfDeviceInitSetDeviceType(self.raw, device_type.into()) };
    }

    /// How the buffers of read and write requests are handed over; buffered by default.
    pub fn set_io_type(&mut self, io_type: IoType) {
        let io_type = match io_type {
            IoType::Buffered => wdf::_WDF_DEVICE_IO_TYPE::WdfDeviceIoBuffered,
            IoType::Direct => wdf::_WDF_DEVICE_IO_TYPE::WdfDeviceIoDirect,
        };
        // SAFETY: a live structure by the type invariant.
        unsafe { wdf::WdfDeviceInitSetIoType(self.raw, io_type) };
    }

    /// Whether only one handle to the device can be open at a time.
    pub fn set_exclusive(&mut self, exclusive: bool) {
        // SAFETY: a live structure by the type invariant.
        unsafe { wdf::WdfDeviceInitSetExclusive(self.raw, exclusive.into()) };
    }

    /// Names the device object, such as `\Device\Toaster`. Control devices need a name.
    ///
    /// # Errors
    /// What `WdfDeviceInitAssignName` reports.
    pub fn assign_name(&mut self, name: &UnicodeStr, _irql: &Passive) -> Result<()> {
        let name = name.as_raw();
        // SAFETY: a live structure; the framework copies the string.
        let status = unsafe { wdf::WdfDeviceInitAssignName(self.raw, name.as_ptr()) };
        NtStatus::new(status).ok()
    }

    /// Creates the device, and its context in place.
    ///
    /// `context` runs once the device exists and before anything can call back.
    ///
    /// # Errors
    /// What `WdfDeviceCreate` reports; `context` was not called then.
    pub fn create<C: Context>(
        mut self,
        context: impl FnOnce() -> C,
        _irql: &Passive,
    ) -> Result<&'a Device<C>> {
        let mut attributes = context::attributes::<C>();
        let mut device = ptr::null_mut();
        // SAFETY: a live structure by the type invariant; `Passive` proves the level. On success
        // the framework takes the structure and nulls the pointer.
        let status = unsafe {
            wdf::WdfDeviceCreate(&raw mut self.raw, &raw mut attributes, &raw mut device)
        };
        NtStatus::new(status).ok()?;
        self.owned = false;
        // SAFETY: the device was just created.
        let place = unsafe { context::context_of::<C>(device.cast()) };
        // SAFETY: the attributes asked for this context, so the framework allocated it; nobody
        // looks at it yet, since no callback of the device can run before this callback returns.
        unsafe { place.write(context()) };
        // SAFETY: live while the callback runs, which is `'a`, and its context is initialised.
        Ok(unsafe { Device::from_raw(device) })
    }

    /// Creates the device, and registers the Plug and Play and power callbacks of its context.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub fn create_with_events<C: DeviceEvents>(
        self,
        context: impl FnOnce() -> C,
        irql: &Passive,
    ) -> Result<&'a Device<C>> {
        let mut callbacks: WDF_PNPPOWER_EVENT_CALLBACKS = events::callbacks::<C>();
        // SAFETY: a live structure by the type invariant; the framework copies the callbacks,
        // which will find a context of type `C`.
        unsafe { wdf::WdfDeviceInitSetPnpPowerEventCallbacks(self.raw, &raw mut callbacks) };
        self.create(context, irql)
    }
}

impl<C: Context> Device<C> {
    /// Opens a control device for I/O, when everything it needs is in place.
    pub fn finish_initializing(&self) {
        // SAFETY: a live handle.
        unsafe { wdf::WdfControlFinishInitializing(self.as_raw()) };
    }
}

impl Drop for DeviceInit<'_> {
    fn drop(&mut self) {
        if self.owned {
            // SAFETY: type invariant, and `create` did not hand the structure over.
            unsafe { wdf::WdfDeviceInitFree(self.raw) };
        }
    }
}
