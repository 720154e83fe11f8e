//! How large the values may be that a driver builds on the stack and that are moved to their place.
#![forbid(unsafe_code)]

/// Most bytes of a context, an adapter or a driver's state. Each is moved up to three times on its way:
/// out of the function that makes it, into the structure that it is a part of, and to its place.
/// That is half of the 24 KiB that a kernel stack has, where no other driver is below.
const LARGEST: usize = 4096;

/// Refuses a larger one while the driver is compiled.
pub(crate) const fn assert_small<T>() {
    assert!(
        size_of::<T>() <= LARGEST,
        "a context is built on the kernel stack, which has 24 KiB: at most 4096 bytes; put its large \
         parts into the pool, in a Memory, KVec or KBox"
    );
}
