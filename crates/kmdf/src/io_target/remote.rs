//! Targets of other stacks: created empty, opened by name or from a device, closed, and opened once more.
#![expect(unsafe_code, reason = "table functions, and files of the kernel")]

mod removal;

use core::{mem, ptr};

use wdk_sys::{
    _MODE::KernelMode,
    FILE_OBJECT, HANDLE, IO_STATUS_BLOCK, IoFileObjectType, IoGetRelatedDeviceObject, NTSTATUS,
    OBJ_CASE_INSENSITIVE, OBJ_KERNEL_HANDLE, OBJECT_ATTRIBUTES, ObReferenceObjectByHandle,
    ObfDereferenceObject, ObfReferenceObject, PFILE_OBJECT, PVOID, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_INVALID_DEVICE_STATE, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, ZwClose, ZwCreateFile,
    abi,
    wdf::{
        _WDF_IO_TARGET_OPEN_TYPE::{
            WdfIoTargetOpenByName, WdfIoTargetOpenReopen, WdfIoTargetOpenUseExistingDevice,
        },
        PWDF_DRIVER_GLOBALS, PWDF_IO_TARGET_OPEN_PARAMS, PWDF_OBJECT_ATTRIBUTES,
        WDF_IO_TARGET_OPEN_PARAMS, WDFDEVICE, WDFIOTARGET,
    },
};

use self::removal::Callbacks;
use super::{State, Target as Body};
use crate::{
    argument::{Argument, Versioned, object, required, status_of},
    deferred::device_of,
    device::Device,
    enter,
    object::{Attributes, Obj, Rules},
    plain::zeroed,
    pool::PoolVec,
    status,
    text::{self, counted},
    violation,
};

/// What a remote target remembers from one opening to the next.
pub(super) struct Remote {
    /// How it was opened by name, if it was.
    parameters: Option<Named>,
    callbacks: Callbacks,
    /// The registration for the removal of its device, or null.
    notification: PVOID,
}

// SAFETY: the pointer is the Plug and Play manager's, and names a registration.
unsafe impl Send for Remote {}

impl Remote {
    pub(super) fn new() -> Self {
        Self {
            parameters: None,
            callbacks: Callbacks::default(),
            notification: ptr::null_mut(),
        }
    }
}

/// What opens a target by name, once more if need be.
struct Named {
    name: PoolVec<u16>,
    attributes: PoolVec<u8>,
    allocation: Option<i64>,
    /// The numbers; the pointers are not followed.
    parameters: WDF_IO_TARGET_OPEN_PARAMS,
}

// SAFETY: the pointers among the parameters are not followed.
unsafe impl Send for Named {}

