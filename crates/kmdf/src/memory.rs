//! `WDFMEMORY`: buffers as objects.
#![expect(unsafe_code, reason = "table functions that copy memory")]

mod lookaside;

pub(crate) use lookaside::*;

use core::{
    cell::Cell,
    ptr::{self, NonNull},
};

use wdk_sys::{
    ExAllocatePool2, ExFreePoolWithTag, NTSTATUS, PMDL, POOL_FLAG_NON_PAGED,
    POOL_FLAG_NON_PAGED_EXECUTE, POOL_FLAG_PAGED, POOL_FLAG_UNINITIALIZED, POOL_TYPE, PVOID,
    STATUS_ACCESS_VIOLATION, STATUS_BUFFER_TOO_SMALL, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INVALID_BUFFER_SIZE, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, ULONG, abi, size_t,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFMEMORY},
};

use self::lookaside::Lookaside;
use crate::{
    Fx,
    argument::Argument,
    enter,
    mdl::LockedPages,
    object::{Attributes, Body, Class, Header, Obj, Ref, Rules, numbers},
    status, violation,
};

/// Who frees a memory object's buffer.
enum Owner {
    /// The object, into the pool.
    Pool { tag: u32 },
    /// The object, into a lookaside list.
    Lookaside(Ref<Lookaside>),
    /// The driver.
    Driver,
    /// The I/O manager, with the request's IRP.
    Request,
    /// The object, by unlocking its pages.
    #[expect(
        dead_code,
        reason = "dropped with the memory object, which unlocks the pages"
    )]
    Locked(LockedPages),
}

/// The framework's part of a `WDFMEMORY`.
pub(crate) struct Memory {
    buffer: Cell<PVOID>,
    size: Cell<usize>,
    /// What describes the buffer, if it has pages that are locked.
    mdl: Cell<PMDL>,
    /// Of a request, to which the driver may not write.
    read_only: bool,
    owner: Owner,
}

// SAFETY: the cells change only by WdfMemoryAssignBuffer, which the driver serialises with the
// buffer's use, and when a request ends.
unsafe impl Sync for Memory {}

impl Body for Memory {
    const CLASS: &'static Class = &Class::of::<Self>("WDFMEMORY", numbers::MEMORY);
}

impl Memory {
    fn new(buffer: PVOID, size: usize, owner: Owner) -> Self {
        Self::described(buffer, size, ptr::null_mut(), false, owner)
    }

    fn described(buffer: PVOID, size: usize, mdl: PMDL, read_only: bool, owner: Owner) -> Self {
        Self {
            buffer: Cell::new(buffer),
            size: Cell::new(size),
            mdl: Cell::new(mdl),
            read_only,
            owner,
        }
    }

    /// The buffer of a request, valid until its completion; an MDL if it has one.
    pub(crate) fn of_request(buffer: PVOID, size: usize, mdl: PMDL, read_only: bool) -> Self {
        Self::described(buffer, size, mdl, read_only, Owner::Request)
    }

    /// Locked and mapped pages of a user.
    pub(crate) fn of_pages(
        buffer: PVOID,
        size: usize,
        pages: LockedPages,
        read_only: bool,
    ) -> Self {
        let mdl = pages.mdl();
        Self::described(buffer, size, mdl, read_only, Owner::Locked(pages))
    }

    /// What describes the buffer, or null.
    pub(crate) fn mdl(&self) -> PMDL {
        self.mdl.get()
    }

    /// Address and size.
    pub(crate) fn span(&self) -> (PVOID, usize) {
        (self.buffer.get(), self.size.get())
    }

    /// The request is completed: its buffer is invalid.
    pub(crate) fn forget_buffer(&self) {
        self.buffer.set(ptr::null_mut());
        self.size.set(0);
        self.mdl.set(ptr::null_mut());
    }

    /// The part of the buffer that `offset` and `length` select.
    ///
    /// # Errors
    /// `None` when it does not lie inside.
    pub(crate) fn part(&self, offset: usize, length: usize) -> Option<PVOID> {
        let end = offset.checked_add(length)?;
        (end <= self.size.get()).then(|| self.buffer.get().wrapping_byte_add(offset))
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        let buffer = self.buffer.get();
        match &self.owner {
            // SAFETY: allocated by WdfMemoryCreate with this tag; nobody has the object any more.
            Owner::Pool { tag } => unsafe { ExFreePoolWithTag(buffer, *tag) },
            Owner::Lookaside(list) => list.free(buffer),
            Owner::Driver | Owner::Request | Owner::Locked(_) => {}
        }
    }
}

/// Whether a pool that a driver named by its old type is paged.
pub(super) fn is_paged(kind: POOL_TYPE) -> bool {
    const PAGED: i32 = 1;
    kind & PAGED != 0
}

