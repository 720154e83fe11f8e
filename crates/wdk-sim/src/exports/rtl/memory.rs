//! Memory and C strings. Functions whose names belong to the host's C library are exported to
//! images only.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::{ffi::c_void, ptr};

use wdk_sys::{PVOID, SIZE_T, ULONG, abi, va_list};

use super::text::{downcase, upcase};
use crate::nt::parameter::{driver_bytes, driver_slice};
use crate::{
    engine::export::{Export, export_table},
    exports::dbg::{arguments::Arguments, format},
    nt::{ddi::Simulator, kernel::Kernel},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    RtlCompareMemory: full,
    RtlCompareMemoryUlong: full,
    RtlCopyMemoryNonTemporal: full,
    "RtlCopyMemory" = memory_move: full,
    "RtlMoveMemory" = memory_move: full,
    "RtlZeroMemory" = memory_zero: full,
    "RtlFillMemory" = memory_fill: full,
    "memcpy" = memory_move: full,
    "memmove" = memory_move: full,
    "memset" = memory_set: full,
    "memcmp" = memory_compare: full,
    "memchr" = memory_find: full,
    "strlen" = narrow_length: full,
    "strcmp" = narrow_compare: full,
    "strncmp" = narrow_compare_n: full,
    "strcpy" = narrow_copy: full,
    "strncpy" = narrow_copy_n: full,
    "strchr" = narrow_find: full,
    "strstr" = narrow_search: full,
    "_stricmp" = narrow_compare_case: full,
    "_strnicmp" = narrow_compare_case_n: full,
    "wcslen" = wide_length: full,
    "wcscmp" = wide_compare: full,
    "wcsncmp" = wide_compare_n: full,
    "wcscpy" = wide_copy: full,
    "wcsncpy" = wide_copy_n: full,
    "wcschr" = wide_find: full,
    "wcsrchr" = wide_find_last: full,
    "wcsstr" = wide_search: full,
    "_wcsicmp" = wide_compare_case: full,
    "_wcsnicmp" = wide_compare_case_n: full,
    "towupper" = wide_upper: full,
    "towlower" = wide_lower: full,
    "tolower" = narrow_lower: full,
    "toupper" = narrow_upper: full,
    "_vsnprintf" = format_narrow: partial("floating-point and %n conversions are missing"),
    "_vsnwprintf" = format_wide: partial("floating-point and %n conversions are missing"),
    "__chkstk" = check_stack: full,
    "_fltused" = check_stack: full,
    "__C_specific_handler" = exception_handler: refused(
        "stops the machine when called: exceptions are not simulated"
    ),
    "__CxxFrameHandler3" = exception_handler: refused(
        "stops the machine when called: exceptions are not simulated"
    ),
);

#[abi(enter, no_mangle)]
unsafe fn RtlCompareMemory(
    Source1: *const c_void,
    Source2: *const c_void,
    Length: SIZE_T,
) -> SIZE_T {
    // SAFETY: the caller passes so many bytes.
    let one = unsafe { driver_bytes(Source1.cast(), Length as usize) };
    // SAFETY: the second block has the same length.
    let other = unsafe { driver_bytes(Source2.cast(), Length as usize) };
    let same = one
        .iter()
        .zip(other)
        .take_while(|(one, other)| one == other);
    same.count() as SIZE_T
}

#[abi(enter, no_mangle)]
unsafe fn RtlCompareMemoryUlong(Source: PVOID, Length: SIZE_T, Pattern: ULONG) -> SIZE_T {
    // SAFETY: the caller passes so many bytes.
    let (words, _) = unsafe { driver_bytes(Source.cast(), Length as usize) }.as_chunks::<4>();
    let same = words
        .iter()
        .take_while(|word| **word == Pattern.to_le_bytes());
    same.count() as SIZE_T * 4
}

#[abi(enter, no_mangle)]
unsafe fn RtlCopyMemoryNonTemporal(
    Destination: *mut c_void,
    Source: *const c_void,
    Length: SIZE_T,
) {
    // SAFETY: the caller passes two buffers of so many bytes.
    unsafe { ptr::copy(Source.cast::<u8>(), Destination.cast(), Length as usize) };
}

/// `memcpy` and `memmove`, which the kernel makes one.
#[abi]
unsafe fn memory_move(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
    // SAFETY: the caller passes two buffers of so many bytes.
    unsafe { ptr::copy(from, to, length) };
    to
}

