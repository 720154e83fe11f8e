//! Files, above all those of the driver's own package.
//!
//! The folder of a package in the driver store has another name with every version, so a driver
//! never stores its path. [`Driver::image_folder`] opens the folder that the image was loaded from,
//! and the package's other files are opened relative to that.
//!
//! ```no_run
//! use wdk::prelude::*;
//!
//! # #[allow(dead_code)]
//! fn load(driver: &Driver, table: &mut [u8], irql: &Passive) -> Result<usize> {
//!     let folder = driver.image_folder(irql)?;
//!     folder.open(unicode!("tables.bin"))?.read_at(0, table)
//! }
//! ```
//!
//! See [Run From Driver Store](https://learn.microsoft.com/windows-hardware/drivers/develop/run-from-driver-store).
#![expect(unsafe_code, reason = "calls the I/O manager with raw handles")]

use core::{fmt, ptr};

use wdk_sys::{
    _DRIVER_DIRECTORY_TYPE as directory, _FILE_INFORMATION_CLASS::FileStandardInformation,
    ACCESS_MASK, DRIVER_DIRECTORY_TYPE, DRIVER_OBJECT, FILE_DIRECTORY_FILE, FILE_GENERIC_READ,
    FILE_LIST_DIRECTORY, FILE_NON_DIRECTORY_FILE, FILE_SHARE_READ, FILE_STANDARD_INFORMATION,
    FILE_SYNCHRONOUS_IO_NONALERT, FILE_TRAVERSE, HANDLE, IO_STATUS_BLOCK, LARGE_INTEGER, NTSTATUS,
    OBJ_CASE_INSENSITIVE, OBJ_KERNEL_HANDLE, OBJECT_ATTRIBUTES, SYNCHRONIZE, ULONG, UNICODE_STRING,
    fn_ptr, wdf,
};

use crate::{Driver, Error, NtStatus, Passive, Result, UnicodeStr, UnicodeString, unicode};

/// A kernel handle that is closed when it is dropped, at `PASSIVE_LEVEL`.
///
/// # Invariants
/// `raw` is an open kernel handle that this value alone closes.
pub(crate) struct Handle<'irql> {
    raw: HANDLE,
    /// The level is not raised while the token is borrowed, so the handle is closed at
    /// `PASSIVE_LEVEL`.
    irql: &'irql Passive,
}

impl<'irql> Handle<'irql> {
    /// Owns the handle that `open` stores in the place that it gets.
    ///
    /// # Errors
    /// The status that `open` returns.
    ///
    /// # Safety
    /// When `open` succeeds, it has stored a kernel handle that nobody else closes.
    pub(crate) unsafe fn open(
        irql: &'irql Passive,
        open: impl FnOnce(&mut HANDLE) -> NTSTATUS,
    ) -> Result<Self> {
        let mut raw = ptr::null_mut();
        NtStatus::new(open(&mut raw)).ok()?;
        Ok(Self { raw, irql })
    }

    pub(crate) const fn raw(&self) -> HANDLE {
        self.raw
    }
}

impl Drop for Handle<'_> {
    fn drop(&mut self) {
        // SAFETY: the handle is this value's to close, at the level of the token that it borrows.
        let _ = unsafe { wdk_sys::ZwClose(self.raw) };
    }
}

/// A file that is open for reading, while the code runs at `PASSIVE_LEVEL`.
pub struct File<'irql>(Handle<'irql>);

/// A folder, in which files can be opened.
pub struct Folder<'irql>(Handle<'irql>);

impl<'irql> File<'irql> {
    /// Opens a file by its full path: `\SystemRoot\...` or `\??\C:\...`. For files in the driver
    /// store, whose path changes with an update, use [`Folder::open`], or a path that the INF wrote
    /// into the registry, [`Key::path`](crate::Key::path).
    ///
    /// # Errors
    /// What `ZwOpenFile` reports, such as [`Error::OBJECT_NAME_NOT_FOUND`].
    pub fn open(path: &UnicodeStr, irql: &'irql Passive) -> Result<Self> {
        Ok(Self(open(None, path, READ, FILE_NON_DIRECTORY_FILE, irql)?))
    }

