//! `WDFFILEOBJECT`, and the requests that open and close files.
#![expect(
    unsafe_code,
    reason = "table functions, and the I/O manager's file object"
)]

use core::ptr;

use wdk_sys::{
    FILE_OBJECT, FO_STREAM_FILE, NTSTATUS, PDEVICE_OBJECT, PFILE_OBJECT, PIRP, PUNICODE_STRING,
    PVOID, STATUS_INVALID_DEVICE_REQUEST, STATUS_PENDING, STATUS_SUCCESS, ULONG, abi,
    wdf::{
        _WDF_FILEOBJECT_CLASS::{
            WdfFileObjectNotRequired, WdfFileObjectWdfCanUseFsContext,
            WdfFileObjectWdfCanUseFsContext2,
        },
        _WDF_TRI_STATE::{WdfTrue, WdfUseDefault},
        PWDF_DRIVER_GLOBALS, WDF_FILEOBJECT_CONFIG, WDFDEVICE, WDFFILEOBJECT,
    },
};

use crate::{
    argument::object,
    callback::callback,
    device::Device,
    enter,
    event::serialised,
    irp::Irp,
    list::{Link, List, link_field},
    object::{Attributes, Body, CallbackLock, Class, Header, Obj, Object, numbers},
    queue::Queue,
    request::{Request, rules::RequestFlags},
    routing,
    sync::SpinLock,
};

/// `WdfFileObjectCanBeOptional`, which goes with a class.
const CAN_BE_OPTIONAL: i32 = i32::MIN;

/// The framework's part of a `WDFFILEOBJECT`.
pub(crate) struct File {
    device: Obj<Device>,
    wdm: PFILE_OBJECT,
    /// In the device's list of open files.
    link: Link,
    lock: CallbackLock,
}

// SAFETY: the file object is the I/O manager's, and outlives this.
unsafe impl Sync for File {}

impl Body for File {
    const CLASS: &'static Class =
        &Class::of::<Self>("WDFFILEOBJECT", numbers::FILE_OBJECT).framework_deletes();

    fn callback_lock(file: &Object<Self>) -> Option<&CallbackLock> {
        Some(&file.lock)
    }
}

impl File {
    /// The I/O manager's object.
    pub(crate) fn wdm(&self) -> PFILE_OBJECT {
        self.wdm
    }
}

link_field! {
    /// The list of a device's open files. [`forget`] takes a file out before it deletes it. The
    /// lock of [`Files`] guards it.
    FileLink: File, link
}

/// The open files of a device.
pub(crate) struct Files(SpinLock<List<FileLink>>);

impl Files {
    pub(crate) const fn new() -> Self {
        Self(SpinLock::new(List::new()))
    }

    fn find(&self, wdm: PFILE_OBJECT) -> Option<Obj<File>> {
        self.0.with(|open| open.find(|file| file.wdm == wdm))
    }
}

/// The framework's object for a file of `device`, if it has one.
pub(crate) fn find(device: Obj<Device>, wdm: PFILE_OBJECT) -> Option<Obj<File>> {
    if wdm.is_null() {
        return None;
    }
    let (config, _) = device.io.settings.file_object.as_ref()?;
    match class(config) {
        WdfFileObjectNotRequired => None,
        WdfFileObjectWdfCanUseFsContext | WdfFileObjectWdfCanUseFsContext2 => {
            // SAFETY: the I/O manager's live file; the driver lets the framework use the field.
            let context = unsafe { *context_place(wdm, class(config)) };
            let header = ptr::NonNull::new(context.cast::<Header>())?;
            // SAFETY: `open` stored it, and `forget` takes it out before the file is freed.
            Some(unsafe { Obj::from_raw(header) })
        }
        _ => device.io.files.find(wdm),
    }
}

/// Whether files of `device` have objects of the framework.
pub(crate) fn has_objects(device: Obj<Device>) -> bool {
    let config = device.io.settings.file_object.as_ref();
    config.is_some_and(|(config, _)| class(config) != WdfFileObjectNotRequired)
}

