//! The file system of the machine's disk: the device behind `C:`, on which the driver store is.
//!
//! A driver that opens `\??\C:\...` or `\SystemRoot\...` gets a file of this driver, and its reads
//! and writes travel in packets, as they do on Windows. The device comes when it is first named.
#![expect(unsafe_code, reason = "dispatch routines with C signatures")]

use std::ptr;

use wdk_package::store::{Entry, Volume};
use wdk_sys::{
    _FILE_INFORMATION_CLASS as class, DO_BUFFERED_IO, DO_DEVICE_INITIALIZING, FALSE, FILE_CREATE,
    FILE_CREATED, FILE_DEVICE_DISK_FILE_SYSTEM, FILE_DIRECTORY_FILE, FILE_NON_DIRECTORY_FILE,
    FILE_OPEN, FILE_OPENED, FILE_OVERWRITE, FILE_OVERWRITE_IF, FILE_OVERWRITTEN,
    FILE_POSITION_INFORMATION, FILE_STANDARD_INFORMATION, FILE_SUPERSEDE, FO_SYNCHRONOUS_IO,
    IRP_MJ_CLEANUP, IRP_MJ_CLOSE, IRP_MJ_CREATE, IRP_MJ_QUERY_INFORMATION, IRP_MJ_READ,
    IRP_MJ_WRITE, LARGE_INTEGER, NTSTATUS, PDEVICE_OBJECT, PIRP, STATUS_DISK_FULL,
    STATUS_END_OF_FILE, STATUS_FILE_IS_A_DIRECTORY, STATUS_INFO_LENGTH_MISMATCH,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_INFO_CLASS, STATUS_INVALID_PARAMETER,
    STATUS_NOT_A_DIRECTORY, STATUS_OBJECT_NAME_COLLISION, STATUS_OBJECT_NAME_INVALID,
    STATUS_OBJECT_NAME_NOT_FOUND, STATUS_OBJECT_PATH_NOT_FOUND, STATUS_SUCCESS, TRUE, abi,
};

use super::{
    device::{self, Description},
    dispatch, driver,
    raw::{Device, Driver, File, Irp, Stack},
};
use crate::nt::io::types as io_types;
use crate::nt::{
    io::manager::Io,
    ob::name::{units, wide},
    verifier::rules,
};

/// The device's name.
const DEVICE: &str = r"\Device\HarddiskVolume1";
/// The names that lead to it, and where.
const LINKS: [(&str, &str); 2] = [
    (r"\??\C:", DEVICE),
    (r"\SystemRoot", r"\Device\HarddiskVolume1\Windows"),
];
const REPOSITORY: &str = r"\Windows\System32\DriverStore\FileRepository\";

/// Whether `path` lies on the disk, or is the disk.
fn is_on_disk(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let path = ["\\dosdevices\\", "\\global??\\", "\\??\\global\\"]
        .iter()
        .find_map(|it| path.strip_prefix(it))
        .map_or(path.clone(), |rest| format!(r"\??\{rest}"));
    let mut names = LINKS.iter().map(|(name, _)| *name).chain([DEVICE]);
    names.any(|name| {
        let rest = path.strip_prefix(&name.to_ascii_lowercase());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('\\'))
    })
}

/// Makes the disk's device when `path` names it and it is not there yet.
pub(crate) fn mount_for(kernel: &Io, path: &[u16]) {
    if kernel.io.volume.get().is_some() || !is_on_disk(&String::from_utf16_lossy(path)) {
        return;
    }
    // Without memory for it, the open that follows fails.
    if let Ok(device) = mount(kernel) {
        kernel.io.volume.set(Some(device));
    }
}

