//! Files: opening, cleaning up, closing.
#![expect(unsafe_code, reason = "file objects are shared with drivers")]

use std::ptr;

use wdk_sys::{
    _EVENT_TYPE, _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_1, _MODE::KernelMode, ACCESS_STATE,
    BOOLEAN, DELETE, DO_DEVICE_INITIALIZING, DO_EXCLUSIVE, FALSE, FILE_ALL_ACCESS,
    FILE_APPEND_DATA, FILE_DEVICE_SECURE_OPEN, FILE_EXECUTE, FILE_OBJECT, FILE_READ_DATA,
    FILE_SHARE_DELETE, FILE_SHARE_READ, FILE_SHARE_WRITE, FILE_SYNCHRONOUS_IO_ALERT,
    FILE_SYNCHRONOUS_IO_NONALERT, FILE_WRITE_DATA, FO_CLEANUP_COMPLETE, FO_FILE_OPEN,
    FO_SYNCHRONOUS_IO, IO_SECURITY_CONTEXT, IO_STATUS_BLOCK, IO_TYPE_FILE, IRP_CLOSE_OPERATION,
    IRP_CREATE_OPERATION, IRP_MJ_CLEANUP, IRP_MJ_CLOSE, IRP_MJ_CREATE, IRP_SYNCHRONOUS_API, KEVENT,
    KeInitializeEvent, MAXIMUM_ALLOWED, NTSTATUS, PVOID, SECURITY_SUBJECT_CONTEXT,
    SL_FORCE_ACCESS_CHECK, STATUS_ACCESS_DENIED, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_NO_SUCH_DEVICE, STATUS_OBJECT_NAME_INVALID, STATUS_OBJECT_TYPE_MISMATCH, STATUS_PENDING,
    STATUS_REPARSE, UNICODE_STRING,
};

use super::{
    device::{self, DELETE_PENDING, REMOVE_PENDING, START_PENDING, UNLOAD_PENDING},
    dispatch,
    irp::Origin,
    operation::wait_for,
    raw::{Device, File, Irp},
};
use crate::nt::io::types as io_types;
use crate::nt::{
    io::manager::Io,
    ob::{header::Object, name::units},
    ps::token::token_of,
    se::check::{Mapping, Wanted, access_check},
};

/// Body of a file object: what drivers see, and the name that it points to.
#[repr(C)]
struct Body {
    object: FILE_OBJECT,
    name: Vec<u16>,
}

/// How a file is to be opened.
#[derive(Clone, Copy)]
pub(crate) struct Open {
    pub(crate) access: u32,
    pub(crate) share: u32,
    pub(crate) disposition: u32,
    pub(crate) options: u32,
    pub(crate) attributes: u32,
    pub(crate) mode: i8,
    /// Whether the device's security descriptor is asked: for programs, and for drivers with
    /// `OBJ_FORCE_ACCESS_CHECK`.
    pub(crate) check: bool,
}

/// What was opened.
#[derive(Clone, Copy)]
pub(crate) struct Opened {
    /// The file; the caller has the only reference.
    pub(crate) file: File,
    /// The rights that a handle of it has.
    pub(crate) granted: u32,
    /// Of the create request, such as `FILE_CREATED`.
    pub(crate) information: u64,
}

impl File {
    /// The file that an object is; none for an object of another type.
    pub(crate) fn of(object: Object) -> Option<Self> {
        if !object.is(&io_types::FILE) {
            return None;
        }
        // SAFETY: bodies of objects of this type are such structures, from their creation on.
        unsafe { Self::new(object.body().cast()) }
    }

    /// The object behind the view.
    pub(crate) fn object(self) -> Object {
        // SAFETY: files are objects.
        unsafe { Object::from_body(self.raw().cast()) }.expect("a view is not null")
    }
}

/// Opens the device or file at `path`.
pub(crate) fn open(kernel: &Io, path: &[u16], how: Open) -> Result<Opened, NTSTATUS> {
    super::volume::mount_for(kernel, path);
    let found = kernel.objects.lookup(path)?;
    if !found.object.is(&io_types::DEVICE) {
        return Err(STATUS_OBJECT_TYPE_MISMATCH);
    }
    let device = Device::of(found.object).ok_or(STATUS_NO_SUCH_DEVICE)?;
    super::volume::check_opened(kernel, device, &found.rest);
    open_device(kernel, device, found.rest, how)
}

/// The access that an open has, before the driver is asked.
#[derive(Clone, Copy)]
struct Checked {
    /// What the handle gets.
    access: u32,
    /// Whether the descriptor has allowed it, or nobody needs to: a driver opens. What is left is the driver's matter.
    granted: bool,
}

