//! The driver: the object that `DriverEntry` creates, and the callbacks that it registers.
//!
//! See [Creating a framework driver object](https://learn.microsoft.com/windows-hardware/drivers/wdf/creating-a-framework-driver-object).
#![expect(
    unsafe_code,
    reason = "calls the framework and is called by it, with raw handles"
)]

use core::{cell::Cell, marker::PhantomData, ptr};

use wdk_sys::{
    DRIVER_OBJECT, NTSTATUS, ULONG,
    wdf::{
        self, PFN_WDF_DRIVER_DEVICE_ADD, PFN_WDF_DRIVER_UNLOAD, PWDFDEVICE_INIT, WDF_DRIVER_CONFIG,
        WDF_DRIVER_VERSION_AVAILABLE_PARAMS, WDFDRIVER,
    },
};

use crate::{
    Context, DeviceInit, Error, NtStatus, Passive, Result, UnicodeStr, UnicodeString,
    callback::{Callback, OfKind, zst_instance},
    context, irql,
    object::{Object, Owned, handle_type},
};

/// `WdfDriverInitNonPnpDriver`
const NON_PNP_DRIVER: ULONG = 1;

/// The driver object that `DriverEntry` was called with. [`DriverConfig::create`] consumes it.
#[derive(Debug)]
pub struct DriverObject<'a> {
    raw: *mut DRIVER_OBJECT,
    entry: PhantomData<&'a mut ()>,
}

impl DriverObject<'_> {
    /// # Safety
    /// `raw` is what the I/O manager passed to `DriverEntry`, which is running.
    #[doc(hidden)]
    #[must_use]
    pub const unsafe fn from_raw(raw: *mut DRIVER_OBJECT) -> Self {
        Self {
            raw,
            entry: PhantomData,
        }
    }
}

/// A callback that was not given: its slot stays null.
#[derive(Clone, Copy, Debug)]
pub struct Absent;

/// A driver without Plug and Play, which has no `EvtDriverDeviceAdd`.
#[derive(Clone, Copy, Debug)]
pub struct NonPnp;

mod sealed {
    #![expect(
        unnameable_types,
        reason = "sealed: the callbacks of a driver are known"
    )]

    use super::{PFN_WDF_DRIVER_DEVICE_ADD, PFN_WDF_DRIVER_UNLOAD};

    #[diagnostic::on_unimplemented(
        message = "the driver has no `EvtDriverDeviceAdd`",
        note = "call `evt_device_add`, or `non_pnp` for a driver without Plug and Play"
    )]
    pub trait DeviceAdd {
        const SLOT: PFN_WDF_DRIVER_DEVICE_ADD;
        const FLAGS: u32 = 0;
    }
    pub trait Unload {
        const SLOT: PFN_WDF_DRIVER_UNLOAD;
    }
}

/// The configuration of a driver, which `DriverEntry` passes to the framework.
///
/// # Examples
/// ```no_run
/// use wdk::prelude::*;
///
/// #[wdk::driver_entry]
/// fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
///     DriverConfig::new()
///         .evt_device_add(device_add)
///         .evt_unload(unload)
///         .create(driver, registry_path)
/// }
///
/// fn device_add(_: &Driver, _: DeviceInit<'_>, _: &mut Passive) -> Result<()> {
///     Err(Error::NO_SUCH_DEVICE)
/// }
/// fn unload(_: &Driver, _: &mut Passive) {}
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is registered before `create`"]
pub struct DriverConfig<A = Absent, U = Absent> {
    pool_tag: [u8; 4],
    callbacks: PhantomData<(A, U)>,
}

impl DriverConfig {
    /// A configuration without callbacks.
    pub const fn new() -> Self {
        Self {
            pool_tag: [0; 4],
            callbacks: PhantomData,
        }
    }
}

impl Default for DriverConfig {
    fn default() -> Self {
        Self::new()
    }
}