fn mount(kernel: &Io) -> Result<Device, NTSTATUS> {
    let driver = driver::create(kernel, "Ntfs")?;
    driver.object().header().own.set(true);
    let mut table = driver.dispatch_table();
    table[IRP_MJ_CREATE as usize] = Some(create);
    table[IRP_MJ_READ as usize] = Some(read);
    table[IRP_MJ_WRITE as usize] = Some(write);
    table[IRP_MJ_QUERY_INFORMATION as usize] = Some(query);
    table[IRP_MJ_CLEANUP as usize] = Some(done);
    table[IRP_MJ_CLOSE as usize] = Some(done);
    driver.set_dispatch_table(table);
    let name = wide(DEVICE);
    let description = Description {
        driver,
        extension: 0,
        name: Some(&name),
        kind: FILE_DEVICE_DISK_FILE_SYSTEM,
        characteristics: 0,
        exclusive: false,
        security: None,
    };
    let device = device::create(kernel, &description)?;
    device.object().header().own.set(true);
    device.set_flags((device.flags() | DO_BUFFERED_IO) & !DO_DEVICE_INITIALIZING);
    for (name, target) in LINKS {
        let link = kernel.objects.create_link(&wide(name), &wide(target))?;
        link.header().own.set(true);
        link.header().permanent.set(true);
    }
    Ok(device)
}

/// A request that came to the device.
struct Request {
    irp: Irp,
    stack: Stack,
    file: File,
    /// The file's path as the store's file system has it.
    path: String,
}

