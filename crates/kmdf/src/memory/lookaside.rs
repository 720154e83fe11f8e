//! `WDFLOOKASIDE`: memory objects whose buffers have one size and are used again.

use core::ptr::{self, NonNull};

use wdk_sys::{
    ExFreePoolWithTag, NTSTATUS, POOL_TYPE, PVOID, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, ULONG,
    abi, size_t,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFLOOKASIDE, WDFMEMORY},
};

use super::{Owner, allocate, attributes_and_parent, tag_or_default};
use crate::{
    cache::Cache,
    enter,
    object::{Attributes, Body, Class, Obj, Rules, numbers, parent_or_driver},
    status, violation,
};

/// The framework's part of a `WDFLOOKASIDE`.
pub struct Lookaside {
    kind: POOL_TYPE,
    tag: u32,
    size: usize,
    free: Cache,
    memory_attributes: Attributes,
}

impl Body for Lookaside {
    const CLASS: &'static Class = &Class::of::<Self>("WDFLOOKASIDE", numbers::LOOKASIDE);
}

impl Lookaside {
    fn allocate(&self) -> Result<PVOID, NTSTATUS> {
        let buffer = match self.free.take() {
            Some(buffer) => buffer,
            None => allocate(self.kind, self.tag, self.size)?,
        };
        Ok(buffer.as_ptr().cast())
    }

    /// Keeps a buffer that [`Lookaside::allocate`] gave, or frees it.
    pub(super) fn free(&self, buffer: PVOID) {
        let Some(buffer) = NonNull::new(buffer.cast()) else {
            return;
        };
        // SAFETY: allocated by `allocate` with this tag, and its memory object is gone.
        if let Err(buffer) = unsafe { self.free.keep(self.tag, buffer) } {
            // SAFETY: as above.
            unsafe { ExFreePoolWithTag(buffer.as_ptr().cast(), self.tag) };
        }
    }
}

#[doc = "[`WdfLookasideListCreate`](wdk_sys::wdf::WdfLookasideListCreate)"]
#[abi]
pub unsafe fn WdfLookasideListCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    LookasideAttributes: PWDF_OBJECT_ATTRIBUTES,
    BufferSize: size_t,
    PoolType: POOL_TYPE,
    MemoryAttributes: PWDF_OBJECT_ATTRIBUTES,
    PoolTag: ULONG,
    Lookaside: *mut WDFLOOKASIDE,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfLookasideListCreate);
    if Lookaside.is_null() {
        violation::null_parameter(fx, "WdfLookasideListCreate", "Lookaside");
        return STATUS_INVALID_PARAMETER;
    }
    if BufferSize == 0 {
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's attributes.
    let own = unsafe { attributes_and_parent(fx, LookasideAttributes) };
    // SAFETY: the driver's attributes.
    let memory = unsafe { Attributes::read(MemoryAttributes, Rules::PLAIN) };
    let created = own.and_then(|(attributes, parent)| {
        let body = crate::memory::Lookaside {
            kind: PoolType,
            tag: tag_or_default(fx, PoolTag),
            size: BufferSize,
            free: Cache::new(),
            memory_attributes: memory?,
        };
        Obj::create(fx, Some(parent), &attributes, body)
    });
    match created {
        Ok(list) => {
            // SAFETY: the driver's variable.
            unsafe { Lookaside.write(list.handle().cast()) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfMemoryCreateFromLookaside`](wdk_sys::wdf::WdfMemoryCreateFromLookaside)"]
#[abi]
pub unsafe fn WdfMemoryCreateFromLookaside(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Lookaside: WDFLOOKASIDE,
    Memory: *mut WDFMEMORY,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfMemoryCreateFromLookaside);
    // SAFETY: the driver's handle.
    let list = unsafe { Obj::<crate::memory::Lookaside>::from_handle(fx, Lookaside) };
    let Some(list) = list else {
        return status::INVALID_HANDLE;
    };
    if Memory.is_null() {
        violation::null_parameter(fx, "WdfMemoryCreateFromLookaside", "Memory");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's variable.
    unsafe { Memory.write(ptr::null_mut()) };
    // SAFETY: the parent that the driver named when it made the list.
    let created = unsafe { parent_or_driver(fx, &list.memory_attributes) }.and_then(|parent| {
        let owner = Owner::Lookaside(list.reference());
        let body = crate::memory::Memory::new(list.allocate()?, list.size, owner);
        Obj::create(fx, Some(parent), &list.memory_attributes, body)
    });
    match created {
        Ok(memory) => {
            // SAFETY: the driver's variable.
            unsafe { Memory.write(memory.handle().cast()) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}
