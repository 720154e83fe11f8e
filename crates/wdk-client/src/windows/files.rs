//! Files and requests. Every request is overlapped, so that one that waits can be cancelled.
#![expect(
    unsafe_code,
    reason = "calls Windows, with buffers that outlive the requests"
)]

use alloc::{borrow::ToOwned as _, boxed::Box, format, string::String, vec, vec::Vec};
use core::{ffi::c_void, ptr};

use windows_sys::Win32::{
    Foundation::{
        CloseHandle, ERROR_IO_PENDING, GENERIC_READ, GENERIC_WRITE, HANDLE, INVALID_HANDLE_VALUE,
        WAIT_OBJECT_0,
    },
    Storage::FileSystem::{
        CreateFileW, FILE_FLAG_OVERLAPPED, FILE_SHARE_READ, FILE_SHARE_WRITE, OPEN_EXISTING,
        ReadFile, WriteFile,
    },
    System::{
        IO::{CancelIoEx, DeviceIoControl, OVERLAPPED},
        Memory::{
            MEM_COMMIT, MEM_RELEASE, MEM_RESERVE, PAGE_READONLY, PAGE_READWRITE, VirtualAlloc,
            VirtualFree,
        },
        Threading::{CreateEventW, WaitForSingleObject},
    },
};

use super::{Answer, Failure, bytes, digits, malformed, number, ok, runtime, wide};

#[link(name = "ntdll.dll", kind = "raw-dylib", modifiers = "+verbatim")]
unsafe extern "system" {
    /// The status behind the error of the function that failed last.
    fn RtlGetLastNtStatus() -> i32;
}

fn last_status() -> i32 {
    // SAFETY: no precondition.
    unsafe { RtlGetLastNtStatus() }
}

/// The open files, and the requests that were begun.
#[derive(Default)]
pub(super) struct Files {
    files: Vec<(String, HANDLE)>,
    operations: Vec<Box<Operation>>,
}

/// A request.
///
/// # Invariants
/// It is in a box, and stays there with its buffers until Windows has finished it, since Windows
/// writes to both.
struct Operation {
    name: String,
    file: HANDLE,
    event: HANDLE,
    overlapped: OVERLAPPED,
    input: Vec<u8>,
    output: Vec<u8>,
    /// It has ended with this status already.
    status: Option<i32>,
}

impl Drop for Operation {
    fn drop(&mut self) {
        // SAFETY: made by `Operation::new`.
        unsafe { CloseHandle(self.event) };
    }
}

impl Operation {
    fn new(name: &str, file: HANDLE, offset: u64) -> Result<Box<Self>, Failure> {
        // SAFETY: no name and no attributes: an event that stays set.
        let event = unsafe { CreateEventW(ptr::null(), 1, 0, ptr::null()) };
        if event.is_null() {
            return Err(Failure::last("CreateEvent"));
        }
        let mut overlapped = OVERLAPPED {
            hEvent: event,
            ..OVERLAPPED::default()
        };
        overlapped.Anonymous.Anonymous.Offset = offset as u32;
        overlapped.Anonymous.Anonymous.OffsetHigh = (offset >> 32) as u32;
        Ok(Box::new(Self {
            name: name.to_owned(),
            file,
            event,
            overlapped,
            input: Vec::new(),
            output: Vec::new(),
            status: None,
        }))
    }

    /// Keeps what the function that makes the request returned.
    fn began(&mut self, result: i32) {
        if result == 0 && runtime::last_error() != ERROR_IO_PENDING {
            self.status = Some(last_status());
        }
    }

    /// What came of it within the time; nothing when it has not ended.
    fn wait(&mut self, milliseconds: u32) -> Option<String> {
        if let Some(status) = self.status {
            return Some(format!("done\t{status:08x}\t0\t"));
        }
        // SAFETY: the request's event.
        if unsafe { WaitForSingleObject(self.event, milliseconds) } != WAIT_OBJECT_0 {
            return None;
        }
        // Windows is done with the block now.
        let status = self.overlapped.Internal as u32;
        let length = self.overlapped.InternalHigh;
        let back = self.output.get(..length).unwrap_or_default();
        Some(format!("done\t{status:08x}\t{length}\t{}", digits(back)))
    }
}

impl Files {
    pub(super) fn open(&mut self, name: &str, path: &str) -> String {
        let path = wide(path);
        // SAFETY: a text with NUL, and no attributes.
        let file = unsafe {
            CreateFileW(
                path.as_ptr(),
                GENERIC_READ | GENERIC_WRITE,
                FILE_SHARE_READ | FILE_SHARE_WRITE,
                ptr::null(),
                OPEN_EXISTING,
                FILE_FLAG_OVERLAPPED,
                ptr::null_mut(),
            )
        };
        if file == INVALID_HANDLE_VALUE {
            return format!("done\t{:08x}", last_status());
        }
        self.files.push((name.to_owned(), file));
        "done\t00000000".to_owned()
    }