/// The class of file objects, without the flag that goes with it.
pub(crate) fn class(config: &WDF_FILEOBJECT_CONFIG) -> i32 {
    config.FileObjectClass & !CAN_BE_OPTIONAL
}

/// Whether a request without a file object of the I/O manager may open the device.
pub(crate) fn is_optional(config: &WDF_FILEOBJECT_CONFIG) -> bool {
    config.FileObjectClass & CAN_BE_OPTIONAL != 0
}

/// The field of a file object that the driver leaves to the framework.
fn context_place(wdm: PFILE_OBJECT, class: i32) -> *mut PVOID {
    let wdm: *mut FILE_OBJECT = wdm;
    if class == WdfFileObjectWdfCanUseFsContext {
        // SAFETY: a member of the I/O manager's file, which is open.
        unsafe { &raw mut (*wdm).FsContext }
    } else {
        // SAFETY: the file is open, and has this member, too.
        unsafe { &raw mut (*wdm).FsContext2 }
    }
}

/// Makes the framework's object for a file that is being opened.
fn open(
    device: Obj<Device>,
    config: &WDF_FILEOBJECT_CONFIG,
    attributes: &Attributes,
    wdm: PFILE_OBJECT,
) -> Result<Option<Obj<File>>, NTSTATUS> {
    if class(config) == WdfFileObjectNotRequired {
        return Ok(None);
    }
    if wdm.is_null() {
        return if is_optional(config) {
            Ok(None)
        } else {
            Err(STATUS_INVALID_DEVICE_REQUEST)
        };
    }
    let body = File {
        device,
        wdm,
        link: Link::new(),
        lock: CallbackLock::new(
            attributes
                .constraints(device.header().constraints())
                .is_passive(),
        ),
    };
    let file = Obj::create(device.fx(), Some(device.header()), attributes, body)?;
    file.lock.initialize();
    match class(config) {
        class @ (WdfFileObjectWdfCanUseFsContext | WdfFileObjectWdfCanUseFsContext2) => {
            // SAFETY: the I/O manager's file, being opened by this thread alone.
            unsafe { context_place(wdm, class).write(file.handle()) };
        }
        _ => device.io.files.0.with(|open| open.push_back(file)),
    }
    Ok(Some(file))
}

/// Ends the framework's object of a file.
fn forget(file: Obj<File>) {
    let device = file.device;
    device.io.files.0.with(|_| file.link.unlink());
    if let Some((config, _)) = &device.io.settings.file_object {
        let class = class(config);
        if matches!(
            class,
            WdfFileObjectWdfCanUseFsContext | WdfFileObjectWdfCanUseFsContext2
        ) {
            // SAFETY: the I/O manager's file lives until its close is completed.
            unsafe { context_place(file.wdm, class).write(ptr::null_mut()) };
        }
    }
    file.delete();
}

/// Whether create, cleanup and close are forwarded to the device below.
fn forwards(device: Obj<Device>) -> bool {
    let choice = device
        .io
        .settings
        .file_object
        .as_ref()
        .map_or(WdfUseDefault, |(config, _)| config.AutoForwardCleanupClose);
    let forwards = match choice {
        WdfUseDefault => device.io.settings.filter,
        choice => choice == WdfTrue,
    };
    forwards && !device.attached().is_null()
}

