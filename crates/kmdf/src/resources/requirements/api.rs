//! The `WdfIoResourceRequirementsList*` and `WdfIoResourceList*` functions.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::{ptr, sync::atomic::Ordering};

use wdk_sys::{
    INTERFACE_TYPE, NTSTATUS, PIO_RESOURCE_DESCRIPTOR, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_INVALID_PARAMETER, ULONG, abi,
    wdf::{
        PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDF_INSERT_AT_END, WDFIORESLIST,
        WDFIORESREQLIST,
    },
};

use super::{IoList, Requirements};
use crate::{
    Fx,
    argument::{Argument, object, required, status_of},
    enter,
    object::{Attributes, Rules},
    resources::no_item,
    status,
};

#[doc = "[`WdfIoResourceRequirementsListSetSlotNumber`](wdk_sys::wdf::WdfIoResourceRequirementsListSetSlotNumber)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceRequirementsListSetSlotNumber(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    RequirementsList: WDFIORESREQLIST,
    SlotNumber: ULONG,
) {
    enter!(
        fx = DriverGlobals,
        WdfIoResourceRequirementsListSetSlotNumber(RequirementsList)
    );
    let requirements = object!(fx, Requirements, RequirementsList);
    if requirements.slot.swap(SlotNumber, Ordering::Relaxed) != SlotNumber {
        requirements.note_change();
    }
}

#[doc = "[`WdfIoResourceRequirementsListSetInterfaceType`](wdk_sys::wdf::WdfIoResourceRequirementsListSetInterfaceType)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceRequirementsListSetInterfaceType(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    RequirementsList: WDFIORESREQLIST,
    InterfaceType: INTERFACE_TYPE,
) {
    enter!(
        fx = DriverGlobals,
        WdfIoResourceRequirementsListSetInterfaceType(RequirementsList)
    );
    let requirements = object!(fx, Requirements, RequirementsList);
    let before = requirements
        .interface
        .swap(InterfaceType, Ordering::Relaxed);
    if before != InterfaceType {
        requirements.note_change();
    }
}

fn insert_list(
    fx: Fx,
    requirements: &Argument<'_, WDFIORESREQLIST>,
    list: &Argument<'_, WDFIORESLIST>,
    index: ULONG,
) -> NTSTATUS {
    let Some(requirements) = requirements.object::<Requirements>(fx) else {
        return status::INVALID_HANDLE;
    };
    let Some(list) = list.object::<IoList>(fx) else {
        return status::INVALID_HANDLE;
    };
    if list.owner != requirements {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    status_of(requirements.insert(index, list))
}

#[doc = "[`WdfIoResourceRequirementsListAppendIoResList`](wdk_sys::wdf::WdfIoResourceRequirementsListAppendIoResList)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceRequirementsListAppendIoResList(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    RequirementsList: WDFIORESREQLIST,
    IoResList: WDFIORESLIST,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoResourceRequirementsListAppendIoResList(RequirementsList, IoResList)
    );
    insert_list(fx, &RequirementsList, &IoResList, WDF_INSERT_AT_END)
}

#[doc = "[`WdfIoResourceRequirementsListInsertIoResList`](wdk_sys::wdf::WdfIoResourceRequirementsListInsertIoResList)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceRequirementsListInsertIoResList(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    RequirementsList: WDFIORESREQLIST,
    IoResList: WDFIORESLIST,
    Index: ULONG,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoResourceRequirementsListInsertIoResList(RequirementsList, IoResList)
    );
    insert_list(fx, &RequirementsList, &IoResList, Index)
}

#[doc = "[`WdfIoResourceRequirementsListGetCount`](wdk_sys::wdf::WdfIoResourceRequirementsListGetCount)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceRequirementsListGetCount(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    RequirementsList: WDFIORESREQLIST,
) -> ULONG {
    enter!(
        fx = DriverGlobals,
        WdfIoResourceRequirementsListGetCount(RequirementsList)
    );
    object!(fx, Requirements, RequirementsList => 0).count() as ULONG
}

