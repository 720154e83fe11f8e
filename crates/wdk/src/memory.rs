//! Memory that a driver allocates from the framework.
#![expect(unsafe_code, reason = "refers to memory of a framework object")]

use core::{
    fmt,
    ops::{Deref, DerefMut},
    ptr,
    ptr::NonNull,
};

use wdk_sys::wdf;

use crate::{Error, Result, object::Owned};

/// `NonPagedPoolNx`
const NON_PAGED_POOL_NX: i32 = 512;

/// Bytes in the non-paged pool, zeroed at first; freed on drop.
///
/// # Invariants
/// `bytes` are the initialised content of the memory object `owner`, which this value alone uses.
pub struct Memory {
    owner: Owned,
    bytes: NonNull<[u8]>,
}

// SAFETY: the bytes are this value's, and any thread may delete their object.
unsafe impl Send for Memory {}
// SAFETY: a shared `Memory` gives access to `&[u8]` only.
unsafe impl Sync for Memory {}

impl Memory {
    /// Allocates `length` bytes, marked with `tag`, or with the driver's own tag.
    ///
    /// # Errors
    /// [`Error::INVALID_PARAMETER`] for no bytes, [`Error::INSUFFICIENT_RESOURCES`], and
    /// [`Error::NOT_SUPPORTED`] in a driver without the framework.
    ///
    /// # IRQL
    /// Up to `DISPATCH_LEVEL`.
    pub fn new(length: usize, tag: Option<[u8; 4]>) -> Result<Self> {
        let tag = tag.map_or(0, u32::from_le_bytes);
        let mut buffer = ptr::null_mut();
        // SAFETY: the framework copies the attributes, and stores the address of the bytes in a local.
        let create = |attributes: &mut _, memory: &mut _| unsafe {
            wdf::WdfMemoryCreate(
                attributes,
                NON_PAGED_POOL_NX,
                tag,
                length,
                memory,
                &raw mut buffer,
            )
        };
        // SAFETY: `WdfMemoryCreate` stores the handle of the object that it makes.
        let owner = unsafe { Owned::create(create) }?;
        let start = NonNull::new(buffer.cast::<u8>()).ok_or(Error::INSUFFICIENT_RESOURCES)?;
        // SAFETY: the framework allocated `length` bytes there.
        unsafe { start.write_bytes(0, length) };
        Ok(Self {
            owner,
            bytes: NonNull::slice_from_raw_parts(start, length),
        })
    }
}

impl Deref for Memory {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // SAFETY: the bytes are initialised, and nobody writes to them while `self` is shared.
        unsafe { self.bytes.as_ref() }
    }
}

impl DerefMut for Memory {
    fn deref_mut(&mut self) -> &mut [u8] {
        // SAFETY: the bytes are initialised, and this value alone has access to them.
        unsafe { self.bytes.as_mut() }
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Memory({:p}, {} bytes)",
            self.owner.handle(),
            self.bytes.len()
        )
    }
}
