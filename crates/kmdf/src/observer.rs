//! What the framework reports to the machine that runs it: callbacks, violations, unported
//! functions.
#![expect(unsafe_code, reason = "a static that is written once")]

use core::{
    cell::UnsafeCell,
    fmt,
    sync::atomic::{AtomicU8, Ordering},
};

use wdk_sys::{NTSTATUS, PVOID, wdf::MINOR_VERSION};

/// What a driver did wrong.
#[derive(Debug)]
pub struct Violation<'a> {
    /// Short name of the rule, e.g. `InvalidHandle`.
    pub rule: &'static str,
    /// The bug check that ends a machine without an observer.
    pub code: u32,
    /// The bug check's parameters.
    pub parameters: [u64; 4],
    /// One sentence for the driver's author.
    pub message: fmt::Arguments<'a>,
    /// Name of the driver's service; empty before it is bound.
    pub driver: &'a str,
}

/// What happens after a violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The call fails or does nothing, and the driver goes on.
    Continue,
    /// The machine stops with the violation's bug check.
    BugCheck,
}

/// An argument or the result of a table function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// No result.
    Nothing,
    /// A handle or another pointer: the type that it points to, and its address.
    Pointer(&'static str, u64),
    /// The address of a function of the driver.
    Callback,
    /// A status, a value of an enumeration, or another signed number.
    Signed(i64),
    /// An unsigned number or a Boolean value.
    Unsigned(u64),
}

impl Value {
    /// The address of a handle or another pointer, and 0 for everything else.
    #[must_use]
    pub fn address(self) -> u64 {
        match self {
            Self::Pointer(_, address) => address,
            _ => 0,
        }
    }
}

/// An argument or a result, as a report shows it.
pub(crate) trait Shown {
    /// What is shown.
    fn shown(&self) -> Value;
    /// Stops the system for an address at which nothing of its type can stand.
    #[cfg_attr(
        all(target_os = "windows", panic = "abort"),
        expect(dead_code, reason = "an image has no reports around its functions")
    )]
    fn check(&self) {}
}

impl<T> Shown for *mut T {
    fn shown(&self) -> Value {
        Value::Pointer(core::any::type_name::<T>(), self.addr() as u64)
    }
    fn check(&self) {
        if !self.is_aligned() {
            crate::violation::misaligned(self.cast());
        }
    }
}

impl<T> Shown for *const T {
    fn shown(&self) -> Value {
        Value::Pointer(core::any::type_name::<T>(), self.addr() as u64)
    }
    fn check(&self) {
        if !self.is_aligned() {
            crate::violation::misaligned(self.cast());
        }
    }
}

/// A callback.
impl<F: Copy> Shown for Option<F> {
    fn shown(&self) -> Value {
        match self {
            Some(_) => Value::Callback,
            None => Value::Pointer("", 0),
        }
    }
}

impl Shown for () {
    fn shown(&self) -> Value {
        Value::Nothing
    }
}

/// `PHYSICAL_ADDRESS`.
impl Shown for wdk_sys::LARGE_INTEGER {
    fn shown(&self) -> Value {
        Value::Nothing
    }
}

/// A status, or a value of an enumeration: in C both are this type.
impl Shown for NTSTATUS {
    fn shown(&self) -> Value {
        Value::Signed(i64::from(*self))
    }
}

macro_rules! numbers {
    ($($type:ty as $wide:ty => $value:ident),*) => {
        $(impl Shown for $type {
            fn shown(&self) -> Value {
                Value::$value(*self as $wide)
            }
        })*
    };
}
numbers! {
    u8 as u64 => Unsigned, u16 as u64 => Unsigned, u32 as u64 => Unsigned, u64 as u64 => Unsigned,
    usize as u64 => Unsigned, i8 as i64 => Signed, i16 as i64 => Signed, i64 as i64 => Signed
}

/// A callback of a driver, or its call of a table function.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Its C name.
    pub name: &'static str,
    /// The driver's globals, which identify it while it is bound.
    pub driver: PVOID,
    /// Its arguments; a table function's without the globals.
    pub arguments: &'a [Value],
}

/// The machine's side of the framework. Installed once per process; finds its machine by thread.
pub trait Observer: Sync {
    /// A driver was bound: its globals, and the name of its service.
    fn bound(&self, _driver: PVOID, _name: &str) {}
    /// A driver is about to be unbound: its globals go away.
    fn unbound(&self, _driver: PVOID) {}
    /// A callback of the driver is about to run for `object`.
    fn callback_enter(&self, call: &Call<'_>, object: PVOID);
    /// The callback returned, with a status if it has one.
    fn callback_leave(&self, call: &Call<'_>, status: Option<NTSTATUS>);
    /// The driver broke a rule.
    fn violation(&self, violation: &Violation<'_>) -> Verdict;
    /// The driver called a table function that is not ported. When this returns, the framework
    /// bug-checks.
    fn unported(&self, function: &'static str);
    /// The minor version of KMDF that the machine has.
    fn framework_minor(&self) -> u32 {
        MINOR_VERSION
    }
    /// The driver called a slot that the bound framework's table does not have. When this returns,
    /// the framework bug-checks.
    fn beyond_table(&self, _function: &'static str) {}
    /// The driver has called a table function.
    fn call_enter(&self, _call: &Call<'_>) {}
    /// The table function returns to the driver.
    fn call_leave(&self, _call: &Call<'_>, _result: Value) {}
    /// A note for the trace, such as why a driver could not be bound.
    fn note(&self, _message: fmt::Arguments<'_>) {}
}

/// Written once, before anything reads it.
struct Slot {
    state: AtomicU8,
    observer: UnsafeCell<Option<&'static dyn Observer>>,
}

const EMPTY: u8 = 0;
const WRITING: u8 = 1;
const READY: u8 = 2;

// SAFETY: the cell is written by the one thread that moved the state from EMPTY to WRITING, and
// read only in READY.
unsafe impl Sync for Slot {}

static SLOT: Slot = Slot {
    state: AtomicU8::new(EMPTY),
    observer: UnsafeCell::new(None),
};

/// Installs the process's observer. The first one stays; says whether this was it.
pub fn install(observer: &'static dyn Observer) -> bool {
    let first = SLOT
        .state
        .compare_exchange(EMPTY, WRITING, Ordering::Acquire, Ordering::Relaxed)
        .is_ok();
    if first {
        // SAFETY: only this thread is between EMPTY and READY.
        unsafe { *SLOT.observer.get() = Some(observer) };
        SLOT.state.store(READY, Ordering::Release);
    }
    first
}

/// The observer, if one is installed.
pub(crate) fn current() -> Option<&'static dyn Observer> {
    if SLOT.state.load(Ordering::Acquire) != READY {
        return None;
    }
    // SAFETY: READY is stored after the only write.
    unsafe { *SLOT.observer.get() }
}