#[doc = "[`WdfIoResourceRequirementsListGetIoResList`](wdk_sys::wdf::WdfIoResourceRequirementsListGetIoResList)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceRequirementsListGetIoResList(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    RequirementsList: WDFIORESREQLIST,
    Index: ULONG,
) -> WDFIORESLIST {
    enter!(
        fx = DriverGlobals,
        WdfIoResourceRequirementsListGetIoResList(RequirementsList)
    );
    let requirements = object!(fx, Requirements, RequirementsList => ptr::null_mut());
    let list = requirements.get(Index as usize);
    list.map_or(ptr::null_mut(), |list| list.handle().cast())
}

#[doc = "[`WdfIoResourceRequirementsListRemove`](wdk_sys::wdf::WdfIoResourceRequirementsListRemove)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceRequirementsListRemove(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    RequirementsList: WDFIORESREQLIST,
    Index: ULONG,
) {
    const NAME: &str = "WdfIoResourceRequirementsListRemove";
    enter!(
        fx = DriverGlobals,
        WdfIoResourceRequirementsListRemove(RequirementsList)
    );
    let requirements = object!(fx, Requirements, RequirementsList);
    if !requirements.remove(|index, _| index == Index as usize) {
        no_item(fx, NAME, requirements.handle(), Index);
    }
}

#[doc = "[`WdfIoResourceRequirementsListRemoveByIoResList`](wdk_sys::wdf::WdfIoResourceRequirementsListRemoveByIoResList)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceRequirementsListRemoveByIoResList(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    RequirementsList: WDFIORESREQLIST,
    IoResList: WDFIORESLIST,
) {
    enter!(
        fx = DriverGlobals,
        WdfIoResourceRequirementsListRemoveByIoResList(RequirementsList, IoResList)
    );
    let requirements = object!(fx, Requirements, RequirementsList);
    let list = object!(fx, IoList, IoResList);
    // One that is not among the alternatives stays as it is.
    requirements.remove(|_, other| other == list);
}

#[doc = "[`WdfIoResourceListCreate`](wdk_sys::wdf::WdfIoResourceListCreate)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceListCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    RequirementsList: WDFIORESREQLIST,
    Attributes: PWDF_OBJECT_ATTRIBUTES,
    ResourceList: *mut WDFIORESLIST,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoResourceListCreate(RequirementsList, Attributes, ResourceList)
    );
    let requirements = object!(fx, Requirements, RequirementsList => status::INVALID_HANDLE);
    required!(fx, WdfIoResourceListCreate, ResourceList => STATUS_INVALID_PARAMETER);
    ResourceList.put(ptr::null_mut());
    let created = Attributes::read(&Attributes, Rules::IO_RESOURCE_LIST)
        .and_then(|attributes| requirements.make_list(&attributes));
    ResourceList.put_created(created)
}

fn insert(
    fx: Fx,
    list: &Argument<'_, WDFIORESLIST>,
    descriptor: &Argument<'_, PIO_RESOURCE_DESCRIPTOR>,
    index: ULONG,
) -> NTSTATUS {
    let Some(list) = list.object::<IoList>(fx) else {
        return status::INVALID_HANDLE;
    };
    let Some(descriptor) = descriptor.read() else {
        return STATUS_INVALID_PARAMETER;
    };
    status_of(
        list.descriptors
            .insert(index, descriptor)
            .inspect(|()| list.owner.note_change()),
    )
}

#[doc = "[`WdfIoResourceListAppendDescriptor`](wdk_sys::wdf::WdfIoResourceListAppendDescriptor)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceListAppendDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ResourceList: WDFIORESLIST,
    Descriptor: PIO_RESOURCE_DESCRIPTOR,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoResourceListAppendDescriptor(ResourceList, Descriptor)
    );
    required!(fx, WdfIoResourceListAppendDescriptor, Descriptor => STATUS_INVALID_PARAMETER);
    insert(fx, &ResourceList, &Descriptor, WDF_INSERT_AT_END)
}