    /// The length of the file in bytes.
    ///
    /// # Errors
    /// What `ZwQueryInformationFile` reports.
    pub fn len(&self) -> Result<u64> {
        let mut status = IO_STATUS_BLOCK::default();
        let mut facts = FILE_STANDARD_INFORMATION::default();
        // SAFETY: the handle is open and borrows a token of the level; the information goes to a
        // local structure of its class and size.
        let result = unsafe {
            wdk_sys::ZwQueryInformationFile(
                self.0.raw(),
                &raw mut status,
                (&raw mut facts).cast(),
                size_of::<FILE_STANDARD_INFORMATION>() as ULONG,
                FileStandardInformation,
            )
        };
        NtStatus::new(result).ok()?;
        // SAFETY: the whole union is one number.
        let length = unsafe { facts.EndOfFile.QuadPart };
        Ok(u64::try_from(length).unwrap_or(0))
    }

    /// Whether the file has no bytes.
    ///
    /// # Errors
    /// As [`len`](Self::len).
    pub fn is_empty(&self) -> Result<bool> {
        Ok(self.len()? == 0)
    }

    /// Reads from `offset` on, and returns how many bytes were read; none at the file's end.
    ///
    /// # Errors
    /// What `ZwReadFile` reports.
    pub fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize> {
        let length = ULONG::try_from(buffer.len()).map_err(|_| Error::INVALID_BUFFER_SIZE)?;
        let offset = i64::try_from(offset).map_err(|_| Error::INVALID_PARAMETER)?;
        let mut offset = LARGE_INTEGER { QuadPart: offset };
        let mut status = IO_STATUS_BLOCK::default();
        // SAFETY: the handle was opened for synchronous reading, so the call is complete when it
        // returns; the buffer has `length` bytes.
        let result = unsafe {
            wdk_sys::ZwReadFile(
                self.0.raw(),
                ptr::null_mut(),
                None,
                ptr::null_mut(),
                &raw mut status,
                buffer.as_mut_ptr().cast(),
                length,
                &raw mut offset,
                ptr::null_mut(),
            )
        };
        match NtStatus::new(result).ok() {
            Err(Error::END_OF_FILE) => Ok(0),
            Err(error) => Err(error),
            Ok(()) => Ok((status.Information as usize).min(buffer.len())),
        }
    }
}

impl<'irql> Folder<'irql> {
    /// Opens a file in the folder, or below it: `tables.bin`, `data\tables.bin`.
    ///
    /// # Errors
    /// What `ZwOpenFile` reports, such as [`Error::OBJECT_NAME_NOT_FOUND`].
    pub fn open(&self, name: &UnicodeStr) -> Result<File<'irql>> {
        let handle = open(
            Some(&self.0),
            name,
            READ,
            FILE_NON_DIRECTORY_FILE,
            self.0.irql,
        )?;
        Ok(File(handle))
    }
}

const READ: ACCESS_MASK = FILE_GENERIC_READ;

fn open<'irql>(
    root: Option<&Handle<'irql>>,
    name: &UnicodeStr,
    access: ACCESS_MASK,
    options: ULONG,
    irql: &'irql Passive,
) -> Result<Handle<'irql>> {
    let name = name.as_raw();
    let mut attributes = OBJECT_ATTRIBUTES {
        Length: size_of::<OBJECT_ATTRIBUTES>() as ULONG,
        RootDirectory: root.map_or(ptr::null_mut(), Handle::raw),
        ObjectName: name.as_ptr().cast_mut(),
        Attributes: OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE,
        ..OBJECT_ATTRIBUTES::default()
    };
    let mut status = IO_STATUS_BLOCK::default();
    // SAFETY: attributes and name are only read; `irql` states the level.
    let open = |raw: &mut HANDLE| unsafe {
        wdk_sys::ZwOpenFile(
            raw,
            access | SYNCHRONIZE,
            &raw mut attributes,
            &raw mut status,
            FILE_SHARE_READ,
            options | FILE_SYNCHRONOUS_IO_NONALERT,
        )
    };
    // SAFETY: `ZwOpenFile` stores a handle of this call's own, a kernel handle as the attributes say.
    unsafe { Handle::open(irql, open) }
}

