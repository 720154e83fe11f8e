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

use wdk_sys::{
    NTSTATUS,
    wdf::{self, WDFMEMORY, WDFREQUEST},
};

use super::{Plain, Request};
use crate::{NtStatus, Result};

/// A buffer of a request, as the framework describes it.
///
/// # Invariants
/// `length` bytes from `start` on are mapped as long as the driver owns the request.
struct Buffer {
    start: *mut c_void,
    length: usize,
}

/// A function of the framework that finds a buffer of a request.
pub(super) type RetrieveBuffer =
    unsafe fn(WDFREQUEST, usize, *mut *mut c_void, *mut usize) -> NTSTATUS;

impl Request {
    /// The value at the start of the input buffer.
    ///
    /// It is copied once: with direct I/O the caller can change its buffer at any time.
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`](crate::Error::BUFFER_TOO_SMALL) when the input buffer is shorter.
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
        // SAFETY: all bytes were written, and any bytes are a value of a `Plain` type.
        Ok(unsafe { value.assume_init() })
    }

    /// Copies the input buffer, as much as fits into `bytes`, and returns the number of bytes.
    ///
    /// # Errors
    /// What `WdfRequestRetrieveInputBuffer` reports.
    #[inline]
    pub fn read_input(&self, bytes: &mut [u8]) -> Result<usize> {
        let input = self.input_buffer(0)?;
        let length = input.length.min(bytes.len());
        // SAFETY: the input and `bytes` have at least `length` bytes.
        unsafe { copy(input.start.cast(), bytes.as_mut_ptr(), length) };
        Ok(length)
    }

    /// Copies a value into the output buffer, and returns its size, for
    /// [`complete_with_information`](Self::complete_with_information).
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`](crate::Error::BUFFER_TOO_SMALL) when the output buffer is shorter.
    #[inline]
    pub fn output<T: Plain>(&self, value: &T) -> Result<usize> {
        let output = self.output_buffer(size_of::<T>())?;
        // SAFETY: the output has at least `size_of::<T>()` bytes, and all bytes of a `Plain` value
        // are initialised.
        unsafe {
            copy(
                ptr::from_ref(value).cast(),
                output.start.cast(),
                size_of::<T>(),
            )
        };
        Ok(size_of::<T>())
    }

    /// Copies bytes into the output buffer, as many as fit, and returns the number of bytes.
    ///
    /// # Errors
    /// What `WdfRequestRetrieveOutputBuffer` reports.
    #[inline]
    pub fn write_output(&self, bytes: &[u8]) -> Result<usize> {
        let output = self.output_buffer(0)?;
        let length = output.length.min(bytes.len());
        // SAFETY: `bytes` and the output have at least `length` bytes.
        unsafe { copy(bytes.as_ptr(), output.start.cast(), length) };
        Ok(length)
    }

    /// The input buffer, as a memory object.
    ///
    /// # Errors
    /// What `WdfRequestRetrieveInputMemory` reports.
    pub fn input_memory(&self) -> Result<InputMemory<'_>> {
        let mut raw = ptr::null_mut();
        // SAFETY: the driver owns the request; the handle is written to a local.
        let status = unsafe { wdf::WdfRequestRetrieveInputMemory(self.raw, &raw mut raw) };
        InputMemory::new(status, raw)
    }

    /// The output buffer, as a memory object.
    ///
    /// # Errors
    /// What `WdfRequestRetrieveOutputMemory` reports.
    pub fn output_memory(&self) -> Result<OutputMemory<'_>> {
        let mut raw = ptr::null_mut();
        // SAFETY: the request is the driver's, and the place of the handle a local.
        let status = unsafe { wdf::WdfRequestRetrieveOutputMemory(self.raw, &raw mut raw) };
        OutputMemory::new(status, raw)
    }

    #[inline]
    fn input_buffer(&self, minimum: usize) -> Result<Buffer> {
        // SAFETY: `WdfRequestRetrieveInputBuffer` finds a buffer of a request that the driver owns.
        unsafe { self.buffer(wdf::WdfRequestRetrieveInputBuffer, minimum) }
    }

    #[inline]
    fn output_buffer(&self, minimum: usize) -> Result<Buffer> {
        // SAFETY: `WdfRequestRetrieveOutputBuffer` finds a buffer of a request that the driver owns.
        unsafe { self.buffer(wdf::WdfRequestRetrieveOutputBuffer, minimum) }
    }

    /// # Safety
    /// `retrieve` needs a request that the driver owns, and stores start and length of a buffer that
    /// is mapped as long as that, and has at least `minimum` bytes.
    #[inline(always)]
    unsafe fn buffer(&self, retrieve: RetrieveBuffer, minimum: usize) -> Result<Buffer> {
        let (mut start, mut length) = (ptr::null_mut(), 0);
        // SAFETY: the driver owns the request; start and length go to locals.
        let status = unsafe { retrieve(self.raw, minimum, &raw mut start, &raw mut length) };
        NtStatus::new(status).ok()?;
        Ok(Buffer { start, length })
    }
}

/// Copies bytes from or to a buffer that other code may change at any time.
///
/// # Safety
/// `from` is readable and `to` writable for `length` bytes. They may overlap.
#[inline]
unsafe fn copy(from: *const u8, to: *mut u8, length: usize) {
    // SAFETY: the caller states that both are long enough.
    unsafe { ptr::copy(from, to, length) };
    // What was copied must not be read from its source again.
    compiler_fence(Ordering::SeqCst);
}

/// The input buffer of a request, for copying parts of it.
///
/// # Invariants
/// `raw` is a memory object of a request that is borrowed for `'a`.
pub struct InputMemory<'a> {
    raw: WDFMEMORY,
    request: PhantomData<&'a Request>,
}

/// The output buffer of a request, for copying parts of it.
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

            /// The length in bytes.
            #[must_use]
            pub fn len(&self) -> usize {
                let mut length = 0;
                // SAFETY: the memory object lives as long as the borrowed request.
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
    /// Fills `bytes` from the memory at `offset`.
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`](crate::Error::BUFFER_TOO_SMALL) when the memory ends before.
    pub fn copy_to(&self, offset: usize, bytes: &mut [u8]) -> Result<()> {
        let length = bytes.len();
        // SAFETY: the memory object is live, and `bytes` has `length` bytes; the framework checks the
        // range.
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
        // SAFETY: the memory object is live; the framework only reads `bytes`, and checks the range.
        let status = unsafe { wdf::WdfMemoryCopyFromBuffer(self.raw, offset, start, bytes.len()) };
        NtStatus::new(status).ok()
    }
}