#[doc = "[`WdfIoResourceListInsertDescriptor`](wdk_sys::wdf::WdfIoResourceListInsertDescriptor)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceListInsertDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ResourceList: WDFIORESLIST,
    Descriptor: PIO_RESOURCE_DESCRIPTOR,
    Index: ULONG,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoResourceListInsertDescriptor(ResourceList, Descriptor)
    );
    required!(fx, WdfIoResourceListInsertDescriptor, Descriptor => STATUS_INVALID_PARAMETER);
    insert(fx, &ResourceList, &Descriptor, Index)
}

#[doc = "[`WdfIoResourceListUpdateDescriptor`](wdk_sys::wdf::WdfIoResourceListUpdateDescriptor)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceListUpdateDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ResourceList: WDFIORESLIST,
    Descriptor: PIO_RESOURCE_DESCRIPTOR,
    Index: ULONG,
) {
    const NAME: &str = "WdfIoResourceListUpdateDescriptor";
    enter!(
        fx = DriverGlobals,
        WdfIoResourceListUpdateDescriptor(ResourceList, Descriptor)
    );
    let list = object!(fx, IoList, ResourceList);
    required!(fx, WdfIoResourceListUpdateDescriptor, Descriptor);
    let Some(descriptor) = Descriptor.read() else {
        return;
    };
    if list.descriptors.update(Index as usize, descriptor) {
        list.owner.note_change();
    } else {
        no_item(fx, NAME, list.handle(), Index);
    }
}

#[doc = "[`WdfIoResourceListGetCount`](wdk_sys::wdf::WdfIoResourceListGetCount)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceListGetCount(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ResourceList: WDFIORESLIST,
) -> ULONG {
    enter!(fx = DriverGlobals, WdfIoResourceListGetCount(ResourceList));
    let list = object!(fx, IoList, ResourceList => 0);
    list.descriptors.count() as ULONG
}

#[doc = "[`WdfIoResourceListGetDescriptor`](wdk_sys::wdf::WdfIoResourceListGetDescriptor)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceListGetDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ResourceList: WDFIORESLIST,
    Index: ULONG,
) -> PIO_RESOURCE_DESCRIPTOR {
    enter!(
        fx = DriverGlobals,
        WdfIoResourceListGetDescriptor(ResourceList)
    );
    let list = object!(fx, IoList, ResourceList => ptr::null_mut());
    list.descriptors.copy_at(Index as usize)
}

#[doc = "[`WdfIoResourceListRemove`](wdk_sys::wdf::WdfIoResourceListRemove)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceListRemove(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ResourceList: WDFIORESLIST,
    Index: ULONG,
) {
    enter!(fx = DriverGlobals, WdfIoResourceListRemove(ResourceList));
    let list = object!(fx, IoList, ResourceList);
    if list.descriptors.remove(Index as usize) {
        list.owner.note_change();
    } else {
        no_item(fx, "WdfIoResourceListRemove", list.handle(), Index);
    }
}

#[doc = "[`WdfIoResourceListRemoveByDescriptor`](wdk_sys::wdf::WdfIoResourceListRemoveByDescriptor)"]
#[abi]
pub(crate) unsafe fn WdfIoResourceListRemoveByDescriptor(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ResourceList: WDFIORESLIST,
    Descriptor: PIO_RESOURCE_DESCRIPTOR,
) {
    enter!(
        fx = DriverGlobals,
        WdfIoResourceListRemoveByDescriptor(ResourceList, Descriptor)
    );
    let list = object!(fx, IoList, ResourceList);
    required!(fx, WdfIoResourceListRemoveByDescriptor, Descriptor);
    if let Some(descriptor) = Descriptor.read()
        && list.descriptors.remove_equal(&descriptor)
    {
        list.owner.note_change();
    }
}
