//! The host world's part of the stub: several drivers are bound at once, each on the thread of its
//! machine.

use core::{ptr, sync::atomic::Ordering::Relaxed};
use std::{
    boxed::Box,
    cell::{Cell, RefCell},
    collections::HashMap,
};

use super::{Binding, KmdfVersion};
use crate::{
    BOOLEAN, PDRIVER_OBJECT, PVOID, ULONG,
    host::{current_globals, replace_current_globals},
    wdf::{
        MINOR_VERSION, PWDF_DRIVER_GLOBALS, WDF_STRUCT_INFO, WDFFUNC, WdfFunctionCount,
        WdfFunctions,
    },
};

/// A binding, which comes first, and the variables that the loader writes through it.
#[repr(C)]
struct Bound {
    binding: Binding,
    functions: *mut WDFFUNC,
    function_count: ULONG,
    minimum_minor: ULONG,
    newer_than_framework: BOOLEAN,
    structure_count: ULONG,
    structures: WDF_STRUCT_INFO,
}

std::thread_local! {
    static BOUND: RefCell<HashMap<PDRIVER_OBJECT, *mut Bound>> = RefCell::default();
    /// The binding that was looked up last, and its globals.
    static LAST: Cell<(PVOID, *const Bound)> = const { Cell::new((ptr::null_mut(), ptr::null())) };
}

/// What `read` takes from the binding of the driver whose code runs; `None` when it has none.
fn current<T>(read: impl FnOnce(&Bound) -> T) -> Option<T> {
    let globals = current_globals();
    if globals.is_null() {
        return None;
    }
    let (known, mut bound) = LAST.get();
    if known != globals {
        bound = BOUND.with_borrow(|all| {
            all.values().copied().find(|&bound| {
                // SAFETY: a binding is alive while it is in the map.
                (unsafe { (*bound).binding.globals }).cast() == globals
            })
        })?;
        LAST.set((globals, bound));
    }
    // SAFETY: in the map, since `forget` takes it out of `LAST`, too; only the loader writes there,
    // before the driver's code runs.
    Some(read(unsafe { &*bound }))
}

/// The function table that the current driver is bound to, and how many functions of it the driver
/// may call.
pub(in crate::wdf) fn bound_table() -> Option<(*mut WDFFUNC, ULONG)> {
    current(|bound| (bound.functions, bound.function_count))
}

/// The minor version that the current driver is built for.
pub(in crate::wdf) fn target_minor() -> u32 {
    current(|bound| bound.binding.info.V1.Version.Minor).unwrap_or(MINOR_VERSION)
}

/// The size that an older framework knows for the structure `index`; `u32::MAX` when it does not
/// know the structure; `None` when the framework is as new as the driver.
pub(in crate::wdf) fn framework_structure_size(index: usize) -> Option<ULONG> {
    current(|bound| {
        if bound.newer_than_framework == 0 {
            return None;
        }
        if index >= bound.structure_count as usize {
            return Some(ULONG::MAX);
        }
        // SAFETY: the framework's table has more than `index` entries.
        let entry = unsafe { bound.structures.add(index) };
        // SAFETY: the table lives as long as the framework that the driver is bound to.
        Some(unsafe { entry.read() } as ULONG)
    })?
}

/// A new binding of `driver`. One that a driver left behind whose machine ended early is replaced.
pub(super) fn create(driver: PDRIVER_OBJECT, version: &KmdfVersion) -> *mut Binding {
    let pointer = Box::into_raw(Box::new(Bound {
        binding: Binding::new(),
        functions: ptr::null_mut(),
        function_count: version.function_count(),
        minimum_minor: version.minimum_minor,
        newer_than_framework: 0,
        structure_count: version.structure_count(),
        structures: ptr::null_mut(),
    }));
    // SAFETY: made above, and known to nobody else yet.
    let bound = unsafe { &mut *pointer };
    let info = &mut bound.binding.info;
    info.V1.FuncTable = &raw mut bound.functions;
    info.MinimumVersionRequired = &raw mut bound.minimum_minor;
    info.ClientVersionHigherThanFramework = &raw mut bound.newer_than_framework;
    info.FuncCountPtr = &raw mut bound.function_count;
    info.StructCountPtr = &raw mut bound.structure_count;
    info.StructTable = &raw mut bound.structures;
    bound.binding.request(version);
    forget(driver);
    BOUND.with_borrow_mut(|all| all.insert(driver, pointer));
    pointer.cast()
}

pub(super) fn find(driver: PDRIVER_OBJECT) -> Option<*mut Binding> {
    BOUND.with_borrow(|all| all.get(&driver).map(|bound| bound.cast()))
}

/// The driver that was bound with these globals.
pub(super) fn driver_of(globals: PWDF_DRIVER_GLOBALS) -> Option<PDRIVER_OBJECT> {
    BOUND.with_borrow(|all| {
        all.iter().find_map(|(&driver, &bound)| {
            // SAFETY: a binding is alive while it is in the map.
            (unsafe { (*bound).binding.globals } == globals).then_some(driver)
        })
    })
}

pub(super) fn forget(driver: PDRIVER_OBJECT) {
    LAST.set((ptr::null_mut(), ptr::null()));
    if let Some(bound) = BOUND.with_borrow_mut(|all| all.remove(&driver)) {
        // SAFETY: made by `create` and in the map until now; its driver is not bound any more.
        drop(unsafe { Box::from_raw(bound) });
    }
}

/// Takes out the bindings of machines that ended without unloading, where `binding` has the globals
/// that one of them had.
fn forget_predecessors(binding: &Binding) {
    LAST.set((ptr::null_mut(), ptr::null()));
    BOUND.with_borrow_mut(|all| {
        all.retain(|_, bound| {
            let other: *const Binding = bound.cast();
            // SAFETY: a binding is alive while it is in the map.
            let stale = (unsafe { (*other).globals }) == binding.globals;
            let stays = !stale || ptr::eq(other, binding);
            if !stays {
                // SAFETY: made by `create`; the framework has given its globals to another driver.
                drop(unsafe { Box::from_raw(*bound) });
            }
            stays
        });
    });
}

/// Makes the bound framework's table known, and the driver's globals current while the result lives.
pub(super) fn publish(binding: &Binding) -> Current {
    forget_predecessors(binding);
    let info = &binding.info;
    // SAFETY: points into the `Bound` that holds the binding; the loader has written it.
    let functions = unsafe { *info.V1.FuncTable };
    // SAFETY: the same `Bound` has the count's place, filled in by `create`.
    let count = unsafe { *info.FuncCountPtr };
    // For code that reads the C variables; the functions of this crate look the driver's own
    // binding up, since another machine of this process may have another framework.
    WdfFunctions.store(functions, Relaxed);
    WdfFunctionCount.store(count, Relaxed);
    Current(replace_current_globals(binding.globals.cast()))
}

/// Puts the globals back that were current before.
pub(super) struct Current(PVOID);

impl Drop for Current {
    fn drop(&mut self) {
        replace_current_globals(self.0);
    }
}