impl<U> DriverConfig<Absent, U> {
    /// `EvtDriverDeviceAdd`: the Plug and Play manager found a device for this driver.
    pub const fn evt_device_add<F, NotAFunctionPointer>(
        self,
        _callback: F,
    ) -> DriverConfig<Added<F>, U>
    where
        F: Callback + OfKind<NotAFunctionPointer>,
        F: Fn(&Driver, DeviceInit<'_>, &mut Passive) -> Result<()>,
    {
        self.retyped()
    }

    /// A driver without Plug and Play: it makes control devices in
    /// [`create_then`](Self::create_then), and must have [`evt_unload`](Self::evt_unload) to be
    /// unloadable.
    pub const fn non_pnp(self) -> DriverConfig<NonPnp, U> {
        self.retyped()
    }
}

impl<A, U> DriverConfig<A, U> {
    /// `EvtDriverUnload`: every device is removed, and the driver's image is unloaded afterwards.
    pub const fn evt_unload<F, NotAFunctionPointer>(
        self,
        _callback: F,
    ) -> DriverConfig<A, Unloaded<F>>
    where
        F: Callback + OfKind<NotAFunctionPointer>,
        F: Fn(&Driver, &mut Passive),
    {
        self.retyped()
    }

    /// The pool tag of the memory that the framework allocates for this driver, four printable
    /// characters. By default the framework uses the first letters of the service's name.
    pub const fn pool_tag(self, pool_tag: [u8; 4]) -> Self {
        Self { pool_tag, ..self }
    }

    const fn retyped<B, V>(&self) -> DriverConfig<B, V> {
        DriverConfig {
            pool_tag: self.pool_tag,
            callbacks: PhantomData,
        }
    }
}

impl<A, U> DriverConfig<A, U> {
    /// Creates the framework's driver object, `WdfDriverCreate`.
    ///
    /// # Errors
    /// What `WdfDriverCreate` reports; `DriverEntry` returns it.
    pub fn create(self, driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()>
    where
        A: sealed::DeviceAdd,
        U: sealed::Unload,
    {
        self.create_then(driver, registry_path, |_, _| Ok(()))
    }

    /// Creates the driver object with data that all its devices share, which
    /// [`Driver::context`] finds. It is dropped when the driver object is destroyed.
    ///
    /// # Errors
    /// What `WdfDriverCreate` or `context` report.
    pub fn create_with<C: Context>(
        self,
        driver: DriverObject<'_>,
        registry_path: &UnicodeStr,
        context: impl FnOnce(&mut Passive) -> Result<C>,
    ) -> Result<()>
    where
        A: sealed::DeviceAdd,
        U: sealed::Unload,
    {
        self.create_then(driver, registry_path, |driver, irql| {
            let context = context(irql)?;
            // SAFETY: the driver object is live, and no other callback runs before `DriverEntry`
            // returns.
            unsafe { context::attach(driver.as_raw().cast(), context) }
        })
    }

    /// Creates the driver object and calls `then` with it, in which a driver without Plug and Play
    /// creates its control devices.
    ///
    /// # Errors
    /// What `WdfDriverCreate` or `then` report.
    pub fn create_then(
        self,
        driver: DriverObject<'_>,
        registry_path: &UnicodeStr,
        then: impl FnOnce(&Driver, &mut Passive) -> Result<()>,
    ) -> Result<()>
    where
        A: sealed::DeviceAdd,
        U: sealed::Unload,
    {
        let mut config = WDF_DRIVER_CONFIG {
            Size: size_of::<WDF_DRIVER_CONFIG>() as ULONG,
            EvtDriverDeviceAdd: A::SLOT,
            EvtDriverUnload: U::SLOT,
            DriverInitFlags: A::FLAGS,
            DriverPoolTag: ULONG::from_le_bytes(self.pool_tag),
        };
        let mut created = ptr::null_mut();
        let path = registry_path.as_raw();
        // SAFETY: `DriverObject` proves that `DriverEntry` runs with this object, at
        // PASSIVE_LEVEL, and it is consumed; the framework copies path and configuration.
        let status = unsafe {
            wdf::WdfDriverCreate(
                driver.raw,
                path.as_ptr(),
                ptr::null_mut(),
                &raw mut config,
                &raw mut created,
            )
        };
        NtStatus::new(status).ok()?;
        // SAFETY: `WdfDriverCreate` stored the handle, which lives until the driver is unloaded.
        let driver = unsafe { Driver::from_raw(created) };
        // SAFETY: `DriverEntry` runs at PASSIVE_LEVEL, and no other token exists in it.
        then(driver, unsafe { irql::assume() })
    }
}

#[cfg(feature = "wfp")]
impl<U: UnloadsCallouts> DriverConfig<NonPnp, U> {
    /// Creates the driver object of a callout driver and calls `then` with it, in which the driver
    /// creates its control device and registers its callouts.
    ///
    /// The callouts are unregistered when [`evt_unload`](Self::evt_unload) has run, and when
    /// `DriverEntry` fails.
    ///
    /// # Errors
    /// What `WdfDriverCreate` or `then` report.
    pub fn create_callouts(
        self,
        driver: DriverObject<'_>,
        registry_path: &UnicodeStr,
        then: impl FnOnce(&Driver, &mut crate::wfp::Callouts<'_>, &mut Passive) -> Result<()>,
    ) -> Result<()> {
        let raw = driver.raw;
        let unloading: DriverConfig<NonPnp, Undoing<U>> = self.retyped();
        unloading.create_then(driver, registry_path, |driver, irql| {
            // SAFETY: `DriverEntry` runs; the entry and the unload routine of `Undoing` end the list.
            let mut callouts = unsafe { crate::wfp::Callouts::new(raw) }?;
            then(driver, &mut callouts, irql)
        })
    }
}

/// The unload callback of a callout driver.
#[cfg(feature = "wfp")]
#[diagnostic::on_unimplemented(
    message = "a callout driver must have an unload function",
    label = "without one, the callouts are not unregistered before the driver's image is unloaded",
    note = "call `evt_unload` before `create_callouts`"
)]
pub trait UnloadsCallouts: sealed::Unload {}

#[cfg(feature = "wfp")]
impl<F> UnloadsCallouts for Unloaded<F> where F: Callback + Fn(&Driver, &mut Passive) {}

/// An unload callback after which the driver's callouts are unregistered.
#[cfg(feature = "wfp")]
#[derive(Clone, Copy, Debug)]
pub struct Undoing<U>(PhantomData<U>);

#[cfg(feature = "wfp")]
impl<U: UnloadsCallouts> sealed::Unload for Undoing<U> {
    const SLOT: PFN_WDF_DRIVER_UNLOAD = Some(evt_unload_and_undo::<U>);
}

/// # Safety
/// Called by the framework, for a driver that was created with the slot of `U`.
#[cfg(feature = "wfp")]
#[wdk_sys::abi]
unsafe fn evt_unload_and_undo<U: UnloadsCallouts>(driver: WDFDRIVER) {
    // SAFETY: EvtDriverUnload is called with the driver's live handle.
    let object = unsafe { wdf::WdfDriverWdmGetDriverObject(driver) };
    if let Some(callback) = U::SLOT {
        // SAFETY: the slot's function, called with the argument of the framework's call.
        unsafe { callback(driver) };
    }
    // SAFETY: the unload routine runs, and the driver's part of it has ended.
    unsafe { crate::undo::end(object) };
}

handle_type! {
    /// The framework's driver object.
    Driver = WDFDRIVER
}

impl Object for Driver {
    type Kept = Self;

