//! What only the host world has: drivers as items of a test binary, and the globals of the
//! driver whose code runs on this thread.

use core::{
    cell::{Cell, RefCell},
    ffi::c_void,
    ptr,
};
use std::vec::Vec;

use crate::{NTSTATUS, PVOID, fn_ptr};

/// `DriverEntry` of a driver that is linked into the process.
pub type NativeEntry = fn_ptr!(fn(DriverObject: PVOID, RegistryPath: *const crate::UNICODE_STRING) -> NTSTATUS);

/// A driver that is linked into the process: what the entry macros export in the host world
/// instead of fixed symbols, so that several drivers can live in one test.
#[derive(Clone, Copy, Debug)]
pub struct NativeDriver {
    /// Name of the service and of the image, without extension.
    pub name: &'static str,
    /// What the I/O manager calls: `FxDriverEntry` of a KMDF driver, `DriverEntry` of a WDM one.
    pub entry: NativeEntry,
    /// The export drivers whose functions it calls: what the import table of an image says.
    pub imports: &'static [&'static NativeLibrary],
}

/// `DllInitialize` of an export driver that is linked into the process.
pub type NativeInitialize = fn_ptr!(fn(RegistryPath: *const crate::UNICODE_STRING) -> NTSTATUS);

/// `DllUnload` of an export driver that is linked into the process.
pub type NativeUnload = fn_ptr!(fn() -> NTSTATUS);

/// An export driver that is linked into the process. Its functions are called as they are; what
/// the machine does with it is what it does with an image that has the same export table.
#[derive(Clone, Copy, Debug)]
pub struct NativeLibrary {
    /// Name of the image, without extension.
    pub name: &'static str,
    /// `DllInitialize`, if it exports that.
    pub initialize: Option<NativeInitialize>,
    /// `DllUnload`, if it exports that.
    pub unload: Option<NativeUnload>,
    /// The export drivers whose functions it calls itself.
    pub imports: &'static [&'static NativeLibrary],
}

std::thread_local! {
    static CURRENT_GLOBALS: Cell<*mut c_void> = const { Cell::new(ptr::null_mut()) };
}

/// The `WDF_DRIVER_GLOBALS` of the driver whose code runs on this thread.
#[must_use]
pub fn current_globals() -> PVOID {
    CURRENT_GLOBALS.get()
}

/// Makes `globals` current and returns what was. The framework calls it around every callback,
/// and the simulated machine when it switches simulated threads.
pub fn replace_current_globals(globals: PVOID) -> PVOID {
    CURRENT_GLOBALS.replace(globals)
}

/// The states of export drivers, by machine and by the address of a static of theirs.
type States = Vec<((usize, usize), *mut c_void)>;

std::thread_local! {
    static CURRENT_MACHINE: Cell<usize> = const { Cell::new(0) };
    static STATES: RefCell<States> = const { RefCell::new(Vec::new()) };
}

/// Makes the machine called `machine` current on this thread and returns which one was: an export
/// driver that is linked once has a state in each machine that loads it.
pub fn replace_current_machine(machine: usize) -> usize {
    CURRENT_MACHINE.replace(machine)
}

/// What stands in for the static at `key` in the current machine; null when nothing was put there.
#[must_use]
pub fn state(key: *const ()) -> PVOID {
    let key = (CURRENT_MACHINE.get(), key.addr());
    STATES.with_borrow(|states| {
        let found = states.iter().find(|(other, _)| *other == key);
        found.map_or(ptr::null_mut(), |(_, state)| *state)
    })
}

/// Puts `state` in the place of the static at `key` in the current machine; returns what was
/// there. Null takes it away.
pub fn replace_state(key: *const (), state: PVOID) -> PVOID {
    let key = (CURRENT_MACHINE.get(), key.addr());
    STATES.with_borrow_mut(|states| {
        let place = states.iter().position(|(other, _)| *other == key);
        let before = place.map_or(ptr::null_mut(), |place| states.swap_remove(place).1);
        if !state.is_null() {
            states.push((key, state));
        }
        before
    })
}

/// Forgets the states that export drivers left in a machine which is no more.
pub fn forget_machine(machine: usize) {
    STATES.with_borrow_mut(|states| states.retain(|((owner, _), _)| *owner != machine));
}