#[abi]
unsafe fn memory_set(to: *mut u8, byte: i32, length: usize) -> *mut u8 {
    // SAFETY: the caller passes a buffer of so many bytes.
    unsafe { to.write_bytes(byte as u8, length) };
    to
}

#[abi]
unsafe fn memory_fill(to: *mut u8, length: usize, byte: u8) {
    // SAFETY: the caller passes a buffer of so many bytes.
    unsafe { to.write_bytes(byte, length) };
}

#[abi]
unsafe fn memory_zero(to: *mut u8, length: usize) {
    // SAFETY: the caller passes a buffer of so many bytes.
    unsafe { to.write_bytes(0, length) };
}

#[abi]
unsafe fn memory_compare(one: *const u8, other: *const u8, length: usize) -> i32 {
    // SAFETY: the caller passes two buffers of so many bytes.
    unsafe { compare(one, other, length, false, u32::from) }
}

#[abi]
unsafe fn memory_find(text: *const u8, byte: i32, length: usize) -> *const u8 {
    // SAFETY: the caller passes a buffer of so many bytes.
    let bytes = unsafe { driver_slice(text, length) };
    let found = bytes.iter().position(|other| *other == byte as u8);
    found.map_or(ptr::null(), |index| text.wrapping_add(index))
}

/// Compares up to `limit` units, or up to a NUL where strings are `terminated`.
///
/// # Safety
/// Both have so many units, or a NUL before.
unsafe fn compare<T: Copy>(
    one: *const T,
    other: *const T,
    limit: usize,
    terminated: bool,
    value: impl Fn(T) -> u32,
) -> i32 {
    for index in 0..limit {
        // SAFETY: by this function's contract; no NUL came before.
        let one = value(unsafe { one.wrapping_add(index).read() });
        // SAFETY: the other text ends no earlier, since it was equal so far.
        let other = value(unsafe { other.wrapping_add(index).read() });
        if one != other {
            return if one < other { -1 } else { 1 };
        }
        if terminated && one == 0 {
            break;
        }
    }
    0
}

/// Units before the NUL.
///
/// # Safety
/// `text` ends in NUL.
unsafe fn length<T: Copy + Default + PartialEq>(text: *const T) -> usize {
    let mut length = 0;
    // SAFETY: by this function's contract the text goes on up to its NUL.
    while unsafe { text.wrapping_add(length).read() } != T::default() {
        length += 1;
    }
    length
}

/// Copies up to `limit` units, NUL included; the rest up to `limit` becomes NUL when it `fills`.
///
/// # Safety
/// `from` ends in NUL or has `limit` units; `to` has room for what is written.
unsafe fn copy<T: Copy + Default + PartialEq>(
    to: *mut T,
    from: *const T,
    limit: usize,
    fills: bool,
) -> *mut T {
    let mut ended = false;
    for index in 0..limit {
        let unit = if ended {
            T::default()
        } else {
            // SAFETY: by this function's contract; no NUL came before.
            unsafe { from.wrapping_add(index).read() }
        };
        // SAFETY: by this function's contract.
        unsafe { to.wrapping_add(index).write(unit) };
        ended |= unit == T::default();
        if ended && !fills {
            break;
        }
    }
    to
}

/// Where the unit is first, its NUL included.
///
/// # Safety
/// `text` ends in NUL.
unsafe fn find<T: Copy + Default + PartialEq>(text: *const T, unit: T) -> *const T {
    // SAFETY: by this function's contract.
    let end = unsafe { length(text) };
    // SAFETY: the text and its NUL.
    let units = unsafe { driver_slice(text, end + 1) };
    let found = units.iter().position(|other| *other == unit);
    found.map_or(ptr::null(), |index| text.wrapping_add(index))
}

/// Where `part` is first.
///
/// # Safety
/// Both end in NUL.
unsafe fn search<T: Copy + Default + PartialEq>(text: *const T, part: *const T) -> *const T {
    // SAFETY: by this function's contract.
    let text_length = unsafe { length(text) };
    // SAFETY: by this function's contract.
    let part_length = unsafe { length(part) };
    // SAFETY: so many units are there.
    let units = unsafe { driver_slice(text, text_length) };
    // SAFETY: so many units are there.
    let wanted = unsafe { driver_slice(part, part_length) };
    let found = (0..=text_length).find(|start| units[*start..].starts_with(wanted));
    found.map_or(ptr::null(), |index| text.wrapping_add(index))
}

fn fold_narrow(byte: u8) -> u32 {
    byte.to_ascii_lowercase().into()
}

fn fold_wide(unit: u16) -> u32 {
    downcase(unit).into()
}

