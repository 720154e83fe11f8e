//! The non-paged pool, with every alignment.
#![expect(unsafe_code, reason = "calls the pool's functions")]

use core::{alloc::Layout, ptr::NonNull};

use wdk_sys::{ExAllocatePool2, ExFreePool, POOL_FLAG_NON_PAGED};

use crate::AllocError;

/// What the pool aligns every block to.
const POOL_ALIGN: usize = 16;

/// The tag of code without a framework driver: `rust`.
const DEFAULT_TAG: u32 = u32::from_le_bytes(*b"rust");

/// Most bytes of a value that is moved into the pool: it comes over the kernel stack, which has
/// 24 KiB for all drivers of a request's way.
const MOVED: usize = 1024;

/// Refuses what should not be moved, while the driver is compiled.
pub(crate) const fn assert_small<T>() {
    assert!(
        size_of::<T>() <= MOVED,
        "the value is moved over the kernel stack, which has 24 KiB: at most 1024 bytes; make a \
         larger one in the pool, with KBox::try_zeroed or as a KVec"
    );
}

/// The tag of the driver that runs.
fn tag() -> u32 {
    // SAFETY: null, or the globals that the framework made for this driver and keeps until it
    // is unloaded.
    let globals = unsafe { wdk_sys::wdf::driver_globals().as_ref() };
    // The framework gives every driver a tag when it binds it.
    globals.map_or(DEFAULT_TAG, |globals| globals.DriverTag)
}

/// Allocates zeroed memory; a dangling pointer for a layout of no size.
///
/// The pool has one alignment. For a larger one the block is made longer, and the word before the
/// aligned address stores where the block starts.
pub(crate) fn allocate(layout: Layout) -> Result<NonNull<u8>, AllocError> {
    if layout.size() == 0 {
        let aligned = core::ptr::without_provenance_mut(layout.align());
        return NonNull::new(aligned).ok_or(AllocError);
    }
    if layout.align() <= POOL_ALIGN {
        return allocate_block(layout.size());
    }
    let size = layout
        .size()
        .checked_add(layout.align())
        .ok_or(AllocError)?;
    let block = allocate_block(size)?;
    let offset = layout.align() - block.addr().get() % layout.align();
    // SAFETY: `offset` is at most the alignment, by which the block was made longer.
    let aligned = unsafe { block.add(offset) };
    // SAFETY: block and alignment are multiples of 16, so `offset` is at least 16.
    let start = unsafe { aligned.cast::<NonNull<u8>>().sub(1) };
    // SAFETY: in the block, before the aligned place, and aligned for a pointer.
    unsafe { start.write(block) };
    Ok(aligned)
}

fn allocate_block(size: usize) -> Result<NonNull<u8>, AllocError> {
    // SAFETY: the size is not zero, and callers run at most at DISPATCH_LEVEL, as this crate demands.
    let block = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, size as u64, tag()) };
    NonNull::new(block.cast()).ok_or(AllocError)
}

/// Frees memory.
///
/// # Safety
/// `memory` came from [`allocate`] with the same layout, and nobody uses it any more.
pub(crate) unsafe fn free(memory: NonNull<u8>, layout: Layout) {
    if layout.size() == 0 {
        return;
    }
    let block = if layout.align() <= POOL_ALIGN {
        memory
    } else {
        // SAFETY: for such an alignment `allocate` reserved a word there.
        let start = unsafe { memory.cast::<NonNull<u8>>().sub(1) };
        // SAFETY: `allocate` wrote the block's start to that word.
        unsafe { start.read() }
    };
    // SAFETY: the start of the block that `allocate` got from the pool, which the caller gives up.
    unsafe { ExFreePool(block.as_ptr().cast()) };
}