/// `IRP_MJ_CREATE`.
pub(crate) fn create(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    let wdm = irp.current().file();
    if let Err(status) = device.count_open() {
        return irp.fail(status);
    }
    let config = device.io.settings.file_object.as_ref();
    let opened = config.map_or(Ok(None), |(config, attributes)| {
        open(device, config, attributes, wdm)
    });
    let file = match opened {
        Ok(file) => file,
        Err(status) => {
            device.count_close();
            return irp.fail(status);
        }
    };
    if let Some(status) = routing::create_to_queue(device, irp) {
        return status;
    }
    let callback = config.and_then(|(config, _)| config.EvtDeviceFileCreate);
    if callback.is_none() {
        return if forwards(device) {
            forward_create(device, irp)
        } else {
            irp.set_information(0);
            irp.complete(STATUS_SUCCESS, 0);
            STATUS_SUCCESS
        };
    }
    let request = routing::creates(device)
        .and_then(|queue| Request::incoming(device, irp).map(|request| (queue, request)));
    match request {
        Ok((queue, request)) => {
            let file = file.map_or(ptr::null_mut(), |file| file.handle().cast());
            call_create(device, queue, request, file);
            STATUS_PENDING
        }
        Err(status) => {
            create_completed(device, irp, status);
            irp.fail(status)
        }
    }
}

/// Gives the driver a create request, which it can complete, forward or make cancelable.
fn call_create(device: Obj<Device>, queue: Obj<Queue>, request: Obj<Request>, file: WDFFILEOBJECT) {
    request.mark_pending();
    queue.mark_driver_owned(request);
    request.presented.set(true);
    request.note(RequestFlags::OWNED, RequestFlags::default());
    let Some((config, _)) = &device.io.settings.file_object else {
        return;
    };
    let owner: WDFDEVICE = device.handle().cast();
    serialised(lock_of_callbacks(device), || {
        callback!(
            device.fx(),
            owner,
            "EvtDeviceFileCreate",
            config.EvtDeviceFileCreate,
            (owner, request.wdf(), file)
        );
    });
}

/// The lock of the file callbacks: the device's, if the driver synchronises its files by device.
fn lock_of_callbacks(device: Obj<Device>) -> Option<&'static CallbackLock> {
    use wdk_sys::wdf::_WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeDevice;
    let (_, attributes) = device.io.settings.file_object.as_ref()?;
    let constraints = attributes.constraints(device.header().constraints());
    if constraints.scope != WdfSynchronizationScopeDevice {
        return None;
    }
    let lock = ptr::from_ref(device.io_lock());
    // SAFETY: the device outlives every request that is sent to it.
    Some(unsafe { &*lock })
}

/// Sends a create down, with a completion routine for a file that could not be opened.
fn forward_create(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    irp.copy_current_to_next();
    irp.next().set_completion(
        Some(forwarded_create_completed),
        device.as_ptr().as_ptr().cast(),
    );
    irp.call(device.attached())
}

#[abi]
unsafe fn forwarded_create_completed(
    _object: PDEVICE_OBJECT,
    irp: PIRP,
    context: PVOID,
) -> NTSTATUS {
    // SAFETY: the I/O manager calls with the IRP.
    let irp = unsafe { Irp::new(irp) };
    // SAFETY: `forward_create` passed the device, which outlives its requests.
    let device = unsafe { Obj::<Device>::from_context(context) };
    if let (Some(irp), Some(device)) = (irp, device) {
        if irp.pending_returned() {
            irp.mark_pending();
        }
        create_completed(device, irp, irp.status());
    }
    // The completion goes on.
    STATUS_SUCCESS
}

/// A create is about to be completed: one that failed leaves no file.
pub(crate) fn create_completed(device: Obj<Device>, irp: Irp, status: NTSTATUS) {
    if status >= 0 {
        return;
    }
    if let Some(file) = find(device, irp.current().file()) {
        forget(file);
    }
    device.count_close();
}

/// `IRP_MJ_CLEANUP`: the last handle is closed.
pub(crate) fn cleanup(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    let wdm = irp.current().file();
    if let Some((config, _)) = &device.io.settings.file_object {
        // Null when files have no objects of the framework.
        let file = find(device, wdm);
        let handle: WDFFILEOBJECT = file.map_or(ptr::null_mut(), |file| file.handle().cast());
        serialised(lock_of_callbacks(device), || {
            callback!(
                device.fx(),
                handle,
                "EvtFileCleanup",
                config.EvtFileCleanup,
                (handle)
            );
        });
    }
    if !wdm.is_null() {
        device.io.flush_file(wdm);
    }
    pass_on(device, irp)
}

