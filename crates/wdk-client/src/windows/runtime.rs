//! What the standard library would be: memory, lines, the entry, and what compiled Rust expects of
//! a C runtime.
#![expect(
    unsafe_code,
    reason = "an allocator, an entry and a panic handler over Windows' functions"
)]

use alloc::{string::String, vec::Vec};
use core::{
    alloc::{GlobalAlloc, Layout},
    panic::PanicInfo,
    ptr,
};

use windows_sys::Win32::{
    Foundation::GetLastError,
    Storage::FileSystem::{ReadFile, WriteFile},
    System::{
        Console::{GetStdHandle, STD_INPUT_HANDLE, STD_OUTPUT_HANDLE},
        Memory::{GetProcessHeap, HeapAlloc, HeapFree, HeapReAlloc},
        Threading::ExitProcess,
    },
};

/// The heap of the process.
struct Heap;

/// What Windows' heap aligns to.
const ALIGNED: usize = 16;

// SAFETY: the heap gives memory of the wanted size that nobody else has; what wants a greater
// alignment than the heap has gets none.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() > ALIGNED {
            return ptr::null_mut();
        }
        // SAFETY: the heap of the process, which is always there.
        unsafe { HeapAlloc(GetProcessHeap(), 0, layout.size()) }.cast()
    }

    unsafe fn dealloc(&self, memory: *mut u8, _layout: Layout) {
        // SAFETY: allocated by `alloc`, from the same heap.
        unsafe { HeapFree(GetProcessHeap(), 0, memory.cast()) };
    }

    unsafe fn realloc(&self, memory: *mut u8, _layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: allocated by `alloc`, from the same heap.
        unsafe { HeapReAlloc(GetProcessHeap(), 0, memory.cast(), size) }.cast()
    }
}

#[global_allocator]
static HEAP: Heap = Heap;

/// The error of the function that failed last.
pub(super) fn last_error() -> u32 {
    // SAFETY: no precondition.
    unsafe { GetLastError() }
}

/// Standard input, line by line.
#[derive(Default)]
pub(super) struct Input {
    read: Vec<u8>,
}

impl Input {
    /// The next line, without its end; none at the end of the input.
    pub(super) fn line(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.read.iter().position(|it| *it == b'\n') {
                let rest = self.read.split_off(end + 1);
                let line = core::mem::replace(&mut self.read, rest);
                return Some(
                    String::from_utf8_lossy(&line[..end])
                        .trim_end_matches('\r')
                        .into(),
                );
            }
            let mut more = [0_u8; 4096];
            let mut length = 0;
            // SAFETY: a buffer of this length, and a local.
            let read = unsafe {
                ReadFile(
                    GetStdHandle(STD_INPUT_HANDLE),
                    more.as_mut_ptr(),
                    more.len() as u32,
                    &raw mut length,
                    ptr::null_mut(),
                )
            };
            if read == 0 || length == 0 {
                return None;
            }
            self.read.extend_from_slice(&more[..length as usize]);
        }
    }
}

/// Writes a line to standard output. Without a reader there is nobody left to work for.
pub(super) fn print(line: &str) {
    let mut text = String::from(line);
    text.push('\n');
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let mut length = 0;
        // SAFETY: bytes of this length, and a local.
        let written = unsafe {
            WriteFile(
                GetStdHandle(STD_OUTPUT_HANDLE),
                rest.as_ptr(),
                rest.len() as u32,
                &raw mut length,
                ptr::null_mut(),
            )
        };
        if written == 0 {
            // SAFETY: no precondition.
            unsafe { ExitProcess(1) };
        }
        rest = rest.get(length as usize..).unwrap_or_default();
    }
}

/// Where Windows starts the program.
#[unsafe(no_mangle)]
extern "C" fn client_main() -> ! {
    super::serve();
    // SAFETY: no precondition.
    unsafe { ExitProcess(0) }
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    print("error\tpanic\t0");
    // SAFETY: no precondition.
    unsafe { ExitProcess(101) }
}

#[link(name = "ntdll.dll", kind = "raw-dylib", modifiers = "+verbatim")]
unsafe extern "C" {
    #![expect(dead_code, reason = "the compiler calls them")]
    fn memcpy(to: *mut u8, from: *const u8, length: usize) -> *mut u8;
    fn memmove(to: *mut u8, from: *const u8, length: usize) -> *mut u8;
    fn memset(to: *mut u8, byte: i32, length: usize) -> *mut u8;
    fn memcmp(one: *const u8, other: *const u8, length: usize) -> i32;
    fn strlen(text: *const core::ffi::c_char) -> usize;
    fn __chkstk();
}

/// An object that uses floating point references it; only its address counts.
#[unsafe(no_mangle)]
static _fltused: i32 = 0x9875;

/// The personality of functions that could unwind; none does, since a panic ends the program.
#[unsafe(no_mangle)]
extern "C" fn __CxxFrameHandler3() -> i32 {
    /// `ExceptionContinueSearch`.
    const CONTINUE_SEARCH: i32 = 1;
    CONTINUE_SEARCH
}
