//! Device interfaces of all devices: their links, their registry keys, and notifications of their
//! arrival and removal.
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
    DEVICE_INTERFACE_CHANGE_NOTIFICATION, DEVICE_INTERFACE_INCLUDE_NONACTIVE,
    DO_BUS_ENUMERATED_DEVICE, FILE_READ_DATA, GUID, HANDLE, NTSTATUS, PDEVICE_OBJECT, PFILE_OBJECT,
    PLUGPLAY_REGKEY_DEVICE, PNPNOTIFY_DEVICE_INTERFACE_INCLUDE_EXISTING_INTERFACES, PVOID,
    STATUS_SUCCESS, wdf,
};

use crate::{
    Context, Device, Driver, Error, Guid, NtStatus, Passive, Result, UnicodeStr,
    callback::{Callback, OfKind, zst_instance},
    context::{self, context_of, no_context_attributes},
    irql,
    registry::{Access, Key, device_key},
};

/// `GUID_DEVICE_INTERFACE_ARRIVAL`
const ARRIVAL: Guid = crate::guid!("CB3A4004-46F0-11D0-B08F-00609713053F");

/// Which interfaces are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence {
    /// Enabled interfaces: their devices are started.
    Enabled,
    /// All registered interfaces, also of devices that are not present.
    Registered,
}

/// The symbolic links of the interfaces of a class, from `IoGetDeviceInterfaces`.
///
/// # Invariants
/// `list` is a list of NUL-terminated strings, ended by an empty one, in pool that this value
/// alone frees.
pub struct Links<'irql> {
    list: NonNull<u16>,
    /// The level is not raised while the list exists: it lies in paged pool.
    irql: PhantomData<&'irql Passive>,
}

impl<'irql> Links<'irql> {
    /// The interfaces of a class on all devices.
    ///
    /// # Errors
    /// What `IoGetDeviceInterfaces` reports.
    pub fn of_class(class: &Guid, presence: Presence, _irql: &'irql Passive) -> Result<Self> {
        // SAFETY: the device is null; the token states the level for `'irql`.
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
        // SAFETY: the caller guarantees the device and the level; the list's address goes to a local.
        let status =
            unsafe { wdk_sys::IoGetDeviceInterfaces(class.as_raw(), pdo, flags, &raw mut list) };
        NtStatus::new(status).ok()?;
        let list = NonNull::new(list).ok_or(Error::INSUFFICIENT_RESOURCES)?;
        Ok(Self {
            list,
            irql: PhantomData,
        })
    }

    /// The links in order.
    pub fn iter(&self) -> impl Iterator<Item = &UnicodeStr> {
        let mut at = self.list.as_ptr().cast_const();
        core::iter::from_fn(move || {
            // SAFETY: a string of the list starts here, at last the empty one.
            let link = unsafe { UnicodeStr::from_nul_terminated(at) };
            at = at.wrapping_add(link.len() + 1);
            (!link.is_empty()).then_some(link)
        })
        .fuse()
    }
}

impl Drop for Links<'_> {
    fn drop(&mut self) {
        // SAFETY: the pool is this value's to free.
        unsafe { wdk_sys::ExFreePool(self.list.as_ptr().cast()) };
    }
}

impl fmt::Debug for Links<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Opens the key of an interface by its link, `IoOpenDeviceInterfaceRegistryKey`. Its values are
/// those of the INF's `AddInterface` section and of the interface's driver.
///
/// # Errors
/// What `IoOpenDeviceInterfaceRegistryKey` reports, such as [`Error::OBJECT_NAME_NOT_FOUND`].
pub fn key<'irql>(link: &UnicodeStr, access: Access, irql: &'irql Passive) -> Result<Key<'irql>> {
    let link = link.as_raw();
    let open = |mask, handle: &mut HANDLE| {
        let link = link.as_ptr().cast_mut();
        // SAFETY: the link is only read; `irql` states the level.
        unsafe { wdk_sys::IoOpenDeviceInterfaceRegistryKey(link, mask, handle) }
    };
    // SAFETY: `IoOpenDeviceInterfaceRegistryKey` opens a kernel handle for its caller.
    unsafe { Key::open(access, irql, open) }
}