/// `IRP_MJ_CLOSE`: the last reference to the file is released.
pub(crate) fn close(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    if let Some((config, _)) = &device.io.settings.file_object {
        let file = find(device, irp.current().file());
        let handle: WDFFILEOBJECT = file.map_or(ptr::null_mut(), |file| file.handle().cast());
        serialised(lock_of_callbacks(device), || {
            callback!(
                device.fx(),
                handle,
                "EvtFileClose",
                config.EvtFileClose,
                (handle)
            );
        });
        if let Some(file) = file {
            forget(file);
        }
    }
    // A file that a file system opens for itself was not counted.
    if is_stream(irp.current().file()) {
        return pass_on(device, irp);
    }
    if device.is_pnp() {
        // A device that is removed may be gone once the request is completed.
        device.count_close();
        return pass_on(device, irp);
    }
    let device = device.reference();
    let status = pass_on(*device, irp);
    device.count_close();
    status
}

fn is_stream(wdm: PFILE_OBJECT) -> bool {
    // SAFETY: null, or the I/O manager's file, which lives until its close is completed.
    let wdm = unsafe { wdm.as_ref() };
    wdm.is_some_and(|wdm| wdm.Flags & FO_STREAM_FILE != 0)
}

fn pass_on(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    if forwards(device) {
        return routing::send_down(device, irp);
    }
    irp.set_information(0);
    irp.complete(STATUS_SUCCESS, 0);
    STATUS_SUCCESS
}

#[doc = "[`WdfFileObjectGetFileName`](wdk_sys::wdf::WdfFileObjectGetFileName)"]
#[abi]
pub(crate) unsafe fn WdfFileObjectGetFileName(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    FileObject: WDFFILEOBJECT,
) -> PUNICODE_STRING {
    enter!(fx = DriverGlobals, WdfFileObjectGetFileName(FileObject));
    let file = object!(fx, File, FileObject => ptr::null_mut());
    // SAFETY: a field of the I/O manager's file, which the framework's object does not outlive.
    unsafe { &raw mut (*file.wdm).FileName }
}

#[doc = "[`WdfFileObjectGetFlags`](wdk_sys::wdf::WdfFileObjectGetFlags)"]
#[abi]
pub(crate) unsafe fn WdfFileObjectGetFlags(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    FileObject: WDFFILEOBJECT,
) -> ULONG {
    enter!(fx = DriverGlobals, WdfFileObjectGetFlags(FileObject));
    let file = object!(fx, File, FileObject => 0);
    // SAFETY: the framework's object ends before the I/O manager's file.
    unsafe { (*file.wdm).Flags }
}

#[doc = "[`WdfFileObjectGetDevice`](wdk_sys::wdf::WdfFileObjectGetDevice)"]
#[abi]
pub(crate) unsafe fn WdfFileObjectGetDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    FileObject: WDFFILEOBJECT,
) -> WDFDEVICE {
    enter!(fx = DriverGlobals, WdfFileObjectGetDevice(FileObject));
    object!(fx, File, FileObject => ptr::null_mut())
        .device
        .handle()
        .cast()
}

#[doc = "[`WdfFileObjectWdmGetFileObject`](wdk_sys::wdf::WdfFileObjectWdmGetFileObject)"]
#[abi]
pub(crate) unsafe fn WdfFileObjectWdmGetFileObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    FileObject: WDFFILEOBJECT,
) -> PFILE_OBJECT {
    enter!(
        fx = DriverGlobals,
        WdfFileObjectWdmGetFileObject(FileObject)
    );
    object!(fx, File, FileObject => ptr::null_mut()).wdm
}
