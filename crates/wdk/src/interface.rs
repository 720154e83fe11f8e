//! Device interfaces as others see them: which there are, what their keys say, when they come
//! and go.
//!
//! See [Using device interfaces](https://learn.microsoft.com/windows-hardware/drivers/wdf/using-device-interfaces).
#![expect(
    unsafe_code,
    reason = "calls the Plug and Play manager and is called by it, with pointers"
)]

use core::{
    ffi::c_void,
    fmt,
    marker::PhantomData,
    ptr,
    ptr::NonNull,
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::{
    _IO_NOTIFICATION_EVENT_CATEGORY::EventCategoryDeviceInterfaceChange,
    DEVICE_INTERFACE_CHANGE_NOTIFICATION, DEVICE_INTERFACE_INCLUDE_NONACTIVE, FILE_READ_DATA, GUID,
    NTSTATUS, PDEVICE_OBJECT, PFILE_OBJECT, PLUGPLAY_REGKEY_DEVICE,
    PNPNOTIFY_DEVICE_INTERFACE_INCLUDE_EXISTING_INTERFACES, PVOID, STATUS_SUCCESS, wdf,
};

use crate::{
    Context, Device, Driver, Error, Guid, NtStatus, Passive, Result, UnicodeStr,
    callback::{Callback, zst_instance},
    context::{self, context_of, no_context_attributes},
    device::State,
    irql,
    registry::{Access, Key, device_key},
};

/// `GUID_DEVICE_INTERFACE_ARRIVAL`
const ARRIVAL: Guid = crate::guid!("CB3A4004-46F0-11D0-B08F-00609713053F");

/// Which interfaces are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence {
    /// Enabled ones: their devices are there and work.
    Enabled,
    /// All that are registered, of devices too that are not there.
    Registered,
}

/// The symbolic links of the interfaces of a class, from `IoGetDeviceInterfaces`.
///
/// # Invariants
/// `list` is a list of NUL-terminated strings, ended by an empty one, in pool that this value
/// alone frees.
pub struct Links<'irql> {
    list: NonNull<u16>,
    /// Nobody raises the level while the list lives: it is in paged pool.
    irql: PhantomData<&'irql Passive>,
}

impl<'irql> Links<'irql> {
    /// The interfaces of a class on all devices.
    ///
    /// # Errors
    /// What `IoGetDeviceInterfaces` reports.
    pub fn of_class(class: &Guid, presence: Presence, _irql: &'irql Passive) -> Result<Self> {
        // SAFETY: no device is named.
        unsafe { Self::get(class, ptr::null_mut(), presence) }
    }

    /// # Safety
    /// `pdo` is null or a live physical device object; the code runs at `PASSIVE_LEVEL` for
    /// `'irql`.
    unsafe fn get(class: &Guid, pdo: PDEVICE_OBJECT, presence: Presence) -> Result<Self> {
        let flags = match presence {
            Presence::Enabled => 0,
            Presence::Registered => DEVICE_INTERFACE_INCLUDE_NONACTIVE,
        };
        let mut list = ptr::null_mut();
        // SAFETY: the caller vouches for the device and the level; the list goes to a local.
        let status =
            unsafe { wdk_sys::IoGetDeviceInterfaces(class.as_raw(), pdo, flags, &raw mut list) };
        NtStatus::new(status).ok()?;
        let list = NonNull::new(list).ok_or(Error::INSUFFICIENT_RESOURCES)?;
        Ok(Self {
            list,
            irql: PhantomData,
        })
    }

    /// The links, one after the other.
    pub fn iter(&self) -> impl Iterator<Item = &UnicodeStr> {
        let mut at = self.list.as_ptr().cast_const();
        core::iter::from_fn(move || {
            // SAFETY: type invariant: a string starts here, the empty one at last.
            let link = unsafe { UnicodeStr::from_nul_terminated(at) };
            at = at.wrapping_add(link.len() + 1);
            (!link.is_empty()).then_some(link)
        })
        .fuse()
    }
}

impl Drop for Links<'_> {
    fn drop(&mut self) {
        // SAFETY: type invariant.
        unsafe { wdk_sys::ExFreePool(self.list.as_ptr().cast()) };
    }
}

