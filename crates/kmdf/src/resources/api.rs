//! The `WdfCmResourceList*` functions.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    NTSTATUS, PCM_PARTIAL_RESOURCE_DESCRIPTOR, STATUS_ACCESS_DENIED, STATUS_INVALID_PARAMETER,
    ULONG, abi,
    wdf::{PWDF_DRIVER_GLOBALS, WDF_INSERT_AT_END, WDFCMRESLIST},
};

use super::CmList;
use crate::{
    Fx,
    argument::{Argument, object, required, status_of},
    enter,
    object::Obj,
    status, violation,
};

#[doc = "[`WdfCmResourceListGetCount`](wdk_sys::wdf::WdfCmResourceListGetCount)"]
#[abi]
pub(crate) unsafe fn WdfCmResourceListGetCount(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
) -> ULONG {
    enter!(fx = DriverGlobals, WdfCmResourceListGetCount(List));
    List.object::<CmList>(fx)
        .map_or(0, |list| list.descriptors.count() as ULONG)
}

#[doc = "[`WdfCmResourceListGetDescriptor`](wdk_sys::wdf::WdfCmResourceListGetDescriptor)"]
#[abi]
pub(crate) unsafe fn WdfCmResourceListGetDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
    Index: ULONG,
) -> PCM_PARTIAL_RESOURCE_DESCRIPTOR {
    enter!(fx = DriverGlobals, WdfCmResourceListGetDescriptor(List));
    List.object::<CmList>(fx).map_or(ptr::null_mut(), |list| {
        list.descriptors.copy_at(Index as usize)
    })
}

fn insert(
    fx: Fx,
    function: &'static str,
    handle: &Argument<'_, WDFCMRESLIST>,
    descriptor: &Argument<'_, PCM_PARTIAL_RESOURCE_DESCRIPTOR>,
    index: ULONG,
) -> NTSTATUS {
    let Some(list) = handle.object::<CmList>(fx) else {
        return status::INVALID_HANDLE;
    };
    let Some(descriptor) = descriptor.read() else {
        violation::null_parameter(fx, function, "Descriptor");
        return STATUS_INVALID_PARAMETER;
    };
    if !list.may_change() {
        read_only(fx, function, list);
        return STATUS_ACCESS_DENIED;
    }
    status_of(
        list.descriptors
            .insert(index, descriptor)
            .inspect(|()| list.note_change()),
    )
}

fn read_only(fx: Fx, function: &'static str, list: Obj<CmList>) {
    violation::break_point(
        fx,
        "ResourceListReadOnly",
        list.handle(),
        format_args!("{function}: the list can be changed only while resources are filtered"),
    );
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
    insert(fx, NAME, &List, &Descriptor, WDF_INSERT_AT_END)
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
    insert(fx, NAME, &List, &Descriptor, Index)
}

#[doc = "[`WdfCmResourceListRemove`](wdk_sys::wdf::WdfCmResourceListRemove)"]
#[abi]
pub(crate) unsafe fn WdfCmResourceListRemove(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    List: WDFCMRESLIST,
    Index: ULONG,
) {
    const NAME: &str = "WdfCmResourceListRemove";
    enter!(fx = DriverGlobals, WdfCmResourceListRemove(List));
    let list = object!(fx, CmList, List);
    if !list.may_change() {
        return read_only(fx, NAME, list);
    }
    if list.descriptors.remove(Index as usize) {
        list.note_change();
    } else {
        super::no_item(fx, NAME, list.handle(), Index);
    }
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
    let list = object!(fx, CmList, List);
    required!(fx, WdfCmResourceListRemoveByDescriptor, Descriptor);
    if !list.may_change() {
        return read_only(fx, NAME, list);
    }
    if let Some(descriptor) = Descriptor.read()
        && list.descriptors.remove_equal(&descriptor)
    {
        list.note_change();
    }
}
