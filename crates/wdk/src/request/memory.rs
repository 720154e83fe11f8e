//! Buffers of requests as memory that a program may change at the same time.
//!
//! No reference to such bytes exists: they are copied in and out, each of them once.
#![expect(
    unsafe_code,
    reason = "copies from and to memory that the framework describes by pointer"
)]

use core::{fmt, marker::PhantomData, mem::MaybeUninit};

use wdk_sys::wdf::{self, WDFMEMORY};

use super::{
    Plain, Request,
    copy::{copy, read_value, write_value},
};
use crate::{Error, NtStatus, Result};

/// The input of a request, for copying parts of it.
///
/// It is the system buffer of a buffered request, the locked pages of a direct one, or what
/// [`probe_and_lock`](super::UserInput::probe_and_lock) locked. The requestor can change pages while the driver
/// copies from them: copy what must not change once, and check the copy.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
///
/// fn checksum(request: &Request) -> Result<u32> {
///     let memory = request.input_memory()?;
///     let mut sum = 0_u32;
///     for offset in 0..memory.len() {
///         sum = sum.wrapping_add(memory.read_at::<u8>(offset)?.into());
///     }
///     Ok(sum)
/// }
/// ```
pub struct InputMemory<'a>(Shared<'a>);

/// The output buffer of a request, for copying parts of it; as for [`InputMemory`] its owner can
/// read and change it at any time.
pub struct OutputMemory<'a>(Shared<'a>, Option<&'a Request>);

/// # Invariants
/// `length` bytes from `start` on are mapped as long as the driver owns the request, which is
/// borrowed for `'a`.
struct Shared<'a> {
    start: *mut u8,
    length: usize,
    request: PhantomData<&'a Request>,
}

impl Shared<'_> {
    /// The bytes of a memory object.
    ///
    /// # Errors
    /// That of `status`, with which the framework gave the handle.
    ///
    /// # Safety
    /// When `status` is a success, `raw` is a memory object that lives as long as the request that
    /// is borrowed for the result's lifetime.
    unsafe fn new(status: i32, raw: WDFMEMORY) -> Result<Self> {
        NtStatus::new(status).ok()?;
        let mut length = 0;
        // SAFETY: the memory object is live, as the caller states.
        let start = unsafe { wdf::WdfMemoryGetBuffer(raw, &raw mut length) };
        Ok(Self {
            start: start.cast(),
            length,
            request: PhantomData,
        })
    }

    /// The place of `length` bytes at `offset`.
    fn range(&self, offset: usize, length: usize) -> Result<*mut u8> {
        match offset.checked_add(length) {
            Some(end) if end <= self.length => Ok(self.start.wrapping_add(offset)),
            _ => Err(Error::BUFFER_TOO_SMALL),
        }
    }

    fn copy_to(&self, offset: usize, bytes: &mut [u8]) -> Result<()> {
        let from = self.range(offset, bytes.len())?;
        // SAFETY: `range` checked that so many bytes are mapped; `bytes` is this call's.
        unsafe { copy(bytes.as_mut_ptr(), from, bytes.len()) };
        Ok(())
    }

    fn read_at<T: Plain>(&self, offset: usize) -> Result<T> {
        let from = self.range(offset, size_of::<T>())?;
        let mut value = MaybeUninit::<T>::uninit();
        // SAFETY: `range` checked that the size of `T` is mapped; the destination is a local.
        unsafe { read_value(from, &mut value) };
        // SAFETY: all bytes were written, and any bytes are a value of a `Plain` type.
        Ok(unsafe { value.assume_init() })
    }

    fn copy_from(&self, offset: usize, bytes: &[u8]) -> Result<()> {
        let to = self.range(offset, bytes.len())?;
        // SAFETY: `range` checked that so many bytes are mapped; `bytes` are initialised.
        unsafe { copy(to, bytes.as_ptr(), bytes.len()) };
        Ok(())
    }

    fn write_at<T: Plain>(&self, offset: usize, value: &T) -> Result<()> {
        let to = self.range(offset, size_of::<T>())?;
        // SAFETY: `range` checked that the size of `T` is mapped; all bytes of a `Plain` value are
        // initialised.
        unsafe { write_value(value, to) };
        Ok(())
    }
}

macro_rules! request_memory {
    ($name:ident) => {
        impl $name<'_> {
            /// The length in bytes.
            #[must_use]
            pub const fn len(&self) -> usize {
                self.0.length
            }

            /// Whether there are no bytes.
            #[must_use]
            pub const fn is_empty(&self) -> bool {
                self.0.length == 0
            }

            /// Fills `bytes` from the memory at `offset`.
            ///
            /// # Errors
            /// [`Error::BUFFER_TOO_SMALL`] when the memory ends before.
            pub fn copy_to(&self, offset: usize, bytes: &mut [u8]) -> Result<()> {
                self.0.copy_to(offset, bytes)
            }

            /// The value at `offset`, which need not be aligned.
            ///
            /// # Errors
            /// [`Error::BUFFER_TOO_SMALL`] when the memory ends before.
            pub fn read_at<T: Plain>(&self, offset: usize) -> Result<T> {
                self.0.read_at(offset)
            }
        }

        impl fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let (start, length) = (self.0.start, self.0.length);
                write!(
                    f,
                    concat!(stringify!($name), "({:p}, {} bytes)"),
                    start, length
                )
            }
        }
    };
}
impl InputMemory<'_> {
    /// # Errors
    /// That of `status`, with which the framework gave the handle.
    ///
    /// # Safety
    /// When `status` is a success, `raw` is a memory object that lives as long as the request that is
    /// borrowed for the result's lifetime.
    pub(super) unsafe fn new(status: i32, raw: WDFMEMORY) -> Result<Self> {
        // SAFETY: the caller's contract is the same.
        unsafe { Shared::new(status, raw) }.map(Self)
    }
}

