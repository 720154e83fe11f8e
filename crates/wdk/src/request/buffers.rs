#![expect(
    unsafe_code,
    reason = "copies from and to buffers that the framework describes by pointer"
)]

use core::{
    ffi::c_void,
    fmt,
    marker::PhantomData,
    mem::MaybeUninit,
    ptr,
    sync::atomic::{Ordering, compiler_fence},
};

use wdk_sys::wdf::{self, WDFMEMORY};

use super::{Plain, Request};
use crate::{NtStatus, Result};

/// The buffer of a request as the framework describes it.
struct Buffer {
    start: *mut c_void,
    length: usize,
}

impl Request {
    /// The value that the caller sends, at the start of its buffer.
    ///
    /// It is copied once: with direct I/O the caller can change its buffer at any time.
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`](crate::Error::BUFFER_TOO_SMALL) when the caller sent fewer bytes.
    #[inline]
    pub fn input<T: Plain>(&self) -> Result<T> {
        let input = self.input_buffer(size_of::<T>())?;
        let mut value = MaybeUninit::<T>::uninit();
        // SAFETY: the input has at least `size_of::<T>()` bytes; the destination is a local.
        unsafe {
            copy(
                input.start.cast(),
                value.as_mut_ptr().cast(),
                size_of::<T>(),
            )
        };
        // SAFETY: all bytes were written, and `Plain` says that any are a value.
        Ok(unsafe { value.assume_init() })
    }

    /// Copies what the caller sends, as much as fits into `bytes`, and returns how much it was.
    ///
    /// # Errors
    /// What `WdfRequestRetrieveInputBuffer` reports.
    #[inline]
    pub fn read_input(&self, bytes: &mut [u8]) -> Result<usize> {
        let input = self.input_buffer(0)?;
        let length = input.length.min(bytes.len());
        // SAFETY: both have at least `length` bytes.
        unsafe { copy(input.start.cast(), bytes.as_mut_ptr(), length) };
        Ok(length)
    }

    /// Gives the caller a value, and returns its size, for
    /// [`complete_with_information`](Self::complete_with_information).
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`](crate::Error::BUFFER_TOO_SMALL) when the caller has no room for it.
    #[inline]
    pub fn output<T: Plain>(&self, value: &T) -> Result<usize> {
        let output = self.output_buffer(size_of::<T>())?;
        // SAFETY: the output has at least `size_of::<T>()` bytes, and `Plain` says that all of
        // the value's bytes are initialised.
        unsafe {
            copy(
                ptr::from_ref(value).cast(),
                output.start.cast(),
                size_of::<T>(),
            )
        };
        Ok(size_of::<T>())
    }

    /// Gives the caller bytes, as many as it has room for, and returns how many.
    ///
    /// # Errors
    /// What `WdfRequestRetrieveOutputBuffer` reports.
    #[inline]
    pub fn write_output(&self, bytes: &[u8]) -> Result<usize> {
        let output = self.output_buffer(0)?;
        let length = output.length.min(bytes.len());
        // SAFETY: both have at least `length` bytes.
        unsafe { copy(bytes.as_ptr(), output.start.cast(), length) };
        Ok(length)
    }

    /// The memory that the caller sends.
    ///
    /// # Errors
    /// What `WdfRequestRetrieveInputMemory` reports.
    pub fn input_memory(&self) -> Result<InputMemory<'_>> {
        let mut raw = ptr::null_mut();
        // SAFETY: a live request; the pointer is to a local.
        let status = unsafe { wdf::WdfRequestRetrieveInputMemory(self.raw, &raw mut raw) };
        InputMemory::new(status, raw)
    }

    /// The memory that the caller has for results.
    ///
    /// # Errors
    /// What `WdfRequestRetrieveOutputMemory` reports.
    pub fn output_memory(&self) -> Result<OutputMemory<'_>> {
        let mut raw = ptr::null_mut();
        // SAFETY: a live request; the pointer is to a local.
        let status = unsafe { wdf::WdfRequestRetrieveOutputMemory(self.raw, &raw mut raw) };
        OutputMemory::new(status, raw)
    }

    #[inline]
    fn input_buffer(&self, minimum: usize) -> Result<Buffer> {
        let (mut start, mut length) = (ptr::null_mut(), 0);
        // SAFETY: a live request; the pointers are to locals.
        let status = unsafe {
            wdf::WdfRequestRetrieveInputBuffer(self.raw, minimum, &raw mut start, &raw mut length)
        };
        NtStatus::new(status).ok()?;
        Ok(Buffer { start, length })
    }

    #[inline]
    fn output_buffer(&self, minimum: usize) -> Result<Buffer> {
        let (mut start, mut length) = (ptr::null_mut(), 0);
        // SAFETY: a live request; the pointers are to locals.
        let status = unsafe {
            wdf::WdfRequestRetrieveOutputBuffer(self.raw, minimum, &raw mut start, &raw mut length)
        };
        NtStatus::new(status).ok()?;
        Ok(Buffer { start, length })
    }
}