/// The C functions over strings: each is its generic form with the arguments in C's order.
macro_rules! c_functions {
    ($(fn $name:ident($($argument:ident: $type:ty),*) -> $result:ty = $body:expr;)*) => {
        $(
            #[abi]
            unsafe fn $name($($argument: $type),*) -> $result {
                // SAFETY: the caller passes what the C function of this name asks for.
                unsafe { $body }
            }
        )*
    };
}

c_functions! {
    fn narrow_length(text: *const u8) -> usize = length(text);
    fn narrow_compare(one: *const u8, other: *const u8) -> i32
        = compare(one, other, usize::MAX, true, u32::from);
    fn narrow_compare_n(one: *const u8, other: *const u8, limit: usize) -> i32
        = compare(one, other, limit, true, u32::from);
    fn narrow_compare_case(one: *const u8, other: *const u8) -> i32
        = compare(one, other, usize::MAX, true, fold_narrow);
    fn narrow_compare_case_n(one: *const u8, other: *const u8, limit: usize) -> i32
        = compare(one, other, limit, true, fold_narrow);
    fn narrow_copy(to: *mut u8, from: *const u8) -> *mut u8 = copy(to, from, usize::MAX, false);
    fn narrow_copy_n(to: *mut u8, from: *const u8, limit: usize) -> *mut u8
        = copy(to, from, limit, true);
    fn narrow_find(text: *const u8, byte: i32) -> *const u8 = find(text, byte as u8);
    fn narrow_search(text: *const u8, part: *const u8) -> *const u8 = search(text, part);
    fn wide_length(text: *const u16) -> usize = length(text);
    fn wide_compare(one: *const u16, other: *const u16) -> i32
        = compare(one, other, usize::MAX, true, u32::from);
    fn wide_compare_n(one: *const u16, other: *const u16, limit: usize) -> i32
        = compare(one, other, limit, true, u32::from);
    fn wide_compare_case(one: *const u16, other: *const u16) -> i32
        = compare(one, other, usize::MAX, true, fold_wide);
    fn wide_compare_case_n(one: *const u16, other: *const u16, limit: usize) -> i32
        = compare(one, other, limit, true, fold_wide);
    fn wide_copy(to: *mut u16, from: *const u16) -> *mut u16 = copy(to, from, usize::MAX, false);
    fn wide_copy_n(to: *mut u16, from: *const u16, limit: usize) -> *mut u16
        = copy(to, from, limit, true);
    fn wide_find(text: *const u16, unit: u16) -> *const u16 = find(text, unit);
    fn wide_search(text: *const u16, part: *const u16) -> *const u16 = search(text, part);
}

#[abi]
unsafe fn wide_find_last(text: *const u16, unit: u16) -> *const u16 {
    // SAFETY: the caller passes a string that ends in NUL.
    let end = unsafe { length(text) };
    // SAFETY: the text and its NUL.
    let units = unsafe { driver_slice(text, end + 1) };
    let found = units.iter().rposition(|other| *other == unit);
    found.map_or(ptr::null(), |index| text.wrapping_add(index))
}

#[abi]
fn wide_upper(unit: u16) -> u16 {
    upcase(unit)
}

#[abi]
fn wide_lower(unit: u16) -> u16 {
    downcase(unit)
}

#[abi]
fn narrow_lower(character: i32) -> i32 {
    u8::try_from(character).map_or(character, |byte| byte.to_ascii_lowercase().into())
}

#[abi]
fn narrow_upper(character: i32) -> i32 {
    u8::try_from(character).map_or(character, |byte| byte.to_ascii_uppercase().into())
}

/// Writes what fits, with a NUL where there is room; -1 when it did not fit.
fn put<T: Copy + Default>(buffer: *mut T, room: usize, text: &[T]) -> i32 {
    let copied = text.len().min(room);
    // SAFETY: the caller's buffer has room for so many.
    unsafe { ptr::copy_nonoverlapping(text.as_ptr(), buffer, copied) };
    if copied < room {
        // SAFETY: one more fits.
        unsafe { buffer.wrapping_add(copied).write(T::default()) };
    }
    if copied < text.len() {
        -1
    } else {
        copied as i32
    }
}

/// `_vsnprintf`.
#[abi]
unsafe fn format_narrow(buffer: *mut u8, room: usize, text: *const u8, list: va_list) -> i32 {
    let _simulator = Simulator::enter();
    // SAFETY: the list holds the arguments of the format.
    let arguments = unsafe { Arguments::new(list.cast_const().cast()) };
    // SAFETY: the caller passes a format and its arguments.
    let output = unsafe { format::narrow(text.cast(), arguments) };
    put(buffer, room, &output)
}

