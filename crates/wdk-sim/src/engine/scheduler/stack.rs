//! Stacks of simulated threads: mapped with a guard region below, and used again.
//!
//! A kernel stack of x64 Windows has 24 KiB. Here it has 256 KiB by default: driver and framework
//! run as unoptimised host code whose frames are several times larger, and an export's own frames
//! (formatting, unwinding) are on the same stack. What of it is the driver's is measured.

use std::{cell::RefCell, io};

pub(crate) use mapped::{KernelStack, lowest};

/// Bytes of a stack unless the builder says otherwise.
pub(crate) const DEFAULT_SIZE: usize = 256 * 1024;
/// Stacks of the default size that one host thread keeps.
const KEPT: usize = 64;

thread_local! {
    static POOL: RefCell<Vec<KernelStack>> = const { RefCell::new(Vec::new()) };
}

pub(super) fn take(size: usize) -> io::Result<KernelStack> {
    let pooled = (size == DEFAULT_SIZE)
        .then(|| POOL.try_with(|pool| pool.borrow_mut().pop()).ok().flatten())
        .flatten();
    match pooled {
        Some(stack) => Ok(stack),
        None => KernelStack::new(size),
    }
}

pub(super) fn give_back(size: usize, stack: KernelStack) {
    if size != DEFAULT_SIZE {
        return;
    }
    // The pool is dropped when its thread ends; the stack is then unmapped.
    let _ = POOL.try_with(|pool| {
        let mut pool = pool.borrow_mut();
        if pool.len() < KEPT {
            pool.push(stack);
        }
    });
}

#[cfg(unix)]
mod mapped {
    #![expect(unsafe_code, reason = "maps the memory of stacks")]

    use std::{io, ptr};

    use corosensei::stack::{MIN_STACK_SIZE, Stack, StackPointer};

    /// Bytes below a stack that fault. An image may have been compiled without probes, and then
    /// the first access to a frame lies as far below the stack as the frame is large. Only
    /// addresses are reserved.
    const GUARD: usize = 64 << 20;
    /// Where so many addresses are not to be had, as under `ulimit -v`.
    const SMALL_GUARD: usize = 64 << 10;

    /// A stack of a simulated thread.
    ///
    /// # Invariants
    /// `start..base` is a mapping of its own; it is inaccessible below `lowest` and accessible
    /// from there on.
    pub(crate) struct KernelStack {
        start: StackPointer,
        lowest: usize,
        base: StackPointer,
    }

    impl KernelStack {
        /// A stack with at least `size` usable bytes.
        pub(crate) fn new(size: usize) -> io::Result<Self> {
            let size = size.max(MIN_STACK_SIZE).next_multiple_of(page());
            Self::with_guard(size, GUARD).or_else(|_| Self::with_guard(size, SMALL_GUARD))
        }

        fn with_guard(size: usize, guard: usize) -> io::Result<Self> {
            let length = size.checked_add(guard).ok_or(io::ErrorKind::OutOfMemory)?;
            let flags = libc::MAP_ANONYMOUS | libc::MAP_PRIVATE | libc::MAP_NORESERVE;
            // SAFETY: a new mapping at a place that the system chooses.
            let start =
                unsafe { libc::mmap(ptr::null_mut(), length, libc::PROT_NONE, flags, -1, 0) };
            if start == libc::MAP_FAILED {
                return Err(io::Error::last_os_error());
            }
            let (Some(first), Some(base)) = (
                StackPointer::new(start.addr()),
                StackPointer::new(start.addr() + length),
            ) else {
                return Err(io::ErrorKind::OutOfMemory.into());
            };
            // From here on the mapping is undone when this fails.
            let stack = Self {
                start: first,
                lowest: start.addr() + guard,
                base,
            };
            let usable = start.wrapping_byte_add(guard);
            let access = libc::PROT_READ | libc::PROT_WRITE;
            // SAFETY: the upper part of the mapping that was just made, which nobody uses.
            match unsafe { libc::mprotect(usable, size, access) } {
                0 => Ok(stack),
                _ => Err(io::Error::last_os_error()),
            }
        }
    }

    impl Drop for KernelStack {
        fn drop(&mut self) {
            let (start, length) = (self.start.get(), self.base.get() - self.start.get());
            // SAFETY: the mapping is this value's own, and nothing runs on a stack that is dropped.
            unsafe { libc::munmap(ptr::with_exposed_provenance_mut(start), length) };
        }
    }

    // SAFETY: by the invariant the memory below `base` is accessible for at least the minimum
    // size, and below it is a guard region, which `limit` includes.
    unsafe impl Stack for KernelStack {
        fn base(&self) -> StackPointer {
            self.base
        }

        fn limit(&self) -> StackPointer {
            self.start
        }
    }

    /// The lowest usable address of a stack.
    pub(crate) fn lowest(stack: &KernelStack) -> usize {
        stack.lowest
    }

    fn page() -> usize {
        // SAFETY: only asks.
        let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        usize::try_from(page).unwrap_or(4096)
    }
}

#[cfg(not(unix))]
mod mapped {
    use corosensei::stack::Stack as _;

    /// A stack of a simulated thread.
    pub(crate) type KernelStack = corosensei::stack::DefaultStack;

    /// The lowest usable address of a stack.
    pub(crate) fn lowest(stack: &KernelStack) -> usize {
        /// The guard page.
        const GUARD: usize = 4096;
        stack.limit().get() + GUARD
    }
}
