#![expect(
    unsafe_code,
    reason = "calls KeBugCheckEx and DbgPrintEx; writes a static"
)]

use core::{
    cell::UnsafeCell,
    fmt::{self, Write},
    panic::PanicInfo,
    sync::atomic::{AtomicBool, Ordering},
};

use crate::dump::{self, Text};
use wdk_sys::{DPFLTR_ERROR_LEVEL, DPFLTR_IHVDRIVER_ID, DbgPrintEx, KeBugCheckEx};

/// The length of a message with its NUL; longer ones are truncated.
const CAPACITY: usize = 512;

/// The message of the first panic.
///
/// # Invariants
/// Only the code that set `taken` writes `bytes`; the last byte stays NUL.
struct Message {
    taken: AtomicBool,
    bytes: UnsafeCell<[u8; CAPACITY]>,
}

// SAFETY: one thread writes the bytes, and the others read the NUL-terminated text at most.
unsafe impl Sync for Message {}

static MESSAGE: Message = Message {
    taken: AtomicBool::new(false),
    bytes: UnsafeCell::new([0; CAPACITY]),
};

/// Appends text, as much as fits.
struct Writer<'a> {
    free: &'a mut [u8],
}

impl Write for Writer<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for &byte in text.as_bytes() {
            let [first, rest @ ..] = core::mem::take(&mut self.free) else {
                return Err(fmt::Error);
            };
            *first = byte;
            self.free = rest;
        }
        Ok(())
    }
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    let (file, line, column) = info.location().map_or(("", 0, 0), |place| {
        (place.file(), place.line(), place.column())
    });
    let (message, first) = message(info);
    if first {
        let text = Text {
            start: message.cast(),
            bytes: CAPACITY,
        };
        let file = Text {
            start: file.as_ptr(),
            bytes: file.len(),
        };
        dump::register(text, file);
    }
    let line_and_column = u64::from(column) << 32 | u64::from(line);
    // SAFETY: the format takes a NUL-terminated string, and the message is one.
    unsafe {
        DbgPrintEx(
            DPFLTR_IHVDRIVER_ID,
            DPFLTR_ERROR_LEVEL,
            c"%s\n".as_ptr(),
            message,
        )
    };
    // SAFETY: stopping the system has no preconditions, at any level.
    unsafe {
        KeBugCheckEx(
            crate::RUST_PANIC,
            message.addr() as u64,
            file.as_ptr().addr() as u64,
            file.len() as u64,
            line_and_column,
        );
    }
    // SAFETY: KeBugCheckEx does not return.
    unsafe { core::hint::unreachable_unchecked() }
}

/// The text of the panic, and whether it is the first; of the first one, when there are several at
/// once.
fn message(info: &PanicInfo<'_>) -> (*const core::ffi::c_char, bool) {
    let bytes = MESSAGE.bytes.get();
    let first = !MESSAGE.taken.swap(true, Ordering::Acquire);
    if first {
        // SAFETY: this call set `taken`, so nobody else writes.
        let bytes = unsafe { &mut *bytes };
        if let Some((_nul, free)) = bytes.split_last_mut() {
            // What does not fit is truncated.
            let _ = write!(Writer { free }, "{info}");
        }
    }
    (bytes.cast_const().cast(), first)
}