/// Uninitialised memory of the pool that a driver named by its old type.
pub(super) fn allocate(kind: POOL_TYPE, tag: u32, size: usize) -> Result<NonNull<u8>, NTSTATUS> {
    const NX: i32 = 512;
    let pool = if is_paged(kind) {
        POOL_FLAG_PAGED
    } else if kind & NX != 0 {
        POOL_FLAG_NON_PAGED
    } else {
        POOL_FLAG_NON_PAGED_EXECUTE
    };
    // SAFETY: the size is not zero.
    let memory = unsafe { ExAllocatePool2(pool | POOL_FLAG_UNINITIALIZED, size as u64, tag) };
    NonNull::new(memory.cast()).ok_or(STATUS_INSUFFICIENT_RESOURCES)
}

/// A memory object with a copy of `bytes`, under the parent that the attributes name, or under
/// `parent`, or the driver.
pub(crate) fn copy_of(
    fx: Fx,
    attributes: &Argument<'_, PWDF_OBJECT_ATTRIBUTES>,
    parent: Option<&Header>,
    kind: POOL_TYPE,
    bytes: &[u8],
) -> Result<Obj<Memory>, NTSTATUS> {
    let attributes = Attributes::read(attributes, Rules::PLAIN)?;
    let parent = attributes.parent_or(fx, parent)?;
    let tag = fx.tag();
    let buffer = allocate(kind, tag, bytes.len().max(1))?;
    // SAFETY: allocated just now with room for them.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), buffer.as_ptr(), bytes.len()) };
    let body = Memory::new(buffer.as_ptr().cast(), bytes.len(), Owner::Pool { tag });
    let memory = Obj::create(fx, Some(parent), &attributes, body)?;
    if is_paged(kind) {
        memory.header().end_at_passive();
    }
    Ok(memory)
}

/// The driver's tag where it gives none.
pub(super) fn tag_or_default(fx: Fx, tag: ULONG) -> u32 {
    if tag == 0 { fx.tag() } else { tag }
}

#[doc = "[`WdfMemoryCreate`](wdk_sys::wdf::WdfMemoryCreate)"]
#[abi]
pub(crate) unsafe fn WdfMemoryCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Attributes: PWDF_OBJECT_ATTRIBUTES,
    PoolType: POOL_TYPE,
    PoolTag: ULONG,
    BufferSize: size_t,
    Memory: *mut WDFMEMORY,
    Buffer: *mut PVOID,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfMemoryCreate(Attributes, Memory, Buffer)
    );
    if Memory.is_null() {
        violation::null_parameter(fx, "WdfMemoryCreate", "Memory");
        return STATUS_INVALID_PARAMETER;
    }
    if BufferSize == 0 {
        return STATUS_INVALID_PARAMETER;
    }
    let tag = tag_or_default(fx, PoolTag);
    let created = create_plain(fx, &Attributes, || {
        fx.may_allocate()?;
        let buffer = allocate(PoolType, tag, BufferSize)?.as_ptr().cast();
        let owner = Owner::Pool { tag };
        Ok(Memory::new(buffer, BufferSize, owner))
    });
    match created {
        Ok(memory) => {
            if is_paged(PoolType) {
                memory.header().end_at_passive();
            }
            Memory.put(memory.handle().cast());
            Buffer.put(memory.buffer.get());
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

/// Creates an object whose attributes may name any parent and no callbacks; without one, the
/// driver's object is the parent.
///
/// # Errors
/// Those of [`Attributes::read`], of `body` and of [`Obj::create`].
pub(crate) fn create_plain<T: Body>(
    fx: Fx,
    attributes: &Argument<'_, PWDF_OBJECT_ATTRIBUTES>,
    body: impl FnOnce() -> Result<T, NTSTATUS>,
) -> Result<Obj<T>, NTSTATUS> {
    let attributes = Attributes::read(attributes, Rules::PLAIN)?;
    let parent = attributes.parent_or(fx, None)?;
    Obj::create(fx, Some(parent), &attributes, body()?)
}

#[doc = "[`WdfMemoryCreatePreallocated`](wdk_sys::wdf::WdfMemoryCreatePreallocated)"]
#[abi]
pub(crate) unsafe fn WdfMemoryCreatePreallocated(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Attributes: PWDF_OBJECT_ATTRIBUTES,
    Buffer: PVOID,
    BufferSize: size_t,
    Memory: *mut WDFMEMORY,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfMemoryCreatePreallocated(Attributes, Memory)
    );
    if Memory.is_null() || Buffer.is_null() {
        violation::null_parameter(fx, "WdfMemoryCreatePreallocated", "Memory or Buffer");
        return STATUS_INVALID_PARAMETER;
    }
    if BufferSize == 0 {
        return STATUS_INVALID_PARAMETER;
    }
    let created = create_plain(fx, &Attributes, || {
        Ok(Memory::new(Buffer, BufferSize, Owner::Driver))
    });
    Memory.put_created(created)
}

#[doc = "[`WdfMemoryGetBuffer`](wdk_sys::wdf::WdfMemoryGetBuffer)"]
#[abi]
pub(crate) unsafe fn WdfMemoryGetBuffer(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Memory: WDFMEMORY,
    BufferSize: *mut size_t,
) -> PVOID {
    enter!(fx = DriverGlobals, WdfMemoryGetBuffer(Memory, BufferSize));
    let span = Memory
        .object::<Memory>(fx)
        .map_or((ptr::null_mut(), 0), |memory| memory.span());
    BufferSize.put(span.1);
    span.0
}

#[doc = "[`WdfMemoryAssignBuffer`](wdk_sys::wdf::WdfMemoryAssignBuffer)"]
#[abi]
pub(crate) unsafe fn WdfMemoryAssignBuffer(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Memory: WDFMEMORY,
    Buffer: PVOID,
    BufferSize: size_t,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfMemoryAssignBuffer(Memory));
    let Some(memory) = Memory.object::<Memory>(fx) else {
        return status::INVALID_HANDLE;
    };
    // Microsoft's framework has a type of its own for memory that the driver allocated.
    if !matches!(memory.owner, Owner::Driver) {
        violation::invalid_handle(
            fx,
            memory.handle(),
            "WDFMEMORY of WdfMemoryCreatePreallocated",
            Some("WDFMEMORY that the framework allocated"),
        );
        return status::INVALID_HANDLE;
    }
    if Buffer.is_null() {
        violation::null_parameter(fx, "WdfMemoryAssignBuffer", "Buffer");
        return STATUS_INVALID_PARAMETER;
    }
    if BufferSize == 0 {
        return STATUS_INVALID_PARAMETER;
    }
    memory.buffer.set(Buffer);
    memory.size.set(BufferSize);
    STATUS_SUCCESS
}