#[doc = "[`WdfIoTargetCreate`](wdk_sys::wdf::WdfIoTargetCreate)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    IoTargetAttributes: PWDF_OBJECT_ATTRIBUTES,
    IoTarget: *mut WDFIOTARGET,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetCreate(Device, IoTargetAttributes, IoTarget)
    );
    required!(fx, WdfIoTargetCreate, IoTarget => STATUS_INVALID_PARAMETER);
    let device = object!(fx, Device, Device => status::INVALID_HANDLE);
    let created = Attributes::read(&IoTargetAttributes, Rules::PLAIN).and_then(|attributes| {
        let parent = attributes.parent_or(fx, Some(device.header()))?;
        if device_of(parent) != Some(device) {
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        // Started, as Microsoft's, though it is not open.
        let body = Body::new(device, State::Started, ptr::null_mut());
        Obj::create(fx, Some(parent), &attributes, body)
    });
    match created {
        Ok(target) => {
            target.settled.initialize_set();
            target.idle.initialize_set();
            IoTarget.put(target.handle().cast());
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfIoTargetOpen`](wdk_sys::wdf::WdfIoTargetOpen)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetOpen(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    OpenParams: PWDF_IO_TARGET_OPEN_PARAMS,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfIoTargetOpen(IoTarget, OpenParams));
    required!(fx, WdfIoTargetOpen, OpenParams => STATUS_INVALID_PARAMETER);
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    if !target.is_remote() {
        return status::INVALID_HANDLE;
    }
    let parameters = match OpenParams.read_versioned(fx) {
        Ok(parameters) => parameters,
        Err(status) => return status,
    };
    if let Err(status) = check(&parameters) {
        return status;
    }
    let closed = target
        .lock
        .with(|inner| inner.wdm.is_null() && inner.state != State::Deleted);
    if !closed {
        return STATUS_INVALID_DEVICE_STATE;
    }
    status_of(match parameters.Type {
        WdfIoTargetOpenUseExistingDevice => target.open_device(&parameters),
        WdfIoTargetOpenByName => Named::of(fx.tag(), &OpenParams, parameters).and_then(|named| {
            let information = target.open_by_name(&named)?;
            OpenParams.put_versioned(&WDF_IO_TARGET_OPEN_PARAMS {
                FileInformation: information,
                ..parameters
            });
            target.opened_as(Some(named), Callbacks::of(&parameters));
            Ok(())
        }),
        WdfIoTargetOpenReopen => target.reopen(),
        _ => Err(STATUS_INVALID_PARAMETER),
    })
}

/// The structure ended here before 1.13, without the name of a file.
const OPEN_SIZE_V1_11: usize = mem::offset_of!(WDF_IO_TARGET_OPEN_PARAMS, FileName);

// SAFETY: starts with `Size`; numbers, nullable pointers and functions, and strings.
unsafe impl Versioned for WDF_IO_TARGET_OPEN_PARAMS {
    const EARLIER_SIZES: &'static [usize] = &[OPEN_SIZE_V1_11];
}

/// Whether the parameters say what to open.
fn check(parameters: &WDF_IO_TARGET_OPEN_PARAMS) -> Result<(), NTSTATUS> {
    let name = &parameters.TargetDeviceName;
    let hears = parameters.EvtIoTargetQueryRemove.is_some()
        || parameters.EvtIoTargetRemoveCanceled.is_some()
        || parameters.EvtIoTargetRemoveComplete.is_some();
    let says = match parameters.Type {
        // Without a file nobody tells of the device's removal.
        WdfIoTargetOpenUseExistingDevice => {
            let file = parameters.TargetFileObject;
            let unheard = hears && file.is_null();
            !unheard && !parameters.TargetDeviceObject.is_null()
        }
        WdfIoTargetOpenByName => !name.Buffer.is_null() && name.Length != 0,
        WdfIoTargetOpenReopen => true,
        _ => false,
    };
    says.then_some(()).ok_or(STATUS_INVALID_PARAMETER)
}

impl Named {
    /// Copies what the driver passes.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    fn of(
        tag: u32,
        argument: &Argument<'_, PWDF_IO_TARGET_OPEN_PARAMS>,
        parameters: WDF_IO_TARGET_OPEN_PARAMS,
    ) -> Result<Self, NTSTATUS> {
        // SAFETY: the structure's string.
        let name = unsafe { text::units(&raw const parameters.TargetDeviceName) };
        let length = parameters.EaBufferLength as usize;
        let mut attributes = PoolVec::new(tag);
        if !parameters.EaBuffer.is_null() && length > 0 {
            // SAFETY: the structure's buffer, which has this length.
            let bytes = unsafe { core::slice::from_raw_parts(parameters.EaBuffer.cast(), length) };
            attributes = PoolVec::copy_of(tag, bytes)?;
        }
        // SAFETY: a member of the structure: null, or the driver's number.
        let allocation = unsafe { argument.member(parameters.AllocationSize) }.read();
        Ok(Self {
            name: PoolVec::copy_of(tag, name)?,
            attributes,
            allocation,
            parameters,
        })
    }
}

/// What an opened target holds.
struct Opened {
    file: PFILE_OBJECT,
    handle: HANDLE,
    owns_file: bool,
}

impl Obj<Body> {
    fn open_device(self, parameters: &WDF_IO_TARGET_OPEN_PARAMS) -> Result<(), NTSTATUS> {
        if parameters.TargetDeviceObject.is_null() {
            return Err(STATUS_INVALID_PARAMETER);
        }
        self.unwatch_removal();
        let file = parameters.TargetFileObject;
        if !file.is_null() {
            // SAFETY: the driver's file.
            unsafe { ObfReferenceObject(file.cast()) };
        }
        self.opened(
            parameters.TargetDeviceObject,
            Opened {
                file,
                handle: ptr::null_mut(),
                owns_file: !file.is_null(),
            },
        );
        self.opened_as(None, Callbacks::of(parameters));
        Ok(())
    }

    /// Opens the target as it was opened by name before.
    ///
    /// # Errors
    /// `STATUS_INVALID_DEVICE_REQUEST` when it was not, and what opening says.
    fn reopen(self) -> Result<(), NTSTATUS> {
        let named = self.remote.with(|remote| remote.parameters.take());
        let named = named.ok_or(STATUS_INVALID_DEVICE_REQUEST)?;
        let opened = self.open_by_name(&named);
        let callbacks = self.remote.with(|remote| remote.callbacks);
        match opened {
            Ok(_) => {
                self.opened_as(Some(named), callbacks);
                Ok(())
            }
            Err(status) => {
                self.remote.with(|remote| remote.parameters = Some(named));
                Err(status)
            }
        }
    }

    /// The target is open: it remembers how, and hears of its device's removal.
    fn opened_as(self, named: Option<Named>, callbacks: Callbacks) {
        let before = self.remote.with(|remote| {
            remote.callbacks = callbacks;
            mem::replace(&mut remote.parameters, named)
        });
        drop(before);
        let file = self.file();
        if !file.is_null() {
            self.watch_removal(file);
        }
    }

    /// Says what the file system tells of the file.
    fn open_by_name(self, named: &Named) -> Result<u32, NTSTATUS> {
        // The registration of before, if the device was to be removed.
        self.unwatch_removal();
        let parameters = &named.parameters;
        let mut name = counted(&named.name);
        let mut allocation = named.allocation.unwrap_or_default();
        let allocation = match named.allocation {
            Some(_) => &raw mut allocation,
            None => ptr::null_mut(),
        };
        let extended = match named.attributes.is_empty() {
            true => ptr::null_mut(),
            false => named.attributes.as_ptr().cast_mut().cast(),
        };
        let mut attributes = OBJECT_ATTRIBUTES {
            Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
            ObjectName: &raw mut name,
            Attributes: OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE,
            ..OBJECT_ATTRIBUTES::default()
        };
        let mut io_status: IO_STATUS_BLOCK = zeroed();
        let mut handle = ptr::null_mut();
        // SAFETY: all pointers are to locals, or to what `named` has.
        let status = unsafe {
            ZwCreateFile(
                &raw mut handle,
                parameters.DesiredAccess,
                &raw mut attributes,
                &raw mut io_status,
                allocation.cast(),
                parameters.FileAttributes,
                parameters.ShareAccess,
                parameters.CreateDisposition,
                parameters.CreateOptions,
                extended,
                named.attributes.len() as u32,
            )
        };
        if status < 0 {
            return Err(status);
        }
        let mut file = ptr::null_mut();
        // SAFETY: the I/O manager's variable, set when it starts.
        let variable = unsafe { IoFileObjectType };
        // SAFETY: as above; the pointer is the loader's.
        let kind = unsafe { *variable };
        // SAFETY: the handle is open; the file is a local.
        let status = unsafe {
            ObReferenceObjectByHandle(
                handle,
                parameters.DesiredAccess,
                kind,
                KernelMode as _,
                &raw mut file,
                ptr::null_mut(),
            )
        };
        if status < 0 {
            // SAFETY: opened above.
            let _ = unsafe { ZwClose(handle) };
            return Err(status);
        }
        let file: *mut FILE_OBJECT = file.cast();
        // SAFETY: the file is referenced since the call before.
        let device = unsafe { IoGetRelatedDeviceObject(file) };
        self.opened(
            device,
            Opened {
                file,
                handle,
                owns_file: true,
            },
        );
        // SAFETY: the I/O manager filled the block in.
        Ok(io_status.Information as u32)
    }

    fn opened(self, wdm: wdk_sys::PDEVICE_OBJECT, opened: Opened) {
        // The device object lives as long as the target is open.
        // SAFETY: the driver's device, or one of an open file.
        unsafe { ObfReferenceObject(wdm.cast()) };
        self.lock.with(|inner| {
            inner.wdm = wdm;
            inner.file = opened.file;
            inner.handle = opened.handle;
            inner.owns_file = opened.owns_file;
            inner.state = State::Started;
        });
    }

    /// Ends the target's I/O, and gives its file back.
    fn close(self, to: State) {
        if !self.local {
            // Nothing is removed of one that is not open.
            let to = if self.wdm().is_null() {
                State::Closed
            } else {
                to
            };
            // A removal that is only asked for may be cancelled, which the target hears.
            if to != State::ClosedForQueryRemove {
                self.unwatch_removal();
            }
            self.end(to);
            self.release_file();
        }
    }

    /// Functions of remote targets take the local one for a handle of another type.
    pub(super) fn is_remote(self) -> bool {
        if self.local {
            let (found, needed) = (
                "WDFIOTARGET of the device's own stack",
                "remote WDFIOTARGET",
            );
            violation::invalid_handle(self.fx(), self.handle(), needed, Some(found));
        }
        !self.local
    }

    /// The target is deleted: it does not hear of its device any more, and gives its file back.
    pub(super) fn forget_device(self) {
        self.unwatch_removal();
        self.release_file();
    }

    /// Gives back what `opened` took.
    fn release_file(self) {
        let (wdm, opened) = self.lock.with(|inner| {
            let opened = Opened {
                file: mem::replace(&mut inner.file, ptr::null_mut()),
                handle: mem::replace(&mut inner.handle, ptr::null_mut()),
                owns_file: mem::replace(&mut inner.owns_file, false),
            };
            (mem::replace(&mut inner.wdm, ptr::null_mut()), opened)
        });
        if opened.owns_file {
            // SAFETY: `owns_file` says that opening took a reference to the file.
            unsafe { ObfDereferenceObject(opened.file.cast()) };
        }
        if !opened.handle.is_null() {
            // SAFETY: opened with the target.
            let _ = unsafe { ZwClose(opened.handle) };
        }
        if !wdm.is_null() {
            // SAFETY: `opened` took a reference to the device.
            unsafe { ObfDereferenceObject(wdm.cast()) };
        }
    }
}

#[doc = "[`WdfIoTargetClose`](wdk_sys::wdf::WdfIoTargetClose)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetClose(DriverGlobals: PWDF_DRIVER_GLOBALS, IoTarget: WDFIOTARGET) {
    enter!(fx = DriverGlobals, WdfIoTargetClose(IoTarget));
    let target = object!(fx, Body, IoTarget);
    if target.is_remote() {
        target.close(State::Closed);
    }
}

#[doc = "[`WdfIoTargetCloseForQueryRemove`](wdk_sys::wdf::WdfIoTargetCloseForQueryRemove)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetCloseForQueryRemove(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) {
    enter!(fx = DriverGlobals, WdfIoTargetCloseForQueryRemove(IoTarget));
    let target = object!(fx, Body, IoTarget);
    if target.is_remote() {
        target.close(State::ClosedForQueryRemove);
    }
}