/// `_vsnwprintf`.
#[abi]
unsafe fn format_wide(buffer: *mut u16, room: usize, text: *const u16, list: va_list) -> i32 {
    let _simulator = Simulator::enter();
    // SAFETY: the list holds the arguments of the format.
    let arguments = unsafe { Arguments::new(list.cast_const().cast()) };
    // SAFETY: the caller passes a format and its arguments.
    let output = unsafe { format::wide(text, arguments) };
    put(buffer, room, &output)
}

/// `__chkstk`: a function is about to take as many bytes of the stack as rax says. It touches each
/// of their pages, so that one of them is the guard region when the stack has no space, and must
/// not change a register.
#[cfg(all(target_arch = "x86_64", unix))]
#[unsafe(naked)]
unsafe extern "win64" fn check_stack() {
    std::arch::naked_asm!(
        ".cfi_startproc",
        "push rbp",
        ".cfi_def_cfa_offset 16",
        ".cfi_offset rbp, -16",
        "mov rbp, rsp",
        ".cfi_def_cfa_register rbp",
        "push rax",
        "push rcx",
        "push rdx",
        "push r8",
        "push r9",
        "push r10",
        "push r11",
        "sub rsp, 136",
        "movups [rsp + 32], xmm0",
        "movups [rsp + 48], xmm1",
        "movups [rsp + 64], xmm2",
        "movups [rsp + 80], xmm3",
        "movups [rsp + 96], xmm4",
        "movups [rsp + 112], xmm5",
        // The caller's stack pointer, and the bytes that it takes.
        "lea rcx, [rbp + 16]",
        "mov rdx, rax",
        "and rsp, -16",
        "call {looked_at}",
        "lea rsp, [rbp - 192]",
        "movups xmm0, [rsp + 32]",
        "movups xmm1, [rsp + 48]",
        "movups xmm2, [rsp + 64]",
        "movups xmm3, [rsp + 80]",
        "movups xmm4, [rsp + 96]",
        "movups xmm5, [rsp + 112]",
        "add rsp, 136",
        "pop r11",
        "pop r10",
        "pop r9",
        "pop r8",
        "pop rdx",
        "pop rcx",
        "pop rax",
        // r10 and r11 are the caller's as well.
        "push r10",
        "push r11",
        "lea r10, [rbp + 16]",
        "mov r11, r10",
        "sub r10, rax",
        "jae 2f",
        "xor r10d, r10d",
        "2:",
        "sub r11, 4096",
        "cmp r11, r10",
        "jbe 3f",
        "mov byte ptr [r11], 0",
        "jmp 2b",
        "3:",
        // Less than what lies here already needs no page.
        "cmp r10, rsp",
        "jae 4f",
        "mov byte ptr [r10], 0",
        "4:",
        "pop r11",
        "pop r10",
        "pop rbp",
        ".cfi_def_cfa rsp, 8",
        ".cfi_restore rbp",
        "ret",
        ".cfi_endproc",
        looked_at = sym look_at_stack,
    )
}

/// `__chkstk`, where no frame information can be given with assembly: what has no space faults
/// when it is used.
#[cfg(all(target_arch = "x86_64", not(unix)))]
#[unsafe(naked)]
unsafe extern "win64" fn check_stack() {
    std::arch::naked_asm!("ret")
}

/// A function of an image, whose stack pointer is `sp`, is about to take so many bytes.
#[cfg(all(target_arch = "x86_64", unix))]
extern "win64" fn look_at_stack(sp: usize, bytes: usize) {
    let Some(kernel) = Kernel::try_current() else {
        return;
    };
    let Some(thread) = kernel.sched.running() else {
        return;
    };
    // What has no space is a fault when it is touched.
    let has_space = sp
        .checked_sub(bytes)
        .is_some_and(|end| thread.stack().contains(&end));
    let _simulator = Simulator::enter();
    if has_space {
        kernel.check_stack(thread, "__chkstk", sp, bytes);
    }
}

#[cfg(not(target_arch = "x86_64"))]
#[abi]
fn check_stack() {}

/// Structured exceptions are not simulated: no handler is ever called by the machine.
#[abi]
fn exception_handler() -> i32 {
    let message = "an exception handler of an image was called".to_owned();
    Kernel::current().stop(wdk_sys::KMODE_EXCEPTION_NOT_HANDLED, [0; 4], message)
}
