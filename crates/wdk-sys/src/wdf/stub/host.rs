//! The host world's part of the stub: several drivers are bound at once, each on the thread of its
//! machine.

use core::{ptr, sync::atomic::Ordering::Relaxed};
use std::{boxed::Box, cell::RefCell, collections::HashMap};

use super::{Binding, KmdfVersion};
use crate::{
    BOOLEAN, PDRIVER_OBJECT, PVOID, ULONG,
    host::replace_current_globals,
    wdf::{PWDF_DRIVER_GLOBALS, WDF_STRUCT_INFO, WDFFUNC, WdfFunctionCount, WdfFunctions},
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
}

/// A new binding of `driver`. One that a driver left behind whose machine ended early is replaced.
pub(super) fn create(driver: PDRIVER_OBJECT, version: &KmdfVersion) -> *mut Binding {
    let pointer = Box::into_raw(Box::new(Bound {
        binding: Binding::new(),
        functions: ptr::null_mut(),
        function_count: 0,
        minimum_minor: version.minimum_minor,
        newer_than_framework: 0,
        structure_count: 0,
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
    if let Some(bound) = BOUND.with_borrow_mut(|all| all.remove(&driver)) {
        // SAFETY: made by `create` and in the map until now; its driver is not bound any more.
        drop(unsafe { Box::from_raw(bound) });
    }
}

/// Makes the bound framework's table known, and the driver's globals current while the result lives.
pub(super) fn publish(binding: &Binding) -> Current {
    let info = &binding.info;
    // SAFETY: points into the `Bound` that holds the binding; the loader has written it.
    let functions = unsafe { *info.V1.FuncTable };
    // SAFETY: the same `Bound` has the count's place, which binding has filled in.
    let count = unsafe { *info.FuncCountPtr };
    // Every framework of this process is the same one: parallel machines store equal values,
    // and drivers built for an older one know fewer of its functions.
    WdfFunctions.store(functions, Relaxed);
    let count = if count == 0 { info.V1.FuncCount } else { count };
    WdfFunctionCount.fetch_max(count, Relaxed);
    Current(replace_current_globals(binding.globals.cast()))
}

/// Puts the globals back that were current before.
pub(super) struct Current(PVOID);

impl Drop for Current {
    fn drop(&mut self) {
        replace_current_globals(self.0);
    }
}