/// Completes a packet with the result of `work`: a status, and how many bytes.
fn answer(irp: PIRP, work: impl FnOnce(&Io, &Request) -> Result<u64, NTSTATUS>) -> NTSTATUS {
    let kernel = Io::current();
    // SAFETY: the I/O manager passes a packet.
    let Some(irp) = (unsafe { Irp::new(irp) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    let stack = irp.current();
    // SAFETY: the packets of these major functions name their file.
    let (status, information) = match unsafe { File::new(stack.file()) } {
        Some(file) => {
            let name = file.name();
            // SAFETY: an open file has a name, which stays.
            let path = disk_path(unsafe { units(&raw const name) });
            let request = Request {
                irp,
                stack,
                file,
                path,
            };
            match work(&kernel, &request) {
                Ok(information) => (STATUS_SUCCESS, information),
                Err(status) => (status, 0),
            }
        }
        None => (STATUS_INVALID_PARAMETER, 0),
    };
    irp.set_status(status);
    irp.set_information(information);
    dispatch::complete(&kernel, irp);
    status
}

/// The path of the store's file system for what follows the device's name.
fn disk_path(name: &[u16]) -> String {
    match String::from_utf16_lossy(name) {
        name if name.is_empty() => r"C:\".to_owned(),
        name => format!("C:{name}"),
    }
}

#[abi]
unsafe fn done(_device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    answer(irp, |_, _| Ok(0))
}

#[abi]
unsafe fn create(_device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    answer(irp, |kernel, request| {
        let options = request.stack.create().Options;
        let mut store = kernel.io.disk.borrow_mut();
        let volume = store.volume_mut();
        let entry = match volume.entry(&request.path) {
            None if request.path == r"C:\" => Some(Entry::Folder),
            entry => entry,
        };
        let disposition = options >> 24;
        let opened = match (entry, disposition) {
            (Some(_), FILE_CREATE) => return Err(STATUS_OBJECT_NAME_COLLISION),
            (Some(Entry::Folder), _) if options & FILE_NON_DIRECTORY_FILE != 0 => {
                return Err(STATUS_FILE_IS_A_DIRECTORY);
            }
            (Some(Entry::File(_)), _) if options & FILE_DIRECTORY_FILE != 0 => {
                return Err(STATUS_NOT_A_DIRECTORY);
            }
            (Some(Entry::File(_)), FILE_SUPERSEDE | FILE_OVERWRITE | FILE_OVERWRITE_IF) => {
                FILE_OVERWRITTEN
            }
            (Some(_), _) => return Ok(FILE_OPENED.into()),
            (None, FILE_OPEN | FILE_OVERWRITE) => return Err(missing(volume, &request.path)),
            (None, _) if options & FILE_DIRECTORY_FILE != 0 => {
                let made = volume.make_folder(&request.path);
                made.map_err(|_| STATUS_OBJECT_NAME_INVALID)?;
                return Ok(FILE_CREATED.into());
            }
            (None, _) => FILE_CREATED,
        };
        let written = volume.write(&request.path, &[]);
        written.map_err(|_| STATUS_OBJECT_NAME_INVALID)?;
        Ok(opened.into())
    })
}

/// Whether the file is missing, or its folder too.
fn missing(volume: &dyn Volume, path: &str) -> NTSTATUS {
    let folder = path.rsplit_once('\\').map_or(path, |(folder, _)| folder);
    let root = folder.ends_with(':');
    if root || volume.entry(folder) == Some(Entry::Folder) {
        STATUS_OBJECT_NAME_NOT_FOUND
    } else {
        STATUS_OBJECT_PATH_NOT_FOUND
    }
}

/// Looks at what the running driver opens on the disk. One that names a folder of the store that
/// is not its own package's, but another version's, has the path of that version in its code.
pub(crate) fn check_opened(kernel: &Io, device: Device, name: &[u16]) {
    if kernel.io.volume.get() != Some(device) {
        return;
    }
    let path = disk_path(name);
    let (at, prefix) = (REPOSITORY.len() + 2, format!("C:{REPOSITORY}"));
    let below = path.get(..at).filter(|it| it.eq_ignore_ascii_case(&prefix));
    let Some(folder) = below.and_then(|_| path[at..].split('\\').next()) else {
        return;
    };
    let Some(own) = kernel.running_image() else {
        return;
    };
    let own_folder = own
        .get(at..)
        .and_then(|rest| rest.split('\\').next())
        .unwrap_or_default();
    let package = |folder: &str| {
        let (name, _) = folder.rsplit_once('_').unwrap_or_default();
        name.to_lowercase()
    };
    let other_version =
        package(folder) == package(own_folder) && !folder.eq_ignore_ascii_case(own_folder);
    kernel.check(!other_version, &rules::STORE_PATH, || {
        format!(
            "{path} is another version of the driver's own package; it runs from {own_folder}. \
             The folder's name changes with every version: ask IoGetDriverDirectory or \
             IoQueryFullDriverPath for it, or read the path from HKR, where the INF wrote %13%"
        )
    });
}

#[abi]
unsafe fn read(_device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    answer(irp, |kernel, request| {
        let (from, length) = range(request)?;
        let store = kernel.io.disk.borrow();
        let content = store.volume().read(&request.path);
        let content = content.map_err(|_| STATUS_INVALID_DEVICE_REQUEST)?;
        let rest = content.get(from..).filter(|rest| !rest.is_empty());
        let rest = match rest {
            Some(rest) => &rest[..rest.len().min(length)],
            None if length == 0 => &[],
            None => return Err(STATUS_END_OF_FILE),
        };
        let buffer: *mut u8 = request.irp.system_buffer().cast();
        if !rest.is_empty() {
            // SAFETY: a buffered read of `length` bytes has a system buffer of that size.
            unsafe { ptr::copy_nonoverlapping(rest.as_ptr(), buffer, rest.len()) };
        }
        advance(request, from + rest.len());
        Ok(rest.len() as u64)
    })
}

#[abi]
unsafe fn write(_device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    answer(irp, |kernel, request| {
        let length = request.stack.transfer().Length as usize;
        let buffer: *const u8 = request.irp.system_buffer().cast();
        let data = if length == 0 {
            &[]
        } else {
            // SAFETY: a buffered write of `length` bytes has a system buffer of that size.
            unsafe { std::slice::from_raw_parts(buffer, length) }
        };
        let mut store = kernel.io.disk.borrow_mut();
        let volume = store.volume_mut();
        let content = volume.read(&request.path);
        let mut content = content.map_err(|_| STATUS_INVALID_DEVICE_REQUEST)?;
        let from = match offset(request) {
            WRITE_TO_END => content.len(),
            _ => range(request)?.0,
        };
        let end = from.checked_add(length).filter(|end| *end <= MOST);
        let end = end.ok_or(STATUS_DISK_FULL)?;
        content.resize(content.len().max(end), 0);
        content[from..end].copy_from_slice(data);
        let written = volume.write(&request.path, &content);
        written.map_err(|_| STATUS_DISK_FULL)?;
        advance(request, end);
        Ok(length as u64)
    })
}

/// `FILE_WRITE_TO_END_OF_FILE`
const WRITE_TO_END: i64 = -1;

/// The largest file that the disk takes: 1 GiB.
const MOST: usize = 1 << 30;

/// The offset of a transfer, as its packet says.
fn offset(request: &Request) -> i64 {
    // SAFETY: the whole union is one number.
    unsafe { request.stack.transfer().ByteOffset.QuadPart }
}

/// Where a transfer starts, and how long it is.
fn range(request: &Request) -> Result<(usize, usize), NTSTATUS> {
    let from = usize::try_from(offset(request)).map_err(|_| STATUS_INVALID_PARAMETER)?;
    Ok((from, request.stack.transfer().Length as usize))
}

/// Moves the position of a file that is read in order.
fn advance(request: &Request, to: usize) {
    if request.file.flags() & FO_SYNCHRONOUS_IO != 0 {
        let position = LARGE_INTEGER {
            QuadPart: to as i64,
        };
        request.file.set_position(position);
    }
}

#[abi]
unsafe fn query(_device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    answer(irp, |kernel, request| {
        let asked = request.stack.query_file();
        let store = kernel.io.disk.borrow();
        let (size, folder) = match store.volume().entry(&request.path) {
            Some(Entry::File(size)) => (size as i64, FALSE),
            _ => (0, TRUE),
        };
        let number = |QuadPart| LARGE_INTEGER { QuadPart };
        match asked.FileInformationClass {
            class::FileStandardInformation => give(
                request,
                asked.Length,
                FILE_STANDARD_INFORMATION {
                    AllocationSize: number((size + 4095) & !4095),
                    EndOfFile: number(size),
                    NumberOfLinks: 1,
                    DeletePending: FALSE,
                    Directory: folder,
                },
            ),
            class::FilePositionInformation => give(
                request,
                asked.Length,
                FILE_POSITION_INFORMATION {
                    CurrentByteOffset: request.file.position(),
                },
            ),
            _ => Err(STATUS_INVALID_INFO_CLASS),
        }
    })
}

fn give<T: Copy>(request: &Request, length: u32, value: T) -> Result<u64, NTSTATUS> {
    if (length as usize) < size_of::<T>() {
        return Err(STATUS_INFO_LENGTH_MISMATCH);
    }
    let buffer: *mut T = request.irp.system_buffer().cast();
    // SAFETY: the system buffer has `length` bytes, of any alignment.
    unsafe { buffer.write_unaligned(value) };
    Ok(size_of::<T>() as u64)
}

impl Driver {
    /// The path of the driver's binary as the loader has it: `\SystemRoot\...`.
    pub(crate) fn image_path(self) -> String {
        self.state().image_path.borrow().clone()
    }
}

impl Io {
    /// The binary of the driver that runs, as a path of the disk; none for the kernel itself.
    fn running_image(&self) -> Option<String> {
        let service = self.driver_name(self.current_driver());
        let found = self
            .objects
            .lookup(&wide(&format!(r"\Driver\{service}")))
            .ok()?;
        if !found.object.is(&io_types::DRIVER) {
            return None;
        }
        let driver = Driver::of(found.object)?;
        let path = driver.image_path();
        let below = path.strip_prefix(r"\SystemRoot")?;
        Some(format!(r"C:\Windows{below}"))
    }
}

/// The path of an image as a service's key has it.
pub(crate) fn service_path(path: &str) -> String {
    match path.get(..10) {
        Some(windows) if windows.eq_ignore_ascii_case(r"C:\Windows") => {
            format!(r"\SystemRoot{}", &path[10..])
        }
        _ => format!(r"\??\{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_disk_is_known() {
        for path in [
            r"\??\C:\Windows\x",
            r"\DosDevices\c:",
            r"\systemroot\System32",
            r"\Device\HarddiskVolume1\x",
        ] {
            assert!(is_on_disk(path), "{path}");
        }
        for path in [r"\??\C", r"\??\COM1", r"\Device\HarddiskVolume10\x", ""] {
            assert!(!is_on_disk(path), "{path}");
        }
    }

    #[test]
    fn a_service_runs_from_below_systemroot() {
        assert_eq!(service_path(r"c:\windows\a.sys"), r"\SystemRoot\a.sys");
        assert_eq!(service_path(r"D:\a.sys"), r"\??\D:\a.sys");
    }
}