impl fmt::Debug for Links<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Opens the key of an interface by its link, `IoOpenDeviceInterfaceRegistryKey`: what the INF
/// wrote below `AddInterface`, and the interface's driver.
///
/// # Errors
/// What `IoOpenDeviceInterfaceRegistryKey` reports, such as [`Error::OBJECT_NAME_NOT_FOUND`].
pub fn key<'irql>(link: &UnicodeStr, access: Access, irql: &'irql Passive) -> Result<Key<'irql>> {
    let link = link.as_raw();
    Key::open(access, irql, |mask, handle| {
        let link = link.as_ptr().cast_mut();
        // SAFETY: nothing writes to the link; `Key::open` passes a place for the handle; `irql`
        // proves the level.
        unsafe { wdk_sys::IoOpenDeviceInterfaceRegistryKey(link, mask, handle) }
    })
}

/// The stack of another device, kept by an open file: `IoGetDeviceObjectPointer`.
///
/// # Invariants
/// Holds a reference on `file`, which was opened on the stack that `device` is the top of.
pub struct RemoteDevice<'irql> {
    file: PFILE_OBJECT,
    device: PDEVICE_OBJECT,
    /// Nobody raises the level while the file lives, so it is closed at `PASSIVE_LEVEL`.
    irql: &'irql Passive,
}

impl<'irql> RemoteDevice<'irql> {
    /// Opens the device behind the link of an enabled interface, or behind a device's name.
    ///
    /// # Errors
    /// What `IoGetDeviceObjectPointer` reports.
    pub fn open(link: &UnicodeStr, irql: &'irql Passive) -> Result<Self> {
        let link = link.as_raw();
        let (mut file, mut device) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: nothing writes to the link; the other pointers are to locals; `irql` proves
        // the level.
        let status = unsafe {
            wdk_sys::IoGetDeviceObjectPointer(
                link.as_ptr().cast_mut(),
                FILE_READ_DATA,
                &raw mut file,
                &raw mut device,
            )
        };
        NtStatus::new(status).ok()?;
        Ok(Self { file, device, irql })
    }

    /// The device's hardware key: what its INF wrote in the `.HW` section.
    ///
    /// # Errors
    /// What `IoOpenDeviceRegistryKey` reports.
    pub fn hardware_key(&self, access: Access) -> Result<Key<'irql>> {
        // SAFETY: type invariant: the stack is there as long as the file.
        let base = unsafe { wdk_sys::IoGetDeviceAttachmentBaseRef(self.device) };
        // SAFETY: the lowest device of the stack, which is referenced.
        let key = unsafe { device_key(base, PLUGPLAY_REGKEY_DEVICE, access, self.irql) };
        // SAFETY: gives back the reference that `IoGetDeviceAttachmentBaseRef` took.
        unsafe { wdk_sys::ObfDereferenceObject(base.cast()) };
        key
    }
}

impl Drop for RemoteDevice<'_> {
    fn drop(&mut self) {
        // SAFETY: gives back the reference of the type invariant.
        unsafe { wdk_sys::ObfDereferenceObject(self.file.cast()) };
    }
}

impl fmt::Debug for RemoteDevice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RemoteDevice({:p})", self.device)
    }
}

/// An interface came or went.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct InterfaceChange<'a> {
    /// The interface's link.
    pub link: &'a UnicodeStr,
    /// Whether it was enabled; otherwise it was disabled.
    pub arrived: bool,
}

/// What a notification is kept by: a child of the device, whose context this is.
#[crate::context]
struct Watch {
    entry: AtomicPtr<c_void>,
}

