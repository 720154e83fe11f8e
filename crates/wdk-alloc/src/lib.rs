//! The kernel pool as a global allocator, and fallible boxes and vectors.
#![no_std]
