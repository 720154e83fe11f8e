//! The function table: what is in it, and how a slot is read.

use core::sync::atomic::Ordering;

use super::FUNCTIONS;
use super::{_WDF_BUGCHECK_CODES, WdfFunctionCount, WdfFunctions};
use crate::{KIRQL, KeBugCheckEx, ULONG_PTR, WDF_VIOLATION};

crate::fn_types! {
    /// A function of the table before it gets its own type.
    pub type WDFFUNC = fn();
}

/// What is known of one table function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunctionInfo {
    /// The C name.
    pub name: &'static str,
    /// The minor version of KMDF that added it; 15 means 15 or earlier.
    pub since: u32,
    /// The highest IRQL that any arguments allow; `None` when every level is allowed, or when the
    /// function is private.
    pub irql_max: Option<KIRQL>,
    /// Reserved for class extensions: its signature is not public.
    pub private: bool,
}

/// A version of KMDF, and the first Windows that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KmdfRelease {
    /// The minor version; the major one is 1.
    pub minor: u32,
    /// The first Windows that has it, for example `Windows 10 2004`.
    pub windows: &'static str,
    /// That Windows' build number.
    pub build: u32,
    /// Functions in the table.
    pub functions: u32,
    /// Sizes in the table of structures; `None` before 1.25, which has no such table, and for
    /// 1.29, whose headers are not public.
    pub structures: Option<u32>,
}

/// The table index of the function `name`.
#[must_use]
pub const fn index_of(name: &str) -> Option<usize> {
    let mut index = 0;
    while index < FUNCTIONS.len() {
        if equal(FUNCTIONS[index].name.as_bytes(), name.as_bytes()) {
            return Some(index);
        }
        index += 1;
    }
    None
}

const fn equal(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut position = 0;
    while position < left.len() {
        if left[position] != right[position] {
            return false;
        }
        position += 1;
    }
    true
}

/// Whether the bound framework has the function in slot `index`; `false` when none is bound.
#[must_use]
pub fn is_available(index: usize) -> bool {
    index < count() as usize
}

// The table and its length are read apart: an atomic load whose value nobody uses stays in the
// code, and every call of the framework has this one.
crate::kernel_world! {
    /// The table of the bound framework.
    #[inline(always)]
    fn table() -> *mut WDFFUNC {
        WdfFunctions.load(Ordering::Relaxed)
    }

    /// How many functions of the table the driver may call.
    #[inline(always)]
    fn count() -> u32 {
        WdfFunctionCount.load(Ordering::Relaxed)
    }
}

// A test that plays the framework without a stub writes the C variables.
crate::host_world! {
    /// The table that the current driver is bound to.
    fn table() -> *mut WDFFUNC {
        super::stub::bound_table()
            .map_or_else(|| WdfFunctions.load(Ordering::Relaxed), |bound| bound.0)
    }

    /// How many functions of the table the driver may call.
    fn count() -> u32 {
        super::stub::bound_table()
            .map_or_else(|| WdfFunctionCount.load(Ordering::Relaxed), |bound| bound.1)
    }
}

crate::host_world! {
    /// What stands in slot `index` of the table that the current driver is bound to, for a test that calls every
    /// function.
    #[must_use]
    pub fn slot(index: usize) -> Option<WDFFUNC> {
        if !is_available(index) {
            return None;
        }
        // SAFETY: below the table's length.
        let slot = unsafe { table().add(index) };
        // SAFETY: a function pointer lies there.
        Some(unsafe { slot.read() })
    }
}

/// A nullable function type, and the type of its functions.
pub(crate) trait Nullable: Copy {
    type Function;
    /// # Safety
    /// `self` is not null.
    unsafe fn function(self) -> Self::Function;
}

impl<F: Copy> Nullable for Option<F> {
    type Function = F;
    #[inline(always)]
    unsafe fn function(self) -> F {
        // SAFETY: `self` is not null.
        unsafe { self.unwrap_unchecked() }
    }
}

/// The function in slot `index`.
///
/// # Safety
/// A framework is bound whose table is longer than `index`, and the slot's type is `F`.
#[inline(always)]
pub(crate) unsafe fn function<F: Nullable>(index: usize) -> F::Function {
    const { assert!(size_of::<F>() == size_of::<WDFFUNC>()) };
    let table = table().cast::<F>();
    // SAFETY: `index` is below the table's length.
    let slot = unsafe { table.add(index) };
    // SAFETY: a function pointer of type `F` lies there.
    let function = unsafe { slot.read() };
    // SAFETY: a framework fills every slot of its table.
    unsafe { function.function() }
}

/// Stops the system, as Microsoft's framework does, when the bound framework lacks the function in
/// slot `index`: none of its results could be made up.
#[inline(always)]
pub(crate) fn require(index: usize) {
    if !is_available(index) {
        missing(index);
    }
}

#[cold]
#[inline(never)]
fn missing(index: usize) -> ! {
    let code = _WDF_BUGCHECK_CODES::WDF_API_UNAVAILABLE as ULONG_PTR;
    // SAFETY: callable at any IRQL; the parameters are for the debugger.
    unsafe { KeBugCheckEx(WDF_VIOLATION, code, 0, 0, index as ULONG_PTR) };
    panic!("KeBugCheckEx returned")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wdf::{RELEASED_MINORS, RELEASES};

    #[test]
    fn index_of_finds_every_function_at_its_place() {
        for (index, function) in FUNCTIONS.iter().enumerate() {
            assert_eq!(index_of(function.name), Some(index));
        }
    }

    #[test]
    fn the_versions_and_the_functions_agree_on_how_many_there_are() {
        for release in RELEASES {
            let known = FUNCTIONS.iter().filter(|it| it.since <= release.minor);
            assert_eq!(
                known.count(),
                release.functions as usize,
                "1.{}",
                release.minor
            );
        }
        let minors = RELEASES.map(|release| release.minor);
        assert_eq!(minors, RELEASED_MINORS);
    }

    #[test]
    fn index_of_works_in_constants() {
        const CREATE: Option<usize> = index_of("WdfDriverCreate");
        const UNKNOWN: Option<usize> = index_of("WdfDriverCreat");
        assert_eq!(CREATE, Some(116));
        assert_eq!(UNKNOWN, None);
    }
}
