//! Files on the system's disks: those of the driver's own package before all.
//!
//! The folder of a package in the driver store has another name with every version, so a driver
//! never writes one down. [`Driver::image_folder`] opens the folder that it runs from, and files
//! beside it are opened relative to that.
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

/// A kernel handle that is closed when it is dropped, at the level that it was opened at.
///
/// # Invariants
/// `raw` is an open kernel handle that this value alone closes.
pub(crate) struct Handle<'irql> {
    raw: HANDLE,
    /// Nobody raises the level while the handle lives, so it is closed at `PASSIVE_LEVEL`.
    _irql: &'irql Passive,
}

impl<'irql> Handle<'irql> {
    /// # Safety
    /// `raw` is an open kernel handle that nobody else closes.
    pub(crate) const unsafe fn new(raw: HANDLE, irql: &'irql Passive) -> Self {
        Self { raw, _irql: irql }
    }

    pub(crate) const fn raw(&self) -> HANDLE {
        self.raw
    }
}

impl Drop for Handle<'_> {
    fn drop(&mut self) {
        // SAFETY: type invariant; the token that is borrowed proves the level.
        let _ = unsafe { wdk_sys::ZwClose(self.raw) };
    }
}

/// A file that is open for reading, for as long as the code stays at `PASSIVE_LEVEL`.
pub struct File<'irql>(Handle<'irql>);

/// A folder that files are opened in.
pub struct Folder<'irql>(Handle<'irql>);

impl<'irql> File<'irql> {
    /// Opens a file by its full path: `\SystemRoot\...` or `\??\C:\...`. Not one in the driver
    /// store: that path is another one after the next update. Take [`Folder::open`], or a path
    /// that the INF wrote into the registry, [`Key::path`](crate::Key::path).
    ///
    /// # Errors
    /// What `ZwOpenFile` reports, such as [`Error::OBJECT_NAME_NOT_FOUND`].
    pub fn open(path: &UnicodeStr, irql: &'irql Passive) -> Result<Self> {
        Ok(Self(open(None, path, READ, FILE_NON_DIRECTORY_FILE, irql)?))
    }

    /// How many bytes the file has.
    ///
    /// # Errors
    /// What `ZwQueryInformationFile` reports.
    pub fn len(&self) -> Result<u64> {
        let mut status = IO_STATUS_BLOCK::default();
        let mut facts = FILE_STANDARD_INFORMATION::default();
        // SAFETY: an open handle by the type invariant; the pointers are to locals; the token
        // that the handle borrows proves the level.
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

    /// Reads from `offset` on, and returns how many bytes there were; none at the file's end.
    ///
    /// # Errors
    /// What `ZwReadFile` reports.
    pub fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize> {
        let length = ULONG::try_from(buffer.len()).map_err(|_| Error::INVALID_BUFFER_SIZE)?;
        let offset = i64::try_from(offset).map_err(|_| Error::INVALID_PARAMETER)?;
        let mut offset = LARGE_INTEGER { QuadPart: offset };
        let mut status = IO_STATUS_BLOCK::default();
        // SAFETY: an open handle, opened for synchronous reading, so the call is over when it
        // returns; the buffer is writable for `length` bytes; the other pointers are to locals.
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
            self.0._irql,
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
    let mut raw = ptr::null_mut();
    // SAFETY: the pointers are to locals, and nothing writes to the name; `irql` proves the level.
    let result = unsafe {
        wdk_sys::ZwOpenFile(
            &raw mut raw,
            access | SYNCHRONIZE,
            &raw mut attributes,
            &raw mut status,
            FILE_SHARE_READ,
            options | FILE_SYNCHRONOUS_IO_NONALERT,
        )
    };
    NtStatus::new(result).ok()?;
    // SAFETY: just opened, as a kernel handle, for nobody else.
    Ok(unsafe { Handle::new(raw, irql) })
}

impl Driver {
    /// Opens the folder that the driver's image was loaded from: that of its package, when it
    /// runs from the driver store.
    ///
    /// Asks `IoGetDriverDirectory`, which Windows 10 1803 and later have, and before that
    /// `IoQueryFullDriverPath`; so the driver loads on both.
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

    /// `IoGetDriverDirectory`, where the system has it.
    fn directory<'irql>(
        &self,
        kind: DRIVER_DIRECTORY_TYPE,
        irql: &'irql Passive,
    ) -> Option<Result<Handle<'irql>>> {
        type GetDirectory =
            fn_ptr!(fn(*mut DRIVER_OBJECT, DRIVER_DIRECTORY_TYPE, ULONG, *mut HANDLE) -> NTSTATUS);
        let name = unicode!("IoGetDriverDirectory").as_raw();
        // SAFETY: nothing writes to the name; `irql` proves the level.
        let found = unsafe { wdk_sys::MmGetSystemRoutineAddress(name.as_ptr().cast_mut()) };
        if found.is_null() {
            return None;
        }
        // SAFETY: the system's function of this name has this type.
        let get = unsafe { core::mem::transmute::<*mut core::ffi::c_void, GetDirectory>(found) };
        let mut raw = ptr::null_mut();
        // SAFETY: the driver's own object; the pointer is to a local; `irql` proves the level.
        let status = unsafe { get(self.wdm_object(), kind, 0, &raw mut raw) };
        Some(NtStatus::new(status).ok().map(|()| {
            // SAFETY: just opened, as a kernel handle, for nobody else.
            unsafe { Handle::new(raw, irql) }
        }))
    }

    /// The full path of the driver's image, from `IoQueryFullDriverPath`. Windows 8.1 and later.
    ///
    /// # Errors
    /// What `IoQueryFullDriverPath` reports; [`Error::NAME_TOO_LONG`] when it has more than `N`
    /// code units.
    pub fn image_path<const N: usize>(&self, _irql: &Passive) -> Result<UnicodeString<N>> {
        let mut path = UNICODE_STRING::default();
        // SAFETY: the driver's own object; the pointer is to a local; `Passive` proves the level.
        let status = unsafe { wdk_sys::IoQueryFullDriverPath(self.wdm_object(), &raw mut path) };
        NtStatus::new(status).ok()?;
        let mut copy = UnicodeString::new();
        // SAFETY: the system's string is not written any more.
        let copied = copy.push(unsafe { UnicodeStr::from_raw(&raw const path) });
        // SAFETY: the system allocated the buffer for the caller to free.
        unsafe { wdk_sys::ExFreePool(path.Buffer.cast()) };
        copied.map(|()| copy)
    }

    /// The driver object of WDM, `WdfDriverWdmGetDriverObject`.
    pub(crate) fn wdm_object(&self) -> *mut DRIVER_OBJECT {
        // SAFETY: a live handle by the type invariant.
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
