//! A bug check ends the process that is Wine's kernel, and says why in a file.
#![expect(
    unsafe_code,
    reason = "exports of the kernel; a file of Windows' user mode"
)]

use core::{
    ffi::CStr,
    fmt::{self, Write},
    ptr,
};

use wdk_sys::{ULONG, ULONG_PTR, abi};
use windows_sys::{
    Win32::{
        Foundation::{GENERIC_WRITE, INVALID_HANDLE_VALUE},
        Storage::FileSystem::{CREATE_NEW, CreateFileW, WriteFile},
        System::Threading::{GetCurrentProcess, TerminateProcess},
    },
    w,
};

/// A panic of Rust code: its first parameter is the address of the message.
const PANIC: u32 = wdk_panic::RUST_PANIC;

/// What is written: `cargo wdk run --wine` shows it.
struct Text {
    bytes: [u8; 1024],
    length: usize,
}

impl Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let free = self.bytes.get_mut(self.length..).unwrap_or_default();
        for (to, from) in free.iter_mut().zip(text.bytes()) {
            *to = from;
            self.length += 1;
        }
        Ok(())
    }
}

/// A list of this image has no room left.
pub(crate) fn full(what: &str) -> ! {
    end(format_args!("ntoswine.sys has no room for more {what}"))
}

/// Says why in the file, and ends the process. The first one counts.
fn end(message: fmt::Arguments<'_>) -> ! {
    let mut text = Text {
        bytes: [0; 1024],
        length: 0,
    };
    let _ = text.write_fmt(message);
    // SAFETY: a constant name, and no security attributes.
    let file = unsafe {
        CreateFileW(
            w!(r"C:\bug_check.txt"),
            GENERIC_WRITE,
            0,
            ptr::null(),
            CREATE_NEW,
            0,
            ptr::null_mut(),
        )
    };
    if file != INVALID_HANDLE_VALUE {
        let mut written = 0;
        let length = text.length as u32;
        // SAFETY: the bytes that were written above, and a local.
        unsafe {
            WriteFile(
                file,
                text.bytes.as_ptr(),
                length,
                &raw mut written,
                ptr::null_mut(),
            )
        };
    }
    loop {
        // SAFETY: this process.
        unsafe { TerminateProcess(GetCurrentProcess(), 1) };
    }
}

#[abi(no_mangle)]
fn wine_KeBugCheck(code: ULONG) {
    end(format_args!("{code:#010X}"))
}

#[abi(no_mangle)]
unsafe fn wine_KeBugCheckEx(
    code: ULONG,
    first: ULONG_PTR,
    second: ULONG_PTR,
    third: ULONG_PTR,
    fourth: ULONG_PTR,
) {
    let mut message = "";
    if code == PANIC {
        let address = ptr::with_exposed_provenance(first as usize);
        // SAFETY: the address of a text with NUL, in the image of the code that panicked.
        message = unsafe { CStr::from_ptr(address) }
            .to_str()
            .unwrap_or_default();
    }
    end(format_args!(
        "{code:#010X} ({first:#x}, {second:#x}, {third:#x}, {fourth:#x}) {message}"
    ))
}
