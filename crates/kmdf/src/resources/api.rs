//! The `WdfCmResourceList*` functions.

use core::ptr;

use wdk_sys::{
    CM_PARTIAL_RESOURCE_DESCRIPTOR, NTSTATUS, PCM_PARTIAL_RESOURCE_DESCRIPTOR,
    STATUS_ACCESS_DENIED, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, ULONG, abi,
    wdf::{PWDF_DRIVER_GLOBALS, WDFCMRESLIST},
};

use super::CmList;
use crate::{Fx, enter, object::Obj, status, violation};

unsafe fn list(fx: Fx, handle: WDFCMRESLIST) -> Option<Obj<CmList>> {
    // SAFETY: the driver's handle.
    unsafe { Obj::from_handle(fx, handle) }
}

#[doc = "[`WdfCmResourceListGetCount`](wdk_sys::wdf::WdfCmResourceListGetCount)"]
#[abi]
pub unsafe fn WdfCmResourceListGetCount(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
) -> ULONG {
    let fx = enter!(DriverGlobals, WdfCmResourceListGetCount);
    // SAFETY: the driver's handle.
    unsafe { list(fx, List) }.map_or(0, |list| {
        list.descriptors
            .with(|descriptors| descriptors.len() as ULONG)
    })
}

#[doc = "[`WdfCmResourceListGetDescriptor`](wdk_sys::wdf::WdfCmResourceListGetDescriptor)"]
#[abi]
pub unsafe fn WdfCmResourceListGetDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
    Index: ULONG,
) -> PCM_PARTIAL_RESOURCE_DESCRIPTOR {
    let fx = enter!(DriverGlobals, WdfCmResourceListGetDescriptor);
    // SAFETY: the driver's handle.
    unsafe { list(fx, List) }
        .and_then(|list| {
            list.descriptors
                .with(|descriptors| descriptors.get_mut(Index as usize).map(ptr::from_mut))
        })
        .unwrap_or(ptr::null_mut())
}

unsafe fn insert(
    fx: Fx,
    function: &'static str,
    handle: WDFCMRESLIST,
    descriptor: *const CM_PARTIAL_RESOURCE_DESCRIPTOR,
    index: Option<ULONG>,
) -> NTSTATUS {
    // SAFETY: the driver's handle.
    let Some(list) = (unsafe { list(fx, handle) }) else {
        return status::INVALID_HANDLE;
    };
    // SAFETY: the driver's descriptor, or null.
    let Some(descriptor) = (unsafe { descriptor.as_ref() }) else {
        violation::null_parameter(fx, function, "Descriptor");
        return STATUS_INVALID_PARAMETER;
    };
    if !list.changeable {
        return STATUS_ACCESS_DENIED;
    }
    let inserted = list.descriptors.with(|descriptors| {
        let index = index.map_or(descriptors.len(), |index| index as usize);
        if index > descriptors.len() {
            return Err(STATUS_INVALID_PARAMETER);
        }
        descriptors.insert(index, *descriptor)
    });
    inserted.err().unwrap_or(STATUS_SUCCESS)
}

#[doc = "[`WdfCmResourceListAppendDescriptor`](wdk_sys::wdf::WdfCmResourceListAppendDescriptor)"]
#[abi]
pub unsafe fn WdfCmResourceListAppendDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
    Descriptor: PCM_PARTIAL_RESOURCE_DESCRIPTOR,
) -> NTSTATUS {
    const NAME: &str = "WdfCmResourceListAppendDescriptor";
    let fx = enter!(DriverGlobals, WdfCmResourceListAppendDescriptor);
    // SAFETY: the driver's handle and descriptor.
    unsafe { insert(fx, NAME, List, Descriptor, None) }
}

#[doc = "[`WdfCmResourceListInsertDescriptor`](wdk_sys::wdf::WdfCmResourceListInsertDescriptor)"]
#[abi]
pub unsafe fn WdfCmResourceListInsertDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
    Descriptor: PCM_PARTIAL_RESOURCE_DESCRIPTOR,
    Index: ULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfCmResourceListInsertDescriptor";
    let fx = enter!(DriverGlobals, WdfCmResourceListInsertDescriptor);
    // SAFETY: the driver's handle and descriptor.
    unsafe { insert(fx, NAME, List, Descriptor, Some(Index)) }
}

unsafe fn remove(
    fx: Fx,
    function: &'static str,
    handle: WDFCMRESLIST,
    which: impl FnOnce(&[CM_PARTIAL_RESOURCE_DESCRIPTOR]) -> Option<usize>,
) {
    // SAFETY: the driver's handle.
    let Some(list) = (unsafe { list(fx, handle) }) else {
        return;
    };
    let removed = list.changeable
        && list
            .descriptors
            .with(|descriptors| which(descriptors).and_then(|index| descriptors.remove(index)))
            .is_some();
    if !removed {
        violation::wdf(
            fx,
            "ResourceListRemove",
            violation::Code::FatalError,
            [handle as u64, 0, 0],
            format_args!("{function}: the list is read-only here, or has no such descriptor"),
        );
    }
}

#[doc = "[`WdfCmResourceListRemove`](wdk_sys::wdf::WdfCmResourceListRemove)"]
#[abi]
pub unsafe fn WdfCmResourceListRemove(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
    Index: ULONG,
) {
    let fx = enter!(DriverGlobals, WdfCmResourceListRemove);
    let index = Index as usize;
    // SAFETY: the driver's handle.
    unsafe {
        remove(fx, "WdfCmResourceListRemove", List, |list| {
            (index < list.len()).then_some(index)
        });
    }
}

#[doc = "[`WdfCmResourceListRemoveByDescriptor`](wdk_sys::wdf::WdfCmResourceListRemoveByDescriptor)"]
#[abi]
pub unsafe fn WdfCmResourceListRemoveByDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
    Descriptor: PCM_PARTIAL_RESOURCE_DESCRIPTOR,
) {
    const NAME: &str = "WdfCmResourceListRemoveByDescriptor";
    let fx = enter!(DriverGlobals, WdfCmResourceListRemoveByDescriptor);
    // SAFETY: the driver's handle.
    unsafe {
        remove(fx, NAME, List, |list| {
            list.iter()
                .position(|descriptor| ptr::eq(descriptor, Descriptor))
        });
    }
}
