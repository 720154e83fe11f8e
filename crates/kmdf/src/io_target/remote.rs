//! Targets of other stacks: created empty, opened by name or from a device, closed.
#![expect(unsafe_code, reason = "table functions, and files of the kernel")]

use core::ptr;

use wdk_sys::{
    _MODE::KernelMode,
    FILE_OBJECT, HANDLE, IO_STATUS_BLOCK, IoFileObjectType, IoGetRelatedDeviceObject, NTSTATUS,
    OBJ_CASE_INSENSITIVE, OBJ_KERNEL_HANDLE, OBJECT_ATTRIBUTES, ObReferenceObjectByHandle,
    ObfDereferenceObject, ObfReferenceObject, PFILE_OBJECT, STATUS_INFO_LENGTH_MISMATCH,
    STATUS_INVALID_DEVICE_STATE, STATUS_INVALID_PARAMETER, STATUS_NOT_SUPPORTED, STATUS_SUCCESS,
    UNICODE_STRING, ZwClose, ZwCreateFile, abi,
    wdf::{
        _WDF_IO_TARGET_OPEN_TYPE::{WdfIoTargetOpenByName, WdfIoTargetOpenUseExistingDevice},
        PWDF_DRIVER_GLOBALS, PWDF_IO_TARGET_OPEN_PARAMS, PWDF_OBJECT_ATTRIBUTES,
        WDF_IO_TARGET_OPEN_PARAMS, WDFDEVICE, WDFIOTARGET,
    },
};

use super::{State, Target as Body};
use crate::{
    argument::{object, required, status_of},
    device::Device,
    enter,
    object::{Attributes, Obj, Rules},
    plain::zeroed,
    status,
};

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
        let body = Body::new(device, State::Closed, ptr::null_mut());
        Obj::create(fx, Some(parent), &attributes, body)
    });
    match created {
        Ok(target) => {
            target.drained.initialize_set();
            target.emptied.initialize_set();
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
    let Some(parameters) = OpenParams.read() else {
        return STATUS_INVALID_PARAMETER;
    };
    if parameters.Size as usize != size_of::<WDF_IO_TARGET_OPEN_PARAMS>() {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    let closed = target
        .lock
        .with(|inner| matches!(inner.state, State::Closed | State::ClosedForQueryRemove));
    if !closed {
        return STATUS_INVALID_DEVICE_STATE;
    }
    status_of(match parameters.Type {
        WdfIoTargetOpenUseExistingDevice => target.open_device(&parameters),
        WdfIoTargetOpenByName => target.open_by_name(&parameters),
        // Reopening needs the parameters of the last time, which are not kept.
        _ => Err(STATUS_NOT_SUPPORTED),
    })
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
        Ok(())
    }

    fn open_by_name(self, parameters: &WDF_IO_TARGET_OPEN_PARAMS) -> Result<(), NTSTATUS> {
        self.open_name(parameters.TargetDeviceName, parameters)
    }

    fn open_name(
        self,
        mut name: UNICODE_STRING,
        parameters: &WDF_IO_TARGET_OPEN_PARAMS,
    ) -> Result<(), NTSTATUS> {
        let mut attributes = OBJECT_ATTRIBUTES {
            Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
            ObjectName: &raw mut name,
            Attributes: OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE,
            ..OBJECT_ATTRIBUTES::default()
        };
        let mut io_status: IO_STATUS_BLOCK = zeroed();
        let mut handle = ptr::null_mut();
        // SAFETY: all pointers are to locals, or the driver's.
        let status = unsafe {
            ZwCreateFile(
                &raw mut handle,
                parameters.DesiredAccess,
                &raw mut attributes,
                &raw mut io_status,
                parameters.AllocationSize.cast(),
                parameters.FileAttributes,
                parameters.ShareAccess,
                parameters.CreateDisposition,
                parameters.CreateOptions,
                parameters.EaBuffer,
                parameters.EaBufferLength,
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
        Ok(())
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
            self.end(to);
            self.release_file();
        }
    }

    /// Gives back what `opened` took.
    pub(super) fn release_file(self) {
        let (wdm, opened) = self.lock.with(|inner| {
            let opened = Opened {
                file: core::mem::replace(&mut inner.file, ptr::null_mut()),
                handle: core::mem::replace(&mut inner.handle, ptr::null_mut()),
                owns_file: core::mem::replace(&mut inner.owns_file, false),
            };
            (core::mem::replace(&mut inner.wdm, ptr::null_mut()), opened)
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
    object!(fx, Body, IoTarget).close(State::Closed);
}

#[doc = "[`WdfIoTargetCloseForQueryRemove`](wdk_sys::wdf::WdfIoTargetCloseForQueryRemove)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetCloseForQueryRemove(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) {
    enter!(fx = DriverGlobals, WdfIoTargetCloseForQueryRemove(IoTarget));
    object!(fx, Body, IoTarget).close(State::ClosedForQueryRemove);
}