impl<C: Context> Device<C> {
    /// Opens the key of one of the device's own interfaces, to publish state for those who find
    /// it. The interface must be registered, by the INF or by
    /// [`create_interface`](Self::create_interface).
    ///
    /// # Errors
    /// [`Error::OBJECT_NAME_NOT_FOUND`] when the device has no interface of this class; what
    /// `IoOpenDeviceInterfaceRegistryKey` reports.
    pub fn interface_key<'irql>(
        &self,
        class: &Guid,
        access: Access,
        irql: &'irql Passive,
    ) -> Result<Key<'irql>> {
        // SAFETY: the PDO of a live device; `irql` proves the level, and outlives the list.
        let links: Links<'irql> =
            unsafe { Links::get(class, physical_device(self), Presence::Registered) }?;
        let first = links.iter().next().ok_or(Error::OBJECT_NAME_NOT_FOUND)?;
        key(first, access, irql)
    }

    /// Calls back for every interface of a class that comes or goes, and first for those that
    /// are enabled, until the device is deleted: `IoRegisterPlugPlayNotification`.
    ///
    /// # Errors
    /// What `IoRegisterPlugPlayNotification` reports.
    pub fn watch_interfaces<F>(
        &self,
        driver: &Driver,
        class: &Guid,
        _callback: F,
        _irql: &Passive,
    ) -> Result<()>
    where
        F: Callback + Fn(&C, InterfaceChange<'_>, &mut Passive),
    {
        let mut attributes = no_context_attributes();
        attributes.ParentObject = self.as_raw().cast();
        attributes.ExecutionLevel = wdf::_WDF_EXECUTION_LEVEL::WdfExecutionLevelPassive;
        attributes.EvtCleanupCallback = Some(unwatch);
        let mut object = ptr::null_mut();
        // SAFETY: the pointers are to locals, and the parent is a live device.
        let status = unsafe { wdf::WdfObjectCreate(&raw mut attributes, &raw mut object) };
        NtStatus::new(status).ok()?;
        let fail = |error| {
            // SAFETY: nobody else knows this object.
            unsafe { wdf::WdfObjectDelete(object) };
            error
        };
        let watch = Watch {
            entry: AtomicPtr::default(),
        };
        // SAFETY: the object was just created, and nobody looks for its context.
        unsafe { context::attach(object, watch) }.map_err(fail)?;
        let mut entry = ptr::null_mut();
        // SAFETY: the class is copied; the context is the device's handle, and the notification
        // ends before the device's context is dropped, in the cleanup of its child; the driver
        // object is the driver's own; `_irql` proves the level.
        let status = unsafe {
            wdk_sys::IoRegisterPlugPlayNotification(
                EventCategoryDeviceInterfaceChange,
                PNPNOTIFY_DEVICE_INTERFACE_INCLUDE_EXISTING_INTERFACES,
                ptr::from_ref::<GUID>(class.as_raw()).cast_mut().cast(),
                driver.wdm_object(),
                Some(interface_changed::<C, F>),
                self.as_raw().cast(),
                &raw mut entry,
            )
        };
        NtStatus::new(status).ok().map_err(fail)?;
        // SAFETY: the object is live.
        let watch = unsafe { context_of::<Watch>(object) };
        // SAFETY: the context was attached above.
        let watch = unsafe { &*watch };
        watch.entry.store(entry, Ordering::Release);
        Ok(())
    }
}

/// `EvtCleanupCallback` of a watch: the device goes, and its context stays until this returns.
///
/// # Safety
/// Called by the framework at `PASSIVE_LEVEL`, for an object that `watch_interfaces` made.
#[wdk_sys::abi]
unsafe fn unwatch(object: wdf::WDFOBJECT) {
    // SAFETY: the handle is valid during the callback.
    let watch = unsafe { context_of::<Watch>(object) };
    // SAFETY: null when attaching failed, else initialised.
    let Some(watch) = (unsafe { watch.as_ref() }) else {
        return;
    };
    let entry = watch.entry.swap(ptr::null_mut(), Ordering::AcqRel);
    if !entry.is_null() {
        // SAFETY: registered by `watch_interfaces`, and taken out once; waits for callbacks.
        let _ = unsafe { wdk_sys::IoUnregisterPlugPlayNotificationEx(entry) };
    }
}

/// # Safety
/// Called by the Plug and Play manager, as `watch_interfaces` registered it for a `Device<C>`.
#[wdk_sys::abi]
unsafe fn interface_changed<C, F>(structure: PVOID, device: PVOID) -> NTSTATUS
where
    C: Context,
    F: Callback + Fn(&C, InterfaceChange<'_>, &mut Passive),
{
    // SAFETY: the category says which structure it is.
    let change = unsafe {
        structure
            .cast::<DEVICE_INTERFACE_CHANGE_NOTIFICATION>()
            .read()
    };
    // SAFETY: the link stays during the call.
    let link = unsafe { UnicodeStr::from_raw(change.SymbolicLinkName) };
    // SAFETY: the device is live until the notification has ended.
    let context = unsafe { context_of::<C>(device.cast()) };
    // SAFETY: `watch_interfaces` was called on a `Device<C>`, whose context is initialised.
    let context = unsafe { &*context };
    // SAFETY: `watch_interfaces` was given a value of type `F`.
    let callback = unsafe { zst_instance::<F>() };
    let arrived = Guid::from_raw(change.Event) == ARRIVAL;
    // SAFETY: notification callbacks are called at PASSIVE_LEVEL.
    callback(context, InterfaceChange { link, arrived }, unsafe {
        irql::assume()
    });
    STATUS_SUCCESS
}

/// The physical device object below a device; null for a control device.
pub(crate) fn physical_device<C: Context, S: State>(device: &Device<C, S>) -> PDEVICE_OBJECT {
    // SAFETY: a live handle by the type invariant.
    unsafe { wdf::WdfDeviceWdmGetPhysicalDevice(device.as_raw()) }
}