/// The device stack of another device, referenced by an open file object:
/// `IoGetDeviceObjectPointer`.
///
/// # Invariants
/// Holds a reference on `file`, which was opened on the stack that `device` is the top of.
pub struct RemoteDevice<'irql> {
    file: PFILE_OBJECT,
    device: PDEVICE_OBJECT,
    /// The level is not raised while the token is borrowed, so the file is closed at
    /// `PASSIVE_LEVEL`.
    irql: &'irql Passive,
}

impl<'irql> RemoteDevice<'irql> {
    /// Opens a device by the link of an enabled interface, or by its name.
    ///
    /// # Errors
    /// What `IoGetDeviceObjectPointer` reports.
    pub fn open(link: &UnicodeStr, irql: &'irql Passive) -> Result<Self> {
        let link = link.as_raw();
        let (mut file, mut device) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: the link is only read, and the results go to locals, at the level that `irql`
        // states.
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

    /// The device's hardware key, with the values of the `.HW` section of its INF.
    ///
    /// # Errors
    /// [`Error::INVALID_DEVICE_REQUEST`] when it is no device of the Plug and Play manager's tree, and
    /// what `IoOpenDeviceRegistryKey` reports.
    pub fn hardware_key(&self, access: Access) -> Result<Key<'irql>> {
        // SAFETY: the file keeps the device stack.
        let base = unsafe { wdk_sys::IoGetDeviceAttachmentBaseRef(self.device) };
        // SAFETY: the lowest device of the stack, which was just referenced; its bus driver has
        // finished with the flags before the device could be opened.
        let is_physical = unsafe { (*base).Flags } & DO_BUS_ENUMERATED_DEVICE != 0;
        let key = if is_physical {
            // SAFETY: referenced, and marked as a physical device by the Plug and Play manager. Of
            // another one the function stops the system.
            unsafe { device_key(base, PLUGPLAY_REGKEY_DEVICE, access, self.irql) }
        } else {
            Err(Error::INVALID_DEVICE_REQUEST)
        };
        // SAFETY: `IoGetDeviceAttachmentBaseRef` took this reference.
        unsafe { wdk_sys::ObfDereferenceObject(base.cast()) };
        key
    }
}

impl Drop for RemoteDevice<'_> {
    fn drop(&mut self) {
        // SAFETY: the reference on the file is this value's, which ends here.
        unsafe { wdk_sys::ObfDereferenceObject(self.file.cast()) };
    }
}

impl fmt::Debug for RemoteDevice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RemoteDevice({:p})", self.device)
    }
}

/// The arrival or removal of an interface.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct InterfaceChange<'a> {
    /// The interface's link.
    pub link: &'a UnicodeStr,
    /// Whether it was enabled; otherwise it was disabled.
    pub arrived: bool,
}

/// The context of a framework object that owns a notification, a child of the device.
#[crate::context]
struct Notification {
    entry: AtomicPtr<c_void>,
}

