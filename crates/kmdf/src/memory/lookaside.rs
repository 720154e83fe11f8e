//! `WDFLOOKASIDE`: memory objects whose buffers have one size and are used again.
#![expect(unsafe_code, reason = "table functions, and memory of the pool")]

use core::ptr::{self, NonNull};

use wdk_sys::{
    ExFreePoolWithTag, NTSTATUS, POOL_TYPE, PVOID, STATUS_INVALID_PARAMETER, ULONG, abi, size_t,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFLOOKASIDE, WDFMEMORY},
};

use super::{Owner, allocate, is_paged, tag_or_default};
use crate::{
    cache::Cache,
    deferred::device_of,
    enter,
    object::{Attributes, Body, Class, Obj, Rules, numbers},
    status, violation,
};

/// The framework's part of a `WDFLOOKASIDE`.
pub(crate) struct Lookaside {
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
            // SAFETY: the same buffer, which the cache has no place for.
            unsafe { ExFreePoolWithTag(buffer.as_ptr().cast(), self.tag) };
        }
    }
}

#[doc = "[`WdfLookasideListCreate`](wdk_sys::wdf::WdfLookasideListCreate)"]
#[abi]
pub(crate) unsafe fn WdfLookasideListCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    LookasideAttributes: PWDF_OBJECT_ATTRIBUTES,
    BufferSize: size_t,
    PoolType: POOL_TYPE,
    MemoryAttributes: PWDF_OBJECT_ATTRIBUTES,
    PoolTag: ULONG,
    Lookaside: *mut WDFLOOKASIDE,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfLookasideListCreate(LookasideAttributes, MemoryAttributes, Lookaside)
    );
    if Lookaside.is_null() {
        violation::null_parameter(fx, "WdfLookasideListCreate", "Lookaside");
        return STATUS_INVALID_PARAMETER;
    }
    if BufferSize == 0 {
        return STATUS_INVALID_PARAMETER;
    }
    let memory_attributes = Attributes::read(&MemoryAttributes, Rules::PLAIN);
    let paged = is_paged(PoolType);
    let create = |attributes: Attributes| {
        let memory_attributes = memory_attributes?;
        let parent = attributes.parent_or(fx, None)?;
        if paged {
            // Its work items would be of two devices.
            let of_memory = device_of(memory_attributes.parent_or(fx, None)?);
            let of_list = device_of(parent);
            if of_memory.is_some() && of_list.is_some() && of_memory != of_list {
                return Err(STATUS_INVALID_PARAMETER);
            }
        }
        let body = Lookaside {
            kind: PoolType,
            tag: tag_or_default(fx, PoolTag),
            size: BufferSize,
            free: Cache::new(),
            memory_attributes,
        };
        let list = Obj::create(fx, Some(parent), &attributes, body)?;
        if paged {
            list.header().end_at_passive();
        }
        Ok(list)
    };
    let created = Attributes::read(&LookasideAttributes, Rules::PLAIN).and_then(create);
    Lookaside.put_created(created)
}

#[doc = "[`WdfMemoryCreateFromLookaside`](wdk_sys::wdf::WdfMemoryCreateFromLookaside)"]
#[abi]
pub(crate) unsafe fn WdfMemoryCreateFromLookaside(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Lookaside: WDFLOOKASIDE,
    Memory: *mut WDFMEMORY,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfMemoryCreateFromLookaside(Lookaside, Memory)
    );
    let list = Lookaside.object::<Lookaside>(fx);
    let Some(list) = list else {
        return status::INVALID_HANDLE;
    };
    if Memory.is_null() {
        violation::null_parameter(fx, "WdfMemoryCreateFromLookaside", "Memory");
        return STATUS_INVALID_PARAMETER;
    }
    Memory.put(ptr::null_mut());
    let created = list
        .memory_attributes
        .parent_or(fx, None)
        .and_then(|parent| {
            let owner = Owner::Lookaside(list.reference());
            let body = crate::memory::Memory::new(list.allocate()?, list.size, owner);
            let memory = Obj::create(fx, Some(parent), &list.memory_attributes, body)?;
            if is_paged(list.kind) {
                memory.header().end_at_passive();
            }
            Ok(memory)
        });
    Memory.put_created(created)
}