request_memory!(InputMemory);
request_memory!(OutputMemory);

impl<'a> OutputMemory<'a> {
    /// A buffer of the caller's own.
    ///
    /// # Errors
    /// That of `status`, with which the framework gave the handle.
    ///
    /// # Safety
    /// When `status` is a success, `raw` is a memory object that lives as long as the request that is
    /// borrowed for the result's lifetime.
    pub(super) unsafe fn new(status: i32, raw: WDFMEMORY) -> Result<Self> {
        // SAFETY: the caller's contract is the same.
        let shared = unsafe { Shared::new(status, raw) }?;
        Ok(Self(shared, None))
    }

    /// The output buffer of `request`, which records what is written.
    ///
    /// # Errors
    /// That of `status`.
    ///
    /// # Safety
    /// When `status` is a success, `raw` is the memory object of the output buffer of `request`.
    pub(super) unsafe fn of_request(
        status: i32,
        raw: WDFMEMORY,
        request: &'a Request,
    ) -> Result<Self> {
        // SAFETY: the memory object of a request's buffer lives as long as the request.
        let shared = unsafe { Shared::new(status, raw) }?;
        Ok(Self(shared, Some(request)))
    }

    /// Writes `bytes` at `offset`. What lies before and was not written yet is set to zero.
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`] when the memory ends before.
    pub fn copy_from(&self, offset: usize, bytes: &[u8]) -> Result<()> {
        self.0.copy_from(offset, bytes)?;
        self.wrote(offset, bytes.len())
    }

    /// Writes a value at `offset`, which need not be aligned. What lies before and was not written yet is
    /// set to zero.
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`] when the memory ends before.
    pub fn write_at<T: Plain>(&self, offset: usize, value: &T) -> Result<()> {
        self.0.write_at(offset, value)?;
        self.wrote(offset, size_of::<T>())
    }

    /// Records `length` bytes at `offset`, and clears what would lie between them and the bytes that are
    /// recorded: a system buffer is not clear.
    fn wrote(&self, offset: usize, length: usize) -> Result<()> {
        const ZEROS: [u8; 64] = [0; 64];
        let Some(request) = self.1 else {
            return Ok(());
        };
        let mut clear = request.written().min(offset);
        while clear < offset {
            let part = ZEROS.len().min(offset - clear);
            self.0
                .copy_from(clear, ZEROS.get(..part).unwrap_or_default())?;
            clear += part;
        }
        request.wrote(offset + length);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(bytes: &mut [u8]) -> Shared<'_> {
        Shared {
            start: bytes.as_mut_ptr(),
            length: bytes.len(),
            request: PhantomData,
        }
    }

    #[test]
    fn every_part_is_copied_whole_wherever_it_begins() {
        let mut bytes: [u8; 40] = core::array::from_fn(|index| index as u8);
        let expected = bytes;
        let memory = shared(&mut bytes);
        for offset in 0..=40 {
            for length in 0..=40 - offset {
                let mut copy = [0xEE; 40];
                memory.copy_to(offset, &mut copy[..length]).expect("inside");
                assert_eq!(copy[..length], expected[offset..offset + length]);
                assert!(copy[length..].iter().all(|byte| *byte == 0xEE));
            }
        }
        for offset in 0..=32 {
            let value = memory.read_at::<u64>(offset).expect("inside");
            assert_eq!(value.to_le_bytes(), expected[offset..offset + 8]);
        }
    }

    #[test]
    fn every_part_is_written_and_nothing_beside_it() {
        for offset in 0..=24 {
            for length in 0..=24 - offset {
                let mut bytes = [0_u8; 24];
                let memory = shared(&mut bytes);
                memory
                    .copy_from(offset, &[7; 24][..length])
                    .expect("inside");
                let written = |at: usize| (offset..offset + length).contains(&at);
                for (at, byte) in bytes.iter().enumerate() {
                    assert_eq!(*byte == 7, written(at), "{offset} {length} {at}");
                }
            }
        }
    }

    #[test]
    fn nothing_beyond_the_end_is_accessed() {
        let mut bytes = [0_u8; 8];
        let memory = shared(&mut bytes);
        for (offset, length) in [(0, 9), (8, 1), (9, 0), (usize::MAX, 1), (1, 8)] {
            let mut copy = [0; 9];
            let read = memory.copy_to(offset, &mut copy[..length]);
            assert_eq!(read, Err(Error::BUFFER_TOO_SMALL), "{offset} {length}");
            let written = memory.copy_from(offset, &copy[..length]);
            assert_eq!(written, Err(Error::BUFFER_TOO_SMALL), "{offset} {length}");
        }
        assert_eq!(memory.read_at::<u32>(5), Err(Error::BUFFER_TOO_SMALL));
        assert_eq!(memory.write_at(5, &0_u32), Err(Error::BUFFER_TOO_SMALL));
        assert_eq!(memory.copy_to(8, &mut []), Ok(()));
    }
}