/// Asks the device's security descriptor.
///
/// It is for the device itself, and for the names in its namespace when the top of the stack has
/// `FILE_DEVICE_SECURE_OPEN`. Without that, a name is the driver's matter alone.
fn check(kernel: &Io, device: Device, name: &[u16], how: Open) -> Result<Checked, NTSTATUS> {
    let of_device =
        name.is_empty() || device.top().characteristics() & FILE_DEVICE_SECURE_OPEN != 0;
    let security = device.object().security();
    if let (true, Some(security)) = (how.check && of_device, security) {
        let wanted = Wanted {
            desired: how.access,
            granted: 0,
            mapping: &Mapping::FILE,
        };
        let token = token_of(kernel.current_token()?).ok_or(STATUS_ACCESS_DENIED)?;
        return Ok(Checked {
            access: access_check(&security, &token, &wanted)?,
            granted: true,
        });
    }
    let access = Mapping::FILE.map(how.access);
    Ok(Checked {
        access: match access & MAXIMUM_ALLOWED {
            0 => access,
            _ => access & !MAXIMUM_ALLOWED | FILE_ALL_ACCESS,
        },
        granted: !how.check,
    })
}

/// Opens `name` on `device`.
fn open_device(kernel: &Io, device: Device, name: Vec<u16>, how: Open) -> Result<Opened, NTSTATUS> {
    const GOING: u32 = DELETE_PENDING | REMOVE_PENDING | UNLOAD_PENDING | START_PENDING;
    if device.state() & GOING != 0 || device.flags() & DO_DEVICE_INITIALIZING != 0 {
        return Err(STATUS_NO_SUCH_DEVICE);
    }
    let checked = check(kernel, device, &name, how)?;
    if device.flags() & DO_EXCLUSIVE != 0 && device.open_count() > 0 {
        return Err(STATUS_ACCESS_DENIED);
    }
    let how = Open {
        access: checked.access,
        ..how
    };
    let file = create(kernel, device, name, how)?;
    device.set_open_count(device.open_count() + 1);
    match send_create(kernel, device.top(), file, how, checked) {
        (status, done) if status >= 0 && status != STATUS_REPARSE => {
            file.set_flags(file.flags() | FO_FILE_OPEN);
            Ok(Opened {
                file,
                granted: checked.access,
                information: done,
            })
        }
        (status, _) => {
            // Without a device the file goes silently.
            file.set_device(ptr::null_mut());
            kernel.objects.dereference(file.object());
            device.set_open_count(device.open_count() - 1);
            device::last_file_closed(kernel, device);
            Err(if status >= 0 {
                STATUS_OBJECT_NAME_INVALID
            } else {
                status
            })
        }
    }
}

fn create(kernel: &Io, device: Device, name: Vec<u16>, how: Open) -> Result<File, NTSTATUS> {
    let bytes = u16::try_from(name.len() * 2).map_err(|_| STATUS_OBJECT_NAME_INVALID)?;
    let object = kernel.objects.create(&io_types::FILE, size_of::<Body>())?;
    let body = object.body().cast::<Body>();
    let file_object = FILE_OBJECT {
        Type: IO_TYPE_FILE as i16,
        Size: size_of::<FILE_OBJECT>() as i16,
        DeviceObject: device.raw(),
        FileName: UNICODE_STRING {
            Length: bytes,
            MaximumLength: bytes,
            Buffer: name.as_ptr().cast_mut(),
        },
        ..FILE_OBJECT::default()
    };
    let value = Body {
        object: file_object,
        name,
    };
    // SAFETY: the body has this size and nobody knows it yet.
    unsafe { body.write(value) };
    // SAFETY: written above.
    let file = unsafe { File::new(body.cast()) }.ok_or(STATUS_INSUFFICIENT_RESOURCES)?;
    if how.options & (FILE_SYNCHRONOUS_IO_ALERT | FILE_SYNCHRONOUS_IO_NONALERT) != 0 {
        file.set_flags(FO_SYNCHRONOUS_IO);
    }
    let allowed = |bits: u32, within: u32| BOOLEAN::from(within & bits != 0);
    file.set_read_access(allowed(FILE_READ_DATA | FILE_EXECUTE, how.access));
    file.set_write_access(allowed(FILE_WRITE_DATA | FILE_APPEND_DATA, how.access));
    file.set_delete_access(allowed(DELETE, how.access));
    file.set_shared_read(allowed(FILE_SHARE_READ, how.share));
    file.set_shared_write(allowed(FILE_SHARE_WRITE, how.share));
    file.set_shared_delete(allowed(FILE_SHARE_DELETE, how.share));
    // SAFETY: both events are part of the new object.
    unsafe { KeInitializeEvent(file.event(), _EVENT_TYPE::NotificationEvent, FALSE) };
    // SAFETY: the lock is a member of the new file.
    let lock = unsafe { &raw mut (*file.raw()).Lock };
    // SAFETY: nobody waits for the lock of a file that is not yet known.
    unsafe { KeInitializeEvent(lock, _EVENT_TYPE::SynchronizationEvent, FALSE) };
    Ok(file)
}

/// The full path of an open file: its device's, and its name there.
pub(crate) fn path(kernel: &Io, object: Object) -> Vec<u16> {
    let Some(file) = File::of(object) else {
        return Vec::new();
    };
    // SAFETY: an open file refers to its device.
    let device = unsafe { Device::new(file.device()) };
    let mut path = device.map_or_else(Vec::new, |it| kernel.objects.path(it.object()));
    let name = file.name();
    // SAFETY: the name stays as long as the file.
    path.extend_from_slice(unsafe { units(&raw const name) });
    path
}