    pub(super) fn close(&mut self, name: &str) -> Answer {
        let at = self.files.iter().position(|(it, _)| it == name);
        let (_, file) = self.files.remove(at.ok_or(malformed("file"))?);
        // SAFETY: an open file, which is not used again.
        if unsafe { CloseHandle(file) } == 0 {
            return Err(Failure::last("CloseHandle"));
        }
        ok()
    }

    pub(super) fn begin(&mut self, name: &str, file: &str, request: &[&str]) -> Answer {
        let file = self.files.iter().find(|(it, _)| it == file);
        let file = file.ok_or(malformed("file"))?.1;
        let mut operation = match *request {
            ["read", length, offset] => read(name, file, number(length)?, number(offset)?)?,
            ["write", data, offset] => write(name, file, bytes(data)?, number(offset)?)?,
            ["ioctl", code, input, input_at, output, output_at] => {
                let buffers = [(bytes(input)?, input_at), (bytes(output)?, output_at)];
                control(name, file, number(code)?, buffers)?
            }
            _ => return Err(malformed("request")),
        };
        if let Some(done) = operation.wait(0) {
            return Ok(done);
        }
        self.operations.push(operation);
        Ok("pending".to_owned())
    }

    fn position(&self, name: &str) -> Result<usize, Failure> {
        let found = self.operations.iter().position(|it| it.name == name);
        found.ok_or(malformed("operation"))
    }

    pub(super) fn wait(&mut self, name: &str, milliseconds: u32) -> Answer {
        let at = self.position(name)?;
        let done = self.operations[at].wait(milliseconds);
        if done.is_some() {
            self.operations.remove(at);
        }
        Ok(done.unwrap_or_else(|| "pending".to_owned()))
    }

    pub(super) fn cancel(&self, name: &str) -> Answer {
        let operation = &self.operations[self.position(name)?];
        // SAFETY: a request of this file, which may have ended.
        if unsafe { CancelIoEx(operation.file, &raw const operation.overlapped) } == 0 {
            return Err(Failure::last("CancelIoEx"));
        }
        ok()
    }
}

fn read(name: &str, file: HANDLE, length: usize, offset: u64) -> Result<Box<Operation>, Failure> {
    let mut operation = Operation::new(name, file, offset)?;
    operation.output = vec![0; length];
    // SAFETY: buffer and block stay, by the invariant.
    let result = unsafe {
        ReadFile(
            file,
            operation.output.as_mut_ptr(),
            length as u32,
            ptr::null_mut(),
            &raw mut operation.overlapped,
        )
    };
    operation.began(result);
    Ok(operation)
}

fn write(name: &str, file: HANDLE, data: Vec<u8>, offset: u64) -> Result<Box<Operation>, Failure> {
    let mut operation = Operation::new(name, file, offset)?;
    operation.input = data;
    // SAFETY: buffer and block stay, by the invariant.
    let result = unsafe {
        WriteFile(
            file,
            operation.input.as_ptr(),
            operation.input.len() as u32,
            ptr::null_mut(),
            &raw mut operation.overlapped,
        )
    };
    operation.began(result);
    Ok(operation)
}

fn control(
    name: &str,
    file: HANDLE,
    code: u32,
    [(input, input_at), (output, output_at)]: [(Vec<u8>, &str); 2],
) -> Result<Box<Operation>, Failure> {
    let mut operation = Operation::new(name, file, 0)?;
    operation.input = input;
    operation.output = output;
    let input = place(&mut operation.input, input_at)?;
    let output = place(&mut operation.output, output_at)?;
    let lengths = [operation.input.len() as u32, operation.output.len() as u32];
    // SAFETY: buffers and block stay, by the invariant; a place that the program cannot access is
    // for the system to find out.
    let result = unsafe {
        DeviceIoControl(
            file,
            code,
            input,
            lengths[0],
            output,
            lengths[1],
            ptr::null_mut(),
            &raw mut operation.overlapped,
        )
    };
    operation.began(result);
    Ok(operation)
}

/// Where the program says that a buffer is.
fn place(buffer: &mut Vec<u8>, place: &str) -> Result<*mut c_void, Failure> {
    /// In the half of the address space that is the kernel's.
    const KERNEL: usize = 0xFFFF_F800_0000_0000;
    let pages = |protection| {
        let length = buffer.len().max(1);
        // SAFETY: no place is asked for.
        unsafe { VirtualAlloc(ptr::null(), length, MEM_RESERVE | MEM_COMMIT, protection) }
    };
    Ok(match place {
        // Windows takes a null pointer for no buffer.
        "" if buffer.is_empty() => ptr::null_mut(),
        "" => buffer.as_mut_ptr().cast(),
        "null" => ptr::null_mut(),
        "kernel" => ptr::without_provenance_mut(KERNEL),
        "freed" => {
            let freed = pages(PAGE_READWRITE);
            // SAFETY: allocated above, and used by nobody.
            unsafe { VirtualFree(freed, 0, MEM_RELEASE) };
            freed
        }
        // Never freed: a request of the program is few bytes, and the program is short.
        "read-only" => pages(PAGE_READONLY),
        _ => return Err(malformed("place")),
    })
}
