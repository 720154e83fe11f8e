#![expect(
    unsafe_code,
    reason = "copies from and to buffers that the framework describes by pointer"
)]

use core::{ffi::c_void, mem::MaybeUninit, ptr};

use wdk_sys::{
    NTSTATUS,
    wdf::{self, WDFREQUEST},
};

use super::{
    InputMemory, OutputMemory, Plain, Request,
    copy::{copy, read_value, write_value},
};
use crate::{Error, NtStatus, Result};

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
    /// [`Error::BUFFER_TOO_SMALL`] when the input buffer is shorter.
    #[inline]
    pub fn input<T: Plain>(&self) -> Result<T> {
        let input = self.input_buffer(size_of::<T>())?;
        let mut value = MaybeUninit::<T>::uninit();
        // SAFETY: the input has at least `size_of::<T>()` bytes; the destination is a local.
        unsafe { read_value(input.start.cast(), &mut value) };
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
        unsafe { copy(bytes.as_mut_ptr(), input.start.cast(), length) };
        Ok(length)
    }

    /// Copies a value into the output buffer, and returns its size, for
    /// [`complete_with_information`](Self::complete_with_information).
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`] when the output buffer is shorter.
    #[inline]
    pub fn output<T: Plain>(&self, value: &T) -> Result<usize> {
        let output = self.output_buffer(size_of::<T>())?;
        // SAFETY: the output has at least `size_of::<T>()` bytes, and all bytes of a `Plain` value
        // are initialised.
        unsafe { write_value(value, output.start.cast()) };
        self.wrote(size_of::<T>());
        Ok(size_of::<T>())
    }

    /// Copies bytes into the output buffer, as many as fit, and returns the number of bytes.
    ///
    /// # Errors
    /// [`Error::INVALID_DEVICE_REQUEST`] for `METHOD_IN_DIRECT`, and what
    /// `WdfRequestRetrieveOutputBuffer` reports.
    #[inline]
    pub fn write_output(&self, bytes: &[u8]) -> Result<usize> {
        let output = self.output_buffer(0)?;
        let length = output.length.min(bytes.len());
        // SAFETY: `bytes` and the output have at least `length` bytes.
        unsafe { copy(output.start.cast(), bytes.as_ptr(), length) };
        self.wrote(length);
        Ok(length)
    }

    /// The input buffer, for copying parts of it.
    ///
    /// # Errors
    /// What `WdfRequestRetrieveInputMemory` reports.
    pub fn input_memory(&self) -> Result<InputMemory<'_>> {
        let mut raw = ptr::null_mut();
        // SAFETY: the driver owns the request; the handle is written to a local.
        let status = unsafe { wdf::WdfRequestRetrieveInputMemory(self.raw, &raw mut raw) };
        // SAFETY: the framework keeps the memory object until the request is completed.
        unsafe { InputMemory::new(status, raw) }
    }

    /// The second buffer of a `METHOD_IN_DIRECT` request, which its caller gives as the output buffer:
    /// further input, whose pages are locked for reading.
    ///
    /// # Errors
    /// [`Error::INVALID_DEVICE_REQUEST`] for every other request, and what
    /// `WdfRequestRetrieveOutputMemory` reports.
    pub fn direct_input_memory(&self) -> Result<InputMemory<'_>> {
        if !self.result().is_read_only() {
            return Err(Error::INVALID_DEVICE_REQUEST);
        }
        let mut raw = ptr::null_mut();
        // SAFETY: the request is the driver's; the handle goes to a local.
        let status = unsafe { wdf::WdfRequestRetrieveOutputMemory(self.raw, &raw mut raw) };
        // SAFETY: the memory object is the request's own, until that is completed.
        unsafe { InputMemory::new(status, raw) }
    }

    /// The output buffer, for copying parts of it. What is in the buffer of a `METHOD_OUT_DIRECT`
    /// request can also be read.
    ///
    /// # Errors
    /// [`Error::INVALID_DEVICE_REQUEST`] for `METHOD_IN_DIRECT`, whose second buffer may not be
    /// written, and what `WdfRequestRetrieveOutputMemory` reports.
    pub fn output_memory(&self) -> Result<OutputMemory<'_>> {
        self.check_writable()?;
        let mut raw = ptr::null_mut();
        // SAFETY: the request is the driver's, and the place of the handle a local.
        let status = unsafe { wdf::WdfRequestRetrieveOutputMemory(self.raw, &raw mut raw) };
        // SAFETY: the framework gives the request's memory object, which it keeps as long.
        unsafe { OutputMemory::of_request(status, raw, self) }
    }

    /// Windows would let the driver write into pages that it has locked for reading, even where
    /// the caller may not.
    #[inline]
    fn check_writable(&self) -> Result<()> {
        if self.result().is_read_only() {
            return Err(Error::INVALID_DEVICE_REQUEST);
        }
        Ok(())
    }

    #[inline]
    fn input_buffer(&self, minimum: usize) -> Result<Buffer> {
        // SAFETY: `WdfRequestRetrieveInputBuffer` finds a buffer of a request that the driver owns.
        unsafe { self.buffer(wdf::WdfRequestRetrieveInputBuffer, minimum) }
    }

    #[inline]
    fn output_buffer(&self, minimum: usize) -> Result<Buffer> {
        self.check_writable()?;
        // SAFETY: `WdfRequestRetrieveOutputBuffer` finds a buffer of a request that the driver owns.
        unsafe { self.buffer(wdf::WdfRequestRetrieveOutputBuffer, minimum) }
    }

    /// # Safety
    /// `retrieve` needs a request that the driver owns, and stores start and length of a buffer that
    /// is mapped as long as that, and has at least `minimum` bytes.
    #[inline(always)]
    unsafe fn buffer(&self, retrieve: RetrieveBuffer, minimum: usize) -> Result<Buffer> {
        let (mut start, mut length) = (MaybeUninit::uninit(), MaybeUninit::uninit());
        // SAFETY: the driver owns the request; start and length go to locals.
        let status =
            unsafe { retrieve(self.raw, minimum, start.as_mut_ptr(), length.as_mut_ptr()) };
        NtStatus::new(status).ok()?;
        // SAFETY: the framework stores the start of every buffer that it finds.
        let start = unsafe { start.assume_init() };
        // SAFETY: and its length, which was asked for.
        let length = unsafe { length.assume_init() };
        Ok(Buffer { start, length })
    }
}