impl<C: Context> Device<C> {
    /// Opens the key of one of the device's own interfaces, to publish values for programs and other
    /// drivers. The interface must be registered, by the INF or by
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
        // SAFETY: a live device has this PDO or none; `irql` states the level, and outlives the list.
        let links: Links<'irql> =
            unsafe { Links::get(class, physical_device(self), Presence::Registered) }?;
        let first = links.iter().next().ok_or(Error::OBJECT_NAME_NOT_FOUND)?;
        key(first, access, irql)
    }

    /// Calls back for every arrival and removal of an interface of a class, and first for those that
    /// are enabled, from within this call, until the device is deleted:
    /// `IoRegisterPlugPlayNotification`. The removal of the device waits for a callback that runs.
    ///
    /// # Errors
    /// What `IoRegisterPlugPlayNotification` reports.
    pub fn watch_interfaces<F, NotAFunctionPointer>(
        &self,
        driver: &Driver,
        class: &Guid,
        _callback: F,
        _irql: &mut Passive,
    ) -> Result<()>
    where
        F: Callback + OfKind<NotAFunctionPointer>,
        F: Fn(&C, InterfaceChange<'_>, &mut Passive),
    {
        let mut attributes = no_context_attributes();
        attributes.ParentObject = self.as_raw().cast();
        attributes.ExecutionLevel = wdf::_WDF_EXECUTION_LEVEL::WdfExecutionLevelPassive;
        attributes.EvtCleanupCallback = Some(evt_notification_cleanup);
        let mut object = ptr::null_mut();
        // SAFETY: the parent is a live device; the framework copies the attributes.
        let status = unsafe { wdf::WdfObjectCreate(&raw mut attributes, &raw mut object) };
        NtStatus::new(status).ok()?;
        let fail = |error| {
            // SAFETY: the object was created above, and only this function has its handle.
            unsafe { wdf::WdfObjectDelete(object) };
            error
        };
        let notification = Notification {
            entry: AtomicPtr::default(),
        };
        // SAFETY: the object was created above, and nobody accesses its context yet.
        unsafe { context::attach(object, notification) }.map_err(fail)?;
        let mut entry = ptr::null_mut();
        // SAFETY: the class is copied; the context is the device's handle, and the notification
        // ends before the device's context is dropped, in the cleanup of its child; the driver
        // object is the driver's own; the token states the level.
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
        // SAFETY: the object is a child of the device, which lives as long as that.
        let notification = unsafe { context_of::<Notification>(object) };
        // SAFETY: the context was attached above, and lives as long as its object.
        let notification = unsafe { &*notification };
        notification.entry.store(entry, Ordering::Release);
        Ok(())
    }
}

/// `EvtCleanupCallback` of a notification's object: the device is being deleted, and its context stays
/// until this returns.
///
/// # Safety
/// Called by the framework at `PASSIVE_LEVEL`, for an object that `watch_interfaces` made.
#[wdk_sys::abi]
unsafe fn evt_notification_cleanup(object: wdf::WDFOBJECT) {
    // SAFETY: EvtCleanupCallback gets a live handle.
    let notification = unsafe { context_of::<Notification>(object) };
    // SAFETY: null when attaching failed, else initialised.
    let Some(notification) = (unsafe { notification.as_ref() }) else {
        return;
    };
    let entry = notification.entry.swap(ptr::null_mut(), Ordering::AcqRel);
    if !entry.is_null() {
        // SAFETY: `watch_interfaces` registered the entry, which is taken once; the call waits for
        // callbacks that run.
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
    // SAFETY: notifications of this category have this structure.
    let change = unsafe {
        structure
            .cast::<DEVICE_INTERFACE_CHANGE_NOTIFICATION>()
            .read()
    };
    // SAFETY: the link stays unchanged during the call.
    let link = unsafe { UnicodeStr::from_raw(change.SymbolicLinkName) };
    // SAFETY: `watch_interfaces` was called on this `Device<C>`, which is live until the notification
    // has ended.
    let context = unsafe { Device::<C>::from_raw(device.cast()) }.context();
    // SAFETY: `watch_interfaces` was given a value of type `F`.
    let callback = unsafe { zst_instance::<F>() };
    let arrived = Guid::from_raw(change.Event) == ARRIVAL;
    // SAFETY: notification callbacks run at PASSIVE_LEVEL.
    callback(context, InterfaceChange { link, arrived }, unsafe {
        irql::assume()
    });
    STATUS_SUCCESS
}

/// The physical device object of a device stack; null for a control device.
pub(crate) fn physical_device<C: Context>(device: &Device<C>) -> PDEVICE_OBJECT {
    // SAFETY: the device's handle is live.
    unsafe { wdf::WdfDeviceWdmGetPhysicalDevice(device.as_raw()) }
}