/// Drops the name of a file.
pub(crate) unsafe fn drop_name(body: PVOID) {
    // SAFETY: computes an address inside the body of a file object.
    let name = unsafe { &raw mut (*body.cast::<Body>()).name };
    // SAFETY: called once for each file object.
    unsafe { name.drop_in_place() };
}

fn send_create(
    kernel: &Io,
    device: Device,
    file: File,
    how: Open,
    checked: Checked,
) -> (NTSTATUS, u64) {
    let token = match kernel.current_token() {
        Ok(token) => token.body(),
        Err(status) => return (status, 0),
    };
    let [remaining, granted] = match checked.granted {
        true => [0, how.access],
        false => [how.access, 0],
    };
    let mut access = ACCESS_STATE {
        OriginalDesiredAccess: how.access,
        RemainingDesiredAccess: remaining,
        PreviouslyGrantedAccess: granted,
        SubjectSecurityContext: SECURITY_SUBJECT_CONTEXT {
            PrimaryToken: token,
            ..SECURITY_SUBJECT_CONTEXT::default()
        },
        ..ACCESS_STATE::default()
    };
    let mut security = IO_SECURITY_CONTEXT {
        SecurityQos: ptr::null_mut(),
        AccessState: &raw mut access,
        DesiredAccess: how.access,
        FullCreateOptions: how.options,
    };
    let create = _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_1 {
        SecurityContext: &raw mut security,
        Options: (how.disposition << 24) | (how.options & 0x00FF_FFFF),
        FileAttributes: how.attributes as u16,
        ShareAccess: how.share as u16,
        ..Default::default()
    };
    send(kernel, device, file, IRP_MJ_CREATE, |irp| {
        irp.set_requestor_mode(how.mode);
        irp.set_flags(IRP_CREATE_OPERATION | IRP_SYNCHRONOUS_API);
        irp.next_stack().set_create(create);
        if how.check && how.mode == KernelMode as i8 {
            irp.next_stack().set_flags(SL_FORCE_ACCESS_CHECK as u8);
        }
    })
}

/// Sends a request without buffers and waits for its end.
pub(crate) fn send(
    kernel: &Io,
    device: Device,
    file: File,
    major: u32,
    fill: impl FnOnce(Irp),
) -> (NTSTATUS, u64) {
    let Some(irp) = kernel.io.irps.allocate(device.stack_size()) else {
        return (STATUS_INSUFFICIENT_RESOURCES, 0);
    };
    irp.set_original_file(file.raw());
    irp.next_stack().set_major(major as u8);
    irp.next_stack().set_file(file.raw());
    fill(irp);
    send_and_wait(kernel, device, irp)
}

/// Sends a packet and waits for its end: status and information.
pub(crate) fn send_and_wait(kernel: &Io, device: Device, irp: Irp) -> (NTSTATUS, u64) {
    let mut event = KEVENT::default();
    let mut result = IO_STATUS_BLOCK::default();
    // SAFETY: the event stays in this frame until the packet has ended.
    unsafe { KeInitializeEvent(&raw mut event, _EVENT_TYPE::NotificationEvent, FALSE) };
    irp.set_user_event(&raw mut event);
    irp.set_user_iosb(&raw mut result);
    if let Some(prefix) = irp.prefix() {
        prefix.origin.replace(Origin::Waiter);
    }
    let status = dispatch::call_driver(kernel, device, irp);
    if status != STATUS_PENDING {
        return (status, result.Information);
    }
    wait_for(&raw mut event);
    // SAFETY: written at the packet's end, which set the event.
    (
        unsafe { result.__bindgen_anon_1.Status },
        result.Information,
    )
}

/// The last handle of a file is closed.
pub(crate) fn close(object: Object) {
    let kernel = Io::current();
    let Some(file) = File::of(object) else {
        return;
    };
    if let Some(device) = device::related(file) {
        file.set_flags(file.flags() | FO_CLEANUP_COMPLETE);
        send(&kernel, device, file, IRP_MJ_CLEANUP, |irp| {
            irp.set_flags(IRP_SYNCHRONOUS_API);
        });
    }
}

/// The last reference of a file is released.
pub(crate) fn delete(object: Object) {
    let kernel = Io::current();
    let Some(file) = File::of(object) else {
        return;
    };
    // SAFETY: an open file refers to its device.
    let Some(device) = (unsafe { Device::new(file.device()) }) else {
        return;
    };
    send(&kernel, device.top(), file, IRP_MJ_CLOSE, |irp| {
        irp.set_flags(IRP_CLOSE_OPERATION | IRP_SYNCHRONOUS_API);
    });
    file.set_device(ptr::null_mut());
    device.set_open_count(device.open_count() - 1);
    device::last_file_closed(&kernel, device);
}