#[doc = "[`WdfMemoryCopyToBuffer`](wdk_sys::wdf::WdfMemoryCopyToBuffer)"]
#[abi]
pub(crate) unsafe fn WdfMemoryCopyToBuffer(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    SourceMemory: WDFMEMORY,
    SourceOffset: size_t,
    Buffer: PVOID,
    NumBytesToCopyTo: size_t,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfMemoryCopyToBuffer(SourceMemory));
    let Some(memory) = SourceMemory.object::<Memory>(fx) else {
        return status::INVALID_HANDLE;
    };
    if Buffer.is_null() {
        violation::null_parameter(fx, "WdfMemoryCopyToBuffer", "Buffer");
        return STATUS_INVALID_PARAMETER;
    }
    if NumBytesToCopyTo == 0 {
        return STATUS_INVALID_PARAMETER;
    }
    let Some(source) = memory.part(SourceOffset, NumBytesToCopyTo) else {
        return STATUS_BUFFER_TOO_SMALL;
    };
    // SAFETY: the source lies inside the memory object, the target is the driver's.
    unsafe { ptr::copy(source.cast::<u8>(), Buffer.cast(), NumBytesToCopyTo) };
    STATUS_SUCCESS
}

#[doc = "[`WdfMemoryCopyFromBuffer`](wdk_sys::wdf::WdfMemoryCopyFromBuffer)"]
#[abi]
pub(crate) unsafe fn WdfMemoryCopyFromBuffer(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DestinationMemory: WDFMEMORY,
    DestinationOffset: size_t,
    Buffer: PVOID,
    NumBytesToCopyFrom: size_t,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfMemoryCopyFromBuffer(DestinationMemory)
    );
    let Some(memory) = DestinationMemory.object::<Memory>(fx) else {
        return status::INVALID_HANDLE;
    };
    if Buffer.is_null() {
        violation::null_parameter(fx, "WdfMemoryCopyFromBuffer", "Buffer");
        return STATUS_INVALID_PARAMETER;
    }
    if NumBytesToCopyFrom == 0 {
        return STATUS_INVALID_PARAMETER;
    }
    if memory.read_only {
        violation::break_point(
            fx,
            "MemoryReadOnly",
            memory.handle(),
            format_args!(
                "WdfMemoryCopyFromBuffer: memory {:p} is what a requestor gave, to read only",
                memory.handle()
            ),
        );
        return STATUS_ACCESS_VIOLATION;
    }
    let Some(target) = memory.part(DestinationOffset, NumBytesToCopyFrom) else {
        return STATUS_INVALID_BUFFER_SIZE;
    };
    // SAFETY: the target lies inside the memory object, the source is the driver's.
    unsafe {
        ptr::copy(
            Buffer.cast_const().cast::<u8>(),
            target.cast(),
            NumBytesToCopyFrom,
        )
    };
    STATUS_SUCCESS
}