    fn kept(&self) -> &Self {
        self
    }
}

impl Driver {
    /// The data that [`DriverConfig::create_with`] attached.
    ///
    /// # Errors
    /// [`Error::NOT_FOUND`] when it attached none of this type.
    pub fn context<C: Context>(&self) -> Result<&C> {
        // SAFETY: the type invariant of `Driver` says that the handle is live.
        let context = unsafe { context::context_of::<C>(self.as_raw().cast()) };
        // SAFETY: null, or the context that `create_with` initialised.
        unsafe { context.as_ref() }.ok_or(Error::NOT_FOUND)
    }

    /// The driver's key in the registry,
    /// `\Registry\Machine\System\CurrentControlSet\Services\<name>`.
    #[must_use]
    pub fn registry_path(&self, _irql: &Passive) -> &UnicodeStr {
        // SAFETY: the driver object is live; the token states the level.
        let path = unsafe { wdf::WdfDriverGetRegistryPath(self.as_raw()) };
        // SAFETY: the framework keeps its NUL-terminated copy as long as the driver object.
        unsafe { UnicodeStr::from_nul_terminated(path) }
    }

    /// The name and version of the framework, for logs.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`], or
    /// [`Error::NAME_TOO_LONG`].
    pub fn version_string(&self, _irql: &Passive) -> Result<UnicodeString<64>> {
        // SAFETY: the string has no initial value; the token states the level.
        let create = |attributes: &mut _, string: &mut _| unsafe {
            wdf::WdfStringCreate(ptr::null(), attributes, string)
        };
        // SAFETY: `WdfStringCreate` stores the handle of the string that it makes.
        let string = unsafe { Owned::create(create) }?;
        let raw = string.handle().cast();
        // SAFETY: the driver object is live, and so is the string until it is dropped.
        let status = unsafe { wdf::WdfDriverRetrieveVersionString(self.as_raw(), raw) };
        NtStatus::new(status).ok()?;
        let mut text = wdk_sys::UNICODE_STRING::default();
        // SAFETY: `string` keeps the object; the framework writes the text's place to a local.
        unsafe { wdf::WdfStringGetUnicodeString(raw, &raw mut text) };
        let mut copy = UnicodeString::new();
        // SAFETY: the text stays as it is until `string` is dropped, after the copy.
        copy.push(unsafe { UnicodeStr::from_raw(&raw const text) })?;
        Ok(copy)
    }