/// Copies bytes between the driver and a buffer that others may change at any time.
///
/// # Safety
/// `from` is readable and `to` writable for `length` bytes. They may overlap.
#[inline]
unsafe fn copy(from: *const u8, to: *mut u8, length: usize) {
    // SAFETY: as the caller says.
    unsafe { ptr::copy(from, to, length) };
    // What was copied must not be read from its source again.
    compiler_fence(Ordering::SeqCst);
}

/// The memory that a request's caller sends, for copying parts of it.
///
/// # Invariants
/// `raw` is a memory object of a request that is borrowed for `'a`.
pub struct InputMemory<'a> {
    raw: WDFMEMORY,
    request: PhantomData<&'a Request>,
}

/// The memory that a request's caller has for results, for copying parts of it.
///
/// # Invariants
/// `raw` is a memory object of a request that is borrowed for `'a`.
pub struct OutputMemory<'a> {
    raw: WDFMEMORY,
    request: PhantomData<&'a Request>,
}

macro_rules! request_memory {
    ($name:ident) => {
        impl $name<'_> {
            pub(super) fn new(status: i32, raw: WDFMEMORY) -> Result<Self> {
                NtStatus::new(status).ok()?;
                Ok(Self {
                    raw,
                    request: PhantomData,
                })
            }

            /// Bytes of the memory.
            #[must_use]
            pub fn len(&self) -> usize {
                let mut length = 0;
                // SAFETY: type invariant; the pointer is to a local.
                let _ = unsafe { wdf::WdfMemoryGetBuffer(self.raw, &raw mut length) };
                length
            }

            /// Whether there are no bytes.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }
        }

        impl fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:p})"), self.raw)
            }
        }
    };
}
request_memory!(InputMemory);
request_memory!(OutputMemory);

impl InputMemory<'_> {
    /// Fills `bytes` with what lies at `offset`.
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`](crate::Error::BUFFER_TOO_SMALL) when the memory ends before.
    pub fn copy_to(&self, offset: usize, bytes: &mut [u8]) -> Result<()> {
        let length = bytes.len();
        // SAFETY: type invariant; `bytes` is writable; the framework checks the range.
        let status = unsafe {
            wdf::WdfMemoryCopyToBuffer(self.raw, offset, bytes.as_mut_ptr().cast(), length)
        };
        NtStatus::new(status).ok()
    }
}

impl OutputMemory<'_> {
    /// Writes `bytes` at `offset`.
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`](crate::Error::BUFFER_TOO_SMALL) when the memory ends before.
    pub fn copy_from(&self, offset: usize, bytes: &[u8]) -> Result<()> {
        let start = bytes.as_ptr().cast_mut().cast();
        // SAFETY: type invariant; the framework only reads `bytes`, and checks the range.
        let status = unsafe { wdf::WdfMemoryCopyFromBuffer(self.raw, offset, start, bytes.len()) };
        NtStatus::new(status).ok()
    }
}
