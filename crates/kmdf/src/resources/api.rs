//! The `WdfCmResourceList*` functions.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    CM_PARTIAL_RESOURCE_DESCRIPTOR, NTSTATUS, PCM_PARTIAL_RESOURCE_DESCRIPTOR,
    STATUS_ACCESS_DENIED, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, ULONG, abi,
    wdf::{PWDF_DRIVER_GLOBALS, WDFCMRESLIST},
};

use super::CmList;
use crate::{Fx, argument::Argument, enter, status, violation};

#[doc = "[`WdfCmResourceListGetCount`](wdk_sys::wdf::WdfCmResourceListGetCount)"]
#[abi]
pub(crate) unsafe fn WdfCmResourceListGetCount(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
) -> ULONG {
    enter!(fx = DriverGlobals, WdfCmResourceListGetCount(List));
    List.object::<CmList>(fx).map_or(0, |list| {
        list.descriptors
            .with(|descriptors| descriptors.len() as ULONG)
    })
}

#[doc = "[`WdfCmResourceListGetDescriptor`](wdk_sys::wdf::WdfCmResourceListGetDescriptor)"]
#[abi]
pub(crate) unsafe fn WdfCmResourceListGetDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
    Index: ULONG,
) -> PCM_PARTIAL_RESOURCE_DESCRIPTOR {
    enter!(fx = DriverGlobals, WdfCmResourceListGetDescriptor(List));
    List.object::<CmList>(fx)
        .and_then(|list| {
            list.descriptors
                .with(|descriptors| descriptors.get_mut(Index as usize).map(ptr::from_mut))
        })
        .unwrap_or(ptr::null_mut())
}

fn insert(
    fx: Fx,
    function: &'static str,
    handle: &Argument<'_, WDFCMRESLIST>,
    descriptor: &Argument<'_, PCM_PARTIAL_RESOURCE_DESCRIPTOR>,
    index: Option<ULONG>,
) -> NTSTATUS {
    let Some(list) = handle.object::<CmList>(fx) else {
        return status::INVALID_HANDLE;
    };
    let Some(descriptor) = descriptor.read() else {
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
        descriptors.insert(index, descriptor)
    });
    inserted.err().unwrap_or(STATUS_SUCCESS)
}

#[doc = "[`WdfCmResourceListAppendDescriptor`](wdk_sys::wdf::WdfCmResourceListAppendDescriptor)"]
#[abi]
pub(crate) unsafe fn WdfCmResourceListAppendDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
    Descriptor: PCM_PARTIAL_RESOURCE_DESCRIPTOR,
) -> NTSTATUS {
    const NAME: &str = "WdfCmResourceListAppendDescriptor";
    enter!(
        fx = DriverGlobals,
        WdfCmResourceListAppendDescriptor(List, Descriptor)
    );
    insert(fx, NAME, &List, &Descriptor, None)
}

#[doc = "[`WdfCmResourceListInsertDescriptor`](wdk_sys::wdf::WdfCmResourceListInsertDescriptor)"]
#[abi]
pub(crate) unsafe fn WdfCmResourceListInsertDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
    Descriptor: PCM_PARTIAL_RESOURCE_DESCRIPTOR,
    Index: ULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfCmResourceListInsertDescriptor";
    enter!(
        fx = DriverGlobals,
        WdfCmResourceListInsertDescriptor(List, Descriptor)
    );
    insert(fx, NAME, &List, &Descriptor, Some(Index))
}

fn remove(
    fx: Fx,
    function: &'static str,
    handle: &Argument<'_, WDFCMRESLIST>,
    which: impl FnOnce(&[CM_PARTIAL_RESOURCE_DESCRIPTOR]) -> Option<usize>,
) {
    let Some(list) = handle.object::<CmList>(fx) else {
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
            [handle.pointer() as u64, 0, 0],
            format_args!("{function}: the list is read-only here, or has no such descriptor"),
        );
    }
}

#[doc = "[`WdfCmResourceListRemove`](wdk_sys::wdf::WdfCmResourceListRemove)"]
#[abi]
pub(crate) unsafe fn WdfCmResourceListRemove(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
    Index: ULONG,
) {
    enter!(fx = DriverGlobals, WdfCmResourceListRemove(List));
    let index = Index as usize;
    remove(fx, "WdfCmResourceListRemove", &List, |list| {
        (index < list.len()).then_some(index)
    });
}

#[doc = "[`WdfCmResourceListRemoveByDescriptor`](wdk_sys::wdf::WdfCmResourceListRemoveByDescriptor)"]
#[abi]
pub(crate) unsafe fn WdfCmResourceListRemoveByDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
    Descriptor: PCM_PARTIAL_RESOURCE_DESCRIPTOR,
) {
    const NAME: &str = "WdfCmResourceListRemoveByDescriptor";
    enter!(
        fx = DriverGlobals,
        WdfCmResourceListRemoveByDescriptor(List, Descriptor)
    );
    remove(fx, NAME, &List, |list| {
        list.iter()
            .position(|descriptor| ptr::eq(descriptor, Descriptor.pointer()))
    });
}