    /// Whether the framework is at least version `major.minor`.
    #[must_use]
    pub fn is_version_available(&self, major: u32, minor: u32, _irql: &Passive) -> bool {
        let mut version = WDF_DRIVER_VERSION_AVAILABLE_PARAMS {
            Size: size_of::<WDF_DRIVER_VERSION_AVAILABLE_PARAMS>() as ULONG,
            MajorVersion: major,
            MinorVersion: minor,
        };
        // SAFETY: the driver object is live, and the version is a structure of this call.
        unsafe { wdf::WdfDriverIsVersionAvailable(self.as_raw(), &raw mut version) != 0 }
    }
}

/// A driver with the device-add callback `F`.
#[derive(Clone, Copy, Debug)]
pub struct Added<F>(PhantomData<F>);

/// A driver with the unload callback `F`.
#[derive(Clone, Copy, Debug)]
pub struct Unloaded<F>(PhantomData<F>);

impl sealed::DeviceAdd for NonPnp {
    const SLOT: PFN_WDF_DRIVER_DEVICE_ADD = None;
    const FLAGS: u32 = NON_PNP_DRIVER;
}

impl sealed::Unload for Absent {
    const SLOT: PFN_WDF_DRIVER_UNLOAD = None;
}

impl<F> sealed::DeviceAdd for Added<F>
where
    F: Callback + Fn(&Driver, DeviceInit<'_>, &mut Passive) -> Result<()>,
{
    const SLOT: PFN_WDF_DRIVER_DEVICE_ADD = Some(evt_device_add::<F>);
}

impl<F> sealed::Unload for Unloaded<F>
where
    F: Callback + Fn(&Driver, &mut Passive),
{
    const SLOT: PFN_WDF_DRIVER_UNLOAD = Some(evt_unload::<F>);
}

/// # Safety
/// Called by the framework, with a callback that was given to [`DriverConfig::evt_device_add`].
#[wdk_sys::abi]
unsafe fn evt_device_add<F>(driver: WDFDRIVER, init: PWDFDEVICE_INIT) -> NTSTATUS
where
    F: Callback + Fn(&Driver, DeviceInit<'_>, &mut Passive) -> Result<()>,
{
    // SAFETY: `DriverConfig::evt_device_add` was given a value of type `F`.
    let callback = unsafe { zst_instance::<F>() };
    // SAFETY: EvtDriverDeviceAdd is called with the driver's live handle.
    let driver = unsafe { Driver::from_raw(driver) };
    // A device that was created and cannot be used is not left to a driver that ignores the error.
    let failed = Cell::new(NtStatus::SUCCESS);
    // SAFETY: the framework owns the structure and keeps it during the callback.
    let init = unsafe { DeviceInit::borrowed(init, &failed) };
    // SAFETY: EvtDriverDeviceAdd is called at PASSIVE_LEVEL.
    let irql = unsafe { irql::assume() };
    let added = callback(driver, init, irql).and(failed.get().ok());
    NtStatus::from(added).value()
}

/// # Safety
/// Called by the framework, with a callback that was given to [`DriverConfig::evt_unload`].
#[wdk_sys::abi]
unsafe fn evt_unload<F: Callback + Fn(&Driver, &mut Passive)>(driver: WDFDRIVER) {
    // SAFETY: `DriverConfig::evt_unload` was given a value of type `F`.
    let callback = unsafe { zst_instance::<F>() };
    // SAFETY: EvtDriverUnload is called with the live handle of the driver.
    let driver = unsafe { Driver::from_raw(driver) };
    // SAFETY: EvtDriverUnload is called at PASSIVE_LEVEL.
    callback(driver, unsafe { irql::assume() });
}