impl Driver {
    /// Opens the folder that the driver's image was loaded from: that of its package, when it
    /// runs from the driver store.
    ///
    /// Calls `IoGetDriverDirectory`, which Windows 10 1803 and later have, and on earlier versions
    /// `IoQueryFullDriverPath`; so the driver loads on all of them.
    ///
    /// # Errors
    /// What these and `ZwOpenFile` report.
    pub fn image_folder<'irql>(&self, irql: &'irql Passive) -> Result<Folder<'irql>> {
        if let Some(handle) = self.directory(directory::DriverDirectoryImage, irql) {
            return handle.map(Folder);
        }
        let path = self.image_path::<260>(irql)?;
        let units = path.as_units();
        let end = units.iter().rposition(|&unit| unit == u16::from(b'\\'));
        let end = end.ok_or(Error::OBJECT_NAME_NOT_FOUND)?;
        let folder = UnicodeStr::from_utf16(units.get(..end).unwrap_or_default())?;
        let access = FILE_LIST_DIRECTORY | FILE_TRAVERSE;
        Ok(Folder(open(
            None,
            folder,
            access,
            FILE_DIRECTORY_FILE,
            irql,
        )?))
    }

    /// Opens the folder that Windows keeps for the driver's data.
    ///
    /// # Errors
    /// What `IoGetDriverDirectory` reports, or [`Error::NOT_SUPPORTED`] before Windows 10 1803.
    pub fn data_folder<'irql>(&self, irql: &'irql Passive) -> Result<Folder<'irql>> {
        let handle = self.directory(directory::DriverDirectoryData, irql);
        handle.ok_or(Error::NOT_SUPPORTED)?.map(Folder)
    }

    /// `IoGetDriverDirectory`, if the system has it.
    fn directory<'irql>(
        &self,
        kind: DRIVER_DIRECTORY_TYPE,
        irql: &'irql Passive,
    ) -> Option<Result<Handle<'irql>>> {
        type GetDirectory =
            fn_ptr!(fn(*mut DRIVER_OBJECT, DRIVER_DIRECTORY_TYPE, ULONG, *mut HANDLE) -> NTSTATUS);
        let name = unicode!("IoGetDriverDirectory").as_raw();
        // SAFETY: the name is only read, at the level that `irql` states.
        let found = unsafe { wdk_sys::MmGetSystemRoutineAddress(name.as_ptr().cast_mut()) };
        if found.is_null() {
            return None;
        }
        // SAFETY: the address is that of the system's function of this name, which has this type.
        let get = unsafe { core::mem::transmute::<*mut core::ffi::c_void, GetDirectory>(found) };
        // SAFETY: the driver object is the driver's own; `irql` states the level.
        let open = |raw: &mut HANDLE| unsafe { get(self.wdm_object(), kind, 0, raw) };
        // SAFETY: `IoGetDriverDirectory` opens a kernel handle for its caller.
        Some(unsafe { Handle::open(irql, open) })
    }

    /// The full path of the driver's image, from `IoQueryFullDriverPath`. Windows 8.1 and later.
    ///
    /// # Errors
    /// What `IoQueryFullDriverPath` reports; [`Error::NAME_TOO_LONG`] when it has more than `N`
    /// code units.
    pub fn image_path<const N: usize>(&self, _irql: &Passive) -> Result<UnicodeString<N>> {
        let mut path = UNICODE_STRING::default();
        // SAFETY: the driver object is the driver's own; the token states the level.
        let status = unsafe { wdk_sys::IoQueryFullDriverPath(self.wdm_object(), &raw mut path) };
        NtStatus::new(status).ok()?;
        let mut copy = UnicodeString::new();
        // SAFETY: the system stored the path, and does not change it until it is freed below.
        let copied = copy.push(unsafe { UnicodeStr::from_raw(&raw const path) });
        // SAFETY: the system allocated the buffer for the caller to free.
        unsafe { wdk_sys::ExFreePool(path.Buffer.cast()) };
        copied.map(|()| copy)
    }

    /// The driver object of WDM, `WdfDriverWdmGetDriverObject`.
    pub(crate) fn wdm_object(&self) -> *mut DRIVER_OBJECT {
        // SAFETY: the type invariant of `Driver` says that the handle is live.
        unsafe { wdf::WdfDriverWdmGetDriverObject(self.as_raw()) }
    }
}

impl fmt::Debug for File<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({:p})", self.0.raw())
    }
}

impl fmt::Debug for Folder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Folder({:p})", self.0.raw())
    }
}
