//! Parameters of exports as types, so that what a driver promises of them is said once.
//!
//! They are the pointers that drivers pass, under another type. Only the calling convention makes
//! them: a driver's call is the one place where their invariants come from.
#![expect(unsafe_code, reason = "reads and writes memory of drivers")]

use wdk_sys::{LARGE_INTEGER, PUNICODE_STRING};

use super::{
    kernel::Kernel,
    ob::name::{terminated, units},
};

/// Where an export returns a value.
///
/// # Invariants
/// Null, or an address that the driver keeps valid for reads and writes of a `T` while the export
/// runs. An address that breaks this faults at the access, and the machine reports the driver's
/// instruction.
#[repr(transparent)]
pub(crate) struct Out<T>(*mut T);

impl<T> Clone for Out<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Out<T> {}

impl<T> Out<T> {
    /// Returns `value`. Null faults here, as it does on Windows.
    #[inline]
    pub(crate) fn write(self, value: T) {
        // SAFETY: by the type's invariant; null faults as every other wrong address.
        unsafe { reached(self.0).write(value) };
    }

    /// The variable, unless the address is null.
    #[inline]
    pub(crate) fn as_mut<'a>(self) -> Option<&'a mut T> {
        // SAFETY: by the type's invariant. The machine is the only one that uses the variable
        // while the export runs.
        unsafe { self.0.as_mut() }
    }

    /// Its address.
    #[inline]
    pub(crate) fn raw(self) -> *mut T {
        self.0
    }

    /// Whether the driver does not want the value.
    #[inline]
    pub(crate) fn is_null(self) -> bool {
        self.0.is_null()
    }
}

/// A structure that a driver passes.
///
/// # Invariants
/// Null, or the address of a structure that the driver keeps alive at least while the export runs,
/// and that it has initialised unless the export does so. Other threads of the driver touch it
/// only between two calls of exports, since exports are where simulated threads change.
#[repr(transparent)]
pub(crate) struct Struct<T>(*mut T);

impl<T> Clone for Struct<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Struct<T> {}

impl<T> Struct<T> {
    /// A structure that a driver passed before, and whose address the machine has kept.
    ///
    /// # Safety
    /// The driver still keeps the structure alive.
    pub(crate) unsafe fn kept(address: *mut T) -> Self {
        Self(address)
    }

    /// The structure. Null faults here, as it does on Windows.
    #[inline]
    pub(crate) fn get<'a>(self) -> &'a mut T {
        // SAFETY: by the type's invariant; null faults as every other wrong address.
        unsafe { &mut *reached(self.0) }
    }

    /// The structure, unless the address is null.
    #[inline]
    pub(crate) fn as_ref<'a>(self) -> Option<&'a T> {
        // SAFETY: by the type's invariant.
        unsafe { self.0.as_ref() }
    }

    /// Initialises the structure.
    #[inline]
    pub(crate) fn write(self, value: T) {
        // SAFETY: by the type's invariant; the old content is not dropped, since drivers' structures
        // have no destructors.
        unsafe { reached(self.0).write(value) };
    }

    /// Its address.
    #[inline]
    pub(crate) fn raw(self) -> *mut T {
        self.0
    }
}

/// The first of values that a driver passes with their number, which may be none.
///
/// # Invariants
/// The address of so many values that the driver changes neither while the export runs, nor frees.
#[repr(transparent)]
pub(crate) struct Values<T>(*const T);

impl<T> Clone for Values<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Values<T> {}

impl<T> Values<T> {
    /// The address.
    #[inline]
    pub(crate) fn raw(self) -> *const T {
        self.0
    }
}

/// Characters up to a zero that a driver passes.
///
/// # Invariants
/// Null, or the address of characters that end with a zero and do not change while the export uses
/// them.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Terminated(*const u16);

impl Terminated {
    /// The characters before the zero; none for null.
    pub(crate) fn units<'a>(self) -> &'a [u16] {
        // SAFETY: by the type's invariant.
        unsafe { terminated(self.0) }
    }

    /// The address, for a parameter that is no text.
    pub(crate) fn raw(self) -> *const u16 {
        self.0
    }
}

/// Reads a byte of the driver's, which faults where there is none.
///
/// In assembly: with debug assertions the compiler would check for null, and end the process.
#[inline]
pub(crate) fn touch(address: *const u8) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a fault is the purpose: the machine reports it as the driver's.
    unsafe {
        std::arch::asm!("mov {0}, byte ptr [{1}]", out(reg_byte) _, in(reg) address, options(nostack, readonly, preserves_flags));
    }
    #[cfg(target_arch = "aarch64")]
    // SAFETY: as above.
    unsafe {
        std::arch::asm!("ldrb {0:w}, [{1}]", out(reg) _, in(reg) address, options(nostack, readonly, preserves_flags));
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    // SAFETY: as above.
    unsafe {
        address.read_volatile();
    }
}

/// An address of the driver's that a `T` is read from or written to next. Null faults, and so does what is not there;
/// an address at which no `T` can stand stops the machine.
#[inline]
pub(crate) fn reached<T>(address: *mut T) -> *mut T {
    if !address.is_aligned() || address.is_null() {
        unreachable_address(address.cast(), align_of::<T>());
    }
    address
}

#[cold]
fn unreachable_address(address: *const u8, align: usize) -> ! {
    touch(address);
    let address = address.addr() as u64;
    Kernel::current().stop(
        wdk_sys::KMODE_EXCEPTION_NOT_HANDLED,
        [DATATYPE_MISALIGNMENT, 0, 0, address],
        format!("no structure of alignment {align} can stand at {address:#x}"),
    )
}

/// `STATUS_DATATYPE_MISALIGNMENT`.
pub(crate) const DATATYPE_MISALIGNMENT: u64 = 0x8000_0002;

/// So many bytes of the driver's. None are none, wherever they are; null faults, as it does on Windows.
///
/// # Safety
/// The driver passes them, and does not change them while they are used.
pub(crate) unsafe fn driver_bytes<'a>(address: *const u8, length: usize) -> &'a [u8] {
    // SAFETY: the same contract.
    unsafe { driver_slice(address, length) }
}

/// So many values of the driver's, as [`driver_bytes`].
///
/// # Safety
/// As for [`driver_bytes`].
pub(crate) unsafe fn driver_slice<'a, T>(address: *const T, length: usize) -> &'a [T] {
    if length == 0 {
        return &[];
    }
    touch(address.cast());
    let address = reached(address.cast_mut());
    // So many leave the address space, where they fault.
    if length > isize::MAX as usize / size_of::<T>().max(1) {
        touch(std::ptr::without_provenance(1 << 63));
    }
    // SAFETY: by the function's contract; the address is neither null nor misaligned.
    unsafe { std::slice::from_raw_parts(address, length) }
}

/// The number in a `LARGE_INTEGER`.
#[inline]
pub(crate) fn quad(number: LARGE_INTEGER) -> i64 {
    // SAFETY: every view of the union is an integer of the same eight bytes.
    unsafe { number.QuadPart }
}

/// A counted string that a driver passes.
///
/// # Invariants
/// Null, or the address of a string whose buffer is as long as it says, which the driver changes
/// neither while the export runs nor before the export's use of it ends.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Text(PUNICODE_STRING);

impl Text {
    /// Its address.
    pub(crate) fn raw(self) -> PUNICODE_STRING {
        self.0
    }

    /// Its characters; none for null.
    pub(crate) fn units<'a>(self) -> &'a [u16] {
        // SAFETY: by the type's invariant.
        unsafe { units(self.0) }
    }
}
